//! How much of one text stands in another, exactly.

use std::collections::HashMap;

use selon_model::Span;

use super::CopyKind;
use super::fingerprint::{RUN, Word, runs, words};

/// What two texts share.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// How the later repeats the earlier.
    pub kind: CopyKind,
    /// The share of the words of the later text that stand in the earlier, from 0 to 1.
    pub of_later: f64,
    /// The share of the words of the earlier text that stand in the later.
    pub of_earlier: f64,
    /// The runs of words that both have, over those that either has (Jaccard).
    pub jaccard: f64,
    /// What is shared, in code points of the later text.
    pub spans: Vec<Span>,
    /// How many words that is.
    pub words: usize,
}

/// Fewer shared words in a row than this are a formula, a name, a quotation that both have.
const PASSAGE: usize = 25;

/// So many words within a passage may be others: light edits.
const EDITED: usize = 3;

/// A text that is compared with several others.
#[derive(Clone, Debug)]
pub struct Compared {
    words: Vec<Word>,
    runs: Vec<u64>,
    /// The runs, sorted.
    known: Vec<u64>,
}

impl Compared {
    /// A text, to be compared.
    pub fn new(text: &str) -> Compared {
        let words = words(text);
        let runs = runs(&words);
        let mut known = runs.clone();
        known.sort_unstable();
        Compared { words, runs, known }
    }
}

/// What a later text shares with an earlier; none if it is too little to be a copy.
pub fn overlap(later: &Compared, earlier: &Compared) -> Option<Overlap> {
    let (a, b) = (&later.words, &earlier.words);
    let (runs_a, runs_b) = (&later.runs, &earlier.runs);
    if runs_a.is_empty() || runs_b.is_empty() {
        let same = !a.is_empty() && a.iter().map(|w| w.hash).eq(b.iter().map(|w| w.hash));
        return same.then(|| Overlap {
            kind: CopyKind::Reprint,
            of_later: 1.0,
            of_earlier: 1.0,
            jaccard: 1.0,
            spans: join(a, &vec![true; a.len()]),
            words: a.len(),
        });
    }
    let covered_a = covered(runs_a, &earlier.known, a.len());
    let covered_b = covered(runs_b, &later.known, b.len());
    let count = |c: &[bool]| c.iter().filter(|&&c| c).count();
    let shared = count(&covered_a);
    let of_later = shared as f64 / a.len() as f64;
    let of_earlier = count(&covered_b) as f64 / b.len() as f64;
    let kind = match (of_later, of_earlier) {
        (l, e) if l >= 0.7 && e >= 0.7 => CopyKind::Reprint,
        (l, _) if l >= 0.8 => CopyKind::Truncation,
        (_, e) if e >= 0.8 => CopyKind::Extension,
        _ if longest(&covered_a) >= PASSAGE => CopyKind::Passage,
        _ => return None,
    };
    // Two short texts of nothing but a formula are no copies.
    if shared < 12 {
        return None;
    }
    Some(Overlap {
        kind,
        of_later,
        of_earlier,
        jaccard: jaccard(runs_a, runs_b),
        spans: join(a, &covered_a),
        words: shared,
    })
}

/// Which words of the first stand in a run that the second has, sorted.
fn covered(runs: &[u64], known: &[u64], length: usize) -> Vec<bool> {
    let mut covered = vec![false; length];
    for (at, run) in runs.iter().enumerate() {
        if known.binary_search(run).is_ok() {
            covered[at..at + RUN].fill(true);
        }
    }
    covered
}

/// How many words the longest passage has that are covered, but for edits.
fn longest(covered: &[bool]) -> usize {
    let (mut longest, mut here, mut other) = (0, 0, 0);
    for &is in covered {
        if is {
            here += 1;
            other = 0;
        } else {
            other += 1;
            if other > EDITED {
                here = 0;
            }
        }
        longest = longest.max(here);
    }
    longest
}

