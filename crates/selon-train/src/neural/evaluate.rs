//! How well a text is analysed, from raw text, against treebanks and against articles
//! with names.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use selon_language::nn::model::Model;
use selon_language::{Analysis, NameKind, Word, analyze};
use selon_model::Language;

use super::data::{self, NamedText};
use crate::conllu::{self, UdSentence, UdToken, UdWord};
use crate::ud_eval::{evaluate, raw_text};

/// Analyses raw text and prints how well.
#[derive(Args, Debug)]
pub struct AnalysisScoreArgs {
    /// The language: fr or en.
    #[arg(long)]
    pub language: String,
    /// A model file in the place of the embedded one.
    #[arg(long)]
    pub model: Option<PathBuf>,
    /// Treebanks to hold the analysis against (CoNLL 2018 measures).
    #[arg(long)]
    pub treebank: Vec<PathBuf>,
    /// Articles of WiNER to hold the names against.
    #[arg(long)]
    pub winer: Vec<PathBuf>,
    /// Universal NER labels of the sentences of the treebanks.
    #[arg(long)]
    pub universal_ner: Vec<PathBuf>,
    /// Prints the names that were missed and those found wrongly.
    #[arg(long)]
    pub errors: bool,
}

/// Runs the measurement.
pub fn run(args: &AnalysisScoreArgs) -> Result<()> {
    let language = Language::from_code(&args.language)
        .with_context(|| format!("“{}” is not a language that is read", args.language))?;
    let file = args.model.as_deref().map(ModelFile::read).transpose()?;
    let own = file.as_ref().map(ModelFile::model).transpose()?;
    let model = own.as_ref().unwrap_or_else(|| analyze::model(language));
    for path in &args.treebank {
        let gold = conllu::read(path)?;
        let (text, _) = raw_text(&gold);
        let begin = std::time::Instant::now();
        let analysis = analyze::analyze_by(&text, language, model);
        let seconds = begin.elapsed().as_secs_f64();
        let system = ud_sentences(&analysis, model);
        println!("{}", path.display());
        for (name, score) in evaluate(&gold, &system)?.named() {
            println!("  {name:12} {:6.2}", 100.0 * score.f1());
        }
        println!("  {:.0} words/s", analysis.words.len() as f64 / seconds);
    }
    for path in &args.winer {
        report_names(path, &data::winer_texts(path, &[])?, language, model, args.errors);
    }
    for path in &args.universal_ner {
        report_names(path, &data::universal_ner_texts(path)?, language, model, args.errors);
    }
    Ok(())
}

/// The bytes of a model as numbers of 8 bytes each, so that they begin where it may be read.
pub struct ModelFile(Vec<u64>);

impl ModelFile {
    /// Reads the bytes.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn read(path: &Path) -> Result<ModelFile> {
        let bytes =
            std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let eight = |bytes: &[u8]| {
            let mut number = [0; 8];
            number[..bytes.len()].copy_from_slice(bytes);
            u64::from_ne_bytes(number)
        };
        Ok(ModelFile(bytes.chunks(8).map(eight).collect()))
    }

    /// The model, read in place.
    ///
    /// # Errors
    ///
    /// If it is damaged or of another version.
    pub fn model(&self) -> Result<Model<'_>> {
        Ok(Model::read(bytemuck::cast_slice(&self.0))?)
    }
}

