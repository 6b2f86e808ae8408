//! What of a reading is scored: the part that gold readings have too.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// A reading, gold or not.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Scored {
    /// The day of publication.
    #[serde(default)]
    pub published: Option<String>,
    /// Statements.
    pub attributions: Vec<Attribution>,
    /// Events.
    pub events: Vec<Event>,
    /// Who is mentioned; gold readings have none.
    #[serde(default)]
    pub mentions: Vec<Mention>,
    /// Places; gold readings have those of their events only.
    #[serde(default)]
    pub places: Vec<Place>,
}

impl Scored {
    /// Reads a JSON file.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is no reading.
    pub fn from_file(path: &Path) -> Result<Scored> {
        let json = fs::read(path).with_context(|| path.display().to_string())?;
        serde_json::from_slice(&json).with_context(|| path.display().to_string())
    }

    /// All figures, with the event that each belongs to.
    pub fn figures(&self) -> Vec<&Figure> {
        self.events.iter().flat_map(|e| &e.figures).collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Piece {
    pub start: u32,
    pub end: u32,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Mention {
    #[serde(flatten)]
    pub piece: Piece,
    pub entity: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Attribution {
    pub id: String,
    pub source: Option<Piece>,
    pub cue: Option<Piece>,
    pub content: Vec<Piece>,
    #[serde(default)]
    pub source_kind: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Event {
    #[serde(rename = "type")]
    pub kind: String,
    pub mentions: Vec<Piece>,
    #[serde(default)]
    pub place: Option<Place>,
    #[serde(default)]
    pub date: Option<String>,
    #[serde(default)]
    pub date_text: Option<Piece>,
    #[serde(default)]
    pub actor: Option<Piece>,
    #[serde(default)]
    pub target: Option<Piece>,
    pub claims: Vec<Claim>,
    pub figures: Vec<Figure>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Place {
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub lat: Option<f64>,
    #[serde(default)]
    pub lon: Option<f64>,
    #[serde(default)]
    pub start: Option<u32>,
    #[serde(default)]
    pub end: Option<u32>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Claim {
    pub held_by: String,
    pub certainty: String,
    pub polarity: String,
    pub reality: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Figure {
    pub what: String,
    pub low: Option<u64>,
    pub high: Option<u64>,
    #[serde(flatten)]
    pub piece: Piece,
    pub held_by: String,
}
