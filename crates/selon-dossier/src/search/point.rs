//! Where a place is that somebody names.

use std::cmp::Reverse;

use selon_gazetteer::{Candidate, Gazetteer, PlaceKind, distance_km};

use super::Spot;

/// How far from a place what is told to be there may lie, in km: *Idlib* is a province too.
const THERE: f64 = 60.0;

/// Where a place is, degrees north and east: the coordinates that are told (`36.21,36.52`), or
/// those of the largest place of this name; none if no place has it.
pub fn point(place: &str) -> Option<(f64, f64)> {
    point_among(place, &[])
}

/// As [`point`]; of several places of a name, that near to which most events of the spots are.
pub(crate) fn point_among(place: &str, spots: &[Spot]) -> Option<(f64, f64)> {
    if let Some((lat, lon)) = place.split_once(',')
        && let (Ok(lat), Ok(lon)) = (lat.trim().parse(), lon.trim().parse())
    {
        let (lat, lon): (f64, f64) = (lat, lon);
        return (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some((lat, lon));
    }
    let gazetteer = Gazetteer::embedded();
    let mut found = gazetteer.find(place);
    if found.is_empty() {
        found = gazetteer.find_alike(place, &[]);
    }
    // Of a town and the province of its name, the town.
    let is_town = |kind| matches!(kind, PlaceKind::Locality | PlaceKind::Campus);
    let told = |c: &Candidate| -> u64 {
        let at = (c.place.lat, c.place.lon);
        let near = |s: &&Spot| distance_km(at, (s.lat, s.lon)) <= THERE;
        spots.iter().filter(near).map(|s| s.events).sum()
    };
    let best = found
        .iter()
        .max_by_key(|c| (told(c), Reverse(c.matched), is_town(c.place.kind), c.place.population));
    best.map(|c| (c.place.lat, c.place.lon))
}
