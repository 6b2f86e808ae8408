//! A row as a text, and what it tells as a reading of that text.

use std::fmt::Write as _;

use selon_dossier::id::sha256;
use selon_dossier::party::Registry;
use selon_model::reading::{
    Attribution, Certainty, Claim, Event, EventPlace, Excerpt, Figure, Holder, Polarity, Reading,
    Reality, ReportFacts, SCHEMA, SourceKind,
};
use selon_model::{Language, Report, Span};

use super::table::Record;
use super::{CodedRow, DataSet};
use crate::toll::Toll;

/// A row as a text: words that tell of the event, then a line for each filled cell.
pub(super) struct Sheet {
    text: String,
    length: u32,
    /// The words that tell of the event.
    pub(super) words: Excerpt,
    /// Name, value, whole line.
    lines: Vec<(String, Excerpt, Excerpt)>,
}

impl Sheet {
    /// The text of a row; `words` is the column whose cell tells of the event in words, or
    /// what is said in its place.
    pub(super) fn of(record: &Record, words: Result<&str, String>) -> Sheet {
        let column = words.as_ref().ok().copied();
        let told = match words {
            Ok(column) => record.get(column).unwrap_or_default().to_owned(),
            Err(words) => words,
        };
        let mut sheet = Sheet {
            text: String::new(),
            length: 0,
            words: Excerpt { text: String::new(), span: Span { start: 0, end: 0 } },
            lines: Vec::new(),
        };
        sheet.words = sheet.add(&told);
        sheet.add("\n");
        for (name, value) in record.filled() {
            if Some(name) == column || name.starts_with("selon_") {
                continue;
            }
            sheet.add("\n");
            let start = sheet.add(&format!("{name}: ")).span.start;
            let value = sheet.add(value);
            let span = Span { start, end: value.span.end };
            let line = Excerpt { text: format!("{name}: {}", value.text), span };
            sheet.lines.push((name.to_owned(), value, line));
        }
        sheet.add("\n");
        sheet
    }

    fn add(&mut self, words: &str) -> Excerpt {
        let start = self.length;
        self.text.push_str(words);
        self.length += words.chars().count() as u32;
        Excerpt { text: words.to_owned(), span: Span { start, end: self.length } }
    }

    /// The value of a cell, where it stands.
    pub(super) fn cell(&self, name: &str) -> Option<Excerpt> {
        self.lines.iter().find(|l| l.0 == name).map(|l| l.1.clone())
    }

    /// The lines of these columns from the first to the last of them.
    pub(super) fn lines(&self, names: &[&str]) -> Option<Excerpt> {
        let mut found = self.lines.iter().filter(|l| names.contains(&l.0.as_str())).map(|l| &l.2);
        let first = found.next()?;
        let last = found.next_back().unwrap_or(first);
        let span = Span { start: first.span.start, end: last.span.end };
        let length = (span.end - span.start) as usize;
        let text = self.text.chars().skip(span.start as usize).take(length).collect();
        Some(Excerpt { text, span })
    }

    /// The parts of a cell between semicolons, where they stand.
    pub(super) fn parts(&self, name: &str) -> Vec<Excerpt> {
        let Some(cell) = self.cell(name) else { return Vec::new() };
        let mut parts: Vec<Excerpt> = Vec::new();
        let mut at = cell.span.start;
        for part in cell.text.split(';') {
            let words = part.trim();
            let start = at + part.chars().take_while(|c| c.is_whitespace()).count() as u32;
            let end = start + words.chars().count() as u32;
            at += part.chars().count() as u32 + 1;
            if !words.is_empty() && !parts.iter().any(|p| p.text == words) {
                parts.push(Excerpt { text: words.to_owned(), span: Span { start, end } });
            }
        }
        parts
    }
}

/// What a row tells.
#[derive(Default)]
pub(super) struct Told {
    pub(super) kind: &'static str,
    pub(super) date: Option<String>,
    pub(super) date_text: Option<Excerpt>,
    pub(super) place: Option<EventPlace>,
    pub(super) actor: Option<Excerpt>,
    pub(super) target: Option<Excerpt>,
    /// Whom the row names as sources.
    pub(super) sources: Vec<Excerpt>,
    pub(super) counts: Vec<Count>,
    pub(super) killed: Toll,
    /// When the row was changed last, RFC 3339.
    pub(super) updated: Option<String>,
}

/// How many, and of whom.
pub(super) struct Count {
    pub(super) what: &'static str,
    pub(super) low: Option<u64>,
    pub(super) high: Option<u64>,
    pub(super) words: Excerpt,
    /// Whether it is a part of the count before it that is none.
    pub(super) part: bool,
}

