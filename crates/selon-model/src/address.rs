//! When two addresses are of one page.

/// What of a query tells where a reader came from, not what is read.
const TRACKING: &[&str] =
    &["utm_", "fbclid", "gclid", "xtor", "at_medium", "at_campaign", "mc_", "cmp", "ref_src"];

/// An address by which two links to one page are the same: without scheme, `www.`, the
/// fragment, what tracks readers, and the last slash.
pub fn address_key(address: &str) -> String {
    let address = address.trim().split('#').next().unwrap_or_default();
    let rest = address.find("://").map_or(address, |i| &address[i + 3..]);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = path.split_at(path.find('/').unwrap_or(path.len()));
    let host = host.to_ascii_lowercase();
    let mut key = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    key.push_str(path.trim_end_matches('/'));
    let kept =
        query.split('&').filter(|q| !q.is_empty() && !TRACKING.iter().any(|t| q.starts_with(t)));
    let kept: Vec<&str> = kept.collect();
    if !kept.is_empty() {
        key.push('?');
        key.push_str(&kept.join("&"));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page() {
        let same = [
            ("https://www.news.example/a/", "http://news.example/a"),
            ("https://news.example/a?utm_source=x&id=3", "https://news.example/a?id=3"),
            ("https://News.example/a#comments", "https://news.example/a"),
            ("https://news.example/a?fbclid=1", "https://news.example/a"),
        ];
        for (a, b) in same {
            assert_eq!(address_key(a), address_key(b), "{a} {b}");
        }
        for other in ["https://news.example/A", "https://news.example/a?id=4", "https://example/a"]
        {
            assert_ne!(address_key(other), address_key("https://news.example/a?id=3"), "{other}");
        }
    }
}
