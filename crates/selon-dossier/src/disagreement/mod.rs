//! Claims about one event, from different origins, that cannot all be true; and what only
//! was corrected as time went on.

mod circumstance;
mod occurrence;
mod toll;

use serde::{Deserialize, Serialize};

use crate::summary::{ClaimView, FigureView};

pub(crate) use circumstance::{forces_or_armed_group, same_body};
pub(crate) use toll::{classes, last_words};
pub use toll::{history, tolls};

/// What a disagreement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisagreementKind {
    /// How many were killed, hurt …: intervals that exclude each other as of the same time.
    Toll,
    /// Who did it.
    Perpetrator,
    /// Whether it happened.
    Occurrence,
    /// What it was: an accident or an attack.
    Kind,
    /// Where: further apart than what the places are exact to.
    Place,
    /// When: no day in common.
    Time,
}

impl DisagreementKind {
    /// As it stands in JSON.
    pub fn code(self) -> &'static str {
        match self {
            DisagreementKind::Toll => "toll",
            DisagreementKind::Perpetrator => "perpetrator",
            DisagreementKind::Occurrence => "occurrence",
            DisagreementKind::Kind => "kind",
            DisagreementKind::Place => "place",
            DisagreementKind::Time => "time",
        }
    }
}

/// Claims that cannot all be true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// What it is about.
    pub kind: DisagreementKind,
    /// Of a toll: what is counted.
    pub what: Option<String>,
    /// The sides, each a value and who holds it.
    pub sides: Vec<Side>,
    /// The claims of all sides, by their ids in the event: `c1`; of a toll the figures, `f1`.
    pub claims: Vec<String>,
}

/// One side of a disagreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// What is held, in words: `12`, `army`, `it happened`.
    pub value: String,
    /// Who holds it: origins by name.
    pub holders: Vec<String>,
    /// The ids of the claims, or of the figures in a toll.
    pub claims: Vec<String>,
}

/// A later word that puts an earlier one right, or a toll that grew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// What is counted; `kind` of what it was, `occurrence` of whether it happened.
    pub what: String,
    /// The id of the earlier figure, or claim.
    pub from: String,
    /// The id of the later figure, or claim.
    pub to: String,
    /// What was told, in words.
    #[serde(default)]
    pub was: String,
    /// What was told later.
    #[serde(default)]
    pub is: String,
    /// Why it is no disagreement.
    pub why: RevisionReason,
}

/// Why a change is a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevisionReason {
    /// The same origin told it later.
    SameOrigin,
    /// It only grew with time.
    Grew,
}

/// The ids of claims of these numbers, from 0.
pub(crate) fn claim_ids(numbers: &[usize]) -> Vec<String> {
    numbers.iter().map(|n| format!("c{}", n + 1)).collect()
}

/// The ids of figures of these numbers, from 0.
pub(crate) fn figure_ids(numbers: &[usize]) -> Vec<String> {
    numbers.iter().map(|n| format!("f{}", n + 1)).collect()
}

/// Whether a moment is before another, as far as is known; days are compared where an hour is
/// missing.
pub(crate) fn earlier(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let instant = |moment: &str| moment.parse::<jiff::Timestamp>().ok();
    if a.len() > 10 && b.len() > 10 { instant(a) < instant(b) } else { a.get(..10) < b.get(..10) }
}

/// Whether a claim is no last word: all its origins tell later, in another report, of what it
/// tells, and no more the same.
pub(crate) fn superseded<V: PartialEq>(
    claims: &[ClaimView],
    claim: &ClaimView,
    value: impl Fn(&ClaimView) -> Option<V>,
) -> bool {
    let Some(told) = value(claim) else { return false };
    let later = |origin: &String| {
        claims.iter().any(|c| {
            c.report != claim.report
                && c.origins.contains(origin)
                && !c.rejected
                && earlier(claim.told.as_deref(), c.told.as_deref())
                && value(c).is_some_and(|v| v != told)
        })
    };
    !claim.origins.is_empty() && claim.origins.iter().all(later)
}

/// What was put right: tolls, what it was, whether it happened.
pub fn revisions(claims: &[ClaimView], figures: &[FigureView]) -> Vec<Revision> {
    let (_, mut revisions) = tolls(figures);
    revisions.extend(circumstance::revised_kinds(claims));
    revisions.extend(occurrence::revised(claims));
    revisions
}

/// All disagreements of an event, by kind.
pub fn disagreements(claims: &[ClaimView], figures: &[FigureView]) -> Vec<Disagreement> {
    let (mut found, _) = tolls(figures);
    found.extend(occurrence::occurrence(claims));
    found.extend(circumstance::perpetrator(claims));
    found.extend(circumstance::kind(claims));
    found.extend(circumstance::place(claims));
    found.extend(circumstance::time(claims));
    found.sort_by_key(|d| d.kind);
    found
}
