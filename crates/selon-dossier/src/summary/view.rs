//! The view of an event, computed from its tellings.

use std::collections::{BTreeMap, BTreeSet};

use selon_gazetteer::{Gazetteer, distance_km};
use selon_model::reading::{Certainty, EventPlace, Excerpt, Hedge, Polarity, Reality, SourceKind};
use selon_model::{Language, Span};
use serde::{Deserialize, Serialize};

use super::best::{Best, best};
use crate::decisions::Corrections;
use crate::disagreement::{Disagreement, Revision, disagreements, history, revisions};
use crate::origins::{Context, Origins, Step, count, trace};
use crate::party::Party;
use crate::telling::{Actor, Telling};

/// An event with all that is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventView {
    /// Its id, `e-…`.
    pub id: String,
    /// The type, from [`Best`].
    #[serde(rename = "type")]
    pub kind: String,
    /// When, EDTF.
    pub date: Option<String>,
    /// Where.
    pub place: Option<PlaceView>,
    /// Who is said to do it.
    pub actor: Option<String>,
    /// To whom.
    pub target: Option<String>,
    /// What best sums it up, and the claims that this rests on.
    pub summary: Best,
    /// Who holds what, in the order of publication.
    pub claims: Vec<ClaimView>,
    /// What is counted.
    pub figures: Vec<FigureView>,
    /// Who stands behind it.
    pub origins: Origins,
    /// What cannot all be true.
    pub disagreements: Vec<Disagreement>,
    /// What was put right.
    pub revisions: Vec<Revision>,
    /// The ids of figures in the order in which they were told, kind by kind.
    pub history: Vec<String>,
    /// The ids of the reports, in the order of publication.
    pub reports: Vec<String>,
    /// The ids of events that it is a part of, and why.
    #[serde(default)]
    pub part_of: Vec<Related>,
    /// The ids of events that are parts of it.
    #[serde(default)]
    pub parts: Vec<Related>,
    /// What the user wrote of it.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The fields that the user corrected.
    #[serde(default)]
    pub corrected: Vec<String>,
    /// Whether a report is about it.
    pub headline: bool,
    /// The languages of its reports.
    pub languages: Vec<Language>,
}

/// Another event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Related {
    /// Its id.
    pub event: String,
    /// How it is related, in words.
    pub reason: String,
}

/// Where an event is said to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceView {
    /// The name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Degrees north, WGS 84.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    pub lon: Option<f64>,
    /// How large what is named is.
    pub precision: Option<selon_model::reading::Precision>,
}

impl PlaceView {
    fn of(place: &EventPlace) -> PlaceView {
        PlaceView {
            name: written(place),
            country: place.country.clone(),
            lat: place.lat,
            lon: place.lon,
            precision: place.precision,
        }
    }
}

/// What a place is called: as the report has it (*El Obeid*), if it is a name of the place; else
/// its name in the gazetteer (*Syria*, of *the Syrian …*).
fn written(place: &EventPlace) -> String {
    let text = &place.excerpt.text;
    let Some(name) = &place.name else { return text.clone() };
    let (Some(lat), Some(lon)) = (place.lat, place.lon) else { return name.clone() };
    let named = || {
        let found = Gazetteer::embedded().find(text);
        found.iter().any(|c| distance_km((c.place.lat, c.place.lon), (lat, lon)) < 3.0)
    };
    let capital = text.chars().next().is_some_and(char::is_uppercase);
    if capital && text != name && named() { text.clone() } else { name.clone() }
}

