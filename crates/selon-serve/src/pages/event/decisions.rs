//! What was decided of an event, and the forms to decide.

use maud::{Markup, html};
use selon_dossier::decisions::{DecisionKind, Logged, Ref, Verdict};

use super::Found;
use super::claims::title;
use crate::layout::{bdi, csrf};
use crate::listing::title as title_of;
use crate::visit::Visit;
use crate::words::{Words, codes};

/// What was decided, and what can be.
pub fn decisions(visit: &Visit, found: &Found) -> Markup {
    let w = visit.words;
    html! {
        section id="decide" aria-labelledby="decide-title" {
            h2 id="decide-title" { @if visit.may_change { (w.get("event.decide")) } @else { (w.get("event.decisions")) } }
            p class="hint" { (w.get("event.decide_how")) }
            (log(visit, &found.decisions))
            @if visit.may_change { (forms(visit, found)) }
        }
    }
}

/// Decisions with a way to take each back.
pub fn log(visit: &Visit, decisions: &[Logged]) -> Markup {
    let w = visit.words;
    html! {
        @if !decisions.is_empty() {
            ul class="decisions" {
                @for logged in decisions {
                    li class=[logged.undone.is_some().then_some("undone")] {
                        (words(logged, w)) " "
                        span class="hint" { (bdi(&logged.decision.who)) ", " (w.moment(&logged.decision.made))
                            @if logged.undone.is_some() { ", " (w.get("decision.undone")) } }
                        @if visit.may_change && logged.undone.is_none() {
                            form class="undo" method="post" action={ "/decisions/" (logged.number) "/undo" } {
                                (csrf(visit))
                                input type="hidden" name="back" value=(visit.path);
                                button type="submit" { (w.get("decision.undo")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A decision in words.
fn words(logged: &Logged, w: Words) -> Markup {
    let first = |refs: &[Ref]| refs.first().map_or_else(String::new, |r| format!("“{}”", r.word));
    let kind = &logged.decision.kind;
    html! {
        strong { (w.term("decision", match kind {
            DecisionKind::Claim { verdict: Verdict::Confirmed, .. } => "confirmed",
            DecisionKind::Claim { verdict: Verdict::Rejected, .. } => "rejected",
            kind => kind.code(),
        })) } (w.get("colon"))
        @match kind {
            DecisionKind::Same { a, b } | DecisionKind::Different { a, b } | DecisionKind::Unsure { a, b } => {
                (bdi(&first(a))) " / " (bdi(&first(b)))
            }
            DecisionKind::Field { field, value, .. } => { (w.term("field", field)) " = " (bdi(&decided(field, value, w))) }
            DecisionKind::Note { text, .. } => (bdi(text)),
            DecisionKind::Claim { words, .. } => q { (bdi(words)) },
        }
    }
}

/// A value that was decided, in words.
fn decided(field: &str, value: &str, w: Words) -> String {
    match field {
        "type" => w.kind(value),
        "date" => w.date(value),
        _ => value.to_owned(),
    }
}

fn forms(visit: &Visit, found: &Found) -> Markup {
    let w = visit.words;
    let event = &found.event;
    html! {
        div class="forms" {
            form class="decide card-form" method="post" action={ "/event/" (event.id) "/decide" } {
                (csrf(visit))
                h3 { (w.get("decide.other")) }
                label class="field" { span { (w.get("decide.other_id")) } input name="other" list="near" required placeholder="e-…" autocomplete="off" maxlength="40"; }
                datalist id="near" { @for row in &found.near { option value=(row.id) { (title_of(row, w)) } } }
                div class="actions" {
                    button name="verdict" value="same" type="submit" { (w.get("decide.same")) }
                    button name="verdict" value="different" type="submit" { (w.get("decide.different")) }
                    button name="verdict" value="unsure" type="submit" { (w.get("decide.unsure")) }
                }
            }
            @if event.reports.len() > 1 {
                form class="card-form" method="post" action={ "/event/" (event.id) "/split" } {
                    (csrf(visit))
                    h3 { (w.get("decide.split")) }
                    label class="field" { span { (w.get("decide.split_report")) }
                        select name="report" { @for id in &event.reports { option value=(id) { (title(found, id)) } } }
                    }
                    div class="actions" { button type="submit" { (w.get("decide.split_do")) } }
                }
            }
            form class="card-form" method="post" action={ "/event/" (event.id) "/field" } {
                (csrf(visit))
                h3 { (w.get("decide.field")) }
                label class="field" { span { (w.get("decide.which")) }
                    select name="field" { @for field in codes("field") { option value=(field) { (w.term("field", field)) } } }
                }
                label class="field" { span { (w.get("decide.value")) } input name="value" list="types" required autocomplete="off" maxlength="300"; }
                datalist id="types" { @for code in codes("type") { option value=(w.kind(code)) {} } }
                p class="hint" { (w.get("decide.value_how")) }
                div class="actions" { button type="submit" { (w.get("decide.correct")) } }
            }
            form class="card-form" method="post" action={ "/event/" (event.id) "/note" } {
                (csrf(visit))
                h3 { (w.get("note")) }
                label class="field" { span { (w.get("decide.note")) } textarea name="text" rows="3" required maxlength="4000" {} }
                div class="actions" { button type="submit" { (w.get("decide.note_do")) } }
            }
        }
    }
}
