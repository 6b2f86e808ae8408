//! Made-up reports in numbers, to measure with.
//!
//! `load reports N` prints N reports as JSON lines, for `selon add`;
//! `load fill FILE EVENTS` adds reports with readings that are made up too, until the dossier
//! has so many events, and times adding and asking.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use selon_dossier::{Dossier, Filter, Stamp};
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
        _ => Err("load reports N | load fill FILE EVENTS".into()),
    }
}

/// A report of three events with a reading that is made up.
fn made_up(numbers: &mut Numbers, n: usize) -> serde_json::Result<(Report, Reading)> {
    const KINDS: [&str; 5] =
        ["armed_clash", "air_drone_strike", "ied_landmine", "arrests", "attack_on_civilians"];
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
    let published = day(numbers.below(7000));
    report.published = Some(published.clone());
    let mut events = Vec::new();
    for e in 0..3u32 {
        let (town, country, lat, lon) = TOWNS[numbers.below(TOWNS.len())];
        let mut near = || (numbers.below(400) as f64 - 200.0) / 100.0;
        let (lat, lon) = (lat + near(), lon + near());
        let killed = 1 + numbers.below(80) as u64;
        let place = json!({
            "country": country, "lat": lat, "lon": lon, "precision": "locality", "name": town,
        });
        let figure = json!({
            "what": "killed", "low": killed, "high": killed, "held_by": "A1",
            "certainty": "certain",
        });
        events.push(json!({
            "id": format!("E{}", e + 1),
            "type": numbers.of(&KINDS),
            "headline_event": e == 0,
            "mentions": [excerpt(e * 60, "attaqué")],
            "place": with(excerpt(e * 60 + 10, town), place),
            "date": published,
            "claims": [{
                "held_by": "A1", "certainty": "certain", "polarity": "positive",
                "reality": "actual",
            }],
            "figures": [with(excerpt(e * 60 + 20, "morts"), figure)],
        }));
    }
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
            "source": excerpt(0, "la police"),
            "cue": excerpt(0, "selon"),
            "content": [{ "text": "", "start": 0, "end": report.text.chars().count() }],
            "source_kind": "official",
            "certainty": "certain",
        }],
        "events": events,
        "mentions": [], "times": [], "places": [], "hedges": [],
    });
    Ok((report, serde_json::from_value(reading)?))
}

fn fill(file: &Path, events: u64) -> Result<(), Box<dyn std::error::Error>> {
    const STAMP: Stamp = Stamp { now: "2032-01-01T00:00:00Z", reader: "load" };
    let mut dossier = Dossier::create(file)?;
    let mut numbers = Numbers(11);
    let mut n = 0;
    let start = Instant::now();
    while dossier.status("load")?.events < events {
        for _ in 0..1000 {
            let (report, reading) = made_up(&mut numbers, n)?;
            dossier.add(&report, &reading, STAMP)?;
            n += 1;
        }
        eprintln!("{n} reports, {:.0} s", start.elapsed().as_secs_f64());
    }
    let took = start.elapsed().as_secs_f64();
    println!("{n} reports in {took:.1} s: {:.0} a second", n as f64 / took);
    let mut times = Vec::new();
    for _ in 0..100 {
        let (report, reading) = made_up(&mut numbers, n)?;
        n += 1;
        let start = Instant::now();
        dossier.add(&report, &reading, STAMP)?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    println!("one report more: median {:.1} ms, worst of 100 {:.1} ms", times[50], times[99]);
    let status = dossier.status("load")?;
    println!("{} events, {:.0} MB", status.events, status.bytes as f64 / 1e6);
    let day = |text: &str| selon_dossier::day::day(text);
    let queries: [(&str, Filter); 8] = [
        ("the last 50", Filter { limit: Some(50), ..Filter::default() }),
        ("a week", Filter { from: day("2040-03-01"), to: day("2040-03-07"), ..Filter::default() }),
        (
            "a country, 50",
            Filter { place: Some("ML".into()), limit: Some(50), ..Filter::default() },
        ),
        (
            "a town, 50",
            Filter { place: Some("Mopti".into()), limit: Some(50), ..Filter::default() },
        ),
        (
            "within 30 km, 50",
            Filter { near: Some((14.48, -4.18, 30.0)), limit: Some(50), ..Filter::default() },
        ),
        (
            "a type, 50",
            Filter { types: vec!["arrests".into()], limit: Some(50), ..Filter::default() },
        ),
        ("two origins, 50", Filter { min_origins: Some(2), limit: Some(50), ..Filter::default() }),
        (
            "words, 50",
            Filter { query: Some("Mopti fui".into()), limit: Some(50), ..Filter::default() },
        ),
    ];
    for (name, filter) in queries {
        let start = Instant::now();
        let found = dossier.events(&filter)?.len();
        println!("{name}: {:.1} ms ({found})", start.elapsed().as_secs_f64() * 1000.0);
    }
    let first = dossier.events(&Filter { limit: Some(1), ..Filter::default() })?;
    if let Some(row) = first.first() {
        let start = Instant::now();
        dossier.event(&row.id)?;
        println!("one event: {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(())
}
