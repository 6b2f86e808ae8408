//! The blocks of an article, written one after the other.

use std::collections::HashSet;

use super::article::Article;
use super::block::{Block, Link};
use super::phrases::{self, Told};
use super::tree::{self, Tag};

/// Collects the blocks that belong to the article.
pub struct Writer<'a> {
    title: Option<&'a str>,
    sure: bool,
    article: Article,
    seen: HashSet<String>,
    /// Where what must not end the text begins: headings, credits.
    pending: Option<usize>,
    paragraphs: usize,
    /// Whether what came last opens a list (*We call on all sides to:*) or is of one.
    listing: bool,
    /// Where an agency's credit begins that ends the text.
    credit: Option<String>,
}

impl<'a> Writer<'a> {
    /// Nothing yet. `sure` tells that the page says itself what its article is.
    pub fn new(title: Option<&'a str>, sure: bool) -> Writer<'a> {
        Writer {
            title,
            sure,
            article: Article::default(),
            seen: HashSet::new(),
            pending: None,
            paragraphs: 0,
            listing: false,
            credit: None,
        }
    }

    /// Takes what stands between the headline and the text.
    pub fn lead(&mut self, text: &str) {
        let is_title = self.title.is_some_and(|t| same(t, text));
        if !is_title && phrases::judge(text) == Told::Nothing && self.is_new(text) {
            self.push(text, &[]);
        }
    }

    fn is_new(&mut self, text: &str) -> bool {
        text.len() < 60 || self.seen.insert(text.to_owned())
    }

    fn push(&mut self, text: &str, links: &[Link]) {
        let article = &mut self.article;
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(text);
        let moved = |(from, to, href): &Link| (start + from, start + to, tree::line(href));
        article.links.extend(links.iter().map(moved));
    }

    /// Takes a block in if it is of the article; whether the article ends before it.
    pub fn block(
        &mut self,
        text: String,
        tag: Tag,
        block: &Block,
        links: &[Link],
        may_end: bool,
    ) -> bool {
        let heading = matches!(tag, Tag::Heading | Tag::H1);
        if text.is_empty() || tag == Tag::H1 || self.title.is_some_and(|t| same(t, &text)) {
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
        let item = matches!(tag, Tag::Li | Tag::Caption)
            && block.linked == 0
            && (self.paragraphs > 0 || (self.sure && text.len() >= 15));
        if short && !sentence && !heading && !item && (self.paragraphs == 0 || text.len() < 25) {
            return false;
        }
        if heading && self.paragraphs == 0 && text.len() < 40 && !self.sure {
            return false;
        }
        if !self.is_new(&text) {
            return false;
        }
        self.credit = None;
        let before = self.article.text.len();
        self.push(&text, links);
        // Items that a sentence has opened may end the text.
        let listed = item && (self.sure || self.listing);
        self.listing = text.ends_with(':') || (item && self.listing);
        if heading || (short && !sentence && !listed) {
            self.pending = self.pending.or(Some(before));
        } else {
            self.pending = None;
            self.paragraphs += 1;
        }
        false
    }

    /// Takes a row of a table in: its cells, with a tab between two. Rows are lines of one
    /// paragraph.
    pub fn row(&mut self, cells: &[String], first: bool) {
        let row = cells.join("\t");
        if first {
            self.push(&row, &[]);
        } else {
            self.article.text.push('\n');
            self.article.text.push_str(&row);
        }
        self.pending = None;
    }

    /// What was taken in.
    pub fn finish(mut self) -> Article {
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

/// Whether a block is the headline once more.
fn same(title: &str, text: &str) -> bool {
    let letters = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    title == text || (text.len() < title.len() * 2 && letters(title) == letters(text))
}
