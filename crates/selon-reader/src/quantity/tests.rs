//! Quantities in sentences of both languages.

use selon_model::Language::{self, English, French};

use super::QuantityKind::{self, Article, Count, Measure, Other};
use super::{intervals, numbers, scan};
use crate::scan::number::number_words;
use crate::time::Expressions;

type Expected<'a> = (&'a str, Option<u64>, Option<u64>, QuantityKind);

/// The quantities of a text, by words alone.
fn read(language: Language, text: &str) -> Vec<(String, Option<u64>, Option<u64>, QuantityKind)> {
    let expressions = Expressions::of(text, language);
    let (cut, times) = (&expressions.atoms, expressions.spans(language));
    scan::scan(number_words(language), cut, &times)
        .into_iter()
        .map(|q| {
            let span = cut[q.atoms.0].span.cover(cut[q.atoms.1 - 1].span);
            (span.of(text).to_string(), q.low, q.high, q.kind)
        })
        .collect()
}

fn check(language: Language, cases: &[(&str, &[Expected])]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = read(language, text);
        let expected: Vec<_> =
            expected.iter().map(|&(t, l, h, k)| (t.to_string(), l, h, k)).collect();
        if found != expected {
            wrong += &format!("{text}\n  expected {expected:?}\n  found    {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

const fn n(text: &str, low: u64, high: u64) -> Expected<'_> {
    (text, Some(low), Some(high), Count)
}

const fn from(text: &str, low: u64) -> Expected<'_> {
    (text, Some(low), None, Count)
}

const fn to(text: &str, high: u64) -> Expected<'_> {
    (text, None, Some(high), Count)
}

#[test]
fn french_intervals() {
    check(
        French,
        &[
            ("Au moins 12 morts.", &[from("Au moins 12", 12)]),
            ("au minimum trois blessés", &[from("au minimum trois", 3)]),
            ("Près de 100 familles ont fui.", &[n("Près de 100", 90, 100)]),
            ("Une centaine d'habitants", &[n("Une centaine", 90, 110)]),
            ("une dizaine de maisons", &[n("une dizaine", 9, 11)]),
            ("une vingtaine de blessés", &[n("une vingtaine", 18, 22)]),
            ("une quinzaine de détenus", &[n("une quinzaine", 14, 16)]),
            ("environ 50 soldats", &[n("environ 50", 45, 55)]),
            ("environ 54 élèves", &[n("environ 54", 49, 59)]),
            ("entre 20 et 30 otages", &[n("entre 20 et 30", 20, 30)]),
            ("plus de 40 arrestations", &[from("plus de 40", 41)]),
            ("plus d'un millier de personnes", &[from("plus d'un millier", 1001)]),
            ("Plus d’un million de personnes", &[from("Plus d’un million", 1_000_001)]),
            ("jusqu'à 50 combattants", &[to("jusqu'à 50", 50)]),
            ("moins de 20 personnes", &[to("moins de 20", 19)]),
            ("pas plus de 5 blessés", &[to("pas plus de 5", 5)]),
            ("pas moins de 5 blessés", &[from("pas moins de 5", 5)]),
            ("des dizaines de morts", &[from("dizaines", 20)]),
            ("des centaines de rebelles", &[from("centaines", 200)]),
            ("des milliers de déplacés", &[from("milliers", 2000)]),
            ("des dizaines de milliers de déplacés", &[from("dizaines de milliers", 20_000)]),
            ("plusieurs morts", &[from("plusieurs", 2)]),
            ("plusieurs centaines d'entre eux", &[from("plusieurs centaines", 200)]),
            ("plusieurs milliers d'habitants", &[from("plusieurs milliers", 2000)]),
            ("quelques dizaines de manifestants", &[from("quelques dizaines", 20)]),
            ("de nombreux blessés", &[from("de nombreux", 2)]),
            ("les quelque 2 000 assaillants", &[n("quelque 2 000", 1800, 2200)]),
            ("Quelque 500 soldats", &[n("Quelque 500", 450, 550)]),
            ("près d'un millier de prisonniers", &[n("près d'un millier", 900, 1000)]),
            ("au moins une centaine de morts", &[from("au moins une centaine", 100)]),
            ("un peu plus de 100 personnes", &[n("un peu plus de 100", 101, 110)]),
            ("60 à 70 morts", &[n("60 à 70", 60, 70)]),
            ("12-15 otages", &[n("12-15", 12, 15)]),
            ("de 12 à 15 otages", &[n("de 12 à 15", 12, 15)]),
            ("10 à 20 000 combattants", &[n("10 à 20 000", 10_000, 20_000)]),
            ("deux ou trois hommes", &[n("deux ou trois", 2, 3)]),
            ("cinq à dix millions d'habitants", &[n("cinq à dix millions", 5_000_000, 10_000_000)]),
            ("12 ou plus ont péri", &[from("12 ou plus", 12)]),
            ("une cinquantaine de personnes au moins", &[n("une cinquantaine", 45, 55)]),
            ("Aucun mort n'est à déplorer", &[n("Aucun", 0, 0)]),
            ("il n'y a pas de blessés", &[n("pas de", 0, 0)]),
            ("Personne n'a été blessé", &[n("Personne", 0, 0)]),
            ("au moins 1,300 personnes", &[from("au moins 1,300", 1300)]),
            ("1 300 prisonniers", &[n("1 300", 1300, 1300)]),
            ("1,3 million de réfugiés", &[n("1,3 million", 1_300_000, 1_300_000)]),
            ("quatre-vingt-dix otages", &[n("quatre-vingt-dix", 90, 90)]),
            ("l'un des policiers", &[n("un", 1, 1)]),
            ("12 des soldats", &[n("12", 12, 12)]),
            ("un couple de retraités", &[n("un couple de", 2, 2)]),
        ],
    );
}