/// What somebody in some report holds of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimView {
    /// `c1`, `c2` … in the order of publication: new reports may change it.
    pub id: String,
    /// A key that is the same whenever the report is read the same; decisions name it.
    pub key: String,
    /// The id of the report.
    pub report: String,
    /// The id of the event in the report's reading.
    pub event: String,
    /// Who published the report.
    pub outlet: Option<String>,
    /// When the report was published, as exactly as is told.
    pub told: Option<String>,
    /// Who holds it, in words: the deepest source, else the author.
    pub holder: String,
    /// What kind of source; none for the author.
    pub holder_kind: Option<SourceKind>,
    /// Whom the report cites for it, the deepest first.
    pub chain: Vec<Party>,
    /// Within what the holder says.
    pub certainty: Certainty,
    /// Whether it is affirmed or denied.
    pub polarity: Polarity,
    /// Whether it is told as happening.
    pub reality: Reality,
    /// What hedges it.
    pub hedge: Option<Hedge>,
    /// The words that it rests on.
    pub text: String,
    /// Where they stand in the report, code points.
    #[serde(flatten)]
    pub span: Span,
    /// What kind of event the report tells of.
    pub kind: String,
    /// Whether its words tell of an explosion alone: the kind is the likeliest.
    #[serde(default)]
    pub vague: bool,
    /// When, in that report.
    pub date: Option<String>,
    /// The words that tell when.
    #[serde(default)]
    pub date_text: Option<Excerpt>,
    /// Where, in that report.
    pub place: Option<EventPlace>,
    /// Who did it, in that report, where this holder tells.
    pub actor: Option<Actor>,
    /// To whom, in that report.
    pub target: Option<Actor>,
    /// With what, in that report.
    #[serde(default)]
    pub instrument: Option<Excerpt>,
    /// The data set whose coders tell it, if it was not read out of a report.
    #[serde(default)]
    pub coded_by: Option<String>,
    /// The ids of its origins; none if it repeats another report.
    pub origins: Vec<String>,
    /// The report that it repeats.
    pub copy_of: Option<String>,
    /// Whether the user rejected it.
    #[serde(default)]
    pub rejected: bool,
    /// Whether the user confirmed it.
    #[serde(default)]
    pub confirmed: bool,
}

impl ClaimView {
    /// How surely it is held, in words: *denied, hedged by “auraient”*; *certain*.
    pub fn how_held(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        if self.polarity == Polarity::Negative {
            words.push("denied".into());
        }
        match self.reality {
            Reality::Actual => {}
            Reality::Planned => words.push("planned".into()),
            Reality::Hypothetical => words.push("hypothetical".into()),
        }
        match (&self.hedge, self.certainty) {
            (Some(hedge), Certainty::Hedged) => {
                words.push(format!("hedged by “{}”", hedge.excerpt.text));
            }
            (None, Certainty::Hedged) => words.push("hedged".into()),
            _ if words.is_empty() => words.push("certain".into()),
            _ => {}
        }
        words.join(", ")
    }

    /// Whether it is affirmed as having happened.
    pub fn affirms(&self) -> bool {
        self.polarity == Polarity::Positive && self.reality == Reality::Actual
    }

    /// Whether it is denied to have happened.
    pub fn denies(&self) -> bool {
        self.polarity == Polarity::Negative && self.reality == Reality::Actual
    }
}

/// A figure as somebody in some report holds it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FigureView {
    /// `f1`, `f2` … as of a claim.
    pub id: String,
    /// A key, as of a claim.
    pub key: String,
    /// The id of the report.
    pub report: String,
    /// Who published the report.
    pub outlet: Option<String>,
    /// When it was told, as exactly as is known: when the report was published, or the day on
    /// which the report says that its holder told it.
    pub told: Option<String>,
    /// What is counted.
    pub what: String,
    /// Whom, if the words tell.
    pub class: Option<String>,
    /// At least so many; none if open.
    pub low: Option<u64>,
    /// At most so many; none if open.
    pub high: Option<u64>,
    /// Who holds it, in words.
    pub holder: String,
    /// Whom the report cites for it, the deepest first.
    pub chain: Vec<Party>,
    /// Whether it is told with doubt.
    pub hedged: bool,
    /// The words.
    pub text: String,
    /// Where they start, code points.
    pub start: u32,
    /// Where they end.
    pub end: u32,
    /// The ids of its origins; none if it repeats another report.
    pub origins: Vec<String>,
    /// The report that it repeats.
    pub copy_of: Option<String>,
    /// Whether its report retells it from before (*a first toll of three*).
    #[serde(default)]
    pub earlier: bool,
    /// Whether the user rejected it.
    #[serde(default)]
    pub rejected: bool,
    /// Whether the user confirmed it.
    #[serde(default)]
    pub confirmed: bool,
}

impl FigureView {
    /// Who holds it, for a list.
    pub(crate) fn holders(&self) -> Vec<String> {
        vec![self.holder.clone()]
    }
}

