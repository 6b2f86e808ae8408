//! XML as feeds have it: read leniently, since many are broken.
//!
//! Elements that are not closed end with the one around them, signs that should be
//! entities stand for themselves, and what breaks off ends there.

use memchr::{memchr, memmem};

use crate::html::tree::resolve_into;

/// An element in another, with what is in it as it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Element<'x> {
    /// The name, with its prefix.
    pub name: &'x str,
    attributes: &'x str,
    /// What stands in it.
    pub inner: &'x str,
}

impl<'x> Element<'x> {
    /// The value of an attribute, entities resolved.
    pub fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        while let Some(sign) = rest.find('=') {
            let name = rest[..sign].trim().rsplit(char::is_whitespace).next()?;
            let value = rest[sign + 1..].trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let end = value[1..].find(quote)?;
            if name.eq_ignore_ascii_case(wanted) {
                let mut resolved = String::new();
                resolve_into(&value[1..=end], &mut resolved);
                return Some(resolved.trim().to_owned());
            }
            rest = &value[end + 2..];
        }
        None
    }

    /// The text in it: CDATA as it stands, entities resolved once.
    pub fn text(&self) -> String {
        text(self.inner)
    }
}

/// The text of a piece of XML: CDATA as it stands, entities resolved once; markup stays.
pub(crate) fn text(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find("<![CDATA[") {
        resolve_into(&rest[..at], &mut text);
        let from = &rest[at + 9..];
        let end = from.find("]]>").unwrap_or(from.len());
        text.push_str(&from[..end]);
        rest = from.get(end + 3..).unwrap_or_default();
    }
    resolve_into(rest, &mut text);
    text.trim().to_owned()
}

enum Tag<'x> {
    Open { name: &'x str, attributes: &'x str, empty: bool },
    Close { name: &'x str },
}

/// The next tag from `at` on: where it begins, where it ends, what it is.
fn next_tag(xml: &str, mut at: usize) -> Option<(usize, usize, Tag<'_>)> {
    let bytes = xml.as_bytes();
    loop {
        let start = at + memchr(b'<', bytes.get(at..)?)?;
        let rest = &bytes[start..];
        let skip = |from: usize, end: &[u8]| {
            memmem::find(&rest[from..], end).map_or(bytes.len(), |i| start + from + i + end.len())
        };
        if rest.starts_with(b"<![CDATA[") {
            at = skip(9, b"]]>");
        } else if rest.starts_with(b"<!--") {
            at = skip(4, b"-->");
        } else if rest.starts_with(b"<?") || rest.starts_with(b"<!") {
            at = skip(2, b">");
        } else {
            let closing = rest.get(1) == Some(&b'/');
            let from = start + 1 + usize::from(closing);
            if !bytes.get(from).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_') {
                at = start + 1;
                continue;
            }
            let end = end_of_tag(bytes, from)?;
            let inside = &xml[from..end];
            let empty = inside.ends_with('/');
            let inside = inside.trim_end_matches('/');
            let cut = inside.find(|c: char| c.is_whitespace()).unwrap_or(inside.len());
            let (name, attributes) = inside.split_at(cut);
            let tag =
                if closing { Tag::Close { name } } else { Tag::Open { name, attributes, empty } };
            return Some((start, end + 1, tag));
        }
    }
}

/// Where the sign stands that ends a tag; signs in quotes do not.
fn end_of_tag(bytes: &[u8], from: usize) -> Option<usize> {
    let mut quote = None;
    for (i, &byte) in bytes[from..].iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(from + i),
            // A quote that is never closed does not eat the rest.
            (_, b'<') => return Some(from + i - 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The elements that stand directly in a piece of XML.
pub(crate) fn children(xml: &str) -> Vec<Element<'_>> {
    let mut children = Vec::new();
    let mut at = 0;
    while let Some((_, after, tag)) = next_tag(xml, at) {
        at = after;
        let Tag::Open { name, attributes, empty } = tag else { continue };
        if empty {
            children.push(Element { name, attributes, inner: "" });
            continue;
        }
        let (end, after) = end_of(xml, name, at);
        children.push(Element { name, attributes, inner: &xml[at..end] });
        at = after;
    }
    children
}

/// Where an element ends that begins at `at`, and where its end tag does. One that is not
/// closed ends where the one around it does: at the end.
fn end_of(xml: &str, name: &str, mut at: usize) -> (usize, usize) {
    let mut depth = 1;
    while let Some((start, after, tag)) = next_tag(xml, at) {
        match tag {
            Tag::Open { name: other, empty: false, .. } if other == name => depth += 1,
            Tag::Close { name: other } if other == name => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (start, after);
        }
        at = after;
    }
    (xml.len(), xml.len())
}

/// All elements of these names, wherever they stand, in order: not those in each other. One
/// that is not closed ends where the next one begins.
pub(crate) fn all<'x>(xml: &'x str, names: &[&str]) -> Vec<Element<'x>> {
    let mut found: Vec<Element> = Vec::new();
    let mut open: Option<(&str, &str, usize)> = None;
    let mut at = 0;
    while let Some((start, after, tag)) = next_tag(xml, at) {
        at = after;
        match (tag, open) {
            (Tag::Open { name, attributes, empty }, before) if names.contains(&name) => {
                if let Some((name, attributes, from)) = before {
                    found.push(Element { name, attributes, inner: &xml[from..start] });
                }
                open = (!empty).then_some((name, attributes, after));
                if empty {
                    found.push(Element { name, attributes, inner: "" });
                }
            }
            (Tag::Close { name }, Some((opened, attributes, from))) if name == opened => {
                found.push(Element { name, attributes, inner: &xml[from..start] });
                open = None;
            }
            _ => {}
        }
    }
    if let Some((name, attributes, from)) = open {
        found.push(Element { name, attributes, inner: &xml[from..] });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_and_text() {
        let xml = "<?xml version='1.0'?><a x='1 &gt; 0'><!-- <b> --><b>un &amp; deux</b><c y=\"z\"/><b><![CDATA[<p>x & y</p>]]></b></a>";
        let a = children(xml)[0];
        assert_eq!(a.attribute("x").as_deref(), Some("1 > 0"));
        let inside = children(a.inner);
        assert_eq!(inside.iter().map(|e| e.name).collect::<Vec<_>>(), ["b", "c", "b"]);
        assert_eq!(inside[0].text(), "un & deux");
        assert_eq!(inside[1].attribute("y").as_deref(), Some("z"));
        assert_eq!(inside[2].text(), "<p>x & y</p>");
    }

    #[test]
    fn what_is_broken() {
        let xml = "<rss><item><title>Un</title><item><title>Deux & <trois</title></item><item><title>Quat";
        let items = all(xml, &["item"]);
        assert_eq!(items.len(), 3);
        assert_eq!(children(items[0].inner)[0].text(), "Un");
        assert_eq!(children(items[2].inner)[0].text(), "Quat");
        for xml in
            ["<", "<a", "<a b", "</a>", "<a b='", "<![CDATA[", "<!--", "<a><a><a>", "&#;<a/>é<"]
        {
            let _ = (children(xml), all(xml, &["a"]), text(xml));
        }
        let start = std::time::Instant::now();
        let _ = all(&"<item><a>".repeat(200_000), &["item"]);
        assert!(start.elapsed().as_secs() < 5);
    }
}
