//! What went wrong, by kind, with the words around.

use super::around::Report;
use super::form::{Attribution, Claim, Event, Figure, Scored};
use super::listing::Listing;
use super::matching::{content_overlap, near, pair, same_figure, same_source, shared_triggers};
use super::measure::{ANY, BEYOND_PLAIN, CLOSE_CONTENT, SAME_CONTENT, holders};

/// The errors of the readings of a folder.
#[derive(Clone, Debug, Default)]
pub struct Errors {
    listing: Listing,
}

impl Errors {
    /// Compares one report.
    pub fn add(&mut self, name: &str, text: &str, gold: &Scored, read: &Scored) {
        let report = Report::new(name, text);
        let loose = self.attributions(&report, gold, read);
        self.events(&report, gold, read);
        self.figures(&report, gold, read, &loose);
    }

    fn note(&mut self, kind: &'static str, report: &Report, what: String) {
        self.listing.note(kind, format!("{}: {what}", report.name));
    }

    fn attributions(
        &mut self,
        report: &Report,
        gold: &Scored,
        read: &Scored,
    ) -> Vec<(usize, usize)> {
        let (ga, ra) = (&gold.attributions, &read.attributions);
        let pairs = pair(ga, ra, content_overlap, SAME_CONTENT);
        let told = |a: &Attribution| {
            let content: Vec<String> = a.content.iter().map(|&c| report.words(Some(c))).collect();
            let at = a.cue.or(a.source).or(a.content.first().copied());
            format!(
                "source {}, cue {}, content {}\n      {}",
                report.words(a.source),
                report.words(a.cue),
                content.join(" + "),
                at.map_or(String::new(), |at| report.around(at))
            )
        };
        for (i, g) in ga.iter().enumerate().filter(|(i, _)| pairs.iter().all(|p| p.0 != *i)) {
            self.note("attribution missed", report, format!("{} {}", ga[i].id, told(g)));
        }
        for (j, r) in ra.iter().enumerate().filter(|(j, _)| pairs.iter().all(|p| p.1 != *j)) {
            self.note("attribution spurious", report, format!("{} {}", ra[j].id, told(r)));
        }
        for &(i, j) in &pairs {
            let both = || format!("gold {}\n      read {}", told(&ga[i]), told(&ra[j]));
            if !same_source(&ga[i], &ra[j]) {
                self.note("attribution: wrong source", report, both());
            }
            if ga[i].source_kind != ra[j].source_kind {
                let kind = |a: &Attribution| a.source_kind.clone().unwrap_or_default();
                let what = format!("gold {} read {} {}", kind(&ga[i]), kind(&ra[j]), told(&ra[j]));
                self.note("attribution: wrong kind of source", report, what);
            }
            if content_overlap(&ga[i], &ra[j]) < CLOSE_CONTENT {
                self.note("attribution: wrong boundaries", report, both());
            }
        }
        pairs
    }

    fn events(&mut self, report: &Report, gold: &Scored, read: &Scored) {
        let (ge, re) = (&gold.events, &read.events);
        let pairs = pair(ge, re, shared_triggers, ANY);
        let told = |e: &Event| {
            let mentions: Vec<String> = e.mentions.iter().map(|&m| report.words(Some(m))).collect();
            let around = e.mentions.first().map_or(String::new(), |&m| report.around(m));
            format!("{} {}\n      {around}", e.kind, mentions.join(", "))
        };
        for (_, g) in ge.iter().enumerate().filter(|(i, _)| pairs.iter().all(|p| p.0 != *i)) {
            self.note("event missed", report, told(g));
        }
        for (_, r) in re.iter().enumerate().filter(|(j, _)| pairs.iter().all(|p| p.1 != *j)) {
            self.note("event spurious", report, told(r));
        }
        for &(i, j) in &pairs {
            self.event(report, &ge[i], &re[j], &told);
        }
    }

