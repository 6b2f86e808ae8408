//! What is asked of a dossier: lists, counts, time lines, maps, by one reader and by several,
//! of files of this form and of an older one.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Place, STAMP, build, reports};
use selon_dossier::day::{day, days};
use selon_dossier::disagreement::DisagreementKind;
use selon_dossier::{
    Bounds, Dossier, DossierError, EventRow, Filter, Order, ReportFilter, SourceRow, Stamp, Step,
};
use selon_model::Language;

const GROUPS: &str = include_str!("groups.txt");

fn dossier(name: &str) -> (Place, Dossier) {
    build(name, &reports(GROUPS).iter().collect::<Vec<_>>())
}

fn ids(rows: &[EventRow]) -> Vec<&str> {
    rows.iter().map(|r| r.id.as_str()).collect()
}

#[test]
fn filters_let_through_what_they_say() {
    let (_place, dossier) = dossier("filters");
    let all = dossier.events(&Filter::default()).unwrap();
    assert!(all.len() > 30, "{}", all.len());
    let (from, to) = (day("2031-03-10").unwrap(), day("2031-03-25").unwrap());
    let bounds = Bounds { south: 10.0, west: -10.0, north: 20.0, east: 5.0 };
    let at = |row: &EventRow| {
        let place = row.place.as_ref()?;
        Some((place.lat?, place.lon?))
    };
    let disputed: DisagreementKind =
        all.iter().find_map(|r| r.disagreements.first().copied()).unwrap();
    type Says = Box<dyn Fn(&EventRow) -> bool>;
    let table: Vec<(&str, Filter, Says)> = vec![
        (
            "days",
            Filter { from: Some(from), to: Some(to), ..Filter::default() },
            Box::new(move |r| {
                let Some(d) = r.date.as_deref().and_then(days) else { return false };
                d.to.or(d.from).unwrap() >= from && d.from.or(d.to).unwrap() <= to
            }),
        ),
        (
            "country",
            Filter { place: Some("ML".into()), ..Filter::default() },
            Box::new(|r| {
                r.place.as_ref().and_then(|p| p.country.as_deref()).is_some_and(|c| c == "ML")
            }),
        ),
        (
            "near",
            Filter { near: Some((14.48, -4.18, 25.0)), ..Filter::default() },
            Box::new(move |r| {
                at(r).is_some_and(|p| selon_gazetteer::distance_km(p, (14.48, -4.18)) <= 25.0)
            }),
        ),
        (
            "bounds",
            Filter { bounds: Some(bounds), ..Filter::default() },
            Box::new(move |r| {
                at(r).is_some_and(|(lat, lon)| {
                    (10.0..=20.0).contains(&lat) && (-10.0..=5.0).contains(&lon)
                })
            }),
        ),
        (
            "types",
            Filter { types: vec!["arrests".into(), "armed_clash".into()], ..Filter::default() },
            Box::new(|r| r.kind == "arrests" || r.kind == "armed_clash"),
        ),
        (
            "origins",
            Filter { min_origins: Some(2), ..Filter::default() },
            Box::new(|r| r.origins_at_least >= 2),
        ),
        (
            "dispute",
            Filter { disagreeing: true, ..Filter::default() },
            Box::new(|r| !r.disagreements.is_empty()),
        ),
        (
            "something in dispute",
            Filter { disputes: vec![disputed], ..Filter::default() },
            Box::new(move |r| r.disagreements.contains(&disputed)),
        ),
        (
            "language",
            Filter { language: Some(Language::English), ..Filter::default() },
            Box::new(|r| r.languages.contains(&Language::English)),
        ),
        ("headline", Filter { headline: true, ..Filter::default() }, Box::new(|r| r.headline)),
    ];
    for (name, filter, says) in table {
        let expected: Vec<&EventRow> = all.iter().filter(|r| says(r)).collect();
        let found = dossier.events(&filter).unwrap();
        assert!(!found.is_empty(), "{name} finds something");
        assert!(found.len() < all.len(), "{name} leaves something out");
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{name}");
        assert_eq!(dossier.count(&filter).unwrap(), expected.len() as u64, "{name}");
        assert_eq!(dossier.counts(&filter).unwrap().events, expected.len() as u64, "{name}");
    }
}

