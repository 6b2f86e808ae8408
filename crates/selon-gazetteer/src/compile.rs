//! Compiles places into the bytes that [`crate::Gazetteer::from_bytes`] reads.

use std::collections::{BTreeSet, HashMap};

use crate::asset::{BLOCK, CAPITAL, LONGEST_NAME, MAGIC, NO_PARENT, PER_DEGREE};
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

impl NameLanguage {
    pub(crate) const ALL: [NameLanguage; 4] =
        [NameLanguage::Unknown, NameLanguage::English, NameLanguage::French, NameLanguage::Arabic];

    /// The ISO 639-1 code, if it is known.
    pub fn code(self) -> Option<&'static str> {
        match self {
            NameLanguage::Unknown => None,
            NameLanguage::English => Some("en"),
            NameLanguage::French => Some("fr"),
            NameLanguage::Arabic => Some("ar"),
        }
    }
}

/// A place to compile.
#[derive(Clone, Debug)]
pub struct NewPlace {
    /// Its number in its source.
    pub id: PlaceId,
    /// Its number in GeoNames, if known.
    pub geonames: Option<u32>,
    /// Its number in Wikidata, if known.
    pub wikidata: Option<u32>,
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

/// Compiles the places. The order in which they are given does not matter. Names that
/// fold to the same are kept once; names of more than 63 bytes and places without a name
/// are left out.
pub fn compile(mut places: Vec<NewPlace>) -> Vec<u8> {
    for place in &mut places {
        let mut folds = BTreeSet::new();
        place
            .names
            .retain(|(_, n)| n.len() <= LONGEST_NAME && !n.is_empty() && folds.insert(fold(n)));
    }
    places.retain(|p| !p.names.is_empty());
    // Places of a country side by side, but for divisions, of which countries come first.
    places.sort_by_key(|p| {
        let division = p.kind.is_division();
        (!division, division.then_some(p.kind), p.country, p.kind, p.id)
    });
    places.dedup_by_key(|p| p.id);
    places.truncate(1 << 24);

    let index: HashMap<PlaceId, usize> = places
        .iter()
        .enumerate()
        .take(usize::from(NO_PARENT))
        .filter(|(_, p)| p.kind.is_division())
        .map(|(i, p)| (p.id, i))
        .collect();
    let mut countries: Vec<u8> = Vec::new();
    let mut last = None;
    let (mut name_blocks, mut names) = <(Vec<u8>, Vec<u8>)>::default();
    let mut records: Vec<u8> = Vec::new();
    let mut numbered = Numbered::default();
    for (i, place) in places.iter().enumerate() {
        let number = &(i as u32).to_le_bytes()[..3];
        if last != Some(place.country) {
            last = Some(place.country);
            countries.extend(number);
            countries.extend(place.country.unwrap_or(*b"  "));
        }
        if i % BLOCK == 0 {
            name_blocks.extend((names.len() as u32).to_le_bytes());
        }
        for (language, name) in &place.names {
            names.push((name.len() as u8) << 2 | *language as u8);
            names.extend(name.as_bytes());
        }
        names.push(0);
        record(place, place.parent.and_then(|p| index.get(&p)).copied(), &mut records);
        numbered.add(number, place);
    }
    let (buckets, entries) = index_names(&places);
    container(&[
        (b"CTRY", countries),
        (b"PLAC", records),
        (b"NAMO", name_blocks),
        (b"NAME", names),
        (b"POPU", numbered.populations),
        (b"RADI", numbered.radii),
        (b"CAPI", numbered.capitals),
        (b"WIKI", numbered.wikidata),
        (b"BUCK", buckets),
        (b"ENTR", entries),
    ])
}

/// Writes the record of a place.
fn record(place: &NewPlace, parent: Option<usize>, records: &mut Vec<u8>) {
    let degrees = |d: f64| ((d * PER_DEGREE).round() as i32).to_le_bytes();
    records.extend(place.id.number.to_le_bytes());
    let geonames = place.geonames.filter(|&g| g < 1 << 24).unwrap_or(0);
    records.extend(&geonames.to_le_bytes()[..3]);
    records.extend(&degrees(place.lat)[..3]);
    records.extend(&degrees(place.lon)[..3]);
    records.extend(parent.map_or(NO_PARENT, |p| p as u16).to_le_bytes());
    let source = Source::ALL.iter().position(|&s| s == place.id.source).unwrap_or(0) as u8;
    records.push(place.kind as u8 | if place.capital { CAPITAL } else { 0 } | source << 5);
}

/// What is known of some places only, by their numbers.
#[derive(Default)]
struct Numbered {
    populations: Vec<u8>,
    radii: Vec<u8>,
    capitals: Vec<u8>,
    wikidata: Vec<u8>,
}

impl Numbered {
    fn add(&mut self, number: &[u8], place: &NewPlace) {
        let put = |section: &mut Vec<u8>, value: &[u8]| {
            section.extend(number);
            section.extend(value);
        };
        if let Some(population) = place.population {
            put(&mut self.populations, &population.to_le_bytes());
        }
        if let Some(radius) = place.radius {
            put(&mut self.radii, &radius.to_le_bytes());
        }
        if place.capital {
            put(&mut self.capitals, &[]);
        }
        if let Some(wikidata) = place.wikidata {
            put(&mut self.wikidata, &wikidata.to_le_bytes());
        }
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
    let count = (found.len() / 4).max(1) as u32;
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
