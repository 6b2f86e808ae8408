//! Links by which a report says that it translates or copies another.
//!
//! The words that declare it stand in `lang/*/links.tsv`. All languages are tried:
//! the line under a French text may well be English.

use std::sync::LazyLock;

use selon_model::reading::{Excerpt, Link};
use selon_model::{ByteSpan, CodePoints};

/// What a report says that it comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// The report that it translates.
    pub translation_of: Option<Link>,
    /// The report that it copies.
    pub copy_of: Option<Link>,
}

/// How far down the address may stand below the words, in bytes: an empty line or two.
const MAX_GAP: usize = 8;

/// What the words before an address declare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The report translates what stands there.
    TranslationOf,
    /// The report copies it.
    CopyOf,
}

struct Phrase {
    kind: Kind,
    /// `None` is any one word.
    words: Vec<Option<&'static str>>,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let tables =
        [include_str!("../../../lang/fr/links.tsv"), include_str!("../../../lang/en/links.tsv")];
    let rows = tables.iter().flat_map(|t| t.lines()).filter(|l| !l.starts_with('#'));
    let mut phrases: Vec<Phrase> = rows
        .filter_map(|row| {
            let (kind, words) = row.split_once('\t')?;
            let kind = match kind {
                "translation_of" => Kind::TranslationOf,
                "copy_of" => Kind::CopyOf,
                _ => return None,
            };
            let words = words.split(' ').map(|w| (w != "*").then_some(w)).collect();
            Some(Phrase { kind, words })
        })
        .collect();
    // The longest first: it leaves least between the words and the address.
    phrases.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
    phrases
});

/// Finds the links of a text: the first of each kind.
pub fn find(text: &str) -> Links {
    let mut links = Links::default();
    let mut points = None;
    let mut from = 0;
    while let Some(address) = next_address(text, from) {
        from = address.end as usize;
        let Some((kind, start)) = declared(text, address.start as usize) else { continue };
        let link = match kind {
            Kind::TranslationOf => &mut links.translation_of,
            Kind::CopyOf => &mut links.copy_of,
        };
        if link.is_none() {
            let points = points.get_or_insert_with(|| CodePoints::new(text));
            let span = ByteSpan::new(start, address.end as usize);
            *link = Some(Link {
                url: address.of(text).to_owned(),
                excerpt: Excerpt { text: span.of(text).to_owned(), span: points.span(span) },
            });
        }
    }
    links
}

fn next_address(text: &str, from: usize) -> Option<ByteSpan> {
    let mut search = from;
    loop {
        let start = search + text[search..].find("http")?;
        let rest = &text[start..];
        let length = rest
            .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"«»“”".contains(c))
            .unwrap_or(rest.len());
        let address =
            rest[..length].trim_end_matches(['.', ',', ';', ')', ']', '!', '?', '\'', '’']);
        let after = address.strip_prefix("http").map(|a| a.strip_prefix('s').unwrap_or(a));
        if after.and_then(|a| a.strip_prefix("://")).is_some_and(|a| !a.is_empty()) {
            return Some(ByteSpan::new(start, start + address.len()));
        }
        search = start + "http".len();
    }
}

/// What a link of a page declares whose words stand at `start..end` of the text: by these
/// words themselves or by those before them; and where the words that declare it begin.
pub fn declared_before(text: &str, start: usize, end: usize) -> Option<(Kind, usize)> {
    declared(text, end).or_else(|| declared(text, start))
}

/// What the words before an address declare, and where these words begin.
fn declared(text: &str, address: usize) -> Option<(Kind, usize)> {
    let before = text[..address].trim_end_matches(|c: char| c.is_whitespace() || "(<[".contains(c));
    if address - before.len() > MAX_GAP {
        return None;
    }
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let longest = PHRASES.first().map_or(0, |p| p.words.len());
    let mut words: Vec<(usize, String)> = Vec::new();
    // Only the last words can be a phrase, but a line may be a million words long.
    for word in before[line..].split_whitespace().rev().take(longest + 1) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation() || "«»“”…–—".contains(c));
        if !bare.is_empty() {
            words.push((start, bare.to_lowercase().replace('’', "'")));
        }
    }
    words.reverse();
    PHRASES.iter().find_map(|phrase| {
        let from = words.len().checked_sub(phrase.words.len())?;
        let fits = |(word, wanted): (&(usize, String), &Option<&str>)| {
            wanted.is_none_or(|wanted| word.1 == wanted)
        };
        let run = &words[from..];
        run.iter().zip(&phrase.words).all(fits).then(|| (phrase.kind, run[0].0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_original_of_a_translation() {
        let text = "Fin du texte à l’étude.\n\nURL de l’article en anglais :\n\nhttps://news.example/a-1/\n";
        let link = find(text).translation_of.unwrap();
        assert_eq!(link.url, "https://news.example/a-1/");
        assert_eq!(link.excerpt.span.start, 25);
        assert!(link.excerpt.text.starts_with("URL de l’article"));
        assert!(link.excerpt.text.ends_with("a-1/"));

        let text = "The end. Read the original in French: http://news.example/b.";
        assert_eq!(find(text).translation_of.unwrap().url, "http://news.example/b");
    }

    #[test]
    fn the_source_of_a_copy() {
        let links = find("Originally published at (https://news.example/c).");
        assert_eq!(links.copy_of.unwrap().url, "https://news.example/c");
        assert_eq!(links.translation_of, None);
    }

    #[test]
    fn an_address_alone_declares_nothing() {
        assert_eq!(find("See https://news.example/ and httpd, http://, http"), Links::default());
        assert_eq!(find(&"http ".repeat(100_000)), Links::default());
    }
}
