//! The tables of a language that tell of places: `place_words.tsv`, `demonyms.tsv`.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::lower_case::lower_case;
use crate::tables::TableMap;
use selon_gazetteer::PlaceKind;
use selon_language::{Analysis, Pos, WordId};
use selon_model::Language;

/// The class of a word in `place_words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Kind,
    Direction,
    Extent,
    Around,
    Site,
    Within,
    /// A preposition that with a side tells what is beside a place: *à l'est de*, *to the east of*.
    Beside,
    /// A word of what is not in a place but close to it: *près de*, *outside*.
    Near,
    /// A preposition of who says something: *selon*, *according to*.
    Voice,
    /// A preposition of what lies between two places.
    Between,
    Toward,
    /// A noun for forces and arms: *drone, tank*.
    Arms,
    /// A preposition that leads to a town rather than a division: *à Kidal, at Kidal*.
    Town,
    /// A preposition of a distance: *20 km de Djibo*, *20 miles from Goma*.
    Away,
    /// A preposition of who does something: *lancés par la Russie*.
    Agent,
    Origin,
    /// A participle of where somebody has a seat: *basé à*, *headquartered in*.
    Seat,
    Care,
    Party,
    Rule,
    Pact,
    Called,
    Strike,
    /// A verb whose object is a place: *reprendre, besiege*.
    Conquest,
    /// A pronoun that may mean a town: *elle, it*; and the adjective of one: *cette dernière*.
    It,
    Last,
    /// What opens a relative clause of what happens in a place: *where*.
    Where,
    /// What tells that something was at another time than another: *after*, *lendemain*.
    Elsewhen,
    /// What tells of more of a kind: *other*, *such*.
    Others,
    Address,
    State,
    Never,
    Clock,
    /// A noun for a small place, which no capital is: *village*.
    Hamlet,
    /// A noun for a road that is named by the towns at its ends: *l'axe Goma-Sake*.
    Way,
    Join,
    Article,
    Number,
    Unit,
}

impl Class {
    fn from_name(name: &str) -> Option<Class> {
        Some(match name {
            "kind" => Class::Kind,
            "direction" => Class::Direction,
            "extent" => Class::Extent,
            "around" => Class::Around,
            "site" => Class::Site,
            "within" => Class::Within,
            "beside" => Class::Beside,
            "between" => Class::Between,
            "voice" => Class::Voice,
            "near" => Class::Near,
            "toward" => Class::Toward,
            "away" => Class::Away,
            "arms" => Class::Arms,
            "town" => Class::Town,
            "agent" => Class::Agent,
            "hamlet" => Class::Hamlet,
            "way" => Class::Way,
            "origin" => Class::Origin,
            "seat" => Class::Seat,
            "care" => Class::Care,
            "party" => Class::Party,
            "rule" => Class::Rule,
            "pact" => Class::Pact,
            "called" => Class::Called,
            "strike" => Class::Strike,
            "conquest" => Class::Conquest,
            "where" => Class::Where,
            "it" => Class::It,
            "last" => Class::Last,
            "elsewhen" => Class::Elsewhen,
            "others" => Class::Others,
            "address" => Class::Address,
            "state" => Class::State,
            "never" => Class::Never,
            "clock" => Class::Clock,
            "join" => Class::Join,
            "article" => Class::Article,
            "number" => Class::Number,
            "unit" => Class::Unit,
            _ => return None,
        })
    }
}

/// What kind of place a noun asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Kind(PlaceKind),
    /// The capital of the country that is spoken of.
    Capital,
}

/// A side of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Direction {
    /// Degrees from north, clockwise.
    Bearing(f64),
    Middle,
}

pub(super) struct Lexicon {
    words: TableMap<&'static str, Vec<(Class, &'static str)>>,
    demonyms: TableMap<String, Vec<&'static str>>,
    prefixes: TableMap<String, &'static str>,
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|l| l.split('\t').map(str::trim).collect())
}

