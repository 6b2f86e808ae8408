//! Verbs, adjectives and nouns that say of what depends on them whether it is so.

use selon_language::morphology::{Tense, VerbForm};
use selon_language::{Relation, Subtype, WordId};
use selon_model::reading::HedgeKind;

use super::super::conditional::conditional_of;
use super::{Scope, verb_span};
use crate::modality::{Class, negation};

impl Scope<'_> {
    /// What a verb does to the clause or object that it governs, with its own mood
    /// and negation. Whether it does anything.
    pub(super) fn governor(&mut self, verb: WordId, clause: bool) -> bool {
        let analysis = self.analysis;
        let passive = self.is_passive(verb);
        let conditional = conditional_of(analysis, self.table, verb).is_some();
        let past = analysis[verb].morphology.tense == Some(Tense::Past)
            && (analysis[verb].morphology.verb_form == Some(VerbForm::Fin)
                || analysis.children_by(verb, Relation::Aux).next().is_some());
        // *Permettant à la foule d'entrer*: what came of it.
        let form = analysis[verb].morphology;
        let result = form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres);
        let classes = [
            (self.is_undone(verb), Class::Negated),
            (past || result, Class::Leads),
            (passive, Class::Passive),
            (conditional, Class::Conditional),
            (past, Class::Past),
            (true, Class::Verb),
        ];
        let found = classes
            .into_iter()
            .filter(|(holds, _)| *holds)
            .find_map(|(_, class)| self.table.find(analysis, verb, class));
        let Some((effect, last)) = found else { return false };
        if effect.is_none() || !clause && !effect.objects {
            return false;
        }
        if effect.negative && self.is_neither(verb) {
            return false;
        }
        let span = if conditional && last == verb {
            let finite = conditional_of(analysis, self.table, verb).unwrap_or(verb);
            verb_span(analysis, finite, verb)
        } else {
            analysis[verb].span.cover(analysis[last].span)
        };
        self.apply(effect, span);
        true
    }

    /// Whether a verb is negated, itself or by the verb that it completes: *did not prevent,
    /// n'a pas pu éviter, failed to stop*.
    fn is_undone(&self, verb: WordId) -> bool {
        let analysis = self.analysis;
        let above = || analysis[verb].head.filter(|_| analysis[verb].relation == Relation::Xcomp);
        let fails = |w: WordId| {
            negation(analysis, w).is_some()
                || self
                    .table
                    .find(analysis, w, Class::Verb)
                    .is_some_and(|(effect, _)| effect.negative)
        };
        negation(analysis, verb).is_some() || above().is_some_and(fails)
    }

    /// *N'ont pas appelé à manifester*: others may demonstrate all the same.
    pub(super) fn is_left_open(&self, verb: WordId) -> bool {
        self.is_undone(verb) && self.table.find(self.analysis, verb, Class::Negated).is_some()
    }

    /// *N'a pas empêché l'attaque*: it took place.
    pub(super) fn is_not_prevented(&self, verb: WordId) -> bool {
        self.is_undone(verb)
            && self
                .table
                .find(self.analysis, verb, Class::Negated)
                .is_some_and(|(effect, _)| effect.is_none())
    }

    /// A clause that the tree calls adverbial, but whose preposition is that of a
    /// complement (*accused of planning*).
    pub(super) fn governor_of_complement(&mut self, word: WordId, head: WordId) -> bool {
        // *Risquent d'être attaqués quand l'armée partira*: the clause is told for itself.
        let finite = self.is_finite(word);
        let marked = self.analysis.children(word).iter().any(|&m| {
            m < word
                && matches!(self.analysis[m].relation, Relation::Mark | Relation::Case)
                && (m.previous() == Some(head)
                    || !finite && self.table.find(self.analysis, m, Class::Marker).is_none())
        });
        marked && self.governor(head, true)
    }

    pub(super) fn is_passive(&self, verb: WordId) -> bool {
        let analysis = self.analysis;
        analysis.children(verb).iter().any(|&c| {
            matches!(analysis[c].relation, Relation::Aux | Relation::Nsubj)
                && analysis[c].subtype == Subtype::Passive
        }) || matches!(analysis[verb].relation, Relation::Acl | Relation::Amod)
            && analysis[verb].morphology.verb_form == Some(VerbForm::Part)
            && analysis[verb].morphology.tense == Some(Tense::Past)
    }

    /// What an adjective that is a predicate does to its clause. Whether it does anything.
    pub(super) fn predicate(&mut self, adjective: WordId) -> bool {
        let analysis = self.analysis;
        let Some((effect, last)) = self.table.find(analysis, adjective, Class::Adjective) else {
            return false;
        };
        self.apply(effect, analysis[adjective].span.cover(analysis[last].span));
        true
    }

    /// What a noun does to what depends on it (*tentative d'attentat*). Whether it does anything.
    pub(super) fn noun(&mut self, noun: WordId) -> bool {
        let analysis = self.analysis;
        // *No evidence that they attacked* denies the evidence, and doubts the attack.
        if self.table.has(analysis, noun, Class::Proof)
            && let Some(negator) = negation(analysis, noun)
        {
            let span = analysis[negator].span.cover(analysis[noun].span);
            self.hedge(span, HedgeKind::Noun);
            return true;
        }
        let Some((effect, last)) = self.table.find(analysis, noun, Class::Noun) else {
            return false;
        };
        self.apply(effect, analysis[noun].span.cover(analysis[last].span));
        true
    }
}
