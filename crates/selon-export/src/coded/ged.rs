//! A row of UCDP GED.

use selon_model::reading::Precision;

use super::place::{Where, country_named, point};
use super::sheet::{Count, Sheet, Told, coded};
use super::table::Record;
use super::{CodedRow, DataSet, code, count, day};
use crate::country::by_gwno;
use crate::ontology::names;
use crate::toll::Toll;

/// A row; the reason if it is broken.
pub(super) fn row(line: u64, record: &Record) -> Result<CodedRow, String> {
    let id = record.get("id").ok_or("id is empty")?;
    let (from, to) = (day(record, "date_start")?, day(record, "date_end")?);
    if from > to {
        return Err(format!("date_start {from} is after date_end {to}"));
    }
    // GED tells who fights whom, not by what means; our own export tells that too, and has events
    // of which GED codes none.
    let own = record.get("selon_type").and_then(names).map(|names| names.code);
    let kind = match (code(record, "type_of_violence", 3)?, own) {
        (_, Some(own)) => own,
        (Some(1 | 2), None) => "armed_clash",
        (Some(_), None) => "attack_on_civilians",
        (None, None) => return Err("type_of_violence is empty".into()),
    };
    let point = point(record)?;
    let exact = code(record, "where_prec", 7)?;
    let killed = Toll {
        low: count(record, "low")?,
        best: count(record, "best")?,
        high: count(record, "high")?,
        figures: Vec::new(),
    };
    if let (Some(low), Some(high)) = (killed.low.or(killed.best), killed.high.or(killed.best))
        && low > high
    {
        return Err(format!("low is {low}, which is more than high, {high}"));
    }
    let headline = record.get("source_headline").map(|_| "source_headline");
    let sides = || [record.get("side_a"), record.get("side_b")].map(Option::unwrap_or_default);
    let words = headline.ok_or_else(|| match record.get("dyad_name") {
        Some(dyad) => dyad.to_owned(),
        None => sides().join(" - "),
    });
    let sheet = Sheet::of(record, words);
    let country = record
        .get("country_id")
        .and_then(|number| by_gwno(number.parse().ok()?))
        .or_else(|| record.get("country").and_then(country_named));
    let place = ["where_coordinates", "adm_2", "adm_1", "country"];
    let place = place.iter().find_map(|name| sheet.cell(name)).map(|words| {
        let (precision, geo_precision) = match exact {
            Some(2) => (Precision::Locality, Some(2)),
            Some(3) => (Precision::District, Some(2)),
            Some(4) => (Precision::Province, Some(3)),
            Some(5) => (Precision::Area, Some(3)),
            Some(6) => (Precision::Country, None),
            Some(7) => (Precision::Region, None),
            _ => (Precision::Locality, Some(1)),
        };
        Where {
            words,
            country,
            point,
            precision: Some(precision),
            radius_km: (exact == Some(2)).then_some(25),
            geo_precision: point.and(geo_precision),
            where_prec: point.map(|_| exact.unwrap_or(1)),
            divisions: [record.get("adm_1"), record.get("adm_2")],
        }
        .place()
    });
    let mut counts = Vec::new();
    let (low, high) = (killed.low.or(killed.best), killed.high.or(killed.best));
    if let Some(words) = sheet.lines(&["best", "high", "low"])
        && (low, high) != (Some(0), Some(0))
    {
        counts.push(Count { what: "killed", low, high, words, part: false });
        // Zero of one side may be none or not told.
        for name in ["deaths_a", "deaths_b", "deaths_civilians"] {
            let told = count(record, name)?.filter(|&n| n > 0);
            if let (Some(n), Some(words)) = (told, sheet.lines(&[name])) {
                let (low, high) = (Some(n), Some(n));
                counts.push(Count { what: "killed", low, high, words, part: true });
            }
        }
    }
    let original = sheet.parts("source_original");
    let told = Told {
        kind,
        date: Some(if from == to { from.to_string() } else { format!("{from}/{to}") }),
        date_text: sheet.lines(&["date_start", "date_end"]),
        place,
        actor: sheet.cell("side_a"),
        target: sheet.cell("side_b"),
        sources: if original.is_empty() { sheet.parts("source_office") } else { original },
        counts,
        killed,
        updated: None,
    };
    Ok(coded(DataSet::Ged, line, id, sheet, told))
}
