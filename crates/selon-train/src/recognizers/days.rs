//! Days of EDTF values and of the values of the specification.

use jiff::Span;
use jiff::civil::{Date, date};

/// `2016-SU` as EDTF: `2016-22`; without a year as `XXXX-22`.
pub(super) fn season(timex: &str) -> Option<String> {
    let (year, name) = timex.split_once('-').unwrap_or(("XXXX", timex));
    let number = match name {
        "SP" => "21",
        "SU" => "22",
        "FA" => "23",
        "WI" => "24",
        _ => return None,
    };
    Some(format!("{year}-{number}"))
}

/// `2018-W22` as the days from its Monday to its Sunday.
pub(super) fn week(timex: &str) -> Option<String> {
    let (year, rest) = timex.split_once("-W")?;
    let (number, weekend) = match rest.split_once('-') {
        Some((number, "WE")) => (number, true),
        Some(_) => return None,
        None => (rest, false),
    };
    let fourth = day_number(&format!("{year}-01-04"))?;
    let monday = fourth - (fourth + 3).rem_euclid(7) + 7 * (number.parse::<i64>().ok()? - 1);
    let first = if weekend { monday + 5 } else { monday };
    Some(format!("{}/{}", written(first)?, written(monday + 6)?))
}

/// The first and the last day of an EDTF value, none where it is open, and the first day
/// of its last unit.
pub(super) fn days(value: &str) -> Option<(Option<i64>, Option<i64>, Option<i64>)> {
    let (from, to) = value.split_once('/').unwrap_or((value, value));
    let first = |part: &str| day_number(&part.replace("XX", "00").replace('X', "0")).or(unit(part));
    let last = |part: &str| -> Option<i64> {
        let begin = first(part)?;
        let year: i64 = part.replace('X', "0").get(..4)?.parse().ok()?;
        Some(match part.len() {
            10 => begin,
            7 => {
                let month: i64 = part.get(5..)?.parse().ok()?;
                let (y, m) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                day_number(&format!("{y:04}-{m:02}-01"))? - 1
            }
            _ => {
                let years = 10_i64.pow(part.matches('X').count() as u32);
                day_number(&format!("{:04}-01-01", year + years))? - 1
            }
        })
    };
    if value.starts_with("XXXX") || value.split('/').any(|p| p.len() == 7 && &p[5..] > "12") {
        return None;
    }
    let from = if from == ".." { None } else { Some(first(from)?) };
    let (end, begins) = if to == ".." { (None, None) } else { (Some(last(to)?), first(to)) };
    Some((from, end, begins))
}

/// The first day of a month, year, decade or century.
pub(super) fn unit(part: &str) -> Option<i64> {
    let part = part.replace('X', "0");
    match part.len() {
        4 => day_number(&format!("{part}-01-01")),
        7 => day_number(&format!("{part}-01")),
        _ => None,
    }
}

/// Days since 1970-01-01 of the beginning `YYYY-MM-DD` of a text.
pub(super) fn day_number(text: &str) -> Option<i64> {
    let day: Date = text.get(..10)?.parse().ok()?;
    let since = day.since(EPOCH).ok()?;
    Some(i64::from(since.get_days()))
}

/// The day as `YYYY-MM-DD`.
pub(super) fn written(days: i64) -> Option<String> {
    let since = Span::new().try_days(days).ok()?;
    Some(EPOCH.checked_add(since).ok()?.to_string())
}

const EPOCH: Date = date(1970, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_values() {
        assert_eq!(day_number("2018-05-28").and_then(written).as_deref(), Some("2018-05-28"));
        assert_eq!(week("2018-W22").as_deref(), Some("2018-05-28/2018-06-03"));
        assert_eq!(week("2016-W45-WE").as_deref(), Some("2016-11-12/2016-11-13"));
        let at = |day: &str| day_number(day);
        assert_eq!(days("2018-02"), Some((at("2018-02-01"), at("2018-02-28"), at("2018-02-01"))));
        assert_eq!(days("199X"), Some((at("1990-01-01"), at("1999-12-31"), at("1990-01-01"))));
        assert_eq!(days("2016/.."), Some((at("2016-01-01"), None, None)));
    }
}
