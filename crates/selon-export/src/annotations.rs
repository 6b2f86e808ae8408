//! W3C Web Annotations: each claim and each figure, on the words that it rests on.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::column::code;
use crate::item::Item;
use crate::quote::{Quote, around};

/// So many code points before and after the words help to find them again.
const AROUND: usize = 32;

/// What stands before the annotations: the page that holds them.
pub(crate) fn begin(out: &mut impl Write, blur_km: Option<f64>) -> io::Result<()> {
    let context = json!(["http://www.w3.org/ns/anno.jsonld", { "selon": "urn:selon:terms:" }]);
    let blur = json!(blur_km);
    write!(
        out,
        "{{\"@context\":{context},\"type\":\"AnnotationPage\",\
         \"selon:schema\":\"selon.annotations/1\",\"selon:blurKm\":{blur},\"items\":["
    )
}

/// What stands after the annotations.
pub(crate) fn end(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n]}}")
}

/// The annotations of an event, those that the user rejected left out.
pub(crate) fn annotations(item: &Item) -> impl Iterator<Item = Value> + '_ {
    let claims = item.event.claims.iter().filter(|c| !c.rejected).map(|claim| {
        let body = json!({
            "type": "selon:Claim",
            "purpose": "describing",
            "selon:event": item.event.id,
            "selon:claim": claim.id,
            "selon:eventType": claim.kind,
            "selon:holder": claim.holder,
            "selon:certainty": claim.certainty,
            "selon:polarity": claim.polarity,
            "selon:reality": claim.reality,
            "selon:date": claim.date,
            "selon:place": claim.place.as_ref().map(|p| p.name.as_ref().unwrap_or(&p.excerpt.text)),
            "selon:origins": claim.origins,
            "selon:codedBy": claim.coded_by,
        });
        let said = format!(
            "{}: {}, {}, {}",
            claim.holder,
            claim.kind.replace('_', " "),
            code(claim.certainty),
            code(claim.polarity)
        );
        annotation(item, &claim.key, &Quote::from(claim), said, body)
    });
    let figures = item.event.figures.iter().filter(|f| !f.rejected).map(|figure| {
        let body = json!({
            "type": "selon:Figure",
            "purpose": "describing",
            "selon:event": item.event.id,
            "selon:claim": figure.id,
            "selon:what": figure.what,
            "selon:class": figure.class,
            "selon:low": figure.low,
            "selon:high": figure.high,
            "selon:holder": figure.holder,
            "selon:hedged": figure.hedged,
            "selon:origins": figure.origins,
        });
        let bound = |n: Option<u64>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
        let (low, high) = (bound(figure.low), bound(figure.high));
        let number = if low == high { low } else { format!("{low} to {high}") };
        let said = format!("{}: {number} {}", figure.holder, figure.what);
        annotation(item, &figure.key, &Quote::from(figure), said, body)
    });
    claims.chain(figures)
}

fn annotation(item: &Item, key: &str, quote: &Quote, said: String, body: Value) -> Value {
    let report = item.report(&quote.report);
    let (prefix, suffix) =
        report.map(|r| around(r, quote.start, quote.end, AROUND)).unwrap_or_default();
    let urn = format!("urn:selon:report:{}", quote.report);
    let source = report.and_then(|r| r.url.clone()).unwrap_or_else(|| urn.clone());
    json!({
        "id": format!("urn:selon:claim:{}", key.replace('#', "/f")),
        "type": "Annotation",
        "motivation": "describing",
        "body": [{ "type": "TextualBody", "purpose": "commenting", "format": "text/plain",
                   "language": "en", "value": said }, body],
        "target": {
            "source": source,
            "selon:report": urn,
            "selon:language": report.map(|r| &r.language),
            "selon:textSha256": report.map(|r| &r.text_sha256),
            "selector": [
                { "type": "TextQuoteSelector", "exact": quote.text,
                  "prefix": prefix, "suffix": suffix },
                { "type": "TextPositionSelector", "start": quote.start, "end": quote.end },
            ],
        },
    })
}
