//! GeoJSON (RFC 7946).

use std::io::{self, Write};

use selon_dossier::summary::Range;
use serde_json::{Map, Value, json};

use crate::column::{Row, code, coded_by, degrees, hedged, instruments};
use crate::item::Item;
use crate::place::reach;
use crate::quote::quotes;

/// The name and version of the form.
pub(crate) const SCHEMA: &str = "selon.geojson/1";

/// What stands before the features.
pub(crate) fn begin(out: &mut impl Write, blur_km: Option<f64>) -> io::Result<()> {
    let about = json!({ "schema": SCHEMA, "blur_km": blur_km });
    write!(out, "{{\"type\":\"FeatureCollection\",\"selon\":{about},\"features\":[")
}

/// What stands after the features.
pub(crate) fn end(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n]}}")
}

/// An event as a feature.
pub(crate) fn feature(item: &Item) -> Value {
    let row = Row::of(item);
    let event = &item.event;
    let (geometry, note) = geometry(&row);
    let place = event.place.as_ref();
    let precision = place.and_then(|p| p.precision).map(code);
    let names = |f: fn(&crate::ReportFacts) -> &Option<String>| -> Vec<&String> {
        item.reports.iter().filter_map(|r| f(r).as_ref()).collect()
    };
    let properties = json!({
        "event_id": event.id,
        "type": event.kind,
        "acled_event_type": row.names.and_then(|n| n.acled),
        "acled_sub_event_type": row.names.and_then(|n| n.acled_sub),
        "date": event.date,
        "date_start": row.when.map(|w| w.start()),
        "date_end": row.when.map(|w| w.end()),
        "place": place.map(|p| &p.name),
        "country": place.and_then(|p| p.country.as_ref()),
        "admin1": item.divisions.first,
        "admin2": item.divisions.second,
        "precision": precision,
        "geometry_note": note,
        "blur_km": item.blur_km,
        "actor": event.actor,
        "target": event.target,
        "instruments": instruments(event),
        "part_of": event.part_of.iter().map(|p| &p.event).collect::<Vec<_>>(),
        "coded_by": coded_by(event),
        "killed": range(&event.summary.tolls, "killed"),
        "injured": range(&event.summary.tolls, "injured"),
        "killed_low": row.killed.low,
        "killed_best": row.killed.best,
        "killed_high": row.killed.high,
        "hedged": hedged(event),
        "origins_min": event.origins.at_least,
        "origins_max": event.origins.at_most,
        "origins": event.origins.list.iter().map(|o| &o.name).collect::<Vec<_>>(),
        "disagreements": event.disagreements.iter().map(|d| code(d.kind)).collect::<Vec<_>>(),
        "quotes": quotes(item),
        "reports": event.reports,
        "outlets": names(|r| &r.outlet),
        "urls": names(|r| &r.url),
    });
    json!({ "type": "Feature", "id": event.id, "geometry": geometry, "properties": properties })
}

/// All that is told of what is counted, class by class.
fn range(tolls: &[Range], what: &str) -> Value {
    let mut told = Map::new();
    for range in tolls.iter().filter(|r| r.what == what) {
        let class = range.class.clone().unwrap_or_else(|| "all".into());
        told.insert(class, json!({ "low": range.low, "best": range.best_low, "high": range.high }));
    }
    if told.is_empty() { Value::Null } else { Value::Object(told) }
}

/// A point for a town, an area for what is told less exactly, nothing for a country or where
/// no place is told; with what it means.
fn geometry(row: &Row) -> (Value, Option<String>) {
    let Some(place) = &row.event.place else {
        return (Value::Null, Some("no place is told".into()));
    };
    let Some((lat, lon)) = row.point else {
        let note = match place.precision {
            Some(precision) => {
                let told = code(precision);
                let article = if told.starts_with('a') { "an" } else { "a" };
                format!("only {article} {told} is told")
            }
            None => "the place is not resolved".into(),
        };
        return (Value::Null, Some(note));
    };
    match reach(place.precision, row.told.and_then(|t| t.radius_km), row.item.blur_km) {
        None => (json!({ "type": "Point", "coordinates": [rounded(lon), rounded(lat)] }), None),
        Some(km) => {
            let note = format!("an area of about {km:.0} km around the middle of what is told");
            (area(lat, lon, km), Some(note))
        }
    }
}

/// Five digits, a metre: more would be an exactness that nobody has.
fn rounded(value: f64) -> Value {
    degrees(value).parse::<f64>().map_or(Value::Null, Value::from)
}

/// Corners of the polygon that stands for a circle.
const CORNERS: u32 = 32;

