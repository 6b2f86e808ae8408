//! Where the triggers of a report stand: the place and the time nearest to each, in the
//! tree first, then in the sentence, and how it is told.

pub(super) mod discourse;
mod when;

use std::collections::HashSet;

use jiff::ToSpan;
use jiff::civil::Date;
use selon_language::morphology::{PronType, VerbForm};
use selon_language::{Analysis, Pos, Relation, WordId, WordRange};
use selon_model::reading::{Certainty, Polarity, Precision, Reality};

use super::claims;
use super::lexicon::{Classes, Role};
use super::trigger::Trigger;
use super::words::Words;
use crate::attribution::Holders;
use crate::certainty;
use crate::place::{self, PlaceMention, PlaceUsage, ResolvedPlace};
use crate::time::bounds::last_day;
use crate::time::{TimeExpression, TimeKind};
pub(super) use when::pluperfect;
use when::time_nearness;

/// What the parts of a report are.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    /// The sentences of the headline end before this one; 0 if there is none.
    pub body: u32,
    /// The sentences that tell the news end before this one.
    pub lead_end: u32,
    /// The day that the report is of, where it was published then or its first sentences tell.
    pub today: Option<Date>,
    /// The day of publication.
    pub published: Option<Date>,
}

impl Outline {
    /// Whether a time, an EDTF value, ended so long before the day that the report is of that it
    /// is no part of its news.
    pub fn is_long_past(&self, time: &str) -> bool {
        let end = last_day(time).parse::<Date>().ok();
        let end = end.or_else(|| format!("{}-28", last_day(time).get(..7)?).parse().ok());
        self.today
            .zip(end)
            .is_some_and(|(today, end)| end.checked_add(PAST.days()).is_ok_and(|past| past < today))
    }
}

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

/// How near something stands to a trigger; the smaller, the nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// It depends on the trigger.
    OfTrigger,
    /// It depends on the verb that the trigger depends on.
    OfClause,
    /// It depends on the verb that the one of the trigger goes on from: *mardi, l'armée a
    /// attaqué et pris la ville*.
    OfSequence,
    /// It stands in the sentence.
    InSentence,
}

/// How many days before the report what it tells of is no part of its news.
const PAST: i32 = 45;
/// How far up the tree is looked.
pub(super) const CLIMB: usize = 12;

/// How near the head of `words` stands to a trigger of the same sentence.
pub fn nearness(a: &Analysis, trigger: WordId, words: WordRange) -> Option<Nearness> {
    let first = words.iter().next().filter(|w| w.index() < a.words.len())?;
    if a[first].sentence != a[trigger].sentence {
        return None;
    }
    Some(up_to(a, phrase_head(a, words), trigger, clause_of(a, trigger)))
}

