//! Where sentences end.
//!
//! Candidates are found by rule: after a sign that may end a sentence and the
//! brackets and quotation marks that close after it, and at the end of a line. A
//! linear classifier decides. A blank line always ends a sentence.

use std::collections::HashSet;

use super::chars::{closes, opens};
use super::dateline;
use super::linear::{Features, Linear, hash};
use super::scan::{Gap, Kind, Piece, Scanned};
use super::tables::{Abbreviation, Tables, folded};

/// A place where a sentence may end: after the token with this index.
pub(crate) struct Candidate<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    layout: &'a Layout,
    common: &'a CommonWords,
    /// The last token before the place.
    pub last: usize,
    /// The token with the sign that may end the sentence.
    terminal: Option<usize>,
    /// Tokens since the sentence began.
    length: usize,
    in_brackets: bool,
    in_quotation: bool,
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

    pub(super) fn contain(&self, word: &str) -> bool {
        self.0.contains(&hash(&[word]))
    }
}

/// What the lines of a text look like.
pub(crate) struct Layout {
    /// The length of each line in bytes, as a class.
    lengths: Vec<u8>,
    /// Whether lines are broken to fit a width.
    pub wrapped: bool,
}

impl Layout {
    pub fn of(text: &str, lines: &[u32]) -> Layout {
        let ends = lines.iter().skip(1).copied().chain([text.len() as u32]);
        let bytes: Vec<u32> = lines.iter().zip(ends).map(|(&start, end)| end - start).collect();
        // Lines of a text that is broken to a width: many, followed directly by
        // another, nearly as long as the longest.
        let followed = bytes.windows(2).filter(|w| w[1] > 2 && w[0] > 2);
        let (mut count, mut full) = (0, 0);
        let longest = bytes.iter().copied().max().unwrap_or(0);
        for pair in followed {
            count += 1;
            full += usize::from(pair[0] + 20 >= longest);
        }
        let wrapped = (50..=130).contains(&longest) && count >= 3 && full * 3 >= count * 2;
        let class = |length: u32| match length {
            0..=25 => 0,
            26..=50 => 1,
            51..=75 => 2,
            76..=110 => 3,
            _ => 4,
        };
        Layout { lengths: bytes.into_iter().map(class).collect(), wrapped }
    }
}

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
    let mut ends = vec![false; pieces.len()];
    let mut terminal = None;
    let mut length = 0;
    let (mut brackets, mut guillemets) = (0i32, 0i32);
    let mut quoted = false;
    // The dash after a date line, which ends it.
    let mut dash = usize::MAX;
    // The last token of the note whose number in brackets follows a full stop.
    let mut note = 0;
    for (i, piece) in pieces.iter().enumerate() {
        length += 1;
        let mut closing = false;
        if terminal.is_some() && is_note(text, &pieces[i..]) {
            note = i + 3;
        }
        match piece.kind {
            _ if i < note => closing = true,
            Kind::Sign => {
                let sign = piece.of(text);
                match sign.chars().next().unwrap_or(' ') {
                    '"' => {
                        closing = closes_quotation(&pieces[i..], quoted);
                        quoted = !closing;
                    }
                    '(' | '[' => brackets += 1,
                    ')' | ']' => {
                        closing = true;
                        brackets = (brackets - 1).max(0);
                    }
                    '«' | '“' | '„' => guillemets += 1,
                    c if closes(c) || sign == "''" || sign == "'" => {
                        closing = true;
                        guillemets = (guillemets - i32::from(matches!(c, '»' | '”'))).max(0);
                    }
                    '.' | '!' | '?' | '…' | ':' => {
                        terminal = Some(i);
                        closing = true;
                    }
                    _ => {}
                }
            }
            _ if piece.abbreviation.is_some() => {
                terminal = Some(i);
                closing = true;
            }
            _ => {}
        }
        if !closing {
            terminal = None;
        }
        let Some(next) = pieces.get(i + 1) else {
            ends[i] = true;
            break;
        };
        if next.gap == Gap::Blank || i == dash || begins_item(text, &pieces[i + 1..], layout) {
            ends[i] = true;
        } else if dateline::ends(text, &pieces[i + 1 - length..], length, common) {
            dash = i + 1;
        } else if goes_on(text, &pieces[i..]) {
            // *… » a-t-il dit* goes on after what was said.
        } else if terminal.is_none()
            && (next.gap == Gap::Line || may_begin(text, next))
            && is_unfinished(text, piece, tables)
        {
            // *sur la* goes on, in the next line too.
        } else if next.gap == Gap::Line
            || terminal.is_some_and(|t| i - t + 1 < length)
                && !(length == 2 && is_item_number(text, &pieces[i - 1..]))
                && i + 1 >= note
                && !continues_closing(text, &pieces[i + 1..], quoted)
            || terminal.is_none()
                && next.gap == Gap::Space
                && may_begin(text, next)
                && may_end(text, &pieces[..=i])
        {
            ends[i] = decide(&Candidate {
                text,
                pieces,
                layout,
                common,
                last: i,
                terminal,
                length,
                in_brackets: brackets > 0,
                in_quotation: quoted || guillemets > 0,
            });
        }
        if ends[i] {
            length = 0;
            terminal = None;
            brackets = 0;
        }
        if next.gap >= Gap::Line && !(layout.wrapped && next.gap == Gap::Line) {
            quoted = false;
            guillemets = 0;
            brackets = 0;
        }
    }
    ends
}

