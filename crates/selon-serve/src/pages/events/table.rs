//! The table of events, and how the origins of each are drawn.

use maud::{Markup, html};
use selon_dossier::EventRow;

use crate::layout::bdi;
use crate::wording::in_order;
use crate::words::Words;

/// The table of events.
pub fn table(rows: &[EventRow], w: Words) -> Markup {
    html! {
        // As wide as there is room for: a narrow one has two lines for each event.
        div class="fit" {
            table id="events" class="rows" {
                thead { tr {
                    th scope="col" class="when" { (w.get("column.when")) }
                    th scope="col" class="what" { (w.get("column.what")) }
                    th scope="col" class="where" { (w.get("column.where")) }
                    th scope="col" class="who" { (w.get("column.who")) }
                    th scope="col" class="toll" { (w.get("column.toll")) }
                    th scope="col" class="origins" { (w.get("column.origins")) }
                } }
                tbody data-list {
                    @for row in rows {
                        (line(row, w))
                    }
                }
            }
        }
    }
}

fn line(row: &EventRow, w: Words) -> Markup {
    let href = format!("/event/{}", row.id);
    html! {
        tr data-id=(row.id) data-href=(href) {
            td class="when" data-head=(w.get("column.when")) {
                @match &row.date {
                    Some(date) => time datetime=(date) { (w.date(date)) },
                    None => span class="none" { (w.get("not_told.date")) },
                }
            }
            td class="what" data-head=(w.get("column.what")) {
                a href=(href) { (breakable(&w.kind(&row.kind))) }
                @if !row.disagreements.is_empty() {
                    " " span class="badge disputed" title=(w.get("disputed.about")) {
                        (w.get("disputed")) (w.get("colon"))
                        (row.disagreements.iter().map(|k| w.disagreement(*k)).collect::<Vec<_>>().join(", "))
                    }
                }
            }
            td class="where" data-head=(w.get("column.where")) {
                @match &row.place {
                    Some(place) => (bdi(&w.place(place))),
                    None => span class="none" { (w.get("not_told.place")) },
                }
            }
            td class="who" data-head=(w.get("column.who")) { (who(row, w)) }
            td class="toll" data-head=(w.get("column.toll")) {
                @for (n, range) in in_order(&row.tolls).into_iter().take(2).enumerate() {
                    @if n > 0 { br; }
                    span { (w.toll(range)) }
                }
            }
            td class="origins" data-head=(w.get("column.origins")) {
                (origins(row.origins_at_least, row.origins_at_most, w))
                span class="reports" { (w.count("count.reports", row.reports.len() as u64)) }
            }
        }
    }
}

/// Words that may be parted after each `/`.
fn breakable(words: &str) -> Markup {
    html! {
        @for (n, piece) in words.split('/').enumerate() { @if n > 0 { "/" wbr; } (piece) }
    }
}

/// Who to whom.
fn who(row: &EventRow, w: Words) -> Markup {
    html! {
        @match (&row.actor, &row.target) {
            (Some(actor), Some(target)) => {
                (bdi(w.party(actor))) span class="to" aria-label=(w.get("who.to")) { " → " } (bdi(w.party(target)))
            }
            (Some(actor), None) => (bdi(w.party(actor))),
            (None, Some(target)) => {
                span class="none" { "?" } span class="to" aria-label=(w.get("who.to")) { " → " } (bdi(w.party(target)))
            }
            (None, None) => {}
        }
    }
}

/// How many origins, as a number and as dots: full ones count surely, hollow ones perhaps.
pub fn origins(least: u32, most: u32, w: Words) -> Markup {
    const DOTS: u32 = 8;
    let label = if least == most {
        w.count("count.origins", u64::from(least))
    } else {
        w.fill("origins.between", &[("low", &least.to_string()), ("high", &most.to_string())])
    };
    html! {
        span class="dots" aria-hidden="true" {
            @for n in 0..most.min(DOTS) { span class=(if n < least { "sure" } else { "perhaps" }) {} }
        }
        span class="number" title=(label) aria-label=(label) { (w.origins(least, most)) }
    }
}
