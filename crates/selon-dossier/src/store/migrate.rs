//! The form of the file, by numbered steps of SQL.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::{DossierError, Result};

/// `SLON` in ASCII: that the file is a dossier, whatever its name.
const APPLICATION: i32 = 0x534c_4f4e;

const STEPS: [&str; 2] = [include_str!("migrations/0001.sql"), include_str!("migrations/0002.sql")];

/// From this form on events are kept as they are now; those of an older one are computed anew.
const EVENTS: usize = 2;

fn version(connection: &Connection) -> Result<u32> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Refuses what is no dossier, or one of a form that is not known.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<()> {
    let application: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION && tables > 0 {
        return Err(DossierError::Foreign(path.to_owned()));
    }
    let (found, known) = (version(connection)?, STEPS.len() as u32);
    if found > known {
        return Err(DossierError::Newer { path: path.to_owned(), found, known });
    }
    Ok(())
}

/// Whether all steps were taken.
pub(super) fn is_current(connection: &Connection) -> Result<bool> {
    Ok(version(connection)? as usize == STEPS.len())
}

/// Takes the steps that are left, each whole or not at all.
pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&transaction)? as usize;
    for (n, step) in STEPS.iter().enumerate().skip(from) {
        transaction.execute_batch(step)?;
        transaction.execute_batch(&format!("PRAGMA user_version = {}", n + 1))?;
    }
    if (1..EVENTS).contains(&from) {
        crate::adding::refill(&transaction)?;
    }
    transaction.execute_batch(&format!("PRAGMA application_id = {APPLICATION}"))?;
    transaction.commit()?;
    Ok(())
}
