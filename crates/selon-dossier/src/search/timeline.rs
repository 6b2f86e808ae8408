//! How many events there are in each day, week, month or year.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::{Date, Weekday};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::filter::{Filter, Wanted};
use crate::day::{Day, date_of, number_of, written};
use crate::store::Result;

/// How long a bar of a time line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A day.
    Day,
    /// A week, from Monday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// A stretch of a time line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Its first day, `YYYY-MM-DD`.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// How many events happened in it.
    pub events: u64,
    /// How many of them are in dispute.
    pub disagreeing: u64,
}

/// Events over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// How long each bar is.
    pub step: Step,
    /// The bars that have events, by time.
    pub bars: Vec<Bar>,
    /// How many events are not told to have happened within one bar: *in 2024* on a time line
    /// of months.
    pub wider: u64,
    /// How many have no day at all.
    pub without_day: u64,
}

/// Where the step is not told, it is the shortest with no more bars than this from the first
/// day to the last.
const BARS: i32 = 120;

/// Counts the events that a filter lets through, whatever its limit.
pub(crate) fn timeline(c: &Connection, filter: &Filter, step: Option<Step>) -> Result<Timeline> {
    let mut days: HashMap<(Day, Day), (u64, u64)> = HashMap::new();
    let mut without_day = 0;
    if let Some(wanted) = Wanted::of(filter) {
        let sql = format!("SELECT from_day, to_day, disagreeing FROM event WHERE {}", wanted.sql());
        let mut statement = c.prepare_cached(&sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(wanted.values))?;
        while let Some(row) = rows.next()? {
            let (Some(from), Some(to)) = (row.get(0)?, row.get(1)?) else {
                without_day += 1;
                continue;
            };
            let counted = days.entry((from, to)).or_default();
            counted.0 += 1;
            counted.1 += u64::from(row.get::<_, bool>(2)?);
        }
    }
    let step = step.unwrap_or_else(|| {
        let first = days.keys().map(|d| d.0).min().unwrap_or_default();
        let last = days.keys().map(|d| d.0).max().unwrap_or_default();
        match (last - first) / BARS {
            0 => Step::Day,
            1..7 => Step::Week,
            7..30 => Step::Month,
            _ => Step::Year,
        }
    });
    let mut wider = 0;
    let mut bars: BTreeMap<Day, (u64, u64)> = BTreeMap::new();
    for ((from, to), (events, disagreeing)) in days {
        let (Some(first), Some(last)) = (step.first(from), step.first(to)) else { continue };
        if first != last {
            wider += events;
            continue;
        }
        let bar = bars.entry(first).or_default();
        *bar = (bar.0 + events, bar.1 + disagreeing);
    }
    let bars = bars
        .into_iter()
        .map(|(first, (events, disagreeing))| {
            let (from, to) = (written(first), written(step.last(first)));
            Bar { from, to, events, disagreeing }
        })
        .collect();
    Ok(Timeline { step, bars, wider, without_day })
}

impl Step {
    /// The first day of the bar that has this day.
    fn first(self, day: Day) -> Option<Day> {
        let date = date_of(day)?;
        let first = match self {
            Step::Day => return Some(day),
            Step::Week => {
                return Some(day - i32::from(date.weekday().since(Weekday::Monday)));
            }
            Step::Month => date.first_of_month(),
            Step::Year => date.first_of_year(),
        };
        Some(number_of(first))
    }

    /// The last day of the bar that begins on this day.
    fn last(self, first: Day) -> Day {
        let end = |end: fn(Date) -> Date| date_of(first).map_or(first, |d| number_of(end(d)));
        match self {
            Step::Day => first,
            Step::Week => first + 6,
            Step::Month => end(Date::last_of_month),
            Step::Year => end(Date::last_of_year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::day;

    #[test]
    fn bars_that_days_are_in() {
        let of = |step: Step, text: &str| {
            let first = step.first(day(text).unwrap()).unwrap();
            (written(first), written(step.last(first)))
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        // 2025-10-22 was a Wednesday.
        assert_eq!(of(Step::Week, "2025-10-22"), pair("2025-10-20", "2025-10-26"));
        assert_eq!(of(Step::Week, "1969-12-28"), pair("1969-12-22", "1969-12-28"));
        assert_eq!(of(Step::Month, "2024-02-10"), pair("2024-02-01", "2024-02-29"));
        assert_eq!(of(Step::Year, "2024-02-10"), pair("2024-01-01", "2024-12-31"));
        assert_eq!(of(Step::Day, "2024-02-10"), pair("2024-02-10", "2024-02-10"));
    }
}
