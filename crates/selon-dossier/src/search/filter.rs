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
use crate::party::Registry;
use crate::store::{Result, unpack};
use crate::summary::{EventView, PlaceView, Range};

/// A part of the map, degrees. West may be more than east: it reaches over the antimeridian.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// Its southern edge.
    pub south: f64,
    /// Its western edge.
    pub west: f64,
    /// Its northern edge.
    pub north: f64,
    /// Its eastern edge.
    pub east: f64,
}

/// In which order events are listed. Of equals those with more reports come first, then by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The latest first, those without a day last.
    #[default]
    Latest,
    /// The earliest first, those without a day last.
    Earliest,
    /// Those that changed last first.
    Changed,
    /// Those with most certain origins first.
    Origins,
    /// Those told by most reports first.
    Reports,
}

/// Which events. Nothing set is all of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Those that may have happened on this day or later.
    pub from: Option<Day>,
    /// Those that may have happened on this day or before.
    pub to: Option<Day>,
    /// Those at a place of this name: a town, a province, a country by name or ISO code.
    pub place: Option<String>,
    /// Those at most so many km from a point, degrees north and east.
    pub near: Option<(f64, f64, f64)>,
    /// Those in a part of the map.
    pub bounds: Option<Bounds>,
    /// Those with no point on a map: without a place, or told only by country or region.
    #[serde(skip_serializing_if = "is_default")]
    pub without_point: bool,
    /// Those without a day.
    #[serde(skip_serializing_if = "is_default")]
    pub without_day: bool,
    /// Those of these types.
    pub types: Vec<String>,
    /// Those in which somebody of this name takes part; the last word may be its beginning.
    pub actor: Option<String>,
    /// Those behind which this party stands, by the id of [`crate::SourceRow`].
    pub source: Option<String>,
    /// Those that a report of this outlet tells, by its name.
    pub outlet: Option<String>,
    /// Those with at least so many origins.
    pub min_origins: Option<u32>,
    /// Those in dispute.
    pub disagreeing: bool,
    /// Those in dispute over one of these.
    pub disputes: Vec<DisagreementKind>,
    /// Those that a report in this language tells.
    pub language: Option<Language>,
    /// Those told with these words, all of them, as [`crate::Dossier::search`] takes them.
    pub query: Option<String>,
    /// Those that a report is about.
    pub headline: bool,
    /// Those that changed after this moment, RFC 3339.
    pub changed_after: Option<String>,
    /// Those of this report, by id.
    pub report: Option<String>,
    /// Those whose ids begin so.
    #[serde(skip_serializing_if = "is_default")]
    pub id_begins: Option<String>,
    /// In which order.
    #[serde(skip_serializing_if = "is_default")]
    pub order: Order,
    /// At most so many.
    pub limit: Option<u32>,
    /// After so many others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
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

/// Events of a list, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page {
    /// How many events the filter lets through, whatever its limit.
    pub total: u64,
    /// Those of the page.
    pub events: Vec<EventRow>,
}

