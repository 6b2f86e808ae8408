//! The dumps of download.geonames.org/export/dump: 19 columns, no header.

use std::collections::HashMap;

use super::{ImportError, add_name, degrees, iso};
use crate::compile::{NameLanguage, NewPlace};
use crate::place::{PlaceId, PlaceKind, Source};

const COLUMNS: usize = 19;

/// Whether a line looks like one of a dump.
pub(super) fn is_row(row: &str) -> bool {
    let mut cells = row.split('\t');
    cells.next().is_some_and(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
        && cells.count() == COLUMNS - 1
}

/// What is known of the rows read so far.
#[derive(Default)]
pub(super) struct Rows {
    /// Divisions by country and codes of the first and, if it is one, second level.
    divisions: HashMap<String, PlaceId>,
}

impl Rows {
    /// The place of a line with the codes of the division that it lies in; none if it is of a
    /// kind that is left out.
    pub(super) fn place(
        &mut self,
        row: &str,
        line: u64,
    ) -> Result<Option<(NewPlace, String)>, ImportError> {
        let cells: Vec<&str> = row.split('\t').collect();
        let wrong = |problem: String| ImportError::Line { line, problem };
        let Ok(cells): Result<[&str; COLUMNS], _> = cells.try_into() else {
            let count = row.split('\t').count();
            return Err(wrong(format!("{count} columns instead of {COLUMNS}")));
        };
        let Some((kind, capital)) = kind(cells[6], cells[7]) else { return Ok(None) };
        let number: u32 = cells[0]
            .parse()
            .map_err(|_| wrong(format!("the number “{}” is none of GeoNames", cells[0])))?;
        let lat = degrees(cells[4], 90.0)
            .ok_or_else(|| wrong(format!("the latitude “{}” is no number of degrees", cells[4])))?;
        let lon = degrees(cells[5], 180.0).ok_or_else(|| {
            wrong(format!("the longitude “{}” is no number of degrees", cells[5]))
        })?;
        let mut names = Vec::new();
        add_name(&mut names, NameLanguage::Unknown, cells[1]);
        add_name(&mut names, NameLanguage::Unknown, cells[2]);
        for name in cells[3].split(',') {
            add_name(&mut names, NameLanguage::Unknown, name);
        }
        if names.is_empty() {
            return Ok(None);
        }
        let id = PlaceId { source: Source::GeoNames, number };
        let first = format!("{} {}", cells[8], cells[10]);
        let second = format!("{first} {}", cells[11]);
        let within = match kind {
            PlaceKind::Region => {
                self.divisions.insert(first, id);
                String::new()
            }
            PlaceKind::County => {
                self.divisions.insert(second, id);
                first
            }
            _ => second,
        };
        let place = NewPlace {
            id,
            geonames: Some(number),
            wikidata: None,
            kind,
            capital,
            lat,
            lon,
            country: iso(cells[8]),
            parent: None,
            population: cells[14].parse().ok().filter(|&p| p > 0),
            radius: None,
            names,
        };
        Ok(Some((place, within)))
    }

    /// The division of these codes, else the one above it.
    pub(super) fn parent(&self, within: &str) -> Option<PlaceId> {
        let first = || within.rsplit_once(' ').and_then(|(first, _)| self.divisions.get(first));
        self.divisions.get(within).or_else(first).copied()
    }
}

/// The kind of place of a feature class and code, and whether it is a capital; none for
/// what no report names as the place of an event.
fn kind(class: &str, code: &str) -> Option<(PlaceKind, bool)> {
    let kind = match (class, code) {
        ("A", "ADM1") => PlaceKind::Region,
        ("A", "ADM2") => PlaceKind::County,
        ("A", "ADM3" | "ADM4" | "ADM5" | "ADMD") => PlaceKind::LocalAdmin,
        ("P", "PPLX") => PlaceKind::Neighbourhood,
        ("P", "PPLH" | "PPLQ" | "PPLW") => return None,
        ("P", _) => PlaceKind::Locality,
        ("S", "AIRP" | "AIRB" | "AIRF" | "AIRH" | "CMP" | "CMPRF" | "CMPQ" | "DAM" | "INSM")
        | ("S", "PRN" | "CSTM" | "PS" | "PSN" | "OILR" | "HBR" | "MNMT")
        | ("L", "MILB" | "NVB" | "PRT") => PlaceKind::Campus,
        ("L", "RGN" | "AREA" | "CST" | "LCTY" | "RESF" | "PRK")
        | ("T", "MT" | "MTS" | "PLN" | "PLAT" | "DSRT" | "VAL" | "PEN" | "HLLS" | "PASS") => {
            PlaceKind::Area
        }
        ("T", "ISL" | "ISLS") => PlaceKind::Island,
        ("H", "SEA" | "GULF" | "STRT" | "BAY" | "OCN") => PlaceKind::Sea,
        _ => return None,
    };
    Some((kind, code == "PPLC"))
}
