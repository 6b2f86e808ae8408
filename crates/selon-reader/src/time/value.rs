//! Days, months, years and what lies between them, written as EDTF level 0 to 2.

use std::fmt;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use selon_model::reading::Granularity;

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
    /// The day and month of a year that is not known.
    DayOf(i8, i8),
    /// The day of a month that is not known.
    DayAlone(i8),
    /// The month of a year that is not known.
    MonthOf(i8),
    /// The season of a year that is not known.
    SeasonOf(i8),
    /// One of two, in order: *05/03/2021*, where either number may be the month.
    OneOf(Box<Value>, Box<Value>),
    /// Known within a day or two: a calendar that goes by what is seen of the moon.
    About(Box<Value>),
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
            Value::DayOf(m, d) => write!(f, "XXXX-{m:02}-{d:02}"),
            Value::DayAlone(d) => write!(f, "XXXX-XX-{d:02}"),
            Value::MonthOf(m) => write!(f, "XXXX-{m:02}"),
            Value::SeasonOf(s) => write!(f, "XXXX-{s:02}"),
            Value::About(value) => write!(f, "{value}~"),
            Value::OneOf(first, second) => write!(f, "[{first},{second}]"),
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
    /// Either day, the earlier one first; the one if they are the same.
    pub fn one_of(a: Value, b: Value) -> Value {
        if a == b {
            return a;
        }
        let key = |v: &Value| match v {
            Value::DayOf(m, d) => (0, *m, *d),
            other => other.day().map_or((0, 0, 0), |d| (d.year(), d.month(), d.day())),
        };
        let (first, second) = if key(&b) < key(&a) { (b, a) } else { (a, b) };
        Value::OneOf(Box::new(first), Box::new(second))
    }

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

    /// Until what lies before it, if that can be told.
    pub fn before(&self) -> Option<Value> {
        let (first, _) = self.ends()?;
        Some(first.beside(-1)?.until())
    }

    /// From what lies behind it on, if that can be told.
    pub fn after(&self) -> Option<Value> {
        let (_, last) = self.ends()?;
        Some(last.beside(1)?.since())
    }

    /// From the beginning of one to the end of the other; none if it ends before it begins.
    pub fn from_to(from: &Value, to: &Value) -> Option<Value> {
        let ((first, _), (_, last)) = (from.days()?, to.days()?);
        let ((from, _), (_, to)) = (from.ends()?, to.ends()?);
        (first <= last).then(|| Value::between(from.clone(), to.clone()))
    }

    /// From one to the other; none if the other is known to end before the one begins.
    pub fn in_order(from: Value, to: Value) -> Option<Value> {
        let known = |v: &Value| {
            let open = matches!(v, Value::DayOf(..) | Value::DayAlone(_) | Value::MonthOf(_));
            v.days().filter(|_| !open)
        };
        let backwards = known(&from).zip(known(&to)).is_some_and(|(a, b)| b.1 < a.0);
        (!backwards).then(|| Value::between(from, to))
    }

    /// The month or year that this day lies in, if the other is one; else the day.
    pub fn as_exact_as(&self, other: &Value) -> Option<Value> {
        Some(match other {
            Value::Month(..) => {
                let (y, m) = self.month()?;
                Value::Month(y, m)
            }
            Value::Year(_) => Value::Year(self.year()?),
            _ => self.clone(),
        })
    }

    /// Its first and last day; of a year that is not known, those of one that is no leap
    /// year. None of seasons and of what is open.
    pub fn days(&self) -> Option<(Date, Date)> {
        let years = |from: i16, count: i16| {
            Some((
                Date::new(from, 1, 1).ok()?,
                Date::new(from.checked_add(count - 1)?, 12, 31).ok()?,
            ))
        };
        let month = |y, m| {
            let first = Date::new(y, m, 1).ok()?;
            Some((first, first.last_of_month()))
        };
        match self {
            Value::Day(d) => Some((*d, *d)),
            Value::DayOf(m, d) => Date::new(2001, *m, *d).ok().map(|d| (d, d)),
            Value::Month(y, m) => month(*y, *m),
            Value::MonthOf(m) => month(2001, *m),
            Value::Year(y) => years(*y, 1),
            Value::Decade(y) => years(*y, 10),
            Value::Century(y) => years(*y, 100),
            Value::About(value) => value.days(),
            Value::Interval(Some(from), Some(to)) => Some((from.days()?.0, to.days()?.1)),
            _ => None,
        }
    }

    /// The two ends of an interval; of anything else, itself.
    pub fn ends(&self) -> Option<(&Value, &Value)> {
        match self {
            Value::Interval(from, to) => Some((from.as_deref()?, to.as_deref()?)),
            value => Some((value, value)),
        }
    }

    /// The day, month, year, decade or century before or behind.
    pub fn beside(&self, moved: i64) -> Option<Value> {
        match self {
            Value::Day(_) => away(self, moved, Unit::Day),
            Value::Month(y, m) => months(*y, *m, moved),
            Value::Year(_) => away(self, moved, Unit::Year),
            Value::Decade(y) => Some(Value::Decade(year(i64::from(*y) + 10 * moved)?)),
            Value::Century(y) => Some(Value::Century(year(i64::from(*y) + 100 * moved)?)),
            // Any year tells, but not which day is before 1 March.
            Value::DayOf(m, d) => {
                let other = Date::new(2001, *m, *d).ok()?.checked_add(moved.days()).ok()?;
                let (month, day) = (other.month(), other.day());
                let leaps =
                    matches!(((*m, *d), (month, day)), ((2, 28), (3, _)) | ((3, 1), (2, _)));
                (other.year() == 2001 && !leaps).then_some(Value::DayOf(month, day))
            }
            Value::MonthOf(m) => {
                let month = m.checked_add(i8::try_from(moved).ok()?)?;
                (1..=12).contains(&month).then_some(Value::MonthOf(month))
            }
            _ => None,
        }
    }

    /// How exact it is.
    pub fn granularity(&self) -> Granularity {
        match self {
            Value::Day(_) | Value::DayOf(..) | Value::DayAlone(_) => Granularity::Day,
            Value::Month(..) | Value::MonthOf(_) => Granularity::Month,
            Value::Season(..) | Value::SeasonOf(_) => Granularity::Season,
            Value::Year(_) => Granularity::Year,
            Value::Decade(_) => Granularity::Decade,
            Value::Century(_) => Granularity::Century,
            Value::About(value) | Value::OneOf(value, _) => value.granularity(),
            Value::Interval(..) => Granularity::Interval,
        }
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
        let day = from.day()?.checked_add(span).ok()?;
        (day.year() >= 1).then_some(Value::Day(day))
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
        // No calendar tells where one begins.
        Unit::Hour | Unit::Fortnight => None,
        Unit::Day => away(&at, moved, Unit::Day),
        Unit::Week => {
            let monday = day.checked_sub(i64::from(days_since_monday(day)).days()).ok()?;
            let monday =
                monday.checked_add(Span::new().try_days(moved.checked_mul(7)?).ok()?).ok()?;
            if monday.year() < 1 {
                return None;
            }
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
            (Value::DayOf(5, 20), "XXXX-05-20"),
            (Value::DayAlone(20), "XXXX-XX-20"),
            (Value::MonthOf(5), "XXXX-05"),
            (Value::About(Box::new(day.clone())), "2016-12-07~"),
            (Value::one_of(day.clone(), Value::Day(date(2016, 7, 12))), "[2016-07-12,2016-12-07]"),
            (Value::one_of(Value::DayOf(7, 6), Value::DayOf(6, 7)), "[XXXX-06-07,XXXX-07-06]"),
        ] {
            assert_eq!(value.to_string(), expected);
        }
    }

    #[test]
    fn before_and_after() {
        let text = |value: Option<Value>| value.map(|v| v.to_string());
        let week = Value::between(Value::Day(date(2016, 2, 22)), Value::Day(date(2016, 2, 28)));
        for (value, before, after) in [
            (Value::Year(2016), Some("../2015"), Some("2017/..")),
            (Value::Month(2016, 1), Some("../2015-12"), Some("2016-02/..")),
            (Value::Day(date(2016, 3, 1)), Some("../2016-02-29"), Some("2016-03-02/..")),
            (week, Some("../2016-02-21"), Some("2016-02-29/..")),
            (Value::DayOf(5, 20), Some("../XXXX-05-19"), Some("XXXX-05-21/..")),
            (Value::DayOf(3, 1), None, Some("XXXX-03-02/..")),
            (Value::DayOf(2, 28), Some("../XXXX-02-27"), None),
            (Value::DayOf(12, 31), Some("../XXXX-12-30"), None),
            (Value::MonthOf(12), Some("../XXXX-11"), None),
            (Value::Year(2016).since(), None, None),
        ] {
            assert_eq!(text(value.before()).as_deref(), before, "before {value}");
            assert_eq!(text(value.after()).as_deref(), after, "after {value}");
        }
    }

    #[test]
    fn weeks() {
        let wednesday = date(2016, 9, 14);
        let week = |moved| unit_of(wednesday, Unit::Week, moved).map(|v| v.to_string());
        assert_eq!(week(0).as_deref(), Some("2016-09-12/2016-09-18"));
        assert_eq!(week(-1).as_deref(), Some("2016-09-05/2016-09-11"));
        assert_eq!(latest(wednesday, Weekday::Wednesday), Some(wednesday));
        assert_eq!(latest(wednesday, Weekday::Thursday), Some(date(2016, 9, 8)));
        assert_eq!(away(&Value::Day(wednesday), i64::MAX, Unit::Year), None);
    }
}
