//! What is worth a look: events that may be one, and what was decided.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use selon_dossier::Dossier;
use selon_dossier::decisions::Logged;
use selon_dossier::review::{Doubt, Told};
use serde_json::json;

use super::event::log;
use super::{decide, whole};
use crate::layout::{Page, bdi, csrf};
use crate::problem::{Problem, Result};
use crate::reply::{self, Fields};
use crate::site::Site;
use crate::visit::Visit;
use crate::words::Words;

/// So many pairs are asked about at once.
const MOST: usize = 20;

/// The page.
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response> {
    if visit.json {
        return json(State(site)).await;
    }
    let found = find(&site).await?;
    let (doubts, decisions) = &*found;
    let title = visit.words.get("review.title");
    let content = content(&visit, doubts, decisions);
    Ok(whole(&visit, Page { name: "review", title, content }))
}

/// The same as JSON.
pub async fn json(State(site): State<Site>) -> Result<Response> {
    let found = find(&site).await?;
    let (doubts, decisions) = &*found;
    reply::json(&json!({ "doubts": doubts, "decisions": decisions }))
}

async fn find(site: &Site) -> Result<Arc<(Vec<Doubt>, Vec<Logged>)>> {
    let work = |dossier: &Dossier| Ok((dossier.doubts(MOST)?, dossier.decisions()?));
    site.read_kept("review".into(), work).await
}

/// Two tellings are of one event, are not, or it is left open.
pub async fn decide(State(site): State<Site>, visit: Visit, fields: Fields) -> Result<Response> {
    let a = fields.need("a", "wanted.telling")?.to_owned();
    let b = fields.need("b", "wanted.telling")?.to_owned();
    if a == b {
        return Err(Problem::parameter("b", b, "wanted.telling"));
    }
    let make = decide::verdict(&fields)?;
    decide::carry_out(site, visit, fields, "/review#doubts".into(), move |dossier, who, stamp| {
        dossier.decide_tellings(&a, &b, make, who, stamp)
    })
    .await
}

fn content(visit: &Visit, doubts: &[Doubt], decisions: &[Logged]) -> Markup {
    let w = visit.words;
    html! {
        div class="page-head" { h1 { (w.get("review.title")) } }
        section id="doubts" aria-labelledby="doubts-title" {
            h2 id="doubts-title" { (w.get("review.doubts")) }
            p class="hint" { (w.get("review.doubts_how")) }
            @if doubts.is_empty() { p class="none" { (w.get("review.none")) } }
            div data-list {
                @for doubt in doubts { (pair(visit, doubt)) }
            }
        }
        section aria-labelledby="decided" {
            h2 id="decided" { (w.get("review.decided")) }
            @if decisions.is_empty() { p class="none" { (w.get("review.none_decided")) } }
            (log(visit, decisions))
        }
    }
}

fn pair(visit: &Visit, doubt: &Doubt) -> Markup {
    let w = visit.words;
    let (a, b) = (&doubt.a, &doubt.b);
    html! {
        form class="decide doubt" method="post" action="/review" id=(format!("pair-{}-{}", a.telling, b.telling)) {
            (csrf(visit))
            input type="hidden" name="a" value=(a.telling);
            input type="hidden" name="b" value=(b.telling);
            p class="now" {
                (w.get(if doubt.joined { "review.joined" } else { "review.apart" }))
                " " span class="badge" title=(w.get("review.score")) { (signed(doubt.score.score)) }
            }
            div class="sides" { (side(a, w)) (side(b, w)) }
            ul class="reasons" {
                @for reason in doubt.score.reasons.iter().filter(|r| !r.words.is_empty()).take(8) {
                    li class=(if reason.weight < 0.0 { "against" } else { "for" }) {
                        span class="weight" { (signed(reason.weight)) } " " (w.reason(&reason.words))
                    }
                }
            }
            @if visit.may_change {
                div class="actions" {
                    button name="verdict" value="same" type="submit" { (w.get("decide.same")) " " kbd { "y" } }
                    button name="verdict" value="different" type="submit" { (w.get("decide.different")) " " kbd { "n" } }
                    button name="verdict" value="unsure" type="submit" { (w.get("decide.unsure")) " " kbd { "u" } }
                }
            }
        }
    }
}

/// A number with its sign, one digit after the point; nothing has none.
fn signed(number: f64) -> String {
    let tenths = (number * 10.0).round() / 10.0;
    if tenths == 0.0 { "0.0".into() } else { format!("{tenths:+.1}").replace('-', "−") }
}

/// Where it is, as this report tells it; with its country where the event is at the same place.
fn place(told: &Told, w: Words) -> String {
    match (&told.place, &told.event.place) {
        (Some(name), Some(place)) if *name == place.name => w.place(place),
        (Some(name), _) => name.clone(),
        (None, _) => w.get("not_told.place").to_owned(),
    }
}

fn side(told: &Told, w: Words) -> Markup {
    let report = &told.report;
    html! {
        div class="side" {
            p class="value" { (w.kind(&told.kind)) }
            p class="by" {
                (bdi(&place(told, w)))
                " · "
                @match &told.date { Some(date) => (w.date(date)), None => (w.get("not_told.date")) }
                " · " a href={ "/event/" (told.event.id) } { code { (told.event.id) } }
            }
            @if let Some(words) = &told.words {
                blockquote lang=(report.language) { (bdi(&words.text)) }
            }
            p class="by" {
                @let anchor = told.words.as_ref().map(|e| format!("#char={},{}", e.span.start, e.span.end)).unwrap_or_default();
                a href=(format!("/report/{}{anchor}", report.id)) { (bdi(report.title.as_deref().unwrap_or(&report.name))) }
                " · " @match &report.outlet { Some(outlet) => (bdi(outlet)), None => (w.get("outlet.unknown")) }
                @if let Some(told) = report.published_time.as_ref().or(report.published.as_ref()) { " · " (w.moment(told)) }
            }
        }
    }
}
