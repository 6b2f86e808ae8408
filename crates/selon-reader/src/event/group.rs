//! Which triggers of a report tell of one event.
//!
//! Triggers are taken in the order of the text. Each joins one of the events told
//! shortly before it, or the one of the headline, if types, places, times and sides
//! allow it and the words ask for it: a definite or demonstrative noun, a headline
//! retold by the first sentence, a result told beside its cause. Else it begins an
//! event of its own.

mod again;
mod answer;
mod apart;
mod cause;
mod exact;
mod kinds;
mod scene;
pub(super) mod sections;
mod taker;
mod telling;
mod victim;

use selon_language::morphology::{Definite, Number, PronType};
use selon_language::{Pos, Relation, WordId};

use super::lexicon::{Classes, Role};
use super::ontology::{Family, family};
use super::placed::{Outline, Placed};
use super::trigger::Trigger;
use super::words::Words;
use crate::place::PlaceMention;
use crate::time::{TimeExpression, TimeKind};
use kinds::{from_afar, is_march};
use telling::Telling;

/// How many of the latest events a trigger may join.
const RECENT: usize = 12;
/// How many of the latest triggers of an event a new one is compared with.
const COMPARED: usize = 8;

/// The triggers of one event, as places in the list of triggers.
#[derive(Clone, Debug)]
pub struct Group {
    /// The code of its type.
    pub kind: &'static str,
    /// How much the trigger tells that the type is from.
    strength: Role,
    /// Its triggers.
    pub members: Vec<usize>,
    /// Whether a noun tells of it.
    noun: bool,
    /// Whether it is a war as a whole.
    pub war: bool,
    /// Whether it is told of beside the news: *similar attacks in the past*, *the Hamas-led
    /// attack that triggered the war*.
    pub background: bool,
    /// Whether it is what a war did as a whole.
    pub total: bool,
    /// Whether only its dead are told, of another day or place than all else.
    dead: bool,
    /// Whether it is told as several at once, whose parts are told of one by one: *un double
    /// attentat*, *three suicide bombings*.
    multiple: bool,
    /// The sentences of the first and the last of them.
    pub first: u32,
    /// See `first`.
    pub last: u32,
}

impl Group {
    /// The triggers that later ones are held against: the first and the latest.
    fn compared(&self) -> impl Iterator<Item = usize> + '_ {
        let latest = self.members.len().saturating_sub(COMPARED);
        let first = self.members.iter().take(latest.min(2));
        self.members[latest..].iter().rev().chain(first).copied()
    }
}

/// Whether it is told as several at once.
pub fn has_parts(group: &Group) -> bool {
    group.multiple
}

/// Groups triggers into events, in the order of their first triggers.
pub fn group(
    words: &Words,
    outline: Outline,
    triggers: &[Placed],
    places: &[PlaceMention],
    times: &[TimeExpression],
) -> Vec<Group> {
    let sections = sections::sections(words.analysis, times);
    let grouping = Grouping { words, outline, triggers, places, times, sections };
    let mut groups: Vec<Group> = Vec::new();
    // Results wait for the end of their sentence: their cause may stand after them.
    let mut start = 0;
    while start < triggers.len() {
        let sentence = grouping.sentence(start);
        let end = (start..triggers.len())
            .find(|&i| grouping.sentence(i) != sentence)
            .unwrap_or(triggers.len());
        let late = |r: Role| matches!(r, Role::Result | Role::Part | Role::Echo | Role::Reference);
        // What hit comes before whom it hit: *killed when a bomb hit their car*.
        let pass = |i: usize| match triggers[i].trigger.role {
            role if !late(role) => 0,
            Role::Part => 1,
            Role::Result if grouping.is_when(triggers[i].trigger.word) => 1,
            _ => 2,
        };
        for now in 0..3 {
            for i in (start..end).filter(|&i| pass(i) == now) {
                grouping.add(&mut groups, i);
            }
        }
        start = end;
    }
    groups.retain(|g| {
        g.total || g.dead || g.members.iter().any(|&i| triggers[i].trigger.role > Role::Echo)
    });
    for group in &mut groups {
        group.members.sort_unstable();
        grouping.settle_taker(group);
    }
    groups.sort_by_key(|g| g.members.first().copied());
    groups
}

