//! The Hijri calendar by its tables (30 years with 11 leap years). Months begin with the
//! sight of the moon, so that a day by the tables may be one off.

use jiff::ToSpan;
use jiff::civil::Date;

use super::value::Value;

/// The first day of the first year: 16 July 622 of the Julian calendar, in ours.
const FIRST: (i16, i8, i8) = (622, 7, 19);

/// A day of the Hijri calendar in ours; none if there is no such month or day.
fn day(year: i64, month: i8, day: i8) -> Option<Date> {
    if !(1..=3000).contains(&year) || !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    // Of 30 and 29 days in turn; the last has 30 in a leap year.
    let leap = (11 * year + 14) % 30 < 11;
    let length = if month % 2 == 1 || (month == 12 && leap) { 30 } else { 29 };
    if day > length {
        return None;
    }
    let months = i64::from(month - 1);
    let days = (year - 1) * 354 + (3 + 11 * year) / 30 + (59 * months + 1) / 2;
    let (y, m, d) = FIRST;
    Date::new(y, m, d).ok()?.checked_add((days + i64::from(day) - 1).days()).ok()
}

/// A month, or a day of it: within a day or so.
pub(super) fn value(year: i64, month: i8, of_month: Option<i8>) -> Option<Value> {
    let about = |day: Date| Value::About(Box::new(Value::Day(day)));
    match of_month {
        Some(of_month) => Some(about(day(year, month, of_month)?)),
        None => {
            let (next, after) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            let (from, to) = (day(year, month, 1)?, day(next, after, 1)?.yesterday().ok()?);
            Some(Value::between(about(from), about(to)))
        }
    }
}

/// The Hijri year that a day of ours lies in.
pub(super) fn year_of(date: Date) -> i64 {
    let mut year = (i64::from(date.year()) - 622) * 33 / 32 - 1;
    while day(year + 1, 1, 1).is_some_and(|first| first <= date) {
        year += 1;
    }
    year
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_and_years() {
        assert_eq!(day(1445, 9, 1), Some(date(2024, 3, 11)));
        assert_eq!(day(1444, 1, 1), Some(date(2022, 7, 30)));
        assert_eq!(day(1, 1, 1), Some(date(622, 7, 19)));
        assert_eq!(day(1445, 13, 1), None);
        assert_eq!(day(1445, 2, 29), Some(date(2023, 9, 15)));
        assert_eq!(day(1445, 2, 30), None);
        // The last month is as long as the next year is late.
        for year in 1400..1460 {
            let next = day(year + 1, 1, 1);
            let last = day(year, 12, 30).or(day(year, 12, 29));
            assert_eq!(last.and_then(|l| l.tomorrow().ok()), next, "{year}");
        }
        assert_eq!(year_of(date(2024, 3, 11)), 1445);
        assert_eq!(year_of(date(2022, 7, 29)), 1443);
        let ramadan = value(1445, 9, None).map(|v| v.to_string());
        assert_eq!(ramadan.as_deref(), Some("2024-03-11~/2024-04-09~"));
    }
}
