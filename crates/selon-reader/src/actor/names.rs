//! Names in the text, with the titles that make one phrase with them.

use std::collections::{HashMap, HashSet};

use selon_language::morphology::{Gender, Number};
use selon_language::{Relation, WordId, WordRange};
use selon_model::reading::{MentionKind, SourceKind};

use super::candidate::{Candidate, Finder, KnownName, NamePart, head_of, is_joined};
use super::fold::Folded;
use super::lexicon::gender_of_first_name;
use super::phrase;
use super::registry::Entry;

impl Finder<'_> {
    pub(super) fn add_name(&mut self, name: KnownName) {
        let head = head_of(self.analysis, name.words);
        self.names.insert(head, name);
        self.name_of.extend(name.words.iter().map(|w| (w, head)));
    }

    /// Finds the titles beside names that hang on the same word by the same relation.
    pub(super) fn titles_beside(&self) -> HashMap<WordId, WordId> {
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
    pub(super) fn acronyms(&self) -> Vec<WordRange> {
        let words = &self.analysis.words;
        let mut defined: HashSet<&str> = HashSet::new();
        for w in 1..words.len().saturating_sub(1) {
            let form = words[w].form.as_ref();
            if words[w - 1].form == "(" && words[w + 1].form == ")" && is_acronym(form) {
                defined.insert(form);
            }
        }
        if defined.is_empty() {
            return Vec::new();
        }
        self.analysis
            .word_ids()
            .filter(|w| !self.name_of.contains_key(w))
            .filter(|&w| defined.contains(self.analysis[w].form.as_ref()))
            .map(|w| WordRange { start: w.0, end: w.0 + 1 })
            .collect()
    }

    /// Whether the noun above a name is its title or says what it is: *président X*, *le
    /// groupe X*; not *ISIL fighters*.
    pub(super) fn is_title_of(&self, noun: WordId, name: WordId) -> bool {
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
    pub(super) fn named(&self, head: WordId, name_head: WordId) -> Candidate {
        let KnownName { words, kind, entry, nom_de_guerre } = self.names[&name_head];
        let mut candidate = self.blank(head, kind);
        candidate.name = Some(self.name_part(words, entry));
        let title = match head == name_head {
            true => self
                .title_within(words, kind)
                .or_else(|| self.noun_of_name(head, kind))
                .or_else(|| self.title_below(head))
                .or_else(|| self.beside.get(&head).copied()),
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

    /// *Spc. Anna Hill*: a title that was taken for a part of the name.
    fn title_within(&self, words: WordRange, kind: MentionKind) -> Option<WordId> {
        let first = WordId(words.start);
        let person = self.lexicon.noun(self.analysis, first)?.kind == Some(MentionKind::Person);
        (words.len() > 1 && person && kind == MentionKind::Person).then_some(first)
    }

    /// *La société civile du Lac*: a common noun that the names take for the name of a body. What
    /// others of its class may take up (*l'association des riverains … le collectif*) stays a name.
    fn noun_of_name(&self, head: WordId, kind: MentionKind) -> Option<WordId> {
        let noun = self.lexicon.noun(self.analysis, head)?;
        let body = matches!(noun.kind, Some(MentionKind::Group | MentionKind::Organization));
        let small = self.analysis[head].form.starts_with(char::is_lowercase);
        let alone = noun.classes.is_empty();
        (small && body && alone && kind == MentionKind::Organization).then_some(head)
    }

    pub(super) fn name_part(&self, words: WordRange, entry: Option<&'static Entry>) -> NamePart {
        let span = self.analysis.span_of_range(words);
        NamePart { words, key: Folded::new(span.of(self.analysis.text)).all().to_owned(), entry }
    }
}

fn is_acronym(form: &str) -> bool {
    (2..=8).contains(&form.chars().count())
        && form.chars().filter(|c| c.is_uppercase()).count() * 2 > form.chars().count()
        && form.chars().all(|c| c.is_alphanumeric() || c == '-')
}
