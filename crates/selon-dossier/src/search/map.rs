//! Where events are, for a map.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;
use serde::Serialize;

use super::filter::{Bounds, Filter, Wanted};
use crate::store::Result;

/// Events at one place, or at places near each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Spot {
    /// Degrees north of the place that most of them are at.
    pub lat: f64,
    /// Degrees east of it.
    pub lon: f64,
    /// How large what is named there is: `locality`, `country` …; a point stands for it.
    pub precision: Option<String>,
    /// How many events.
    pub events: u64,
    /// How many of them are in dispute.
    pub disagreeing: u64,
    /// The most certain origins that one of them has.
    pub origins: u32,
    /// The type of most of them.
    #[serde(rename = "type")]
    pub kind: String,
    /// The id, if it is one event.
    pub event: Option<String>,
    /// What they lie within.
    pub bounds: Bounds,
}

/// Events of one type at exactly one place.
#[derive(Clone, Copy, Debug, Default)]
struct Here {
    events: u64,
    disagreeing: u64,
    origins: u32,
    /// Of [`PRECISIONS`].
    precision: Option<usize>,
    /// The number of one of them.
    number: i64,
}

/// How large a place is, the most exact last.
const PRECISIONS: [&str; 6] = ["region", "country", "area", "province", "district", "locality"];

/// Names by their numbers: few, found faster than hashed.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn number(&mut self, name: &str) -> usize {
        self.0.iter().position(|known| known == name).unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        })
    }
}

/// The places of the events that a filter lets through, whatever its limit, those with most
/// events first. Places in one square of so many degrees are one spot; with 0 each has its own.
pub(crate) fn map(c: &Connection, filter: &Filter, square: f64) -> Result<Vec<Spot>> {
    let Some(wanted) = Wanted::of(filter) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT lat, lon, precision, disagreeing, at_least, kind, number FROM event \
         WHERE lat IS NOT NULL AND lon IS NOT NULL AND {}",
        wanted.sql()
    );
    let mut kinds = Names::default();
    let mut places: HashMap<(u64, u64, usize), Here> = HashMap::new();
    let mut statement = c.prepare_cached(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(wanted.values))?;
    while let Some(row) = rows.next()? {
        let (lat, lon): (f64, f64) = (row.get(0)?, row.get(1)?);
        let kind = kinds.number(row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?);
        let here = places.entry((lat.to_bits(), lon.to_bits(), kind)).or_default();
        here.events += 1;
        here.disagreeing += u64::from(row.get::<_, bool>(3)?);
        here.origins = here.origins.max(row.get(4)?);
        let precision = row.get_ref(2)?.as_str_or_null().map_err(rusqlite::Error::from)?;
        let exact = precision.and_then(|p| PRECISIONS.iter().position(|known| *known == p));
        here.precision = here.precision.max(exact);
        here.number = row.get(6)?;
    }
    let of = |degrees: f64| if square > 0.0 { (degrees / square).floor() } else { degrees };
    let mut places: Vec<Place> = places
        .into_iter()
        .map(|((lat, lon, kind), here)| {
            let (lat, lon) = (f64::from_bits(lat), f64::from_bits(lon));
            Place { square: (of(lat), of(lon)), lat, lon, kind, here }
        })
        .collect();
    places.sort_by(|a, b| {
        let square = a.square.0.total_cmp(&b.square.0).then(a.square.1.total_cmp(&b.square.1));
        square.then(a.lat.total_cmp(&b.lat)).then(a.lon.total_cmp(&b.lon))
    });
    let mut spots = Vec::new();
    for places in places.chunk_by(|a, b| a.square == b.square) {
        let (mut spot, number) = spot(places, &kinds.0);
        if spot.events == 1 {
            let mut statement = c.prepare_cached("SELECT id FROM event WHERE number = ?1")?;
            spot.event = Some(statement.query_row([number], |row| row.get(0))?);
        }
        spots.push(spot);
    }
    spots.sort_by(|a, b| {
        b.events.cmp(&a.events).then(a.lat.total_cmp(&b.lat)).then(a.lon.total_cmp(&b.lon))
    });
    Ok(spots)
}

/// Events of one type at one place, and the square that it lies in.
struct Place {
    square: (f64, f64),
    lat: f64,
    lon: f64,
    kind: usize,
    here: Here,
}

/// The places of a square, by latitude and longitude, as one spot, with the number of one event.
fn spot(places: &[Place], kinds: &[String]) -> (Spot, i64) {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let mut spot = Spot::default();
    let mut most = 0;
    for here in places.chunk_by(|a, b| (a.lat, a.lon) == (b.lat, b.lon)) {
        let Some(Place { lat, lon, .. }) = here.first() else { continue };
        let events: u64 = here.iter().map(|p| p.here.events).sum();
        let first = spot.events == 0;
        spot.bounds = Bounds {
            south: if first { *lat } else { spot.bounds.south.min(*lat) },
            west: if first { *lon } else { spot.bounds.west.min(*lon) },
            north: if first { *lat } else { spot.bounds.north.max(*lat) },
            east: if first { *lon } else { spot.bounds.east.max(*lon) },
        };
        if events > most {
            most = events;
            (spot.lat, spot.lon) = (*lat, *lon);
            let precision = here.iter().filter_map(|p| p.here.precision).max();
            spot.precision = precision.map(|p| PRECISIONS[p].to_owned());
        }
        spot.events += events;
        for place in here {
            spot.disagreeing += place.here.disagreeing;
            spot.origins = spot.origins.max(place.here.origins);
            let kind = kinds.get(place.kind).map_or("", String::as_str);
            *counts.entry(kind).or_default() += place.here.events;
        }
    }
    let kind = counts.into_iter().max_by_key(|&(kind, count)| (count, std::cmp::Reverse(kind)));
    spot.kind = kind.map(|(kind, _)| kind.to_owned()).unwrap_or_default();
    (spot, places.first().map_or(0, |p| p.here.number))
}
