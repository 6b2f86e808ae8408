//! What is known of everybody, while the text is read.

use std::collections::HashMap;

use selon_language::morphology::{Gender, Number};
use selon_language::{Analysis, Relation, WordId};
use selon_model::reading::{MentionKind, SourceKind};

use super::Setting;
use super::candidate::Candidate;
use super::registry::Entry;

/// The most phrases back that a description takes up.
const RECENT: usize = 100;

/// What stands in brackets is no longer than so many words.
const IN_BRACKETS: usize = 12;

/// The most titles that are kept of one entity, and names of one surname that are compared.
pub(super) const MOST: usize = 32;

/// Somebody, as far as the text has told.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The fullest name, and its folded words.
    pub(super) name: Option<String>,
    pub(super) key: Vec<String>,
    pub(super) entry: Option<&'static Entry>,
    pub(super) government: Option<&'static str>,
    pub(super) kind: Option<MentionKind>,
    pub(super) source: Option<(u8, SourceKind)>,
    pub(super) titles: Vec<KnownTitle>,
    pub(super) gender: Option<Gender>,
    pub(super) number: Option<Number>,
    pub(super) leads: bool,
    pub(super) body: Option<WordId>,
    /// The candidates that mean it, in the order of the text.
    pub(super) mentions: Vec<usize>,
    /// How it is first described, if it has no name.
    pub(super) described: Option<String>,
}

/// A noun that somebody was described by.
#[derive(Debug)]
pub(super) struct KnownTitle {
    pub(super) lemma: String,
    pub(super) with: Vec<String>,
    pub(super) classes: Vec<&'static str>,
    pub(super) counted: bool,
    pub(super) of: Option<&'static str>,
}

/// What is known of all, while the text is read.
pub(super) struct Linker<'a> {
    pub(super) analysis: &'a Analysis<'a>,
    pub(super) candidates: &'a [Candidate],
    pub(super) known: Vec<Known>,
    /// The entity of each candidate.
    pub(super) of: Vec<Option<usize>>,
    pub(super) by_head: HashMap<WordId, usize>,
    /// The cluster of each candidate that is a name.
    pub(super) clusters: Vec<Option<usize>>,
    /// The entity of each cluster that has been met.
    pub(super) of_cluster: HashMap<usize, usize>,
    /// Who is known beforehand, and where and when the report is.
    pub(super) setting: Setting<'a>,
    /// The entity of each government, by its country.
    pub(super) governments: HashMap<&'static str, usize>,
}

impl Linker<'_> {
    /// The entity that a candidate means as far as its words alone tell, which may stand
    /// later than what has been linked.
    pub(super) fn plainly(&self, i: usize) -> Option<usize> {
        self.of[i].or_else(|| {
            let cluster = self.clusters.get(i).copied().flatten();
            cluster
                .and_then(|c| self.of_cluster.get(&c).copied())
                .or_else(|| self.governments.get(self.candidates[i].country?).copied())
        })
    }

    /// The entities that the text has told of, the last first.
    pub(super) fn recent(&self, before: usize) -> Vec<usize> {
        let mut recent = Vec::new();
        for entity in self.of[..before].iter().rev().take(RECENT).flatten() {
            if !recent.contains(entity) {
                recent.push(*entity);
            }
        }
        recent
    }

    /// The word that a candidate hangs on.
    pub(super) fn governor(&self, i: usize) -> Option<WordId> {
        self.analysis[self.candidates[i].head].head
    }

    /// Whether a candidate stands in brackets.
    pub(super) fn is_in_brackets(&self, i: usize) -> bool {
        let head = self.candidates[i].head;
        let first = self.analysis.sentence_of(head).words.start;
        let mut before = (first..head.0).rev().take(IN_BRACKETS);
        let sign = |w: &u32| matches!(&*self.analysis[WordId(*w)].form, "(" | ")");
        before.find(sign).is_some_and(|w| self.analysis[WordId(w)].form == "(")
    }

    /// Whether a candidate is the subject of something.
    pub(super) fn is_subject(&self, i: usize) -> bool {
        self.analysis[self.candidates[i].head].relation == Relation::Nsubj
    }
}

/// Whether two features can be of one word: they are the same, or one is not told.
pub(super) fn agree<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}
