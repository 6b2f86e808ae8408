//! The training itself: which corpora, in what order, for how long, and how well it
//! goes on held-out sentences.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;
use selon_language::nn::model::{Model, Shape};
use selon_language::nn::names::best_names;
use selon_language::nn::tree::best_tree;
use selon_model::Language;

use super::data::{self, Inventory, Sentence};
use super::example::Example;
use super::network::{Dropout, Loss, Network};
use super::random::Random;
use super::{export, lists, news, reports, statements};

/// Trains tags, tree and names of a language.
#[derive(Args, Debug)]
pub struct NetworkArgs {
    /// The language: fr or en.
    #[arg(long)]
    pub language: String,
    /// The folder of development data.
    #[arg(long)]
    pub data: PathBuf,
    /// Where the model is written.
    #[arg(long)]
    pub out: PathBuf,
    /// Folders of reports that are to be measured on: names are not learned from them.
    #[arg(long)]
    pub left_out: Vec<PathBuf>,
    /// What the loss of names weighs.
    #[arg(long, default_value_t = 2.0)]
    pub name_weight: f32,
    /// Leaves out the classes of forms.
    #[arg(long)]
    pub no_classes: bool,
    /// The registry of known actors.
    #[arg(long, default_value = "assets/registry")]
    pub registry: PathBuf,
    /// How often each sentence is seen.
    #[arg(long, default_value_t = 24)]
    pub epochs: usize,
    /// How many of the last epochs see only what follows the treebank to follow.
    #[arg(long, default_value_t = 6)]
    pub own_epochs: usize,
    /// Where chance begins.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Hidden units of each LSTM.
    #[arg(long, default_value_t = 208)]
    pub hidden: usize,
    /// Layers of LSTMs.
    #[arg(long, default_value_t = 2)]
    pub layers: usize,
    /// Length of a row of features.
    #[arg(long, default_value_t = 128)]
    pub width: usize,
    /// The layer that tags are read off, from 0; the top if left out.
    #[arg(long)]
    pub tag_layer: Option<usize>,
    /// The highest learning rate.
    #[arg(long, default_value_t = 0.003)]
    pub rate: f32,
    /// The words of a batch.
    #[arg(long, default_value_t = 700)]
    pub batch: usize,
    /// How many statements are made up around clauses of the treebank to learn from.
    #[arg(long, default_value_t = 3000)]
    pub statements: usize,
    /// How often each epoch sees the news sentences of our own.
    #[arg(long, default_value_t = 4)]
    pub news: usize,
    /// What is dropped of inputs, layers and hidden units.
    #[arg(long, default_value_t = 0.33)]
    pub dropout: f32,
}

/// The ids of the articles that a folder holds as `ID.txt`.
fn left_out(folders: &[PathBuf]) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for folder in folders {
        let list = std::fs::read_dir(folder)
            .with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in list {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "txt") {
                ids.extend(path.file_stem().map(|s| s.to_string_lossy().into_owned()));
            }
        }
    }
    Ok(ids)
}

/// Longer sentences are left out of training.
const LONGEST: usize = 120;
/// How much of the running mean a step keeps.
const KEEP: f32 = 0.998;
/// The bound on the norm of the gradient.
const BOUND: f32 = 5.0;

/// What a language is trained on.
pub struct Corpora {
    /// To learn from.
    pub train: Vec<Sentence>,
    /// To see how it goes.
    pub dev: Vec<Sentence>,
    /// The treebank to follow.
    pub treebank: &'static str,
}

/// Reads the corpora of a language from the folder of development data.
pub fn corpora(language: Language, folder: &Path, left_out: &[String]) -> Result<Corpora> {
    let trees = |name: &str, treebank| {
        data::treebank(&folder.join(format!("treebanks/{name}.conllu.gz")), treebank)
    };
    let mut train = Vec::new();
    match language {
        Language::French => {
            for _ in 0..2 {
                train.extend(trees("fr_sequoia-ud-train", "sequoia")?);
            }
            train.extend(trees("fr_gsd-ud-dev", "gsd")?);
            train.extend(trees("fr_fqb-ud-test", "fqb")?);
            train.extend(trees("fr_rhapsodie-ud-train", "rhapsodie")?);
            train.extend(trees("fr_parisstories-ud-train", "parisstories")?);
            let names = folder.join("ner");
            train.extend(data::winer(&names.join("winer-fr.train.jsonl.gz"), "sequoia", left_out)?);
            for text in reports::popcorn(&names.join("popcorn-fr.train.json.gz"))? {
                train.extend(text.sentences(language, "popcorn"));
            }
            let mut dev = trees("fr_sequoia-ud-dev", "sequoia")?;
            dev.extend(data::winer(&names.join("winer-fr.dev.jsonl.gz"), "sequoia", &[])?);
            Ok(Corpora { train, dev, treebank: "sequoia" })
        }
        Language::English => {
            let names = folder.join("ner");
            let mut ewt = trees("en_ewt-ud-train", "ewt")?;
            data::add_universal_ner(&mut ewt, &names.join("uner-en_ewt.train.iob2.gz"))?;
            train.extend(ewt);
            let mut gum = trees("en_gum-open-ud-train", "gum")?;
            gum.extend(trees("en_gum-open-ud-dev", "gum")?);
            gum.extend(trees("en_gum-open-ud-test", "gum")?);
            data::add_gum_names(&mut gum);
            train.extend(gum);
            train.extend(data::labelled_words(&names.join("wikigold-en.conll.gz"), "ewt")?);
            for text in reports::re3d(&names.join("re3d-en"), left_out)? {
                train.extend(text.sentences(language, "re3d"));
            }
            let mut dev = trees("en_ewt-ud-dev", "ewt")?;
            data::add_universal_ner(&mut dev, &names.join("uner-en_ewt.dev.iob2.gz"))?;
            Ok(Corpora { train, dev, treebank: "ewt" })
        }
    }
}

