//! `selon demo`: a dossier of example reports, and what is to be seen in it.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use selon_dossier::{Dossier, EventRow, Filter};
use selon_intake::{Known, Options, Source, take_in};
use selon_reader::Knowledge;

use super::add::{Adder, Summary};
use super::event::{self, Part};
use super::events::list;
use crate::terminal::{self, Color};
use crate::view::{Paint, Role, paragraph};

/// The arguments of `selon demo`.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The file to make [default: selon-demo.dossier in the folder for temporary files]
    #[arg(long, value_name = "FILE")]
    dossier: Option<PathBuf>,

    /// When to colour
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

macro_rules! reports {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!("../../../../examples/demo/", $name, ".md")))),*]
    };
}

/// The reports, of our own writing: outlets are made up, what they tell is publicly known.
const REPORTS: [(&str, &str); 27] = reports![
    "harem-01.fr" "harem-02.en" "harem-03.fr" "harem-04.en" "harem-05.fr" "harem-06.en"
    "harem-07.fr" "harem-08.en" "harem-09.fr" "harem-10.fr"
    "krasnogorsk-01.en" "krasnogorsk-02.fr" "krasnogorsk-03.en" "krasnogorsk-04.fr"
    "krasnogorsk-05.fr" "krasnogorsk-06.en" "krasnogorsk-07.en" "krasnogorsk-08.fr"
    "krasnogorsk-09.en" "krasnogorsk-10.fr"
    "przewodow-01.en" "przewodow-02.fr" "przewodow-03.fr" "przewodow-04.en" "przewodow-05.fr"
    "przewodow-06.en" "przewodow-07.en"
];

/// Makes the dossier and shows what is in it.
///
/// # Errors
///
/// If the file cannot be written.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let path = match &args.dossier {
        Some(path) => path.clone(),
        None => {
            let path = env::temp_dir().join("selon-demo.dossier");
            remove(&path)?;
            path
        }
    };
    let summary = make(&path)?;
    let paint = Paint { color: args.color.wanted() };
    let dossier = Dossier::open(&path)?;
    let shown = show(&dossier, &path, &summary.words(), terminal::width(), paint)?;
    io::stdout().write_all(shown.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Makes a dossier of the example reports, or adds them to one.
///
/// # Errors
///
/// If the file cannot be written.
pub fn make(path: &Path) -> anyhow::Result<Summary> {
    let mut dossier = Dossier::create(path)?;
    let knowledge = Knowledge::default();
    let mut adder = Adder::new(&mut dossier, &knowledge, false);
    for (name, text) in REPORTS {
        let known = Known { id: name.into(), ..Known::default() };
        let mut failed = None;
        let _ =
            take_in(Source::new(name, text.as_bytes()), &known, &Options::default(), &mut |item| {
                if let Ok(taken) = item {
                    failed = adder.take(taken.report).err();
                }
                ControlFlow::Continue(())
            });
        if let Some(error) = failed {
            return Err(error);
        }
    }
    adder.finish()
}

/// Removes what an earlier demo left.
///
/// # Errors
///
/// If it is there and cannot be removed.
pub fn remove(path: &Path) -> io::Result<()> {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn show(
    dossier: &Dossier,
    path: &Path,
    summary: &str,
    width: usize,
    paint: Paint,
) -> anyhow::Result<String> {
    let mut out = String::new();
    let say = |out: &mut String, words: &str, role| paragraph(out, words, width, 0, role, paint);
    say(
        &mut out,
        &format!(
            "Reports in French and English on three episodes, written for this demonstration: \
             the outlets are made up, what they tell is publicly known. {summary}."
        ),
        Role::Plain,
    );
    out.push('\n');
    let rows = dossier.events(&Filter::default())?;
    say(&mut out, "selon events", Role::Heading);
    out.push_str(&list(&rows, width));

    let most = |key: &dyn Fn(&EventRow) -> usize| {
        rows.iter().filter(|r| key(r) > 0).max_by_key(|r| (key(r), r.reports.len()))
    };
    if let Some(row) = most(&|r| r.reports.len()) {
        out.push('\n');
        say(
            &mut out,
            &format!(
                "{} is told by {} reports in two languages, but {} independent origins stand \
                 behind it. The toll grew from hour to hour: that is no disagreement.",
                row.id,
                row.reports.len(),
                super::written::origins(row.origins_at_least, row.origins_at_most)
            ),
            Role::Plain,
        );
        let view = dossier.event(&row.id)?;
        let parts = [Part::Head, Part::Origins, Part::Revisions];
        out.push('\n');
        out.push_str(&event::show_parts(dossier, &view, &parts, width, paint));
    }
    if let Some(row) = most(&|r| r.disagreements.len()) {
        let view = dossier.event(&row.id)?;
        out.push('\n');
        say(&mut out, &format!("Of {} not all can be true:", row.id), Role::Plain);
        out.push_str(&event::show_parts(dossier, &view, &[Part::Disagreements], width, paint));
    }
    out.push('\n');
    say(&mut out, "Go on with", Role::Heading);
    let file = path.display();
    out.push_str(&format!("  export SELON_DOSSIER={file}\n"));
    let first = rows.first().map_or("ID", |r| r.id.as_str());
    out.push_str(&format!("  selon event {first}\n"));
    out.push_str("  selon events --disagreeing\n  selon reports\n  selon sources\n");
    out.push_str("  selon search Omsen\n");
    Ok(out)
}
