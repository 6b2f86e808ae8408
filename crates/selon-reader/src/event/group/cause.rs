//! The event that a result is told to be of.

use super::super::frame::is_second_subject;
use super::super::lexicon::{Classes, Role};
use super::super::ontology::{Family, family};
use super::Grouping;
use selon_language::morphology::PronType;
use selon_language::{Pos, Relation, Subtype, WordId};

impl Grouping<'_, '_, '_> {
    /// *Repelled an attack on the town*: the verb tells of the fight that its object is.
    pub(super) fn repelled_by(&self, noun: WordId) -> Option<WordId> {
        let word = &self.words.analysis[noun];
        let undergoes = word.relation == Relation::Obj
            || word.relation == Relation::Nsubj && word.subtype == Subtype::Passive;
        let repels = |&verb: &WordId| self.words.classes(verb).any(Classes::REPEL);
        word.head.filter(|_| undergoes && self.is_noun(noun)).filter(repels)
    }

    /// The event that a result is told to be of: *avoir tué vingt combattants lors de
    /// frappes*, *blessés au cours d'une manifestation*, *la guerre a fait 1 000 morts*.
    pub(super) fn told_in(&self, i: usize) -> Option<WordId> {
        let a = self.words.analysis;
        let trigger = &self.triggers[i].trigger;
        let word = trigger.word;
        let verb = |w: WordId| self.words.analysis[w].pos == Pos::Verb;
        let deadly = (matches!(trigger.role, Role::Result | Role::Reference)
            // *The people shot in Thursday's raid*
            || trigger.role == Role::Generic && verb(word) && trigger.target.is_some())
            && !matches!(family(trigger.kind), Family::Strategic | Family::Territory)
            && self
                .words
                .child_by(word, Relation::Det)
                .is_none_or(|d| a[d].morphology.pron_type != Some(PronType::Dem));
        if !deadly {
            return None;
        }
        let tells = |w: &WordId| {
            let found = self.triggers.binary_search_by_key(w, |t| t.trigger.word);
            found.is_ok_and(|t| {
                let other = &self.triggers[t].trigger;
                let of_violence = |kind| {
                    let family = family(kind);
                    family.is_violent()
                        || matches!(family, Family::Protest)
                        || kind == "accident_or_disaster"
                };
                let told = matches!(other.role, Role::Event | Role::Generic)
                    || other.role == Role::Result && self.is_when(other.word);
                told && of_violence(other.kind)
            })
        };
        let verb = if self.is_noun(word) {
            // *Des dizaines de milliers de morts*
            let mut top = word;
            for _ in 0..3 {
                let number = a[top].head.filter(|&h| self.words.classes(h).any(Classes::NUMBER));
                match number.filter(|_| a[top].relation == Relation::Nmod) {
                    Some(head) => top = head,
                    None => break,
                }
            }
            let object = a[top].relation == Relation::Obj || is_second_subject(self.words, top);
            a[top].head.filter(|_| object)?
        } else {
            word
        };
        // *Artillery fired on the camp, causing 31 deaths*
        if verb != word
            && self.words.child_by(word, Relation::Nummod).is_some()
            && a[verb].relation == Relation::Advcl
            && self.words.child_by(verb, Relation::Nsubj).is_none()
            && let Some(cause) = a[verb].head.filter(|h| *h < verb && tells(h))
        {
            return Some(cause);
        }
        // *Looted shops, killing 12 people*
        let looted = |w: &WordId| {
            let found = self.triggers.binary_search_by_key(w, |t| t.trigger.word);
            found.is_ok_and(|t| self.triggers[t].trigger.kind == "looting_property_destruction")
        };
        if verb == word
            && a[word].relation == Relation::Advcl
            && self.words.child_by(word, Relation::Nsubj).is_none()
            && let Some(cause) = a[word].head.filter(|h| *h < word && looted(h))
        {
            return Some(cause);
        }
        if verb != word
            && let Some(subject) = self.words.child_by(verb, Relation::Nsubj).filter(tells)
        {
            return Some(subject);
        }
        let is_during = |w: WordId| self.words.classes(w).any(Classes::DURING);
        self.words.children(verb).filter(|&c| c > word).find_map(|c| {
            let by_case = self.words.child_by(c, Relation::Case).is_some_and(is_during);
            if by_case && tells(&c) {
                return Some(c);
            }
            if self.is_when(c) && tells(&c) {
                return Some(c);
            }
            // *Lors de*, *au cours de*: the noun hangs on the adverb or noun.
            let below = || self.words.children(c).find(|w| *w > c && tells(w));
            if is_during(c) { below() } else { None }
        })
    }

    /// Whether the verb of a clause that tells when something else happened.
    pub(super) fn is_when(&self, verb: WordId) -> bool {
        self.words.analysis[verb].relation == Relation::Advcl
            && self.words.children(verb).any(|m| self.words.classes(m).any(Classes::WHEN))
    }
}
