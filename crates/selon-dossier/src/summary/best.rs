//! The best summary of an event: for each field the value that most origins hold, by
//! stated rules. Nothing is averaged; each value is one that somebody holds.

use std::collections::{BTreeMap, BTreeSet};

use selon_gazetteer::fold::fold;
use selon_model::reading::Precision;
use serde::{Deserialize, Serialize};

use super::view::{ClaimView, FigureView, PlaceView};
use crate::day::days;
use crate::disagreement::{
    claim_ids, classes, figure_ids, forces_or_armed_group, last_words, superseded,
};
use crate::telling::{Actor, Telling};

/// What best sums up an event, with the ids of the claims (figures for tolls) that each
/// field rests on.
///
/// - type, actor, target: what most origins tell, the more particular of types first; of
///   equals, what most reports tell, then what was told first; what is only denied sums nothing up;
/// - date: of the dates that most origins tell, the most exact; of equals, the first told;
/// - place: of the most exact places, that which most origins tell;
/// - toll, after UCDP GED: *best* is the last word that most origins share; of equals, the
///   latest, and of those the lower; *low* and *high* are the lowest and the highest last
///   word of any origin.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Best {
    /// The type of event.
    #[serde(rename = "type")]
    pub kind: String,
    /// When, EDTF.
    pub date: Option<String>,
    /// Where.
    pub place: Option<PlaceView>,
    /// Who.
    pub actor: Option<String>,
    /// To whom.
    pub target: Option<String>,
    /// Tolls by what is counted, of whom no class is told or all are of one.
    pub tolls: Vec<Range>,
    /// The ids of the claims that each field rests on; none if the user corrected it.
    pub rests_on: BTreeMap<String, Vec<String>>,
}

/// A toll as low, best and high.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// What is counted.
    pub what: String,
    /// Whom, if the words tell.
    pub class: Option<String>,
    /// The lowest; none if nobody tells a lower bound.
    pub low: Option<u64>,
    /// The best, as an interval.
    pub best_low: Option<u64>,
    /// Its upper bound; none if open.
    pub best_high: Option<u64>,
    /// The highest; none if somebody leaves it open.
    pub high: Option<u64>,
    /// The highest that anybody tells, where somebody leaves it open: at least so many.
    #[serde(default)]
    pub high_at_least: Option<u64>,
    /// The ids of the figures that these rest on.
    pub figures: Vec<String>,
}

/// The best summary. The tellings are in the order of publication, as the claims are.
pub fn best(tellings: &[Telling], claims: &[ClaimView], figures: &[FigureView]) -> Best {
    let mut rests_on = BTreeMap::new();
    let mut chosen = |field: &str, choice: Option<(String, Vec<usize>)>| {
        let (value, numbers) = choice?;
        rests_on.insert(field.to_owned(), claim_ids(&numbers));
        Some(value)
    };
    // What is denied sums nothing up, unless nobody affirms it.
    let affirmed = claims.iter().any(|c| c.affirms() && !c.rejected);
    let usable = |c: &&ClaimView| !c.rejected && (c.affirms() || !affirmed);
    let not_rejected = |c: &&ClaimView| !c.rejected;
    let kind = {
        let general =
            |kind: &str| matches!(kind, "other" | "other_strategic" | "attack_on_civilians");
        let weight = |kind: &String| u8::from(!general(kind));
        // An explosion may be of anything: who tells more knows better. The last word counts.
        let told = |c: &ClaimView| Some(c.kind.clone()).filter(|_| usable(&c));
        let tells = |c: &ClaimView| told(c).filter(|_| !c.vague && !superseded(claims, c, told));
        most(claims, tells, weight).or_else(|| most(claims, told, weight))
    };
    let kind = chosen("type", kind)
        .unwrap_or_else(|| tellings.first().map_or_else(|| "other".to_owned(), |t| t.kind.clone()));
    let exact = |date: &String| match days(date).and_then(|d| d.len()) {
        Some(1) => 4,
        Some(2..=4) => 3,
        Some(5..=31) => 2,
        Some(_) => 1,
        None => 0,
    };
    let date = most(claims, |c| c.date.clone().filter(|_| usable(&c)), exact);
    // When and where is told in denials too.
    let date =
        date.or_else(|| most(claims, |c| c.date.clone().filter(|_| not_rejected(&c)), exact));
    let date = chosen("date", date);
    // A place has the name that it is told by first.
    let mut spots: BTreeMap<String, PlaceView> = BTreeMap::new();
    for place in claims.iter().filter(not_rejected).filter_map(|c| c.place.as_ref()) {
        spots.entry(spot(place)).or_insert_with(|| PlaceView::from(place));
    }
    let at = |c: &ClaimView| c.place.as_ref().map(spot);
    let exact = |key: &String| spots.get(key).map_or(0, exactness);
    let place = most(claims, |c| at(c).filter(|_| usable(&c)), exact);
    let place = place.or_else(|| most(claims, |c| at(c).filter(|_| not_rejected(&c)), exact));
    let place = chosen("place", place).and_then(|key| spots.get(&key).cloned());
    let name = |actor: &Option<Actor>| {
        actor.as_ref().map(|a| {
            let known = a.entity.is_some() && a.name.is_some();
            if known { a.name.clone().unwrap_or_default() } else { a.excerpt.text.clone() }
        })
    };
    let (actor, names) = actors(claims, &usable, &name);
    let actor = chosen("actor", actor).and_then(|who| names.get(&who).cloned());
    let target = most(claims, |c| name(&c.target).filter(|_| usable(&c)), |_| 0);
    let target = chosen("target", target);
    Best { kind, date, place, actor, target, tolls: ranges(figures), rests_on }
}

