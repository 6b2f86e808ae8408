//! What the pages of events show of a selection: rows, points of a map, bars of a time line.

use selon_dossier::{Bounds, Dossier, EventRow, Filter, Page, Step};
use selon_export::{point, reach};
use selon_model::reading::Precision;
use serde::Serialize;
use serde_json::{Value, json};

use crate::problem::Result;
use crate::selection::{PER_PAGE, Selection};
use crate::wording::code;
use crate::words::Words;

/// So many events of the tray are shown.
pub const MOST_IN_TRAY: u32 = 10;

/// Above so many events a map gets how many there are in each square.
pub const MOST_POINTS: u64 = 5000;

/// Where an event is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How far it may be from there, in km, where it is told less exactly than by a town.
    pub radius: Option<f64>,
    /// How many events.
    pub events: u64,
    /// What it is, in words.
    pub title: String,
    /// The page of the event, if it is one.
    pub href: Option<String>,
}

/// Events over time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// How long a bar is: `day`, `month`, `year`.
    pub unit: &'static str,
    /// The bars that have events, by time.
    pub bins: Vec<Bin>,
    /// How many events are told less exactly than by a bar.
    pub wide: u64,
    /// How many have no day.
    pub undated: u64,
}

/// A bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bin {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// How many events.
    pub count: u64,
}

/// Events without a place on the map or without a day.
#[derive(Debug, Default)]
pub struct Tray {
    /// How many have no place on the map.
    pub unplaced: u64,
    /// How many have no day.
    pub undated: u64,
    /// Some of them.
    pub rows: Vec<EventRow>,
}

/// Whether an event is shown on the map.
pub fn spot(row: &EventRow, w: Words) -> Option<Spot> {
    let place = row.place.as_ref()?;
    let (lat, lon) = point(place)?;
    Some(Spot {
        lat,
        lon,
        radius: reach(place.precision, None, None),
        events: 1,
        title: title(row, w),
        href: Some(format!("/event/{}", row.id)),
    })
}

/// An event in a line: *Armed clash, Harem, 22 October 2025*.
pub fn title(row: &EventRow, w: Words) -> String {
    let mut parts = vec![w.kind(&row.kind)];
    parts.extend(row.place.as_ref().map(|p| w.place_alone(p)));
    parts.extend(row.date.as_deref().map(|d| w.date(d)));
    parts.join(", ")
}

/// A page of events.
pub fn page(dossier: &Dossier, selection: &Selection) -> Result<Page> {
    let offset = selection.page.saturating_sub(1).saturating_mul(PER_PAGE);
    let filter = Filter { limit: Some(PER_PAGE), offset: Some(offset), ..selection.filter()? };
    Ok(dossier.page(&filter)?)
}

/// The spots of the map that is drawn: one for each place, or, where there are many events, for
/// each square of so many degrees.
pub fn spots(dossier: &Dossier, filter: &Filter, square: f64, w: Words) -> Result<Vec<Spot>> {
    let spots = dossier.map(filter, square)?;
    let shown = spots.into_iter().filter(|s| !is_wide(s.precision.as_deref()));
    Ok(shown
        .map(|spot| {
            let kind = w.kind(&spot.kind);
            let count = w.count("count.events", spot.events);
            let precision = spot.precision.as_deref().and_then(precision);
            Spot {
                lat: spot.lat,
                lon: spot.lon,
                radius: reach(precision, None, None).filter(|_| square == 0.0),
                events: spot.events,
                title: if spot.events == 1 { kind } else { count },
                href: spot.event.map(|id| format!("/event/{id}")),
            }
        })
        .collect())
}

/// Whether a place is too large to be shown as a point or an area.
fn is_wide(precision: Option<&str>) -> bool {
    matches!(precision, Some("country" | "region"))
}

fn precision(code: &str) -> Option<Precision> {
    serde_json::from_value(Value::String(code.to_owned())).ok()
}

