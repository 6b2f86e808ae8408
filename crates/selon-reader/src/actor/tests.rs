use selon_gazetteer::{PlaceId, PlaceKind, Source};
use selon_language::testing::from_conllu;
use selon_model::Language;

use super::*;
use crate::place::{PlaceUsage, ResolvedPlace};

/// The mention whose words are these, and its entity.
fn mention<'a>(analysis: &Analysis, actors: &'a Actors, words: &str) -> &'a ActorMention {
    actors.mentions.iter().find(|m| m.span.of(analysis.text) == words).unwrap_or_else(|| {
        let found: Vec<_> = actors.mentions.iter().map(|m| m.span.of(analysis.text)).collect();
        panic!("no mention “{words}” in {found:?}")
    })
}

fn entity<'a>(analysis: &Analysis, actors: &'a Actors, words: &str) -> &'a Entity {
    &actors.entities[mention(analysis, actors, words).entity.0 as usize]
}

#[test]
fn an_observatory_and_its_director() {
    let text = "Selon l'Observatoire syrien des droits de l'homme (OSDH), un village brûle. \
                Rami Abdel Rahman, directeur de l'OSDH, parle d'un incendie.";
    let analysis = from_conllu(
        text,
        Language::French,
        "Selon selon ADP _ 3 case
         l' le DET Definite=Def|PronType=Art 3 det
         Observatoire observatoire PROPN Gender=Masc|Number=Sing 15 obl:mod B-ORG
         syrien syrien ADJ Gender=Masc|Number=Sing 3 amod I-ORG
         5-6 des
         de de ADP _ 7 case I-ORG
         les le DET Definite=Def|PronType=Art 7 det I-ORG
         droits droit NOUN Gender=Masc|Number=Plur 3 nmod I-ORG
         de de ADP _ 10 case I-ORG
         l' le DET Definite=Def|PronType=Art 10 det I-ORG
         homme homme NOUN Gender=Masc|Number=Sing 7 nmod I-ORG
         ( ( PUNCT _ 12 punct
         OSDH OSDH PROPN _ 3 appos B-ORG
         ) ) PUNCT _ 12 punct
         , , PUNCT _ 17 punct
         un un DET Definite=Ind|PronType=Art 16 det
         village village NOUN Gender=Masc|Number=Sing 17 nsubj
         brûle brûler VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 17 punct

         Rami Rami PROPN _ 10 nsubj B-PER
         Abdel Abdel PROPN _ 1 flat:name I-PER
         Rahman Rahman PROPN _ 1 flat:name I-PER
         , , PUNCT _ 5 punct
         directeur directeur NOUN Gender=Masc|Number=Sing 1 appos
         de de ADP _ 8 case
         l' le DET Definite=Def|PronType=Art 8 det
         OSDH OSDH PROPN _ 5 nmod B-ORG
         , , PUNCT _ 5 punct
         parle parler VERB Mood=Ind|VerbForm=Fin 0 root
         d' de ADP _ 13 case
         un un DET Definite=Ind|PronType=Art 13 det
         incendie incendie NOUN Gender=Masc|Number=Sing 10 obl:arg
         . . PUNCT _ 10 punct",
    );
    let actors = find(&analysis, &[]);
    let body = entity(&analysis, &actors, "OSDH");
    assert_eq!(body.name, "Observatoire syrien des droits de l'homme");
    assert_eq!(body.source_kind, SourceKind::Monitor);
    let director = entity(&analysis, &actors, "Rami Abdel Rahman, directeur de l'OSDH");
    assert_eq!(director.source_kind, SourceKind::Monitor);
    assert_eq!(director.organisation, Some(mention(&analysis, &actors, "OSDH").entity));
}

