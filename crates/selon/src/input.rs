//! What is to be read: files, the text files of folders, standard input.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use selon_intake::MAX_BYTES;

/// A report to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// What it is called in messages.
    pub fn label(&self) -> String {
        match self {
            Input::Stdin => "standard input".into(),
            Input::File(path) => path.display().to_string(),
        }
    }

    /// What its report and its output are called: the name of the file without `.txt`.
    pub fn id(&self) -> String {
        match self {
            Input::Stdin => "stdin".into(),
            Input::File(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                name.strip_suffix(".txt").unwrap_or(&name).to_owned()
            }
        }
    }

    /// Its bytes: all, or one more than a report may have, so that a large file is
    /// refused without being read.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let bound = MAX_BYTES as u64 + 1;
        match self {
            Input::Stdin => io::stdin().lock().take(bound).read_to_end(&mut bytes)?,
            Input::File(path) => File::open(path)?.take(bound).read_to_end(&mut bytes)?,
        };
        Ok(bytes)
    }
}

/// The inputs that the arguments name, in their order; a folder stands for its
/// `.txt` files by name. `-` is standard input.
///
/// # Errors
///
/// If a folder cannot be listed, or has no text files.
pub fn expand(arguments: &[PathBuf]) -> anyhow::Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for path in arguments {
        if path.as_os_str() == "-" {
            inputs.push(Input::Stdin);
        } else if path.is_dir() {
            let files = text_files(path)
                .map_err(|e| anyhow::Error::new(e).context(path.display().to_string()))?;
            if files.is_empty() {
                anyhow::bail!("{}: there are no .txt files in this folder", path.display());
            }
            inputs.extend(files.into_iter().map(Input::File));
        } else {
            inputs.push(Input::File(path.clone()));
        }
    }
    Ok(inputs)
}

fn text_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "txt") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
