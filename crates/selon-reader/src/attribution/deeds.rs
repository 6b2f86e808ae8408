//! What a source is, by what it does and by who spoke before.

use std::collections::{BTreeMap, BTreeSet};

use selon_language::morphology::{Definite, Person, PronType, Tense, VerbForm};
use selon_language::{NameKind, Pos, Relation, WordId};
use selon_model::reading::{MentionKind, SourceKind};

use super::lexicon::{Force, Role, SourceNoun};
use super::source::Subject;
use super::text::Text;
use super::{AttributionMention, force};

/// How many statements back the issuer of a document is looked for.
const NEAR: usize = 4;

/// Tells kinds of sources that the statements together tell.
pub(super) fn tell_kinds(text: &Text, found: &mut [AttributionMention]) {
    carry_kinds(text, found);
    share_kinds(text, found);
    kinds_by_deeds(text, found);
    kinds_of_documents(text, found);
    outlets(text, found);
    for f in found.iter_mut() {
        let there = match f.source_kind {
            SourceKind::PrivatePerson => was_there(text, f),
            // *« J'ai vu trois hommes tomber », raconte un chauffeur*
            SourceKind::Other => is_somebody(text, f) && saw_it(text, f),
            _ => false,
        };
        if there {
            f.source_kind = SourceKind::Witness;
        }
    }
}

/// *Dans un communiqué, le ministère annonce … Le texte ajoute …*: a document of which nothing
/// is told is as who spoke in it.
fn kinds_of_documents(text: &Text, found: &mut [AttributionMention]) {
    let analysis = text.analysis;
    for i in 0..found.len() {
        let Some(head) = found[i].source.as_ref().map(|s| s.head) else { continue };
        let unknown = matches!(found[i].source_kind, SourceKind::Unnamed | SourceKind::Other);
        let definite = analysis.child_by(head, Relation::Det).is_some_and(|d| {
            let form = analysis[d].morphology;
            form.definite == Some(Definite::Def) || form.pron_type == Some(PronType::Dem)
        });
        let document = text.lexicon.lemma_has(analysis, head, Role::Within);
        if !(unknown && definite && document && analysis[head].pos == Pos::Noun) {
            continue;
        }
        let near = analysis[head].sentence.saturating_sub(3);
        let issuer = found[i.saturating_sub(NEAR)..i].iter().rev().find(|f| {
            let spoke = f.cue_head.filter(|&c| analysis[c].sentence >= near);
            // In the sentence right before, it need not be said that it was in one.
            spoke.is_some_and(|c| {
                analysis[c].sentence + 1 >= analysis[head].sentence || speaks_in_document(text, c)
            }) && !matches!(f.source_kind, SourceKind::Unnamed | SourceKind::Other)
        });
        let issuer = issuer.map(|f| f.source_kind).or_else(|| publisher_before(text, head));
        if let Some(kind) = issuer {
            found[i].source_kind = kind;
        }
    }
}

/// *Le procureur a diffusé un communiqué. Ce texte …*: what who published a document in the
/// sentences before is.
fn publisher_before(text: &Text, document: WordId) -> Option<SourceKind> {
    let analysis = text.analysis;
    let end = text.sentence(document).start;
    let near = analysis[document].sentence.saturating_sub(2);
    let start = analysis.sentences.get(near as usize)?.words.start;
    let published = |w: WordId| {
        let object = analysis[w].relation == Relation::Obj
            && text.lexicon.lemma_has(analysis, w, Role::Within);
        let verb = analysis[w].head.filter(|&v| object && analysis[v].pos == Pos::Verb)?;
        match text.subject(verb) {
            Subject::Head(who) if text.can_speak(who) => Some(text.kind_of(who)),
            _ => None,
        }
    };
    (start..end).rev().take(80).map(WordId).find_map(published)
}

/// Whether the sentence of a cue names a document that something is said in, or the cue is one.
fn speaks_in_document(text: &Text, cue: WordId) -> bool {
    let sentence = text.sentence(cue);
    sentence.iter().take(60).any(|w| text.is_said_within(w))
        || text.lexicon.lemma_has(text.analysis, cue, Role::Within)
}

