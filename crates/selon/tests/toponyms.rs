//! How many of the hard toponyms of `cases/*/toponyms-hard.md` are read right.

use selon_gazetteer::distance_km;
use selon_model::reading::{Place, Reading};
use selon_model::{Language, Report};
use selon_reader::read_report;

/// Right is what lies no farther away, km (100 miles, as is usual for toponyms).
const RIGHT_KM: f64 = 161.0;
/// So many of a hundred are right at least.
const AT_LEAST: usize = 90;

const TABLES: [(Language, &str); 2] = [
    (Language::French, include_str!("../../../cases/fr/toponyms-hard.md")),
    (Language::English, include_str!("../../../cases/en/toponyms-hard.md")),
];

#[test]
fn hard_toponyms() {
    for (language, table) in TABLES {
        let rows: Vec<[&str; 3]> = table
            .lines()
            .skip_while(|l| *l != "|---|---|---|")
            .skip(1)
            .map(|l| {
                let cells: Vec<&str> = l.trim_matches('|').split('|').map(str::trim).collect();
                cells.try_into().unwrap_or_else(|_| panic!("not three cells: {l}"))
            })
            .collect();
        assert!(rows.len() >= 100, "{} rows", rows.len());
        let mut right = 0;
        for [text, name, wanted] in &rows {
            let reading = read(text, language);
            match is_right(&reading, text, name, wanted) {
                Ok(()) => right += 1,
                Err(why) => println!("{name} in “{text}”: {wanted}, but {why}"),
            }
        }
        println!("{right} of {} hard toponyms in {language:?} are right", rows.len());
        assert!(right * 100 >= rows.len() * AT_LEAST, "{right} of {} are right", rows.len());
    }
}

fn read(text: &str, language: Language) -> Reading {
    let report = Report {
        id: "toponym".into(),
        text: text.into(),
        language: Some(language),
        published: Some("2024-05-02".into()),
        ..Report::default()
    };
    read_report(&report).expect("a language that is read")
}

fn is_right(reading: &Reading, text: &str, name: &str, wanted: &str) -> Result<(), String> {
    // Where the name stands last: the first time may be another use.
    let at = text.rfind(name).ok_or("it does not stand in the text")?;
    let start = text[..at].chars().count() as u32;
    let end = start + name.chars().count() as u32;
    let overlaps = |p: &&Place| p.excerpt.span.start < end && start < p.excerpt.span.end;
    // The longest: in *frontière turco-syrienne* an adjective may be one of its own.
    let length = |p: &&Place| p.excerpt.span.end - p.excerpt.span.start;
    let place = reading.places.iter().filter(overlaps).max_by_key(length);
    let located = place.filter(|p| !p.metonymy).and_then(|p| Some((p, p.lat?, p.lon?)));
    let said = || format!("{:?}", place.map(|p| (&p.name, &p.country, p.lat, p.lon, p.metonymy)));
    let is = match wanted {
        "metonymy" => place.is_some_and(|p| p.metonymy),
        "no place" => {
            let event = reading.events.iter().any(|e| {
                e.place
                    .as_ref()
                    .is_some_and(|p| p.excerpt.span.start < end && start < p.excerpt.span.end)
            });
            located.is_none_or(|l| l.0.precision == Some(selon_model::reading::Precision::Country))
                && !event
        }
        "unknown" => {
            let event = reading.events.iter().filter_map(|e| e.place.as_ref());
            let elsewhere = |p: &selon_model::reading::EventPlace| {
                p.lat.is_some() && p.precision == Some(selon_model::reading::Precision::Locality)
            };
            located.is_none() && !event.clone().any(elsewhere)
        }
        point => {
            let [country, lat, lon] = point.split(' ').collect::<Vec<_>>()[..] else {
                return Err("no country and point".into());
            };
            let point = (lat.parse().unwrap_or(f64::NAN), lon.parse().unwrap_or(f64::NAN));
            located.is_some_and(|(p, lat, lon)| {
                (country == "-" || p.country.as_deref() == Some(country))
                    && distance_km(point, (lat, lon)) <= RIGHT_KM
            })
        }
    };
    if is { Ok(()) } else { Err(format!("read {}", said())) }
}
