//! Adding reports: a text, files, addresses; and how far it is.

use axum::extract::{Multipart, State};
use axum::http::header::HeaderValue;
use axum::response::Response;
use maud::{Markup, html};
use selon_dossier::day;
use selon_model::Language;
use serde_json::json;

use super::whole;
use crate::guard::{csrf_fits, see_other};
use crate::jobs::Job;
use crate::layout::{Page, bdi, csrf};
use crate::problem::{Problem, Result};
use crate::reply;
use crate::site::{Progress, Sent, Site};
use crate::visit::Visit;

/// The most bytes that are taken at once.
pub const MOST: usize = 64 * 1024 * 1024;

/// The page; with `job` it tells how far something is.
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response> {
    if visit.json {
        return json(State(site), visit).await;
    }
    if !visit.may_change {
        return Err(Problem::Forbidden("forbidden.read_only"));
    }
    let job = asked(&site, &visit)?;
    let title = visit.words.get("add.title");
    let waits = job.as_ref().is_some_and(|job| !job.done);
    let mut answer =
        whole(&visit, Page { name: "add", title, content: content(&visit, job.as_ref()) });
    if waits {
        answer.headers_mut().insert("refresh", HeaderValue::from_static("1"));
    }
    Ok(answer)
}

/// How far something is, as JSON.
pub async fn json(State(site): State<Site>, visit: Visit) -> Result<Response> {
    reply::json(&asked(&site, &visit)?)
}

fn asked(site: &Site, visit: &Visit) -> Result<Option<Job>> {
    let Some(text) = visit.parameter("job") else { return Ok(None) };
    let number = text.parse().map_err(|_| Problem::parameter("job", &text, "wanted.number"))?;
    site.jobs().get(number).map(Some).ok_or(Problem::Unknown)
}

/// Takes what was sent. A script is answered when all of it is read; a page goes on to the
/// one that tells how far it is.
pub async fn add(State(site): State<Site>, visit: Visit, form: Multipart) -> Result<Response> {
    let sent = fields(&visit, form).await?;
    if !visit.may_change {
        return Err(Problem::Forbidden("forbidden.read_only"));
    }
    if sent.files.is_empty() && sent.addresses.is_empty() {
        return Err(Problem::parameter("file", "", "wanted.something"));
    }
    let job = site.jobs().begin();
    let done = {
        let site = site.clone();
        tokio::task::spawn_blocking(move || {
            let told = site.write_here(|dossier, _| {
                let mut tell = |progress| site.jobs().tell(job, progress);
                site.program().add(dossier, sent, &mut tell).map_err(Problem::Refused)
            });
            if let Err(problem) = told {
                let failed = Progress::Failed { name: String::new(), why: problem.to_string() };
                site.jobs().tell(job, failed);
            }
            site.jobs().end(job);
        })
    };
    if !visit.json {
        return Ok(see_other(&format!("/add?job={job}")));
    }
    done.await.map_err(Problem::internal)?;
    let job = site.jobs().get(job).unwrap_or_default();
    if job.added + job.known == 0
        && let Some((_, why)) = job.failed.first()
    {
        return Err(Problem::Malformed(why.clone()));
    }
    reply::json(&json!({
        "added": job.added,
        "known": job.known,
        "events": job.events,
        "skipped": job.failed.iter().map(|(place, why)| json!({ "place": place, "why": why })).collect::<Vec<_>>(),
        "reports": job.reports.iter().map(|(id, title, events)| json!({
            "id": id, "title": title, "events": events, "href": format!("/report/{id}"),
        })).collect::<Vec<_>>(),
    }))
}

