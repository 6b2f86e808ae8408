//! Participles that the network takes for nouns: *l'armée a été contrainte de*, *accusée de
//! fraude, la ministre*. The auxiliary of a passive and the lexicon of forms tell them.

use selon_model::Language;

use crate::lexicon::{Slot, readings};
use crate::morphology::{Morphology, Pos, Voice};
use crate::nn::model::Model;
use crate::nn::network::Output;
use crate::relation::{Relation, Subtype};
use crate::segment::SegmentedWord;

/// For each word of a sentence its features as a past participle, if the network took one for
/// a noun: with the auxiliary of a passive, or without an article where only a participle stands
/// alone.
pub(crate) fn participles(
    words: &[SegmentedWord],
    language: Language,
    model: &Model,
    output: &Output,
) -> Vec<Option<Morphology>> {
    let relation = |w: usize| model.relations[output.relations[w] as usize].0;
    let mut passive = vec![false; words.len()];
    let mut article = vec![false; words.len()];
    for (w, &head) in output.heads.iter().enumerate() {
        let Some(head) = (head as usize).checked_sub(1) else { continue };
        match relation(w) {
            // *Auraient été des employés*: that of a tense may stand beside a copula.
            Relation::Aux => {
                let subtype = model.relations[output.relations[w] as usize].1;
                passive[head] |= subtype == Subtype::Passive;
            }
            Relation::Det | Relation::Nummod | Relation::Case => article[head] = true,
            _ => {}
        }
    }
    let participle = |w: usize| {
        let noun = model.pos[model.tags[output.tags[w] as usize].0] == Pos::Noun;
        let alone = language == Language::French
            && matches!(relation(w), Relation::Advcl | Relation::Acl)
            && !article[w];
        if !noun || !passive[w] && !alone {
            return None;
        }
        let reading = readings(language, &words[w].form)
            .find(|r| r.pos() == Pos::Verb && r.slot() == Slot::PastParticiple)?;
        let mut morphology = Morphology {
            number: reading.number(),
            gender: reading.gender(),
            voice: Some(Voice::Pass),
            ..Morphology::default()
        };
        reading.slot().put(&mut morphology);
        Some(morphology)
    };
    (0..words.len()).map(participle).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze;
    use crate::segment::segment;

    /// What comes of words that the network took for nouns, with these heads (0 the root, else
    /// 1 + the head) and relations.
    fn of(language: Language, text: &str, tree: &[(u16, &str)]) -> Vec<bool> {
        let model = analyze::model(language);
        let segments = segment(text, language);
        let noun = model.tags.iter().position(|t| model.pos[t.0] == Pos::Noun).unwrap() as u16;
        let relation =
            |name: &str| model.relation_names.iter().position(|n| *n == name).unwrap() as u16;
        let output = Output {
            tags: vec![noun; tree.len()],
            heads: tree.iter().map(|w| w.0).collect(),
            relations: tree.iter().map(|w| relation(w.1)).collect(),
            ..Output::default()
        };
        assert_eq!(segments.words.len(), tree.len());
        let found = participles(&segments.words, language, model, &output);
        found.iter().map(Option::is_some).collect()
    }

    #[test]
    fn a_passive_or_no_article_tells_a_participle() {
        let french = |text, tree: &[(u16, &str)]| of(Language::French, text, tree);
        assert_eq!(french("est contrainte", &[(2, "aux:pass"), (0, "root")]), [false, true]);
        assert_eq!(french("Accusée part", &[(2, "advcl"), (0, "root")]), [true, false]);
        // With an article, by an auxiliary of tense, or of a form that is no participle.
        let apart = [(2, "det"), (3, "advcl"), (0, "root")];
        assert_eq!(french("une contrainte part", &apart), [false; 3]);
        let employed = [(3, "aux:tense"), (3, "cop"), (0, "root")];
        assert_eq!(french("aurait été employé", &employed), [false; 3]);
        assert_eq!(french("est ministre", &[(2, "aux:pass"), (0, "root")]), [false, false]);
        // English nouns stand without articles.
        let bare = [(2, "advcl"), (0, "root")];
        assert_eq!(of(Language::English, "cut left", &bare), [false, false]);
    }

    #[test]
    fn what_depends_on_it_depends_on_a_verb() {
        let text = "L'armée a été contrainte de se retirer.";
        let analysis = analyze(text, Language::French);
        let word = analysis.words.iter().find(|w| w.form == "contrainte").unwrap();
        assert_eq!((word.pos, word.morphology.voice), (Pos::Verb, Some(Voice::Pass)));
        let text = "Accusée de lenteur par les riverains, la mairie a doublé les équipes.";
        let analysis = analyze(text, Language::French);
        let below: Vec<_> = analysis
            .words
            .iter()
            .filter(|w| w.head.is_some_and(|h| analysis[h].form == "Accusée"))
            .filter(|w| w.pos == Pos::Noun)
            .map(|w| (&*w.form, w.relation))
            .collect();
        assert_eq!(below, [("lenteur", Relation::Obl), ("riverains", Relation::Obl)]);
    }
}
