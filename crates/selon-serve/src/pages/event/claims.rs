//! Who holds what, a column an origin.

use maud::{Markup, html};
use selon_dossier::origins::Origin;
use selon_dossier::summary::ClaimView;
use selon_model::reading::{Certainty, Polarity, Reality};

use super::Found;
use crate::layout::{bdi, csrf};
use crate::segments::{Mark, Text, cut};
use crate::visit::Visit;
use crate::wording::{code, shown};
use crate::words::Words;

/// So many code points around the words are shown with them.
const AROUND: u32 = 110;

/// Claims of one holder.
struct Column<'f> {
    title: String,
    origin: Option<&'f Origin>,
    claims: Vec<&'f ClaimView>,
}

/// All claims.
pub fn claims(visit: &Visit, found: &Found) -> Markup {
    let w = visit.words;
    html! {
        section id="claims" data-list aria-labelledby="claims-title" {
            h2 id="claims-title" { (w.get("event.claims")) }
            p class="hint" { (w.get("event.claims_how")) }
            div class="columns" {
                @for column in columns(found, w) {
                    section class={ "column high-" (column.claims.len().clamp(1, 8)) } {
                        h3 {
                            (bdi(&column.title))
                            @match column.origin {
                                Some(origin) => {
                                    " " span class={ "badge " @if origin.certain { "sure" } @else { "perhaps" } } title=(w.get(if origin.certain { "origin.sure" } else { "origin.perhaps" })) {
                                        (w.term("origin", &code(origin.kind)))
                                    }
                                }
                                None => {}
                            }
                        }
                        @for claim in &column.claims { (article(visit, found, claim)) }
                    }
                }
            }
        }
    }
}

fn columns<'f>(found: &'f Found, w: Words) -> Vec<Column<'f>> {
    let event = &found.event;
    let mut columns: Vec<Column> = event
        .origins
        .list
        .iter()
        .map(|o| Column { title: w.party(&o.name).to_owned(), origin: Some(o), claims: Vec::new() })
        .collect();
    let (mut others, mut copies): (Vec<Column>, Vec<&ClaimView>) = (Vec::new(), Vec::new());
    for claim in &event.claims {
        if claim.origins.is_empty() && claim.copy_of.is_some() {
            copies.push(claim);
            continue;
        }
        let own =
            columns.iter_mut().find(|c| c.origin.is_some_and(|o| claim.origins.contains(&o.id)));
        let holder = w.party(&claim.holder);
        if let Some(column) = own {
            column.claims.push(claim);
        } else if let Some(column) = others.iter_mut().find(|c| c.title == holder) {
            column.claims.push(claim);
        } else {
            others.push(Column { title: holder.to_owned(), origin: None, claims: vec![claim] });
        }
    }
    columns.retain(|c| !c.claims.is_empty());
    columns.extend(others);
    if !copies.is_empty() {
        columns.push(Column { title: w.get("event.copies").into(), origin: None, claims: copies });
    }
    columns
}

fn article(visit: &Visit, found: &Found, claim: &ClaimView) -> Markup {
    let w = visit.words;
    let event = &found.event;
    let class = state(claim);
    html! {
        article class={ "claim " (class) @if claim.rejected { " rejected" } } id=(claim.id) data-certainty=(code(claim.certainty))
            data-origin=[claim.origins.first()] {
            p class="how" {
                span class={ "sign " (class) } aria-hidden="true" {}
                strong { (bdi(&w.how_held(claim))) }
                @if claim.confirmed { " " span class="badge decided" { (w.get("confirmed")) } }
                @if claim.rejected { " " span class="badge decided" { (w.get("rejected")) } }
            }
            (quote(found, claim))
            p class="by" {
                (path(claim, w))
                @if let Some(told) = &claim.told { " · " time datetime=(told) { (w.moment(told)) } }
            }
            p class="from" {
                code { (claim.id) } " · "
                a href=(format!("/report/{}#char={},{}", claim.report, claim.span.start, claim.span.end)) { (title(found, &claim.report)) }
                @if let Some(of) = &claim.copy_of { " · " (w.get("claim.copy_of")) " " a href={ "/report/" (of) } { code { (of) } } }
            }
            @if visit.may_change {
                form class="verdict" method="post" action={ "/event/" (event.id) "/claim" } {
                    (csrf(visit))
                    input type="hidden" name="claim" value=(claim.id);
                    @if !claim.confirmed { button name="verdict" value="confirmed" type="submit" { (w.get("confirm")) } }
                    @if !claim.rejected { button name="verdict" value="rejected" type="submit" { (w.get("reject")) } }
                }
            }
        }
    }
}

/// How a claim is held, as a class of styles.
pub fn state(claim: &ClaimView) -> &'static str {
    match (claim.polarity, claim.reality, claim.certainty) {
        (Polarity::Negative, ..) => "s-denied",
        (_, Reality::Planned | Reality::Hypothetical, _) => "s-unreal",
        (.., Certainty::Hedged) => "s-hedged",
        _ => "s-certain",
    }
}

/// Who says it to whom, the deepest first.
fn path(claim: &ClaimView, w: Words) -> Markup {
    let author = claim.outlet.as_deref();
    html! {
        @for party in &claim.chain { (bdi(w.party(&party.name))) " ← " }
        @match author {
            Some(outlet) => (bdi(outlet)),
            None => (w.get("outlet.unknown")),
        }
        @if claim.chain.is_empty() { " " span class="hint" { (w.get("claim.itself")) } }
    }
}

/// The title of a report.
pub fn title(found: &Found, report: &str) -> Markup {
    match found.reports.get(report) {
        Some(view) => bdi(view.row.title.as_deref().unwrap_or(&view.row.name)),
        None => html! { (report) },
    }
}

/// Where the words around others begin and end: no word is cut in two.
fn around(text: &Text, start: u32, end: u32) -> (u32, u32) {
    let (from, to) = (start.saturating_sub(AROUND), end.saturating_add(AROUND).min(text.len()));
    let mut before = text.get(from, start);
    if from > 0 {
        before = before.find(char::is_whitespace).map_or("", |at| before[at..].trim_start());
    }
    let mut after = text.get(end, to);
    if to < text.len() {
        after = after.rfind(char::is_whitespace).map_or("", |at| after[..at].trim_end());
    }
    let length = |words: &str| words.chars().count() as u32;
    (start - length(before), end + length(after))
}

/// The words with what stands around them; what hedges is marked in them.
fn quote(found: &Found, claim: &ClaimView) -> Markup {
    let Some(report) = found.reports.get(&claim.report) else {
        return html! { blockquote { (bdi(&claim.text)) } };
    };
    let text = Text::new(&report.text);
    let (start, end) = (claim.span.start, claim.span.end);
    let (from, to) = around(&text, start, end);
    let mut marks = vec![Mark { from: start, to: end }];
    marks.extend(
        claim.hedge.iter().map(|h| Mark { from: h.excerpt.span.start, to: h.excerpt.span.end }),
    );
    html! {
        blockquote lang=(report.row.language) {
            @if from > 0 { "… " }
            @for segment in cut(&marks, from, to) {
                @let words = shown(text.get(segment.from, segment.to));
                @match (segment.marks.contains(&0), segment.marks.contains(&1)) {
                    (true, true) => mark { em class="hedge" { (words) } },
                    (true, false) => mark { (words) },
                    (false, true) => em class="hedge" { (words) },
                    _ => span class="around" { (words) },
                }
            }
            @if to < text.len() { " …" }
        }
    }
}
