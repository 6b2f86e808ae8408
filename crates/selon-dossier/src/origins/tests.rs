//! Origins of made-up tellings, as tables.

use std::collections::BTreeMap;

use selon_model::reading::{Certainty, Excerpt, Polarity, Reality, SourceKind};
use selon_model::{Language, Span};

use super::*;
use crate::copies::{CopyKind, Facts, Repeats};
use crate::party::{Party, outlet};
use crate::telling::{Held, Telling};

/// A chain: the deepest source first. `?` before a name: somebody who is described; `@`: a
/// medium; with a colon it is an id.
fn chain(names: &[&str]) -> Vec<Party> {
    let party = |name: &&str| {
        let bare = name.trim_start_matches(['?', '@']);
        Party {
            attribution: "A1".into(),
            id: (!name.starts_with('?'))
                .then(|| if bare.contains(':') { bare.to_owned() } else { format!("name:{bare}") }),
            name: bare.into(),
            kind: if name.starts_with('@') { SourceKind::Media } else { SourceKind::Official },
            words: None,
            cue: None,
        }
    };
    names.iter().map(party).collect()
}

struct Told {
    report: &'static str,
    outlet: Option<&'static str>,
    claims: Vec<(Vec<Party>, Certainty)>,
    facts: Facts,
    repeats: Vec<Repeats>,
}

fn told(report: &'static str, outlet: &'static str, chains: &[&[&str]]) -> Told {
    Told {
        report,
        outlet: (!outlet.is_empty()).then_some(outlet),
        claims: chains.iter().map(|c| (chain(c), Certainty::Certain)).collect(),
        facts: Facts::default(),
        repeats: Vec::new(),
    }
}

impl Told {
    fn hedged(mut self) -> Told {
        for claim in &mut self.claims {
            claim.1 = Certainty::Hedged;
        }
        self
    }

    fn credits(mut self, agency: &str) -> Told {
        self.facts.credits.extend(outlet(Some(agency), None));
        self
    }

    fn copies(mut self, of: &str, kind: CopyKind, spans: Vec<Span>) -> Told {
        self.repeats.push(Repeats {
            of: of.into(),
            kind,
            score: 1.0,
            reason: "because".into(),
            spans,
        });
        self
    }
}

fn origins(list: Vec<Told>) -> Origins {
    let mut tellings = Vec::new();
    let mut contexts = BTreeMap::new();
    for (n, told) in list.into_iter().enumerate() {
        let own = outlet(told.outlet, None);
        let day = format!("2024-03-{:02}", n + 1);
        let claims = told.claims.into_iter().enumerate().map(|(c, (chain, certainty))| Held {
            chain,
            certainty,
            polarity: Polarity::Positive,
            reality: Reality::Actual,
            hedge: None,
            words: Excerpt {
                text: "words".into(),
                span: Span { start: c as u32 * 100, end: c as u32 * 100 + 50 },
            },
            carried_over: false,
            in_headline: false,
        });
        tellings.push(Telling {
            instrument: None,
            coded_by: None,
            key: told.report.into(),
            report: told.report.into(),
            report_key: told.report.into(),
            event: "E1".into(),
            kind: "armed_clash".into(),
            vague: false,
            headline: true,
            language: Language::French,
            outlet: own.clone(),
            published: Some(day.clone()),
            published_time: None,
            part_of: None,
            mentions: Vec::new(),
            place: None,
            date: None,
            date_text: None,
            actor: None,
            target: None,
            claims: claims.collect(),
            figures: Vec::new(),
            context: None,
            terms: Vec::new(),
        });
        let facts = Facts { outlet: own, ..told.facts };
        let context =
            Context { report: told.report.into(), moment: Some(day), facts, repeats: told.repeats };
        contexts.insert(told.report.to_owned(), context);
    }
    let traced = trace(&tellings, &contexts);
    count(&tellings, &contexts, &traced, &|_, _| false)
}

/// The bounds, the names of the certain origins, and which reports add none.
type Summary = ((u32, u32), Vec<String>, Vec<(String, NoneReason)>);

fn summary(list: Vec<Told>) -> Summary {
    let found = origins(list);
    let certain = found.list.iter().filter(|o| o.certain).map(|o| o.name.clone()).collect();
    let none = found.adds_none.into_iter().map(|n| (n.report, n.reason)).collect();
    ((found.at_least, found.at_most), certain, none)
}

