//! Words round the names of sources: `lang/*/party_words.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use selon_gazetteer::fold::fold;

use super::rows;

/// The tables of all languages together.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// What begins a description of nobody in particular.
    pub(super) indefinite: Vec<&'static str>,
    /// What tells that somebody speaks for whom it stands with.
    pub(super) speaks: Vec<&'static str>,
    /// What names nobody.
    pub(super) generic: Vec<&'static str>,
    /// Nouns for hospitals.
    pub(super) hospital: Vec<&'static str>,
    /// What hospitals are called by, in one language for all.
    pub(super) quality: HashMap<&'static str, &'static str>,
    /// What tells a hospital from no other.
    pub(super) plain: Vec<&'static str>,
    /// What tells of somebody's own count of the dead.
    pub(super) counts: Vec<&'static str>,
    /// What tells of armed men who are no state's: *the paramilitary force*.
    pub(super) armed: Vec<&'static str>,
    /// Who in a headline is any of those of their kind: *an official*.
    pub(super) headline: Vec<&'static str>,
    /// What is no part of a name, with a space after it.
    articles: Vec<String>,
    /// What ends the head of a description: *the hospital of the town*.
    pub(super) links: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let tables = [
        include_str!("../../../../lang/fr/party_words.tsv"),
        include_str!("../../../../lang/en/party_words.tsv"),
    ];
    let mut words = Words::default();
    for row in tables.into_iter().flat_map(rows) {
        match row[..] {
            ["indefinite", word] => words.indefinite.push(word),
            ["speaks", word] => words.speaks.push(word),
            ["generic", word] => words.generic.push(word),
            ["hospital", word] => words.hospital.push(word),
            ["quality", name, word] => drop(words.quality.insert(word, name)),
            ["plain", word] => words.plain.push(word),
            ["counts", word] => words.counts.push(word),
            ["armed", word] => words.armed.push(word),
            ["headline", word] => words.headline.push(word),
            ["link", word] => words.links.push(word),
            ["article", word] => words.articles.push(format!("{word} ")),
            _ => {}
        }
    }
    words
});

pub(super) fn get() -> &'static Words {
    &WORDS
}

/// Common nouns for sources, folded: `lang/*/source_nouns.tsv`.
static NOUNS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let tables = [
        include_str!("../../../../lang/fr/source_nouns.tsv"),
        include_str!("../../../../lang/en/source_nouns.tsv"),
    ];
    tables.into_iter().flat_map(rows).filter_map(|row| Some(fold(row.first()?))).collect()
});

/// Pronouns that take somebody up: `lang/*/actor_pronouns.tsv`.
static PRONOUNS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let tables = [
        include_str!("../../../../lang/fr/actor_pronouns.tsv"),
        include_str!("../../../../lang/en/actor_pronouns.tsv"),
    ];
    tables.into_iter().flat_map(rows).filter_map(|row| Some(fold(row.first()?))).collect()
});

/// Whether words are a pronoun, or one of those whom it means: *he, one of them*.
pub(super) fn is_pronoun(words: &str) -> bool {
    let folded = fold(words);
    let last = ["one of ", "l un d ", "l une d ", "un d ", "une d "];
    let of = last.iter().find_map(|of| folded.strip_prefix(of));
    PRONOUNS.contains(&folded) || matches!(of, Some("them" | "eux" | "entre eux" | "elles"))
}

/// A folded word in the singular, roughly.
pub(super) fn singular(word: &str) -> &str {
    word.strip_suffix('s').or_else(|| word.strip_suffix('x')).unwrap_or(word)
}

/// Whether a folded word is a common noun for people who tell something, in the singular or
/// the plural: *residents, habitants, autorités*.
pub(super) fn is_noun(word: &str) -> bool {
    let ies = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    NOUNS.contains(word)
        || NOUNS.contains(singular(word))
        || ies.is_some_and(|word| NOUNS.contains(&word))
        || word.strip_suffix("es").is_some_and(|stem| NOUNS.contains(stem))
}

/// Whether folded words are nothing but such nouns and what joins them.
pub(super) fn are_nouns(folded: &str) -> bool {
    folded.split(' ').all(|word| matches!(word, "and" | "et" | "or" | "ou") || is_noun(word))
}

/// Whether a folded name has an article that tells of somebody known: *the group*.
pub(super) fn is_definite(folded: &str) -> bool {
    bare(folded) != folded
}

/// Whether a folded word is an article.
pub(super) fn is_article(word: &str) -> bool {
    get().articles.iter().any(|article| article.trim_end() == word)
}

/// A folded name without the article before it.
pub(crate) fn bare(folded: &str) -> &str {
    let articles = get().articles.iter();
    articles.filter_map(|a| folded.strip_prefix(a.as_str())).next().unwrap_or(folded)
}
