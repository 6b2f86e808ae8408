//! Places and names of Selon's own: `assets/gazetteer/places.tsv`.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};
use selon_gazetteer::fold::{fold, stable_number};
use selon_gazetteer::{NameLanguage, NewPlace, PlaceId, PlaceKind, Source};

use super::iso;

const PLACES: &str = include_str!("../../../../assets/gazetteer/places.tsv");

/// Names of old places, and how many people live there, if it is told.
type Names = HashMap<PlaceId, (Vec<String>, Option<u32>)>;

/// The new places, and the names of old ones.
pub fn read() -> Result<(Vec<NewPlace>, Names)> {
    let (mut places, mut of_old) = (Vec::new(), HashMap::new());
    for row in PLACES.lines().filter(|l| !l.starts_with('#')) {
        let [names, kind, country, lat, lon, population, id] =
            row.split('\t').collect::<Vec<_>>()[..]
        else {
            bail!("not seven columns: {row}");
        };
        let names: Vec<String> = names.split('|').map(str::to_string).collect();
        if let Some(id) = old(id) {
            of_old.insert(id, (names, population.parse().ok()));
            continue;
        }
        let number = stable_number(&format!("{} {country}", names[0]));
        places.push(NewPlace {
            id: PlaceId { source: Source::Selon, number },
            geonames: None,
            wikidata: None,
            kind: PlaceKind::from_name(kind).with_context(|| format!("no kind of place: {row}"))?,
            capital: false,
            lat: lat.parse()?,
            lon: lon.parse()?,
            country: iso(country),
            parent: None,
            population: population.parse().ok(),
            radius: None,
            names: names.into_iter().map(|n| (NameLanguage::Unknown, n)).collect(),
        });
    }
    Ok((places, of_old))
}

fn old(id: &str) -> Option<PlaceId> {
    let (source, number) = id.split_once(':')?;
    let source = match source {
        "wof" => Source::WhosOnFirst,
        "gn" => Source::GeoNames,
        _ => return None,
    };
    Some(PlaceId { source, number: number.parse().ok()? })
}

/// Puts the names before those that the places have.
pub fn give_names(places: &mut [NewPlace], mut names: Names) -> Result<()> {
    for place in places {
        if let Some((own, population)) = names.remove(&place.id) {
            place.population = place.population.or(population);
            let folded: Vec<String> = own.iter().map(|n| fold(n)).collect();
            place.names.retain(|n| !folded.contains(&fold(&n.1)));
            place.names.splice(0..0, own.into_iter().map(|n| (NameLanguage::Unknown, n)));
        }
    }
    if let Some(id) = names.keys().min() {
        bail!("no place {id}, as places.tsv has it");
    }
    Ok(())
}
