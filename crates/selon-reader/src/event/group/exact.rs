//! Which of the words of an event tells its type.

use super::super::lexicon::{Classes, Role};
use super::super::ontology::{Family, family};
use super::kinds::{from_afar, is_march};
use super::{Group, Grouping};

impl Grouping<'_, '_, '_> {
    /// Gives an event the type of a word that joined it, if that tells more exactly what it was.
    /// `of_subject` is whether the tree has the word on one of the event.
    pub(super) fn take_the_type(&self, group: &mut Group, i: usize, of_subject: bool) {
        let trigger = &self.triggers[i].trigger;
        let on_fighters = trigger.role == Role::Generic
            && trigger.kind == "armed_clash"
            && trigger.target.is_some()
            && group.kind == "attack_on_civilians"
            && (!self.is_noun(trigger.word) || !self.on_civilians(group));
        // *Twelve soldiers were killed in the attack*: it was on them.
        let of_soldiers = trigger.role == Role::Result
            && trigger.kind == "armed_clash"
            && trigger.target.is_some_and(|t| self.is_of_forces(t))
            && group.kind == "attack_on_civilians"
            && group.strength == Role::Generic
            && self.is_untargeted(group)
            && !self.on_civilians(group);
        let on_fighters = on_fighters || of_soldiers;
        let better = trigger.role > group.strength
            || group.kind == "other" && trigger.role == Role::Result
            || is_march(group.kind)
                && (trigger.kind == "excessive_force_protesters"
                    || group.kind == "peaceful_protest"
                        && trigger.kind == "protest_with_intervention")
            || on_fighters && group.strength == Role::Generic
            || family(trigger.kind) == Family::Territory
                && group.kind == "armed_clash"
                && trigger.role == Role::Event
                && self.triggers[i].real
            || trigger.role == Role::Generic
                && group.strength == Role::Generic
                && family(trigger.kind) == Family::Explosive
                // A grenade is a part of a wider attack.
                && trigger.kind != "grenade"
                && family(group.kind) != Family::Explosive;
        // *Ten soldiers were killed. The attack was claimed by …*: it was on them.
        let of_the_soldiers = trigger.role == Role::Generic
            && trigger.kind == "attack_on_civilians"
            && trigger.untargeted
            && group.kind == "armed_clash"
            && self.on_forces(group);
        let better = better
            && !of_the_soldiers
            && (!of_subject || of_soldiers)
            && !(is_march(group.kind) && trigger.kind == "peaceful_protest");
        // *Drones killed 40, in one of the worst attacks*: the weapon tells how.
        let better = better
            || trigger.role == Role::Result
                && from_afar(trigger.kind)
                && group.strength == Role::Generic
                && group.kind == "attack_on_civilians";
        let civilian = trigger.kind == "attack_on_civilians"
            && trigger.target.is_some_and(|t| self.has(t, Classes::UNARMED));
        // *Attacked the camp and killed 30 civilians*
        let better = better
            || trigger.role == Role::Result
                && civilian
                && group.kind == "armed_clash"
                && group.strength == Role::Generic;
        // *A bomb hit their vehicle*: the bomb says how.
        let less_exact = matches!(trigger.role, Role::Result | Role::Generic)
            && family(group.kind) == Family::Explosive
            && (family(trigger.kind) == Family::Violence
                || trigger.role == Role::Result && trigger.kind == "armed_clash");
        if better && less_exact {
            group.strength = trigger.role;
        } else if better {
            group.kind = trigger.kind;
            group.strength = trigger.role;
        }
    }
}
