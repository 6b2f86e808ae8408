//! Which triggers of a report tell of one event.
//!
//! Triggers are taken in the order of the text. Each joins one of the events told
//! shortly before it, or the one of the headline, if types, places, times and sides
//! allow it and the words ask for it: a definite or demonstrative noun, a headline
//! retold by the first sentence, a result told beside its cause. Else it begins an
//! event of its own.

use selon_language::morphology::{Definite, Number, PronType};
use selon_language::{Pos, Relation, Subtype, WordId};

use super::frame::Words;
use super::lexicon::{Classes, Role};
use super::ontology::{Family, family};
use super::setting::{Nearness, clause_of};
use super::trigger::Trigger;
use crate::place::{PlaceMention, ResolvedPlace};
use crate::time::{TimeExpression, TimeKind};
use selon_model::reading::Precision;

/// How many of the latest events a trigger may join.
const RECENT: usize = 12;
/// Within how many words after a toll it is told since when it is, and by how many words.
const TOTAL: u32 = 16;
const SINCE: u32 = 8;
/// How many letters of two words of one family are the same.
const STEM: usize = 5;
/// How many of the latest triggers of an event a new one is compared with.
const COMPARED: usize = 8;
/// Degrees within which two places may be one.
const NEAR_DEGREES: f64 = 0.6;

/// A trigger with the place and time that stand with it.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The trigger.
    pub trigger: Trigger,
    /// The nearest place of its sentence, and how near.
    pub place: Option<(usize, Nearness)>,
    /// The nearest time of its sentence, and how near.
    pub time: Option<(usize, Nearness)>,
    /// Whether it is told as real, not as planned or thought of.
    pub real: bool,
    /// The statement that tells it, as a place in the list; none: the author does.
    pub holder: Option<usize>,
    /// Whether its holder doubts it.
    pub hedged: bool,
    /// Whether its holder says that it did not happen.
    pub negative: bool,
    /// Whether it is the subject of a verb that does not say anything.
    pub subject: bool,
    /// Whether it was tried: unlike what is planned, that was at a time.
    pub attempt: bool,
}

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
    /// The sentences of the first and the last of them.
    first: u32,
    last: u32,
}

impl Group {
    /// The triggers that later ones are held against: the first and the latest.
    fn compared(&self) -> impl Iterator<Item = usize> + '_ {
        let latest = self.members.len().saturating_sub(COMPARED);
        let first = self.members.iter().take(latest.min(2));
        self.members[latest..].iter().rev().chain(first).copied()
    }
}

/// What the parts of a report are.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    /// The sentences of the headline end before this one; 0 if there is none.
    pub body: u32,
    /// The sentences that tell the news end before this one.
    pub lead_end: u32,
}

