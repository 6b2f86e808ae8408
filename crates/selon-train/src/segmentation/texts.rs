//! Plain texts to count words in.

use std::io::BufRead;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::conllu;

#[derive(Deserialize)]
struct Line {
    text: String,
}

/// Reads the `text` of each line of JSON.
pub fn read(paths: &[PathBuf]) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for path in paths {
        for (number, line) in conllu::open(path)?.lines().enumerate() {
            let place = || format!("{}, line {}", path.display(), number + 1);
            let line: Line =
                serde_json::from_str(&line.with_context(place)?).with_context(place)?;
            texts.push(line.text);
        }
    }
    Ok(texts)
}
