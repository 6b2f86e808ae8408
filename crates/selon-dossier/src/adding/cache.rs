//! What is kept between two reports that are added: it never changes while it has its number.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;

use crate::event_of;
use crate::same_event::score;
use crate::store::{self, Result, Stored};
use crate::summary::PlaceView;

/// Tellings that were unpacked lately; they never change while they have their number.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    tellings: HashMap<i64, Arc<Stored>>,
    /// The names of what places lie in.
    divisions: HashMap<String, Vec<String>>,
    /// The scores of pairs that are no copies.
    scores: HashMap<(i64, i64), f64>,
}

/// How many tellings are kept unpacked.
const KEPT: usize = 20_000;

impl Cache {
    pub(crate) fn get(&mut self, connection: &Connection, number: i64) -> Result<Arc<Stored>> {
        if let Some(found) = self.tellings.get(&number) {
            return Ok(found.clone());
        }
        let stored = Arc::new(store::load(connection, number)?);
        if self.tellings.len() >= KEPT {
            self.tellings.clear();
        }
        self.tellings.insert(number, stored.clone());
        Ok(stored)
    }

    /// The names of what a place lies in.
    pub(super) fn divisions(&mut self, place: &PlaceView) -> &[String] {
        if self.divisions.len() >= KEPT {
            self.divisions.clear();
        }
        let key = format!("{} {:?} {:?} {:?}", place.name, place.country, place.lat, place.lon);
        self.divisions.entry(key).or_insert_with(|| event_of::divisions(place))
    }

    /// How likely two tellings are of one event, as no copies.
    pub(super) fn score(&mut self, a: &Stored, b: &Stored) -> f64 {
        if self.scores.len() >= KEPT_SCORES {
            self.scores.clear();
        }
        let key = (a.number.min(b.number), a.number.max(b.number));
        *self.scores.entry(key).or_insert_with(|| score(&a.telling, &b.telling, false).score)
    }
}

/// How many scores are kept.
const KEPT_SCORES: usize = 500_000;
