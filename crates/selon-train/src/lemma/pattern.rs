//! Patterns of lemmas in the tables of inflection: `-ger`, `-e*er`, `=aller`.

/// Which lemmas a row is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    whole: bool,
    before: String,
    star: bool,
    after: String,
}

impl Pattern {
    /// Reads one; none if it does not begin with `-` or `=`.
    pub fn parse(text: &str) -> Option<Pattern> {
        let (whole, rest) = match (text.strip_prefix('-'), text.strip_prefix('=')) {
            (Some(rest), _) => (false, rest),
            (_, Some(rest)) => (true, rest),
            _ => return None,
        };
        let (before, after) = rest.split_once('*').unwrap_or((rest, ""));
        Some(Pattern {
            whole,
            before: before.to_string(),
            star: rest.contains('*'),
            after: after.to_string(),
        })
    }

    /// How narrow it is: of two that fit, the higher one goes.
    pub fn weight(&self) -> usize {
        self.before.chars().count() + self.after.chars().count() + 100 * usize::from(self.whole)
    }

    /// What `*` stands for in the word, empty if there is no `*`; none if the pattern
    /// does not fit.
    pub fn fit<'w>(&self, word: &'w str, clusters: &[&str]) -> Option<&'w str> {
        if self.whole {
            return (word == self.before).then_some("");
        }
        let rest = word.strip_suffix(&self.after)?;
        if !self.star {
            return rest.ends_with(&self.before).then_some("");
        }
        clusters
            .iter()
            .filter(|c| rest.strip_suffix(**c).is_some_and(|r| r.ends_with(&self.before)))
            .max_by_key(|c| c.len())
            .map(|c| &rest[rest.len() - c.len()..])
    }
}

/// The rows of a table without comments and empty lines, by columns.
pub fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit() {
        let star = Pattern::parse("-e*er").expect("pattern");
        let clusters = ["t", "v", "vr", "r"];
        assert_eq!(star.fit("acheter", &clusters), Some("t"));
        assert_eq!(star.fit("sevrer", &clusters), Some("vr"));
        assert_eq!(star.fit("serrer", &clusters), None);
        let whole = Pattern::parse("=aller").expect("pattern");
        assert_eq!(whole.fit("aller", &[]), Some(""));
        assert_eq!(whole.fit("baller", &[]), None);
        assert!(whole.weight() > star.weight());
    }
}
