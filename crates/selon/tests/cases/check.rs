//! Whether what a case says came out.

use std::fmt::Write;

use selon_model::Report;
use selon_model::reading::{
    Attribution, Certainty, Claim, Event, Figure, Hedge, Holder, Place, Polarity, Reading, Reality,
};

use selon_reader::event::ontology;

use super::notation::{interval, lines, source_of};
use super::parse::{Case, Expectation, Field};

/// How far a place may lie from where a case says, in degrees.
const NEAR: f64 = 0.1;

/// What came of a case.
pub struct Outcome {
    reading: Reading,
    /// The expectations that are not met.
    pub wrong: Vec<String>,
    /// How many are known not to be met.
    pub pending: usize,
    /// Those that are met although they are marked `not yet`.
    pub passes_now: Vec<String>,
}

impl Outcome {
    /// The text, what is wrong, and what was read.
    pub fn diff(&self, case: &Case) -> String {
        let mut out = format!("{}\n", case.name());
        for line in case.text.lines() {
            let _ = writeln!(out, "    > {line}");
        }
        for line in &self.wrong {
            let _ = writeln!(out, "  ✗ {line}");
        }
        out.push_str("  what was read:\n");
        for line in lines(&self.reading) {
            let _ = writeln!(out, "    {line}");
        }
        out
    }
}

/// Reads the text of a case and compares.
pub fn check(case: &Case) -> Outcome {
    let report = Report {
        id: case.place.clone(),
        text: case.text.clone(),
        language: Some(case.language),
        published: case.published.clone(),
        ..Report::default()
    };
    let reading = selon_reader::read_report(&report).unwrap();
    let (mut wrong, mut passes_now, mut pending) = (Vec::new(), Vec::new(), 0);
    for expectation in &case.expectations {
        let came_out = found(&reading, expectation)
            .unwrap_or_else(|why| panic!("{}: {why}: {}", case.name(), expectation.line));
        let right = came_out != expectation.not;
        if expectation.pending {
            pending += usize::from(!right);
            if right {
                passes_now.push(expectation.line.clone());
            }
        } else if !right {
            wrong.push(expectation.line.clone());
        }
    }
    Outcome { reading, wrong, pending, passes_now }
}

/// Whether the reading has what the expectation tells of.
///
/// # Errors
///
/// If the expectation is not understood.
fn found(reading: &Reading, expectation: &Expectation) -> Result<bool, String> {
    let fields = &expectation.fields;
    match expectation.kind.as_str() {
        "attribution" => any(&reading.attributions, fields, |a, f| attribution(reading, a, f)),
        "claim" | "event" => {
            let claims: Vec<(&Event, &Claim)> =
                reading.events.iter().flat_map(|e| e.claims.iter().map(move |c| (e, c))).collect();
            any(&claims, fields, |(e, c), f| claim(reading, e, c, f))
        }
        "figure" => {
            let figures: Vec<&Figure> = all_figures(reading).collect();
            any(&figures, fields, |figure, f| self::figure(reading, figure, f))
        }
        "time" => any(&reading.times, fields, |t, f| {
            if matches!(f.words.as_str(), "start" | "middle" | "end" | "about") {
                return Ok(serde_json::to_value(t.modifier).unwrap() == f.words);
            }
            let value = value_of(f)?;
            let same = t.value.as_deref().unwrap_or("unknown") == value || value.is_empty();
            Ok(f.quoted.iter().all(|q| *q == t.excerpt.text) && same)
        }),
        "place" => any(&reading.places, fields, place),
        "mention" => any(&reading.mentions, fields, |m, f| match &f.quoted[..] {
            [words] => Ok(m.excerpt.text == *words),
            [words, name] => Ok(m.excerpt.text == *words && m.name == *name),
            _ => Err("a mention is \"words\" = \"name\"".into()),
        }),
        "count" => count(reading, fields),
        other => Err(format!("{other} is no kind of expectation")),
    }
}