#[test]
fn names_and_words() {
    let (_place, dossier) = dossier("names");
    let found = |filter: Filter| dossier.events(&filter).unwrap();
    let place = |name: &str| found(Filter { place: Some(name.into()), ..Filter::default() });
    let mopti = place("mopti");
    assert!(mopti.len() >= 2);
    // What a place lies in, in either language, whatever the case and the accents.
    for name in ["Mali", "MALI"] {
        let all = place(name);
        assert!(mopti.iter().all(|m| all.iter().any(|a| a.id == m.id)), "{name}");
    }
    assert_eq!(ids(&place("Ségou")), ids(&place("segou")));
    assert!(place("opti").is_empty(), "whole words only");
    // No phrase reaches from one name to the next.
    assert!(place("Mali Mopti").is_empty() && place("Mopti Mali").is_empty());
    for odd in ["", "\"", "place : x", "* OR *", "-"] {
        assert!(place(odd).is_empty(), "{odd:?}");
        let odd = || Some(odd.to_owned());
        assert!(found(Filter { query: odd(), ..Filter::default() }).is_empty());
        assert!(found(Filter { actor: odd(), ..Filter::default() }).is_empty());
        let page = dossier.page(&Filter { query: odd(), ..Filter::default() }).unwrap();
        assert_eq!((page.total, page.events.len()), (0, 0));
    }
    let words = |words: &str| found(Filter { query: Some(words.into()), ..Filter::default() });
    assert!(!words("marché Mopti").is_empty());
    assert_eq!(ids(&words("marche mopti")), ids(&words("Mopti marché")));
    // Who is known is found by any of their names.
    let actor = |name: &str| found(Filter { actor: Some(name.into()), ..Filter::default() });
    assert!(!actor("Etat islamique").is_empty());
    for name in ["ISIS", "Daech", "Islamic State"] {
        assert_eq!(ids(&actor(name)), ids(&actor("Etat islamique")), "{name}");
    }
    let both = Filter {
        query: Some("marché".into()),
        place: Some("Mali".into()),
        types: vec![words("marché Mopti")[0].kind.clone()],
        ..Filter::default()
    };
    assert!(!found(both).is_empty());
}

#[test]
fn pages_are_the_whole_list_in_any_order() {
    let (_place, dossier) = dossier("pages");
    let orders = [Order::Latest, Order::Earliest, Order::Changed, Order::Origins, Order::Reports];
    for order in orders {
        let all = dossier.events(&Filter { order, ..Filter::default() }).unwrap();
        let mut paged = Vec::new();
        loop {
            let offset = Some(paged.len() as u32);
            let filter = Filter { order, limit: Some(7), offset, ..Filter::default() };
            let page = dossier.page(&filter).unwrap();
            assert_eq!(page.total, all.len() as u64);
            if page.events.is_empty() {
                break;
            }
            paged.extend(page.events);
        }
        assert_eq!(paged, all, "{order:?}");
    }
    let by_day = |order| {
        let rows = dossier.events(&Filter { order, ..Filter::default() }).unwrap();
        let first = |r: &EventRow| r.date.as_deref().and_then(days).and_then(|d| d.from.or(d.to));
        rows.iter().map(first).collect::<Vec<_>>()
    };
    let (latest, earliest) = (by_day(Order::Latest), by_day(Order::Earliest));
    assert!(latest.is_sorted_by_key(|d| std::cmp::Reverse(*d)), "those without a day last");
    let dated: Vec<_> = earliest.iter().flatten().collect();
    assert!(dated.is_sorted() && earliest[..dated.len()].iter().all(Option::is_some));
}

#[test]
fn counts_time_line_and_map_add_up() {
    let (_place, dossier) = dossier("counts");
    let mali = Filter { place: Some("ML".into()), ..Filter::default() };
    for filter in [Filter::default(), mali] {
        let rows = dossier.events(&filter).unwrap();
        let counts = dossier.counts(&filter).unwrap();
        let total = |counts: &[selon_dossier::Count]| counts.iter().map(|c| c.events).sum::<u64>();
        assert_eq!(total(&counts.types), rows.len() as u64);
        let disputed = rows.iter().filter(|r| !r.disagreements.is_empty()).count() as u64;
        assert_eq!(counts.disagreeing, disputed);
        for step in [Step::Day, Step::Week, Step::Month, Step::Year] {
            let line = dossier.timeline(&filter, Some(step)).unwrap();
            let bars: u64 = line.bars.iter().map(|b| b.events).sum();
            assert_eq!(bars + line.wider + line.without_day, rows.len() as u64, "{step:?}");
            assert!(line.bars.is_sorted_by_key(|b| b.from.clone()));
            // Each bar has what a list of its days has, but for what may be of other days too.
            for bar in &line.bars {
                let days = Filter { from: day(&bar.from), to: day(&bar.to), ..filter.clone() };
                let within = dossier.count(&days).unwrap();
                assert!(within >= bar.events && within <= bar.events + line.wider);
            }
        }
        for square in [0.0, 0.5, 10.0, 400.0] {
            let spots = dossier.map(&filter, square).unwrap();
            let on_map: u64 = spots.iter().map(|s| s.events).sum();
            assert_eq!(on_map + counts.without_point, rows.len() as u64);
            for spot in spots {
                let bounds = Filter { bounds: Some(spot.bounds), ..filter.clone() };
                let there = dossier.events(&bounds).unwrap();
                assert!(there.len() as u64 >= spot.events);
                if let Some(id) = &spot.event {
                    assert!(spot.events == 1 && ids(&there).contains(&id.as_str()));
                }
            }
        }
    }
    let nothing = Filter { place: Some("Atlantide".into()), ..Filter::default() };
    assert_eq!(dossier.counts(&nothing).unwrap(), selon_dossier::Counts::default());
    assert!(dossier.timeline(&nothing, None).unwrap().bars.is_empty());
    assert!(dossier.map(&nothing, 1.0).unwrap().is_empty());
}

