//! Where the headline of a page stands.

use super::tree::{self, Tag, Tree};

/// The element of the headline: a heading with the words of the title, else the first of the
/// first rank, else a piece of text that is the title.
pub fn find(tree: &Tree, title: Option<&str>) -> Option<usize> {
    let wanted = title.map(letters).filter(|t| !t.is_empty());
    let of_rank = |tag: Tag| (0..tree.nodes.len()).filter(move |&n| tree.nodes[n].tag == tag);
    if let Some(wanted) = &wanted {
        let says = |n: &usize| same(&letters(&text_in(tree, *n)), wanted);
        let found = of_rank(Tag::H1).find(says).or_else(|| of_rank(Tag::Heading).find(says));
        if found.is_some() {
            return found;
        }
    }
    of_rank(Tag::H1).next().or_else(|| {
        let wanted = wanted?;
        of_rank(Tag::Text).find(|&n| {
            let text = tree.nodes[n].text;
            text.len() >= 15 && text.len() < 400 && letters(text) == wanted
        })
    })
}

/// The headline of the next article on the page: one of the same rank with other words.
pub fn next(tree: &Tree, headline: usize) -> Option<usize> {
    if tree.nodes[headline].tag != Tag::H1 {
        return None;
    }
    let own = letters(&text_in(tree, headline));
    let behind = tree.nodes[headline].end as usize..tree.nodes.len();
    let mut headings = behind.filter(|&n| tree.nodes[n].tag == Tag::H1);
    headings.find(|&n| {
        let other = letters(&text_in(tree, n));
        !other.is_empty() && !same(&other, &own)
    })
}

/// Whether two headlines are the same, or one is cut short.
fn same(one: &str, other: &str) -> bool {
    one == other
        || (one.len().min(other.len()) > 30 && (one.starts_with(other) || other.starts_with(one)))
}

/// The letters and digits of a text with its entities resolved.
pub fn letters(text: &str) -> String {
    let mut letters = tree::line(text);
    letters.retain(char::is_alphanumeric);
    letters
}

/// The text of an element, of which what is looked at here is short.
pub fn text_in(tree: &Tree, node: usize) -> String {
    /// Elements in each other must not make it long work.
    const MOST: usize = 200;
    tree.inside(node).take(MOST).map(|n| tree.nodes[n].text).collect()
}
