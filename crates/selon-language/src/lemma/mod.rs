//! Lemmas, after the conventions of UD French-Sequoia and UD English-EWT.
//!
//! A form that the lexicon has as this part of speech gets the lemma that it has
//! there; any other gets it by the longest suffix that a rule was learned for.

use std::borrow::Cow;

use selon_model::Language;

use crate::lexicon::script::Case;
use crate::lexicon::{
    self, FormClass, Lexicon, Shape, context, look_up, suffix_context, suffix_context_plain,
};
use crate::morphology::Number;
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
    let Some((lower, entry)) = look_up(lexicon, form) else { return Cow::Borrowed(form) };
    let lower = lower.as_str();
    let shape = Shape::of(form);
    let whole = entry.is_some() || shape != Shape::Lower || !matches!(pos, Pos::Noun | Pos::Adj);
    if !whole && let Some(lemma) = compound(lexicon, form, pos, morphology) {
        return lemma;
    }
    let known = entry.and_then(|entry| {
        let context = context(morphology, shape);
        std::iter::once(pos)
            .chain(near(pos).iter().copied())
            .find_map(|pos| lexicon.script(entry, pos, context))
    });
    let pos = if pos == Pos::Aux { Pos::Verb } else { pos };
    if known.is_none() && !lower.contains(char::is_alphabetic) {
        let separator = lexicon.group_separator().filter(|_| pos == Pos::Num);
        let number = separator.and_then(|separator| ungrouped(form, separator));
        return number.map_or(Cow::Borrowed(form), Cow::Owned);
    }
    let by_suffix = |shape| {
        lexicon
            .script_by_suffix(lower, suffix_context(pos, morphology, shape))
            .or_else(|| lexicon.script_by_suffix(lower, suffix_context_plain(pos, shape)))
    };
    let script = known.or_else(|| {
        if shape == Shape::Lower || keeps_capitals(pos) {
            return by_suffix(shape);
        }
        // The rules for forms with capitals say whether these are kept; if not, those
        // for small letters say the rest.
        by_suffix(shape).filter(|s| s.case != Case::Lower).or_else(|| by_suffix(Shape::Lower))
    });
    match script {
        Some(script) => script.apply(form, lower),
        None if keeps_capitals(pos) || form == lower => Cow::Borrowed(form),
        None => Cow::Owned(lower.to_string()),
    }
}

/// The lemma of a compound that the lexicon does not have, by its last part; in the
/// plural, also by the first part if this is a noun in the plural.
fn compound<'t>(
    lexicon: &Lexicon,
    form: &'t str,
    pos: Pos,
    morphology: &Morphology,
) -> Option<Cow<'t, str>> {
    let context = context(morphology, Shape::Lower);
    let (head, last) = form.rsplit_once('-')?;
    let entry = lexicon.entry(last)?;
    let lemma = [pos, Pos::Noun, Pos::Adj]
        .into_iter()
        .find_map(|pos| lexicon.script(entry, pos, context))?
        .apply(last, last);
    let plural = |first: FormClass| {
        use FormClass as C;
        first.contains(C::NOUN.union(C::PLURAL))
            && !first.intersects(C::SINGULAR.union(C::ADPOSITION).union(C::ADVERB))
    };
    let first = lexicon
        .entry(head)
        .filter(|first| morphology.number == Some(Number::Plur) && plural(first.class))
        .and_then(|first| lexicon.script(first, Pos::Noun, context))
        .map_or(Cow::Borrowed(head), |script| script.apply(head, head));
    if first == head && last.starts_with(&*lemma) {
        return Some(Cow::Borrowed(&form[..head.len() + 1 + lemma.len()]));
    }
    Some(Cow::Owned(format!("{first}-{lemma}")))
}

/// A number without the signs between its thousands; none if it has none or they
/// stand elsewhere.
pub fn ungrouped(number: &str, separator: char) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let mut plain = first.to_string();
    let mut any = false;
    for group in groups {
        any = true;
        if group.len() != 3 || !digits(group) {
            return None;
        }
        plain.push_str(group);
    }
    if !any || !(1..=3).contains(&first.len()) || !digits(first) || !digits(fraction) {
        return None;
    }
    if number.len() > whole.len() {
        plain.push('.');
        plain.push_str(fraction);
    }
    Some(plain)
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
            (
                French,
                "Etaient",
                Pos::Aux,
                "Mood=Ind|Number=Plur|Person=3|Tense=Imp|VerbForm=Fin",
                "être",
            ),
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
            (
                French,
                "attentats-suicides",
                Pos::Noun,
                "Gender=Masc|Number=Plur",
                "attentat-suicide",
            ),
            (French, "ex-miliciens", Pos::Noun, "Gender=Masc|Number=Plur", "ex-milicien"),
            (French, "sous-officiers", Pos::Noun, "Gender=Masc|Number=Plur", "sous-officier"),
            (French, "djihadistes", Pos::Adj, "Gender=Masc|Number=Plur", "djihadiste"),
            (English, "airstrikes", Pos::Noun, "Number=Plur", "airstrike"),
            (English, "12,500", Pos::Num, "NumType=Card", "12500"),
            (French, "12,5", Pos::Num, "NumType=Card", "12,5"),
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
