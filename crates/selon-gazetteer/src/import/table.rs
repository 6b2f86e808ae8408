//! Tables of Who's On First, or in their manner: the first line names the columns.

use std::borrow::Cow;

use super::{ImportError, add_name, degrees, iso};
use crate::compile::{NameLanguage, NewPlace};
use crate::fold::stable_number;
use crate::place::{PlaceId, PlaceKind, Source};

/// Where the columns stand.
pub(super) struct Columns {
    separator: char,
    count: usize,
    id: Option<usize>,
    name: usize,
    placetype: Option<usize>,
    latitude: usize,
    longitude: usize,
    country: Option<usize>,
    population: Option<usize>,
    parent: Option<usize>,
    geonames: Option<usize>,
    wikidata: Option<usize>,
    names: Option<usize>,
}

impl Columns {
    /// From the line that names them.
    pub(super) fn new(row: &str, line: u64) -> Result<Columns, ImportError> {
        let separator = if row.contains('\t') { '\t' } else { ',' };
        let titles: Vec<String> =
            cells(row, separator).iter().map(|t| t.trim().to_lowercase()).collect();
        let find = |names: &[&str]| names.iter().find_map(|n| titles.iter().position(|t| t == n));
        let latitude = find(&["latitude", "lat", "geom_latitude", "geom:latitude"]);
        let longitude = find(&["longitude", "lon", "lng", "geom_longitude", "geom:longitude"]);
        let name = find(&["name", "wof_name", "wof:name"]);
        if titles.len() < 3 || (latitude.is_none() && name.is_none()) {
            return Err(ImportError::UnknownForm { line });
        }
        let missing = |column| ImportError::NoColumn { line, column };
        Ok(Columns {
            separator,
            count: titles.len(),
            id: find(&["id", "wof_id", "wof:id"]),
            name: name.ok_or_else(|| missing("name"))?,
            placetype: find(&["placetype", "kind", "type", "wof:placetype"]),
            latitude: latitude.ok_or_else(|| missing("latitude"))?,
            longitude: longitude.ok_or_else(|| missing("longitude"))?,
            country: find(&["country", "iso_country", "iso", "wof_country", "country_code"]),
            population: find(&["population", "wof:population", "gn:population"]),
            parent: find(&["parent_id", "parent", "wof:parent_id"]),
            geonames: find(&["geonames", "gn_id", "gn:id", "geonameid"]),
            wikidata: find(&["wikidata", "wd_id", "wd:id", "wikidataid"]),
            names: find(&["names", "alternatenames", "alt_names"]),
        })
    }

    /// The place of a line; none if it is of a kind that is left out or has no point.
    pub(super) fn place(&self, row: &str, line: u64) -> Result<Option<NewPlace>, ImportError> {
        let cells = cells(row, self.separator);
        let wrong = |problem: String| ImportError::Line { line, problem };
        if cells.len() != self.count {
            return Err(wrong(format!("{} columns instead of {}", cells.len(), self.count)));
        }
        let cell =
            |at: Option<usize>| at.and_then(|i| cells.get(i)).map_or("", |c| c.as_ref()).trim();
        let Some(kind) = kind(cell(self.placetype)) else { return Ok(None) };
        let (lat, lon) = (cell(Some(self.latitude)), cell(Some(self.longitude)));
        if lat.is_empty() || lon.is_empty() || (lat == "0.0" && lon == "0.0") {
            return Ok(None);
        }
        let point = |cell: &str, most, what| {
            degrees(cell, most)
                .ok_or_else(|| wrong(format!("the {what} “{cell}” is no number of degrees")))
        };
        let (lat, lon) = (point(lat, 90.0, "latitude")?, point(lon, 180.0, "longitude")?);
        let mut names = Vec::new();
        add_name(&mut names, NameLanguage::Unknown, cell(Some(self.name)));
        for name in cell(self.names).split(['|', ';']) {
            let (language, name) = match name.split_once(':') {
                Some((tag, name)) => (language(tag), name),
                None => (NameLanguage::Unknown, name),
            };
            add_name(&mut names, language, name);
        }
        let Some((_, first)) = names.first() else { return Ok(None) };
        let id = match cell(self.id).parse() {
            Ok(number) => PlaceId { source: Source::WhosOnFirst, number },
            Err(_) if self.id.is_some() && !cell(self.id).is_empty() => {
                return Err(wrong(format!("the id “{}” is no number", cell(self.id))));
            }
            Err(_) => {
                let number = stable_number(&format!("{first} {lat} {lon}"));
                PlaceId { source: Source::User, number }
            }
        };
        Ok(Some(NewPlace {
            id,
            geonames: cell(self.geonames).parse().ok(),
            wikidata: cell(self.wikidata).trim_start_matches('Q').parse().ok(),
            kind,
            capital: false,
            lat,
            lon,
            country: iso(cell(self.country)),
            parent: cell(self.parent)
                .parse()
                .ok()
                .map(|number| PlaceId { source: Source::WhosOnFirst, number }),
            population: cell(self.population).parse().ok().filter(|&p| p > 0),
            radius: None,
            names,
        }))
    }
}

fn language(tag: &str) -> NameLanguage {
    match tag.trim_end_matches('*') {
        "eng" | "en" => NameLanguage::English,
        "fra" | "fre" | "fr" => NameLanguage::French,
        "ara" | "ar" => NameLanguage::Arabic,
        _ => NameLanguage::Unknown,
    }
}

/// The kind of place of a placetype; a table without placetypes is of populated places.
fn kind(placetype: &str) -> Option<PlaceKind> {
    Some(match placetype {
        "" | "borough" => PlaceKind::Locality,
        "macroregion" => PlaceKind::Region,
        "macrocounty" => PlaceKind::County,
        "macrohood" | "microhood" => PlaceKind::Neighbourhood,
        "disputed" => PlaceKind::Area,
        "marinearea" | "ocean" => PlaceKind::Sea,
        "venue" => PlaceKind::Campus,
        "country" | "continent" => return None,
        other => PlaceKind::from_name(other)?,
    })
}

/// The cells of a line. With commas, a cell may stand in quotes.
fn cells(row: &str, separator: char) -> Vec<Cow<'_, str>> {
    if separator == '\t' {
        return row.split('\t').map(Cow::Borrowed).collect();
    }
    let mut cells = Vec::new();
    let mut rest = row;
    loop {
        let Some(quoted) = rest.strip_prefix('"') else {
            let (cell, after) =
                rest.split_once(separator).map_or((rest, None), |(c, a)| (c, Some(a)));
            cells.push(Cow::Borrowed(cell));
            match after {
                Some(after) => rest = after,
                None => return cells,
            }
            continue;
        };
        let mut cell = String::new();
        let mut chars = quoted.char_indices().peekable();
        let mut end = quoted.len();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' if chars.next_if(|n| n.1 == '"').is_some() => cell.push('"'),
                '"' => {
                    end = at + 1;
                    break;
                }
                c => cell.push(c),
            }
        }
        cells.push(Cow::Owned(cell));
        match quoted.get(end..).unwrap_or_default().split_once(separator) {
            Some((_, after)) => rest = after,
            None => return cells,
        }
    }
}
