//! What makes a telling one of an event that was told before: the same side, the same word,
//! the same plan.

use super::super::lexicon::{Classes, Role};
use super::super::ontology::{Family, family};
use super::super::placed::{Nearness, pluperfect};
use super::super::trigger::Trigger;
use super::kinds::from_afar;
use super::telling::Telling;
use super::{Group, Grouping};
use selon_language::morphology::{Definite, Number, VerbForm};
use selon_language::{Pos, Relation, Subtype, WordId};

/// How many words stand between a noun and the verb of its purpose.
const PURPOSE: usize = 3;

impl Grouping<'_, '_, '_> {
    /// *Le gouverneur a condamné un acte ignoble*: what is condemned in other words, told as new,
    /// is what the report is about.
    pub(super) fn is_condemned(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        let stance = |v: WordId| self.words.classes(v).any(Classes::STANCE);
        a[word].relation == Relation::Obj
            && self.telling(word) == Telling::New
            && a[word].morphology.number != Some(Number::Plur)
            && a[word].head.is_some_and(stance)
    }

    /// *Le groupe avait revendiqué une attaque en février*: what is told as new behind the news,
    /// of a time before it, is no part of it.
    pub(super) fn is_of_before(&self, i: usize) -> bool {
        let word = self.triggers[i].trigger.word;
        self.sentence(i) >= self.outline.lead_end
            && self.words.analysis[word].relation == Relation::Obj
            && pluperfect(self.words.analysis, word)
    }

    /// Whether a noun that is new by its form tells the event again: a statement on the
    /// headline's event, another word on a plan, the cause of a result in its sentence,
    /// one of a coordination, strikes of the same side.
    pub(super) fn tells_again(&self, group: &Group, i: usize, gap: u32, of_headline: bool) -> bool {
        let a = self.words.analysis;
        let placed = &self.triggers[i];
        let trigger = &placed.trigger;
        let same_kind = group.kind == trigger.kind;
        let as_real = self.as_real(group, i);
        // *A ceasefire agreement*: two words, one event.
        let other = |w: WordId| group.compared().any(|m| self.triggers[m].trigger.word == w);
        let compound = |w: WordId| {
            matches!(a[w].relation, Relation::Compound | Relation::Nmod | Relation::Amod)
        };
        if gap == 0
            && same_kind
            && (a[trigger.word].head.is_some_and(other) && compound(trigger.word)
                || self.words.children(trigger.word).any(|c| compound(c) && other(c)))
        {
            return true;
        }
        // A report tells of one referendum, of one summit.
        let unique = self.words.classes(trigger.word).any(Classes::UNIQUE);
        if unique && same_kind && (gap <= 6 || of_headline) {
            return true;
        }
        if placed.holder.is_some()
            && as_real
            && of_headline
            && trigger.role == Role::Generic
            // *The army says it carried out strikes* in answer to the attack.
            && (from_afar(group.kind) || !from_afar(trigger.kind))
            && self.retells_an_attack(group, trigger)
            && !self.in_a_town_of_its_own(group, i)
        {
            return true;
        }
        if !placed.real && as_real && same_kind && gap <= 6 {
            return true;
        }
        let under_result = || {
            a.ancestors(trigger.word).skip(1).take(2).any(|w| {
                let found = self.triggers.binary_search_by_key(&w, |t| t.trigger.word);
                found.is_ok_and(|t| self.triggers[t].trigger.role == Role::Result)
            })
        };
        if gap == 0 && group.noun && under_result() {
            return true;
        }
        if gap == 0
            && same_kind
            && (a[trigger.word].relation == Relation::Conj
                || family(trigger.kind) == Family::Protest
                    && trigger.kind != "peaceful_protest"
                    && self.one_clause(group, trigger))
        {
            return true;
        }
        let plural = a[trigger.word].morphology.number == Some(Number::Plur);
        let own_time = placed.time.is_some_and(|t| t.1 <= Nearness::OfClause);
        plural && same_kind && gap <= 3 && !own_time && self.shares_actor(group, trigger)
    }

    /// All that is done against an armed group, wherever it is, is one event of a report:
    /// *the campaign against …*, *to defeat …*, *this fight*.
    pub(super) fn is_one_struggle(&self, group: &Group, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        let against = |t: &Trigger| {
            t.kind == "armed_clash"
                && self.words.classes(t.word).any(Classes::STRUGGLE)
                && (t.target.is_some_and(|w| self.has(w, Classes::NONSTATE))
                    || self.words.children(t.word).any(|c| {
                        matches!(a[c].relation, Relation::Obl | Relation::Nmod)
                            && self.has(c, Classes::NONSTATE)
                    }))
        };
        against(trigger) && group.compared().any(|m| against(&self.triggers[m].trigger))
    }

    /// Who was arrested or abducted once is not told to be so again: *the suspect … had been
    /// arrested*.
    pub(super) fn is_of_same_captive(&self, group: &Group, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        let one = |w: &WordId| {
            matches!(a[*w].pos, Pos::Noun | Pos::Propn)
                && a[*w].morphology.number != Some(Number::Plur)
                && !self.words.classes(*w).any(Classes::NUMBER)
        };
        matches!(trigger.kind, "arrests" | "abduction")
            && group.kind == trigger.kind
            && trigger.target.filter(one).is_some_and(|target| {
                group.compared().any(|m| {
                    let other = self.triggers[m].trigger.target;
                    other.is_some_and(|o| self.words.same_participant(o, target))
                })
            })
            && self.actors_agree(group, trigger)
    }

    pub(super) fn shares_actor(&self, group: &Group, trigger: &Trigger) -> bool {
        trigger.actor.is_some_and(|actor| {
            group.compared().any(|m| {
                let other = self.triggers[m].trigger.actor;
                other.is_some_and(|other| self.words.same_participant(other, actor))
            })
        })
    }

    /// A report of an attack tells it in many verbs: *a explosé, ont tiré, a foncé*. In
    /// reports of campaigns each verb may be another fight.
    pub(super) fn retells_an_attack(&self, group: &Group, trigger: &Trigger) -> bool {
        let attack = |kind| matches!(family(kind), Family::Violence | Family::Explosive);
        let single = |kind| !from_afar(kind);
        let loose = group.strength <= Role::Generic || trigger.role == Role::Generic;
        attack(group.kind)
            && attack(trigger.kind)
            && (single(group.kind) && single(trigger.kind) || loose)
            && trigger.kind != "abduction"
            && group.kind != "abduction"
            && self.actors_agree(group, trigger)
    }

    /// *Twelve soldiers were killed in the attack … men on motorbikes attacked the camp*.
    fn is_assault(trigger: &Trigger) -> bool {
        trigger.kind == "armed_clash" && trigger.role == Role::Generic
    }

    /// *Une grenade larguée par un drone a explosé*: what was dropped is what went off.
    pub(super) fn of_same_weapon(&self, group: &Group, trigger: &Trigger) -> bool {
        let subject = self.words.child_by(trigger.word, Relation::Nsubj);
        family(trigger.kind) == Family::Explosive
            && subject.is_some_and(|weapon| {
                self.words.classes(weapon).any(Classes::WEAPON)
                    && group.compared().any(|m| self.triggers[m].trigger.told_with(weapon))
            })
    }

    /// Whether a verb tells of an attack on soldiers that a noun told of.
    pub(super) fn retells_an_assault(&self, group: &Group, trigger: &Trigger) -> bool {
        let told = |m: usize| {
            let other = &self.triggers[m].trigger;
            self.is_noun(other.word) && (other.untargeted || Self::is_assault(other))
        };
        Self::is_assault(trigger)
            && group.kind == "armed_clash"
            && group.strength == Role::Generic
            && group.compared().any(told)
            && self.actors_agree(group, trigger)
    }

    /// In the report of an attack the police shoot who did it in the fight that was told just
    /// before: *l'assaut a commencé. L'assaillant a été abattu.*
    pub(super) fn ends_the_attack(&self, group: &Group, trigger: &Trigger) -> bool {
        group.kind == "armed_clash"
            && trigger.kind == "armed_clash"
            && trigger.target.is_some_and(|t| self.has(t, Classes::ARMED))
            && self.actors_agree(group, trigger)
    }

    /// *Mali, which is ruled by soldiers who took power in 2020*: whether an event is told in a
    /// relative clause alone, as of long ago.
    pub(super) fn is_by_the_way(&self, group: &Group) -> bool {
        let a = self.words.analysis;
        group.compared().all(|m| {
            let placed = &self.triggers[m];
            let word = &a[placed.trigger.word];
            let past = placed.time.and_then(|t| self.day(t.0));
            word.pos == Pos::Verb
                && word.relation == Relation::Acl
                && past.is_some_and(|t| self.outline.is_long_past(t))
        })
    }

    /// *Une attaque a visé des civils. L'assaut a été repoussé*: the attack that is repelled is
    /// the one that was told.
    pub(super) fn repels_the_attack(&self, group: &Group, trigger: &Trigger) -> bool {
        self.repelled_by(trigger.word).is_some()
            && self.telling(trigger.word) == Telling::Given
            && matches!(family(group.kind), Family::Violence | Family::Fighting)
    }

    /// What struck from afar is not told of again by *attacked, opened fire*, of another side.
    pub(super) fn is_shot_on_the_spot(&self, group: &Group, trigger: &Trigger) -> bool {
        from_afar(group.kind)
            && trigger.role == Role::Generic
            && !self.is_noun(trigger.word)
            // *Accused of bombing the market* is.
            && family(trigger.kind) != Family::Explosive
            && !self.shares_actor(group, trigger)
    }

    /// *Les assaillants ont pris d'assaut le camp*: what the attackers that were told of did.
    pub(super) fn goes_on_by_attackers(&self, group: &Group, trigger: &Trigger) -> bool {
        let definite = |w: WordId| {
            self.words
                .child_by(w, Relation::Det)
                .is_some_and(|d| self.words.analysis[d].morphology.definite == Some(Definite::Def))
        };
        self.words.child_by(trigger.word, Relation::Nsubj).is_some_and(|subject| {
            self.words.analysis[subject].subtype != Subtype::Passive
                && definite(subject)
                && self.words.classes(subject).any(Classes::PERPETRATOR)
        }) && trigger.kind != "abduction"
            && family(trigger.kind).is_violent()
            && matches!(family(group.kind), Family::Violence | Family::Fighting | Family::Explosive)
            && !from_afar(group.kind)
            && !from_afar(trigger.kind)
    }

    /// Whether the trigger and some of the event are told as real, or none is.
    pub(super) fn as_real(&self, group: &Group, i: usize) -> bool {
        group.compared().any(|m| self.triggers[m].real == self.triggers[i].real)
    }

    pub(super) fn is_purpose_of(&self, group: &Group, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        let above = a[trigger.word].head;
        let same = group.kind == trigger.kind
            && matches!(a[trigger.word].relation, Relation::Xcomp | Relation::Advcl);
        // *The drive to retake the port*
        let aim = group.kind == "armed_clash"
            && family(trigger.kind) == Family::Territory
            && a[trigger.word].relation == Relation::Acl
            && a[trigger.word].morphology.verb_form == Some(VerbForm::Inf);
        // *In their campaign to defeat the group*, wherever the tree hangs the verb.
        let follows = |noun: WordId| {
            let between = (noun.0 + 1..trigger.word.0).take(PURPOSE + 1).map(WordId);
            self.is_noun(noun)
                && noun < trigger.word
                && between.clone().count() <= PURPOSE
                && between.clone().all(|w| matches!(a[w].pos, Pos::Part | Pos::Adp | Pos::Sconj))
                && between.count() > 0
        };
        let aimed_at = group.kind == trigger.kind
            && a[trigger.word].morphology.verb_form == Some(VerbForm::Inf)
            && matches!(family(trigger.kind), Family::Fighting | Family::Territory);
        group
            .compared()
            .map(|m| self.triggers[m].trigger.word)
            .any(|other| (same || aim) && Some(other) == above || aimed_at && follows(other))
    }

    /// Whether who is named at a noun may have done the event.
    pub(super) fn modifier_agrees(&self, group: &Group, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        // *L'attaque menée par le Hamas* too.
        let below = |w: &WordId| a.ancestors(*w).skip(1).take(3).any(|h| h == trigger.word);
        let by_another = trigger.role != Role::Reference
            && trigger
                .actor
                .filter(below)
                .is_some_and(|w| self.words.sides(w).any(Classes::NONSTATE.and(Classes::STATE)));
        // *L'attaque du Hamas avait fait 1 221 morts*, of a report on strikes: told as before them.
        let before = || {
            from_afar(group.kind)
                && !from_afar(trigger.kind)
                && pluperfect(a, trigger.word)
                && trigger.actor.filter(below).is_some()
                && !self.shares_actor(group, trigger)
        };
        (!by_another || self.actors_agree(group, trigger)) && !before()
    }

    /// *The Hamas-led attack*
    pub(super) fn named_modifier(&self, trigger: &Trigger) -> Option<WordId> {
        trigger.actor.filter(|&w| {
            self.words.analysis[w].head == Some(trigger.word)
                && self.words.prefix_classes(w).any(Classes::NONSTATE)
        })
    }

    /// Whether the sides that are named as acting are the same, or one is not named.
    pub(super) fn actors_agree(&self, group: &Group, trigger: &Trigger) -> bool {
        let Some(actor) = trigger.actor else { return true };
        let sides = Classes::STATE.and(Classes::NONSTATE);
        let own = self.words.sides(actor);
        group.compared().filter_map(|m| self.triggers[m].trigger.actor).all(|other| {
            self.words.same_participant(other, actor) || {
                let theirs = self.words.sides(other);
                !own.any(sides)
                    || !theirs.any(sides)
                    || own.any(Classes::STATE) && theirs.any(Classes::STATE)
                    || own.any(Classes::NONSTATE) && theirs.any(Classes::NONSTATE)
            }
        })
    }

    pub(super) fn same_word_or_actor(&self, group: &Group, trigger: &Trigger) -> bool {
        let lemma = self.words.lemma(trigger.word);
        self.actors_agree(group, trigger)
            && group.compared().any(|m| {
                let other = &self.triggers[m].trigger;
                let share = |a: Option<WordId>, b: Option<WordId>| {
                    a.zip(b).is_some_and(|(a, b)| self.words.same_participant(a, b))
                };
                self.words.lemma(other.word) == lemma
                    || share(other.actor, trigger.actor)
                    || share(other.target, trigger.target)
                    || trigger.role == Role::Generic && other.kind == trigger.kind
            })
    }
}
