//! A page as a flat tree: all nodes in the order of the page, each with its end.
//!
//! Made for pages as they come: any bytes give a tree, in linear time and without
//! recursion. Of HTML's rules for unclosed tags those are followed that change which
//! text stands in which block (a paragraph ends where the next block begins, a list
//! item at the next one, a cell at the next cell). Elements that only format words
//! have no node; what is no text (scripts, styles, drawings) is passed over.

use memchr::{memchr, memchr2, memmem};

/// The elements that matter to where text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Tag {
    Text,
    Other,
    A,
    Article,
    Aside,
    Blockquote,
    Body,
    Br,
    Button,
    Caption,
    Cell,
    Dd,
    Details,
    Div,
    Dl,
    Figcaption,
    Figure,
    Footer,
    Form,
    H1,
    Heading,
    Head,
    Header,
    Hr,
    Html,
    Li,
    Link,
    List,
    Main,
    Meta,
    Nav,
    P,
    Pre,
    Row,
    Section,
    Span,
    Table,
    Time,
    Count,
}

impl Tag {
    /// Whether its text runs on in the line around it.
    pub fn is_inline(self) -> bool {
        matches!(self, Tag::Text | Tag::A | Tag::Span | Tag::Time | Tag::Other | Tag::Br)
    }

    fn is_void(self) -> bool {
        matches!(self, Tag::Br | Tag::Hr | Tag::Link | Tag::Meta)
    }
}

/// What is done with an element of some name.
enum Name {
    Node(Tag),
    /// It has no node; its text belongs to what is around it.
    Formatting,
    /// It and all in it is passed over.
    Skipped,
    Script,
    Title,
    Base,
}

fn name(name: &[u8]) -> Name {
    let mut lower = [0u8; 12];
    let Some(lower) = lower.get_mut(..name.len()) else { return Name::Node(Tag::Other) };
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    Name::Node(match &*lower {
        b"a" => Tag::A,
        b"p" => Tag::P,
        b"div" | b"center" | b"fieldset" | b"address" => Tag::Div,
        b"span" | b"abbr" | b"data" => Tag::Span,
        b"br" => Tag::Br,
        b"li" => Tag::Li,
        b"ul" | b"ol" | b"menu" => Tag::List,
        b"h1" => Tag::H1,
        b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Tag::Heading,
        b"td" | b"th" => Tag::Cell,
        b"tr" => Tag::Row,
        b"table" => Tag::Table,
        b"section" | b"hgroup" => Tag::Section,
        b"article" => Tag::Article,
        b"aside" => Tag::Aside,
        b"header" => Tag::Header,
        b"footer" => Tag::Footer,
        b"main" => Tag::Main,
        b"nav" => Tag::Nav,
        b"figure" | b"picture" => Tag::Figure,
        b"figcaption" => Tag::Figcaption,
        b"caption" => Tag::Caption,
        b"blockquote" => Tag::Blockquote,
        b"pre" => Tag::Pre,
        b"dl" => Tag::Dl,
        b"dd" | b"dt" => Tag::Dd,
        b"details" => Tag::Details,
        b"form" => Tag::Form,
        b"button" => Tag::Button,
        b"time" => Tag::Time,
        b"hr" => Tag::Hr,
        b"meta" => Tag::Meta,
        b"link" => Tag::Link,
        b"html" => Tag::Html,
        b"head" => Tag::Head,
        b"body" => Tag::Body,
        b"b" | b"i" | b"em" | b"strong" | b"u" | b"s" | b"font" | b"small" | b"big" | b"sup"
        | b"sub" | b"acronym" | b"mark" | b"q" | b"cite" | b"code" | b"tt" | b"ins" | b"wbr"
        | b"bdi" | b"bdo" | b"dfn" | b"kbd" | b"samp" | b"var" | b"nobr" | b"img" | b"input"
        | b"source" | b"track" | b"area" | b"col" | b"colgroup" | b"tbody" | b"thead"
        | b"tfoot" | b"embed" | b"param" | b"summary" | b"label" => {
            return Name::Formatting;
        }
        b"style" | b"noscript" | b"template" | b"iframe" | b"svg" | b"textarea" | b"object"
        | b"select" | b"video" | b"audio" | b"canvas" | b"math" | b"map" | b"del" => {
            return Name::Skipped;
        }
        b"script" => return Name::Script,
        b"title" => return Name::Title,
        b"base" => return Name::Base,
        _ => Tag::Other,
    })
}

