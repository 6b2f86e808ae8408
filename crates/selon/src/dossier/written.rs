//! What a dossier knows, in words.

use selon_dossier::disagreement::DisagreementKind;
use selon_dossier::summary::{PlaceView, Range};

use crate::view;

/// A count of origins: `2`, `1–3`.
pub fn origins(at_least: u32, at_most: u32) -> String {
    if at_least == at_most { at_least.to_string() } else { format!("{at_least}–{at_most}") }
}

/// A place with its country.
pub fn place(place: Option<&PlaceView>) -> String {
    let Some(place) = place else { return "–".into() };
    match &place.country {
        Some(country) => format!("{}, {country}", place.name),
        None => place.name.clone(),
    }
}

/// What disagreements are about: `toll, occurrence`.
pub fn disagreements(kinds: &[DisagreementKind]) -> String {
    let mut words: Vec<&str> = kinds.iter().map(|k| kind(*k)).collect();
    words.dedup();
    words.join(", ")
}

/// What a disagreement is about.
pub fn kind(kind: DisagreementKind) -> &'static str {
    match kind {
        DisagreementKind::Toll => "toll",
        DisagreementKind::Perpetrator => "who did it",
        DisagreementKind::Occurrence => "whether",
        DisagreementKind::Kind => "what it was",
        DisagreementKind::Place => "where",
        DisagreementKind::Time => "when",
    }
}

/// A toll: `killed 3–7, best 5`.
pub fn toll(range: &Range) -> String {
    let what = match &range.class {
        Some(class) => format!("{} ({})", range.what, class_words(class)),
        None => range.what.clone(),
    };
    let best = view::interval_short(range.best_low, range.best_high);
    match (range.low, range.high) {
        (Some(low), Some(high)) if (Some(low), Some(high)) == (range.best_low, range.best_high) => {
            let range = if low == high { low.to_string() } else { format!("{low}–{high}") };
            format!("{what} {range}")
        }
        (Some(low), Some(high)) if low != high => format!("{what} {low}–{high}, best {best}"),
        _ => format!("{what} {best}"),
    }
}

/// Whom a figure counts.
pub fn class_words(class: &str) -> &str {
    match class {
        "state" => "forces",
        "nonstate" => "fighters",
        "attacker" => "attackers",
        "civilian" => "civilians",
        "child" => "children",
        "woman" => "women",
        "foreigner" => "foreigners",
        "part" => "of a total",
        other => other,
    }
}

/// Tolls, those of people killed first.
pub fn tolls(ranges: &[Range]) -> String {
    let mut ranges: Vec<&Range> = ranges.iter().collect();
    let rank = |r: &Range| (r.what != "killed", r.what != "injured", r.class.is_some());
    ranges.sort_by_key(|r| rank(r));
    ranges.into_iter().map(toll).collect::<Vec<_>>().join("; ")
}
