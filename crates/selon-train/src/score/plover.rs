//! `selon-train plover-score`: compares readings with English sentences that were coded
//! by hand in PLOVER 0.5, one event each.
//!
//! `data/plover_names.tsv` tells what the PLOVER column of the ontology calls a type, and
//! which Selon reads. The event of a sentence is found if a trigger of the reading has a
//! code point in common with the words that it was coded by. Those are marked in a copy of
//! the sentence that is not always the same letter by letter, so they are looked for in the
//! sentence, nearest to where they stand in the copy.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use selon_model::Language;
use selon_reader::event::ontology;
use serde::Deserialize;

use super::around::Report;
use super::form::{Figure, Piece, Scored};
use super::listing::Listing;
use super::matching::share;
use super::{json_file, read_text, rows};

const NAMES: &str = include_str!("../../data/plover_names.tsv");

/// The arguments of `selon-train plover-score`.
#[derive(clap::Args, Debug)]
pub struct PloverArgs {
    /// The coded sentences: a JSON list, gzipped or not
    sentences: PathBuf,

    /// List the errors by kind, the most frequent kind first
    #[arg(long)]
    errors: bool,

    /// List only the kinds of error with this in their name
    #[arg(long, value_name = "TEXT")]
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Sentence {
    id: String,
    event: String,
    #[serde(default)]
    text: String,
    #[serde(default, rename = "textInfo")]
    info: Option<Info>,
    #[serde(default)]
    dead: Option<String>,
}

/// The sentence with the words marked that it was coded by; a few stand without a name.
#[derive(Deserialize)]
#[serde(untagged)]
enum Info {
    Named { markup: String },
    Bare(String),
}

impl Info {
    fn markup(&self) -> &str {
        match self {
            Info::Named { markup } => markup,
            Info::Bare(markup) => markup,
        }
    }
}

/// A type of PLOVER 0.5.
struct Name {
    now: &'static str,
    scope: Scope,
}

/// How much of a type Selon reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    In,
    Part,
    Out,
}

impl Scope {
    fn of(name: &str) -> Option<Scope> {
        match name {
            "in" => Some(Scope::In),
            "part" => Some(Scope::Part),
            "out" => Some(Scope::Out),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Scope::In => "in",
            Scope::Part => "part",
            Scope::Out => "out",
        }
    }
}

fn names() -> BTreeMap<&'static str, Name> {
    rows(NAMES)
        .filter_map(|row| {
            let &[old, now, scope, _] = row.as_slice() else { return None };
            Some((old, Name { now, scope: Scope::of(scope)? }))
        })
        .collect()
}

/// What is counted of one type.
#[derive(Clone, Copy, Default)]
struct Counts {
    sentences: usize,
    /// Some event was read.
    any: usize,
    /// One at the coded words.
    found: usize,
    /// One at the coded words is of the type.
    typed: usize,
    /// One anywhere in the sentence is.
    anywhere: usize,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.sentences += other.sentences;
        self.any += other.any;
        self.found += other.found;
        self.typed += other.typed;
        self.anywhere += other.anywhere;
    }
}

/// Compares and prints.
///
/// # Errors
///
/// If the sentences cannot be read.
pub fn run(args: &PloverArgs) -> Result<()> {
    let sentences: Vec<Sentence> = json_file(&args.sentences)?;
    let names = names();
    let coded: Vec<&Sentence> =
        sentences.iter().filter(|s| names.contains_key(s.event.as_str())).collect();
    if coded.is_empty() {
        bail!("{}: there are no coded sentences in this file", args.sentences.display());
    }
    let mut by_type: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut errors = Listing::default();
    let (mut dead, mut dead_right) = (0, 0);
    for sentence in &coded {
        let Some(name) = names.get(sentence.event.as_str()) else { continue };
        let read = read_text(&sentence.text, &sentence.id, Language::English)
            .with_context(|| sentence.id.clone())?;
        let counts = by_type.entry(sentence.event.as_str()).or_default();
        compare(sentence, name, &read, counts, &mut errors);
        if let Some(number) = sentence.dead.as_deref().and_then(|d| d.trim().parse().ok()) {
            dead += 1;
            if read.figures().iter().any(|f| counts_dead(f, number)) {
                dead_right += 1;
            } else {
                let told: Vec<String> = read
                    .figures()
                    .iter()
                    .map(|f| format!("{} {:?}..{:?}", f.what, f.low, f.high))
                    .collect();
                let what = format!("{number}, read {}: {}", told.join(", "), sentence.text);
                errors.note("dead", what);
            }
        }
    }
    let mut out = io::stdout().lock();
    if args.errors || args.kind.is_some() {
        write!(out, "{}", errors.list(args.kind.as_deref()))?;
    }
    writeln!(out, "{} sentences", coded.len())?;
    writeln!(
        out,
        "{:12} {:10} {:>9} {:>6} {:>6} {:>6} {:>9} {:>6}",
        "type", "now", "sentences", "any", "found", "type", "anywhere", "scope"
    )?;
    let (mut inside, mut partly) = (Counts::default(), Counts::default());
    for (old, c) in &by_type {
        let Some(name) = names.get(old) else { continue };
        writeln!(
            out,
            "{old:12} {:10} {:9} {:6} {:6} {:6} {:9} {:>6}",
            name.now,
            c.sentences,
            c.any,
            c.found,
            c.typed,
            c.anywhere,
            name.scope.name()
        )?;
        match name.scope {
            Scope::In => inside.add(*c),
            Scope::Part => partly.add(*c),
            Scope::Out => {}
        }
    }
    for (name, c) in [("in", inside), ("part", partly)] {
        let share = |n: usize| 100.0 * n as f64 / c.sentences.max(1) as f64;
        writeln!(
            out,
            "scope {name:4}  event {:5.1}  at the coded words {:5.1}  and type {:5.1}  type anywhere {:5.1}   (of {})",
            share(c.any),
            share(c.found),
            share(c.typed),
            share(c.anywhere),
            c.sentences
        )?;
    }
    writeln!(out, "dead: {dead_right} of {dead}")?;
    Ok(())
}

