//! `selon export`: events in the forms that other tools read.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use selon_dossier::{Dossier, Filter};
use selon_export::{ExportError, Format, Item, Options, Stop, Writer, blur_reading, each, one};

use crate::dossier::events::Which;
use crate::dossier::file::DossierFile;
use crate::progress::Progress;
use crate::read::Usage;
use crate::terminal::Harmless;

/// The arguments of `selon export`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// In which form
    #[arg(long, value_enum)]
    format: Form,

    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Only this event; may be given several times
    #[arg(long = "event", value_name = "ID")]
    events: Vec<String>,

    /// Coarsen coordinates to cells of so many km; names and words stay
    #[arg(long, value_name = "KM")]
    blur: Option<f64>,

    /// Add a row of HXL hashtags under the names of the columns
    #[arg(long)]
    hxl: bool,

    /// Of acled and ged: not the rows, but what each cell rests on
    #[arg(long)]
    trace: bool,

    /// What the page to print is headed by
    #[arg(long, value_name = "WORDS")]
    title: Option<String>,

    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    dossier: DossierFile,
}

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// CSV with ACLED's columns, then ours; one row an event
    Acled,
    /// CSV with the columns of UCDP GED, then ours; one row an event
    Ged,
    /// CSV with one row a claim or figure
    Csv,
    /// GeoJSON: points for towns, areas for what is told less exactly
    Geojson,
    /// JSON lines: one event a line, with all that is known of it
    Jsonl,
    /// JSON lines: the readings of the reports
    Readings,
    /// W3C Web Annotations on the words of the reports
    Annotations,
    /// A self-contained page to read or print
    Html,
    /// Parquet, one row an event, with its claims as a list
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Form {
    /// The form of events; none of readings.
    fn of_events(self) -> Option<Format> {
        Some(match self {
            Form::Acled => Format::Acled,
            Form::Ged => Format::Ged,
            Form::Csv => Format::Csv,
            Form::Geojson => Format::Geojson,
            Form::Jsonl => Format::Jsonl,
            Form::Annotations => Format::Annotations,
            Form::Html => Format::Html,
            #[cfg(feature = "parquet")]
            Form::Parquet => Format::Parquet,
            Form::Readings => return None,
        })
    }
}

const AFTER_HELP: &str = "\
The conditions are those of `selon events`. docs/EXPORTS.md defines every column, and says
where they depart from what ACLED and UCDP do.

Examples:
  selon export --format acled --from 2025-10 --place Syria --out syria.csv
  selon export --format geojson --blur 25 --out map.geojson
  selon export --format html --event e-b38cd --out event.html
  selon export --format acled --event e-b38cd --trace    what each cell rests on";

/// Writes the export.
///
/// # Errors
///
/// If the arguments make no sense, the dossier cannot be read, or the file cannot be written.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    check(args)?;
    let dossier = args.dossier.open_to_read()?;
    let filter = args.which.filter_in(&dossier)?;
    // Nothing is begun for an event that is not there.
    for id in &args.events {
        dossier.event(id)?;
    }
    let written = match &args.out {
        None => {
            let out = BufWriter::new(io::stdout());
            if io::stdout().is_terminal() {
                write(args, &dossier, &filter, Harmless::new(out))?
            } else {
                write(args, &dossier, &filter, out)?
            }
        }
        Some(path) => to_file(path, |file| write(args, &dossier, &filter, file))?,
    };
    if written == 0 {
        let _ = writeln!(io::stderr(), "selon: no event is like that; leave a condition out");
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the page to print of these events: what `selon report e-…` does.
///
/// # Errors
///
/// As [`run`].
pub fn page(
    events: &[String],
    out: Option<&Path>,
    dossier: &DossierFile,
) -> anyhow::Result<ExitCode> {
    run(&Args {
        format: Form::Html,
        out: out.map(Path::to_owned),
        events: events.to_vec(),
        blur: None,
        hxl: false,
        trace: false,
        title: None,
        which: Which::default(),
        dossier: dossier.clone(),
    })
}

/// Writes a file that gets its name when it is whole: whoever reads it never finds half of
/// one, and what had the name before stays if it fails.
fn to_file(
    path: &Path,
    write: impl FnOnce(BufWriter<File>) -> anyhow::Result<usize>,
) -> anyhow::Result<usize> {
    let named = |error: io::Error| anyhow::anyhow!("{}: {error}", path.display());
    let unwritten = |error: anyhow::Error| match error.downcast::<io::Error>() {
        Ok(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            anyhow::anyhow!("{}: it cannot be written whole: {error}", path.display())
        }
        Ok(error) => error.into(),
        Err(error) => error,
    };
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|f| !f.is_dir()) {
        anyhow::bail!("{}: there is no such folder; make it first", folder.display());
    }
    if path.is_dir() {
        anyhow::bail!("{} is a folder; name a file in it", path.display());
    }
    // A pipe or a device is written as it is.
    if path.exists() && !path.is_file() {
        return write(BufWriter::new(File::create(path).map_err(named)?)).map_err(unwritten);
    }
    let part = beside(path);
    let done = write(BufWriter::new(File::create(&part).map_err(named)?))
        .map_err(unwritten)
        .and_then(|written| fs::rename(&part, path).map(|()| written).map_err(named));
    if done.is_err() {
        let _ = fs::remove_file(&part);
    }
    done
}

