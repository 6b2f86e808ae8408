//! Signs, apostrophes that stand alone, pictographs.

use super::super::chars::{Class, class, closes, continues_emoji, opens};
use super::super::tables::folded;
use super::{AHEAD, Gap, Kind, Scanner};

impl Scanner<'_> {
    pub(super) fn emoji(&mut self, at: usize, first: char) -> usize {
        let mut end = at + first.len_utf8();
        while let Some(c) = self.peek(end) {
            let joined = self.text[..end].ends_with('\u{200d}') && class(c) == Class::Emoji;
            if !(continues_emoji(first, c) || joined) || end - at > AHEAD {
                break;
            }
            end += c.len_utf8();
        }
        self.push(at, end, Kind::Other)
    }

    /// An apostrophe that is not within a word.
    pub(super) fn apostrophe(&mut self, at: usize, c: char) -> usize {
        let after = at + c.len_utf8();
        if self.peek(after) == Some(c) {
            return self.push(at, after + c.len_utf8(), Kind::Sign);
        }
        if self.tables.possessive {
            let letters = self.letters_end(after);
            let clitic = folded(&self.text[after..letters]);
            let follows = self.gap == Gap::None;
            if follows && self.tables.clitics.contains(&clitic)
                || self.tables.whole.contains(&format!("'{clitic}"))
            {
                return self.push(at, letters, Kind::Word);
            }
            let digits = self.run_end(after, |c| c.is_ascii_alphanumeric());
            if !follows && digits - after <= 3 && self.is_digit(after) && self.is_digit(after + 1) {
                return self.push(at, digits, Kind::Number);
            }
            self.quoted = !follows && self.is_alphanumeric(after);
        }
        self.push(at, after, Kind::Sign)
    }

    pub(super) fn sign(&mut self, at: usize, c: char) -> usize {
        let after = at + c.len_utf8();
        let begins = self.gap > Gap::None
            || self.pieces.last().is_some_and(|p| {
                p.of(self.text).chars().next_back().is_some_and(|c| opens(c) || c == '"')
            });
        match c {
            '.' if begins && self.is_digit(after) => return self.word_after(at, after),
            '.' | '!' | '?' | '…' => {
                let end = self.run_end(at, |c| matches!(c, '.' | '!' | '?' | '…'));
                return self.push(at, end, Kind::Sign);
            }
            '#' | '@' if begins && self.class_at(after) == Some(Class::Letter) => {
                let end = self.run_end(after, |c| {
                    c == '_' || matches!(class(c), Class::Letter | Class::Digit)
                });
                return self.push(at, end, Kind::Other);
            }
            '+' if begins && self.is_digit(after) => return self.word_after(at, after),
            ':' | ';' | '=' | '^' if begins => {
                for emoticon in EMOTICONS {
                    let end = at + emoticon.len();
                    if self.text[at..].starts_with(emoticon) && !self.is_alphanumeric(end) {
                        return self.push(at, end, Kind::Other);
                    }
                }
            }
            '°' if self.peek(after) == Some('C') && !self.is_alphanumeric(after + 1) => {
                return self.push(at, after + 1, Kind::Word);
            }
            '+' if self.text[at..].starts_with("+/-") => {
                return self.push(at, at + 3, Kind::Sign);
            }
            _ if class(c) == Class::Hyphen => {
                if !self.tables.split_hyphens {
                    if let Some(end) = self.clitic_after(at) {
                        return self.push(at, end, Kind::Word);
                    }
                    if begins && self.is_digit(after) && !self.follows_number() {
                        return self.word_after(at, after);
                    }
                }
                let end = self.run_end(at, |next| next == c);
                return self.push(at, end, Kind::Sign);
            }
            _ => {}
        }
        if matches!(c, '=' | '*' | '~' | '_' | '<' | '>' | '+' | '|' | '—' | '–' | '#' | '$') {
            let end = self.run_end(at, |next| next == c);
            return self.push(at, end, Kind::Sign);
        }
        if closes(c) || c == '"' {
            self.quoted &= c != '’';
        }
        self.push(at, after, Kind::Sign)
    }
}

const EMOTICONS: [&str; 10] = [":-)", ":-(", ";-)", ":)", ":(", ";)", ":D", ":P", "=)", "^_^"];
