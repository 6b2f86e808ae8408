//! What several tests need. Each test uses only a part of it.
#![allow(dead_code, clippy::unwrap_used)]

pub mod invariants;
pub mod schema_check;

use std::fs;
use std::path::Path;

use selon_intake::{Known, plain_text};
use selon_model::reading::{
    Attribution, CarriedOver, CarriedReason, Certainty, Claim, Event, EventPlace, Excerpt, Figure,
    Granularity, Hedge, HedgeKind, Holder, JointTotal, Link, Mention, MentionKind, Place,
    PlaceCandidate, Polarity, Precision, Reading, Reality, ReportFacts, SCHEMA, SourceKind, Time,
};
use selon_model::{Language, Report, Span};

/// The text that [`full_reading`] is of.
pub const FULL_TEXT: &str = "\
Une trêve fragile

Des combats auraient éclaté lundi à Valmont, selon le maire, cité par l’agence.
Au moins 12 personnes ont été blessées.
";

/// A reading with every field filled.
pub fn full_reading() -> Reading {
    let author = Holder::author();
    let hedge = Hedge { excerpt: excerpt("auraient éclaté"), kind: HedgeKind::Conditional };
    let attribution = |id: &str, source: &str, cue: &str, kind, inside: Option<&str>| Attribution {
        id: id.into(),
        source: Some(excerpt(source)),
        cue: Some(excerpt(cue)),
        content: vec![excerpt("Des combats auraient éclaté lundi à Valmont")],
        source_kind: kind,
        source_entity: Some("N1".into()),
        source_name: Some("le maire de Valmont".into()),
        certainty: Certainty::Certain,
        hedge: None,
        inside: inside.map(str::to_owned),
        carried_over: Vec::new(),
    };
    let mut mayor = attribution("A2", "le maire", "selon", SourceKind::Official, Some("A1"));
    mayor.carried_over.push(CarriedOver {
        excerpt: excerpt("Au moins 12 personnes ont été blessées."),
        reason: CarriedReason::Conditional,
        by: excerpt("ont été blessées"),
    });
    Reading {
        schema: SCHEMA.into(),
        doc: "treve".into(),
        published: Some("2024-05-08".into()),
        report: ReportFacts {
            id: "treve".into(),
            url: Some("https://news.example/treve".into()),
            outlet: Some("Un journal".into()),
            title: Some("Une trêve fragile".into()),
            language: Language::French,
            text_sha256: "0".repeat(64),
            published_text: Some(excerpt("lundi")),
            translation_of: Some(Link {
                url: "https://news.example/truce".into(),
                excerpt: excerpt("Une trêve"),
            }),
            copy_of: None,
        },
        attributions: vec![
            attribution("A1", "l’agence", "cité par", SourceKind::Media, None),
            mayor,
        ],
        events: vec![Event {
            id: "E1".into(),
            kind: "armed_clash".into(),
            headline_event: true,
            mentions: vec![excerpt("combats")],
            place: Some(EventPlace {
                excerpt: excerpt("Valmont"),
                country: Some("FR".into()),
                lat: Some(49.74),
                lon: Some(-0.51),
                precision: Some(Precision::Locality),
                name: Some("Valmont".into()),
                id: Some("gn:1".into()),
                admin1: Some("Normandie".into()),
                admin2: None,
                radius_km: Some(15),
                geo_precision: Some(2),
                where_prec: Some(2),
                candidates: vec![PlaceCandidate {
                    name: "Valmont".into(),
                    id: "gn:1".into(),
                    country: Some("FR".into()),
                    lat: 49.74,
                    lon: -0.51,
                    probability: 0.7,
                }],
            }),
            date: Some("2024-05-06".into()),
            date_text: Some(excerpt("lundi")),
            actor: Some(excerpt("le maire")),
            target: None,
            instrument: None,
            part_of: None,
            claims: vec![
                Claim {
                    held_by: Holder("A2".into()),
                    certainty: Certainty::Hedged,
                    polarity: Polarity::Positive,
                    reality: Reality::Actual,
                    cue: None,
                    hedge: Some(hedge.clone()),
                    carried_over: false,
                },
                Claim {
                    held_by: author.clone(),
                    certainty: Certainty::Certain,
                    polarity: Polarity::Negative,
                    reality: Reality::Planned,
                    cue: Some(excerpt("fragile")),
                    hedge: None,
                    carried_over: false,
                },
            ],
            figures: vec![Figure {
                id: "F1".into(),
                what: "injured".into(),
                low: Some(12),
                high: None,
                excerpt: excerpt("Au moins 12 personnes"),
                held_by: Holder("A2".into()),
                certainty: Certainty::Certain,
                carried_over: true,
                who: Some(excerpt("personnes")),
                part_of: None,
                joint: Some(JointTotal { with: "F1".into(), low: Some(12), high: None }),
            }],
            other_figures: Vec::new(),
        }],
        mentions: vec![Mention {
            excerpt: excerpt("le maire"),
            kind: MentionKind::Person,
            entity: "N1".into(),
            name: "le maire de Valmont".into(),
            registry: Some("FR:government".into()),
        }],
        times: vec![Time {
            excerpt: excerpt("lundi"),
            value: Some("2024-05-06".into()),
            granularity: Some(Granularity::Day),
            modifier: None,
        }],
        places: vec![Place {
            excerpt: excerpt("Valmont"),
            name: None,
            country: None,
            lat: None,
            lon: None,
            precision: None,
            id: None,
            admin1: None,
            admin2: None,
            radius_km: None,
            geo_precision: None,
            where_prec: None,
            candidates: Vec::new(),
            metonymy: false,
        }],
        hedges: vec![hedge.clone()],
    }
}

/// The first place of these words in [`FULL_TEXT`].
fn excerpt(words: &str) -> Excerpt {
    let byte = FULL_TEXT.find(words).unwrap();
    let start = FULL_TEXT[..byte].chars().count() as u32;
    let end = start + words.chars().count() as u32;
    Excerpt { text: words.into(), span: Span { start, end } }
}

/// The examples of the repository with their readings.
pub fn example_readings() -> Vec<(String, Report, Reading)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut readings = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Some(id) = name.strip_suffix(".txt") {
            let known = Known { id: id.into(), ..Known::default() };
            let report = plain_text(&fs::read(&path).unwrap(), known).unwrap().report;
            let reading = selon_reader::read_report(&report).unwrap();
            readings.push((name, report, reading));
        }
    }
    assert!(!readings.is_empty());
    readings
}
