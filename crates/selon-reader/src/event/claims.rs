//! Who holds that an event happened, and how surely.

use std::collections::HashMap;

use selon_language::morphology::{Definite, PronType};
use selon_language::{Analysis, Pos, Relation, WordId};
use selon_model::reading::{Certainty, HedgeKind, Polarity, Reality};

use super::EventMention;
use super::lexicon::{Classes, Role, lexicon};
use crate::attribution::{Force, Holders, force};
use crate::certainty::carried_over::{self, CarriedOver};
use crate::certainty::{self, Judgement};
use crate::modality;

/// An event as held by somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct EventClaim {
    /// The attribution that holds it, as a place in the list; none: the author.
    pub held_by: Option<usize>,
    /// The trigger that the judgement is of.
    pub trigger: WordId,
    /// How surely, whether affirmed, whether real, within what the holder says.
    pub judgement: Judgement,
    /// Whether its sentence goes on with what the holder said before.
    pub carried_over: bool,
}

/// A word as its holder tells it.
pub fn judge(analysis: &Analysis, holders: &Holders, word: WordId) -> (Option<usize>, Judgement) {
    let held_by = holders.innermost(word);
    let mut judgement = certainty::judge(analysis, word, holders.cue_head(held_by));
    // *Selon des rumeurs*: who says it is nobody to rely on.
    if judgement.certainty == Certainty::Certain
        && let Some(source) = held_by.and_then(|h| holders.source(h))
        && certainty::is_hearsay(analysis, source.head)
    {
        judgement.certainty = Certainty::Hedged;
        judgement.hedge = Some((source.span, HedgeKind::UnnamedSource));
    }
    // *Aurait été revendiqué*: nor is it sure that it was said.
    if judgement.certainty == Certainty::Certain
        && let Some(holder) = held_by
        && let Some(cue) = holders.cue_head(held_by)
    {
        let saying = certainty::judge(analysis, cue, holders.cue_head(holders.around(holder)));
        if saying.hedge.is_some() {
            judgement.certainty = saying.certainty;
            judgement.hedge = saying.hedge;
        }
    }
    (held_by, judgement)
}

/// The claims of an event: one for each holder and each way of telling it (surely or
/// with doubt, affirmed or denied), in the order of its triggers. Who tells it as real
/// at one place and as planned at another tells it as real. Who takes the event up only
/// to say when something else was does not claim it anew; nor does who tells what it
/// did: a toll in doubt does not doubt the attack.
pub fn claims(
    analysis: &Analysis,
    holders: &Holders,
    carried_over: &[CarriedOver],
    event: &EventMention,
) -> Vec<EventClaim> {
    let mut claims = Claims::default();
    let told = |w: WordId| !is_background(analysis, w);
    let any_told = event.triggers.iter().any(|t| told(t.0));
    let triggers = event.triggers.iter().zip(&event.roles).map(|(t, &role)| (t.0, role));
    let of_event = event.roles.iter().any(|&role| role >= Role::Generic);
    for (trigger, role) in triggers.filter(|t| !any_told || told(t.0)) {
        let (held_by, mut judgement) = judge(analysis, holders, trigger);
        if role < Role::Generic
            && of_event
            && judgement.polarity == Polarity::Negative
            && harms_nobody(analysis, trigger)
        {
            continue;
        }
        // *L'attentat déjoué visait un marché*: what its verb tells was no more done than it.
        let subject = analysis.child_by(trigger, Relation::Nsubj).filter(|&s| {
            event.triggers.iter().any(|t| t.0 == s) && judgement.reality == Reality::Actual
        });
        if let Some(subject) = subject {
            judgement.reality = judge(analysis, holders, subject).1.reality;
        }
        let denied: Vec<EventClaim> = held_by
            .into_iter()
            .flat_map(|h| holders.outside(h).into_iter().chain(holders.beside(h)))
            .filter_map(|other| denial(analysis, holders, other, trigger))
            .collect();
        let from = carried_over::of(carried_over, analysis, trigger);
        let from = from.filter(|_| held_by.is_none());
        if let Some(from) = from {
            from.adjust(&mut judgement);
        }
        let held_by = held_by.or(from.map(|f| f.attribution));
        let new = EventClaim { held_by, trigger, judgement, carried_over: from.is_some() };
        claims.add(new, role);
        for denied in denied {
            claims.add(denied, role);
        }
    }
    // Who holds it in a word of an event does not hold it anew in one of a result of it.
    let mut best: HashMap<Option<usize>, Role> = HashMap::new();
    for (claim, role) in &claims.list {
        let held = best.entry(claim.held_by).or_insert(Role::None);
        *held = (*held).max((*role).min(Role::Generic));
    }
    let keeps = |(claim, role): &(EventClaim, Role)| {
        best.get(&claim.held_by).is_none_or(|&best| (*role).min(Role::Generic) >= best)
    };
    claims.list.into_iter().filter(keeps).map(|(claim, _)| claim).collect()
}

/// Claims with the most that a word tells of each, one for each way in which a holder tells it.
#[derive(Default)]
struct Claims {
    list: Vec<(EventClaim, Role)>,
    /// Where in the list the one of a holder stands that is so sure and affirmed or denied.
    by_way: HashMap<(Option<usize>, bool, bool), usize>,
}

impl Claims {
    fn add(&mut self, new: EventClaim, role: Role) {
        let certain = new.judgement.certainty == Certainty::Certain;
        let way = (new.held_by, certain, new.judgement.polarity == Polarity::Positive);
        let at = *self.by_way.entry(way).or_insert(self.list.len());
        match self.list.get_mut(at) {
            Some((claim, of)) => {
                if outweighs(&new, claim) {
                    *claim = new;
                }
                *of = role.max(*of);
            }
            None => self.list.push((new, role)),
        }
    }
}

/// *L'armée dément les accusations de torture*; *…, a charge it denies*: who denies what
/// another says holds that it did not happen.
fn denial(
    analysis: &Analysis,
    holders: &Holders,
    other: usize,
    trigger: WordId,
) -> Option<EventClaim> {
    let cue = holders.cue_head(Some(other))?;
    if force(analysis, cue) != Some(Force::Deny) {
        return None;
    }
    let judgement = certainty::judge(analysis, trigger, Some(cue));
    (judgement.polarity == Polarity::Negative).then_some(EventClaim {
        held_by: Some(other),
        trigger,
        judgement: Judgement { certainty: Certainty::Certain, hedge: None, ..judgement },
        carried_over: false,
    })
}

/// *Aucun mort n'est à déplorer, no one was killed*: that it harmed nobody does not deny that it
/// happened.
fn harms_nobody(analysis: &Analysis, word: WordId) -> bool {
    modality::negation(analysis, word).is_some_and(|negation| {
        let relation = analysis[negation].relation;
        matches!(relation, Relation::Det | Relation::Nsubj | Relation::Obj)
    })
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

/// Whether it tells the event as more real than the other, or as real in so many words.
fn outweighs(claim: &EventClaim, other: &EventClaim) -> bool {
    let weight = |c: &EventClaim| {
        let real = match c.judgement.reality {
            Reality::Actual => 2,
            Reality::Planned => 1,
            Reality::Hypothetical => 0,
        };
        (real, !c.carried_over)
    };
    weight(claim) > weight(other)
}
