//! `selon compare`: events that people coded beside those that were read out of reports.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use selon_export::compare::{Comparison, Told, compare};

use crate::dossier::columns::csv;
use crate::dossier::file::{DossierFile, ListFormat};
use crate::import::{Coded, named, open};
use crate::terminal::{self, harmless_line};
use crate::view::{self, Paint, Role, paragraph};

/// The arguments of `selon compare`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// A file with the columns of ACLED or of UCDP GED, CSV; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Whose columns the file has [default: those that its first line names]
    #[arg(long = "as", value_enum)]
    set: Option<Coded>,

    #[command(flatten)]
    dossier: DossierFile,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

const AFTER_HELP: &str = "\
Each row of the file is matched with one event at most that was read out of the reports of the
dossier, as two reports of one event are. What is left on either side has the reason. Nothing
is added, and nobody is taken to be right. Events of other countries or days than the file has
are counted, not listed.

Examples:
  selon compare syria.csv
  selon compare syria.csv --format json | jq '.matched[] | select(.differences != [])'
  selon compare GEDEvent.csv --format csv > compared.csv";

/// Prints the comparison.
///
/// # Errors
///
/// If the file or the dossier cannot be read.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let source = open(&args.file)?;
    let mut dossier = args.dossier.open_to_read()?;
    let found = compare(&mut dossier, args.set.map(Into::into), source);
    let found = found.map_err(|e| named(&args.file, &e))?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &found).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Csv => csv(&mut out, &HEADS, &rows(&found))?,
        ListFormat::Text => out.write_all(text(&found, terminal::width()).as_bytes())?,
    }
    out.flush()?;
    for row in &found.broken {
        let why = harmless_line(&row.why);
        let _ = writeln!(io::stderr(), "selon: line {}: {why}", row.line);
    }
    Ok(ExitCode::from(u8::from(!found.broken.is_empty())))
}

/// The columns of the CSV form.
const HEADS: [&str; 28] = [
    "outcome",
    "line",
    "row_id",
    "event_id",
    "score",
    "why",
    "differs",
    "there_type",
    "here_type",
    "there_date",
    "here_date",
    "there_place",
    "here_place",
    "there_lat",
    "here_lat",
    "there_lon",
    "here_lon",
    "there_actor",
    "here_actor",
    "there_target",
    "here_target",
    "there_killed_low",
    "here_killed_low",
    "there_killed_best",
    "here_killed_best",
    "there_killed_high",
    "here_killed_high",
    "nearest",
];

fn rows(found: &Comparison) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for pair in &found.matched {
        let reasons: Vec<&str> = pair.score.reasons.iter().map(|r| r.words.as_str()).collect();
        let reasons: Vec<&str> = reasons.into_iter().filter(|words| !words.is_empty()).collect();
        let differs: Vec<&str> = pair.differences.iter().map(|d| d.field).collect();
        rows.push(row(
            "matched",
            [Some(&pair.there), Some(&pair.here)],
            Some(pair.score.score),
            &reasons.join("; "),
            &differs.join("; "),
            "",
        ));
    }
    for only in &found.only_there {
        let (score, near) = near(only.nearest.as_ref());
        rows.push(row("only there", [Some(&only.there), None], score, &only.why, "", near));
    }
    for only in &found.only_here {
        let (score, near) = near(only.nearest.as_ref());
        rows.push(row("only here", [None, Some(&only.here)], score, &only.why, "", near));
    }
    rows
}

fn near(nearest: Option<&selon_export::compare::Nearest>) -> (Option<f64>, &str) {
    nearest.map_or((None, ""), |n| (Some(n.score.score), n.id.as_str()))
}

fn row(
    outcome: &str,
    [there, here]: [Option<&Told>; 2],
    score: Option<f64>,
    why: &str,
    differs: &str,
    nearest: &str,
) -> Vec<String> {
    let mut cells = vec![
        outcome.to_owned(),
        there.and_then(|t| t.line).map(|n| n.to_string()).unwrap_or_default(),
        there.map(|t| t.id.clone()).unwrap_or_default(),
        here.map(|t| t.id.clone()).unwrap_or_default(),
        score.map(|s| s.to_string()).unwrap_or_default(),
        why.to_owned(),
        differs.to_owned(),
    ];
    let mut both = |value: &dyn Fn(&Told) -> Option<String>| {
        for side in [there, here] {
            cells.push(side.and_then(value).unwrap_or_default());
        }
    };
    both(&|t| Some(t.kind.clone()));
    both(&|t| t.date.clone());
    both(&|t| t.place.clone());
    both(&|t| t.lat.map(|n| n.to_string()));
    both(&|t| t.lon.map(|n| n.to_string()));
    both(&|t| t.actor.clone());
    both(&|t| t.target.clone());
    both(&|t| t.killed_low.map(|n| n.to_string()));
    both(&|t| t.killed_best.map(|n| n.to_string()));
    both(&|t| t.killed_high.map(|n| n.to_string()));
    cells.push(nearest.to_owned());
    cells
}

fn text(found: &Comparison, width: usize) -> String {
    let mut out = String::new();
    let count = |n: usize, one: &str, many: &str| {
        if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
    };
    let outside = match found.outside {
        0 => String::new(),
        n => format!(" {} of other countries or days left out.", count(n, "event", "events")),
    };
    let head = format!(
        "{}: {}, {} here; {} matched, {} only there, {} only here.{outside}",
        found.data_set,
        count(found.rows, "row", "rows"),
        count(found.events, "event", "events"),
        found.matched.len(),
        found.only_there.len(),
        found.only_here.len(),
    );
    put(&mut out, &head, width, 0);
    let mut part = |title: &str, entries: Vec<(String, Vec<String>)>| {
        if entries.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{title}");
        for (line, more) in entries {
            put(&mut out, &line, width, 4);
            for words in more {
                put(&mut out, &format!("  {words}"), width, 4);
            }
        }
    };
    let matched = found.matched.iter().map(|pair| {
        let differences = pair.differences.iter().map(|d| {
            let told = |side: &Option<String>| harmless_line(side.as_deref().unwrap_or("not told"));
            let (there, here) = match d.field {
                "type" => (shown_type(d.there.as_deref()), shown_type(d.here.as_deref())),
                _ => (told(&d.there), told(&d.here)),
            };
            format!("{}: {there} there, {here} here ({})", d.field, d.words)
        });
        let line =
            format!("{}  =  {}, score {:.1}", pair.here.id, event(&pair.there), pair.score.score);
        (line, differences.collect())
    });
    part("Matched", matched.collect());
    let there = found.only_there.iter();
    let there = there.map(|o| (event(&o.there), vec![harmless_line(&o.why)]));
    part("Only there", there.collect());
    let here = found.only_here.iter();
    let here = here.map(|o| (event(&o.here), vec![harmless_line(&o.why)]));
    part("Only here", here.collect());
    out
}

fn put(out: &mut String, words: &str, width: usize, hang: usize) {
    paragraph(out, words, width, hang, Role::Plain, Paint { color: false });
}

fn shown_type(kind: Option<&str>) -> String {
    kind.map(view::event_type).unwrap_or_default()
}

/// An event on a line: id, day, type, place, killed.
fn event(told: &Told) -> String {
    let mut words = vec![harmless_line(&told.id)];
    words.extend(told.date.as_deref().map(harmless_line));
    words.push(view::event_type(&told.kind));
    words.extend(told.place.as_deref().map(harmless_line));
    words.extend(told.killed_best.or(told.killed_low).map(|n| format!("killed {n}")));
    words.join("  ")
}
