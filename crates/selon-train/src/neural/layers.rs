//! The layers and their gradients. All matrices are stored row by row.

use selon_language::nn::activation::{self, lstm_gates};
use selon_language::nn::matrix::{Left, multiply_add, pack};
use selon_language::nn::network::LEAK;
use selon_language::nn::packing::Packing;

use super::parameters::Dense;
use super::random::Random;

/// `out += a · b`.
#[expect(clippy::too_many_arguments, reason = "the sizes and strides of three matrices")]
pub fn product(
    m: usize,
    n: usize,
    k: usize,
    a: Left,
    b: &[f32],
    b_row: usize,
    b_column: usize,
    out: &mut [f32],
) {
    let mut packed = Vec::new();
    pack(k, n, b, b_row, b_column, &mut packed);
    multiply_add((m, n, k), a, &packed, out, n);
}

/// A linear layer with a bias.
#[derive(Clone)]
pub struct Linear {
    /// Inputs × outputs.
    pub weight: Dense,
    /// The bias.
    pub bias: Dense,
}

impl Linear {
    /// With random weights.
    pub fn new(inputs: usize, outputs: usize, random: &mut Random) -> Linear {
        Linear { weight: Dense::random(inputs, outputs, random), bias: Dense::zero(1, outputs) }
    }

    /// The parameters, in a fixed order.
    pub fn parameters(&mut self) -> [&mut Dense; 2] {
        [&mut self.weight, &mut self.bias]
    }

    /// `x · weight + bias`.
    pub fn forward(&self, x: &[f32]) -> Vec<f32> {
        let (k, n) = (self.weight.rows, self.weight.columns);
        let m = x.len() / k;
        let mut out: Vec<f32> = self.bias.value.iter().copied().cycle().take(m * n).collect();
        product(m, n, k, Left::rows(x, k), &self.weight.value, n, 1, &mut out);
        out
    }

    /// Adds to the gradients, and to that of the input.
    pub fn backward(&mut self, x: &[f32], out_grad: &[f32], x_grad: &mut [f32]) {
        let (k, n) = (self.weight.rows, self.weight.columns);
        let m = x.len() / k;
        let transposed = Left { values: x, row: 1, column: k };
        product(k, n, m, transposed, out_grad, n, 1, &mut self.weight.grad);
        for row in out_grad.chunks_exact(n) {
            for (b, g) in self.bias.grad.iter_mut().zip(row) {
                *b += g;
            }
        }
        product(m, k, n, Left::rows(out_grad, n), &self.weight.value, 1, n, x_grad);
    }
}

/// A linear layer and a leaky rectifier, with dropout.
#[derive(Clone)]
pub struct Hidden(pub Linear);

/// What [`Hidden`] keeps for its gradient.
pub struct HiddenState {
    /// What came out.
    pub out: Vec<f32>,
    slope: Vec<f32>,
}

impl Hidden {
    /// With random weights.
    pub fn new(inputs: usize, outputs: usize, random: &mut Random) -> Hidden {
        Hidden(Linear::new(inputs, outputs, random))
    }

    /// What comes out.
    pub fn forward(&self, x: &[f32], dropout: f32, random: &mut Random) -> HiddenState {
        let mut out = self.0.forward(x);
        let keep = 1.0 / (1.0 - dropout);
        let slope = out
            .iter_mut()
            .map(|o| {
                let mut s = if *o > 0.0 { 1.0 } else { LEAK };
                if dropout > 0.0 {
                    s *= if random.unit() < dropout { 0.0 } else { keep };
                }
                *o *= s;
                s
            })
            .collect();
        HiddenState { out, slope }
    }

    /// Adds to the gradients.
    pub fn backward(
        &mut self,
        x: &[f32],
        state: &HiddenState,
        out_grad: &mut [f32],
        x_grad: &mut [f32],
    ) {
        for (g, s) in out_grad.iter_mut().zip(&state.slope) {
            *g *= s;
        }
        self.0.backward(x, out_grad, x_grad);
    }
}

/// An LSTM in one direction (Hochreiter & Schmidhuber 1997).
#[derive(Clone)]
pub struct Lstm {
    /// Inputs × 4 gates (input, forget, output, candidate).
    pub input: Dense,
    /// Hidden × 4 gates.
    pub recurrent: Dense,
    /// The bias of the gates.
    pub bias: Dense,
}

/// What [`Lstm`] keeps for its gradient, in the order of its steps.
pub struct LstmState {
    x: Vec<f32>,
    gates: Vec<f32>,
    cells: Vec<f32>,
    /// The hidden values, with dropout, that each step began from.
    before: Vec<f32>,
    /// The hidden values.
    pub hidden: Vec<f32>,
}

impl Lstm {
    /// With random weights; the forget gate begins open.
    pub fn new(inputs: usize, hidden: usize, random: &mut Random) -> Lstm {
        let mut bias = Dense::zero(1, 4 * hidden);
        bias.value[hidden..2 * hidden].fill(1.0);
        bias.mean.copy_from_slice(&bias.value);
        Lstm {
            input: Dense::random(inputs, 4 * hidden, random),
            recurrent: Dense::random(hidden, 4 * hidden, random),
            bias,
        }
    }

    /// The parameters, in a fixed order.
    pub fn parameters(&mut self) -> [&mut Dense; 3] {
        [&mut self.input, &mut self.recurrent, &mut self.bias]
    }

