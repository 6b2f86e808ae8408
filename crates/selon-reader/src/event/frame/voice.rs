//! Passives and reflexives.

use selon_language::morphology::{Tense, VerbForm, Voice};
use selon_language::{Pos, Relation, Subtype, WordId};
use selon_model::Language;

use super::super::lexicon::Classes;
use super::super::words::Words;
use super::{has_cut_article, shared_object};

/// Whether a verb is in the passive, or a past participle without an auxiliary.
pub fn is_passive(words: &Words, verb: WordId) -> bool {
    let a = words.analysis;
    let mut auxiliary = false;
    // The auxiliary of a reflexive verb is no passive: *s'est formé*.
    let reflexive = has_reflexive(words, verb);
    if reflexive || words.classes(verb).any(Classes::INTRANSITIVE) {
        return false;
    }
    for child in words.children(verb) {
        match (a[child].relation, a[child].subtype) {
            (Relation::Aux | Relation::Nsubj | Relation::Csubj, Subtype::Passive) => return true,
            (Relation::Aux, _) => auxiliary = true,
            _ => {}
        }
    }
    let m = a[verb].morphology;
    // *Ils ont enlevé deux enseignants et incendié le marché*: the auxiliary is shared.
    let object = |c: WordId| match a[c].relation {
        Relation::Obj => true,
        Relation::Obl => has_cut_article(words, c, verb),
        _ => false,
    };
    let shared = a[verb].relation == Relation::Conj
        && words.children(verb).any(object)
        && a[verb].head.is_some_and(|h| {
            let active =
                |c: WordId| a[c].relation == Relation::Aux && a[c].subtype != Subtype::Passive;
            a[h].pos == Pos::Verb
                && words.children(h).any(active)
                && !words.children(h).any(|c| a[c].subtype == Subtype::Passive)
        });
    // *The leader vowed to march*: a past that looks like a participle.
    let has = |r: Relation| words.child_by(verb, r).is_some();
    let past = a[verb].relation == Relation::Root
        && has(Relation::Nsubj)
        && (has(Relation::Obj) || has(Relation::Xcomp));
    // *The people shot in the raid*: a participle that looks like a past.
    let reduced = a.language == Language::English
        && a[verb].relation == Relation::Acl
        && a[verb].subtype != Subtype::Relative
        && m.tense == Some(Tense::Past)
        && !has(Relation::Nsubj)
        && !has(Relation::Obj);
    // *Dozens of civilians killed in raid*: so is a past of what is done to somebody.
    let headline = words.classes(verb).any(Classes::HARM)
        && m.tense == Some(Tense::Past)
        && a[verb].relation != Relation::Acl
        && has(Relation::Nsubj)
        && !has(Relation::Obj)
        && shared_object(words, verb).is_none();
    if (reduced || headline) && !auxiliary {
        return true;
    }
    !auxiliary
        && !shared
        && !past
        && m.verb_form == Some(VerbForm::Part)
        && m.tense != Some(Tense::Pres)
        && (matches!(a[verb].relation, Relation::Acl | Relation::Amod | Relation::Root)
            || m.voice == Some(Voice::Pass)
            || a[verb].relation == Relation::Conj
                && a[verb]
                    .head
                    .is_some_and(|h| words.children(h).any(|c| a[c].subtype == Subtype::Passive)))
}

pub(super) fn has_reflexive(words: &Words, verb: WordId) -> bool {
    words.children(verb).any(|c| {
        let relation = words.analysis[c].relation;
        matches!(relation, Relation::Obj | Relation::Iobj | Relation::Expl)
            && is_reflexive(words, c)
    })
}

pub(super) fn is_reflexive(words: &Words, word: WordId) -> bool {
    words.analysis[word].morphology.reflexive || words.classes(word).any(Classes::SELF)
}
