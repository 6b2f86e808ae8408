//! The words and rules of a language, and where they stand in a text.

use std::sync::LazyLock;

use selon_model::Language;

use crate::scan::atom::{Atom, AtomKind};
use crate::scan::lexicon::Lexicon;
use crate::scan::number::{Written, number_at, number_words};
use crate::scan::pattern::{Filled, Match, Patterns, Slot};

/// The words and rules of a language.
pub(super) struct Grammar {
    pub lexicon: Lexicon,
    pub patterns: Patterns,
    numbers: &'static Lexicon,
}

macro_rules! grammar {
    ($folder:literal, $language:expr) => {
        Grammar {
            lexicon: Lexicon::new(&[include_str!(concat!(
                "../../../../lang/",
                $folder,
                "/calendar.tsv"
            ))]),
            patterns: Patterns::new(&[include_str!(concat!(
                "../../../../lang/",
                $folder,
                "/time_rules.tsv"
            ))]),
            numbers: number_words($language),
        }
    };
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

    /// What a class holds at an atom.
    fn fill(&self, text: &[Atom], class: &'static str, at: usize) -> Vec<Filled> {
        let number = |value: f64, end| Filled { class, value: Slot::Number(value), end };
        let one = match class {
            "number" => number_at(self.numbers, text, at).map(|n| number(n.value, n.end)),
            "day" => self.day(text, at).map(|(n, end)| number(n, end)),
            "year" => year(text, at).map(|n| number(n, at + 1)),
            "numeric_date" => self.numeric_date(text, at).map(|(n, end)| number(n, end)),
            "decade" | "decades" => self.decade(text, at, class).map(|(n, end)| number(n, end)),
            "century" => self.century(text, at).map(|(n, end)| number(n, end)),
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

    /// *quatorze*, *premier*, *fourth*.
    fn day_in_words(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
        let ordinal = self.numbers.class_at(text, at, "ordinal");
        let ordinal = ordinal.and_then(|h| Some((h.value.parse().ok()?, h.end)));
        let number = || {
            let number = number_at(self.numbers, text, at)?;
            (number.written == Written::Words).then_some((number.value, number.end))
        };
        ordinal.or_else(number).filter(|(day, _)| (1.0..=31.0).contains(day))
    }

    /// As the number `yyyymmdd`; zero if it is a date, but not known which.
    fn numeric_date(&self, text: &[Atom], at: usize) -> Option<(f64, usize)> {
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
        } else if c.form.len() == 4 {
            match (order, a_n <= 12, b_n <= 12) {
                ("day", _, true) | (_, false, true) => (c_n, b_n, a_n),
                ("month", true, _) | (_, true, false) => (c_n, a_n, b_n),
                _ if a_n == b_n => (c_n, a_n, b_n),
                (_, true, true) => return Some((0.0, at + 5)),
                _ => return None,
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
        let s = text.get(end).is_some_and(|a| a.glued() && a.is("s"));
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

/// A year of four digits that stands for itself.
fn year(text: &[Atom], at: usize) -> Option<f64> {
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
            (before.is("-") || before.is("/") || before.is(".") || before.is(":"))
                && at >= 2
                && before.glued()
                && matches!(text[at - 2].kind, AtomKind::Letters | AtomKind::Digits)
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
