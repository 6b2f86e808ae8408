//! The reports of a dossier.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use selon_dossier::{ReportFilter, ReportRow};
use serde_json::json;

use super::whole;
use crate::layout::{Page, bdi};
use crate::problem::{Problem, Result};
use crate::reply;
use crate::site::Site;
use crate::visit::Visit;
use crate::words::Words;

/// So many are on a page.
const PER_PAGE: u32 = 100;

struct Found {
    rows: Vec<ReportRow>,
    total: u64,
    page: u32,
}

async fn find(site: &Site, visit: &Visit) -> Result<Found> {
    let page: u32 = match visit.parameter("page") {
        None => 1,
        Some(text) => text
            .parse()
            .ok()
            .filter(|p| (1..1_000_000).contains(p))
            .ok_or_else(|| Problem::parameter("page", text, "wanted.number"))?,
    };
    let filter = ReportFilter {
        originals: visit.parameter("originals").is_some(),
        limit: Some(PER_PAGE),
        offset: Some((page - 1) * PER_PAGE),
        ..ReportFilter::default()
    };
    let found = site.read(move |dossier| Ok(dossier.report_page(&filter)?)).await?;
    Ok(Found { rows: found.reports, total: found.total, page })
}

/// The page.
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response> {
    if visit.json {
        return json(State(site), visit).await;
    }
    let found = find(&site, &visit).await?;
    let title = visit.words.get("reports.title");
    Ok(whole(&visit, Page { name: "reports", title, content: content(&visit, &found) }))
}

/// The same as JSON.
pub async fn json(State(site): State<Site>, visit: Visit) -> Result<Response> {
    let found = find(&site, &visit).await?;
    reply::json(&json!({
        "total": found.total,
        "page": found.page,
        "pages": found.total.div_ceil(PER_PAGE.into()),
        "reports": found.rows,
    }))
}

fn content(visit: &Visit, found: &Found) -> Markup {
    let w = visit.words;
    let originals = visit.parameter("originals").is_some();
    let last = found.total.div_ceil(PER_PAGE.into()).max(1);
    let at =
        |page: u32| format!("/reports?{}page={page}", if originals { "originals=1&" } else { "" });
    html! {
        div class="page-head" {
            h1 { (w.get("reports.title")) }
            p class="count" role="status" { (w.count("count.reports", found.total)) }
        }
        p class="choice" {
            a href="/reports" aria-current=[(!originals).then_some("true")] { (w.get("reports.all")) } " · "
            a href="/reports?originals=1" aria-current=[originals.then_some("true")] { (w.get("reports.originals")) }
        }
        @if found.rows.is_empty() {
            section class="empty" { h2 { (w.get("reports.none")) }
                @if visit.may_change { p { a class="button primary" href="/add" { (w.get("events.add")) } } } }
        } @else { (table(&found.rows, w)) }
        @if last > 1 {
            nav class="pages" aria-label=(w.get("pages")) {
                @if found.page > 1 { a rel="prev" class="button" href=(at(found.page - 1)) { (w.get("pages.before")) } }
                span { (w.fill("pages.of", &[("n", &found.page.to_string()), ("last", &last.to_string())])) }
                @if u64::from(found.page) < last { a rel="next" class="button" href=(at(found.page + 1)) { (w.get("pages.after")) } }
            }
        }
    }
}

/// A report by its outlet, if it stands on the same page; else by its id.
fn name_of(id: &str, rows: &[ReportRow]) -> Markup {
    match rows.iter().find(|row| row.id == id).and_then(|row| row.outlet.as_deref()) {
        Some(outlet) => bdi(outlet),
        None => html! { code { (id) } },
    }
}

/// The table of reports.
fn table(rows: &[ReportRow], w: Words) -> Markup {
    html! {
        table id="reports" class="rows" {
            thead { tr {
                th scope="col" { (w.get("column.published")) }
                th scope="col" { (w.get("column.title")) }
                th scope="col" { (w.get("column.outlet")) }
                th scope="col" { (w.get("column.language")) }
                th scope="col" class="number" { (w.get("column.events")) }
                th scope="col" { (w.get("column.repeats")) }
            } }
            tbody data-list {
                @for row in rows {
                    tr data-id=(row.id) data-href={ "/report/" (row.id) } {
                        td class="when" data-head=(w.get("column.published")) {
                            @match row.published_time.as_ref().or(row.published.as_ref()) {
                                Some(told) => time datetime=(told) { (w.moment(told)) },
                                None => span class="none" { (w.get("not_told.date")) },
                            }
                        }
                        td class="what" data-head=(w.get("column.title")) { a href={ "/report/" (row.id) } lang=(row.language) { (bdi(row.title.as_deref().unwrap_or(&row.name))) } }
                        td data-head=(w.get("column.outlet")) { @match &row.outlet { Some(outlet) => (bdi(outlet)), None => span class="none" { (w.get("outlet.unknown")) } } }
                        td data-head=(w.get("column.language")) { (w.term("language", &row.language)) }
                        td class="number" data-head=(w.get("column.events")) { (row.events) }
                        td data-head=(w.get("column.repeats")) { @for of in &row.copies { a href={ "/report/" (of) } { (name_of(of, rows)) } " " } }
                    }
                }
            }
        }
    }
}
