//! Which types of events the words of one event may tell.

use super::super::lexicon::{Classes, Role};
use super::super::ontology::{Family, family};
use super::super::placed::clause_of;
use super::super::trigger::Trigger;
use super::telling::Telling;
use super::{Group, Grouping};
use selon_language::morphology::Number;
use selon_language::{Pos, Relation, WordId};

/// Within how many sentences the parts of a double attack are told.
const PARTS: u32 = 5;
/// How many letters of two words of one family are the same.
const STEM: usize = 5;

impl Grouping<'_, '_, '_> {
    pub(super) fn types_agree(&self, group: &Group, trigger: &Trigger, gap: u32) -> bool {
        if group.war != self.is_war(trigger.word) {
            // A war is no battle of it.
            return false;
        }
        if group.kind == trigger.kind {
            // Of these many things are told in one report: only the same word is the same.
            return !matches!(
                group.kind,
                "other_strategic" | "change_to_group" | "disrupted_weapons"
            ) || group
                .compared()
                .any(|m| self.akin(self.triggers[m].trigger.word, trigger.word));
        }
        // *Une mairie incendiée … Des manifestants ont incendié une mairie*
        let burnt =
            |kind: &str| matches!(kind, "looting_property_destruction" | "violent_demonstration");
        if burnt(group.kind) && burnt(trigger.kind) && gap <= 1 {
            let lemma = self.words.lemma(trigger.word);
            return group.compared().any(|m| {
                let other = &self.triggers[m].trigger;
                self.words.lemma(other.word) == lemma
                    && other
                        .target
                        .zip(trigger.target)
                        .is_some_and(|(a, b)| self.words.lemma(a) == self.words.lemma(b))
            });
        }
        // *Des affrontements entre clans … Les affrontements*
        let fights = |a: &str, b: &str| {
            matches!(a, "mob_violence" | "violent_demonstration") && b == "armed_clash"
        };
        if (fights(group.kind, trigger.kind) || fights(trigger.kind, group.kind))
            && self.is_noun(trigger.word)
            && group.compared().any(|m| {
                let other = self.triggers[m].trigger.word;
                self.words.lemma(other) == self.words.lemma(trigger.word)
            })
        {
            return true;
        }
        let by_state = trigger.actor.is_some_and(|t| self.has(t, Classes::STATE));
        if trigger.kind == "armed_clash"
            && matches!(trigger.role, Role::Event | Role::Generic)
            && by_state
            && matches!(family(group.kind), Family::Violence | Family::Explosive)
        {
            // The police ends the attack.
            return false;
        }
        let (of_group, of_trigger) = (family(group.kind), family(trigger.kind));
        let violent = of_group.is_violent();
        match trigger.role {
            // *Ces discussions* are no attack.
            Role::Reference if of_trigger == Family::Strategic => false,
            Role::Reference => violent || trigger.kind == "other" && of_group == Family::Protest,
            // *Police fired tear gas at the marchers.*
            Role::Part if of_trigger == Family::Protest => {
                is_march(trigger.kind) && is_march(group.kind)
            }
            Role::Part | Role::Echo => false,
            Role::Result if trigger.kind == "excessive_force_protesters" => is_march(group.kind),
            Role::Result => {
                let attackers_end = trigger.kind == "armed_clash"
                    && matches!(of_group, Family::Violence | Family::Explosive)
                    && !from_afar(group.kind)
                    && trigger
                        .target
                        .is_some_and(|t| self.words.phrase_classes(t).any(Classes::ARMED));
                let kin = violent
                    // *Soldiers opened fire on protesters, killing three people*
                    || of_group == Family::Protest && group.kind != "peaceful_protest" && gap == 0
                    || group.kind == "other"
                    || group.kind == "accident_or_disaster"
                    || matches!(of_group, Family::Territory) && gap == 0;
                let killed_by_state = group.kind == "armed_clash"
                    && group.strength == Role::Result
                    && trigger.kind == "attack_on_civilians"
                    && gap > 0;
                kin && !attackers_end
                    && !killed_by_state
                    && !self.ends_who_acted(group, trigger)
                    && !self.kills_a_captive(group, trigger)
            }
            _ => {
                // In the report of an abduction *the attack* is that.
                if group.kind == "abduction"
                    && group.first < self.outline.lead_end
                    && trigger.kind == "attack_on_civilians"
                    && trigger.role == Role::Generic
                    && self.is_noun(trigger.word)
                    && self.words.analysis[trigger.word].morphology.number != Some(Number::Plur)
                    && self.telling(trigger.word) == Telling::Given
                {
                    return true;
                }
                let apart = |kind| matches!(kind, "abduction" | "sexual_violence");
                if apart(group.kind) || apart(trigger.kind) || other_weapon(group, trigger) {
                    return false;
                }
                // *Killed by a roadside bomb … had shelled positions*: two weapons, two events.
                let bomb = |m: usize| {
                    let other = &self.triggers[m].trigger;
                    other.kind == "ied_landmine" && other.role != Role::Generic
                };
                if gap > 0
                    && trigger.role == Role::Event
                    && from_afar(trigger.kind)
                    && group.compared().any(bomb)
                {
                    return false;
                }
                if self.is_purpose_of(group, trigger) {
                    return true;
                }
                let wins = |a, b| family(a) == Family::Territory && b == "armed_clash";
                if gap == 0
                    && (wins(group.kind, trigger.kind) || wins(trigger.kind, group.kind))
                    && self.one_move(group, trigger)
                {
                    return true;
                }
                if trigger.kind == "armed_clash"
                    && trigger.role == Role::Event
                    && matches!(of_group, Family::Violence | Family::Explosive)
                    && !(gap == 0 && self.one_clause(group, trigger))
                {
                    return false;
                }
                if trigger.kind == "peaceful_protest" && is_march(group.kind) && gap <= 3 {
                    return true;
                }
                let blast = of_trigger == Family::Explosive
                    && of_group == Family::Violence
                    && group.strength == Role::Event;
                let loose =
                    (trigger.role == Role::Generic && !blast) || group.strength <= Role::Generic;
                violent && of_trigger.is_violent() && loose
                    || group.strength == Role::Result
                        && gap <= 2
                        && (of_trigger.is_violent()
                            || trigger.kind == "accident_or_disaster"
                                && self.one_clause(group, trigger))
            }
        }
    }

    /// *Un homme a tiré sur des clients … Il a été abattu par les policiers*: the end of who attacked
    /// is not what they did.
    fn ends_who_acted(&self, group: &Group, trigger: &Trigger) -> bool {
        let by_state = trigger.actor.is_some_and(|w| self.has(w, Classes::STATE));
        let acted = |target: WordId| {
            group.compared().any(|m| {
                let actor = self.triggers[m].trigger.actor;
                actor.is_some_and(|w| self.words.same_participant(w, target))
            })
        };
        by_state && trigger.target.is_some_and(acted)
    }

    /// *Guerrillas killed a trader after kidnapping him*: two verbs, two events.
    fn kills_a_captive(&self, group: &Group, trigger: &Trigger) -> bool {
        let verb = |w: WordId| self.words.analysis[w].pos == Pos::Verb;
        let taken = |v: WordId| self.words.analysis[v].pos != Pos::Noun;
        verb(trigger.word)
            && trigger.kind != "abduction"
            && group.kind == "abduction"
            && trigger.actor.is_some()
            && self.real(trigger.word)
            && group.compared().all(|m| taken(self.triggers[m].trigger.word))
    }

    /// Whether a word tells of several events at once: *un double attentat*, *deux attaques*.
    pub(super) fn is_multiple(&self, trigger: &Trigger) -> bool {
        let violent = family(trigger.kind).is_violent();
        let counted = |c: WordId| {
            self.words.analysis[c].relation == Relation::Nummod
                || self.words.classes(c).any(Classes::DOUBLE)
        };
        // *Une série d'attaques*
        let analysis = self.words.analysis;
        let in_a_row = || {
            let head = analysis[trigger.word].head;
            analysis[trigger.word].relation == Relation::Nmod
                && head.is_some_and(|h| self.words.classes(h).any(Classes::SERIES))
        };
        violent
            && self.is_noun(trigger.word)
            && (self.words.children(trigger.word).any(counted) || in_a_row())
    }

    /// Whether a word tells of one of several events that were told of at once: *la première
    /// explosion*, *une troisième bombe a explosé*, *the second bomber*.
    pub(super) fn is_part_of(&self, group: &Group, trigger: &Trigger, gap: u32) -> bool {
        let a = self.words.analysis;
        let numbered =
            |w: WordId| self.words.children(w).any(|c| self.words.classes(c).any(Classes::ORDINAL));
        let subject =
            || self.words.children(trigger.word).find(|&c| a[c].relation == Relation::Nsubj);
        let of_one = if self.is_noun(trigger.word) {
            numbered(trigger.word)
        } else {
            subject().is_some_and(numbered)
        };
        group.multiple
            && gap <= PARTS
            && of_one
            && matches!(trigger.role, Role::Generic | Role::Event | Role::Part)
            && family(trigger.kind).is_violent()
            && from_afar(group.kind) == from_afar(trigger.kind)
            && self.actors_agree(group, trigger)
    }

    /// Whether two words are of one family: *évacuer, évacuation*; *meeting, talks*.
    pub(super) fn akin(&self, a: WordId, b: WordId) -> bool {
        let talks = |w| self.words.classes(w).any(Classes::TALKS);
        let coup = |w| self.words.classes(w).any(Classes::COUP);
        if talks(a) && talks(b) || coup(a) && coup(b) {
            return true;
        }
        let stem = |w: WordId| self.words.lemma(w).chars().take(STEM).collect::<String>();
        stem(a) == stem(b)
    }

    pub(super) fn one_clause(&self, group: &Group, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        let clause = clause_of(a, trigger.word);
        group.compared().any(|m| {
            let other = self.triggers[m].trigger.word;
            clause_of(a, other) == clause || a[other].sentence != a[trigger.word].sentence
        })
    }

    /// Whether the last word of the event and the trigger share who acts or what they
    /// depend on: *l'armée a lancé une offensive, s'emparant de deux villages*.
    pub(super) fn one_move(&self, group: &Group, trigger: &Trigger) -> bool {
        let Some(last) = group.members.last().map(|&m| &self.triggers[m]) else { return false };
        let same = last
            .trigger
            .actor
            .zip(trigger.actor)
            .is_some_and(|(a, b)| self.words.same_participant(a, b));
        last.real && self.real(trigger.word) && same
    }

    pub(super) fn real(&self, word: WordId) -> bool {
        let found = self.triggers.binary_search_by_key(&word, |t| t.trigger.word);
        found.is_ok_and(|i| self.triggers[i].real)
    }

    /// Whether all that tells of an attack leaves open whom it was on.
    pub(super) fn is_untargeted(&self, group: &Group) -> bool {
        let of_attack = |m: &usize| self.triggers[*m].trigger.role >= Role::Generic;
        let mut told = group.members.iter().filter(|m| of_attack(m)).peekable();
        told.peek().is_some() && told.all(|&m| self.triggers[m].trigger.untargeted)
    }

    /// Whether a noun is of soldiers or police.
    pub(super) fn is_of_forces(&self, noun: WordId) -> bool {
        let forces = Classes::TROOPS.and(Classes::POLICE).and(Classes::STATE);
        let classes = self.words.classes(noun);
        classes.any(forces) && !classes.any(Classes::NONSTATE.and(Classes::ARMED))
    }

    /// Whether some word tells that an armed group or gunmen did it.
    pub(super) fn by_rebels(&self, group: &Group) -> bool {
        let armed = Classes::NONSTATE.and(Classes::ARMED);
        group
            .compared()
            .filter_map(|m| self.triggers[m].trigger.actor)
            .any(|actor| self.has(actor, armed) && !self.has(actor, Classes::STATE))
    }

    /// Whether some word tells that soldiers or police underwent it, and none that civilians did.
    pub(super) fn on_forces(&self, group: &Group) -> bool {
        let hit = |m: usize| self.triggers[m].trigger.target.is_some_and(|t| self.is_of_forces(t));
        group.compared().any(hit) && !self.on_civilians(group)
    }

    /// Whether some word tells that the event was done to people or places of civilians.
    pub(super) fn on_civilians(&self, group: &Group) -> bool {
        group.compared().any(|m| {
            let target = self.triggers[m].trigger.target;
            target.is_some_and(|t| self.has(t, Classes::CIVILIAN.and(Classes::UNARMED)))
        })
    }
}

/// Whether a type is of people who march, whatever becomes of it.
pub(super) fn is_march(kind: &str) -> bool {
    matches!(
        kind,
        "peaceful_protest"
            | "protest_with_intervention"
            | "excessive_force_protesters"
            | "violent_demonstration"
    )
}

pub(super) fn from_afar(kind: &str) -> bool {
    matches!(kind, "air_drone_strike" | "shelling_missile")
}

/// Whether both are told by weapons, of which one strikes from afar and the other does not:
/// no air strike is a gas attack.
pub(super) fn other_weapon(group: &Group, trigger: &Trigger) -> bool {
    let on_the_spot = |kind| matches!(kind, "suicide_bomb" | "grenade" | "chemical_weapon");
    from_afar(group.kind) && on_the_spot(trigger.kind)
        || on_the_spot(group.kind) && from_afar(trigger.kind)
}
