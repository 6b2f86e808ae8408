//! What is to be taken in: files, folders with all that is in them, standard input,
//! addresses of the web.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Read};
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
    /// An address of the web, and whether it may lead to this computer or a local network.
    Address(String, bool),
}

/// Endings that the name of a report has no use for.
const ENDINGS: &[&str] = &[".txt", ".html", ".htm", ".md"];

impl Input {
    /// What it is called in messages.
    pub fn label(&self) -> String {
        match self {
            Input::Stdin => "standard input".into(),
            Input::File(path) => path.display().to_string(),
            Input::Address(address, _) => address.clone(),
        }
    }

    /// What its report and its output are called, if it holds one: the name of the file
    /// without `.txt`, `.html`, `.md`.
    pub fn id(&self) -> String {
        match self {
            Input::Stdin => "stdin".into(),
            // Its report is called after its address and its text.
            Input::Address(..) => String::new(),
            Input::File(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                let bare = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
                bare.unwrap_or(&name).to_owned()
            }
        }
    }

    /// Takes in all reports that it holds; what cannot be opened is handed over as skipped.
    pub fn take_in(&self, known: &Known, options: &Options, sink: &mut Sink) -> ControlFlow<()> {
        self.take_in_counted(known, options, &Cell::new(0), sink)
    }

    /// As [`take_in`](Input::take_in); the bytes that are read are counted as they are.
    pub fn take_in_counted(
        &self,
        known: &Known,
        options: &Options,
        count: &Cell<u64>,
        sink: &mut Sink,
    ) -> ControlFlow<()> {
        match self {
            Input::Stdin => {
                let bytes = Counted { bytes: io::stdin().lock(), count };
                take_in(Source::new(self.label(), bytes), known, options, sink)
            }
            Input::File(path) => match File::open(path) {
                Ok(bytes) => {
                    let bytes = Counted { bytes, count };
                    take_in(Source::new(self.label(), bytes), known, options, sink)
                }
                Err(error) => sink(Err(Skipped { place: self.label(), why: error.into() })),
            },
            Input::Address(address, allow_private) => {
                fetch(address, *allow_private, known, options, sink)
            }
        }
    }
}

impl Input {
    /// Its size in bytes, if it is a file.
    pub fn size(&self) -> u64 {
        match self {
            Input::File(path) => fs::metadata(path).map_or(0, |m| m.len()),
            _ => 0,
        }
    }
}

struct Counted<'c, R> {
    bytes: R,
    count: &'c Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(to)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

#[cfg(feature = "fetch")]
fn fetch(
    address: &str,
    allow_private: bool,
    known: &Known,
    options: &Options,
    sink: &mut Sink,
) -> ControlFlow<()> {
    use selon_fetch::{Bounds, Fetcher, fetch::Had};
    let bounds = Bounds { allow_private, ..Bounds::default() };
    match Fetcher::new(bounds).get(address, Had::default()) {
        Ok(fetched) => {
            let known =
                Known { url: known.url.clone().or(Some(fetched.url.clone())), ..known.clone() };
            let mut source = Source::new(address, fetched.body.as_slice());
            source.content_type = fetched.content_type.clone();
            take_in(source, &known, options, sink)
        }
        Err(error) => {
            let why = io::Error::other(error.to_string()).into();
            sink(Err(Skipped { place: address.to_owned(), why }))
        }
    }
}

#[cfg(not(feature = "fetch"))]
fn fetch(address: &str, _: bool, _: &Known, _: &Options, sink: &mut Sink) -> ControlFlow<()> {
    let why = io::Error::other("this selon was built without fetching").into();
    sink(Err(Skipped { place: address.to_owned(), why }))
}

/// The inputs that the arguments name, in their order; a folder stands for all files in it
/// and its folders, by name. `-` is standard input, `http://…` and `https://…` are fetched;
/// with `allow_private` from this computer and local networks too.
///
/// # Errors
///
/// If a folder cannot be listed, or has no files that may be reports.
pub fn expand(arguments: &[PathBuf], allow_private: bool) -> anyhow::Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for path in arguments {
        let address = path.to_str().filter(|a| {
            let lower = a.to_ascii_lowercase();
            lower.starts_with("http://") || lower.starts_with("https://")
        });
        if let Some(address) = address {
            inputs.push(Input::Address(address.to_owned(), allow_private));
        } else if path.as_os_str() == "-" {
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
