//! Which phrases mean the same: names first, then descriptions and pronouns in the order
//! of the text. Precision before recall: what is not plain stays apart.

use std::collections::HashMap;

use selon_language::Analysis;
use selon_language::morphology::{Number, Person};
use selon_model::reading::{MentionKind, SourceKind};

use super::candidate::{Article, Candidate, Title};
use super::known::{Known, KnownTitle, Linker, MOST, agree};
use super::lexicon::{Lexicon, Role};
use super::{Entity, EntityId, Setting, possessor, pronoun, roles};

/// Links the candidates; gives the entity of each, and the entities.
pub(super) fn link(
    analysis: &Analysis,
    candidates: &[Candidate],
    setting: &Setting,
) -> (Vec<EntityId>, Vec<Entity>) {
    let by_head = candidates.iter().enumerate().map(|(i, c)| (c.head, i)).collect();
    let of = vec![None; candidates.len()];
    let mut linker = Linker {
        analysis,
        candidates,
        known: Vec::new(),
        of,
        by_head,
        clusters: Vec::new(),
        of_cluster: HashMap::new(),
        governments: HashMap::new(),
        setting: *setting,
    };
    linker.clusters = linker.cluster_names();
    let is_first = |i: &usize| candidates[*i].pronoun.is_some_and(|p| p.person == Person::First);
    let others = |i: &usize| !candidates[*i].is_document() && !is_first(i);
    for i in (0..candidates.len()).filter(others) {
        let named = linker.clusters[i];
        let known = named.and_then(|c| linker.of_cluster.get(&c).copied());
        let entity = known
            .or_else(|| linker.apposed(i, named.is_some()))
            .or_else(|| linker.named_beside(i))
            .or_else(|| named.is_none().then(|| linker.antecedent(i)).flatten())
            .unwrap_or_else(|| linker.add());
        if let Some(cluster) = named {
            linker.of_cluster.entry(cluster).or_insert(entity);
        }
        linker.tell(entity, i);
    }
    // Who says *I* may be named after what they say.
    for i in (0..candidates.len()).filter(is_first) {
        let entity = pronoun::speaker(&linker, i).unwrap_or_else(|| linker.add());
        linker.tell(entity, i);
    }
    linker.link_documents();
    possessor::link(&mut linker);
    linker.finish()
}

/// How far the source of a phrase is trusted that its adjectives or complements tell.
const OF_WORDS: u8 = 5;

