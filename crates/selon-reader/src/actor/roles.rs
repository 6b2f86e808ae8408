//! Descriptions by office and country: whom *le président syrien* means on a day, and what
//! *the Russian defence ministry* is in the registry.

use std::collections::HashMap;
use std::sync::LazyLock;

use selon_model::Language;

use super::lexicon::Lexicon;

/// Who held which office in which country, with the first and the last day.
static OFFICES: LazyLock<HashMap<(&str, &str), Vec<Term>>> = LazyLock::new(|| {
    let mut offices: HashMap<(&str, &str), Vec<Term>> = HashMap::new();
    for row in rows(include_str!("../../../../assets/registry/offices.tsv")) {
        if let [role, country, person, from, to] = row[..] {
            let to = Some(to).filter(|t| *t != "-");
            offices.entry((role, country)).or_default().push(Term { person, from, to });
        }
    }
    offices
});

/// Bodies that have a name of their own, by role and country.
static BODIES: LazyLock<HashMap<(&str, &str), &str>> = LazyLock::new(|| {
    rows(include_str!("../../../../assets/registry/bodies.tsv"))
        .filter_map(|row| match row[..] {
            [role, country, id] => Some(((role, country), id)),
            _ => None,
        })
        .collect()
});

#[derive(Clone, Copy, Debug)]
struct Term {
    person: &'static str,
    from: &'static str,
    to: Option<&'static str>,
}

/// A row of `lang/*/roles.tsv`.
#[derive(Debug)]
struct Pattern {
    lemma: &'static str,
    with: Vec<&'static str>,
    role: &'static str,
    office: bool,
    /// Whether the country must be told with it: *Iraqi forces*.
    of_country: bool,
}

static FRENCH: LazyLock<Vec<Pattern>> =
    LazyLock::new(|| patterns(include_str!("../../../../lang/fr/roles.tsv")));
static ENGLISH: LazyLock<Vec<Pattern>> =
    LazyLock::new(|| patterns(include_str!("../../../../lang/en/roles.tsv")));

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|l| l.split('\t').collect())
}

fn patterns(table: &'static str) -> Vec<Pattern> {
    rows(table)
        .filter_map(|row| match row[..] {
            [lemma, with, role, what] => Some(Pattern {
                lemma,
                with: with.split(' ').filter(|w| *w != "-").collect(),
                role,
                office: what == "office",
                of_country: what == "body of",
            }),
            _ => None,
        })
        .collect()
}

/// Words that tell nothing more: *le président du pays*, *the Government of Iraq*.
const NEUTRAL: [&str; 12] =
    ["pays", "country", "de", "du", "des", "la", "le", "les", "l", "d", "of", "the"];

/// Words for those who govern, which tell whose army or police it is.
const RULING: [&str; 4] = ["regime", "gouvernement", "government", "pouvoir"];

/// The id of whom a noun with its adjectives and complements means: an office with its country, or a body of a state.
/// `of` is the country of a person whom its complement names (*l'armée du régime de X*), `here`
/// that which the report is about, for those without one; `day` the day of the
/// report. Nothing for several (*the presidents*), if another word stands with it (*the former president*), or if it is not
/// known who held the office on that day.
pub(super) fn described(
    language: Language,
    lemma: &str,
    with: &[String],
    plural: bool,
    of: Option<&str>,
    here: Option<&str>,
    day: Option<&str>,
) -> Option<String> {
    let lexicon = Lexicon::of(language);
    let patterns = match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    };
    let countries: Vec<Option<&str>> = with.iter().map(|w| lexicon.country_named(w)).collect();
    let others: Vec<&str> = with
        .iter()
        .zip(&countries)
        .filter(|(_, country)| country.is_none())
        .map(|(w, _)| w.as_str())
        .filter(|w| !NEUTRAL.contains(w) && (of.is_none() || !RULING.contains(w)))
        .collect();
    let pattern = patterns.iter().find(|p| {
        p.lemma == lemma
            && p.with.iter().all(|w| others.contains(w))
            && others.iter().all(|w| p.with.contains(w))
    })?;
    let said = countries.into_iter().flatten().next().or(of);
    let country = said.or(here.filter(|_| !pattern.of_country))?;
    if !pattern.office {
        return Some(body(pattern.role, country));
    }
    let day = day.filter(|d| d.len() == 10 && !plural)?;
    let mut held = OFFICES
        .get(&(pattern.role, country))?
        .iter()
        .filter(|t| t.from <= day && t.to.is_none_or(|to| day <= to));
    let holder = held.next()?;
    held.next().is_none().then(|| holder.person.to_owned())
}

