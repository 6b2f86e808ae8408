//! `selon events`: what happened, as a list.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use selon_dossier::day::{Day, days, written as day_written};
use selon_dossier::{Bounds, Dossier, EventRow, Filter, Order};
use selon_model::Language;

use super::columns::{csv, left, right, table};
use super::file::{DossierFile, ListFormat};
use super::written;
use crate::read::{self, Usage};
use crate::{terminal, view};

/// Which events.
#[derive(clap::Args, Debug, Clone, Default)]
pub struct Which {
    /// Those on this day or later: 2025-10-22, 2025-10, 2025
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,

    /// Those on this day or before
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,

    /// Those in a town, a province or a country, by name or code (SY)
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,

    /// With --place: those at most so far from it
    #[arg(long, value_name = "KM", requires = "place", value_parser = kilometres)]
    pub within: Option<f64>,

    /// Those of a type: armed_clash, air_drone_strike …; several with commas
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    pub types: Vec<String>,

    /// Those in which somebody takes part
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,

    /// Those with at least so many independent origins
    #[arg(long, value_name = "N")]
    pub min_origins: Option<u32>,

    /// Those in dispute
    #[arg(long)]
    pub disagreeing: bool,

    /// Those that a report in this language tells
    #[arg(long, value_name = "fr|en", value_parser = read::language)]
    pub lang: Option<Language>,

    /// Those told with these words
    #[arg(long, value_name = "WORDS")]
    pub query: Option<String>,

    /// Those that a report is about
    #[arg(long)]
    pub headline: bool,

    /// Those behind which a party stands, by its id in `selon sources --format csv`
    #[arg(long, value_name = "ID")]
    pub source: Option<String>,

    /// Those that a report of this outlet tells
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// Those in a part of the map: south, west, north, east, in degrees
    #[arg(long, value_name = "S,W,N,E", allow_hyphen_values = true, value_parser = bounds)]
    pub bounds: Option<Bounds>,

    /// In which order
    #[arg(long, value_enum, default_value_t)]
    pub order: Sorted,

    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,

    /// After so many others
    #[arg(long, value_name = "N")]
    pub offset: Option<u32>,
}

/// In which order events are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Sorted {
    /// The latest first
    #[default]
    Latest,
    /// The earliest first
    Earliest,
    /// Those that changed last first
    Changed,
    /// Those with most origins first
    Origins,
    /// Those told by most reports first
    Reports,
}

impl From<Sorted> for Order {
    fn from(order: Sorted) -> Order {
        match order {
            Sorted::Latest => Order::Latest,
            Sorted::Earliest => Order::Earliest,
            Sorted::Changed => Order::Changed,
            Sorted::Origins => Order::Origins,
            Sorted::Reports => Order::Reports,
        }
    }
}

/// The first or last day of what is told as a date.
///
/// # Errors
///
/// If it is none.
pub fn day(text: Option<&str>, last: bool) -> anyhow::Result<Option<Day>> {
    let Some(text) = text else { return Ok(None) };
    let found = days(text).and_then(|d| if last { d.to } else { d.from });
    found
        .map(Some)
        .ok_or_else(|| Usage::error(format!("{text} is no date; give 2025-10-22, 2025-10 or 2025")))
}

/// A distance.
fn kilometres(text: &str) -> Result<f64, String> {
    let known = text.parse().ok().filter(|km: &f64| km.is_finite() && *km >= 0.0);
    known.ok_or_else(|| "give kilometres: 30".into())
}

/// A part of the map: `south,west,north,east`.
fn bounds(text: &str) -> Result<Bounds, String> {
    let numbers: Vec<f64> = text.split(',').filter_map(|n| n.trim().parse().ok()).collect();
    match numbers[..] {
        [south, west, north, east]
            if south <= north && [south, north].iter().all(|n| n.abs() <= 90.0) =>
        {
            Ok(Bounds { south, west, north, east })
        }
        _ => Err("give south, west, north, east in degrees: 35.5,36,37,38.2".into()),
    }
}

/// The arguments of `selon events`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    dossier: DossierFile,

    /// How to write the list
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

const AFTER_HELP: &str = "\
Examples:
  selon events --from 2025-10-20 --place Idlib
  selon events --place Harem --within 30 --type armed_clash,arrests
  selon events --min-origins 2 --headline
  selon events --disagreeing --format json | jq '.[].disagreements'

Origins 2–4 means that at least two, at most four, could know of it independently of each
other. `selon event ID` shows one event with all claims, side by side.";

impl Which {
    /// The filter that is meant in a dossier: of several places of a name, that which it tells
    /// of.
    ///
    /// # Errors
    ///
    /// If a date, a type or a place is none, or the dossier cannot be read.
    pub fn filter_in(&self, dossier: &Dossier) -> anyhow::Result<Filter> {
        self.filter_with(|place| Ok(dossier.point(place)?))
    }

    /// The filter that is meant.
    ///
    /// # Errors
    ///
    /// If a date, a type or a place is none.
    pub fn filter(&self) -> anyhow::Result<Filter> {
        self.filter_with(|place| Ok(selon_dossier::search::point(place)))
    }