impl Linker<'_> {
    fn add(&mut self) -> usize {
        self.known.push(Known::default());
        self.known.len() - 1
    }

    /// The entity of the phrase that a candidate stands in apposition to.
    fn apposed(&self, i: usize, is_named: bool) -> Option<usize> {
        let candidate = &self.candidates[i];
        let other = *self.by_head.get(&candidate.same_as?)?;
        let entity = self.of[other]?;
        let is_person = |k: MentionKind| k == MentionKind::Person;
        let known = &self.known[entity];
        let agree = is_person(candidate.kind) == known.kind.is_some_and(is_person);
        let free = !is_named || (known.entry.is_none() && known.name.is_none());
        (agree && free).then_some(entity)
    }

    /// Whom the name right after a description means, linked before: *the terrorist group X*.
    fn named_beside(&self, i: usize) -> Option<usize> {
        self.plainly(*self.by_head.get(&self.candidates[i].beside?)?)
    }

    /// The body of who is told of last, which a possessive means: *son groupe*.
    fn group_of_possessor(&self, i: usize) -> Option<usize> {
        let person = |e: &usize| self.known[*e].kind == Some(MentionKind::Person);
        let leader = self.recent(i).into_iter().find(person)?;
        let body = self.known[leader].body?;
        let group = self.of[*self.by_head.get(&body)?]?;
        is_of_class(&self.known[group], "group").then_some(group)
    }

    /// Whom a description or pronoun takes up.
    fn antecedent(&self, i: usize) -> Option<usize> {
        let candidate = &self.candidates[i];
        if let Some(pronoun) = candidate.pronoun {
            return pronoun::antecedent(self, i, pronoun);
        }
        if let Some(country) = candidate.country {
            return self.governments.get(country).copied();
        }
        let title = candidate.noun.as_ref()?;
        let takes_up = match candidate.article {
            Article::Indefinite => false,
            Article::None => title.noun.kind != Some(MentionKind::Person),
            _ => true,
        };
        if !takes_up {
            return None;
        }
        let possessed = candidate.article == Article::Possessive && title.bare;
        if possessed && title.noun.classes.contains(&"group") {
            return self.group_of_possessor(i);
        }
        // Who presses *the regime* is none, nor is it a body told in brackets.
        let does_it = |e: usize| {
            let verb = self.governor(i).filter(|_| !self.is_subject(i));
            let subject = |&m: &usize| self.is_subject(m) && self.governor(m) == verb;
            verb.is_some() && self.known[e].mentions.iter().rev().take(MOST).any(subject)
        };
        let aside = |e: usize| {
            let last = self.known[e].mentions.last();
            last.is_some_and(|&m| self.known[e].mentions.len() == 1 && self.is_in_brackets(m))
        };
        let described = |e: usize| self.is_described(&self.known[e], candidate, title);
        self.recent(i).into_iter().find(|&e| !does_it(e) && !aside(e) && described(e))
    }

    /// Gives each document to who issued it: its body, or who issued the one that it takes
    /// up (*the release*).
    fn link_documents(&mut self) {
        let mut last: HashMap<&str, usize> = HashMap::new();
        for i in 0..self.candidates.len() {
            let candidate = &self.candidates[i];
            let Some(title) = candidate.noun.as_ref().filter(|_| candidate.is_document()) else {
                continue;
            };
            let body = candidate.body.and_then(|head| self.by_head.get(&head));
            let issuer = body.and_then(|&b| self.of[b]).or_else(|| {
                let takes_up = title.bare && candidate.article != Article::Indefinite;
                last.get(title.lemma.as_str()).copied().filter(|_| takes_up)
            });
            let entity = issuer.unwrap_or_else(|| self.add());
            last.insert(&title.lemma, entity);
            self.tell(entity, i);
        }
    }

    /// Whether a definite description can mean an entity.
    fn is_described(&self, known: &Known, candidate: &Candidate, title: &Title) -> bool {
        let is_body = title.noun.kind != Some(MentionKind::Person);
        // *Leur porte-parole … sa porte-parole*: of others.
        let last = known.mentions.last().map(|&m| &self.candidates[m]);
        let possessors = |other: &Candidate| {
            let of = |c: &Candidate| possessor::possessor_number(self, c);
            of(other).zip(of(candidate)).is_some_and(|(one, two)| one != two)
        };
        if candidate.article == Article::Possessive
            && known.name.is_none()
            && last.is_some_and(|l| l.article == Article::Possessive && possessors(l))
        {
            return false;
        }
        if known.kind.is_some_and(|k| k != candidate.kind && !(is_body && k != MentionKind::Person))
        {
            return false;
        }
        if !agree(known.number, candidate.number) && !is_body {
            return false;
        }
        let same_noun = |t: &KnownTitle| t.lemma == title.lemma && t.counted == title.counted;
        let within = |t: &KnownTitle| {
            title.with.iter().all(|w| {
                t.with.contains(w)
                    || known.entry.and_then(|e| e.country).is_some_and(|c| {
                        Lexicon::of(self.analysis.language).country_named(w) == Some(c)
                    })
            })
        };
        if known.titles.iter().any(|t| {
            same_noun(t) && within(t) && (title.bare || !t.with.is_empty() || title.with.is_empty())
        }) {
            return true;
        }
        // *L'organisation djihadiste*: what its adjectives tell is no more than what it is.
        let qualified = candidate.source == SourceKind::ArmedGroup
            && candidate.trust == OF_WORDS
            && title.with.len() == 1
            && is_of_class(known, "group")
            && candidate.number != Some(Number::Plur);
        if qualified && candidate.article != Article::Possessive {
            return title.noun.classes.iter().any(|c| matches!(*c, "group" | "organisation"));
        }
        if !title.bare && candidate.article != Article::Possessive {
            return false;
        }
        let plural = candidate.number == Some(Number::Plur);
        let leader = title.noun.classes.contains(&"leader");
        if leader && !plural && candidate.article != Article::Demonstrative {
            return known.leads || known.titles.iter().any(|t| t.classes.contains(&"leader"));
        }
        if candidate.article == Article::Possessive || plural {
            return false;
        }
        let named_so = (known.key.first() == Some(&title.lemma)
            || known.key.last() == Some(&title.lemma) && known.entry.is_some())
            && known.key.len() > 1;
        let of_class = title.noun.classes.iter().any(|class| {
            known.titles.iter().any(|t| t.classes.contains(class)) || is_of_class(known, class)
        });
        named_so || of_class
    }

    /// Adds to what is known of an entity what a candidate tells.
    fn tell(&mut self, entity: usize, i: usize) {
        let candidate = &self.candidates[i];
        self.of[i] = Some(entity);
        let analysis = self.analysis;
        let known = &mut self.known[entity];
        known.mentions.push(i);
        if candidate.pronoun.is_some() && known.mentions.len() > 1 {
            return;
        }
        if candidate.pronoun.is_none() {
            known.kind = match (known.kind, candidate.name.as_ref()) {
                (Some(kind), None) => Some(kind),
                _ => Some(candidate.kind),
            };
        }
        if let Some(name) = &candidate.name {
            if known.entry.is_none() {
                known.entry = name.entry;
            }
            if known.key.len() < name.key.split(' ').count() {
                known.key = name.key.split(' ').map(str::to_owned).collect();
                let text = analysis.span_of_range(name.words).of(analysis.text);
                known.name = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
        let is_document = candidate.is_document();
        if !is_document || known.source.is_none() {
            known.source = known
                .source
                .filter(|&(trust, _)| trust >= candidate.trust)
                .or(Some((candidate.trust, candidate.source)));
        }
        if is_document && known.mentions.len() > 1 {
            return;
        }
        known.government = known.government.or(candidate.country);
        if let Some(country) = known.government {
            self.governments.entry(country).or_insert(entity);
        }
        known.gender = known.gender.or(candidate.gender);
        known.number = known.number.or(candidate.number);
        known.leads |= candidate.leads;
        known.body = known.body.or(candidate.body);
        let is_new =
            |t: &Title| !known.titles.iter().any(|k| k.lemma == t.lemma && k.with == t.with);
        if let Some(title) =
            candidate.noun.as_ref().filter(|t| is_new(t) && known.titles.len() < MOST)
        {
            known.titles.push(KnownTitle {
                lemma: title.lemma.clone(),
                with: title.with.clone(),
                classes: title.noun.classes.clone(),
                counted: title.counted,
                of: title.of,
            });
        }
        if known.described.is_none() {
            let text = analysis.span_of_range(candidate.words).of(analysis.text);
            known.described = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    fn finish(mut self) -> (Vec<EntityId>, Vec<Entity>) {
        let lexicon = Lexicon::of(self.analysis.language);
        let language = self.analysis.language;
        let mut entities: Vec<Entity> = Vec::new();
        for known in &self.known {
            let government = known.government.and_then(|c| lexicon.government(c));
            let registry = known.entry.map(|e| e.name(language));
            let name = registry
                .map(str::to_owned)
                .or_else(|| known.name.clone())
                .or_else(|| government.map(|(_, name)| name.to_owned()))
                .or_else(|| known.described.clone());
            entities.push(Entity {
                name: name.unwrap_or_default(),
                registry,
                registry_id: known
                    .entry
                    .map(|e| e.id.to_owned())
                    .or_else(|| government.map(|(country, _)| self.government_id(country)))
                    .or_else(|| self.described_id(known)),
                kind: known
                    .entry
                    .map_or(known.kind, |e| Some(e.kind))
                    .unwrap_or(MentionKind::Person),
                source_kind: known.source.map_or(SourceKind::Other, |(_, source)| source),
                organisation: None,
            });
        }
        let of: Vec<EntityId> =
            self.of.iter().map(|e| EntityId(e.unwrap_or_default() as u32)).collect();
        self.add_organisations(&of, &mut entities);
        (of, entities)
    }

    fn government_id(&self, country: &str) -> String {
        roles::body("government", country)
    }

    /// Whom somebody who is not in the registry by name means there, by office or body and
    /// country; what the text tells of the country before what the report is about.
    fn described_id(&self, known: &Known) -> Option<String> {
        let plural = known.number == Some(Number::Plur);
        let (language, setting) = (self.analysis.language, &self.setting);
        let of = |lemma: &str, with: &[String], of, here| {
            roles::described(language, lemma, with, plural, of, here, setting.published)
        };
        if known.name.is_some() {
            // *L'armée irakienne, the Government of Iraq*, taken for names.
            let (first, later) = known.key.split_first()?;
            let last = known.key.last()?;
            let lexicon = Lexicon::of(language);
            let whole = known.key.join(" ");
            // *Syrians* are no state.
            let country = lexicon.country_named(&whole).filter(|_| !lexicon.is_people(&whole));
            let body = known.kind == Some(MentionKind::Organization);
            let is_state = country.filter(|_| body);
            let rest = &known.key[..known.key.len() - 1];
            let here = setting.country.filter(|_| body);
            return is_state
                .map(|c| self.government_id(c))
                .or_else(|| of(first, later, None, None))
                .or_else(|| of(last, rest, None, None))
                .or_else(|| of(first, later, None, here))
                .or_else(|| of(last, rest, None, here));
        }
        let titles = || known.titles.iter();
        titles()
            .find_map(|t| of(&t.lemma, &t.with, t.of, None))
            .or_else(|| titles().find_map(|t| of(&t.lemma, &t.with, t.of, setting.country)))
            .or_else(|| self.fighters_id(known).filter(|_| plural))
    }

    /// The id of the group whose fighters are meant: *les combattants du Hamas*.
    fn fighters_id(&self, known: &Known) -> Option<String> {
        known.titles.iter().find(|t| t.classes.contains(&"fighter"))?;
        let body = self.of[*self.by_head.get(&known.body?)?]?;
        let entry = self.known[body].entry?;
        let group = entry.source == SourceKind::ArmedGroup && entry.kind != MentionKind::Person;
        group.then(|| entry.id.to_owned())
    }

    /// The body of each entity, from its complement or the registry; who speaks for a body
    /// is the kind of source that the body is.
    fn add_organisations(&mut self, of: &[EntityId], entities: &mut Vec<Entity>) {
        let language = self.analysis.language;
        let mut by_entry: HashMap<&str, u32> = HashMap::new();
        for (i, known) in self.known.iter().enumerate() {
            if let Some(entry) = known.entry {
                by_entry.entry(entry.id).or_insert(i as u32);
            }
        }
        for i in 0..self.known.len() {
            let known = &self.known[i];
            let told = known
                .body
                .and_then(|head| self.by_head.get(&head))
                .map(|&c| of[c])
                .filter(|e| e.0 as usize != i);
            if let Some(body) = told {
                let speaks = known.mentions.iter().any(|&m| {
                    self.candidates[m].noun.as_ref().is_some_and(|t| t.noun.role == Role::Speaks)
                });
                let source = entities[body.0 as usize].source_kind;
                // (A union is none of the others, and so is who speaks for it.)
                let described = || {
                    let trust = self.known[body.0 as usize].source;
                    trust.is_some_and(|(trust, s)| s == SourceKind::Other && trust >= 3)
                };
                let is_told = source != SourceKind::Other || described();
                if known.entry.is_none()
                    && speaks
                    && is_told
                    && known.source.is_none_or(|(t, _)| t < 5)
                {
                    entities[i].source_kind = source;
                }
            }
            let known_for = known.entry.and_then(|e| e.speaks_for);
            entities[i].organisation = known_for
                .and_then(|id| self.setting.registry.by_id(id))
                .map(|body| {
                    EntityId(*by_entry.entry(body.id).or_insert_with(|| {
                        entities.push(Entity {
                            name: body.name(language).to_owned(),
                            registry: Some(body.name(language)),
                            registry_id: Some(body.id.to_owned()),
                            kind: body.kind,
                            source_kind: body.source,
                            organisation: None,
                        });
                        entities.len() as u32 - 1
                    }))
                })
                .or(told);
        }
    }
}

/// Whether a name of the registry belongs to a class of nouns.
fn is_of_class(known: &Known, class: &str) -> bool {
    let is_body = known.entry.is_some_and(|e| e.kind != MentionKind::Person);
    match class {
        "government" => known.government.is_some(),
        "media" => is_body && known.entry.is_some_and(|e| e.source == SourceKind::Media),
        "group" => is_body && known.entry.is_some_and(|e| e.source == SourceKind::ArmedGroup),
        "monitor" => is_body && known.entry.is_some_and(|e| e.source == SourceKind::Monitor),
        "organisation" => {
            is_body
                && known.entry.is_some_and(|e| {
                    matches!(e.source, SourceKind::Monitor | SourceKind::InternationalOrg)
                })
        }
        _ => false,
    }
}
