//! What a noun with its adjectives and complements means, and what it is as a source.

use selon_language::morphology::{Definite, Number, PronType};
use selon_language::{Pos, Relation, Subtype, WordId, WordRange};
use selon_model::reading::{MentionKind, SourceKind};

use super::candidate::{Article, Candidate, Finder, Title, is_bare_nmod, is_joined};
use super::fold::fold;
use super::lexicon::{Noun, PhraseWord, Role};
use super::phrase;
use super::registry::Entry;

impl Finder<'_> {
    /// A people: *les Turcs*, *the Iraqis*.
    pub(super) fn people(&self, word: WordId) -> Option<Candidate> {
        let w = &self.analysis[word];
        if matches!(w.relation, Relation::Amod | Relation::Compound | Relation::Flat)
            || !w.form.chars().next().is_some_and(char::is_uppercase)
            || self.analysis.name_of(word).is_some_and(|n| n.words.len() > 1)
        {
            return None;
        }
        if !self.lexicon.is_people(&w.form) {
            return None;
        }
        let plural = match w.morphology.number {
            Some(number) => number == Number::Plur,
            None => w.form.ends_with('s'),
        };
        let mut candidate =
            self.blank(word, if plural { MentionKind::Group } else { MentionKind::Person });
        candidate.article = self.article(word);
        if plural && candidate.article == Article::Definite {
            candidate.source = SourceKind::Official;
        } else {
            candidate.source = SourceKind::PrivatePerson;
        }
        candidate.trust = 1;
        Some(candidate)
    }

    /// An organisation that is not known: the nouns in its name tell what it is.
    pub(super) fn judge_by_words(&self, candidate: &mut Candidate, words: WordRange) {
        candidate.source = SourceKind::Other;
        candidate.trust = 1;
        let nouns = words.iter().filter_map(|w| self.lexicon.noun(self.analysis, w));
        if let Some(noun) =
            nouns.into_iter().find(|n| n.kind.is_some_and(|k| k != MentionKind::Person))
        {
            candidate.source = noun.source;
            candidate.trust = 2;
        }
        let qualified = words.iter().find_map(|w| {
            self.with_complement(w)
                .or_else(|| self.with_noun(w))
                .or_else(|| self.lexicon.qualifier(&self.analysis[w]))
        });
        // *La radio nationale* is an outlet, whoever owns it.
        let outlet = candidate.source == SourceKind::Media;
        if let Some(source) = qualified
            .filter(|_| words.len() > 1)
            .filter(|&source| !outlet || source != SourceKind::Official)
        {
            candidate.source = source;
            candidate.trust = 2;
        }
    }

    /// The phrase with this head, which `noun` describes: the head itself or what it counts.
    pub(super) fn described(&self, word: WordId, noun: WordId, title: Title) -> Option<Candidate> {
        let w = &self.analysis[word];
        // A part of another phrase: *president Barack Obama* when the name is the head.
        if let Some(head) = w.head
            && self.names.contains_key(&head)
            && (matches!(w.relation, Relation::Compound | Relation::Flat | Relation::Amod)
                || (is_bare_nmod(self.analysis, word) && word < head))
        {
            return None;
        }
        if w.relation == Relation::Compound || (w.relation == Relation::Amod && w.pos == Pos::Adj) {
            return None;
        }
        let kind = title.noun.kind.unwrap_or(MentionKind::Organization);
        let plural = self.analysis[noun].morphology.number == Some(Number::Plur);
        let kind = if plural && kind == MentionKind::Person { MentionKind::Group } else { kind };
        let mut candidate = self.blank(word, kind);
        candidate.article = self.article(word);
        candidate.body = self.body(noun);
        candidate.country =
            title.noun.classes.contains(&"government").then(|| self.country_with(noun)).flatten();
        candidate.noun = Some(title);
        candidate.beside = self.name_after(noun).filter(|_| !plural && word == noun);
        self.judge(&mut candidate, noun);
        Some(candidate)
    }

    /// The name of a known group that stands right after a noun for one, wherever the tree hangs
    /// it.
    fn name_after(&self, noun: WordId) -> Option<WordId> {
        let next = noun.next();
        let sentence = self.analysis.sentence_of(noun).words;
        let head = *self.name_of.get(&next).filter(|_| sentence.contains(next))?;
        let name = self.names.get(&head).filter(|n| n.words.start == next.0)?;
        let group = name.entry.is_some() && name.kind == MentionKind::Group;
        let classes = &self.lexicon.noun(self.analysis, noun)?.classes;
        (group && classes.iter().any(|c| matches!(*c, "group" | "organisation"))).then_some(head)
    }

    /// What a noun with its adjectives and complements is as a source.
    pub(super) fn judge(&self, candidate: &mut Candidate, noun: WordId) {
        let Some(entry) = self.lexicon.noun(self.analysis, noun) else { return };
        candidate.source = entry.source;
        candidate.trust = match () {
            _ if entry.classes.contains(&"suspect") => 4,
            // *Mr Noor* tells nothing of what he is.
            _ if entry.classes.contains(&"honorific") => 0,
            _ => 3,
        };
        let does = self.lexicon.phrase_word(&self.analysis[noun]);
        if entry.role == Role::Plain || does == Some(PhraseWord::Members) {
            return;
        }
        // What is told of the noun itself decides before what is told of its complements;
        // an armed group's organs and people are its own whatever they are called.
        let mut below: Vec<WordId> = self.analysis.children(noun).to_vec();
        // (*The UN's humanitarian coordinator*: the body that is named comes first.)
        let of_body = |c: WordId| {
            entry.role == Role::Speaks
                && self.analysis[c].subtype == Subtype::Possessive
                && self.organisation(c).is_some()
        };
        below.sort_by_key(|&c| (!of_body(c), self.analysis[c].relation == Relation::Nmod));
        below.retain(|&c| {
            let word = &self.analysis[c];
            matches!(
                word.relation,
                Relation::Amod | Relation::Nmod | Relation::Compound | Relation::Acl
            ) && word.subtype != Subtype::Relative
                && (word.relation != Relation::Nmod
                    || phrase::is_complement(self.analysis, self.lexicon, noun, c))
        });
        let of_group = below
            .iter()
            .any(|&c| self.organisation(c).is_some_and(|e| e.source == SourceKind::ArmedGroup));
        if of_group {
            candidate.source = SourceKind::ArmedGroup;
            candidate.trust = 5;
            return;
        }
        let told = |c: WordId| self.told_by(c, entry);
        for (at, &c) in below.iter().enumerate() {
            let word = &self.analysis[c];
            let state = || {
                // (*Iraqi political forces*: what else is told before the noun comes first.)
                let besides = below[at + 1..].iter().any(|&other| {
                    self.analysis[other].relation != Relation::Nmod && told(other).is_some()
                });
                let state = self.lexicon.country(word).is_some() && takes_state(entry);
                (state && !besides && !self.is_part_of_unit(c)).then_some(SourceKind::Official)
            };
            if let Some(source) = told(c).or_else(state) {
                candidate.source = source;
                candidate.trust = 5;
                return;
            }
        }
    }

    /// *507th Maintenance Group Commander*: a part of a unit's name tells nothing alone.
    fn is_part_of_unit(&self, word: WordId) -> bool {
        let found = &self.analysis[word];
        found.relation == Relation::Compound
            && found.pos == Pos::Propn
            && !self.name_of.contains_key(&word)
    }

    /// What an adjective or complement makes of a noun as a source.
    fn told_by(&self, c: WordId, entry: &Noun) -> Option<SourceKind> {
        if self.is_part_of_unit(c) {
            return None;
        }
        let word = &self.analysis[c];
        let known = self.name_of.get(&c).and_then(|h| self.names.get(h));
        let source = match known {
            Some(name) if name.kind == MentionKind::Person => None,
            Some(name) if name.entry.is_some() => name.entry.map(|e| e.source),
            _ => self
                .with_complement(c)
                .or_else(|| self.with_noun(c))
                .or_else(|| self.lexicon.qualifier(word))
                .or_else(|| self.complement(c))
                .or_else(|| {
                    // *Le représentant du secrétaire général de l'ONU*.
                    (entry.role == Role::Speaks).then(|| self.organisation(c))?.map(|e| e.source)
                }),
        };
        // A *press secretary* is no outlet, and *state media* are media all the same.
        let outlet = entry.source == SourceKind::Media;
        source
            .filter(|&s| s != SourceKind::Media || entry.role == Role::Body || known.is_some())
            .filter(|&s| !outlet || s != SourceKind::Official)
    }

    /// *Association de défense des droits*: what a complement tells with its own.
    fn with_complement(&self, word: WordId) -> Option<SourceKind> {
        let found = &self.analysis[word];
        self.analysis
            .children_by(word, Relation::Nmod)
            .find_map(|below| self.lexicon.qualifier_of_two(found, &self.analysis[below]))
    }

    /// *Les forces armées*, unlike *des hommes armés*: what an adjective or complement tells with
    /// its noun (*un agent de santé*).
    fn with_noun(&self, word: WordId) -> Option<SourceKind> {
        let found = &self.analysis[word];
        let told = matches!(found.relation, Relation::Amod | Relation::Nmod | Relation::Compound);
        let noun = found.head.filter(|_| told)?;
        self.lexicon.qualifier_of_two(&self.analysis[noun], found)
    }

    /// The organisation of the registry that a complement names, itself or in its own
    /// complement: *agence de presse du groupe*.
    fn organisation(&self, complement: WordId) -> Option<&'static Entry> {
        let named = |w: WordId| {
            let name = self.name_of.get(&w).and_then(|h| self.names.get(h))?;
            name.entry.filter(|_| name.kind != MentionKind::Person)
        };
        named(complement).or_else(|| {
            let word = &self.analysis[complement];
            // *Directrice de la communication de la présidence*, *le directeur sortant de l'agence*.
            let told = matches!(word.pos, Pos::Noun)
                || word.relation == Relation::Acl
                || self.lexicon.qualifier(word).is_some();
            if !told {
                return None;
            }
            let below = self.analysis.children(complement).iter().copied();
            below
                .filter(|&c| {
                    matches!(
                        self.analysis[c].relation,
                        Relation::Nmod | Relation::Appos | Relation::Flat | Relation::Compound
                    ) || self.analysis[c].relation == Relation::Obl
                        && word.relation == Relation::Acl
                        && Some(complement) == word.head.map(WordId::next)
                        && self.analysis.child_by(c, Relation::Case).is_some_and(|case| {
                            self.lexicon.phrase_word(&self.analysis[case])
                                == Some(PhraseWord::Complement)
                        })
                })
                .find_map(named)
        })
    }

    /// What a body in a complement is as a source, with its own adjectives.
    fn complement(&self, word: WordId) -> Option<SourceKind> {
        let noun = self.lexicon.noun(self.analysis, word)?;
        if noun.role != Role::Body || noun.kind.is_none() {
            return None;
        }
        let below = self.analysis.children(word).iter().find_map(|&c| {
            let w = &self.analysis[c];
            let is_told = matches!(
                w.relation,
                Relation::Amod
                    | Relation::Nmod
                    | Relation::Compound
                    | Relation::Appos
                    | Relation::Flat
            );
            // *Bureau des communications du gouvernement*: two steps down.
            let further = || {
                let steps = self.analysis.children_by(c, Relation::Nmod);
                steps.filter_map(|d| self.lexicon.qualifier(&self.analysis[d])).next()
            };
            match self.organisation(c) {
                Some(entry) if is_told => Some(entry.source),
                _ if is_told => self.lexicon.qualifier(w).or_else(further),
                _ => None,
            }
        });
        Some(below.unwrap_or(noun.source))
    }

    /// The body that a noun's complement names.
    pub(super) fn body(&self, noun: WordId) -> Option<WordId> {
        self.analysis.children(noun).iter().copied().find_map(|c| {
            let w = &self.analysis[c];
            if !matches!(w.relation, Relation::Nmod | Relation::Compound) {
                return None;
            }
            let head = *self.name_of.get(&c).unwrap_or(&c);
            let is_body = match self.names.get(&head) {
                Some(name) => name.kind != MentionKind::Person,
                None => {
                    self.seats.contains_key(&c)
                        || self
                            .lexicon
                            .noun(self.analysis, c)
                            .is_some_and(|n| n.kind.is_some_and(|k| k != MentionKind::Person))
                }
            };
            is_body.then_some(head)
        })
    }

    /// The state that an adjective or complement of a noun names: *syrien*, *de Syrie*, *du
    /// président X*.
    fn country_with(&self, noun: WordId) -> Option<&'static str> {
        let of_person = |w: WordId| {
            let name = self.name_of.get(&w).and_then(|h| self.names.get(h))?;
            name.entry.filter(|_| name.kind == MentionKind::Person)?.country
        };
        self.analysis.children(noun).iter().copied().find_map(|c| {
            let w = &self.analysis[c];
            if !matches!(
                w.relation,
                Relation::Amod | Relation::Nmod | Relation::Compound | Relation::Appos
            ) {
                return None;
            }
            let below = self.analysis.children(c).iter().copied();
            self.lexicon
                .country(w)
                .or_else(|| of_person(c))
                .or_else(|| below.filter(|&b| is_joined(self.analysis, b)).find_map(of_person))
        })
    }

    /// The country of whoever rules a noun's body: *l'armée du régime de X*, *Assad's army*.
    fn ruled_by(&self, noun: WordId) -> Option<&'static str> {
        let of_person = |w: WordId| {
            let name = self.name_of.get(&w).and_then(|h| self.names.get(h))?;
            let official = |e: &&Entry| e.source == SourceKind::Official;
            name.entry.filter(|_| name.kind == MentionKind::Person).filter(official)?.country
        };
        let complements = |w: WordId| self.analysis.children_by(w, Relation::Nmod);
        let ruling = |w: &WordId| {
            self.lexicon.noun(self.analysis, *w).is_some_and(|n| n.classes.contains(&"government"))
        };
        complements(noun)
            .find_map(of_person)
            .or_else(|| complements(noun).filter(ruling).flat_map(complements).find_map(of_person))
    }

    pub(super) fn title(&self, word: WordId) -> Option<Title> {
        let noun = self.lexicon.noun(self.analysis, word)?.clone();
        let mut with: Vec<String> = Vec::new();
        for &c in self.analysis.children(word) {
            let w = &self.analysis[c];
            let counts = matches!(
                w.relation,
                Relation::Amod | Relation::Nmod | Relation::Compound | Relation::Acl
            ) && w.subtype != Subtype::Relative
                && (w.relation != Relation::Nmod
                    || phrase::is_complement(self.analysis, self.lexicon, word, c))
                && !w.morphology.possessive
                && !(w.relation == Relation::Acl && phrase::is_infinitive(self.analysis, c))
                && !self.names.get(&c).is_some_and(|n| n.kind == MentionKind::Person);
            if counts {
                with.push(fold(&w.lemma));
            }
        }
        with.sort_unstable();
        with.truncate(8);
        Some(Title {
            lemma: fold(&self.analysis[word].lemma),
            noun,
            with,
            bare: phrase::is_bare(self.analysis, word),
            counted: self.analysis.child_by(word, Relation::Nummod).is_some(),
            of: self.ruled_by(word),
        })
    }

    pub(super) fn article(&self, word: WordId) -> Article {
        let mut article = Article::None;
        for &c in self.analysis.children(word) {
            let m = &self.analysis[c].morphology;
            if m.possessive || self.analysis[c].subtype == Subtype::Possessive {
                return Article::Possessive;
            }
            if self.analysis[c].relation == Relation::Det {
                article = match (m.pron_type, m.definite) {
                    (Some(PronType::Dem), _) => Article::Demonstrative,
                    (_, Some(Definite::Def)) => Article::Definite,
                    (Some(PronType::Art), None) => Article::Definite,
                    _ => Article::Indefinite,
                };
            }
        }
        article
    }
}

/// Whether a country's adjective makes a noun a body of that state.
fn takes_state(noun: &Noun) -> bool {
    noun.role == Role::Speaks && noun.source == SourceKind::Official
        || noun.role == Role::Body && matches!(noun.source, SourceKind::Official)
}
