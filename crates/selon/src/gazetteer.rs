//! `selon gazetteer`: what places a name may mean, and places of the user's.

use std::fs::{self, File};
use std::io::{self, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::{Subcommand, ValueEnum};
use selon_gazetteer::import::{Progress, import_to};
use selon_gazetteer::{Candidate, Gazetteer, Match, Source};
use serde_json::json;

use crate::terminal::harmless_line;
use crate::user_data;

/// The commands of `selon gazetteer`.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Show the places that a name may mean, and why
    Find(FindArgs),
    /// Add a dump of GeoNames or a table of Who's On First to the places that reports name
    Import(ImportArgs),
}

/// How places are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines to read
    #[default]
    Text,
    /// One JSON array
    Json,
}

/// The arguments of `selon gazetteer find`.
#[derive(clap::Args, Debug)]
#[command(after_help = FIND_HELP)]
pub struct FindArgs {
    /// The name of a place, in any spelling; after a comma, what it lies in
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,

    /// Only places of this country, ISO 3166-1 (may be given several times)
    #[arg(long, value_name = "CC", value_parser = country)]
    country: Vec<String>,

    /// No more places than this
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,

    /// How to show them
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Ask this gazetteer too (may be given several times), instead of those in your folder
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
}

const FIND_HELP: &str = "\
The score is how widely known a place is (its kind and population) and how well the name
fits; reading a report adds what the report tells: its countries, the kind of place that is
asked for, the division named beside, places near by.

Examples:
  selon gazetteer find Harem
  selon gazetteer find \"Paris, Texas\"
  selon gazetteer find --country SY \"Khan Cheikhoun\"
  selon gazetteer find --format json Paris | jq '.[].id'";

/// The arguments of `selon gazetteer import`.
#[derive(clap::Args, Debug)]
#[command(after_help = IMPORT_HELP)]
pub struct ImportArgs {
    /// A dump of GeoNames (SY.txt, allCountries.txt), or a table whose first line names its
    /// columns: name, latitude, longitude and, where known, id, placetype, country, population,
    /// names, parent_id, geonames, wikidata
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Where to write the gazetteer [default: NAME.gaz in your folder, see below]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

const IMPORT_HELP: &str = "\
The gazetteers in the folder `gazetteer` of your data are asked beside the one in the program
by every command that reads reports: SELON_DATA, else $XDG_DATA_HOME/selon or
~/.local/share/selon (Linux), ~/Library/Application Support/selon (macOS), %APPDATA%\\selon
(Windows). SELON_GAZETTEER or --gazetteer name other files instead; an empty SELON_GAZETTEER
names none. To take one away, delete its file. A large dump needs about its own size on the disk
while it is imported, and no more memory than a small one.

Examples:
  selon gazetteer import SY.txt
  selon gazetteer import --out mine.gaz villages.csv
  selon read --gazetteer mine.gaz report.txt";

fn country(code: &str) -> Result<String, String> {
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Ok(code.to_ascii_uppercase());
    }
    Err("not a country code of two letters, like SY".into())
}

/// Does what a command of `selon gazetteer` says.
///
/// # Errors
/// If a file cannot be read or written, or is in no form that is known.
pub fn run(command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Find(args) => find(args),
        Command::Import(args) => add(args),
    }
}

