//! Of when the clause round a time speaks: the side of the publication on which it lies.

use selon_language::morphology::{Definite, Mood, Tense, VerbForm};
use selon_language::{Analysis, Pos, Relation, WordId, WordRange};

use super::grammar::Grammar;
use crate::scan::atom;

/// Of when a clause speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clause {
    /// Of what is to come.
    Ahead,
    /// Of what is over.
    Over,
    /// Of what is, by a verb in the present.
    Now,
    /// Of none of these, as far as is known.
    Open,
}

/// Of when the verb or noun that governs these words speaks.
pub(super) fn clause(grammar: &Grammar, analysis: &Analysis, words: WordRange) -> Clause {
    let told_ahead = |w: WordId| {
        let cut = atom::atoms(&analysis[w].form);
        grammar.lexicon.class_at(&cut, 0, "future").is_some()
    };
    // *Il veut revenir en mars*: what is wanted lies ahead.
    let wanted = |w: WordId| {
        let cut = atom::atoms(&analysis[w].lemma);
        grammar.lexicon.class_at(&cut, 0, "wants").is_some()
    };
    let asks = |w: WordId| {
        let cut = atom::atoms(&analysis[w].form);
        grammar.lexicon.class_at(&cut, 0, "asks").is_some()
    };
    // *Appelle à une marche vendredi*: what is called for, by a noun behind the verb.
    let called = |w: WordId| {
        let cut = atom::atoms(&analysis[w].lemma);
        let between = |c: WordId| w < c && c.0 < words.start;
        grammar.lexicon.class_at(&cut, 0, "calls").is_some()
            && analysis.children(w).iter().any(|&c| {
                between(c)
                    && analysis[c].pos == Pos::Noun
                    && matches!(analysis[c].relation, Relation::Obl | Relation::Obj)
            })
    };
    let mut infinitive = false;
    // *The vote is on Monday*: the time is what is told itself.
    let within = words
        .iter()
        .find(|&w| analysis[w].head.is_none())
        .filter(|&w| analysis.children(w).iter().any(|&c| analysis[c].relation == Relation::Cop));
    let outside = analysis.ancestors(WordId(words.start)).filter(|&w| !words.contains(w));
    for governor in within.into_iter().chain(outside.take(6)) {
        let word = &analysis[governor];
        if word.morphology.tense == Some(Tense::Fut) || told_ahead(governor) || called(governor) {
            return Clause::Ahead;
        }
        if has_happened(grammar, analysis, governor, words) {
            let planned = analysis.children(governor).iter().any(|&c| told_ahead(c));
            return if planned { Clause::Ahead } else { Clause::Over };
        }
        let helpers = || {
            analysis
                .children(governor)
                .iter()
                .copied()
                .filter(|&c| matches!(analysis[c].relation, Relation::Aux | Relation::Cop))
        };
        if !matches!(word.pos, Pos::Verb | Pos::Aux) && helpers().next().is_none() {
            continue;
        }
        let perfect = helpers().any(|c| matches!(analysis[c].lemma.as_ref(), "have" | "avoir"));
        let asked = || analysis.children(governor).iter().any(|&c| asks(c));
        let ahead = asked()
            || helpers().any(|c| analysis[c].morphology.tense == Some(Tense::Fut) || told_ahead(c));
        // *L'armée se retirerait lundi*: the future of what was said.
        let reported = word.morphology.mood == Some(Mood::Cnd) && helpers().next().is_none();
        if reported || (ahead && !perfect) {
            return Clause::Ahead;
        }
        if infinitive && word.morphology.tense != Some(Tense::Past) && wanted(governor) {
            return Clause::Ahead;
        }
        // *They will regroup and be back in a week*
        let infinitives = |w: WordId| analysis[w].morphology.verb_form == Some(VerbForm::Inf);
        let of_helpers = || helpers().next().is_some() && helpers().all(infinitives);
        infinitive = infinitives(governor) || (word.pos != Pos::Verb && of_helpers());
        if !infinitive {
            let told = |w: WordId| analysis[w].morphology.tense == Some(Tense::Past);
            let over = perfect || told(governor) || helpers().any(told);
            let present = |w: WordId| analysis[w].morphology.tense == Some(Tense::Pres);
            let now = present(governor) || helpers().any(present);
            return match (over, now) {
                (true, _) => Clause::Over,
                (false, true) => Clause::Now,
                (false, false) => Clause::Open,
            };
        }
    }
    Clause::Open
}

/// Whether words tell when something was said: *a annoncé mercredi*, *said on Wednesday*.
pub(super) fn is_of_saying(grammar: &Grammar, analysis: &Analysis, words: WordRange) -> bool {
    let governor = analysis
        .ancestors(WordId(words.start))
        .take(CLIMB)
        .find(|&w| !words.contains(w) && analysis[w].pos != Pos::Adp);
    governor.is_some_and(|verb| {
        let cut = atom::atoms(&analysis[verb].lemma);
        analysis[verb].pos == Pos::Verb && grammar.lexicon.class_at(&cut, 0, "says").is_some()
    })
}

/// How many words above those of a time its verb stands.
const CLIMB: usize = 4;

/// Whether a noun tells of what is over, whatever the verb says: *will visit the site of
/// Monday's attack*, *riposter aux frappes de mardi*; not *launch an attack on Monday*.
fn has_happened(grammar: &Grammar, analysis: &Analysis, noun: WordId, time: WordRange) -> bool {
    let is = |w: WordId, class: &str| {
        let cut = atom::atoms(&analysis[w].lemma);
        grammar.lexicon.class_at(&cut, 0, class).is_some_and(|h| h.end == cut.len())
    };
    let word = &analysis[noun];
    if word.pos != Pos::Noun || !is(noun, "over") {
        return false;
    }
    let determiner = analysis.child_by(noun, Relation::Det);
    let known = match determiner {
        Some(d) => analysis[d].morphology.definite != Some(Definite::Ind),
        None => time.end <= noun.0,
    };
    let set_off = word.relation == Relation::Obj && word.head.is_some_and(|h| is(h, "sets_off"));
    known && !set_off
}