/// Whether a line begins with these tokens and an item of a list with it.
fn begins_item(text: &str, pieces: &[Piece], layout: &Layout) -> bool {
    let [mark, after, ..] = pieces else { return false };
    if mark.gap < Gap::Line {
        return false;
    }
    match mark.of(text).chars().next().unwrap_or(' ') {
        '•' | '▪' | '►' | '·' | '*' => after.gap <= Gap::Space,
        '-' | '–' | '—' => after.gap == Gap::Space && !layout.wrapped,
        _ => !layout.wrapped && is_item_number(text, pieces),
    }
}

/// Whether these tokens, the first of a line, are the number of an item: *1.*
fn is_item_number(text: &str, pieces: &[Piece]) -> bool {
    match pieces {
        [number, stop, after, ..] => {
            number.kind == Kind::Number
                && number.gap >= Gap::Line
                && number.end - number.start <= 2
                && matches!(stop.of(text), "." | ")")
                && stop.gap == Gap::None
                && after.gap == Gap::Space
        }
        _ => false,
    }
}

/// Whether these tokens begin with the number of a note: `[3]`.
fn is_note(text: &str, pieces: &[Piece]) -> bool {
    match pieces {
        [open, number, close, ..] => {
            number.kind == Kind::Number && open.of(text) == "[" && close.of(text) == "]"
        }
        _ => false,
    }
}

/// Whether a straight quotation mark, the first of these tokens, closes what is
/// quoted.
fn closes_quotation(pieces: &[Piece], quoted: bool) -> bool {
    let before = pieces[0].gap > Gap::None;
    let after = pieces.get(1).is_none_or(|p| p.gap > Gap::None);
    match (before, after) {
        (true, false) => false,
        (false, true) => true,
        _ => quoted,
    }
}

/// Whether the first of these tokens still belongs to what ends: a second sign, a
/// closing mark, a note.
fn continues_closing(text: &str, pieces: &[Piece], quoted: bool) -> bool {
    let next = &pieces[0];
    if next.kind != Kind::Sign {
        return false;
    }
    let sign = next.of(text);
    match sign.chars().next().unwrap_or(' ') {
        '"' => closes_quotation(pieces, quoted),
        '\'' => sign == "''" || next.gap == Gap::None,
        '[' => is_note(text, pieces),
        '.' | '!' | '?' | '…' | ',' | ';' | ':' => true,
        c => closes(c),
    }
}

/// Whether these tokens are a closing sign and a word in lower case that goes on
/// after it: after a quotation or brackets, or with its subject after a hyphen.
fn goes_on(text: &str, pieces: &[Piece]) -> bool {
    let [sign, verb, rest @ ..] = pieces else { return false };
    if verb.kind != Kind::Word || !verb.of(text).starts_with(char::is_lowercase) {
        return false;
    }
    let follows_quotation =
        verb.gap <= Gap::Space && matches!(sign.of(text), "»" | "”" | "\"" | ")");
    follows_quotation
        || rest.first().is_some_and(|subject| {
            subject.kind == Kind::Word
                && subject.gap == Gap::None
                && subject.of(text).starts_with('-')
        })
}

/// Whether a word is one of those that something must follow.
fn is_unfinished(text: &str, piece: &Piece, tables: &Tables) -> bool {
    let form = piece.of(text);
    // No such word is longer.
    piece.kind == Kind::Word && form.len() <= 6 && tables.unfinished.contains(&folded(form))
}

/// Whether a sentence may end with this token where no sign says so.
fn may_end(text: &str, pieces: &[Piece]) -> bool {
    let [before @ .., last] = pieces else { return false };
    let form = last.of(text);
    // *“…,” said …*
    if last.kind == Kind::Sign && before.last().is_some_and(|b| b.of(text) == ",") {
        return false;
    }
    match last.kind {
        Kind::Sign => form.ends_with(|c| closes(c) || matches!(c, ';' | '>' | '=' | '_' | '%')),
        _ => !form.ends_with(['\'', '’']),
    }
}

/// Whether a sentence may begin with this token where no sign ended the one before.
fn may_begin(text: &str, piece: &Piece) -> bool {
    let first = piece.of(text).chars().next().unwrap_or(' ');
    match piece.kind {
        Kind::Word => first.is_uppercase(),
        Kind::Sign => matches!(first, '•' | '▪' | '►'),
        _ => false,
    }
}

impl Candidate<'_> {
    /// Hands over the features of the place.
    pub fn features(&self, features: &mut impl Features) {
        let next = &self.pieces[self.last + 1];
        let sign = self.terminal.map_or("0", |t| match self.pieces[t].abbreviation {
            Some(Abbreviation::Title) => "title",
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
            let class = |line: u32| match self.layout.lengths.get(line as usize) {
                Some(0) => "0",
                Some(1) => "1",
                Some(2) => "2",
                Some(3) => "3",
                _ => "4",
            };
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
    let is_bare = candidate.terminal.is_none() && next.gap == Gap::Space;
    let mut sum = model.sum();
    candidate.features(&mut sum);
    sum.total > if is_bare { CAPITAL_ALONE } else { 0 }
}
