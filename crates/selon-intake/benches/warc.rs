//! Web archives: how many bytes of a compressed file a second, on one core.
//!
//! Three ways: all records passed over by a filter of domains; pages looked at for words
//! and none of them wanted; all pages taken in. The archive has 2,000 pages of 60 to
//! 90 kB with text out of a list of words drawn by lot, so that it compresses as real
//! pages do (to a fifth).

use std::io::Write;
use std::ops::ControlFlow;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use flate2::Compression;
use flate2::write::GzEncoder;
use selon_intake::{Filter, Known, Options, Source, take_in};

/// Numbers by lot, the same each time.
struct Lot(u64);

impl Lot {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }
}

fn words(lot: &mut Lot) -> Vec<String> {
    let syllables = [
        "ra", "ten", "mo", "li", "ves", "cor", "di", "an", "pre", "sou", "gue", "tra", "con", "ne",
        "bli",
    ];
    (0..4_000)
        .map(|_| (0..1 + lot.below(4)).map(|_| syllables[lot.below(syllables.len())]).collect())
        .collect()
}

fn page(lot: &mut Lot, words: &[String]) -> String {
    let text = |lot: &mut Lot, count: usize| {
        let words: Vec<&str> = (0..count).map(|_| words[lot.below(words.len())].as_str()).collect();
        words.join(" ")
    };
    let mut page = format!("<!doctype html><html lang=fr><head><title>{}</title>", text(lot, 6));
    for _ in 0..12 + lot.below(8) {
        page.push_str(&format!(
            "<script>var a{}=\"{}\";window.b.push({{c:{}}});</script>",
            lot.below(99_999),
            text(lot, 120),
            lot.below(99_999)
        ));
    }
    page.push_str("</head><body><nav>");
    for n in 0..200 {
        page.push_str(&format!(
            "<li class=\"menu-item menu-item-{}\"><a href=\"/{n}/{}\">{}</a></li>\n",
            lot.below(99_999),
            text(lot, 2).replace(' ', "-"),
            text(lot, 4)
        ));
    }
    page.push_str("</nav><article><h1>Titre</h1><div class=\"article-body\">");
    for _ in 0..12 {
        page.push_str(&format!("<p>{}.</p>\n", text(lot, 60)));
    }
    page.push_str("</div></article>");
    for n in 0..60 {
        page.push_str(&format!(
            "<div class=\"card\" data-id=\"{}\"><h3><a href=/c/{n}>{}</a></h3><p>{}</p></div>\n",
            lot.below(999_999),
            text(lot, 9),
            text(lot, 25)
        ));
    }
    page
}

fn archive() -> (Vec<u8>, usize) {
    let mut lot = Lot(7);
    let words = words(&mut lot);
    let (mut archive, mut opened) = (Vec::new(), 0);
    for n in 0..2_000 {
        let page = page(&mut lot, &words);
        let body =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a{}.example/{n}\r\nWARC-Date: 2024-03-15T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
            n % 50,
            body.len()
        );
        opened += record.len();
        let mut encoder = GzEncoder::new(&mut archive, Compression::default());
        let written = encoder.write_all(record.as_bytes());
        assert!(written.is_ok() && encoder.finish().is_ok());
    }
    (archive, opened)
}

fn archives(criterion: &mut Criterion) {
    let (archive, opened) = archive();
    println!("{} bytes, opened {opened}", archive.len());
    let mut group = criterion.benchmark_group("warc");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(archive.len() as u64));
    let of = |text: &str| vec![text.to_owned()];
    for (name, filter, wanted) in [
        ("other domains", Filter { domains: of("b.example"), ..Filter::default() }, 0),
        ("other words", Filter { words: of("Valmont"), ..Filter::default() }, 0),
        ("all", Filter::default(), 2_000),
    ] {
        let options = Options { filter, ..Options::default() };
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut count = 0;
                let source = Source::new("x.warc.gz", &*archive);
                let _ = take_in(source, &Known::default(), &options, &mut |item| {
                    count += usize::from(item.is_ok());
                    ControlFlow::Continue(())
                });
                assert_eq!(count, wanted);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, archives);
criterion_main!(benches);
