//! What is denied as soon as it is told: *accused the army of killing civilians, a charge it
//! denies*; *…, ce que Bamako dément*. Who denies speaks of what was said before the comma.

use selon_language::{Pos, WordId, WordRange};

use super::super::Found;
use super::super::lexicon::{Force, Role, VerbCue};
use super::super::source::Subject;
use super::super::text::Text;

/// How far before its verb a denial begins at most, in words.
const LONG: u32 = 14;

/// The denial, if the verb takes up what was said before in its sentence, which is cut where
/// the denial begins.
pub(super) fn of_what_was_said(
    text: &Text,
    verb: WordId,
    entry: &VerbCue,
    found: &mut [Found],
) -> Option<Found> {
    let finite = text.is_finite(verb) || text.lexicon.is_hidden_verb(text.analysis, verb);
    if entry.force != Force::Deny || !finite || text.is_passive(verb) {
        return None;
    }
    let sentence = text.sentence(verb);
    let group = text.group_start(verb);
    let comma = (sentence.start + 1..group)
        .rev()
        .take(LONG as usize)
        .take_while(|&w| w + 1 == group || !text.is_finite_form(WordId(w + 1)))
        .find(|&w| text.is(w, &[","]))?;
    let who = taken_up(text, WordRange { start: comma + 1, end: group })?;
    let said = found
        .iter_mut()
        .rev()
        .take_while(|f| sentence.contains(f.head))
        .find(|f| f.head.0 < comma && f.content.iter().any(|c| c.start < comma))?;
    let source = match text.subject(verb) {
        Subject::Head(head) if head.0 >= who.start => head,
        _ => who.iter().find(|&w| text.can_speak(w)).or_else(|| {
            let after = WordRange { start: verb.0 + 1, end: sentence.end.min(verb.0 + 5) };
            after.iter().find(|&w| text.can_speak(w))
        })?,
    };
    said.content.retain(|c| c.start < comma);
    for piece in &mut said.content {
        piece.end = piece.end.min(comma);
    }
    Some(Found {
        source: Some(source),
        cue: WordRange { start: verb.0, end: verb.0 + 1 },
        head: verb,
        content: said.content.clone(),
        source_end: None,
    })
}

/// What stands between the words that take up a statement (*a charge*, *which*, *ce que*) and
/// the verb: who denies, if it does not follow.
fn taken_up(text: &Text, words: WordRange) -> Option<WordRange> {
    let analysis = text.analysis;
    let mut at = words.start;
    let mut noun = false;
    while at < words.end {
        let word = WordId(at);
        match analysis[word].pos {
            Pos::Det if !noun && at == words.start => {}
            Pos::Noun if !noun && text.lexicon.noun(analysis, word).is_some() => noun = true,
            Pos::Pron if at == words.start && text.has_role(word, Role::TakesUp) => noun = true,
            Pos::Adj if !noun => {}
            _ => break,
        }
        at += 1;
    }
    let relative = at < words.end
        && (text.is_relative(WordId(at)) || noun && text.has_role(WordId(at), Role::That));
    (noun || relative && at == words.start)
        .then_some(WordRange { start: at + u32::from(relative), end: words.end })
}