/// How near a word stands below a trigger or the verb of its clause.
fn up_to(a: &Analysis, word: WordId, trigger: WordId, clause: WordId) -> Nearness {
    for (step, above) in a.ancestors(word).enumerate() {
        if step > CLIMB {
            break;
        }
        if above == trigger {
            return Nearness::OfTrigger;
        }
        if above == clause {
            return Nearness::OfClause;
        }
        let own_clause =
            !matches!(a[above].relation, Relation::Xcomp | Relation::Acl | Relation::Amod);
        if step > 0 && a[above].pos == Pos::Verb && own_clause {
            // It belongs to another clause.
            break;
        }
    }
    Nearness::InSentence
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
    words: &Words,
    triggers: Vec<Trigger>,
    places: &[PlaceMention],
    times: &[TimeExpression],
    holders: &Holders,
) -> Vec<Placed> {
    let a = words.analysis;
    let mut of_sentence: Vec<(Vec<usize>, Vec<usize>)> =
        vec![Default::default(); a.sentences.len()];
    let sentence = |start: u32| a.words.get(start as usize).map(|w| w.sentence as usize);
    for (i, place) in places.iter().enumerate() {
        if place.usage == PlaceUsage::Location
            && !place::is_origin(a, place)
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
    let told: HashSet<WordId> = triggers.iter().map(|t| t.word).collect();
    triggers
        .into_iter()
        .map(|trigger| {
            let at = trigger.word;
            let (here, then) = &of_sentence[a[at].sentence as usize];
            let where_said = here.iter().find(|&&i| place::is_said_where(a, &places[i], at));
            let place = where_said.map(|&i| (i, Nearness::OfTrigger)).or_else(|| {
                closest(at, here, |i| places[i].words, &|i| {
                    let near = nearness(a, at, places[i].words)?;
                    let other = near == Nearness::OfClause
                        && is_of_an_earlier_one(words, at, places[i].words, &told)
                        || is_of_another_item(a, at, places[i].words, &told);
                    Some(if other { Nearness::InSentence } else { near })
                })
            });
            let is_told = |w: WordId| told.contains(&w);
            let said_by = cue(holders, at).filter(|&c| c != at);
            let near = |i: usize| {
                let near = time_nearness(words, &trigger, &times[i], &is_told)?;
                // *A annoncé dimanche avoir éliminé*: the day that it was said on.
                let of_saying = near == Nearness::OfClause
                    && said_by.is_some()
                    && a[phrase_head(a, times[i].words)].head == said_by;
                Some(if of_saying { Nearness::InSentence } else { near })
            };
            let nearest = |of: &[usize]| closest(at, of, |i| times[i].words, &near);
            let mut time = nearest(then);
            // Since when somebody holds an office is no time of what happened to him (*premier
            // ministre depuis plusieurs mois*), where another stands as near.
            let known: Vec<usize> =
                then.iter().copied().filter(|&i| times[i].value.is_some()).collect();
            let since = |t: &(usize, Nearness)| {
                let first = WordId(times[t.0].words.start);
                times[t.0].value.is_none()
                    && (t.1 == Nearness::InSentence
                        || words.classes(first).any(Classes::SINCE)
                        // *En 2009, quelques heures après la mort du général*
                        || times[t.0].from_event.is_some() && at.0 < times[t.0].words.start)
            };
            if let Some(vague) = time.filter(since) {
                time = nearest(&known).filter(|t| t.1 <= vague.1).or(time);
            }
            let toll = trigger.role == Role::Result && when::is_of_a_toll(words, at);
            let time = time.filter(|_| !toll);
            let time = time.filter(|t| !is_when_counted(words, &trigger, &times[t.0]));
            let time = time.filter(|t| match t.1 {
                Nearness::OfTrigger => true,
                Nearness::InSentence => {
                    (then.len() == 1 || known.len() == 1 && known[0] == t.0)
                        && tells_the_news(a, at)
                        && !is_of_other_clause(words, times[t.0].words, at)
                }
                _ => !takes_up(words, &trigger),
            });
            // *Vowed to march*, where the tree takes what is vowed for a noun.
            let vowed = a[at].pos != Pos::Verb
                && a[at].head.is_some_and(|h| words.classes(h).any(Classes::THREAT));
            let real = certainty::judge(a, at, None).reality == Reality::Actual && !vowed;
            let (holder, judgement) = claims::judge(a, holders, at);
            let hedged = judgement.certainty == Certainty::Hedged;
            let negative = judgement.polarity == Polarity::Negative;
            let subject = a[at].relation == Relation::Nsubj
                && a[at].head.is_none_or(|h| Some(h) != cue(holders, at));
            let attempt = !real
                && a.ancestors(at).skip(1).take(2).any(|w| words.classes(w).any(Classes::ATTEMPT));
            Placed { trigger, place, time, real, holder, hedged, negative, subject, attempt }
        })
        .collect()
}

/// *L'opposant arrêté, deux morts dans des heurts à Ziguinchor*: whether a place stands with
/// another event between commas of a headline, which has no finite verb.
fn is_of_another_item(
    a: &Analysis,
    trigger: WordId,
    place: WordRange,
    told: &HashSet<WordId>,
) -> bool {
    let sentence = a.sentence_of(trigger).words;
    let (first, last) = (trigger.0.min(place.start), trigger.0.max(place.start));
    let comma = |w: u32| matches!(&*a[WordId(w)].form, "," | ";");
    let from = (sentence.start..place.start).rev().find(|&w| comma(w)).unwrap_or(sentence.start);
    let until = (place.end..sentence.end).find(|&w| comma(w)).unwrap_or(sentence.end);
    sentence.start == 0
        && (first..last).any(comma)
        && (from..until).any(|w| told.contains(&WordId(w)))
        && !sentence.iter().any(|w| a[w].morphology.verb_form == Some(VerbForm::Fin))
}

/// Whether a place is that of another event, which was before or after: *the attack came a day
/// after a strike on Sumy*.
fn is_of_an_earlier_one(
    words: &Words,
    trigger: WordId,
    place: WordRange,
    told: &HashSet<WordId>,
) -> bool {
    let a = words.analysis;
    let above: Vec<WordId> = a.ancestors(trigger).take(CLIMB).collect();
    let elsewhen = |w: WordId| {
        told.contains(&w)
            && !above.contains(&w)
            && a[w].pos == Pos::Noun
            && a.children_by(w, Relation::Case).any(|c| words.classes(c).any(Classes::ELSEWHEN))
    };
    let mut path = a.ancestors(phrase_head(a, place)).take(CLIMB);
    path.by_ref().take_while(|&w| w != trigger).any(elsewhen)
}

/// Whether a time tells when a toll stood at its number: *31 morts au soir du 4 mars*,
/// *120 dead as of Friday*.
fn is_when_counted(words: &Words, trigger: &Trigger, time: &TimeExpression) -> bool {
    let a = words.analysis;
    let noun = matches!(a[trigger.word].pos, Pos::Noun | Pos::Adj | Pos::Propn);
    let stands = |w: u32| words.classes(WordId(w)).any(Classes::AS_OF);
    let first = time.words.start;
    let opens = (first.saturating_sub(2)..time.words.end.min(first + 3)).any(stands);
    noun && matches!(trigger.role, Role::Result | Role::Reference)
        && trigger.word.0 < first
        && opens
}

/// Whether the word takes up what was told before: *cette attaque*, *le drame*. What else
/// its sentence tells, and when, is another matter.
fn takes_up(words: &Words, trigger: &Trigger) -> bool {
    let a = words.analysis;
    let pointed = || {
        words
            .child_by(trigger.word, Relation::Det)
            .is_some_and(|d| a[d].morphology.pron_type == Some(PronType::Dem))
    };
    matches!(trigger.role, Role::Reference | Role::Echo)
        || matches!(a[trigger.word].pos, Pos::Noun | Pos::Propn) && pointed()
}

/// Whether the word is the verb of a main clause, its subject or object. If its sentence
/// tells one time only, it is told when that was, wherever the tree hangs it.
pub(super) fn tells_the_news(a: &Analysis, word: WordId) -> bool {
    let main = |w: WordId| {
        matches!(a[w].relation, Relation::Root | Relation::Conj | Relation::Parataxis)
            && a[w].pos == Pos::Verb
            && a[w].morphology.verb_form != Some(VerbForm::Inf)
    };
    let argument =
        matches!(a[word].relation, Relation::Nsubj | Relation::Obj) && a[word].pos == Pos::Noun;
    a.ancestors(word).skip(usize::from(argument)).take(CLIMB).all(main)
}

/// Whether a time stands in a clause that the word is no part of: *les rebelles, qui ont annoncé
/// lundi avoir pris la ville, avancent*, *strikes since a truce took effect on 27 November*.
fn is_of_other_clause(words: &Words, time: WordRange, word: WordId) -> bool {
    let a = words.analysis;
    let elsewhen = |w: WordId| words.children(w).any(|c| words.classes(c).any(Classes::ELSEWHEN));
    let other = |w: WordId| {
        a[w].pos == Pos::Verb
            && (matches!(a[w].relation, Relation::Acl | Relation::Ccomp)
                || a[w].relation == Relation::Advcl && elsewhen(w))
    };
    let clause = a.ancestors(phrase_head(a, time)).take(CLIMB).find(|&w| other(w));
    clause.is_some_and(|clause| !a.ancestors(word).take(CLIMB).any(|w| w == clause))
}

/// The cue of the statement that holds a word.
fn cue(holders: &Holders, word: WordId) -> Option<WordId> {
    holders.cue_head(holders.innermost(word))
}

/// How many places or times of one sentence are weighed.
const WEIGHED: usize = 24;

fn closest(
    trigger: WordId,
    candidates: &[usize],
    words: impl Fn(usize) -> WordRange,
    near_by: &dyn Fn(usize) -> Option<Nearness>,
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
            Some(((near_by(i)?, gap), i))
        })
        .min()
        .map(|((n, _), i)| (i, n))
}

/// Degrees within which two places may be one.
const NEAR_DEGREES: f64 = 0.6;

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
