//! Words round figures by class: `lang/*/figure_words.tsv`.

use std::sync::LazyLock;

use selon_language::{Pos, WordId};
use selon_model::Language;

use crate::event::words::Words;
use crate::rows::{rows, words};
use crate::tables::TableMap;

/// Phrases by class.
pub struct Phrases {
    by_class: TableMap<&'static str, Vec<Phrase>>,
}

struct Phrase {
    value: &'static str,
    words: Vec<&'static str>,
}

static FRENCH: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("../../../../lang/fr/figure_words.tsv")));
static ENGLISH: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("../../../../lang/en/figure_words.tsv")));

/// The table of a language.
pub fn phrases(language: Language) -> &'static Phrases {
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

impl Phrases {
    fn parse(table: &'static str) -> Phrases {
        let mut by_class: TableMap<_, Vec<Phrase>> = TableMap::default();
        for [class, value, forms] in rows(table) {
            for form in forms.split('|') {
                let phrase = Phrase { value, words: words(form).collect() };
                by_class.entry(class).or_default().push(phrase);
            }
        }
        Phrases { by_class }
    }

    fn of(&self, class: &str) -> impl Iterator<Item = &Phrase> {
        self.by_class.get(class).into_iter().flatten()
    }

    /// The value of the class that a word has by its lemma or form.
    pub fn value(&self, text: &Words, class: &str, word: WordId) -> Option<&'static str> {
        let found = self.of(class).find(|p| matches!(p.words[..], [w] if text.is(word, w)));
        found.map(|p| p.value)
    }

    /// Whether a word is of the class.
    pub fn has(&self, text: &Words, class: &str, word: WordId) -> bool {
        self.value(text, class, word).is_some()
    }

    /// Whether a phrase of the class ends right before a word, articles left out.
    pub fn ends_before(&self, text: &Words, class: &str, word: WordId) -> bool {
        let a = text.analysis;
        let start = a.sentence_of(word).words.start;
        let before: Vec<WordId> = (start.max(word.0.saturating_sub(REACH))..word.0)
            .map(WordId)
            .filter(|&w| a[w].pos != Pos::Det)
            .collect();
        self.of(class).any(|phrase| {
            phrase.words.len() <= before.len()
                && phrase.words.iter().rev().zip(before.iter().rev()).all(|(p, &w)| text.is(w, p))
        })
    }
}

/// How many words back a phrase may begin.
const REACH: u32 = 8;
