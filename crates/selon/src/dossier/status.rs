//! `selon status`, `selon check`, `selon backup`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::file::{DossierFile, READER};

/// The arguments of `selon status` and `selon check`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    dossier: DossierFile,

    /// Write JSON
    #[arg(long)]
    json: bool,

    /// How to write it
    #[arg(long, value_enum, default_value_t, conflicts_with = "json")]
    format: Form,
}

/// How something that is no list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// Lines for people
    #[default]
    Text,
    /// JSON
    Json,
}

impl Args {
    fn is_json(&self) -> bool {
        self.json || self.format == Form::Json
    }
}

/// The arguments of `selon backup`.
#[derive(clap::Args, Debug)]
pub struct BackupArgs {
    /// The file to make
    #[arg(value_name = "TO")]
    to: PathBuf,

    #[command(flatten)]
    dossier: DossierFile,
}

/// Prints what the dossier holds.
///
/// # Errors
///
/// If the dossier cannot be read.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let path = args.dossier.path();
    let status = args.dossier.open_to_read()?.status(READER)?;
    let mut out = io::stdout().lock();
    if args.is_json() {
        serde_json::to_writer_pretty(&mut out, &status).map_err(io::Error::from)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(out, "{} ({:.1} MB)", path.display(), status.bytes as f64 / 1e6)?;
    let languages: Vec<String> =
        status.languages.iter().map(|(language, n)| format!("{n} {language}")).collect();
    writeln!(
        out,
        "reports    {} of {} outlets ({}), {} of them repeat others",
        status.reports,
        status.outlets,
        if languages.is_empty() { "none".into() } else { languages.join(", ") },
        status.copies
    )?;
    match &status.published {
        Some((first, last)) => write!(out, "published  {first} to {last}")?,
        None => write!(out, "published  no day is known")?,
    }
    writeln!(out, "; {} without a day", status.without_day)?;
    writeln!(
        out,
        "events     {}; {} in several reports, {} with two origins or more, {} in dispute",
        status.events, status.shared, status.corroborated, status.disagreeing
    )?;
    writeln!(out, "decisions  {}", status.decisions)?;
    if status.read_by_others > 0 {
        writeln!(
            out,
            "{} reports were read by another version of selon: `selon reread` reads them anew.",
            status.read_by_others
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Checks that the file is whole.
///
/// # Errors
///
/// If the dossier cannot be read.
pub fn check(args: &Args) -> anyhow::Result<ExitCode> {
    let found = args.dossier.open_to_read()?.check()?;
    let mut out = io::stdout().lock();
    if args.is_json() {
        serde_json::to_writer(&mut out, &found).map_err(io::Error::from)?;
        writeln!(out)?;
    } else if found.is_empty() {
        writeln!(out, "{} is whole.", args.dossier.path().display())?;
    } else {
        for line in &found {
            writeln!(out, "{line}")?;
        }
    }
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Copies the dossier to a new file.
///
/// # Errors
///
/// If there is such a file, or it cannot be written.
pub fn backup(args: &BackupArgs) -> anyhow::Result<ExitCode> {
    args.dossier.open_to_read()?.backup(&args.to)?;
    writeln!(
        io::stdout(),
        "{} is a copy of {}.",
        args.to.display(),
        args.dossier.path().display()
    )?;
    Ok(ExitCode::SUCCESS)
}
