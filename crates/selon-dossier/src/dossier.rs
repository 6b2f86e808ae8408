//! The dossier: the one way in.

mod alerts;
mod checking;
mod deciding;

use std::path::Path;

use rusqlite::Connection;
use selon_model::Report;
use selon_model::reading::Reading;
use serde::Serialize;

pub(crate) use deciding::report_keys;

use crate::adding::{Adding, Cache};
use crate::event_of::{assemble, find_event};
use crate::same_event::Score;
use crate::search::{
    self, Counts, EventRow, Filter, Hit, Page, ReportFilter, ReportPage, Spot, Step, Timeline,
};
use crate::store::{self, DossierError, ReportRow, Result, Store, Text, Version};
use crate::summary::EventView;
use crate::telling::Telling;

/// A collection of reports with their readings, what was matched and what was decided.
///
/// Several processes may have one open; each report is added in one transaction.
#[derive(Debug)]
pub struct Dossier {
    pub(crate) store: Store,
    pub(crate) cache: Cache,
}

/// When something is done, and by which version of the program: the dossier has no clock.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// The moment, RFC 3339.
    pub now: &'a str,
    /// The version of what reads.
    pub reader: &'a str,
}

/// What adding a report did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New {
        /// Its id.
        id: String,
        /// How many events it tells of.
        events: usize,
    },
    /// It is there already; nothing was changed.
    Known {
        /// Its id.
        id: String,
    },
    /// Its address is known, its text is another: the new one counts.
    Version {
        /// Its id.
        id: String,
        /// How many versions there are now.
        version: u32,
        /// How many events the new text tells of.
        events: usize,
    },
}

/// A report with all its texts.
#[derive(Clone, Debug)]
pub struct ReportView {
    /// As a list shows it.
    pub row: ReportRow,
    /// The text that counts, with its reading.
    pub current: Version,
    /// Which earlier reports it repeats.
    pub repeats: Vec<crate::copies::Repeats>,
    /// Which later reports repeat it.
    pub repeated_by: Vec<crate::copies::Repeats>,
    /// Its events in the dossier, by the ids of its reading.
    pub events: Vec<(String, EventRow)>,
}

/// A party that is cited, or an outlet, and what for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// Who.
    pub id: String,
    /// The name.
    pub name: String,
    /// What kind: `outlet`, `source`, `cited` ….
    pub kind: String,
    /// How many reports lead to it.
    pub reports: u32,
    /// Behind how many events it stands.
    pub events: u32,
    /// How many of them nobody else certainly stands behind.
    pub alone: u32,
}

/// What a dossier holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// How many reports.
    pub reports: u64,
    /// How many of them repeat others.
    pub copies: u64,
    /// By language.
    pub languages: Vec<(String, u64)>,
    /// How many outlets.
    pub outlets: u64,
    /// The first and last day of publication.
    pub published: Option<(String, String)>,
    /// How many reports have no day of publication.
    pub without_day: u64,
    /// How many events.
    pub events: u64,
    /// How many of them more than one report tells.
    pub shared: u64,
    /// How many have two or more certain origins.
    pub corroborated: u64,
    /// How many are in dispute.
    pub disagreeing: u64,
    /// How many decisions are in force.
    pub decisions: u64,
    /// How many reports were read by another version of the program.
    pub read_by_others: u64,
    /// The size of the file, in bytes.
    pub bytes: u64,
}

impl Dossier {
    /// Opens a dossier, and makes it if there is none.
    ///
    /// # Errors
    ///
    /// If the file is no dossier, is of a newer form, is damaged, or cannot be written.
    pub fn create(path: &Path) -> Result<Dossier> {
        Ok(Dossier { store: Store::open(path, true)?, cache: Cache::default() })
    }

    /// Opens a dossier, to read it and to write to it. One that cannot be written (a medium
    /// that is read only) can be read all the same.
    ///
    /// # Errors
    ///
    /// As [`Dossier::create`], and if there is none.
    pub fn open(path: &Path) -> Result<Dossier> {
        Ok(Dossier { store: Store::open(path, false)?, cache: Cache::default() })
    }

    /// Opens a dossier to read it alone. Any number of readers may have it open, in as many
    /// threads, while one writes: none waits for another.
    ///
    /// # Errors
    ///
    /// As [`Dossier::open`].
    pub fn open_to_read(path: &Path) -> Result<Dossier> {
        Ok(Dossier { store: Store::open_to_read(path)?, cache: Cache::default() })
    }

    /// Asks several things of the same state of the dossier, whatever is written meanwhile.
    ///
    /// # Errors
    ///
    /// Those of `work`, and if the file cannot be read.
    pub fn snapshot<T, E: From<DossierError>>(
        &self,
        work: impl FnOnce(&Dossier) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let _transaction = self.store.snapshot()?;
        work(self)
    }

