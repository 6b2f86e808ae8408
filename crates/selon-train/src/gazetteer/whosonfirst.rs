//! Who's On First, as a table: id, name, placetype, latitude, longitude, population,
//! parent, GeoNames id, Wikidata id, names (`lang*:` preferred, `lang:` variant), country.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::{Context, Result};
use selon_gazetteer::fold::{fold, key};
use selon_gazetteer::{NameLanguage, NewPlace, PlaceId, PlaceKind, Source, distance_km};

use super::countries;
use super::{is_arabic, is_latin, iso, xz};

/// No more names of a place than this, if somebody has given it one in English, French
/// or Arabic.
const NAMES: usize = 8;
/// No more of a place that is known only from official lists.
const LISTED_NAMES: usize = 4;
/// No more names in Arabic script.
const ARABIC_NAMES: usize = 2;

/// Reads the places. Left out are those without a point, those that lie nowhere near their
/// country, and what is no place (time zones, empires).
pub fn read(dir: &Path, countries: &HashSet<String>) -> Result<Vec<NewPlace>> {
    let bytes = xz(&dir.join("whosonfirst-places.tsv.xz"))?;
    let table = String::from_utf8(bytes).context("the places are not in UTF-8")?;
    let rows: Vec<Row> = table.lines().filter_map(Row::new).collect();
    let mut parents: HashMap<u32, (u32, &str)> = HashMap::new();
    for row in &rows {
        parents.insert(row.id, (row.parent, row.placetype));
    }
    let mut places: Vec<NewPlace> =
        rows.iter().filter_map(|r| r.place(countries, &parents)).collect();
    let far = far_from_their_country(&places);
    places.retain(|p| !far.contains(&p.id));
    Ok(places)
}

/// No place of a country is farther than this from the middle of one of its divisions.
const REACH_KM: f64 = 900.0;

/// The places that lie nowhere near their country: the source has a wrong code for some
/// countries (Malta as Mali, Ireland as Iran) and wrong coordinates for some places.
fn far_from_their_country(places: &[NewPlace]) -> HashSet<PlaceId> {
    let mut divisions: HashMap<[u8; 2], Vec<(f64, f64)>> = HashMap::new();
    let regions = places.iter().filter(|p| p.kind == PlaceKind::Region);
    for (country, place) in regions.filter_map(|p| Some((p.country?, p))) {
        divisions.entry(country).or_default().push((place.lat, place.lon));
    }
    let is_far = |p: &&NewPlace| {
        let Some(near) = p.country.and_then(|c| divisions.get(&c)) else { return false };
        p.kind != PlaceKind::Region
            && near.iter().all(|&at| distance_km(at, (p.lat, p.lon)) > REACH_KM)
    };
    places.iter().filter(is_far).map(|p| p.id).collect()
}

struct Row<'t> {
    id: u32,
    name: &'t str,
    placetype: &'t str,
    lat: f64,
    lon: f64,
    population: Option<u32>,
    parent: u32,
    geonames: Option<u32>,
    wikidata: Option<u32>,
    names: &'t str,
    country: &'t str,
}

