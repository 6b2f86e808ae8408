//! Who a source is, across reports and languages: the body that it speaks for.
//!
//! Two reports cite the same party if both words lead to the same entry of the registry
//! (`assets/registry`), to the same body of the same state (`lang/*/bodies.tsv`), or to the
//! same proper name. Whoever is only described (*a security source*) is nobody in
//! particular: perhaps the same as elsewhere, perhaps not.

mod body;
mod described;
mod hospital;
mod identify;
mod publisher;
mod registry;
mod words;

pub use identify::parties;
pub(crate) use identify::{body_of, state_of};
pub(crate) use publisher::publisher;
pub use publisher::{Outlet, outlet};
pub use registry::{Entry, Registry};
pub(crate) use words::bare;

use selon_model::reading::{Excerpt, SourceKind};
use serde::{Deserialize, Serialize};

/// Somebody who holds a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// The id of the attribution in the reading.
    pub attribution: String,
    /// Who it is, the same in all reports, if that can be told: `sohr`, `army:ML`,
    /// `name:…`; none for who is only described.
    pub id: Option<String>,
    /// The name to show.
    pub name: String,
    /// What kind of source.
    pub kind: SourceKind,
    /// The words of the report that name it.
    pub words: Option<Excerpt>,
    /// The words by which it is said.
    pub cue: Option<Excerpt>,
}

/// How the tables of `lang/` and `assets/` are read: rows without comments, by tabs.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}
