//! Bytes to reports.
//!
//! [`take_in`] hands the reports of anything that holds some to a sink, one after the
//! other. This crate decodes, finds the article on a page, and finds what a file says of
//! itself: its headline, its day, the report that it translates. It opens no file and no
//! socket, and asks no clock.

pub mod address;
mod credit;
mod csv;
pub mod date;
pub mod dateline;
pub mod decode;
pub mod feed;
pub mod filter;
pub mod html;
mod json;
pub mod kind;
pub mod link;
mod markdown;
mod members;
mod mhtml;
pub mod packed;
pub mod plain;
pub mod record;
pub mod take;
mod telegram;
pub mod title;
mod warc;
mod xml;

pub use decode::{Encoding, NotText};
pub use filter::Filter;
pub use plain::{Intake, Known, MAX_BYTES, plain_text};
pub use record::Mapping;
pub use take::{Options, Sink, Skipped, Source, Taken, Why, take_in};
