//! Tolls that exclude each other, and tolls that grew.

use std::collections::{BTreeMap, BTreeSet};

use super::{Disagreement, DisagreementKind, Revision, RevisionReason, Side, earlier, figure_ids};
use crate::summary::FigureView;

/// Whether two intervals have no number in common; which is the lower.
fn apart(a: &FigureView, b: &FigureView) -> Option<std::cmp::Ordering> {
    let below =
        |x: &FigureView, y: &FigureView| matches!((x.high, y.low), (Some(h), Some(l)) if h < l);
    if below(a, b) {
        Some(std::cmp::Ordering::Less)
    } else if below(b, a) {
        Some(std::cmp::Ordering::Greater)
    } else {
        None
    }
}

/// Whether a was told before b, as far as is known: by when, or because b's report retells a.
fn before(a: &FigureView, b: &FigureView) -> bool {
    let (ta, tb) = (a.told.as_deref(), b.told.as_deref());
    earlier(ta, tb) || (a.earlier && !b.earlier && !earlier(tb, ta))
}

/// The class of people that each figure counts, as it is to be compared. Where one report counts
/// *villagers* alone and another *people* alone, they count the same; not where a report tells
/// soldiers and civilians apart.
pub(crate) fn classes(figures: &[FigureView]) -> Vec<Option<String>> {
    let mut classes: Vec<Option<String>> = figures.iter().map(|f| f.class.clone()).collect();
    let people = |f: &FigureView| {
        matches!(f.class.as_deref(), None | Some("civilian" | "state" | "nonstate"))
    };
    type OfReports<'f> = BTreeMap<&'f str, BTreeSet<Option<&'f str>>>;
    let mut told: BTreeMap<&str, OfReports> = BTreeMap::new();
    for figure in figures.iter().filter(|f| people(f) && !f.rejected) {
        let of = told.entry(&figure.what).or_default().entry(&figure.report).or_default();
        of.insert(figure.class.as_deref());
    }
    for (what, reports) in told {
        let all: BTreeSet<Option<&str>> = reports.values().flatten().copied().collect();
        let apart = reports.values().any(|of| of.len() > 1);
        if all.len() != 2 || !all.contains(&None) || apart {
            continue;
        }
        for (n, figure) in figures.iter().enumerate() {
            if figure.what == what && people(figure) {
                classes[n] = None;
            }
        }
    }
    classes
}

/// The disagreements on tolls, and the revisions.
///
/// Of each origin the last word counts. Two last words that exclude each other are a
/// disagreement, unless the higher one was told later: a toll grows while the dead are
/// found. What an origin told before its last word, and what only grew, is a revision.
pub fn tolls(figures: &[FigureView]) -> (Vec<Disagreement>, Vec<Revision>) {
    let mut revisions = Vec::new();
    let mut kinds: BTreeMap<(&str, Option<String>), Vec<usize>> = BTreeMap::new();
    for ((n, figure), class) in figures.iter().enumerate().zip(classes(figures)) {
        if (figure.low.is_some() || figure.high.is_some()) && !figure.rejected {
            kinds.entry((&figure.what, class)).or_default().push(n);
        }
    }
    let mut found = Vec::new();
    for ((what, class), numbers) in kinds {
        let mut grew: Vec<Revision> = Vec::new();
        let (last, same) = last_words(figures, &numbers);
        grew.extend(same);
        let last: BTreeSet<usize> = last.into_values().collect();
        let last: Vec<usize> = last.into_iter().collect();
        let mut against: Vec<(usize, usize)> = Vec::new();
        for (i, &a) in last.iter().enumerate() {
            for &b in &last[i + 1..] {
                let (fa, fb) = (&figures[a], &figures[b]);
                if fa.copy_of.is_some() || fb.copy_of.is_some() || shares_origin(fa, fb) {
                    continue;
                }
                let Some(order) = apart(fa, fb) else { continue };
                let (lower, higher) = if order.is_lt() { (a, b) } else { (b, a) };
                if before(&figures[lower], &figures[higher]) {
                    grew.push(revision(figures, lower, higher, RevisionReason::Grew));
                } else {
                    against.push((lower, higher));
                }
            }
        }
        if !against.is_empty() {
            found.push(disagreement(figures, what, class.as_deref(), &against));
        }
        revisions.extend(steps(grew));
    }
    (found, revisions)
}

/// Of 3 → 5, 5 → 7 and 3 → 7 the steps alone, in the order in which they were told.
fn steps(revisions: Vec<Revision>) -> Vec<Revision> {
    let number = |id: &str| id.get(1..).and_then(|n| n.parse::<usize>().ok());
    let skips = |r: &Revision| {
        revisions.iter().any(|a| {
            a.from == r.from && a.to != r.to && {
                revisions.iter().any(|b| b.from == a.to && b.to == r.to)
            }
        })
    };
    let mut steps: Vec<Revision> = revisions.iter().filter(|r| !skips(r)).cloned().collect();
    steps.sort_by_key(|r| (number(&r.from), number(&r.to)));
    steps.dedup_by(|a, b| a.from == b.from && a.to == b.to);
    steps
}

