//! A record with named fields, of JSON, CSV or a front matter, to a report.

use selon_model::{Language, Report};
use serde_json::{Map, Value};

use crate::date::{self, Moment};
use crate::html::article::plain;
use crate::html::{facts, tree};
use crate::plain::Known;
use crate::{dateline, link, title};

/// What of a report a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Part {
    Text,
    Html,
    Title,
    Published,
    Updated,
    Url,
    Outlet,
    Authors,
    Language,
    Translations,
    Cites,
}

/// The names by which fields are usually called, the surest first.
const USUAL: &[(Part, &str, &[&str])] = &[
    (
        Part::Text,
        "text",
        &[
            "text",
            "body",
            "content",
            "article_body",
            "articlebody",
            "article_text",
            "full_text",
            "fulltext",
            "maintext",
            "main_text",
            "plain_text",
            "raw_text",
            "article",
            "texte",
            "texte_integral",
            "corps",
            "contenu",
            "message",
            "description",
        ],
    ),
    (Part::Html, "html", &["html", "raw_html", "page", "content_html", "body_html"]),
    (Part::Title, "title", &["title", "headline", "titre", "heading", "subject"]),
    (
        Part::Published,
        "published",
        &[
            "published_time",
            "published",
            "date_published",
            "published_at",
            "publishedat",
            "publication_date",
            "publication_time",
            "publish_date",
            "published_date",
            "datepublished",
            "pub_date",
            "pubdate",
            "publishdate",
            "date_publication",
            "date_de_publication",
            "publié",
            "publie",
            "publié_le",
            "publie_le",
            "date_parution",
            "parution",
            "date",
            "jour",
            "datetime",
            "timestamp",
            "created_at",
            "created",
            "time",
        ],
    ),
    (
        Part::Updated,
        "updated",
        &[
            "updated",
            "modified",
            "modifié",
            "mis_à_jour",
            "mise_à_jour",
            "date_modified",
            "datemodified",
            "updated_at",
            "last_modified",
            "modified_time",
            "lastmod",
        ],
    ),
    (
        Part::Url,
        "url",
        &[
            "url",
            "link",
            "permalink",
            "canonical_url",
            "article_url",
            "source_url",
            "uri",
            "address",
            "lien",
            "adresse",
            "requested_url",
        ],
    ),
    (
        Part::Outlet,
        "outlet",
        &[
            "outlet",
            "publisher",
            "source_name",
            "source",
            "media",
            "média",
            "éditeur",
            "newspaper",
            "journal",
            "site_name",
            "sitename",
            "site",
            "publication",
            "domain",
            "source_domain",
        ],
    ),
    (Part::Authors, "authors", &["authors", "author", "byline", "auteur", "auteurs", "creator"]),
    (Part::Language, "language", &["language", "lang", "langue", "language_code", "inlanguage"]),
    (Part::Translations, "translations", &["translations"]),
    (Part::Cites, "cites", &["cites", "links"]),
];

/// Which fields hold what: told, else guessed by the usual names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(Part, String)>);

impl Mapping {
    /// Reads `text=body,published=date`: parts of reports and the fields that hold them;
    /// `text=article.body` is a field in a field.
    ///
    /// # Errors
    ///
    /// Which part there is not.
    pub fn parse(text: &str) -> Result<Mapping, String> {
        let mut mapping = Mapping::default();
        for pair in text.split(',').filter(|p| !p.trim().is_empty()) {
            let (part, field) =
                pair.split_once('=').ok_or_else(|| format!("{pair}: not in the form text=body"))?;
            let known = USUAL.iter().find(|(_, name, _)| *name == part.trim());
            let Some((part, ..)) = known else {
                let names: Vec<&str> = USUAL.iter().map(|(_, name, _)| *name).collect();
                return Err(format!("{part}: no part of a report; there are {}", names.join(", ")));
            };
            mapping.0.push((*part, field.trim().to_owned()));
        }
        Ok(mapping)
    }

    /// The value of the field that holds a part, and what the field is called.
    fn find<'v>(&self, record: &'v Map<String, Value>, part: Part) -> Option<(&'v Value, String)> {
        let filled = |v: &&Value| match v {
            Value::Null => false,
            Value::String(text) => !text.trim().is_empty(),
            Value::Array(values) => !values.is_empty(),
            _ => true,
        };
        let mut told = self.0.iter().filter(|(p, _)| *p == part).peekable();
        if told.peek().is_some() {
            return told.find_map(|(_, field)| {
                at_path(record, field).filter(filled).map(|v| (v, field.clone()))
            });
        }
        let (_, _, names) = USUAL.iter().find(|(p, ..)| *p == part)?;
        names.iter().find_map(|name| {
            let exact = record.get_key_value(*name).filter(|(_, v)| filled(v));
            let found =
                exact.or_else(|| record.iter().find(|(key, v)| filled(v) && normal(key) == *name));
            found.map(|(key, value)| (value, key.clone()))
        })
    }

    /// Whether fields of these names hold reports: one is the text, and one more is known.
    pub fn knows<'n>(&self, fields: impl Iterator<Item = &'n str> + Clone) -> bool {
        let has = |part: Part| {
            fields.clone().any(|field| {
                self.0.iter().any(|(p, f)| *p == part && f == field)
                    || USUAL
                        .iter()
                        .any(|(p, _, names)| *p == part && names.contains(&&*normal(field)))
            })
        };
        let others = [Part::Title, Part::Published, Part::Url, Part::Outlet, Part::Authors];
        (has(Part::Text) || has(Part::Html)) && others.iter().any(|p| has(*p))
    }
}

