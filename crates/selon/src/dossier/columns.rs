//! Tables: columns as wide as they look, cut to the width of the terminal; CSV.

use std::io;

use selon_export::Table;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::terminal::harmless_line;

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What stands above it.
    pub head: &'static str,
    /// The widest it may be, in columns of the terminal; 0 takes what is left.
    pub most: usize,
    /// Whether it is set to the right, as numbers are.
    pub right: bool,
}

/// A column of text.
pub const fn left(head: &'static str, most: usize) -> Column {
    Column { head, most, right: false }
}

/// A column of numbers.
pub const fn right(head: &'static str, most: usize) -> Column {
    Column { head, most, right: true }
}

/// Columns are so far apart.
const GAP: usize = 2;

/// The table as text, a line a row, no wider than `width`.
pub fn table(columns: &[Column], rows: &[Vec<String>], width: usize) -> String {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| harmless_line(cell)).collect()).collect();
    let widest = |n: usize| {
        let cells = rows.iter().filter_map(|row| row.get(n)).map(|cell| cell.width());
        cells.max().unwrap_or(0).max(columns[n].head.width())
    };
    let mut widths: Vec<usize> = (0..columns.len())
        .map(|n| if columns[n].most == 0 { 0 } else { widest(n).min(columns[n].most) })
        .collect();
    let taken: usize = widths.iter().sum::<usize>() + GAP * columns.len().saturating_sub(1);
    for (n, column) in columns.iter().enumerate() {
        if column.most == 0 {
            widths[n] = width.saturating_sub(taken).clamp(8, widest(n).max(8));
        }
    }
    let mut out = String::new();
    let heads: Vec<String> = columns.iter().map(|c| c.head.to_owned()).collect();
    for row in std::iter::once(&heads).chain(&rows) {
        let mut line = String::new();
        for (n, column) in columns.iter().enumerate() {
            let cell = cut(row.get(n).map_or("", String::as_str), widths[n]);
            let pad = widths[n].saturating_sub(cell.width());
            if n > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            if column.right {
                line.push_str(&" ".repeat(pad));
            }
            line.push_str(&cell);
            if !column.right {
                line.push_str(&" ".repeat(pad));
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// A text cut to a width, with `…` where something is left out.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for letter in text.graphemes(true) {
        if short.width() + letter.width() + 1 > width {
            break;
        }
        short.push_str(letter);
    }
    let mut short = short.trim_end().to_owned();
    short.push('…');
    short
}

/// Rows as comma-separated values (RFC 4180), with the names of the columns first. What a
/// spreadsheet would take for a formula is set off by an apostrophe.
///
/// # Errors
///
/// If the output cannot be written.
pub fn csv(out: &mut dyn io::Write, heads: &[&str], rows: &[Vec<String>]) -> io::Result<()> {
    let mut table = Table::new(out);
    table.row(heads)?;
    for row in rows {
        table.row(row)?;
    }
    table.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_fits_its_width() {
        let columns = [left("id", 8), right("n", 3), left("words", 0)];
        let rows = vec![
            vec!["e-1".into(), "12".into(), "Les combattants ont quitté la ville".into()],
            vec!["e-22".into(), "3".into(), "アレッポ".into()],
        ];
        let out = table(&columns, &rows, 24);
        assert_eq!(out, "id     n  words\ne-1   12  Les combattan…\ne-22   3  アレッポ\n");
    }

    #[test]
    fn cells_that_would_break_a_table() {
        let rows = vec![vec!["a,b".into(), "=1+1".into(), "-3".into(), "\"".into()]];
        let mut out = Vec::new();
        csv(&mut out, &["a", "b", "c", "d"], &rows).unwrap();
        assert_eq!(out, b"a,b,c,d\r\n\"a,b\",'=1+1,-3,\"\"\"\"\r\n");
    }
}
