//! Small questions to the store.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use selon_model::{Report, Span, address_key};

use super::{Result, unpack};
use crate::copies::{CopyKind, Facts, Repeats};
use crate::dossier::Status;
use crate::same_event::Block;
use crate::search::EventRow;
use crate::summary::Related;

fn numbers(c: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<Vec<i64>> {
    let mut statement = c.prepare_cached(sql)?;
    let found = statement.query_map(values, |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Removes what was found of a report by its text: copies, samples, links.
pub(crate) fn forget_derived(c: &Connection, report: i64) -> Result<()> {
    for sql in [
        "DELETE FROM copy WHERE report = ?1 OR of = ?1",
        "DELETE FROM fingerprint WHERE report = ?1",
        "DELETE FROM link WHERE report = ?1",
    ] {
        c.prepare_cached(sql)?.execute([report])?;
    }
    Ok(())
}

/// Keeps the addresses that a report names as its original or its translations.
pub(crate) fn put_links(c: &Connection, report: i64, _: &Report, facts: &Facts) -> Result<()> {
    let links = facts
        .translation_of
        .iter()
        .map(|u| (u, "translation_of"))
        .chain(facts.copy_of.iter().map(|u| (u, "copy_of")))
        .chain(facts.translations.iter().map(|u| (u, "translation")));
    for (address, kind) in links {
        c.prepare_cached("INSERT OR IGNORE INTO link (address, report, kind) VALUES (?1, ?2, ?3)")?
            .execute(params![address_key(address), report, kind])?;
    }
    Ok(())
}

/// The reports that a report declares, or that declare it: number, kind, and whether it is
/// this one that declares the other.
pub(crate) fn declared(
    c: &Connection,
    report: i64,
    source: &Report,
    facts: &Facts,
) -> Result<Vec<(i64, String, bool)>> {
    let mut found = Vec::new();
    let outward = facts
        .translation_of
        .iter()
        .map(|u| (u, "translation_of"))
        .chain(facts.copy_of.iter().map(|u| (u, "copy_of")))
        .chain(facts.translations.iter().map(|u| (u, "translation")));
    for (address, kind) in outward {
        let sql = "SELECT number FROM report WHERE canonical = ?1 AND number <> ?2 ORDER BY key";
        for other in numbers(c, sql, params![address_key(address), report])? {
            found.push((other, kind.to_owned(), true));
        }
    }
    if let Some(own) = &source.url {
        let mut statement = c.prepare_cached(
            "SELECT report, kind FROM link WHERE address = ?1 AND report <> ?2 ORDER BY report",
        )?;
        let mut rows = statement.query(params![address_key(own), report])?;
        while let Some(row) = rows.next()? {
            found.push((row.get(0)?, row.get(1)?, false));
        }
    }
    Ok(found)
}

/// Keeps the samples of a text.
pub(crate) fn put_fingerprints(c: &Connection, report: i64, hashes: &[i64]) -> Result<()> {
    let mut statement =
        c.prepare_cached("INSERT OR IGNORE INTO fingerprint (hash, report) VALUES (?1, ?2)")?;
    for hash in hashes {
        statement.execute(params![hash, report])?;
    }
    Ok(())
}

/// Of reports that share a sample, so many are looked at: more have a formula in common, or
/// all repeat the same original, which is among the first.
const SHARING: i64 = 60;

/// The most reports whose texts are compared with one.
const COMPARED: usize = 40;

/// The reports that share most samples with one: two, or one if either has few.
pub(crate) fn sharing_fingerprints(c: &Connection, report: i64, own: &[i64]) -> Result<Vec<i64>> {
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    let sql =
        "SELECT report FROM fingerprint WHERE hash = ?1 AND report <> ?2 ORDER BY report LIMIT ?3";
    for hash in own {
        for other in numbers(c, sql, params![hash, report, SHARING])? {
            *shared.entry(other).or_default() += 1;
        }
    }
    let mut found: Vec<(usize, i64)> = Vec::new();
    for (other, count) in shared {
        let few = |n: usize| n < 6;
        let theirs = || -> Result<bool> {
            let sql = "SELECT count(*) FROM (SELECT 1 FROM fingerprint WHERE report = ?1 LIMIT 6)";
            Ok(few(c.prepare_cached(sql)?.query_row([other], |row| row.get::<_, i64>(0))? as usize))
        };
        if count >= 2 || few(own.len()) || theirs()? {
            found.push((count, other));
        }
    }
    found.sort_by_key(|&(count, other)| (std::cmp::Reverse(count), other));
    found.truncate(COMPARED);
    Ok(found.into_iter().map(|(_, other)| other).collect())
}

/// The earlier reports that a report repeats.
pub(crate) fn repeats(c: &Connection, report: i64) -> Result<Vec<Repeats>> {
    copies(
        c,
        "SELECT o.id, c.kind, c.score, c.reason, c.spans FROM copy c \
               JOIN report o ON o.number = c.of WHERE c.report = ?1 ORDER BY o.key",
        report,
    )
}

/// The later reports that repeat a report: `of` is the later one.
pub(crate) fn repeated_by(c: &Connection, report: i64) -> Result<Vec<Repeats>> {
    copies(
        c,
        "SELECT o.id, c.kind, c.score, c.reason, c.spans FROM copy c \
               JOIN report o ON o.number = c.report WHERE c.of = ?1 ORDER BY o.key",
        report,
    )
}

fn copies(c: &Connection, sql: &str, report: i64) -> Result<Vec<Repeats>> {
    let mut statement = c.prepare_cached(sql)?;
    let mut rows = statement.query([report])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        let spans: String = row.get(4)?;
        let spans: Vec<Span> = serde_json::from_str(&spans)?;
        found.push(Repeats {
            of: row.get(0)?,
            kind: CopyKind::from_code(&kind).unwrap_or(CopyKind::Passage),
            score: row.get(2)?,
            reason: row.get(3)?,
            spans,
        });
    }
    Ok(found)
}

/// Whether one of two reports repeats the other.
pub(crate) fn repeats_between(c: &Connection, a: i64, b: i64) -> Result<bool> {
    let mut statement = c.prepare_cached(
        "SELECT 1 FROM copy WHERE (report = ?1 AND of = ?2) OR (report = ?2 AND of = ?1)",
    )?;
    Ok(statement.exists(params![a, b])?)
}

/// The tellings of the report of a key.
pub(crate) fn tellings_of_report_key(c: &Connection, key: &str) -> Result<Vec<i64>> {
    numbers(
        c,
        "SELECT t.number FROM telling t JOIN report r ON r.number = t.report WHERE r.key = ?1",
        [key],
    )
}

/// Whether there is such a telling.
pub(crate) fn has_telling(c: &Connection, number: i64) -> Result<bool> {
    Ok(c.prepare_cached("SELECT 1 FROM telling WHERE number = ?1")?.exists([number])?)
}

/// Whether a telling has this id.
pub(crate) fn taken_telling(c: &Connection, id: &str) -> Result<bool> {
    Ok(c.prepare_cached("SELECT 1 FROM telling WHERE id = ?1")?.exists([id])?)
}

/// The event that a telling is of.
pub(crate) fn event_of_telling(c: &Connection, number: i64) -> Result<Option<i64>> {
    let mut statement = c.prepare_cached("SELECT event FROM telling WHERE number = ?1")?;
    Ok(statement.query_row([number], |row| row.get(0)).optional()?.flatten())
}

/// How many days a period that is compared with days may reach back.
const LONGEST: i32 = 31;

/// The tellings that one may be of one event with.
pub(crate) fn candidates(c: &Connection, block: &Block, but: i64) -> Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    let (from, to) = match (block.days.from, block.days.to) {
        (Some(from), Some(to)) => (from - 1, to + 1),
        // Whenever it was, it was there.
        _ => (i32::MIN, i32::MAX),
    };
    let dated = block.days.from.is_some();
    // Two periods begin at most so long after each other: the same whichever comes first.
    let earliest = from.saturating_add(1).saturating_sub(LONGEST);
    let latest = to.min(from.saturating_add(1).saturating_add(LONGEST));
    for cell in block.cells() {
        let sql = "SELECT number FROM telling WHERE cell = ?1 AND from_day BETWEEN ?2 AND ?3 AND to_day >= ?4";
        found.extend(numbers(c, sql, params![cell, earliest, latest, from])?);
        let sql = "SELECT number FROM telling WHERE cell = ?1 AND from_day IS NULL";
        found.extend(numbers(c, sql, [cell])?);
    }
    if dated && let Some(country) = &block.country {
        // What is exact only to a country or a province meets all of it; what is exact
        // meets what is not.
        let inexact = if block.cell.is_some() { "AND cell IS NULL" } else { "" };
        let sql = format!(
            "SELECT number FROM telling WHERE country = ?1 AND from_day BETWEEN ?2 AND ?3 \
             AND to_day >= ?4 {inexact}"
        );
        found.extend(numbers(c, &sql, params![country, earliest, latest, from])?);
    }
    found.remove(&but);
    Ok(found)
}

/// The tellings that may be parts of one, or that one may be a part of.
pub(crate) fn umbrella_candidates(
    c: &Connection,
    block: &Block,
    umbrella: bool,
) -> Result<Vec<i64>> {
    let (Some(from), Some(to), Some(country)) = (block.days.from, block.days.to, &block.country)
    else {
        return Ok(Vec::new());
    };
    let which = if umbrella { "" } else { "AND umbrella" };
    let sql = format!(
        "SELECT number FROM telling WHERE country = ?1 AND from_day BETWEEN ?2 AND ?3 \
         AND to_day >= ?4 {which} ORDER BY key LIMIT 400"
    );
    numbers(c, &sql, params![country, from - 60, to + 1, from - 1])
}

/// The events that these tellings are of.
pub(crate) fn events_of(c: &Connection, tellings: &BTreeSet<i64>) -> Result<BTreeSet<i64>> {
    let mut events = BTreeSet::new();
    for &telling in tellings {
        events.extend(event_of_telling(c, telling)?);
    }
    Ok(events)
}

/// The id of an event, its packed row, and when it last changed.
pub(crate) fn event_state(c: &Connection, event: i64) -> Result<(String, Vec<u8>, String)> {
    let mut statement = c.prepare_cached(
        "SELECT e.id, r.row, e.changed FROM event e JOIN event_row r ON r.event = e.number
         WHERE e.number = ?1",
    )?;
    Ok(statement.query_row([event], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
}

/// The row of an event.
pub(crate) fn event_row(c: &Connection, event: i64) -> Result<EventRow> {
    unpack(&event_state(c, event)?.1)
}

/// Whether any decision was made.
pub(crate) fn has_decisions(c: &Connection) -> Result<bool> {
    Ok(c.prepare_cached("SELECT 1 FROM decision LIMIT 1")?.exists([])?)
}

/// The reports that one repeats, or that repeat it.
pub(crate) fn copied_with(c: &Connection, report: i64) -> Result<Vec<i64>> {
    let sql = "SELECT of FROM copy WHERE report = ?1 UNION SELECT report FROM copy WHERE of = ?1";
    numbers(c, sql, [report])
}

/// The numbers of all events.
pub(crate) fn all_events(c: &Connection) -> Result<Vec<i64>> {
    numbers(c, "SELECT number FROM event ORDER BY number", [])
}

/// The numbers of the tellings of an event.
pub(crate) fn tellings_of_event(c: &Connection, event: i64) -> Result<Vec<i64>> {
    numbers(c, "SELECT number FROM telling WHERE event = ?1", [event])
}

/// The numbers of the tellings of a report.
pub(crate) fn tellings_of_report(c: &Connection, report: i64) -> Result<Vec<i64>> {
    numbers(c, "SELECT number FROM telling WHERE report = ?1 ORDER BY number", [report])
}

/// The events that an event is a part of, or its parts.
pub(crate) fn related(c: &Connection, event: i64, upward: bool) -> Result<Vec<Related>> {
    let sql = if upward {
        "SELECT e.id, p.reason FROM part p JOIN event e ON e.number = p.umbrella WHERE p.part = ?1 ORDER BY e.id"
    } else {
        "SELECT e.id, p.reason FROM part p JOIN event e ON e.number = p.part WHERE p.umbrella = ?1 ORDER BY e.id"
    };
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement
        .query_map([event], |row| Ok(Related { event: row.get(0)?, reason: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What the dossier holds.
pub(crate) fn status(c: &Connection, reader: &str) -> Result<Status> {
    let count = |sql: &str| -> Result<u64> {
        Ok(c.query_row(sql, [], |row| row.get::<_, i64>(0))?.max(0) as u64)
    };
    let languages = {
        let mut statement = c.prepare(
            "SELECT language, count(*) FROM report GROUP BY language ORDER BY 2 DESC, 1",
        )?;
        let rows =
            statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
        rows.collect::<rusqlite::Result<Vec<(String, u64)>>>()?
    };
    let published: (Option<String>, Option<String>) =
        c.query_row("SELECT min(published), max(published) FROM report", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let others: i64 = c.query_row(
        "SELECT count(*) FROM report r JOIN version v ON v.report = r.number AND v.version = r.version
         WHERE v.reader <> ?1",
        [reader],
        |row| row.get(0),
    )?;
    Ok(Status {
        reports: count("SELECT count(*) FROM report")?,
        copies: count("SELECT count(DISTINCT report) FROM copy WHERE kind <> 'passage'")?,
        languages,
        outlets: count("SELECT count(DISTINCT family) FROM report")?,
        published: published.0.zip(published.1),
        without_day: count("SELECT count(*) FROM report WHERE published IS NULL")?,
        events: count("SELECT count(*) FROM event")?,
        shared: count("SELECT count(*) FROM event WHERE reports > 1")?,
        corroborated: count("SELECT count(*) FROM event WHERE at_least > 1")?,
        disagreeing: count("SELECT count(*) FROM event WHERE disagreeing")?,
        decisions: count("SELECT count(*) FROM decision WHERE undone IS NULL")?,
        read_by_others: others.max(0) as u64,
        bytes: count("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")?,
    })
}
