//! Phrases that mean somebody, before it is known whom: names, descriptions, pronouns.

use std::collections::{HashMap, HashSet};

use selon_gazetteer::{Gazetteer, PlaceKind, distance_km};
use selon_language::morphology::{Gender, Number};
use selon_language::{Analysis, NameKind, Pos, Relation, Subtype, WordId, WordRange};
use selon_model::reading::{MentionKind, SourceKind};

use super::lexicon::{Lexicon, Noun, PhraseWord, Pronoun};
use super::phrase;
use super::registry::{Entry, Registry};
use crate::place::{PlaceMention, PlaceUsage, ResolvedPlace};

/// A capital is one place however its point is told, km.
const SEAT_KM: f64 = 30.0;

/// The most dependents that are looked at for one of them.
const MOST_CHILDREN: usize = 40;

/// A phrase that means somebody.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) head: WordId,
    pub(super) words: WordRange,
    /// The name in it, if it is or holds one.
    pub(super) name: Option<NamePart>,
    /// What its noun means: the head of a description, the title of a name.
    pub(super) noun: Option<Title>,
    pub(super) pronoun: Option<Pronoun>,
    /// The state whose government it means: *Damas*, *the Syrian government*.
    pub(super) country: Option<&'static str>,
    pub(super) kind: MentionKind,
    pub(super) source: SourceKind,
    /// How far `source` is to be trusted; the highest of an entity's mentions decides.
    pub(super) trust: u8,
    pub(super) gender: Option<Gender>,
    pub(super) number: Option<Number>,
    pub(super) article: Article,
    /// The head of the body that it belongs to or speaks for.
    pub(super) body: Option<WordId>,
    /// The head of the phrase that it stands in apposition to.
    pub(super) same_as: Option<WordId>,
    /// The head of the name of a body that stands right after it: *the terrorist group X*.
    pub(super) beside: Option<WordId>,
    /// Whether it is said to lead a body.
    pub(super) leads: bool,
}

impl Candidate {
    /// Whether it is a document that somebody issued.
    pub(super) fn is_document(&self) -> bool {
        self.name.is_none() && self.noun.as_ref().is_some_and(|t| t.noun.kind.is_none())
    }
}

/// A name in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownName {
    pub(super) words: WordRange,
    pub(super) kind: MentionKind,
    pub(super) entry: Option<&'static Entry>,
    pub(super) nom_de_guerre: bool,
}

impl KnownName {
    pub(super) fn unknown(words: WordRange, kind: MentionKind) -> KnownName {
        KnownName { words, kind, entry: None, nom_de_guerre: false }
    }
}

/// The name in a phrase.
#[derive(Debug)]
pub(super) struct NamePart {
    pub(super) words: WordRange,
    /// Folded, without articles.
    pub(super) key: String,
    pub(super) entry: Option<&'static Entry>,
}

/// The noun of a phrase, and what stands with it.
#[derive(Debug)]
pub(super) struct Title {
    pub(super) lemma: String,
    pub(super) noun: Noun,
    /// The folded lemmas of its adjectives and complements, sorted.
    pub(super) with: Vec<String>,
    /// Whether nothing else stands with it.
    pub(super) bare: bool,
    /// Whether a numeral stands with it.
    pub(super) counted: bool,
    /// The country of somebody known whom its complement names: *l'armée du régime de X*.
    pub(super) of: Option<&'static str>,
}

/// What makes a phrase definite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Article {
    Definite,
    Demonstrative,
    Possessive,
    Indefinite,
    None,
}

/// Finds the phrases, in the order of their heads; no two have the same head.
pub(super) fn find(
    analysis: &Analysis,
    places: &[PlaceMention],
    registry: &'static Registry,
) -> Vec<Candidate> {
    let finder = Finder::new(analysis, places, registry);
    let mut found = Vec::new();
    let mut skip_to = 0;
    for word in analysis.word_ids() {
        if word.0 < skip_to {
            continue;
        }
        if let Some(candidate) = finder.pronoun(word) {
            skip_to = candidate.words.end.max(word.0 + 1);
            found.push(candidate);
        } else if let Some(candidate) = finder.phrase(word) {
            found.push(candidate);
        }
    }
    found
}

