//! What somebody was told: *…, a appris l'agence auprès du maire*, *…, indique-t-on de source
//! policière*, *the agency has learned from police that …*. Whoever told it is the source, not
//! who passes it on.

use selon_language::{Pos, Relation, WordId, WordRange};
use selon_model::reading::SourceKind;

use super::Found;
use super::lexicon::Role;
use super::phrase::source_head;
use super::text::Text;

/// How many words after the verb the preposition stands at most.
const NEAR: u32 = 10;
/// How many words the subject has at most that stands between a comma and the verb.
const SUBJECT: u32 = 6;

/// Finds what was learned from somebody, in order.
pub(super) fn find(text: &Text, found: &mut Vec<Found>) {
    found.extend(text.analysis.word_ids().filter_map(|verb| attribution(text, verb)));
}

/// Whether a verb of learning goes with the preposition at `from`.
pub(super) fn is_learned(text: &Text, from: WordId) -> bool {
    let start = text.sentence(from).start.max(from.0.saturating_sub(NEAR));
    (start..from.0).map(WordId).any(|verb| {
        preposition(text, verb).is_some_and(|(at, _)| at == from)
            && attribution(text, verb).is_some()
    })
}

fn attribution(text: &Text, verb: WordId) -> Option<Found> {
    let sentence = text.sentence(verb);
    let (from, start) = preposition(text, verb)?;
    // (*Learned* is a participle as well.)
    let active = || text.analysis.child_by(verb, Relation::Nsubj).is_some_and(|s| s < verb);
    if !(text.is_finite(verb) || active()) || text.is_negated(verb) || start >= sentence.end {
        return None;
    }
    let head = source_head(text, from, start, sentence)?;
    let source = text.speaker_of(head);
    if !text.can_speak(source) {
        return None;
    }
    let content = clause_after(text, head, sentence).or_else(|| said_before(text, verb, from))?;
    let end = if from == verb.next() { start } else { verb.0 + 1 };
    Some(Found {
        source: Some(source),
        cue: WordRange { start: verb.0, end },
        head: verb,
        content: vec![content],
        source_end: None,
    })
}

/// The preposition by which it is told whom a verb of learning has it from, and where the words
/// for them begin.
fn preposition(text: &Text, verb: WordId) -> Option<(WordId, u32)> {
    let analysis = text.analysis;
    if analysis[verb].pos != Pos::Verb || !(is_learning(text, verb) || is_of_nobody(text, verb)) {
        return None;
    }
    (verb.0 + 1..text.sentence(verb).end.min(verb.0 + NEAR))
        .map(WordId)
        .take_while(|&w| analysis[w].pos != Pos::Punct && !text.is_finite_form(w))
        .find_map(|w| {
            let words = text.lexicon.phrase(analysis, w, Role::LearnedFrom);
            // The noun of *de source X* is the source itself.
            let bare = text.lexicon.phrase(analysis, w, Role::Bare).map(|_| 1);
            bare.or(words).map(|words| (w, w.0 + words as u32))
        })
}

fn is_learning(text: &Text, verb: WordId) -> bool {
    text.lexicon.lemma_has(text.analysis, verb, Role::Learning)
}

/// *A-t-on indiqué*, *dit-on*: a verb of saying that nobody in particular is the subject of.
fn is_of_nobody(text: &Text, verb: WordId) -> bool {
    let analysis = text.analysis;
    let nobody = |w: WordId| {
        text.form(w).starts_with('-') && text.lexicon.lemma_has(analysis, w, Role::Impersonal)
    };
    let beside = [verb.previous(), Some(verb.next())].into_iter().flatten();
    text.lexicon.verb(analysis, verb).is_some_and(|(cue, _)| cue.frames.speech)
        && beside.filter(|&w| text.sentence(verb).contains(w)).any(nobody)
}

/// *Learned from police that the road was shut*: the clause after whom it was learned from.
fn clause_after(text: &Text, source: WordId, sentence: WordRange) -> Option<WordRange> {
    let analysis = text.analysis;
    let that = (source.0 + 1..sentence.end.min(source.0 + 14))
        .map(WordId)
        .take_while(|&w| !text.is_finite_form(w))
        .find(|&w| analysis[w].pos == Pos::Sconj && text.has_role(w, Role::That))?;
    let verb = analysis[that].head.filter(|&v| v > that && sentence.contains(v));
    let end = verb.map_or(sentence.end, |v| text.reach(v).end.min(sentence.end));
    let words = WordRange { start: that.0 + 1, end };
    let words = text.trim(text.with_whole_quotations(text.trim(words)));
    (!words.is_empty()).then_some(words)
}

/// What stands before the comma that sets the verb off, if it follows the comma or an outlet that
/// is its subject does (*…, the agency has learned from police*).
fn said_before(text: &Text, verb: WordId, from: WordId) -> Option<WordRange> {
    let analysis = text.analysis;
    let sentence = text.sentence(verb);
    let group = text.group_start(verb);
    let floor = sentence.start.max(group.saturating_sub(SUBJECT));
    let comma = (floor..group)
        .rev()
        .take_while(|&w| !text.is_finite_form(WordId(w)))
        .find(|&w| text.is(w, &[",", "—", "–"]) || text.is_mark(w))?;
    let subject = || (comma + 1..group).map(WordId).find(|&w| text.is_noun(w));
    let outlet = |w: WordId| text.kind_of(w) == SourceKind::Media;
    // (*Elle marche, ce qu'elle a appris auprès de sa mère* is a clause of its own.)
    let told = comma + 1 == group || subject().is_some_and(outlet);
    let relative = (comma + 1..from.0).any(|w| text.is_relative(WordId(w)));
    let end = if text.is_mark(comma) { comma + 1 } else { comma };
    let words = WordRange { start: sentence.start, end };
    let whole = words.iter().any(|w| {
        text.is_finite_form(w) || text.is_number(w) || analysis[w].relation == Relation::Root
    });
    let words = text.trim(text.with_whole_quotations(text.trim(words)));
    (told && !relative && whole && words.len() > 2).then_some(words)
}
