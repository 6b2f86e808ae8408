//! `selon report --changes`: what changed between the texts that a report had.

use std::io::{self, Write};
use std::process::ExitCode;

use selon_dossier::changes::{Fate, Passage, history, shortened};
use selon_dossier::{ReportRow, Version};

use super::columns::csv;
use super::file::ListFormat;
use crate::terminal::{self, harmless};
use crate::view::{Paint, Role, paragraph};

/// Prints each change of a report's text, the oldest first.
///
/// # Errors
///
/// If they cannot be written.
pub fn print(
    row: &ReportRow,
    versions: &[Version],
    format: ListFormat,
) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    let changes = history(versions);
    match format {
        ListFormat::Json => {
            let texts: Vec<_> = versions
                .iter()
                .map(|v| {
                    serde_json::json!({
                        "version": v.version,
                        "added": v.added,
                        "text": v.report.text,
                        "reading": v.reading,
                    })
                })
                .collect();
            let json = serde_json::json!({ "report": row, "versions": texts, "changes": changes });
            serde_json::to_writer_pretty(&mut out, &json).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Csv => {
            let changed = |p: &&Passage| p.fate != Fate::Kept;
            let cells: Vec<Vec<String>> = changes
                .iter()
                .flat_map(|change| {
                    change.passages.iter().filter(changed).map(|passage| {
                        vec![
                            row.id.clone(),
                            change.version.to_string(),
                            change.added.clone(),
                            if passage.fate == Fate::Added { "added" } else { "removed" }.into(),
                            passage.text.trim().to_string(),
                        ]
                    })
                })
                .collect();
            csv(&mut out, &["report", "version", "added", "change", "text"], &cells)?;
        }
        ListFormat::Text if changes.is_empty() => {
            writeln!(out, "{}: its text has not changed since it was taken in.", row.id)?;
        }
        ListFormat::Text => {
            for change in &changes {
                let taken_in = change.added.get(..16).unwrap_or(&change.added).replace('T', " ");
                writeln!(out, "{}  version {}, taken in {taken_in}\n", row.id, change.version)?;
                let text: String = shortened(&change.passages).iter().map(marked).collect();
                let mut lines = String::new();
                for told in text.split('\n').filter(|p| !p.trim().is_empty()) {
                    let (width, paint) = (terminal::width(), Paint { color: false });
                    paragraph(&mut lines, told.trim(), width, 0, Role::Plain, paint);
                }
                out.write_all(lines.as_bytes())?;
                writeln!(out)?;
            }
            writeln!(out, "[-what was removed-]  {{+what was added+}}")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A passage with the signs of `wdiff`; a line break within a change ends it and begins it anew.
fn marked(passage: &Passage) -> String {
    let text: String = harmless(&passage.text).map(|(_, c)| c).collect();
    let (open, close) = match passage.fate {
        Fate::Kept => return text,
        Fate::Removed => ("[-", "-]"),
        Fate::Added => ("{+", "+}"),
    };
    let mark = |line: &str| match line.trim() {
        "" => String::new(),
        words => line.replacen(words, &format!("{open}{words}{close}"), 1),
    };
    text.split('\n').map(mark).collect::<Vec<_>>().join("\n")
}
