//! Counts told by what was counted before: *as many wounded, and another injured, bringing the
//! total to 60, two of them gravely*.

use super::lexicon::Argument;
use super::{FigureKind, FigureMention, Finder, PART};
use crate::event::lexicon::Classes;
use crate::quantity::{Quantity, QuantityKind};
use selon_language::{Pos, WordId};

/// How many words before a number the noun of a new total may stand.
const TOTAL: u32 = 8;
/// How many words from those who are hurt some of them may be told of by how badly.
const NEAR: u32 = 6;

impl Finder<'_, '_> {
    /// *Left 12 dead and as many hurt; killed ten and wounded twice as many*: the count before,
    /// of others. *Left one dead and another injured*: one more.
    pub(super) fn as_many(&self, found: &[FigureMention]) -> Vec<FigureMention> {
        found.iter().enumerate().filter_map(|(i, f)| self.as_many_as(f, found.get(i + 1))).collect()
    }

    /// Those behind a figure, and before the next, who are as many.
    fn as_many_as(
        &self,
        figure: &FigureMention,
        next: Option<&FigureMention>,
    ) -> Option<FigureMention> {
        let a = self.words.analysis;
        if !figure.what.has_parts() || figure.low.is_none() || figure.high == Some(0) {
            return None;
        }
        let end = a.sentence_of(figure.head).words.end;
        let end = next.map_or(end, |n| end.min(n.head.0)).min(figure.head.0 + PART);
        for at in (figure.head.0 + 1..end).map(WordId) {
            let times = if self.phrases.ends_before(&self.words, "equal_twice", at) {
                2
            } else if self.phrases.ends_before(&self.words, "equal", at) {
                1
            } else {
                if let Some(other) = self.another(figure, at) {
                    return Some(other);
                }
                continue;
            };
            let (kind, predicate) = self.told_of_as_many(at)?;
            let (low, high) = (figure.low.map(|n| n * times), figure.high.map(|n| n * times));
            let span = a[at.previous()?].span.cover(a[predicate.max(at.previous()?)].span);
            return (kind != figure.what).then(|| FigureMention {
                what: kind,
                low,
                high,
                span,
                head: predicate,
                predicate,
                who: None,
                part_of: None,
                joint: None,
                ..figure.clone()
            });
        }
        None
    }

    /// What happened to those who are as many, by the word behind or the verb before.
    fn told_of_as_many(&self, at: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let inside =
            |w: &WordId| a.words.get(w.index()).is_some_and(|x| x.sentence == a[at].sentence);
        let of =
            self.words.classes(at).any(Classes::OF) || self.words.classes(at).any(Classes::ANOTHER);
        let word = if of { at.next() } else { at };
        let harm = [Argument::Itself, Argument::Each]
            .into_iter()
            .filter(|_| inside(&word))
            .find_map(|argument| self.row(word, argument))
            .filter(|row| row.kind.is_harm());
        if let Some(row) = harm {
            return Some((row.kind, word));
        }
        // *Wounded twice as many.*
        if matches!(a[at].pos, Pos::Noun | Pos::Num | Pos::Sconj) || &*a[at].form == "as" {
            return None;
        }
        let back = (at.0.saturating_sub(4)..at.0).rev().map(WordId).filter(inside);
        let verb = back
            .filter(|&w| matches!(a[w].pos, Pos::Verb | Pos::Adj))
            .find_map(|w| self.row(w, Argument::Object).map(|row| (row.kind, w)));
        verb.filter(|(kind, _)| kind.is_harm())
    }

    /// *One soldier dead and another injured, killing one and wounding another*: one more, of
    /// whom something else is told.
    fn another(&self, figure: &FigureMention, at: WordId) -> Option<FigureMention> {
        let a = self.words.analysis;
        if self.words.form(at) != "another" {
            return None;
        }
        let next = at.next();
        let inside = a.words.get(next.index()).is_some_and(|w| w.sentence == a[at].sentence);
        let behind = if inside { self.row(next, Argument::Itself) } else { None };
        let behind = behind.filter(|_| a[next].pos != Pos::Noun);
        let noun = inside && matches!(a[next].pos, Pos::Noun | Pos::Num | Pos::Adj | Pos::Propn);
        let before = at.previous().filter(|_| !noun);
        let before = before.and_then(|w| self.row(w, Argument::Object).map(|row| (row, w)));
        let (row, predicate) = behind.map(|row| (row, next)).or(before)?;
        let is_other = row.kind.is_harm() && row.kind != figure.what;
        is_other.then(|| FigureMention {
            what: row.kind,
            low: Some(1),
            high: Some(1),
            span: a[at].span,
            head: at,
            predicate,
            implied: false,
            who: None,
            part_of: None,
            joint: None,
        })
    }

    /// Whether a number is told without a noun that it counts.
    pub(super) fn is_bare(&self, quantity: &Quantity) -> bool {
        quantity.kind == QuantityKind::Count
            && quantity.counted.is_none_or(|c| quantity.words.contains(c))
    }

    /// *Killed 12 people, bringing the total to 60*: the sum of those told before.
    pub(super) fn is_new_total(&self, before: &FigureMention, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let start = WordId(quantity.words.start);
        let Some(level) = start.previous() else { return false };
        let back = (before.head.0 + 1).max(level.0.saturating_sub(TOTAL))..level.0;
        self.is_bare(quantity)
            && before.what.has_parts()
            && a[before.head].sentence == a[start].sentence
            && a[level].pos == Pos::Adp
            && self.words.classes(level).any(Classes::LEVEL)
            && back.map(WordId).any(|w| self.phrases.has(&self.words, "total", w))
    }

    /// *12 more injured, two seriously*: some of the injured.
    pub(super) fn is_some_gravely(&self, before: &FigureMention, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let (start, how) = (WordId(quantity.words.start), WordId(quantity.words.end));
        let inside = a.words.get(how.index()).is_some_and(|w| w.sentence == a[start].sentence);
        self.is_bare(quantity)
            && inside
            && before.what == FigureKind::Injured
            && a[before.head].sentence == a[start].sentence
            && start > before.head
            && start.0 - before.head.0 <= NEAR
            && start.previous().is_some_and(|w| &*a[w].form == ",")
            && self.phrases.has(&self.words, "gravely", how)
    }

    /// *Of the 16 people killed, four were children.*
    pub(super) fn is_of_those_first(&self, before: &FigureMention, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let start = WordId(quantity.words.start);
        let first = WordId(a.sentence_of(before.head).words.start);
        let of = self.phrases.has(&self.words, "of_those", first);
        let end = a.sentence_of(before.head).words.end;
        let mut behind = (quantity.words.end..end.min(quantity.words.end + 4)).map(WordId);
        self.is_bare(quantity)
            && of
            && before.what.has_parts()
            && a[start].sentence == a[before.head].sentence
            && start > before.head
            && start.previous().is_some_and(|w| &*a[w].form == ",")
            && behind.next().is_some_and(|w| a[w].pos == Pos::Aux)
            && behind.any(|w| a[w].pos == Pos::Noun && self.is_person(w))
    }

    /// *No fewer than 18*: a negation that only bounds the number.
    pub(super) fn is_bounded_by_no(&self, quantity: &Quantity) -> bool {
        let first = WordId(quantity.words.start);
        let inside = quantity.high.is_none() && quantity.words.len() > 2;
        inside && matches!(self.words.form(first), "no" | "not")
    }
}
