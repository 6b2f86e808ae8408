//! Phrases that mean somebody, before it is known whom: names, descriptions, pronouns.

use std::collections::HashMap;

use selon_language::morphology::{Gender, Number};
use selon_language::{Analysis, NameKind, Pos, Relation, Subtype, WordId, WordRange};
use selon_model::reading::{MentionKind, SourceKind};

use super::fold::Folded;
use super::lexicon::{Lexicon, Noun, PhraseWord, Pronoun, gender_of_first_name};
use super::phrase;
use super::registry::{Entry, Registry};
use crate::place::{PlaceMention, PlaceUsage};

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
    /// Whether it is said to lead a body.
    pub(super) leads: bool,
}

impl Candidate {
    /// Whether it is a document that somebody issued.
    pub(super) fn is_document(&self) -> bool {
        self.name.is_none() && self.noun.as_ref().is_some_and(|t| t.noun.kind.is_none())
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
pub(super) fn find(analysis: &Analysis, places: &[PlaceMention]) -> Vec<Candidate> {
    let finder = Finder::new(analysis, places);
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
    beside: HashMap<WordId, WordId>,
    /// Places that stand for who governs there, by their head.
    pub(super) seats: HashMap<WordId, (WordRange, Option<&'static str>)>,
}

/// A name in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownName {
    pub(super) words: WordRange,
    pub(super) kind: MentionKind,
    pub(super) entry: Option<&'static Entry>,
    pub(super) nom_de_guerre: bool,
}

impl<'a> Finder<'a> {
    fn new(analysis: &'a Analysis<'a>, places: &[PlaceMention]) -> Finder<'a> {
        let lexicon = Lexicon::of(analysis.language);
        let mut finder = Finder {
            analysis,
            lexicon,
            names: HashMap::new(),
            name_of: HashMap::new(),
            beside: HashMap::new(),
            seats: HashMap::new(),
        };
        for m in Registry::get().find(analysis) {
            finder.add_name(KnownName {
                words: m.words,
                kind: m.entry.kind,
                entry: Some(m.entry),
                nom_de_guerre: m.nom_de_guerre,
            });
        }
        for name in &analysis.names {
            let kind = match name.kind {
                NameKind::Person => MentionKind::Person,
                NameKind::Organization => MentionKind::Organization,
                NameKind::Location => continue,
            };
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
                let country = place.resolved.as_ref().and_then(|r| r.country.as_deref());
                let country = country.and_then(|c| Some(lexicon.government(c)?.0));
                finder.seats.insert(head, (place.words, country));
            }
        }
        finder
    }

    fn add_name(&mut self, name: KnownName) {
        let head = head_of(self.analysis, name.words);
        self.names.insert(head, name);
        self.name_of.extend(name.words.iter().map(|w| (w, head)));
    }

    /// Finds the titles beside names that hang on the same word by the same relation.
    fn titles_beside(&self) -> HashMap<WordId, WordId> {
        let analysis = self.analysis;
        let mut beside = HashMap::new();
        let people = self.names.iter().filter(|(_, n)| n.kind == MentionKind::Person);
        let mut people: Vec<(WordId, WordRange)> = people.map(|(&h, n)| (h, n.words)).collect();
        people.sort_unstable_by_key(|p| p.0);
        for (name, words) in people {
            let sentence = analysis.sentence_of(name).words;
            let is_comma = |w: u32| analysis.words[w as usize].form == ",";
            let is_title = |t: WordId| {
                analysis[t].morphology.number != Some(Number::Plur)
                    && !self.name_of.contains_key(&t)
                    && self.lexicon.is_title(analysis, t.0)
            };
            let hang_on_one = |t: WordId| {
                analysis[t].head == analysis[name].head
                    && analysis[t].relation == analysis[name].relation
                    && analysis[t].relation != Relation::Conj
            };
            // *Le chef du groupe, X*: the tree may hang the name on the group.
            let is_below = |t: WordId| {
                is_joined(analysis, name)
                    && analysis[name]
                        .head
                        .is_some_and(|h| h != t && analysis.ancestors(h).take(8).any(|w| w == t))
            };
            let mut last = words.start;
            let mut adjacent = true;
            if last > sentence.start && is_comma(last - 1) {
                last -= 1;
                adjacent = false;
            }
            let no_case = analysis.child_by(name, Relation::Case).is_none();
            let before = (last > sentence.start)
                .then(|| {
                    analysis.ancestors(WordId(last - 1)).take(8).find(|&w| {
                        w < name
                            && is_title(w)
                            && analysis[name].head != Some(w)
                            && (hang_on_one(w) || is_below(w) || (adjacent && no_case))
                    })
                })
                .flatten();
            let after = || {
                let first = words.end + 1;
                (first < sentence.end && is_comma(words.end))
                    .then(|| {
                        analysis
                            .ancestors(WordId(first))
                            .take(8)
                            .find(|&w| is_title(w) && hang_on_one(w))
                    })
                    .flatten()
                    .filter(|&t| t > name)
            };
            if let Some(title) = before.or_else(after)
                && !beside.contains_key(&title)
            {
                beside.insert(name, title);
                beside.insert(title, name);
            }
        }
        beside
    }

