//! From a claim to its origins.

use std::collections::{BTreeMap, BTreeSet};

use selon_gazetteer::fold::{fold, key, skeleton};
use selon_model::Span;
use selon_model::reading::{Certainty, Polarity, Reality, SourceKind};

use super::OriginKind;
use crate::copies::{CopyKind, Facts, Repeats};
use crate::disagreement::same_body;
use crate::party::{Outlet, Party, Registry, bare, outlet};
use crate::telling::{Counted, Telling};

/// What is known of a report that tells of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// Its id.
    pub report: String,
    /// The day or moment of publication; sorts by time.
    pub moment: Option<String>,
    /// What it says of where it comes from.
    pub facts: Facts,
    /// The earlier reports that it repeats, all that are known.
    pub repeats: Vec<Repeats>,
}

/// A step to an origin: one that a claim leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// Who it is.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What it is.
    pub kind: OriginKind,
    /// The way there, from the outlet on.
    pub path: Vec<String>,
    /// Whether it is somebody of a state.
    pub official: bool,
    /// Whether it is one of several sources of a row that people coded, which does not tell who
    /// of them told what, nor who has it from whom.
    pub one_of_several: bool,
}

/// The origins that each claim and figure of the tellings lead to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traced {
    /// For each telling, for each claim.
    pub claims: Vec<Vec<BTreeSet<Step>>>,
    /// For each telling, for each figure.
    pub figures: Vec<Vec<BTreeSet<Step>>>,
    /// Reports whose claims are those of another, by report: which, and how.
    pub copies: BTreeMap<String, Repeats>,
}

/// Finds the origins of all claims of the tellings of one event. `contexts` has one for
/// each report of the tellings.
pub fn trace(tellings: &[Telling], contexts: &BTreeMap<String, Context>) -> Traced {
    let copies = copies(tellings, contexts);
    let tracing = Tracing { tellings, bodies: bodies(tellings), contexts, copies };
    let each = |t: usize| {
        let telling = &tellings[t];
        let mut claims = (0..telling.claims.len())
            .map(|c| tracing.of_claim(t, c, &mut BTreeSet::new()))
            .collect::<Vec<_>>();
        let mut figures = (0..telling.figures.len())
            .map(|f| tracing.of_figure(t, f, &mut BTreeSet::new()))
            .collect::<Vec<_>>();
        if telling.coded_by.is_some() && of_several(&claims) {
            for steps in claims.iter_mut().chain(&mut figures) {
                *steps = std::mem::take(steps)
                    .into_iter()
                    .map(|step| Step { one_of_several: true, ..step })
                    .collect();
            }
        }
        (claims, figures)
    };
    let (claims, figures) = (0..tellings.len()).map(each).unzip();
    Traced { claims, figures, copies: tracing.copies }
}

/// Whether claims lead to more than one origin.
fn of_several(claims: &[BTreeSet<Step>]) -> bool {
    let ids: BTreeSet<&str> = claims.iter().flatten().map(|s| s.id.as_str()).collect();
    ids.len() > 1
}

/// The reports of an event that repeat another one of it: the earliest that they repeat.
fn copies(tellings: &[Telling], contexts: &BTreeMap<String, Context>) -> BTreeMap<String, Repeats> {
    let here: BTreeSet<&str> = tellings.iter().map(|t| t.report.as_str()).collect();
    let mut copies = BTreeMap::new();
    for id in &here {
        let Some(context) = contexts.get(*id) else { continue };
        let of = |r: &&Repeats| here.contains(r.of.as_str()) && r.of != **id;
        let earliest = |r: &&Repeats| {
            let moment = contexts.get(&r.of).and_then(|c| c.moment.clone());
            (!r.kind.is_whole(), moment.is_none(), moment, r.of.clone())
        };
        if let Some(repeats) = context.repeats.iter().filter(of).min_by_key(earliest) {
            copies.insert((*id).to_owned(), repeats.clone());
        }
    }
    copies
}

