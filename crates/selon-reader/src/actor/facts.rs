//! What else is known of some entries of the registry: `assets/registry/facts.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What else is known of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The id of the body that it belongs to, where its own table tells none.
    pub parent: Option<&'static str>,
    /// Since when it exists: a year, month or day.
    pub from: Option<&'static str>,
    /// Until when it existed; none if it still does, or if that is not known.
    pub to: Option<&'static str>,
    /// Its number in Wikidata, as `Q7`.
    pub wikidata: Option<&'static str>,
}

static FACTS: LazyLock<HashMap<&str, Facts>> =
    LazyLock::new(|| rows().map(|[id, facts @ ..]| (id, facts_of(facts))).collect());

fn rows() -> impl Iterator<Item = [&'static str; 5]> {
    include_str!("../../../../assets/registry/facts.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split('\t').collect::<Vec<_>>().try_into().ok())
}

fn facts_of(cells: [&'static str; 4]) -> Facts {
    let [parent, from, to, wikidata] = cells.map(|c| Some(c).filter(|c| *c != "-"));
    Facts { parent, from, to, wikidata }
}

/// What else is known of the entry with this id.
pub fn of(id: &str) -> Facts {
    FACTS.get(id).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::registry::Registry;
    use super::*;

    #[test]
    fn every_row_is_of_an_entry_and_in_order() {
        let table = include_str!("../../../../assets/registry/facts.tsv");
        let lines = table.lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(rows().count(), lines);
        assert_eq!(FACTS.len(), lines, "an id stands twice");
        let known = |id: &str| Registry::embedded().search(id).iter().any(|a| a.id == id);
        let is_day = |d: &str| {
            matches!(d.len(), 4 | 7 | 10) && d.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        };
        for (id, facts) in FACTS.iter() {
            assert!(known(id), "{id}");
            assert!(facts.parent.is_none_or(known), "{id}");
            assert!(facts.from.iter().chain(&facts.to).all(|d| is_day(d)), "{id}");
            assert!(facts.to.is_none_or(|to| facts.from.is_some_and(|from| from < to)), "{id}");
            let number = facts.wikidata.map(|q| q.strip_prefix('Q').map(str::parse::<u32>));
            assert!(number.is_none_or(|n| matches!(n, Some(Ok(_)))), "{id}");
        }
    }
}
