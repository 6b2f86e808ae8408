//! Reports by what is known of them.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use selon_model::Language;
use serde::{Deserialize, Serialize};

use super::match_expression;
use crate::day::{Day, written};
use crate::store::{self, ReportRow, Result};

/// Which reports. Nothing set is all of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportFilter {
    /// Those published on this day or later.
    pub from: Option<Day>,
    /// Those published on this day or before.
    pub to: Option<Day>,
    /// Those of this outlet, by name.
    pub outlet: Option<String>,
    /// Those in this language.
    pub language: Option<Language>,
    /// Those that have these words, as [`crate::Dossier::search`] takes them.
    pub words: Option<String>,
    /// Those whose ids begin so.
    pub id_begins: Option<String>,
    /// Those that repeat no other.
    pub originals: bool,
    /// At most so many, the latest first.
    pub limit: Option<u32>,
    /// After so many others.
    pub offset: Option<u32>,
}

/// Reports of a list, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportPage {
    /// How many reports the filter lets through, whatever its limit.
    pub total: u64,
    /// Those of the page.
    pub reports: Vec<ReportRow>,
}

/// The reports that a filter lets through, the latest first.
pub(crate) fn report_page(c: &Connection, filter: &ReportFilter) -> Result<ReportPage> {
    let mut conditions: Vec<&str> = vec!["1"];
    let mut values: Vec<Value> = Vec::new();
    let mut add = |condition: &'static str, value: Value| {
        conditions.push(condition);
        values.push(value);
    };
    if let Some(from) = filter.from {
        add("r.published >= ?", written(from).into());
    }
    if let Some(to) = filter.to {
        add("r.published <= ?", written(to).into());
    }
    if let Some(outlet) = &filter.outlet {
        add("r.outlet = ?", outlet.clone().into());
    }
    if let Some(language) = filter.language {
        add("r.language = ?", language.code().to_owned().into());
    }
    if let Some(words) = &filter.words {
        let Some(expression) = match_expression(words) else { return Ok(ReportPage::default()) };
        add(
            "r.number IN (SELECT rowid FROM report_text WHERE report_text MATCH ?)",
            expression.into(),
        );
    }
    if let Some(begin) = &filter.id_begins {
        add("r.id >= ?", begin.clone().into());
        add("r.id < ?", format!("{begin}~").into());
    }
    if filter.originals {
        conditions.push("NOT EXISTS (SELECT 1 FROM copy c WHERE c.report = r.number)");
    }
    let condition = conditions.join(" AND ");
    let sql = format!("SELECT count(*) FROM report r WHERE {condition}");
    let total: i64 =
        c.prepare_cached(&sql)?.query_row(params_from_iter(values.iter()), |row| row.get(0))?;
    let sql = format!(
        "SELECT r.number FROM report r WHERE {condition} ORDER BY r.moment DESC, r.id \
         LIMIT {} OFFSET {}",
        filter.limit.map_or(-1, i64::from),
        filter.offset.unwrap_or_default()
    );
    let numbers: Vec<i64> = c
        .prepare_cached(&sql)?
        .query_map(params_from_iter(values.iter()), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let reports = numbers.into_iter().map(|n| store::by_number(c, n)).collect::<Result<_>>()?;
    Ok(ReportPage { total: total.max(0) as u64, reports })
}
