//! JSON: lines of records, lists of records.

use std::io::BufRead;
use std::ops::ControlFlow;

use serde_json::{Map, Value};

use crate::plain::Known;
use crate::record::{self, Record};
use crate::take::{Intake, Why};

/// The longest line, in bytes; a record with a page in it may be long.
pub(crate) const LONGEST_LINE: usize = 64_000_000;

/// Takes in records, one a line. A line that is none is skipped, and the rest goes on.
pub(crate) fn lines(intake: &mut Intake, name: &str, mut bytes: impl BufRead) -> ControlFlow<()> {
    let mut line = Vec::new();
    let mut number = 0usize;
    loop {
        number += 1;
        let place = || format!("{name}, line {number}");
        line.clear();
        match read_line(&mut bytes, &mut line) {
            Ok(Line::End) => return ControlFlow::Continue(()),
            Ok(Line::Whole) => {}
            Ok(Line::TooLong) => {
                intake.skip(place(), Why::TooLarge(LONGEST_LINE / 1_000_000))?;
                continue;
            }
            Err(error) => return intake.skip(place(), error.into()),
        }
        let text = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line).trim_ascii();
        if text.is_empty() {
            continue;
        }
        match serde_json::from_slice::<Value>(text) {
            Ok(Value::Object(record)) => take_record(intake, place(), &record)?,
            Ok(_) => intake.skip(place(), Why::NoRecord("it is not a JSON object".into()))?,
            Err(error) => intake.skip(place(), Why::NoRecord(what_is_wrong(&error)))?,
        }
    }
}

fn what_is_wrong(error: &serde_json::Error) -> String {
    let error = error.to_string();
    let what = error.rsplit_once(" at line ").map_or(error.as_str(), |(what, _)| what);
    format!("it is not JSON: {what}")
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads a line, without holding more of it than may be.
fn read_line(bytes: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<Line> {
    let mut long = false;
    loop {
        let buffer = bytes.fill_buf()?;
        if buffer.is_empty() {
            let read = long || !line.is_empty();
            return Ok(if long {
                Line::TooLong
            } else if read {
                Line::Whole
            } else {
                Line::End
            });
        }
        let end = memchr::memchr(b'\n', buffer);
        let part = &buffer[..end.unwrap_or(buffer.len())];
        if line.len() + part.len() > LONGEST_LINE {
            long = true;
            line.clear();
        } else if !long {
            line.extend_from_slice(part);
        }
        let used = end.map_or(buffer.len(), |e| e + 1);
        bytes.consume(used);
        if end.is_some() {
            if line.is_empty() && !long {
                // An empty line is a line.
                line.push(b' ');
            }
            return Ok(if long { Line::TooLong } else { Line::Whole });
        }
    }
}

/// Takes in a JSON document: a record, a list of records, or an object with such a list.
pub(crate) fn document(intake: &mut Intake, name: String, bytes: &[u8]) -> ControlFlow<()> {
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => {
            let why = format!("{}, line {}", what_is_wrong(&error), error.line());
            return intake.skip(name, Why::NoRecord(why));
        }
    };
    match value {
        Value::Array(records) => take_list(intake, &name, &records),
        Value::Object(record) => {
            let list = record.values().find_map(|value| {
                value.as_array().filter(|a| a.first().is_some_and(Value::is_object) && a.len() > 1)
            });
            let is_report = !matches!(
                record::report(&record, &intake.options.mapping, intake.known, None),
                Record::Empty
            );
            match list {
                Some(list) if !is_report => take_list(intake, &name, list),
                _ => take_record(intake, name, &record),
            }
        }
        _ => intake.skip(name, Why::NoRecord("it is not a JSON object".into())),
    }
}

fn take_list(intake: &mut Intake, name: &str, records: &[Value]) -> ControlFlow<()> {
    for (number, record) in records.iter().enumerate() {
        let place = format!("{name}, record {}", number + 1);
        match record {
            Value::Object(record) => take_record(intake, place, record)?,
            _ => intake.skip(place, Why::NoRecord("it is not a JSON object".into()))?,
        }
    }
    ControlFlow::Continue(())
}

/// Takes in the report that a record holds.
pub(crate) fn take_record(
    intake: &mut Intake,
    place: String,
    record: &Map<String, Value>,
) -> ControlFlow<()> {
    let known = Known { id: String::new(), ..intake.known.clone() };
    let today = intake.options.today.clone();
    match record::report(record, &intake.options.mapping, &known, today.as_deref()) {
        Record::Report(report, language) => {
            intake.deliver(place, *report, language.as_deref(), None)
        }
        Record::Page(page, known) => intake.page_of(place, page.as_bytes(), None, known),
        Record::Empty => {
            let names: Vec<&str> = record.keys().map(String::as_str).take(12).collect();
            intake.skip(place, Why::NoText(names.join(", ")))
        }
    }
}
