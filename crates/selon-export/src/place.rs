//! Where an event is said to be: divisions, areas, cells of grids.

use selon_dossier::summary::PlaceView;
use selon_gazetteer::{Gazetteer, PlaceKind, distance_km};
use selon_model::reading::Precision;

/// What a place lies in, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Divisions {
    /// The first-level division: province, governorate.
    pub first: Option<String>,
    /// The second-level division: district, county.
    pub second: Option<String>,
    /// The third-level division.
    pub third: Option<String>,
}

/// A place of the gazetteer is meant if it is no further away than this, in km.
const SAME: f64 = 3.0;

impl Divisions {
    /// What a place lies in, as far as the gazetteer knows.
    pub fn of(place: &PlaceView) -> Divisions {
        let mut divisions = Divisions::default();
        let (Some(lat), Some(lon)) = (place.lat, place.lon) else { return divisions };
        let gazetteer = Gazetteer::embedded();
        let found = gazetteer
            .find(&place.name)
            .into_iter()
            .find(|c| distance_km((c.place.lat, c.place.lon), (lat, lon)) < SAME);
        let Some(found) = found else { return divisions };
        let itself = std::iter::once(found.place);
        for division in itself.chain(gazetteer.ancestors(&found.place)) {
            let name = || Some(division.name.to_owned());
            match division.kind {
                PlaceKind::Region => divisions.first = name(),
                PlaceKind::County => divisions.second = name(),
                PlaceKind::LocalAdmin => divisions.third = name(),
                _ => {}
            }
        }
        divisions
    }
}

/// The cell of the PRIO-GRID, half a degree wide, that a point lies in.
pub fn priogrid(lat: f64, lon: f64) -> Option<u32> {
    let inside = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
    if !inside {
        return None;
    }
    // The edges at 90° and 180° belong to the last cells.
    let row = ((lat + 90.0) * 2.0).floor().min(359.0);
    let column = ((lon + 180.0) * 2.0).floor().min(719.0);
    Some(row as u32 * 720 + column as u32 + 1)
}

/// The point of a place that has one: the middle of a country is none, nobody says that it
/// was there.
pub fn point(place: &PlaceView) -> Option<(f64, f64)> {
    match place.precision {
        Some(Precision::Country | Precision::Region) => None,
        _ => Some((place.lat?, place.lon?)),
    }
}

/// How far around its point an event may be, in km, where it is told less exactly than by a
/// town: `radius` if that is known, else the half-width of a division of its kind, roughly.
pub fn reach(
    precision: Option<Precision>,
    radius: Option<u32>,
    blur_km: Option<f64>,
) -> Option<f64> {
    let of_precision = match precision? {
        Precision::Locality => None,
        Precision::District => Some(35.0),
        Precision::Province => Some(130.0),
        Precision::Area => Some(160.0),
        Precision::Country | Precision::Region => None,
    };
    let told = radius.filter(|&km| km > 0).map(f64::from).or(of_precision);
    // The corner of a cell lies so far from its middle.
    let blurred = blur_km.map(|km| km * std::f64::consts::FRAC_1_SQRT_2);
    match (told, blurred) {
        (Some(a), Some(b)) => Some(a + b),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_the_prio_grid() {
        assert_eq!(priogrid(-90.0, -180.0), Some(1));
        assert_eq!(priogrid(89.9, 179.9), Some(360 * 720));
        assert_eq!(priogrid(90.0, 180.0), Some(360 * 720));
        // Aleppo, by the formula of the PRIO-GRID codebook.
        assert_eq!(priogrid(36.2, 37.16), Some(252 * 720 + 434 + 1));
        assert_eq!(priogrid(91.0, 0.0), None);
        assert_eq!(priogrid(f64::NAN, 0.0), None);
    }

    #[test]
    fn what_a_town_lies_in() {
        let gazetteer = Gazetteer::embedded();
        let towns = gazetteer.find("Harem");
        let town = towns.iter().find(|c| c.place.country == Some("SY")).unwrap().place;
        let place = PlaceView {
            name: "Harem".into(),
            country: Some("SY".into()),
            lat: Some(town.lat),
            lon: Some(town.lon),
            precision: Some(Precision::Locality),
        };
        assert!(Divisions::of(&place).first.is_some_and(|name| name.starts_with("Idl")));
    }
}
