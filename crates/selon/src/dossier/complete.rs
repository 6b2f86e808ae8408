//! What a shell may complete: ids of events and reports, names of alerts.
//!
//! Of the dossier that `SELON_DOSSIER` names, else of `selon.dossier` here: what else stands
//! on the command line is not known while it is written.

use std::ffi::OsStr;

use clap_complete::engine::CompletionCandidate;
use selon_dossier::{Dossier, EventRow, Filter, ReportFilter};

use super::file::DossierFile;
use super::written;
use crate::terminal::harmless_line;
use crate::view;

/// So many are offered.
const MOST: u32 = 200;

fn dossier() -> Option<Dossier> {
    Dossier::open_to_read(&DossierFile { dossier: None }.path()).ok()
}

/// The ids of events that begin so, the latest first.
pub fn events(begin: &OsStr) -> Vec<CompletionCandidate> {
    let Some((dossier, begin)) = dossier().zip(begin.to_str()) else { return Vec::new() };
    let begins =
        Filter { id_begins: Some(begin.to_owned()), limit: Some(MOST), ..Filter::default() };
    let rows = dossier.events(&begins).unwrap_or_default();
    rows.iter().map(|row| candidate(&row.id, &event(row))).collect()
}

fn event(row: &EventRow) -> String {
    let mut words = vec![view::event_type(&row.kind), written::place(row.place.as_ref())];
    words.extend(row.date.clone());
    words.join(", ")
}

/// The ids of reports that begin so, the latest first.
pub fn reports(begin: &OsStr) -> Vec<CompletionCandidate> {
    let Some((dossier, begin)) = dossier().zip(begin.to_str()) else { return Vec::new() };
    let begins = ReportFilter {
        id_begins: Some(begin.to_owned()),
        limit: Some(MOST),
        ..ReportFilter::default()
    };
    let found = dossier.report_page(&begins).map(|page| page.reports).unwrap_or_default();
    found.iter().map(|row| candidate(&row.id, row.title.as_deref().unwrap_or(&row.name))).collect()
}

/// The ids of events, then of reports.
pub fn both(begin: &OsStr) -> Vec<CompletionCandidate> {
    let mut found = events(begin);
    found.extend(reports(begin));
    found
}

/// The names of alerts.
pub fn alerts(begin: &OsStr) -> Vec<CompletionCandidate> {
    let Some((dossier, begin)) = dossier().zip(begin.to_str()) else { return Vec::new() };
    let alerts = dossier.alerts().unwrap_or_default();
    let begins = alerts.iter().filter(|(name, ..)| name.starts_with(begin));
    begins.map(|(name, ..)| CompletionCandidate::new(name)).collect()
}

fn candidate(id: &str, help: &str) -> CompletionCandidate {
    CompletionCandidate::new(id).help(Some(harmless_line(help).into()))
}
