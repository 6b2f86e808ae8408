//! What a headline is about, before its colon: nobody who acts.

use selon_language::{Analysis, Pos, WordId};

/// How many words what a headline is about has at most.
pub const LABEL: u32 = 5;

/// Whether a word only says what a headline is about, and is nobody who acts: *Mali : un
/// village attaqué*, *Nigeria: gunmen kidnap 30 pupils*.
pub fn is_label(a: &Analysis, word: WordId) -> bool {
    let sentence = a.sentence_of(word).words;
    word.0 < sentence.start + LABEL && label_end(a, word).is_some()
}

/// The colon after a label.
pub fn label_end(a: &Analysis, word: WordId) -> Option<WordId> {
    let sentence = a.sentence_of(word).words;
    let named = |w: WordId| matches!(a[w].pos, Pos::Noun | Pos::Propn | Pos::Adj);
    let after = (word.0 + 1..sentence.end.min(sentence.start + LABEL + 1)).map(WordId);
    let colon = after.clone().find(|&w| !named(w) && !matches!(a[w].pos, Pos::Adp | Pos::Det));
    let all_named = (sentence.start..=word.0)
        .map(WordId)
        .all(|w| named(w) || matches!(a[w].pos, Pos::Adp | Pos::Det) || &*a[w].form == "-");
    colon.filter(|&c| named(word) && all_named && &*a[c].form == ":")
}