fn compare(
    sentence: &Sentence,
    name: &Name,
    read: &Scored,
    counts: &mut Counts,
    errors: &mut Listing,
) {
    let of_type = |kind: &str| ontology::by_code(kind).is_some_and(|t| t.plover == name.now);
    let markup = sentence.info.as_ref().map_or("", Info::markup);
    let coded = coded_words(markup, &sentence.text);
    let at: Vec<&str> = read
        .events
        .iter()
        .filter(|e| e.mentions.iter().any(|m| coded.iter().any(|c| share(*m, *c))))
        .map(|e| e.kind.as_str())
        .collect();
    let anywhere = read.events.iter().any(|e| of_type(&e.kind));
    let typed = at.iter().any(|k| of_type(k));
    counts.sentences += 1;
    counts.any += usize::from(!read.events.is_empty());
    counts.found += usize::from(!at.is_empty());
    counts.typed += usize::from(typed);
    counts.anywhere += usize::from(anywhere);
    let report = Report::new(&sentence.id, &sentence.text);
    let told: Vec<String> = read
        .events
        .iter()
        .map(|e| format!("{} {}", e.kind, report.words(e.mentions.first().copied())))
        .collect();
    let kind = match (name.scope != Scope::Out, at.is_empty(), typed) {
        (true, true, _) => "missed",
        (true, false, false) => "wrong type",
        (false, false, _) => "out of scope",
        _ => return,
    };
    let what = format!("{markup}\n      read {}", told.join(", "));
    errors.note(format!("{kind}: {}", sentence.event), what);
}

/// Whether a figure counts this number of killed: it is in the interval, which begins no
/// more than a tenth below it.
fn counts_dead(figure: &Figure, number: u64) -> bool {
    let low = figure.low.unwrap_or(0);
    figure.what == "killed"
        && low <= number
        && low * 10 >= number * 9
        && figure.high.is_none_or(|high| number <= high)
}

/// Where the words stand in a sentence that it was coded by.
fn coded_words(markup: &str, text: &str) -> Vec<Piece> {
    let (plain, pieces) = without_marks(markup);
    let text: Vec<char> = text.chars().collect();
    pieces.into_iter().filter_map(|piece| find_near(&plain, &text, piece)).collect()
}

/// Where the words of a piece stand in another copy of the text, nearest to where they stand
/// in the first.
fn find_near(plain: &[char], text: &[char], piece: Piece) -> Option<Piece> {
    let (start, end) = (piece.start as usize, piece.end as usize);
    let words = plain.get(start..end).filter(|w| !w.is_empty())?;
    let found = text.windows(words.len()).enumerate().filter(|w| w.1 == words).map(|w| w.0);
    let at = found.min_by_key(|at| at.abs_diff(start))? as u32;
    Some(Piece { start: at, end: at + (piece.end - piece.start) })
}

/// A marked sentence without its marks, and where the words of the event stand in it:
/// `(EVT: killed)`.
fn without_marks(markup: &str) -> (Vec<char>, Vec<Piece>) {
    let mut plain = Vec::new();
    let mut pieces = Vec::new();
    // Open brackets: of words of the event, where they began; of others; of the text.
    let mut open: Vec<Option<Option<u32>>> = Vec::new();
    let mut rest = markup;
    while let Some(c) = rest.chars().next() {
        let at = plain.len() as u32;
        if let Some(tag) = tag(rest) {
            open.push(Some(tag.starts_with("(EVT").then_some(at)));
            rest = rest[tag.len()..].strip_prefix(' ').unwrap_or(&rest[tag.len()..]);
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '(' => open.push(None),
            // A few brackets are closed by another sign.
            ')' | '}' => match open.pop() {
                Some(Some(event)) => {
                    pieces.extend(event.map(|start| Piece { start, end: at }));
                    continue;
                }
                // One too many: the sentence has none there.
                None => continue,
                Some(None) => {}
            },
            _ => {}
        }
        plain.push(c);
    }
    (plain, pieces)
}

