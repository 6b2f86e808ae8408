//! Times as the text tells them, resolved against the publication date (TIMEX3,
//! EDTF level 0 and 1).
//!
//! The words and rules of a language stand in `lang/*/calendar.tsv` and
//! `lang/*/time_rules.tsv`; [`grammar`] finds them in a text, [`resolve`] gives them
//! their [`value`]. Nothing is resolved by a guess: a time that is told by another is
//! unknown where that other is.
//!
//! Conventions, where a language leaves a choice:
//! - a day of the week is the latest on or before the publication; the first after it
//!   where the clause speaks of the future;
//! - a month or a day without a year is the latest before the publication, unless the
//!   paragraph tells of an earlier year;
//! - *la nuit de mardi à mercredi* is the day on which the night ends;
//! - this week runs from Monday to the publication;
//! - an hour has the day that is told nearest to it, midnight that day and the next;
//! - a date in brackets is told by the way: no other time is told by it.

mod grammar;
mod resolve;
#[cfg(test)]
pub(crate) mod specifications;
#[cfg(test)]
mod tests;
mod value;

use jiff::civil::Date;
use selon_language::morphology::{Mood, Tense, VerbForm};
use selon_language::{Analysis, Pos, Relation, WordId, WordRange};
use selon_model::{ByteSpan, Language};

use crate::scan::atom::{self, Atom, AtomKind};
use crate::scan::words_at;
use grammar::{Grammar, grammar};
use resolve::Resolver;
use value::Value;

/// A time as the text tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Its words, prepositions left out (*mardi*, *en mai* → *mai*, *trois jours plus tôt*).
    pub words: WordRange,
    /// Where it stands.
    pub span: ByteSpan,
    /// EDTF: a day, a month, a year, an interval; none if it cannot be resolved.
    pub value: Option<String>,
    /// What it is.
    pub kind: TimeKind,
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
    let grammar = grammar(analysis.language);
    let future = |span: ByteSpan| {
        words_at(analysis, span).is_some_and(|words| lies_ahead(grammar, analysis, words))
    };
    let mut found: Vec<TimeExpression> = Vec::new();
    for told in scan(analysis.text, analysis.language, published, &future) {
        let Some(words) = words_at(analysis, told.span) else { continue };
        if found.last().is_some_and(|before| before.words.end > words.start) {
            continue;
        }
        let value = told.value.map(|v| v.to_string());
        found.push(TimeExpression { words, span: told.span, value, kind: told.kind });
    }
    found
}

/// Whether the word says which part of a time is meant: *la fin de 2015*.
pub(crate) fn is_part_of_time(analysis: &Analysis, word: WordId) -> bool {
    let cut = atom::atoms(&analysis[word].form);
    grammar(analysis.language).lexicon.class_at(&cut, 0, "edge").is_some()
}

/// A time in the text, before its words are looked up.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    span: ByteSpan,
    value: Option<Value>,
    kind: TimeKind,
}

/// The dates, hours and sets of a text, as atoms from and to: numbers in them count
/// nothing.
pub(crate) fn spans(atoms: &[Atom], language: Language) -> Vec<(usize, usize)> {
    let grammar = grammar(language);
    let found = grammar.matches(atoms).into_iter();
    let dated = |rule: usize| kind_of(grammar.patterns.rules[rule].kind) != TimeKind::Duration;
    found.filter(|m| dated(m.rule)).map(|m| m.atoms).collect()
}

fn kind_of(name: &str) -> TimeKind {
    match name {
        "hour" => TimeKind::Hour,
        "duration" => TimeKind::Duration,
        "set" => TimeKind::Set,
        _ => TimeKind::Date,
    }
}

