//! Tables as comma-separated values (RFC 4180, UTF-8).

use std::borrow::Cow;
use std::io::{self, Write};

/// Writes rows, one at a time.
pub struct Table<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> std::fmt::Debug for Table<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Table").finish_non_exhaustive()
    }
}

impl<W: Write> Table<W> {
    /// A table that is written to `out`.
    pub fn new(out: W) -> Table<W> {
        let mut builder = csv::WriterBuilder::new();
        builder.terminator(csv::Terminator::CRLF);
        Table { writer: builder.from_writer(out) }
    }

    /// Writes a row. What a spreadsheet would take for a formula is set off by an apostrophe.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> io::Result<()> {
        for cell in cells {
            self.writer.write_field(harmless(cell.as_ref()).as_bytes()).map_err(plain)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(plain)
    }

    /// Writes what is left to be written.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The error itself, so that a reader that has gone is told from a disk that is full.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

/// A cell as it may be opened in a spreadsheet: reports come from strangers, and a cell that
/// starts like a formula is run. Numbers stay as they are. Control characters are shown as
/// signs.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    let starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let number = || {
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
        cell.chars().all(digits) && cell.parse::<f64>().is_ok()
    };
    // What steers a terminal, and ends a text for R, is shown as a sign: one for one, so that
    // spans still count.
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let sign = |c: char| match c {
        c if !steers(c) => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '␡',
        _ => '\u{fffd}',
    };
    let apostrophe = cell.starts_with(starts) && !number();
    if !apostrophe && !cell.contains(steers) {
        return Cow::Borrowed(cell);
    }
    let first = apostrophe.then_some('\'');
    Cow::Owned(first.into_iter().chain(cell.chars().map(sign)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_a_formula() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+33 1", "'+33 1"),
            ("-cmd", "'-cmd"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("＝1", "'＝1"),
            ("-inf", "'-inf"),
            ("-12.5", "-12.5"),
            ("a=1", "a=1"),
            ("a\0b\u{1b}[31m\u{9b}\u{7f}", "a␀b␛[31m\u{fffd}␡"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), written);
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let rows = [
            vec!["a", "b,c", "d\"e", ""],
            vec!["two\nlines", "été – ‘quoted’", "", "\u{202e}x"],
            vec!["", "", "", ""],
        ];
        let mut out = Vec::new();
        let mut table = Table::new(&mut out);
        for row in &rows {
            table.row(row).unwrap();
        }
        table.flush().unwrap();
        drop(table);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&out[..]);
        let read: Vec<Vec<String>> =
            reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(read, rows);
    }
}