#[test]
fn french_numbers_that_count_nothing() {
    check(
        French,
        &[
            ("un soldat", &[("un", Some(1), Some(1), Article)]),
            ("deux morts et un blessé", &[n("deux", 2, 2), ("un", Some(1), Some(1), Article)]),
            ("à 30 km de la ville", &[("30 km", Some(30), Some(30), Measure)]),
            (
                "un homme âgé de 31 ans",
                &[("un", Some(1), Some(1), Article), ("31 ans", Some(31), Some(31), Measure)],
            ),
            ("12 % des habitants", &[("12 %", Some(12), Some(12), Measure)]),
            (
                "5 millions de dollars",
                &[("5 millions de dollars", Some(5_000_000), Some(5_000_000), Measure)],
            ),
            (
                "un obus de 7,62 mm",
                &[("un", Some(1), Some(1), Article), ("7,62 mm", None, None, Measure)],
            ),
            ("la 5e brigade", &[("5e", None, None, Other)]),
            ("des avions F-16 et Su-24", &[("16", None, None, Other), ("24", None, None, Other)]),
            ("la résolution 2254 de l'ONU", &[("2254", None, None, Other)]),
            ("en 2014", &[("2014", None, None, Other)]),
            (
                "le 11 septembre 2001, 12 personnes",
                &[("11 septembre 2001", None, None, Other), n("12", 12, 12)],
            ),
            ("appeler le 01 23 45 67 89", &[("01 23 45 67 89", None, None, Other)]),
            ("voir [1] et https://exemple.org/2016/12", &[("1", None, None, Other)]),
            ("à 5 h 45, trois obus", &[("5 h 45", None, None, Other), n("trois", 3, 3)]),
        ],
    );
}

