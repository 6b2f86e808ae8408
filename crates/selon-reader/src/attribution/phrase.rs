//! Prepositional sources: *selon X, …*, *…, according to X*.

use selon_language::{NameKind, Pos, Relation, Subtype, WordId, WordRange};

use super::Found;
use super::lexicon::{Role, SourceNoun};
use super::text::Text;

/// Finds the attributions by prepositions of a text, in order.
pub(super) fn find(text: &Text, found: &mut Vec<Found>) {
    for at in text.analysis.word_ids() {
        // *Selon ce que rapporte X*: the verb is the cue.
        if text.lexicon.phrase(text.analysis, at, Role::Clause).is_some_and(|words| words > 1) {
            continue;
        }
        if let Some(attribution) = by_account(text, at) {
            found.push(attribution);
            continue;
        }
        let roles = [Role::AnySource, Role::Source, Role::Opinion, Role::Bare];
        let Some((role, words)) = roles.into_iter().find_map(|role| {
            text.lexicon.phrase(text.analysis, at, role).map(|words| (role, words))
        }) else {
            continue;
        };
        found.extend(attribution(text, at, role, words as u32));
    }
}

fn attribution(text: &Text, at: WordId, role: Role, length: u32) -> Option<Found> {
    let sentence = text.sentence(at);
    let after = at.0 + length;
    if after >= sentence.end || text.has_role(WordId(after), Role::That) {
        return None;
    }
    let cue = match role {
        // The noun of *de source X* is the source itself.
        Role::Bare => WordRange { start: at.0, end: at.0 + 1 },
        _ => WordRange { start: at.0, end: after },
    };
    let source_start = cue.end;
    let head = source_head(text, at, source_start, sentence)?;
    if text.is_relative(head) {
        return by_noun(text, at, head, sentence);
    }
    if !is_source(text, head, role) {
        return None;
    }
    let phrase_end = with_name(text, phrase_end(text, head, sentence), at, sentence);
    let set_off = at.0 == sentence.start
        || text.is(at.0 - 1, &[",", "(", "—", "–", ":"])
        || text.analysis[WordId(at.0 - 1)].pos == Pos::Cconj;
    if role == Role::Opinion && !(set_off && text.is(phrase_end, &[",", ".", ")"])) {
        return None;
    }
    let content = content(text, at, head, phrase_end, sentence);
    if content.is_empty() {
        return None;
    }
    // *The agency, citing police, said*: the verb of the agency is the cue.
    let of_verb = role == Role::Source
        && text.analysis[at].pos == Pos::Verb
        && text.analysis.ancestors(at).skip(1).take(2).any(|verb| {
            text.lexicon.verb(text.analysis, verb).is_some()
                && text.analysis.child_by(verb, Relation::Nsubj).is_some()
        });
    if of_verb {
        return None;
    }
    let source = text.speaker_of(head);
    if text.is_first_person(source) {
        return None;
    }
    Some(Found { source: Some(source), cue, head: at, content })
}

/// *By the army's own account, …*: who the account is by says the rest.
fn by_account(text: &Text, at: WordId) -> Option<Found> {
    let analysis = text.analysis;
    if !text.lexicon.lemma_has(analysis, at, Role::Account) {
        return None;
    }
    let sentence = text.sentence(at);
    let by = analysis.children_by(at, Relation::Case).find(|&c| {
        let set_off = c.0 == sentence.start || text.is(c.0 - 1, &[",", "("]);
        c < at && set_off && text.has_role(c, Role::Agent)
    })?;
    let whose = analysis
        .children_by(at, Relation::Nmod)
        .find(|&c| c < at && analysis[c].subtype == Subtype::Possessive && text.can_speak(c))?;
    let content = content(text, by, at, at.0 + 1, sentence);
    (!content.is_empty()).then(|| Found {
        source: Some(whose),
        cue: WordRange { start: at.0, end: at.0 + 1 },
        head: at,
        content,
    })
}

