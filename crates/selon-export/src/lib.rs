//! Events of a dossier in the forms that the tools of the field read.
//!
//! [`each`] takes events out of a dossier one at a time, [`Writer`] writes each in a
//! [`Format`]: a million events need no more memory than one. `docs/EXPORTS.md` defines every
//! column and every member.

mod acled;
mod annotations;
mod blur;
mod cell;
mod claims;
mod coded;
mod column;
pub mod compare;
mod country;
mod ged;
mod geojson;
mod html;
mod item;
mod jsonl;
mod ontology;
#[cfg(feature = "parquet")]
mod parquet;
mod place;
mod quote;
mod toll;
mod trace;
mod when;
mod writer;

pub use blur::{blur, blur_reading};
pub use cell::Table;
pub use coded::{Broken, CodedError, CodedRow, DataSet, rows};
pub use column::Column;
pub use item::{ExportError, Item, ReportFacts, Result, Stop, each, one};
pub use place::{point, priogrid, reach};
pub use writer::{Format, Options, Writer};

/// The columns of a table, in their order; none for forms that are no table.
pub fn columns(format: Format) -> Vec<Column> {
    match format {
        Format::Acled => acled::columns(),
        Format::Ged => ged::columns(),
        _ => Vec::new(),
    }
}

/// The names of the columns of the form with one row a claim.
pub fn claim_columns() -> Vec<&'static str> {
    claims::COLUMNS.iter().map(|c| c.name).collect()
}
