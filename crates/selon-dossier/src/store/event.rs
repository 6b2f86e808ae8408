//! Events as the dossier has them.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use selon_model::reading::Precision;

use super::Result;
use crate::origins::{Origin, OriginKind};
use crate::search::EventRow;

/// An event to be kept.
pub(crate) struct EventEntry<'a> {
    pub(crate) row: &'a EventRow,
    /// The row, packed.
    pub(crate) packed: &'a [u8],
    pub(crate) from_day: Option<i32>,
    pub(crate) to_day: Option<i32>,
    /// Names of the place and of what it lies in.
    pub(crate) place: &'a str,
    /// Names of who takes part.
    pub(crate) actors: &'a str,
    /// The words that tell of it.
    pub(crate) words: &'a str,
    /// When it last changed.
    pub(crate) changed: &'a str,
}

/// Keeps an event; gives its number.
pub(crate) fn put_event(connection: &Connection, entry: &EventEntry) -> Result<i64> {
    let row = entry.row;
    let languages: Vec<&str> = row.languages.iter().map(|l| l.code()).collect();
    let disputes: Vec<&str> = row.disagreements.iter().map(|kind| kind.code()).collect();
    let precision = row.place.as_ref().and_then(|p| p.precision);
    let number = connection
        .prepare_cached(
            "INSERT INTO event (id, kind, from_day, to_day, country, lat, lon, precision,
                                languages, headline, reports, at_least, at_most, disagreeing,
                                disputes, changed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .insert(params![
            row.id,
            row.kind,
            entry.from_day,
            entry.to_day,
            row.place.as_ref().and_then(|p| p.country.clone()),
            row.place.as_ref().and_then(|p| p.lat),
            row.place.as_ref().and_then(|p| p.lon),
            precision.map(Precision::code),
            languages.join(" "),
            row.headline,
            row.reports.len() as i64,
            row.origins_at_least,
            row.origins_at_most,
            !row.disagreements.is_empty(),
            disputes.join(" "),
            entry.changed,
        ])?;
    connection
        .prepare_cached("INSERT INTO event_row (event, row) VALUES (?1, ?2)")?
        .execute(params![number, entry.packed])?;
    connection
        .prepare_cached(
            "INSERT INTO event_text (rowid, place, actors, words) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![number, entry.place, entry.actors, entry.words])?;
    Ok(number)
}

/// Removes an event; its tellings are of no event then.
pub(crate) fn delete_event(connection: &Connection, event: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE telling SET event = NULL WHERE event = ?1")?
        .execute([event])?;
    connection.prepare_cached("DELETE FROM event_text WHERE rowid = ?1")?.execute([event])?;
    connection.prepare_cached("DELETE FROM event WHERE number = ?1")?.execute([event])?;
    Ok(())
}

/// Keeps who stands behind an event. `reports` has the numbers of its reports by their ids.
pub(crate) fn put_behind(
    connection: &Connection,
    event: i64,
    origins: &[Origin],
    reports: &BTreeMap<&str, i64>,
) -> Result<()> {
    let certain = origins.iter().filter(|o| o.certain).count();
    for origin in origins {
        // Somebody who is not told is nobody that can be listed.
        let kind = match origin.kind {
            OriginKind::Source => "source",
            OriginKind::Cited => "cited outlet",
            OriginKind::Outlet | OriginKind::OutletBeside => "outlet",
            OriginKind::Forwarded => "channel",
            _ => continue,
        };
        let party = party(connection, origin, kind)?;
        let mut statement = connection.prepare_cached(
            "INSERT OR IGNORE INTO behind (party, event, report, alone) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for report in origin.ways.iter().filter_map(|w| reports.get(w.report.as_str())) {
            statement.execute(params![party, event, report, origin.certain && certain == 1])?;
        }
    }
    Ok(())
}

/// What a party is called: outlets of one publisher by its name, whichever of them tells.
fn called(origin: &Origin) -> &str {
    let outlet =
        matches!(origin.kind, OriginKind::Outlet | OriginKind::OutletBeside | OriginKind::Cited);
    let publisher = crate::party::publisher(&origin.id).filter(|_| outlet);
    publisher.unwrap_or(&origin.name)
}

/// The number of a party; its name and kind are those that come first, so that they are the
/// same in whatever order reports come.
fn party(connection: &Connection, origin: &Origin, kind: &str) -> Result<i64> {
    let known: Option<(i64, String, String)> = connection
        .prepare_cached("SELECT number, name, kind FROM party WHERE id = ?1")?
        .query_row([&origin.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((number, name, its_kind)) = known else {
        return Ok(connection
            .prepare_cached("INSERT INTO party (id, name, kind) VALUES (?1, ?2, ?3)")?
            .insert(params![origin.id, called(origin), kind])?);
    };
    if *called(origin) < *name || *kind > *its_kind {
        connection
            .prepare_cached(
                "UPDATE party SET name = min(name, ?2), kind = max(kind, ?3) WHERE number = ?1",
            )?
            .execute(params![number, called(origin), kind])?;
    }
    Ok(number)
}