/// A value, and the numbers of the claims that hold it.
type Chosen = (String, Vec<usize>);

/// Who is told by most to have done it, and the names of all who are. Who is named is more exact
/// than who is described (*gunmen*), unless the one cannot be the other: soldiers are no armed
/// group.
fn actors(
    claims: &[ClaimView],
    usable: &impl Fn(&&ClaimView) -> bool,
    name: &impl Fn(&Option<Actor>) -> Option<String>,
) -> (Option<Chosen>, BTreeMap<String, String>) {
    let entity = |c: &ClaimView| c.actor.as_ref().and_then(|a| a.entity.clone());
    let words =
        |c: &ClaimView| c.actor.as_ref().map(|a| format!("words: {}", fold(&a.excerpt.text)));
    let who = |c: &ClaimView| entity(c).or_else(|| words(c)).filter(|_| usable(&c));
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for claim in claims {
        if let (Some(who), Some(name)) = (who(claim), name(&claim.actor)) {
            names.entry(who).or_insert(name);
        }
    }
    let named: Vec<&String> = names.keys().filter(|who| !who.starts_with("words: ")).collect();
    let weight = |who: &String| match who.strip_prefix("words: ") {
        None => 1,
        Some(words) => {
            let other = |named: &&String| forces_or_armed_group(words, named);
            u8::from(!named.is_empty() && named.iter().all(other))
        }
    };
    let told = |c: &ClaimView| who(c).filter(|_| !superseded(claims, c, entity));
    (most(claims, told, weight), names)
}

fn spot(place: &selon_model::reading::EventPlace) -> String {
    match (place.lat, place.lon) {
        (Some(lat), Some(lon)) => format!("{lat:.3} {lon:.3}"),
        _ => place.excerpt.text.to_lowercase(),
    }
}

fn exactness(place: &PlaceView) -> u8 {
    match place.precision {
        Some(Precision::Locality) => 6,
        Some(Precision::District) => 5,
        Some(Precision::Area) => 4,
        Some(Precision::Province) => 3,
        Some(Precision::Country) => 2,
        Some(Precision::Region) => 1,
        None => 0,
    }
}

/// The value that weighs most, then that most origins hold, then that of most reports which
/// repeat no other, then that was told first.
/// With the numbers of the claims that hold it.
fn most(
    claims: &[ClaimView],
    value: impl Fn(&ClaimView) -> Option<String>,
    weight: impl Fn(&String) -> u8,
) -> Option<Chosen> {
    let mut values: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, claim) in claims.iter().enumerate() {
        if let Some(value) = value(claim) {
            values.entry(value).or_default().push(n);
        }
    }
    values.into_iter().max_by_key(|(value, numbers)| {
        let origins: BTreeSet<&String> = numbers.iter().flat_map(|&n| &claims[n].origins).collect();
        let own = |&n: &usize| claims[n].copy_of.is_none().then_some(&claims[n].report);
        let reports: BTreeSet<&String> = numbers.iter().filter_map(own).collect();
        let first = numbers.first().copied().unwrap_or(usize::MAX);
        (weight(value), origins.len(), reports.len(), std::cmp::Reverse(first))
    })
}

