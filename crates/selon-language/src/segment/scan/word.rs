//! A word or number, up to the sign that ends it.

use super::super::chars::{Class, class};
use super::{Gap, Kind, LONGEST_WORD, Scanner, Step};

impl Scanner<'_> {
    /// A word or number from `at`; returns where it ends.
    pub(super) fn word(&mut self, at: usize, kind: Kind) -> usize {
        if let Some(end) = self.address(at) {
            return self.push(at, end, Kind::Other);
        }
        if kind == Kind::Word
            && self.gap == Gap::None
            && self.follows_number()
            && let Some(end) = self.unit_end(at)
        {
            return self.push(at, end, kind);
        }
        let bytes = self.text.as_bytes();
        let mut j = at;
        // Where the last run of letters and digits begins.
        let mut run = at;
        // Whether only digits and the signs in numbers were seen.
        let mut number = kind == Kind::Number;
        // Whether all runs so far are single letters.
        let mut initials = true;
        let end = loop {
            while !number
                && j - at <= LONGEST_WORD
                && bytes.get(j).is_some_and(|b| b.is_ascii_lowercase())
            {
                j += 1;
            }
            if j - at > LONGEST_WORD {
                break self.boundary_before(at + LONGEST_WORD);
            }
            let Some(c) = self.peek(j) else { break j };
            let step = match class(c) {
                Class::Digit => Step::Join(j + c.len_utf8()),
                Class::Letter if number => {
                    number = false;
                    match self.unit_end(j) {
                        Some(_) => Step::End(j),
                        None => Step::Join(j + c.len_utf8()),
                    }
                }
                Class::Letter => Step::Join(j + c.len_utf8()),
                Class::Unseen => {
                    let after = self.run_end(j, |c| class(c) == Class::Unseen);
                    if self.is_alphanumeric(after) {
                        self.found.has_unseen = true;
                        Step::Join(after)
                    } else {
                        Step::End(j)
                    }
                }
                sign => {
                    let single = self.is_single_letter(run, j);
                    initials &= single;
                    let step = match sign {
                        Class::Apostrophe => self.apostrophe_in_word(at, run, j, c),
                        Class::Hyphen => self.hyphen_in_word(at, run, j, c),
                        Class::Sign if c == '.' => self.stop_in_word(at, run, j, initials),
                        Class::Sign => self.sign_in_word(at, run, j, c),
                        _ => Step::End(j),
                    };
                    if let Step::Join(next) = step {
                        run = next;
                        number &= self.is_digit(next);
                    }
                    step
                }
            };
            match step {
                Step::Join(next) => j = next,
                Step::End(end) => break end,
            }
        };
        let mut end = end;
        if number && self.tables.spaced_numbers {
            end = self.spaced_number(at, end);
        }
        self.push(at, end, kind)
    }

    /// The nearest boundary of characters at or before a byte.
    pub(super) fn boundary_before(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    pub(super) fn is_single_letter(&self, start: usize, end: usize) -> bool {
        let mut chars = self.text[start..end].chars();
        chars.next().is_some_and(|c| class(c) == Class::Letter) && chars.next().is_none()
    }

    /// What another sign at `j` does to the word from `at`, whose last run of letters
    /// begins at `run`.
    pub(super) fn sign_in_word(&mut self, at: usize, run: usize, j: usize, c: char) -> Step {
        let after = j + c.len_utf8();
        let digits = self.is_digit(run) && self.is_digit(after);
        let group = || self.run_end(after, |c| c.is_ascii_digit()) - after;
        let joined = match c {
            ',' => digits && (self.tables.spaced_numbers || group() == 3),
            ':' => digits && group() == 2,
            '/' if digits => {
                !self.tables.split_hyphens
                    || j - run > 1
                    || group() > 1
                    || self.peek(after + 1) == Some('/')
                    || run > at
            }
            '/' => {
                if self.text[at..j].contains('.') && self.is_alphanumeric(after) {
                    return Step::End(self.address_end(at));
                }
                false
            }
            '&' => j - run <= 3 && self.class_at(after) == Some(Class::Letter),
            '_' | '@' => self.is_alphanumeric(after),
            '$' if matches!(&self.text[at..j], "US" | "A" | "C" | "NZ" | "HK") => {
                return Step::End(after);
            }
            '°' if matches!(&self.text[at..j], "n" | "N") => return Step::End(after),
            '(' if !self.tables.split_hyphens => {
                for ending in ["(e)", "(s)", "(es)", "(ne)", "(x)", "(S)", "(E)"] {
                    if self.text[j..].starts_with(ending) {
                        return Step::Join(j + ending.len());
                    }
                }
                false
            }
            _ => false,
        };
        if joined { Step::Join(after) } else { Step::End(j) }
    }
}
