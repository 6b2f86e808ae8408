use proptest::prelude::*;
use selon_language::segment::segment;
use selon_language::testing::from_conllu;
use selon_language::{Morphology, Pos, Relation, Subtype, Word};
use selon_model::Language;

use super::*;

/// The place of an event that a word tells of, taken from anywhere.
fn place_of(analysis: &Analysis, places: &[PlaceMention], trigger: WordId) -> Option<usize> {
    let asked =
        Asked { trigger, reach: Reach::Any, main: true, speaker: &|_| None, other: &|_| false };
    of_event(analysis, places, &asked).map(|found| found.0)
}

/// An analysis without a parser: capitals inside a sentence are proper nouns, all
/// depends on the first word.
fn flat(text: &str, language: Language) -> Analysis<'_> {
    let cut = segment(text, language);
    let mut words = Vec::with_capacity(cut.words.len());
    for (number, sentence) in cut.sentences.iter().enumerate() {
        for id in sentence.words.iter() {
            let word = &cut.words[id.index()];
            let capital = word.form.chars().next().is_some_and(char::is_uppercase);
            let root = id.0 == sentence.words.start;
            words.push(Word {
                token: word.token,
                sentence: number as u32,
                span: cut.tokens[word.token as usize].span,
                form: word.form.clone(),
                lemma: word.form.to_lowercase().into(),
                pos: match &*word.form {
                    form if !form.contains(char::is_alphanumeric) => Pos::Punct,
                    "al" => Pos::Propn,
                    _ if capital && !root => Pos::Propn,
                    _ => Pos::Noun,
                },
                morphology: Morphology::default(),
                head: (!root).then_some(WordId(sentence.words.start)),
                relation: if root { Relation::Root } else { Relation::Dep },
                subtype: Subtype::Plain,
                tag: 0,
            });
        }
    }
    Analysis::new(text, language, cut.sentences, cut.tokens, words, Vec::new())
}

fn at(mention: &PlaceMention) -> Option<(f64, f64)> {
    mention.resolved.as_ref().map(|r| (r.lat, r.lon))
}

/// Whether the words, as a mention, mean a place near this point.
fn means(text: &str, language: Language, words: &str, lat: f64, lon: f64) -> bool {
    let analysis = flat(text, language);
    find(&analysis).iter().any(|m| {
        m.span.of(text).contains(words)
            && at(m).is_some_and(|p| (p.0 - lat).abs() < 0.3 && (p.1 - lon).abs() < 0.3)
    })
}

#[test]
fn names_mean_what_the_report_is_about() {
    use Language::{English, French};
    for (language, text, words, lat, lon) in [
        (French, "Des tirs ont visé Harem, en Syrie.", "Harem", 36.21, 36.52),
        (French, "Un convoi a quitté Valence (Drôme) lundi.", "Valence", 44.93, 4.89),
        (French, "Un convoi a quitté Valence, en Espagne.", "Valence", 39.48, -0.4),
        (English, "A man was held in Paris, Texas on Monday.", "Paris", 33.66, -95.55),
        (English, "A man was held in Paris on Monday.", "Paris", 48.86, 2.35),
        (English, "Clashes went on in Idlib province, Syria.", "Idlib", 35.79, 36.68),
        (French, "Le marché de Deir Ezzor a rouvert en Syrie.", "Deir Ezzor", 35.34, 40.14),
        (French, "Le convoi va au Caire.", "Caire", 30.05, 31.3),
        (French, "Des heurts dans la bande de Gaza.", "bande de Gaza", 31.41, 34.38),
        (English, "They met at Camp Speicher in Iraq.", "Camp Speicher", 34.67, 43.54),
        (English, "Troops in Syria reached Urem al-Kubra.", "Urem al-Kubra", 36.15, 36.95),
    ] {
        assert!(
            means(text, language, words, lat, lon),
            "{text}: {:?}",
            find(&flat(text, language))
        );
    }
}

#[test]
fn an_unknown_or_doubtful_name_is_not_guessed() {
    for text in ["Il vit à Xyzzyville depuis un an.", "He moved to Springfield last year."] {
        let language = if text.starts_with("Il") { Language::French } else { Language::English };
        let analysis = flat(text, language);
        let found = find(&analysis);
        assert!(found.iter().all(|m| m.resolved.is_none()), "{found:?}");
    }
}

