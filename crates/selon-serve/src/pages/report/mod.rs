//! One report: its text with what is said in it marked, and a card for each mark.

mod cards;
mod changes;
mod marks;

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use selon_dossier::ReportView;
use selon_dossier::changes::{Change, history};
use serde_json::json;

use super::{Form, events, id_and_form, whole};
use crate::layout::{Page, bdi, web};
use crate::problem::Result;
use crate::reply;
use crate::segments::{Text, cut};
use crate::site::Site;
use crate::visit::Visit;
use crate::wording::shown;
use crate::words::{Words, codes};
use marks::Marks;

/// The page, or the report with its reading as JSON.
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(part): Path<String>,
) -> Result<Response> {
    let (id, form) = id_and_form(&part, &visit);
    let id = id.to_owned();
    let (view, changes) = site
        .read(move |dossier| {
            let view = dossier.report(&id)?;
            let changed = view.row.versions > 1;
            let versions = if changed { dossier.versions(&id)?.1 } else { Vec::new() };
            let changes: Vec<Change> =
                history(&versions).into_iter().map(Change::shortened).collect();
            Ok((view, changes))
        })
        .await?;
    if form != Form::Html {
        return reply::json(&json!({
            "report": view.row,
            "version": view.current.version,
            "changes": changes,
            "text": view.current.report.text,
            "reading": view.current.reading,
            "repeats": view.repeats,
            "repeated_by": view.repeated_by,
            "events": view.events.iter().map(|(of, row)| json!({ "of": of, "event": row.id })).collect::<Vec<_>>(),
        }));
    }
    let title = view.row.title.clone().unwrap_or_else(|| view.row.name.clone());
    Ok(whole(
        &visit,
        Page {
            name: "report",
            title: &shown(&title),
            content: content(&visit, &view, &changes, &title),
        },
    ))
}

fn content(visit: &Visit, view: &ReportView, changes: &[Change], title: &str) -> Markup {
    let w = visit.words;
    let row = &view.row;
    let marks = Marks::of(&view.current.reading);
    html! {
        nav class="crumbs" aria-label=(w.get("crumbs")) { a href="/reports" { (w.get("reports.title")) } " / " code { (row.id) } }
        header class="report-head" {
            h1 lang=(row.language) { (bdi(title)) }
            p class="under" {
                @match &row.outlet { Some(outlet) => (bdi(outlet)), None => (w.get("outlet.unknown")) }
                @match row.published_time.as_ref().or(row.published.as_ref()) {
                    Some(told) => { " · " time datetime=(told) { (w.moment(told)) } }
                    None => { " · " span class="none" { (w.get("not_told.date")) } }
                }
                " · " (w.term("language", &row.language))
                @if row.versions > 1 { " · " (w.fill("report.version", &[("n", &row.versions.to_string())])) }
            }
            @if let Some(url) = &row.url { p class="address" { (web(url)) } }
            (copies(view, w))
        }
        div class="report-body" {
            div class="report-text" {
                (toggles(w))
                (text(view, &marks, w))
            }
            aside class="cards" aria-label=(w.get("report.cards")) {
                (cards::cards(view, &marks, w))
            }
        }
        (changes::section(changes, w))
        @if !view.events.is_empty() {
            section aria-labelledby="its-events" {
                h2 id="its-events" { (w.get("report.events")) }
                (events::table(&view.events.iter().map(|(_, row)| row.clone()).collect::<Vec<_>>(), w))
            }
        }
    }
}

fn copies(view: &ReportView, w: Words) -> Markup {
    html! {
        @for (lead, list) in [(w.get("report.repeats"), &view.repeats), (w.get("report.repeated_by"), &view.repeated_by)] {
            @for copy in list {
                p class="copy" {
                    span class="badge" { (w.term("copy", copy.kind.code())) } " " (lead) " "
                    a href={ "/report/" (copy.of) } { code { (copy.of) } } (w.get("colon")) span class="hint" { (bdi(&w.reason(&copy.reason))) }
                }
            }
        }
    }
}

/// What is marked, each layer with a switch. Without scripts they work by styles alone.
fn toggles(w: Words) -> Markup {
    html! {
        fieldset class="layers" {
            legend { (w.get("report.layers")) }
            @for layer in codes("layer") {
                label class="layer" {
                    input type="checkbox" data-layer=(layer) checked;
                    span class={ "seg sample l-" (layer) } { (w.of("layer", layer).unwrap_or(layer)) }
                }
            }
        }
        p class="legend hint" {
            span class="seg sample l-event s-certain" { (w.get("how.certain")) } " "
            span class="seg sample l-event s-hedged" { (w.get("how.hedged")) } " "
            span class="seg sample l-event s-denied" { (w.get("how.denied")) }
        }
    }
}

fn text(view: &ReportView, marks: &Marks, w: Words) -> Markup {
    let text = Text::new(&view.current.report.text);
    let segments = cut(&marks.spans(), 0, text.len());
    let mut seen = vec![false; marks.list.len()];
    html! {
        article id="text" lang=(view.row.language) data-length=(text.len()) aria-label=(w.get("report.text")) {
            @for segment in &segments {
                @let here: Vec<&marks::Marked> = segment.marks.iter().map(|n| &marks.list[*n]).collect();
                @for n in &segment.marks {
                    @if !std::mem::replace(&mut seen[*n], true) && marks.list[*n].first {
                        @let mark = &marks.list[*n];
                        a class={ "tag t-" (mark.layer) } id={ "m-" (mark.id) } href={ "#card-" (mark.id) } { (mark.id.to_uppercase()) }
                    }
                }
                @if here.is_empty() {
                    span class="seg" data-from=(segment.from) data-to=(segment.to) { (shown(text.get(segment.from, segment.to))) }
                } @else {
                    span class=(classes(&here)) data-from=(segment.from) data-to=(segment.to) data-marks=(ids(&here)) {
                        (shown(text.get(segment.from, segment.to)))
                    }
                }
            }
        }
    }
}

/// The classes of a segment: its layers, and how surely it is told.
fn classes(here: &[&marks::Marked]) -> String {
    let mut classes = vec!["seg".to_owned()];
    let mut add = |class: String| {
        if !classes.contains(&class) {
            classes.push(class);
        }
    };
    for mark in here {
        add(format!("l-{}", mark.layer));
        if let Some(state) = mark.state {
            add(state.to_owned());
            // Of several marks here each keeps its own: `e-hedged`, `f-hedged`.
            let own = state.trim_start_matches("s-");
            if own != "certain" && matches!(mark.layer, "event" | "figure") {
                add(format!("{}-{own}", &mark.layer[..1]));
            }
        }
    }
    let deep = here.iter().filter(|m| m.layer == "attribution").count();
    if deep > 1 {
        add("deep".into());
    }
    classes.join(" ")
}

fn ids(here: &[&marks::Marked]) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for mark in here {
        if !ids.contains(&mark.id.as_str()) {
            ids.push(&mark.id);
        }
    }
    ids.join(" ")
}
