//! Places of the user's: a dump of GeoNames, or a table of Who's On First.
//!
//! A table is read line by line; what is kept of it is the places that a report may name.
//! [`import_to`] sorts and compiles them on the disk, so that a table may be larger than the
//! memory.

mod geonames;
mod sorted;
mod table;

use std::fs;
use std::io::{self, BufRead, Write};
use std::path::Path;

use thiserror::Error;

use crate::compile::{NameLanguage, NewPlace, Order, division};
use crate::fold::fold;
use crate::sections::{Divisions, Sections};
use crate::store::Store;
use sorted::Sorted;

/// Why a file cannot be imported.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The first line is in no form that is known.
    #[error(
        "line {line}: neither a dump of GeoNames (19 columns with tabs between) nor a table \
         whose first line names its columns (id, name, placetype, latitude, longitude, …); \
         unpack a .zip or .bz2 first"
    )]
    UnknownForm {
        /// The number of the line, from 1.
        line: u64,
    },
    /// A column without which there is no place.
    #[error("line {line}: there is no column “{column}”; name it so in the first line")]
    NoColumn {
        /// The number of the line, from 1.
        line: u64,
        /// The column.
        column: &'static str,
    },
    /// A line with too few columns or a cell that is not what it must be.
    #[error("line {line}: {problem}; mend or delete the line")]
    Line {
        /// The number of the line, from 1.
        line: u64,
        /// What is wrong with it.
        problem: String,
    },
    /// A line that is not in UTF-8.
    #[error("line {line}: it is not in UTF-8, as the file must be; is it packed (.zip, .bz2)?")]
    NotText {
        /// The number of the line, from 1.
        line: u64,
    },
    /// A file that cannot be read on.
    #[error("line {line}: it cannot be read: {problem}")]
    Read {
        /// The number of the line, from 1.
        line: u64,
        /// What the system says.
        problem: io::Error,
    },
    /// What is compiled cannot be written.
    #[error("the compiled places cannot be written: {0}")]
    Write(io::Error),
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Lines read.
    pub lines: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Places kept.
    pub places: u64,
    /// Lines passed over: rivers, shops, what has no point.
    pub passed_over: u64,
}

/// What was imported.
#[derive(Debug, Default)]
pub struct Imported {
    /// The places, for [`crate::compile()`].
    pub places: Vec<NewPlace>,
    /// How many lines were read, and how many of them are no place that is kept.
    pub progress: Progress,
}

/// No more names of a place.
const NAMES: usize = 10;
/// Progress is told every so many lines.
const EVERY: u64 = 1 << 16;

/// Reads a dump of GeoNames (`SY.txt`, `allCountries.txt`) or a table of Who's On First with
/// tabs or commas between its columns, into memory. `tell` is called from time to time.
///
/// # Errors
/// If the file is in another form, or with the number of the first line that is.
pub fn import(from: impl BufRead, tell: impl FnMut(Progress)) -> Result<Imported, ImportError> {
    let mut places = Vec::new();
    let mut within: Vec<Box<str>> = Vec::new();
    let (form, progress) = read(from, tell, |place, its| {
        places.push(place);
        within.push(its.into());
        Ok(())
    })?;
    for (place, within) in places.iter_mut().zip(&within) {
        place.parent = form.parent(place, within);
    }
    Ok(Imported { places, progress })
}

/// As [`import`], compiling what is read into `out`, with no more memory for a large table than
/// for a small one: `scratch` is a folder, made anew and taken away, for temporary files of about
/// the size of the table. Tells how much was read and how many places `out` has.
///
/// # Errors
/// As [`import`]; or if a file cannot be written.
pub fn import_to(
    from: impl BufRead,
    out: &mut impl Write,
    scratch: &Path,
    tell: impl FnMut(Progress),
) -> Result<(Progress, u32), ImportError> {
    fs::create_dir(scratch).map_err(ImportError::Write)?;
    let imported = import_through(from, out, scratch, tell);
    let removed = fs::remove_dir_all(scratch).map_err(ImportError::Write);
    let found = imported?;
    removed?;
    Ok(found)
}

