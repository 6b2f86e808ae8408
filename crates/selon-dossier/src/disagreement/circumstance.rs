//! Who did it, what it was, where and when.

use std::collections::BTreeMap;

use selon_gazetteer::distance_km;

use super::occurrence::{accused, denies_own, holders};
use super::{
    Disagreement, DisagreementKind, Revision, RevisionReason, Side, claim_ids, earlier, superseded,
};
use crate::day::days;
use crate::same_event::{place_reach, types_exclude};
use crate::summary::ClaimView;

/// Groups claims by a value, and tells whether two of the values, held by different
/// origins, exclude each other.
fn between<'c, V: Clone + Ord>(
    kind: DisagreementKind,
    claims: &'c [ClaimView],
    value: impl Fn(&'c ClaimView) -> Option<V>,
    exclude: impl Fn(&V, &V) -> bool,
    written: impl Fn(&V) -> String,
) -> Option<Disagreement> {
    let mut values: BTreeMap<V, Vec<usize>> = BTreeMap::new();
    for (n, claim) in claims.iter().enumerate() {
        if claim.affirms()
            && !claim.rejected
            && claim.copy_of.is_none()
            && let Some(value) = value(claim)
        {
            values.entry(value).or_default().push(n);
        }
    }
    let origins = |numbers: &[usize]| -> Vec<&String> {
        numbers.iter().flat_map(|&n| &claims[n].origins).collect()
    };
    let list: Vec<(&V, &Vec<usize>)> = values.iter().collect();
    let mut sides: Vec<usize> = Vec::new();
    for i in 0..list.len() {
        for j in i + 1..list.len() {
            let (a, b) = (origins(list[i].1), origins(list[j].1));
            // One who tells both does not disagree with themselves.
            let others = a.iter().any(|o| !b.contains(o)) && b.iter().any(|o| !a.contains(o));
            if others && exclude(list[i].0, list[j].0) {
                sides.extend([i, j]);
            }
        }
    }
    sides.sort_unstable();
    sides.dedup();
    (!sides.is_empty()).then(|| {
        let sides: Vec<Side> = sides
            .into_iter()
            .map(|i| Side {
                value: written(list[i].0),
                holders: holders(claims, list[i].1),
                claims: claim_ids(list[i].1),
            })
            .collect();
        let claims = sides.iter().flat_map(|s| s.claims.iter().cloned()).collect();
        Disagreement { kind, what: None, sides, claims }
    })
}

/// Who did it. Of a clash both sides are told now as the one, now as the other.
pub(super) fn perpetrator(claims: &[ClaimView]) -> Option<Disagreement> {
    let mutual = ["armed_clash", "agreement", "other", "other_strategic", "mob_violence"];
    denied(claims).or_else(|| told(claims, &mutual))
}

/// Who is said to have done it, and denies that.
fn denied(claims: &[ClaimView]) -> Option<Disagreement> {
    let counts = |c: &ClaimView| !c.rejected && c.copy_of.is_none();
    let entity = |c: &ClaimView| c.actor.as_ref().and_then(|a| a.entity.clone());
    for (deny, claim) in claims.iter().enumerate() {
        let own = counts(claim) && denies_own(claim, claims);
        let Some(actor) = accused(claim, claims).filter(|_| own) else { continue };
        let accuses = |c: &ClaimView| {
            c.affirms()
                && counts(c)
                && entity(c).is_some_and(|e| same_body(&e, &actor))
                && tells_who(c, claims)
        };
        let accuse: Vec<usize> = (0..claims.len()).filter(|&n| accuses(&claims[n])).collect();
        if accuse.is_empty() {
            continue;
        }
        let named = |c: &ClaimView| c.actor.as_ref().and_then(|a| a.name.clone());
        let name = named(claim).or_else(|| accuse.iter().find_map(|&n| named(&claims[n])));
        let name = name.unwrap_or(actor);
        let side = |value: String, numbers: &[usize]| Side {
            value,
            holders: holders(claims, numbers),
            claims: claim_ids(numbers),
        };
        let sides = vec![side(name.clone(), &accuse), side(format!("not {name}"), &[deny])];
        let claims = sides.iter().flat_map(|s| s.claims.iter().cloned()).collect();
        return Some(Disagreement {
            kind: DisagreementKind::Perpetrator,
            what: None,
            sides,
            claims,
        });
    }
    None
}

/// Whether a claim tells who did it. Where the report has a name from those alone who deny it,
/// whoever else tells of the event there accuses nobody by that.
fn tells_who(claim: &ClaimView, claims: &[ClaimView]) -> bool {
    let Some(actor) = &claim.actor else { return false };
    let name = actor.excerpt.span;
    let here = claim.span.start <= name.start && name.end <= claim.span.end;
    let in_denial = |c: &ClaimView| {
        c.report == claim.report
            && c.denies()
            && c.span.start <= name.start
            && name.end <= c.span.end
    };
    here || !claims.iter().any(in_denial)
}

/// Soldiers, whosever: they have no id, but are no armed group.
const FORCES: &str = "forces";

/// Whether of two who are said to have done it the one is soldiers, whosever, the other a group
/// that is no state's.
pub(crate) fn forces_or_armed_group(words: &str, entity: &str) -> bool {
    let armed = crate::party::Registry::get().by_id(entity);
    crate::telling::are_forces(words) && armed.is_some_and(|e| e.source == "armed_group")
}