/// The bars of the time line: of all days, so that those that are chosen stand among the others.
pub fn timeline(dossier: &Dossier, selection: &Selection) -> Result<Timeline> {
    let filter = selection.but(|s| (s.from, s.to) = (None, None)).filter()?;
    let mut found = dossier.timeline(&filter, None)?;
    // Weeks cannot be told in an address as one date; days, months and years can.
    if found.step == Step::Week {
        found = dossier.timeline(&filter, Some(Step::Month))?;
    }
    let unit = match found.step {
        Step::Day | Step::Week => "day",
        Step::Month => "month",
        Step::Year => "year",
    };
    let bins = found.bars.into_iter();
    let bins = bins.map(|b| Bin { from: b.from, to: b.to, count: b.events }).collect();
    Ok(Timeline { unit, bins, wide: found.wider, undated: found.without_day })
}

/// Events that are on no map, or on no time line.
pub fn tray(dossier: &Dossier, selection: &Selection) -> Result<Tray> {
    let some = |filter: Filter| Filter { limit: Some(MOST_IN_TRAY), ..filter };
    let unplaced = dossier.page(&some(Filter { without_point: true, ..selection.filter()? }))?;
    let undated = dossier.page(&some(Filter { without_day: true, ..selection.filter()? }))?;
    let mut rows = unplaced.events;
    for row in undated.events {
        if rows.iter().all(|r| r.id != row.id) {
            rows.push(row);
        }
    }
    Ok(Tray { unplaced: unplaced.total, undated: undated.total, rows })
}

/// The events as GeoJSON, for the map of the pages: one feature each, or, where there are many,
/// how many there are in each square, as large as the zoom tells.
pub fn geojson(dossier: &Dossier, selection: &Selection, view: &View, w: Words) -> Result<Value> {
    let mut filter = selection.filter()?;
    if filter.bounds.is_none() {
        filter.bounds = view.bounds;
    }
    let total = dossier.count(&filter)?;
    if total > MOST_POINTS {
        let square = square(view.zoom);
        let spots = spots(dossier, &filter, square, w)?;
        let features: Vec<Value> = spots.iter().map(|spot| bin(spot, square)).collect();
        return Ok(json!({
            "type": "FeatureCollection", "total": total, "zoom": view.zoom, "features": features,
        }));
    }
    let rows = dossier.events(&filter)?;
    let features: Vec<Value> = rows.iter().filter_map(|row| feature(row, w)).collect();
    let unplaced = rows.len() - features.len();
    Ok(json!({
        "type": "FeatureCollection", "total": total, "unplaced": unplaced, "features": features,
    }))
}

/// The part of the map that is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct View {
    /// How far it is zoomed in; 0 is the whole world in 512 pixels.
    pub zoom: f64,
    /// What is seen.
    pub bounds: Option<Bounds>,
}

/// The side of a square, degrees: 32 pixels or so at a zoom.
pub fn square(zoom: f64) -> f64 {
    360.0 / 512.0 * 32.0 / zoom.clamp(0.0, 16.0).exp2()
}

/// A square of the map as a feature.
fn bin(spot: &Spot, square: f64) -> Value {
    let (south, west) =
        ((spot.lat / square).floor() * square, (spot.lon / square).floor() * square);
    json!({
        "type": "Feature",
        "geometry": { "type": "Point", "coordinates": [spot.lon, spot.lat] },
        "properties": {
            "count": spot.events,
            "cell": [west, south, west + square, south + square],
            "title": spot.title,
            "href": spot.href,
        },
    })
}

/// An event as a feature.
pub fn feature(row: &EventRow, w: Words) -> Option<Value> {
    let spot = spot(row, w)?;
    let killed = row.tolls.iter().find(|t| t.what == "killed" && t.class.is_none());
    let killed = killed.or_else(|| row.tolls.iter().find(|t| t.what == "killed"));
    Some(json!({
        "type": "Feature",
        "id": row.id,
        "geometry": { "type": "Point", "coordinates": [spot.lon, spot.lat] },
        "properties": {
            "id": row.id,
            "type": row.kind,
            "type_word": w.kind(&row.kind),
            "date": row.date,
            "date_word": row.date.as_deref().map(|d| w.date(d)),
            "place": row.place.as_ref().map(|p| w.place(p)),
            "precision": row.place.as_ref().and_then(|p| p.precision).map(code),
            "radius_km": spot.radius,
            "origins_min": row.origins_at_least,
            "origins_max": row.origins_at_most,
            "disputed": !row.disagreements.is_empty(),
            "killed": killed.map(|t| [t.low, t.high]),
            "title": spot.title,
            "href": spot.href,
        },
    }))
}
