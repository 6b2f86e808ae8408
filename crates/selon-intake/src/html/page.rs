//! A page with what is taken away from it: what its elements say by tag, class and id that
//! they are not of the article.

use memchr::memmem;

use super::block::{self, Block, Link};
use super::classes::{Classes, Judged};
use super::headline;
use super::tree::{Attribute, Tag, Tree};

/// A page cut into blocks, and which of its elements are gone.
pub struct Page<'t, 'p> {
    /// The page.
    pub tree: &'t Tree<'p>,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// For each node, the paragraphs before it, in bytes of text; all, and those kept.
    all: Vec<u32>,
    kept: Vec<u32>,
    /// For each node, whether it is not of the article.
    pub gone: Vec<bool>,
    /// For each node, what it says that it is.
    pub classes: Vec<Classes>,
    /// The element of the headline.
    pub headline: Option<usize>,
}

impl<'t, 'p> Page<'t, 'p> {
    /// A page of which nothing is gone yet.
    pub fn new(tree: &'t Tree<'p>, title: Option<&str>) -> Page<'t, 'p> {
        let blocks = block::blocks(tree);
        let mut page = Page {
            tree,
            gone: vec![false; tree.nodes.len()],
            classes: vec![Classes::default(); tree.nodes.len()],
            all: vec![],
            kept: vec![],
            blocks,
            headline: headline::find(tree, title),
        };
        page.all = page.sums();
        page
    }

    /// How many bytes of paragraphs that are not gone stand before each node.
    fn sums(&self) -> Vec<u32> {
        let mut sums = vec![0u32; self.tree.nodes.len() + 1];
        for block in self.blocks.iter().filter(|b| b.is_paragraph()) {
            let from = block.from as usize;
            if !self.is_gone(block) {
                sums[from + 1] += block.size;
            }
        }
        let mut sum = 0;
        for before in &mut sums {
            sum += *before;
            *before = sum;
        }
        sums
    }

    /// The number of the node behind a node and all in it.
    pub fn end(&self, node: usize) -> usize {
        self.tree.nodes[node].end as usize
    }

    /// The paragraphs in a node, in bytes of text: all of them.
    fn all_in(&self, node: usize) -> u32 {
        self.all[self.end(node)] - self.all[node]
    }

    /// The paragraphs in a node that are not gone, in bytes of text.
    pub fn kept_in(&self, node: usize) -> u32 {
        self.kept[self.end(node)] - self.kept[node]
    }

    /// Marks what is not of the article.
    pub fn take_away(&mut self) {
        let total = self.all_in(0);
        let headline = self.headline;
        // Where the last element that says it is the body of the article ends.
        let mut body_end = 0;
        let mut judged = Judged::default();
        let mut at = 0;
        while at < self.tree.nodes.len() {
            let tag = self.tree.nodes[at].tag;
            if tag == Tag::Text {
                at += 1;
                continue;
            }
            let value = |name| self.tree.attribute(at, name);
            let classes = judge(self.tree, at, &mut judged);
            self.classes[at] = classes;
            let body = classes.has(Classes::BODY) || is_article_body(value(Attribute::Itemprop));
            let hidden = || {
                value(Attribute::Hidden).is_some()
                    || value(Attribute::AriaHidden) == Some("true")
                    || value(Attribute::Style).is_some_and(hides)
            };
            if body && !tag.is_inline() {
                body_end = body_end.max(self.end(at));
            }
            // The part of the page's paragraphs, in percent, that it may take along.
            let bound = match tag {
                Tag::Html | Tag::Body | Tag::Main => None,
                Tag::Head => Some(100),
                Tag::Nav | Tag::Button => Some(90),
                _ if classes.has(Classes::NEVER) && !tag.is_inline() => {
                    // A short article may have a hundred comments; none has the headline.
                    let apart = headline.is_some_and(|h| h < at || h >= self.end(at));
                    Some(if apart && total - self.all_in(at) >= 100 { 100 } else { 90 })
                }
                Tag::Article => hidden().then_some(50),
                _ if body => hidden().then_some(30),
                // The posts of a live report have a headline each.
                Tag::Header if at < body_end => None,
                Tag::Aside | Tag::Footer | Tag::Form | Tag::Header => Some(50),
                Tag::Figure | Tag::Figcaption => Some(50),
                Tag::A | Tag::Span if self.in_paragraph(at) => hidden().then_some(50),
                _ if classes.has(Classes::OUT) => Some(50),
                _ => hidden().then_some(50),
            };
            let taken = bound
                .is_some_and(|bound| u64::from(self.all_in(at)) * 100 <= u64::from(total) * bound);
            if taken {
                let end = self.end(at);
                self.gone[at..end].fill(true);
                // What stands in it may still be the paragraph under the headline.
                for inside in at + 1..end {
                    self.classes[inside] = judge(self.tree, inside, &mut judged);
                }
                at = end;
            } else {
                at += 1;
            }
        }
        self.kept = self.sums();
    }

    fn in_paragraph(&self, node: usize) -> bool {
        let parent = self.tree.nodes[node].parent as usize;
        matches!(self.tree.nodes[parent].tag, Tag::P | Tag::Li | Tag::Blockquote)
    }

    /// The blocks in a node.
    pub fn blocks_in(&self, node: usize) -> impl Iterator<Item = &Block> {
        let from = self.blocks.partition_point(|b| (b.from as usize) < node);
        let end = self.tree.nodes[node].end;
        self.blocks[from..].iter().take_while(move |b| b.from < end)
    }

    /// Whether the element of a block is gone; a word of it may be gone without it.
    pub fn is_gone(&self, block: &Block) -> bool {
        self.gone[block.parent as usize]
    }

    /// The text of a block, without what is gone of it, and its links.
    pub fn text_of(&self, block: &Block, links: &mut Vec<Link<'p>>) -> String {
        block::text_of(self.tree, block, &self.gone, links)
    }

    /// The node around a node.
    pub fn parent(&self, node: usize) -> usize {
        self.tree.nodes[node].parent as usize
    }
}

/// What the class, the id and the name of a component tell of an element.
fn judge<'p>(tree: &Tree<'p>, node: usize, judged: &mut Judged<'p>) -> Classes {
    let mut of = |name| judged.of(tree.attribute(node, name).unwrap_or_default());
    of(Attribute::Class).and(of(Attribute::Id)).and(of(Attribute::Component))
}

/// Whether the value of `itemprop` says that an element is the text of the article.
pub fn is_article_body(itemprop: Option<&str>) -> bool {
    itemprop.is_some_and(|p| p.split_ascii_whitespace().any(|p| p == "articleBody"))
}

fn hides(style: &str) -> bool {
    let bytes = style.as_bytes();
    memmem::find(bytes, b"display").is_some_and(|i| {
        let value = style[i + 7..].trim_start().strip_prefix(':').unwrap_or_default();
        value.trim_start().starts_with("none")
    })
}
