//! The text of the article on a page.
//!
//! A page is cut into blocks (paragraphs, headings, items, cells). What its elements say
//! of themselves by tag, class and id takes blocks away: menus, captions, related links,
//! comments; but never most of the page's text, since a wrapper may be called anything.
//! The element of the article is then, in this order: the one in which the text is that
//! the page gives as `articleBody` of its linked data; one that says that it is the body
//! of the article; `article`; else the one that holds most paragraphs. The order of these
//! follows what trafilatura and Readability found to work; the measures are our own.

use memchr::memmem;

use super::block::Block;
use super::classes::Classes;
use super::page::{Page, is_article_body};
use super::tree::{self, Attribute, Tag, Tree};
use super::writer::Writer;
use super::{headline, lead};

/// What was found on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Its paragraphs, with an empty line between two.
    pub text: String,
    /// Where links stand in the text, in bytes, and what they lead to.
    pub links: Vec<(usize, usize, String)>,
    /// Whether the page rather lists other pages: headings that are links, with a line each.
    pub is_list: bool,
}

/// Finds the article of a page. `title` is its headline, `body` the text of the article
/// where the page gives it apart, `description` what it says in short that it tells.
pub fn find(
    tree: &Tree,
    title: Option<&str>,
    description: Option<&str>,
    body: Option<&str>,
) -> Article {
    let mut page = Page::new(tree, title);
    page.take_away();
    let hint = body.map(letters).filter(|b| !b.is_empty());
    let (roots, sure) = page.roots(hint.as_deref());
    let mut article = page.write(&roots, sure, title, description);
    article.is_list = page.is_list(&roots);
    match body {
        // The page shows its text by a script only.
        Some(body) if article.text.len() * 3 < body.len() && body.len() > 250 => {
            Article { text: plain(body), ..Article::default() }
        }
        _ => article,
    }
}