/// The attributes that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Attribute {
    AriaHidden,
    Class,
    Component,
    Content,
    Datetime,
    Hidden,
    Href,
    Hreflang,
    HttpEquiv,
    Id,
    Itemprop,
    Lang,
    Name,
    Property,
    Pubdate,
    Rel,
    Role,
    Style,
    Title,
    Type,
}

fn attribute(name: &[u8]) -> Option<Attribute> {
    let mut lower = [0u8; 16];
    let lower = lower.get_mut(..name.len())?;
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    Some(match &*lower {
        b"class" => Attribute::Class,
        // What the parts of a page are called by those that build pages of components.
        b"data-component" | b"data-testid" | b"data-gu-name" => Attribute::Component,
        b"id" => Attribute::Id,
        b"href" => Attribute::Href,
        b"content" => Attribute::Content,
        b"name" => Attribute::Name,
        b"property" => Attribute::Property,
        b"rel" => Attribute::Rel,
        b"itemprop" => Attribute::Itemprop,
        b"datetime" => Attribute::Datetime,
        b"hreflang" => Attribute::Hreflang,
        b"http-equiv" => Attribute::HttpEquiv,
        b"lang" | b"xml:lang" => Attribute::Lang,
        b"role" => Attribute::Role,
        b"style" => Attribute::Style,
        b"hidden" => Attribute::Hidden,
        b"aria-hidden" => Attribute::AriaHidden,
        b"pubdate" => Attribute::Pubdate,
        b"title" => Attribute::Title,
        b"type" => Attribute::Type,
        _ => return None,
    })
}

/// An element or a piece of text.
#[derive(Clone, Copy, Debug)]
pub struct Node<'p> {
    /// What it is.
    pub tag: Tag,
    /// The number of the element around it; the first node is its own.
    pub parent: u32,
    /// The number of the first node behind it and all in it.
    pub end: u32,
    /// The text as it stands on the page, with its entities.
    pub text: &'p str,
    attributes: (u32, u32),
}

/// A page.
#[derive(Debug, Default)]
pub struct Tree<'p> {
    /// All nodes, in the order of the page.
    pub nodes: Vec<Node<'p>>,
    attributes: Vec<(Attribute, &'p str)>,
    /// What stands in `title`, with its entities.
    pub title: Option<&'p str>,
    /// The data that scripts of type `application/ld+json` hold.
    pub linked_data: Vec<&'p str>,
    /// The address that those of the page are relative to.
    pub base: Option<&'p str>,
}

impl<'p> Tree<'p> {
    /// The value of an attribute of a node, with its entities.
    pub fn attribute(&self, node: usize, wanted: Attribute) -> Option<&'p str> {
        let (from, to) = self.nodes.get(node)?.attributes;
        let all = self.attributes.get(from as usize..to as usize)?;
        all.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value)
    }

    /// The numbers of the nodes in a node.
    pub fn inside(&self, node: usize) -> std::ops::Range<usize> {
        node + 1..self.nodes.get(node).map_or(0, |n| n.end as usize).max(node + 1)
    }
}

/// How far up an open element is looked for where the tags are not nested: farther up
/// it is another one's.
const LOOK_UP: usize = 32;

struct Builder<'p> {
    tree: Tree<'p>,
    /// The open elements and where each kind of them stands among these.
    open: Vec<(Tag, u32)>,
    open_of: Vec<Vec<u32>>,
    /// Names whose end was looked for in vain: nobody looks twice.
    never_ends: Vec<Vec<u8>>,
}

/// Makes the tree of a page.
pub fn parse(page: &str) -> Tree<'_> {
    let mut builder = Builder {
        tree: Tree::default(),
        open: Vec::new(),
        open_of: vec![Vec::new(); Tag::Count as usize],
        never_ends: Vec::new(),
    };
    // So that each node has one around it.
    builder.element(Tag::Html, (0, 0));
    builder.page(page);
    builder.close_to(0);
    builder.tree
}

