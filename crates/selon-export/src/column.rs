//! Columns of tables with one row an event.

use selon_dossier::EventView;
use selon_dossier::party::Registry;
use selon_model::reading::EventPlace;
use serde_json::Value;

use crate::country::{CountryCodes, country};
use crate::item::{Item, ReportFacts, place_told};
use crate::ontology::{Names, names};
use crate::place::point;
use crate::quote::quotes;
use crate::toll::{Toll, toll};
use crate::when::{When, when};

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What stands above it.
    pub name: &'static str,
    /// The HXL hashtag; empty if there is none for it.
    pub hxl: &'static str,
    /// What its values rest on.
    pub(crate) rests: Rests,
    /// Its value of an event; none if it is not known.
    pub(crate) value: fn(&Row) -> Option<String>,
}

/// What the values of a column rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rests {
    /// The claims that a field of the summary rests on: `type`, `date` ….
    Field(&'static str),
    /// Those that the actor and the target rest on.
    Sides,
    /// Those that GED's side a rests on: the actor, or the target if that is a state's.
    SideA,
    /// Those that GED's side b rests on.
    SideB,
    /// The claims that tell of an instrument.
    Instruments,
    /// The figures of what is counted.
    Toll(&'static str),
    /// The figures of a class of those killed.
    Class(&'static str),
    /// All claims.
    Claims,
    /// The ways from reports to origins.
    Origins,
    /// What is known of the reports.
    Reports,
    /// No words: a number that the program gives.
    Nothing,
}

/// A column; `value` gives none where the value is not known.
pub(crate) const fn column(
    name: &'static str,
    hxl: &'static str,
    rests: Rests,
    value: fn(&Row) -> Option<String>,
) -> Column {
    Column { name, hxl, rests, value }
}

/// Somebody who takes part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    /// The name.
    pub(crate) name: Option<String>,
    /// Who it is, the same in all reports.
    pub(crate) entity: Option<String>,
}

/// What a side is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body<'s> {
    /// The army, police, government … of this state.
    State(&'s str),
    /// An armed group.
    Group,
}

impl Side {
    /// What it is, if that is known.
    pub(crate) fn body(&self) -> Option<Body<'_>> {
        const BODIES: [&str; 7] =
            ["army", "police", "gendarmerie", "security", "intelligence", "government", "forces"];
        let entity = self.entity.as_deref()?;
        if let Some((body, state)) = entity.split_once(':') {
            return BODIES.contains(&body).then_some(Body::State(state));
        }
        let entry = Registry::get().by_id(entity)?;
        (entry.source == "armed_group" && !entry.person).then_some(Body::Group)
    }
}

/// An event as the columns ask it.
#[derive(Debug)]
pub(crate) struct Row<'i> {
    pub(crate) item: &'i Item,
    pub(crate) event: &'i EventView,
    pub(crate) names: Option<&'static Names>,
    pub(crate) when: Option<When>,
    pub(crate) point: Option<(f64, f64)>,
    /// The place as a report tells it; none if the user decided it.
    pub(crate) told: Option<&'i EventPlace>,
    pub(crate) country: Option<&'static CountryCodes>,
    pub(crate) killed: Toll,
    pub(crate) actor: Side,
    pub(crate) target: Side,
}

impl<'i> Row<'i> {
    pub(crate) fn of(item: &'i Item) -> Row<'i> {
        let event = &item.event;
        let place = event.place.as_ref();
        let side = |field: &str, name: &Option<String>| {
            let rests_on = event.summary.rests_on.get(field);
            let claims =
                event.claims.iter().filter(|c| rests_on.is_some_and(|r| r.contains(&c.id)));
            let mut actors = claims.filter_map(|c| {
                if field == "actor" { c.actor.as_ref() } else { c.target.as_ref() }
            });
            Side { name: name.clone(), entity: actors.find_map(|a| a.entity.clone()) }
        };
        Row {
            item,
            event,
            names: names(&event.kind),
            when: when(event),
            point: place.and_then(point),
            told: place_told(event),
            country: place.and_then(|p| p.country.as_deref()).and_then(country),
            killed: toll(event, "killed"),
            actor: side("actor", &event.actor),
            target: side("target", &event.target),
        }
    }

    /// The country of the event, ISO 3166-1 alpha-2.
    pub(crate) fn country_code(&self) -> Option<&'i str> {
        self.event.place.as_ref()?.country.as_deref()
    }
}

/// A list in a cell; none if it is empty.
pub(crate) fn list<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> Option<String> {
    let mut seen: Vec<String> = Vec::new();
    for item in items {
        let item = item.as_ref().replace(['\r', '\n'], " ");
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    (!seen.is_empty()).then(|| seen.join("; "))
}

/// What is known of each report, as a list.
pub(crate) fn of_reports<'i>(
    row: &Row<'i>,
    fact: impl Fn(&'i ReportFacts) -> Option<&'i str>,
) -> Option<String> {
    list(row.item.reports.iter().filter_map(fact))
}

/// The code of something that JSON writes as a word.
pub(crate) fn code(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(code)) => code,
        _ => String::new(),
    }
}

