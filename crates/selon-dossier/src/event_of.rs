//! From an id to an event, and from the tellings of an event to its view.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use selon_gazetteer::fold::fold;
use selon_gazetteer::{Gazetteer, PlaceKind, distance_km};

use crate::adding::Cache;
use crate::copies::Facts;
use crate::decisions::{Corrections, DecisionKind, Ref, Verdict, active_for};
use crate::origins::Context;
use crate::same_event::{Block, Score, score};
use crate::store::{self, DossierError, Result};
use crate::summary::{EventView, PlaceView, view};
use crate::telling::Telling;

/// The one that an id means.
pub(crate) fn one_of(found: Vec<(i64, String)>, id: &str, what: &str, list: &str) -> Result<i64> {
    if let Some((number, _)) = found.iter().find(|(_, its)| its == id) {
        return Ok(*number);
    }
    match &found[..] {
        [] => Err(DossierError::Unknown(format!("there is no {what} {id}; `{list}` lists them"))),
        [(number, _)] => Ok(*number),
        several => {
            // One more was asked for than is shown.
            let ids: Vec<&str> = several.iter().take(5).map(|(_, id)| id.as_str()).collect();
            let more = if several.len() > 5 { " …" } else { "" };
            Err(DossierError::Unknown(format!("“{id}” may be {}{more}", ids.join(", "))))
        }
    }
}

