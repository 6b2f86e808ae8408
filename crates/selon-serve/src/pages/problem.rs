//! What went wrong, as a page or as JSON.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use serde_json::json;

use super::whole;
use crate::layout::{Page, bdi};
use crate::problem::Problem;
use crate::reply;
use crate::visit::Visit;
use crate::words::Words;

/// The page of a problem, with the status that it is answered with.
pub fn problem(visit: &Visit, problem: &Problem, status: StatusCode) -> Response {
    if visit.json {
        let value = json!({ "error": problem.to_string(), "status": status.as_u16() });
        return reply::typed("application/json", value.to_string());
    }
    let w = visit.words;
    let title = w.of("problem", status.as_str()).unwrap_or(w.get("problem.other"));
    let content = html! {
        section class="problem" {
            p class="status" { (status.as_u16()) }
            h1 { (title) }
            (words(problem, w))
            p { a class="button" href="/events" { (w.get("problem.back")) } }
        }
    };
    whole(visit, Page { name: "problem", title, content })
}

fn words(problem: &Problem, w: Words) -> maud::Markup {
    html! {
        @match problem {
            Problem::Parameter { name, value, wanted } => {
                p { code { (name) } @if !value.is_empty() { " = " q { (bdi(value)) } } }
                p { (w.of("wanted", wanted.trim_start_matches("wanted.")).unwrap_or(wanted)) }
            }
            Problem::Forbidden(why) => p { (w.of("forbidden", why.trim_start_matches("forbidden.")).unwrap_or(why)) },
            Problem::Unknown | Problem::Dossier(selon_dossier::DossierError::Unknown(_)) => p { (w.get("problem.unknown")) },
            Problem::TooLarge => p { (w.get("problem.too_large")) },
            Problem::NoToken => p { (w.get("problem.no_token")) },
            // What the dossier says names the command that helps.
            Problem::Refused(why) | Problem::Malformed(why) => p { (bdi(why)) },
            Problem::Dossier(error) => p { (bdi(&error.to_string())) },
            Problem::Internal(_) => p { (w.get("problem.internal")) },
        }
    }
}
