//! Dates in digits: *05/03/2021*, *22/04*, *2013 11 27*, and what those may mean in which either
//! number may be the month.

use super::dates::numeric;
use super::grammar::Grammar;
use super::resolve::{self, Partial, Resolver, Side, nth_number};
use super::value::Value;
use super::written::year;
use crate::scan::atom::{Atom, AtomKind};
use crate::scan::pattern::{Match, Slot};

impl Grammar {
    /// *22/04*, *05.12*: as the number `mmdd`, below zero if either number may be the month.
    pub(super) fn day_month(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let [a, s, b] = text.get(at..at + 3)? else { return None };
        // *05.12* is a date where the day comes first, *5.12* a number.
        let points = s.is(".") && self.order == "day" && [a, b].iter().all(|x| x.form.len() == 2);
        let goes_on = text.get(at + 3).is_some_and(|x| {
            let more = text.get(at + 4).is_some_and(|y| y.glued() && y.kind != AtomKind::Break);
            x.glued()
                && (x.kind != AtomKind::Sign || x.is("%") || (more && !x.is(",") && !x.is(")")))
        });
        let sign = s.is("/") || points;
        (sign && !goes_on).then(|| self.two_numbers(text, at))?
    }

    /// The day and month of two numbers with a sign between them, whatever goes on behind.
    fn two_numbers(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let [a, s, b] = text.get(at..at + 3)? else { return None };
        let digits = [a, b].iter().all(|x| x.kind == AtomKind::Digits && x.form.len() <= 2);
        // *3/4 of them*, *24/7*
        let share = self.lexicon.class_at(text, at + 3, "counting").is_some();
        let always = self.order != "day" && a.is("24") && b.is("7");
        if !digits || !s.glued() || !b.glued() || share || always {
            return None;
        }
        let (a, b) = (a.form.parse::<u32>().ok()?, b.form.parse::<u32>().ok()?);
        let told = match day_and_month(self.order, a, b).filter(|_| a > 0 && b > 0)? {
            (0, _) => -f64::from(a * 100 + b),
            (month, day) => f64::from(month * 100 + day),
        };
        Some((told, at + 3))
    }

    /// *22/04*: a day and month that need no word before them, since no number is written
    /// so; not *page 02/10*, *04/05 patients*.
    pub(super) fn day_month_padded(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let padded =
            [at, at + 2].iter().any(|&i| text.get(i).is_some_and(|a| a.form.starts_with('0')));
        let label = self.numbers.class_before(text, at, "label").is_some();
        let slash = text.get(at + 1).is_some_and(|a| a.is("/"));
        let found = self.day_month(text, at).filter(|_| padded && slash && !label)?;
        (!self.is_counted(text, found.1)).then_some(found)
    }

    /// *29/2*, *28/2-1/3*: a day and month at the beginning of a line that tells nothing else
    /// than dates in digits.
    pub(super) fn day_month_line(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let begins = at == 0 || text[at - 1].kind == AtomKind::Break;
        if !begins || !text.get(at + 1)?.is("/") {
            return None;
        }
        let line = text[at..].iter().take_while(|a| a.kind != AtomKind::Break).take(LINE);
        let mut atoms = 0;
        for atom in line {
            atoms += 1;
            let sign = ["/", "-", "–", ",", "."].iter().any(|s| atom.is(s));
            if atom.kind != AtomKind::Digits && !sign {
                return None;
            }
        }
        if atoms == LINE { None } else { self.two_numbers(text, at) }
    }

    /// The first of two days in digits: *10/1 – 11/2*, *01/05-07/05*.
    pub(super) fn day_month_to(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let [s, join, next] = [at + 1, at + 3, at + 4].map(|i| text.get(i));
        let joined = s?.is("/") && (join?.is("-") || join?.is("–"));
        let digits = joined && next?.kind == AtomKind::Digits;
        if digits { self.two_numbers(text, at) } else { None }
    }

    /// *Friday 7.6*, behind the day of the week alone; not *7.6 million*, *7.6 magnitude*.
    pub(super) fn day_month_point(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let [_, s, b] = text.get(at..at + 3)? else { return None };
        let found = self.two_numbers(text, at).filter(|_| s.is("."))?;
        let glued = text.get(found.1).is_some_and(|a| a.glued() && !ends_sentence(a));
        let goes_on = glued || !self.goes_on(text, found.1) || b.kind != AtomKind::Digits;
        (!goes_on && !self.counts(text, found.1)).then_some(found)
    }

    /// Eight digits that tell a day: *20131127*.
    fn compact_date(text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let atom = text.get(at).filter(|a| a.kind == AtomKind::Digits && a.form.len() == 8)?;
        let n: u32 = atom.form.parse().ok()?;
        let (year, month, day) = (n / 10_000, n / 100 % 100, n % 100);
        let known = (1900..2100).contains(&year) && (1..=12).contains(&month);
        (known && (1..=31).contains(&day)).then(|| (f64::from(n), at + 1))
    }

