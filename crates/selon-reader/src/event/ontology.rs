//! The types of events: `assets/ontology.tsv`.

use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../assets/ontology.tsv");

/// A type of event, and what it is called elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventType {
    /// Its code in a reading.
    pub code: &'static str,
    /// ACLED event type.
    pub acled_event: &'static str,
    /// ACLED sub-event type.
    pub acled_sub_event: &'static str,
    /// PLOVER event type.
    pub plover: &'static str,
    /// CAMEO root code.
    pub cameo: &'static str,
    /// UCDP type of violence.
    pub ucdp: &'static str,
    /// The family that it belongs to.
    pub family: Family,
    /// What is coded as it.
    pub definition: &'static str,
}

/// Types of one family can name one event in general and in particular words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Family {
    Fighting,
    Territory,
    Explosive,
    Violence,
    Protest,
    Strategic,
    Other,
}

impl Family {
    fn from_name(name: &str) -> Option<Family> {
        Some(match name {
            "fighting" => Family::Fighting,
            "territory" => Family::Territory,
            "explosive" => Family::Explosive,
            "violence" => Family::Violence,
            "protest" => Family::Protest,
            "strategic" => Family::Strategic,
            "other" => Family::Other,
            _ => return None,
        })
    }

    /// Whether its events are attacks or fights: what *attack* or *act* can mean.
    pub fn is_violent(self) -> bool {
        matches!(self, Family::Fighting | Family::Explosive | Family::Violence)
    }
}

static TYPES: LazyLock<Vec<EventType>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).skip(1);
    rows.filter_map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or("");
        Some(EventType {
            code: next(),
            acled_event: next(),
            acled_sub_event: next(),
            plover: next(),
            cameo: next(),
            ucdp: next(),
            family: Family::from_name(next())?,
            definition: next(),
        })
    })
    .collect()
});

/// All types, in the order of the table.
pub fn types() -> &'static [EventType] {
    &TYPES
}

/// The type with this code.
pub fn by_code(code: &str) -> Option<&'static EventType> {
    TYPES.iter().find(|t| t.code == code)
}

/// The family of a type; of an unknown one [`Family::Other`].
pub fn family(code: &str) -> Family {
    by_code(code).map_or(Family::Other, |t| t.family)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_a_type() {
        let rows = TABLE.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).count();
        assert_eq!(types().len(), rows - 1);
        assert!(types().iter().all(|t| t.definition.len() > 40));
    }

    #[test]
    fn codes_are_looked_up() {
        assert_eq!(family("suicide_bomb"), Family::Explosive);
        assert_eq!(by_code("arrests").map(|t| t.cameo), Some("17"));
        assert_eq!(family("no such"), Family::Other);
    }

    #[test]
    fn the_codebook_defines_every_type_as_the_table_does() {
        let codebook = include_str!("../../../../docs/CODEBOOK.md");
        for t in types() {
            assert!(codebook.contains(&format!("### `{}`", t.code)), "{}", t.code);
            assert!(codebook.contains(t.definition), "{}", t.code);
        }
    }
}
