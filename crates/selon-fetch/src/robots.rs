//! What a site asks of robots (`robots.txt`, RFC 9309).

/// What one site asks of one robot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Robots {
    /// Patterns of paths, and whether they are allowed.
    rules: Vec<(bool, String)>,
    /// The seconds that it asks to wait between two requests.
    pub delay: Option<f64>,
}

/// Longer files are read so far.
const LONGEST: usize = 500_000;

impl Robots {
    /// Nothing is allowed: what holds while a site cannot say what it asks for.
    pub fn nothing() -> Robots {
        Robots { rules: vec![(false, "/".into())], delay: None }
    }

    /// Reads the rules of the group that names `robot` (a word, in lower case), else of `*`.
    pub fn parse(bytes: &[u8], robot: &str) -> Robots {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)]);
        let (mut own, mut all) = (None::<Robots>, Robots::default());
        let (mut names_robot, mut names_all) = (false, false);
        let mut in_names = false;
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((field, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            let field = field.trim().to_ascii_lowercase();
            if field == "user-agent" {
                if !in_names {
                    (names_robot, names_all) = (false, false);
                }
                in_names = true;
                let name = value.to_ascii_lowercase();
                let name = name.split('/').next().unwrap_or_default().trim();
                if name == robot {
                    names_robot = true;
                    own.get_or_insert_default();
                }
                names_all |= name == "*";
                continue;
            }
            in_names = false;
            let add = |robots: &mut Robots| match field.as_str() {
                "allow" | "disallow" if !value.is_empty() => {
                    robots.rules.push((field == "allow", value.to_owned()));
                }
                "crawl-delay" => robots.delay = value.parse().ok().filter(|d: &f64| d.is_finite()),
                _ => {}
            };
            if names_robot && let Some(own) = &mut own {
                add(own);
            }
            if names_all {
                add(&mut all);
            }
        }
        own.unwrap_or(all)
    }

    /// Whether a path with its query may be asked for: the longest pattern that fits tells.
    pub fn allow(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(_, pattern)| fits(pattern, path));
        let longest = fitting.max_by_key(|(allowed, pattern)| (pattern.len(), *allowed));
        longest.is_none_or(|(allowed, _)| *allowed)
    }
}

/// `*` is any run of characters, `$` at the end is the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut last: Option<&str> = None;
    for part in parts {
        if let Some(before) = last.replace(part) {
            let Some(at) = rest.find(before) else { return false };
            rest = &rest[at + before.len()..];
        }
    }
    match last {
        Some(last) if to_end => rest.ends_with(last),
        Some(last) => rest.contains(last),
        None => !to_end || rest.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# rules\nUser-agent: *\nDisallow: /prive/\nAllow: /prive/ouvert\nDisallow: /*.pdf$\n\
                        Crawl-delay: 2\n\nUser-agent: Other\nUser-agent: selon\nDisallow: /selon\nDisallow:\n";

    #[test]
    fn rules_of_all_and_of_one() {
        let all = Robots::parse(FILE.as_bytes(), "someone");
        assert!(all.allow("/") && all.allow("/prive/ouvert/a") && all.allow("/a.pdf?x"));
        assert!(!all.allow("/prive/a") && !all.allow("/x/a.pdf"));
        assert_eq!(all.delay, Some(2.0));
        let own = Robots::parse(FILE.as_bytes(), "selon");
        assert!(own.allow("/prive/a") && !own.allow("/selon/x"));
        assert!(Robots::parse(b"", "selon").allow("/x"));
        assert!(Robots::parse(b"<html>no: rules</html>", "selon").allow("/x"));
        assert!(!Robots::nothing().allow("/x"));
    }

    #[test]
    fn patterns() {
        assert!(
            fits("/a*b*c", "/axxbyyc/d")
                && !fits("/a*b*c$", "/axxbyyc/d")
                && fits("/a*c$", "/abcbc")
        );
        assert!(fits("/a$", "/a") && !fits("/a$", "/ab") && fits("*", "/") && fits("/*", "/x"));
        let start = std::time::Instant::now();
        assert!(!fits(&"*a".repeat(5_000), &"b".repeat(50_000)));
        assert!(start.elapsed().as_secs() < 2);
    }
}
