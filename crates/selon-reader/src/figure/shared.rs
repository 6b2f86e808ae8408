//! Counts told beside others: a part of a total, another holder's count, killed and
//! injured in one.

use super::lexicon::Argument;
use super::{FigureKind, FigureMention, Finder, Joint, PART};
use crate::event::lexicon::Classes;
use crate::quantity::{Quantity, QuantityKind};
use selon_language::morphology::PronType;
use selon_language::{Pos, Relation, WordId};

/// How many words from the start of its sentence a part of a total before it may stand.
const OPENING: u32 = 10;
/// How many words from a total some of them may be told of as such.
const NEAR: u32 = 6;
/// How many conjuncts from the first of a list another may stand.
const LISTED: usize = 6;

impl Finder<'_, '_> {
    /// Another holder's count of the same: *20 000 personnes selon la police, 60 000 selon
    /// les organisateurs*.
    pub(super) fn is_other_count(&self, other: &FigureMention, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let next = WordId(quantity.words.end);
        let bare = quantity.counted.is_none_or(|c| quantity.words.contains(c));
        let inside = |w: WordId| {
            a.words.get(w.index()).is_some() && { a[w].sentence == a[other.head].sentence }
        };
        let according = |w: WordId| self.words.classes(w).any(Classes::ACCORDING);
        let between = (other.head.0 + 1..quantity.words.start).map(WordId);
        bare && inside(next)
            && according(next)
            && between.len() <= PART as usize
            && between.clone().any(according)
    }

    /// *dont trois enfants*
    pub(super) fn is_part(&self, total: &FigureMention, quantity: &Quantity) -> bool {
        let start = quantity.words.start;
        let a = self.words.analysis;
        let Some(mut before) = start.checked_sub(1).map(WordId) else { return false };
        // *Dont des dizaines de combattants, parmi lesquels un médecin*
        let between = a[before].pos == Pos::Det
            || a[before].pos == Pos::Pron && self.words.classes(before).any(Classes::RELATIVE);
        if between && let Some(word) = before.previous() {
            before = word;
        }
        a[before].sentence == a[total.head].sentence
            && start.saturating_sub(total.head.0) <= PART
            && total.what.has_parts()
            && self.words.classes(before).any(Classes::AMONG)
    }

    /// *Dont trois enfants et deux femmes*: what goes on with a part of a total.
    pub(super) fn is_further_part(&self, part: &FigureMention, head: WordId) -> bool {
        let a = self.words.analysis;
        part.part_of.is_some()
            && a[head].sentence == a[part.head].sentence
            && head > part.head
            && (a[head].relation == Relation::Conj || a[head].relation == Relation::Appos)
            && (a.ancestors(head).take(LISTED).any(|w| w == part.head)
                // *Huit hommes, quatre femmes et deux enfants*: all hang on the first.
                // (*Sept morts (deux civils et cinq rebelles)*: on the total.)
                || a[head].head == a[part.head].head
                    && (a[part.head].relation == Relation::Conj
                        || self.is_in_bracket(part.head, head)))
    }

    /// *30, five of them seriously*: some of those just counted.
    pub(super) fn is_some_of_them(&self, total: &FigureMention, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let (start, of) = (WordId(quantity.words.start), WordId(quantity.words.end));
        let inside =
            |w: WordId| a.words.get(w.index()).is_some_and(|x| x.sentence == a[start].sentence);
        let them = of.next();
        let comma = start.previous().is_some_and(|w| &*a[w].form == ",");
        comma
            && a[start].sentence == a[total.head].sentence
            && total.what.has_parts()
            && start.0.saturating_sub(total.head.0) <= NEAR
            && inside(them)
            && (self.words.classes(of).any(Classes::OF)
                || self.phrases.has(&self.words, "between", of))
            && a[them].pos == Pos::Pron
    }

