//! Whether the file of a dossier is whole, and copies of it.

use std::path::Path;

use rusqlite::Connection;
use selon_model::Report;
use selon_model::reading::Reading;

use super::Dossier;
use crate::id::sha256;
use crate::search::EventRow;
use crate::store::{DossierError, Result, unpack};
use crate::telling::Telling;

/// So many faults of a kind are told; there may be more.
const MOST: usize = 20;

impl Dossier {
    /// What is wrong with the file; nothing if it is whole: its pages, what refers to what, and
    /// whether each report, reading and event can be read back, texts as they were taken in.
    ///
    /// # Errors
    ///
    /// If it cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>> {
        self.read(|c| {
            let mut found = pages(c)?;
            // Where pages are damaged, what stands in them is not looked for.
            if found.is_empty() {
                found.extend(references(c)?);
                found.extend(texts(c)?);
                found.extend(events(c)?);
            }
            Ok(found)
        })
    }

    /// Copies the dossier to a new file, whole, while others may write.
    ///
    /// # Errors
    ///
    /// If there is such a file, or it cannot be written.
    pub fn backup(&self, to: &Path) -> Result<()> {
        if to.exists() {
            return Err(DossierError::Unknown(format!(
                "{}: there is a file of this name; name another",
                to.display()
            )));
        }
        // Not within a transaction.
        let copied = self.connection().execute("VACUUM INTO ?1", [to.to_string_lossy()]);
        copied.map(drop).map_err(|error| match self.store.named(error.into()) {
            // The dossier is read alone: it is the copy that cannot be written.
            DossierError::ReadOnly(_) => DossierError::ReadOnly(to.to_owned()),
            DossierError::Full(_) => {
                // There was no file of this name.
                let _ = std::fs::remove_file(to);
                DossierError::Full(to.to_owned())
            }
            other => other,
        })
    }
}

fn pages(c: &Connection) -> Result<Vec<String>> {
    let mut statement = c.prepare(&format!("PRAGMA integrity_check({MOST})"))?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut found: Vec<String> = lines.collect::<rusqlite::Result<_>>()?;
    found.retain(|line| line != "ok");
    Ok(found)
}

fn references(c: &Connection) -> Result<Vec<String>> {
    let mut statement = c.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let table: String = row.get(0)?;
        found.push(format!("a row of {table} refers to one that is not there"));
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}

/// Reports whose text is not that which was taken in, or whose reading is of another.
fn texts(c: &Connection) -> Result<Vec<String>> {
    let mut statement = c.prepare(
        "SELECT r.id, v.version, v.sha256, v.source, v.reading
         FROM version v JOIN report r ON r.number = v.report ORDER BY r.number, v.version",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, version, hash): (String, u32, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let blob =
            |n| -> Result<&[u8]> { Ok(row.get_ref(n)?.as_blob().map_err(rusqlite::Error::from)?) };
        let what = if !unpack::<Report>(blob(3)?).is_ok_and(|r| sha256(&r.text) == hash) {
            "its text is not as it was taken in"
        } else if !unpack::<Reading>(blob(4)?).is_ok_and(|r| r.report.text_sha256 == hash) {
            "its reading cannot be read back; `selon reread` makes it anew"
        } else {
            continue;
        };
        found.push(format!("{id}, version {version}: {what}"));
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}

/// Events, and tellings of them, that cannot be read back.
fn events(c: &Connection) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut look = |sql: &str, whole: fn(&[u8]) -> bool| -> Result<()> {
        let mut statement = c.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if found.len() < MOST
                && !whole(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)
            {
                let id: String = row.get(0)?;
                found.push(format!("{id}: the event cannot be read back"));
            }
        }
        Ok(())
    };
    look("SELECT id, data FROM telling ORDER BY number", |b| unpack::<Telling>(b).is_ok())?;
    look(
        "SELECT e.id, r.row FROM event e JOIN event_row r ON r.event = e.number ORDER BY e.number",
        |b| unpack::<EventRow>(b).is_ok(),
    )?;
    Ok(found)
}
