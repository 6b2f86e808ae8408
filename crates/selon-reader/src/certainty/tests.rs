use selon_language::testing::from_conllu;
use selon_language::{Analysis, WordId};
use selon_model::Language;
use selon_model::reading::{Certainty, HedgeKind, Polarity, Reality};

use super::{Judgement, judge};

fn word(analysis: &Analysis, form: &str) -> WordId {
    analysis
        .word_ids()
        .find(|&w| analysis[w].form == form)
        .unwrap_or_else(|| panic!("no word {form}"))
}

fn judged(text: &str, language: Language, predicate: &str, rows: &str) -> Judgement {
    let analysis = from_conllu(text, language, rows);
    judge(&analysis, word(&analysis, predicate), None)
}

fn hedge(text: &str, judgement: &Judgement) -> Option<(String, HedgeKind)> {
    judgement.hedge.map(|(span, kind)| (span.of(text).to_owned(), kind))
}

const CLASHES: &str = "Des un DET Definite=Ind 2 det
    affrontements affrontement NOUN _ 4 nsubj
    auraient avoir AUX Mood=Cnd|Tense=Pres|VerbForm=Fin 4 aux:tense
    éclaté éclater VERB Tense=Past|VerbForm=Part 0 root
    . . PUNCT _ 4 punct";

#[test]
fn hearsay_reaches_what_is_told_to_happen() {
    let text = "Des affrontements auraient éclaté.";
    for predicate in ["affrontements", "éclaté"] {
        let judgement = judged(text, Language::French, predicate, CLASHES);
        assert_eq!(judgement.certainty, Certainty::Hedged, "{predicate}");
        assert_eq!(judgement.reality, Reality::Actual);
        assert_eq!(
            hedge(text, &judgement),
            Some(("auraient éclaté".to_owned(), HedgeKind::Conditional))
        );
    }
}

#[test]
fn hearsay_does_not_reach_what_is_taken_for_granted() {
    let text = "L'attaque aurait tué trois soldats.";
    let rows = "L' le DET Definite=Def 2 det
        attaque attaque NOUN _ 4 nsubj
        aurait avoir AUX Mood=Cnd|Tense=Pres|VerbForm=Fin 4 aux:tense
        tué tuer VERB Tense=Past|VerbForm=Part 0 root
        trois trois NUM _ 6 nummod
        soldats soldat NOUN _ 4 obj
        . . PUNCT _ 4 punct";
    assert_eq!(judged(text, Language::French, "attaque", rows), Judgement::plain());
    assert_eq!(judged(text, Language::French, "tué", rows).certainty, Certainty::Hedged);
}

#[test]
fn an_imperfect_is_no_conditional_whatever_its_tag() {
    let text = "Le groupe préparait une fuite.";
    let rows = "Le le DET Definite=Def 2 det
        groupe groupe NOUN _ 3 nsubj
        préparait préparer VERB Mood=Cnd|Tense=Pres|VerbForm=Fin 0 root
        une un DET Definite=Ind 5 det
        fuite fuite NOUN _ 3 obj
        . . PUNCT _ 3 punct";
    assert_eq!(judged(text, Language::French, "préparait", rows), Judgement::plain());
    let text = "Le groupe préparerait une fuite.";
    let rows = rows
        .replace("préparait", "préparerait")
        .replace("Mood=Cnd|Tense=Pres", "Mood=Ind|Tense=Imp");
    let judgement = judged(text, Language::French, "préparerait", &rows);
    assert_eq!(judgement.certainty, Certainty::Hedged);
}

#[test]
fn a_conditional_of_tense_is_planned() {
    let text = "Le ministre a promis que l'armée partirait.";
    let rows = "Le le DET Definite=Def 2 det
        ministre ministre NOUN _ 4 nsubj
        a avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 4 aux:tense
        promis promettre VERB Tense=Past|VerbForm=Part 0 root
        que que SCONJ _ 8 mark
        l' le DET Definite=Def 7 det
        armée armée NOUN _ 8 nsubj
        partirait partir VERB Mood=Cnd|Tense=Pres|VerbForm=Fin 4 ccomp
        . . PUNCT _ 4 punct";
    let judgement = judged(text, Language::French, "partirait", rows);
    assert_eq!(judgement.certainty, Certainty::Certain);
    assert_eq!(judgement.reality, Reality::Planned);
}

