//! The times of a text from what the rules find: dates beside each other that tell one time,
//! and the words before them that make something else of them.

use jiff::civil::Date;
use selon_model::reading::TimeModifier;
use selon_model::{ByteSpan, Language};

use super::clause::Clause;
use super::digits::month_first;
use super::grammar::{Grammar, grammar};
use super::length::{self, Length};
use super::opens::{Opens, opened, told_then};
use super::resolve::Resolver;
use super::value::Value;
use super::{Expressions, TimeKind, kind_of};
use crate::scan::atom::{Atom, AtomKind};
use crate::scan::pattern::Match;

/// A time in the text, before its words are looked up.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    pub span: ByteSpan,
    pub value: Option<Value>,
    pub modifier: Option<TimeModifier>,
    pub kind: TimeKind,
    /// How far it is from what stands behind it: *three days after the attack*.
    pub length: Option<Length>,
    /// Whether it is a day that only the publication would tell: *hier*.
    pub of_publication: bool,
}

/// The times of a text. `clause` tells of when the clause round a place of the text speaks, `said`
/// whether it tells when something was said.
pub(super) fn scan(
    expressions: &Expressions,
    language: Language,
    published: Option<&str>,
    clause: &dyn Fn(ByteSpan) -> Clause,
    said: &dyn Fn(ByteSpan) -> bool,
) -> Vec<Told> {
    let grammar = grammar(language);
    let (atoms, matches) = (&expressions.atoms, &expressions.matches);
    let mut resolver = Resolver::new(published.and_then(|p| p.get(..10)?.parse::<Date>().ok()));
    if grammar.order == "either" {
        resolver.month_first = month_first(atoms);
    }
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
        let mut span = m.span(atoms);
        let words = span;
        // *Over the next years* may be told from another day, if what is told is over.
        let speaks = clause(words);
        let by_another = matches!(rule.value[0], "ahead" | "preceding" | "following");
        resolver.over = by_another && speaks == Clause::Over;
        resolver.open = brackets == 0 && matches!(speaks, Clause::Open | Clause::Now);
        resolver.now = brackets == 0 && speaks == Clause::Now;
        let ahead = || brackets == 0 && speaks == Clause::Ahead;
        let mut value = resolver.resolve(&rule.value, m, paragraph, &ahead);
        if kind == TimeKind::Duration && value.is_some() {
            kind = TimeKind::Date;
        }
        // *19 h 45 – Nouveaux tirs*: in a live report, which is of the day of publication.
        if rule.value == ["clock"] && heads_its_line(atoms, m.atoms) {
            let of_publication = resolver.published.map(Value::Day);
            if let Some(day) = &of_publication {
                resolver.remember(day, m, paragraph);
            }
            value = of_publication.or(value);
        }
        let long = !matches!(value, Some(Value::Day(_) | Value::DayOf(..)));
        let (part, from) = modifier(grammar, atoms, m.atoms, long);
        // *Between late May and early June*: the part of one end is none of the whole.
        let range = rule.value == ["dates"] && matches!(value, Some(Value::Interval(..)));
        let modifier = part.filter(|p| !range || *p == TimeModifier::About);
        if kind == TimeKind::Date
            && let Some(plain) = &value
        {
            // *Tués mardi, a annoncé mercredi le ministère*: it happened on Tuesday.
            let of_saying = || {
                plain.day().is_some()
                    && resolver.day.is_some_and(|told| told.1 == paragraph)
                    && m.nth("year", 0).is_none()
                    && said(words)
            };
            if brackets == 0
                && rule.value[0] != "now"
                && !Grammar::in_name(atoms, m.atoms.0)
                && !of_saying()
            {
                resolver.remember(plain, m, paragraph);
            }
            if let Some((at, end)) = hour
                && plain.day().is_some()
                && close(grammar, atoms, end, m.atoms.0)
            {
                found[at].value.clone_from(&value);
            }
            if let Some(told) = &length
                && close(grammar, atoms, told.end, m.atoms.0)
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
            // *This May*, *last Friday*
            let dated = |m: &Match| {
                let rule = rule_of(m);
                rule.len() > 1 && rule.contains(&"date")
            };
            if let Some((at, first, of)) = before
                && at + 1 == found.len()
                && close(grammar, atoms, of.1, m.atoms.0)
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
                && joins(grammar, atoms, of, from)
                && let Some(start) = &found[at].value
                && let Some(range) = resolver.joined(((first, start), dated(first)), (m, plain))
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
            let opening = opened(grammar, atoms, from)
                .filter(|o| !matches!(o.1, Opens::Since) || !told_then(grammar, atoms, m.atoms.1));
            // No interval of EDTF begins or ends on one of two days.
            if opening.is_some() && matches!(plain, Value::OneOf(..)) {
                value = None;
            } else if let Some((from, opens)) = opening
                && let Some(open) =
                    opens.from(plain, modifier, || grammar.goes_on(atoms, m.atoms.1))
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
            && let Some(word) = grammar.lexicon.class_at(atoms, end, "onwards")
            && stands_last(atoms, word.end)
        {
            span = span.cover(atoms[word.end - 1].span);
            let plain = Some(plain).filter(|v| !matches!(v, Value::OneOf(..)));
            (value, end) = (plain.map(Value::since), word.end);
        }
        // *And now* only as the end of a time.
        if rule.value[0] == "now" {
            continue;
        }
        length = match kind {
            TimeKind::Date | TimeKind::Duration => length::beside(grammar, atoms, m),
            _ => None,
        };
        hour = matches!(rule.value[..], ["clock" | "midnight" | "deictic"]).then(|| {
            // *La matinée de mardi*
            let of = grammar.lexicon.class_at(atoms, m.atoms.1, "of").map(|h| h.end);
            (found.len(), of.unwrap_or(m.atoms.1))
        });
        before = (kind == TimeKind::Date).then_some((found.len(), m, (from, end)));
        let is_year = matches!(value, Some(Value::Year(_)));
        let in_digits = m.nth("day_month", 0).is_some() && m.slots.len() == 1;
        let far = length::beside(grammar, atoms, m).filter(|_| value.is_none());
        let of_publication = value.is_none()
            && kind == TimeKind::Date
            && match rule.value[..] {
                ["publication", _, "day"] => true,
                [.., "date"] => m.nth("weekday", 0).is_some(),
                _ => false,
            };
        found.push(Told { span, value, modifier, kind, length: far, of_publication });
        if is_year || in_digits {
            let limit = matches.get(number + 1).map_or(atoms.len(), |next| next.atoms.0);
            let class = if is_year { "year_end" } else { "day_month" };
            for other in grammar.listed(atoms, m.atoms.1, limit, class) {
                let value = resolver.resolve(&["date"], &other, paragraph, &ahead);
                let span = other.span(atoms);
                found.push(Told {
                    span,
                    value,
                    modifier: None,
                    kind,
                    length: None,
                    of_publication: false,
                });
            }
        }
    }
    found
}

