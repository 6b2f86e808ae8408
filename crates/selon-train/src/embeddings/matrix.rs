//! A sparse matrix cut down to its strongest dimensions (randomized subspace
//! iteration, Halko, Martinsson & Tropp 2011).

use crate::neural::random::Random;

/// A matrix of which most is zero, by rows.
pub struct Sparse {
    columns: usize,
    starts: Vec<usize>,
    values: Vec<(u32, f32)>,
}

impl Sparse {
    /// A matrix without rows.
    pub fn new(columns: usize) -> Sparse {
        Sparse { columns, starts: vec![0], values: Vec::new() }
    }

    /// Puts a value into the row that is being made.
    pub fn push(&mut self, column: u32, value: f32) {
        self.values.push((column, value));
    }

    /// Ends the row that is being made.
    pub fn end_row(&mut self) {
        self.starts.push(self.values.len());
    }

    fn rows(&self) -> impl Iterator<Item = &[(u32, f32)]> {
        self.starts.windows(2).map(|w| &self.values[w[0]..w[1]])
    }

    /// The matrix times a column.
    fn times(&self, x: &[f32]) -> Vec<f32> {
        self.rows().map(|row| row.iter().map(|&(c, v)| v * x[c as usize]).sum()).collect()
    }

    /// The transposed matrix times a column.
    fn transposed_times(&self, x: &[f32]) -> Vec<f32> {
        let mut y = vec![0.0; self.columns];
        for (row, &x) in self.rows().zip(x) {
            for &(c, v) in row {
                y[c as usize] += v * x;
            }
        }
        y
    }
}

/// The rows of a matrix in so many dimensions, each of length one: left singular
/// vectors times the square root of the singular values.
pub fn factorize(matrix: &Sparse, dimensions: usize, seed: u64) -> Vec<f32> {
    const MORE: usize = 12;
    const ROUNDS: usize = 4;
    let rows = matrix.starts.len() - 1;
    let width = (dimensions + MORE).min(rows).min(matrix.columns);
    let mut random = Random::new(seed);
    let mut right: Vec<Vec<f32>> =
        (0..width).map(|_| (0..matrix.columns).map(|_| random.normal()).collect()).collect();
    let mut left = Vec::new();
    for _ in 0..ROUNDS {
        left = right.iter().map(|x| matrix.times(x)).collect();
        orthonormalize(&mut left);
        right = left.iter().map(|x| matrix.transposed_times(x)).collect();
        orthonormalize(&mut right);
    }
    // The small matrix whose eigenvectors turn the basis to the singular vectors.
    let projected: Vec<Vec<f32>> = left.iter().map(|x| matrix.transposed_times(x)).collect();
    let small: Vec<Vec<f64>> =
        projected.iter().map(|a| projected.iter().map(|b| dot(a, b)).collect()).collect();
    let (values, vectors) = eigen(small);
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    let mut found = vec![0.0f32; rows * dimensions];
    for (d, &which) in order.iter().take(dimensions).enumerate() {
        let scale = values[which].max(0.0).sqrt().sqrt();
        for (basis, column) in left.iter().enumerate() {
            let factor = (vectors[basis][which] * scale) as f32;
            for (row, x) in column.iter().enumerate() {
                found[row * dimensions + d] += factor * x;
            }
        }
    }
    for row in found.chunks_mut(dimensions) {
        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
        if length > 0.0 {
            row.iter_mut().for_each(|x| *x /= length);
        }
    }
    found
}

fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum()
}

/// Gram and Schmidt, twice for exactness; columns that depend on others are dropped.
fn orthonormalize(columns: &mut Vec<Vec<f32>>) {
    let mut done: Vec<Vec<f32>> = Vec::with_capacity(columns.len());
    for mut column in columns.drain(..) {
        let before = dot(&column, &column).sqrt();
        for _ in 0..2 {
            for other in &done {
                let along = dot(&column, other) as f32;
                column.iter_mut().zip(other).for_each(|(x, o)| *x -= along * o);
            }
        }
        let length = dot(&column, &column).sqrt();
        if length > 1e-5 * before {
            let scale = (1.0 / length) as f32;
            column.iter_mut().for_each(|x| *x *= scale);
            done.push(column);
        }
    }
    *columns = done;
}

/// Eigenvalues and eigenvectors (as columns) of a symmetric matrix, by Jacobi's
/// rotations.
fn eigen(mut a: Vec<Vec<f64>>) -> (Vec<f64>, Vec<Vec<f64>>) {
    let n = a.len();
    let mut v: Vec<Vec<f64>> =
        (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for _ in 0..60 {
        let off: f64 =
            (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| a[i][j] * a[i][j]).sum();
        let scale: f64 = (0..n).map(|i| a[i][i] * a[i][i]).sum();
        if off <= 1e-18 * scale {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                if a[p][q] == 0.0 {
                    continue;
                }
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for row in &mut a {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
                let (upper, lower) = a.split_at_mut(q);
                for (x, y) in upper[p].iter_mut().zip(&mut lower[0]) {
                    (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
                }
                for row in &mut v {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
            }
        }
    }
    ((0..n).map(|i| a[i][i]).collect(), v)
}
