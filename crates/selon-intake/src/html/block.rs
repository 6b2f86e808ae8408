//! A page cut into blocks: runs of text that no block element interrupts.

use super::tree::{self, Attribute, Tag, Tree};

/// A run of text that no block element interrupts.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// Its first node, and the one behind its last.
    pub from: u32,
    pub to: u32,
    /// The block element around it.
    pub parent: u32,
    /// Bytes of text, and how many of them are in links.
    pub size: u32,
    pub linked: u32,
}

impl Block {
    /// Whether it is a paragraph of text rather than a label or a list of links.
    pub fn is_paragraph(&self) -> bool {
        self.size >= 50 && self.linked * 2 < self.size
    }
}

/// Cuts a page into blocks, in its order.
pub fn blocks(tree: &Tree) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut around: Vec<(u32, u32)> = Vec::new();
    let mut open: Option<Block> = None;
    let mut link_end = 0;
    let mut breaks = 0;
    let mut close = |open: &mut Option<Block>| {
        if let Some(block) = open.take().filter(|b| b.size > 0) {
            blocks.push(block);
        }
    };
    for (number, node) in tree.nodes.iter().enumerate() {
        let number = number as u32;
        while around.last().is_some_and(|(end, _)| *end <= number) {
            around.pop();
            close(&mut open);
        }
        match node.tag {
            Tag::Text => {
                let size = node.text.trim_ascii().len() as u32;
                if size == 0 && open.is_none() {
                    continue;
                }
                if size > 0 {
                    breaks = 0;
                }
                let parent = around.last().map_or(0, |(_, n)| *n);
                let block = open.get_or_insert(Block {
                    from: number,
                    to: number,
                    parent,
                    size: 0,
                    linked: 0,
                });
                block.to = number + 1;
                block.size += size;
                if number < link_end {
                    block.linked += size;
                }
            }
            Tag::Br => {
                breaks += 1;
                if breaks == 2 {
                    close(&mut open);
                } else if let Some(block) = &mut open {
                    block.to = number + 1;
                }
            }
            Tag::A => {
                link_end = node.end;
                if open.is_none() {
                    // So that the link is among the nodes of its block.
                    let parent = around.last().map_or(0, |(_, n)| *n);
                    open = Some(Block { from: number, to: number + 1, parent, size: 0, linked: 0 });
                }
            }
            tag if tag.is_inline() => {}
            _ => {
                close(&mut open);
                breaks = 0;
                around.push((node.end, number));
            }
        }
    }
    close(&mut open);
    blocks
}

/// A link in a text: where its words stand, in bytes, and what it leads to.
pub type Link<'p> = (usize, usize, &'p str);

/// The text of a block without the nodes that are `gone`, and its links.
pub fn text_of<'p>(
    tree: &Tree<'p>,
    block: &Block,
    gone: &[bool],
    links: &mut Vec<Link<'p>>,
) -> String {
    let mut text = String::with_capacity(block.size as usize + 16);
    let mut open: Option<(u32, usize, &str)> = None;
    let mut raw = String::new();
    let mut number = block.from;
    // Behind the mark of a footnote its bracket may be left.
    let mut after_mark = false;
    while number < block.to {
        if let Some((end, start, href)) = open.filter(|(end, ..)| *end <= number) {
            links.push((start, text.trim_end().len().max(start), href));
            open = open.filter(|o| o.0 != end);
        }
        let node = tree.nodes[number as usize];
        if gone.get(number as usize).copied().unwrap_or(false) {
            number += 1;
            continue;
        }
        match node.tag {
            Tag::Text => {
                raw.clear();
                tree::resolve_into(node.text, &mut raw);
                raw.retain(|c| !is_invisible(c));
                if std::mem::take(&mut after_mark)
                    && let Some(rest) = raw.strip_prefix(']')
                {
                    raw = rest.to_owned();
                }
                push_spaced(&mut text, &raw);
            }
            Tag::Br => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    text.push('\n');
                }
            }
            Tag::A => {
                let href = tree.attribute(number as usize, Attribute::Href);
                if href.is_some_and(|h| h.contains('#')) && is_mark(tree, number as usize) {
                    if text.ends_with('[') {
                        text.pop();
                        text.truncate(text.trim_end().len());
                        after_mark = true;
                    }
                    number = node.end.max(number + 1);
                    continue;
                }
                if let Some(href) = href {
                    open = Some((node.end, text.len(), href));
                }
            }
            _ => {}
        }
        number += 1;
    }
    text.truncate(text.trim_end().len());
    if let Some((_, start, href)) = open {
        links.push((start.min(text.len()), text.len(), href));
    }
    text
}

/// Whether a link is nothing but the mark of a footnote: *[1]*, *3*, *\**.
fn is_mark(tree: &Tree, link: usize) -> bool {
    let mut text = String::new();
    for node in tree.inside(link).take(4) {
        text.push_str(tree.nodes[node].text);
    }
    let bare = text.trim().trim_matches(['[', ']', '(', ')']);
    let letters = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_lowercase());
    !bare.is_empty()
        && bare.len() <= 3
        && (bare.bytes().all(|b| b.is_ascii_digit()) || letters || matches!(bare, "*" | "†" | "↑"))
}

/// Appends text with runs of white space as one space.
fn push_spaced(to: &mut String, text: &str) {
    let mut space = text.starts_with(is_space);
    for word in text.split(is_space).filter(|w| !w.is_empty()) {
        if space && !to.is_empty() && !to.ends_with([' ', '\n']) {
            to.push(' ');
        }
        to.push_str(word);
        space = true;
    }
    let ends = text.ends_with(is_space);
    if ends && !to.is_empty() && !to.ends_with([' ', '\n']) {
        to.push(' ');
    }
}

/// White space that has no meaning; a no-break space has one in French.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}')
}

/// Where a word may be broken, and marks of byte order: no part of the text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')
}
