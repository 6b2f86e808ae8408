//! Inputs that must give a right reading or a clear message, and never a panic.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::{Duration, Instant};

use selon_intake::{Known, plain_text};
use selon_model::{Language, Report};

use support::invariants;

/// Reads the text in each language and checks what holds of every reading.
fn read(text: &str) {
    for language in Language::ALL {
        read_in(text, language);
    }
}

fn read_in(text: &str, language: Language) {
    let published = Some("2024-05-09".to_owned());
    let known =
        Known { id: "nasty".into(), language: Some(language), published, ..Known::default() };
    if let Ok(intake) = plain_text(text.as_bytes(), known) {
        let reading = selon_reader::read_report(&intake.report).unwrap();
        invariants::check(&intake.report.text, &reading);
    }
}

#[test]
fn the_examples_hold_together() {
    for (_, report, reading) in support::example_readings() {
        invariants::check(&report.text, &reading);
    }
}

#[test]
fn the_examples_cut_anywhere() {
    for (_, report, _) in support::example_readings() {
        let cuts: Vec<usize> = report.text.char_indices().map(|(i, _)| i).step_by(37).collect();
        for cut in cuts {
            read(&report.text[..cut]);
            read(&report.text[cut..]);
        }
    }
}

/// The texts of all cases, cut after each word that a seventh of them is cut after.
#[test]
fn the_texts_of_the_cases_cut_after_a_word() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut at = 0_usize;
    for language in Language::ALL {
        for file in std::fs::read_dir(folder.join(language.code())).unwrap() {
            let page = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for text in page.lines().filter_map(|line| line.strip_prefix("> ")) {
                let ends = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(i, _)| i);
                for end in ends.chain([text.trim_end_matches(['.', '!', '?', '»', '"']).len()]) {
                    at += 1;
                    if at.is_multiple_of(7) || end + 3 >= text.len() {
                        read_in(&text[..end], language);
                    }
                }
            }
        }
    }
    assert!(at > 10_000, "{at} cuts");
}

#[test]
fn texts_that_are_hardly_texts() {
    for text in [
        "…",
        "« » “ ” \" ' ’ ( [ { — – - … ! ?",
        "»»»» «««« \"\"\"\" ((((",
        "\u{200f}\u{200e}\u{202e}\u{2066}أفادت الأنباء",
        "L’armée\u{200f} a pris\u{202e} « Alep »\u{202c}, selon l’OSDH\u{200e}.",
        "a\u{301}\u{302}\u{303} dit\u{feff} que \u{a0}\u{202f}12\u{a0}000\u{202f}morts.",
        "👩‍👩‍👧‍👦 a déclaré que 🇸🇾 👍🏽.",
        "12 12 12 12. 1,2,3 1.2.3.4 1 300 1'300 99999999999999999999999999 morts.",
        "Au moins 18446744073709551616 morts, 99999999999 milliards de blessés.",
        "Le 31 février 2024, le 00/00/0000, le 45 mai, at 99:99, on February 30, Jan. 0.",
        "selon selon selon selon. D'après. According to. said said said \"said\" said.",
        "que que que que qui qui dit dit que il elle ils a dit",
        "aurait aurait été été tué tué tué.",
        "\u{1b}[31mL'armée\u{1b}[0m a annoncé\u{7} la mort de deux soldats.",
        "A\r\nB\rC\n\n\n\nD\u{2028}E\u{2029}F\u{b}G\u{c}H\tI",
        "l' d' qu' s' n' j' m' t' c' l’ d’ aujourd' hui -t-il dit-elle",
        "U.S. U.N. Gen. Lt. Col. Mr. M. Mme. av. J.-C. p. 12 etc. St. No. 5",
        "http://a.example/?q=a'b\"c @x #y a@b.example C:\\x\\y $1.2bn 5% №",
        "الجيش السوري يعلن مقتل ثلاثة جنود في حلب",
        "叙利亚军队宣布三名士兵死亡。",
        "Die Armee teilte mit, dass zwei Soldaten getötet wurden.",
    ] {
        read(text);
        read(&format!("Le maire a dit : {text}"));
        read(&format!("{text}\n\n{text}"));
    }
}

#[test]
fn every_pair_of_odd_pieces() {
    let pieces = [
        "«",
        "»",
        "\"",
        "”",
        "’",
        "(",
        ")",
        ".",
        ",",
        "…",
        ":",
        "—",
        "\n",
        "12",
        "mille",
        "mardi",
        "selon",
        "a dit que",
        "Alep",
        "il",
        "auraient",
        "l'",
        "%",
    ];
    for a in pieces {
        for b in pieces {
            read_in(&format!("Un raid {a} {b} à Alep, {b}{a} selon l'armée."), Language::French);
        }
    }
}

/// Repeats a text to about this many bytes, reads it, and says how long it took.
fn time(unit: &str, bytes: usize) -> Duration {
    let report = Report {
        text: unit.repeat(bytes / unit.len()),
        language: Some(Language::French),
        published: Some("2024-05-09".into()),
        ..Report::default()
    };
    let begin = Instant::now();
    selon_reader::read_report(&report).unwrap();
    begin.elapsed()
}

#[test]
fn long_texts_take_linear_time() {
    for unit in [
        "L'armée a annoncé mardi que 12 soldats avaient été tués à Alep, selon l'OSDH. ",
        "Une frappe, et un raid, et un tir, et un assaut, a dit un chef qui dit qu'il dit, ",
        "« ",
        "(",
        "12 ",
        "Alep, ",
        "a dit que ",
        "\n",
        "\u{200f}",
    ] {
        let short = time(unit, 3_000).max(Duration::from_millis(5));
        let long = time(unit, 30_000);
        // Ten times as long; quadratic time would be a hundred times as much.
        assert!(long < short * 50, "{unit:?}: {short:?}, ten times as long {long:?}");
    }
}

#[test]
fn a_word_of_a_million_characters() {
    time("x", 1_000_000);
}

#[test]
fn a_line_of_a_hundred_thousand_characters() {
    time("Des combats ont éclaté à Alep, a dit le maire, et 12 personnes sont mortes ", 100_000);
}
