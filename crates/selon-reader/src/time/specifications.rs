//! Measures on data that lies outside the project; run by hand:
//!
//! ```text
//! SELON_SPECIFICATIONS=… SELON_GOLD=… cargo test -p selon-reader --release \
//!     time::specifications -- --ignored --nocapture
//! ```
//!
//! `SELON_SPECIFICATIONS` is a folder of cases of Microsoft Recognizers-Text
//! (`DateTime-French-DateTimeModel.json.gz` …), `SELON_GOLD` one of gold readings with
//! a folder for each language. With `SELON_VERBOSE` the failures are listed.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;
use selon_model::{ByteSpan, CodePoints, Language};
use serde_json::Value as Json;

use super::value::Value;
use super::{find, scan};

pub(crate) fn folder(variable: &str) -> PathBuf {
    PathBuf::from(std::env::var(variable).unwrap_or_else(|_| panic!("set {variable}")))
}

pub(crate) fn verbose() -> bool {
    std::env::var_os("SELON_VERBOSE").is_some()
}

pub(crate) fn gzipped(path: &Path) -> Json {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(fs::File::open(path).unwrap())
        .read_to_string(&mut text)
        .unwrap();
    serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap()
}

pub(crate) fn name(language: Language) -> &'static str {
    match language {
        Language::French => "French",
        Language::English => "English",
    }
}

/// The first day and the one behind the last.
fn days(value: &Value) -> Option<(Date, Date)> {
    let from = |y, m| Date::new(y, m, 1).ok();
    Some(match value {
        Value::Day(d) => (*d, d.checked_add(1.days()).ok()?),
        Value::Month(y, m) => (from(*y, *m)?, from(*y, *m)?.checked_add(1.months()).ok()?),
        Value::Year(y) => (from(*y, 1)?, from(y + 1, 1)?),
        Value::Decade(y) => (from(*y, 1)?, from(y + 10, 1)?),
        Value::Century(y) => (from(*y, 1)?, from(y + 100, 1)?),
        Value::Season(..) => return None,
        Value::Interval(a, b) => (days(a.as_deref()?)?.0, days(b.as_deref()?)?.1),
    })
}

#[test]
#[ignore = "needs data from outside the project"]
fn recognizers_dates() {
    let folder = folder("SELON_SPECIFICATIONS");
    for language in Language::ALL {
        let file = format!("DateTime-{}-DateTimeModel.json.gz", name(language));
        let (mut all, mut spans, mut right) = (0, 0, 0);
        for case in gzipped(&folder.join(file)).as_array().unwrap() {
            let text = case["Input"].as_str().unwrap();
            let published = case["Context"]["ReferenceDateTime"].as_str();
            // Without a day to resolve against, what is expected cannot be compared.
            if published.is_none() {
                continue;
            }
            let told = scan(text, language, published, &|_: ByteSpan| false);
            let points = CodePoints::new(text);
            for expected in case["Results"].as_array().unwrap() {
                let kind = expected["TypeName"].as_str().unwrap_or("");
                if !matches!(kind, "datetimeV2.date" | "datetimeV2.daterange") {
                    continue;
                }
                let values =
                    expected["Resolution"]["values"].as_array().cloned().unwrap_or_default();
                let day =
                    |v: &Json, key: &str| v[key].as_str().and_then(|d| d.parse::<Date>().ok());
                let accepted: Vec<(Date, Date)> = values
                    .iter()
                    .filter_map(|v| match day(v, "value") {
                        Some(d) => Some((d, d.checked_add(1.days()).ok()?)),
                        None => Some((day(v, "start")?, day(v, "end")?)),
                    })
                    .collect();
                if accepted.is_empty() {
                    continue;
                }
                all += 1;
                let start = expected["Start"].as_u64().or(expected["start"].as_u64()).unwrap_or(0);
                let end = expected["End"].as_u64().unwrap_or(0);
                let hit = told.iter().find(|t| {
                    let span = points.span(t.span);
                    u64::from(span.start) <= end && start < u64::from(span.end)
                });
                spans += usize::from(hit.is_some());
                let value = hit.and_then(|t| t.value.as_ref());
                // Some ranges there end where the last day, month or year of ours begins.
                let short = |v: &Value| match v {
                    Value::Interval(a, Some(b)) => Some((days(a.as_deref()?)?.0, days(b)?.0)),
                    _ => None,
                };
                let fits = |d: Option<(Date, Date)>| d.is_some_and(|d| accepted.contains(&d));
                let same = value.is_some_and(|v| fits(days(v)) || fits(short(v)));
                right += usize::from(same);
                if !same && verbose() {
                    let found = hit.map(|t| t.span.of(text));
                    let found_value = value.map(Value::to_string);
                    println!(
                        "{text} | {} {accepted:?} | {found:?} {found_value:?}",
                        expected["Text"]
                    );
                }
            }
        }
        println!("{}: {all} dates, found {spans}, right {right}", name(language));
    }
}

#[test]
#[ignore = "needs data from outside the project"]
fn gold_dates() {
    let folder = folder("SELON_GOLD");
    for language in Language::ALL {
        let (mut all, mut spans, mut dated, mut right) = (0, 0, 0, 0);
        let mut files: Vec<PathBuf> = fs::read_dir(folder.join(language.code()))
            .unwrap()
            .map(|f| f.unwrap().path())
            .collect();
        files.retain(|f| f.extension().is_some_and(|e| e == "json"));
        files.sort();
        for file in files {
            let gold: Json = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            let text = fs::read_to_string(file.with_extension("txt")).unwrap();
            let analysis = selon_language::analyze(&text, language);
            let told = find(&analysis, gold["published"].as_str());
            let points = CodePoints::new(&text);
            for event in gold["events"].as_array().unwrap() {
                let words = &event["date_text"];
                let (Some(start), Some(end)) = (words["start"].as_u64(), words["end"].as_u64())
                else {
                    continue;
                };
                all += 1;
                let hit = told.iter().find(|t| {
                    let span = points.span(t.span);
                    u64::from(span.start) < end && start < u64::from(span.end)
                });
                spans += usize::from(hit.is_some());
                let value = hit.and_then(|t| t.value.clone());
                let expected = event["date"].as_str();
                dated += usize::from(hit.is_some() && expected.is_some());
                let same = value.as_deref() == expected;
                right += usize::from(hit.is_some() && expected.is_some() && same);
                if (!same || hit.is_none()) && verbose() {
                    let found = hit.map(|t| t.span.of(&text));
                    println!(
                        "{} | {} {expected:?} | {found:?} {value:?}",
                        file.display(),
                        words["text"]
                    );
                }
            }
        }
        println!(
            "{}: {all} dates with words, {spans} found, {right} of {dated} known ones exact",
            name(language)
        );
    }
}