impl<'p> Builder<'p> {
    fn page(&mut self, page: &'p str) {
        let bytes = page.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let Some(tag) = memchr(b'<', &bytes[at..]).map(|i| at + i) else {
                self.text(&page[at..]);
                return;
            };
            let mut next = bytes.get(tag + 1).copied().unwrap_or(b' ');
            let closing = next == b'/';
            if closing {
                next = bytes.get(tag + 2).copied().unwrap_or(b' ');
            }
            if next.is_ascii_alphabetic() {
                self.text(&page[at..tag]);
                let from = tag + 1 + usize::from(closing);
                at = if closing { self.end_tag(page, from) } else { self.start_tag(page, from) };
            } else if closing || matches!(next, b'!' | b'?') {
                self.text(&page[at..tag]);
                at = self.comment(bytes, tag);
            } else {
                // A sign of the text.
                self.text(&page[at..=tag]);
                at = tag + 1;
            }
        }
    }

    /// Where the page goes on behind a comment, a doctype or the like.
    fn comment(&mut self, bytes: &[u8], tag: usize) -> usize {
        let rest = &bytes[tag..];
        let end = if rest.starts_with(b"<!--") && !self.never_ends.iter().any(|n| n == b"!--") {
            let end = memmem::find(&rest[4..], b"-->").map(|i| 4 + i + 3);
            if end.is_none() {
                self.never_ends.push(b"!--".to_vec());
            }
            end
        } else {
            None
        };
        end.or_else(|| memchr(b'>', rest).map(|i| i + 1)).map_or(bytes.len(), |end| tag + end)
    }

    fn text(&mut self, text: &'p str) {
        if text.is_empty() {
            return;
        }
        let blank = text.bytes().all(|b| b.is_ascii_whitespace());
        if blank && self.tree.nodes.last().is_none_or(|n| !n.tag.is_inline()) {
            return;
        }
        if !blank {
            self.leave_head();
        }
        self.node(Tag::Text, (0, 0), text);
    }

    fn leave_head(&mut self) {
        if let Some(&position) = self.open_of[Tag::Head as usize].last() {
            self.close_to(position as usize);
        }
    }

    fn node(&mut self, tag: Tag, attributes: (u32, u32), text: &'p str) -> u32 {
        let number = self.tree.nodes.len() as u32;
        let parent = self.open.last().map_or(number, |(_, node)| *node);
        self.tree.nodes.push(Node { tag, parent, end: number + 1, text, attributes });
        number
    }

    fn element(&mut self, tag: Tag, attributes: (u32, u32)) {
        let number = self.node(tag, attributes, "");
        if !tag.is_void() {
            self.open_of[tag as usize].push(self.open.len() as u32);
            self.open.push((tag, number));
        }
    }

    /// Closes the open element at this position and all in it.
    fn close_to(&mut self, position: usize) {
        let end = self.tree.nodes.len() as u32;
        while self.open.len() > position {
            let Some((tag, node)) = self.open.pop() else { return };
            self.open_of[tag as usize].pop();
            if let Some(node) = self.tree.nodes.get_mut(node as usize) {
                node.end = end;
            }
        }
    }

    /// Closes the last open element of these kinds, unless one of `walls` stands between.
    fn close_implied(&mut self, tags: &[Tag], through: impl Fn(Tag) -> bool) {
        let near = self.open.iter().enumerate().rev().take(LOOK_UP);
        let mut found = None;
        for (position, (tag, _)) in near {
            if tags.contains(tag) {
                found = Some(position);
                break;
            }
            if !through(*tag) {
                break;
            }
        }
        if let Some(position) = found {
            self.close_to(position);
        }
    }

    fn start_tag(&mut self, page: &'p str, from: usize) -> usize {
        let bytes = page.as_bytes();
        let name_end = end_of_name(bytes, from);
        let first = self.tree.attributes.len() as u32;
        let mut base = None;
        let mut linked_data = false;
        let kind = name(&bytes[from..name_end]);
        let wanted = !matches!(kind, Name::Formatting | Name::Skipped | Name::Title);
        let end = attributes(page, name_end, |name, value| {
            if !wanted {
                return;
            }
            let Some(name) = attribute(name) else { return };
            match kind {
                Name::Script if name == Attribute::Type => linked_data = value.contains("ld+json"),
                Name::Base if name == Attribute::Href => base = Some(value),
                Name::Node(_) => self.tree.attributes.push((name, value)),
                _ => {}
            }
        });
        let attributes = (first, self.tree.attributes.len() as u32);
        match kind {
            Name::Formatting => {}
            Name::Base => self.tree.base = self.tree.base.or(base),
            Name::Skipped | Name::Script | Name::Title => {
                let closed = bytes[..end].ends_with(b"/>") && matches!(kind, Name::Skipped);
                if closed {
                    return end;
                }
                let Some((inner_end, after)) = self.end_of(bytes, &bytes[from..name_end], end)
                else {
                    return end;
                };
                let inner = &page[end..inner_end];
                if linked_data {
                    self.tree.linked_data.push(inner);
                }
                if matches!(kind, Name::Title) && self.tree.title.is_none() {
                    self.tree.title = Some(inner);
                }
                return after;
            }
            Name::Node(tag) => self.open_element(tag, attributes),
        }
        end
    }

    fn open_element(&mut self, tag: Tag, attributes: (u32, u32)) {
        if matches!(tag, Tag::Html | Tag::Body) {
            self.leave_head();
            if !self.open_of[tag as usize].is_empty() {
                // The attributes of the first of them are those of the page.
                let node = if tag == Tag::Html { self.tree.nodes.first_mut() } else { None };
                if let Some(node) = node.filter(|n| n.attributes.0 == n.attributes.1) {
                    node.attributes = attributes;
                }
                return;
            }
        } else if !matches!(tag, Tag::Meta | Tag::Link | Tag::Head) {
            self.leave_head();
        }
        if !tag.is_inline() {
            self.close_implied(&[Tag::P], Tag::is_inline);
        }
        match tag {
            Tag::Li => self.close_implied(&[Tag::Li], |t| !matches!(t, Tag::List | Tag::Table)),
            Tag::Dd => self.close_implied(&[Tag::Dd], |t| !matches!(t, Tag::Dl | Tag::Table)),
            Tag::Cell => {
                self.close_implied(&[Tag::Cell], |t| !matches!(t, Tag::Row | Tag::Table));
            }
            Tag::Row => self.close_implied(&[Tag::Row], |t| t != Tag::Table),
            Tag::A => self.close_implied(&[Tag::A], Tag::is_inline),
            _ => {}
        }
        self.element(tag, attributes);
    }

    fn end_tag(&mut self, page: &str, from: usize) -> usize {
        let bytes = page.as_bytes();
        let name_end = end_of_name(bytes, from);
        let end = memchr(b'>', &bytes[name_end..]).map_or(bytes.len(), |i| name_end + i + 1);
        let Name::Node(tag) = name(&bytes[from..name_end]) else { return end };
        if matches!(tag, Tag::Html | Tag::Body) || tag.is_void() {
            return end;
        }
        if tag.is_inline() {
            let inline = self.open.iter().enumerate().rev().take(LOOK_UP);
            let mut inline = inline.take_while(|(_, (t, _))| t.is_inline());
            let found = inline.find(|(_, (t, _))| *t == tag).map(|(position, _)| position);
            if let Some(position) = found {
                self.close_to(position);
            }
            return end;
        }
        let last = |tag: Tag| self.open_of[tag as usize].last().copied();
        let Some(position) = last(tag) else { return end };
        // What is opened outside of a cell is not closed inside of it.
        let of_tables = matches!(tag, Tag::Cell | Tag::Row | Tag::Table);
        let wall = if of_tables { last(Tag::Table) } else { last(Tag::Cell) };
        if wall.is_none_or(|wall| wall <= position) {
            self.close_to(position as usize);
        }
        end
    }

    /// Where the content of a raw element ends, and where the page goes on.
    fn end_of(&mut self, bytes: &[u8], name: &[u8], from: usize) -> Option<(usize, usize)> {
        if self.never_ends.iter().any(|n| n.eq_ignore_ascii_case(name)) {
            return None;
        }
        let mut at = from;
        for tag in memmem::find_iter(&bytes[from..], b"</").map(|i| from + i) {
            let rest = &bytes[tag + 2..];
            if rest.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) {
                at = memchr(b'>', &bytes[tag..]).map_or(bytes.len(), |i| tag + i + 1);
                return Some((tag, at));
            }
        }
        debug_assert!(at == from);
        self.never_ends.push(name.to_ascii_lowercase());
        None
    }
}

