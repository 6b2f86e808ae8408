//! The article and what a page says of itself, on pages built as sites build them.
//!
//! Each `pages/NAME.page` has what is to be found, a line `---`, and the page. In the page
//! `⟦…⟧` marks what belongs to the text and `⦅…⦆` what may, or inside of it what does not;
//! the marks are taken out before the page is read. `PAGES_SHOW=1 cargo test -p selon-intake
//! --test pages -- --nocapture` prints the scores of each page and what was missed;
//! `PAGES_FOLDER` has other pages scored.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use selon_intake::{Known, Options, Source, take_in};
use selon_model::Report;

/// A page with what is to be found on it.
struct Page {
    name: String,
    facts: Vec<(String, String)>,
    html: String,
    /// The pieces of its text, and those that may be of it.
    text: Vec<String>,
    free: Vec<String>,
}

impl Page {
    fn read(path: &Path) -> Page {
        let whole = fs::read_to_string(path).unwrap();
        let (head, marked) = whole.split_once("\n---\n").unwrap();
        let facts: Vec<(String, String)> = head
            .lines()
            .map(|l| l.split_once(": ").unwrap())
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        let mut text: Vec<String> =
            facts.iter().filter(|(n, _)| n == "text").map(|(_, v)| v.clone()).collect();
        let mut free = vec![];
        let mut rest = marked;
        while let Some(at) = rest.find(['⟦', '⦅']) {
            let (open, close) =
                if rest[at..].starts_with('⟦') { ('⟦', '⟧') } else { ('⦅', '⦆') };
            let inner = &rest[at + open.len_utf8()..];
            let end = inner.find(close).expect("a mark is closed");
            let piece = plain(&inner[..end]);
            if open == '⟦' {
                text.push(piece)
            } else {
                free.push(piece)
            }
            rest = &inner[end + close.len_utf8()..];
        }
        let html = marked.replace(['⟦', '⟧', '⦅', '⦆'], "");
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        Page { name, facts, html, text, free }
    }

