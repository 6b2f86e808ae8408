//! From a predicate up the tree: what reaches it.

use selon_language::morphology::{Definite, Mood, Morphology, Number, Tense, VerbForm};
use selon_language::{Analysis, Pos, Relation, Subtype, WordId};
use selon_model::ByteSpan;
use selon_model::reading::{Certainty, HedgeKind, Polarity, Reality};

use super::Judgement;
use super::conditional::{Use, after_past, conditional_of, has_condition_beside, used_for};
use crate::attribution::{Force, force};
use crate::modality::{Class, Effect, Table, negation};

/// How many words up the tree a judgement looks at most.
const CLIMB: usize = 12;
/// How many words from its auxiliary a participle may stand.
const SPLIT: u32 = 10;

pub(super) fn judge(analysis: &Analysis, predicate: WordId, limit: Option<WordId>) -> Judgement {
    let table = Table::of(analysis.language);
    let mut scope = Scope { analysis, table, predicate, judgement: Judgement::plain() };
    scope.climb(predicate, limit);
    if let Some(cue) = limit.filter(|&cue| cue != predicate) {
        scope.denied(cue);
        scope.unconfirmed(cue);
    }
    scope.if_confirmed();
    scope.takes_place();
    scope.question(predicate);
    scope.judgement
}

struct Scope<'a> {
    analysis: &'a Analysis<'a>,
    table: &'static Table,
    /// What is judged.
    predicate: WordId,
    judgement: Judgement,
}

/// How much of a clause reaches the word that the climb comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// All of it: the predicate itself, or what it says to happen.
    Whole,
    /// Its hedges and its reality, but not its negation: *tué dans une embuscade*.
    Doubt,
    /// Only verbs that reach their objects.
    Objects,
}

