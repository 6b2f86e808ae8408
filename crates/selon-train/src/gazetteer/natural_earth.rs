//! Natural Earth: populated places, and first-level divisions by their label points.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use anyhow::{Context, Result};
use selon_gazetteer::fold::fold;
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
            geonames: None,
            wikidata: None,
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

/// Reads the populated places; `divisions` are what [`divisions`] read.
pub fn populated_places(dir: &Path, divisions: &[NewPlace]) -> Result<Vec<NewPlace>> {
    let file = json(dir, "ne_10m_populated_places.json.gz")?;
    let mut named: HashMap<([u8; 2], String), PlaceId> = HashMap::new();
    for place in divisions.iter().filter(|p| p.kind == PlaceKind::Region) {
        for (country, name) in place.country.iter().zip(&place.names) {
            named.insert((*country, fold(&name.1)), place.id);
        }
    }
    let place = |feature: &Value| {
        let place = populated_place(feature)?;
        let division = feature["properties"]["ADM1NAME"].as_str().unwrap_or_default();
        let parent = place.country.and_then(|c| named.get(&(c, fold(division))).copied());
        Some(NewPlace { parent, ..place })
    };
    Ok(features(&file)?.iter().filter_map(place).collect())
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
        geonames: number("GEONAMEID"),
        wikidata: text("wikidataid").and_then(|q| q.strip_prefix('Q')).and_then(|n| n.parse().ok()),
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

/// Regions are numbered from here, divisions below.
const FIRST_REGION: usize = 1 << 20;

/// Reads the regions that have a name and are no continents: plains, deserts, mountains,
/// islands.
/// What is called like a country is left out.
pub fn regions(dir: &Path, countries: &HashSet<String>) -> Result<Vec<NewPlace>> {
    let file = json(dir, "ne_10m_geography_regions_polys.json.gz")?;
    let mut regions: Vec<NewPlace> =
        features(&file)?.iter().enumerate().filter_map(|(i, f)| region(i, f)).collect();
    regions.retain(|r| r.names.iter().all(|n| !countries.contains(&fold(&n.1))));
    Ok(regions)
}

fn region(row: usize, feature: &Value) -> Option<NewPlace> {
    let properties = &feature["properties"];
    let kind = match properties["featurecla"].as_str()? {
        "Continent" | "Dragons-be-here" => return None,
        "Island" | "Island group" => PlaceKind::Island,
        _ => PlaceKind::Area,
    };
    // Names in capitals are how the map writes large ones.
    let name = properties["name"].as_str()?;
    let name = name.trim().replace("Pen.", "Peninsula").replace("PEN.", "PENINSULA");
    let name = if name.chars().any(char::is_lowercase) { name } else { title(&name) };
    let mut edges = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
    reach(&feature["geometry"]["coordinates"], &mut edges);
    let (west, east, south, north) = edges;
    // What lies on both sides of the date line has no middle that is one of numbers.
    if west > east || east - west > 180.0 {
        return None;
    }
    Some(NewPlace {
        id: PlaceId { source: Source::NaturalEarth, number: (FIRST_REGION + row) as u32 },
        geonames: None,
        wikidata: None,
        kind,
        capital: false,
        lat: f64::midpoint(south, north),
        lon: f64::midpoint(west, east),
        country: None,
        parent: None,
        population: None,
        radius: None,
        names: vec![(NameLanguage::English, name)],
    })
}

/// *GREAT PLAINS* as *Great Plains*.
fn title(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(String::from).unwrap_or_default();
        first + &letters.as_str().to_lowercase()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Widens the edges (west, east, south, north) to all points of the coordinates.
fn reach(coordinates: &Value, edges: &mut (f64, f64, f64, f64)) {
    let Some(list) = coordinates.as_array() else { return };
    match (list.first().and_then(Value::as_f64), list.get(1).and_then(Value::as_f64)) {
        (Some(lon), Some(lat)) => {
            *edges = (edges.0.min(lon), edges.1.max(lon), edges.2.min(lat), edges.3.max(lat));
        }
        _ => list.iter().for_each(|c| reach(c, edges)),
    }
}

fn features(file: &Value) -> Result<&Vec<Value>> {
    file["features"].as_array().context("a file of Natural Earth has no features")
}
