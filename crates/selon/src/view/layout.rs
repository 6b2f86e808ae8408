//! A text wrapped to a width, with brackets in it and a line of marks under each line
//! that has any. Widths are those of the terminal: a grapheme is never cut.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::marks::{Marks, Underline};
use super::paint::{Paint, Role};
use crate::terminal::harmless;

/// What takes one place on a line.
#[derive(Clone, Debug)]
struct Cell {
    /// A grapheme, or a bracket with its label.
    shown: String,
    /// In columns.
    width: usize,
    /// Its first code point in the text; that of its neighbour for a bracket.
    at: u32,
    kind: CellKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CellKind {
    Grapheme,
    /// White space at which a line may break.
    Space,
    /// A line break.
    Break,
    Open,
    Close,
}

/// Lays the text out.
pub fn report(out: &mut String, text: &str, marks: &Marks, width: usize, paint: Paint) {
    let cells = cells(text, marks);
    let cover = Cover::new(text, &marks.underlines);
    let mut begun = false;
    let mut blank = false;
    for paragraph in cells.split(|c| c.kind == CellKind::Break) {
        let lines = wrap(paragraph, width);
        // Several empty lines are one, and none begin or end the view.
        blank |= lines.is_empty();
        for line in lines {
            if std::mem::take(&mut blank) && begun {
                out.push('\n');
            }
            begun = true;
            write_line(out, line, &cover, marks, paint);
        }
    }
}

/// The graphemes of the text with the brackets between them.
fn cells(text: &str, marks: &Marks) -> Vec<Cell> {
    // Where each shown character stands in the text, to find the place of a grapheme.
    let mut shown = String::with_capacity(text.len());
    let mut place = Vec::new();
    for (at, c) in harmless(text) {
        place.extend(std::iter::repeat_n(at as u32, c.len_utf8()));
        shown.push(c);
    }
    let mut ends: Vec<u32> = marks.brackets.iter().map(|b| b.span.end).collect();
    ends.sort_unstable();
    let mut ends = ends.into_iter().peekable();
    let mut starts = marks.brackets.iter().peekable();
    let mut cells = Vec::with_capacity(shown.len());
    let bracket = |shown: String, at, kind| Cell { width: shown.width(), shown, at, kind };
    let mut before = "";

    for (byte, grapheme) in shown.grapheme_indices(true) {
        let at = place[byte];
        while ends.next_if(|&end| end <= at).is_some() {
            cells.push(bracket("]".into(), at, CellKind::Close));
        }
        while let Some(b) = starts.next_if(|b| b.span.start <= at) {
            cells.push(bracket(format!("[{} ", b.label), at, CellKind::Open));
        }
        let after = || shown[byte + grapheme.len()..].chars().next();
        let kind = match grapheme {
            "\n" => CellKind::Break,
            " " if keeps_together(before, after()) => CellKind::Grapheme,
            " " | "\u{2003}" | "\u{2002}" | "\u{2009}" | "\u{3000}" => CellKind::Space,
            _ => CellKind::Grapheme,
        };
        before = grapheme;
        let shown = if kind == CellKind::Space { " " } else { grapheme };
        cells.push(Cell { shown: shown.into(), width: shown.width(), at, kind });
    }
    for _ in ends {
        cells.push(bracket("]".into(), u32::MAX, CellKind::Close));
    }
    cells
}

/// Whether a line must not break at the space between these: that of French punctuation.
pub fn keeps_together(before: &str, after: Option<char>) -> bool {
    before.ends_with('«')
        || matches!(after, Some('»' | ':' | ';' | '?' | '!' | '%' | ',' | '.' | ')'))
}

/// Lines of at most `width` columns, broken at white space, or within a word that is
/// longer than a line.
fn wrap(paragraph: &[Cell], width: usize) -> Vec<&[Cell]> {
    let mut lines = Vec::new();
    let mut start = 0;
    // The last place where the line may break: the end of the line, the start of the next.
    let mut chance: Option<(usize, usize)> = None;
    let mut columns = 0;
    let mut i = 0;
    let is_space = |i: usize| paragraph[i].kind == CellKind::Space;
    while i < paragraph.len() && is_space(i) {
        i += 1;
        start = i;
    }
    while i < paragraph.len() {
        if is_space(i) {
            let end = i;
            while i < paragraph.len() && is_space(i) {
                columns += paragraph[i].width;
                i += 1;
            }
            chance = Some((end, i));
            continue;
        }
        if columns + paragraph[i].width > width && i > start {
            let (end, next) = chance.take().unwrap_or((i, i));
            lines.push(&paragraph[start..end]);
            start = next;
            columns = paragraph[start..i].iter().map(|c| c.width).sum();
            continue;
        }
        columns += paragraph[i].width;
        i += 1;
    }
    let end = match chance {
        Some((end, next)) if next == paragraph.len() => end,
        _ => paragraph.len(),
    };
    if start < end {
        lines.push(&paragraph[start..end]);
    }
    lines
}

/// Which mark covers each code point.
struct Cover(Vec<u32>);

const NONE: u32 = u32::MAX;

impl Cover {
    fn new(text: &str, underlines: &[Underline]) -> Cover {
        let mut cover = vec![NONE; text.chars().count()];
        for (i, underline) in underlines.iter().enumerate() {
            let range = underline.span.start as usize..underline.span.end as usize;
            for mark in cover.get_mut(range).into_iter().flatten().filter(|m| **m == NONE) {
                *mark = i as u32;
            }
        }
        Cover(cover)
    }

