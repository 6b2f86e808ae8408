//! Who holds that an event happened, and how surely.

use selon_language::{Analysis, WordId};
use selon_model::reading::{Certainty, Polarity, Reality};

use super::EventMention;
use crate::attribution::Holders;
use crate::certainty::{self, Judgement};

/// An event as held by somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct EventClaim {
    /// The attribution that holds it, as a place in the list; none: the author.
    pub held_by: Option<usize>,
    /// The trigger that the judgement is of.
    pub trigger: WordId,
    /// How surely, whether affirmed, whether real, within what the holder says.
    pub judgement: Judgement,
}

/// A word as its holder tells it.
pub fn judge(analysis: &Analysis, holders: &Holders, word: WordId) -> (Option<usize>, Judgement) {
    let held_by = holders.innermost(word);
    (held_by, certainty::judge(analysis, word, holders.cue_head(held_by)))
}

/// The claims of an event: one for each holder, in the order of its triggers. Where
/// the author tells it twice, the firmer telling counts: who says at one place that it
/// happened does not doubt it by a conditional at another. Where somebody else does,
/// the doubt counts: a statement that is hedged at one place is hedged.
pub fn claims(analysis: &Analysis, holders: &Holders, event: &EventMention) -> Vec<EventClaim> {
    let mut claims: Vec<EventClaim> = Vec::new();
    for &(trigger, _) in &event.triggers {
        let (held_by, judgement) = judge(analysis, holders, trigger);
        match claims.iter_mut().find(|c| c.held_by == held_by) {
            Some(claim) if outweighs(held_by, &judgement, &claim.judgement) => {
                claim.trigger = trigger;
                claim.judgement = judgement;
            }
            Some(_) => {}
            None => claims.push(EventClaim { held_by, trigger, judgement }),
        }
    }
    claims
}

fn outweighs(held_by: Option<usize>, judgement: &Judgement, other: &Judgement) -> bool {
    let weight = |j: &Judgement| {
        let firm = j.certainty == Certainty::Certain;
        let actual = j.reality == Reality::Actual;
        (actual, j.polarity == Polarity::Positive, firm == held_by.is_none())
    };
    weight(judgement) > weight(other)
}