#[test]
fn a_president_is_taken_up_by_title_surname_and_pronoun() {
    let text = "Le président par intérim Ahmed al-Sharaa parle. Al-Sharaa attend. \
                Le président par intérim se tait. Il a dit qu'il partirait.";
    let analysis = from_conllu(
        text,
        Language::French,
        "Le le DET Definite=Def|Gender=Masc|PronType=Art 2 det
         président président NOUN Gender=Masc|Number=Sing 7 nsubj
         par par ADP _ 4 case
         intérim intérim NOUN Gender=Masc|Number=Sing 2 nmod
         Ahmed Ahmed PROPN _ 2 appos B-PER
         al-Sharaa al-Sharaa PROPN _ 5 flat:name I-PER
         parle parler VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 7 punct

         Al-Sharaa al-Sharaa PROPN _ 2 nsubj B-PER
         attend attendre VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 2 punct

         Le le DET Definite=Def|Gender=Masc|PronType=Art 2 det
         président président NOUN Gender=Masc|Number=Sing 6 nsubj
         par par ADP _ 4 case
         intérim intérim NOUN Gender=Masc|Number=Sing 2 nmod
         se se PRON Reflex=Yes 6 expl:comp
         tait taire VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 6 punct

         Il lui PRON Gender=Masc|Number=Sing|Person=3|PronType=Prs 3 nsubj
         a avoir AUX _ 3 aux:tense
         dit dire VERB Tense=Past|VerbForm=Part 0 root
         qu' que SCONJ _ 6 mark
         il lui PRON Gender=Masc|Number=Sing|Person=3|PronType=Prs 6 nsubj
         partirait partir VERB Mood=Cnd|VerbForm=Fin 3 ccomp
         . . PUNCT _ 3 punct",
    );
    let actors = find(&analysis, &[]);
    let whole = mention(&analysis, &actors, "Le président par intérim Ahmed al-Sharaa");
    for words in ["Al-Sharaa", "Le président par intérim", "Il", "il"] {
        assert_eq!(mention(&analysis, &actors, words).entity, whole.entity, "{words}");
    }
    let president = &actors.entities[whole.entity.0 as usize];
    assert_eq!(president.source_kind, SourceKind::Official);
    assert_eq!(president.registry, Some("Ahmed al-Charaa"));
    assert_eq!(actors.mention_covering(WordId(3)).map(|m| m.head), Some(whole.head));
}

#[test]
fn a_capital_stands_for_its_government() {
    let text = "Damas menace les rebelles. Le gouvernement syrien nie.";
    let analysis = from_conllu(
        text,
        Language::French,
        "Damas Damas PROPN _ 2 nsubj B-LOC
         menace menacer VERB Mood=Ind|VerbForm=Fin 0 root
         les le DET Definite=Def|PronType=Art 4 det
         rebelles rebelle NOUN Gender=Masc|Number=Plur 2 obj
         . . PUNCT _ 2 punct

         Le le DET Definite=Def|PronType=Art 2 det
         gouvernement gouvernement NOUN Gender=Masc|Number=Sing 4 nsubj
         syrien syrien ADJ Gender=Masc|Number=Sing 2 amod
         nie nier VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 4 punct",
    );
    let place = PlaceMention {
        words: WordRange { start: 0, end: 1 },
        span: analysis.words[0].span,
        likely: Vec::new(),
        resolved: Some(ResolvedPlace {
            name: "Damascus".into(),
            id: PlaceId { source: Source::GeoNames, number: 170654 },
            country: Some("SY".into()),
            admin1: None,
            admin2: None,
            lat: 33.5,
            lon: 36.3,
            precision: selon_model::reading::Precision::Locality,
            kind: PlaceKind::Locality,
            radius: None,
        }),
        usage: PlaceUsage::Metonymy,
    };
    let actors = find(&analysis, &[place]);
    let seat = entity(&analysis, &actors, "Damas");
    assert_eq!(seat.name, "gouvernement syrien");
    assert_eq!(seat.source_kind, SourceKind::Official);
    assert_eq!(entity(&analysis, &actors, "Le gouvernement syrien"), seat);
    assert_eq!(entity(&analysis, &actors, "les rebelles").source_kind, SourceKind::ArmedGroup);
}

#[test]
fn a_newspaper_is_taken_up_as_such_and_speaks_by_its_reports() {
    let text = "Le Monde publie des photos. Un soldat lit. Le journal précise la date. \
                Selon un rapport du Monde, rien ne brûle.";
    let analysis = from_conllu(
        text,
        Language::French,
        "Le le DET Definite=Def|PronType=Art 2 det B-ORG
         Monde Monde PROPN _ 3 nsubj I-ORG
         publie publier VERB Mood=Ind|VerbForm=Fin 0 root
         des un DET Definite=Ind|PronType=Art 5 det
         photos photo NOUN Number=Plur 3 obj
         . . PUNCT _ 3 punct

         Un un DET Definite=Ind|PronType=Art 2 det
         soldat soldat NOUN Gender=Masc|Number=Sing 3 nsubj
         lit lire VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 3 punct

         Le le DET Definite=Def|PronType=Art 2 det
         journal journal NOUN Gender=Masc|Number=Sing 3 nsubj
         précise préciser VERB Mood=Ind|VerbForm=Fin 0 root
         la le DET Definite=Def|PronType=Art 5 det
         date date NOUN Number=Sing 3 obj
         . . PUNCT _ 3 punct

         Selon selon ADP _ 3 case
         un un DET Definite=Ind|PronType=Art 3 det
         rapport rapport NOUN Gender=Masc|Number=Sing 10 obl:mod
         4-5 du
         de de ADP _ 6 case
         le le DET Definite=Def|PronType=Art 6 det
         Monde Monde PROPN _ 3 nmod B-ORG
         , , PUNCT _ 3 punct
         rien rien PRON _ 10 nsubj
         ne ne ADV _ 10 advmod
         brûle brûler VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 10 punct",
    );
    let actors = find(&analysis, &[]);
    let paper = mention(&analysis, &actors, "Le Monde");
    for words in ["Le journal", "un rapport du Monde", "Monde"] {
        assert_eq!(mention(&analysis, &actors, words).entity, paper.entity, "{words}");
    }
    assert_eq!(actors.entities[paper.entity.0 as usize].source_kind, SourceKind::Media);
}

