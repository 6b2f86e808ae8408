//! Whether a telling is of harm to somebody else than the event was told to harm: *guerrillas
//! killed an engineer … they also killed a clan elder*.

use super::super::lexicon::{Classes, Role};
use super::super::ontology::{Family, family};
use super::super::trigger::Trigger;
use super::telling::Telling;
use super::{Group, Grouping};
use selon_language::morphology::{Definite, Number};
use selon_language::{NameKind, Pos, Relation, WordId};

impl Grouping<'_, '_, '_> {
    /// Whether whom a telling harms is another single person than those whom the event was told
    /// to harm, so that it tells of another event. An attack has many victims: of one that a
    /// noun or a weapon tells, or whose victims are told in number, only somebody who acts anew
    /// does another.
    pub(super) fn of_other_victim(&self, group: &Group, i: usize) -> bool {
        let trigger = &self.triggers[i].trigger;
        if !harms(trigger) || !harms_kind(group.kind) || self.told_in(i).is_some() {
            return false;
        }
        let Some(target) = trigger.target.filter(|&t| self.is_one_person(t)) else { return false };
        let victims = || group.compared().filter_map(|m| self.triggers[m].trigger.target);
        let same = |v: WordId| {
            self.words.same_participant(v, target) || self.shares_description(v, target)
        };
        let mut others = victims().filter(|&v| self.is_one_person(v)).peekable();
        if others.peek().is_none() || victims().any(same) {
            return false;
        }
        // A name is told for whom a description told before.
        let new = self.is_indefinite(target);
        let named = self.is_named(target);
        let another = others.all(|v| if named { self.is_named(v) } else { new });
        another && !self.is_attack(group)
            || (another || self.does_more(trigger)) && self.acts_anew(trigger)
    }

    /// *The killing of Sheikh Noor* after an attack of which he is told to be no victim.
    pub(super) fn of_named_victim(&self, group: &Group, i: usize) -> bool {
        let trigger = &self.triggers[i].trigger;
        let below = |w: &WordId| self.words.analysis[*w].head == Some(trigger.word);
        let Some(target) = trigger.target.filter(below).filter(|&t| self.is_named(t)) else {
            return false;
        };
        let victims = || group.compared().filter_map(|m| self.triggers[m].trigger.target);
        self.is_noun(trigger.word)
            && harms(trigger)
            && harms_kind(group.kind)
            && !victims().any(|v| {
                self.words.same_participant(v, target)
                    || self.is_one_person(v) && !self.is_named(v)
                    || self.shares_description(v, target)
            })
    }

    /// Whether some word tells of an attack beside whom it killed.
    fn is_attack(&self, group: &Group) -> bool {
        group.compared().any(|m| {
            let trigger = &self.triggers[m].trigger;
            trigger.role == Role::Generic && self.is_noun(trigger.word)
                || family(trigger.kind) == Family::Explosive
                || trigger.target.is_none_or(|t| {
                    !self.is_one_person(t)
                        && !self.words.classes(t).any(Classes::PERSON)
                        && self.words.analysis[t].pos != Pos::Pron
                })
        })
    }

    /// Whether who does it is told as new or does more: *gunmen killed a driver*, *they also
    /// killed a driver*.
    fn acts_anew(&self, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        let verb = a[trigger.word].pos == Pos::Verb;
        let subject = trigger.actor.filter(|&s| {
            matches!(a[s].relation, Relation::Nsubj) && a[s].head == Some(trigger.word)
        });
        verb && subject.is_some_and(|s| self.does_more(trigger) || self.is_indefinite(s))
    }

    fn does_more(&self, trigger: &Trigger) -> bool {
        self.words.children(trigger.word).any(|c| self.words.classes(c).any(Classes::MORE))
    }

    /// A noun in the singular, or a name, for a person.
    fn is_one_person(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        let person = self.is_named(word)
            || a[word].pos == Pos::Noun && self.words.classes(word).any(Classes::PERSON)
            || a[word].pos == Pos::Pron && a[word].morphology.number == Some(Number::Sing);
        let counted = self.words.children(word).any(|c| {
            a[c].relation == Relation::Nummod || self.words.classes(c).any(Classes::ANOTHER)
        });
        person
            && !counted
            && a[word].morphology.number != Some(Number::Plur)
            && !self.words.classes(word).any(Classes::NUMBER.and(Classes::COLLECTIVE))
    }

    /// Whether a person is told by name, at the noun or in apposition to it.
    fn is_named(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        let name = |w: WordId| a.name_of(w).is_some_and(|n| n.kind == NameKind::Person);
        let beside = |c: WordId| {
            matches!(a[c].relation, Relation::Appos | Relation::Flat | Relation::Compound)
        };
        name(word) || self.words.children(word).any(|c| beside(c) && name(c))
    }

    /// Whether a noun that tells who somebody is stands at both.
    fn shares_description(&self, one: WordId, other: WordId) -> bool {
        let nouns = |w: WordId| {
            let beside = self.words.children(w).filter(move |&c| {
                matches!(
                    self.words.analysis[c].relation,
                    Relation::Appos | Relation::Flat | Relation::Compound
                )
            });
            std::iter::once(w).chain(beside)
        };
        nouns(one).any(|a| nouns(other).any(|b| self.words.lemma(a) == self.words.lemma(b)))
    }

    /// Whether a noun phrase is new by its form: *un berger*, *gunmen*.
    fn is_indefinite(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        if a[word].pos != Pos::Noun {
            return false;
        }
        match self.words.child_by(word, Relation::Det) {
            Some(d) => {
                a[d].morphology.definite == Some(Definite::Ind)
                    || self.words.classes(d).any(Classes::INDEFINITE)
            }
            None => self.telling(word) == Telling::New,
        }
    }
}

/// Whether a trigger tells of harm done to somebody.
fn harms(trigger: &Trigger) -> bool {
    matches!(trigger.role, Role::Result | Role::Event | Role::Generic) && harms_kind(trigger.kind)
}

fn harms_kind(kind: &str) -> bool {
    matches!(family(kind), Family::Violence) || matches!(kind, "armed_clash" | "abduction")
}
