//! Where and when an event happens, from what stands nearest to its triggers.

use std::collections::{BTreeMap, BTreeSet};

use selon_language::morphology::{Definite, Number, PronType, Tense, VerbForm};
use selon_language::{Analysis, Pos, Relation, WordId};

use super::EventMention;
use super::group::Group;
use super::lexicon::Classes;
use super::ontology::{Family, family};
use super::placed::{
    CLIMB, Nearness, Outline, Placed, far_apart, phrase_head, pluperfect, tells_the_news,
};
use super::words::Words;
use selon_model::reading::Precision;

use crate::attribution::{AttributionMention, Holders};
use crate::place::{self, PlaceMention, Reach, Speaker};
use crate::time::{TimeExpression, TimeKind};

/// When it happened: what stands where the news is told first, else what stands nearest
/// to any of its triggers.
pub(super) fn told_time<'p>(
    a: &Analysis,
    outline: Outline,
    times: &[TimeExpression],
    members: impl Iterator<Item = &'p Placed> + Clone,
) -> Option<usize> {
    let found = lead_time(a, outline, members.clone())
        .or_else(|| nearest(members.clone().map(own_time)))?;
    // *On Sunday … at about 3 p.m.*: the day tells more than an hour without one.
    let hour = |t: usize| times[t].kind == TimeKind::Hour;
    let day = || nearest(members.clone().map(|m| own_time(m).filter(|t| !hour(t.0))));
    // *Mardi … à l'aube*: of that day, not of the one of publication.
    let found = if hour(found) { day().unwrap_or(found) } else { found };
    // *the 2008 raid … on 26 October 2008*: the more exact of two that agree.
    let value = |t: usize| times[t].value.as_deref().unwrap_or_default();
    let wide = value(found);
    let exact = members.filter_map(own_time).map(|t| t.0).find(|&t| {
        let part = value(t).strip_prefix(wide);
        wide.len() == "2008".len() && part.is_some_and(|p| p.starts_with('-') && !p.contains('/'))
    });
    Some(exact.unwrap_or(found))
}

fn nearest(found: impl Iterator<Item = Option<(usize, Nearness)>>) -> Option<usize> {
    found.flatten().enumerate().min_by_key(|(order, (_, near))| (*near, *order)).map(|(_, f)| f.0)
}

/// From which score on a place is a trigger's own.
const OWN: f64 = 9.0;
/// How many triggers of an event are asked where it happened.
const ASKED: usize = 8;

/// Where most of the first triggers say that it happened; of equals, what is told first.
pub(super) fn told_place<'p>(
    words: &Words,
    outline: Outline,
    surroundings: &Surroundings,
    members: impl Iterator<Item = &'p Placed> + Clone,
) -> Option<usize> {
    let a = words.analysis;
    let places = surroundings.places;
    let headline = members.clone().any(|m| a[m.trigger.word].sentence < outline.lead_end);
    let mut votes: Vec<(usize, u32)> = Vec::new();
    let mut own_places: Vec<usize> = Vec::new();
    let own: Vec<WordId> = members.clone().map(|m| m.trigger.word).collect();
    let other = |w: WordId| surroundings.triggers.contains(&w) && !own.contains(&w);
    // Demonstrations are those of the country that the report is of.
    let unrest = members.clone().all(|m| family(m.trigger.kind) == Family::Protest);
    for member in members.take(ASKED) {
        let trigger = member.trigger.word;
        let asked = place::Asked {
            trigger,
            main: headline,
            reach: if headline { Reach::Any } else { reach(words, surroundings.times, member) },
            speaker: &|p| surroundings.of_speaker(trigger, p),
            other: &other,
        };
        let Some((place, score)) = place::of_event(a, places, &asked) else { continue };
        // What stands with the trigger tells more than what it takes from elsewhere.
        let weight = if score >= OWN { 3 } else { 2 };
        if score >= OWN {
            own_places.push(place);
        }
        let name =
            |p: usize| places[p].resolved.as_ref().map(|r| (r.name.as_str(), r.country.as_deref()));
        let known = votes
            .iter_mut()
            .find(|v| v.0 == place || name(v.0).is_some() && name(v.0) == name(place));
        match known {
            Some(vote) => vote.1 += weight,
            None => votes.push((place, weight)),
        }
    }
    let Some(most) = votes.iter().map(|v| v.1).max() else {
        return place::of_report(a, places).filter(|_| unrest);
    };
    let told = votes.iter().find(|v| v.1 == most).map(|v| v.0)?;
    Some(only_town_in(places, &own_places, told).unwrap_or(told))
}

