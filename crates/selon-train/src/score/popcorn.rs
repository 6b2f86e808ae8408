//! `selon-train popcorn-score`: compares readings with the POPCORN corpus of French
//! security reports, whose events are told with all their mentions.
//!
//! `data/popcorn_types.tsv` tells which of its kinds Selon should find, and as what. An
//! event is found if a trigger of the reading has a code point in common with one of its
//! mentions; greedily, one to one, as in `score`. Of a figure and a time it is asked whether
//! the reading gives the event the words that the corpus does; of figures with a number
//! moreover whether the bounds are right. Both are recall only: the corpus tells of few
//! events when they were and whom they hurt.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use selon_model::Language;
use selon_reader::quantity;
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
    /// Events of each kind, those found, and those found with a right type.
    kinds: BTreeMap<String, [usize; 3]>,
    triggers: Tally,
    mentions: Tally,
    chains: Tally,
    deaths: Tally,
    injuries: Tally,
    /// Of the figures that both have: those with a number, and with the right bounds.
    bounds: Tally,
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
    for (kind, [events, found, typed]) in &counts.kinds {
        let scope = if kinds.get(kind.as_str()).is_some_and(|k| k.wanted) { "in" } else { "out" };
        writeln!(out, "{kind:30} {events:6} {found:6} {typed:6} {scope:>8}")?;
    }
    for (name, tally) in [
        ("event trigger, kinds in scope", counts.triggers),
        ("mention, kinds in scope", counts.mentions),
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
        ("time of the event", counts.times),
        ("deaths of the event", counts.deaths),
        ("injuries of the event", counts.injuries),
        ("bounds of these figures", counts.bounds),
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
            let own = found.map_or(0, |e| {
                let told = |m: &&Piece| e.mentions.iter().any(|r| share(**m, *r));
                entity.mentions.iter().filter(told).count()
            });
            self.mentions.add(own, entity.mentions.len(), 0);
            if found.is_some() {
                self.chains.add(own, any, any);
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
                let of_words = |m: &Piece| {
                    let mut figures = found.into_iter().flat_map(|e| &e.figures);
                    figures.find(|f| f.what == what && share(*m, f.piece))
                };
                let told = |m: &&Piece| of_words(m).is_some();
                let anywhere = |m: &&Piece| read.figures().iter().any(|f| share(**m, f.piece));
                let hit = quantity.mentions.iter().any(|m| told(&m));
                let around = quantity.mentions.first().map_or(String::new(), |&m| report.around(m));
                if !hit {
                    let seen = quantity.mentions.iter().any(|m| anywhere(&m));
                    let kind = if seen { "of another event or kind" } else { "missed" };
                    let what = format!("{}: {around}", report.name);
                    self.errors.note(format!("figure {kind}: {relation}"), what);
                }
                let number = quantity.mentions.iter().find_map(|m| {
                    let words = document.text.chars().skip(m.start as usize);
                    let words: String =
                        words.take(m.end.saturating_sub(m.start) as usize).collect();
                    Some((of_words(m)?, bounds(&quantity.kind, &words)?))
                });
                if let Some((figure, told)) = number {
                    let right = (figure.low, figure.high) == told;
                    self.bounds.add(usize::from(right), 1, 1);
                    if !right {
                        let read = format!("{:?}..{:?}", figure.low, figure.high);
                        let what = format!("{}: {read}: {around}", report.name);
                        self.errors.note(format!("figure with other bounds: {relation}"), what);
                    }
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

/// The bounds that the words of a quantity tell, by its kind; none if there is no number in
/// them.
fn bounds(kind: &str, words: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (_, number) = *quantity::numbers(words, Language::French).first()?;
    let number = (number >= 0.0 && number.fract() == 0.0).then_some(number as u64)?;
    match kind {
        "QUANTITY_EXACT" => Some((Some(number), Some(number))),
        "QUANTITY_MIN" => Some((Some(number), None)),
        "QUANTITY_MAX" => Some((None, Some(number))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::form::Figure;
    use super::*;

    fn piece(start: u32, end: u32) -> Piece {
        Piece { start, end }
    }

    fn entity(id: u32, kind: &str, mentions: &[(u32, u32)]) -> Entity {
        let mentions = mentions.iter().map(|&(start, end)| piece(start, end)).collect();
        Entity { id, kind: kind.into(), mentions }
    }

    fn event(kind: &str, mentions: &[(u32, u32)]) -> Event {
        Event {
            kind: kind.into(),
            mentions: mentions.iter().map(|&(start, end)| piece(start, end)).collect(),
            place: None,
            date: None,
            date_text: None,
            actor: None,
            target: None,
            claims: Vec::new(),
            figures: Vec::new(),
        }
    }

    fn tally(hit: usize, gold: usize, read: usize) -> Tally {
        Tally { hit, gold, read }
    }

    #[test]
    fn one_report_is_counted() {
        // An explosion told twice, a theft; read: the explosion in two events, of which one
        // has the figure, the theft, and something of which the corpus does not tell.
        let document = Document {
            text: "Une explosion a tué deux passants. Le vol. L'explosion. Un défilé.".into(),
            entities: vec![
                entity(1, "BOMBING", &[(4, 13), (45, 54)]),
                entity(2, "THEFT", &[(38, 41)]),
                entity(3, "QUANTITY_EXACT", &[(20, 24)]),
                entity(4, "TIME_EXACT", &[(60, 66)]),
            ],
            relations: vec![(1, "DEATHS_NUMBER".into(), 3), (1, "START_DATE".into(), 4)],
        };
        let mut first = event("ied_landmine", &[(4, 13)]);
        first.figures.push(Figure {
            what: "killed".into(),
            low: Some(2),
            high: None,
            piece: piece(20, 33),
            held_by: "AUTHOR".into(),
        });
        let read = Scored {
            events: vec![
                first,
                event("accident_or_disaster", &[(45, 54)]),
                event("looting_property_destruction", &[(38, 41)]),
                event("peaceful_protest", &[(60, 66)]),
            ],
            ..Scored::default()
        };
        let mut counts = Counts::default();
        counts.add("report", &document, &read, &kinds());
        assert_eq!(counts.kinds["BOMBING"], [1, 1, 1]);
        assert_eq!(counts.kinds["THEFT"], [1, 1, 0]);
        // The second of the explosion is one too many; the theft is out of scope.
        assert_eq!(counts.triggers, tally(1, 1, 3));
        assert_eq!(counts.mentions, tally(1, 2, 3));
        assert_eq!(counts.chains, tally(1, 2, 2));
        assert_eq!(counts.deaths, tally(1, 1, 1));
        assert_eq!(counts.bounds, tally(0, 1, 1));
        assert_eq!(counts.times, tally(0, 1, 0));
    }

    #[test]
    fn bounds_are_those_of_the_kind() {
        assert_eq!(bounds("QUANTITY_EXACT", "Soixante-deux"), Some((Some(62), Some(62))));
        assert_eq!(bounds("QUANTITY_MIN", "50"), Some((Some(50), None)));
        assert_eq!(bounds("QUANTITY_MAX", "50"), Some((None, Some(50))));
        assert_eq!(bounds("QUANTITY_FUZZY", "dizaine"), None);
        assert_eq!(bounds("QUANTITY_EXACT", "plusieurs"), None);
    }

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
        let gold = entity(0, "RIOT", &[(0, 6), (20, 25)]);
        assert_eq!(shared(&gold, &event("mob_violence", &[(3, 9)])), 0.5);
    }
}
