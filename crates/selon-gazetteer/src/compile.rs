//! Compiles places into the bytes that [`crate::Gazetteer::from_bytes`] reads.

use std::collections::HashSet;
use std::io::{self, Write};

use crate::asset::LONGEST_NAME;
use crate::fold::fold;
use crate::place::{PlaceId, PlaceKind};
use crate::sections::{Divisions, Sections};
use crate::store::Store;

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
    places.iter_mut().for_each(NewPlace::tidy);
    places.retain(|p| !p.names.is_empty());
    places.sort_by_key(NewPlace::order);
    places.dedup_by_key(|p| p.id);
    let divisions = Divisions::new(places.iter().map(NewPlace::order).collect());
    let compiled = (|| -> io::Result<Vec<u8>> {
        let mut sections = Sections::new(divisions, || Ok(Store::memory()))?;
        for place in &places {
            sections.add(place)?;
        }
        let mut bytes = Vec::new();
        sections.finish(&mut bytes)?;
        bytes.flush()?;
        Ok(bytes)
    })();
    compiled.expect("memory can be written to, and so many places fit")
}

/// Where a place stands among the others: divisions before the rest, of which countries come
/// first, so that 16 bits name a parent; else places of a country side by side.
pub(crate) type Order = [u8; 10];

impl NewPlace {
    /// Leaves out names that are too long or told twice.
    pub(crate) fn tidy(&mut self) {
        let mut folds = HashSet::new();
        self.names
            .retain(|(_, n)| n.len() <= LONGEST_NAME && !n.is_empty() && folds.insert(fold(n)));
    }

    pub(crate) fn order(&self) -> Order {
        let mut order = [0; 10];
        let kind = self.kind as u8;
        order[0] = u8::from(!self.kind.is_division());
        order[1] = if self.kind.is_division() { kind + 1 } else { 0 };
        order[2..4].copy_from_slice(&self.country.unwrap_or_default());
        order[4] = kind;
        order[5] = self.id.source as u8;
        order[6..].copy_from_slice(&self.id.number.to_be_bytes());
        order
    }
}

/// Whether the place of this order is a division, and which.
pub(crate) fn division(order: &Order) -> Option<PlaceId> {
    let source = *crate::place::Source::ALL.get(usize::from(order[5]))?;
    let number = u32::from_be_bytes([order[6], order[7], order[8], order[9]]);
    (order[0] == 0).then_some(PlaceId { source, number })
}