/// *Al-Ghad reports that …*: a name of which nothing is told, that begins as those of outlets do,
/// is one if it reports, or stands before a colon at the head of a paragraph.
fn outlets(text: &Text, found: &mut [AttributionMention]) {
    let analysis = text.analysis;
    let name = |f: &AttributionMention| {
        let head = f.source.as_ref()?.head;
        let unknown = matches!(f.source_kind, SourceKind::PrivatePerson | SourceKind::Other);
        if !unknown || analysis[head].pos != Pos::Propn {
            return None;
        }
        let words = analysis.name_of(head).map_or(text.noun_phrase(head), |n| n.words);
        let first = text.form(WordId(words.start));
        let article = first.split('-').next().unwrap_or(first);
        let mention = text.mention(head)?;
        let entity = &text.actors.entities[mention.entity.0 as usize];
        // (*Le colonel Al-Noor*: what is told of somebody else is not.)
        let alone = mention.words.len() == words.len() && entity.registry.is_none();
        let starts = first.starts_with(char::is_uppercase) && text.lexicon.is_article(article);
        (alone && starts && entity.organisation.is_none()).then_some(mention.entity.0)
    };
    let tells = |f: &AttributionMention| match f.cue_head {
        Some(cue) => {
            text.lexicon.lemma_has(analysis, cue, Role::Press)
                && analysis[cue].morphology.tense == Some(Tense::Pres)
        }
        // *Al-Ghad: Two soldiers …*
        None => f.source.as_ref().is_some_and(|s| {
            let own = analysis[s.head].sentence as usize;
            let paragraph = |i: usize| analysis.sentences.get(i).map(|s| s.paragraph);
            let opens = own == 0 || paragraph(own - 1) != paragraph(own);
            let colon = f.content_words.first().is_some_and(|c| {
                c.start > s.head.0 && text.is(c.start - 1, &[":"]) && !text.is_mark(c.start)
            });
            opens && colon
        }),
    };
    let outlets: BTreeSet<u32> = found.iter().filter(|f| tells(f)).filter_map(name).collect();
    for f in found.iter_mut() {
        if name(f).is_some_and(|e| outlets.contains(&e)) {
            f.source_kind = SourceKind::Media;
        }
    }
}

/// Whether the source is people whom a noun tells of.
fn is_somebody(text: &Text, found: &AttributionMention) -> bool {
    found.source.as_ref().is_some_and(|s| {
        let person = text
            .mention(s.head)
            .is_some_and(|m| text.actors.entities[m.entity.0 as usize].kind == MentionKind::Person);
        person && text.analysis[s.head].pos == Pos::Noun
    })
}

/// Whether what is quoted tells in the first person of what was seen.
fn saw_it(text: &Text, found: &AttributionMention) -> bool {
    let analysis = text.analysis;
    let words = found.content_words.iter().flat_map(|c| c.iter()).take(60);
    words.filter(|&w| text.lexicon.lemma_has(analysis, w, Role::Perceive)).any(|w| {
        let past = analysis[w].morphology.tense == Some(Tense::Past)
            || analysis.child_by(w, Relation::Aux).is_some();
        let first = analysis.children_by(w, Relation::Nsubj).any(|s| text.is_first_person(s));
        past && first && text.quotations.holding(w).is_some() && !text.is_negated(w)
    })
}

/// *Elles disent avoir été frappées*, *she said she had heard shots*: who tells of what they saw
/// or suffered was there.
fn was_there(text: &Text, found: &AttributionMention) -> bool {
    let analysis = text.analysis;
    let Some(source) = found.source.as_ref().map(|s| s.head) else { return false };
    // Who is known by name is told of otherwise.
    if analysis.name_of(source).is_some_and(|n| n.kind == NameKind::Person) {
        return false;
    }
    let whom = |w: WordId| text.mention(w).map(|m| m.entity);
    let own = |verb: WordId| {
        let form = analysis[verb].morphology;
        let quoted = text.quotations.holding(verb).is_some();
        match analysis.children_by(verb, Relation::Nsubj).last() {
            // *Avoir été frappées*
            None => {
                let infinitive = |w: WordId| text.is_perfect_infinitive(w);
                form.verb_form == Some(VerbForm::Part)
                    && analysis.children_by(verb, Relation::Aux).any(infinitive)
                    && found.cue_head.is_some_and(|cue| analysis[verb].head == Some(cue))
            }
            Some(head) => {
                let subject = &analysis[head];
                let same = whom(head).is_some() && whom(head) == whom(source);
                subject.pos == Pos::Pron
                    && match subject.morphology.person {
                        Some(Person::First) => quoted,
                        Some(Person::Third) => !quoted && same,
                        _ => false,
                    }
                    && subject.morphology.pron_type != Some(PronType::Rel)
            }
        }
    };
    let words = found.content_words.iter().flat_map(|c| c.iter()).take(60);
    let past = |verb: WordId| {
        analysis[verb].morphology.tense == Some(Tense::Past)
            || analysis.child_by(verb, Relation::Aux).is_some()
    };
    words.filter(|&w| analysis[w].pos == Pos::Verb).any(|w| {
        let saw = text.lexicon.lemma_has(analysis, w, Role::Perceive) && !text.is_passive(w);
        // (*Son avocat dit qu'il a été frappé*: that may be somebody else.)
        let third = analysis
            .children_by(w, Relation::Nsubj)
            .any(|s| analysis[s].morphology.person != Some(Person::First));
        let suffered = text.is_passive(w) && text.agent(w).is_some() && !third;
        (saw || suffered) && past(w) && own(w) && !text.is_negated(w)
    })
}

