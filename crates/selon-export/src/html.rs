//! One self-contained file to print: no scripts, nothing that is loaded from elsewhere.

use std::fmt::Write as _;
use std::io::{self, Write};

use selon_dossier::disagreement::RevisionReason;
use selon_dossier::summary::{ClaimView, FigureView};

use crate::column::{code, degrees};
use crate::item::{Item, ReportFacts};
use crate::quote::{Quote, around};
use crate::writer::Options;

/// So many code points around the words are shown with them.
const AROUND: usize = 120;

const CSS: &str = include_str!("html.css");

/// What stands before the first event.
pub(crate) fn begin(out: &mut impl Write, options: &Options) -> io::Result<()> {
    let title = escape(options.title.as_deref().unwrap_or("Events, and who says so"));
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>\n{CSS}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    )?;
    writeln!(
        out,
        "<p class=\"note\">Read out of reports by a program, which may be wrong. Each line names \
         who holds it and the words that it rests on; nothing here is a finding of the program \
         on what is true. Numbers after words are code points of the report’s text.</p>"
    )?;
    if let Some(km) = options.blur_km {
        writeln!(
            out,
            "<p class=\"note\">Coordinates were coarsened to {km} km. Names and words were not.</p>"
        )?;
    }
    Ok(())
}

/// What stands after the last event.
pub(crate) fn end(out: &mut impl Write, empty: bool) -> io::Result<()> {
    if empty {
        writeln!(out, "<p>No event is like that.</p>")?;
    }
    writeln!(out, "</body>\n</html>")
}

/// An event.
pub(crate) fn event(out: &mut impl Write, item: &Item) -> io::Result<()> {
    let mut page = Page { item, html: String::new() };
    page.head();
    page.claims();
    page.figures();
    page.origins();
    page.disagreements();
    page.revisions();
    page.reports();
    out.write_all(page.html.as_bytes())
}

struct Page<'i> {
    item: &'i Item,
    html: String,
}