/// The times of a text. `future` tells whether the clause round a place of the text
/// speaks of what is to come.
fn scan(
    text: &str,
    language: Language,
    published: Option<&str>,
    future: &dyn Fn(ByteSpan) -> bool,
) -> Vec<Told> {
    let grammar = grammar(language);
    let atoms = atom::atoms(text);
    let matches = grammar.matches(&atoms);
    let mut resolver = Resolver::new(published.and_then(|p| p.get(..10)?.parse::<Date>().ok()));
    let mut found: Vec<Told> = Vec::with_capacity(matches.len());
    // Hours, which may be told by the date behind them.
    let mut hour: Option<(usize, usize)> = None;
    let (mut paragraph, mut counted) = (0, 0);
    // Brackets that are open: a date in them is told by the way, and tells no other.
    let mut brackets = 0;
    for m in &matches {
        for atom in &atoms[counted..m.atoms.0] {
            match atom.form.as_ref() {
                _ if atom.kind == AtomKind::Break => (paragraph, brackets) = (paragraph + 1, 0),
                "(" | "[" => brackets += 1,
                ")" | "]" => brackets = (brackets - 1).max(0),
                _ => {}
            }
        }
        counted = m.atoms.0;
        let rule = &grammar.patterns.rules[m.rule];
        let kind = kind_of(rule.kind);
        let mut span = m.span(&atoms);
        let ahead = || brackets == 0 && future(span);
        let mut value = resolver.resolve(&rule.value, m, paragraph, &ahead);
        if kind == TimeKind::Date
            && let Some(plain) = &value
        {
            if brackets == 0 {
                resolver.remember(plain, m, paragraph);
            }
            if let Some((at, end)) = hour
                && plain.day().is_some()
                && close(grammar, &atoms, end, m.atoms.0)
            {
                found[at].value.clone_from(&value);
            }
            if let Some((from, open)) = opened(grammar, &atoms, m.atoms.0)
                && !matches!(plain, Value::Interval(..))
            {
                value = value.map(|v| if open { v.since() } else { v.until() });
                let start = atoms[from].span;
                let free = found.last().is_none_or(|before| before.span.end <= start.start);
                span = if free { start.cover(span) } else { span };
            }
        }
        hour = matches!(rule.value[..], ["clock" | "midnight"]).then_some((found.len(), m.atoms.1));
        found.push(Told { span, value, kind });
    }
    found
}

/// Whether only articles, commas and the like stand between two atoms.
fn close(grammar: &Grammar, atoms: &[Atom], mut from: usize, to: usize) -> bool {
    while from < to {
        from = match grammar.lexicon.class_at(atoms, from, "article") {
            Some(hit) => hit.end,
            None if atoms[from].is(",") => from + 1,
            None => return false,
        };
    }
    from == to
}

/// A word before a date that opens an interval with it: where it begins, and whether
/// the date is the start.
fn opened(grammar: &Grammar, atoms: &[Atom], mut at: usize) -> Option<(usize, bool)> {
    for _ in 0..3 {
        for (class, start) in [("since", true), ("until", false)] {
            if let Some((from, _)) = grammar.lexicon.class_before(atoms, at, class) {
                return Some((from, start));
            }
        }
        at = grammar.lexicon.class_before(atoms, at, "article")?.0;
    }
    None
}

/// Whether the verb or noun that governs these words speaks of what is to come.
fn lies_ahead(grammar: &Grammar, analysis: &Analysis, words: WordRange) -> bool {
    let told_ahead = |w: WordId| {
        let cut = atom::atoms(&analysis[w].form);
        grammar.lexicon.class_at(&cut, 0, "future").is_some()
    };
    let outside = analysis.ancestors(WordId(words.start)).filter(|&w| !words.contains(w));
    for governor in outside.take(6) {
        let word = &analysis[governor];
        if word.morphology.tense == Some(Tense::Fut) || told_ahead(governor) {
            return true;
        }
        let helpers = || {
            analysis
                .children(governor)
                .iter()
                .copied()
                .filter(|&c| matches!(analysis[c].relation, Relation::Aux | Relation::Cop))
        };
        if !matches!(word.pos, Pos::Verb | Pos::Aux) && helpers().next().is_none() {
            continue;
        }
        let perfect = helpers().any(|c| matches!(analysis[c].lemma.as_ref(), "have" | "avoir"));
        let ahead =
            helpers().any(|c| analysis[c].morphology.tense == Some(Tense::Fut) || told_ahead(c));
        // *L'armée se retirerait lundi*: the future of what was said.
        let reported = word.morphology.mood == Some(Mood::Cnd) && helpers().next().is_none();
        if reported || (ahead && !perfect) {
            return true;
        }
        if word.morphology.verb_form != Some(VerbForm::Inf) {
            return false;
        }
    }
    false
}
