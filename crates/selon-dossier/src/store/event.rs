//! Events as the dossier has them.

use rusqlite::{Connection, params};

use super::{Result, pack};
use crate::search::EventRow;

/// An event to be kept.
pub(crate) struct EventEntry<'a> {
    pub(crate) row: &'a EventRow,
    pub(crate) from_day: Option<i32>,
    pub(crate) to_day: Option<i32>,
    /// Folded names of the place.
    pub(crate) place: Option<String>,
    /// Folded names of who takes part.
    pub(crate) actors: String,
    /// When it last changed.
    pub(crate) changed: &'a str,
}

/// Keeps an event; gives its number.
pub(crate) fn put_event(connection: &Connection, entry: &EventEntry) -> Result<i64> {
    let row = entry.row;
    let languages: Vec<&str> = row.languages.iter().map(|l| l.code()).collect();
    Ok(connection
        .prepare_cached(
            "INSERT INTO event (id, kind, from_day, to_day, country, lat, lon, place, actors,
                                languages, headline, reports, at_least, at_most, disagreeing,
                                changed, row)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .insert(params![
            row.id,
            row.kind,
            entry.from_day,
            entry.to_day,
            row.place.as_ref().and_then(|p| p.country.clone()),
            row.place.as_ref().and_then(|p| p.lat),
            row.place.as_ref().and_then(|p| p.lon),
            entry.place,
            entry.actors,
            languages.join(" "),
            row.headline,
            row.reports.len() as i64,
            row.origins_at_least,
            row.origins_at_most,
            !row.disagreements.is_empty(),
            entry.changed,
            pack(row)?,
        ])?)
}

/// Removes an event; its tellings must be of no event then.
pub(crate) fn delete_empty(connection: &Connection, event: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE telling SET event = NULL WHERE event = ?1")?
        .execute([event])?;
    connection.prepare_cached("DELETE FROM event WHERE number = ?1")?.execute([event])?;
    Ok(())
}
