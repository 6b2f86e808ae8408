//! Sources set off by a colon, a dash or brackets, as headlines and transcripts have them:
//! *Army: two killed*, *Two killed: army*, *Two killed in raid - army*, *Deux morts (armée)*.

use selon_language::{NameKind, Pos, Relation, WordId, WordRange};

use selon_model::reading::MentionKind;

use super::Found;
use super::lexicon::{Role, SourceNoun};
use super::text::Text;

/// The most words of a source before or after a colon.
const LONG: u32 = 8;
/// How many words from a number the bracket opens that has who counted.
const COUNTED: usize = 4;
/// How many words of a sentence are looked at for brackets.
const LINE: usize = 200;

/// Finds the attributions by colons of a text, in order.
pub(super) fn find(text: &Text, found: &mut Vec<Found>) {
    let mut more = Vec::new();
    for sentence in &text.analysis.sentences {
        let words = sentence.words;
        more.extend(counts_in_brackets(text, words));
        if let Some(closed) = source_at_end(text, words)
            && found.iter().all(|other| !is_same(&closed, other))
        {
            more.push(closed);
            continue;
        }
        if let Some(headline) = quoted_headline(text, words) {
            more.push(headline);
            continue;
        }
        let end = words.end.min(words.start + 60);
        let Some(colon) = (words.start..end).find(|&w| text.is(w, &[":"])) else { continue };
        let before = WordRange { start: words.start, end: colon };
        let after = WordRange { start: colon + 1, end: words.end };
        let attribution = source_before(text, before, after)
            .or_else(|| source_after(text, before, after))
            .filter(|f| found.iter().all(|other| !is_same(f, other)));
        more.extend(attribution);
    }
    found.extend(more);
}

/// *La mission « préoccupée »*: a line of its own that is who speaks and their words.
fn quoted_headline(text: &Text, words: WordRange) -> Option<Found> {
    let analysis = text.analysis;
    let last = WordId(words.end.checked_sub(1)?);
    if !text.is_mark(last.0) || words.len() as u32 > LONG + 12 {
        return None;
    }
    let quotation =
        text.quotations.ending(last).filter(|q| words.contains(WordId(q.words.start)))?;
    let sentence = analysis[last].sentence as usize;
    let paragraph = |i: usize| analysis.sentences.get(i).map(|s| s.paragraph);
    let alone = paragraph(sentence) != paragraph(sentence + 1)
        && (sentence == 0 || paragraph(sentence) != paragraph(sentence - 1));
    // *19 h 45 - La mission « préoccupée »*
    let dash = (words.start..quotation.words.start).rev().find(|&w| text.is(w, &["-", "–", "—"]));
    let before =
        WordRange { start: dash.map_or(words.start, |d| d + 1), end: quotation.words.start };
    if !alone || before.is_empty() || before.len() as u32 > LONG {
        return None;
    }
    let first = WordId(before.start);
    // (*Le parti « Renouveau »* is called so.)
    let opens = WordId(quotation.words.start + 1);
    if !text.form(opens).starts_with(char::is_lowercase) {
        return None;
    }
    let named = WordRange {
        start: before.start + u32::from(analysis[first].pos == Pos::Det),
        end: before.end,
    };
    let head = speaker(text, named)?;
    // What is between marks in a title is a title otherwise (*le film « … »*).
    text.mention(head)?;
    Some(unmarked(head, quotation.words))
}

/// Whether another cue has given the same words to somebody.
fn is_same(found: &Found, other: &Found) -> bool {
    let Some(own) = found.content.first() else { return true };
    other.content.iter().any(|c| {
        let common = own.end.min(c.end).saturating_sub(own.start.max(c.start));
        common as usize * 10 > own.len() * 7 && !own.contains(other.head)
    }) || other.source.is_some() && other.source == found.source
}