/// The events that a filter lets through, in its order.
pub(crate) fn events(connection: &Connection, filter: &Filter) -> Result<Vec<EventRow>> {
    // The narrow rows first: only what is wanted of the others is read.
    let numbers = numbers(connection, filter)?;
    let mut statement = connection.prepare_cached("SELECT row FROM event_row WHERE event = ?1")?;
    let mut found = Vec::with_capacity(numbers.len());
    for number in numbers {
        let mut rows = statement.query([number])?;
        if let Some(row) = rows.next()? {
            found.push(unpack(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?);
        }
    }
    Ok(found)
}

/// The numbers of the events that a filter lets through, in its order.
pub(crate) fn numbers(connection: &Connection, filter: &Filter) -> Result<Vec<i64>> {
    let Some(wanted) = Wanted::of(filter) else { return Ok(Vec::new()) };
    let order = match filter.order {
        Order::Latest => "from_day DESC, reports DESC, id",
        Order::Earliest => "from_day ASC NULLS LAST, reports DESC, id",
        Order::Changed => "changed DESC, reports DESC, id",
        Order::Origins => "at_least DESC, at_most DESC, reports DESC, id",
        Order::Reports => "reports DESC, at_least DESC, id",
    };
    let limit = match (filter.limit, filter.offset) {
        (None, None) => String::new(),
        (limit, offset) => {
            let limit = limit.map_or(-1, i64::from);
            format!(" LIMIT {limit} OFFSET {}", offset.unwrap_or_default())
        }
    };
    let sql = format!("SELECT number FROM event WHERE {} ORDER BY {order}{limit}", wanted.sql());
    let mut statement = connection.prepare_cached(&sql)?;
    let numbers = statement
        .query_map(rusqlite::params_from_iter(wanted.values), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(numbers)
}

/// How many events a filter lets through, whatever its limit.
pub(crate) fn count(connection: &Connection, filter: &Filter) -> Result<u64> {
    let Some(wanted) = Wanted::of(filter) else { return Ok(0) };
    let sql = format!("SELECT count(*) FROM event WHERE {}", wanted.sql());
    let mut statement = connection.prepare_cached(&sql)?;
    let count: i64 =
        statement.query_row(rusqlite::params_from_iter(wanted.values), |row| row.get(0))?;
    Ok(count.max(0) as u64)
}

/// The page of a list.
pub(crate) fn page(connection: &Connection, filter: &Filter) -> Result<Page> {
    Ok(Page { total: count(connection, filter)?, events: events(connection, filter)? })
}

/// That an event has a point: the middle of a country is where nothing is told to have happened.
const POINT: &str = "(precision IS NULL OR precision NOT IN ('country', 'region'))";

/// Conditions of a query on `event`, with their values.
#[derive(Default)]
pub(crate) struct Wanted {
    conditions: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Wanted {
    /// The conditions of a filter; none if it lets nothing through.
    pub(crate) fn of(filter: &Filter) -> Option<Wanted> {
        let mut wanted = Wanted::default();
        if let Some(from) = filter.from {
            wanted.add("to_day >= ?", [i64::from(from).into()]);
        }
        if let Some(to) = filter.to {
            wanted.add("from_day <= ?", [i64::from(to).into()]);
        }
        if let Some((lat, lon, km)) = filter.near {
            // The square round the circle is found by an index.
            let degrees = km / 111.0 + 0.01;
            wanted.add("lat BETWEEN ? AND ?", [(lat - degrees).into(), (lat + degrees).into()]);
            wanted.add("km(lat, lon, ?, ?) <= ?", [lat.into(), lon.into(), km.into()]);
            wanted.add(POINT, []);
        }
        if let Some(bounds) = filter.bounds {
            wanted.add("lat BETWEEN ? AND ?", [bounds.south.into(), bounds.north.into()]);
            let between = if bounds.west <= bounds.east {
                "lon BETWEEN ? AND ?"
            } else {
                "(lon >= ? OR lon <= ?)"
            };
            wanted.add(between, [bounds.west.into(), bounds.east.into()]);
            wanted.add(POINT, []);
        }
        if filter.without_point {
            wanted.add("(lat IS NULL OR precision IN ('country', 'region'))", []);
        }
        if filter.without_day {
            wanted.add("from_day IS NULL AND to_day IS NULL", []);
        }
        if !filter.types.is_empty() {
            let types = filter.types.iter().map(|t| Value::from(t.clone()));
            wanted.add(&format!("kind IN ({})", marks(filter.types.len())), types);
        }
        if let Some(least) = filter.min_origins {
            wanted.add("at_least >= ?", [i64::from(least).into()]);
        }
        if filter.disagreeing {
            wanted.add("disagreeing", []);
        }
        if !filter.disputes.is_empty() {
            let each = vec!["instr(disputes, ?)"; filter.disputes.len()].join(" OR ");
            let kinds = filter.disputes.iter().map(|k| Value::from(k.code().to_owned()));
            wanted.add(&format!("disagreeing AND ({each})"), kinds);
        }
        if let Some(language) = filter.language {
            wanted.add("instr(languages, ?)", [language.code().to_owned().into()]);
        }
        if filter.headline {
            wanted.add("headline", []);
        }
        if let Some(moment) = &filter.changed_after {
            wanted.add("changed > ?", [moment.clone().into()]);
        }
        if let Some(begin) = &filter.id_begins {
            wanted.add("id >= ? AND id < ?", [begin.clone().into(), format!("{begin}~").into()]);
        }
        wanted.text(filter)?;
        if let Some(report) = &filter.report {
            wanted.add(
                "number IN (SELECT t.event FROM telling t JOIN report r ON r.number = t.report \
                 WHERE r.id = ?)",
                [report.clone().into()],
            );
        }
        if let Some(outlet) = &filter.outlet {
            wanted.add(
                "number IN (SELECT t.event FROM telling t JOIN report r ON r.number = t.report \
                 WHERE r.outlet = ?)",
                [outlet.clone().into()],
            );
        }
        if let Some(source) = &filter.source {
            wanted.add(
                "number IN (SELECT b.event FROM behind b JOIN party p ON p.number = b.party \
                 WHERE p.id = ?)",
                [source.clone().into()],
            );
        }
        Some(wanted)
    }

    /// What is asked of the full-text index, all in one question.
    fn text(&mut self, filter: &Filter) -> Option<()> {
        let mut asked: Vec<String> = Vec::new();
        if let Some(place) = &filter.place {
            if place.len() == 2 && place.bytes().all(|b| b.is_ascii_uppercase()) {
                self.add("country = ?", [place.clone().into()]);
            } else {
                asked.push(format!("place : {}", phrase(place)?));
            }
        }
        if let Some(actor) = &filter.actor {
            // Whoever is known by this name is found by the others too.
            let mut names = vec![format!("{} *", phrase(actor)?)];
            if let Some(known) = Registry::get().by_name(actor) {
                names.extend(Language::ALL.iter().filter_map(|l| phrase(known.name(*l))));
            }
            asked.push(format!("actors : ({})", names.join(" OR ")));
        }
        if let Some(words) = &filter.query {
            asked.push(format!("words : ({})", match_expression(words)?));
        }
        if !asked.is_empty() {
            self.add(
                "number IN (SELECT rowid FROM event_text WHERE event_text MATCH ?)",
                [asked.join(" AND ").into()],
            );
        }
        Some(())
    }

    fn add(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.to_owned());
        self.values.extend(values);
    }

    /// The conditions, for after `WHERE`.
    pub(crate) fn sql(&self) -> String {
        if self.conditions.is_empty() { "1".to_owned() } else { self.conditions.join(" AND ") }
    }
}

fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// A name as a phrase of the full-text index; none if it has no letter and no digit.
fn phrase(name: &str) -> Option<String> {
    let folded = fold(name).replace('"', " ");
    folded.chars().any(char::is_alphanumeric).then(|| format!("\"{folded}\""))
}

/// Makes `km(lat, lon, lat, lon)` known to SQLite: the distance of two points.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    use rusqlite::functions::FunctionFlags;
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("km", 4, flags, |context| {
        let mut degrees = [0.0; 4];
        for (n, value) in degrees.iter_mut().enumerate() {
            let Some(told) = context.get::<Option<f64>>(n)? else { return Ok(None) };
            *value = told;
        }
        let [a, b, c, d] = degrees;
        Ok(Some(distance_km((a, b), (c, d))))
    })
}
