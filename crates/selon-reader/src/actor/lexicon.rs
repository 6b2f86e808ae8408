//! The words of a language that mean people, groups and organisations:
//! `lang/*/actor*.tsv`, and the names of states: `assets/registry/countries.tsv`.

use std::sync::LazyLock;

use selon_language::morphology::{Gender, Number, Person};
use selon_language::{Analysis, Word, WordId};
use selon_model::Language;
use selon_model::reading::{MentionKind, SourceKind};

use super::fold::{Folded, fold};
use crate::tables::TableMap;

/// What a noun means.
#[derive(Clone, Debug)]
pub(super) struct Noun {
    /// None if it is a document that somebody issued.
    pub(super) kind: Option<MentionKind>,
    pub(super) source: SourceKind,
    pub(super) role: Role,
    /// Whether it means this only with a capital.
    capital: bool,
    /// Nouns of one class may take each other up.
    pub(super) classes: Vec<&'static str>,
}

/// How a noun goes with its complements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It belongs to what its complement names, and speaks for it.
    Speaks,
    /// Its complements and adjectives tell what it is.
    Body,
    /// It is what it is.
    Plain,
}

/// What a word does to a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhraseWord {
    /// A verb by which somebody leads a body.
    Leads,
    /// A verb whose participle tells what a body is.
    Defines,
    /// A preposition of a complement that belongs to the phrase.
    Complement,
    /// A preposition of one that belongs to it where it stands next to the noun.
    Adjacent,
    /// A noun or numeral that counts what its complement names.
    Counts,
    /// A verb whose pronoun may mean nobody.
    Impersonal,
    /// A noun for a body of members, which speaks for itself whoever they are (*police union*).
    Members,
    /// A noun for people of whom nobody is the spokesman (*population*).
    Crowd,
}

/// What a pronoun can take up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pronoun {
    pub(super) person: Person,
    pub(super) number: Number,
    pub(super) gender: Option<Gender>,
    /// Whether it takes up people.
    pub(super) people: bool,
    /// Whether it takes up groups and organisations.
    pub(super) bodies: bool,
    /// Whether it takes up who was told of last, not who is most in view.
    pub(super) latest: bool,
    /// How many words it has.
    pub(super) words: u32,
}

/// The tables of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    nouns: TableMap<String, Noun>,
    /// What nouns of several words begin and end with, up to and behind each of their spaces.
    first_words: TableMap<String, ()>,
    last_words: TableMap<String, ()>,
    qualifiers: TableMap<String, SourceKind>,
    pronouns: TableMap<String, Pronoun>,
    phrase_words: TableMap<String, PhraseWord>,
    /// Adjectives and names of states, to their ISO codes; true for adjectives.
    countries: TableMap<String, (&'static str, bool)>,
    /// The name of a state's government, by its ISO code.
    governments: TableMap<&'static str, String>,
}

struct Sources {
    nouns: &'static str,
    qualifiers: &'static str,
    pronouns: &'static str,
    phrase_words: &'static str,
    /// The columns of the adjectives in `countries.tsv`.
    adjectives: &'static [usize],
    /// The column of the name there.
    name: usize,
    /// The name of a government, `{}` for the adjective.
    government: &'static str,
}

/// Prefixes of offices: an *ex-ministre* is a *ministre* still.
const PREFIXES: [&str; 5] = ["ex-", "co-", "vice-", "sous-", "deputy-"];

const COUNTRIES: &str = include_str!("../../../../assets/registry/countries.tsv");

static FIRST_NAMES: LazyLock<TableMap<String, Gender>> = LazyLock::new(|| {
    rows(include_str!("../../../../assets/registry/first_names.tsv"))
        .filter_map(|row| match row[..] {
            [name, "f"] => Some((fold(name), Gender::Fem)),
            [name, "m"] => Some((fold(name), Gender::Masc)),
            _ => None,
        })
        .collect()
});

/// Whether a first name is a man's or a woman's.
pub(crate) fn gender_of_first_name(name: &str) -> Option<Gender> {
    FIRST_NAMES.get(&fold(name.split('-').next().unwrap_or(name))).copied()
}

static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::parse(&Sources {
        nouns: include_str!("../../../../lang/fr/actors.tsv"),
        qualifiers: include_str!("../../../../lang/fr/actor_qualifiers.tsv"),
        pronouns: include_str!("../../../../lang/fr/actor_pronouns.tsv"),
        phrase_words: include_str!("../../../../lang/fr/actor_phrase.tsv"),
        adjectives: &[1, 2],
        name: 4,
        government: "gouvernement {}",
    })
});

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::parse(&Sources {
        nouns: include_str!("../../../../lang/en/actors.tsv"),
        qualifiers: include_str!("../../../../lang/en/actor_qualifiers.tsv"),
        pronouns: include_str!("../../../../lang/en/actor_pronouns.tsv"),
        phrase_words: include_str!("../../../../lang/en/actor_phrase.tsv"),
        adjectives: &[3],
        name: 5,
        government: "{} government",
    })
});