#[test]
fn a_distance_and_a_side_make_an_area() {
    let text = "Un poste a été pris à 30 km au nord de Mossoul.";
    let analysis = from_conllu(
        text,
        Language::French,
        "Un un DET Definite=Ind|PronType=Art 2 det
         poste poste NOUN _ 5 nsubj:pass
         a avoir AUX _ 5 aux:tense
         été être AUX _ 5 aux:pass
         pris prendre VERB _ 0 root
         à à ADP _ 8 case
         30 30 NUM _ 8 nummod
         km kilomètre NOUN _ 5 obl:mod
         9-10 au
         à à ADP _ 11 case
         le le DET Definite=Def|PronType=Art 11 det
         nord nord NOUN _ 8 nmod
         de de ADP _ 13 case
         Mossoul Mossoul PROPN _ 11 nmod B-LOC
         . . PUNCT _ 5 punct",
    );
    let places = find(&analysis);
    assert_eq!(places.len(), 1);
    assert_eq!(places[0].span.of(text), "30 km au nord de Mossoul");
    let found = places[0].resolved.as_ref().expect("it is resolved");
    assert_eq!(found.precision, Precision::Area);
    assert!((found.lat - 36.61).abs() < 0.05, "{}", found.lat);
    assert_eq!(place_of(&analysis, &places, WordId(4)), Some(0));
}

#[test]
fn who_governs_is_meant() {
    let text = "Damas a menacé Paris après une frappe à Alep.";
    let analysis = from_conllu(
        text,
        Language::French,
        "Damas Damas PROPN _ 3 nsubj B-LOC
         a avoir AUX _ 3 aux:tense
         menacé menacer VERB _ 0 root
         Paris Paris PROPN _ 3 obj B-LOC
         après après ADP _ 7 case
         une un DET Definite=Ind|PronType=Art 7 det
         frappe frappe NOUN _ 3 obl:mod
         à à ADP _ 9 case
         Alep Alep PROPN _ 7 nmod B-LOC
         . . PUNCT _ 3 punct",
    );
    let usages: Vec<PlaceUsage> = find(&analysis).iter().map(|m| m.usage).collect();
    assert_eq!(usages, [PlaceUsage::Metonymy, PlaceUsage::Metonymy, PlaceUsage::Location]);
    assert_eq!(place_of(&analysis, &find(&analysis), WordId(6)), Some(2));
}

#[test]
fn parts_of_names_are_no_places() {
    let text = "The Washington Post spoke with Jordan Henderson in Lagos.";
    let analysis = from_conllu(
        text,
        Language::English,
        "The the DET Definite=Def|PronType=Art 3 det
         Washington Washington PROPN _ 3 compound B-ORG
         Post Post PROPN _ 4 nsubj I-ORG
         spoke speak VERB _ 0 root
         with with ADP _ 6 case
         Jordan Jordan PROPN _ 4 obl B-PER
         Henderson Henderson PROPN _ 6 flat I-PER
         in in ADP _ 9 case
         Lagos Lagos PROPN _ 4 obl B-LOC
         . . PUNCT _ 4 punct",
    );
    let usages: Vec<PlaceUsage> = find(&analysis).iter().map(|m| m.usage).collect();
    assert_eq!(usages, [PlaceUsage::PartOfName, PlaceUsage::PartOfName, PlaceUsage::Location]);
}

#[test]
fn a_definite_noun_means_the_last_place_of_its_kind() {
    let text = "Homs est calme. La ville dort. Le pays attend.";
    let analysis = from_conllu(
        text,
        Language::French,
        "Homs Homs PROPN _ 3 nsubj B-LOC
         est être AUX _ 3 cop
         calme calme ADJ _ 0 root
         . . PUNCT _ 3 punct

         La le DET Definite=Def|PronType=Art 2 det
         ville ville NOUN Number=Sing 3 nsubj
         dort dormir VERB _ 0 root
         . . PUNCT _ 3 punct

         Le le DET Definite=Def|PronType=Art 2 det
         pays pays NOUN Number=Sing 3 nsubj
         attend attendre VERB _ 0 root
         . . PUNCT _ 3 punct",
    );
    let names: Vec<(String, String)> = find(&analysis)
        .into_iter()
        .filter_map(|m| Some((m.span.of(text).to_string(), m.resolved?.name)))
        .collect();
    assert_eq!(
        names,
        [("Homs", "Homs"), ("ville", "Homs"), ("pays", "Syria")]
            .map(|(a, b)| (a.to_string(), b.to_string()))
    );
}

