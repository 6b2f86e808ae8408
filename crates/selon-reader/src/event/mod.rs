//! Events of conflict, political violence and unrest: what happened, where, when,
//! who to whom.
//!
//! [`trigger`] finds the words that tell of events, [`frame`] who stands round them,
//! [`group`] which of them tell of one event, [`setting`] where and when it happens,
//! [`claims`] who holds it. The words stand in `lang/*/triggers.tsv`, the types in
//! `assets/ontology.tsv`.

pub mod claims;
pub mod frame;
pub mod group;
pub mod lexicon;
pub mod ontology;
pub mod setting;
pub mod trigger;

use std::collections::HashMap;

use selon_language::{Analysis, Relation, WordId};
use selon_model::ByteSpan;
use selon_model::reading::Reality;

use crate::actor::Actors;
use crate::attribution::{AttributionMention, Holders};
use crate::certainty;
use crate::figure::FigureMention;
use crate::place::{PlaceMention, PlaceUsage};
use crate::time::{TimeExpression, TimeKind};
use frame::Words;
use group::{Group, Outline, Placed};
use ontology::{Family, family};
use setting::{Nearness, nearness};
use trigger::Trigger;

/// An event and all that is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMention {
    /// The code of its type, as in `docs/CODEBOOK.md`.
    pub kind: &'static str,
    /// Whether it is what the report is about.
    pub headline: bool,
    /// The words that tell of it, in the order of the text: the head of each, and its span.
    pub triggers: Vec<(WordId, ByteSpan)>,
    /// Where it happened, as a place in `places`.
    pub place: Option<usize>,
    /// When it happened, as a place in `times`.
    pub time: Option<usize>,
    /// Who did it: the head and the span of the noun phrase.
    pub actor: Option<(WordId, ByteSpan)>,
    /// Whom or what it was done to.
    pub target: Option<(WordId, ByteSpan)>,
    /// Its figures, as places in `figures`.
    pub figures: Vec<usize>,
}

/// Finds the events of a text, in order. Every argument is what the stages before found.
pub fn find(
    analysis: &Analysis,
    times: &[TimeExpression],
    places: &[PlaceMention],
    actors: &Actors,
    attributions: &[AttributionMention],
    figures: &[FigureMention],
) -> Vec<EventMention> {
    let words = Words::new(analysis, lexicon::lexicon(analysis.language), places, actors);
    let outline = outline(analysis);
    let holders = Holders::new(attributions);
    let triggers = place_triggers(analysis, trigger::find(&words, times), places, times, &holders);
    let groups = group::group(&words, outline, &triggers, places, times);
    let spans: HashMap<WordId, ByteSpan> =
        actors.mentions.iter().map(|m| (m.head, m.span)).collect();
    let participant = |w: WordId| (w, spans.get(&w).copied().unwrap_or(phrase_span(analysis, w)));
    let mut events: Vec<EventMention> = groups
        .iter()
        .map(|g| {
            let members = || g.members.iter().map(|&i| &triggers[i]);
            EventMention {
                kind: g.kind,
                headline: members().any(|p| analysis[p.trigger.word].sentence < outline.lead_end),
                triggers: members().map(|p| (p.trigger.word, p.trigger.span)).collect(),
                place: told_place(analysis, places, members()),
                time: lead_time(analysis, outline, members())
                    .or_else(|| nearest(members().map(own_time))),
                actor: first_full(analysis, members().map(|p| p.trigger.actor)).map(participant),
                target: first_full(analysis, members().map(|p| p.trigger.target)).map(participant),
                figures: Vec::new(),
            }
        })
        .collect();
    date_by_the_date_line(analysis, outline, times, &mut events);
    inherit_time(analysis, &groups, &triggers, &mut events);
    link_figures(analysis, &groups, &triggers, figures, &mut events);
    events
}

/// Where the headline and the news end.
fn outline(a: &Analysis) -> Outline {
    let first_paragraph = a.sentences.first().map(|s| s.paragraph);
    let headline = a.sentences.iter().take_while(|s| Some(s.paragraph) == first_paragraph).count();
    let body = if headline == 1 && a.sentences.len() > 1 { 1 } else { 0 };
    // A date line is a sentence or two of its own before the first that has a verb.
    let lead = (body..a.sentences.len())
        .find(|&i| {
            a.sentences[i].words.iter().filter(|&w| a[w].pos == selon_language::Pos::Verb).count()
                > 0
        })
        .unwrap_or(body);
    Outline { body: body as u32, lead_end: lead as u32 + 1 }
}

