//! Days, months, years and hours as they are written, in digits and words.

use super::grammar::Grammar;
use crate::scan::atom::{Atom, AtomKind};
use crate::scan::number::{Written, number_at};

impl Grammar {
    pub(super) fn day(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        if text.get(at)?.kind == AtomKind::Letters {
            return self.day_in_words(text, at);
        }
        let atom = text.get(at).filter(|a| a.kind == AtomKind::Digits && a.form.len() <= 2)?;
        // *$12 December*
        if at > 0 && self.numbers.class_at(text, at - 1, "currency").is_some() {
            return None;
        }
        let day: f64 = atom.form.parse().ok().filter(|d| (1.0..=31.0).contains(d))?;
        let decimal = |sign: usize, digits: usize| {
            text.get(sign).is_some_and(|s| s.glued() && (s.is(".") || s.is(",")))
                && text.get(digits).is_some_and(|d| d.kind == AtomKind::Digits)
        };
        if at >= 2 && atom.glued() && decimal(at - 1, at - 2) {
            return None;
        }
        let mut end = at + 1;
        let suffix = |a: &Atom| a.kind == AtomKind::Letters && (a.glued() || a.is("er"));
        if text.get(end).is_some_and(suffix) {
            end = self.lexicon.class_at(text, end, "day_suffix")?.end;
        } else if decimal(at + 1, at + 2) && text.get(at + 2).is_some_and(|d| d.glued()) {
            return None;
        }
        Some((day, end))
    }

    /// A day that is no ordinal in words: *23*, *vingt-trois*; not *premier*.
    pub(super) fn day_number(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let ordinal = self.ordinal_day(text, at).is_some();
        self.day(text, at).filter(|_| !ordinal)
    }

    /// A day with no suffix but *er*: *le 3*, *le 1er*; not *le 3e*.
    pub(super) fn day_plain(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let (day, end) = self.day_number(text, at)?;
        let suffixed = text[at].kind == AtomKind::Digits && end > at + 1;
        (!suffixed || day == 1.0).then_some((day, end))
    }

    /// Whether these atoms are an ordinal: *12th*, *twelfth*.
    pub(super) fn is_ordinal(&self, text: &[Atom], at: usize, end: usize) -> bool {
        let digits = text[at].kind == AtomKind::Digits;
        if digits { end > at + 1 } else { self.ordinal_day(text, at).is_some() }
    }

    /// A day that is told by an ordinal alone: *the 11th*, *the twenty-second*; not *the
    /// first attack*, *the 11th of them*.
    pub(super) fn day_ordinal(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let digits = text.get(at)?.kind == AtomKind::Digits;
        let found = if digits {
            self.day(text, at).filter(|d| d.1 > at + 1)
        } else {
            self.ordinal_day(text, at).filter(|d| (10.0..=31.0).contains(&d.0))
        };
        found.filter(|d| self.ends_date(text, d.1))
    }

    /// A day that no month stands with: no number of *three weeks*, *7-6*, *15 people*.
    pub(super) fn day_alone(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let digits = text.get(at)?.kind == AtomKind::Digits;
        let (day, end) = if digits { self.day(text, at)? } else { self.ordinal_day(text, at)? };
        let goes_on = text.get(end).is_some_and(|a| {
            let sign = a.glued() && (a.is("-") || a.is("/") || a.is(":") || a.is("%"));
            sign || ["unit", "month", "meridiem", "clock_mark"]
                .iter()
                .any(|c| self.lexicon.class_at(text, end, c).is_some())
        });
        (!goes_on && !self.is_counted(text, end)).then_some((day, end))
    }

    /// *fourth*, *twenty-second*.
    fn ordinal_day(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        if !self.numbers.begins(text.get(at)?) {
            return None;
        }
        let ordinal = |at: usize| -> Option<(f64, usize)> {
            let hit = self.numbers.class_at(text, at, "ordinal")?;
            Some((hit.value.parse().ok()?, hit.end))
        };
        let Some(tens) = self.numbers.class_at(text, at, "tens") else { return ordinal(at) };
        let next = tens.end + usize::from(text.get(tens.end).is_some_and(|a| a.is("-")));
        let (ones, end) = ordinal(next).filter(|(n, _)| *n < 10.0)?;
        Some((tens.value.parse::<f64>().ok()? + ones, end))
    }

    /// *quatorze*, *premier*, *fourth*.
    fn day_in_words(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let ordinal = self.ordinal_day(text, at);
        let number = || {
            let number = number_at(self.numbers, text, at)?;
            (number.written == Written::Words).then_some((number.value, number.end))
        };
        ordinal.or_else(number).filter(|(day, _)| (1.0..=31.0).contains(day))
    }

