//! What is denied as soon as it is told: *accused the army of killing civilians, a charge it
//! denies*; *…, ce que Bamako dément*. Who denies speaks of what was said before the comma.

use selon_language::{Pos, Relation, WordId, WordRange};

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

/// *Un obus aurait touché l'école. Le gouverneur a démenti*: who denies without an object denies
/// what the sentence before said, if that was somebody's or in doubt.
pub(super) fn of_sentence_before(
    text: &Text,
    verb: WordId,
    entry: &VerbCue,
    found: &[Found],
) -> Option<Found> {
    let analysis = text.analysis;
    let finite = text.is_finite(verb) && text.quotations.holding(verb).is_none();
    let own = analysis.sentence_of(verb);
    let main = matches!(analysis[verb].relation, Relation::Root | Relation::Conj);
    let it = |w: WordId| {
        analysis[w].pos == Pos::Pron && matches!(&*analysis[w].lemma, "it" | "this" | "that" | "le")
    };
    let alone = analysis.children(verb).iter().all(|&c| match analysis[c].relation {
        Relation::Obj => it(c),
        Relation::Ccomp | Relation::Xcomp | Relation::Obl | Relation::Iobj => false,
        _ => true,
    });
    let negated = text.is_negated(verb) || text.is_passive(verb);
    if entry.force != Force::Deny || !(finite && main && alone) || negated {
        return None;
    }
    let Subject::Head(source) = text.subject(verb) else { return None };
    if !(text.can_speak(source) && own.words.contains(source) && source < verb) {
        return None;
    }
    let before = (own.words.start.checked_sub(1)).map(|w| analysis.sentence_of(WordId(w)))?;
    if before.paragraph != own.paragraph {
        return None;
    }
    let said = found.iter().rev().take(8).find(|f| {
        before.words.contains(f.head)
            && f.source != Some(source)
            && f.content.iter().all(|c| before.words.contains(WordId(c.start)))
    });
    let doubted = || before.words.iter().any(|w| text.is_conditional_auxiliary(w));
    let content = match said {
        Some(said) => said.content.clone(),
        None if doubted() => vec![text.trim(before.words)],
        None => return None,
    };
    Some(Found {
        source: Some(source),
        cue: WordRange { start: verb.0, end: verb.0 + 1 },
        head: verb,
        content,
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
