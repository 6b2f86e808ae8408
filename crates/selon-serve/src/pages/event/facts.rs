//! What best sums an event up, and what that rests on.

use maud::{Markup, html};
use selon_dossier::EventView;
use selon_dossier::summary::Range;

use crate::draw::interval;
use crate::layout::bdi;
use crate::wording::{code, in_order};
use crate::words::Words;

/// The summary.
pub fn facts(event: &EventView, w: Words) -> Markup {
    let rests =
        |field: &str| event.summary.rests_on.get(field).map(Vec::as_slice).unwrap_or_default();
    let fact = |name: &'static str, field: &str, value: Markup| {
        html! {
            div class="fact" {
                dt { (name) }
                dd {
                    (value)
                    @if event.corrected.iter().any(|c| c == field) {
                        " " span class="badge decided" { (w.get("corrected")) }
                    } @else { (rests_on(rests(field), w)) }
                }
            }
        }
    };
    let words = |value: &Option<String>| {
        html! { @match value { Some(value) => (bdi(w.party(value))), None => span class="none" { (w.get("not_told.any")) } } }
    };
    let end = interval::scale(
        event.summary.tolls.iter().flat_map(|t| [t.low, t.high, t.best_low, t.best_high]).flatten(),
    );
    html! {
        section class="facts" aria-labelledby="facts-title" {
            h2 id="facts-title" { (w.get("event.summary")) }
            p class="hint" { (w.get("event.summary_how")) }
            dl {
                (fact(w.get("column.what"), "type", html! { (w.kind(&event.kind)) }))
                (fact(w.get("column.when"), "date", html! {
                    @match &event.date { Some(date) => (w.date(date)), None => span class="none" { (w.get("not_told.date")) } }
                }))
                (fact(w.get("column.where"), "place", html! {
                    @match &event.place {
                        Some(place) => {
                            (bdi(&w.place(place)))
                            @if let Some(precision) = place.precision { " " span class="badge" { (w.term("precision", &code(precision))) } }
                        }
                        None => span class="none" { (w.get("not_told.place")) },
                    }
                }))
                (fact(w.get("field.actor"), "actor", words(&event.actor)))
                (fact(w.get("field.target"), "target", words(&event.target)))
                @for toll in in_order(&event.summary.tolls) {
                    div class="fact toll" {
                        dt { (w.counted(&toll.what, toll.class.as_deref())) }
                        dd {
                            (interval::interval(toll.low, toll.high, toll.best_low, end, false))
                            span { (toll_words(toll, w)) }
                            (rests_on(&toll.figures, w))
                        }
                    }
                }
                @for (name, list) in [(w.get("event.part_of"), &event.part_of), (w.get("event.has_part"), &event.parts)] {
                    @for related in list {
                        div class="fact" { dt { (name) } dd { a href={ "/event/" (related.event) } { code { (related.event) } } " " span class="hint" { (bdi(&w.reason(&related.reason))) } } }
                    }
                }
                @for note in &event.notes {
                    div class="fact note" { dt { (w.get("note")) } dd { (bdi(note)) } }
                }
            }
        }
    }
}

/// Best, lowest and highest, where they differ.
fn toll_words(toll: &Range, w: Words) -> String {
    let best = w.interval(toll.best_low, toll.best_high);
    if (toll.low, toll.high) == (toll.best_low, toll.best_high) {
        return best;
    }
    let open = |bound: Option<u64>| {
        bound.map_or_else(|| w.get("interval.open_end").to_owned(), |n| w.number(n))
    };
    w.fill("toll.words", &[("best", &best), ("low", &open(toll.low)), ("high", &open(toll.high))])
}

/// The claims that something rests on, as links.
pub fn rests_on(ids: &[String], w: Words) -> Markup {
    const MOST: usize = 6;
    html! {
        @if !ids.is_empty() {
            " " span class="rests" title=(w.get("rests_on")) {
                span class="hidden" { (w.get("rests_on")) " " }
                @for id in ids.iter().take(MOST) { a href={ "#" (id) } { (id) } " " }
                @if ids.len() > MOST { "+" (ids.len() - MOST) }
            }
        }
    }
}
