//! Dossiers opened for reading: a few, each asked by one request at a time. What each found
//! lately it keeps until something is written.

use std::any::Any;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use selon_dossier::{Dossier, DossierError};
use tokio::sync::Semaphore;

use crate::problem::{Problem, Result};

/// A small pool of open dossiers.
#[derive(Debug)]
pub struct Pool {
    path: PathBuf,
    free: Mutex<Vec<Reader>>,
    turns: Semaphore,
}

/// An open dossier.
#[derive(Debug)]
struct Reader {
    dossier: Dossier,
    /// The state that `kept` was found in.
    revision: i64,
    /// What was found, by what was asked for.
    kept: HashMap<String, Arc<dyn Any + Send + Sync>>,
}

/// So many answers each open dossier keeps.
const MOST_KEPT: usize = 16;

impl Pool {
    /// A pool of at most so many, which are opened when they are needed.
    pub fn new(path: &Path, most: usize) -> Pool {
        Pool { path: path.to_owned(), free: Mutex::default(), turns: Semaphore::new(most) }
    }

    /// Waits for a turn. Whoever waits does not hold up other requests.
    pub async fn turn(&self) -> Result<tokio::sync::SemaphorePermit<'_>> {
        self.turns.acquire().await.map_err(|_| Problem::internal("the pool is closed"))
    }

    /// Asks an open dossier. To be called with a turn, where waiting for the disk holds
    /// nobody up.
    pub fn ask<T>(&self, work: impl FnOnce(&Dossier) -> Result<T>) -> Result<T> {
        self.with(|reader| reader.dossier.snapshot(work))
    }

    /// Asks an open dossier for what it may have found lately, by a name that tells all that
    /// it depends on but the dossier.
    pub fn ask_kept<T: Send + Sync + 'static>(
        &self,
        name: String,
        work: impl FnOnce(&Dossier) -> Result<T>,
    ) -> Result<Arc<T>> {
        self.with(|Reader { dossier, revision, kept }| {
            dossier.snapshot(|dossier| {
                // Another connection has written: nothing that was found before holds.
                let now = dossier.revision()?;
                if now != *revision {
                    kept.clear();
                    *revision = now;
                }
                if let Some(found) = kept.get(&name).and_then(|k| Arc::clone(k).downcast().ok()) {
                    return Ok(found);
                }
                let found = Arc::new(work(dossier)?);
                if kept.len() >= MOST_KEPT {
                    kept.clear();
                }
                kept.insert(name, Arc::clone(&found) as Arc<dyn Any + Send + Sync>);
                Ok(found)
            })
        })
    }

    fn with<T>(&self, work: impl FnOnce(&mut Reader) -> Result<T>) -> Result<T> {
        let free = || self.free.lock().unwrap_or_else(|broken| broken.into_inner());
        let taken = free().pop();
        let mut reader = match taken {
            Some(reader) => reader,
            None => Reader {
                dossier: Dossier::open_to_read(&self.path)?,
                revision: 0,
                kept: HashMap::new(),
            },
        };
        // Whatever is written meanwhile, one page shows one state.
        let done = work(&mut reader);
        // One that failed may be stale: the file was replaced, or the disk was away.
        if !matches!(&done, Err(Problem::Dossier(e)) if !matches!(e, DossierError::Unknown(_))) {
            free().push(reader);
        }
        done
    }
}
