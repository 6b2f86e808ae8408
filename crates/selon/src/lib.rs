//! The command line: arguments, printing, exit codes, and nothing else.

pub mod actors;
pub mod compare;
pub mod dossier;
pub mod export;
pub mod gazetteer;
pub mod import;
pub mod input;
pub mod intake;
mod progress;
pub mod read;
pub mod schema;
#[cfg(feature = "serve")]
pub mod serve;
pub mod terminal;
pub mod user_data;
pub mod view;
#[cfg(feature = "fetch")]
pub mod watch;
