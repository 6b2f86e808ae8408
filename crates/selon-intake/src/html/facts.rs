//! What a page says of itself: headline, outlet, authors, days, addresses, language.

use super::linked_data::{self, LinkedData};
use super::tree::{self, Attribute, Tag, Tree};
use crate::address;
use crate::date::{self, Moment};
use crate::dateline;

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The code of the language that it says it is in.
    pub language: Option<String>,
    /// When it was published, and where that stands.
    pub published: Option<(Moment, &'static str)>,
    /// When it was changed, and where that stands.
    pub updated: Option<(Moment, &'static str)>,
    /// Its own address.
    pub url: Option<String>,
    /// The addresses of the same in other languages.
    pub translations: Vec<String>,
    /// The text of the article, where the page gives it apart.
    pub body: Option<String>,
    /// Whether it says that it is an article.
    pub is_article: bool,
}

/// The `meta` elements and links of a page.
#[derive(Default)]
struct Head<'p> {
    metas: Vec<(String, &'p str)>,
    canonical: Option<&'p str>,
    alternates: Vec<(&'p str, &'p str)>,
}

impl Head<'_> {
    /// The first value of the first of these names that there is.
    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next())
    }

    fn all<'h>(&'h self, name: &'h str) -> impl Iterator<Item = String> + 'h {
        let named = self.metas.iter().filter(move |(n, _)| n == name);
        named.map(|(_, value)| tree::line(value)).filter(|v| !v.is_empty())
    }
}

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

/// Reads what a page says of itself. `known` is the address that it was fetched from;
/// days after the one that follows `today` are not believed.
pub fn read(tree: &Tree, known: Option<&str>, today: Option<&str>) -> Facts {
    let head = head(tree);
    let data = linked_data::read(&tree.linked_data);
    let base = tree.base.and_then(|b| address::resolve(known, b));
    let base = base.as_deref().or(known);
    let url = own_address(&head, &data, base, known);
    let outlet = data.publisher.as_deref().map(tree::line).or_else(|| {
        head.meta(&["og:site_name", "application-name", "dc.publisher", "copyright-holder"])
    });
    let title = title(tree, &head, &data, outlet.as_deref());
    let (mut published, updated) = days(tree, &head, &data, today);
    if published.is_none() {
        let of_address = url.as_deref().or(known).and_then(day_in_address);
        published = of_address.filter(|m| m.is_past(today)).map(|m| (m, "url"));
    }
    let kind = head.meta(&["og:type"]).unwrap_or_default();
    let declared = tree.attribute(0, Attribute::Lang).map(tree::line).filter(|l| !l.is_empty());
    let language = declared
        .or_else(|| head.meta(&["og:locale", "content-language", "language", "dc.language"]))
        .or_else(|| data.language.clone());
    let own = url.as_deref().or(known).map(address::key);
    let mut translations: Vec<String> = Vec::new();
    for (language_of, href) in &head.alternates {
        let same = language.as_deref().is_some_and(|l| code(l) == code(language_of));
        let whole = address::resolve(base.or(url.as_deref()), &tree::line(href));
        if let Some(whole) = whole.filter(|_| !same && *language_of != "x-default")
            && Some(address::key(&whole)) != own
            && !translations.contains(&whole)
        {
            translations.push(whole);
        }
    }
    Facts {
        authors: authors(tree, &head, &data),
        title,
        outlet: outlet.filter(|o| !o.is_empty()),
        language,
        published,
        updated,
        url,
        translations,
        is_article: data.is_article || kind == "article",
        body: data.body,
    }
}

/// The first part of a language tag, in lower case: `fr` of `fr_FR`.
pub fn code(tag: &str) -> String {
    tag.split(['-', '_', ',']).next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn head<'p>(tree: &Tree<'p>) -> Head<'p> {
    /// More are not of one page.
    const MOST: usize = 400;
    let mut head = Head::default();
    for (number, node) in tree.nodes.iter().enumerate() {
        let value = |name| tree.attribute(number, name);
        match node.tag {
            Tag::Meta if head.metas.len() < MOST => {
                let name = value(Attribute::Property)
                    .or_else(|| value(Attribute::Name))
                    .or_else(|| value(Attribute::Itemprop))
                    .or_else(|| value(Attribute::HttpEquiv));
                if let (Some(name), Some(content)) = (name, value(Attribute::Content)) {
                    head.metas.push((name.trim().to_ascii_lowercase(), content));
                }
            }
            Tag::Link => {
                let rel = value(Attribute::Rel).unwrap_or_default().to_ascii_lowercase();
                let Some(href) = value(Attribute::Href) else { continue };
                if rel == "canonical" && head.canonical.is_none() {
                    head.canonical = Some(href);
                } else if rel == "alternate"
                    && head.alternates.len() < MOST
                    && let Some(language) = value(Attribute::Hreflang)
                {
                    head.alternates.push((language, href));
                }
            }
            _ => {}
        }
    }
    head
}

fn own_address(
    head: &Head,
    data: &LinkedData,
    base: Option<&str>,
    known: Option<&str>,
) -> Option<String> {
    let told = [
        head.canonical.map(tree::line),
        head.meta(&["og:url"]),
        data.url.as_deref().map(tree::line),
    ];
    let whole = told.into_iter().flatten().filter_map(|a| address::resolve(base, &a));
    // Some sites call their front page the canonical address of every page.
    let is_front = |a: &String| !address::key(a).contains(['/', '?']);
    let known_front = known.is_some_and(|k| is_front(&k.to_owned()));
    whole.into_iter().find(|a| known_front || !is_front(a)).or_else(|| known.map(str::to_owned))
}

