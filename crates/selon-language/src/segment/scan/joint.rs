//! Apostrophes and hyphens within words: what they join and what they part.

use super::super::chars::{Class, class};
use super::super::tables::folded;
use super::{AHEAD, Gap, Kind, Scanner, Step};

impl Scanner<'_> {
    /// What the apostrophe at `j` does to the word from `at`, whose last run of letters
    /// begins at `run`.
    pub(super) fn apostrophe_in_word(&mut self, at: usize, run: usize, j: usize, c: char) -> Step {
        let after = j + c.len_utf8();
        let before = if j - run <= 16 { folded(&self.text[run..j]) } else { String::new() };
        let is_letter_next = self.class_at(after) == Some(Class::Letter);
        if run == at && self.tables.elisions.contains(&before) {
            let letters = self.letters_end(after);
            let word = self.run_end(after, |c| matches!(class(c), Class::Letter | Class::Hyphen));
            for end in [letters, word] {
                if self.tables.whole.contains(&folded(&self.text[at..end])) {
                    return Step::Join(end);
                }
            }
            return Step::End(after);
        }
        if self.tables.possessive && (is_letter_next || j - run > 1) {
            let letters = self.letters_end(after);
            let clitic = folded(&self.text[after..letters]);
            if is_letter_next {
                if self.tables.whole.contains(&format!("{before}'{clitic}")) {
                    return Step::Join(letters);
                }
                if clitic == "t" && before.ends_with('n') && self.tables.negation.is_some() {
                    self.found.second = j - 1 - at;
                    return Step::End(letters);
                }
                if self.tables.clitics.contains(&clitic) {
                    self.found.second = j - at;
                    return Step::End(letters);
                }
            } else if before.ends_with('s')
                && !self.quoted
                && c != '`'
                && matches!(self.class_at(after), Some(Class::Space))
            {
                self.found.second = j - at;
                return Step::End(after);
            }
        }
        if is_letter_next || self.is_digit(after) && self.is_digit(run) {
            Step::Join(after)
        } else {
            Step::End(j)
        }
    }

    /// The same for the hyphen at `j`.
    pub(super) fn hyphen_in_word(&mut self, at: usize, run: usize, j: usize, c: char) -> Step {
        let after = j + c.len_utf8();
        if !self.is_alphanumeric(after) {
            return Step::End(j);
        }
        if self.tables.split_hyphens {
            let prefix = j - run <= 16
                && run == at
                && self.tables.prefixes.contains(&folded(&self.text[run..j]));
            return if prefix || self.phone_number(at, j) || self.mail_ahead(after) {
                Step::Join(after)
            } else {
                Step::End(j)
            };
        }
        if self.clitic_end(at, j).is_some() { Step::End(j) } else { Step::Join(after) }
    }

    /// Where the clitic ends whose hyphen stands at `j`, if one does: *-t-il*.
    pub(super) fn clitic_end(&self, at: usize, j: usize) -> Option<usize> {
        let end =
            self.run_end(j, |c| matches!(class(c), Class::Letter | Class::Hyphen | Class::Digit));
        if end - j > 12 {
            return None;
        }
        let clitic = &self.text[j..end];
        let lower = folded(clitic);
        if !self.tables.clitics.contains(&lower) {
            return None;
        }
        let word = &self.text[at..j];
        let is_upper = |s: &str| !s.chars().any(char::is_lowercase);
        let is_lower = !clitic.chars().any(char::is_uppercase);
        let whole = j - at <= AHEAD && self.tables.whole.contains(&folded(&self.text[at..end]));
        let follows_letter = word.chars().next_back().is_some_and(char::is_alphabetic);
        (!whole && follows_letter && (is_lower || is_upper(clitic) && is_upper(word)))
            .then_some(end)
    }

    /// A clitic whose hyphen stands here, after the token before.
    pub(super) fn clitic_after(&self, at: usize) -> Option<usize> {
        let before =
            self.pieces.last().filter(|p| self.gap == Gap::None && p.kind == Kind::Word)?;
        self.clitic_end(before.start as usize, at)
    }
}