    /// *two thousand and five*, *nineteen ninety-six*, *deux mille vingt*.
    pub(super) fn year_in_words(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let words =
            |at: usize| number_at(self.numbers, text, at).filter(|n| n.written == Written::Words);
        let first = words(at)?;
        if (1000.0..2200.0).contains(&first.value) {
            return Some((first.value, first.end));
        }
        let second = words(first.end)?;
        let known = (10.0..=21.0).contains(&first.value) && (10.0..100.0).contains(&second.value);
        known.then_some((first.value * 100.0 + second.value, second.end))
    }

    /// *1990*, *90* after *années*; *1990s*, *90s*.
    pub(super) fn decade(&self, text: &[Atom], at: usize, class: &str) -> Option<(f64, usize)> {
        let number = match text.get(at)?.kind {
            AtomKind::Digits => text[at].form.parse().ok().map(|n: f64| (n, at + 1)),
            _ => number_at(self.numbers, text, at).map(|n| (n.value, n.end)),
        };
        let (n, end) = number.filter(|(n, _)| n % 10.0 == 0.0)?;
        let first = match n {
            10.0..=90.0 => 1900.0 + n,
            1500.0..=2090.0 => n,
            _ => return None,
        };
        let possessive = text.get(end + 1).is_some_and(|a| a.glued() && a.is("'"));
        // *10 s* are seconds.
        let long = n >= 1000.0;
        let s = text.get(end);
        let s = s.is_some_and(|a| a.is("s") && (a.glued() || (long && !possessive)));
        match (class, s) {
            ("decades", true) if long => Some((first, end + 1)),
            ("decades_short", true) if !long => Some((first, end + 1)),
            ("decade", false) => Some((first, end)),
            _ => None,
        }
    }

    pub(super) fn century(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let atom = text.get(at)?;
        let (number, end) = match atom.kind {
            AtomKind::Digits => (atom.form.parse().ok()?, at + 1),
            // *XXe* is one run of letters.
            AtomKind::Letters => (roman(atom.form.trim_end_matches('e'))?, at + 1),
            _ => return None,
        };
        let suffix =
            text.get(end).is_some_and(|a| a.kind == AtomKind::Letters && (a.glued() || a.is("e")));
        let end = if suffix { end + 1 } else { end };
        let known = (suffix || atom.kind == AtomKind::Letters) && (1..=21).contains(&number);
        known.then(|| (f64::from(number - 1) * 100.0, end))
    }

    /// *14h30*, *14 h*, *22 heures 30*, *14:30*. Hours in words alone are told by rules,
    /// since *trois heures* may be a length of time.
    pub(super) fn clock(&self, text: &[Atom], at: usize) -> Option<usize> {
        let atom = text.get(at).filter(|a| a.kind == AtomKind::Digits && a.form.len() <= 2)?;
        atom.form.parse::<u32>().ok().filter(|h| *h <= 24)?;
        let minutes = |at: usize| {
            let digits =
                text.get(at).filter(|a| a.kind == AtomKind::Digits && a.form.len() == 2)?;
            let minutes = digits.form.parse::<u32>().ok().filter(|m| *m < 60);
            // Not *24 hours 30 people*.
            minutes.filter(|_| !self.is_named(text, at + 1)).map(|_| at + 1)
        };
        let sign = text.get(at + 1)?;
        if sign.is(":") && sign.glued() {
            let mut end = minutes(at + 2).filter(|_| text[at + 2].glued())?;
            if text.get(end).is_some_and(|a| a.is(":") && a.glued()) {
                end = minutes(end + 1).unwrap_or(end);
            }
            return Some(end);
        }
        let mark = self.lexicon.class_at(text, at + 1, "clock_mark")?;
        match minutes(mark.end) {
            Some(end) => Some(end),
            None if sign.is("h") => Some(mark.end),
            None => None,
        }
    }
}

/// *2015-12* as the number `yyyymm00`; not *2011-12*, which may be two years.
pub(super) fn year_month(text: &[Atom], at: usize) -> Option<(f64, usize)> {
    let [a, s, b] = text.get(at..at + 3)? else { return None };
    let glued = s.is("-") && s.glued() && b.glued() && b.kind == AtomKind::Digits;
    if !glued || text.get(at + 3).is_some_and(|x| x.glued() && (x.is("-") || x.is("/"))) {
        return None;
    }
    let (year, month) = if a.form.len() == 4 {
        (year(text, at)?, b.form.parse::<u32>().ok().filter(|_| b.form.len() <= 2)?)
    } else {
        (year(text, at + 2)?, a.form.parse::<u32>().ok().filter(|_| a.form.len() <= 2)?)
    };
    let season = a.form.len() == 4 && f64::from(month) == year % 100.0 + 1.0;
    let known = (1..=12).contains(&month) && !season && (1800.0..2100.0).contains(&year);
    known.then(|| (year * 10_000.0 + f64::from(month * 100), at + 3))
}

