//! Quotations without a cue: their speaker stands beside them, or spoke before.

use selon_language::{Pos, Relation, WordId, WordRange};

use super::Found;
use super::quotation::{Quotation, says_something};
use super::source::Subject;
use super::text::Text;

/// How many statements before and after a quotation are looked at.
const NEAR: usize = 8;

/// Gives quotations that no cue claims to who spoke right before or after, else to
/// the subject of their sentence.
pub(super) fn find(text: &Text, found: &mut Vec<Found>) {
    let covered = Covered::new(text, found);
    let mut more: Vec<Found> = Vec::new();
    for &quotation in text.quotations.outer() {
        if covered.covers(quotation.words) || !says_something(text.analysis, quotation) {
            continue;
        }
        if is_alone(text, quotation) {
            if continues(text, quotation, found) {
                continue;
            }
            if let Some(source) = speaker_before(text, quotation, found) {
                more.push(unmarked(source, quotation));
            }
        } else if let Some(source) = speaker_in_sentence(text, quotation, found) {
            more.push(unmarked(source, quotation));
        } else if let Some(source) = subject_round(text, quotation) {
            more.push(unmarked(source, quotation));
        }
    }
    found.extend(more);
}

fn unmarked(source: WordId, quotation: Quotation) -> Found {
    Found {
        source: Some(source),
        cue: WordRange { start: quotation.words.start, end: quotation.words.start },
        head: WordId(quotation.words.start),
        content: vec![quotation.words],
    }
}

/// Which words are content already.
struct Covered(Vec<bool>);

impl Covered {
    fn new(text: &Text, found: &[Found]) -> Covered {
        let mut covered = vec![false; text.analysis.words.len()];
        for words in found.iter().flat_map(|f| &f.content) {
            for w in words.iter().take(covered.len()) {
                covered[w.index()] = true;
            }
        }
        Covered(covered)
    }

    fn covers(&self, words: WordRange) -> bool {
        let held = words.iter().filter(|w| self.0[w.index()]).count();
        held * 2 > words.len()
    }
}

/// Whether nothing else stands in the sentences of the quotation.
pub(super) fn is_alone(text: &Text, quotation: Quotation) -> bool {
    let first = text.sentence(WordId(quotation.words.start));
    let last = text.sentence(WordId(quotation.words.end - 1));
    let silent = |w: WordId| {
        let word = &text.analysis[w];
        word.pos == Pos::Punct || !word.form.chars().any(char::is_alphanumeric)
    };
    (first.start..quotation.words.start).map(WordId).all(silent)
        && (quotation.words.end..last.end).map(WordId).all(silent)
}

/// Joins the quotation to the statement right before or after it, if that is direct
/// speech in the same paragraph.
fn continues(text: &Text, quotation: Quotation, found: &mut [Found]) -> bool {
    let analysis = text.analysis;
    let sentence = analysis[WordId(quotation.words.start)].sentence;
    let last = analysis[WordId(quotation.words.end - 1)].sentence;
    let paragraph = analysis.sentences[sentence as usize].paragraph;
    let beside = |f: &Found| {
        let cue = analysis[f.head].sentence;
        analysis.sentences[cue as usize].paragraph == paragraph
            && (cue + 1 == sentence || cue == last + 1 || cue == sentence)
            && f.content.iter().any(|c| text.is_mark(c.start))
    };
    // A quotation that goes on in the next paragraph.
    let here = found.partition_point(|f| f.head.0 < quotation.words.start);
    let goes_on = (here.saturating_sub(NEAR)..here).rev().find(|&i| {
        found[i]
            .content
            .last()
            .is_some_and(|c| c.end == quotation.words.start && text.is_mark(c.start))
    });
    if let Some(at) = goes_on {
        found[at].content.push(quotation.words);
        return true;
    }
    // Statements stand in the order of their cues: only the nearest can be beside it.
    let here = found.partition_point(|f| f.head.0 < quotation.words.start);
    let before = (here.saturating_sub(NEAR)..here).rev().find(|&i| beside(&found[i]));
    let after = || {
        (here..(here + NEAR).min(found.len()))
            .find(|&i| found[i].head.0 > quotation.words.end && beside(&found[i]))
    };
    let Some(at) = before.or_else(after) else { return false };
    found[at].content.push(quotation.words);
    found[at].content.sort_by_key(|c| c.start);
    true
}

/// Who spoke last in the paragraph before the quotation.
fn speaker_before(text: &Text, quotation: Quotation, found: &[Found]) -> Option<WordId> {
    let analysis = text.analysis;
    let paragraph = |w: WordId| analysis.sentence_of(w).paragraph;
    let own = paragraph(WordId(quotation.words.start));
    let here = found.partition_point(|f| f.head.0 < quotation.words.start);
    here.checked_sub(1)
        .map(|last| &found[last])
        .filter(|f| paragraph(f.head) == own)
        .and_then(|f| f.source)
}

/// Who spoke just before in the same sentence, if that is a clause and nothing but a
/// comma stands between (*évoque un « attentat », « nous devons agir »*).
fn speaker_in_sentence(text: &Text, quotation: Quotation, found: &[Found]) -> Option<WordId> {
    let start = quotation.words.start;
    let here = found.partition_point(|f| f.head.0 < start);
    let last = here.checked_sub(1).map(|last| &found[last])?;
    let end = last.content.last()?.end;
    let near = end <= start && start - end <= 1;
    (near && text.sentence(WordId(start)).contains(last.head)).then_some(last.source).flatten()
}

/// The subject of the clause that the quotation stands in, if it can speak.
fn subject_round(text: &Text, quotation: Quotation) -> Option<WordId> {
    let analysis = text.analysis;
    let top = quotation
        .words
        .iter()
        .filter(|&w| analysis[w].head.is_none_or(|h| !quotation.words.contains(h)))
        .find(|&w| analysis[w].pos != Pos::Punct)?;
    let verb = analysis.ancestors(top).take(40).find(|&w| {
        matches!(analysis[w].pos, Pos::Verb) || analysis.child_by(w, Relation::Nsubj).is_some()
    })?;
    // What is done to somebody is not said by them.
    if text.is_passive(verb) && !quotation.words.contains(verb) {
        return None;
    }
    match text.subject(verb) {
        Subject::Head(head)
            if text.can_speak(head)
                && analysis[head].relation != Relation::Expl
                && !quotation.words.contains(head)
                && !text.is_first_person(head)
                && head.0 < quotation.words.start =>
        {
            Some(head)
        }
        _ => None,
    }
}
