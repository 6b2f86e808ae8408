//! Precision, recall and F1 of each part of a reading.

use std::collections::HashMap;
use std::fmt;

use selon_gazetteer::distance_km;

use super::form::{Claim, Event, Mention, Piece, Place, Scored};
use super::matching::{
    content_overlap, near, pair, same_figure, same_source, share, shared_triggers,
};

/// The least overlap of contents at which two attributions are the same.
pub const SAME_CONTENT: f64 = 0.3;
/// The overlap of contents at which the boundaries count as found.
pub const CLOSE_CONTENT: f64 = 0.8;
/// The least similarity of events and figures.
pub const ANY: f64 = 0.01;

/// What is measured, in the order in which it is printed.
pub const NAMES: [&str; 17] = [
    "attribution overlap>=.3",
    "attribution overlap>=.8",
    "attribution with source",
    "kind of source",
    "event trigger",
    "event trigger and type",
    "event place",
    "toponym within 161 km",
    "event date",
    "event actor",
    "event target",
    "figure",
    "figure exact interval",
    "figure interval and holder",
    "claim hedged",
    "claim negative",
    "claim not actual",
];

/// Counts of one measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In both.
    pub hit: usize,
    /// In the gold readings.
    pub gold: usize,
    /// In the readings.
    pub read: usize,
}

impl Tally {
    /// Counts in.
    pub fn add(&mut self, hit: usize, gold: usize, read: usize) {
        self.hit += hit;
        self.gold += gold;
        self.read += read;
    }

    /// Precision, recall and F1; 0 where there is nothing.
    pub fn figures(self) -> (f64, f64, f64) {
        let share = |of: usize| if of == 0 { 0.0 } else { self.hit as f64 / of as f64 };
        let (p, r) = (share(self.read), share(self.gold));
        (p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
    }
}

/// The measures of the readings of a folder.
#[derive(Clone, Debug)]
pub struct Measures {
    /// By the order of [`NAMES`].
    pub tallies: [Tally; NAMES.len()],
}

impl Default for Measures {
    fn default() -> Measures {
        Measures::new()
    }
}

/// Whether something holds of a claim.
pub type IsClaim = fn(&Claim) -> bool;

/// What a claim can be beyond the plain case, and how the measure of it is called.
pub const BEYOND_PLAIN: [(&str, IsClaim); 3] = [
    ("claim hedged", |c| c.certainty == "hedged"),
    ("claim negative", |c| c.polarity == "negative"),
    ("claim not actual", |c| c.reality != "actual"),
];

/// Which read attribution stands for which gold one, by id.
pub fn holders<'a>(
    gold: &'a Scored,
    read: &'a Scored,
    pairs: &[(usize, usize)],
) -> HashMap<&'a str, &'a str> {
    let ids = |&(i, j): &(usize, usize)| {
        (gold.attributions[i].id.as_str(), read.attributions[j].id.as_str())
    };
    pairs.iter().map(ids).chain([("AUTHOR", "AUTHOR")]).collect()
}

impl Measures {
    /// Nothing yet.
    pub fn new() -> Measures {
        Measures { tallies: [Tally::default(); NAMES.len()] }
    }

    fn tally(&mut self, name: &str, hit: usize, gold: usize, read: usize) {
        if let Some(i) = NAMES.iter().position(|n| *n == name) {
            self.tallies[i].add(hit, gold, read);
        }
    }

    /// Counts one report in.
    pub fn add(&mut self, gold: &Scored, read: &Scored) {
        let (ga, ra) = (&gold.attributions, &read.attributions);
        let loose = pair(ga, ra, content_overlap, SAME_CONTENT);
        let close = pair(ga, ra, content_overlap, CLOSE_CONTENT);
        let sources = loose.iter().filter(|&&(i, j)| same_source(&ga[i], &ra[j])).count();
        for (name, hit) in [
            ("attribution overlap>=.3", loose.len()),
            ("attribution overlap>=.8", close.len()),
            ("attribution with source", sources),
        ] {
            self.tally(name, hit, ga.len(), ra.len());
        }
        // Of matched attributions only: a share, not a rate of finding.
        let kinds = loose.iter().filter(|&&(i, j)| ga[i].source_kind == ra[j].source_kind).count();
        self.tally("kind of source", kinds, loose.len(), loose.len());

        let (ge, re) = (&gold.events, &read.events);
        let pairs = pair(ge, re, shared_triggers, ANY);
        self.tally("event trigger", pairs.len(), ge.len(), re.len());
        let typed = pairs.iter().filter(|&&(i, j)| ge[i].kind == re[j].kind).count();
        self.tally("event trigger and type", typed, ge.len(), re.len());
        for &(i, j) in &pairs {
            self.add_event(&ge[i], &re[j]);
            self.add_participants(read, &ge[i], &re[j]);
        }

        let (named, found, right) = toponyms(gold, read);
        self.tally("toponym within 161 km", right, named, found);

        let (gf, rf) = (gold.figures(), read.figures());
        let pairs = pair(&gf, &rf, |g, r| same_figure(g, r), 0.5);
        let exact = |&&(i, j): &&(usize, usize)| (gf[i].low, gf[i].high) == (rf[j].low, rf[j].high);
        let holder = holders(gold, read, &loose);
        let held = |&&(i, j): &&(usize, usize)| {
            holder.get(gf[i].held_by.as_str()) == Some(&rf[j].held_by.as_str())
        };
        for (name, hit) in [
            ("figure", pairs.len()),
            ("figure exact interval", pairs.iter().filter(exact).count()),
            ("figure interval and holder", pairs.iter().filter(exact).filter(held).count()),
        ] {
            self.tally(name, hit, gf.len(), rf.len());
        }
    }