fn import_through(
    from: impl BufRead,
    out: &mut impl Write,
    scratch: &Path,
    tell: impl FnMut(Progress),
) -> Result<(Progress, u32), ImportError> {
    let mut sorted = Sorted::new(scratch);
    let mut divisions: Vec<Order> = Vec::new();
    let (form, progress) = read(from, tell, |mut place, within| {
        place.tidy();
        if place.names.is_empty() {
            return Ok(());
        }
        let order = place.order();
        divisions.extend(division(&order).is_some().then_some(order));
        sorted.add(&place, within).map_err(ImportError::Write)
    })?;
    let compiled = || -> io::Result<u32> {
        let mut files = 0;
        let mut sections = Sections::new(Divisions::new(divisions), || {
            files += 1;
            Store::file(&scratch.join(format!("section{files}")))
        })?;
        sorted.merge(|mut place, within| {
            place.parent = form.parent(&place, within);
            sections.add(&place)
        })?;
        let places = sections.len();
        sections.finish(out)?;
        out.flush()?;
        Ok(places)
    };
    Ok((progress, compiled().map_err(ImportError::Write)?))
}

/// Reads the lines and hands over the places, each with what tells its division.
fn read(
    mut from: impl BufRead,
    mut tell: impl FnMut(Progress),
    mut take: impl FnMut(NewPlace, &str) -> Result<(), ImportError>,
) -> Result<(Form, Progress), ImportError> {
    let mut progress = Progress::default();
    let mut line = String::new();
    let mut form: Option<Form> = None;
    loop {
        line.clear();
        let number = progress.lines + 1;
        let read = from.read_line(&mut line).map_err(|problem| match problem.kind() {
            io::ErrorKind::InvalidData => ImportError::NotText { line: number },
            _ => ImportError::Read { line: number, problem },
        })?;
        if read == 0 {
            break;
        }
        progress.lines = number;
        progress.bytes += read as u64;
        let row = line.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}');
        if row.is_empty() || row.starts_with('#') {
            continue;
        }
        let form = match &mut form {
            Some(form) => form,
            None => {
                let (found, titles) = Form::of(row, number)?;
                let found = form.insert(found);
                if titles {
                    continue;
                }
                found
            }
        };
        match form.place(row, number)? {
            Some((place, within)) => {
                take(place, &within)?;
                progress.places += 1;
            }
            None => progress.passed_over += 1,
        }
        if number.is_multiple_of(EVERY) {
            tell(progress);
        }
    }
    tell(progress);
    match form {
        Some(form) => Ok((form, progress)),
        None => Err(ImportError::UnknownForm { line: progress.lines.max(1) }),
    }
}

enum Form {
    GeoNames(geonames::Rows),
    Table(table::Columns),
}

impl Form {
    /// The form of a table by its first line, and whether that line names the columns.
    fn of(row: &str, line: u64) -> Result<(Form, bool), ImportError> {
        if geonames::is_row(row) {
            return Ok((Form::GeoNames(geonames::Rows::default()), false));
        }
        Ok((Form::Table(table::Columns::new(row, line)?), true))
    }

    /// The place of a line, with what tells its division; none if it is of a kind that is left
    /// out.
    fn place(&mut self, row: &str, line: u64) -> Result<Option<(NewPlace, String)>, ImportError> {
        match self {
            Form::GeoNames(rows) => rows.place(row, line),
            Form::Table(columns) => {
                columns.place(row, line).map(|p| p.map(|place| (place, String::new())))
            }
        }
    }

    /// The division of a place, now that all are known.
    fn parent(&self, place: &NewPlace, within: &str) -> Option<crate::place::PlaceId> {
        match self {
            Form::GeoNames(rows) => rows.parent(within),
            Form::Table(_) => place.parent,
        }
    }
}

/// An ISO code in upper case.
fn iso(code: &str) -> Option<[u8; 2]> {
    match code.as_bytes() {
        &[a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
            Some([a.to_ascii_uppercase(), b.to_ascii_uppercase()])
        }
        _ => None,
    }
}

/// A number of degrees within its bounds.
fn degrees(cell: &str, most: f64) -> Option<f64> {
    cell.trim().parse().ok().filter(|d: &f64| d.abs() <= most)
}

