//! What the words of a clause say of its predicate: adverbs, adjectives, conjunctions,
//! the mood and tense of the verb.

use selon_language::morphology::{Mood, Morphology, Tense, VerbForm};
use selon_language::{Pos, Relation, Subtype, WordId};
use selon_model::ByteSpan;
use selon_model::reading::{HedgeKind, Reality};

use super::super::conditional::{Use, after_past, conditional_of, has_condition_beside, used_for};
use super::{CLIMB, SPLIT, Scope, verb_span};
use crate::modality::{Class, Effect, negation};

impl Scope<'_> {
    /// What the words of its own clause say of a predicate.
    pub(super) fn clause(&mut self, word: WordId, negation_reaches: bool) {
        let analysis = self.analysis;
        self.verb_form(word);
        // *They were not behind the attack*: it is not the attack that is negated.
        let beside = analysis.child_by(word, Relation::Cop).is_some()
            && analysis.child_by(word, Relation::Case).is_some();
        if negation_reaches
            && !beside
            && let Some(negator) = negation(analysis, word)
        {
            self.negative(analysis[negator].span);
        }
        for &child in analysis.children(word) {
            match analysis[child].relation {
                Relation::Advmod
                | Relation::Discourse
                | Relation::Obl
                | Relation::Fixed
                | Relation::Parataxis
                | Relation::Aux
                | Relation::Cop => {
                    self.adverb(child);
                    for &under in analysis.children(child) {
                        if analysis[under].relation == Relation::Advmod
                            && matches!(analysis[child].relation, Relation::Aux | Relation::Cop)
                        {
                            self.adverb(under);
                        }
                    }
                }
                Relation::Amod | Relation::Acl | Relation::Compound => self.adjective(child),
                Relation::Mark | Relation::Case if child < word => self.marker(child, word),
                _ => {}
            }
        }
        // *est présumé, is likely*: the predicate over its own subject.
        if analysis.child_by(word, Relation::Cop).is_some() {
            self.adjective(word);
        }
    }

    pub(super) fn adverb(&mut self, child: WordId) {
        let analysis = self.analysis;
        // *A été tué, apparemment par un tireur*: who did it is in doubt, not that it was done.
        let verb = analysis[child].head.filter(|&v| v < child);
        let set_off = child.previous().is_some_and(|p| &*analysis[p].form == ",");
        let of_phrase = analysis[child].pos == Pos::Adv
            && set_off
            && analysis.words.get(child.next().index()).is_some_and(|next| {
                next.pos == Pos::Adp
                    && next.head.is_some_and(|noun| {
                        analysis[noun].head == verb && analysis[noun].relation == Relation::Obl
                    })
            });
        if verb.is_some_and(|v| analysis[v].pos == Pos::Verb) && of_phrase {
            return;
        }
        let first = analysis.children(child).first().copied().unwrap_or(child).min(child);
        for at in [child, first] {
            if let Some((effect, last)) = self.table.find(analysis, at, Class::Adverb)
                && effect.hedged.is_some()
            {
                self.apply(effect, analysis[at].span.cover(analysis[last].span));
                return;
            }
        }
    }

    pub(super) fn adjective(&mut self, child: WordId) {
        let analysis = self.analysis;
        // *Trois morts dont le suspect* is no adjective.
        if analysis.child_by(child, Relation::Det).is_some() {
            return;
        }
        if let Some((effect, last)) = self.table.find(analysis, child, Class::Adjective) {
            self.apply(effect, analysis[child].span.cover(analysis[last].span));
        } else if analysis[child].morphology.verb_form == Some(VerbForm::Part)
            && let Some((effect, last)) = self.table.find(analysis, child, Class::Passive)
            && effect.hedged.is_some()
            && analysis.child_by(child, Relation::Xcomp).is_none()
        {
            // *Une attaque présumée*: by the verb that it is a participle of.
            self.apply(effect, analysis[child].span.cover(analysis[last].span));
        } else if analysis[child].relation != Relation::Compound {
            self.adverbs_of(child);
        }
    }

    /// *une attaque probablement menée par*: an adverb on a participle of the noun.
    pub(super) fn adverbs_of(&mut self, participle: WordId) {
        let analysis = self.analysis;
        // *Un accident peut-être provoqué par la brume*: the cause is in doubt.
        if analysis[participle].subtype == Subtype::Relative
            || self.table.has(analysis, participle, Class::Outcome)
        {
            return;
        }
        for &child in analysis.children(participle) {
            if analysis[child].relation == Relation::Advmod {
                self.adverb(child);
            }
        }
    }

    /// A conjunction or preposition that opens the clause.
    pub(super) fn marker(&mut self, mark: WordId, word: WordId) {
        let analysis = self.analysis;
        let phrase = (1..4)
            .filter_map(|back| mark.0.checked_sub(back).map(WordId))
            .filter(|w| analysis[*w].sentence == analysis[mark].sentence)
            .find_map(|before| {
                let (effect, last) = self.table.find(analysis, before, Class::Marker)?;
                (last >= mark).then_some((before, effect, last))
            });
        if let Some((before, effect, last)) = phrase {
            if !effect.is_none() {
                self.apply(effect, analysis[before].span.cover(analysis[last].span));
            } else {
                self.concessive(before, word);
            }
            return;
        }
        let Some((effect, last)) = self.table.find(analysis, mark, Class::Marker) else { return };
        self.concessive(mark, word);
        if effect.hedged == Some(HedgeKind::Condition) && self.is_conceded(word) {
            return;
        }
        let infinitive = analysis[word].morphology.verb_form == Some(VerbForm::Inf)
            || analysis
                .children_by(word, Relation::Aux)
                .any(|a| analysis[a].morphology.verb_form == Some(VerbForm::Inf));
        let past = self.has_own_auxiliary(word)
            && analysis[word].morphology.verb_form == Some(VerbForm::Part)
            && !analysis
                .children_by(word, Relation::Aux)
                .any(|a| analysis[a].subtype == Subtype::Passive);
        if effect.planned {
            // A purpose, not a reason (*pour avoir tué*) nor a complement, which the
            // verb above decides.
            let complement = matches!(
                analysis[word].relation,
                Relation::Xcomp | Relation::Ccomp | Relation::Csubj | Relation::Acl
            );
            if !infinitive || past || complement || analysis[mark].relation == Relation::Case {
                return;
            }
        }
        self.apply(effect, analysis[mark].span.cover(analysis[last].span));
    }

    /// *Si l'armée a repris la ville, les combats continuent*: a fact set against another.
    fn is_conceded(&self, word: WordId) -> bool {
        let found = &self.analysis[word];
        found.relation == Relation::Advcl
            && self.is_past(word)
            && found.head.is_some_and(|above| !self.is_to_come(above) && self.is_own_fact(above))
    }

    /// Whether a clause tells something of its own. *Si l'armée a visé l'école, c'est un crime*,
    /// *if they shot him, nobody saw it*: these are about what may have happened.
    fn is_own_fact(&self, verb: WordId) -> bool {
        let analysis = self.analysis;
        let subject = analysis.child_by(verb, Relation::Nsubj);
        subject.is_some_and(|s| matches!(analysis[s].pos, Pos::Noun | Pos::Propn))
            && analysis.child_by(verb, Relation::Cop).is_none()
            && negation(analysis, verb).is_none()
    }

    /// *Même si l'armée reprend la ville, les combats continueront*: a condition, where the
    /// clause above tells what is to come.
    fn concessive(&mut self, mark: WordId, word: WordId) {
        let analysis = self.analysis;
        if let Some((_, last)) = self.table.find(analysis, mark, Class::Concessive)
            && analysis[word].head.is_some_and(|above| self.is_to_come(above))
            && !self.is_past(word)
        {
            self.on_condition(analysis[mark].span.cover(analysis[last].span));
        }
        // *Once the town is captured, the road will be reopened; until it is, nobody can leave.*
        if let Some((effect, last)) = self.table.find(analysis, mark, Class::Awaited)
            && analysis[word].head.is_some_and(|above| {
                // *Jusqu'à ce que*: the verb stands above the pronoun.
                let pronoun = analysis[above].pos == Pos::Pron;
                let above = analysis[above].head.filter(|_| pronoun).unwrap_or(above);
                // *La fusillade a duré jusqu'à ce qu'il soit abattu*: it has come.
                let over = self.is_past(above) || self.tells_past(above);
                self.is_to_come(above) || !effect.is_none() && !over
            })
            && self.is_finite(word)
            && !self.tells_past(word)
        {
            self.reality(Reality::Planned, analysis[mark].span.cover(analysis[last].span));
        }
    }

    /// Whether a verb or its auxiliary is in the past: *fled, had been captured, was captured*.
    fn tells_past(&self, verb: WordId) -> bool {
        let analysis = self.analysis;
        let form = analysis[verb].morphology;
        if form.verb_form == Some(VerbForm::Fin) && form.tense == Some(Tense::Past) {
            return true;
        }
        analysis.children(verb).iter().any(|&c| {
            matches!(analysis[c].relation, Relation::Aux | Relation::Cop)
                && matches!(analysis[c].morphology.tense, Some(Tense::Past))
        })
    }

    /// Whether a clause tells what is to come, or what would: *will go on, continueraient*.
    pub(super) fn is_to_come(&self, verb: WordId) -> bool {
        let analysis = self.analysis;
        let planned = |w: WordId| {
            analysis[w].relation == Relation::Aux
                && matches!(
                    self.table.find(analysis, w, Class::Verb),
                    Some((Effect { planned: true, .. }, _))
                )
        };
        conditional_of(analysis, self.table, verb).is_some()
            || self.future_of(verb).is_some()
            || analysis.children(verb).iter().any(|&w| planned(w))
    }

    fn is_past(&self, verb: WordId) -> bool {
        let analysis = self.analysis;
        let form = analysis[verb].morphology;
        form.tense == Some(Tense::Past)
            && (form.verb_form == Some(VerbForm::Fin) || self.has_own_auxiliary(verb))
    }

    /// The word of a predicate that is in the future: itself, its auxiliary or its copula.
    fn future_of(&self, word: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        let auxiliary = |c: &WordId| matches!(analysis[*c].relation, Relation::Aux | Relation::Cop);
        std::iter::once(word)
            .chain(analysis.children(word).iter().copied().filter(auxiliary))
            .find(|&w| analysis[w].morphology.tense == Some(Tense::Fut))
    }

    /// The mood, tense and auxiliaries of a verb.
    pub(super) fn verb_form(&mut self, word: WordId) {
        let analysis = self.analysis;
        for &aux in analysis.children(word) {
            if analysis[aux].relation == Relation::Aux
                && let Some((effect, _)) = self.table.find(analysis, aux, Class::Verb)
            {
                self.auxiliary(word, aux, effect);
            }
        }
        // *Leur objectif était de reprendre la ville*: what the noun says of what depends
        // on it, it says of what it is said to be.
        let infinitive = analysis[word].morphology.verb_form == Some(VerbForm::Inf);
        if infinitive
            && analysis.child_by(word, Relation::Cop).is_some()
            && let Some(subject) = analysis.child_by(word, Relation::Nsubj)
        {
            self.noun(subject);
        }
        if let Some(finite) = conditional_of(analysis, self.table, word) {
            let span = verb_span(analysis, finite, word);
            // *Une offensive pourrait*: as the modal has it, whatever the tense.
            if finite == word
                && let Some((effect, _)) = self.table.find(analysis, word, Class::Conditional)
            {
                self.apply(effect, span);
                return;
            }
            match used_for(analysis, self.table, word, finite) {
                Use::Hearsay => self.hedge(span, HedgeKind::Conditional),
                Use::Tense => self.reality(Reality::Planned, span),
                Use::Hypothesis => self.on_condition(span),
                Use::Politeness => {}
            }
        }
        if let Some(future) = self.future_of(word) {
            let span = analysis[future].span;
            if has_condition_beside(analysis, self.table, word, future) {
                self.on_condition(span);
            } else {
                self.reality(Reality::Planned, span);
            }
        }
        if analysis[word].morphology.mood == Some(Mood::Imp)
            && matches!(analysis[word].pos, Pos::Verb)
            && analysis.child_by(word, Relation::Nsubj).is_none()
            && !self.shares_a_subject(word)
        {
            self.reality(Reality::Planned, analysis[word].span);
        }
    }

    /// *Gunmen kill 20, abduct scores*: a bare form of headlines, of the subject of the verb
    /// before it.
    fn shares_a_subject(&self, verb: WordId) -> bool {
        let analysis = self.analysis;
        let first = analysis[verb].head.filter(|_| analysis[verb].relation == Relation::Conj);
        first.is_some_and(|h| {
            analysis[h].morphology.mood == Some(Mood::Ind)
                && analysis.child_by(h, Relation::Nsubj).is_some()
        })
    }

    /// *Si l'armée avance, ils fuiront.*
    fn on_condition(&mut self, span: ByteSpan) {
        self.hedge(span, HedgeKind::Condition);
        self.reality(Reality::Hypothetical, span);
    }

    /// *May, might, could, will*: with *have* and a participle they look back, and
    /// what they doubt is told as real.
    pub(super) fn auxiliary(&mut self, word: WordId, aux: WordId, effect: Effect) {
        let analysis = self.analysis;
        let perfect = analysis
            .children_by(word, Relation::Aux)
            .any(|a| a > aux && &*analysis[a].lemma == "have");
        let span = analysis[aux].span;
        if perfect && let Some((effect, _)) = self.table.find(analysis, aux, Class::Perfect) {
            self.apply(effect, span);
        } else if perfect {
            if effect.hedged.is_some() {
                self.apply(Effect { hypothetical: false, ..effect }, span);
            } else if effect.planned {
                self.reality(Reality::Hypothetical, span);
            }
        } else if let Some((free, _)) = self.table.find(analysis, aux, Class::Unshifted)
            && !after_past(analysis, word)
        {
            // *Every night, gunmen would attack.*
            let habit = |w: WordId| self.table.has(analysis, w, Class::Habit);
            let of_habit = analysis
                .children(word)
                .iter()
                .any(|&c| habit(c) || analysis.children_by(c, Relation::Det).any(habit));
            if of_habit {
                return;
            }
            self.apply(free, span);
        } else if effect.planned && has_condition_beside(analysis, self.table, word, aux) {
            self.on_condition(span);
        } else {
            self.apply(effect, span);
        }
    }

    /// An auxiliary or adverb of the first conjunct that the second shares.
    pub(super) fn shared_clause(&mut self, word: WordId, first: WordId) {
        // *Gunmen allegedly stormed the school and abducted two teachers.*
        let analysis = self.analysis;
        let verbs = [word, first].iter().all(|&w| analysis[w].pos == Pos::Verb);
        if verbs && word > first && analysis.child_by(word, Relation::Nsubj).is_none() {
            let adverbs = [Relation::Advmod, Relation::Discourse, Relation::Parataxis];
            for &child in analysis.children(first) {
                if child < first && adverbs.contains(&analysis[child].relation) {
                    self.adverb(child);
                }
            }
        }
        if self.is_finite(word) || self.has_own_auxiliary(word) {
            return;
        }
        if matches!(self.analysis[first].pos, Pos::Verb | Pos::Aux) {
            self.verb_form(first);
        }
    }

    pub(super) fn is_split(&self, word: WordId, head: WordId) -> bool {
        let analysis = self.analysis;
        let participle =
            |m: Morphology| m.verb_form == Some(VerbForm::Part) && m.tense == Some(Tense::Past);
        participle(analysis[word].morphology)
            && head < word
            && word.0 - head.0 <= SPLIT
            && matches!(&*analysis[head].lemma, "avoir" | "have")
            && analysis.child_by(head, Relation::Obj).is_none()
            && analysis.child_by(word, Relation::Nsubj).is_none()
    }

    pub(super) fn opens_with_condition(&self, clause: WordId) -> bool {
        let analysis = self.analysis;
        analysis.children_by(clause, Relation::Mark).any(|m| {
            m < clause
                && matches!(
                    self.table.find(analysis, m, Class::Marker),
                    Some((Effect { hedged: Some(HedgeKind::Condition), .. }, _))
                )
        })
    }

    /// Whether what opens the clause says that it is told as surely as the one above.
    pub(super) fn goes_along(&self, word: WordId) -> bool {
        let analysis = self.analysis;
        let along = |w: WordId| self.table.has(analysis, w, Class::Along);
        analysis.children(word).iter().any(|&m| {
            m < word
                && matches!(analysis[m].relation, Relation::Mark | Relation::Case)
                && (along(m) || m.previous().is_some_and(along))
        })
    }

    pub(super) fn asks_for_detail(&self, clause: WordId) -> bool {
        let analysis = self.analysis;
        let first = analysis.children(clause).first().copied().filter(|&c| c < clause);
        first.is_some_and(|c| {
            matches!(
                analysis[c].relation,
                Relation::Nsubj | Relation::Obj | Relation::Advmod | Relation::Obl | Relation::Mark
            ) && self.table.has(analysis, c, Class::Detail)
        })
    }

    pub(super) fn question(&mut self, predicate: WordId) {
        let analysis = self.analysis;
        let last = analysis.sentence_of(predicate).words;
        let asked = last.iter().next_back().is_some_and(|w| analysis[w].form.starts_with('?'));
        // *Who attacked the convoy?* Somebody did.
        let detail = analysis
            .ancestors(predicate)
            .take(CLIMB)
            .chain([predicate])
            .any(|w| self.asks_for_detail(w));
        if asked
            && !detail
            && let Some(mark) = last.iter().next_back()
        {
            self.reality(Reality::Hypothetical, analysis[mark].span);
        }
    }
}
