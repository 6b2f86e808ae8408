//! The text view of a full reading, as it is printed.

#![allow(clippy::unwrap_used)]

mod support;

use selon::view::{Style, show};
use unicode_width::UnicodeWidthStr;

#[test]
fn marks_and_table() {
    let shown =
        show(support::FULL_TEXT, &support::full_reading(), Style { width: 80, color: false });
    let expected = include_str!("text_view.txt");
    if std::env::var_os("UPDATE_VIEW").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/text_view.txt");
        std::fs::write(path, &shown).unwrap();
        return;
    }
    assert!(shown == expected, "UPDATE_VIEW=1 writes it anew:\n{shown}");
}

#[test]
fn no_line_is_wider_than_asked_and_colour_adds_only_codes() {
    let reading = support::full_reading();
    for width in [40, 60, 80, 100] {
        let plain = show(support::FULL_TEXT, &reading, Style { width, color: false });
        assert!(plain.lines().all(|l| l.width() <= width), "{plain}");
        let colored = show(support::FULL_TEXT, &reading, Style { width, color: true });
        let mut stripped = String::new();
        for (i, piece) in colored.split('\u{1b}').enumerate() {
            stripped.push_str(if i == 0 { piece } else { piece.split_once('m').unwrap().1 });
        }
        let trimmed =
            |s: &str| s.lines().map(|l| l.trim_end().to_owned() + "\n").collect::<String>();
        assert_eq!(trimmed(&stripped), trimmed(&plain));
    }
}
