//! What a page says of itself: headline, outlet, authors, days, addresses, language.

use super::headline::{self, letters, text_in};
use super::linked_data::{self, LinkedData};
use super::tree::{self, Attribute, Tag, Tree};
use super::{authors, days, phrases};
use crate::address;
use crate::date::Moment;

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
    /// What the page says in short that it tells.
    pub description: Option<String>,
    /// The text of the article, where the page gives it apart.
    pub body: Option<String>,
    /// Whether it says that it is an article.
    pub is_article: bool,
}

/// The `meta` elements and links of a page.
#[derive(Default)]
pub(super) struct Head<'p> {
    metas: Vec<(String, &'p str)>,
    canonical: Option<&'p str>,
    alternates: Vec<(&'p str, &'p str)>,
}

impl Head<'_> {
    /// The first value of the first of these names that there is.
    pub(super) fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next())
    }

    pub(super) fn all<'h>(&'h self, name: &'h str) -> impl Iterator<Item = String> + 'h {
        let named = self.metas.iter().filter(move |(n, _)| n == name);
        named.map(|(_, value)| tree::line(value)).filter(|v| !v.is_empty())
    }
}

/// Reads what a page says of itself. `known` is the address that it was fetched from;
/// days after the one that follows `today` are not believed.
pub fn read(tree: &Tree, known: Option<&str>, today: Option<&str>) -> Facts {
    let head = head(tree);
    let data = linked_data::read(&tree.linked_data);
    let base = tree.base.and_then(|b| address::resolve(known, b));
    let base = base.as_deref().or(known);
    let url = own_address(&head, &data, base, known);
    let (heading, site) = heading_and_site(tree).unzip();
    let outlet = data.publisher.as_deref().map(tree::line).filter(|o| !o.is_empty());
    let outlet = outlet
        .or_else(|| {
            head.meta(&["og:site_name", "application-name", "dc.publisher", "copyright-holder"])
        })
        .or_else(|| data.site.as_deref().map(tree::line))
        .or(site.flatten());
    let title = title(tree, &head, &data, heading, outlet.as_deref());
    let headline = headline::find(tree, title.as_deref());
    let at = url.as_deref().or(known);
    let (published, updated) = days::find(tree, headline, &head, &data, at, today);
    let kind = head.meta(&["og:type"]).unwrap_or_default();
    let declared = tree.attribute(0, Attribute::Lang).map(tree::line).filter(|l| !l.is_empty());
    let language = declared
        .or_else(|| head.meta(&["og:locale", "content-language", "language", "dc.language"]))
        .or_else(|| data.language.clone());
    let own = url.as_deref().or(known).map(selon_model::address_key);
    let mut translations: Vec<String> = Vec::new();
    for (language_of, href) in &head.alternates {
        let same = language.as_deref().is_some_and(|l| code(l) == code(language_of));
        let whole = address::resolve(base.or(url.as_deref()), &tree::line(href));
        let whole = whole.map(address::unarchived);
        if let Some(whole) = whole.filter(|_| !same && *language_of != "x-default")
            && Some(selon_model::address_key(&whole)) != own
            && !translations.contains(&whole)
        {
            translations.push(whole);
        }
    }
    Facts {
        authors: authors::find(tree, headline, &head, &data, outlet.as_deref()),
        title,
        outlet: outlet.filter(|o| !o.is_empty()),
        language,
        published,
        updated,
        url,
        translations,
        is_article: data.is_article || kind == "article",
        description: head.meta(&["og:description", "description", "twitter:description"]),
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
    let whole = whole.map(address::unarchived);
    // Some sites call their front page the canonical address of every page.
    let is_front = |a: &String| !selon_model::address_key(a).contains(['/', '?']);
    let known_front = known.is_some_and(|k| is_front(&k.to_owned()));
    whole
        .into_iter()
        .find(|a| known_front || !is_front(a))
        .or_else(|| known.map(|k| address::unarchived(k.to_owned())))
}

fn title(
    tree: &Tree,
    head: &Head,
    data: &LinkedData,
    heading: Option<String>,
    outlet: Option<&str>,
) -> Option<String> {
    let headings = (0..tree.nodes.len()).filter(|&n| tree.nodes[n].tag == Tag::H1);
    let mut headings = headings.map(|n| tree::line(&text_in(tree, n))).filter(|t| !t.is_empty());
    let first = headings.next();
    let alone = first.clone().filter(|_| headings.next().is_none());
    let told = data.headline.as_deref().map(tree::line).filter(|t| !t.is_empty());
    let title = told
        .or_else(|| head.meta(&["og:title"]).map(|t| without_outlet(&t, outlet)))
        .or_else(|| microdata(tree))
        .or(heading)
        .or(alone)
        .or_else(|| {
            head.meta(&["twitter:title", "dc.title", "title"]).map(|t| without_outlet(&t, outlet))
        })
        .or(first)
        .or_else(|| tree.title.map(|t| without_outlet(&tree::line(t), outlet)))?;
    (!title.is_empty()).then_some(title)
}

/// The heading that says that it is the headline.
fn microdata(tree: &Tree) -> Option<String> {
    let says = |n: &usize| {
        let names = tree.attribute(*n, Attribute::Itemprop).unwrap_or_default();
        matches!(tree.nodes[*n].tag, Tag::H1 | Tag::Heading)
            && names.split_ascii_whitespace().any(|p| p == "headline")
    };
    let text = tree::line(&text_in(tree, (0..tree.nodes.len()).find(says)?));
    (!text.is_empty()).then_some(text)
}

/// The heading that the title of the page has in it, and the name of the site beside it:
/// *Trêve à Valmont - La Gazette*, *La Gazette: Trêve à Valmont*.
fn heading_and_site(tree: &Tree) -> Option<(String, Option<String>)> {
    /// A page has no more headings that might be it.
    const MOST: usize = 200;
    const SIGNS: &[char] = &['|', '-', '–', '—', ':', '•', '·', '«', '»', '/', ' '];
    let title = tree.title.map(tree::line).filter(|t| t.len() < 1_000)?;
    let headings = (0..tree.nodes.len())
        .filter(|&n| matches!(tree.nodes[n].tag, Tag::H1 | Tag::Heading))
        .take(MOST)
        .map(|n| tree::line(&text_in(tree, n)));
    let part_of =
        |heading: &String| title.starts_with(heading.as_str()) || title.ends_with(heading.as_str());
    let heading =
        headings.filter(|h| h.chars().count() >= 8 && part_of(h)).max_by_key(String::len)?;
    let rest =
        title.strip_prefix(heading.as_str()).or_else(|| title.strip_suffix(heading.as_str()))?;
    // What goes on without a sign is the rest of the headline.
    let apart = |t: &str| t.trim().starts_with(SIGNS) || t.trim().ends_with(SIGNS);
    let last = rest.trim_matches(SIGNS).rsplit(['|', '–', '—', '•']).next();
    let last = last.and_then(|l| l.rsplit(" - ").next());
    let site = last.map(|l| l.trim().to_owned()).filter(|l| {
        let known = phrases::is_no_site(l);
        apart(rest)
            && (3..=60).contains(&l.chars().count())
            && !known
            && letters(l) != letters(&heading)
    });
    Some((heading, site))
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
