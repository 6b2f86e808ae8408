//! The compiled gazetteer: one run of bytes that is read where it lies.
//!
//! All numbers are little-endian and unaligned.
//!
//! ```text
//! "SELGAZ02"  u32 number of sections  { [u8; 4] tag, u32 offset, u32 length }*
//! CTRY  { u24 first place, [u8; 2] ISO code or two spaces }*, sorted: the country of the
//!       places from this one to the next
//! PLAC  16 bytes a place: u32 number in its source, u24 number in GeoNames (0: none),
//!       i24 latitude, i24 longitude (1/40,000 degree), u16 parent (a place; 0xFFFF none),
//!       u8 kind | capital << 4 | source << 5
//! NAMO  u32 where in NAME the lists of eight places begin
//! NAME  a list of names for each place: { u8 length << 2 | language, UTF-8 }*, u8 0; the
//!       first is the main name
//! POPU  { u24 place, u32 population }*, sorted
//! RADI  { u24 place, u16 km }*, sorted
//! CAPI  { u24 place }*, sorted
//! WIKI  { u24 place, u32 number in Wikidata }*, sorted
//! BUCK  u32 a bucket: the number of its first entry; one more at the end
//! ENTR  { u24 place, u8 low byte of the hash of a key }*, grouped in the buckets by the
//!       hash of the key's skeleton, modulo the number of buckets
//! ```
//!
//! A reader passes over sections that it does not know, so more can be added.
//! Divisions (countries, first and second level) come first, so that 16 bits name a
//! parent.

use std::ops::Range;

use thiserror::Error;

use crate::compile::NameLanguage;
use crate::place::{Place, PlaceId, PlaceIndex, PlaceKind, Source};

pub(crate) const MAGIC: &[u8; 8] = b"SELGAZ02";
pub(crate) const PLACE_SIZE: usize = 16;
pub(crate) const PER_DEGREE: f64 = 40_000.0;
pub(crate) const NO_PARENT: u16 = 0xFFFF;
pub(crate) const CAPITAL: u8 = 1 << 4;
/// The lists of names of so many places are found together.
pub(crate) const BLOCK: usize = 8;
/// A name has no more bytes.
pub(crate) const LONGEST_NAME: usize = 63;

/// Why bytes are no gazetteer.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum AssetError {
    /// They do not begin as one.
    #[error("this is no compiled gazetteer; make one with `selon gazetteer import`")]
    NotAGazetteer,
    /// They end too early or contradict themselves.
    #[error("the compiled gazetteer is damaged in section {0}; make it anew")]
    Damaged(&'static str),
}

/// The sections of a compiled gazetteer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asset<'d> {
    countries: &'d [u8],
    places: &'d [u8],
    name_blocks: &'d [u8],
    names: &'d [u8],
    populations: &'d [u8],
    radii: &'d [u8],
    capitals: &'d [u8],
    wikidata: &'d [u8],
    buckets: &'d [u8],
    entries: &'d [u8],
}

pub(crate) fn u24(bytes: &[u8]) -> u32 {
    match bytes {
        [a, b, c, ..] => u32::from_le_bytes([*a, *b, *c, 0]),
        _ => 0,
    }
}