    /// Runs over `x`, which is in the order of the steps. `mask` (sentences × hidden)
    /// is the dropout of the hidden values between steps.
    pub fn forward(&self, x: Vec<f32>, packing: &Packing, mask: Option<&[f32]>) -> LstmState {
        let h = self.recurrent.rows;
        let (k, n) = (self.input.rows, 4 * h);
        let rows = packing.rows();
        let mut gates: Vec<f32> = self.bias.value.iter().copied().cycle().take(rows * n).collect();
        product(rows, n, k, Left::rows(&x, k), &self.input.value, n, 1, &mut gates);
        let mut recurrent = Vec::new();
        pack(h, n, &self.recurrent.value, n, 1, &mut recurrent);
        let mut cells = vec![0.0; rows * h];
        let mut hidden = vec![0.0; rows * h];
        let mut before = vec![0.0; rows * h];
        for (t, (&first, &count)) in packing.first.iter().zip(&packing.count).enumerate() {
            if t > 0 {
                let last = packing.first[t - 1];
                before[first * h..(first + count) * h]
                    .copy_from_slice(&hidden[last * h..(last + count) * h]);
                if let Some(mask) = mask {
                    for (b, m) in before[first * h..].iter_mut().zip(&mask[..count * h]) {
                        *b *= m;
                    }
                }
                cells.copy_within(last * h..(last + count) * h, first * h);
                let a = Left::rows(&before[first * h..(first + count) * h], h);
                multiply_add((count, n, h), a, &recurrent, &mut gates[first * n..], n);
            }
            for r in first..first + count {
                lstm_gates(
                    &mut gates[r * n..][..n],
                    &mut cells[r * h..][..h],
                    &mut hidden[r * h..][..h],
                );
            }
        }
        LstmState { x, gates, cells, before, hidden }
    }

    /// Adds to the gradients; gives that of the input, in the order of the steps.
    pub fn backward(
        &mut self,
        state: &LstmState,
        packing: &Packing,
        mask: Option<&[f32]>,
        hidden_grad: &[f32],
    ) -> Vec<f32> {
        let h = self.recurrent.rows;
        let (k, n) = (self.input.rows, 4 * h);
        let rows = packing.rows();
        let sentences = packing.lengths.len();
        let mut gate_grad = vec![0.0; rows * n];
        let mut from_next = vec![0.0; sentences * h];
        let mut cell_next = vec![0.0; sentences * h];
        let mut transposed = Vec::new();
        pack(n, h, &self.recurrent.value, 1, n, &mut transposed);
        let none = vec![0.0; h];
        for t in (0..packing.first.len()).rev() {
            let (first, count) = (packing.first[t], packing.count[t]);
            for s in 0..count {
                let r = first + s;
                let before =
                    if t > 0 { &state.cells[(packing.first[t - 1] + s) * h..][..h] } else { &none };
                lstm_gates_grad(
                    &state.gates[r * n..][..n],
                    &state.cells[r * h..][..h],
                    before,
                    &hidden_grad[r * h..][..h],
                    &from_next[s * h..][..h],
                    &mut cell_next[s * h..][..h],
                    &mut gate_grad[r * n..][..n],
                );
            }
            if t > 0 {
                let out = &mut from_next[..count * h];
                out.fill(0.0);
                let a = Left::rows(&gate_grad[first * n..(first + count) * n], n);
                multiply_add((count, h, n), a, &transposed, out, h);
                if let Some(mask) = mask {
                    for (g, m) in out.iter_mut().zip(mask) {
                        *g *= m;
                    }
                }
            }
        }
        let transposed = |values, width| Left { values, row: 1, column: width };
        product(k, n, rows, transposed(&state.x, k), &gate_grad, n, 1, &mut self.input.grad);
        product(
            h,
            n,
            rows,
            transposed(&state.before, h),
            &gate_grad,
            n,
            1,
            &mut self.recurrent.grad,
        );
        for row in gate_grad.chunks_exact(n) {
            for (b, g) in self.bias.grad.iter_mut().zip(row) {
                *b += g;
            }
        }
        let mut x_grad = vec![0.0; rows * k];
        product(rows, k, n, Left::rows(&gate_grad, n), &self.input.value, 1, n, &mut x_grad);
        x_grad
    }
}

selon_language::vectorised! {
    /// The gradient of one step of the gates.
    pub fn lstm_gates_grad(
        gates: &[f32], cell: &[f32], before: &[f32], hidden_grad: &[f32], from_next: &[f32],
        cell_next: &mut [f32], grad: &mut [f32]
    ) {
        let n = cell.len();
        let (i, rest) = gates.split_at(n);
        let (f, rest) = rest.split_at(n);
        let (o, rest) = rest.split_at(n);
        let g = &rest[..n];
        let (gi, rest) = grad.split_at_mut(n);
        let (gf, rest) = rest.split_at_mut(n);
        let (go, rest) = rest.split_at_mut(n);
        let gg = &mut rest[..n];
        let (before, hidden_grad, from_next) = (&before[..n], &hidden_grad[..n], &from_next[..n]);
        let cell_next = &mut cell_next[..n];
        for j in 0..n {
            let c = activation::tanh(cell[j]);
            let dh = hidden_grad[j] + from_next[j];
            let dc = cell_next[j] + dh * o[j] * (1.0 - c * c);
            go[j] = dh * c * o[j] * (1.0 - o[j]);
            gi[j] = dc * g[j] * i[j] * (1.0 - i[j]);
            gg[j] = dc * i[j] * (1.0 - g[j] * g[j]);
            gf[j] = dc * before[j] * f[j] * (1.0 - f[j]);
            cell_next[j] = dc * f[j];
        }
    }
}
