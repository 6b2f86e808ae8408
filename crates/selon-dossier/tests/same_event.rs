//! How well tellings are grouped, on made-up reports with distractors (`groups.txt`), and
//! that the order of intake does not matter. `-- --nocapture` prints the figures and the
//! errors.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Labelled, STAMP, build, reports};
use selon_dossier::{Dossier, EventRow, EventView, Filter};

const SEEN: &str = include_str!("groups.txt");
const UNSEEN: &str = include_str!("groups-unseen.txt");
const THIRD: &str = include_str!("groups-third.txt");

/// The events of a dossier, each the set of its tellings by report and words.
type Partition = BTreeSet<BTreeSet<(String, u32)>>;

fn partition(dossier: &Dossier) -> Partition {
    let mut all = Partition::new();
    dossier
        .each_event(&Filter::default(), |event| {
            let of = |c: &selon_dossier::summary::ClaimView| {
                let name = dossier.report(&c.report).unwrap().row.name;
                (name, c.event[1..].parse().unwrap())
            };
            all.insert(event.claims.iter().map(of).collect());
            Ok(())
        })
        .unwrap();
    all
}

/// Gold and found groups of the labelled events that were read.
fn labelled(
    dossier: &Dossier,
    reports: &[Labelled],
) -> (Vec<(String, String, String)>, Vec<String>) {
    let mut pairs = Vec::new();
    let mut unread = Vec::new();
    let ids: BTreeMap<String, String> =
        dossier.reports().unwrap().into_iter().map(|r| (r.name, r.id)).collect();
    for report in reports {
        let view = dossier.report(&ids[&report.report.id]).unwrap();
        for (word, group) in &report.labels {
            // The first of several words that is read as an event.
            let event = word.split('/').find_map(|word| {
                let told = |e: &&selon_model::reading::Event| {
                    e.mentions.iter().any(|m| m.text.to_lowercase() == word.to_lowercase())
                };
                view.current.reading.events.iter().find(told).map(|e| e.id.clone())
            });
            let found = event.and_then(|e| view.events.iter().find(|(id, _)| *id == e));
            match found {
                Some((_, row)) => {
                    pairs.push((
                        format!("{} {word}", report.report.id),
                        group.clone(),
                        row.id.clone(),
                    ));
                }
                None => unread.push(format!("{} {word}", report.report.id)),
            }
        }
    }
    (pairs, unread)
}

#[derive(Debug)]
struct Figures {
    b3: (f64, f64, f64),
    muc: (f64, f64, f64),
    ceaf: (f64, f64, f64),
    conll: f64,
}

fn f1(p: f64, r: f64) -> (f64, f64, f64) {
    (p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
}

fn figures(pairs: &[(String, String, String)]) -> Figures {
    let groups = |which: fn(&(String, String, String)) -> &String| {
        let mut groups: BTreeMap<&String, BTreeSet<usize>> = BTreeMap::new();
        for (n, pair) in pairs.iter().enumerate() {
            groups.entry(which(pair)).or_default().insert(n);
        }
        groups.into_values().collect::<Vec<_>>()
    };
    let (gold, found) = (groups(|p| &p.1), groups(|p| &p.2));
    let of = |groups: &[BTreeSet<usize>], n: usize| {
        groups.iter().find(|g| g.contains(&n)).unwrap().clone()
    };
    let share = |a: &[BTreeSet<usize>], b: &[BTreeSet<usize>]| {
        let one = |n: usize| {
            let (x, y) = (of(a, n), of(b, n));
            x.intersection(&y).count() as f64 / x.len() as f64
        };
        (0..pairs.len()).map(one).sum::<f64>() / pairs.len() as f64
    };
    let links = |a: &[BTreeSet<usize>], b: &[BTreeSet<usize>]| {
        let parts = |x: &BTreeSet<usize>| {
            let parts: BTreeSet<usize> =
                x.iter().map(|n| b.iter().position(|y| y.contains(n)).unwrap()).collect();
            parts.len()
        };
        let right: usize = a.iter().map(|x| x.len() - parts(x)).sum();
        let all: usize = a.iter().map(|x| x.len() - 1).sum();
        right as f64 / all.max(1) as f64
    };
    // The best one-to-one alignment, by greedy choice of the best pair: groups are small and
    // mostly right, so that this is the best or nearly so.
    let mut phi: Vec<(f64, usize, usize)> = Vec::new();
    for (i, x) in gold.iter().enumerate() {
        for (j, y) in found.iter().enumerate() {
            let both = x.intersection(y).count();
            if both > 0 {
                phi.push((2.0 * both as f64 / (x.len() + y.len()) as f64, i, j));
            }
        }
    }
    phi.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_x, mut used_y, mut sum) = (BTreeSet::new(), BTreeSet::new(), 0.0);
    for (score, i, j) in phi {
        if !used_x.contains(&i) && !used_y.contains(&j) {
            used_x.insert(i);
            used_y.insert(j);
            sum += score;
        }
    }
    let b3 = f1(share(&found, &gold), share(&gold, &found));
    let muc = f1(links(&found, &gold), links(&gold, &found));
    let ceaf = f1(sum / found.len() as f64, sum / gold.len() as f64);
    Figures { conll: (b3.2 + muc.2 + ceaf.2) / 3.0, b3, muc, ceaf }
}