/// The id of a body of a state.
pub(super) fn body(role: &str, country: &str) -> String {
    BODIES.get(&(role, country)).map_or_else(|| format!("{country}:{role}"), |id| (*id).to_owned())
}

/// The offices of somebody: role, country, first and last day.
pub(super) fn offices_of(
    person: &str,
) -> Vec<(&'static str, &'static str, &'static str, Option<&'static str>)> {
    let mut found: Vec<_> = OFFICES
        .iter()
        .flat_map(|(&(role, country), terms)| terms.iter().map(move |t| (role, country, t)))
        .filter(|(.., t)| t.person == person)
        .map(|(role, country, t)| (role, country, t.from, t.to))
        .collect();
    found.sort_by_key(|f| f.2);
    found
}

#[cfg(test)]
mod tests {
    use super::super::registry::Registry;
    use super::*;

    #[test]
    fn the_tables_hold_what_they_say() {
        let roles: Vec<&str> = FRENCH.iter().chain(ENGLISH.iter()).map(|p| p.role).collect();
        for ((role, _), terms) in OFFICES.iter() {
            assert!(roles.contains(role), "{role}");
            for term in terms {
                assert!(Registry::embedded().by_id(term.person).is_some(), "{term:?}");
                assert!(term.to.is_none_or(|to| term.from < to), "{term:?}");
            }
            for (i, a) in terms.iter().enumerate() {
                let overlaps =
                    |b: &Term| a.from < b.to.unwrap_or("9") && b.from < a.to.unwrap_or("9");
                assert!(!terms[i + 1..].iter().any(overlaps), "two at once: {role} {a:?}");
            }
        }
        for ((role, _), id) in BODIES.iter() {
            assert!(roles.contains(role), "{role}");
            assert!(Registry::embedded().by_id(id).is_some(), "{id}");
        }
    }

    #[test]
    fn an_office_is_held_by_somebody_on_a_day() {
        let of = |lemma: &str, with: &[&str], day: &str| {
            let with: Vec<String> = with.iter().map(|w| (*w).to_owned()).collect();
            described(Language::French, lemma, &with, false, None, Some("ML"), Some(day))
        };
        let president = |day| of("president", &["syrien"], day);
        assert_eq!(president("2017-04-07").as_deref(), Some("bashar-al-assad"));
        assert_eq!(president("2025-06-01").as_deref(), Some("ahmed-al-sharaa"));
        assert_eq!(president("2025-01-05"), None);
        assert_eq!(of("president", &["ancien", "syrien"], "2017-04-07"), None);
        assert_eq!(of("president", &["pays"], "2022-04-07").as_deref(), Some("assimi-goita"));
        let ministry = of("ministere", &["defense", "russe"], "2022-03-01");
        assert_eq!(ministry.as_deref(), Some("russian-mod"));
        assert_eq!(of("armee", &["irakien"], "2017-01-01").as_deref(), Some("IQ:army"));
        assert_eq!(of("force", &["irakien"], "2017-01-01").as_deref(), Some("IQ:army"));
        assert_eq!(of("force", &[], "2017-01-01"), None);
        let regime = ["regime".to_owned()];
        let army = described(Language::French, "armee", &regime, false, Some("SY"), None, None);
        assert_eq!(army.as_deref(), Some("SY:army"));
    }
}
