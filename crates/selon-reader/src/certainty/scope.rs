//! From a predicate up the tree: what reaches it.

mod clause;
mod governor;
mod noun;
mod saying;

use selon_language::morphology::{Mood, Tense, VerbForm};
use selon_language::{Analysis, Pos, Relation, Subtype, WordId};
use selon_model::ByteSpan;
use selon_model::reading::{Certainty, HedgeKind, Polarity, Reality};

use super::Judgement;
use crate::attribution::{Force, force};
use crate::modality::{Class, Effect, Table};

/// How many words up the tree a judgement looks at most.
const CLIMB: usize = 12;
/// How many words from its auxiliary a participle may stand.
const SPLIT: u32 = 10;

pub(super) fn judge(analysis: &Analysis, predicate: WordId, limit: Option<WordId>) -> Judgement {
    let table = Table::of(analysis.language);
    let mut scope =
        Scope { analysis, table, predicate, judgement: Judgement::plain(), contrasted: false };
    scope.climb(predicate, limit);
    if let Some(cue) = limit.filter(|&cue| cue != predicate) {
        // *Dément avoir tué des civils, mais incendié des maisons*: the denial reaches both.
        scope.contrasted = false;
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
    /// Whether the climb came over *but*: what is denied before it is not what stands behind.
    contrasted: bool,
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
        self.coming(at);
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
                Some(Reach::Whole) if self.is_left_open(head) => reach = Reach::Doubt,
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
        // *La trêve n'a pas tenu : des combats ont repris*: a clause of its own.
        let after_colon = || {
            analysis
                .children_by(word, Relation::Punct)
                .any(|p| head < p && p < word && &*analysis[p].form == ":")
        };
        if !nominal && head < word && after_colon() {
            return None;
        }
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
                // *Prêt à renoncer s'il est arrêté*: the condition is not what is renounced.
                let asked = self.asks_for_detail(word) || self.opens_with_condition(word);
                let governed = adjective || !asked && self.governor(head, true);
                let finite = self.is_finite(word);
                (governed || !finite || found.relation == Relation::Xcomp).then_some(Reach::Whole)
            }
            Relation::Advcl => {
                let governed = self.governor_of_complement(word, head);
                // A participle shares the clause above it: *tuant douze personnes*.
                // *If necessary by shelling it*: the two words are no clause.
                let elliptical = found.pos == Pos::Adj
                    && analysis.child_by(word, Relation::Cop).is_none()
                    && analysis.child_by(word, Relation::Nsubj).is_none();
                let shares =
                    governed || elliptical || !self.is_finite(word) && !self.has_mark(word);
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
                // *Est sur le point d'attaquer*: as the copula of the noun.
                if analysis.child_by(head, Relation::Cop).is_some()
                    && found.morphology.verb_form == Some(VerbForm::Inf)
                {
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
                    && !self.is_not_prevented(verb)
                    && self.governor(verb, true)
                {
                    return Some(Reach::Whole);
                }
                // *Un hommage à deux gardes tués*: they were, whatever is planned.
                let done = found.morphology.verb_form == Some(VerbForm::Part)
                    && found.morphology.tense == Some(Tense::Past)
                    && matches!(found.pos, Pos::Verb);
                if done {
                    // *Sept auraient été tués et dix autres blessés*: a second subject of the
                    // verb above has its participle as that has its own.
                    let above = analysis[head].head.filter(|&verb| {
                        analysis[head].relation == Relation::Nsubj
                            && analysis
                                .children_by(verb, Relation::Nsubj)
                                .any(|other| other < verb && verb < head)
                    });
                    if let Some(verb) = above {
                        self.shared_clause(word, verb);
                    }
                    return None;
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
                    // *La trêve doit entrer en vigueur*: as the verb has what is to happen.
                    if self.is_to_happen(head) {
                        self.governor(head, true);
                    }
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
                let contrast = |c: WordId| {
                    analysis[c].relation == Relation::Cc
                        && self.table.has(analysis, c, Class::Contrast)
                };
                if analysis.children(word).iter().any(|&c| contrast(c)) {
                    self.contrasted = true;
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
            // *Peut espérer ouvrir un front*: what may be planned is not surely planned.
            if self.judgement.reality == Reality::Planned {
                self.hedge(span, HedgeKind::Modal);
            }
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
        if self.contrasted {
            return;
        }
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
