//! The whole network: rows of features, a bidirectional LSTM, and what is read off
//! it: tags, heads, relations, names.

use selon_language::nn::matrix::Left;
use selon_language::nn::model::Shape;
use selon_language::nn::packing::{Packing, gather};

use super::example::Example;
use super::layers::{Hidden, HiddenState, Linear, Lstm, LstmState, product};
use super::loss::cross_entropy;
use super::parameters::{Dense, Step, Table};
use super::random::Random;

/// Scores of a sentence, as logits.
pub struct Scores {
    /// Words × parts of speech.
    pub pos: Vec<f32>,
    /// Words × tags.
    pub tags: Vec<f32>,
    /// Words × (1 + words).
    pub heads: Vec<f32>,
    /// Words × labels of names.
    pub names: Vec<f32>,
    relation_dependent: Vec<f32>,
    relation_head: Vec<f32>,
}

/// The network and all that it has learned.
#[derive(Clone)]
pub struct Network {
    /// Its sizes.
    pub shape: Shape,
    /// The rows of features.
    pub table: Table,
    /// The LSTMs of each layer, forward and backward.
    pub lstms: Vec<[Lstm; 2]>,
    /// Before the tags.
    pub tag_hidden: Hidden,
    /// Parts of speech.
    pub pos: Linear,
    /// Tags.
    pub tags: Linear,
    /// Vectors of dependents and heads for the score of arcs.
    pub arc: [Hidden; 2],
    /// The vector of the root as a head.
    pub arc_root: Dense,
    /// The matrix between dependent and head.
    pub arc_weight: Dense,
    /// How likely a word is a head at all.
    pub arc_bias: Dense,
    /// Vectors of dependents and heads for the relations.
    pub relation: [Hidden; 2],
    /// The vector of the root as a head.
    pub relation_root: Dense,
    /// From both vectors and their product to the relations.
    pub relations: Linear,
    /// Before the names.
    pub name_hidden: Hidden,
    /// Labels of names.
    pub names: Linear,
}

/// How much is dropped in training.
#[derive(Clone, Copy, Debug)]
pub struct Dropout {
    /// Of the forms of words.
    pub form: f32,
    /// Of the sums of rows.
    pub input: f32,
    /// Of the output of each layer.
    pub layer: f32,
    /// Between the steps of an LSTM.
    pub recurrent: f32,
    /// Of the hidden units before the scores.
    pub hidden: f32,
}

impl Dropout {
    /// None at all.
    pub const NONE: Dropout =
        Dropout { form: 0.0, input: 0.0, layer: 0.0, recurrent: 0.0, hidden: 0.0 };
}

/// The loss of a batch, a word, by task.
#[derive(Clone, Copy, Debug, Default)]
pub struct Loss {
    /// Of parts of speech.
    pub pos: f32,
    /// Of tags.
    pub tags: f32,
    /// Of heads.
    pub heads: f32,
    /// Of relations.
    pub relations: f32,
    /// Of names.
    pub names: f32,
}

struct LayerState {
    forward: LstmState,
    backward: LstmState,
    recurrent_masks: Option<[Vec<f32>; 2]>,
    out_mask: Option<Vec<f32>>,
    out: Vec<f32>,
}

struct State {
    packing: Packing,
    input_mask: Option<Vec<f32>>,
    dropped: Vec<bool>,
    layers: Vec<LayerState>,
    tag_in: Vec<f32>,
    top: Vec<f32>,
    tag_hidden: HiddenState,
    arc: [HiddenState; 2],
    arc_product: Vec<f32>,
    relation: [HiddenState; 2],
    name_hidden: HiddenState,
}

fn mask(n: usize, dropout: f32, random: &mut Random) -> Option<Vec<f32>> {
    let keep = 1.0 / (1.0 - dropout);
    (dropout > 0.0)
        .then(|| (0..n).map(|_| if random.unit() < dropout { 0.0 } else { keep }).collect())
}