    fn of<'m>(&self, cell: &Cell, marks: &'m Marks) -> Option<&'m Underline> {
        if matches!(cell.kind, CellKind::Open | CellKind::Close) {
            return None;
        }
        let mark = *self.0.get(cell.at as usize)?;
        marks.underlines.get(mark as usize)
    }
}

fn write_line(out: &mut String, line: &[Cell], cover: &Cover, marks: &Marks, paint: Paint) {
    let mut under = String::new();
    let mut marked = false;
    let mut rest = line;
    while let Some(first) = rest.first() {
        // A run of cells under the same mark.
        let mark = cover.of(first, marks);
        let same = |cell: &&Cell| {
            let other = cover.of(cell, marks);
            matches!((mark, other), (Some(a), Some(b)) if std::ptr::eq(a, b))
        };
        let length = 1 + rest[1..].iter().take_while(same).count();
        let run;
        (run, rest) = rest.split_at(length);
        let columns: usize = run.iter().map(|c| c.width).sum();
        let role = match mark {
            Some(mark) => mark.role,
            None if first.kind == CellKind::Grapheme || first.kind == CellKind::Space => {
                Role::Plain
            }
            None => Role::Frame,
        };
        let (on, off) = paint.codes(role);
        out.push_str(on);
        run.iter().for_each(|c| out.push_str(&c.shown));
        out.push_str(off);
        match mark {
            Some(mark) => {
                marked = true;
                under.push_str(on);
                let label = if mark.label.width() < columns { mark.label.as_str() } else { "" };
                under.push_str(label);
                under.extend(std::iter::repeat_n(mark.line, columns - label.width()));
                under.push_str(off);
            }
            None => under.extend(std::iter::repeat_n(' ', columns)),
        }
    }
    out.push('\n');
    if marked {
        out.push_str(under.trim_end());
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::marks::Bracket;
    use selon_model::Span;

    fn lay_out(text: &str, marks: &Marks, width: usize) -> String {
        let mut out = String::new();
        report(&mut out, text, marks, width, Paint { color: false });
        out
    }

    #[test]
    fn marks_stand_under_their_words() {
        let marks = Marks {
            underlines: vec![
                Underline {
                    span: Span { start: 4, end: 12 },
                    role: Role::Event,
                    label: "E1".into(),
                    line: '=',
                },
                Underline {
                    span: Span { start: 0, end: 12 },
                    role: Role::Cue,
                    label: "A9".into(),
                    line: '-',
                },
            ],
            brackets: vec![Bracket { span: Span { start: 0, end: 19 }, label: "A1".into() }],
        };
        assert_eq!(
            lay_out("Des affronts ont eu lieu.", &marks, 20),
            "[A1 Des affronts ont\n    A9--E1======\neu] lieu.\n"
        );
    }

    #[test]
    fn punctuation_stays_with_its_word() {
        let text = "Il dit : « oui » , puis « non » ?";
        assert_eq!(lay_out(text, &Marks::default(), 9), "Il dit :\n« oui » ,\npuis\n« non » ?\n");
        // Longer than a line.
        assert_eq!(lay_out("« « « « a", &Marks::default(), 4), "« « \n« « \na\n");
    }

    #[test]
    fn lines_are_as_wide_as_they_look() {
        let text = "日本 日本 e\u{301}e\u{301}e\u{301} 👩‍👩‍👧‍👦👩‍👩‍👧‍👦 abcdefghij";
        for line in lay_out(text, &Marks::default(), 6).lines() {
            assert!(line.width() <= 6, "{line}");
        }
        assert!(lay_out(text, &Marks::default(), 6).contains("👩‍👩‍👧‍👦👩‍👩‍👧‍👦"));
    }

    #[test]
    fn empty_lines_and_hostile_signs() {
        assert_eq!(
            lay_out("\n\na\r\n\n\n\tb\u{1b}[2J\u{202e}c\n", &Marks::default(), 20),
            "a\n\nb␛[2Jc\n"
        );
        assert_eq!(lay_out("", &Marks::default(), 20), "");
    }

    #[test]
    fn a_line_of_a_million_characters() {
        let text = "mot ".repeat(250_000);
        assert_eq!(lay_out(&text, &Marks::default(), 79).lines().count(), 12_500);
        let text = "x".repeat(1_000_000);
        assert_eq!(lay_out(&text, &Marks::default(), 80).lines().count(), 12_500);
    }
}
