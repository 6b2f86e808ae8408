//! Whether a verb of saying says something here: not what is to come, wished, alleged, or done
//! by another sense of the verb.

use selon_language::morphology::{Mood, Tense, VerbForm};
use selon_language::{NameKind, Pos, Relation, WordId};

use super::super::lexicon::{Force, Role, VerbCue};
use super::super::text::Text;
use super::followed_by_that;

/// Whether the verb says that something is said, not that it will, might or should be.
pub(super) fn is_said(text: &Text, verb: WordId, entry: &VerbCue) -> bool {
    let analysis = text.analysis;
    let word = &analysis[verb];
    let form = word.morphology;
    // (*Teachers, many of whom have fled, say …* may be taken for one.)
    let imperative = form.mood == Some(Mood::Imp)
        && !analysis.children_by(verb, Relation::Nsubj).any(|s| s < verb && text.is_noun(s));
    if imperative || form.tense == Some(Tense::Fut) {
        return false;
    }
    // *If the reports are confirmed*.
    let open = || {
        analysis.children_by(verb, Relation::Mark).any(|m| text.has_role(m, Role::Whether))
            && text.is_passive(verb)
            && text.agent(verb).is_none()
    };
    if open() {
        return false;
    }
    // *Asked whether he would resign, the minister said …*: what is asked is not said.
    let asked = || {
        word.relation == Relation::Advcl
            && analysis.child_by(verb, Relation::Nsubj).is_none()
            && entry.force == Force::Ask
            && text.has_role(verb.next(), Role::Whether)
    };
    if asked() {
        return false;
    }
    let auxiliaries = || analysis.children_by(verb, Relation::Aux);
    // *Would confirm only two deaths*: so much is said.
    let so_much = || {
        let beside = [verb.previous(), Some(verb.next())].into_iter().flatten();
        beside.into_iter().any(|w| {
            text.sentence(verb).contains(w) && text.lexicon.lemma_has(analysis, w, Role::NoMore)
        })
    };
    if auxiliaries().any(|a| {
        analysis[a].morphology.tense == Some(Tense::Fut)
            || crate::modality::makes_unsaid(analysis, a) && !so_much()
    }) {
        return false;
    }
    // *Annonçait que le candidat se présenterait et qu'il confirmerait …*: the future of a past.
    let future_of_past = form.mood == Some(Mood::Cnd)
        && matches!(word.relation, Relation::Ccomp | Relation::Conj)
        && word.head.is_some_and(|h| {
            h < verb
                && analysis.ancestors(h).take(3).any(|w| text.lexicon.verb(analysis, w).is_some())
        })
        && text.quotations.holding(verb).is_none();
    if future_of_past {
        return false;
    }
    let infinitive = form.verb_form == Some(VerbForm::Inf)
        || auxiliaries().any(|a| analysis[a].morphology.verb_form == Some(VerbForm::Inf));
    let finite = auxiliaries()
        .any(|a| !matches!(analysis[a].morphology.verb_form, Some(VerbForm::Inf | VerbForm::Part)));
    if !infinitive || finite {
        // *Pour que leurs champs soient rendus*: what is wished.
        let wished = text.is_passive(verb)
            && text.agent(verb).is_none()
            && auxiliaries().any(|a| analysis[a].morphology.mood == Some(Mood::Sub));
        return !wished;
    }
    // What may be called so is called so by nobody yet.
    if text.is_passive(verb) {
        return false;
    }
    let Some(head) = word.head else { return false };
    // *Devrait annoncer*: what is to come; *a dû reconnaître* is said.
    let to_come = matches!(analysis[head].morphology.tense, Some(Tense::Pres | Tense::Fut) | None)
        && text.is_finite_form(head)
        && crate::modality::makes_unsaid(analysis, head);
    if to_come && matches!(word.relation, Relation::Xcomp | Relation::Ccomp) {
        return false;
    }
    let through = |w: WordId| text.lexicon.lemma_has(analysis, w, Role::Through);
    match word.relation {
        Relation::Xcomp | Relation::Ccomp => {
            // *A manifesté pour réclamer …*
            let aim = analysis.children_by(verb, Relation::Mark).any(|m| {
                m < verb && ![Role::Of, Role::Inside, Role::To].iter().any(|&r| text.has_role(m, r))
            });
            through(head) || aim && matches!(entry.force, Force::Ask | Force::Condemn)
        }
        Relation::Conj => {
            analysis[head]
                .head
                .is_some_and(|above| analysis[head].relation == Relation::Xcomp && through(above))
                || analysis[head].morphology.verb_form != Some(VerbForm::Inf)
        }
        Relation::Advcl | Relation::Obl | Relation::Acl => {
            is_over(text, verb)
                || entry.frames.that && followed_by_that(text, verb)
                || through(head)
                || matches!(entry.force, Force::Ask | Force::Condemn)
        }
        Relation::Root | Relation::Parataxis => analysis.child_by(verb, Relation::Nsubj).is_some(),
        _ => false,
    }
}