    /// Words that stand as an acronym in brackets behind a name or a body, wherever they
    /// stand: *le Comité de veille (CDV) … le CDV*.
    fn acronyms(&self) -> Vec<WordRange> {
        let words = &self.analysis.words;
        let mut defined: Vec<&str> = Vec::new();
        for w in 1..words.len().saturating_sub(1) {
            let form = words[w].form.as_ref();
            if words[w - 1].form == "(" && words[w + 1].form == ")" && is_acronym(form) {
                defined.push(form);
            }
        }
        if defined.is_empty() {
            return Vec::new();
        }
        self.analysis
            .word_ids()
            .filter(|w| !self.name_of.contains_key(w))
            .filter(|&w| defined.contains(&self.analysis[w].form.as_ref()))
            .map(|w| WordRange { start: w.0, end: w.0 + 1 })
            .collect()
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
            return self.described(word, title);
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
            let mut candidate = self.described(word, title)?;
            candidate.same_as = beside;
            return Some(candidate);
        }
        if let Some(name_head) = named.or(beside) {
            return Some(self.named(word, name_head));
        }
        let title = self.title(word);
        if let Some(title) = title {
            return self.described(word, title);
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

    /// Whether the noun above a name is its title or says what it is: *président X*, *le
    /// groupe X*; not *ISIL fighters*.
    fn is_title_of(&self, noun: WordId, name: WordId) -> bool {
        let Some(entry) = self.lexicon.noun(self.analysis, noun) else { return false };
        let Some(kind) = self.names.get(&name).map(|n| n.kind) else { return false };
        let Some(noun_kind) = entry.kind else { return false };
        if (noun_kind == MentionKind::Person) != (kind == MentionKind::Person) {
            return false;
        }
        let plural = self.analysis[noun].morphology.number == Some(Number::Plur);
        match self.analysis[name].relation {
            Relation::Compound => name < noun && !plural && noun_kind != MentionKind::Person,
            _ => !plural,
        }
    }

    /// A phrase whose name has this head; `head` is the name's or its title's.
    fn named(&self, head: WordId, name_head: WordId) -> Candidate {
        let KnownName { words, kind, entry, nom_de_guerre } = self.names[&name_head];
        let mut candidate = self.blank(head, kind);
        candidate.name = Some(self.name_part(words, entry));
        let title = match head == name_head {
            true => self.title_below(head).or_else(|| self.beside.get(&head).copied()),
            false => Some(head),
        };
        // The tree may cut the phrase in two where it hangs the title and the name apart.
        let mut reach = words;
        if let Some(&other) = self.beside.get(&head)
            && other > head
        {
            let other = phrase::words(self.analysis, other);
            reach.start = reach.start.min(other.start);
            reach.end = reach.end.max(other.end);
        }
        candidate.words.start = candidate.words.start.min(reach.start);
        candidate.words.end = candidate.words.end.max(reach.end);
        candidate.noun = title.and_then(|t| self.title(t));
        candidate.article = self.article(head);
        if let Some(title) = title {
            candidate.body = self.body(title);
            self.judge(&mut candidate, title);
        } else if kind == MentionKind::Organization {
            self.judge_by_words(&mut candidate, words);
        } else {
            candidate.source = SourceKind::PrivatePerson;
        }
        if let Some(entry) = entry {
            candidate.source = entry.source;
            candidate.trust = 9;
            if nom_de_guerre {
                candidate.source = SourceKind::ArmedGroup;
                candidate.trust = 8;
            }
            if kind == MentionKind::Person {
                candidate.gender = Some(if entry.woman { Gender::Fem } else { Gender::Masc });
            }
        } else if kind == MentionKind::Person {
            let first = &self.analysis.words[words.start as usize].form;
            candidate.gender = gender_of_first_name(first).or_else(|| {
                let title = title?;
                self.analysis[title].morphology.gender
            });
        }
        if kind == MentionKind::Person {
            candidate.number = Some(Number::Sing);
        } else if head == name_head {
            // The article tells whether a name is one of many: *les Forces*.
            let article = self.analysis.child_by(head, Relation::Det);
            candidate.number = article.and_then(|d| self.analysis[d].morphology.number);
        }
        candidate
    }

    /// The title that depends on a name: *President Barack Obama*, *X, ministre de*.
    fn title_below(&self, name: WordId) -> Option<WordId> {
        self.analysis.children(name).iter().copied().find(|&c| {
            matches!(
                self.analysis[c].relation,
                Relation::Compound
                    | Relation::Appos
                    | Relation::Amod
                    | Relation::Nmod
                    | Relation::Flat
            ) && self.analysis.child_by(c, Relation::Case).is_none()
                && !self.name_of.contains_key(&c)
                && self.lexicon.noun(self.analysis, c).is_some_and(|n| {
                    (n.kind == Some(MentionKind::Person))
                        == (self.names[&name].kind == MentionKind::Person)
                })
        })
    }

    fn name_part(&self, words: WordRange, entry: Option<&'static Entry>) -> NamePart {
        let span = self.analysis.span_of_range(words);
        NamePart { words, key: Folded::new(span.of(self.analysis.text)).all().to_owned(), entry }
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

impl KnownName {
    fn unknown(words: WordRange, kind: MentionKind) -> KnownName {
        KnownName { words, kind, entry: None, nom_de_guerre: false }
    }
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

fn is_acronym(form: &str) -> bool {
    (2..=8).contains(&form.chars().count())
        && form.chars().filter(|c| c.is_uppercase()).count() * 2 > form.chars().count()
        && form.chars().all(|c| c.is_alphanumeric() || c == '-')
}
