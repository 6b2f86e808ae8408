//! The values of a reading in words.

use selon_model::reading::{Certainty, HedgeKind, Polarity, Reality, SourceKind};

/// A type of event as ACLED names it, or, where that says too little, its code in words.
pub fn event_type(code: &str) -> String {
    let name = selon_reader::event::ontology::by_code(code).map(|t| t.acled_sub_event);
    match name.filter(|n| !matches!(*n, "" | "none" | "Other")) {
        Some(name) => name.to_owned(),
        None => capitalised(&self::code(code)),
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// A code as words.
pub fn code(code: &str) -> String {
    code.replace('_', " ")
}

/// An interval in words.
pub fn interval(low: Option<u64>, high: Option<u64>) -> String {
    match (low, high) {
        (None, None) => "a number that is not told".into(),
        (Some(0), Some(0)) => "none".into(),
        (Some(low), Some(high)) if low == high => grouped(low),
        (Some(low), Some(high)) => format!("{} to {}", grouped(low), grouped(high)),
        (Some(low), None) => format!("{} or more", grouped(low)),
        (None, Some(high)) => format!("{} or fewer", grouped(high)),
    }
}

/// An interval in a few signs.
pub fn interval_short(low: Option<u64>, high: Option<u64>) -> String {
    match (low, high) {
        (None, None) => "?".into(),
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}..{high}"),
        (Some(low), None) => format!("{low}+"),
        (None, Some(high)) => format!("..{high}"),
    }
}

/// A number with its thousands apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// What a source is.
pub fn source_kind(kind: SourceKind) -> Option<&'static str> {
    Some(match kind {
        SourceKind::Official => "official",
        SourceKind::ArmedGroup => "armed group",
        SourceKind::Monitor => "monitor",
        SourceKind::Media => "media",
        SourceKind::InternationalOrg => "international organisation",
        SourceKind::Witness => "witness",
        SourceKind::Expert => "expert",
        SourceKind::PrivatePerson => "private person",
        SourceKind::Unnamed => "unnamed",
        SourceKind::Other => return None,
    })
}

/// Whether the holder is sure.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Hedged => "hedged",
    }
}

/// How words hedge.
pub fn hedge_kind(kind: HedgeKind) -> &'static str {
    match kind {
        HedgeKind::Conditional => "conditional",
        HedgeKind::Adverb => "adverb",
        HedgeKind::Modal => "modal",
        HedgeKind::Noun => "noun",
        HedgeKind::Adjective => "adjective",
        HedgeKind::Verb => "verb",
        HedgeKind::Condition => "condition",
        HedgeKind::UnnamedSource => "unnamed source",
    }
}

/// Polarity, where it is not the plain case.
pub fn polarity(polarity: Polarity) -> Option<&'static str> {
    (polarity == Polarity::Negative).then_some("denied")
}

/// Reality, where it is not the plain case.
pub fn reality(reality: Reality) -> Option<&'static str> {
    match reality {
        Reality::Actual => None,
        Reality::Planned => Some("planned"),
        Reality::Hypothetical => Some("hypothetical"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals() {
        assert_eq!(interval(Some(1300), None), "1,300 or more");
        assert_eq!(interval(Some(190), Some(210)), "190 to 210");
        assert_eq!(interval(None, None), "a number that is not told");
        assert_eq!(interval(Some(1), Some(1)), "1");
        assert_eq!(interval_short(None, Some(50)), "..50");
    }
}
