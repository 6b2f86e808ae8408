//! Events of conflict, political violence and unrest: what happened, where, when,
//! who to whom.
//!
//! [`words`] looks up words in the tables, [`trigger`] finds those that tell of events by
//! the [`condition`]s of their rows, [`frame`] who stands round them, [`kind`] of which type
//! they are, [`placed`] where they stand, [`group`] which of them tell of one event,
//! [`participants`] who does it to whom, [`whole`] which event is part of which, [`setting`] where and when it
//! happens, [`claims`] who holds it. The words stand in `lang/*/triggers.tsv`, the types in
//! `assets/ontology.tsv`.

pub mod claims;
pub mod condition;
pub mod frame;
pub mod group;
pub mod instrument;
pub mod kind;
pub mod label;
pub mod lexicon;
pub mod ontology;
mod participants;
pub mod placed;
pub mod setting;
pub mod trigger;
pub mod whole;
pub mod words;

use std::collections::HashMap;

use selon_language::{Analysis, NameKind, Pos, Relation, WordId, WordRange};
use selon_model::ByteSpan;

use crate::actor::Actors;
use crate::attribution::{AttributionMention, Force, Holders, force};
use crate::figure::{FigureKind, FigureMention};
use crate::place::PlaceMention;
use crate::time::TimeExpression;
use group::Group;
use lexicon::Classes;
use ontology::{Family, family};
use participants::Participants;
use placed::{Outline, Placed};
use setting::Surroundings;
use words::Words;

/// An event and all that is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMention {
    /// The code of its type, as in `docs/CODEBOOK.md`.
    pub kind: &'static str,
    /// Whether it is what the report is about.
    pub headline: bool,
    /// The words that tell of it, in the order of the text: the head of each, and its span.
    pub triggers: Vec<(WordId, ByteSpan)>,
    /// How much each of them tells, in the same order.
    pub roles: Vec<lexicon::Role>,
    /// Where it happened, as a place in `places`.
    pub place: Option<usize>,
    /// When it happened, as a place in `times`.
    pub time: Option<usize>,
    /// Who did it: the head and the span of the noun phrase.
    pub actor: Option<(WordId, ByteSpan)>,
    /// Whom or what it was done to.
    pub target: Option<(WordId, ByteSpan)>,
    /// What it was done with.
    pub instrument: Option<(WordId, ByteSpan)>,
    /// The event that it is a part of, as a place in the list of events.
    pub part_of: Option<usize>,
    /// Its figures, as places in `figures`.
    pub figures: Vec<usize>,
}

/// Finds the events of a text, in order. `published` is the day of publication, `YYYY-MM-DD`;
/// every other argument is what the stages before found.
pub fn find(
    analysis: &Analysis,
    times: &[TimeExpression],
    places: &[PlaceMention],
    actors: &Actors,
    attributions: &[AttributionMention],
    figures: &[FigureMention],
    published: Option<&str>,
) -> Vec<EventMention> {
    let words = Words::new(analysis, lexicon::lexicon(analysis.language), places, actors);
    let outline = outline(analysis, times, published);
    let holders = Holders::new(attributions);
    let mut found = trigger::find(&words, times);
    for t in &mut found {
        let of = |somebody| holders.participant(analysis, t.word, somebody);
        (t.actor, t.target) = (t.actor.map(of), t.target.map(of));
    }
    let triggers = placed::place_triggers(&words, found, places, times, &holders);
    let surroundings =
        Surroundings::new(analysis, places, times, attributions, &holders, &triggers);
    let groups = group::group(&words, outline, &triggers, places, times);
    let participants = Participants::new(&words, actors, attributions, &triggers, places, times);
    let wholes = whole::wholes(&words, &triggers, &groups);
    let mut events: Vec<EventMention> = groups
        .iter()
        .zip(wholes)
        .map(|(g, part_of)| {
            let members = || g.members.iter().map(|&i| &triggers[i]);
            let actor = participants.actor(members());
            let target = participants.target(g.kind, actor.map(|a| a.0), members());
            EventMention {
                kind: g.kind,
                headline: members().any(|p| analysis[p.trigger.word].sentence < outline.lead_end),
                triggers: members().map(|p| (p.trigger.word, p.trigger.span)).collect(),
                roles: members().map(|p| p.trigger.role).collect(),
                place: setting::told_place(&words, outline, &surroundings, members()),
                time: setting::told_time(analysis, outline, times, members()),
                actor,
                target,
                instrument: members()
                    .find_map(|p| p.trigger.instrument)
                    .map(|w| (w, instrument::span(&words, w))),
                part_of,
                figures: Vec::new(),
            }
        })
        .collect();
    participants.share_actors(&mut events);
    setting::date_by_the_date_line(analysis, outline, times, &mut events);
    placed::discourse::date_the_headline(analysis, outline, places, times, &mut events);
    setting::inherit_time(analysis, &groups, &triggers, places, times, &mut events);
    placed::discourse::take_the_day_before(
        analysis,
        outline,
        &groups,
        &triggers,
        times,
        &mut events,
    );
    placed::discourse::date_by_the_hour(analysis, &groups, &triggers, times, &mut events);
    placed::discourse::date_by_the_period(&words, outline, &groups, &triggers, times, &mut events);
    let denied = |f: &FigureMention| {
        holders.innermost(f.head).is_some_and(|at| denies_a_number(&words, &attributions[at]))
    };
    link_figures(&words, &groups, &triggers, figures, &denied, &mut events);
    events
}

