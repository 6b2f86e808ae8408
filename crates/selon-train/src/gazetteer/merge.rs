//! Makes one place of the same place in several sources.

use std::collections::{BTreeMap, HashMap, HashSet};

use selon_gazetteer::fold::{fold, key};
use selon_gazetteer::{NewPlace, PlaceId, PlaceKind, distance_km};

use super::point;

/// Two populated places of the same name and country are one if no farther apart.
const SAME_KM: f64 = 15.0;
/// Places with a common number in GeoNames or Wikidata are one if no farther apart.
const NUMBERED_KM: f64 = 60.0;
/// A place without a country has that of one that is no farther away.
const COUNTRY_KM: f64 = 100.0;

/// Merges populated places with the same number (their own, of GeoNames or of Wikidata) or
/// with a common name near each other. Of each, the first is kept and given the names,
/// numbers and, if it has none or the later source counts more, the population of the
/// others.
pub fn merge(places: Vec<NewPlace>) -> Vec<NewPlace> {
    let mut merged: Vec<NewPlace> = Vec::with_capacity(places.len());
    let mut by_id: HashMap<PlaceId, usize> = HashMap::new();
    let mut by_number: HashMap<(bool, u32), usize> = HashMap::new();
    let mut by_name: HashMap<(Option<[u8; 2]>, String), Vec<usize>> = HashMap::new();
    for place in places {
        let keys: HashSet<String> = place.names.iter().map(|n| key(&fold(&n.1))).collect();
        // A district and its town may have one number.
        let numbers: Vec<(bool, u32)> =
            [place.geonames.map(|n| (false, n)), place.wikidata.map(|n| (true, n))]
                .into_iter()
                .flatten()
                .filter(|_| place.kind == PlaceKind::Locality)
                .collect();
        let numbered = numbers
            .iter()
            .filter_map(|n| by_number.get(n).copied())
            .find(|&i| distance_km(point(&merged[i]), point(&place)) < NUMBERED_KM);
        let same = by_id.get(&place.id).copied().or(numbered).or_else(|| {
            (place.kind == PlaceKind::Locality)
                .then(|| {
                    keys.iter()
                        .filter_map(|k| by_name.get(&(place.country, k.clone())))
                        .flatten()
                        .copied()
                        .map(|i| (i, distance_km(point(&merged[i]), point(&place))))
                        .filter(|&(i, km)| {
                            km < SAME_KM && distinct_size(&merged[i], &place).is_none()
                        })
                        .min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))
                        .map(|(i, _)| i)
                })
                .flatten()
        });
        let index = match same {
            Some(index) => {
                let into = &mut merged[index];
                into.capital |= place.capital;
                into.parent = into.parent.or(place.parent);
                into.geonames = into.geonames.or(place.geonames);
                into.wikidata = into.wikidata.or(place.wikidata);
                into.population = into.population.max(place.population);
                into.names.extend(place.names);
                index
            }
            None => {
                merged.push(place);
                merged.len() - 1
            }
        };
        by_id.insert(merged[index].id, index);
        for number in numbers {
            by_number.entry(number).or_insert(index);
        }
        if merged[index].kind == PlaceKind::Locality {
            let country = merged[index].country;
            for key in keys {
                let known = by_name.entry((country, key)).or_default();
                if !known.contains(&index) {
                    known.push(index);
                }
            }
        }
    }
    merged
}

/// Gives populated places that are told of no country that of the nearest one that is, if
/// it is near.
pub fn give_countries(places: &mut [NewPlace]) {
    let mut cells: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
    let cell = |p: &NewPlace| (p.lat.floor() as i32, p.lon.floor() as i32);
    for (i, p) in places.iter().enumerate() {
        if p.country.is_some() && p.kind == PlaceKind::Locality {
            cells.entry(cell(p)).or_default().push(i);
        }
    }
    let lacking = |p: &NewPlace| {
        p.country.is_none()
            && !matches!(
                p.kind,
                PlaceKind::Area
                    | PlaceKind::Sea
                    | PlaceKind::Island
                    | PlaceKind::River
                    | PlaceKind::Continent
            )
    };
    for i in 0..places.len() {
        if !lacking(&places[i]) {
            continue;
        }
        let (y, x) = cell(&places[i]);
        let nearest = (-1..=1)
            .flat_map(|dy| (-1..=1).map(move |dx| (y + dy, x + dx)))
            .filter_map(|c| cells.get(&c))
            .flatten()
            .map(|&j| (j, distance_km(point(&places[j]), point(&places[i]))))
            .filter(|n| n.1 < COUNTRY_KM)
            .min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        if let Some((j, _)) = nearest {
            places[i].country = places[j].country;
        }
    }
}

