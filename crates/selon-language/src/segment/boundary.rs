//! Where sentences end.
//!
//! Candidates are found by rule: after a sign that may end a sentence and the
//! brackets and quotation marks that close after it, and at the end of a line. Some
//! are told by what stands around them; a linear classifier decides the others. A
//! blank line always ends a sentence.

use super::candidate::{Candidate, CommonWords};
use super::chars::closes;
use super::continuation::{
    continues_closing, ends_before_starter, ends_with_ellipsis, goes_on, is_abbreviating_stop,
    is_unfinished, may_begin, may_end, says_who_spoke,
};
use super::dateline;
use super::layout::{Layout, SHORT};
use super::marks::{
    begins_date_line, begins_item, closes_quotation, ends_with_item_number, is_bare_note, is_emoji,
    is_label, is_note,
};
use super::scan::{Gap, Kind, Piece, Scanned};
use super::tables::Tables;

/// Walks over the text and asks `decide` at each candidate; returns, for each
/// token, whether a sentence ends after it.
pub(crate) fn walk(
    text: &str,
    scanned: &Scanned,
    layout: &Layout,
    common: &CommonWords,
    tables: &Tables,
    mut decide: impl FnMut(&Candidate<'_>) -> bool,
) -> Vec<bool> {
    let pieces = &scanned.pieces;
    let mut walk = Walk {
        text,
        pieces,
        layout,
        common,
        tables,
        terminal: None,
        length: 0,
        brackets: 0,
        guillemets: 0,
        quoted: false,
        first_word: None,
        dash: usize::MAX,
        note: 0,
    };
    let mut ends = vec![false; pieces.len()];
    for (i, end) in ends.iter_mut().enumerate() {
        walk.take(i);
        *end = match walk.verdict(i) {
            Verdict::Ends => true,
            Verdict::GoesOn => false,
            Verdict::Open => decide(&walk.candidate(i)),
        };
        walk.leave(i, *end);
    }
    ends
}

/// What a colon stands after in *Lire aussi : …* has no more tokens, the colon counted.
const LONGEST_LABEL: usize = 4;

/// What is known without the classifier.
enum Verdict {
    Ends,
    GoesOn,
    Open,
}

struct Walk<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    layout: &'a Layout,
    common: &'a CommonWords,
    tables: &'a Tables,
    /// The token with the sign that may end the sentence.
    terminal: Option<usize>,
    /// Tokens since the sentence began.
    length: usize,
    /// Its first word.
    first_word: Option<usize>,
    /// Brackets that are open.
    brackets: i32,
    /// Quotations with marks for each side that are open.
    guillemets: i32,
    /// Whether a quotation in straight marks is open.
    quoted: bool,
    /// The dash after a date line, which ends it.
    dash: usize,
    /// The token after the number of a note that follows a full stop.
    note: usize,
}

impl<'a> Walk<'a> {
    /// Takes a token into the sentence.
    fn take(&mut self, i: usize) {
        let piece = &self.pieces[i];
        self.length += 1;
        if piece.kind == Kind::Word && self.first_word.is_none() {
            self.first_word = Some(i);
        }
        if self.terminal.is_some() {
            if is_note(self.text, &self.pieces[i..]) {
                self.note = i + 3;
            } else if i >= 2 && is_bare_note(self.text, &self.pieces[i - 2..]) {
                self.note = i + 1;
            }
        }
        let closing = match piece.kind {
            _ if i < self.note => true,
            Kind::Sign => self.take_sign(i),
            _ if piece.abbreviation.is_some() => {
                self.terminal = Some(i);
                true
            }
            _ => false,
        };
        if !closing {
            self.terminal = None;
        }
    }

    /// Takes a sign; returns whether it ends something or closes what has ended.
    fn take_sign(&mut self, i: usize) -> bool {
        let sign = self.pieces[i].of(self.text);
        match sign.chars().next().unwrap_or(' ') {
            '"' => {
                let closing = closes_quotation(&self.pieces[i..], self.quoted);
                self.quoted = !closing;
                return closing;
            }
            '(' | '[' => self.brackets += 1,
            ')' | ']' => {
                self.brackets = (self.brackets - 1).max(0);
                return true;
            }
            '«' | '“' | '„' => self.guillemets += 1,
            c if closes(c) || sign == "''" || sign == "'" => {
                let one = i32::from(matches!(c, '»' | '”'));
                self.guillemets = (self.guillemets - one).max(0);
                return true;
            }
            '.' | '!' | '?' | '…' | ':' => {
                self.terminal = Some(i);
                return true;
            }
            _ => {}
        }
        false
    }

