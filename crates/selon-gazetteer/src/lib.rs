//! Places and their names, and how to look them up.
//!
//! This crate knows nothing of texts or readings: it answers what places a name
//! may mean. The data are compiled into one run of bytes (`asset.rs` describes it)
//! that is embedded and read where it lies; [`compile()`] makes it, from what the
//! importers of `selon-train` read.
//!
//! ```
//! use selon_gazetteer::Gazetteer;
//!
//! let found = Gazetteer::embedded().find("Alep");
//! assert!(found.iter().any(|c| c.place.country == Some("SY")));
//! ```

mod asset;
mod compile;
pub mod fold;
mod gazetteer;
pub mod import;
mod place;
mod sections;
mod sound;
mod store;
mod tables;

pub use asset::AssetError;
pub use compile::{NameLanguage, NewPlace, compile};
pub use gazetteer::{Candidate, Gazetteer, Match};
pub use place::{Place, PlaceId, PlaceIndex, PlaceKind, Source, distance_km};
