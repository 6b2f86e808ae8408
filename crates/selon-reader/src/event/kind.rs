//! The type of an event: whom it is on, who kills whom, who takes a place.

use selon_language::morphology::Definite;
use selon_language::{Pos, Relation, WordId};

use super::lexicon::{Classes, Kind};
use super::words::Words;

/// How many words before a pronoun whom it means is looked for.
const LOOK_BACK: u32 = 200;

/// The type that a row gives to a trigger that tells who does it to whom.
pub(super) fn kind(
    words: &Words,
    word: WordId,
    kind: Kind,
    actor: Option<WordId>,
    target: Option<WordId>,
) -> &'static str {
    let classes = |w: Option<WordId>| w.map_or(Classes::NONE, |w| words.phrase_classes(w));
    // *Une trentaine de bergers, a group of villages*: of whom or what there are so many.
    let target = target.map(|t| counted(words, t).unwrap_or_else(|| meant(words, t)));
    let (by, on) = (classes(actor), classes(target));
    let on_head = target.map_or(Classes::NONE, |w| words.classes(w));
    let state = by.any(Classes::STATE) && !by.any(Classes::NONSTATE);
    let police = target.is_some_and(|t| is_police(words, t));
    match kind {
        Kind::Code(code) => code,
        Kind::Taken => territory(words, word, false, actor, target),
        Kind::Retaken => territory(words, word, true, actor, target),
        Kind::Attack => {
            let fighters = Classes::MILITARY.and(Classes::NONSTATE).and(Classes::ARMED);
            // *A camp of displaced people* is no soldiers' camp.
            let refuge = target.is_some_and(|t| is_refuge(words, t) || is_of_unarmed(words, t));
            if refuge {
                "attack_on_civilians"
            } else if on.any(fighters) || police || state && !on.any(Classes::CIVILIAN) {
                "armed_clash"
            } else {
                "attack_on_civilians"
            }
        }
        Kind::Killing => {
            // *Sheikh Noor, the preacher of the mosque*
            let told = |w: WordId| {
                words.children(w).any(|c| {
                    words.analysis[c].relation == Relation::Appos
                        && words.classes(c).any(Classes::CIVILIAN)
                })
            };
            let civilian = (on_head.any(Classes::CIVILIAN) || target.is_some_and(told))
                && !on.any(Classes::MILITARY);
            let fighters = Classes::MILITARY.and(Classes::NONSTATE).and(Classes::ARMED);
            let somebody = target.is_some_and(|t| is_somebody(words, t));
            if on.any(fighters) || police || state && !civilian && !somebody {
                "armed_clash"
            } else if on.any(Classes::CIVILIAN.and(Classes::PERSON))
                // *Gunmen kill 20*
                || target.is_none_or(|t| is_number(words, t))
                    && by.any(Classes::NONSTATE.and(Classes::ARMED))
            {
                "attack_on_civilians"
            } else {
                "other"
            }
        }
    }
}

/// The type of a change of control: who takes a place decides; where that is not told,
/// who loses it, else whether it is taken back.
fn territory(
    words: &Words,
    word: WordId,
    back: bool,
    by: Option<WordId>,
    from: Option<WordId>,
) -> &'static str {
    let classes = |w: Option<WordId>| w.map_or(Classes::NONE, |w| words.phrase_classes(w));
    let (own, on) = (classes(by), classes(from));
    let state = own.any(Classes::STATE);
    // Militias fight on either side: beside an army, or taking back, they are its own.
    let militia = own.any(Classes::MILITIA);
    let armed_group = own.any(Classes::NONSTATE) && !militia
        || own.any(Classes::STATELESS) && !state
        // *Turkish soldiers entered the town with rebels*
        || state && beside_a_group(words, word);
    let from_group = on.any(Classes::NONSTATE);
    let from_state = on.any(Classes::STATE) && !from_group;
    let nonstate = if armed_group {
        true
    } else if state || own.any(Classes::DEMONYM) && !militia {
        false
    } else if from_group || from_state {
        from_state
    } else {
        !back
    };
    if nonstate { "nonstate_overtakes_territory" } else { "gov_regains_territory" }
}

/// Whether it is done together with an armed group.
fn beside_a_group(words: &Words, verb: WordId) -> bool {
    let a = words.analysis;
    let together = |c: WordId| {
        a[c].relation == Relation::Obl
            && words.case(c).is_some_and(|case| case.any(Classes::WITH))
            && words.phrase_classes(c).any(Classes::NONSTATE)
            && !words.phrase_classes(c).any(Classes::MILITIA)
    };
    let first = a[verb].head.filter(|_| a[verb].relation == Relation::Conj);
    [Some(verb), first].into_iter().flatten().any(|v| words.children(v).any(together))
}

