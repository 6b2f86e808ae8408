//! Text to tokens, in one pass from left to right.
//!
//! At each place the scanner looks ahead by a bounded number of bytes only, so that
//! its time is linear in the length of any text.

mod address;
mod joint;
mod number;
mod sign;
mod stop;
mod word;

use super::chars::{Class, class};
use super::tables::{Abbreviation, Tables};

/// Longer words are cut, in bytes; a longer run of letters is no word.
const LONGEST_WORD: usize = 256;
/// Longer addresses are cut, in bytes.
const LONGEST_ADDRESS: usize = 2048;
/// How far ahead a decision may depend on, in bytes.
const AHEAD: usize = 64;

/// What stands between a token and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing that is seen.
    None,
    /// White space.
    Space,
    /// The end of a line.
    Line,
    /// A blank line, or several.
    Blank,
}

/// What kind of token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Begins with a letter or is a word otherwise.
    Word,
    /// Begins with a digit.
    Number,
    /// Punctuation and other signs.
    Sign,
    /// Addresses, handles, tags, emoji.
    Other,
}

/// A token as scanned.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub start: u32,
    pub end: u32,
    pub kind: Kind,
    /// What stands before it.
    pub gap: Gap,
    /// The number of the line that it stands in.
    pub line: u32,
    /// Set if it ends with the full stop of an abbreviation.
    pub abbreviation: Option<Abbreviation>,
    /// Where its second word begins if it has two, in bytes from its start; else 0.
    pub second: u16,
    /// Whether characters that are not seen stand in it.
    pub has_unseen: bool,
}

impl Piece {
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// The tokens of a text, and where its lines begin.
pub(crate) struct Scanned {
    pub pieces: Vec<Piece>,
    /// Where each line begins, in bytes.
    pub lines: Vec<u32>,
}

/// Finds the tokens.
pub(crate) fn scan(text: &str, tables: &Tables) -> Scanned {
    let mut scanner = Scanner {
        text,
        tables,
        pieces: Vec::with_capacity(text.len() / 5),
        lines: vec![0],
        gap: Gap::Blank,
        quoted: false,
        found: Found::default(),
    };
    scanner.run();
    Scanned { pieces: scanner.pieces, lines: scanner.lines }
}

/// What is known of the token being scanned.
#[derive(Default)]
struct Found {
    abbreviation: Option<Abbreviation>,
    second: usize,
    has_unseen: bool,
}

struct Scanner<'a> {
    text: &'a str,
    tables: &'a Tables,
    pieces: Vec<Piece>,
    lines: Vec<u32>,
    gap: Gap,
    /// Whether a quotation in single marks is open.
    quoted: bool,
    found: Found,
}

/// What a sign within a word does.
enum Step {
    /// The word goes on, from this byte.
    Join(usize),
    /// It ends at this byte.
    End(usize),
}

impl Scanner<'_> {
    fn peek(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(&b) if b < 0x80 => Some(b as char),
            Some(_) => self.text.get(at..).and_then(|rest| rest.chars().next()),
            None => None,
        }
    }

    fn class_at(&self, at: usize) -> Option<Class> {
        self.peek(at).map(class)
    }

    fn is_alphanumeric(&self, at: usize) -> bool {
        matches!(self.class_at(at), Some(Class::Letter | Class::Digit))
    }

    fn is_digit(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
    }

    /// The end of the run of characters from `at` that fit, at most `AHEAD` bytes on.
    fn run_end(&self, at: usize, fits: impl Fn(char) -> bool) -> usize {
        let mut end = at;
        while let Some(c) = self.peek(end) {
            if !fits(c) || end - at > AHEAD {
                break;
            }
            end += c.len_utf8();
        }
        end
    }

    fn letters_end(&self, at: usize) -> usize {
        self.run_end(at, |c| class(c) == Class::Letter)
    }

    fn run(&mut self) {
        let mut at = 0;
        while let Some(c) = self.peek(at) {
            match class(c) {
                Class::Space => {
                    self.gap = self.gap.max(Gap::Space);
                    at += c.len_utf8();
                }
                Class::Unseen => at += c.len_utf8(),
                Class::Line => {
                    at += c.len_utf8();
                    if c == '\r' && self.peek(at) == Some('\n') {
                        at += 1;
                    }
                    self.gap = if self.gap >= Gap::Line { Gap::Blank } else { Gap::Line };
                    self.lines.push(at as u32);
                    self.quoted = false;
                }
                Class::Letter => at = self.word(at, Kind::Word),
                Class::Digit => at = self.word(at, Kind::Number),
                Class::Emoji => at = self.emoji(at, c),
                Class::Apostrophe => at = self.apostrophe(at, c),
                Class::Hyphen | Class::Sign => at = self.sign(at, c),
            }
        }
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind) -> usize {
        let found = std::mem::take(&mut self.found);
        self.pieces.push(Piece {
            start: start as u32,
            end: end as u32,
            kind,
            gap: self.gap,
            line: self.lines.len() as u32 - 1,
            abbreviation: found.abbreviation,
            second: found.second as u16,
            has_unseen: found.has_unseen,
        });
        self.gap = Gap::None;
        end
    }
}
