//! What holds of every reading.

use std::collections::BTreeSet;

use selon_model::reading::{Excerpt, Reading, SCHEMA};

/// Panics, with what is wrong, if the reading cannot be one of this text.
pub fn check(text: &str, reading: &Reading) {
    assert_eq!(reading.schema, SCHEMA);
    let chars: Vec<char> = text.chars().collect();
    for excerpt in excerpts(reading) {
        let (start, end) = (excerpt.span.start as usize, excerpt.span.end as usize);
        assert!(start < end && end <= chars.len(), "{excerpt:?} is outside of the text");
        assert_eq!(chars[start..end].iter().collect::<String>(), excerpt.text);
    }
    let mut known = BTreeSet::from(["AUTHOR"]);
    for (i, attribution) in reading.attributions.iter().enumerate() {
        assert_eq!(attribution.id, format!("A{}", i + 1));
        assert!(!attribution.content.is_empty(), "{attribution:?} has no content");
        known.insert(&attribution.id);
    }
    for attribution in &reading.attributions {
        let mut outer = attribution.inside.as_deref();
        for _ in 0..reading.attributions.len() {
            let Some(id) = outer else { break };
            assert!(known.contains(id), "{id} is no attribution");
            outer = reading.attributions.iter().find(|a| a.id == id).unwrap().inside.as_deref();
        }
        assert_eq!(outer, None, "{} is inside itself", attribution.id);
    }
    for (i, event) in reading.events.iter().enumerate() {
        assert_eq!(event.id, format!("E{}", i + 1));
        assert!(!event.mentions.is_empty() && !event.claims.is_empty(), "{event:?}");
        let holders = event.claims.iter().map(|c| c.held_by.0.as_str());
        for id in holders.chain(event.figures.iter().map(|f| f.held_by.0.as_str())) {
            assert!(known.contains(id), "{id} holds something but is no attribution");
        }
        let over = event.claims.iter().filter(|c| c.carried_over).map(|c| &c.held_by);
        let over = over.chain(event.figures.iter().filter(|f| f.carried_over).map(|f| &f.held_by));
        for id in over {
            let holder = reading.attributions.iter().find(|a| a.id == id.0).unwrap();
            assert!(!holder.carried_over.is_empty(), "nothing is carried over from {id:?}");
        }
        for figure in &event.figures {
            if let (Some(low), Some(high)) = (figure.low, figure.high) {
                assert!(low <= high, "{figure:?}");
            }
        }
        if let Some(place) = &event.place {
            assert!(place.lat.is_none_or(|l| (-90.0..=90.0).contains(&l)), "{place:?}");
            assert!(place.lon.is_none_or(|l| (-180.0..=180.0).contains(&l)), "{place:?}");
        }
    }
}

fn excerpts(reading: &Reading) -> Vec<&Excerpt> {
    let mut found = Vec::new();
    found.extend(&reading.report.published_text);
    found.extend(reading.report.translation_of.iter().map(|l| &l.excerpt));
    found.extend(reading.report.copy_of.iter().map(|l| &l.excerpt));
    for a in &reading.attributions {
        found.extend(a.source.iter().chain(&a.cue).chain(&a.content));
        found.extend(a.hedge.iter().map(|h| &h.excerpt));
        found.extend(a.carried_over.iter().flat_map(|c| [&c.excerpt, &c.by]));
    }
    for e in &reading.events {
        found.extend(e.mentions.iter().chain(&e.date_text).chain(&e.actor).chain(&e.target));
        found.extend(e.place.iter().map(|p| &p.excerpt));
        found.extend(e.figures.iter().map(|f| &f.excerpt));
        for c in &e.claims {
            found.extend(c.cue.iter().chain(c.hedge.iter().map(|h| &h.excerpt)));
        }
    }
    found.extend(reading.mentions.iter().map(|m| &m.excerpt));
    found.extend(reading.times.iter().map(|t| &t.excerpt));
    found.extend(reading.places.iter().map(|p| &p.excerpt));
    found
}