fn check(args: &Args) -> anyhow::Result<()> {
    let table = matches!(args.format, Form::Acled | Form::Ged | Form::Csv);
    if args.hxl && !table {
        return Err(Usage::error("--hxl is for acled, ged and csv"));
    }
    if args.trace && !matches!(args.format, Form::Acled | Form::Ged) {
        return Err(Usage::error(
            "--trace is for acled and ged; the other forms carry their words with them",
        ));
    }
    if args.title.is_some() && args.format != Form::Html {
        return Err(Usage::error("--title is for html"));
    }
    if !args.events.is_empty() && args.which.filter()? != Filter::default() {
        return Err(Usage::error("--event names events; leave the conditions out"));
    }
    #[cfg(feature = "parquet")]
    if args.format == Form::Parquet && args.out.is_none() && io::stdout().is_terminal() {
        return Err(Usage::error("parquet is no text: name a file with --out"));
    }
    if args.blur.is_some_and(|km| !(0.1..=1000.0).contains(&km)) {
        return Err(Usage::error("--blur is from 0.1 to 1000 km"));
    }
    Ok(())
}

/// The file that is written before it gets its name.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".part-{}", std::process::id()));
    PathBuf::from(name)
}

fn write<W: Write + Send>(
    args: &Args,
    dossier: &Dossier,
    filter: &Filter,
    mut out: W,
) -> anyhow::Result<usize> {
    let Some(format) = args.format.of_events() else {
        let written = readings(args, dossier, filter, &mut out)?;
        out.flush()?;
        return Ok(written);
    };
    let total = || match args.events.len() {
        0 => dossier.count(filter).map(|all| of_page(all, filter)),
        named => Ok(named as u64),
    };
    let mut progress = Progress::through("events", total, args.out.is_none())?;
    let mut written = 0;
    let options =
        Options { blur_km: args.blur, hxl: args.hxl, trace: args.trace, title: args.title.clone() };
    let mut writer = Writer::new(format, &options, out)?;
    selected(args, dossier, filter, |item| {
        writer.event(&item)?;
        written += 1;
        progress.show(written);
        Ok(())
    })
    .map_err(plain)?;
    writer.finish()?;
    progress.clear();
    Ok(written)
}

/// How many of all events the filter's page has.
fn of_page(all: u64, filter: &Filter) -> u64 {
    let behind = all.saturating_sub(filter.offset.unwrap_or(0).into());
    filter.limit.map_or(behind, |most| behind.min(most.into()))
}

/// The error itself, so that a reader that has gone is told from a disk that is full.
fn plain(error: ExportError) -> anyhow::Error {
    match error {
        ExportError::Output(error) => error.into(),
        ExportError::Dossier(error) => error.into(),
    }
}

/// Gives the events that are asked for, one at a time.
fn selected(
    args: &Args,
    dossier: &Dossier,
    filter: &Filter,
    mut take: impl FnMut(Item) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    if args.events.is_empty() {
        return each(dossier, filter, args.blur, |item| take(item).map(|()| Stop::No));
    }
    args.events.iter().try_for_each(|id| take(one(dossier, id, args.blur)?))
}

/// Writes the readings of all reports, or of those that tell of the events asked for.
fn readings(
    args: &Args,
    dossier: &Dossier,
    filter: &Filter,
    out: &mut impl Write,
) -> anyhow::Result<usize> {
    let all = args.events.is_empty() && *filter == Filter::default();
    let mut wanted = BTreeSet::new();
    if !all {
        selected(args, dossier, filter, |item| {
            wanted.extend(item.event.reports);
            Ok(())
        })
        .map_err(plain)?;
    }
    let mut ids = dossier.report_ids()?;
    ids.retain(|id| all || wanted.contains(id));
    let total = || anyhow::Ok(ids.len() as u64);
    let mut progress = Progress::through("readings", total, args.out.is_none())?;
    let mut written = 0;
    for id in &ids {
        let mut reading = dossier.report_text(id)?.1.reading;
        if let Some(km) = args.blur {
            blur_reading(&mut reading, km);
        }
        serde_json::to_writer(&mut *out, &reading).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
        written += 1;
        progress.show(written);
    }
    progress.clear();
    Ok(written)
}