/// *La thèse selon laquelle …*: the noun is the cue, and who holds it the source.
fn by_noun(text: &Text, at: WordId, relative: WordId, sentence: WordRange) -> Option<Found> {
    let analysis = text.analysis;
    let noun = (sentence.start..at.0)
        .rev()
        .take(12)
        .map(WordId)
        .find(|&w| analysis[w].pos == Pos::Noun && text.lexicon.noun(analysis, w).is_some())?;
    let verb = analysis[relative].head.filter(|&v| v > relative)?;
    let top = analysis
        .ancestors(verb)
        .take(4)
        .find(|&w| analysis[w].relation == Relation::Acl)
        .unwrap_or(verb);
    let words = WordRange { start: relative.0 + 1, end: text.reach(top).end.min(sentence.end) };
    let words = text.trim(text.with_whole_quotations(words));
    (!words.is_empty()).then(|| Found {
        source: super::noun::owner(text, noun),
        cue: WordRange { start: noun.0, end: noun.0 + 1 },
        head: noun,
        content: vec![words],
    })
}

/// The head of the noun phrase after the preposition.
fn source_head(text: &Text, at: WordId, start: u32, sentence: WordRange) -> Option<WordId> {
    let analysis = text.analysis;
    let by_tree = (at.0..start).rev().map(WordId).find_map(|w| {
        let head = analysis[w].head?;
        (head.0 >= start
            && text.is_noun(head)
            && matches!(analysis[w].relation, Relation::Case | Relation::Mark | Relation::Fixed))
        .then_some(head)
    });
    by_tree.filter(|h| sentence.contains(*h) && h.0 < start + 25).or_else(|| {
        (start..sentence.end.min(start + 8)).map(WordId).find(|&w| {
            matches!(analysis[w].pos, Pos::Noun | Pos::Propn)
                || analysis[w].pos == Pos::Pron && w.0 == start
        })
    })
}

fn is_source(text: &Text, head: WordId, role: Role) -> bool {
    if text.lexicon.source_noun(text.analysis, head) == Some(SourceNoun::Mute) {
        return false;
    }
    match role {
        Role::Opinion => {
            let word = &text.analysis[head];
            word.pos != Pos::Pron
                && text.can_speak(head)
                && text.mention(head).is_some()
                && matches!(word.pos, Pos::Propn | Pos::Noun)
        }
        Role::AnySource => text.is_noun(head),
        // What something goes by (*selon l'intensité*) is no source.
        _ => {
            let speaker = text.speaker_of(head);
            text.can_speak(speaker)
                || text.lexicon.noun(text.analysis, head).is_some()
                || text.analysis[head].pos == Pos::Pron
        }
    }
}

/// One past the last word of the phrase that names the source, appositions and
/// what depends on it included.
fn phrase_end(text: &Text, head: WordId, sentence: WordRange) -> u32 {
    let reach = text.reach(head).end.min(sentence.end);
    let noun = text.noun_phrase(head).end;
    // A reach up to the end of the sentence from a phrase at its head is an error
    // of the tree: the phrase ends with its first comma.
    let swallowed = reach + 1 >= sentence.end && head.0 < sentence.start + 12;
    if swallowed {
        let comma = (head.0 + 1..reach).find(|&w| text.is(w, &[","]));
        if let Some(comma) = comma
            && (comma + 1..reach).any(|w| text.is_finite(WordId(w)))
        {
            return comma;
        }
    }
    let end = reach.max(noun).max(head.0 + 1);
    // At the head of a sentence, what stands up to the comma without a finite verb
    // still describes the source (*Selon des témoins présents sur place, …*).
    if head.0 < sentence.start + 12 && !text.is(end, &[",", ":"]) && !text.is_mark(end) {
        let comma = (end..sentence.end.min(end + 14)).find(|&w| text.is(w, &[","]));
        if let Some(comma) = comma
            && !(end..comma).any(|w| text.is_finite_form(WordId(w)))
            && text.analysis[WordId(end)].pos != Pos::Det
            && (comma + 1..sentence.end).any(|w| text.is_finite_form(WordId(w)))
        {
            return comma;
        }
    }
    end
}

/// Takes in a name that follows the phrase at the head of a sentence (*Selon le
/// secrétaire général, Ban Ki-moon, …*).
fn with_name(text: &Text, end: u32, at: WordId, sentence: WordRange) -> u32 {
    if at.0 > sentence.start + 2 || !text.is(end, &[","]) {
        return end;
    }
    let Some(name) = text.analysis.name_of(WordId(end + 1)).filter(|n| n.kind == NameKind::Person)
    else {
        return end;
    };
    let after = name.words.end;
    let goes_on = text.is(after, &[","])
        && (after + 1..sentence.end).take(40).any(|w| text.is_finite_form(WordId(w)));
    if goes_on { after } else { end }
}

