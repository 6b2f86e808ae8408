//! What is exported: an event with what is known of its reports.

use std::collections::VecDeque;

use selon_dossier::{Dossier, DossierError, EventView, Filter};
use selon_model::reading::EventPlace;
use serde::Serialize;

use crate::blur::blur;
use crate::place::Divisions;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The dossier cannot be read.
    #[error(transparent)]
    Dossier(#[from] DossierError),
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

/// What functions of this crate return.
pub type Result<T> = std::result::Result<T, ExportError>;

/// Whether to go on with the next event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Go on.
    No,
    /// That was enough.
    Yes,
}

/// What is known of a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportFacts {
    /// Its id in the dossier.
    pub id: String,
    /// What it was called where it came from.
    pub name: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// ISO 639-1.
    pub language: String,
    /// The day of publication.
    pub published: Option<String>,
    /// When it was taken in, RFC 3339.
    pub added: String,
    /// SHA-256 of the UTF-8 text in which all spans count, in hexadecimal.
    pub text_sha256: String,
    /// The data set whose coders made it; none if it was read.
    pub coded_by: Option<String>,
    /// The text.
    #[serde(skip)]
    pub text: String,
}

/// An event with what is known of its reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The event.
    pub event: EventView,
    /// Its reports, in the order of publication.
    pub reports: Vec<ReportFacts>,
    /// What its place lies in.
    pub divisions: Divisions,
    /// To how many km its coordinates were coarsened.
    pub blur_km: Option<f64>,
}

impl Item {
    /// An event with its reports; coordinates are coarsened to `blur_km`.
    pub fn new(event: EventView, reports: Vec<ReportFacts>, blur_km: Option<f64>) -> Item {
        // What it lies in is found by its exact place, so before that is coarsened.
        let divisions = divisions(&event);
        let mut item = Item { event, reports, divisions, blur_km };
        if let Some(km) = blur_km {
            blur(&mut item.event, km);
        }
        item
    }

    /// The report with this id.
    pub fn report(&self, id: &str) -> Option<&ReportFacts> {
        self.reports.iter().find(|r| r.id == id)
    }
}

fn divisions(event: &EventView) -> Divisions {
    let Some(place) = &event.place else { return Divisions::default() };
    let found = Divisions::of(place);
    let told = place_told(event);
    Divisions {
        first: told.and_then(|t| t.admin1.clone()).or(found.first),
        second: told.and_then(|t| t.admin2.clone()).or(found.second),
        third: found.third,
    }
}

/// The place of an event as a report tells it that the summary has it from.
pub(crate) fn place_told(event: &EventView) -> Option<&EventPlace> {
    let best = event.place.as_ref()?;
    let rests_on = event.summary.rests_on.get("place")?;
    let claims = event.claims.iter().filter(|c| rests_on.contains(&c.id));
    let mut places = claims.filter_map(|c| c.place.as_ref());
    places.find(|p| (p.lat, p.lon, p.precision) == (best.lat, best.lon, best.precision))
}

/// Gives each event that a filter lets through to `take`, one at a time, the latest first.
///
/// # Errors
///
/// If the dossier cannot be read, or `take` fails.
pub fn each(
    dossier: &Dossier,
    filter: &Filter,
    blur_km: Option<f64>,
    mut take: impl FnMut(Item) -> Result<Stop>,
) -> Result<()> {
    let mut reports = Reports { dossier, latest: VecDeque::new() };
    let mut failed = None;
    let done = dossier.each_event(filter, |event| {
        let item = || {
            let facts = event.reports.iter().map(|id| reports.get(id));
            let facts = facts.collect::<selon_dossier::Result<_>>()?;
            take(Item::new(event, facts, blur_km))
        };
        match item() {
            Ok(Stop::No) => return Ok(()),
            Ok(Stop::Yes) => failed = Some(None),
            Err(error) => failed = Some(Some(error)),
        }
        Err(DossierError::Unknown("the export was stopped".into()))
    });
    match failed {
        Some(Some(error)) => Err(error),
        Some(None) => Ok(()),
        None => Ok(done?),
    }
}

/// The event with this id, as [`Dossier::event`] finds it.
///
/// # Errors
///
/// If there is none, or several, or the dossier cannot be read.
pub fn one(dossier: &Dossier, id: &str, blur_km: Option<f64>) -> Result<Item> {
    let event = dossier.event(id)?;
    let mut reports = Reports { dossier, latest: VecDeque::new() };
    let facts = event.reports.iter().map(|id| reports.get(id));
    let facts = facts.collect::<selon_dossier::Result<_>>()?;
    Ok(Item::new(event, facts, blur_km))
}

/// So many reports are kept at hand: events next to each other share theirs.
const AT_HAND: usize = 64;

struct Reports<'d> {
    dossier: &'d Dossier,
    latest: VecDeque<ReportFacts>,
}

impl Reports<'_> {
    fn get(&mut self, id: &str) -> selon_dossier::Result<ReportFacts> {
        if let Some(facts) = self.latest.iter().find(|f| f.id == id) {
            return Ok(facts.clone());
        }
        let (row, current) = self.dossier.text(id)?;
        let facts = ReportFacts {
            id: row.id,
            name: row.name,
            url: row.url,
            outlet: row.outlet,
            title: row.title,
            language: row.language,
            published: row.published,
            added: current.added,
            text_sha256: current.sha256,
            coded_by: current.report.coded_by,
            text: current.report.text,
        };
        if self.latest.len() == AT_HAND {
            self.latest.pop_front();
        }
        self.latest.push_back(facts.clone());
        Ok(facts)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use selon_dossier::summary::{PlaceView, Range};
    use selon_model::reading::Precision;

    use super::*;

    /// An event of which no more is known.
    pub(crate) fn event(date: Option<&str>, place: Option<PlaceView>) -> EventView {
        serde_json::from_value(serde_json::json!({
            "id": "e-b38cd",
            "type": "armed_clash",
            "date": date,
            "place": place,
            "actor": null,
            "target": null,
            "summary": {
                "type": "armed_clash", "date": date, "place": place, "actor": null,
                "target": null, "tolls": [], "rests_on": {}
            },
            "claims": [],
            "figures": [],
            "origins": { "at_least": 1, "at_most": 1, "list": [], "adds_none": [] },
            "disagreements": [],
            "revisions": [],
            "history": [],
            "reports": [],
            "headline": true,
            "languages": ["en"]
        }))
        .unwrap()
    }

    /// A place of no country.
    pub(crate) fn place(name: &str, p: Option<Precision>, lat: f64, lon: f64) -> PlaceView {
        PlaceView { name: name.into(), country: None, lat: Some(lat), lon: Some(lon), precision: p }
    }

    /// A toll.
    pub(crate) fn range(
        what: &str,
        class: Option<&str>,
        low: Option<u64>,
        best: Option<u64>,
        high: Option<u64>,
    ) -> Range {
        Range {
            what: what.into(),
            class: class.map(str::to_owned),
            low,
            best_low: best,
            best_high: best,
            high,
            high_at_least: None,
            figures: vec!["f1".into()],
        }
    }
}
