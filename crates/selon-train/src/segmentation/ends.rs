//! How well the sentences of reports are found, against ends that were told by hand.
//!
//! Both sides are compared by the characters that are seen, so that white space
//! around a sentence does not count.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use selon_language::segment;
use selon_model::Language;

use super::texts;
use crate::ud_eval::{Score, unseen};

/// Where the sentences of known reports end.
const ENDS: &str = include_str!("../../data/sentence_ends.tsv");

/// Cuts reports into sentences and prints how well.
#[derive(Args)]
pub struct SentenceScoreArgs {
    /// Folders with reports, LANGUAGE/NAME.txt, or JSON lines with `id` and `text`
    #[arg(required = true)]
    reports: Vec<PathBuf>,
    /// A table of where the sentences end, instead of the one for known reports
    #[arg(long, value_name = "FILE")]
    ends: Option<PathBuf>,
    /// List each wrong or missed end with the words around it
    #[arg(long)]
    errors: bool,
}

/// The scores of a set in a language.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    reports: usize,
    missing: usize,
    /// Sentences of which begin and end are right.
    sentences: Score,
    /// Ends alone.
    ends: Score,
}

/// Scores and prints.
///
/// # Errors
///
/// If a report cannot be read, or the table tells of another text.
pub fn run(args: &SentenceScoreArgs) -> Result<()> {
    let table = match &args.ends {
        Some(path) => fs::read_to_string(path).with_context(|| path.display().to_string())?,
        None => ENDS.to_string(),
    };
    let texts = reports(&args.reports)?;
    let mut tallies: BTreeMap<(&str, &str), Tally> = BTreeMap::new();
    for line in table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let Row { set, language, name, ends } = Row::read(line)?;
        let code = language.code();
        let tally = tallies.entry((set, code)).or_default();
        let text = texts.get(&format!("{code}/{name}")).or_else(|| texts.get(name));
        let Some(text) = text else {
            tally.missing += 1;
            continue;
        };
        let gold = places_of_offsets(text, &ends)
            .with_context(|| format!("{code}/{name}: the table tells of another text"))?;
        let segments = segment::segment(text, language);
        let bytes: Vec<usize> = segments.sentences.iter().map(|s| s.span.end as usize).collect();
        let found = places_of_bytes(text, &bytes);
        tally.add(&gold, &found);
        if args.errors {
            print!("{}", differences(&format!("{set} {code}/{name}"), text, &gold, &found));
        }
    }
    for ((set, code), tally) in &tallies {
        println!("{set} {code}: {} reports, {} not given", tally.reports, tally.missing);
        for (what, score) in [("sentences", tally.sentences), ("ends", tally.ends)] {
            println!(
                "  {what:9}  P {:6.2}  R {:6.2}  F1 {:6.2}   {} told, {} found, {} right",
                100.0 * score.precision(),
                100.0 * score.recall(),
                100.0 * score.f1(),
                score.gold,
                score.system,
                score.correct
            );
        }
    }
    Ok(())
}

/// A line of the table.
#[derive(Debug)]
struct Row<'a> {
    set: &'a str,
    language: Language,
    name: &'a str,
    ends: Vec<usize>,
}

impl Row<'_> {
    fn read(line: &str) -> Result<Row<'_>> {
        let place = || format!("not a set, a report and offsets: “{line}”");
        let columns: Vec<&str> = line.split('\t').collect();
        let [set, report, offsets] = columns[..] else { bail!(place()) };
        let (code, name) = report.split_once('/').with_context(place)?;
        let language = Language::from_code(code).with_context(place)?;
        let ends: Result<Vec<usize>, _> = offsets.split(' ').map(str::parse).collect();
        let ends = ends.with_context(place)?;
        if !ends.is_sorted() {
            bail!("{report}: the offsets are not in order");
        }
        Ok(Row { set, language, name, ends })
    }
}

/// Texts by LANGUAGE/NAME, those of JSON lines by the last part of their id.
fn reports(paths: &[PathBuf]) -> Result<HashMap<String, String>> {
    let mut texts = HashMap::new();
    for path in paths {
        if path.is_dir() {
            for language in Language::ALL {
                let code = language.code();
                let folder = path.join(code);
                let entries =
                    fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
                for entry in entries {
                    let file = entry?.path();
                    if file.extension().is_none_or(|e| e != "txt") {
                        continue;
                    }
                    let text = fs::read_to_string(&file);
                    let text = text.with_context(|| file.display().to_string())?;
                    let name = file.file_stem().unwrap_or_default().to_string_lossy();
                    texts.insert(format!("{code}/{name}"), text);
                }
            }
        } else {
            for (id, text) in texts::read_named(path)? {
                let name = id.rsplit('/').next().unwrap_or_default();
                texts.insert(name.to_string(), text);
            }
        }
    }
    Ok(texts)
}

