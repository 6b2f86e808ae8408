//! Who is known beforehand, and by which names: `assets/registry/*.tsv`.

use std::collections::HashSet;
use std::sync::LazyLock;

use selon_language::{Analysis, NameKind, Pos, Relation, WordId, WordRange};
use selon_model::Language;
use selon_model::reading::{MentionKind, SourceKind};

use selon_gazetteer::fold::{fold, key, skeleton};

use super::facts;
use super::fold::Folded;
use super::lexicon::{Lexicon, source_kind};
use crate::tables::TableMap;

/// The tables; `countries.tsv` has a form of its own.
const TABLES: [&str; 5] = [
    include_str!("../../../../assets/registry/armed-groups.tsv"),
    include_str!("../../../../assets/registry/institutions.tsv"),
    include_str!("../../../../assets/registry/monitors.tsv"),
    include_str!("../../../../assets/registry/media.tsv"),
    include_str!("../../../../assets/registry/people.tsv"),
];

/// Somebody known beforehand.
#[derive(Debug)]
pub(super) struct Entry {
    /// The id, which never changes.
    pub(super) id: &'static str,
    pub(super) kind: MentionKind,
    pub(super) source: SourceKind,
    /// ISO 3166-1 alpha-2.
    pub(super) country: Option<&'static str>,
    /// The id of the body that it speaks for or belongs to.
    pub(super) speaks_for: Option<&'static str>,
    /// Whether a person is a woman.
    pub(super) woman: bool,
    /// The full name in each of [`Language::ALL`].
    names: [&'static str; Language::ALL.len()],
    /// All names: in each of [`Language::ALL`], and in others.
    cells: [&'static str; Language::ALL.len() + 1],
}

impl Entry {
    /// The full name in a language.
    pub(super) fn name(&self, language: Language) -> &'static str {
        self.names[index(language)]
    }
}

/// A name of an entry in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    pub(super) entry: &'static Entry,
    pub(super) words: WordRange,
    /// Whether it is the name of somebody as a fighter who has held office since.
    pub(super) nom_de_guerre: bool,
}

/// Who is known beforehand, indexed by folded names.
#[derive(Debug)]
pub struct Registry {
    entries: Vec<Entry>,
    ids: TableMap<&'static str, usize>,
    aliases: TableMap<String, Vec<Alias>>,
    /// How many words the longest name has that starts with this folded word.
    longest: TableMap<String, usize>,
}

#[derive(Debug)]
struct Alias {
    entry: usize,
    /// What the case of each word must be.
    case: Vec<Case>,
    /// The language outside which it is no name; none if it is one in all.
    only_in: Option<Language>,
    /// Whether it is a name only beside another of the same entry.
    weak: bool,
    /// Whether it is borne as a fighter.
    nom_de_guerre: bool,
    /// Whether it starts with an article.
    article: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Any,
    Capital,
    Capitals,
}

static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| Registry::parse(&TABLES).expect("the tables are right, as a test checks"));

/// Why a table of actors cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// The number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

impl std::fmt::Display for TableError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}; docs/ACTORS.md has the columns", self.line, self.problem)
    }
}

impl std::error::Error for TableError {}

/// Somebody in the registry, as `selon actors find` shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorFacts {
    /// The id, which never changes.
    pub id: &'static str,
    /// What it is.
    pub kind: MentionKind,
    /// What it is as a source.
    pub source: SourceKind,
    /// ISO 3166-1 alpha-2, if it acts mainly in one.
    pub country: Option<&'static str>,
    /// The id of the body that it speaks for or belongs to.
    pub parent: Option<&'static str>,
    /// Its names in French, in English, and in others, the one that is shown first.
    pub names: [Vec<&'static str>; 3],
    /// How well the name that was asked for fits: 0 the same, 1 another spelling, 2 a part.
    pub fit: u8,
}

/// The articles that a name may start with, as *The Guardian*, *Le Monde* do, with what
/// they may be contracted to (*du Monde*).
const ARTICLES: [(&str, &[&str]); 5] =
    [("le", &["du", "au"]), ("la", &[]), ("l", &[]), ("les", &["des", "aux"]), ("the", &[])];