fn end_of_name(bytes: &[u8], from: usize) -> usize {
    let end =
        bytes[from..].iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'));
    end.map_or(bytes.len(), |i| from + i)
}

/// Hands over the attributes of a tag; gives where it ends.
fn attributes<'p>(page: &'p str, from: usize, mut take: impl FnMut(&[u8], &'p str)) -> usize {
    let bytes = page.as_bytes();
    let mut at = from;
    loop {
        while bytes.get(at).is_some_and(|b| b.is_ascii_whitespace() || *b == b'/') {
            at += 1;
        }
        match bytes.get(at) {
            None => return bytes.len(),
            Some(b'>') => return at + 1,
            Some(_) => {}
        }
        let name = at;
        // An equals sign that opens a name belongs to it.
        at += 1;
        while bytes
            .get(at)
            .is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/'))
        {
            at += 1;
        }
        let name = &bytes[name..at];
        let mut sign = at;
        while bytes.get(sign).is_some_and(u8::is_ascii_whitespace) {
            sign += 1;
        }
        if bytes.get(sign) != Some(&b'=') {
            take(name, "");
            continue;
        }
        at = sign + 1;
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        let (value, next) = match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => {
                let end = memchr(quote, &bytes[at + 1..]).map_or(bytes.len(), |i| at + 1 + i);
                (at + 1..end, end + 1)
            }
            _ => {
                let end = bytes[at..].iter().position(|b| b.is_ascii_whitespace() || *b == b'>');
                let end = end.map_or(bytes.len(), |i| at + i);
                (at..end, end)
            }
        };
        at = next;
        take(name, page.get(value).unwrap_or_default());
    }
}

