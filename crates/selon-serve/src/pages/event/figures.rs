//! Figures as they were told, what was revised, and what cannot all be true.

use maud::{Markup, html};
use selon_dossier::EventView;
use selon_dossier::disagreement::{DisagreementKind, RevisionReason, Side};
use selon_dossier::summary::{FigureView, PlaceView};

use super::facts::rests_on;
use crate::draw::interval;
use crate::layout::bdi;
use crate::words::Words;

/// What cannot all be true.
pub fn disagreements(event: &EventView, w: Words) -> Markup {
    html! {
        @if !event.disagreements.is_empty() {
            section id="disagreements" aria-labelledby="disagreements-title" {
                h2 id="disagreements-title" { (w.get("event.disagreements")) }
                @for found in &event.disagreements {
                    div class="disagreement" {
                        h3 {
                            (w.disagreement(found.kind))
                            @if let Some(what) = &found.what { " · " (counted(what, w)) }
                        }
                        div class="sides" {
                            @for side in &found.sides {
                                div class="side" {
                                    p class="value" { (bdi(&value(event, found.kind, side, w))) }
                                    p class="holders" { (bdi(&named(&side.holders, w))) (rests_on(&side.claims, w)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a side holds: figures and places as their claims tell them, other things by their words.
fn value(event: &EventView, kind: DisagreementKind, side: &Side, w: Words) -> String {
    let has = |id: &str| side.claims.iter().any(|c| c == id);
    let told = match kind {
        DisagreementKind::Toll => {
            event.figures.iter().find(|f| has(&f.id)).map(|f| w.interval(f.low, f.high))
        }
        DisagreementKind::Place => {
            let claim = event.claims.iter().find(|c| has(&c.id));
            claim.and_then(|c| Some(w.place_alone(&PlaceView::from(c.place.as_ref()?))))
        }
        _ => None,
    };
    told.unwrap_or_else(|| w.side(kind, &side.value))
}

/// What is counted, out of `killed (civilians)`.
fn counted(what: &str, w: Words) -> String {
    match what.strip_suffix(')').and_then(|what| what.split_once(" (")) {
        Some((what, class)) => w.counted(what, Some(class)),
        None => w.counted(what, None),
    }
}

fn named(holders: &[String], w: Words) -> String {
    let names: Vec<&str> = holders.iter().map(|holder| w.party(holder)).collect();
    names.join("; ")
}

/// Figures, in the order in which they were told.
pub fn figures(event: &EventView, w: Words) -> Markup {
    if event.figures.is_empty() {
        return html! {};
    }
    let end = interval::scale(event.figures.iter().flat_map(|f| [f.low, f.high]).flatten());
    let in_order =
        || event.history.iter().filter_map(|id| event.figures.iter().find(|f| f.id == *id));
    let mut kinds: Vec<(&str, Option<&str>)> = Vec::new();
    for figure in in_order() {
        let kind = (figure.what.as_str(), figure.class.as_deref());
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    html! {
        section id="figures" aria-labelledby="figures-title" {
            h2 id="figures-title" { (w.get("event.figures")) }
            p class="hint" { (w.get("event.figures_how")) }
            @for kind in kinds {
                h3 { (w.counted(kind.0, kind.1)) }
                ol class="history" {
                    @for figure in in_order().filter(|f| (f.what.as_str(), f.class.as_deref()) == kind) {
                        (line(figure, end, w))
                    }
                }
            }
            @if !event.revisions.is_empty() { (revisions(event, w)) }
        }
    }
}

fn line(figure: &FigureView, end: u64, w: Words) -> Markup {
    html! {
        li class={ "figure" @if figure.copy_of.is_some() { " copy" } @if figure.rejected { " rejected" } } id=(figure.id) {
            span class="when" { @match &figure.told { Some(told) => (w.moment(told)), None => span class="none" { (w.get("not_told.date")) } } }
            (interval::interval(figure.low, figure.high, None, end, figure.hedged))
            strong { (w.interval(figure.low, figure.high)) }
            span class="words" {
                q { (bdi(&figure.text)) }
                " " (bdi(w.party(&figure.holder)))
                @if figure.hedged { " " span class="badge s-hedged" { (w.get("how.hedged")) } }
                @if figure.copy_of.is_some() { " " span class="badge" { (w.get("figure.copy")) } }
                @if figure.rejected { " " span class="badge decided" { (w.get("rejected")) } }
                " " a href=(format!("/report/{}#char={},{}", figure.report, figure.start, figure.end)) { code { (figure.id) } }
            }
        }
    }
}

fn revisions(event: &EventView, w: Words) -> Markup {
    let value = |id: &str, words: &str| {
        let found = event.figures.iter().find(|f| f.id == id);
        found.map_or_else(|| words.to_owned(), |f| w.interval(f.low, f.high))
    };
    html! {
        h3 { (w.get("event.revisions")) }
        ul class="revisions" {
            @for revision in &event.revisions {
                li {
                    (counted(&revision.what, w)) (w.get("colon"))
                    a href={ "#" (revision.from) } { (value(&revision.from, &revision.was)) } " → "
                    a href={ "#" (revision.to) } { (value(&revision.to, &revision.is)) } " "
                    span class="hint" { (w.get(match revision.why {
                        RevisionReason::SameOrigin => "revision.same_origin",
                        RevisionReason::Grew => "revision.grew",
                    })) }
                }
            }
        }
    }
}
