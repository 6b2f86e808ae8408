//! Whether a sentence ends at a place that may be its end: a linear classifier.

use std::collections::HashSet;

use super::chars::opens;
use super::layout::Layout;
use super::linear::{Features, Linear, hash};
use super::scan::{Gap, Kind, Piece};
use super::tables::{Abbreviation, folded};

/// A place where a sentence may end: after the token with this index.
pub(crate) struct Candidate<'a> {
    pub text: &'a str,
    pub pieces: &'a [Piece],
    pub layout: &'a Layout,
    pub common: &'a CommonWords,
    /// The last token before the place.
    pub last: usize,
    /// The token with the sign that may end the sentence.
    pub terminal: Option<usize>,
    /// Tokens since the sentence began.
    pub length: usize,
    pub in_brackets: bool,
    pub in_quotation: bool,
}

/// Words that are written in lower case within a sentence, mostly: a capital on one
/// of them speaks for the beginning of a sentence.
pub struct CommonWords(HashSet<u64>);

impl CommonWords {
    /// From a list, one a line; lines that begin with `#` are comments.
    pub fn parse(list: &str) -> CommonWords {
        let words = list.lines().filter(|l| !l.starts_with('#'));
        CommonWords(words.map(|word| hash(&[word])).collect())
    }

    pub(crate) fn contain(&self, word: &str) -> bool {
        self.0.contains(&hash(&[word]))
    }
}

