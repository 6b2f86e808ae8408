//! What is marked in a text: all words that a reading rests on.

use selon_model::Span;
use selon_model::reading::{Attribution, Certainty, Event, Polarity, Reading};

use crate::segments::Mark;

/// A stretch of the text that is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Where.
    pub span: Span,
    /// What it is of: `a1`, `e2`, `f3`, `p4`, `t1`, `h2`.
    pub id: String,
    /// `attribution`, `cue`, `source`, `hedge`, `event`, `figure`, `place`, `time`.
    pub layer: &'static str,
    /// How surely what it is of is told.
    pub state: Option<&'static str>,
    /// Whether it is the stretch that leads to the card.
    pub first: bool,
}

/// All marks of a reading.
#[derive(Debug, Default)]
pub struct Marks {
    /// In no order.
    pub list: Vec<Marked>,
}

impl Marks {
    /// The marks of a reading.
    pub fn of(reading: &Reading) -> Marks {
        let mut marks = Marks::default();
        for attribution in &reading.attributions {
            let id = attribution.id.to_lowercase();
            let state = Some(of_attribution(attribution));
            let contents = attribution.content.iter().map(|c| c.span);
            let carried = attribution.carried_over.iter().map(|c| c.excerpt.span);
            marks.all(&id, "attribution", contents.chain(carried), state, true);
            marks.all(&id, "source", attribution.source.iter().map(|s| s.span), state, false);
            marks.all(&id, "cue", attribution.cue.iter().map(|s| s.span), state, false);
            marks.all(&id, "hedge", attribution.hedge.iter().map(|h| h.excerpt.span), None, false);
        }
        for event in &reading.events {
            let id = event.id.to_lowercase();
            let state = Some(of_event(event));
            marks.all(&id, "event", event.mentions.iter().map(|m| m.span), state, true);
            let hedges = event.claims.iter().filter_map(|c| c.hedge.as_ref());
            marks.all(&id, "hedge", hedges.map(|h| h.excerpt.span), None, false);
            for figure in event.figures.iter().chain(&event.other_figures) {
                let state =
                    if figure.certainty == Certainty::Hedged { "s-hedged" } else { "s-certain" };
                let id = figure.id.to_lowercase();
                marks.all(&id, "figure", [figure.excerpt.span].into_iter(), Some(state), true);
            }
        }
        for (n, place) in reading.places.iter().enumerate() {
            marks.all(
                &format!("p{}", n + 1),
                "place",
                [place.excerpt.span].into_iter(),
                None,
                false,
            );
        }
        for (n, time) in reading.times.iter().enumerate() {
            marks.all(&format!("t{}", n + 1), "time", [time.excerpt.span].into_iter(), None, false);
        }
        for (n, hedge) in reading.hedges.iter().enumerate() {
            marks.all(
                &format!("h{}", n + 1),
                "hedge",
                [hedge.excerpt.span].into_iter(),
                None,
                false,
            );
        }
        marks
    }

    fn all(
        &mut self,
        id: &str,
        layer: &'static str,
        spans: impl Iterator<Item = Span>,
        state: Option<&'static str>,
        leads: bool,
    ) {
        // Nothing is marked twice for one thing: hedges of several claims are often the same.
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_by_key(|s| (s.start, s.end));
        spans.dedup();
        for (n, span) in spans.into_iter().enumerate() {
            self.list.push(Marked {
                span,
                id: id.to_owned(),
                layer,
                state,
                first: leads && n == 0,
            });
        }
    }

    /// Where the marks are, in their order.
    pub fn spans(&self) -> Vec<Mark> {
        self.list.iter().map(|m| Mark { from: m.span.start, to: m.span.end }).collect()
    }
}

/// How surely it is told that it was said.
fn of_attribution(attribution: &Attribution) -> &'static str {
    if attribution.certainty == Certainty::Hedged { "s-hedged" } else { "s-certain" }
}

/// How surely an event is told by those who hold it: denied if somebody denies it and nobody
/// affirms it, hedged if all who affirm it do so with doubt.
pub fn of_event(event: &Event) -> &'static str {
    let affirms = || event.claims.iter().filter(|c| c.polarity == Polarity::Positive);
    if affirms().next().is_none() && !event.claims.is_empty() {
        "s-denied"
    } else if !event.claims.is_empty() && affirms().all(|c| c.certainty == Certainty::Hedged) {
        "s-hedged"
    } else {
        "s-certain"
    }
}
