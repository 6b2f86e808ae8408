//! `selon read`: reports in, readings out.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::ValueEnum;
use rayon::prelude::*;
use selon_intake::{Known, Taken};
use selon_model::Language;
use selon_model::reading::Reading;
use selon_reader::{Knowledge, read_report_with};

use crate::input::{Input, expand};
use crate::intake::Wanted;
use crate::progress::Progress;
use crate::terminal::{self, Color};
use crate::user_data::Asked;
use crate::view::{self, Style};

/// How a reading is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The report with its statements, hedges, events and figures marked, and a table
    Text,
    /// The reading as JSON; see `selon schema`
    Json,
    /// The reading as JSON on one line, for many reports
    Jsonl,
}

/// The arguments of `selon read`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Files (plain text, web pages), folders (all files in them), addresses, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// How to write the readings [default: text; json with --out]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Write NAME.json into this folder for each NAME.txt, instead of printing
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The language of the reports; else it is recognised
    #[arg(long, value_name = "fr|en", value_parser = language)]
    lang: Option<Language>,

    /// Where the report was published
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    #[command(flatten)]
    wanted: Wanted,

    #[command(flatten)]
    asked: Asked,

    /// When to colour the text view
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

const AFTER_HELP: &str = "\
Examples:
  selon read report.txt
      Show the report with what it says marked, and who says what, how surely.
  selon read --published 2025-10-22 report.txt
      Resolve \"last night\" and \"in May\" against the day of publication.
  pdftotext article.pdf - | selon read -
      Read standard input.
  selon read saved-pages/
      Read all web pages and texts in a folder and its folders.
  selon read --out readings/ reports/
      Write readings/NAME.json for each reports/NAME.txt.
  selon read --format jsonl reports/ | jq -r '.events[].type' | sort | uniq -c
      Count the types of events in many reports.

What a file is, is recognised by its content; of a web page the article is read, with
what the page says of itself. selon intake shows what is taken in. Text is decoded as
UTF-8, as UTF-16, or, where it is plainly text in it, as Windows-1252. A report has at
most 10 MB. Set RAYON_NUM_THREADS to use fewer
processors; the output does not depend on it.

Exit codes:
  0  all reports were read
  1  some were not; they are named on standard error
  2  the command was not understood";

/// A command that cannot be carried out as it stands.
#[derive(Debug)]
pub struct Usage(String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (see --help)", self.0)
    }
}

impl std::error::Error for Usage {}

impl Usage {
    /// A message, as an error of the command.
    pub fn error(message: impl Into<String>) -> anyhow::Error {
        anyhow::Error::new(Usage(message.into()))
    }
}

/// A day in the form `YYYY-MM-DD`.
///
/// # Errors
///
/// If it is none.
pub fn day(text: &str) -> Result<String, String> {
    let form = text.len() == 10 && text.is_ascii();
    let date = text.parse::<jiff::civil::Date>().ok().filter(|_| form);
    date.map(|d| d.to_string()).ok_or_else(|| "not a day in the form 2025-10-22".into())
}

/// A language that is read, by its code.
///
/// # Errors
///
/// If it is none.
pub fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| {
        let codes: Vec<&str> = Language::ALL.iter().map(|l| l.code()).collect();
        format!("not a language that is read: {}", codes.join(", "))
    })
}

/// A report that was read: its text, its reading, and what the user should know.
pub struct Done {
    text: String,
    reading: Reading,
    note: Option<String>,
}