    /// A day in the name of a file, behind other parts of it: *report-2002-10-09.pdf*.
    pub(super) fn in_name(text: &[Atom], at: usize) -> bool {
        let [parts, sign] = [2, 1].map(|back| at.checked_sub(back).and_then(|i| text.get(i)));
        let named = sign.is_some_and(|a| a.is("-") && a.glued())
            && parts.is_some_and(|a| a.kind == AtomKind::Letters)
            && text[at].glued();
        let in_parts = || {
            let lengths = [4, 1, 2, 1, 2];
            let parts = text.get(at..at + 5)?;
            let form = parts.iter().zip(lengths).all(|(a, length)| a.form.len() == length);
            let glued = parts[1..].iter().all(Atom::glued);
            (form && glued && parts[1].is("-") && year(text, at).is_some()).then_some(())
        };
        named && (Self::compact_date(text, at).is_some() || in_parts().is_some())
    }

    /// *21 06 1984*, *2013 11 27*, *18 08 78*: as the number `yyyymmdd`.
    fn spaced_date(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let [a, b, c] = text.get(at..at + 3)? else { return None };
        let digits = |a: &Atom| a.kind == AtomKind::Digits;
        let beside = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(digits);
        let alone = !beside(Some(at + 3))
            && !beside(at.checked_sub(1))
            && [b, c].iter().all(|a| a.spaced)
            && [a, b, c].iter().all(|a| digits(a));
        if !alone || b.form.len() > 2 {
            return None;
        }
        let (first, last): (u32, u32) = (a.form.parse().ok()?, c.form.parse().ok()?);
        let middle: u32 = b.form.parse().ok()?;
        let (year, month, day) = match (a.form.len(), c.form.len()) {
            (4, 1 | 2) => (first, middle, last),
            (1 | 2, 4) => {
                let order = self.order;
                let (month, day) = day_and_month(order, first, middle)?;
                (last, month, day)
            }
            // A year that can be no day, behind a day or month with a zero.
            (2, 2) if self.order == "day" && last > 31 && middle <= 12 => {
                let zero = a.form.starts_with('0') || b.form.starts_with('0');
                (if zero && b.form.len() == 2 { 1900 + last } else { 0 }, middle, first)
            }
            _ => return None,
        };
        let known = (1900..2100).contains(&year) && (1..=12).contains(&month);
        let known = known && (1..=31).contains(&day);
        known.then(|| (f64::from(year * 10_000 + month * 100 + day), at + 3))
    }

