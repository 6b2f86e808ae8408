//! Labels of names: each word is outside, or begins, goes on, ends or is alone a name
//! of a kind (BIOES).

use crate::NameKind;

/// The kinds of names in the order of their labels.
pub const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organization, NameKind::Location];

/// The number of labels.
pub const LABELS: usize = 1 + 4 * KINDS.len();

const BEGIN: usize = 0;
const INSIDE: usize = 1;
const END: usize = 2;
const SINGLE: usize = 3;

fn part(label: usize) -> (usize, usize) {
    ((label - 1) / 4, (label - 1) % 4)
}

/// Whether `next` may follow `label`; none stands for the border of the sentence.
fn may_follow(label: Option<usize>, next: Option<usize>) -> bool {
    let open = label.filter(|&l| l != 0).map(part).filter(|&(_, p)| p == BEGIN || p == INSIDE);
    let next = next.filter(|&l| l != 0).map(part);
    match (open, next) {
        (Some((kind, _)), Some((next, p))) => kind == next && (p == INSIDE || p == END),
        (Some(_), None) => false,
        (None, Some((_, p))) => p == BEGIN || p == SINGLE,
        (None, None) => true,
    }
}

/// The labels of a sentence of `n` words with these names: the first word, one past
/// the last, and the kind.
pub fn labels(n: usize, names: &[(usize, usize, NameKind)]) -> Vec<u16> {
    let mut labels = vec![0; n];
    for &(start, end, kind) in names {
        let base = 1 + 4 * KINDS.iter().position(|&k| k == kind).unwrap_or(0);
        for (i, label) in labels[start..end].iter_mut().enumerate() {
            let place = match (i, end - start) {
                (_, 1) => SINGLE,
                (0, _) => BEGIN,
                (i, n) if i + 1 == n => END,
                _ => INSIDE,
            };
            *label = (base + place) as u16;
        }
    }
    labels
}

/// The names of the best labelling (Viterbi 1967) for `scores`, words × labels.
pub fn best_names(scores: &[f32]) -> Vec<(usize, usize, NameKind)> {
    let n = scores.len() / LABELS;
    let mut back = vec![[0u8; LABELS]; n];
    let mut total = [f32::NEG_INFINITY; LABELS];
    for (i, row) in scores.chunks_exact(LABELS).enumerate() {
        let mut next = [f32::NEG_INFINITY; LABELS];
        for label in 0..LABELS {
            let mut top = f32::NEG_INFINITY;
            if i == 0 {
                if may_follow(None, Some(label)) {
                    top = 0.0;
                }
            } else {
                for (before, &total) in total.iter().enumerate() {
                    if total > top && may_follow(Some(before), Some(label)) {
                        top = total;
                        back[i][label] = before as u8;
                    }
                }
            }
            next[label] = top + row[label];
        }
        total = next;
    }
    let mut label = (0..LABELS)
        .filter(|&l| may_follow(Some(l), None))
        .fold(0, |top, l| if total[l] > total[top] { l } else { top });
    let mut path = vec![0; n];
    for i in (0..n).rev() {
        path[i] = label;
        label = back[i][label] as usize;
    }
    let mut names = Vec::new();
    let mut start = 0;
    for (i, &label) in path.iter().enumerate() {
        if label == 0 {
            continue;
        }
        let (kind, place) = part(label);
        if place == BEGIN || place == SINGLE {
            start = i;
        }
        if place == END || place == SINGLE {
            names.push((start, i + 1, KINDS[kind]));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_back() {
        let names = vec![
            (0, 1, NameKind::Location),
            (2, 5, NameKind::Person),
            (5, 7, NameKind::Organization),
        ];
        let labels = labels(8, &names);
        let mut scores = vec![0.0; 8 * LABELS];
        for (i, &l) in labels.iter().enumerate() {
            scores[i * LABELS + l as usize] = 1.0;
        }
        assert_eq!(best_names(&scores), names);
        assert_eq!(best_names(&[]), vec![]);
    }

    #[test]
    fn what_begins_must_end() {
        let mut scores = vec![0.0; 2 * LABELS];
        scores[1] = 5.0; // begins a person
        scores[LABELS] = 4.0; // then outside
        assert!(best_names(&scores).iter().all(|&(s, e, _)| s < e && e <= 2));
    }
}
