//! Coming in by a token, and leaving.

use axum::extract::State;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::Response;
use maud::html;

use super::whole;
use crate::guard::{local, see_other};
use crate::layout::{Page, csrf};
use crate::problem::{Problem, Result};
use crate::reply::Fields;
use crate::site::Site;
use crate::visit::{self, SESSION, Visit};

/// The page that asks for the token.
pub async fn page(visit: Visit) -> Response {
    let w = visit.words;
    let content = html! {
        section class="enter" {
            h1 { (w.get("enter.title")) }
            form method="post" action="/enter" class="card-form" {
                (csrf(&visit))
                input type="hidden" name="back" value=(visit.parameter("back").unwrap_or_default());
                label class="field" { span { (w.get("enter.token")) }
                    input type="password" name="token" required autofocus autocomplete="current-password" maxlength="400"; }
                div class="actions" { button type="submit" class="primary" { (w.get("enter.do")) } }
            }
        }
    };
    whole(&visit, Page { name: "enter", title: w.get("enter.title"), content })
}

/// Lets somebody in.
pub async fn enter(State(site): State<Site>, fields: Fields) -> Result<Response> {
    let token = fields.get("token").unwrap_or_default().to_owned();
    // Guessing is made slow.
    let Some(session) = site.enter(&token)? else {
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        return Err(Problem::Forbidden("forbidden.token"));
    };
    let mut answer = see_other(&local(fields.get("back").unwrap_or("/events")));
    set_session(&site, &mut answer, &session, 30 * 24 * 3600);
    Ok(answer)
}

/// Lets somebody go.
pub async fn leave(
    State(site): State<Site>,
    headers: axum::http::HeaderMap,
    _: Fields,
) -> Response {
    if let Some(session) = visit::cookie(&headers, SESSION) {
        site.leave(session);
    }
    let mut answer = see_other("/enter");
    set_session(&site, &mut answer, "", 0);
    answer
}

fn set_session(site: &Site, answer: &mut Response, session: &str, seconds: u32) {
    let secure = if site.settings().secure { "; Secure" } else { "" };
    let cookie = format!(
        "{SESSION}={session}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
    );
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
}
