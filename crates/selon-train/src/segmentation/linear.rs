//! Learns the linear classifiers of `selon_language::segment`.
//!
//! Logistic regression by stochastic gradient descent, with a rational function for
//! the logistic one, so that the same weights come out everywhere, to the last bit.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// A decision: what is known, and the answer.
pub struct Example {
    /// The names of the features.
    pub features: Vec<String>,
    /// The answer.
    pub yes: bool,
}

const EPOCHS: usize = 12;
/// Features that were seen less often are dropped.
const FEWEST: u32 = 3;
/// Weights are written in units of this.
const UNIT: f64 = 0.01;

/// Weights by feature.
pub type Weights = BTreeMap<String, f64>;

/// Learns weights.
pub fn learn(examples: &[Example]) -> Weights {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for feature in examples.iter().flat_map(|e| &e.features) {
        *counts.entry(feature).or_default() += 1;
    }
    let mut names: Vec<&str> =
        counts.iter().filter(|(_, count)| **count >= FEWEST).map(|(name, _)| *name).collect();
    names.sort_unstable();
    let numbers: HashMap<&str, usize> = names.iter().enumerate().map(|(i, n)| (*n, i)).collect();
    let rows: Vec<(Vec<usize>, f64)> = examples
        .iter()
        .map(|e| {
            let row = e.features.iter().filter_map(|f| numbers.get(f.as_str()).copied()).collect();
            (row, f64::from(u8::from(e.yes)))
        })
        .collect();

    let mut weights = vec![0.0f64; names.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut random = Random::new(17);
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        let rate = 0.2 / (1.0 + epoch as f64);
        for &at in &order {
            let (row, answer) = &rows[at];
            let sum: f64 = row.iter().map(|&i| weights[i]).sum();
            let step = rate * (answer - squash(sum));
            for &i in row {
                // A little decay keeps the weights of rare features small.
                weights[i] += step - rate * 1e-4 * weights[i];
            }
        }
    }

    names.iter().map(|name| name.to_string()).zip(weights).collect()
}

/// Writes the table, sorted by feature, without the weights that matter little.
pub fn table(weights: &Weights) -> String {
    let mut table = String::new();
    for (name, weight) in weights {
        let weight = (weight / UNIT).round() as i64;
        if weight.abs() >= 8 {
            let _ = writeln!(table, "{name}\t{weight}");
        }
    }
    table
}

/// From all numbers to 0..1, like the logistic function.
fn squash(x: f64) -> f64 {
    0.5 + 0.5 * x / (1.0 + x.abs())
}

/// Numbers that look random and are the same each time (SplitMix64).
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }

    /// Whether something happens that happens so many times in a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for i in (1..order.len()).rev() {
            order.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_what_is_there() {
        let examples: Vec<Example> = (0..200)
            .map(|i| Example {
                features: vec!["always".to_string(), format!("odd|{}", i % 2)],
                yes: i % 2 == 1,
            })
            .collect();
        let weights = learn(&examples);
        assert!(weights["odd|1"] > 0.0 && weights["odd|0"] < 0.0, "{weights:?}");
        assert_eq!(table(&weights), table(&learn(&examples)));
    }
}
