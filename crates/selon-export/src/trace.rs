//! From the cells of a table to the words that they rest on.

use selon_dossier::summary::{ClaimView, FigureView};

use crate::column::{Column, Rests, Row};
use crate::ged::turned;
use crate::item::Item;

/// The columns of a trace.
pub(crate) const COLUMNS: [&str; 10] =
    ["event_id", "column", "value", "rests_on", "report", "url", "start", "end", "words", "why"];

/// A row for each cell that is filled and each thing that it rests on.
pub(crate) fn rows(item: &Item, columns: &[Column]) -> Vec<Vec<String>> {
    let row = Row::of(item);
    let mut rows = Vec::new();
    for column in columns {
        let Some(value) = (column.value)(&row) else { continue };
        let mut found = rests(&row, column.rests);
        if found.is_empty() {
            found.push(Rest { why: why(item, column.rests), ..Rest::default() });
        }
        for rest in found {
            let url = item.report(&rest.report).and_then(|r| r.url.clone());
            let (start, end) = match rest.span {
                Some((start, end)) => (start.to_string(), end.to_string()),
                None => Default::default(),
            };
            rows.push(vec![
                item.event.id.clone(),
                column.name.to_owned(),
                value.clone(),
                rest.id,
                rest.report,
                url.unwrap_or_default(),
                start,
                end,
                rest.words,
                rest.why,
            ]);
        }
    }
    rows
}

/// Something that a cell rests on.
#[derive(Debug, Default)]
struct Rest {
    id: String,
    report: String,
    span: Option<(u32, u32)>,
    words: String,
    why: String,
}

fn rests(row: &Row, on: Rests) -> Vec<Rest> {
    let (item, event) = (row.item, row.event);
    let figures = |class: &dyn Fn(&FigureView) -> bool| -> Vec<Rest> {
        let summed = |f: &&FigureView| {
            let tolls = event.summary.tolls.iter();
            tolls.filter(|t| t.what == f.what).any(|t| t.figures.contains(&f.id))
        };
        event.figures.iter().filter(|f| class(f)).filter(summed).map(of_figure).collect()
    };
    let field = |field: &'static str| -> Vec<Rest> {
        let ids = event.summary.rests_on.get(field);
        let claims = event.claims.iter().filter(|c| ids.is_some_and(|i| i.contains(&c.id)));
        claims.map(|claim| of_claim(claim, field)).collect()
    };
    match on {
        Rests::Field(name) => field(name),
        Rests::Sides => field("actor").into_iter().chain(field("target")).collect(),
        Rests::SideA => field(if turned(row) { "target" } else { "actor" }),
        Rests::SideB => field(if turned(row) { "actor" } else { "target" }),
        Rests::Instruments => {
            let claims = event.claims.iter().filter(|c| c.instrument.is_some() && !c.rejected);
            claims.map(|claim| of_claim(claim, "instrument")).collect()
        }
        Rests::Toll(what) => figures(&|f| f.what == what),
        Rests::Class(class) => {
            figures(&|f| f.what == "killed" && f.class.as_deref() == Some(class))
        }
        Rests::Claims => event.claims.iter().map(|claim| of_claim(claim, "")).collect(),
        Rests::Origins => {
            let ways = event.origins.list.iter().flat_map(|o| o.ways.iter().map(move |w| (o, w)));
            ways.map(|(origin, way)| Rest {
                id: origin.id.clone(),
                report: way.report.clone(),
                why: way.path.join(" → "),
                ..Rest::default()
            })
            .collect()
        }
        Rests::Reports => {
            let reports = item.reports.iter().map(|r| r.id.clone());
            let why = || "what is known of the report".to_owned();
            reports.map(|report| Rest { report, why: why(), ..Rest::default() }).collect()
        }
        Rests::Nothing => Vec::new(),
    }
}

fn of_claim(claim: &ClaimView, field: &str) -> Rest {
    let excerpt = match field {
        "date" => claim.date_text.as_ref(),
        "instrument" => claim.instrument.as_ref(),
        "place" => claim.place.as_ref().map(|p| &p.excerpt),
        "actor" => claim.actor.as_ref().map(|a| &a.excerpt),
        "target" => claim.target.as_ref().map(|t| &t.excerpt),
        _ => None,
    };
    let (words, start, end) = match excerpt {
        Some(excerpt) => (&excerpt.text, excerpt.span.start, excerpt.span.end),
        None => (&claim.text, claim.span.start, claim.span.end),
    };
    Rest {
        id: claim.id.clone(),
        report: claim.report.clone(),
        span: Some((start, end)),
        words: words.clone(),
        why: claim.holder.clone(),
    }
}

fn of_figure(figure: &FigureView) -> Rest {
    Rest {
        id: figure.id.clone(),
        report: figure.report.clone(),
        span: Some((figure.start, figure.end)),
        words: figure.text.clone(),
        why: figure.holder.clone(),
    }
}

fn why(item: &Item, rests: Rests) -> String {
    match rests {
        Rests::Field(field) if item.event.corrected.iter().any(|c| c.starts_with(field)) => {
            "decided by the user"
        }
        Rests::Nothing => "given by the program; no words say it",
        _ => "no words of a report",
    }
    .to_owned()
}
