//! How surely something is said, whether it is affirmed, and whether it is told as
//! real (FactBank).

use selon_language::{Analysis, WordId};
use selon_model::ByteSpan;
use selon_model::reading::{Certainty, HedgeKind, Polarity, Reality};

/// What the words round a predicate say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Whether it is told with doubt.
    pub certainty: Certainty,
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// Whether it is told as real.
    pub reality: Reality,
    /// What hedges it.
    pub hedge: Option<(ByteSpan, HedgeKind)>,
    /// What negates it or makes it planned or hypothetical.
    pub cue: Option<ByteSpan>,
}

/// Judges a predicate (a verb or a noun of an event) by the words of its own clause
/// and of those above it, up to `limit` (the cue of the attribution that holds it;
/// none: up to the root).
pub fn judge(_analysis: &Analysis, _predicate: WordId, _limit: Option<WordId>) -> Judgement {
    Judgement {
        certainty: Certainty::Certain,
        polarity: Polarity::Positive,
        reality: Reality::Actual,
        hedge: None,
        cue: None,
    }
}
