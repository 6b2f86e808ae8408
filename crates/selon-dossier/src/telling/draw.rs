//! The tellings of a report, drawn from its reading.

use std::collections::{BTreeSet, HashMap};

use selon_gazetteer::fold::fold;
use selon_model::reading::{
    Attribution, Certainty, Event, Excerpt, Figure, Holder, Polarity, Reading, SourceKind,
};
use selon_model::{Report, Span};

use super::counted::class;
use super::cues;
use super::words::Text;
use super::{Actor, Counted, Held, Telling};
use crate::id::key;
use crate::party::{Outlet, Party, Registry, parties};

/// A report with its id in the dossier.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its id in the dossier.
    pub id: &'a str,
    /// The key that the id is made of.
    pub key: &'a str,
    /// The report.
    pub report: &'a Report,
    /// Who published it.
    pub outlet: Option<&'a Outlet>,
}

/// The most chains that are followed: attributions nest no deeper.
const DEEPEST: usize = 8;

/// The tellings of a report, in the order of its events.
pub fn draw(source: Source, reading: &Reading) -> Vec<Telling> {
    let text = Text::new(&source.report.text);
    let drawing = Drawing {
        source,
        reading,
        text: &text,
        attributions: reading.attributions.iter().map(|a| (a.id.as_str(), a)).collect(),
        title: title_span(source.report),
        context: main_country(reading),
    };
    let mut tellings: Vec<Telling> = Vec::with_capacity(reading.events.len());
    for event in &reading.events {
        let mut telling = drawing.telling(event);
        // Two events may begin with one word.
        if tellings.iter().any(|t| t.key == telling.key) {
            telling.key = key(&[&telling.key, &event.id]);
        }
        tellings.push(telling);
    }
    tellings
}

/// The country that most places of a report lie in; of two, the one that is told first.
fn main_country(reading: &Reading) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for place in reading.places.iter().filter(|p| !p.metonymy) {
        let Some(country) = place.country.as_deref() else { continue };
        match counts.iter_mut().find(|(known, _)| *known == country) {
            Some((_, count)) => *count += 1,
            None => counts.push((country, 1)),
        }
    }
    let most = counts.iter().map(|&(_, n)| n).max()?;
    counts.into_iter().find(|&(_, n)| n == most).map(|(country, _)| country.to_owned())
}

/// Where the headline stands in the text, if it does.
fn title_span(report: &Report) -> Option<Span> {
    let title = report.title.as_deref()?;
    let start = report.text.len() - report.text.trim_start().len();
    report.text[start..].starts_with(title).then(|| {
        let before = report.text[..start].chars().count() as u32;
        Span { start: before, end: before + title.chars().count() as u32 }
    })
}

struct Drawing<'a> {
    source: Source<'a>,
    reading: &'a Reading,
    text: &'a Text<'a>,
    attributions: HashMap<&'a str, &'a Attribution>,
    title: Option<Span>,
    context: Option<String>,
}

