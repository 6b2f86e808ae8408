//! Adding a report: what it repeats, which of its tellings are of events that are there,
//! and what changes by it. One transaction.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rusqlite::{Connection, params};
use selon_gazetteer::fold::fold;
use selon_model::Report;
use selon_model::reading::Reading;

use crate::copies::{
    Anchor, Compared, CopyKind, Facts, Overlap, Repeats, anchors, facts, fingerprints, overlap,
    translated,
};
use crate::decisions::{DecisionKind, active_for, constraint};
use crate::dossier::{Added, Stamp, report_keys};
use crate::event_of;
use crate::id::{self, key, sha256};
use crate::same_event::{self, Block, LINKED, score};
use crate::search::EventRow;
use crate::store::{self, EventEntry, ReportEntry, Result, Stored, pack};
use crate::summary::EventView;
use crate::telling::{Source, Telling, draw};

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

    /// How likely two tellings are of one event, as no copies.
    fn score(&mut self, a: &Stored, b: &Stored) -> f64 {
        if self.scores.len() >= KEPT_SCORES {
            self.scores.clear();
        }
        let key = (a.number.min(b.number), a.number.max(b.number));
        *self.scores.entry(key).or_insert_with(|| score(&a.telling, &b.telling, false).score)
    }
}

/// How many scores are kept.
const KEPT_SCORES: usize = 500_000;

/// Groups of more tellings than this are joined by the pairs that are linked alone: all
/// pairs of them would be too many.
const SCORED_WHOLE: usize = 160;

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
    match report.url.as_deref().map(canonical).filter(|u| !u.is_empty()) {
        Some(address) => key(&["address", &address]),
        None => {
            let outlet = report.outlet.as_deref().map(fold).unwrap_or_default();
            let published = report.published.as_deref().unwrap_or_default();
            key(&["text", &outlet, published, &sha256(&report.text)])
        }
    }
}