impl Candidate<'_> {
    /// Hands over the features of the place.
    pub fn features(&self, features: &mut impl Features) {
        let next = &self.pieces[self.last + 1];
        let sign = self.terminal.map_or("0", |t| match self.pieces[t].abbreviation {
            Some(Abbreviation::Title | Abbreviation::BeforeName) => "title",
            Some(Abbreviation::BeforeNumber) => "number",
            Some(Abbreviation::Other) => "abbreviation",
            None => self.sign(t),
        });
        let before = match self.terminal {
            Some(t) if self.pieces[t].abbreviation.is_some() => Some(t),
            Some(t) => t.checked_sub(1),
            None => Some(self.last),
        };
        let gap = match next.gap {
            Gap::None => "none",
            Gap::Space => "space",
            Gap::Line | Gap::Blank => "line",
        };
        let before = before.filter(|&b| self.last - b < self.length);
        let before_shape = before.map_or("^", |b| self.shape(b));
        let before_word = before.map_or_else(|| "^".to_string(), |b| self.lower(b));
        let next_shape = self.shape_quoted(self.last + 1);
        let next_word = self.lower(self.last + 1);
        let after = self.last + 2;
        let is_line = self.pieces.get(after).is_none_or(|p| p.gap >= Gap::Line);
        let after_shape = if is_line { "$" } else { self.shape(after) };
        let closed = match self.terminal {
            Some(t) if t < self.last => self.sign(self.last),
            _ => "0",
        };
        let length = match self.length {
            0..=1 => "1",
            2 => "2",
            3 => "3",
            4..=5 => "4",
            6..=10 => "6",
            _ => "11",
        };
        let spaced = match self.terminal {
            Some(t) if self.pieces[t].gap > Gap::None => "spaced",
            _ => "close",
        };
        features.add(&["sign", sign, gap]);
        features.add(&["next", sign, gap, next_shape]);
        features.add(&["around", sign, before_shape, next_shape]);
        features.add(&["after", sign, next_shape, after_shape]);
        features.add(&["before word", sign, &before_word]);
        features.add(&["next word", sign, gap, &next_word]);
        features.add(&["closed", sign, closed, next_shape]);
        features.add(&["length", sign, length, before_shape]);
        features.add(&["spaced", sign, spaced, next_shape]);
        let common = match self.pieces[self.last + 1].kind {
            Kind::Word if self.common.contain(&next_word) => "common",
            Kind::Word => "other",
            _ => "0",
        };
        let after_common = match self.pieces.get(after) {
            Some(p) if p.kind == Kind::Word && self.common.contain(&self.lower(after)) => "common",
            _ => "other",
        };
        features.add(&["common", sign, gap, next_shape, common]);
        features.add(&["common after", sign, gap, next_shape, common, after_shape, after_common]);
        features.add(&["common around", sign, gap, before_shape, next_shape, common]);
        if self.in_brackets {
            features.add(&["in brackets", sign, next_shape]);
        }
        if self.in_quotation {
            features.add(&["in quotation", sign, next_shape]);
        }
        if next.gap == Gap::Line {
            let class =
                |line: u32| ["0", "1", "2", "3", "4"][self.layout.length(line) as usize % 5];
            let this = class(self.pieces[self.last].line);
            let that = class(next.line);
            let wrapped = if self.layout.wrapped { "wrapped" } else { "long" };
            features.add(&["layout", wrapped, sign, next_shape]);
            features.add(&["lines", wrapped, sign, this, that]);
            features.add(&["line", wrapped, this, next_shape, length]);
            features.add(&["line before", &before_word]);
            features.add(&["line around", before_shape, next_shape]);
        }
    }

    fn sign(&self, piece: usize) -> &str {
        let sign = self.pieces[piece].of(self.text);
        match sign {
            _ if sign.contains('?') => "?",
            _ if sign.contains('!') => "!",
            "…" | ".." => "...",
            _ if sign.starts_with("..") => "...",
            _ => sign,
        }
    }

    fn shape(&self, piece: usize) -> &str {
        let piece = &self.pieces[piece];
        let form = piece.of(self.text);
        match piece.kind {
            Kind::Number => "9",
            Kind::Other => "@",
            Kind::Sign => match form.chars().next() {
                Some('-' | '–' | '—' | '•' | '*' | '·') => "-",
                Some(c) if opens(c) => "(",
                Some('"') => "\"",
                _ => "sign",
            },
            Kind::Word => {
                let mut letters = form.chars().filter(|c| c.is_alphabetic());
                match (letters.next(), letters.next()) {
                    (Some(first), None) if first.is_uppercase() => "A",
                    (Some(first), _) if first.is_lowercase() => "a",
                    (Some(first), Some(second)) if first.is_uppercase() => {
                        if second.is_uppercase() { "AA" } else { "Aa" }
                    }
                    _ => "x",
                }
            }
        }
    }

    /// The shape of what an opening mark stands before, with the mark.
    fn shape_quoted(&self, piece: usize) -> &str {
        let mark = self.shape(piece);
        let begins = self.pieces.get(piece + 1).filter(|p| p.gap <= Gap::Space);
        if begins.is_none() {
            return mark;
        }
        match (mark, self.shape(piece + 1)) {
            ("\"", "a") => "\"a",
            ("\"", "A" | "Aa" | "AA") => "\"Aa",
            ("(", "a") => "(a",
            ("(", "A" | "Aa" | "AA") => "(Aa",
            _ => mark,
        }
    }

    fn lower(&self, piece: usize) -> String {
        let form = self.pieces[piece].of(self.text);
        if self.pieces[piece].kind == Kind::Number {
            return format!("9{}", form.len().min(5));
        }
        let mut lower = folded(form);
        if let Some((cut, _)) = lower.char_indices().nth(16) {
            lower.truncate(cut);
        }
        lower
    }
}

/// How sure the model must be where nothing but a capital speaks for a sentence end:
/// names and titles have capitals too, and a sentence torn apart costs more than two
/// read as one.
const CAPITAL_ALONE: i32 = 300;

/// Decides with a model.
pub(crate) fn is_boundary(model: &Linear, candidate: &Candidate<'_>) -> bool {
    let next = &candidate.pieces[candidate.last + 1];
    let is_bare = candidate.terminal.is_none() && next.gap <= Gap::Space;
    let mut sum = model.sum();
    candidate.features(&mut sum);
    sum.total > if is_bare { CAPITAL_ALONE } else { 0 }
}
