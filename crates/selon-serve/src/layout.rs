//! What stands round every page.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use selon_model::Language;
use serde_json::{Map, Value};

use crate::assets;
use crate::visit::Visit;
use crate::words::{Words, codes};

/// The pages of the menu: their names in `data-page`, and where they are.
const MENU: [(&str, &str); 7] = [
    ("events", "/events"),
    ("reports", "/reports"),
    ("sources", "/sources"),
    ("search", "/search"),
    ("add", "/add"),
    ("review", "/review"),
    ("methodology", "/methodology"),
];

/// A page.
pub struct Page<'a> {
    /// Its name: `events`, `event` …
    pub name: &'static str,
    /// What stands in the title of the window.
    pub title: &'a str,
    /// What it shows.
    pub content: Markup,
}

/// The whole page.
pub fn layout(visit: &Visit, page: Page) -> Markup {
    let w = visit.words;
    let current = match page.name {
        "event" => "events",
        "report" => "reports",
        name => name,
    };
    html! {
        (DOCTYPE)
        html lang=(w.0.code()) data-page=(page.name) data-theme=[visit.theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (page.title) " – Selon" }
                @for style in assets::STYLES {
                    link rel="stylesheet" href={ "/static/" (style) };
                }
                link rel="icon" type="image/svg+xml" href="/static/icon.svg";
                link rel="alternate" type="application/json" href=(visit.json_address());
                script type="module" src="/static/app.js" {}
            }
            body {
                a class="skip" href="#main" { (w.get("skip")) }
                (top(visit, current))
                @if visit.demo {
                    aside class="banner" aria-label=(w.get("demo.label")) { (w.get("demo.banner")) }
                }
                main id="main" tabindex="-1" { (page.content) }
                (foot(visit))
                (keys(w))
                (words_for_scripts(w))
            }
        }
    }
}

fn top(visit: &Visit, current: &str) -> Markup {
    let w = visit.words;
    html! {
        header class="top" {
            a class="brand" href="/events" {
                span class="brand-name" { "Selon" }
                span class="brand-about" { (w.get("brand.about")) }
            }
            nav id="pages" aria-label=(w.get("menu")) {
                ul {
                    @for (name, address) in MENU.into_iter().filter(|(n, _)| *n != "add" || visit.may_change) {
                        li { a href=(address) aria-current=[(name == current).then_some("page")] {
                            (w.of("menu", name).unwrap_or(name))
                        } }
                    }
                }
            }
            div class="controls" {
                nav id="language" aria-label=(w.get("language")) {
                    @for language in Language::ALL {
                        a href=(visit.in_language(language)) lang=(language.code()) hreflang=(language.code())
                            aria-current=[(language == w.0).then_some("true")]
                            title=(w.of("in_language", language.code()).unwrap_or_default()) {
                            (language.code().to_uppercase())
                        }
                    }
                }
                button id="theme" type="button" hidden { (w.get("theme")) }
                button id="keys-open" type="button" hidden title=(w.get("keys.title")) aria-label=(w.get("keys.title")) { "?" }
                @if visit.entered {
                    form action="/leave" method="post" class="leave" {
                        (csrf(visit))
                        span class="user" { (visit.user) }
                        button type="submit" { (w.get("leave")) }
                    }
                }
            }
        }
    }
}

fn foot(visit: &Visit) -> Markup {
    let w = visit.words;
    html! {
        footer class="foot" {
            p { (w.get("foot.about")) " " a href="/methodology" { (w.get("foot.how")) } }
            p class="links" {
                a href=(visit.json_address()) { (w.get("foot.json")) }
                a href="/openapi.json" { (w.get("foot.openapi")) }
            }
        }
    }
}

/// What keys do. Scripts open it.
fn keys(w: Words) -> Markup {
    html! {
        dialog id="keys" aria-labelledby="keys-title" {
            h2 id="keys-title" { (w.get("keys.title")) }
            dl {
                @for key in codes("key") {
                    div {
                        dt { @for part in w.of("keycap", key).unwrap_or(key).split(' ') { kbd { (part) } " " } }
                        dd { (w.of("key", key).unwrap_or_default()) }
                    }
                }
            }
            form method="dialog" { button type="submit" { (w.get("close")) } }
        }
    }
}

/// Words that scripts show, as data that is not run.
fn words_for_scripts(w: Words) -> Markup {
    let mut words = Map::new();
    for key in codes("script") {
        let word = w.of("script", key).unwrap_or_default();
        words.insert(key.to_owned(), Value::String(word.to_owned()));
    }
    // Nothing in it can end the element that it stands in.
    let text = Value::Object(words).to_string().replace('<', "\\u003c");
    html! { script type="application/json" id="words" { (PreEscaped(text)) } }
}

/// The hidden field that shows that a form is of a page of ours.
pub fn csrf(visit: &Visit) -> Markup {
    html! { input type="hidden" name="csrf" value=(visit.csrf); }
}

/// Words of a report: letters that reorder or hide what stands round them are left out, and
/// what is written from right to left keeps to itself.
pub fn bdi(text: &str) -> Markup {
    html! { bdi { (crate::wording::shown(text)) } }
}

/// An address of the web, as a link if it is one; anything else would be run when it is
/// opened.
pub fn web(address: &str) -> Markup {
    let shown = crate::wording::shown(address);
    html! {
        @if address.starts_with("https://") || address.starts_with("http://") {
            a class="web" rel="noreferrer noopener" target="_blank" href=(address) { (shown) }
        } @else { span class="web" { (shown) } }
    }
}
