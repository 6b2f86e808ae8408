//! The network at reading time: from words to tags, heads, relations and names.

use std::collections::HashMap;

use super::activation::{add_scaled, lstm_gates};
use super::features::{self, Features, treebank};
use super::matrix::{Left, multiply_add};
use super::model::{Dense, Model};
use super::names::{LABELS, best_names};
use super::packing::Packing;
use super::quantised::{self, Packed, Rows, STEPS, Start, even};
use super::tree::best_tree;
use crate::NameKind;

/// A word as it comes in.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its form.
    pub form: &'a str,
    /// The class of the form in the table of forms.
    pub class: u32,
    /// Whether white space, or nothing, stands before its token and it is the first word of it.
    pub spaced: bool,
    /// Whether it shares its token with other words.
    pub contracted: bool,
}

/// What comes out for a sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Output {
    /// For each word its tag, as an index of [`Model::tags`].
    pub tags: Vec<u16>,
    /// For each word 0 for the root, else 1 + its head.
    pub heads: Vec<u16>,
    /// For each word its relation, as an index of [`Model::relations`].
    pub relations: Vec<u16>,
    /// Names: first word, one past the last, kind.
    pub names: Vec<(usize, usize, NameKind)>,
}

/// Words that are worked on together, at most.
const TOGETHER: usize = 2048;
/// The slope of the rectifier below zero.
pub const LEAK: f32 = 0.1;

/// Analyses sentences. What comes out for one does not depend on the others.
pub fn run(model: &Model, sentences: &[&[Input]]) -> Vec<Output> {
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(sentences[i].len()));
    let mut outputs = vec![Output::default(); sentences.len()];
    let mut rest = &order[..];
    while !rest.is_empty() {
        let (mut words, mut take) = (0, 0);
        while take < rest.len() && (take == 0 || words + sentences[rest[take]].len() <= TOGETHER) {
            words += sentences[rest[take]].len();
            take += 1;
        }
        let group: Vec<&[Input]> = rest[..take].iter().map(|&i| sentences[i]).collect();
        for (&i, output) in rest.iter().zip(run_together(model, &group)) {
            outputs[i] = output;
        }
        rest = &rest[take..];
    }
    outputs
}

/// The parameters, taken one after the other.
struct Parameters<'m, 'a> {
    next: std::slice::Iter<'a, Dense<'m>>,
}

impl<'m> Parameters<'m, '_> {
    fn vector(&mut self) -> &'m [f32] {
        match self.next.next() {
            Some(&Dense::Vector(vector)) => vector,
            _ => &[],
        }
    }

    fn matrix(&mut self) -> Packed<'m> {
        match self.next.next() {
            Some(&Dense::Matrix(matrix)) => matrix,
            _ => Packed { values: &[], scales: &[] },
        }
    }

    /// A linear layer.
    fn linear(&mut self, x: &Rows, inputs: usize, outputs: usize) -> Vec<f32> {
        let (weight, bias) = (self.matrix(), self.vector());
        product(x, (inputs, outputs), weight, bias)
    }

    /// A linear layer and a leaky rectifier.
    fn hidden(&mut self, x: &Rows, inputs: usize, outputs: usize) -> Vec<f32> {
        let mut out = self.linear(x, inputs, outputs);
        out.iter_mut().for_each(|o| *o = if *o > 0.0 { *o } else { LEAK * *o });
        out
    }
}

/// The product of rows and a matrix, and a bias.
fn product(x: &Rows, (inputs, outputs): (usize, usize), matrix: Packed, bias: &[f32]) -> Vec<f32> {
    let mut out = Vec::new();
    multiply_into(&mut out, x, (inputs, outputs), matrix, bias);
    out
}

/// As [`product`], at the beginning of a buffer that may be longer and is used again.
fn multiply_into(
    out: &mut Vec<f32>,
    x: &Rows,
    (inputs, outputs): (usize, usize),
    matrix: Packed,
    bias: &[f32],
) {
    let rows = x.scales.len();
    out.resize(out.len().max(rows * outputs), 0.0);
    let size = (rows, outputs, inputs);
    quantised::multiply(size, &x.values, &x.scales, matrix, Start::Bias(bias), out);
}

fn biased(bias: &[f32], rows: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(rows * bias.len());
    for _ in 0..rows {
        out.extend_from_slice(bias);
    }
    out
}

/// The inputs of a layer: rows, and which of them is that of each row of the packing.
struct Inputs<'a> {
    rows: &'a Rows,
    width: usize,
    of: &'a [u32],
}