/// Whether this and the year before the word or sign before it are both full hundreds:
/// *1500-2000* counts.
pub(super) fn both_hundreds(text: &[Atom], at: usize, second: f64) -> bool {
    let first = at.checked_sub(2).and_then(|before| year(text, before));
    first.is_some_and(|first| first % 100.0 == 0.0 && second % 100.0 == 0.0)
}

/// *'98*; *87* before a sign or the end.
pub(super) fn year_short(text: &[Atom], at: usize) -> Option<(f64, usize)> {
    let marked = text.get(at).is_some_and(|a| a.is("'"));
    let ends = |end: usize| {
        text.get(end).is_none_or(|a| matches!(a.kind, AtomKind::Sign | AtomKind::Break))
    };
    year_of_two(text, at).filter(|y| marked || ends(y.1))
}

/// *87*, *'98*: a year of two digits that can be no day.
pub(super) fn year_of_two(text: &[Atom], at: usize) -> Option<(f64, usize)> {
    let at = at + usize::from(text.get(at).is_some_and(|a| a.is("'")));
    let atom = text.get(at).filter(|a| a.kind == AtomKind::Digits && a.form.len() == 2)?;
    let n: f64 = atom.form.parse().ok().filter(|n| *n > 31.0)?;
    let goes_on = text
        .get(at + 1)
        .is_some_and(|a| a.glued() && !a.is(".") && !a.is(",") && a.kind != AtomKind::Break);
    (!goes_on).then_some((1900.0 + n, at + 1))
}

/// The *14* of *2013-14*: the year behind that before it, or one that is no month.
pub(super) fn year_next(text: &[Atom], at: usize) -> Option<f64> {
    let atom = text.get(at).filter(|a| a.kind == AtomKind::Digits && a.form.len() == 2)?;
    let first = year(text, at.checked_sub(2)?)?;
    let n: f64 = atom.form.parse().ok().filter(|_| atom.glued())?;
    let next = first - first % 100.0 + n;
    let ends = text.get(at + 1).is_none_or(|a| !a.glued() || a.kind != AtomKind::Letters);
    (ends && next > first && (next == first + 1.0 || n > 12.0)).then_some(next)
}

/// A year of the Hijri calendar.
pub(super) fn hijri_year(text: &[Atom], at: usize) -> Option<f64> {
    let year: f64 = text.get(at).filter(|a| a.kind == AtomKind::Digits)?.form.parse().ok()?;
    (1000.0..1600.0).contains(&year).then_some(year)
}

/// A year of four digits that stands for itself.
pub(super) fn year(text: &[Atom], at: usize) -> Option<f64> {
    let atom = text.get(at).filter(|a| a.kind == AtomKind::Digits && a.form.len() == 4)?;
    let year: f64 = atom.form.parse().ok().filter(|y| (1000.0..2200.0).contains(y))?;
    let glued_before = at > 0
        && atom.glued()
        && (matches!(text[at - 1].kind, AtomKind::Letters | AtomKind::Digits)
            || text[at - 1].is("."));
    let glued_after = text.get(at + 1).is_some_and(|a| {
        a.glued()
            && (a.kind == AtomKind::Letters
                || ((a.is(".") || a.is(","))
                    && text.get(at + 2).is_some_and(|b| b.glued() && b.kind == AtomKind::Digits)))
    });
    (!glued_before && !glued_after).then_some(year)
}

/// A Roman number up to 39.
pub(super) fn roman(letters: &str) -> Option<i32> {
    let value = |c: char| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    if letters.is_empty() || letters.len() > 6 {
        return None;
    }
    let digits = letters.chars().map(value).collect::<Option<Vec<i32>>>()?;
    let mut sum = 0;
    for (i, d) in digits.iter().enumerate() {
        let less = digits.get(i + 1).is_some_and(|next| d < next);
        sum += if less { -d } else { *d };
    }
    let tens = "x".repeat(usize::try_from(sum / 10).ok()?);
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    // Not *iiiii*, *iix*.
    (letters == tens + ones[usize::try_from(sum % 10).ok()?]).then_some(sum)
}
