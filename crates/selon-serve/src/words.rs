//! What the pages say, in the languages that they are in: a table of words, apart from the
//! code.

use std::collections::HashMap;
use std::sync::LazyLock;

use selon_model::Language;

/// Keys with what they say in English and French.
const TABLES: [&str; 3] = [
    include_str!("../words/pages.tsv"),
    include_str!("../words/terms.tsv"),
    include_str!("../words/countries.tsv"),
];

type Table = HashMap<&'static str, [&'static str; 2]>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows = TABLES.iter().flat_map(|table| table.lines());
    rows.filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (key, english, french) = (cells.next()?, cells.next()?, cells.next()?);
            Some((key, [english, french]))
        })
        .collect()
});

/// The words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub Language);

impl Words {
    /// What a key says; the key itself where the table has none.
    pub fn get(self, key: &'static str) -> &'static str {
        self.find(key).unwrap_or(key)
    }

    /// What a key says that is put together of a group and a code, if the table has it.
    pub fn of(self, group: &str, code: &str) -> Option<&'static str> {
        self.find(&format!("{group}.{code}"))
    }

    /// What a key says, with `{name}` filled in.
    pub fn fill(self, key: &'static str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// What a key says of so many things: `key.one` or `key.many`, with `{n}` filled in.
    pub fn count(self, key: &str, n: u64) -> String {
        // French counts nothing as one.
        let one = n == 1 || (n == 0 && self.0 == Language::French);
        let found = self.of(key, if one { "one" } else { "many" });
        fill(found.unwrap_or("{n}"), &[("n", &self.number(n))])
    }

    /// A number with its thousands apart.
    pub fn number(self, n: u64) -> String {
        let apart = match self.0 {
            Language::French => "\u{202f}",
            Language::English => ",",
        };
        let digits = n.to_string();
        let mut number = String::with_capacity(digits.len() * 2);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                number.push_str(apart);
            }
            number.push(digit);
        }
        number
    }

    fn find(self, key: &str) -> Option<&'static str> {
        let [english, french] = TABLE.get(key)?;
        Some(match self.0 {
            Language::English => english,
            Language::French => french,
        })
    }
}

/// The codes of a group of the table, in the order in which they stand there.
pub fn codes(group: &str) -> Vec<&'static str> {
    let rows = TABLES.iter().flat_map(|table| table.lines());
    let keys = rows.filter_map(|line| line.split('\t').next());
    keys.filter_map(|key| key.strip_prefix(group)?.strip_prefix('.')).collect()
}

fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            continue;
        };
        out.push_str(values.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_row_has_both_languages_and_the_same_places_to_fill() {
        let mut seen = BTreeSet::new();
        for line in TABLES.iter().flat_map(|t| t.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(cells.iter().all(|c| !c.trim().is_empty()), "{line}");
            assert!(seen.insert(cells[0]), "{} stands twice", cells[0]);
            let names = |text: &str| -> BTreeSet<String> {
                let parts = text.split('{').skip(1);
                parts.filter_map(|p| Some(p.split_once('}')?.0.to_owned())).collect()
            };
            assert_eq!(names(cells[1]), names(cells[2]), "{line}");
        }
    }

    /// Every key that the code asks for by name stands in the table.
    #[test]
    fn every_key_of_the_code_is_there() {
        fn walk(folder: &Path, missing: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, missing);
                    continue;
                }
                let text = fs::read_to_string(&path).unwrap();
                for call in ["w.get(\"", "w.fill(\"", "w.count(\""] {
                    for (_, after) in
                        text.match_indices(call).map(|(at, c)| text.split_at(at + c.len()))
                    {
                        let key = after.split('"').next().unwrap();
                        let there = |k: &str| TABLE.contains_key(k);
                        let found = if call.contains("count") {
                            there(&format!("{key}.one")) && there(&format!("{key}.many"))
                        } else {
                            there(key)
                        };
                        if !found {
                            missing.push(format!("{}: {key}", path.display()));
                        }
                    }
                }
            }
        }
        let mut missing = Vec::new();
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut missing);
        assert!(missing.is_empty(), "{missing:#?}");
    }

    /// No line begins with what ends the one before.
    #[test]
    fn french_punctuation_stays_with_its_word() {
        let reasons = include_str!("../words/reasons.tsv");
        for line in TABLES.iter().chain([&reasons]).flat_map(|t| t.lines()) {
            let french = line.rsplit('\t').next().unwrap();
            if line.starts_with('#') || line.starts_with("country.") {
                continue;
            }
            for apart in [" :", " ;", " !", " ?", " »", " %", "« "] {
                assert!(!french.contains(apart), "{line}");
            }
        }
    }

    #[test]
    fn numbers_and_counts() {
        let (en, fr) = (Words(Language::English), Words(Language::French));
        assert_eq!(en.number(1234567), "1,234,567");
        assert_eq!(fr.number(100000), "100\u{202f}000");
        assert_eq!(fill("{n} of {m}", &[("n", "1"), ("m", "2")]), "1 of 2");
        assert_eq!(
            (en.count("count.events", 0), fr.count("count.events", 0)),
            ("0 events".into(), "0 événement".into())
        );
    }
}
