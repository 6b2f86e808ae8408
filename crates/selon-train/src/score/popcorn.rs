//! `selon-train popcorn-score`: compares readings with the POPCORN corpus of French
//! security reports, whose events are told with all their mentions.
//!
//! `data/popcorn_types.tsv` tells which of its kinds Selon should find, and as what. An
//! event is found if a trigger of the reading has a code point in common with one of its
//! mentions; greedily, one to one, as in `score`.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use selon_model::Language;
use serde::Deserialize;

use super::around::Report;
use super::form::{Event, Piece, Scored};
use super::listing::Listing;
use super::matching::{pair, share};
use super::measure::{ANY, Tally};
use super::{json_file, read_text, rows};

const TYPES: &str = include_str!("../../data/popcorn_types.tsv");

/// The arguments of `selon-train popcorn-score`.
#[derive(clap::Args, Debug)]
pub struct PopcornArgs {
    /// The corpus: a JSON object of reports, gzipped or not
    corpus: PathBuf,

    /// List the errors by kind, the most frequent kind first
    #[arg(long)]
    errors: bool,

    /// List only the kinds of error with this in their name
    #[arg(long, value_name = "TEXT")]
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Document {
    text: String,
    entities: Vec<Entity>,
    #[serde(default)]
    relations: Vec<(u32, String, u32)>,
}

#[derive(Deserialize)]
struct Entity {
    id: u32,
    #[serde(rename = "type")]
    kind: String,
    mentions: Vec<Piece>,
}

/// A kind of the corpus.
struct Kind {
    /// Whether Selon should find such an event.
    wanted: bool,
    types: Vec<&'static str>,
}

fn kinds() -> BTreeMap<&'static str, Kind> {
    rows(TYPES)
        .filter_map(|row| {
            let &[name, scope, types, _] = row.as_slice() else { return None };
            Some((name, Kind { wanted: scope == "in", types: types.split(' ').collect() }))
        })
        .collect()
}

/// What is counted over all reports.
#[derive(Default)]
struct Counts {
    /// Events of each kind, and those found, found with a right type, and told in one.
    kinds: BTreeMap<String, [usize; 4]>,
    triggers: Tally,
    mentions: Tally,
    chains: Tally,
    deaths: Tally,
    injuries: Tally,
    times: Tally,
    errors: Listing,
}

/// Compares and prints.
///
/// # Errors
///
/// If the corpus cannot be read.
pub fn run(args: &PopcornArgs) -> Result<()> {
    let corpus: BTreeMap<String, Document> = json_file(&args.corpus)?;
    if corpus.is_empty() {
        bail!("{}: there are no reports in this file", args.corpus.display());
    }
    let kinds = kinds();
    let mut counts = Counts::default();
    for (name, document) in &corpus {
        let read = read_text(&document.text, name, Language::French)
            .with_context(|| format!("report {name}"))?;
        counts.add(name, document, &read, &kinds);
    }
    let mut out = io::stdout().lock();
    if args.errors || args.kind.is_some() {
        write!(out, "{}", counts.errors.list(args.kind.as_deref()))?;
    }
    writeln!(out, "{} reports", corpus.len())?;
    writeln!(out, "{:30} {:>6} {:>6} {:>6} {:>8}", "kind", "events", "found", "type", "scope")?;
    for (kind, [events, found, typed, _]) in &counts.kinds {
        let scope = if kinds.get(kind.as_str()).is_some_and(|k| k.wanted) { "in" } else { "out" };
        writeln!(out, "{kind:30} {events:6} {found:6} {typed:6} {scope:>8}")?;
    }
    for (name, tally) in [
        ("event trigger, kinds in scope", counts.triggers),
        ("mention, kinds in scope", counts.mentions),
        ("time of the event", counts.times),
    ] {
        let (p, r, f1) = tally.figures();
        writeln!(
            out,
            "{name:30} P {:5.1}  R {:5.1}  F1 {:5.1}   (gold {}, read {}, both {})",
            100.0 * p,
            100.0 * r,
            100.0 * f1,
            tally.gold,
            tally.read,
            tally.hit
        )?;
    }
    for (name, tally) in [
        ("mentions of one event joined", counts.chains),
        ("deaths of the event", counts.deaths),
        ("injuries of the event", counts.injuries),
    ] {
        writeln!(out, "{name:30} {} of {}", tally.hit, tally.gold)?;
    }
    Ok(())
}

/// The share of the mentions of an event that the reading tells it with.
fn shared(gold: &Entity, read: &Event) -> f64 {
    let told = |m: &&Piece| read.mentions.iter().any(|r| share(**m, *r));
    gold.mentions.iter().filter(told).count() as f64 / gold.mentions.len().max(1) as f64
}

