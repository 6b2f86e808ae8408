//! Sentences in the manner of news agencies, in words of our own, with trees and names:
//! the treebanks hold little news of conflict.

use anyhow::{Context, Result};
use selon_model::Language;

use super::data::{Sentence, names_of_labels};
use crate::conllu;

/// The sentences of a language (`data/news.*.conllu`). Their last column tells names, as
/// `Name=B-PER`.
///
/// # Errors
///
/// If the file cannot be read as CoNLL-U.
pub fn sentences(language: Language, treebank: &str) -> Result<Vec<Sentence>> {
    let file = match language {
        Language::French => include_str!("../../data/news.fr.conllu"),
        Language::English => include_str!("../../data/news.en.conllu"),
    };
    let sentence = |ud: conllu::UdSentence| {
        let label = |misc: &str| -> String {
            misc.split('|').find_map(|m| m.strip_prefix("Name=")).unwrap_or("O").into()
        };
        let labels: Vec<String> = ud.words.iter().map(|w| label(&w.misc)).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let names = Some(names_of_labels(&labels));
        Sentence { ud, treebank: treebank.into(), has_tree: true, names }
    };
    let trees = conllu::parse(file.as_bytes()).context("the news of our own")?;
    Ok(trees.into_iter().map(sentence).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_is_a_tree_over_its_text() {
        for language in [Language::French, Language::English] {
            let all = sentences(language, "t").unwrap();
            assert!(!all.is_empty());
            for s in all {
                let words = &s.ud.words;
                let text = &s.ud.text;
                let roots = words.iter().filter(|w| w.head.is_none());
                assert_eq!(
                    roots.map(|w| w.deprel.as_str()).collect::<Vec<_>>(),
                    ["root"],
                    "{text}"
                );
                for start in 0..words.len() {
                    let climb = std::iter::successors(Some(start), |&at| words[at].head);
                    assert!(climb.take(words.len() + 1).count() <= words.len(), "{text}");
                }
                for t in &s.ud.tokens {
                    assert_eq!(&text[t.span.clone()], t.form, "{text}");
                }
            }
        }
    }
}
