//! `selon alert`: queries that are kept, and what is new for them.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;
use clap_complete::engine::ArgValueCompleter;
use selon_dossier::Filter;

use super::columns::csv;
use super::events::Which;
use super::file::{DossierFile, ListFormat, now, stamp};
use super::{complete, events};
use crate::terminal::{self, harmless_line};

/// The arguments of `selon alert`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,

    #[command(flatten)]
    dossier: DossierFile,

    /// How to write what is listed
    #[arg(long, value_enum, default_value_t, global = true)]
    format: ListFormat,
}

const AFTER_HELP: &str = "\
Examples:
  selon alert keep idlib --place Idlib --min-origins 2
  selon alert ask idlib                      what is new for it since it was last asked
  selon alert                                the queries that are kept
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
        /// Write JSON: the same as --format json
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
        None => kept(&mut out, &dossier.alerts()?, args.format)?,
        Some(What::Keep { name, which }) => {
            let filter = which.filter_in(&dossier)?;
            dossier.set_alert(name, &filter, stamp(&now))?;
            writeln!(out, "Kept; `selon alert ask {name}` tells what is new from now on.")?;
        }
        Some(What::Ask { name, json }) => {
            let new = dossier.ask_alert(name, stamp(&now))?;
            match if *json { ListFormat::Json } else { args.format } {
                ListFormat::Json => {
                    serde_json::to_writer_pretty(&mut out, &new).map_err(io::Error::from)?;
                    writeln!(out)?;
                }
                ListFormat::Csv => events::csv_list(&mut out, &new)?,
                ListFormat::Text if new.is_empty() => writeln!(out, "Nothing is new.")?,
                ListFormat::Text => {
                    out.write_all(events::list(&new, terminal::width()).as_bytes())?;
                }
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

/// Lists the queries that are kept: their names, what they ask, and when they were asked last.
fn kept(
    out: &mut impl Write,
    alerts: &[(String, Filter, String)],
    format: ListFormat,
) -> anyhow::Result<()> {
    match format {
        ListFormat::Json => {
            let list: Vec<_> = alerts
                .iter()
                .map(|(name, query, asked)| {
                    serde_json::json!({ "name": name, "query": query, "asked": asked })
                })
                .collect();
            serde_json::to_writer_pretty(&mut *out, &list).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Csv => {
            let cells = alerts.iter().map(|(name, query, asked)| {
                Ok(vec![name.clone(), asked.clone(), conditions(query)?.join(" ")])
            });
            let cells = cells.collect::<serde_json::Result<Vec<_>>>()?;
            csv(out, &["name", "asked", "query"], &cells)?;
        }
        ListFormat::Text if alerts.is_empty() => {
            writeln!(out, "No query is kept; `selon alert keep NAME --place …` keeps one.")?;
        }
        ListFormat::Text => {
            for (name, query, asked) in alerts {
                let asked = asked.get(..16).unwrap_or(asked).replace('T', " ");
                let conditions = conditions(query)?.join(" ");
                writeln!(
                    out,
                    "{}",
                    harmless_line(&format!("{name}  last asked {asked}  {conditions}"))
                )?;
            }
        }
    }
    Ok(())
}

/// What a query asks, one condition each.
fn conditions(query: &Filter) -> serde_json::Result<Vec<String>> {
    let set = |value: &serde_json::Value| {
        !value.is_null() && *value != false && *value != serde_json::json!([])
    };
    let query = serde_json::to_value(query)?;
    let fields = query.as_object().into_iter().flatten();
    Ok(fields.filter(|(_, v)| set(v)).map(|(k, v)| format!("{k}={v}")).collect())
}
