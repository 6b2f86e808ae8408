//! Compiles places into the bytes that [`crate::Gazetteer::from_bytes`] reads.

use std::collections::{BTreeSet, HashMap};

use crate::asset::{CAPITAL, MAGIC, NO_PARENT, PER_DEGREE};
use crate::fold::{fold, hash, key, skeleton};
use crate::place::{PlaceId, PlaceKind, Source};

/// The language of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum NameLanguage {
    Unknown,
    English,
    French,
    Arabic,
}

/// A place to compile.
#[derive(Clone, Debug)]
pub struct NewPlace {
    /// Its number in its source.
    pub id: PlaceId,
    /// What kind of place.
    pub kind: PlaceKind,
    /// Whether it is the capital of its country.
    pub capital: bool,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-2 in upper case, if it lies in one country.
    pub country: Option<[u8; 2]>,
    /// The division that it lies in; left out if that is not compiled.
    pub parent: Option<PlaceId>,
    /// How many people live there, if known.
    pub population: Option<u32>,
    /// How far it reaches, km, if known.
    pub radius: Option<u16>,
    /// Its names, the main one first.
    pub names: Vec<(NameLanguage, String)>,
}

/// A name longer than this is left out.
const LONGEST: usize = 120;

/// Compiles the places. The order in which they are given does not matter. Names that
/// fold to the same are kept once; places without a name are left out.
pub fn compile(mut places: Vec<NewPlace>) -> Vec<u8> {
    for place in &mut places {
        let mut folds = BTreeSet::new();
        place.names.retain(|(_, n)| n.len() <= LONGEST && !n.is_empty() && folds.insert(fold(n)));
    }
    places.retain(|p| !p.names.is_empty());
    let order = |p: &NewPlace| (!p.kind.is_division(), p.kind, p.country, p.id);
    places.sort_by_key(order);
    places.dedup_by_key(|p| p.id);
    places.truncate(1 << 24);

    let index: HashMap<PlaceId, usize> =
        places.iter().enumerate().map(|(i, p)| (p.id, i)).collect();
    let countries: Vec<[u8; 2]> = places
        .iter()
        .filter_map(|p| p.country)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .take(255)
        .collect();

    let mut names = Names::default();
    let (mut records, mut populations, mut radii, mut capitals) =
        <(Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>)>::default();
    for (i, place) in places.iter().enumerate() {
        let number = &(i as u32).to_le_bytes()[..3];
        let degrees = |d: f64| ((d * PER_DEGREE).round() as i32).to_le_bytes();
        let country = place.country.and_then(|c| countries.binary_search(&c).ok());
        let parent =
            place.parent.and_then(|p| index.get(&p)).filter(|&&p| p < usize::from(NO_PARENT));
        records.extend(place.id.number.to_le_bytes());
        records.extend(&degrees(place.lat)[..3]);
        records.extend(&degrees(place.lon)[..3]);
        records.extend(parent.map_or(NO_PARENT, |&p| p as u16).to_le_bytes());
        records.push(country.map_or(0, |c| c as u8 + 1));
        let source = Source::ALL.iter().position(|&s| s == place.id.source).unwrap_or(0) as u8;
        records.push(place.kind as u8 | if place.capital { CAPITAL } else { 0 } | source << 6);
        records.extend(names.add(&place.names).to_le_bytes());
        if let Some(population) = place.population {
            populations.extend(number);
            populations.extend(population.to_le_bytes());
        }
        if let Some(radius) = place.radius {
            radii.extend(number);
            radii.extend(radius.to_le_bytes());
        }
        if place.capital {
            capitals.extend(number);
        }
    }
    let (buckets, entries) = index_names(&places);
    let mut codes = vec![b' ', b' '];
    codes.extend(countries.concat());
    container(&[
        (b"CTRY", codes),
        (b"PLAC", records),
        (b"NAME", names.blob),
        (b"POPU", populations),
        (b"RADI", radii),
        (b"CAPI", capitals),
        (b"BUCK", buckets),
        (b"ENTR", entries),
    ])
}

/// Lists of names, equal lists once.
#[derive(Default)]
struct Names {
    blob: Vec<u8>,
    known: HashMap<Vec<u8>, u32>,
}

impl Names {
    fn add(&mut self, names: &[(NameLanguage, String)]) -> u32 {
        let mut list = Vec::new();
        for (language, name) in names {
            list.extend([name.len() as u8, *language as u8]);
            list.extend(name.as_bytes());
        }
        list.push(0);
        let Names { blob, known } = self;
        *known.entry(list).or_insert_with_key(|list| {
            let at = blob.len() as u32;
            blob.extend(list);
            at
        })
    }
}

fn index_names(places: &[NewPlace]) -> (Vec<u8>, Vec<u8>) {
    let mut found = BTreeSet::new();
    for (i, place) in places.iter().enumerate() {
        for (_, name) in &place.names {
            let key = key(&fold(name));
            found.insert((hash(&skeleton(&key)), i as u32, hash(&key) as u8));
        }
    }
    let count = (found.len() / 3).max(1) as u32;
    let mut entries: Vec<(u32, u32, u8)> =
        found.into_iter().map(|(h, place, tag)| (h % count, place, tag)).collect();
    entries.sort_unstable();
    let mut buckets = Vec::new();
    let mut at = 0;
    for bucket in 0..=count {
        while entries.get(at).is_some_and(|e| e.0 < bucket) {
            at += 1;
        }
        buckets.extend((at as u32).to_le_bytes());
    }
    let bytes = entries.iter().flat_map(|&(_, place, tag)| {
        let [a, b, c, _] = place.to_le_bytes();
        [a, b, c, tag]
    });
    (buckets, bytes.collect())
}

fn container(sections: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend((sections.len() as u32).to_le_bytes());
    let mut offset = bytes.len() + sections.len() * 12;
    for (tag, section) in sections {
        bytes.extend(*tag);
        bytes.extend((offset as u32).to_le_bytes());
        bytes.extend((section.len() as u32).to_le_bytes());
        offset += section.len();
    }
    for (_, section) in sections {
        bytes.extend(section);
    }
    bytes
}
