//! One event: who holds what of it, side by side; what cannot all be true; who stands behind
//! it.

mod claims;
mod decisions;
mod facts;
mod figures;
mod origins;

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
pub use decisions::log;

use maud::{Markup, html};
use selon_dossier::day::days;
use selon_dossier::decisions::Logged;
use selon_dossier::{Dossier, EventRow, EventView, Filter, ReportRow};
use serde_json::json;

use super::{Form, events, id_and_form, whole};
use crate::draw;
use crate::layout::{Page, bdi};
use crate::listing::{self, Spot};
use crate::problem::Result;
use crate::reply;
use crate::site::Site;
use crate::visit::Visit;
use crate::words::Words;

/// An event with its reports and what was decided of it.
pub struct Found {
    pub event: EventView,
    pub row: EventRow,
    /// By id.
    pub reports: BTreeMap<String, Report>,
    pub decisions: Vec<Logged>,
    /// Others of about the same days: what it may be the same as.
    pub near: Vec<EventRow>,
}

/// A report that tells of the event.
pub struct Report {
    pub row: ReportRow,
    pub text: String,
}

/// So many others are offered, told of so many days before or after.
const MOST_NEAR: u32 = 40;
const DAYS_NEAR: i32 = 3;

/// Events of about the same days.
fn near(dossier: &Dossier, event: &EventView) -> Result<Vec<EventRow>> {
    let Some(days) = event.date.as_deref().and_then(days) else { return Ok(Vec::new()) };
    let filter = Filter {
        from: days.from.map(|day| day - DAYS_NEAR),
        to: days.to.map(|day| day + DAYS_NEAR),
        place: event.place.as_ref().and_then(|place| place.country.clone()),
        limit: Some(MOST_NEAR),
        ..Filter::default()
    };
    let mut rows = dossier.page(&filter)?.events;
    rows.retain(|row| row.id != event.id);
    Ok(rows)
}

/// The page, or the event as JSON or GeoJSON.
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(part): Path<String>,
) -> Result<Response> {
    let (id, form) = id_and_form(&part, &visit);
    let id = id.to_owned();
    let w = visit.words;
    if form == Form::Json {
        return reply::json(&site.read(move |dossier| Ok(dossier.event(&id)?)).await?);
    }
    if form == Form::Geojson {
        let event = site.read(move |dossier| Ok(dossier.event(&id)?)).await?;
        let value = json!({ "type": "FeatureCollection", "features": places(&event, w) });
        return Ok(reply::typed("application/geo+json", value.to_string()));
    }
    let may_change = visit.may_change;
    let found = site
        .read(move |dossier| {
            let event = dossier.event(&id)?;
            let near = if may_change { near(dossier, &event)? } else { Vec::new() };
            let mut reports = BTreeMap::new();
            for id in &event.reports {
                let (row, current) = dossier.report_text(id)?;
                reports.insert(id.clone(), Report { row, text: current.report.text });
            }
            let decisions = dossier.decisions()?;
            let decisions = decisions.into_iter().filter(|d| concerns(d, &event)).collect();
            Ok(Found { row: EventRow::of(&event), event, reports, decisions, near })
        })
        .await?;
    let title = listing::title(&found.row, w);
    Ok(whole(&visit, Page { name: "event", title: &title, content: content(&visit, &found) }))
}

/// Whether a decision is on a telling of the event.
fn concerns(logged: &Logged, event: &EventView) -> bool {
    let keys = || {
        let claims = event.claims.iter().map(|c| &c.key);
        claims
            .chain(event.figures.iter().map(|f| &f.key))
            .filter_map(|k| k.split([':', '#']).next())
    };
    logged.decision.kind.refs().iter().any(|r| keys().any(|key| key == r.telling))
}

/// Where the event is said to be; of those who put it elsewhere, where they do.
fn places(event: &EventView, w: Words) -> Vec<serde_json::Value> {
    let row = EventRow::of(event);
    let mut features: Vec<serde_json::Value> = listing::feature(&row, w).into_iter().collect();
    let mut seen = vec![event.place.clone()];
    for claim in &event.claims {
        let place = claim.place.as_ref().map(Into::into);
        if place.is_none() || seen.contains(&place) {
            continue;
        }
        let mut other = row.clone();
        other.place = place.clone();
        if let Some(mut feature) = listing::feature(&other, w) {
            feature["properties"]["title"] = format!(
                "{}{}{}",
                w.party(&claim.holder),
                w.get("colon"),
                listing::title(&other, w)
            )
            .into();
            features.push(feature);
        }
        seen.push(place);
    }
    features
}

fn spots(found: &Found, w: Words) -> Vec<Spot> {
    listing::spot(&found.row, w).into_iter().collect()
}

fn content(visit: &Visit, found: &Found) -> Markup {
    let w = visit.words;
    let event = &found.event;
    let spots = spots(found, w);
    html! {
        nav class="crumbs" aria-label=(w.get("crumbs")) { a href="/events" { (w.get("events.title")) } " / " code { (event.id) } }
        header class="event-head" {
            h1 { (w.kind(&event.kind)) }
            p class="under" {
                @match &event.place { Some(place) => (bdi(&w.place(place))), None => (w.get("not_told.place")) }
                " · "
                @match &event.date { Some(date) => time datetime=(date) { (w.date(date)) }, None => (w.get("not_told.date")) }
                " · "
                (events::origins(event.origins.at_least, event.origins.at_most, w)) " " (w.get("origins.independent"))
                @if !event.disagreements.is_empty() { " " a class="badge disputed" href="#disagreements" { (w.get("disputed")) } }
            }
        }
        nav class="within" aria-label=(w.get("event.parts")) {
            @if !event.disagreements.is_empty() { a href="#disagreements" { (w.get("event.disagreements")) } }
            a href="#claims" { (w.get("event.claims")) }
            @if !event.figures.is_empty() { a href="#figures" { (w.get("event.figures")) } }
            a href="#origins" { (w.get("event.origins")) }
            a href="#reports" { (w.get("event.reports")) }
            a href="#decide" { @if visit.may_change { (w.get("event.decide")) } @else { (w.get("event.decisions")) } }
        }
        (figures::disagreements(event, w))
        div class="event-body" {
            (facts::facts(event, w))
            @if !spots.is_empty() {
                div id="map" class="small" data-basemap=[visit.basemap] data-source={ "/event/" (event.id) ".geojson" } {
                    (draw::map::map(&spots, &w.fill("map.event", &[("place", &event.place.as_ref().map(|p| w.place(p)).unwrap_or_default())])))
                }
            }
        }
        (claims::claims(visit, found))
        (figures::figures(event, w))
        (origins::origins(found, w))
        (origins::reports(found, w))
        (decisions::decisions(visit, found))
        (events::exports(&format!("/event/{}/export", event.id), "", w))
    }
}
