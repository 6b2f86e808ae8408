//! What is to be taken in: files, folders with all that is in them, standard input.

use std::fs::{self, File};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use selon_intake::{Known, Options, Sink, Skipped, Source, kind, take_in};

/// Something that holds one report or many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// Endings that the name of a report has no use for.
const ENDINGS: &[&str] = &[".txt", ".html", ".htm", ".md"];

impl Input {
    /// What it is called in messages.
    pub fn label(&self) -> String {
        match self {
            Input::Stdin => "standard input".into(),
            Input::File(path) => path.display().to_string(),
        }
    }

    /// What its report and its output are called, if it holds one: the name of the file
    /// without `.txt`, `.html`, `.md`.
    pub fn id(&self) -> String {
        match self {
            Input::Stdin => "stdin".into(),
            Input::File(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                let bare = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
                bare.unwrap_or(&name).to_owned()
            }
        }
    }

    /// Takes in all reports that it holds; what cannot be opened is handed over as skipped.
    pub fn take_in(&self, known: &Known, options: &Options, sink: &mut Sink) -> ControlFlow<()> {
        match self {
            Input::Stdin => {
                take_in(Source::new(self.label(), io::stdin().lock()), known, options, sink)
            }
            Input::File(path) => match File::open(path) {
                Ok(file) => take_in(Source::new(self.label(), file), known, options, sink),
                Err(error) => sink(Err(Skipped { place: self.label(), why: error.into() })),
            },
        }
    }
}

/// The inputs that the arguments name, in their order; a folder stands for all files in it
/// and its folders, by name. `-` is standard input.
///
/// # Errors
///
/// If a folder cannot be listed, or has no files that may be reports.
pub fn expand(arguments: &[PathBuf]) -> anyhow::Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for path in arguments {
        if path.as_os_str() == "-" {
            inputs.push(Input::Stdin);
        } else if path.is_dir() {
            let before = inputs.len();
            walk(path, &mut inputs)
                .map_err(|e| anyhow::Error::new(e).context(path.display().to_string()))?;
            if inputs.len() == before {
                anyhow::bail!("{}: there are no reports in this folder", path.display());
            }
        } else {
            inputs.push(Input::File(path.clone()));
        }
    }
    Ok(inputs)
}

fn walk(folder: &Path, inputs: &mut Vec<Input>) -> io::Result<()> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    for path in paths {
        if !kind::may_hold_reports(&path.to_string_lossy()) {
            continue;
        }
        // A link may lead back up: only what stands in the folder itself is walked.
        let is_folder = fs::symlink_metadata(&path)?.is_dir();
        if is_folder {
            walk(&path, inputs)?;
        } else if path.is_file() {
            inputs.push(Input::File(path));
        }
    }
    Ok(())
}
