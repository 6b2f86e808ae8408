//! What something was done with: a weapon, a vehicle, what was thrown or fired.

use selon_language::{Pos, Relation, Subtype, WordId};
use selon_model::ByteSpan;

use super::lexicon::{Classes, Role};
use super::ontology::{Family, family};
use super::words::Words;

/// What can be an instrument.
const THINGS: Classes = Classes::WEAPON.and(Classes::INSTRUMENT);

/// Whether events of a type are done with something.
pub(super) fn can_have_instrument(kind: &str) -> bool {
    family(kind).is_violent()
        || matches!(family(kind), Family::Protest | Family::Territory)
        || matches!(kind, "looting_property_destruction" | "other")
}

/// What the event that a word tells of was done with: the head of the noun phrase that
/// stands on the word, or on the light verb that it is the object of (*mener une attaque au
/// couteau*, *carried out an attack with rockets*).
pub(super) fn instrument(words: &Words, word: WordId, role: Role) -> Option<WordId> {
    let a = words.analysis;
    // *A car bomb killed six*: the bomb tells of itself.
    if role == Role::Part && is_thing(words, word, THINGS) {
        return Some(word);
    }
    let light = || {
        let verb = a[word].head.filter(|_| a[word].relation == Relation::Obj)?;
        Some(verb).filter(|&v| words.classes(v).any(Classes::LIGHT))
    };
    // *Attacked the post with mortars*, where the tree hangs the mortars on the post.
    let on_object = || {
        let object = words.child_by(word, Relation::Obj).filter(|_| a[word].pos == Pos::Verb)?;
        let means = |c: WordId| {
            a[c].relation == Relation::Nmod
                && words.has_case(c, Classes::MEANS)
                && is_thing(words, c, THINGS)
        };
        words.children(object).find(|&c| means(c))
    };
    let thrown = || {
        let object = words.child_by(word, Relation::Obj).filter(|_| a[word].pos == Pos::Verb)?;
        Some(object).filter(|&o| is_thing(words, o, Classes::WEAPON))
    };
    let subject = || words.child_by(word, Relation::Nsubj).filter(|&s| is_thing(words, s, THINGS));
    complement(words, word)
        .or_else(on_object)
        .or_else(thrown)
        .or_else(subject)
        .or_else(|| complement(words, light()?))
}

/// The instrument that a complement of a word names.
fn complement(words: &Words, word: WordId) -> Option<WordId> {
    let a = words.analysis;
    let noun = matches!(a[word].pos, Pos::Noun | Pos::Propn);
    words.children(word).find(|&c| {
        let against = words.has_case(c, Classes::AGAINST);
        let stands = match a[c].relation {
            Relation::Obl | Relation::Nmod => a[c].subtype != Subtype::Possessive && !against,
            Relation::Compound | Relation::Flat => noun,
            _ => false,
        };
        stands && is_thing(words, c, THINGS)
    })
}

/// Whether a noun is of weapons or vehicles, or counts some: *une dizaine de roquettes*.
fn is_thing(words: &Words, noun: WordId, class: Classes) -> bool {
    let a = words.analysis;
    let people = Classes::PERSON.and(Classes::TROOPS).and(Classes::STATE).and(Classes::NONSTATE);
    let thing = |w: WordId| words.classes(w).any(class) && !words.classes(w).any(people);
    matches!(a[noun].pos, Pos::Noun | Pos::Propn)
        && (thing(noun)
            || words.classes(noun).any(Classes::NUMBER)
                && words.children(noun).any(|c| a[c].relation == Relation::Nmod && thing(c)))
}

/// The noun phrase of an instrument, without where and on whom: *des drones* contre la
/// raffinerie.
pub(super) fn span(words: &Words, head: WordId) -> ByteSpan {
    let a = words.analysis;
    let set_off = |w: WordId| {
        let of_it = words.has_case(w, Classes::OF) && !words.classes(w).any(Classes::PLACE);
        match a[w].relation {
            Relation::Nmod => !of_it,
            // *Une voiture piégée*
            Relation::Acl => w.0 != head.0 + 1,
            Relation::Amod
            | Relation::Compound
            | Relation::Flat
            | Relation::Conj
            | Relation::Cc
            | Relation::Nummod => false,
            // *Au mortier*: the article is in the preposition.
            Relation::Det => a[w].head.is_some_and(|h| {
                words.child_by(h, Relation::Case).is_some_and(|c| a[c].token == a[w].token)
            }),
            _ => true,
        }
    };
    let inside_of = |w: WordId| a[w].relation == Relation::Case && a[w].head != Some(head);
    let words_of = a.subtree_without(head, |w| set_off(w) && !inside_of(w));
    a.span_of(&words_of).unwrap_or(a[head].span)
}
