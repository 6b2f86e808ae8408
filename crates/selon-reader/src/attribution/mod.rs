//! Statements that the report gives to somebody: source, cue, content (PARC, PolNeAR).

use selon_language::{Analysis, WordId, WordRange};
use selon_model::ByteSpan;
use selon_model::reading::SourceKind;

use crate::actor::Actors;

/// A statement that the report gives to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributionMention {
    /// Who is said to say it; none if it is implicit.
    pub source: Option<Source>,
    /// The words that give it to them.
    pub cue: Option<ByteSpan>,
    /// The verb or noun of the cue.
    pub cue_head: Option<WordId>,
    /// What is said: spans in the order of the text, not overlapping.
    pub content: Vec<ByteSpan>,
    /// The words of the content, in the same pieces.
    pub content_words: Vec<WordRange>,
    /// What the source is.
    pub source_kind: SourceKind,
    /// The attribution that this one stands in, by its place in the list.
    pub inside: Option<usize>,
}

/// Who is said to say something.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The word that the others depend on.
    pub head: WordId,
    /// Where it stands.
    pub span: ByteSpan,
}

impl AttributionMention {
    /// Whether the word is part of what is said.
    pub fn holds(&self, word: WordId) -> bool {
        self.content_words.iter().any(|r| r.contains(word))
    }
}

/// Finds the attributions of a text, in its order.
pub fn find(_analysis: &Analysis, _actors: &Actors) -> Vec<AttributionMention> {
    Vec::new()
}

/// The attributions that hold a word, the innermost first.
pub fn holders(attributions: &[AttributionMention], word: WordId) -> Vec<usize> {
    let mut found: Vec<usize> =
        (0..attributions.len()).filter(|&i| attributions[i].holds(word)).collect();
    found.sort_by_key(|&i| attributions[i].content_words.iter().map(|r| r.len()).sum::<usize>());
    found
}