/// Runs the training.
pub fn run(args: &NetworkArgs) -> Result<()> {
    let language = Language::from_code(&args.language)
        .with_context(|| format!("“{}” is not a language that is read", args.language))?;
    let mut corpora = corpora(language, &args.data, &left_out(&args.left_out)?)?;
    for _ in 0..args.news {
        corpora.train.extend(news::sentences(language, corpora.treebank)?);
    }
    let made = {
        let mut random = Random::new(args.seed);
        let (treebank, count) = (corpora.treebank, args.statements);
        statements::statements(language, treebank, &corpora.train, count, &mut random)?
    };
    corpora.train.extend(made);
    if corpora.train.is_empty() {
        bail!("nothing to learn from in {}", args.data.display());
    }
    let lists = lists::read(language, &args.data.join("gazetteer"), &args.registry)?;
    let inventory =
        Inventory::new(language, corpora.treebank, &corpora.train, lists, !args.no_classes);
    corpora.train.retain(|s| (1..=LONGEST).contains(&s.ud.words.len()));
    let examples: Vec<Example> = corpora.train.iter().map(|s| inventory.example(s)).collect();
    let dev: Vec<Example> = corpora.dev.iter().map(|s| inventory.example(s)).collect();
    let shape = Shape {
        width: args.width,
        hidden: args.hidden,
        layers: args.layers,
        tag_hidden: 96,
        tag_layer: args.tag_layer.unwrap_or(args.layers - 1),
        arc: 96,
        relation: 64,
        name_hidden: 64,
        pos: inventory.pos.len(),
        tags: inventory.tags.len(),
        relations: inventory.relations.len(),
        names: selon_language::nn::names::LABELS,
        rows: inventory.rows.len(),
    };
    eprintln!(
        "{} sentences, {} words, {} tags, {} relations, {} rows",
        examples.len(),
        examples.iter().map(|e| e.words.len()).sum::<usize>(),
        shape.tags,
        shape.relations,
        shape.rows
    );
    let plan = Plan { args, shape, inventory: &inventory, dev: &dev };
    let mut mean = plan.train(&examples);
    let bytes = export::model(&inventory, &mut mean);
    let path = args.out.join(format!("{}.network", language.code()));
    std::fs::create_dir_all(&args.out)?;
    std::fs::write(&path, &bytes.0).with_context(|| format!("cannot write {}", path.display()))?;
    let model = Model::read(&bytes.0)?;
    eprintln!(
        "{}: {} bytes, {}",
        path.display(),
        bytes.0.len(),
        export::check(&model, &corpora.dev)
    );
    Ok(())
}

/// What a training is about.
struct Plan<'a> {
    args: &'a NetworkArgs,
    shape: Shape,
    inventory: &'a Inventory,
    dev: &'a [Example],
}

