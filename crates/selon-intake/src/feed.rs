//! Feeds (RSS 0.9 to 2.0, Atom, JSON Feed) and lists of them (OPML).

use std::ops::ControlFlow;

use selon_model::{Language, Report};
use serde_json::Value;

use crate::date::{self, Moment};
use crate::html::article::plain;
use crate::html::{charset, facts, tree};
use crate::take::{Intake, Why};
use crate::xml::{self, Element};
use crate::{Known, address, link};

/// A feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it is called.
    pub title: Option<String>,
    /// The code of the language that it says it is in.
    pub language: Option<String>,
    /// Its entries, in its order.
    pub entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What tells it apart from others of the feed.
    pub id: String,
    /// The address of its page.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// When it was changed.
    pub updated: Option<Moment>,
    /// Its text, or a summary.
    pub text: String,
    /// Whether the feed gives the text as its content, not as a summary.
    pub is_whole: bool,
}

/// Whether XML opens as a feed does.
pub fn is_feed(head: &[u8]) -> bool {
    let opens = root(head);
    matches!(opens, b"rss" | b"feed" | b"RDF" | b"rdf:RDF" | b"channel" | b"atom:feed")
}

/// Whether XML opens as a list of feeds does.
pub fn is_list(head: &[u8]) -> bool {
    root(head) == b"opml"
}

/// Whether JSON opens as a feed does.
pub fn is_json_feed(head: &[u8]) -> bool {
    head.starts_with(b"{") && memchr::memmem::find(head, b"jsonfeed.org/version").is_some()
}

/// The name of the outermost element.
fn root(head: &[u8]) -> &[u8] {
    let mut rest = head.trim_ascii_start();
    while let [b'<', b'?' | b'!', ..] = rest {
        let end: &[u8] = if rest.starts_with(b"<!--") { b"-->" } else { b">" };
        let Some(at) = memchr::memmem::find(rest, end) else { return b"" };
        rest = rest[at + end.len()..].trim_ascii_start();
    }
    let Some(name) = rest.strip_prefix(b"<") else { return b"" };
    let end = name.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'));
    &name[..end.unwrap_or(name.len())]
}

/// Reads a feed; broken XML as far as it goes. `base` is the address that it was fetched
/// from; days after the one that follows `today` are not believed.
pub fn parse(
    bytes: &[u8],
    content_type: Option<&str>,
    base: Option<&str>,
    today: Option<&str>,
) -> Feed {
    let decoded = charset::decode(bytes, content_type);
    let text = decoded.text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        return serde_json::from_str(text)
            .map_or_else(|_| Feed::default(), |v| json(&v, base, today));
    }
    const ITEMS: &[&str] = &["item", "entry", "atom:entry", "rss:item"];
    let first = ITEMS.iter().filter_map(|i| text.find(&format!("<{i}"))).min();
    let before = &text[..first.unwrap_or(text.len())];
    let head = xml::all(before, &["title", "language", "dc:language"]);
    let told = |name: &str| {
        let texts = head.iter().filter(|e| e.name.ends_with(name)).map(|e| plain_line(&e.text()));
        texts.into_iter().find(|t| !t.is_empty())
    };
    let feed_language = xml::all(before, &["feed"]).first().and_then(|f| f.attribute("xml:lang"));
    Feed {
        title: told("title"),
        language: told("language").or(feed_language).map(|l| facts::code(&l)),
        entries: xml::all(text, ITEMS).iter().map(|item| entry(item, base, today)).collect(),
    }
}

fn plain_line(text: &str) -> String {
    if text.contains('<') { tree::line(&plain(text)) } else { tree::line(text) }
}

