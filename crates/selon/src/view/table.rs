//! Who says what, how surely: one block an event, then what else is said.

use std::collections::{BTreeSet, HashMap};

use selon_model::reading::{
    Attribution, Certainty, Claim, Event, EventPlace, Excerpt, Figure, Reading,
};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::layout::keeps_together;
use super::paint::{Paint, Role};
use super::words;
use crate::terminal::harmless_line;

/// Where the values of a block begin, in columns.
const VALUES: usize = 12;
/// The longest quotation in the table, in columns.
const LONG: usize = 200;

/// What is known of the report.
pub fn head(out: &mut String, text: &str, reading: &Reading, width: usize, paint: Paint) {
    let report = &reading.report;
    // A headline that begins the text is shown there.
    let apart = |title: &&String| !text.trim_start().starts_with(title.as_str());
    if let Some(title) = report.title.as_ref().filter(apart) {
        paragraph(out, &harmless_line(title), width, 0, Role::Heading, paint);
    }
    let mut facts = vec![harmless_line(&report.id), report.language.code().to_owned()];
    facts.extend(report.outlet.as_deref().map(harmless_line));
    facts.push(match &reading.published {
        Some(day) => format!("published {day}"),
        None => "day of publication not known".into(),
    });
    facts.extend(report.url.as_deref().map(harmless_line));
    paragraph(out, &facts.join(" · "), width, 0, Role::Frame, paint);
    for (link, what) in [(&report.translation_of, "translation of"), (&report.copy_of, "copy of")] {
        if let Some(link) = link {
            let line =
                format!("{what} {}: no independent origin beside it", harmless_line(&link.url));
            paragraph(out, &line, width, 0, Role::Frame, paint);
        }
    }
}

/// The table.
pub fn who_says_what(out: &mut String, reading: &Reading, width: usize, paint: Paint) {
    let table = Table {
        reading,
        by_id: reading.attributions.iter().map(|a| (a.id.as_str(), a)).collect(),
        width,
        paint,
    };
    paragraph(out, "Who says what, how surely", width, 0, Role::Heading, paint);
    if reading.events.is_empty() {
        out.push_str("No event of conflict was found.\n");
    }
    for event in &reading.events {
        out.push('\n');
        table.event(out, event);
    }
    table.other_statements(out);
}

struct Table<'r> {
    reading: &'r Reading,
    by_id: HashMap<&'r str, &'r Attribution>,
    width: usize,
    paint: Paint,
}

