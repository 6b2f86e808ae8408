//! `selon-train`: trains and scores the models and the reader of Selon.

use anyhow::Result;
use clap::{Parser, Subcommand};
use selon_train::gazetteer::{self, GazetteerArgs};
use selon_train::score::{self, ScoreArgs};

/// Trains and scores the models and the reader of Selon.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compiles the gazetteer out of open data.
    Gazetteer(GazetteerArgs),
    /// Reads the reports of a folder of gold readings and prints how well.
    Score(ScoreArgs),
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Gazetteer(args) => gazetteer::run(&args),
        Command::Score(args) => score::run(&args),
    }
}
