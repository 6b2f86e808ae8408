//! What something answered or came after is another event.

use super::super::lexicon::{Classes, Role};
use super::super::ontology::{Family, family};
use super::{COMPARED, Group, Grouping};
use selon_language::{Relation, WordId};

/// How far above the name of what was answered the word that says so stands, and above that
/// the event that answers.
const ABOVE: usize = 3;

impl Grouping<'_, '_, '_> {
    /// *Strikes in response to Sunday's attack; les frappes font suite à l'attaque*: whether an
    /// event is told to have answered or followed the one that a noun tells of.
    pub(super) fn answered(&self, group: &Group, noun: WordId) -> bool {
        let a = self.words.analysis;
        if !self.is_noun(noun) || !family(group.kind).is_violent() {
            return false;
        }
        let between = |w: &WordId| {
            matches!(
                a[*w].relation,
                Relation::Nmod | Relation::Obl | Relation::Obj | Relation::Conj | Relation::Advmod
            )
        };
        let answers = |w: WordId| self.words.classes(w).any(Classes::ANSWER);
        let above = a.ancestors(noun).skip(1).take(ABOVE).zip(a.ancestors(noun));
        let path = above.take_while(|(_, below)| between(below)).map(|(w, _)| w);
        let answer = { path }.find(|&w| answers(w));
        // *En représailles à l'attaque, font suite à l'attaque*, where the tree has both words on
        // the verb, or one as a preposition.
        let first = a.children(noun).first().copied().filter(|&c| c < noun).unwrap_or(noun);
        let before = first.previous().is_some_and(|w| answers(w) && first != noun);
        let as_case = || self.words.children(noun).any(|c| c < noun && answers(c));
        let beside = || (before || as_case()).then_some(a[noun].head).flatten();
        // *Missing after the abduction* is that; *fighting after an attack* is not.
        let fought = matches!(family(group.kind), Family::Explosive | Family::Fighting);
        let after = || {
            let elsewhen = |w: WordId| {
                self.words
                    .children(w)
                    .any(|c| c < w && self.words.classes(c).any(Classes::ELSEWHEN))
            };
            // *After a strike killed three*
            let clause = a[noun].head.filter(|&h| {
                a[noun].relation == Relation::Nsubj && a[h].relation == Relation::Advcl
            });
            match clause {
                Some(verb) if elsewhen(verb) => a[verb].head,
                _ => a[noun].head.filter(|_| elsewhen(noun)),
            }
        };
        let Some(from) = answer.or_else(beside).or_else(|| after().filter(|_| fought)) else {
            return false;
        };
        a.ancestors(from).take(ABOVE).any(|w| {
            // *Mené une frappe*: the noun tells of it.
            let beside = [Relation::Nsubj, Relation::Obj].map(|r| self.words.child_by(w, r));
            let mut latest = group.members.iter().rev().take(COMPARED);
            latest.any(|&m| {
                let other = &self.triggers[m].trigger;
                matches!(other.role, Role::Event | Role::Generic)
                    && other.word < noun
                    && (other.word == w || beside.contains(&Some(other.word)))
            })
        })
    }

    /// *The raid was retaliation for the attack*: the answer is what its subject tells of.
    pub(super) fn answering(&self, noun: WordId) -> Option<WordId> {
        let answers = self.words.classes(noun).any(Classes::ANSWER)
            && self.words.child_by(noun, Relation::Cop).is_some();
        self.words.child_by(noun, Relation::Nsubj).filter(|_| answers)
    }
}