/// The tolls, kind by kind and class by class.
fn ranges(figures: &[FigureView]) -> Vec<Range> {
    let mut kinds: BTreeMap<(&str, Option<String>), Vec<usize>> = BTreeMap::new();
    for ((n, figure), class) in figures.iter().enumerate().zip(classes(figures)) {
        if (figure.low.is_some() || figure.high.is_some()) && !figure.rejected {
            kinds.entry((&figure.what, class)).or_default().push(n);
        }
    }
    // Parts of a total and those who died later are no toll beside one.
    let whole: BTreeSet<&str> = kinds
        .keys()
        .filter(|(_, class)| class.as_deref() != Some("part"))
        .map(|(what, _)| *what)
        .collect();
    kinds
        .iter()
        .filter(|((what, class), _)| class.as_deref() != Some("part") || !whole.contains(what))
        .map(|((what, class), numbers)| (*what, class, last_words(figures, numbers).0))
        .filter(|(_, _, last)| !last.is_empty())
        .map(|(what, class, last)| {
            let mut values: BTreeMap<(Option<u64>, Option<u64>), Vec<usize>> = BTreeMap::new();
            for &n in last.values() {
                values.entry((figures[n].low, figures[n].high)).or_default().push(n);
            }
            let best = values.iter().max_by_key(|((low, _), numbers)| {
                let latest = numbers.iter().filter_map(|&n| figures[n].told.clone()).max();
                (numbers.len(), latest, std::cmp::Reverse(*low))
            });
            let best = best.map_or((None, None), |(value, _)| *value);
            let last: BTreeSet<usize> = last.into_values().collect();
            let lows: Option<Vec<u64>> = last.iter().map(|&n| figures[n].low.or(Some(0))).collect();
            let open = last.iter().any(|&n| figures[n].high.is_none());
            let bounds = last.iter().filter_map(|&n| figures[n].high.or(figures[n].low));
            let highs = last.iter().filter_map(|&n| figures[n].high).max();
            Range {
                what: what.to_owned(),
                class: class.clone(),
                low: lows
                    .and_then(|l| l.into_iter().min())
                    .filter(|_| last.iter().all(|&n| figures[n].low.is_some())),
                best_low: best.0,
                best_high: best.1,
                high: highs.filter(|_| !open),
                high_at_least: bounds.max().filter(|_| open),
                figures: figure_ids(&last.into_iter().collect::<Vec<_>>()),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(origin: &str, told: &str, low: Option<u64>, high: Option<u64>) -> FigureView {
        FigureView {
            what: "killed".into(),
            low,
            high,
            told: Some(told.to_owned()),
            origins: vec![origin.to_owned()],
            ..FigureView::default()
        }
    }

    #[test]
    fn low_best_and_high_are_what_somebody_holds() {
        let ranges = ranges(&[
            figure("a", "2025-10-22", Some(3), Some(3)),
            figure("b", "2025-10-22", Some(7), Some(7)),
            figure("a", "2025-10-23", Some(5), Some(5)),
            figure("c", "2025-10-23", Some(5), Some(5)),
        ]);
        let [range] = &ranges[..] else { panic!("{ranges:?}") };
        assert_eq!((range.low, range.best_low, range.high), (Some(5), Some(5), Some(7)));
        assert_eq!(range.figures, ["f2", "f3", "f4"]);
    }

    #[test]
    fn an_open_last_word_hides_neither_low_nor_high() {
        let ranges = ranges(&[
            figure("a", "2025-10-22", Some(3), Some(3)),
            figure("b", "2025-10-22", Some(3), Some(3)),
            figure("c", "2025-10-22", Some(40), None),
        ]);
        let range = &ranges[0];
        assert_eq!((range.low, range.best_low, range.best_high), (Some(3), Some(3), Some(3)));
        assert_eq!((range.high, range.high_at_least), (None, Some(40)));
    }

    #[test]
    fn some_more_dead_are_no_toll_beside_a_total() {
        let more = |class: Option<&str>, n| FigureView {
            class: class.map(str::to_owned),
            report: "r-1".into(),
            ..figure("a", "2025-10-22", Some(n), Some(n))
        };
        let best =
            |list: &[FigureView]| ranges(list).iter().map(|r| r.best_low).collect::<Vec<_>>();
        assert_eq!(best(&[more(None, 26), more(Some("part"), 8)]), [Some(26)]);
        assert_eq!(best(&[more(Some("part"), 8)]), [Some(8)]);
    }

    #[test]
    fn an_open_bound_stays_open() {
        let ranges = ranges(&[figure("a", "2025-10-22", Some(12), None)]);
        assert_eq!((ranges[0].low, ranges[0].best_high, ranges[0].high), (Some(12), None, None));
        assert!(super::ranges(&[figure("a", "2025-10-22", None, None)]).is_empty());
    }
}
