//! Finding events and reports.

mod counts;
mod filter;
mod map;
mod point;
mod reports;
mod text;
mod timeline;

pub(crate) use counts::counts;
pub use counts::{Count, Counts};
pub use filter::{Bounds, EventRow, Filter, Order, Page};
pub(crate) use filter::{Wanted, count, events, numbers, page, register};
pub use map::Spot;
pub(crate) use map::map;
pub use point::point;
pub(crate) use point::point_among;
pub(crate) use reports::report_page;
pub use reports::{ReportFilter, ReportPage};
pub use text::Hit;
pub(crate) use text::{match_expression, search};
pub(crate) use timeline::timeline;
pub use timeline::{Bar, Step, Timeline};
