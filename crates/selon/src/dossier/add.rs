//! `selon add`: reports into a dossier.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

use rayon::prelude::*;
use selon_dossier::{Added, Dossier};
use selon_intake::Known;
use selon_model::reading::Reading;
use selon_model::{Language, Report};
use selon_reader::Knowledge;

use super::file::{DossierFile, now, stamp};
use crate::input::expand;
use crate::intake::Wanted;
use crate::progress::Progress;
use crate::read::{Usage, language};
use crate::terminal::harmless_line;
use crate::user_data::Asked;

/// The arguments of `selon add`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Files of any kind, folders (all files in them), addresses, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    #[command(flatten)]
    dossier: DossierFile,

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

    /// Say nothing of each report, only the summary
    #[arg(long, short)]
    quiet: bool,
}

const AFTER_HELP: &str = "\
Examples:
  selon add --outlet \"La Gazette\" reports/
      Add all reports of a folder to selon.dossier, and make it if need be.
  selon add collected.jsonl --dossier syria.dossier
      Add reports with what is known of them, one JSON object a line.
  selon events
      See what happened.

Each report is added whole or not at all: a command that is interrupted can be given again,
what is there already is passed over. Two commands may add to one dossier at once.

Exit codes:
  0  all reports were added, or were there already
  1  some were not; they are named on standard error
  2  the command was not understood";

/// What became of the reports.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many are new.
    pub new: usize,
    /// How many have a new text.
    pub versions: usize,
    /// How many were there.
    pub known: usize,
    /// How many were not wanted.
    pub left: usize,
    /// How many events they tell of.
    pub events: usize,
    /// Which were not added, and why.
    pub failed: Vec<String>,
}

