//! `selon intake`: what is taken in, as JSON lines, without being read.

use std::cell::Cell;
use std::collections::HashSet;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use selon_intake::{Filter, Known, Mapping, Options};
use selon_model::Language;
use serde_json::Value;

use crate::input::{Input, expand};
use crate::progress::Progress;
use crate::read::{Usage, day, language};
use crate::terminal;

/// What is known of reports and which of them are wanted: arguments that several commands
/// share.
#[derive(clap::Args, Debug, Default)]
pub struct Wanted {
    /// The day of publication, YYYY-MM-DD, of reports; else it is what they say of themselves
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub published: Option<String>,

    /// Who published the reports; else it is what they say of themselves
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// Only reports from this domain and those under it; may be given again
    #[arg(long, value_name = "DOMAIN")]
    pub domain: Vec<String>,

    /// Only reports with this word in them; may be given again: one of them is enough
    #[arg(long = "match", value_name = "WORD")]
    pub words: Vec<String>,

    /// Which fields of JSON and CSV hold what: text=body,published=date,… [default: by their names]
    #[arg(long, value_name = "PART=FIELD,…", value_parser = Mapping::parse)]
    pub map: Option<Mapping>,

    /// Fetch addresses of this computer and of local networks too
    #[arg(long)]
    pub allow_private: bool,
}

impl Wanted {
    /// How reports are taken in.
    pub fn options(&self) -> Options {
        Options {
            today: Some(today()),
            filter: Filter {
                languages: vec![],
                domains: self.domain.clone(),
                words: self.words.clone(),
            },
            mapping: self.map.clone().unwrap_or_default(),
        }
    }
}

/// Today, in UTC.
pub fn today() -> String {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

/// The arguments of `selon intake`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Files of any kind, folders (all files in them), addresses, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Only reports in this language
    #[arg(long, value_name = "fr|en", value_parser = language)]
    lang: Option<Language>,

    #[command(flatten)]
    wanted: Wanted,
}

const AFTER_HELP: &str = "\
Examples:
  selon intake saved-pages/
      Show what is taken in of a folder of saved pages, one report a line.
  selon intake https://gazette.example/treve
      Fetch an address.
  selon intake --domain news.example CC-NEWS-20240312.warc.gz > news.jsonl
      Take the pages of a site out of a web archive.
  selon intake --lang fr --match Gao saved-pages/ | jq -r '[.published, .title] | @tsv'
      Days and headlines of the French ones that speak of Gao.

Kinds of files are recognised by their content. A report has the same id whenever the
same text is taken in from the same address; it is printed once.

Exit codes:
  0  all was taken in
  1  some was not; it is named on standard error
  2  the command was not understood";

