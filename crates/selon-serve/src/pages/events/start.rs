//! What whoever looks at the example reports for the first time is told.

use maud::{Markup, html};
use selon_dossier::{Dossier, Filter, Order};

use crate::listing;
use crate::problem::Result;
use crate::visit::Visit;

/// Where to begin.
pub struct Start {
    /// How many reports there are.
    reports: u64,
    /// The event in dispute with most origins: its id, and what it is.
    event: Option<(String, String)>,
    /// A report that tells of it.
    report: Option<String>,
}

/// Finds where to begin.
pub fn start(dossier: &Dossier, visit: &Visit, reader: &str) -> Result<Start> {
    let disputed =
        Filter { disagreeing: true, order: Order::Origins, limit: Some(1), ..Filter::default() };
    let row = dossier.page(&disputed)?.events.into_iter().next();
    Ok(Start {
        reports: dossier.status(reader)?.reports,
        report: row.as_ref().and_then(|row| row.reports.first().cloned()),
        event: row.map(|row| (row.id.clone(), listing::title(&row, visit.words))),
    })
}

/// How to read the page, and three ways on.
pub fn section(start: &Start, events: u64, visit: &Visit) -> Markup {
    let w = visit.words;
    html! {
        section id="start" aria-labelledby="start-title" {
            h2 id="start-title" { (w.get("start.title")) }
            p { (w.fill("start.about", &[
                ("reports", &w.count("count.reports", start.reports)),
                ("events", &w.count("count.events", events)),
            ])) }
            ul class="legend" {
                li { span class="dots" aria-hidden="true" { span class="sure" {} } (w.get("start.origin")) }
                li { span class="dots" aria-hidden="true" { span class="perhaps" {} } (w.get("start.perhaps")) }
                li { span class="badge disputed" { (w.get("disputed")) } " " (w.get("start.disputed")) }
            }
            ol class="ways-on" {
                @if let Some((id, title)) = &start.event {
                    li { a href={ "/event/" (id) } { (w.get("start.event")) } " " span class="hint" { (title) } }
                }
                @if let Some(id) = &start.report {
                    li { a href={ "/report/" (id) } { (w.get("start.report")) } }
                }
                @if visit.may_change { li { a href="/add" { (w.get("start.add")) } } }
            }
        }
    }
}
