//! Sentences side by side, so that one matrix product serves a step of all of them.

/// Sentences side by side, longest first: the rows of step t are the t-th words of
/// all sentences that have one.
#[derive(Clone, Debug)]
pub struct Packing {
    /// The lengths, longest first.
    pub lengths: Vec<usize>,
    /// The first row of each step.
    pub first: Vec<usize>,
    /// The sentences of each step.
    pub count: Vec<usize>,
    /// For each row, the row of the same sentence counted from its end.
    pub reversed: Vec<usize>,
    /// For each word in the order of the sentences, its row.
    pub row_of: Vec<usize>,
}

impl Packing {
    /// For sentences of these lengths, longest first.
    pub fn new(lengths: Vec<usize>) -> Packing {
        let steps = lengths.first().copied().unwrap_or(0);
        let (mut first, mut count, mut at) = (Vec::new(), Vec::new(), 0);
        for t in 0..steps {
            let n = lengths.partition_point(|&l| l > t);
            first.push(at);
            count.push(n);
            at += n;
        }
        let mut reversed = vec![0; at];
        let mut row_of = Vec::with_capacity(at);
        for (s, &l) in lengths.iter().enumerate() {
            for t in 0..l {
                reversed[first[t] + s] = first[l - 1 - t] + s;
                row_of.push(first[t] + s);
            }
        }
        Packing { lengths, first, count, reversed, row_of }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.row_of.len()
    }
}

/// Takes rows in another order: row i of the result is row `order[i]`.
pub fn gather(x: &[f32], width: usize, order: &[usize]) -> Vec<f32> {
    let mut out = Vec::with_capacity(order.len() * width);
    for &r in order {
        out.extend_from_slice(&x[r * width..][..width]);
    }
    out
}
