//! When something happened that its own sentence does not tell: the day that the story has
//! come to (Reichenbach's reference time, which goes on until another is told).

use super::when::pluperfect;
use super::{CLIMB, Nearness, Outline, Placed, far_apart, phrase_head, tells_the_news, up_to};
use crate::event::EventMention;
use crate::event::group::{Group, sections};
use crate::event::lexicon::Classes;
use crate::event::ontology::{Family, family};
use crate::event::words::Words;
use crate::place::PlaceMention;
use crate::time::{TimeExpression, TimeKind};
use jiff::civil::Date;
use selon_language::morphology::{Number, Tense, VerbForm};
use selon_language::{Analysis, Pos, Relation, WordId};

/// How many sentences a day that is told reaches, and how many for what is told by the way.
const REACH: usize = 8;
const ASIDE: usize = 3;
/// How many sentences are the head of a report on some days.
const HEAD: u32 = 4;
/// How far behind the first sentence of the body the date line may stand.
const DATE_LINE: u32 = 3;
/// Within how many sentences the body tells when the news of the headline was.
const OPENING: usize = 8;
/// How many words from the start of its sentence a time stands that opens it.
const OPENS: u32 = 4;

/// Gives an event without a time the day that the story has come to: that of the nearest
/// sentence before it in its paragraph whose main clause tells one.
pub(in crate::event) fn take_the_day_before(
    a: &Analysis,
    outline: Outline,
    groups: &[Group],
    triggers: &[Placed],
    times: &[TimeExpression],
    events: &mut [EventMention],
) {
    let days = days(a, outline, times);
    for e in 0..events.len().min(groups.len()) {
        let (event, group) = (&events[e], &groups[e]);
        let background = group.total || group.war || group.background;
        if event.time.is_some() || background {
            continue;
        }
        let told = group
            .members
            .iter()
            .map(|&i| &triggers[i])
            // What did not happen was on no day.
            .find(|p| a[p.trigger.word].sentence >= outline.body && !p.negative);
        let Some(told) = told.filter(|p| p.real && p.time.is_none()) else { continue };
        let word = told.trigger.word;
        if pluperfect(a, word) || event.kind == "armed_clash" && !is_told_as_done(a, word) {
            continue;
        }
        let reach = if goes_on(event.kind) {
            // *Atrocities* are of no day.
            let one = a[word].morphology.number != Some(Number::Plur);
            let told = a[word].pos == Pos::Verb || one || tells_the_news(a, word);
            if told { REACH } else { ASIDE }
        } else if is_of_the_main_clause(a, word) {
            1
        } else {
            continue;
        };
        let sentence = a[word].sentence as usize;
        // Whom the police arrested is told where a new paragraph begins.
        let of_lead = || day_of_the_lead(a, outline, &days, sentence);
        let time = day_before(a, &days, sentence, reach)
            .or_else(|| if event.kind == "arrests" { of_lead() } else { None });
        if time.is_some() {
            events[e].time = time;
        }
    }
}

/// Gives what is told under an hour of a live report, without a time, the day of that hour.
pub(in crate::event) fn date_by_the_hour(
    a: &Analysis,
    groups: &[Group],
    triggers: &[Placed],
    times: &[TimeExpression],
    events: &mut [EventMention],
) {
    let hours = sections::hours(a, times);
    for (event, group) in events.iter_mut().zip(groups) {
        let background = group.total || group.war || group.background;
        let told =
            group.members.iter().map(|&i| &triggers[i]).find(|p| {
                p.real && !p.negative && p.time.is_none() && !pluperfect(a, p.trigger.word)
            });
        if event.time.is_none() && !background {
            event.time = told.and_then(|p| hours[a[p.trigger.word].sentence as usize]);
        }
    }
}

/// Whether events of this type are told one after the other. A place that is won or a war
/// is told of as it stands.
fn goes_on(kind: &str) -> bool {
    !matches!(family(kind), Family::Territory | Family::Strategic) || kind == "arrests"
}

/// Whether a word is the verb of its sentence, or stands beside it.
fn is_of_the_main_clause(a: &Analysis, word: WordId) -> bool {
    let verb =
        |w: WordId| a[w].pos == Pos::Verb && a[w].morphology.verb_form != Some(VerbForm::Inf);
    verb(word)
        && a.ancestors(word).take(CLIMB).all(|w| {
            verb(w)
                && matches!(a[w].relation, Relation::Root | Relation::Conj | Relation::Parataxis)
        })
}