/// Persons by the sound of their names, and the body that some report has them speak for, and
/// organisations by their full names, and their acronym: another report may give the name alone.
fn bodies(tellings: &[Telling]) -> BTreeMap<String, String> {
    let chains = tellings
        .iter()
        .flat_map(|t| t.claims.iter().map(|c| &c.chain).chain(t.figures.iter().map(|f| &f.chain)));
    let mut bodies: BTreeMap<String, String> = BTreeMap::new();
    for party in chains.flatten() {
        let full = party.words.as_ref().and_then(|w| w.text.split_once('(')).map(|(full, _)| full);
        if let (Some(full), Some(id)) = (full, &party.id) {
            let full = key(bare(fold(full).trim()));
            for name in [skeleton(&full), full] {
                let alias = format!("name:{name}");
                if alias != *id {
                    bodies.entry(alias).or_insert_with(|| id.clone());
                }
            }
        }
        let Some(id) = party.id.as_ref().filter(|id| !id.starts_with("name:")) else { continue };
        let sound = format!("name:{}", skeleton(&key(&fold(&party.name))));
        // The same whatever the order: the first by name.
        let known = bodies.entry(sound).or_insert_with(|| id.clone());
        if id < known {
            known.clone_from(id);
        }
    }
    bodies
}

struct Tracing<'a> {
    tellings: &'a [Telling],
    bodies: BTreeMap<String, String>,
    contexts: &'a BTreeMap<String, Context>,
    copies: BTreeMap<String, Repeats>,
}

