//! Where and when an event happens: the place and the time that stand nearest to its
//! triggers, in the tree first, then in the sentence.

use selon_language::{Analysis, Pos, Relation, WordId, WordRange};
use selon_model::reading::{Certainty, Reality};

use super::EventMention;
use super::claims;
use super::group::{Group, Outline, Placed};
use super::ontology::{Family, family};
use super::trigger::Trigger;
use crate::attribution::Holders;
use crate::certainty;
use crate::place::{PlaceMention, PlaceUsage};
use crate::time::{TimeExpression, TimeKind};

/// How near something stands to a trigger; the smaller, the nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// It depends on the trigger.
    OfTrigger,
    /// It depends on the verb that the trigger depends on.
    OfClause,
    /// It stands in the sentence.
    InSentence,
}

/// How far up the tree is looked.
const CLIMB: usize = 12;

/// How near the head of `words` stands to a trigger of the same sentence.
pub fn nearness(a: &Analysis, trigger: WordId, words: WordRange) -> Option<Nearness> {
    let first = words.iter().next().filter(|w| w.index() < a.words.len())?;
    if a[first].sentence != a[trigger].sentence {
        return None;
    }
    let head = phrase_head(a, words);
    let clause = clause_of(a, trigger);
    let mut found = Nearness::InSentence;
    for (step, above) in a.ancestors(head).enumerate() {
        if step > CLIMB {
            break;
        }
        if above == trigger {
            return Some(Nearness::OfTrigger);
        }
        if above == clause {
            found = Nearness::OfClause;
            break;
        }
        let own_clause =
            !matches!(a[above].relation, Relation::Xcomp | Relation::Acl | Relation::Amod);
        if step > 0 && a[above].pos == Pos::Verb && own_clause {
            // It belongs to another clause.
            break;
        }
    }
    Some(found)
}

/// The word of a range that the others depend on.
pub fn phrase_head(a: &Analysis, words: WordRange) -> WordId {
    let inside = |w: WordId| a[w].head.is_some_and(|h| words.contains(h));
    let last = WordId(words.end.saturating_sub(1));
    words.iter().filter(|w| w.index() < a.words.len()).find(|&w| !inside(w)).unwrap_or(last)
}

/// The verb of the clause that a word stands in: itself or the nearest above.
pub fn clause_of(a: &Analysis, word: WordId) -> WordId {
    if a[word].pos == Pos::Verb
        && !matches!(a[word].relation, Relation::Amod | Relation::Acl | Relation::Xcomp)
    {
        return word;
    }
    let above = a.ancestors(word).skip(1).take(CLIMB).find(|&w| {
        a[w].pos == Pos::Verb && !matches!(a[w].relation, Relation::Amod | Relation::Xcomp)
            || a[w].head.is_none()
    });
    above.unwrap_or(word)
}

/// Gives each trigger the nearest place and time of its sentence.
pub(super) fn place_triggers(
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
            && !crate::place::is_origin(a, place)
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
            let (holder, judgement) = claims::judge(a, holders, at);
            let hedged = judgement.certainty == Certainty::Hedged;
            Placed { trigger, place, time, real, holder, hedged }
        })
        .collect()
}

/// How many places or times of one sentence are weighed.
const WEIGHED: usize = 24;

fn closest(
    a: &Analysis,
    trigger: WordId,
    candidates: &[usize],
    words: impl Fn(usize) -> WordRange,
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

/// When it happened: what stands where the news is told first, else what stands nearest
/// to any of its triggers.
pub(super) fn told_time<'p>(
    a: &Analysis,
    outline: Outline,
    members: impl Iterator<Item = &'p Placed> + Clone,
) -> Option<usize> {
    lead_time(a, outline, members.clone()).or_else(|| nearest(members.map(own_time)))
}

fn nearest(found: impl Iterator<Item = Option<(usize, Nearness)>>) -> Option<usize> {
    found.flatten().enumerate().min_by_key(|(order, (_, near))| (*near, *order)).map(|(_, f)| f.0)
}

/// How many triggers of an event are asked where it happened.
const ASKED: usize = 8;

/// Where most of the first triggers say that it happened; of equals, what is told first.
pub(super) fn told_place<'p>(
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
pub(super) fn inherit_time(
    a: &Analysis,
    groups: &[Group],
    triggers: &[Placed],
    events: &mut [EventMention],
) {
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
