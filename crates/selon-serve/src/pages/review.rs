//! What is worth a look: events that may be one, and what was decided.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use selon_dossier::decisions::Logged;

use super::event::log;
use super::whole;
use crate::layout::Page;
use crate::problem::Result;
use crate::reply;
use crate::site::Site;
use crate::visit::Visit;

/// The page.
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response> {
    if visit.json {
        return json(State(site)).await;
    }
    let decisions = find(&site).await?;
    let title = visit.words.get("review.title");
    Ok(whole(&visit, Page { name: "review", title, content: content(&visit, &decisions) }))
}

/// The same as JSON.
pub async fn json(State(site): State<Site>) -> Result<Response> {
    reply::json(&serde_json::json!({ "decisions": find(&site).await? }))
}

async fn find(site: &Site) -> Result<Vec<Logged>> {
    site.read(|dossier| Ok(dossier.decisions()?)).await
}

fn content(visit: &Visit, decisions: &[Logged]) -> Markup {
    let w = visit.words;
    html! {
        div class="page-head" { h1 { (w.get("review.title")) } }
        section aria-labelledby="decided" {
            h2 id="decided" { (w.get("review.decided")) }
            @if decisions.is_empty() { p class="none" { (w.get("review.none_decided")) } }
            (log(visit, decisions))
        }
    }
}