impl Drawing<'_> {
    fn telling(&self, event: &Event) -> Telling {
        let report = self.source.report;
        let country = event.place.as_ref().and_then(|p| p.country.as_deref());
        let country = country.or(self.context.as_deref());
        let town = event.place.as_ref();
        let town = town.map(|p| p.name.as_deref().unwrap_or(&p.excerpt.text));
        let parties = parties(self.reading, country, town, self.title);
        let chain = |holder: &Holder| self.chain(holder, &parties);
        let first = event.mentions.first();
        let start = first.map_or(0, |m| m.span.start).to_string();
        let word = first.map_or(event.id.as_str(), |m| &m.text);
        let claims: Vec<Held> = event
            .claims
            .iter()
            .map(|claim| {
                let rests =
                    self.rests_on(event, &claim.held_by, claim.hedge.as_ref().map(|h| &h.excerpt));
                Held {
                    chain: chain(&claim.held_by),
                    certainty: claim.certainty,
                    polarity: claim.polarity,
                    reality: claim.reality,
                    hedge: claim.hedge.clone(),
                    in_headline: self.title.is_some_and(|t| within(rests.span, t)),
                    words: rests,
                    carried_over: claim.carried_over,
                }
            })
            .collect();
        let (claims, now) = without_denied_reports(claims);
        let actor = |words: &Option<Excerpt>| {
            words.as_ref().map(|words| {
                let mut actor = self.actor(words, event, country, &parties);
                actor.held_by = actor.held_by.iter().filter_map(|&n| now[n]).collect();
                actor.held_by.sort_unstable();
                actor.held_by.dedup();
                actor
            })
        };
        let figures =
            event.figures.iter().map(|figure| self.figure(figure, chain(&figure.held_by)));
        let figures = figures.filter(|f| !reports_denied(&f.chain, &claims)).collect();
        Telling {
            key: key(&[self.source.key, &start, word]),
            report: self.source.id.to_owned(),
            report_key: self.source.key.to_owned(),
            event: event.id.clone(),
            kind: event.kind.clone(),
            vague: is_vague(event, &claims),
            headline: event.headline_event,
            language: self.reading.report.language,
            outlet: self.source.outlet.cloned(),
            published: self.reading.published.clone(),
            published_time: report.published_time.clone(),
            part_of: event.part_of.clone(),
            mentions: event.mentions.clone(),
            place: event.place.clone(),
            date: event.date.clone(),
            date_text: event.date_text.clone(),
            actor: actor(&event.actor),
            target: actor(&event.target),
            instrument: event.instrument.clone(),
            coded_by: report.coded_by.clone(),
            context: self.context.clone(),
            terms: self.terms(event),
            claims,
            figures,
        }
    }

    fn figure(&self, figure: &Figure, chain: Vec<Party>) -> Counted {
        let clause = self.text.clause(figure.excerpt.span);
        let end = figure.excerpt.span.end;
        let after = self.text.excerpt(Span { start: end, end: end + NEAR });
        let earlier = cues::earlier(&clause.text, &after.text);
        // *The army, which on Tuesday spoke of nine*: nine is the word of Tuesday.
        let day = |t: &&selon_model::reading::Time| {
            within(t.excerpt.span, clause.span) && t.value.as_ref().is_some_and(|v| v.len() == 10)
        };
        let said = self.reading.times.iter().rev().find(day).filter(|_| earlier);
        Counted {
            what: figure.what.clone(),
            class: counted(figure, &after.text),
            low: figure.low,
            high: figure.high,
            excerpt: figure.excerpt.clone(),
            chain,
            certainty: figure.certainty,
            earlier,
            said: said.and_then(|t| t.value.clone()),
        }
    }

    /// The chain from a holder outwards.
    fn chain(&self, holder: &Holder, parties: &[Party]) -> Vec<Party> {
        let mut chain = Vec::new();
        let mut next = self.attributions.get(holder.0.as_str()).copied();
        while let Some(attribution) = next.filter(|_| chain.len() < DEEPEST) {
            chain.extend(parties.iter().find(|p| p.attribution == attribution.id).cloned());
            next = attribution.inside.as_deref().and_then(|id| self.attributions.get(id).copied());
        }
        chain
    }

    /// The words that a claim rests on: the sentence of the mention that its holder tells.
    fn rests_on(&self, event: &Event, holder: &Holder, hedge: Option<&Excerpt>) -> Excerpt {
        let own = |m: &&Excerpt| self.innermost(m.span) == holder.0;
        let near = |m: &&Excerpt| {
            hedge.is_none_or(|h| {
                let sentence = self.text.sentence(m.span);
                within(h.span, sentence.span)
            })
        };
        let mentions = || event.mentions.iter();
        let mention = mentions().filter(own).find(near).or_else(|| mentions().find(own));
        let carried = || {
            let attribution = self.attributions.get(holder.0.as_str())?;
            let sentence = |m: &&Excerpt| {
                attribution.carried_over.iter().any(|c| within(m.span, c.excerpt.span))
            };
            mentions().find(sentence)
        };
        match mention.or_else(carried).or_else(|| event.mentions.first()) {
            Some(mention) => self.text.sentence(mention.span),
            None => self.text.excerpt(Span { start: 0, end: 0 }),
        }
    }

    /// The id of the innermost attribution whose content has a span, else the author's.
    fn innermost(&self, span: Span) -> String {
        let holds = |a: &&Attribution| a.content.iter().any(|c| within(span, c.span));
        let length = |a: &Attribution| -> u32 {
            let pieces = a.content.iter().filter(|c| within(span, c.span));
            pieces.map(|c| c.span.end - c.span.start).min().unwrap_or(u32::MAX)
        };
        let depth = |a: &Attribution| {
            let mut depth = 0;
            let mut next = a.inside.as_deref();
            while let Some(outer) =
                next.and_then(|id| self.attributions.get(id)).filter(|_| depth < DEEPEST)
            {
                depth += 1;
                next = outer.inside.as_deref();
            }
            depth
        };
        let innermost = self
            .reading
            .attributions
            .iter()
            .filter(holds)
            .min_by_key(|a| (length(a), std::cmp::Reverse(depth(a))));
        innermost.map_or_else(|| Holder::author().0, |a| a.id.clone())
    }

    fn actor(
        &self,
        words: &Excerpt,
        event: &Event,
        country: Option<&str>,
        parties: &[Party],
    ) -> Actor {
        // *Jihadist groups linked to Al-Qaeda* are not Al-Qaeda.
        let proper = cues::before_belonging(&words.text);
        let own = |m: &&selon_model::reading::Mention| {
            proper.as_ref().is_none_or(|own| own.contains(&fold(&m.excerpt.text)))
        };
        let mentions = || {
            self.reading.mentions.iter().filter(|m| within(m.excerpt.span, words.span)).filter(own)
        };
        // The mention that has most of the words is the head of them.
        let head =
            mentions().max_by_key(|m| (m.excerpt.span.end - m.excerpt.span.start, m.name.len()));
        let registry = Registry::get();
        let entry = head
            .and_then(|m| {
                let known = m.registry.as_deref().and_then(|id| registry.by_id(id));
                known.or_else(|| registry.by_name(&m.name))
            })
            .or_else(|| {
                registry.within(proper.as_deref().unwrap_or(&words.text)).into_iter().next()
            });
        let language = self.reading.report.language;
        let body = || {
            let named = head.map(|m| m.name.as_str());
            [Some(words.text.as_str()), named].into_iter().flatten().find_map(|w| {
                crate::party::body_of(w, country).or_else(|| crate::party::state_of(w))
            })
        };
        // Who is told of as a source is the same here.
        let source = |p: &&Party| {
            p.words.as_ref().is_some_and(|w| within(words.span, w.span) && w.text == words.text)
        };
        let source = parties.iter().find(source);
        let speaks = || source.and_then(|p| p.id.clone()).filter(|id| !id.starts_with("name:"));
        let holder = self.innermost(words.span);
        let holds = |holder: &str| {
            let held = event.claims.iter().enumerate().filter(|(_, c)| c.held_by.0 == *holder);
            held.map(|(i, _)| i).collect::<Vec<_>>()
        };
        // *The group denied that it did it*: the denial tells of the group, not the author.
        let own = source.map(|p| holds(&p.attribution)).unwrap_or_default();
        let denial =
            !own.is_empty() && own.iter().all(|&n| event.claims[n].polarity == Polarity::Negative);
        let entity = entry.map(|e| e.id.to_owned()).or_else(body).or_else(speaks);
        // *An Israeli strike*: by Israel.
        let state = entity.as_deref().and_then(|id| id.strip_prefix("government:"));
        let state = state
            .filter(|code| registry.country_named(&fold(&words.text)) == Some(*code))
            .and_then(|code| registry.country_name(code, language));
        Actor {
            excerpt: words.clone(),
            name: entry
                .map(|e| e.name(language).to_owned())
                .or_else(|| state.map(str::to_owned))
                .or_else(|| source.and_then(|p| p.id.as_ref().map(|_| p.name.clone())))
                .or_else(|| head.map(|m| m.name.clone())),
            entity,
            held_by: if denial { own } else { holds(&holder) },
        }
    }

    /// The folded words of four letters or more, names and numbers of the sentences that
    /// tell of the event.
    fn terms(&self, event: &Event) -> Vec<String> {
        let mut terms = BTreeSet::new();
        for mention in event.mentions.iter().take(8) {
            let sentence = fold(&self.text.sentence(mention.span).text);
            for word in sentence.split(' ') {
                let number = word.bytes().all(|b| b.is_ascii_digit());
                if word.chars().count() >= 4 || (number && !word.is_empty()) {
                    terms.insert(word.to_owned());
                }
            }
        }
        terms.into_iter().take(160).collect()
    }
}