/// The town that the report tells to be where it happened, where what it tells most often is the
/// country of that town; none if it tells several.
fn only_town_in(places: &[PlaceMention], own: &[usize], told: usize) -> Option<usize> {
    let resolved = |p: usize| places.get(p)?.resolved.as_ref();
    let country = resolved(told).filter(|r| r.precision == Precision::Country)?;
    let mut towns = own.iter().copied().filter(|&p| {
        resolved(p).is_some_and(|r| {
            matches!(r.precision, Precision::Locality | Precision::District)
                && r.country == country.country
        })
    });
    let first = towns.next()?;
    let name = |p: usize| resolved(p).map(|r| r.name.as_str());
    towns.all(|p| name(p) == name(first)).then_some(first)
}

/// Where what is told before may tell the place of what a trigger tells. What is only
/// planned, what is told of as a kind, and what a year or month is told of as a whole did
/// not happen where the sentence before happened.
fn reach(words: &Words, times: &[TimeExpression], member: &Placed) -> Reach {
    let trigger = &member.trigger;
    // *Un autre rassemblement est prévu mardi*: in the country that the report is about.
    if !member.real && family(trigger.kind) == Family::Protest {
        return Reach::Wide;
    }
    if !member.real || trigger.kind == "change_to_group" {
        return Reach::Sentence;
    }
    // *Le groupe avait revendiqué une attaque contre un poste*: before the news, wherever.
    let new = words
        .child_by(trigger.word, Relation::Det)
        .is_some_and(|d| words.analysis[d].morphology.definite == Some(Definite::Ind));
    if new
        && words.analysis[trigger.word].relation == Relation::Obj
        && pluperfect(words.analysis, trigger.word)
    {
        return Reach::Wide;
    }
    let long_ago = own_time(member).is_some_and(|(t, near)| {
        let value = times.get(t).and_then(|t| t.value.as_deref());
        // *XXXX-05* is of a year that is not known.
        let known = value.filter(|v| !v.starts_with('X'));
        let from = known.and_then(|v| v.split('/').next());
        near <= Nearness::OfClause && from.is_some_and(|v| v.len() <= "2014-05".len())
    });
    let war = words.classes(trigger.word).any(Classes::WAR);
    let dated = member.time.is_some_and(|t| t.1 == Nearness::OfTrigger);
    // Who meets whom may do so anywhere.
    if words.classes(trigger.word).any(Classes::TALKS) {
        return Reach::Sentence;
    }
    // *The fight against ISIL*, wherever that is.
    let struggle = words.classes(trigger.word).any(Classes::STRUGGLE)
        && trigger.target.is_some_and(|t| {
            words.analysis[t].pos == Pos::Propn && words.classes(t).any(Classes::NONSTATE)
        })
        || words.classes(trigger.word).any(Classes::CAUSE) && trigger.target.is_none();
    let vast = trigger.target.is_some_and(|t| is_vast(words, t));
    if trigger.kind == "agreement"
        || long_ago
        || war
        || struggle
        || vast
        || !dated && is_of_a_kind(words, trigger.word)
    {
        return Reach::Wide;
    }
    Reach::Any
}

/// Whether so many are told of that it happened in a whole country: *des millions de
/// personnes*, *hundreds of thousands of Syrians*.
fn is_vast(words: &Words, target: WordId) -> bool {
    let a = words.analysis;
    let number = |w: WordId| words.classes(w).any(Classes::NUMBER);
    words.classes(target).any(Classes::VAST)
        || number(target)
            && words.children(target).any(|c| {
                matches!(a[c].relation, Relation::Nmod | Relation::Obl | Relation::Nummod)
                    && (number(c) || words.classes(c).any(Classes::VAST))
            })
}

