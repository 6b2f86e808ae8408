//! Who is known beforehand, by any of their names in any language.

use std::collections::HashMap;
use std::sync::LazyLock;

use selon_gazetteer::fold::fold;
use selon_model::Language;

use super::rows;
use super::words::bare;

const TABLES: [&str; 5] = [
    include_str!("../../../../assets/registry/armed-groups.tsv"),
    include_str!("../../../../assets/registry/institutions.tsv"),
    include_str!("../../../../assets/registry/monitors.tsv"),
    include_str!("../../../../assets/registry/media.tsv"),
    include_str!("../../../../assets/registry/people.tsv"),
];
const COUNTRIES: &str = include_str!("../../../../assets/registry/countries.tsv");

/// Somebody known beforehand.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The id, which never changes.
    pub id: &'static str,
    /// Whether it is a person.
    pub person: bool,
    /// What it is as a source, as the table writes it.
    pub source: &'static str,
    /// ISO 3166-1 alpha-2.
    pub country: Option<&'static str>,
    /// The id of the body that it speaks for or belongs to.
    pub speaks_for: Option<&'static str>,
    names: [&'static str; 2],
}

impl Entry {
    /// The full name in a language.
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::French => self.names[0],
            Language::English => self.names[1],
        }
    }
}

/// The registry.
#[derive(Debug)]
pub struct Registry {
    entries: Vec<Entry>,
    by_id: HashMap<&'static str, usize>,
    by_name: HashMap<String, usize>,
    /// Bodies that are no part of a state, by the words that a state has for such a body:
    /// `civil-protection:SY`.
    called: HashMap<String, usize>,
    /// The countries that adjectives and names of them tell, folded.
    countries: HashMap<String, &'static str>,
    /// French and English names of countries, by their codes.
    names_of_countries: HashMap<&'static str, [&'static str; 2]>,
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::parse);

