//! What the user decides: kept, carried out, taken back.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::{Dossier, Stamp};
use crate::adding::Adding;
use crate::decisions::{self, Decision, DecisionKind, Logged, Ref, Verdict};
use crate::event_of::find_event;
use crate::store::{self, DossierError, Result};

impl Dossier {
    /// Decides of two events that they are one, are not, or were looked at.
    ///
    /// # Errors
    ///
    /// If one of them is not there, or the file cannot be written.
    pub fn decide_pair(
        &mut self,
        a: &str,
        b: &str,
        make: impl FnOnce(Vec<Ref>, Vec<Ref>) -> DecisionKind,
        who: &str,
        stamp: Stamp,
    ) -> Result<i64> {
        let (ra, rb) = self.read(|c| {
            if find_event(c, a)? == find_event(c, b)? {
                return Err(DossierError::Unknown(format!(
                    "{a} and {b} are one event; a report of it (r-…) can be told apart from the \
                     others, see `selon event {a}`"
                )));
            }
            Ok((own_refs(c, a)?, own_refs(c, b)?))
        })?;
        self.decide(Decision { who: who.into(), made: stamp.now.into(), kind: make(ra, rb) }, stamp)
    }

    /// Decides of two tellings, by their ids, that they are of one event, are not, or were looked
    /// at.
    ///
    /// # Errors
    ///
    /// If one of them is not there, or the file cannot be written.
    pub fn decide_tellings(
        &mut self,
        a: &str,
        b: &str,
        make: impl FnOnce(Vec<Ref>, Vec<Ref>) -> DecisionKind,
        who: &str,
        stamp: Stamp,
    ) -> Result<i64> {
        let refs = |id: &str| self.read(|c| Ok(vec![crate::review::telling_ref(c, id)?]));
        let kind = make(refs(a)?, refs(b)?);
        self.decide(Decision { who: who.into(), made: stamp.now.into(), kind }, stamp)
    }

    /// Decides that what one report tells is another event than what the others of it tell.
    ///
    /// # Errors
    ///
    /// If the event or the report is not there, or the file cannot be written.
    pub fn decide_split(
        &mut self,
        event: &str,
        report: &str,
        who: &str,
        stamp: Stamp,
    ) -> Result<i64> {
        let (a, b) = self.read(|c| {
            let number = find_event(c, event)?;
            let stored = store::load_of_event(c, number)?;
            let (theirs, others): (Vec<_>, Vec<_>) =
                stored.into_iter().partition(|s| s.telling.report == report);
            if theirs.is_empty() || others.is_empty() {
                return Err(DossierError::Unknown(format!(
                    "{report} does not tell {event} beside other reports; `selon event {event}` \
                     lists its reports"
                )));
            }
            let refs = |list: &[store::Stored]| list.iter().map(|s| Ref::of(&s.telling)).collect();
            Ok((refs(&theirs), refs(&others)))
        })?;
        let kind = DecisionKind::Different { a, b };
        self.decide(Decision { who: who.into(), made: stamp.now.into(), kind }, stamp)
    }

    /// Decides a field of an event.
    ///
    /// # Errors
    ///
    /// If it is not there, or the file cannot be written.
    pub fn decide_field(
        &mut self,
        event: &str,
        field: &str,
        value: &str,
        who: &str,
        stamp: Stamp,
    ) -> Result<i64> {
        let event = self.read(|c| refs(c, event))?;
        let kind = DecisionKind::Field { event, field: field.into(), value: value.into() };
        self.decide(Decision { who: who.into(), made: stamp.now.into(), kind }, stamp)
    }

    /// Notes something on an event.
    ///
    /// # Errors
    ///
    /// If it is not there, or the file cannot be written.
    pub fn decide_note(&mut self, event: &str, text: &str, who: &str, stamp: Stamp) -> Result<i64> {
        let event = self.read(|c| refs(c, event))?;
        let kind = DecisionKind::Note { event, text: text.into() };
        self.decide(Decision { who: who.into(), made: stamp.now.into(), kind }, stamp)
    }

