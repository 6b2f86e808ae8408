//! One event a line, with all that is known of it.

use selon_dossier::EventView;
use serde::Serialize;

use crate::item::{Item, ReportFacts};

/// The name and version of the form.
pub(crate) const SCHEMA: &str = "selon.event/1";

/// A line.
#[derive(Debug, Serialize)]
pub(crate) struct Line<'i> {
    schema: &'static str,
    blur_km: Option<f64>,
    event: &'i EventView,
    reports: &'i [ReportFacts],
}

impl<'i> Line<'i> {
    pub(crate) fn of(item: &'i Item) -> Line<'i> {
        Line { schema: SCHEMA, blur_km: item.blur_km, event: &item.event, reports: &item.reports }
    }
}
