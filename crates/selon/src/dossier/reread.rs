//! `selon reread`: all reports read anew, with what the user decided kept.

use std::io::{self, Write};
use std::process::ExitCode;

use rayon::prelude::*;

use super::add::read_report;
use super::file::{DossierFile, now, stamp};
use crate::progress::Progress;
use crate::terminal::harmless_line;
use crate::user_data::Asked;

/// The arguments of `selon reread`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    dossier: DossierFile,

    #[command(flatten)]
    asked: Asked,
}

/// Reads all reports anew.
///
/// # Errors
///
/// If the dossier cannot be written.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut dossier = args.dossier.open()?;
    let knowledge = args.asked.knowledge()?;
    let ids = dossier.report_ids()?;
    let mut failed: Vec<String> = Vec::new();
    let (mut done, mut gone_through) = (0, 0);
    let mut progress = Progress::through("reports", || anyhow::Ok(ids.len() as u64), false)?;
    for batch in ids.chunks(rayon::current_num_threads() * 8) {
        let mut reports = Vec::with_capacity(batch.len());
        for id in batch {
            let report = dossier.text(id)?.1.report;
            // What people coded was never read.
            if report.coded_by.is_none() {
                reports.push((id, report));
            }
        }
        let readings: Vec<_> =
            reports.par_iter().map(|(id, report)| (*id, read_report(report, &knowledge))).collect();
        for (id, reading) in readings {
            match reading {
                Ok(reading) => {
                    let now = now();
                    dossier.reread(id, &reading, stamp(&now))?;
                    done += 1;
                }
                Err(why) => failed.push(format!("{id}: {why}")),
            }
        }
        gone_through += batch.len();
        progress.show(gone_through);
    }
    progress.clear();
    writeln!(io::stdout(), "{} reports were read anew.", done)?;
    for line in &failed {
        let _ = writeln!(io::stderr(), "selon: as it was: {}", harmless_line(line));
    }
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
