//! Subjects that stand elsewhere: shared with the verb above, or with what a noun is about.

use selon_language::morphology::{PronType, VerbForm};
use selon_language::{Analysis, Pos, Relation, Subtype, WordId};

use crate::attribution::{Force, force};

use super::super::lexicon::Classes;
use super::super::words::Words;
use super::voice::{is_passive, is_reflexive};

/// Whether the tree gives a verb two subjects, of which this one stands behind it: *les
/// rebelles, chassés du port, ont lancé le 31 mars une offensive*. It is the object.
pub(in super::super) fn is_second_subject(words: &Words, noun: WordId) -> bool {
    let a = words.analysis;
    let Some(verb) = a[noun].head.filter(|&h| h < noun) else { return false };
    let first = words.child_by(verb, Relation::Nsubj);
    a[noun].relation == Relation::Nsubj
        && first.is_some_and(|s| s < verb)
        && words.child_by(verb, Relation::Obj).is_none()
}

/// The subject of a noun that is a predicate, else of the verb that the noun complements:
/// *il a été victime d'une agression*, *the teacher was the victim of an attack*.
pub(super) fn subject_over(words: &Words, noun: WordId, climb: usize) -> Option<WordId> {
    words.child_by(noun, Relation::Nsubj).or_else(|| {
        let verb = verb_over(words, noun)?;
        words.child_by(verb, Relation::Nsubj).or_else(|| inherited_subject(words, verb, climb))
    })
}

/// The verb that a noun complements.
fn verb_over(words: &Words, noun: WordId) -> Option<WordId> {
    let a = words.analysis;
    let complement = matches!(a[noun].relation, Relation::Obj | Relation::Obl | Relation::Xcomp);
    a[noun].head.filter(|&h| complement && a[h].pos == Pos::Verb)
}

/// For a relative pronoun the noun that it stands for, else the word itself.
pub(super) fn antecedent(words: &Words, word: WordId, noun: WordId) -> WordId {
    let w = &words.analysis[word];
    let relative = w.morphology.pron_type == Some(PronType::Rel)
        || w.pos == Pos::Pron && words.classes(word).any(Classes::RELATIVE);
    if relative { noun } else { word }
}

/// The subject that an infinitive, participle or coordinated verb shares with the
/// verb above it.
pub(super) fn inherited_subject(words: &Words, verb: WordId, climb: usize) -> Option<WordId> {
    let a = words.analysis;
    let head = a[verb].head?;
    if climb == 0 {
        return None;
    }
    // *Accused the rebels of abducting her, reproche à l'armée d'avoir tiré*: not who says so.
    if let Some(accused) = accused_or_asked(words, verb) {
        return Some(accused);
    }
    if a[verb].relation == Relation::Acl && is_aim(words, verb) && a[head].pos == Pos::Noun {
        return subject_of_aim(words, head, climb - 1);
    }
    // The same where the tree hangs the aim on the verb of the noun.
    let aim = || {
        let mark = words.child_by(verb, Relation::Mark)?;
        let noun = mark.previous().filter(|&n| a[n].head == Some(head) && a[n].pos == Pos::Noun)?;
        whose(words, noun)
    };
    if a[verb].relation == Relation::Advcl
        && let Some(whose) = aim()
    {
        return Some(whose);
    }
    let shares = match a[verb].relation {
        Relation::Xcomp | Relation::Conj => true,
        // *Three strikes hit two posts; destroyed a vehicle*
        Relation::Parataxis => {
            let first = a.children(verb).first().copied().filter(|&c| c < verb);
            first.is_some_and(|c| c.next() == verb && matches!(&*a[c].form, ";" | ","))
        }
        Relation::Advcl | Relation::Ccomp => {
            matches!(
                a[verb].morphology.verb_form,
                Some(VerbForm::Inf | VerbForm::Part | VerbForm::Ger)
            )
        }
        _ => false,
    };
    if !shares || !matches!(a[head].pos, Pos::Verb | Pos::Aux | Pos::Adj | Pos::Noun) {
        return None;
    }
    if matches!(a[head].pos, Pos::Noun) && a[verb].relation == Relation::Conj {
        return None;
    }
    if a[verb].relation == Relation::Xcomp
        && !words.classes(head).any(Classes::THREAT)
        && let Some(object) = words.child_by(head, Relation::Obj)
        && !is_reflexive(words, object)
    {
        return Some(object);
    }
    // *They kept the army from retaking the town*
    if a[verb].relation == Relation::Advcl
        && words.classes(head).any(Classes::HINDER)
        && let Some(object) = words.child_by(head, Relation::Obj)
    {
        return Some(object);
    }
    let own = words.child_by(head, Relation::Nsubj);
    // *Deux écoles ont été bombardées, tuant douze enfants*: the schools kill nobody.
    let sides = Classes::STATE.and(Classes::NONSTATE).and(Classes::ARMED);
    if own.is_some_and(|s| !words.phrase_classes(s).any(sides))
        && matches!(a[verb].morphology.verb_form, Some(VerbForm::Part | VerbForm::Ger))
        && verb > head
        && !is_passive(words, verb)
        && is_passive(words, head)
    {
        return None;
    }
    match own {
        Some(subject) if a[head].relation == Relation::Acl => {
            a[head].head.map(|noun| antecedent(words, subject, noun))
        }
        Some(subject) => Some(subject),
        None if a[head].relation == Relation::Acl => a[head].head,
        None => inherited_subject(words, head, climb - 1),
    }
}

