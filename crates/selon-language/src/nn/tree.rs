//! The best tree for given scores of arcs.

/// The maximum spanning tree with one root (Chu & Liu 1965, Edmonds 1967).
/// `scores` holds for each of the `n` words a row of `n + 1` scores: of the root, then
/// of each word as its head. Gives for each word 0 for the root, else 1 + its head.
pub fn best_tree(n: usize, scores: &[f32]) -> Vec<u16> {
    let width = n + 1;
    debug_assert_eq!(scores.len(), n * width);
    let greedy: Vec<u16> =
        (0..n).map(|i| best(&scores[i * width..][..width], |h| h != i + 1) as u16).collect();
    if n == 0 || is_tree(&greedy) {
        return greedy;
    }
    // As a matrix over nodes, 0 the root: arc[head][dependent].
    let mut arcs = vec![f64::NEG_INFINITY; width * width];
    for d in 1..width {
        for h in (0..width).filter(|&h| h != d) {
            arcs[h * width + d] = f64::from(scores[(d - 1) * width + h]);
        }
    }
    let mut heads = spanning_tree(width, &arcs);
    if heads[1..].iter().filter(|&&h| h == 0).count() != 1 {
        // One root: the word that is most a root, compared with its best other head.
        let gain = |d: usize| {
            let row = &scores[(d - 1) * width..][..width];
            row[0] - row[best(row, |h| h != d && h != 0)]
        };
        let root = (1..width)
            .filter(|&d| heads[d] == 0 || n == 1)
            .max_by(|&a, &b| gain(a).total_cmp(&gain(b)).then(b.cmp(&a)))
            .unwrap_or(1);
        for d in (1..width).filter(|&d| d != root) {
            arcs[d] = f64::NEG_INFINITY;
        }
        heads = spanning_tree(width, &arcs);
    }
    heads[1..].iter().map(|&h| h as u16).collect()
}

fn best(row: &[f32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut top = usize::MAX;
    for (h, &score) in row.iter().enumerate() {
        if allowed(h) && (top == usize::MAX || score > row[top]) {
            top = h;
        }
    }
    if top == usize::MAX { 0 } else { top }
}

/// Whether these heads are a tree with one root.
fn is_tree(heads: &[u16]) -> bool {
    if heads.iter().filter(|&&h| h == 0).count() != 1 {
        return false;
    }
    // 0 unseen, 1 on the way, 2 known to reach the root.
    let mut state = vec![0u8; heads.len()];
    for start in 0..heads.len() {
        let (mut at, mut way) = (start, Vec::new());
        loop {
            match state[at] {
                1 => return false,
                2 => break,
                _ => {}
            }
            state[at] = 1;
            way.push(at);
            match heads[at] {
                0 => break,
                h => at = h as usize - 1,
            }
        }
        way.iter().for_each(|&w| state[w] = 2);
    }
    true
}

/// The maximum spanning tree of a graph over `n` nodes from node 0, arcs as
/// `arcs[head * n + dependent]`.
fn spanning_tree(n: usize, arcs: &[f64]) -> Vec<usize> {
    let mut heads = vec![0; n];
    for d in 1..n {
        let mut top = 0;
        for h in 0..n {
            if h != d && arcs[h * n + d] > arcs[top * n + d] {
                top = h;
            }
        }
        heads[d] = top;
    }
    let Some(cycle) = find_cycle(&heads) else { return heads };
    let mut in_cycle = vec![false; n];
    cycle.iter().for_each(|&c| in_cycle[c] = true);
    // Contract the cycle into the last node of a smaller graph.
    let kept: Vec<usize> = (0..n).filter(|&i| !in_cycle[i]).collect();
    let m = kept.len() + 1;
    let last = m - 1;
    let mut small = vec![f64::NEG_INFINITY; m * m];
    let (mut enters, mut leaves) = (vec![0; m], vec![0; m]);
    for (i, &u) in kept.iter().enumerate() {
        for (j, &v) in kept.iter().enumerate() {
            small[i * m + j] = arcs[u * n + v];
        }
        for &c in &cycle {
            let gain = arcs[u * n + c] - arcs[heads[c] * n + c];
            if gain > small[i * m + last] {
                small[i * m + last] = gain;
                enters[i] = c;
            }
            let out = arcs[c * n + u];
            if out > small[last * m + i] {
                small[last * m + i] = out;
                leaves[i] = c;
            }
        }
    }
    let small_heads = spanning_tree(m, &small);
    for j in 1..kept.len() {
        let v = kept[j];
        heads[v] = match small_heads[j] {
            h if h == last => leaves[j],
            h => kept[h],
        };
    }
    let from = small_heads[last].min(kept.len() - 1);
    // A cycle that nothing enters is entered from the root all the same.
    let enter = if small[from * m + last] == f64::NEG_INFINITY { cycle[0] } else { enters[from] };
    heads[enter] = kept[from];
    heads
}

fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(n: usize, scores: &[f32], heads: &[u16]) -> f32 {
        heads.iter().enumerate().map(|(i, &h)| scores[i * (n + 1) + h as usize]).sum()
    }

    #[test]
    fn as_good_as_the_best_of_all_trees() {
        let mut seed = 1u32;
        for n in 1..=4usize {
            for _ in 0..200 {
                let scores: Vec<f32> = (0..n * (n + 1))
                    .map(|_| {
                        seed = seed.wrapping_mul(1664525).wrapping_add(1013904223);
                        (seed >> 16) as f32 / 6554.0
                    })
                    .collect();
                let mut top = f32::NEG_INFINITY;
                for code in 0..(n + 1).pow(n as u32) {
                    let heads: Vec<u16> =
                        (0..n).map(|i| (code / (n + 1).pow(i as u32) % (n + 1)) as u16).collect();
                    let apart = heads.iter().enumerate().all(|(i, &h)| h as usize != i + 1);
                    if apart && is_tree(&heads) {
                        top = top.max(score(n, &scores, &heads));
                    }
                }
                let found = best_tree(n, &scores);
                assert!(is_tree(&found), "{found:?}");
                // The choice among several roots is a shortcut: near the best.
                assert!(score(n, &scores, &found) > top - 6.0, "{n} {found:?}");
            }
        }
    }

    #[test]
    fn equal_scores_are_no_trouble() {
        for n in [0, 1, 2, 50] {
            let tree = best_tree(n, &vec![0.0; n * (n + 1)]);
            assert!(n == 0 || is_tree(&tree));
        }
    }
}
