//! Who stands behind the events.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use maud::{Markup, html};
use selon_dossier::SourceRow;

use super::whole;
use crate::layout::{Page, bdi};
use crate::problem::Result;
use crate::reply;
use crate::selection::Selection;
use crate::site::Site;
use crate::visit::Visit;

/// The page.
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    if visit.json {
        return json(State(site), RawQuery(query)).await;
    }
    let rows = find(&site, &query.unwrap_or_default()).await?;
    let title = visit.words.get("sources.title");
    Ok(whole(&visit, Page { name: "sources", title, content: content(&visit, &rows) }))
}

/// The same as JSON.
pub async fn json(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Response> {
    reply::json(&*find(&site, &query.unwrap_or_default()).await?)
}

async fn find(site: &Site, query: &str) -> Result<Arc<Vec<SourceRow>>> {
    let selection = Selection::parse(query)?;
    let filter = selection.filter()?;
    let name = format!("sources {}", selection.query());
    site.read_kept(name, move |dossier| Ok(dossier.sources(&filter)?)).await
}

fn content(visit: &Visit, rows: &[SourceRow]) -> Markup {
    let w = visit.words;
    html! {
        div class="page-head" {
            h1 { (w.get("sources.title")) }
            p class="count" role="status" { (w.count("count.sources", rows.len() as u64)) }
        }
        p class="hint" { (w.get("sources.how")) }
        @if rows.is_empty() { section class="empty" { h2 { (w.get("sources.none")) } } }
        @else {
            table id="sources" class="rows" {
                thead { tr {
                    th scope="col" { (w.get("column.source")) }
                    th scope="col" { (w.get("column.kind")) }
                    th scope="col" class="number" { (w.get("column.events")) }
                    th scope="col" class="number" { (w.get("column.alone")) }
                    th scope="col" class="number" { (w.get("column.reports")) }
                } }
                tbody data-list {
                    @for row in rows {
                        tr {
                            td class="what" data-head=(w.get("column.source")) {
                                a href={ "/events?" (form_urlencoded::Serializer::new(String::new()).append_pair("source", &row.id).finish()) } { (bdi(w.party(&row.name))) }
                            }
                            td data-head=(w.get("column.kind")) { (w.term("source_row", &row.kind.replace(' ', "_"))) }
                            td class="number" data-head=(w.get("column.events")) { (w.number(row.events.into())) }
                            td class="number" data-head=(w.get("column.alone")) { (w.number(row.alone.into())) }
                            td class="number" data-head=(w.get("column.reports")) { (w.number(row.reports.into())) }
                        }
                    }
                }
            }
        }
    }
}
