//! People, groups and organisations: who is mentioned where, and which mentions
//! mean the same.

use selon_language::{Analysis, WordId, WordRange};
use selon_model::ByteSpan;
use selon_model::reading::{MentionKind, SourceKind};

use crate::place::PlaceMention;

/// The number of an entity of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// A name, description or pronoun that means somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorMention {
    /// The word that the others depend on.
    pub head: WordId,
    /// The words of the noun phrase, articles inside, relative clauses and
    /// appositions outside.
    pub words: WordRange,
    /// Where it stands.
    pub span: ByteSpan,
    /// Whom it means.
    pub entity: EntityId,
}

/// Somebody whom the report mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest name.
    pub name: String,
    /// The name in the registry, if it is known there.
    pub registry: Option<&'static str>,
    /// What it is.
    pub kind: MentionKind,
    /// What it is when it speaks.
    pub source_kind: SourceKind,
    /// The body that it speaks for or belongs to: *directeur de l'OSDH*.
    pub organisation: Option<EntityId>,
}

/// Who is mentioned in a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actors {
    /// The mentions in the order of the text.
    pub mentions: Vec<ActorMention>,
    /// Whom they mean.
    pub entities: Vec<Entity>,
}

impl Actors {
    /// The mention with this head.
    pub fn mention_of(&self, head: WordId) -> Option<&ActorMention> {
        self.mentions.iter().find(|m| m.head == head)
    }
}

/// Finds who is mentioned.
pub fn find(_analysis: &Analysis, _places: &[PlaceMention]) -> Actors {
    Actors::default()
}
