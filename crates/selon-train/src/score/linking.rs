//! `selon-train link-score`: whom mentions mean in the registry of actors, compared with a
//! sample told by hand (`data/linking.tsv`).

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use selon_intake::{Known, plain_text};
use selon_model::reading::Reading;

use super::rows;

/// The arguments of `selon-train link-score`.
#[derive(clap::Args, Debug)]
pub struct LinkArgs {
    /// The folder with the reports, LANGUAGE/NAME.txt
    reports: PathBuf,

    /// List what is not linked as the sample has it
    #[arg(long)]
    errors: bool,
}

/// A mention of the sample.
struct Wanted {
    doc: &'static str,
    start: u32,
    end: u32,
    id: Option<&'static str>,
}

fn sample() -> Result<Vec<Wanted>> {
    rows(include_str!("../../data/linking.tsv"))
        .map(|row| {
            let [doc, start, end, id] = row[..] else {
                anyhow::bail!("not four columns: {row:?}");
            };
            let id = Some(id).filter(|id| *id != "-");
            Ok(Wanted { doc, start: start.parse()?, end: end.parse()?, id })
        })
        .collect()
}

/// Reads the reports of the sample and prints how many of its mentions are linked, and right.
///
/// # Errors
///
/// If a report is missing or cannot be read.
pub fn run(args: &LinkArgs) -> Result<()> {
    let sample = sample()?;
    let mut by_doc: BTreeMap<&str, Vec<&Wanted>> = BTreeMap::new();
    for wanted in &sample {
        by_doc.entry(wanted.doc).or_default().push(wanted);
    }
    let (mut known, mut linked, mut right) = (0, 0, 0);
    let mut out = io::stdout().lock();
    for (doc, wanted) in by_doc {
        let path = args.reports.join(format!("{doc}.txt"));
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        let intake = plain_text(&bytes, Known { id: doc.into(), ..Known::default() })?;
        let reading = selon_reader::read_report(&intake.report).with_context(|| doc.to_owned())?;
        for wanted in wanted {
            let found = found(&reading, wanted);
            known += usize::from(wanted.id.is_some());
            linked += usize::from(found.is_some());
            right += usize::from(wanted.id.is_some() && found == wanted.id);
            if args.errors && found != wanted.id {
                let text: String = intake
                    .report
                    .text
                    .chars()
                    .skip(wanted.start as usize)
                    .take((wanted.end - wanted.start) as usize)
                    .collect();
                let id = |id: Option<&str>| id.unwrap_or("-").to_owned();
                writeln!(out, "{doc} “{text}”: {}, read {}", id(wanted.id), id(found))?;
            }
        }
    }
    let percent = |of: usize| 100.0 * right as f64 / of.max(1) as f64;
    writeln!(
        out,
        "{} mentions, {known} in the registry, {linked} linked, {right} right: P {:.1} R {:.1}",
        sample.len(),
        percent(linked),
        percent(known)
    )?;
    Ok(())
}

/// The id of the mention that has most in common with that of the sample.
fn found<'r>(reading: &'r Reading, wanted: &Wanted) -> Option<&'r str> {
    let overlap = |m: &selon_model::reading::Mention| {
        let span = m.excerpt.span;
        let common = span.end.min(wanted.end).saturating_sub(span.start.max(wanted.start));
        let all = span.end.max(wanted.end) - span.start.min(wanted.start);
        f64::from(common) / f64::from(all.max(1))
    };
    let overlapping = reading.mentions.iter().map(|m| (overlap(m), m)).filter(|o| o.0 > 0.0);
    // Of equals, the first.
    let best = overlapping.reduce(|best, o| if o.0 > best.0 { o } else { best })?;
    best.1.registry.as_deref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_names_an_entry() {
        let sample = sample().expect("a table");
        assert_eq!(sample.len(), 300);
        let registry = selon_reader::actor::Registry::embedded();
        for wanted in &sample {
            assert!(wanted.start < wanted.end && wanted.doc.contains('/'), "{}", wanted.doc);
            if let Some(id) = wanted.id.filter(|id| !id.contains(':')) {
                assert!(registry.search(id).iter().any(|a| a.id == id), "{id}");
            }
        }
    }
}
