//! Tolls that exclude each other, and tolls that grew.

use std::collections::BTreeMap;

use super::{Disagreement, DisagreementKind, Revision, RevisionReason, Side, figure_ids};
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

/// Whether two figures count the same people.
fn comparable(a: &FigureView, b: &FigureView) -> bool {
    a.what == b.what && a.class == b.class && a.copy_of.is_none() && b.copy_of.is_none()
}

/// Whether a was told before b, as far as is known; days are compared where an hour is
/// missing.
fn before(a: &FigureView, b: &FigureView) -> bool {
    let (Some(a), Some(b)) = (a.told.as_deref(), b.told.as_deref()) else { return false };
    if a.len() > 10 && b.len() > 10 { instant(a) < instant(b) } else { a.get(..10) < b.get(..10) }
}

/// A moment that sorts, whatever its offset from UTC.
fn instant(moment: &str) -> Option<jiff::Timestamp> {
    moment.parse().ok()
}

/// The disagreements on tolls, and the revisions.
///
/// Of each origin the last word counts. Two last words that exclude each other are a
/// disagreement, unless the higher one was told later: a toll grows while the dead are
/// found. What an origin told before its last word, and what only grew, is a revision.
pub fn tolls(figures: &[FigureView]) -> (Vec<Disagreement>, Vec<Revision>) {
    let mut revisions = Vec::new();
    let mut kinds: BTreeMap<(&str, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (n, figure) in figures.iter().enumerate() {
        if (figure.low.is_some() || figure.high.is_some()) && !figure.rejected {
            kinds.entry((&figure.what, figure.class.as_deref())).or_default().push(n);
        }
    }
    let mut found = Vec::new();
    for ((what, class), numbers) in kinds {
        let last = last_words(figures, &numbers, &mut revisions);
        let mut against: Vec<(usize, usize)> = Vec::new();
        for (i, &a) in last.iter().enumerate() {
            for &b in &last[i + 1..] {
                let (fa, fb) = (&figures[a], &figures[b]);
                if !comparable(fa, fb) || shares_origin(fa, fb) {
                    continue;
                }
                let Some(order) = apart(fa, fb) else { continue };
                let (lower, higher) = if order.is_lt() { (a, b) } else { (b, a) };
                if before(&figures[lower], &figures[higher]) {
                    revisions.push(Revision {
                        what: what.to_owned(),
                        from: id(lower),
                        to: id(higher),
                        why: RevisionReason::Grew,
                    });
                } else {
                    against.push((lower, higher));
                }
            }
        }
        if !against.is_empty() {
            found.push(disagreement(figures, what, class, &against));
        }
    }
    revisions.sort_by(|a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
    (found, revisions)
}

fn id(figure: usize) -> String {
    format!("f{}", figure + 1)
}

fn shares_origin(a: &FigureView, b: &FigureView) -> bool {
    a.origins.iter().any(|o| b.origins.contains(o))
}

/// The last figure of each origin; what it told before is revised by it.
fn last_words(
    figures: &[FigureView],
    numbers: &[usize],
    revisions: &mut Vec<Revision>,
) -> Vec<usize> {
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for &n in numbers {
        for origin in &figures[n].origins {
            match last.get(origin.as_str()).copied() {
                Some(earlier) if before(&figures[earlier], &figures[n]) => {
                    if apart(&figures[earlier], &figures[n]).is_some() {
                        revisions.push(Revision {
                            what: figures[n].what.clone(),
                            from: id(earlier),
                            to: id(n),
                            why: RevisionReason::SameOrigin,
                        });
                    }
                    last.insert(origin, n);
                }
                Some(later) if before(&figures[n], &figures[later]) => {
                    if apart(&figures[n], &figures[later]).is_some() {
                        revisions.push(Revision {
                            what: figures[n].what.clone(),
                            from: id(n),
                            to: id(later),
                            why: RevisionReason::SameOrigin,
                        });
                    }
                }
                // At one time: the narrower of the two.
                Some(other) => {
                    let width = |n: usize| match (figures[n].low, figures[n].high) {
                        (Some(l), Some(h)) => h.saturating_sub(l),
                        _ => u64::MAX,
                    };
                    if width(n) < width(other) {
                        last.insert(origin, n);
                    }
                }
                None => {
                    last.insert(origin, n);
                }
            }
        }
    }
    let mut last: Vec<usize> = last.into_values().collect();
    last.sort_unstable();
    last.dedup();
    last
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
    fn other_people_are_counted() {
        let mut soldiers = figure("a", "2025-10-22", Some(3), Some(3));
        soldiers.class = Some("state".into());
        let mut rebels = figure("b", "2025-10-22", Some(20), Some(20));
        rebels.class = Some("nonstate".into());
        assert_eq!(kinds(&[soldiers, rebels]), (0, vec![]));
    }
}