#[test]
fn sources_are_those_of_the_events() {
    let (_place, dossier) = dossier("sources");
    let mali = Filter { place: Some("ML".into()), ..Filter::default() };
    for filter in [Filter::default(), mali] {
        let mut events = Vec::new();
        dossier
            .each_event(&filter, |event| {
                events.push(event);
                Ok(())
            })
            .unwrap();
        let sources = dossier.sources(&filter).unwrap();
        assert!(!sources.is_empty());
        for source in &sources {
            let behind: Vec<_> = events
                .iter()
                .filter(|e| e.origins.list.iter().any(|o| o.id == source.id))
                .collect();
            assert_eq!(source.events as usize, behind.len(), "{}", source.id);
            let of = Filter { source: Some(source.id.clone()), ..filter.clone() };
            let mut found: Vec<String> =
                dossier.events(&of).unwrap().into_iter().map(|r| r.id).collect();
            let mut expected: Vec<String> = behind.iter().map(|e| e.id.clone()).collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{}", source.id);
        }
    }
}

#[test]
fn pages_of_reports() {
    let (_place, dossier) = dossier("reports");
    let all = dossier.reports().unwrap();
    let count = |filter: ReportFilter| {
        let page = dossier.report_page(&filter).unwrap();
        assert_eq!(page.total, page.reports.len() as u64);
        page.total as usize
    };
    let english = all.iter().filter(|r| r.language == "en").count();
    let filter = ReportFilter { language: Some(Language::English), ..ReportFilter::default() };
    assert_eq!(count(filter), english);
    let outlet = Some("Le Veilleur".to_owned());
    let of = all.iter().filter(|r| r.outlet == outlet).count();
    assert_eq!(count(ReportFilter { outlet: outlet.clone(), ..ReportFilter::default() }), of);
    let words = ReportFilter { words: Some("marché Mopti".into()), ..ReportFilter::default() };
    assert!((1..all.len()).contains(&count(words)));
    let (from, to) = (day("2031-03-13"), day("2031-03-13"));
    let on = all.iter().filter(|r| r.published.as_deref() == Some("2031-03-13")).count();
    assert!(on > 0);
    assert_eq!(count(ReportFilter { from, to, ..ReportFilter::default() }), on);
    let filter = ReportFilter { limit: Some(5), offset: Some(3), ..ReportFilter::default() };
    let page = dossier.report_page(&filter).unwrap();
    assert_eq!((page.total as usize, &page.reports[..]), (all.len(), &all[3..8]));
    assert_eq!(count(ReportFilter { words: Some("--".into()), ..ReportFilter::default() }), 0);
}

#[test]
fn readers_see_what_is_written_and_do_not_wait() {
    let all = reports(GROUPS);
    let (head, tail) = all.split_at(10);
    let (place, mut writer) = build("readers", &head.iter().collect::<Vec<_>>());
    let path = &place.0;
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(move || {
                    let reader = Dossier::open_to_read(path).unwrap();
                    let mut seen = 0;
                    for _ in 0..40 {
                        // What is asked together is of one state.
                        let (page, counts) = reader
                            .snapshot(|r| -> selon_dossier::Result<_> {
                                let page = r.page(&Filter::default())?;
                                Ok((page, r.counts(&Filter::default())?))
                            })
                            .unwrap();
                        assert_eq!(page.total, page.events.len() as u64);
                        assert_eq!(page.total, counts.events);
                        seen = page.total;
                    }
                    seen
                })
            })
            .collect();
        let before = writer.revision().unwrap();
        for labelled in tail.iter().take(10) {
            let reading = selon_reader::read_report(&labelled.report).unwrap();
            writer.add(&labelled.report, &reading, STAMP).unwrap();
        }
        assert_eq!(writer.revision().unwrap(), before, "nobody else has written");
        for reader in readers {
            assert!(reader.join().unwrap() > 0);
        }
    });
    let reader = Dossier::open_to_read(path).unwrap();
    let before = reader.revision().unwrap();
    let reading = selon_reader::read_report(&tail[12].report).unwrap();
    writer.add(&tail[12].report, &reading, STAMP).unwrap();
    assert_ne!(reader.revision().unwrap(), before);
    let mut reader = reader;
    let refused = reader.add(&tail[13].report, &reading, STAMP).unwrap_err();
    assert!(matches!(refused, DossierError::ReadOnly(_)), "{refused}");
}