/// For each offset in code points, how many characters that are seen stand before it.
fn places_of_offsets(text: &str, offsets: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0];
    for c in text.chars() {
        seen.push(seen[seen.len() - 1] + usize::from(!unseen(c)));
    }
    let places: Option<Vec<usize>> = offsets.iter().map(|&o| seen.get(o).copied()).collect();
    places.filter(|p| p.last() == seen.last())
}

/// The same for offsets in bytes, in order.
fn places_of_bytes(text: &str, offsets: &[usize]) -> Vec<usize> {
    let mut places = Vec::with_capacity(offsets.len());
    let (mut start, mut seen) = (0, 0);
    for &end in offsets {
        seen += text[start..end].chars().filter(|&c| !unseen(c)).count();
        start = end;
        places.push(seen);
    }
    places
}

impl Tally {
    /// Adds a report with the places where its sentences end.
    fn add(&mut self, gold: &[usize], found: &[usize]) {
        let right: HashSet<usize> = gold.iter().copied().collect();
        let spans = |ends: &[usize]| {
            let starts = std::iter::once(0).chain(ends.iter().copied());
            starts.zip(ends.iter().copied()).collect::<Vec<_>>()
        };
        let sentences: HashSet<(usize, usize)> = spans(gold).into_iter().collect();
        self.reports += 1;
        self.ends.gold += gold.len();
        self.ends.system += found.len();
        self.ends.correct += found.iter().filter(|e| right.contains(e)).count();
        self.sentences.gold += gold.len();
        self.sentences.system += found.len();
        self.sentences.correct += spans(found).iter().filter(|s| sentences.contains(s)).count();
    }
}

/// What differs, a line each.
fn differences(name: &str, text: &str, gold: &[usize], found: &[usize]) -> String {
    let mut list = String::new();
    let mut places: Vec<(usize, &str)> = Vec::new();
    places.extend(gold.iter().filter(|e| !found.contains(e)).map(|&e| (e, "missed")));
    places.extend(found.iter().filter(|e| !gold.contains(e)).map(|&e| (e, "wrong")));
    places.sort_unstable();
    for (place, what) in places {
        let at = text.char_indices().filter(|&(_, c)| !unseen(c)).nth(place - 1);
        let at = at.map_or(0, |(i, c)| i + c.len_utf8());
        let start = text[..at].char_indices().rev().nth(49).map_or(0, |(i, _)| i);
        let end = text[at..].char_indices().nth(40).map_or(text.len(), |(i, _)| at + i);
        let around = format!("{}¦{}", &text[start..at], &text[at..end]);
        // Writing to a string does not fail.
        let _ = writeln!(list, "{name}\t{what}\t{}", around.replace('\n', "⏎"));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_read() {
        let mut count = [0, 0];
        for line in ENDS.lines().filter(|l| !l.starts_with('#')) {
            let row = Row::read(line).unwrap();
            assert!(!row.ends.is_empty(), "{}", row.name);
            count[usize::from(row.set == "drawn")] += 1;
        }
        assert_eq!(count, [54, 68]);
        assert!(Row::read("drawn\tfr/x\t3 2").is_err());
        assert!(Row::read("drawn\tde/x\t3").is_err());
        assert!(Row::read("fr/x\t3").is_err());
    }

    #[test]
    fn a_wrong_end_costs_the_sentences_on_both_sides() {
        let text = "Un. Deux \u{200b}!\nTrois.\n";
        let gold = places_of_offsets(text, &[3, 11, 18]).unwrap();
        assert_eq!(gold, [3, 8, 14]);
        assert_eq!(places_of_bytes(text, &[3, 13, 20]), gold);
        assert_eq!(places_of_offsets(text, &[3, 11]), None);
        assert_eq!(places_of_offsets(text, &[99]), None);
        let mut tally = Tally::default();
        tally.add(&gold, &[3, 7, 8, 14]);
        assert_eq!((tally.ends.correct, tally.ends.system), (3, 4));
        assert_eq!((tally.sentences.correct, tally.sentences.gold), (2, 3));
        let list = differences("fr/x", text, &gold, &[3, 7, 8, 14]);
        assert_eq!(list, "fr/x\twrong\tUn. Deux¦ \u{200b}!⏎Trois.⏎\n");
    }
}
