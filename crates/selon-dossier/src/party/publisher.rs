//! Outlets and the families of outlets that one publisher has: `assets/publishers.tsv`, and the
//! domains of `assets/registry/outlets.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use selon_gazetteer::fold::fold;
use serde::{Deserialize, Serialize};

use super::registry::Registry;
use super::rows;
use super::words::bare;

/// Who published a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlet {
    /// The id of its publisher: the same for all outlets of one.
    pub family: String,
    /// Its name, or its domain.
    pub name: String,
}

static FAMILIES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut families = HashMap::new();
    for row in rows(include_str!("../../../../assets/publishers.tsv")) {
        let [family, _, outlets] = row[..] else { continue };
        for outlet in outlets.split(" | ").filter(|o| *o != "-") {
            families.insert(form(outlet), family);
        }
    }
    for row in rows(include_str!("../../../../assets/registry/outlets.tsv")) {
        if let [domain, _, _, _, family, ..] = row[..]
            && family != "-"
        {
            families.entry(domain.to_owned()).or_insert(family);
        }
    }
    families
});

/// The names of publishers of several outlets, by their families.
static PUBLISHERS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../../../assets/publishers.tsv"));
    rows.filter_map(|row| Some((*row.first()?, *row.get(1)?))).collect()
});

/// What the publisher of this family is called.
pub(crate) fn publisher(family: &str) -> Option<&'static str> {
    PUBLISHERS.get(family).copied()
}

/// A domain as it stands; a name folded and without its article.
fn form(name: &str) -> String {
    let lower = name.to_lowercase();
    if lower.contains('.') && !lower.contains(' ') { lower } else { bare(&fold(name)).to_owned() }
}

/// The outlet of this name, or at this address; none if neither tells.
pub fn outlet(name: Option<&str>, address: Option<&str>) -> Option<Outlet> {
    let named = name.map(str::trim).filter(|n| !n.is_empty());
    let domain = address.and_then(domain);
    let shown = named.map(str::to_owned).or_else(|| domain.clone())?;
    let known = |form: String| {
        let family = FAMILIES.get(&form).map(|f| (*f).to_owned());
        family.or_else(|| Registry::get().by_name(&form).map(|e| e.id.to_owned()))
    };
    let by_domain = || {
        let domain = domain.as_deref()?;
        // fr.news.example belongs to news.example.
        let mut rest = domain;
        loop {
            if let Some(family) = FAMILIES.get(rest) {
                return Some((*family).to_owned());
            }
            rest = rest.split_once('.')?.1;
        }
    };
    let family = named.and_then(|n| known(form(n))).or_else(by_domain);
    let unknown = || format!("outlet:{}", form(named.or(domain.as_deref()).unwrap_or_default()));
    Some(Outlet { family: family.unwrap_or_else(unknown), name: shown })
}

/// The domain of an address, without `www.`.
fn domain(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(name: Option<&str>, address: Option<&str>) -> String {
        outlet(name, address).unwrap().family
    }

    #[test]
    fn outlets_of_one_publisher() {
        let rfi = family(Some("RFI"), None);
        assert_eq!(rfi, family(None, Some("https://www.france24.com/fr/a")));
        assert_eq!(family(None, Some("https://francais.rt.com/x")), family(Some("RT"), None));
        assert_eq!(family(Some("AFP"), None), "afp");
    }

    #[test]
    fn outlets_of_a_publisher_by_their_domains() {
        let chinese = family(None, Some("https://cn.chinadaily.com.cn/a"));
        assert_eq!(chinese, "china-daily-group");
        assert_eq!(
            family(None, Some("https://fr.sputniknews.africa/a")),
            family(None, Some("https://br.sputniknews.com/b"))
        );
    }

    #[test]
    fn an_outlet_that_nobody_knows_is_its_own() {
        assert_eq!(family(Some("La Gazette de Valmont"), None), "outlet:gazette de valmont");
        assert_eq!(family(None, Some("https://valmont.example/a")), "outlet:valmont.example");
        assert_eq!(outlet(None, None), None);
        assert_eq!(outlet(Some(" "), None), None);
    }
}