/// Reads and writes all that the arguments name.
///
/// # Errors
///
/// [`Usage`], or an output that cannot be written. A report that cannot be read is
/// no error of the whole: it is named at the end.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut files = args.files.clone();
    if files.is_empty() {
        if io::stdin().is_terminal() {
            return Err(usage("name a file, a folder, or - for standard input"));
        }
        files.push(PathBuf::from("-"));
    }
    let knowledge = args.asked.knowledge()?;
    let inputs = expand(&files, args.wanted.allow_private)?;
    check(args, &inputs)?;

    let mut reader = Reader {
        args,
        knowledge,
        output: Output::new(args)?,
        waiting: Vec::new(),
        failed: Vec::new(),
        written: HashSet::new(),
        total: 0,
    };
    let mut progress = Progress::new(&inputs, true);
    let options = args.wanted.options();
    let mut before = 0;
    for input in &inputs {
        let known = Known {
            id: input.id(),
            outlet: args.wanted.outlet.clone(),
            url: args.url.clone(),
            language: args.lang,
            published: args.wanted.published.clone(),
        };
        let mut wrong = None;
        let count = Cell::new(0);
        let _ = input.take_in_counted(&known, &options, &count, &mut |item| {
            progress.at(before + count.get());
            progress.show(reader.total);
            let taken = match item {
                Ok(taken) => reader.take(taken),
                Err(skipped) if skipped.why.is_by_choice() => Ok(()),
                Err(skipped) => {
                    reader.fail(&skipped.place, &skipped.why.to_string());
                    Ok(())
                }
            };
            match taken {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    wrong = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        before += input.size();
        if let Some(error) = wrong {
            progress.clear();
            return Err(error);
        }
    }
    reader.read_waiting()?;
    progress.clear();
    reader.output.finish()?;
    report_failures(&reader.failed, reader.total);
    Ok(if reader.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Reads reports side by side and writes them in order, a bounded number at a time.
struct Reader<'a> {
    args: &'a Args,
    knowledge: Knowledge<'static>,
    output: Output,
    waiting: Vec<Taken>,
    failed: Vec<String>,
    written: HashSet<String>,
    total: usize,
}

impl Reader<'_> {
    fn take(&mut self, taken: Taken) -> anyhow::Result<()> {
        self.total += 1;
        self.waiting.push(taken);
        if self.waiting.len() >= rayon::current_num_threads() * 8 {
            self.read_waiting()?;
        }
        Ok(())
    }

    fn fail(&mut self, place: &str, why: &str) {
        self.total += 1;
        self.failed.push(format!("{}: {why}", terminal::harmless_line(place)));
    }

    fn read_waiting(&mut self) -> anyhow::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        let knowledge = self.knowledge;
        let batch: Vec<Result<Done, String>> =
            waiting.par_iter().map(|t| read_report(t, &knowledge)).collect();
        for (taken, done) in waiting.iter().zip(batch) {
            let place = terminal::harmless_line(&taken.place);
            match done {
                // The same report twice has the same id: one file holds both.
                Ok(done)
                    if self.args.out.is_none() || self.written.insert(done.reading.doc.clone()) =>
                {
                    if let Some(note) = &done.note {
                        complain(&format!("selon: note: {place}: {note}"));
                    }
                    self.output.write(&done)?;
                }
                Ok(_) => {}
                Err(why) => self.failed.push(format!("{place}: {why}")),
            }
        }
        Ok(())
    }
}

fn usage(message: impl Into<String>) -> anyhow::Error {
    Usage::error(message)
}

fn shown(input: &Input) -> String {
    terminal::harmless_line(&input.label())
}

fn check(args: &Args, inputs: &[Input]) -> anyhow::Result<()> {
    if args.url.is_some() && inputs.len() > 1 {
        return Err(usage("--url is the address of one report, but several are named"));
    }
    if inputs.iter().filter(|i| **i == Input::Stdin).count() > 1 {
        return Err(usage("standard input can be read only once"));
    }
    if args.out.is_some() {
        if args.format.is_some_and(|f| f != Format::Json) {
            return Err(usage("--out writes one JSON file a report; leave --format out"));
        }
        let mut seen = HashMap::new();
        for input in inputs {
            if !input.id().is_empty()
                && let Some(other) = seen.insert(input.id(), input)
            {
                return Err(usage(format!(
                    "{} and {} would both be written to {}.json",
                    shown(other),
                    shown(input),
                    input.id()
                )));
            }
        }
    }
    Ok(())
}

fn read_report(taken: &Taken, knowledge: &Knowledge) -> Result<Done, String> {
    // One bad report must not take the others with it.
    let read = catch_unwind(AssertUnwindSafe(|| read_report_with(&taken.report, knowledge)));
    let reading = match read {
        Ok(reading) => reading.map_err(|e| format!("{e} (--lang reads it all the same)"))?,
        Err(_) => return Err("the program failed on it; please report this with the file".into()),
    };
    Ok(Done { text: taken.report.text.clone(), reading, note: taken.note.clone() })
}

fn report_failures(failed: &[String], of: usize) {
    match failed {
        [] => {}
        [one] if of == 1 => complain(&format!("selon: {one}")),
        _ => {
            complain(&format!("selon: {} of {of} reports could not be read:", failed.len()));
            for one in failed {
                complain(&format!("  {one}"));
            }
        }
    }
}

/// Writes a line to standard error, which may be closed.
fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Where readings go.
enum Output {
    Folder(PathBuf),
    Text { to: BufWriter<io::Stdout>, style: Style, first: bool },
    Json(BufWriter<io::Stdout>),
    Jsonl(BufWriter<io::Stdout>),
}

impl Output {
    fn new(args: &Args) -> anyhow::Result<Output> {
        if let Some(folder) = &args.out {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            return Ok(Output::Folder(folder.clone()));
        }
        let to = BufWriter::new(io::stdout());
        Ok(match args.format.unwrap_or(Format::Text) {
            Format::Text => {
                let style = Style { width: terminal::width(), color: args.color.wanted() };
                Output::Text { to, style, first: true }
            }
            Format::Json => Output::Json(to),
            Format::Jsonl => Output::Jsonl(to),
        })
    }

    fn write(&mut self, done: &Done) -> anyhow::Result<()> {
        match self {
            Output::Folder(folder) => write_file(folder, &done.reading)?,
            Output::Text { to, style, first } => {
                if !std::mem::take(first) {
                    writeln!(to, "\n{}\n", "=".repeat(style.width))?;
                }
                to.write_all(view::show(&done.text, &done.reading, *style).as_bytes())?;
            }
            Output::Json(to) => {
                serde_json::to_writer_pretty(&mut *to, &done.reading).map_err(io::Error::from)?;
                writeln!(to)?;
            }
            Output::Jsonl(to) => {
                serde_json::to_writer(&mut *to, &done.reading).map_err(io::Error::from)?;
                writeln!(to)?;
            }
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Output::Folder(_) => Ok(()),
            Output::Text { mut to, .. } | Output::Json(mut to) | Output::Jsonl(mut to) => {
                to.flush()
            }
        }
    }
}

/// Writes NAME.json whole or not at all.
fn write_file(folder: &Path, reading: &Reading) -> anyhow::Result<()> {
    let path = folder.join(format!("{}.json", reading.doc));
    let unfinished = folder.join(format!(".{}.json.part", reading.doc));
    let mut bytes = serde_json::to_vec_pretty(reading)?;
    bytes.push(b'\n');
    fs::write(&unfinished, bytes).with_context(|| unfinished.display().to_string())?;
    fs::rename(&unfinished, &path).with_context(|| path.display().to_string())
}
