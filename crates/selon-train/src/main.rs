//! `selon-train`: trains and scores the models and the reader of Selon.

use anyhow::Result;
use clap::{Parser, Subcommand};
use selon_train::draft::{self, DraftArgs};
use selon_train::gazetteer::{self, GazetteerArgs};
use selon_train::lemma::{self, LemmaArgs};
use selon_train::neural::evaluate::{self, AnalysisScoreArgs};
use selon_train::neural::train::{self, NetworkArgs};
use selon_train::recognizers::{self, RecognizersArgs};
use selon_train::score::linking::{self, LinkArgs};
use selon_train::score::plover::{self, PloverArgs};
use selon_train::score::popcorn::{self, PopcornArgs};
use selon_train::score::{self, ScoreArgs};
use selon_train::segmentation::ends::{self, SentenceScoreArgs};
use selon_train::segmentation::{self, SegmentationArgs, SegmentationScoreArgs};

/// Trains and scores the models and the reader of Selon.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reads sentences from standard input and prints first trees in CoNLL-U to correct.
    Draft(DraftArgs),
    /// Compiles the gazetteer out of open data.
    Gazetteer(GazetteerArgs),
    /// Compiles the lexicons of forms and lemmas.
    Lemma(LemmaArgs),
    /// Reads the reports of a folder of gold readings and prints how well.
    Score(ScoreArgs),
    /// Compares whom mentions mean in the registry of actors with a sample told by hand.
    LinkScore(LinkArgs),
    /// Reads the cases of Recognizers-Text and prints how many dates, numbers and ranges are right.
    RecognizersScore(RecognizersArgs),
    /// Compares readings with the events of the POPCORN corpus.
    PopcornScore(PopcornArgs),
    /// Compares readings with the coded sentences of PLOVER.
    PloverScore(PloverArgs),
    /// Analyses raw text and prints how well.
    AnalysisScore(AnalysisScoreArgs),
    /// Trains tags, tree and names of a language.
    Network(NetworkArgs),
    /// Learns sentence ends and contractions from treebanks.
    Segmentation(SegmentationArgs),
    /// Cuts the raw text of treebanks into words and sentences and prints how well.
    SegmentationScore(SegmentationScoreArgs),
    /// Cuts reports into sentences and prints how well.
    SentenceScore(SentenceScoreArgs),
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Draft(args) => draft::run(&args),
        Command::Gazetteer(args) => gazetteer::run(&args),
        Command::Lemma(args) => lemma::run(&args),
        Command::Score(args) => score::run(&args),
        Command::LinkScore(args) => linking::run(&args),
        Command::RecognizersScore(args) => recognizers::run(&args),
        Command::PopcornScore(args) => popcorn::run(&args),
        Command::PloverScore(args) => plover::run(&args),
        Command::AnalysisScore(args) => evaluate::run(&args),
        Command::Network(args) => train::run(&args),
        Command::Segmentation(args) => segmentation::train(&args),
        Command::SegmentationScore(args) => segmentation::score(&args),
        Command::SentenceScore(args) => ends::run(&args),
    }
}