/// The character that stands for an entity without `&` and `;`.
fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = match hexadecimal {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        // What the web writes so is meant as Windows-1252.
        return match code {
            0x80..=0x9F => Some(crate::decode::windows_1252_char(code as u8)),
            0 => None,
            _ => char::from_u32(code),
        };
    }
    ENTITIES.binary_search_by_key(&name, |(n, _)| n).ok().map(|i| ENTITIES[i].1)
}

include!("entities.rs");

/// Appends text of a page with its entities resolved; white space stays as it is.
pub fn resolve_into(text: &str, to: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        to.push_str(&rest[..at]);
        rest = &rest[at..];
        let bytes = rest.as_bytes();
        let end = bytes[1..]
            .iter()
            .take(12)
            .position(|b| !(b.is_ascii_alphanumeric() || *b == b'#'))
            .map_or(bytes.len().min(13), |i| i + 1);
        match rest.get(1..end).and_then(entity) {
            Some(c) => {
                to.push(c);
                let sign = usize::from(bytes.get(end) == Some(&b';'));
                rest = &rest[end + sign..];
            }
            None => {
                to.push('&');
                rest = &rest[1..];
            }
        }
    }
    to.push_str(rest);
}

/// Text of a page on one line: entities resolved, white space as single spaces.
pub fn line(text: &str) -> String {
    let mut resolved = String::with_capacity(text.len());
    resolve_into(text, &mut resolved);
    let mut line = String::with_capacity(resolved.len());
    for word in resolved.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether a text has a sign that ends a tag: then it is no plain text.
pub fn has_markup(text: &str) -> bool {
    memchr2(b'<', b'&', text.as_bytes()).is_some()
}
