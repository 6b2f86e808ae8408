//! The sections of a compiled gazetteer, written place by place.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};

use crate::asset::{BLOCK, CAPITAL, MAGIC, NO_PARENT, PER_DEGREE};
use crate::compile::{NewPlace, Order, division};
use crate::fold::{fold, hash, key};
use crate::place::{PlaceId, Source};
use crate::sound::skeleton;
use crate::store::Store;

/// 24 bits number the places.
const MOST: u32 = 1 << 24;
/// So many entries of the index of names are sorted at a time.
const ENTRIES: usize = 1 << 22;
/// The bytes of an entry before it is in its bucket: u32 hash, u24 place, u8 tag.
const ENTRY: usize = 8;
/// How many entries a bucket has on average.
const PER_BUCKET: u64 = 4;

/// The divisions among the places, by which others tell where they lie.
pub(crate) struct Divisions(HashMap<PlaceId, u16>);

impl Divisions {
    /// Of the orders of all places, or of all divisions.
    pub(crate) fn new(mut orders: Vec<Order>) -> Divisions {
        orders.sort_unstable();
        orders.dedup_by_key(|o| division(o).unwrap_or(PlaceId { source: Source::User, number: 0 }));
        let divisions = orders.iter().map_while(division).take(usize::from(NO_PARENT));
        Divisions(divisions.enumerate().map(|(i, id)| (id, i as u16)).collect())
    }
}

/// A gazetteer that is being compiled.
pub(crate) struct Sections {
    divisions: Divisions,
    /// How many places there are.
    places: u32,
    /// The country of the last one.
    country: Option<Option<[u8; 2]>>,
    /// Entries of the index, unsorted, and how many.
    entries: Store,
    count: u64,
    countries: Store,
    records: Store,
    name_blocks: Store,
    names: Store,
    populations: Store,
    radii: Store,
    capitals: Store,
    wikidata: Store,
    buckets: Store,
    sorted: Store,
}

impl Sections {
    /// Without places yet; `store` makes what a section is kept in.
    pub(crate) fn new(
        divisions: Divisions,
        mut store: impl FnMut() -> io::Result<Store>,
    ) -> io::Result<Sections> {
        Ok(Sections {
            divisions,
            places: 0,
            country: None,
            entries: store()?,
            count: 0,
            countries: store()?,
            records: store()?,
            name_blocks: store()?,
            names: store()?,
            populations: store()?,
            radii: store()?,
            capitals: store()?,
            wikidata: store()?,
            buckets: store()?,
            sorted: store()?,
        })
    }

    /// How many places were added.
    pub(crate) fn len(&self) -> u32 {
        self.places
    }

    /// Adds a place. They come in their order, none twice; what is beyond 2^24 is left out.
    pub(crate) fn add(&mut self, place: &NewPlace) -> io::Result<()> {
        if self.places >= MOST {
            return Ok(());
        }
        let number = self.places;
        let bytes = number.to_le_bytes();
        let three = &bytes[..3];
        if self.country != Some(place.country) {
            self.country = Some(place.country);
            self.countries.write_all(three)?;
            self.countries.write_all(&place.country.unwrap_or(*b"  "))?;
        }
        if (number as usize).is_multiple_of(BLOCK) {
            let at = u32::try_from(self.names.len()).map_err(|_| too_large())?;
            self.name_blocks.write_all(&at.to_le_bytes())?;
        }
        for (language, name) in &place.names {
            self.names.write_all(&[(name.len() as u8) << 2 | *language as u8])?;
            self.names.write_all(name.as_bytes())?;
        }
        self.names.write_all(&[0])?;
        let parent = place.parent.and_then(|p| self.divisions.0.get(&p)).copied();
        self.records.write_all(&record(place, parent.filter(|&p| u32::from(p) != number)))?;
        self.add_facts(three, place)?;
        let mut keys = BTreeSet::new();
        for (_, name) in &place.names {
            let key = key(&fold(name));
            keys.insert((hash(&skeleton(&key)), hash(&key) as u8));
        }
        for (hash, tag) in keys {
            self.entries.write_all(&hash.to_le_bytes())?;
            self.entries.write_all(&[bytes[0], bytes[1], bytes[2], tag])?;
            self.count += 1;
        }
        self.places += 1;
        Ok(())
    }

