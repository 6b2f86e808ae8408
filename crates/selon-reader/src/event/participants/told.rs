//! Who is told to do something, or to lose it, elsewhere than at its trigger.

use selon_language::{Pos, Relation, WordId};

use super::super::frame::{Frame, agent, is_passive};
use super::super::lexicon::Classes;
use super::super::placed::Placed;
use super::{Participants, SIDES};

/// How many words above a noun of number the verb stands that somebody takes part by.
const COUNTED: usize = 2;

impl Participants<'_, '_, '_> {
    /// Who loses what is taken: *reprendre la ville à l'État islamique*, *captured from the
    /// army*, *la ville tenue par les rebelles*.
    pub(super) fn loser(&self, placed: &Placed) -> Option<WordId> {
        let w = self.words;
        let a = w.analysis;
        let side = |c: WordId| {
            let side = w.classes(c).any(SIDES) || self.actors.mention_of(c).is_some();
            side && !self.is_place(c) && placed.trigger.actor != Some(c)
        };
        let from = |head: WordId| w.complement(head, Classes::FROM).filter(|&c| side(c));
        let held = |place: WordId| {
            let clause = w.children(place).find(|&c| {
                matches!(a[c].relation, Relation::Acl | Relation::Advcl)
                    && w.classes(c).any(Classes::HOLD)
            })?;
            let by =
                || Frame::of(w, clause).subject.filter(|_| a[clause].relation == Relation::Acl);
            agent(w, clause).or_else(by).filter(|&c| side(c))
        };
        let place = placed.trigger.target;
        let word = placed.trigger.word;
        from(word)
            .or_else(|| place.and_then(from))
            .or_else(|| place.and_then(held))
            // Where the tree hangs the clause on the verb.
            .or_else(|| held(word))
    }

    /// Who is told to take part in what a noun tells of, or to be accused of it: *les milices
    /// engagées dans l'offensive*, *accused of looting*.
    pub(super) fn taking_part(&self, noun: WordId) -> Option<WordId> {
        let w = self.words;
        let a = w.analysis;
        if !matches!(a[noun].pos, Pos::Noun | Pos::Propn) {
            return None;
        }
        // *Accusées de pillages, d'enlèvements et de massacres*, *d'un grand nombre de viols*
        let first = a[noun].head.filter(|_| a[noun].relation == Relation::Conj).unwrap_or(noun);
        let counted = a.ancestors(first).skip(1).take(COUNTED);
        let counted = counted.take_while(|&h| w.classes(h).any(Classes::NUMBER)).last();
        let complement = counted.unwrap_or(first);
        let verb = a[complement].head?;
        let stands = match a[complement].relation {
            Relation::Obl | Relation::Nmod | Relation::Obj => {
                w.case(complement).is_none_or(|c| c.any(Classes::INVOLVES))
            }
            _ => false,
        };
        if !stands || !w.classes(verb).any(Classes::TAKE_PART) {
            return None;
        }
        // *Ne participent pas à l'offensive*
        let denied =
            |c: WordId| a[c].relation == Relation::Advmod && w.classes(c).any(Classes::NOT);
        if w.children(verb).any(denied) {
            return None;
        }
        let frame = Frame::of(w, verb);
        let other = |found: &WordId| *found != complement && *found != noun;
        let object = frame.object.filter(other);
        object.or(if is_passive(w, verb) { None } else { frame.subject.filter(other) })
    }

    /// Who says that they did it, or is said to have: *revendiqué par le groupe*, *attribué
    /// aux rebelles*.
    pub(super) fn claiming(&self, word: WordId) -> Option<WordId> {
        let w = self.words;
        let a = w.analysis;
        let blames = |&v: &WordId| self.has(v, Classes::BLAME);
        let above = || {
            let verb = a[word].head.filter(blames)?;
            let of = matches!(a[word].relation, Relation::Obj | Relation::Nsubj)
                || a[verb].relation == Relation::Acl;
            Some(verb).filter(|_| of)
        };
        let clause = || w.children(word).find(|c| a[*c].relation == Relation::Acl && blames(c));
        let charged = |verb| w.complement(verb, Classes::TO.and(Classes::AGAINST));
        self.claimed_by[word.index()]
            .or_else(|| above().and_then(charged))
            .or_else(|| clause().and_then(charged))
            .filter(|&by| by != word)
    }
}
