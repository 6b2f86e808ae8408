//! Events of made analyses: what is told of whom, and which triggers are one event.

use selon_language::Analysis;
use selon_language::testing::from_conllu;
use selon_model::Language;

use super::*;
use crate::figure;
use crate::quantity::{Quantity, QuantityKind};

fn events(a: &Analysis) -> Vec<EventMention> {
    find(a, &[], &[], &Actors::default(), &[], &[], None)
}

fn kinds(events: &[EventMention]) -> Vec<&'static str> {
    events.iter().map(|e| e.kind).collect()
}

fn words_of<'t>(a: &'t Analysis, found: Option<(WordId, ByteSpan)>) -> Option<&'t str> {
    found.map(|(_, span)| span.of(a.text))
}

#[test]
fn a_passive_with_its_agent() {
    let a = from_conllu(
        "Deux villages ont été bombardés par l'aviation.",
        Language::French,
        "Deux deux NUM _ 2 nummod
         villages village NOUN Number=Plur 5 nsubj:pass
         ont avoir AUX _ 5 aux:tense
         été être AUX _ 5 aux:pass
         bombardés bombarder VERB VerbForm=Part|Tense=Past 0 root
         par par ADP _ 8 case
         l' le DET Definite=Def 8 det
         aviation aviation NOUN Number=Sing 5 obl:agent
         . . PUNCT _ 5 punct",
    );
    let found = events(&a);
    assert_eq!(kinds(&found), ["air_drone_strike"]);
    assert_eq!(words_of(&a, found[0].actor), Some("l'aviation"));
    assert_eq!(words_of(&a, found[0].target), Some("Deux villages"));
}

#[test]
fn a_nominalisation_with_both_sides() {
    let a = from_conllu(
        "L'assaut des forces gouvernementales contre le camp a commencé.",
        Language::French,
        "L' le DET Definite=Def 2 det
         assaut assaut NOUN Number=Sing 11 nsubj
         3-4 des
         de de ADP _ 5 case
         les le DET Definite=Def 5 det
         forces force NOUN Number=Plur 2 nmod
         gouvernementales gouvernemental ADJ _ 5 amod
         contre contre ADP _ 9 case
         le le DET Definite=Def 9 det
         camp camp NOUN Number=Sing 2 nmod
         a avoir AUX _ 11 aux:tense
         commencé commencer VERB VerbForm=Part|Tense=Past 0 root
         . . PUNCT _ 11 punct",
    );
    let found = events(&a);
    assert_eq!(kinds(&found), ["armed_clash"]);
    assert!(words_of(&a, found[0].actor).is_some_and(|t| t.contains("forces gouvernementales")));
    assert_eq!(words_of(&a, found[0].target), Some("le camp"));
}

#[test]
fn who_takes_a_town_decides_the_type() {
    let rows = |who: &str, lemma: &str| {
        format!(
            "Les le DET Definite=Def 2 det
             {who} {lemma} NOUN Number=Plur 4 nsubj
             ont avoir AUX _ 4 aux:tense
             pris prendre VERB VerbForm=Part|Tense=Past 0 root
             la le DET Definite=Def 6 det
             ville ville NOUN Number=Sing 4 obj
             . . PUNCT _ 4 punct"
        )
    };
    let rebels = "Les rebelles ont pris la ville.";
    let a = from_conllu(rebels, Language::French, &rows("rebelles", "rebelle"));
    assert_eq!(kinds(&events(&a)), ["nonstate_overtakes_territory"]);
    let soldiers = "Les soldats ont pris la ville.";
    let a = from_conllu(soldiers, Language::French, &rows("soldats", "soldat"));
    assert_eq!(kinds(&events(&a)), ["gov_regains_territory"]);
}

#[test]
fn weapons_and_wars_of_prices_are_no_events() {
    let a = from_conllu(
        "La guerre des prix continue.",
        Language::French,
        "La le DET Definite=Def 2 det
         guerre guerre NOUN Number=Sing 6 nsubj
         3-4 des
         de de ADP _ 5 case
         les le DET Definite=Def 5 det
         prix prix NOUN Number=Plur 2 nmod
         continue continuer VERB VerbForm=Fin 0 root
         . . PUNCT _ 6 punct",
    );
    assert!(events(&a).is_empty());
    let a = from_conllu(
        "Il portait un fusil d'assaut.",
        Language::French,
        "Il il PRON _ 2 nsubj
         portait porter VERB VerbForm=Fin 0 root
         un un DET Definite=Ind 4 det
         fusil fusil NOUN Number=Sing 2 obj
         d' de ADP _ 6 case
         assaut assaut NOUN Number=Sing 4 nmod
         . . PUNCT _ 2 punct",
    );
    assert!(events(&a).is_empty());
}

