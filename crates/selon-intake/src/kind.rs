//! What kind of file something is, by its first bytes; by its name only where many kinds
//! begin alike.

use crate::record::Mapping;
use crate::{csv, feed, markdown, members, mhtml, telegram, warc};

/// A kind of file that reports are taken out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text, or what no other kind is: decoding tells whether it is text.
    Plain,
    /// A web page.
    Html,
    /// A web page saved as one file.
    Mhtml,
    /// Text with a front matter or Markdown in it.
    Markdown,
    /// An export of Telegram Desktop.
    Telegram,
    /// A JSON record a line.
    JsonLines,
    /// A JSON document.
    Json,
    /// A feed.
    Feed,
    /// A web archive.
    Warc,
    /// A web archive compressed with gzip.
    PackedWarc,
    /// A table, with the sign between its columns.
    Csv(u8),
    /// Compressed with gzip.
    Gzip,
    /// Compressed with zstd.
    Zstd,
    /// A ZIP archive.
    Zip,
    /// A format that is not read.
    Format(&'static str),
}

/// Endings of files that hold no report: what browsers save along with a page, pictures,
/// films, programs, office files.
const NO_REPORTS: &[&str] = &[
    "js",
    "mjs",
    "css",
    "map",
    "png",
    "jpg",
    "jpeg",
    "gif",
    "svg",
    "webp",
    "avif",
    "ico",
    "bmp",
    "tif",
    "tiff",
    "woff",
    "woff2",
    "ttf",
    "otf",
    "eot",
    "mp3",
    "mp4",
    "m4a",
    "ogg",
    "oga",
    "opus",
    "wav",
    "webm",
    "mov",
    "avi",
    "mkv",
    "tgs",
    "webmanifest",
    "exe",
    "dll",
    "so",
    "wasm",
    "docx",
    "xlsx",
    "pptx",
    "odt",
    "epub",
    "sqlite",
    "db",
    "ds_store",
];

/// Whether a file of a folder or archive may hold reports, by its name.
pub fn may_hold_reports(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    !file.starts_with('.') && !ending.is_some_and(|e| NO_REPORTS.contains(&e.as_str()))
}

