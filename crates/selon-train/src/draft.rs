//! First trees of sentences in CoNLL-U, for a person to correct.

use std::fmt::Write;
use std::io::Read;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use selon_language::segment::segment;
use selon_language::{Analysis, NameKind, WordId, analyze};
use selon_model::Language;

use crate::conllu::UdSentence;
use crate::neural::evaluate::{ModelFile, ud_sentences};

/// Reads sentences from standard input and prints their trees in CoNLL-U, to be corrected.
#[derive(Args, Debug)]
pub struct DraftArgs {
    /// The language: fr or en.
    #[arg(long)]
    language: String,
    /// A model file in the place of the embedded one.
    #[arg(long)]
    model: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &DraftArgs) -> Result<()> {
    let language = Language::from_code(&args.language)
        .with_context(|| format!("“{}” is not a language that is read", args.language))?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("standard input")?;
    let file = args.model.as_deref().map(ModelFile::read).transpose()?;
    let own = file.as_ref().map(ModelFile::model).transpose()?;
    let model = own.as_ref().unwrap_or_else(|| analyze::model(language));
    let analysis = analyze::analyze_by(&text, language, model);
    // The analysis keeps few subtypes of relations; the trees shall have all, but where it
    // gives a word another relation.
    let outputs = analyze::tag(&segment(&text, language), language, model);
    let mut out = String::new();
    let mut trees = ud_sentences(&analysis, model);
    for ((tree, output), sentence) in trees.iter_mut().zip(outputs).zip(&analysis.sentences) {
        for (word, relation) in tree.words.iter_mut().zip(output.relations) {
            let whole = model.relation_names[usize::from(relation)];
            if whole.split(':').next() == Some(word.deprel.as_str()) {
                word.deprel = whole.to_string();
            }
        }
        write_tree(&mut out, tree, &labels(&analysis, sentence.words.iter()))?;
    }
    print!("{out}");
    Ok(())
}

/// For each word `B-PER`, `I-LOC` and so on, or nothing.
fn labels(analysis: &Analysis, words: impl Iterator<Item = WordId>) -> Vec<String> {
    let label = |word: WordId| {
        let Some(name) = analysis.name_of(word) else { return String::new() };
        let kind = match name.kind {
            NameKind::Person => "PER",
            NameKind::Organization => "ORG",
            NameKind::Location => "LOC",
        };
        format!("{}-{kind}", if name.words.start == word.0 { 'B' } else { 'I' })
    };
    words.map(label).collect()
}

/// Writes a sentence in CoNLL-U; the last column tells names, as `Name=B-PER`.
fn write_tree(out: &mut String, tree: &UdSentence, labels: &[String]) -> Result<()> {
    let or_blank = |s: &str| if s.is_empty() { "_".to_string() } else { s.to_string() };
    writeln!(out, "# text = {}", tree.text)?;
    for (i, token) in tree.tokens.iter().enumerate() {
        let next = tree.tokens.get(i + 1);
        let joined = next.is_some_and(|next| next.span.start == token.span.end);
        let after = if joined { "SpaceAfter=No" } else { "" };
        let several = token.words.len() > 1;
        if several {
            let (from, to) = (token.words.start + 1, token.words.end);
            let after = or_blank(after);
            writeln!(out, "{from}-{to}\t{}\t_\t_\t_\t_\t_\t_\t_\t{after}", token.form)?;
        }
        for at in token.words.clone() {
            let word = &tree.words[at];
            let name = Some(&labels[at]).filter(|l| !l.is_empty()).map(|l| format!("Name={l}"));
            let after = Some(after).filter(|a| !several && !a.is_empty()).map(String::from);
            let misc: Vec<String> = name.into_iter().chain(after).collect();
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t{}",
                at + 1,
                word.form,
                or_blank(&word.lemma),
                word.upos,
                or_blank(&word.feats),
                word.head.map_or(0, |h| h + 1),
                word.deprel,
                or_blank(&misc.join("|")),
            )?;
        }
    }
    out.push('\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    /// What is written is read again, contractions, joined marks and names too.
    #[test]
    fn a_draft_can_be_read_again() {
        let text = "Deux soldats sont morts près du pont, affirme Ana Novak.";
        let model = analyze::model(Language::French);
        let analysis = analyze::analyze_by(text, Language::French, model);
        let trees = ud_sentences(&analysis, model);
        let mut out = String::new();
        for (tree, sentence) in trees.iter().zip(&analysis.sentences) {
            write_tree(&mut out, tree, &labels(&analysis, sentence.words.iter())).unwrap();
        }
        let read = conllu::parse(out.as_bytes()).unwrap();
        assert_eq!(read.len(), trees.len());
        assert!(out.contains("Name=B-PER") && out.contains("Name=I-PER"), "{out}");
        for (read, tree) in read.iter().zip(&trees) {
            assert_eq!(read.text, tree.text);
            let tokens = |t: &UdSentence| {
                t.tokens.iter().map(|t| (t.span.clone(), t.words.clone())).collect::<Vec<_>>()
            };
            assert_eq!(tokens(read), tokens(tree));
            for (a, b) in read.words.iter().zip(&tree.words) {
                assert_eq!((&a.form, &a.upos, a.head), (&b.form, &b.upos, b.head));
                assert_eq!((&a.feats, &a.deprel), (&b.feats, &b.deprel));
            }
        }
    }
}
