//! The words and rules of a language, and where they stand in a text.

use std::sync::LazyLock;

use selon_model::Language;

use super::written::{
    both_hundreds, hijri_year, roman, year, year_month, year_next, year_of_two, year_short,
};
use crate::scan::atom::{Atom, AtomKind, atoms};
use crate::scan::lexicon::Lexicon;
use crate::scan::number::{number_at, number_words};
use crate::scan::pattern::{Filled, Match, Patterns, Slot};

/// The words and rules of a language.
pub(super) struct Grammar {
    pub lexicon: Lexicon,
    pub patterns: Patterns,
    pub numbers: &'static Lexicon,
    /// Whether the day or the month comes first in dates in digits, or either.
    pub order: &'static str,
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
            if (!within_word(text, at) || Self::in_name(text, at))
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

    /// What goes on a list: *in 2007 and 2009*, *le 14/3, 16/3 ou 21/3*.
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

    /// The longest expression that begins at this atom.
    pub fn longest(&self, text: &[Atom], at: usize) -> Option<Match> {
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
            "year" => self.year(text, at).map(|n| number(n, at + 1)),
            // Not *between 1500 and 2000 protesters*.
            "year_end" => {
                let year = self.year_told(text, at).filter(|n| !both_hundreds(text, at, *n));
                year.map(|n| number(n, at + 1))
            }
            "year_next" => year_next(text, at).map(|n| number(n, at + 1)),
            "year_told" => self.year_told(text, at).map(|n| number(n, at + 1)),
            "year_two" => {
                let year = year_of_two(text, at).filter(|y| !self.is_counted(text, y.1));
                year.map(|(n, end)| number(n, end))
            }
            "day_end" => {
                let day = self.day(text, at).filter(|d| self.ends_date(text, d.1));
                day.map(|(n, end)| number(n, end))
            }
            "day_last" => {
                let day = self.day_plain(text, at).filter(|d| stands_at_end(text, d.1));
                day.map(|(n, end)| number(n, end))
            }
            "day_th" => {
                let day = self.day(text, at).filter(|d| self.is_ordinal(text, at, d.1));
                day.map(|(n, end)| number(n, end))
            }
            // What stands behind a time and is none of it.
            "day_context" => self.day(text, at).map(|(n, end)| number(n, end)),
            "day_plain" => self.day_plain(text, at).map(|(n, end)| number(n, end)),
            "day_ordinal" => self.day_ordinal(text, at).map(|(n, end)| number(n, end)),
            "counted" => self.counts(text, at).then(|| number(0.0, at + 1)),
            "people" => {
                let hit = self.numbers.class_at(text, at, "people");
                hit.map(|h| number(0.0, h.end))
            }
            "week_number" => {
                let number_of = number_at(self.numbers, text, at);
                let week = number_of.filter(|n| !self.counts(text, n.end));
                week.map(|n| number(n.value, n.end))
            }
            "year_short" => year_short(text, at).map(|(n, end)| number(n, end)),
            "day_number" => self.day_number(text, at).map(|(n, end)| number(n, end)),
            "day_alone" => self.day_alone(text, at).map(|(n, end)| number(n, end)),
            "year_words" => {
                let year = self.year_in_words(text, at).filter(|y| self.ends_date(text, y.1));
                year.map(|(n, end)| number(n, end))
            }
            "year_month" => year_month(text, at).map(|(n, end)| number(n, end)),
            "day_month" => self.day_month(text, at).map(|(n, end)| number(n, end)),
            "day_month_padded" => self.day_month_padded(text, at).map(|(n, end)| number(n, end)),
            "day_month_line" => self.day_month_line(text, at).map(|(n, end)| number(n, end)),
            "day_month_to" => self.day_month_to(text, at).map(|(n, end)| number(n, end)),
            "day_month_point" => self.day_month_point(text, at).map(|(n, end)| number(n, end)),
            // A month in small letters that is a word as well: *in may.*
            "month_last" => {
                let hit = self.lexicon.class_at(text, at, "month_small");
                let hit = hit.filter(|h| stands_at_end(text, h.end));
                hit.and_then(|h| Some(number(h.value.parse().ok()?, h.end)))
            }
            "hijri_year" => {
                // Not *1200 people*.
                let year = hijri_year(text, at);
                let year = year.filter(|y| y % 100.0 > 0.0 || !self.counts(text, at + 1));
                year.map(|n| number(n, at + 1))
            }
            "numeric_date" => self.numeric_date(text, at).map(|(n, end)| number(n, end)),
            "decade" | "decades" | "decades_short" => {
                self.decade(text, at, class).map(|(n, end)| number(n, end))
            }
            "century" => self.century(text, at).map(|(n, end)| number(n, end)),
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
            // *3e*, *1st*.
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
            "minutes" => {
                let number_of = number_at(self.numbers, text, at).filter(|n| n.value < 60.0);
                let minutes = number_of.filter(|n| !self.is_named(text, n.end));
                minutes.map(|n| number(n.value, n.end))
            }
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

    /// Whether a date may end here: not before *15 were killed*.
    pub fn ends_date(&self, text: &[Atom], at: usize) -> bool {
        self.goes_on(text, at) && self.lexicon.class_at(text, at, "counting").is_none()
    }

    /// A year of four digits; of those behind which a word stands that they may count, one
    /// that is hardly a count: not *1200 people*, *in 2000 people*, *on 3 May, 2000 of them*.
    fn year(&self, text: &[Atom], at: usize) -> Option<f64> {
        let year = year(text, at)?;
        let comma = at > 0 && text[at - 1].is(",");
        let people = self.numbers.class_at(text, at + 1, "people").is_some();
        (!self.counts(text, at + 1) || likely(year, comma || people)).then_some(year)
    }

    /// A year of four digits behind which no word stands that it counts.
    fn year_told(&self, text: &[Atom], at: usize) -> Option<f64> {
        let told = self.ends_date(text, at + 1) && !self.counts(text, at + 1);
        year(text, at).filter(|y| told && likely(*y, false))
    }

    /// Whether the number that ends here counts what stands behind it: *people*, *of them*,
    /// *to 20 people*.
    pub fn counts(&self, text: &[Atom], at: usize) -> bool {
        let to = self.lexicon.class_at(text, at, "range");
        let to = to.or_else(|| self.numbers.class_at(text, at, "or"));
        let other = to.and_then(|h| number_at(self.numbers, text, h.end));
        other.is_some_and(|n| self.is_counted(text, n.end)) || self.is_counted(text, at)
    }

    /// Whether what stands here may be counted by the number before it: *people*, *of them*.
    pub fn is_counted(&self, text: &[Atom], at: usize) -> bool {
        text.get(at).is_some_and(|a| a.kind == AtomKind::Letters && a.spaced)
            && !self.ends_date(text, at)
    }

    /// Whether a word stands here that is none of the calendar: *people*, not *of them*, *GMT*.
    pub fn is_named(&self, text: &[Atom], at: usize) -> bool {
        text.get(at).is_some_and(|a| a.kind == AtomKind::Letters && a.spaced)
            && self.lexicon.at(text, at).next().is_none()
    }
}

/// Whether a year may be meant where the number might count as well; where it most likely
/// counts, no round one.
fn likely(year: f64, counts: bool) -> bool {
    let turn = year == 1900.0 || year == 2000.0;
    (1700.0..2040.0).contains(&year) && (year % 100.0 > 0.0 || (turn && !counts))
}

/// Whether nothing but a sign that ends it stands behind the number that ends here.
fn stands_at_end(text: &[Atom], at: usize) -> bool {
    let glued = |at: usize| text.get(at).is_some_and(|a| a.glued() && a.kind != AtomKind::Break);
    text.get(at).is_none_or(|a| {
        a.kind == AtomKind::Break
            || (a.kind == AtomKind::Sign && !a.is("%") && !(a.glued() && glued(at + 1)))
    })
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