/// The mark that a text begins with: `(EVT:`, `(SRC/TAR:`.
fn tag(text: &str) -> Option<&str> {
    let name = text.strip_prefix('(')?.split(':').next()?;
    let tagged = !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '/');
    text.get(..name.len() + 2).filter(|tag| tagged && tag.ends_with(':'))
}

#[cfg(test)]
mod tests {
    use super::super::form::Event;
    use super::*;

    #[test]
    fn coded_words_stand_where_they_stand_in_the_sentence() {
        let markup = "(SRC: Rebels) (here) (EVT: shelled) the town, (EVT: killing) two.";
        let text: Vec<char> = "Rebels (here) shelled the town, killing two.".chars().collect();
        let words = |text: &[char]| -> Vec<String> {
            let coded = coded_words(markup, &text.iter().collect::<String>());
            coded.iter().map(|p| text[p.start as usize..p.end as usize].iter().collect()).collect()
        };
        assert_eq!(words(&text), ["shelled", "killing"]);
        // Another copy of the sentence.
        let other: Vec<char> =
            "The rebels (there) shelled the port,  killing two.".chars().collect();
        assert_eq!(words(&other), ["shelled", "killing"]);
        assert!(words(&['?']).is_empty());
    }

    #[test]
    fn brackets_may_stand_in_brackets() {
        let text: Vec<char> = "A car bomb exploded.".chars().collect();
        let coded =
            coded_words("A (SRC/LOC: (EVT: car bomb)) (EVT: exploded)).", "A car bomb exploded.");
        assert_eq!(coded.len(), 2);
        assert_eq!(text[coded[0].start as usize], 'c');
        assert_eq!(text[coded[1].start as usize], 'e');
    }

    fn read(events: &[(&str, u32, u32)]) -> Scored {
        let events = events.iter().map(|&(kind, start, end)| Event {
            kind: kind.into(),
            mentions: vec![Piece { start, end }],
            place: None,
            date: None,
            date_text: None,
            actor: None,
            target: None,
            claims: Vec::new(),
            figures: Vec::new(),
        });
        Scored { events: events.collect(), ..Scored::default() }
    }

    #[test]
    fn a_sentence_is_compared() {
        let sentence = Sentence {
            id: "1".into(),
            event: "FIGHT".into(),
            text: "Rebels shelled the town.".into(),
            info: Some(Info::Bare("(SRC: Rebels) (EVT: shelled) the town.".into())),
            dead: None,
        };
        let fight = Name { now: "ASSAULT", scope: Scope::In };
        let mut errors = Listing::default();
        let mut count = |events: &[(&str, u32, u32)]| {
            let mut counts = Counts::default();
            compare(&sentence, &fight, &read(events), &mut counts, &mut errors);
            [counts.sentences, counts.any, counts.found, counts.typed, counts.anywhere]
        };
        assert_eq!(count(&[]), [1, 0, 0, 0, 0]);
        assert_eq!(count(&[("shelling_missile", 7, 14)]), [1, 1, 1, 1, 1]);
        assert_eq!(count(&[("peaceful_protest", 7, 14)]), [1, 1, 1, 0, 0]);
        assert_eq!(count(&[("shelling_missile", 19, 23)]), [1, 1, 0, 0, 1]);
        // Another event at the words, and one of the type elsewhere.
        let both = [("arrests", 7, 14), ("armed_clash", 19, 23)];
        assert_eq!(count(&both), [1, 1, 1, 0, 1]);
    }

    #[test]
    fn counts_of_types_add_up() {
        let mut sum = Counts { sentences: 2, any: 2, found: 1, typed: 1, anywhere: 1 };
        sum.add(Counts { sentences: 3, any: 2, found: 2, typed: 0, anywhere: 1 });
        let all = [sum.sentences, sum.any, sum.found, sum.typed, sum.anywhere];
        assert_eq!(all, [5, 4, 3, 1, 2]);
    }

    #[test]
    fn a_count_of_dead_is_in_the_interval() {
        let figure = |low, high| Figure {
            what: "killed".into(),
            low,
            high,
            piece: Piece { start: 0, end: 1 },
            held_by: "AUTHOR".into(),
        };
        assert!(counts_dead(&figure(Some(12), Some(12)), 12));
        assert!(counts_dead(&figure(Some(11), None), 12));
        assert!(!counts_dead(&figure(Some(10), None), 12));
        assert!(!counts_dead(&figure(None, Some(20)), 12));
    }

    #[test]
    fn every_name_of_the_ontology_is_in_the_table() {
        let names = names();
        for event in ontology::types().iter().filter(|t| t.plover != "none") {
            assert!(
                names.values().any(|n| n.now == event.plover && n.scope != Scope::Out),
                "{}",
                event.plover
            );
        }
    }
}
