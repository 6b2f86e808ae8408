//! Bytes to reports.
//!
//! This crate reads no language: it decodes, refuses what is no text, and finds what
//! a file says of itself: its headline, its date line, the report that it translates.
//! It opens no file.

pub mod dateline;
pub mod decode;
pub mod link;
pub mod plain;
pub mod title;

pub use decode::{Encoding, NotText};
pub use plain::{Intake, Known, MAX_BYTES, plain_text};
