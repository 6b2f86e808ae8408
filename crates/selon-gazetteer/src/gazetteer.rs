//! What places a name may mean.

use std::sync::LazyLock;

use crate::asset::{Asset, AssetError};
use crate::compile::NameLanguage;
use crate::fold::{fold, hash, key};
use crate::place::{Place, PlaceIndex, PlaceKind};
use crate::sound::{Sounds, skeleton};
use crate::tables::Tables;

/// Places and their names: compiled ones, those of Selon's own tables, and those of
/// gazetteers that the user adds.
#[derive(Clone, Debug)]
pub struct Gazetteer<'d> {
    asset: Asset<'d>,
    tables: &'static Tables,
    /// Each with the number of its first place.
    added: Vec<(u32, Asset<'d>)>,
}

/// Where the place of a number is found.
enum Slot<'a, 'd> {
    /// In a compiled gazetteer whose places are numbered from here.
    Asset(&'a Asset<'d>, u32),
    /// In a row of the tables.
    Row(usize),
}

/// How a name fits the name of a place, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Match {
    /// The same but for case, accents, hyphens and apostrophes.
    Name,
    /// The same but for articles and spaces too.
    Article,
    /// Another transliteration of it, as it seems.
    Sound,
}

/// A place that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate<'g> {
    /// The place.
    pub place: Place<'g>,
    /// Its name that fits.
    pub name: &'g str,
    /// How it fits.
    pub matched: Match,
    /// How alike the two sound, from 0 to 1; 1 unless `matched` is [`Match::Sound`].
    pub similarity: f32,
    /// Whether a table of exonyms gives it: a name that the press uses for a place of note.
    pub exonym: bool,
}

impl Candidate<'_> {
    /// How widely known the place is, and how well the name fits, from 0 to about 8: by its
    /// kind, its population and the match.
    pub fn standing(&self) -> f64 {
        let place = &self.place;
        let people = place.population.map(|p| f64::from(p.max(1)).log10());
        let own = match place.kind {
            PlaceKind::Country => 6.5,
            PlaceKind::Continent => 6.0,
            PlaceKind::Sea | PlaceKind::Area if place.radius.is_some() => 5.2,
            PlaceKind::River => 4.5,
            PlaceKind::Island if place.radius.is_some() => 4.5,
            PlaceKind::Sea | PlaceKind::Area | PlaceKind::Island => 3.0,
            PlaceKind::Region => 4.0,
            PlaceKind::County => 2.2,
            PlaceKind::LocalAdmin => people.unwrap_or(1.8).clamp(1.8, 5.0) - 0.3,
            PlaceKind::Locality if place.capital => people.unwrap_or(6.0).max(5.8),
            PlaceKind::Locality => people.unwrap_or(1.2).max(1.2),
            PlaceKind::Campus | PlaceKind::Neighbourhood if place.radius.is_some() => 4.6,
            PlaceKind::Neighbourhood => 0.6,
            PlaceKind::Campus => 0.8,
        };
        let own = if self.exonym { own.max(4.6) } else { own };
        match self.matched {
            Match::Name => own,
            Match::Article => own - 0.5,
            Match::Sound => own - 0.6 - 4.0 * f64::from(1.0 - self.similarity),
        }
    }
}

/// Less alike than this, two names are not the same in two transliterations.
const ALIKE: f32 = 0.72;

static EMBEDDED: LazyLock<Gazetteer<'static>> = LazyLock::new(|| {
    let bytes = include_bytes!("../../../assets/gazetteer.bin");
    Gazetteer::from_bytes(bytes).expect("the embedded gazetteer is whole, as a test checks")
});

impl Gazetteer<'static> {
    /// The gazetteer that is compiled into the program.
    pub fn embedded() -> &'static Gazetteer<'static> {
        &EMBEDDED
    }
}

