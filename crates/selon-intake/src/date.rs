//! Days and moments as machines write them: ISO 8601, RFC 3339, RFC 2822, and full
//! dates in the words of `lang/*/calendar.tsv`.
//!
//! What is no full date (*12 min ago*, *hier*, *12 mars*), what can be read in two ways
//! (*03/04/2024*) and what lies in the future is no date.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::dateline;

/// A day, with the moment where it is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// `YYYY-MM-DD`, by the clock of whoever wrote it.
    pub day: String,
    /// RFC 3339, if the hour and its distance from UTC are told.
    pub time: Option<String>,
}

impl Moment {
    /// The moment if its hour is told, else the day.
    pub fn finest(&self) -> &str {
        self.time.as_deref().unwrap_or(&self.day)
    }

    /// The moment of this many seconds since 1970, in UTC.
    pub fn of_seconds(seconds: i64) -> Option<Moment> {
        let time = Timestamp::from_second(seconds).ok()?;
        let day = time.to_zoned(TimeZone::UTC).date();
        (seconds > 0).then(|| Moment { day: day.to_string(), time: Some(time.to_string()) })
    }

    /// Whether it is not after the day after `today`: the day begins at different hours.
    pub fn is_past(&self, today: Option<&str>) -> bool {
        let Some(today) = today.and_then(|t| t.parse::<Date>().ok()) else { return true };
        let Ok(day) = self.day.parse::<Date>() else { return false };
        today.checked_add(Span::new().days(1)).is_ok_and(|latest| day <= latest)
    }
}

/// The longest text that is looked at.
const LONGEST: usize = 120;

/// The moment that a text tells, if it tells one full date and nothing else of note.
pub fn parse(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let moment = iso(text).or_else(|| rfc_2822(text)).or_else(|| {
        let day = dateline::date_in(text)?;
        Some(Moment { day, time: None })
    })?;
    // What programs write where they know no date.
    let placeholder = matches!(moment.day.as_str(), "1970-01-01" | "1900-01-01");
    (!placeholder).then_some(moment)
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit()) && !t.is_empty();
    if !digits(year) || !digits(month) || !digits(day) {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (1800..2200).contains(&date.year()).then_some(date)
}

/// `2024-03-12`, `20240312`, `2024/03/12`, with or without an hour.
fn iso(text: &str) -> Option<Moment> {
    let (y, m, d, rest) = match text.as_bytes().get(4)? {
        sign @ (b'-' | b'/') if text.as_bytes().get(7) == Some(sign) => {
            (text.get(..4)?, text.get(5..7)?, text.get(8..10)?, text.get(10..)?)
        }
        b'0'..=b'9' => (text.get(..4)?, text.get(4..6)?, text.get(6..8)?, text.get(8..)?),
        _ => return None,
    };
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let date = day(y, m, d)?;
    let clock = rest.trim_start_matches(['T', 't', ' ', ',']);
    let time = if clock.len() < rest.len() {
        hour(clock).map(|(h, z)| rfc_3339(date, &h, &z))
    } else {
        None
    };
    Some(Moment { day: date.to_string(), time: time.flatten() })
}

/// The hour as `HH:MM:SS` and the distance from UTC as `+HH:MM`.
fn hour(text: &str) -> Option<(String, String)> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.' || c == ','))
        .unwrap_or(text.len());
    let (clock, zone) = text.split_at(end);
    let whole = clock.split(['.', ',']).next()?;
    let parts: Vec<&str> = if whole.contains(':') {
        whole.split(':').collect()
    } else if whole.len() == 6 {
        vec![&whole[..2], &whole[2..4], &whole[4..]]
    } else {
        return None;
    };
    let number = |i: usize, most: u8| -> Option<u8> {
        parts.get(i).map_or(Some(0), |p| p.parse().ok()).filter(|n| *n <= most)
    };
    let (h, m, s) = (number(0, 23)?, number(1, 59)?, number(2, 60)?.min(59));
    Some((format!("{h:02}:{m:02}:{s:02}"), offset(zone.trim())?))
}