fn entry(item: &Element, base: Option<&str>, today: Option<&str>) -> Entry {
    let fields = xml::children(item.inner);
    let named = |names: &[&str]| -> Option<Element> {
        names.iter().find_map(|name| {
            fields.iter().find(|e| e.name == *name && !e.inner.trim().is_empty()).copied()
        })
    };
    let moment = |names: &[&str]| {
        let told = named(names).and_then(|e| date::parse(&tree::line(&e.text())));
        told.filter(|m| m.is_past(today))
    };
    let guid = named(&["guid", "id", "atom:id"]);
    let permalink = guid
        .filter(|g| g.attribute("isPermaLink").as_deref() != Some("false"))
        .map(|g| g.text())
        .filter(|g| g.starts_with("http"));
    let alternate =
        fields.iter().filter(|e| e.name == "link" || e.name == "atom:link").find_map(|e| {
            let rel = e.attribute("rel").unwrap_or_else(|| "alternate".into());
            let href = e.attribute("href").or_else(|| Some(e.text()).filter(|t| !t.is_empty()));
            href.filter(|_| rel == "alternate")
        });
    let url = alternate.or(permalink).and_then(|u| address::resolve(base, &u));
    let title = named(&["title", "atom:title"]).map(|e| plain_line(&e.text()));
    let mut authors: Vec<String> = Vec::new();
    for author in
        fields.iter().filter(|e| matches!(e.name, "author" | "dc:creator" | "atom:author"))
    {
        let inside = xml::children(author.inner);
        let name = inside.iter().find(|e| e.name.ends_with("name"));
        let name = tree::line(&name.unwrap_or(author).text());
        // `mail@paper.example (Jeanne Martin)`
        let named = name.split_once('(').map_or(name.as_str(), |(_, n)| n.trim_end_matches(')'));
        if !named.is_empty() && !named.contains('@') && !authors.iter().any(|a| a == named) {
            authors.push(named.to_owned());
        }
    }
    let content = named(&["content:encoded", "content", "atom:content", "encoded"]);
    let content = content.map(|c| body(&c)).filter(|t| !t.is_empty());
    let summary =
        named(&["description", "summary", "atom:summary"]).map(|s| body(&s)).unwrap_or_default();
    let is_whole = content.as_ref().is_some_and(|c| c.len() > summary.len().max(400));
    let published = moment(&[
        "pubDate",
        "published",
        "atom:published",
        "issued",
        "dc:date",
        "dcterms:issued",
        "date",
    ]);
    let updated =
        moment(&["updated", "atom:updated", "modified", "dcterms:modified", "a10:updated"]);
    // Atom's `updated` alone tells of the last change only.
    let updated = updated.filter(|u| published.as_ref().is_none_or(|p| p.finest() < u.finest()));
    let id = guid.map(|g| g.text()).or_else(|| url.clone()).or_else(|| title.clone());
    Entry {
        id: id.unwrap_or_default(),
        url,
        title: title.filter(|t| !t.is_empty()),
        authors,
        published,
        updated,
        text: content.filter(|c| c.len() >= summary.len()).unwrap_or(summary),
        is_whole,
    }
}

/// The text of a content or summary, with what markup it has resolved.
fn body(element: &Element) -> String {
    let kind = element.attribute("type").unwrap_or_default();
    let text = if kind == "xhtml" { element.inner.to_owned() } else { element.text() };
    if tree::has_markup(&text) { plain(&text) } else { text }
}

fn json(feed: &Value, base: Option<&str>, today: Option<&str>) -> Feed {
    let text = |value: &Value, name: &str| {
        let text = value.get(name).and_then(Value::as_str).map(str::trim);
        text.filter(|t| !t.is_empty()).map(str::to_owned)
    };
    let moment = |value: &Value, name: &str| {
        text(value, name).and_then(|t| date::parse(&t)).filter(|m| m.is_past(today))
    };
    let items = feed.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let entries = items.iter().map(|item| {
        let url = text(item, "url").and_then(|u| address::resolve(base, &u));
        let content =
            text(item, "content_html").map(|c| plain(&c)).or_else(|| text(item, "content_text"));
        let authors =
            item.get("authors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let published = moment(item, "date_published");
        let updated = moment(item, "date_modified");
        Entry {
            id: item
                .get("id")
                .map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned))
                .or_else(|| url.clone())
                .unwrap_or_default(),
            url,
            title: text(item, "title"),
            authors: authors
                .iter()
                .chain(item.get("author"))
                .filter_map(|a| text(a, "name"))
                .collect(),
            updated: updated.filter(|u| published.as_ref().is_none_or(|p| p.finest() < u.finest())),
            published,
            is_whole: content.is_some(),
            text: content.or_else(|| text(item, "summary")).unwrap_or_default(),
        }
    });
    Feed {
        title: text(feed, "title"),
        language: text(feed, "language").map(|l| facts::code(&l)),
        entries: entries.collect(),
    }
}