/// Who is accused of what a verb tells, or asked to do it: the object between the two verbs,
/// wherever the tree hangs the second.
fn accused_or_asked(words: &Words, verb: WordId) -> Option<WordId> {
    let a = words.analysis;
    let said_to = |cue: WordId| {
        matches!(force(a, cue), Some(Force::Accuse | Force::Ask)) && !is_passive(words, cue)
    };
    let form = a[verb].morphology.verb_form;
    let done = matches!(form, Some(VerbForm::Inf | VerbForm::Ger | VerbForm::Part))
        && words.child_by(verb, Relation::Nsubj).is_none();
    let head = a[verb].head.filter(|&h| done && h < verb)?;
    match a[verb].relation {
        Relation::Xcomp | Relation::Advcl | Relation::Ccomp if said_to(head) => {
            let object = |c: &WordId| {
                *c > head && *c < verb && matches!(a[*c].relation, Relation::Obj | Relation::Iobj)
            };
            // *Reproche à l'armée d'avoir tiré*: right after the verb.
            let to = || {
                words.children(head).find(|&c| {
                    force(a, head) == Some(Force::Accuse)
                        && a[c].relation == Relation::Obl
                        && a[c].subtype != Subtype::Temporal
                        && words.child_by(c, Relation::Case) == Some(head.next())
                })
            };
            words.children(head).find(object).or_else(to).filter(|&o| !is_reflexive(words, o))
        }
        Relation::Acl if is_aim(words, verb) && a[head].pos != Pos::Verb => {
            let to = matches!(a[head].relation, Relation::Obj | Relation::Iobj | Relation::Obl);
            a[head].head.filter(|&cue| to && cue < head && said_to(cue)).map(|_| head)
        }
        _ => None,
    }
}

/// Whether a verb on a noun tells what the noun is about, not what it does: an infinitive,
/// *on the verge of retaking*.
pub(super) fn is_aim(words: &Words, verb: WordId) -> bool {
    let gerund =
        || words.child_by(verb, Relation::Mark).is_some_and(|m| words.classes(m).any(Classes::OF));
    words.analysis[verb].morphology.verb_form == Some(VerbForm::Inf) || gerund()
}

/// Whose a noun is that something is the aim of: *the UK's commitment to defeating them, les
/// efforts de l'armée pour la reprendre*.
fn whose(words: &Words, noun: WordId) -> Option<WordId> {
    let a = words.analysis;
    words.children(noun).find(|&c| {
        let owns = a[c].subtype == Subtype::Possessive
            || a[c].relation == Relation::Nmod && words.has_case(c, Classes::OF)
            || a[c].relation == Relation::Nmod && c < noun;
        owns && (a[c].pos == Pos::Det || !words.phrase_classes(c).is_none())
    })
}

/// Who would do what a noun is about: *les rebelles sont en passe de reprendre la ville*,
/// *l'armée a fait une tentative pour l'encercler*.
fn subject_of_aim(words: &Words, noun: WordId, climb: usize) -> Option<WordId> {
    if let Some(whose) = whose(words, noun) {
        return Some(whose);
    }
    let own = words.child_by(noun, Relation::Nsubj);
    // *Une offensive a été lancée dans le but de reprendre la ville*: the offensive aims.
    let passive = || verb_over(words, noun).is_some_and(|verb| is_passive(words, verb));
    if own.is_none() && passive() { None } else { subject_over(words, noun, climb) }
}

/// Whether an infinitive is what its subject is said to be.
pub(super) fn infinitive_predicate(a: &Analysis, verb: WordId) -> bool {
    a[verb].morphology.verb_form == Some(VerbForm::Inf) && a.child_by(verb, Relation::Cop).is_some()
}
