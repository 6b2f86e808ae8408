//! How likely two tellings are of one event.

use std::collections::BTreeSet;

use selon_model::reading::{Precision, Reality};
use serde::{Deserialize, Serialize};

use super::block::{Block, PERIOD};
use super::place::{Agreement, agreement};
use super::types::{types_alike, types_exclude};
use crate::day::{Days, day, days};
use crate::disagreement::same_body;
use crate::telling::{Actor, Counted, Telling};

/// A pair that scores this or more is linked.
pub const LINKED: f64 = 0.0;

/// What nothing else speaks for: most pairs are of two events.
const BEFORE: f64 = -3.2;

/// What a thing that cannot be of one event weighs.
const NEVER: f64 = -20.0;

/// How likely two tellings are of one event: the logarithm of the odds, with the reasons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The sum of the weights and of what most pairs are; 0 is even odds.
    pub score: f64,
    /// What speaks for it and against, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// What speaks for one event, or against it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// What: `time`, `place`, `type`, `actors`, `toll`, `sources`, `words`, `copy`, `reality`.
    pub about: String,
    /// In words.
    pub words: String,
    /// How much; negative speaks against.
    pub weight: f64,
}

struct Sum(Vec<Reason>);

impl Sum {
    fn add(&mut self, about: &str, weight: f64, words: impl Into<String>) {
        if weight != 0.0 {
            self.0.push(Reason { about: about.into(), words: words.into(), weight });
        }
    }
}

/// Scores two tellings of different reports. `copied` is whether the one's words are those
/// of the other, or a translation of them.
pub fn score(a: &Telling, b: &Telling, copied: bool) -> Score {
    // The same whichever comes first.
    let (a, b) = if a.key <= b.key { (a, b) } else { (b, a) };
    let mut sum = Sum(Vec::new());
    if copied {
        sum.add("copy", 4.0, "the one report repeats or translates these words of the other");
    }
    time(a, b, &mut sum);
    place(a, b, &mut sum);
    kind(a, b, &mut sum);
    actors(a, b, &mut sum);
    tolls(a, b, &mut sum);
    sources(a, b, &mut sum);
    words(a, b, &mut sum);
    reality(a, b, &mut sum);
    match (a.headline, b.headline) {
        (true, true) => sum.add("headline", 0.7, "both reports are about it"),
        (false, false) => {}
        _ => sum.add("headline", -0.2, "one report is about it, the other is not"),
    }
    let mut reasons = sum.0;
    reasons.sort_by(|x, y| y.weight.abs().total_cmp(&x.weight.abs()).then(x.about.cmp(&y.about)));
    let total: f64 = reasons.iter().map(|r| r.weight).sum();
    Score { score: ((BEFORE + total) * 1000.0).round() / 1000.0, reasons }
}

fn dated(telling: &Telling) -> Option<Days> {
    telling.date.as_deref().and_then(days)
}

fn time(a: &Telling, b: &Telling, sum: &mut Sum) {
    let published = |t: &Telling| t.published.as_deref().and_then(day);
    match (dated(a), dated(b)) {
        (Some(da), Some(db)) => {
            let short = |d: Days| d.len().is_some_and(|n| n <= 3);
            let gap = da.gap(db);
            let (words, weight) = match (short(da), short(db), gap) {
                (true, true, 0) => ("the same day", 2.2),
                (true, true, 1) => ("days next to each other", -1.1),
                (_, _, 0) if da == db => ("the same period", 1.2),
                (true, false, 0) | (false, true, 0) => {
                    let long = da.len().max(db.len()).unwrap_or(i32::MAX);
                    ("a day and a period that has it", if long <= 8 { 0.6 } else { -0.6 })
                }
                (_, _, 0) => ("periods that share days", 0.2),
                (_, _, 1..=2) => ("two days apart", -3.5),
                _ => ("other days", NEVER),
            };
            sum.add("time", weight, words);
        }
        (Some(d), None) | (None, Some(d)) => {
            let other = if dated(a).is_some() { b } else { a };
            let Some(told) = published(other) else { return };
            let gap = d.gap(Days::one(told));
            let (words, weight) = match (d.from.is_some_and(|from| from > told), gap) {
                (true, _) if gap >= 2 => ("the day is after the other report", NEVER),
                (_, _) if d.len().is_none_or(|n| n > PERIOD) => ("a period", -0.4),
                (_, 0..=2) => ("the day is just before the other report", 0.9),
                (_, 3..=5) => ("the day is some days before the other report", 0.1),
                (_, 6..=12) => ("the day is a week before the other report", -1.2),
                _ => ("the day is long before the other report", -4.0),
            };
            sum.add("time", weight, words);
        }
        (None, None) => {
            let (Some(x), Some(y)) = (published(a), published(b)) else { return };
            let (words, weight) = match (x - y).abs() {
                0..=1 => ("told on the same days", 0.9),
                2..=3 => ("told within three days", 0.2),
                4..=10 if shrinks(a, b) => ("fewer, told days later", -6.0),
                4..=10 => ("told within ten days", -2.2),
                _ => ("told long after each other", -3.5),
            };
            sum.add("time", weight, words);
        }
    }
}

