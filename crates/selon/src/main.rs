//! `selon`: reads news reports of conflict and shows who says what, how surely.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
#[cfg(feature = "fetch")]
use selon::watch;
use selon::{gazetteer, intake, read, schema};

/// Reads news reports of conflict, French and English, and tells for each thing said
/// to happen who says so and how surely, each answer with the words it rests on.
#[derive(Parser)]
#[command(version, after_help = AFTER_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  selon read report.txt                    show one report with what is said in it
  selon read --format json report.txt      the same as JSON
  selon read saved-pages/                  read all web pages and texts of a folder
  selon help read                          all options, with more examples

Nothing is sent anywhere: the models are part of the program. Only addresses that you
name are fetched, and what feeds that you name lead to.";

#[derive(Subcommand)]
enum Command {
    /// Read reports and show who says what, how surely
    Read(read::Args),
    /// Show what is taken in of files of any kind, as JSON lines, without reading it
    Intake(intake::Args),
    /// Ask feeds again and again, and print what is new as JSON lines
    #[cfg(feature = "fetch")]
    Watch(watch::Args),
    /// Show what places a name may mean, and add places of your own
    #[command(subcommand)]
    Gazetteer(gazetteer::Command),
    /// Print the JSON Schema of a reading
    Schema,
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Read(args) => read::run(&args),
        Command::Intake(args) => intake::run(&args),
        #[cfg(feature = "fetch")]
        Command::Watch(args) => watch::run(&args),
        Command::Gazetteer(command) => gazetteer::run(&command),
        Command::Schema => schema::run(),
    };
    match done {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "selon: {error:#}");
            ExitCode::from(if error.is::<read::Usage>() { 2 } else { 1 })
        }
    }
}

/// Whether the reader of the output has gone, as `head` does: no reason to complain.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|e| e.downcast_ref::<io::Error>())
        .any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
