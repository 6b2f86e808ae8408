//! Reports by their words.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use selon_dossier::Hit;

use super::whole;
use crate::layout::{Page, bdi};
use crate::problem::{Problem, Result};
use crate::reply;
use crate::site::Site;
use crate::visit::Visit;

/// So many are shown.
const MOST: u32 = 50;

/// The page.
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response> {
    if visit.json {
        return json(State(site), visit).await;
    }
    let hits = find(&site, &visit).await?;
    let title = visit.words.get("search.title");
    Ok(whole(&visit, Page { name: "search", title, content: content(&visit, &hits) }))
}

/// The same as JSON.
pub async fn json(State(site): State<Site>, visit: Visit) -> Result<Response> {
    reply::json(&find(&site, &visit).await?)
}

async fn find(site: &Site, visit: &Visit) -> Result<Vec<Hit>> {
    let Some(words) = visit.parameter("q") else { return Ok(Vec::new()) };
    if words.len() > 500 {
        return Err(Problem::parameter("q", words, "wanted.shorter"));
    }
    site.read(move |dossier| Ok(dossier.search(&words, MOST)?)).await
}

/// A passage without the pieces of words at its ends.
fn whole_words(passage: &str) -> String {
    let mut words = passage;
    if let Some(rest) = passage.strip_prefix('…') {
        words = rest.split_once(' ').map_or(rest, |(_, after)| after);
    }
    let open = words.strip_suffix('…').map(|w| w.rsplit_once(' ').map_or(w, |(before, _)| before));
    format!(
        "{}{}{}",
        if passage.starts_with('…') { "… " } else { "" },
        open.unwrap_or(words),
        if open.is_some() { " …" } else { "" }
    )
}

fn content(visit: &Visit, hits: &[Hit]) -> Markup {
    let w = visit.words;
    let words = visit.parameter("q");
    html! {
        div class="page-head" { h1 { (w.get("search.title")) } }
        form id="search" role="search" method="get" action="/search" class="search" {
            input type="search" name="q" value=(words.clone().unwrap_or_default()) aria-label=(w.get("search.words")) maxlength="400" autofocus[words.is_none()];
            button type="submit" class="primary" { (w.get("search.do")) }
        }
        p class="hint" { (w.get("search.how")) }
        @if let Some(words) = &words {
            @if hits.is_empty() { p role="status" { (w.get("search.none")) } }
            @else { p role="status" { (w.count("search.found", hits.len() as u64))
                " · " a href={ "/events?" (form_urlencoded::Serializer::new(String::new()).append_pair("q", words).finish()) } { (w.get("search.events")) } } }
            ul class="hits" data-list {
                @for hit in hits {
                    @let row = &hit.report;
                    li class="item" data-href={ "/report/" (row.id) } {
                        a href={ "/report/" (row.id) } lang=(row.language) { (bdi(row.title.as_deref().unwrap_or(&row.name))) }
                        p class="passage" lang=(row.language) { (bdi(&whole_words(&hit.passage))) }
                        p class="by" {
                            @match &row.outlet { Some(outlet) => (bdi(outlet)), None => (w.get("outlet.unknown")) }
                            @if let Some(told) = &row.published { " · " (w.date(told)) }
                            " · " (w.count("count.events", row.events.into()))
                        }
                    }
                }
            }
        }
    }
}
