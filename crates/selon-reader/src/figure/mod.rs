//! Counts of people killed, injured, detained, abducted, displaced or taking part,
//! with the event that they belong to and who holds them.

use selon_language::{Analysis, WordId};
use selon_model::ByteSpan;

use crate::quantity::Quantity;

/// A counted quantity of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureMention {
    /// What is counted.
    pub what: FigureKind,
    /// At least so many; none if open.
    pub low: Option<u64>,
    /// At most so many; none if open.
    pub high: Option<u64>,
    /// The words: number and counted noun (*au moins 12 morts*).
    pub span: ByteSpan,
    /// The counted noun, else the number.
    pub head: WordId,
    /// The word that tells what happened to them: *tuées*, *morts*, *arrested*.
    pub predicate: WordId,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum FigureKind {
    Killed,
    Injured,
    Detained,
    Abducted,
    Displaced,
    Participants,
}

/// Finds the figures of a text, in order.
pub fn find(_analysis: &Analysis, _quantities: &[Quantity]) -> Vec<FigureMention> {
    Vec::new()
}
