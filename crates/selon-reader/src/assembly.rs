//! What the stages found, put into the form that is published: ids in the order of
//! the text, spans in code points, each claim and figure with its holder.

use std::collections::HashMap;
use std::fmt::Write;

use selon_language::{Analysis, WordId};
use selon_model::reading::{
    Attribution, CarriedOver, Certainty, Claim, Event, EventPlace, Excerpt, Figure, Hedge,
    HedgeKind, Holder, JointTotal, Mention, Place, PlaceCandidate, Reading, ReportFacts, SCHEMA,
    Time,
};
use selon_model::{ByteSpan, CodePoints, Report};
use sha2::{Digest, Sha256};

use crate::attribution::Holders;
use crate::certainty::{carried_over, hearsay, judge};
use crate::event::EventMention;
use crate::event::claims::{EventClaim, claims};
use crate::figure::{FigureKind, FigureMention};
use crate::place::{PlaceMention, PlaceUsage, ResolvedPlace};
use crate::stages::Stages;

/// Puts the reading of a report together.
pub fn assemble(report: &Report, analysis: &Analysis, stages: &Stages) -> Reading {
    let assembly = Assembly {
        analysis,
        stages,
        holders: Holders::new(&stages.attributions),
        points: CodePoints::new(analysis.text),
        entity_of_head: stages.actors.mentions.iter().map(|m| (m.head, m.entity.0)).collect(),
        figure_ids: figure_numbers(stages),
    };
    Reading {
        schema: SCHEMA.into(),
        doc: report.id.clone(),
        published: report.published.clone(),
        report: ReportFacts {
            id: report.id.clone(),
            url: report.url.clone(),
            outlet: report.outlet.clone(),
            title: report.title.clone(),
            language: analysis.language,
            text_sha256: sha256(&report.text),
            published_text: report.published_text.clone(),
            translation_of: report.translation_of.clone(),
            copy_of: report.copy_of.clone(),
        },
        attributions: assembly.attributions(),
        events: assembly.events(),
        mentions: assembly.mentions(),
        times: assembly.times(),
        places: assembly.places(),
        hedges: assembly.hedges(),
    }
}

struct Assembly<'a> {
    analysis: &'a Analysis<'a>,
    stages: &'a Stages,
    holders: Holders<'a>,
    points: CodePoints<'a>,
    entity_of_head: HashMap<WordId, u32>,
    /// The number of each figure of an event.
    figure_ids: HashMap<usize, usize>,
}

/// The figures of events, numbered from one in the order of the text.
fn figure_numbers(stages: &Stages) -> HashMap<usize, usize> {
    let mut used: Vec<usize> = stages.events.iter().flat_map(|e| e.figures.clone()).collect();
    used.sort_unstable();
    used.into_iter().zip(1..).collect()
}