struct Grouping<'g, 'a, 't> {
    words: &'g Words<'a, 't>,
    outline: Outline,
    triggers: &'g [Placed],
    places: &'g [PlaceMention],
    times: &'g [TimeExpression],
    /// The section that each sentence stands in.
    sections: Vec<u32>,
}

impl Grouping<'_, '_, '_> {
    fn sentence(&self, i: usize) -> u32 {
        self.words.analysis[self.triggers[i].trigger.word].sentence
    }

    fn add(&self, groups: &mut Vec<Group>, i: usize) {
        let trigger = &self.triggers[i].trigger;
        let telling = self.telling(trigger.word);
        let first_recent = groups.len().saturating_sub(RECENT);
        let recent = (first_recent..groups.len()).rev();
        let of_headline = (0..groups.len().min(3).min(first_recent)).rev();
        let causes = [
            trigger.told_of,
            self.told_in(i),
            self.repelled_by(trigger.word),
            self.answering(trigger.word),
        ];
        let of_subject = causes.into_iter().flatten().find_map(|cause| {
            let tells = |m: &usize| self.triggers[*m].trigger.word == cause;
            recent.clone().find(|&g| groups[g].members.iter().rev().take(COMPARED).any(tells))
        });
        let attack = groups.first().is_some_and(|g| {
            g.first < self.outline.lead_end
                && matches!(family(g.kind), Family::Violence | Family::Explosive)
        });
        let definite = |d: WordId| {
            let m = self.words.analysis[d].morphology;
            m.definite == Some(Definite::Def) && m.pron_type != Some(PronType::Dem)
        };
        let known = trigger.role == Role::Generic
            && self.is_noun(trigger.word)
            && self.words.analysis[trigger.word].morphology.number != Some(Number::Plur)
            && self.words.child_by(trigger.word, Relation::Det).is_some_and(definite)
            && groups.first().is_some_and(|g| {
                g.first < self.outline.lead_end && self.is_called(g, trigger.word)
            });
        let joined = of_subject.or_else(|| {
            recent
                .chain(of_headline)
                .filter(|&g| self.may_join(&groups[g], i, telling, attack))
                .min_by_key(|&g| self.distance(&groups[g], i, attack, known))
        });
        let dead = joined.is_none() && self.tells_other_dead(groups, i);
        match joined {
            Some(g) => {
                let group = &mut groups[g];
                group.members.push(i);
                group.noun |= self.is_noun(trigger.word);
                group.multiple |= self.is_multiple(trigger);
                group.last = group.last.max(self.sentence(i));
                group.first = group.first.min(self.sentence(i));
                self.take_the_type(group, i, of_subject.is_some());
            }
            None if matches!(trigger.role, Role::Reference | Role::Echo)
                && !self.is_total(i)
                && !dead => {}
            None => groups.push(Group {
                // *1,800 people have been killed since the coup*: in all that was done since.
                kind: match self.is_total(i)
                    && trigger.actor.is_none()
                    && trigger.role <= Role::Result
                {
                    true => "other",
                    false => trigger.kind,
                },
                strength: trigger.role,
                members: vec![i],
                noun: self.is_noun(trigger.word),
                war: self.is_war(trigger.word),
                total: self.is_total(i),
                dead,
                multiple: self.is_multiple(trigger),
                background: self.is_similar(trigger.word)
                    || self.is_counted_up(trigger.word)
                    || self.named_modifier(trigger).is_some(),
                first: self.sentence(i),
                last: self.sentence(i),
            }),
        }
    }

    /// Whether a word tells of a war as a whole: itself, or by what it is done to (*has battled
    /// an insurgency since 2012*).
    fn is_war(&self, word: WordId) -> bool {
        let war = |w: WordId| self.words.classes(w).any(Classes::WAR);
        let fought = || self.words.child_by(word, Relation::Obj).is_some_and(war);
        war(word) || self.words.analysis[word].pos == Pos::Verb && fought()
    }

    fn is_noun(&self, word: WordId) -> bool {
        matches!(self.words.analysis[word].pos, Pos::Noun | Pos::Propn)
    }

    /// Whether a noun is a word that an event was called by.
    fn is_called(&self, group: &Group, noun: WordId) -> bool {
        let lemma = self.words.lemma(noun);
        group.compared().any(|m| {
            let other = self.triggers[m].trigger.word;
            self.is_noun(other) && self.words.lemma(other) == lemma
        })
    }

    /// Sentences since the group was last told of; type first. `known` is a noun that takes up
    /// what the headline was called: *l'attaque*, not the strike in answer to it.
    fn distance(
        &self,
        group: &Group,
        i: usize,
        attack: bool,
        known: bool,
    ) -> (u8, u8, u8, u32, u8, u8) {
        let sentence = self.sentence(i);
        let trigger = &self.triggers[i].trigger;
        // In a report of an attack *l'attaque* is that, not the fight that ended it.
        let of_attack = trigger.role == Role::Reference
            || matches!(family(trigger.kind), Family::Violence | Family::Explosive);
        let gap = sentence.saturating_sub(group.last);
        // *Leur intervention* is the one that was called so.
        let called_so = || {
            let same = |m: usize| self.words.lemma(self.triggers[m].trigger.word);
            trigger.role == Role::Reference
                && gap <= 3
                && group.compared().any(|m| same(m) == self.words.lemma(trigger.word))
        };
        // *Attaqué … l'attaque* is the same word.
        let word = self.triggers[i].trigger.word;
        let akin = group.compared().any(|m| self.akin(self.triggers[m].trigger.word, word));
        let response = attack
            && of_attack
            && group.kind == "armed_clash"
            && !called_so()
            // *Jihadists attacked a camp. Five died in the attack.*
            && !(gap <= 1 && (akin || self.by_rebels(group)));

        let other_type = u8::from(group.kind != self.triggers[i].trigger.kind);
        // *Cette attaque* takes up what was called one, not that somebody was shot.
        let verbs_only = u8::from(!group.noun && self.is_noun(word) && !akin);
        let other_reality = !self.is_noun(trigger.word) && !self.as_real(group, i);
        // *Stormed a market, killing 14 people and abducting others*: who is killed is not
        // abducted; what struck from afar is not told of again by *attacked*.
        let captive = |kind| matches!(kind, "abduction" | "sexual_violence");
        let other_harm = captive(group.kind) && !captive(trigger.kind) && !group.noun && gap == 0
            || self.is_shot_on_the_spot(group, trigger);
        let headline = group.first < self.outline.lead_end;
        let condemned = !headline && self.is_condemned(trigger.word);
        let by_the_way = self.is_noun(word) && self.is_by_the_way(group);
        let apart = u8::from(response || other_reality || other_harm || condemned || by_the_way);
        let apart = apart
            .max(u8::from(known && from_afar(group.kind) && !self.is_called(group, trigger.word)));
        let near = if gap > 2 { 0 } else { gap };
        let same_word = akin && trigger.role == Role::Generic;
        (apart, verbs_only, u8::from(gap > 2), near, u8::from(!same_word), other_type)
    }

    fn may_join(&self, group: &Group, i: usize, telling: Telling, attack: bool) -> bool {
        let trigger = &self.triggers[i].trigger;
        let sentence = self.sentence(i);

        let gap = sentence.saturating_sub(group.last);
        // The blasts of a double attack are at places of their own.
        if self.is_part_of(group, trigger, gap) && !self.at_other_time(group, i) {
            return true;
        }
        let latest =
            || self.is_latest_of_many(trigger.word) && self.types_agree(group, trigger, gap);
        if gap == 0 && (self.of_same_weapon(group, trigger) || latest()) {
            return true;
        }
        if self.under_other_heading(group, i)
            || self.answered(group, trigger.word)
            || self.opens_elsewhere(group, i)
            || self.others_elsewhere(group, i)
        {
            return false;
        }
        // *Tués mardi … Les assaillants ont pris le camp à l'aube*: a part of a day is no other day.
        let part_of_day = |t: usize| self.times[t].kind == TimeKind::Hour;
        if gap <= 3
            && self.goes_on_by_attackers(group, trigger)
            && (self.triggers[i].time.is_some_and(|t| part_of_day(t.0)) || !self.conflict(group, i))
        {
            return true;
        }
        // *Dément toute prise d'otages … L'attaque a fait neuf morts*
        let denied_captivity =
            group.kind == "abduction" && trigger.kind != group.kind && self.denied_alone(group, i);
        if denied_captivity || self.conflict(group, i) {
            return false;
        }
        if self.is_one_struggle(group, trigger)
            || self.is_of_same_captive(group, trigger)
            || gap <= 2 && self.repels_the_attack(group, trigger)
        {
            return true;
        }
        if !self.types_agree(group, trigger, gap)
            || self.of_other_victim(group, i)
            || self.of_named_victim(group, i)
            || group.first < sentence && self.is_aside(sentence)
            || self.many_for_one(group, trigger)
            || self.told_apart(group, i)
            || self.is_total(i) != group.total
            || group.background && gap > 0
            || group.last < sentence && self.opens_another(i)
            || telling == Telling::Verb
                && matches!(trigger.role, Role::Event | Role::Generic)
                && self.is_after_semicolon(group, trigger)
        {
            return false;
        }
        if telling == Telling::New && gap > 0 && self.is_of_before(i) {
            return false;
        }
        let of_headline = group.first < self.outline.lead_end;
        let retold = group.first < self.outline.body && sentence < self.outline.lead_end;
        match trigger.role {
            Role::Reference => gap <= 3 || of_headline,
            // What is only planned has killed nobody.
            Role::Result if gap > 0 && self.triggers[i].real && !self.as_real(group, i) => false,
            Role::Result | Role::Part | Role::Echo => gap <= 2 || of_headline && gap <= 12,
            _ if retold => true,
            _ => match telling {
                // *The Hamas-led attack* is not the Israeli strike.
                Telling::Given if !self.modifier_agrees(group, trigger) => false,
                Telling::Given => gap <= 6 || of_headline,
                Telling::New => {
                    self.is_predicate(trigger.word) && gap <= 3
                        || self.is_object_of(group, trigger)
                        || self.is_circumstance_of(group, trigger)
                        || self.tells_again(group, i, gap, of_headline)
                }
                Telling::Another => false,
                // What was tried is then done; to want to arrest somebody is not the arrest
                // of somebody else.
                // *Marched to protest a bill*
                Telling::Verb if self.is_purpose_of(group, trigger) => true,
                Telling::Verb if !self.as_real(group, i) => {
                    self.triggers[i].real
                        && gap <= 2
                        && group.members.iter().rev().take(COMPARED).any(|&m| {
                            let other = &self.triggers[m].trigger;
                            self.words.lemma(other.word) == self.words.lemma(trigger.word)
                        })
                        && self.actors_agree(group, trigger)
                }
                Telling::Verb if gap > 0 && self.is_shot_on_the_spot(group, trigger) => false,
                Telling::Verb => {
                    gap == 0 && self.actors_agree(group, trigger)
                        || attack && gap <= 3 && self.ends_the_attack(group, trigger)
                        || is_march(group.kind) && trigger.kind == "peaceful_protest" && of_headline
                        || gap <= 3 && self.same_word_or_actor(group, trigger)
                        || self.retells_an_attack(group, trigger) && (gap <= 3 || of_headline)
                        || of_headline && gap <= 3 && self.retells_an_assault(group, trigger)
                        || of_headline
                            && group.kind == trigger.kind
                            && self.same_word_or_actor(group, trigger)
                }
            },
        }
    }

    /// *A repoussé une offensive*: the verb tells of the event that its object is.
    fn is_object_of(&self, group: &Group, trigger: &Trigger) -> bool {
        let analysis = self.words.analysis;
        let word = &analysis[trigger.word];
        word.relation == Relation::Obj
            && group.kind == trigger.kind
            && word.head.is_some_and(|verb| {
                let mut latest = group.members.iter().rev().take(COMPARED);
                latest.any(|&m| self.triggers[m].trigger.word == verb)
            })
    }

    /// *Stabbed in an attack, enlevé lors d'un raid*: what a verb tells the circumstance of.
    fn is_circumstance_of(&self, group: &Group, trigger: &Trigger) -> bool {
        let word = &self.words.analysis[trigger.word];
        let during = self.words.case(trigger.word).is_some_and(|c| c.any(Classes::DURING));
        matches!(word.relation, Relation::Obl | Relation::Nmod)
            && during
            && word.head.is_some_and(|verb| {
                let mut latest = group.members.iter().rev().take(COMPARED);
                latest.any(|&m| self.triggers[m].trigger.word == verb)
            })
    }

    fn has(&self, word: WordId, class: Classes) -> bool {
        self.words.phrase_classes(word).any(class)
    }
}
