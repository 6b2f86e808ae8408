//! Measures on data that lies outside the project, as in
//! [`crate::time::specifications`].

use std::fs;
use std::path::PathBuf;

use selon_model::{CodePoints, Language};
use serde_json::Value as Json;

use super::{find, scan};
use crate::scan::atom::atoms;
use crate::scan::number::{number_at, number_words};
use crate::time::specifications::{folder, gzipped, name, verbose};

#[test]
#[ignore = "needs data from outside the project"]
fn recognizers_numbers() {
    let folder = folder("SELON_SPECIFICATIONS");
    for language in Language::ALL {
        let file = format!("Number-{}-NumberModel.json.gz", name(language));
        let (mut all, mut right) = (0, 0);
        for case in gzipped(&folder.join(file)).as_array().unwrap() {
            let text = case["Input"].as_str().unwrap();
            let cut = atoms(text);
            let points = CodePoints::new(text);
            for expected in case["Results"].as_array().unwrap() {
                let value = expected["Resolution"]["value"].as_str().unwrap_or("");
                let integer = expected["Resolution"]["subtype"] == "integer";
                let Some(value) = value.replace(',', ".").parse::<f64>().ok().filter(|_| integer)
                else {
                    continue;
                };
                all += 1;
                let start = expected["Start"].as_u64().unwrap_or(0);
                let at = cut.iter().position(|a| u64::from(points.span(a.span).start) == start);
                let found = at.and_then(|at| number_at(number_words(language), &cut, at));
                let same = found.is_some_and(|n| n.value == value);
                right += usize::from(same);
                if !same && verbose() {
                    println!(
                        "{text} | {} {value} | {:?}",
                        expected["Text"],
                        found.map(|n| n.value)
                    );
                }
            }
        }
        println!("{}: {all} integers, right {right}", name(language));
    }
}

#[test]
#[ignore = "needs data from outside the project"]
fn recognizers_ranges() {
    let folder = folder("SELON_SPECIFICATIONS");
    for language in Language::ALL {
        let file = format!("Number-{}-NumberRangeModel.json.gz", name(language));
        let (mut all, mut right) = (0, 0);
        for case in gzipped(&folder.join(file)).as_array().unwrap() {
            let text = case["Input"].as_str().unwrap();
            let cut = atoms(text);
            let points = CodePoints::new(text);
            let found = scan::scan(number_words(language), &cut, &[]);
            for expected in case["Results"].as_array().unwrap() {
                let value = expected["Resolution"]["value"].as_str().unwrap_or("");
                let Some((low, high)) = whole_range(value) else { continue };
                all += 1;
                let start = expected["Start"].as_u64().unwrap_or(0);
                let end = expected["End"].as_u64().unwrap_or(0);
                let hit = found.iter().find(|q| {
                    let span = cut[q.atoms.0].span.cover(cut[q.atoms.1 - 1].span);
                    let span = points.span(span);
                    u64::from(span.start) <= end && start < u64::from(span.end)
                });
                // Both ends of a range are within it here.
                let same =
                    hit.is_some_and(|q| q.low == low && (q.high == high.0 || q.high == high.1));
                right += usize::from(same);
                if !same && verbose() {
                    println!("{text} | {} {value} | {hit:?}", expected["Text"]);
                }
            }
        }
        println!("{}: {all} ranges, right {right}", name(language));
    }
}

/// The bounds of `[20,30)`, in whole numbers; the upper one with and without its end.
#[allow(clippy::type_complexity)]
fn whole_range(text: &str) -> Option<(Option<u64>, (Option<u64>, Option<u64>))> {
    let inner = text.get(1..text.len().checked_sub(1)?)?;
    let (low, high) = inner.split_once(',')?;
    let low: Option<u64> = low.parse().ok().map(|n: u64| n + u64::from(text.starts_with('(')));
    let high: Option<u64> = high.parse().ok();
    let less = high.map(|n| n.saturating_sub(1));
    let high = if text.ends_with(')') { (less, high) } else { (high, high) };
    (low.is_some() || high.0.is_some()).then_some((low, high))
}

#[test]
#[ignore = "needs data from outside the project"]
fn gold_figures() {
    let folder = folder("SELON_GOLD");
    for language in Language::ALL {
        let (mut all, mut told, mut right, mut nouns) = (0, 0, 0, 0);
        let mut files: Vec<PathBuf> = fs::read_dir(folder.join(language.code()))
            .unwrap()
            .map(|f| f.unwrap().path())
            .collect();
        files.retain(|f| f.extension().is_some_and(|e| e == "json"));
        files.sort();
        for file in files {
            let gold: Json = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            let text = fs::read_to_string(file.with_extension("txt")).unwrap();
            let points = CodePoints::new(&text);
            let analysis = selon_language::analyze(&text, language);
            let found = find(&analysis);
            let events = gold["events"].as_array().unwrap();
            for figure in events.iter().flat_map(|e| e["figures"].as_array().unwrap()) {
                all += 1;
                let (start, end) =
                    (figure["start"].as_u64().unwrap(), figure["end"].as_u64().unwrap());
                let hit = found.iter().find(|q| {
                    let span = points.span(q.span);
                    u64::from(span.start) < end && start < u64::from(span.end)
                });
                let same = hit.is_some_and(|q| {
                    q.low == figure["low"].as_u64() && q.high == figure["high"].as_u64()
                });
                told += usize::from(hit.is_some());
                right += usize::from(same);
                let noun = hit.and_then(|q| q.counted).map(|w| &analysis[w]);
                let within = noun.is_some_and(|w| {
                    let span = points.span(w.span);
                    start <= u64::from(span.start) && u64::from(span.end) <= end
                });
                nouns += usize::from(within);
                if (!same || !within) && verbose() {
                    let hit = hit.map(|q| (q.span.of(&text), q.low, q.high, q.kind));
                    let noun = noun.map(|w| w.form.as_ref());
                    println!(
                        "{} {} {} | {hit:?} {noun:?}",
                        figure["text"], figure["low"], figure["high"]
                    );
                }
            }
        }
        println!(
            "{}: {all} figures, {told} with a quantity, {right} exact, {nouns} with their noun",
            name(language)
        );
    }
}
