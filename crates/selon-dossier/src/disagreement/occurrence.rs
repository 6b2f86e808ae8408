//! Whether it happened at all.

use selon_model::reading::Certainty;

use super::circumstance::same_body;
use super::{Disagreement, DisagreementKind, Revision, RevisionReason, Side, claim_ids, earlier};
use crate::summary::ClaimView;
use crate::telling::denies_any;

/// The disagreement between who affirms an event and who denies it, if they are others.
pub(super) fn occurrence(claims: &[ClaimView]) -> Option<Disagreement> {
    let numbers = |is: &dyn Fn(&ClaimView) -> bool| -> Vec<usize> {
        claims
            .iter()
            .enumerate()
            .filter(|(_, c)| !c.rejected && c.copy_of.is_none() && is(c))
            .map(|(n, _)| n)
            .collect()
    };
    let side = |value: &str, numbers: &[usize]| Side {
        value: value.into(),
        holders: holders(claims, numbers),
        claims: claim_ids(numbers),
    };
    let own = |c: &ClaimView| denies_own(c, claims);
    // *Nothing indicates that* it happened: that cannot be false if it did.
    let denies = |c: &ClaimView| c.denies() && c.certainty == Certainty::Certain && !own(c);
    let (yes, no) = (numbers(&ClaimView::affirms), numbers(&denies));
    // The last word of each counts. Who affirms and denies in one report denies something of
    // the event (that it was meant), not the event.
    let stands = |n: usize, others: &[usize], at_once: bool| {
        let later = |o: &String| {
            others.iter().any(|&m| {
                let once = claims[m].report == claims[n].report;
                claims[m].origins.contains(o) && if once { at_once } else { m > n }
            })
        };
        let origins = &claims[n].origins;
        origins.is_empty() || !origins.iter().all(later)
    };
    let affirmed: Vec<usize> = yes.iter().copied().filter(|&n| stands(n, &no, false)).collect();
    let no: Vec<usize> = no.iter().copied().filter(|&n| stands(n, &yes, true)).collect();
    let yes = affirmed;
    let others = no.iter().any(|&n| {
        yes.iter().any(|&y| !claims[n].origins.iter().any(|o| claims[y].origins.contains(o)))
    });
    others.then(|| {
        let sides = vec![side("it happened", &yes), side("it did not happen", &no)];
        Disagreement {
            kind: DisagreementKind::Occurrence,
            what: None,
            claims: sides.iter().flat_map(|s| s.claims.iter().cloned()).collect(),
            sides,
        }
    })
}

/// Whether a denial is of having done it oneself, while somebody else holds that, or that it was
/// done by others, or does not tell by whom: that denies no event.
pub(super) fn denies_own(claim: &ClaimView, claims: &[ClaimView]) -> bool {
    let Some(accused) = accused(claim, claims) else { return false };
    let entity = |c: &ClaimView| c.actor.as_ref().and_then(|a| a.entity.clone());
    let others = claims.iter().filter(|c| c.affirms() && !held_by(c, &accused));
    let mut told = others.map(|c| entity(c).is_none_or(|e| !same_body(&e, &accused)));
    told.any(|other| other) || accuses(&accused, claims).next().is_some()
}

/// Who denies to have done it: who the denial tells did it; where it does not tell who, whom
/// others accuse (*the army accused the group … The group denied it*).
pub(super) fn accused(claim: &ClaimView, claims: &[ClaimView]) -> Option<String> {
    if !claim.denies() {
        return None;
    }
    let holder = claim.chain.first().and_then(|p| p.id.clone())?;
    let actor = claim.actor.as_ref().and_then(|a| a.entity.clone());
    if let Some(actor) = actor {
        return same_body(&holder, &actor).then_some(actor);
    }
    // *A démenti tout enlèvement*: that there was one, whoever is accused of it.
    let accused = accuses(&holder, claims).next().is_some() && !denies_any(&claim.text);
    accused.then_some(holder)
}

/// The claims of others that somebody did it.
fn accuses<'c>(
    accused: &'c str,
    claims: &'c [ClaimView],
) -> impl Iterator<Item = &'c ClaimView> + 'c {
    claims.iter().filter(move |c| {
        let actor = c.actor.as_ref().and_then(|a| a.entity.as_deref());
        c.affirms()
            && !c.rejected
            && actor.is_some_and(|a| same_body(a, accused))
            && !held_by(c, accused)
    })
}

fn held_by(claim: &ClaimView, body: &str) -> bool {
    let id = claim.chain.first().and_then(|p| p.id.as_deref());
    id.is_some_and(|id| same_body(id, body))
}

/// Who denied it and tells later that it happened, or the other way round.
pub(super) fn revised(claims: &[ClaimView]) -> Vec<Revision> {
    let counts = |c: &&ClaimView| {
        (c.affirms() || c.denies())
            && c.certainty == Certainty::Certain
            && !c.rejected
            && c.copy_of.is_none()
            && !denies_own(c, claims)
    };
    let words = |c: &ClaimView| if c.affirms() { "it happened" } else { "it did not happen" };
    let mut found: Vec<Revision> = Vec::new();
    for from in claims.iter().filter(counts) {
        let later = claims.iter().filter(counts).find(|to| {
            to.report != from.report
                && to.polarity != from.polarity
                && to.origins.iter().any(|o| from.origins.contains(o))
                && earlier(from.told.as_deref(), to.told.as_deref())
        });
        let Some(to) = later else { continue };
        found.push(Revision {
            what: "occurrence".into(),
            from: from.id.clone(),
            to: to.id.clone(),
            was: words(from).into(),
            is: words(to).into(),
            why: RevisionReason::SameOrigin,
        });
    }
    found
}

/// Who holds these claims, each once.
pub(super) fn holders(claims: &[ClaimView], numbers: &[usize]) -> Vec<String> {
    let mut holders: Vec<String> = numbers.iter().map(|&n| claims[n].holder.clone()).collect();
    holders.sort();
    holders.dedup();
    holders
}
