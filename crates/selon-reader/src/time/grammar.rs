//! The words and rules of a language, and where they stand in a text.

use std::sync::LazyLock;

use selon_model::Language;

use crate::scan::atom::{Atom, AtomKind, atoms};
use crate::scan::lexicon::Lexicon;
use crate::scan::number::{Written, number_at, number_words};
use crate::scan::pattern::{Filled, Match, Patterns, Slot};

/// The words and rules of a language.
pub(super) struct Grammar {
    pub lexicon: Lexicon,
    pub patterns: Patterns,
    numbers: &'static Lexicon,
    /// Whether the day or the month comes first in dates in digits, or either.
    order: &'static str,
}

macro_rules! grammar {
    ($folder:literal, $language:expr) => {{
        let lexicon =
            Lexicon::new(&[include_str!(concat!("../../../../lang/", $folder, "/calendar.tsv"))]);
        let order = lexicon.class_at(&atoms("/"), 0, "numeric_order").map_or("either", |h| h.value);
        Grammar {
            lexicon,
            order,
            patterns: Patterns::new(&[include_str!(concat!(
                "../../../../lang/",
                $folder,
                "/time_rules.tsv"
            ))]),
            numbers: number_words($language),
        }
    }};
}

/// The grammar of a language.
pub(super) fn grammar(language: Language) -> &'static Grammar {
    static FRENCH: LazyLock<Grammar> = LazyLock::new(|| grammar!("fr", Language::French));
    static ENGLISH: LazyLock<Grammar> = LazyLock::new(|| grammar!("en", Language::English));
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

