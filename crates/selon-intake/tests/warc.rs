//! Web archives as crawlers write them, whole and broken.

#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::ops::ControlFlow;

use flate2::Compression;
use flate2::write::GzEncoder;
use selon_intake::{Filter, Known, Options, Source, Taken, Why, take_in};

fn taken(bytes: impl Read, filter: Filter) -> (Vec<Taken>, Vec<String>, usize) {
    let (mut taken, mut skipped, mut left) = (vec![], vec![], 0);
    let options = Options { filter, today: Some("2024-06-01".into()), ..Options::default() };
    let _ = take_in(Source::new("x.warc.gz", bytes), &Known::default(), &options, &mut |item| {
        match item {
            Ok(one) => taken.push(one),
            Err(one) if matches!(one.why, Why::NotWanted) => left += 1,
            Err(one) => skipped.push(format!("{}: {}", one.place, one.why)),
        }
        ControlFlow::Continue(())
    });
    (taken, skipped, left)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(vec![], Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn record(kind: &str, uri: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-03-15T10:00:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn page(town: &str, sentence: &str) -> String {
    format!(
        "<html><head><title>{town}</title></head><body><article><h1>{town}</h1><p>{sentence} {sentence}</p></article></body></html>"
    )
}

const FRENCH: &str =
    "Des combats ont éclaté mardi près de la ville, a déclaré le maire dans un communiqué.";
const ENGLISH: &str =
    "Fighting broke out on Tuesday in the north of the town, said the mayor, who was there.";

fn response(uri: &str, head: &str, page: &[u8]) -> Vec<u8> {
    record(
        "response",
        uri,
        "application/http; msgtype=response",
        &[head.as_bytes(), b"\r\n\r\n", page].concat(),
    )
}

fn records() -> Vec<Vec<u8>> {
    let html = "Content-Type: text/html; charset=utf-8";
    let chunked = {
        let page = page("Trois", FRENCH);
        let (a, b) = page.as_bytes().split_at(40);
        [
            format!("{:x}\r\n", a.len()).as_bytes(),
            a,
            format!("\r\n{:x};x=1\r\n", b.len()).as_bytes(),
            b,
            b"\r\n0\r\n\r\n",
        ]
        .concat()
    };
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: test\r\n"),
        response(
            "https://a.example/1",
            &format!("HTTP/2 200 \r\n{html}"),
            page("Un", FRENCH).as_bytes(),
        ),
        record(
            "request",
            "https://a.example/2",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        response(
            "https://b.example/2",
            &format!("HTTP/1.1 200 OK\r\n{html}"),
            page("Deux", ENGLISH).as_bytes(),
        ),
        response("https://b.example/3", "HTTP/1.1 301 Moved\r\nLocation: /4", b""),
        response("https://b.example/4", "HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        response(
            "https://www.a.example/5",
            &format!("HTTP/1.1 200 OK\r\n{html}\r\nTransfer-Encoding: chunked"),
            &chunked,
        ),
        response(
            "https://a.example/6",
            &format!("HTTP/1.1 200 OK\r\n{html}\r\nContent-Encoding: gzip"),
            &gzip(page("Six", FRENCH).as_bytes()),
        ),
        record(
            "conversion",
            "https://a.example/7",
            "text/plain",
            format!("Sept\n\n{FRENCH}").as_bytes(),
        ),
    ]
}

fn packed(records: &[Vec<u8>]) -> Vec<u8> {
    records.iter().flat_map(|r| gzip(r)).collect()
}

fn titles(taken: &[Taken]) -> Vec<&str> {
    taken.iter().filter_map(|t| t.report.title.as_deref()).collect()
}

#[test]
fn responses_and_conversions() {
    let (reports, skipped, left) = taken(&*packed(&records()), Filter::default());
    assert_eq!(skipped, Vec::<String>::new());
    assert_eq!(titles(&reports), ["Un", "Deux", "Trois", "Six", "Sept"]);
    assert_eq!(left, 2, "the redirect and the picture");
    assert_eq!(reports[0].report.url.as_deref(), Some("https://a.example/1"));
    assert_eq!(reports[0].place, "x.warc, https://a.example/1");
    // The same unpacked.
    let plain: Vec<u8> = records().concat();
    assert_eq!(taken(&*plain, Filter::default()).0.len(), 5);
}

#[test]
fn filters() {
    let archive = packed(&records());
    let with = |filter| titles(&taken(&*archive, filter).0).join(" ");
    let of = |text: &str| vec![text.to_owned()];
    assert_eq!(with(Filter { languages: of("fr"), ..Filter::default() }), "Un Trois Six Sept");
    assert_eq!(with(Filter { languages: of("en"), ..Filter::default() }), "Deux");
    assert_eq!(with(Filter { domains: of("a.example"), ..Filter::default() }), "Un Trois Six Sept");
    assert_eq!(with(Filter { words: of("TUESDAY"), ..Filter::default() }), "Deux");
    assert_eq!(with(Filter { words: of("éclaté"), ..Filter::default() }), "Un Trois Six Sept");
}

#[test]
fn what_is_passed_over_is_found_the_end_of() {
    // Two records in a member, all records in one, and a member that is not the record's.
    let all = records();
    let two: Vec<u8> = all.chunks(2).flat_map(|c| gzip(&c.concat())).collect();
    for archive in [two, gzip(&all.concat()), [gzip(&all.concat()), packed(&all)].concat()] {
        let whole = titles(&taken(&*archive, Filter::default()).0).join(" ");
        let wanted = Filter { domains: vec!["b.example".into()], ..Filter::default() };
        let (reports, skipped, _) = taken(&*archive, wanted);
        assert_eq!(skipped, Vec::<String>::new());
        assert_eq!(reports.len(), whole.matches("Deux").count());
    }
    // A byte that is wrong spoils one record, not the rest.
    let before: usize = all[..3].iter().map(|r| gzip(r).len()).sum();
    for by in [20, 210, gzip(&all[3]).len() - 6] {
        let mut wrong = packed(&all);
        wrong[before + by] ^= 0x55;
        let (reports, skipped, _) = taken(&*wrong, Filter::default());
        assert_eq!(titles(&reports), ["Un", "Trois", "Six", "Sept"], "{by}");
        assert_eq!(skipped.len(), 1, "{by} {skipped:?}");
    }
}

#[test]
fn nothing_is_published_after_it_was_fetched() {
    let page = page("Un", FRENCH).replace(
        "<title>",
        "<meta property=article:published_time content=2024-04-20T00:00:00Z><title>",
    );
    let archive = response(
        "https://a.example/1",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html",
        page.as_bytes(),
    );
    assert_eq!(taken(&*archive, Filter::default()).0[0].report.published, None);
}

#[test]
fn truncated_archives() {
    let archive = packed(&records());
    for cut in (1..archive.len() - 1).step_by(97) {
        let (reports, skipped, _) = taken(&archive[..cut], Filter::default());
        assert!(reports.len() <= 5 && skipped.len() <= 1, "{cut}: {skipped:?}");
    }
    let plain: Vec<u8> = records().concat();
    for cut in (1..plain.len() - 1).step_by(97) {
        let (reports, skipped, _) = taken(&plain[..cut], Filter::default());
        assert!(reports.len() <= 5 && skipped.len() <= 1, "{cut}: {skipped:?}");
    }
    let (reports, skipped, _) = taken(&plain[..plain.len() - 60], Filter::default());
    assert_eq!((reports.len(), skipped.len()), (4, 1));
    assert!(skipped[0].contains("breaks off"), "{skipped:?}");
}

#[test]
fn wrong_lengths() {
    let wrong = |by: i64| {
        let mut all = records();
        let record = String::from_utf8(all[1].clone()).unwrap();
        let length: i64 = record
            .split("Content-Length: ")
            .nth(1)
            .unwrap()
            .split('\r')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let record = record.replace(
            &format!("Content-Length: {length}"),
            &format!("Content-Length: {}", length + by),
        );
        all[1] = record.into_bytes();
        all.concat()
    };
    for by in [-200, -5, 30, 300] {
        let (reports, skipped, _) = taken(&*wrong(by), Filter::default());
        assert_eq!(titles(&reports), ["Deux", "Trois", "Six", "Sept"], "{by}");
        assert_eq!(skipped.len(), 1, "{by}: {skipped:?}");
        assert!(skipped[0].contains("its length is not what it says"), "{skipped:?}");
    }
    let none =
        String::from_utf8(records()[1].clone()).unwrap().replace("Content-Length", "X-Length");
    let both = [none.into_bytes(), records()[3].clone()].concat();
    let (reports, skipped, _) = taken(&*both, Filter::default());
    assert_eq!((titles(&reports), skipped.len()), (vec!["Deux"], 1));
    // A length that no record has does no harm.
    let huge = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n\
                Content-Type: application/http\r\nContent-Length: 18446744073709551615\r\n\r\nx\r\n\r\n";
    assert_eq!(taken(huge.as_bytes(), Filter::default()).0.len(), 0);
}

/// An archive that goes on and on, of which little is held at a time.
#[test]
fn a_long_archive_takes_little_memory() {
    let one = packed(&records());
    let mut many: Box<dyn Read> = Box::new(std::io::empty());
    for _ in 0..300 {
        many = Box::new(many.chain(&*one));
    }
    let count = std::cell::Cell::new(0);
    let _ = take_in(Source::new("x", many), &Known::default(), &Options::default(), &mut |item| {
        count.set(count.get() + usize::from(item.is_ok()));
        if count.get() == 1_400 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(count.get(), 1_400, "the sink ends it");
}

#[test]
fn packed_payloads_are_opened() {
    const PACKED: &str = "1b7f00e09d0776ac35d8b05967e56cb6a57aeb864cea374547f0743c7c08854c05552db6b6e2\
        61820d38600fc74779411b3c86dfb553b948262ef0e64ef35ba272de0e5f0557e570b8b0e369efc484a18e3a40\
        50fa740e205e4686e3a2165aa8afc7e7add9e02f39358f1451c900";
    let brotli: Vec<u8> = PACKED
        .as_bytes()
        .chunks(2)
        .map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap())
        .collect();
    let mut deflate = flate2::write::DeflateEncoder::new(vec![], Compression::default());
    deflate.write_all(page("Deux", FRENCH).as_bytes()).unwrap();
    let mut zlib = flate2::write::ZlibEncoder::new(vec![], Compression::default());
    zlib.write_all(page("Trois", FRENCH).as_bytes()).unwrap();
    let head = |encoding: &str| {
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}")
    };
    let archive = [
        response("https://a.example/1", &head("br"), &brotli),
        response("https://a.example/2", &head("deflate"), &deflate.finish().unwrap()),
        response("https://a.example/3", &head("deflate"), &zlib.finish().unwrap()),
        // Said to be packed, but it is not; and broken.
        response("https://a.example/4", &head("br"), page("Quatre", FRENCH).as_bytes()),
        response("https://a.example/5", &head("br"), &brotli[..60]),
    ];
    let (reports, skipped, _) = taken(archive.concat().as_slice(), Filter::default());
    let urls: Vec<_> = reports.iter().map(|t| t.report.url.clone().unwrap()).collect();
    assert_eq!(urls, (1..=4).map(|n| format!("https://a.example/{n}")).collect::<Vec<_>>());
    assert!(reports[0].report.text.starts_with("La trêve est entrée en vigueur"));
    assert_eq!(skipped.len(), 1, "{skipped:?}");
}