/// Whether a noun is of police, and not of police off duty, or of what is theirs: *un véhicule de
/// gendarmerie, a police station*.
pub(super) fn is_police(words: &Words, noun: WordId) -> bool {
    let theirs = |c: WordId| {
        matches!(words.analysis[c].relation, Relation::Nmod | Relation::Compound)
            && words.classes(c).any(Classes::POLICE)
    };
    if words.classes(noun).any(Classes::SITE) && words.children(noun).any(theirs) {
        return true;
    }
    let unarmed = |c: WordId| {
        matches!(words.analysis[c].relation, Relation::Amod | Relation::Compound)
            && words.classes(c).any(Classes::UNARMED)
    };
    words.classes(noun).any(Classes::POLICE) && !words.children(noun).any(unarmed)
}

/// For a pronoun the noun before it that means the same: *l'assaillant a tiré, il a été abattu*.
fn meant(words: &Words, word: WordId) -> WordId {
    let a = words.analysis;
    if a[word].pos != Pos::Pron {
        return word;
    }
    let noun = |w: &WordId| matches!(a[*w].pos, Pos::Noun | Pos::Propn);
    let before = (word.0.saturating_sub(LOOK_BACK)..word.0).rev().map(WordId);
    before.filter(noun).find(|&w| words.same_participant(word, w)).unwrap_or(word)
}

/// What a noun of number counts.
fn counted(words: &Words, noun: WordId) -> Option<WordId> {
    let a = words.analysis;
    let of = |c: WordId| a[c].relation == Relation::Nmod && words.has_case(c, Classes::OF);
    words.children(noun).filter(|_| words.classes(noun).any(Classes::NUMBER)).find(|&c| of(c))
}

/// Whether a word tells a number, and not of whom.
fn is_number(words: &Words, word: WordId) -> bool {
    words.analysis[word].pos == Pos::Num || words.classes(word).any(Classes::NUMBER)
}

/// Whether a noun is of a person who is told of for the first time, and of whom nothing
/// says that they fight: *police shot dead a man*, unlike *the man* who had attacked.
fn is_somebody(words: &Words, noun: WordId) -> bool {
    let fights = Classes::ARMED.and(Classes::NONSTATE).and(Classes::MILITARY).and(Classes::WEAPON);
    let armed = |w: WordId| {
        words.classes(w).any(fights)
            || words.children(w).any(|c| words.classes(c).any(fights.and(Classes::INSTRUMENT)))
    };
    is_new(words, noun)
        && words.classes(noun).any(Classes::PERSON)
        && !words.children(noun).any(armed)
}

/// Whether a noun is told for the first time: *a man*, *three men*, *deux frères*.
pub(super) fn is_new(words: &Words, noun: WordId) -> bool {
    let a = words.analysis;
    let determiner = words.child_by(noun, Relation::Det);
    determiner.map_or(a[noun].pos == Pos::Noun, |d| {
        a[d].morphology.definite == Some(Definite::Ind) || words.classes(d).any(Classes::INDEFINITE)
    })
}

/// Whether nobody is meant: *personne*, *aucun habitant*, *no one*.
pub(super) fn is_nobody(words: &Words, word: WordId) -> bool {
    let a = words.analysis;
    let none = |w: WordId| words.classes(w).any(Classes::NOBODY);
    a[word].pos == Pos::Pron && none(word)
        || words.children(word).any(|c| a[c].relation == Relation::Det && none(c))
}

/// Whether soldiers' things are those of people who do not fight: *un convoi humanitaire*.
fn is_of_unarmed(words: &Words, noun: WordId) -> bool {
    let modifies = |c: WordId| {
        matches!(words.analysis[c].relation, Relation::Amod | Relation::Compound | Relation::Nmod)
    };
    !words.classes(noun).any(Classes::TROOPS.and(Classes::ARMED).and(Classes::STATE))
        && words.children(noun).any(|c| modifies(c) && words.classes(c).any(Classes::UNARMED))
}

/// Whether a noun is of people who fled, or of where they live.
fn is_refuge(words: &Words, noun: WordId) -> bool {
    let refuge = |w: WordId| words.classes(w).any(Classes::REFUGE);
    refuge(noun)
        || words.children(noun).any(|c| words.analysis[c].relation != Relation::Acl && refuge(c))
}
