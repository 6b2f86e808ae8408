//! How many took part in a demonstration, as each side has it: *23 000 selon les autorités et
//! 40 000 selon les organisateurs*, *police put the crowd at 5,000*.

use super::lexicon::Argument;
use super::{FigureKind, FigureMention, Finder, PART};
use crate::event::lexicon::{Classes, Kind};
use crate::event::ontology::{Family, family};
use crate::quantity::{Quantity, QuantityKind};
use selon_language::morphology::Person;
use selon_language::{Pos, Relation, WordId};

/// How many words round a number a demonstration is looked for.
const ROUND: u32 = 30;

impl Finder<'_, '_> {
    /// The demonstration that a number without a noun is of, where one of those who count
    /// such crowds gives it.
    pub(super) fn crowd(
        &self,
        quantity: &Quantity,
        head: WordId,
        before: Option<&FigureMention>,
    ) -> Option<(FigureKind, WordId)> {
        let bare = quantity.kind == QuantityKind::Count
            && quantity.counted.is_none_or(|c| quantity.words.contains(c));
        if !bare || quantity.high == Some(0) {
            return None;
        }
        let known = before.filter(|b| self.is_told_beside(b, head)).map(|b| b.predicate);
        if self.is_held(quantity) {
            let told = known
                .or_else(|| self.demonstration(head))
                .or_else(|| self.are_so_many(head).then_some(head))?;
            return Some((FigureKind::Participants, told));
        }
        let counted = self.is_counted_by_a_side(head);
        let told = known.or_else(|| self.demonstration(head)).filter(|_| counted)?;
        Some((FigureKind::Participants, told))
    }

    /// *20 000 selon la police*, *20 000 (police)*
    fn is_held(&self, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let (last, next) = (quantity.words.end.checked_sub(1), WordId(quantity.words.end));
        let inside = last.is_some_and(|l| {
            a.words.get(next.index()).is_some_and(|n| n.sentence == a[WordId(l)].sentence)
        });
        if !inside {
            return false;
        }
        let counter = |w: WordId| self.phrases.has(&self.words, "counter", w);
        let sentence = a.sentence_of(next).words;
        let bracket = &*a[next].form == "("
            && (next.0 + 1..sentence.end.min(next.0 + 5))
                .map(WordId)
                .take_while(|&w| &*a[w].form != ")")
                .any(counter);
        bracket || self.words.classes(next).any(Classes::ACCORDING)
    }

    /// *Ils étaient 8 500 selon la police*
    fn are_so_many(&self, number: WordId) -> bool {
        let a = self.words.analysis;
        let subject = self.words.child_by(number, Relation::Nsubj);
        self.words.child_by(number, Relation::Cop).is_some()
            && subject.is_some_and(|s| {
                a[s].pos == Pos::Pron && a[s].morphology.person == Some(Person::Third)
            })
    }

    /// *Organisers put the number at 30,000; police counted 8,000*
    fn is_counted_by_a_side(&self, number: WordId) -> bool {
        let a = self.words.analysis;
        let top = self.top(number);
        let Some(verb) = a[top].head else { return false };
        let side = self
            .words
            .child_by(verb, Relation::Nsubj)
            .is_some_and(|s| s < verb && self.phrases.has(&self.words, "counter", s));
        let size = || {
            let object = self.words.child_by(verb, Relation::Obj);
            object.is_some_and(|o| o == top || self.phrases.has(&self.words, "size", o))
        };
        // *Police spoke of 12,000*
        let speaks = self.phrases.has(&self.words, "speak_of", verb)
            && self.words.case(top).is_some_and(|c| c.any(Classes::OF));
        let level = speaks || self.words.case(top).is_none_or(|c| c.any(Classes::LEVEL));
        side && level
            && matches!(
                a[top].relation,
                Relation::Obj | Relation::Obl | Relation::Nmod | Relation::Ccomp | Relation::Xcomp
            )
            && (speaks || a[top].relation == Relation::Ccomp || size())
    }

    /// Whether those who took part were counted shortly before.
    fn is_told_beside(&self, before: &FigureMention, number: WordId) -> bool {
        let a = self.words.analysis;
        before.what == FigureKind::Participants
            && number > before.head
            && number.0 - before.head.0 <= PART
            && a[number].sentence <= a[before.head].sentence + 1
    }

    /// The word of the sentence that tells of the demonstration: the nearest before the
    /// number, else behind it.
    fn demonstration(&self, number: WordId) -> Option<WordId> {
        let a = self.words.analysis;
        let sentence = a.sentence_of(number).words;
        let tells =
            |&w: &WordId| {
                let row = self.row(w, Argument::Object).or_else(|| self.row(w, Argument::Subject));
                let takes_part = || row.is_some_and(|r| r.kind == FigureKind::Participants);
                match a[w].pos {
                    Pos::Verb => takes_part(),
                    Pos::Noun => self.words.lexicon.rows(self.words.lemma(w), Pos::Noun).any(
                        |r| matches!(r.kind, Kind::Code(code) if family(code) == Family::Protest),
                    ),
                    _ => false,
                }
            };
        let start = sentence.start.max(number.0.saturating_sub(ROUND));
        let end = sentence.end.min(number.0 + ROUND);
        let back = (start..number.0).rev().map(WordId).find(tells);
        back.or_else(|| (number.0 + 1..end).map(WordId).find(tells))
    }
}