#[test]
fn english_intervals() {
    check(
        English,
        &[
            ("At least 12 people died.", &[from("At least 12", 12)]),
            ("no fewer than six", &[from("no fewer than six", 6)]),
            ("nearly 100 families", &[n("nearly 100", 90, 100)]),
            ("almost 200 houses", &[n("almost 200", 180, 200)]),
            ("about 50 soldiers", &[n("about 50", 45, 55)]),
            ("some 200 fighters", &[n("some 200", 180, 220)]),
            ("an estimated 1,000 people", &[n("an estimated 1,000", 900, 1100)]),
            ("between 20 and 30 hostages", &[n("between 20 and 30", 20, 30)]),
            ("more than 40 arrests", &[from("more than 40", 41)]),
            ("over 300 civilians", &[from("over 300", 301)]),
            ("more than a dozen people", &[from("more than a dozen", 13)]),
            ("up to 50 fighters", &[to("up to 50", 50)]),
            ("as many as 70 people", &[to("as many as 70", 70)]),
            ("fewer than 20 people", &[to("fewer than 20", 19)]),
            ("dozens of people", &[from("dozens", 24)]),
            ("scores of civilians", &[from("scores", 40)]),
            ("hundreds of families", &[from("hundreds", 200)]),
            ("tens of thousands of people", &[from("tens of thousands", 20_000)]),
            ("several people", &[from("several", 2)]),
            ("several hundred fighters", &[from("several hundred", 200)]),
            ("a few houses", &[from("a few", 2)]),
            ("many villagers", &[from("many", 2)]),
            ("a dozen men", &[n("a dozen", 12, 12)]),
            ("two dozen men", &[n("two dozen", 24, 24)]),
            ("half a dozen men", &[n("half a dozen", 6, 6)]),
            ("12 or more people", &[from("12 or more", 12)]),
            ("two or three men", &[n("two or three", 2, 3)]),
            ("12 to 15 trucks", &[n("12 to 15", 12, 15)]),
            ("from 12 to 15 trucks", &[n("from 12 to 15", 12, 15)]),
            ("5-7 trucks", &[n("5-7", 5, 7)]),
            ("one hundred and twelve people", &[n("one hundred and twelve", 112, 112)]),
            ("2.5 million refugees", &[n("2.5 million", 2_500_000, 2_500_000)]),
            ("1.300 prisoners", &[n("1.300", 1300, 1300)]),
            ("just over 100 people", &[n("just over 100", 101, 110)]),
            ("no civilians were hurt", &[n("no", 0, 0)]),
            ("none of the passengers", &[n("none of", 0, 0)]),
            ("one of the officers", &[n("one", 1, 1)]),
            ("a second blast", &[("a", Some(1), Some(1), Article)]),
            ("building a new town", &[("a", Some(1), Some(1), Article)]),
            ("at least one soldier", &[from("at least one", 1)]),
        ],
    );
}

#[test]
fn english_numbers_that_count_nothing() {
    check(
        English,
        &[
            ("a soldier", &[("a", Some(1), Some(1), Article)]),
            ("a 31-year-old man", &[("31-year", Some(31), Some(31), Measure)]),
            ("John Smith, 42, of London", &[("42", Some(42), Some(42), Measure)]),
            ("the 3rd Battalion", &[("3rd", None, None, Other)]),
            (
                "two AK-47s and a B-52",
                &[
                    n("two", 2, 2),
                    ("47s", None, None, Other),
                    ("a", Some(1), Some(1), Article),
                    ("52", None, None, Other),
                ],
            ),
            (
                "Route 66 and Resolution 2254",
                &[("66", None, None, Other), ("2254", None, None, Other)],
            ),
            ("20 square miles", &[("20 square miles", Some(20), Some(20), Measure)]),
            ("$5 million in aid", &[("$5 million", Some(5_000_000), Some(5_000_000), Measure)]),
            ("155mm shells", &[("155mm", Some(155), Some(155), Measure)]),
            ("a 5.56 mm rifle", &[("5.56 mm", None, None, Measure)]),
            ("10 percent of them", &[("10 percent", Some(10), Some(10), Measure)]),
            (
                "On December 17, 2016, 12 people",
                &[("December 17, 2016", None, None, Other), n("12", 12, 12)],
            ),
        ],
    );
}

/// The quantities of an analysis made by hand, each with the form that it counts.
#[test]
fn numbers_by_themselves() {
    let read = |language, text: &str| -> Vec<(String, f64)> {
        let found = numbers(text, language).into_iter();
        found.map(|(span, n)| (span.of(text).to_string(), n)).collect()
    };
    let check = |language, text: &str, expected: &[(&str, f64)]| {
        let expected: Vec<_> = expected.iter().map(|(t, n)| (t.to_string(), *n)).collect();
        assert_eq!(read(language, text), expected, "{text}");
    };
    // The sign before decimals is that of the language, unless something is counted.
    check(French, "2,750", &[("2,750", 2.75)]);
    check(French, "2,750 obus", &[("2,750", 2750.0)]);
    check(French, "2.750", &[("2.750", 2750.0)]);
    check(English, "2.750", &[("2.750", 2.75)]);
    check(English, "2.750 shells", &[("2.750", 2750.0)]);
    check(English, "2,750", &[("2,750", 2750.0)]);
    // Billions behind decimals; no articles of a law, no networks.
    check(English, "it cost 3.4b in all", &[("3.4b", 3.4e9)]);
    check(French, "un budget de 3,4bn", &[("un", 1.0), ("3,4bn", 3.4e9)]);
    check(English, "article 3.4b", &[]);
    check(English, "a 5G mast and an F16", &[]);
    // An address of a computer is no large number.
    let parts = [("10", 10.0), ("100", 100.0), ("20", 20.0), ("7", 7.0)];
    check(English, "10.100.20.7", &parts);
    check(French, "la version 2.4.1", &[("2", 2.0), ("4.1", 4.1)]);
    // Words and digits that add up, and those that do not.
    check(French, "4 cent douze", &[("4 cent douze", 412.0)]);
    check(French, "7 mille et 12 blessés", &[("7 mille", 7000.0), ("12", 12.0)]);
    check(English, "3 crore and five hundred", &[("3 crore and five hundred", 30_000_500.0)]);
    check(French, "deux crore et cinq cents", &[("deux crore et cinq cents", 20_000_500.0)]);
    let apart = [("deux millions", 2e6), ("cinq", 5.0)];
    check(French, "deux millions et cinq blessés", &apart);
    let apart = [("2 million", 2e6), ("five", 5.0)];
    check(English, "2 million and five wounded", &apart);
    check(French, "cinq crore lakh", &[("cinq crore lakh", 5e12)]);
    check(French, "un peu plus tard", &[]);
}