/// Multiplies the rows of each sentence by the sentence's mask.
fn apply_mask(x: &mut [f32], width: usize, packing: &Packing, mask: Option<&Vec<f32>>) {
    let Some(mask) = mask else { return };
    for (&first, &count) in packing.first.iter().zip(&packing.count) {
        for (a, m) in x[first * width..(first + count) * width].iter_mut().zip(mask) {
            *a *= m;
        }
    }
}

impl Network {
    /// With random weights.
    pub fn new(shape: Shape, random: &mut Random) -> Network {
        let s = &shape;
        let top = 2 * s.hidden;
        let lstms = (0..s.layers)
            .map(|l| {
                let inputs = if l == 0 { s.width } else { top };
                [Lstm::new(inputs, s.hidden, random), Lstm::new(inputs, s.hidden, random)]
            })
            .collect();
        Network {
            table: Table::random(s.rows, s.width, 0.1, random),
            lstms,
            tag_hidden: Hidden::new(top, s.tag_hidden, random),
            pos: Linear::new(s.tag_hidden, s.pos, random),
            tags: Linear::new(s.tag_hidden, s.tags, random),
            arc: [Hidden::new(top, s.arc, random), Hidden::new(top, s.arc, random)],
            arc_root: Dense::random(1, s.arc, random),
            arc_weight: Dense::zero(s.arc, s.arc),
            arc_bias: Dense::zero(1, s.arc),
            relation: [Hidden::new(top, s.relation, random), Hidden::new(top, s.relation, random)],
            relation_root: Dense::random(1, s.relation, random),
            relations: Linear::new(3 * s.relation, s.relations, random),
            name_hidden: Hidden::new(top, s.name_hidden, random),
            names: Linear::new(s.name_hidden, s.names, random),
            shape,
        }
    }

    /// All dense parameters, in the order in which the model file holds them.
    pub fn dense(&mut self) -> Vec<&mut Dense> {
        let mut all: Vec<&mut Dense> = Vec::new();
        for [f, b] in &mut self.lstms {
            all.extend(f.parameters());
            all.extend(b.parameters());
        }
        all.extend(self.tag_hidden.0.parameters());
        all.extend(self.pos.parameters());
        all.extend(self.tags.parameters());
        for a in &mut self.arc {
            all.extend(a.0.parameters());
        }
        all.extend([&mut self.arc_root, &mut self.arc_weight, &mut self.arc_bias]);
        for r in &mut self.relation {
            all.extend(r.0.parameters());
        }
        all.push(&mut self.relation_root);
        all.extend(self.relations.parameters());
        all.extend(self.name_hidden.0.parameters());
        all.extend(self.names.parameters());
        all
    }

    /// Makes a step with the gradients gathered so far, their norm bounded.
    pub fn step(&mut self, number: u32, rate: f32, keep: f32, bound: f32) {
        let mut norm = self.table.grad_norm();
        norm += self.dense().iter().map(|d| d.grad_norm()).sum::<f64>();
        let norm = norm.sqrt() as f32;
        let scale = if norm > bound { bound / norm } else { 1.0 };
        let step = Step { number, rate, scale, keep };
        self.table.step(step);
        self.dense().into_iter().for_each(|d| d.step(step));
    }

    /// The network with the running mean of its values.
    pub fn averaged(&self, number: u32, keep: f32) -> Network {
        let mut mean = self.clone();
        mean.table.settle(number, keep);
        mean.table.value.copy_from_slice(&mean.table.mean.clone());
        for d in mean.dense() {
            d.value.copy_from_slice(&d.mean.clone());
        }
        mean
    }

