//! Plain texts to count words in.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::conllu;

#[derive(Deserialize)]
struct Line {
    #[serde(alias = "_id", default)]
    id: String,
    text: String,
}

/// Reads the `text` of each line of JSON.
pub fn read(paths: &[PathBuf]) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for path in paths {
        texts.extend(read_named(path)?.into_iter().map(|(_, text)| text));
    }
    Ok(texts)
}

/// Reads the `id` (or `_id`; empty if there is none) and `text` of each line of JSON.
pub fn read_named(path: &Path) -> Result<Vec<(String, String)>> {
    let mut texts = Vec::new();
    for (number, line) in conllu::open(path)?.lines().enumerate() {
        let place = || format!("{}, line {}", path.display(), number + 1);
        let line: Line = serde_json::from_str(&line.with_context(place)?).with_context(place)?;
        texts.push((line.id, line.text));
    }
    Ok(texts)
}
