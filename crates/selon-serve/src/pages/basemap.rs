//! A base map of the user's, of which a browser asks parts.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, HeaderValue, RANGE,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::export::stream;
use crate::problem::{Problem, Result};
use crate::site::Site;

/// Answers with the part of the file that is asked for.
pub async fn file(State(site): State<Site>, headers: HeaderMap) -> Result<Response> {
    let path = site.settings().basemap.clone().ok_or(Problem::Unknown)?;
    let opened = tokio::task::spawn_blocking(move || -> io::Result<(File, u64)> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok((file, length))
    });
    let (mut file, length) = opened.await.map_err(Problem::internal)?.map_err(Problem::internal)?;
    let asked = headers.get(RANGE).map(|h| h.to_str().ok().and_then(|text| range(text, length)));
    let mut answer = Response::new(Body::empty());
    let number = |n: u64| HeaderValue::from(n);
    let (from, to) = match asked {
        None => (0, length),
        Some(Some((from, to))) => {
            *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
            let part = format!("bytes {from}-{}/{length}", to - 1);
            if let Ok(part) = HeaderValue::from_str(&part) {
                answer.headers_mut().insert(CONTENT_RANGE, part);
            }
            (from, to)
        }
        Some(None) => {
            *answer.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            return Ok(answer);
        }
    };
    let kind = HeaderValue::from_static("application/vnd.pmtiles");
    answer.headers_mut().insert(CONTENT_TYPE, kind);
    answer.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    answer.headers_mut().insert(CONTENT_LENGTH, number(to - from));
    *answer.body_mut() = stream(move |out| {
        file.seek(SeekFrom::Start(from)).map_err(Problem::internal)?;
        io::copy(&mut file.take(to - from), out).map_err(Problem::internal)?;
        Ok(())
    });
    Ok(answer)
}

/// The bytes that a header asks for, from the first to the one after the last:
/// `bytes=0-99`, `bytes=100-`, `bytes=-50`.
fn range(header: &str, length: u64) -> Option<(u64, u64)> {
    let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
    let (from, to) = if first.is_empty() {
        (length.saturating_sub(last.parse().ok()?), length)
    } else {
        let last: u64 = if last.is_empty() { u64::MAX } else { last.parse().ok()? };
        (first.parse().ok()?, last.saturating_add(1).min(length))
    };
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn parts_of_a_file() {
        for (header, part) in [
            ("bytes=0-99", Some((0, 100))),
            ("bytes=900-", Some((900, 1000))),
            ("bytes=-50", Some((950, 1000))),
            ("bytes=-5000", Some((0, 1000))),
            ("bytes=990-2000", Some((990, 1000))),
            ("bytes=1000-", None),
            ("bytes=5-2", None),
            ("bytes=0-1,5-6", None),
            ("lines=1-2", None),
            ("bytes=-", None),
        ] {
            assert_eq!(range(header, 1000), part, "{header}");
        }
    }
}
