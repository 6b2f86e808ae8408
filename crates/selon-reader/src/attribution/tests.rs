use selon_language::testing::from_conllu;
use selon_model::Language;

use super::find;
use crate::actor::Actors;

/// Each attribution as `source < cue < content | content`, with `in N` for the one
/// it stands in.
fn read(text: &str, language: Language, rows: &str) -> Vec<String> {
    let analysis = from_conllu(text, language, rows);
    find(&analysis, &Actors::default())
        .iter()
        .map(|a| {
            let source = a.source.as_ref().map_or("-", |s| s.span.of(text));
            let cue = a.cue.map_or("-", |c| c.of(text));
            let content: Vec<&str> = a.content.iter().map(|c| c.of(text)).collect();
            let inside = a.inside.map_or(String::new(), |i| format!(" in {i}"));
            format!("{source} < {cue} < {}{inside}", content.join(" | "))
        })
        .collect()
}

#[test]
fn a_clause_with_que_ends_before_what_the_verb_keeps() {
    let found = read(
        "Le maire a déclaré mardi que la route était coupée, ajoutant que le pont tenait.",
        Language::French,
        "Le le DET Definite=Def 2 det
         maire maire NOUN _ 4 nsubj
         a avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 4 aux:tense
         déclaré déclarer VERB Tense=Past|VerbForm=Part 0 root
         mardi mardi NOUN _ 4 obl:mod
         que que SCONJ _ 10 mark
         la le DET Definite=Def 8 det
         route route NOUN _ 10 nsubj:pass
         était être AUX Mood=Ind|Tense=Imp|VerbForm=Fin 10 aux:pass
         coupée couper VERB Tense=Past|VerbForm=Part 4 ccomp
         , , PUNCT _ 12 punct
         ajoutant ajouter VERB Tense=Pres|VerbForm=Part 10 advcl
         que que SCONJ _ 16 mark
         le le DET Definite=Def 15 det
         pont pont NOUN _ 16 nsubj
         tenait tenir VERB Mood=Ind|Tense=Imp|VerbForm=Fin 12 ccomp
         . . PUNCT _ 4 punct",
    );
    // The gerund hangs on the wrong verb here, as parsers like to have it.
    assert_eq!(found[0], "Le maire < déclaré < la route était coupée");
    assert!(found[1].ends_with("< ajoutant < le pont tenait"), "{found:?}");
}

#[test]
fn inversion_after_a_quotation() {
    let found = read(
        "« Nous tenons la ville », a affirmé le gouverneur.",
        Language::French,
        "« « PUNCT _ 3 punct
         Nous nous PRON Person=1 3 nsubj
         tenons tenir VERB Mood=Ind|Tense=Pres|VerbForm=Fin|Person=1 0 root
         la le DET Definite=Def 5 det
         ville ville NOUN _ 3 obj
         » » PUNCT _ 3 punct
         , , PUNCT _ 9 punct
         a avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 9 aux:tense
         affirmé affirmer VERB Tense=Past|VerbForm=Part 3 parataxis
         le le DET Definite=Def 11 det
         gouverneur gouverneur NOUN _ 9 nsubj
         . . PUNCT _ 3 punct",
    );
    assert_eq!(found, ["le gouverneur < affirmé < « Nous tenons la ville »"]);
}

#[test]
fn selon_at_the_head_and_at_the_end() {
    let found = read(
        "Selon la police, trois hommes ont fui.",
        Language::French,
        "Selon selon ADP _ 3 case
         la le DET Definite=Def 3 det
         police police NOUN _ 8 obl:mod
         , , PUNCT _ 3 punct
         trois trois NUM _ 6 nummod
         hommes homme NOUN _ 8 nsubj
         ont avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 8 aux:tense
         fui fuir VERB Tense=Past|VerbForm=Part 0 root
         . . PUNCT _ 8 punct",
    );
    assert_eq!(found, ["la police < Selon < trois hommes ont fui"]);
    let found = read(
        "Trois hommes ont fui selon des témoins cités par l'agence.",
        Language::French,
        "Trois trois NUM _ 2 nummod
         hommes homme NOUN _ 4 nsubj
         ont avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 4 aux:tense
         fui fuir VERB Tense=Past|VerbForm=Part 0 root
         selon selon ADP _ 7 case
         des un DET Definite=Ind 7 det
         témoins témoin NOUN _ 4 obl:mod
         cités citer VERB Tense=Past|VerbForm=Part 7 acl
         par par ADP _ 11 case
         l' le DET Definite=Def 11 det
         agence agence NOUN _ 8 obl:agent
         . . PUNCT _ 4 punct",
    );
    assert_eq!(
        found,
        [
            "l'agence < cités < Trois hommes ont fui selon des témoins",
            "des témoins < selon < Trois hommes ont fui in 0",
        ]
    );
}

