//! A table of comma-separated values by the names of its columns.

use std::io::{BufRead, BufReader, Read};

use super::CodedError;

/// A table that is read a row at a time.
pub(super) struct Table<R> {
    reader: csv::Reader<BufReader<R>>,
    columns: Vec<String>,
    record: csv::ByteRecord,
}

/// A row.
#[derive(Debug)]
pub(super) struct Record<'t> {
    columns: &'t [String],
    cells: Vec<String>,
}

impl<R: Read> Table<R> {
    /// Reads the names of the columns.
    pub(super) fn open(source: R) -> Result<Table<R>, CodedError> {
        let mut source = BufReader::with_capacity(1 << 16, source);
        let delimiter = delimiter(source.fill_buf()?);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(delimiter)
            // By default, a line that ends in both is counted when the next one is read.
            .terminator(csv::Terminator::Any(b'\n'))
            .from_reader(source);
        let mut heads = csv::ByteRecord::new();
        reader.read_byte_record(&mut heads).map_err(std::io::Error::from)?;
        let name = |cell: &[u8]| {
            let name = String::from_utf8_lossy(cell);
            name.trim_start_matches('\u{feff}').trim().to_lowercase()
        };
        let columns = heads.iter().map(name).collect();
        Ok(Table { reader, columns, record: csv::ByteRecord::new() })
    }

    /// Whether there is a column of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column == name)
    }

    /// The names of the columns.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The next row, with the line that it begins on; the reason if it is no row of this
    /// table. A row of hashtags (HXL) and empty ones are passed over.
    #[allow(clippy::type_complexity)]
    pub(super) fn next(&mut self) -> Result<Option<(u64, Result<Record<'_>, String>)>, CodedError> {
        let line = loop {
            if !self.reader.read_byte_record(&mut self.record).map_err(std::io::Error::from)? {
                return Ok(None);
            }
            let cells = || self.record.iter().filter(|cell| !cell.trim_ascii().is_empty());
            if cells().next().is_some() && !cells().all(|cell| cell.starts_with(b"#")) {
                break self.record.position().map_or(0, csv::Position::line);
            }
        };
        let (found, expected) = (self.record.len(), self.columns.len());
        if found != expected {
            let why = format!("it has {found} cells, the first line {expected}");
            return Ok(Some((line, Err(why))));
        }
        let mut cells = Vec::with_capacity(expected);
        for cell in &self.record {
            match std::str::from_utf8(cell) {
                Ok(cell) => cells.push(plain(cell)),
                Err(_) => return Ok(Some((line, Err("it is not UTF-8".into())))),
            }
        }
        Ok(Some((line, Ok(Record { columns: &self.columns, cells }))))
    }
}

impl Record<'_> {
    /// What stands in a column; nothing if that is empty or there is none of this name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let at = self.columns.iter().position(|column| column == name)?;
        self.cells.get(at).map(String::as_str).filter(|cell| !cell.is_empty())
    }

    /// The filled cells with the names of their columns, in order.
    pub(super) fn filled(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.columns.iter().map(String::as_str).zip(self.cells.iter());
        pairs.map(|(name, cell)| (name, cell.as_str())).filter(|(_, cell)| !cell.is_empty())
    }
}

/// What stands most often in the first line of the sorts that separate cells.
fn delimiter(start: &[u8]) -> u8 {
    let first = start.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |sort: &u8| first.iter().filter(|b| *b == sort).count();
    // Of equals the last: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// A cell on one line, without the apostrophe that sets off what looks like a formula.
fn plain(cell: &str) -> String {
    let own = cell.strip_prefix('\'').filter(|rest| *crate::cell::harmless(rest) == *cell);
    let mut line = String::with_capacity(cell.len());
    for word in own.unwrap_or(cell).split(|c: char| c.is_whitespace() || c.is_control()) {
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(u64, Result<Vec<String>, String>)> {
        let mut table = Table::open(text.as_bytes()).unwrap();
        let mut found = Vec::new();
        while let Some((line, record)) = table.next().unwrap() {
            found.push((line, record.map(|r| r.cells)));
        }
        found
    }

    #[test]
    fn rows_with_their_lines() {
        let rows = all("\u{feff}a,b\r\n#x,#y\r\n\"one\ntwo\",'=1\r\n3\r\n\r\n4,\"\u{1b}5\"\r\n");
        let s = |a: &str, b: &str| Ok(vec![a.to_owned(), b.to_owned()]);
        assert_eq!(
            rows,
            [
                (3, s("one two", "=1")),
                (5, Err("it has 1 cells, the first line 2".into())),
                (7, s("4", "5")),
            ]
        );
        assert_eq!(all("a;b\n1,5;2\n"), [(2, s("1,5", "2"))]);
        assert_eq!(all(""), []);
    }

    #[test]
    fn what_is_not_utf_8_is_told() {
        let mut table = Table::open(&b"a\n\xff\xfe\nb\n"[..]).unwrap();
        assert!(table.next().unwrap().is_some_and(|(line, row)| line == 2 && row.is_err()));
        assert!(table.next().unwrap().is_some_and(|(line, row)| line == 3 && row.is_ok()));
    }
}
