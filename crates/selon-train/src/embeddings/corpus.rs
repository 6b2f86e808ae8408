//! Sentences out of files of several kinds.

use std::io::{BufRead, Read};
use std::path::Path;

use anyhow::Result;
use selon_language::segment::segment;
use selon_model::Language;

use crate::conllu;

/// Small letters, digits as 0, one apostrophe, one hyphen: as the tagger folds forms.
pub fn fold(form: &str) -> String {
    let mut folded = String::with_capacity(form.len());
    for c in form.chars() {
        match c {
            '0'..='9' => folded.push('0'),
            '\u{2019}' => folded.push('\''),
            '\u{2010}' | '\u{2011}' => folded.push('-'),
            c if c.is_whitespace() => {}
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// The sentences of a file, as folded words.
pub fn sentences(path: &Path, language: Language) -> Result<Vec<Vec<String>>> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let kind = name.strip_suffix(".gz").unwrap_or(&name).rsplit('.').next().unwrap_or_default();
    let mut found = Vec::new();
    match kind {
        "conllu" => {
            for sentence in conllu::read(path)? {
                found.push(sentence.words.iter().map(|w| fold(&w.form)).collect());
            }
        }
        "jsonl" => {
            for line in conllu::open(path)?.lines() {
                texts(&serde_json::from_str(&line?)?, language, &mut found);
            }
        }
        "json" => texts(&serde_json::from_reader(conllu::open(path)?)?, language, &mut found),
        "conll" | "iob2" => {
            let mut sentence = Vec::new();
            for line in conllu::open(path)?.lines() {
                let line = line?;
                let mut columns = line.split(['\t', ' ']);
                match columns.next() {
                    Some("") | None => found.push(std::mem::take(&mut sentence)),
                    Some("#") => {}
                    Some(first) if kind == "iob2" => {
                        sentence.push(fold(columns.next().unwrap_or(first)));
                    }
                    Some(first) => sentence.push(fold(first)),
                }
            }
            found.push(sentence);
        }
        _ => {
            let mut text = String::new();
            conllu::open(path)?.read_to_string(&mut text)?;
            cut(&text, language, &mut found);
        }
    }
    found.retain(|s| !s.is_empty());
    Ok(found)
}

/// All fields `text`, whatever they stand in.
fn texts(value: &serde_json::Value, language: Language, found: &mut Vec<Vec<String>>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if name == "text" => cut(text, language, found),
                    Some(_) => {}
                    None if name == "entities" || name == "relations" => {}
                    None => texts(value, language, found),
                }
            }
        }
        serde_json::Value::Array(values) => {
            values.iter().for_each(|v| texts(v, language, found));
        }
        _ => {}
    }
}

fn cut(text: &str, language: Language, found: &mut Vec<Vec<String>>) {
    let segments = segment(text, language);
    for sentence in &segments.sentences {
        let words = sentence.words.iter().map(|w| fold(&segments.words[w.index()].form));
        found.push(words.collect());
    }
}