/// `publicationDate`, `Publication Date` and `publication-date` as `publication_date`.
fn normal(name: &str) -> String {
    let mut normal = String::with_capacity(name.len() + 4);
    let mut lower = false;
    for c in name.trim().trim_start_matches('\u{feff}').chars() {
        if c.is_uppercase() && lower {
            normal.push('_');
        }
        lower = c.is_lowercase();
        if c.is_alphanumeric() {
            normal.extend(c.to_lowercase());
        } else if !normal.ends_with('_') {
            normal.push('_');
        }
    }
    normal
}

fn at_path<'v>(record: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    if let Some(value) = record.get(path) {
        return Some(value);
    }
    let (first, rest) = path.split_once('.')?;
    at_path(record.get(first)?.as_object()?, rest)
}

/// What a record holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A report, and the code of the language that it says it is in.
    Report(Box<Report>, Option<String>),
    /// A page, and what else the record tells of it.
    Page(String, Known),
    /// No text.
    Empty,
}

/// Makes a report of a record. What is `known` comes before what the record says; days
/// after the one that follows `today` are not believed.
pub fn report(
    record: &Map<String, Value>,
    mapping: &Mapping,
    known: &Known,
    today: Option<&str>,
) -> Record {
    let text = |part| mapping.find(record, part).and_then(|(v, _)| line(v));
    let day = |part| {
        let (value, field) = mapping.find(record, part)?;
        let moment = moment(value).filter(|m| m.is_past(today))?;
        Some((moment, format!("field {field}")))
    };
    let url = known.url.clone().or_else(|| text(Part::Url).filter(|u| u.contains("://")));
    let published = day(Part::Published);
    let language = text(Part::Language).map(|l| facts::code(&l));
    let outlet = known.outlet.clone().or_else(|| text(Part::Outlet));
    let body = mapping.find(record, Part::Text).map(|(v, _)| paragraphs(v)).unwrap_or_default();
    if body.trim().is_empty() {
        let Some((Value::String(page), _)) = mapping.find(record, Part::Html) else {
            return Record::Empty;
        };
        let published = known.published.clone().or(published.map(|(m, _)| m.day));
        return Record::Page(page.clone(), Known { url, outlet, published, ..known.clone() });
    }
    let links = link::find(&body);
    let told_title = text(Part::Title);
    let dateline = (published.is_none() && known.published.is_none())
        .then(|| dateline::find(&body))
        .flatten()
        .filter(|d| Moment { day: d.day.clone(), time: None }.is_past(today));
    let points = selon_model::CodePoints::new(&body);
    let published_text = dateline.as_ref().map(|d| selon_model::reading::Excerpt {
        text: d.span.of(&body).to_owned(),
        span: points.span(d.span),
    });
    let updated = day(Part::Updated)
        .filter(|(m, _)| published.as_ref().is_none_or(|(p, _)| p.finest() < m.finest()));
    let own = known.published.is_none();
    Record::Report(
        Box::new(Report {
            id: String::new(),
            title: told_title
                .or_else(|| title::find(&body, dateline::is_date_line).map(str::to_owned)),
            outlet,
            url,
            language: known.language.or_else(|| language.as_deref().and_then(Language::from_code)),
            published: known
                .published
                .clone()
                .or_else(|| published.as_ref().map(|(m, _)| m.day.clone()))
                .or_else(|| dateline.map(|d| d.day)),
            published_text,
            published_time: published.as_ref().filter(|_| own).and_then(|(m, _)| m.time.clone()),
            published_found: published.filter(|_| own).map(|(_, found)| found),
            updated: updated.as_ref().map(|(m, _)| m.finest().to_owned()),
            updated_found: updated.map(|(_, found)| found),
            authors: mapping.find(record, Part::Authors).map(|(v, _)| lines(v)).unwrap_or_default(),
            translation_of: links.translation_of,
            copy_of: links.copy_of,
            translations: addresses(mapping, record, Part::Translations),
            cites: addresses(mapping, record, Part::Cites),
            forwarded_from: None,
            coded_by: None,
            text: body,
        }),
        language,
    )
}

