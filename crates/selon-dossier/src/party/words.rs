//! Words round the names of sources: `lang/*/party_words.tsv`.

use std::sync::LazyLock;

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
    /// What is no part of a name, with a space after it.
    articles: Vec<String>,
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
            ["article", word] => words.articles.push(format!("{word} ")),
            _ => {}
        }
    }
    words
});

pub(super) fn get() -> &'static Words {
    &WORDS
}

/// Whether a folded name has an article that tells of somebody known: *the group*.
pub(super) fn is_definite(folded: &str) -> bool {
    bare(folded) != folded
}

/// A folded name without the article before it.
pub(super) fn bare(folded: &str) -> &str {
    let articles = get().articles.iter();
    articles.filter_map(|a| folded.strip_prefix(a.as_str())).next().unwrap_or(folded)
}