/// A circle on the ground as a polygon, counterclockwise, cut where it crosses the 180th
/// meridian (RFC 7946, 3.1.6 and 3.1.9); kept short of the poles.
fn area(lat: f64, lon: f64, km: f64) -> Value {
    const RADIUS: f64 = 6371.0;
    let far = (km / RADIUS).min(1.0);
    let phi = lat.to_radians();
    let corners: Vec<(f64, f64)> = (0..CORNERS)
        .map(|n| {
            // From the east over the north to the west: counterclockwise.
            let bearing = std::f64::consts::FRAC_PI_2
                - std::f64::consts::TAU * f64::from(n) / f64::from(CORNERS);
            let at = (phi.sin() * far.cos() + phi.cos() * far.sin() * bearing.cos()).asin();
            let east =
                (bearing.sin() * far.sin() * phi.cos()).atan2(far.cos() - phi.sin() * at.sin());
            (lon + east.to_degrees(), at.to_degrees().clamp(-89.9, 89.9))
        })
        .collect();
    let least = corners.iter().map(|c| c.0).fold(f64::INFINITY, f64::min);
    let most = corners.iter().map(|c| c.0).fold(f64::NEG_INFINITY, f64::max);
    let ring = |from: f64, to: f64, shift: f64| -> Value {
        let part = clip(&clip(&corners, from, false), to, true);
        let mut ring: Vec<Value> = part
            .iter()
            .map(|(lon, lat)| Value::from(vec![rounded(lon + shift), rounded(*lat)]))
            .collect();
        ring.dedup();
        if ring.first() != ring.last() || ring.len() == 1 {
            ring.extend(ring.first().cloned());
        }
        Value::from(vec![Value::from(ring)])
    };
    let [west, east] = [-180.0, 180.0];
    if least < west {
        let parts = vec![ring(west, most, 0.0), ring(least, west, 360.0)];
        json!({ "type": "MultiPolygon", "coordinates": parts })
    } else if most > east {
        let parts = vec![ring(least, east, 0.0), ring(east, most, -360.0)];
        json!({ "type": "MultiPolygon", "coordinates": parts })
    } else {
        json!({ "type": "Polygon", "coordinates": ring(least, most, 0.0) })
    }
}

/// The part of a convex ring on one side of a meridian (Sutherland and Hodgman).
fn clip(ring: &[(f64, f64)], meridian: f64, west_of: bool) -> Vec<(f64, f64)> {
    let inside = |lon: f64| if west_of { lon <= meridian } else { lon >= meridian };
    let mut kept = Vec::new();
    for (n, &(lon, lat)) in ring.iter().enumerate() {
        let (lon_before, lat_before) = ring[(n + ring.len() - 1) % ring.len()];
        if inside(lon) != inside(lon_before) {
            let share = (meridian - lon_before) / (lon - lon_before);
            kept.push((meridian, lat_before + share * (lat - lat_before)));
        }
        if inside(lon) {
            kept.push((lon, lat));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use selon_model::reading::Precision;

    use super::*;
    use crate::item::tests::{event, place};

    fn of(precision: Option<Precision>, lat: f64, lon: f64, blur: Option<f64>) -> Value {
        let event = event(Some("2024-05-07"), Some(place("Valmont", precision, lat, lon)));
        feature(&Item::new(event, Vec::new(), blur))
    }

    /// The rules of RFC 7946 on geometries.
    fn check(geometry: &Value) {
        let position = |p: &Value| {
            let (lon, lat) = (p[0].as_f64().unwrap(), p[1].as_f64().unwrap());
            assert!((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat), "{p}");
            (lon, lat)
        };
        let polygon = |rings: &Value| {
            for ring in rings.as_array().unwrap() {
                let ring = ring.as_array().unwrap();
                assert!(ring.len() >= 4, "{ring:?}");
                assert_eq!(ring.first(), ring.last());
                let points: Vec<(f64, f64)> = ring.iter().map(position).collect();
                let turned: f64 =
                    points.windows(2).map(|w| w[0].0 * w[1].1 - w[1].0 * w[0].1).sum();
                assert!(turned > 0.0, "clockwise: {points:?}");
            }
        };
        let coordinates = &geometry["coordinates"];
        match geometry["type"].as_str() {
            None => assert!(geometry.is_null()),
            Some("Point") => {
                position(coordinates);
            }
            Some("Polygon") => polygon(coordinates),
            Some("MultiPolygon") => coordinates.as_array().unwrap().iter().for_each(polygon),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn geometries() {
        let kind = |value: &Value| value["geometry"]["type"].as_str().map(str::to_owned);
        let locality = Some(Precision::Locality);
        let point = of(locality, 36.206_789_1, 36.519, None);
        assert_eq!(point["geometry"]["coordinates"], json!([36.519, 36.20679]));
        for (feature, expected) in [
            (point, Some("Point")),
            (of(locality, 36.2, 36.5, Some(25.0)), Some("Polygon")),
            (of(Some(Precision::Province), 36.2, 36.5, None), Some("Polygon")),
            (of(Some(Precision::District), -17.0, 179.9, None), Some("MultiPolygon")),
            (of(Some(Precision::District), 65.0, -179.99, None), Some("MultiPolygon")),
            (of(Some(Precision::Province), 89.5, 10.0, None), None),
            (of(Some(Precision::Country), 36.2, 36.5, None), None),
        ] {
            check(&feature["geometry"]);
            if expected.is_some() {
                assert_eq!(kind(&feature).as_deref(), expected, "{feature}");
            }
        }
        let nowhere = feature(&Item::new(event(None, None), Vec::new(), None));
        assert!(nowhere["geometry"].is_null());
        assert_eq!(nowhere["properties"]["geometry_note"], "no place is told");
        assert!(nowhere["properties"]["killed_best"].is_null());
    }
}
