//! Whom a pronoun takes up: by gender, number and kind, by nearness and by what the
//! phrase does in its sentence.

use selon_language::morphology::{Number, Person, VerbForm};
use selon_language::{Pos, Relation, WordId};
use selon_model::reading::MentionKind;

use super::known::{Known, Linker, agree};
use super::lexicon::Pronoun;

/// How many sentences back an antecedent may stand.
const REACH: u32 = 3;

/// The most phrases that are looked at for an antecedent.
const NEAR: usize = 120;

/// How many words on either side the end of a quotation is looked for.
const QUOTATION: usize = 150;

/// How many words after a quotation a pronoun for its speaker may stand.
const AFTER_QUOTATION: usize = 6;

/// How many words after a quotation its speaker may stand.
const BESIDE: usize = 12;

const OPENING: [&str; 4] = ["«", "“", "\"", "‘"];
const CLOSING: [&str; 3] = ["»", "”", "\""];

/// Whether one mark closes what the other opens.
fn is_pair(open: &str, close: &str) -> bool {
    matches!((open, close), ("«", "»") | ("“", "”") | ("\"", "\""))
}

/// The entity that a third person takes up.
pub(super) fn antecedent(linker: &Linker, i: usize, pronoun: Pronoun) -> Option<usize> {
    let analysis = linker.analysis;
    let head = linker.candidates[i].head;
    let sentence = analysis[head].sentence;
    let governor = linker.governor(i);
    let speaks = governor.is_some_and(|g| is_speech(linker, g));
    // Two arguments of one verb are not the same: *il menace Damas*.
    let arguments: Vec<usize> = (i + 1..linker.candidates.len())
        .take(BESIDE)
        .take_while(|&j| analysis[linker.candidates[j].head].sentence == sentence)
        .filter(|&j| governor.is_some() && linker.governor(j) == governor)
        .filter_map(|j| linker.plainly(j))
        .collect();
    // *« … », a-t-il dit*: who speaks is not named within what is said.
    let quoted = quotation_before(linker, head);
    let mut best: Option<(i32, usize)> = None;
    for at in (0..i).rev().take(NEAR) {
        let candidate = &linker.candidates[at];
        let from = match &quoted {
            Some(words) if words.contains(&candidate.head.index()) => continue,
            Some(words) if candidate.head.index() < words.start => {
                analysis.words[words.start].sentence
            }
            _ => sentence,
        };
        let distance = from - analysis[candidate.head].sentence;
        if distance > REACH {
            break;
        }
        let Some(entity) = linker.of[at] else { continue };
        if !fits(&linker.known[entity], pronoun) || arguments.contains(&entity) {
            continue;
        }
        let own_governor = linker.governor(at);
        if own_governor.is_some() && own_governor == governor {
            continue;
        }
        // *Ce dernier* takes up who was told of last.
        if pronoun.latest {
            return Some(entity);
        }
        let mut score = 100 - 30 * distance as i32;
        // *Accused the army, a charge it denies*: a relative clause looks to its sentence.
        if distance == 0 && governor.is_some_and(|g| analysis[g].relation == Relation::Acl) {
            score += 15;
        }
        let is_subject = linker.is_subject(at) || is_named_subject(linker, at);
        if is_subject {
            score += 25;
            let main = own_governor.is_some_and(|g| is_main(linker, g));
            score += if main { 10 } else { 0 };
        }
        if analysis[candidate.head].relation == Relation::Nmod && !is_subject {
            score -= 25;
        }
        if speaks && own_governor.is_some_and(|g| is_speech(linker, g)) && is_subject {
            score += 15;
        }
        // *Ce que nie le ministre : « … », a-t-il dit*: who is named right before what is quoted.
        if let Some(words) = &quoted
            && is_subject
            && introduces(linker, candidate.words.end as usize, words.start)
        {
            score += 30;
        }
        let is_person = linker.known[entity].kind == Some(MentionKind::Person);
        score += match (is_person, pronoun.number) {
            (true, Number::Sing) if pronoun.people => 25,
            _ => 0,
        };
        if linker.known[entity].gender.is_none() && pronoun.gender.is_some() {
            score -= 10;
        }
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, entity));
        }
    }
    best.filter(|&(score, _)| score >= 60).map(|(_, entity)| entity)
}

/// Whether only a colon stands between the end of a phrase and a quotation.
fn introduces(linker: &Linker, end: usize, quotation: usize) -> bool {
    let words = &linker.analysis.words;
    quotation.saturating_sub(end) <= 2
        && (end..quotation).any(|w| words.get(w).is_some_and(|w| &*w.form == ":"))
}

