//! What is read, how it is counted, how often it is right, and what the program cannot do.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use selon_dossier::Status;
use serde_json::json;

use super::whole;
use crate::layout::Page;
use crate::problem::Result;
use crate::reply;
use crate::site::Site;
use crate::visit::Visit;
use crate::words::codes;

/// The page.
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response> {
    if visit.json {
        return json(State(site), visit).await;
    }
    let status = find(&site).await?;
    let title = visit.words.get("methodology.title");
    Ok(whole(&visit, Page { name: "methodology", title, content: content(&visit, &status) }))
}

/// What the dossier holds, as JSON.
pub async fn json(State(site): State<Site>, _: Visit) -> Result<Response> {
    let version = site.program().version();
    reply::json(&json!({ "version": version, "dossier": find(&site).await? }))
}

async fn find(site: &Site) -> Result<Status> {
    let reader = site.program().version();
    site.read(move |dossier| Ok(dossier.status(reader)?)).await
}

fn content(visit: &Visit, status: &Status) -> Markup {
    let w = visit.words;
    html! {
        div class="page-head" { h1 { (w.get("methodology.title")) } }
        div class="prose" {
            p class="lead" { (w.get("methodology.lead")) }
            section {
                h2 { (w.get("methodology.holds")) }
                ul {
                    li { (w.count("count.reports", status.reports)) ", " (w.count("methodology.copies", status.copies)) }
                    li { (w.count("count.events", status.events)) ", " (w.count("methodology.corroborated", status.corroborated)) ", " (w.count("methodology.disagreeing", status.disagreeing)) }
                }
            }
            @for part in codes("method_title") {
                section id=(part) {
                    h2 { (w.of("method_title", part).unwrap_or(part)) }
                    @for paragraph in w.of("method", part).unwrap_or_default().split(" ¶ ") { p { (paragraph) } }
                }
            }
        }
    }
}
