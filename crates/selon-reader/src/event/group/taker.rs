//! Who takes a place of which the words that tell of it do not say who takes it.

use super::super::lexicon::Classes;
use super::super::ontology::{Family, family};
use super::{Group, Grouping};
use selon_language::{Pos, WordId};

/// Within how many sentences before a taking it is told who fights there.
const NEAR: u32 = 2;
/// How many tellings before and after are looked at.
const AROUND: usize = 24;

const SIDES: Classes = Classes::STATE.and(Classes::NONSTATE);

impl Grouping<'_, '_, '_> {
    /// *The Syrian Democratic Forces began their advance … the liberation of the town*: it is
    /// those who were just told to fight for it who win it, if they are a group that is
    /// nowhere told to be fought.
    pub(super) fn settle_taker(&self, group: &mut Group) {
        let sided = |w: WordId| self.words.sides(w).any(SIDES);
        let told = |&m: &usize| self.triggers[m].trigger.actor.is_some_and(sided);
        if group.kind != "gov_regains_territory" || group.members.iter().any(told) {
            return;
        }
        let Some(&first) = group.members.first() else { return };
        let sentence = self.sentence(first);
        let before = self.triggers[first.saturating_sub(AROUND)..first].iter().rev();
        let taker = before
            .take_while(|t| sentence - self.words.analysis[t.trigger.word].sentence <= NEAR)
            .filter(|t| matches!(family(t.trigger.kind), Family::Fighting | Family::Territory))
            .filter_map(|t| t.trigger.actor)
            .find(|&w| sided(w) && self.words.analysis[w].pos == Pos::Propn);
        let Some(taker) = taker else { return };
        let end = self.triggers.len().min(first + AROUND);
        let around = &self.triggers[first.saturating_sub(AROUND)..end];
        let fought = around
            .iter()
            .any(|t| t.trigger.target.is_some_and(|w| self.words.same_participant(w, taker)));
        let sides = self.words.sides(taker);
        let group_of_arms = sides.any(Classes::NONSTATE)
            && !sides.any(Classes::STATE.and(Classes::MILITIA).and(Classes::STATELESS));
        if group_of_arms && !fought {
            group.kind = "nonstate_overtakes_territory";
        }
    }
}
