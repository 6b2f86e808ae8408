//! Events that people coded beside those that were read out of reports.
//!
//! A row and an event are matched if the best pair of the row and a telling of the event
//! scores as two reports of one event do (`selon_dossier::same_event`), each with one at most,
//! the likeliest first. Whatever is left has the reason. Nobody is taken to be right.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::ControlFlow;

use selon_dossier::day::{Days, days};
use selon_dossier::same_event::{LINKED, Score, types_alike};
use selon_dossier::telling::{Source, draw};
use selon_dossier::{Dossier, EventView, Filter};
use selon_gazetteer::distance_km;
use serde::Serialize;

use crate::coded::{Broken, CodedError, CodedRow, DataSet, rows};
use crate::item::ExportError;
use crate::ontology::names;
use crate::toll::{Toll, toll};

/// The name and version of the form in JSON.
pub const SCHEMA: &str = "selon.compare/1";

/// What a comparison found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Always [`SCHEMA`].
    pub schema: &'static str,
    /// The data set that the file is of.
    pub data_set: &'static str,
    /// How many rows were compared.
    pub rows: usize,
    /// With how many events: those of the countries and days of the rows.
    pub events: usize,
    /// How many events of other countries or days there are.
    pub outside: usize,
    /// Rows and events that are one.
    pub matched: Vec<Matched>,
    /// Rows that no event is.
    pub only_there: Vec<OnlyThere>,
    /// Events that no row is.
    pub only_here: Vec<OnlyHere>,
    /// Rows that cannot be taken.
    pub broken: Vec<Untaken>,
}

/// A row that cannot be taken.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Untaken {
    /// The line of the file.
    pub line: u64,
    /// Why.
    pub why: String,
}

/// An event as one side has it; null is what it does not tell.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Told {
    /// The id of the row or of the event.
    pub id: String,
    /// The line of the file; of a row.
    pub line: Option<u64>,
    /// The type, as docs/CODEBOOK.md has it.
    #[serde(rename = "type")]
    pub kind: String,
    /// When, EDTF.
    pub date: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Degrees north, WGS 84.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    pub lon: Option<f64>,
    /// Who does it.
    pub actor: Option<String>,
    /// To whom.
    pub target: Option<String>,
    /// At least so many killed.
    pub killed_low: Option<u64>,
    /// The best number.
    pub killed_best: Option<u64>,
    /// At most so many.
    pub killed_high: Option<u64>,
}

/// A row and an event that are one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Matched {
    /// The row.
    pub there: Told,
    /// The event.
    pub here: Told,
    /// How likely they are one, with what speaks for it and against.
    pub score: Score,
    /// In what they differ.
    pub differences: Vec<Difference>,
}

/// In what a row and an event differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// `type`, `date`, `place`, `killed`.
    pub field: &'static str,
    /// As the row has it.
    pub there: Option<String>,
    /// As the event has it.
    pub here: Option<String>,
    /// How far they differ, in words.
    pub words: String,
}

/// A row that no event is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OnlyThere {
    /// The row.
    pub there: Told,
    /// Why, in words.
    pub why: String,
    /// The event that comes nearest, with its score.
    pub nearest: Option<Nearest>,
}

/// An event that no row is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OnlyHere {
    /// The event.
    pub here: Told,
    /// Why, in words.
    pub why: String,
    /// The row that comes nearest, with its score.
    pub nearest: Option<Nearest>,
}