    /// Runs over sentences, longest first.
    fn forward(&self, sentences: &[&Example], dropout: Dropout, random: &mut Random) -> State {
        let s = &self.shape;
        let packing = Packing::new(sentences.iter().map(|e| e.words.len()).collect());
        let (rows, count, width) = (packing.rows(), sentences.len(), s.width);
        let mut x = vec![0.0; rows * width];
        let mut dropped = Vec::with_capacity(rows);
        for (word, &row) in sentences.iter().flat_map(|e| &e.words).zip(&packing.row_of) {
            let out = &mut x[row * width..][..width];
            // Rare forms are dropped more often, so that unknown ones are learned
            // (Kiperwasser & Goldberg 2016).
            let rate = dropout.form / (dropout.form + word.frequency as f32 * 0.5).max(1e-9);
            let drop = word.has_form && dropout.form > 0.0 && random.unit() < rate.max(0.03);
            dropped.push(drop);
            for &r in &word.whole[usize::from(drop)..] {
                out.iter_mut().zip(self.table.row(r)).for_each(|(o, v)| *o += v);
            }
            let share = 1.0 / word.pieces.len().max(1) as f32;
            for &r in &word.pieces {
                out.iter_mut().zip(self.table.row(r)).for_each(|(o, v)| *o += share * v);
            }
        }
        let input_mask = mask(count * width, dropout.input, random);
        apply_mask(&mut x, width, &packing, input_mask.as_ref());
        let h = s.hidden;
        let mut layers: Vec<LayerState> = Vec::new();
        for (l, [f, b]) in self.lstms.iter().enumerate() {
            let input = if l == 0 { std::mem::take(&mut x) } else { layers[l - 1].out.clone() };
            let width = f.input.rows;
            let masks = (dropout.recurrent > 0.0).then(|| {
                [(); 2].map(|()| mask(count * h, dropout.recurrent, random).unwrap_or_default())
            });
            let turned = gather(&input, width, &packing.reversed);
            let forward = f.forward(input, &packing, masks.as_ref().map(|m| &m[0][..]));
            let backward = b.forward(turned, &packing, masks.as_ref().map(|m| &m[1][..]));
            let mut out = vec![0.0; rows * 2 * h];
            for (r, o) in out.chunks_exact_mut(2 * h).enumerate() {
                o[..h].copy_from_slice(&forward.hidden[r * h..][..h]);
                o[h..].copy_from_slice(&backward.hidden[packing.reversed[r] * h..][..h]);
            }
            let out_mask = mask(count * 2 * h, dropout.layer, random);
            apply_mask(&mut out, 2 * h, &packing, out_mask.as_ref());
            layers.push(LayerState { forward, backward, recurrent_masks: masks, out_mask, out });
        }
        let top = gather(&layers[s.layers - 1].out, 2 * h, &packing.row_of);
        let tag_in = gather(&layers[s.tag_layer].out, 2 * h, &packing.row_of);
        let p = dropout.hidden;
        let tag_hidden = self.tag_hidden.forward(&tag_in, p, random);
        let arc = [self.arc[0].forward(&top, p, random), self.arc[1].forward(&top, p, random)];
        let relation =
            [self.relation[0].forward(&top, p, random), self.relation[1].forward(&top, p, random)];
        let name_hidden = self.name_hidden.forward(&top, p, random);
        let mut arc_product = vec![0.0; rows * s.arc];
        product(
            rows,
            s.arc,
            s.arc,
            Left::rows(&arc[0].out, s.arc),
            &self.arc_weight.value,
            s.arc,
            1,
            &mut arc_product,
        );
        State {
            packing,
            input_mask,
            dropped,
            layers,
            tag_in,
            top,
            tag_hidden,
            arc,
            arc_product,
            relation,
            name_hidden,
        }
    }

    /// The vectors of the possible heads of a sentence, the root first.
    fn with_root(root: &Dense, heads: &[f32]) -> Vec<f32> {
        [&root.value[..], heads].concat()
    }