    /// *Sept morts, en plus des deux assaillants*: others of the same, who are not among them.
    pub(super) fn is_besides(&self, total: &FigureMention, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let start = WordId(quantity.words.start);
        a[start].sentence == a[total.head].sentence
            && start > total.head
            && start.0 - total.head.0 <= PART
            && total.what.has_parts()
            && self.phrases.ends_before(&self.words, "besides", start)
    }

    /// *12 morts, et non 15 morts comme annoncé*: a number that another takes the place of.
    pub(super) fn is_corrected(
        &self,
        quantity: &Quantity,
        kind: FigureKind,
        before: Option<&FigureMention>,
    ) -> bool {
        let a = self.words.analysis;
        let start = WordId(quantity.words.start);
        let known =
            before.is_some_and(|b| b.what == kind && a[b.head].sentence == a[start].sentence);
        known && self.phrases.ends_before(&self.words, "replaced", start)
    }

    /// *The blast injured 20 people. Among them were three pupils.*
    pub(super) fn is_part_of_those_before(
        &self,
        total: &FigureMention,
        quantity: &Quantity,
    ) -> bool {
        let a = self.words.analysis;
        let Some(here) = a.words.get(quantity.words.start as usize).map(|w| w.sentence) else {
            return false;
        };
        let words = a.sentences[here as usize].words;
        let first = WordId(words.start);
        let them = first.next();
        here == a[total.head].sentence + 1
            && quantity.words.start < words.start + OPENING
            && words.contains(them)
            && self.words.classes(first).any(Classes::PART_OF)
            && a[them].pos == Pos::Pron
            && total.what.has_parts()
    }

    /// *La moitié des 30 passagers, most of the 40 hostages*: a number that they are a share of.
    pub(super) fn is_of_share(&self, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let start = WordId(quantity.words.start);
        let back = start.0.saturating_sub(4)..start.0;
        let mut before = back.map(WordId).rev().filter(|&w| a[w].pos != Pos::Det);
        let of = before.next().is_some_and(|w| self.words.classes(w).any(Classes::OF));
        of && before.next().is_some_and(|w| {
            a[w].sentence == a[start].sentence && self.phrases.has(&self.words, "share", w)
        })
    }

    /// *Cette exécution d'un berger*: a noun that takes up what was told before.
    pub(super) fn is_taken_up(&self, noun: WordId) -> bool {
        let a = self.words.analysis;
        let given = |d: WordId| a[d].morphology.pron_type == Some(PronType::Dem);
        a[noun].pos == Pos::Noun && self.words.child_by(noun, Relation::Det).is_some_and(given)
    }

    /// Whether what is told of those who are counted is told not to have happened; *no more
    /// than 12* negates nothing.
    pub(super) fn is_not_done(&self, predicate: WordId, counted: WordId) -> bool {
        let a = self.words.analysis;
        let top = self.top(counted);
        crate::modality::negation(a, predicate)
            .is_some_and(|not| !a.is_under(not, top) && !a.is_under(not, counted))
    }

    /// *Kidnapped and killed eleven miners*: what two verbs beside each other have done to them.
    pub(super) fn with_shared_verb(&self, mut figures: Vec<FigureMention>) -> Vec<FigureMention> {
        let a = self.words.analysis;
        let Some(figure) = figures.first().filter(|_| figures.len() == 1) else { return figures };
        let verb = figure.predicate;
        if a[verb].pos != Pos::Verb {
            return figures;
        }
        let before = a[verb].head.filter(|_| a[verb].relation == Relation::Conj);
        let after = self.words.children(verb).find(|&c| a[c].relation == Relation::Conj);
        let other = before.into_iter().chain(after).find(|&w| {
            let own = [Relation::Obj, Relation::Obl, Relation::Iobj]
                .into_iter()
                .any(|r| self.words.child_by(w, r).is_some());
            // *Forty were killed and eleven captured*: two numbers, each with a verb of its own.
            let counted = self.is_counted_between(w.min(verb), w.max(verb));
            a[w].pos == Pos::Verb && w.0.abs_diff(verb.0) <= 3 && !own && !counted
        });
        let harm = |kind| matches!(kind, FigureKind::Killed | FigureKind::Injured);
        if let Some(other) = other
            && let Some(row) = self.row(other, Argument::Object)
            && row.kind != figure.what
            && !(harm(row.kind) && harm(figure.what))
        {
            let second = FigureMention { what: row.kind, predicate: other, ..figure.clone() };
            figures.push(second);
        }
        figures
    }