#[test]
fn adjectives_and_the_areas_that_they_make() {
    let text = "L’armée syrienne a quitté le territoire libanais.";
    let analysis = flat(text, Language::French);
    let found: Vec<(&str, PlaceUsage, Option<String>)> = find(&analysis)
        .into_iter()
        .map(|m| (m.span.of(text), m.usage, m.resolved.and_then(|r| r.country)))
        .collect();
    assert_eq!(
        found,
        [
            ("syrienne", PlaceUsage::Demonym, Some("SY".to_string())),
            ("territoire libanais", PlaceUsage::Location, Some("LB".to_string())),
        ]
    );
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,80}", french: bool) {
        let language = if french { Language::French } else { Language::English };
        let analysis = flat(&text, language);
        let places = find(&analysis);
        for word in analysis.word_ids() {
            place_of(&analysis, &places, word);
        }
    }

    #[test]
    fn no_order_of_place_words_panics(
        words in prop::collection::vec(prop::sample::select(vec![
            "le", "nord", "de", "la", "Syrie", "à", "30", "km", "l’", "est", "d’", "Idlib", "(",
            "Texas", ")", ",", "Paris", "côte", "syrienne", "ville", "al", "-", "Bab", ".", "Al",
            "hôtel", "The", "border", "province", "of", "Camp", "frontière", "turco-syrienne",
        ]), 0..40),
        french: bool,
    ) {
        let text = words.join(" ");
        let language = if french { Language::French } else { Language::English };
        let analysis = flat(&text, language);
        let places = find(&analysis);
        prop_assert!(places.is_sorted_by_key(|p| p.span.start));
        prop_assert!(places.windows(2).all(|p| !p[0].span.overlaps(p[1].span)));
        for word in analysis.word_ids() {
            place_of(&analysis, &places, word);
        }
    }
}

#[test]
fn a_side_of_a_country_lies_in_it() {
    let gazetteer = Gazetteer::embedded();
    let mut towns = area::Towns::new(gazetteer);
    for (code, bearing, lat, lon, within) in [
        ("ML", 0.0, 19.5, -2.5, 2.0),
        ("IQ", 0.0, 36.3, 43.1, 0.5),
        ("CD", 90.0, -1.5, 29.0, 1.5),
        ("NG", 45.0, 11.8, 13.1, 0.5),
    ] {
        let country = Found::new(gazetteer, &gazetteer.country(code).expect("a country"));
        let words = WordRange { start: 0, end: 1 };
        let side = area::Side::new(words, lexicon::Direction::Bearing(bearing));
        let found = area::of_side(&mut towns, &country, side);
        let near = (found.lat - lat).abs() < within && (found.lon - lon).abs() < within;
        assert!(near && found.precision == Precision::Area, "{code}: {found:?}");
    }
}

#[test]
fn what_tells_where_a_town_lies_is_not_the_place() {
    let text = "Combats à Harem, à l’ouest d’Idlib.";
    let analysis = from_conllu(
        text,
        Language::French,
        "Combats combat NOUN _ 0 root
         à à ADP _ 3 case
         Harem Harem PROPN _ 1 nmod B-LOC
         , , PUNCT _ 7 punct
         à à ADP _ 7 case
         l’ le DET Definite=Def|PronType=Art 7 det
         ouest ouest NOUN _ 1 nmod
         d’ de ADP _ 9 case
         Idlib Idlib PROPN _ 7 nmod B-LOC
         . . PUNCT _ 1 punct
",
    );
    let places = find(&analysis);
    let place = place_of(&analysis, &places, WordId(0)).map(|i| places[i].span.of(text));
    assert_eq!(place, Some("Harem"), "{places:?}");
}

#[test]
fn a_region_beside_does_not_hide_its_town() {
    let text =
        "Un village a été attaqué près de Gao, au Mali. Une frappe a touché la région de Gao.";
    let analysis = flat(text, Language::French);
    let found = find(&analysis);
    let precision: Vec<Option<Precision>> = found
        .iter()
        .filter(|m| m.span.of(text).contains("Gao"))
        .map(|m| m.resolved.as_ref().map(|r| r.precision))
        .collect();
    assert_eq!(precision, [Some(Precision::Locality), Some(Precision::Province)], "{found:?}");
}

#[test]
fn every_town_of_a_demonym_is_known() {
    let gazetteer = Gazetteer::embedded();
    for table in [
        include_str!("../../../../lang/fr/demonyms.tsv"),
        include_str!("../../../../lang/en/demonyms.tsv"),
    ] {
        for code in table.lines().filter_map(|l| l.split('\t').next()) {
            if code.contains(':') && !code.starts_with('#') {
                assert!(homeland(gazetteer, code).is_some(), "{code}");
            }
        }
    }
}
