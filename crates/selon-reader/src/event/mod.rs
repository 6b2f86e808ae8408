//! Events of conflict, political violence and unrest: what happened, where, when,
//! who to whom.

use selon_language::{Analysis, WordId};
use selon_model::ByteSpan;

use crate::actor::Actors;
use crate::attribution::AttributionMention;
use crate::figure::FigureMention;
use crate::place::PlaceMention;
use crate::time::TimeExpression;

/// An event and all that is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMention {
    /// The code of its type, as in `docs/CODEBOOK.md`.
    pub kind: &'static str,
    /// Whether it is what the report is about.
    pub headline: bool,
    /// The words that tell of it, in the order of the text: the head of each, and its span.
    pub triggers: Vec<(WordId, ByteSpan)>,
    /// Where it happened, as a place in `places`.
    pub place: Option<usize>,
    /// When it happened, as a place in `times`.
    pub time: Option<usize>,
    /// Who did it: the head and the span of the noun phrase.
    pub actor: Option<(WordId, ByteSpan)>,
    /// Whom or what it was done to.
    pub target: Option<(WordId, ByteSpan)>,
    /// Its figures, as places in `figures`.
    pub figures: Vec<usize>,
}

/// Finds the events of a text, in order. Every argument is what the stages before found.
pub fn find(
    _analysis: &Analysis,
    _times: &[TimeExpression],
    _places: &[PlaceMention],
    _actors: &Actors,
    _attributions: &[AttributionMention],
    _figures: &[FigureMention],
) -> Vec<EventMention> {
    Vec::new()
}
