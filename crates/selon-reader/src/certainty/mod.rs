//! How surely something is said, whether it is affirmed, and whether it is told as
//! real (FactBank).
//!
//! A predicate is judged by the words of its own clause and by what stands above it
//! in the tree, as far as that reaches it: a hedge on a verb reaches its clause, and
//! its subject or object if that is what is told to happen (*Des affrontements
//! auraient éclaté*); it does not reach what the clause takes for granted
//! (*L'attaque aurait fait douze morts*).

pub mod carried_over;
mod conditional;
mod scope;
#[cfg(test)]
mod tests;

use selon_language::{Analysis, Pos, Relation, WordId};
use selon_model::ByteSpan;
use selon_model::reading::{Certainty, HedgeKind, Polarity, Reality};

use crate::modality::{Class, Table};
use conditional::{Use, conditional_of, used_for};

/// What the words round a predicate say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Whether it is told with doubt.
    pub certainty: Certainty,
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// Whether it is told as real.
    pub reality: Reality,
    /// What hedges it.
    pub hedge: Option<(ByteSpan, HedgeKind)>,
    /// What negates it or makes it planned or hypothetical.
    pub cue: Option<ByteSpan>,
}

impl Judgement {
    /// Certain, positive, actual.
    pub fn plain() -> Judgement {
        Judgement {
            certainty: Certainty::Certain,
            polarity: Polarity::Positive,
            reality: Reality::Actual,
            hedge: None,
            cue: None,
        }
    }
}

/// Judges a predicate (a verb or a noun of an event) by the words of its own clause
/// and of those above it, up to `limit` (the cue of the attribution that holds it;
/// none: up to the root). What is done by the cue counts too: what is denied is
/// negative, what is promised or threatened is planned.
pub fn judge(analysis: &Analysis, predicate: WordId, limit: Option<WordId>) -> Judgement {
    scope::judge(analysis, predicate, limit)
}

/// Whether a source is nothing but hearsay: *des rumeurs, unconfirmed reports*.
pub fn is_hearsay(analysis: &Analysis, source: WordId) -> bool {
    let table = Table::of(analysis.language);
    let hedges = |word, class| {
        table.find(analysis, word, class).is_some_and(|(effect, _)| effect.hedged.is_some())
    };
    let doubted = |w: WordId| {
        matches!(analysis[w].relation, Relation::Amod | Relation::Acl | Relation::Det)
            && (hedges(w, Class::Adjective)
                || w.previous().is_some_and(|p| hedges(p, Class::Adjective))
                || table.has(analysis, w, Class::Vague))
    };
    analysis[source].pos == Pos::Noun
        && (table.has(analysis, source, Class::Hearsay)
            || table.has(analysis, source, Class::Report)
                && analysis.children(source).iter().any(|&w| doubted(w)))
}

/// Every verb in the conditional of hearsay, in the order of the text.
pub fn hearsay(analysis: &Analysis) -> Vec<ByteSpan> {
    let table = Table::of(analysis.language);
    let own = |&w: &WordId| {
        let word = &analysis[w];
        let modal = word.pos == Pos::Verb && table.has(analysis, w, Class::Conditional);
        !matches!(word.relation, Relation::Aux | Relation::Cop) && !modal
    };
    analysis
        .word_ids()
        .filter(own)
        .filter_map(|word| {
            let finite = conditional_of(analysis, table, word)?;
            (used_for(analysis, table, word, finite) == Use::Hearsay)
                .then(|| scope::verb_span(analysis, finite, word))
        })
        .collect()
}
