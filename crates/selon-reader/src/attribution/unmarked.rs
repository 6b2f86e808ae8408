//! Quotations without a cue: their speaker stands beside them, or spoke before.

use selon_language::{NameKind, Pos, Relation, WordId, WordRange};

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
        if covered.covers(quotation.words)
            || !says_something(text.analysis, quotation)
            || is_named(text, quotation)
            || holds_cue(quotation, found)
        {
            continue;
        }
        if let Some(source) = signed(text, quotation) {
            more.push(unmarked(source, quotation));
        } else if is_alone(text, quotation) {
            if continues(text, quotation, found) {
                continue;
            }
            if let Some(source) = speaker_before(text, quotation, found) {
                more.push(unmarked(source, quotation));
            }
        } else if let Some(source) = speaker_in_sentence(text, quotation, found) {
            more.push(unmarked(source, quotation));
        } else if let Some(source) =
            subject_before_colon(text, quotation).or_else(|| subject_round(text, quotation))
        {
            more.push(unmarked(source, quotation));
        }
    }
    found.extend(more);
}

/// *Le chef « condamne sans réserve » ce crime*: the cue of who stands before the quotation is
/// in it.
fn holds_cue(quotation: Quotation, found: &[Found]) -> bool {
    found.iter().any(|f| {
        quotation.words.contains(f.head)
            && !f.cue.is_empty()
            && f.source.is_some_and(|s| s.0 < quotation.words.start)
            && f.content.iter().any(|c| c.start >= quotation.words.end)
    })
}

/// *La « cellule de … » (CDE)*: a name that is abbreviated right after it.
fn is_named(text: &Text, quotation: Quotation) -> bool {
    let after = quotation.words.end;
    text.is(after, &["("]) && text.is(after + 2, &[")"])
}

fn unmarked(source: WordId, quotation: Quotation) -> Found {
    Found {
        source: Some(source),
        cue: WordRange { start: quotation.words.start, end: quotation.words.start },
        head: WordId(quotation.words.start),
        content: vec![quotation.words],
        source_end: None,
    }
}

/// Which words are content already.
struct Covered(Vec<bool>);

impl Covered {
    fn new(text: &Text, found: &[Found]) -> Covered {
        let mut covered = vec![false; text.analysis.words.len()];
        for statement in found {
            // What somebody is said to say within a quotation is not who speaks there.
            let within = Some(statement)
                .filter(|f| !f.cue.is_empty())
                .and_then(|f| text.quotations.holding(f.head))
                .map(|q| q.words);
            let nested = |c: &WordRange| within.is_some_and(|q| q.start < c.start && c.end < q.end);
            for words in statement.content.iter().filter(|c| !nested(c)) {
                for w in words.iter().take(covered.len()) {
                    covered[w.index()] = true;
                }
            }
        }
        Covered(covered)
    }

    fn covers(&self, words: WordRange) -> bool {
        let held = words.iter().filter(|w| self.0[w.index()]).count();
        held * 2 > words.len()
    }
}

