//! Coordinates made coarse.

use selon_dossier::EventView;
use selon_model::reading::{PlaceCandidate, Reading};

/// Kilometres of a degree of latitude.
const DEGREE: f64 = 111.32;

/// Sets all coordinates of an event to the middle of a cell `km` high and about as wide.
/// Names and words stay.
pub fn blur(event: &mut EventView, km: f64) {
    let places = [&mut event.place, &mut event.summary.place].into_iter().flatten();
    for place in places {
        coarsen(&mut place.lat, &mut place.lon, km);
    }
    for place in event.claims.iter_mut().filter_map(|c| c.place.as_mut()) {
        coarsen(&mut place.lat, &mut place.lon, km);
        others(&mut place.candidates, km);
    }
}

/// [`blur`] for the places of a reading.
pub fn blur_reading(reading: &mut Reading, km: f64) {
    for place in reading.events.iter_mut().filter_map(|e| e.place.as_mut()) {
        coarsen(&mut place.lat, &mut place.lon, km);
        others(&mut place.candidates, km);
    }
    for place in &mut reading.places {
        coarsen(&mut place.lat, &mut place.lon, km);
        others(&mut place.candidates, km);
    }
}

/// What else a name may mean is as exact.
fn others(candidates: &mut [PlaceCandidate], km: f64) {
    for candidate in candidates {
        (candidate.lat, candidate.lon) = cell(candidate.lat, candidate.lon, km);
    }
}

fn coarsen(lat: &mut Option<f64>, lon: &mut Option<f64>, km: f64) {
    if let (Some(at), Some(on)) = (*lat, *lon) {
        let (at, on) = cell(at, on, km);
        (*lat, *lon) = (Some(at), Some(on));
    }
}

/// The middle of the cell that a point lies in. Rows of cells are counted from the equator,
/// cells of a row from Greenwich, so that a point is always in the same.
fn cell(lat: f64, lon: f64, km: f64) -> (f64, f64) {
    let middle = |value: f64, step: f64| ((value / step).floor() + 0.5) * step;
    let step = (km / DEGREE).min(180.0);
    let lat = middle(lat, step).clamp(-90.0, 90.0);
    let wide = (step / lat.to_radians().cos().max(0.01)).min(360.0);
    let lon = middle(lon, wide).clamp(-180.0, 180.0);
    let round = |value: f64| (value * 1000.0).round() / 1000.0;
    (round(lat), round(lon))
}

#[cfg(test)]
mod tests {
    use selon_gazetteer::distance_km;

    use super::*;

    #[test]
    fn a_point_stays_near_and_neighbours_share_a_cell() {
        for (lat, lon) in [(36.2, 37.16), (-12.3, -17.55), (69.6, 18.9), (0.0, 179.99)] {
            let blurred = cell(lat, lon, 25.0);
            assert_ne!(blurred, (lat, lon));
            assert!(distance_km(blurred, (lat, lon)) < 19.0, "{lat} {lon} {blurred:?}");
            assert_eq!(cell(blurred.0, blurred.1, 25.0), blurred);
        }
        assert_eq!(cell(36.2, 37.16, 25.0), cell(36.201, 37.161, 25.0));
        let (lat, lon) = cell(89.999, 179.0, 30_000.0);
        assert!(lat.abs() <= 90.0 && lon.abs() <= 180.0);
    }
}