/// An address without what does not change what it names.
pub(crate) fn canonical(address: &str) -> String {
    let address = address.trim();
    let address = address.split_once('#').map_or(address, |(before, _)| before);
    let address = address.strip_suffix('/').unwrap_or(address);
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    match rest.split_once('/') {
        Some((host, path)) => format!("{}/{path}", host.to_lowercase()),
        None => rest.to_lowercase(),
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
        let Some(source) = store::source(self.connection, number, None)? else { return Ok(()) };
        let (id, key) = self.connection.query_row(
            "SELECT id, key FROM report WHERE number = ?1",
            [number],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
        )?;
        let sha256 = sha256(&source.report.text);
        self.put(&id, &key, &sha256, source.version, &source.report, reading)?;
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

    /// The tellings that pairs link to this one.
    fn neighbours(&self, telling: i64) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT b FROM pair WHERE a = ?1 UNION SELECT a FROM pair WHERE b = ?1",
        )?;
        let found = statement.query_map([telling], |row| row.get(0))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Finds the reports that a report repeats, or that repeat it, by their words and by what
    /// they declare.
    fn copies(
        &mut self,
        number: i64,
        report: &Report,
        facts: &Facts,
        samples: &[i64],
    ) -> Result<BTreeMap<i64, Repeats>> {
        let c = self.connection;
        let mut found: BTreeMap<i64, Repeats> = BTreeMap::new();
        let own = Compared::new(&report.text);
        for other in store::sharing_fingerprints(c, number, samples)? {
            let Some(theirs) = store::report_of(c, other)? else { continue };
            let earlier = self.is_earlier(other, number)?;
            let compared = Compared::new(&theirs.text);
            let found_overlap =
                if earlier { overlap(&own, &compared) } else { overlap(&compared, &own) };
            if let Some(overlap) = found_overlap {
                let (later, first) = if earlier { (report, &theirs) } else { (&theirs, report) };
                let repeats = repeats(&overlap, later, first);
                self.put_copy(number, other, earlier, repeats, &mut found)?;
            }
        }
        for (other, kind, outward) in store::declared(c, number, report, facts)? {
            let (words, kind) = match kind.as_str() {
                "copy_of" => ("it says that it repeats the other", CopyKind::DeclaredCopy),
                "translation" => (
                    "one names the address of the other as its translation",
                    CopyKind::DeclaredTranslation,
                ),
                _ => ("it says that it translates the other", CopyKind::DeclaredTranslation),
            };
            let symmetric = words.starts_with("one");
            let earlier = if symmetric { self.is_earlier(other, number)? } else { outward };
            let repeats = Repeats {
                of: String::new(),
                kind,
                score: 1.0,
                reason: words.to_owned(),
                spans: Vec::new(),
            };
            self.put_copy(number, other, earlier, repeats, &mut found)?;
        }
        Ok(found)
    }

    /// Whether one report is earlier than another: by publication, else by what never changes.
    fn is_earlier(&self, a: i64, b: i64) -> Result<bool> {
        let moment = |n: i64| -> Result<(bool, Option<String>, String)> {
            let mut statement = self
                .connection
                .prepare_cached("SELECT moment, key FROM report WHERE number = ?1")?;
            Ok(statement.query_row([n], |row| {
                let moment: Option<String> = row.get(0)?;
                Ok((moment.is_none(), moment, row.get(1)?))
            })?)
        };
        Ok(moment(a)? < moment(b)?)
    }

    fn put_copy(
        &mut self,
        number: i64,
        other: i64,
        other_is_earlier: bool,
        repeats: Repeats,
        found: &mut BTreeMap<i64, Repeats>,
    ) -> Result<()> {
        let (later, earlier) = if other_is_earlier { (number, other) } else { (other, number) };
        self.dirty.extend([later, earlier]);
        self.connection
            .prepare_cached(
                "INSERT INTO copy (report, of, kind, score, reason, spans)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (report, of) DO UPDATE SET kind = ?3, score = ?4, reason = ?5, spans = ?6",
            )?
            .execute(params![
                later,
                earlier,
                repeats.kind.code(),
                repeats.score,
                repeats.reason,
                serde_json::to_string(&repeats.spans)?,
            ])?;
        found.insert(other, repeats);
        Ok(())
    }

    /// Scores the tellings of a report with those that they may be one with, keeps the pairs
    /// that are linked, and finds translations among their reports. Gives all tellings that
    /// are linked now.
    fn pairs(
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

    /// Groups the tellings of the reports that a decision concerns.
    pub(crate) fn regroup_reports(&mut self, kind: &DecisionKind) -> Result<()> {
        let mut touched = BTreeSet::new();
        for report in report_keys(&kind.refs()) {
            touched.extend(store::tellings_of_report_key(self.connection, &report)?);
        }
        for &telling in &touched {
            self.dirty.insert(self.cache.get(self.connection, telling)?.report);
        }
        self.regroup(touched, Before::new())
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

    /// Computes every event anew from its tellings; groups stay as they are.
    fn refill(&mut self) -> Result<()> {
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

    /// Groups anew what is linked to these tellings, and computes the events of it.
    /// `before` has the events that were taken apart already.
    fn regroup(&mut self, seeds: BTreeSet<i64>, mut before: Before) -> Result<()> {
        let c = self.connection;
        let mut left: BTreeSet<i64> = BTreeSet::new();
        for number in seeds {
            if store::has_telling(c, number)? {
                left.insert(number);
            }
        }
        // The links of decisions reach over those of pairs.
        while let Some(first) = left.pop_first() {
            let component = self.component(first)?;
            for member in &component {
                left.remove(member);
            }
            self.regroup_component(&component, &mut before)?;
        }
        Ok(())
    }

    /// All tellings that are linked to one, over any number of others.
    fn component(&mut self, first: i64) -> Result<BTreeSet<i64>> {
        let c = self.connection;
        let decided = store::has_decisions(c)?;
        let mut component = BTreeSet::from([first]);
        let mut open = vec![first];
        while let Some(number) = open.pop() {
            let mut next = self.neighbours(number)?;
            if !decided {
                open.extend(next.into_iter().filter(|&other| component.insert(other)));
                continue;
            }
            let stored = self.cache.get(c, number)?;
            let telling = &stored.telling;
            for logged in active_for(c, &BTreeSet::from([telling.report_key.as_str()]))? {
                let pairwise = matches!(
                    logged.decision.kind,
                    DecisionKind::Same { .. } | DecisionKind::Different { .. }
                );
                let refs = logged.decision.kind.refs();
                if !pairwise || !refs.iter().any(|r| r.names(telling)) {
                    continue;
                }
                for report in report_keys(&refs) {
                    for other in store::tellings_of_report_key(c, &report)? {
                        let found = self.cache.get(c, other)?;
                        if refs.iter().any(|r| r.names(&found.telling)) {
                            next.push(other);
                        }
                    }
                }
            }
            for other in next {
                if component.insert(other) {
                    open.push(other);
                }
            }
        }
        Ok(component)
    }

    fn regroup_component(&mut self, component: &BTreeSet<i64>, before: &mut Before) -> Result<()> {
        let c = self.connection;
        let mut members: Vec<Arc<Stored>> = Vec::with_capacity(component.len());
        for &number in component {
            members.push(self.cache.get(c, number)?);
        }
        members.sort_by(|a, b| a.telling.key.cmp(&b.telling.key));
        let groups = self.groups(&members)?;
        let mut anew = Vec::with_capacity(groups.len());
        let mut kept: BTreeSet<i64> = BTreeSet::new();
        for group in groups {
            match self.as_it_was(&members, &group)? {
                Some(event) => drop(kept.insert(event)),
                None => anew.push(group),
            }
        }
        for event in store::events_of(c, component)?.difference(&kept) {
            let (id, row, changed) = store::event_state(c, *event)?;
            before.insert(id, (row, changed));
            store::delete_event(c, *event)?;
        }
        for group in anew {
            let mut tellings: Vec<Arc<Stored>> =
                group.iter().map(|&n| members[n].clone()).collect();
            tellings.sort_by(|a, b| {
                crate::summary::order(&a.telling).cmp(&crate::summary::order(&b.telling))
            });
            self.put_event(&tellings, before)?;
        }
        Ok(())
    }

    /// The event that has just these tellings already, if nothing else is known of their
    /// reports: it need not be computed again.
    fn as_it_was(&self, members: &[Arc<Stored>], group: &[usize]) -> Result<Option<i64>> {
        let c = self.connection;
        let Some(&first) = group.first() else { return Ok(None) };
        if group.iter().any(|&n| self.dirty.contains(&members[n].report)) {
            return Ok(None);
        }
        let Some(event) = store::event_of_telling(c, members[first].number)? else {
            return Ok(None);
        };
        let its: BTreeSet<i64> = store::tellings_of_event(c, event)?.into_iter().collect();
        let ours: BTreeSet<i64> = group.iter().map(|&n| members[n].number).collect();
        Ok((its == ours).then_some(event))
    }

    fn groups(&mut self, members: &[Arc<Stored>]) -> Result<Vec<Vec<usize>>> {
        let c = self.connection;
        if members.len() == 1 {
            return Ok(vec![vec![0]]);
        }
        let keys: BTreeSet<&str> = members.iter().map(|m| m.telling.report_key.as_str()).collect();
        let decisions = active_for(c, &keys)?;
        let whole = members.len() <= SCORED_WHOLE;
        let place: HashMap<i64, usize> =
            members.iter().enumerate().map(|(n, m)| (m.number, n)).collect();
        let mut scores: HashMap<(usize, usize), f64> = HashMap::new();
        for (n, member) in members.iter().enumerate() {
            let mut statement = c.prepare_cached("SELECT b, score FROM pair WHERE a = ?1")?;
            let mut rows = statement.query([member.number])?;
            while let Some(row) = rows.next()? {
                if let Some(&other) = place.get(&row.get(0)?) {
                    scores.insert((n.min(other), n.max(other)), row.get(1)?);
                }
            }
        }
        let mut decided = Vec::new();
        for (a, x) in members.iter().enumerate() {
            for (b, y) in members.iter().enumerate().skip(a + 1) {
                let same_report = x.report == y.report;
                let word = match decisions.is_empty() {
                    true => None,
                    false => constraint(&decisions, &x.telling, &y.telling),
                };
                // A report tells two events of itself: the reader held them apart, as the
                // coders of a data set did with its rows.
                let coded = x.telling.coded_by.is_some();
                let one_set = coded && x.telling.coded_by == y.telling.coded_by;
                let apart = (same_report || one_set).then_some(same_event::Constraint::Different);
                decided.extend(word.or(apart).map(|word| (a, b, word)));
                if whole && !same_report {
                    scores.entry((a, b)).or_insert_with(|| self.cache.score(x, y));
                }
            }
        }
        let mut scores: Vec<(usize, usize, f64)> =
            scores.into_iter().map(|((a, b), score)| (a, b, score)).collect();
        scores.sort_by_key(|&(a, b, _)| (a, b));
        Ok(same_event::cluster(members.len(), &scores, &decided))
    }

    /// Keeps the event of a group; the first telling gives the id.
    fn put_event(&mut self, tellings: &[Arc<Stored>], before: &Before) -> Result<()> {
        let c = self.connection;
        let Some(first) = tellings.first() else { return Ok(()) };
        let list: Vec<Telling> = tellings.iter().map(|t| t.telling.clone()).collect();
        let view: EventView = event_of::compute(c, &first.id, &list)?;
        let row = EventRow::of(&view);
        let packed = pack(&row)?;
        let changed = before
            .get(&row.id)
            .filter(|(bytes, _)| *bytes == packed || self.stamp.now.is_empty())
            .map_or(self.stamp.now, |(_, changed)| changed.as_str())
            .to_owned();
        let days = view.date.as_deref().and_then(crate::day::days);
        let entry = EventEntry {
            row: &row,
            packed: &packed,
            from_day: days.and_then(|d| d.from.or(d.to)),
            to_day: days.and_then(|d| d.to.or(d.from)),
            place: &place_names(&list, &view, &mut self.cache.divisions),
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

    /// Links an event with those that it is a part of, or that are parts of it.
    fn parts(&mut self, event: i64, tellings: &[Arc<Stored>]) -> Result<()> {
        let c = self.connection;
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

/// How a later text repeats an earlier, in words.
fn repeats(overlap: &Overlap, later: &Report, first: &Report) -> Repeats {
    let percent = |share: f64| (share * 100.0).round();
    let unknown = later.published.is_none() || first.published.is_none();
    let mut reason = match overlap.kind {
        CopyKind::Reprint => {
            format!("{} % of its words stand in the other", percent(overlap.of_later))
        }
        CopyKind::Truncation => {
            format!(
                "a shorter form: {} % of its words stand in the other",
                percent(overlap.of_later)
            )
        }
        CopyKind::Extension => {
            format!("it has {} % of the words of the other, and more", percent(overlap.of_earlier))
        }
        _ => format!("a passage of {} words stands in the other", overlap.words),
    };
    let kind = match (&later.forwarded_from, overlap.kind) {
        (Some(from), CopyKind::Reprint | CopyKind::Truncation) => {
            reason = format!("forwarded from {from}; {reason}");
            CopyKind::Forward
        }
        (_, kind) => kind,
    };
    if unknown {
        reason.push_str("; which is the earlier is not known");
    }
    Repeats {
        of: String::new(),
        kind,
        score: overlap.of_later.max(overlap.jaccard),
        reason,
        spans: overlap.spans.clone(),
    }
}

/// Whether two tellings stand at one place of a text and its copy: the same words, or, in a
/// translation, about the same place and a type that goes with the other.
fn aligned(a: &Stored, b: &Stored, repeats: &Repeats) -> bool {
    let (x, y) = (&a.telling, &b.telling);
    if x.language == y.language && !matches!(repeats.kind, CopyKind::DeclaredCopy) {
        let words = |t: &Telling| -> BTreeSet<String> {
            t.mentions.iter().map(|m| fold(&m.text)).collect()
        };
        let shared = x.terms.iter().filter(|t| y.terms.binary_search(t).is_ok()).count();
        let least = x.terms.len().min(y.terms.len());
        return !words(x).is_disjoint(&words(y)) && shared * 10 >= least * 7 && x.kind == y.kind;
    }
    let order = |t: &Telling| t.event.get(1..).and_then(|n| n.parse::<i32>().ok()).unwrap_or(0);
    let near = (order(x) - order(y)).abs() <= 1;
    same_event::types_alike(&x.kind, &y.kind) && (near || (x.headline && y.headline))
}

/// What stands between two names in the full-text index, so that no phrase reaches over both.
const BETWEEN: &str = "\n0between0\n";

/// Names of the places of an event and of what they lie in, for filters.
fn place_names(
    tellings: &[Telling],
    view: &EventView,
    known: &mut HashMap<String, Vec<String>>,
) -> String {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for place in tellings.iter().filter_map(|t| t.place.as_ref()) {
        names.insert(fold(&place.excerpt.text));
        names.extend(place.name.as_deref().map(fold));
        names.extend(place.country.as_deref().map(str::to_lowercase));
        names.extend([&place.admin1, &place.admin2].into_iter().flatten().map(|n| fold(n)));
    }
    if let Some(place) = &view.place {
        names.insert(fold(&place.name));
        if known.len() >= KEPT {
            known.clear();
        }
        let key = format!("{} {:?} {:?} {:?}", place.name, place.country, place.lat, place.lon);
        let found = known.entry(key).or_insert_with(|| event_of::divisions(place));
        names.extend(found.iter().cloned());
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