/// Adds a name in Latin or Arabic script that is not there yet.
fn add_name(names: &mut Vec<(NameLanguage, String)>, language: NameLanguage, name: &str) {
    let name = name.trim();
    let arabic = |c: char| (0x600..0x700).contains(&(c as u32));
    let readable = name.chars().all(|c| {
        let code = c as u32;
        !c.is_alphabetic() || code < 0x370 || (0x1E00..0x1F00).contains(&code) || arabic(c)
    });
    let language = if name.chars().any(arabic) { NameLanguage::Arabic } else { language };
    // Codes of airports and offices are no names.
    let code = name.len() < 6 && name.chars().all(|c| c.is_ascii_uppercase());
    if !readable || code && !names.is_empty() || names.len() >= NAMES {
        return;
    }
    let folded = fold(name);
    if !folded.is_empty() && names.iter().all(|n| fold(&n.1) != folded) {
        names.push((language, name.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::PlaceKind;

    fn imported(text: &str) -> Result<Imported, ImportError> {
        import(text.as_bytes(), |_| {})
    }

    const DUMP: &str = "\
9001\tNorland\tNorland\tNordland,Norlande\t35.5\t36.5\tA\tADM1\tSY\t\t77\t\t\t\t90000\t\t400\tAsia/Damascus\t2024-01-01
9002\tQaryat Xyz\tQaryat Xyz\tKariat Xyz,قرية\t35.6\t36.6\tP\tPPL\tSY\t\t77\t\t\t\t1200\t\t400\tAsia/Damascus\t2024-01-01
9003\tXyz Shop\tXyz Shop\t\t35.6\t36.6\tS\tRET\tSY\t\t77\t\t\t\t0\t\t400\tAsia/Damascus\t2024-01-01
9004\tXyz Camp\tXyz Camp\t\t35.7\t36.6\tS\tCMPRF\tSY\t\t77\t\t\t\t0\t\t400\tAsia/Damascus\t2024-01-01
";

    #[test]
    fn a_dump_of_geonames() {
        let found = imported(DUMP).expect("a dump");
        assert_eq!((found.progress.lines, found.places.len()), (4, 3));
        assert_eq!((found.progress.places, found.progress.passed_over), (3, 1));
        let village = &found.places[1];
        assert_eq!(village.kind, PlaceKind::Locality);
        assert_eq!(village.population, Some(1200));
        assert_eq!(village.parent, Some(found.places[0].id));
        assert_eq!(village.names[1].1, "Kariat Xyz");
        assert_eq!(village.names[2].0, NameLanguage::Arabic);
        assert_eq!(found.places[2].kind, PlaceKind::Campus);
    }

    #[test]
    fn a_table_with_named_columns() {
        let table = "id,name,placetype,latitude,longitude,country,population,names\n\
                     7,\"Xyz, Upper\",locality,35.5,36.5,SY,10,eng:Upper Xyz|fra:Xyz-le-Haut\n\
                     8,Xyz,timezone,35.5,36.5,SY,,\n";
        let found = imported(table).expect("a table");
        assert_eq!(found.places.len(), 1);
        assert_eq!(found.places[0].names[0].1, "Xyz, Upper");
        assert_eq!(found.places[0].names[2], (NameLanguage::French, "Xyz-le-Haut".to_string()));
        let tabs = "id\tname\tplacetype\tgeom_latitude\tgeom_longitude\tiso_country\n\
                    7\tXyz\tregion\t35.5\t36.5\tsy\n";
        assert_eq!(imported(tabs).expect("a table").places[0].country, Some(*b"SY"));
    }

    #[test]
    fn errors_name_the_line_and_the_way_out() {
        let said = |text: &str| imported(text).expect_err("an error").to_string();
        assert!(said("").starts_with("line 1: neither a dump of GeoNames"));
        assert!(said("PK\u{3}\u{4}…\n").contains("unpack a .zip"));
        assert!(said("id\tname\tplacetype\tlatitude\n").contains("no column “longitude”"));
        let broken = DUMP.replace("35.6\t36.6\tP", "north\t36.6\tP");
        assert_eq!(
            said(&broken),
            "line 2: the latitude “north” is no number of degrees; mend or delete the line"
        );
        assert!(said(&format!("{DUMP}9005\tX\n")).starts_with("line 5: 2 columns instead of 19"));
        let bytes: &[u8] = b"id\tname\tplacetype\tlatitude\tlongitude\n\xff\xfe\n";
        let no_text = import(bytes, |_| {}).expect_err("no UTF-8").to_string();
        assert!(no_text.starts_with("line 2: it is not in UTF-8"), "{no_text}");
    }

    #[test]
    fn on_the_disk_the_same_comes_out() {
        let scratch = std::env::temp_dir().join(format!("selon-import-{}", std::process::id()));
        let mut bytes = Vec::new();
        let (progress, places) =
            import_to(DUMP.as_bytes(), &mut bytes, &scratch, |_| {}).expect("a dump");
        assert_eq!((progress.places, places), (3, 3));
        assert!(!scratch.exists());
        assert_eq!(bytes, crate::compile(imported(DUMP).expect("a dump").places));
        let error = import_to(&b"x"[..], &mut Vec::new(), &scratch, |_| {}).expect_err("no table");
        assert!(error.to_string().starts_with("line 1: neither"), "{error}");
        assert!(!scratch.exists());
    }
}