    /// As the number `yyyymmdd`; below zero if either number may be the month.
    pub(super) fn numeric_date(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        if let Some(found) = self.spaced_date(text, at) {
            return Some(found);
        }
        if let Some(found) = Self::compact_date(text, at) {
            return Some(found);
        }
        let [a, s, b, t, c] = text.get(at..at + 5)? else { return None };
        let digits = [a, b, c].iter().all(|x| x.kind == AtomKind::Digits && x.form.len() <= 4);
        let glued = [s, b, t, c].iter().all(|x| x.glued());
        let order = self.lexicon.class_at(text, at + 1, "numeric_order")?.value;
        let goes_on = text.get(at + 5).is_some_and(|x| {
            x.glued()
                && (x.kind == AtomKind::Digits
                    || (x.form == s.form
                        && text
                            .get(at + 6)
                            .is_some_and(|y| y.glued() && y.kind == AtomKind::Digits)))
        });
        if !digits || !glued || s.form != t.form || goes_on {
            return None;
        }
        let n = |x: &Atom| x.form.parse::<u32>().ok();
        let (a_n, b_n, c_n) = (n(a)?, n(b)?, n(c)?);
        let (year, month, day) = if a.form.len() == 4 {
            (a_n, b_n, c_n)
        } else if c.form.len() == 4 || (c.form.len() == 2 && a.form.len() <= 2 && !s.is("-")) {
            // Of two digits those up to 30 are of this century.
            let year = match c.form.len() {
                4 => c_n,
                _ if c_n <= 30 => 2000 + c_n,
                _ => 1900 + c_n,
            };
            match day_and_month(order, a_n, b_n)? {
                (0, _) if (1000..=2999).contains(&year) => {
                    return Some((-f64::from(year * 10_000 + a_n * 100 + b_n), at + 5));
                }
                (month, day) => (year, month, day),
            }
        } else {
            return None;
        };
        let known =
            (1000..=2999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        known.then_some((f64::from(year * 10_000 + month * 100 + day), at + 5))
    }
}

impl Resolver {
    /// A date in digits in which either number may be the month: as the day of the week or
    /// another date of the text tells, else one of both.
    pub(super) fn one_of(
        &self,
        readings: [Partial; 2],
        paragraph: usize,
        side: Side,
    ) -> Option<Value> {
        let [month_first, day_first] =
            readings.map(|reading| self.date(reading, paragraph, &|| side));
        if let Some(wanted) = readings[0].weekday
            && self.published.or(month_first.as_ref()?.day()).is_some()
        {
            let on = |v: &Option<Value>| {
                v.as_ref().and_then(Value::day).is_some_and(|d| d.weekday() == wanted)
            };
            return match (on(&month_first), on(&day_first)) {
                (true, false) => month_first,
                (false, true) => day_first,
                // A day of the week is told with a day that is near.
                (true, true) => {
                    let near = |v: &Option<Value>| {
                        let days = v.as_ref().and_then(Value::day).zip(self.published);
                        days.and_then(|(d, p)| d.since(p).ok())
                            .is_some_and(|span| span.get_days().abs() <= NEAR)
                    };
                    match (near(&month_first), near(&day_first)) {
                        (true, false) => month_first,
                        (false, true) => day_first,
                        _ => Some(Value::one_of(month_first?, day_first?)),
                    }
                }
                (false, false) => None,
            };
        }
        match self.month_first {
            Some(true) => month_first,
            Some(false) => day_first,
            None => Some(Value::one_of(month_first?, day_first?)),
        }
    }
}

/// How many days from the publication a day is near that is told with its day of the week.
const NEAR: i32 = 40;

/// What a date in digits may tell in which either number may be the month: the month first,
/// the day first. None of other dates, and where another day stands beside it.
pub(super) fn two_readings(found: &Match) -> Option<[Partial; 2]> {
    let mut weekday = None;
    let mut readings = None;
    for slot in &found.slots {
        match (slot.class, nth_number(slot.value)?) {
            ("weekday", n) => weekday = resolve::weekday(n),
            ("numeric_date", n) if n < 0 && readings.is_none() => {
                readings = Some((n / -10_000, n / -100 % 100, -n % 100));
            }
            (class, n) if class.starts_with("day_month") && n < 0 && readings.is_none() => {
                readings = Some((0, n / -100, -n % 100));
            }
            _ => return None,
        }
    }
    let (year, first, second) = readings?;
    let partial = |month: i64, day: i64| {
        let n = Slot::Number((year * 10_000 + month * 100 + day) as f64);
        let year = (year > 0).then(|| i16::try_from(year).ok()).flatten();
        Some(Partial { weekday, year, ..numeric(n)? })
    };
    Some([partial(first, second)?, partial(second, first)?])
}

/// The most atoms of a line that tells dates in digits alone.
const LINE: usize = 16;

/// Whether the sign ends a sentence or a part of it.
fn ends_sentence(atom: &Atom) -> bool {
    [",", ".", ";", ":", ")", "!", "?"].iter().any(|s| atom.is(s))
}

/// Whether the month comes first in the dates in digits of a text, as those tell in which one
/// of the numbers can be no month; none if they do not tell, or not the same.
pub(super) fn month_first(text: &[Atom]) -> Option<bool> {
    let mut told = None;
    for at in 0..text.len().saturating_sub(4) {
        let [a, s, b, t, c] = &text[at..at + 5] else { break };
        // *2/29-3/1*
        let to = || {
            text.get(at + 5)
                .zip(text.get(at + 6))
                .is_some_and(|(s, d)| s.is("/") && d.kind == AtomKind::Digits)
        };
        let ranged = s.is("/") && (t.is("-") || t.is("–")) && to();
        let sign = ranged || ((s.is("/") || s.is(".") || s.is("-")) && s.form == t.form);
        let glued = ranged || [s, b, t, c].iter().all(|x| x.glued());
        let short = |x: &Atom| x.kind == AtomKind::Digits && x.form.len() <= 2;
        let whole = || ranged || (c.form.len() == 4 && year(text, at + 4).is_some());
        if !sign || !glued || !short(a) || !short(b) || !whole() {
            continue;
        }
        let first = match (a.form.parse::<u32>(), b.form.parse::<u32>()) {
            (Ok(1..=12), Ok(13..=31)) => true,
            (Ok(13..=31), Ok(1..=12)) => false,
            _ => continue,
        };
        if told.is_some_and(|told| told != first) {
            return None;
        }
        told = Some(first);
    }
    told
}

/// The month and the day of two numbers of a date in digits; zeros if both may be either.
fn day_and_month(order: &str, a: u32, b: u32) -> Option<(u32, u32)> {
    let known = match (order, a <= 12, b <= 12) {
        ("day", _, true) | (_, false, true) => (b, a),
        ("month", true, _) | (_, true, false) => (a, b),
        _ if a == b => (a, b),
        (_, true, true) => (0, 0),
        _ => return None,
    };
    (known.1 <= 31 && (known == (0, 0) || (known.0 >= 1 && known.1 >= 1))).then_some(known)
}