/// Takes in all that the arguments name and prints it.
///
/// # Errors
///
/// [`Usage`], or an output that cannot be written.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut files = args.files.clone();
    if files.is_empty() {
        if io::stdin().is_terminal() {
            return Err(Usage::error("name a file, a folder, or - for standard input"));
        }
        files.push(PathBuf::from("-"));
    }
    let inputs = expand(&files, args.wanted.allow_private)?;
    let mut options = args.wanted.options();
    options.filter.languages.extend(args.lang.map(|l| l.code().to_owned()));
    let known = Known {
        outlet: args.wanted.outlet.clone(),
        published: args.wanted.published.clone(),
        ..Known::default()
    };
    let mut to = BufWriter::new(io::stdout());
    let mut tally = Tally::new(&inputs);
    let (mut failed, mut before) = (None, 0);
    for input in &inputs {
        let flow = take(input, &known, &options, &mut tally, before, &mut |report| {
            writeln!(to, "{}", line(report)?)
        });
        before += input.size();
        if let Err(error) = flow {
            failed = Some(error);
            break;
        }
    }
    tally.clear();
    if let Some(error) = failed {
        return Err(error.into());
    }
    to.flush()?;
    tally.tell();
    Ok(if tally.skipped.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn take(
    input: &Input,
    known: &Known,
    options: &Options,
    tally: &mut Tally,
    before: u64,
    write: &mut dyn FnMut(&selon_model::Report) -> io::Result<()>,
) -> io::Result<()> {
    let mut failed = Ok(());
    let count = Cell::new(0);
    let _ = input.take_in_counted(known, options, &count, &mut |item| {
        tally.show(before + count.get());
        match item {
            Ok(taken) => {
                if tally.take(&taken.report.id) {
                    tally.note(&taken.place, taken.note.as_deref());
                    failed = write(&taken.report);
                }
            }
            Err(skipped) if skipped.why.is_by_choice() => tally.left += 1,
            Err(skipped) => tally.skip(&skipped.place, &skipped.why.to_string()),
        }
        if failed.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    failed
}

/// A report as one line of JSON, without the fields that are not known.
///
/// # Errors
///
/// None that happens: a report is always JSON.
pub fn line(report: &selon_model::Report) -> io::Result<String> {
    let mut value = serde_json::to_value(report).map_err(io::Error::from)?;
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, v| !v.is_null() && v.as_array().is_none_or(|a| !a.is_empty()));
    }
    serde_json::to_string(&value).map_err(io::Error::from)
}

/// What was taken in so far: counts, progress on a terminal, a summary at the end.
pub struct Tally {
    progress: Progress,
    taken: usize,
    again: usize,
    /// How many were not wanted.
    pub left: usize,
    /// What was skipped, and why.
    pub skipped: Vec<String>,
    seen: HashSet<String>,
}

/// How many skipped ones are named; of the others only the number is told.
const NAMED: usize = 50;

impl Tally {
    /// Nothing taken in yet of these.
    pub fn new(inputs: &[Input]) -> Tally {
        Tally {
            progress: Progress::new(inputs, true),
            taken: 0,
            again: 0,
            left: 0,
            skipped: vec![],
            seen: HashSet::new(),
        }
    }

    /// Counts a report; whether it is a new one.
    pub fn take(&mut self, id: &str) -> bool {
        let new = self.seen.insert(id.to_owned());
        if new {
            self.taken += 1
        } else {
            self.again += 1
        }
        new
    }

    /// Counts something that was skipped.
    pub fn skip(&mut self, place: &str, why: &str) {
        let line = format!("{}: {why}", terminal::harmless_line(place));
        self.skipped.push(if self.skipped.len() < NAMED { line } else { String::new() });
    }

    /// Tells what should be known of a report.
    pub fn note(&self, place: &str, note: Option<&str>) {
        if let Some(note) = note {
            let place = terminal::harmless_line(place);
            let _ = writeln!(io::stderr(), "selon: note: {place}: {note}");
        }
    }

    /// Shows how far it is, with so many bytes read of all.
    pub fn show(&mut self, read: u64) {
        self.progress.at(read);
        self.progress.show(self.taken + self.again);
    }

    /// Takes away what [`show`](Tally::show) has written.
    pub fn clear(&self) {
        self.progress.clear();
    }

    /// The summary: taken in, already there, skipped with why.
    pub fn tell(&self) {
        let mut line = format!("selon: {} taken in", self.taken);
        let mut add = |count: usize, what: &str| {
            if count > 0 {
                line.push_str(&format!(", {count} {what}"));
            }
        };
        add(self.again, "already there");
        add(self.left, "not wanted");
        add(self.skipped.len(), "skipped:");
        let mut error = io::stderr().lock();
        let _ = writeln!(error, "{line}");
        for line in self.skipped.iter().take(NAMED) {
            let _ = writeln!(error, "  {line}");
        }
        if let Some(more) = self.skipped.len().checked_sub(NAMED).filter(|m| *m > 0) {
            let _ = writeln!(error, "  … and {more} more");
        }
    }
}
