//! Learns where sentences end and which tokens are contractions, and scores both.

mod common_words;
pub mod ends;
mod government;
pub mod layouts;
pub mod linear;
mod texts;

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use selon_language::segment::learning::{self, CommonWords};
use selon_language::segment::{self, Segments};
use selon_model::Language;

use crate::conllu::{self, UdSentence, UdToken, UdWord};
use crate::ud_eval;
use government::Government;
use linear::{Example, Weights};

/// Learns sentence ends and contractions from treebanks.
#[derive(Args)]
pub struct SegmentationArgs {
    /// The language, `fr` or `en`.
    #[arg(long, value_parser = language)]
    language: Language,
    /// Treebanks to learn from, in order.
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
    /// More treebanks, whose layout or sentences are unlike written news, to learn
    /// contractions from only.
    #[arg(long)]
    contractions: Vec<PathBuf>,
    /// Texts, JSON lines with a `text` each, to count words in: what they are
    /// followed by, and how they are written.
    #[arg(long)]
    texts: Vec<PathBuf>,
    /// The folder to write `sentences.*.tsv` and `contractions.*.tsv` to.
    #[arg(long)]
    out: PathBuf,
}

/// Cuts the raw text of treebanks into words and sentences and prints how well.
#[derive(Args)]
pub struct SegmentationScoreArgs {
    /// The language, `fr` or `en`.
    #[arg(long, value_parser = language)]
    language: Language,
    /// Treebanks to compare with.
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
    /// Print this many differences.
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

fn language(code: &str) -> Result<Language> {
    Language::from_code(code).with_context(|| format!("“{code}” is not a language that is read"))
}

/// Learns the classifiers and writes their tables.
pub fn train(args: &SegmentationArgs) -> Result<()> {
    let mut sentences = Vec::new();
    for path in &args.treebanks {
        sentences.extend(conllu::read(path)?);
    }
    if sentences.is_empty() {
        bail!("the treebanks are empty");
    }
    let texts = texts::read(&args.texts)?;
    let common = common_words::list(&sentences, &texts, args.language);
    args.write_file(
        &format!("common-words.{}.txt", args.language.code()),
        "Words that are written in lower case, mostly",
        &common,
    )?;
    let common = CommonWords::parse(&common);
    let mut examples = boundary_examples(&sentences, args.language, &common);
    examples.extend(capital_examples(&texts, args.language, &common));
    args.write("sentences", "Where sentences end", &linear::learn(&examples))?;
    for path in &args.contractions {
        sentences.extend(conllu::read(path)?);
    }
    let mut examples = contraction_examples(&sentences, args.language);
    if !examples.is_empty() {
        let government = Government::count(&texts, args.language);
        government.add_to(&mut examples);
        let mut weights = linear::learn(&examples);
        government.fold_into(&mut weights);
        args.write("contractions", "Which tokens are two words", &weights)?;
    }
    Ok(())
}

impl SegmentationArgs {
    /// Writes a table, headed by the command that makes it.
    fn write(&self, name: &str, subject: &str, weights: &Weights) -> Result<()> {
        let name = format!("{name}.{}.tsv", self.language.code());
        self.write_file(&name, &format!("{subject}: features and weights"), &linear::table(weights))
    }