#[test]
fn intervals_between_ranks() {
    let read = |language, text: &str| -> Vec<(Option<f64>, Option<f64>)> {
        intervals(text, language).into_iter().map(|i| (i.low, i.high)).collect()
    };
    for (language, text, low, high) in [
        (English, "The town is between the third and the seventh.", Some(3.0), Some(7.0)),
        (French, "La ville est entre la troisième et la septième.", Some(3.0), Some(7.0)),
        (French, "entre le 3e et le 7e", Some(3.0), Some(7.0)),
        (English, "lower than the ninth", None, Some(8.0)),
        (French, "plus bas que le neuvième", None, Some(8.0)),
    ] {
        assert_eq!(read(language, text), [(low, high)], "{text}");
    }
    // They count nothing, and a rank alone is no interval.
    assert_eq!(read(English, "the third attack"), []);
    let told = super::find(&selon_language::analyze("between the third and the seventh", English));
    assert!(told.iter().all(|q| q.kind == Other && q.low.is_none()), "{told:?}");
}

fn counted(text: &str, language: Language, rows: &str) -> Vec<(String, Option<String>)> {
    let analysis = selon_language::testing::from_conllu(text, language, rows);
    super::find(&analysis)
        .into_iter()
        .map(|q| {
            let counted = q.counted.map(|w| analysis[w].form.to_string());
            (q.span.of(text).to_string(), counted)
        })
        .collect()
}

#[test]
fn the_noun_that_is_counted() {
    let found = counted(
        "Au moins 12 civils et une centaine de rebelles ont fui.",
        French,
        "Au au ADP _ 3 advmod
         moins moins ADV _ 1 fixed
         12 12 NUM _ 4 nummod
         civils civil NOUN _ 10 nsubj
         et et CCONJ _ 7 cc
         une un DET _ 7 det
         centaine centaine NOUN _ 4 conj
         de de ADP _ 9 case
         rebelles rebelle NOUN _ 7 nmod
         ont avoir AUX _ 11 aux:tense
         fui fuir VERB _ 0 root
         . . PUNCT _ 11 punct",
    );
    let some = |text: &str, noun: &str| (text.to_string(), Some(noun.to_string()));
    assert_eq!(found, [some("Au moins 12", "civils"), some("une centaine", "rebelles")]);

    // A tree that is wrong: the next noun.
    let found = counted(
        "Three of the armed men fled.",
        English,
        "Three three NUM _ 6 nsubj
         of of ADP _ 6 dep
         the the DET _ 6 dep
         armed armed ADJ _ 6 dep
         men man NOUN _ 6 dep
         fled flee VERB _ 0 root
         . . PUNCT _ 6 punct",
    );
    assert_eq!(found, [some("Three", "men")]);

    let found = counted(
        "Un autre a fui.",
        French,
        "Un un DET _ 2 det
         autre autre PRON _ 4 nsubj
         a avoir AUX _ 4 aux:tense
         fui fuir VERB _ 0 root
         . . PUNCT _ 4 punct",
    );
    assert_eq!(found, [some("Un", "autre")]);

    let found = counted(
        "Le bilan passe de 12 à 15.",
        French,
        "Le le DET _ 2 det
         bilan bilan NOUN _ 3 nsubj
         passe passer VERB _ 0 root
         de de ADP _ 5 case
         12 12 NUM _ 3 obl
         à à ADP _ 7 case
         15 15 NUM _ 5 nmod
         . . PUNCT _ 3 punct",
    );
    assert_eq!(found, [("de 12 à 15".to_string(), None)]);
}
