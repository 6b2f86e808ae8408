//! Finding events and reports.

mod filter;
mod text;

pub(crate) use filter::each;
pub use filter::{EventRow, Filter, events};
pub(crate) use text::match_expression;
pub use text::{Hit, search};
