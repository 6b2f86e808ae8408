//! Words and phrases by class, read from a table of a language.
//!
//! A row is `class`, `value`, `forms`; forms stand between `|`. A form with a
//! capital in the table needs one in the text (*May* is a month, *may* is not); a
//! form that ends in a point may stand with or without it; one that ends in two has it.

use std::collections::HashMap;

use super::atom::{Atom, AtomKind, atoms};

/// Words and phrases by class.
pub(crate) struct Lexicon {
    by_first: HashMap<String, Vec<Entry>>,
}

struct Entry {
    class: &'static str,
    value: &'static str,
    forms: Vec<String>,
    capital: bool,
    point: Point,
}

/// Whether a point stands behind an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Point {
    Never,
    Perhaps,
    Always,
}

/// An entry that stands at a place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// The class of the entry.
    pub class: &'static str,
    /// The value of the entry.
    pub value: &'static str,
    /// One past its last atom.
    pub end: usize,
}

impl Lexicon {
    /// Reads tables; what is no row of three columns is passed over.
    pub fn new(tables: &[&'static str]) -> Lexicon {
        let mut by_first: HashMap<String, Vec<Entry>> = HashMap::new();
        for row in tables.iter().flat_map(|t| rows(t)) {
            let [class, value, forms] = row[..] else { continue };
            for form in forms.split('|').map(str::trim).filter(|f| !f.is_empty()) {
                let short = form.trim_end_matches('.');
                let point = match form.len() - short.len() {
                    0 => Point::Never,
                    1 => Point::Perhaps,
                    _ => Point::Always,
                };
                let form = if short.is_empty() { form } else { short };
                let cut = atoms(form);
                let capital = cut.first().is_some_and(|a| a.capital);
                let forms: Vec<String> = cut.iter().map(|a| a.form.to_string()).collect();
                let Some(first) = forms.first() else { continue };
                let entry = Entry { class, value, forms: forms.clone(), capital, point };
                by_first.entry(first.clone()).or_default().push(entry);
            }
        }
        for entries in by_first.values_mut() {
            entries.sort_by_key(|e| std::cmp::Reverse(e.forms.len()));
        }
        Lexicon { by_first }
    }

    /// Whether any entry begins with this atom. Most words begin none, and to know it
    /// saves looking for each class.
    pub fn begins(&self, atom: &Atom) -> bool {
        self.by_first.contains_key(atom.form.as_ref())
    }

    /// The entries that begin at this atom, longer ones first.
    pub fn at<'a>(&'a self, text: &'a [Atom], at: usize) -> impl Iterator<Item = Hit> + 'a {
        let first = text.get(at);
        let entries = first.and_then(|a| self.by_first.get(a.form.as_ref()));
        entries.into_iter().flatten().filter_map(move |e| {
            let stands = e.forms.iter().enumerate().all(|(k, form)| {
                text.get(at + k).is_some_and(|a| a.form == *form && a.kind != AtomKind::Break)
            });
            if !stands || (e.capital && !first.is_some_and(|a| a.capital)) {
                return None;
            }
            let mut end = at + e.forms.len();
            let dotted = text.get(end).is_some_and(|a| a.is(".") && a.glued());
            match e.point {
                Point::Perhaps | Point::Always if dotted => end += 1,
                Point::Always => return None,
                _ => {}
            }
            Some(Hit { class: e.class, value: e.value, end })
        })
    }

    /// The longest entry of a class that begins at this atom.
    pub fn class_at(&self, text: &[Atom], at: usize, class: &str) -> Option<Hit> {
        self.at(text, at).find(|h| h.class == class)
    }

    /// Whether an entry of a class ends right before this atom; gives where it begins.
    pub fn class_before(&self, text: &[Atom], at: usize, class: &str) -> Option<(usize, Hit)> {
        (1..=LONGEST.min(at)).rev().find_map(|back| {
            let hit = self.at(text, at - back).find(|h| h.class == class && h.end == at)?;
            Some((at - back, hit))
        })
    }
}

/// The most atoms that an entry is looked back for.
const LONGEST: usize = 7;

/// The rows of a table, cut at tabs; comments and empty lines left out.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|l| l.split('\t').map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_points_and_phrases() {
        let lexicon = Lexicon::new(&[
            "month\t9\tsept..\nmonth\t5\tMay\nmonth\t12\tDec.|December\nmore\t-\tau moins\n",
        ]);
        let hit = |text: &str| lexicon.at(&atoms(text), 0).next().map(|h| (h.value, h.end));
        assert_eq!(hit("May"), Some(("5", 1)));
        assert_eq!(hit("may"), None);
        assert_eq!(hit("Dec. 3"), Some(("12", 2)));
        assert_eq!(hit("Dec 3"), Some(("12", 1)));
        assert_eq!(hit("sept morts"), None);
        assert_eq!(hit("sept. 2016"), Some(("9", 2)));
        assert_eq!(hit("Au moins 3"), Some(("-", 2)));
        assert_eq!(lexicon.class_before(&atoms("au moins 3"), 2, "more").map(|b| b.0), Some(0));
    }
}
