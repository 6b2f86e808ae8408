//! `selon event`: one event, with who says what of it.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;
use selon_dossier::disagreement::{Revision, RevisionReason};
use selon_dossier::same_event::Score;
use selon_dossier::summary::{ClaimView, FigureView};
use selon_dossier::{Dossier, EventView};
use selon_export::{Format, Options, Writer};

use super::columns::{csv, cut};
use super::complete;
use super::file::{DossierFile, ListFormat};
use super::written;
use crate::terminal::{self, Color, harmless_line};
use crate::view::{self, Paint, Role, paragraph};

/// The arguments of `selon event`.
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// The id of the event, or its beginning
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete::events))]
    id: String,

    /// Why this event and another are one, or are not
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete::events))]
    why: Option<String>,

    /// What each cell of its row in an export rests on, as CSV
    #[arg(long, value_name = "acled|ged", value_enum, num_args = 0..=1, require_equals = true,
          default_missing_value = "acled", conflicts_with = "why")]
    trace: Option<Traced>,

    #[command(flatten)]
    dossier: DossierFile,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,

    /// When to colour the text view
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// A table whose cells can be traced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Traced {
    /// ACLED's columns
    Acled,
    /// The columns of UCDP GED
    Ged,
}

const AFTER_HELP: &str = "\
Shows what best sums the event up, who holds what with the words of the report, whose word
that is in the end (origins), what cannot all be true, and how tolls grew.

Examples:
  selon event e-7k3qx
  selon event e-7k3qx --format json | jq .origins
  selon event e-7k3qx --why e-9d2mw     why the two were, or were not, taken for one
  selon event e-7k3qx --trace           what each cell of `selon export` rests on

`selon decide` corrects what is wrong.";

