//! The words that hedge, negate, or tell as planned or thought of, and what they do to
//! the words right beside them. How far they reach is for [`certainty`](crate::certainty).

mod table;

use selon_language::{Analysis, Relation, WordId};

pub(crate) use table::{Class, Effect, Table};

/// Whether the auxiliary tells what it stands with as to come, or as merely possible.
pub(crate) fn makes_unsaid(analysis: &Analysis, auxiliary: WordId) -> bool {
    Table::of(analysis.language)
        .find(analysis, auxiliary, Class::Verb)
        .is_some_and(|(effect, _)| effect.planned || effect.hedged.is_some())
}

/// The word that negates a verb or noun: an adverb, or its subject or object (*no group
/// has claimed*).
pub(crate) fn negation(analysis: &Analysis, word: WordId) -> Option<WordId> {
    let table = Table::of(analysis.language);
    let negates = |w: WordId, class: Class| {
        table.find(analysis, w, class).is_some_and(|(effect, _)| effect.negative)
    };
    let is_negator = |w: WordId| {
        negates(w, Class::Adverb)
            || negates(w, Class::WithNe)
                && analysis.children(word).iter().any(|&c| c < w && analysis[c].morphology.negative)
    };
    analysis.children(word).iter().copied().find_map(|child| match analysis[child].relation {
        Relation::Advmod | Relation::Aux | Relation::Fixed if is_negator(child) => Some(child),
        // *N'a pas encore été repris*, where the tree hangs the one adverb on the other.
        // (*Pas plus tard que jeudi* negates nothing.)
        Relation::Advmod => {
            let mut below = analysis.children_by(child, Relation::Advmod);
            // (*Non loin de là* tells where.)
            let alone = analysis.children(child).len() == 1;
            let only = below.next().filter(|_| alone && below.next().is_none());
            only.filter(|&c| is_negator(c))
        }
        Relation::Aux | Relation::Cop => {
            analysis.children_by(child, Relation::Advmod).find(|&c| is_negator(c))
        }
        Relation::Nsubj | Relation::Obj | Relation::Obl => {
            if negates(child, Class::Determiner) && analysis.children(child).is_empty() {
                return Some(child);
            }
            let relations = [Relation::Det, Relation::Advmod];
            let neither = |d: WordId| d < child && table.has(analysis, d, Class::Neither);
            analysis.children(child).iter().copied().find(|&d| {
                relations.contains(&analysis[d].relation) && negates(d, Class::Determiner)
                    // *Ni l'armée ni la milice.*
                    || neither(d)
            })
        }
        Relation::Det if negates(child, Class::Determiner) => Some(child),
        _ => None,
    })
}
