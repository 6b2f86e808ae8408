//! Days as numbers, and the days that an EDTF value may mean.

use jiff::civil::{Date, date};

/// A day, counted from 1970-01-01.
pub type Day = i32;

/// The days that a date may mean: from the first to the last; open where none is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first day; none if open.
    pub from: Option<Day>,
    /// The last day; none if open.
    pub to: Option<Day>,
}

impl Days {
    /// One day.
    pub fn one(day: Day) -> Days {
        Days { from: Some(day), to: Some(day) }
    }

    /// How many days there are, if both ends are told.
    pub fn len(self) -> Option<i32> {
        Some(self.to? - self.from? + 1)
    }

    /// Whether neither end is told.
    pub fn is_empty(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// How many days lie between the two; 0 if they share a day.
    pub fn gap(self, other: Days) -> i32 {
        let after = |a: Days, b: Days| match (a.from, b.to) {
            (Some(from), Some(to)) if from > to => from - to,
            _ => 0,
        };
        after(self, other).max(after(other, self))
    }

    /// Whether all days of `other` are among these.
    pub fn contain(self, other: Days) -> bool {
        let from = match (self.from, other.from) {
            (None, _) => true,
            (Some(a), Some(b)) => a <= b,
            _ => false,
        };
        let to = match (self.to, other.to) {
            (None, _) => true,
            (Some(a), Some(b)) => a >= b,
            _ => false,
        };
        from && to
    }
}

/// The number of a day `YYYY-MM-DD`; what stands after it (an hour) is left out.
pub fn day(text: &str) -> Option<Day> {
    let date: Date = text.get(..10)?.parse().ok()?;
    Some(number_of(date))
}

/// A day as `YYYY-MM-DD`.
pub fn written(day: Day) -> String {
    date_of(day).map_or_else(String::new, |d| d.to_string())
}

/// The day of a number; none beyond the years that there are.
pub(crate) fn date_of(day: Day) -> Option<Date> {
    let days = jiff::Span::new().try_days(day).ok()?;
    date(1970, 1, 1).checked_add(days).ok()
}

/// The number of a day.
pub(crate) fn number_of(day: Date) -> Day {
    date(1970, 1, 1).until(day).map_or(0, |span| span.get_days())
}

/// The days that an EDTF value (levels 0 to 2) may mean; none if it tells no year.
pub fn days(edtf: &str) -> Option<Days> {
    let value: String = edtf.chars().filter(|c| !matches!(c, '~' | '?' | '%')).collect();
    if let Some((from, to)) = value.split_once('/') {
        let end = |text: &str| if matches!(text, "" | "..") { None } else { single(text) };
        let days = Days { from: end(from).and_then(|d| d.from), to: end(to).and_then(|d| d.to) };
        return (!days.is_empty()).then_some(days);
    }
    single(&value)
}

fn single(value: &str) -> Option<Days> {
    let mut parts = value.splitn(3, '-');
    let year = parts.next()?;
    if year.len() != 4 || year.starts_with('X') {
        return None;
    }
    let (low, high): (i16, i16) =
        (year.replace('X', "0").parse().ok()?, year.replace('X', "9").parse().ok()?);
    let month: Option<i8> = parts.next().and_then(|m| m.parse().ok());
    let day: Option<i8> = parts.next().and_then(|d| d.parse().ok());
    // Seasons are numbered 21 to 24, spring first.
    let (first, last) = match month {
        None => (1, 12),
        Some(m @ 1..=12) => (m, m),
        Some(21) => (3, 5),
        Some(22) => (6, 8),
        Some(23) => (9, 11),
        Some(24) => (1, 12),
        Some(_) => return None,
    };
    let from = Date::new(low, first, day.unwrap_or(1)).ok()?;
    let to = match day {
        Some(day) => Date::new(high, last, day).ok()?,
        None => Date::new(high, last, 1).ok()?.last_of_month(),
    };
    Some(Days { from: Some(number_of(from)), to: Some(number_of(to)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_the_days_they_mean() {
        let ends = |edtf: &str| {
            let days = days(edtf)?;
            Some((days.from.map(written), days.to.map(written)))
        };
        let some = |a: &str, b: &str| Some((Some(a.to_owned()), Some(b.to_owned())));
        assert_eq!(ends("2025-10-22"), some("2025-10-22", "2025-10-22"));
        assert_eq!(ends("2024-02"), some("2024-02-01", "2024-02-29"));
        assert_eq!(ends("199X"), some("1990-01-01", "1999-12-31"));
        assert_eq!(ends("2024-07-17~"), some("2024-07-17", "2024-07-17"));
        assert_eq!(ends("2024-05-03/2024-05-05"), some("2024-05-03", "2024-05-05"));
        assert_eq!(ends("2012/.."), Some((Some("2012-01-01".into()), None)));
        assert_eq!(ends("XXXX-05-12"), None);
        assert_eq!(ends("2024-13"), None);
        assert_eq!(ends(""), None);
    }

    #[test]
    fn gaps() {
        let [a, b] = ["2025-10-22", "2025-10-25"].map(|d| days(d).unwrap());
        assert_eq!((a.gap(b), b.gap(a), a.gap(a)), (3, 3, 0));
        let month = days("2025-10").unwrap();
        assert_eq!(month.gap(a), 0);
        assert!(month.contain(a) && !a.contain(month));
        let open = days("2025-10-24/..").unwrap();
        assert_eq!((open.gap(a), open.gap(b)), (2, 0));
    }
}