/// The number of the event with this id: that of any of its tellings.
pub(crate) fn find_event(c: &Connection, id: &str) -> Result<i64> {
    let safe: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let mut statement = c.prepare_cached(
        "SELECT event, id FROM telling WHERE id = ?1 AND event IS NOT NULL
         UNION SELECT number, id FROM event WHERE id >= ?1 AND id < ?1 || '~' ORDER BY 2 LIMIT 6",
    )?;
    let found: Vec<(i64, String)> = statement
        .query_map([&safe], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    one_of(found, &safe, "event", "selon events")
}

/// What is known of the reports of these tellings.
pub(crate) fn contexts(c: &Connection, tellings: &[Telling]) -> Result<BTreeMap<String, Context>> {
    let mut contexts = BTreeMap::new();
    let ids: BTreeSet<&str> = tellings.iter().map(|t| t.report.as_str()).collect();
    let mut statement =
        c.prepare_cached("SELECT number, moment, facts FROM report WHERE id = ?1")?;
    for id in ids {
        let found: Option<(i64, Option<String>, String)> = statement
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((number, moment, facts)) = found else { continue };
        let facts: Facts = serde_json::from_str(&facts)?;
        let repeats = store::repeats(c, number)?;
        contexts.insert(id.to_owned(), Context { report: id.to_owned(), moment, facts, repeats });
    }
    Ok(contexts)
}

/// The view of the event of these tellings.
pub(crate) fn compute(c: &Connection, id: &str, tellings: &[Telling]) -> Result<EventView> {
    let keys: BTreeSet<&str> = tellings.iter().map(|t| t.report_key.as_str()).collect();
    let decisions = active_for(c, &keys)?;
    let corrections = Corrections::of(&decisions, tellings);
    Ok(view(id, tellings, &contexts(c, tellings)?, &corrections))
}

/// The view of an event, with those that it is a part of.
pub(crate) fn assemble(c: &Connection, number: i64) -> Result<EventView> {
    let stored = store::load_of_event(c, number)?;
    let tellings: Vec<Telling> = stored.into_iter().map(|s| s.telling).collect();
    let id: String = c
        .prepare_cached("SELECT id FROM event WHERE number = ?1")?
        .query_row([number], |row| row.get(0))?;
    let mut view = compute(c, &id, &tellings)?;
    view.part_of = store::related(c, number, true)?;
    view.parts = store::related(c, number, false)?;
    Ok(view)
}

/// The view of an event by what was read out of reports; none if people coded all of it.
pub(crate) fn assemble_read(c: &Connection, number: i64) -> Result<Option<EventView>> {
    let stored = store::load_of_event(c, number)?;
    let tellings = stored.into_iter().map(|s| s.telling).filter(|t| t.coded_by.is_none());
    let tellings: Vec<Telling> = tellings.collect();
    if tellings.is_empty() {
        return Ok(None);
    }
    let id: String = c
        .prepare_cached("SELECT id FROM event WHERE number = ?1")?
        .query_row([number], |row| row.get(0))?;
    compute(c, &id, &tellings).map(Some)
}

/// The events that a telling from outside may be of, each with its best score.
pub(crate) fn like(
    c: &Connection,
    cache: &mut Cache,
    telling: &Telling,
) -> Result<Vec<(String, Score)>> {
    let mut best: BTreeMap<i64, Score> = BTreeMap::new();
    // No telling has the number 0: this one is not here.
    for number in store::candidates(c, &Block::of(telling), 0)? {
        let stored = cache.get(c, number)?;
        // What is at hand may have been of no event yet when it was taken there.
        let event = store::event_of_telling(c, number)?;
        let Some(event) = event.filter(|_| stored.telling.coded_by.is_none()) else { continue };
        let found = score(telling, &stored.telling, false);
        if best.get(&event).is_none_or(|known| known.score < found.score) {
            best.insert(event, found);
        }
    }
    let mut found = Vec::with_capacity(best.len());
    for (event, score) in best {
        let id: String = c
            .prepare_cached("SELECT id FROM event WHERE number = ?1")?
            .query_row([event], |row| row.get(0))?;
        found.push((id, score));
    }
    found.sort_by(|(a, x), (b, y)| y.score.total_cmp(&x.score).then(a.cmp(b)));
    Ok(found)
}

/// The scores of the tellings of two events, the best first.
pub(crate) fn explain(c: &Connection, a: &str, b: &str) -> Result<Vec<(String, String, Score)>> {
    let (a, b) = (find_event(c, a)?, find_event(c, b)?);
    let (xs, ys) = (store::load_of_event(c, a)?, store::load_of_event(c, b)?);
    let mut found = Vec::new();
    for x in &xs {
        for y in ys.iter().filter(|y| y.report != x.report) {
            if a == b && x.number >= y.number {
                continue;
            }
            let copied = store::repeats_between(c, x.report, y.report)?;
            let score = score(&x.telling, &y.telling, copied);
            found.push((x.telling.report.clone(), y.telling.report.clone(), score));
        }
    }
    found.sort_by(|p, q| {
        q.2.score.total_cmp(&p.2.score).then_with(|| (&p.0, &p.1).cmp(&(&q.0, &q.1)))
    });
    Ok(found)
}

/// The decision on a claim (`c3`) or a figure (`f1`) of an event.
pub(crate) fn claim_decision(
    c: &Connection,
    event: &str,
    claim: &str,
    verdict: Verdict,
) -> Result<DecisionKind> {
    let number = find_event(c, event)?;
    let view = assemble(c, number)?;
    let unknown = || {
        DossierError::Unknown(format!(
            "{event} has no claim {claim}; `selon event {event}` numbers them: c1, c2 …, f1 …"
        ))
    };
    let at: usize = claim.get(1..).and_then(|n| n.parse::<usize>().ok()).ok_or_else(unknown)?;
    let at = at.checked_sub(1).ok_or_else(unknown)?;
    let (key, words) = if claim.starts_with('f') {
        let figure = view.figures.get(at).ok_or_else(unknown)?;
        (figure.key.clone(), figure.text.clone())
    } else {
        let claim = view.claims.get(at).ok_or_else(unknown)?;
        (claim.key.clone(), claim.text.clone())
    };
    let cut = key.find([':', '#']).ok_or_else(unknown)?;
    let stored = store::load_of_event(c, number)?;
    let telling = stored.iter().find(|s| s.telling.key == key[..cut]).ok_or_else(unknown)?;
    Ok(DecisionKind::Claim {
        telling: Ref::of(&telling.telling),
        claim: key[cut..].to_owned(),
        words,
        verdict,
    })
}

/// The folded names of what a place lies in.
pub(crate) fn divisions(place: &PlaceView) -> Vec<String> {
    let gazetteer = Gazetteer::embedded();
    let mut names = Vec::new();
    if let Some(country) = place.country.as_deref().and_then(|code| gazetteer.country(code)) {
        names.extend(gazetteer.names(country.index).into_iter().map(fold));
    }
    let (Some(lat), Some(lon)) = (place.lat, place.lon) else { return names };
    let found = gazetteer
        .find(&place.name)
        .into_iter()
        .find(|c| distance_km((c.place.lat, c.place.lon), (lat, lon)) < 3.0);
    if let Some(found) = found {
        for division in gazetteer.ancestors(&found.place) {
            if division.kind != PlaceKind::Country {
                names.extend(gazetteer.names(division.index).into_iter().map(fold));
            }
        }
    }
    names.sort();
    names.dedup();
    names
}