fn title(tree: &Tree, head: &Head, data: &LinkedData, outlet: Option<&str>) -> Option<String> {
    let headings = (0..tree.nodes.len()).filter(|&n| tree.nodes[n].tag == Tag::H1);
    let mut headings = headings.map(|n| tree::line(&text_in(tree, n))).filter(|t| !t.is_empty());
    let first = headings.next();
    let alone = first.clone().filter(|_| headings.next().is_none());
    let told = data.headline.as_deref().map(tree::line).filter(|t| !t.is_empty());
    let title = told
        .or_else(|| head.meta(&["og:title"]).map(|t| without_outlet(&t, outlet)))
        .or(alone)
        .or_else(|| {
            head.meta(&["twitter:title", "dc.title", "title"]).map(|t| without_outlet(&t, outlet))
        })
        .or(first)
        .or_else(|| tree.title.map(|t| without_outlet(&tree::line(t), outlet)))?;
    (!title.is_empty()).then_some(title)
}

/// A title without the name of the site behind it: *Trêve à Valmont | La Gazette*.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let signs = [" | ", " - ", " – ", " — ", " :: ", " • ", " · "];
    let last = signs.iter().filter_map(|s| title.rfind(s).map(|at| (at, s.len()))).max();
    let Some((at, sign)) = last else { return title.to_owned() };
    let behind = title[at + sign..].to_lowercase();
    let named = outlet.is_some_and(|o| {
        let outlet = o.to_lowercase();
        behind.contains(&outlet) || outlet.contains(&behind)
    });
    let bar = title[at..].starts_with(" | ");
    if (named || bar) && at > 10 { title[..at].trim_end().to_owned() } else { title.to_owned() }
}

/// The text of an element, of which what is looked at here is short.
fn text_in(tree: &Tree, node: usize) -> String {
    /// Elements in each other must not make it long work.
    const MOST: usize = 200;
    tree.inside(node).take(MOST).map(|n| tree.nodes[n].text).collect()
}

fn authors(tree: &Tree, head: &Head, data: &LinkedData) -> Vec<String> {
    let mut authors: Vec<String> = data.authors.iter().map(|a| tree::line(a)).collect();
    if authors.is_empty() {
        for name in
            ["author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author"]
        {
            authors = head.all(name).collect();
            authors.retain(|a| !a.contains("://"));
            if !authors.is_empty() {
                break;
            }
        }
    }
    if authors.is_empty() {
        for node in 0..tree.nodes.len() {
            let author = tree.attribute(node, Attribute::Itemprop) == Some("author")
                || tree.attribute(node, Attribute::Rel) == Some("author");
            if author {
                let name = tree::line(&text_in(tree, node));
                if !authors.contains(&name) {
                    authors.push(name);
                }
                if authors.len() == 10 {
                    break;
                }
            }
        }
    }
    authors.iter_mut().for_each(|a| {
        let name = a.trim_start_matches("By ").trim_start_matches("Par ").trim();
        *a = name.trim_matches(',').trim().to_owned();
    });
    authors.retain(|a| !a.is_empty() && a.len() <= 150 && !a.starts_with('@'));
    let mut seen: Vec<String> = Vec::new();
    authors.retain(|a| {
        let new = !seen.contains(a);
        seen.push(a.clone());
        new
    });
    authors
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

type Found = Option<(Moment, &'static str)>;

/// The day of publication, and that of the last change if it is another one.
fn days(tree: &Tree, head: &Head, data: &LinkedData, today: Option<&str>) -> (Found, Found) {
    let moment = |text: &str| date::parse(text).filter(|m| m.is_past(today));
    let linked = |text: &Option<String>| text.as_deref().and_then(moment).map(|m| (m, "json-ld"));
    let meta = |names: &[&str]| {
        let values = names.iter().flat_map(|n| head.all(n));
        values.into_iter().find_map(|v| moment(&v)).map(|m| (m, "meta"))
    };
    let published = linked(&data.published)
        .or_else(|| meta(PUBLISHED))
        .or_else(|| property(tree, "datePublished", &moment));
    let updated = linked(&data.modified)
        .or_else(|| meta(MODIFIED))
        .or_else(|| property(tree, "dateModified", &moment));
    let shown = if published.is_none() || updated.is_none() {
        labelled(tree, &moment)
    } else {
        (None, None)
    };
    let published = published.or_else(|| time_element(tree, &moment)).or(shown.0);
    let updated = updated.or(shown.1);
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

/// How far behind the headline, in elements and pieces of text, a date line may stand, and
/// how far before it.
const NEAR: usize = 120;
const BEFORE: usize = 30;

/// The first `time` behind the headline, or one that says that it is of the publication;
/// not those of other articles.
fn time_element(tree: &Tree, moment: &impl Fn(&str) -> Option<Moment>) -> Found {
    let headline = tree.nodes.iter().position(|n| n.tag == Tag::H1);
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
fn labelled(tree: &Tree, moment: &impl Fn(&str) -> Option<Moment>) -> (Found, Found) {
    use super::classes::{Classes, Judged};
    /// A line with both days and what stands beside them.
    const LONGEST: usize = 160;
    let (mut published, mut updated) = (None, None);
    let Some(headline) = tree.nodes.iter().position(|n| n.tag == Tag::H1) else {
        return (published, updated);
    };
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