fn jaccard(a: &[u64], b: &[u64]) -> f64 {
    let mut seen: HashMap<u64, u8> = HashMap::with_capacity(a.len() + b.len());
    for run in a {
        *seen.entry(*run).or_default() |= 1;
    }
    for run in b {
        *seen.entry(*run).or_default() |= 2;
    }
    let both = seen.values().filter(|&&s| s == 3).count();
    both as f64 / seen.len().max(1) as f64
}

/// Stretches of covered words.
fn join(words: &[Word], covered: &[bool]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut before = false;
    for (word, &is) in words.iter().zip(covered) {
        match spans.last_mut().filter(|_| before && is) {
            Some(last) => last.end = word.span.end,
            None if is => spans.push(word.span),
            None => {}
        }
        before = is;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlap(later: &str, earlier: &str) -> Option<Overlap> {
        super::overlap(&Compared::new(later), &Compared::new(earlier))
    }

    const TEXT: &str = "Valmont, le 3 mai. Une patrouille de la gendarmerie est tombée dans une \
        embuscade à la sortie nord du bourg, a indiqué la préfecture. Deux gendarmes ont été \
        blessés et un véhicule a brûlé. Les assaillants ont fui vers la forêt, où des recherches \
        étaient en cours dans la soirée. Le préfet doit se rendre sur place mercredi matin.";

    #[test]
    fn a_reprint_with_light_edits() {
        let edited = TEXT.replace("ont fui", "se sont enfuis").replace("Deux", "« Deux »");
        let found = overlap(&edited, TEXT).unwrap();
        assert_eq!(found.kind, CopyKind::Reprint);
        assert!(found.of_later > 0.75 && found.jaccard > 0.6, "{found:?}");
        assert!(found.spans.len() >= 2);
    }

    #[test]
    fn a_truncation_and_an_extension() {
        let half: String = TEXT.chars().take(180).collect();
        assert_eq!(overlap(&half, TEXT).unwrap().kind, CopyKind::Truncation);
        assert_eq!(overlap(TEXT, &half).unwrap().kind, CopyKind::Extension);
    }

    #[test]
    fn a_passage_in_another_text() {
        let other =
            "Le maire a réuni son conseil. Il a parlé de l'eau, de l'école et de la route, \
            puis de la forêt et des chemins qu'il veut rouvrir avant l'été. Le budget a été voté. "
                .repeat(2);
        let lifted: String = TEXT.chars().skip(19).take(200).collect();
        let found = overlap(&format!("{other}{lifted}"), TEXT).unwrap();
        assert_eq!(found.kind, CopyKind::Passage);
        let start = found.spans[0].start as usize;
        assert!(start >= other.chars().count(), "only the passage is repeated");
    }

    #[test]
    fn other_texts() {
        assert_eq!(overlap(TEXT, "Une patrouille de la gendarmerie est passée par là."), None);
        assert_eq!(overlap("", TEXT), None);
        assert!(overlap("deux mots", "deux mots").is_some());
    }

    #[test]
    fn formulas_here_and_there_are_no_passage() {
        let formula = [
            "Aucun groupe armé n'a revendiqué cette attaque dans la soirée.",
            "Le bilan pourrait encore s'alourdir, a prévenu la protection civile.",
            "La route nationale a été fermée à la circulation jusqu'au lendemain.",
        ];
        let text = |words: [&str; 4]| {
            let [a, b, c, d] = words;
            format!("{a} {} {b} {} {c} {} {d}", formula[0], formula[1], formula[2])
        };
        let one = text([
            "Une bombe a explosé sur le marché de Valmont mardi, tuant deux vendeuses de fruits.",
            "Des blessés ont été conduits à la clinique du bourg par des voisins.",
            "Le maire a promis que les étals rouvriraient avant la fin de la semaine.",
            "Les écoles du canton sont restées closes.",
        ]);
        let other = text([
            "Trois motards ont tiré sur un poste de la douane près de Rivegrande samedi soir.",
            "Un agent a succombé pendant son transport vers la capitale de la province.",
            "Son collègue, touché à la jambe, se trouve hors de danger selon sa famille.",
            "Une enquête est ouverte.",
        ]);
        assert_eq!(overlap(&one, &other), None);
    }
}