    /// The scores of the heads of a sentence whose words are rows `at..at + n`.
    fn head_scores(&self, state: &State, at: usize, n: usize, heads: &[f32]) -> Vec<f32> {
        let a = self.shape.arc;
        let prior: Vec<f32> = heads
            .chunks_exact(a)
            .map(|h| h.iter().zip(&self.arc_bias.value).map(|(x, b)| x * b).sum())
            .collect();
        let mut scores: Vec<f32> = prior.iter().copied().cycle().take(n * (n + 1)).collect();
        let dependents = &state.arc_product[at * a..(at + n) * a];
        product(n, n + 1, a, Left::rows(dependents, a), heads, 1, a, &mut scores);
        scores
    }

    /// The input of the relation layer for a dependent and a head.
    fn relation_input(dependent: &[f32], head: &[f32], out: &mut Vec<f32>) {
        out.extend_from_slice(dependent);
        out.extend_from_slice(head);
        out.extend(dependent.iter().zip(head).map(|(d, h)| d * h));
    }

    /// Adds the gradients of a batch, longest sentence first; gives the loss a word.
    /// `name_weight` is what names weigh, parts of speech, heads and relations weighing 1.
    pub fn learn(
        &mut self,
        batch: &[&Example],
        dropout: Dropout,
        name_weight: f32,
        random: &mut Random,
    ) -> Loss {
        let state = self.forward(batch, dropout, random);
        let s = self.shape;
        let rows = state.packing.rows();
        let words = |told: fn(&Example) -> bool| -> f32 {
            let told = batch.iter().filter(|e| told(e));
            told.map(|e| e.words.len() as f32).sum::<f32>().max(1.0)
        };
        let tree_words = words(|e| e.tree.is_some());
        let name_words = words(|e| e.names.is_some());
        let mut loss = Loss::default();
        let top = 2 * s.hidden;
        let mut top_grad = vec![0.0; rows * top];
        let mut tag_grad = vec![0.0; rows * top];

        // Tags.
        let mut pos = self.pos.forward(&state.tag_hidden.out);
        let mut tags = self.tags.forward(&state.tag_hidden.out);
        let mut names = self.names.forward(&state.name_hidden.out);
        let mut at = 0;
        for e in batch {
            let n = e.words.len();
            for i in 0..n {
                let r = at + i;
                let tree = e.tree.as_ref();
                let row = &mut pos[r * s.pos..][..s.pos];
                loss.pos += cross_entropy(row, tree.map(|t| t.pos[i]), 1.0 / tree_words);
                let row = &mut tags[r * s.tags..][..s.tags];
                loss.tags += cross_entropy(row, tree.map(|t| t.tags[i]), 0.5 / tree_words);
                let row = &mut names[r * s.names..][..s.names];
                let gold = e.names.as_ref().map(|names| names[i]);
                loss.names += cross_entropy(row, gold, name_weight / name_words);
            }
            at += n;
        }
        let mut hidden_grad = vec![0.0; rows * s.tag_hidden];
        self.pos.backward(&state.tag_hidden.out, &pos, &mut hidden_grad);
        self.tags.backward(&state.tag_hidden.out, &tags, &mut hidden_grad);
        self.tag_hidden.backward(&state.tag_in, &state.tag_hidden, &mut hidden_grad, &mut tag_grad);
        let mut hidden_grad = vec![0.0; rows * s.name_hidden];
        self.names.backward(&state.name_hidden.out, &names, &mut hidden_grad);
        self.name_hidden.backward(&state.top, &state.name_hidden, &mut hidden_grad, &mut top_grad);

        // Heads and relations.
        let (a, q) = (s.arc, s.relation);
        let mut product_grad = vec![0.0; rows * a];
        let mut arc_head_grad = vec![0.0; rows * a];
        let mut relation_in = Vec::with_capacity(rows * 3 * q);
        let mut relation_of = Vec::with_capacity(rows);
        let mut at = 0;
        for e in batch {
            let n = e.words.len();
            let Some(tree) = &e.tree else {
                at += n;
                continue;
            };
            let heads = Self::with_root(&self.arc_root, &state.arc[1].out[at * a..(at + n) * a]);
            let mut scores = self.head_scores(&state, at, n, &heads);
            for (row, &head) in scores.chunks_exact_mut(n + 1).zip(&tree.heads) {
                loss.heads += cross_entropy(row, Some(head), 1.0 / tree_words);
            }
            let dependents = &state.arc_product[at * a..(at + n) * a];
            let out = &mut product_grad[at * a..(at + n) * a];
            product(n, a, n + 1, Left::rows(&scores, n + 1), &heads, a, 1, out);
            let mut heads_grad = vec![0.0; (n + 1) * a];
            let transposed = Left { values: &scores, row: 1, column: n + 1 };
            product(n + 1, a, n, transposed, dependents, a, 1, &mut heads_grad);
            for (j, grad) in heads_grad.chunks_exact_mut(a).enumerate() {
                let sum: f32 = (0..n).map(|i| scores[i * (n + 1) + j]).sum();
                for c in 0..a {
                    grad[c] += sum * self.arc_bias.value[c];
                    self.arc_bias.grad[c] += sum * heads[j * a + c];
                }
            }
            add(&mut self.arc_root.grad, &heads_grad[..a]);
            add(&mut arc_head_grad[at * a..(at + n) * a], &heads_grad[a..]);
            for (i, &head_of) in tree.heads.iter().enumerate() {
                let head = match head_of {
                    0 => &self.relation_root.value[..],
                    h => &state.relation[1].out[(at + h as usize - 1) * q..][..q],
                };
                let dependent = &state.relation[0].out[(at + i) * q..][..q];
                Self::relation_input(dependent, head, &mut relation_in);
                relation_of.push((at, i, head_of, tree.relations[i]));
            }
            at += n;
        }
        let mut logits = self.relations.forward(&relation_in);
        for (row, of) in logits.chunks_exact_mut(s.relations).zip(&relation_of) {
            loss.relations += cross_entropy(row, Some(of.3), 1.0 / tree_words);
        }
        let mut in_grad = vec![0.0; relation_in.len()];
        self.relations.backward(&relation_in, &logits, &mut in_grad);
        let mut dependent_grad = vec![0.0; rows * q];
        let mut head_grad = vec![0.0; rows * q];
        for (g, (x, &(at, i, head, _))) in
            in_grad.chunks_exact(3 * q).zip(relation_in.chunks_exact(3 * q).zip(&relation_of))
        {
            let d = &mut dependent_grad[(at + i) * q..][..q];
            let h = match head {
                0 => &mut self.relation_root.grad[..],
                h => &mut head_grad[(at + h as usize - 1) * q..][..q],
            };
            for c in 0..q {
                d[c] += g[c] + g[2 * q + c] * x[q + c];
                h[c] += g[q + c] + g[2 * q + c] * x[c];
            }
        }
        let t = &state.top;
        self.relation[0].backward(t, &state.relation[0], &mut dependent_grad, &mut top_grad);
        self.relation[1].backward(t, &state.relation[1], &mut head_grad, &mut top_grad);
        let transposed = Left { values: &state.arc[0].out, row: 1, column: a };
        product(a, a, rows, transposed, &product_grad, a, 1, &mut self.arc_weight.grad);
        let mut arc_grad = vec![0.0; rows * a];
        let left = Left::rows(&product_grad, a);
        product(rows, a, a, left, &self.arc_weight.value, 1, a, &mut arc_grad);
        self.arc[0].backward(t, &state.arc[0], &mut arc_grad, &mut top_grad);
        self.arc[1].backward(t, &state.arc[1], &mut arc_head_grad, &mut top_grad);

        self.backward(batch, &state, top_grad, tag_grad);
        loss.pos /= tree_words;
        loss.tags /= tree_words;
        loss.heads /= tree_words;
        loss.relations /= tree_words;
        loss.names /= name_words;
        loss
    }