/// Gives each trigger the nearest place and time of its sentence.
fn place_triggers(
    a: &Analysis,
    triggers: Vec<Trigger>,
    places: &[PlaceMention],
    times: &[TimeExpression],
    holders: &Holders,
) -> Vec<Placed> {
    let mut of_sentence: Vec<(Vec<usize>, Vec<usize>)> =
        vec![Default::default(); a.sentences.len()];
    let sentence = |start: u32| a.words.get(start as usize).map(|w| w.sentence as usize);
    for (i, place) in places.iter().enumerate() {
        if place.usage == PlaceUsage::Location
            && let Some(s) = sentence(place.words.start)
        {
            of_sentence[s].0.push(i);
        }
    }
    // An hour or a part of a day has the day of the time that it is told by.
    for (i, time) in times.iter().enumerate() {
        let tells =
            time.kind == TimeKind::Date || (time.kind == TimeKind::Hour && time.value.is_some());
        if tells && let Some(s) = sentence(time.words.start) {
            of_sentence[s].1.push(i);
        }
    }
    // Where nothing else tells when, what is not resolved still does.
    for (i, time) in times.iter().enumerate() {
        if time.kind == TimeKind::Hour
            && let Some(s) = sentence(time.words.start)
            && of_sentence[s].1.is_empty()
        {
            of_sentence[s].1.push(i);
        }
    }
    triggers
        .into_iter()
        .map(|trigger| {
            let at = trigger.word;
            let (here, then) = &of_sentence[a[at].sentence as usize];
            let place = closest(a, at, here, |i| places[i].words);
            let time = closest(a, at, then, |i| times[i].words);
            let real = certainty::judge(a, at, None).reality == Reality::Actual;
            let held = holders.innermost(at).is_some();
            Placed { trigger, place, time, real, held }
        })
        .collect()
}

/// How many places or times of one sentence are weighed.
const WEIGHED: usize = 24;

fn closest(
    a: &Analysis,
    trigger: WordId,
    candidates: &[usize],
    words: impl Fn(usize) -> selon_language::WordRange,
) -> Option<(usize, Nearness)> {
    let near = candidates.partition_point(|&i| words(i).start < trigger.0);
    let from = near.saturating_sub(WEIGHED / 2);
    let to = candidates.len().min(near + WEIGHED / 2);
    candidates[from..to]
        .iter()
        .filter_map(|&i| {
            let range = words(i);
            let gap = if range.start > trigger.0 {
                range.start - trigger.0
            } else {
                // What stands before is less likely to belong to it.
                (trigger.0 - range.start) * 2
            };
            Some(((nearness(a, trigger, range)?, gap), i))
        })
        .min()
        .map(|((n, _), i)| (i, n))
}

fn nearest(found: impl Iterator<Item = Option<(usize, Nearness)>>) -> Option<usize> {
    found.flatten().enumerate().min_by_key(|(order, (_, near))| (*near, *order)).map(|(_, f)| f.0)
}

/// How many triggers of an event are asked where it happened.
const ASKED: usize = 8;

/// Where most of the first triggers say that it happened; of equals, what is told first.
fn told_place<'p>(
    a: &Analysis,
    places: &[PlaceMention],
    members: impl Iterator<Item = &'p Placed>,
) -> Option<usize> {
    let mut votes: Vec<(usize, u32)> = Vec::new();
    for member in members.take(ASKED) {
        let Some(place) = crate::place::of_event(a, places, member.trigger.word) else { continue };
        let name =
            |p: usize| places[p].resolved.as_ref().map(|r| (r.name.as_str(), r.country.as_deref()));
        let known = votes
            .iter_mut()
            .find(|v| v.0 == place || name(v.0).is_some() && name(v.0) == name(place));
        match known {
            Some(vote) => vote.1 += 1,
            None => votes.push((place, 1)),
        }
    }
    let most = votes.iter().map(|v| v.1).max()?;
    votes.iter().find(|v| v.1 == most).map(|v| v.0)
}

/// What is planned happens when its own words say, not when its clause does.
fn own_time(p: &Placed) -> Option<(usize, Nearness)> {
    p.time.filter(|t| p.real || t.1 == Nearness::OfTrigger)
}

/// The time that stands where the news is told first.
fn lead_time<'p>(
    a: &Analysis,
    outline: Outline,
    mut members: impl Iterator<Item = &'p Placed>,
) -> Option<usize> {
    let lead = outline.lead_end.checked_sub(1)?;
    let told = members.find(|p| a[p.trigger.word].sentence == lead && p.real)?;
    told.time.filter(|t| t.1 <= Nearness::InSentence).map(|t| t.0)
}

/// The first that is a noun or a name; else the first.
fn first_full(a: &Analysis, found: impl Iterator<Item = Option<WordId>>) -> Option<WordId> {
    let found: Vec<WordId> = found.flatten().collect();
    let full = found
        .iter()
        .find(|&&w| matches!(a[w].pos, selon_language::Pos::Noun | selon_language::Pos::Propn));
    full.or(found.first()).copied()
}

