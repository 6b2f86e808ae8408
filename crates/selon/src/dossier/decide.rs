//! `selon decide`: what the user decides.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Subcommand, ValueEnum};
use clap_complete::engine::ArgValueCompleter;
use selon_dossier::Dossier;
use selon_dossier::decisions::{Decision, DecisionKind, Logged, Ref, Verdict};

use super::columns::csv;
use super::complete;
use super::file::{DossierFile, ListFormat, now, stamp, who};
use crate::terminal::{self, harmless_line};
use crate::view::{Paint, Role, paragraph};

/// The arguments of `selon decide`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    #[command(subcommand)]
    what: What,

    #[command(flatten)]
    dossier: DossierFile,

    /// Who decides [default: SELON_USER, else the name that the system has]
    #[arg(long, value_name = "NAME", global = true)]
    by: Option<String>,
}

const AFTER_HELP: &str = "\
Examples:
  selon decide same e-7k3qx e-9d2mw          the two are one event
  selon decide different e-7k3qx e-9d2mw     they are not, and stay apart when read anew
  selon decide field e-7k3qx place Harem@36.21,36.52
  selon decide reject e-7k3qx c3             a claim counts for nothing
  selon decide note e-7k3qx \"called the mayor: he confirms\"
  selon decide list
  selon decide undo 4
  selon decide export decisions.jsonl        to share with others who have the reports

What you decide is kept apart from what is read, and is never overwritten.";

#[derive(Subcommand, Debug)]
enum What {
    /// Two events are one
    Same {
        /// One event
        #[arg(add = ArgValueCompleter::new(complete::events))]
        a: String,
        /// The other
        #[arg(add = ArgValueCompleter::new(complete::events))]
        b: String,
    },
    /// Two events are not one; of one event: the telling of one report is of another event
    Different {
        /// One event
        #[arg(add = ArgValueCompleter::new(complete::events))]
        a: String,
        /// The other event, or a report of the first
        #[arg(add = ArgValueCompleter::new(complete::both))]
        b: String,
    },
    /// Two events were looked at, and it is left open whether they are one
    Unsure {
        /// One event
        #[arg(add = ArgValueCompleter::new(complete::events))]
        a: String,
        /// The other
        #[arg(add = ArgValueCompleter::new(complete::events))]
        b: String,
    },
    /// A field of an event is to be this
    Field {
        /// The event
        #[arg(add = ArgValueCompleter::new(complete::events))]
        event: String,
        /// Which
        field: Field,
        /// The value; a place as NAME or NAME@LAT,LON
        value: String,
    },
    /// A note on an event
    Note {
        /// The event
        #[arg(add = ArgValueCompleter::new(complete::events))]
        event: String,
        /// What is noted
        text: String,
    },
    /// A claim (c3) or figure (f1) of an event was checked
    Confirm {
        /// The event
        #[arg(add = ArgValueCompleter::new(complete::events))]
        event: String,
        /// The claim, as `selon event` numbers it
        claim: String,
    },
    /// A claim (c3) or figure (f1) of an event counts for nothing
    Reject {
        /// The event
        #[arg(add = ArgValueCompleter::new(complete::events))]
        event: String,
        /// The claim, as `selon event` numbers it
        claim: String,
    },
    /// Take a decision back
    Undo {
        /// Its number, as `selon decide list` shows it
        number: i64,
    },
    /// List all decisions
    List {
        /// Write JSON: the same as --format json
        #[arg(long, conflicts_with = "format")]
        json: bool,
        /// How to write the list
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Write the decisions in force, a JSON object a line
    Export {
        /// The file to write; - for standard output
        file: PathBuf,
    },
    /// Take in decisions that somebody exported
    Import {
        /// The file to read
        file: PathBuf,
    },
}

/// A field that can be corrected.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Field {
    /// The type of event
    Type,
    /// When, EDTF
    Date,
    /// Where
    Place,
    /// Who
    Actor,
    /// To whom
    Target,
}

impl Field {
    fn code(self) -> &'static str {
        match self {
            Field::Type => "type",
            Field::Date => "date",
            Field::Place => "place",
            Field::Actor => "actor",
            Field::Target => "target",
        }
    }
}

/// Carries a decision out.
///
/// # Errors
///
/// If what it names is not there, or the dossier cannot be written.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut dossier = args.dossier.open()?;
    let who = args.by.clone().unwrap_or_else(who);
    let now = now();
    let stamp = stamp(&now);
    let mut out = io::stdout().lock();
    let number = match &args.what {
        What::Same { a, b } => {
            dossier.decide_pair(a, b, |a, b| DecisionKind::Same { a, b }, &who, stamp)?
        }
        What::Different { a, b } if b.starts_with("r-") => {
            let report = dossier.report(b)?.row.id;
            dossier.decide_split(a, &report, &who, stamp)?
        }
        What::Different { a, b } => {
            dossier.decide_pair(a, b, |a, b| DecisionKind::Different { a, b }, &who, stamp)?
        }
        What::Unsure { a, b } => {
            dossier.decide_pair(a, b, |a, b| DecisionKind::Unsure { a, b }, &who, stamp)?
        }
        What::Field { event, field, value } => {
            check_field(*field, value)?;
            dossier.decide_field(event, field.code(), value, &who, stamp)?
        }
        What::Note { event, text } => dossier.decide_note(event, text, &who, stamp)?,
        What::Confirm { event, claim } => {
            dossier.decide_claim(event, claim, Verdict::Confirmed, &who, stamp)?
        }
        What::Reject { event, claim } => {
            dossier.decide_claim(event, claim, Verdict::Rejected, &who, stamp)?
        }
        What::Undo { number } => {
            let undone = dossier.undo(*number, stamp)?;
            writeln!(out, "Undone: {}", words(&dossier, &undone)?)?;
            return Ok(ExitCode::SUCCESS);
        }
        What::List { json, format } => {
            let format = if *json { ListFormat::Json } else { *format };
            list(&mut out, &dossier, format)?;
            return Ok(ExitCode::SUCCESS);
        }
        What::Export { file } => {
            let mut lines = String::new();
            for logged in dossier.decisions()?.iter().filter(|d| d.undone.is_none()) {
                lines.push_str(&serde_json::to_string(&logged.decision)?);
                lines.push('\n');
            }
            if file.as_os_str() == "-" {
                out.write_all(lines.as_bytes())?;
            } else {
                fs::write(file, lines).with_context(|| file.display().to_string())?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        What::Import { file } => {
            let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
            let mut list: Vec<Decision> = Vec::new();
            for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
                let place = || format!("{}, line {}: no decision", file.display(), n + 1);
                list.push(serde_json::from_str(line).with_context(place)?);
            }
            let new = dossier.import(&list, stamp)?;
            writeln!(out, "{new} of {} decisions were new.", list.len())?;
            return Ok(ExitCode::SUCCESS);
        }
    };
    writeln!(out, "Decision {number}; `selon decide undo {number}` takes it back.")?;
    Ok(ExitCode::SUCCESS)
}