impl Assembly<'_> {
    fn excerpt(&self, span: ByteSpan) -> Excerpt {
        Excerpt { text: span.of(self.analysis.text).to_owned(), span: self.points.span(span) }
    }

    fn hedges(&self) -> Vec<Hedge> {
        let spans = hearsay(self.analysis).into_iter();
        spans.filter_map(|span| self.hedge(Some((span, HedgeKind::Conditional)))).collect()
    }

    fn hedge(&self, hedge: Option<(ByteSpan, HedgeKind)>) -> Option<Hedge> {
        hedge.map(|(span, kind)| Hedge { excerpt: self.excerpt(span), kind })
    }

    fn attributions(&self) -> Vec<Attribution> {
        let found = &self.stages.attributions;
        let mut carried_over = self.carried_over();
        found
            .iter()
            .enumerate()
            .map(|(i, a)| {
                let saying = a.cue_head.map(|head| {
                    let limit = a.inside.and_then(|outer| found[outer].cue_head);
                    judge(self.analysis, head, limit)
                });
                let entity = a.source.as_ref().and_then(|s| self.entity_of_head.get(&s.head));
                Attribution {
                    id: attribution_id(i),
                    source: a.source.as_ref().map(|s| self.excerpt(s.span)),
                    cue: a.cue.map(|c| self.excerpt(c)),
                    content: a.content.iter().map(|&c| self.excerpt(c)).collect(),
                    source_kind: a.source_kind,
                    source_entity: entity.map(|&e| entity_id(e)),
                    source_name: entity.map(|&e| self.entity_name(e)),
                    certainty: saying.as_ref().map_or(Certainty::Certain, |j| j.certainty),
                    hedge: self.hedge(saying.and_then(|j| j.hedge)),
                    inside: a.inside.map(attribution_id),
                    carried_over: carried_over.remove(&i).unwrap_or_default(),
                }
            })
            .collect()
    }

    /// By attribution.
    fn carried_over(&self) -> HashMap<usize, Vec<CarriedOver>> {
        let mut of: HashMap<usize, Vec<CarriedOver>> = HashMap::new();
        for found in &self.stages.carried_over {
            of.entry(found.attribution).or_default().push(CarriedOver {
                excerpt: self.excerpt(found.span),
                reason: found.reason,
                by: self.excerpt(found.by),
            });
        }
        of
    }

    fn events(&self) -> Vec<Event> {
        self.stages
            .events
            .iter()
            .enumerate()
            .map(|(i, event)| {
                let time = event.time.map(|t| &self.stages.times[t]);
                Event {
                    id: format!("E{}", i + 1),
                    kind: event.kind.into(),
                    headline_event: event.headline,
                    mentions: event.triggers.iter().map(|&(_, span)| self.excerpt(span)).collect(),
                    place: event.place.map(|p| self.event_place(p)),
                    date: time.and_then(|t| t.value.clone()).filter(|v| has_year(v)),
                    date_text: time.map(|t| self.excerpt(t.span)),
                    actor: event.actor.map(|(_, span)| self.excerpt(span)),
                    target: event.target.map(|(_, span)| self.excerpt(span)),
                    instrument: event.instrument.map(|(_, span)| self.excerpt(span)),
                    part_of: event.part_of.map(|e| format!("E{}", e + 1)),
                    claims: self.claims(event),
                    figures: self.figures(event, |what| what != FigureKind::Other),
                    other_figures: self.figures(event, |what| what == FigureKind::Other),
                }
            })
            .collect()
    }

    fn event_place(&self, place: usize) -> EventPlace {
        let mention = &self.stages.places[place];
        let resolved = mention.resolved.as_ref();
        EventPlace {
            excerpt: self.excerpt(mention.span),
            country: resolved.and_then(|r| r.country.clone()),
            lat: resolved.map(|r| r.lat),
            lon: resolved.map(|r| r.lon),
            precision: resolved.map(|r| r.precision),
            name: resolved.map(|r| r.name.clone()),
            id: resolved.map(|r| r.id.to_string()),
            admin1: resolved.and_then(|r| r.admin1.clone()),
            admin2: resolved.and_then(|r| r.admin2.clone()),
            radius_km: resolved.and_then(|r| r.radius),
            geo_precision: resolved.and_then(ResolvedPlace::geo_precision),
            where_prec: resolved.and_then(ResolvedPlace::where_prec),
            candidates: candidates(mention),
        }
    }

    fn claims(&self, event: &EventMention) -> Vec<Claim> {
        claims(self.analysis, &self.holders, &self.stages.carried_over, event)
            .into_iter()
            .map(|EventClaim { held_by, judgement, carried_over, .. }| Claim {
                held_by: holder_id(held_by),
                certainty: judgement.certainty,
                polarity: judgement.polarity,
                reality: judgement.reality,
                cue: judgement.cue.map(|c| self.excerpt(c)),
                hedge: self.hedge(judgement.hedge),
                carried_over,
            })
            .collect()
    }

    fn figures(&self, event: &EventMention, of: impl Fn(FigureKind) -> bool) -> Vec<Figure> {
        let found = event.figures.iter().map(|&f| (f, &self.stages.figures[f]));
        found
            .filter(|(_, figure)| of(figure.what))
            .map(|(f, figure)| self.figure(f, figure, event.kind))
            .collect()
    }

    /// The figure with these words, of this kind or of another.
    fn figure_at(&self, span: ByteSpan, what: impl Fn(FigureKind) -> bool) -> Option<String> {
        let figures = &self.stages.figures;
        let first = figures.partition_point(|f| f.span.start < span.start);
        let mut here =
            figures.iter().enumerate().skip(first).take_while(|(_, f)| f.span.start == span.start);
        let found = here.find(|(_, f)| f.span == span && what(f.what));
        found.and_then(|(i, _)| self.figure_ids.get(&i).map(|&n| figure_id(n)))
    }

    fn figure(&self, index: usize, figure: &FigureMention, event: &str) -> Figure {
        let holder = self.holders.innermost(figure.head);
        let limit = self.holders.cue_head(holder);
        let from = carried_over::of(&self.stages.carried_over, self.analysis, figure.head);
        let from = from.filter(|_| holder.is_none()).map(|c| c.attribution);
        let with = || self.figure_at(figure.span, |what| what != figure.what);
        let joint = figure.joint.zip(figure.joint.and_then(|_| with()));
        Figure {
            id: figure_id(self.figure_ids.get(&index).copied().unwrap_or_default()),
            what: figure.what.of_event(event).code().into(),
            low: figure.low,
            high: figure.high,
            excerpt: self.excerpt(figure.span),
            held_by: holder_id(holder.or(from)),
            certainty: judge(self.analysis, figure.predicate, limit).certainty,
            carried_over: from.is_some(),
            who: figure.who.map(|span| self.excerpt(span)),
            part_of: figure
                .part_of
                .and_then(|span| self.figure_at(span, |what| what == figure.what)),
            joint: joint.map(|(sum, with)| JointTotal { with, low: sum.low, high: sum.high }),
        }
    }

    fn mentions(&self) -> Vec<Mention> {
        let actors = &self.stages.actors;
        actors
            .mentions
            .iter()
            .map(|m| Mention {
                excerpt: self.excerpt(m.span),
                kind: actors.entities[m.entity.0 as usize].kind,
                entity: entity_id(m.entity.0),
                name: self.entity_name(m.entity.0),
                registry: actors.entities[m.entity.0 as usize].registry_id.clone(),
            })
            .collect()
    }

    fn entity_name(&self, entity: u32) -> String {
        let entity = &self.stages.actors.entities[entity as usize];
        entity.registry.map_or_else(|| entity.name.clone(), str::to_owned)
    }

    fn times(&self) -> Vec<Time> {
        let times = self.stages.times.iter();
        times
            .map(|t| Time {
                excerpt: self.excerpt(t.span),
                value: t.value.clone(),
                granularity: t.granularity,
                modifier: t.modifier,
            })
            .collect()
    }

    fn places(&self) -> Vec<Place> {
        self.stages
            .places
            .iter()
            .filter(|p| p.usage != PlaceUsage::PartOfName)
            .map(|p| {
                let resolved = p.resolved.as_ref();
                Place {
                    excerpt: self.excerpt(p.span),
                    name: resolved.map(|r| r.name.clone()),
                    country: resolved.and_then(|r| r.country.clone()),
                    lat: resolved.map(|r| r.lat),
                    lon: resolved.map(|r| r.lon),
                    precision: resolved.map(|r| r.precision),
                    id: resolved.map(|r| r.id.to_string()),
                    admin1: resolved.and_then(|r| r.admin1.clone()),
                    admin2: resolved.and_then(|r| r.admin2.clone()),
                    radius_km: resolved.and_then(|r| r.radius),
                    geo_precision: resolved.and_then(ResolvedPlace::geo_precision),
                    where_prec: resolved.and_then(ResolvedPlace::where_prec),
                    candidates: candidates(p),
                    metonymy: p.usage == PlaceUsage::Metonymy,
                }
            })
            .collect()
    }
}

/// What else the name of a place may mean.
fn candidates(place: &PlaceMention) -> Vec<PlaceCandidate> {
    place
        .likely
        .iter()
        .map(|l| PlaceCandidate {
            name: l.name.clone(),
            id: l.id.to_string(),
            country: l.country.clone(),
            lat: l.lat,
            lon: l.lon,
            probability: l.probability,
        })
        .collect()
}

fn attribution_id(index: usize) -> String {
    format!("A{}", index + 1)
}

fn figure_id(number: usize) -> String {
    format!("F{number}")
}

fn entity_id(entity: u32) -> String {
    format!("N{}", entity + 1)
}

fn holder_id(holder: Option<usize>) -> Holder {
    holder.map_or_else(Holder::author, |h| Holder(attribution_id(h)))
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Whether the year of an EDTF value is known, and it is not one of two. What is known of the
/// others stands with the times: an event is not dated by half a date.
fn has_year(value: &str) -> bool {
    !value.contains("XXXX") && !value.starts_with('[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_sha256sum() {
        assert_eq!(
            sha256("selon"),
            "d6570680b0e89056ec499f05d96cd7de68dfb478a16e5c6b96dc6c26a883f79d"
        );
    }
}