#[test]
fn one_report() {
    let table: Vec<(Told, (u32, u32))> = vec![
        // A named source.
        (told("r1", "Le Veilleur", &[&["OSDH"]]), (1, 1)),
        // The author, without doubt and without a source: the outlet.
        (told("r1", "Le Veilleur", &[&[]]), (1, 1)),
        // The author beside a source: perhaps from the source.
        (told("r1", "Le Veilleur", &[&[], &["OSDH"]]), (1, 2)),
        // Somebody, whoever it is.
        (told("r1", "Le Veilleur", &[&["?une source sécuritaire"]]), (1, 1)),
        // Hearsay.
        (told("r1", "Le Veilleur", &[&[]]).hedged(), (1, 1)),
        // Two who are described may be one.
        (told("r1", "Le Veilleur", &[&["?un élu"], &["?des habitants"]]), (1, 2)),
        // A source and somebody who is described.
        (told("r1", "Le Veilleur", &[&["OSDH"], &["?des habitants"]]), (1, 2)),
        // Two named sources.
        (told("r1", "Le Veilleur", &[&["OSDH"], &["l'armée"]]), (2, 2)),
        // Whom a medium cites is the origin, not the medium.
        (told("r1", "Le Veilleur", &[&["OSDH", "@Radio Valmont"]]), (1, 1)),
        // Somebody who told a medium: the medium is known.
        (told("r1", "Le Veilleur", &[&["?un témoin", "@Radio Valmont"]]), (1, 1)),
        // Nothing is known of the outlet.
        (told("r1", "", &[&[]]), (1, 1)),
    ];
    for (n, (told, bounds)) in table.into_iter().enumerate() {
        assert_eq!(summary(vec![told]).0, bounds, "row {n}");
    }
}

#[test]
fn the_same_source_in_two_reports_is_one() {
    let (bounds, certain, none) = summary(vec![
        told("r1", "Le Veilleur", &[&["OSDH"]]),
        told("r2", "The Harbour Post", &[&["OSDH"]]),
    ]);
    assert_eq!((bounds, certain), ((1, 1), vec!["OSDH".to_owned()]));
    assert_eq!(none, [("r2".to_owned(), NoneReason::SameOrigin)]);
}

#[test]
fn somebody_in_two_reports_may_be_two() {
    let list = vec![
        told("r1", "Le Veilleur", &[&["?un responsable"]]),
        told("r2", "The Harbour Post", &[&["?un responsable"]]),
    ];
    assert_eq!(summary(list).0, (1, 2));
}

#[test]
fn outlets_of_one_publisher_are_one() {
    let (bounds, _, none) =
        summary(vec![told("r1", "RFI", &[&[]]), told("r2", "France 24", &[&[]])]);
    assert_eq!(bounds, (1, 1));
    assert_eq!(none, [("r2".to_owned(), NoneReason::SamePublisher)]);
    let two = vec![told("r1", "Le Veilleur", &[&[]]), told("r2", "The Harbour Post", &[&[]])];
    assert_eq!(summary(two).0, (2, 2));
}

#[test]
fn an_agency_that_two_credit_is_one_origin() {
    let list = vec![
        told("r1", "Le Veilleur", &[&[]]).credits("AFP"),
        told("r2", "The Harbour Post", &[&[]]).credits("AFP"),
    ];
    let (bounds, certain, none) = summary(list);
    assert_eq!((bounds, certain), ((1, 1), vec!["AFP".to_owned()]));
    assert_eq!(none, [("r2".to_owned(), NoneReason::SameOrigin)]);
    // Whom the agency cites is named by the report that credits it.
    let list = vec![told("r1", "Le Veilleur", &[&["OSDH"]]).credits("AFP")];
    assert_eq!(summary(list).1, ["OSDH"]);
}