fn place(a: &Telling, b: &Telling, sum: &mut Sum) {
    let (Some(pa), Some(pb)) = (&a.place, &b.place) else {
        let country = |t: &Telling| Block::of(t).country;
        match (country(a), country(b)) {
            (Some(x), Some(y)) if x != y => sum.add("place", -2.5, "other countries"),
            (Some(_), Some(_)) => sum.add("place", 0.1, "one country, as far as is told"),
            _ => {}
        }
        return;
    };
    match agreement(pa, pb) {
        Agreement::Same(Precision::Locality | Precision::District) => {
            sum.add("place", 2.4, "the same place");
        }
        Agreement::Same(Precision::Province | Precision::Area) => {
            sum.add("place", 1.2, "the same province");
        }
        Agreement::Same(_) | Agreement::Country => sum.add("place", 0.1, "the same country"),
        Agreement::Near(km) if km <= 6.0 => sum.add("place", 1.8, "places next to each other"),
        Agreement::Near(km) if km <= 20.0 => {
            sum.add("place", 0.6, format!("places {km:.0} km apart"))
        }
        Agreement::Near(km) if km <= 45.0 => {
            sum.add("place", -1.0, format!("places {km:.0} km apart"))
        }
        Agreement::Near(km) => sum.add("place", -2.5, format!("places {km:.0} km apart")),
        Agreement::Within(_) => sum.add("place", 0.7, "the one place lies in the other"),
        Agreement::Apart(_) => sum.add("place", -6.0, "places far from each other"),
        Agreement::OtherName => sum.add("place", -1.2, "places of other names"),
        Agreement::Unknown => {}
    }
}

fn kind(a: &Telling, b: &Telling, sum: &mut Sum) {
    if a.kind == b.kind {
        // Everything is *other*: that tells less.
        let weight = if a.kind.starts_with("other") { 0.4 } else { 1.1 };
        sum.add("type", weight, "the same type");
    } else if is_arrest_and_abduction(a, b) && !by_the_same(a, b) {
        sum.add("type", -4.0, "an arrest and an abduction, not told to be by the same");
    } else if types_alike(&a.kind, &b.kind) {
        sum.add("type", 0.2, "types that may be told of one event");
    } else if types_exclude(&a.kind, &b.kind) {
        sum.add("type", -1.2, "types that are told of one event only in dispute");
    } else {
        sum.add("type", -4.0, "types of different things");
    }
}

/// Whether the one is told as an arrest, the other as an abduction.
fn is_arrest_and_abduction(a: &Telling, b: &Telling) -> bool {
    matches!(
        (a.kind.as_str(), b.kind.as_str()),
        ("arrests", "abduction") | ("abduction", "arrests")
    )
}

/// Whether both are told to be done by the same, or to the same.
fn by_the_same(a: &Telling, b: &Telling) -> bool {
    let known = |x: &Option<Actor>| x.as_ref().and_then(|x| x.entity.clone());
    [(&a.actor, &b.actor), (&a.target, &b.target)]
        .into_iter()
        .any(|(x, y)| matches!((known(x), known(y)), (Some(x), Some(y)) if same_body(&x, &y)))
}

/// Whether a telling counts fewer of the same people than one that came some days before it:
/// what is counted of one event grows.
fn shrinks(a: &Telling, b: &Telling) -> bool {
    let (first, then) = if a.published <= b.published { (a, b) } else { (b, a) };
    first.figures.iter().any(|x| {
        then.figures.iter().any(|y| {
            y.what == x.what
                && y.class == x.class
                && matches!((x.low, y.high), (Some(low), Some(high)) if high < low)
        })
    })
}

