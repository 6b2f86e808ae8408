//! From a report, or the analysis of one, to its reading.

use std::fmt;

use selon_language::language_id::{Identified, identify};
use selon_language::{Analysis, analyze};
use selon_model::Report;
use selon_model::reading::Reading;

use crate::actor::outlets::outlet_of;
use crate::assembly::assemble;
use crate::knowledge::Knowledge;
use crate::stages::Stages;

/// Reads one report. `analysis` must be that of the report's text.
pub fn read(report: &Report, analysis: &Analysis) -> Reading {
    read_with(report, analysis, &Knowledge::default())
}

/// As [`read`], with places and actors of the caller's.
pub fn read_with(report: &Report, analysis: &Analysis, knowledge: &Knowledge) -> Reading {
    let outlet = outlet_of(report.url.as_deref(), report.outlet.as_deref());
    let home = outlet.map(|o| o.country);
    let stages = Stages::run_with(analysis, report.published.as_deref(), home, knowledge);
    assemble(report, analysis, &stages)
}

/// Why a report cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// It is in another language than those that are read; its English name.
    Language(&'static str),
    /// It has too few words to tell its language.
    TooLittle,
}

impl fmt::Display for NotRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotRead::Language(name) => {
                write!(f, "it seems to be in {name}; French and English are read")
            }
            NotRead::TooLittle => f.write_str("it has too few words to tell its language"),
        }
    }
}

impl std::error::Error for NotRead {}

/// Reads one report the whole way from its text, in the language that it says it is
/// in, else in the one that is recognised.
///
/// # Errors
///
/// [`NotRead`] if the language is not told and none that is read is recognised.
pub fn read_report(report: &Report) -> Result<Reading, NotRead> {
    read_report_with(report, &Knowledge::default())
}

/// As [`read_report`], with places and actors of the caller's.
///
/// # Errors
///
/// As [`read_report`].
pub fn read_report_with(report: &Report, knowledge: &Knowledge) -> Result<Reading, NotRead> {
    let language = match report.language {
        Some(language) => language,
        None => match identify(&report.text) {
            Identified::Known(language) => language,
            Identified::Other(name) => return Err(NotRead::Language(name)),
            Identified::TooLittle => return Err(NotRead::TooLittle),
        },
    };
    let analysis = analyze(&report.text, language);
    Ok(read_with(report, &analysis, knowledge))
}
