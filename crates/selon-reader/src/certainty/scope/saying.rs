//! What is done by saying it, denied, or not confirmed.

use selon_language::morphology::PronType;
use selon_language::{Pos, Relation, Subtype, WordId};
use selon_model::reading::{HedgeKind, Polarity, Reality};

use super::super::conditional::{Use, conditional_of, used_for};
use super::{CLIMB, Reach, Scope, verb_span};
use crate::attribution::{Force, force, is_quotation_mark};
use crate::modality::{Class, Effect, negation};

/// How many words after a denial the colon stands that opens what is said instead.
const COLON: u32 = 16;
/// How many words of a quotation are looked at.
const QUOTED: u32 = 120;

impl Scope<'_> {
    /// What is done by saying it reaches what is said.
    pub(super) fn cue(&mut self, cue: WordId, reach: Reach) {
        let analysis = self.analysis;
        let span = analysis[cue].span;
        match force(analysis, cue) {
            // *N'exclut pas que*: it may be so.
            Some(Force::Deny) if negation(analysis, cue).is_some() => {
                self.hedge(span, HedgeKind::Verb);
                self.reality(Reality::Hypothetical, span);
            }
            // *Ni confirmé ni démenti.*
            Some(Force::Deny) if self.is_neither(cue) => self.hedge(span, HedgeKind::Verb),
            Some(Force::Deny) if self.is_taken_for_granted(cue) => {}
            Some(Force::Deny) if self.is_own_account(cue) => {}
            Some(Force::Deny) => self.negative(span),
            Some(kind @ (Force::Ask | Force::Threat | Force::Promise)) => {
                self.reality(Reality::Planned, span);
                // Who may not have threatened may plan nothing.
                if kind != Force::Ask
                    && let Some(finite) = conditional_of(analysis, self.table, cue)
                    && used_for(analysis, self.table, cue, finite) == Use::Hearsay
                {
                    self.hedge(verb_span(analysis, finite, cue), HedgeKind::Conditional);
                }
            }
            Some(Force::Rumour) => self.hedge(span, HedgeKind::Noun),
            Some(Force::Claim) => {
                if reach == Reach::Whole
                    && let Some(finite) = conditional_of(analysis, self.table, cue)
                {
                    self.hedge(verb_span(analysis, finite, cue), HedgeKind::Conditional);
                }
            }
            Some(Force::Accuse)
                if self.doubts(cue, Class::Verb)
                    || self.doubts(cue, Class::Passive)
                    || self.doubts(cue, Class::Noun) =>
            {
                self.hedge(span, HedgeKind::Verb);
            }
            // *The police suspect that*: who says so does not know.
            Some(Force::Judge) if self.doubts(cue, Class::Verb) => {
                self.hedge(span, HedgeKind::Verb);
            }
            // *Is believed to have*, *was reported killed*: nobody vouches for it.
            Some(Force::Say | Force::Judge)
                if self.is_passive(cue) && self.doubts(cue, Class::Passive) =>
            {
                self.hedge(span, HedgeKind::Verb);
            }
            _ => {}
        }
    }

    /// What is denied did not happen for who denies it, wherever the tree hangs it.
    pub(super) fn denied(&mut self, cue: WordId) {
        let analysis = self.analysis;
        if force(analysis, cue) == Some(Force::Deny)
            && negation(analysis, cue).is_none()
            && self.judgement.polarity == Polarity::Positive
            && !self.is_taken_for_granted(cue)
            && !self.is_own_account(cue)
            && !self.is_neither(cue)
        {
            self.negative(analysis[cue].span);
        }
    }

    /// *Denied any role in the attack; that the men who attacked the town had left*: the
    /// attack is not denied.
    pub(super) fn is_taken_for_granted(&self, cue: WordId) -> bool {
        let analysis = self.analysis;
        let part = |w: WordId| self.table.has(analysis, w, Class::Part);
        let after_part = analysis
            .children_by(cue, Relation::Obj)
            .any(|o| part(o) && o < self.predicate && analysis[self.predicate].pos == Pos::Noun);
        let granted = |w: WordId| {
            let found = &analysis[w];
            let head = found.head;
            match found.relation {
                // *Les accusations selon lesquelles* is what is denied.
                Relation::Acl => {
                    found.subtype == Subtype::Relative
                        && head.is_none_or(|h| force(analysis, h).is_none())
                }
                Relation::Advcl => self.is_finite(w),
                Relation::Nmod | Relation::Obl => head.is_some_and(part),
                _ => false,
            }
        };
        after_part
            || analysis.ancestors(self.predicate).take(CLIMB).take_while(|&w| w != cue).any(granted)
    }

    /// *L'armée dément : « Les rebelles ont attaqué le village »*, *« Nos soldats ont tué cinq
    /// rebelles », dément l'armée*: what who denies says in their own words is not what they deny.
    fn is_own_account(&self, cue: WordId) -> bool {
        if cue < self.predicate {
            self.is_after_colon(cue)
        } else {
            self.is_in_quotation_before(cue)
        }
    }

    /// Whether a colon after the cue opens a quotation, or a clause, that the predicate stands in.
    fn is_after_colon(&self, cue: WordId) -> bool {
        let analysis = self.analysis;
        let own = analysis.sentence_of(cue).words;
        let mut near = (cue.0 + 1..own.end.min(cue.0 + COLON)).map(WordId);
        let Some(colon) = near.find(|&w| &*analysis[w].form == ":") else { return false };
        let first = colon.next();
        let quoted = first.index() < analysis.words.len() && is_quotation_mark(analysis, first);
        // (*Dément les faits suivants : l'attaque du village*)
        let clause = || {
            own.contains(self.predicate)
                && (first.0..own.end.min(first.0 + QUOTED)).any(|w| self.is_finite(WordId(w)))
        };
        colon < self.predicate && (quoted || clause())
    }

    /// Whether the predicate stands in a quotation that ends right before the cue, its subject and
    /// auxiliaries aside. *« … », ce que dément l'armée* takes it up and denies it.
    fn is_in_quotation_before(&self, cue: WordId) -> bool {
        let analysis = self.analysis;
        let start = analysis.sentence_of(cue).words.start;
        let mark = |w: &WordId| is_quotation_mark(analysis, *w);
        let of_cue = |w: &WordId| {
            let word = &analysis[*w];
            match word.pos {
                Pos::Pron => word.morphology.pron_type != Some(PronType::Rel),
                Pos::Sconj | Pos::Verb => false,
                Pos::Punct => mark(w) || &*word.form == ",",
                _ => true,
            }
        };
        let mut before = (start..cue.0).rev().take(8).map(WordId).take_while(of_cue);
        let Some(close) = before.find(mark) else { return false };
        let from = close.0.saturating_sub(QUOTED);
        let open = (from..close.0).rev().map(WordId).find(mark);
        open.is_some_and(|open| open < self.predicate && self.predicate < close)
    }

    /// Whether it is one of two things that were not said.
    pub(super) fn is_neither(&self, cue: WordId) -> bool {
        let analysis = self.analysis;
        let neither = |w: WordId| {
            analysis
                .children(w)
                .iter()
                .any(|&c| c < w && self.table.has(analysis, c, Class::Neither))
        };
        let confirms = |w: WordId| self.table.has(analysis, w, Class::Confirming);
        let first = analysis[cue].head.filter(|_| analysis[cue].relation == Relation::Conj);
        neither(cue)
            && (first.is_some_and(confirms)
                || confirms(cue)
                || analysis.children_by(cue, Relation::Conj).any(confirms))
    }

    /// *The report of an attack could not be verified; unconfirmed reports of an attack.*
    pub(super) fn unconfirmed(&mut self, cue: WordId) {
        let analysis = self.analysis;
        let found = &analysis[cue];
        if found.pos == Pos::Noun && super::super::is_hearsay(analysis, cue) {
            self.hedge(found.span, HedgeKind::UnnamedSource);
        }
        if found.pos == Pos::Noun
            && matches!(found.relation, Relation::Nsubj | Relation::Obj)
            && let Some(verb) = found.head
        {
            self.unconfirmed_by(verb);
        }
        self.unconfirmed_by(cue);
    }

    /// Hedges what a verb of showing that it is so is told of, if that is negated.
    pub(super) fn unconfirmed_by(&mut self, verb: WordId) {
        let analysis = self.analysis;
        let confirms = |w: WordId| self.table.has(analysis, w, Class::Confirming);
        if self.is_neither(verb) {
            self.hedge(analysis[verb].span, HedgeKind::Verb);
        }
        // *N'a pas pu être vérifié.*
        let able = || {
            let able = self.table.has(analysis, verb, Class::Conditional);
            analysis.children_by(verb, Relation::Xcomp).find(|&x| able && confirms(x))
        };
        let confirming = if confirms(verb) { Some(verb) } else { able() };
        if let Some(confirming) = confirming
            && let Some(negator) = negation(analysis, verb)
        {
            let span = analysis[negator].span.cover(analysis[confirming].span);
            self.hedge(span, HedgeKind::Verb);
        }
    }

    /// *If confirmed, the killings would be war crimes.*
    pub(super) fn if_confirmed(&mut self) {
        let analysis = self.analysis;
        let condition = |w: WordId| {
            analysis.children_by(w, Relation::Advcl).find_map(|clause| {
                let mark = analysis.children(clause).iter().copied().find(|&m| {
                    matches!(analysis[m].relation, Relation::Mark | Relation::Advmod)
                        && m < clause
                        && matches!(
                            self.table.find(analysis, m, Class::Marker),
                            Some((Effect { hypothetical: true, .. }, _))
                        )
                })?;
                let other = !analysis.is_under(self.predicate, clause);
                (other && self.table.has(analysis, clause, Class::Confirming))
                    .then(|| analysis[mark].span.cover(analysis[clause].span))
            })
        };
        let found = analysis.ancestors(self.predicate).take(CLIMB / 2).find_map(condition);
        if let Some(span) = found {
            self.hedge(span, HedgeKind::Verb);
        }
    }

    pub(super) fn doubts(&self, cue: WordId, class: Class) -> bool {
        self.table
            .find(self.analysis, cue, class)
            .is_some_and(|(effect, _)| effect.hedged.is_some())
    }
}