/// Whether all fields hold of one of the things.
fn any<T>(
    things: &[T],
    fields: &[Field],
    holds: impl Fn(&T, &Field) -> Result<bool, String>,
) -> Result<bool, String> {
    let mut one = false;
    for thing in things {
        let mut all = true;
        for field in fields {
            all &= holds(thing, field)?;
        }
        one |= all;
    }
    Ok(one)
}

fn attribution(reading: &Reading, a: &Attribution, field: &Field) -> Result<bool, String> {
    let words = |e: Option<&str>| e == field.quoted.first().map(String::as_str);
    Ok(match field.words.as_str() {
        "source" => words(a.source.as_ref().map(|s| s.text.as_str())),
        "cue" => words(a.cue.as_ref().map(|c| c.text.as_str())),
        "content" | "content +" | "content + +" => {
            a.content.iter().map(|c| &c.text).eq(&field.quoted)
        }
        "says" => {
            field.quoted.iter().all(|q| a.content.iter().any(|c| c.text.contains(q.as_str())))
        }
        "inside" => a.inside.as_deref().is_some_and(|outer| source_is(reading, outer, field)),
        "means" => words(a.source_name.as_deref()),
        "implicit" => a.source.is_none(),
        "carries" => {
            field.quoted.iter().all(|q| a.carried_over.iter().any(|c| c.excerpt.text == *q))
        }
        "carries by" => field.quoted.iter().all(|q| a.carried_over.iter().any(|c| c.by.text == *q)),
        "carries nothing" => a.carried_over.is_empty(),
        "hedged" | "hedged by" => hedged(a.certainty, a.hedge.as_ref(), field),
        "certain" => a.certainty == Certainty::Certain,
        kind => {
            let is = serde_json::to_value(a.source_kind).unwrap();
            let known = "official armed_group monitor media international_org witness expert \
                         private_person unnamed other";
            if !known.split_whitespace().any(|k| k == kind) {
                return Err(format!("{kind:?} is not told of an attribution"));
            }
            is == kind
        }
    })
}

/// The event that another is a part of.
pub fn whole<'r>(reading: &'r Reading, event: &Event) -> Option<&'r Event> {
    let id = event.part_of.as_ref()?;
    reading.events.iter().find(|e| e.id == *id)
}

fn claim(reading: &Reading, event: &Event, claim: &Claim, field: &Field) -> Result<bool, String> {
    let is = |e: Option<&str>| e == field.quoted.first().map(String::as_str);
    Ok(match field.words.as_str() {
        "held by the author" => claim.held_by == Holder::author(),
        "held by" => source_is(reading, &claim.held_by.0, field),
        "hedged" | "hedged by" => hedged(claim.certainty, claim.hedge.as_ref(), field),
        "certain" => claim.certainty == Certainty::Certain,
        "negated" => claim.polarity == Polarity::Negative,
        "affirmed" => claim.polarity == Polarity::Positive,
        "actual" => claim.reality == Reality::Actual,
        "planned" => claim.reality == Reality::Planned,
        "hypothetical" => claim.reality == Reality::Hypothetical,
        "carried over" => claim.carried_over,
        "headline" => event.headline_event,
        "place" => is(event.place.as_ref().map(|p| p.excerpt.text.as_str())),
        "no place" => event.place.is_none(),
        "no date" => event.date.is_none(),
        "actor" => is(event.actor.as_ref().map(|a| a.text.as_str())),
        "target" => is(event.target.as_ref().map(|t| t.text.as_str())),
        "with" => is(event.instrument.as_ref().map(|i| i.text.as_str())),
        "part of" => whole(reading, event).is_some_and(|whole| {
            field.quoted.iter().all(|q| whole.mentions.iter().any(|m| m.text == *q))
        }),
        "no part" => event.part_of.is_none(),
        words => {
            if let Some(date) = words.strip_prefix("date ") {
                return Ok(event.date.as_deref() == Some(date));
            }
            let kind = words.trim_end_matches(" +").trim_end_matches(" at");
            if kind != "any" && ontology::by_code(kind).is_none() {
                return Err(format!("{words:?} is not told of an event"));
            }
            let told = |q: &String| event.mentions.iter().any(|m| m.text == *q);
            (kind == "any" || event.kind == kind) && field.quoted.iter().all(told)
        }
    })
}