impl<'t> Row<'t> {
    fn new(line: &'t str) -> Option<Row<'t>> {
        let [id, name, placetype, lat, lon, population, parent, geonames, wikidata, names, country] =
            line.split('\t').collect::<Vec<_>>()[..]
        else {
            return None;
        };
        Some(Row {
            id: id.parse().ok()?,
            name,
            placetype,
            lat: lat.parse().ok()?,
            lon: lon.parse().ok()?,
            population: population.parse().ok().filter(|&p| p > 0),
            parent: parent.parse().unwrap_or(0),
            geonames: geonames.parse().ok(),
            wikidata: wikidata.strip_prefix('Q').and_then(|n| n.parse().ok()),
            names,
            country,
        })
    }

    fn place(
        &self,
        countries: &HashSet<String>,
        parents: &HashMap<u32, (u32, &str)>,
    ) -> Option<NewPlace> {
        let kind = match self.placetype {
            "region" | "macroregion" => PlaceKind::Region,
            "county" => PlaceKind::County,
            "localadmin" => PlaceKind::LocalAdmin,
            "locality" => PlaceKind::Locality,
            "neighbourhood" => PlaceKind::Neighbourhood,
            "campus" => PlaceKind::Campus,
            "disputed" => PlaceKind::Area,
            "marinearea" | "ocean" => PlaceKind::Sea,
            _ => return None,
        };
        let country = iso(self.country).filter(|c| !c.starts_with(b"X") || c == b"XK");
        let names = self.names(kind, countries);
        // The countries that dispute an area have it as a division of theirs.
        let claimed = kind == PlaceKind::Area && country.is_some();
        if claimed || (self.lat == 0.0 && self.lon == 0.0) {
            return None;
        }
        Some(NewPlace {
            id: PlaceId { source: Source::WhosOnFirst, number: self.id },
            geonames: self.geonames,
            wikidata: self.wikidata,
            kind,
            capital: false,
            lat: self.lat,
            lon: self.lon,
            country,
            parent: self.division(parents).or(country.map(countries::id)),
            population: self.population.filter(|_| kind != PlaceKind::Area),
            radius: None,
            names,
        })
    }

    /// Whether it has a name in a language that somebody chose.
    fn translated(&self) -> bool {
        self.names.split('|').any(|n| ["eng", "fra", "ara"].iter().any(|l| n.starts_with(l)))
    }

    /// The smallest county or region above.
    fn division(&self, parents: &HashMap<u32, (u32, &str)>) -> Option<PlaceId> {
        let mut at = self.parent;
        for _ in 0..8 {
            let &(next, placetype) = parents.get(&at)?;
            if matches!(placetype, "county" | "region" | "macroregion") && at != self.id {
                return Some(PlaceId { source: Source::WhosOnFirst, number: at });
            }
            at = next;
        }
        None
    }

    fn names(&self, kind: PlaceKind, countries: &HashSet<String>) -> Vec<(NameLanguage, String)> {
        let mut names = Vec::new();
        let mut keys = HashSet::new();
        let most = if self.translated() { NAMES } else { LISTED_NAMES };
        let mut arabic = Vec::new();
        let mut add = |language, name: &str| {
            let folded = fold(name);
            if language == NameLanguage::Arabic && is_arabic(name) {
                if arabic.len() < ARABIC_NAMES && keys.insert(key(&folded)) {
                    arabic.push((language, name.to_string()));
                }
                return;
            }
            if !is_latin(name) {
                return;
            }
            // Codes (*OAFZ*), other scripts, names of the country put on a part of it.
            let code = name.len() < 6 && name.chars().all(|c| c.is_ascii_uppercase());
            if name.len() > 1
                && !code
                && folded.len() > 1
                && names.len() < most
                && (kind == PlaceKind::Locality
                    || !countries.contains(&folded)
                    || folded == fold(self.name))
                && keys.insert(key(&folded))
            {
                names.push((language, name.to_string()));
            }
        };
        let tagged: Vec<(&str, &str)> =
            self.names.split('|').filter_map(|n| n.split_once(':')).collect();
        for (tag, language) in [
            ("eng*", NameLanguage::English),
            ("", NameLanguage::Unknown),
            ("fra*", NameLanguage::French),
            ("eng", NameLanguage::English),
            ("fra", NameLanguage::French),
            ("und*", NameLanguage::Unknown),
            ("und", NameLanguage::Unknown),
            ("ara*", NameLanguage::Arabic),
            ("ara", NameLanguage::Arabic),
        ] {
            // Variants of disputed areas are those of the countries that claim them.
            if tag.is_empty() {
                add(language, self.name);
            }
            if kind == PlaceKind::Area && !tag.ends_with('*') {
                continue;
            }
            for (_, name) in tagged.iter().filter(|t| t.0 == tag) {
                // “Homs (Hims)” is two names.
                match name.strip_suffix(')').and_then(|n| n.split_once(" (")) {
                    Some((first, second)) if second.len() > 3 => {
                        add(language, first);
                        add(NameLanguage::Unknown, second);
                    }
                    _ => add(language, name),
                }
            }
        }
        names.extend(arabic);
        if names.is_empty() && !fold(self.name).is_empty() {
            names.push((NameLanguage::Unknown, self.name.to_string()));
        }
        names
    }
}