/// Recognises a kind. `name` is a file name or an address.
pub fn recognise(head: &[u8], name: &str, mapping: &Mapping) -> Kind {
    if head.starts_with(b"\x1F\x8B") {
        return if members::is_packed_archive(head) { Kind::PackedWarc } else { Kind::Gzip };
    }
    if head.starts_with(b"\x28\xB5\x2F\xFD") {
        return Kind::Zstd;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if warc::is_archive(head) {
        return Kind::Warc;
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let lower = name.to_ascii_lowercase();
    let named = |endings: &[&str]| endings.iter().any(|e| lower.ends_with(e));
    if is_html(text) {
        return Kind::Html;
    }
    if feed::is_feed(text) || feed::is_json_feed(text) {
        return Kind::Feed;
    }
    if feed::is_list(text) {
        return Kind::Format("a list of feeds (OPML); selon watch polls them");
    }
    if text.starts_with(b"%PDF-") {
        return Kind::Format("a PDF file; save its text, for example with pdftotext");
    }
    if mhtml::is_mhtml(text) {
        return Kind::Mhtml;
    }
    if telegram::is_export(text) {
        return Kind::Telegram;
    }
    if let Some(kind) = json(text, named(&[".jsonl", ".ndjson"])) {
        return kind;
    }
    if named(&[".json"]) && text.first().is_some_and(|b| matches!(b, b'{' | b'[')) {
        return Kind::Json;
    }
    let table = named(&[".csv", ".tsv", ".tab"]);
    if let Some(separator) = csv::separator(text, table, mapping) {
        return Kind::Csv(separator);
    }
    let matter = (text.starts_with(b"---") || text.starts_with(b"+++"))
        && markdown::front_matter(&String::from_utf8_lossy(text)).is_some();
    if matter || named(&[".md", ".markdown"]) {
        return Kind::Markdown;
    }
    Kind::Plain
}

/// JSON lines if the first line is a record and more follow, else a document.
fn json(text: &[u8], lines: bool) -> Option<Kind> {
    let opens = match text {
        [b'{', rest @ ..] => {
            rest.trim_ascii_start().starts_with(b"\"") || rest.trim_ascii_start().starts_with(b"}")
        }
        [b'[', rest @ ..] => rest.trim_ascii_start().starts_with(b"{"),
        _ => false,
    };
    if lines && (opens || text.starts_with(b"{")) {
        return Some(Kind::JsonLines);
    }
    if !opens {
        return None;
    }
    let first = text.split(|b| *b == b'\n').next().unwrap_or_default().trim_ascii();
    let more = text.len() > first.len() && !text[first.len()..].trim_ascii().is_empty();
    let whole = first.ends_with(b"}") && more;
    // A line that is longer than what is looked at is one: documents are written in lines.
    let long = first.len() >= 8_000;
    let record = text.starts_with(b"{") && (whole || long);
    Some(if record { Kind::JsonLines } else { Kind::Json })
}

/// Whether a text opens as a web page does, behind comments and an XML declaration.
pub(crate) fn is_html(text: &[u8]) -> bool {
    let mut rest = text;
    for _ in 0..20 {
        let skip = |end: &[u8]| memchr::memmem::find(rest, end).map(|i| i + end.len());
        let next = if rest.starts_with(b"<!--") {
            skip(b"-->")
        } else if rest.starts_with(b"<?xml") {
            skip(b"?>")
        } else {
            break;
        };
        let Some(next) = next else { return false };
        rest = rest[next..].trim_ascii_start();
    }
    let opens = |tag: &[u8]| {
        rest.get(..tag.len()).is_some_and(|s| s.eq_ignore_ascii_case(tag))
            && rest.get(tag.len()).is_none_or(|b| !b.is_ascii_alphanumeric())
    };
    const TAGS: &[&[u8]] = &[
        b"<!doctype html",
        b"<html",
        b"<head",
        b"<body",
        b"<article",
        b"<main",
        b"<meta",
        b"<title",
        b"<div",
        b"<h1",
        b"<p",
        b"<section",
        b"<script",
        b"<link",
    ];
    TAGS.iter().any(|tag| opens(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_content() {
        for (head, kind) in [
            ("\u{feff} <!DOCTYPE html><html>", Kind::Html),
            ("<?xml version='1.0'?>\n<!-- saved -->\n<html xmlns=…>", Kind::Html),
            ("<p>Une trêve", Kind::Html),
            ("<pas une page>", Kind::Plain),
            ("Une trêve <b>fragile</b>", Kind::Plain),
            ("", Kind::Plain),
            ("<!--", Kind::Plain),
            ("{\"text\":\"a\"}\n{\"text\":\"b\"}", Kind::JsonLines),
            ("[\n {\"text\":\"a\"}]", Kind::Json),
            ("{\n \"text\": \"a\"\n}", Kind::Json),
            ("[Vidéo] Une trêve", Kind::Plain),
            ("titre;texte;date\na;b;c", Kind::Csv(b';')),
            ("La mairie, la police et le texte, titre de l'accord\n", Kind::Plain),
            ("---\ntitle: a\n---\nb", Kind::Markdown),
            ("---\nUne trêve\n---\n", Kind::Plain),
            (
                "{\"name\": \"a\", \"type\": \"public_channel\", \"id\": 1, \"messages\": [",
                Kind::Telegram,
            ),
        ] {
            assert_eq!(recognise(head.as_bytes(), "x", &Mapping::default()), kind, "{head}");
        }
        assert_eq!(recognise(b"\x1F\x8B\x08", "x.html", &Mapping::default()), Kind::Gzip);
        assert!(
            !may_hold_reports("a/b.PNG")
                && !may_hold_reports("__MACOSX/._a")
                && may_hold_reports("a/b")
        );
    }
}
