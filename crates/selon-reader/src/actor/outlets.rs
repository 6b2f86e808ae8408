//! Outlets by the domain of their pages: `assets/registry/outlets.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::Folded;

/// An outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// The domain of its pages, without `www.`.
    pub domain: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Where it sits, ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// Its languages, ISO 639-1, commas between, if known.
    pub languages: Option<&'static str>,
    /// The id of its publisher in `assets/publishers.tsv`, if known.
    pub publisher: Option<&'static str>,
    /// `state`, if a government controls it; `public`, if the public pays for it and it runs
    /// itself; none if neither is known.
    pub state: Option<&'static str>,
    /// Its id in the registry, if it stands there.
    pub id: Option<&'static str>,
}

static OUTLETS: LazyLock<(Vec<Outlet>, HashMap<&str, usize>)> = LazyLock::new(|| {
    let outlets: Vec<Outlet> = include_str!("../../../../assets/registry/outlets.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(outlet)
        .collect();
    let by_domain = outlets.iter().enumerate().map(|(i, o)| (o.domain, i)).collect();
    (outlets, by_domain)
});

static PUBLISHERS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("../../../../assets/publishers.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|row| {
            let mut cells = row.split('\t');
            Some((cells.next()?, cells.next()?))
        })
        .collect()
});

impl Outlet {
    /// What its publisher is called, if it is known.
    pub fn publisher_name(&self) -> Option<&'static str> {
        PUBLISHERS.get(self.publisher?).copied()
    }
}

fn outlet(row: &'static str) -> Option<Outlet> {
    let [domain, name, country, languages, publisher, state, id] =
        row.split('\t').collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let known = |cell: &'static str| Some(cell).filter(|c| *c != "-");
    Some(Outlet {
        domain,
        name,
        country,
        languages: known(languages),
        publisher: known(publisher),
        state: known(state),
        id: known(id),
    })
}

/// The outlet of a page's address or of a domain: that of the longest domain that it is a part
/// of (*fr.timesofisrael.com* before *timesofisrael.com*).
pub fn by_domain(address: &str) -> Option<&'static Outlet> {
    let (outlets, by_domain) = &*OUTLETS;
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
    let mut host = host.as_str();
    loop {
        if let Some(&i) = by_domain.get(host) {
            return outlets.get(i);
        }
        host = host.split_once('.')?.1;
    }
}

/// The outlet of a report, by its address, else by its name if only outlets of one country have
/// it.
pub fn outlet_of(address: Option<&str>, name: Option<&str>) -> Option<&'static Outlet> {
    address.and_then(by_domain).or_else(|| {
        let found = search(name?);
        let first = found.first()?;
        found.iter().all(|o| o.country == first.country).then_some(*first)
    })
}

/// The outlets of this name, whatever its case and accents, or of this domain.
pub fn search(name: &str) -> Vec<&'static Outlet> {
    let folded = Folded::new(name);
    OUTLETS
        .0
        .iter()
        .filter(|o| o.domain == name || Folded::new(o.name).all() == folded.all())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::registry::Registry;
    use super::*;

    #[test]
    fn every_row_is_read() {
        let table = include_str!("../../../../assets/registry/outlets.tsv");
        let rows = table.lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(OUTLETS.0.len(), rows);
        assert_eq!(OUTLETS.1.len(), rows, "a domain stands twice");
        for outlet in &OUTLETS.0 {
            assert!(outlet.country.len() == 2, "{outlet:?}");
            assert!(outlet.state.is_none_or(|s| s == "state" || s == "public"), "{outlet:?}");
            let known = |id| Registry::embedded().by_id(id).is_some();
            assert!(outlet.id.is_none_or(known), "{outlet:?}");
            assert!(
                outlet.publisher.is_none_or(|_| outlet.publisher_name().is_some()),
                "{outlet:?}"
            );
        }
    }

    #[test]
    fn an_address_has_its_outlet() {
        let of = |address| by_domain(address).map(|o| (o.name, o.country));
        assert_eq!(of("https://www.bbc.com/news/1"), Some(("BBC", "GB")));
        assert_eq!(of("fr.timesofisrael.com"), Some(("Times of Israel", "IL")));
        assert_eq!(of("https://example.invalid/bbc.com"), None);
        assert_eq!(of(""), None);
        assert!(search("le monde").iter().any(|o| o.domain == "lemonde.fr"));
    }
}