/// The entity that speaks where a first person stands: who is named right after the
/// quotation, else before it, else the last who spoke.
pub(super) fn speaker(linker: &Linker, i: usize) -> Option<usize> {
    let analysis = linker.analysis;
    let head = linker.candidates[i].head;
    let words = &analysis.words;
    let is_other = |j: usize| {
        let candidate = &linker.candidates[j];
        candidate.pronoun.is_none_or(|p| p.person != Person::First)
    };
    let form = |w: usize| words[w].form.as_ref();
    let after = (head.index()..words.len().min(head.index() + QUOTATION))
        .find(|&w| CLOSING.contains(&form(w)))
        .and_then(|close| {
            (i + 1..linker.candidates.len())
                .skip_while(|&j| linker.candidates[j].head.index() < close)
                .take_while(|&j| {
                    let at = linker.candidates[j].head;
                    at.index() <= close + BESIDE && analysis[at].sentence == words[close].sentence
                })
                .find(|&j| is_other(j))
                .and_then(|j| linker.of[j])
        });
    let before = || {
        let open = (head.index().saturating_sub(QUOTATION)..head.index())
            .rev()
            .find(|&w| OPENING.contains(&form(w)))?;
        (0..i)
            .rev()
            .skip_while(|&j| linker.candidates[j].head.index() > open)
            .take_while(|&j| analysis[linker.candidates[j].head].sentence == words[open].sentence)
            .find(|&j| is_other(j) && linker.is_subject(j))
            .and_then(|j| linker.of[j])
    };
    let sentence = analysis[head].sentence;
    let last = || {
        (0..i)
            .rev()
            .take_while(|&j| sentence - analysis[linker.candidates[j].head].sentence <= REACH)
            .filter(|&j| is_other(j) && linker.is_subject(j))
            .find(|&j| linker.governor(j).is_some_and(|g| is_speech(linker, g)))
            .and_then(|j| linker.of[j])
    };
    after.or_else(before).or_else(last)
}

/// The words of a quotation that ends right before a word.
fn quotation_before(linker: &Linker, word: WordId) -> Option<std::ops::Range<usize>> {
    let words = &linker.analysis.words;
    let form = |at: usize| &*words[at].form;
    let start = word.index().saturating_sub(AFTER_QUOTATION);
    let close = (start..word.index()).rev().find(|&w| CLOSING.contains(&form(w)))?;
    let open =
        (close.saturating_sub(QUOTATION)..close).rev().find(|&w| is_pair(form(w), form(close)))?;
    Some(open..close + 1)
}

fn fits(known: &Known, pronoun: Pronoun) -> bool {
    let person = known.kind == Some(MentionKind::Person);
    if person && !pronoun.people || !person && !pronoun.bodies {
        return false;
    }
    // *they* takes up a body too: *the army … they*.
    let loose = pronoun.gender.is_none() && pronoun.number == Number::Plur && !person;
    (loose || agree(known.number.filter(|&n| n != Number::Ptan), Some(pronoun.number)))
        && agree(known.gender, pronoun.gender.or(known.gender))
}

/// Whether a verb has what a verb of saying has: a clause that it tells, or one beside it.
fn is_speech(linker: &Linker, verb: WordId) -> bool {
    let word = &linker.analysis[verb];
    word.pos == Pos::Verb
        && (word.relation == Relation::Parataxis
            || linker.analysis.children(verb).iter().take(BESIDE * 2).any(|&c| {
                let child = &linker.analysis[c];
                child.relation == Relation::Ccomp
                    || (child.relation == Relation::Parataxis
                        && child.morphology.verb_form == Some(VerbForm::Fin))
            }))
}

/// *La romancière Anna Hill a …*: whether a name stands beside a noun that is the subject.
fn is_named_subject(linker: &Linker, at: usize) -> bool {
    let analysis = linker.analysis;
    let head = linker.candidates[at].head;
    let bare = matches!(analysis[head].relation, Relation::Nmod | Relation::Flat)
        && analysis.child_by(head, Relation::Case).is_none()
        && linker.known[linker.of[at].unwrap_or_default()].kind == Some(MentionKind::Person);
    bare && analysis[head]
        .head
        .is_some_and(|title| title < head && analysis[title].relation == Relation::Nsubj)
}

/// Whether a verb heads its sentence or is told by the one that does.
fn is_main(linker: &Linker, verb: WordId) -> bool {
    let word = &linker.analysis[verb];
    word.head.is_none() || word.relation == Relation::Conj
}