/// Prints an event.
///
/// # Errors
///
/// If there is none, or the dossier cannot be read.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let dossier = args.dossier.open_to_read()?;
    let paint = Paint { color: args.color.wanted() };
    let mut out = io::stdout().lock();
    if let Some(other) = &args.why {
        let scores = dossier.explain(&args.id, other)?;
        match args.format {
            ListFormat::Json => {
                let pairs: Vec<_> = scores
                    .iter()
                    .map(|(a, b, score)| serde_json::json!({ "reports": [a, b], "score": score }))
                    .collect();
                serde_json::to_writer_pretty(&mut out, &pairs).map_err(io::Error::from)?;
                writeln!(out)?;
            }
            ListFormat::Csv => why_csv(&mut out, &scores)?,
            ListFormat::Text => out.write_all(why(&scores)?.as_bytes())?,
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(form) = args.trace {
        return trace(&dossier, &args.id, form, io::BufWriter::new(io::stdout()));
    }
    let event = dossier.event(&args.id)?;
    match args.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &event).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Csv => claims_csv(&mut out, &event)?,
        ListFormat::Text => {
            out.write_all(show(&dossier, &event, terminal::width(), paint).as_bytes())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes what each cell of the event's row rests on.
fn trace(
    dossier: &Dossier,
    id: &str,
    form: Traced,
    out: impl Write + Send,
) -> anyhow::Result<ExitCode> {
    let format = match form {
        Traced::Acled => Format::Acled,
        Traced::Ged => Format::Ged,
    };
    let options = Options { trace: true, ..Options::default() };
    let mut writer = Writer::new(format, &options, out)?;
    writer.event(&selon_export::one(dossier, id, None)?)?;
    writer.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// A part of the text view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What best sums it up.
    Head,
    /// Who holds what.
    Claims,
    /// Figures in the order in which they were told.
    Figures,
    /// Whose word it is in the end.
    Origins,
    /// What cannot all be true.
    Disagreements,
    /// What was put right.
    Revisions,
    /// The reports.
    Reports,
}

impl Part {
    /// All parts, in their order.
    pub const ALL: [Part; 7] = [
        Part::Head,
        Part::Claims,
        Part::Figures,
        Part::Origins,
        Part::Disagreements,
        Part::Revisions,
        Part::Reports,
    ];
}

/// The text view of an event.
pub fn show(dossier: &Dossier, event: &EventView, width: usize, paint: Paint) -> String {
    show_parts(dossier, event, &Part::ALL, width, paint)
}

/// Parts of the text view of an event.
pub fn show_parts(
    dossier: &Dossier,
    event: &EventView,
    parts: &[Part],
    width: usize,
    paint: Paint,
) -> String {
    let mut view = View { out: String::new(), width, paint };
    for part in parts {
        match part {
            Part::Head => view.head(event),
            Part::Claims => view.claims(event),
            Part::Figures => view.figures(event),
            Part::Origins => view.origins(event),
            Part::Disagreements => view.disagreements(event),
            Part::Revisions => view.revisions(event),
            Part::Reports => view.reports(dossier, event),
        }
    }
    view.out
}

struct View {
    out: String,
    width: usize,
    paint: Paint,
}

/// Where the values of a block begin.
const VALUES: usize = 10;

impl View {
    fn line(&mut self, words: &str, hang: usize, role: Role) {
        paragraph(&mut self.out, words, self.width, hang, role, self.paint);
    }

    fn heading(&mut self, words: &str) {
        self.out.push('\n');
        self.line(words, 0, Role::Heading);
    }

    fn field(&mut self, name: &str, value: &str) {
        let line = format!("{name:<VALUES$}{}", harmless_line(value));
        self.line(&line, VALUES, Role::Plain);
    }

    fn head(&mut self, event: &EventView) {
        let mut title = vec![event.id.clone(), view::event_type(&event.kind)];
        title.push(written::place(event.place.as_ref()));
        title.extend(event.date.clone());
        self.line(&harmless_line(&title.join(" · ")), 0, Role::Heading);
        let origins = written::origins(event.origins.at_least, event.origins.at_most);
        self.field("origins", &format!("{origins} independent, listed below"));
        if let Some(actor) = &event.actor {
            self.field("actor", actor);
        }
        if let Some(target) = &event.target {
            self.field("target", target);
        }
        for range in &event.summary.tolls {
            let rests = range.figures.join(" ");
            self.field("toll", &format!("{}   ({rests})", written::toll(range)));
        }
        if let Some(place) = &event.place
            && let (Some(lat), Some(lon)) = (place.lat, place.lon)
        {
            let precision = place.precision.map_or("", |p| p.code());
            self.field(
                "where",
                &format!("{} {lat:.2} {lon:.2} {precision}", written::place(Some(place))),
            );
        }
        for field in &event.corrected {
            self.field("corrected", field);
        }
        for note in &event.notes {
            self.field("note", note);
        }
        for (name, list) in [("part of", &event.part_of), ("has part", &event.parts)] {
            for related in list {
                self.field(name, &format!("{} ({})", related.event, related.reason));
            }
        }
    }

    fn claims(&mut self, event: &EventView) {
        self.heading("Who holds what");
        // The words that several claims rest on stand once.
        let mut quoted: BTreeMap<(&str, &str), &str> = BTreeMap::new();
        for claim in &event.claims {
            self.claim(claim);
            let words = (claim.report.as_str(), claim.text.as_str());
            let first = *quoted.entry(words).or_insert(&claim.id);
            if first == claim.id {
                let words = cut(&harmless_line(&claim.text), 300);
                self.line(&format!("    “{words}”"), 4, Role::Plain);
            } else {
                self.line(&format!("    (the words of {first})"), 4, Role::Plain);
            }
        }
    }

    fn claim(&mut self, claim: &ClaimView) {
        let mut how = vec![claim.how_held()];
        if claim.copy_of.is_some() {
            how.push("repeated from another report".into());
        }
        if claim.rejected {
            how.push("rejected".into());
        }
        if claim.confirmed {
            how.push("confirmed".into());
        }
        let told = claim.told.as_deref().map_or("", |t| t.get(..16).unwrap_or(t)).replace('T', " ");
        let path = holder_path(&claim.chain, claim.outlet.as_deref());
        let line = format!("{:<4}{} {told} {path}: {}", claim.id, claim.report, how.join(", "));
        self.line(&harmless_line_keeping(&line), 4, Role::Source);
    }

    fn figures(&mut self, event: &EventView) {
        if event.figures.is_empty() {
            return;
        }
        self.heading("Figures, as they were told");
        for id in &event.history {
            let found = event.figures.iter().find(|f| f.id == *id);
            if let Some(figure) = found {
                self.figure(figure);
            }
        }
    }

    fn figure(&mut self, figure: &FigureView) {
        let told =
            figure.told.as_deref().map_or("", |t| t.get(..16).unwrap_or(t)).replace('T', " ");
        let what = match &figure.class {
            Some(class) => format!("{} ({})", figure.what, written::class_words(class)),
            None => figure.what.clone(),
        };
        let number = view::interval(figure.low, figure.high);
        let mut more = String::new();
        if figure.hedged {
            more.push_str(", hedged");
        }
        if figure.copy_of.is_some() {
            more.push_str(", repeated");
        }
        if figure.earlier {
            more.push_str(", told before");
        }
        if figure.rejected {
            more.push_str(", rejected");
        }
        if figure.confirmed {
            more.push_str(", confirmed");
        }
        let path = holder_path(&figure.chain, figure.outlet.as_deref());
        let line = format!(
            "{:<4}{told} {what}: {number} — “{}”, {path}{more}, {}",
            figure.id, figure.text, figure.report
        );
        self.line(&harmless_line_keeping(&line), 4, Role::Plain);
    }

    fn origins(&mut self, event: &EventView) {
        let origins = &event.origins;
        let count = if origins.at_least == origins.at_most {
            format!("{}", origins.at_least)
        } else {
            format!("at least {}, at most {}", origins.at_least, origins.at_most)
        };
        self.heading(&format!("Independent origins: {count}"));
        for origin in &origins.list {
            let sign = if origin.certain { "+" } else { "?" };
            let mut line = format!("{sign} {} ({})", origin.name, origin.kind.word());
            if let Some(why) = &origin.why {
                line.push_str(&format!(": {why}"));
            }
            self.line(&harmless_line(&line), 4, Role::Source);
            for way in &origin.ways {
                let line = format!("    {} {}", way.report, way.path.join(" → "));
                self.line(&harmless_line_keeping(&line), 6, Role::Plain);
            }
        }
        for none in &origins.adds_none {
            let of = none.of.as_ref().map_or_else(String::new, |of| format!(" [{of}]"));
            let line = format!("- {} adds none: {}{of}", none.report, none.why);
            self.line(&harmless_line(&line), 4, Role::Plain);
        }
    }

    fn disagreements(&mut self, event: &EventView) {
        if event.disagreements.is_empty() {
            return;
        }
        self.heading("What cannot all be true");
        for found in &event.disagreements {
            let what = found.what.as_ref().map_or_else(String::new, |w| format!(" of {w}"));
            self.line(&format!("{}{what}", written::kind(found.kind)), 2, Role::Hedge);
            for side in &found.sides {
                let line = format!(
                    "  {} — {} ({})",
                    side.value,
                    side.holders.join("; "),
                    side.claims.join(" ")
                );
                self.line(&harmless_line_keeping(&line), 4, Role::Plain);
            }
        }
    }

    fn revisions(&mut self, event: &EventView) {
        if event.revisions.is_empty() {
            return;
        }
        self.heading("What was revised");
        for chain in chains(&event.revisions) {
            let value = |id: &str, words: &str| {
                let found = event.figures.iter().find(|f| f.id == id);
                found.map_or_else(|| words.to_owned(), |f| view::interval(f.low, f.high))
            };
            let [first, ..] = &chain[..] else { continue };
            let mut line = match first.what.as_str() {
                "kind" => "what it was".to_owned(),
                "occurrence" => "whether".to_owned(),
                what => what.to_owned(),
            };
            line.push_str(&format!(": {} ({})", value(&first.from, &first.was), first.from));
            for revision in &chain {
                line.push_str(&format!(
                    " → {} ({})",
                    value(&revision.to, &revision.is),
                    revision.to
                ));
            }
            let same = chain.iter().all(|r| r.why == RevisionReason::SameOrigin);
            line.push_str(if same { ", the same origin, later" } else { ", it grew with time" });
            self.line(&line, 2, Role::Plain);
        }
    }

    fn reports(&mut self, dossier: &Dossier, event: &EventView) {
        self.heading("Reports");
        for id in &event.reports {
            let Ok(report) = dossier.report(id) else { continue };
            let row = report.row;
            let mut facts = vec![row.id.clone()];
            facts.extend(row.published.clone());
            facts.push(row.language.clone());
            facts.extend(row.outlet.clone());
            facts.push(row.title.clone().unwrap_or_else(|| row.name.clone()));
            self.line(&harmless_line(&facts.join(" · ")), 4, Role::Plain);
        }
    }
}

/// Revisions of one thing after each other: 3 → 5, 5 → 7 as 3 → 5 → 7.
fn chains(revisions: &[Revision]) -> Vec<Vec<&Revision>> {
    let mut chains: Vec<Vec<&Revision>> = Vec::new();
    for revision in revisions {
        let goes_on = |chain: &&mut Vec<&Revision>| {
            chain.last().is_some_and(|last| last.to == revision.from && last.why == revision.why)
        };
        match chains.iter_mut().find(goes_on) {
            Some(chain) => chain.push(revision),
            None => chains.push(vec![revision]),
        }
    }
    chains
}

/// [`harmless_line`] that keeps the spaces at the start and between columns.
fn harmless_line_keeping(line: &str) -> String {
    let indent = line.len() - line.trim_start_matches(' ').len();
    format!("{}{}", " ".repeat(indent), harmless_line(line))
}

/// Who says it to whom: *OSDH, in Le Courrier*.
fn holder_path(chain: &[selon_dossier::party::Party], outlet: Option<&str>) -> String {
    let mut names: Vec<&str> = chain.iter().map(|p| p.name.as_str()).collect();
    let author = outlet.unwrap_or("an outlet that is not known");
    if names.is_empty() {
        return format!("{author} itself");
    }
    names.push(author);
    names.join(", in ")
}

fn claims_csv(out: &mut dyn Write, event: &EventView) -> io::Result<()> {
    const HEADS: [&str; 15] = [
        "event",
        "claim",
        "report",
        "outlet",
        "told",
        "holder",
        "certainty",
        "polarity",
        "reality",
        "origins",
        "copy_of",
        "start",
        "end",
        "text",
        "key",
    ];
    let code = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let json = |c: &ClaimView| {
        [
            serde_json::to_value(c.certainty),
            serde_json::to_value(c.polarity),
            serde_json::to_value(c.reality),
        ]
        .map(|v| v.map(code).unwrap_or_default())
    };
    let rows: Vec<Vec<String>> = event
        .claims
        .iter()
        .map(|c| {
            let [certainty, polarity, reality] = json(c);
            vec![
                event.id.clone(),
                c.id.clone(),
                c.report.clone(),
                c.outlet.clone().unwrap_or_default(),
                c.told.clone().unwrap_or_default(),
                c.holder.clone(),
                certainty,
                polarity,
                reality,
                c.origins.join(" "),
                c.copy_of.clone().unwrap_or_default(),
                c.span.start.to_string(),
                c.span.end.to_string(),
                c.text.clone(),
                c.key.clone(),
            ]
        })
        .collect();
    csv(out, &HEADS, &rows)
}

/// Why two events are one, or are not.
/// One reason a row, with the score of its pair.
fn why_csv(out: &mut impl Write, scores: &[(String, String, Score)]) -> io::Result<()> {
    let mut cells: Vec<Vec<String>> = Vec::new();
    for (a, b, score) in scores {
        for reason in &score.reasons {
            cells.push(vec![
                a.clone(),
                b.clone(),
                score.score.to_string(),
                reason.about.to_string(),
                reason.weight.to_string(),
                reason.words.clone(),
            ]);
        }
    }
    csv(out, &["report", "other_report", "score", "about", "weight", "words"], &cells)
}

/// The likeliest pairs, with what speaks for them and against.
fn why(scores: &[(String, String, Score)]) -> anyhow::Result<String> {
    use std::fmt::Write;
    let mut out = String::new();
    if scores.is_empty() {
        return Ok("One report tells both: the reader held them apart.\n".into());
    }
    for (x, y, score) in scores.iter().take(6) {
        let verdict = if score.score >= selon_dossier::same_event::LINKED {
            "likely one"
        } else {
            "likely two"
        };
        writeln!(out, "{x} and {y}: {:+.1}, {verdict}", score.score)?;
        for reason in &score.reasons {
            writeln!(
                out,
                "  {:+.1}  {}: {}",
                reason.weight,
                reason.about,
                harmless_line(&reason.words)
            )?;
        }
    }
    Ok(out)
}
