//! Made-up reports and dossiers of them, for tests.

#![allow(clippy::unwrap_used, dead_code)]

use std::path::PathBuf;

use selon_dossier::{Dossier, Stamp};
use selon_model::{Language, Report};

pub struct Labelled {
    pub report: Report,
    /// A word of an event as it is told, and the group that it is of.
    pub labels: Vec<(String, String)>,
}

pub fn reports(text: &str) -> Vec<Labelled> {
    let mut reports: Vec<Labelled> = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        if let Some(head) = line.strip_prefix("== ") {
            let [id, outlet, moment, language] = head.split(" | ").collect::<Vec<_>>()[..] else {
                panic!("{head}")
            };
            reports.push(Labelled {
                report: Report {
                    id: id.into(),
                    outlet: Some(outlet.into()),
                    published: Some(moment[..10].into()),
                    published_time: (moment.len() > 10).then(|| moment.into()),
                    language: Language::from_code(language),
                    url: Some(format!("https://{id}.example/")),
                    ..Report::default()
                },
                labels: Vec::new(),
            });
        } else if let Some(label) = line.strip_prefix("-> ") {
            let (word, group) = label.split_once(": ").unwrap();
            reports.last_mut().unwrap().labels.push((word.into(), group.into()));
        } else if !line.is_empty() {
            let text = &mut reports.last_mut().unwrap().report.text;
            text.push_str(line);
            text.push('\n');
        }
    }
    reports
}

pub struct Place(pub PathBuf);

impl Place {
    pub fn new(name: &str) -> Place {
        let path = std::env::temp_dir().join(format!("selon-groups-{name}-{}", std::process::id()));
        let place = Place(path);
        place.clear();
        place
    }

    fn clear(&self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.clear();
    }
}

pub const STAMP: Stamp = Stamp { now: "2032-01-01T00:00:00Z", reader: "test" };

pub fn build(name: &str, order: &[&Labelled]) -> (Place, Dossier) {
    let place = Place::new(name);
    let mut dossier = Dossier::create(&place.0).unwrap();
    for labelled in order {
        let reading = selon_reader::read_report(&labelled.report).unwrap();
        dossier.add(&labelled.report, &reading, STAMP).unwrap();
    }
    (place, dossier)
}
