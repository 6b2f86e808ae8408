//! Tables: CSV with commas, semicolons or tabs, the first row naming the columns.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

use encoding_rs::WINDOWS_1252;
use serde_json::{Map, Value};

use crate::json::{LONGEST_LINE, take_record};
use crate::record::Mapping;
use crate::take::{Intake, Why};

/// The sign between the columns, if the first row of a file names columns that are known.
pub fn separator(head: &[u8], named_so: bool, mapping: &Mapping) -> Option<u8> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    [b',', b';', b'\t', b'|'].into_iter().find(|&separator| {
        let mut rows = Rows::new(head, separator);
        let Ok(Some(fields)) = rows.next() else { return false };
        let names: Vec<String> = fields.into_iter().map(text).collect();
        let short = names.iter().all(|n| n.len() <= 60);
        let known = mapping.knows(names.iter().map(String::as_str));
        names.len() > 1 && (known && short || named_so && names.len() > 2 && short)
    })
}

/// Takes in a table, a row a report.
pub(crate) fn table(
    intake: &mut Intake,
    name: &str,
    bytes: impl BufRead,
    separator: u8,
) -> ControlFlow<()> {
    let mut rows = Rows::new(bytes, separator);
    let names: Vec<String> = match rows.next() {
        Ok(Some(names)) => names.into_iter().map(text).collect(),
        Ok(None) => return ControlFlow::Continue(()),
        Err(error) => return intake.skip(name, error.into()),
    };
    loop {
        let place = format!("{name}, line {}", rows.line);
        match rows.next() {
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(fields)) if fields.iter().all(|f| f.trim_ascii().is_empty()) => {}
            Ok(Some(fields)) if fields.len() > names.len() => {
                let why = format!("it has {} columns, the first row {}", fields.len(), names.len());
                intake.skip(place, Why::NoRecord(why))?;
            }
            Ok(Some(fields)) => {
                let fields = fields.into_iter().map(|f| Value::String(text(f)));
                let record: Map<String, Value> = names.iter().cloned().zip(fields).collect();
                take_record(intake, place, &record)?;
            }
            Err(error) => return intake.skip(place, error.into()),
        }
    }
}

fn text(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes);
    let text = text.unwrap_or_else(|e| WINDOWS_1252.decode(e.as_bytes()).0.into_owned());
    text.trim_start_matches('\u{feff}').to_owned()
}

/// The rows of a table (RFC 4180): a field may be quoted, with line breaks in it.
struct Rows<R> {
    bytes: R,
    separator: u8,
    /// The line that the next row begins at.
    line: usize,
}

impl<R: BufRead> Rows<R> {
    fn new(bytes: R, separator: u8) -> Rows<R> {
        Rows { bytes, separator, line: 1 }
    }

    fn next(&mut self) -> io::Result<Option<Vec<Vec<u8>>>> {
        let mut fields = vec![Vec::new()];
        let mut size = 0;
        let mut quoted = false;
        // A quote in a quoted field: its end, or the first of two that stand for one.
        let mut maybe_end = false;
        let mut any = false;
        loop {
            let buffer = self.bytes.fill_buf()?;
            if buffer.is_empty() {
                if quoted && !maybe_end {
                    let why = "a quoted field does not end";
                    return Err(io::Error::new(io::ErrorKind::UnexpectedEof, why));
                }
                return Ok(any.then_some(fields));
            }
            any = true;
            let mut used = 0;
            let mut ended = false;
            for &byte in buffer {
                used += 1;
                if byte == b'\n' {
                    self.line += 1;
                }
                let Some(field) = fields.last_mut() else { break };
                if quoted {
                    if maybe_end {
                        maybe_end = false;
                        if byte == b'"' {
                            field.push(byte);
                            continue;
                        }
                        quoted = false;
                    } else if byte == b'"' {
                        maybe_end = true;
                        continue;
                    } else {
                        field.push(byte);
                        continue;
                    }
                }
                match byte {
                    b'\n' => {
                        ended = true;
                        break;
                    }
                    b'\r' => {}
                    b'"' if field.is_empty() => quoted = true,
                    _ if byte == self.separator => fields.push(Vec::new()),
                    _ => field.push(byte),
                }
            }
            size += used;
            self.bytes.consume(used);
            if size > LONGEST_LINE {
                return Err(io::Error::other("a row is longer than 64 MB: a quote is not closed"));
            }
            if ended {
                return Ok(Some(fields));
            }
        }
    }
}