/// The row as a report, with its reading.
pub(super) fn coded(set: DataSet, line: u64, id: &str, sheet: Sheet, told: Told) -> CodedRow {
    let attributions: Vec<Attribution> = told
        .sources
        .iter()
        .enumerate()
        .map(|(n, source)| {
            let source_kind = kind(&source.text);
            // *Undisclosed source* is the name of nobody.
            let named = Some(source).filter(|_| source_kind != SourceKind::Unnamed);
            Attribution {
                id: format!("A{}", n + 1),
                source: named.cloned(),
                cue: None,
                content: vec![sheet.words.clone()],
                source_kind,
                source_entity: None,
                source_name: named.map(|source| source.text.clone()),
                certainty: Certainty::Certain,
                hedge: None,
                inside: None,
                carried_over: Vec::new(),
            }
        })
        .collect();
    // The row does not tell which of its sources told what: each is taken to hold all of it.
    let mut holders: Vec<Holder> = attributions.iter().map(|a| Holder(a.id.clone())).collect();
    if holders.is_empty() {
        holders.push(Holder::author());
    }
    let claims = holders.iter().map(|holder| Claim {
        held_by: holder.clone(),
        certainty: Certainty::Certain,
        polarity: Polarity::Positive,
        reality: Reality::Actual,
        cue: None,
        hedge: None,
        carried_over: false,
    });
    let claims = claims.collect();
    let mut figures: Vec<Figure> = Vec::new();
    for holder in &holders {
        let mut total = None;
        for count in &told.counts {
            let id = format!("F{}", figures.len() + 1);
            figures.push(Figure {
                id: id.clone(),
                what: count.what.to_owned(),
                low: count.low,
                high: count.high,
                excerpt: count.words.clone(),
                held_by: holder.clone(),
                certainty: Certainty::Certain,
                carried_over: false,
                who: None,
                part_of: if count.part { total.clone() } else { None },
                joint: None,
            });
            if !count.part {
                total = Some(id);
            }
        }
    }
    let event = Event {
        id: "E1".into(),
        kind: told.kind.to_owned(),
        headline_event: true,
        mentions: vec![sheet.words.clone()],
        place: told.place,
        date: told.date,
        date_text: told.date_text,
        actor: told.actor,
        target: told.target,
        instrument: None,
        part_of: None,
        claims,
        figures,
        other_figures: Vec::new(),
    };
    let report = Report {
        id: id.to_owned(),
        text: sheet.text,
        outlet: Some(set.name().to_owned()),
        url: Some(format!("urn:{}:{}", set.code(), escaped(id))),
        language: Some(Language::English),
        updated: told.updated,
        coded_by: Some(set.code().to_owned()),
        ..Report::default()
    };
    let reading = Reading {
        schema: SCHEMA.to_owned(),
        doc: report.id.clone(),
        published: None,
        report: ReportFacts {
            id: report.id.clone(),
            url: report.url.clone(),
            outlet: report.outlet.clone(),
            title: None,
            language: Language::English,
            text_sha256: sha256(&report.text),
            published_text: None,
            translation_of: None,
            copy_of: None,
        },
        attributions,
        events: vec![event],
        mentions: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        hedges: Vec::new(),
    };
    CodedRow { line, id: id.to_owned(), report, reading, killed: told.killed }
}

/// An id as a part of an address: what would end or change the address is escaped.
fn escaped(id: &str) -> String {
    let mut escaped = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

/// What a source is: what the registry knows of it; else an outlet, as most are.
fn kind(name: &str) -> SourceKind {
    let lower = name.to_lowercase();
    let untold = ["undisclosed", "unspecified", "unknown", "anonymous", "unnamed"];
    if untold.iter().any(|word| lower.starts_with(word)) {
        return SourceKind::Unnamed;
    }
    let known = Registry::get().by_name(name).map(|entry| entry.source);
    let known = known.and_then(|code| serde_json::from_value(code.into()).ok());
    known.unwrap_or(SourceKind::Media)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stay_different_as_addresses() {
        assert_eq!(escaped("SYR-12_3.4"), "SYR-12_3.4");
        assert_eq!(escaped("a#1/é"), "a%231%2F%C3%A9");
    }

    #[test]
    fn what_sources_are() {
        assert_eq!(kind("Undisclosed Source"), SourceKind::Unnamed);
        assert_eq!(kind("Radio Fictive"), SourceKind::Media);
        assert_eq!(kind("SOHR"), SourceKind::Monitor);
    }
}
