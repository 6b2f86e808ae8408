//! Figures as they were told, what was revised, and what cannot all be true.

use maud::{Markup, html};
use selon_dossier::EventView;
use selon_dossier::disagreement::RevisionReason;
use selon_dossier::summary::FigureView;

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
                            @if let Some(what) = &found.what { " · " (w.counted(what, None)) }
                        }
                        div class="sides" {
                            @for side in &found.sides {
                                div class="side" {
                                    p class="value" { (bdi(&w.side(found.kind, &side.value))) }
                                    p class="holders" { (bdi(&side.holders.join("; "))) (rests_on(&side.claims, w)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
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
                " " (bdi(&figure.holder))
                @if figure.hedged { " " span class="badge s-hedged" { (w.get("how.hedged")) } }
                @if figure.copy_of.is_some() { " " span class="badge" { (w.get("figure.copy")) } }
                @if figure.rejected { " " span class="badge decided" { (w.get("rejected")) } }
                " " a href=(format!("/report/{}#char={},{}", figure.report, figure.start, figure.end)) { code { (figure.id) } }
            }
        }
    }
}

fn revisions(event: &EventView, w: Words) -> Markup {
    let value = |id: &str| {
        let found = event.figures.iter().find(|f| f.id == id);
        found.map_or_else(String::new, |f| w.interval(f.low, f.high))
    };
    html! {
        h3 { (w.get("event.revisions")) }
        ul class="revisions" {
            @for revision in &event.revisions {
                li {
                    (w.counted(&revision.what, None)) ": "
                    a href={ "#" (revision.from) } { (value(&revision.from)) } " → "
                    a href={ "#" (revision.to) } { (value(&revision.to)) } " "
                    span class="hint" { (w.get(match revision.why {
                        RevisionReason::SameOrigin => "revision.same_origin",
                        RevisionReason::Grew => "revision.grew",
                    })) }
                }
            }
        }
    }
}
