//! `selon import`: events that people coded, as reports of their own kind.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use selon_dossier::{Added, Dossier};
use selon_export::{Broken, CodedRow, DataSet};

use crate::dossier::file::{DossierFile, now, stamp};
use crate::terminal::harmless_line;

/// The arguments of `selon import`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Whose columns the file has
    #[arg(value_enum)]
    set: Coded,

    /// The file, CSV; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    dossier: DossierFile,
}

/// A data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Coded {
    /// ACLED
    Acled,
    /// UCDP GED
    Ged,
}

impl From<Coded> for DataSet {
    fn from(coded: Coded) -> DataSet {
        match coded {
            Coded::Acled => DataSet::Acled,
            Coded::Ged => DataSet::Ged,
        }
    }
}

const AFTER_HELP: &str = "\
Each row becomes a report of its own kind, told by people and not read out of a text, whose
claims are held by the sources that the row names. Rows that are there already add nothing,
rows that were changed are new versions. Rows that are broken are told with their lines; the
others go in. docs/EXPORTS.md says what becomes of each column.

Examples:
  selon import acled syria.csv
  selon import ged GEDEvent.csv
  selon compare syria.csv          without adding anything";

/// Adds the rows of a file.
///
/// # Errors
///
/// If the file or the dossier cannot be read or written.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let source = open(&args.file)?;
    // A file that is no table leaves no empty dossier behind.
    let mut dossier: Option<Dossier> = None;
    let (mut fresh, mut changed, mut known, mut broken) = (0u64, 0u64, 0u64, 0u64);
    let mut failed: Option<anyhow::Error> = None;
    let progress = io::stderr().is_terminal();
    let read = selon_export::rows(Some(args.set.into()), source, |_, row| {
        let row = match row {
            Ok(row) => row,
            Err(why) => {
                broken += 1;
                tell(&why);
                return ControlFlow::Continue(());
            }
        };
        match add(&mut dossier, &args.dossier, &row) {
            Ok(Added::New { .. }) => fresh += 1,
            Ok(Added::Version { .. }) => changed += 1,
            Ok(Added::Known { .. }) => known += 1,
            Err(error) => {
                failed = Some(error);
                return ControlFlow::Break(());
            }
        }
        let done = fresh + changed + known;
        if progress && done.is_multiple_of(200) {
            let _ = write!(io::stderr(), "\r{done} rows\u{1b}[K");
        }
        ControlFlow::Continue(())
    });
    if progress {
        let _ = write!(io::stderr(), "\r\u{1b}[K");
    }
    if let Some(error) = failed {
        return Err(error);
    }
    let set = read.map_err(|e| named(&args.file, &e))?;
    let mut words = vec![format!("{fresh} events added")];
    for (count, what) in
        [(changed, "changed"), (known, "there already"), (broken, "left out: see above")]
    {
        if count > 0 {
            words.push(format!("{count} {what}"));
        }
    }
    writeln!(io::stdout(), "{}: {}", set.name(), words.join(", "))?;
    Ok(ExitCode::from(u8::from(broken > 0)))
}

fn add(dossier: &mut Option<Dossier>, file: &DossierFile, row: &CodedRow) -> anyhow::Result<Added> {
    let dossier = match dossier {
        Some(dossier) => dossier,
        None => dossier.insert(file.create()?),
    };
    let now = now();
    Ok(dossier.add(&row.report, &row.reading, stamp(&now))?)
}

/// Opens the file; `-` is standard input.
pub(crate) fn open(path: &Path) -> anyhow::Result<Box<dyn Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let file = File::open(path).map_err(|e| named(path, &e))?;
    if file.metadata().is_ok_and(|m| m.is_dir()) {
        anyhow::bail!("{} is a folder; name a CSV file", path.display());
    }
    Ok(Box::new(file))
}

/// An error with the name of the file.
pub(crate) fn named(path: &Path, error: &dyn std::fmt::Display) -> anyhow::Error {
    anyhow::anyhow!("{}: {error}", path.display())
}

/// Tells of a row that cannot be taken.
pub(crate) fn tell(broken: &Broken) {
    let why = harmless_line(&broken.why);
    let _ = writeln!(io::stderr(), "selon: line {}: {why}", broken.line);
}
