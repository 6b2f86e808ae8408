//! A text cut where marks on it begin and end, so that marks may overlap.

use std::collections::BTreeSet;

/// A stretch of the text on which something is marked, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it starts.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

/// A piece of the text, with the numbers of the marks that it lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where it starts, in code points.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The numbers of the marks, from 0, in order.
    pub marks: Vec<usize>,
}

/// Cuts the text from `from` to `to` at the ends of marks. What reaches over the ends is cut
/// off; empty marks and those outside are passed over.
pub fn cut(marks: &[Mark], from: u32, to: u32) -> Vec<Segment> {
    let mut ends: Vec<(u32, bool, usize)> = Vec::new();
    for (n, mark) in marks.iter().enumerate() {
        let (start, end) = (mark.from.max(from), mark.to.min(to));
        if start < end {
            ends.push((start, true, n));
            ends.push((end, false, n));
        }
    }
    ends.sort_unstable();
    let mut segments = Vec::new();
    let mut open: BTreeSet<usize> = BTreeSet::new();
    let mut at = from;
    for (place, opens, n) in ends {
        if place > at {
            segments.push(Segment { from: at, to: place, marks: open.iter().copied().collect() });
            at = place;
        }
        if opens {
            open.insert(n);
        } else {
            open.remove(&n);
        }
    }
    if at < to {
        segments.push(Segment { from: at, to, marks: Vec::new() });
    }
    segments
}

/// A text that is cut by code points.
#[derive(Debug)]
pub struct Text<'t> {
    text: &'t str,
    /// The byte of every 64th code point.
    bytes: Vec<usize>,
    len: u32,
}

const STEP: usize = 64;

impl<'t> Text<'t> {
    /// A text.
    pub fn new(text: &'t str) -> Text<'t> {
        let mut bytes = Vec::with_capacity(text.len() / STEP + 1);
        let mut len = 0usize;
        for (byte, _) in text.char_indices() {
            if len.is_multiple_of(STEP) {
                bytes.push(byte);
            }
            len += 1;
        }
        Text { text, bytes, len: u32::try_from(len).unwrap_or(u32::MAX) }
    }

    /// How many code points it has.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// The code points from one to another; what is outside is left out.
    pub fn get(&self, from: u32, to: u32) -> &'t str {
        let (from, to) = (self.byte(from.min(to)), self.byte(to));
        &self.text[from..to]
    }

    fn byte(&self, at: u32) -> usize {
        let at = at as usize;
        let Some(&near) = self.bytes.get(at / STEP) else { return self.text.len() };
        let after = self.text[near..].char_indices().nth(at % STEP);
        after.map_or(self.text.len(), |(byte, _)| near + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(list: &[(u32, u32)]) -> Vec<Mark> {
        list.iter().map(|&(from, to)| Mark { from, to }).collect()
    }

    #[test]
    fn marks_may_overlap() {
        let segments = cut(&marks(&[(2, 6), (4, 8), (4, 4), (20, 30)]), 0, 10);
        let found: Vec<(u32, u32, &[usize])> =
            segments.iter().map(|s| (s.from, s.to, &s.marks[..])).collect();
        assert_eq!(
            found,
            [(0, 2, &[][..]), (2, 4, &[0]), (4, 6, &[0, 1]), (6, 8, &[1]), (8, 10, &[])]
        );
        assert_eq!(cut(&marks(&[(0, 9)]), 3, 5).len(), 1);
        assert_eq!(cut(&[], 0, 0), []);
    }

    #[test]
    fn code_points() {
        let long = "é€𝄞a".repeat(100);
        let text = Text::new(&long);
        assert_eq!(text.len(), 400);
        assert_eq!(text.get(0, 4), "é€𝄞a");
        assert_eq!(text.get(129, 131), "€𝄞");
        assert_eq!(text.get(398, 999), "𝄞a");
        assert_eq!(text.get(7, 3), "");
        assert_eq!(Text::new("").get(0, 5), "");
    }
}