/// The addresses of the feeds of a list, with what each is called.
pub fn list(bytes: &[u8]) -> Vec<(String, String)> {
    let decoded = charset::decode(bytes, None);
    let outlines = all_outlines(&decoded.text);
    let mut feeds: Vec<(String, String)> = Vec::new();
    for outline in outlines {
        let address = outline.attribute("xmlUrl").and_then(|u| address::resolve(None, &u));
        let Some(address) = address.filter(|a| !feeds.iter().any(|(known, _)| known == a)) else {
            continue;
        };
        let title = outline.attribute("title").or_else(|| outline.attribute("text"));
        feeds.push((address, title.unwrap_or_default()));
    }
    feeds
}

/// Outlines stand in each other: each is taken with its own attributes.
fn all_outlines(text: &str) -> Vec<Element<'_>> {
    xml::all(text, &["outline"])
}

impl Entry {
    /// The report that an entry is, without its page.
    pub fn report(&self, feed: &Feed, known: &Known) -> Report {
        let links = link::find(&self.text);
        let own = known.published.is_none();
        let language = feed.language.as_deref().and_then(Language::from_code);
        Report {
            id: String::new(),
            title: self.title.clone(),
            outlet: known.outlet.clone().or_else(|| feed.title.clone()),
            url: known.url.clone().or_else(|| self.url.clone()),
            language: known.language.or(language),
            published: known
                .published
                .clone()
                .or_else(|| self.published.as_ref().map(|m| m.day.clone())),
            published_time: self.published.as_ref().filter(|_| own).and_then(|m| m.time.clone()),
            published_found: self.published.as_ref().filter(|_| own).map(|_| "feed".into()),
            updated: self.updated.as_ref().map(|m| m.finest().to_owned()),
            updated_found: self.updated.as_ref().map(|_| "feed".into()),
            authors: self.authors.clone(),
            translation_of: links.translation_of,
            copy_of: links.copy_of,
            text: self.text.clone(),
            ..Report::default()
        }
    }

    /// Fills in what a page does not say of itself and its entry does.
    pub fn complete(&self, report: &mut Report, feed: &Feed) {
        let of_feed = self.report(feed, &Known::default());
        report.title = report.title.take().or(of_feed.title);
        report.outlet = report.outlet.take().or(of_feed.outlet);
        report.url = report.url.take().or(of_feed.url);
        report.language = report.language.or(of_feed.language);
        if report.authors.is_empty() {
            report.authors = of_feed.authors;
        }
        if report.published.is_none() {
            report.published = of_feed.published;
            report.published_time = of_feed.published_time;
            report.published_found = of_feed.published_found;
        }
    }
}