fn check_field(field: Field, value: &str) -> anyhow::Result<()> {
    match field {
        Field::Type if selon_reader::event::ontology::by_code(value).is_none() => {
            Err(crate::read::Usage::error(format!(
                "{value} is no type of event; docs/CODEBOOK.md lists them"
            )))
        }
        Field::Date if selon_dossier::day::days(value).is_none() => Err(crate::read::Usage::error(
            format!("{value} is no date; give 2025-10-22, 2025-10 or 2025"),
        )),
        Field::Place => {
            let Some((_, point)) = value.rsplit_once('@') else { return Ok(()) };
            let degrees =
                |text: &str, most: f64| text.trim().parse::<f64>().is_ok_and(|n| n.abs() <= most);
            let known =
                point.split_once(',').is_some_and(|(a, b)| degrees(a, 90.0) && degrees(b, 180.0));
            if known {
                return Ok(());
            }
            Err(crate::read::Usage::error(format!(
                "{point} is no point; give degrees north and east: Harem@36.21,36.52"
            )))
        }
        _ => Ok(()),
    }
}

fn list(out: &mut impl Write, dossier: &Dossier, format: ListFormat) -> anyhow::Result<()> {
    let list = dossier.decisions()?;
    match format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &list).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Csv => {
            let mut cells = Vec::with_capacity(list.len());
            for logged in &list {
                let decision = &logged.decision;
                cells.push(vec![
                    logged.number.to_string(),
                    what(dossier, &decision.kind)?,
                    decision.who.clone(),
                    decision.made.clone(),
                    logged.undone.clone().unwrap_or_default(),
                ]);
            }
            csv(out, &["number", "what", "who", "made", "undone"], &cells)?;
        }
        ListFormat::Text if list.is_empty() => {
            writeln!(out, "Nothing was decided yet; `selon help decide` tells what can be.")?;
        }
        ListFormat::Text => {
            for logged in &list {
                let line = format!("{:>4}  {}", logged.number, words(dossier, logged)?);
                let mut text = String::new();
                let (width, paint) = (terminal::width(), Paint { color: false });
                paragraph(&mut text, &line, width, 6, Role::Plain, paint);
                out.write_all(text.as_bytes())?;
            }
        }
    }
    Ok(())
}

/// A decision in a line.
fn words(dossier: &Dossier, logged: &Logged) -> anyhow::Result<String> {
    let decision = &logged.decision;
    let day = decision.made.get(..10).unwrap_or(&decision.made);
    let undone = if logged.undone.is_some() { ", undone" } else { "" };
    let what = what(dossier, &decision.kind)?;
    Ok(harmless_line(&format!("{what} ({}, {day}{undone})", decision.who)))
}

/// What was decided, in words: events by the ids that they have now, with the first words that
/// tell of them.
fn what(dossier: &Dossier, kind: &DecisionKind) -> anyhow::Result<String> {
    let event = |refs: &[Ref]| -> anyhow::Result<String> {
        let word = refs.first().map_or("", |r| r.word.as_str());
        let id = dossier.decided_event(refs)?.unwrap_or_else(|| "an event not here".into());
        Ok(format!("{id} “{word}”"))
    };
    Ok(match kind {
        DecisionKind::Same { a, b } => {
            let (one, other) = (event(a)?, event(b)?);
            let id = one.split(' ').next().unwrap_or_default();
            // They are one now.
            match other.strip_prefix(id).filter(|_| !id.is_empty()) {
                Some(words) => format!("same: {one} and{words}"),
                None => format!("same: {one} and {other}"),
            }
        }
        DecisionKind::Different { a, b } => format!("different: {} and {}", event(a)?, event(b)?),
        DecisionKind::Unsure { a, b } => format!("unsure: {} and {}", event(a)?, event(b)?),
        DecisionKind::Field { event: of, field, value } => {
            format!("{field} of {} is {value}", event(of)?)
        }
        DecisionKind::Note { event: on, text } => format!("note on {}: {text}", event(on)?),
        DecisionKind::Claim { telling, words, verdict, .. } => {
            let verdict = if *verdict == Verdict::Confirmed { "confirmed" } else { "rejected" };
            let words = super::columns::cut(words, 40);
            format!("{verdict}: of {} “{words}”", event(std::slice::from_ref(telling))?)
        }
    })
}