fn revision(figures: &[FigureView], from: usize, to: usize, why: RevisionReason) -> Revision {
    let value = |n: usize| written(figures[n].low, figures[n].high);
    Revision {
        what: figures[to].what.clone(),
        from: id(from),
        to: id(to),
        was: value(from),
        is: value(to),
        why,
    }
}

fn id(figure: usize) -> String {
    format!("f{}", figure + 1)
}

fn shares_origin(a: &FigureView, b: &FigureView) -> bool {
    a.origins.iter().any(|o| b.origins.contains(o))
}

/// The last word of each origin among figures of one kind, and what it told before, as
/// revisions. Of two that it told at one time, that which the report does not retell from
/// before; the narrower; the higher, of numbers that exclude each other.
///
/// What a report retells (*a first toll of three*) beside a newer figure is nobody's last word.
pub(crate) fn last_words<'f>(
    figures: &'f [FigureView],
    numbers: &[usize],
) -> (BTreeMap<&'f str, usize>, Vec<Revision>) {
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    let newer = |n: usize| {
        let here = |&m: &usize| figures[m].report == figures[n].report && !figures[m].earlier;
        figures[n].earlier.then(|| numbers.iter().copied().find(here)).flatten()
    };
    for &n in numbers.iter().filter(|&&n| newer(n).is_none()) {
        for origin in &figures[n].origins {
            let last = last.entry(origin).or_insert(n);
            if *last != n && replaces(&figures[n], &figures[*last]) {
                *last = n;
            }
        }
    }
    let mut revisions = Vec::new();
    for &n in numbers {
        let own = figures[n].origins.iter().filter_map(|o| last.get(o.as_str()).copied());
        let own = own.filter(|&m| before(&figures[n], &figures[m]));
        let revised: BTreeSet<usize> =
            own.filter(|&m| apart(&figures[n], &figures[m]).is_some()).collect();
        for &m in &revised {
            revisions.push(revision(figures, n, m, RevisionReason::SameOrigin));
        }
        let grew = newer(n).filter(|&m| apart(&figures[n], &figures[m]).is_some());
        if let Some(m) = grew.filter(|_| revised.is_empty()) {
            revisions.push(revision(figures, n, m, RevisionReason::Grew));
        }
    }
    (last, revisions)
}

/// Whether a figure of the same origin is its word rather than another, which comes first.
fn replaces(figure: &FigureView, other: &FigureView) -> bool {
    if before(other, figure) || before(figure, other) {
        return before(other, figure);
    }
    let width = |f: &FigureView| match (f.low, f.high) {
        (Some(low), Some(high)) => high.saturating_sub(low),
        _ => u64::MAX,
    };
    match apart(figure, other) {
        Some(order) => order.is_gt(),
        None => width(figure) < width(other),
    }
}

fn disagreement(
    figures: &[FigureView],
    what: &str,
    class: Option<&str>,
    against: &[(usize, usize)],
) -> Disagreement {
    let mut numbers: Vec<usize> = against.iter().flat_map(|&(a, b)| [a, b]).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut sides: BTreeMap<(Option<u64>, Option<u64>), Vec<usize>> = BTreeMap::new();
    for &n in &numbers {
        sides.entry((figures[n].low, figures[n].high)).or_default().push(n);
    }
    let sides = sides
        .into_iter()
        .map(|((low, high), claims)| {
            let mut holders: Vec<String> =
                claims.iter().flat_map(|&n| figures[n].holders()).collect();
            holders.sort();
            holders.dedup();
            Side { value: written(low, high), holders, claims: figure_ids(&claims) }
        })
        .collect();
    let what = class.map_or_else(|| what.to_owned(), |class| format!("{what} ({class})"));
    Disagreement {
        kind: DisagreementKind::Toll,
        what: Some(what),
        sides,
        claims: figure_ids(&numbers),
    }
}

/// An interval in a few signs.
pub(crate) fn written(low: Option<u64>, high: Option<u64>) -> String {
    match (low, high) {
        (Some(l), Some(h)) if l == h => l.to_string(),
        (Some(l), Some(h)) => format!("{l} to {h}"),
        (Some(l), None) => format!("{l} or more"),
        (None, Some(h)) => format!("{h} or fewer"),
        (None, None) => "not told".into(),
    }
}