impl Tracing<'_> {
    fn of_claim(&self, t: usize, c: usize, visited: &mut BTreeSet<String>) -> BTreeSet<Step> {
        let telling = &self.tellings[t];
        let claim = &telling.claims[c];
        let actor = telling.actor.as_ref().filter(|a| a.held_by.contains(&c));
        let told = Told {
            figures: telling
                .figures
                .iter()
                .filter(|f| same_chain(&f.chain, &claim.chain))
                .collect(),
            actor: actor.and_then(|a| a.entity.as_deref()),
            whole: true,
        };
        self.resolve(t, &claim.chain, claim.certainty, claim.words.span, &told, visited)
    }

    fn of_figure(&self, t: usize, f: usize, visited: &mut BTreeSet<String>) -> BTreeSet<Step> {
        let figure = &self.tellings[t].figures[f];
        let told = Told { figures: vec![figure], actor: None, whole: false };
        self.resolve(t, &figure.chain, figure.certainty, figure.excerpt.span, &told, visited)
    }

    fn resolve(
        &self,
        t: usize,
        chain: &[Party],
        certainty: Certainty,
        words: Span,
        told: &Told,
        visited: &mut BTreeSet<String>,
    ) -> BTreeSet<Step> {
        let telling = &self.tellings[t];
        // Who only condemns it has not told of it.
        let cue = chain.first().and_then(|p| p.cue.as_ref());
        if cue.is_some_and(|cue| crate::telling::condemns(&cue.text)) {
            return BTreeSet::new();
        }
        // What stands in the copy as it stands in the original is told there.
        if let Some(repeats) = self.copies.get(&telling.report)
            && (repeats.kind.is_whole() || mostly_within(words, &repeats.spans))
            && self.tellings.iter().any(|o| o.report == repeats.of)
        {
            return BTreeSet::new();
        }
        let facts = self.contexts.get(&telling.report).map(|c| &c.facts);
        let own = own_outlet(facts, telling);
        let mut path: Vec<String> =
            vec![own.as_ref().map_or_else(|| "(outlet not known)".to_owned(), |o| o.name.clone())];
        let credit: Vec<Outlet> = facts.map(|f| f.credits.clone()).unwrap_or_default();
        if chain.is_empty() {
            return self.author(t, certainty, own, facts, &credit, path, told, visited);
        }
        path.extend(chain.iter().rev().map(|p| p.name.clone()));
        // The deepest that can be told who it is.
        let Some((depth, party)) = chain.iter().enumerate().find(|(_, p)| p.id.is_some()) else {
            // Somebody told it to the agency that the report takes it from.
            if !credit.is_empty() {
                return self.cited_all(&credit, vec![path[0].clone()], told, visited);
            }
            let deepest = &chain[0];
            return BTreeSet::from([Step {
                id: format!("somebody:{}:{}", telling.report, fold(&deepest.name)),
                name: deepest.name.clone(),
                kind: OriginKind::Unnamed,
                path,
                official: false,
                one_of_several: false,
            }]);
        };
        path.truncate(chain.len() - depth + 1);
        let id = party.id.clone().unwrap_or_default();
        let id = self.bodies.get(&id).cloned().unwrap_or(id);
        if is_media(party, &id) {
            path.pop();
            let cited = cited_outlet(party, &id);
            return self.cited(&cited, path, told, visited);
        }
        // Whom the outlet itself is given as the source of is the outlet.
        BTreeSet::from([Step {
            id,
            name: party.name.clone(),
            kind: OriginKind::Source,
            path,
            official: party.kind == SourceKind::Official,
            one_of_several: false,
        }])
    }

    #[allow(clippy::too_many_arguments)]
    fn author(
        &self,
        t: usize,
        certainty: Certainty,
        own: Option<Outlet>,
        facts: Option<&Facts>,
        credit: &[Outlet],
        path: Vec<String>,
        told: &Told,
        visited: &mut BTreeSet<String>,
    ) -> BTreeSet<Step> {
        let telling = &self.tellings[t];
        let one = |id: String, name: &str, kind| {
            let (name, path) = (name.to_owned(), path.clone());
            BTreeSet::from([Step { id, name, kind, path, official: false, one_of_several: false }])
        };
        // Coders know of it from somebody: they are no origin of their own.
        if telling.coded_by.is_some() {
            let name = format!("a source that {} does not name", path[0]);
            return one(format!("somebody:{}", telling.report), &name, OriginKind::Unnamed);
        }
        if certainty == Certainty::Hedged {
            return one(
                format!("hearsay:{}", telling.report),
                "nobody is told (hearsay)",
                OriginKind::Hearsay,
            );
        }
        if let Some(from) = facts.and_then(|f| f.forwarded_from.as_deref()) {
            let id = outlet(Some(from), None).map_or_else(|| fold(from), |o| o.family);
            return one(id, from, OriginKind::Forwarded);
        }
        // What it says that it repeats is told there, whether or not that is in the dossier.
        let declared = facts.and_then(|f| f.translation_of.as_deref().or(f.copy_of.as_deref()));
        if let Some(original) = declared.and_then(|url| outlet(None, Some(url))) {
            return self.cited(&original, path, told, visited);
        }
        let elsewhere = |claim: &crate::telling::Held| {
            !claim.chain.is_empty()
                && claim.polarity == Polarity::Positive
                && claim.reality == Reality::Actual
        };
        let beside = self.tellings.iter().filter(|o| o.report == telling.report).any(|o| {
            o.claims.iter().any(elsewhere) || o.figures.iter().any(|f| !f.chain.is_empty())
        });
        if !credit.is_empty() {
            let steps = self.cited_all(credit, path, told, visited);
            // An agency whose text it is may know it from whom the text gives it to.
            let own =
                |s: &Step| s.kind == OriginKind::Cited && credit.iter().any(|c| c.family == s.id);
            let kind = |s: &Step| if beside && own(s) { OriginKind::OutletBeside } else { s.kind };
            return steps.into_iter().map(|s| Step { kind: kind(&s), ..s }).collect();
        }
        if facts.is_some_and(|f| f.agencies) {
            let id = format!("agencies:{}", telling.report);
            return one(id, "agencies that are not named", OriginKind::Agencies);
        }
        let Some(own) = own else {
            return one(
                format!("author:{}", telling.report),
                "an outlet that is not known",
                OriginKind::UnknownOutlet,
            );
        };
        let kind = if beside { OriginKind::OutletBeside } else { OriginKind::Outlet };
        one(own.family.clone(), &own.name, kind)
    }

    fn cited_all(
        &self,
        outlets: &[Outlet],
        path: Vec<String>,
        told: &Told,
        visited: &mut BTreeSet<String>,
    ) -> BTreeSet<Step> {
        outlets.iter().flat_map(|o| self.cited(o, path.clone(), told, visited)).collect()
    }

    /// An outlet that is cited: whom its own reports of the event have it from, if they are here
    /// and tell just that.
    fn cited(
        &self,
        cited: &Outlet,
        mut path: Vec<String>,
        told: &Told,
        visited: &mut BTreeSet<String>,
    ) -> BTreeSet<Step> {
        let step = |path: Vec<String>| {
            BTreeSet::from([Step {
                id: cited.family.clone(),
                name: cited.name.clone(),
                kind: OriginKind::Cited,
                path,
                official: false,
                one_of_several: false,
            }])
        };
        path.push(cited.name.clone());
        // Those that cite each other know it from nobody else, as far as is told: one
        // origin, whichever of them is met first.
        if !visited.insert(cited.family.clone()) {
            let first = visited.first().cloned().unwrap_or_else(|| cited.family.clone());
            return step(path).into_iter().map(|s| Step { id: first.clone(), ..s }).collect();
        }
        let theirs = self.held_by(cited, told, visited);
        let found: BTreeSet<Step> = theirs
            .into_iter()
            // That its author tells it beside a source says no more here.
            .filter(|inner| inner.kind != OriginKind::OutletBeside)
            .map(|inner| {
                // The outlet itself ends the chain as any cited one does.
                let kind =
                    if inner.kind == OriginKind::Outlet { OriginKind::Cited } else { inner.kind };
                let more = inner.path.iter().skip(1).cloned();
                let path = path.iter().cloned().chain(more).collect();
                Step { kind, path, ..inner }
            })
            .collect();
        visited.remove(&cited.family);
        if found.is_empty() { step(path) } else { found }
    }
}

