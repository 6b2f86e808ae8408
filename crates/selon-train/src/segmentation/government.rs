//! Whether a word is followed by *of* or by its object, counted in plain text.
//!
//! Treebanks are too small to know most words. Where *lancer* is followed by *un*,
//! *le*, *ses* more than by *d'un*, *de la*, *de ses*, then *des* after it is more
//! likely the article than *de les*.

use std::collections::HashMap;

use selon_language::segment;
use selon_model::Language;

use super::linear::{Example, Weights};

/// For each word, how often what follows begins with a preposition, and with a
/// determiner.
pub struct Government {
    counts: HashMap<String, [u32; 2]>,
}

/// Words seen less often say nothing.
const FEWEST: u32 = 3;

const DETERMINERS: [&str; 24] = [
    "un",
    "une",
    "le",
    "la",
    "les",
    "l'",
    "son",
    "sa",
    "ses",
    "leur",
    "leurs",
    "ce",
    "cet",
    "cette",
    "ces",
    "plusieurs",
    "quelques",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "dix",
    "certains",
];

impl Government {
    /// Counts in texts.
    pub fn count(texts: &[String], language: Language) -> Government {
        let mut counts: HashMap<String, [u32; 2]> = HashMap::new();
        for text in texts {
            let segments = segment::segment(text, language);
            let forms: Vec<String> = segments
                .tokens
                .iter()
                .map(|t| t.span.of(text).to_lowercase().replace('’', "'"))
                .collect();
            for three in forms.windows(3) {
                let is_determiner = |form: &str| DETERMINERS.contains(&form);
                let followed = match three[1].as_str() {
                    "de" | "d'" if is_determiner(&three[2]) => 0,
                    form if is_determiner(form) => 1,
                    _ => continue,
                };
                counts.entry(three[0].clone()).or_default()[followed] += 1;
            }
        }
        Government { counts }
    }

    /// How much more the preposition follows than the determiner, as a class.
    fn classes(&self, word: &str) -> Vec<String> {
        let Some(class) = self.class(word) else { return Vec::new() };
        let mut classes = vec![format!("government|{}", class.clamp(-4, 4))];
        if class.abs() >= 6 {
            classes.push(format!("government|{}", 6 * class.signum()));
        }
        classes
    }

    fn class(&self, word: &str) -> Option<i32> {
        let [preposition, determiner] = *self.counts.get(word)?;
        if preposition + determiner < FEWEST {
            return None;
        }
        // Doublings, by whole numbers: the same everywhere.
        let (mut more, mut less) = (2 * preposition + 1, 2 * determiner + 1);
        let mut class = 0i32;
        while more >= 2 * less {
            less *= 2;
            class += 1;
        }
        while less >= 2 * more {
            more *= 2;
            class -= 1;
        }
        Some(class)
    }

    /// Adds the class of the word before as a feature.
    pub fn add_to(&self, examples: &mut [Example]) {
        for example in examples {
            let before =
                example.features.iter().find_map(|f| f.strip_prefix("before|")?.split_once('|'));
            let Some((form, word)) = before else { continue };
            let classes: Vec<String> =
                self.classes(word).into_iter().map(|class| format!("{class}|{form}")).collect();
            example.features.extend(classes);
        }
    }

    /// Turns the weights of the classes into weights of the words themselves, so that
    /// the reader needs no counts.
    pub fn fold_into(&self, weights: &mut Weights) {
        let classes: Vec<(String, String, f64)> = weights
            .iter()
            .filter_map(|(name, &weight)| {
                let (class, form) = name.strip_prefix("government|")?.split_once('|')?;
                Some((format!("government|{class}"), form.to_string(), weight))
            })
            .collect();
        weights.retain(|name, _| !name.starts_with("government|"));
        for word in self.counts.keys() {
            let of_word = self.classes(word);
            for (class, form, weight) in &classes {
                if of_word.contains(class) {
                    *weights.entry(format!("before|{form}|{word}")).or_default() += weight;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_become_words() {
        let counts = HashMap::from([
            ("lancer".to_string(), [0, 8]),
            ("parler".to_string(), [8, 0]),
            ("rare".to_string(), [1, 0]),
        ]);
        let government = Government { counts };
        let mut examples = vec![Example {
            features: vec!["form|des".to_string(), "before|des|lancer".to_string()],
            yes: false,
        }];
        government.add_to(&mut examples);
        assert_eq!(examples[0].features[2], "government|-4|des");
        let mut weights = Weights::from([
            ("before|des|lancer".to_string(), -0.5),
            ("government|-4|des".to_string(), -1.0),
            ("government|4|des".to_string(), 1.0),
        ]);
        government.fold_into(&mut weights);
        assert_eq!(
            weights.into_iter().collect::<Vec<_>>(),
            [("before|des|lancer".to_string(), -1.5), ("before|des|parler".to_string(), 1.0)]
        );
    }
}
