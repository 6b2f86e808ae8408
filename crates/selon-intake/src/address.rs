//! Web addresses: made whole, and told apart from each other.

use sha2::{Digest, Sha256};

/// An address of a page, seen from the page at `base`; `None` if it is not of the web.
pub fn resolve(base: Option<&str>, address: &str) -> Option<String> {
    /// Longer ones hold data.
    const LONGEST: usize = 2_000;
    let address = address.trim();
    if address.is_empty() || address.len() > LONGEST || address.chars().any(char::is_control) {
        return None;
    }
    let whole = |a: &str| {
        let lower = a.get(..8).unwrap_or(a).to_ascii_lowercase();
        lower.starts_with("http://") || lower.starts_with("https://")
    };
    if whole(address) {
        let url = address.split('#').next()?;
        return host(url).map(|_| url.replace(' ', "%20"));
    }
    let base = base.filter(|b| whole(b))?;
    let scheme_end = base.find("://")? + 3;
    let root_end = base[scheme_end..].find(['/', '?', '#']).map_or(base.len(), |i| scheme_end + i);
    let before_colon = address.split(['/', '?', '#']).next()?;
    if before_colon.contains(':') || address.starts_with('#') {
        return None;
    }
    if let Some(rest) = address.strip_prefix("//") {
        return resolve(None, &format!("{}{rest}", &base[..scheme_end]));
    }
    let path_end = base[root_end..].find(['?', '#']).map_or(base.len(), |i| root_end + i);
    let mut path: Vec<&str> = if address.starts_with('/') {
        vec![]
    } else if address.starts_with('?') {
        return resolve(None, &format!("{}{address}", &base[..path_end]));
    } else {
        let folder =
            base[root_end..path_end].rfind('/').map_or("", |i| &base[root_end..root_end + i]);
        folder.split('/').skip(1).collect()
    };
    let (address_path, query) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    for part in address_path.split('/') {
        match part {
            "." => {}
            // Two slashes stand before an address that is in another.
            "" if path.last().is_none_or(|p| !p.ends_with(':')) => {}
            ".." => {
                path.pop();
            }
            _ => path.push(part),
        }
    }
    let slash = if address_path.ends_with('/') && !path.is_empty() { "/" } else { "" };
    let whole = format!("{}/{}{slash}{query}", &base[..root_end], path.join("/"));
    resolve(None, &whole)
}

/// The address that a copy in a web archive is of (`…/web/20150402011122/http://…`); any other
/// address as it is.
pub fn unarchived(url: String) -> String {
    let inner = url.split_once("/web/").and_then(|(_, rest)| rest.split_once('/'));
    let is_moment =
        |stamp: &str| stamp.len() >= 14 && stamp.as_bytes()[..14].iter().all(u8::is_ascii_digit);
    let inner = inner.filter(|(stamp, _)| is_moment(stamp));
    match inner {
        // A slash may have been lost on the way.
        Some((_, inner)) => match inner.split_once(":/") {
            Some((scheme @ ("http" | "https"), rest)) => {
                format!("{scheme}://{}", rest.trim_start_matches('/'))
            }
            _ => url,
        },
        None => url,
    }
}

/// The host of an address, in lower case, without port and user.
pub fn host(address: &str) -> Option<String> {
    let rest = address.get(address.find("://")? + 3..)?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next()?,
        None => host.split(':').next()?,
    };
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// Whether a host is a domain or under it: `news.example` and `www.news.example`.
pub fn is_under(host: &str, domain: &str) -> bool {
    let domain = domain.trim_start_matches("*.").trim_start_matches("www.");
    let rest = host.to_ascii_lowercase();
    let rest = rest.strip_suffix(&domain.to_ascii_lowercase());
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The id of a report: the same for the same text from the same address, wherever it is
/// taken in from. 16 hexadecimal digits.
pub fn report_id(address: Option<&str>, text: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(address.map(selon_model::address_key).unwrap_or_default());
    hash.update([0]);
    hash.update(text);
    hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_made_whole() {
        let base = Some("https://news.example/a/b.html?x=1");
        for (address, whole) in [
            ("c.html", Some("https://news.example/a/c.html")),
            ("/c/", Some("https://news.example/c/")),
            ("../c?d=1#e", Some("https://news.example/c?d=1")),
            ("../../../c", Some("https://news.example/c")),
            ("//other.example/c", Some("https://other.example/c")),
            ("?p=2", Some("https://news.example/a/b.html?p=2")),
            ("http://other.example", Some("http://other.example")),
            ("mailto:a@b.example", None),
            ("javascript:void(0)", None),
            ("#top", None),
            ("https://", None),
        ] {
            assert_eq!(resolve(base, address).as_deref(), whole, "{address}");
        }
        assert_eq!(resolve(None, "/c"), None);
        assert_eq!(host("https://u:p@News.example:8080/x").as_deref(), Some("news.example"));
        assert_eq!(host("http://[::1]:80/").as_deref(), Some("::1"));
        assert!(is_under("www.news.example", "news.example"));
        assert!(!is_under("fakenews.example", "news.example"));
    }

    #[test]
    fn addresses_of_archived_copies() {
        let copy = "https://web.archive.org/web/20150402011122/http://news.example/a";
        assert_eq!(unarchived(copy.into()), "http://news.example/a");
        let link = "/web/20150402011122id_/https://other.example/b?c=d";
        let whole = resolve(Some(copy), link).map(unarchived);
        assert_eq!(whole.as_deref(), Some("https://other.example/b?c=d"));
        for other in ["https://web.archive.org/web/*/x", "https://news.example/web/2015/http://x"] {
            assert_eq!(unarchived(other.into()), other);
        }
    }

    #[test]
    fn ids_stay() {
        let id = report_id(Some("https://www.news.example/a/?utm_source=x#top"), "Un texte.");
        assert_eq!(id, report_id(Some("http://news.example/a"), "Un texte."));
        assert_ne!(id, report_id(Some("http://news.example/a"), "Un autre texte."));
        assert_ne!(id, report_id(None, "Un texte."));
        assert_eq!(id.len(), 16);
    }
}
