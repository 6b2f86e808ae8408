//! Adding a report: what it repeats, which of its tellings are of events that are there,
//! and what changes by it. One transaction.

mod cache;
mod event;
mod grouping;
mod pairing;
mod repeating;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rusqlite::Connection;
use selon_gazetteer::fold::fold;
use selon_model::reading::Reading;
use selon_model::{Report, address_key};

pub(crate) use cache::Cache;

use crate::copies::{facts, fingerprints};
use crate::dossier::{Added, Stamp};
use crate::id::{self, key, sha256};
use crate::store::{self, ReportEntry, Result, Stored};
use crate::telling::{Source, Telling, draw};

/// The rows of events by their ids, packed, and when they last changed.
type Before = HashMap<String, (Vec<u8>, String)>;

/// Adding within a transaction.
pub(crate) struct Adding<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) cache: &'a mut Cache,
    pub(crate) stamp: Stamp<'a>,
    /// The reports of which something else is known now: their events are computed anew.
    dirty: BTreeSet<i64>,
}

/// What the id of a report is made of: its address, else who published which text when.
pub(crate) fn report_key(report: &Report) -> String {
    match report.url.as_deref().map(address_key).filter(|u| !u.is_empty()) {
        Some(address) => key(&["address", &address]),
        None => {
            let outlet = report.outlet.as_deref().map(fold).unwrap_or_default();
            let published = report.published.as_deref().unwrap_or_default();
            key(&["text", &outlet, published, &sha256(&report.text)])
        }
    }
}

/// The id of a report that is there with this address and text.
pub(crate) fn known(connection: &Connection, report: &Report) -> Result<Option<String>> {
    let found = store::number_of(connection, &report_key(report))?;
    Ok(found.filter(|f| f.3 == sha256(&report.text)).map(|f| f.1))
}

/// Computes every event anew from its tellings, for a form of the file that keeps them
/// otherwise. Nothing counts as changed by that.
pub(crate) fn refill(connection: &Connection) -> Result<()> {
    let stamp = Stamp { now: "", reader: "" };
    Adding::new(connection, &mut Cache::default(), stamp).refill()
}

impl<'a> Adding<'a> {
    pub(crate) fn new(
        connection: &'a Connection,
        cache: &'a mut Cache,
        stamp: Stamp<'a>,
    ) -> Adding<'a> {
        Adding { connection, cache, stamp, dirty: BTreeSet::new() }
    }

    pub(crate) fn add(&mut self, report: &Report, reading: &Reading) -> Result<Added> {
        let key = report_key(report);
        let sha256 = sha256(&report.text);
        let (id, version) = match store::number_of(self.connection, &key)? {
            Some((_, id, _, its)) if its == sha256 => return Ok(Added::Known { id }),
            Some((_, id, version, _)) => (id, version + 1),
            None => {
                let taken = |id: &str| store::taken_id(self.connection, id).unwrap_or(false);
                (id::short('r', &key, taken), 1)
            }
        };
        let events = self.put(&id, &key, &sha256, version, report, reading)?;
        Ok(if version == 1 {
            Added::New { id, events }
        } else {
            Added::Version { id, version, events }
        })
    }

    pub(crate) fn reread(&mut self, number: i64, reading: &Reading) -> Result<()> {
        // The reading that counted may be damaged: it is not asked for.
        let Some(report) = store::report_of(self.connection, number)? else { return Ok(()) };
        let (id, key, version) = self.connection.query_row(
            "SELECT id, key, version FROM report WHERE number = ?1",
            [number],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?)),
        )?;
        self.put(&id, &key, &sha256(&report.text), version, &report, reading)?;
        Ok(())
    }

    fn put(
        &mut self,
        id: &str,
        key: &str,
        sha256: &str,
        version: u32,
        report: &Report,
        reading: &Reading,
    ) -> Result<usize> {
        let c = self.connection;
        let facts = facts(report);
        let number = store::put_report(
            c,
            &ReportEntry {
                id,
                key,
                family: facts.outlet.as_ref().map(|o| o.family.as_str()),
                outlet: facts.outlet.as_ref().map(|o| o.name.as_str()),
                sha256,
                version,
                added: self.stamp.now,
                reader: self.stamp.reader,
                report,
                reading,
                facts: &facts,
            },
        )?;
        self.dirty.insert(number);
        // What was told before by a text or a reading that counts no more.
        let mut touched: BTreeSet<i64> = BTreeSet::new();
        let gone = store::load_of_report(c, number)?;
        for old in &gone {
            touched.extend(self.neighbours(old.number)?);
        }
        let mut before = Before::new();
        self.dirty.extend(store::copied_with(c, number)?);
        for event in gone.iter().filter_map(|g| g.event).collect::<BTreeSet<i64>>() {
            touched.extend(store::tellings_of_event(c, event)?);
            let (id, row, changed) = store::event_state(c, event)?;
            before.insert(id, (row, changed));
            store::delete_event(c, event)?;
        }
        store::forget_derived(c, number)?;
        store::remove_tellings(c, number)?;

        store::put_links(c, number, report, &facts)?;
        // Rows of a data set are worded alike, and repeat no report.
        let coded = report.coded_by.is_some();
        let samples = if coded { Vec::new() } else { fingerprints(&report.text) };
        store::put_fingerprints(c, number, &samples)?;

        let source = Source { id, key, report, outlet: facts.outlet.as_ref() };
        let tellings = draw(source, reading);
        let mut fresh: Vec<Arc<Stored>> = Vec::with_capacity(tellings.len());
        for telling in tellings {
            let id = self.telling_id(&telling, &gone, &fresh)?;
            let number = store::put_telling(c, &id, number, &telling)?;
            touched.insert(number);
            fresh.push(self.cache.get(c, number)?);
        }
        let copies = self.copies(number, report, &facts, &samples)?;
        touched.extend(self.pairs(number, &fresh, &copies, reading, report)?);
        let count = fresh.len();
        self.regroup(touched, before)?;
        Ok(count)
    }

    /// The id of a telling: that which it had before it was read again, else a new one.
    fn telling_id(
        &self,
        telling: &Telling,
        gone: &[Stored],
        fresh: &[Arc<Stored>],
    ) -> Result<String> {
        let named = |old: &&Stored| crate::decisions::Ref::of(&old.telling).names(telling);
        let free = |old: &&Stored| !fresh.iter().any(|f| f.id == old.id);
        if let Some(old) = gone.iter().filter(free).find(named) {
            return Ok(old.id.clone());
        }
        let taken = |id: &str| {
            gone.iter().any(|g| g.id == id)
                || store::taken_telling(self.connection, id).unwrap_or(false)
        };
        Ok(id::short('e', &telling.key, taken))
    }

    /// Computes all pairs, groups and events anew.
    pub(crate) fn rebuild(&mut self) -> Result<()> {
        let c = self.connection;
        let reports: Vec<i64> = {
            let mut statement = c.prepare("SELECT number FROM report ORDER BY number")?;
            let numbers = statement.query_map([], |row| row.get(0))?;
            numbers.collect::<rusqlite::Result<_>>()?
        };
        for number in reports {
            let Some(version) = store::source(c, number, None)? else { continue };
            self.reread(number, &version.reading)?;
        }
        Ok(())
    }
}
