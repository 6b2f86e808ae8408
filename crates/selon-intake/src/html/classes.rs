//! What the class and the id of an element tell of it, by the words of `classes.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What an element is taken for; several may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u8);

impl Classes {
    /// Not of the article, unless most of the text is in it.
    pub const OUT: Classes = Classes(1);
    /// Not of the article, unless nearly all of the text is in it.
    pub const NEVER: Classes = Classes(2);
    /// The text of the article.
    pub const BODY: Classes = Classes(4);
    /// What the page is about.
    pub const MAIN: Classes = Classes(8);
    /// The paragraph under the headline.
    pub const LEAD: Classes = Classes(16);
    /// The date line.
    pub const DATE: Classes = Classes(32);
    /// Who wrote it.
    pub const BYLINE: Classes = Classes(64);

    /// Whether all of these hold.
    pub fn has(self, other: Classes) -> bool {
        self.0 & other.0 == other.0
    }

    /// Those of both.
    pub fn and(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

static WORDS: LazyLock<HashMap<&str, Classes>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Classes> = HashMap::new();
    let rows = include_str!("classes.tsv").lines().filter(|l| !l.starts_with('#'));
    for (kind, phrases) in rows.filter_map(|row| row.split_once('\t')) {
        let kind = match kind {
            "out" => Classes::OUT,
            "never" => Classes::NEVER,
            "body" => Classes::BODY,
            "main" => Classes::MAIN,
            "lead" => Classes::LEAD,
            "date" => Classes::DATE,
            "byline" => Classes::BYLINE,
            _ => continue,
        };
        for phrase in phrases.split('|') {
            let known = words.entry(phrase).or_default();
            *known = known.and(kind);
        }
    }
    words
});

/// The longest value that is looked at: some pages hold data in a class.
const MAX_BYTES: usize = 300;

/// Remembers what it has judged: a page has few different classes.
#[derive(Debug, Default)]
pub struct Judged<'p>(HashMap<&'p str, Classes>);

impl<'p> Judged<'p> {
    /// What the value of `class` or `id` tells.
    pub fn of(&mut self, value: &'p str) -> Classes {
        if value.is_empty() {
            return Classes::default();
        }
        *self.0.entry(value).or_insert_with(|| judge(value))
    }
}

fn judge(value: &str) -> Classes {
    let mut found = Classes::default();
    let mut end = value.len().min(MAX_BYTES);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    for name in value[..end].split_ascii_whitespace() {
        // What a blog names after its tags and categories tells of their subject, and
        // wrappers say that they have a sidebar.
        let skipped = [
            "tag-",
            "category-",
            "has-",
            "with-",
            "no-",
            "is-",
            "without-",
            "elementor",
            "post-id",
        ];
        // Names of looks (*md:hidden*, *overflow-hidden*) tell nothing.
        if skipped.iter().any(|s| name.starts_with(s)) || name.contains([':', '[']) {
            continue;
        }
        if name == "hidden" {
            found = found.and(Classes::OUT);
            continue;
        }
        let mut phrase = String::with_capacity(name.len() + 1);
        // Where the word before begins in the phrase, and the last one.
        let mut last: Option<usize> = None;
        for word in words(name) {
            if let Some(start) = last {
                phrase.drain(..start);
                phrase.push(' ');
            }
            let start = phrase.len();
            phrase.push_str(&word);
            for looked_up in [&phrase[start..], phrase.as_str()] {
                if let Some(kind) = WORDS.get(looked_up) {
                    found = found.and(*kind);
                }
            }
            last = Some(start);
        }
    }
    found
}

/// The words of a name: cut at signs, digits and before capitals.
fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(|c: char| !c.is_alphabetic()).flat_map(|part| {
        let mut words = vec![String::new()];
        let mut lower_before = false;
        for c in part.chars() {
            if c.is_uppercase() && lower_before {
                words.push(String::new());
            }
            lower_before = c.is_lowercase();
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        words.retain(|w| !w.is_empty());
        words
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_names() {
        let has = |value: &str, kind| judge(value).has(kind);
        assert!(has("article__relatedLinks", Classes::OUT));
        assert!(has("c-article-body u-mt", Classes::BODY));
        assert!(has("articleBody", Classes::BODY));
        assert!(has("lire-aussi", Classes::OUT));
        assert!(has("comments-area", Classes::NEVER));
        assert!(has("article__chapo", Classes::LEAD));
        assert_eq!(judge("tag-newsletter has-sidebar"), Classes::default());
        assert_eq!(judge("relative shared-x1 overflow-hidden print:hidden"), Classes::default());
        assert_eq!(judge("elementor-widget elementor-widget-text-editor"), Classes::default());
        assert!(has("hidden", Classes::OUT));
        assert_eq!(judge(&"é".repeat(400)), Classes::default());
    }
}