/// What the report is about, told without a time in the headline, happened when the first
/// event of its type did that is told with one where the news begins.
pub(in crate::event) fn date_the_headline(
    a: &Analysis,
    outline: Outline,
    places: &[PlaceMention],
    times: &[TimeExpression],
    events: &mut [EventMention],
) {
    let sentence = |e: &EventMention| e.triggers.first().map(|t| a[t.0].sentence);
    let Some(main) = events.iter().position(|e| e.headline) else { return };
    let kind = events[main].kind;
    if events[main].time.is_some() {
        return;
    }
    // *Une bombe a explosé vendredi à Mopti*, of a report on dead in Bamako.
    let place = |e: &EventMention| e.place.and_then(|p| places.get(p)?.resolved.as_ref());
    let elsewhere =
        |e: &EventMention| place(e).zip(place(&events[main])).is_some_and(|(a, b)| far_apart(a, b));
    let told = events.iter().enumerate().skip(main + 1).find(|(_, e)| {
        e.kind == kind && sentence(e).is_some_and(|s| s <= outline.lead_end + 1) && !elsewhere(e)
    });
    // *En 2015, une attaque contre la même caserne*: not that of the headline.
    let news =
        |&t: &usize| times[t].value.as_deref().is_some_and(|value| !outline.is_long_past(value));
    let of_another = |&t: &usize| events.iter().any(|e| e.time == Some(t) && elsewhere(e));
    let time = told.and_then(|(_, e)| e.time).filter(news);
    let time = time.or_else(|| {
        let retold = is_retold(a, outline, &events[main]);
        let day = day_of_the_opening(a, outline, times).filter(|_| retold).filter(news);
        day.filter(|t| !of_another(t))
    });
    events[main].time = time;
}

/// What a report on some days tells at its head, without a time, happened in these days: *Ce
/// rapport couvre la période du 10 au 17 avril. Au moins 37 personnes ont été tuées*.
pub(in crate::event) fn date_by_the_period(
    words: &Words,
    outline: Outline,
    groups: &[Group],
    triggers: &[Placed],
    times: &[TimeExpression],
    events: &mut [EventMention],
) {
    let a = words.analysis;
    let of = |t: &TimeExpression| a.words.get(t.words.start as usize).map(|w| w.sentence);
    let days = |t: &TimeExpression| {
        let (from, to) = t.value.as_deref()?.split_once('/')?;
        from.parse::<Date>().ok().zip(to.parse::<Date>().ok())
    };
    let head = |t: &&TimeExpression| of(t).is_some_and(|s| s <= outline.lead_end + HEAD);
    let covers = |t: &TimeExpression| {
        let sentence = a.sentence_of(WordId(t.words.start)).words;
        sentence.iter().any(|w| words.classes(w).any(Classes::PERIOD))
            && days(t).is_some_and(|(_, to)| outline.published.is_none_or(|day| to <= day))
    };
    let Some(period) = times.iter().take_while(head).position(covers) else { return };
    let Some(told) = of(&times[period]) else { return };
    for (event, group) in events.iter_mut().zip(groups) {
        let first = event.triggers.first().map(|t| a[t.0].sentence);
        let near = first.is_some_and(|s| s > told && s <= told + HEAD);
        let happened = group.members.iter().map(|&i| &triggers[i]).any(|p| p.real && !p.negative);
        if event.time.is_none() && (near || event.headline) && happened && !group.background {
            event.time = Some(period);
        }
    }
}

/// Whether the headline, or a line under it, tells of an event that the body goes on with.
fn is_retold(a: &Analysis, outline: Outline, event: &EventMention) -> bool {
    let first = event.triggers.first().map(|t| a[t.0].sentence);
    let paragraph = |s: u32| a.sentences.get(s as usize).map(|s| s.paragraph);
    // What stands under the headline is a paragraph of a sentence or two.
    let line = (outline.body..outline.lead_end + 2)
        .any(|s| paragraph(s).is_some() && paragraph(s) != paragraph(outline.body));
    let before = if line { outline.lead_end } else { outline.body };
    outline.body > 0 && first.is_some_and(|s| s < before)
}

/// The day that the opening of the body comes to, if it tells one only.
fn day_of_the_opening(a: &Analysis, outline: Outline, times: &[TimeExpression]) -> Option<usize> {
    let days = days(a, outline, times);
    let from = outline.lead_end.checked_sub(1)? as usize;
    let told = (from..a.sentences.len().min(from + OPENING)).find(|&s| days[s] != Told::Nothing)?;
    match days[told] {
        Told::Day(time) => Some(time),
        _ => None,
    }
}

/// Whether a verb tells of one act that is over: fighting also goes on.
fn is_told_as_done(a: &Analysis, word: WordId) -> bool {
    let past = |w: WordId| a[w].morphology.tense == Some(Tense::Past);
    let finite = |c: WordId| a[c].relation == Relation::Aux;
    a[word].pos == Pos::Verb && past(word) && {
        let whole = a[word].morphology.verb_form == Some(VerbForm::Fin);
        whole || a.children(word).iter().any(|&c| finite(c))
    }
}

/// The day that each sentence has come to by its end, if its main clause tells one.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    /// This time.
    Day(usize),
    /// Another time, or more than one.
    Other,
    /// None.
    Nothing,
}

