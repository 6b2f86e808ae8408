//! Made-up reports in numbers, to measure with.
//!
//! `load reports N` prints N reports as JSON lines, for `selon add`;
//! `load fill FILE EVENTS` adds reports with readings that are made up too, until the dossier
//! has so many events, and times adding and asking;
//! `load ask FILE` times asking alone.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use selon_dossier::{Bounds, Dossier, Filter, Order, ReportFilter, Stamp};
use selon_model::reading::{Reading, SCHEMA};
use selon_model::{Language, Report};
use serde_json::{Value, json};

const TOWNS: [(&str, &str, f64, f64); 24] = [
    ("Mopti", "ML", 14.48, -4.18),
    ("Gao", "ML", 16.27, -0.05),
    ("Ségou", "ML", 13.43, -6.26),
    ("Djibo", "BF", 14.1, -1.63),
    ("Dori", "BF", 14.03, -0.03),
    ("Niamey", "NE", 13.51, 2.11),
    ("Diffa", "NE", 13.32, 12.61),
    ("Maiduguri", "NG", 11.84, 13.15),
    ("Katsina", "NG", 12.99, 7.6),
    ("Goma", "CD", -1.68, 29.22),
    ("Bunia", "CD", 1.57, 30.24),
    ("Beni", "CD", 0.49, 29.47),
    ("Alep", "SY", 36.2, 37.16),
    ("Homs", "SY", 34.73, 36.71),
    ("Mossoul", "IQ", 36.34, 43.13),
    ("Kirkouk", "IQ", 35.47, 44.39),
    ("Kharkiv", "UA", 49.99, 36.23),
    ("Kherson", "UA", 46.64, 32.61),
    ("Kandahar", "AF", 31.61, 65.71),
    ("Jalalabad", "AF", 34.43, 70.45),
    ("Mogadiscio", "SO", 2.04, 45.34),
    ("Baidoa", "SO", 3.11, 43.65),
    ("Cali", "CO", 3.44, -76.52),
    ("Lyon", "FR", 45.76, 4.84),
];

const HEADS: [&str; 10] = [
    "{a} ont attaqué {d} un poste de l'armée près de {t}, tuant {n} soldats, selon {s}.",
    "Une bombe a explosé {d} sur un marché de {t}, faisant {n} morts, a annoncé {s}.",
    "{n} personnes ont été tuées {d} dans des affrontements à {t}, a indiqué {s}.",
    "Des frappes aériennes ont visé {d} les environs de {t} et tué {n} personnes, selon {s}.",
    "{a} ont enlevé {n} villageois {d} près de {t}, a déclaré {s}.",
    "{n} personnes ont été arrêtées {d} à {t}, a annoncé {s}.",
    "Des tirs d'artillerie ont fait {n} morts {d} dans un quartier de {t}, selon {s}.",
    "Près de {n} personnes ont manifesté {d} dans les rues de {t}, a constaté {s}.",
    "{a} se sont emparés {d} d'une localité proche de {t}, a affirmé {s}.",
    "Un véhicule a sauté {d} sur une mine à la sortie de {t} : {n} morts, selon {s}.",
];
const ACTORS: [&str; 6] = [
    "Des hommes armés",
    "Des rebelles",
    "Des djihadistes",
    "Des miliciens",
    "Des combattants",
    "Des assaillants",
];
const SOURCES: [&str; 8] = [
    "l'armée",
    "la police",
    "des habitants",
    "une source sécuritaire",
    "Human Rights Watch",
    "un élu local",
    "les autorités",
    "la Croix-Rouge",
];
const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const REST: [&str; 12] = [
    "Le bilan pourrait s'alourdir, a prévenu {s}.",
    "La route de {t} a été fermée dans la soirée.",
    "Les écoles resteront closes jusqu'à {d}, a fait savoir {s}.",
    "Plusieurs familles ont fui vers {t2}, selon {s}.",
    "Les blessés, au nombre de {n}, ont été conduits à l'hôpital de {t2}.",
    "Une réunion doit se tenir {d} à {t2} sur la situation.",
    "Le gouverneur a promis {n} renforts avant {d}.",
    "Aucun groupe n'a revendiqué l'attaque.",
    "Les assaillants auraient fui en direction de {t2}.",
    "Le marché de {t2} a rouvert {d} sous bonne garde.",
    "Un couvre-feu de {n} heures est en vigueur depuis {d}.",
    "Des renforts sont attendus de {t2}, a dit {s}.",
];

/// The numbers of a linear congruential generator: the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn of<'t, T: ?Sized>(&mut self, list: &[&'t T]) -> &'t T {
        list[self.below(list.len())]
    }
}

fn fill_in(numbers: &mut Numbers, pattern: &str, town: &str) -> String {
    let other = TOWNS[numbers.below(TOWNS.len())].0;
    pattern
        .replace("{a}", numbers.of(&ACTORS))
        .replace("{s}", numbers.of(&SOURCES))
        .replace("{d}", numbers.of(&DAYS))
        .replace("{n}", &(2 + numbers.below(60)).to_string())
        .replace("{t2}", other)
        .replace("{t}", town)
}

fn day(n: usize) -> String {
    let (year, rest) = (2031 + n / 336, n % 336);
    format!("{year}-{:02}-{:02}", rest / 28 + 1, rest % 28 + 1)
}

