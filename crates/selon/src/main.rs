//! `selon`: reads news reports of conflict and shows who says what, how surely.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use selon::dossier::{
    add, alert, decide, demo, event, events, reports, reread, search, sources, status,
};
#[cfg(feature = "serve")]
use selon::serve;
#[cfg(feature = "fetch")]
use selon::watch;
use selon::{actors, compare, export, gazetteer, import, intake, read, schema};

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
  selon add reports/ && selon events       put reports together, list what happened
  selon help read                          all options, with more examples
  source <(COMPLETE=bash selon)            let the shell complete commands and ids (zsh, fish too)

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
    /// Show who is known by a name: people, groups, organisations, outlets
    #[command(subcommand)]
    Actors(actors::Command),
    /// Show what places a name may mean, and add places of your own
    #[command(subcommand)]
    Gazetteer(gazetteer::Command),
    /// Add reports to a dossier
    Add(add::Args),
    /// List what happened, with how many independent origins stand behind it
    Events(events::Args),
    /// Show one event: who holds what, origins, disagreements
    Event(event::Args),
    /// List the reports of a dossier
    Reports(reports::Args),
    /// Show one report of a dossier, or write a page to print of events
    Report(reports::OneArgs),
    /// List who stands behind the events
    Sources(sources::Args),
    /// Find reports by their words
    Search(search::Args),
    /// Decide: same, different, corrected, confirmed, rejected
    Decide(decide::Args),
    /// Write events for other tools: ACLED, UCDP GED, GeoJSON, CSV, annotations, a page to print
    Export(export::Args),
    /// Take in events that people coded: ACLED, UCDP GED
    Import(import::Args),
    /// Compare events that people coded with those that were read out of reports
    Compare(compare::Args),
    /// Keep a query and tell what is new for it
    Alert(alert::Args),
    /// Show a dossier in the browser
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    /// Tell what a dossier holds
    Status(status::Args),
    /// Read all reports of a dossier anew; decisions are kept
    Reread(reread::Args),
    /// Check that the file of a dossier is whole
    Check(status::Args),
    /// Copy a dossier to a new file
    Backup(status::BackupArgs),
    /// Make a dossier of example reports and show what is in it
    Demo(demo::Args),
    /// Print the JSON Schema of a reading
    Schema,
}

fn main() -> ExitCode {
    // Where a shell asks (`COMPLETE=bash selon`), what it may complete is printed.
    clap_complete::CompleteEnv::with_factory(Cli::command).complete();
    let done = match Cli::parse().command {
        Command::Read(args) => read::run(&args),
        Command::Intake(args) => intake::run(&args),
        #[cfg(feature = "fetch")]
        Command::Watch(args) => watch::run(&args),
        Command::Actors(command) => actors::run(&command),
        Command::Gazetteer(command) => gazetteer::run(&command),
        Command::Add(args) => add::run(&args),
        Command::Events(args) => events::run(&args),
        Command::Event(args) => event::run(&args),
        Command::Reports(args) => reports::run(&args),
        Command::Report(args) => reports::run_one(&args),
        Command::Sources(args) => sources::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Decide(args) => decide::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Alert(args) => alert::run(&args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args),
        Command::Status(args) => status::run(&args),
        Command::Reread(args) => reread::run(&args),
        Command::Check(args) => status::check(&args),
        Command::Backup(args) => status::backup(&args),
        Command::Demo(args) => demo::run(&args),
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
