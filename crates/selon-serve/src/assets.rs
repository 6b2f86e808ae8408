//! Files that pages load: styles, and what is built out of `web/`.

use std::io::Write;
use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderValue,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::problem::{Problem, Result};
use crate::secret;

/// A file.
struct File {
    name: &'static str,
    kind: &'static str,
    plain: Bytes,
    /// The same packed, if that is shorter.
    packed: Option<Bytes>,
    /// Names the content.
    tag: HeaderValue,
}

/// One of `style/`.
macro_rules! style {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../style/", $name)) as &[u8])
    };
}

/// One of `built/`.
macro_rules! built {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../built/", $name)) as &[u8])
    };
}

/// The styles, in the order in which pages load them.
pub const STYLES: [&str; 5] = ["base.css", "parts.css", "events.css", "event.css", "report.css"];

/// All files. What is in `built/` is made by `npm run build` in `web/`.
const FILES: &[(&str, &[u8])] = &[
    style!("base.css"),
    style!("parts.css"),
    style!("events.css"),
    style!("event.css"),
    style!("report.css"),
    style!("icon.svg"),
    built!("app.js"),
    built!("map.js"),
    built!("timeline.js"),
    built!("map.css"),
    built!("maplibre-worker.js"),
    built!("shapes.json"),
    built!("world.svg"),
    built!("NOTICE.md"),
];

static SERVED: LazyLock<Vec<File>> = LazyLock::new(|| {
    let files = FILES.iter().map(|&(name, bytes)| {
        let tag = format!("\"{}\"", secret::fingerprint(bytes));
        File {
            name,
            kind: kind(name),
            plain: Bytes::from_static(bytes),
            packed: packed(bytes),
            tag: HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("\"-\"")),
        }
    });
    files.collect()
});

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "md" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn packed(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < bytes.len()).then(|| packed.into())
}

/// Answers with a file.
pub async fn file(Path(name): Path<String>, headers: HeaderMap) -> Result<Response> {
    let file = SERVED.iter().find(|f| f.name == name).ok_or(Problem::Unknown)?;
    let mut answer = Response::new(Body::empty());
    let known = headers.get(IF_NONE_MATCH).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let accepts = headers.get(ACCEPT_ENCODING).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let to = answer.headers_mut();
    to.insert(ETAG, file.tag.clone());
    to.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    to.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if known
        .split(',')
        .any(|tag| tag.trim().trim_start_matches("W/").as_bytes() == file.tag.as_bytes())
    {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(answer);
    }
    to.insert(CONTENT_TYPE, HeaderValue::from_static(file.kind));
    let packed =
        file.packed.as_ref().filter(|_| accepts.split(',').any(|a| a.trim().starts_with("gzip")));
    let body = match packed {
        Some(packed) => {
            to.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            packed.clone()
        }
        None => file.plain.clone(),
    };
    *answer.body_mut() = Body::from(body);
    Ok(answer)
}
