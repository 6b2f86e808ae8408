//! Cities of GeoNames (`geonames-cities.json`: those of 15,000 people or more).

use std::path::Path;

use anyhow::{Context, Result};
use selon_gazetteer::{NameLanguage, NewPlace, PlaceId, PlaceKind, Source};

use super::{iso, json};

/// Reads the cities.
pub fn cities(dir: &Path) -> Result<Vec<NewPlace>> {
    let cities = json(dir, "geonames-cities.json.gz")?;
    let cities = cities.as_object().context("the cities are no object")?;
    Ok(cities.values().filter_map(city).collect())
}

fn city(city: &serde_json::Value) -> Option<NewPlace> {
    let population = city["population"].as_u64().filter(|&p| p > 0);
    let number = city["geonameid"].as_u64()? as u32;
    Some(NewPlace {
        id: PlaceId { source: Source::GeoNames, number },
        geonames: Some(number),
        wikidata: None,
        kind: PlaceKind::Locality,
        capital: false,
        lat: city["latitude"].as_f64()?,
        lon: city["longitude"].as_f64()?,
        country: iso(city["countrycode"].as_str()?),
        parent: None,
        population: population.map(|p| p as u32),
        radius: None,
        names: vec![(NameLanguage::Unknown, city["name"].as_str()?.to_string())],
    })
}
