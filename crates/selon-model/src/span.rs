//! Places in a text.
//!
//! Inside the program a place is a [`ByteSpan`], because slicing by bytes costs
//! nothing. What leaves the program is a [`Span`] in code points, because that is
//! what other languages and tools count in. [`CodePoints`] converts between them.

use serde::{Deserialize, Serialize};

/// A place in a text, in code points (Unicode scalar values), end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// A place in a text, in UTF-8 bytes, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ByteSpan {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl ByteSpan {
    /// The span of `start..end`.
    pub fn new(start: usize, end: usize) -> ByteSpan {
        ByteSpan { start: start as u32, end: end as u32 }
    }

    /// The words at this place. Panics only if the span does not belong to `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is covered.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two places share a byte.
    pub fn overlaps(self, other: ByteSpan) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies within this place.
    pub fn contains(self, other: ByteSpan) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest place that covers both.
    pub fn cover(self, other: ByteSpan) -> ByteSpan {
        ByteSpan { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Converts bytes to code points for one text.
pub struct CodePoints<'t> {
    text: &'t str,
    /// The number of code points before each 64th byte.
    before: Vec<u32>,
}

const BLOCK: usize = 64;

impl<'t> CodePoints<'t> {
    /// Indexes `text`, in one pass.
    pub fn new(text: &'t str) -> CodePoints<'t> {
        let bytes = text.as_bytes();
        let mut before = Vec::with_capacity(bytes.len() / BLOCK + 1);
        let mut count = 0;
        for block in bytes.chunks(BLOCK) {
            before.push(count);
            count += starts(block);
        }
        if bytes.len().is_multiple_of(BLOCK) {
            before.push(count);
        }
        CodePoints { text, before }
    }

    /// The code point that starts at this byte, which must be a boundary.
    pub fn of_byte(&self, byte: usize) -> u32 {
        let block = byte / BLOCK;
        self.before[block] + starts(&self.text.as_bytes()[block * BLOCK..byte])
    }

    /// The span in code points.
    pub fn span(&self, span: ByteSpan) -> Span {
        Span { start: self.of_byte(span.start as usize), end: self.of_byte(span.end as usize) }
    }
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| (b as i8) >= -0x40).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_of_every_boundary() {
        let text = "L’armée 🇸🇾 a pris « Alep ».\u{200f} مدينة حلب ".repeat(9);
        let points = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.of_byte(byte), n as u32);
        }
        assert_eq!(points.of_byte(text.len()), text.chars().count() as u32);
    }

    #[test]
    fn the_end_of_a_text_of_whole_blocks() {
        let text = "a".repeat(BLOCK * 2);
        assert_eq!(CodePoints::new(&text).of_byte(BLOCK * 2), 128);
        assert_eq!(CodePoints::new("").of_byte(0), 0);
    }
}
