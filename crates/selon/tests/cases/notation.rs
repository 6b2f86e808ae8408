//! A reading in the notation of the cases, to be compared with them and copied into them.

use selon_model::reading::{
    Attribution, Certainty, Claim, Event, EventPlace, Figure, Holder, Place, Polarity, Reading,
    Reality,
};

use crate::check::whole;

/// All that was read, a line each.
pub fn lines(reading: &Reading) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(reading.attributions.iter().map(|a| attribution(reading, a)));
    for event in &reading.events {
        lines.extend(event.claims.iter().map(|c| claim(reading, event, c)));
        lines.extend(event.figures.iter().map(|f| figure(reading, f)));
        lines.extend(event.other_figures.iter().map(|f| figure(reading, f)));
    }
    lines.extend(reading.times.iter().map(|t| {
        let value = t.value.as_deref().unwrap_or("unknown");
        let modifier = serde_json::to_value(t.modifier).unwrap();
        let modifier = modifier.as_str().map(|m| format!(", {m}")).unwrap_or_default();
        format!("time: \"{}\" = {value}{modifier}", t.excerpt.text)
    }));
    lines.extend(reading.places.iter().map(place));
    lines.extend(
        reading
            .mentions
            .iter()
            .map(|m| format!("mention: \"{}\" = \"{}\"", m.excerpt.text, m.name)),
    );
    lines
}

fn attribution(reading: &Reading, a: &Attribution) -> String {
    let mut fields = vec![match &a.source {
        Some(source) => format!("source \"{}\"", source.text),
        None => "implicit".into(),
    }];
    fields.extend(a.cue.as_ref().map(|c| format!("cue \"{}\"", c.text)));
    let content: Vec<String> = a.content.iter().map(|c| format!("\"{}\"", c.text)).collect();
    fields.push(format!("content {}", content.join(" + ")));
    let kind = serde_json::to_value(a.source_kind).unwrap();
    fields.push(kind.as_str().unwrap().to_owned());
    if let Some(outer) = &a.inside {
        fields.push(format!("inside {}", source_of(reading, outer)));
    }
    if let Some(hedge) = &a.hedge {
        fields.push(format!("hedged by \"{}\"", hedge.excerpt.text));
    }
    for carried in &a.carried_over {
        let (sentence, by) = (&carried.excerpt.text, &carried.by.text);
        fields.push(format!("carries \"{sentence}\", carries by \"{by}\""));
    }
    format!("attribution: {}", fields.join(", "))
}

fn claim(reading: &Reading, event: &Event, claim: &Claim) -> String {
    let mentions: Vec<String> = event.mentions.iter().map(|m| format!("\"{}\"", m.text)).collect();
    let mut fields = vec![format!("{} at {}", event.kind, mentions.join(" + "))];
    fields.push(format!("held by {}", holder(reading, &claim.held_by)));
    fields.push(match (&claim.hedge, claim.certainty) {
        (Some(hedge), _) => format!("hedged by \"{}\"", hedge.excerpt.text),
        (None, Certainty::Hedged) => "hedged".into(),
        (None, Certainty::Certain) => "certain".into(),
    });
    if claim.polarity == Polarity::Negative {
        fields.push("negated".into());
    }
    match claim.reality {
        Reality::Actual => {}
        Reality::Planned => fields.push("planned".into()),
        Reality::Hypothetical => fields.push("hypothetical".into()),
    }
    if claim.carried_over {
        fields.push("carried over".into());
    }
    fields.extend(event.place.as_ref().map(event_place));
    if let Some(date) = &event.date {
        fields.push(format!("date {date}"));
    }
    fields.extend(event.actor.as_ref().map(|a| format!("actor \"{}\"", a.text)));
    fields.extend(event.target.as_ref().map(|t| format!("target \"{}\"", t.text)));
    fields.extend(event.instrument.as_ref().map(|i| format!("with \"{}\"", i.text)));
    let whole = whole(reading, event).and_then(|whole| whole.mentions.first());
    fields.extend(whole.map(|m| format!("part of \"{}\"", m.text)));
    format!("claim: {}", fields.join(", "))
}

fn event_place(place: &EventPlace) -> String {
    format!("place \"{}\"", place.excerpt.text)
}

fn figure(reading: &Reading, figure: &Figure) -> String {
    let hedged = if figure.certainty == Certainty::Hedged { ", hedged" } else { "" };
    let over = if figure.carried_over { ", carried over" } else { "" };
    let who = figure.who.as_ref().map_or(String::new(), |w| format!(", who \"{}\"", w.text));
    format!(
        "figure: {} {} at \"{}\", held by {}{over}{hedged}{who}",
        figure.what,
        interval(figure.low, figure.high),
        figure.excerpt.text,
        holder(reading, &figure.held_by)
    )
}

/// `12`, `12..`, `..50`, `90..110`, `unknown`.
pub fn interval(low: Option<u64>, high: Option<u64>) -> String {
    match (low, high) {
        (None, None) => "unknown".into(),
        (Some(low), Some(high)) if low == high => low.to_string(),
        (low, high) => {
            let bound = |b: Option<u64>| b.map_or(String::new(), |b| b.to_string());
            format!("{}..{}", bound(low), bound(high))
        }
    }
}

fn place(place: &Place) -> String {
    let mut known: Vec<String> = Vec::new();
    known.extend(place.name.clone());
    known.extend(place.country.clone());
    if let Some(precision) = place.precision {
        known.push(serde_json::to_value(precision).unwrap().as_str().unwrap().to_owned());
    }
    if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
        known.push(format!("{lat:.2} {lon:.2}"));
    }
    if known.is_empty() {
        known.push("unknown".into());
    }
    if place.metonymy {
        known.push("metonymy".into());
    }
    format!("place: \"{}\" = {}", place.excerpt.text, known.join(", "))
}

fn holder(reading: &Reading, holder: &Holder) -> String {
    if *holder == Holder::author() { "the author".into() } else { source_of(reading, &holder.0) }
}

/// The words of the source of an attribution.
pub fn source_of(reading: &Reading, id: &str) -> String {
    let attribution = reading.attributions.iter().find(|a| a.id == id);
    let source = attribution.and_then(|a| a.source.as_ref());
    source.map_or("nobody told".into(), |s| format!("\"{}\"", s.text))
}
