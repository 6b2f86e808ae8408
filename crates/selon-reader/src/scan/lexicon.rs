//! Words and phrases by class, read from a table of a language.
//!
//! A row is `class`, `value`, `forms`; forms stand between `|`. A form with a
//! capital in the table needs one in the text (*May* is a month, *may* is not); a
//! form that ends in a point may stand with or without it; one that ends in two has it.

use super::atom::{Atom, AtomKind, atoms};
use crate::tables::TableMap;

/// Words and phrases by class.
pub(crate) struct Lexicon {
    by_first: TableMap<String, Vec<Entry>>,
    /// The most atoms of an entry of each class, with its point.
    longest: TableMap<&'static str, usize>,
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
        let mut by_first: TableMap<String, Vec<Entry>> = TableMap::default();
        let mut longest: TableMap<&'static str, usize> = TableMap::default();
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
                let atoms = forms.len() + usize::from(point != Point::Never);
                let most = longest.entry(class).or_default();
                *most = atoms.max(*most);
                let entry = Entry { class, value, forms: forms.clone(), capital, point };
                by_first.entry(first.clone()).or_default().push(entry);
            }
        }
        for entries in by_first.values_mut() {
            entries.sort_by_key(|e| std::cmp::Reverse(e.forms.len()));
        }
        Lexicon { by_first, longest }
    }

    /// Whether any entry begins with this atom. Most words begin none, and to know it
    /// saves looking for each class.
    pub fn begins(&self, atom: &Atom) -> bool {
        self.by_first.contains_key(atom.form.as_ref())
    }

    /// The entries whose first form is this atom's, longer ones first.
    fn entries(&self, text: &[Atom], at: usize) -> &[Entry] {
        let found = text.get(at).and_then(|first| self.by_first.get(first.form.as_ref()));
        found.map_or(&[], |entries| entries)
    }

    /// The entries that begin at this atom, longer ones first.
    pub fn at<'a>(&'a self, text: &'a [Atom], at: usize) -> impl Iterator<Item = Hit> + 'a {
        self.entries(text, at).iter().filter_map(move |entry| entry.hit(text, at))
    }

    /// The entries of a class that begin at this atom, longer ones first.
    pub fn all_at(&self, text: &[Atom], at: usize, class: &str) -> impl Iterator<Item = Hit> {
        let of_class = self.entries(text, at).iter().filter(move |entry| entry.class == class);
        of_class.filter_map(move |entry| entry.hit(text, at))
    }

    /// The longest entry of a class that begins at this atom.
    pub fn class_at(&self, text: &[Atom], at: usize, class: &str) -> Option<Hit> {
        self.all_at(text, at, class).next()
    }

    /// Whether an entry of a class ends right before this atom; gives where it begins.
    pub fn class_before(&self, text: &[Atom], at: usize, class: &str) -> Option<(usize, Hit)> {
        let longest = self.longest.get(class).map_or(0, |&most| most.min(LONGEST));
        (1..=longest.min(at)).rev().find_map(|back| {
            let mut hits = self.all_at(text, at - back, class);
            Some((at - back, hits.find(|hit| hit.end == at)?))
        })
    }
}

impl Entry {
    /// What it is at this atom, which has its first form.
    fn hit(&self, text: &[Atom], at: usize) -> Option<Hit> {
        let first = &text[at];
        let rest = text[at + 1..].iter().take(self.forms.len() - 1);
        let stands = first.kind != AtomKind::Break
            && text.len() - at >= self.forms.len()
            && rest
                .zip(&self.forms[1..])
                .all(|(a, form)| a.form == *form && a.kind != AtomKind::Break);
        if !stands || (self.capital && !first.capital) {
            return None;
        }
        let mut end = at + self.forms.len();
        let dotted = text.get(end).is_some_and(|a| a.is(".") && a.glued());
        match self.point {
            Point::Perhaps | Point::Always if dotted => end += 1,
            Point::Always => return None,
            _ => {}
        }
        Some(Hit { class: self.class, value: self.value, end })
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
