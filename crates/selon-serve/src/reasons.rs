//! The reasons that a dossier gives, which are in English, in the language of the page.

use std::sync::LazyLock;

use selon_model::Language;

use crate::words::Words;

/// Patterns in English and French.
static TABLE: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let table = include_str!("../words/reasons.tsv");
    let rows = table.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t')).collect()
});

impl Words {
    /// A reason of the dossier; as it is where the table does not have it.
    pub fn reason(self, english: &str) -> String {
        // Who has no entry in the registry is named by a key that tells nobody anything.
        let keyed = english.strip_prefix("both cite ").is_some_and(|id| id.contains(':'));
        let english = if keyed { "both cite the same source" } else { english };
        if self.0 == Language::English {
            return english.to_owned();
        }
        let parts = english.split("; ").map(|part| {
            // Of several that fit, the one that says most of it itself.
            let fitting = TABLE.iter().filter_map(|row| Some((row, values(row.0, part)?)));
            let found = fitting.max_by_key(|((pattern, _), _)| pattern.len());
            found.map_or_else(
                || part.to_owned(),
                |((_, french), values)| {
                    let names = ["{x}", "{y}"].into_iter().zip(values);
                    names.fold((*french).to_owned(), |out, (name, value)| out.replace(name, value))
                },
            )
        });
        parts.collect::<Vec<_>>().join("\u{202f}; ")
    }
}

/// What stands in a text for the `{x}` and `{y}` of a pattern, if it fits.
fn values<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut pieces = pattern.split("{x}").flat_map(|piece| piece.split("{y}"));
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut values = Vec::new();
    let pieces: Vec<&str> = pieces.collect();
    for (n, piece) in pieces.iter().enumerate() {
        let last = n + 1 == pieces.len();
        let at = if last { rest.len().checked_sub(piece.len())? } else { rest.find(piece)? };
        if !rest.get(at..)?.starts_with(piece) {
            return None;
        }
        values.push(&rest[..at]);
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty().then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let fr = Words(Language::French);
        for (english, french) in [
            ("the same day", "le même jour"),
            (
                "rests on Anne B, as an earlier report does",
                "repose sur Anne B, comme un article antérieur",
            ),
            (
                "forwarded from X; 93 % of its words stand in the other",
                "transféré depuis X\u{202f}; 93\u{a0}% de ses mots sont dans l’autre",
            ),
            ("Le Jour and La Nuit have one publisher", "Le Jour et La Nuit ont le même éditeur"),
            (
                "a shorter form: 100 % of its words stand in the other",
                "une forme plus courte\u{a0}: 100\u{a0}% de ses mots sont dans l’autre",
            ),
            ("places 12 km apart", "des lieux à 12 km l’un de l’autre"),
            ("both cite name:anb", "les deux citent la même source"),
            ("something new", "something new"),
            ("", ""),
        ] {
            assert_eq!(fr.reason(english), french);
        }
        assert_eq!(Words(Language::English).reason("the same day"), "the same day");
    }
}