    /// Who did it and whom it was done to: right if a mention of the one who is read overlaps
    /// with the gold span.
    fn add_participants(&mut self, read: &Scored, gold: &Event, event: &Event) {
        for (name, g, r) in
            [("event actor", gold.actor, event.actor), ("event target", gold.target, event.target)]
        {
            let hit = g.zip(r).is_some_and(|(g, r)| means(read, r, g));
            self.tally(name, usize::from(hit), usize::from(g.is_some()), usize::from(r.is_some()));
        }
    }

    fn add_event(&mut self, gold: &Event, read: &Event) {
        let located = |e: &Event| e.place.as_ref().is_some_and(|p| p.lat.is_some());
        let dated = |e: &Event| e.date.as_ref().is_some_and(|d| !d.is_empty());
        let one = usize::from;
        self.tally("event place", one(near(gold, read)), one(located(gold)), one(located(read)));
        let same = dated(gold) && gold.date == read.date;
        self.tally("event date", one(same), one(dated(gold)), one(dated(read)));
        for (name, is) in BEYOND_PLAIN {
            let (g, r) = (gold.claims.iter().any(is), read.claims.iter().any(is));
            self.tally(name, one(g && r), one(g), one(r));
        }
    }
}

/// As is usual for toponyms: 100 miles.
const TOPONYM_KM: f64 = 161.0;

/// Of the words that gold events have as their places, whatever is read of the events: how many
/// there are, how many are read as a place with a point, and how many of these points lie near.
fn toponyms(gold: &Scored, read: &Scored) -> (usize, usize, usize) {
    let mut named: Vec<(Piece, f64, f64)> = Vec::new();
    for place in gold.events.iter().filter_map(|e| e.place.as_ref()) {
        let words = place.start.zip(place.end).map(|(start, end)| Piece { start, end });
        if let (Some(words), Some(lat), Some(lon)) = (words, place.lat, place.lon)
            && named.iter().all(|n| n.0 != words)
        {
            named.push((words, lat, lon));
        }
    }
    let (mut found, mut right) = (0, 0);
    for (words, lat, lon) in &named {
        let point = |p: &Place| {
            let piece = Piece { start: p.start?, end: p.end? };
            Some((p.lat?, p.lon?)).filter(|_| share(piece, *words))
        };
        let points: Vec<(f64, f64)> = read.places.iter().filter_map(point).collect();
        let near = |p: &(f64, f64)| distance_km(*p, (*lat, *lon)) <= TOPONYM_KM;
        found += usize::from(!points.is_empty());
        right += usize::from(points.iter().any(near));
    }
    (named.len(), found, right)
}

/// Whether a participant overlaps with a span, or is mentioned there too.
fn means(read: &Scored, participant: Piece, span: Piece) -> bool {
    let overlap = |a: Piece, b: Piece| a.start < b.end && b.start < a.end;
    let inside = |m: &&Mention| overlap(m.piece, participant);
    let widest = read.mentions.iter().filter(inside).max_by_key(|m| m.piece.end - m.piece.start);
    let again = |m: &Mention| overlap(m.piece, span);
    overlap(participant, span)
        || widest.is_some_and(|w| read.mentions.iter().filter(|m| m.entity == w.entity).any(again))
}

impl fmt::Display for Measures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, tally) in NAMES.iter().zip(&self.tallies) {
            let (p, r, f1) = tally.figures();
            writeln!(
                f,
                "{name:28} P {:5.1}  R {:5.1}  F1 {:5.1}   (gold {}, read {})",
                100.0 * p,
                100.0 * r,
                100.0 * f1,
                tally.gold,
                tally.read
            )?;
        }
        Ok(())
    }
}