pub(super) struct Finder<'a> {
    pub(super) analysis: &'a Analysis<'a>,
    pub(super) lexicon: &'static Lexicon,
    /// The names by the word that the rest of the text hangs them on.
    pub(super) names: HashMap<WordId, KnownName>,
    /// For each word of a name, its head.
    pub(super) name_of: HashMap<WordId, WordId>,
    /// Names of people and the titles that stand beside them, where the tree hangs both
    /// on one word: *Minister X said*. From name to title, and from title to name.
    pub(super) beside: HashMap<WordId, WordId>,
    /// Places that stand for who governs there, by their head.
    pub(super) seats: HashMap<WordId, (WordRange, Option<&'static str>)>,
}

impl<'a> Finder<'a> {
    fn new(
        analysis: &'a Analysis<'a>,
        places: &[PlaceMention],
        registry: &'static Registry,
    ) -> Finder<'a> {
        let lexicon = Lexicon::of(analysis.language);
        let mut finder = Finder {
            analysis,
            lexicon,
            names: HashMap::new(),
            name_of: HashMap::new(),
            beside: HashMap::new(),
            seats: HashMap::new(),
        };
        for m in registry.find(analysis) {
            finder.add_name(KnownName {
                words: m.words,
                kind: m.entry.kind,
                entry: Some(m.entry),
                nom_de_guerre: m.nom_de_guerre,
            });
        }
        // *Bamako dément*, where the names take the capital for a person.
        let seats: HashSet<(u32, u32)> = places
            .iter()
            .filter(|p| p.usage == PlaceUsage::Metonymy && p.resolved.is_some())
            .map(|p| (p.words.start, p.words.end))
            .collect();
        for name in &analysis.names {
            if seats.contains(&(name.words.start, name.words.end)) {
                continue;
            }
            let kind = match name.kind {
                NameKind::Person => MentionKind::Person,
                NameKind::Organization => MentionKind::Organization,
                NameKind::Location => continue,
            };
            // *Our Ambassador* is a title, whatever the names take it for.
            let title = name.kind == NameKind::Person
                && name.words.len() == 1
                && lexicon.is_title(analysis, name.words.start)
                && name.words.start > 0
                && analysis[WordId(name.words.start - 1)].morphology.possessive;
            if title {
                continue;
            }
            if !name.words.iter().any(|w| finder.name_of.contains_key(&w)) {
                finder.add_name(KnownName::unknown(name.words, kind));
            }
        }
        for words in finder.acronyms() {
            finder.add_name(KnownName::unknown(words, MentionKind::Organization));
        }
        finder.beside = finder.titles_beside();
        for place in places.iter().filter(|p| p.usage == PlaceUsage::Metonymy) {
            let head = head_of(analysis, place.words);
            if !finder.name_of.contains_key(&head) {
                // In another town than the capital no state is governed.
                let seat = place.resolved.as_ref().filter(|r| is_seat(r));
                let country = seat.and_then(|r| r.country.as_deref());
                let country = country.and_then(|c| Some(lexicon.government(c)?.0));
                finder.seats.insert(head, (place.words, country));
            }
        }
        finder
    }

    fn pronoun(&self, word: WordId) -> Option<Candidate> {
        let w = &self.analysis[word];
        let inverted = w.form.starts_with('-');
        let personal = w.relation == Relation::Expl && self.is_personal(word);
        if (w.relation == Relation::Expl && !inverted && !personal)
            || w.morphology.possessive
            || w.morphology.reflexive
        {
            return None;
        }
        let pronoun = self.lexicon.pronoun(self.analysis, word)?;
        let range = WordRange { start: word.0, end: word.0 + pronoun.words };
        if range.end > self.analysis.sentence_of(word).words.end {
            return None;
        }
        let head = head_of(self.analysis, range);
        let relation = self.analysis[head].relation;
        let is_pronoun = pronoun.words > 1 || w.pos == Pos::Pron;
        // *lui* of a verb is dative; *la police, elle, …* and *selon elle* are strong.
        let stands = matches!(
            relation,
            Relation::Nsubj | Relation::Obl | Relation::Nmod | Relation::Root | Relation::Conj
        ) || inverted
            || personal
            || pronoun.words > 1;
        (is_pronoun && stands).then_some(Candidate {
            head,
            words: range,
            name: None,
            noun: None,
            pronoun: Some(pronoun),
            country: None,
            kind: if pronoun.people { MentionKind::Person } else { MentionKind::Organization },
            source: SourceKind::Other,
            trust: 0,
            gender: pronoun.gender,
            number: Some(pronoun.number),
            article: Article::None,
            body: None,
            same_as: None,
            beside: None,
            leads: false,
        })
    }

    /// Whether a pronoun that the tree takes for an expletive is the subject of a verb that
    /// wants a real one: *il ajoute que*, not *il faut que*, *il est prévu que*.
    fn is_personal(&self, word: WordId) -> bool {
        let Some(verb) = self.analysis[word].head else { return false };
        let lexicon = self.lexicon;
        self.analysis[verb].pos == Pos::Verb
            && lexicon.phrase_word(&self.analysis[verb]) != Some(PhraseWord::Impersonal)
            && self.analysis.children(verb).iter().take(MOST_CHILDREN).all(|&c| {
                let w = &self.analysis[c];
                c == word
                    || !(matches!(
                        w.relation,
                        Relation::Nsubj | Relation::Csubj | Relation::Expl | Relation::Cop
                    ) || w.subtype == Subtype::Passive)
            })
    }

    fn phrase(&self, word: WordId) -> Option<Candidate> {
        let w = &self.analysis[word];
        if let Some(&name_head) = self.name_of.get(&word) {
            if name_head != word {
                return None;
            }
            // A title above the name makes one phrase with it, which the title heads.
            if let Some(above) = w.head
                && matches!(w.relation, Relation::Flat | Relation::Compound)
                && self.is_title_of(above, word)
                && !self.name_of.contains_key(&above)
            {
                return None;
            }
            let mut candidate = self.named(word, word);
            // The title before it heads the phrase.
            if let Some(&title) = self.beside.get(&word).filter(|&&title| title < word) {
                candidate.same_as = Some(title);
            }
            return Some(candidate);
        }
        if let Some(&(words, country)) = self.seats.get(&word) {
            let mut candidate = self.blank(word, MentionKind::Organization);
            candidate.words = phrase::words(self.analysis, word);
            candidate.words.end = candidate.words.end.min(words.end.max(word.0 + 1));
            candidate.country = country;
            candidate.source = SourceKind::Official;
            candidate.trust = 3;
            candidate.number = None;
            candidate.gender = None;
            if country.is_none() {
                candidate.name = Some(self.name_part(words, None));
            }
            return Some(candidate);
        }
        if let Some(counted) = self.counted(word) {
            let title = self.title(counted)?;
            return self.described(word, counted, title);
        }
        if !matches!(w.pos, Pos::Noun | Pos::Propn | Pos::Adj) {
            return None;
        }
        // *agence de presse*, *chef de police* name no press and no police.
        if w.relation == Relation::Nmod
            && w.morphology.number != Some(Number::Plur)
            && self.lexicon.qualifier(w).is_some()
            && self.analysis.child_by(word, Relation::Det).is_none()
        {
            return None;
        }
        if w.pos == Pos::Adj && !self.heads_phrase(word) {
            return None;
        }
        let named = self.analysis.children(word).iter().copied().find(|&c| {
            self.names.contains_key(&c) && is_joined(self.analysis, c) && self.is_title_of(word, c)
        });
        let beside = self.beside.get(&word).copied();
        if beside.is_some_and(|name| name < word) {
            let title = self.title(word)?;
            let mut candidate = self.described(word, word, title)?;
            candidate.same_as = beside;
            return Some(candidate);
        }
        if let Some(name_head) = named.or(beside) {
            return Some(self.named(word, name_head));
        }
        let title = self.title(word);
        if let Some(title) = title {
            return self.described(word, word, title);
        }
        self.people(word).or_else(|| self.proper_noun(word))
    }

    /// A proper noun that acts and that nobody has told to be a name of something.
    fn proper_noun(&self, word: WordId) -> Option<Candidate> {
        let w = &self.analysis[word];
        let acts = w.relation == Relation::Nsubj && w.subtype != Subtype::Passive
            || w.subtype == Subtype::Agent;
        if w.pos != Pos::Propn
            || !acts
            || self.analysis.name_of(word).is_some()
            || self.lexicon.country(w).is_some()
        {
            return None;
        }
        let parts = self.analysis.children_by(word, Relation::Flat).map(|c| c.0 + 1).max();
        let words = WordRange { start: word.0, end: parts.unwrap_or(word.0 + 1) };
        let kind = match parts {
            Some(_) => MentionKind::Person,
            None => MentionKind::Organization,
        };
        let mut candidate = self.blank(word, kind);
        candidate.name = Some(self.name_part(words, None));
        Some(candidate)
    }

    /// The noun that a word counts: *une dizaine de combattants*, *deux de leurs chefs*.
    fn counted(&self, word: WordId) -> Option<WordId> {
        let w = &self.analysis[word];
        let counts = self.lexicon.phrase_word(w) == Some(PhraseWord::Counts)
            && !matches!(w.relation, Relation::Nummod | Relation::Det | Relation::Compound)
            && matches!(w.pos, Pos::Noun | Pos::Num | Pos::Pron | Pos::Det);
        let mut complements = self.analysis.children_by(word, Relation::Nmod);
        complements.find(|&c| {
            counts
                && self
                    .lexicon
                    .noun(self.analysis, c)
                    .is_some_and(|n| n.kind == Some(MentionKind::Person))
        })
    }

    /// Whether an adjective stands for a noun: *les Turcs*, *les blessés*.
    fn heads_phrase(&self, word: WordId) -> bool {
        self.analysis[word].relation != Relation::Amod
            && self.analysis.child_by(word, Relation::Det).is_some()
    }

    pub(super) fn blank(&self, head: WordId, kind: MentionKind) -> Candidate {
        let word = &self.analysis[head];
        Candidate {
            head,
            words: phrase::words(self.analysis, head),
            name: None,
            noun: None,
            pronoun: None,
            country: None,
            kind,
            source: SourceKind::Other,
            trust: 0,
            gender: self.gender(head),
            number: word.morphology.number,
            article: Article::None,
            body: None,
            same_as: (word.relation == Relation::Appos || is_bare_nmod(self.analysis, head))
                .then_some(word.head)
                .flatten(),
            beside: None,
            leads: self.leads(head),
        }
    }

    fn gender(&self, head: WordId) -> Option<Gender> {
        let own = self.analysis[head].morphology.gender;
        let det = self.analysis.child_by(head, Relation::Det);
        own.or_else(|| det.and_then(|d| self.analysis[d].morphology.gender))
    }

    /// Whether it is the subject or the agent of a verb of leading.
    fn leads(&self, head: WordId) -> bool {
        let word = &self.analysis[head];
        let Some(verb) = word.head else { return false };
        if self.lexicon.phrase_word(&self.analysis[verb]) != Some(PhraseWord::Leads) {
            return false;
        }
        let passive = self.analysis.children(verb).iter().take(MOST_CHILDREN).any(|&c| {
            self.analysis[c].relation == Relation::Aux
                && self.analysis[c].subtype == Subtype::Passive
        }) || self.analysis[verb].relation == Relation::Acl;
        match word.relation {
            Relation::Obl => word.subtype == Subtype::Agent || passive,
            Relation::Nsubj => !passive,
            _ => false,
        }
    }
}

