//! Events that people coded: rows of ACLED and of UCDP GED, as reports of their own kind.
//!
//! The text of such a report is its row: first the words that tell of the event, then each
//! filled cell on a line of its own, `column: value`. All that its reading has rests on these
//! lines, so that it is stored, matched, shown and traced as what was read out of reports is.
//! `Report::coded_by` says that people coded it.

mod acled;
mod ged;
mod place;
mod sheet;
mod table;

use std::io::Read;
use std::ops::ControlFlow;

use selon_model::Report;
use selon_model::reading::Reading;

use crate::toll::Toll;
use table::{Record, Table};

/// A data set whose rows are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataSet {
    /// The Armed Conflict Location and Event Data.
    Acled,
    /// The Georeferenced Event Dataset of the Uppsala Conflict Data Program.
    Ged,
}

impl DataSet {
    /// What `Report::coded_by` says.
    pub fn code(self) -> &'static str {
        match self {
            DataSet::Acled => "acled",
            DataSet::Ged => "ged",
        }
    }

    /// The name to show.
    pub fn name(self) -> &'static str {
        match self {
            DataSet::Acled => "ACLED",
            DataSet::Ged => "UCDP GED",
        }
    }

    /// The columns without which nothing can be told of a row.
    fn needed(self) -> &'static [&'static str] {
        match self {
            DataSet::Acled => &["event_id_cnty", "event_date", "sub_event_type", "location"],
            DataSet::Ged => &["id", "type_of_violence", "date_start", "date_end"],
        }
    }
}

/// A row.
#[derive(Clone, Debug)]
pub struct CodedRow {
    /// The line of the file that it begins on, from 1.
    pub line: u64,
    /// Its id in the data set.
    pub id: String,
    /// It as a report.
    pub report: Report,
    /// What it tells: one event.
    pub reading: Reading,
    /// How many were killed, as it tells.
    pub killed: Toll,
}

/// A row that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The line of the file that it begins on, from 1.
    pub line: u64,
    /// Why.
    pub why: String,
}

/// Why a file cannot be taken at all.
#[derive(Debug, thiserror::Error)]
pub enum CodedError {
    /// It cannot be read.
    #[error(transparent)]
    Input(#[from] std::io::Error),
    /// It has not the columns of a data set.
    #[error("{0}")]
    Columns(String),
}

/// Gives the rows of a file to `take`, one after the other, those that are broken with the
/// reason; `Break` ends it. The data set is that which is named, else the one whose columns
/// the file has. Commas, semicolons or tabs may stand between cells.
///
/// # Errors
///
/// If the file cannot be read, or has not the columns that are needed.
pub fn rows(
    set: Option<DataSet>,
    source: impl Read,
    mut take: impl FnMut(DataSet, Result<CodedRow, Broken>) -> ControlFlow<()>,
) -> Result<DataSet, CodedError> {
    let mut table = Table::open(source)?;
    let has = |set: &DataSet| set.needed().iter().all(|name| table.has(name));
    let found = [DataSet::Acled, DataSet::Ged].into_iter().find(has);
    let set = set.or(found).ok_or_else(|| {
        CodedError::Columns(
            "the first line names neither ACLED's columns (event_id_cnty, event_date …) nor \
             those of UCDP GED (id, type_of_violence …)"
                .into(),
        )
    })?;
    if let Some(missing) = set.needed().iter().find(|name| !table.has(name)) {
        let (name, columns) = (set.name(), table.columns().join(", "));
        return Err(CodedError::Columns(format!(
            "there is no column {missing}, which {name} has; the first line names {columns}"
        )));
    }
    while let Some((line, record)) = table.next()? {
        let row = record.and_then(|record| match set {
            DataSet::Acled => acled::row(line, &record),
            DataSet::Ged => ged::row(line, &record),
        });
        if take(set, row.map_err(|why| Broken { line, why })).is_break() {
            break;
        }
    }
    Ok(set)
}

/// A number of people in a cell; nothing if the cell is empty.
fn count(record: &Record, name: &str) -> Result<Option<u64>, String> {
    let Some(cell) = record.get(name) else { return Ok(None) };
    // Tables that went through a statistics program have *3.0*.
    let whole = cell.strip_suffix(".0").unwrap_or(cell);
    whole.parse().map(Some).map_err(|_| format!("{name} “{cell}” is no number of people"))
}

/// A code from 1 to `most` in a cell; nothing if the cell is empty.
fn code(record: &Record, name: &str, most: u8) -> Result<Option<u8>, String> {
    match count(record, name)? {
        None => Ok(None),
        Some(n) => u8::try_from(n)
            .ok()
            .filter(|n| (1..=most).contains(n))
            .map(Some)
            .ok_or_else(|| format!("{name} is {n}, not 1 to {most}")),
    }
}

/// A day, `2024-03-12`, with or without an hour after it, or `12 March 2024`.
fn day(record: &Record, name: &str) -> Result<jiff::civil::Date, String> {
    let cell = record.get(name).ok_or_else(|| format!("{name} is empty"))?;
    let iso = cell.get(..10).and_then(|day| day.parse().ok());
    let words = || {
        let forms = ["%d %B %Y", "%d-%B-%Y", "%d %b %Y"];
        forms.iter().find_map(|form| jiff::civil::Date::strptime(form, cell).ok())
    };
    iso.or_else(words)
        .ok_or_else(|| format!("{name} “{cell}” is no date like 2024-03-12 or 12 March 2024"))
}
