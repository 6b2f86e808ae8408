//! `selon-train recognizers-score`: how many dates, numbers and ranges of the
//! specification of Microsoft Recognizers-Text are read with the right words and value.
//!
//! What is in scope is decided by what the specification tells of a result, never by
//! whether it is read well:
//!
//! - dates: results of the types `date` and `daterange` (hours, lengths of time and
//!   repetitions have no date) whose value can be known: a year is told in the words, the
//!   case has a day of reference, or what is known without it is told in digits (month
//!   and day of `XXXX-05-29`); not fiscal and school years and days that no calendar has,
//!   which have no dates there, nor what is marked there as relative to what is not known
//!   (`ref_undef`, `PRESENT_REF`);
//! - numbers: whole and decimal numbers from zero on; fractions, powers and negative
//!   numbers count nothing;
//! - ranges: whole numbers from zero on at both ends, one of which may be open.
//!
//! Words are the same if they are without articles, determiners, prepositions and points
//! at both ends, since either side may leave them out.

mod days;
mod wanted;
mod words;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use selon_model::Language;
use selon_model::reading::TimeModifier;
use selon_reader::{quantity, time};
use serde_json::Value as Json;

use wanted::wanted;
use words::{place, trimmed};

use crate::conllu;

/// The arguments of `selon-train recognizers-score`.
#[derive(clap::Args, Debug)]
pub struct RecognizersArgs {
    /// The folder with DateTime-French-DateTimeModel.json.gz and the like
    folder: PathBuf,

    /// List what is not read as it should be
    #[arg(long)]
    errors: bool,
}

/// The cases that are held to be wrong, or whose convention is not followed, with the reason.
const WRONG: &str = include_str!("../data/recognizers_wrong.tsv");

/// A file of the specification that is scored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Model {
    Dates,
    Numbers,
    Ranges,
}

impl Model {
    fn name(self) -> &'static str {
        match self {
            Model::Dates => "dates",
            Model::Numbers => "numbers",
            Model::Ranges => "ranges",
        }
    }

    fn file(self, language: &str) -> String {
        match self {
            Model::Dates => format!("DateTime-{language}-DateTimeModel.json.gz"),
            Model::Numbers => format!("Number-{language}-NumberModel.json.gz"),
            Model::Ranges => format!("Number-{language}-NumberRangeModel.json.gz"),
        }
    }
}

/// What was counted of a model.
#[derive(Default)]
struct Score {
    results: usize,
    scope: usize,
    words: usize,
    /// With the value as the specification tells it.
    strict: usize,
    /// Also with a value as exact as the words are.
    right: usize,
    /// Those held to be wrong there, and those of them that are read as told there.
    wrong: usize,
    wrong_right: usize,
    /// Those told by a convention that is not followed here.
    unfollowed: usize,
}

/// How well what was found is what should have been.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Missed,
    Words,
    AsExact,
    Strict,
}

/// Scores and prints a table.
///
/// # Errors
/// A file that is missing or no JSON.
pub fn run(args: &RecognizersArgs) -> Result<()> {
    println!(
        "{:<8} {:<8} {:>7} {:>6} {:>6} {:>7} {:>6} {:>6} {:>6} {:>9} {:>12}",
        "",
        "",
        "results",
        "scope",
        "words",
        "strict",
        "right",
        "%",
        "wrong",
        "% without",
        "not followed"
    );
    for model in [Model::Dates, Model::Numbers, Model::Ranges] {
        for language in Language::ALL {
            let score = scored(&args.folder, model, language, args.errors)?;
            let percent = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
            println!(
                "{:<8} {:<8} {:>7} {:>6} {:>6} {:>7} {:>6} {:>6.1} {:>6} {:>9.1} {:>12}",
                model.name(),
                name(language),
                score.results,
                score.scope,
                score.words,
                score.strict,
                score.right,
                percent(score.right, score.scope),
                score.wrong,
                percent(score.right - score.wrong_right, score.scope - score.wrong),
                score.unfollowed,
            );
        }
    }
    Ok(())
}

fn name(language: Language) -> &'static str {
    match language {
        Language::French => "French",
        Language::English => "English",
    }
}

fn json(path: &Path) -> Result<Json> {
    let text = std::io::read_to_string(conllu::open(path)?)?;
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .with_context(|| format!("{} is no JSON", path.display()))
}

/// The cases of a model that are marked so, and those of their results that are; none if all
/// are.
fn marked(model: Model, language: &str, mark: &str) -> BTreeSet<(usize, Option<usize>)> {
    let rows = WRONG.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t'));
    rows.filter_map(|mut row| {
        let of = (row.next()?, row.next()?);
        let at = case_and_result(row.next()?)?;
        (of == (language, model.name()) && row.next()? == mark).then_some(at)
    })
    .collect()
}

