//! Tolls as low, best and high.

use selon_dossier::EventView;
use selon_dossier::summary::Range;

/// A toll; what is not told is none, never zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Toll {
    /// The lowest.
    pub low: Option<u64>,
    /// The best: of an interval its lower end.
    pub best: Option<u64>,
    /// The highest.
    pub high: Option<u64>,
    /// The ids of the figures that it rests on.
    pub figures: Vec<String>,
}

/// Classes of people that nobody is in two of.
const APART: [&str; 3] = ["state", "nonstate", "civilian"];

/// How many were killed, injured …: the total that is told. Where none is, what is told of
/// soldiers, fighters and civilians together, which leaves the upper end open; else the
/// greatest number that is told of any.
pub fn toll(event: &EventView, what: &str) -> Toll {
    let ranges = || event.summary.tolls.iter().filter(|r| r.what == what);
    if let Some(total) = ranges().find(|r| r.class.is_none()) {
        return of(total);
    }
    let apart = |r: &&Range| r.class.as_deref().is_some_and(|c| APART.contains(&c));
    let mut sum = Toll::default();
    for part in ranges().filter(apart) {
        let add = |a: Option<u64>, b: Option<u64>| match (a, b) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (one, other) => one.or(other),
        };
        sum.low = add(sum.low, part.low);
        sum.best = add(sum.best, part.best_low);
        sum.figures.extend(part.figures.clone());
    }
    if sum.figures.is_empty()
        && let Some(most) = ranges().max_by_key(|r| r.best_low)
    {
        sum = Toll { high: None, ..of(most) };
    }
    sum
}

/// How many of a class.
pub fn toll_of(event: &EventView, what: &str, class: &str) -> Toll {
    let mut ranges = event.summary.tolls.iter();
    let found = ranges.find(|r| r.what == what && r.class.as_deref() == Some(class));
    found.map(of).unwrap_or_default()
}

fn of(range: &Range) -> Toll {
    Toll { low: range.low, best: range.best_low, high: range.high, figures: range.figures.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::tests::{event, range};

    #[test]
    fn totals_and_parts() {
        let mut event = event(None, None);
        assert_eq!(toll(&event, "killed"), Toll::default());
        event.summary.tolls = vec![
            range("killed", Some("state"), Some(2), Some(3), Some(3)),
            range("killed", Some("civilian"), None, Some(4), None),
            range("killed", Some("child"), Some(1), Some(1), Some(1)),
        ];
        let sum = toll(&event, "killed");
        assert_eq!((sum.low, sum.best, sum.high), (Some(2), Some(7), None));
        event.summary.tolls.push(range("killed", None, Some(6), Some(9), Some(9)));
        let total = toll(&event, "killed");
        assert_eq!((total.low, total.best, total.high), (Some(6), Some(9), Some(9)));
        assert_eq!(toll_of(&event, "killed", "child").best, Some(1));
        assert_eq!(toll_of(&event, "injured", "child"), Toll::default());
    }
}
