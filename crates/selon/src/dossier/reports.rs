//! `selon reports` and `selon report`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;
use selon_dossier::ReportFilter;
use selon_model::Language;

use super::columns::{csv, left, right, table};
use super::file::{DossierFile, ListFormat};
use super::{changes, complete, events, written};
use crate::export;
use crate::read::{Usage, language};
use crate::terminal::{self, Color, harmless_line};
use crate::view;

/// The arguments of `selon reports`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    dossier: DossierFile,

    /// Those published on this day or later: 2025-10-22, 2025-10, 2025
    #[arg(long, value_name = "DATE")]
    from: Option<String>,

    /// Those published on this day or before
    #[arg(long, value_name = "DATE")]
    to: Option<String>,

    /// Those of this outlet
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,

    /// Those in this language
    #[arg(long, value_name = "fr|en", value_parser = language)]
    lang: Option<Language>,

    /// Those with these words, as `selon search` takes them
    #[arg(long, value_name = "WORDS")]
    query: Option<String>,

    /// Those that repeat no other
    #[arg(long)]
    originals: bool,

    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<u32>,

    /// After so many others
    #[arg(long, value_name = "N")]
    offset: Option<u32>,

    /// How to write the list
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// The arguments of `selon report`.
#[derive(clap::Args, Debug)]
pub struct OneArgs {
    /// The id of a report, or its beginning; of events (e-…): a page to print of them, as
    /// `selon export --format html` writes it
    #[arg(value_name = "ID", required = true, add = ArgValueCompleter::new(complete::both))]
    ids: Vec<String>,

    /// Of events: the file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    #[command(flatten)]
    dossier: DossierFile,

    /// What changed in its text each time that it was taken in anew
    #[arg(long)]
    changes: bool,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,

    /// When to colour the text view
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

const NOTHING: &str = "The dossier has no reports yet: `selon add FILE…` adds some.";
const NONE: &str = "No report is like that; leave a condition out.";

/// Prints the reports.
///
/// # Errors
///
/// If the dossier cannot be read.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let dossier = args.dossier.open_to_read()?;
    let filter = ReportFilter {
        from: events::day(args.from.as_deref(), false)?,
        to: events::day(args.to.as_deref(), true)?,
        outlet: args.outlet.clone(),
        language: args.lang,
        words: args.query.clone(),
        originals: args.originals,
        limit: args.limit,
        offset: args.offset,
        ..ReportFilter::default()
    };
    let rows = dossier.report_page(&filter)?.reports;
    let mut out = io::stdout().lock();
    match args.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &rows).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Csv => {
            let heads = [
                "id",
                "name",
                "url",
                "outlet",
                "title",
                "language",
                "published",
                "published_time",
                "versions",
                "events",
                "copies",
            ];
            let cells: Vec<Vec<String>> = rows
                .iter()
                .map(|r| {
                    let or = |o: &Option<String>| o.clone().unwrap_or_default();
                    vec![
                        r.id.clone(),
                        r.name.clone(),
                        or(&r.url),
                        or(&r.outlet),
                        or(&r.title),
                        r.language.clone(),
                        or(&r.published),
                        or(&r.published_time),
                        r.versions.to_string(),
                        r.events.to_string(),
                        r.copies.join(" "),
                    ]
                })
                .collect();
            csv(&mut out, &heads, &cells)?;
        }
        ListFormat::Text if rows.is_empty() => {
            let empty = dossier.report_ids()?.is_empty();
            writeln!(out, "{}", if empty { NOTHING } else { NONE })?;
        }
        ListFormat::Text => {
            let columns = [
                left("report", 10),
                left("published", 10),
                left("", 2),
                left("outlet", 18),
                right("events", 6),
                left("repeats", 9),
                left("title", 0),
            ];
            let cells: Vec<Vec<String>> = rows
                .iter()
                .map(|r| {
                    vec![
                        r.id.clone(),
                        r.published.clone().unwrap_or_else(|| "–".into()),
                        r.language.clone(),
                        r.outlet.clone().unwrap_or_else(|| "–".into()),
                        r.events.to_string(),
                        r.copies.first().cloned().unwrap_or_default(),
                        r.title.clone().unwrap_or_else(|| r.name.clone()),
                    ]
                })
                .collect();
            out.write_all(table(&columns, &cells, terminal::width()).as_bytes())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a report with its events and what it repeats.
///
/// # Errors
///
/// If there is none, or the dossier cannot be read.
pub fn run_one(args: &OneArgs) -> anyhow::Result<ExitCode> {
    if args.ids.iter().all(|id| id.starts_with("e-")) {
        if args.changes {
            return Err(Usage::error(
                "--changes is of the text of a report, r-…; `selon event` shows how the figures of \
                 an event changed",
            ));
        }
        if args.format != ListFormat::Text {
            return Err(Usage::error("events are written as a page; selon export has other forms"));
        }
        return export::page(&args.ids, args.out.as_deref(), &args.dossier);
    }
    let [id] = &args.ids[..] else {
        return Err(Usage::error("one report at a time; several ids are those of events, e-…"));
    };
    if args.out.is_some() {
        return Err(Usage::error("--out is for the page of events, e-…"));
    }
    let dossier = args.dossier.open_to_read()?;
    if args.changes {
        let (row, versions) = dossier.versions(id)?;
        return changes::print(&row, &versions, args.format);
    }
    let found = dossier.report(id)?;
    let mut out = io::stdout().lock();
    let events: Vec<selon_dossier::EventRow> =
        found.events.iter().map(|(_, row)| row.clone()).collect();
    match args.format {
        ListFormat::Json => {
            let json = serde_json::json!({
                "report": found.row,
                "text": found.current.report.text,
                "reading": found.current.reading,
                "repeats": found.repeats,
                "repeated_by": found.repeated_by,
                "events": found
                    .events
                    .iter()
                    .map(|(event, row)| serde_json::json!({ "event": event, "in_dossier": row.id }))
                    .collect::<Vec<_>>(),
            });
            serde_json::to_writer_pretty(&mut out, &json).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Csv => {
            let cells: Vec<Vec<String>> = found
                .events
                .iter()
                .map(|(event, row)| {
                    vec![
                        found.row.id.clone(),
                        event.clone(),
                        row.id.clone(),
                        row.kind.clone(),
                        row.date.clone().unwrap_or_default(),
                        written::place(row.place.as_ref()),
                    ]
                })
                .collect();
            let heads = ["report", "event_in_report", "event", "type", "date", "place"];
            csv(&mut out, &heads, &cells)?;
        }
        ListFormat::Text => {
            let style = view::Style { width: terminal::width(), color: args.color.wanted() };
            let text = &found.current.report.text;
            writeln!(out, "{}", found.row.id)?;
            out.write_all(view::show(text, &found.current.reading, style).as_bytes())?;
            if !events.is_empty() {
                writeln!(out, "\nIts events in the dossier\n")?;
                out.write_all(events::list(&events, style.width).as_bytes())?;
            }
            for (what, list) in [("Repeats", &found.repeats), ("Repeated by", &found.repeated_by)] {
                for copy in list {
                    let kind = copy.kind.code().replace('_', " ");
                    writeln!(out, "{what} {} ({kind}): {}", copy.of, harmless_line(&copy.reason))?;
                }
            }
            if found.row.versions > 1 {
                writeln!(
                    out,
                    "Its text changed: this is version {}; see selon report {} --changes",
                    found.row.versions, found.row.id
                )?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