#[test]
fn who_speaks_for_a_body_is_what_the_body_is() {
    let text = "A spokesman for the rebel group said nothing. Kurdish forces and the Iraqi army \
                met. A Pentagon spokesman agreed. Sources in the area reported rain.";
    let analysis = from_conllu(
        text,
        Language::English,
        "A a DET Definite=Ind|PronType=Art 2 det
         spokesman spokesman NOUN Number=Sing 7 nsubj
         for for ADP _ 6 case
         the the DET Definite=Def|PronType=Art 6 det
         rebel rebel NOUN Number=Sing 6 compound
         group group NOUN Number=Sing 2 nmod
         said say VERB Mood=Ind|VerbForm=Fin 0 root
         nothing nothing PRON _ 7 obj
         . . PUNCT _ 7 punct

         Kurdish Kurdish ADJ _ 2 amod
         forces force NOUN Number=Plur 7 nsubj
         and and CCONJ _ 6 cc
         the the DET Definite=Def|PronType=Art 6 det
         Iraqi iraqi ADJ _ 6 amod
         army army NOUN Number=Sing 2 conj
         met meet VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 7 punct

         A a DET Definite=Ind|PronType=Art 3 det
         Pentagon Pentagon PROPN Number=Sing 3 compound B-ORG
         spokesman spokesman NOUN Number=Sing 4 nsubj
         agreed agree VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 4 punct

         Sources source NOUN Number=Plur 5 nsubj
         in in ADP _ 4 case
         the the DET Definite=Def|PronType=Art 4 det
         area area NOUN Number=Sing 1 nmod
         reported report VERB Mood=Ind|VerbForm=Fin 0 root
         rain rain NOUN Number=Sing 5 obj
         . . PUNCT _ 5 punct",
    );
    let actors = find(&analysis, &[]);
    for (words, kind) in [
        ("A spokesman for the rebel group", SourceKind::ArmedGroup),
        ("Kurdish forces", SourceKind::ArmedGroup),
        ("the Iraqi army", SourceKind::Official),
        ("A Pentagon spokesman", SourceKind::Official),
        ("Sources", SourceKind::Unnamed),
    ] {
        assert_eq!(entity(&analysis, &actors, words).source_kind, kind, "{words}");
    }
    let spokesman = entity(&analysis, &actors, "A Pentagon spokesman");
    assert_eq!(spokesman.organisation, Some(mention(&analysis, &actors, "Pentagon").entity));
}

#[test]
fn an_empty_text_has_nobody() {
    let analysis = from_conllu("", Language::English, "");
    assert_eq!(find(&analysis, &[]), Actors::default());
}

#[test]
fn a_title_and_a_name_that_the_tree_hangs_apart_are_one() {
    let text = "Minister Ada Brenn said yes.";
    let analysis = from_conllu(
        text,
        Language::English,
        "Minister minister NOUN Number=Sing 4 nsubj
         Ada Ada PROPN Number=Sing 4 nsubj B-PER
         Brenn Brenn PROPN Number=Sing 2 flat I-PER
         said say VERB Mood=Ind|VerbForm=Fin 0 root
         yes yes INTJ _ 4 obj
         . . PUNCT _ 4 punct",
    );
    let actors = find(&analysis, &[]);
    let whole = entity(&analysis, &actors, "Minister Ada Brenn");
    assert_eq!(whole.name, "Ada Brenn");
    assert_eq!(whole.source_kind, SourceKind::Official);
    assert_eq!(entity(&analysis, &actors, "Ada Brenn"), whole);
}