/// Takes in the entries of a feed as the feed has them.
pub(crate) fn take(intake: &mut Intake, name: String, bytes: &[u8]) -> ControlFlow<()> {
    let feed = parse(bytes, None, None, intake.options.today.as_deref());
    if feed.entries.is_empty() {
        return intake.skip(name, Why::NoRecord("there are no entries in this feed".into()));
    }
    for (number, entry) in feed.entries.iter().enumerate() {
        let place = format!("{name}, entry {}", number + 1);
        if entry.text.trim().is_empty() {
            intake.skip(place, Why::NoRecord("the entry has a title only".into()))?;
            continue;
        }
        let report = entry.report(&feed, intake.known);
        intake.deliver(place, report, feed.language.as_deref(), None)?;
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>La Gazette &amp; fils</title><link>https://gazette.example/</link><language>fr-FR</language>
<item><title>Trêve à Valmont</title><link>https://gazette.example/treve?utm_source=rss</link>
<guid isPermaLink="false">17</guid><pubDate>Tue, 12 Mar 2024 10:05:00 +0100</pubDate>
<dc:creator><![CDATA[Jeanne Martin]]></dc:creator>
<description>&lt;p&gt;Elle tient, dit le maire.&lt;/p&gt;</description></item>
<item><title><![CDATA[Deux <b>morts</b> dimanche]]></title><guid>https://gazette.example/deux</guid>
<pubDate>Sun, 10 Mar 2099 10:05:00 +0100</pubDate>
<description>Un résumé</description><content:encoded><![CDATA[<p>Deux personnes ont été tuées.</p><p>L'enquête continue.</p>]]></content:encoded>
</item></channel></rss>"#;

    #[test]
    fn rss() {
        let feed = parse(RSS.as_bytes(), None, None, Some("2024-06-01"));
        assert_eq!(feed.title.as_deref(), Some("La Gazette & fils"));
        assert_eq!(feed.language.as_deref(), Some("fr"));
        let [first, second] = &feed.entries[..] else { panic!("{feed:?}") };
        assert_eq!(first.url.as_deref(), Some("https://gazette.example/treve?utm_source=rss"));
        assert_eq!((first.id.as_str(), first.text.as_str()), ("17", "Elle tient, dit le maire."));
        assert_eq!(first.authors, ["Jeanne Martin"]);
        let time = first.published.as_ref().and_then(|m| m.time.as_deref());
        assert_eq!(time, Some("2024-03-12T10:05:00+01:00"));
        assert_eq!(second.title.as_deref(), Some("Deux morts dimanche"));
        assert_eq!(second.text, "Deux personnes ont été tuées.\n\nL'enquête continue.");
        assert_eq!(second.url.as_deref(), Some("https://gazette.example/deux"));
        assert_eq!(second.published, None, "in the future");
    }

    #[test]
    fn atom() {
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="text">The Paper</title>
          <entry><title>A truce</title><link rel="self" href="/self"/><link href="/truce"/><id>urn:1</id>
          <published>2024-03-12T10:05:00Z</published><updated>2024-03-13T10:05:00Z</updated>
          <author><name>Jane Smith</name><email>j@paper.example</email></author>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It holds, the <b>mayor</b> said.</p><p>For now.</p></div></content></entry></feed>"#;
        let feed = parse(atom.as_bytes(), None, Some("https://paper.example/feed"), None);
        let entry = &feed.entries[0];
        assert_eq!(feed.language.as_deref(), Some("en"));
        assert_eq!(entry.url.as_deref(), Some("https://paper.example/truce"));
        assert_eq!(entry.text, "It holds, the mayor said.\n\nFor now.");
        assert_eq!(entry.authors, ["Jane Smith"]);
        assert_eq!(entry.updated.as_ref().map(|m| m.day.as_str()), Some("2024-03-13"));
    }

    #[test]
    fn json_feeds() {
        let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"La Gazette","items":[
          {"id":3,"url":"https://gazette.example/3","content_html":"<p>Un.</p><p>Deux.</p>","date_published":"2024-03-12T10:05:00Z","authors":[{"name":"Jeanne"}]}]}"#;
        let feed = parse(json.as_bytes(), None, None, None);
        assert_eq!(feed.entries[0].text, "Un.\n\nDeux.");
        assert_eq!((feed.entries[0].id.as_str(), feed.entries[0].authors.len()), ("3", 1));
    }

    #[test]
    fn broken_feeds_as_far_as_they_go() {
        let broken = RSS
            .replace("&amp;", "&")
            .replace("</item>\n<item>", "<item>")
            .replace("</channel></rss>", "");
        let feed = parse(broken.as_bytes(), None, None, None);
        assert_eq!(feed.entries.len(), 2);
        assert_eq!(feed.entries[0].title.as_deref(), Some("Trêve à Valmont"));
        for cut in (0..RSS.len()).filter(|c| RSS.is_char_boundary(*c)).step_by(11) {
            let feed = parse(&RSS.as_bytes()[..cut], None, None, None);
            assert!(feed.entries.len() <= 2);
        }
        let latin: Vec<u8> = RSS.replace("UTF-8", "iso-8859-1").chars().map(|c| c as u8).collect();
        let feed = parse(&latin, None, None, None);
        assert_eq!(feed.entries[0].title.as_deref(), Some("Trêve à Valmont"));
    }

    #[test]
    fn lists_of_feeds() {
        let opml = r#"<opml version="2.0"><body><outline text="Mali"><outline text="A" xmlUrl="https://a.example/rss?x=1&amp;y=2"/>
          <outline title="B" text="b" xmlUrl="https://b.example/feed"></outline></outline>
          <outline text="C" type="rss" xmlUrl="https://a.example/rss?x=1&amp;y=2"/></body></opml>"#;
        let feeds = list(opml.as_bytes());
        assert_eq!(
            feeds,
            [
                ("https://a.example/rss?x=1&y=2".to_string(), "A".to_string()),
                ("https://b.example/feed".to_string(), "B".to_string()),
            ]
        );
        assert!(is_list(opml.as_bytes()) && is_feed(RSS.as_bytes()) && !is_feed(b"<html>"));
    }
}