fn report(numbers: &mut Numbers, n: usize) -> Report {
    let town = TOWNS[numbers.below(TOWNS.len())].0;
    let head = numbers.of(&HEADS);
    let mut text = fill_in(numbers, head, town);
    for _ in 0..6 + numbers.below(10) {
        let pattern = numbers.of(&REST);
        text.push(' ');
        text.push_str(&fill_in(numbers, pattern, town));
    }
    text.push('\n');
    Report {
        id: format!("made-up-{n}"),
        text,
        outlet: Some(format!("Gazette {}", numbers.below(60))),
        url: Some(format!("https://gazette.example/{n}")),
        published: Some(day(numbers.below(700))),
        language: Some(Language::French),
        ..Report::default()
    }
}

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

/// An event that reports tell of.
#[derive(Clone)]
struct Happened {
    kind: &'static str,
    town: &'static str,
    country: &'static str,
    lat: f64,
    lon: f64,
    day: String,
    killed: u64,
}

const KINDS: [&str; 5] =
    ["armed_clash", "air_drone_strike", "ied_landmine", "arrests", "attack_on_civilians"];

/// Who can be cited, and what kind of source they are.
const CITED: [(&str, &str); 8] = [
    ("la police", "official"),
    ("l'armée", "official"),
    ("Human Rights Watch", "international_org"),
    ("une source sécuritaire", "unnamed"),
    ("des habitants", "unnamed"),
    ("la Croix-Rouge", "international_org"),
    ("le maire", "official"),
    ("l'AFP", "media"),
];

impl Happened {
    fn new(numbers: &mut Numbers) -> Happened {
        let (town, country, lat, lon) = TOWNS[numbers.below(TOWNS.len())];
        // Four hundred villages round each town.
        let mut near = || (numbers.below(20) as f64 - 10.0) / 10.0;
        let (lat, lon) = (lat + near(), lon + near());
        let kind = numbers.of(&KINDS);
        let day = day(numbers.below(7000));
        Happened { kind, town, country, lat, lon, day, killed: 1 + numbers.below(80) as u64 }
    }
}

/// A report of three events with a reading that is made up. One event in three was told
/// before, by `told`.
fn made_up(
    numbers: &mut Numbers,
    n: usize,
    told: &mut Vec<Happened>,
) -> serde_json::Result<(Report, Reading)> {
    let mut report = report(numbers, n);
    // Words without sense: reports that repeat each other are another matter.
    report.text = (0..250).map(|_| format!("mot{} ", numbers.below(4000))).collect();
    report.url = Some(format!("https://gazette.example/made-up/{n}"));
    let excerpt = |start: u32, words: &str| json!({ "text": words, "start": start, "end": start + words.chars().count() as u32 });
    let with = |mut a: Value, b: Value| {
        if let (Some(a), Value::Object(b)) = (a.as_object_mut(), b) {
            a.extend(b);
        }
        a
    };
    let mut events = Vec::new();
    let mut published = String::new();
    for e in 0..3u32 {
        let again = told.len() > 200 && numbers.below(3) == 0;
        let happened = if again {
            told[told.len() - 1 - numbers.below(200)].clone()
        } else {
            let new = Happened::new(numbers);
            told.push(new.clone());
            new
        };
        published = published.max(happened.day.clone());
        let place = json!({
            "country": happened.country, "lat": happened.lat, "lon": happened.lon,
            "precision": "locality", "name": happened.town,
        });
        let killed = happened.killed + u64::from(again && numbers.below(4) == 0);
        let figure = json!({
            "what": "killed", "low": killed, "high": killed, "held_by": "A1",
            "certainty": "certain",
        });
        events.push(json!({
            "id": format!("E{}", e + 1),
            "type": happened.kind,
            "headline_event": e == 0,
            "mentions": [excerpt(e * 60, "attaqué")],
            "place": with(excerpt(e * 60 + 10, happened.town), place),
            "actor": excerpt(e * 60 + 30, numbers.of(&ACTORS)),
            "date": happened.day,
            "claims": [{
                "held_by": "A1", "certainty": "certain", "polarity": "positive",
                "reality": "actual",
            }],
            "figures": [with(excerpt(e * 60 + 20, "morts"), figure)],
        }));
    }
    report.published = Some(published);
    let (source, source_kind) = CITED[numbers.below(CITED.len())];
    let reading = json!({
        "schema": SCHEMA,
        "doc": report.id,
        "published": report.published,
        "report": {
            "id": report.id, "url": report.url, "outlet": report.outlet, "language": "fr",
            "text_sha256": selon_dossier::id::sha256(&report.text),
        },
        "attributions": [{
            "id": "A1",
            "source": excerpt(0, source),
            "cue": excerpt(0, "selon"),
            "content": [{ "text": "", "start": 0, "end": report.text.chars().count() }],
            "source_kind": source_kind,
            "certainty": "certain",
        }],
        "events": events,
        "mentions": [], "times": [], "places": [], "hedges": [],
    });
    Ok((report, serde_json::from_value(reading)?))
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
        ("a week", Filter { from: day("2040-03-01"), to: day("2040-03-07"), ..fifty.clone() }),
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
                from: day("2040-01-01"),
                to: day("2040-12-31"),
                ..fifty.clone()
            },
        ),
    ];
    println!("pages of 50, with the count of all:");
    for (name, filter) in &pages {
        time(&format!("  {name}"), || dossier.page(filter), |p| p.total as usize)?;
    }
    let year = Filter { from: day("2040-01-01"), to: day("2040-12-31"), ..all.clone() };
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
