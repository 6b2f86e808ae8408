//! From a form to its lemma by an edit: take letters off the end, put others there.

use std::borrow::Cow;

/// Whether the lemma keeps the capitals of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Case {
    /// In small letters.
    Lower,
    /// As the form is written.
    Keep,
    /// In small letters but for the first.
    Capital,
}

/// Stands for "all letters" in [`Script::strip`].
pub const WHOLE: u8 = u8::MAX;

/// An edit that makes the lemma of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Script<'a> {
    /// What becomes of capitals.
    pub case: Case,
    /// How many characters are taken off the end, or [`WHOLE`].
    pub strip: u8,
    /// What is put there.
    pub append: &'a str,
}

impl<'a> Script<'a> {
    /// The edit that makes this lemma of this form. `keep` says whether capitals are
    /// kept where either would do, as in names. `lower` is the form in small letters.
    pub fn between(form: &str, lower: &str, lemma: &'a str, keep: bool) -> Script<'a> {
        let order = if keep {
            [Case::Keep, Case::Lower, Case::Capital]
        } else {
            [Case::Lower, Case::Keep, Case::Capital]
        };
        let mut best: Option<(usize, Script<'a>)> = None;
        for case in order {
            let base = cased(form, lower, case);
            let common: usize = base
                .chars()
                .zip(lemma.chars())
                .take_while(|(a, b)| a == b)
                .map(|(a, _)| a.len_utf8())
                .sum();
            let strip = base[common..].chars().count();
            let append = &lemma[common..];
            if common == 0 || strip >= usize::from(WHOLE) {
                continue;
            }
            let cost = strip + append.chars().count();
            if best.is_none_or(|(c, _)| cost < c) {
                best = Some((cost, Script { case, strip: strip as u8, append }));
            }
        }
        best.map_or(Script { case: Case::Lower, strip: WHOLE, append: lemma }, |(_, s)| s)
    }

    /// The lemma of a form. `lower` is the form in small letters.
    pub fn apply<'t>(self, form: &'t str, lower: &str) -> Cow<'t, str>
    where
        'a: 't,
    {
        if self.strip == WHOLE {
            return Cow::Borrowed(self.append);
        }
        let base = cased(form, lower, self.case);
        let end = if self.strip == 0 {
            base.len()
        } else {
            match base.char_indices().rev().nth(usize::from(self.strip) - 1) {
                Some((at, _)) if at + self.append.len() > 0 => at,
                _ => base.len(), // nothing would be left
            }
        };
        if self.append.is_empty() {
            return match base {
                Cow::Borrowed(text) => Cow::Borrowed(&text[..end]),
                Cow::Owned(mut text) => {
                    text.truncate(end);
                    Cow::Owned(text)
                }
            };
        }
        let mut lemma = String::with_capacity(end + self.append.len());
        lemma.push_str(&base[..end]);
        lemma.push_str(self.append);
        Cow::Owned(lemma)
    }
}

fn cased<'t>(form: &'t str, lower: &str, case: Case) -> Cow<'t, str> {
    match case {
        Case::Keep => Cow::Borrowed(form),
        _ if form == lower && case == Case::Lower => Cow::Borrowed(form),
        Case::Lower => Cow::Owned(lower.to_string()),
        Case::Capital => {
            let mut letters = lower.chars();
            letters.next().map_or(Cow::Borrowed(form), |first| {
                Cow::Owned(first.to_uppercase().chain(letters).collect())
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(form: &str, lemma: &str, keep: bool) -> (Case, u8, String) {
        let lower = form.to_lowercase();
        let script = Script::between(form, &lower, lemma, keep);
        assert_eq!(script.apply(form, &lower), lemma);
        (script.case, script.strip, script.append.to_string())
    }

    #[test]
    fn edits_make_the_lemma() {
        assert_eq!(round("déclaraient", "déclarer", false), (Case::Lower, 5, "er".into()));
        assert_eq!(round("Soldats", "soldat", false), (Case::Lower, 1, String::new()));
        assert_eq!(round("yeux", "œil", false), (Case::Lower, WHOLE, "œil".into()));
        assert_eq!(round("Nations", "Nation", true), (Case::Keep, 1, String::new()));
        assert_eq!(round("Iraqi", "Iraqi", false), (Case::Keep, 0, String::new()));
        assert_eq!(round("ANGERS", "Angers", true), (Case::Capital, 0, String::new()));
        assert_eq!(round("préfère", "préférer", false), (Case::Lower, 3, "érer".into()));
    }

    #[test]
    fn never_leaves_nothing() {
        let script = Script { case: Case::Lower, strip: 3, append: "" };
        assert_eq!(script.apply("été", "été"), "été");
        assert_eq!(script.apply("à", "à"), "à");
    }
}
