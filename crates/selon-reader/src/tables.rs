//! Maps of what stands in the tables of `lang/` and `assets/`, which are asked for each word of
//! a text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys are those of a table. Its hashes are quick, and anybody can find keys with
/// the same hash: not for keys out of a report.
pub(crate) type TableMap<K, V> = HashMap<K, V, BuildHasherDefault<TableHasher>>;

/// Multiplies eight bytes at a time and folds the product.
#[derive(Clone, Copy, Default)]
pub(crate) struct TableHasher(u64);

impl TableHasher {
    fn add(&mut self, eight: u64) {
        let wide = u128::from(self.0 ^ eight) * u128::from(0x9e37_79b9_7f4a_7c15_u64);
        self.0 = (wide >> 64) as u64 ^ wide as u64;
    }
}

impl Hasher for TableHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for &eight in eights {
            self.add(u64::from_le_bytes(eight));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        // The length tells zeros at the end apart; the sum is never zero, which would fold to
        // nothing.
        self.add(u64::from_le_bytes(last) ^ ((bytes.len() as u64 + 1) << 56));
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(u64::from(byte) + 1);
    }

    fn write_usize(&mut self, number: usize) {
        self.add(number as u64 + 1);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::hash::BuildHasher;

    use super::*;

    #[test]
    fn other_words_have_other_hashes() {
        let hasher = BuildHasherDefault::<TableHasher>::default();
        let words: Vec<String> = (0..20_000)
            .map(|n| format!("mot{n}"))
            .chain((0..40).map(|n| "\0".repeat(n)))
            .chain((0..40).map(|n| "é".repeat(n)))
            .collect();
        let hashes: HashSet<u64> = words.iter().map(|w| hasher.hash_one(w.as_str())).collect();
        assert!(hashes.len() + 1 >= words.len(), "{} of {}", hashes.len(), words.len());
        // Maps take the highest bits and the lowest.
        let low: HashSet<u64> = hashes.iter().map(|h| h & 0xffff).collect();
        let high: HashSet<u64> = hashes.iter().map(|h| h >> 48).collect();
        assert!(low.len() > 15_000 && high.len() > 15_000, "{} {}", low.len(), high.len());
    }
}
