//! The table of contents: the stages from an analysis to a reading, in order.

use selon_language::Analysis;
use selon_model::Report;
use selon_model::reading::Reading;

/// Reads one report.
pub fn read(_report: &Report, _analysis: &Analysis) -> Option<Reading> {
    None
}
