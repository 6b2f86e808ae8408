//! `selon alert`: queries that are kept, and what is new for them.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;
use clap_complete::engine::ArgValueCompleter;

use super::complete;
use super::events::{Which, list};
use super::file::{DossierFile, now, stamp};
use crate::terminal;

/// The arguments of `selon alert`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,

    #[command(flatten)]
    dossier: DossierFile,
}

const AFTER_HELP: &str = "\
Examples:
  selon alert keep idlib --place Idlib --min-origins 2
  selon alert idlib is asked by: selon alert ask idlib
  selon alert                                lists the queries that are kept
An event is told again when it changes: a new report, another toll, a new origin.

Exit codes of `ask`: 0 something is new, 3 nothing is.";

#[derive(Subcommand, Debug)]
enum What {
    /// Keep a query; what is there now counts as seen
    Keep {
        /// What it is called
        name: String,
        #[command(flatten)]
        which: Box<Which>,
    },
    /// Tell what is new or changed for a query since it was last asked
    Ask {
        /// What it is called
        #[arg(add = ArgValueCompleter::new(complete::alerts))]
        name: String,
        /// Write JSON
        #[arg(long)]
        json: bool,
    },
    /// Forget a query
    Drop {
        /// What it is called
        #[arg(add = ArgValueCompleter::new(complete::alerts))]
        name: String,
    },
}

/// What `ask` ends with when nothing is new.
const NOTHING_NEW: u8 = 3;

/// Keeps, asks, lists or forgets queries.
///
/// # Errors
///
/// If there is no such query, or the dossier cannot be written.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut dossier = args.dossier.open()?;
    let now = now();
    let mut out = io::stdout().lock();
    match &args.what {
        None => {
            let alerts = dossier.alerts()?;
            if alerts.is_empty() {
                writeln!(out, "No query is kept; `selon alert keep NAME --place …` keeps one.")?;
            }
            for (name, filter, seen) in alerts {
                let query = serde_json::to_value(&filter)?;
                let set: Vec<String> = query
                    .as_object()
                    .into_iter()
                    .flatten()
                    .filter(|(_, v)| !v.is_null() && **v != false && *v != &serde_json::json!([]))
                    .map(|(k, v)| format!("{k}={v}"))
                    .collect();
                let seen = seen.get(..16).unwrap_or(&seen).replace('T', " ");
                writeln!(out, "{name}  last asked {seen}  {}", set.join(" "))?;
            }
        }
        Some(What::Keep { name, which }) => {
            let filter = which.filter_in(&dossier)?;
            dossier.set_alert(name, &filter, stamp(&now))?;
            writeln!(out, "Kept; `selon alert ask {name}` tells what is new from now on.")?;
        }
        Some(What::Ask { name, json }) => {
            let new = dossier.ask_alert(name, stamp(&now))?;
            if *json {
                serde_json::to_writer_pretty(&mut out, &new).map_err(io::Error::from)?;
                writeln!(out)?;
            } else if new.is_empty() {
                writeln!(out, "Nothing is new.")?;
            } else {
                out.write_all(list(&new, terminal::width()).as_bytes())?;
            }
            return Ok(if new.is_empty() {
                ExitCode::from(NOTHING_NEW)
            } else {
                ExitCode::SUCCESS
            });
        }
        Some(What::Drop { name }) => {
            let known = dossier.drop_alert(name)?;
            writeln!(out, "{}", if known { "Forgotten." } else { "There was no such query." })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