impl Page<'_> {
    fn add(&mut self, html: &str) {
        self.html.push_str(html);
        self.html.push('\n');
    }

    fn head(&mut self) {
        let event = &self.item.event;
        let place = event.place.as_ref();
        let mut title = vec![sentence(&event.kind)];
        title.extend(place.map(|p| p.name.clone()));
        title.extend(event.date.clone());
        let title: Vec<String> = title.iter().map(|part| escape(part)).collect();
        self.add(&format!("<section id=\"{}\">", escape(&event.id)));
        self.add(&format!("<h2>{}</h2>", title.join(" · ")));
        let mut rows: Vec<(String, String, String)> = Vec::new();
        let ids = |field: &str| event.summary.rests_on.get(field).cloned().unwrap_or_default();
        let mut row = |name: &str, value: &str, rests_on: Vec<String>| {
            rows.push((name.to_owned(), value.to_owned(), rests_on.join(" ")));
        };
        row("event", &event.id, Vec::new());
        let (least, most) = (event.origins.at_least, event.origins.at_most);
        let count = if least == most {
            least.to_string()
        } else {
            format!("at least {least}, at most {most}")
        };
        row("independent origins", &count, Vec::new());
        row("when", event.date.as_deref().unwrap_or("not told"), ids("date"));
        let at = place.map_or_else(
            || "not told".to_owned(),
            |p| {
                let mut at = p.name.clone();
                if let Some(country) = &p.country {
                    let _ = write!(at, ", {country}");
                }
                if let (Some(lat), Some(lon)) = (p.lat, p.lon) {
                    let _ = write!(at, " ({} {}", degrees(lat), degrees(lon));
                    match self.item.blur_km {
                        Some(km) => {
                            let _ = write!(at, ", coarsened to {km} km)");
                        }
                        None => at.push(')'),
                    }
                }
                if let Some(precision) = p.precision {
                    let size = code(precision);
                    let article = if size.starts_with('a') { "an" } else { "a" };
                    let _ = write!(at, ", told as {article} {size}");
                }
                at
            },
        );
        row("where", &at, ids("place"));
        row("actor", event.actor.as_deref().unwrap_or("not told"), ids("actor"));
        row("target", event.target.as_deref().unwrap_or("not told"), ids("target"));
        let mut instruments: Vec<(&str, Vec<String>)> = Vec::new();
        for claim in event.claims.iter().filter(|c| !c.rejected) {
            let Some(words) = claim.instrument.as_ref().map(|i| i.text.as_str()) else { continue };
            match instruments.iter_mut().find(|(known, _)| *known == words) {
                Some((_, ids)) => ids.push(claim.id.clone()),
                None => instruments.push((words, vec![claim.id.clone()])),
            }
        }
        for (words, ids) in instruments {
            row("instrument", words, ids);
        }
        for range in &event.summary.tolls {
            let class = range.class.as_ref().map_or_else(String::new, |c| format!(" ({c})"));
            let name = format!("{}{class}", range.what);
            let value = format!(
                "best {}; lowest {}, highest {}",
                interval(range.best_low, range.best_high),
                told(range.low),
                told(range.high)
            );
            row(&name, &value, range.figures.clone());
        }
        for field in &event.corrected {
            row("decided by the user", field, Vec::new());
        }
        for note in &event.notes {
            row("note of the user", note, Vec::new());
        }
        for related in &event.part_of {
            row("part of", &format!("{} ({})", related.event, related.reason), Vec::new());
        }
        self.add("<table>");
        for (name, value, rests_on) in rows {
            self.add(&format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"id\">{}</td></tr>",
                escape(&name),
                bdi(&value),
                escape(&rests_on)
            ));
        }
        self.add("</table>");
    }

    /// Words with what stands around them.
    fn quote(&self, quote: &Quote) -> String {
        let (before, after) = self
            .item
            .report(&quote.report)
            .map(|r| around(r, quote.start, quote.end, AROUND))
            .unwrap_or_default();
        let cut = |text: String| text.replace(['\r', '\n'], " ");
        let lead = if before.chars().count() == AROUND { "…" } else { "" };
        let tail = if after.chars().count() == AROUND { "…" } else { "" };
        format!(
            "<blockquote><bdi>{lead}{}<mark>{}</mark>{}{tail}</bdi> \
             <span class=\"id\">{} {}–{}</span></blockquote>",
            escape(&cut(before)),
            escape(&cut(quote.text.clone())),
            escape(&cut(after)),
            escape(&quote.report),
            quote.start,
            quote.end
        )
    }

    fn claims(&mut self) {
        self.add("<h3>Who holds what</h3>\n<ul>");
        for claim in &self.item.event.claims {
            let line = format!(
                "<li><span class=\"id\">{}</span> {}: <span class=\"how\">{}</span>{}</li>",
                escape(&claim.id),
                path(claim.chain.iter().map(|p| p.name.as_str()), claim.outlet.as_deref()),
                escape(&how(claim)),
                self.quote(&Quote::from(claim))
            );
            self.add(&line);
        }
        self.add("</ul>");
    }

    fn figures(&mut self) {
        let event = &self.item.event;
        if event.figures.is_empty() {
            return;
        }
        self.add("<h3>Figures, as they were told</h3>\n<ul>");
        let in_order = |id: &String| event.figures.iter().find(|f| f.id == *id);
        for figure in event.history.iter().filter_map(in_order) {
            let line = format!(
                "<li><span class=\"id\">{}</span> {}: {}{}</li>",
                escape(&figure.id),
                path(figure.chain.iter().map(|p| p.name.as_str()), figure.outlet.as_deref()),
                escape(&counted(figure)),
                self.quote(&Quote::from(figure))
            );
            self.add(&line);
        }
        self.add("</ul>");
    }

    fn origins(&mut self) {
        let origins = &self.item.event.origins;
        self.add("<h3>Independent origins</h3>\n<ul>");
        for origin in &origins.list {
            let counts = if origin.certain { "counts surely" } else { "may be one of the others" };
            let why = origin.why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
            let mut ways: Vec<String> = origin
                .ways
                .iter()
                .map(|way| format!("{} ({})", way.path.join(" → "), way.report))
                .collect();
            ways.dedup();
            self.add(&format!(
                "<li>{} ({}), {}{}<br><span class=\"note\">{}</span></li>",
                bdi(&origin.name),
                origin.kind.word(),
                counts,
                escape(&why),
                bdi(&ways.join("; "))
            ));
        }
        for none in &origins.adds_none {
            self.add(&format!(
                "<li><span class=\"id\">{}</span> adds none: {}</li>",
                escape(&none.report),
                bdi(&none.why)
            ));
        }
        self.add("</ul>");
    }

    fn disagreements(&mut self) {
        let event = &self.item.event;
        if event.disagreements.is_empty() {
            return;
        }
        self.add("<h3>What cannot all be true</h3>\n<ul>");
        for found in &event.disagreements {
            let what = found.what.as_ref().map_or_else(String::new, |what| format!(" of {what}"));
            let sides: Vec<String> = found
                .sides
                .iter()
                .map(|side| {
                    let (holders, claims) = (side.holders.join("; "), side.claims.join(" "));
                    format!(
                        "<li>{} — {} <span class=\"id\">{}</span></li>",
                        bdi(&side.value),
                        bdi(&holders),
                        escape(&claims)
                    )
                })
                .collect();
            self.add(&format!(
                "<li>{}{}<ul>{}</ul></li>",
                escape(&code(found.kind)),
                escape(&what),
                sides.concat()
            ));
        }
        self.add("</ul>");
    }

    fn revisions(&mut self) {
        let event = &self.item.event;
        if event.revisions.is_empty() {
            return;
        }
        self.add("<h3>What was revised</h3>\n<ul>");
        let value = |id: &str| {
            let figure = event.figures.iter().find(|f| f.id == id);
            figure.map_or_else(String::new, |f| interval(f.low, f.high))
        };
        for revision in &event.revisions {
            let why = match revision.why {
                RevisionReason::SameOrigin => "the same origin, later",
                RevisionReason::Grew => "it grew with time",
            };
            let told = |id: &str, words: &str| {
                let figure = value(id);
                if figure.is_empty() { words.to_owned() } else { figure }
            };
            self.add(&format!(
                "<li>{}: {} ({}) → {} ({}), {why}</li>",
                escape(&revision.what),
                escape(&told(&revision.from, &revision.was)),
                escape(&revision.from),
                escape(&told(&revision.to, &revision.is)),
                escape(&revision.to)
            ));
        }
        self.add("</ul>");
    }

    fn reports(&mut self) {
        self.add("<h3>Reports</h3>\n<ul>");
        for report in &self.item.reports {
            self.add(&format!("<li>{}</li>", facts(report)));
        }
        self.add("</ul>\n</section>");
    }
}