impl Registry {
    /// The registry that is compiled in.
    pub fn embedded() -> &'static Registry {
        &REGISTRY
    }

    /// The entry with this id.
    pub(super) fn by_id(&'static self, id: &str) -> Option<&'static Entry> {
        self.ids.get(id).map(|&i| &self.entries[i])
    }

    /// The registry that is compiled in and the tables of the user's, in the same form as
    /// `assets/registry/armed-groups.tsv`. An entry of theirs comes after the others; an id that
    /// is known already adds names to that entry.
    ///
    /// # Errors
    /// With the first line that is not in the form, and the number of its table, from 0.
    pub fn with(tables: &[&'static str]) -> Result<Registry, (usize, TableError)> {
        let mut registry = Registry::parse(&TABLES).map_err(|e| (0, e))?;
        for (i, table) in tables.iter().enumerate() {
            registry.read(table).map_err(|e| (i, e))?;
        }
        Ok(registry)
    }

    fn parse(tables: &[&'static str]) -> Result<Registry, TableError> {
        let mut registry = Registry {
            entries: Vec::new(),
            ids: TableMap::default(),
            aliases: TableMap::default(),
            longest: TableMap::default(),
        };
        for table in tables {
            registry.read(table)?;
        }
        Ok(registry)
    }

    fn read(&mut self, table: &'static str) -> Result<(), TableError> {
        for (i, row) in table.lines().enumerate() {
            if row.starts_with('#') || row.trim().is_empty() {
                continue;
            }
            let wrong = |problem: String| TableError { line: i + 1, problem };
            let columns: Vec<&'static str> = row.split('\t').collect();
            let [id, kind, source, country, speaks_for, fr, en, other] = columns[..] else {
                return Err(wrong(format!("{} columns instead of 8", columns.len())));
            };
            if !["man", "woman", "group", "organization"].contains(&kind) {
                return Err(wrong(format!(
                    "the kind is “{kind}”, not man, woman, group or organization"
                )));
            }
            if source != "other" && source_kind(source) == SourceKind::Other {
                return Err(wrong(format!("the source is “{source}”, which is none")));
            }
            if [fr, en, other].into_iter().all(|c| filled(c).is_none()) {
                return Err(wrong("there is no name".into()));
            }
            self.add(id, kind, source, country, speaks_for, [fr, en], other);
        }
        Ok(())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Who is called so: by the same name but for case, accents and articles, by another
    /// spelling of it, or by a name that has it as a part; those who fit best first.
    pub fn search(&self, name: &str) -> Vec<ActorFacts> {
        let wanted = Folded::new(name);
        let wanted = wanted.all();
        let sound = |name: &str| skeleton(&key(&fold(name)));
        let wanted_sound = sound(name);
        let mut found: Vec<ActorFacts> = Vec::new();
        for entry in &self.entries {
            let names = entry.cells.map(|cell| {
                let names = filled(cell).into_iter().flat_map(split);
                names.map(|n| n.trim_start_matches(['~', '^'])).collect::<Vec<_>>()
            });
            let fits = |name: &&str| {
                let folded = Folded::new(name);
                match folded.all() {
                    its if its == wanted => Some(0),
                    its if !wanted.is_empty()
                        && format!(" {its} ").contains(&format!(" {wanted} ")) =>
                    {
                        Some(2)
                    }
                    _ if wanted_sound.len() > 3 && sound(name) == wanted_sound => Some(1),
                    _ => None,
                }
            };
            let own = (entry.id == name).then_some(0);
            if let Some(fit) = names.iter().flatten().filter_map(fits).chain(own).min() {
                found.push(ActorFacts {
                    id: entry.id,
                    kind: entry.kind,
                    source: entry.source,
                    country: entry.country,
                    parent: entry.speaks_for.or_else(|| facts::of(entry.id).parent),
                    names,
                    fit,
                });
            }
        }
        found.sort_by_key(|f| f.fit);
        found
    }

    #[allow(clippy::too_many_arguments)]
    fn add(
        &mut self,
        id: &'static str,
        kind: &str,
        source: &str,
        country: &'static str,
        speaks_for: &'static str,
        names: [&'static str; Language::ALL.len()],
        other: &'static str,
    ) {
        let first = |cell: &'static str| filled(cell).map(|c| split(c).next().unwrap_or(c));
        let any = names.into_iter().find_map(first).unwrap_or(id);
        let known = self.ids.get(id).copied();
        let entry = known.unwrap_or(self.entries.len());
        let new = || Entry {
            id,
            kind: match kind {
                "group" => MentionKind::Group,
                "organization" => MentionKind::Organization,
                _ => MentionKind::Person,
            },
            source: source_kind(source),
            country: filled(country),
            speaks_for: filled(speaks_for),
            woman: kind == "woman",
            names: names.map(|cell| first(cell).unwrap_or(any)),
            cells: [names[0], names[1], other],
        };
        if known.is_none() {
            self.entries.push(new());
            self.ids.insert(id, entry);
        }
        for (language, cell) in Language::ALL.into_iter().zip(names) {
            for name in filled(cell).into_iter().flat_map(split) {
                self.add_alias(entry, name, Some(language));
            }
        }
        for name in filled(other).into_iter().flat_map(split) {
            self.add_alias(entry, name, None);
        }
    }

    fn add_alias(&mut self, entry: usize, name: &str, language: Option<Language>) {
        let weak = name.starts_with('~');
        let nom_de_guerre = name.starts_with('^');
        let folded = Folded::new(name);
        let units = folded.units.len();
        if units == 0 {
            return;
        }
        let article = ARTICLES.iter().find(|(a, _)| units > 1 && *a == folded.slice(0, 1));
        let case: Vec<Case> = folded
            .units
            .iter()
            .enumerate()
            .map(|(i, unit)| match () {
                () if i == 0 && article.is_some() => Case::Any,
                () if unit.capitals && is_cased(name) => Case::Capitals,
                () if unit.capital => Case::Capital,
                () => Case::Any,
            })
            .collect();
        let acronym = units == 1 && case[0] == Case::Capitals && name.chars().count() <= 3;
        let mut keys = vec![folded.all().to_owned()];
        for contracted in article.into_iter().flat_map(|(_, contracted)| contracted.iter()) {
            keys.push(format!("{contracted} {}", folded.slice(1, units)));
        }
        for key in keys {
            let first = key.split(' ').next().unwrap_or(&key).to_owned();
            let longest = self.longest.entry(first).or_default();
            *longest = (*longest).max(units);
            self.aliases.entry(key).or_default().push(Alias {
                entry,
                case: case.clone(),
                only_in: language.filter(|_| acronym),
                weak,
                nom_de_guerre,
                article: article.is_some(),
            });
        }
    }

    /// The names in a text, in order, none in another; the longest where several start.
    pub(super) fn find(&'static self, analysis: &Analysis) -> Vec<Match> {
        let folded = Folded::new(analysis.text);
        let mut found: Vec<(Match, bool)> = Vec::new();
        let mut at = 0;
        while at < folded.units.len() {
            match self.longest_at(analysis, &folded, at) {
                Some((next, matched, weak)) => {
                    found.push((matched, weak));
                    at = next;
                }
                None => at += 1,
            }
        }
        let strong: HashSet<&str> =
            found.iter().filter(|(_, weak)| !weak).map(|(m, _)| m.entry.id).collect();
        let is_strong = |m: &Match| strong.contains(&m.entry.id);
        found.iter().filter(|(m, weak)| !weak || is_strong(m)).map(|(m, _)| *m).collect()
    }

    fn longest_at(
        &'static self,
        analysis: &Analysis,
        folded: &Folded,
        at: usize,
    ) -> Option<(usize, Match, bool)> {
        let longest = *self.longest.get(folded.slice(at, at + 1))?;
        let most = longest.min(folded.units.len() - at);
        (1..=most).rev().find_map(|length| {
            let aliases = self.aliases.get(folded.slice(at, at + length))?;
            let alias = aliases.iter().find(|a| a.fits(analysis, folded, at))?;
            let entry = &self.entries[alias.entry];
            let contracted =
                alias.article && !ARTICLES.iter().any(|(a, _)| *a == folded.slice(at, at + 1));
            let first = &folded.units[at + usize::from(contracted)];
            let last = &folded.units[at + length - 1];
            let words = words_of(analysis, first.start, last.end)?;
            let found = Match { entry, words, nom_de_guerre: alias.nom_de_guerre };
            let weak = alias.weak && !is_told_as_name(analysis, words);
            // *La Croix-Rouge* is no newspaper.
            let mut rest = analysis.text[last.end..].chars();
            let goes_on = rest.next() == Some('-') && rest.next().is_some_and(char::is_uppercase);
            let part = is_within_longer_name(analysis, words, length)
                || entry.source == SourceKind::Media && goes_on
                || entry.source == SourceKind::Media
                    && length == 1
                    && is_beside_capital(analysis, words);
            let part = part
                || entry.source == SourceKind::Media
                    && length == 2
                    && ARTICLES.iter().any(|(a, _)| *a == folded.slice(at, at + 1))
                    && is_begun_name(analysis, words);
            (!part).then_some((at + length, found, weak))
        })
    }
}

impl Alias {
    fn fits(&self, analysis: &Analysis, folded: &Folded, at: usize) -> bool {
        self.only_in.is_none_or(|l| l == analysis.language)
            && self.case.iter().zip(&folded.units[at..]).all(|(case, unit)| match case {
                Case::Any => true,
                Case::Capital => unit.capital,
                Case::Capitals => unit.capitals,
            })
    }
}

/// Whether an apposition tells that these words name a body: *Anatolie (une agence)*.
fn is_told_as_name(analysis: &Analysis, words: WordRange) -> bool {
    let lexicon = Lexicon::of(analysis.language);
    let is_body = |w: u32| {
        (w as usize) < analysis.words.len()
            && lexicon
                .noun(analysis, WordId(w))
                .is_some_and(|n| n.kind == Some(MentionKind::Organization))
    };
    let bracket = analysis.words.get(words.end as usize).is_some_and(|w| w.form == "(");
    if bracket && (words.end + 1..words.end + 4).any(is_body) {
        return true;
    }
    words.iter().any(|w| {
        analysis.children_by(w, Relation::Appos).any(|a| {
            lexicon.noun(analysis, a).is_some_and(|n| n.kind == Some(MentionKind::Organization))
        })
    })
}

/// Whether a surname is found in the name of somebody else: *Asma al-Assad*.
fn is_within_longer_name(analysis: &Analysis, words: WordRange, length: usize) -> bool {
    length == 1
        && analysis.name_of(WordId(words.start)).is_some_and(|name| {
            name.kind == NameKind::Person
                && (name.words.start..words.start).any(|w| {
                    let form = &analysis.words[w as usize].form;
                    form.chars().next().is_some_and(char::is_uppercase)
                        && !form.ends_with('.')
                        && !Lexicon::of(analysis.language).is_title(analysis, w)
                })
        })
}

/// Whether the name of a newspaper is a word of a longer name: *the Liberation Front*.
fn is_beside_capital(analysis: &Analysis, words: WordRange) -> bool {
    let sentence = analysis.sentence_of(WordId(words.start)).words;
    let joined = |w: u32| {
        let word = &analysis.words[w as usize];
        sentence.contains(WordId(w))
            && matches!(word.pos, Pos::Propn | Pos::Noun | Pos::Adj)
            && word.form.chars().next().is_some_and(char::is_uppercase)
    };
    let before = words.start.checked_sub(1).filter(|&w| w > sentence.start);
    let after = Some(words.end).filter(|&w| w < sentence.end);
    before.is_some_and(joined) || after.is_some_and(joined)
}

/// Whether the name of a newspaper goes on as that of something else: *the National Guard*.
fn is_begun_name(analysis: &Analysis, words: WordRange) -> bool {
    let next = WordId(words.end);
    words.end.checked_sub(1).and_then(|last| analysis.name_of(WordId(last))).is_some_and(|name| {
        name.words.contains(next)
            && name.kind == NameKind::Organization
            && analysis[next].form.starts_with(char::is_uppercase)
    })
}

/// The words that stand from one byte to another.
fn words_of(analysis: &Analysis, start: usize, end: usize) -> Option<WordRange> {
    let from = analysis.tokens.partition_point(|t| t.span.end as usize <= start);
    let to = analysis.tokens.partition_point(|t| (t.span.start as usize) < end);
    let first = analysis.tokens.get(from)?.words.start;
    let mut end = analysis.tokens.get(to.checked_sub(1)?)?.words.end;
    // *Abadi's*: the mark is written together with the name.
    let is_mark = |w: u32| analysis.words[w as usize].form.starts_with(['\'', '’']);
    while end > first + 1 && is_mark(end - 1) {
        end -= 1;
    }
    (first < end).then_some(WordRange { start: first, end })
}

/// Where people, groups and organisations of the registry are named, in order: their
/// names are no places.
pub(crate) fn registered(analysis: &Analysis, registry: &'static Registry) -> Vec<WordRange> {
    registry.find(analysis).into_iter().map(|m| m.words).collect()
}

fn filled(cell: &'static str) -> Option<&'static str> {
    (cell != "-" && !cell.is_empty()).then_some(cell)
}

fn split(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(" | ")
}

/// Whether the script has capitals.
fn is_cased(name: &str) -> bool {
    name.chars().any(|c| c.is_uppercase() || c.is_lowercase())
}

fn index(language: Language) -> usize {
    Language::ALL.iter().position(|&l| l == language).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn the_tables_hold_what_they_say() {
        let mut ids = HashSet::new();
        for line in TABLES.iter().flat_map(|t| t.lines()).filter(|l| !l.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), 8, "{line}");
            assert!(ids.insert(columns[0]), "twice: {line}");
            assert!(["man", "woman", "group", "organization"].contains(&columns[1]), "{line}");
            assert!(
                columns[2] == "other" || source_kind(columns[2]) != SourceKind::Other,
                "{line}"
            );
            let registry = Registry::embedded();
            assert!(columns[4] == "-" || registry.by_id(columns[4]).is_some(), "{line}");
        }
        assert!(ids.len() > 900);
    }

    /// The rows of a table of names: as many cells as it has columns, none empty, no first
    /// cell twice, sorted by it.
    fn name_rows(table: &'static str, columns: usize) -> Vec<Vec<&'static str>> {
        let rows: Vec<Vec<&str>> = table
            .lines()
            .filter(|l| !l.starts_with('#'))
            .map(|l| l.split('\t').collect())
            .collect();
        for row in &rows {
            assert_eq!(row.len(), columns, "{row:?}");
            assert!(row.iter().all(|c| !c.is_empty() && c.trim() == *c), "{row:?}");
        }
        for pair in rows.windows(2) {
            assert!(pair[0][0] < pair[1][0], "not sorted, or twice: {:?}", pair[1]);
        }
        rows
    }

    #[test]
    fn given_and_family_names_are_listed_once() {
        let given = name_rows(include_str!("../../../../assets/registry/first_names.tsv"), 2);
        let mut genders = HashMap::new();
        for row in &given {
            assert!(["m", "f", "-"].contains(&row[1]), "{row:?}");
            if row[1] != "-" {
                // Looked up whatever the accents, so these must not tell two names apart.
                let before = genders.insert(Folded::new(row[0]).all().to_owned(), row[1]);
                assert!(before.is_none_or(|g| g == row[1]), "{row:?}");
            }
        }
        let family = name_rows(include_str!("../../../../assets/registry/surnames.tsv"), 2);
        assert!(family.iter().all(|row| ["word", "-"].contains(&row[1])));
        assert!(given.len() > 3500 && family.len() > 4000);
    }

    #[test]
    fn organisations_are_listed_once() {
        const KINDS: [&str; 15] = [
            "company",
            "agency",
            "international",
            "ngo",
            "union",
            "party",
            "parliament",
            "education",
            "media",
            "sport",
            "culture",
            "health",
            "religion",
            "market",
            "force",
        ];
        let rows = name_rows(include_str!("../../../../assets/registry/organisations.tsv"), 4);
        let mut names = HashSet::new();
        for row in &rows {
            assert!(KINDS.contains(&row[1]) && ["word", "-"].contains(&row[3]), "{row:?}");
            assert!(names.insert(row[0]), "{row:?}");
            for other in filled(row[2]).into_iter().flat_map(|cell| cell.split(" | ")) {
                assert!(!other.is_empty() && names.insert(other), "{other}: {row:?}");
            }
        }
        assert!(rows.len() > 2500);
    }

    #[test]
    fn a_name_means_one_entry_in_a_language() {
        let mut twice = Vec::new();
        for (key, aliases) in &Registry::embedded().aliases {
            let mut entries: Vec<(usize, &Vec<Case>)> =
                aliases.iter().map(|a| (a.entry, &a.case)).collect();
            entries.dedup_by_key(|e| e.0);
            let same_case =
                entries.iter().any(|a| entries.iter().any(|b| a.0 != b.0 && a.1 == b.1));
            let languages: HashSet<_> = aliases.iter().map(|a| a.only_in).collect();
            if same_case && languages.len() == 1 {
                twice.push(key);
            }
        }
        assert!(twice.is_empty(), "{twice:?}");
    }
}
