//! Natural Earth: populated places, and first-level divisions by their label points.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use anyhow::{Context, Result};
use selon_gazetteer::{NameLanguage, NewPlace, PlaceId, PlaceKind, Source};
use serde_json::Value;

use super::countries;
use super::{iso, json};

/// Countries of which Who's On First gives the divisions, in better detail.
fn in_whos_on_first(country: [u8; 2]) -> bool {
    const CODES: &[u8] = b"AFAMAZBFBIBYCDCFCMCODJDZEGERETGEHTILIQIRJOKEKWLBLYMDMLMMMRMZNENGPKPSRWSASDSSSOSYTDTNTRUGUAYEBE";
    CODES.chunks(2).any(|c| c == country)
}

/// Reads the first-level divisions of the countries that Who's On First lacks here.
pub fn divisions(dir: &Path) -> Result<Vec<NewPlace>> {
    let mut found: BTreeMap<([u8; 2], String), (u64, NewPlace)> = BTreeMap::new();
    for feature in features(&json(dir, "ne_10m_admin_1_label_points.json.gz")?)? {
        let properties = &feature["properties"];
        let (Some(name), Some(country)) = (
            properties["name"].as_str().filter(|n| !n.contains("minor island")),
            properties["iso_a2"].as_str().and_then(iso),
        ) else {
            continue;
        };
        if in_whos_on_first(country) {
            continue;
        }
        let (Some(lon), Some(lat), Some(number)) = (
            feature["geometry"]["coordinates"][0].as_f64(),
            feature["geometry"]["coordinates"][1].as_f64(),
            properties["OBJECTID_1"].as_u64(),
        ) else {
            continue;
        };
        // A division of several parts has a label for each; that of the least rank in its
        // country is the main one.
        let rank = properties["adm0_sr"].as_u64().unwrap_or(99);
        let place = NewPlace {
            id: PlaceId { source: Source::NaturalEarth, number: number as u32 },
            kind: PlaceKind::Region,
            capital: false,
            lat,
            lon,
            country: Some(country),
            parent: Some(countries::id(country)),
            population: None,
            radius: None,
            names: vec![(NameLanguage::Unknown, name.to_string())],
        };
        let best = found.entry((country, name.to_string())).or_insert((rank, place.clone()));
        if rank < best.0 {
            *best = (rank, place);
        }
    }
    Ok(found.into_values().map(|f| f.1).collect())
}

/// Reads the populated places.
pub fn populated_places(dir: &Path) -> Result<Vec<NewPlace>> {
    let file = json(dir, "ne_10m_populated_places.json.gz")?;
    Ok(features(&file)?.iter().filter_map(populated_place).collect())
}

fn populated_place(feature: &Value) -> Option<NewPlace> {
    let properties = &feature["properties"];
    let text = |key: &str| properties[key].as_str().filter(|s| !s.is_empty() && *s != "-99");
    let number = |key: &str| properties[key].as_f64().filter(|&n| n > 0.0).map(|n| n as u32);
    let id = match (number("GEONAMEID"), number("wof_id")) {
        (Some(number), _) => PlaceId { source: Source::GeoNames, number },
        (None, Some(number)) => PlaceId { source: Source::WhosOnFirst, number },
        _ => return None,
    };
    let mut seen = HashSet::new();
    let names = [
        ("NAME_EN", NameLanguage::English),
        ("NAME", NameLanguage::Unknown),
        ("NAME_FR", NameLanguage::French),
        ("NAMEALT", NameLanguage::Unknown),
        ("NAMEASCII", NameLanguage::Unknown),
        ("GN_ASCII", NameLanguage::Unknown),
    ]
    .into_iter()
    .filter_map(|(key, language)| Some((language, text(key)?)))
    .flat_map(|(language, names)| names.split('|').map(move |n| (language, n.trim().to_string())))
    .filter(|(_, n)| seen.insert(n.clone()))
    .collect();
    // The figure for the town, not the agglomeration: POP_MIN.
    Some(NewPlace {
        id,
        kind: PlaceKind::Locality,
        capital: text("FEATURECLA") == Some("Admin-0 capital"),
        lat: properties["LATITUDE"].as_f64()?,
        lon: properties["LONGITUDE"].as_f64()?,
        country: text("ISO_A2")
            .and_then(iso)
            .or_else(|| text("ADM0NAME").filter(|n| *n == "Kosovo").map(|_| *b"XK")),
        parent: None,
        population: number("POP_MAX").or(number("POP_MIN")),
        radius: None,
        names,
    })
}

fn features(file: &Value) -> Result<&Vec<Value>> {
    file["features"].as_array().context("a file of Natural Earth has no features")
}
