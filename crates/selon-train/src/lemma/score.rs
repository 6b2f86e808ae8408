//! How many lemmas of a treebank are right, with the tags of the treebank.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use selon_language::lemma::lemma_by;
use selon_language::lexicon::{FormReading, Lexicon, Slot, consistent_morphology_by, look_up};
use selon_language::{Morphology, Pos};

use super::observation::treebank_path;
use crate::conllu;

/// What was counted.
#[derive(Debug, Default)]
pub struct Score {
    /// Words, right lemmas.
    pub all: [usize; 2],
    /// The same of forms that the lexicon does not have.
    pub unknown: [usize; 2],
    /// The same by part of speech.
    pub by_pos: BTreeMap<Pos, [usize; 2]>,
    /// Verbs that the lexicon has, and those of them that it allows the slot of.
    pub slots: [usize; 2],
    /// Verbs whose features [`consistent_morphology`] would change.
    pub changed: BTreeMap<(String, String, String), usize>,
    /// Wrong lemmas: part of speech, form, lemma found, lemma wanted.
    pub errors: BTreeMap<(Pos, String, String, String), usize>,
    /// Verbs whose slot the lexicon excludes.
    pub excluded: BTreeMap<(String, String), usize>,
}

/// Scores the lemmas of one treebank.
pub fn score(lexicon: &Lexicon, folder: &Path, treebank: &str) -> Result<Score> {
    let mut score = Score::default();
    for sentence in conllu::read(&treebank_path(folder, treebank))? {
        for word in &sentence.words {
            let Some(pos) = Pos::from_ud(&word.upos) else { continue };
            if word.lemma.is_empty() {
                continue;
            }
            let morphology = Morphology::from_ud(&word.feats);
            let found = lemma_by(lexicon, &word.form, pos, &morphology);
            let entry = look_up(lexicon, &word.form).and_then(|(_, entry)| entry);
            let right = usize::from(found == word.lemma);
            let mut counters = vec![&mut score.all];
            if entry.is_none() {
                counters.push(&mut score.unknown);
            }
            counters.push(score.by_pos.entry(pos).or_default());
            for counter in counters {
                counter[0] += 1;
                counter[1] += right;
            }
            if right == 0 {
                let key = (pos, word.form.clone(), found.into_owned(), word.lemma.clone());
                *score.errors.entry(key).or_default() += 1;
            }
            let mended = consistent_morphology_by(lexicon, &word.form, pos, morphology);
            if mended != morphology {
                let key = (
                    word.form.clone(),
                    word.feats.clone(),
                    format!("{:?} {:?} {:?}", mended.person, mended.number, mended.gender),
                );
                *score.changed.entry(key).or_default() += 1;
            }
            let Some(entry) = entry else { continue };
            let slot = FormReading::new(pos, &morphology).slot();
            if slot != Slot::None && lexicon.readings(entry).any(|r| r.slot() != Slot::None) {
                score.slots[0] += 1;
                if lexicon.readings(entry).any(|r| r.slot() == slot) {
                    score.slots[1] += 1;
                } else {
                    *score.excluded.entry((word.form.clone(), format!("{slot:?}"))).or_default() +=
                        1;
                }
            }
        }
    }
    Ok(score)
}
