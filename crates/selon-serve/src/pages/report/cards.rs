//! A card for each attribution, event and figure of a report, with the words that it rests on.

use maud::{Markup, html};
use selon_dossier::ReportView;
use selon_dossier::summary::PlaceView;
use selon_model::reading::{
    Attribution, Certainty, Claim, Event, Excerpt, Figure, Holder, Place, Polarity, Reading,
    Reality, SourceKind,
};

use super::marks::{Marks, of_event};
use crate::layout::bdi;
use crate::wording::code;
use crate::words::Words;

/// The cards, by kind.
pub fn cards(view: &ReportView, marks: &Marks, w: Words) -> Markup {
    let reading = &view.current.reading;
    html! {
        @if reading.attributions.is_empty() && reading.events.is_empty() {
            p class="none" { (w.get("report.nothing")) }
        }
        @if !reading.events.is_empty() {
            h2 { (w.get("report.cards_events")) }
            ol class="card-list" { @for event in &reading.events { (event_card(view, event, marks, w)) } }
        }
        @if !reading.attributions.is_empty() {
            h2 { (w.get("report.cards_attributions")) }
            ol class="card-list" { @for attribution in &reading.attributions { (attribution_card(reading, attribution, marks, w)) } }
        }
        (places(reading, w))
        (times(reading, w))
    }
}

/// From where to where the marks of a card reach, as attributes.
fn reach(marks: &Marks, id: &str) -> (Option<u32>, Option<u32>) {
    let of = || marks.list.iter().filter(|m| m.id == id);
    (of().map(|m| m.span.start).min(), of().map(|m| m.span.end).max())
}

/// Words with a way to where they stand.
fn words(excerpt: &Excerpt) -> Markup {
    html! { q { a href=(format!("#char={},{}", excerpt.span.start, excerpt.span.end)) { (bdi(&excerpt.text)) } } }
}

fn attribution_card(
    reading: &Reading,
    attribution: &Attribution,
    marks: &Marks,
    w: Words,
) -> Markup {
    let id = attribution.id.to_lowercase();
    let (from, to) = reach(marks, &id);
    html! {
        li class="card attribution" id={ "card-" (id) } data-mark=(id) data-from=[from] data-to=[to] {
            p class="head" {
                a class="tag t-attribution" href={ "#m-" (id) } { (attribution.id) } " "
                strong { (holder_name(reading, &Holder(attribution.id.clone()), w)) }
                @if attribution.source_kind != SourceKind::Other { " " span class="badge" { (w.term("source", &code(attribution.source_kind))) } }
            }
            dl {
                @if let Some(source) = &attribution.source { div { dt { (w.get("layer.source")) } dd { (words(source)) } } }
                @if let Some(cue) = &attribution.cue { div { dt { (w.get("layer.cue")) } dd { (words(cue)) } } }
                div { dt { (w.get("card.how")) } dd {
                    @match (&attribution.hedge, attribution.certainty) {
                        (Some(hedge), Certainty::Hedged) => { (w.get("how.hedged")) (w.get("colon")) (words(&hedge.excerpt)) }
                        (None, Certainty::Hedged) => (w.get("how.hedged")),
                        _ => (w.get("how.said")),
                    }
                } }
                @let chain = chain(reading, attribution);
                @if chain.len() > 1 {
                    div { dt { (w.get("card.chain")) } dd {
                        @for (n, id) in chain.iter().enumerate() {
                            @if n > 0 { " ← " }
                            a href={ "#card-" (id.to_lowercase()) } { (holder_name(reading, &Holder((*id).to_owned()), w)) }
                        }
                        " ← " (w.get("author"))
                    } }
                }
                @for carried in &attribution.carried_over {
                    div { dt { (w.get("card.carried")) } dd { (words(&carried.by)) " " span class="hint" { (w.term("carried", &code(carried.reason))) } } }
                }
            }
        }
    }
}

/// The ids of an attribution and those that it stands in, the deepest first.
fn chain<'r>(reading: &'r Reading, attribution: &'r Attribution) -> Vec<&'r str> {
    let mut chain = vec![attribution.id.as_str()];
    let mut inside = attribution.inside.as_deref();
    // A reading from elsewhere may go round in a circle.
    while let Some(id) = inside.filter(|id| !chain.contains(id)) {
        chain.push(id);
        inside = reading.attributions.iter().find(|a| a.id == id).and_then(|a| a.inside.as_deref());
    }
    chain
}

fn event_card(view: &ReportView, event: &Event, marks: &Marks, w: Words) -> Markup {
    let reading = &view.current.reading;
    let id = event.id.to_lowercase();
    let (from, to) = reach(marks, &id);
    let here = view.events.iter().find(|(of, _)| *of == event.id).map(|(_, row)| row);
    html! {
        li class={ "card event " (of_event(event)) } id={ "card-" (id) } data-mark=(id) data-from=[from] data-to=[to] {
            p class="head" {
                a class="tag t-event" href={ "#m-" (id) } { (event.id) } " "
                strong { (w.kind(&event.kind)) }
                @if event.headline_event { " " span class="badge" { (w.get("card.headline")) } }
            }
            @if let Some(row) = here {
                p { a class="go" href={ "/event/" (row.id) } { (w.get("card.in_dossier")) " " code { (row.id) } } }
            }
            dl {
                div { dt { (w.get("column.where")) } dd {
                    @match &event.place {
                        Some(place) => {
                            (words(&place.excerpt))
                            @if place.name.is_some() { " " (bdi(&w.place(&PlaceView::from(place)))) }
                            @if let Some(precision) = place.precision { " " span class="badge" { (w.term("precision", &code(precision))) } }
                        }
                        None => span class="none" { (w.get("not_told.place")) },
                    }
                } }
                div { dt { (w.get("column.when")) } dd {
                    @match (&event.date, &event.date_text) {
                        (Some(date), text) => { (w.date(date)) @if let Some(text) = text { " " (words(text)) } }
                        (None, Some(text)) => { (words(text)) " " span class="none" { (w.get("not_resolved")) } }
                        (None, None) => span class="none" { (w.get("not_told.date")) },
                    }
                } }
                @for (name, value) in [(w.get("field.actor"), &event.actor), (w.get("field.target"), &event.target), (w.get("card.instrument"), &event.instrument)] {
                    @if let Some(value) = value { div { dt { (name) } dd { (words(value)) } } }
                }
                @for claim in &event.claims {
                    div class="held" { dt { (w.get("card.held_by")) } dd { (holder(reading, &claim.held_by, w)) (w.get("colon")) (how(claim, w)) } }
                }
                @for figure in event.figures.iter().chain(&event.other_figures) { (figure_line(reading, figure, w)) }
            }
        }
    }
}