/// *Army: two rebels killed*.
fn source_before(text: &Text, before: WordRange, after: WordRange) -> Option<Found> {
    let source = speaker(text, before)?;
    // *BALMA : le camp attaqué*: a place at the head of a report that is not known.
    let first = before.start == 0 && before.len() == 1;
    let capitals = text.form(source).chars().all(char::is_uppercase);
    let known = text
        .mention(source)
        .is_some_and(|m| text.actors.entities[m.entity.0 as usize].registry.is_some());
    if first && capitals && text.form(source).chars().count() >= 5 && !known {
        return None;
    }
    let words = || after.iter().filter(|&w| text.analysis[w].pos != Pos::Punct);
    let told = words().any(|w| matches!(text.analysis[w].pos, Pos::Verb | Pos::Aux));
    if words().take(3).count() < 3 || !told {
        return None;
    }
    let content =
        text.quotations.starting(WordId(after.start)).map_or(after, |quotation| quotation.words);
    let content = text.trim(content);
    (!content.is_empty()).then(|| unmarked(source, content))
}

/// *Two rebels killed: army*: only in a line of its own that does not end as a sentence.
fn source_after(text: &Text, before: WordRange, after: WordRange) -> Option<Found> {
    let analysis = text.analysis;
    let last = WordId(after.end.checked_sub(1)?);
    let sentence = analysis[last].sentence as usize;
    let paragraph = analysis.sentences[sentence].paragraph;
    let next = analysis.sentences.get(sentence + 1);
    let line = analysis[last].pos != Pos::Punct && next.is_none_or(|s| s.paragraph != paragraph);
    let told = before.iter().any(|w| matches!(analysis[w].pos, Pos::Verb | Pos::Aux));
    if !line || !told || before.len() < 3 {
        return None;
    }
    let source = speaker(text, after)?;
    // Who is a person is told by more than a name, and is named in a list too.
    let person = text.analysis.name_of(source).is_some_and(|n| n.kind == NameKind::Person);
    if person {
        return None;
    }
    let content = text.trim(before);
    (!content.is_empty()).then(|| unmarked(source, content))
}

/// *Two killed in raid - army*, *Deux morts dans un raid (armée)*: in a line of its own.
fn source_at_end(text: &Text, words: WordRange) -> Option<Found> {
    let analysis = text.analysis;
    let last = WordId(words.end.checked_sub(1)?);
    let bracket = text.is(last.0, &[")"]);
    let sentence = analysis[last].sentence as usize;
    let next = analysis.sentences.get(sentence + 1);
    let line = next.is_none_or(|s| s.paragraph != analysis.sentences[sentence].paragraph);
    if !line || words.len() < 6 || !bracket && analysis[last].pos == Pos::Punct {
        return None;
    }
    let signs: &[&str] = if bracket { &["("] } else { &["-", "–", "—"] };
    let sign = (words.start..last.0).rev().take(LONG as usize).find(|&w| text.is(w, signs))?;
    // A hyphen within a word is no dash.
    let span = |w: u32| analysis[WordId(w)].span;
    let spaced = sign > words.start
        && span(sign - 1).end < span(sign).start
        && (bracket || span(sign).end < span(sign + 1).start);
    let source = WordRange { start: sign + 1, end: words.end - u32::from(bracket) };
    let head = speaker(text, source).filter(|_| spaced)?;
    // *Photo d'archives (DR)*: letters that are no name.
    if text.mention(head).is_none() && text.form(head).chars().all(char::is_uppercase) {
        return None;
    }
    // A name alone may be anything: who is meant, a side of a match, what is abbreviated.
    let told = (words.start..sign)
        .map(WordId)
        .any(|w| matches!(analysis[w].pos, Pos::Verb | Pos::Aux | Pos::Num));
    if analysis[head].pos != Pos::Noun || !told || sign < words.start + 4 {
        return None;
    }
    let content = text.trim(WordRange { start: words.start, end: sign });
    (!content.is_empty()).then(|| unmarked(head, content))
}

