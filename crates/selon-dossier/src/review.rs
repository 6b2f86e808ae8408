//! What is worth a look by a person: tellings of which it is not sure whether they are of one
//! event.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use selon_model::reading::Excerpt;
use serde::Serialize;

use crate::decisions::{DecisionKind, Logged, Ref, constraint};
use crate::same_event::{Block, Score, score};
use crate::search::EventRow;
use crate::store::{self, DossierError, ReportRow, Result, Stored};
use crate::telling::Telling;

/// Two tellings that are of one event, or of two, by little.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Doubt {
    /// The one.
    pub a: Told,
    /// The other.
    pub b: Told,
    /// Whether they are taken for one event now.
    pub joined: bool,
    /// What speaks for one event, and against.
    pub score: Score,
}

/// An event as one report tells it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// The id of the telling.
    pub telling: String,
    /// The type of event, as this report tells it.
    #[serde(rename = "type")]
    pub kind: String,
    /// When, EDTF, as this report tells it.
    pub date: Option<String>,
    /// Where, as this report tells it.
    pub place: Option<String>,
    /// The event that it is taken for.
    pub event: EventRow,
    /// The report.
    pub report: ReportRow,
    /// The words that tell of it, and where they stand in the report.
    pub words: Option<Excerpt>,
}

/// A pair that scores less than this is linked by little.
const LITTLE: f64 = 1.0;

/// Pairs that score less than this are not worth a look.
const LEAST: f64 = -2.0;

/// Of so many of the latest events pairs are looked for that may be one, and no more than so
/// many pairs are scored: a page waits for it.
const LATEST: u32 = 60;
const MOST_SCORED: usize = 300;

/// The pairs that are least sure, at most so many; what was decided is left out.
pub(crate) fn doubts(c: &Connection, decisions: &[Logged], limit: usize) -> Result<Vec<Doubt>> {
    let mut pairs = by_little(c)?;
    pairs.extend(missed(c)?);
    pairs.sort_by(|p, q| p.2.abs().total_cmp(&q.2.abs()).then((p.0, p.1).cmp(&(q.0, q.1))));
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (a, b, _) in pairs {
        if found.len() >= limit {
            break;
        }
        let (a, b) = (store::load(c, a)?, store::load(c, b)?);
        let (Some(x), Some(y)) = (a.event, b.event) else { continue };
        // Of two events, or of one and a report of it, one pair is enough.
        let joined = x == y;
        let key = if joined { (x, -b.report) } else { (x.min(y), x.max(y)) };
        if decided(decisions, &a.telling, &b.telling) || !seen.insert(key) {
            continue;
        }
        let copied = store::repeats_between(c, a.report, b.report)?;
        let score = score(&a.telling, &b.telling, copied);
        found.push(Doubt { a: told(c, &a, x)?, b: told(c, &b, y)?, joined, score });
    }
    Ok(found)
}

fn told(c: &Connection, stored: &Stored, event: i64) -> Result<Told> {
    let telling = &stored.telling;
    let words = telling.claims.iter().find(|held| !held.in_headline).or(telling.claims.first());
    let words = words.map(|held| &held.words).or(telling.mentions.first());
    Ok(Told {
        telling: stored.id.clone(),
        kind: telling.kind.clone(),
        date: telling.date.clone(),
        place: telling.place.as_ref().map(|p| p.name.as_ref().unwrap_or(&p.excerpt.text).clone()),
        event: store::event_row(c, event)?,
        report: store::by_number(c, stored.report)?,
        words: words.cloned(),
    })
}

/// Whether a person has said anything of the two.
fn decided(decisions: &[Logged], x: &Telling, y: &Telling) -> bool {
    let unsure = |logged: &Logged| {
        let DecisionKind::Unsure { a, b } = &logged.decision.kind else { return false };
        let names = |refs: &[Ref], t: &Telling| refs.iter().any(|r| r.names(t));
        (names(a, x) && names(b, y)) || (names(a, y) && names(b, x))
    };
    constraint(decisions, x, y).is_some() || decisions.iter().any(unsure)
}

/// Pairs that are linked by little and lie in two events, or are the best of one of the two.
fn by_little(c: &Connection) -> Result<Vec<(i64, i64, f64)>> {
    let mut statement = c.prepare_cached(
        "SELECT a, b, score FROM pair WHERE score < ?1 ORDER BY score, a, b LIMIT 200",
    )?;
    let rows =
        statement.query_map(params![LITTLE], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let pairs: Vec<(i64, i64, f64)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut better = c.prepare_cached(
        "SELECT 1 FROM pair WHERE a = ?1 AND score > ?2
         UNION ALL SELECT 1 FROM pair WHERE b = ?1 AND score > ?2",
    )?;
    let mut found = Vec::new();
    for (a, b, score) in pairs {
        let apart = store::event_of_telling(c, a)? != store::event_of_telling(c, b)?;
        if apart || !better.exists(params![a, score])? || !better.exists(params![b, score])? {
            found.push((a, b, score));
        }
    }
    Ok(found)
}

/// Pairs of tellings of two of the latest events that may be one: that were not joined by
/// little, or are linked but lie in two events, because other tellings speak against it.
fn missed(c: &Connection) -> Result<Vec<(i64, i64, f64)>> {
    let mut found: Vec<(i64, i64, f64)> = Vec::new();
    let mut scored = 0;
    let mut statement = c.prepare_cached(
        "SELECT number FROM event WHERE from_day IS NOT NULL
         ORDER BY from_day DESC, reports DESC, id LIMIT ?1",
    )?;
    let events: Vec<i64> =
        statement.query_map([LATEST], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for event in events {
        let tellings = store::load_of_event(c, event)?;
        let Some(one) = tellings.first() else { continue };
        // One telling of each other event is enough, and is found without unpacking it.
        let mut others: BTreeSet<i64> = BTreeSet::from([event]);
        for other in store::candidates(c, &Block::of(&one.telling), one.number)? {
            let Some(its) = store::event_of_telling(c, other)? else { continue };
            if !others.insert(its) {
                continue;
            }
            if scored >= MOST_SCORED {
                return Ok(found);
            }
            scored += 1;
            let other = store::load(c, other)?;
            // A report that tells both holds them apart.
            if tellings.iter().any(|t| t.report == other.report) {
                continue;
            }
            let copied = store::repeats_between(c, one.report, other.report)?;
            let score = score(&one.telling, &other.telling, copied).score;
            if score >= LEAST {
                found.push((one.number.min(other.number), one.number.max(other.number), score));
            }
        }
    }
    Ok(found)
}

/// What names the telling of this id.
pub(crate) fn telling_ref(c: &Connection, id: &str) -> Result<Ref> {
    use rusqlite::OptionalExtension;
    let mut statement = c.prepare_cached("SELECT number FROM telling WHERE id = ?1")?;
    let number: Option<i64> = statement.query_row([id], |row| row.get(0)).optional()?;
    let number =
        number.ok_or_else(|| DossierError::Unknown(format!("there is no telling {id}")))?;
    Ok(Ref::of(&store::load(c, number)?.telling))
}
