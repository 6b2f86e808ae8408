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

/// What disagreements are about, in a word each, for a narrow column: `toll, who`.
pub fn disputes(kinds: &[DisagreementKind]) -> String {
    let mut words: Vec<&str> = kinds
        .iter()
        .map(|kind| match kind {
            DisagreementKind::Toll => "toll",
            DisagreementKind::Perpetrator => "who",
            DisagreementKind::Occurrence => "fact",
            DisagreementKind::Kind => "kind",
            DisagreementKind::Place => "place",
            DisagreementKind::Time => "day",
        })
        .collect();
    words.dedup();
    words.join(" ")
}

/// A type of event in a few letters, for a narrow column.
pub fn short_type(code: &str) -> Option<&'static str> {
    Some(match code {
        "gov_regains_territory" => "State regains",
        "nonstate_overtakes_territory" => "Group overtakes",
        "shelling_missile" => "Shelling, missile",
        "ied_landmine" => "Bomb, mine",
        "abduction" => "Abduction",
        "protest_with_intervention" => "Protest met",
        "excessive_force_protesters" => "Protest, force",
        "violent_demonstration" => "Violent protest",
        "change_to_group" => "Group changes",
        "disrupted_weapons" => "Weapons foiled",
        "base_established" => "Base set up",
        "looting_property_destruction" => "Looting",
        "nonviolent_transfer" => "Peaceful transfer",
        "accident_or_disaster" => "Accident",
        _ => return None,
    })
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
        // Somebody leaves it open, not the best.
        (low, None) if range.high_at_least.is_some_and(|most| range.best_low != Some(most)) => {
            let low = low.map_or_else(|| "?".to_owned(), |low| low.to_string());
            let most = range.high_at_least.unwrap_or_default();
            format!("{what} {low}–{most}+, best {best}")
        }
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
        "part" => "a part",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tolls_with_open_ends() {
        let of = |low, best: (u64, Option<u64>), high, high_at_least| Range {
            what: "killed".into(),
            class: None,
            low,
            best_low: Some(best.0),
            best_high: best.1,
            high,
            high_at_least,
            figures: Vec::new(),
        };
        let table = [
            (of(Some(3), (3, Some(3)), Some(3), None), "killed 3"),
            (of(Some(3), (5, Some(5)), Some(7), None), "killed 3–7, best 5"),
            (of(Some(3), (3, Some(3)), None, Some(40)), "killed 3–40+, best 3"),
            (of(Some(26), (26, None), None, Some(26)), "killed 26+"),
            (of(Some(3), (9, None), None, Some(9)), "killed 9+"),
        ];
        for (range, words) in table {
            assert_eq!(toll(&range), words);
        }
    }

    #[test]
    fn disputes_fit_a_narrow_column() {
        use DisagreementKind::{Kind, Occurrence, Perpetrator, Toll};
        let all = disputes(&[Toll, Perpetrator, Occurrence, Kind]);
        assert_eq!(all, "toll who fact kind");
        let long = |code: &str| short_type(code).map_or(0, |t| t.chars().count());
        assert!(long("nonstate_overtakes_territory") <= 17);
    }
}
