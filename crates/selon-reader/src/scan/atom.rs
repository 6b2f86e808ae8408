//! The smallest pieces of a text: runs of letters, runs of digits, single signs.

use std::borrow::Cow;

use selon_model::ByteSpan;

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtomKind {
    /// Letters.
    Letters,
    /// ASCII digits.
    Digits,
    /// One sign.
    Sign,
    /// A line break, which ends a paragraph. No pattern crosses it.
    Break,
}

/// A run of letters, a run of digits or a sign.
#[derive(Clone, Debug)]
pub(crate) struct Atom<'t> {
    /// Where it stands.
    pub span: ByteSpan,
    /// What it is made of.
    pub kind: AtomKind,
    /// In lower case, with `'` for every apostrophe, `-` for every hyphen and `–`
    /// for every dash.
    pub form: Cow<'t, str>,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
}

impl Atom<'_> {
    /// Whether it is this word or sign.
    pub fn is(&self, form: &str) -> bool {
        self.form == form
    }

    /// Whether it touches what stands before it.
    pub fn glued(&self) -> bool {
        !self.spaced
    }
}

/// Cuts a text into atoms, in one pass.
pub(crate) fn atoms(text: &str) -> Vec<Atom<'_>> {
    let mut found = Vec::with_capacity(text.len() / 5 + 1);
    let mut spaced = true;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c != '\n' && (c.is_whitespace() || is_invisible(c)) {
            spaced = true;
            continue;
        }
        let kind = kind_of(c);
        let mut end = start + c.len_utf8();
        if matches!(kind, AtomKind::Letters | AtomKind::Digits) {
            while let Some(&(at, next)) = chars.peek() {
                if kind_of(next) != kind {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        let written = &text[start..end];
        let form = match c {
            '’' | 'ʼ' | '‘' => Cow::Borrowed("'"),
            '‐' | '‑' => Cow::Borrowed("-"),
            '—' | '−' => Cow::Borrowed("–"),
            _ if kind == AtomKind::Letters && written.chars().any(char::is_uppercase) => {
                Cow::Owned(written.to_lowercase())
            }
            _ => Cow::Borrowed(written),
        };
        let span = ByteSpan::new(start, end);
        found.push(Atom { span, kind, form, spaced, capital: c.is_uppercase() });
        spaced = kind == AtomKind::Break;
    }
    found
}

fn kind_of(c: char) -> AtomKind {
    match c {
        '\n' => AtomKind::Break,
        '0'..='9' => AtomKind::Digits,
        '\u{300}'..='\u{36f}' => AtomKind::Letters,
        _ if c.is_alphabetic() => AtomKind::Letters,
        _ => AtomKind::Sign,
    }
}

/// Marks of direction and joiners, which stand between words without a trace.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        atoms(text).iter().map(|a| a.form.to_string()).collect()
    }

    #[test]
    fn letters_digits_and_signs() {
        assert_eq!(forms("L’An\u{a0}2016, 14h30"), ["l", "'", "an", "2016", ",", "14", "h", "30"]);
        assert_eq!(forms("F‑16 – É\n1er"), ["f", "-", "16", "–", "é", "\n", "1", "er"]);
    }

    #[test]
    fn white_space_before() {
        let spaced: Vec<bool> = atoms("a b-c\nd").iter().map(|a| a.spaced).collect();
        assert_eq!(spaced, [true, true, false, false, false, true]);
    }
}