fn days(a: &Analysis, outline: Outline, times: &[TimeExpression]) -> Vec<Told> {
    let mut days = vec![Told::Nothing; a.sentences.len()];
    for (i, time) in times.iter().enumerate() {
        let Some(first) = a.words.get(time.words.start as usize) else { continue };
        let known = time.value.is_some() || time.of_publication;
        if !matches!(time.kind, TimeKind::Date | TimeKind::Hour) || !known {
            continue;
        }
        // *Leur procès s'ouvrira lundi*, *Niamey, le 14 août 2025 (Agence)*: no day of the story.
        if is_to_come(outline, time) || is_of_the_date_line(a, outline, time) {
            continue;
        }
        let day = &mut days[first.sentence as usize];
        *day = match *day {
            Told::Nothing if is_of_the_story(a, time) => Told::Day(i),
            Told::Day(before) if times[before].value == time.value => Told::Day(before),
            _ => Told::Other,
        };
    }
    days
}

/// Whether a time is a day on which the main clause of its sentence happens.
fn is_of_the_story(a: &Analysis, time: &TimeExpression) -> bool {
    let day = time.value.as_deref().map_or(time.of_publication, |v| {
        v.len() == "2024-05-07".len() && v.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    });
    let head = phrase_head(a, time.words);
    let sentence = a.sentence_of(head).words;
    let Some(root) = sentence.iter().find(|&w| a[w].head.is_none()) else { return false };
    // *Le 5 avril, la ville a été le théâtre d'un drame*
    let verb = a[root].pos == Pos::Verb || a.child_by(root, Relation::Cop).is_some();
    let main = up_to(a, head, root, root) == Nearness::OfTrigger;
    let opens = time.words.start < sentence.start + OPENS;
    day && verb && !pluperfect(a, root) && (main || opens || is_of_what_is_known(a, head, root))
}

/// Whether a time is of the clause that is the object of the main verb: *on ignore qui a tiré,
/// mardi, sur le convoi*.
fn is_of_what_is_known(a: &Analysis, time: WordId, root: WordId) -> bool {
    // *Ils étaient 900 à défiler hier*: what so many were there to do, they did.
    let counted = |w: WordId| {
        let so_many = a[root].pos == Pos::Num || a.child_by(root, Relation::Nummod).is_some();
        so_many
            && a[w].morphology.verb_form == Some(VerbForm::Inf)
            && a.child_by(root, Relation::Cop).is_some()
    };
    let told = |w: WordId| a[w].relation == Relation::Ccomp || counted(w);
    let clause = a.ancestors(time).take(CLIMB).find(|&w| told(w));
    clause.is_some_and(|clause| {
        a[clause].head == Some(root)
            && up_to(a, time, clause, clause) == Nearness::OfTrigger
            && !pluperfect(a, clause)
    })
}

/// Whether a time lies behind the day of publication.
fn is_to_come(outline: Outline, time: &TimeExpression) -> bool {
    let day = time.value.as_deref().and_then(|v| v.parse::<Date>().ok());
    outline.published.zip(day).is_some_and(|(published, day)| day > published)
}

/// Whether a time is the date of the line that the report opens with.
fn is_of_the_date_line(a: &Analysis, outline: Outline, time: &TimeExpression) -> bool {
    let Some(first) = a.words.get(time.words.start as usize) else { return false };
    let day = time.value.as_deref().and_then(|v| v.parse::<Date>().ok());
    let with_year = time.words.len() > 2;
    first.sentence <= outline.lead_end + DATE_LINE
        && with_year
        && day.is_some()
        && day == outline.published
}

fn day_before(a: &Analysis, days: &[Told], sentence: usize, reach: usize) -> Option<usize> {
    let paragraph = a.sentences[sentence].paragraph;
    let before = (sentence.saturating_sub(reach)..sentence).rev();
    for s in before.take_while(|&s| a.sentences[s].paragraph == paragraph) {
        match days[s] {
            Told::Day(time) => return Some(time),
            Told::Other => return None,
            Told::Nothing => {}
        }
    }
    None
}

/// The day that the lead ends with, for the first sentence behind its paragraph.
fn day_of_the_lead(
    a: &Analysis,
    outline: Outline,
    days: &[Told],
    sentence: usize,
) -> Option<usize> {
    let before = sentence.checked_sub(1)?;
    let lead = a.sentences.get(outline.lead_end.checked_sub(1)? as usize)?.paragraph;
    let (here, there) = (a.sentences[sentence].paragraph, a.sentences[before].paragraph);
    match days[before] {
        Told::Day(time) if here != there && there == lead => Some(time),
        _ => None,
    }
}

/// Whether a word is a time of a relative clause that tells what the noun was in the course
/// of: *l'attentat au cours duquel un bus avait été visé mardi*.
pub(super) fn is_in_the_course_of(a: &Analysis, time: WordId, noun: WordId) -> bool {
    a.ancestors(time).skip(1).take(CLIMB).any(|clause| {
        a[clause].relation == Relation::Acl
            && a[clause].pos == Pos::Verb
            && a[clause].head == Some(noun)
            && a.children(clause).iter().any(|&c| {
                c < clause && a.child_by(c, Relation::Case).is_some() && a[c].pos == Pos::Pron
            })
    })
}
