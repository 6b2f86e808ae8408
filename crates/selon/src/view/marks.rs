//! What of a reading is marked in its text.

use selon_model::Span;
use selon_model::reading::Reading;

use super::paint::Role;
use super::words;

/// A mark under some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underline {
    /// Where.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// What stands at its start, if there is room.
    pub label: String,
    /// What it is drawn with.
    pub line: char,
}

/// Brackets round what is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// Where.
    pub span: Span,
    /// The id of the attribution.
    pub label: String,
}

/// The marks of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Marks under words, by what covers what: the first that has a word has it.
    pub underlines: Vec<Underline>,
    /// Brackets in the order in which they open, the outer first.
    pub brackets: Vec<Bracket>,
}

/// The marks of a reading.
pub fn of(reading: &Reading) -> Marks {
    let mut marks = Marks::default();
    let mut add = |span, role, label: String, line| {
        marks.underlines.push(Underline { span, role, label, line });
    };
    for event in &reading.events {
        for mention in &event.mentions {
            add(mention.span, Role::Event, event.id.clone(), '=');
        }
    }
    for figure in reading.events.iter().flat_map(|e| &e.figures) {
        let label = format!("#{}", words::interval_short(figure.low, figure.high));
        add(figure.excerpt.span, Role::Figure, label, '#');
    }
    let claims = reading.events.iter().flat_map(|e| &e.claims);
    let hedges = claims.clone().filter_map(|c| c.hedge.as_ref());
    let sayings = reading.attributions.iter().filter_map(|a| a.hedge.as_ref());
    for hedge in hedges.chain(sayings).chain(&reading.hedges) {
        add(hedge.excerpt.span, Role::Hedge, "?".into(), '~');
    }
    for cue in claims.filter_map(|c| c.cue.as_ref()) {
        add(cue.span, Role::Hedge, "!".into(), '~');
    }
    for attribution in &reading.attributions {
        if let Some(cue) = &attribution.cue {
            add(cue.span, Role::Cue, attribution.id.clone(), '-');
        }
    }
    for attribution in &reading.attributions {
        if let Some(source) = &attribution.source {
            add(source.span, Role::Source, attribution.id.clone(), '_');
        }
        for piece in &attribution.content {
            marks.brackets.push(Bracket { span: piece.span, label: attribution.id.clone() });
        }
        for carried in &attribution.carried_over {
            add(carried.by.span, Role::Cue, attribution.id.clone(), '.');
            let label = format!("…{}", attribution.id);
            marks.brackets.push(Bracket { span: carried.excerpt.span, label });
        }
    }
    marks.brackets.sort_by_key(|b| (b.span.start, std::cmp::Reverse(b.span.end)));
    marks
}