/// Whether a noun tells of a kind of thing, not of one that happened: plural, neither
/// definite nor counted, and neither the subject nor the object of a verb that tells:
/// *accusés de pillages*, *soupçonnés de préparer des attentats*.
fn is_of_a_kind(words: &Words, word: WordId) -> bool {
    let a = words.analysis;
    let noun = &a[word];
    let new = words.child_by(word, Relation::Det).is_none_or(|d| {
        let m = a[d].morphology;
        m.definite == Some(Definite::Ind) && m.pron_type != Some(PronType::Dem)
    });
    let counted = words.child_by(word, Relation::Nummod).is_some();
    if noun.pos != Pos::Noun || noun.morphology.number != Some(Number::Plur) || !new || counted {
        return false;
    }
    let mut first = word;
    for _ in 0..CLIMB {
        match a[first].head {
            Some(head) if a[first].relation == Relation::Conj => first = head,
            _ => break,
        }
    }
    match a[first].relation {
        Relation::Nmod | Relation::Obl => true,
        Relation::Obj => a[first].head.is_some_and(|h| {
            matches!(a[h].morphology.verb_form, Some(VerbForm::Inf | VerbForm::Ger))
        }),
        _ => false,
    }
}

/// What stands round the triggers of a report.
pub(super) struct Surroundings<'s> {
    pub places: &'s [PlaceMention],
    pub times: &'s [TimeExpression],
    /// The words that tell of events.
    triggers: BTreeSet<WordId>,
    /// For each place, the attribution whose source or cue has it, and which.
    speaking: Vec<Option<(usize, Speaker)>>,
    holders: &'s Holders<'s>,
    attributions: &'s [AttributionMention],
}

impl<'s> Surroundings<'s> {
    pub fn new(
        a: &Analysis,
        places: &'s [PlaceMention],
        times: &'s [TimeExpression],
        attributions: &'s [AttributionMention],
        holders: &'s Holders<'s>,
        triggers: &[Placed],
    ) -> Surroundings<'s> {
        let mut cues: BTreeMap<WordId, usize> = BTreeMap::new();
        let mut sources: BTreeMap<WordId, usize> = BTreeMap::new();
        for (i, attribution) in attributions.iter().enumerate() {
            if let Some(cue) = attribution.cue_head {
                cues.entry(cue).or_insert(i);
            }
            if let Some(source) = &attribution.source {
                sources.entry(source.head).or_insert(i);
            }
        }
        let speaking = places
            .iter()
            .map(|place| {
                let head = phrase_head(a, place.words);
                let mut below = head;
                for above in a.ancestors(head).take(CLIMB) {
                    if let Some(&i) = sources.get(&above) {
                        return Some((i, Speaker::Source));
                    }
                    if let Some(&i) = cues.get(&above) {
                        let beside = below == head
                            && a[below].relation == Relation::Obl
                            && !attributions[i].holds(head);
                        return Some((i, Speaker::Cue)).filter(|_| beside);
                    }
                    // *Un observatoire basé à Londres*
                    let participle = matches!(a[above].relation, Relation::Acl | Relation::Amod);
                    if a[above].pos == Pos::Verb && !participle {
                        return None;
                    }
                    below = above;
                }
                None
            })
            .collect();
        let triggers = triggers.iter().map(|t| t.trigger.word).collect();
        Surroundings { places, times, triggers, speaking, holders, attributions }
    }

    /// Whether a place is one of who says what the trigger tells, or of the saying.
    fn of_speaker(&self, trigger: WordId, place: usize) -> Option<Speaker> {
        let (attribution, speaker) = self.speaking.get(place).copied().flatten()?;
        let mut holder = self.holders.innermost(trigger);
        for _ in 0..CLIMB {
            match holder {
                Some(h) if h == attribution => return Some(speaker),
                Some(h) => holder = self.attributions.get(h).and_then(|a| a.inside),
                None => break,
            }
        }
        // Elsewhere in the text, who speaks is mostly near to what is told.
        (speaker == Speaker::Cue).then_some(speaker)
    }
}