    /// Whether a number begins between two words.
    fn is_counted_between(&self, first: WordId, last: WordId) -> bool {
        let at = self.quantities.partition_point(|q| q.words.start <= first.0);
        self.quantities.get(at).is_some_and(|q| {
            q.words.start < last.0 && matches!(q.kind, QuantityKind::Count | QuantityKind::Article)
        })
    }

    /// Killed and injured told as one total: at least one of either.
    pub(super) fn joint(&self, figure: FigureMention) -> Vec<FigureMention> {
        let a = self.words.analysis;
        let other = match figure.what {
            FigureKind::Killed => FigureKind::Injured,
            FigureKind::Injured => FigureKind::Killed,
            _ => return vec![figure],
        };
        let argument =
            if figure.predicate == figure.head { Argument::Itself } else { Argument::Object };
        let partner = self.words.children(figure.predicate).find(|&c| {
            if a[c].relation != Relation::Conj {
                return false;
            }
            let own = [Relation::Nsubj, Relation::Obj, Relation::Nummod, Relation::Det]
                .into_iter()
                .any(|r| self.words.child_by(c, r).is_some())
                // *16 deaths and injuries to 40 others*
                || self.row(c, Argument::To).is_some()
                    && a.words.get(c.next().index()).is_some_and(|w| w.pos == Pos::Adp)
                    && self.is_before_number(c.next())
                || self.words.children(c).any(|n| {
                    n > c && a[n].relation == Relation::Nmod && self.number_of(n).is_some()
                });
            // A number of its own between: *tuées et 12 blessées*, whatever the tree says.
            let counted = (figure.predicate.0 + 1..c.0).any(|w| {
                let w = WordId(w);
                a[w].pos == Pos::Num
                    || self.words.classes(w).any(Classes::NUMBER)
                    || self.phrases.has(&self.words, "as_many", w)
            });
            !own && !counted
                && c.0 <= figure.predicate.0 + 3
                && self
                    .row(c, argument)
                    .or_else(|| self.row(c, Argument::Itself).filter(|_| a[c].pos == Pos::Adj))
                    .or_else(|| {
                        self.row(c, Argument::Each).filter(|_| argument == Argument::Itself)
                    })
                    .is_some_and(|r| r.kind == other)
        });
        if figure.low == Some(1) && figure.high == Some(1) {
            return vec![figure];
        }
        // *Beaten and killed, lynchés et brûlés*: all of them had both done to them.
        if let Some(partner) = partner {
            let injured = if other == FigureKind::Injured { partner } else { figure.predicate };
            let any_harm = [Argument::Itself, Argument::Each, Argument::Denied]
                .into_iter()
                .any(|argument| self.row(injured, argument).is_some());
            if !any_harm && figure.high != Some(0) {
                let killed = if injured == partner { figure.predicate } else { partner };
                return vec![FigureMention {
                    what: FigureKind::Killed,
                    predicate: killed,
                    ..figure
                }];
            }
        }
        match partner {
            // *No dead or injured.*
            Some(predicate) if figure.high == Some(0) => {
                let second = FigureMention { what: other, predicate, ..figure.clone() };
                vec![figure, second]
            }
            Some(predicate) => {
                let joint = Some(Joint { low: figure.low, high: figure.high });
                let open = FigureMention { low: Some(1), high: None, joint, ..figure };
                let second = FigureMention { what: other, predicate, ..open.clone() };
                vec![open, second]
            }
            None => vec![figure],
        }
    }
}
