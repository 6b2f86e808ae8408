//! People, groups and organisations: who is mentioned where, and which mentions
//! mean the same.
//!
//! Names come from the analysis and from the registry (`assets/registry/`); what a noun
//! or pronoun can mean, from the tables of the language (`lang/*/actor*.tsv`).

mod candidate;
mod cluster;
mod coreference;
mod description;
pub mod facts;
mod fold;
mod known;
mod lexicon;
mod names;
pub mod outlets;
mod phrase;
mod possessor;
mod pronoun;
pub(crate) mod registry;
mod roles;

#[cfg(test)]
mod tests;

use selon_language::{Analysis, WordId, WordRange};
use selon_model::ByteSpan;
use selon_model::reading::{MentionKind, SourceKind};

pub(crate) use lexicon::gender_of_first_name;
pub use registry::{ActorFacts, Registry, TableError};

use crate::place::{PlaceMention, PlaceUsage};

/// The number of an entity of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// A name, description or pronoun that means somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorMention {
    /// The word that the others depend on.
    pub head: WordId,
    /// The words of the noun phrase: articles, adjectives, complements, participles and
    /// appositions inside; relative clauses, coordinated phrases and prepositions outside.
    pub words: WordRange,
    /// Where it stands.
    pub span: ByteSpan,
    /// Whom it means.
    pub entity: EntityId,
}

/// Somebody whom the report mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest name: the registry's, else the longest in the text, else the first
    /// description.
    pub name: String,
    /// The name in the registry in the language of the report, if it is known there.
    pub registry: Option<&'static str>,
    /// Its id in the registry, if it is known there, by name or by office and country; a country and `government` (`SY:government`) for one.
    pub registry_id: Option<String>,
    /// What it is.
    pub kind: MentionKind,
    /// What it is when it speaks.
    pub source_kind: SourceKind,
    /// The body that it speaks for or belongs to: *directeur de l'OSDH*. It need not be
    /// mentioned itself.
    pub organisation: Option<EntityId>,
}

/// Who is mentioned in a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actors {
    /// The mentions in the order of their heads, of which no two are the same.
    pub mentions: Vec<ActorMention>,
    /// Whom they mean.
    pub entities: Vec<Entity>,
    /// For each word, the place in `mentions` of the shortest that covers it.
    covering: Vec<Option<u32>>,
    /// Documents that say something and of which it is not told who issued them.
    documents: Vec<(WordId, SourceKind)>,
}

impl Actors {
    /// Puts mentions and entities together and indexes them.
    pub fn new(mut mentions: Vec<ActorMention>, entities: Vec<Entity>) -> Actors {
        mentions.sort_by_key(|m| m.head);
        mentions.dedup_by_key(|m| m.head);
        let end = mentions.iter().map(|m| m.words.end).max().unwrap_or(0);
        let mut covering = vec![None; end as usize];
        let mut longest_first: Vec<u32> = (0..mentions.len() as u32).collect();
        longest_first.sort_by_key(|&m| std::cmp::Reverse(mentions[m as usize].words.len()));
        for m in longest_first {
            for word in mentions[m as usize].words.iter() {
                covering[word.index()] = Some(m);
            }
        }
        Actors { mentions, entities, covering, documents: Vec::new() }
    }

    /// The mention with this head.
    pub fn mention_of(&self, head: WordId) -> Option<&ActorMention> {
        let at = self.mentions.binary_search_by_key(&head, |m| m.head).ok()?;
        self.mentions.get(at)
    }

    /// The shortest mention that covers this word.
    pub fn mention_covering(&self, word: WordId) -> Option<&ActorMention> {
        let at = (*self.covering.get(word.index())?)?;
        self.mentions.get(at as usize)
    }

    /// Whom the mention with this head means.
    pub fn entity_of(&self, head: WordId) -> Option<&Entity> {
        self.entity(self.mention_of(head)?.entity)
    }

    /// What the phrase with this head is as a source: that of whom it means, or, for a
    /// document (*le premier bilan*), of whoever issued it.
    pub fn source_kind_of(&self, head: WordId) -> Option<SourceKind> {
        let document = self.documents.binary_search_by_key(&head, |d| d.0).ok();
        match document.and_then(|at| self.documents.get(at)) {
            Some(&(_, source)) => Some(source),
            None => self.entity_of(head).map(|e| e.source_kind),
        }
    }

    /// The entity with this number.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }
}

/// Where the words stand, without what is contracted with the last (*the group's*) and the
/// hyphens by which a pronoun follows its verb (*a-t-il*).
fn span_of(analysis: &Analysis, words: WordRange) -> ByteSpan {
    let mut span = analysis.span_of_name(words);
    let text = span.of(analysis.text);
    if text.starts_with('-') {
        let pronoun = text.trim_start_matches("-t-").trim_start_matches('-');
        span.start += (text.len() - pronoun.len()) as u32;
    }
    span
}

/// The offices of somebody in the registry: role, country, first and last day.
pub fn offices_of(
    person: &str,
) -> Vec<(&'static str, &'static str, &'static str, Option<&'static str>)> {
    roles::offices_of(person)
}

/// Finds who is mentioned.
pub fn find(analysis: &Analysis, places: &[PlaceMention]) -> Actors {
    find_with(analysis, places, Registry::embedded(), None)
}

/// Who is known beforehand, and where and when the report is.
#[derive(Clone, Copy, Debug)]
struct Setting<'a> {
    registry: &'static Registry,
    /// The country that it is about, if it is about one.
    country: Option<&'a str>,
    /// The day of publication.
    published: Option<&'a str>,
}

/// Of the places that a report names, so many in ten lie in the country that it is about.
const MOSTLY: usize = 6;

/// The country that most places lie in.
fn country_of(places: &[PlaceMention]) -> Option<&str> {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let located = places.iter().filter(|p| p.usage == PlaceUsage::Location);
    for country in located.filter_map(|p| p.resolved.as_ref()?.country.as_deref()) {
        *counts.entry(country).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let (&country, &most) = counts.iter().max_by_key(|(_, n)| **n)?;
    (most * 10 >= all * MOSTLY).then_some(country)
}

/// As [`find`], with a registry of the caller's, and the day of publication, by which it is
/// known who held an office.
pub fn find_with(
    analysis: &Analysis,
    places: &[PlaceMention],
    registry: &'static Registry,
    published: Option<&str>,
) -> Actors {
    let setting = Setting { registry, country: country_of(places), published };
    let candidates = candidate::find(analysis, places, registry);
    let (of, entities) = coreference::link(analysis, &candidates, &setting);
    // A document is nobody, and a pronoun alone is somebody unknown: each is a mention only
    // of somebody who is told of besides.
    let mut is_somebody = vec![false; entities.len()];
    for (c, entity) in candidates.iter().zip(&of).filter(|(c, _)| !c.is_document()) {
        if c.pronoun.is_some() {
            continue;
        }
        is_somebody[entity.0 as usize] = true;
    }
    let mut mentions = Vec::with_capacity(candidates.len());
    let mut documents = Vec::new();
    for (c, entity) in candidates.iter().zip(of) {
        if is_somebody[entity.0 as usize] {
            let span = span_of(analysis, c.words);
            mentions.push(ActorMention { head: c.head, words: c.words, span, entity });
        } else if c.is_document() {
            documents.push((c.head, entities[entity.0 as usize].source_kind));
        }
    }
    Actors { documents, ..Actors::new(mentions, entities) }
}