    /// The gradients below the scores.
    fn backward(
        &mut self,
        batch: &[&Example],
        state: &State,
        top_grad: Vec<f32>,
        tag_grad: Vec<f32>,
    ) {
        let s = self.shape;
        let (h, packing) = (s.hidden, &state.packing);
        let rows = packing.rows();
        let mut grad = vec![0.0; rows * 2 * h];
        for l in (0..s.layers).rev() {
            let layer = &state.layers[l];
            for (i, &r) in packing.row_of.iter().enumerate() {
                let out = &mut grad[r * 2 * h..][..2 * h];
                if l == s.layers - 1 {
                    add(out, &top_grad[i * 2 * h..][..2 * h]);
                }
                if l == s.tag_layer {
                    add(out, &tag_grad[i * 2 * h..][..2 * h]);
                }
            }
            apply_mask(&mut grad, 2 * h, packing, layer.out_mask.as_ref());
            let mut forward = vec![0.0; rows * h];
            let mut backward = vec![0.0; rows * h];
            for (r, g) in grad.chunks_exact(2 * h).enumerate() {
                forward[r * h..][..h].copy_from_slice(&g[..h]);
                backward[packing.reversed[r] * h..][..h].copy_from_slice(&g[h..]);
            }
            let masks = layer.recurrent_masks.as_ref();
            let [f, b] = &mut self.lstms[l];
            let width = f.input.rows;
            grad = f.backward(&layer.forward, packing, masks.map(|m| &m[0][..]), &forward);
            let turned = b.backward(&layer.backward, packing, masks.map(|m| &m[1][..]), &backward);
            add(&mut grad, &gather(&turned, width, &packing.reversed));
        }
        apply_mask(&mut grad, s.width, packing, state.input_mask.as_ref());
        let words = batch.iter().flat_map(|e| &e.words);
        for ((word, &row), &drop) in words.zip(&packing.row_of).zip(&state.dropped) {
            let g = &grad[row * s.width..][..s.width];
            for &r in &word.whole[usize::from(drop)..] {
                self.table.add_grad(r, g, 1.0);
            }
            let share = 1.0 / word.pieces.len().max(1) as f32;
            for &r in &word.pieces {
                self.table.add_grad(r, g, share);
            }
        }
    }

