//! A map: points and areas on the outlines of the world, in Web Mercator.

use std::f64::consts::PI;

use maud::{Markup, html};

use crate::listing::Spot;

/// The width and height of the world in `built/world.svg`.
const WORLD: f64 = 16384.0;

/// No map shows less of the world than this.
const LEAST: f64 = 160.0;

/// The poles are not shown: there they would be infinitely far.
const TOP: f64 = 900.0;
const BOTTOM: f64 = 15000.0;

/// How many times as wide as high.
const SHAPE: f64 = 1.6;

/// Where a point is on the map.
fn project(lat: f64, lon: f64) -> (f64, f64) {
    let x = (lon + 180.0) / 360.0 * WORLD;
    let lat = lat.clamp(-85.0, 85.0).to_radians();
    let y = WORLD / 2.0 - WORLD / (2.0 * PI) * (PI / 4.0 + lat / 2.0).tan().ln();
    (x, y)
}

/// How long so many km are on the map there.
fn length(km: f64, lat: f64) -> f64 {
    km / (40_075.0 * lat.clamp(-85.0, 85.0).to_radians().cos()) * WORLD
}

/// A number with one digit after the point: a tenth is less than is seen.
fn short(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    rounded.to_string()
}

/// Draws spots; `label` says what it shows.
pub fn map(spots: &[Spot], label: &str) -> Markup {
    let (x, y, width, height) = frame(spots);
    let dot = width / 110.0;
    let view = [x, y, width, height].map(short).join(",");
    html! {
        div class="drawn" {
            img alt="" src=(format!("/static/world.svg#svgView(viewBox({view}))"));
            svg viewBox=(view.replace(',', " ")) role="img" aria-label=(label) {
                @for spot in spots.iter().filter(|s| s.radius.is_some()) {
                    @let (x, y) = project(spot.lat, spot.lon);
                    circle class="area" cx=(short(x)) cy=(short(y))
                        r=(short(length(spot.radius.unwrap_or_default(), spot.lat))) {
                        title { (spot.title) }
                    }
                }
                @for spot in spots.iter().filter(|s| s.radius.is_none()) {
                    @let (x, y) = project(spot.lat, spot.lon);
                    circle class="point" cx=(short(x)) cy=(short(y)) r=(short(size(spot.events) * dot)) {
                        title { (spot.title) }
                    }
                }
            }
        }
    }
}

/// How large a point is that stands for so many events; one event is 1.
fn size(events: u64) -> f64 {
    1.0 + (events.max(1) as f64).log10()
}

/// What part of the world is shown: x, y, width, height.
fn frame(spots: &[Spot]) -> (f64, f64, f64, f64) {
    let mut edges: Option<[f64; 4]> = None;
    for spot in spots {
        let (x, y) = project(spot.lat, spot.lon);
        let r = spot.radius.map_or(0.0, |km| length(km, spot.lat));
        let [x0, y0, x1, y1] = edges.unwrap_or([x, y, x, y]);
        edges = Some([x0.min(x - r), y0.min(y - r), x1.max(x + r), y1.max(y + r)]);
    }
    let [x0, y0, x1, y1] = edges.unwrap_or([0.0, TOP, WORLD, BOTTOM]);
    let (middle_x, middle_y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
    let width = ((x1 - x0).max((y1 - y0) * SHAPE) * 1.3).clamp(LEAST, WORLD);
    let height = width / SHAPE;
    let x = (middle_x - width / 2.0).clamp(0.0, WORLD - width);
    let y = (middle_y - height / 2.0).clamp(TOP, BOTTOM - height);
    (x, y, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_the_world() {
        let close =
            |(x, y): (f64, f64), (a, b): (f64, f64)| (x - a).abs() < 0.5 && (y - b).abs() < 0.5;
        assert!(close(project(0.0, 0.0), (8192.0, 8192.0)));
        assert!(close(project(85.05113, 180.0), (16384.0, project(85.0, 0.0).1)));
        assert!((length(40_075.0, 0.0) - WORLD).abs() < 0.1);
    }

    #[test]
    fn a_frame_lies_within_the_world() {
        let spot = |lat, lon, radius| Spot {
            lat,
            lon,
            radius,
            events: 1,
            title: String::new(),
            href: None,
        };
        for spots in [
            vec![],
            vec![spot(36.2, 36.5, None)],
            vec![spot(89.0, 179.9, Some(400.0)), spot(-89.0, -179.9, None)],
        ] {
            let (x, y, width, height) = frame(&spots);
            assert!(x >= 0.0 && y >= 0.0 && x + width <= WORLD + 0.1 && y + height <= WORLD + 0.1);
            assert!(width >= LEAST && height > 0.0);
        }
    }
}
