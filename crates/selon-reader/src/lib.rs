//! [`Analysis`](selon_language::Analysis) to [`Reading`](selon_model::reading::Reading):
//! who says what happened, and how surely.
//!
//! [`Stages`](stages::Stages) is the table of contents. Each stage is a plain function of
//! the ones before; none touches a file, a clock or a network. What a language
//! needs stands in the tables of `lang/`, one folder a language.

pub mod actor;
pub mod assembly;
pub mod attribution;
pub mod certainty;
pub mod event;
pub mod figure;
pub mod knowledge;
mod lower_case;
mod modality;
pub mod place;
pub mod quantity;
pub mod read;
mod rows;
mod scan;
pub mod stages;
mod tables;
pub mod time;

pub use knowledge::Knowledge;
pub use read::{NotRead, read, read_report, read_report_with, read_with};
