//! Who does it and to whom: of what the triggers of an event tell, the fullest that can be.
//!
//! As the codebooks of event data have it (ACLED, PLOVER), both are people, groups,
//! organisations or states; of whom or what an attack is on, also what they are in. A place
//! that is taken, marched through or fought for is where it happens, not whom it is done to:
//! there the other side is asked for, *from ISIL*, *tenu par les rebelles*.

use std::cmp::Reverse;

use selon_language::morphology::{Number, Person, PronType};
use selon_language::{Pos, Relation, Subtype, WordId};
use selon_model::ByteSpan;
use selon_model::reading::Precision;

use super::frame::{Frame, agent, is_passive};
use super::lexicon::{Classes, Role};
use super::ontology::{Family, family};
use super::placed::Placed;
use super::trigger::{Trigger, tells_an_event};
use super::words::Words;
use super::{is_below, phrase_span};
use crate::actor::{ActorMention, Actors};
use crate::attribution::{AttributionMention, Force, force};
use crate::place::{PlaceMention, PlaceUsage};
use crate::time::TimeExpression;

/// How many words above a noun of number the verb stands that somebody takes part by.
const COUNTED: usize = 2;
/// How many words for who did it are looked at.
const PERPETRATORS: usize = 16;

/// Who acts and who is acted on, with what is known of the words of a text.
pub(super) struct Participants<'p, 'a, 't> {
    words: &'p Words<'a, 't>,
    actors: &'p Actors,
    triggers: &'p [Placed],
    /// Who claims responsibility for what a word tells.
    claimed_by: Vec<Option<WordId>>,
    /// The first mentions by words for who did it.
    perpetrators: Vec<&'p ActorMention>,
    /// Whether a word is part of a time, and the place that it is part of.
    in_time: Vec<bool>,
    place_of: Vec<Option<&'p PlaceMention>>,
}

