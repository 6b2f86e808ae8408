//! Where a row says that it was.

use selon_gazetteer::fold::fold;
use selon_gazetteer::{Gazetteer, PlaceKind};
use selon_model::reading::{EventPlace, Excerpt, Precision};

use super::table::Record;

/// A point in the columns `latitude` and `longitude`; nothing if both are empty.
pub(super) fn point(record: &Record) -> Result<Option<(f64, f64)>, String> {
    let degrees = |name: &str, most: f64| -> Result<Option<f64>, String> {
        let Some(cell) = record.get(name) else { return Ok(None) };
        let value = cell.parse::<f64>().ok().filter(|v| v.abs() <= most);
        value.map(Some).ok_or_else(|| format!("{name} “{cell}” is no number of degrees"))
    };
    match (degrees("latitude", 90.0)?, degrees("longitude", 180.0)?) {
        (Some(lat), Some(lon)) => Ok(Some((lat, lon))),
        (None, None) => Ok(None),
        _ => Err("only one of latitude and longitude is told".into()),
    }
}

/// The code of a country by a name of it: *DR Congo (Zaire)*, *Mali*.
pub(super) fn country_named(name: &str) -> Option<&'static str> {
    let gazetteer = Gazetteer::embedded();
    let (bare, old) = name.split_once('(').unwrap_or((name, ""));
    [name, bare.trim(), old.trim_end_matches(')')].into_iter().find_map(|name| {
        let found = gazetteer.find(name);
        let country = found.iter().find(|c| c.place.kind == PlaceKind::Country);
        let spelt = |code: &&str| {
            let place = gazetteer.country(code);
            place.is_some_and(|p| gazetteer.names(p.index).iter().any(|n| fold(n) == fold(name)))
        };
        country.and_then(|c| c.place.country).filter(spelt)
    })
}

/// A place as a row tells it.
pub(super) struct Where<'r> {
    pub(super) words: Excerpt,
    pub(super) country: Option<&'static str>,
    pub(super) point: Option<(f64, f64)>,
    pub(super) precision: Option<Precision>,
    pub(super) radius_km: Option<u32>,
    pub(super) geo_precision: Option<u8>,
    pub(super) where_prec: Option<u8>,
    pub(super) divisions: [Option<&'r str>; 2],
}

impl Where<'_> {
    /// It as a reading has it.
    pub(super) fn place(self) -> EventPlace {
        let [admin1, admin2] = self.divisions.map(|name| name.map(str::to_owned));
        EventPlace {
            name: Some(self.words.text.clone()),
            excerpt: self.words,
            country: self.country.map(str::to_owned),
            lat: self.point.map(|p| p.0),
            lon: self.point.map(|p| p.1),
            precision: self.point.and(self.precision),
            id: None,
            admin1,
            admin2,
            radius_km: self.radius_km,
            geo_precision: self.geo_precision,
            where_prec: self.where_prec,
            candidates: Vec::new(),
        }
    }
}
