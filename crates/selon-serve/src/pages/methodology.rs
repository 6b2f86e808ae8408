//! What is read, how it is counted, how often it is right, and what the program cannot do.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use selon_dossier::Status;
use serde_json::json;

use super::whole;
use crate::layout::Page;
use crate::markdown;
use crate::problem::{Problem, Result};
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
    reply::json(&json!({ "version": version, "dossier": &*find(&site).await? }))
}

async fn find(site: &Site) -> Result<Arc<Status>> {
    let reader = site.program().version();
    site.read_kept("status".into(), move |dossier| Ok(dossier.status(reader)?)).await
}

/// A document of the program; its key, its text.
const DOCUMENTS: [(&str, &str); 4] = [
    ("accuracy", include_str!("../../../../docs/ACCURACY.md")),
    ("codebook", include_str!("../../../../docs/CODEBOOK.md")),
    ("dossier", include_str!("../../../../docs/DOSSIER.md")),
    ("exports", include_str!("../../../../docs/EXPORTS.md")),
];

/// A document as a page.
pub async fn document(visit: Visit, Path(name): Path<String>) -> Result<Response> {
    let w = visit.words;
    let found = DOCUMENTS.iter().find(|(key, _)| *key == name);
    let (key, text) = found.ok_or(Problem::Unknown)?;
    let title = w.of("document", key).unwrap_or(key);
    let content = html! {
        nav class="crumbs" aria-label=(w.get("crumbs")) { a href="/methodology" { (w.get("methodology.title")) } }
        div class="prose" lang="en" { (markdown::html(text)) }
    };
    Ok(whole(&visit, Page { name: "methodology", title, content }))
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
            section id="documents" {
                h2 { (w.get("methodology.documents")) }
                p class="hint" { (w.get("methodology.documents_how")) }
                ul { @for (key, _) in DOCUMENTS { li { a href={ "/methodology/" (key) } { (w.of("document", key).unwrap_or(key)) } } } }
            }
        }
    }
}