impl Table<'_> {
    fn event(&self, out: &mut String, event: &Event) {
        let mentions: Vec<String> = event.mentions.iter().map(quoted).collect();
        let headline = if event.headline_event { "what the report is about; " } else { "" };
        let first = format!(
            "{:<4}{} — {headline}{}",
            event.id,
            words::event_type(&event.kind),
            distinct(mentions).join(", ")
        );
        paragraph(out, &first, self.width, 4, Role::Event, self.paint);
        self.row(out, "where", &event.place.as_ref().map_or("not told".into(), place));
        self.row(out, "when", &self.when(event));
        let told =
            [("actor", &event.actor), ("target", &event.target), ("with", &event.instrument)];
        for (name, what) in told {
            if let Some(what) = what {
                self.row(out, name, &quoted(what));
            }
        }
        if let Some(whole) = &event.part_of {
            self.row(out, "part of", whole);
        }
        for claim in &event.claims {
            self.row(out, "held by", &self.claim(claim));
        }
        for figure in event.figures.iter().chain(&event.other_figures) {
            self.row(out, "figure", &self.figure(event, figure));
        }
    }

    fn claim(&self, claim: &Claim) -> String {
        let mut how = vec![words::certainty(claim.certainty).to_owned()];
        if let Some(hedge) = &claim.hedge {
            let (kind, quote) = (words::hedge_kind(hedge.kind), quoted(&hedge.excerpt));
            how[0] = format!("hedged by {quote} ({kind})");
        }
        if let Some(denied) = words::polarity(claim.polarity) {
            // Who denies it is certain of nothing but that.
            how.retain(|_| claim.certainty == Certainty::Hedged);
            how.push(denied.to_owned());
        }
        how.extend(words::reality(claim.reality).map(str::to_owned));
        let over = if claim.carried_over { ", carried over" } else { "" };
        let mut line = format!("{}{over}: {}", self.holder(&claim.held_by.0), how.join(", "));
        let hedge = claim.hedge.as_ref().map(|h| h.excerpt.span);
        if let Some(cue) = claim.cue.as_ref().filter(|c| Some(c.span) != hedge) {
            line.push_str(&format!(", by {}", quoted(cue)));
        }
        line
    }

    fn figure(&self, event: &Event, figure: &Figure) -> String {
        let hedged = match words::certainty(figure.certainty) {
            "certain" => "",
            _ => ", hedged",
        };
        let over = if figure.carried_over { ", carried over" } else { "" };
        let total = event.figures.iter().find(|f| Some(&f.id) == figure.part_of.as_ref());
        let part = total.map_or(String::new(), |f| format!(", part of {}", quoted(&f.excerpt)));
        let joint = figure.joint.as_ref().map_or(String::new(), |joint| {
            format!(", of {} killed and injured", words::interval(joint.low, joint.high))
        });
        format!(
            "{}: {} — {}{part}{joint}, {}{over}{hedged}",
            words::code(&figure.what),
            words::interval(figure.low, figure.high),
            quoted(&figure.excerpt),
            self.holder(&figure.held_by.0),
        )
    }

    fn when(&self, event: &Event) -> String {
        match (&event.date, &event.date_text) {
            (Some(date), Some(said)) => format!("{date} — {}", quoted(said)),
            (Some(date), None) => date.clone(),
            (None, Some(said)) if self.reading.published.is_none() => {
                format!("{}, day of publication not known", quoted(said))
            }
            (None, Some(said)) => format!("{}, not resolved", quoted(said)),
            (None, None) => "not told".into(),
        }
    }

    /// The chain of who says that who says it, the outer first.
    fn holder(&self, id: &str) -> String {
        let mut chain = Vec::new();
        let mut kind = None;
        let mut at = self.by_id.get(id).copied();
        // A chain is never longer than there are attributions, whatever the ids say.
        for _ in 0..=self.reading.attributions.len() {
            let Some(attribution) = at else { break };
            if chain.is_empty() {
                kind = words::source_kind(attribution.source_kind);
            }
            chain.push(format!("{} {}", attribution.id, source(attribution)));
            at = attribution.inside.as_deref().and_then(|o| self.by_id.get(o).copied());
        }
        if chain.is_empty() {
            return "the author".into();
        }
        chain.reverse();
        let kind = kind.map_or(String::new(), |k| format!(" ({k})"));
        format!("{}{kind}", chain.join(" › "))
    }

    /// The statements that hold no event and no figure.
    fn other_statements(&self, out: &mut String) {
        let events = &self.reading.events;
        let mut holders: BTreeSet<&str> = events
            .iter()
            .flat_map(|e| {
                let figures = e.figures.iter().map(|f| f.held_by.0.as_str());
                figures.chain(e.claims.iter().map(|c| c.held_by.0.as_str()))
            })
            .collect();
        // Who holds what another says is shown in the chain.
        for attribution in &self.reading.attributions {
            let mut at = holders.contains(attribution.id.as_str()).then_some(attribution);
            while let Some(outer) = at.and_then(|a| a.inside.as_deref()) {
                at = if holders.insert(outer) { self.by_id.get(outer).copied() } else { None };
            }
        }
        let mut others = self
            .reading
            .attributions
            .iter()
            .filter(|a| !holders.contains(a.id.as_str()))
            .peekable();
        if others.peek().is_none() {
            return;
        }
        out.push('\n');
        paragraph(out, "Also said", self.width, 0, Role::Heading, self.paint);
        for attribution in others {
            let content: Vec<String> =
                attribution.content.iter().map(|c| short(&harmless_line(&c.text))).collect();
            let hedge = attribution.hedge.as_ref();
            let hedge =
                hedge.map_or(String::new(), |h| format!(" [hedged by {}]", quoted(&h.excerpt)));
            let line = format!("{}{hedge}: {}", self.holder(&attribution.id), content.join(" … "));
            paragraph(out, &line, self.width, 4, Role::Plain, self.paint);
        }
    }

    fn row(&self, out: &mut String, name: &str, value: &str) {
        let line = format!("    {name:<8}{value}");
        paragraph(out, &line, self.width, VALUES, Role::Plain, self.paint);
    }
}

