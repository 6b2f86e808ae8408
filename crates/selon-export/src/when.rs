//! When an event is said to have happened, as days.

use selon_dossier::EventView;
use selon_dossier::day::{Day, days, written};

/// From a day to a day, both told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Whether the date is told roughly.
    pub about: bool,
}

impl When {
    /// How many days.
    pub fn len(self) -> i32 {
        self.to - self.from + 1
    }

    /// The day in the middle; of an even number of days the earlier.
    pub fn middle(self) -> String {
        written(self.from + (self.len() - 1) / 2)
    }

    /// The first day.
    pub fn start(self) -> String {
        written(self.from)
    }

    /// The last day.
    pub fn end(self) -> String {
        written(self.to)
    }

    /// The year, if all days lie in one.
    pub fn year(self) -> Option<String> {
        let year = |day: String| day.get(..4).map(str::to_owned);
        let (first, last) = (year(self.start())?, year(self.end())?);
        (first == last).then_some(first)
    }
}

/// The days that the date of an event may mean; none if an end is open or none is told.
pub fn when(event: &EventView) -> Option<When> {
    let date = event.date.as_deref()?;
    let days = days(date)?;
    let (from, to) = (days.from?, days.to?);
    let about = date.contains(['~', '?', '%']);
    (from <= to).then_some(When { from, to, about })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_dates() {
        let of = |date: &str| {
            let event = crate::item::tests::event(Some(date), None);
            when(&event).map(|w| (w.start(), w.end(), w.middle(), w.year(), w.about))
        };
        let s = str::to_owned;
        assert_eq!(
            of("2024-02"),
            Some((s("2024-02-01"), s("2024-02-29"), s("2024-02-15"), Some(s("2024")), false))
        );
        assert_eq!(
            of("2023-12-31/2024-01-02"),
            Some((s("2023-12-31"), s("2024-01-02"), s("2024-01-01"), None, false))
        );
        assert!(of("2024-07-17~").is_some_and(|w| w.4));
        assert_eq!(of("2007/.."), None);
        assert_eq!(of("XXXX-05"), None);
    }
}
