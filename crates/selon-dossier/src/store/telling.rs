//! Tellings: each event of each report.

use rusqlite::{Connection, params};

use super::{Result, pack, unpack};
use crate::same_event::{Block, is_umbrella};
use crate::telling::Telling;

/// A telling with its number in the file.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) number: i64,
    pub(crate) id: String,
    pub(crate) report: i64,
    pub(crate) event: Option<i64>,
    pub(crate) telling: Telling,
}

const COLUMNS: &str = "number, id, report, event, data";

/// Keeps a telling; gives its number.
pub(crate) fn put_telling(
    connection: &Connection,
    id: &str,
    report: i64,
    telling: &Telling,
) -> Result<i64> {
    let block = Block::of(telling);
    let number = connection
        .prepare_cached(
            "INSERT INTO telling (id, key, report, kind, from_day, to_day, country, cell, umbrella,
                                  data)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .insert(params![
            id,
            telling.key,
            report,
            telling.kind,
            block.days.from,
            block.days.to,
            block.country,
            block.cell,
            is_umbrella(telling),
            pack(telling)?,
        ])?;
    Ok(number)
}

/// Removes the tellings of a report; gives the ids and keys that they had, and the events
/// that they were of.
pub(crate) fn remove_tellings(connection: &Connection, report: i64) -> Result<Vec<Stored>> {
    let gone = load_of_report(connection, report)?;
    for telling in &gone {
        connection
            .prepare_cached("DELETE FROM telling WHERE number = ?1")?
            .execute([telling.number])?;
    }
    Ok(gone)
}

/// The telling of this number.
pub(crate) fn load(connection: &Connection, number: i64) -> Result<Stored> {
    let found = query(connection, "number = ?1", number)?;
    found.into_iter().next().ok_or_else(|| rusqlite::Error::QueryReturnedNoRows.into())
}

/// The tellings of an event, in the order of their keys.
pub(crate) fn load_of_event(connection: &Connection, event: i64) -> Result<Vec<Stored>> {
    query(connection, "event = ?1 ORDER BY key", event)
}

/// The tellings of a report, in its order.
pub(crate) fn load_of_report(connection: &Connection, report: i64) -> Result<Vec<Stored>> {
    query(connection, "report = ?1 ORDER BY number", report)
}

fn query(connection: &Connection, condition: &str, number: i64) -> Result<Vec<Stored>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM telling WHERE {condition}"))?;
    let mut rows = statement.query([number])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Stored {
            number: row.get(0)?,
            id: row.get(1)?,
            report: row.get(2)?,
            event: row.get(3)?,
            telling: unpack(row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?)?,
        });
    }
    Ok(found)
}
