//! How often words stand next to each other.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::matrix::Sparse;

/// The words that have vectors, the most frequent first.
pub struct Vocabulary {
    /// The words.
    pub words: Vec<String>,
    number: HashMap<String, u32>,
}

impl Vocabulary {
    /// The words that stand at least `least` times, at most so many.
    pub fn new(sentences: &[Vec<String>], least: u32, words: usize) -> Vocabulary {
        let mut frequency: BTreeMap<&str, u32> = BTreeMap::new();
        for word in sentences.iter().flatten() {
            *frequency.entry(word).or_default() += 1;
        }
        let mut frequent: Vec<(&str, u32)> =
            frequency.into_iter().filter(|(_, n)| *n >= least).collect();
        frequent.sort_by_key(|(_, n)| Reverse(*n));
        frequent.truncate(words);
        let words: Vec<String> = frequent.into_iter().map(|(w, _)| w.to_string()).collect();
        let number = words.iter().cloned().zip(0..).collect();
        Vocabulary { words, number }
    }
}

/// The places of neighbours, and how much each counts.
const PLACES: [(isize, f64); 4] = [(-2, 0.5), (-1, 1.0), (1, 1.0), (2, 0.5)];

/// Counts of words with neighbours at places.
pub struct Counts {
    rows: Vec<BTreeMap<u32, f64>>,
    columns: usize,
}

impl Counts {
    /// Counts. Only the `neighbours` most frequent words are told apart as neighbours;
    /// the others are one, and so is the end of the sentence.
    pub fn new(sentences: &[Vec<String>], vocabulary: &Vocabulary, neighbours: usize) -> Counts {
        let neighbours = neighbours.min(vocabulary.words.len());
        let (other, end) = (neighbours as u32, neighbours as u32 + 1);
        let per_place = neighbours + 2;
        let mut rows = vec![BTreeMap::new(); vocabulary.words.len()];
        for sentence in sentences {
            let numbers: Vec<Option<u32>> =
                sentence.iter().map(|w| vocabulary.number.get(w).copied()).collect();
            for (i, word) in numbers.iter().enumerate() {
                let Some(word) = word else { continue };
                for (place, (offset, weight)) in PLACES.into_iter().enumerate() {
                    let neighbour = i.checked_add_signed(offset).and_then(|at| numbers.get(at));
                    let neighbour = match neighbour {
                        None => end,
                        Some(Some(n)) if (*n as usize) < neighbours => *n,
                        Some(_) => other,
                    };
                    let column = (place * per_place) as u32 + neighbour;
                    *rows[*word as usize].entry(column).or_insert(0.0) += weight;
                }
            }
        }
        Counts { rows, columns: PLACES.len() * per_place }
    }

    /// The positive pointwise mutual information, with neighbours to the power of 0.75
    /// so that rare ones do not count too much.
    pub fn information(&self) -> Sparse {
        let mut column_sums = vec![0.0f64; self.columns];
        for row in &self.rows {
            for (&column, &n) in row {
                column_sums[column as usize] += n;
            }
        }
        let smoothed: Vec<f64> = column_sums.iter().map(|n| n.powf(0.75)).collect();
        let total: f64 = smoothed.iter().sum();
        let mut matrix = Sparse::new(self.columns);
        for row in &self.rows {
            let sum: f64 = row.values().sum();
            for (&column, &n) in row {
                let information = (n / sum * total / smoothed[column as usize]).ln();
                if information > 0.0 {
                    matrix.push(column, information as f32);
                }
            }
            matrix.end_row();
        }
        matrix
    }
}