/// Whether a state is governed from a place: a country or its capital.
fn is_seat(place: &ResolvedPlace) -> bool {
    let capital = || Gazetteer::embedded().capital(place.country.as_deref()?);
    place.kind == PlaceKind::Country
        || capital().is_some_and(|c| {
            distance_km((c.lat, c.lon), (place.lat, place.lon)) < SEAT_KM
                && place.kind == PlaceKind::Locality
        })
}

/// Whether the relation of a name to the noun above it is that of one phrase.
pub(super) fn is_joined(analysis: &Analysis, name: WordId) -> bool {
    match analysis[name].relation {
        Relation::Appos | Relation::Flat | Relation::Compound => true,
        Relation::Nmod => analysis.child_by(name, Relation::Case).is_none(),
        _ => false,
    }
}

/// Whether a noun hangs on another without a preposition: *Professor X*.
pub(super) fn is_bare_nmod(analysis: &Analysis, word: WordId) -> bool {
    analysis[word].relation == Relation::Nmod
        && analysis[word].subtype == Subtype::Plain
        && analysis.child_by(word, Relation::Case).is_none()
}

/// The first word of these whose head is not one of them.
pub(super) fn head_of(analysis: &Analysis, words: WordRange) -> WordId {
    words
        .iter()
        .find(|&w| analysis[w].head.is_none_or(|h| !words.contains(h)))
        .unwrap_or(WordId(words.start))
}