impl<'d> Gazetteer<'d> {
    /// A gazetteer in bytes that [`crate::compile`] made. Nothing is copied.
    ///
    /// # Errors
    /// If the bytes are something else or are cut off.
    pub fn from_bytes(bytes: &'d [u8]) -> Result<Gazetteer<'d>, AssetError> {
        Ok(Gazetteer { asset: Asset::new(bytes)?, tables: Tables::embedded(), added: Vec::new() })
    }

    /// Adds the places of another compiled gazetteer. A place that is known already, by a
    /// number of GeoNames or Who's On First, is not found twice.
    ///
    /// # Errors
    /// If the bytes are something else or are cut off.
    pub fn with(mut self, bytes: &'d [u8]) -> Result<Gazetteer<'d>, AssetError> {
        let asset = Asset::new(bytes)?;
        self.added.push((self.len() as u32, asset));
        Ok(self)
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        match self.added.last() {
            Some((first, asset)) => (first + asset.len()) as usize,
            None => self.asset.len() as usize + self.tables.places.len(),
        }
    }

    /// How many places the first compiled gazetteer has.
    pub fn compiled(&self) -> usize {
        self.asset.len() as usize
    }

    /// Whether there is no place.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn slot(&self, index: PlaceIndex) -> Option<Slot<'_, 'd>> {
        let Some(row) = index.0.checked_sub(self.asset.len()) else {
            return Some(Slot::Asset(&self.asset, 0));
        };
        if (row as usize) < self.tables.places.len() {
            return Some(Slot::Row(row as usize));
        }
        let added = self.added.partition_point(|a| a.0 <= index.0).checked_sub(1)?;
        let (first, asset) = self.added.get(added)?;
        Some(Slot::Asset(asset, *first))
    }

    /// The place of this number.
    pub fn place(&self, index: PlaceIndex) -> Option<Place<'d>> {
        match self.slot(index)? {
            Slot::Row(row) => self.tables.places.get(row).map(|p| p.place(index)),
            Slot::Asset(asset, 0) => asset.place(index),
            Slot::Asset(asset, first) => {
                let place = asset.place(PlaceIndex(index.0 - first))?;
                let above = place.parent.map(|p| PlaceIndex(p.0 + first));
                // What the user adds lies at least in its country.
                let country =
                    || place.country.and_then(|c| self.country(c)).map(|country| country.index);
                let parent = above.or_else(country).filter(|&p| p != index);
                Some(Place { index, parent, ..place })
            }
        }
    }