/// `224`, a case, or `224.1`, a result of it, both from 0.
fn case_and_result(text: &str) -> Option<(usize, Option<usize>)> {
    match text.split_once('.') {
        Some((case, result)) => Some((case.parse().ok()?, Some(result.parse().ok()?))),
        None => Some((text.parse().ok()?, None)),
    }
}

fn scored(folder: &Path, model: Model, language: Language, errors: bool) -> Result<Score> {
    let cases = json(&folder.join(model.file(name(language))))?;
    let wrong = marked(model, name(language), "wrong");
    let unfollowed = marked(model, name(language), "not followed");
    let mut score = Score::default();
    for (number, case) in cases.as_array().into_iter().flatten().enumerate() {
        let text = case["Input"].as_str().unwrap_or_default();
        let reference = case["Context"]["ReferenceDateTime"].as_str();
        let found = found(model, text, language, reference);
        for (of_case, result) in case["Results"].as_array().into_iter().flatten().enumerate() {
            score.results += 1;
            let words = result["Text"].as_str().unwrap_or_default();
            let start = result["Start"].as_u64().or(result["start"].as_u64());
            let Some(span) = place(text, words, start) else { continue };
            let Some(wanted) = wanted(model, result, words, reference) else { continue };
            score.scope += 1;
            let near = found.iter().filter(|f| trimmed(text, f.span) == trimmed(text, span));
            let best = near
                .map(|f| wanted.compared(&f.value, words, reference))
                .max()
                .unwrap_or(Match::Missed);
            score.words += usize::from(best > Match::Missed);
            score.strict += usize::from(best == Match::Strict);
            score.right += usize::from(best >= Match::AsExact);
            let is = |set: &BTreeSet<(usize, Option<usize>)>| {
                set.contains(&(number, None)) || set.contains(&(number, Some(of_case)))
            };
            score.unfollowed += usize::from(is(&unfollowed));
            if is(&wrong) {
                score.wrong += 1;
                score.wrong_right += usize::from(best >= Match::AsExact);
            } else if errors && best < Match::AsExact {
                let told: Vec<String> =
                    found.iter().map(|f| format!("«{}» {}", f.of(text), f.value)).collect();
                let line: String = text.chars().take(160).collect();
                println!(
                    "{} {} {number} [{}] {} | «{words}» {wanted:?} | {}",
                    model.name(),
                    name(language),
                    reference.unwrap_or("-"),
                    line.replace('\n', " "),
                    told.join("; ")
                );
            }
        }
    }
    Ok(score)
}

/// What the reader finds, in bytes.
struct Found {
    span: (usize, usize),
    value: Told,
}

impl Found {
    fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.span.0..self.span.1]
    }
}

/// A value as the reader tells it.
enum Told {
    Date(Option<String>, Option<&'static str>),
    Number(f64),
    Range(Option<f64>, Option<f64>),
}

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Told::Date(value, part) => write!(f, "{value:?} {part:?}"),
            Told::Number(n) => write!(f, "{n}"),
            Told::Range(low, high) => write!(f, "{low:?}..{high:?}"),
        }
    }
}

fn found(model: Model, text: &str, language: Language, reference: Option<&str>) -> Vec<Found> {
    let at = |span: selon_model::ByteSpan| (span.start as usize, span.end as usize);
    match model {
        Model::Dates => {
            let analysis = selon_language::analyze(text, language);
            let times = time::find(&analysis, reference.and_then(|r| r.get(..10)));
            times
                .into_iter()
                .map(|t| Found {
                    span: at(t.span),
                    value: Told::Date(t.value, t.modifier.map(part)),
                })
                .collect()
        }
        Model::Numbers => {
            let numbers = quantity::numbers(text, language);
            numbers
                .into_iter()
                .map(|(span, value)| Found { span: at(span), value: Told::Number(value) })
                .collect()
        }
        Model::Ranges => quantity::intervals(text, language)
            .into_iter()
            .map(|i| Found { span: at(i.span), value: Told::Range(i.low, i.high) })
            .collect(),
    }
}

/// A part of a time as the specification calls it.
fn part(modifier: TimeModifier) -> &'static str {
    match modifier {
        TimeModifier::Start => "start",
        TimeModifier::Middle => "mid",
        TimeModifier::End => "end",
        TimeModifier::About => "approx",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_that_is_held_wrong_has_its_reason() {
        for line in WRONG.lines().filter(|l| !l.starts_with('#')) {
            let row: Vec<&str> = line.split('\t').collect();
            assert!(
                row.len() == 5
                    && case_and_result(row[2]).is_some()
                    && matches!(row[3], "wrong" | "not followed")
                    && row[4].len() > 9,
                "{line}"
            );
        }
    }
}