impl Lexicon {
    /// The tables of a language.
    pub(super) fn of(language: Language) -> &'static Lexicon {
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }

    fn parse(sources: &Sources) -> Lexicon {
        let mut lexicon = Lexicon {
            nouns: TableMap::default(),
            first_words: TableMap::default(),
            last_words: TableMap::default(),
            qualifiers: TableMap::default(),
            pronouns: TableMap::default(),
            phrase_words: TableMap::default(),
            countries: TableMap::default(),
            governments: TableMap::default(),
        };
        for row in rows(sources.nouns) {
            if let [noun, kind, source, role, classes] = row[..] {
                lexicon.nouns.insert(
                    fold(noun),
                    Noun {
                        kind: mention_kind(kind),
                        capital: noun.starts_with(char::is_uppercase),
                        source: source_kind(source),
                        role: match role {
                            "speaks" => Role::Speaks,
                            "body" => Role::Body,
                            _ => Role::Plain,
                        },
                        classes: classes.split('|').filter(|&c| c != "-").collect(),
                    },
                );
            }
        }
        for noun in lexicon.nouns.keys() {
            for (space, _) in noun.match_indices(' ') {
                lexicon.first_words.insert(noun[..space].to_owned(), ());
                lexicon.last_words.insert(noun[space + 1..].to_owned(), ());
            }
        }
        for row in rows(sources.qualifiers) {
            if let [word, source] = row[..] {
                lexicon.qualifiers.insert(fold(word), source_kind(source));
            }
        }
        for row in rows(sources.phrase_words) {
            if let [word, does] = row[..] {
                let does = match does {
                    "leads" => PhraseWord::Leads,
                    "defines" => PhraseWord::Defines,
                    "complement" => PhraseWord::Complement,
                    "adjacent" => PhraseWord::Adjacent,
                    "impersonal" => PhraseWord::Impersonal,
                    "members" => PhraseWord::Members,
                    "crowd" => PhraseWord::Crowd,
                    _ => PhraseWord::Counts,
                };
                lexicon.phrase_words.insert(fold(word), does);
            }
        }
        for row in rows(sources.pronouns) {
            if let [form, person, number, gender, whom] = row[..] {
                lexicon.pronouns.insert(fold(form), pronoun(form, person, number, gender, whom));
            }
        }
        for row in rows(COUNTRIES) {
            if let [code, _, _, _, _, _, other] = row[..] {
                let others = other.split(" | ").filter(|&o| o != "-").map(|o| (o, false));
                let name = (row[sources.name], false);
                let adjectives = sources.adjectives.iter().map(|&c| (row[c], true));
                // A word that is both (*Suisse*) is taken for the name.
                for (name, is_adjective) in others.chain(adjectives).chain([name]) {
                    let name = Folded::new(name).all().to_owned();
                    lexicon.countries.insert(format!("{name}s"), (code, is_adjective));
                    lexicon.countries.insert(name, (code, is_adjective));
                }
                let government = sources.government.replace("{}", row[sources.adjectives[0]]);
                lexicon.governments.insert(code, government);
            }
        }
        lexicon
    }

    /// What a word means as a noun, with the one after or before it or else by itself, by
    /// its lemma or else its form.
    pub(super) fn noun(&self, analysis: &Analysis, at: WordId) -> Option<&Noun> {
        let word = &analysis[at];
        let lemma = fold(&word.lemma);
        let pair = |other: Option<&Word>, make: &dyn Fn(&str) -> String| {
            let other = other.filter(|o| o.head == Some(at))?;
            self.nouns
                .get(&make(&fold(&other.lemma)))
                .or_else(|| self.nouns.get(&make(&fold(&other.form))))
        };
        let next = analysis.words.get(at.index() + 1);
        let next = next.filter(|_| self.first_words.contains_key(&lemma));
        let after = pair(next, &|other| format!("{lemma} {other}"));
        let previous = at.previous().map(|p| &analysis[p]);
        let previous = previous.filter(|_| self.last_words.contains_key(&lemma));
        let before = || pair(previous, &|other| format!("{other} {lemma}"));
        let noun = after.or_else(before).or_else(|| self.noun_alone(word, &lemma))?;
        // At the head of a sentence, a capital tells nothing (*Posts on the site*).
        let first = analysis.sentence_of(at).words.start == at.0;
        let fits = word.form.chars().next().is_some_and(char::is_uppercase) && !first;
        (!noun.capital || fits).then_some(noun)
    }

    fn noun_alone(&self, word: &Word, lemma: &str) -> Option<&Noun> {
        let form = fold(&word.form);
        let plural = word.morphology.number == Some(Number::Plur);
        let singular = form.strip_suffix('s').filter(|_| plural);
        self.nouns
            .get(lemma)
            .or_else(|| self.nouns.get(&form))
            .or_else(|| self.nouns.get(singular?))
            .or_else(|| {
                let base = singular.unwrap_or(&form);
                let prefix = PREFIXES.iter().find_map(|p| base.strip_prefix(p));
                self.nouns.get(prefix?)
            })
    }

    /// Whether a word is a title before a name.
    pub(super) fn is_title(&self, analysis: &Analysis, word: u32) -> bool {
        self.noun(analysis, WordId(word)).is_some_and(|n| n.kind == Some(MentionKind::Person))
    }

    /// What an adjective or a complement makes of a body as a source.
    pub(super) fn qualifier(&self, word: &Word) -> Option<SourceKind> {
        let form = fold(&word.form);
        self.qualifiers
            .get(&fold(&word.lemma))
            .or_else(|| self.qualifiers.get(&form))
            .or_else(|| self.qualifiers.get(form.strip_suffix('s')?))
            .copied()
    }

    /// What a complement with its own complement makes of a body: *défense des droits*.
    pub(super) fn qualifier_of_two(&self, word: &Word, below: &Word) -> Option<SourceKind> {
        self.qualifiers.get(&format!("{} {}", fold(&word.lemma), fold(&below.lemma))).copied()
    }

    /// The state that an adjective or a name means.
    pub(super) fn country(&self, word: &Word) -> Option<&'static str> {
        self.country_named(&word.lemma).or_else(|| self.country_named(&word.form))
    }

    /// The state with this name or adjective.
    pub(super) fn country_named(&self, name: &str) -> Option<&'static str> {
        self.countries.get(Folded::new(name).all()).map(|&(code, _)| code)
    }

    /// Whether a word means the people of a state: *les Turcs*.
    pub(super) fn is_people(&self, form: &str) -> bool {
        self.countries.get(Folded::new(form).all()).is_some_and(|&(_, is_adjective)| is_adjective)
    }

    /// An ISO code as the tables hold it, and the name of that state's government.
    pub(super) fn government(&self, country: &str) -> Option<(&'static str, &str)> {
        self.governments.get_key_value(country).map(|(&code, name)| (code, name.as_str()))
    }

    /// The pronoun that starts at a word: *il*, *ce dernier*.
    pub(super) fn pronoun(&self, analysis: &Analysis, at: WordId) -> Option<Pronoun> {
        let form = fold(&analysis[at].form);
        // Behind its verb: *a-t-il*, *dit-elle*.
        let form = form.trim_start_matches("-t-").trim_start_matches('-').to_owned();
        let two = analysis
            .words
            .get(at.index() + 1)
            .and_then(|next| self.pronouns.get(format!("{form} {}", fold(&next.form)).as_str()));
        two.or_else(|| self.pronouns.get(&form)).copied()
    }

    /// What a word does to a noun phrase.
    pub(super) fn phrase_word(&self, word: &Word) -> Option<PhraseWord> {
        self.phrase_words
            .get(&fold(&word.lemma))
            .or_else(|| self.phrase_words.get(&fold(&word.form)))
            .copied()
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| l.split('\t').collect())
}