#[test]
fn a_copy_adds_none() {
    let whole = |kind| {
        vec![
            told("r1", "Le Veilleur", &[&["OSDH"]]),
            told("r2", "The Harbour Post", &[&["OSDH"], &[]]).copies("r1", kind, vec![]),
        ]
    };
    for (kind, reason) in [
        (CopyKind::DeclaredTranslation, NoneReason::Translation),
        (CopyKind::FoundTranslation, NoneReason::Translation),
        (CopyKind::Truncation, NoneReason::Copy),
        (CopyKind::Forward, NoneReason::Forward),
    ] {
        let (bounds, _, none) = summary(whole(kind));
        assert_eq!(bounds, (1, 1), "{kind:?}");
        assert_eq!(none, [("r2".to_owned(), reason)], "{kind:?}");
    }
}

#[test]
fn what_a_copy_adds_of_its_own_counts() {
    let spans = vec![Span { start: 0, end: 60 }];
    let list = vec![
        told("r1", "Le Veilleur", &[&["OSDH"]]),
        told("r2", "The Harbour Post", &[&["OSDH"], &["l'armée"]]).copies(
            "r1",
            CopyKind::Extension,
            spans,
        ),
    ];
    let (bounds, certain, none) = summary(list);
    assert_eq!((bounds, certain), ((2, 2), vec!["OSDH".to_owned(), "l'armée".to_owned()]));
    assert_eq!(none, []);
}

#[test]
fn a_copy_of_what_does_not_tell_it_stands_for_itself() {
    let list = vec![told("r2", "The Harbour Post", &[&["OSDH"]]).copies(
        "r1",
        CopyKind::Truncation,
        vec![],
    )];
    assert_eq!(summary(list).0, (1, 1));
}

#[test]
fn chains_are_followed_over_reports() {
    // A cites B; B's report is here and cites C.
    let list = vec![
        told("r1", "Radio Valmont", &[&["le maire"]]),
        told("r2", "Le Veilleur", &[&["@Radio Valmont"]]),
    ];
    let found = origins(list);
    assert_eq!((found.at_least, found.at_most), (1, 1));
    let way = found.list[0].ways.iter().find(|w| w.report == "r2").unwrap();
    assert_eq!(way.path, ["Le Veilleur", "Radio Valmont", "le maire"]);
    // B tells it of its own: B is the origin of both.
    let list = vec![
        told("r1", "Radio Valmont", &[&[]]),
        told("r2", "Le Veilleur", &[&["@Radio Valmont"]]),
    ];
    assert_eq!(summary(list).0, (1, 1));
    // B is not here.
    let list = vec![told("r2", "Le Veilleur", &[&["@Radio Valmont"]])];
    assert_eq!(summary(list).1, ["Radio Valmont"]);
}

#[test]
fn two_that_cite_each_other_are_no_two_origins() {
    let list = vec![
        told("r1", "Radio Valmont", &[&["@Le Veilleur"]]),
        told("r2", "Le Veilleur", &[&["@Radio Valmont"]]),
    ];
    let found = origins(list);
    assert_eq!((found.at_least, found.at_most), (1, 1), "{found:?}");
}

#[test]
fn the_order_does_not_matter() {
    let list = |swap: bool| {
        let a = told("r1", "Le Veilleur", &[&["OSDH"], &["?un élu"]]);
        let b = told("r2", "RFI", &[&[], &["@Le Veilleur"]]);
        if swap { vec![b, a] } else { vec![a, b] }
    };
    let (a, b) = (origins(list(false)), origins(list(true)));
    assert_eq!((a.at_least, a.at_most), (b.at_least, b.at_most));
}

#[test]
fn the_authorities_are_perhaps_who_else_speaks_for_the_state() {
    let two = |a, b| {
        let found = origins(vec![told("a", "Le Veilleur", &[&[a]]), told("b", "Post", &[&[b]])]);
        (found.at_least, found.at_most)
    };
    // An official whose state is not told, the army of the state; another state, a monitor.
    assert_eq!(two("authorities:ML", "Colonel Dembélé"), (1, 2));
    assert_eq!(two("army:ML", "authorities:ML"), (1, 2));
    assert_eq!(two("authorities:ML", "army:NE"), (2, 2));
    assert_eq!(two("authorities:ML", "authorities:NE"), (2, 2));
    assert_eq!(two("authorities:ML", "@Tribune"), (2, 2));
    assert_eq!(two("authorities:ML", "authorities:ML"), (1, 1));
    assert_eq!(two("army:ML", "police:ML"), (2, 2));
}
