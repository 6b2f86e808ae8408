//! Samples of a text by which texts that share a run of words are found.
//!
//! Winnowing (Schleimer, Wilkerson, Aiken 2003): of each window of runs of words the one
//! with the smallest hash is kept. Two texts that share [`WINDOW`] + [`RUN`] − 1 words in a
//! row share a sample, which min-hashes of whole texts do not promise for a lifted
//! paragraph. Candidates only: [`super::overlap`] looks at the texts themselves.

use selon_gazetteer::fold::fold;
use selon_model::Span;

/// How many words a run has.
pub(super) const RUN: usize = 6;

/// How many runs a window has.
const WINDOW: usize = 8;

/// A word of a normalised text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) hash: u64,
    pub(super) span: Span,
}

/// The words of a text, normalised: lower case, no accents, no signs.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start: Option<(usize, u32)> = None;
    let mut push = |from: (usize, u32), to: (usize, u32)| {
        let folded = fold(&text[from.0..to.0]);
        if !folded.is_empty() {
            words.push(Word { hash: hash(&folded), span: Span { start: from.1, end: to.1 } });
        }
    };
    let mut count = 0;
    for (n, (byte, c)) in text.char_indices().enumerate() {
        let n = n as u32;
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some((byte, n)),
            (false, Some(from)) => {
                push(from, (byte, n));
                start = None;
            }
            _ => {}
        }
        count = n + 1;
    }
    if let Some(from) = start {
        push(from, (text.len(), count));
    }
    words
}

/// FNV-1a, 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// The hash of each run of words.
pub(super) fn runs(words: &[Word]) -> Vec<u64> {
    words
        .windows(RUN)
        .map(|run| {
            run.iter().fold(0x9e37_79b9_7f4a_7c15, |h: u64, w| {
                (h.rotate_left(13) ^ w.hash).wrapping_mul(0x2545_f491_4f6c_dd1d)
            })
        })
        .map(|h| h ^ (h >> 29))
        .collect()
}

/// The samples of a text, sorted, each once; of 48 bits, so that they pack well.
pub fn fingerprints(text: &str) -> Vec<i64> {
    let runs = runs(&words(text));
    let mut kept: Vec<i64> = Vec::with_capacity(runs.len() / 4 + 1);
    let short = [runs.as_slice()];
    let windows: Box<dyn Iterator<Item = &[u64]>> = if runs.len() < WINDOW {
        Box::new(short.into_iter().filter(|r| !r.is_empty()))
    } else {
        Box::new(runs.windows(WINDOW))
    };
    for window in windows {
        if let Some(least) = window.iter().min() {
            let least = (least >> 16) as i64;
            if kept.last() != Some(&least) {
                kept.push(least);
            }
        }
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_paragraph_shares_samples() {
        let lifted = "Les soldats sont entrés dans le bourg avant l'aube et ont fouillé une à une \
                      les maisons du quartier nord, selon deux commerçants.";
        let a =
            fingerprints(&format!("Un tout autre début, que rien ne rappelle ailleurs. {lifted}"));
        let b = fingerprints(&format!("{} Et une fin.", lifted.to_uppercase()));
        assert!(a.iter().any(|h| b.contains(h)));
        let c =
            fingerprints("Rien de tout cela ne se trouve dans ce texte sur la pluie et le vent.");
        assert!(!a.iter().any(|h| c.contains(h)));
    }

    #[test]
    fn short_and_empty_texts() {
        assert!(fingerprints("").is_empty());
        assert!(fingerprints("Deux mots").is_empty());
        assert_eq!(fingerprints("un deux trois quatre cinq six sept").len(), 1);
    }

    #[test]
    fn words_with_their_places() {
        let words = words("À Gao, l’armée.");
        let spans: Vec<(u32, u32)> = words.iter().map(|w| (w.span.start, w.span.end)).collect();
        assert_eq!(spans, [(0, 1), (2, 5), (7, 8), (9, 14)]);
    }
}
