//! The words that tell who or what is counted.

use super::Finder;
use super::lexicon::Argument;
use crate::event::lexicon::Classes;
use selon_language::{Pos, Relation, WordId};
use selon_model::ByteSpan;

/// How many adjectives and parts of a name on either side belong to a noun.
const BREADTH: u32 = 4;

impl Finder<'_, '_> {
    /// The noun that is counted with its adjectives, unless it tells no more than that they
    /// are people (*12 personnes*) or what happened to them (*12 morts*); *soldats* of *12
    /// morts parmi les soldats*, *civils* of *12 morts civils*.
    pub(super) fn who(&self, head: WordId) -> Option<ByteSpan> {
        let a = self.words.analysis;
        if !matches!(a[head].pos, Pos::Noun | Pos::Propn) {
            return None;
        }
        let harmed = [Argument::Itself, Argument::Each, Argument::Denied]
            .into_iter()
            .filter_map(|argument| self.row(head, argument))
            .any(|row| row.kind.is_harm());
        if !harmed && !self.phrases.has(&self.words, "anybody", head) {
            return Some(self.noun_with_adjectives(head));
        }
        let people = |w: WordId| self.is_person(w) || self.words.classes(w).any(Classes::CIVILIAN);
        let among = self.words.children(head).find(|&c| {
            a[c].relation == Relation::Nmod
                && c > head
                && self.words.case(c).is_some_and(|case| case.any(Classes::PART_OF))
                && people(c)
                && !self.phrases.has(&self.words, "anybody", c)
        });
        let kind = self.words.children(head).find(|&c| {
            a[c].relation == Relation::Amod
                && self.words.classes(c).any(Classes::CIVILIAN.and(Classes::MILITARY))
        });
        among.map(|w| self.noun_with_adjectives(w)).or_else(|| kind.map(|w| a[w].span))
    }

    fn noun_with_adjectives(&self, noun: WordId) -> ByteSpan {
        let a = self.words.analysis;
        let sentence = a.sentence_of(noun).words;
        let of_it = |w: &WordId| {
            a[*w].head == Some(noun)
                && matches!(a[*w].relation, Relation::Amod | Relation::Compound | Relation::Flat)
                && a[*w].pos != Pos::Num
                && a[*w].pos != Pos::Verb
                && !self.words.classes(*w).any(Classes::ANOTHER.and(Classes::NUMBER))
        };
        let before = (sentence.start.max(noun.0.saturating_sub(BREADTH))..noun.0).rev().map(WordId);
        let after = (noun.0 + 1..sentence.end.min(noun.0 + 1 + BREADTH)).map(WordId);
        let first = before.take_while(of_it).last().unwrap_or(noun);
        let last = after.take_while(of_it).last().unwrap_or(noun);
        a[first].span.cover(a[last].span)
    }
}