fn all_figures(reading: &Reading) -> impl Iterator<Item = &Figure> {
    reading.events.iter().flat_map(|e| e.figures.iter().chain(&e.other_figures))
}

fn figure(reading: &Reading, figure: &Figure, field: &Field) -> Result<bool, String> {
    Ok(match field.words.as_str() {
        "held by the author" => figure.held_by == Holder::author(),
        "held by" => source_is(reading, &figure.held_by.0, field),
        "carried over" => figure.carried_over,
        "who" => figure.who.as_ref().map(|w| &w.text) == field.quoted.first(),
        "part of" => all_figures(reading).any(|total| {
            Some(&total.id) == figure.part_of.as_ref()
                && Some(&total.excerpt.text) == field.quoted.first()
        }),
        "no part" => figure.part_of.is_none(),
        joint if joint.starts_with("joint ") => figure
            .joint
            .as_ref()
            .is_some_and(|j| format!("joint {}", interval(j.low, j.high)) == joint),
        "hedged" => figure.certainty == Certainty::Hedged,
        "certain" => figure.certainty == Certainty::Certain,
        words => match words.split(' ').collect::<Vec<_>>()[..] {
            [what, value, "at"] => {
                let text = field.quoted.first();
                figure.what == what
                    && interval(figure.low, figure.high) == value
                    && Some(&figure.excerpt.text) == text
            }
            [what, value] => figure.what == what && interval(figure.low, figure.high) == value,
            [what] => figure.what == what,
            _ => return Err(format!("{words:?} is not told of a figure")),
        },
    })
}

fn place(place: &Place, field: &Field) -> Result<bool, String> {
    if !field.quoted.is_empty() && !field.quoted.contains(&place.excerpt.text) {
        return Ok(false);
    }
    let value = if field.quoted.is_empty() { field.words.as_str() } else { value_of(field)? };
    let precision = serde_json::to_value(place.precision).unwrap();
    let numbers: Vec<f64> = value.split(' ').filter_map(|n| n.parse().ok()).collect();
    Ok(match (value, &numbers[..]) {
        (_, &[lat, lon]) => {
            let near = |a: Option<f64>, b: f64| a.is_some_and(|a| (a - b).abs() < NEAR);
            near(place.lat, lat) && near(place.lon, lon)
        }
        ("", _) => true,
        ("unknown", _) => place.lat.is_none(),
        ("metonymy", _) => place.metonymy,
        (value, _) => {
            place.name.as_deref() == Some(value)
                || place.country.as_deref() == Some(value)
                || precision == value
        }
    })
}

/// How many of something there are: `count: 2 events`.
fn count(reading: &Reading, fields: &[Field]) -> Result<bool, String> {
    let mut right = true;
    for field in fields {
        let (number, of) = field.words.split_once(' ').ok_or("count: NUMBER of what")?;
        let number: usize = number.parse().map_err(|_| "count: NUMBER of what")?;
        right &= number
            == match of.trim_end_matches('s') {
                "attribution" => reading.attributions.len(),
                "event" => reading.events.len(),
                "claim" => reading.events.iter().map(|e| e.claims.len()).sum(),
                "figure" => reading.events.iter().map(|e| e.figures.len()).sum(),
                "time" => reading.times.len(),
                "place" => reading.places.len(),
                other => return Err(format!("{other:?} is not counted")),
            };
    }
    Ok(right)
}

/// What stands after `=`.
fn value_of(field: &Field) -> Result<&str, String> {
    match field.words.as_str() {
        "" => Ok(""),
        words => words.strip_prefix('=').map(str::trim).ok_or("\"words\" = value".into()),
    }
}

fn source_is(reading: &Reading, id: &str, field: &Field) -> bool {
    field.quoted.iter().all(|q| source_of(reading, id) == format!("\"{q}\""))
        && *id != Holder::author().0
}

fn hedged(certainty: Certainty, hedge: Option<&Hedge>, field: &Field) -> bool {
    let by = |q: &String| hedge.is_some_and(|h| h.excerpt.text == *q);
    certainty == Certainty::Hedged && field.quoted.iter().all(by)
}
