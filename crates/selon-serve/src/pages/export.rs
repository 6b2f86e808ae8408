//! Exports of a selection or of one event, in the forms of other tools.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::Response;
use futures_core::Stream;
use selon_dossier::Filter;
use selon_export::{Format, Options, Stop, Writer, each, one};
use tokio::sync::mpsc;

use crate::problem::{Problem, Result};
use crate::selection::Selection;
use crate::site::Site;
use crate::visit::parameter;

/// A form with its type and the ending of its files.
const FORMS: [(&str, Format, &str, &str); 7] = [
    ("acled", Format::Acled, "text/csv; charset=utf-8", "acled.csv"),
    ("ged", Format::Ged, "text/csv; charset=utf-8", "ged.csv"),
    ("csv", Format::Csv, "text/csv; charset=utf-8", "claims.csv"),
    ("geojson", Format::Geojson, "application/geo+json", "geojson"),
    ("jsonl", Format::Jsonl, "application/jsonl", "jsonl"),
    ("annotations", Format::Annotations, "application/ld+json", "annotations.json"),
    ("html", Format::Html, "text/html; charset=utf-8", "html"),
];

/// What is exported.
enum What {
    Selection(Box<Filter>),
    Event(String),
}

/// The events of a selection.
pub async fn selection(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Response> {
    let query = query.unwrap_or_default();
    let selection = Selection::parse(&query)?;
    export(site, &query, What::Selection(Box::new(selection.filter()?))).await
}

/// One event.
pub async fn event(
    State(site): State<Site>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    // Whether there is one is known before the answer begins.
    let asked = id.clone();
    site.read(move |dossier| Ok(dossier.event(&asked).map(drop)?)).await?;
    export(site, &query.unwrap_or_default(), What::Event(id)).await
}

async fn export(site: Site, query: &str, what: What) -> Result<Response> {
    let asked = parameter(query, "format").unwrap_or_default();
    let found = FORMS.iter().find(|f| f.0 == asked);
    let &(_, format, kind, ending) =
        found.ok_or_else(|| Problem::parameter("format", &asked, "wanted.format"))?;
    let blur_km = match parameter(query, "blur") {
        None => None,
        Some(text) => {
            let km = text.parse().ok().filter(|km| (0.1..=1000.0).contains(km));
            Some(km.ok_or_else(|| Problem::parameter("blur", &text, "wanted.blur"))?)
        }
    };
    let options = Options { blur_km, hxl: parameter(query, "hxl").is_some(), ..Options::default() };
    let body = stream(move |out| {
        site.read_here(|dossier| {
            let mut writer = Writer::new(format, &options, out).map_err(Problem::internal)?;
            match &what {
                What::Selection(filter) => each(dossier, filter, blur_km, |item| {
                    writer.event(&item)?;
                    Ok(Stop::No)
                })?,
                What::Event(id) => {
                    writer.event(&one(dossier, id, blur_km)?).map_err(Problem::internal)?;
                }
            }
            writer.finish().map_err(Problem::internal)
        })
    });
    let mut answer = Response::new(body);
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let name = format!("attachment; filename=\"selon.{ending}\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    Ok(answer)
}

/// An answer that is sent while it is written, where waiting holds nobody up.
pub fn stream(write: impl FnOnce(&mut Chunks) -> Result<()> + Send + 'static) -> Body {
    let (to, from) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        let mut out = Chunks { to: to.clone(), buffer: Vec::with_capacity(CHUNK) };
        let done = write(&mut out);
        // An answer that breaks off is not taken for a whole one.
        if let Err(problem) = done.and_then(|()| out.flush().map_err(Problem::internal)) {
            let _ = to.blocking_send(Err(io::Error::other(problem.to_string())));
        }
    });
    Body::from_stream(Receiving(from))
}

/// So many bytes are sent at once.
const CHUNK: usize = 64 * 1024;

/// Sends what is written, piece by piece; waits while nobody takes it.
pub struct Chunks {
    to: mpsc::Sender<io::Result<Bytes>>,
    buffer: Vec<u8>,
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK));
        let sent = self.to.blocking_send(Ok(piece.into()));
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

struct Receiving(mpsc::Receiver<io::Result<Bytes>>);

impl Stream for Receiving {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}
