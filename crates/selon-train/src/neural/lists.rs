//! Which words stand in the names of places, organisations and people that are known
//! without reading: the network is told so.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use selon_language::nn::features::{self, List};
use selon_language::segment::segment;
use selon_model::Language;

/// The lists of each word, by the hash of its folded form.
pub type Lists = BTreeMap<u64, u8>;

const PLACE: [List; 3] = [List::Place, List::PlaceFirst, List::PlaceLater];
const BODY: [List; 3] = [List::Body, List::BodyFirst, List::BodyLater];

/// The tables of actors of the registry: their names stand from the sixth column on.
const ACTORS: [(&str, [List; 3]); 5] = [
    ("armed-groups.tsv", BODY),
    ("institutions.tsv", BODY),
    ("monitors.tsv", BODY),
    ("media.tsv", BODY),
    ("people.tsv", [List::Person; 3]),
];

/// Reads the well-known places of the gazetteer's sources, and the registry.
pub fn read(language: Language, gazetteer: &Path, registry: &Path) -> Result<Lists> {
    let mut known = Lists::new();
    for place in crate::gazetteer::well_known(gazetteer)? {
        for (_, name) in &place.names {
            add(&mut known, language, name, PLACE);
        }
    }
    for (file, kinds) in ACTORS {
        for row in rows(&registry.join(file))? {
            for name in row.iter().skip(5).flat_map(|names| names.split('|')) {
                add(&mut known, language, name.trim().trim_start_matches('~'), kinds);
            }
        }
    }
    for row in rows(&registry.join("organisations.tsv"))? {
        let others = row.get(2).into_iter().flat_map(|others| others.split('|'));
        for name in [row[0].as_str()].into_iter().chain(others).map(str::trim) {
            if name != "-" {
                add(&mut known, language, name, BODY);
            }
        }
    }
    for row in rows(&registry.join("first_names.tsv"))? {
        add(&mut known, language, &row[0], [List::Given; 3]);
    }
    for row in rows(&registry.join("surnames.tsv"))? {
        // What is as much a common word, a given name or a place tells little.
        if row.get(1).is_none_or(|word| word != "word") {
            add(&mut known, language, &row[0], [List::Person; 3]);
        }
    }
    Ok(known)
}

/// The rows of a table, in cells; each has one at least.
fn rows(path: &Path) -> Result<Vec<Vec<String>>> {
    let table =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let rows = table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    Ok(rows.map(|l| l.split('\t').map(String::from).collect()).collect())
}

/// Adds the capitalised words of a name: to the first list if it has one word, else to
/// the second or third.
fn add(lists: &mut Lists, language: Language, name: &str, [whole, first, later]: [List; 3]) {
    let segments = segment(name, language);
    let one = segments.words.len() == 1;
    for (i, word) in segments.words.iter().enumerate() {
        if word.form.chars().next().is_some_and(char::is_uppercase) {
            let list = if one {
                whole
            } else if i == 0 {
                first
            } else {
                later
            };
            *lists.entry(features::form(&word.form)).or_default() |= 1 << list as u8;
        }
    }
}