/// One direction of a layer: writes the hidden units of the words into `out`, whose rows are
/// those of the packing and begin `out_width` apart; `order` tells the row of each step.
fn lstm(
    p: &mut Parameters,
    x: &Inputs,
    h: usize,
    packing: &Packing,
    order: &[usize],
    products: &mut Vec<f32>,
    out: &mut [f32],
) {
    let (input, recurrent, bias) = (p.matrix(), p.matrix(), p.vector());
    let n = 4 * h;
    // The same inputs give the same products: each is made once.
    multiply_into(products, x.rows, (x.width, n), input, bias);
    let of: Vec<u32> = order.iter().map(|&row| x.of[row]).collect();
    let sentences = packing.lengths.len();
    let mut gates = vec![0.0; sentences * n];
    let mut cells = vec![0.0; sentences * h];
    // What the next step begins from; each number is between -1 and 1.
    let mut before = vec![0; sentences * even(h)];
    let scales = vec![1.0 / STEPS; sentences];
    for (t, (&first, &count)) in packing.first.iter().zip(&packing.count).enumerate() {
        let rows = first..first + count;
        if t > 0 {
            let start = Start::Rows(products, &of[rows.clone()]);
            quantised::multiply((count, n, h), &before, &scales, recurrent, start, &mut gates);
        } else {
            for (gates, &row) in gates.chunks_exact_mut(n).zip(&of[rows.clone()]) {
                gates.copy_from_slice(&products[row as usize * n..][..n]);
            }
        }
        for (s, &row) in order[rows].iter().enumerate() {
            let hidden = &mut out[row * 2 * h..][..h];
            lstm_gates(&mut gates[s * n..][..n], &mut cells[s * h..][..h], hidden);
            quantised::scale_units(hidden, &mut before[s * even(h)..][..h]);
        }
    }
}

fn run_together(model: &Model, sentences: &[&[Input]]) -> Vec<Output> {
    let s = &model.shape;
    let packing = Packing::new(sentences.iter().map(|w| w.len()).collect());
    let rows = packing.rows();
    let h = s.hidden;
    let mut parameters = Parameters { next: model.dense.iter() };
    let p = &mut parameters;

    let (mut x, mut of) = embed(model, sentences, &packing);
    let straight: Vec<usize> = (0..rows).collect();
    let mut width = s.width;
    let mut tag_in = None;
    let mut products = Vec::new();
    for layer in 0..s.layers {
        let inputs = Inputs { rows: &x, width, of: &of };
        let mut hidden = vec![0.0; rows * 2 * h];
        lstm(p, &inputs, h, &packing, &straight, &mut products, &mut hidden);
        lstm(p, &inputs, h, &packing, &packing.reversed, &mut products, &mut hidden[h..]);
        width = 2 * h;
        x = Rows::of(&hidden, width);
        of = (0..rows as u32).collect();
        if layer == s.tag_layer && layer + 1 < s.layers {
            tag_in = Some(x.gather(&packing.row_of));
        }
    }
    let top = x.gather(&packing.row_of);
    let tag_in = tag_in.as_ref().unwrap_or(&top);

    let tag_hidden = p.hidden(tag_in, width, s.tag_hidden);
    let tag_hidden = Rows::of(&tag_hidden, s.tag_hidden);
    let pos = p.linear(&tag_hidden, s.tag_hidden, s.pos);
    let tags = p.linear(&tag_hidden, s.tag_hidden, s.tags);
    let arc_dependent = p.hidden(&top, width, s.arc);
    let arc_head = p.hidden(&top, width, s.arc);
    let (arc_root, arc_weight, arc_bias) = (p.vector(), p.matrix(), p.vector());
    let dependents = Rows::of(&arc_dependent, s.arc);
    let arc_product = product(&dependents, (s.arc, s.arc), arc_weight, &vec![0.0; s.arc]);
    let relation_dependent = p.hidden(&top, width, s.relation);
    let relation_head = p.hidden(&top, width, s.relation);
    let relation_root = p.vector();

    let mut outputs = Vec::with_capacity(sentences.len());
    let mut relation_in = Vec::with_capacity(rows * 3 * s.relation);
    let mut packed = Vec::new();
    let mut at = 0;
    for words in sentences {
        let n = words.len();
        let heads = [arc_root, &arc_head[at * s.arc..(at + n) * s.arc]].concat();
        let prior: Vec<f32> = heads
            .chunks_exact(s.arc)
            .map(|h| h.iter().zip(arc_bias).fold(0.0, |sum, (x, b)| sum + x * b))
            .collect();
        let mut scores = biased(&prior, n);
        super::matrix::pack(s.arc, n + 1, &heads, 1, s.arc, &mut packed);
        let left = Left::rows(&arc_product[at * s.arc..(at + n) * s.arc], s.arc);
        multiply_add((n, n + 1, s.arc), left, &packed, &mut scores, n + 1);
        let heads = best_tree(n, &scores);
        for (i, &head) in heads.iter().enumerate() {
            let q = s.relation;
            let dependent = &relation_dependent[(at + i) * q..][..q];
            let head = match head {
                0 => relation_root,
                head => &relation_head[(at + head as usize - 1) * q..][..q],
            };
            relation_in.extend_from_slice(dependent);
            relation_in.extend_from_slice(head);
            relation_in.extend(dependent.iter().zip(head).map(|(d, h)| d * h));
        }
        let tags = (at..at + n)
            .map(|r| best_tag(model, &pos[r * s.pos..][..s.pos], &tags[r * s.tags..][..s.tags]))
            .collect();
        outputs.push(Output { tags, heads, ..Output::default() });
        at += n;
    }
    let relation_in = Rows::of(&relation_in, 3 * s.relation);
    let relations = p.linear(&relation_in, 3 * s.relation, s.relations);
    let name_hidden = p.hidden(&top, width, s.name_hidden);
    let names = p.linear(&Rows::of(&name_hidden, s.name_hidden), s.name_hidden, s.names);
    let mut at = 0;
    for output in &mut outputs {
        let n = output.heads.len();
        output.relations = (at..at + n)
            .map(|r| {
                let row = &relations[r * s.relations..][..s.relations];
                best_relation(model, row, output.heads[r - at] == 0)
            })
            .collect();
        output.names = best_names(&names[at * LABELS..(at + n) * LABELS]);
        at += n;
    }
    outputs
}

