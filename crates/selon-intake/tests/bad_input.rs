//! Files that are broken or made to do harm: each is named, and what is good in them or
//! beside them is taken in.

#![allow(clippy::unwrap_used)]

use std::io::{self, Read, Write};
use std::ops::ControlFlow;

use flate2::Compression;
use flate2::write::GzEncoder;
use selon_intake::{Known, Mapping, Options, Source, Taken, take_in};

const TEXT: &str = "Des combats ont éclaté mardi près de la ville, a déclaré le maire.\n";

fn take(name: &str, bytes: impl Read, options: &Options) -> (Vec<Taken>, Vec<String>) {
    let (mut taken, mut skipped) = (vec![], vec![]);
    let _ = take_in(Source::new(name, bytes), &Known::default(), options, &mut |item| {
        match item {
            Ok(one) => taken.push(one),
            Err(one) => skipped.push(format!("{}: {}", one.place, one.why)),
        }
        ControlFlow::Continue(())
    });
    (taken, skipped)
}

fn taken(name: &str, bytes: &[u8]) -> (Vec<Taken>, Vec<String>) {
    take(name, bytes, &Options { today: Some("2024-06-01".into()), ..Options::default() })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(vec![], Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(io::Cursor::new(vec![]));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in files {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn packed_files_are_opened() {
    let page = format!("<html><body><article><h1>Combats</h1><p>{TEXT}{TEXT}</p></article>");
    let archive = zip(&[
        ("a.txt", TEXT.as_bytes()),
        ("pages/b.html", page.as_bytes()),
        ("pages/b_files/c.js", b"let x"),
        ("d.txt.gz", &gzip(b"Une autre phrase, assez courte.")),
    ]);
    let (reports, skipped) = taken("x.zip", &archive);
    assert_eq!(skipped, Vec::<String>::new());
    let places: Vec<&str> = reports.iter().map(|t| t.place.as_str()).collect();
    assert_eq!(places, ["x.zip/a.txt", "x.zip/pages/b.html", "x.zip/d.txt"]);
    assert_eq!(reports[1].report.title.as_deref(), Some("Combats"));
    // Two members, as `cat a.gz b.gz` makes them.
    let both = [gzip(TEXT.as_bytes()), gzip(b"Et puis rien.")].concat();
    assert!(taken("x.gz", &both).0[0].report.text.ends_with("Et puis rien."));
}

#[test]
fn zstd_in_two_frames() {
    // Frames of one raw block each: magic, one byte of size, block header, content.
    let frame = |text: &str| {
        let mut bytes = vec![0x28, 0xB5, 0x2F, 0xFD, 0x20, text.len() as u8];
        let header = ((text.len() as u32) << 3) | 1;
        bytes.extend_from_slice(&header.to_le_bytes()[..3]);
        bytes.extend_from_slice(text.as_bytes());
        bytes
    };
    let both = [frame("Des combats ont lieu. "), frame("La ville tient.")].concat();
    let (reports, skipped) = taken("x.txt.zst", &both);
    assert_eq!(skipped, Vec::<String>::new());
    assert_eq!(reports[0].report.text, "Des combats ont lieu. La ville tient.");
    let (reports, skipped) = taken("x.txt.zst", &both[..both.len() - 3]);
    assert_eq!((reports.len(), skipped.len()), (0, 1));
}

#[test]
fn truncated_gzip() {
    let whole = gzip(TEXT.repeat(1_000).as_bytes());
    for cut in [3, 11, whole.len() / 2, whole.len() - 4] {
        let (reports, skipped) = taken("x.txt.gz", &whole[..cut]);
        assert_eq!((reports.len(), skipped.len()), (0, 1), "{cut}");
        assert!(skipped[0].contains("breaks off"), "{skipped:?}");
    }
    // What stands before the break is taken in where one report follows another.
    let lines: String = (0..2_000)
        .map(|n| format!("{{\"text\":\"Phrase {n}, numéro {}.\"}}\n", n * 7919))
        .collect();
    let whole = gzip(lines.as_bytes());
    let (reports, skipped) = taken("x.jsonl.gz", &whole[..whole.len() * 3 / 4]);
    assert!(reports.len() > 500, "{}", reports.len());
    assert_eq!(skipped.len(), 1);
}

#[test]
fn bombs() {
    // 600 MB of nothing in 600 kB.
    let mut encoder = GzEncoder::new(vec![], Compression::best());
    let nothing = vec![b' '; 1_000_000];
    for _ in 0..600 {
        encoder.write_all(&nothing).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let (reports, skipped) = taken("bomb.txt.gz", &bomb);
    assert_eq!((reports.len(), skipped.len()), (0, 1));
    assert!(skipped[0].contains("larger than 10 MB"), "{skipped:?}");
    // The same where one record follows another.
    let mut encoder = GzEncoder::new(vec![], Compression::best());
    let line = format!("{{\"text\":\"a\"}}{}\n", " ".repeat(999_900));
    for _ in 0..600 {
        encoder.write_all(line.as_bytes()).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let (reports, skipped) = taken("bomb.jsonl.gz", &bomb);
    assert!(reports.len() < 600);
    assert!(skipped.last().unwrap().contains("opens to more than 200 times"), "{skipped:?}");
    let (reports, skipped) =
        taken("bomb.zip", &zip(&[("a.jsonl.gz", &bomb), ("b.txt", TEXT.as_bytes())]));
    assert!(skipped.iter().any(|s| s.contains("200 times")), "{skipped:?}");
    assert_eq!(reports.last().unwrap().place, "bomb.zip/b.txt", "the rest goes on");
    // Packed in itself.
    let mut deep = TEXT.as_bytes().to_vec();
    for _ in 0..10 {
        deep = gzip(&deep);
    }
    let (reports, skipped) = taken("deep.gz", &deep);
    assert_eq!((reports.len(), skipped.len()), (0, 1));
    assert!(skipped[0].contains("packed in itself"), "{skipped:?}");
}

#[test]
fn broken_archives() {
    let archive = zip(&[("a.txt", TEXT.as_bytes()), ("b.txt", TEXT.repeat(500).as_bytes())]);
    let (reports, skipped) = taken("x.zip", &archive[..archive.len() / 2]);
    assert_eq!((reports.len(), skipped.len()), (0, 1));
    assert!(skipped[0].contains("broken ZIP"), "{skipped:?}");
    // A wrong byte in one file leaves the other.
    let mut wrong = archive;
    let at = wrong.windows(5).position(|w| w == b"b.txt").unwrap() + 30;
    wrong[at] ^= 0xFF;
    wrong[at + 1] ^= 0xFF;
    let (reports, skipped) = taken("x.zip", &wrong);
    assert_eq!(reports[0].place, "x.zip/a.txt");
    assert_eq!((reports.len(), skipped.len()), (1, 1), "{skipped:?}");
    let office = zip(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")]);
    assert!(taken("x.zip", &office).1[0].contains(".docx"));
}

#[test]
fn one_broken_line_of_many() {
    let lines = "{\"title\":\"A\",\"text\":\"Une phrase.\"}\n{\"title\":\"B\",\"text\":\"Une\n\n[1]\n\
                 {\"label\":3}\r\n{\"text\":\"Deux phrases.\"}";
    let (reports, skipped) = taken("x.jsonl", lines.as_bytes());
    let texts: Vec<&str> = reports.iter().map(|t| t.report.text.as_str()).collect();
    assert_eq!(texts, ["Une phrase.", "Deux phrases."]);
    assert_eq!(skipped.len(), 3, "{skipped:?}");
    assert!(skipped[0].starts_with("x.jsonl, line 2: it is not JSON"), "{skipped:?}");
    assert!(skipped[2].contains("its fields are label"), "{skipped:?}");
}

#[test]
fn tables() {
    let table = "\u{feff}Titre;Texte;Date;URL\r\n\
                 \"Trêve à \"\"Valmont\"\"\";\"Elle tient.\n\nDit-on; enfin.\";2024-03-12;https://a.example/1\r\n\
                 B;Deux.;12 min ago;\r\n\
                 C;Trois.;2024-03-12;;;\r\n\
                 D;\"Quatre";
    let (reports, skipped) = taken("x.csv", table.as_bytes());
    assert_eq!(reports.len(), 2);
    let first = &reports[0].report;
    assert_eq!(first.title.as_deref(), Some("Trêve à \"Valmont\""));
    assert_eq!(first.text, "Elle tient.\n\nDit-on; enfin.");
    assert_eq!(first.published.as_deref(), Some("2024-03-12"));
    assert_eq!(first.url.as_deref(), Some("https://a.example/1"));
    assert_eq!(reports[1].report.published, None);
    assert_eq!(skipped.len(), 2, "{skipped:?}");
    assert!(skipped[0].contains("6 columns"), "{skipped:?}");
    assert!(skipped[1].contains("does not end"), "{skipped:?}");
    // In Windows-1252, with columns that a mapping tells.
    let mapping = Mapping::parse("text=b,title=a").unwrap();
    let options = Options { mapping, ..Options::default() };
    let (reports, _) = take("x", &b"a,b\nTr\xEAve,Elle a \xE9t\xE9 sign\xE9e.\n"[..], &options);
    assert_eq!(reports[0].report.text, "Elle a été signée.");
}

#[test]
fn lists_and_documents() {
    let list = r#"{"status":"ok","articles":[{"title":"A","content":"Une phrase."},{"content":"Deux."}, 3]}"#;
    let (reports, skipped) = taken("x.json", list.as_bytes());
    assert_eq!((reports.len(), skipped.len()), (2, 1));
    assert_eq!(reports[1].place, "x.json, record 2");
    let (reports, _) =
        taken("x", b"{\n \"text\": \"Une phrase.\",\n \"published\": \"2031-01-01\"\n}");
    assert_eq!((reports.len(), reports[0].report.published.clone()), (1, None));
    assert!(taken("x.json", b"{\n\"text\": \n").1[0].contains("not JSON"));
    assert_eq!(taken("x.json", "[".repeat(100_000).as_bytes()).0.len(), 0);
}

#[test]
fn texts_with_a_front_matter() {
    let text = "---\ntitle: Trêve à Valmont\ndate: 2024-03-12T10:00:00Z\nurl: https://a.example/1\n---\n\n## Bilan\n\nElle **tient**, [dit-on](/x).";
    let (reports, _) = taken("x.md", text.as_bytes());
    let report = &reports[0].report;
    assert_eq!(report.title.as_deref(), Some("Trêve à Valmont"));
    assert_eq!(report.text, "Bilan\n\nElle tient, dit-on.");
    assert_eq!(report.published_time.as_deref(), Some("2024-03-12T10:00:00Z"));
    assert_eq!(report.cites, ["https://a.example/x"]);
}

#[test]
fn a_page_of_50_mb() {
    let paragraph = format!("<p>{}</p>\n", TEXT.repeat(3).trim());
    let page = format!("<html><body><div>{}", paragraph.repeat(50_000_000 / paragraph.len()));
    let start = std::time::Instant::now();
    let (reports, skipped) = taken("x.html", page.as_bytes());
    // Its text is longer than any article; a page that is mostly markup is read.
    assert_eq!(reports.len() + skipped.len(), 1);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    let markup = format!(
        "<html><body>{}<article>{paragraph}{paragraph}",
        "<div class=\"a b\"></div>".repeat(2_000_000)
    );
    assert_eq!(taken("x.html", markup.as_bytes()).0.len(), 1);
    let (_, skipped) =
        take("x.html", Read::chain(&b"<html>"[..], io::repeat(b'a')), &Options::default());
    assert!(skipped[0].contains("larger than 64 MB"), "{skipped:?}");
}

#[test]
fn the_same_twice_has_one_id_and_a_changed_text_another() {
    let line = |text: &str| {
        format!("{{\"url\":\"https://a.example/1?utm_source=x\",\"text\":\"{text}\"}}\n")
    };
    let (reports, _) = taken("x", [line("Un."), line("Un."), line("Deux.")].concat().as_bytes());
    let ids: Vec<&str> = reports.iter().map(|t| t.report.id.as_str()).collect();
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0], ids[2]);
}
