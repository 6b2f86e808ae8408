//! Bodies of states by their common names: `lang/*/bodies.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::rows;

static BODIES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let tables = [
        include_str!("../../../../lang/fr/bodies.tsv"),
        include_str!("../../../../lang/en/bodies.tsv"),
    ];
    let rows = tables.into_iter().flat_map(rows);
    rows.filter_map(|row| Some((*row.get(1)?, *row.first()?))).collect()
});

/// Words that may stand before the name of a body: *Syrian army*, *local police*.
const MOST_BEFORE: usize = 2;

/// The body that a folded name without article begins with, allowing for an adjective or
/// two before it as English has them.
pub(super) fn body(folded: &str) -> Option<&'static str> {
    let words: Vec<&str> = folded.split(' ').collect();
    (0..=MOST_BEFORE.min(words.len().saturating_sub(1))).find_map(|from| {
        (from + 1..=words.len().min(from + 7))
            .rev()
            .find_map(|to| BODIES.get(words[from..to].join(" ").as_str()).copied())
    })
}

/// The body that a folded name is, all of it.
pub(super) fn whole(folded: &str) -> Option<&'static str> {
    BODIES.get(folded).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies() {
        assert_eq!(body("armee malienne"), Some("army"));
        assert_eq!(body("malian army"), Some("army"));
        assert_eq!(body("ministere de la defense"), Some("army"));
        assert_eq!(body("autorites sanitaires"), Some("health-ministry"));
        assert_eq!(body("syrian general security services"), Some("security"));
        assert_eq!(body("commercant"), None);
    }
}
