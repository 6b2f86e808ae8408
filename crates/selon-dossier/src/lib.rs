//! Reports put together: which tell the same event, how many independent origins stand
//! behind it, where they disagree, and what the user decided.
//!
//! [`Dossier`] is the way in. What is found is found by plain functions of tellings and
//! texts ([`copies`], [`same_event`], [`origins`], [`disagreement`], [`summary`]); the store
//! keeps what they found, one transaction a report.

mod adding;
pub mod changes;
pub mod copies;
pub mod day;
pub mod decisions;
pub mod disagreement;
mod dossier;
mod event_of;
pub mod id;
pub mod origins;
pub mod party;
pub mod review;
pub mod same_event;
pub mod search;
mod sources;
mod store;
pub mod summary;
pub mod telling;

pub use dossier::{Added, Dossier, ReportView, SourceRow, Stamp, Status};
pub use search::{
    Bar, Bounds, Count, Counts, EventRow, Filter, Hit, Order, Page, ReportFilter, ReportPage, Spot,
    Step, Timeline,
};
pub use store::{DossierError, ReportRow, Result, Text, Version};
pub use summary::EventView;
