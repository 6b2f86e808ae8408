//! Which words can be of who does something, or of whom it is done to.

use selon_language::morphology::{Number, PronType};
use selon_language::{Pos, Relation, WordId};
use selon_model::reading::Precision;

use super::super::lexicon::Classes;
use super::super::ontology::{Family, family};
use super::super::trigger::{Trigger, tells_an_event};
use super::{PEOPLE, Participants, SIDES};
use crate::place::PlaceUsage;

/// Types of what is done to people alone: of places, only to where soldiers are.
const TO_PEOPLE: [&str; 8] = [
    "armed_clash",
    "accident_or_disaster",
    "agreement",
    "arrests",
    "abduction",
    "change_to_group",
    "nonviolent_transfer",
    "base_established",
];

impl Participants<'_, '_, '_> {
    /// Whether a word can be of who does it: no time, no thing, nowhere that nobody acts from.
    pub(super) fn can_act(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        let w = self.words;
        let own = w.classes(word);
        if self.in_time[word.index()] || own.any(Classes::TIME.and(Classes::WEAPON)) {
            return false;
        }
        match a[word].pos {
            Pos::Pron | Pos::Det => {
                let m = a[word].morphology;
                m.pron_type == Some(PronType::Prs) || m.possessive
            }
            // *Terrorist attacks*: of what kind they are, not whose.
            Pos::Adj => !own.any(Classes::QUALIFYING),
            _ if matches!(a[word].relation, Relation::Compound | Relation::Amod)
                && own.any(Classes::QUALIFYING) =>
            {
                false
            }
            _ => {
                let known = w.phrase_classes(word).and(w.prefix_classes(word));
                let mentioned = self.actors.mention_of(word).is_some();
                if mentioned && own.any(SIDES.and(Classes::PERSON)) {
                    return true;
                }
                let people = known.any(PEOPLE) || mentioned;
                let country = self.place_of[word.index()].is_some_and(|p| {
                    p.usage != PlaceUsage::Location
                        || p.resolved.as_ref().is_some_and(|r| r.precision == Precision::Country)
                });
                let named = a.name_of(word).is_some() && !own.any(Classes::PLACE);
                let side = own.any(SIDES.and(Classes::PARTY));
                let somewhere = own.any(Classes::PLACE) && !side && !country;
                !somewhere
                    && !tells_an_event(w, word)
                    && (people || side || country || named || known.any(Classes::INSTRUMENT))
            }
        }
    }

    /// Whether somebody of whom the tables know nothing does what a verb of violence tells:
    /// *des pillards ont saccagé la boutique*.
    pub(super) fn does_violence(&self, word: WordId, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        let violent =
            family(trigger.kind).is_violent() || trigger.kind == "looting_property_destruction";
        violent
            && a[trigger.word].pos == Pos::Verb
            && a[word].pos == Pos::Noun
            && a[word].morphology.number == Some(Number::Plur)
            && matches!(a[word].relation, Relation::Nsubj | Relation::Obl)
            && self.words.phrase_classes(word).is_none()
            && !self.in_time[word.index()]
            && !tells_an_event(self.words, word)
    }

    /// Whether a word can be of whom or what it is done to in an event of a type.
    pub(super) fn can_be_hit(&self, word: WordId, kind: &str) -> bool {
        let w = self.words;
        let a = w.analysis;
        let pronoun = self.is_pronoun(word);
        if pronoun && a[word].morphology.pron_type != Some(PronType::Prs) {
            return self.actors.mention_of(word).is_some();
        }
        let counted = self.counted(word);
        let what = counted.unwrap_or(word);
        if self.in_time[word.index()]
            || self.has(what, Classes::TIME)
            || self.is_of_predicate(word, kind)
            || counted.is_some() && self.has(what, Classes::WEAPON) && kind != "disrupted_weapons"
        {
            return false;
        }
        let mentioned = self.actors.mention_of(word).is_some();
        let known = mentioned || a.name_of(word).is_some();
        match family(kind) {
            Family::Territory => {
                (mentioned || self.has(what, SIDES.and(Classes::PERSON))) && !self.is_place(what)
            }
            // *Une marche contre la vie chère*: what it is about, not whom it is against.
            Family::Protest => {
                (known || w.phrase_classes(word).any(PEOPLE)) && !self.is_place(what)
            }
            _ if self.is_place(what) => self.is_hit_itself(word, kind),
            // *The violation of human rights*
            _ => {
                let of = a[word].relation == Relation::Nmod && w.has_case(word, Classes::OF);
                !of || known || !w.phrase_classes(word).is_none()
            }
        }
    }

    /// What a noun of number counts: *une dizaine de roquettes*.
    fn counted(&self, word: WordId) -> Option<WordId> {
        let w = self.words;
        let counted =
            |c: WordId| w.analysis[c].relation == Relation::Nmod && w.has_case(c, Classes::OF);
        w.children(word).filter(|_| self.has(word, Classes::NUMBER)).find(|&c| counted(c))
    }

    /// *Une prise d'otages, placés en garde à vue*: no more than a part of what is told.
    fn is_of_predicate(&self, word: WordId, kind: &str) -> bool {
        let a = self.words.analysis;
        let says_more =
            |c: WordId| matches!(a[c].relation, Relation::Nummod | Relation::Amod | Relation::Nmod);
        self.has(word, Classes::CAPTIVE)
            && matches!(kind, "abduction" | "arrests")
            && !self.words.children(word).any(says_more)
    }

    /// Whether a place is what was hit: *on the town*, unlike *an attack in Baghdad*.
    fn is_hit_itself(&self, word: WordId, kind: &str) -> bool {
        if TO_PEOPLE.contains(&kind) {
            return self.words.phrase_classes(word).any(Classes::MILITARY);
        }
        let relation = self.words.analysis[word].relation;
        let case = self.words.case(word);
        case.is_none_or(|c| c.any(Classes::AGAINST.and(Classes::OF)))
            || !matches!(relation, Relation::Obl | Relation::Nmod)
    }

    /// Whether a word is of a place, and of no people in it or side that holds it.
    pub(super) fn is_place(&self, word: WordId) -> bool {
        let own = self.words.classes(word);
        let people = Classes::PERSON.and(Classes::STATE).and(Classes::NONSTATE);
        own.any(Classes::PLACE) && !own.any(people)
    }
}