/// The data sets whose coders tell of an event; none if all was read out of reports.
pub(crate) fn coded_by(event: &EventView) -> Vec<&String> {
    let mut sets: Vec<&String> = event.claims.iter().filter_map(|c| c.coded_by.as_ref()).collect();
    sets.sort();
    sets.dedup();
    sets
}

/// The words of what it is said to be done with, each once.
pub(crate) fn instruments(event: &EventView) -> Vec<&String> {
    let claims = event.claims.iter().filter(|c| !c.rejected);
    let mut words: Vec<&String> = Vec::new();
    for instrument in claims.filter_map(|c| c.instrument.as_ref()) {
        if !words.contains(&&instrument.text) {
            words.push(&instrument.text);
        }
    }
    words
}

/// How many of the claims that affirm the event are hedged: `none`, `some`, `all`.
pub(crate) fn hedged(event: &EventView) -> Option<&'static str> {
    let affirm = || event.claims.iter().filter(|c| !c.rejected && c.affirms());
    let doubt = |c: &&selon_dossier::summary::ClaimView| {
        c.certainty == selon_model::reading::Certainty::Hedged
    };
    let (all, hedged) = (affirm().count(), affirm().filter(doubt).count());
    match (all, hedged) {
        (0, _) => None,
        (_, 0) => Some("none"),
        (all, hedged) if all == hedged => Some("all"),
        _ => Some("some"),
    }
}

/// Degrees as a cell has them.
pub(crate) fn degrees(value: f64) -> String {
    // Five digits are a metre; zeros at the end would tell of an exactness that is not there.
    let text = format!("{value:.5}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.to_owned() }
}

/// A number, or nothing.
pub(crate) fn number(value: Option<u64>) -> Option<String> {
    value.map(|n| n.to_string())
}

/// What we add to the columns of others.
pub(crate) fn ours() -> Vec<Column> {
    use Rests::{Claims, Field, Instruments, Nothing, Origins, Reports, Sides, Toll};
    vec![
        column("selon_event_id", "#event+id+selon", Nothing, |r| Some(r.event.id.clone())),
        column("selon_type", "#event+type+selon", Field("type"), |r| Some(r.event.kind.clone())),
        column("selon_date", "#date+edtf", Field("date"), |r| r.event.date.clone()),
        column("selon_direction", "", Sides, |r| {
            let (actor, target) = (r.event.actor.as_ref()?, r.event.target.as_ref()?);
            Some(format!("{actor} → {target}"))
        }),
        column("selon_instrument", "#event+instrument", Instruments, |r| {
            list(instruments(r.event))
        }),
        column("selon_part_of", "#event+id+whole", Nothing, |r| {
            list(r.event.part_of.iter().map(|p| &p.event))
        }),
        column("selon_coded_by", "#meta+coded", Claims, |r| list(coded_by(r.event))),
        column("selon_place_precision", "#geo+precision+selon", Field("place"), |r| {
            Some(code(r.event.place.as_ref()?.precision?))
        }),
        column("selon_blur_km", "#meta+blur", Nothing, |r| r.item.blur_km.map(|km| km.to_string())),
        column("selon_low", "#affected+killed+min", Toll("killed"), |r| number(r.killed.low)),
        column("selon_best", "#affected+killed+best", Toll("killed"), |r| number(r.killed.best)),
        column("selon_high", "#affected+killed+max", Toll("killed"), |r| number(r.killed.high)),
        column("selon_hedged", "#meta+hedged", Claims, |r| hedged(r.event).map(str::to_owned)),
        column("selon_origins_min", "#meta+origins+min", Origins, |r| {
            Some(r.event.origins.at_least.to_string())
        }),
        column("selon_origins_max", "#meta+origins+max", Origins, |r| {
            Some(r.event.origins.at_most.to_string())
        }),
        column("selon_origins", "#meta+origins+name", Origins, |r| {
            list(r.event.origins.list.iter().map(|o| &o.name))
        }),
        column("selon_disagreement", "#meta+disagreement", Claims, |r| {
            list(r.event.disagreements.iter().map(|d| code(d.kind)))
        }),
        column("selon_claims", "#meta+claims+num", Claims, |r| {
            Some(r.event.claims.iter().filter(|c| !c.rejected).count().to_string())
        }),
        column("selon_quotes", "#meta+quotes", Claims, |r| {
            serde_json::to_string(&quotes(r.item)).ok()
        }),
        column("selon_reports", "#meta+reports", Reports, |r| {
            of_reports(r, |f| Some(f.id.as_str()))
        }),
        column("selon_urls", "#meta+url", Reports, |r| of_reports(r, |f| f.url.as_deref())),
    ]
}