/// Who claims an attack, and of whom nothing else is told, is an armed group.
fn kinds_by_deeds(text: &Text, found: &mut [AttributionMention]) {
    let entity = |f: &AttributionMention| {
        let mention = text.mention(f.source.as_ref()?.head)?;
        let entity = &text.actors.entities[mention.entity.0 as usize];
        // (*The Army of the Valley* is no army of a state, and no brigade of one claims attacks.)
        // (*Les organisateurs revendiquent 2 000 marcheurs*: what they are is told.)
        let told = text.analysis[mention.head].pos == Pos::Noun
            && text.lexicon.source_noun(text.analysis, mention.head)
                == Some(SourceNoun::Speaks(SourceKind::Other));
        let unknown = match f.source_kind {
            SourceKind::Other => !told,
            SourceKind::Official => {
                let named =
                    entity.name.split(' ').skip(1).any(|w| w.starts_with(char::is_uppercase));
                entity.registry.is_none()
                    && (named || text.lexicon.lemma_has(text.analysis, mention.head, Role::Unit))
            }
            _ => false,
        };
        (entity.kind != MentionKind::Person && unknown).then_some(mention.entity)
    };
    let claims = |f: &AttributionMention| {
        f.cue_head.is_some_and(|head| force(text.analysis, head) == Some(Force::Claim))
    };
    // A pronoun is whom it takes up.
    let same = |f: &AttributionMention| {
        let mention = text.mention(f.source.as_ref()?.head)?;
        Some(mention.entity.0)
    };
    let named: BTreeSet<_> = found.iter().filter_map(|f| Some(entity(f)?.0)).collect();
    let groups: BTreeSet<_> = found.iter().filter(|f| claims(f)).filter_map(same).collect();
    for f in found.iter_mut() {
        let kind = matches!(f.source_kind, SourceKind::Other | SourceKind::Official);
        if kind && same(f).is_some_and(|e| groups.contains(&e) && named.contains(&e)) {
            f.source_kind = SourceKind::ArmedGroup;
        }
    }
}

/// A pronoun that nobody has resolved speaks as who spoke before it, or, in the first
/// person, as who is quoted.
fn carry_kinds(text: &Text, found: &mut [AttributionMention]) {
    for i in 0..found.len() {
        let Some(head) = found[i].source.as_ref().map(|s| s.head) else { continue };
        let word = &text.analysis[head];
        if word.pos != Pos::Pron || found[i].source_kind != SourceKind::Other {
            continue;
        }
        let from = if text.is_first_person(head) { found[i].inside } else { i.checked_sub(1) };
        if let Some(from) = from.filter(|&f| found[f].source.is_some()) {
            found[i].source_kind = found[from].source_kind;
        }
    }
}

/// *Anna Hill, head of the police, … Hill added*: a person is what any of their
/// statements tells them to be.
fn share_kinds(text: &Text, found: &mut [AttributionMention]) {
    let person = |f: &AttributionMention| {
        let id = text.mention(f.source.as_ref()?.head)?.entity;
        let entity = text.actors.entity(id)?;
        (entity.kind == MentionKind::Person).then_some(id)
    };
    let plain = |kind| matches!(kind, SourceKind::PrivatePerson | SourceKind::Other);
    let mut told = BTreeMap::new();
    for f in found.iter().filter(|f| !plain(f.source_kind)) {
        // Who saw something once is a witness of that.
        let lasting = !matches!(f.source_kind, SourceKind::Witness | SourceKind::Unnamed);
        if let Some(id) = person(f).filter(|_| lasting) {
            told.entry(id).or_insert(f.source_kind);
        }
    }
    for f in found.iter_mut().filter(|f| plain(f.source_kind)) {
        if let Some(kind) = person(f).and_then(|id| told.get(&id)) {
            f.source_kind = *kind;
        }
    }
}
