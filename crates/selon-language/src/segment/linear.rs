//! A linear classifier whose weights are a readable table.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Takes features one by one, each as its parts.
pub trait Features {
    /// One feature.
    fn add(&mut self, parts: &[&str]);
}

/// Writes the parts of a feature as the tables name it.
pub fn feature_name(parts: &[&str]) -> String {
    parts.join("|")
}

/// Weights of features, learned by `selon-train`.
///
/// The table has a line `feature TAB weight` for each; the answer is yes if the
/// weights of what is there add up to more than zero.
pub(crate) struct Linear {
    weights: HashMap<u64, i32, BuildHasherDefault<AsIs>>,
}

impl Linear {
    pub fn parse(table: &str) -> Linear {
        let mut weights = HashMap::default();
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            if let Some((feature, weight)) = line.rsplit_once('\t')
                && let Ok(weight) = weight.parse()
            {
                weights.insert(hash(&[feature]), weight);
            }
        }
        Linear { weights }
    }

    /// A sum to add features to.
    pub fn sum(&self) -> Sum<'_> {
        Sum { model: self, total: 0 }
    }
}

/// The sum of the weights of features.
pub(crate) struct Sum<'m> {
    model: &'m Linear,
    pub total: i32,
}

impl Features for Sum<'_> {
    fn add(&mut self, parts: &[&str]) {
        self.total += self.model.weights.get(&hash(parts)).copied().unwrap_or(0);
    }
}

/// FNV-1a, with `|` between the parts.
pub(super) fn hash(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut byte = |b: u8| hash = (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            byte(b'|');
        }
        part.bytes().for_each(&mut byte);
    }
    hash
}

/// Hashes are keys already.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(b);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_found_by_name() {
        let model = Linear::parse("# feature\tweight\na|b\t5\na|b|c|d\t-7\n");
        let mut sum = model.sum();
        sum.add(&["a", "b"]);
        sum.add(&["x"]);
        assert_eq!(sum.total, 5);
        sum.add(&["a", "b", "c|d"]);
        assert_eq!(sum.total, -2);
        assert_eq!(feature_name(&["a", "b", "c|d"]), "a|b|c|d");
    }
}
