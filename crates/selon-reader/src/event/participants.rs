//! Who does it and to whom: of what the triggers of an event tell, the fullest that can be.
//!
//! As the codebooks of event data have it (ACLED, PLOVER), both are people, groups,
//! organisations or states; of whom or what an attack is on, also what they are in. A place
//! that is taken, marched through or fought for is where it happens, not whom it is done to:
//! there the other side is asked for, *from ISIL*, *tenu par les rebelles*.
//!
//! [`possible`] tells which words can be either, [`told`] who is told elsewhere than at the
//! trigger.

mod possible;
mod told;

use std::collections::HashMap;

use selon_language::morphology::Person;
use selon_language::{Pos, Relation, WordId};
use selon_model::ByteSpan;

use super::lexicon::{Classes, Role};
use super::ontology::{Family, family};
use super::placed::Placed;
use super::words::Words;
use super::{EventMention, is_below, phrase_span};
use crate::actor::{ActorMention, Actors, EntityId};
use crate::attribution::{AttributionMention, Force, force};
use crate::place::{PlaceMention, PlaceUsage};
use crate::time::TimeExpression;

/// How many words for who did it are looked at.
const PERPETRATORS: usize = 16;

/// Who acts and who is acted on, with what is known of the words of a text.
pub(super) struct Participants<'p, 'a, 't> {
    words: &'p Words<'a, 't>,
    actors: &'p Actors,
    triggers: &'p [Placed],
    /// Who claims responsibility for what a word tells.
    claimed_by: Vec<Option<WordId>>,
    /// Who accuses somebody else of what a word tells.
    accused_by: Vec<Option<WordId>>,
    /// The nouns and names that mean somebody, in the order of the text.
    in_full: HashMap<EntityId, Vec<WordId>>,
    /// The first words for who did it, each with the name of whom it means, if there is one.
    perpetrators: Vec<(WordId, Option<WordId>)>,
    /// Whether a word is part of a time, and the place that it is part of.
    in_time: Vec<bool>,
    place_of: Vec<Option<&'p PlaceMention>>,
}

/// Somebody whom a trigger tells.
#[derive(Clone, Copy)]
struct Candidate {
    word: WordId,
    /// Whether the trigger only says what an event did: those who were killed tell less of
    /// what an attack was on than what it was led against.
    victim: bool,
    /// What the trigger says that it was done with.
    with: Option<WordId>,
}

impl Candidate {
    fn alone(word: WordId) -> Candidate {
        Candidate { word, victim: false, with: None }
    }
}