#[test]
fn a_light_verb_gives_its_noun_a_subject_and_this_attack_is_the_same() {
    let a = from_conllu(
        "The army carried out a drone strike. The strike killed a farmer.",
        Language::English,
        "The the DET Definite=Def 2 det
         army army NOUN Number=Sing 3 nsubj
         carried carry VERB VerbForm=Fin 0 root
         out out ADP _ 3 compound:prt
         a a DET Definite=Ind 7 det
         drone drone NOUN Number=Sing 7 compound
         strike strike NOUN Number=Sing 3 obj
         . . PUNCT _ 3 punct

         The the DET Definite=Def 2 det
         strike strike NOUN Number=Sing 3 nsubj
         killed kill VERB VerbForm=Fin 0 root
         a a DET Definite=Ind 5 det
         farmer farmer NOUN Number=Sing 3 obj
         . . PUNCT _ 3 punct",
    );
    let found = events(&a);
    assert_eq!(kinds(&found), ["air_drone_strike"]);
    assert_eq!(found[0].triggers.len(), 3);
    assert_eq!(words_of(&a, found[0].actor), Some("The army"));
}

#[test]
fn figures_by_noun_and_by_predicate() {
    let a = from_conllu(
        "Neuf ouvriers sont morts et 21 blessés dans une explosion.",
        Language::French,
        "Neuf neuf NUM _ 2 nummod
         ouvriers ouvrier NOUN Number=Plur 4 nsubj
         sont être AUX _ 4 aux:tense
         morts mourir VERB VerbForm=Part|Tense=Past 0 root
         et et CCONJ _ 7 cc
         21 21 NUM _ 7 nsubj:pass
         blessés blesser VERB VerbForm=Part|Tense=Past 4 conj
         dans dans ADP _ 10 case
         une un DET Definite=Ind 10 det
         explosion explosion NOUN Number=Sing 4 obl
         . . PUNCT _ 4 punct",
    );
    let quantity = |from: u32, counted: Option<u32>, n: u64| Quantity {
        words: WordRange { start: from, end: from + 1 },
        span: a.words[from as usize].span,
        low: Some(n),
        high: Some(n),
        counted: counted.map(WordId),
        kind: QuantityKind::Count,
    };
    let figures = figure::find(
        &a,
        &[quantity(0, Some(1), 9), quantity(5, None, 21)],
        &[],
        &Actors::default(),
    );
    let told: Vec<_> = figures.iter().map(|f| (f.what.code(), f.low, f.high)).collect();
    assert_eq!(told, [("killed", Some(9), Some(9)), ("injured", Some(21), Some(21))]);
    let found = find(&a, &[], &[], &Actors::default(), &[], &figures, None);
    assert_eq!(kinds(&found), ["ied_landmine"]);
    assert_eq!(found[0].figures, [0, 1]);
}

#[test]
fn one_person_without_a_number_counts_once() {
    let a = from_conllu(
        "Le suspect a été arrêté.",
        Language::French,
        "Le le DET Definite=Def 2 det
         suspect suspect NOUN Number=Sing 5 nsubj:pass
         a avoir AUX _ 5 aux:tense
         été être AUX _ 5 aux:pass
         arrêté arrêter VERB VerbForm=Part|Tense=Past 0 root
         . . PUNCT _ 5 punct",
    );
    let figures = figure::find(&a, &[], &[], &Actors::default());
    assert_eq!(figures.len(), 1);
    assert_eq!(
        (figures[0].what.code(), figures[0].low, figures[0].high),
        ("detained", Some(1), Some(1))
    );
    assert!(figures[0].implied);
    assert_eq!(kinds(&find(&a, &[], &[], &Actors::default(), &[], &figures, None)), ["arrests"]);
}

#[test]
fn nobody_hurt_is_a_figure_of_none() {
    let a = from_conllu(
        "Personne n'a été blessé.",
        Language::French,
        "Personne personne PRON _ 5 nsubj:pass
         n' ne ADV Polarity=Neg 5 advmod
         a avoir AUX _ 5 aux:tense
         été être AUX _ 5 aux:pass
         blessé blesser VERB VerbForm=Part|Tense=Past 0 root
         . . PUNCT _ 5 punct",
    );
    let figures = figure::find(&a, &[], &[], &Actors::default());
    assert_eq!((figures[0].low, figures[0].high, figures[0].implied), (Some(0), Some(0), false));
}
