//! Which tellings of other reports the tellings of a report may be one with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::params;
use selon_model::Report;
use selon_model::reading::Reading;

use super::Adding;
use super::repeating::aligned;
use crate::copies::{Anchor, CopyKind, Repeats, anchors, translated};
use crate::same_event::{Block, LINKED, score};
use crate::store::{self, Result, Stored};

impl Adding<'_> {
    /// The tellings that pairs link to this one.
    pub(super) fn neighbours(&self, telling: i64) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT b FROM pair WHERE a = ?1 UNION SELECT a FROM pair WHERE b = ?1",
        )?;
        let found = statement.query_map([telling], |row| row.get(0))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Scores the tellings of a report with those that they may be one with, keeps the pairs
    /// that are linked, and finds translations among their reports. Gives all tellings that
    /// are linked now.
    pub(super) fn pairs(
        &mut self,
        number: i64,
        fresh: &[Arc<Stored>],
        copies: &BTreeMap<i64, Repeats>,
        reading: &Reading,
        report: &Report,
    ) -> Result<BTreeSet<i64>> {
        let c = self.connection;
        let mut linked = BTreeSet::new();
        let mut scored: BTreeMap<(i64, i64), f64> = BTreeMap::new();
        let mut abroad: BTreeSet<i64> = BTreeSet::new();
        for telling in fresh {
            for candidate in store::candidates(c, &Block::of(&telling.telling), telling.number)? {
                let other = self.cache.get(c, candidate)?;
                if other.report == number {
                    continue;
                }
                let copied = copies.get(&other.report).is_some_and(|r| aligned(telling, &other, r));
                let score = score(&telling.telling, &other.telling, copied).score;
                scored.insert((telling.number, candidate), score);
                if score >= LINKED && other.telling.language != telling.telling.language {
                    abroad.insert(other.report);
                }
            }
        }
        // What is repeated is told there, wherever it lies.
        let mut copied: BTreeMap<i64, Repeats> = copies.clone();
        let own: Vec<Anchor> = if abroad.is_empty() { Vec::new() } else { anchors(reading) };
        for other in abroad {
            if copied.contains_key(&other) {
                continue;
            }
            let Some(version) = store::source(c, other, None)? else { continue };
            let days = |r: &Report| r.published.as_deref().and_then(crate::day::day);
            if let (Some(a), Some(b)) = (days(report), days(&version.report))
                && (a - b).abs() > 4
            {
                continue;
            }
            let theirs = anchors(&version.reading);
            if let Some(found) = translated((report, &own), (&version.report, &theirs)) {
                let earlier = self.is_earlier(other, number)?;
                let repeats = Repeats {
                    of: String::new(),
                    kind: CopyKind::FoundTranslation,
                    score: found.score,
                    reason: format!(
                        "{} names, places, numbers and dates in the same order in two \
                         languages, {:.0} % of all",
                        found.shared,
                        found.score * 100.0
                    ),
                    spans: Vec::new(),
                };
                self.put_copy(number, other, earlier, repeats, &mut copied)?;
            }
        }
        for (other, repeats) in &copied {
            for theirs in store::load_of_report(c, *other)? {
                for ours in fresh {
                    if aligned(ours, &theirs, repeats) {
                        let score = score(&ours.telling, &theirs.telling, true).score;
                        scored.insert((ours.number, theirs.number), score);
                    }
                }
            }
        }
        let mut statement =
            c.prepare_cached("INSERT OR REPLACE INTO pair (a, b, score) VALUES (?1, ?2, ?3)")?;
        for ((a, b), score) in scored {
            if score >= LINKED {
                statement.execute(params![a.min(b), a.max(b), score])?;
                linked.insert(b);
            }
        }
        Ok(linked)
    }
}