fn source(attribution: &Attribution) -> String {
    let Some(source) = &attribution.source else { return "somebody not told".into() };
    let said = short(&harmless_line(&source.text));
    // *-t-elle* after its verb.
    let said = said.trim_start_matches("-t-").trim_start_matches('-').to_owned();
    match &attribution.source_name {
        Some(name) if !said.to_lowercase().contains(&name.to_lowercase()) => {
            format!("{said} = {}", harmless_line(name))
        }
        _ => said,
    }
}

fn place(place: &EventPlace) -> String {
    let said = quoted(&place.excerpt);
    let mut known: Vec<String> = Vec::new();
    known.extend(place.name.as_deref().map(harmless_line));
    known.extend(place.country.as_deref().map(harmless_line));
    known.extend(place.precision.map(|p| p.code().to_owned()));
    if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
        known.push(format!(
            "{:.2}\u{a0}{} {:.2}\u{a0}{}",
            lat.abs(),
            if lat < 0.0 { "S" } else { "N" },
            lon.abs(),
            if lon < 0.0 { "W" } else { "E" }
        ));
    }
    if known.is_empty() {
        format!("{said}, not resolved")
    } else {
        format!("{said}: {}", known.join(", "))
    }
}

fn quoted(words: &Excerpt) -> String {
    format!("“{}”", short(&harmless_line(&words.text)))
}

/// Words cut to what a table bears.
fn short(words: &str) -> String {
    if words.width() <= LONG {
        return words.to_owned();
    }
    let mut columns = 0;
    let kept = words.graphemes(true).take_while(|g| {
        columns += g.width();
        columns < LONG
    });
    kept.collect::<String>().trim_end().to_owned() + "…"
}

fn distinct(words: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    words.into_iter().filter(|w| seen.insert(w.clone())).collect()
}

/// Splits at the spaces where a line may break.
fn unbroken(words: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(words);
    std::iter::from_fn(move || {
        let words = rest?;
        let space = words
            .match_indices(' ')
            .map(|(at, _)| at)
            .find(|&at| !keeps_together(&words[..at], words[at + 1..].chars().next()));
        rest = space.map(|at| &words[at + 1..]);
        Some(&words[..space.unwrap_or(words.len())])
    })
}

/// Items two spaces apart, on lines that end between them.
pub fn packed(out: &mut String, items: &[&str], width: usize, role: Role, paint: Paint) {
    let mut line = String::new();
    for item in items {
        if !line.is_empty() && line.width() + 2 + item.width() > width {
            paragraph(out, &std::mem::take(&mut line), usize::MAX, 0, role, paint);
        }
        if !line.is_empty() {
            line.push_str("  ");
        }
        line.push_str(item);
    }
    paragraph(out, &line, usize::MAX, 0, role, paint);
}

/// Words wrapped at spaces, the lines after the first set in by `hang` columns.
pub fn paragraph(
    out: &mut String,
    words: &str,
    width: usize,
    hang: usize,
    role: Role,
    paint: Paint,
) {
    let indent = words.len() - words.trim_start_matches(' ').len();
    let mut line = " ".repeat(indent);
    let mut columns = indent;
    let mut fresh = true;
    let mut finish = |line: &mut String| {
        let (on, off) = paint.codes(role);
        out.push_str(on);
        // A space that no line breaks at has done its work.
        out.push_str(&line.trim_end().replace('\u{a0}', " "));
        out.push_str(off);
        out.push('\n');
        line.clear();
        line.push_str(&" ".repeat(hang));
    };
    for word in unbroken(&words[indent..]) {
        let wide = word.width();
        if !fresh && columns + 1 + wide > width {
            finish(&mut line);
            columns = hang;
            fresh = true;
        }
        if !fresh {
            line.push(' ');
            columns += 1;
        }
        line.push_str(word);
        columns += wide;
        fresh = false;
    }
    finish(&mut line);
}
