//! What other schemes call types of events: `assets/ontology.tsv`.

use std::sync::LazyLock;

/// What other schemes call a type.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// The type in a reading.
    pub code: &'static str,
    /// ACLED's event type.
    pub acled: Option<&'static str>,
    /// ACLED's sub-event type.
    pub acled_sub: Option<&'static str>,
    /// UCDP's type of violence, in the words of the table.
    pub ucdp: Option<&'static str>,
}

static TYPES: LazyLock<Vec<Names>> = LazyLock::new(|| {
    let table = include_str!("../../../assets/ontology.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let told = |cell: &'static str| (cell != "none").then_some(cell);
    rows.filter_map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[code, acled, acled_sub, _, _, ucdp, ..] = &cells[..] else { return None };
        Some(Names { code, acled: told(acled), acled_sub: told(acled_sub), ucdp: told(ucdp) })
    })
    .collect()
});

/// What other schemes call this type; nothing if it is not known.
pub fn names(code: &str) -> Option<&'static Names> {
    TYPES.iter().find(|names| names.code == code)
}

/// The type that ACLED calls by this sub-event type.
pub fn by_acled(sub_event_type: &str) -> Option<&'static Names> {
    let same = |name: &str| name.eq_ignore_ascii_case(sub_event_type);
    TYPES.iter().find(|names| names.acled_sub.is_some_and(same))
}

/// ACLED's disorder type.
pub fn disorder(names: &Names) -> Option<&'static str> {
    Some(match (names.acled?, names.acled_sub) {
        (_, Some("Excessive force against protesters")) => "Political violence; Demonstrations",
        ("Protests", _) | (_, Some("Violent demonstration")) => "Demonstrations",
        ("Strategic developments", _) => "Strategic developments",
        _ => "Political violence",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disorder_types() {
        let of = |code| names(code).and_then(disorder);
        assert_eq!(of("armed_clash"), Some("Political violence"));
        assert_eq!(of("peaceful_protest"), Some("Demonstrations"));
        assert_eq!(of("violent_demonstration"), Some("Demonstrations"));
        assert_eq!(of("mob_violence"), Some("Political violence"));
        assert_eq!(of("excessive_force_protesters"), Some("Political violence; Demonstrations"));
        assert_eq!(of("agreement"), Some("Strategic developments"));
        assert_eq!(of("accident_or_disaster"), None);
        assert_eq!(of("no such type"), None);
    }
}
