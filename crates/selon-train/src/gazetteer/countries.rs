//! Countries: names of the Unicode CLDR and of `countrynames.yaml`, points of
//! `assets/gazetteer/countries.tsv`.

use std::collections::{BTreeMap, HashSet};
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use selon_gazetteer::fold::fold;
use selon_gazetteer::{NameLanguage, NewPlace, PlaceId, PlaceKind, Source};

use super::{is_latin, iso, json};

const POINTS: &str = include_str!("../../../../assets/gazetteer/countries.tsv");

/// The number of a country: its ISO code.
pub fn id(code: [u8; 2]) -> PlaceId {
    PlaceId { source: Source::Iso, number: u32::from(code[0]) << 8 | u32::from(code[1]) }
}

/// Reads the countries that have a point.
pub fn read(dir: &Path) -> Result<Vec<NewPlace>> {
    let mut names: BTreeMap<[u8; 2], Vec<(NameLanguage, String)>> = BTreeMap::new();
    for (file, language) in
        [("en", NameLanguage::English), ("fr", NameLanguage::French), ("ar", NameLanguage::Arabic)]
    {
        let cldr = json(dir, &format!("cldr-territories.{file}.json.gz"))?;
        let territories = cldr["main"][file]["localeDisplayNames"]["territories"]
            .as_object()
            .with_context(|| format!("no territories in the CLDR of {file}"))?;
        // The usual name before its variants: “United States” before “US”.
        for usual in [true, false] {
            for (key, name) in territories {
                let (code, variant) = key.split_once('-').unwrap_or((key, ""));
                let Some((code, name)) = iso(code).zip(name.as_str()) else { continue };
                if usual == variant.is_empty() {
                    let name = name.replace('’', "'").replace('&', "and");
                    names.entry(code).or_default().push((language, name));
                }
            }
        }
    }
    let mut yaml = String::new();
    crate::conllu::open(&dir.join("countrynames.yaml.gz"))?.read_to_string(&mut yaml)?;
    let mut code = None;
    for line in yaml.lines() {
        if let Some(key) = line.strip_suffix(':').filter(|l| !l.starts_with([' ', '#'])) {
            code = iso(key.trim_matches('"'));
        } else if let (Some(code), Some(name)) = (code, line.trim().strip_prefix("- ")) {
            let name = name.trim().trim_matches(['"', '\'']);
            if is_name(name)
                && let Some(known) = names.get_mut(&code)
            {
                known.push((NameLanguage::Unknown, name.to_string()));
            }
        }
    }
    let mut places = Vec::new();
    for row in POINTS.lines().filter(|l| !l.starts_with('#')) {
        let [code, lat, lon] = row.split('\t').collect::<Vec<_>>()[..] else { continue };
        let Some(code) = iso(code) else { continue };
        let mut names = names.remove(&code).unwrap_or_default();
        // “Myanmar (Burma)”: no text says so.
        if names.iter().any(|n| !n.1.contains('(')) {
            names.retain(|n| !n.1.contains('('));
        }
        if code == *b"PS" {
            let short = names.iter().position(|n| n.1 == "Palestine").unwrap_or(0);
            names.rotate_left(short);
        }
        places.push(NewPlace {
            id: id(code),
            geonames: None,
            wikidata: None,
            kind: PlaceKind::Country,
            capital: false,
            lat: lat.parse()?,
            lon: lon.parse()?,
            country: Some(code),
            parent: None,
            population: None,
            radius: None,
            names,
        });
    }
    Ok(places)
}

/// Whether a name of the collection is a long form, as *Kingdom of Jordan*. Its short
/// forms are of all languages, adjectives and capitals among them.
fn is_name(name: &str) -> bool {
    const FORMS: [&str; 10] = [
        "Republic",
        "République",
        "Kingdom",
        "Royaume",
        "Federation",
        "Fédération",
        "Emirates",
        "State of",
        "État de",
        "Sultanate",
    ];
    is_latin(name)
        && name.contains(' ')
        && FORMS.iter().any(|f| name.contains(f))
        && !name.contains(['(', ',', '/'])
}

/// The folded names of all countries.
pub fn names(places: &[NewPlace]) -> HashSet<String> {
    places.iter().flat_map(|p| &p.names).map(|n| fold(&n.1)).collect()
}
