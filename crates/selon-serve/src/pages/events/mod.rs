//! Events: table, map and time line on one selection.

mod filters;
mod start;
mod table;

pub use table::{origins, table};

use axum::extract::{RawQuery, State};
use axum::response::Response;
use maud::{Markup, html};
use selon_dossier::{Bounds, Page as Shown};
use serde_json::json;

use self::filters::filters;
use self::start::Start;
use super::whole;
use crate::draw;
use crate::layout::Page;
use crate::listing::{self, Spot, Timeline, Tray, View};
use crate::problem::{Problem, Result};
use crate::reply;
use crate::selection::{PER_PAGE, Selection};
use crate::site::Site;
use crate::visit::Visit;
use crate::words::{Words, codes};

/// The page.
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    if visit.json {
        return json(State(site), visit, RawQuery(query)).await;
    }
    let selection = Selection::parse(&query.unwrap_or_default())?;
    let w = visit.words;
    let asked = selection.clone();
    let reader = site.program().version();
    let first = (visit.demo && selection.is_all() && selection.page == 1).then(|| visit.clone());
    let name = format!("events {} {}", w.0.code(), selection.query());
    let found = site
        .read_kept(name, move |dossier| {
            let listing = listing::page(dossier, &asked)?;
            let binned = listing.total > listing::MOST_POINTS;
            let square = if binned { listing::square(2.0) } else { 0.0 };
            Ok(Found {
                spots: listing::spots(dossier, &asked.filter()?, square, w)?,
                binned,
                listing,
                timeline: listing::timeline(dossier, &asked)?,
                tray: listing::tray(dossier, &asked)?,
                start: first.map(|visit| start::start(dossier, &visit, reader)).transpose()?,
            })
        })
        .await?;
    let title = w.get("events.title");
    Ok(whole(&visit, Page { name: "events", title, content: content(&visit, &selection, &found) }))
}

struct Found {
    listing: Shown,
    /// Whether the map is told of squares, not of events.
    binned: bool,
    spots: Vec<Spot>,
    timeline: Timeline,
    tray: Tray,
    /// Where to begin, for whoever looks at the examples.
    start: Option<Start>,
}

/// The same as JSON.
pub async fn json(
    State(site): State<Site>,
    _: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let selection = Selection::parse(&query.unwrap_or_default())?;
    let asked = selection.clone();
    let listing = site.read(move |dossier| listing::page(dossier, &asked)).await?;
    let pages = listing.total.div_ceil(u64::from(PER_PAGE));
    let next = (u64::from(selection.page) < pages).then(|| {
        let mut next = selection.clone();
        next.page += 1;
        next.address("/events.json")
    });
    reply::json(&json!({
        "filter": selection,
        "total": listing.total,
        "page": selection.page,
        "pages": pages,
        "next": next,
        "events": listing.events,
    }))
}

/// The points of the map.
pub async fn geojson(
    State(site): State<Site>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let selection = Selection::parse(&query.unwrap_or_default())?;
    let w = visit.words;
    let view = view(&visit)?;
    let value = site.read(move |dossier| listing::geojson(dossier, &selection, &view, w)).await?;
    Ok(reply::typed("application/geo+json", value.to_string()))
}

/// The part of the map that is asked for.
fn view(visit: &Visit) -> Result<View> {
    let mut view = View::default();
    if let Some(text) = visit.parameter("zoom") {
        let zoom = text.parse().ok().filter(|z: &f64| (0.0..=30.0).contains(z));
        view.zoom = zoom.ok_or_else(|| Problem::parameter("zoom", &text, "wanted.zoom"))?;
    }
    if let Some(text) = visit.parameter("view") {
        view.bounds =
            Some(seen(&text).ok_or_else(|| Problem::parameter("view", &text, "wanted.bbox"))?);
    }
    Ok(view)
}

/// What a map shows, west, south, east, north: it may go round the world.
fn seen(text: &str) -> Option<Bounds> {
    let degrees: Vec<f64> =
        text.split(',').map(|d| d.trim().parse().ok()).collect::<Option<_>>()?;
    let &[west, south, east, north] = &degrees[..] else { return None };
    if !degrees.iter().all(|d| d.is_finite()) || south > north || west > east {
        return None;
    }
    let round = |lon: f64| (lon + 180.0).rem_euclid(360.0) - 180.0;
    let (west, east) =
        if east - west >= 360.0 { (-180.0, 180.0) } else { (round(west), round(east)) };
    Some(Bounds { south, west, north, east })
}

