//! The pages, one module each, and which address leads to which.

mod add;
mod basemap;
mod decide;
mod enter;
mod event;
mod events;
mod export;
mod methodology;
mod problem;
mod report;
mod reports;
mod review;
mod search;
mod sources;

pub use problem::problem;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};

use crate::guard::{guard, see_other};
use crate::site::Site;
use crate::{assets, openapi, reply};

/// Answers requests for a site.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/", get(start))
        .route("/events", get(events::page))
        .route("/events.json", get(events::json))
        .route("/events.geojson", get(events::geojson))
        .route("/events/timeline.json", get(events::timeline))
        .route("/events/export", get(export::selection))
        .route("/event/{id}", get(event::page))
        .route("/event/{id}/export", get(export::event))
        .route("/event/{id}/decide", post(decide::pair))
        .route("/event/{id}/split", post(decide::split))
        .route("/event/{id}/claim", post(decide::claim))
        .route("/event/{id}/field", post(decide::field))
        .route("/event/{id}/note", post(decide::note))
        .route("/decisions/{number}/undo", post(decide::undo))
        .route("/report/{id}", get(report::page))
        .route("/reports", get(reports::page))
        .route("/reports.json", get(reports::json))
        .route("/sources", get(sources::page))
        .route("/sources.json", get(sources::json))
        .route("/search", get(search::page))
        .route("/search.json", get(search::json))
        .route("/add", get(add::page).post(add::add))
        .route("/add.json", get(add::json))
        .route("/review", get(review::page).post(review::decide))
        .route("/review.json", get(review::json))
        .route("/methodology", get(methodology::page))
        .route("/methodology/{name}", get(methodology::document))
        .route("/methodology.json", get(methodology::json))
        .route("/enter", get(enter::page).post(enter::enter))
        .route("/leave", post(enter::leave))
        .route("/basemap.pmtiles", get(basemap::file))
        .route("/openapi.json", get(openapi::json))
        .route("/static/{name}", get(assets::file))
        .layer(DefaultBodyLimit::max(add::MOST))
        .layer(middleware::from_fn_with_state(site.clone(), guard))
        .with_state(site)
}

async fn start() -> Response {
    see_other("/events")
}

/// The id and whether JSON is wanted, of a last part of a path: `e-7k3qx.json`.
fn id_and_form<'p>(part: &'p str, visit: &crate::visit::Visit) -> (&'p str, Form) {
    match part.rsplit_once('.') {
        Some((id, "json")) => (id, Form::Json),
        Some((id, "geojson")) => (id, Form::Geojson),
        _ if visit.json => (part, Form::Json),
        _ => (part, Form::Html),
    }
}

/// In which form something is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Html,
    Json,
    Geojson,
}

/// A page of the site.
fn whole(visit: &crate::visit::Visit, page: crate::layout::Page) -> Response {
    reply::page(crate::layout::layout(visit, page))
}
