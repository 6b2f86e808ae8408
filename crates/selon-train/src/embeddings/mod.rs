//! `selon-train embeddings`: vectors of words from raw text.
//!
//! Words are counted with their neighbours, each place (two before to two after)
//! apart, so that words come together that can stand in each other's place. The counts
//! are weighed (positive pointwise mutual information) and the matrix is cut down to
//! its strongest dimensions (Levy & Goldberg 2014). The same text and seed give the
//! same vectors.

mod corpus;
mod counts;
mod matrix;

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use selon_model::Language;

pub use corpus::fold;
pub use counts::{Counts, Vocabulary};
pub use matrix::{Sparse, factorize};

/// Learns vectors of words from raw text.
#[derive(Debug, clap::Args)]
pub struct EmbeddingsArgs {
    /// The language: fr or en
    #[arg(long)]
    language: String,
    /// Text: treebanks (.conllu), articles with a field `text` (.jsonl, .json), columns
    /// (.conll, .iob2), else plain; .gz each
    #[arg(long = "text", value_name = "FILE", required = true)]
    texts: Vec<PathBuf>,
    /// Where the vectors are written, in the text format of word2vec
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// How many dimensions they have
    #[arg(long, default_value_t = 64)]
    dimensions: usize,
    /// How often a word must stand in the text
    #[arg(long, default_value_t = 3)]
    least: u32,
    /// How many words have vectors at most
    #[arg(long, default_value_t = 40_000)]
    words: usize,
    /// How many words are told apart as neighbours
    #[arg(long, default_value_t = 8_000)]
    neighbours: usize,
    /// What the random numbers start from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Words of which the nearest are shown
    #[arg(long, value_name = "WORD")]
    show: Vec<String>,
}

/// Vectors of words, all of length one.
pub struct Embeddings {
    /// The words, the most frequent first.
    pub words: Vec<String>,
    /// How many numbers a vector has.
    pub dimensions: usize,
    /// The vectors one after another.
    pub values: Vec<f32>,
}

impl Embeddings {
    /// Learns from sentences of folded words.
    pub fn learn(
        sentences: &[Vec<String>],
        dimensions: usize,
        least: u32,
        words: usize,
        neighbours: usize,
        seed: u64,
    ) -> Embeddings {
        let vocabulary = Vocabulary::new(sentences, least, words);
        let matrix = Counts::new(sentences, &vocabulary, neighbours).information();
        let values = factorize(&matrix, dimensions, seed);
        Embeddings { words: vocabulary.words, dimensions, values }
    }

    /// The vector of a word by its number.
    pub fn vector(&self, word: usize) -> &[f32] {
        &self.values[word * self.dimensions..(word + 1) * self.dimensions]
    }

    /// The words nearest to a word, with the cosine.
    pub fn nearest(&self, word: &str, count: usize) -> Vec<(&str, f32)> {
        let Some(at) = self.words.iter().position(|w| w == word) else { return Vec::new() };
        let mut near: Vec<(usize, f32)> = (0..self.words.len())
            .filter(|&other| other != at)
            .map(|other| {
                let pairs = self.vector(at).iter().zip(self.vector(other));
                (other, pairs.map(|(a, b)| a * b).sum())
            })
            .collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        near.into_iter().take(count).map(|(w, cosine)| (self.words[w].as_str(), cosine)).collect()
    }
}

/// Runs the command.
pub fn run(args: &EmbeddingsArgs) -> Result<()> {
    let language = Language::from_code(&args.language)
        .with_context(|| format!("the language {} is not read", args.language))?;
    let mut sentences = Vec::new();
    for path in &args.texts {
        sentences.extend(
            corpus::sentences(path, language)
                .with_context(|| format!("cannot read {}", path.display()))?,
        );
    }
    let running: usize = sentences.iter().map(Vec::len).sum();
    let embeddings = Embeddings::learn(
        &sentences,
        args.dimensions,
        args.least,
        args.words,
        args.neighbours,
        args.seed,
    );
    println!("{} words of {running} running words", embeddings.words.len());
    let file = std::fs::File::create(&args.out)
        .with_context(|| format!("cannot write {}", args.out.display()))?;
    let mut out = std::io::BufWriter::new(file);
    writeln!(out, "{} {}", embeddings.words.len(), embeddings.dimensions)?;
    for (i, word) in embeddings.words.iter().enumerate() {
        write!(out, "{word}")?;
        for value in embeddings.vector(i) {
            write!(out, " {value:.4}")?;
        }
        writeln!(out)?;
    }
    out.flush()?;
    for word in &args.show {
        let near: Vec<&str> = embeddings.nearest(word, 12).into_iter().map(|n| n.0).collect();
        println!("{word}: {}", near.join(", "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_the_same_places_are_near() {
        let mut sentences = Vec::new();
        for (i, place) in ["village", "camp", "pont", "marché"].iter().cycle().take(80).enumerate()
        {
            let verb = ["attaquent", "quittent", "prennent"][i % 3];
            let who = ["rebelles", "soldats"][i % 2];
            let text = format!("les {who} {verb} le {place} hier soir .");
            sentences.push(text.split(' ').map(String::from).collect());
        }
        let embeddings = Embeddings::learn(&sentences, 8, 1, 100, 100, 1);
        let near: Vec<&str> = embeddings.nearest("camp", 3).into_iter().map(|n| n.0).collect();
        for place in ["village", "pont", "marché"] {
            assert!(near.contains(&place), "{near:?}");
        }
        let again = Embeddings::learn(&sentences, 8, 1, 100, 100, 1);
        assert_eq!(embeddings.values, again.values);
    }
}