impl Counts {
    fn add(
        &mut self,
        name: &str,
        document: &Document,
        read: &Scored,
        kinds: &BTreeMap<&'static str, Kind>,
    ) {
        let report = Report::new(name, &document.text);
        let known = |e: &&Entity| kinds.contains_key(e.kind.as_str());
        let gold: Vec<&Entity> = document.entities.iter().filter(known).collect();
        let events: Vec<&Event> = read.events.iter().collect();
        let pairs = pair(&gold, &events, |g, r| shared(g, r), ANY);
        let matched = |i: usize| pairs.iter().find(|p| p.0 == i).map(|p| p.1);
        let mut wanted_events = 0;
        let mut wanted_found = 0;
        for (i, entity) in gold.iter().enumerate() {
            let Some(kind) = kinds.get(entity.kind.as_str()) else { continue };
            let counts = self.kinds.entry(entity.kind.clone()).or_default();
            counts[0] += 1;
            let found = matched(i).map(|j| events[j]);
            let typed = found.is_some_and(|e| kind.types.contains(&e.kind.as_str()));
            counts[1] += usize::from(found.is_some());
            counts[2] += usize::from(typed);
            let words: Vec<String> =
                entity.mentions.iter().map(|&m| report.words(Some(m))).collect();
            let around = entity.mentions.first().map_or(String::new(), |&m| report.around(m));
            let told = format!("{name}: {}\n      {around}", words.join(", "));
            match found {
                None if kind.wanted => {
                    self.errors.note(format!("missed: {}", entity.kind), told);
                }
                Some(e) if kind.wanted && !typed => {
                    let what = format!("{} {told}", e.kind);
                    self.errors.note(format!("wrong type: {}", entity.kind), what);
                }
                Some(e) if !kind.wanted => {
                    let what = format!("{} {told}", e.kind);
                    self.errors.note(format!("out of scope: {}", entity.kind), what);
                }
                _ => {}
            }
            if !kind.wanted {
                continue;
            }
            wanted_events += 1;
            wanted_found += usize::from(found.is_some());
            let in_any =
                |m: &&Piece| events.iter().any(|e| e.mentions.iter().any(|r| share(**m, *r)));
            let any = entity.mentions.iter().filter(in_any).count();
            self.mentions.add(any, entity.mentions.len(), 0);
            if let Some(e) = found {
                let own = |m: &&Piece| e.mentions.iter().any(|r| share(**m, *r));
                self.chains.add(entity.mentions.iter().filter(own).count(), any, any);
            }
            self.add_details(&report, document, read, entity, found);
        }
        // Of readings only those count against precision that touch no event of the corpus
        // at all, or one that is out of scope: each event is told once there.
        let of_scope = |e: &&&Event| {
            let touches = |g: &&&Entity| shared(g, e) > 0.0;
            let mut touched = gold.iter().filter(touches).peekable();
            touched.peek().is_none()
                || touched.any(|g| kinds.get(g.kind.as_str()).is_some_and(|k| k.wanted))
        };
        self.triggers.add(wanted_found, wanted_events, events.iter().filter(of_scope).count());
        for e in events.iter().filter(|e| gold.iter().all(|g| shared(g, e) == 0.0)) {
            let around = e.mentions.first().map_or(String::new(), |&m| report.around(m));
            self.errors.note(format!("not in the corpus: {}", e.kind), format!("{name}: {around}"));
        }
        self.mentions.read +=
            events.iter().filter(of_scope).map(|e| e.mentions.len()).sum::<usize>();
    }

    /// Deaths, injuries and the time that the corpus gives for an event.
    fn add_details(
        &mut self,
        report: &Report,
        document: &Document,
        read: &Scored,
        entity: &Entity,
        found: Option<&Event>,
    ) {
        let of_event = |name: &'static str| {
            let relations = document.relations.iter();
            let objects = relations.filter(move |r| r.0 == entity.id && r.1 == name).map(|r| r.2);
            objects.filter_map(|id| document.entities.iter().find(|e| e.id == id))
        };
        for (relation, what) in [("DEATHS_NUMBER", "killed"), ("INJURED_NUMBER", "injured")] {
            for quantity in of_event(relation) {
                let told = |m: &&Piece| {
                    let figures = found.into_iter().flat_map(|e| &e.figures);
                    figures.into_iter().any(|f| f.what == what && share(**m, f.piece))
                };
                let anywhere = |m: &&Piece| read.figures().iter().any(|f| share(**m, f.piece));
                let hit = quantity.mentions.iter().any(|m| told(&m));
                let around = quantity.mentions.first().map_or(String::new(), |&m| report.around(m));
                if !hit {
                    let seen = quantity.mentions.iter().any(|m| anywhere(&m));
                    let kind = if seen { "of another event or kind" } else { "missed" };
                    let what = format!("{}: {around}", report.name);
                    self.errors.note(format!("figure {kind}: {relation}"), what);
                }
                let tally = if what == "killed" { &mut self.deaths } else { &mut self.injuries };
                tally.add(usize::from(hit), 1, usize::from(hit));
            }
        }
        let times: Vec<&Entity> = of_event("START_DATE").collect();
        if times.is_empty() {
            return;
        }
        let read_time = found.and_then(|e| e.date_text);
        let right = read_time
            .is_some_and(|t| times.iter().any(|time| time.mentions.iter().any(|m| share(*m, t))));
        self.times.add(usize::from(right), 1, usize::from(read_time.is_some()));
        if found.is_some() && !right {
            let gold = times.first().and_then(|t| t.mentions.first()).copied();
            let what = format!(
                "{}: gold {} read {}\n      {}",
                report.name,
                report.words(gold),
                report.words(read_time),
                gold.map_or(String::new(), |g| report.around(g))
            );
            let kind = if read_time.is_some() { "time wrong" } else { "time missed" };
            self.errors.note(kind, what);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_has_types_of_the_ontology() {
        let kinds = kinds();
        assert_eq!(kinds.len(), rows(TYPES).count());
        for (name, kind) in &kinds {
            let known = |t: &&str| selon_reader::event::ontology::by_code(t).is_some();
            assert_eq!(kind.wanted, kind.types.iter().all(known), "{name}");
        }
    }

    #[test]
    fn an_event_is_shared_by_its_mentions() {
        let piece = |start, end| Piece { start, end };
        let gold =
            Entity { id: 0, kind: "RIOT".into(), mentions: vec![piece(0, 6), piece(20, 25)] };
        let read = Event {
            kind: "mob_violence".into(),
            mentions: vec![piece(3, 9)],
            place: None,
            date: None,
            date_text: None,
            claims: Vec::new(),
            figures: Vec::new(),
        };
        assert_eq!(shared(&gold, &read), 0.5);
    }
}