fn report_names(path: &Path, texts: &[NamedText], language: Language, model: &Model, errors: bool) {
    let (mut gold_count, mut found_count, mut right) = (0, 0, 0);
    let mut by_kind: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let (mut words, begin) = (0, std::time::Instant::now());
    for text in texts {
        let analysis = analyze::analyze_by(&text.text, language, model);
        let gold: HashSet<_> = text.names.iter().copied().collect();
        let found: HashSet<_> = analysis
            .names
            .iter()
            .map(|n| (n.span.start as usize, n.span.end as usize, n.kind))
            .collect();
        gold_count += gold.len();
        found_count += found.len();
        words += analysis.words.len();
        right += found.intersection(&gold).count();
        for name in gold.union(&found) {
            let counts = by_kind.entry(format!("{:?}", name.2)).or_default();
            let (in_gold, in_found) = (gold.contains(name), found.contains(name));
            counts[0] += usize::from(in_gold);
            counts[1] += usize::from(in_found);
            counts[2] += usize::from(in_gold && in_found);
        }
        if errors {
            print_errors(&text.text, &gold, &found);
        }
    }
    let percent = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
    println!(
        "{}\n  names PER/LOC/ORG: P {:.2} R {:.2} F1 {:.2}\n  {:.0} words/s, text by text",
        path.display(),
        percent(right, found_count),
        percent(right, gold_count),
        percent(2 * right, found_count + gold_count),
        words as f64 / begin.elapsed().as_secs_f64()
    );
    for (kind, [gold, found, right]) in by_kind {
        println!(
            "  {kind}: P {:.2} R {:.2} F1 {:.2} of {gold}",
            percent(right, found),
            percent(right, gold),
            percent(2 * right, gold + found)
        );
    }
}

/// A name by place: the first byte, one past the last, the kind.
type Place = (usize, usize, NameKind);

/// Names that differ, in order, those of the text with `-` and those found with `+`.
fn print_errors(text: &str, gold: &HashSet<Place>, found: &HashSet<Place>) {
    let mut names: Vec<(Place, char)> = gold.difference(found).map(|&n| (n, '-')).collect();
    names.extend(found.difference(gold).map(|&n| (n, '+')));
    names.sort_by_key(|&((start, end, _), sign)| (start, end, sign));
    for ((start, end, kind), sign) in names {
        let part = |range| text.get(range).unwrap_or_default();
        let before: String = part(0..start).chars().rev().take(40).collect();
        let before: String = before.chars().rev().collect();
        let after: String = part(end..text.len()).chars().take(40).collect();
        let line = format!("{sign} {kind:?}\t{before}[{}]{after}", part(start..end));
        println!("{}", line.replace('\n', " "));
    }
}

/// The features of a word as the treebank writes them: those of the tag that the
/// network chose, or of the first that has the word's own.
fn features_of(word: &Word, model: &Model) -> String {
    let same = |&t: &usize| {
        let (pos, morphology) = model.tags[t];
        model.pos[pos] == word.pos && morphology == word.morphology
    };
    let tag = Some(word.tag as usize).filter(same).or_else(|| (0..model.tags.len()).find(same));
    tag.map_or(String::new(), |t| model.features[t].to_string())
}

/// An analysis as the sentences of a treebank.
pub fn ud_sentences(analysis: &Analysis, model: &Model) -> Vec<UdSentence> {
    analysis
        .sentences
        .iter()
        .map(|s| {
            let (start, first) = (s.span.start as usize, s.words.start as usize);
            let tokens = &analysis.tokens[s.tokens.start as usize..s.tokens.end as usize];
            UdSentence {
                text: s.span.of(analysis.text).to_string(),
                tokens: tokens
                    .iter()
                    .map(|t| UdToken {
                        form: t.span.of(analysis.text).to_string(),
                        span: t.span.start as usize - start..t.span.end as usize - start,
                        words: t.words.start as usize - first..t.words.end as usize - first,
                    })
                    .collect(),
                words: analysis.words[first..s.words.end as usize]
                    .iter()
                    .map(|w| UdWord {
                        form: w.form.to_string(),
                        lemma: w.lemma.to_string(),
                        upos: w.pos.as_str().to_string(),
                        feats: features_of(w, model),
                        head: w.head.map(|h| h.index() - first),
                        deprel: w.relation.as_str().to_string(),
                        misc: String::new(),
                    })
                    .collect(),
                ..UdSentence::default()
            }
        })
        .collect()
}
