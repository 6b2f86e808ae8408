//! The text of the article on a page.
//!
//! A page is cut into blocks (paragraphs, headings, items, cells). What its elements say
//! of themselves by tag, class and id takes blocks away: menus, captions, related links,
//! comments; but never most of the page's text, since a wrapper may be called anything.
//! The element of the article is then, in this order: the one in which the text is that
//! the page gives as `articleBody` of its linked data; one that says that it is the body
//! of the article; `article`; else the one that holds most paragraphs. The order of these
//! follows what trafilatura and Readability found to work; the measures are our own.

use std::collections::HashSet;

use memchr::memmem;

use super::classes::{Classes, Judged};
use super::phrases::{self, Told};
use super::tree::{self, Attribute, Tag, Tree};

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

/// A run of text that no block element interrupts.
#[derive(Clone, Copy, Debug)]
struct Block {
    from: u32,
    to: u32,
    /// The block element around it.
    parent: u32,
    /// Bytes of text, and how many of them are in links.
    size: u32,
    linked: u32,
}

impl Block {
    /// Whether it is a paragraph of text rather than a label or a list of links.
    fn is_paragraph(&self) -> bool {
        self.size >= 50 && self.linked * 2 < self.size
    }
}

struct Page<'t, 'p> {
    tree: &'t Tree<'p>,
    blocks: Vec<Block>,
    /// For each node, the paragraphs before it, in bytes of text; all, and those kept.
    all: Vec<u32>,
    kept: Vec<u32>,
    gone: Vec<bool>,
    classes: Vec<Classes>,
}