fn find(args: &FindArgs) -> anyhow::Result<ExitCode> {
    let gazetteer = user_data::gazetteer(&args.gazetteer)?;
    let asked = args.names.join(" ");
    // “Paris, Texas”: the place, and what it lies in.
    let (name, within) = match asked.split_once(',') {
        Some((name, within)) => (name.trim().to_owned(), Some(within.trim())),
        None => (asked.clone(), None),
    };
    let mut found = gazetteer.find(&name);
    let countries: Vec<&str> = args.country.iter().map(String::as_str).collect();
    let known: Vec<_> = found.iter().map(|c| c.place.index).collect();
    let alike = gazetteer.find_alike(&name, &countries);
    found.extend(alike.into_iter().filter(|c| !known.contains(&c.place.index)));
    if !countries.is_empty() {
        found.retain(|c| c.place.country.is_some_and(|code| countries.contains(&code)));
    }
    if let Some(within) = within.filter(|w| !w.is_empty()) {
        let divisions: Vec<_> = gazetteer.find(within).iter().map(|c| c.place.index).collect();
        found.retain(|c| gazetteer.ancestors(&c.place).any(|a| divisions.contains(&a.index)));
    }
    found.sort_by(|a, b| {
        (b.standing().total_cmp(&a.standing())).then(a.place.index.cmp(&b.place.index))
    });
    let all = found.len();
    found.truncate(args.limit);
    let mut out = io::stdout().lock();
    match args.format {
        Format::Json => {
            let shown: Vec<_> = found.iter().map(|c| as_json(gazetteer, c)).collect();
            serde_json::to_writer_pretty(&mut out, &shown).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Format::Text => {
            for candidate in &found {
                show(&mut out, gazetteer, candidate)?;
            }
            if all > found.len() {
                writeln!(out, "{} more; --limit shows them", all - found.len())?;
            }
        }
    }
    if all == 0 {
        let _ = writeln!(
            io::stderr(),
            "selon: no place is called “{}”; `selon gazetteer import` adds places",
            harmless_line(&asked)
        );
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

/// Why a place was found.
fn why(candidate: &Candidate) -> String {
    let name = harmless_line(candidate.name);
    match (candidate.exonym, candidate.matched) {
        (true, _) => format!("the press calls {name} so"),
        (_, Match::Name) => format!("called {name}"),
        (_, Match::Article) => format!("called {name}, but for articles and spaces"),
        (_, Match::Sound) => format!("sounds like {name} ({:.2})", candidate.similarity),
    }
}

fn show(out: &mut impl Write, gazetteer: &Gazetteer, candidate: &Candidate) -> io::Result<()> {
    let place = &candidate.place;
    let above: Vec<&str> = gazetteer.ancestors(place).map(|p| p.name).collect();
    writeln!(
        out,
        "{:4.1}  {} ({}){}",
        candidate.standing(),
        harmless_line(place.name),
        place.kind.as_str(),
        above.iter().map(|n| format!(" < {}", harmless_line(n))).collect::<String>()
    )?;
    let mut facts = vec![why(candidate), format!("{:.3} {:.3}", place.lat, place.lon)];
    facts.extend(place.population.map(|p| format!("{p} people")));
    facts.extend(place.radius.map(|r| format!("{r} km around")));
    facts.push(place.id.to_string());
    if place.id.source != Source::GeoNames {
        facts.extend(place.geonames.map(|g| format!("gn:{g}")));
    }
    facts.extend(place.wikidata.map(|q| format!("Q{q}")));
    writeln!(out, "      {}", facts.join(", "))
}

fn as_json(gazetteer: &Gazetteer, candidate: &Candidate) -> serde_json::Value {
    let place = &candidate.place;
    let names: Vec<_> = gazetteer
        .names_with_language(place.index)
        .into_iter()
        .map(|(language, name)| json!({ "name": name, "language": language.code() }))
        .collect();
    let above: Vec<_> = gazetteer
        .ancestors(place)
        .map(|p| json!({ "name": p.name, "kind": p.kind.as_str(), "id": p.id.to_string() }))
        .collect();
    json!({
        "name": place.name,
        "score": (candidate.standing() * 100.0).round() / 100.0,
        "why": why(candidate),
        "match": match candidate.matched {
            Match::Name => "name",
            Match::Article => "article",
            Match::Sound => "sound",
        },
        "similarity": candidate.similarity,
        "id": place.id.to_string(),
        "geonames": place.geonames,
        "wikidata": place.wikidata.map(|q| format!("Q{q}")),
        "kind": place.kind.as_str(),
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "population": place.population,
        "radius_km": place.radius,
        "within": above,
        "names": names,
    })
}

fn add(args: &ImportArgs) -> anyhow::Result<ExitCode> {
    let shown = args.file.display();
    let out = match &args.out {
        Some(out) => out.clone(),
        None => default_out(&args.file)?,
    };
    let file = File::open(&args.file).with_context(|| format!("cannot open {shown}"))?;
    let size = file.metadata().with_context(|| format!("cannot read {shown}"))?;
    if size.is_dir() {
        bail!("{shown} is a folder; name a file in it");
    }
    if let Some(folder) = out.parent().filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    // Whole or not at all: a command that reads may look at the same time.
    let beside = |ending: &str| out.with_extension(format!("{}.{ending}", std::process::id()));
    let (unfinished, scratch) = (beside("part"), beside("tmp"));
    let written = || format!("cannot write {}", out.display());
    let mut to = io::BufWriter::new(File::create(&unfinished).with_context(written)?);
    let mut bar = Bar::new(size.len());
    let from = BufReader::with_capacity(1 << 20, file);
    let imported = import_to(from, &mut to, &scratch, |p| bar.show(p));
    bar.clear();
    drop(to);
    let finished = imported.with_context(|| shown.to_string()).and_then(|found| {
        if found.1 == 0 {
            bail!("{shown}: no line is a place with a name and a point");
        }
        let bytes = fs::metadata(&unfinished).with_context(written)?.len();
        fs::rename(&unfinished, &out).with_context(written)?;
        Ok((found, bytes))
    });
    if finished.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    let ((progress, places), bytes) = finished?;
    let mut to = io::stdout().lock();
    writeln!(
        to,
        "{places} places of {} lines, {bytes} bytes, in {}",
        progress.lines,
        out.display()
    )?;
    if progress.passed_over > 0 {
        writeln!(
            to,
            "passed over: {} lines of rivers, shops and other kinds that are not looked for, or \
             without a point",
            progress.passed_over
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

fn default_out(file: &Path) -> anyhow::Result<PathBuf> {
    let folder = user_data::folder()
        .context("there is no folder for your data: set SELON_DATA, or name a file with --out")?;
    let name = file.file_stem().context("name a file")?;
    Ok(folder.join("gazetteer").join(name).with_extension("gaz"))
}

/// How far an import has come, on a terminal.
struct Bar {
    size: u64,
    shown: Option<Instant>,
    on: bool,
}

impl Bar {
    fn new(size: u64) -> Bar {
        Bar { size, shown: None, on: io::stderr().is_terminal() }
    }

    fn show(&mut self, progress: Progress) {
        let due = self.shown.is_none_or(|at| at.elapsed() > Duration::from_millis(200));
        if !self.on || !due {
            return;
        }
        self.shown = Some(Instant::now());
        let percent = (progress.bytes * 100).checked_div(self.size).unwrap_or(0).min(100);
        let _ = write!(
            io::stderr(),
            "\r{percent} %, {} lines, {} places",
            progress.lines,
            progress.places
        );
    }

    fn clear(&self) {
        if self.on && self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}