impl Lexicon {
    fn new(words: &'static str, demonyms: &'static str, all_are_adjectives: bool) -> Lexicon {
        let mut lexicon = Lexicon {
            words: TableMap::default(),
            demonyms: TableMap::default(),
            prefixes: TableMap::default(),
        };
        for row in rows(words) {
            if let [class, lemma, value @ ..] = &row[..]
                && let Some(class) = Class::from_name(class)
            {
                let value = value.first().copied().unwrap_or_default();
                lexicon.words.entry(lemma).or_default().push((class, value));
            }
        }
        for row in rows(demonyms) {
            let Some((code, columns)) = row.split_first() else { continue };
            for (column, forms) in columns.iter().enumerate() {
                for form in forms.split('|').filter(|f| !f.is_empty()) {
                    lexicon.add_demonym(code, form, all_are_adjectives || column == 0);
                }
            }
        }
        lexicon
    }

    fn add_demonym(&mut self, code: &'static str, form: &str, takes_plural: bool) {
        let form = form.to_lowercase();
        if let Some(prefix) = form.strip_suffix('-') {
            self.prefixes.insert(prefix.to_string(), code);
            return;
        }
        let plural =
            takes_plural && !["s", "x", "sh", "ch", "ese"].iter().any(|e| form.ends_with(e));
        for form in [Some(format!("{form}s")).filter(|_| plural), Some(form)].into_iter().flatten()
        {
            let codes = self.demonyms.entry(form).or_default();
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }

    fn value(&self, class: Class, lemma: &str) -> Option<&'static str> {
        self.words.get(lemma)?.iter().find(|w| w.0 == class).map(|w| w.1)
    }

    /// Whether this lower-case lemma or form is of the class.
    pub(super) fn has(&self, class: Class, lemma: &str) -> bool {
        self.value(class, lemma).is_some()
    }

    /// Whether the word is of the class, by its lemma or, since lemmas may be wrong, its
    /// form.
    pub(super) fn is(&self, class: Class, analysis: &Analysis, word: WordId) -> bool {
        self.of_word(class, analysis, word).is_some()
    }

    fn of_word(&self, class: Class, analysis: &Analysis, word: WordId) -> Option<&'static str> {
        let word = &analysis[word];
        self.value(class, &word.lemma)
            .or_else(|| self.value(class, &lower_case(&word.form)))
            .or_else(|| match lower_case(&word.lemma) {
                Cow::Borrowed(_) => None,
                Cow::Owned(lower) => self.value(class, &lower),
            })
    }

    /// What kind of place the word asks for.
    pub(super) fn asked(&self, analysis: &Analysis, word: WordId) -> Option<Asked> {
        if !matches!(analysis[word].pos, Pos::Noun | Pos::Propn | Pos::X | Pos::Adj) {
            return None;
        }
        Some(match self.of_word(Class::Kind, analysis, word)? {
            "capital" => Asked::Capital,
            kind => Asked::Kind(PlaceKind::from_name(kind)?),
        })
    }

    /// Whether a spot is mostly called after the place that it lies in: *poste*, *barracks*.
    pub(super) fn is_local(&self, analysis: &Analysis, word: WordId) -> bool {
        self.of_word(Class::Site, analysis, word) == Some("local")
    }

    /// What a noun of extent makes of a place: coast, border, desert, whole, capital.
    pub(super) fn extent(&self, analysis: &Analysis, word: WordId) -> Option<&'static str> {
        self.of_word(Class::Extent, analysis, word)
    }

    /// The side of a place that the word names.
    pub(super) fn direction(&self, analysis: &Analysis, word: WordId) -> Option<Direction> {
        let value = self.of_word(Class::Direction, analysis, word)?;
        Some(value.parse().map_or(Direction::Middle, Direction::Bearing))
    }

    /// The same for a lower-case word alone.
    pub(super) fn direction_of(&self, lower: &str) -> Option<Direction> {
        let value = self.value(Class::Direction, lower)?;
        Some(value.parse().map_or(Direction::Middle, Direction::Bearing))
    }

    /// How many kilometres the unit is.
    pub(super) fn unit(&self, lower: &str) -> Option<f64> {
        self.value(Class::Unit, lower)?.parse().ok()
    }

    /// What a number in words or digits counts.
    pub(super) fn number(&self, lower: &str) -> Option<f64> {
        match self.value(Class::Number, lower) {
            Some(value) => value.parse().ok(),
            None => lower.replace(',', ".").parse().ok().filter(|n: &f64| n.is_finite()),
        }
    }

    /// The countries of an adjective or people: one, two of a compound
    /// (*turco-syrienne*), `-` for a people without a country, `FR:Paris` for those of a
    /// town. With the side, if one is said (*nord-syrien*).
    pub(super) fn demonym(&self, form: &str) -> Option<(Vec<&'static str>, Option<Direction>)> {
        let lower = lower_case(form);
        if let Some(codes) = self.demonyms.get(&*lower) {
            return Some((codes.clone(), None));
        }
        let (first, second) = lower.split_once(['-', '–'])?;
        let codes = self.demonyms.get(second)?;
        if let Some(direction) = self.direction_of(first) {
            return Some((codes.clone(), Some(direction)));
        }
        let before = match self.prefixes.get(first) {
            Some(&code) => vec![code],
            None => self.demonyms.get(first)?.clone(),
        };
        Some((before.into_iter().chain(codes.iter().copied()).collect(), None))
    }
}

