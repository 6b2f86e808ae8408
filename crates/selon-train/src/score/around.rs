//! Pieces of a report with the words around them, as lists of errors show them.

use super::form::Piece;

/// How many characters of the text are shown on each side.
const AROUND: usize = 60;

/// A report whose pieces are shown.
pub struct Report<'a> {
    pub name: &'a str,
    pub chars: Vec<char>,
}

impl<'a> Report<'a> {
    pub fn new(name: &'a str, text: &str) -> Report<'a> {
        Report { name, chars: text.chars().collect() }
    }

    /// The words, and in brackets the piece.
    pub fn around(&self, piece: Piece) -> String {
        let (start, end) = (piece.start as usize, piece.end as usize);
        let before = self.slice(start.saturating_sub(AROUND), start);
        let after = self.slice(end, end + AROUND);
        format!("…{before}[{}]{after}…", self.slice(start, end))
    }

    /// The piece in quotation marks.
    pub fn words(&self, piece: Option<Piece>) -> String {
        piece.map_or("none".into(), |p| {
            format!("“{}”", self.slice(p.start as usize, p.end as usize))
        })
    }

    fn slice(&self, start: usize, end: usize) -> String {
        let end = end.min(self.chars.len());
        let chars = self.chars.get(start.min(end)..end).unwrap_or_default();
        chars.iter().map(|&c| if c.is_control() { ' ' } else { c }).collect()
    }
}