/// The fields of the form. That it is of a page of ours is known before any file is taken.
async fn fields(visit: &Visit, mut form: Multipart) -> Result<Sent> {
    let mut sent = Sent::default();
    let mut ours = false;
    let broken = |error: axum::extract::multipart::MultipartError| {
        if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
            Problem::TooLarge
        } else {
            Problem::Malformed(error.body_text())
        }
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(broken)?;
        if name == "csrf" {
            ours = csrf_fits(visit, std::str::from_utf8(&bytes).unwrap_or_default());
        }
        if !ours {
            return Err(Problem::Forbidden("forbidden.csrf"));
        }
        if name == "file" {
            if !bytes.is_empty() {
                sent.files.push((file.unwrap_or_default(), bytes.to_vec()));
            }
            continue;
        }
        let value = String::from_utf8_lossy(&bytes).trim().to_owned();
        if value.is_empty() {
            continue;
        }
        let wrong = |wanted| Problem::parameter(name.clone(), &value, wanted);
        match name.as_str() {
            "text" => sent.files.push((String::new(), value.into_bytes())),
            "address" => {
                for address in value.split_whitespace() {
                    if !address.starts_with("https://") && !address.starts_with("http://") {
                        return Err(wrong("wanted.address"));
                    }
                    sent.addresses.push(address.to_owned());
                }
            }
            "outlet" => sent.outlet = Some(value),
            "url" => sent.url = Some(value),
            "published" => {
                if value.len() != 10 || day::day(&value).is_none() {
                    return Err(wrong("wanted.day"));
                }
                sent.published = Some(value);
            }
            "language" => {
                sent.language =
                    Some(Language::from_code(&value).ok_or_else(|| wrong("wanted.lang"))?)
            }
            _ => {}
        }
    }
    if ours { Ok(sent) } else { Err(Problem::Forbidden("forbidden.csrf")) }
}

fn content(visit: &Visit, job: Option<&Job>) -> Markup {
    let w = visit.words;
    html! {
        div class="page-head" { h1 { (w.get("add.title")) } }
        p class="hint" { (w.get("add.how")) }
        output id="progress" aria-live="polite" {
            @if let Some(job) = job { (progress(visit, job)) }
        }
        form id="add" method="post" action="/add" enctype="multipart/form-data" {
            (csrf(visit))
            div class="ways" {
                fieldset {
                    legend { (w.get("add.text")) }
                    textarea name="text" rows="10" aria-label=(w.get("add.text")) placeholder=(w.get("add.text_example")) {}
                }
                div {
                    fieldset class="drop" {
                        legend { (w.get("add.files")) }
                        input type="file" name="file" multiple aria-label=(w.get("add.files"));
                        p class="hint" { (w.get("add.files_how")) }
                    }
                    fieldset {
                        legend { (w.get("add.address")) }
                        input name="address" placeholder="https://" aria-label=(w.get("add.address")) autocomplete="off";
                        p class="hint" { (w.get("add.address_how")) }
                    }
                }
            }
            fieldset class="known" {
                legend { (w.get("add.known")) }
                p class="hint" { (w.get("add.known_how")) }
                label class="field" { span { (w.get("column.outlet")) } input name="outlet" autocomplete="off" maxlength="200"; }
                label class="field" { span { (w.get("column.published")) } input name="published" placeholder="2025-10-22" inputmode="numeric" autocomplete="off" maxlength="10"; }
                label class="field" { span { (w.get("add.url")) } input name="url" placeholder="https://" autocomplete="off" maxlength="2000"; }
                label class="field" { span { (w.get("column.language")) }
                    select name="language" {
                        option value="" { (w.get("add.language_found")) }
                        @for language in Language::ALL { option value=(language.code()) { (w.term("language", language.code())) } }
                    }
                }
            }
            div class="actions" { button type="submit" class="primary" { (w.get("add.do")) } }
        }
    }
}

fn progress(visit: &Visit, job: &Job) -> Markup {
    let w = visit.words;
    html! {
        section class="job" {
            h2 { (w.get(if job.done { "add.done" } else { "add.reading" })) }
            p {
                (w.count("add.added", job.added as u64)) ", " (w.count("count.events", job.events as u64))
                @if job.known > 0 { " · " (w.count("add.known_before", job.known as u64)) }
            }
            @if !job.reports.is_empty() {
                ul { @for (id, title, events) in &job.reports {
                    li { a href={ "/report/" (id) } { (bdi(title)) } " · " (w.count("count.events", *events as u64)) }
                } }
            }
            @if !job.failed.is_empty() {
                h3 { (w.get("add.failed")) }
                ul class="failed" { @for (name, why) in &job.failed { li { (bdi(name)) ": " (bdi(why)) } } }
            }
        }
    }
}
