//! Places of the user's: a dump of GeoNames, or a table of Who's On First.
//!
//! A table is read line by line, so it may be larger than the memory; what is kept of it is
//! the places that a report may name.

mod geonames;
mod table;

use std::io::{self, BufRead};

use thiserror::Error;

use crate::compile::{NameLanguage, NewPlace};
use crate::fold::fold;

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
    /// A line that is not in UTF-8, or a file that breaks off.
    #[error("line {line}: {source}; the file must be in UTF-8")]
    Read {
        /// The number of the line, from 1.
        line: u64,
        /// What the system says.
        source: io::Error,
    },
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
}

/// What was imported.
#[derive(Debug, Default)]
pub struct Imported {
    /// The places, for [`crate::compile()`].
    pub places: Vec<NewPlace>,
    /// How many lines were read, and how many of them are no place that is kept: rivers,
    /// shops, what has no point.
    pub progress: Progress,
    /// Lines passed over.
    pub passed_over: u64,
}

/// No more names of a place.
const NAMES: usize = 10;
/// Progress is told every so many lines.
const EVERY: u64 = 1 << 16;

/// Reads a dump of GeoNames (`SY.txt`, `allCountries.txt`) or a table of Who's On First with
/// tabs or commas between its columns. `tell` is called from time to time.
///
/// # Errors
/// If the file is in another form, or with the number of the first line that is.
pub fn import(
    mut from: impl BufRead,
    mut tell: impl FnMut(Progress),
) -> Result<Imported, ImportError> {
    let mut imported = Imported::default();
    let mut line = String::new();
    let mut form: Option<Form> = None;
    loop {
        line.clear();
        let number = imported.progress.lines + 1;
        let read = from
            .read_line(&mut line)
            .map_err(|source| ImportError::Read { line: number, source })?;
        if read == 0 {
            break;
        }
        imported.progress.lines = number;
        imported.progress.bytes += read as u64;
        let row = line.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}');
        if row.is_empty() || row.starts_with('#') {
            continue;
        }
        match &mut form {
            None => form = Some(Form::of(row, number, &mut imported)?),
            Some(form) => form.add(row, number, &mut imported)?,
        }
        if number.is_multiple_of(EVERY) {
            tell(imported.progress);
        }
    }
    match form {
        Some(Form::GeoNames(rows)) => rows.finish(&mut imported),
        Some(Form::Table(_)) => {}
        None => return Err(ImportError::UnknownForm { line: imported.progress.lines.max(1) }),
    }
    tell(imported.progress);
    Ok(imported)
}

enum Form {
    GeoNames(geonames::Rows),
    Table(table::Columns),
}

impl Form {
    fn of(row: &str, line: u64, imported: &mut Imported) -> Result<Form, ImportError> {
        if geonames::is_row(row) {
            let mut form = Form::GeoNames(geonames::Rows::default());
            form.add(row, line, imported)?;
            return Ok(form);
        }
        Ok(Form::Table(table::Columns::new(row, line)?))
    }

    fn add(&mut self, row: &str, line: u64, imported: &mut Imported) -> Result<(), ImportError> {
        let place = match self {
            Form::GeoNames(rows) => rows.place(row, line)?,
            Form::Table(columns) => columns.place(row, line)?,
        };
        match place {
            Some(place) => {
                imported.places.push(place);
                imported.progress.places += 1;
            }
            None => imported.passed_over += 1,
        }
        Ok(())
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
        assert_eq!((found.progress.lines, found.places.len(), found.passed_over), (4, 3, 1));
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
        assert!(import(bytes, |_| {}).expect_err("no UTF-8").to_string().starts_with("line 2:"));
    }
}
