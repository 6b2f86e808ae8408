//! Nouns: whether what is said of the verb is said of them.

use selon_language::morphology::{Definite, Number};
use selon_language::{Pos, Relation, Subtype, WordId};
use selon_model::reading::{Polarity, Reality};

use super::Scope;
use crate::modality::Class;

impl Scope<'_> {
    /// *An end to the attacks*, wherever the tree hangs the attacks.
    pub(super) fn is_after_ending(&self, noun: WordId) -> bool {
        let analysis = self.analysis;
        if analysis[noun].pos != Pos::Noun {
            return false;
        }
        let start = analysis.sentence_of(noun).words.start;
        let before = (start..noun.0).rev().take(8).map(WordId);
        let mut preposition = before
            .skip_while(|&w| {
                let inside = analysis.ancestors(w).skip(1).take(3).any(|h| h == noun);
                inside && !(analysis[w].pos == Pos::Adp && analysis[w].head == Some(noun))
            })
            .take(1)
            .filter(|&w| analysis[w].pos == Pos::Adp);
        preposition.next().and_then(WordId::previous).is_some_and(|w| {
            analysis[w].pos == Pos::Noun && self.table.has(analysis, w, Class::Ending)
        })
    }

    pub(super) fn is_ended(&self, noun: WordId) -> bool {
        matches!(
            self.analysis[noun].relation,
            Relation::Obj | Relation::Nmod | Relation::Compound | Relation::Obl
        ) && !self.is_indefinite_singular(noun)
    }

    pub(super) fn is_indefinite_singular(&self, noun: WordId) -> bool {
        self.is_indefinite(noun) && self.analysis[noun].morphology.number != Some(Number::Plur)
    }

    pub(super) fn is_around(&self, noun: WordId) -> bool {
        let around = |w: WordId| self.table.has(self.analysis, w, Class::Around);
        self.analysis.children_by(noun, Relation::Case).any(|c| {
            around(c)
                || c.previous().is_some_and(|p| {
                    self.table
                        .find(self.analysis, p, Class::Around)
                        .is_some_and(|(_, last)| last >= c)
                })
        })
    }

    /// Whether the verb says of the noun no more than that it happens, or tells of it
    /// as new: then what hedges the verb hedges the noun.
    pub(super) fn is_event_of(&self, noun: WordId, verb: WordId) -> bool {
        let analysis = self.analysis;
        let relation = analysis[noun].relation;
        if !matches!(
            relation,
            Relation::Nsubj | Relation::Obj | Relation::Obl | Relation::Expl | Relation::Iobj
        ) {
            return false;
        }
        let occurs = self.table.has(analysis, verb, Class::Occurrence) || self.is_to_happen(verb);
        let supports = matches!(relation, Relation::Obj | Relation::Nsubj)
            && (relation == Relation::Obj || analysis[noun].subtype == Subtype::Passive)
            && self.table.has(analysis, verb, Class::Support);
        let indefinite = self.is_indefinite(noun);
        // *Pourrait conduire à l'indépendance.*
        let comes_of_it = analysis[noun].subtype != Subtype::Passive
            && relation != Relation::Nsubj
            && self.table.has(analysis, verb, Class::Outcome);
        match relation {
            Relation::Obl => {
                // *Aurait essuyé des tirs*, where the tree cuts the article in two.
                let cut = analysis
                    .child_by(noun, Relation::Case)
                    .is_some_and(|c| &*analysis[c].lemma == "de" && c.previous() == Some(verb));
                cut && self.table.has(analysis, verb, Class::Support)
                    || comes_of_it
                    || occurs && analysis[noun].subtype != Subtype::Modifier
            }
            Relation::Obj | Relation::Nsubj => {
                comes_of_it || occurs || supports || indefinite && analysis[noun].pos == Pos::Noun
            }
            _ => occurs,
        }
    }

    /// *Doit entrer en vigueur, is due to take effect*: what depends on the verb says that its
    /// subject happens.
    pub(super) fn is_to_happen(&self, verb: WordId) -> bool {
        let analysis = self.analysis;
        let adjective = analysis[verb].pos == Pos::Adj;
        analysis.children(verb).iter().any(|&x| {
            let complement = analysis[x].relation == Relation::Xcomp
                || adjective
                    && x > verb
                    && analysis[x].relation == Relation::Advcl
                    && analysis.child_by(x, Relation::Nsubj).is_none();
            complement && self.table.has(analysis, x, Class::Occurrence)
        })
    }

    pub(super) fn is_indefinite(&self, noun: WordId) -> bool {
        let analysis = self.analysis;
        !analysis.children_by(noun, Relation::Det).any(|d| {
            analysis[d].morphology.definite == Some(Definite::Def)
                || analysis[d].morphology.possessive
                || analysis[d].morphology.pron_type
                    == Some(selon_language::morphology::PronType::Dem)
        })
    }

    pub(super) fn is_bare_complement(&self, noun: WordId) -> bool {
        // English has no subtype for arguments: right after the verb, it is one.
        let analysis = self.analysis;
        let first = analysis.children(noun).first().copied().unwrap_or(noun).min(noun);
        analysis[noun].subtype == Subtype::Plain
            && first.previous().is_some_and(|w| Some(w) == analysis[noun].head)
    }

    /// *The talks that will be held on Monday, la marche qui se tiendra lundi, l'offensive à venir*:
    /// what is said of the noun is that it is to come.
    pub(super) fn coming(&mut self, noun: WordId) {
        let analysis = self.analysis;
        if analysis[noun].pos != Pos::Noun {
            return;
        }
        let clauses = analysis.children_by(noun, Relation::Acl).filter(|&c| c > noun);
        for clause in clauses.take(2) {
            let mark = analysis.children(clause).first().copied().filter(|&w| w < clause);
            let coming = mark.and_then(|w| self.table.find(analysis, w, Class::Adjective));
            if let (Some(mark), Some((effect, last))) = (mark, coming)
                && last == clause
            {
                self.apply(effect, analysis[mark].span.cover(analysis[last].span));
                continue;
            }
            let pronoun = analysis
                .child_by(clause, Relation::Nsubj)
                .is_some_and(|s| analysis[s].pos == Pos::Pron && s > noun && s < clause);
            let happens = [Class::Occurrence, Class::Support]
                .into_iter()
                .any(|class| self.table.has(analysis, clause, class));
            // *A truce that will take effect on Friday* is agreed.
            let agreed = self.table.has(analysis, clause, Class::InForce);
            if pronoun && happens && !agreed && self.is_to_come(clause) {
                self.verb_form(clause);
            }
        }
    }

    /// *Will support the ongoing operations*: they take place, whatever is to come.
    pub(super) fn takes_place(&mut self) {
        let analysis = self.analysis;
        let told = [Relation::Amod, Relation::Nmod, Relation::Advmod];
        let current = analysis.children(self.predicate).iter().any(|&c| {
            told.contains(&analysis[c].relation)
                && (self.table.has(analysis, c, Class::Current)
                    || c.previous().is_some_and(|p| self.table.has(analysis, p, Class::Current)))
        });
        if current
            && analysis[self.predicate].pos == Pos::Noun
            && self.judgement.reality != Reality::Actual
        {
            self.judgement.reality = Reality::Actual;
            if self.judgement.polarity == Polarity::Positive {
                self.judgement.cue = None;
            }
        }
    }
}