    /// The scores of sentences, longest first.
    pub fn score(&self, sentences: &[&Example]) -> Vec<Scores> {
        let state = self.forward(sentences, Dropout::NONE, &mut Random::new(0));
        let s = &self.shape;
        let pos = self.pos.forward(&state.tag_hidden.out);
        let tags = self.tags.forward(&state.tag_hidden.out);
        let names = self.names.forward(&state.name_hidden.out);
        let mut at = 0;
        let cut = |x: &[f32], at: usize, n: usize, w: usize| x[at * w..(at + n) * w].to_vec();
        sentences
            .iter()
            .map(|e| {
                let n = e.words.len();
                let heads = Self::with_root(&self.arc_root, &cut(&state.arc[1].out, at, n, s.arc));
                let scores = Scores {
                    pos: cut(&pos, at, n, s.pos),
                    tags: cut(&tags, at, n, s.tags),
                    heads: self.head_scores(&state, at, n, &heads),
                    names: cut(&names, at, n, s.names),
                    relation_dependent: cut(&state.relation[0].out, at, n, s.relation),
                    relation_head: Self::with_root(
                        &self.relation_root,
                        &cut(&state.relation[1].out, at, n, s.relation),
                    ),
                };
                at += n;
                scores
            })
            .collect()
    }

    /// The scores of the relations, words × relations, for these heads.
    pub fn relation_scores(&self, scores: &Scores, heads: &[u16]) -> Vec<f32> {
        let q = self.shape.relation;
        let mut x = Vec::with_capacity(heads.len() * 3 * q);
        for (i, &h) in heads.iter().enumerate() {
            let dependent = &scores.relation_dependent[i * q..][..q];
            Self::relation_input(dependent, &scores.relation_head[h as usize * q..][..q], &mut x);
        }
        self.relations.forward(&x)
    }
}

fn add(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(a, b)| *a += b);
}

#[cfg(test)]
mod tests;
