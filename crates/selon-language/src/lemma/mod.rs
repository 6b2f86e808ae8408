//! Lemmas, after the conventions of UD French-Sequoia and UD English-EWT.
//!
//! A form that the lexicon has as this part of speech gets the lemma that it has
//! there; any other gets it by the longest suffix that a rule was learned for.

use std::borrow::Cow;

use selon_model::Language;

use crate::lexicon::{
    self, Lexicon, LowerForm, Shape, context, suffix_context, suffix_context_plain,
};
use crate::{Morphology, Pos};

/// The lemma of a form that has these tags.
///
/// Borrowed from the form or from the lexicon where it can be. A form longer than
/// any word is its own lemma.
pub fn lemma<'t>(
    language: Language,
    form: &'t str,
    pos: Pos,
    morphology: &Morphology,
) -> Cow<'t, str> {
    lemma_by(lexicon::lexicon(language), form, pos, morphology)
}

/// As [`lemma`], with a lexicon of one's own.
pub fn lemma_by<'t>(
    lexicon: &Lexicon,
    form: &'t str,
    pos: Pos,
    morphology: &Morphology,
) -> Cow<'t, str> {
    let Some(lower) = LowerForm::new(form) else { return Cow::Borrowed(form) };
    let lower = lower.as_str();
    let shape = Shape::of(form);
    let known = lexicon.entry(lower).and_then(|entry| {
        let context = context(morphology, shape);
        std::iter::once(pos)
            .chain(near(pos).iter().copied())
            .find_map(|pos| lexicon.script(entry, pos, context))
    });
    // Rules for forms with capitals are there for names, and where other words keep them.
    let by_suffix = |shape| {
        lexicon
            .script_by_suffix(lower, suffix_context(pos, morphology, shape))
            .or_else(|| lexicon.script_by_suffix(lower, suffix_context_plain(pos, shape)))
    };
    let script = known.or_else(|| by_suffix(shape)).or_else(|| by_suffix(Shape::Lower));
    match script {
        Some(script) => script.apply(form, lower),
        None if keeps_capitals(pos) || form == lower => Cow::Borrowed(form),
        None => Cow::Owned(lower.to_string()),
    }
}

/// Whether words of this part of speech keep the capitals of their form.
pub fn keeps_capitals(pos: Pos) -> bool {
    matches!(pos, Pos::Propn | Pos::X | Pos::Sym | Pos::Punct | Pos::Num)
}

/// The parts of speech that a form may stand under in the lexicon instead.
fn near(pos: Pos) -> &'static [Pos] {
    match pos {
        Pos::Verb => &[Pos::Aux],
        Pos::Aux => &[Pos::Verb],
        Pos::Adj => &[Pos::Noun],
        Pos::Noun => &[Pos::Adj],
        Pos::Adp => &[Pos::Sconj],
        Pos::Sconj => &[Pos::Adp, Pos::Pron, Pos::Adv],
        Pos::Det => &[Pos::Pron],
        Pos::Pron => &[Pos::Det],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemmas_of_forms_with_their_tags() {
        use Language::{English, French};
        for (language, form, pos, feats, expected) in [
            (
                French,
                "auraient",
                Pos::Aux,
                "Mood=Cnd|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin",
                "avoir",
            ),
            (French, "bombardaient", Pos::Verb, "Mood=Ind|Tense=Imp|VerbForm=Fin", "bombarder"),
            (French, "Villages", Pos::Noun, "Gender=Masc|Number=Plur", "village"),
            (French, "nationaux", Pos::Adj, "Gender=Masc|Number=Plur", "national"),
            (French, "blessées", Pos::Adj, "Gender=Fem|Number=Plur", "blessé"),
            (French, "Bamako", Pos::Propn, "", "Bamako"),
            (French, "les", Pos::Det, "Definite=Def|Number=Plur|PronType=Art", "le"),
            (French, "l’", Pos::Det, "Definite=Def|Number=Sing|PronType=Art", "le"),
            (French, "ils", Pos::Pron, "Gender=Masc|Number=Plur|Person=3|PronType=Prs", "eux"),
            (
                French,
                "zigouillèrent",
                Pos::Verb,
                "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin",
                "zigouiller",
            ),
            (
                French,
                "dronifiaient",
                Pos::Verb,
                "Mood=Ind|Number=Plur|Person=3|Tense=Imp|VerbForm=Fin",
                "dronifier",
            ),
            (English, "children", Pos::Noun, "Number=Plur", "child"),
            (English, "Forces", Pos::Noun, "Number=Plur", "force"),
            (English, "fled", Pos::Verb, "Mood=Ind|Tense=Past|VerbForm=Fin", "flee"),
            (English, "left", Pos::Verb, "Mood=Ind|Tense=Past|VerbForm=Fin", "leave"),
            (English, "saw", Pos::Verb, "Mood=Ind|Tense=Past|VerbForm=Fin", "see"),
            (English, "Syrian", Pos::Adj, "Degree=Pos", "Syrian"),
            (
                English,
                "was",
                Pos::Aux,
                "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
                "be",
            ),
            (English, "drone-bombed", Pos::Verb, "Tense=Past|VerbForm=Part", "drone-bomb"),
        ] {
            let morphology = Morphology::from_ud(feats);
            assert_eq!(lemma(language, form, pos, &morphology), expected, "{form}");
        }
    }

    #[test]
    fn borrows_where_it_can() {
        let m = Morphology::default();
        assert!(matches!(lemma(Language::French, "Gao", Pos::Propn, &m), Cow::Borrowed("Gao")));
        let plural = Morphology::from_ud("Number=Plur");
        let found = lemma(Language::French, "villages", Pos::Noun, &plural);
        assert!(matches!(found, Cow::Borrowed("village")));
    }

    #[test]
    fn takes_any_text() {
        let m = Morphology::default();
        for form in [
            "",
            "s",
            "S",
            "’",
            "ß",
            "İ",
            "e\u{301}",
            "😀😀",
            &"x".repeat(500),
            "İİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİ",
        ] {
            for pos in Pos::ALL {
                for language in Language::ALL {
                    lemma(language, form, *pos, &m);
                    lexicon::consistent_morphology(language, form, *pos, m);
                }
            }
        }
    }
}
