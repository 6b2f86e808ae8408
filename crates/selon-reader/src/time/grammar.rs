//! The words and rules of a language, and where they stand in a text.

use std::sync::LazyLock;

use selon_model::Language;

use super::written::{
    both_hundreds, hijri_year, roman, year, year_month, year_next, year_of_two, year_short,
};
use crate::scan::atom::{Atom, AtomKind, atoms};
use crate::scan::lexicon::{Hit, Lexicon};
use crate::scan::number::{number_at, number_words};
use crate::scan::pattern::{Filled, Match, Patterns, Slot};

/// The words and rules of a language.
pub(super) struct Grammar {
    pub lexicon: Lexicon,
    pub patterns: Patterns,
    pub numbers: &'static Lexicon,
    /// What each class of the patterns holds.
    holds: Vec<Holds>,
    /// Whether the day or the month comes first in dates in digits, or either.
    pub order: &'static str,
}

macro_rules! grammar {
    ($folder:literal, $language:expr) => {{
        let lexicon =
            Lexicon::new(&[include_str!(concat!("../../../../lang/", $folder, "/calendar.tsv"))]);
        let order = lexicon.class_at(&atoms("/"), 0, "numeric_order").map_or("either", |h| h.value);
        let patterns = Patterns::new(&[include_str!(concat!(
            "../../../../lang/",
            $folder,
            "/time_rules.tsv"
        ))]);
        let holds = patterns.classes.iter().map(|class| holds(class)).collect();
        Grammar { lexicon, order, patterns, holds, numbers: number_words($language) }
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
            let next = self.fill(text, class, holds(class), join).pop();
            let next = next.filter(|f| f.end <= limit);
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
        self.patterns.longest(text, at, &mut |class, i| {
            self.fill(text, self.patterns.classes[class], self.holds[class], i)
        })
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
    fn fill(&self, text: &[Atom], class: &'static str, holds: Holds, at: usize) -> Vec<Filled> {
        let entry = |hit: Hit| Filled { class, value: Slot::Entry(hit.value), end: hit.end };
        match holds {
            Holds::Number(number) => number(self, text, at)
                .map(|(value, end)| Filled { class, value: Slot::Number(value), end })
                .into_iter()
                .collect(),
            // A unit behind which nothing stands: *of the year.*
            Holds::LastUnit => {
                let hit = self.lexicon.class_at(text, at, "unit1");
                let last = |end: usize| {
                    text.get(end).is_none_or(|a| matches!(a.kind, AtomKind::Sign | AtomKind::Break))
                };
                let hit = hit.filter(|h| last(h.end) && h.value != "day");
                hit.map(entry).into_iter().collect()
            }
            Holds::Entries => self.lexicon.all_at(text, at, class).map(entry).collect(),
        }
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

/// Reads a number at an atom: its value and where it ends.
type ReadNumber = fn(&Grammar, &[Atom], usize) -> Option<(f64, usize)>;

/// What a class holds at an atom.
#[derive(Clone, Copy)]
enum Holds {
    /// A number; with the atom that it ends before.
    Number(ReadNumber),
    /// A unit at the end of a clause.
    LastUnit,
    /// The entries of the lexicon of this class.
    Entries,
}

/// What a class holds, by its name.
fn holds(class: &str) -> Holds {
    Holds::Number(match class {
        "number" => |g, text, at| number_at(g.numbers, text, at).map(|n| (n.value, n.end)),
        // A number that is hardly a year: *in March 1200 people*, not *in March 2015 gunmen*.
        "number_no_year" => |g, text, at| {
            let number = number_at(g.numbers, text, at).filter(|_| g.year(text, at).is_none());
            number.map(|n| (n.value, n.end))
        },
        // What stands behind a time and is none of it is a context.
        "day" | "day_context" => Grammar::day,
        "year" => |g, text, at| g.year(text, at).map(|n| (n, at + 1)),
        // Not *between 1500 and 2000 protesters*.
        "year_end" => |g, text, at| {
            let year = g.year_told(text, at).filter(|n| !both_hundreds(text, at, *n));
            year.map(|n| (n, at + 1))
        },
        "year_next" => |_, text, at| year_next(text, at).map(|n| (n, at + 1)),
        "year_told" => |g, text, at| g.year_told(text, at).map(|n| (n, at + 1)),
        "year_two" => |g, text, at| year_of_two(text, at).filter(|y| !g.is_counted(text, y.1)),
        "day_end" => |g, text, at| g.day(text, at).filter(|d| g.ends_date(text, d.1)),
        "day_last" => |g, text, at| g.day_plain(text, at).filter(|d| stands_at_end(text, d.1)),
        "day_th" => |g, text, at| g.day(text, at).filter(|d| g.is_ordinal(text, at, d.1)),
        "day_plain" => Grammar::day_plain,
        "day_ordinal" => Grammar::day_ordinal,
        "counted" => |g, text, at| g.counts(text, at).then_some((0.0, at + 1)),
        "people" => |g, text, at| {
            let hit = g.numbers.class_at(text, at, "people");
            hit.map(|h| (0.0, h.end))
        },
        "week_number" => |g, text, at| {
            let week = number_at(g.numbers, text, at).filter(|n| !g.counts(text, n.end));
            week.map(|n| (n.value, n.end))
        },
        "year_short" => |_, text, at| year_short(text, at),
        "day_number" => Grammar::day_number,
        "day_alone" => Grammar::day_alone,
        "year_words" => |g, text, at| g.year_in_words(text, at).filter(|y| g.ends_date(text, y.1)),
        "year_month" => |_, text, at| year_month(text, at),
        "day_month" => Grammar::day_month,
        "day_month_padded" => Grammar::day_month_padded,
        "day_month_line" => Grammar::day_month_line,
        "day_month_to" => Grammar::day_month_to,
        "day_month_point" => Grammar::day_month_point,
        // A month in small letters that is a word as well: *in may.*
        "month_last" => |g, text, at| {
            let hit = g.lexicon.class_at(text, at, "month_small");
            let hit = hit.filter(|h| stands_at_end(text, h.end));
            hit.and_then(|h| Some((h.value.parse().ok()?, h.end)))
        },
        "hijri_year" => |g, text, at| {
            // Not *1200 people*.
            let year = hijri_year(text, at);
            let year = year.filter(|y| y % 100.0 > 0.0 || !g.counts(text, at + 1));
            year.map(|n| (n, at + 1))
        },
        "numeric_date" => Grammar::numeric_date,
        "decade" => |g, text, at| g.decade(text, at, "decade"),
        "decades" => |g, text, at| g.decade(text, at, "decades"),
        "decades_short" => |g, text, at| g.decade(text, at, "decades_short"),
        "century" => Grammar::century,
        // *3e*, *1st*.
        "nth" | "day_nth" => |g, text, at| g.day(text, at).filter(|d| d.1 > at + 1),
        "ordinal" => |g, text, at| {
            let hit = g.numbers.class_at(text, at, "ordinal");
            hit.and_then(|h| Some((h.value.parse().ok()?, h.end)))
        },
        "name" => |_, text, at| {
            let name = text.get(at).is_some_and(|a| a.kind == AtomKind::Letters && a.capital);
            name.then_some((0.0, at + 1))
        },
        "clock" => |g, text, at| g.clock(text, at).map(|end| (0.0, end)),
        "minutes" => |g, text, at| {
            let number = number_at(g.numbers, text, at).filter(|n| n.value < 60.0);
            let minutes = number.filter(|n| !g.is_named(text, n.end));
            minutes.map(|n| (n.value, n.end))
        },
        "hours_digits" => |_, text, at| {
            let form = text.get(at).filter(|a| a.kind == AtomKind::Digits).map(|a| &a.form);
            form.filter(|f| f.len() == 4).map(|_| (0.0, at + 1))
        },
        "unit_last" => return Holds::LastUnit,
        _ => return Holds::Entries,
    })
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
