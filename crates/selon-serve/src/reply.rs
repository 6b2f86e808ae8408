//! Answers: pages, JSON, files.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::Response;
use maud::Markup;
use serde::Serialize;

use crate::guard::csrf_fits;
use crate::problem::{Problem, Result};
use crate::visit::Visit;

/// A page.
pub fn page(markup: Markup) -> Response {
    typed("text/html; charset=utf-8", markup.into_string())
}

/// A value as JSON.
pub fn json(value: &impl Serialize) -> Result<Response> {
    let bytes = serde_json::to_vec(value).map_err(Problem::internal)?;
    Ok(typed("application/json", bytes))
}

/// Something of a type.
pub fn typed(kind: &'static str, body: impl Into<Body>) -> Response {
    let mut answer = Response::new(body.into());
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    answer
}

/// The most bytes of a form without files.
pub const MOST_FORM: usize = 256 * 1024;

/// The fields of a form that changes something: it was sent from a page of ours.
#[derive(Debug)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The value of a field, without spaces around it; none if it is empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty())
    }

    /// The value of a field that must be there.
    pub fn need(&self, name: &str, wanted: &'static str) -> Result<&str> {
        self.get(name).ok_or_else(|| Problem::parameter(name, "", wanted))
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Fields> {
        let visit = request.extensions().get::<Visit>().cloned();
        let visit = visit.ok_or_else(|| Problem::internal("a request came past the guard"))?;
        let body = axum::body::to_bytes(request.into_body(), MOST_FORM).await;
        let body: Bytes = body.map_err(|_| Problem::TooLarge)?;
        let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
        let fields = Fields(fields);
        if !csrf_fits(&visit, fields.get("csrf").unwrap_or_default()) {
            return Err(Problem::Forbidden("forbidden.csrf"));
        }
        Ok(fields)
    }
}
