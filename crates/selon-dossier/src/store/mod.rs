//! The file of a dossier: SQLite, one transaction a report.

mod blob;
mod event;
mod migrate;
mod query;
mod report;
mod telling;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

pub(crate) use blob::{pack, unpack};
pub(crate) use event::{EventEntry, delete_event, put_behind, put_event};
pub(crate) use query::*;
pub(crate) use report::{
    ReportEntry, by_number, number_of, put_report, report_of, source, taken_id, text_of,
};
pub use report::{ReportRow, Text, Version};
pub(crate) use telling::{
    Stored, load, load_of_event, load_of_report, put_telling, remove_tellings,
};

/// How long a writer waits for another process to finish a report.
const PATIENCE: Duration = Duration::from_secs(60);
/// After how long a file that is being made is asked again.
const AGAIN: Duration = Duration::from_millis(20);

/// What can go wrong with a dossier.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    /// There is no file, and none is to be made.
    #[error("{0}: there is no dossier here yet; `selon add FILE…` makes one")]
    Missing(PathBuf),
    /// The folder that it is to be in is not there.
    #[error("{0}: there is no such folder; make it first")]
    NoFolder(PathBuf),
    /// It is a folder.
    #[error("{0} is a folder; name a file in it")]
    Folder(PathBuf),
    /// The file is something else.
    #[error("{0}: this is no dossier (or its first page is damaged); it was left as it is")]
    Foreign(PathBuf),
    /// A later version of the program made it.
    #[error(
        "{path}: made by a newer version of selon (form {found}, this one knows {known}); \
             update selon to use it, it was left as it is"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The number of its form.
        found: u32,
        /// The newest that is known.
        known: u32,
    },
    /// The file, or its folder, cannot be written.
    #[error("{0}: the dossier cannot be written; check the rights of the file and its folder")]
    ReadOnly(PathBuf),
    /// There is no room.
    #[error(
        "{0}: the disk is full; nothing of what was at hand was kept, all before it was; make room \
             and give the command again"
    )]
    Full(PathBuf),
    /// The disk does not take what is written, or does not give back what is read.
    #[error(
        "{0}: the disk gave an error; nothing of the report at hand was kept, all before it was"
    )]
    Disk(PathBuf),
    /// The file is damaged.
    #[error(
        "{0}: the dossier is damaged; `selon check` tells more, \
             `selon backup` before it went wrong is the way back"
    )]
    Damaged(PathBuf),
    /// Another process holds it.
    #[error("{0}: another process has been writing to the dossier for a minute; try again")]
    Busy(PathBuf),
    /// No such event, report or decision.
    #[error("{0}")]
    Unknown(String),
    /// What is stored cannot be read back.
    #[error(
        "{path}: something stored cannot be read back ({error}); `selon check` tells what, \
             `selon backup` before it went wrong is the way back"
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// An error of what is stored before the path is known; [`Store::named`] names it.
    #[error("what is stored cannot be read back: {0}")]
    Json(#[from] serde_json::Error),
    /// Anything else of the store.
    #[error("{path}: {error}")]
    Store {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        error: rusqlite::Error,
    },
    /// Anything else of the file system.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// An error of SQLite before the path is known; [`Store::named`] names it.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

/// What functions of a dossier return.
pub type Result<T> = std::result::Result<T, DossierError>;

/// An open dossier file.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

impl Store {
    /// Opens the file, and makes it if `create`.
    pub(crate) fn open(path: &Path, create: bool) -> Result<Store> {
        if path.is_dir() {
            return Err(DossierError::Folder(path.to_owned()));
        }
        if !path.exists() {
            if !create {
                return Err(DossierError::Missing(path.to_owned()));
            }
            let folder = path.parent().filter(|f| !f.as_os_str().is_empty() && !f.is_dir());
            if let Some(folder) = folder {
                return Err(DossierError::NoFolder(folder.to_owned()));
            }
        }
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
        if create {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let opened = Store::connect(path, path, flags).and_then(|mut store| {
            store.prepare(create).map_err(|e| store.named(e))?;
            Ok(store)
        });
        match opened {
            Err(DossierError::ReadOnly(_)) if !create => Store::open_to_read(path),
            opened => opened,
        }
    }

    /// Opens the file to read it alone. What another process writes meanwhile is seen.
    pub(crate) fn open_to_read(path: &Path) -> Result<Store> {
        if path.is_dir() {
            return Err(DossierError::Folder(path.to_owned()));
        }
        if !path.exists() {
            return Err(DossierError::Missing(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let mut store = Store::connect(path, path, flags)?;
        if matches!(store.check(), Err(DossierError::ReadOnly(_))) && unwritten(path) {
            // A medium on which SQLite cannot put its files beside the dossier: nobody writes
            // to it, so that it can be read without them.
            store = Store::connect(path, immutable(path)?, flags | OpenFlags::SQLITE_OPEN_URI)?;
        }
        store.check()?;
        if !migrate::is_current(&store.connection).map_err(|e| store.named(e))? {
            // An older form is brought up to date first, if it can be written.
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
            let mut writer = Store::connect(path, path, flags)?;
            writer.prepare(false).map_err(|e| writer.named(e))?;
            // What was opened before does not see all that this changed.
            store = Store::connect(path, path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        }
        store.settings().map_err(|e| store.named(e))?;
        Ok(store)
    }

    fn connect(path: &Path, name: impl AsRef<Path>, flags: OpenFlags) -> Result<Store> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(name, flags).map_err(|e| explain(path, e))?;
        let store = Store { connection, path: path.to_owned() };
        // Plans do not depend on what is asked for: else SQLite makes them anew for each question
        // with a range.
        let prepared = store
            .connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .and_then(|_| store.connection.busy_timeout(PATIENCE))
            .and_then(|()| crate::search::register(&store.connection));
        prepared.map_err(|e| explain(path, e))?;
        store.connection.set_prepared_statement_cache_capacity(256);
        Ok(store)
    }

    /// Whether it is a dossier at all, before anything is written to it.
    fn check(&self) -> Result<()> {
        migrate::check(&self.connection, &self.path).map_err(|e| self.named(e))
    }

    fn prepare(&mut self, create: bool) -> Result<()> {
        self.check()?;
        if self.connection.is_readonly("main")? {
            return if migrate::is_current(&self.connection)? {
                self.settings()
            } else {
                Err(DossierError::ReadOnly(self.path.clone()))
            };
        }
        if create || !migrate::is_current(&self.connection)? {
            self.write_ahead()?;
            migrate::migrate(&mut self.connection)?;
        }
        self.settings()
    }

    /// Puts the file into the mode in which readers and a writer do not wait for each other. Two
    /// that make the file at once may both hold it: SQLite does not wait then, so that they would
    /// not wait for each other forever.
    fn write_ahead(&self) -> Result<()> {
        let set = || {
            self.connection
                .query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0))
        };
        let tries = PATIENCE.as_millis() / AGAIN.as_millis();
        for _ in 0..tries {
            match set() {
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                    std::thread::sleep(AGAIN);
                }
                other => return other.map(|_| ()).map_err(Into::into),
            }
        }
        set().map(|_| ()).map_err(Into::into)
    }

    /// Holds one state of the file for what is read as long as this is kept; nothing if one is
    /// held already.
    pub(crate) fn snapshot(&self) -> Result<Option<Transaction<'_>>> {
        if !self.connection.is_autocommit() {
            return Ok(None);
        }
        let transaction = self.connection.unchecked_transaction();
        transaction.map(Some).map_err(|e| self.named(e.into()))
    }

    fn settings(&self) -> Result<()> {
        // In WAL mode NORMAL loses nothing when the process is killed. Pages that many reports
        // change are written back once in 32 MB, not once in 4.
        self.connection.execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;
             PRAGMA wal_autocheckpoint = 8000;",
        )?;
        let kb = if self.connection.is_readonly("main")? { 32_000 } else { 64_000 };
        self.connection.execute_batch(&format!("PRAGMA cache_size = -{kb};"))?;
        Ok(())
    }

    /// Does something in one transaction that holds the file for writing from its start.
    pub(crate) fn write<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let path = self.path.clone();
        let name = |error: DossierError| error.of(&path);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|e| name(e.into()))?;
        let done = work(&transaction).map_err(name)?;
        transaction.commit().map_err(|e| name(e.into()))?;
        Ok(done)
    }

    /// An error with the file that it is of.
    pub(crate) fn named(&self, error: DossierError) -> DossierError {
        error.of(&self.path)
    }
}

