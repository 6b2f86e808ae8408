//! Events by what is known of them.

use rusqlite::Connection;
use rusqlite::types::Value;
use selon_gazetteer::distance_km;
use selon_gazetteer::fold::fold;
use selon_model::Language;
use serde::{Deserialize, Serialize};

use super::match_expression;
use crate::day::Day;
use crate::disagreement::DisagreementKind;
use crate::store::{Result, unpack};
use crate::summary::{EventView, PlaceView, Range};

/// Which events. Nothing set is all of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// Those that may have happened on this day or later.
    pub from: Option<Day>,
    /// Those that may have happened on this day or before.
    pub to: Option<Day>,
    /// Those at a place of this name: a town, a province, a country by name or ISO code.
    pub place: Option<String>,
    /// Those at most so many km from a point, degrees north and east.
    pub near: Option<(f64, f64, f64)>,
    /// Those of these types.
    pub types: Vec<String>,
    /// Those in which somebody of this name takes part.
    pub actor: Option<String>,
    /// Those with at least so many origins.
    pub min_origins: Option<u32>,
    /// Those in dispute.
    pub disagreeing: bool,
    /// Those that a report in this language tells.
    pub language: Option<Language>,
    /// Those told with these words.
    pub query: Option<String>,
    /// Those that a report is about.
    pub headline: bool,
    /// Those that changed after this moment, RFC 3339.
    pub changed_after: Option<String>,
    /// At most so many, the latest first.
    pub limit: Option<u32>,
    /// Those of this report, by id.
    pub report: Option<String>,
}

/// An event as a list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventRow {
    /// Its id, `e-…`.
    pub id: String,
    /// The type.
    #[serde(rename = "type")]
    pub kind: String,
    /// When, EDTF.
    pub date: Option<String>,
    /// Where.
    pub place: Option<PlaceView>,
    /// Who is said to do it.
    pub actor: Option<String>,
    /// To whom.
    pub target: Option<String>,
    /// What is counted.
    pub tolls: Vec<Range>,
    /// At least so many origins.
    pub origins_at_least: u32,
    /// At most so many.
    pub origins_at_most: u32,
    /// What is disputed.
    pub disagreements: Vec<DisagreementKind>,
    /// The ids of its reports.
    pub reports: Vec<String>,
    /// Whether a report is about it.
    pub headline: bool,
    /// The languages of its reports.
    pub languages: Vec<Language>,
    /// Words that tell of it.
    pub words: String,
}

impl EventRow {
    /// The row of an event.
    pub fn of(view: &EventView) -> EventRow {
        let kinds = view.disagreements.iter().map(|d| d.kind);
        let mut disagreements: Vec<DisagreementKind> = kinds.collect();
        disagreements.dedup();
        let words = view.claims.iter().find(|c| c.affirms()).or(view.claims.first());
        EventRow {
            id: view.id.clone(),
            kind: view.kind.clone(),
            date: view.date.clone(),
            place: view.place.clone(),
            actor: view.actor.clone(),
            target: view.target.clone(),
            tolls: view.summary.tolls.clone(),
            origins_at_least: view.origins.at_least,
            origins_at_most: view.origins.at_most,
            disagreements,
            reports: view.reports.clone(),
            headline: view.headline,
            languages: view.languages.clone(),
            words: words.map(|c| c.text.clone()).unwrap_or_default(),
        }
    }
}

/// The numbers and rows of the events that a filter lets through: the latest first, those
/// without a day last.
pub fn events(connection: &Connection, filter: &Filter) -> Result<Vec<EventRow>> {
    let mut found = Vec::new();
    each(connection, filter, |row| {
        found.push(row);
        Ok(())
    })?;
    Ok(found)
}

/// Gives each event that a filter lets through to `take`, one at a time.
pub(crate) fn each(
    connection: &Connection,
    filter: &Filter,
    mut take: impl FnMut(EventRow) -> Result<()>,
) -> Result<()> {
    let mut wanted = Wanted::default();
    if let Some(from) = filter.from {
        wanted.add("to_day >= ?", [i64::from(from).into()]);
    }
    if let Some(to) = filter.to {
        wanted.add("from_day <= ?", [i64::from(to).into()]);
    }
    if let Some(place) = &filter.place {
        if place.len() == 2 && place.bytes().all(|b| b.is_ascii_uppercase()) {
            wanted.add("country = ?", [place.clone().into()]);
        } else {
            wanted.add("instr(place, ?) > 0", [format!(" {} ", fold(place)).into()]);
        }
    }
    if let Some((lat, _, km)) = filter.near {
        let degrees = km / 111.0 + 0.01;
        wanted.add("lat BETWEEN ? AND ?", [(lat - degrees).into(), (lat + degrees).into()]);
    }
    if !filter.types.is_empty() {
        let marks = vec!["?"; filter.types.len()].join(", ");
        let types = filter.types.iter().map(|t| Value::from(t.clone()));
        wanted.add(&format!("kind IN ({marks})"), types);
    }
    if let Some(actor) = &filter.actor {
        wanted.add("instr(actors, ?) > 0", [fold(actor).into()]);
    }
    if let Some(least) = filter.min_origins {
        wanted.add("at_least >= ?", [i64::from(least).into()]);
    }
    if filter.disagreeing {
        wanted.add("disagreeing", []);
    }
    if let Some(language) = filter.language {
        wanted.add("instr(languages, ?) > 0", [language.code().to_owned().into()]);
    }
    if filter.headline {
        wanted.add("headline", []);
    }
    if let Some(moment) = &filter.changed_after {
        wanted.add("changed > ?", [moment.clone().into()]);
    }
    if let Some(words) = &filter.query {
        let Some(expression) = match_expression(words) else { return Ok(()) };
        wanted.add(
            "number IN (SELECT t.event FROM telling_text x JOIN telling t ON t.number = x.rowid \
             WHERE telling_text MATCH ?)",
            [expression.into()],
        );
    }
    if let Some(report) = &filter.report {
        wanted.add(
            "number IN (SELECT t.event FROM telling t JOIN report r ON r.number = t.report \
             WHERE r.id = ?)",
            [report.clone().into()],
        );
    }
    let Wanted { conditions, values } = wanted;
    let condition = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
    // The square is cut to the circle below, so that the limit is counted there too.
    let limit = filter.limit.filter(|_| filter.near.is_none());
    let limit = limit.map_or_else(String::new, |n| format!(" LIMIT {n}"));
    let mut statement = connection.prepare_cached(&format!(
        "SELECT row, lat, lon FROM event WHERE {condition} \
         ORDER BY from_day DESC NULLS LAST, reports DESC, id{limit}"
    ))?;
    let mut rows = statement.query(rusqlite::params_from_iter(values))?;
    let mut taken = 0;
    while let Some(row) = rows.next()? {
        if let Some((lat, lon, km)) = filter.near {
            let (at, on): (Option<f64>, Option<f64>) = (row.get(1)?, row.get(2)?);
            let (Some(at), Some(on)) = (at, on) else { continue };
            if distance_km((lat, lon), (at, on)) > km {
                continue;
            }
        }
        if filter.limit.is_some_and(|n| taken >= n) {
            break;
        }
        taken += 1;
        take(unpack(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?)?;
    }
    Ok(())
}

/// Conditions of a query, with their values.
#[derive(Default)]
struct Wanted {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Wanted {
    fn add(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.to_owned());
        self.values.extend(values);
    }
}
