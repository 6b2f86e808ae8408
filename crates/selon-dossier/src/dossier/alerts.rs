//! Queries that are kept, and what is new for them.

use rusqlite::{OptionalExtension, params};

use super::{Dossier, Stamp};
use crate::search::{self, EventRow, Filter};
use crate::store::{DossierError, Result};

impl Dossier {
    /// Keeps a query under a name, as seen up to now.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn set_alert(&mut self, name: &str, filter: &Filter, stamp: Stamp) -> Result<()> {
        let query = serde_json::to_string(filter)?;
        self.store.write(|c| {
            c.execute(
                "INSERT OR REPLACE INTO alert (name, query, seen) VALUES (?1, ?2, ?3)",
                params![name, query, stamp.now],
            )?;
            Ok(())
        })
    }

    /// Forgets a query; tells whether there was one.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn drop_alert(&mut self, name: &str) -> Result<bool> {
        self.store.write(|c| Ok(c.execute("DELETE FROM alert WHERE name = ?1", [name])? > 0))
    }

    /// The queries that are kept: name, query, and when they were last looked at.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn alerts(&self) -> Result<Vec<(String, Filter, String)>> {
        self.read(|c| {
            let mut statement =
                c.prepare_cached("SELECT name, query, seen FROM alert ORDER BY name")?;
            let mut rows = statement.query([])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let query: String = row.get(1)?;
                found.push((row.get(0)?, serde_json::from_str(&query)?, row.get(2)?));
            }
            Ok(found)
        })
    }

    /// What is new or changed for a query since it was last asked; it is asked now, so that
    /// the next time tells what came after.
    ///
    /// # Errors
    ///
    /// If there is no such query, or the file cannot be written.
    pub fn ask_alert(&mut self, name: &str, stamp: Stamp) -> Result<Vec<EventRow>> {
        self.store.write(|c| {
            let found: Option<(String, String)> = c
                .query_row("SELECT query, seen FROM alert WHERE name = ?1", [name], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((query, seen)) = found else {
                return Err(DossierError::Unknown(format!(
                    "there is no alert {name}; `selon alert` lists them"
                )));
            };
            let mut filter: Filter = serde_json::from_str(&query)?;
            filter.changed_after = Some(seen);
            let new = search::events(c, &filter)?;
            c.execute("UPDATE alert SET seen = ?2 WHERE name = ?1", params![name, stamp.now])?;
            Ok(new)
        })
    }
}
