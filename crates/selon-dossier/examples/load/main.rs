//! Made-up reports in numbers, to measure with.
//!
//! `load reports N` prints N reports as JSON lines, for `selon add`;
//! `load fill FILE EVENTS` adds reports with readings that are made up too, until the dossier
//! has so many events, and times adding and asking;
//! `load ask FILE` times asking alone.

mod made_up;

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use made_up::{Numbers, made_up, report};
use selon_dossier::{Bounds, Dossier, Filter, Order, ReportFilter, Stamp};
use selon_model::Language;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    match &args.iter().map(String::as_str).collect::<Vec<_>>()[1..] {
        ["reports", count] => {
            let mut numbers = Numbers(7);
            let mut out = BufWriter::new(io::stdout());
            for n in 0..count.parse()? {
                serde_json::to_writer(&mut out, &report(&mut numbers, n))?;
                writeln!(out)?;
            }
            Ok(())
        }
        ["fill", file, events] => fill(Path::new(file), events.parse()?),
        ["ask", file] => ask(Path::new(file)),
        _ => Err("load reports N | load fill FILE EVENTS | load ask FILE".into()),
    }
}

const STAMP: Stamp = Stamp { now: "2032-01-01T00:00:00Z", reader: "load" };

fn fill(file: &Path, events: u64) -> Result<(), Box<dyn std::error::Error>> {
    let mut dossier = Dossier::create(file)?;
    let mut numbers = Numbers(11);
    let mut told = Vec::new();
    let mut n = 0;
    let (start, watch) = (Instant::now(), Watch::start());
    while dossier.status("load")?.events < events {
        for _ in 0..1000 {
            let (report, reading) = made_up(&mut numbers, n, &mut told)?;
            dossier.add(&report, &reading, STAMP)?;
            n += 1;
        }
        eprintln!("{n} reports, {:.0} s", start.elapsed().as_secs_f64());
    }
    let (took, processor) = (start.elapsed().as_secs_f64(), watch.ms() / 1000.0);
    println!("{n} reports in {took:.1} s, {processor:.1} s of the processor");
    println!("{:.0} a second of the processor", n as f64 / processor);
    let mut times = Vec::new();
    for _ in 0..100 {
        let (report, reading) = made_up(&mut numbers, n, &mut told)?;
        n += 1;
        let start = Watch::start();
        dossier.add(&report, &reading, STAMP)?;
        times.push(start.ms());
    }
    times.sort_by(f64::total_cmp);
    println!(
        "one report more, processor: median {:.1} ms, worst of 100 {:.1} ms",
        times[50], times[99]
    );
    drop(dossier);
    ask(file)
}

/// Times what is asked of a dossier: the first time, and the middle of nine more, in
/// milliseconds of the processor, where the system tells them, else of the clock.
fn time<T>(
    name: &str,
    mut ask: impl FnMut() -> selon_dossier::Result<T>,
    count: impl Fn(&T) -> usize,
) -> selon_dossier::Result<()> {
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..10 {
        let start = Watch::start();
        let answer = ask()?;
        times.push(start.ms());
        found = count(&answer);
    }
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    println!("{name}: {:.1} ms, the first time {first:.1} ms ({found})", times[4]);
    Ok(())
}

/// Times what one thread does: other programs that are running do not count.
struct Watch(Option<f64>, Instant);

impl Watch {
    fn start() -> Watch {
        Watch(processor_ms(), Instant::now())
    }

    fn ms(&self) -> f64 {
        let clock = || self.1.elapsed().as_secs_f64() * 1000.0;
        self.0.zip(processor_ms()).map_or_else(clock, |(start, end)| end - start)
    }
}

/// How long this thread has had a processor.
fn processor_ms() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split_whitespace().next()?.parse::<f64>().ok()? / 1e6)
}

