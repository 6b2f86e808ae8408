//! How many parties stand behind an event that could know independently of each other.
//!
//! The origin of a claim is the deepest holder of its chain that can be told who it is. A
//! named source is its organisation; an outlet that is cited is that outlet, and where its
//! own report is in the dossier, whom that report rests on. Who is only described (*a
//! security source*), and an author who doubts without naming anybody, is somebody,
//! perhaps the same as elsewhere. So is an author who tells what the same report gives to
//! somebody else: they may know of it from there. A copy has the origins of what it
//! copies. Outlets of one publisher are one.
//!
//! What is counted is a lower bound, of those that are certainly somebody and certainly
//! not each other, and an upper bound, of all that may be.

mod chain;
mod count;
#[cfg(test)]
mod tests;

pub use chain::{Context, Step, Traced, trace};
pub use count::count;

use serde::{Deserialize, Serialize};

/// The origins of an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Origins {
    /// At least so many independent origins.
    pub at_least: u32,
    /// At most so many.
    pub at_most: u32,
    /// Who they are, those that count for sure first.
    pub list: Vec<Origin>,
    /// The reports that add none, with the reason.
    pub adds_none: Vec<AddsNone>,
}

/// A party that could know of the event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// Who it is, the same in all reports; of somebody who is not told, their own.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What it is.
    pub kind: OriginKind,
    /// Whether it counts in `at_least` too: it is certainly somebody else than the others.
    pub certain: bool,
    /// Why it does not, if it does not.
    pub why: Option<String>,
    /// The reports that lead to it, with the ways there.
    pub ways: Vec<Way>,
}

/// How a report leads to an origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Way {
    /// The id of the report.
    pub report: String,
    /// The outlet, and whom it cites, and whom that cites, to the origin.
    pub path: Vec<String>,
}

/// What an origin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OriginKind {
    /// A source that is named, or a body of state.
    Source,
    /// An outlet or an agency that is cited or credited.
    Cited,
    /// The outlet of a report, whose author tells it without doubt and without a source.
    Outlet,
    /// The outlet of a report that gives the same to somebody else.
    OutletBeside,
    /// Somebody who is described, not named.
    Unnamed,
    /// Nobody is told, and the author doubts.
    Hearsay,
    /// The author of a report whose outlet is not known.
    UnknownOutlet,
    /// Agencies that are credited without a name.
    Agencies,
    /// Whom a post was forwarded from.
    Forwarded,
}

impl OriginKind {
    /// What it is called beside a name, in English.
    pub fn word(self) -> &'static str {
        match self {
            OriginKind::Source => "source",
            OriginKind::Cited => "cited outlet",
            OriginKind::Outlet => "outlet",
            OriginKind::OutletBeside => "outlet, its author",
            OriginKind::Unnamed => "unnamed",
            OriginKind::Hearsay => "hearsay",
            OriginKind::UnknownOutlet => "author",
            OriginKind::Agencies => "agencies",
            OriginKind::Forwarded => "channel",
        }
    }

    /// Whether such an origin is certainly somebody else than every other.
    pub fn is_certain(self) -> bool {
        matches!(
            self,
            OriginKind::Source | OriginKind::Cited | OriginKind::Outlet | OriginKind::Forwarded
        )
    }
}

/// A report that adds no origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddsNone {
    /// The id of the report.
    pub report: String,
    /// Why.
    pub reason: NoneReason,
    /// The report that has it before.
    pub of: Option<String>,
    /// The reason in words.
    pub why: String,
}

/// Why a report adds no origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoneReason {
    /// It repeats another report.
    Copy,
    /// It translates another report.
    Translation,
    /// It was forwarded.
    Forward,
    /// Whom it rests on was counted already.
    SameOrigin,
    /// Its outlet and that of an earlier report have one publisher.
    SamePublisher,
    /// It only denies the event, or tells of it as something else than happened.
    NotAffirmed,
}
