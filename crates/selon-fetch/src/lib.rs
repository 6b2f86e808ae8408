//! Addresses of the web to bytes, politely and with bounds, and feeds watched.
//!
//! The only crate that opens a socket, and only for addresses that the user named or that
//! feeds which the user named lead to.

pub mod fetch;
pub mod range;
pub mod robots;
pub mod watch;

pub use fetch::{Bounds, FetchError, Fetched, Fetcher};
