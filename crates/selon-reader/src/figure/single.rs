//! Whether a noun may be one person, and which.

use super::Finder;
use crate::event::lexicon::Classes;
use selon_language::morphology::Number;
use selon_language::{NameKind, Pos, Relation, WordId};
use selon_model::ByteSpan;

/// How many words before an apposition the name that it is of may end.
const ASIDE: u32 = 2;

impl Finder<'_, '_> {
    /// Whether a noun is of people: one of the tables, or who is of some country (*deux
    /// Tchadiens*).
    pub(super) fn is_person(&self, noun: WordId) -> bool {
        let classes = self.words.classes(noun);
        classes.any(Classes::PERSON.and(Classes::ARMED))
            || self.is_plain(noun)
            || classes.any(Classes::DEMONYM)
                && matches!(self.words.analysis[noun].pos, Pos::Noun | Pos::Propn)
    }

    /// Whether one of these is not one person: *one family*.
    pub(super) fn is_collective(&self, noun: WordId) -> bool {
        let classes = self.words.classes(noun);
        classes.any(Classes::COLLECTIVE)
            && !classes.any(Classes::ANOTHER)
            && self.words.analysis[noun].morphology.number != Some(Number::Plur)
    }

    /// Whether an article before a noun counts nobody: *a school housing displaced
    /// families*, *une dizaine*.
    pub(super) fn is_no_single_person(&self, noun: WordId) -> bool {
        self.words.analysis[noun].morphology.number == Some(Number::Plur)
            || self.words.classes(noun).any(Classes::NUMBER)
    }

    /// Whether a noun only tells more of somebody named before it: *X, a leader of the
    /// group, was killed*.
    pub(super) fn is_set_off(&self, noun: WordId) -> bool {
        let a = self.words.analysis;
        let named = |w: WordId| a.name_of(w).is_some_and(|n| n.kind == NameKind::Person);
        a[noun].relation == Relation::Appos && a[noun].head.is_some_and(named)
            || self.name_before(noun).is_some()
    }

    /// The name that a comma parts from a noun with an indefinite article, whatever the
    /// tree says: *Karim Salou, un chef du groupe*.
    pub(super) fn name_before(&self, noun: WordId) -> Option<ByteSpan> {
        let a = self.words.analysis;
        let first = self
            .words
            .child_by(noun, Relation::Det)
            .filter(|&d| self.words.classes(d).any(Classes::INDEFINITE))?;
        let start = a.sentence_of(noun).words.start;
        let comma = first.previous().filter(|w| w.0 > start && &*a[*w].form == ",")?;
        let last = comma.previous()?;
        let name = a.name_of(last).filter(|n| n.kind == NameKind::Person)?;
        (noun.0 <= first.0 + ASIDE + 2).then_some(name.span)
    }
}