/// The bars of the time line.
pub async fn timeline(
    State(site): State<Site>,
    _: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let selection = Selection::parse(&query.unwrap_or_default())?;
    reply::json(&site.read(move |dossier| listing::timeline(dossier, &selection)).await?)
}

fn content(visit: &Visit, selection: &Selection, found: &Found) -> Markup {
    let w = visit.words;
    let total = found.listing.total;
    html! {
        div class="page-head" {
            h1 { (w.get("events.title")) }
            p class="count" role="status" { (w.count("count.events", total)) }
        }
        @if let Some(start) = &found.start { (start::section(start, total, visit)) }
        (filters(selection, w))
        @if total == 0 {
            (nothing(visit, selection))
        } @else {
            section id="timeline" data-source=(selection.address("/events/timeline.json")) aria-label=(w.get("script.timeline_label")) {
                (draw::timeline::timeline(&found.timeline, selection, w))
            }
            div class="events-body" {
                div class="events-list" {
                    (table(&found.listing.events, w))
                    (pages(selection, total, w))
                    (exports("/events/export", &selection.query(), w))
                }
                div class="events-side" {
                    div id="map" data-source=(selection.address("/events.geojson")) data-basemap=[visit.basemap]
                        data-binned[found.binned] data-bbox=[selection.bbox.map(|b| b.map(|d| d.to_string()).join(","))] {
                        (draw::map::map(&found.spots, &w.fill("map.label", &[("n", &found.spots.len().to_string())])))
                    }
                    p class="hint" { (w.get("map.hint")) }
                    (tray(&found.tray, selection, w))
                }
            }
        }
    }
}

/// Events with no place on the map, or no day.
fn tray(tray: &Tray, selection: &Selection, w: Words) -> Markup {
    html! {
        section id="tray" aria-labelledby="tray-title" {
            h2 id="tray-title" { (w.get("tray.title")) }
            @if tray.rows.is_empty() {
                p class="none" { (w.get("tray.none")) }
            } @else {
                p {
                    a href=(selection.but(|s| s.without_point = true).address("/events")) { (w.count("tray.unplaced", tray.unplaced)) } " · "
                    a href=(selection.but(|s| s.without_day = true).address("/events")) { (w.count("tray.undated", tray.undated)) }
                }
                ul {
                    @for row in &tray.rows {
                        li { a href={ "/event/" (row.id) } { (listing::title(row, w)) }
                            @if row.place.is_none() { " " span class="badge" { (w.get("not_told.place")) } }
                            @else if row.date.is_none() { " " span class="badge" { (w.get("not_told.date")) } }
                            @else { " " span class="badge" { (w.get("tray.too_wide")) } }
                        }
                    }
                }
            }
        }
    }
}

/// Ways to other pages of the list.
fn pages(selection: &Selection, total: u64, w: Words) -> Markup {
    let last = total.div_ceil(u64::from(PER_PAGE)).max(1);
    let at = |page: u32| {
        let mut other = selection.clone();
        other.page = page;
        other.address("/events")
    };
    html! {
        @if last > 1 {
            nav class="pages" aria-label=(w.get("pages")) {
                @if selection.page > 1 { a rel="prev" class="button" href=(at(selection.page - 1)) { (w.get("pages.before")) } }
                span { (w.fill("pages.of", &[("n", &w.number(u64::from(selection.page))), ("last", &w.number(last))])) }
                @if u64::from(selection.page) < last { a rel="next" class="button" href=(at(selection.page + 1)) { (w.get("pages.after")) } }
            }
        }
    }
}

/// The forms that a selection can be taken away in.
pub fn exports(address: &str, query: &str, w: Words) -> Markup {
    let query = if query.is_empty() { String::new() } else { format!("&{query}") };
    html! {
        details class="exports" {
            summary { (w.get("exports")) }
            ul {
                @for form in codes("export") {
                    li { a href=(format!("{address}?format={form}{query}")) download { (w.of("export", form).unwrap_or(form)) } }
                }
            }
        }
    }
}

fn nothing(visit: &Visit, selection: &Selection) -> Markup {
    let w = visit.words;
    html! {
        section class="empty" {
            @if selection.is_all() && selection.page == 1 {
                h2 { (w.get("events.none_yet")) }
                p { (w.get("events.none_yet_how")) }
                @if visit.may_change { p { a class="button primary" href="/add" { (w.get("events.add")) } } }
            } @else {
                h2 { (w.get("events.none")) }
                p { (w.get("events.none_how")) }
                p { a class="button" href="/events" { (w.get("filter.clear")) } }
            }
        }
    }
}
