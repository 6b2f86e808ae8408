//! Whether it happened at all.

use selon_model::reading::Certainty;

use super::circumstance::same_body;
use super::{Disagreement, DisagreementKind, Side, claim_ids};
use crate::summary::ClaimView;

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

/// Whether a denial is of having done it oneself, while somebody holds that it was done by
/// others or does not tell by whom: that denies no event.
pub(super) fn denies_own(claim: &ClaimView, claims: &[ClaimView]) -> bool {
    let entity = |c: &ClaimView| c.actor.as_ref().and_then(|a| a.entity.clone());
    let Some(actor) = entity(claim).filter(|_| claim.denies()) else { return false };
    let itself =
        claim.chain.first().and_then(|p| p.id.as_ref()).is_some_and(|id| same_body(id, &actor));
    let others = claims
        .iter()
        .filter(|c| c.affirms())
        .any(|c| entity(c).is_none_or(|other| !same_body(&other, &actor)));
    itself && others
}

/// Who holds these claims, each once.
pub(super) fn holders(claims: &[ClaimView], numbers: &[usize]) -> Vec<String> {
    let mut holders: Vec<String> = numbers.iter().map(|&n| claims[n].holder.clone()).collect();
    holders.sort();
    holders.dedup();
    holders
}
