//! `selon-train score`: reads each report of a gold folder and compares.

mod around;
mod errors;
mod form;
pub mod linking;
mod listing;
mod matching;
mod measure;
pub mod plover;
pub mod popcorn;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use selon_intake::{Known, plain_text};
use selon_model::Language;

pub use form::Scored;
pub use measure::{Measures, Tally};

/// The arguments of `selon-train score`.
#[derive(clap::Args, Debug)]
pub struct ScoreArgs {
    /// A folder with NAME.txt, the report, and NAME.json, its gold reading
    gold: PathBuf,

    /// Compare the NAME.json of this folder instead of reading the reports
    #[arg(long, value_name = "DIR", conflicts_with_all = ["published_from_gold", "out"])]
    readings: Option<PathBuf>,

    /// Write the readings into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Tell the reader the day of publication of the gold reading
    #[arg(long)]
    published_from_gold: bool,

    /// Tell the reader the language
    #[arg(long, value_name = "fr|en", value_parser = language)]
    lang: Option<Language>,

    /// Score one half of the reports only, to tune on one and report on the other
    #[arg(long, value_name = "a|b")]
    half: Option<Half>,

    /// List the errors by kind, the most frequent kind first
    #[arg(long)]
    errors: bool,

    /// List only the kinds of error with this in their name
    #[arg(long, value_name = "TEXT")]
    kind: Option<String>,
}

/// A half of the gold reports, by a hash of their names that stays the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Half {
    A,
    B,
}

impl Half {
    /// FNV-1a over the bytes of the name; its middle bits, as the lowest ones of short
    /// names that differ in little fall together.
    fn of(name: &str) -> Half {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        if (hash >> 32) & 1 == 0 { Half::A } else { Half::B }
    }
}

fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "not a language that is read".into())
}

/// Scores and prints.
///
/// # Errors
///
/// If the folder has no gold readings, or a file cannot be read or written.
pub fn run(args: &ScoreArgs) -> Result<()> {
    let mut measures = Measures::new();
    let mut errors = errors::Errors::default();
    let mut names = gold_names(&args.gold)?;
    names.retain(|name| args.half.is_none_or(|half| Half::of(name) == half));
    for name in &names {
        let gold = Scored::from_file(&args.gold.join(format!("{name}.json")))?;
        let text = args.gold.join(format!("{name}.txt"));
        let read = match &args.readings {
            Some(folder) => {
                let path = folder.join(format!("{name}.json"));
                if path.exists() { Scored::from_file(&path)? } else { Scored::default() }
            }
            None => read(&text, name, &gold, args)?,
        };
        measures.add(&gold, &read);
        if args.errors || args.kind.is_some() {
            let text = fs::read_to_string(&text).with_context(|| text.display().to_string())?;
            errors.add(name, &text, &gold, &read);
        }
    }
    let mut out = io::stdout().lock();
    if args.errors || args.kind.is_some() {
        write!(out, "{}", errors.list(args.kind.as_deref()))?;
    }
    writeln!(out, "{} reports", names.len())?;
    write!(out, "{measures}")?;
    Ok(())
}

fn gold_names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    if names.is_empty() {
        bail!("{}: there are no gold readings (NAME.json) in this folder", folder.display());
    }
    names.sort();
    Ok(names)
}

/// Reads a report the way `selon read` does.
fn read(path: &Path, name: &str, gold: &Scored, args: &ScoreArgs) -> Result<Scored> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    let published = gold.published.clone().filter(|_| args.published_from_gold);
    let known = Known { id: name.into(), language: args.lang, published, ..Known::default() };
    let Some(json) = read_bytes(&bytes, known)? else { return Ok(Scored::default()) };
    if let Some(folder) = &args.out {
        fs::create_dir_all(folder)?;
        fs::write(folder.join(format!("{name}.json")), &json)?;
    }
    Ok(serde_json::from_str(&json)?)
}

/// The reading of a report as JSON; none, with a message, if it cannot be read.
fn read_bytes(bytes: &[u8], known: Known) -> Result<Option<String>> {
    let name = known.id.clone();
    let intake = plain_text(bytes, known).with_context(|| name.clone())?;
    match selon_reader::read_report(&intake.report) {
        Ok(reading) => Ok(Some(serde_json::to_string_pretty(&reading)?)),
        Err(why) => {
            eprintln!("{name}: {why}");
            Ok(None)
        }
    }
}

/// The reading of a text in a language that is known.
fn read_text(text: &str, name: &str, language: Language) -> Result<Scored> {
    let known = Known { id: name.into(), language: Some(language), ..Known::default() };
    let json = read_bytes(text.as_bytes(), known)?;
    json.map_or(Ok(Scored::default()), |json| Ok(serde_json::from_str(&json)?))
}

/// A JSON file, gzipped or not.
fn json_file<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let reader = crate::conllu::open(path)?;
    serde_json::from_reader(reader).with_context(|| path.display().to_string())
}

/// The rows of a table of `data/`, without its header.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let content = table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    content.skip(1).map(|l| l.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_stable_and_about_equal() {
        assert_eq!(Half::of("report"), Half::of("report"));
        let names = (1..=12).flat_map(|month| (1..=28).map(move |day| (month, day)));
        let in_a = names
            .filter(|(month, day)| Half::of(&format!("2016_{month:02}_{day:02}-001")) == Half::A)
            .count();
        assert!((130..=206).contains(&in_a), "{in_a} of 336");
    }
}
