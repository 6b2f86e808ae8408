//! Times as the text tells them, resolved against the publication date (TIMEX3,
//! EDTF level 0 and 1).

use selon_language::{Analysis, WordRange};
use selon_model::ByteSpan;

/// A time as the text tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Its words, prepositions left out (*mardi*, *en mai* → *mai*, *trois jours plus tôt*).
    pub words: WordRange,
    /// Where it stands.
    pub span: ByteSpan,
    /// EDTF: a day, a month, a year, an interval; none if it cannot be resolved.
    pub value: Option<String>,
    /// What it is.
    pub kind: TimeKind,
}

/// What a time expression tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A day, month, year or a span between two.
    Date,
    /// An hour, a part of a day (*dans la nuit*).
    Hour,
    /// How long (*pendant trois jours*); it says not when.
    Duration,
    /// How often (*chaque vendredi*).
    Set,
}

/// Finds the times of a text, in order; they do not overlap. `published` is the day
/// of publication (`YYYY-MM-DD`), without which relative times stay unresolved.
pub fn find(_analysis: &Analysis, _published: Option<&str>) -> Vec<TimeExpression> {
    Vec::new()
}