fn actors(a: &Telling, b: &Telling, sum: &mut Sum) {
    let known = |x: &Option<Actor>| x.as_ref().and_then(|x| x.entity.clone());
    let (aa, ab, ta, tb) = (known(&a.actor), known(&b.actor), known(&a.target), known(&b.target));
    let same = |x: &Option<String>, y: &Option<String>| match (x, y) {
        (Some(x), Some(y)) => Some(same_body(x, y)),
        _ => None,
    };
    match (same(&aa, &ab), same(&aa, &tb), same(&ta, &ab)) {
        (Some(true), _, _) => sum.add("actors", 0.9, "done by the same"),
        (_, Some(true), _) | (_, _, Some(true)) if a.kind == "armed_clash" && b.kind == a.kind => {
            sum.add("actors", 0.6, "the same side");
        }
        (Some(false), _, _) => sum.add("actors", -0.9, "done by others"),
        _ => {}
    }
    match same(&ta, &tb) {
        Some(true) => sum.add("actors", 0.7, "done to the same"),
        Some(false) => sum.add("actors", -0.5, "done to others"),
        None => {}
    }
}

fn tolls(a: &Telling, b: &Telling, sum: &mut Sum) {
    let mut best: Option<(f64, String)> = None;
    let mut worst: f64 = 0.0;
    for x in &a.figures {
        for y in b.figures.iter().filter(|y| y.what == x.what) {
            if matches!((&x.class, &y.class), (Some(p), Some(q)) if p != q) {
                continue;
            }
            let (weight, words) = toll(x, y);
            if weight > 0.0 && best.as_ref().is_none_or(|b| weight > b.0) {
                best = Some((weight, words));
            }
            worst = worst.min(weight);
        }
    }
    match best {
        Some((weight, words)) => sum.add("toll", weight, words),
        None => sum.add("toll", worst, "tolls that differ"),
    }
}

fn toll(x: &Counted, y: &Counted) -> (f64, String) {
    let what = &x.what;
    if let (Some(low), true) = (x.low.or(x.high), x.low == y.low && x.high == y.high) {
        // One dead is told of many events, 237 of one.
        let weight = match low {
            0..=1 => 0.2,
            2..=4 => 0.7,
            5..=12 => 1.2,
            _ => 1.8,
        };
        return (weight, format!("the same number {what}: {low}"));
    }
    let top = |c: &Counted| c.high.unwrap_or(u64::MAX);
    let bottom = |c: &Counted| c.low.unwrap_or(0);
    if bottom(x) <= top(y) && bottom(y) <= top(x) {
        return (0.2, format!("numbers {what} that agree"));
    }
    let (small, large) = (bottom(x).min(bottom(y)).max(1), bottom(x).max(bottom(y)));
    let weight = if large as f64 / small as f64 > 4.0 { -1.2 } else { -0.5 };
    (weight, String::new())
}

fn sources(a: &Telling, b: &Telling, sum: &mut Sum) {
    let ids = |t: &Telling| -> BTreeSet<String> {
        let chains = t.claims.iter().map(|c| &c.chain).chain(t.figures.iter().map(|f| &f.chain));
        chains.flatten().filter_map(|p| p.id.clone()).collect()
    };
    if let Some(shared) = ids(a).intersection(&ids(b)).next() {
        sum.add("sources", 0.6, format!("both cite {shared}"));
    }
}

fn words(a: &Telling, b: &Telling, sum: &mut Sum) {
    if a.terms.is_empty() || b.terms.is_empty() {
        return;
    }
    let (ta, tb): (BTreeSet<&String>, BTreeSet<&String>) =
        (a.terms.iter().collect(), b.terms.iter().collect());
    let shared: Vec<&&String> = ta.intersection(&tb).collect();
    if a.language == b.language {
        let share = shared.len() as f64 / ta.len().min(tb.len()) as f64;
        let weight = (share * 4.0 - 0.4).clamp(-0.4, 1.8);
        sum.add("words", weight, format!("{:.0} % of the words", share * 100.0));
    } else {
        // Across languages only names and numbers are spelt alike.
        let weight = (shared.len() as f64 * 0.35).min(1.4);
        sum.add("words", weight, format!("{} names or numbers", shared.len()));
    }
}

fn reality(a: &Telling, b: &Telling, sum: &mut Sum) {
    let actual = |t: &Telling| t.claims.iter().any(|c| c.reality == Reality::Actual);
    if actual(a) != actual(b) && !a.claims.is_empty() && !b.claims.is_empty() {
        sum.add("reality", -1.5, "the one is planned or thought of, the other happened");
    }
}