/// *Après avoir rejeté l'offre*: an infinitive of what is over.
fn is_over(text: &Text, verb: WordId) -> bool {
    let analysis = text.analysis;
    let perfect = analysis
        .children_by(verb, Relation::Aux)
        .any(|a| analysis[a].morphology.verb_form == Some(VerbForm::Inf));
    perfect
        && analysis
            .children_by(verb, Relation::Mark)
            .any(|m| m < verb && text.has_role(m, Role::After))
}

/// *Ne relève que de X*: the verb with a negation that only restricts it says nothing.
pub(super) fn is_restricted(text: &Text, verb: WordId) -> bool {
    let analysis = text.analysis;
    analysis
        .children(verb)
        .iter()
        .any(|&c| c < verb && text.lexicon.lemma_has(analysis, c, Role::Restrict))
        || is_restricted_above(text, verb)
}

/// *N'a pu confirmer ce récit que par deux sources*: the negation stands at the verb above.
fn is_restricted_above(text: &Text, verb: WordId) -> bool {
    let analysis = text.analysis;
    let Some(above) = analysis[verb].head.filter(|&h| h < verb) else { return false };
    let restricted = || {
        analysis
            .children(above)
            .iter()
            .any(|&c| c < above && text.lexicon.lemma_has(analysis, c, Role::Restrict))
    };
    let only = || {
        (verb.0 + 1..text.sentence(verb).end.min(verb.0 + 12))
            .map(WordId)
            .filter(|w| text.sentence(verb).contains(w.next()))
            .any(|w| text.has_role(w, Role::That) && analysis[w.next()].pos == Pos::Adp)
    };
    analysis[verb].relation == Relation::Xcomp && restricted() && only()
}

/// *N'a jamais admis que deux morts*: only so much is denied to be more.
pub(super) fn is_exceptive(text: &Text, last: WordId) -> bool {
    let analysis = text.analysis;
    let mut only = last.next();
    // *Ne mentionne, elle, qu'un mort*
    if text.is(only.0, &[","])
        && let Some(comma) = (only.0 + 2..only.0 + 5).find(|&w| text.is(w, &[","]))
    {
        only = WordId(comma + 1);
    }
    text.sentence(last).contains(only)
        && analysis[only].pos == Pos::Adv
        && text.has_role(only, Role::That)
        && analysis[only].head.is_some_and(|h| h > only && text.is_noun(h))
}

/// Whether a particle makes another verb of it: *put aside*, *called in*.
pub(super) fn is_another_verb(text: &Text, verb: WordId, last: WordId) -> bool {
    let particle = last.next();
    text.sentence(verb).contains(particle)
        && text.analysis[particle].head == Some(verb)
        && matches!(text.analysis[particle].relation, Relation::Compound | Relation::Advmod)
        && text.has_role(particle, Role::Particle)
}

