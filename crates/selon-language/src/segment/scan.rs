//! Text to tokens, in one pass from left to right.
//!
//! At each place the scanner looks ahead by a bounded number of bytes only, so that
//! its time is linear in the length of any text.

use super::chars::{Class, class, closes, continues_emoji, opens};
use super::tables::{Abbreviation, Tables, folded};

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

    /// A word or number from `at`; returns where it ends.
    fn word(&mut self, at: usize, kind: Kind) -> usize {
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
    fn boundary_before(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn is_single_letter(&self, start: usize, end: usize) -> bool {
        let mut chars = self.text[start..end].chars();
        chars.next().is_some_and(|c| class(c) == Class::Letter) && chars.next().is_none()
    }

    /// Where a unit ends that stands here after a number, if one does: the *h* of
    /// *20h30*.
    fn unit_end(&self, at: usize) -> Option<usize> {
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
    fn spaced_number(&self, at: usize, mut end: usize) -> usize {
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

    fn apostrophe_in_word(&mut self, at: usize, run: usize, j: usize, c: char) -> Step {
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

    fn hyphen_in_word(&mut self, at: usize, run: usize, j: usize, c: char) -> Step {
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
    fn clitic_end(&self, at: usize, j: usize) -> Option<usize> {
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

    /// Whether the hyphen at `j` is one of a telephone number, a postal code or a date:
    /// *555-0123*, *12-Dec-2016*.
    fn phone_number(&self, at: usize, j: usize) -> bool {
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

    /// Whether an @ ends what may be the rest of a mail address.
    fn mail_ahead(&self, at: usize) -> bool {
        let end = self
            .run_end(at, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '%'));
        self.peek(end) == Some('@') && self.is_alphanumeric(end + 1)
    }

    fn stop_in_word(&mut self, at: usize, run: usize, j: usize, initials: bool) -> Step {
        let after = j + 1;
        let last = self.text[run..j].chars().next_back().unwrap_or(' ');
        let next = self.peek(after).unwrap_or(' ');
        if next == '.' {
            // Mail addresses are shown shortened: *name...@example.org*.
            let is_mail = self.text[j..].starts_with("...@") && self.is_alphanumeric(j + 4);
            return if is_mail { Step::Join(j + 4) } else { Step::End(j) };
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
        if class(next) == Class::Hyphen && initials {
            // *c.-à-d.*
            let end =
                self.run_end(at, |c| c == '.' || matches!(class(c), Class::Letter | Class::Hyphen));
            let form = self.text[at..end].trim_end_matches('.');
            if self.tables.abbreviations.contains_key(&folded(form)) {
                return Step::Join(at + form.len());
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

    /// Whether a capital and the full stop at `j` stand for a given name.
    fn is_initial(&self, j: usize, letter: char) -> bool {
        if !letter.is_uppercase() || self.tables.possessive && letter == 'I' {
            return false;
        }
        let space = self.run_end(j + 1, |c| class(c) == Class::Space);
        self.peek(space).is_some_and(|c| c.is_uppercase())
    }

    fn abbreviation(&self, at: usize, j: usize) -> Option<Abbreviation> {
        if j - at > 12 {
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
    fn is_name(&self, at: usize) -> bool {
        let letters = self.letters_end(at);
        let word = self.run_end(letters, |c| class(c) == Class::Apostrophe);
        let word = folded(&self.text[at..word]);
        letters > at && (self.is_lowercase(at) || !self.tables.starters.contains(&word))
    }

    fn is_lowercase(&self, at: usize) -> bool {
        self.peek(at).is_some_and(char::is_lowercase)
    }

    fn ends_abbreviated(&mut self, at: usize, j: usize) -> Step {
        self.found.abbreviation = self.abbreviation(at, j);
        Step::End(j + 1)
    }

    fn sign_in_word(&mut self, at: usize, run: usize, j: usize, c: char) -> Step {
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

    /// Where an address ends that begins here, if one does.
    fn address(&self, at: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[at..];
        let begins = matches!(bytes[0], b'h' | b'H' | b'w' | b'W' | b'f')
            && ["http://", "https://", "ftp://", "www."].iter().any(|scheme| {
                bytes.len() > scheme.len()
                    && bytes[..scheme.len()].eq_ignore_ascii_case(scheme.as_bytes())
                    && !bytes[scheme.len()].is_ascii_whitespace()
            });
        begins.then(|| self.address_end(at))
    }

    fn address_end(&self, at: usize) -> usize {
        let mut end = at;
        let mut open = 0;
        while let Some(c) = self.peek(end) {
            let is_part = match class(c) {
                Class::Space | Class::Line => false,
                Class::Sign => !matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '…'),
                _ => true,
            };
            let closes = matches!(c, ')' | ']');
            if closes && open == 0 || !is_part || end - at > LONGEST_ADDRESS {
                break;
            }
            open += i32::from(matches!(c, '(' | '[')) - i32::from(closes);
            end += c.len_utf8();
        }
        let trimmed = self.text[at..end].trim_end_matches(|c| {
            matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*')
        });
        at + trimmed.len().max(1)
    }

    fn emoji(&mut self, at: usize, first: char) -> usize {
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
    fn apostrophe(&mut self, at: usize, c: char) -> usize {
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

    fn sign(&mut self, at: usize, c: char) -> usize {
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

    /// A number with a sign before it, from `at`.
    fn word_after(&mut self, at: usize, digits: usize) -> usize {
        let end = self.word(digits, Kind::Number);
        if let Some(piece) = self.pieces.last_mut() {
            piece.start = at as u32;
        }
        end
    }

    fn follows_number(&self) -> bool {
        self.pieces.last().is_some_and(|p| p.kind == Kind::Number)
    }

    /// A clitic whose hyphen stands here, after the token before.
    fn clitic_after(&self, at: usize) -> Option<usize> {
        let before =
            self.pieces.last().filter(|p| self.gap == Gap::None && p.kind == Kind::Word)?;
        self.clitic_end(before.start as usize, at)
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

const EMOTICONS: [&str; 10] = [":-)", ":-(", ";-)", ":)", ":(", ";)", ":D", ":P", "=)", "^_^"];
