//! `selon search`: reports by their words.

use std::io::{self, Write};
use std::process::ExitCode;

use super::columns::csv;
use super::file::{DossierFile, ListFormat};
use crate::terminal::{self, harmless_line};
use crate::view::{Paint, Role, paragraph};

/// The arguments of `selon search`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Words, all of which must be in the report
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,

    #[command(flatten)]
    dossier: DossierFile,

    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: u32,

    /// How to write the list
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

const AFTER_HELP: &str = "\
Case and accents do not matter. Examples:
  selon search trêve Alep
  selon search '\"camp français\"'      the words in this order
  selon search 'embusc*'              words that begin so
  selon search Harem OR Harim";

/// Prints the reports that have the words.
///
/// # Errors
///
/// If the dossier cannot be read.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let words = args.words.join(" ");
    let hits = args.dossier.open_to_read()?.search(&words, args.limit)?;
    let mut out = io::stdout().lock();
    match args.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &hits).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Csv => {
            let cells: Vec<Vec<String>> = hits
                .iter()
                .map(|h| {
                    let or = |o: &Option<String>| o.clone().unwrap_or_default();
                    let r = &h.report;
                    vec![
                        r.id.clone(),
                        or(&r.published),
                        or(&r.outlet),
                        or(&r.title),
                        h.passage.clone(),
                    ]
                })
                .collect();
            let heads = ["report", "published", "outlet", "title", "passage"];
            csv(&mut out, &heads, &cells)?;
        }
        ListFormat::Text if hits.is_empty() => {
            writeln!(out, "No report has all of these words.")?;
        }
        ListFormat::Text => {
            for hit in &hits {
                let row = &hit.report;
                let mut facts = vec![row.id.clone()];
                facts.extend(row.published.clone());
                facts.push(row.language.clone());
                facts.extend(row.outlet.clone());
                facts.push(row.title.clone().unwrap_or_else(|| row.name.clone()));
                let mut text = String::new();
                let paint = Paint { color: false };
                let width = terminal::width();
                paragraph(
                    &mut text,
                    &harmless_line(&facts.join(" · ")),
                    width,
                    2,
                    Role::Plain,
                    paint,
                );
                let passage = format!("  {}", harmless_line(&hit.passage));
                paragraph(&mut text, &passage, width, 2, Role::Plain, paint);
                out.write_all(text.as_bytes())?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