impl Scope<'_> {
    fn climb(&mut self, predicate: WordId, limit: Option<WordId>) {
        let analysis = self.analysis;
        let mut at = predicate;
        let mut reach = Reach::Whole;
        // A plan or an attempt that is itself the predicate.
        if matches!(analysis[at].pos, Pos::Noun)
            && let Some((effect, _)) = self.table.find(analysis, at, Class::Noun)
            && effect.planned
        {
            self.reality(Reality::Planned, analysis[at].span);
        }
        if self.is_after_ending(at) {
            return;
        }
        // A threat tells only what is to come.
        if matches!(analysis[at].pos, Pos::Verb) && force(analysis, at) == Some(Force::Threat) {
            self.reality(Reality::Planned, analysis[at].span);
        }
        for _ in 0..CLIMB {
            if at != predicate && limit == Some(at) {
                self.cue(at, reach);
                return;
            }
            match reach {
                Reach::Whole => self.clause(at, true),
                Reach::Doubt => self.clause(at, false),
                Reach::Objects => {}
            }
            let Some(head) = analysis[at].head else {
                // *L'armée dément avoir tiré*, where the tree hangs the cue on what is
                // denied, and *…, dément l'armée*.
                if let Some(cue) =
                    limit.filter(|&cue| analysis.ancestors(cue).take(CLIMB).any(|w| w == predicate))
                    && force(analysis, cue) == Some(Force::Deny)
                {
                    self.cue(cue, reach);
                }
                return;
            };
            if limit == Some(head) {
                let direct = self.is_event_of(at, head);
                self.cue(head, if direct { Reach::Whole } else { Reach::Objects });
                return;
            }
            match self.step(at, head) {
                // What did not reach the word below it is not regained higher up.
                Some(Reach::Whole) if reach == Reach::Doubt => {}
                Some(next) => reach = next,
                None => {
                    self.threat_through(at, head, limit);
                    return;
                }
            }
            at = head;
        }
    }

    /// *Menacer la ville de représailles*: the tree may hang what is threatened on who is.
    fn threat_through(&mut self, word: WordId, head: WordId, limit: Option<WordId>) {
        let analysis = self.analysis;
        let threatened = analysis[word].relation == Relation::Nmod
            && analysis[head].relation == Relation::Obj
            && analysis[head].head == limit;
        if let Some(cue) = limit.filter(|_| threatened)
            && force(analysis, cue) == Some(Force::Threat)
        {
            self.cue(cue, Reach::Objects);
        }
    }

    /// Whether what reaches `head` reaches `word` below it; takes in what `head`
    /// itself does as a verb or noun that governs `word`.
    fn step(&mut self, word: WordId, head: WordId) -> Option<Reach> {
        let analysis = self.analysis;
        let found = &analysis[word];
        let nominal = matches!(
            found.pos,
            Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::Adj | Pos::Sym
        ) && analysis.child_by(word, Relation::Cop).is_none()
            && analysis.child_by(word, Relation::Nsubj).is_none();
        // *Appeler à la fin des frappes*: what is to end takes place.
        if nominal && self.table.has(analysis, head, Class::Ending) && self.is_ended(word) {
            return None;
        }
        // *Interrompre leur offensive*: it was under way.
        let own =
            analysis.children_by(word, Relation::Det).any(|d| analysis[d].morphology.possessive)
                || analysis
                    .children_by(word, Relation::Nmod)
                    .any(|d| analysis[d].morphology.possessive);
        if nominal && own && self.table.has(analysis, head, Class::OwnEnding) {
            return None;
        }
        // *« Visiblement de l'acte d'un fou »*, where the tree hangs the noun on the adverb.
        if analysis[head].pos == Pos::Adv && nominal {
            self.adverb(head);
        }
        if matches!(
            found.relation,
            Relation::Nsubj | Relation::Obj | Relation::Ccomp | Relation::Csubj
        ) {
            self.unconfirmed_by(head);
        }
        match found.relation {
            Relation::Xcomp | Relation::Ccomp | Relation::Csubj => {
                // *Afin de*, where the tree makes the first word the head.
                if let Some((effect, last)) = self.table.find(analysis, head, Class::Marker)
                    && last < word
                {
                    self.apply(effect, analysis[head].span.cover(analysis[last].span));
                }
                // *It is possible that*: the adjective over its own clause.
                let adjective = analysis[head].pos == Pos::Adj && self.predicate(head);
                // *On ignore qui a mené l'attaque*: that somebody did is known.
                let governed =
                    adjective || !self.asks_for_detail(word) && self.governor(head, true);
                let finite = self.is_finite(word);
                (governed || !finite || found.relation == Relation::Xcomp).then_some(Reach::Whole)
            }
            Relation::Advcl => {
                let governed = self.governor_of_complement(word, head);
                // A participle shares the clause above it: *tuant douze personnes*.
                let shares = governed || !self.is_finite(word) && !self.has_mark(word);
                // *En brûlant le village, pour ensuite se replier*.
                let along = !shares && !self.is_finite(word) && self.goes_along(word);
                match (shares, along) {
                    (true, _) => Some(Reach::Whole),
                    (_, true) => Some(Reach::Doubt),
                    _ => None,
                }
            }
            Relation::Acl => {
                // *The possibility that they attacked*: as the noun has it.
                if self.is_finite(word) {
                    return (found.subtype != Subtype::Relative && self.noun(head))
                        .then_some(Reach::Whole);
                }
                if found.subtype == Subtype::Relative {
                    return None;
                }
                if self.noun(head) {
                    return Some(Reach::Whole);
                }
                // *Serait contrainte de se replier*, where the tree takes the participle for
                // a noun.
                if analysis.child_by(head, Relation::Cop).is_some() && self.governor(head, true) {
                    return Some(Reach::Whole);
                }
                // *Empêche les émeutiers de piller*: the tree hangs on the object what the
                // verb governs.
                let infinitive = found.morphology.verb_form == Some(VerbForm::Inf);
                if infinitive
                    && matches!(
                        analysis[head].relation,
                        Relation::Obj | Relation::Iobj | Relation::Obl
                    )
                    && let Some(verb) = analysis[head].head.filter(|&v| v < head)
                    && self.governor(verb, true)
                {
                    return Some(Reach::Whole);
                }
                // *Une campagne visant …*: as sure as the noun, if that tells something new.
                (found.morphology.verb_form != Some(VerbForm::Inf) && self.is_indefinite(head))
                    .then_some(Reach::Doubt)
            }
            // *Efforts in the campaign*: the campaign is no effort.
            Relation::Nmod if self.is_around(word) => None,
            Relation::Nmod | Relation::Compound | Relation::Amod => {
                if self.noun(head) || self.table.has(analysis, head, Class::Light) {
                    return Some(Reach::Whole);
                }
                None
            }
            // *L'attaque est imminente, the report is unconfirmed.*
            Relation::Nsubj if analysis[head].pos == Pos::Adj && self.predicate(head) => {
                Some(Reach::Whole)
            }
            Relation::Nsubj | Relation::Obj | Relation::Obl | Relation::Iobj | Relation::Expl
                if nominal || found.relation == Relation::Nsubj =>
            {
                // *Un attentat a été déjoué*: the subject of a passive is its object.
                let argument = found.relation == Relation::Obj
                    || found.relation == Relation::Nsubj && found.subtype == Subtype::Passive
                    || found.relation == Relation::Obl
                        && (found.subtype == Subtype::Argument || self.is_bare_complement(word))
                    // *Des heurts sont à craindre.*
                    || found.relation == Relation::Nsubj
                        && analysis[head].morphology.verb_form == Some(VerbForm::Inf)
                        && analysis.child_by(head, Relation::Cop).is_some();
                let old = self.table.has(analysis, head, Class::Fresh) && !self.is_indefinite(word);
                if argument && !old && self.governor(head, false) {
                    return Some(Reach::Whole);
                }
                if self.is_event_of(word, head) {
                    return Some(Reach::Whole);
                }
                let new = found.relation == Relation::Obl
                    && found.pos == Pos::Noun
                    && self.is_indefinite(word);
                new.then_some(Reach::Doubt)
            }
            Relation::Obl => self.governor(head, true).then_some(Reach::Whole),
            Relation::Conj => {
                // *A tenté de fuir, mais la police l'a arrêté*, where the tree joins the
                // clause to the infinitive.
                let bare = |w: WordId| {
                    analysis[w].morphology.verb_form == Some(VerbForm::Inf) && !self.is_finite(w)
                };
                if bare(head)
                    && self.is_finite(word)
                    && analysis.child_by(word, Relation::Nsubj).is_some()
                {
                    return None;
                }
                self.shared_clause(word, head);
                // What stands above the first conjunct reaches the second too.
                Some(Reach::Objects)
            }
            Relation::Appos | Relation::Flat | Relation::Fixed => Some(Reach::Objects),
            // *A, semble-t-il, attaqué*: the tree takes the auxiliary for a verb of its own.
            Relation::Parataxis => self.is_split(word, head).then_some(Reach::Whole),
            _ => None,
        }
    }

    /// *An end to the attacks*, wherever the tree hangs the attacks.
    fn is_after_ending(&self, noun: WordId) -> bool {
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

    fn is_ended(&self, noun: WordId) -> bool {
        matches!(
            self.analysis[noun].relation,
            Relation::Obj | Relation::Nmod | Relation::Compound | Relation::Obl
        ) && !self.is_indefinite_singular(noun)
    }

    fn is_indefinite_singular(&self, noun: WordId) -> bool {
        self.is_indefinite(noun) && self.analysis[noun].morphology.number != Some(Number::Plur)
    }

    /// An auxiliary or adverb of the first conjunct that the second shares.
    fn shared_clause(&mut self, word: WordId, first: WordId) {
        if self.is_finite(word) || self.has_own_auxiliary(word) {
            return;
        }
        if matches!(self.analysis[first].pos, Pos::Verb | Pos::Aux) {
            self.verb_form(first);
        }
    }

    fn asks_for_detail(&self, clause: WordId) -> bool {
        let analysis = self.analysis;
        let first = analysis.children(clause).first().copied().filter(|&c| c < clause);
        first.is_some_and(|c| {
            matches!(
                analysis[c].relation,
                Relation::Nsubj | Relation::Obj | Relation::Advmod | Relation::Obl | Relation::Mark
            ) && self.table.has(analysis, c, Class::Detail)
        })
    }

    fn is_around(&self, noun: WordId) -> bool {
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

    fn is_split(&self, word: WordId, head: WordId) -> bool {
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

    /// Whether what opens the clause says that it is told as surely as the one above.
    fn goes_along(&self, word: WordId) -> bool {
        let analysis = self.analysis;
        let along = |w: WordId| self.table.has(analysis, w, Class::Along);
        analysis.children(word).iter().any(|&m| {
            m < word
                && matches!(analysis[m].relation, Relation::Mark | Relation::Case)
                && (along(m) || m.previous().is_some_and(along))
        })
    }

    /// Whether the verb says of the noun no more than that it happens, or tells of it
    /// as new: then what hedges the verb hedges the noun.
    fn is_event_of(&self, noun: WordId, verb: WordId) -> bool {
        let analysis = self.analysis;
        let relation = analysis[noun].relation;
        if !matches!(
            relation,
            Relation::Nsubj | Relation::Obj | Relation::Obl | Relation::Expl | Relation::Iobj
        ) {
            return false;
        }
        let occurs = self.table.has(analysis, verb, Class::Occurrence)
            || analysis
                .children_by(verb, Relation::Xcomp)
                .any(|x| self.table.has(analysis, x, Class::Occurrence));
        let supports = matches!(relation, Relation::Obj | Relation::Nsubj)
            && (relation == Relation::Obj || analysis[noun].subtype == Subtype::Passive)
            && self.table.has(analysis, verb, Class::Support);
        let indefinite = self.is_indefinite(noun);
        // *Pourrait conduire à l'indépendance.*
        let comes_of_it = analysis[noun].subtype != Subtype::Passive
            && relation != Relation::Nsubj
            && self.table.has(analysis, verb, Class::Outcome);
        match relation {
            Relation::Obl => comes_of_it || occurs && analysis[noun].subtype != Subtype::Modifier,
            Relation::Obj | Relation::Nsubj => {
                comes_of_it || occurs || supports || indefinite && analysis[noun].pos == Pos::Noun
            }
            _ => occurs,
        }
    }

    fn is_indefinite(&self, noun: WordId) -> bool {
        let analysis = self.analysis;
        !analysis.children_by(noun, Relation::Det).any(|d| {
            analysis[d].morphology.definite == Some(Definite::Def)
                || analysis[d].morphology.possessive
                || analysis[d].morphology.pron_type
                    == Some(selon_language::morphology::PronType::Dem)
        })
    }

    fn is_bare_complement(&self, noun: WordId) -> bool {
        // English has no subtype for arguments: right after the verb, it is one.
        let analysis = self.analysis;
        let first = analysis.children(noun).first().copied().unwrap_or(noun).min(noun);
        analysis[noun].subtype == Subtype::Plain
            && first.previous().is_some_and(|w| Some(w) == analysis[noun].head)
    }

    /// What the words of its own clause say of a predicate.
    fn clause(&mut self, word: WordId, negation_reaches: bool) {
        let analysis = self.analysis;
        self.verb_form(word);
        if negation_reaches && let Some(negator) = negation(analysis, word) {
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

    fn adverb(&mut self, child: WordId) {
        let analysis = self.analysis;
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

    fn adjective(&mut self, child: WordId) {
        let analysis = self.analysis;
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
    fn adverbs_of(&mut self, participle: WordId) {
        let analysis = self.analysis;
        // *Un accident probablement causé par le verglas*: the cause is in doubt.
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
    fn marker(&mut self, mark: WordId, word: WordId) {
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
            }
            return;
        }
        let Some((effect, last)) = self.table.find(analysis, mark, Class::Marker) else { return };
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

    /// The mood, tense and auxiliaries of a verb.
    fn verb_form(&mut self, word: WordId) {
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
                Use::Hypothesis => self.reality(Reality::Hypothetical, span),
                Use::Politeness => {}
            }
        }
        let future = std::iter::once(word)
            .chain(
                analysis
                    .children(word)
                    .iter()
                    .copied()
                    .filter(|&c| matches!(analysis[c].relation, Relation::Aux | Relation::Cop)),
            )
            .find(|&w| analysis[w].morphology.tense == Some(Tense::Fut));
        if let Some(future) = future {
            let condition = has_condition_beside(analysis, self.table, word, future);
            let to_come = if condition { Reality::Hypothetical } else { Reality::Planned };
            self.reality(to_come, analysis[future].span);
        }
        if analysis[word].morphology.mood == Some(Mood::Imp)
            && matches!(analysis[word].pos, Pos::Verb)
            && analysis.child_by(word, Relation::Nsubj).is_none()
        {
            self.reality(Reality::Planned, analysis[word].span);
        }
    }

    /// *May, might, could, will*: with *have* and a participle they look back, and
    /// what they doubt is told as real.
    fn auxiliary(&mut self, word: WordId, aux: WordId, effect: Effect) {
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
            self.apply(free, span);
        } else {
            self.apply(effect, span);
        }
    }

    /// What a verb does to the clause or object that it governs, with its own mood
    /// and negation. Whether it does anything.
    fn governor(&mut self, verb: WordId, clause: bool) -> bool {
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

    /// A clause that the tree calls adverbial, but whose preposition is that of a
    /// complement (*accused of planning*).
    fn governor_of_complement(&mut self, word: WordId, head: WordId) -> bool {
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

    fn is_passive(&self, verb: WordId) -> bool {
        let analysis = self.analysis;
        analysis.children(verb).iter().any(|&c| {
            matches!(analysis[c].relation, Relation::Aux | Relation::Nsubj)
                && analysis[c].subtype == Subtype::Passive
        }) || matches!(analysis[verb].relation, Relation::Acl | Relation::Amod)
            && analysis[verb].morphology.verb_form == Some(VerbForm::Part)
            && analysis[verb].morphology.tense == Some(Tense::Past)
    }

    /// What an adjective that is a predicate does to its clause. Whether it does anything.
    fn predicate(&mut self, adjective: WordId) -> bool {
        let analysis = self.analysis;
        let Some((effect, last)) = self.table.find(analysis, adjective, Class::Adjective) else {
            return false;
        };
        self.apply(effect, analysis[adjective].span.cover(analysis[last].span));
        true
    }

    /// What a noun does to what depends on it (*tentative d'attentat*). Whether it does anything.
    fn noun(&mut self, noun: WordId) -> bool {
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

    /// What is done by saying it reaches what is said.
    fn cue(&mut self, cue: WordId, reach: Reach) {
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
    fn denied(&mut self, cue: WordId) {
        let analysis = self.analysis;
        if force(analysis, cue) == Some(Force::Deny)
            && negation(analysis, cue).is_none()
            && self.judgement.polarity == Polarity::Positive
            && !self.is_taken_for_granted(cue)
            && !self.is_neither(cue)
        {
            self.negative(analysis[cue].span);
        }
    }

    /// *Denied any role in the attack; that the men who attacked the town had left*: the
    /// attack is not denied.
    fn is_taken_for_granted(&self, cue: WordId) -> bool {
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

    /// Whether it is one of two things that were not said.
    fn is_neither(&self, cue: WordId) -> bool {
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
    fn unconfirmed(&mut self, cue: WordId) {
        let analysis = self.analysis;
        let found = &analysis[cue];
        if found.pos == Pos::Noun && super::is_hearsay(analysis, cue) {
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
    fn unconfirmed_by(&mut self, verb: WordId) {
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
    fn if_confirmed(&mut self) {
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

    /// *Will support the ongoing operations*: they take place, whatever is to come.
    fn takes_place(&mut self) {
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

    fn doubts(&self, cue: WordId, class: Class) -> bool {
        self.table
            .find(self.analysis, cue, class)
            .is_some_and(|(effect, _)| effect.hedged.is_some())
    }

    fn question(&mut self, predicate: WordId) {
        let analysis = self.analysis;
        let last = analysis.sentence_of(predicate).words;
        let asked = last.iter().next_back().is_some_and(|w| analysis[w].form.starts_with('?'));
        if asked && let Some(mark) = last.iter().next_back() {
            self.reality(Reality::Hypothetical, analysis[mark].span);
        }
    }

    fn apply(&mut self, effect: Effect, span: ByteSpan) {
        if let Some(kind) = effect.hedged {
            self.hedge(span, kind);
        }
        if effect.negative {
            self.negative(span);
        }
        if effect.planned {
            self.reality(Reality::Planned, span);
        } else if effect.hypothetical {
            self.reality(Reality::Hypothetical, span);
        }
    }

    /// The nearest hedge is kept.
    fn hedge(&mut self, span: ByteSpan, kind: HedgeKind) {
        if self.judgement.hedge.is_none() {
            self.judgement.certainty = Certainty::Hedged;
            self.judgement.hedge = Some((span, kind));
        }
    }

    fn negative(&mut self, span: ByteSpan) {
        self.judgement.polarity = Polarity::Negative;
        self.judgement.cue.get_or_insert(span);
    }

    fn reality(&mut self, reality: Reality, span: ByteSpan) {
        if self.judgement.reality == Reality::Actual {
            self.judgement.reality = reality;
            self.judgement.cue.get_or_insert(span);
        }
    }

    fn is_finite(&self, word: WordId) -> bool {
        let analysis = self.analysis;
        let finite = |w: WordId| {
            let form = &analysis[w].morphology;
            form.verb_form == Some(VerbForm::Fin)
                || matches!(form.mood, Some(Mood::Ind | Mood::Cnd | Mood::Sub))
        };
        finite(word)
            || analysis.children(word).iter().any(|&c| {
                matches!(analysis[c].relation, Relation::Aux | Relation::Cop) && finite(c)
            })
    }

    fn has_own_auxiliary(&self, word: WordId) -> bool {
        self.analysis.child_by(word, Relation::Aux).is_some()
    }

    fn has_mark(&self, word: WordId) -> bool {
        self.analysis
            .children(word)
            .iter()
            .any(|&c| matches!(self.analysis[c].relation, Relation::Mark | Relation::Case))
    }
}

/// The finite word of a predicate, with the predicate where that is near (*auraient
/// éclaté*).
pub(super) fn verb_span(analysis: &Analysis, finite: WordId, predicate: WordId) -> ByteSpan {
    let span = analysis[finite].span;
    if finite <= predicate && predicate.0 - finite.0 <= 3 {
        span.cover(analysis[predicate].span)
    } else {
        span
    }
}
