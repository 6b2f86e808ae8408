//! One token, two words: *du*, *don't*.

use std::borrow::Cow;

use super::chars::is_unseen;
use super::linear::{Features, Linear};
use super::scan::Piece;
use super::tables::{Contraction, Tables, folded};

/// A token that may be one word or a contraction of two, for the classifier.
pub(crate) struct Doubtful<'a> {
    pub text: &'a str,
    /// The tokens of its sentence.
    pub pieces: &'a [Piece],
    /// Its index among them.
    pub index: usize,
}

impl Doubtful<'_> {
    /// Hands over the features of the token.
    pub fn features(&self, features: &mut impl Features) {
        let word = |at: Option<usize>| {
            at.and_then(|at| self.pieces.get(at))
                .map_or_else(|| "^".to_string(), |p| folded(p.of(self.text)))
        };
        let this = word(Some(self.index));
        let before = word(self.index.checked_sub(1));
        let before_that = word(self.index.checked_sub(2));
        let next = word(Some(self.index + 1));
        let after = word(Some(self.index + 2));
        features.add(&["form", &this]);
        features.add(&["before", &this, &before]);
        features.add(&["two before", &this, &before_that, &before]);
        features.add(&["second before", &this, &before_that]);
        features.add(&["next", &this, &next]);
        features.add(&["after", &this, &after]);
        features.add(&["around", &this, &before, &next]);
        for letters in 2..=4 {
            features.add(&["before ends", &this, ending(&before, letters)]);
        }
        features.add(&["second before ends", &this, &before_that, ending(&before, 1)]);
        features.add(&["next ends", &this, ending(&next, 3)]);
        features.add(&["endings", &this, ending(&before, 2), ending(&next, 2)]);
        let capital = |at: usize| {
            self.pieces
                .get(at)
                .and_then(|p| p.of(self.text).chars().next())
                .is_some_and(char::is_uppercase)
        };
        if capital(self.index + 1) {
            features.add(&["capital next", &this]);
        }
        if self.index > 0 && capital(self.index - 1) {
            features.add(&["capital before", &this]);
        }
    }
}

fn ending(word: &str, letters: usize) -> &str {
    word.char_indices().rev().nth(letters - 1).map_or(word, |(at, _)| &word[at..])
}

/// The contraction that a token is or may be.
pub(crate) fn contraction(form: &str, tables: &'static Tables) -> Option<&'static Contraction> {
    if !(2..=16).contains(&form.len()) {
        return None;
    }
    let first = form.as_bytes()[0] | 0x20;
    if !tables.contraction_initials[usize::from(first & 0x7f)] {
        return None;
    }
    tables.contractions.get(&folded(form))
}

/// Whether a doubtful token is a contraction.
pub(crate) fn is_contracted(model: &Linear, doubtful: &Doubtful<'_>) -> bool {
    let mut sum = model.sum();
    doubtful.features(&mut sum);
    sum.total > 0
}

/// The form of a token or of a part of it, without what is not seen.
pub(crate) fn seen(form: &str, has_unseen: bool) -> Cow<'_, str> {
    if has_unseen {
        Cow::Owned(form.chars().filter(|&c| !is_unseen(c)).collect())
    } else {
        Cow::Borrowed(form)
    }
}

/// The two words of a contraction, written with capitals as the token is.
pub(crate) fn words<'t>(form: &'t str, contraction: &Contraction) -> [Cow<'t, str>; 2] {
    let [first, second] = &contraction.words;
    if first.len() + second.len() == form.len() && form.is_char_boundary(first.len()) {
        let (a, b) = form.split_at(first.len());
        if a.to_lowercase() == *first {
            return [Cow::Borrowed(a), Cow::Borrowed(b)];
        }
    }
    let upper = form.chars().nth(1).is_some_and(char::is_uppercase);
    let capital = form.chars().next().is_some_and(char::is_uppercase);
    let first = match (upper, capital) {
        (true, _) => first.to_uppercase(),
        (false, true) => {
            let mut chars = first.chars();
            chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
        }
        _ => first.clone(),
    };
    let second = if upper { second.to_uppercase() } else { second.clone() };
    [Cow::Owned(first), Cow::Owned(second)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use selon_model::Language;

    #[test]
    fn capitals_are_kept() {
        let french = Tables::of(Language::French);
        for (form, first, second) in
            [("du", "de", "le"), ("Au", "À", "le"), ("DES", "DE", "LES"), ("auquel", "à", "lequel")]
        {
            let found = contraction(form, french).expect(form);
            assert_eq!(words(form, found), [first, second]);
        }
        let english = Tables::of(Language::English);
        let found = contraction("Cannot", english).expect("Cannot");
        assert_eq!(words("Cannot", found), ["Can", "not"]);
        assert!(contraction("dur", french).is_none());
    }

    #[test]
    fn endings() {
        assert_eq!(ending("été", 2), "té");
        assert_eq!(ending("a", 3), "a");
        assert_eq!(ending("", 2), "");
    }
}