    /// A number that is another when another connection, of this process or another, has
    /// written since: what was computed before holds as long as it is the same.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn revision(&self) -> Result<i64> {
        self.read(|c| Ok(c.query_row("PRAGMA data_version", [], |row| row.get(0))?))
    }

    fn connection(&self) -> &Connection {
        &self.store.connection
    }

    /// Reads, from one state of the file.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let _transaction = self.store.snapshot()?;
        work(self.connection()).map_err(|e| self.store.named(e))
    }

    /// Adds a report with its reading, in one transaction.
    ///
    /// # Errors
    ///
    /// If the file cannot be written; nothing of the report is kept then.
    pub fn add(&mut self, report: &Report, reading: &Reading, stamp: Stamp) -> Result<Added> {
        let cache = &mut self.cache;
        self.store.write(|c| Adding::new(c, cache, stamp).add(report, reading))
    }

    /// Whether a report with this address and text is there already: it need not be read.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn knows(&self, report: &Report) -> Result<Option<String>> {
        self.read(|c| crate::adding::known(c, report))
    }

    /// Replaces the reading of a report, and keeps what the user decided.
    ///
    /// # Errors
    ///
    /// If there is no such report, or the file cannot be written.
    pub fn reread(&mut self, id: &str, reading: &Reading, stamp: Stamp) -> Result<()> {
        let number = self.read(|c| report_number(c, id))?;
        let cache = &mut self.cache;
        self.store.write(|c| Adding::new(c, cache, stamp).reread(number, reading))
    }

    /// Groups everything anew.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn rebuild(&mut self, stamp: Stamp) -> Result<()> {
        let cache = &mut self.cache;
        self.store.write(|c| Adding::new(c, cache, stamp).rebuild())
    }

    /// The ids of all reports, in the order in which they were added.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn report_ids(&self) -> Result<Vec<String>> {
        self.read(|c| {
            let mut statement = c.prepare_cached("SELECT id FROM report ORDER BY number")?;
            let ids = statement.query_map([], |row| row.get(0))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// All reports, the latest first.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn reports(&self) -> Result<Vec<ReportRow>> {
        Ok(self.report_page(&ReportFilter::default())?.reports)
    }

    /// The reports that a filter lets through, the latest first, and how many there are in
    /// all.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn report_page(&self, filter: &ReportFilter) -> Result<ReportPage> {
        self.read(|c| search::report_page(c, filter))
    }

    /// The report with this id or an unambiguous beginning of it.
    ///
    /// # Errors
    ///
    /// If there is none, or several, or the file cannot be read.
    pub fn report(&self, id: &str) -> Result<ReportView> {
        self.read(|c| {
            let number = report_number(c, id)?;
            let current = store::source(c, number, None)?
                .ok_or_else(|| DossierError::Unknown(format!("{id}: the text is not there")))?;
            let mut events = Vec::new();
            for stored in store::load_of_report(c, number)? {
                if let Some(event) = stored.event {
                    events.push((stored.telling.event.clone(), store::event_row(c, event)?));
                }
            }
            Ok(ReportView {
                row: store::by_number(c, number)?,
                current,
                repeats: store::repeats(c, number)?,
                repeated_by: store::repeated_by(c, number)?,
                events,
            })
        })
    }

    /// The report with this id, as a list shows it, with the text that counts: without its
    /// events and copies, which [`Dossier::report`] has too.
    ///
    /// # Errors
    ///
    /// If there is none, or the file cannot be read.
    pub fn report_text(&self, id: &str) -> Result<(ReportRow, Version)> {
        self.read(|c| {
            let number = report_number(c, id)?;
            let current = store::source(c, number, None)?
                .ok_or_else(|| DossierError::Unknown(format!("{id}: the text is not there")))?;
            Ok((store::by_number(c, number)?, current))
        })
    }

    /// The text that counts of the report with this id, without its reading, with the report as a
    /// list shows it.
    ///
    /// # Errors
    ///
    /// If there is none, or the file cannot be read.
    pub fn text(&self, id: &str) -> Result<(ReportRow, Text)> {
        self.read(|c| {
            let number = report_number(c, id)?;
            let text = store::text_of(c, number)?
                .ok_or_else(|| DossierError::Unknown(format!("{id}: the text is not there")))?;
            Ok((store::by_number(c, number)?, text))
        })
    }

    /// All texts that a report had, in the order in which they were taken in, with their readings.
    ///
    /// # Errors
    ///
    /// If there is none with this id, or the file cannot be read.
    pub fn versions(&self, id: &str) -> Result<(ReportRow, Vec<Version>)> {
        self.read(|c| {
            let number = report_number(c, id)?;
            let row = store::by_number(c, number)?;
            let mut versions = Vec::new();
            for version in 1..=row.versions {
                versions.extend(store::source(c, number, Some(version))?);
            }
            Ok((row, versions))
        })
    }

    /// The events that a filter lets through, in its order.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn events(&self, filter: &Filter) -> Result<Vec<EventRow>> {
        self.read(|c| search::events(c, filter))
    }

    /// The events of a page (`limit`, `offset` of the filter), and how many there are in all.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn page(&self, filter: &Filter) -> Result<Page> {
        self.read(|c| search::page(c, filter))
    }

    /// How many events a filter lets through, whatever its limit.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn count(&self, filter: &Filter) -> Result<u64> {
        self.read(|c| search::count(c, filter))
    }

    /// How many of the events that a filter lets through, whatever its limit, are of each
    /// type, country, language and dispute.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn counts(&self, filter: &Filter) -> Result<Counts> {
        self.read(|c| search::counts(c, filter))
    }

    /// How many of the events that a filter lets through, whatever its limit, happened when.
    /// Without a step, the shortest that gives few enough bars.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn timeline(&self, filter: &Filter, step: Option<Step>) -> Result<Timeline> {
        self.read(|c| search::timeline(c, filter, step))
    }

    /// Where the events that a filter lets through, whatever its limit, are. Places in one
    /// square of so many degrees are one spot; with 0 each place has its own.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn map(&self, filter: &Filter, square: f64) -> Result<Vec<Spot>> {
        self.read(|c| search::map(c, filter, square))
    }

    /// Where a place is that somebody names: coordinates, or of the places of this name that
    /// near to which most events are which are told to be there; none if no place has it.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn point(&self, place: &str) -> Result<Option<(f64, f64)>> {
        let named = Filter { place: Some(place.to_owned()), ..Filter::default() };
        Ok(search::point_among(place, &self.map(&named, 0.0)?))
    }

    /// Gives each event that a filter lets through, whole, to `take`: one at a time, so that
    /// many need no more memory than one.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or `take` fails.
    pub fn each_event(
        &self,
        filter: &Filter,
        mut take: impl FnMut(EventView) -> Result<()>,
    ) -> Result<()> {
        self.read(|c| {
            for number in search::numbers(c, filter)? {
                take(assemble(c, number)?)?;
            }
            Ok(())
        })
    }

    /// [`Dossier::each_event`] with what was read out of reports alone: what people coded is
    /// left out, and events that nothing else tells of.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or `take` fails.
    pub fn each_read_event(
        &self,
        filter: &Filter,
        mut take: impl FnMut(EventView) -> Result<()>,
    ) -> Result<()> {
        self.read(|c| {
            for number in search::numbers(c, filter)? {
                if let Some(event) = crate::event_of::assemble_read(c, number)? {
                    take(event)?;
                }
            }
            Ok(())
        })
    }

    /// The events that a telling from outside may be of, by their ids, each with the best
    /// score of those of its tellings that were read out of reports; the likeliest first.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn like(&mut self, telling: &Telling) -> Result<Vec<(String, Score)>> {
        let Dossier { store, cache } = self;
        crate::event_of::like(&store.connection, cache, telling).map_err(|e| store.named(e))
    }

    /// The event with this id, an unambiguous beginning of it, or an id that one of its
    /// tellings had.
    ///
    /// # Errors
    ///
    /// If there is none, or several, or the file cannot be read.
    pub fn event(&self, id: &str) -> Result<EventView> {
        self.read(|c| assemble(c, find_event(c, id)?))
    }

    /// Why two events are one, or are not: the scores of their tellings, the best first, with
    /// the reports that tell them.
    ///
    /// # Errors
    ///
    /// If there is no such event, or the file cannot be read.
    pub fn explain(&self, a: &str, b: &str) -> Result<Vec<(String, String, Score)>> {
        self.read(|c| crate::event_of::explain(c, a, b))
    }

    /// Pairs of tellings of which it is least sure whether they are of one event, at most so
    /// many; those that were decided are left out.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn doubts(&self, limit: usize) -> Result<Vec<crate::review::Doubt>> {
        self.read(|c| crate::review::doubts(c, &crate::decisions::in_force(c)?, limit))
    }

    /// Reports that have these words.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<Hit>> {
        self.read(|c| search::search(c, words, limit))
    }

    /// Who stands behind the events, those behind most first.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn sources(&self, filter: &Filter) -> Result<Vec<SourceRow>> {
        self.read(|c| crate::sources::sources(c, filter))
    }

    /// What the dossier holds. `reader` is the version of what would read now.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn status(&self, reader: &str) -> Result<Status> {
        self.read(|c| store::status(c, reader))
    }
}

/// The number of the report with this id or an unambiguous beginning of it.
fn report_number(c: &Connection, id: &str) -> Result<i64> {
    let mut statement = c.prepare_cached(
        "SELECT number, id FROM report WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id LIMIT 6",
    )?;
    let safe: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let found: Vec<(i64, String)> = statement
        .query_map([&safe], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    crate::event_of::one_of(found, id, "report", "selon reports")
}
