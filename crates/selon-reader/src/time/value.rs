//! Days, months, years and what lies between them, written as EDTF level 0 and 1.

use std::fmt;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// A time of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Day(Date),
    Month(i16, i8),
    Year(i16),
    /// The year and the number of the season in EDTF: 21 spring to 24 winter.
    Season(i16, i8),
    /// The first year.
    Decade(i16),
    /// The first year.
    Century(i16),
    /// From one to the other; open where there is none.
    Interval(Option<Box<Value>>, Option<Box<Value>>),
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The unit of this name in the tables; none for units shorter than an hour.
    pub fn named(name: &str) -> Option<Unit> {
        Some(match name {
            "hour" => Unit::Hour,
            "day" | "night" => Unit::Day,
            "week" => Unit::Week,
            "fortnight" => Unit::Fortnight,
            "weekend" => Unit::Weekend,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        })
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Value::Day(d) => write!(f, "{:04}-{:02}-{:02}", d.year(), d.month(), d.day()),
            Value::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Value::Year(y) => write!(f, "{y:04}"),
            Value::Season(y, s) => write!(f, "{y:04}-{s:02}"),
            Value::Decade(y) => write!(f, "{:03}X", y / 10),
            Value::Century(y) => write!(f, "{:02}XX", y / 100),
            Value::Interval(from, to) => {
                for (sign, end) in [("", from), ("/", to)] {
                    match end {
                        Some(end) => write!(f, "{sign}{end}")?,
                        None => write!(f, "{sign}..")?,
                    }
                }
                Ok(())
            }
        }
    }
}

impl Value {
    /// From one to the other, in this order; the one if they are the same.
    pub fn between(from: Value, to: Value) -> Value {
        if from == to { from } else { Value::Interval(Some(Box::new(from)), Some(Box::new(to))) }
    }

    /// From it on.
    pub fn since(self) -> Value {
        Value::Interval(Some(Box::new(self)), None)
    }

    /// Until it.
    pub fn until(self) -> Value {
        Value::Interval(None, Some(Box::new(self)))
    }

    /// The year that it lies in, if it is one.
    pub fn year(&self) -> Option<i16> {
        match self {
            Value::Day(d) => Some(d.year()),
            Value::Month(y, _) | Value::Year(y) | Value::Season(y, _) => Some(*y),
            Value::Interval(_, Some(end)) => end.year(),
            _ => None,
        }
    }

    /// The month that it lies in, if it is one.
    pub fn month(&self) -> Option<(i16, i8)> {
        match self {
            Value::Day(d) => Some((d.year(), d.month())),
            Value::Month(y, m) => Some((*y, *m)),
            _ => None,
        }
    }

    /// The day, if it is one; of an interval, its last.
    pub fn day(&self) -> Option<Date> {
        match self {
            Value::Day(d) => Some(*d),
            Value::Interval(Some(_), Some(end)) => end.day(),
            _ => None,
        }
    }
}

/// The day so many units away, told as exactly as the unit tells: *three months ago*
/// is a month.
pub(super) fn away(from: &Value, count: i64, unit: Unit) -> Option<Value> {
    let days = |n: i64| {
        let span = Span::new().try_days(n).ok()?;
        Some(Value::Day(from.day()?.checked_add(span).ok()?))
    };
    match unit {
        // The hours of a day are not known, but whole days are.
        Unit::Hour => days(count / 24),
        Unit::Day => days(count),
        Unit::Week | Unit::Weekend => days(count.checked_mul(7)?),
        Unit::Fortnight => days(count.checked_mul(14)?),
        Unit::Month => {
            let (y, m) = from.month()?;
            months(y, m, count)
        }
        Unit::Quarter => {
            let (y, m) = from.month()?;
            months(y, m, count.checked_mul(3)?)
        }
        Unit::Year => Some(Value::Year(year(i64::from(from.year()?).checked_add(count)?)?)),
        Unit::Decade => {
            let years = count.checked_mul(10)?;
            Some(Value::Year(year(i64::from(from.year()?).checked_add(years)?)?))
        }
        Unit::Century => {
            let years = count.checked_mul(100)?;
            Some(Value::Year(year(i64::from(from.year()?).checked_add(years)?)?))
        }
    }
}

