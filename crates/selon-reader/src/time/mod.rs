//! Times as the text tells them, resolved against the publication date (TIMEX3,
//! EDTF level 0 to 2).
//!
//! The words and rules of a language stand in `lang/*/calendar.tsv` and
//! `lang/*/time_rules.tsv`; [`grammar`] finds them in a text, as they are [`written`] in
//! words and [`digits`];
//! [`resolve`] gives them their [`value`], by [`dates`], [`named`] and [`relative`] times and
//! [`length`]s; [`joining`] makes one time of those that tell one, with the words that
//! [`opens`] an interval, and [`clause`] tells what is to come. Nothing is resolved by a
//! guess: a time that is told by another is unknown where that other is, and a date in which
//! either number may be the month is one of two.
//!
//! Conventions, where a language leaves a choice:
//! - a day of the week is the latest on or before the publication; the first after it
//!   where the clause speaks of the future;
//! - a month or a day without a year is the latest before the publication, unless the
//!   paragraph tells of an earlier year; a day within two weeks after it is that one, where
//!   the clause tells of nothing that is over and the text of no earlier year;
//! - *la nuit de mardi à mercredi* is the day on which the night ends;
//! - this week runs from Monday to the publication;
//! - a time that is told by another is told by the publication where the verb is in the present
//!   or future and the text has told no other;
//! - an hour has the day that is told nearest to it, but not that on which somebody said so where
//!   the paragraph tells another; midnight lies between that day and the
//!   next, unless its date stands behind it;
//! - a date in brackets is told by the way: no other time is told by it.

pub(crate) mod bounds;
mod clause;
mod dates;
mod digits;
mod grammar;
mod hijri;
mod holiday;
mod joining;
mod length;
mod named;
mod opens;
mod relative;
mod resolve;
#[cfg(test)]
mod tests;
mod value;
mod written;

use jiff::civil::Date;
use selon_language::{Analysis, Pos, WordId, WordRange};
use selon_model::reading::{Granularity, TimeModifier};
use selon_model::{ByteSpan, Language};

use crate::scan::atom::{self, Atom};
use crate::scan::pattern::Match;
use crate::scan::words_at;
use clause::{Clause, clause, is_of_saying};
use grammar::grammar;
use joining::scan;
use length::Length;
use value::Value;

/// A time as the text tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Its words, prepositions left out (*mardi*, *en mai* → *mai*, *trois jours plus tôt*).
    pub words: WordRange,
    /// Where it stands.
    pub span: ByteSpan,
    /// EDTF: a day, a month, a year, an interval; `XXXX-05` for May of a year that is not
    /// known; none if nothing is known of it.
    pub value: Option<String>,
    /// How exact the value is.
    pub granularity: Option<Granularity>,
    /// Which part of it is meant, or that it is meant roughly.
    pub modifier: Option<TimeModifier>,
    /// What it is.
    pub kind: TimeKind,
    /// How far it is from the event that is named behind it, where that alone tells it:
    /// *three days after the attack*.
    pub(crate) from_event: Option<Length>,
    /// Whether it is a day that only the day of publication would tell, which is not known:
    /// *hier*, *mardi*.
    pub(crate) of_publication: bool,
}

/// What a time expression tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A day, month, year or a span between two.
    Date,
    /// An hour, a part of a day (*dans la nuit*).
    Hour,
    /// How long (*pendant trois jours*); it says not when.
    Duration,
    /// How often (*chaque vendredi*).
    Set,
}

/// Finds the times of a text, in order; they do not overlap. `published` is the day
/// of publication (`YYYY-MM-DD`), without which relative times stay unresolved.
pub fn find(analysis: &Analysis, published: Option<&str>) -> Vec<TimeExpression> {
    find_in(analysis, &Expressions::of(analysis.text, analysis.language), published)
}

/// The atoms of a text and what the rules find in them, which numbers are told apart from too.
pub(crate) struct Expressions<'t> {
    /// All atoms.
    pub(crate) atoms: Vec<Atom<'t>>,
    matches: Vec<Match>,
}