/// What is planned happens when its own words say, not when its clause does.
/// *L'offensive commencera lundi* does, *il a annoncé lundi une offensive* does not.
fn own_time(p: &Placed) -> Option<(usize, Nearness)> {
    let least = match (p.real || p.attempt, p.subject) {
        (true, _) => Nearness::InSentence,
        (false, true) => Nearness::OfClause,
        (false, false) => Nearness::OfTrigger,
    };
    p.time.filter(|t| t.1 <= least)
}

/// The time that stands where the news is told first.
fn lead_time<'p>(
    a: &Analysis,
    outline: Outline,
    mut members: impl Iterator<Item = &'p Placed>,
) -> Option<usize> {
    let lead = outline.lead_end.checked_sub(1)?;
    let told = members.find(|p| a[p.trigger.word].sentence == lead && p.real)?;
    // *A annoncé dimanche la police. L'attaque a eu lieu jeudi*: the day that it was said on
    // counts only where no other is told.
    own_time(told).filter(|t| t.1 < Nearness::InSentence).map(|t| t.0)
}

/// An hour without a day, told first under a date line, is of the day of that line.
pub(super) fn date_by_the_date_line(
    a: &Analysis,
    outline: Outline,
    times: &[TimeExpression],
    events: &mut [EventMention],
) {
    let sentence = |t: &TimeExpression| a.words.get(t.words.start as usize).map(|w| w.sentence);
    let line = times.iter().position(|t| {
        t.kind == TimeKind::Date
            && sentence(t).is_some_and(|s| s >= outline.body && s < outline.lead_end)
            && sentence(t)
                .is_some_and(|s| a.sentences[s as usize].span.start + DATE_LINE >= t.span.start)
    });
    let Some(line) = line else { return };
    let lead = outline.lead_end.saturating_sub(1);
    let in_lead = |t: usize| sentence(&times[t]).is_some_and(|s| s <= lead);
    let opens = |s: u32| {
        s >= lead
            && s < lead + OPENING
            && a.sentences[s as usize].paragraph == a.sentences[lead as usize].paragraph
    };
    for event in events.iter_mut().filter(|e| !e.time.is_some_and(in_lead)) {
        let told = event.triggers.iter().any(|t| opens(a[t.0].sentence));
        if !told || event.time.is_some() && !event.headline {
            continue;
        }
        let mut opening = times.iter().take(32).filter(|t| sentence(t).is_some_and(opens));
        let hour = opening.clone().any(|t| t.kind == TimeKind::Hour);
        let day = opening.any(|t| t.kind == TimeKind::Date && !t.span.overlaps(times[line].span));
        if hour && !day {
            event.time = Some(line);
        }
    }
}

/// How many sentences of the first paragraph open the report.
const OPENING: u32 = 3;
/// Within how many bytes of the start of its sentence a date line stands.
const DATE_LINE: u32 = 24;

/// How many sentences from an attack what followed it is told.
const AFTERMATH: u32 = 3;

/// How many sentences from an attack its scene goes on.
const SCENE: u32 = 2;
/// How many sentences behind it what happened at the same town is told as of the same day.
const STORY: u32 = 8;

/// Whether a verb tells of what is over by now and was not before: *ont pris*, *affirment avoir
/// pris*; not *avaient pris*.
fn is_told_as_over(a: &Analysis, word: WordId) -> bool {
    let mut first = word;
    for _ in 0..CLIMB {
        match a[first].head {
            Some(head) if a[first].relation == Relation::Conj && a[head].pos == Pos::Verb => {
                first = head;
            }
            _ => break,
        }
    }
    // *Avoir pris le camp avant de s'en retirer*: as over as what it follows.
    let infinitive =
        a[word].morphology.verb_form == Some(VerbForm::Inf) && a[word].relation == Relation::Advcl;
    let told = a[word].head.filter(|_| infinitive).unwrap_or(word);
    let past = |w: WordId| a[w].morphology.tense == Some(Tense::Past);
    a[told].pos == Pos::Verb && past(told) && !pluperfect(a, first)
}