/// Whose name stands after the quotation and a dash, and nothing else (*“…” — Paul Reed*).
fn signed(text: &Text, quotation: Quotation) -> Option<WordId> {
    let dash = quotation.words.end;
    if !text.is(dash, &["-", "–", "—", "--"]) {
        return None;
    }
    let end = text.sentence(WordId(dash)).end;
    let after = WordRange { start: dash + 1, end: end.max(dash + 1) };
    let short = (1..=14).contains(&after.len());
    let verbs = after.iter().any(|w| text.is_finite_form(w));
    // With a date, it is a title in a list of sources.
    if after.iter().any(|w| text.analysis[w].pos == Pos::Num) {
        return None;
    }
    let first = after.iter().find(|&w| text.is_noun(w))?;
    (short && !verbs && text.can_speak(first)).then_some(first)
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
        found[i].content.last().is_some_and(|c| {
            let near = c.end <= quotation.words.start && quotation.words.start - c.end <= 2;
            let silent = |w: u32| text.analysis[WordId(w)].pos == Pos::Punct;
            near && text.is_mark(c.start) && (c.end..quotation.words.start).all(silent)
        })
    });
    if let Some(at) = goes_on {
        found[at].content.push(quotation.words);
        return true;
    }
    // Statements stand in the order of their cues: only the nearest can be beside it.
    let here = found.partition_point(|f| f.head.0 < quotation.words.start);
    let before = (here.saturating_sub(NEAR)..here).rev().find(|&i| beside(&found[i]));
    // In a paragraph of its own, it goes on with the direct speech of the one before.
    let above = || {
        let last = outermost(text, found, here.checked_sub(1)?);
        let f = &found[last];
        let quoted = f.content.iter().any(|c| text.is_mark(c.start));
        let of_cue = analysis.sentence_of(f.head).paragraph;
        (quoted && of_cue + 1 == paragraph && opens_paragraph(text, quotation)).then_some(last)
    };
    let after = || {
        (here..(here + NEAR).min(found.len()))
            .find(|&i| found[i].head.0 > quotation.words.end && beside(&found[i]))
    };
    let Some(at) = before.or_else(after).or_else(above) else { return false };
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
    let speaker =
        here.checked_sub(1).map(|last| &found[outermost(text, found, last)]).filter(|f| {
            let of_cue = paragraph(f.head);
            of_cue == own || of_cue + 1 == own && opens_paragraph(text, quotation)
        });
    // A sentence about somebody else between them tells who speaks.
    let sentence = analysis[WordId(quotation.words.start)].sentence;
    let past = speaker.is_some_and(|f| {
        let last = f.content.last().map_or(f.head.0, |c| c.end.max(f.head.0 + 1) - 1);
        analysis[WordId(last.max(f.head.0))].sentence + 1 < sentence
    });
    let named = || {
        subject_before(text, quotation)
            .filter(|&s| text.analysis.name_of(s).is_some_and(|n| n.kind == NameKind::Person))
    };
    if past && let Some(subject) = named() {
        return Some(subject);
    }
    speaker.and_then(|f| f.source).or_else(|| subject_before(text, quotation))
}

/// Who the sentence right before in the paragraph is about (*The mayor was furious. “…”*).
fn subject_before(text: &Text, quotation: Quotation) -> Option<WordId> {
    let analysis = text.analysis;
    let own = analysis[WordId(quotation.words.start)].sentence as usize;
    let before = analysis.sentences.get(own.checked_sub(1)?)?;
    if before.paragraph != analysis.sentences[own].paragraph {
        return None;
    }
    let root = before.words.iter().find(|&w| analysis[w].relation == Relation::Root)?;
    match text.subject(root) {
        Subject::Head(head)
            if text.can_speak(head) && text.mention(head).is_some() && !text.is_passive(root) =>
        {
            Some(head)
        }
        _ => None,
    }
}

/// Whether the quotation opens its paragraph.
fn opens_paragraph(text: &Text, quotation: Quotation) -> bool {
    let analysis = text.analysis;
    let sentence = analysis[WordId(quotation.words.start)].sentence as usize;
    sentence > 0
        && analysis.sentences[sentence - 1].paragraph != analysis.sentences[sentence].paragraph
}

/// The statement that the one at `at` stands in, if that is in the same sentence: who
/// speaks on is who spoke in the first place.
fn outermost(text: &Text, found: &[Found], at: usize) -> usize {
    let inner = &found[at];
    let sentence = text.sentence(inner.head);
    (at.saturating_sub(NEAR)..at)
        .filter(|&i| sentence.contains(found[i].head) && found[i].source.is_some())
        .find(|&i| found[i].content.iter().any(|c| c.contains(inner.head)))
        .unwrap_or(at)
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

/// *Sa voisine veut y croire : « … »*: whom the clause is about that a colon joins to the
/// quotation.
fn subject_before_colon(text: &Text, quotation: Quotation) -> Option<WordId> {
    let analysis = text.analysis;
    let colon = quotation.words.start.checked_sub(1).filter(|&w| text.is(w, &[":"]))?;
    let sentence = text.sentence(WordId(colon));
    let verb = (sentence.start..colon)
        .rev()
        .take(40)
        .map(WordId)
        .find(|&w| text.is_finite_form(w) && text.quotations.holding(w).is_none())?;
    let verb = match analysis[verb].pos {
        Pos::Aux => analysis[verb].head.filter(|h| sentence.contains(*h))?,
        _ => verb,
    };
    match text.subject(verb) {
        Subject::Head(head)
            if text.can_speak(head)
                && text.mention(head).is_some()
                && head.0 < colon
                && !text.is_passive(verb) =>
        {
            Some(head)
        }
        _ => None,
    }
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