    fn verdict(&self, i: usize) -> Verdict {
        let text = self.text;
        let sentence = &self.pieces[i + 1 - self.length..=i];
        let following = &self.pieces[i + 1..];
        let Some(next) = following.first() else { return Verdict::Ends };
        if next.gap == Gap::Blank
            || i == self.dash
            || begins_item(text, following, self.layout)
            || next.gap == Gap::Line && begins_date_line(text, following, self.common, self.tables)
        {
            return Verdict::Ends;
        }
        let is_label = next.gap == Gap::Space
            && (is_label(text, sentence) || ends_with_item_number(text, sentence));
        if is_label || self.is_date_line(i) {
            return Verdict::GoesOn;
        }
        if goes_on(text, &sentence[..self.length - 1], &self.pieces[i..])
            || self.begins_with_capital()
                && is_abbreviating_stop(text, sentence, next, self.common, self.tables)
        {
            return Verdict::GoesOn;
        }
        let Some(terminal) = self.terminal else { return self.verdict_without_sign(i) };
        let ended = &self.pieces[terminal];
        let apart = terminal == i && self.length > 1 && self.brackets == 0;
        if ends_before_starter(text, ended, next, self.tables)
            || apart && ends_with_ellipsis(text, ended, next, self.common)
        {
            return Verdict::Ends;
        }
        let called = ended.of(text).ends_with(['?', '!']);
        if called && terminal < i && says_who_spoke(text, following, self.tables) {
            return Verdict::GoesOn;
        }
        let introduces = self.length <= LONGEST_LABEL || next.kind == Kind::Number;
        if ended.of(text) == ":" && next.gap < Gap::Line && introduces {
            return Verdict::GoesOn;
        }
        let is_note_next = is_bare_note(text, &self.pieces[i.saturating_sub(1)..]);
        let closes_here = i - terminal + 1 < self.length
            && !is_note_next
            && i + 1 >= self.note
            && !continues_closing(text, following, self.quoted);
        if next.gap == Gap::Line || closes_here { Verdict::Open } else { Verdict::GoesOn }
    }

    /// Where nothing but a line or a capital may tell.
    fn verdict_without_sign(&self, i: usize) -> Verdict {
        let (text, piece, next) = (self.text, &self.pieces[i], &self.pieces[i + 1]);
        let sentence = &self.pieces[i + 1 - self.length..=i];
        let capital = may_begin(text, next);
        if (next.gap == Gap::Line || capital) && is_unfinished(text, piece, self.tables) {
            // *sur la* goes on, in the next line too.
            return Verdict::GoesOn;
        }
        if next.gap == Gap::Line {
            let is_whole_line = sentence[0].gap >= Gap::Line && sentence[0].line == piece.line;
            let is_short = self.layout.length(piece.line) <= SHORT;
            let begins = capital || matches!(next.kind, Kind::Number | Kind::Other);
            if is_whole_line
                && is_short
                && begins
                && !self.layout.wrapped
                && may_end(text, sentence)
            {
                return Verdict::Ends;
            }
            return Verdict::Open;
        }
        let has_words = self.first_word.is_some();
        if next.gap == Gap::Space && has_words && capital && is_emoji(text, piece) {
            return Verdict::Ends;
        }
        let may_be_end = next.gap == Gap::Space && capital && may_end(text, &self.pieces[..=i]);
        if may_be_end { Verdict::Open } else { Verdict::GoesOn }
    }

    /// Whether the sentence so far is a date line, and its dash comes next.
    fn is_date_line(&self, i: usize) -> bool {
        let sentence = &self.pieces[i + 1 - self.length..];
        dateline::ends(self.text, sentence, self.length, self.common, self.tables)
    }

    /// Not so where sentences are written in lower case.
    fn begins_with_capital(&self) -> bool {
        self.first_word
            .is_none_or(|w| !self.pieces[w].of(self.text).starts_with(char::is_lowercase))
    }

    fn candidate(&self, i: usize) -> Candidate<'a> {
        Candidate {
            text: self.text,
            pieces: self.pieces,
            layout: self.layout,
            common: self.common,
            last: i,
            terminal: self.terminal,
            length: self.length,
            in_brackets: self.brackets > 0,
            in_quotation: self.quoted || self.guillemets > 0,
        }
    }

    /// Goes on to the next token, in a new sentence if one ended.
    fn leave(&mut self, i: usize, ended: bool) {
        let Some(next) = self.pieces.get(i + 1) else { return };
        if !ended && self.is_date_line(i) {
            self.dash = i + 1;
        }
        if ended {
            self.length = 0;
            self.terminal = None;
            self.first_word = None;
            self.brackets = 0;
        }
        if next.gap >= Gap::Line && !(self.layout.wrapped && next.gap == Gap::Line) {
            self.quoted = false;
            self.guillemets = 0;
            self.brackets = 0;
        }
    }
}
