//! What a page says of its article as JSON-LD (schema.org).

use serde_json::Value;

/// An article as its linked data describes it; nothing is looked at that it does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkedData {
    /// `headline`.
    pub headline: Option<String>,
    /// The names of `author`.
    pub authors: Vec<String>,
    /// The name of `publisher`.
    pub publisher: Option<String>,
    /// `datePublished`.
    pub published: Option<String>,
    /// `dateModified`.
    pub modified: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// `mainEntityOfPage` or `url`.
    pub url: Option<String>,
    /// `articleBody`.
    pub body: Option<String>,
    /// The name of the site.
    pub site: Option<String>,
    /// Whether there is an article in it.
    pub is_article: bool,
}

/// Reads the blocks of a page: the first article in them, else what is said of the page.
pub fn read(blocks: &[&str]) -> LinkedData {
    let values: Vec<Value> = blocks.iter().filter_map(|b| parse(b)).collect();
    let find = |wanted: fn(&Value) -> bool| values.iter().find_map(|v| part(v, 0, &wanted));
    let site = find(|kind| is(kind, &["WebSite"]))
        .or_else(|| find(|kind| is(kind, &["NewsMediaOrganization"])))
        .and_then(|s| text_of(s.get("name")?, ""));
    if let Some(article) = find(is_article) {
        return LinkedData { site, ..read_article(article, &values) };
    }
    let Some(page) = find(|kind| is(kind, &["WebPage", "ItemPage"])) else {
        return LinkedData { site, ..LinkedData::default() };
    };
    let text = |name: &str| text_of(page.get(name)?, "");
    LinkedData {
        published: text("datePublished"),
        modified: text("dateModified"),
        language: text("inLanguage"),
        site,
        ..LinkedData::default()
    }
}

/// Many pages have line breaks in their strings, or wrap all in a comment.
fn parse(block: &str) -> Option<Value> {
    let block = block.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
    let block = block.trim_start_matches("/*<![CDATA[*/").trim();
    let end = block.rfind(['}', ']'])?;
    let block = &block[..=end];
    serde_json::from_str(block).ok().or_else(|| {
        let clean: String = block.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&clean).ok()
    })
}

/// How deep lists and graphs are looked through.
const DEPTH: usize = 6;

/// The first part of a wanted kind.
fn part<'v>(value: &'v Value, depth: usize, wanted: &fn(&Value) -> bool) -> Option<&'v Value> {
    if depth > DEPTH {
        return None;
    }
    match value {
        Value::Array(values) => values.iter().find_map(|v| part(v, depth + 1, wanted)),
        Value::Object(object) => {
            if object.get("@type").is_some_and(wanted) {
                return Some(value);
            }
            let nested = ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"];
            nested.iter().filter_map(|n| object.get(*n)).find_map(|v| part(v, depth + 1, wanted))
        }
        _ => None,
    }
}

/// Whether a kind is one of these.
fn is(kind: &Value, names: &[&str]) -> bool {
    match kind {
        Value::String(name) => names.contains(&name.as_str()),
        Value::Array(kinds) => kinds.iter().any(|k| is(k, names)),
        _ => false,
    }
}

fn is_article(kind: &Value) -> bool {
    let named = |name: &str| {
        let name = name.rsplit('/').next().unwrap_or(name);
        name.ends_with("Article")
            || matches!(name, "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting")
    };
    match kind {
        Value::String(name) => named(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(named),
        _ => false,
    }
}

fn read_article(article: &Value, all: &[Value]) -> LinkedData {
    let text = |name: &str| text_of(article.get(name)?, "name");
    let main = article.get("mainEntityOfPage").and_then(|m| text_of(m, "@id"));
    LinkedData {
        headline: text("headline").or_else(|| text("name")),
        authors: article.get("author").map(|a| names(a, all)).unwrap_or_default(),
        publisher: article.get("publisher").and_then(|p| names(p, all).into_iter().next()),
        published: text("datePublished"),
        modified: text("dateModified"),
        language: text("inLanguage"),
        url: main.filter(|m| m.starts_with("http")).or_else(|| text("url")),
        body: text("articleBody"),
        site: None,
        is_article: true,
    }
}

fn text_of(value: &Value, name: &str) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Array(values) => values.first().and_then(|v| text_of(v, name)),
        Value::Object(object) => object.get(name).and_then(|v| v.as_str()).map(str::to_owned),
        _ => None,
    }
}

fn names(value: &Value, all: &[Value]) -> Vec<String> {
    match value {
        Value::String(name) if !name.starts_with("http") => vec![name.clone()],
        Value::Array(values) => values.iter().take(20).flat_map(|v| names(v, all)).collect(),
        Value::Object(object) => match object.get("name") {
            Some(Value::String(name)) => vec![name.clone()],
            Some(other @ Value::Array(_)) => names(other, &[]),
            // A reference to another part of the graph.
            _ => object.get("@id").and_then(Value::as_str).map_or(vec![], |id| {
                let part = all.iter().find_map(|v| by_id(v, id, 0));
                part.and_then(|p| p.get("name"))
                    .and_then(Value::as_str)
                    .map(str::to_owned)
                    .into_iter()
                    .collect()
            }),
        },
        _ => vec![],
    }
}

fn by_id<'v>(value: &'v Value, id: &str, depth: usize) -> Option<&'v Value> {
    match value {
        _ if depth > DEPTH => None,
        Value::Array(values) => values.iter().find_map(|v| by_id(v, id, depth + 1)),
        Value::Object(object) => {
            let named = object.get("@id").and_then(Value::as_str) == Some(id);
            if named && object.contains_key("name") {
                return Some(value);
            }
            object.values().find_map(|v| by_id(v, id, depth + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_a_graph() {
        let data = read(&[
            r#"{"@type":"Organization","name":"Autre"}"#,
            r##"{"@graph":[{"@type":"WebSite","name":"La Gazette"},
                {"@type":["NewsArticle"],"headline":"Trêve à Valmont","datePublished":"2024-03-12",
                 "author":[{"name":"Jeanne Martin"},{"@id":"#paul"}],"publisher":{"name":"La Gazette"},
                 "mainEntityOfPage":{"@id":"https://gazette.example/a"},"articleBody":"Elle
tient."},{"@id":"#paul","name":"Paul Durand"}]}"##,
        ]);
        assert_eq!(data.headline.as_deref(), Some("Trêve à Valmont"));
        assert_eq!(data.authors, ["Jeanne Martin", "Paul Durand"]);
        assert_eq!(data.publisher.as_deref(), Some("La Gazette"));
        assert_eq!(data.url.as_deref(), Some("https://gazette.example/a"));
        assert_eq!(data.body.as_deref(), Some("Elle tient."));
    }

    #[test]
    fn what_is_no_article() {
        assert_eq!(
            read(&["", "{", "[]", r#"{"@type":"WebPage","name":"x"}"#]),
            LinkedData::default()
        );
        assert_eq!(read(&[&"[".repeat(100_000)]), LinkedData::default());
    }
}
