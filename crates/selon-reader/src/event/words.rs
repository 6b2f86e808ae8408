//! The words of a text as the tables of events know them: lemmas, classes, whom they mean.

use std::borrow::Cow;

use selon_language::{Analysis, NameKind, Pos, Relation, WordId};
use selon_model::reading::{MentionKind, Precision, SourceKind};

use super::label::is_label;
use super::lexicon::{Classes, Lexicon};
use crate::actor::{Actors, EntityId};
use crate::place::{PlaceMention, PlaceUsage};

/// How many dependents of a word are looked at.
pub const BREADTH: usize = 48;

/// The words of a text as the tables know them.
pub struct Words<'a, 't> {
    /// The analysis.
    pub analysis: &'a Analysis<'t>,
    /// The tables.
    pub lexicon: &'static Lexicon,
    lemma: Vec<Cow<'a, str>>,
    form: Vec<Cow<'a, str>>,
    classes: Vec<Classes>,
    entities: Vec<Option<EntityId>>,
}

impl<'a, 't> Words<'a, 't> {
    /// Looks up every word once.
    pub fn new(
        analysis: &'a Analysis<'t>,
        lexicon: &'static Lexicon,
        places: &[PlaceMention],
        actors: &Actors,
    ) -> Words<'a, 't> {
        let lemma: Vec<_> = analysis.words.iter().map(|w| lower(&w.lemma)).collect();
        let form: Vec<_> = analysis.words.iter().map(|w| lower(&w.form)).collect();
        let mut classes: Vec<Classes> = (0..lemma.len())
            .map(|i| lexicon.classes(&lemma[i]).and(lexicon.classes(&form[i])))
            .collect();
        for name in &analysis.names {
            if name.kind == NameKind::Location {
                for word in name.words.iter() {
                    if let Some(c) = classes.get_mut(word.index()) {
                        *c = c.and(Classes::PLACE);
                    }
                }
            }
        }
        let mut entities = vec![None; lemma.len()];
        for place in places {
            let class = match place.usage {
                PlaceUsage::Location => Classes::PLACE,
                PlaceUsage::Metonymy => Classes::STATE.and(Classes::PLACE),
                PlaceUsage::Demonym => match place.resolved.as_ref().map(|r| r.precision) {
                    Some(Precision::Country) => Classes::DEMONYM,
                    _ => continue,
                },
                PlaceUsage::PartOfName => continue,
            };
            for word in place.words.iter() {
                if let Some(c) = classes.get_mut(word.index()) {
                    *c = c.and(class);
                }
            }
        }
        for mention in &actors.mentions {
            let Some(entity) = actors.entities.get(mention.entity.0 as usize) else { continue };
            let side = match entity.source_kind {
                SourceKind::Official => Classes::STATE,
                SourceKind::ArmedGroup => Classes::NONSTATE,
                _ => Classes::NONE,
            };
            let person = match entity.kind {
                MentionKind::Person => Classes::PERSON,
                MentionKind::Group | MentionKind::Organization => Classes::NONE,
            };
            if let Some(c) = classes.get_mut(mention.head.index()) {
                *c = c.and(side).and(person);
                entities[mention.head.index()] = Some(mention.entity);
            }
        }
        Words { analysis, lexicon, lemma, form, classes, entities }
    }

    /// The lemma in lower case.
    pub fn lemma(&self, word: WordId) -> &str {
        &self.lemma[word.index()]
    }

    /// The form in lower case.
    pub fn form(&self, word: WordId) -> &str {
        &self.form[word.index()]
    }

    /// The classes of the word alone.
    pub fn classes(&self, word: WordId) -> Classes {
        self.classes[word.index()]
    }

    /// Whether two words mean the same participant: one entity, or one noun.
    pub fn same_participant(&self, a: WordId, b: WordId) -> bool {
        a == b
            || match (self.entities[a.index()], self.entities[b.index()]) {
                (Some(a), Some(b)) => a == b,
                _ => self.lemma(a) == self.lemma(b) && self.analysis[a].pos != Pos::Pron,
            }
    }

