//! Whom a possessive means before a noun for who speaks for a body: *leur chef*, *its director*.

use selon_language::morphology::{Number, Person};
use selon_language::{Relation, Subtype};
use selon_model::reading::{MentionKind, SourceKind};

use super::candidate::{Article, Candidate, Title};
use super::known::Linker;
use super::lexicon::{Lexicon, PhraseWord, Role};

/// How many sentences back the body may stand.
const REACH: u32 = 2;

/// The most phrases that are looked at for it.
const NEAR: usize = 60;

/// Gives a body to each description that has a possessive and none by its complements: of the
/// nearest sentence with one, its subject, else what stands nearest.
pub(super) fn link(linker: &mut Linker) {
    for i in 0..linker.candidates.len() {
        let candidate = &linker.candidates[i];
        let speaks = candidate.noun.as_ref().is_some_and(|t| t.noun.role == Role::Speaks);
        let possessive = candidate.article == Article::Possessive && candidate.body.is_none();
        if !speaks || !possessive {
            continue;
        }
        let Some(number) = possessor_number(linker, candidate) else { continue };
        let Some(body) = body(linker, i, number) else { continue };
        let head = linker.candidates[body].head;
        if let Some(entity) = linker.of[i].filter(|&e| linker.of[body] != Some(e)) {
            linker.known[entity].body = linker.known[entity].body.or(Some(head));
        }
    }
}

/// Whether the possessive means one or several: *son*, *its*, *their*; none for *his* and for
/// the first and second person.
pub(super) fn possessor_number(linker: &Linker, candidate: &Candidate) -> Option<Number> {
    let analysis = linker.analysis;
    let possessive = analysis.children(candidate.head).iter().copied().find(|&c| {
        c < candidate.head
            && (analysis[c].morphology.possessive || analysis[c].subtype == Subtype::Possessive)
    })?;
    let form = analysis[possessive].form.to_lowercase();
    match &*form {
        "leur" | "leurs" | "their" => Some(Number::Plur),
        "son" | "sa" | "ses" | "its" => Some(Number::Sing),
        _ => None,
    }
}

fn body(linker: &Linker, i: usize, number: Number) -> Option<usize> {
    let analysis = linker.analysis;
    let sentence = analysis[linker.candidates[i].head].sentence;
    let mut best: Option<(u32, usize)> = None;
    for at in (0..i).rev().take(NEAR) {
        let other = &linker.candidates[at];
        let distance = sentence - analysis[other.head].sentence;
        // The subject of the sentence before is likelier than what else stands in this one.
        if distance > REACH || best.is_some_and(|(near, _)| distance > near.max(1)) {
            break;
        }
        if is_body(linker, at, number) {
            let subject = analysis[other.head].relation == Relation::Nsubj;
            if subject {
                return Some(at);
            }
            best = best.or(Some((distance, at)));
        }
    }
    best.map(|(_, at)| at)
}

/// Whether the phrase means a body, or people, that somebody may speak for.
fn is_body(linker: &Linker, at: usize, number: Number) -> bool {
    let candidate = &linker.candidates[at];
    if candidate.is_document() || candidate.pronoun.is_some_and(|p| p.person == Person::First) {
        return false;
    }
    let Some(known) = linker.of[at].map(|e| &linker.known[e]) else { return false };
    let source = known.source.map(|(_, source)| source);
    let crowd = || {
        let lexicon = Lexicon::of(linker.analysis.language);
        lexicon.phrase_word(&linker.analysis[candidate.head]) == Some(PhraseWord::Crowd)
    };
    let told = match source {
        None | Some(SourceKind::PrivatePerson | SourceKind::Witness) => false,
        // *Le syndicat a saisi la cour ; son porte-parole …*
        // (*Our men*, *the attackers*: nobody speaks for them.)
        Some(SourceKind::Other) => {
            let speak = |t: &Title| {
                t.noun.classes.iter().all(|c| !matches!(*c, "man" | "suspect" | "people"))
            };
            candidate.article != Article::Possessive
                && candidate.noun.as_ref().is_some_and(speak)
                && !crowd()
        }
        _ => true,
    };
    let fits = matches!(known.kind, Some(MentionKind::Group | MentionKind::Organization));
    let plural = candidate.number == Some(Number::Plur);
    // (*L'agence accuse les rebelles ; leur chef …*: an outlet is one.)
    let named = known.entry.is_some() && source != Some(SourceKind::Media);
    let agrees = match number {
        Number::Sing => !plural,
        _ => plural || known.kind == Some(MentionKind::Group) || named,
    };
    told && fits && agrees
}