impl Plan<'_> {
    /// Trains the network; gives the running mean of what it learned.
    fn train(&self, examples: &[Example]) -> Network {
        let args = self.args;
        let mut random = Random::new(args.seed);
        let mut network = Network::new(self.shape, &mut random);
        let dropout = Dropout {
            form: 0.5,
            input: args.dropout,
            layer: args.dropout,
            recurrent: args.dropout * 0.75,
            hidden: args.dropout,
        };
        let mut number = 0;
        let own: Vec<Example> = examples.iter().filter(|e| e.own).cloned().collect();
        let first_own = args.epochs.saturating_sub(args.own_epochs) + 1;
        let of_epoch = |epoch: usize| if epoch < first_own { examples } else { &own };
        let count = |epoch| batches(of_epoch(epoch), args.batch, &mut random.clone()).len();
        let per_epoch: Vec<usize> = (1..=args.epochs).map(count).collect();
        let total: usize = per_epoch.iter().sum();
        let begin = Instant::now();
        for epoch in 1..=args.epochs {
            let mut loss = Loss::default();
            let per_epoch = per_epoch[epoch - 1];
            let examples = of_epoch(epoch);
            for batch in batches(examples, args.batch, &mut random) {
                number += 1;
                let progress = number as f32 / total as f32;
                let warm = (number as f32 / 200.0).min(1.0);
                let rate = args.rate * warm * (1.0 - progress).max(0.01);
                let batch: Vec<&Example> = batch.iter().map(|&i| &examples[i]).collect();
                let l = network.learn(&batch, dropout, args.name_weight, &mut random);
                network.step(number, rate, KEEP, BOUND);
                loss.pos += l.pos / per_epoch as f32;
                loss.tags += l.tags / per_epoch as f32;
                loss.heads += l.heads / per_epoch as f32;
                loss.relations += l.relations / per_epoch as f32;
                loss.names += l.names / per_epoch as f32;
            }
            if epoch % 3 == 0 || epoch == args.epochs {
                let mean = network.averaged(number, KEEP);
                eprintln!(
                    "{epoch:3}  {:5.0} s  loss pos {:.3} tags {:.3} heads {:.3} relations {:.3} names {:.3}  {}",
                    begin.elapsed().as_secs_f32(),
                    loss.pos,
                    loss.tags,
                    loss.heads,
                    loss.relations,
                    loss.names,
                    held_out(&mean, self.inventory, self.dev)
                );
            }
        }
        network.averaged(number, KEEP)
    }
}

/// Batches of sentences of like length, each longest first, in random order.
fn batches(examples: &[Example], words: usize, random: &mut Random) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    random.shuffle(&mut order);
    let mut batches = Vec::new();
    for pool in order.chunks(1500) {
        let mut pool = pool.to_vec();
        pool.sort_by_key(|&i| std::cmp::Reverse(examples[i].words.len()));
        let mut batch = Vec::new();
        let mut size = 0;
        for i in pool {
            let n = examples[i].words.len();
            if size + n > words && !batch.is_empty() {
                batches.push(std::mem::take(&mut batch));
                size = 0;
            }
            batch.push(i);
            size += n;
        }
        if !batch.is_empty() {
            batches.push(batch);
        }
    }
    random.shuffle(&mut batches);
    batches
}

fn argmax(row: &[f32]) -> usize {
    let mut top = 0;
    for (i, &x) in row.iter().enumerate() {
        if x > row[top] {
            top = i;
        }
    }
    top
}

/// How well a network does on sentences with gold words, in per cent.
fn held_out(network: &Network, inventory: &Inventory, dev: &[Example]) -> String {
    let mut order: Vec<&Example> = dev.iter().collect();
    order.sort_by_key(|e| std::cmp::Reverse(e.words.len()));
    let plain = |r: u16| inventory.relations[r as usize].split(':').next();
    let s = &network.shape;
    let (mut words, mut pos, mut tags, mut uas, mut las) = (0, 0, 0, 0, 0);
    let (mut gold_names, mut found_names, mut right_names) = (0, 0, 0);
    for batch in order.chunks(32) {
        for (example, scores) in batch.iter().zip(network.score(batch)) {
            let n = example.words.len();
            if let Some(tree) = &example.tree {
                let heads = best_tree(n, &scores.heads);
                let relations = network.relation_scores(&scores, &heads);
                for (i, &head) in heads.iter().enumerate() {
                    words += 1;
                    let p = argmax(&scores.pos[i * s.pos..][..s.pos]);
                    pos += usize::from(p == tree.pos[i] as usize);
                    let t = argmax(&scores.tags[i * s.tags..][..s.tags]);
                    tags += usize::from(t == tree.tags[i] as usize);
                    let relation = argmax(&relations[i * s.relations..][..s.relations]);
                    if head == tree.heads[i] {
                        uas += 1;
                        las += usize::from(plain(relation as u16) == plain(tree.relations[i]));
                    }
                }
            }
            if let Some(labels) = &example.names {
                let mut one_hot = vec![0.0; n * s.names];
                for (i, &l) in labels.iter().enumerate() {
                    one_hot[i * s.names + l as usize] = 1.0;
                }
                let gold: HashSet<_> = best_names(&one_hot).into_iter().collect();
                let found = best_names(&scores.names);
                gold_names += gold.len();
                found_names += found.len();
                right_names += found.iter().filter(|n| gold.contains(n)).count();
            }
        }
    }
    let percent = |n: usize, of: usize| 100.0 * n as f32 / of.max(1) as f32;
    format!(
        "dev pos {:.2} tags {:.2} uas {:.2} las {:.2} names {:.2}",
        percent(pos, words),
        percent(tags, words),
        percent(uas, words),
        percent(las, words),
        percent(2 * right_names, gold_names + found_names)
    )
}