/// Adds all that the arguments name.
///
/// # Errors
///
/// If the dossier cannot be written, or a folder cannot be listed.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let inputs = expand(&args.files, args.wanted.allow_private)?;
    if args.url.is_some() && inputs.len() > 1 {
        return Err(Usage::error("--url is the address of one report, but several are named"));
    }
    let mut dossier = args.dossier.create()?;
    let options = args.wanted.options();
    let knowledge = args.asked.knowledge()?;
    let mut adder = Adder::new(&mut dossier, &knowledge, !args.quiet);
    adder.progress = Some(Progress::new(&inputs, false));
    let mut before = 0;
    for input in &inputs {
        let known = Known {
            id: input.id(),
            outlet: args.wanted.outlet.clone(),
            url: args.url.clone(),
            language: args.lang,
            published: args.wanted.published.clone(),
        };
        let mut failed = None;
        let count = Cell::new(0);
        let flow = input.take_in_counted(&known, &options, &count, &mut |item| {
            if let Some(progress) = &mut adder.progress {
                progress.at(before + count.get());
            }
            match item {
                Ok(taken) => failed = adder.take(taken.report).err(),
                Err(skipped) if skipped.why.is_by_choice() => adder.summary.left += 1,
                Err(skipped) => {
                    let why = format!("{}: {}", skipped.place, skipped.why);
                    adder.summary.failed.push(harmless_line(&why));
                }
            }
            if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        before += input.size();
        if let Some(error) = failed {
            return Err(error);
        }
        if flow.is_break() {
            break;
        }
    }
    let summary = adder.finish()?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}", summary.words())?;
    for failed in &summary.failed {
        let _ = writeln!(io::stderr(), "selon: not added: {failed}");
    }
    Ok(if summary.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

impl Summary {
    /// What became of the reports, in a line.
    pub fn words(&self) -> String {
        let reports = |n: usize| if n == 1 { "1 report".into() } else { format!("{n} reports") };
        let mut words = vec![format!("{} added", reports(self.new))];
        if self.versions > 0 {
            words.push(format!("{} with a new text", reports(self.versions)));
        }
        if self.known > 0 {
            words.push(format!("{} there already", self.known));
        }
        if self.left > 0 {
            words.push(format!("{} not wanted", self.left));
        }
        if !self.failed.is_empty() {
            words.push(format!("{} not added", self.failed.len()));
        }
        format!("{}; they tell of {} events", words.join(", "), self.events)
    }
}

/// What is told of each report, with its title.
pub type Listener<'l> = dyn FnMut(&Added, &str) + 'l;

/// Adds reports: read side by side, a bounded number at a time, written one after another.
pub struct Adder<'d> {
    dossier: &'d mut Dossier,
    knowledge: &'d Knowledge<'static>,
    waiting: Vec<Report>,
    summary: Summary,
    talk: bool,
    progress: Option<Progress>,
    taken: usize,
    listener: Option<&'d mut Listener<'d>>,
}

impl<'d> Adder<'d> {
    /// Adds to a dossier; `talk` tells of each report, where no terminal shows how far it is.
    pub fn new(
        dossier: &'d mut Dossier,
        knowledge: &'d Knowledge<'static>,
        talk: bool,
    ) -> Adder<'d> {
        Adder {
            dossier,
            knowledge,
            waiting: Vec::new(),
            summary: Summary::default(),
            talk: talk && !io::stderr().is_terminal(),
            progress: Some(Progress::new(&[], false)),
            taken: 0,
            listener: None,
        }
    }

    /// Adds to a dossier, and tells `listener` of each report, with its title; the terminal is
    /// told nothing.
    pub fn listened(
        dossier: &'d mut Dossier,
        knowledge: &'d Knowledge<'static>,
        listener: &'d mut Listener<'d>,
    ) -> Adder<'d> {
        let mut adder = Adder::new(dossier, knowledge, false);
        adder.progress = None;
        adder.listener = Some(listener);
        adder
    }

    /// Takes a report, which is added when enough are waiting.
    ///
    /// # Errors
    ///
    /// If the dossier cannot be written.
    pub fn take(&mut self, report: Report) -> anyhow::Result<()> {
        self.taken += 1;
        if let Some(id) = self.dossier.knows(&report)? {
            self.summary.known += 1;
            self.tell(&Added::Known { id }, "");
            return Ok(());
        }
        self.waiting.push(report);
        if self.waiting.len() >= rayon::current_num_threads() * 8 {
            self.add()?;
        }
        Ok(())
    }

    /// Adds what is waiting; tells what became of all.
    ///
    /// # Errors
    ///
    /// If the dossier cannot be written.
    pub fn finish(mut self) -> anyhow::Result<Summary> {
        self.add()?;
        if let Some(progress) = &self.progress {
            progress.clear();
        }
        Ok(self.summary)
    }

    fn tell(&mut self, added: &Added, name: &str) {
        if let Some(listener) = &mut self.listener {
            listener(added, name);
        }
    }

    fn add(&mut self) -> anyhow::Result<()> {
        let knowledge = self.knowledge;
        let read: Vec<(Report, Result<Reading, String>)> = std::mem::take(&mut self.waiting)
            .into_par_iter()
            .map(|report| {
                let reading = read_report(&report, knowledge);
                (report, reading)
            })
            .collect();
        for (report, reading) in read {
            let name = harmless_line(report.title.as_deref().unwrap_or(&report.id));
            match reading {
                Ok(reading) => {
                    let now = now();
                    let added = self.dossier.add(&report, &reading, stamp(&now))?;
                    note(&mut self.summary, &added, &name, self.talk);
                    self.tell(&added, &name);
                }
                Err(why) => self.summary.failed.push(format!("{name}: {why}")),
            }
        }
        if let Some(progress) = &mut self.progress {
            progress.show(self.taken);
        }
        Ok(())
    }
}

fn note(summary: &mut Summary, added: &Added, name: &str, talk: bool) {
    let line = match added {
        Added::New { id, events } => {
            summary.new += 1;
            summary.events += events;
            format!("{id}  {name}: {events} events")
        }
        Added::Known { .. } => {
            summary.known += 1;
            return;
        }
        Added::Version { id, version, events } => {
            summary.versions += 1;
            summary.events += events;
            format!("{id}  {name}: its text changed, version {version}, {events} events")
        }
    };
    if talk {
        let _ = writeln!(io::stdout(), "{line}");
    }
}

/// Reads a report; one bad report must not take the others with it.
///
/// # Errors
///
/// Why it cannot be read, in words.
pub fn read_report(report: &Report, knowledge: &Knowledge<'static>) -> Result<Reading, String> {
    match catch_unwind(AssertUnwindSafe(|| selon_reader::read_report_with(report, knowledge))) {
        Ok(reading) => reading.map_err(|e| format!("{e} (--lang reads it all the same)")),
        Err(_) => Err("the program failed on it; please report this with the file".into()),
    }
}