/// Finds the article of a page. `title` is its headline, `body` the text of the article
/// where the page gives it apart.
pub fn find(tree: &Tree, title: Option<&str>, body: Option<&str>) -> Article {
    let mut page = Page::new(tree);
    page.take_away();
    let hint = body.map(letters).filter(|b| !b.is_empty());
    let roots = page.roots(hint.as_deref());
    let mut article = page.write(&roots, title);
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
        let page = Page::new(&tree);
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

impl<'t, 'p> Page<'t, 'p> {
    fn new(tree: &'t Tree<'p>) -> Page<'t, 'p> {
        let blocks = blocks(tree);
        let mut page = Page {
            tree,
            gone: vec![false; tree.nodes.len()],
            classes: vec![Classes::default(); tree.nodes.len()],
            all: vec![],
            kept: vec![],
            blocks,
        };
        page.all = page.sums();
        page
    }

    /// How many bytes of paragraphs that are not gone stand before each node.
    fn sums(&self) -> Vec<u32> {
        let mut sums = vec![0u32; self.tree.nodes.len() + 1];
        for block in self.blocks.iter().filter(|b| b.is_paragraph()) {
            let from = block.from as usize;
            if !self.gone.get(from).copied().unwrap_or(true) {
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

    fn end(&self, node: usize) -> usize {
        self.tree.nodes[node].end as usize
    }

    fn all_in(&self, node: usize) -> u32 {
        self.all[self.end(node)] - self.all[node]
    }

    fn kept_in(&self, node: usize) -> u32 {
        self.kept[self.end(node)] - self.kept[node]
    }

    /// Marks what is not of the article.
    fn take_away(&mut self) {
        let total = self.all_in(0);
        let headline = self.tree.nodes.iter().position(|n| n.tag == Tag::H1);
        let mut judged = Judged::default();
        let mut at = 0;
        while at < self.tree.nodes.len() {
            let tag = self.tree.nodes[at].tag;
            if tag == Tag::Text {
                at += 1;
                continue;
            }
            let value = |name| self.tree.attribute(at, name);
            let classes = judged
                .of(value(Attribute::Class).unwrap_or_default())
                .and(judged.of(value(Attribute::Id).unwrap_or_default()));
            self.classes[at] = classes;
            let body = classes.has(Classes::BODY) || is_article_body(value(Attribute::Itemprop));
            let hidden = || {
                value(Attribute::Hidden).is_some()
                    || value(Attribute::AriaHidden) == Some("true")
                    || value(Attribute::Style).is_some_and(hides)
            };
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
                Tag::Aside | Tag::Footer | Tag::Form | Tag::Header => Some(50),
                Tag::Figure | Tag::Figcaption | Tag::Caption => Some(50),
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
                    let class = self.tree.attribute(inside, Attribute::Class);
                    self.classes[inside] = judged.of(class.unwrap_or_default());
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

    /// The elements of the article, in order.
    fn roots(&self, body: Option<&str>) -> Vec<usize> {
        if let Some(root) = body.and_then(|b| self.root_by_text(b)) {
            return vec![root];
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
        let bodies: Vec<usize> = elements().filter(|&n| says_body(n)).collect();
        if let Some(best) = self.most(&bodies) {
            let roots = self.with_siblings(best, &bodies);
            let held: u32 = roots.iter().map(|&r| self.kept_in(r)).sum();
            let alone = roots.len() == bodies.len();
            if u64::from(held) * 10 >= u64::from(total) * 3 || (alone && held >= 200) {
                return roots;
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
        vec![self.densest(marked.unwrap_or(0))]
    }

    /// The element with the most paragraphs; of one in another, the inner.
    fn most(&self, elements: &[usize]) -> Option<usize> {
        elements.iter().copied().filter(|&n| self.kept_in(n) > 0).max_by_key(|&n| self.kept_in(n))
    }

    /// An element together with those beside it that say the same of themselves: a text
    /// that is cut in pieces by advertisements.
    fn with_siblings(&self, best: usize, like: &[usize]) -> Vec<usize> {
        let node = self.tree.nodes[best];
        let class = self.tree.attribute(best, Attribute::Class);
        let same = |&n: &usize| {
            self.tree.nodes[n].parent == node.parent
                && self.tree.attribute(n, Attribute::Class) == class
        };
        let roots: Vec<usize> = like.iter().copied().filter(same).collect();
        if roots.len() < 2 || class.is_none() {
            return vec![best];
        }
        let held: u32 = roots.iter().map(|&r| self.kept_in(r)).sum();
        let parent = node.parent as usize;
        if self.kept_in(parent) * 10 <= held * 13 { vec![parent] } else { roots }
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
        let kept = paragraphs.filter(|b| !self.gone[b.from as usize]);
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
            if self.gone[block.from as usize] {
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

    /// The text of a block and its links.
    fn text_of(&self, block: &Block, links: &mut Vec<(usize, usize, &'p str)>) -> String {
        let mut text = String::with_capacity(block.size as usize + 16);
        let mut open: Option<(u32, usize, &str)> = None;
        let mut raw = String::new();
        for number in block.from..block.to {
            if let Some((end, start, href)) = open.filter(|(end, ..)| *end <= number) {
                links.push((start, text.trim_end().len().max(start), href));
                open = open.filter(|o| o.0 != end);
            }
            let node = self.tree.nodes[number as usize];
            if self.gone[number as usize] {
                continue;
            }
            match node.tag {
                Tag::Text => {
                    raw.clear();
                    tree::resolve_into(node.text, &mut raw);
                    raw.retain(|c| !is_invisible(c));
                    push_spaced(&mut text, &raw);
                }
                Tag::Br => {
                    text.truncate(text.trim_end().len());
                    if !text.is_empty() {
                        text.push('\n');
                    }
                }
                Tag::A => {
                    if let Some(href) = self.tree.attribute(number as usize, Attribute::Href) {
                        open = Some((node.end, text.len(), href));
                    }
                }
                _ => {}
            }
        }
        text.truncate(text.trim_end().len());
        if let Some((_, start, href)) = open {
            links.push((start.min(text.len()), text.len(), href));
        }
        text
    }

    fn write(&self, roots: &[usize], title: Option<&str>) -> Article {
        let mut writer = Writer::new(title);
        if let Some(lead) = self.lead(roots) {
            for block in self.blocks_in(lead) {
                let text = self.text_shown_though_gone(block);
                writer.lead(text);
            }
        }
        for &root in roots {
            let mut done = 0;
            let total = self.kept_in(root);
            for block in self.blocks_in(root).filter(|b| !self.gone[b.from as usize]) {
                let mut links = Vec::new();
                let text = self.text_of(block, &mut links);
                let tag = self.tree.nodes[block.parent as usize].tag;
                if writer.block(text, tag, block, &links, done * 10 >= total * 3) {
                    break;
                }
                if block.is_paragraph() {
                    done += block.size;
                }
            }
        }
        writer.finish()
    }

    /// Whether the elements hold headings that lead elsewhere, with little text to each.
    fn is_list(&self, roots: &[usize]) -> bool {
        let (mut headings, mut paragraphs) = (0, 0);
        for block in roots.iter().flat_map(|&r| self.blocks_in(r)) {
            if self.gone[block.from as usize] {
                continue;
            }
            let heading =
                matches!(self.tree.nodes[block.parent as usize].tag, Tag::Heading | Tag::H1);
            headings += usize::from(heading && block.linked * 10 >= block.size * 8);
            paragraphs += usize::from(!heading && block.is_paragraph());
        }
        headings >= 4 && paragraphs <= headings * 2
    }

    fn blocks_in(&self, node: usize) -> impl Iterator<Item = &Block> {
        let from = self.blocks.partition_point(|b| (b.from as usize) < node);
        let end = self.tree.nodes[node].end;
        self.blocks[from..].iter().take_while(move |b| b.from < end)
    }

    /// The paragraph under the headline, where it stands outside of the article's text.
    fn lead(&self, roots: &[usize]) -> Option<usize> {
        let root = *roots.first()?;
        let headline = self.tree.nodes.iter().position(|n| n.tag == Tag::H1)?;
        let mut at = headline;
        while at < root {
            let inside_comments = self.classes[at].has(Classes::NEVER);
            let around_the_text = self.end(at) > root;
            if self.classes[at].has(Classes::LEAD) && !around_the_text && !inside_comments {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    fn text_shown_though_gone(&self, block: &Block) -> String {
        let texts = (block.from..block.to).map(|n| self.tree.nodes[n as usize].text);
        tree::line(&texts.collect::<String>())
    }
}

/// Collects the blocks that belong to the article.
struct Writer<'a> {
    title: Option<&'a str>,
    article: Article,
    seen: HashSet<String>,
    /// Where what must not end the text begins: headings, credits.
    pending: Option<usize>,
    paragraphs: usize,
    /// Where an agency's credit begins that ends the text.
    credit: Option<String>,
}

impl<'a> Writer<'a> {
    fn new(title: Option<&'a str>) -> Writer<'a> {
        Writer {
            title,
            article: Article::default(),
            seen: HashSet::new(),
            pending: None,
            paragraphs: 0,
            credit: None,
        }
    }

    fn lead(&mut self, text: String) {
        if text.len() >= 50 && phrases::judge(&text) == Told::Nothing && self.is_new(&text) {
            self.push(&text, &[]);
        }
    }

    fn is_new(&mut self, text: &str) -> bool {
        text.len() < 60 || self.seen.insert(text.to_owned())
    }

    fn push(&mut self, text: &str, links: &[(usize, usize, &str)]) {
        let article = &mut self.article;
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(text);
        let moved =
            |(from, to, href): &(usize, usize, &str)| (start + from, start + to, tree::line(href));
        article.links.extend(links.iter().map(moved));
    }

    /// Takes a block in if it is of the article; whether the article ends before it.
    fn block(
        &mut self,
        text: String,
        tag: Tag,
        block: &Block,
        links: &[(usize, usize, &str)],
        may_end: bool,
    ) -> bool {
        let heading = matches!(tag, Tag::Heading | Tag::H1);
        if text.is_empty() || tag == Tag::H1 || self.title.is_some_and(|t| t == text) {
            return false;
        }
        if crate::credit::is_credit(&text) {
            // Who took a picture says so too: it counts only where it ends the text.
            self.credit = Some(text);
            return false;
        }
        match phrases::judge(&text) {
            Told::End if may_end => return true,
            Told::Nothing => {}
            Told::Out | Told::End => return false,
        }
        let sentence = text.ends_with(['.', '!', '?', '…', '»', '”', '"', ')', ':', ';']);
        let linked = block.linked * 10 > block.size * 6;
        if linked && (block.size < 200 || block.linked * 10 > block.size * 9) {
            return false;
        }
        let short = text.len() < 60;
        let item = tag == Tag::Li && block.linked == 0 && self.paragraphs > 0;
        if short && !sentence && !heading && !item && (self.paragraphs == 0 || text.len() < 25) {
            return false;
        }
        if heading && self.paragraphs == 0 && text.len() < 40 {
            return false;
        }
        if !self.is_new(&text) {
            return false;
        }
        self.credit = None;
        let before = self.article.text.len();
        self.push(&text, links);
        if heading || (short && !sentence) {
            self.pending = self.pending.or(Some(before));
        } else {
            self.pending = None;
            self.paragraphs += 1;
        }
        false
    }

    fn finish(mut self) -> Article {
        // A heading with nothing under it, a name below the text.
        if let Some(pending) = self.pending.filter(|&p| p > 0) {
            self.article.text.truncate(pending);
            self.article.links.retain(|(_, end, _)| *end <= pending);
        }
        if self.paragraphs == 0 && self.pending.is_some() {
            return Article::default();
        }
        if let Some(credit) = self.credit.take().filter(|_| !self.article.text.is_empty()) {
            self.push(&credit, &[]);
        }
        self.article
    }
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

fn is_article_body(itemprop: Option<&str>) -> bool {
    itemprop.is_some_and(|p| p.split_ascii_whitespace().any(|p| p == "articleBody"))
}

fn hides(style: &str) -> bool {
    let bytes = style.as_bytes();
    memmem::find(bytes, b"display").is_some_and(|i| {
        let value = style[i + 7..].trim_start().strip_prefix(':').unwrap_or_default();
        value.trim_start().starts_with("none")
    })
}

fn blocks(tree: &Tree) -> Vec<Block> {
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
