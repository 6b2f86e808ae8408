//! Counts told as what a toll or a number has come to: *the death toll rose to 25*, *le
//! nombre de blessés atteint 40*, *ils étaient 5 000 à manifester*.

use super::lexicon::Argument;
use super::{FigureKind, Finder, quantity_head};
use crate::event::lexicon::Classes;
use crate::quantity::Quantity;
use selon_language::morphology::{Person, VerbForm};
use selon_language::{Pos, Relation, WordId};

/// How many words before a number the noun may stand that has come to it.
const RAISED: u32 = 12;

impl Finder<'_, '_> {
    /// What a number is the toll of, and the word that tells it.
    pub(super) fn of_toll(
        &self,
        quantity: &Quantity,
        head: WordId,
    ) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        if self.is_left_behind(quantity) {
            return None;
        }
        let mut top = self.top(quantity_head(a, quantity, head));
        // *De 12 à 30*: the tree may hang the one number on the other.
        if let Some(other) = a[top].head.filter(|&h| quantity.words.contains(h)) {
            top = other;
        }
        if let Some(subject) = self.words.child_by(top, Relation::Nsubj)
            && self.words.child_by(top, Relation::Cop).is_some()
        {
            let toll = self.toll(subject).map(|kind| (kind, top));
            return toll.or_else(|| self.done_by(top, subject));
        }
        let Some(above) = a[top].head.filter(|&h| h < top) else {
            return self.toll_before(quantity);
        };
        // *Portant à cinq le nombre de morts*, where the tree joins the number to the noun.
        if !quantity.words.contains(top)
            && let Some(kind) = self.toll(top)
            && self.words.child_by(top, Relation::Det).is_some_and(|d| d.0 >= quantity.words.end)
        {
            return Some((kind, above));
        }
        match a[top].relation {
            // *Portant le nombre de morts à cinq.*
            Relation::Nmod if self.words.case(top).is_some_and(|c| c.any(Classes::LEVEL)) => {
                let nouns = [Some(above), a[above].head].into_iter().flatten();
                nouns.filter_map(|n| self.toll(n).map(|kind| (kind, n))).next()
            }
            Relation::Nmod if self.words.case(top).is_some_and(|c| c.any(Classes::OF)) => {
                self.toll(above).map(|kind| (kind, above))
            }
            // *Rose by 5 to 25*: only where it stands now.
            Relation::Obl | Relation::Obj | Relation::Iobj | Relation::Xcomp
                if self.words.case(top).is_none_or(|c| c.any(Classes::LEVEL))
                    || self.is_change(quantity) =>
            {
                // *Put the death toll at 17.*
                let object = self.words.child_by(above, Relation::Obj).filter(|&o| o != top);
                let of = |noun: WordId| self.toll(noun).map(|kind| (kind, above));
                let subject = self.words.child_by(above, Relation::Nsubj);
                // *The dead numbered 44*
                let numbered = || {
                    let dead = subject.filter(|_| self.phrases.has(&self.words, "numbers", above));
                    let row = self.row(dead?, Argument::Itself)?;
                    row.kind.is_harm().then_some((row.kind, above))
                };
                let told = subject.and_then(of).or_else(|| object.and_then(of)).or_else(numbered);
                told.or_else(|| self.toll_before(quantity))
            }
            _ => self.toll_before(quantity),
        }
    }

    /// *Rose to 12 from nine*: a bare number that the toll has left behind.
    fn is_left_behind(&self, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let start = WordId(quantity.words.start);
        let bare = quantity.counted.is_none_or(|c| quantity.words.contains(c));
        let before = start.previous().filter(|&w| a[w].sentence == a[start].sentence);
        bare && quantity.low == quantity.high
            && before.is_some_and(|w| {
                a[w].pos == Pos::Adp
                    && &*a[w].form != "by"
                    && self.words.classes(w).any(Classes::START)
                    && !self.words.classes(w).any(Classes::OF)
            })
    }

    /// *A death toll of at least 25*, *porte le nombre de suspects arrêtés cette semaine à
    /// quatre*, whatever the tree says.
    fn toll_before(&self, quantity: &Quantity) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let before = WordId(quantity.words.start).previous()?;
        if self.words.classes(before).any(Classes::LEVEL) && a[before].pos == Pos::Adp {
            let start = a.sentence_of(before).words.start;
            let back = start.max(before.0.saturating_sub(RAISED))..before.0;
            return back.map(WordId).rev().find_map(|noun| {
                let verb = a[noun].head.filter(|_| a[noun].relation == Relation::Obj)?;
                self.toll(noun).map(|kind| (kind, verb))
            });
        }
        let noun = before.previous()?;
        // *The dead numbered 44*
        if self.phrases.has(&self.words, "numbers", before) && a[before].pos != Pos::Noun {
            let row = self.row(noun, Argument::Itself).filter(|row| row.kind.is_harm())?;
            return Some((row.kind, before));
        }
        Some(noun).filter(|_| self.words.classes(before).any(Classes::OF))?;
        self.row(noun, Argument::Toll).map(|row| (row.kind, noun))
    }

    /// *From 12 to 25, de 12 à 30*: not a range, but what a number came from and has come to.
    pub(super) fn is_change(&self, quantity: &Quantity) -> bool {
        let start = WordId(quantity.words.start);
        let opens = |w: WordId| {
            w.index() < self.words.analysis.words.len()
                && self.words.analysis[w].pos == Pos::Adp
                && self.words.classes(w).any(Classes::START)
        };
        quantity.low != quantity.high
            && quantity.low.is_some()
            && quantity.high.is_some()
            && (opens(start) || start.previous().is_some_and(opens))
            && !self.is_of_range(start)
    }

    /// *Varie de 12 à 30, ranges from 12 to 30*: where the verb before tells a range.
    fn is_of_range(&self, start: WordId) -> bool {
        let a = self.words.analysis;
        let before = (start.0.saturating_sub(4)..start.0).map(WordId);
        before.filter(|&w| w.index() < a.words.len()).any(|w| {
            matches!(a[w].pos, Pos::Verb | Pos::Aux) && self.words.classes(w).any(Classes::RANGE)
        })
    }

    /// What a noun is the number of: *le bilan*, *the number of people killed*.
    fn toll(&self, noun: WordId) -> Option<FigureKind> {
        if let Some(row) = self.row(noun, Argument::Toll) {
            return Some(row.kind);
        }
        if !self.words.classes(noun).any(Classes::NUMBER) {
            return None;
        }
        let counted = self
            .words
            .children(noun)
            .find(|&c| self.words.analysis[c].relation == Relation::Nmod && c > noun)?;
        let itself = || {
            self.row(counted, Argument::Itself)
                .or_else(|| self.row(counted, Argument::Each))
                .map(|row| row.kind)
        };
        let participle = || {
            let mut below = self.words.children(counted);
            below
                .find(|&c| self.words.analysis[c].relation == Relation::Acl && c > counted)
                .and_then(|c| self.row(c, Argument::Object))
                .map(|row| row.kind)
        };
        itself().or_else(participle)
    }

    /// *Ils étaient 5 000 à manifester*: what those who are so many did, and its verb.
    fn done_by(&self, number: WordId, subject: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let people = a[subject].pos == Pos::Pron
            && a[subject].morphology.person == Some(Person::Third)
            && a[number].pos == Pos::Num;
        let clauses = [Relation::Acl, Relation::Advcl, Relation::Xcomp];
        let did = self.words.children(number).find(|&c| {
            c > number
                && clauses.contains(&a[c].relation)
                && a[c].morphology.verb_form == Some(VerbForm::Inf)
        })?;
        self.row(did, Argument::Subject).filter(|_| people).map(|row| (row.kind, did))
    }
}