    /// Confirms or rejects a claim (`c3`) or a figure (`f1`) of an event, by its number
    /// from 1.
    ///
    /// # Errors
    ///
    /// If it is not there, or the file cannot be written.
    pub fn decide_claim(
        &mut self,
        event: &str,
        claim: &str,
        verdict: Verdict,
        who: &str,
        stamp: Stamp,
    ) -> Result<i64> {
        let kind = self.read(|c| crate::event_of::claim_decision(c, event, claim, verdict))?;
        self.decide(Decision { who: who.into(), made: stamp.now.into(), kind }, stamp)
    }

    /// Keeps a decision and carries it out.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn decide(&mut self, decision: Decision, stamp: Stamp) -> Result<i64> {
        let cache = &mut self.cache;
        self.store.write(|c| {
            let number = decisions::insert(c, &decision)?
                .ok_or_else(|| DossierError::Unknown("this was decided already".into()))?;
            Adding::new(c, cache, stamp).regroup_reports(&decision.kind)?;
            Ok(number)
        })
    }

    /// Takes a decision back.
    ///
    /// # Errors
    ///
    /// If there is none of this number in force, or the file cannot be written.
    pub fn undo(&mut self, number: i64, stamp: Stamp) -> Result<Logged> {
        let cache = &mut self.cache;
        self.store.write(|c| {
            let undone = decisions::undo(c, number, stamp.now)?;
            Adding::new(c, cache, stamp).regroup_reports(&undone.decision.kind)?;
            Ok(undone)
        })
    }

    /// All decisions, in the order in which they were made.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn decisions(&self) -> Result<Vec<Logged>> {
        self.read(decisions::list)
    }

    /// The id of the event that tellings which a decision names are of now; none if their reports
    /// are not here, or tell of it no more.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn decided_event(&self, refs: &[Ref]) -> Result<Option<String>> {
        self.read(|c| {
            for named in refs {
                for number in store::tellings_of_report_key(c, &named.report)? {
                    let stored = store::load(c, number)?;
                    if let Some(event) = stored.event.filter(|_| named.names(&stored.telling)) {
                        return Ok(Some(store::event_state(c, event)?.0));
                    }
                }
            }
            Ok(None)
        })
    }

    /// Takes in decisions of another dossier; gives how many were new. Those on reports that
    /// are not here wait for them.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn import(&mut self, list: &[Decision], stamp: Stamp) -> Result<usize> {
        let cache = &mut self.cache;
        self.store.write(|c| {
            let mut new = 0;
            for decision in list {
                if decisions::insert(c, decision)?.is_some() {
                    new += 1;
                    Adding::new(c, cache, stamp).regroup_reports(&decision.kind)?;
                }
            }
            Ok(new)
        })
    }
}

fn refs(c: &Connection, event: &str) -> Result<Vec<Ref>> {
    let number = find_event(c, event)?;
    Ok(store::load_of_event(c, number)?.iter().map(|s| Ref::of(&s.telling)).collect())
}

/// The tellings of an event without those that were only decided to be of it: when that is
/// undone, they are to be of it no more, whatever was decided of it since.
fn own_refs(c: &Connection, event: &str) -> Result<Vec<Ref>> {
    let stored = store::load_of_event(c, find_event(c, event)?)?;
    let keys: BTreeSet<&str> = stored.iter().map(|s| s.telling.report_key.as_str()).collect();
    let mut joined: Vec<Ref> = Vec::new();
    // The one that the event is called by.
    let called = stored.iter().find(|s| s.id == event);
    let first = stored
        .iter()
        .min_by(|a, b| crate::summary::order(&a.telling).cmp(&crate::summary::order(&b.telling)));
    let Some(first) = called.or(first) else { return Ok(Vec::new()) };
    for logged in decisions::active_for(c, &keys)? {
        let DecisionKind::Same { a, b } = logged.decision.kind else { continue };
        let has = |refs: &[Ref]| refs.iter().any(|r| r.names(&first.telling));
        if has(&a) != has(&b) {
            joined.extend(if has(&a) { b } else { a });
        }
    }
    let own = stored.iter().filter(|s| !joined.iter().any(|r| r.names(&s.telling)));
    Ok(own.map(|s| Ref::of(&s.telling)).collect())
}

/// All distinct reports of refs.
pub(crate) fn report_keys(refs: &[&Ref]) -> BTreeSet<String> {
    refs.iter().map(|r| r.report.clone()).collect()
}
