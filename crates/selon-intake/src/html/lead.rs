//! What stands between the headline and the text of the article: the paragraph under the
//! headline, and the first ones of a text whose other ones have an element of their own.

use super::block::Block;
use super::classes::Classes;
use super::headline::letters;
use super::page::Page;
use super::phrases;
use super::tree::{self, Tag};
use crate::dateline;

/// More paragraphs before the text are none of the article.
const MOST: usize = 3;

/// How many elements around the text are looked at for its first paragraphs.
const AROUND: usize = 4;

/// The texts, in their order. `description` is what the page says in short that it tells.
pub fn find(page: &Page, roots: &[usize], description: Option<&str>) -> Vec<String> {
    let Some((&root, headline)) = roots.first().zip(page.headline) else { return vec![] };
    let first = page.blocks_in(root).find(|b| b.is_paragraph() && !page.is_gone(b));
    let Some(first) = first else { return vec![] };
    let from = page.end(headline) as u32;
    let described = description.map(letters).filter(|d| d.len() >= 40);
    let mut near = root;
    for _ in 0..AROUND {
        near = page.parent(near);
    }
    let mut found = Vec::new();
    // How many blocks there are between the headline and this one.
    let mut behind = 0;
    let start = page.blocks.partition_point(|b| b.from < from);
    for block in page.blocks[start..].iter().take_while(|b| b.from < first.from) {
        if found.len() == MOST {
            break;
        }
        let gone = page.is_gone(block);
        let in_root = block.from as usize >= root && !gone;
        if block.size == 0 || in_root {
            behind += 1;
            continue;
        }
        let place = place(page, block, headline, root);
        let texts = (block.from..block.to).map(|n| page.tree.nodes[n as usize].text);
        let text = tree::line(&texts.collect::<String>());
        let tag = page.tree.nodes[block.parent as usize].tag;
        let linked = block.linked * 2 >= block.size;
        let is_description = || {
            let own = letters(&text);
            let same = |d: &String| own.starts_with(d.as_str()) || d.starts_with(&own);
            own.len() >= 40 && described.as_ref().is_some_and(same)
        };
        let under = behind < 2 && matches!(tag, Tag::P | Tag::Heading) && text.len() >= 40;
        let beside = !gone && block.is_paragraph() && block.from as usize > near;
        let wanted = match place {
            Place::Lead => block.size >= 35,
            Place::Free => (under || beside || is_description()) && block.size >= 40,
            Place::Elsewhere => false,
        };
        behind += 1;
        let dated = text.len() < 120 && dateline::date_in(&text).is_some();
        if wanted && !linked && !dated && !is_byline(&text) {
            found.push(text);
        }
    }
    found
}

/// Whether a line begins with the author: *Par Jeanne Martin, envoyée spéciale*.
fn is_byline(text: &str) -> bool {
    let Some(rest) = phrases::after_byline(text).filter(|_| text.len() < 150) else { return false };
    let mut words = rest.trim_start_matches([':', ' ', '\u{a0}']).split_whitespace();
    let capital = |w: Option<&str>| w.is_some_and(|w| w.starts_with(char::is_uppercase));
    capital(words.next()) && capital(words.next())
}

/// What the elements around a block tell of it.
enum Place {
    /// It is what stands under a headline.
    Lead,
    /// Nothing.
    Free,
    /// It is of something else.
    Elsewhere,
}

fn place(page: &Page, block: &Block, headline: usize, root: usize) -> Place {
    let mut node = block.parent as usize;
    let mut place = Place::Free;
    // What is around the headline or the text too tells nothing of this block.
    while node != 0 && !(node <= headline && page.end(node) > headline) {
        let classes = page.classes[node];
        let apart = matches!(
            page.tree.nodes[node].tag,
            Tag::Figure
                | Tag::Figcaption
                | Tag::Caption
                | Tag::Nav
                | Tag::Aside
                | Tag::Form
                | Tag::Button
                | Tag::Li
        );
        if apart || classes.has(Classes::NEVER) {
            return Place::Elsewhere;
        }
        let around_the_text = node <= root && page.end(node) > root;
        if classes.has(Classes::LEAD) && !around_the_text {
            place = Place::Lead;
        } else if classes.has(Classes::OUT) && !matches!(place, Place::Lead) && !around_the_text {
            return Place::Elsewhere;
        }
        node = page.parent(node);
    }
    place
}
