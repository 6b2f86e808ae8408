//! Places as the text names them, resolved to the gazetteer.

use selon_gazetteer as _;
use selon_language::{Analysis, WordRange};
use selon_model::{ByteSpan, reading::Precision};

/// A place as the text names it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Its words, without preposition and article.
    pub words: WordRange,
    /// Where it stands.
    pub span: ByteSpan,
    /// What it means; none if the gazetteer has no such place or several as likely.
    pub resolved: Option<ResolvedPlace>,
    /// How it is used.
    pub usage: PlaceUsage,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedPlace {
    /// Its name there.
    pub name: String,
    /// ISO 3166-1 alpha-2, if it lies in one country.
    pub country: Option<String>,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// How large it is.
    pub precision: Precision,
}

/// How the name of a place is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceUsage {
    /// For the place.
    Location,
    /// For who governs there: *Damas a déclaré*.
    Metonymy,
    /// As a people or as an adjective: *syrien*, *the Iraqis*.
    Demonym,
    /// As a part of another name: *Washington Post*, *Observatoire syrien*, *État islamique en Irak*.
    PartOfName,
}

/// Finds the places of a text, in order; they do not overlap.
pub fn find(_analysis: &Analysis) -> Vec<PlaceMention> {
    Vec::new()
}