#[test]
fn a_condition_and_a_wish() {
    let text = "Si la trêve cessait, la guerre reprendrait.";
    let rows = "Si si SCONJ _ 4 mark
        la le DET Definite=Def 3 det
        trêve trêve NOUN _ 4 nsubj
        cessait cesser VERB Mood=Ind|Tense=Imp|VerbForm=Fin 8 advcl
        , , PUNCT _ 4 punct
        la le DET Definite=Def 7 det
        guerre guerre NOUN _ 8 nsubj
        reprendrait reprendre VERB Mood=Cnd|Tense=Pres|VerbForm=Fin 0 root
        . . PUNCT _ 8 punct";
    for (predicate, by) in [("cessait", "Si"), ("reprendrait", "reprendrait")] {
        let judgement = judged(text, Language::French, predicate, rows);
        assert_eq!(hedge(text, &judgement), Some((by.to_owned(), HedgeKind::Condition)));
        assert_eq!(judgement.reality, Reality::Hypothetical, "{predicate}");
    }
    let text = "Nous voudrions partir.";
    let rows = "Nous nous PRON Person=1 2 nsubj
        voudrions vouloir VERB Mood=Cnd|Tense=Pres|Person=1|VerbForm=Fin 0 root
        partir partir VERB VerbForm=Inf 2 xcomp
        . . PUNCT _ 2 punct";
    assert_eq!(judged(text, Language::French, "voudrions", rows), Judgement::plain());
    assert_eq!(judged(text, Language::French, "partir", rows).reality, Reality::Planned);
}

#[test]
fn attempts_and_alleged_strikes() {
    let text = "La police a déjoué une tentative d'attentat.";
    let rows = "La le DET Definite=Def 2 det
        police police NOUN _ 4 nsubj
        a avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 4 aux:tense
        déjoué déjouer VERB Tense=Past|VerbForm=Part 0 root
        une un DET Definite=Ind 6 det
        tentative tentative NOUN _ 4 obj
        d' de ADP _ 8 case
        attentat attentat NOUN _ 6 nmod
        . . PUNCT _ 4 punct";
    let judgement = judged(text, Language::French, "attentat", rows);
    assert_eq!(judgement.reality, Reality::Planned);
    assert_eq!(judgement.cue.map(|c| c.of(text)), Some("tentative"));
    let text = "The alleged strike killed nobody.";
    let rows = "The the DET Definite=Def 3 det
        alleged alleged ADJ _ 3 amod
        strike strike NOUN _ 4 nsubj
        killed kill VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
        nobody nobody PRON _ 4 obj
        . . PUNCT _ 4 punct";
    let judgement = judged(text, Language::English, "strike", rows);
    assert_eq!(hedge(text, &judgement), Some(("alleged".to_owned(), HedgeKind::Adjective)));
    assert_eq!(judgement.polarity, Polarity::Positive);
    assert_eq!(judged(text, Language::English, "killed", rows).polarity, Polarity::Negative);
}

#[test]
fn modals_look_ahead_or_back() {
    let text = "Rebels may have shelled the town and could attack again.";
    let rows = "Rebels rebel NOUN _ 4 nsubj
        may may AUX VerbForm=Fin 4 aux
        have have AUX VerbForm=Inf 4 aux
        shelled shell VERB Tense=Past|VerbForm=Part 0 root
        the the DET Definite=Def 6 det
        town town NOUN _ 4 obj
        and and CCONJ _ 9 cc
        could could AUX VerbForm=Fin 9 aux
        attack attack VERB VerbForm=Inf 4 conj
        again again ADV _ 9 advmod
        . . PUNCT _ 4 punct";
    let back = judged(text, Language::English, "shelled", rows);
    assert_eq!((back.certainty, back.reality), (Certainty::Hedged, Reality::Actual));
    let ahead = judged(text, Language::English, "attack", rows);
    assert_eq!((ahead.certainty, ahead.reality), (Certainty::Hedged, Reality::Hypothetical));
}

#[test]
fn what_is_denied_is_negative_within_the_denial() {
    let text = "L'armée dément avoir bombardé le marché.";
    let rows = "L' le DET Definite=Def 2 det
        armée armée NOUN _ 3 nsubj
        dément démentir VERB Mood=Ind|Tense=Pres|VerbForm=Fin 0 root
        avoir avoir AUX VerbForm=Inf 5 aux:tense
        bombardé bombarder VERB Tense=Past|VerbForm=Part 3 xcomp
        le le DET Definite=Def 7 det
        marché marché NOUN _ 5 obj
        . . PUNCT _ 3 punct";
    let analysis = from_conllu(text, Language::French, rows);
    let judgement = judge(&analysis, word(&analysis, "bombardé"), Some(word(&analysis, "dément")));
    assert_eq!(judgement.polarity, Polarity::Negative);
    assert_eq!(judgement.cue.map(|c| c.of(text)), Some("dément"));
}
