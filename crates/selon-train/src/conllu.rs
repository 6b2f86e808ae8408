//! Treebanks in the CoNLL-U format of Universal Dependencies, plain or gzipped.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::read::MultiGzDecoder;

/// A sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub struct UdSentence {
    /// The sentence as written, from `# text`, else put together from the tokens.
    pub text: String,
    /// Whether a paragraph (or document) begins here.
    pub new_paragraph: bool,
    /// Whether a document begins here.
    pub new_document: bool,
    /// Whether the next sentence follows without a space.
    pub joined_to_next: bool,
    /// The surface tokens.
    pub tokens: Vec<UdToken>,
    /// The syntactic words.
    pub words: Vec<UdWord>,
}

/// A surface token: a word, or several contracted.
#[derive(Clone, Debug)]
pub struct UdToken {
    /// As written.
    pub form: String,
    /// Its place in the text of the sentence, in bytes.
    pub span: Range<usize>,
    /// Its words, by index from 0.
    pub words: Range<usize>,
}

/// A syntactic word.
#[derive(Clone, Debug)]
pub struct UdWord {
    /// As written, or as a part of a contraction would be written.
    pub form: String,
    /// The lemma.
    pub lemma: String,
    /// The universal part of speech.
    pub upos: String,
    /// The features, as in the column; empty for `_`.
    pub feats: String,
    /// The head, by index from 0; none for the root.
    pub head: Option<usize>,
    /// The relation with its subtype.
    pub deprel: String,
    /// The column of anything else; empty for `_`.
    pub misc: String,
}

/// Opens a file, decompressing it if its name ends in `.gz`.
pub fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let plain: Box<dyn Read> = if path.extension().is_some_and(|e| e == "gz") {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    Ok(Box::new(BufReader::with_capacity(1 << 16, plain)))
}

/// Reads a treebank.
pub fn read(path: &Path) -> Result<Vec<UdSentence>> {
    parse(open(path)?).with_context(|| format!("{}", path.display()))
}

/// Reads a treebank from what is open already.
pub fn parse(treebank: impl BufRead) -> Result<Vec<UdSentence>> {
    let mut sentences = Vec::new();
    let mut sentence = UdSentence::default();
    let mut space_after = Vec::new();
    for (number, line) in treebank.lines().enumerate() {
        let line = line?;
        if line.is_empty() {
            if !sentence.words.is_empty() {
                place_tokens(&mut sentence, &space_after);
                sentences.push(std::mem::take(&mut sentence));
            }
            space_after.clear();
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            if let Some(text) = comment.strip_prefix("text = ") {
                sentence.text = text.to_string();
            } else if comment.starts_with("newdoc") {
                sentence.new_document = true;
                sentence.new_paragraph = true;
            } else if comment.starts_with("newpar") {
                sentence.new_paragraph = true;
            }
        } else {
            row(&mut sentence, &mut space_after, &line)
                .with_context(|| format!("line {}", number + 1))?;
        }
    }
    if !sentence.words.is_empty() {
        place_tokens(&mut sentence, &space_after);
        sentences.push(sentence);
    }
    Ok(sentences)
}

fn row(sentence: &mut UdSentence, space_after: &mut Vec<bool>, line: &str) -> Result<()> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, form, lemma, upos, _, feats, head, deprel, _, misc] = columns[..] else {
        bail!("{} columns instead of 10", columns.len());
    };
    if id.contains('.') {
        return Ok(()); // an empty node of the enhanced graph
    }
    let mut token = |words: Range<usize>| {
        sentence.tokens.push(UdToken { form: form.to_string(), span: 0..0, words });
        space_after.push(!misc.split('|').any(|m| m == "SpaceAfter=No"));
    };
    if let Some((first, last)) = id.split_once('-') {
        let (first, last): (usize, usize) = (first.parse()?, last.parse()?);
        token(first - 1..last);
        return Ok(());
    }
    let index = id.parse::<usize>()? - 1;
    if sentence.tokens.last().is_none_or(|t| t.words.end <= index) {
        sentence.tokens.push(UdToken {
            form: form.to_string(),
            span: 0..0,
            words: index..index + 1,
        });
        space_after.push(!misc.split('|').any(|m| m == "SpaceAfter=No"));
    }
    let none = |s: &str| if s == "_" { String::new() } else { s.to_string() };
    sentence.words.push(UdWord {
        form: form.to_string(),
        lemma: if lemma == "_" && form != "_" { String::new() } else { lemma.to_string() },
        upos: upos.to_string(),
        feats: none(feats),
        head: head.parse::<usize>().with_context(|| format!("head “{head}”"))?.checked_sub(1),
        deprel: deprel.to_string(),
        misc: none(misc),
    });
    Ok(())
}

/// Finds the place of each token in the text; where the text does not fit, it is
/// put together anew.
fn place_tokens(sentence: &mut UdSentence, space_after: &[bool]) {
    sentence.joined_to_next = space_after.last() == Some(&false);
    let mut at = 0;
    let mut fits = true;
    for token in &mut sentence.tokens {
        let rest = &sentence.text[at..];
        let start = at + (rest.len() - rest.trim_start().len());
        if !sentence.text[start..].starts_with(&token.form) {
            fits = false;
            break;
        }
        at = start + token.form.len();
        token.span = start..at;
    }
    if fits {
        return;
    }
    sentence.text.clear();
    for (token, space) in sentence.tokens.iter_mut().zip(space_after) {
        let start = sentence.text.len();
        sentence.text.push_str(&token.form);
        token.span = start..sentence.text.len();
        if *space {
            sentence.text.push(' ');
        }
    }
    sentence.text.truncate(sentence.text.trim_end().len());
}

/// What is wrong with the form of a sentence, for tests: roots, circles, tokens that are not
/// those of the text.
#[cfg(test)]
pub fn flaw(sentence: &UdSentence) -> Option<String> {
    let words = &sentence.words;
    let roots: Vec<&str> =
        words.iter().filter(|w| w.head.is_none()).map(|w| w.deprel.as_str()).collect();
    if roots != ["root"] {
        return Some(format!("roots {roots:?} in {}", sentence.text));
    }
    for start in 0..words.len() {
        let climb = std::iter::successors(Some(start), |&at| words[at].head);
        if climb.take(words.len() + 1).count() > words.len() {
            return Some(format!("a circle in {}", sentence.text));
        }
    }
    let mut next = 0;
    for token in &sentence.tokens {
        if sentence.text[token.span.clone()] != token.form || token.words.start != next {
            return Some(format!("token {} in {}", token.form, sentence.text));
        }
        next = token.words.end;
    }
    (next != words.len()).then(|| format!("words beyond the tokens of {}", sentence.text))
}