fn mention_kind(name: &str) -> Option<MentionKind> {
    match name {
        "person" => Some(MentionKind::Person),
        "group" => Some(MentionKind::Group),
        "organization" => Some(MentionKind::Organization),
        _ => None,
    }
}

/// The kind of source that a table names; `Other` if there is none of that name.
pub(super) fn source_kind(name: &str) -> SourceKind {
    match name {
        "official" => SourceKind::Official,
        "armed_group" => SourceKind::ArmedGroup,
        "monitor" => SourceKind::Monitor,
        "media" => SourceKind::Media,
        "international_org" => SourceKind::InternationalOrg,
        "witness" => SourceKind::Witness,
        "expert" => SourceKind::Expert,
        "private_person" => SourceKind::PrivatePerson,
        "unnamed" => SourceKind::Unnamed,
        _ => SourceKind::Other,
    }
}

fn pronoun(form: &str, person: &str, number: &str, gender: &str, whom: &str) -> Pronoun {
    Pronoun {
        person: if person == "1" { Person::First } else { Person::Third },
        number: if number == "p" { Number::Plur } else { Number::Sing },
        gender: match gender {
            "m" => Some(Gender::Masc),
            "f" => Some(Gender::Fem),
            _ => None,
        },
        people: whom != "body",
        bodies: whom != "person",
        latest: form.contains(' ') || form.ends_with("-ci"),
        words: form.split(' ').count() as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_what_they_say() {
        for language in Language::ALL {
            let lexicon = Lexicon::of(language);
            assert!(lexicon.nouns.len() > 300);
            assert!(lexicon.qualifiers.values().all(|&s| s != SourceKind::Witness));
            assert!(lexicon.government("SY").is_some());
        }
        assert_eq!(FRENCH.country_named("syriennes"), Some("SY"));
        assert_eq!(ENGLISH.country_named("Iraq"), Some("IQ"));
    }
}