impl DossierError {
    /// The error with the file that it is of.
    fn of(self, path: &Path) -> DossierError {
        match self {
            DossierError::Sqlite(error) => explain(path, error),
            DossierError::Json(error) => DossierError::Unreadable { path: path.to_owned(), error },
            other => other,
        }
    }
}

/// Whether nothing waits beside the file to be written into it.
fn unwritten(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).map_or(true, |m| m.len() == 0)
}

/// The address of a file that does not change while it is read.
fn immutable(path: &Path) -> Result<String> {
    let full = std::path::absolute(path)
        .map_err(|error| DossierError::File { path: path.to_owned(), error })?;
    let mut address = String::from("file://");
    for byte in full.to_string_lossy().replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address.push_str("?immutable=1");
    Ok(address)
}

fn explain(path: &Path, error: rusqlite::Error) -> DossierError {
    use rusqlite::ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase,
        PermissionDenied, ReadOnly, SystemIoFailure,
    };
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(NotADatabase) => DossierError::Foreign(path),
        Some(DatabaseCorrupt) => DossierError::Damaged(path),
        Some(ReadOnly | PermissionDenied | CannotOpen) => DossierError::ReadOnly(path),
        Some(SystemIoFailure) => DossierError::Disk(path),
        Some(DiskFull) => DossierError::Full(path),
        Some(DatabaseBusy | DatabaseLocked) => DossierError::Busy(path),
        _ => DossierError::Store { path, error },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use selon_model::Report;

    use super::*;
    use crate::{Added, Dossier, Filter, Stamp};

    const STAMP: Stamp = Stamp { now: "2032-01-01T00:00:00Z", reader: "test" };

    fn report(n: usize) -> Report {
        let text = format!(
            "Une patrouille est tombée dans une embuscade près du poste {n}, selon le maire. Deux \
             soldats ont été blessés et {n} habitants ont fui, a-t-il dit.\n"
        );
        Report { id: format!("r{n}"), text, ..Report::default() }
    }

    #[test]
    fn a_full_disk_loses_the_report_at_hand_alone() {
        let path = std::env::temp_dir().join(format!("selon-full-{}", std::process::id()));
        let mut dossier = Dossier::create(&path).unwrap();
        let add = |dossier: &mut Dossier, n| {
            let report = report(n);
            let reading = selon_reader::read_report(&report).unwrap();
            dossier.add(&report, &reading, STAMP)
        };
        for n in 0..3 {
            add(&mut dossier, n).unwrap();
        }
        let pages: i64 =
            dossier.store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        let most = |dossier: &Dossier, pages: i64| {
            let sql = format!("PRAGMA max_page_count = {pages}");
            dossier.store.connection.query_row(&sql, [], |_| Ok(())).unwrap();
        };
        most(&dossier, pages);
        let refused = (3..40).find_map(|n| add(&mut dossier, n).err().map(|e| (n, e)));
        let (n, error) = refused.unwrap();
        assert!(matches!(error, DossierError::Full(_)), "{error}");
        assert_eq!(dossier.reports().unwrap().len(), n, "all before it are there");
        let events = dossier.events(&Filter::default()).unwrap();
        assert!(dossier.check().unwrap().is_empty());
        // When there is room again, it goes on.
        most(&dossier, pages * 100);
        assert!(matches!(add(&mut dossier, n).unwrap(), Added::New { .. }));
        assert!(dossier.events(&Filter::default()).unwrap().len() >= events.len());
        drop(dossier);
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", path.display()));
        }
    }

    #[test]
    fn a_file_whose_making_was_killed_is_an_empty_dossier() {
        let path = std::env::temp_dir().join(format!("selon-begun-{}", std::process::id()));
        let file = |end: &str| format!("{}{end}", path.display());
        // A page that is to be taken back, as the journal beside it says.
        let page = Connection::open(&path).unwrap();
        page.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
        drop(page);
        let mut journal = vec![0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
        for number in [0u32, 0x443f_79cf, 0, 512, 4096] {
            journal.extend(number.to_be_bytes());
        }
        journal.resize(512, 0);
        std::fs::write(file("-journal"), &journal).unwrap();
        let dossier = Dossier::open_to_read(&path).unwrap();
        assert!(dossier.check().unwrap().is_empty());
        assert!(dossier.events(&Filter::default()).unwrap().is_empty());
        drop(dossier);
        for end in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(file(end));
        }
    }

    #[test]
    fn addresses_of_files_that_do_not_change() {
        let address = immutable(Path::new("/tmp/a dossier?x#é.db")).unwrap();
        assert_eq!(address, "file:///tmp/a%20dossier%3Fx%23%C3%A9.db?immutable=1");
    }
}