    fn fact(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The values of a fact, of which some may have several.
    fn list(&self, name: &str) -> Vec<String> {
        let value = self.fact(name);
        let several = matches!(name, "authors" | "translations" | "cites");
        let parts = |v: &str| v.split("; ").map(str::to_owned).collect();
        value.map_or(vec![], |v| if several { parts(v) } else { vec![v.to_owned()] })
    }

    fn take_in(&self) -> Option<Report> {
        let mut report = None;
        let options = Options { today: Some("2026-01-01".into()), ..Options::default() };
        let source = Source::new("page.html", self.html.as_bytes());
        let _ = take_in(source, &Known::default(), &options, &mut |item| {
            report = item.ok().map(|t| t.report);
            ControlFlow::Continue(())
        });
        report
    }
}

/// A piece of a page without its tags, with its entities decoded.
fn plain(piece: &str) -> String {
    let mut text = String::new();
    let mut rest = piece;
    while let Some(at) = rest.find(['<', '⦅']) {
        text.push_str(&rest[..at]);
        let close = if rest[at..].starts_with('<') { '>' } else { '⦆' };
        let end = rest[at..].find(close).unwrap();
        rest = &rest[at + end + close.len_utf8()..];
    }
    text.push_str(rest);
    for (entity, character) in [
        ("&eacute;", "é"),
        ("&egrave;", "è"),
        ("&ecirc;", "ê"),
        ("&acirc;", "â"),
        ("&laquo;", "«"),
        ("&raquo;", "»"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, character);
    }
    text
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// How many of the runs of four words of `of` are in `among` too, and how many there are.
fn shared(of: &[String], among: &[String]) -> (f64, f64) {
    let runs = |words: &[String]| {
        let mut runs: HashMap<Vec<String>, f64> = HashMap::new();
        for run in words.windows(4.min(words.len().max(1))) {
            *runs.entry(run.to_vec()).or_default() += 1.0;
        }
        runs
    };
    let (of, among) = (runs(of), runs(among));
    let both = of.iter().map(|(run, n)| n.min(among.get(run).copied().unwrap_or(0.0))).sum();
    (both, of.values().sum())
}

/// Precision and recall of a text against the pieces that are to be found.
fn score(page: &Page, text: &str) -> (f64, f64) {
    let free = |paragraph: &&str| {
        let words = words(paragraph);
        words.is_empty() || !page.free.iter().any(|f| self::words(f) == words)
    };
    let mut found = words(&text.split("\n\n").filter(free).collect::<Vec<_>>().join("\n"));
    let text_of_page = page.text.join("\n");
    for free in &page.free {
        let free = words(free);
        let wanted = words(&text_of_page);
        // What is quoted once more in large letters.
        if wanted.windows(free.len().max(1)).any(|w| w == free) {
            continue;
        }
        if let Some(at) = found.windows(free.len().max(1)).position(|w| w == free) {
            found.drain(at..at + free.len());
        }
    }
    let wanted = words(&text_of_page);
    let (right, found_all) = shared(&found, &wanted);
    let (seen, wanted_all) = shared(&wanted, &found);
    let part = |a: f64, b: f64| if b == 0.0 { 1.0 } else { a / b };
    (part(right, found_all), part(seen, wanted_all))
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

/// What a report says of itself beside its text, by the names of the facts of a page.
fn told(report: &Report, fact: &str) -> Vec<String> {
    let day = |day: &Option<String>| day.iter().map(|d| d.chars().take(10).collect()).collect();
    match fact {
        "title" => report.title.iter().cloned().collect(),
        "outlet" => report.outlet.iter().cloned().collect(),
        "authors" => report.authors.clone(),
        "published" => day(&report.published),
        "updated" => day(&report.updated),
        "language" => report.language.iter().map(|l| l.code().to_owned()).collect(),
        "url" => report.url.iter().cloned().collect(),
        "translations" => report.translations.clone(),
        "cites" => report.cites.clone(),
        _ => panic!("{fact} is no fact of a page"),
    }
}

fn pages() -> Vec<Page> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let folder = std::env::var_os("PAGES_FOLDER").map_or(own, Into::into);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|p| Page::read(p)).collect()
}

const FACTS: [&str; 8] =
    ["title", "outlet", "authors", "published", "updated", "language", "url", "translations"];

#[test]
fn articles_and_facts_of_pages() {
    let show = std::env::var_os("PAGES_SHOW").is_some();
    let (mut precision, mut recall, mut count) = (0.0, 0.0, 0.0);
    let mut facts: HashMap<&str, (usize, usize)> = HashMap::new();
    for page in pages() {
        let report = page.take_in();
        if let Some(why) = page.fact("none") {
            let counts = facts.entry("none").or_default();
            counts.1 += 1;
            counts.0 += usize::from(report.is_none());
            if let Some(report) = report.filter(|_| show) {
                println!("{}: {why}, but taken in: {}", page.name, report.text);
            }
            continue;
        }
        let report = report.unwrap_or_default();
        let (p, r) = score(&page, &report.text);
        (precision, recall, count) = (precision + p, recall + r, count + 1.0);
        if show {
            println!("{:34} P {p:.3} R {r:.3} F1 {:.3}", page.name, f1(p, r));
            if f1(p, r) < 0.999 {
                let wanted = words(&page.text.join("\n"));
                for paragraph in report.text.split("\n\n") {
                    let words = words(paragraph);
                    let (in_both, all) = shared(&words, &wanted);
                    if in_both < all {
                        println!("    + {paragraph}");
                    }
                }
                let found = words(&report.text);
                for piece in &page.text {
                    let (in_both, all) = shared(&words(piece), &found);
                    if in_both < all {
                        println!("    - {piece}");
                    }
                }
            }
        }
        for fact in FACTS {
            let (wanted, found) = (page.list(fact), told(&report, fact));
            let counts = facts.entry(fact).or_default();
            counts.1 += 1;
            if wanted == found {
                counts.0 += 1;
            } else if show {
                println!("    {fact}: {wanted:?} is read as {found:?}");
            }
        }
        for cited in page.list("cites") {
            let counts = facts.entry("cites").or_default();
            counts.1 += 1;
            counts.0 += usize::from(report.cites.contains(&cited));
            if show && !report.cites.contains(&cited) {
                println!("    {cited} is not among {:?}", report.cites);
            }
        }
    }
    let (precision, recall) = (precision / count, recall / count);
    println!("{count} pages: P {precision:.4} R {recall:.4} F1 {:.4}", f1(precision, recall));
    for fact in FACTS.into_iter().chain(["cites", "none"]) {
        let (right, all) = facts.get(fact).copied().unwrap_or_default();
        println!("{fact:12} {right} of {all}");
    }
    assert!(f1(precision, recall) > 0.99, "what was found on pages is worse than it was");
    for fact in FACTS.into_iter().chain(["cites", "none"]) {
        let (right, all) = facts.get(fact).copied().unwrap_or_default();
        assert!(all - right <= 2, "{fact} of pages is worse than it was");
    }
}
