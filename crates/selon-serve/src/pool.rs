//! Dossiers opened for reading: a few, each asked by one request at a time.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use selon_dossier::{Dossier, DossierError};
use tokio::sync::Semaphore;

use crate::problem::{Problem, Result};

/// A small pool of open dossiers.
#[derive(Debug)]
pub struct Pool {
    path: PathBuf,
    free: Mutex<Vec<Dossier>>,
    turns: Semaphore,
}

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
        let free = || self.free.lock().unwrap_or_else(|broken| broken.into_inner());
        let taken = free().pop();
        let dossier = match taken {
            Some(dossier) => dossier,
            None => Dossier::open_to_read(&self.path)?,
        };
        // Whatever is written meanwhile, one page shows one state.
        let done = dossier.snapshot(work);
        // One that failed may be stale: the file was replaced, or the disk was away.
        if !matches!(&done, Err(Problem::Dossier(e)) if !matches!(e, DossierError::Unknown(_))) {
            free().push(dossier);
        }
        done
    }
}