/// What is said: the clause that the phrase stands in; at the edge of a sentence,
/// all of it.
fn content(
    text: &Text,
    at: WordId,
    head: WordId,
    phrase_end: u32,
    sentence: WordRange,
) -> Vec<WordRange> {
    let mut clause = sentence;
    let last = rest_is_empty(text, phrase_end, sentence);
    let opened = opening(text, at, sentence);
    if !last || opened {
        clause = inner_clause(text, at, head, sentence, opened);
    }
    let before = WordRange { start: clause.start, end: at.0.max(clause.start) };
    let before = start_of_speech(text, before);
    let after = WordRange { start: phrase_end.min(clause.end), end: clause.end };
    // What follows the source as a clause of its own (*…, qui précise que*) is not said by it.
    let starts_relative = after.start + 1 < after.end
        && text.is(after.start, &[","])
        && (text.is_relative(WordId(after.start + 1)));
    let mut content: Vec<WordRange> = Vec::new();
    for part in [Some(before), (!starts_relative && !last).then_some(after)].into_iter().flatten() {
        let part = text.trim(text.with_whole_quotations(text.trim(part)));
        let words = part.iter().filter(|&w| text.analysis[w].pos != Pos::Punct).count();
        if words > 0 && !(words == 1 && text.analysis[WordId(part.start)].pos == Pos::Cconj) {
            content.push(part);
        }
    }
    // Before a verb of the same sentence, a few words alone are an opening, not a clause.
    content
}

/// Whether nothing that could be said follows the phrase.
fn rest_is_empty(text: &Text, phrase_end: u32, sentence: WordRange) -> bool {
    (phrase_end..sentence.end).all(|w| {
        let word = &text.analysis[WordId(w)];
        word.pos == Pos::Punct || !word.form.chars().any(char::is_alphanumeric)
    })
}

/// Whether the phrase opens its clause: after a mark, a relative pronoun or a conjunction.
fn opening(text: &Text, at: WordId, sentence: WordRange) -> bool {
    let mut before = at.0;
    if before > sentence.start && text.is(before - 1, &[","]) {
        before -= 1;
    }
    if before == sentence.start {
        return false;
    }
    let word = WordId(before - 1);
    matches!(text.analysis[word].pos, Pos::Sconj)
        || text.is_relative(word)
        || text.has_role(word, Role::That)
}

/// The clause round the phrase, if it is less than the sentence.
fn inner_clause(
    text: &Text,
    at: WordId,
    head: WordId,
    sentence: WordRange,
    opened: bool,
) -> WordRange {
    let analysis = text.analysis;
    let Some(governor) = analysis[head].head else { return sentence };
    let clause = analysis.ancestors(governor).take(8).find(|&w| {
        matches!(
            analysis[w].relation,
            Relation::Acl
                | Relation::Ccomp
                | Relation::Advcl
                | Relation::Csubj
                | Relation::Parataxis
        ) || analysis[w].relation == Relation::Conj
            && analysis.child_by(w, Relation::Nsubj).is_some()
    });
    let Some(clause) = clause else { return sentence };
    let mut words = text.reach(clause);
    let inside = words.start < at.0 && words.end > at.0;
    let conjunct = analysis[clause].relation == Relation::Conj;
    if !inside || !(opened || conjunct || words.start + 1 >= at.0) {
        return sentence;
    }
    if opened {
        // From the phrase on: the mark stands before it.
        words.start = at.0;
    } else if conjunct && let Some(cc) = analysis.child_by(clause, Relation::Cc) {
        words.start = cc.0 + 1;
    }
    WordRange { start: words.start.max(sentence.start), end: words.end.min(sentence.end) }
}

/// What stands before the phrase; a quotation right before it that began in an
/// earlier sentence is taken whole.
fn start_of_speech(text: &Text, before: WordRange) -> WordRange {
    let Some(last) = before.end.checked_sub(1).filter(|_| !before.is_empty()) else {
        return before;
    };
    let last = if text.is(last, &[","]) && last > before.start { last - 1 } else { last };
    match text.quotations.ending(WordId(last)) {
        Some(quotation) if quotation.words.start < before.start => {
            WordRange { start: quotation.words.start, end: before.end }
        }
        _ => before,
    }
}
