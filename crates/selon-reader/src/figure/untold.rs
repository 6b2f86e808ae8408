//! One person told without a number, or nobody.

use super::lexicon::Argument;
use super::{FigureKind, FigureMention, Finder};
use crate::event::frame::Frame;
use crate::event::lexicon::Classes;
use selon_language::morphology::{Number, VerbForm};
use selon_language::{NameKind, Pos, Relation, WordId};

impl Finder<'_, '_> {
    /// One person told without a number, or none: *le suspect a été arrêté, personne
    /// n'a été blessé, pas de blessés*.
    pub(super) fn untold(&self, word: WordId, counted: &[bool]) -> Option<FigureMention> {
        let a = self.words.analysis;
        let make = |what, count, head: WordId, span, predicate| FigureMention {
            what,
            low: Some(count),
            high: Some(count),
            span,
            head,
            predicate,
            implied: count == 1,
        };
        if let Some(row) = self.row(word, Argument::Itself).filter(|_| a[word].pos == Pos::Noun)
            && !counted[word.index()]
            && let Some(not) = self.not_before(word)
        {
            let span = a[not].span.cover(a[word].span);
            return Some(make(row.kind, 0, word, span, word));
        }
        if !matches!(a[word].pos, Pos::Verb | Pos::Adj) {
            return None;
        }
        let (row, by_object) = match self.row(word, Argument::Object) {
            Some(row) => (row, true),
            None => (self.row(word, Argument::Subject)?, false),
        };
        if row.kind == FigureKind::Participants || row.kind == FigureKind::Displaced {
            return None;
        }
        let frame = Frame::of(&self.words, word);
        let whom = if by_object {
            frame.object
        } else {
            frame.subject.or(self.words.child_by(word, Relation::Nsubj))
        }?;
        if counted[whom.index()]
            || self.is_bare_infinitive(word)
            || a[whom].pos != Pos::Pron && self.is_not_done(word, whom)
        {
            return None;
        }
        if a[whom].pos == Pos::Pron {
            let nobody = self.words.classes(whom).any(Classes::NOBODY);
            return nobody.then(|| make(row.kind, 0, whom, a[whom].span, word));
        }
        let named = a.name_of(whom).filter(|n| n.kind == NameKind::Person);
        let person =
            self.words.classes(whom).any(Classes::PERSON.and(Classes::ARMED)) || named.is_some();
        let one = a[whom].morphology.number != Some(Number::Plur)
            && self.words.child_by(whom, Relation::Nummod).is_none()
            && self.words.child_by(whom, Relation::Conj).is_none();
        let collective = self.words.classes(whom).any(Classes::COLLECTIVE.and(Classes::NUMBER));
        if !person || !one || collective || row.kind == FigureKind::Abducted {
            return None;
        }
        let determiner = self.words.child_by(whom, Relation::Det);
        let start = determiner.map_or(a[whom].span, |d| a[d].span);
        let span = named.map_or(a[whom].span, |n| n.span).cover(start);
        Some(make(row.kind, 1, whom, span, word))
    }

    /// The negation of *pas de blessés*.
    pub(super) fn not_before(&self, noun: WordId) -> Option<WordId> {
        let of = noun.previous()?;
        let not = of.previous()?;
        let found =
            self.words.classes(not).any(Classes::NOT) && self.words.classes(of).any(Classes::OF);
        found.then_some(not)
    }

    /// An infinitive without an auxiliary: what is wanted or tried, not what was done.
    pub(super) fn is_bare_infinitive(&self, verb: WordId) -> bool {
        let a = self.words.analysis;
        a[verb].morphology.verb_form == Some(VerbForm::Inf)
            && self.words.child_by(verb, Relation::Aux).is_none()
    }
}