impl<'t> Expressions<'t> {
    /// Those of a text.
    pub(crate) fn of(text: &'t str, language: Language) -> Expressions<'t> {
        let atoms = atom::atoms(text);
        let matches = grammar(language).matches(&atoms);
        Expressions { atoms, matches }
    }

    /// The dates, hours and sets, as atoms from and to: numbers in them count nothing.
    pub(crate) fn spans(&self, language: Language) -> Vec<(usize, usize)> {
        let rules = &grammar(language).patterns.rules;
        let dated = |rule: usize| kind_of(rules[rule].kind) != TimeKind::Duration;
        self.matches.iter().filter(|m| dated(m.rule)).map(|m| m.atoms).collect()
    }
}

/// As [`find`], of expressions that are found already.
pub(crate) fn find_in(
    analysis: &Analysis,
    expressions: &Expressions,
    published: Option<&str>,
) -> Vec<TimeExpression> {
    let grammar = grammar(analysis.language);
    let clause = |span: ByteSpan| match words_at(analysis, span) {
        Some(words) => clause(grammar, analysis, words),
        None => Clause::Open,
    };
    let said = |span: ByteSpan| {
        words_at(analysis, span).is_some_and(|words| is_of_saying(grammar, analysis, words))
    };
    let mut found: Vec<TimeExpression> = Vec::new();
    for told in scan(expressions, analysis.language, published, &clause, &said) {
        let Some(words) = words_at(analysis, told.span) else { continue };
        // *A été passé à tabac*: no summer.
        let has = |pos: Pos| words.iter().any(|w| analysis[w].pos == pos);
        if has(Pos::Aux) && has(Pos::Verb)
            || found.last().is_some_and(|before| before.words.end > words.start)
        {
            continue;
        }
        found.push(TimeExpression {
            words,
            span: told.span,
            granularity: told.value.as_ref().map(Value::granularity),
            value: told.value.map(|v| v.to_string()),
            modifier: told.modifier,
            kind: told.kind,
            from_event: told.length,
            of_publication: told.of_publication,
        });
    }
    found
}

/// How many words behind a time the event may stand that it is told by.
const NAMED: u32 = 4;

/// Resolves the times that are told by events (*trois jours après l'attaque*). `time_of` tells
/// as a place in the list when what a noun tells of happened.
pub(crate) fn tell_by_events(
    analysis: &Analysis,
    times: &mut [TimeExpression],
    time_of: impl Fn(WordId) -> Option<usize>,
) {
    for i in 0..times.len() {
        let Some(length) = times[i].from_event else { continue };
        let end = times[i].words.end;
        let Some(last) = times[i].words.iter().next_back() else { continue };
        let until = analysis.sentence_of(last).words.end.min(end + NAMED);
        let noun = (end..until)
            .map(WordId)
            .take_while(|&w| {
                matches!(analysis[w].pos, Pos::Det | Pos::Adj | Pos::Noun | Pos::Propn)
            })
            .find(|&w| analysis[w].pos == Pos::Noun && time_of(w).is_some());
        let told = noun.and_then(&time_of).filter(|&t| t != i);
        let day = told.and_then(|t| times[t].value.as_deref()?.parse::<Date>().ok());
        if let Some(value) = day.and_then(|day| length.from(&Value::Day(day))) {
            times[i].granularity = Some(value.granularity());
            times[i].value = Some(value.to_string());
            times[i].kind = TimeKind::Date;
        }
    }
}

/// Whether the word says which part of a time is meant: *la fin de 2015*.
pub(crate) fn is_part_of_time(analysis: &Analysis, word: WordId) -> bool {
    let cut = atom::atoms(&analysis[word].form);
    grammar(analysis.language).lexicon.class_at(&cut, 0, "edge").is_some()
}

fn kind_of(name: &str) -> TimeKind {
    match name {
        "hour" => TimeKind::Hour,
        "duration" => TimeKind::Duration,
        "set" => TimeKind::Set,
        _ => TimeKind::Date,
    }
}
