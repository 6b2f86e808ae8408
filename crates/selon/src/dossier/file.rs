//! Which dossier, and what all commands on one share.

use std::env;
use std::path::PathBuf;

use clap::ValueEnum;
use selon_dossier::{Dossier, Stamp};

/// The file of a dossier when none is named.
const DEFAULT: &str = "selon.dossier";

/// Which dossier.
#[derive(clap::Args, Debug, Clone)]
pub struct DossierFile {
    /// The file of the dossier [default: SELON_DOSSIER, else selon.dossier here]
    #[arg(long, value_name = "FILE", global = true)]
    pub dossier: Option<PathBuf>,
}

impl DossierFile {
    /// The file that is meant.
    pub fn path(&self) -> PathBuf {
        let told = || env::var_os("SELON_DOSSIER").filter(|v| !v.is_empty()).map(PathBuf::from);
        self.dossier.clone().or_else(told).unwrap_or_else(|| PathBuf::from(DEFAULT))
    }

    /// Opens the dossier.
    ///
    /// # Errors
    ///
    /// If there is none, or it cannot be read.
    pub fn open(&self) -> anyhow::Result<Dossier> {
        Ok(Dossier::open(&self.path())?)
    }

    /// Opens the dossier to read it alone.
    ///
    /// # Errors
    ///
    /// If there is none, or it cannot be read.
    pub fn open_to_read(&self) -> anyhow::Result<Dossier> {
        Ok(Dossier::open_to_read(&self.path())?)
    }

    /// Opens the dossier, and makes it if there is none.
    ///
    /// # Errors
    ///
    /// If it cannot be made or read.
    pub fn create(&self) -> anyhow::Result<Dossier> {
        Ok(Dossier::create(&self.path())?)
    }
}

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table for people
    #[default]
    Text,
    /// JSON with all that is known
    Json,
    /// Comma-separated values, one line a row
    Csv,
}

/// The version of what reads, which the dossier keeps with each reading.
pub const READER: &str = env!("CARGO_PKG_VERSION");

/// The moment, RFC 3339 in UTC, to the millisecond so that it sorts as text.
pub fn now() -> String {
    format!("{:.3}", jiff::Timestamp::now())
}

/// When and by what something is done.
pub fn stamp(now: &str) -> Stamp<'_> {
    Stamp { now, reader: READER }
}

/// Who decides: `SELON_USER`, else the name that the system has.
pub fn who() -> String {
    ["SELON_USER", "USER", "USERNAME"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .find(|name| !name.trim().is_empty())
        .unwrap_or_else(|| "somebody".into())
}