impl<'p, 'a, 't> Participants<'p, 'a, 't> {
    pub fn new(
        words: &'p Words<'a, 't>,
        actors: &'p Actors,
        attributions: &'p [AttributionMention],
        triggers: &'p [Placed],
        places: &'p [PlaceMention],
        times: &[TimeExpression],
    ) -> Participants<'p, 'a, 't> {
        let count = words.analysis.words.len();
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
        let mut claimed_by = vec![None; count];
        for claim in attributions {
            let source = claim.source.as_ref().map(|s| s.head);
            let claims = |c: WordId| force(words.analysis, c) == Some(Force::Claim);
            if !claim.cue_head.is_some_and(claims) {
                continue;
            }
            for word in claim.content_words.iter().flat_map(|r| r.iter()) {
                if let Some(by) = claimed_by.get_mut(word.index()) {
                    *by = by.or(source);
                }
            }
        }
        let did_it = |m: &&ActorMention| {
            words.analysis[m.head].pos == Pos::Noun
                && words.classes(m.head).any(Classes::PERPETRATOR)
        };
        let perpetrators = actors.mentions.iter().filter(did_it).take(PERPETRATORS).collect();
        Participants { words, actors, triggers, claimed_by, perpetrators, in_time, place_of }
    }

    /// Who does it: the head and the span of the noun phrase.
    pub fn actor<'m>(
        &self,
        members: impl Iterator<Item = &'m Placed> + Clone,
    ) -> Option<(WordId, ByteSpan)> {
        let told = members.clone().filter_map(|p| {
            p.trigger.actor.filter(|&w| self.can_act(w) || self.does_violence(w, &p.trigger))
        });
        let taking_part = members.clone().filter_map(|p| self.taking_part(p.trigger.word));
        let claiming = members.clone().filter_map(|p| self.claiming(p.trigger.word));
        let others = taking_part.chain(claiming).filter(|&w| self.can_act(w));
        let found: Vec<WordId> = told.chain(others).collect();
        self.fullest(&found, |_| 0).map(|w| self.phrase(w, None))
    }

    /// Whom or what it is done to.
    pub fn target<'m>(
        &self,
        kind: &str,
        actor: Option<WordId>,
        members: impl Iterator<Item = &'m Placed> + Clone,
    ) -> Option<(WordId, ByteSpan)> {
        let mut found: Vec<WordId> = Vec::new();
        if family(kind) == Family::Territory {
            found.extend(members.clone().filter_map(|p| self.loser(p)));
        }
        let told = members.clone().filter_map(|p| p.trigger.target);
        found.extend(told.filter(|&w| self.can_be_hit(w, kind)));
        // *Le gouvernement et les rebelles ont signé un accord*: each with the other.
        let of_two = kind == "agreement"
            || members.clone().any(|p| {
                kind == "armed_clash" && self.words.classes(p.trigger.word).any(Classes::CLASH)
            });
        if let Some(by) = actor.filter(|_| of_two && found.is_empty()) {
            let a = self.words.analysis;
            let other = self.words.children(by).find(|&c| {
                a[c].relation == Relation::Conj && self.words.phrase_classes(c).any(SIDES)
            });
            found.extend(other);
        }
        found.retain(|&w| {
            actor.is_none_or(|by| !self.words.same_participant(by, w) || self.is_pronoun(w))
        });
        // Those who were killed tell less of what an attack was on than what it was led against.
        let victim = |w: WordId| {
            let mut of = members.clone().filter(|p| p.trigger.target == Some(w));
            usize::from(of.all(|p| p.trigger.role < Role::Generic))
        };
        let word = self.fullest(&found, victim)?;
        let told = members.clone().find(|p| p.trigger.target == Some(word));
        Some(self.phrase(word, told.and_then(|p| p.trigger.instrument)))
    }

    /// The first of those that tell most: a noun or a name before a pronoun, people before
    /// what they are in. `less` is what else takes from it.
    fn fullest(&self, found: &[WordId], less: impl Fn(WordId) -> usize) -> Option<WordId> {
        let a = self.words.analysis;
        let rank = |&(at, w): &(usize, WordId)| {
            let full = matches!(a[w].pos, Pos::Noun | Pos::Propn);
            let place = self.is_place(w);
            (Reverse(full), less(w) + usize::from(place), at)
        };
        let best = found.iter().copied().enumerate().min_by_key(rank)?.1;
        Some(self.named(best).unwrap_or(best))
    }

    fn is_pronoun(&self, word: WordId) -> bool {
        matches!(self.words.analysis[word].pos, Pos::Pron | Pos::Det)
    }

    /// Whom a pronoun means, by the mention before it that tells it in full, else after it.
    fn named(&self, pronoun: WordId) -> Option<WordId> {
        let a = self.words.analysis;
        // *We*: whoever speaks.
        let third = a[pronoun].morphology.person.is_none_or(|p| p == Person::Third);
        if !self.is_pronoun(pronoun) || !third {
            return None;
        }
        let entity = self.actors.mention_of(pronoun)?.entity;
        let full = self
            .actors
            .mentions
            .iter()
            .filter(|m| m.entity == entity && matches!(a[m.head].pos, Pos::Noun | Pos::Propn));
        let full: Vec<WordId> = full.map(|m| m.head).collect();
        full.iter().rev().find(|&&w| w < pronoun).or(full.first()).copied()
    }

    /// Whether a word can be of who does it: no time, no thing, nowhere that nobody acts from.
    fn can_act(&self, word: WordId) -> bool {
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
    fn does_violence(&self, word: WordId, trigger: &Trigger) -> bool {
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
    fn can_be_hit(&self, word: WordId, kind: &str) -> bool {
        let w = self.words;
        let a = w.analysis;
        let own = w.classes(word);
        if self.in_time[word.index()] {
            return false;
        }
        match a[word].pos {
            Pos::Pron | Pos::Det if a[word].morphology.pron_type != Some(PronType::Prs) => {
                return self.actors.mention_of(word).is_some();
            }
            _ => {}
        }
        let family = family(kind);
        let counted = own.any(Classes::NUMBER).then(|| {
            w.children(word)
                .find(|&c| a[c].relation == Relation::Nmod && w.has_case(c, Classes::OF))
        });
        let what = counted.flatten().unwrap_or(word);
        // *Une prise d'otages*: they are part of what is told.
        let alone = !w
            .children(word)
            .any(|c| matches!(a[c].relation, Relation::Nummod | Relation::Amod | Relation::Nmod));
        let of_captives = own.any(Classes::CAPTIVE) && matches!(kind, "abduction" | "arrests");
        if w.classes(what).any(Classes::TIME) || of_captives && alone {
            return false;
        }
        let mentioned = self.actors.mention_of(word).is_some();
        if family == Family::Territory {
            let people = w.classes(what).any(SIDES.and(Classes::PERSON)) || mentioned;
            return people && !self.is_place(what);
        }
        // *The violation of human rights*, *the number of munitions*
        let of = matches!(a[word].relation, Relation::Nmod) && w.has_case(word, Classes::OF);
        let things = w.classes(what).any(Classes::WEAPON) && kind != "disrupted_weapons";
        if of && !mentioned && w.phrase_classes(word).is_none() && a.name_of(word).is_none()
            || counted.is_some() && things
        {
            return false;
        }
        // *Une marche contre la vie chère*: what it is about, not whom it is against.
        if family == Family::Protest
            && !(mentioned || w.phrase_classes(word).any(PEOPLE) || a.name_of(word).is_some())
        {
            return false;
        }
        if !self.is_place(word) {
            return true;
        }
        match family {
            Family::Protest => false,
            _ if matches!(
                kind,
                "armed_clash"
                    | "accident_or_disaster"
                    | "agreement"
                    | "arrests"
                    | "abduction"
                    | "change_to_group"
                    | "nonviolent_transfer"
                    | "base_established"
            ) =>
            {
                w.phrase_classes(word).any(Classes::MILITARY)
            }
            // *An attack in Baghdad*, unlike *on the town*.
            _ => {
                let case = w.case(word);
                case.is_none_or(|c| c.any(Classes::AGAINST.and(Classes::OF)))
                    || a[word].relation != Relation::Obl && a[word].relation != Relation::Nmod
            }
        }
    }

    /// Whether a word is of a place, and of no people in it or side that holds it.
    fn is_place(&self, word: WordId) -> bool {
        let own = self.words.classes(word);
        let people = Classes::PERSON.and(Classes::STATE).and(Classes::NONSTATE);
        own.any(Classes::PLACE) && !own.any(people)
    }

    /// Who loses what is taken: *reprendre la ville à l'État islamique*, *captured from the
    /// army*, *la ville tenue par les rebelles*.
    fn loser(&self, placed: &Placed) -> Option<WordId> {
        let w = self.words;
        let a = w.analysis;
        let side = |c: WordId| {
            let side = w.classes(c).any(SIDES) || self.actors.mention_of(c).is_some();
            side && !self.is_place(c) && placed.trigger.actor != Some(c)
        };
        let from = |head: WordId| {
            w.children(head).find(|&c| {
                matches!(a[c].relation, Relation::Obl | Relation::Iobj | Relation::Nmod)
                    && w.has_case(c, Classes::FROM)
                    && side(c)
            })
        };
        let held = |place: WordId| {
            let clause = w.children(place).find(|&c| {
                matches!(a[c].relation, Relation::Acl | Relation::Advcl)
                    && w.classes(c).any(Classes::HOLD)
            })?;
            let by =
                || Frame::of(w, clause).subject.filter(|_| a[clause].relation == Relation::Acl);
            agent(w, clause).or_else(by).filter(|&c| side(c))
        };
        let place = placed.trigger.target;
        let word = placed.trigger.word;
        from(word)
            .or_else(|| place.and_then(from))
            .or_else(|| place.and_then(held))
            // Where the tree hangs the clause on the verb.
            .or_else(|| held(word))
    }

    /// Who is told to take part in what a noun tells of, or to be accused of it: *les milices
    /// engagées dans l'offensive*, *accused of looting*.
    fn taking_part(&self, noun: WordId) -> Option<WordId> {
        let w = self.words;
        let a = w.analysis;
        if !matches!(a[noun].pos, Pos::Noun | Pos::Propn) {
            return None;
        }
        // *Accusées de pillages, d'enlèvements et de massacres*, *d'un grand nombre de viols*
        let first = a[noun].head.filter(|_| a[noun].relation == Relation::Conj).unwrap_or(noun);
        let counted = a.ancestors(first).skip(1).take(COUNTED);
        let counted = counted.take_while(|&h| w.classes(h).any(Classes::NUMBER)).last();
        let complement = counted.unwrap_or(first);
        let verb = a[complement].head?;
        let stands = match a[complement].relation {
            Relation::Obl | Relation::Nmod | Relation::Obj => {
                w.case(complement).is_none_or(|c| c.any(Classes::INVOLVES))
            }
            _ => false,
        };
        if !stands || !w.classes(verb).any(Classes::TAKE_PART) {
            return None;
        }
        // *Ne participent pas à l'offensive*
        let denied =
            |c: WordId| a[c].relation == Relation::Advmod && w.classes(c).any(Classes::NOT);
        if w.children(verb).any(denied) {
            return None;
        }
        let frame = Frame::of(w, verb);
        let other = |found: &WordId| *found != complement && *found != noun;
        let object = frame.object.filter(other);
        object.or(if is_passive(w, verb) { None } else { frame.subject.filter(other) })
    }

    /// Who says that they did it, or is said to have: *revendiqué par le groupe*, *attribué
    /// aux rebelles*.
    fn claiming(&self, word: WordId) -> Option<WordId> {
        let w = self.words;
        let a = w.analysis;
        let blamed = || {
            let verb = a[word].head.filter(|&h| w.classes(h).any(Classes::BLAME))?;
            let of = matches!(a[word].relation, Relation::Obj | Relation::Nsubj)
                || a[verb].relation == Relation::Acl;
            w.children(verb).filter(|_| of).find(|&c| {
                c != word
                    && matches!(a[c].relation, Relation::Obl | Relation::Iobj)
                    && a[c].subtype != Subtype::Temporal
                    && w.case(c).is_some_and(|c| c.any(Classes::TO.and(Classes::AGAINST)))
            })
        };
        let participle = || {
            let clause = w
                .children(word)
                .find(|&c| a[c].relation == Relation::Acl && w.classes(c).any(Classes::BLAME))?;
            w.children(clause).find(|&c| {
                matches!(a[c].relation, Relation::Obl | Relation::Iobj)
                    && w.case(c).is_some_and(|c| c.any(Classes::TO.and(Classes::AGAINST)))
            })
        };
        self.claimed_by[word.index()].or_else(blamed).or_else(participle)
    }

    /// Who did what the report is about and names nobody for, where a word for that is all it
    /// says: *l'assaillant*, *the gunman*.
    pub fn perpetrator(&self, target: Option<WordId>) -> Option<(WordId, ByteSpan)> {
        let a = self.words.analysis;
        let other =
            |m: &&&ActorMention| target.is_none_or(|t| !self.words.same_participant(t, m.head));
        let first = *self.perpetrators.iter().find(other)?;
        let named = |m: &&ActorMention| m.entity == first.entity && a[m.head].pos == Pos::Propn;
        let name = self.actors.mentions.iter().find(named).unwrap_or(first);
        Some(self.phrase(name.head, None))
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
        match inside {
            Some(trigger) if known.is_none_or(|s| s.end > a[trigger].span.start) => {
                (word, phrase_span(a, word, Some(trigger)))
            }
            _ => (word, known.unwrap_or_else(|| phrase_span(a, word, None))),
        }
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
