//! How a word tells an event: as given, as new, as another one.

use super::super::lexicon::Classes;
use super::Grouping;
use selon_language::morphology::{Definite, Number, PronType};
use selon_language::{Pos, Relation, Subtype, WordId};

/// How a trigger is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// *cette attaque, l'attaque, son arrestation*
    Given,
    /// *une attaque, des attaques*
    New,
    /// *une autre attaque, un second attentat*
    Another,
    /// A verb.
    Verb,
}

impl Grouping<'_, '_, '_> {
    pub(super) fn telling(&self, word: WordId) -> Telling {
        let a = self.words.analysis;
        if !matches!(a[word].pos, Pos::Noun | Pos::Propn) {
            return Telling::Verb;
        }
        if self.is_latest_of_many(word) {
            return Telling::Given;
        }
        let another = self.words.children(word).any(|c| {
            self.words.classes(c).any(Classes::ANOTHER) && a[c].relation != Relation::Nmod
        });
        let determiner = self.words.child_by(word, Relation::Det);
        match determiner {
            _ if another => Telling::Another,
            Some(d) => {
                let m = a[d].morphology;
                let indefinite = m.definite == Some(Definite::Ind)
                    || self.words.classes(d).any(Classes::INDEFINITE);
                if indefinite && m.pron_type != Some(PronType::Dem) {
                    Telling::New
                } else {
                    Telling::Given
                }
            }
            None if self.words.child_by(word, Relation::Nummod).is_some() => Telling::New,
            None if self.is_owned(word) => Telling::Given,
            // *Threatens war, vowed to march*
            None if self.under_threat(word) => Telling::New,
            // *The assault began with heavy shelling.*
            None if self.words.case(word).is_some_and(|c| c.any(Classes::MEANS)) => Telling::New,
            None if a[word].morphology.number == Some(Number::Plur) => Telling::New,
            // *Ont fait incursion*
            None if self.is_of_light_verb(word) => Telling::New,
            None => Telling::Given,
        }
    }

    fn is_of_light_verb(&self, noun: WordId) -> bool {
        let a = self.words.analysis;
        a[noun].relation == Relation::Obj
            && a[noun].head.is_some_and(|v| {
                v.next() == noun && self.words.classes(v).any(Classes::LIGHT.and(Classes::MAKE))
            })
    }

    pub(super) fn under_threat(&self, word: WordId) -> bool {
        let head = self.words.analysis[word].head;
        head.is_some_and(|h| self.words.classes(h).any(Classes::THREAT))
    }

    /// *its attacks*
    pub(super) fn is_owned(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        self.words.children(word).any(|c| {
            a[c].relation == Relation::Nmod
                && a[c].subtype == Subtype::Possessive
                && a[c].pos == Pos::Pron
        })
    }

    /// *il s'agit d'un attentat, this was an attack, parle d'un acte*
    pub(super) fn is_predicate(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        if self.words.child_by(word, Relation::Cop).is_some() {
            return true;
        }

        a[word].head.is_some_and(|h| self.words.classes(h).any(Classes::NAMING))
    }

    /// *The number of kidnappings, bombings had declined by half*: how many there are, not one of
    /// them.
    pub(super) fn is_counted_up(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        let counts = |h: WordId| {
            self.words.classes(h).any(Classes::RISE.and(Classes::FALL).and(Classes::VAGUE))
        };
        self.is_noun(word)
            && a[word].morphology.number == Some(Number::Plur)
            && matches!(a[word].relation, Relation::Nmod | Relation::Nsubj)
            && a[word].head.is_some_and(counts)
    }

    /// *Drones struck the depot, the third such attack this year*: this one.
    pub(super) fn is_latest_of_many(&self, word: WordId) -> bool {
        let has = |class| self.words.children(word).any(|c| self.words.classes(c).any(class));
        // *In one of the deadliest attacks of the year*
        let a = self.words.analysis;
        let one = |h: WordId| {
            matches!(a[h].pos, Pos::Num | Pos::Pron)
                && a[h].relation != Relation::Nsubj
                && self.words.classes(h).any(Classes::SINGLE_ONE)
        };
        let one_of = a[word].relation == Relation::Nmod && a[word].head.is_some_and(one);
        self.is_noun(word)
            && a[word].relation != Relation::Nsubj
            && (has(Classes::ORDINAL) && has(Classes::SIMILAR) || one_of && has(Classes::WORST))
    }

    /// Whether a noun tells of other events of its kind.
    pub(super) fn is_similar(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        let similar = |c: WordId| {
            a[c].relation == Relation::Amod && self.words.classes(c).any(Classes::SIMILAR)
        };
        self.is_noun(word)
            && a[word].morphology.number == Some(Number::Plur)
            && self.words.children(word).any(similar)
    }
}
