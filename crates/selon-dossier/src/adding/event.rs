//! The event of a group: its row, what it is found by, what it is a part of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::params;
use selon_gazetteer::fold::fold;

use super::{Adding, Before, Cache};
use crate::decisions::{active_for, constraint};
use crate::event_of;
use crate::same_event::{self, Block};
use crate::search::EventRow;
use crate::store::{self, EventEntry, Result, Stored, pack};
use crate::summary::EventView;
use crate::telling::Telling;

impl Adding<'_> {
    /// Computes every event anew from its tellings; groups stay as they are.
    pub(super) fn refill(&mut self) -> Result<()> {
        let c = self.connection;
        for event in store::all_events(c)? {
            let (id, row, changed) = store::event_state(c, event)?;
            let before = Before::from([(id, (row, changed))]);
            let mut tellings: Vec<Arc<Stored>> =
                store::load_of_event(c, event)?.into_iter().map(Arc::new).collect();
            tellings.sort_by(|a, b| {
                crate::summary::order(&a.telling).cmp(&crate::summary::order(&b.telling))
            });
            store::delete_event(c, event)?;
            self.put_event(&tellings, &before)?;
        }
        Ok(())
    }

    /// Keeps the event of a group; the first telling gives the id.
    pub(super) fn put_event(&mut self, tellings: &[Arc<Stored>], before: &Before) -> Result<()> {
        let c = self.connection;
        let Some(first) = tellings.first() else { return Ok(()) };
        let list: Vec<Telling> = tellings.iter().map(|t| t.telling.clone()).collect();
        let view: EventView = event_of::compute(c, &first.id, &list)?;
        let row = EventRow::of(&view);
        let packed = pack(&row)?;
        let as_it_was =
            before.get(&row.id).filter(|(bytes, _)| *bytes == packed || self.stamp.now.is_empty());
        let changed = match as_it_was {
            Some((_, changed)) => changed.clone(),
            None => self.after_alerts()?,
        };
        let days = view.date.as_deref().and_then(crate::day::days);
        let entry = EventEntry {
            row: &row,
            packed: &packed,
            from_day: days.and_then(|d| d.from.or(d.to)),
            to_day: days.and_then(|d| d.to.or(d.from)),
            place: &place_names(&list, &view, self.cache),
            actors: &actor_names(&list, &view),
            words: &words(&list),
            changed: &changed,
        };
        let event = store::put_event(c, &entry)?;
        for telling in tellings {
            c.prepare_cached("UPDATE telling SET event = ?2 WHERE number = ?1")?
                .execute(params![telling.number, event])?;
        }
        let reports: BTreeMap<&str, i64> =
            tellings.iter().map(|t| (t.telling.report.as_str(), t.report)).collect();
        store::put_behind(c, event, &view.origins.list, &reports)?;
        self.parts(event, tellings)
    }

    /// The moment, but after every alert that was asked: who waited to write while another asked
    /// has the earlier moment, and what they write is new all the same.
    fn after_alerts(&self) -> Result<String> {
        let asked: Option<String> =
            self.connection.query_row("SELECT max(seen) FROM alert", [], |row| row.get(0))?;
        Ok(match asked {
            Some(asked) if asked.as_str() >= self.stamp.now => format!("{asked}~"),
            _ => self.stamp.now.to_owned(),
        })
    }

    /// Links an event with those that it is a part of, or that are parts of it.
    pub(super) fn parts(&mut self, event: i64, tellings: &[Arc<Stored>]) -> Result<()> {
        let c = self.connection;
        let keys: BTreeSet<&str> = tellings.iter().map(|t| t.telling.report_key.as_str()).collect();
        let decisions = active_for(c, &keys)?;
        for ours in tellings {
            let umbrella = same_event::is_umbrella(&ours.telling);
            let block = Block::of(&ours.telling);
            let mut near: BTreeSet<i64> =
                store::tellings_of_report(c, ours.report)?.into_iter().collect();
            near.extend(store::umbrella_candidates(c, &block, umbrella)?);
            for number in near {
                let theirs = self.cache.get(c, number)?;
                let Some(other) = store::event_of_telling(c, number)?.filter(|&o| o != event)
                else {
                    continue;
                };
                let (a, b) = (&ours.telling, &theirs.telling);
                // What is decided to be another event is no part either.
                if constraint(&decisions, a, b) == Some(same_event::Constraint::Different) {
                    continue;
                }
                let below = same_event::part_of(b, a).map(|r| (other, event, r));
                let found = below.or_else(|| same_event::part_of(a, b).map(|r| (event, other, r)));
                if let Some((part, whole, reason)) = found {
                    c.prepare_cached(
                        "INSERT INTO part (part, umbrella, reason) VALUES (?1, ?2, ?3)
                         ON CONFLICT (part, umbrella) DO UPDATE SET reason = min(reason, ?3)",
                    )?
                    .execute(params![part, whole, reason])?;
                }
            }
        }
        Ok(())
    }
}

/// What stands between two names in the full-text index, so that no phrase reaches over both.
const BETWEEN: &str = "\n0between0\n";

/// Names of the places of an event and of what they lie in, for filters.
fn place_names(tellings: &[Telling], view: &EventView, cache: &mut Cache) -> String {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for place in tellings.iter().filter_map(|t| t.place.as_ref()) {
        names.insert(fold(&place.excerpt.text));
        names.extend(place.name.as_deref().map(fold));
        names.extend(place.country.as_deref().map(str::to_lowercase));
        names.extend([&place.admin1, &place.admin2].into_iter().flatten().map(|n| fold(n)));
    }
    if let Some(place) = &view.place {
        names.insert(fold(&place.name));
        names.extend(cache.divisions(place).iter().cloned());
    }
    names.into_iter().collect::<Vec<_>>().join(BETWEEN)
}

fn actor_names(tellings: &[Telling], view: &EventView) -> String {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for actor in tellings.iter().flat_map(|t| [&t.actor, &t.target]).flatten() {
        names.insert(fold(&actor.excerpt.text));
        names.extend(actor.name.as_deref().map(fold));
        if let Some(entry) =
            actor.entity.as_deref().and_then(|id| crate::party::Registry::get().by_id(id))
        {
            names.extend(selon_model::Language::ALL.map(|l| fold(entry.name(l))));
        }
    }
    names.extend(view.actor.as_deref().map(fold));
    names.extend(view.target.as_deref().map(fold));
    names.into_iter().collect::<Vec<_>>().join(BETWEEN)
}

/// What an event is found by: the sentences that tell of it, and names; each once, however
/// many copies have it.
fn words(tellings: &[Telling]) -> String {
    let mut words: BTreeSet<&str> = BTreeSet::new();
    for telling in tellings {
        words.extend(telling.claims.iter().map(|c| c.words.text.as_str()));
        if let Some(place) = &telling.place {
            words.insert(&place.excerpt.text);
            words.extend(place.name.as_deref());
        }
        for actor in [&telling.actor, &telling.target].into_iter().flatten() {
            words.insert(&actor.excerpt.text);
            words.extend(actor.name.as_deref());
        }
    }
    words.into_iter().collect::<Vec<_>>().join(BETWEEN)
}
