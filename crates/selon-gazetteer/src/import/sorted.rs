//! Places in the order in which they are compiled, more of them than the memory holds: runs that
//! are sorted in memory and written to files, then merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crate::compile::{NameLanguage, NewPlace, Order};
use crate::place::{PlaceId, PlaceKind, Source};

/// So many bytes of places are sorted in memory.
const RUN: usize = 48 << 20;

/// Places that are being sorted.
pub(super) struct Sorted {
    folder: PathBuf,
    run: usize,
    /// Of the run that is in memory: the bytes of the places, and where each stands by its order.
    bytes: Vec<u8>,
    places: Vec<(Order, u32, u32)>,
    runs: Vec<PathBuf>,
}

impl Sorted {
    /// None yet; runs are written into this folder.
    pub(super) fn new(folder: &Path) -> Sorted {
        Sorted::with_run(folder, RUN)
    }

    fn with_run(folder: &Path, run: usize) -> Sorted {
        Sorted {
            folder: folder.to_path_buf(),
            run,
            bytes: Vec::new(),
            places: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// Adds a place with what tells its division.
    pub(super) fn add(&mut self, place: &NewPlace, within: &str) -> io::Result<()> {
        let start = self.bytes.len();
        encode(place, within, &mut self.bytes);
        self.places.push((place.order(), start as u32, (self.bytes.len() - start) as u32));
        if self.bytes.len() >= self.run {
            self.write_run()?;
        }
        Ok(())
    }

    fn write_run(&mut self) -> io::Result<()> {
        let path = self.folder.join(format!("run{}", self.runs.len()));
        let mut out = BufWriter::with_capacity(1 << 18, File::create(&path)?);
        // Stable: of two that are the same, the first comes first.
        self.places.sort_by_key(|p| p.0);
        for (order, start, length) in &self.places {
            out.write_all(order)?;
            out.write_all(&length.to_le_bytes())?;
            out.write_all(&self.bytes[*start as usize..(*start + *length) as usize])?;
        }
        out.flush()?;
        self.runs.push(path);
        self.places.clear();
        self.bytes.clear();
        Ok(())
    }

    /// Hands the places over in their order, of two with one number the first.
    pub(super) fn merge(
        mut self,
        mut take: impl FnMut(NewPlace, &str) -> io::Result<()>,
    ) -> io::Result<()> {
        self.write_run()?;
        self.bytes = Vec::new();
        let open = |path: &PathBuf| File::open(path).map(|f| BufReader::with_capacity(1 << 17, f));
        let mut readers = self.runs.iter().map(open).collect::<io::Result<Vec<_>>>()?;
        let mut next: BinaryHeap<Reverse<(Order, usize, Vec<u8>)>> = BinaryHeap::new();
        for (run, reader) in readers.iter_mut().enumerate() {
            next.extend(read(reader)?.map(|(order, bytes)| Reverse((order, run, bytes))));
        }
        let mut last = None;
        while let Some(Reverse((order, run, bytes))) = next.pop() {
            next.extend(
                read(&mut readers[run])?.map(|(order, bytes)| Reverse((order, run, bytes))),
            );
            if last != Some(order) {
                last = Some(order);
                let (place, within) = decode(&bytes).ok_or_else(|| {
                    io::Error::new(io::ErrorKind::InvalidData, "a temporary file was changed")
                })?;
                take(place, within)?;
            }
        }
        Ok(())
    }
}

/// The next place of a run.
fn read(reader: &mut impl Read) -> io::Result<Option<(Order, Vec<u8>)>> {
    let mut order = Order::default();
    match reader.read_exact(&mut order) {
        Err(end) if end.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let mut length = [0; 4];
    reader.read_exact(&mut length)?;
    let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
    reader.read_exact(&mut bytes)?;
    Ok(Some((order, bytes)))
}

/// What is not known, in the numbers below.
const NONE: u32 = u32::MAX;

fn encode(place: &NewPlace, within: &str, out: &mut Vec<u8>) {
    let number = |n: Option<u32>| n.unwrap_or(NONE).to_le_bytes();
    out.push(place.id.source as u8);
    out.extend(place.id.number.to_le_bytes());
    out.extend(number(place.geonames));
    out.extend(number(place.wikidata));
    out.extend(number(place.population));
    out.extend(number(place.radius.map(u32::from)));
    out.extend([place.kind as u8, u8::from(place.capital)]);
    out.extend(place.lat.to_le_bytes());
    out.extend(place.lon.to_le_bytes());
    out.extend(place.country.unwrap_or_default());
    out.push(place.parent.map_or(u8::MAX, |p| p.source as u8));
    out.extend(number(place.parent.map(|p| p.number)));
    let mut text = |text: &str, of: u8| {
        out.push(of);
        out.extend((text.len().min(usize::from(u16::MAX)) as u16).to_le_bytes());
        out.extend(text.bytes().take(usize::from(u16::MAX)));
    };
    text(within, 0);
    for (language, name) in &place.names {
        text(name, *language as u8);
    }
}

fn decode(mut bytes: &[u8]) -> Option<(NewPlace, &str)> {
    fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
        let (first, rest) = bytes.split_first_chunk::<N>()?;
        *bytes = rest;
        Some(*first)
    }
    let bytes = &mut bytes;
    let source = |at: u8| Source::ALL.get(usize::from(at)).copied();
    let id = {
        let [of] = take(bytes)?;
        PlaceId { source: source(of)?, number: u32::from_le_bytes(take(bytes)?) }
    };
    let mut number = || Some(u32::from_le_bytes(take(bytes)?));
    let known = |n: u32| Some(n).filter(|&n| n != NONE);
    let (geonames, wikidata, population, radius) = (number()?, number()?, number()?, number()?);
    let [kind, capital] = take(bytes)?;
    let (lat, lon) = (f64::from_le_bytes(take(bytes)?), f64::from_le_bytes(take(bytes)?));
    let country: [u8; 2] = take(bytes)?;
    let [of] = take(bytes)?;
    let parent = u32::from_le_bytes(take(bytes)?);
    let mut text = || {
        let [of] = take(bytes)?;
        let length = usize::from(u16::from_le_bytes(take(bytes)?));
        let (text, rest) = bytes.split_at_checked(length)?;
        *bytes = rest;
        Some((of, std::str::from_utf8(text).ok()?))
    };
    let (_, within) = text()?;
    let mut names = Vec::new();
    while let Some((language, name)) = text() {
        names.push((*NameLanguage::ALL.get(usize::from(language))?, name.to_string()));
    }
    let place = NewPlace {
        id,
        geonames: known(geonames),
        wikidata: known(wikidata),
        kind: *PlaceKind::ALL.get(usize::from(kind))?,
        capital: capital > 0,
        lat,
        lon,
        country: Some(country).filter(|c| *c != [0, 0]),
        parent: source(of).map(|source| PlaceId { source, number: parent }),
        population: known(population),
        radius: known(radius).map(|r| r as u16),
        names,
    };
    Some((place, within))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_merged_in_order_and_nothing_is_lost() {
        let folder = std::env::temp_dir().join(format!("selon-sorted-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for temporary files");
        let place = |number: u32, country| NewPlace {
            id: PlaceId { source: Source::GeoNames, number },
            geonames: Some(number),
            wikidata: None,
            kind: PlaceKind::Locality,
            capital: number == 3,
            lat: 35.5,
            lon: -36.25,
            country: Some(country),
            parent: Some(PlaceId { source: Source::WhosOnFirst, number: 9 }),
            population: Some(1200),
            radius: None,
            names: vec![(NameLanguage::Arabic, format!("مكان {number}"))],
        };
        // One place fills a run.
        let mut sorted = Sorted::with_run(&folder, 1);
        for (number, country) in [(4, *b"TR"), (3, *b"SY"), (1, *b"SY"), (3, *b"SY")] {
            sorted.add(&place(number, country), "SY 77").expect("written");
        }
        let mut found = Vec::new();
        sorted
            .merge(|place, within| {
                assert_eq!(within, "SY 77");
                found.push(place);
                Ok(())
            })
            .expect("read");
        std::fs::remove_dir_all(&folder).expect("removed");
        assert_eq!(found.iter().map(|p| p.id.number).collect::<Vec<_>>(), [1, 3, 4]);
        assert_eq!(format!("{:?}", found[1]), format!("{:?}", place(3, *b"SY")));
    }
}
