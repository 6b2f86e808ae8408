//! Translations that nobody declares: what survives translation is the same and stands in
//! the same order — names that the registry or the gazetteer knows, numbers, dates,
//! quotations.

use selon_gazetteer::fold::{fold, key, skeleton};
use selon_model::Report;
use selon_model::reading::{MentionKind, Reading};
use serde::{Deserialize, Serialize};

use crate::party::Registry;

/// Something that a translation keeps.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Anchor {
    /// A person, group or organisation, by registry or by sound.
    Name(String),
    /// A place, by its point on the map, in tenths of a degree.
    Place(i32, i32),
    /// A day, a month, a year, EDTF.
    Time(String),
    /// A counted quantity.
    Figure(String, Option<u64>, Option<u64>),
}

/// How two reports in two languages agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Translated {
    /// The share of what survives translation of the shorter that both have in the same order,
    /// 0 to 1.
    pub score: f64,
    /// How many such things both have in the same order.
    pub shared: usize,
    /// The longer text over the shorter, in characters.
    pub ratio: f64,
}

/// The most things that are compared of a report.
const MOST: usize = 300;

/// What a translation of a report would keep, in the order of the text.
pub fn anchors(reading: &Reading) -> Vec<Anchor> {
    let registry = Registry::get();
    let mut anchors: Vec<(u32, Anchor)> = Vec::new();
    for mention in &reading.mentions {
        // Pronouns and descriptions vary; names stay.
        let first = mention.excerpt.text.chars().next();
        if !first.is_some_and(char::is_uppercase) {
            continue;
        }
        let name = match registry.by_name(&mention.name) {
            Some(entry) => registry.body(entry).id.to_owned(),
            None if mention.kind == MentionKind::Person => {
                // The last name, which both give.
                let folded = fold(&mention.name);
                let last = key(folded.rsplit(' ').next().unwrap_or(&folded));
                let sound = skeleton(&last);
                if sound.len() >= 3 { sound } else { last }
            }
            None => continue,
        };
        anchors.push((mention.excerpt.span.start, Anchor::Name(name)));
    }
    for place in &reading.places {
        if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
            let tenths = |degrees: f64| (degrees * 10.0).round() as i32;
            anchors.push((place.excerpt.span.start, Anchor::Place(tenths(lat), tenths(lon))));
        }
    }
    for time in &reading.times {
        if let Some(value) = &time.value {
            anchors.push((time.excerpt.span.start, Anchor::Time(value.clone())));
        }
    }
    for figure in reading.events.iter().flat_map(|e| &e.figures) {
        let anchor = Anchor::Figure(figure.what.clone(), figure.low, figure.high);
        anchors.push((figure.excerpt.span.start, anchor));
    }
    anchors.sort();
    let mut anchors: Vec<Anchor> = anchors.into_iter().map(|(_, anchor)| anchor).collect();
    // *Le secrétaire général de l'Otan, X* is one mention in one language, two in the other.
    anchors.dedup();
    anchors.truncate(MOST);
    anchors
}

/// Whether two reports in two languages are translations of each other; none if not.
///
/// At least seven in ten of what survives translation of the shorter must be the same in the
/// same order, at least nine things, six of them names, places or figures, and the lengths must
/// be alike: a translation may leave the last paragraphs out.
/// Two reports of one event by two hands share names too, but not their order; of short
/// reports nothing can be told.
pub fn translated(a: (&Report, &[Anchor]), b: (&Report, &[Anchor])) -> Option<Translated> {
    let length = |r: &Report| r.text.chars().count().max(1) as f64;
    let (long, short) = (length(a.0).max(length(b.0)), length(a.0).min(length(b.0)));
    let ratio = long / short;
    let (shared, telling) = in_order(a.1, b.1);
    let score = shared as f64 / a.1.len().min(b.1.len()).max(1) as f64;
    let found = score >= 0.7 && shared >= 9 && telling >= 6 && ratio <= 1.8;
    found.then_some(Translated { score, shared, ratio })
}

/// The length of the longest common subsequence, and how many of it are no times, which any
/// two reports of one day share.
fn in_order(a: &[Anchor], b: &[Anchor]) -> (usize, usize) {
    let mut row: Vec<(usize, usize)> = vec![(0, 0); b.len() + 1];
    for x in a {
        let mut diagonal = (0, 0);
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y {
                let tells = usize::from(!matches!(x, Anchor::Time(_)));
                (diagonal.0 + 1, diagonal.1 + tells)
            } else {
                above.max(row[j])
            };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors(places: &[i32]) -> Vec<Anchor> {
        places.iter().map(|&p| Anchor::Place(p, p)).collect()
    }

    #[test]
    fn order_tells_a_translation_from_another_report_of_the_same() {
        let report = Report { text: "x".repeat(1000), ..Report::default() };
        let a = anchors(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        let same = anchors(&[1, 2, 3, 4, 5, 11, 7, 8, 9, 10]);
        let mixed = anchors(&[8, 3, 1, 6, 10, 2, 7, 9, 5, 4]);
        assert!(translated((&report, &a), (&report, &same)).is_some());
        assert_eq!(translated((&report, &a), (&report, &mixed)), None);
        let long = Report { text: "x".repeat(3000), ..Report::default() };
        assert_eq!(translated((&report, &a), (&long, &same)), None);
    }
}