    fn filter_with(
        &self,
        point: impl Fn(&str) -> anyhow::Result<Option<(f64, f64)>>,
    ) -> anyhow::Result<Filter> {
        for code in &self.types {
            if selon_reader::event::ontology::by_code(code).is_none() {
                return Err(Usage::error(format!(
                    "{code} is no type of event; docs/CODEBOOK.md lists them"
                )));
            }
        }
        let near = match (&self.place, self.within) {
            (Some(place), Some(km)) => {
                let (lat, lon) = point(place)?.ok_or_else(|| {
                    Usage::error(format!(
                        "no place is called {place}; give its coordinates: --place 36.21,36.52"
                    ))
                })?;
                Some((lat, lon, km))
            }
            _ => None,
        };
        Ok(Filter {
            from: day(self.from.as_deref(), false)?,
            to: day(self.to.as_deref(), true)?,
            place: self.place.clone().filter(|_| near.is_none()),
            near,
            types: self.types.clone(),
            actor: self.actor.clone(),
            min_origins: self.min_origins,
            disagreeing: self.disagreeing,
            language: self.lang,
            query: self.query.clone(),
            headline: self.headline,
            source: self.source.clone(),
            outlet: self.outlet.clone(),
            bounds: self.bounds,
            order: self.order.into(),
            limit: self.limit,
            offset: self.offset,
            ..Filter::default()
        })
    }
}

/// Prints the events.
///
/// # Errors
///
/// If the arguments make no sense, or the dossier cannot be read.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let dossier = args.dossier.open_to_read()?;
    let filter = args.which.filter_in(&dossier)?;
    let mut out = BufWriter::new(io::stdout());
    match args.format {
        ListFormat::Json => {
            write!(out, "[")?;
            let mut first = true;
            let mut failed: Option<io::Error> = None;
            dossier.each_event(&filter, |event| {
                let mut write = || -> io::Result<()> {
                    out.write_all(if std::mem::take(&mut first) { b"\n" } else { b",\n" })?;
                    serde_json::to_writer(&mut out, &event).map_err(io::Error::from)
                };
                if failed.is_none() {
                    failed = write().err();
                }
                Ok(())
            })?;
            if let Some(error) = failed {
                return Err(error.into());
            }
            writeln!(out, "\n]")?;
        }
        ListFormat::Csv => {
            csv_list(&mut out, &dossier.events(&filter)?)?;
        }
        ListFormat::Text => {
            let rows = dossier.events(&filter)?;
            if rows.is_empty() {
                let empty =
                    dossier.events(&Filter { limit: Some(1), ..Filter::default() })?.is_empty();
                writeln!(out, "{}", if empty { NOTHING } else { NONE })?;
                return Ok(ExitCode::SUCCESS);
            }
            out.write_all(list(&rows, terminal::width()).as_bytes())?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

const NOTHING: &str = "The dossier has no events yet: `selon add FILE…` adds reports.";
const NONE: &str = "No event is like that; leave a condition out.";

/// The table of events.
pub fn list(rows: &[EventRow], width: usize) -> String {
    let columns = [
        left("event", 10),
        left("when", 10),
        left("what", 0),
        left("where", 15),
        right("origins", 7),
        right("rep.", 4),
        left("disputed", 13),
    ];
    // A full name of a type is of no use where its end is cut off.
    let narrow = width < 100;
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.id.clone(),
                short_date(row.date.as_deref()),
                written::short_type(&row.kind)
                    .filter(|_| narrow)
                    .map_or_else(|| view::event_type(&row.kind), str::to_owned),
                written::place(row.place.as_ref()),
                written::origins(row.origins_at_least, row.origins_at_most),
                row.reports.len().to_string(),
                written::disputes(&row.disagreements),
            ]
        })
        .collect();
    table(&columns, &cells, width)
}

fn short_date(date: Option<&str>) -> String {
    let Some(date) = date else { return "–".into() };
    match (days(date), date.len()) {
        (Some(d), 11..) => {
            let first = d.from.map(day_written).unwrap_or_default();
            if first.is_empty() {
                format!("–{}", d.to.map(day_written).unwrap_or_default())
            } else {
                first
            }
        }
        _ => date.to_owned(),
    }
}

/// Writes events as CSV, one a row.
///
/// # Errors
///
/// If they cannot be written.
pub fn csv_list(out: &mut impl Write, rows: &[EventRow]) -> io::Result<()> {
    let rows: Vec<Vec<String>> = rows.iter().map(csv_row).collect();
    csv(out, &CSV, &rows)
}

/// The columns of the CSV form.
const CSV: [&str; 16] = [
    "id",
    "type",
    "date",
    "place",
    "country",
    "lat",
    "lon",
    "precision",
    "actor",
    "target",
    "tolls",
    "origins_at_least",
    "origins_at_most",
    "disagreements",
    "reports",
    "words",
];

fn csv_row(row: &EventRow) -> Vec<String> {
    let place = row.place.as_ref();
    let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
    vec![
        row.id.clone(),
        row.kind.clone(),
        row.date.clone().unwrap_or_default(),
        place.map(|p| p.name.clone()).unwrap_or_default(),
        place.and_then(|p| p.country.clone()).unwrap_or_default(),
        number(place.and_then(|p| p.lat)),
        number(place.and_then(|p| p.lon)),
        place.and_then(|p| p.precision).map(|p| p.code().to_owned()).unwrap_or_default(),
        row.actor.clone().unwrap_or_default(),
        row.target.clone().unwrap_or_default(),
        written::tolls(&row.tolls),
        row.origins_at_least.to_string(),
        row.origins_at_most.to_string(),
        written::disagreements(&row.disagreements),
        row.reports.join(" "),
        row.words.clone(),
    ]
}