/// What comes nearest on the other side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Nearest {
    /// Its id.
    pub id: String,
    /// How likely they are one.
    pub score: Score,
}

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// The file cannot be taken.
    #[error(transparent)]
    Coded(#[from] CodedError),
    /// The dossier cannot be read.
    #[error(transparent)]
    Dossier(#[from] ExportError),
}

/// Compares the rows of a file with the events that were read out of the reports of a
/// dossier. Nothing is written, and what people coded before is left out.
///
/// # Errors
///
/// If the file or the dossier cannot be read.
pub fn compare(
    dossier: &mut Dossier,
    set: Option<DataSet>,
    source: impl Read,
) -> Result<Comparison, CompareError> {
    let mut there: Vec<Row> = Vec::new();
    let mut broken = Vec::new();
    let mut failed = None;
    let set = rows(set, source, |_, row| {
        match row.map(|row| Row::of(dossier, row)) {
            Ok(Ok(row)) => there.push(row),
            Ok(Err(error)) => {
                failed = Some(error);
                return ControlFlow::Break(());
            }
            Err(Broken { line, why }) => broken.push(Untaken { line, why }),
        }
        ControlFlow::Continue(())
    })?;
    if let Some(error) = failed {
        return Err(ExportError::Dossier(error).into());
    }
    let covered = Covered::of(&there);
    let mut here: Vec<Here> = Vec::new();
    let mut outside = 0;
    dossier
        .each_read_event(&Filter::default(), |event| {
            if covered.has(&event) {
                here.push(Here { told: of_event(&event), uncoded: uncoded(set, &event) });
            } else {
                outside += 1;
            }
            Ok(())
        })
        .map_err(ExportError::Dossier)?;
    let matches = matches(&there, &here);
    Ok(written(set, &there, &here, &matches, outside, broken))
}

/// So many events are remembered of each row, the likeliest first.
const REMEMBERED: usize = 12;

/// A row with the events that it may be.
struct Row {
    told: Told,
    like: Vec<(String, Score)>,
}

impl Row {
    fn of(dossier: &mut Dossier, row: CodedRow) -> selon_dossier::Result<Row> {
        let key = format!("line {}", row.line);
        let source = Source { id: &row.id, key: &key, report: &row.report, outlet: None };
        let mut like = match draw(source, &row.reading).first() {
            Some(telling) => dossier.like(telling)?,
            None => Vec::new(),
        };
        like.truncate(REMEMBERED);
        Ok(Row { told: of_row(row), like })
    }
}

fn of_row(row: CodedRow) -> Told {
    let CodedRow { line, id, reading, killed, .. } = row;
    let Some(event) = reading.events.into_iter().next() else {
        return Told { id, line: Some(line), ..Told::default() };
    };
    let place = event.place.as_ref();
    Told {
        id,
        line: Some(line),
        kind: event.kind,
        date: event.date,
        place: place.map(|p| p.excerpt.text.clone()),
        country: place.and_then(|p| p.country.clone()),
        lat: place.and_then(|p| p.lat),
        lon: place.and_then(|p| p.lon),
        actor: event.actor.map(|a| a.text),
        target: event.target.map(|t| t.text),
        killed_low: killed.low.or(killed.best),
        killed_best: killed.best,
        killed_high: killed.high.or(killed.best),
    }
}

/// An event that was read out of reports.
struct Here {
    told: Told,
    /// Why the data set would not have it.
    uncoded: Option<String>,
}

fn of_event(event: &EventView) -> Told {
    let place = event.place.as_ref();
    let Toll { low, best, high, .. } = toll(event, "killed");
    Told {
        id: event.id.clone(),
        line: None,
        kind: event.kind.clone(),
        date: event.date.clone(),
        place: place.map(|p| p.name.clone()),
        country: place.and_then(|p| p.country.clone()),
        lat: place.and_then(|p| p.lat),
        lon: place.and_then(|p| p.lon),
        actor: event.actor.clone(),
        target: event.target.clone(),
        killed_low: low,
        killed_best: best,
        killed_high: high,
    }
}

/// Why a data set has no such events, by its own rules.
fn uncoded(set: DataSet, event: &EventView) -> Option<String> {
    let affirmed = event.claims.iter().any(|c| c.affirms() && !c.rejected);
    if !affirmed {
        return Some("nobody tells it as having happened".into());
    }
    let names = names(&event.kind);
    let coded = match set {
        DataSet::Acled => names.and_then(|n| n.acled),
        DataSet::Ged => names.and_then(|n| n.ucdp),
    };
    if coded.is_none() {
        return Some(format!("{} does not code this type", set.name()));
    }
    let deadly = toll(event, "killed").high.or(toll(event, "killed").best);
    (set == DataSet::Ged && deadly.is_none_or(|n| n == 0))
        .then(|| "UCDP GED has only events with deaths, and none is told".into())
}

/// The countries and days that a file has rows of.
struct Covered {
    countries: BTreeSet<String>,
    days: Option<Days>,
}

impl Covered {
    fn of(rows: &[Row]) -> Covered {
        let told = rows.iter().filter_map(|r| r.told.date.as_deref().and_then(days));
        let days = told.fold(None, |all: Option<Days>, d| {
            let all = all.unwrap_or(d);
            let from = all.from.zip(d.from).map(|(a, b)| a.min(b));
            let to = all.to.zip(d.to).map(|(a, b)| a.max(b));
            Some(Days { from, to })
        });
        let countries = rows.iter().filter_map(|r| r.told.country.clone()).collect();
        Covered { countries, days }
    }

    /// Whether an event may lie in them; who does not tell may.
    fn has(&self, event: &EventView) -> bool {
        let country = event.place.as_ref().and_then(|p| p.country.as_deref());
        let there = country.is_none_or(|c| self.countries.contains(c));
        let then = match (event.date.as_deref().and_then(days), self.days) {
            (Some(told), Some(covered)) => told.gap(covered) <= 1,
            (_, None) => false,
            (None, Some(_)) => true,
        };
        there && then
    }
}

/// The event of each row, by their places in the lists: the likeliest pairs first.
fn matches(there: &[Row], here: &[Here]) -> BTreeMap<usize, usize> {
    let by_id: BTreeMap<&str, usize> =
        here.iter().enumerate().map(|(n, h)| (h.told.id.as_str(), n)).collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (r, row) in there.iter().enumerate() {
        for (id, score) in row.like.iter().filter(|(_, score)| score.score >= LINKED) {
            pairs.extend(by_id.get(id.as_str()).map(|&h| (score.score, r, h)));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut matches, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (_, row, event) in pairs {
        if !matches.contains_key(&row) && taken.insert(event) {
            matches.insert(row, event);
        }
    }
    matches
}

fn written(
    set: DataSet,
    there: &[Row],
    here: &[Here],
    matches: &BTreeMap<usize, usize>,
    outside: usize,
    broken: Vec<Untaken>,
) -> Comparison {
    let row_of: BTreeMap<usize, usize> = matches.iter().map(|(&r, &h)| (h, r)).collect();
    let by_id: BTreeMap<&str, usize> =
        here.iter().enumerate().map(|(n, h)| (h.told.id.as_str(), n)).collect();
    // For each event the row that comes nearest.
    let mut nearest: BTreeMap<usize, (usize, &Score)> = BTreeMap::new();
    let (mut matched, mut only_there) = (Vec::new(), Vec::new());
    for (r, row) in there.iter().enumerate() {
        for (id, score) in &row.like {
            let Some(&h) = by_id.get(id.as_str()) else { continue };
            let best = nearest.entry(h).or_insert((r, score));
            if best.1.score < score.score {
                *best = (r, score);
            }
        }
        let found = matches.get(&r).map(|&h| &here[h].told);
        let score = |id: &str| row.like.iter().find(|l| l.0 == id).map(|l| l.1.clone());
        match found.and_then(|told| Some((told, score(&told.id)?))) {
            Some((told, score)) => matched.push(Matched {
                there: row.told.clone(),
                here: told.clone(),
                score,
                differences: differences(&row.told, told),
            }),
            None => {
                let first = row.like.iter().find(|(id, _)| by_id.contains_key(id.as_str()));
                let other = first.and_then(|(id, _)| {
                    let row = *row_of.get(by_id.get(id.as_str())?)?;
                    there[row].told.line.map(|line| format!("line {line}"))
                });
                only_there.push(OnlyThere {
                    there: row.told.clone(),
                    why: why(first.map(|(id, score)| (id.as_str(), score)), other),
                    nearest: first.map(|(id, s)| Nearest { id: id.clone(), score: s.clone() }),
                });
            }
        }
    }
    let mut only_here = Vec::new();
    for (h, event) in here.iter().enumerate().filter(|(h, _)| !row_of.contains_key(h)) {
        let near = nearest.get(&h).map(|&(r, score)| (r, score));
        let named = near.map(|(r, score)| (there[r].told.id.as_str(), score));
        let other = near.and_then(|(r, _)| Some(here[*matches.get(&r)?].told.id.clone()));
        only_here.push(OnlyHere {
            here: event.told.clone(),
            why: event.uncoded.clone().unwrap_or_else(|| why(named, other)),
            nearest: named.map(|(id, s)| Nearest { id: id.to_owned(), score: s.clone() }),
        });
    }
    Comparison {
        schema: SCHEMA,
        data_set: set.name(),
        rows: there.len(),
        events: here.len(),
        outside,
        matched,
        only_there,
        only_here,
        broken,
    }
}

/// So many reasons are told.
const REASONS: usize = 3;

/// Why something is matched with nothing: what is nearest, and what speaks against it.
fn why(nearest: Option<(&str, &Score)>, taken_by: Option<String>) -> String {
    let Some((id, score)) = nearest else {
        return "nothing on the other side is near in place and time".into();
    };
    if score.score >= LINKED {
        return match taken_by {
            Some(other) => format!("{id} is like it, and more like {other}"),
            None => format!("{id} is like it"),
        };
    }
    // What the words are alike in says little of a row.
    let telling = |about: &str| !matches!(about, "words" | "headline" | "sources");
    let against = score.reasons.iter().filter(|r| r.weight < 0.0 && telling(&r.about));
    let against = against.take(REASONS);
    let against: Vec<&str> = against.map(|r| r.words.as_str()).collect();
    if against.is_empty() {
        format!("{id} is nearest; too little speaks for it")
    } else {
        format!("{id} is nearest; {}", against.join(", "))
    }
}

/// In what a row and an event differ; what one of them does not tell is no difference.
fn differences(there: &Told, here: &Told) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut add = |field, there: Option<String>, here: Option<String>, words: String| {
        found.push(Difference { field, there, here, words });
    };
    if there.kind != here.kind {
        let alike = types_alike(&there.kind, &here.kind);
        let words = if alike { "may be told of one event" } else { "types of different things" };
        add("type", Some(there.kind.clone()), Some(here.kind.clone()), words.into());
    }
    let ends = |told: &Told| told.date.as_deref().and_then(days);
    if let (Some(a), Some(b)) = (ends(there), ends(here))
        && a != b
    {
        let words = match a.gap(b) {
            0 => "one is told more exactly".to_owned(),
            1 => "a day apart".to_owned(),
            days => format!("{days} days apart"),
        };
        add("date", there.date.clone(), here.date.clone(), words);
    }
    let point = |told: &Told| told.lat.zip(told.lon);
    if let (Some(a), Some(b)) = (point(there), point(here)) {
        let far = distance_km(a, b);
        // The middle of one town is not the same in all gazetteers.
        if far >= 3.0 {
            let words = format!("{far:.0} km apart");
            add("place", there.place.clone(), here.place.clone(), words);
        }
    }
    let killed = |told: &Told| {
        let (low, high) = (told.killed_low, told.killed_high);
        (low.is_some() || high.is_some()).then_some((low, told.killed_best, high))
    };
    if let (Some(a), Some(b)) = (killed(there), killed(here))
        && a != b
    {
        let apart = a.0.zip(b.2).is_some_and(|(low, high)| low > high)
            || b.0.zip(a.2).is_some_and(|(low, high)| low > high);
        let words = if apart { "no number in common" } else { "other bounds" };
        add("killed", Some(range(there)), Some(range(here)), words.into());
    }
    found
}

/// Killed, as words: *5*, *3 to 7, best 5*, *at least 3*.
fn range(told: &Told) -> String {
    let (low, best, high) = (told.killed_low, told.killed_best, told.killed_high);
    let span = match (low, high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => return "not told".into(),
    };
    match best.filter(|&n| Some(n) != low || (high.is_some() && low != high)) {
        Some(best) => format!("{span}, best {best}"),
        None => span,
    }
}