/// Resolves the times that are told by events.
pub(crate) fn tell_times(
    analysis: &Analysis,
    events: &[EventMention],
    times: &mut [TimeExpression],
) {
    let told = events.iter().flat_map(|e| e.triggers.iter().map(|t| (t.0, e.time)));
    let time_of: HashMap<WordId, Option<usize>> = told.collect();
    crate::time::tell_by_events(analysis, times, |word| time_of.get(&word).copied().flatten());
}

/// Within how many sentences after the headline the date line may stand.
const STANDFIRST: usize = 6;
/// How many words a date line has at most.
const DATE_LINE: usize = 12;

/// Where the headline and the news end, and the day that the report is of: that of publication,
/// else the first that is told up to there.
fn outline(a: &Analysis, times: &[TimeExpression], published: Option<&str>) -> Outline {
    let first_paragraph = a.sentences.first().map(|s| s.paragraph);
    let headline = a.sentences.iter().take_while(|s| Some(s.paragraph) == first_paragraph).count();
    let body = if headline == 1 && a.sentences.len() > 1 { 1 } else { 0 };
    // What stands between the headline and the date line tells the news in short.
    let body = (body + 1..a.sentences.len().min(body + STANDFIRST))
        .find(|&i| body > 0 && is_date_line(a, times, i))
        .unwrap_or(body);
    // A date line is a sentence or two of its own before the first that has a verb.
    let lead = (body..a.sentences.len())
        .find(|&i| a.sentences[i].words.iter().filter(|&w| a[w].pos == Pos::Verb).count() > 0)
        .unwrap_or(body);
    let lead_end = lead as u32 + 1;
    let of_news = |t: &&TimeExpression| {
        a.words.get(t.words.start as usize).is_some_and(|w| w.sentence <= lead_end)
    };
    let day = |t: &TimeExpression| t.value.as_deref()?.parse().ok();
    let published = published.and_then(|day| day.parse().ok());
    let today = published.or_else(|| times.iter().take_while(of_news).find_map(day));
    Outline { body: body as u32, lead_end, today, published }
}

/// Whether a sentence is a line of its own with a day and no verb (*26 mai 2017 –*).
fn is_date_line(a: &Analysis, times: &[TimeExpression], sentence: usize) -> bool {
    let found = &a.sentences[sentence];
    let opens = sentence == 0 || a.sentences[sentence - 1].paragraph != found.paragraph;
    let day = |t: &TimeExpression| {
        found.words.contains(WordId(t.words.start))
            && t.value.as_deref().is_some_and(|v| v.parse::<jiff::civil::Date>().is_ok())
    };
    let verb = |w: WordId| matches!(a[w].pos, Pos::Verb | Pos::Aux);
    opens
        && found.words.len() <= DATE_LINE
        && !found.words.iter().any(verb)
        && times.iter().any(day)
}

/// Whether a noun hangs on another one directly.
fn is_below(a: &Analysis, word: WordId, noun: WordId) -> bool {
    a[word].relation == Relation::Nmod && a[word].head == Some(noun)
}