fn i24(bytes: &[u8]) -> i32 {
    (u24(bytes) << 8) as i32 >> 8
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

impl<'d> Asset<'d> {
    pub(crate) fn new(data: &'d [u8]) -> Result<Asset<'d>, AssetError> {
        if !data.starts_with(MAGIC) {
            return Err(AssetError::NotAGazetteer);
        }
        let section = |tag: &'static str, size: usize| {
            let count = (u32_at(data, 8) as usize).min(256);
            (0..count)
                .map(|i| 12 + i * 12)
                .find(|&at| data.get(at..at + 4) == Some(tag.as_bytes()))
                .and_then(|at| {
                    let start = u32_at(data, at + 4) as usize;
                    data.get(start..start.checked_add(u32_at(data, at + 8) as usize)?)
                })
                .filter(|s| s.len().is_multiple_of(size))
                .ok_or(AssetError::Damaged(tag))
        };
        let asset = Asset {
            countries: section("CTRY", 5)?,
            places: section("PLAC", PLACE_SIZE)?,
            name_blocks: section("NAMO", 4)?,
            names: section("NAME", 1)?,
            populations: section("POPU", 7)?,
            radii: section("RADI", 5)?,
            capitals: section("CAPI", 3)?,
            wikidata: section("WIKI", 7)?,
            buckets: section("BUCK", 4)?,
            entries: section("ENTR", 4)?,
        };
        if asset.buckets.len() < 8 {
            return Err(AssetError::Damaged("BUCK"));
        }
        Ok(asset)
    }

    pub(crate) fn len(&self) -> u32 {
        (self.places.len() / PLACE_SIZE) as u32
    }

    /// The place; none if there are not so many.
    pub(crate) fn place(&self, index: PlaceIndex) -> Option<Place<'d>> {
        let record = self.places.get(index.0 as usize * PLACE_SIZE..)?.get(..PLACE_SIZE)?;
        let kind = record[15];
        let id = PlaceId {
            source: *Source::ALL.get(usize::from(kind >> 5))?,
            number: u32_at(record, 0),
        };
        let geonames = match id.source {
            Source::GeoNames => id.number,
            _ => u24(&record[4..]),
        };
        Some(Place {
            index,
            id,
            geonames: Some(geonames).filter(|&g| g > 0),
            wikidata: search(self.wikidata, 7, index.0).map(|at| u32_at(self.wikidata, at)),
            name: self.names(index).next().map_or("", |n| n.1),
            country: self.country(index),
            kind: PlaceKind::ALL.get(usize::from(kind & 0xf)).copied()?,
            capital: kind & CAPITAL != 0,
            parent: Some(u16_at(record, 13))
                .filter(|&p| p != NO_PARENT)
                .map(|p| PlaceIndex(u32::from(p))),
            lat: f64::from(i24(&record[7..])) / PER_DEGREE,
            lon: f64::from(i24(&record[10..])) / PER_DEGREE,
            population: search(self.populations, 7, index.0).map(|at| u32_at(self.populations, at)),
            radius: search(self.radii, 5, index.0).map(|at| u16_at(self.radii, at)),
        })
    }

    /// Only the country of a place, for filtering before its names are read.
    pub(crate) fn country(&self, index: PlaceIndex) -> Option<&'d str> {
        let countries: &'d [u8] = self.countries;
        let (mut low, mut high) = (0, countries.len() / 5);
        while low < high {
            let middle = low.midpoint(high);
            if u24(&countries[middle * 5..]) <= index.0 { low = middle + 1 } else { high = middle }
        }
        let code = countries.get(low.checked_sub(1)? * 5 + 3..)?.get(..2)?;
        std::str::from_utf8(code).ok().filter(|c| *c != "  ")
    }

    /// The numbers of the places of a country.
    pub(crate) fn of_country(&self, code: &str) -> impl Iterator<Item = Range<u32>> + use<'d> {
        let countries: &'d [u8] = self.countries;
        let (code, end) =
            ([code.as_bytes().first().copied(), code.as_bytes().get(1).copied()], self.len());
        countries.chunks_exact(5).enumerate().filter_map(move |(i, c)| {
            let next = countries.get((i + 1) * 5..).filter(|n| n.len() >= 3);
            (code == [Some(c[3]), Some(c[4])]).then(|| u24(c)..next.map_or(end, u24))
        })
    }

    /// The names of a place, the main one first.
    pub(crate) fn names(
        &self,
        index: PlaceIndex,
    ) -> impl Iterator<Item = (NameLanguage, &'d str)> + use<'d> {
        let names: &'d [u8] = self.names;
        let at = u32_at(self.name_blocks, index.0 as usize / BLOCK * 4) as usize;
        let mut rest = names.get(at..).unwrap_or_default();
        for _ in 0..index.0 as usize % BLOCK {
            while let Some((_, after)) = next_name(rest) {
                rest = after;
            }
            rest = rest.get(1..).unwrap_or_default();
        }
        std::iter::from_fn(move || {
            let (name, after) = next_name(rest)?;
            rest = after;
            Some((name.0, std::str::from_utf8(name.1).ok()?))
        })
    }

    /// Places and the low byte of the hash of one of their keys, for the bucket of a
    /// skeleton's hash.
    pub(crate) fn bucket(&self, hash: u32) -> impl Iterator<Item = (PlaceIndex, u8)> + use<'d> {
        let count = self.buckets.len() / 4 - 1;
        let at = hash as usize % count * 4;
        let start = u32_at(self.buckets, at) as usize * 4;
        let end = u32_at(self.buckets, at + 4) as usize * 4;
        let entries: &'d [u8] = self.entries.get(start..end).unwrap_or_default();
        entries.chunks_exact(4).map(|e| (PlaceIndex(u24(e)), e[3]))
    }

    /// As [`Asset::bucket`], of places with these numbers only.
    pub(crate) fn bucket_within(
        &self,
        hash: u32,
        places: Range<u32>,
    ) -> impl Iterator<Item = PlaceIndex> + use<'d> {
        let count = self.buckets.len() / 4 - 1;
        let at = hash as usize % count * 4;
        let start = u32_at(self.buckets, at) as usize * 4;
        let end = u32_at(self.buckets, at + 4) as usize * 4;
        let entries: &'d [u8] = self.entries.get(start..end).unwrap_or_default();
        let first = first_of(entries, 4, places.start);
        let rest = entries.get(first * 4..).unwrap_or_default();
        rest.chunks_exact(4).map(u24).take_while(move |&p| p < places.end).map(PlaceIndex)
    }

    /// The places with these numbers whose population is known.
    pub(crate) fn populated(
        &self,
        places: Range<u32>,
    ) -> impl Iterator<Item = PlaceIndex> + use<'d> {
        let populations: &'d [u8] = self.populations;
        let first = first_of(populations, 7, places.start);
        let rest = populations.get(first * 7..).unwrap_or_default();
        rest.chunks_exact(7).map(u24).take_while(move |&p| p < places.end).map(PlaceIndex)
    }

    pub(crate) fn capitals(&self) -> impl Iterator<Item = PlaceIndex> + use<'d> {
        let capitals: &'d [u8] = self.capitals;
        capitals.chunks_exact(3).map(|c| PlaceIndex(u24(c)))
    }
}

/// A name, and what comes after it.
type NameAndRest<'d> = ((NameLanguage, &'d [u8]), &'d [u8]);

/// The next name of a list; none at its end.
fn next_name(rest: &[u8]) -> Option<NameAndRest<'_>> {
    let (&first, rest) = rest.split_first().filter(|(first, _)| **first > 0)?;
    let (name, rest) = rest.split_at_checked(usize::from(first >> 2))?;
    Some(((NameLanguage::ALL[usize::from(first & 3)], name), rest))
}

/// The first record of a place with this number or a higher one, in sorted records of this size.
fn first_of(section: &[u8], size: usize, place: u32) -> usize {
    let (mut low, mut high) = (0, section.len() / size);
    while low < high {
        let middle = low.midpoint(high);
        let before = section.get(middle * size..).is_some_and(|s| u24(s) < place);
        if before { low = middle + 1 } else { high = middle }
    }
    low
}

/// Where the value of a place stands in a sorted section of records of this size.
fn search(section: &[u8], size: usize, place: u32) -> Option<usize> {
    let (mut low, mut high) = (0, section.len() / size);
    while low < high {
        let middle = low.midpoint(high);
        match u24(section.get(middle * size..)?).cmp(&place) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(middle * size + 3),
        }
    }
    None
}
