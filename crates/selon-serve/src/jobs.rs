//! What is being added: how far it is, for the page that shows it.

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde::Serialize;

use crate::site::Progress;

/// So many are remembered; of each so many lines.
const MOST: usize = 100;
const MOST_LINES: usize = 500;

/// What is being added, or was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Job {
    /// Which.
    pub id: u64,
    /// Whether it is done.
    pub done: bool,
    /// How many reports were added.
    pub added: usize,
    /// How many were there already.
    pub known: usize,
    /// How many events the new ones tell of.
    pub events: usize,
    /// The new reports: id, title, how many events.
    pub reports: Vec<(String, String, usize)>,
    /// What was not added, and why.
    pub failed: Vec<(String, String)>,
}

/// All of them, the latest last.
#[derive(Debug, Default)]
pub struct Jobs(Mutex<BTreeMap<u64, Job>>);

impl Jobs {
    /// Begins one; gives its number.
    pub fn begin(&self) -> u64 {
        let mut jobs = self.0.lock().unwrap_or_else(|broken| broken.into_inner());
        let id = jobs.last_key_value().map_or(1, |(last, _)| last + 1);
        if jobs.len() >= MOST {
            jobs.pop_first();
        }
        jobs.insert(id, Job { id, ..Job::default() });
        id
    }

    /// Notes what happened.
    pub fn tell(&self, id: u64, progress: Progress) {
        self.change(id, |job| match progress {
            Progress::Added { id, title, events } => {
                job.added += 1;
                job.events += events;
                if job.reports.len() < MOST_LINES {
                    job.reports.push((id, title, events));
                }
            }
            Progress::Known { .. } => job.known += 1,
            Progress::Failed { name, why } => {
                if job.failed.len() < MOST_LINES {
                    job.failed.push((name, why));
                }
            }
        });
    }

    /// Ends one.
    pub fn end(&self, id: u64) {
        self.change(id, |job| job.done = true);
    }

    /// How far one is.
    pub fn get(&self, id: u64) -> Option<Job> {
        let jobs = self.0.lock().unwrap_or_else(|broken| broken.into_inner());
        jobs.get(&id).cloned()
    }

    fn change(&self, id: u64, change: impl FnOnce(&mut Job)) {
        let mut jobs = self.0.lock().unwrap_or_else(|broken| broken.into_inner());
        if let Some(job) = jobs.get_mut(&id) {
            change(job);
        }
    }
}