/// Groups triggers into events, in the order of their first triggers.
pub fn group(
    words: &Words,
    outline: Outline,
    triggers: &[Placed],
    places: &[PlaceMention],
    times: &[TimeExpression],
) -> Vec<Group> {
    let grouping = Grouping { words, outline, triggers, places, times };
    let mut groups: Vec<Group> = Vec::new();
    // Results wait for the end of their sentence: their cause may stand after them.
    let mut start = 0;
    while start < triggers.len() {
        let sentence = grouping.sentence(start);
        let end = (start..triggers.len())
            .find(|&i| grouping.sentence(i) != sentence)
            .unwrap_or(triggers.len());
        let late = |r: Role| matches!(r, Role::Result | Role::Part | Role::Echo | Role::Reference);
        for pass in [false, true] {
            for i in (start..end).filter(|&i| late(triggers[i].trigger.role) == pass) {
                grouping.add(&mut groups, i);
            }
        }
        start = end;
    }
    groups.retain(|g| g.total || g.members.iter().any(|&i| triggers[i].trigger.role > Role::Echo));
    for group in &mut groups {
        group.members.sort_unstable();
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
}

/// How a trigger is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Telling {
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
    fn sentence(&self, i: usize) -> u32 {
        self.words.analysis[self.triggers[i].trigger.word].sentence
    }

    fn add(&self, groups: &mut Vec<Group>, i: usize) {
        let trigger = &self.triggers[i].trigger;
        let telling = self.telling(trigger.word);
        let first_recent = groups.len().saturating_sub(RECENT);
        let recent = (first_recent..groups.len()).rev();
        let of_headline = (0..groups.len().min(3).min(first_recent)).rev();
        let causes = [trigger.told_of, self.told_in(i)];
        let of_subject = causes.into_iter().flatten().find_map(|cause| {
            let tells = |m: &usize| self.triggers[*m].trigger.word == cause;
            recent.clone().find(|&g| groups[g].members.iter().rev().take(COMPARED).any(tells))
        });
        let attack = groups.first().is_some_and(|g| {
            g.first < self.outline.lead_end
                && matches!(family(g.kind), Family::Violence | Family::Explosive)
        });
        let joined = of_subject.or_else(|| {
            recent
                .chain(of_headline)
                .filter(|&g| self.may_join(&groups[g], i, telling))
                .min_by_key(|&g| self.distance(&groups[g], i, attack))
        });
        match joined {
            Some(g) => {
                let group = &mut groups[g];
                group.members.push(i);
                group.noun |= self.is_noun(trigger.word);
                group.last = group.last.max(self.sentence(i));
                group.first = group.first.min(self.sentence(i));
                let on_fighters = trigger.role == Role::Generic
                    && trigger.kind == "armed_clash"
                    && trigger.target.is_some()
                    && group.kind == "attack_on_civilians"
                    && (!self.is_noun(trigger.word) || !self.on_civilians(group));
                let group = &mut groups[g];
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
                    || trigger.role == Role::Generic
                        && group.strength == Role::Generic
                        && family(trigger.kind) == Family::Explosive
                        && family(group.kind) != Family::Explosive;
                let better = better
                    && of_subject.is_none()
                    && !(is_march(group.kind) && trigger.kind == "peaceful_protest");
                let civilian = trigger.kind == "attack_on_civilians"
                    && trigger.target.is_some_and(|t| self.has(t, Classes::UNARMED));
                // *Attacked the camp and killed 30 civilians*
                let better = better
                    || trigger.role == Role::Result
                        && civilian
                        && group.kind == "armed_clash"
                        && group.strength == Role::Generic;
                if better {
                    group.kind = trigger.kind;
                    group.strength = trigger.role;
                }
            }
            None if matches!(trigger.role, Role::Reference | Role::Echo) && !self.is_total(i) => {}
            None => groups.push(Group {
                kind: trigger.kind,
                strength: trigger.role,
                members: vec![i],
                noun: self.is_noun(trigger.word),
                war: self.is_war(trigger.word),
                total: self.is_total(i),
                background: self.is_similar(trigger.word) || self.named_modifier(trigger).is_some(),
                first: self.sentence(i),
                last: self.sentence(i),
            }),
        }
    }

    /// The event that a result is told to be of: *avoir tué vingt combattants lors de
    /// frappes*, *blessés au cours d'une manifestation*, *la guerre a fait 1 000 morts*.
    fn told_in(&self, i: usize) -> Option<WordId> {
        let a = self.words.analysis;
        let trigger = &self.triggers[i].trigger;
        let word = trigger.word;
        let deadly = matches!(trigger.role, Role::Result | Role::Reference)
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
                matches!(other.role, Role::Event | Role::Generic) && of_violence(other.kind)
            })
        };
        let verb = if self.is_noun(word) {
            let number = a[word].head.filter(|&h| {
                a[word].relation == Relation::Nmod && self.words.classes(h).any(Classes::NUMBER)
            });
            let top = number.unwrap_or(word);
            a[top].head.filter(|_| a[top].relation == Relation::Obj)?
        } else {
            word
        };
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
            let when = a[c].relation == Relation::Advcl
                && self.words.children(c).any(|m| self.words.classes(m).any(Classes::WHEN));
            if when && tells(&c) {
                return Some(c);
            }
            // *Lors de*, *au cours de*: the noun hangs on the adverb or noun.
            let below = || self.words.children(c).find(|w| *w > c && tells(w));
            if is_during(c) { below() } else { None }
        })
    }

    fn is_war(&self, word: WordId) -> bool {
        self.words.classes(word).any(Classes::WAR)
    }

    fn is_noun(&self, word: WordId) -> bool {
        matches!(self.words.analysis[word].pos, Pos::Noun | Pos::Propn)
    }

    /// Sentences since the group was last told of; type first.
    fn distance(&self, group: &Group, i: usize, attack: bool) -> (u8, u8, u8, u32, u8) {
        let sentence = self.sentence(i);
        let trigger = &self.triggers[i].trigger;
        // In a report of an attack *l'attaque* is that, not the fight that ended it.
        let of_attack = trigger.role == Role::Reference
            || matches!(family(trigger.kind), Family::Violence | Family::Explosive);
        let response = attack && of_attack && group.kind == "armed_clash";

        let other_type = u8::from(group.kind != self.triggers[i].trigger.kind);
        let gap = sentence.saturating_sub(group.last);
        // *Cette attaque* takes up what was called one, not that somebody was shot.
        let verbs_only = u8::from(!group.noun && self.is_noun(self.triggers[i].trigger.word));
        let other_reality = !self.is_noun(trigger.word) && !self.as_real(group, i);
        // *Stormed a market, killing 14 people and abducting others*: who is killed is not
        // abducted; what struck from afar is not told of again by *attacked*.
        let captive = |kind| matches!(kind, "abduction" | "sexual_violence");
        let other_harm = captive(group.kind) && !captive(trigger.kind) && !group.noun && gap == 0
            || from_afar(group.kind)
                && trigger.role == Role::Generic
                && !self.is_noun(trigger.word)
                && !from_afar(trigger.kind)
                && !self.shares_actor(group, trigger);
        let apart = u8::from(response || other_reality || other_harm);
        (apart, verbs_only, u8::from(gap > 2), if gap > 2 { 0 } else { gap }, other_type)
    }

    fn may_join(&self, group: &Group, i: usize, telling: Telling) -> bool {
        let trigger = &self.triggers[i].trigger;
        let sentence = self.sentence(i);

        let gap = sentence.saturating_sub(group.last);
        if !self.types_agree(group, trigger, gap)
            || self.conflict(group, i)
            || self.many_for_one(group, trigger)
            || self.told_apart(group, i)
            || self.is_total(i) != group.total
            || group.background && gap > 0
            || group.last < sentence && self.opens_another(i)
        {
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
                Telling::Verb => {
                    gap == 0 && self.actors_agree(group, trigger)
                        || is_march(group.kind) && trigger.kind == "peaceful_protest" && of_headline
                        || gap <= 3 && self.same_word_or_actor(group, trigger)
                        || self.retells_an_attack(group, trigger) && (gap <= 3 || of_headline)
                        || of_headline
                            && group.kind == trigger.kind
                            && self.same_word_or_actor(group, trigger)
                }
            },
        }
    }

    /// *Des combats auraient éclaté lorsque l'armée a pris d'assaut le camp*: what one
    /// holder tells in one sentence with doubt and in a clause of its own without are two
    /// events, as sure as they are told. So are what somebody says to have happened and,
    /// in verbs, not to have (*n'a pas repris la ville, mais a repris l'aéroport*).
    fn told_apart(&self, group: &Group, i: usize) -> bool {
        let a = self.words.analysis;
        let own = &self.triggers[i];
        let verb = |p: &Placed| {
            !self.is_noun(p.trigger.word) && matches!(p.trigger.role, Role::Event | Role::Generic)
        };
        let denied = group.members.iter().rev().take(COMPARED).all(|&m| {
            let other = &self.triggers[m];
            verb(other) && other.negative != own.negative && other.holder == own.holder
        });
        if verb(own) && denied {
            return true;
        }
        let sentence = self.sentence(i);
        let is_clause = |p: &Placed| {
            !self.is_noun(p.trigger.word)
                && matches!(a[p.trigger.word].relation, Relation::Advcl | Relation::Ccomp)
        };
        matches!(own.trigger.role, Role::Event | Role::Generic)
            && group.first == sentence
            && group.members.iter().take(COMPARED).all(|&m| {
                let other = &self.triggers[m];
                other.hedged != own.hedged
                    && other.holder == own.holder
                    && clause_of(a, other.trigger.word) != clause_of(a, own.trigger.word)
                    && (is_clause(own) || is_clause(other))
            })
    }

    /// *Plus de 35 000 personnes ont été tuées depuis le début de l'insurrection en 2009*: the
    /// toll of a war is not that of an attack.
    fn is_total(&self, i: usize) -> bool {
        let a = self.words.analysis;
        let placed = &self.triggers[i];
        if !matches!(placed.trigger.role, Role::Result | Role::Reference) {
            return false;
        }
        let word = placed.trigger.word;
        let sentence = a.sentence_of(word).words;
        // *Depuis 2015, les violences ont fait 26 000 morts.*
        let first = Some(WordId(sentence.start));
        let opens = first.filter(|&w| w < word && self.words.classes(w).any(Classes::SINCE));
        let after =
            |from: u32, n: u32| (from..sentence.end.min(from.saturating_add(n))).map(WordId);
        let long = |w: WordId| {
            self.words.classes(w).any(Classes::WAR.and(Classes::NONSTATE))
                || a[w].form.len() == 4 && a[w].form.chars().all(|d| d.is_ascii_digit())
        };
        let follows =
            || after(word.0 + 1, TOTAL).find(|&w| self.words.classes(w).any(Classes::SINCE));
        opens.or_else(follows).is_some_and(|since| after(since.0 + 1, SINCE).any(long))
    }

    /// *les attentats* after *l'attentat*: more than that one, unless *ces attentats*.
    fn many_for_one(&self, group: &Group, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        let plural = |w: WordId| a[w].morphology.number == Some(Number::Plur);
        // One strike is often told as *the strikes*.
        let loose = matches!(trigger.kind, "air_drone_strike" | "shelling_missile");
        // *L'une des attaques les plus meurtrières* is the one.
        let one_of = a[trigger.word].relation == Relation::Nmod
            && a[trigger.word].head.is_some_and(|h| matches!(a[h].pos, Pos::Pron | Pos::Num));
        if !self.is_noun(trigger.word) || !plural(trigger.word) || loose || one_of {
            return false;
        }
        let pointed = self.is_owned(trigger.word)
            || self.words.child_by(trigger.word, Relation::Det).is_some_and(|d| {
                a[d].morphology.pron_type == Some(PronType::Dem) || a[d].morphology.possessive
            });
        let counted = self.words.child_by(trigger.word, Relation::Nummod).is_some();
        let single = |w: WordId| self.words.classes(w).any(Classes::SINGLE);
        let same = |w: WordId| {
            self.words.lemma(w) == self.words.lemma(trigger.word)
                || single(w) && single(trigger.word)
        };
        let mut called = group
            .compared()
            .map(|m| self.triggers[m].trigger.word)
            .filter(|&w| self.is_noun(w) && same(w))
            .peekable();
        !pointed && !counted && called.peek().is_some() && called.all(|w| !plural(w))
    }

    /// Whether two words are of one family: *évacuer, évacuation*; *meeting, talks*.
    fn akin(&self, a: WordId, b: WordId) -> bool {
        let talks = |w| self.words.classes(w).any(Classes::TALKS);
        if talks(a) && talks(b) {
            return true;
        }
        let stem = |w: WordId| self.words.lemma(w).chars().take(STEM).collect::<String>();
        stem(a) == stem(b)
    }

    fn types_agree(&self, group: &Group, trigger: &Trigger, gap: u32) -> bool {
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
                    && trigger
                        .target
                        .is_some_and(|t| self.words.phrase_classes(t).any(Classes::ARMED));
                let kin = violent
                    || group.kind == "other"
                    || group.kind == "accident_or_disaster"
                    || matches!(of_group, Family::Territory) && gap == 0;
                let killed_by_state = group.kind == "armed_clash"
                    && group.strength == Role::Result
                    && trigger.kind == "attack_on_civilians"
                    && gap > 0;
                kin && !attackers_end && !killed_by_state
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

    /// Whether a noun that is new by its form tells the event again: a statement on the
    /// headline's event, another word on a plan, the cause of a result in its sentence,
    /// one of a coordination, strikes of the same side.
    fn tells_again(&self, group: &Group, i: usize, gap: u32, of_headline: bool) -> bool {
        let a = self.words.analysis;
        let placed = &self.triggers[i];
        let trigger = &placed.trigger;
        let same_kind = group.kind == trigger.kind;
        let as_real = self.as_real(group, i);
        if placed.holder.is_some()
            && as_real
            && of_headline
            && trigger.role == Role::Generic
            && self.retells_an_attack(group, trigger)
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
        if gap == 0 && same_kind && a[trigger.word].relation == Relation::Conj {
            return true;
        }
        let plural = a[trigger.word].morphology.number == Some(Number::Plur);
        let own_time = placed.time.is_some_and(|t| t.1 <= Nearness::OfClause);
        plural && same_kind && gap <= 3 && !own_time && self.shares_actor(group, trigger)
    }

    fn shares_actor(&self, group: &Group, trigger: &Trigger) -> bool {
        trigger.actor.is_some_and(|actor| {
            group.compared().any(|m| {
                let other = self.triggers[m].trigger.actor;
                other.is_some_and(|other| self.words.same_participant(other, actor))
            })
        })
    }

    /// A report of an attack tells it in many verbs: *a explosé, ont tiré, a foncé*. In
    /// reports of campaigns each verb may be another fight.
    fn retells_an_attack(&self, group: &Group, trigger: &Trigger) -> bool {
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

    /// Whether the trigger and some of the event are told as real, or none is.
    fn as_real(&self, group: &Group, i: usize) -> bool {
        group.compared().any(|m| self.triggers[m].real == self.triggers[i].real)
    }

    fn is_purpose_of(&self, group: &Group, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        let above = a[trigger.word].head;
        group.kind == trigger.kind
            && matches!(a[trigger.word].relation, Relation::Xcomp | Relation::Advcl)
            && group.compared().any(|m| Some(self.triggers[m].trigger.word) == above)
    }

    /// Whether a noun tells of other events of its kind.
    fn is_similar(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        let similar = |c: WordId| {
            a[c].relation == Relation::Amod && self.words.classes(c).any(Classes::SIMILAR)
        };
        self.is_noun(word)
            && a[word].morphology.number == Some(Number::Plur)
            && self.words.children(word).any(similar)
    }

    /// *In a separate incident, a bomb exploded*: what the sentence tells is another event.
    fn opens_another(&self, i: usize) -> bool {
        let sentence = self.sentence(i);
        let from = self
            .triggers
            .partition_point(|t| self.words.analysis[t.trigger.word].sentence < sentence);
        let here = (from..self.triggers.len()).take_while(|&t| self.sentence(t) == sentence);
        here.take(COMPARED).any(|t| {
            let word = self.triggers[t].trigger.word;
            let inside = || self.words.case(word).is_some_and(|c| c.any(Classes::DURING));
            matches!(self.words.analysis[word].relation, Relation::Obl | Relation::Nmod)
                && self.telling(word) == Telling::Another
                && inside()
        })
    }

    /// Whether who is named at a noun may have done the event.
    fn modifier_agrees(&self, group: &Group, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        // *L'attaque menée par le Hamas* too.
        let below = |w: &WordId| a.ancestors(*w).skip(1).take(3).any(|h| h == trigger.word);
        let by_another = trigger.role != Role::Reference
            && trigger
                .actor
                .filter(below)
                .is_some_and(|w| self.words.sides(w).any(Classes::NONSTATE.and(Classes::STATE)));
        !by_another || self.actors_agree(group, trigger)
    }

    /// *The Hamas-led attack*
    fn named_modifier(&self, trigger: &Trigger) -> Option<WordId> {
        trigger.actor.filter(|&w| {
            self.words.analysis[w].head == Some(trigger.word)
                && self.words.prefix_classes(w).any(Classes::NONSTATE)
        })
    }

    /// Whether the last word of the event and the trigger share who acts or what they
    /// depend on: *l'armée a lancé une offensive, s'emparant de deux villages*.
    fn one_move(&self, group: &Group, trigger: &Trigger) -> bool {
        let Some(last) = group.members.last().map(|&m| &self.triggers[m]) else { return false };
        let same = last
            .trigger
            .actor
            .zip(trigger.actor)
            .is_some_and(|(a, b)| self.words.same_participant(a, b));
        last.real && self.real(trigger.word) && same
    }

    fn real(&self, word: WordId) -> bool {
        let found = self.triggers.binary_search_by_key(&word, |t| t.trigger.word);
        found.is_ok_and(|i| self.triggers[i].real)
    }

    fn one_clause(&self, group: &Group, trigger: &Trigger) -> bool {
        let a = self.words.analysis;
        let clause = clause_of(a, trigger.word);
        group.compared().any(|m| {
            let other = self.triggers[m].trigger.word;
            clause_of(a, other) == clause || a[other].sentence != a[trigger.word].sentence
        })
    }

    fn has(&self, word: WordId, class: Classes) -> bool {
        self.words.phrase_classes(word).any(class)
    }

    fn conflict(&self, group: &Group, i: usize) -> bool {
        let near = |n: Nearness| n <= Nearness::OfClause;
        let own = &self.triggers[i];
        let above = || self.main_clause(own.trigger.word);
        let place =
            own.place.filter(|p| near(p.1)).or_else(|| above()?.place.filter(|p| near(p.1)));
        let place = place.and_then(|p| self.resolved(p.0));
        let time = own.time.filter(|t| near(t.1)).and_then(|t| self.day(t.0));
        group.compared().any(|m| {
            let other = &self.triggers[m];
            let there = other.place.filter(|p| near(p.1)).and_then(|p| self.resolved(p.0));
            let then = other.time.filter(|t| near(t.1)).and_then(|t| self.day(t.0));
            place.zip(there).is_some_and(|(a, b)| far_apart(a, b))
                || time.zip(then).is_some_and(|(a, b)| !times_agree(a, b))
                || self.told_at_two_times(own, other)
                || place.zip(there).is_some_and(|(a, b)| self.other_people(own, a, b))
        })
    }

    /// *Onze personnes ont péri à Khan Younès; sept autres ont été tuées à Rafah.*
    fn other_people(&self, own: &Placed, at: &ResolvedPlace, there: &ResolvedPlace) -> bool {
        let town = |p: &ResolvedPlace| p.precision == Precision::Locality;
        let another = |w: WordId| {
            let below = self.words.children(w);
            std::iter::once(w).chain(below).any(|c| self.words.classes(c).any(Classes::ANOTHER))
        };
        town(at) && town(there) && at.name != there.name && own.trigger.target.is_some_and(another)
    }

    /// What the clause of a word tells the circumstances of: *a woman was killed in Belgorod
    /// when a drone hit her car*.
    fn main_clause(&self, word: WordId) -> Option<&Placed> {
        let a = self.words.analysis;
        let when = self.words.children(word).any(|c| self.words.classes(c).any(Classes::WHEN));
        let head = a[word].head.filter(|_| when && a[word].relation == Relation::Advcl)?;
        let found = self.triggers.binary_search_by_key(&head, |t| t.trigger.word);
        found.ok().map(|i| &self.triggers[i])
    }

    /// *the attack this morning … and the attacks on Monday*, which no day of publication
    /// resolves.
    fn told_at_two_times(&self, a: &Placed, b: &Placed) -> bool {
        let own = |p: &Placed| p.time.filter(|t| t.1 == Nearness::OfTrigger).map(|t| t.0);
        let same_sentence = self.words.analysis[a.trigger.word].sentence
            == self.words.analysis[b.trigger.word].sentence;
        let (Some(at), Some(then)) = (own(a), own(b)) else { return false };
        if self.other_number(at, then) {
            return true;
        }
        same_sentence && at != then && (self.day(at).is_none() || self.day(then).is_none())
    }

    /// *le 1er janvier … le 3 janvier*: another day, whatever the year.
    fn other_number(&self, a: usize, b: usize) -> bool {
        let number = |t: usize| {
            let time = self.times.get(t)?;
            let text = time.span.of(self.words.analysis.text);
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            (time.kind == TimeKind::Date && (1..3).contains(&digits.len())).then_some(digits)
        };
        number(a).zip(number(b)).is_some_and(|(a, b)| a != b)
    }

    fn resolved(&self, place: usize) -> Option<&ResolvedPlace> {
        self.places.get(place)?.resolved.as_ref()
    }

    fn day(&self, time: usize) -> Option<&str> {
        self.times.get(time)?.value.as_deref()
    }

    /// Whether the sides that are named as acting are the same, or one is not named.
    fn actors_agree(&self, group: &Group, trigger: &Trigger) -> bool {
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

    fn same_word_or_actor(&self, group: &Group, trigger: &Trigger) -> bool {
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

    fn telling(&self, word: WordId) -> Telling {
        let a = self.words.analysis;
        if !matches!(a[word].pos, Pos::Noun | Pos::Propn) {
            return Telling::Verb;
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
            None => Telling::Given,
        }
    }

    /// Whether some word tells that the event was done to people or places of civilians.
    fn on_civilians(&self, group: &Group) -> bool {
        group.compared().any(|m| {
            let target = self.triggers[m].trigger.target;
            target.is_some_and(|t| self.has(t, Classes::CIVILIAN.and(Classes::UNARMED)))
        })
    }

    fn under_threat(&self, word: WordId) -> bool {
        let head = self.words.analysis[word].head;
        head.is_some_and(|h| self.words.classes(h).any(Classes::THREAT))
    }

    /// *its attacks*
    fn is_owned(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        self.words.children(word).any(|c| {
            a[c].relation == Relation::Nmod
                && a[c].subtype == Subtype::Possessive
                && a[c].pos == Pos::Pron
        })
    }

    /// *il s'agit d'un attentat, this was an attack, parle d'un acte*
    fn is_predicate(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        if self.words.child_by(word, Relation::Cop).is_some() {
            return true;
        }
        a[word].head.is_some_and(|h| self.words.classes(h).any(Classes::NAMING))
    }
}

/// Whether a type is of people who march, whatever becomes of it.
fn is_march(kind: &str) -> bool {
    matches!(
        kind,
        "peaceful_protest"
            | "protest_with_intervention"
            | "excessive_force_protesters"
            | "violent_demonstration"
    )
}

fn from_afar(kind: &str) -> bool {
    matches!(kind, "air_drone_strike" | "shelling_missile")
}

/// Whether both are told by weapons, of which one strikes from afar and the other does not:
/// no air strike is a gas attack.
fn other_weapon(group: &Group, trigger: &Trigger) -> bool {
    let on_the_spot = |kind| matches!(kind, "suicide_bomb" | "grenade" | "chemical_weapon");
    from_afar(group.kind) && on_the_spot(trigger.kind)
        || on_the_spot(group.kind) && from_afar(trigger.kind)
}

/// Whether two places are too far apart to be of one event.
pub(super) fn far_apart(a: &ResolvedPlace, b: &ResolvedPlace) -> bool {
    let large = |p: &ResolvedPlace| {
        matches!(
            p.precision,
            Precision::Country | Precision::Region | Precision::Area | Precision::Province
        )
    };
    if large(a) || large(b) {
        return a.country.is_some() && b.country.is_some() && a.country != b.country;
    }
    (a.lat - b.lat).abs() > NEAR_DEGREES || (a.lon - b.lon).abs() > NEAR_DEGREES
}

/// Whether two EDTF values can be of one event: equal, one within the other, or an
/// interval.
fn times_agree(a: &str, b: &str) -> bool {
    a.contains(['/', 'X', '~', '?'])
        || b.contains(['/', 'X', '~', '?'])
        || a.starts_with(b)
        || b.starts_with(a)
}
