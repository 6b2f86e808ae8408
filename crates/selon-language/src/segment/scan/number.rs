//! Numbers: their units, their groups of digits, their signs.

use super::super::chars::{Class, class};
use super::{AHEAD, Kind, Scanner};

impl Scanner<'_> {
    /// Where a unit ends that stands here after a number, if one does: the *h* of
    /// *20h30*.
    pub(super) fn unit_end(&self, at: usize) -> Option<usize> {
        let letters = self.letters_end(at);
        let end = if self.text[letters..].starts_with("/h") { letters + 2 } else { letters };
        let end = self.run_end(end, |c| matches!(c, '²' | '³'));
        if end - at > 6 || !self.tables.units.contains(&self.text[at..end]) {
            return None;
        }
        // Minutes may follow the hour.
        let after = self.run_end(end, |c| c.is_ascii_digit());
        let stands_alone = after == end || after - end == 2 && end - at == 1;
        (stands_alone && !self.is_alphanumeric(after)).then_some(end)
    }

    /// *1 300* where numbers are written so.
    pub(super) fn spaced_number(&self, at: usize, mut end: usize) -> usize {
        let digits = |from: usize| self.run_end(from, |c| c.is_ascii_digit()) - from;
        if end - at > 3 || digits(at) != end - at {
            return end;
        }
        loop {
            let Some(space) = self.peek(end).filter(|&c| class(c) == Class::Space && c != '\t')
            else {
                return end;
            };
            let group = end + space.len_utf8();
            if digits(group) != 3
                || matches!(self.class_at(group + 3), Some(Class::Letter))
                || end - at > AHEAD
            {
                return end;
            }
            end = group + 3;
            if self.peek(end) == Some(',') && self.is_digit(end + 1) {
                return end + 1 + digits(end + 1);
            }
        }
    }

    /// Whether the hyphen at `j` is one of a telephone number, a postal code or a date:
    /// *555-0123*, *12-Dec-2016*.
    pub(super) fn phone_number(&self, at: usize, j: usize) -> bool {
        let end = self.run_end(at, |c| c.is_ascii_alphanumeric() || c == '-');
        if end <= j || self.is_alphanumeric(end) {
            return false;
        }
        let groups: Vec<&str> = self.text[at..end].trim_end_matches('-').split('-').collect();
        let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
        match groups[..] {
            [first, second] => {
                digits(first)
                    && digits(second)
                    && second.len() == 4
                    && matches!(first.len(), 1..=3 | 5)
            }
            [day, month, year] if month.len() == 3 && !digits(month) => {
                digits(day) && digits(year) && day.len() <= 2 && matches!(year.len(), 2 | 4)
            }
            [_, _, ..] => groups.iter().all(|g| digits(g)),
            _ => false,
        }
    }

    /// A number with a sign before it, from `at`.
    pub(super) fn word_after(&mut self, at: usize, digits: usize) -> usize {
        let end = self.word(digits, Kind::Number);
        if let Some(piece) = self.pieces.last_mut() {
            piece.start = at as u32;
        }
        end
    }

    pub(super) fn follows_number(&self) -> bool {
        self.pieces.last().is_some_and(|p| p.kind == Kind::Number)
    }
}
