//! The form of a selection, and what is chosen in it.

use maud::{Markup, html};
use selon_model::Language;

use crate::layout::bdi;
use crate::selection::Selection;
use crate::words::{Words, codes};

/// The form of the selection.
pub fn filters(selection: &Selection, w: Words) -> Markup {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    html! {
        details class="filters" open[!selection.is_all()] {
            summary { (w.get("filters")) @if !selection.is_all() { " " span class="on" { (w.get("filters.on")) } } }
            form id="filters" method="get" action="/events" {
                (field(w.get("filter.from"), html! {
                    input name="from" value=(text(&selection.from)) placeholder="2025-10-22" inputmode="numeric" autocomplete="off" maxlength="30";
                }))
                (field(w.get("filter.to"), html! {
                    input name="to" value=(text(&selection.to)) placeholder="2025-10" inputmode="numeric" autocomplete="off" maxlength="30";
                }))
                (field(w.get("filter.type"), html! {
                    select name="type" {
                        option value="" { (w.get("filter.any")) }
                        @for group in codes("acled") {
                            optgroup label=(w.of("acled", group).unwrap_or(group)) {
                                @for code in codes("type").into_iter().filter(|c| group_of(c) == group) {
                                    option value=(code) selected[selection.types.first().is_some_and(|t| t == code)] { (w.kind(code)) }
                                }
                            }
                        }
                    }
                }))
                @for other in selection.types.iter().skip(1) {
                    input type="hidden" name="type" value=(other);
                }
                (field(w.get("filter.place"), html! {
                    input name="place" value=(text(&selection.place)) placeholder=(w.get("filter.place_example")) autocomplete="off" maxlength="200";
                }))
                (field(w.get("filter.within"), html! {
                    input name="within" value=(selection.within.map(|k| k.to_string()).unwrap_or_default()) inputmode="decimal" autocomplete="off" maxlength="8";
                }))
                (field(w.get("filter.actor"), html! {
                    input name="actor" value=(text(&selection.actor)) autocomplete="off" maxlength="200";
                }))
                (field(w.get("filter.q"), html! {
                    input name="q" value=(text(&selection.query)) autocomplete="off" maxlength="400";
                }))
                (field(w.get("filter.min_origins"), html! {
                    select name="min_origins" {
                        option value="" { (w.get("filter.any")) }
                        @for n in 2..=5u32 {
                            option value=(n) selected[selection.min_origins == Some(n)] { (w.fill("filter.at_least", &[("n", &n.to_string())])) }
                        }
                        @if let Some(n) = selection.min_origins.filter(|n| !(2..=5).contains(n)) {
                            option value=(n) selected { (w.fill("filter.at_least", &[("n", &n.to_string())])) }
                        }
                    }
                }))
                (field(w.get("filter.lang"), html! {
                    select name="lang" {
                        option value="" { (w.get("filter.any")) }
                        @for language in Language::ALL {
                            option value=(language.code()) selected[selection.language == Some(language)] {
                                (w.of("language", language.code()).unwrap_or(language.code()))
                            }
                        }
                    }
                }))
                label class="check" {
                    input type="checkbox" name="disagreeing" value="1" checked[selection.disagreeing];
                    span { (w.get("filter.disagreeing")) }
                }
                input type="hidden" name="source" value=(text(&selection.source));
                input type="hidden" name="bbox" value=(selection.bbox.map(|b| b.map(|d| d.to_string()).join(",")).unwrap_or_default());
                div class="actions" {
                    button type="submit" class="primary" { (w.get("filter.apply")) }
                    @if !selection.is_all() { a class="button" href="/events" { (w.get("filter.clear")) } }
                }
            }
        }
        (chips(selection, w))
    }
}

fn field(name: &str, input: Markup) -> Markup {
    html! { label class="field" { span { (name) } (input) } }
}

/// What is chosen, each with a way to leave it out.
fn chips(selection: &Selection, w: Words) -> Markup {
    let mut chips: Vec<(String, Selection)> = Vec::new();
    if let Some(from) = &selection.from {
        chips.push((
            format!("{} {}", w.get("filter.from"), w.date(from)),
            selection.but(|s| s.from = None),
        ));
    }
    if let Some(to) = &selection.to {
        chips.push((
            format!("{} {}", w.get("filter.to"), w.date(to)),
            selection.but(|s| s.to = None),
        ));
    }
    if selection.bbox.is_some() {
        chips.push((w.get("filter.bbox").to_owned(), selection.but(|s| s.bbox = None)));
    }
    for kind in &selection.types {
        chips.push((w.kind(kind), selection.but(|s| s.types.retain(|t| t != kind))));
    }
    if let Some(place) = &selection.place {
        let words = match selection.within {
            Some(km) => w.fill("filter.near", &[("km", &km.to_string()), ("place", place)]),
            None => place.clone(),
        };
        chips.push((words, selection.but(|s| (s.place, s.within) = (None, None))));
    }
    if let Some(actor) = &selection.actor {
        chips.push((actor.clone(), selection.but(|s| s.actor = None)));
    }
    if let Some(source) = &selection.source {
        let words = w.fill("filter.source", &[("who", &w.party_of_id(source))]);
        chips.push((words, selection.but(|s| s.source = None)));
    }
    if let Some(words) = &selection.query {
        let quoted = w.fill("filter.quoted", &[("words", words)]);
        chips.push((quoted, selection.but(|s| s.query = None)));
    }
    if let Some(n) = selection.min_origins {
        let words = format!(
            "{} {}",
            w.get("filter.min_origins"),
            w.fill("filter.at_least", &[("n", &n.to_string())])
        );
        chips.push((words, selection.but(|s| s.min_origins = None)));
    }
    if selection.disagreeing {
        chips.push((
            w.get("filter.disagreeing").to_owned(),
            selection.but(|s| s.disagreeing = false),
        ));
    }
    if selection.without_point {
        let words = w.get("filter.without_point").to_owned();
        chips.push((words, selection.but(|s| s.without_point = false)));
    }
    if selection.without_day {
        let words = w.get("filter.without_day").to_owned();
        chips.push((words, selection.but(|s| s.without_day = false)));
    }
    if let Some(language) = selection.language {
        let words = w.of("language", language.code()).unwrap_or(language.code());
        chips.push((words.to_owned(), selection.but(|s| s.language = None)));
    }
    html! {
        @if !chips.is_empty() {
            ul class="chips" aria-label=(w.get("filters")) {
                @for (words, without) in &chips {
                    li { a href=(without.address("/events")) title=(w.fill("filter.without", &[("what", words)])) {
                        (bdi(words)) span aria-hidden="true" { " ×" }
                        span class="hidden" { " " (w.get("filter.leave_out")) }
                    } }
                }
            }
        }
    }
}

/// The group of ACLED's types that a type is in.
fn group_of(code: &str) -> &'static str {
    match code {
        "armed_clash" | "gov_regains_territory" | "nonstate_overtakes_territory" => "battles",
        "air_drone_strike" | "shelling_missile" | "suicide_bomb" | "ied_landmine" | "grenade"
        | "chemical_weapon" => "explosions",
        "attack_on_civilians" | "sexual_violence" | "abduction" => "civilians",
        "peaceful_protest" | "protest_with_intervention" | "excessive_force_protesters" => {
            "protests"
        }
        "violent_demonstration" | "mob_violence" => "riots",
        "accident_or_disaster" | "other" => "none",
        _ => "strategic",
    }
}
