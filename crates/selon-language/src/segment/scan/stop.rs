//! Full stops within words and after them: abbreviations, initials, sentence ends
//! with no space after them.

use super::super::chars::{Class, class};
use super::super::tables::{Abbreviation, folded};
use super::{Scanner, Step};

/// No abbreviation of the tables is longer, in bytes.
const LONGEST_ABBREVIATION: usize = 12;

impl Scanner<'_> {
    /// What the full stop at `j` does to the word from `at`, whose last run of letters
    /// begins at `run`; `initials` if all its runs are single letters.
    pub(super) fn stop_in_word(&mut self, at: usize, run: usize, j: usize, initials: bool) -> Step {
        let after = j + 1;
        let last = self.text[run..j].chars().next_back().unwrap_or(' ');
        let next = self.peek(after).unwrap_or(' ');
        if next == '.' {
            // Mail addresses are shown shortened: *name...@example.org*.
            let is_mail = self.text[j..].starts_with("...@") && self.is_alphanumeric(j + 4);
            return if is_mail { Step::Join(j + 4) } else { Step::End(j) };
        }
        if let Some(end) = self.abbreviation_of_parts(at, run) {
            return Step::Join(end);
        }
        let first = self.text[run..j].chars().next().unwrap_or(' ');
        if self.is_alphanumeric(after) && run == at && self.text[at..j].chars().nth(1).is_some() {
            // An abbreviation with no space after it: *Dec.14th*.
            let named = self.tables.abbreviations.get(&self.text[at..j]);
            if named.is_some() && first.is_uppercase() && !next.is_lowercase() {
                return self.ends_abbreviated(at, j);
            }
        }
        if self.is_alphanumeric(after) {
            let is_long = j - run > last.len_utf8();
            let then = self.peek(after + next.len_utf8()).unwrap_or(' ');
            let joined = match (last.is_numeric(), next.is_numeric()) {
                (true, true) => true,
                (true, false) => !next.is_uppercase(),
                (false, true) => !(is_long && j - run > 3 && last.is_lowercase()),
                // A full stop with no space after it: *fini.Le*.
                (false, false) => {
                    !(is_long
                        && last.is_lowercase()
                        && next.is_uppercase()
                        && (then.is_lowercase() || !then.is_alphanumeric()))
                }
            };
            return if joined || self.mail_ahead(after) {
                Step::Join(after)
            } else if self.abbreviation(at, j).is_some() {
                self.ends_abbreviated(at, j)
            } else {
                Step::End(j)
            };
        }
        if class(next) == Class::Hyphen && initials && first.is_uppercase() {
            let initial = after + next.len_utf8();
            let then = self.peek(initial).unwrap_or(' ');
            // *J.-C.*
            if then.is_uppercase() && self.peek(initial + then.len_utf8()) == Some('.') {
                return Step::Join(initial);
            }
        }
        if self.abbreviation(at, j).is_some() {
            return self.ends_abbreviated(at, j);
        }
        if initials && (run > at || self.is_initial(j, first)) {
            self.found.abbreviation = Some(Abbreviation::Other);
            return Step::End(after);
        }
        Step::End(j)
    }

    /// Where an abbreviation ends, before its last full stop, that has others within:
    /// *c.-à-d.*, *Ph.D.*
    fn abbreviation_of_parts(&self, at: usize, run: usize) -> Option<usize> {
        if run > at {
            return None;
        }
        let end =
            self.run_end(at, |c| c == '.' || matches!(class(c), Class::Letter | Class::Hyphen));
        let form = self.text[at..end].trim_end_matches('.');
        let known = form.contains('.')
            && form.len() <= LONGEST_ABBREVIATION
            && self.tables.abbreviations.contains_key(&folded(form));
        known.then_some(at + form.len())
    }

    /// Whether a capital and the full stop at `j` stand for a given name.
    pub(super) fn is_initial(&self, j: usize, letter: char) -> bool {
        if !letter.is_uppercase() || self.tables.possessive && letter == 'I' {
            return false;
        }
        let space = self.run_end(j + 1, |c| class(c) == Class::Space);
        self.peek(space).is_some_and(|c| c.is_uppercase())
    }

    pub(super) fn abbreviation(&self, at: usize, j: usize) -> Option<Abbreviation> {
        if j - at > LONGEST_ABBREVIATION {
            return None;
        }
        let form = &self.text[at..j];
        let table = &self.tables.abbreviations;
        let kind = table
            .get(form)
            .or_else(|| table.get(&folded(form)))
            .or_else(|| table.get(&in_capitals(form)?).filter(|k| **k == Abbreviation::Title))
            .copied()?;
        let space = self.run_end(j + 1, |c| class(c) == Class::Space);
        match kind {
            Abbreviation::BeforeNumber => self.is_digit(space).then_some(kind),
            Abbreviation::BeforeName => self.is_name(space).then_some(Abbreviation::Title),
            _ => Some(kind),
        }
    }

    /// Whether a word stands here that does not begin a sentence.
    pub(super) fn is_name(&self, at: usize) -> bool {
        let letters = self.letters_end(at);
        let word = self.run_end(letters, |c| class(c) == Class::Apostrophe);
        let word = folded(&self.text[at..word]);
        letters > at && (self.is_lowercase(at) || !self.tables.starters.contains(&word))
    }

    pub(super) fn is_lowercase(&self, at: usize) -> bool {
        self.peek(at).is_some_and(char::is_lowercase)
    }

    pub(super) fn ends_abbreviated(&mut self, at: usize, j: usize) -> Step {
        self.found.abbreviation = self.abbreviation(at, j);
        Step::End(j + 1)
    }
}

/// *Mr* for *MR*: the form that a word in capitals throughout has elsewhere.
fn in_capitals(form: &str) -> Option<String> {
    let mut letters = form.chars();
    let first = letters.next()?;
    let rest = letters.as_str();
    let all = !rest.is_empty() && rest.chars().all(char::is_uppercase);
    (all && first.is_uppercase()).then(|| format!("{first}{}", rest.to_lowercase()))
}
