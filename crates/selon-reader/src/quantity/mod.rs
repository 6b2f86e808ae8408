//! Counted quantities as intervals.

use selon_language::{Analysis, WordId, WordRange};
use selon_model::ByteSpan;

/// A counted quantity: *au moins 12 morts*, *une centaine de blessés*, *a soldier*.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The words of the number with what makes it an interval (*au moins 12*).
    pub words: WordRange,
    /// Where they stand.
    pub span: ByteSpan,
    /// At least so many; none if open.
    pub low: Option<u64>,
    /// At most so many; none if open.
    pub high: Option<u64>,
    /// The noun that is counted, if one is said (*12* of *12 et 30 blessés* has none of its own).
    pub counted: Option<WordId>,
    /// What it is a quantity of.
    pub kind: QuantityKind,
}

/// What a quantity is a quantity of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityKind {
    /// Things or people that are counted in digits, words or by *plusieurs, dozens*.
    Count,
    /// One, by an article or singular determiner alone: *un soldat*, *a soldier*.
    Article,
    /// A measure: years of age, kilometres, hours, per cent, money; no count.
    Measure,
    /// An ordinal, a model or page number, a year; no count.
    Other,
}

/// Finds the quantities of a text, in order; they do not overlap.
pub fn find(_analysis: &Analysis) -> Vec<Quantity> {
    Vec::new()
}
