//! How types of events go together: `assets/type_pairs.tsv`.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::party::rows;

#[derive(Default)]
struct Pairs {
    alike: HashSet<(&'static str, &'static str)>,
    apart: HashSet<(&'static str, &'static str)>,
}

static PAIRS: LazyLock<Pairs> = LazyLock::new(|| {
    let mut pairs = Pairs::default();
    for row in rows(include_str!("../../../../assets/type_pairs.tsv")) {
        let [relation, a, b] = row[..] else { continue };
        let set = if relation == "alike" { &mut pairs.alike } else { &mut pairs.apart };
        set.extend([(a, b), (b, a)]);
    }
    pairs
});

fn has(set: &HashSet<(&'static str, &'static str)>, a: &str, b: &str) -> bool {
    set.contains(&(a, b))
}

/// Whether the one word may be used for the other's event.
pub fn types_alike(a: &str, b: &str) -> bool {
    a == b || has(&PAIRS.alike, a, b)
}

/// Whether one event cannot be both: who tells it as the one disagrees with who tells it as
/// the other.
pub fn types_exclude(a: &str, b: &str) -> bool {
    a != b && has(&PAIRS.apart, a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_go_both_ways() {
        assert!(types_alike("ied_landmine", "suicide_bomb"));
        assert!(types_exclude("air_drone_strike", "accident_or_disaster"));
        assert!(!types_alike("agreement", "suicide_bomb"));
        assert!(!types_exclude("armed_clash", "armed_clash"));
    }

    #[test]
    fn only_types_that_there_are() {
        let ontology = include_str!("../../../../assets/ontology.tsv");
        let codes: HashSet<&str> = rows(ontology).filter_map(|r| r.first().copied()).collect();
        for (a, b) in PAIRS.alike.iter().chain(&PAIRS.apart) {
            assert!(codes.contains(a) && codes.contains(b), "{a} {b}");
        }
    }
}