/// What is told beside the event of the headline and has no time of its own happens when
/// that happens: the end of the attacker, an arrest.
pub(super) fn inherit_time(
    a: &Analysis,
    groups: &[Group],
    triggers: &[Placed],
    places: &[PlaceMention],
    times: &[TimeExpression],
    events: &mut [EventMention],
) {
    let Some(main) = events.iter().position(|e| e.headline) else { return };
    let (main_place, main_kind) = (events[main].place, events[main].kind);
    let Some(time) = events[main].time else { return };
    // *Malgré la trêve du 27 novembre, des frappes ont tué*: not on that day.
    if main_kind == "agreement" {
        return;
    }
    let sentences: Vec<u32> = events[main].triggers.iter().map(|t| a[t.0].sentence).collect();
    let attack = matches!(family(events[main].kind), Family::Violence | Family::Explosive);
    let mut dated = vec![false; a.sentences.len()];
    let other = |t: &&TimeExpression| t.kind == TimeKind::Date && t.value != times[time].value;
    for time in times.iter().filter(other).filter_map(|t| a.words.get(t.words.start as usize)) {
        dated[time.sentence as usize] = true;
    }
    let fought = attack || family(events[main].kind) == Family::Fighting;
    for (event, group) in events.iter_mut().zip(groups) {
        // What did not happen was on no day.
        let real = group.members.iter().any(|&i| triggers[i].real && !triggers[i].negative)
            && !(group.total || group.war || group.background)
            // *Le groupe avait revendiqué une attaque en février*
            && !group.members.iter().all(|&i| pluperfect(a, triggers[i].trigger.word));
        let elsewhere = || {
            let at = |p: Option<usize>| p.and_then(|p| places.get(p)?.resolved.as_ref());
            at(event.place).zip(at(main_place)).is_some_and(|(a, b)| far_apart(a, b))
        };
        // What was won, agreed or set up is news of its own.
        let follows = match event.kind {
            "arrests" | "disrupted_weapons" | "looting_property_destruction" => true,
            "air_drone_strike" | "shelling_missile" => family(main_kind) == Family::Explosive,
            kind => !matches!(family(kind), Family::Territory | Family::Strategic),
        };
        let Some(told) = event.triggers.first().map(|t| a[t.0].sentence) else { continue };
        let after = sentences.partition_point(|&s| s < told);
        let near = [after.checked_sub(1), Some(after)].into_iter().flatten();
        let named = |p: Option<usize>| {
            let found = p.and_then(|p| places.get(p)?.resolved.as_ref());
            found.map(|r| (r.name.as_str(), r.country.as_deref()))
        };
        let scene_of = |event: &EventMention| {
            let town = |p: Option<usize>| {
                p.and_then(|p| places.get(p)?.resolved.as_ref()).is_some_and(|r| {
                    matches!(r.precision, Precision::Locality | Precision::District)
                })
            };
            town(event.place) && named(event.place) == named(main_place)
        };
        // *L'assaut a été repoussé. Les rebelles affirment avoir pris le camp*: of one scene.
        let first = event.triggers.first().map(|t| t.0);
        let scene = |s: u32| {
            let paragraph = |s: u32| a.sentences[s as usize].paragraph;
            named(event.place) == named(main_place)
                && paragraph(s) == paragraph(told)
                && first.is_some_and(|w| is_told_as_over(a, w))
        };
        let beside = near.filter_map(|i| sentences.get(i)).any(|&s| {
            let reach = match (attack, follows) {
                (true, true) => AFTERMATH,
                _ if fought && scene(s) => SCENE,
                _ => 0,
            };
            // *Sept personnes ont été interpellées*, paragraphs on, with no other day between.
            let quiet = || {
                s < told
                    && told - s <= STORY
                    && scene_of(event)
                    && first.is_some_and(|w| is_told_as_over(a, w) && tells_the_news(a, w))
                    && !dated[s as usize..=told as usize].contains(&true)
            };
            s.abs_diff(told) <= reach || follows && quiet()
        });
        if real
            && (event.headline || !elsewhere())
            && event.time.is_none()
            && (event.headline || beside)
        {
            event.time = Some(time);
        }
    }
}
