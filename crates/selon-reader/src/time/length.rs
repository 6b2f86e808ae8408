//! Lengths of time that another time is told by: *two days after Christmas*.

use super::grammar::Grammar;
use super::resolve::{amount, unit_named};
use super::value::{Unit, Value, away};
use crate::scan::atom::Atom;
use crate::scan::pattern::Match;

/// A length of time that another time is told by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Length {
    /// How many units, less than none before.
    count: i64,
    unit: Unit,
    /// Whether it is more than that: *more than two weeks before*.
    beyond: bool,
    /// Whether it is less than that: *less than three days after Monday*.
    within: bool,
    /// Whether it lasts from the other time on: *for three days from Monday*.
    lasting: bool,
    /// One past the word behind it.
    pub(super) end: usize,
}

impl Length {
    /// The time that is so far from this one.
    pub(super) fn from(&self, value: &Value) -> Option<Value> {
        if let Value::OneOf(a, b) = value {
            return Some(Value::one_of(self.from(a)?, self.from(b)?)).filter(|_| !self.beyond);
        }
        let at = away(value, self.count, self.unit)?;
        if self.within {
            let (from, to) = if self.count < 0 { (&at, value) } else { (value, &at) };
            return Value::from_to(&from.as_exact_as(&at)?, &to.as_exact_as(&at)?);
        }
        if self.lasting {
            let (start, last) = (value.days()?.0, at.day()?.yesterday().ok()?);
            return Value::from_to(&Value::Day(start), &Value::Day(last));
        }
        match (self.beyond, self.count < 0) {
            (false, _) => Some(at),
            (true, true) => at.before(),
            (true, false) => at.after(),
        }
    }
}

/// A length of time with a word such as *after* in it or behind it.
pub(super) fn beside(grammar: &Grammar, atoms: &[Atom], found: &Match) -> Option<Length> {
    let lexicon = &grammar.lexicon;
    let unit = unit_named("$unit", found)?;
    let (count, _) = amount("$number", found)?;
    // *for a week, from Monday*
    let comma = usize::from(atoms.get(found.atoms.1).is_some_and(|a| a.is(",")));
    let lasts = lexicon.class_at(atoms, found.atoms.0, "lasting").is_some();
    let lasts = lasts || lexicon.class_before(atoms, found.atoms.0, "lasting").is_some();
    let end = found.atoms.1 + if lasts { comma } else { 0 };
    // *In the two weeks since 1 May*: the weeks that have passed since.
    let passed = grammar.numbers.class_before(atoms, found.atoms.0, "determiner").is_some();
    for (class, sign) in [("after", 1), ("from", 1), ("since", 1), ("before", -1)] {
        let word = lexicon.class_at(atoms, end, class).map(|h| h.end);
        let word = word.or_else(|| lexicon.class_before(atoms, end, class).map(|_| end));
        if let Some(word) = word.filter(|_| class != "since" || !passed) {
            let beyond = lexicon.class_at(atoms, found.atoms.0, "beyond").is_some();
            let lasting =
                class == "from" && (lasts || lexicon.class_at(atoms, end, "starting").is_some());
            let within = lexicon.class_at(atoms, found.atoms.0, "short_of").is_some();
            return Some(Length { count: sign * count, unit, beyond, within, lasting, end: word });
        }
    }
    None
}
