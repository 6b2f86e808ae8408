//! Learning from teachers: networks trained before on the same corpora tell what they hold
//! likely, also of tags and trees of texts that have names only, and of names of treebanks
//! that have none (Hinton, Vinyals & Dean 2015; for parsers Kuncoro et al. 2016).

use selon_language::nn::activation::softmax;
use selon_language::nn::tree::best_tree;

use super::example::{Example, Taught};
use super::network::Network;

/// What was taught of an example's treebank: teachers are asked of nothing else, as they
/// have not learned the ways of that treebank in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// Tags and trees.
    pub trees: bool,
    /// Names.
    pub names: bool,
}

/// Adds to each example what the teachers hold likely on the whole.
pub fn teach(examples: &mut [Example], known: &[Known], teachers: &[Network]) {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(examples[i].words.len()));
    for batch in order.chunks(32) {
        let taught = {
            let sentences: Vec<&Example> = batch.iter().map(|&i| &examples[i]).collect();
            let known: Vec<Known> = batch.iter().map(|&i| known[i]).collect();
            likely(&sentences, &known, teachers)
        };
        for (&i, taught) in batch.iter().zip(taught) {
            examples[i].taught = Some(taught);
        }
    }
}

/// What the teachers hold likely of sentences, longest first.
pub fn likely(sentences: &[&Example], known: &[Known], teachers: &[Network]) -> Vec<Taught> {
    let share = 1.0 / teachers.len() as f32;
    let scored: Vec<_> = teachers.iter().map(|t| t.score(sentences)).collect();
    let mut all = Vec::with_capacity(sentences.len());
    for (i, sentence) in sentences.iter().enumerate() {
        let mut taught = Taught::default();
        let n = sentence.words.len();
        for (teacher, scores) in teachers.iter().zip(&scored) {
            let s = &teacher.shape;
            if known[i].trees {
                mix(&mut taught.pos, &scores[i].pos, s.pos, share);
                mix(&mut taught.tags, &scores[i].tags, s.tags, share);
                mix(&mut taught.heads, &scores[i].heads, n + 1, share);
            }
            if known[i].names {
                mix(&mut taught.names, &scores[i].names, s.names, share);
            }
        }
        if known[i].trees {
            taught.relation_heads = match &sentence.tree {
                Some(tree) => tree.heads.clone(),
                None => {
                    let logs: Vec<f32> = taught.heads.iter().map(|p| p.max(1e-12).ln()).collect();
                    best_tree(n, &logs)
                }
            };
            for (teacher, scores) in teachers.iter().zip(&scored) {
                let relations = teacher.relation_scores(&scores[i], &taught.relation_heads);
                mix(&mut taught.relations, &relations, teacher.shape.relations, share);
            }
        }
        all.push(taught);
    }
    all
}

/// Adds a share of the probabilities that rows of logits stand for.
fn mix(sum: &mut Vec<f32>, logits: &[f32], width: usize, share: f32) {
    sum.resize(logits.len(), 0.0);
    let mut row = vec![0.0; width];
    for (out, logits) in sum.chunks_exact_mut(width).zip(logits.chunks_exact(width)) {
        row.copy_from_slice(logits);
        softmax(&mut row);
        out.iter_mut().zip(&row).for_each(|(o, p)| *o += share * p);
    }
}

#[cfg(test)]
mod tests {
    use selon_language::nn::model::Shape;

    use super::*;
    use crate::neural::example::{Input, Tree};
    use crate::neural::random::Random;

    fn teacher(seed: u64) -> Network {
        let shape = Shape {
            width: 6,
            hidden: 5,
            layers: 1,
            tag_hidden: 4,
            tag_layer: 0,
            arc: 4,
            relation: 3,
            name_hidden: 4,
            pos: 3,
            tags: 4,
            relations: 3,
            names: 3,
            rows: 8,
        };
        Network::new(shape, &mut Random::new(seed))
    }

    #[test]
    fn teachers_tell_what_they_are_asked() {
        let words = || {
            let word = |row| Input { whole: vec![row], frequency: 1, ..Input::default() };
            vec![word(0), word(1), word(2)]
        };
        let tree = Tree { heads: vec![2, 0, 2], ..Tree::default() };
        let example = |tree| Example { words: words(), tree, names: None, own: true, taught: None };
        let mut examples = [example(Some(tree)), example(None)];
        let known = [Known { trees: true, names: false }, Known { trees: false, names: true }];
        let (one, two) = (teacher(1), teacher(2));
        teach(&mut examples, &known, &[one.clone(), two.clone()]);
        let [Some(first), Some(second)] = examples.map(|e| e.taught) else {
            panic!("somebody was not taught")
        };
        assert_eq!(first.relation_heads, [2, 0, 2], "those of the tree");
        assert!(first.names.is_empty() && second.heads.is_empty() && second.pos.is_empty());
        for (likely, width) in [(&first.pos, 3), (&first.heads, 4), (&second.names, 3)] {
            assert_eq!(likely.len(), 3 * width);
            for row in likely.chunks_exact(width) {
                assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{row:?}");
            }
        }
        // Both are heard.
        let mut alone = [example(None)];
        teach(&mut alone, &known[1..], &[one]);
        let [Some(alone)] = alone.map(|e| e.taught) else { panic!("nobody was taught") };
        assert_ne!(alone.names, second.names);
    }

    #[test]
    fn shares_of_probabilities_sum_to_one() {
        let mut sum = Vec::new();
        mix(&mut sum, &[0.0, 2.0, -1.0, 5.0], 2, 0.5);
        mix(&mut sum, &[1.0, 1.0, 3.0, 0.0], 2, 0.5);
        for row in sum.chunks_exact(2) {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5, "{row:?}");
        }
        assert!(sum[1] > sum[0] && sum[3] > sum[2], "{sum:?}");
    }
}
