//! The words that things rest on.

use selon_dossier::summary::{ClaimView, FigureView};
use serde::Serialize;

use crate::item::{Item, ReportFacts};

/// Words of a report that a claim or a figure rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// The id of the claim (`c1`) or the figure (`f1`) in the event.
    pub claim: String,
    /// The id of the report.
    pub report: String,
    /// The first code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub text: String,
    /// Who holds it.
    pub holder: String,
}

impl From<&ClaimView> for Quote {
    fn from(claim: &ClaimView) -> Quote {
        Quote {
            claim: claim.id.clone(),
            report: claim.report.clone(),
            start: claim.span.start,
            end: claim.span.end,
            text: claim.text.clone(),
            holder: claim.holder.clone(),
        }
    }
}

impl From<&FigureView> for Quote {
    fn from(figure: &FigureView) -> Quote {
        Quote {
            claim: figure.id.clone(),
            report: figure.report.clone(),
            start: figure.start,
            end: figure.end,
            text: figure.text.clone(),
            holder: figure.holder.clone(),
        }
    }
}

/// All quotes of an event but those that the user rejected.
pub fn quotes(item: &Item) -> Vec<Quote> {
    let claims = item.event.claims.iter().filter(|c| !c.rejected).map(Quote::from);
    let figures = item.event.figures.iter().filter(|f| !f.rejected).map(Quote::from);
    claims.chain(figures).collect()
}

/// What stands before and after a span, so many code points at most.
pub fn around(report: &ReportFacts, start: u32, end: u32, most: usize) -> (String, String) {
    let (start, end) = (start as usize, end as usize);
    let from = start.saturating_sub(most);
    let before = report.text.chars().skip(from).take(start - from).collect();
    let after = report.text.chars().skip(end).take(most).collect();
    (before, after)
}