#[test]
fn groups_of_made_up_reports() {
    score("seen", SEEN, 0.9);
}

#[test]
fn groups_of_reports_that_no_weight_was_set_by() {
    score("unseen", UNSEEN, 0.8);
    score("third", THIRD, 0.7);
}

fn score(name: &str, text: &str, least: f64) {
    let reports = reports(text);
    let (_place, dossier) = build(name, &reports.iter().collect::<Vec<_>>());
    let (pairs, unread) = labelled(&dossier, &reports);
    let found = figures(&pairs);
    let percent = |(p, r, f): (f64, f64, f64)| {
        format!("P {:.1}  R {:.1}  F1 {:.1}", p * 100.0, r * 100.0, f * 100.0)
    };
    println!(
        "{name}: {} reports, {} labelled tellings read, not read: {unread:?}",
        reports.len(),
        pairs.len()
    );
    println!("B³     {}", percent(found.b3));
    println!("MUC    {}", percent(found.muc));
    println!("CEAFe  {}", percent(found.ceaf));
    println!("CoNLL  F1 {:.1}", found.conll * 100.0);
    for (n, a) in pairs.iter().enumerate() {
        for b in &pairs[n + 1..] {
            if (a.1 == b.1) != (a.2 == b.2) {
                let what = if a.1 == b.1 { "parted" } else { "joined" };
                println!("{what}: {} ({}) and {} ({})", a.0, a.2, b.0, b.2);
            }
        }
    }
    assert!(pairs.len() * 10 >= (pairs.len() + unread.len()) * 8, "most are read: {unread:?}");
    assert!(found.b3.2 > least && found.conll > least, "{found:?}");
}

#[test]
fn the_order_of_intake_does_not_matter() {
    let reports = reports(SEEN);
    let mut order: Vec<&Labelled> = reports.iter().collect();
    let (_a, first) = build("order-a", &order);
    let expected = partition(&first);
    order.reverse();
    let (_b, second) = build("order-b", &order);
    assert_eq!(partition(&second), expected);
    // A fixed shuffle.
    order.sort_by_key(|l| selon_dossier::id::sha256(&l.report.id));
    let (_c, mut third) = build("order-c", &order);
    assert_eq!(partition(&third), expected);
    // Nor is any event another for what was computed when.
    let seen = views(&first);
    assert_eq!(views(&second), seen);
    assert_eq!(views(&third), seen);
    third.rebuild(STAMP).unwrap();
    assert_eq!(partition(&third), expected);
    assert_eq!(views(&third), seen);
}

/// The rows of lists and all that is known of each event.
fn views(dossier: &Dossier) -> Vec<(EventRow, EventView)> {
    let rows = dossier.events(&Filter::default()).unwrap();
    rows.into_iter().map(|row| (row.clone(), dossier.event(&row.id).unwrap())).collect()
}