/// How far after a figure it is told what it counts, in code points.
const NEAR: u32 = 30;

/// Whom a figure counts: a class of people, or a part of another figure, which is not to be
/// compared with a total.
fn counted(figure: &Figure, after: &str) -> Option<String> {
    let part = || "part".to_owned();
    if figure.what == "killed" && cues::more(&figure.excerpt.text, after) {
        return Some(part());
    }
    let who = figure.who.as_ref().and_then(|w| class(&w.text));
    let class = who.or_else(|| class(&figure.excerpt.text)).map(str::to_owned);
    class.or_else(|| figure.part_of.is_some().then(part))
}

/// Whether the words of an event tell of an explosion alone.
fn is_vague(event: &Event, claims: &[Held]) -> bool {
    event.kind == "ied_landmine"
        && event.instrument.is_none()
        && event.mentions.iter().any(|m| cues::is_explosion(&m.text))
        && !event.mentions.iter().any(|m| cues::is_bomb(&m.text))
        && !claims.iter().any(|c| cues::is_bomb(&c.words.text))
}

/// Whether what a chain begins with are reports that somebody denies: *the ministry denied
/// reports of an attack*.
fn reports_denied(chain: &[Party], claims: &[Held]) -> bool {
    let Some((deepest, outer)) = chain.split_first() else { return false };
    let denies = |p: &Party| {
        let own = |c: &&Held| c.chain.first().is_some_and(|q| q.attribution == p.attribution);
        (deepest.id.is_none() || deepest.id == p.id) && claims.iter().filter(own).any(Held::denies)
    };
    outer.iter().any(denies)
}