    /// The names of a place, the main one first.
    pub fn names(&self, index: PlaceIndex) -> Vec<&'d str> {
        self.names_with_language(index).into_iter().map(|n| n.1).collect()
    }

    /// The names of a place with their languages, the main one first.
    pub fn names_with_language(&self, index: PlaceIndex) -> Vec<(NameLanguage, &'d str)> {
        match self.slot(index) {
            Some(Slot::Asset(asset, first)) => asset.names(PlaceIndex(index.0 - first)).collect(),
            Some(Slot::Row(row)) => self
                .tables
                .places
                .get(row)
                .map(|p| p.names.iter().map(|n| (NameLanguage::Unknown, *n)).collect())
                .unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// The compiled gazetteers, with the number of the first place of each.
    fn assets(&self) -> impl Iterator<Item = (u32, &Asset<'d>)> {
        std::iter::once((0, &self.asset)).chain(self.added.iter().map(|(first, a)| (*first, a)))
    }

    /// The entries of a bucket in all compiled gazetteers.
    fn bucket(&self, hash: u32) -> impl Iterator<Item = (PlaceIndex, u8)> {
        self.assets().flat_map(move |(first, asset)| {
            asset.bucket(hash).map(move |(index, tag)| (PlaceIndex(index.0 + first), tag))
        })
    }

    /// The divisions that a place lies in, the smallest first.
    pub fn ancestors(&self, place: &Place<'d>) -> impl Iterator<Item = Place<'d>> + '_ {
        let mut next = place.parent;
        // Divisions nest no deeper; a damaged asset could hold a ring.
        (0..8).map_while(move |_| {
            let place = self.place(next?)?;
            next = place.parent;
            Some(place)
        })
    }

    /// The country of this ISO code.
    pub fn country(&self, code: &str) -> Option<Place<'d>> {
        let mut low = 0;
        let mut high = self.asset.len();
        // Countries come first, by code.
        while low < high {
            let middle = low.midpoint(high);
            let place = self.asset.place(PlaceIndex(middle))?;
            let before =
                place.kind == PlaceKind::Country && place.country.is_some_and(|c| c < code);
            if before { low = middle + 1 } else { high = middle }
        }
        self.asset
            .place(PlaceIndex(low))
            .filter(|p| p.kind == PlaceKind::Country && p.country == Some(code))
    }

    /// The capital of the country of this ISO code.
    pub fn capital(&self, code: &str) -> Option<Place<'d>> {
        self.asset
            .capitals()
            .filter(|&index| self.asset.country(index) == Some(code))
            .filter_map(|index| self.asset.place(index))
            .max_by_key(|p| p.population)
    }

    /// The towns of a country whose population is known, the largest first. Goes through
    /// all of them: not for every word of a text.
    pub fn towns(&self, code: &str) -> Vec<Place<'d>> {
        let mut towns: Vec<Place> = self
            .assets()
            .flat_map(|(first, asset)| {
                asset
                    .of_country(code)
                    .flat_map(move |places| asset.populated(places))
                    .map(move |index| PlaceIndex(index.0 + first))
            })
            .filter_map(|index| self.place(index))
            .filter(|p| matches!(p.kind, PlaceKind::Locality | PlaceKind::LocalAdmin))
            .collect();
        towns.sort_by_key(|p| (std::cmp::Reverse(p.population), p.index));
        towns
    }

    /// The places that are called so, in no order of likelihood: by how the name fits,
    /// then by their numbers.
    pub fn find(&self, name: &str) -> Vec<Candidate<'d>> {
        let folded = fold(name);
        let key = key(&folded);
        let mut found = Vec::new();
        if key.is_empty() {
            return found;
        }
        self.find_exonym(&folded, &mut found);
        self.find_key(&folded, &key, |_| true, &mut found);
        sort(&mut found);
        found
    }

    /// Whether any place is called so; cheaper than [`Gazetteer::find`].
    pub fn knows(&self, name: &str) -> bool {
        !self.find(name).is_empty()
    }

    /// The places that are called so in another transliteration, in one of these
    /// countries (in any, if none is given), the most alike first. Only names from
    /// scripts that have no one transliteration count.
    pub fn find_alike(&self, name: &str, countries: &[&str]) -> Vec<Candidate<'d>> {
        let mut sounds = Sounds::new(&key(&fold(name)));
        let mut found = Vec::new();
        if !sounds.can_be_compared() {
            return found;
        }
        let transliterated = |c: &&str| self.tables.is_transliterated(c);
        let asked: Vec<&str> = countries.iter().copied().filter(transliterated).collect();
        let hash = hash(sounds.skeleton());
        let mut take = |index: PlaceIndex| {
            // The entries of a place stand side by side.
            if found.last().is_some_and(|c: &Candidate| c.place.index == index) {
                return;
            }
            let mut best: Option<(f32, &'d str)> = None;
            for name in self.names(index) {
                let similarity =
                    sounds.similarity(name, ALIKE).filter(|s| best.is_none_or(|b| *s >= b.0));
                best = similarity.map(|s| (s, name)).or(best);
            }
            if let Some((similarity, name)) = best
                && let Some(place) = self.place(index)
                && !self.is_known(&found, &place)
            {
                let matched = Match::Sound;
                found.push(Candidate { place, name, matched, similarity, exonym: false });
            }
        };
        for (first, asset) in self.assets() {
            if countries.is_empty() {
                let index = |p: PlaceIndex| PlaceIndex(p.0 + first);
                let known = asset.bucket(hash).filter(|e| {
                    asset.country(e.0).is_some_and(|c| self.tables.is_transliterated(c))
                });
                known.for_each(|e| take(index(e.0)));
            }
            for places in asked.iter().flat_map(|c| asset.of_country(c)) {
                asset.bucket_within(hash, places).for_each(|p| take(PlaceIndex(p.0 + first)));
            }
        }
        sort(&mut found);
        found
    }

    fn find_key(
        &self,
        folded: &str,
        key: &str,
        keep: impl Fn(&Place<'d>) -> bool,
        found: &mut Vec<Candidate<'d>>,
    ) {
        let tag = hash(key) as u8;
        let before = self.asset.len();
        let tabled = self.tables.by_key(key).map(|row| PlaceIndex(before + row));
        let compiled = self.bucket(hash(&skeleton(key))).filter(|e| e.1 == tag).map(|e| e.0);
        for index in tabled.chain(compiled) {
            let mut best = None;
            for name in self.names(index) {
                let its = fold(name);
                if its == folded {
                    best = Some((Match::Name, name));
                    break;
                }
                if best.is_none() && crate::fold::key(&its) == key {
                    best = Some((Match::Article, name));
                }
            }
            if let Some((matched, name)) = best
                && let Some(place) = self.place(index).filter(&keep)
                && !has(found, index)
                && !self.is_known(found, &place)
            {
                found.push(Candidate { place, name, matched, similarity: 1.0, exonym: false });
            }
        }
    }

    /// The largest place of the name and country that an exonym stands for.
    fn find_exonym(&self, folded: &str, found: &mut Vec<Candidate<'d>>) {
        for exonym in self.tables.exonyms(folded) {
            let name = fold(exonym.name);
            let mut places = Vec::new();
            self.find_key(
                &name,
                &key(&name),
                |p| {
                    p.country.unwrap_or("--") == exonym.country
                        && exonym.kind.is_none_or(|k| p.kind == k)
                },
                &mut places,
            );
            sort(&mut places);
            let largest = places.into_iter().max_by_key(|c| {
                (c.matched == Match::Name, c.place.population, std::cmp::Reverse(c.place.index.0))
            });
            if let Some(c) = largest.filter(|c| !has(found, c.place.index)) {
                found.push(Candidate {
                    matched: Match::Name,
                    name: exonym.name,
                    exonym: true,
                    ..c
                });
            }
        }
    }
}

impl Gazetteer<'_> {
    /// Whether a place that the user added was found already in what is known without.
    fn is_known(&self, found: &[Candidate], place: &Place) -> bool {
        let first = self.asset.len() + self.tables.places.len() as u32;
        place.index.0 >= first && found.iter().any(|c| is_same(&c.place, place))
    }
}

/// Whether two places have a number in common.
fn is_same(a: &Place, b: &Place) -> bool {
    a.id == b.id || (a.geonames.is_some() && a.geonames == b.geonames)
}

fn has(found: &[Candidate], index: PlaceIndex) -> bool {
    found.iter().any(|c| c.place.index == index)
}

fn sort(found: &mut [Candidate]) {
    found.sort_by(|a, b| {
        (a.matched.cmp(&b.matched))
            .then(b.similarity.total_cmp(&a.similarity))
            .then(a.place.index.0.cmp(&b.place.index.0))
    });
}
