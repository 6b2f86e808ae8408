//! Where the user's own gazetteers and registries are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use selon_gazetteer::Gazetteer;
use selon_reader::Knowledge;
use selon_reader::actor::Registry;

/// The folder of the user's data: `SELON_DATA`, else the system's usual place.
pub fn folder() -> Option<PathBuf> {
    let variable = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if let Some(own) = variable("SELON_DATA") {
        return Some(own);
    }
    let base = if cfg!(windows) {
        variable("APPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library").join("Application Support"))
    } else {
        variable("XDG_DATA_HOME").or_else(|| variable("HOME").map(|h| h.join(".local/share")))
    };
    base.map(|base| base.join("selon"))
}

/// The files of the user's in a folder of theirs with this ending, by name.
fn files(folder_name: &str, ending: &str) -> Vec<PathBuf> {
    let Some(folder) = folder().map(|f| f.join(folder_name)) else { return Vec::new() };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == ending))
        .collect();
    files.sort();
    files
}

/// The files that an argument names, else a variable of the environment (with the system's
/// separator between), else those of the user's folder.
fn chosen(named: &[PathBuf], variable: &str, folder_name: &str, ending: &str) -> Vec<PathBuf> {
    if !named.is_empty() {
        return named.to_vec();
    }
    match env::var_os(variable) {
        Some(files) => env::split_paths(&files).filter(|p| !p.as_os_str().is_empty()).collect(),
        None => files(folder_name, ending),
    }
}

/// What is asked beside what is part of the program.
#[derive(clap::Args, Debug, Default)]
pub struct Asked {
    /// Ask this gazetteer too (may be given several times), instead of those in your folder; see
    /// selon help gazetteer import
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,

    /// Know the actors of this table too (may be given several times), instead of those in your
    /// folder; see selon help actors find
    #[arg(long, value_name = "FILE")]
    registry: Vec<PathBuf>,
}

impl Asked {
    /// What the reader knows with it.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or is not what it is named for.
    pub fn knowledge(&self) -> anyhow::Result<Knowledge<'static>> {
        knowledge(&self.gazetteer, &self.registry)
    }
}

/// The embedded gazetteer with those of the user's. They are kept for as long as the program
/// runs.
///
/// # Errors
/// If a file cannot be read or is no compiled gazetteer.
pub fn gazetteer(named: &[PathBuf]) -> anyhow::Result<&'static Gazetteer<'static>> {
    let files = chosen(named, "SELON_GAZETTEER", "gazetteer", "gaz");
    if files.is_empty() {
        return Ok(Gazetteer::embedded());
    }
    let mut gazetteer = Gazetteer::embedded().clone();
    for file in files {
        gazetteer = gazetteer.with(map(&file)?).with_context(|| file.display().to_string())?;
    }
    Ok(Box::leak(Box::new(gazetteer)))
}

/// The registry of actors with the tables of the user's.
///
/// # Errors
/// If a table cannot be read or is not in its form.
pub fn registry(named: &[PathBuf]) -> anyhow::Result<&'static Registry> {
    let files = chosen(named, "SELON_REGISTRY", "registry", "tsv");
    if files.is_empty() {
        return Ok(Registry::embedded());
    }
    let mut tables: Vec<&'static str> = Vec::new();
    for file in &files {
        let text = String::from_utf8(read(file)?)
            .with_context(|| format!("{} is not in UTF-8", file.display()))?;
        tables.push(Box::leak(text.into_boxed_str()));
    }
    let registry = Registry::with(&tables).map_err(|(table, error)| {
        let file = files.get(table).map(|f| f.display().to_string()).unwrap_or_default();
        anyhow::Error::new(error).context(file)
    })?;
    Ok(Box::leak(Box::new(registry)))
}

/// What reports are read with: what is in the program, and what the user has added.
///
/// # Errors
/// If a file of the user's cannot be read.
pub fn knowledge(
    gazetteers: &[PathBuf],
    registries: &[PathBuf],
) -> anyhow::Result<Knowledge<'static>> {
    Ok(Knowledge { gazetteer: gazetteer(gazetteers)?, registry: registry(registries)? })
}

/// The bytes of a file as they lie, of which only what is looked at is read.
fn map(file: &Path) -> anyhow::Result<&'static [u8]> {
    let shown = || format!("cannot read {}", file.display());
    let opened = fs::File::open(file).with_context(shown)?;
    if opened.metadata().with_context(shown)?.len() == 0 {
        return Ok(&[]);
    }
    // SAFETY: what `selon gazetteer import` wrote is put in place whole, by renaming, and never
    // written to after that; every look into the bytes is checked.
    #[allow(unsafe_code)]
    let mapped = unsafe { memmap2::Mmap::map(&opened) }.with_context(shown)?;
    Ok(Box::leak(Box::new(mapped)))
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}
