//! What is learned: dense matrices, and a table of rows of which a batch touches few.
//! Adam (Kingma & Ba 2015), with a running mean of the values, which is what is kept
//! in the end (Polyak & Juditsky 1992).

use super::random::Random;

/// How a step is made.
#[derive(Clone, Copy)]
pub struct Step {
    /// The number of the step, from 1.
    pub number: u32,
    /// The learning rate.
    pub rate: f32,
    /// What the gradients are scaled by, to bound their norm.
    pub scale: f32,
    /// How much of the running mean is kept.
    pub keep: f32,
}

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.95;
const TINY: f32 = 1e-8;

fn adam(
    step: Step,
    power: (f32, f32),
    value: &mut [f32],
    grad: &mut [f32],
    m: &mut [f32],
    v: &mut [f32],
) {
    let rate = step.rate * (1.0 - power.1).sqrt() / (1.0 - power.0);
    for i in 0..value.len() {
        let g = grad[i] * step.scale;
        m[i] = BETA1 * m[i] + (1.0 - BETA1) * g;
        v[i] = BETA2 * v[i] + (1.0 - BETA2) * g * g;
        value[i] -= rate * m[i] / (v[i].sqrt() + TINY);
        grad[i] = 0.0;
    }
}

fn powers(number: u32) -> (f32, f32) {
    (BETA1.powi(number as i32), BETA2.powi(number as i32))
}

/// A dense matrix that is learned, row by row.
#[derive(Clone)]
pub struct Dense {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// The values.
    pub value: Vec<f32>,
    /// The gradient of this batch.
    pub grad: Vec<f32>,
    m: Vec<f32>,
    v: Vec<f32>,
    /// The running mean of the values.
    pub mean: Vec<f32>,
}

impl Dense {
    /// All zero.
    pub fn zero(rows: usize, columns: usize) -> Dense {
        let z = vec![0.0; rows * columns];
        Dense {
            rows,
            columns,
            value: z.clone(),
            grad: z.clone(),
            m: z.clone(),
            v: z.clone(),
            mean: z,
        }
    }

    /// Random, with the variance of Glorot & Bengio (2010).
    pub fn random(rows: usize, columns: usize, random: &mut Random) -> Dense {
        let mut d = Dense::zero(rows, columns);
        let scale = (2.0 / (rows + columns) as f32).sqrt();
        d.value.iter_mut().for_each(|x| *x = scale * random.normal());
        d.mean.copy_from_slice(&d.value);
        d
    }

    /// The square of the norm of the gradient.
    pub fn grad_norm(&self) -> f64 {
        self.grad.iter().map(|&g| f64::from(g) * f64::from(g)).sum()
    }

    /// Makes a step and forgets the gradient.
    pub fn step(&mut self, step: Step) {
        adam(step, powers(step.number), &mut self.value, &mut self.grad, &mut self.m, &mut self.v);
        for (a, &x) in self.mean.iter_mut().zip(&self.value) {
            *a = step.keep * *a + (1.0 - step.keep) * x;
        }
    }
}

/// A table of rows that is learned.
#[derive(Clone)]
pub struct Table {
    /// The length of a row.
    pub width: usize,
    /// The values.
    pub value: Vec<f32>,
    grad: Vec<f32>,
    m: Vec<f32>,
    v: Vec<f32>,
    /// The running mean of the values, up to `seen`.
    pub mean: Vec<f32>,
    seen: Vec<u32>,
    touched: Vec<u32>,
    is_touched: Vec<bool>,
}

impl Table {
    /// A table of random rows.
    pub fn random(rows: usize, width: usize, scale: f32, random: &mut Random) -> Table {
        let value: Vec<f32> = (0..rows * width).map(|_| scale * random.normal()).collect();
        let zero = vec![0.0; rows * width];
        Table {
            width,
            mean: value.clone(),
            value,
            grad: zero.clone(),
            m: zero.clone(),
            v: zero,
            seen: vec![0; rows],
            touched: Vec::new(),
            is_touched: vec![false; rows],
        }
    }

    /// A row.
    pub fn row(&self, row: u32) -> &[f32] {
        &self.value[row as usize * self.width..][..self.width]
    }

    /// Adds to the gradient of a row.
    pub fn add_grad(&mut self, row: u32, grad: &[f32], scale: f32) {
        let r = row as usize;
        if !self.is_touched[r] {
            self.is_touched[r] = true;
            self.touched.push(row);
        }
        for (a, &g) in self.grad[r * self.width..][..self.width].iter_mut().zip(grad) {
            *a += scale * g;
        }
    }

    /// The square of the norm of the gradient.
    pub fn grad_norm(&self) -> f64 {
        let squares = |&r: &u32| -> f64 {
            let row = &self.grad[r as usize * self.width..][..self.width];
            row.iter().map(|&g| f64::from(g) * f64::from(g)).sum()
        };
        self.touched.iter().map(squares).sum()
    }

    /// Makes a step for the rows that the batch touched.
    pub fn step(&mut self, step: Step) {
        let power = powers(step.number);
        for row in std::mem::take(&mut self.touched) {
            let r = row as usize;
            self.catch_up(r, step.number - 1, step.keep);
            let at = r * self.width..(r + 1) * self.width;
            adam(
                step,
                power,
                &mut self.value[at.clone()],
                &mut self.grad[at.clone()],
                &mut self.m[at.clone()],
                &mut self.v[at],
            );
            self.is_touched[r] = false;
        }
    }

    /// Brings the running mean of a row up to a step, the value having stayed.
    fn catch_up(&mut self, row: usize, number: u32, keep: f32) {
        let kept = keep.powi((number - self.seen[row]) as i32);
        self.seen[row] = number;
        let at = row * self.width..(row + 1) * self.width;
        for (a, &x) in self.mean[at.clone()].iter_mut().zip(&self.value[at]) {
            *a = kept * *a + (1.0 - kept) * x;
        }
    }

    /// Brings all running means up to a step.
    pub fn settle(&mut self, number: u32, keep: f32) {
        for row in 0..self.seen.len() {
            self.catch_up(row, number, keep);
        }
    }
}
