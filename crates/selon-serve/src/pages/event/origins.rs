//! Who stands behind an event, which reports lead to them, and which add nobody.

use maud::{Markup, html};

use super::Found;
use super::claims::title;
use crate::layout::{bdi, web};
use crate::wording::code;
use crate::words::Words;

/// The origins as a tree, with the reports that add none.
pub fn origins(found: &Found, w: Words) -> Markup {
    let origins = &found.event.origins;
    html! {
        section id="origins" aria-labelledby="origins-title" {
            h2 id="origins-title" { (w.get("event.origins")) (w.get("colon"))
                @if origins.at_least == origins.at_most { (origins.at_least) } @else {
                    (w.fill("origins.between", &[("low", &origins.at_least.to_string()), ("high", &origins.at_most.to_string())]))
                }
            }
            p class="hint" { (w.get("event.origins_how")) }
            ul class="tree" {
                @for origin in &origins.list {
                    li class=(if origin.certain { "sure" } else { "perhaps" }) {
                        strong { (bdi(w.party(&origin.name))) } " "
                        span class={ "badge " @if origin.certain { "sure" } @else { "perhaps" } } { (w.term("origin", &code(origin.kind))) }
                        " " span class="hint" {
                            (w.get(if origin.certain { "origin.sure" } else { "origin.perhaps" }))
                            @if let Some(why) = &origin.why { (w.get("colon")) (bdi(&w.reason(why))) }
                        }
                        ul {
                            @for way in &origin.ways {
                                li {
                                    span class="way" { @for (n, step) in way.path.iter().enumerate() { @if n > 0 { " → " } (bdi(w.party(step))) } }
                                    " · " a href={ "/report/" (way.report) } { (title(found, &way.report)) }
                                }
                            }
                        }
                    }
                }
                @if !origins.adds_none.is_empty() {
                    li class="nobody" {
                        strong { (w.get("origins.adds_none")) }
                        ul {
                            @for none in &origins.adds_none {
                                li {
                                    a href={ "/report/" (none.report) } { (title(found, &none.report)) } " "
                                    span class="badge" { (w.term("none", &code(none.reason))) }
                                    @if let Some(of) = &none.of { " " a href={ "/report/" (of) } { (title(found, of)) } }
                                    " " span class="hint" { (bdi(&w.reason(&none.why))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The reports, in the order of publication.
pub fn reports(found: &Found, w: Words) -> Markup {
    html! {
        section id="reports" aria-labelledby="reports-title" {
            h2 id="reports-title" { (w.get("event.reports")) }
            ul class="reports" data-list {
                @for id in &found.event.reports {
                    @if let Some(report) = found.reports.get(id) {
                        @let row = &report.row;
                        li class="item" data-href={ "/report/" (id) } {
                            a href={ "/report/" (id) } { (title(found, id)) }
                            p class="by" {
                                @match &row.outlet { Some(outlet) => (bdi(outlet)), None => (w.get("outlet.unknown")) }
                                @if let Some(told) = row.published_time.as_ref().or(row.published.as_ref()) { " · " (w.moment(told)) }
                                " · " (w.term("language", &row.language))
                                @for of in &row.copies { " · " (w.get("claim.copy_of")) " " a href={ "/report/" (of) } { (title(found, of)) } }
                            }
                            @if let Some(url) = &row.url { p class="address" { (web(url)) } }
                        }
                    }
                }
            }
        }
    }
}
