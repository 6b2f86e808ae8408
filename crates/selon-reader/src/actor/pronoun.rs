//! Whom a pronoun takes up: by gender, number and kind, by nearness and by what the
//! phrase does in its sentence.

use selon_language::morphology::{Number, VerbForm};
use selon_language::{Pos, Relation, WordId};
use selon_model::reading::MentionKind;

use super::coreference::{Known, Linker, agree};
use super::lexicon::Pronoun;

/// How many sentences back an antecedent may stand.
const REACH: u32 = 3;

/// The entity that a third person takes up.
pub(super) fn antecedent(linker: &Linker, i: usize, pronoun: Pronoun) -> Option<usize> {
    let analysis = linker.analysis;
    let head = linker.candidates[i].head;
    let sentence = analysis[head].sentence;
    let governor = linker.governor(i);
    let speaks = governor.is_some_and(|g| is_speech(linker, g));
    let mut best: Option<(i32, usize)> = None;
    for at in (0..i).rev() {
        let candidate = &linker.candidates[at];
        let distance = sentence - analysis[candidate.head].sentence;
        if distance > REACH {
            break;
        }
        let Some(entity) = linker.of[at] else { continue };
        if !fits(&linker.known[entity], pronoun) {
            continue;
        }
        let own_governor = linker.governor(at);
        // Two arguments of one verb are not the same: *il l'accuse*.
        if own_governor.is_some() && own_governor == governor {
            continue;
        }
        // *Ce dernier* takes up who was told of last.
        if pronoun.latest {
            return Some(entity);
        }
        let mut score = 100 - 30 * distance as i32;
        if linker.is_subject(at) {
            score += 25;
            let main = own_governor.is_some_and(|g| is_main(linker, g));
            score += if main { 10 } else { 0 };
        }
        if analysis[candidate.head].relation == Relation::Nmod {
            score -= 25;
        }
        if speaks && own_governor.is_some_and(|g| is_speech(linker, g)) && linker.is_subject(at) {
            score += 15;
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

/// The entity that speaks where a first person stands: the subject of the verb that the
/// words are told by, else the last who spoke.
pub(super) fn speaker(linker: &Linker, i: usize) -> Option<usize> {
    let analysis = linker.analysis;
    let head = linker.candidates[i].head;
    for above in analysis.ancestors(head).skip(1) {
        let of_parataxis = analysis.children_by(above, Relation::Parataxis);
        let verbs =
            of_parataxis.chain(analysis[above].head.filter(|_| {
                matches!(analysis[above].relation, Relation::Ccomp | Relation::Parataxis)
            }));
        for verb in verbs {
            let subject = analysis.child_by(verb, Relation::Nsubj).filter(|&s| s != head);
            let entity = subject.and_then(|s| {
                let at = linker.candidates[..i].iter().rposition(|c| c.head == s)?;
                linker.of[at]
            });
            if entity.is_some() {
                return entity;
            }
        }
    }
    let sentence = analysis[head].sentence;
    (0..i)
        .rev()
        .take_while(|&at| sentence - analysis[linker.candidates[at].head].sentence <= REACH)
        .filter(|&at| linker.is_subject(at))
        .find(|&at| linker.governor(at).is_some_and(|g| is_speech(linker, g)))
        .and_then(|at| linker.of[at])
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
            || linker.analysis.children(verb).iter().any(|&c| {
                let child = &linker.analysis[c];
                child.relation == Relation::Ccomp
                    || (child.relation == Relation::Parataxis
                        && child.morphology.verb_form == Some(VerbForm::Fin))
            }))
}

/// Whether a verb heads its sentence or is told by the one that does.
fn is_main(linker: &Linker, verb: WordId) -> bool {
    let word = &linker.analysis[verb];
    word.head.is_none() || word.relation == Relation::Conj
}
