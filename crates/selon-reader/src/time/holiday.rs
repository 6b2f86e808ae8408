//! The days of feasts, as the tables write them:
//!
//! | in the table | is |
//! |---|---|
//! | `12-25` | this month and day |
//! | `easter-2`, `orthodox+1` | so many days from Easter of the western or eastern churches |
//! | `nth:11-4-4+1` | in November the fourth Thursday (Monday is 1), and a day more |
//! | `last:5-1` | the last Monday of May |

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The day of a feast in a year.
pub(super) fn day(feast: &str, year: i16) -> Option<Date> {
    let days = |text: &str| Some(text.parse::<i64>().ok()?.days());
    if let Some(moved) = feast.strip_prefix("easter") {
        return easter(year)?.checked_add(days(moved)?).ok();
    }
    if let Some(moved) = feast.strip_prefix("orthodox") {
        return eastern_easter(year)?.checked_add(days(moved)?).ok();
    }
    if let Some(rule) = feast.strip_prefix("nth:") {
        let (rule, moved) = rule.split_once('+').unwrap_or((rule, "0"));
        let [month, nth, weekday] = numbers(rule)?;
        let day = Date::new(year, month, 1).ok()?;
        let day = day.nth_weekday_of_month(nth, of_week(weekday)?).ok()?;
        return day.checked_add(days(moved)?).ok();
    }
    if let Some(rule) = feast.strip_prefix("last:") {
        let (month, weekday) = rule.split_once('-')?;
        let day = Date::new(year, month.parse().ok()?, 1).ok()?;
        return day.nth_weekday_of_month(-1, of_week(weekday.parse().ok()?)?).ok();
    }
    let (month, day) = feast.split_once('-')?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

fn numbers(text: &str) -> Option<[i8; 3]> {
    let mut parts = text.split('-').map(|p| p.parse().ok());
    Some([parts.next()??, parts.next()??, parts.next()??])
}

fn of_week(n: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(n).ok()
}

/// Easter Sunday of the western churches (Butcher's algorithm).
fn easter(y: i16) -> Option<Date> {
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

/// Easter Sunday of the eastern churches (Meeus), in our calendar.
fn eastern_easter(y: i16) -> Option<Date> {
    let y = i32::from(y);
    let (a, b, c) = (y % 4, y % 7, y % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let all = d + e + 114;
    let julian = Date::new(y as i16, (all / 31) as i8, (all % 31 + 1) as i8).ok()?;
    // How far the Julian calendar is behind.
    let behind = i64::from(y / 100 - y / 400 - 2);
    julian.checked_add(behind.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_of_feasts() {
        for (feast, year, expected) in [
            ("12-25", 2016, date(2016, 12, 25)),
            ("easter+0", 2016, date(2016, 3, 27)),
            ("easter+1", 2024, date(2024, 4, 1)),
            ("orthodox+0", 2021, date(2021, 5, 2)),
            ("orthodox+0", 2024, date(2024, 5, 5)),
            ("nth:11-4-4", 2023, date(2023, 11, 23)),
            ("nth:11-4-4+1", 2010, date(2010, 11, 26)),
            ("last:5-1", 2021, date(2021, 5, 31)),
        ] {
            assert_eq!(day(feast, year), Some(expected), "{feast} {year}");
        }
        for unknown in ["", "13-40", "nth:1-9-1", "easter", "hijri:9-1"] {
            assert_eq!(day(unknown, 2020), None, "{unknown}");
        }
    }
}
