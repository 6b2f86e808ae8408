//! What some signs at a place are: the mark of a list item, a note, a label,
//! the end of a quotation.

use super::candidate::CommonWords;
use super::chars::{Class, class};
use super::dateline;
use super::layout::Layout;
use super::scan::{Gap, Kind, Piece};
use super::tables::Tables;

/// Whether a line begins with these tokens and an item of a list with it.
pub(crate) fn begins_item(text: &str, pieces: &[Piece], layout: &Layout) -> bool {
    let [mark, after, ..] = pieces else { return false };
    if mark.gap < Gap::Line {
        return false;
    }
    match mark.of(text).chars().next().unwrap_or(' ') {
        '•' | '▪' | '►' | '·' | '*' => after.gap <= Gap::Space,
        '.' => after.gap == Gap::Space && mark.end - mark.start == 1,
        '-' | '–' | '—' => after.gap == Gap::Space && !layout.wrapped,
        '[' => is_time(text, pieces),
        _ if is_emoji(text, mark) => after.gap <= Gap::Space && after.kind == Kind::Word,
        _ => !layout.wrapped && is_item_number(text, pieces),
    }
}

/// Whether these tokens begin with a time in brackets: *[10:30]*.
fn is_time(text: &str, pieces: &[Piece]) -> bool {
    match pieces {
        [_, time, close, ..] => {
            time.kind == Kind::Number && time.of(text).contains(':') && close.of(text) == "]"
        }
        _ => false,
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

/// Whether these tokens, all of a sentence before a place, are the mark of an item or
/// another label: *1.*, *a)*, *(2)*, *1/3*, *[10:30]*, *🔴*.
pub(crate) fn is_label(text: &str, pieces: &[Piece]) -> bool {
    let is_short = |p: &Piece| match p.kind {
        Kind::Number => p.end - p.start <= 2,
        _ => p.of(text).trim_end_matches('.').chars().nth(1).is_none(),
    };
    match pieces {
        // Within a line too.
        [mark] | [mark, _] if mark.abbreviation.is_some() || pieces.len() == 2 => {
            let stop = pieces.get(1).is_none_or(|p| matches!(p.of(text), "." | ")"));
            if stop && matches!(mark.kind, Kind::Number | Kind::Word) && is_short(mark) {
                return true;
            }
        }
        _ => {}
    }
    pieces.len() <= 4
        && pieces.first().is_some_and(|p| p.gap >= Gap::Line)
        && pieces.iter().all(|p| match p.kind {
            Kind::Number => p.end - p.start <= 5,
            Kind::Word => is_short(p) || p.of(text).bytes().all(|b| b"ivxIVX".contains(&b)),
            Kind::Sign => matches!(
                p.of(text),
                "." | "(" | ")" | "[" | "]" | "/" | "°" | "-" | "*" | "•" | "►" | ">"
            ),
            Kind::Other => is_emoji(text, p),
        })
}

/// Whether these tokens end with the number of an item within a line: *deux points : 1.*
pub(crate) fn ends_with_item_number(text: &str, pieces: &[Piece]) -> bool {
    match pieces {
        [.., colon, number, stop] => {
            matches!(colon.of(text), ":" | ";")
                && number.kind == Kind::Number
                && number.gap == Gap::Space
                && number.end - number.start <= 2
                && matches!(stop.of(text), "." | ")")
                && stop.gap == Gap::None
        }
        _ => false,
    }
}

/// Whether these tokens begin with the number of a note: `[3]`.
pub(crate) fn is_note(text: &str, pieces: &[Piece]) -> bool {
    match pieces {
        [open, number, close, ..] => {
            number.kind == Kind::Number
                && number.end - number.start <= 3
                && open.gap < Gap::Line
                && open.of(text) == "["
                && close.of(text) == "]"
        }
        _ => false,
    }
}

/// Whether the second of these tokens is the number of a note that stood above the line:
/// *ended.3 Nobody*.
pub(crate) fn is_bare_note(text: &str, pieces: &[Piece]) -> bool {
    match pieces {
        [word, stop, number, rest @ ..] => {
            word.kind == Kind::Word
                && stop.of(text) == "."
                && number.kind == Kind::Number
                && number.gap == Gap::None
                && number.end - number.start <= 2
                && rest.first().is_none_or(|p| p.gap > Gap::None)
        }
        _ => false,
    }
}

/// Whether the token is a pictograph.
pub(crate) fn is_emoji(text: &str, piece: &Piece) -> bool {
    piece.kind == Kind::Other
        && piece.of(text).chars().next().is_some_and(|c| class(c) == Class::Emoji)
}

/// Whether a straight quotation mark, the first of these tokens, closes what is
/// quoted.
pub(crate) fn closes_quotation(pieces: &[Piece], quoted: bool) -> bool {
    let before = pieces[0].gap > Gap::None;
    let after = pieces.get(1).is_none_or(|p| p.gap > Gap::None);
    match (before, after) {
        (true, false) => false,
        (false, true) => true,
        _ => quoted,
    }
}

/// Whether these tokens begin with a date line that begins with the day.
pub(crate) fn begins_date_line(
    text: &str,
    pieces: &[Piece],
    common: &CommonWords,
    tables: &Tables,
) -> bool {
    pieces.first().is_some_and(|p| p.kind == Kind::Number)
        && (2..=10).any(|length| dateline::ends(text, pieces, length, common, tables))
}