fn ask(file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let dossier = Dossier::open_to_read(file)?;
    let status = dossier.status("load")?;
    let all = Filter::default();
    println!(
        "{} events of {} reports, {:.0} MB",
        status.events,
        status.reports,
        status.bytes as f64 / 1e6
    );
    let day = |text: &str| selon_dossier::day::day(text);
    let bounds = Bounds { south: 10.0, west: -6.0, north: 18.0, east: 4.0 };
    let fifty = Filter { limit: Some(50), ..all.clone() };
    let pages: [(&str, Filter); 18] = [
        ("all", fifty.clone()),
        ("all, page 1000", Filter { offset: Some(50_000), ..fifty.clone() }),
        ("all, earliest first", Filter { order: Order::Earliest, ..fifty.clone() }),
        ("all, most origins first", Filter { order: Order::Origins, ..fifty.clone() }),
        ("all, last changed first", Filter { order: Order::Changed, ..fifty.clone() }),
        ("a week", Filter { from: day("2013-03-01"), to: day("2013-03-07"), ..fifty.clone() }),
        ("a country by code", Filter { place: Some("ML".into()), ..fifty.clone() }),
        ("a country by name", Filter { place: Some("Mali".into()), ..fifty.clone() }),
        ("a town", Filter { place: Some("Mopti".into()), ..fifty.clone() }),
        ("within 30 km", Filter { near: Some((14.48, -4.18, 30.0)), ..fifty.clone() }),
        ("a part of the map", Filter { bounds: Some(bounds), ..fifty.clone() }),
        ("a type", Filter { types: vec!["arrests".into()], ..fifty.clone() }),
        ("an actor", Filter { actor: Some("rebelles".into()), ..fifty.clone() }),
        ("two origins", Filter { min_origins: Some(2), ..fifty.clone() }),
        ("in dispute", Filter { disagreeing: true, ..fifty.clone() }),
        ("a language", Filter { language: Some(Language::French), ..fifty.clone() }),
        ("words", Filter { query: Some("Mopti des".into()), ..fifty.clone() }),
        (
            "a type, a place, words, a year",
            Filter {
                types: vec!["arrests".into()],
                place: Some("Mali".into()),
                query: Some("des".into()),
                from: day("2013-01-01"),
                to: day("2013-12-31"),
                ..fifty.clone()
            },
        ),
    ];
    println!("pages of 50, with the count of all:");
    for (name, filter) in &pages {
        time(&format!("  {name}"), || dossier.page(filter), |p| p.total as usize)?;
    }
    let year = Filter { from: day("2013-01-01"), to: day("2013-12-31"), ..all.clone() };
    let words = Filter { query: Some("des".into()), ..all.clone() };
    for (which, filter) in [("all", &all), ("a year", &year), ("a word of all", &words)] {
        println!("{which}:");
        time("  counts", || dossier.counts(filter), |c| c.events as usize)?;
        time("  time line", || dossier.timeline(filter, None), |t| t.bars.len())?;
        time("  map, squares of 1°", || dossier.map(filter, 1.0), Vec::len)?;
        time("  map, each place", || dossier.map(filter, 0.0), Vec::len)?;
        time("  sources", || dossier.sources(filter), Vec::len)?;
    }
    println!("reports:");
    let reports = ReportFilter { limit: Some(50), ..ReportFilter::default() };
    time("  the last 50", || dossier.report_page(&reports), |p| p.total as usize)?;
    let reports = ReportFilter { words: Some("mot17 mot18".into()), ..reports };
    time("  two words, 50", || dossier.report_page(&reports), |p| p.total as usize)?;
    time("  search, 20", || dossier.search("mot17 mot18", 20), Vec::len)?;
    let most = Filter { order: Order::Reports, limit: Some(1), ..all.clone() };
    for row in dossier.events(&most)? {
        time("the event of most reports", || dossier.event(&row.id), |e| e.reports.len())?;
        time("a report", || dossier.report(&row.reports[0]), |r| r.events.len())?;
    }
    time("status", || dossier.status("load"), |s| s.events as usize)?;
    if let Some(kb) = resident() {
        println!("resident: {:.0} MB at most", kb / 1000.0);
    }
    Ok(())
}

/// The most memory that the process had, in kB, where the system tells.
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
