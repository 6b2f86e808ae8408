//! Times as the text tells them, resolved against the publication date (TIMEX3,
//! EDTF level 0 to 2).
//!
//! The words and rules of a language stand in `lang/*/calendar.tsv` and
//! `lang/*/time_rules.tsv`; [`grammar`] finds them in a text, [`resolve`] gives them
//! their [`value`], by [`dates`], [`named`] and [`relative`] times and [`length`]s. Nothing is resolved by a guess: a time that is told by another is
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

mod dates;
mod grammar;
mod hijri;
mod holiday;
mod length;
mod named;
mod relative;
mod resolve;
#[cfg(test)]
mod tests;
mod value;

use jiff::civil::Date;
use selon_language::morphology::{Mood, Tense, VerbForm};
use selon_language::{Analysis, Pos, Relation, WordId, WordRange};
use selon_model::reading::{Granularity, TimeModifier};
use selon_model::{ByteSpan, Language};

use crate::scan::atom::{self, Atom, AtomKind};
use crate::scan::pattern::Match;
use crate::scan::words_at;
use grammar::{Grammar, grammar};
use length::Length;
use resolve::Resolver;
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
    let clause = |span: ByteSpan| match words_at(analysis, span) {
        Some(words) => clause(grammar, analysis, words),
        None => Clause::Open,
    };
    let mut found: Vec<TimeExpression> = Vec::new();
    for told in scan(analysis.text, analysis.language, published, &clause) {
        let Some(words) = words_at(analysis, told.span) else { continue };
        if found.last().is_some_and(|before| before.words.end > words.start) {
            continue;
        }
        found.push(TimeExpression {
            words,
            span: told.span,
            granularity: told.value.as_ref().map(Value::granularity),
            value: told.value.map(|v| v.to_string()),
            modifier: told.modifier,
            kind: told.kind,
        });
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
    modifier: Option<TimeModifier>,
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

/// The times of a text. `clause` tells of when the clause round a place of the text speaks.
fn scan(
    text: &str,
    language: Language,
    published: Option<&str>,
    clause: &dyn Fn(ByteSpan) -> Clause,
) -> Vec<Told> {
    let grammar = grammar(language);
    let atoms = atom::atoms(text);
    let matches = grammar.matches(&atoms);
    let mut resolver = Resolver::new(published.and_then(|p| p.get(..10)?.parse::<Date>().ok()));
    let mut found: Vec<Told> = Vec::with_capacity(matches.len());
    // Hours, which may be told by the date behind them.
    let mut hour: Option<(usize, usize)> = None;
    // A length of time with *after* or *before*, which may be told from the date behind it.
    let mut length: Option<Length> = None;
    let (mut paragraph, mut counted) = (0, 0);
    // Brackets that are open: a date in them is told by the way, and tells no other.
    let mut brackets = 0;
    // The last date: where it stands in what was found, its match and its atoms.
    let mut before: Option<(usize, &Match, (usize, usize))> = None;
    for (number, m) in matches.iter().enumerate() {
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
        let mut kind = kind_of(rule.kind);
        let mut span = m.span(&atoms);
        let words = span;
        let ahead = || brackets == 0 && clause(words) == Clause::Ahead;
        // *Over the next years* may be told from another day, if what is told is over.
        resolver.over = rule.value[0] == "ahead" && clause(words) == Clause::Over;
        let mut value = resolver.resolve(&rule.value, m, paragraph, &ahead);
        if kind == TimeKind::Duration && value.is_some() {
            kind = TimeKind::Date;
        }
        let long = !matches!(value, Some(Value::Day(_) | Value::DayOf(..)));
        let (modifier, from) = modifier(grammar, &atoms, m.atoms, long);
        if kind == TimeKind::Date
            && let Some(plain) = &value
        {
            if brackets == 0 && rule.value[0] != "now" {
                resolver.remember(plain, m, paragraph);
            }
            if let Some((at, end)) = hour
                && plain.day().is_some()
                && close(grammar, &atoms, end, m.atoms.0)
            {
                found[at].value.clone_from(&value);
            }
            if let Some(told) = &length
                && close(grammar, &atoms, told.end, m.atoms.0)
                && let Some(last) = found.last_mut()
                && let Some(moved) = told.from(plain)
            {
                resolver.remember(&moved, m, paragraph);
                (last.span, last.kind) = (last.span.cover(span), kind);
                last.value = Some(moved);
                (length, before) = (None, None);
                continue;
            }
            let rule_of = |m: &Match| &grammar.patterns.rules[m.rule].value[..];
            if let Some((at, first, of)) = before
                && at + 1 == found.len()
                && close(grammar, &atoms, of.1, m.atoms.0)
                && !atoms[of.1].is(",")
                && let Some(other) = &found[at].value
                && let Some(day) = Resolver::in_week(m, other, rule_of(first))
                    .or_else(|| Resolver::in_week(first, plain, rule_of(m)))
            {
                resolver.remember(&day, m, paragraph);
                found[at].span = found[at].span.cover(span);
                found[at].value = Some(day);
                (length, before) = (None, None);
                continue;
            }
            if let Some((at, first, of)) = before
                && at + 1 == found.len()
                && joins(grammar, &atoms, of, from)
                && let Some(start) = &found[at].value
                && let Some(range) = resolver.joined((first, start), (m, plain))
            {
                resolver.remember(&range, m, paragraph);
                found[at].span = found[at].span.cover(span);
                (found[at].value, found[at].modifier) = (Some(range), None);
                (length, before) = (None, None);
                continue;
            }
            let free = |from: usize| {
                found.last().is_none_or(|before| before.span.end <= atoms[from].span.start)
            };
            if from < m.atoms.0 && free(from) {
                span = atoms[from].span.cover(span);
            }
            if let Some((from, opens)) = opened(grammar, &atoms, from)
                && let Some(open) =
                    opens.from(plain, modifier, || grammar.goes_on(&atoms, m.atoms.1))
            {
                value = Some(open);
                if free(from) {
                    span = atoms[from].span.cover(span);
                }
            }
        }
        let mut end = m.atoms.1;
        if let Some(plain) = value.clone().filter(|v| !matches!(v, Value::Interval(..)))
            && kind == TimeKind::Date
            && let Some(word) = grammar.lexicon.class_at(&atoms, end, "onwards")
            && stands_last(&atoms, word.end)
        {
            span = span.cover(atoms[word.end - 1].span);
            (value, end) = (Some(plain.since()), word.end);
        }
        // *And now* only as the end of a time.
        if rule.value[0] == "now" {
            continue;
        }
        length = match kind {
            TimeKind::Date | TimeKind::Duration => length::beside(grammar, &atoms, m),
            _ => None,
        };
        hour = matches!(rule.value[..], ["clock" | "midnight"]).then_some((found.len(), m.atoms.1));
        before = (kind == TimeKind::Date).then_some((found.len(), m, (from, end)));
        let is_year = matches!(value, Some(Value::Year(_)));
        let in_digits = m.nth("day_month", 0).is_some() && m.slots.len() == 1;
        found.push(Told { span, value, modifier, kind });
        if is_year || in_digits {
            let limit = matches.get(number + 1).map_or(atoms.len(), |next| next.atoms.0);
            let class = if is_year { "year_end" } else { "day_month" };
            for other in grammar.listed(&atoms, m.atoms.1, limit, class) {
                let value = resolver.resolve(&["date"], &other, paragraph, &ahead);
                found.push(Told { span: other.span(&atoms), value, modifier: None, kind });
            }
        }
    }
    found
}

/// Whether nothing but a sign or the end stands here.
fn stands_last(atoms: &[Atom], at: usize) -> bool {
    atoms.get(at).is_none_or(|a| matches!(a.kind, AtomKind::Sign | AtomKind::Break))
}

/// Whether two dates are the ends of one time: *from 2 May to 3 June*, *between … and …*.
fn joins(grammar: &Grammar, atoms: &[Atom], (start, end): (usize, usize), to: usize) -> bool {
    let lexicon = &grammar.lexicon;
    let article = |at: usize| lexicon.class_before(atoms, at, "article").map_or(at, |a| a.0);
    let opened = |class: &str| {
        [start, article(start)].iter().any(|&at| lexicon.class_before(atoms, at, class).is_some())
    };
    let by = |class: &str| {
        lexicon.class_at(atoms, end, class).is_some_and(|h| close(grammar, atoms, h.end, to))
    };
    by("range") || (by("range_and") && opened("between"))
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

/// What a word before a date makes of it.
#[derive(Clone, Copy)]
enum Opens {
    Since,
    Until,
    Before,
    After,
}

impl Opens {
    /// The interval. *After* and *before* open one only where the date stands for itself
    /// and nothing is told by it: not in *after Monday's attack*.
    fn from(
        self,
        date: &Value,
        part: Option<TimeModifier>,
        stands_alone: impl Fn() -> bool,
    ) -> Option<Value> {
        let is_open = matches!(date, Value::Interval(None, _) | Value::Interval(_, None));
        let closed = matches!(date, Value::Interval(..));
        match (self, part) {
            // *After mid-May* may be in May.
            (Opens::After, Some(TimeModifier::Start | TimeModifier::Middle)) if !closed => {
                Some(date.clone().since())
            }
            (Opens::Before, Some(TimeModifier::Middle | TimeModifier::End)) if !closed => {
                Some(date.clone().until())
            }
            _ => self.whole(date, is_open, stands_alone),
        }
    }

    fn whole(self, date: &Value, is_open: bool, stands_alone: impl Fn() -> bool) -> Option<Value> {
        match self {
            _ if is_open => None,
            Opens::Since | Opens::Until if matches!(date, Value::Interval(..)) => None,
            Opens::Since => Some(date.clone().since()),
            Opens::Until => Some(date.clone().until()),
            Opens::Before => date.before().filter(|_| stands_alone()),
            Opens::After => date.after().filter(|_| stands_alone()),
        }
    }
}

/// A word before a date that opens an interval with it, and where it begins.
fn opened(grammar: &Grammar, atoms: &[Atom], mut at: usize) -> Option<(usize, Opens)> {
    for _ in 0..3 {
        for (class, opens) in [
            ("since", Opens::Since),
            ("until", Opens::Until),
            ("before", Opens::Before),
            ("after", Opens::After),
        ] {
            if let Some((from, _)) = grammar.lexicon.class_before(atoms, at, class) {
                return Some((from, opens));
            }
        }
        at = grammar.lexicon.class_before(atoms, at, "article")?.0;
    }
    None
}

/// Which part of a time is meant, by a word in it or before it, and the atom that the time
/// then begins with. `long` tells whether it is longer than a day.
fn modifier(
    grammar: &Grammar,
    atoms: &[Atom],
    (start, end): (usize, usize),
    long: bool,
) -> (Option<TimeModifier>, usize) {
    let lexicon = &grammar.lexicon;
    let classes = if long { &["modifier", "modifier_long"][..] } else { &["modifier"] };
    let within = || {
        let reach = start..end.min(start + 6);
        let at = |i| classes.iter().find_map(|class| lexicon.class_at(atoms, i, class));
        let hits = reach.filter_map(at);
        hits.filter(|h| h.end < end).map(|h| (start, h)).next()
    };
    let before = || classes.iter().find_map(|class| lexicon.class_before(atoms, start, class));
    match within().or_else(before).map(|(from, hit)| (from, hit.value)) {
        Some((from, "start")) => (Some(TimeModifier::Start), from),
        Some((from, "middle")) => (Some(TimeModifier::Middle), from),
        Some((from, "end")) => (Some(TimeModifier::End), from),
        Some((_, "about")) => (Some(TimeModifier::About), start),
        _ => (None, start),
    }
}

/// Of when a clause speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clause {
    /// Of what is to come.
    Ahead,
    /// Of what is over.
    Over,
    /// Of neither, as far as is known.
    Open,
}

/// Of when the verb or noun that governs these words speaks.
fn clause(grammar: &Grammar, analysis: &Analysis, words: WordRange) -> Clause {
    let told_ahead = |w: WordId| {
        let cut = atom::atoms(&analysis[w].form);
        grammar.lexicon.class_at(&cut, 0, "future").is_some()
    };
    let outside = analysis.ancestors(WordId(words.start)).filter(|&w| !words.contains(w));
    for governor in outside.take(6) {
        let word = &analysis[governor];
        if word.morphology.tense == Some(Tense::Fut) || told_ahead(governor) {
            return Clause::Ahead;
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
            return Clause::Ahead;
        }
        if word.morphology.verb_form != Some(VerbForm::Inf) {
            let told = |w: WordId| analysis[w].morphology.tense == Some(Tense::Past);
            let over = perfect || told(governor) || helpers().any(told);
            return if over { Clause::Over } else { Clause::Open };
        }
    }
    Clause::Open
}