#[test]
fn what_somebody_goes_by_is_no_source() {
    let found = read(
        "Le prix varie selon la saison.",
        Language::French,
        "Le le DET Definite=Def 2 det
         prix prix NOUN _ 3 nsubj
         varie varier VERB Mood=Ind|Tense=Pres|VerbForm=Fin 0 root
         selon selon ADP _ 6 case
         la le DET Definite=Def 6 det
         saison saison NOUN _ 3 obl:mod
         . . PUNCT _ 3 punct",
    );
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn claims_of_responsibility_but_not_their_absence() {
    let rows = |not: &str| {
        format!(
            "L' le DET Definite=Def 2 det
             attaque attaque NOUN _ 5 nsubj:pass
             a avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 5 aux:tense
             {not}été être AUX Tense=Past|VerbForm=Part 5 aux:pass
             revendiquée revendiquer VERB Tense=Past|VerbForm=Part 0 root
             par par ADP _ 8 case
             le le DET Definite=Def 8 det
             groupe groupe NOUN _ 5 obl:agent
             . . PUNCT _ 5 punct"
        )
    };
    let found = read("L'attaque a été revendiquée par le groupe.", Language::French, &rows(""));
    assert_eq!(found, ["le groupe < revendiquée < L'attaque"]);
    let found = read(
        "L'attaque n'a pas été revendiquée.",
        Language::French,
        "L' le DET Definite=Def 2 det
         attaque attaque NOUN _ 7 nsubj:pass
         n' ne ADV Polarity=Neg 7 advmod
         a avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 7 aux:tense
         pas pas ADV Polarity=Neg 7 advmod
         été être AUX Tense=Past|VerbForm=Part 7 aux:pass
         revendiquée revendiquer VERB Tense=Past|VerbForm=Part 0 root
         . . PUNCT _ 7 punct",
    );
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_statement_of_somebody_else_in_a_statement() {
    let found = read(
        "La chaîne a publié une lettre de leur commandant affirmant que l'armée avançait.",
        Language::French,
        "La le DET Definite=Def 2 det
         chaîne chaîne NOUN _ 4 nsubj
         a avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 4 aux:tense
         publié publier VERB Tense=Past|VerbForm=Part 0 root
         une un DET Definite=Ind 6 det
         lettre lettre NOUN _ 4 obj
         de de ADP _ 9 case
         leur son DET Poss=Yes 9 det
         commandant commandant NOUN _ 6 nmod
         affirmant affirmer VERB Tense=Pres|VerbForm=Part 6 acl
         que que SCONJ _ 14 mark
         l' le DET Definite=Def 13 det
         armée armée NOUN _ 14 nsubj
         avançait avancer VERB Mood=Ind|Tense=Imp|VerbForm=Fin 10 ccomp
         . . PUNCT _ 4 punct",
    );
    assert_eq!(
        found,
        [
            "La chaîne < publié < une lettre de leur commandant affirmant que l'armée avançait",
            "leur commandant < affirmant < l'armée avançait in 0",
        ]
    );
}

#[test]
fn a_cue_in_the_middle_and_speech_that_goes_on() {
    let found = read(
        "In the north, Reed said, the bridge still stands.",
        Language::English,
        "In in ADP _ 3 case
         the the DET Definite=Def 3 det
         north north NOUN _ 11 obl
         , , PUNCT _ 3 punct
         Reed Reed PROPN _ 6 nsubj B-PER
         said say VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         , , PUNCT _ 11 punct
         the the DET Definite=Def 9 det
         bridge bridge NOUN _ 11 nsubj
         still still ADV _ 11 advmod
         stands stand VERB Mood=Ind|Tense=Pres|VerbForm=Fin 6 ccomp
         . . PUNCT _ 6 punct",
    );
    assert_eq!(found, ["Reed < said < In the north | the bridge still stands"]);
    let found = read(
        "“The road is open,” Reed said. “We will keep it so.”",
        Language::English,
        "“ “ PUNCT _ 5 punct
         The the DET Definite=Def 3 det
         road road NOUN _ 5 nsubj
         is be AUX Mood=Ind|Tense=Pres|VerbForm=Fin 5 cop
         open open ADJ _ 9 ccomp
         , , PUNCT _ 5 punct
         ” ” PUNCT _ 5 punct
         Reed Reed PROPN _ 9 nsubj B-PER
         said say VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         . . PUNCT _ 9 punct

         “ “ PUNCT _ 4 punct
         We we PRON Person=1 4 nsubj
         will will AUX VerbForm=Fin 4 aux
         keep keep VERB VerbForm=Inf 0 root
         it it PRON Person=3 4 obj
         so so ADV _ 4 advmod
         . . PUNCT _ 4 punct
         ” ” PUNCT _ 4 punct",
    );
    assert_eq!(found, ["Reed < said < “The road is open,” | “We will keep it so.”"]);
}

#[test]
fn condemnations_and_reports() {
    let found = read(
        "The council condemned the attack and reports of looting.",
        Language::English,
        "The the DET Definite=Def 2 det
         council council NOUN _ 3 nsubj
         condemned condemn VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         the the DET Definite=Def 5 det
         attack attack NOUN _ 3 obj
         and and CCONJ _ 7 cc
         reports report NOUN _ 5 conj
         of of ADP _ 9 case
         looting looting NOUN _ 7 nmod
         . . PUNCT _ 3 punct",
    );
    assert_eq!(
        found,
        [
            "The council < condemned < the attack and reports of looting",
            "- < reports < looting in 0",
        ]
    );
}

/// Words of saying with trees that no parser would give: nothing may panic, and
/// every span must stand in the text.
#[test]
fn broken_trees() {
    const WORDS: [(&str, &str, &str); 22] = [
        ("déclaré", "déclarer", "VERB"),
        ("affirme", "affirmer", "VERB"),
        ("accusé", "accuser", "VERB"),
        ("ajoutant", "ajouter", "VERB"),
        ("qualifie", "qualifier", "VERB"),
        ("a", "avoir", "AUX"),
        ("que", "que", "SCONJ"),
        ("qui", "qui", "PRON"),
        ("on", "on", "PRON"),
        ("selon", "selon", "ADP"),
        ("de", "de", "ADP"),
        ("comme", "comme", "ADP"),
        ("police", "police", "NOUN"),
        ("rumeur", "rumeur", "NOUN"),
        ("attaque", "attaque", "NOUN"),
        ("«", "«", "PUNCT"),
        ("»", "»", "PUNCT"),
        ("\"", "\"", "PUNCT"),
        (",", ",", "PUNCT"),
        (":", ":", "PUNCT"),
        ("mais", "mais", "CCONJ"),
        ("aurait", "avoir", "AUX"),
    ];
    const RELATIONS: [&str; 18] = [
        "nsubj",
        "obj",
        "ccomp",
        "xcomp",
        "advcl",
        "acl",
        "acl:relcl",
        "nmod",
        "obl",
        "obl:agent",
        "aux:pass",
        "mark",
        "case",
        "punct",
        "parataxis",
        "conj",
        "advmod",
        "appos",
    ];
    const FEATS: [&str; 5] = [
        "_",
        "Mood=Ind|Tense=Pres|VerbForm=Fin",
        "Tense=Past|VerbForm=Part",
        "Mood=Cnd|VerbForm=Fin",
        "VerbForm=Inf",
    ];
    let mut state = 1u64;
    let mut random = move |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..400 {
        let mut text = String::new();
        let mut rows = String::new();
        for _ in 0..1 + random(3) {
            let length = 1 + random(14);
            let root = random(length);
            for i in 0..length {
                let (form, lemma, pos) = WORDS[random(WORDS.len())];
                let (head, relation) = if i == root {
                    (0, "root")
                } else {
                    (1 + random(length), RELATIONS[random(RELATIONS.len())])
                };
                text.push_str(form);
                text.push(if random(9) == 0 { '\n' } else { ' ' });
                let feats = FEATS[random(FEATS.len())];
                rows.push_str(&format!("{form} {lemma} {pos} {feats} {head} {relation}\n"));
            }
            rows.push('\n');
        }
        let analysis = from_conllu(&text, Language::French, &rows);
        for attribution in find(&analysis, &Actors::default()) {
            let spans = attribution.content.iter().copied().chain(attribution.cue);
            for span in spans.chain(attribution.source.map(|s| s.span)) {
                assert!(!span.of(&text).is_empty());
            }
        }
        for word in analysis.word_ids() {
            crate::certainty::judge(&analysis, word, Some(selon_language::WordId(0)));
        }
    }
}