/// The month so many months from this one.
pub(super) fn months(y: i16, m: i8, count: i64) -> Option<Value> {
    let all = (i64::from(y) * 12 + i64::from(m) - 1).checked_add(count)?;
    Some(Value::Month(year(all.div_euclid(12))?, all.rem_euclid(12) as i8 + 1))
}

fn year(y: i64) -> Option<i16> {
    i16::try_from(y).ok().filter(|y| (1..=9999).contains(y))
}

/// The unit in which this day lies, moved by so many; a week begins on Monday.
pub(super) fn unit_of(day: Date, unit: Unit, moved: i64) -> Option<Value> {
    let at = Value::Day(day);
    match unit {
        Unit::Hour => None,
        Unit::Day => away(&at, moved, Unit::Day),
        Unit::Week | Unit::Fortnight => {
            let monday = day.checked_sub(i64::from(days_since_monday(day)).days()).ok()?;
            let monday =
                monday.checked_add(Span::new().try_days(moved.checked_mul(7)?).ok()?).ok()?;
            Some(Value::between(Value::Day(monday), Value::Day(monday.checked_add(6.days()).ok()?)))
        }
        Unit::Weekend => {
            let saturday = latest(day, Weekday::Saturday)?;
            let saturday =
                saturday.checked_add(Span::new().try_days(moved.checked_mul(7)?).ok()?).ok()?;
            Some(Value::between(
                Value::Day(saturday),
                Value::Day(saturday.checked_add(1.days()).ok()?),
            ))
        }
        Unit::Month => months(day.year(), day.month(), moved),
        Unit::Quarter => {
            let first = (day.month() - 1) / 3 * 3 + 1;
            let from = months(day.year(), first, moved.checked_mul(3)?)?;
            let (y, m) = from.month()?;
            Some(Value::between(from, months(y, m, 2)?))
        }
        Unit::Year => away(&at, moved, Unit::Year),
        Unit::Decade => {
            let first = i64::from(day.year() / 10 * 10);
            Some(Value::Decade(year(first.checked_add(moved.checked_mul(10)?)?)?))
        }
        Unit::Century => {
            let first = i64::from(day.year() / 100 * 100);
            Some(Value::Century(year(first.checked_add(moved.checked_mul(100)?)?)?))
        }
    }
}

fn days_since_monday(day: Date) -> i8 {
    day.weekday().to_monday_zero_offset()
}

/// The latest day of this name on or before the day.
pub(super) fn latest(day: Date, weekday: Weekday) -> Option<Date> {
    let back = i64::from(day.weekday().since(weekday));
    day.checked_sub(back.days()).ok()
}

/// Easter Sunday of the western churches (Butcher's algorithm).
pub(super) fn easter(y: i16) -> Option<Date> {
    let y = i32::from(y);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let all = h + l - 7 * m + 114;
    Date::new(y as i16, (all / 31) as i8, (all % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn written_as_edtf() {
        let day = Value::Day(date(2016, 12, 7));
        for (value, expected) in [
            (day.clone(), "2016-12-07"),
            (Value::Month(2016, 3), "2016-03"),
            (Value::Season(2011, 22), "2011-22"),
            (Value::Decade(1990), "199X"),
            (Value::Century(1900), "19XX"),
            (Value::Year(2007).since(), "2007/.."),
            (Value::Year(2007).until(), "../2007"),
            (Value::between(Value::Year(2011), Value::Year(2014)), "2011/2014"),
        ] {
            assert_eq!(value.to_string(), expected);
        }
    }

    #[test]
    fn weeks_and_easter() {
        let wednesday = date(2016, 9, 14);
        let week = |moved| unit_of(wednesday, Unit::Week, moved).map(|v| v.to_string());
        assert_eq!(week(0).as_deref(), Some("2016-09-12/2016-09-18"));
        assert_eq!(week(-1).as_deref(), Some("2016-09-05/2016-09-11"));
        assert_eq!(latest(wednesday, Weekday::Wednesday), Some(wednesday));
        assert_eq!(latest(wednesday, Weekday::Thursday), Some(date(2016, 9, 8)));
        assert_eq!(easter(2016), Some(date(2016, 3, 27)));
        assert_eq!(easter(2024), Some(date(2024, 3, 31)));
        assert_eq!(away(&Value::Day(wednesday), i64::MAX, Unit::Year), None);
    }
}
