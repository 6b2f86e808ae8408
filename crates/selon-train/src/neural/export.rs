//! From what was learned to the model file.

use std::collections::HashSet;

use selon_language::nn::model::{ALIGN, BUCKET_BITS, FIELDS, MAGIC, Model};
use selon_language::nn::network::{self, Input};
use selon_language::nn::quantised::pack;

use super::data::{Inventory, Sentence, form_class};
use super::network::Network;

/// Bytes that begin at a multiple of 64.
pub struct Aligned(pub Vec<u8>);

fn section(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.resize(bytes.len().next_multiple_of(ALIGN), 0);
    bytes.extend_from_slice(part);
}

/// The model file: rows in 8 bits and matrices in 16, scaled.
pub fn model(inventory: &Inventory, network: &mut Network) -> Aligned {
    let shape = network.shape;
    let join = |list: &[String]| list.join("\t");
    let text = [
        inventory.treebank.clone(),
        join(&inventory.pos),
        join(&inventory.tags),
        join(&inventory.relations),
    ]
    .join("\n");
    let mut bytes = MAGIC.to_vec();
    for field in shape.fields().into_iter().chain([inventory.lists.len(), text.len()]) {
        bytes.extend((field as u32).to_le_bytes());
    }
    debug_assert_eq!(bytes.len(), 8 + 4 * FIELDS);
    section(&mut bytes, text.as_bytes());
    let hashes: Vec<u64> = inventory.rows.keys().copied().collect();
    section(&mut bytes, bytemuck::cast_slice(&hashes));
    let buckets: Vec<u32> = (0..=1u64 << BUCKET_BITS)
        .map(|b| hashes.partition_point(|h| h >> (64 - BUCKET_BITS) < b) as u32)
        .collect();
    section(&mut bytes, bytemuck::cast_slice(&buckets));
    let mut scales = Vec::new();
    let mut rows: Vec<i8> = Vec::new();
    for row in network.table.value.chunks_exact(shape.width) {
        let top = row.iter().fold(1e-9f32, |top, x| top.max(x.abs()));
        let scale = top / 127.0;
        scales.push(scale);
        rows.extend(row.iter().map(|x| (x / scale).round() as i8));
    }
    section(&mut bytes, bytemuck::cast_slice(&scales));
    section(&mut bytes, bytemuck::cast_slice(&rows));
    let list_hashes: Vec<u64> = inventory.lists.keys().copied().collect();
    section(&mut bytes, bytemuck::cast_slice(&list_hashes));
    let lists: Vec<u8> = inventory.lists.values().copied().collect();
    section(&mut bytes, &lists);
    for (dense, (inputs, outputs)) in network.dense().into_iter().zip(shape.dense()) {
        if inputs == 0 {
            section(&mut bytes, bytemuck::cast_slice(&dense.value));
        } else {
            let (values, scales) = pack(inputs, outputs, &dense.value);
            section(&mut bytes, bytemuck::cast_slice(&values));
            section(&mut bytes, bytemuck::cast_slice(&scales));
        }
    }
    Aligned(bytes)
}

/// How well a model file does on sentences with gold words, in per cent.
pub fn check(model: &Model, sentences: &[Sentence]) -> String {
    let language =
        selon_model::Language::from_code(if model.treebank == "ewt" { "en" } else { "fr" });
    let language = language.unwrap_or(selon_model::Language::French);
    let inputs: Vec<Vec<Input>> = sentences
        .iter()
        .map(|s| {
            let mut end = usize::MAX;
            let mut words = Vec::new();
            for token in &s.ud.tokens {
                let spaced = end != token.span.start;
                end = token.span.end;
                for (i, w) in s.ud.words[token.words.clone()].iter().enumerate() {
                    words.push(Input {
                        form: &w.form,
                        class: form_class(&w.form, language),
                        spaced: spaced && i == 0,
                        contracted: token.words.len() > 1,
                    });
                }
            }
            words
        })
        .collect();
    let slices: Vec<&[Input]> = inputs.iter().map(Vec::as_slice).collect();
    let begin = std::time::Instant::now();
    let outputs = network::run(model, &slices);
    let seconds = begin.elapsed().as_secs_f64();
    let (mut all, mut words, mut pos, mut feats, mut uas, mut las) = (0, 0, 0, 0, 0, 0);
    let (mut gold_names, mut found_names, mut right_names) = (0, 0, 0);
    for (s, output) in sentences.iter().zip(&outputs) {
        all += s.ud.words.len();
        for (i, w) in s.ud.words.iter().enumerate().filter(|_| s.has_tree) {
            words += 1;
            let tag = output.tags[i] as usize;
            pos += usize::from(model.pos[model.tags[tag].0].as_str() == w.upos);
            feats += usize::from(model.features[tag] == w.feats);
            let relation = model.relation_names[output.relations[i] as usize];
            if output.heads[i] as usize == w.head.map_or(0, |h| h + 1) {
                uas += 1;
                las += usize::from(relation.split(':').next() == w.deprel.split(':').next());
            }
        }
        if let Some(gold) = &s.names {
            let gold: HashSet<_> = gold.iter().collect();
            gold_names += gold.len();
            found_names += output.names.len();
            right_names += output.names.iter().filter(|n| gold.contains(n)).count();
        }
    }
    let percent = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
    format!(
        "dev pos {:.2} features {:.2} uas {:.2} las {:.2} names {:.2}; {:.0} words/s",
        percent(pos, words),
        percent(feats, words),
        percent(uas, words),
        percent(las, words),
        percent(2 * right_names, gold_names + found_names),
        all as f64 / seconds
    )
}