    /// The classes of a noun phrase: of its head and of what stands directly on it.
    pub fn phrase_classes(&self, head: WordId) -> Classes {
        let mut classes = self.classes(head);
        // *Un village attaqué, l'armée dément*: no village is an army.
        let forces = Classes::STATE.and(Classes::MILITARY);
        let of_other = |c: WordId| {
            self.analysis[c].relation == Relation::Appos
                && self.classes(head).any(Classes::PLACE)
                && self.classes(c).any(forces)
        };
        let part = |&c: &WordId| !is_label(self.analysis, c) && !of_other(c);
        for child in self.children(head).filter(part) {
            match self.analysis[child].relation {
                Relation::Amod
                | Relation::Nmod
                | Relation::Flat
                | Relation::Compound
                | Relation::Conj
                | Relation::Appos => classes = classes.and(self.classes(child)),
                _ => {}
            }
        }
        classes
    }

    /// The classes of the first part of a word with a hyphen: *Hamas-led*.
    pub fn prefix_classes(&self, word: WordId) -> Classes {
        if let Some((first, _)) = self.form(word).split_once('-') {
            return self.lexicon.classes(first);
        }
        // Cut in three: *Hamas*, *-*, *led*.
        let before = |n: u32| word.0.checked_sub(n).map(WordId);
        match (before(1), before(2)) {
            (Some(hyphen), Some(first)) if self.form(hyphen) == "-" => self.classes(first),
            _ => Classes::NONE,
        }
    }

    /// On which side somebody stands.
    pub fn sides(&self, word: WordId) -> Classes {
        let own = self.phrase_classes(word).and(self.prefix_classes(word));
        // *Israeli strikes*: a country acts by its forces.
        if self.classes(word).any(Classes::DEMONYM) { own.and(Classes::STATE) } else { own }
    }

    /// Whether the lemma or the form is this word.
    pub fn is(&self, word: WordId, text: &str) -> bool {
        self.lemma(word) == text || self.form(word) == text
    }

    /// Whether a word is a French participle of this masculine singular: *une voiture piégée*,
    /// which the tagger takes for a verb where the tables have *piégé*.
    pub fn is_participle(&self, word: WordId, text: &str) -> bool {
        text.ends_with('é') && participle(self.form(word)) == text
    }

    /// What depends on a word; the first of them only, where a broken tree hangs
    /// hundreds on one.
    pub fn children(&self, word: WordId) -> impl Iterator<Item = WordId> + Clone + '_ {
        self.analysis.children(word).iter().copied().take(BREADTH)
    }

    /// The first dependent by this relation.
    pub fn child_by(&self, word: WordId, relation: Relation) -> Option<WordId> {
        self.children(word).find(|&c| self.analysis[c].relation == relation)
    }

    /// The classes of the preposition of a word, if it has one.
    pub fn case(&self, word: WordId) -> Option<Classes> {
        self.child_by(word, Relation::Case).map(|c| self.classes(c))
    }

    /// The first noun that hangs on a word with such a preposition, and tells no time.
    pub(super) fn complement(&self, word: WordId, preposition: Classes) -> Option<WordId> {
        self.children(word).find(|&c| {
            let of = matches!(
                self.analysis[c].relation,
                Relation::Obl | Relation::Iobj | Relation::Nmod
            );
            of && self.has_case(c, preposition) && !self.classes(c).any(Classes::TIME)
        })
    }

    pub(super) fn has_case(&self, word: WordId, class: Classes) -> bool {
        self.case(word).is_some_and(|c| c.any(class))
    }
}

fn lower<'a>(text: &'a str) -> Cow<'a, str> {
    if text.chars().any(|c| c.is_uppercase() || c == '’') {
        Cow::Owned(text.to_lowercase().replace('’', "'"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The masculine singular of a French participle: *piégées* → *piégé*.
fn participle(form: &str) -> &str {
    let singular = form.strip_suffix('s').unwrap_or(form);
    singular.strip_suffix('e').filter(|s| s.ends_with('é')).unwrap_or(singular)
}