impl Grammar {
    /// The expressions of a text in order, none over another. At each atom the
    /// longest stands, and the search goes on behind what is reported of it.
    pub fn matches(&self, text: &[Atom]) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let mut next = at + 1;
            if !within_word(text, at)
                && let Some(mut hit) = self.longest(text, at)
            {
                // Behind the first words of the context, or of a length of time, a longer
                // expression may begin: *des années 1990*.
                let length = self.patterns.rules[hit.rule].kind == "duration";
                let last = if length { hit.atoms.1 - 1 } else { hit.atoms.0 };
                let context = at + 1..=last;
                let mut behind = context.filter_map(|i| self.longest(text, i));
                if let Some(longer) = behind.find(|longer| longer.end > hit.end) {
                    hit = longer;
                }
                next = next.max(hit.atoms.1);
                if self.patterns.rules[hit.rule].kind != "none" {
                    found.push(hit);
                }
            }
            at = next;
        }
        found
    }

    /// What goes on a list: *in 2007 and 2009*, *le 20/11, 22/11 ou 25/11*.
    pub fn listed(
        &self,
        text: &[Atom],
        mut at: usize,
        limit: usize,
        class: &'static str,
    ) -> Vec<Match> {
        let mut found = Vec::new();
        while let Some(join) = self.lexicon.class_at(text, at, "list").map(|h| h.end) {
            let next = self.fill(text, class, join).pop().filter(|f| f.end <= limit);
            let Some(next) = next else { break };
            at = next.end;
            found.push(Match { rule: 0, atoms: (join, at), end: at, slots: vec![next] });
        }
        found
    }

    fn longest(&self, text: &[Atom], at: usize) -> Option<Match> {
        let atom = text.get(at)?;
        let begins = atom.kind == AtomKind::Digits
            || self.patterns.begins(atom)
            || self.lexicon.begins(atom)
            || self.numbers.begins(atom)
            || roman(atom.form.trim_end_matches('e')).is_some();
        if !begins {
            return None;
        }
        self.patterns.longest(text, at, &mut |class, i| self.fill(text, class, i))
    }

    /// Whether the sentence ends or goes on with a small word, a sign or digits here.
    pub fn goes_on(&self, text: &[Atom], at: usize) -> bool {
        text.get(at).is_none_or(|a| {
            let sign =
                a.kind == AtomKind::Sign && !a.is("%") && (a.spaced || !(a.is("-") || a.is("'")));
            sign || matches!(a.kind, AtomKind::Break | AtomKind::Digits)
                || self.lexicon.class_at(text, at, "follow").is_some()
        })
    }

    /// What a class holds at an atom.
    fn fill(&self, text: &[Atom], class: &'static str, at: usize) -> Vec<Filled> {
        let number = |value: f64, end| Filled { class, value: Slot::Number(value), end };
        let one = match class {
            "number" => number_at(self.numbers, text, at).map(|n| number(n.value, n.end)),
            "day" => self.day(text, at).map(|(n, end)| number(n, end)),
            "year" => year(text, at).map(|n| number(n, at + 1)),
            // Not *between 1500 and 2000 protesters*.
            "year_end" => {
                let year = year(text, at).filter(|_| self.goes_on(text, at + 1));
                year.map(|n| number(n, at + 1))
            }
            "year_short" => year_short(text, at).map(|(n, end)| number(n, end)),
            "day_number" => self.day_number(text, at).map(|(n, end)| number(n, end)),
            "day_alone" => self.day_alone(text, at).map(|(n, end)| number(n, end)),
            "year_words" => {
                let year = self.year_in_words(text, at).filter(|y| self.goes_on(text, y.1));
                year.map(|(n, end)| number(n, end))
            }
            "year_month" => year_month(text, at).map(|(n, end)| number(n, end)),
            "day_month" => self.day_month(text, at).map(|(n, end)| number(n, end)),
            "hijri_year" => hijri_year(text, at).map(|n| number(n, at + 1)),
            "numeric_date" => self.numeric_date(text, at).map(|(n, end)| number(n, end)),
            "decade" | "decades" => self.decade(text, at, class).map(|(n, end)| number(n, end)),
            "century" => self.century(text, at).map(|(n, end)| number(n, end)),
            // *3e*, *1st*.
            // A unit behind which nothing stands: *of the year.*
            "unit_last" => {
                let hit = self.lexicon.class_at(text, at, "unit1");
                let last = |end: usize| {
                    text.get(end).is_none_or(|a| matches!(a.kind, AtomKind::Sign | AtomKind::Break))
                };
                let hit = hit.filter(|h| last(h.end) && h.value != "day");
                return hit
                    .map(|h| Filled { class, value: Slot::Entry(h.value), end: h.end })
                    .into_iter()
                    .collect();
            }
            "nth" | "day_nth" => {
                self.day(text, at).filter(|d| d.1 > at + 1).map(|(n, end)| number(n, end))
            }
            "ordinal" => {
                let hit = self.numbers.class_at(text, at, "ordinal");
                hit.and_then(|h| Some(number(h.value.parse().ok()?, h.end)))
            }
            "name" => {
                let name = text.get(at).is_some_and(|a| a.kind == AtomKind::Letters && a.capital);
                name.then(|| number(0.0, at + 1))
            }
            "clock" => self.clock(text, at).map(|end| number(0.0, end)),
            "hours_digits" => {
                let form = text.get(at).filter(|a| a.kind == AtomKind::Digits).map(|a| &a.form);
                form.filter(|f| f.len() == 4).map(|_| number(0.0, at + 1))
            }
            _ => {
                let hits = self.lexicon.at(text, at).filter(|h| h.class == class);
                return hits
                    .map(|h| Filled { class, value: Slot::Entry(h.value), end: h.end })
                    .collect();
            }
        };
        one.into_iter().collect()
    }

    fn day(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
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
    fn day_number(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let ordinal = self.ordinal_day(text, at).is_some();
        self.day(text, at).filter(|_| !ordinal)
    }

    /// A day that no month stands with: no number of *three weeks*, *7-6*.
    fn day_alone(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let digits = text.get(at)?.kind == AtomKind::Digits;
        let (day, end) = if digits { self.day(text, at)? } else { self.ordinal_day(text, at)? };
        let goes_on = text.get(end).is_some_and(|a| {
            let sign = a.glued() && (a.is("-") || a.is("/") || a.is(":") || a.is("%"));
            sign || ["unit", "month", "meridiem", "clock_mark"]
                .iter()
                .any(|c| self.lexicon.class_at(text, end, c).is_some())
        });
        (!goes_on).then_some((day, end))
    }

    /// *fourth*, *twenty-second*.
    fn ordinal_day(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
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
    fn year_in_words(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
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

    /// *22/04*, *7.6*: as the number `mmdd`; zero if both numbers may be the month.
    fn day_month(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let [a, s, b] = text.get(at..at + 3)? else { return None };
        let digits = [a, b].iter().all(|x| x.kind == AtomKind::Digits && x.form.len() <= 2);
        // *05.12* is a date where the day comes first, *5.12* a number.
        let points = s.is(".") && self.order == "day" && [a, b].iter().all(|x| x.form.len() == 2);
        let sign = s.is("/") || points;
        let goes_on = text.get(at + 3).is_some_and(|x| {
            let more = text.get(at + 4).is_some_and(|y| y.glued() && y.kind != AtomKind::Break);
            x.glued()
                && (x.kind != AtomKind::Sign || x.is("%") || (more && !x.is(",") && !x.is(")")))
        });
        if !digits || !sign || !s.glued() || !b.glued() || goes_on {
            return None;
        }
        let order = self.order;
        let (a, b) = (a.form.parse::<u32>().ok()?, b.form.parse::<u32>().ok()?);
        let (month, day) = day_and_month(order, a, b).filter(|_| a > 0 && b > 0)?;
        Some((f64::from(month * 100 + day), at + 3))
    }

    /// Eight digits that tell a day: *20161016*.
    fn compact_date(text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let atom = text.get(at).filter(|a| a.kind == AtomKind::Digits && a.form.len() == 8)?;
        let n: u32 = atom.form.parse().ok()?;
        let (year, month, day) = (n / 10_000, n / 100 % 100, n % 100);
        let known = (1900..2100).contains(&year) && (1..=12).contains(&month);
        (known && (1..=31).contains(&day)).then(|| (f64::from(n), at + 1))
    }

    /// *18 08 1978*, *2016 10 16*: as the number `yyyymmdd`.
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
            _ => return None,
        };
        let known = (1900..2100).contains(&year) && (1..=12).contains(&month);
        let known = known && (1..=31).contains(&day);
        known.then(|| (f64::from(year * 10_000 + month * 100 + day), at + 3))
    }

    /// As the number `yyyymmdd`; zero if it is a date, but not known which.
    fn numeric_date(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
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
                (0, _) => return Some((0.0, at + 5)),
                (month, day) => (year, month, day),
            }
        } else {
            return None;
        };
        let known =
            (1000..=2999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        known.then_some((f64::from(year * 10_000 + month * 100 + day), at + 5))
    }

    /// *1990*, *90* after *années*; *1990s*, *90s*.
    fn decade(&self, text: &[Atom], at: usize, class: &str) -> Option<(f64, usize)> {
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
        let s = text.get(end).is_some_and(|a| a.is("s") && (a.glued() || !possessive));
        match (class, s) {
            ("decades", true) => Some((first, end + 1)),
            ("decade", false) => Some((first, end)),
            _ => None,
        }
    }

    fn century(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
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
    fn clock(&self, text: &[Atom], at: usize) -> Option<usize> {
        let atom = text.get(at).filter(|a| a.kind == AtomKind::Digits && a.form.len() <= 2)?;
        atom.form.parse::<u32>().ok().filter(|h| *h <= 24)?;
        let minutes = |at: usize| {
            let digits =
                text.get(at).filter(|a| a.kind == AtomKind::Digits && a.form.len() == 2)?;
            digits.form.parse::<u32>().ok().filter(|m| *m < 60).map(|_| at + 1)
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

/// *2015-12* as the number `yyyymm00`; not *2011-12*, which may be two years.
fn year_month(text: &[Atom], at: usize) -> Option<(f64, usize)> {
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

/// *87*, *'98*: a year of two digits that can be no day.
fn year_short(text: &[Atom], at: usize) -> Option<(f64, usize)> {
    let at = at + usize::from(text.get(at).is_some_and(|a| a.is("'")));
    let atom = text.get(at).filter(|a| a.kind == AtomKind::Digits && a.form.len() == 2)?;
    let n: f64 = atom.form.parse().ok().filter(|n| *n > 31.0)?;
    let goes_on = text.get(at + 1).is_some_and(|a| {
        (a.glued() && !a.is(".") && !a.is(",") && a.kind != AtomKind::Break)
            || (a.kind == AtomKind::Letters && a.spaced && !a.capital && a.form.len() > 4)
    });
    (!goes_on).then_some((1900.0 + n, at + 1))
}

/// A year of the Hijri calendar.
fn hijri_year(text: &[Atom], at: usize) -> Option<f64> {
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

/// Whether the atom goes on a number, an address or a word that began before it.
fn within_word(text: &[Atom], at: usize) -> bool {
    if at == 0 || text[at].spaced {
        return false;
    }
    let before = &text[at - 1];
    let digits = text[at].kind == AtomKind::Digits;
    match before.kind {
        AtomKind::Letters | AtomKind::Digits => text[at].kind != AtomKind::Sign,
        AtomKind::Sign if digits => {
            let letters = at >= 2 && text[at - 2].kind == AtomKind::Letters;
            let digits = at >= 2 && text[at - 2].kind == AtomKind::Digits;
            let sign = before.is("-") || before.is("/") || before.is(".");
            before.glued() && ((sign && (letters || digits)) || (before.is(":") && digits))
        }
        AtomKind::Sign => before.is("/") && before.glued(),
        AtomKind::Break => false,
    }
}

fn roman(letters: &str) -> Option<i32> {
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
    Some(sum)
}
