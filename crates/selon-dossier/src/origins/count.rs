//! From the origins of claims to how many there are, and why a report adds none.

use std::collections::{BTreeMap, BTreeSet};

use super::chain::{Context, Step, Traced};
use super::{AddsNone, NoneReason, Origin, OriginKind, Origins, Way};
use crate::copies::CopyKind;
use crate::party::Registry;
use crate::telling::Telling;

/// Counts the origins that affirm an event. Where nobody tells it as having happened,
/// those who tell that it is to come.
pub fn count(
    tellings: &[Telling],
    contexts: &BTreeMap<String, Context>,
    traced: &Traced,
    rejected: &dyn Fn(usize, usize) -> bool,
) -> Origins {
    let mut by_report: BTreeMap<&str, BTreeSet<Step>> = BTreeMap::new();
    let actual = tellings.iter().any(|t| t.claims.iter().any(|c| c.affirms()));
    for (t, telling) in tellings.iter().enumerate() {
        let steps = by_report.entry(&telling.report).or_default();
        let mut denies: BTreeSet<&str> = BTreeSet::new();
        for (c, claim) in telling.claims.iter().enumerate() {
            let counts = if actual { claim.affirms() } else { !claim.denies() };
            if counts && !rejected(t, c) {
                steps.extend(traced.claims[t][c].iter().cloned());
            } else {
                denies.extend(traced.claims[t][c].iter().map(|s| s.id.as_str()));
            }
        }
        // Who counts the dead of an attack tells of the attack, unless they deny it.
        for figures in &traced.figures[t] {
            steps.extend(figures.iter().filter(|s| !denies.contains(s.id.as_str())).cloned());
        }
    }
    let order = order(&by_report, contexts);
    let mut origins: BTreeMap<String, Origin> = BTreeMap::new();
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let mut adds_none = Vec::new();
    let mut officials: BTreeSet<&str> = BTreeSet::new();
    for &report in &order {
        let steps = &by_report[report];
        let fresh = steps.iter().any(|s| !first.contains_key(&s.id));
        if !fresh {
            adds_none.push(none(report, steps, contexts, traced, &first));
        }
        for step in steps {
            if step.official {
                officials.insert(&step.id);
            }
            first.entry(step.id.clone()).or_insert(report);
            let certain = step.kind.is_certain() && !step.one_of_several;
            let origin = origins.entry(step.id.clone()).or_insert_with(|| Origin {
                id: step.id.clone(),
                name: step.name.clone(),
                kind: step.kind,
                certain,
                why: why_uncertain(step),
                ways: Vec::new(),
            });
            if certain && !origin.certain {
                origin.certain = true;
                origin.kind = step.kind;
                origin.why = None;
            }
            let way = Way { report: report.to_owned(), path: step.path.clone() };
            if !origin.ways.contains(&way) {
                origin.ways.push(way);
            }
        }
    }
    let mut list: Vec<Origin> = origins.into_values().collect();
    not_told_apart(&mut list, &officials);
    let place =
        |o: &Origin| order.iter().position(|r| o.ways.first().is_some_and(|w| w.report == **r));
    list.sort_by_key(|o| (!o.certain, place(o), o.id.clone()));
    let certain = list.iter().filter(|o| o.certain).count() as u32;
    let at_most = list.len() as u32;
    // Somebody told it, whoever they are.
    let at_least = certain.max(u32::from(at_most > 0));
    Origins { at_least, at_most, list, adds_none }
}

/// *The authorities* of a state are perhaps who else speaks for it: they count for sure only
/// beside no other official of that state, or of one that is not told.
fn not_told_apart(list: &mut [Origin], officials: &BTreeSet<&str>) {
    let speaks = |o: &Origin, state: &str| {
        let theirs = Registry::get().by_id(&o.id).and_then(|e| e.country);
        let theirs = theirs.or_else(|| o.id.split_once(':').map(|(_, state)| state));
        let unknown = o.id.starts_with("name:");
        o.certain && officials.contains(o.id.as_str()) && (unknown || theirs == Some(state))
    };
    for n in 0..list.len() {
        let Some(state) = list[n].id.strip_prefix("authorities:") else { continue };
        let other = list.iter().enumerate().find(|(m, o)| *m != n && speaks(o, state));
        if let Some(name) = other.map(|(_, o)| o.name.clone()) {
            list[n].certain = false;
            list[n].why = Some(format!("not told who: perhaps {name}"));
        }
    }
}

/// The reports by the time of publication; those whose time is not known last.
fn order<'a>(
    by_report: &BTreeMap<&'a str, BTreeSet<Step>>,
    contexts: &BTreeMap<String, Context>,
) -> Vec<&'a str> {
    let mut order: Vec<&str> = by_report.keys().copied().collect();
    order.sort_by_key(|report| {
        let moment = contexts.get(*report).and_then(|c| c.moment.as_deref());
        (moment.is_none(), moment, *report)
    });
    order
}

fn why_uncertain(step: &Step) -> Option<String> {
    let why = match step.kind {
        _ if step.one_of_several => {
            "one of several sources of a row, which does not tell who told what"
        }
        OriginKind::OutletBeside => "the report gives it to somebody else too",
        OriginKind::Unnamed => "not named: perhaps one of the others",
        OriginKind::Hearsay => "told with doubt and without a source",
        OriginKind::UnknownOutlet => "perhaps an outlet that is counted already",
        OriginKind::Agencies => "not named: perhaps one of the others",
        _ => return None,
    };
    Some(why.to_owned())
}

fn none(
    report: &str,
    steps: &BTreeSet<Step>,
    contexts: &BTreeMap<String, Context>,
    traced: &Traced,
    first: &BTreeMap<String, &str>,
) -> AddsNone {
    let own = report.to_owned();
    if let Some(repeats) = traced.copies.get(report) {
        let reason = match repeats.kind {
            CopyKind::Forward => NoneReason::Forward,
            _ if Context::translation(repeats) => NoneReason::Translation,
            _ => NoneReason::Copy,
        };
        let mut why = repeats.reason.clone();
        if let Some(step) = steps.iter().next() {
            why.push_str(&format!("; what else it has rests on {}", step.name));
        }
        return AddsNone { report: own, reason, of: Some(repeats.of.clone()), why };
    }
    if steps.is_empty() {
        let why = "it does not tell it as having happened, or only condemns it".to_owned();
        return AddsNone { report: own, reason: NoneReason::NotAffirmed, of: None, why };
    }
    let of = steps.iter().find_map(|s| first.get(&s.id)).map(|r| (*r).to_owned());
    let outlet_of = |report: &str| contexts.get(report).and_then(|c| c.facts.outlet.clone());
    let publisher = steps.iter().find(|s| {
        matches!(s.kind, OriginKind::Outlet | OriginKind::OutletBeside)
            && outlet_of(report).is_some_and(|o| o.family == s.id)
    });
    if let (Some(step), Some(of)) = (publisher, &of)
        && steps.len() == 1
    {
        let earlier = outlet_of(of).map_or_else(|| of.clone(), |o| o.name);
        let why = if earlier == step.name {
            format!("{} has told it before", step.name)
        } else {
            format!("{} and {earlier} have one publisher", step.name)
        };
        return AddsNone {
            report: own,
            reason: NoneReason::SamePublisher,
            of: Some(of.clone()),
            why,
        };
    }
    let mut names: Vec<&str> = steps.iter().map(|s| s.name.as_str()).collect();
    names.dedup();
    let why = format!("rests on {}, as an earlier report does", names.join(", "));
    AddsNone { report: own, reason: NoneReason::SameOrigin, of, why }
}
