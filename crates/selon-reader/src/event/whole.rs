//! Which event is a part of which: the clashes of an offensive, the blasts of a double
//! attack that happen at places of their own, arrests at a march.

use selon_language::{Pos, Relation, WordId};

use super::group::{Group, has_parts};
use super::lexicon::{Classes, Role};
use super::ontology::{Family, family};
use super::placed::Placed;
use super::words::Words;

/// Within how many sentences after a whole its parts are told.
const NEAR: u32 = 3;
/// How far above and below a word a whole is looked for.
const CLIMB: usize = 3;
/// How many words before a noun its preposition is looked for, and how many words that has.
const BEFORE: u32 = 5;
const LINK: usize = 4;
/// How many events before one may be its whole.
const RECENT: usize = 6;
/// How long a chain of wholes may be.
const CHAIN: usize = 8;

/// For each event the one that it is a part of, by its words: what happens *lors de*,
/// *during*, *as part of* another; one of several attacks that were told of at once; what a
/// side did in the offensive that it was just said to have launched.
pub(super) fn wholes(words: &Words, triggers: &[Placed], groups: &[Group]) -> Vec<Option<usize>> {
    let mut of_word: Vec<Option<usize>> = vec![None; triggers.len()];
    for (g, group) in groups.iter().enumerate() {
        for &m in &group.members {
            of_word[m] = Some(g);
        }
    }
    let mut by_words: Vec<Option<usize>> = vec![None; groups.len()];
    for (i, placed) in triggers.iter().enumerate() {
        let Some(whole) = of_word[i].filter(|_| placed.trigger.role > Role::Result) else {
            continue;
        };
        let part = part_beside(words, triggers, i).and_then(|p| of_word[p]);
        if let Some(part) = part.filter(|&p| p != whole) {
            by_words[part] = by_words[part].or(Some(whole));
        }
    }
    let mut wholes: Vec<Option<usize>> = vec![None; groups.len()];
    for g in 0..groups.len() {
        let group = &groups[g];
        let before = || (g.saturating_sub(RECENT)..g).rev();
        let of_several = || before().find(|&w| is_one_of(words, triggers, &groups[w], group));
        let of_campaign = || before().find(|&w| is_done_in(words, triggers, &groups[w], group));
        let whole = by_words[g].or_else(of_several).or_else(of_campaign);
        // Nothing is a part of its own part.
        let circle =
            |w: usize| std::iter::successors(Some(w), |&w| wholes[w]).take(CHAIN).any(|w| w == g);
        wholes[g] = whole.filter(|&w| !circle(w));
    }
    wholes
}

/// The telling that is said to have happened within what a noun tells of: *arrêtés lors de
/// la marche*, *detained as part of the operation*. The words before the noun tell, wherever
/// the tree hangs it.
fn part_beside(words: &Words, triggers: &[Placed], whole: usize) -> Option<usize> {
    let a = words.analysis;
    let noun = triggers[whole].trigger.word;
    if !matches!(a[noun].pos, Pos::Noun | Pos::Propn) {
        return None;
    }
    let sentence = a.sentence_of(noun).words;
    let back =
        |from: u32| (sentence.start.max(from.saturating_sub(BEFORE))..from).rev().map(WordId);
    let open = |w: &WordId| {
        matches!(a[*w].pos, Pos::Det | Pos::Adj | Pos::Num | Pos::Propn | Pos::Noun)
            && !words.classes(*w).any(Classes::WITHIN)
    };
    let link = back(noun.0).find(|w| !open(w))?;
    let near = back(link.0 + 1).take(LINK).take_while(|&w| a[w].pos != Pos::Verb);
    let within = near.filter(|&w| words.classes(w).any(Classes::WITHIN)).last()?;
    let here = |i: usize| a[triggers[i].trigger.word].sentence == a[noun].sentence;
    let above = a
        .ancestors(noun)
        .skip(1)
        .take(CLIMB * 2)
        .find_map(|w| triggers.binary_search_by_key(&w, |t| t.trigger.word).ok());
    above
        .or_else(|| {
            let first = triggers.partition_point(|t| t.trigger.word < within);
            first.checked_sub(1).filter(|&i| here(i))
        })
        .or_else(|| Some(whole + 1).filter(|&i| i < triggers.len() && here(i)))
}

/// Whether an event is one of several that were told of at once, and happens at a place or
/// in a way of its own: *trois attentats … L'un a visé le marché*.
fn is_one_of(words: &Words, triggers: &[Placed], whole: &Group, part: &Group) -> bool {
    let near = part.first >= whole.first && part.first <= whole.last + NEAR;
    let one = || {
        part.members.iter().take(CLIMB).any(|&m| {
            let word = triggers[m].trigger.word;
            let first = |w: WordId| words.classes(w).any(Classes::ORDINAL.and(Classes::ANOTHER));
            let subject = words.child_by(word, Relation::Nsubj);
            words.children(word).any(first) || subject.is_some_and(|s| words.children(s).any(first))
        })
    };
    has_parts(whole)
        && near
        && family(part.kind).is_violent()
        && (family(part.kind) == family(whole.kind) || family(whole.kind) == Family::Violence)
        && one()
}

/// Whether an event is what a side did in the offensive or operation that it was said to
/// lead just before.
fn is_done_in(words: &Words, triggers: &[Placed], whole: &Group, part: &Group) -> bool {
    let campaign = |m: &&usize| words.classes(triggers[**m].trigger.word).any(Classes::CAMPAIGN);
    let fights = |kind| matches!(family(kind), Family::Fighting | Family::Territory);
    if !fights(part.kind) || !fights(whole.kind) || part.war || part.first > whole.last + NEAR {
        return false;
    }
    let Some(&led) = whole.members.iter().take(CLIMB).find(campaign) else { return false };
    let own = part.members.iter().take(CLIMB).any(|m| campaign(&m));
    let actor = |m: usize| triggers[m].trigger.actor;
    let same = |m: usize| {
        actor(led).zip(actor(m)).is_some_and(|(a, b)| words.same_participant(a, b))
            && triggers[m].real == triggers[led].real
    };
    !own && part.members.iter().take(CLIMB).any(|&m| same(m))
}
