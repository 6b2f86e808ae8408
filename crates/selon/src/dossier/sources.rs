//! `selon sources`: who stands behind the events.

use std::io::{self, Write};
use std::process::ExitCode;

use selon_dossier::Filter;

use super::columns::{csv, left, right, table};
use super::events::Which;
use super::file::{DossierFile, ListFormat};
use crate::terminal;

/// The arguments of `selon sources`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    dossier: DossierFile,

    /// How to write the list
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

const NOTHING: &str = "Nobody is named yet: `selon add FILE…` adds reports.";
const NONE: &str = "Nobody who is named stands behind such events; leave a condition out.";

/// Prints who stands behind the events that the arguments name.
///
/// # Errors
///
/// If the dossier cannot be read.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let dossier = args.dossier.open_to_read()?;
    let rows = dossier.sources(&args.which.filter_in(&dossier)?)?;
    let mut out = io::stdout().lock();
    let cells = || -> Vec<Vec<String>> {
        rows.iter()
            .map(|r| {
                vec![
                    r.events.to_string(),
                    r.alone.to_string(),
                    r.reports.to_string(),
                    r.kind.clone(),
                    r.name.clone(),
                    r.id.clone(),
                ]
            })
            .collect()
    };
    match args.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &rows).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Csv => {
            let heads = ["events", "alone", "reports", "kind", "name", "id"];
            csv(&mut out, &heads, &cells())?;
        }
        ListFormat::Text if rows.is_empty() => {
            let empty = dossier.count(&Filter::default())? == 0;
            writeln!(out, "{}", if empty { NOTHING } else { NONE })?;
        }
        ListFormat::Text => {
            let columns = [
                right("events", 6),
                right("alone", 5),
                right("reports", 7),
                left("kind", 12),
                left("who", 0),
            ];
            out.write_all(table(&columns, &cells(), terminal::width()).as_bytes())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
