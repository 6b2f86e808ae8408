//! A row of ACLED.

use jiff::ToSpan;
use jiff::civil::Date;
use selon_model::reading::{Excerpt, Precision};

use super::place::{Where, country_named, point};
use super::sheet::{Count, Sheet, Told, coded};
use super::table::Record;
use super::{CodedRow, DataSet, code, count, day};
use crate::country::by_numeric;
use crate::ontology::{by_acled, names};
use crate::toll::Toll;

/// A row; the reason if it is broken.
pub(super) fn row(line: u64, record: &Record) -> Result<CodedRow, String> {
    let id = record.get("event_id_cnty").ok_or("event_id_cnty is empty")?;
    let kind = kind(record)?;
    let date = date(day(record, "event_date")?, code(record, "time_precision", 3)?)?;
    let point = point(record)?;
    let exact = code(record, "geo_precision", 3)?;
    let fatalities = count(record, "fatalities")?;
    let words = match record.get("notes") {
        Some(_) => Ok("notes"),
        None => Err(record.get("sub_event_type").unwrap_or(kind).to_owned()),
    };
    let sheet = Sheet::of(record, words);
    let country = record
        .get("iso")
        .and_then(|iso| by_numeric(iso.parse().ok()?))
        .or_else(|| record.get("country").and_then(country_named));
    let place = ["location", "admin3", "admin2", "admin1", "country"];
    let place = place.iter().find_map(|name| sheet.cell(name)).map(|words| {
        let (precision, where_prec) = match exact {
            Some(2) => (Precision::District, 2),
            Some(3) => (Precision::Province, 4),
            _ => (Precision::Locality, 1),
        };
        Where {
            words,
            country,
            point,
            precision: Some(precision),
            radius_km: None,
            geo_precision: point.map(|_| exact.unwrap_or(1)),
            where_prec: point.map(|_| where_prec),
            divisions: [record.get("admin1"), record.get("admin2")],
        }
        .place()
    });
    let mut counts = Vec::new();
    // ACLED writes 0 where nobody was killed and where nobody tells: that is not known.
    let killed = fatalities.filter(|&n| n > 0);
    if let (Some(n), Some(words)) = (killed, sheet.lines(&["fatalities"])) {
        counts.push(Count { what: "killed", low: Some(n), high: Some(n), words, part: false });
    }
    if let (Some((low, high)), Some(words)) =
        (record.get("tags").and_then(crowd), sheet.lines(&["tags"]))
    {
        counts.push(Count { what: "participants", low: Some(low), high, words, part: false });
    }
    let updated = record.get("timestamp").and_then(|t| t.parse().ok());
    let updated = updated.and_then(|t| jiff::Timestamp::from_second(t).ok());
    let told = Told {
        kind,
        date: Some(date),
        date_text: sheet.cell("event_date"),
        place,
        actor: side(&sheet, "actor1"),
        target: side(&sheet, "actor2"),
        sources: sheet.parts("source"),
        counts,
        killed: Toll { low: killed, best: killed, high: killed, figures: Vec::new() },
        updated: updated.map(|t| t.to_string()),
    };
    Ok(coded(DataSet::Acled, line, id, sheet, told))
}

/// Who takes part; *Unidentified Armed Group* is what ACLED writes where nobody tells who.
fn side(sheet: &Sheet, name: &str) -> Option<Excerpt> {
    sheet.cell(name).filter(|who| !who.text.starts_with("Unidentified "))
}

fn kind(record: &Record) -> Result<&'static str, String> {
    if let Some(sub) = record.get("sub_event_type") {
        return by_acled(sub)
            .map(|names| names.code)
            .ok_or_else(|| format!("sub_event_type “{sub}” is none of ACLED's"));
    }
    // Of what ACLED does not code, our own export has this alone.
    let own = record.get("selon_type").and_then(names).map(|names| names.code);
    own.ok_or_else(|| "sub_event_type is empty".into())
}

/// A day, the week round it, or its month, as `time_precision` tells.
fn date(day: Date, precision: Option<u8>) -> Result<String, String> {
    let far = |days: i64| day.checked_add(days.days());
    match precision {
        Some(2) => match (far(-3), far(3)) {
            (Ok(from), Ok(to)) => Ok(format!("{from}/{to}")),
            _ => Err(format!("event_date {day} is out of range")),
        },
        Some(3) => Ok(day.strftime("%Y-%m").to_string()),
        _ => Ok(day.to_string()),
    }
}

/// The size of a crowd in the tags: *crowd size=500*, *at least 500*, *200-300*, *about 50*.
fn crowd(tags: &str) -> Option<(u64, Option<u64>)> {
    let told = tags.split(';').find_map(|tag| tag.trim().strip_prefix("crowd size="))?.trim();
    if let Some(least) = told.strip_prefix("at least ") {
        return Some((least.parse().ok()?, None));
    }
    if let Some(about) = told.strip_prefix("about ").or_else(|| told.strip_prefix("around ")) {
        let about: u64 = about.parse().ok()?;
        let tenth = about / 10 + u64::from(about % 10 >= 5);
        return Some((about - tenth, Some(about.saturating_add(tenth))));
    }
    let (low, high) = told.split_once('-').unwrap_or((told, told));
    let (low, high) = (low.parse().ok()?, high.parse().ok()?);
    (low <= high).then_some((low, Some(high)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_told() {
        let of = |precision| date(jiff::civil::date(2024, 3, 1), precision).unwrap();
        assert_eq!(of(Some(1)), "2024-03-01");
        assert_eq!(of(None), "2024-03-01");
        assert_eq!(of(Some(2)), "2024-02-27/2024-03-04");
        assert_eq!(of(Some(3)), "2024-03");
        assert!(date(Date::MAX, Some(2)).is_err());
    }

    #[test]
    fn crowds() {
        assert_eq!(crowd("crowd size=500"), Some((500, Some(500))));
        assert_eq!(crowd("women targeted; crowd size=at least 20"), Some((20, None)));
        assert_eq!(crowd("crowd size=about 100"), Some((90, Some(110))));
        assert_eq!(crowd("crowd size=200-300"), Some((200, Some(300))));
        assert_eq!(crowd("crowd size=no report"), None);
        assert!(
            crowd("crowd size=about 18446744073709551615").is_some_and(|c| c.1 == Some(u64::MAX))
        );
        assert_eq!(crowd("crowd size=about 18446744073709551616"), None);
    }
}
