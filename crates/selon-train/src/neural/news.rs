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
    fn each_sentence_is_a_tree_over_its_text_and_none_of_the_test_is_learned() {
        let tests = [
            (Language::French, include_str!("../../data/news-test.fr.conllu")),
            (Language::English, include_str!("../../data/news-test.en.conllu")),
        ];
        for (language, test) in tests {
            let learned = sentences(language, "t").unwrap();
            let test = conllu::parse(test.as_bytes()).unwrap();
            assert!(learned.len() > 100 && test.len() > 50);
            assert!(learned.iter().all(|s| s.has_tree && s.names.is_some()));
            for s in learned.iter().map(|s| &s.ud).chain(&test) {
                assert_eq!(conllu::flaw(s), None);
            }
            for s in &test {
                assert!(learned.iter().all(|l| l.ud.text != s.text), "{}", s.text);
            }
        }
    }

    #[test]
    fn names_are_those_of_the_last_column() {
        let learned = sentences(Language::English, "t").unwrap();
        let named = learned.iter().find(|s| s.ud.text.contains("Red Cross")).unwrap();
        let names = named.names.as_ref().unwrap();
        let text = |&(from, to, kind): &(usize, usize, _)| {
            let forms: Vec<&str> =
                named.ud.words[from..to].iter().map(|w| w.form.as_str()).collect();
            (forms.join(" "), kind)
        };
        let wanted = ("Red Cross".to_string(), selon_language::NameKind::Organization);
        assert!(names.iter().map(text).any(|n| n == wanted), "{names:?}");
    }
}
