//! What of one reading is what of the other: greedy, one to one, best first.

use std::collections::BTreeSet;

use super::form::{Attribution, Event, Figure, Piece};

/// Pairs gold and read things, each at most once, in the order of their similarity.
pub fn pair<G, R>(
    gold: &[G],
    read: &[R],
    similarity: impl Fn(&G, &R) -> f64,
    least: f64,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, r) in read.iter().enumerate() {
            let score = similarity(g, r);
            if score >= least {
                candidates.push((score, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_gold, mut used_read) = (vec![false; gold.len()], vec![false; read.len()]);
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !used_gold[i] && !used_read[j] {
            used_gold[i] = true;
            used_read[j] = true;
            pairs.push((i, j));
        }
    }
    pairs
}

/// Intersection over union of the code points of the contents.
pub fn content_overlap(gold: &Attribution, read: &Attribution) -> f64 {
    let (g, r) = (merged(&gold.content), merged(&read.content));
    let common = common(&g, &r);
    let all = length(&g) + length(&r) - common;
    if all == 0 { 0.0 } else { f64::from(common) / f64::from(all) }
}

/// Whether the sources share a code point, or both are implicit.
pub fn same_source(gold: &Attribution, read: &Attribution) -> bool {
    match (gold.source, read.source) {
        (None, None) => true,
        (Some(g), Some(r)) => share(g, r),
        _ => false,
    }
}

/// The share of the words that both events are told with.
pub fn shared_triggers(gold: &Event, read: &Event) -> f64 {
    let starts = |e: &Event| e.mentions.iter().map(|m| m.start).collect::<BTreeSet<u32>>();
    let (g, r) = (starts(gold), starts(read));
    let common = g.intersection(&r).count();
    common as f64 / g.len().min(r.len()).max(1) as f64
}

/// One if both count the same in words that overlap.
pub fn same_figure(gold: &Figure, read: &Figure) -> f64 {
    f64::from(u8::from(gold.what == read.what && share(gold.piece, read.piece)))
}

/// Whether both events have places within about 60 km.
pub fn near(gold: &Event, read: &Event) -> bool {
    let at = |e: &Event| e.place.as_ref().and_then(|p| Some((p.lat?, p.lon?)));
    match (at(gold), at(read)) {
        (Some(g), Some(r)) => (g.0 - r.0).abs() < 0.6 && (g.1 - r.1).abs() < 0.6,
        _ => false,
    }
}

/// Whether two pieces have a code point in common.
pub fn share(a: Piece, b: Piece) -> bool {
    a.start.max(b.start) < a.end.min(b.end)
}

/// The pieces in order, those that touch as one.
fn merged(pieces: &[Piece]) -> Vec<Piece> {
    let mut sorted: Vec<Piece> = pieces.iter().copied().filter(|p| p.start < p.end).collect();
    sorted.sort_by_key(|p| (p.start, p.end));
    let mut merged: Vec<Piece> = Vec::new();
    for piece in sorted {
        match merged.last_mut().filter(|last| piece.start <= last.end) {
            Some(last) => last.end = last.end.max(piece.end),
            None => merged.push(piece),
        }
    }
    merged
}

fn length(pieces: &[Piece]) -> u32 {
    pieces.iter().map(|p| p.end - p.start).sum()
}

fn common(a: &[Piece], b: &[Piece]) -> u32 {
    let both = |x: &Piece, y: &Piece| x.end.min(y.end).saturating_sub(x.start.max(y.start));
    a.iter().map(|x| b.iter().map(|y| both(x, y)).sum::<u32>()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(content: &[(u32, u32)]) -> Attribution {
        let content = content.iter().map(|&(start, end)| Piece { start, end }).collect();
        Attribution { id: String::new(), source: None, cue: None, content, source_kind: None }
    }

    #[test]
    fn overlap_counts_each_code_point_once() {
        assert_eq!(content_overlap(&said(&[(0, 10)]), &said(&[(0, 6), (5, 10)])), 1.0);
        assert_eq!(content_overlap(&said(&[(0, 10)]), &said(&[(5, 15)])), 1.0 / 3.0);
        assert_eq!(content_overlap(&said(&[]), &said(&[])), 0.0);
    }

    #[test]
    fn the_best_pairs_first() {
        let pairs =
            pair(&[10.0, 20.0], &[19.0, 11.0], |g: &f64, r| 1.0 / (1.0 + (g - r).abs()), 0.2);
        assert_eq!(pairs, [(0, 1), (1, 0)]);
    }
}