impl Registry {
    /// The registry that is compiled in.
    pub fn get() -> &'static Registry {
        &REGISTRY
    }

    fn parse() -> Registry {
        let mut registry = Registry {
            entries: Vec::new(),
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            called: HashMap::new(),
            names_of_countries: HashMap::new(),
            countries: HashMap::new(),
        };
        for row in rows(COUNTRIES) {
            let [code, fr_m, fr_f, en_adj, fr, en, other] = row[..] else { continue };
            let plurals = [format!("{fr_m}s"), format!("{fr_f}s"), format!("{en_adj}s")];
            let words = [fr_m, fr_f, en_adj, fr, en].into_iter().map(str::to_owned);
            let words = words.chain(plurals);
            for word in words.chain(filled(other).into_iter().flat_map(names).map(str::to_owned)) {
                registry.countries.entry(fold(&word)).or_insert(code);
            }
            registry.names_of_countries.insert(code, [fr, en]);
        }
        for row in TABLES.iter().flat_map(|t| rows(t)) {
            let [id, kind, source, country, speaks_for, fr, en, other] = row[..] else { continue };
            let first = |cell: &'static str| filled(cell).and_then(|c| names(c).next());
            let any = [fr, en, other].into_iter().find_map(first).unwrap_or(id);
            let at = registry.entries.len();
            registry.entries.push(Entry {
                id,
                person: matches!(kind, "man" | "woman" | "person"),
                source,
                country: filled(country),
                speaks_for: filled(speaks_for),
                names: [fr, en].map(|cell| first(cell).unwrap_or(any)),
            });
            registry.by_id.insert(id, at);
            for name in [fr, en, other].into_iter().filter_map(filled).flat_map(names) {
                let folded = fold(name);
                registry.by_name.entry(bare(&folded).to_owned()).or_insert(at);
                // *Syrian Civil Defence* is what the civil defence of Syria is.
                let plain = registry.without_countries(bare(&folded));
                let body = super::body::whole(&plain).filter(|_| source == "monitor");
                if let (Some(body), Some(country)) = (body, registry.country(&folded)) {
                    registry.called.entry(format!("{body}:{country}")).or_insert(at);
                }
            }
        }
        registry
    }

    /// The entry with this id.
    pub fn by_id(&self, id: &str) -> Option<&Entry> {
        self.by_id.get(id).map(|&at| &self.entries[at])
    }

    /// The entry that is told by the words for this body of a state, though it is none of it.
    pub fn called(&self, body: &str) -> Option<&Entry> {
        self.called.get(body).map(|&at| &self.entries[at])
    }

    /// The name of a country, by its code.
    pub fn country_name(&self, code: &str, language: Language) -> Option<&'static str> {
        let [fr, en] = self.names_of_countries.get(code)?;
        Some(match language {
            Language::French => fr,
            Language::English => en,
        })
    }

    /// The entry with this name.
    pub fn by_name(&self, name: &str) -> Option<&Entry> {
        self.by_name.get(bare(&fold(name))).map(|&at| &self.entries[at])
    }

    /// The body at the end of the chain of whom it speaks for.
    pub fn body(&self, entry: &'static Entry) -> &'static Entry {
        let mut body = entry;
        // Chains are short; the bound keeps a ring in a table from being followed for ever.
        for _ in 0..4 {
            let Some(next) = body.speaks_for.and_then(|id| Registry::get().by_id(id)) else {
                break;
            };
            body = next;
        }
        body
    }

    /// The entries whose names stand in these words, the longest name first.
    pub fn within(&'static self, words: &str) -> Vec<&'static Entry> {
        let folded = fold(words);
        let words: Vec<&str> = folded.split(' ').collect();
        let mut found: Vec<(usize, usize)> = Vec::new();
        for from in 0..words.len() {
            for to in (from + 1..=words.len().min(from + 10)).rev() {
                let name = words[from..to].join(" ");
                // A short acronym folded is any word.
                if name.len() < 3 {
                    continue;
                }
                if let Some(&at) = self.by_name.get(&name) {
                    found.push((to - from, at));
                    break;
                }
            }
        }
        found.sort_by_key(|&(length, _)| std::cmp::Reverse(length));
        found.into_iter().map(|(_, at)| &self.entries[at]).collect()
    }

    /// A folded name without the adjectives that tell its country: *ministere de la defense*.
    pub fn without_countries(&self, folded: &str) -> String {
        let words = folded.split(' ').filter(|word| !self.countries.contains_key(*word));
        words.collect::<Vec<_>>().join(" ")
    }

    /// The country of exactly this folded name, or adjective.
    pub fn country_named(&self, folded: &str) -> Option<&'static str> {
        self.countries.get(folded).copied()
    }

    /// The country that one of these folded words tells.
    pub fn country(&self, folded: &str) -> Option<&'static str> {
        let words: Vec<&str> = folded.split(' ').collect();
        (0..words.len()).find_map(|from| {
            (from + 1..=words.len().min(from + 4))
                .rev()
                .find_map(|to| self.countries.get(&words[from..to].join(" ")).copied())
        })
    }
}

fn filled(cell: &'static str) -> Option<&'static str> {
    (cell != "-" && !cell.is_empty()).then_some(cell)
}

fn names(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(" | ").map(|name| name.trim_start_matches(['~', '^']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_body_by_its_names_and_by_who_speaks_for_it() {
        let registry = Registry::get();
        let sohr = registry.by_name("l'Observatoire syrien des droits de l'homme").unwrap();
        assert_eq!(sohr.id, registry.by_name("OSDH").unwrap().id);
        assert_eq!(
            sohr.id,
            registry.by_name("the Syrian Observatory for Human Rights").unwrap().id
        );
        let director = registry.by_id("rami-abdel-rahman").unwrap();
        assert_eq!(registry.body(director).id, sohr.id);
        assert!(director.person && !sohr.person);
    }

    #[test]
    fn names_within_words() {
        let found = Registry::get().within("le directeur de l'OSDH, Rami Abdel Rahmane");
        let ids: Vec<&str> = found.iter().map(|e| e.id).collect();
        assert_eq!(ids, ["rami-abdel-rahman", "sohr"]);
    }

    #[test]
    fn countries_by_adjective() {
        let registry = Registry::get();
        assert_eq!(registry.country("gouvernement malien"), Some("ML"));
        assert_eq!(registry.country("autorites syriennes"), Some("SY"));
        assert_eq!(registry.country("police"), None);
    }
}