#[test]
fn an_alert_misses_nothing_that_was_written_late() {
    let all = reports(GROUPS);
    let (_place, mut dossier) = build("alert", &all.iter().take(3).collect::<Vec<_>>());
    let later = Stamp { now: "2032-01-01T00:00:05Z", ..STAMP };
    dossier.set_alert("all", &Filter::default(), later).unwrap();
    assert!(dossier.ask_alert("all", later).unwrap().is_empty());
    // Begun before it was asked, written after.
    let reading = selon_reader::read_report(&all[3].report).unwrap();
    dossier.add(&all[3].report, &reading, STAMP).unwrap();
    let last = Stamp { now: "2032-01-01T00:00:09Z", ..STAMP };
    assert!(!dossier.ask_alert("all", last).unwrap().is_empty());
    assert!(dossier.ask_alert("all", last).unwrap().is_empty());
}

/// What the tables of form 1 had, from one of this form.
const AS_FORM_1: &str = "
    INSERT INTO report SELECT * FROM now.report;
    INSERT INTO version SELECT * FROM now.version;
    INSERT INTO event SELECT number, e.id, kind, from_day, to_day, country, lat, lon, '', '',
        languages, headline, reports, at_least, at_most, disagreeing, changed, r.row
        FROM now.event e JOIN now.event_row r ON r.event = e.number;
    INSERT INTO telling SELECT * FROM now.telling;
    INSERT INTO pair SELECT * FROM now.pair;
    INSERT INTO part SELECT * FROM now.part;
    INSERT INTO fingerprint SELECT * FROM now.fingerprint;
    INSERT INTO link SELECT * FROM now.link;
    INSERT INTO copy SELECT * FROM now.copy;
    INSERT INTO decision SELECT * FROM now.decision;
    INSERT INTO concerns SELECT * FROM now.concerns;
    INSERT INTO alert SELECT * FROM now.alert;
    PRAGMA user_version = 1;
    PRAGMA application_id = 1397509966;";

#[test]
fn a_dossier_of_the_first_form_is_brought_up_to_date() {
    let (place, mut now) = dossier("form-now");
    let first = now.events(&Filter { limit: Some(1), ..Filter::default() }).unwrap();
    now.decide_note(&first[0].id, "seen", "tester", STAMP).unwrap();
    let old = Place::new("form-1");
    let file = rusqlite::Connection::open(&old.0).unwrap();
    file.execute_batch("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = OFF;").unwrap();
    file.execute_batch(include_str!("../src/store/migrations/0001.sql")).unwrap();
    file.execute("ATTACH ?1 AS now", [place.0.to_str().unwrap()]).unwrap();
    file.execute_batch(AS_FORM_1).unwrap();
    drop(file);
    // A reader brings it up to date too, if the file can be written.
    for open in [Dossier::open_to_read, Dossier::open] {
        let found = open(&old.0).unwrap();
        assert!(found.check().unwrap().is_empty());
        let all = Filter::default();
        assert_eq!(found.events(&all).unwrap(), now.events(&all).unwrap());
        let place = Filter { place: Some("Mopti".into()), ..Filter::default() };
        assert_eq!(found.count(&place).unwrap(), now.count(&place).unwrap());
        let ids = |rows: Vec<SourceRow>| rows.into_iter().map(|r| r.id).collect::<Vec<_>>();
        assert_eq!(ids(found.sources(&all).unwrap()), ids(now.sources(&all).unwrap()));
        let view = found.event(&first[0].id).unwrap();
        assert_eq!(view, now.event(&first[0].id).unwrap());
        assert!(view.notes[0].starts_with("seen"));
        let changed = Filter { changed_after: Some(STAMP.now.into()), ..Filter::default() };
        assert_eq!(found.count(&changed).unwrap(), 0, "nothing counts as changed");
    }
}
