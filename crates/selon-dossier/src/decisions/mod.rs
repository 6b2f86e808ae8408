//! What the user decided: kept apart from what the machine finds, never overwritten by it.
//!
//! A decision names tellings by their report and their words, so that it holds after a
//! re-reading, and in another dossier that has the same reports.

mod corrections;
mod log;

pub use corrections::Corrections;
pub use log::{Decision, DecisionKind, Logged, Ref, Verdict};
pub(crate) use log::{active_for, constraint};
pub(crate) use log::{in_force, insert, list, undo};
