//! Web pages to reports.

pub mod article;
mod authors;
mod block;
pub mod charset;
mod classes;
mod days;
pub mod facts;
mod headline;
mod lead;
mod linked_data;
mod page;
mod phrases;
pub mod tree;
mod writer;

use selon_model::reading::{Excerpt, Link};
use selon_model::{ByteSpan, CodePoints, Language, Report};

use crate::plain::Known;
use crate::{address, dateline, filter, link};

/// A page without an article: a front page, a list, a picture, a page that a script fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no article was found on the page")]
pub struct NoArticle;

/// A report and what it may be in, whether Selon reads that or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The report.
    pub report: Report,
    /// The code of the language that the page says it is in.
    pub language: Option<String>,
}

/// The shortest text that is taken for an article, in characters.
const SHORTEST: usize = 80;
/// The longest text of a page that only says that it has no article, in characters.
const ERROR: usize = 1500;

/// Makes a report of a page. `known` comes before what the page says; days after the one
/// that follows `today` are not believed.
///
/// # Errors
///
/// [`NoArticle`] if there is none on it.
pub fn report(page: &str, known: Known, today: Option<&str>) -> Result<Page, NoArticle> {
    let url = known.url.or_else(|| saved_from(page));
    let known = Known { url, ..known };
    let tree = tree::parse(page);
    let facts = facts::read(&tree, known.url.as_deref(), today);
    let article = article::find(
        &tree,
        facts.title.as_deref(),
        facts.description.as_deref(),
        facts.body.as_deref(),
    );
    let url = facts.url.or(known.url);
    let front = url.as_deref().is_some_and(|u| !selon_model::address_key(u).contains(['/', '?']));
    let list = !facts.is_article && (article.is_list || front);
    let titled = facts.title.as_deref().is_some_and(phrases::titles_no_article);
    let error = titled && article.text.chars().nth(ERROR).is_none();
    if list || error || article.text.chars().nth(SHORTEST).is_none() {
        return Err(NoArticle);
    }
    let text = article.text;
    let base = url.as_deref();
    let own = url.as_deref().map(selon_model::address_key);
    let mut cites: Vec<String> = Vec::new();
    let mut links = link::find(&text);
    for (start, end, href) in &article.links {
        let Some(whole) = address::resolve(base, href).map(address::unarchived) else { continue };
        if let Some((kind, from)) = link::declared_before(&text, *start, *end) {
            let excerpt = ByteSpan::new(from, *end);
            let to = match kind {
                link::Kind::TranslationOf => &mut links.translation_of,
                link::Kind::CopyOf => &mut links.copy_of,
            };
            to.get_or_insert_with(|| Link {
                url: whole.clone(),
                excerpt: Excerpt {
                    text: excerpt.of(&text).to_owned(),
                    span: CodePoints::new(&text).span(excerpt),
                },
            });
        }
        if Some(selon_model::address_key(&whole)) != own
            && !cites.contains(&whole)
            && cites.len() < 200
        {
            cites.push(whole);
        }
    }
    let (mut published, mut found) = match (known.published, facts.published) {
        (Some(day), _) => ((Some(day), None), None),
        (None, Some((moment, found))) => ((Some(moment.day), moment.time), Some(found.to_string())),
        (None, None) => ((None, None), None),
    };
    let mut published_text = None;
    if published.0.is_none()
        && let Some(line) = dateline::find(&text)
        && crate::date::parse(&line.day).is_some_and(|m| m.is_past(today))
    {
        published_text = Some(Excerpt {
            text: line.span.of(&text).to_owned(),
            span: CodePoints::new(&text).span(line.span),
        });
        published = (Some(line.day), None);
        found = None;
    }
    let told = language(facts.language.as_deref(), &text);
    let report = Report {
        id: known.id,
        title: facts.title,
        outlet: known.outlet.or(facts.outlet),
        language: known.language.or_else(|| told.as_deref().and_then(Language::from_code)),
        published: published.0,
        published_text,
        published_time: published.1,
        published_found: found,
        updated: facts.updated.as_ref().map(|(m, _)| m.finest().to_owned()),
        updated_found: facts.updated.map(|(_, found)| found.to_string()),
        authors: facts.authors,
        translation_of: links.translation_of,
        copy_of: links.copy_of,
        translations: facts.translations,
        cites,
        forwarded_from: None,
        coded_by: None,
        url,
        text,
    };
    Ok(Page { report, language: told })
}

/// The address that browsers write on top of a page that they save:
/// `<!-- saved from url=(0025)https://gazette.example/a -->`, and SingleFile's `url: https://…`.
fn saved_from(page: &str) -> Option<String> {
    /// They stand on top.
    const HEAD: usize = 4_096;
    let mut end = page.len().min(HEAD);
    while !page.is_char_boundary(end) {
        end -= 1;
    }
    let head = &page[..end];
    let behind = |mark: &str| head.find(mark).map(|at| &head[at + mark.len()..]);
    let told = behind("saved from url=(").and_then(|rest| rest.split_once(')')).map(|(_, url)| url);
    let told = told.or_else(|| {
        behind("Page saved with SingleFile").and_then(|rest| rest.split_once("url: ")).map(|r| r.1)
    })?;
    address::resolve(None, told.split(char::is_whitespace).next()?)
}

/// The code of the language of a text: what the page says, but that templates say what
/// language they are in and not what was filled into them.
fn language(told: Option<&str>, text: &str) -> Option<String> {
    let told = told.map(facts::code);
    let seen = filter::is_plainly(text);
    seen.map(|seen| seen.code().to_owned()).or(told)
}

#[cfg(test)]
mod tests;