/// Two villages of a name side by side are two, if both have numbers of one source
/// and no people counted.
fn distinct_size(a: &NewPlace, b: &NewPlace) -> Option<()> {
    (a.id.source == b.id.source && a.population.is_none() && b.population.is_none()).then_some(())
}

/// Gives countries and divisions a radius: nine in ten of their towns and villages lie
/// within it.
pub fn give_radii(places: &mut [NewPlace]) {
    const FEWEST: usize = 5;
    const HIGHEST: usize = 8;
    let index: HashMap<PlaceId, usize> =
        places.iter().enumerate().map(|(i, p)| (p.id, i)).collect();
    let mut distances: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for place in places.iter().filter(|p| p.kind == PlaceKind::Locality) {
        let mut above = place.parent;
        for _ in 0..HIGHEST {
            let Some(&i) = above.and_then(|id| index.get(&id)) else { break };
            distances.entry(i).or_default().push(distance_km(point(&places[i]), point(place)));
            above = places[i].parent;
        }
    }
    for (i, mut distances) in distances {
        if distances.len() >= FEWEST && places[i].radius.is_none() {
            distances.sort_by(f64::total_cmp);
            let far = distances[(distances.len() * 9 / 10).min(distances.len() - 1)];
            places[i].radius = Some(far.round().clamp(1.0, 5000.0) as u16);
        }
    }
}

/// Takes away divisions of another country than the place's own.
pub fn orphan(places: &mut [NewPlace]) {
    let countries: HashMap<PlaceId, Option<[u8; 2]>> =
        places.iter().map(|p| (p.id, p.country)).collect();
    for place in places {
        let of = place.parent.and_then(|p| *countries.get(&p)?);
        if place.country.is_some() && of != place.country {
            place.parent = None;
        }
    }
}

/// Gives cities without a parent that of the nearest place of their country, or the
/// nearest first-level division.
pub fn adopt(places: &mut [NewPlace]) {
    let mut cells: BTreeMap<([u8; 2], i32, i32), Vec<usize>> = BTreeMap::new();
    let cell = |p: &NewPlace| (p.lat.floor() as i32, p.lon.floor() as i32);
    for (i, p) in places.iter().enumerate() {
        let donor =
            p.kind == PlaceKind::Region || (p.kind == PlaceKind::Locality && p.parent.is_some());
        if let Some(country) = p.country.filter(|_| donor) {
            let (y, x) = cell(p);
            cells.entry((country, y, x)).or_default().push(i);
        }
    }
    for i in 0..places.len() {
        let place = &places[i];
        let Some(country) = place.country else { continue };
        if place.parent.is_some() || place.kind == PlaceKind::Country {
            continue;
        }
        if place.kind == PlaceKind::Region {
            places[i].parent = Some(super::countries::id(country));
            continue;
        }
        let (y, x) = cell(place);
        let nearest = (-2..=2)
            .flat_map(|dy| (-2..=2).map(move |dx| (country, y + dy, x + dx)))
            .filter_map(|c| cells.get(&c))
            .flatten()
            .map(|&j| (j, distance_km(point(&places[j]), point(place))))
            .min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let parent = match nearest {
            Some((j, _)) if places[j].kind == PlaceKind::Region => Some(places[j].id),
            Some((j, _)) => places[j].parent,
            None => Some(super::countries::id(country)),
        };
        places[i].parent = parent;
    }
}
