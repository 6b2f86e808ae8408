//! Who wrote what is on a page.

use super::classes::{Classes, Judged};
use super::facts::Head;
use super::headline::{letters, text_in};
use super::linked_data::LinkedData;
use super::phrases;
use super::tree::{self, Attribute, Tag, Tree};
use crate::dateline;

/// The names of the authors, as the page has them. `headline` is the element of the
/// headline; the outlet is no author.
pub fn find(
    tree: &Tree,
    headline: Option<usize>,
    head: &Head,
    data: &LinkedData,
    outlet: Option<&str>,
) -> Vec<String> {
    const METAS: &[&str] = &[
        "author",
        "article:author",
        "og:article:author",
        "dc.creator",
        "parsely-author",
        "byl",
        "sailthru.author",
    ];
    let cleaned = |names: Vec<String>| clean(names, outlet);
    let mut authors = cleaned(data.authors.iter().map(|a| tree::line(a)).collect());
    for name in METAS {
        if authors.is_empty() {
            authors = cleaned(head.all(name).filter(|a| !a.contains("://")).collect());
        }
    }
    if authors.is_empty() {
        authors = cleaned(said(tree));
    }
    if authors.is_empty()
        && let Some(headline) = headline
    {
        authors = cleaned(linked(tree, headline));
        if authors.is_empty() {
            authors = cleaned(lines(tree, headline));
        }
        if authors.is_empty() {
            authors = cleaned(beside_date(tree, headline));
        }
    }
    authors
}

/// What elements say by `rel` and `itemprop` that they name.
fn said(tree: &Tree) -> Vec<String> {
    let says = |&node: &usize| {
        tree.attribute(node, Attribute::Itemprop) == Some("author")
            || tree.attribute(node, Attribute::Rel) == Some("author")
    };
    let nodes = (0..tree.nodes.len()).filter(says).take(10);
    nodes.map(|node| tree::line(&text_in(tree, node))).collect()
}

/// How far behind the headline, in elements and pieces of text, a name may stand: some
/// sites have it under the text. How far before it.
const NEAR: usize = 300;
const BEFORE: usize = 30;

fn near(tree: &Tree, headline: usize) -> std::ops::Range<usize> {
    headline.saturating_sub(BEFORE)..(headline + NEAR).min(tree.nodes.len())
}

/// The first links to the page of an author: those that stand together.
fn linked(tree: &Tree, headline: usize) -> Vec<String> {
    const PATHS: &[&str] = &[
        "/author/",
        "/authors/",
        "/auteur/",
        "/auteurs/",
        "/by/",
        "/profile/",
        "/profiles/",
        "/signataires/",
        "/staff/",
        "/journalist/",
        "/journaliste/",
        "/journalistes/",
        "/people/",
        "/contributors/",
        "/contributor/",
        "/redacteur/",
        "/biographie/",
    ];
    let mut names = Vec::new();
    let mut last = 0;
    for node in near(tree, headline) {
        if tree.nodes[node].tag != Tag::A {
            continue;
        }
        let href = tree.attribute(node, Attribute::Href).unwrap_or_default();
        if PATHS.iter().any(|p| href.contains(p)) {
            let name = tree::line(&text_in(tree, node));
            let apart = !names.is_empty() && node > last + 12;
            if apart {
                break;
            }
            if looks_like_a_name(&name) {
                names.push(name);
                last = node;
            }
        }
    }
    names
}

/// The first line that says by its class that it has the author.
fn lines(tree: &Tree, headline: usize) -> Vec<String> {
    /// Two names with what stands beside them.
    const LONGEST: usize = 100;
    let mut judged = Judged::default();
    near(tree, headline)
        .find_map(|node| {
            let class = tree.attribute(node, Attribute::Class)?;
            if !judged.of(class).has(Classes::BYLINE) || judged.of(class).has(Classes::NEVER) {
                return None;
            }
            let text = tree::line(&text_in(tree, node));
            let names = split(without_label(&text));
            let all = !names.is_empty() && names.iter().all(|n| looks_like_a_name(n));
            (all && text.len() <= LONGEST).then_some(names)
        })
        .unwrap_or_default()
}