/// Computes the view of the event of these tellings, the first of which gives the id.
pub fn view(
    id: &str,
    tellings: &[Telling],
    contexts: &BTreeMap<String, Context>,
    corrections: &Corrections,
) -> EventView {
    // Whatever order they come in, the event is the same.
    let mut tellings: Vec<Telling> = tellings.to_vec();
    tellings.sort_by(|a, b| order(a).cmp(&order(b)));
    let traced = trace(&tellings, contexts);
    let key = |t: usize, sign: char, n: usize| format!("{}{sign}{n}", tellings[t].key);
    let rejected = |t: usize, n: usize| corrections.rejects(&key(t, ':', n));
    let ids = |steps: &BTreeSet<Step>| -> Vec<String> {
        let ids: BTreeSet<&String> = steps.iter().map(|s| &s.id).collect();
        ids.into_iter().cloned().collect()
    };
    let copy_of = |report: &str, steps: &BTreeSet<Step>| {
        traced.copies.get(report).filter(|_| steps.is_empty()).map(|r| r.of.clone())
    };
    let mut claims = Vec::new();
    let mut figures = Vec::new();
    for (t, telling) in tellings.iter().enumerate() {
        let outlet = telling.outlet.as_ref().map(|o| o.name.clone());
        let told = telling.moment().map(str::to_owned);
        for (c, claim) in telling.claims.iter().enumerate() {
            let steps = &traced.claims[t][c];
            let holds = |actor: &Option<Actor>| {
                actor.clone().filter(|a| a.held_by.is_empty() || a.held_by.contains(&c))
            };
            let key = key(t, ':', c);
            claims.push(ClaimView {
                id: format!("c{}", claims.len() + 1),
                report: telling.report.clone(),
                event: telling.event.clone(),
                outlet: outlet.clone(),
                told: told.clone(),
                holder: holder(&claim.chain, outlet.as_deref()),
                holder_kind: claim.chain.first().map(|p| p.kind),
                chain: claim.chain.clone(),
                certainty: claim.certainty,
                polarity: claim.polarity,
                reality: claim.reality,
                hedge: claim.hedge.clone(),
                text: claim.words.text.clone(),
                span: claim.words.span,
                kind: telling.kind.clone(),
                vague: telling.vague,
                date: telling.date.clone(),
                date_text: telling.date_text.clone(),
                place: telling.place.clone(),
                actor: holds(&telling.actor),
                target: holds(&telling.target),
                instrument: telling.instrument.clone(),
                coded_by: telling.coded_by.clone(),
                origins: ids(steps),
                copy_of: copy_of(&telling.report, steps),
                rejected: corrections.rejects(&key),
                confirmed: corrections.confirms(&key),
                key,
            });
        }
        for (f, figure) in telling.figures.iter().enumerate() {
            let steps = &traced.figures[t][f];
            let key = key(t, '#', f);
            figures.push(FigureView {
                id: format!("f{}", figures.len() + 1),
                report: telling.report.clone(),
                outlet: outlet.clone(),
                told: figure.said.clone().or_else(|| told.clone()),
                what: figure.what.clone(),
                class: figure.class.clone(),
                low: figure.low,
                high: figure.high,
                holder: holder(&figure.chain, outlet.as_deref()),
                chain: figure.chain.clone(),
                hedged: figure.certainty == Certainty::Hedged,
                text: figure.excerpt.text.clone(),
                start: figure.excerpt.span.start,
                end: figure.excerpt.span.end,
                origins: ids(steps),
                copy_of: copy_of(&telling.report, steps),
                earlier: figure.earlier,
                rejected: corrections.rejects(&key),
                confirmed: corrections.confirms(&key),
                key,
            });
        }
    }
    let origins = count(&tellings, contexts, &traced, &rejected);
    let mut summary = best(&tellings, &claims, &figures);
    corrections.correct(&mut summary);
    let revisions = revisions(&claims, &figures);
    let mut reports: Vec<String> = Vec::new();
    for telling in &tellings {
        if !reports.contains(&telling.report) {
            reports.push(telling.report.clone());
        }
    }
    let languages: BTreeSet<Language> = tellings.iter().map(|t| t.language).collect();
    EventView {
        id: id.to_owned(),
        kind: summary.kind.clone(),
        date: summary.date.clone(),
        place: summary.place.clone(),
        actor: summary.actor.clone(),
        target: summary.target.clone(),
        disagreements: disagreements(&claims, &figures),
        history: history(&figures),
        revisions,
        summary,
        claims,
        figures,
        origins,
        reports,
        part_of: Vec::new(),
        parts: Vec::new(),
        notes: corrections.notes.clone(),
        corrected: corrections.fields(),
        headline: tellings.iter().any(|t| t.headline),
        languages: languages.into_iter().collect(),
    }
}

/// Publication, then what never changes.
pub(crate) fn order(telling: &Telling) -> (bool, Option<&str>, &str) {
    (telling.moment().is_none(), telling.moment(), &telling.key)
}

fn holder(chain: &[Party], outlet: Option<&str>) -> String {
    match chain.first() {
        Some(party) => party.name.clone(),
        None => outlet.map_or_else(|| "the author".to_owned(), |o| format!("{o} (author)")),
    }
}

impl From<&EventPlace> for PlaceView {
    fn from(place: &EventPlace) -> PlaceView {
        PlaceView::of(place)
    }
}