impl Tracing<'_> {
    /// The origins of those claims and figures in the reports of a cited outlet that tell what
    /// is told: who has the same figure; of a claim without one that they have, who affirms the
    /// event and tells of nobody else who did it.
    fn held_by(
        &self,
        cited: &Outlet,
        told: &Told,
        visited: &mut BTreeSet<String>,
    ) -> BTreeSet<Step> {
        let of = |telling: &Telling| {
            let facts = self.contexts.get(&telling.report).map(|c| &c.facts);
            own_outlet(facts, telling).is_some_and(|o| o.family == cited.family)
        };
        let theirs = || self.tellings.iter().enumerate().filter(|(_, telling)| of(telling));
        let mut found = BTreeSet::new();
        for (t, telling) in theirs() {
            for (f, figure) in telling.figures.iter().enumerate() {
                if told.figures.iter().any(|g| same_figure(g, figure)) {
                    found.extend(self.of_figure(t, f, visited));
                }
            }
        }
        if !found.is_empty() || !told.whole {
            return found;
        }
        for (t, telling) in theirs() {
            let actor = telling.actor.as_ref();
            for (c, claim) in telling.claims.iter().enumerate() {
                let by = actor.filter(|a| a.held_by.contains(&c)).and_then(|a| a.entity.as_deref());
                let another = matches!((told.actor, by), (Some(a), Some(b)) if !same_body(a, b));
                if claim.affirms() && !another {
                    found.extend(self.of_claim(t, c, visited));
                }
            }
        }
        found
    }
}

/// What is told of an event at the end of a chain.
struct Told<'a> {
    /// The figures that are told with it.
    figures: Vec<&'a Counted>,
    /// Who is told to have done it.
    actor: Option<&'a str>,
    /// Whether that it happened is told, not a figure alone.
    whole: bool,
}

fn same_chain(a: &[Party], b: &[Party]) -> bool {
    let ids = |chain: &[Party]| chain.iter().map(|p| p.attribution.clone()).collect::<Vec<_>>();
    ids(a) == ids(b)
}

/// Whether two figures may be one: no less exact than that they share a number.
fn same_figure(a: &Counted, b: &Counted) -> bool {
    let below = |x: &Counted, y: &Counted| matches!((x.high, y.low), (Some(h), Some(l)) if h < l);
    a.what == b.what && !below(a, b) && !below(b, a)
}

fn own_outlet(facts: Option<&Facts>, telling: &Telling) -> Option<Outlet> {
    facts.and_then(|f| f.outlet.clone()).or_else(|| telling.outlet.clone())
}

fn is_media(party: &Party, id: &str) -> bool {
    party.kind == SourceKind::Media
        || Registry::get().by_id(id).is_some_and(|e| e.source == "media")
}

/// The outlet that a cited party is, with its family.
fn cited_outlet(party: &Party, id: &str) -> Outlet {
    let found = outlet(Some(&party.name), None);
    let family = match found {
        Some(found) if !found.family.starts_with("outlet:") => found.family,
        Some(found) if id.starts_with("name:") => found.family,
        _ => id.to_owned(),
    };
    Outlet { family, name: party.name.clone() }
}

/// Whether most of a stretch lies in these.
fn mostly_within(span: Span, spans: &[Span]) -> bool {
    let shared: u32 =
        spans.iter().map(|s| s.end.min(span.end).saturating_sub(s.start.max(span.start))).sum();
    let length = span.end - span.start;
    length > 0 && shared * 2 > length
}

impl Context {
    /// How a report repeats another, for the reason that it adds no origin.
    pub(super) fn translation(repeats: &Repeats) -> bool {
        matches!(repeats.kind, CopyKind::DeclaredTranslation | CopyKind::FoundTranslation)
    }
}