/// Two who are said to have done it.
fn told(claims: &[ClaimView], mutual: &[&str]) -> Option<Disagreement> {
    let who = |c: &ClaimView| {
        let actor = c.actor.as_ref()?;
        let forces = || crate::telling::are_forces(&actor.excerpt.text).then(|| FORCES.to_owned());
        actor.entity.clone().or_else(forces)
    };
    let known = |c: &ClaimView| !mutual.contains(&c.kind.as_str()) && tells_who(c, claims);
    let value = |c: &ClaimView| who(c).filter(|_| known(c));
    let named = |entity: &String| {
        let actor = claims.iter().filter(|c| who(c).as_ref() == Some(entity));
        let name = |c: &ClaimView| {
            let actor = c.actor.as_ref()?;
            Some(actor.name.clone().unwrap_or_else(|| actor.excerpt.text.clone()))
        };
        actor.filter_map(name).next().unwrap_or_else(|| entity.clone())
    };
    between(
        DisagreementKind::Perpetrator,
        claims,
        |c| value(c).filter(|_| !superseded(claims, c, value)),
        |a, b| match (a.as_str(), b.as_str()) {
            (FORCES, group) | (group, FORCES) => forces_or_armed_group("soldiers", group),
            (a, b) => !same_body(a, b),
        },
        named,
    )
}

/// Whether one of two is, or belongs to, the other.
pub(crate) fn same_body(a: &str, b: &str) -> bool {
    use crate::party::Registry;
    let registry = Registry::get();
    let line = |id: &str| {
        let mut line = vec![id.to_owned()];
        let mut next = registry.by_id(id);
        while let Some(entry) = next.filter(|_| line.len() < 5) {
            next = entry.speaks_for.and_then(|f| registry.by_id(f));
            line.extend(next.map(|e| e.id.to_owned()));
        }
        line
    };
    // Army, police and government of one state speak of the same act as theirs.
    let state = |id: &str| id.split_once(':').map(|(_, state)| state.to_owned());
    let country = |id: &str| {
        registry
            .by_id(id)
            .filter(|e| e.source == "official")
            .and_then(|e| e.country)
            .map(str::to_owned)
    };
    let of = |id: &str| state(id).or_else(|| country(id));
    let (la, lb) = (line(a), line(b));
    la.iter().any(|x| lb.contains(x)) || matches!((of(a), of(b)), (Some(x), Some(y)) if x == y)
}

/// What a claim tells that it was; none of an explosion that may be of anything.
fn told_kind(claim: &ClaimView) -> Option<String> {
    (claim.affirms() && !claim.vague).then(|| claim.kind.clone())
}

/// Who told it as one thing, and later as what that cannot be.
pub(super) fn revised_kinds(claims: &[ClaimView]) -> Vec<Revision> {
    let counts = |c: &&ClaimView| told_kind(c).is_some() && !c.rejected && c.copy_of.is_none();
    let mut found: Vec<Revision> = Vec::new();
    for from in claims.iter().filter(counts).filter(|c| superseded(claims, c, told_kind)) {
        // *Bombardement* is said of shells and of bombs.
        let shells = |kind: &str| matches!(kind, "shelling_missile" | "air_drone_strike");
        let mut later = claims.iter().filter(counts).filter(|to| {
            types_exclude(&from.kind, &to.kind)
                && !(shells(&from.kind) && shells(&to.kind))
                && to.origins.iter().any(|o| from.origins.contains(o))
                && earlier(from.told.as_deref(), to.told.as_deref())
        });
        let Some(to) = later.next_back() else { continue };
        let words = |c: &ClaimView| c.kind.replace('_', " ");
        found.push(Revision {
            what: "kind".into(),
            from: from.id.clone(),
            to: to.id.clone(),
            was: words(from),
            is: words(to),
            why: RevisionReason::SameOrigin,
        });
    }
    found
}

/// What it was.
pub(super) fn kind(claims: &[ClaimView]) -> Option<Disagreement> {
    between(
        DisagreementKind::Kind,
        claims,
        |c| told_kind(c).filter(|_| !superseded(claims, c, told_kind)),
        |a, b| types_exclude(a, b),
        |kind| kind.replace('_', " "),
    )
}

/// Where.
pub(super) fn place(claims: &[ClaimView]) -> Option<Disagreement> {
    type Spot = (i64, i64, i64, String);
    const EXACT: f64 = 1e5;
    between(
        DisagreementKind::Place,
        claims,
        |c| -> Option<Spot> {
            let place = c.place.as_ref()?;
            let reach = place_reach(place.precision?)?;
            let whole = |degrees: f64| (degrees * EXACT).round() as i64;
            let name = place.name.clone().unwrap_or_else(|| place.excerpt.text.clone());
            Some((whole(place.lat?), whole(place.lon?), reach as i64, name))
        },
        |a, b| {
            let point = |s: &Spot| (s.0 as f64 / EXACT, s.1 as f64 / EXACT);
            distance_km(point(a), point(b)) > (a.2 + b.2) as f64
        },
        |spot| spot.3.clone(),
    )
}

/// When.
pub(super) fn time(claims: &[ClaimView]) -> Option<Disagreement> {
    between(
        DisagreementKind::Time,
        claims,
        |c| c.date.clone(),
        |a, b| match (days(a), days(b)) {
            // A night has two days.
            (Some(a), Some(b)) => a.gap(b) > 1,
            _ => false,
        },
        String::clone,
    )
}
