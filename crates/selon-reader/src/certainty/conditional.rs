//! The French conditional: of hearsay (*auraient tué*), of tense (*il a dit qu'il
//! viendrait*), of hypothesis (*s'il venait, il mourrait*), of politeness (*nous
//! voudrions*); and the imperfect of verbs in -rer, which looks like one (*préparait*).

use selon_language::morphology::{Definite, Mood, Number, Person, Tense, VerbForm};
use selon_language::{Analysis, Pos, Relation, WordId};

use crate::modality::{Class, Effect, Table};

/// What a conditional is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// What is said by others, without vouching for it.
    Hearsay,
    /// What was to come, seen from the past.
    Tense,
    /// What would be if.
    Hypothesis,
    Politeness,
}

/// Whether the finite form is a conditional: by its tag, checked against its ending.
pub(super) fn is_conditional(analysis: &Analysis, table: &Table, word: WordId) -> bool {
    let found = &analysis[word];
    if found.morphology.verb_form == Some(VerbForm::Inf)
        || found.morphology.verb_form == Some(VerbForm::Part)
    {
        return false;
    }
    let tagged = found.morphology.mood == Some(Mood::Cnd);
    let form = found.form.to_lowercase();
    let stem = table
        .conditional_endings
        .iter()
        .filter_map(|e| form.strip_suffix(e))
        .find(|s| !s.is_empty());
    let Some(stem) = stem else { return tagged };
    if !stem.ends_with('r') {
        return false;
    }
    let lemma = &*found.lemma;
    let imperfect = ["er", "ir"].iter().any(|e| lemma.strip_suffix(e) == Some(stem));
    if imperfect {
        return false;
    }
    // A form that the tagger calls an imperfect is one only if its lemma could have it.
    tagged || (found.morphology.tense == Some(Tense::Imp) && lemma.ends_with('r') && stem == lemma)
}

/// The finite word of a predicate that is in the conditional: itself, its auxiliary
/// or its copula.
pub(super) fn conditional_of(
    analysis: &Analysis,
    table: &Table,
    predicate: WordId,
) -> Option<WordId> {
    if table.conditional_endings.is_empty() {
        return None;
    }
    std::iter::once(predicate)
        .chain(
            analysis
                .children(predicate)
                .iter()
                .copied()
                .filter(|&c| matches!(analysis[c].relation, Relation::Aux | Relation::Cop)),
        )
        .find(|&w| {
            matches!(analysis[w].pos, Pos::Verb | Pos::Aux) && is_conditional(analysis, table, w)
        })
}

/// What the conditional of a predicate is used for. `finite` is its finite word.
pub(super) fn used_for(
    analysis: &Analysis,
    table: &Table,
    predicate: WordId,
    finite: WordId,
) -> Use {
    if has_condition_beside(analysis, table, predicate, finite)
        || has_condition(analysis, table, predicate)
    {
        return Use::Hypothesis;
    }
    if table.has(analysis, predicate, Class::Attenuated) {
        return Use::Politeness;
    }
    let first_person = analysis[finite].morphology.person == Some(Person::First)
        || analysis
            .children_by(predicate, Relation::Nsubj)
            .any(|s| analysis[s].morphology.person == Some(Person::First));
    if first_person && table.has(analysis, predicate, Class::Polite) {
        return Use::Politeness;
    }
    let compound = finite != predicate
        && analysis[finite].relation == Relation::Aux
        && analysis[predicate].morphology.verb_form == Some(VerbForm::Part)
        && analysis[finite].lemma != "être";
    if !compound
        && after_past(analysis, predicate)
        && !is_lasting(analysis, table, predicate, finite)
    {
        return Use::Tense;
    }
    Use::Hearsay
}

