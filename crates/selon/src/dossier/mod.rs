//! The commands on a dossier, one file each.

pub mod add;
pub mod alert;
pub mod changes;
pub mod columns;
pub mod complete;
pub mod decide;
pub mod demo;
pub mod event;
pub mod events;
pub mod file;
pub mod reports;
pub mod reread;
pub mod search;
pub mod sources;
pub mod status;
pub mod written;
