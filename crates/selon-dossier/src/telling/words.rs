//! The sentence round a place in a text, roughly: the analysis is not kept.

use std::collections::HashMap;
use std::sync::LazyLock;

use selon_model::Span;
use selon_model::reading::Excerpt;

use crate::party::rows;

/// A text that is indexed by code points.
pub(super) struct Text<'t> {
    text: &'t str,
    /// The byte at which each code point starts, and the end.
    bytes: Vec<u32>,
}

/// Abbreviations, in lower case, and whether a name follows them always: `lang/*/tokens.tsv`.
static SHORT: LazyLock<HashMap<String, bool>> = LazyLock::new(|| {
    let tables = [
        include_str!("../../../../lang/fr/tokens.tsv"),
        include_str!("../../../../lang/en/tokens.tsv"),
    ];
    let mut short = HashMap::new();
    for row in tables.into_iter().flat_map(rows) {
        if let ["title" | "before_number" | "abbreviation", word] = row[..] {
            let title = short.entry(word.to_lowercase()).or_insert(false);
            *title |= row[0] == "title";
        }
    }
    short
});

/// The longest stretch that is quoted, in code points on either side.
const FAR: u32 = 400;

impl<'t> Text<'t> {
    pub(super) fn new(text: &'t str) -> Text<'t> {
        let mut bytes: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).collect();
        bytes.push(text.len() as u32);
        Text { text, bytes }
    }

    fn len(&self) -> u32 {
        self.bytes.len() as u32 - 1
    }

    fn char(&self, at: u32) -> Option<char> {
        let byte = *self.bytes.get(at as usize)?;
        self.text.get(byte as usize..)?.chars().next()
    }

    /// What stands in a span; it is cut to the text.
    pub(super) fn excerpt(&self, span: Span) -> Excerpt {
        let end = span.end.min(self.len());
        let start = span.start.min(end);
        let text =
            &self.text[self.bytes[start as usize] as usize..self.bytes[end as usize] as usize];
        Excerpt { text: text.to_owned(), span: Span { start, end } }
    }

    /// The sentence that a span stands in.
    pub(super) fn sentence(&self, span: Span) -> Excerpt {
        let span = Span { start: span.start.min(self.len()), end: span.end.min(self.len()) };
        let mut start = span.start;
        while start > 0 && span.start - start < FAR && !self.ends(start - 1) {
            start -= 1;
        }
        let mut end = span.end.max(span.start);
        while end < self.len() && end - span.end < FAR {
            end += 1;
            if self.ends(end - 1) {
                break;
            }
        }
        let blank = |at: u32| self.char(at).is_none_or(char::is_whitespace);
        while start < end && blank(start) {
            start += 1;
        }
        while end > start && blank(end - 1) {
            end -= 1;
        }
        self.excerpt(Span { start, end })
    }

    /// What stands before a span in its clause: from the last comma, bracket or dash that some
    /// words follow, else from the start of the sentence.
    pub(super) fn clause(&self, span: Span) -> Excerpt {
        let sentence = self.sentence(span).span;
        let mut start = span.start;
        let mut words = 0;
        while start > sentence.start {
            let before = self.char(start - 1);
            let pause = before.is_some_and(|c| matches!(c, ',' | ';' | ':' | '(' | '—' | '–'));
            if pause && words > 2 {
                break;
            }
            words += u32::from(before.is_some_and(char::is_whitespace));
            start -= 1;
        }
        self.excerpt(Span { start, end: span.start })
    }

    /// Whether a full stop at this code point is that of an abbreviation: *Gen. Keita*, *Nov. 7*.
    fn abbreviated(&self, at: u32) -> bool {
        let mut start = at;
        while start > 0 && at - start < 8 && self.char(start - 1).is_some_and(char::is_alphabetic) {
            start -= 1;
        }
        let word = self.excerpt(Span { start, end: at }).text;
        let number = self.char(at + 2).is_some_and(char::is_numeric);
        SHORT.get(&word.to_lowercase()).is_some_and(|title| *title || number)
    }

    /// Whether a sentence ends with this code point: at a line break, or at a full stop
    /// before a space and a capital that is no part of an abbreviation.
    fn ends(&self, at: u32) -> bool {
        match self.char(at) {
            Some('\n') => true,
            Some('.' | '!' | '?' | '…') => {
                let mut next = at + 1;
                while self.char(next).is_some_and(|c| matches!(c, '»' | '”' | '"' | ')' | '\u{a0}'))
                {
                    next += 1;
                }
                let space = self.char(next).is_some_and(char::is_whitespace);
                let capital = self
                    .char(next + 1)
                    .is_some_and(|c| c.is_uppercase() || c.is_numeric() || "«“\"‘".contains(c));
                let initial = self.char(at) == Some('.')
                    && at >= 1
                    && self.char(at - 1).is_some_and(char::is_uppercase)
                    && (at < 2 || !self.char(at - 2).is_some_and(char::is_alphanumeric));
                space
                    && capital
                    && !initial
                    && !(self.char(at) == Some('.') && self.abbreviated(at))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let text = "Titre\n\nM. Diallo a parlé. L’armée a tué deux civils, dit-il. Fin.";
        let indexed = Text::new(text);
        let at = |word: &str| {
            let start = text[..text.find(word).unwrap()].chars().count() as u32;
            Span { start, end: start + word.chars().count() as u32 }
        };
        assert_eq!(indexed.sentence(at("tué")).text, "L’armée a tué deux civils, dit-il.");
        assert_eq!(indexed.sentence(at("Titre")).text, "Titre");
        assert_eq!(indexed.sentence(at("parlé")).text, "M. Diallo a parlé.");
        let text =
            "Since Nov. 7 Gen. Keita has spoken, with nine dead. He left in Nov. Then rain fell.";
        let long = Text::new(text);
        let first = long.sentence(Span { start: 12, end: 14 });
        assert_eq!(first.text, "Since Nov. 7 Gen. Keita has spoken, with nine dead.");
        assert_eq!(long.sentence(Span { start: 60, end: 62 }).text, "He left in Nov.");
        assert_eq!(
            long.clause(Span { start: 41, end: 45 }).text,
            "Since Nov. 7 Gen. Keita has spoken, with "
        );
        assert_eq!(indexed.sentence(Span { start: 900, end: 950 }).text, "Fin.", "cut to the text");
    }
}
