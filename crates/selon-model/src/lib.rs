//! The words of Selon as types: spans, reports and readings.
//!
//! This crate knows nothing of languages, files or networks; every other crate
//! may use it.

pub mod address;
pub mod language;
pub mod reading;
pub mod report;
#[cfg(feature = "schema")]
pub mod schema;
pub mod span;

pub use address::address_key;
pub use language::Language;
pub use report::Report;
pub use span::{ByteSpan, CodePoints, Span};
