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

/// Reads the well-known places of the gazetteer's sources, and the registry.
pub fn read(language: Language, gazetteer: &Path, registry: &Path) -> Result<Lists> {
    let mut lists = Lists::new();
    for place in crate::gazetteer::well_known(gazetteer)? {
        for (_, name) in &place.names {
            add(&mut lists, language, name, [List::Place, List::PlaceFirst, List::PlaceLater]);
        }
    }
    for (file, kinds) in [
        ("armed-groups.tsv", [List::Body, List::BodyFirst, List::BodyLater]),
        ("institutions.tsv", [List::Body, List::BodyFirst, List::BodyLater]),
        ("monitors.tsv", [List::Body, List::BodyFirst, List::BodyLater]),
        ("media.tsv", [List::Body, List::BodyFirst, List::BodyLater]),
        ("people.tsv", [List::Person; 3]),
    ] {
        let path = registry.join(file);
        let table = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        for row in table.lines().filter(|l| !l.starts_with('#')) {
            for name in row.split('\t').skip(5).flat_map(|names| names.split('|')) {
                add(&mut lists, language, name.trim().trim_start_matches('~'), kinds);
            }
        }
    }
    let path = registry.join("first_names.tsv");
    let names = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    for row in names.lines().filter(|l| !l.starts_with('#')) {
        add(&mut lists, language, row.split('\t').next().unwrap_or_default(), [List::Given; 3]);
    }
    Ok(lists)
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