/// The claims of an event without those that tell nothing but what somebody denies: *the
/// ministry denied reports that …* is its denial alone, and a denial of *rumours* is that of who
/// denies them. With where each claim is now.
fn without_denied_reports(mut claims: Vec<Held>) -> (Vec<Held>, Vec<Option<usize>>) {
    for claim in &mut claims {
        let nobody = |p: &Party| p.id.is_none() && p.kind == SourceKind::Unnamed;
        if claim.denies() && claim.chain.len() > 1 && nobody(&claim.chain[0]) {
            claim.chain.remove(0);
            claim.certainty = Certainty::Certain;
            claim.hedge = None;
        }
    }
    let gone: Vec<bool> = claims
        .iter()
        .map(|c| c.polarity == Polarity::Positive && reports_denied(&c.chain, &claims))
        .collect();
    let mut kept = 0;
    let mut now: Vec<Option<usize>> = Vec::with_capacity(claims.len());
    for gone in &gone {
        now.push((!gone).then_some(kept));
        kept += usize::from(!gone);
    }
    let denial = |outer: &[Party]| {
        claims.iter().zip(&now).find_map(|(c, &at)| {
            let own = c
                .chain
                .first()
                .is_some_and(|q| outer.iter().any(|p| p.attribution == q.attribution));
            at.filter(|_| own && c.denies())
        })
    };
    // Who the reports say did it is told in the denial.
    let moved: Vec<Option<usize>> = claims
        .iter()
        .zip(&now)
        .map(|(c, &at)| at.or_else(|| denial(c.chain.get(1..).unwrap_or_default())))
        .collect();
    let mut gone = gone.into_iter();
    claims.retain(|_| !gone.next().unwrap_or(false));
    (claims, moved)
}

fn within(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
