//! Reports and their versions.

use rusqlite::{Connection, OptionalExtension, Row, params};
use selon_model::reading::Reading;
use selon_model::{Report, address_key};
use serde::Serialize;

use super::{Result, pack, unpack};
use crate::copies::Facts;

/// A report as a list shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportRow {
    /// Its id in the dossier, `r-…`.
    pub id: String,
    /// What it was called where it came from.
    pub name: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// ISO 639-1.
    pub language: String,
    /// The day of publication.
    pub published: Option<String>,
    /// The moment of publication, as exactly as it is told.
    pub published_time: Option<String>,
    /// How many texts it had; the last counts.
    pub versions: u32,
    /// When it was taken in.
    pub added: String,
    /// How many events it tells of.
    pub events: u32,
    /// The ids of reports that it repeats.
    pub copies: Vec<String>,
}

/// One text of a report.
#[derive(Clone, Debug)]
pub struct Version {
    /// Which, from 1.
    pub version: u32,
    /// When it was taken in.
    pub added: String,
    /// The report.
    pub report: Report,
    /// Its reading.
    pub reading: Reading,
}

/// A report to be kept.
pub(crate) struct ReportEntry<'a> {
    pub(crate) id: &'a str,
    pub(crate) key: &'a str,
    pub(crate) family: Option<&'a str>,
    pub(crate) outlet: Option<&'a str>,
    pub(crate) sha256: &'a str,
    pub(crate) version: u32,
    pub(crate) added: &'a str,
    pub(crate) reader: &'a str,
    pub(crate) report: &'a Report,
    pub(crate) reading: &'a Reading,
    pub(crate) facts: &'a Facts,
}

/// Keeps a version of a report; gives its number.
pub(crate) fn put_report(connection: &Connection, entry: &ReportEntry) -> Result<i64> {
    let report = entry.report;
    let moment = report.published_time.as_deref().or(report.published.as_deref());
    let number: i64 = connection
        .prepare_cached(
            "INSERT INTO report (id, key, name, address, outlet, family, title, language,
                                 published, moment, version, sha256, added, facts, canonical)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
             ON CONFLICT (key) DO UPDATE SET name = ?3, outlet = ?5, family = ?6, title = ?7,
                 language = ?8, published = ?9, moment = ?10, version = ?11, sha256 = ?12,
                 facts = ?14
             RETURNING number",
        )?
        .query_row(
            params![
                entry.id,
                entry.key,
                report.id,
                report.url,
                entry.outlet,
                entry.family,
                report.title,
                entry.reading.report.language.code(),
                report.published,
                moment,
                entry.version,
                entry.sha256,
                entry.added,
                serde_json::to_string(entry.facts)?,
                report.url.as_deref().map(address_key),
            ],
            |row| row.get(0),
        )?;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO version (report, version, sha256, added, reader, source, reading)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            number,
            entry.version,
            entry.sha256,
            entry.added,
            entry.reader,
            pack(report)?,
            pack(entry.reading)?,
        ])?;
    connection.prepare_cached("DELETE FROM report_text WHERE rowid = ?1")?.execute([number])?;
    connection
        .prepare_cached("INSERT INTO report_text (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![number, report.title, report.text])?;
    Ok(number)
}

/// What is known of a report with a key: its number, id, version and the hash of its text.
pub(crate) fn number_of(
    connection: &Connection,
    key: &str,
) -> Result<Option<(i64, String, u32, String)>> {
    let mut statement = connection
        .prepare_cached("SELECT number, id, version, sha256 FROM report WHERE key = ?1")?;
    Ok(statement
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?)
}

/// Whether a report has this id.
pub(crate) fn taken_id(connection: &Connection, id: &str) -> Result<bool> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM report WHERE id = ?1")?;
    Ok(statement.exists([id])?)
}

/// A version of a report, by default the one that counts.
pub(crate) fn source(
    connection: &Connection,
    number: i64,
    version: Option<u32>,
) -> Result<Option<Version>> {
    let mut statement = connection.prepare_cached(
        "SELECT v.version, v.added, v.source, v.reading FROM version v JOIN report r
         ON r.number = v.report WHERE r.number = ?1 AND v.version = coalesce(?2, r.version)",
    )?;
    let found = statement
        .query_row(params![number, version], |row| {
            Ok((
                row.get::<_, u32>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Vec<u8>>(2)?,
                row.get::<_, Vec<u8>>(3)?,
            ))
        })
        .optional()?;
    found
        .map(|(version, added, report, reading)| {
            Ok(Version { version, added, report: unpack(&report)?, reading: unpack(&reading)? })
        })
        .transpose()
}

/// The text that counts of a report, without its reading, which takes long to read back.
#[derive(Clone, Debug)]
pub struct Text {
    /// When it was taken in.
    pub added: String,
    /// SHA-256 of the text in UTF-8, in hexadecimal.
    pub sha256: String,
    /// The report.
    pub report: Report,
}

/// The text that counts of a report.
pub(crate) fn text_of(connection: &Connection, number: i64) -> Result<Option<Text>> {
    let mut statement = connection.prepare_cached(
        "SELECT v.added, v.sha256, v.source FROM version v JOIN report r
         ON r.number = v.report AND r.version = v.version WHERE r.number = ?1",
    )?;
    let mut rows = statement.query([number])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let report = unpack(row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?)?;
    Ok(Some(Text { added: row.get(0)?, sha256: row.get(1)?, report }))
}

/// A report, as the version that counts has it, without its reading.
pub(crate) fn report_of(connection: &Connection, number: i64) -> Result<Option<Report>> {
    Ok(text_of(connection, number)?.map(|text| text.report))
}

/// The columns of [`row`].
pub(crate) const COLUMNS: &str = "r.id, r.name, r.address, r.outlet, r.title, r.language, \
    r.published, r.moment, r.version, r.added, \
    (SELECT count(*) FROM telling t WHERE t.report = r.number), \
    (SELECT group_concat(o.id, ' ') FROM copy c JOIN report o ON o.number = c.of \
     WHERE c.report = r.number)";

/// A row of a list of reports, of [`COLUMNS`].
pub(crate) fn row(row: &Row) -> rusqlite::Result<ReportRow> {
    let copies: Option<String> = row.get(11)?;
    let mut copies: Vec<String> =
        copies.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    copies.sort();
    Ok(ReportRow {
        id: row.get(0)?,
        name: row.get(1)?,
        url: row.get(2)?,
        outlet: row.get(3)?,
        title: row.get(4)?,
        language: row.get(5)?,
        published: row.get(6)?,
        published_time: row.get(7)?,
        versions: row.get(8)?,
        added: row.get(9)?,
        events: row.get(10)?,
        copies,
    })
}

/// The report of this number, as a list shows it.
pub(crate) fn by_number(connection: &Connection, number: i64) -> Result<ReportRow> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM report r WHERE r.number = ?1"))?;
    Ok(statement.query_row([number], row)?)
}