    /// Adds what is known of some places only.
    fn add_facts(&mut self, number: &[u8], place: &NewPlace) -> io::Result<()> {
        fn put(section: &mut Store, number: &[u8], value: &[u8]) -> io::Result<()> {
            section.write_all(number)?;
            section.write_all(value)
        }
        if let Some(population) = place.population {
            put(&mut self.populations, number, &population.to_le_bytes())?;
        }
        if let Some(radius) = place.radius {
            put(&mut self.radii, number, &radius.to_le_bytes())?;
        }
        if place.capital {
            put(&mut self.capitals, number, &[])?;
        }
        if let Some(wikidata) = place.wikidata {
            put(&mut self.wikidata, number, &wikidata.to_le_bytes())?;
        }
        Ok(())
    }

    /// Puts the entries into their buckets: as many buckets at a time as have few enough
    /// entries to be sorted in memory.
    fn index(&mut self) -> io::Result<()> {
        let buckets = (self.count / PER_BUCKET).max(1);
        let passes = self.count.div_ceil(ENTRIES as u64).max(1);
        let mut written = 0u32;
        for pass in 0..passes {
            let (first, end) = (buckets * pass / passes, buckets * (pass + 1) / passes);
            let mut found: Vec<(u32, u32, u8)> = Vec::new();
            self.entries.read(ENTRY, |entry| {
                let hash = u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
                let bucket = u64::from(hash) % buckets;
                if (first..end).contains(&bucket) {
                    let place = u32::from_le_bytes([entry[4], entry[5], entry[6], 0]);
                    found.push((bucket as u32, place, entry[7]));
                }
            })?;
            found.sort_unstable();
            let mut at = 0;
            for bucket in first..end {
                self.buckets.write_all(&(written + at as u32).to_le_bytes())?;
                while let Some(&(_, place, tag)) =
                    found.get(at).filter(|e| u64::from(e.0) == bucket)
                {
                    let [a, b, c, _] = place.to_le_bytes();
                    self.sorted.write_all(&[a, b, c, tag])?;
                    at += 1;
                }
            }
            written += found.len() as u32;
        }
        self.buckets.write_all(&written.to_le_bytes())
    }

    /// Writes the whole.
    pub(crate) fn finish(mut self, out: &mut impl Write) -> io::Result<()> {
        self.index()?;
        let sections: [(&[u8; 4], Store); 10] = [
            (b"CTRY", self.countries),
            (b"PLAC", self.records),
            (b"NAMO", self.name_blocks),
            (b"NAME", self.names),
            (b"POPU", self.populations),
            (b"RADI", self.radii),
            (b"CAPI", self.capitals),
            (b"WIKI", self.wikidata),
            (b"BUCK", self.buckets),
            (b"ENTR", self.sorted),
        ];
        out.write_all(MAGIC)?;
        out.write_all(&(sections.len() as u32).to_le_bytes())?;
        let mut offset = (MAGIC.len() + 4 + sections.len() * 12) as u64;
        for (tag, section) in &sections {
            let four = |n: u64| u32::try_from(n).map(u32::to_le_bytes).map_err(|_| too_large());
            out.write_all(*tag)?;
            out.write_all(&four(offset)?)?;
            out.write_all(&four(section.len())?)?;
            offset += section.len();
        }
        for (_, section) in sections {
            section.copy_to(out)?;
        }
        Ok(())
    }
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, "a gazetteer has no more than 4 GiB")
}

/// The record of a place.
fn record(place: &NewPlace, parent: Option<u16>) -> Vec<u8> {
    let degrees = |d: f64| ((d * PER_DEGREE).round() as i32).to_le_bytes();
    let mut record = Vec::with_capacity(16);
    record.extend(place.id.number.to_le_bytes());
    let geonames = place.geonames.filter(|&g| g < 1 << 24).unwrap_or(0);
    record.extend(&geonames.to_le_bytes()[..3]);
    record.extend(&degrees(place.lat)[..3]);
    record.extend(&degrees(place.lon)[..3]);
    record.extend(parent.unwrap_or(NO_PARENT).to_le_bytes());
    let source = Source::ALL.iter().position(|&s| s == place.id.source).unwrap_or(0) as u8;
    record.push(place.kind as u8 | if place.capital { CAPITAL } else { 0 } | source << 5);
    record
}