static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(
        include_str!("../../../../lang/fr/place_words.tsv"),
        include_str!("../../../../lang/fr/demonyms.tsv"),
        true,
    )
});
static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(
        include_str!("../../../../lang/en/place_words.tsv"),
        include_str!("../../../../lang/en/demonyms.tsv"),
        false,
    )
});

/// The tables of a language.
pub(super) fn of(language: Language) -> &'static Lexicon {
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_class_and_a_value_that_is_read() {
        for table in [
            include_str!("../../../../lang/fr/place_words.tsv"),
            include_str!("../../../../lang/en/place_words.tsv"),
        ] {
            for row in rows(table) {
                let value = row.get(2).copied().unwrap_or_default();
                match Class::from_name(row[0]) {
                    Some(Class::Kind) => {
                        assert!(
                            value == "capital" || PlaceKind::from_name(value).is_some(),
                            "{row:?}"
                        );
                    }
                    Some(Class::Direction) => {
                        assert!(value == "-" || value.parse::<f64>().is_ok(), "{row:?}");
                    }
                    Some(Class::Number | Class::Unit) => {
                        assert!(value.parse::<f64>().is_ok(), "{row:?}");
                    }
                    Some(_) => {}
                    None => panic!("{row:?}"),
                }
            }
        }
    }

    #[test]
    fn demonyms() {
        let codes = |language, form| of(language).demonym(form).map(|d| d.0);
        assert_eq!(codes(Language::French, "syriennes"), Some(vec!["SY"]));
        assert_eq!(codes(Language::French, "turco-syrienne"), Some(vec!["TR", "SY"]));
        assert_eq!(codes(Language::French, "congolais"), Some(vec!["CD", "CG"]));
        assert_eq!(codes(Language::French, "kurdes"), Some(vec!["-"]));
        assert_eq!(codes(Language::English, "Iraqis"), Some(vec!["IQ"]));
        assert_eq!(codes(Language::English, "Turkish-Syrian"), Some(vec!["TR", "SY"]));
        assert_eq!(codes(Language::English, "Russo-Ukrainian"), Some(vec!["RU", "UA"]));
        assert_eq!(codes(Language::English, "table"), None);
        let north = of(Language::French).demonym("nord-syrien").expect("a demonym").1;
        assert_eq!(north, Some(Direction::Bearing(0.0)));
    }
}
