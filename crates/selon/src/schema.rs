//! `selon schema`: the JSON Schema of a reading.

use std::io::{self, Write};
use std::process::ExitCode;

/// The JSON Schema of a reading, draft 2020-12.
pub const SCHEMA: &str = include_str!("../../../docs/reading.schema.json");

/// Prints the schema.
///
/// # Errors
///
/// If standard output cannot be written.
pub fn run() -> anyhow::Result<ExitCode> {
    io::stdout().lock().write_all(SCHEMA.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