/// The text of a field, with what markup it has resolved and a paragraph a line.
pub fn plain(body: &str) -> String {
    let without = if tree::has_markup(body) {
        let tree = tree::parse(body);
        let page = Page::new(&tree, None);
        let texts = page.blocks.iter().map(|b| page.text_of(b, &mut vec![]));
        texts.collect::<Vec<_>>().join("\n\n")
    } else {
        body.to_owned()
    };
    let lines = without.lines().map(tree::line).filter(|l| !l.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
}

/// The letters and digits of a text: what two ways of writing it share.
fn letters(text: &str) -> String {
    /// No article is longer.
    const LONGEST: usize = 200_000;
    let mut resolved = String::with_capacity(text.len().min(LONGEST));
    tree::resolve_into(text.get(..LONGEST).unwrap_or(text), &mut resolved);
    resolved.retain(char::is_alphanumeric);
    resolved
}

impl Page<'_, '_> {
    /// The elements of the article, in order, and whether the page says itself that they are.
    fn roots(&self, body: Option<&str>) -> (Vec<usize>, bool) {
        if let Some(root) = body.and_then(|b| self.root_by_text(b)) {
            return (vec![root], true);
        }
        let total = self.kept_in(0);
        let elements = || {
            let kept = (0..self.tree.nodes.len()).filter(|&n| !self.gone[n]);
            kept.filter(|&n| !self.tree.nodes[n].tag.is_inline())
        };
        let says_body = |n: usize| {
            self.classes[n].has(Classes::BODY)
                || is_article_body(self.tree.attribute(n, Attribute::Itemprop))
        };
        let mut bodies: Vec<usize> = Vec::new();
        for node in elements().filter(|&n| says_body(n)) {
            // A paragraph that says it is one of the article is not the whole of it.
            let part = matches!(
                self.tree.nodes[node].tag,
                Tag::P | Tag::Li | Tag::Heading | Tag::H1 | Tag::Blockquote | Tag::Pre
            );
            let node = if part { self.parent(node) } else { node };
            if bodies.last() != Some(&node) {
                bodies.push(node);
            }
        }
        if let Some(best) = self.most(&bodies) {
            let roots = self.with_alike(best, &bodies);
            let held: u32 = roots.iter().map(|&r| self.kept_in(r)).sum();
            let alone = roots.len() == bodies.len();
            if u64::from(held) * 10 >= u64::from(total) * 3 || (alone && held >= 200) {
                return (roots, true);
            }
        }
        let is_article = |n: usize| {
            self.tree.nodes[n].tag == Tag::Article
                || self.tree.attribute(n, Attribute::Role) == Some("article")
        };
        let articles: Vec<usize> = elements().filter(|&n| is_article(n)).collect();
        let is_main =
            |n: usize| self.tree.nodes[n].tag == Tag::Main || self.classes[n].has(Classes::MAIN);
        let mains: Vec<usize> = elements().filter(|&n| is_main(n)).collect();
        let enough = |n: &usize| u64::from(self.kept_in(*n)) * 10 >= u64::from(total) * 4;
        let marked = self.most(&articles).filter(enough).or_else(|| {
            // The smallest that holds nearly all.
            let enough = mains.iter().copied().filter(enough);
            let best = enough.clone().map(|n| self.kept_in(n)).max()?;
            enough.rev().find(|&n| self.kept_in(n) * 10 >= best * 9)
        });
        (vec![self.densest(marked.unwrap_or(0))], false)
    }

    /// The element with the most paragraphs; of one in another, the inner. Where the page
    /// goes on with other articles, one under its own headline.
    fn most(&self, elements: &[usize]) -> Option<usize> {
        /// Less is no article, in bytes of paragraphs.
        const LEAST: u32 = 150;
        let next = self.headline.and_then(|h| headline::next(self.tree, h)).unwrap_or(usize::MAX);
        let from = self.headline.unwrap_or(0);
        let own = elements.iter().copied().filter(|&n| n < next && self.end(n) > from);
        let own = own.filter(|&n| self.end(n) <= next && self.kept_in(n) >= LEAST);
        let all = elements.iter().copied().filter(|&n| self.kept_in(n) > 0);
        own.max_by_key(|&n| self.kept_in(n)).or_else(|| all.max_by_key(|&n| self.kept_in(n)))
    }

    /// An element together with those as deep as it that say the same of themselves: a text
    /// that is cut in pieces by advertisements, or a component for each paragraph.
    fn with_alike(&self, best: usize, like: &[usize]) -> Vec<usize> {
        let class = self.tree.attribute(best, Attribute::Class);
        let depth = self.depth(best);
        let next = self.headline.and_then(|h| headline::next(self.tree, h)).unwrap_or(usize::MAX);
        let same = |&n: &usize| {
            self.tree.attribute(n, Attribute::Class) == class
                && (n < next || best > next)
                && self.depth(n) == depth
        };
        let roots: Vec<usize> = like.iter().copied().filter(same).collect();
        if roots.len() < 2 || class.is_none() {
            return vec![best];
        }
        let held: u32 = roots.iter().map(|&r| self.kept_in(r)).sum();
        let mut around = self.parent(best);
        let last = roots.last().copied().unwrap_or(best);
        while around > 0 && (roots[0] < around || last >= self.end(around)) {
            around = self.parent(around);
        }
        if self.kept_in(around) * 10 <= held * 13 { vec![around] } else { roots }
    }

    fn depth(&self, node: usize) -> usize {
        let mut depth = 0;
        let mut node = node;
        // What is deeper than this is no page that was made by people.
        while node != self.parent(node) && depth < 500 {
            node = self.parent(node);
            depth += 1;
        }
        depth
    }

    /// The smallest element with nearly all of the paragraphs that are in a text.
    fn root_by_text(&self, text: &str) -> Option<usize> {
        /// More paragraphs need not be looked for to know the element.
        const LOOKED_FOR: usize = 60;
        let finder_of = |b: &Block| {
            let mut start = letters(&self.text_of(b, &mut vec![]));
            let cut = start.char_indices().nth(32).map_or(start.len(), |(i, _)| i);
            start.truncate(cut);
            start
        };
        let mut found = Vec::new();
        let mut size = 0;
        let paragraphs = self.blocks.iter().filter(|b| b.is_paragraph());
        let kept = paragraphs.filter(|b| !self.is_gone(b));
        for block in kept.take(LOOKED_FOR) {
            let start = finder_of(block);
            if start.len() > 20 && memmem::find(text.as_bytes(), start.as_bytes()).is_some() {
                found.push(*block);
                size += block.size;
            }
        }
        // A summary in place of the text, or a page without it.
        if (size as usize) * 2 < text.len().min(LOOKED_FOR * 100) {
            return None;
        }
        let mut root = found.first()?.parent as usize;
        loop {
            let (from, end) = (root, self.end(root));
            let inside = found.iter().filter(|b| (from..end).contains(&(b.from as usize)));
            if inside.map(|b| b.size).sum::<u32>() * 10 >= size * 9 || root == 0 {
                return Some(root);
            }
            root = self.tree.nodes[root].parent as usize;
        }
    }

    /// The element in `within` that holds most paragraphs directly, or the one around it
    /// that holds most of them.
    fn densest(&self, within: usize) -> usize {
        let mut scores = vec![0u32; self.tree.nodes.len()];
        let range = within as u32..self.tree.nodes[within].end;
        for block in self.blocks.iter().filter(|b| b.is_paragraph() && range.contains(&b.from)) {
            if self.is_gone(block) {
                continue;
            }
            let holder = self.holder(block);
            scores[holder] += block.size;
            scores[self.tree.nodes[holder].parent as usize] += block.size / 2;
        }
        let Some(mut best) = range.clone().map(|n| n as usize).max_by_key(|&n| scores[n]) else {
            return within;
        };
        let total = self.kept_in(within);
        while best != within && u64::from(self.kept_in(best)) * 10 < u64::from(total) * 6 {
            best = self.tree.nodes[best].parent as usize;
        }
        best
    }

    /// The element that holds a paragraph among others.
    fn holder(&self, block: &Block) -> usize {
        let mut node = block.parent as usize;
        for _ in 0..3 {
            match self.tree.nodes[node].tag {
                Tag::P | Tag::Li | Tag::List | Tag::Pre | Tag::Blockquote | Tag::Heading => {
                    node = self.tree.nodes[node].parent as usize;
                }
                tag if tag.is_inline() => node = self.tree.nodes[node].parent as usize,
                _ => break,
            }
        }
        node
    }

    fn write(
        &self,
        roots: &[usize],
        sure: bool,
        title: Option<&str>,
        description: Option<&str>,
    ) -> Article {
        let mut writer = Writer::new(title, sure);
        for text in lead::find(self, roots, description) {
            writer.lead(&text);
        }
        for &root in roots {
            let mut done = 0;
            let total = self.kept_in(root);
            let mut rows = Rows::default();
            for block in self.blocks_in(root).filter(|b| !self.is_gone(b)) {
                let mut links = Vec::new();
                let text = self.text_of(block, &mut links);
                let tag = self.tree.nodes[block.parent as usize].tag;
                if tag == Tag::Cell && sure && self.is_data(root, block) {
                    rows.cell(self, block, text, &mut writer);
                    continue;
                }
                rows.end(&mut writer);
                if writer.block(text, tag, block, &links, done * 10 >= total * 3) {
                    break;
                }
                if block.is_paragraph() {
                    done += block.size;
                }
            }
            rows.end(&mut writer);
        }
        writer.finish()
    }

    /// Whether the elements hold headings that lead elsewhere, with little text to each.
    fn is_list(&self, roots: &[usize]) -> bool {
        let (mut headings, mut paragraphs) = (0, 0);
        for block in roots.iter().flat_map(|&r| self.blocks_in(r)) {
            let heading =
                matches!(self.tree.nodes[block.parent as usize].tag, Tag::Heading | Tag::H1);
            let leads_on = heading && block.linked * 10 >= block.size * 8;
            if self.is_gone(block) && !(leads_on && self.in_header(block)) {
                continue;
            }
            headings += usize::from(leads_on);
            paragraphs += usize::from(!heading && block.is_paragraph());
        }
        headings >= 4 && paragraphs <= headings * 2
    }

    /// Whether a cell is one of a table of data in the text, not one that makes the layout.
    fn is_data(&self, root: usize, block: &Block) -> bool {
        /// A longer cell is text, in bytes.
        const LONGEST: u32 = 120;
        let row = self.parent(block.parent as usize);
        let in_text = row > root && self.tree.nodes[row].tag == Tag::Row;
        in_text && block.size <= LONGEST && block.linked * 2 <= block.size
    }

    /// Whether a heading stands in the `header` of one of several articles.
    fn in_header(&self, block: &Block) -> bool {
        let around = self.parent(block.parent as usize);
        self.tree.nodes[around].tag == Tag::Header
            && self.tree.nodes[self.parent(around)].tag == Tag::Article
    }
}

/// The row of a table that is being written.
#[derive(Default)]
struct Rows {
    row: Option<usize>,
    table: Option<usize>,
    /// Whether a row of this table is written.
    continues: bool,
    cells: Vec<String>,
}

impl Rows {
    fn cell(&mut self, page: &Page, block: &Block, text: String, writer: &mut Writer) {
        let row = page.parent(block.parent as usize);
        if self.row != Some(row) {
            self.flush(writer);
            let table = page.parent(row);
            self.continues &= self.table == Some(table);
            (self.row, self.table) = (Some(row), Some(table));
        }
        if !text.is_empty() {
            self.cells.push(text);
        }
    }

    fn flush(&mut self, writer: &mut Writer) {
        self.row = None;
        if !self.cells.is_empty() {
            writer.row(&std::mem::take(&mut self.cells), !self.continues);
            self.continues = true;
        }
    }

    /// The table has ended.
    fn end(&mut self, writer: &mut Writer) {
        self.flush(writer);
        self.continues = false;
    }
}