/// *15 000 (police), 40 000 (syndicats)*: each number is what the side behind it says.
fn counts_in_brackets(text: &Text, words: WordRange) -> Vec<Found> {
    let count = |open: u32| {
        let number = (words.start..open)
            .rev()
            .take(COUNTED)
            .find(|&w| text.analysis[WordId(w)].pos == Pos::Num || text.is(w, &[",", ";", "("]))?;
        let counted = text.analysis[WordId(number)].pos == Pos::Num;
        let end = words.end.min(open + 1 + LONG);
        let close = (open + 1..end).find(|&w| text.is(w, &[")"]))?;
        let source = speaker(text, WordRange { start: open + 1, end: close })?;
        let noun = text.analysis[source].pos == Pos::Noun;
        let content = WordRange { start: number, end: open };
        (counted && noun).then(|| Found { source_end: Some(close), ..unmarked(source, content) })
    };
    let opens = words.iter().take(LINE).filter(|w| text.is(w.0, &["("]));
    let found: Vec<Found> = opens.filter_map(|w| count(w.0)).collect();
    // One alone may say of what kind they are: *200 hommes (gendarmes)*.
    if found.len() > 1 { found } else { Vec::new() }
}

/// The head of the words, if they name somebody who speaks and nothing else.
fn speaker(text: &Text, words: WordRange) -> Option<WordId> {
    let analysis = text.analysis;
    if words.is_empty() || words.len() as u32 > LONG {
        return None;
    }
    let other = words.iter().any(|w| {
        matches!(analysis[w].pos, Pos::Verb | Pos::Aux | Pos::Sconj | Pos::Cconj)
            || analysis[w].pos == Pos::Punct && !text.is(w.0, &[",", ".", "-"])
            || text.is_mark(w.0)
    });
    // *Affaire Morel : …*: what names a matter is a topic, whatever name stands in it.
    let matter = words.iter().any(|w| {
        text.lexicon.source_noun(analysis, w) == Some(SourceNoun::Mute) && text.is_noun(w)
    });
    if matter {
        return None;
    }
    // *Mission de l'ONU en Zandie : …*: what is somewhere is a topic.
    let somewhere = words.iter().skip(1).any(|w| {
        analysis.name_of(w).is_some_and(|n| n.kind == NameKind::Location)
            && analysis.children_by(w, Relation::Case).any(|case| {
                text.lexicon.lemma_has(analysis, case, Role::Inside)
                    && !text.has_role(case, Role::Of)
                    || text.is(case.0, &["en", "in", "dans", "at"])
            })
    });
    if somewhere {
        return None;
    }
    // What has an article is a topic (*The victims: …*).
    let article = analysis[WordId(words.start)].pos == Pos::Det;
    let head = words
        .iter()
        .find(|&w| text.is_noun(w) && analysis[w].head.is_none_or(|h| !words.contains(h)))?;
    // (*L'Écho du lac : …* is an outlet.)
    if other || article && !text.is_outlet_by_name(head) {
        return None;
    }
    // *News release: …*, which names nobody.
    let document = text.is_document(head) || text.lexicon.lemma_has(analysis, head, Role::Within);
    if document && text.speaker_of(head) == head {
        return None;
    }
    let place = analysis.name_of(head).is_some_and(|n| n.kind == NameKind::Location);
    // A name of one word may be anything, unless it is known whose it is.
    let known = text.mention(head).is_none_or(|m| {
        let entity = &text.actors.entities[m.entity.0 as usize];
        entity.kind != MentionKind::Person || entity.name.contains(' ') || words.len() > 1
    });
    let named = known && matches!(analysis[head].pos, Pos::Noun | Pos::Propn);
    let speaks = text.can_speak(head) || article;
    (named && !place && speaks).then_some(head)
}

fn unmarked(source: WordId, content: WordRange) -> Found {
    Found {
        source: Some(source),
        cue: WordRange { start: content.start, end: content.start },
        head: WordId(content.start),
        content: vec![content],
        source_end: None,
    }
}