/// *Denied visas*, *charged with guarding the border*: what is done, not what is said.
pub(super) fn is_no_speech(text: &Text, verb: WordId, last: WordId, entry: &VerbCue) -> bool {
    let analysis = text.analysis;
    if is_alleged_act(text, verb, entry) {
        return true;
    }
    // *Raised the flag* says nothing, *raised the issue* does.
    if entry.frames.topic {
        let spoken_of = |o: WordId| text.lexicon.lemma_has(analysis, o, Role::Topic);
        let mut objects = analysis.children(verb).iter().copied().filter(|&c| {
            analysis[c].relation == Relation::Obj
                || analysis[c].relation == Relation::Nsubj && text.is_passive(verb)
        });
        return !objects.any(spoken_of);
    }
    match entry.force {
        Force::Deny => {
            let passive = text.is_passive(verb);
            let whom = || analysis.child_by(verb, Relation::Iobj).is_some();
            let mut objects =
                analysis.children(verb).iter().copied().filter(|&c| match analysis[c].relation {
                    Relation::Obj => true,
                    Relation::Nsubj => passive,
                    _ => false,
                });
            whom()
                || objects.any(|o| {
                    // *Deux candidats ont été écartés par le parti*: who is set aside.
                    let people = passive && analysis[o].pos == Pos::Noun && text.can_speak(o);
                    people
                        || text.lexicon.lemma_has(analysis, o, Role::Granted)
                        || passive && o > verb && analysis[o].relation == Relation::Obj
                })
        }
        // *Condamné à une lourde amende*: a sentence.
        Force::Condemn => {
            let sentenced = analysis.children(verb).iter().any(|&c| {
                c > verb
                    && matches!(analysis[c].relation, Relation::Obl | Relation::Xcomp)
                    && analysis.children(c).iter().any(|&case| {
                        case < c && text.lexicon.lemma_has(analysis, case, Role::Sentence)
                    })
            });
            let target = analysis.child_by(verb, Relation::Nsubj).or_else(|| {
                analysis[verb].head.filter(|_| analysis[verb].relation == Relation::Acl)
            });
            let person = text.is_passive(verb)
                && text.lexicon.has(Role::Sentence)
                && target
                    .and_then(|t| analysis.name_of(t))
                    .is_some_and(|n| n.kind == NameKind::Person);
            sentenced || person
        }
        Force::Ask | Force::Say => {
            // *Leur a rapporté 40 000 francs*: what is earned.
            let earned = analysis.child_by(verb, Relation::Iobj).is_some_and(|i| i < verb)
                && analysis.children_by(verb, Relation::Obj).any(|o| {
                    o > verb
                        && (analysis[o].pos == Pos::Num
                            || analysis.child_by(o, Relation::Nummod).is_some())
                });
            if earned {
                return true;
            }
            (last.0 + 1..text.sentence(verb).end.min(last.0 + 6))
                .map(WordId)
                .take_while(|&w| analysis[w].pos != Pos::Punct)
                .any(|w| text.lexicon.lemma_has(analysis, w, Role::Anonymity))
                && !entry.frames.document
                && analysis[verb].relation != Relation::Root
        }
        // *Threatens the lives of many*: what is in danger, not what is said.
        Force::Threat => analysis
            .children_by(verb, Relation::Obj)
            .any(|o| o > verb && text.lexicon.lemma_has(analysis, o, Role::Endangered)),
        // *Des frais promis par le parti*: what is to be given.
        Force::Promise => {
            text.is_passive(verb)
                && matches!(analysis[verb].relation, Relation::Acl | Relation::Amod)
                && !followed_by_that(text, verb)
        }
        Force::Accuse => {
            let task = last.next().next();
            text.sentence(verb).contains(task)
                && text.is(last.0 + 1, &["with"])
                && text.lexicon.lemma_has(analysis, task, Role::Duty)
        }
        _ => false,
    }
}

/// *Accused of ordering the attack*: what somebody is accused of having asked or
/// threatened is not said by telling so.
fn is_alleged_act(text: &Text, verb: WordId, entry: &VerbCue) -> bool {
    let analysis = text.analysis;
    let form = analysis[verb].morphology;
    let gerund = form.verb_form == Some(VerbForm::Ger)
        || form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres);
    let complement = gerund
        && analysis
            .children(verb)
            .iter()
            .any(|&m| m < verb && matches!(analysis[m].relation, Relation::Mark | Relation::Case));
    complement
        && matches!(entry.force, Force::Ask | Force::Threat | Force::Promise)
        && analysis[verb].head.is_some_and(|head| {
            analysis.ancestors(head).take(3).any(|w| {
                text.lexicon
                    .verb(analysis, w)
                    .is_some_and(|(above, _)| matches!(above.force, Force::Accuse | Force::Deny))
            })
        })
}