/// A noun phrase without relative clauses and appositions.
fn phrase_span(a: &Analysis, head: WordId) -> ByteSpan {
    let left_out = |w: WordId| {
        matches!(
            a[w].relation,
            Relation::Acl
                | Relation::Appos
                | Relation::Case
                | Relation::Punct
                | Relation::Parataxis
                | Relation::Cop
        )
    };
    let words = a.subtree_without(head, left_out);
    a.span_of(&words).unwrap_or(a[head].span)
}

/// An hour without a day, told first under a date line, is of the day of that line.
fn date_by_the_date_line(
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
    for event in events.iter_mut().filter(|e| e.headline && !e.time.is_some_and(in_lead)) {
        let told = |s: u32| s == lead && event.triggers.iter().any(|t| a[t.0].sentence == s);
        let hour = times
            .iter()
            .take(32)
            .any(|t| t.kind == TimeKind::Hour && sentence(t).is_some_and(told));
        if hour {
            event.time = Some(line);
        }
    }
}

/// Within how many bytes of the start of its sentence a date line stands.
const DATE_LINE: u32 = 24;

/// How many sentences from an attack what followed it is told.
const AFTERMATH: u32 = 3;

/// What is told beside the event of the headline and has no time of its own happens when
/// that happens: the end of the attacker, an arrest.
fn inherit_time(a: &Analysis, groups: &[Group], triggers: &[Placed], events: &mut [EventMention]) {
    let Some(main) = events.iter().position(|e| e.headline) else { return };
    let Some(time) = events[main].time else { return };
    let sentences: Vec<u32> = events[main].triggers.iter().map(|t| a[t.0].sentence).collect();
    let attack = matches!(family(events[main].kind), Family::Violence | Family::Explosive);
    for (event, group) in events.iter_mut().zip(groups) {
        let real = group.members.iter().any(|&i| triggers[i].real);
        let Some(told) = event.triggers.first().map(|t| a[t.0].sentence) else { continue };
        let after = sentences.partition_point(|&s| s < told);
        let near = [after.checked_sub(1), Some(after)].into_iter().flatten();
        let beside = near
            .filter_map(|i| sentences.get(i))
            .any(|&s| s.abs_diff(told) <= if attack { AFTERMATH } else { 0 });
        if real && event.time.is_none() && (event.headline || beside) {
            event.time = Some(time);
        }
    }
}

/// Gives each figure to the event whose trigger is its predicate, else to the nearest.
fn link_figures(
    a: &Analysis,
    groups: &[Group],
    triggers: &[Placed],
    figures: &[FigureMention],
    events: &mut [EventMention],
) {
    let mut event_of: HashMap<WordId, usize> = HashMap::new();
    // (sentence, word, event) of every trigger in the order of the text.
    let mut told: Vec<(u32, u32, usize)> = Vec::new();
    for (e, group) in groups.iter().enumerate() {
        for &i in &group.members {
            let word = triggers[i].trigger.word;
            event_of.insert(word, e);
            told.push((a[word].sentence, word.0, e));
        }
    }
    told.sort_unstable();
    for (f, figure) in figures.iter().enumerate() {
        let direct =
            event_of.get(&figure.predicate).or_else(|| event_of.get(&figure.head)).copied();
        let event = direct.or_else(|| figure_event(a, &told, figure, events));
        let Some(e) = event else { continue };
        if figure.implied && events[e].figures.iter().any(|&g| figures[g].what == figure.what) {
            continue;
        }
        events[e].figures.push(f);
    }
}

/// The event that a figure belongs to that no trigger tells: one of its sentence, else
/// of the latest before it that can have such a figure.
fn figure_event(
    a: &Analysis,
    told: &[(u32, u32, usize)],
    figure: &FigureMention,
    events: &[EventMention],
) -> Option<usize> {
    let sentence = a[figure.head].sentence;
    let fits = |e: usize| figure.what.fits(events[e].kind);
    let start = told.partition_point(|t| t.0 < sentence);
    let here = told[start..].iter().take_while(|t| t.0 == sentence).take(64);
    let near = here.filter(|t| fits(t.2)).min_by_key(|t| t.1.abs_diff(figure.head.0)).map(|t| t.2);
    if figure.what == crate::figure::FigureKind::Participants {
        // Troops that are counted take part in nothing unless beside an event.
        return near;
    }
    near.or_else(|| {
        let before = told[..start].iter().rev().take(64).find(|t| fits(t.2) && sentence - t.0 <= 6);
        before.map(|t| t.2)
    })
    .or_else(|| events.iter().position(|e| e.headline && figure.what.fits(e.kind)))
    .or_else(|| told[start..].iter().take(16).find(|t| fits(t.2)).map(|t| t.2))
}

#[cfg(test)]
mod tests;
