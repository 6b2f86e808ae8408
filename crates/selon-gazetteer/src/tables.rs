//! Selon's own tables, that complete the compiled data: regions, exonyms, and the
//! countries whose names are transliterated.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold::{fold, key, stable_number};
use crate::place::{Place, PlaceId, PlaceIndex, PlaceKind, Source};

#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) places: Vec<TablePlace>,
    by_key: HashMap<String, Vec<u32>>,
    exonyms: HashMap<String, Vec<Exonym>>,
    transliterated: Vec<&'static str>,
}

/// A place of `assets/gazetteer/regions.tsv`.
#[derive(Debug)]
pub(crate) struct TablePlace {
    /// A hash of its main name: rows may be added before it.
    id: u32,
    pub(crate) names: Vec<&'static str>,
    kind: PlaceKind,
    pub(crate) country: Option<&'static str>,
    lat: f64,
    lon: f64,
    radius: u16,
}

/// A name that stands for another one.
#[derive(Debug)]
pub(crate) struct Exonym {
    pub(crate) name: &'static str,
    pub(crate) country: &'static str,
    pub(crate) kind: Option<PlaceKind>,
}

impl TablePlace {
    pub(crate) fn place(&self, index: PlaceIndex) -> Place<'static> {
        Place {
            index,
            id: PlaceId { source: Source::Selon, number: self.id },
            geonames: None,
            wikidata: None,
            name: self.names.first().copied().unwrap_or_default(),
            country: self.country,
            kind: self.kind,
            capital: false,
            parent: None,
            lat: self.lat,
            lon: self.lon,
            population: None,
            radius: Some(self.radius),
        }
    }
}

/// The rows of a table: no comments, no empty lines.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|l| l.split('\t').map(str::trim).collect())
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables {
        places: Vec::new(),
        by_key: HashMap::new(),
        exonyms: HashMap::new(),
        transliterated: rows(include_str!("../../../assets/gazetteer/transliterated.tsv"))
            .filter_map(|row| row.first().copied())
            .collect(),
    };
    for row in rows(include_str!("../../../assets/gazetteer/regions.tsv")) {
        let Some(place) = region(&row) else { continue };
        let number = tables.places.len() as u32;
        for name in &place.names {
            let rows = tables.by_key.entry(key(&fold(name))).or_default();
            if rows.last() != Some(&number) {
                rows.push(number);
            }
        }
        tables.places.push(place);
    }
    for row in rows(include_str!("../../../lang/fr/exonyms.tsv"))
        .chain(rows(include_str!("../../../lang/en/exonyms.tsv")))
    {
        if let [name, country, stands_for, ref kind @ ..] = row[..] {
            tables.exonyms.entry(fold(name)).or_default().push(Exonym {
                name: stands_for,
                country,
                kind: kind.first().and_then(|k| PlaceKind::from_name(k)),
            });
        }
    }
    tables
});

/// Reads `names separated by |, kind, country or -, latitude, longitude, radius`.
fn region(row: &[&'static str]) -> Option<TablePlace> {
    let &[names, kind, country, lat, lon, radius] = row else { return None };
    let names: Vec<&str> = names.split('|').collect();
    Some(TablePlace {
        id: stable_number(names.first()?),
        names,
        kind: PlaceKind::from_name(kind)?,
        country: Some(country).filter(|&c| c != "-"),
        lat: lat.parse().ok()?,
        lon: lon.parse().ok()?,
        radius: radius.parse().ok()?,
    })
}

impl Tables {
    pub(crate) fn embedded() -> &'static Tables {
        &TABLES
    }

    pub(crate) fn by_key(&self, key: &str) -> impl Iterator<Item = u32> + '_ {
        self.by_key.get(key).into_iter().flatten().copied()
    }

    pub(crate) fn exonyms(&self, folded: &str) -> &[Exonym] {
        self.exonyms.get(folded).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn is_transliterated(&self, country: &str) -> bool {
        self.transliterated.binary_search(&country).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let text = include_str!("../../../assets/gazetteer/regions.tsv");
        for row in rows(text) {
            assert!(region(&row).is_some(), "{row:?}");
        }
        for text in [
            include_str!("../../../lang/fr/exonyms.tsv"),
            include_str!("../../../lang/en/exonyms.tsv"),
        ] {
            for row in rows(text) {
                assert!((3..=4).contains(&row.len()), "{row:?}");
                assert!(row.get(3).is_none_or(|k| PlaceKind::from_name(k).is_some()), "{row:?}");
            }
        }
        assert!(TABLES.transliterated.is_sorted());
    }

    #[test]
    fn every_exonym_finds_its_place() {
        let gazetteer = crate::Gazetteer::embedded();
        let mut lost = Vec::new();
        for text in [
            include_str!("../../../lang/fr/exonyms.tsv"),
            include_str!("../../../lang/en/exonyms.tsv"),
        ] {
            for row in rows(text) {
                let found = gazetteer.find(row[0]);
                if !found.iter().any(|c| c.place.country.unwrap_or("-") == row[1]) {
                    lost.push(row.join("\t"));
                }
            }
        }
        assert!(lost.is_empty(), "not found:\n{}", lost.join("\n"));
    }
}
