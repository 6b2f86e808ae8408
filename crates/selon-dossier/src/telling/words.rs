//! The sentence round a place in a text, roughly: the analysis is not kept.

use selon_model::Span;
use selon_model::reading::Excerpt;

/// A text that is indexed by code points.
pub(super) struct Text<'t> {
    text: &'t str,
    /// The byte at which each code point starts, and the end.
    bytes: Vec<u32>,
}

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
                space && capital && !initial
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
        assert_eq!(indexed.sentence(Span { start: 900, end: 950 }).text, "Fin.", "cut to the text");
    }
}