    fn write_file(&self, name: &str, subject: &str, table: &str) -> Result<()> {
        let code = self.language.code();
        let mut command = format!("selon-train segmentation --language {code}");
        let names = |paths: &[PathBuf], option: &str| {
            paths
                .iter()
                .filter_map(|p| p.file_name()?.to_str())
                .map(|name| format!(" {option}{name}"))
                .collect::<String>()
        };
        command += &names(&self.contractions, "--contractions ");
        command += &names(&self.texts, "--texts ");
        command += &names(&self.treebanks, "");
        let path = self.out.join(name);
        fs::write(&path, format!("# {subject}.\n# {command}\n{table}"))
            .with_context(|| format!("cannot write {}", path.display()))
    }
}

fn boundary_examples(
    sentences: &[UdSentence],
    language: Language,
    common: &CommonWords,
) -> Vec<Example> {
    let mut examples = Vec::new();
    for document in layouts::documents(sentences, language) {
        learning::boundaries(&document.text, language, common, |features, end| {
            let yes = document.ends.binary_search(&end).is_ok();
            examples.push(Example { features, yes });
            yes
        });
    }
    examples
}

/// Capitals and colons within the lines of news text, where they end no sentence: its
/// sentences have their full stops.
fn capital_examples(texts: &[String], language: Language, common: &CommonWords) -> Vec<Example> {
    let mut examples = Vec::new();
    for text in texts {
        learning::boundaries(text, language, common, |features, _| {
            let sign = features.first().map(String::as_str);
            if !matches!(sign, Some("sign|0|space" | "sign|:|space")) {
                return matches!(sign, Some("sign|.|space" | "sign|.|line"));
            }
            examples.push(Example { features, yes: false });
            false
        });
    }
    examples
}

fn contraction_examples(sentences: &[UdSentence], language: Language) -> Vec<Example> {
    let mut examples = Vec::new();
    for sentence in sentences {
        let words: HashMap<usize, usize> =
            sentence.tokens.iter().map(|t| (t.span.start, t.words.len())).collect();
        learning::contractions(&sentence.text, language, |features, start| {
            if let Some(&words) = words.get(&start) {
                examples.push(Example { features, yes: words > 1 });
            }
        });
    }
    examples
}

/// Prints scores and differences.
pub fn score(args: &SegmentationScoreArgs) -> Result<()> {
    for path in &args.treebanks {
        let gold = conllu::read(path)?;
        let (text, spans) = ud_eval::raw_text(&gold);
        let started = std::time::Instant::now();
        let segments = segment::segment(&text, args.language);
        let seconds = started.elapsed().as_secs_f64();
        let system = as_sentences(&segments);
        let scores = ud_eval::evaluate(&gold, &system)?;
        println!("{}", path.display());
        for (name, score) in scores.named().into_iter().take(3) {
            println!(
                "{name:10} P {:6.2}  R {:6.2}  F {:6.2}",
                100.0 * score.precision(),
                100.0 * score.recall(),
                100.0 * score.f1()
            );
        }
        println!("{:.2} million words a second", segments.words.len() as f64 / seconds / 1e6);
        if args.errors > 0 {
            print_differences(&gold, &spans, &text, &segments, args.errors);
        }
    }
    Ok(())
}

/// The segments as sentences of a treebank, without tags or trees.
pub fn as_sentences(segments: &Segments<'_>) -> Vec<UdSentence> {
    let mut sentences = Vec::with_capacity(segments.sentences.len());
    for sentence in &segments.sentences {
        let mut made = UdSentence {
            text: sentence.span.of(segments.text).to_string(),
            ..UdSentence::default()
        };
        let (first, start) = (sentence.words.start as usize, sentence.span.start as usize);
        for token in &segments.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize]
        {
            made.tokens.push(UdToken {
                form: token.span.of(segments.text).to_string(),
                span: token.span.start as usize - start..token.span.end as usize - start,
                words: token.words.start as usize - first..token.words.end as usize - first,
            });
        }
        for word in &segments.words[first..sentence.words.end as usize] {
            made.words.push(UdWord {
                form: word.form.to_string(),
                lemma: String::new(),
                upos: String::new(),
                feats: String::new(),
                head: None,
                deprel: String::new(),
                misc: String::new(),
            });
        }
        sentences.push(made);
    }
    sentences
}

/// Prints tokens and sentence ends that differ, with their neighbourhood.
fn print_differences(
    gold: &[UdSentence],
    spans: &[std::ops::Range<usize>],
    text: &str,
    segments: &Segments<'_>,
    limit: usize,
) {
    // Words by the place of their token.
    let mut expected: Vec<((usize, usize), String)> = Vec::new();
    for (sentence, span) in gold.iter().zip(spans) {
        for token in &sentence.tokens {
            let place = (span.start + token.span.start, span.start + token.span.end);
            let words: Vec<&str> =
                sentence.words[token.words.clone()].iter().map(|w| w.form.as_str()).collect();
            expected.push((place, words.join(" ")));
        }
    }
    let found: Vec<((usize, usize), String)> = segments
        .tokens
        .iter()
        .map(|t| {
            let words: Vec<&str> = segments.words[t.words.start as usize..t.words.end as usize]
                .iter()
                .map(|w| w.form.as_ref())
                .collect();
            ((t.span.start as usize, t.span.end as usize), words.join(" "))
        })
        .collect();
    let (mut g, mut s, mut shown) = (0, 0, 0);
    while g < expected.len() && s < found.len() && shown < limit {
        if expected[g] == found[s] {
            g += 1;
            s += 1;
            continue;
        }
        let (first_gold, first_found) = (g, s);
        // To the next place where both begin a token.
        let (mut end_gold, mut end_found) = (expected[g].0.1, found[s].0.1);
        g += 1;
        s += 1;
        while end_gold != end_found && g < expected.len() && s < found.len() {
            if end_gold < end_found {
                end_gold = expected[g].0.1;
                g += 1;
            } else {
                end_found = found[s].0.1;
                s += 1;
            }
        }
        let list = |w: &[((usize, usize), String)]| {
            w.iter().map(|(_, f)| format!("[{f}]")).collect::<Vec<_>>().join(" ")
        };
        println!(
            "words: gold {}  found {}",
            list(&expected[first_gold..g]),
            list(&found[first_found..s])
        );
        shown += 1;
    }
    let gold_ends: Vec<usize> = spans.iter().map(|s| s.end).collect();
    let found_ends: Vec<usize> = segments.sentences.iter().map(|s| s.span.end as usize).collect();
    let around = |at: usize| {
        let start = text[..at].char_indices().rev().nth(50).map_or(0, |(i, _)| i);
        let end = text[at..].char_indices().nth(30).map_or(text.len(), |(i, _)| at + i);
        format!("{}¦{}", &text[start..at], &text[at..end]).replace('\n', "⏎")
    };
    let missed = gold_ends.iter().filter(|e| found_ends.binary_search(e).is_err());
    let wrong = found_ends.iter().filter(|e| gold_ends.binary_search(e).is_err());
    missed.take(limit).for_each(|&e| println!("missed end: {}", around(e)));
    wrong.take(limit).for_each(|&e| println!("wrong end: {}", around(e)));
}