/// The figures of one kind in the order in which they were told; those whose time is not
/// known last.
pub fn history(figures: &[FigureView]) -> Vec<String> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |n: usize| {
            let figure = &figures[n];
            (figure.what.clone(), figure.told.is_none(), figure.told.clone(), figure.report.clone())
        };
        key(a).cmp(&key(b))
    });
    figure_ids(&order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(origin: &str, told: &str, low: Option<u64>, high: Option<u64>) -> FigureView {
        FigureView {
            what: "killed".into(),
            low,
            high,
            told: (!told.is_empty()).then(|| told.to_owned()),
            origins: vec![origin.to_owned()],
            ..FigureView::default()
        }
    }

    fn kinds(figures: &[FigureView]) -> (usize, Vec<RevisionReason>) {
        let (found, revisions) = tolls(figures);
        (found.len(), revisions.into_iter().map(|r| r.why).collect())
    }

    #[test]
    fn what_excludes_what() {
        use RevisionReason::{Grew, SameOrigin};
        let (d, next, late) = ("2025-10-22", "2025-10-23", "2025-10-24");
        // (figures, disagreements, revisions)
        let table = [
            (vec![figure("a", d, Some(3), Some(3)), figure("b", d, Some(7), Some(7))], 1, vec![]),
            // Compatible: 7 or more, 9.
            (vec![figure("a", d, Some(7), None), figure("b", d, Some(9), Some(9))], 0, vec![]),
            // It grew.
            (
                vec![figure("a", d, Some(3), Some(3)), figure("b", next, Some(7), Some(7))],
                0,
                vec![Grew],
            ),
            // The later is lower: somebody else does not believe it.
            (
                vec![figure("a", d, Some(7), Some(7)), figure("b", next, Some(3), Some(3))],
                1,
                vec![],
            ),
            // One origin puts itself right, down as well as up.
            (
                vec![figure("a", d, Some(7), Some(7)), figure("a", next, Some(3), Some(3))],
                0,
                vec![SameOrigin],
            ),
            // Only the last word of an origin counts.
            (
                vec![
                    figure("a", d, Some(7), Some(7)),
                    figure("a", next, Some(3), Some(3)),
                    figure("b", late, Some(3), Some(3)),
                ],
                0,
                vec![SameOrigin],
            ),
            // Without times nothing grew.
            (vec![figure("a", "", Some(3), Some(3)), figure("b", "", Some(7), Some(7))], 1, vec![]),
            // Hours of one day.
            (
                vec![
                    figure("a", "2025-10-22T08:00:00Z", Some(3), Some(3)),
                    figure("b", "2025-10-22T12:00:00+02:00", Some(7), Some(7)),
                ],
                0,
                vec![Grew],
            ),
            // Nothing is known, which excludes nothing.
            (vec![figure("a", d, None, None), figure("b", d, Some(7), Some(7))], 0, vec![]),
        ];
        for (n, (figures, disagreements, revisions)) in table.into_iter().enumerate() {
            assert_eq!(kinds(&figures), (disagreements, revisions), "row {n}");
        }
    }

    #[test]
    fn a_toll_that_grew_step_by_step_is_one_chain() {
        let day = |n: u64| figure(&format!("o{n}"), &format!("2025-10-2{n}"), Some(n), Some(n));
        let (found, revisions) = tolls(&[day(3), day(5), day(7), day(9)]);
        let steps: Vec<(&str, &str)> =
            revisions.iter().map(|r| (r.was.as_str(), r.is.as_str())).collect();
        assert_eq!((found.len(), steps), (0, vec![("3", "5"), ("5", "7"), ("7", "9")]));
    }

    #[test]
    fn what_a_report_retells_is_nobodys_last_word() {
        use RevisionReason::{Grew, SameOrigin};
        let of = |origin: &str, n: u64, retold: bool| FigureView {
            earlier: retold,
            report: "r-1".into(),
            ..figure(origin, "2025-10-22", Some(n), Some(n))
        };
        assert_eq!(kinds(&[of("a", 7, false), of("a", 3, true)]), (0, vec![SameOrigin]));
        assert_eq!(kinds(&[of("a", 3, true), of("b", 7, false)]), (0, vec![Grew]));
        let figures = [of("a", 7, false), of("a", 3, true)];
        assert_eq!(last_words(&figures, &[0, 1]).0.get("a"), Some(&0));
        // Nothing newer is told beside it.
        assert_eq!(last_words(&[of("a", 3, true)], &[0]).0.get("a"), Some(&0));
    }

    #[test]
    fn villagers_and_people_are_the_same_unless_a_report_has_both() {
        let of = |report: &str, origin: &str, class: Option<&str>, n: u64| FigureView {
            report: report.into(),
            class: class.map(str::to_owned),
            ..figure(origin, "2025-10-22", Some(n), Some(n))
        };
        let villagers = || of("r-1", "a", Some("civilian"), 35);
        assert_eq!(kinds(&[villagers(), of("r-2", "b", None, 20)]), (1, vec![]));
        assert_eq!(kinds(&[villagers(), of("r-1", "b", None, 50)]), (0, vec![]));
        let soldiers = of("r-2", "b", Some("state"), 5);
        assert_eq!(kinds(&[villagers(), soldiers, of("r-3", "c", None, 20)]), (0, vec![]));
    }

    #[test]
    fn other_people_are_counted() {
        let mut soldiers = figure("a", "2025-10-22", Some(3), Some(3));
        soldiers.class = Some("state".into());
        let mut rebels = figure("b", "2025-10-22", Some(20), Some(20));
        rebels.class = Some("nonstate".into());
        assert_eq!(kinds(&[soldiers, rebels]), (0, vec![]));
    }
}