    fn event(&mut self, report: &Report, g: &Event, r: &Event, told: &impl Fn(&Event) -> String) {
        if g.kind != r.kind {
            self.note("event: wrong type", report, format!("gold {} read {}", g.kind, told(r)));
        }
        let place = |e: &Event| {
            let place = e.place.as_ref().filter(|p| p.lat.is_some());
            place.map(|p| {
                let text = p.text.as_deref().unwrap_or("");
                format!("“{text}” {:.2} {:.2}", p.lat.unwrap_or(0.0), p.lon.unwrap_or(0.0))
            })
        };
        match (place(g), place(r)) {
            (Some(gold), None) => {
                self.note("place missed", report, format!("{gold} of {}", told(g)))
            }
            (None, Some(read)) => {
                self.note("place spurious", report, format!("{read} of {}", told(r)))
            }
            (Some(gold), Some(read)) if !near(g, r) => {
                self.note("place wrong", report, format!("gold {gold} read {read} of {}", told(r)));
            }
            _ => {}
        }
        let date = |e: &Event| {
            let date = e.date.as_ref().filter(|d| !d.is_empty())?;
            Some(format!("{date} {}", report.words(e.date_text)))
        };
        match (date(g), date(r)) {
            (Some(gold), None) => {
                self.note("date missed", report, format!("{gold} of {}", told(g)))
            }
            (None, Some(read)) => {
                self.note("date spurious", report, format!("{read} of {}", told(r)))
            }
            (Some(gold), Some(read)) if g.date != r.date => {
                self.note("date wrong", report, format!("gold {gold} read {read} of {}", told(r)));
            }
            _ => {}
        }
        const KINDS: [[&str; 2]; BEYOND_PLAIN.len()] = [
            ["hedge missed", "hedge spurious"],
            ["negation missed", "negation spurious"],
            ["planned or hypothetical missed", "planned or hypothetical spurious"],
        ];
        for ((_, is), [missed, spurious]) in BEYOND_PLAIN.into_iter().zip(KINDS) {
            let claims = |e: &Event| {
                let holders = e.claims.iter().map(|c: &Claim| c.held_by.as_str());
                holders.collect::<Vec<_>>().join(", ")
            };
            match (g.claims.iter().any(is), r.claims.iter().any(is)) {
                (true, false) => {
                    self.note(missed, report, format!("held by {}: {}", claims(g), told(g)))
                }
                (false, true) => {
                    self.note(spurious, report, format!("held by {}: {}", claims(r), told(r)))
                }
                _ => {}
            }
        }
    }

    fn figures(&mut self, report: &Report, gold: &Scored, read: &Scored, loose: &[(usize, usize)]) {
        let (gf, rf) = (gold.figures(), read.figures());
        let pairs = pair(&gf, &rf, |g, r| same_figure(g, r), 0.5);
        let holder = holders(gold, read, loose);
        let bound = |b: Option<u64>| b.map_or("open".into(), |b| b.to_string());
        let value = |f: &Figure| format!("{} {}..{}", f.what, bound(f.low), bound(f.high));
        let told = |f: &Figure| {
            format!("{} held by {}\n      {}", value(f), f.held_by, report.around(f.piece))
        };
        for (_, g) in gf.iter().enumerate().filter(|(i, _)| pairs.iter().all(|p| p.0 != *i)) {
            self.note("figure missed", report, told(g));
        }
        for (_, r) in rf.iter().enumerate().filter(|(j, _)| pairs.iter().all(|p| p.1 != *j)) {
            self.note("figure spurious", report, told(r));
        }
        for (i, j) in pairs {
            let (g, r) = (gf[i], rf[j]);
            if (g.low, g.high) != (r.low, r.high) {
                let what = format!("gold {} read {}", value(g), told(r));
                self.note("figure: wrong interval", report, what);
            } else if holder.get(g.held_by.as_str()) != Some(&r.held_by.as_str()) {
                let what = format!("gold held by {} read {}", g.held_by, told(r));
                self.note("figure: wrong holder", report, what);
            }
        }
    }

    /// The list: kinds by count, the most frequent first; `only` those with this in
    /// their name.
    pub fn list(&self, only: Option<&str>) -> String {
        self.listing.list(only)
    }
}
