//! Participles that the network takes for nouns: *l'armée a été contrainte de*, *accusée de
//! fraude, la ministre*. The tree and the lexicon of forms tell them.

use selon_model::Language;

use crate::lexicon::{Slot, readings};
use crate::morphology::{Morphology, Pos, Voice};
use crate::nn::model::Model;
use crate::nn::network::Output;
use crate::relation::Relation;
use crate::segment::SegmentedWord;

/// For each word of a sentence its features as a past participle, if the network took one for
/// a noun: with an auxiliary of its own, or without an article where only a participle stands
/// alone.
pub(crate) fn participles(
    words: &[SegmentedWord],
    language: Language,
    model: &Model,
    output: &Output,
) -> Vec<Option<Morphology>> {
    let relation = |w: usize| model.relations[output.relations[w] as usize].0;
    let mut auxiliary = vec![false; words.len()];
    let mut article = vec![false; words.len()];
    for (w, &head) in output.heads.iter().enumerate() {
        let Some(head) = (head as usize).checked_sub(1) else { continue };
        match relation(w) {
            Relation::Aux => auxiliary[head] = true,
            Relation::Det | Relation::Nummod | Relation::Case => article[head] = true,
            _ => {}
        }
    }
    let participle = |w: usize| {
        let noun = model.pos[model.tags[output.tags[w] as usize].0] == Pos::Noun;
        let alone = language == Language::French
            && matches!(relation(w), Relation::Advcl | Relation::Acl)
            && !article[w];
        if !noun || !auxiliary[w] && !alone {
            return None;
        }
        let reading = readings(language, &words[w].form)
            .find(|r| r.pos() == Pos::Verb && r.slot() == Slot::PastParticiple)?;
        let mut morphology = Morphology {
            number: reading.number(),
            gender: reading.gender(),
            voice: alone.then_some(Voice::Pass),
            ..Morphology::default()
        };
        reading.slot().put(&mut morphology);
        Some(morphology)
    };
    (0..words.len()).map(participle).collect()
}
