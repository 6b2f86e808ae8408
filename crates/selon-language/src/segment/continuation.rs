//! Whether a sentence goes on at a place that looks like its end, or may begin there.

use super::candidate::CommonWords;
use super::chars::closes;
use super::marks::{closes_quotation, is_note};
use super::scan::{Gap, Kind, Piece};
use super::tables::{Abbreviation, Tables, folded};

/// Names and titles before a word that says who spoke have no more tokens.
const LONGEST_NAME: usize = 6;

/// Whether the first of these tokens still belongs to what ends: a second sign, a
/// closing mark, a note.
pub(crate) fn continues_closing(text: &str, pieces: &[Piece], quoted: bool) -> bool {
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
pub(crate) fn goes_on(text: &str, before: &[Piece], pieces: &[Piece]) -> bool {
    let [sign, verb, rest @ ..] = pieces else { return false };
    if !begins_lower(text, verb) {
        return false;
    }
    let follows_quotation = verb.gap <= Gap::Space
        && match sign.of(text) {
            "»" | "”" | "\"" | ")" | "›" => true,
            // Not the sign of a possessive.
            "’" | "'" => before.last().is_some_and(|b| matches!(b.of(text), "!" | "?" | ".")),
            "." => before.last().is_some_and(|b| b.of(text) == "."),
            "]" => before.last().is_some_and(|b| is_ellipsis(text, b)),
            _ => false,
        };
    follows_quotation
        || rest.first().is_some_and(|subject| {
            subject.kind == Kind::Word
                && subject.gap == Gap::None
                && subject.of(text).starts_with('-')
        })
}

/// Whether a full stop, the last of these tokens, ends an abbreviation that no table
/// has, before a word in lower case: *20 km. au nord*, *le minist. de l'Int. dit*.
pub(crate) fn is_abbreviating_stop(
    text: &str,
    sentence: &[Piece],
    next: &Piece,
    common: &CommonWords,
    tables: &Tables,
) -> bool {
    let [rest @ .., word, stop] = sentence else { return false };
    if stop.of(text) != "."
        || stop.gap > Gap::None
        || next.gap != Gap::Space
        || !begins_lower(text, next)
    {
        return false;
    }
    let form = word.of(text);
    let letters = form.chars().count();
    match word.kind {
        Kind::Number => true,
        Kind::Word if rest.last().is_some_and(|p| p.kind == Kind::Number) => {
            tables.units.contains(form) || letters == 1
        }
        Kind::Word if begins_lower(text, word) => {
            letters <= 7 && !common.contain(&folded(form)) && form.chars().all(char::is_alphabetic)
        }
        Kind::Word => letters <= 4 && form.chars().skip(1).all(char::is_lowercase),
        _ => false,
    }
}

/// Whether an abbreviation ends its sentence, as what follows says: *in the U.S. He*.
pub(crate) fn ends_before_starter(
    text: &str,
    terminal: &Piece,
    next: &Piece,
    tables: &Tables,
) -> bool {
    terminal.abbreviation == Some(Abbreviation::Other)
        && next.gap >= Gap::Space
        && is_starter(text, next, tables)
}

/// Whether dots of omission end their sentence, as what follows says: *… The crowd*.
pub(crate) fn ends_with_ellipsis(
    text: &str,
    terminal: &Piece,
    next: &Piece,
    common: &CommonWords,
) -> bool {
    is_ellipsis(text, terminal)
        && next.gap == Gap::Space
        && next.kind == Kind::Word
        && may_begin(text, next)
        && common.contain(&folded(next.of(text)))
}

/// Whether these tokens, after a question or a call that was quoted, say who spoke:
/// *“Who?” Judge Cole asked*.
pub(crate) fn says_who_spoke(text: &str, pieces: &[Piece], tables: &Tables) -> bool {
    if pieces.first().is_none_or(|p| p.gap > Gap::Space || is_starter(text, p, tables)) {
        return false;
    }
    let mut only_names = true;
    for (i, piece) in pieces.iter().take(LONGEST_NAME + 1).enumerate() {
        if piece.kind != Kind::Word || piece.gap > Gap::Space {
            return false;
        }
        if i > 0 && tables.said.contains(piece.of(text)) {
            let ends = pieces.get(i + 1).is_none_or(|p| matches!(p.of(text), "." | ","));
            return only_names || ends;
        }
        only_names &= !begins_lower(text, piece);
    }
    false
}

/// Whether a word with a capital is one that begins a sentence rather than a name.
fn is_starter(text: &str, piece: &Piece, tables: &Tables) -> bool {
    let form = piece.of(text);
    piece.kind == Kind::Word
        && form.starts_with(char::is_uppercase)
        && form.len() <= 12
        && tables.starters.contains(&folded(form))
}

/// Whether a word is one of those that something must follow.
pub(crate) fn is_unfinished(text: &str, piece: &Piece, tables: &Tables) -> bool {
    let form = piece.of(text);
    // No such word is longer.
    piece.kind == Kind::Word && form.len() <= 6 && tables.unfinished.contains(&folded(form))
}

/// Whether a sentence may end with the last of these tokens where no sign says so.
pub(crate) fn may_end(text: &str, pieces: &[Piece]) -> bool {
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
pub(crate) fn may_begin(text: &str, piece: &Piece) -> bool {
    let first = piece.of(text).chars().next().unwrap_or(' ');
    match piece.kind {
        Kind::Word => first.is_uppercase(),
        Kind::Sign => matches!(first, '•' | '▪' | '►'),
        _ => false,
    }
}

fn is_ellipsis(text: &str, piece: &Piece) -> bool {
    matches!(piece.of(text), "..." | "…" | "....")
}

fn begins_lower(text: &str, piece: &Piece) -> bool {
    piece.kind == Kind::Word && piece.of(text).starts_with(char::is_lowercase)
}