impl<'p, 'a, 't> Participants<'p, 'a, 't> {
    pub fn new(
        words: &'p Words<'a, 't>,
        actors: &'p Actors,
        attributions: &[AttributionMention],
        triggers: &'p [Placed],
        places: &'p [PlaceMention],
        times: &[TimeExpression],
    ) -> Participants<'p, 'a, 't> {
        let a = words.analysis;
        let count = a.words.len();
        let mut in_time = vec![false; count];
        for word in times.iter().flat_map(|t| t.words.iter()) {
            if let Some(told) = in_time.get_mut(word.index()) {
                *told = true;
            }
        }
        let mut place_of = vec![None; count];
        for place in places {
            for word in place.words.iter() {
                if let Some(of) = place_of.get_mut(word.index()) {
                    *of = Some(place);
                }
            }
        }
        let says = |wanted: Force| {
            let mut said_by = vec![None; count];
            let does = |c: WordId| force(a, c) == Some(wanted);
            for said in attributions.iter().filter(|c| c.cue_head.is_some_and(does)) {
                let source = said.source.as_ref().map(|s| s.head);
                for word in said.content_words.iter().flat_map(|r| r.iter()) {
                    if let Some(by) = said_by.get_mut(word.index()) {
                        *by = Option::or(*by, source);
                    }
                }
            }
            said_by
        };
        let claimed_by = says(Force::Claim);
        let accused_by = says(Force::Accuse);
        let mut in_full: HashMap<EntityId, Vec<WordId>> = HashMap::new();
        let mut names: HashMap<EntityId, WordId> = HashMap::new();
        for mention in &actors.mentions {
            let pos = a[mention.head].pos;
            if matches!(pos, Pos::Noun | Pos::Propn) {
                in_full.entry(mention.entity).or_default().push(mention.head);
            }
            if pos == Pos::Propn {
                names.entry(mention.entity).or_insert(mention.head);
            }
        }
        let did_it = |m: &&ActorMention| {
            a[m.head].pos == Pos::Noun && words.classes(m.head).any(Classes::PERPETRATOR)
        };
        let perpetrators = actors.mentions.iter().filter(did_it).take(PERPETRATORS);
        let perpetrators = perpetrators.map(|m| (m.head, names.get(&m.entity).copied())).collect();
        Participants {
            words,
            actors,
            triggers,
            claimed_by,
            accused_by,
            in_full,
            perpetrators,
            in_time,
            place_of,
        }
    }

    /// Who does it: the head and the span of the noun phrase.
    pub fn actor<'m>(
        &self,
        members: impl Iterator<Item = &'m Placed> + Clone,
    ) -> Option<(WordId, ByteSpan)> {
        let told = members.clone().filter_map(|p| {
            // *Accusée de viols par des observateurs*: they say so, and did nothing.
            let accuses = |w: WordId| self.accused_by[p.trigger.word.index()] == Some(w);
            p.trigger
                .actor
                .filter(|&w| !accuses(w))
                .filter(|&w| self.can_act(w) || self.does_violence(w, &p.trigger))
        });
        let taking_part = members.clone().filter_map(|p| self.taking_part(p.trigger.word));
        let claiming = members.clone().filter_map(|p| self.claiming(p.trigger.word));
        let others = taking_part.chain(claiming).filter(|&w| self.can_act(w));
        let found = told.chain(others).map(Candidate::alone);
        self.fullest(found).map(|c| self.phrase(c.word, None))
    }

    /// Whom or what it is done to.
    pub fn target<'m>(
        &self,
        kind: &str,
        actor: Option<WordId>,
        members: impl Iterator<Item = &'m Placed> + Clone,
    ) -> Option<(WordId, ByteSpan)> {
        let losers = (family(kind) == Family::Territory)
            .then(|| members.clone().filter_map(|p| self.loser(p)).map(Candidate::alone));
        let told = members.clone().filter_map(|p| {
            let word = p.trigger.target.filter(|&w| self.can_be_hit(w, kind))?;
            let victim = p.trigger.role < Role::Generic;
            Some(Candidate { word, victim, with: p.trigger.instrument })
        });
        let other = |c: &Candidate| {
            actor.is_none_or(|by| {
                !self.words.same_participant(by, c.word) || self.is_pronoun(c.word)
            })
        };
        let found = losers.into_iter().flatten().chain(told).filter(other);
        let found = self.fullest(found).or_else(|| {
            let of_two = kind == "agreement"
                || kind == "armed_clash"
                    && members.clone().any(|p| self.has(p.trigger.word, Classes::CLASH));
            actor.filter(|_| of_two).and_then(|by| self.beside(by)).map(Candidate::alone)
        })?;
        Some(self.phrase(found.word, found.with))
    }

    /// Gives an actor to events that name none: to the attack that the report is about who is
    /// called its perpetrator; to strikes whoever alone the report has told to strike before.
    pub fn share_actors(&self, events: &mut [EventMention]) {
        // Of each kind of strike who struck, until somebody else does.
        let mut striking: HashMap<&str, Option<(WordId, ByteSpan)>> = HashMap::new();
        for event in events {
            let kind = event.kind;
            let strike = matches!(kind, "air_drone_strike" | "shelling_missile");
            if strike {
                match event.actor {
                    Some(actor) => {
                        let alone = striking.entry(kind).or_insert(Some(actor));
                        *alone = alone.filter(|a| self.words.same_participant(a.0, actor.0));
                    }
                    None => event.actor = striking.get(kind).copied().flatten(),
                }
            } else if event.actor.is_none() && event.headline && family(kind).is_violent() {
                event.actor = self.perpetrator(event.target.map(|t| t.0));
            }
        }
    }

    /// *L'assaillant*, *the gunman*, or the name of whom that means.
    fn perpetrator(&self, target: Option<WordId>) -> Option<(WordId, ByteSpan)> {
        let other = |&&(w, _): &&(WordId, Option<WordId>)| {
            target.is_none_or(|t| !self.words.same_participant(t, w))
        };
        let (word, name) = self.perpetrators.iter().find(other)?;
        Some(self.phrase(name.unwrap_or(*word), None))
    }

    /// The first of those that tell most: a noun or a name before a pronoun, people before
    /// what they are in, whom it was led against before whom it killed.
    fn fullest(&self, found: impl Iterator<Item = Candidate>) -> Option<Candidate> {
        let rank = |c: &Candidate| {
            let pronoun = self.is_pronoun(c.word)
                || !matches!(self.words.analysis[c.word].pos, Pos::Noun | Pos::Propn);
            (pronoun, u8::from(c.victim) + u8::from(self.is_place(c.word)))
        };
        let best = found.min_by_key(rank)?;
        Some(Candidate { word: self.named(best.word).unwrap_or(best.word), ..best })
    }

    fn is_pronoun(&self, word: WordId) -> bool {
        matches!(self.words.analysis[word].pos, Pos::Pron | Pos::Det)
    }

    fn has(&self, word: WordId, class: Classes) -> bool {
        self.words.classes(word).any(class)
    }

    /// Whom a pronoun means, by the mention before it that tells it in full, else after it.
    fn named(&self, pronoun: WordId) -> Option<WordId> {
        // *We*: whoever speaks.
        let person = self.words.analysis[pronoun].morphology.person;
        if !self.is_pronoun(pronoun) || person.is_some_and(|p| p != Person::Third) {
            return None;
        }
        let entity = self.actors.mention_of(pronoun)?.entity;
        let full = self.in_full.get(&entity)?;
        let before = full.partition_point(|&w| w < pronoun).saturating_sub(1);
        full.get(before).copied()
    }

    /// *Le gouvernement et les rebelles ont signé un accord*: each with the other.
    fn beside(&self, word: WordId) -> Option<WordId> {
        let a = self.words.analysis;
        let side = |c: WordId| self.words.phrase_classes(c).any(SIDES);
        self.words.children(word).find(|&c| a[c].relation == Relation::Conj && side(c))
    }

    /// *On Friday gunmen surrounded the mosque*, where the tree hangs the day on the gunmen: the
    /// words of a phrase without the time that stands before them.
    fn after_time(&self, head: WordId, span: ByteSpan) -> ByteSpan {
        let a = self.words.analysis;
        let first = a.sentence_of(head).words.start;
        let time = (first..head.0).rev().map(WordId).find(|w| self.in_time[w.index()]);
        match time.map(|w| a[w.next()].span.start) {
            Some(start) if span.start < start && start < span.end => ByteSpan { start, ..span },
            _ => span,
        }
    }

    /// The span of a participant: of a mention if it is one, without what happens to it and
    /// what it is done with.
    fn phrase(&self, word: WordId, with: Option<WordId>) -> (WordId, ByteSpan) {
        let a = self.words.analysis;
        // *Menacer la ville de représailles*: what is done is no part of whom it is done to.
        let told = |t: &Placed| t.trigger.word != word && is_below(a, t.trigger.word, word);
        let near = self.triggers.partition_point(|t| t.trigger.word < word);
        let inside = self.triggers[near..].iter().take(2).find(|t| told(t));
        // *Attacked the post with mortars*: nor is what it is done with.
        let inside = inside.map(|t| t.trigger.word).or(with.filter(|&i| is_below(a, i, word)));
        let known = self.actors.mention_of(word).map(|m| m.span);
        let span = match inside {
            Some(trigger) if known.is_none_or(|s| s.end > a[trigger].span.start) => {
                phrase_span(a, word, Some(trigger))
            }
            _ => known.unwrap_or_else(|| phrase_span(a, word, None)),
        };
        let span = self.before_where(word, self.after_time(word, span));
        (word, self.with_adverb(word, self.without_trigger(word, span)))
    }

    /// *Des hommes armés* à Takoubatt, *une étudiante* à coups de batte: nor is where somebody is,
    /// or what it is done with.
    fn before_where(&self, head: WordId, span: ByteSpan) -> ByteSpan {
        let a = self.words.analysis;
        let people = SIDES.and(Classes::PERSON).and(Classes::COLLECTIVE).and(Classes::NUMBER);
        if a[head].pos != Pos::Noun || !self.has(head, people) || self.has(head, Classes::SITE) {
            return span;
        }
        let things = Classes::WEAPON.and(Classes::INSTRUMENT);
        let preposition = |w: WordId| {
            let case = self.words.child_by(w, Relation::Case)?;
            let place = self.place_of[w.index()].is_some_and(|p| p.usage == PlaceUsage::Location);
            let set_off = place && self.has(case, Classes::AT)
                || self.has(w, things) && self.has(case, Classes::AT.and(Classes::MEANS));
            let below = matches!(a[w].relation, Relation::Nmod | Relation::Obl) && case > head;
            Some(case).filter(|_| set_off && below)
        };
        let end = a.sentence_of(head).words.end;
        let inside = (head.0 + 1..end).map(WordId).take_while(|&w| a[w].span.start < span.end);
        let case = inside.filter_map(preposition).next();
        match case.and_then(|c| c.previous()) {
            Some(last) => ByteSpan { end: a[last].span.end, ..span },
            None => span,
        }
    }

    /// *Bandits* ambushed *soldiers*: nor a verb that the tree takes for an adjective.
    fn without_trigger(&self, head: WordId, span: ByteSpan) -> ByteSpan {
        let a = self.words.analysis;
        let near = self.triggers.partition_point(|t| t.trigger.word < head);
        let beside = &self.triggers[near.saturating_sub(1)..];
        let told = beside.iter().take(2).map(|t| &t.trigger).find(|t| {
            let between = t.actor.zip(t.target).filter(|_| a[t.word].relation == Relation::Amod);
            between.is_some_and(|(by, on)| by.next() == t.word && (by == head || on == head))
        });
        match told {
            Some(t) if t.word < head => {
                ByteSpan { start: span.start.max(a[t.word.next()].span.start), ..span }
            }
            Some(_) => ByteSpan { end: span.end.min(a[head].span.end), ..span },
            None => span,
        }
    }

    /// *Plus de* 30 civils, *quatre présumés* bandits: with what the tree hangs them on.
    fn with_adverb(&self, head: WordId, span: ByteSpan) -> ByteSpan {
        let a = self.words.analysis;
        let adverb = a[head].head.filter(|&h| match a[h].pos {
            Pos::Adv => self.words.child_by(head, Relation::Case) == Some(h.next()),
            Pos::Verb => h.next() == head && a[h].relation == Relation::Nsubj,
            _ => false,
        });
        // *Quatre* hangs on the one or the other.
        let adverb = adverb.map(|w| {
            let before = w.previous().filter(|&b| a[b].head == Some(w) || a[b].head == Some(head));
            before.unwrap_or(w)
        });
        adverb.map_or(span, |w| ByteSpan { start: span.start.min(a[w].span.start), ..span })
    }
}

/// Sides of a conflict.
const SIDES: Classes =
    Classes::STATE.and(Classes::NONSTATE).and(Classes::MILITARY).and(Classes::ARMED);

/// Who can act.
const PEOPLE: Classes = SIDES
    .and(Classes::PERSON)
    .and(Classes::CIVILIAN)
    .and(Classes::COLLECTIVE)
    .and(Classes::NUMBER)
    .and(Classes::UNIT)
    .and(Classes::DEMONYM)
    .and(Classes::MILITIA)
    .and(Classes::STATELESS)
    .and(Classes::TROOPS)
    .and(Classes::REFUGE)
    .and(Classes::UNARMED)
    .and(Classes::POLICE)
    .and(Classes::NOBODY);
