//! Whom a speaker cites: *the agency, citing police, said that …*, *…, selon le ministère, qui
//! cite un témoin*. What the one says, the other said before: a statement inside the first
//! with the same content, so that the chain of a report shows its origin.

use selon_language::morphology::{Tense, VerbForm};
use selon_language::{Pos, Relation, WordId, WordRange};

use super::lexicon::Role;
use super::text::Text;
use super::{AttributionMention, Found, mention};

/// How far from a cue who is cited is looked for, in words.
const NEAR: u32 = 40;

/// Adds those who are cited after the statements of those who cite them, and gives the heads
/// of both cues: that of who cites, that of who is cited.
pub(super) fn add(text: &Text, mentions: &mut Vec<AttributionMention>) -> Vec<(WordId, WordId)> {
    let mut pairs = Vec::new();
    let mut all = Vec::with_capacity(mentions.len());
    let mut taken: Option<WordId> = None;
    for mut outer in mentions.drain(..) {
        let cited = find(text, &outer).filter(|f| taken.is_none_or(|t| t < f.head));
        let pair = outer.cue_head.zip(cited.as_ref().map(|f| f.head));
        if let Some((_, verb)) = pair {
            without_clause(text, &mut outer, verb);
        }
        all.push(outer);
        if let Some(pair) = pair
            && let Some(cited) = cited.and_then(|f| mention(text, f))
        {
            taken = Some(pair.1);
            pairs.push(pair);
            all.push(cited);
        }
    }
    *mentions = all;
    pairs
}

/// The words that name who cites end before the clause that tells whom.
fn without_clause(text: &Text, outer: &mut AttributionMention, verb: WordId) {
    let Some(source) = &mut outer.source else { return };
    let clause = text.span(WordRange { start: verb.0, end: verb.0 + 1 });
    if !clause.is_some_and(|c| source.span.start < c.start && c.start < source.span.end) {
        return;
    }
    let joint = |w: &u32| text.is(*w, &[","]) || text.is_relative(WordId(*w));
    let start = (source.head.0 + 1..verb.0).rev().take_while(joint).last().unwrap_or(verb.0);
    if let Some(words) = text.span(WordRange { start: source.head.0, end: start }) {
        source.span.end = words.end;
    }
}

/// Who is cited for a statement.
fn find(text: &Text, outer: &AttributionMention) -> Option<Found> {
    let analysis = text.analysis;
    let (source, cue) = (outer.source.as_ref()?.head, outer.cue_head?);
    let sentence = text.sentence(cue);
    let near = WordRange {
        start: sentence.start.max(cue.0.saturating_sub(NEAR)),
        end: sentence.end.min(cue.0 + NEAR),
    };
    near.iter()
        .filter(|&w| text.lexicon.lemma_has(analysis, w, Role::Citing) && !outer.holds(w))
        .find_map(|verb| {
            if !says_whom(text, verb) || !is_by(text, verb, source, cue) {
                return None;
            }
            let whom = analysis.child_by(verb, Relation::Obj).filter(|&o| o > verb)?;
            text.can_speak(whom).then(|| Found {
                source: Some(whom),
                cue: WordRange { start: verb.0, end: verb.0 + 1 },
                head: verb,
                content: outer.content_words.clone(),
                source_end: None,
            })
        })
}

/// Whether a verb of citing tells whom: *citing X*, *which cited X*, not *is cited*.
pub(super) fn says_whom(text: &Text, verb: WordId) -> bool {
    let analysis = text.analysis;
    let form = analysis[verb].morphology;
    let participle = form.verb_form == Some(VerbForm::Ger)
        || form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres);
    let relative = || {
        analysis.children_by(verb, Relation::Nsubj).any(|s| s < verb && text.is_relative(s))
            && text.is_finite(verb)
    };
    matches!(analysis[verb].pos, Pos::Verb | Pos::Adp) && (participle || relative())
}

/// Whether who speaks is who cites: by the tree, or because the verb follows them, with
/// nothing but a comma and a relative pronoun between.
fn is_by(text: &Text, verb: WordId, source: WordId, cue: WordId) -> bool {
    let analysis = text.analysis;
    let phrase = text.noun_phrase(source);
    let by_tree = analysis
        .ancestors(verb)
        .skip(1)
        .take(3)
        .any(|w| w == cue || w == source || phrase.contains(w));
    let between =
        || (phrase.end..verb.0).all(|w| text.is(w, &[","]) || text.is_relative(WordId(w)));
    by_tree || verb.0 >= phrase.end && verb.0 <= phrase.end + 2 && between()
}