/// Whether what the predicate tells hangs on a condition: *si l'armée avance, …*.
pub(super) fn has_condition_beside(
    analysis: &Analysis,
    table: &Table,
    predicate: WordId,
    finite: WordId,
) -> bool {
    analysis.children(predicate).iter().any(|&c| match analysis[c].relation {
        Relation::Advcl => has_condition(analysis, table, c) || is_lacking(analysis, table, c),
        Relation::Nsubj => is_whichever(analysis, table, c),
        // *En cas d'attaque*: before the verb.
        Relation::Obl => {
            c < finite && (has_condition(analysis, table, c) || is_lacking(analysis, table, c))
        }
        _ => false,
    })
}

/// *Toute attaque, any attack*: if there is one.
fn is_whichever(analysis: &Analysis, table: &Table, noun: WordId) -> bool {
    let mut determiners = analysis.children_by(noun, Relation::Det);
    let first = determiners.next();
    analysis[noun].morphology.number != Some(Number::Plur)
        && determiners.next().is_none()
        && first.is_some_and(|d| table.has(analysis, d, Class::FreeChoice))
}

/// *Faute d'accord, sans l'intervention des gardes*: what would have to be there.
fn is_lacking(analysis: &Analysis, table: &Table, noun: WordId) -> bool {
    let definite = || {
        let mut articles = analysis.children_by(noun, Relation::Det);
        articles.any(|d| analysis[d].morphology.definite == Some(Definite::Def))
    };
    let by_case = || {
        let mut cases = analysis.children_by(noun, Relation::Case);
        cases.any(|c| table.has(analysis, c, Class::Lacking))
    };
    analysis[noun].pos == Pos::Noun
        && (table.has(analysis, noun, Class::Lacking) || definite() && by_case())
}

fn is_lasting(analysis: &Analysis, table: &Table, predicate: WordId, finite: WordId) -> bool {
    analysis[finite].relation == Relation::Cop || table.has(analysis, predicate, Class::Lasting)
}

/// Whether a marker of condition (*si*) opens the clause.
fn has_condition(analysis: &Analysis, table: &Table, predicate: WordId) -> bool {
    let hypothetical = |at: WordId| {
        matches!(
            table.find(analysis, at, Class::Marker),
            Some((Effect { hypothetical: true, .. }, _))
        )
    };
    analysis.children(predicate).iter().any(|&m| {
        m < predicate
            && match analysis[m].relation {
                Relation::Mark | Relation::Advmod => hypothetical(m),
                // *En cas de*: the first of its words is the preposition.
                Relation::Case => hypothetical(m) || m.previous().is_some_and(hypothetical),
                _ => false,
            }
    })
}

/// Whether the clause is what somebody said, thought or promised in the past.
pub(super) fn after_past(analysis: &Analysis, predicate: WordId) -> bool {
    let clause = analysis.ancestors(predicate).take(4).find(|&w| {
        matches!(analysis[w].relation, Relation::Ccomp | Relation::Acl | Relation::Advcl)
    });
    let Some(above) =
        clause.filter(|&c| analysis[c].relation == Relation::Ccomp).and_then(|c| analysis[c].head)
    else {
        return false;
    };
    // *A laissé entendre que, a menacé en affirmant que*: the tense is that of the verb above.
    let form = analysis[above].morphology;
    let tenseless = form.verb_form == Some(VerbForm::Inf)
        || form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres);
    let above = match analysis[above].head {
        Some(verb) if tenseless && analysis.children_by(above, Relation::Aux).next().is_none() => {
            verb
        }
        _ => above,
    };
    let form = analysis[above].morphology;
    let past = |m: selon_language::Morphology| {
        matches!(m.tense, Some(Tense::Past | Tense::Imp | Tense::Pqp))
    };
    let causative = tenseless
        && analysis.children_by(above, Relation::Aux).any(|a| past(analysis[a].morphology));
    causative
        || past(form)
            && (form.verb_form != Some(VerbForm::Part)
                || analysis.children_by(above, Relation::Aux).next().is_some())
}