/// The name in a date line: *Jeanne Martin | 12.03.2024*, *Par Jeanne Martin, le 12 mars 2024*.
fn beside_date(tree: &Tree, headline: usize) -> Vec<String> {
    const CLOSE: usize = 60;
    const LONGEST: usize = 120;
    let close = headline..(headline + CLOSE).min(tree.nodes.len());
    let blocks =
        close.filter(|&n| !tree.nodes[n].tag.is_inline() || tree.nodes[n].tag == Tag::Span);
    let texts = blocks.map(|n| tree::line(&text_in(tree, n)));
    let mut lines = texts.filter(|t| t.len() <= LONGEST && dateline::is_date_line(t));
    let name = lines.find_map(|line| {
        let first = line.split(['|', ',', '–', '•']).next()?.trim();
        // A place stands there too: *New York, March 12, 2024*.
        let named = phrases::after_byline(first).is_some() || line.contains('|');
        let name = without_label(first);
        let capitals = !name.chars().any(char::is_lowercase);
        (named && !capitals && looks_like_a_name(name)).then(|| name.to_owned())
    });
    name.into_iter().collect()
}

/// Names without what stands beside them; the outlet is none.
fn clean(names: Vec<String>, outlet: Option<&str>) -> Vec<String> {
    let outlet = outlet.map(letters);
    let mut kept: Vec<String> = Vec::new();
    for name in names.iter().flat_map(|n| split(without_label(n))) {
        let is_outlet = outlet.as_ref().is_some_and(|o| *o == letters(&name));
        let fits = !name.is_empty() && name.len() <= 150 && !name.starts_with('@');
        if fits && !is_outlet && !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

/// A line without *By*, *Par*, *Publié par*.
fn without_label(line: &str) -> &str {
    let line = line.trim().trim_matches([',', '|', '-', '–', ' ', '•', '·']);
    phrases::after_byline(line).unwrap_or(line).trim().trim_matches([',', ':', '|', ' '])
}

/// The names of a line: *Jeanne Martin et Paul Durand*, *Jeanne Martin, envoyée spéciale*.
fn split(line: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let parts = line.split([';', '|']).flat_map(|p| p.split(" and ")).flat_map(|p| p.split(" et "));
    for part in parts.flat_map(|p| p.split(" & ")) {
        let mut pieces = part.split(',').map(str::trim);
        let first = pieces.next().unwrap_or_default();
        if first.is_empty() {
            continue;
        }
        names.push(first.to_owned());
        // What follows a comma is another name, or what the first one is.
        names.extend(pieces.filter(|p| looks_like_a_name(p)).map(str::to_owned));
    }
    // *Ministry of Justice and Peace* is one.
    let cut = names.len() > 1 && !names.iter().all(|n| looks_like_a_name(n));
    if cut && !line.contains([',', ';', '|']) { vec![line.to_owned()] } else { names }
}

/// Two to five words that begin with capitals, but for a *de* or *van* between them.
fn looks_like_a_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |w: &&&str| w.chars().next().is_some_and(char::is_uppercase);
    let capitals = words.iter().filter(capital).count();
    let no_digit = !text.contains(|c: char| c.is_ascii_digit() || "@/:!?".contains(c));
    (2..=5).contains(&words.len())
        && text.len() <= 60
        && no_digit
        && capitals >= 2
        && words.first().is_some_and(|w| capital(&w))
        && words.iter().all(|w| capital(&w) || w.len() <= 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_lines() {
        let names = |line: &str| clean(vec![line.into()], Some("La Gazette"));
        assert_eq!(names("Par Jeanne Martin et Paul Durand"), ["Jeanne Martin", "Paul Durand"]);
        assert_eq!(names("By Jane Martin, La Gazette"), ["Jane Martin"]);
        assert_eq!(names("Jeanne Martin, envoyée spéciale à Gao"), ["Jeanne Martin"]);
        assert_eq!(
            names("Jeanne Martin, Paul van der Meer"),
            ["Jeanne Martin", "Paul van der Meer"]
        );
        assert_eq!(names("La Gazette"), Vec::<String>::new());
        assert_eq!(names("Rédaction"), ["Rédaction"]);
        assert_eq!(names("Ministry of Peace and Justice"), ["Ministry of Peace and Justice"]);
        assert!(!looks_like_a_name("Plus de nouvelles du front"));
    }
}