fn addresses(mapping: &Mapping, record: &Map<String, Value>, part: Part) -> Vec<String> {
    let mut found = mapping.find(record, part).map(|(v, _)| lines(v)).unwrap_or_default();
    found.retain(|a| a.starts_with("http://") || a.starts_with("https://"));
    found
}

/// A value as one line: text, a number, the name of something.
fn line(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => tree::line(text),
        Value::Number(number) => number.to_string(),
        Value::Object(object) => {
            let named = ["name", "title", "url", "id"].iter().find_map(|n| object.get(*n));
            named.filter(|v| v.is_string()).and_then(line)?
        }
        Value::Array(values) => values.first().and_then(line)?,
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Several values: of a list, or of a text with signs between.
fn lines(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(line).collect(),
        // A list as Python prints it.
        Value::String(text) if text.starts_with('[') && text.ends_with(']') => {
            let parts = text[1..text.len() - 1].split(", ");
            let parts = parts.map(|p| p.trim_matches(['\'', '"']).trim().to_owned());
            parts.filter(|p| !p.is_empty()).collect()
        }
        Value::String(text) => {
            let parts = text.split([';', '|']).map(tree::line);
            parts.filter(|p| !p.is_empty()).collect()
        }
        value => line(value).into_iter().collect(),
    }
}

/// A text with its paragraphs; markup is resolved.
fn paragraphs(value: &Value) -> String {
    match value {
        Value::String(text) => {
            let markup = ["<p", "</", "<br", "<div"].iter().any(|m| text.contains(m));
            if markup { plain(text) } else { text.trim().replace("\r\n", "\n") }
        }
        Value::Array(values) => {
            let parts = values.iter().filter_map(Value::as_str).map(str::trim);
            parts.filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n\n")
        }
        _ => String::new(),
    }
}

/// A moment as text, or as seconds or milliseconds since 1970.
fn moment(value: &Value) -> Option<Moment> {
    let of_number = |number: i64| match number {
        100_000_000..=9_999_999_999 => Moment::of_seconds(number),
        100_000_000_000..=9_999_999_999_999 => Moment::of_seconds(number / 1_000),
        _ => None,
    };
    match value {
        Value::Number(number) => of_number(number.as_f64()? as i64),
        Value::String(text) => date::parse(text).or_else(|| of_number(text.trim().parse().ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(record: &str, mapping: &str) -> Report {
        let Value::Object(record) = serde_json::from_str(record).unwrap() else { panic!() };
        let mapping = Mapping::parse(mapping).unwrap();
        match report(&record, &mapping, &Known::default(), Some("2024-06-01")) {
            Record::Report(report, _) => *report,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn usual_names() {
        let report = taken(
            r#"{"Headline":"Trêve à Valmont","Body":"<p>Elle tient.</p><p>Pour l&#39;instant.</p>",
                "publicationDate":1710237900,"authors":"['Jeanne Martin', 'Paul Durand']",
                "link":"https://gazette.example/a","source":{"id":null,"name":"La Gazette"},
                "lang":"fr-FR","updated_at":"2024-03-13T08:00:00Z"}"#,
            "",
        );
        assert_eq!(report.title.as_deref(), Some("Trêve à Valmont"));
        assert_eq!(report.text, "Elle tient.\n\nPour l'instant.");
        assert_eq!(report.published_time.as_deref(), Some("2024-03-12T10:05:00Z"));
        assert_eq!(report.published_found.as_deref(), Some("field publicationDate"));
        assert_eq!(report.updated.as_deref(), Some("2024-03-13T08:00:00Z"));
        assert_eq!(report.authors, ["Jeanne Martin", "Paul Durand"]);
        assert_eq!(report.outlet.as_deref(), Some("La Gazette"));
        assert_eq!(report.language, Some(Language::French));
    }

    #[test]
    fn a_mapping_comes_first() {
        let report = taken(
            r#"{"text":"autre","a":{"b":["Un.","Deux."]},"date":"2031-01-01","jour":"2024-03-12"}"#,
            "text=a.b,published=jour",
        );
        assert_eq!(
            (report.text.as_str(), report.published.as_deref()),
            ("Un.\n\nDeux.", Some("2024-03-12"))
        );
        assert!(Mapping::parse("texte=a").unwrap_err().contains("published"));
        assert!(Mapping::parse("text").is_err());
    }

    #[test]
    fn what_a_header_tells() {
        let mapping = Mapping::default();
        assert!(mapping.knows(["Titre", "Texte"].into_iter()));
        assert!(!mapping.knows(["text", "label"].into_iter()));
        assert!(!mapping.knows(["La trêve tient", " dit le maire"].into_iter()));
    }
}