/// The sums of the words' rows, each once, and for each row of the packing which is its.
fn embed(model: &Model, sentences: &[&[Input]], packing: &Packing) -> (Rows, Vec<u32>) {
    let width = model.shape.width;
    let followed = model.row(treebank(model.treebank));
    let add = |out: &mut [f32], row: Option<(&[i8], f32)>, share: f32| {
        if let Some((row, scale)) = row {
            add_scaled(out, row, scale * share);
        }
    };
    let mut forms: HashMap<&str, usize> = HashMap::new();
    let mut known: Vec<f32> = Vec::new();
    let mut sums: HashMap<(usize, u64), u32> = HashMap::new();
    let mut x: Vec<f32> = Vec::new();
    let mut of = vec![0; packing.rows()];
    let mut row_of = packing.row_of.iter();
    for words in sentences {
        for (i, (word, &r)) in words.iter().zip(&mut row_of).enumerate() {
            let at = *forms.entry(word.form).or_insert_with(|| {
                let lists = model.lists(features::form(word.form));
                let features = Features::of(word.form, word.class, lists);
                let at = known.len();
                known.resize(at + width, 0.0);
                let out = &mut known[at..];
                features.whole.iter().for_each(|&f| add(out, model.row(f), 1.0));
                let pieces: Vec<_> = features.pieces.iter().filter_map(|&f| model.row(f)).collect();
                let share = 1.0 / pieces.len().max(1) as f32;
                pieces.iter().for_each(|&row| add(out, Some(row), share));
                add(out, followed, 1.0);
                at
            });
            let context = Features::context(i == 0, word.spaced, word.contracted);
            of[r] = *sums.entry((at, context)).or_insert_with(|| {
                let sum = x.len();
                x.extend_from_slice(&known[at..at + width]);
                add(&mut x[sum..], model.row(context), 1.0);
                (sum / width) as u32
            });
        }
    }
    (Rows::of(&x, width), of)
}

/// The tag for which part of speech and features together score best.
fn best_tag(model: &Model, pos: &[f32], tags: &[f32]) -> u16 {
    let (mut top, mut score) = (0, f32::NEG_INFINITY);
    for (i, (&t, &(p, _))) in tags.iter().zip(&model.tags).enumerate() {
        if pos[p] + t > score {
            (top, score) = (i, pos[p] + t);
        }
    }
    top as u16
}

/// The best relation; `root` for the root and for no other.
fn best_relation(model: &Model, scores: &[f32], is_root: bool) -> u16 {
    let (mut top, mut score) = (0, f32::NEG_INFINITY);
    for (i, (&x, (relation, _))) in scores.iter().zip(&model.relations).enumerate() {
        if (*relation == crate::Relation::Root) == is_root && x > score {
            (top, score) = (i, x);
        }
    }
    top as u16
}
