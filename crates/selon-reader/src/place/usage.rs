//! Whether a place is meant, or who governs there.

use selon_gazetteer::{Place, PlaceKind};
use selon_language::{Analysis, NameKind, Pos, Relation, Subtype, WordId, WordRange};

use super::PlaceUsage;
use super::lexicon::{Class, Lexicon};
use crate::lower_case::lower_case;

/// The word that the others of a range depend on.
pub(super) fn head(analysis: &Analysis, words: WordRange) -> WordId {
    words
        .iter()
        .find(|&w| analysis[w].head.is_none_or(|h| !words.contains(h)))
        .unwrap_or(WordId(words.start))
}

/// The prepositions of a word, in the order of the text.
pub(super) fn prepositions(analysis: &Analysis, word: WordId) -> Vec<WordId> {
    analysis.children_by(word, Relation::Case).collect()
}

/// How the name of a place is used: for a capital or a country, who governs there may
/// be meant.
pub(super) fn of(
    analysis: &Analysis,
    lexicon: &Lexicon,
    words: WordRange,
    place: Option<&Place>,
) -> PlaceUsage {
    let seat = place.is_some_and(|p| p.capital || p.kind == PlaceKind::Country);
    let word = head(analysis, words);
    // “Syrie : …” at the head of a report says where.
    let after = analysis.words.get(words.end as usize).map(|w| &*w.form);
    let Some(above) = analysis[word].head.filter(|_| after != Some(":")) else {
        return PlaceUsage::Location;
    };
    let cases = prepositions(analysis, word);
    let within = cases.iter().any(|&c| lexicon.is(Class::Within, analysis, c));
    let governor = &analysis[above];
    // *Bamako dément que …*: the tags may take the verb for an adjective.
    let taken = governor.pos == Pos::Adj && analysis.child_by(above, Relation::Ccomp).is_some();
    let verbal = taken || matches!(governor.pos, Pos::Verb | Pos::Aux);
    if lexicon.is(Class::Pact, analysis, above)
        && matches!(analysis[word].relation, Relation::Nmod | Relation::Compound)
        && !within
    {
        return PlaceUsage::Metonymy;
    }
    // *Le journal Alger*, *the Azov battalion*.
    if cases.is_empty()
        && lexicon.is(Class::Called, analysis, above)
        && matches!(
            analysis[word].relation,
            Relation::Nmod | Relation::Compound | Relation::Appos | Relation::Flat
        )
    {
        return PlaceUsage::Metonymy;
    }
    // *Entre Israël et le Hezbollah*: whom it is between, not where.
    let side = |w: WordId| {
        let name = analysis.name_of(w).map(|n| n.kind);
        let common = analysis[w].pos == Pos::Noun
            && lexicon.asked(analysis, w).is_none()
            && ![Class::Extent, Class::Site, Class::Direction]
                .iter()
                .any(|&c| lexicon.is(c, analysis, w));
        let known = lexicon.has(Class::Never, &lower_case(&analysis[w].form));
        name == Some(NameKind::Organization) || known || name.is_none() && common
    };
    if seat
        && cases.iter().any(|&c| lexicon.is(Class::Between, analysis, c))
        && analysis.children_by(word, Relation::Conj).any(side)
    {
        return PlaceUsage::Metonymy;
    }
    if within {
        return PlaceUsage::Location;
    }
    // *Selon Ankara*
    if seat && cases.iter().any(|&c| lexicon.is(Class::Voice, analysis, c)) {
        return PlaceUsage::Metonymy;
    }
    if !seat {
        // Who does something is no place, whatever it is.
        let town = place.is_some_and(|p| p.kind == PlaceKind::Locality);
        let acts = analysis[word].relation == Relation::Nsubj
            && analysis[word].subtype != Subtype::Passive
            && governor.pos == Pos::Verb
            && !lexicon.is(Class::State, analysis, above);
        return if town && acts { PlaceUsage::Metonymy } else { PlaceUsage::Location };
    }
    // “the U.S.-led coalition”, “a U.S. strike”
    if matches!(after, Some("-" | "–")) && analysis[word].relation != Relation::Root {
        return PlaceUsage::Metonymy;
    }
    let short = analysis[word].form.chars().all(|c| !c.is_lowercase());
    if short
        && cases.is_empty()
        && matches!(governor.pos, Pos::Noun | Pos::Propn)
        && matches!(
            analysis[word].relation,
            Relation::Compound | Relation::Nmod | Relation::Amod | Relation::Flat
        )
    {
        return PlaceUsage::Demonym;
    }
    let metonymy = match analysis[word].relation {
        // Conjuncts are used alike.
        Relation::Conj | Relation::Appos | Relation::Flat if cases.is_empty() => {
            let other = WordRange { start: above.0, end: above.0 + 1 };
            return if above < word {
                of(analysis, lexicon, other, place)
            } else {
                PlaceUsage::Location
            };
        }
        Relation::Nsubj => {
            let passive = analysis[word].subtype == Subtype::Passive;
            verbal
                && !passive
                && !lexicon.is(Class::State, analysis, above)
                && analysis.child_by(above, Relation::Cop).is_none()
        }
        Relation::Obj | Relation::Iobj => lexicon.is(Class::Address, analysis, above),
        Relation::Obl if analysis[word].subtype == Subtype::Agent => true,
        Relation::Obl | Relation::Nmod => {
            // *The parliament of X* governs; *at the parliament of X* is a spot in the town.
            let spot = lexicon.is(Class::Site, analysis, above)
                && prepositions(analysis, above)
                    .iter()
                    .any(|&c| lexicon.is(Class::Within, analysis, c));
            lexicon.is(Class::Rule, analysis, above) && !spot
                || (cases.iter().any(|&c| is_against(lexicon, analysis, c))
                    && !lexicon.is(Class::Strike, analysis, above))
        }
        _ => false,
    };
    if metonymy { PlaceUsage::Metonymy } else { PlaceUsage::Location }
}

/// *contre*, *against*, *par*, *by*, *avec*, *with*: what is done to, by or with
/// somebody.
fn is_against(lexicon: &Lexicon, analysis: &Analysis, case: WordId) -> bool {
    lexicon.is(Class::Party, analysis, case)
}
