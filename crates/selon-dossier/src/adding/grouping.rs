//! Which tellings are of one event: what pairs and decisions link is grouped as a whole.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Adding, Before};
use crate::decisions::{DecisionKind, active_for, constraint};
use crate::dossier::report_keys;
use crate::same_event;
use crate::store::{self, Result, Stored};

/// Groups of more tellings than this are joined by the pairs that are linked alone: all
/// pairs of them would be too many.
const SCORED_WHOLE: usize = 160;

impl Adding<'_> {
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

    /// Groups anew what is linked to these tellings, and computes the events of it.
    /// `before` has the events that were taken apart already.
    pub(super) fn regroup(&mut self, seeds: BTreeSet<i64>, mut before: Before) -> Result<()> {
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
    pub(super) fn component(&mut self, first: i64) -> Result<BTreeSet<i64>> {
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

    pub(super) fn regroup_component(
        &mut self,
        component: &BTreeSet<i64>,
        before: &mut Before,
    ) -> Result<()> {
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
    pub(super) fn as_it_was(
        &self,
        members: &[Arc<Stored>],
        group: &[usize],
    ) -> Result<Option<i64>> {
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

    pub(super) fn groups(&mut self, members: &[Arc<Stored>]) -> Result<Vec<Vec<usize>>> {
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
}
