//! Events: table, map and time line on one selection.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use maud::{Markup, html};
use selon_dossier::{Bounds, EventRow, Page as Shown};
use selon_model::Language;
use serde_json::json;

use super::whole;
use crate::draw;
use crate::layout::{Page, bdi};
use crate::listing::{self, Spot, Timeline, Tray, View};
use crate::problem::{Problem, Result};
use crate::reply;
use crate::selection::{PER_PAGE, Selection};
use crate::site::Site;
use crate::visit::Visit;
use crate::wording::in_order;
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
    let found = site
        .read(move |dossier| {
            let listing = listing::page(dossier, &asked)?;
            let binned = listing.total > listing::MOST_POINTS;
            let square = if binned { listing::square(2.0) } else { 0.0 };
            Ok(Found {
                spots: listing::spots(dossier, &asked.filter()?, square, w)?,
                binned,
                listing,
                timeline: listing::timeline(dossier, &asked)?,
                tray: listing::tray(dossier, &asked)?,
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

/// The form of the selection.
fn filters(selection: &Selection, w: Words) -> Markup {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    html! {
        details class="filters" open[!selection.is_all()] {
            summary { (w.get("filters")) @if !selection.is_all() { " " span class="on" { (w.get("filters.on")) } } }
            form id="filters" method="get" action="/events" {
                (field(w.get("filter.from"), html! {
                    input name="from" value=(text(&selection.from)) placeholder="2025-10-22" inputmode="numeric" autocomplete="off" maxlength="30";
                }))
                (field(w.get("filter.to"), html! {
                    input name="to" value=(text(&selection.to)) placeholder="2025-10" inputmode="numeric" autocomplete="off" maxlength="30";
                }))
                (field(w.get("filter.type"), html! {
                    select name="type" {
                        option value="" { (w.get("filter.any")) }
                        @for group in codes("acled") {
                            optgroup label=(w.of("acled", group).unwrap_or(group)) {
                                @for code in codes("type").into_iter().filter(|c| group_of(c) == group) {
                                    option value=(code) selected[selection.types.first().is_some_and(|t| t == code)] { (w.kind(code)) }
                                }
                            }
                        }
                    }
                }))
                @for other in selection.types.iter().skip(1) {
                    input type="hidden" name="type" value=(other);
                }
                (field(w.get("filter.place"), html! {
                    input name="place" value=(text(&selection.place)) placeholder=(w.get("filter.place_example")) autocomplete="off" maxlength="200";
                }))
                (field(w.get("filter.within"), html! {
                    input name="within" value=(selection.within.map(|k| k.to_string()).unwrap_or_default()) inputmode="decimal" autocomplete="off" maxlength="8";
                }))
                (field(w.get("filter.actor"), html! {
                    input name="actor" value=(text(&selection.actor)) autocomplete="off" maxlength="200";
                }))
                (field(w.get("filter.q"), html! {
                    input name="q" value=(text(&selection.query)) autocomplete="off" maxlength="400";
                }))
                (field(w.get("filter.min_origins"), html! {
                    select name="min_origins" {
                        option value="" { (w.get("filter.any")) }
                        @for n in 2..=5u32 {
                            option value=(n) selected[selection.min_origins == Some(n)] { (w.fill("filter.at_least", &[("n", &n.to_string())])) }
                        }
                        @if let Some(n) = selection.min_origins.filter(|n| !(2..=5).contains(n)) {
                            option value=(n) selected { (w.fill("filter.at_least", &[("n", &n.to_string())])) }
                        }
                    }
                }))
                (field(w.get("filter.lang"), html! {
                    select name="lang" {
                        option value="" { (w.get("filter.any")) }
                        @for language in Language::ALL {
                            option value=(language.code()) selected[selection.language == Some(language)] {
                                (w.of("language", language.code()).unwrap_or(language.code()))
                            }
                        }
                    }
                }))
                label class="check" {
                    input type="checkbox" name="disagreeing" value="1" checked[selection.disagreeing];
                    span { (w.get("filter.disagreeing")) }
                }
                input type="hidden" name="bbox" value=(selection.bbox.map(|b| b.map(|d| d.to_string()).join(",")).unwrap_or_default());
                div class="actions" {
                    button type="submit" class="primary" { (w.get("filter.apply")) }
                    @if !selection.is_all() { a class="button" href="/events" { (w.get("filter.clear")) } }
                }
            }
        }
        (chips(selection, w))
    }
}

fn field(name: &str, input: Markup) -> Markup {
    html! { label class="field" { span { (name) } (input) } }
}

/// What is chosen, each with a way to leave it out.
fn chips(selection: &Selection, w: Words) -> Markup {
    let mut chips: Vec<(String, Selection)> = Vec::new();
    if let Some(from) = &selection.from {
        chips.push((
            format!("{} {}", w.get("filter.from"), w.date(from)),
            selection.but(|s| s.from = None),
        ));
    }
    if let Some(to) = &selection.to {
        chips.push((
            format!("{} {}", w.get("filter.to"), w.date(to)),
            selection.but(|s| s.to = None),
        ));
    }
    if selection.bbox.is_some() {
        chips.push((w.get("filter.bbox").to_owned(), selection.but(|s| s.bbox = None)));
    }
    for kind in &selection.types {
        chips.push((w.kind(kind), selection.but(|s| s.types.retain(|t| t != kind))));
    }
    if let Some(place) = &selection.place {
        let words = match selection.within {
            Some(km) => w.fill("filter.near", &[("km", &km.to_string()), ("place", place)]),
            None => place.clone(),
        };
        chips.push((words, selection.but(|s| (s.place, s.within) = (None, None))));
    }
    if let Some(actor) = &selection.actor {
        chips.push((actor.clone(), selection.but(|s| s.actor = None)));
    }
    if let Some(words) = &selection.query {
        chips.push((format!("“{words}”"), selection.but(|s| s.query = None)));
    }
    if let Some(n) = selection.min_origins {
        let words = format!(
            "{} {}",
            w.get("filter.min_origins"),
            w.fill("filter.at_least", &[("n", &n.to_string())])
        );
        chips.push((words, selection.but(|s| s.min_origins = None)));
    }
    if selection.disagreeing {
        chips.push((
            w.get("filter.disagreeing").to_owned(),
            selection.but(|s| s.disagreeing = false),
        ));
    }
    if selection.without_point {
        let words = w.get("filter.without_point").to_owned();
        chips.push((words, selection.but(|s| s.without_point = false)));
    }
    if selection.without_day {
        let words = w.get("filter.without_day").to_owned();
        chips.push((words, selection.but(|s| s.without_day = false)));
    }
    if let Some(language) = selection.language {
        let words = w.of("language", language.code()).unwrap_or(language.code());
        chips.push((words.to_owned(), selection.but(|s| s.language = None)));
    }
    html! {
        @if !chips.is_empty() {
            ul class="chips" aria-label=(w.get("filters")) {
                @for (words, without) in &chips {
                    li { a href=(without.address("/events")) title=(w.fill("filter.without", &[("what", words)])) {
                        (bdi(words)) span aria-hidden="true" { " ×" }
                        span class="hidden" { " " (w.get("filter.leave_out")) }
                    } }
                }
            }
        }
    }
}

/// The table of events.
pub fn table(rows: &[EventRow], w: Words) -> Markup {
    html! {
        table id="events" class="rows" {
            thead { tr {
                th scope="col" { (w.get("column.when")) }
                th scope="col" { (w.get("column.what")) }
                th scope="col" { (w.get("column.where")) }
                th scope="col" { (w.get("column.who")) }
                th scope="col" { (w.get("column.toll")) }
                th scope="col" { (w.get("column.origins")) }
            } }
            tbody data-list {
                @for row in rows {
                    (line(row, w))
                }
            }
        }
    }
}

fn line(row: &EventRow, w: Words) -> Markup {
    let href = format!("/event/{}", row.id);
    html! {
        tr data-id=(row.id) data-href=(href) {
            td class="when" data-head=(w.get("column.when")) {
                @match &row.date {
                    Some(date) => time datetime=(date) { (w.date(date)) },
                    None => span class="none" { (w.get("not_told.date")) },
                }
            }
            td class="what" data-head=(w.get("column.what")) {
                a href=(href) { (breakable(&w.kind(&row.kind))) }
                @if !row.disagreements.is_empty() {
                    " " span class="badge disputed" title=(w.get("disputed.about")) {
                        (w.get("disputed")) (w.get("colon"))
                        (row.disagreements.iter().map(|k| w.disagreement(*k)).collect::<Vec<_>>().join(", "))
                    }
                }
            }
            td class="where" data-head=(w.get("column.where")) {
                @match &row.place {
                    Some(place) => (bdi(&w.place(place))),
                    None => span class="none" { (w.get("not_told.place")) },
                }
            }
            td class="who" data-head=(w.get("column.who")) { (who(row, w)) }
            td class="toll" data-head=(w.get("column.toll")) {
                @for (n, range) in in_order(&row.tolls).into_iter().take(2).enumerate() {
                    @if n > 0 { br; }
                    span { (w.toll(range)) }
                }
            }
            td class="origins" data-head=(w.get("column.origins")) {
                (origins(row.origins_at_least, row.origins_at_most, w))
                span class="reports" { (w.count("count.reports", row.reports.len() as u64)) }
            }
        }
    }
}

/// Words that may be parted after each `/`.
fn breakable(words: &str) -> Markup {
    html! {
        @for (n, piece) in words.split('/').enumerate() { @if n > 0 { "/" wbr; } (piece) }
    }
}

/// Who to whom.
fn who(row: &EventRow, w: Words) -> Markup {
    html! {
        @match (&row.actor, &row.target) {
            (Some(actor), Some(target)) => {
                (bdi(actor)) span class="to" aria-label=(w.get("who.to")) { " → " } (bdi(target))
            }
            (Some(actor), None) => (bdi(actor)),
            (None, Some(target)) => {
                span class="none" { "?" } span class="to" aria-label=(w.get("who.to")) { " → " } (bdi(target))
            }
            (None, None) => {}
        }
    }
}

/// How many origins, as a number and as dots: full ones count surely, hollow ones perhaps.
pub fn origins(least: u32, most: u32, w: Words) -> Markup {
    const DOTS: u32 = 8;
    let label = if least == most {
        w.count("count.origins", u64::from(least))
    } else {
        w.fill("origins.between", &[("low", &least.to_string()), ("high", &most.to_string())])
    };
    html! {
        span class="dots" aria-hidden="true" {
            @for n in 0..most.min(DOTS) { span class=(if n < least { "sure" } else { "perhaps" }) {} }
        }
        span class="number" title=(label) aria-label=(label) { (w.origins(least, most)) }
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

/// The group of ACLED's types that a type is in.
fn group_of(code: &str) -> &'static str {
    match code {
        "armed_clash" | "gov_regains_territory" | "nonstate_overtakes_territory" => "battles",
        "air_drone_strike" | "shelling_missile" | "suicide_bomb" | "ied_landmine" | "grenade"
        | "chemical_weapon" => "explosions",
        "attack_on_civilians" | "sexual_violence" | "abduction" => "civilians",
        "peaceful_protest" | "protest_with_intervention" | "excessive_force_protesters" => {
            "protests"
        }
        "violent_demonstration" | "mob_violence" => "riots",
        "accident_or_disaster" | "other" => "none",
        _ => "strategic",
    }
}