fn facts(report: &ReportFacts) -> String {
    let title = report.title.as_ref().unwrap_or(&report.name);
    let mut line = format!("<span class=\"id\">{}</span> {}", escape(&report.id), bdi(title));
    for fact in [&report.outlet, &report.published].into_iter().flatten() {
        let _ = write!(line, " · {}", bdi(fact));
    }
    match &report.coded_by {
        Some(_) => line.push_str(" · a row that people coded"),
        None => {
            let _ = write!(line, " · {}", escape(&report.language));
        }
    }
    if let Some(url) = &report.url {
        // Anything else than an address of the web would be run when it is opened.
        let web = url.starts_with("https://") || url.starts_with("http://");
        let shown = escape(url);
        if web {
            let _ = write!(line, "<br><a rel=\"noreferrer\" href=\"{shown}\">{shown}</a>");
        } else {
            let _ = write!(line, "<br>{shown}");
        }
    }
    let hash = escape(&report.text_sha256);
    let _ = write!(line, "<br><span class=\"id note\">SHA-256 of the text {hash}</span>");
    line
}

/// Who says it to whom, the deepest first: *OSDH, in Le Courrier*.
fn path<'n>(chain: impl Iterator<Item = &'n str>, outlet: Option<&str>) -> String {
    let mut names: Vec<String> = chain.map(bdi).collect();
    let author = bdi(outlet.unwrap_or("an outlet that is not known"));
    if names.is_empty() {
        return format!("{author} itself");
    }
    names.push(author);
    names.join(", in ")
}

fn how(claim: &ClaimView) -> String {
    let mut words = vec![claim.how_held()];
    if claim.coded_by.is_some() {
        words.push("coded by people".into());
    }
    if claim.copy_of.is_some() {
        words.push("repeated from another report".into());
    }
    if claim.rejected {
        words.push("rejected by the user".into());
    }
    if claim.confirmed {
        words.push("confirmed by the user".into());
    }
    words.join(", ")
}

fn counted(figure: &FigureView) -> String {
    let mut words = vec![format!("{} {}", interval(figure.low, figure.high), figure.what)];
    words.extend(figure.class.clone());
    if figure.hedged {
        words.push("hedged".into());
    }
    if figure.copy_of.is_some() {
        words.push("repeated from another report".into());
    }
    if figure.rejected {
        words.push("rejected by the user".into());
    }
    words.join(", ")
}

fn interval(low: Option<u64>, high: Option<u64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => "not told".into(),
    }
}

fn told(bound: Option<u64>) -> String {
    bound.map_or_else(|| "open".to_owned(), |n| n.to_string())
}

/// The name of a type as `selon events` shows it: ACLED's, else the code as words.
fn sentence(kind: &str) -> String {
    if let Some(name) = crate::ontology::names(kind).and_then(|names| names.acled_sub) {
        return name.to_owned();
    }
    let words = kind.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Words of reports in a box of their own, so that writing from right to left stays in it.
fn bdi(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}

/// Text as HTML; what steers or hides text is left out.
fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(letter),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => html.push('\u{fffd}'),
            _ => html.push(letter),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::tests::event;

    #[test]
    fn what_a_report_says_is_never_run() {
        let mut event = event(Some("2024-05-07"), None);
        event.actor = Some("<script>alert(1)</script>".into());
        let report = ReportFacts {
            id: "r-2".into(),
            name: "a\" onload=\"x".into(),
            url: Some("javascript:alert(1)".into()),
            ..ReportFacts::default()
        };
        let mut out = Vec::new();
        let item = Item::new(event, vec![report], Some(25.0));
        begin(&mut out, &Options { blur_km: Some(25.0), ..Options::default() }).unwrap();
        super::event(&mut out, &item).unwrap();
        end(&mut out, false).unwrap();
        let html = String::from_utf8(out).unwrap();
        assert!(!html.contains("<script") && !html.contains("href=\"javascript"), "{html}");
        assert!(html.contains("&lt;script&gt;") && html.contains("a&quot; onload=&quot;x"));
        assert!(html.contains("coarsened to 25 km"));
        assert!(!html.contains("src="), "nothing is loaded from elsewhere");
    }

    #[test]
    fn letters() {
        assert_eq!(escape("a<b & 'c'\u{202e}\u{7}"), "a&lt;b &amp; &#39;c&#39;\u{fffd}");
    }
}
