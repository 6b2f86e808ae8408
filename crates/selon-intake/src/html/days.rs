//! When a page was published, and when it was changed.

use super::classes::{Classes, Judged};
use super::facts::Head;
use super::headline::text_in;
use super::linked_data::LinkedData;
use super::tree::{self, Attribute, Tag, Tree};
use crate::date::{self, Moment};
use crate::dateline;

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "article_date_original",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
    "pubdate",
    "date",
];

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "article:updated_time",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "revised",
];

/// A moment, and where it was found.
pub type Found = Option<(Moment, &'static str)>;

/// The day of publication, and that of the last change if it is another one. `headline` is
/// the element of the headline, `url` the address of the page.
pub fn find(
    tree: &Tree,
    headline: Option<usize>,
    head: &Head,
    data: &LinkedData,
    url: Option<&str>,
    today: Option<&str>,
) -> (Found, Found) {
    let moment = |text: &str| date::parse(text).filter(|m| m.is_past(today));
    let linked = |text: &Option<String>| text.as_deref().and_then(moment).map(|m| (m, "json-ld"));
    let meta = |names: &[&str]| {
        let values = names.iter().flat_map(|n| head.all(n));
        values.into_iter().find_map(|v| moment(&v)).map(|m| (m, "meta"))
    };
    let published = linked(&data.published)
        .or_else(|| meta(PUBLISHED))
        .or_else(|| property(tree, "datePublished", &moment))
        .or_else(|| described(tree, &moment));
    let updated = linked(&data.modified)
        .or_else(|| meta(MODIFIED))
        .or_else(|| property(tree, "dateModified", &moment));
    let shown = if published.is_none() || updated.is_none() {
        labelled(tree, headline, &moment)
    } else {
        (None, None)
    };
    let line = if published.is_none() { line(tree, headline, &moment) } else { (None, None) };
    let published =
        published.or_else(|| time_element(tree, headline, &moment)).or(shown.0).or(line.0).or_else(
            || url.and_then(day_in_address).filter(|m| m.is_past(today)).map(|m| (m, "url")),
        );
    let updated = updated.or_else(|| changed_element(tree, &moment)).or(shown.1).or(line.1);
    let later = |updated: &(Moment, &str)| {
        let Some((published, _)) = &published else { return true };
        match (&published.time, &updated.0.time) {
            (Some(before), Some(after)) => later_time(before, after),
            _ => published.day < updated.0.day,
        }
    };
    let updated = updated.filter(later);
    (published, updated)
}

fn later_time(before: &str, after: &str) -> bool {
    let parse = |t: &str| t.parse::<jiff::Timestamp>().ok();
    parse(before).zip(parse(after)).is_some_and(|(before, after)| before < after)
}

fn property(tree: &Tree, name: &str, moment: &impl Fn(&str) -> Option<Moment>) -> Found {
    (0..tree.nodes.len()).find_map(|node| {
        if tree.attribute(node, Attribute::Itemprop) != Some(name) {
            return None;
        }
        let told = tree
            .attribute(node, Attribute::Datetime)
            .or_else(|| tree.attribute(node, Attribute::Content))
            .map(tree::line)
            .unwrap_or_else(|| tree::line(&text_in(tree, node)));
        moment(&told).map(|m| (m, "microdata"))
    })
}

/// What RDFa and the microformat of feeds (`hAtom`) say on the page.
fn described(tree: &Tree, moment: &impl Fn(&str) -> Option<Moment>) -> Found {
    const NAMES: &[&str] =
        &["dc:created", "dc:date", "dc:issued", "schema:datePublished", "datePublished"];
    (0..tree.nodes.len()).find_map(|node| {
        let value = |name| tree.attribute(node, name);
        let names = value(Attribute::Property).unwrap_or_default();
        if tree.nodes[node].tag != Tag::Meta
            && names.split_ascii_whitespace().any(|n| NAMES.contains(&n))
        {
            return moment(&tree::line(value(Attribute::Content)?)).map(|m| (m, "rdfa"));
        }
        let class = value(Attribute::Class).unwrap_or_default();
        let published = class.split_ascii_whitespace().any(|c| c == "published");
        let told = value(Attribute::Title).filter(|_| published)?;
        moment(&tree::line(told)).map(|m| (m, "microformat"))
    })
}

/// A `time` whose class says that it is of the last change.
fn changed_element(tree: &Tree, moment: &impl Fn(&str) -> Option<Moment>) -> Found {
    (0..tree.nodes.len()).filter(|&n| tree.nodes[n].tag == Tag::Time).find_map(|node| {
        let class = tree.attribute(node, Attribute::Class).unwrap_or_default();
        let has = |name: &str| class.split_ascii_whitespace().any(|c| c == name);
        // *entry-date updated* is the class of a day of publication too.
        let changed = (has("updated") || has("modified")) && !has("entry-date");
        let told = tree.attribute(node, Attribute::Datetime).filter(|_| changed)?;
        moment(&tree::line(told)).map(|m| (m, "time"))
    })
}

/// A line near the headline that is nothing but a date line, whatever element it has.
fn line(
    tree: &Tree,
    headline: Option<usize>,
    moment: &impl Fn(&str) -> Option<Moment>,
) -> (Found, Found) {
    /// A line with the author beside the date.
    const LONGEST: usize = 120;
    /// It stands closer to the headline than what says by its class that it is one.
    const CLOSE: usize = 60;
    let Some(headline) = headline else { return (None, None) };
    let behind = headline..(headline + CLOSE).min(tree.nodes.len());
    let before = headline.saturating_sub(BEFORE / 2)..headline;
    let found = behind.chain(before).find_map(|node| {
        let tag = tree.nodes[node].tag;
        let text = match tag {
            Tag::Text => tree::line(tree.nodes[node].text),
            _ if tag.is_inline() || matches!(tag, Tag::Li | Tag::Nav | Tag::Aside) => return None,
            _ => tree::line(&text_in(tree, node)),
        };
        if text.len() > LONGEST || text.len() < 8 || !dateline::is_date_line(&text) {
            return None;
        }
        let end = dateline::label_of_update(&text).unwrap_or(text.len());
        let (first, last) = text.split_at(end);
        Some((moment(first)?, moment(last)))
    });
    let (published, updated) = found.unzip();
    (published.map(|m| (m, "page")), updated.flatten().map(|m| (m, "page")))
}

/// How far behind the headline, in elements and pieces of text, a date line may stand, and
/// how far before it.
const NEAR: usize = 120;
const BEFORE: usize = 30;

/// The first `time` behind the headline, or one that says that it is of the publication;
/// not those of other articles.
fn time_element(
    tree: &Tree,
    headline: Option<usize>,
    moment: &impl Fn(&str) -> Option<Moment>,
) -> Found {
    let times = (0..tree.nodes.len()).filter(|&n| tree.nodes[n].tag == Tag::Time);
    times.into_iter().find_map(|node| {
        let class = tree.attribute(node, Attribute::Class).unwrap_or_default().to_ascii_lowercase();
        if class.contains("update") || class.contains("modif") {
            return None;
        }
        let says = tree.attribute(node, Attribute::Pubdate).is_some() || class.contains("publi");
        let near = headline.is_some_and(|h| node + BEFORE >= h && node <= h + NEAR);
        if !says && !near {
            return None;
        }
        // What stands before it may say that it is of the last change.
        let before = tree.nodes[..node].iter().rev().take(20).find(|n| n.tag == Tag::Text);
        let of_update = |text: &str| dateline::label_of_update(&tree::line(text)).is_some();
        if before.is_some_and(|n| n.text.len() < 60 && of_update(n.text))
            || of_update(&text_in(tree, node))
        {
            return None;
        }
        let told = tree.attribute(node, Attribute::Datetime).map(tree::line);
        let told = told.and_then(|t| moment(&t)).or_else(|| moment(&text_in(tree, node)));
        told.map(|m| (m, "time"))
    })
}

/// The days of an element near the headline whose class says that it has one: that of the
/// publication, and behind *updated* that of the last change.
fn labelled(
    tree: &Tree,
    headline: Option<usize>,
    moment: &impl Fn(&str) -> Option<Moment>,
) -> (Found, Found) {
    /// A line with both days and what stands beside them.
    const LONGEST: usize = 160;
    let (mut published, mut updated) = (None, None);
    let Some(headline) = headline else { return (published, updated) };
    let mut judged = Judged::default();
    let near = headline.saturating_sub(BEFORE)..(headline + NEAR).min(tree.nodes.len());
    for node in near {
        let Some(class) = tree.attribute(node, Attribute::Class) else { continue };
        if !judged.of(class).has(Classes::DATE) {
            continue;
        }
        let text = tree::line(&text_in(tree, node));
        if text.len() > LONGEST {
            continue;
        }
        let at = dateline::label_of_update(&text);
        let (first, last) = text.split_at(at.unwrap_or(text.len()));
        let first = if class.contains("update") { "" } else { first };
        published = published.or_else(|| moment(first).map(|m| (m, "page")));
        updated = updated.or_else(|| moment(last).map(|m| (m, "page")));
    }
    (published, updated)
}

/// The day that the path of an address tells: `/2024/03/12/`, `/2024-03-12/`.
fn day_in_address(url: &str) -> Option<Moment> {
    let path = &url[url.find("://")? + 3..];
    let parts: Vec<&str> = path.split(['?', '#']).next()?.split('/').skip(1).collect();
    let whole = parts.iter().filter(|p| p.len() == 10);
    let whole = whole.map(|p| p.to_string()).chain(parts.windows(3).filter_map(|w| {
        let [y, m, d] = w else { return None };
        (y.len() == 4 && m.len() <= 2 && d.len() <= 2).then(|| format!("{y}-{m:0>2}-{d:0>2}"))
    }));
    whole
        .into_iter()
        .filter(|d| d.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
        .find_map(|d| date::parse(&d))
}
