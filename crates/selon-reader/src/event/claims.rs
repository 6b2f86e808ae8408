//! Who holds that an event happened, and how surely.

use selon_language::morphology::{Definite, PronType};
use selon_language::{Analysis, Pos, Relation, WordId};
use selon_model::reading::{Certainty, Polarity, Reality};

use super::EventMention;
use super::lexicon::{Classes, lexicon};
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
/// the doubt counts: a statement that is hedged at one place is hedged. Who takes the
/// event up only to say when something else was does not claim it anew.
pub fn claims(analysis: &Analysis, holders: &Holders, event: &EventMention) -> Vec<EventClaim> {
    let mut claims: Vec<EventClaim> = Vec::new();
    let told = |w: WordId| !is_background(analysis, w);
    let any_told = event.triggers.iter().any(|t| told(t.0));
    for &(trigger, _) in event.triggers.iter().filter(|t| !any_told || told(t.0)) {
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

/// *lors de cet affrontement, during the attack*: what only takes up an event told before
fn is_background(analysis: &Analysis, word: WordId) -> bool {
    let lexicon = lexicon(analysis.language);
    let found = &analysis[word];
    let children = || analysis.children(word).iter().copied();
    let is = |w: WordId, class| lexicon.classes(&analysis[w].lemma).any(class);
    let given = children().any(|c| {
        let m = analysis[c].morphology;
        analysis[c].relation == Relation::Det
            && (m.pron_type == Some(PronType::Dem) || m.definite == Some(Definite::Def))
    });
    let by_case = || {
        children().any(|c| {
            analysis[c].relation == Relation::Case
                && (is(c, Classes::CIRCUMSTANCE)
                    || analysis.children(c).iter().any(|&w| is(w, Classes::CIRCUMSTANCE)))
        })
    };
    // *Lors de*: the tree may hang the noun on the adverb.
    let by_head = || found.head.is_some_and(|h| is(h, Classes::CIRCUMSTANCE));
    // *L'opération viserait la ville*: the verb tells, the noun takes up.
    let aims = found.relation == Relation::Nsubj && found.head.is_some_and(|h| is(h, Classes::AIM));
    given
        && found.pos == Pos::Noun
        && (aims
            || matches!(found.relation, Relation::Obl | Relation::Nmod) && (by_case() || by_head()))
}

fn outweighs(held_by: Option<usize>, judgement: &Judgement, other: &Judgement) -> bool {
    let weight = |j: &Judgement| {
        let firm = j.certainty == Certainty::Certain;
        let actual = j.reality == Reality::Actual;
        (actual, j.polarity == Polarity::Positive, firm == held_by.is_none())
    };
    weight(judgement) > weight(other)
}
