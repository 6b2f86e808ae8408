//! Makes one place of the same place in several sources.

use std::collections::{BTreeMap, HashMap, HashSet};

use selon_gazetteer::fold::{fold, key};
use selon_gazetteer::{NewPlace, PlaceId, PlaceKind, distance_km};

use super::point;

/// Two populated places of the same name and country are one if no farther apart.
const SAME_KM: f64 = 15.0;

/// Merges populated places with the same number or with a common name near each
/// other. Of each, the first is kept and given the names and, if it has none or the
/// later source counts more, the population of the others; parents that are lacking
/// are taken from the nearest place that has one.
pub fn merge(places: Vec<NewPlace>) -> Vec<NewPlace> {
    let mut merged: Vec<NewPlace> = Vec::with_capacity(places.len());
    let mut by_id: HashMap<PlaceId, usize> = HashMap::new();
    let mut by_name: HashMap<(Option<[u8; 2]>, String), Vec<usize>> = HashMap::new();
    for place in places {
        let keys: HashSet<String> = place.names.iter().map(|n| key(&fold(&n.1))).collect();
        let same = by_id.get(&place.id).copied().or_else(|| {
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
    adopt(&mut merged);
    merged
}

/// Two villages of a name side by side are two, if both have numbers of one source
/// and no people counted.
fn distinct_size(a: &NewPlace, b: &NewPlace) -> Option<()> {
    (a.id.source == b.id.source && a.population.is_none() && b.population.is_none()).then_some(())
}

/// Gives cities without a parent that of the nearest place of their country, or the
/// nearest first-level division.
fn adopt(places: &mut [NewPlace]) {
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
