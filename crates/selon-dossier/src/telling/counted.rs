//! Whom a figure counts, by its words: `lang/*/counted.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::party::rows;

static CLASSES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let tables = [
        include_str!("../../../../lang/fr/counted.tsv"),
        include_str!("../../../../lang/en/counted.tsv"),
    ];
    let mut classes = HashMap::new();
    for row in tables.into_iter().flat_map(rows) {
        if let [class, words] = row[..] {
            classes.extend(words.split(' ').map(|word| (word, class)));
        }
    }
    classes
});

/// The class of the first word that has one.
pub(super) fn class(words: &str) -> Option<&'static str> {
    let lower = words.to_lowercase();
    let mut parts = lower.split(|c: char| !c.is_alphabetic());
    parts.find_map(|word| CLASSES.get(word).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        assert_eq!(class("Au moins 12 soldats"), Some("state"));
        assert_eq!(class("twelve people"), None);
        assert_eq!(class("une vingtaine de terroristes"), class("20 militants"));
    }
}