fn figure_line(reading: &Reading, figure: &Figure, w: Words) -> Markup {
    let id = figure.id.to_lowercase();
    html! {
        div class="figure-line" id={ "card-" (id) } data-mark=(id) data-from=(figure.excerpt.span.start) data-to=(figure.excerpt.span.end) {
            dt { a class="tag t-figure" href={ "#m-" (id) } { (figure.id) } " " (w.counted(&figure.what, None)) }
            dd {
                strong { (w.interval(figure.low, figure.high)) } " " (words(&figure.excerpt)) " "
                (holder(reading, &figure.held_by, w))
                @if figure.certainty == Certainty::Hedged { " " span class="badge s-hedged" { (w.get("how.hedged")) } }
            }
        }
    }
}

/// How a claim is held, with the words that decide.
fn how(claim: &Claim, w: Words) -> Markup {
    let mut parts: Vec<&str> = Vec::new();
    if claim.polarity == Polarity::Negative {
        parts.push(w.get("how.denied"));
    }
    match claim.reality {
        Reality::Actual => {}
        Reality::Planned => parts.push(w.get("how.planned")),
        Reality::Hypothetical => parts.push(w.get("how.hypothetical")),
    }
    if claim.certainty == Certainty::Hedged {
        parts.push(w.get("how.hedged"));
    }
    if parts.is_empty() {
        parts.push(w.get("how.certain"));
    }
    html! {
        em class={ "how " (state(claim)) } { (parts.join(", ")) }
        @if let Some(hedge) = &claim.hedge { " " (words(&hedge.excerpt)) }
        @else if let Some(cue) = &claim.cue { " " (words(cue)) }
    }
}

fn state(claim: &Claim) -> &'static str {
    match (claim.polarity, claim.certainty) {
        (Polarity::Negative, _) => "s-denied",
        (_, Certainty::Hedged) => "s-hedged",
        _ => "s-certain",
    }
}

/// Who holds something, with a way to their card.
fn holder(reading: &Reading, holder: &Holder, w: Words) -> Markup {
    html! {
        @if *holder == Holder::author() { (w.get("author")) }
        @else { a href={ "#card-" (holder.0.to_lowercase()) } { (holder_name(reading, holder, w)) } }
    }
}

fn holder_name(reading: &Reading, holder: &Holder, w: Words) -> Markup {
    if *holder == Holder::author() {
        return html! { (w.get("author")) };
    }
    let found = reading.attributions.iter().find(|a| a.id == holder.0);
    match found
        .and_then(|a| a.source_name.as_deref().or(a.source.as_ref().map(|s| s.text.as_str())))
    {
        Some(name) => bdi(w.party(name)),
        None => html! { (w.get("card.somebody")) },
    }
}

fn seen(place: &Place, name: &str) -> PlaceView {
    PlaceView {
        name: name.to_owned(),
        country: place.country.clone(),
        lat: place.lat,
        lon: place.lon,
        precision: place.precision,
    }
}

fn places(reading: &Reading, w: Words) -> Markup {
    html! {
        @if !reading.places.is_empty() {
            details class="more" {
                summary { (w.get("report.cards_places")) " (" (reading.places.len()) ")" }
                ul class="plain" {
                    @for (n, place) in reading.places.iter().enumerate() {
                        li class="card small" id=(format!("card-p{}", n + 1)) data-mark=(format!("p{}", n + 1)) data-from=(place.excerpt.span.start) data-to=(place.excerpt.span.end) {
                            (words(&place.excerpt)) " "
                            @match &place.name {
                                Some(name) => (bdi(&w.place(&seen(place, name)))),
                                None => span class="none" { (w.get("not_resolved")) },
                            }
                            @if let Some(precision) = place.precision { " " span class="badge" { (w.term("precision", &code(precision))) } }
                        }
                    }
                }
            }
        }
    }
}

fn times(reading: &Reading, w: Words) -> Markup {
    html! {
        @if !reading.times.is_empty() {
            details class="more" {
                summary { (w.get("report.cards_times")) " (" (reading.times.len()) ")" }
                ul class="plain" {
                    @for (n, time) in reading.times.iter().enumerate() {
                        li class="card small" id=(format!("card-t{}", n + 1)) data-mark=(format!("t{}", n + 1)) data-from=(time.excerpt.span.start) data-to=(time.excerpt.span.end) {
                            (words(&time.excerpt)) " "
                            @match &time.value { Some(value) => (w.date(value)), None => span class="none" { (w.get("not_resolved")) } }
                        }
                    }
                }
            }
        }
    }
}