#[test]
fn who_says_i_may_be_named_after_the_quotation() {
    let text = "« Nous attendons », a dit un habitant. « J'attends », a-t-il répété.";
    let analysis = from_conllu(
        text,
        Language::French,
        "« « PUNCT _ 3 punct
         Nous nous PRON Number=Plur|Person=1|PronType=Prs 3 nsubj
         attendons attendre VERB Mood=Ind|VerbForm=Fin 0 root
         » » PUNCT _ 3 punct
         , , PUNCT _ 7 punct
         a avoir AUX _ 7 aux:tense
         dit dire VERB Tense=Past|VerbForm=Part 3 parataxis
         un un DET Definite=Ind|PronType=Art 9 det
         habitant habitant NOUN Gender=Masc|Number=Sing 7 nsubj
         . . PUNCT _ 3 punct

         « « PUNCT _ 3 punct
         J' moi PRON Number=Sing|Person=1|PronType=Prs 3 nsubj
         attends attendre VERB Mood=Ind|VerbForm=Fin 0 root
         » » PUNCT _ 3 punct
         , , PUNCT _ 8 punct
         a avoir AUX _ 8 aux:tense
         -t-il lui PRON Gender=Masc|Number=Sing|Person=3|PronType=Prs 8 nsubj
         répété répéter VERB Tense=Past|VerbForm=Part 3 parataxis
         . . PUNCT _ 3 punct",
    );
    let actors = find(&analysis, &[]);
    let resident = mention(&analysis, &actors, "un habitant").entity;
    for words in ["Nous", "J'", "il"] {
        assert_eq!(mention(&analysis, &actors, words).entity, resident, "{words}");
    }
    assert_eq!(actors.entities[resident.0 as usize].source_kind, SourceKind::Witness);
}

#[test]
fn an_acronym_in_brackets_means_the_name_before_it() {
    let text = "Le Comité de veille fluviale (CVF) compte une dizaine de soldats. Le CVF attend.";
    let analysis = from_conllu(
        text,
        Language::French,
        "Le le DET Definite=Def|PronType=Art 2 det
         Comité comité NOUN Gender=Masc|Number=Sing 9 nsubj B-ORG
         de de ADP _ 4 case I-ORG
         veille veille NOUN Number=Sing 2 nmod I-ORG
         fluviale fluvial ADJ Number=Sing 4 amod I-ORG
         ( ( PUNCT _ 7 punct
         CVF CVF PROPN _ 2 appos
         ) ) PUNCT _ 7 punct
         compte compter VERB Mood=Ind|VerbForm=Fin 0 root
         une un DET Definite=Ind|PronType=Art 11 det
         dizaine dizaine NOUN Number=Sing 9 obj
         de de ADP _ 13 case
         soldats soldat NOUN Gender=Masc|Number=Plur 11 nmod
         . . PUNCT _ 9 punct

         Le le DET Definite=Def|PronType=Art 2 det
         CVF CVF PROPN _ 3 nsubj
         attend attendre VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 3 punct",
    );
    let actors = find(&analysis, &[]);
    let body = entity(&analysis, &actors, "Le CVF");
    assert_eq!(body.name, "Comité de veille fluviale");
    assert_eq!(
        entity(&analysis, &actors, "une dizaine de soldats").source_kind,
        SourceKind::Official
    );
}

#[test]
fn a_document_is_the_source_that_issued_it() {
    let text = "Le premier bilan monte. Un bilan de l'armée baisse.";
    let analysis = from_conllu(
        text,
        Language::French,
        "Le le DET Definite=Def|PronType=Art 3 det
         premier premier ADJ _ 3 amod
         bilan bilan NOUN Gender=Masc|Number=Sing 4 nsubj
         monte monter VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 4 punct

         Un un DET Definite=Ind|PronType=Art 2 det
         bilan bilan NOUN Gender=Masc|Number=Sing 6 nsubj
         de de ADP _ 5 case
         l' le DET Definite=Def|PronType=Art 5 det
         armée armée NOUN Gender=Fem|Number=Sing 2 nmod
         baisse baisser VERB Mood=Ind|VerbForm=Fin 0 root
         . . PUNCT _ 6 punct",
    );
    let actors = find(&analysis, &[]);
    assert_eq!(actors.mention_of(WordId(2)), None);
    assert_eq!(actors.source_kind_of(WordId(2)), Some(SourceKind::Unnamed));
    assert_eq!(actors.source_kind_of(WordId(6)), Some(SourceKind::Official));
    assert_eq!(
        mention(&analysis, &actors, "Un bilan de l'armée").entity,
        mention(&analysis, &actors, "l'armée").entity
    );
}

#[test]
fn a_sentence_without_end_is_read_in_time() {
    let mut rows = String::from("said say VERB Mood=Ind|VerbForm=Fin 0 root\n");
    let mut text = String::from("said");
    for n in 0..20_000 {
        let (form, name) = match n % 3 {
            0 => (format!("Brenn{n}"), "B-PER"),
            1 => ("he".to_owned(), "_"),
            _ => ("minister".to_owned(), "_"),
        };
        let pos = if n % 3 == 1 { "PRON" } else { "NOUN" };
        text.push(' ');
        text.push_str(&form);
        rows.push_str(&format!("{form} {form} {pos} Number=Sing 1 nsubj {name}\n"));
    }
    let analysis = from_conllu(&text, Language::English, &rows);
    assert!(find(&analysis, &[]).mentions.len() > 10_000);
}