/// A noun phrase without relative clauses, appositions and what a comma sets off.
/// `without` is a word whose own dependents do not belong to it either.
fn phrase_span(a: &Analysis, head: WordId, without: Option<WordId>) -> ByteSpan {
    let set_off = |w: WordId| {
        let first = a.children(w).first().copied().filter(|&c| c < w);
        matches!(a[w].relation, Relation::Nmod | Relation::Obl)
            && first.is_some_and(|c| &*a[c].form == ",")
    };
    let left_out = |w: WordId| {
        without == Some(w)
            || set_off(w)
            || w < head && label::is_label(a, w)
            || matches!(
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

/// Gives each figure to the event whose trigger is its predicate, else to the nearest.
fn link_figures(
    words: &Words,
    groups: &[Group],
    triggers: &[Placed],
    figures: &[FigureMention],
    denied: &dyn Fn(&FigureMention) -> bool,
    events: &mut [EventMention],
) {
    let a = words.analysis;
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
        // *A colonel charged with securing the capital*: what is no event took nobody.
        let taken = matches!(figure.what, FigureKind::Detained | FigureKind::Abducted);
        if taken && figure.low == Some(1) && direct.is_none() {
            continue;
        }
        let event = direct.or_else(|| figure_event(words, &told, figure, events));
        let Some(e) = event.filter(|_| !denied(figure)) else { continue };
        let known = |&g: &usize| is_told_again(words, &figures[g], figure);
        if figure.implied && events[e].figures.iter().any(known) {
            continue;
        }
        events[e].figures.push(f);
    }
}

/// How many words a number that is denied has at most, with its noun.
const NUMBER_DENIED: usize = 16;

/// Whether what somebody denies is a number: *dément tout chiffre supérieur à 31*, *denied a toll
/// of 31*. They tell no other.
fn denies_a_number(words: &Words, told: &AttributionMention) -> bool {
    let a = words.analysis;
    let denial = told.cue_head.and_then(|cue| force(a, cue)) == Some(Force::Deny);
    let number = |c: &&WordRange| c.len() <= NUMBER_DENIED;
    let head = || told.content_words.first().filter(number).map(|&c| placed::phrase_head(a, c));
    denial && head().is_some_and(|h| words.classes(h).any(Classes::NUMBER_TOLD))
}

/// Whether one person without a number is told to have undergone what was told before of
/// that person, or of more who may include them. An attacker is none of the victims.
fn is_told_again(words: &Words, before: &FigureMention, one: &FigureMention) -> bool {
    let attacker = |f: &FigureMention| words.classes(f.head).any(Classes::ARMED);
    let person = |f: &FigureMention| {
        let name = words.analysis.name_of(f.head).filter(|n| n.kind == NameKind::Person);
        name.filter(|_| f.high == Some(1))
    };
    // *Killed Omar Salif … also killed Brahim Kone*
    let another = person(before).is_some()
        && person(one).is_some()
        && !words.same_participant(before.head, one.head);
    // *L'assaillant, un homme de 32 ans*
    let a = words.analysis;
    let set_off =
        a[before.head].relation == Relation::Appos && a[before.head].head == Some(one.head);
    before.what == one.what
        && !another
        && (set_off
            || attacker(before) == attacker(one)
            || words.same_participant(before.head, one.head))
}

/// The event that a figure belongs to that no trigger tells: one of its sentence, else
/// of the latest before it that can have such a figure.
fn figure_event(
    words: &Words,
    told: &[(u32, u32, usize)],
    figure: &FigureMention,
    events: &[EventMention],
) -> Option<usize> {
    let a = words.analysis;
    let sentence = a[figure.head].sentence;
    let fits = |e: usize| figure.what.fits(events[e].kind);
    let start = told.partition_point(|t| t.0 < sentence);
    let here = told[start..].iter().take_while(|t| t.0 == sentence).take(64);
    let near = here.filter(|t| fits(t.2)).min_by_key(|t| t.1.abs_diff(figure.head.0)).map(|t| t.2);
    if figure.what == FigureKind::Other {
        return near;
    }
    if figure.what == FigureKind::Participants {
        // Troops that are counted take part in nothing unless beside an event; *elle avait
        // rassemblé un million de personnes* is of the march that was told.
        let of_protest = || {
            let before = told[..start].iter().rev().take(8);
            before
                .filter(|t| sentence - t.0 <= 3 && family(events[t.2].kind) == Family::Protest)
                .map(|t| t.2)
                .next()
        };
        // *Plus de 15 000 manifestants*, *ils étaient 8 500 selon la police*
        let took_part = a[figure.predicate].pos == Pos::Verb
            || figure.predicate == figure.head
            || matches!(a[figure.predicate].pos, Pos::Num);
        // *A bomb in a crowd of 300*: those are no demonstrators.
        let gathered = a[figure.predicate].pos == Pos::Noun
            && figure.predicate != figure.head
            && !words.classes(figure.head).any(Classes::TROOPS);
        let protest = |e: &usize| family(events[*e].kind) == Family::Protest;
        if gathered && near.is_some_and(|e| !protest(&e)) {
            return None;
        }
        return near.or_else(|| of_protest().filter(|_| took_part || gathered));
    }
    near.or_else(|| {
        let before = told[..start].iter().rev().take(64).find(|t| fits(t.2) && sentence - t.0 <= 6);
        before.map(|t| t.2)
    })
    .or_else(|| events.iter().position(|e| e.headline && figure.what.fits(e.kind)))
    .or_else(|| told[start..].iter().take(16).find(|t| fits(t.2)).map(|t| t.2))
    // *Eighty people were held over the riot*, where no arrest is an event of its own.
    .or_else(|| {
        let taken = matches!(figure.what, FigureKind::Detained | FigureKind::Abducted);
        let here = told[start..].iter().take_while(|t| t.0 == sentence).take(64);
        let harm = |e: usize| FigureKind::Killed.fits(events[e].kind);
        let nearest = here.filter(|t| taken && harm(t.2));
        nearest.min_by_key(|t| t.1.abs_diff(figure.head.0)).map(|t| t.2)
    })
}

#[cfg(test)]
mod tests;