/// `Z`, `+0100`, `+01:00`, `GMT` as `+HH:MM`.
fn offset(zone: &str) -> Option<String> {
    let named = match zone.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "UT" => "+00:00",
        "CET" => "+01:00",
        "CEST" => "+02:00",
        "EST" => "-05:00",
        "EDT" => "-04:00",
        "PST" => "-08:00",
        "PDT" => "-07:00",
        _ => "",
    };
    if !named.is_empty() {
        return Some(named.into());
    }
    let sign = zone.get(..1).filter(|s| matches!(*s, "+" | "-"))?;
    let digits: String = zone.get(1..)?.chars().filter(|c| *c != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = (digits.get(..2)?, digits.get(2..4).unwrap_or("00"));
    (hours.parse::<u8>().ok()? <= 14 && minutes.parse::<u8>().ok()? < 60)
        .then(|| format!("{sign}{hours}:{minutes}"))
}

fn rfc_3339(date: Date, clock: &str, zone: &str) -> Option<String> {
    let zone = if zone == "+00:00" { "Z" } else { zone };
    Some(format!("{date}T{clock}{zone}"))
}

/// `Tue, 12 Mar 2024 10:00:00 +0100`.
fn rfc_2822(text: &str) -> Option<Moment> {
    let mut words = text.split_ascii_whitespace().peekable();
    if words.peek()?.ends_with(',') {
        words.next();
    }
    let (d, m, y, clock) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = m.to_ascii_lowercase();
    let month = months.iter().position(|name| lower.get(..3) == Some(*name))? + 1;
    if y.len() != 4 || !clock.contains(':') {
        return None;
    }
    let date = day(y, &month.to_string(), d)?;
    let zone = words.next().unwrap_or_default();
    let time = hour(&format!("{clock}{zone}")).and_then(|(h, z)| rfc_3339(date, &h, &z));
    Some(Moment { day: date.to_string(), time })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(String, Option<String>)> {
        parse(text).map(|m| (m.day, m.time))
    }

    #[test]
    fn moments_and_days() {
        let with = |day: &str, time: &str| Some((day.to_string(), Some(time.to_string())));
        let only = |day: &str| Some((day.to_string(), None));
        assert_eq!(
            told("2024-03-12T10:05:00+01:00"),
            with("2024-03-12", "2024-03-12T10:05:00+01:00")
        );
        assert_eq!(told("2024-03-12T10:05:00.123Z"), with("2024-03-12", "2024-03-12T10:05:00Z"));
        assert_eq!(
            told("2024-03-12 10:05:00 +0100"),
            with("2024-03-12", "2024-03-12T10:05:00+01:00")
        );
        assert_eq!(told("20240312T100500Z"), with("2024-03-12", "2024-03-12T10:05:00Z"));
        assert_eq!(
            told("Tue, 12 Mar 2024 10:05:00 GMT"),
            with("2024-03-12", "2024-03-12T10:05:00Z")
        );
        assert_eq!(
            told("12 Mar 2024 10:05 -0500"),
            with("2024-03-12", "2024-03-12T10:05:00-05:00")
        );
        // Without its distance from UTC an hour is no moment.
        assert_eq!(told("2024-03-12T10:05:00"), only("2024-03-12"));
        assert_eq!(told("2024/03/12"), only("2024-03-12"));
        assert_eq!(told("20240312"), only("2024-03-12"));
        assert_eq!(told("Mardi 12 mars 2024 à 10h30"), only("2024-03-12"));
        assert_eq!(told("March 12, 2024 9:30 am"), only("2024-03-12"));
        assert_eq!(told("Mar 12, 2024"), only("2024-03-12"));
        assert_eq!(told("Mar. 12, 2024 9:30 am"), only("2024-03-12"));
        assert_eq!(told("Mar. 12 mars 2024"), only("2024-03-12"));
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "12 min ago",
            "il y a 2 heures",
            "hier",
            "12 mars",
            "03/04/2024",
            "2024-13-01",
            "2024-02-30",
            "0001-01-01T00:00:00Z",
            "1970-01-01T00:00:00Z",
            "12 марта 2024",
            "12. März 2024",
            "١٢ مارس ٢٠٢٤",
            "2024-0é-01",
            "20240312123",
            "1710237900",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn the_future() {
        let moment = parse("2024-03-12").unwrap();
        assert!(moment.is_past(None));
        assert!(moment.is_past(Some("2024-03-11")));
        assert!(!moment.is_past(Some("2024-03-10")));
    }

    #[test]
    fn seconds() {
        let moment = Moment::of_seconds(1_710_237_900).unwrap();
        assert_eq!(moment.day, "2024-03-12");
        assert_eq!(moment.time.as_deref(), Some("2024-03-12T10:05:00Z"));
        assert_eq!(Moment::of_seconds(0), None);
        assert_eq!(Moment::of_seconds(i64::MAX), None);
    }
}