/// Whether nothing but a sign or the end stands here.
fn stands_last(atoms: &[Atom], at: usize) -> bool {
    atoms.get(at).is_none_or(|a| matches!(a.kind, AtomKind::Sign | AtomKind::Break))
}

/// Whether these atoms are the heading of a line: a dash or colon stands behind them.
fn heads_its_line(atoms: &[Atom], (start, end): (usize, usize)) -> bool {
    let opens = start.checked_sub(1).is_none_or(|before| atoms[before].kind == AtomKind::Break);
    opens && atoms.get(end).is_some_and(|a| ["-", "–", "—", ":", "|"].iter().any(|s| a.is(s)))
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
    let whole = || {
        let hits = (start..end).filter_map(|i| lexicon.class_at(atoms, i, "modifier_whole"));
        hits.filter(|h| h.end == end).map(|h| (start, h)).next()
    };
    match within().or_else(whole).or_else(before).map(|(from, hit)| (from, hit.value)) {
        Some((from, "start")) => (Some(TimeModifier::Start), from),
        Some((from, "middle")) => (Some(TimeModifier::Middle), from),
        Some((from, "end")) => (Some(TimeModifier::End), from),
        Some((_, "about")) => (Some(TimeModifier::About), start),
        _ => (None, start),
    }
}
