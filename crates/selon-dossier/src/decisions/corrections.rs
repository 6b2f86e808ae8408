//! What decisions change of an event.

use std::collections::{BTreeMap, BTreeSet};

use super::{DecisionKind, Logged, Ref, Verdict};
use crate::summary::{Best, PlaceView};
use crate::telling::Telling;

/// What was decided of one event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Notes, in the order in which they were made.
    pub notes: Vec<String>,
    fields: BTreeMap<String, String>,
    confirmed: BTreeSet<String>,
    rejected: BTreeSet<String>,
}

impl Corrections {
    /// What the decisions in force say of the event of these tellings.
    pub fn of(decisions: &[Logged], tellings: &[Telling]) -> Corrections {
        let mut corrections = Corrections::default();
        // Of an event that was parted since, what holds the first of its tellings.
        let is_here =
            |event: &[Ref]| event.first().is_some_and(|r| tellings.iter().any(|t| r.names(t)));
        for logged in decisions.iter().filter(|d| d.undone.is_none()) {
            match &logged.decision.kind {
                DecisionKind::Field { event, field, value } if is_here(event) => {
                    corrections.fields.insert(field.clone(), value.clone());
                }
                DecisionKind::Note { event, text } if is_here(event) => {
                    let decision = &logged.decision;
                    let day = decision.made.get(..10).unwrap_or(&decision.made);
                    corrections.notes.push(format!("{text} ({}, {day})", decision.who));
                }
                DecisionKind::Claim { telling, claim, words, verdict } => {
                    let keys = tellings
                        .iter()
                        .filter(|t| telling.names(t))
                        .filter_map(|t| claim_key(t, claim, words));
                    for key in keys {
                        corrections.confirmed.remove(&key);
                        corrections.rejected.remove(&key);
                        match verdict {
                            Verdict::Confirmed => corrections.confirmed.insert(key),
                            Verdict::Rejected => corrections.rejected.insert(key),
                        };
                    }
                }
                _ => {}
            }
        }
        corrections
    }

    /// Whether the claim or figure of this key was rejected.
    pub fn rejects(&self, key: &str) -> bool {
        self.rejected.contains(key)
    }

    /// Whether the claim of this key was confirmed.
    pub fn confirms(&self, key: &str) -> bool {
        self.confirmed.contains(key)
    }

    /// The names of the fields that were corrected.
    pub fn fields(&self) -> Vec<String> {
        self.fields.keys().cloned().collect()
    }

    /// Puts the corrected fields in.
    pub fn correct(&self, best: &mut Best) {
        for (field, value) in &self.fields {
            match field.as_str() {
                "type" => best.kind.clone_from(value),
                "date" => best.date = Some(value.clone()),
                "actor" => best.actor = Some(value.clone()),
                "target" => best.target = Some(value.clone()),
                "place" => {
                    let (name, point) = value.split_once('@').unwrap_or((value, ""));
                    let point = point.split_once(',').and_then(|(lat, lon)| {
                        Some((lat.trim().parse::<f64>().ok()?, lon.trim().parse::<f64>().ok()?))
                    });
                    let country = best.place.as_ref().and_then(|p| p.country.clone());
                    best.place = Some(PlaceView {
                        name: name.trim().to_owned(),
                        country,
                        lat: point.map(|p| p.0),
                        lon: point.map(|p| p.1),
                        precision: None,
                    });
                }
                _ => continue,
            }
            // It rests on the user's word, on no claim.
            best.rests_on.insert(field.clone(), Vec::new());
        }
    }
}

/// The key of a claim or figure of a telling: the one with these words, else the one of
/// this number.
fn claim_key(telling: &Telling, claim: &str, words: &str) -> Option<String> {
    let number: Option<usize> = claim.get(1..).and_then(|n| n.parse().ok());
    let sign = claim.chars().next()?;
    let texts: Vec<&str> = if sign == '#' {
        telling.figures.iter().map(|f| f.excerpt.text.as_str()).collect()
    } else {
        telling.claims.iter().map(|c| c.words.text.as_str()).collect()
    };
    let fits = |n: usize| texts.get(n).is_some_and(|t| *t == words);
    let found = number.filter(|&n| fits(n)).or_else(|| (0..texts.len()).find(|&n| fits(n)))?;
    Some(format!("{}{sign}{found}", telling.key))
}
