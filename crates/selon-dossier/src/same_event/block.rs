//! Where and when a telling may have happened, roughly: what it is compared with.

use selon_model::reading::{EventPlace, Precision};

use crate::day::{Days, day, days};
use crate::telling::Telling;

/// How long before its report an event without a date may have happened, in days.
const BACK: i32 = 10;

/// A time that is longer than this is a period, not a day.
pub(super) const PERIOD: i32 = 31;

/// Roughly where and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The days that it may have happened on, with both ends or none.
    pub days: Days,
    /// ISO 3166-1 alpha-2; that of most places of the report if it has none of its own.
    pub country: Option<String>,
    /// The square of half a degree, if the place is that exact: rows from the south pole,
    /// 720 squares a row from 180° west. Of a place that nothing is known of, nor its country,
    /// a negative number by how it is called.
    pub cell: Option<i64>,
}

impl Block {
    /// The block of a telling.
    pub fn of(telling: &Telling) -> Block {
        let place = telling.place.as_ref();
        let exact = place
            .filter(|p| matches!(p.precision, Some(Precision::Locality | Precision::District)));
        let country = place.and_then(|p| p.country.clone()).or_else(|| telling.context.clone());
        let cell = exact.and_then(|p| Some(cell(p.lat?, p.lon?)));
        let called = || place.filter(|p| country.is_none() && p.lat.is_none()).and_then(unknown);
        Block { days: window(telling), cell: cell.or_else(called), country }
    }

    /// The squares round that of the place, and it.
    pub fn cells(&self) -> Vec<i64> {
        let Some(cell) = self.cell else { return Vec::new() };
        if cell < 0 {
            return vec![cell];
        }
        let (row, column) = (cell.div_euclid(720), cell.rem_euclid(720));
        let mut cells: Vec<i64> = (-1..=1)
            .flat_map(|r| (-1..=1).map(move |c| (row + r) * 720 + (column + c).rem_euclid(720)))
            .collect();
        cells.sort_unstable();
        cells.dedup();
        cells
    }
}

fn cell(lat: f64, lon: f64) -> i64 {
    let row = ((lat + 90.0) * 2.0).floor().clamp(0.0, 359.0) as i64;
    let column = ((lon + 180.0) * 2.0).floor().clamp(0.0, 719.0) as i64;
    row * 720 + column
}

/// A negative number for a place that is known by its name alone.
fn unknown(place: &EventPlace) -> Option<i64> {
    let sound = super::place::sound(place);
    let number = sound.bytes().fold(0_i64, |n, b| (n * 31 + i64::from(b)) % (1 << 40));
    (sound.len() >= 3).then_some(-1 - number)
}

/// The days that a telling may have happened on: those it tells; else some before the
/// publication. An open end reaches to the publication, or a month.
fn window(telling: &Telling) -> Days {
    let published = telling.published.as_deref().and_then(day);
    match telling.date.as_deref().and_then(days) {
        Some(Days { from: Some(from), to: Some(to) }) => Days { from: Some(from), to: Some(to) },
        Some(Days { from: Some(from), to: None }) => {
            let to = published.filter(|&p| p >= from).unwrap_or(from + PERIOD);
            Days { from: Some(from), to: Some(to) }
        }
        Some(Days { from: None, to: Some(to) }) => Days { from: Some(to - PERIOD), to: Some(to) },
        _ => match published {
            Some(p) => Days { from: Some(p - BACK), to: Some(p) },
            None => Days::default(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_those_of_the_prio_grid() {
        assert_eq!(cell(-90.0, -180.0), 0);
        assert_eq!(cell(36.21, 36.52), 252 * 720 + 433);
        let block = Block { days: Days::default(), country: None, cell: Some(252 * 720) };
        // Round the antimeridian.
        assert!(block.cells().contains(&(252 * 720 + 719)));
        assert_eq!(block.cells().len(), 9);
    }
}
