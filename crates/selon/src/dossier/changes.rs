//! `selon report --changes`: what changed between the texts that a report had.

use std::io::{self, Write};
use std::process::ExitCode;

use selon_dossier::changes::{Fate, Passage, passages, shortened};
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
    let pairs = || versions.windows(2).filter_map(|pair| Some((pair.first()?, pair.get(1)?)));
    let between = |a: &Version, b: &Version| shortened(&passages(&a.report.text, &b.report.text));
    match format {
        ListFormat::Json => {
            let changes: Vec<_> = pairs()
                .map(|(a, b)| {
                    serde_json::json!({
                        "version": b.version,
                        "added": b.added,
                        "passages": passages(&a.report.text, &b.report.text),
                    })
                })
                .collect();
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
            let cells: Vec<Vec<String>> = pairs()
                .flat_map(|(a, b)| {
                    let changed = passages(&a.report.text, &b.report.text);
                    changed.into_iter().filter(|p| p.fate != Fate::Kept).map(|p| {
                        let fate = if p.fate == Fate::Added { "added" } else { "removed" };
                        vec![
                            row.id.clone(),
                            b.version.to_string(),
                            b.added.clone(),
                            fate.to_string(),
                            p.text.trim().to_string(),
                        ]
                    })
                })
                .collect();
            csv(&mut out, &["report", "version", "added", "change", "text"], &cells)?;
        }
        ListFormat::Text if versions.len() < 2 => {
            writeln!(out, "{}: its text has not changed since it was taken in.", row.id)?;
        }
        ListFormat::Text => {
            for (a, b) in pairs() {
                let taken_in = b.added.get(..16).unwrap_or(&b.added).replace('T', " ");
                writeln!(out, "{}  version {}, taken in {taken_in}\n", row.id, b.version)?;
                let text: String = between(a, b).iter().map(marked).collect();
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
