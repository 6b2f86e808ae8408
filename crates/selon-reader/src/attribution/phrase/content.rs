//! What a source after a preposition says: the clause that the phrase stands in, or, at the
//! edge of a sentence, all of it.

use selon_language::morphology::{Definite, PronType, Tense, VerbForm};
use selon_language::{Pos, Relation, WordId, WordRange};

use super::super::lexicon::Role;
use super::super::source::Subject;
use super::super::text::Text;
use crate::event::lexicon::{Classes, lexicon};

/// How many words behind a source another is looked for.
const TOLD: u32 = 30;

/// What is said: the clause that the phrase stands in; at the edge of a sentence,
/// all of it.
pub(super) fn content(
    text: &Text,
    at: WordId,
    head: WordId,
    phrase_end: u32,
    sentence: WordRange,
) -> Vec<WordRange> {
    let mut clause = sentence;
    let sentence = within_bracket(text, at, within_quotation(text, at, sentence));
    let sentence = between_semicolons(text, at, phrase_end, sentence);
    let sentence = between_sources(text, at, phrase_end, sentence);
    clause.start = clause.start.max(sentence.start);
    clause.end = clause.end.min(sentence.end);
    let last = rest_is_empty(text, phrase_end, sentence);
    let opened = opening(text, at, sentence);
    if let Some(number) = counted(text, at, phrase_end, sentence) {
        return vec![number];
    }
    if let Some(pieces) = round_participle(text, at, sentence) {
        return pieces;
    }
    if let Some(told) = relative_clause(text, at, phrase_end) {
        clause = told;
    } else if at.0 > sentence.start + 1 && text.is(at.0 - 1, &[":"]) {
        // *Un récit que conteste X : pour lui, …*
        clause.start = at.0;
    } else if let Some(colon) = number_after_colon(text, at, sentence).filter(|_| last) {
        clause.start = colon + 1;
    } else if after_conjunction(text, at, sentence) {
        clause.start = at.0;
    } else if !last || opened.is_some() {
        clause = inner_clause(text, at, head, sentence, opened);
    }
    let before = WordRange { start: clause.start, end: at.0.max(clause.start) };
    let before = start_of_speech(text, before);
    let after = WordRange { start: phrase_end.min(clause.end), end: clause.end };
    let after = before_contrast(text, after);
    // What follows the source as a clause of its own (*…, qui précise que*) is not said by it.
    let starts_relative = after.start + 1 < after.end
        && text.is(after.start, &[","])
        && (text.is_relative(WordId(after.start + 1)));
    // *D'après X, qui dit n'avoir rien vu, la route est sûre*: past the clause on the source.
    let resumed =
        (starts_relative && at.0 == sentence.start).then(|| end_of_relative(text, after)).flatten();
    let starts_relative = starts_relative && resumed.is_none();
    let after = resumed.unwrap_or(after);
    // *10 000 personnes selon la police ; les organisateurs parlent de 30 000.*
    let goes_on = text.is(after.start, &[";"]) && before.iter().any(|w| text.is_finite_form(w));
    let after_source = !starts_relative
        && !goes_on
        && !last
        && !is_description(text, before, after)
        && !is_told_by_another(text, before, after);
    let mut content: Vec<WordRange> = Vec::new();
    for part in [Some(before), after_source.then_some(after)].into_iter().flatten() {
        let part = with_open_quotation(text, before_other_speech(text, part));
        let part = text.trim(text.with_whole_quotations(text.trim(part)));
        let words = part.iter().filter(|&w| text.analysis[w].pos != Pos::Punct).count();
        if words > 0 && !(words == 1 && text.analysis[WordId(part.start)].pos == Pos::Cconj) {
            content.push(part);
        }
    }
    // Before a verb of the same sentence, a few words alone are an opening, not a clause.
    content
}

/// *L'attaque a duré une heure : douze morts, selon la police*: a count alone between a colon and
/// the source is what it says.
fn number_after_colon(text: &Text, at: WordId, sentence: WordRange) -> Option<u32> {
    let colon = (sentence.start + 3..at.0).rev().take(14).find(|&w| text.is(w, &[":"]))?;
    let after = || (colon + 1..at.0).map(WordId);
    let told = (sentence.start..colon).any(|w| text.is_finite_form(WordId(w)));
    let count = after().take(5).any(|w| text.is_number(w))
        && after().all(|w| !text.is_finite_form(w) && !text.is_mark(w.0));
    (told && count).then_some(colon)
}

/// *La police a tiré, selon elle ; un élève a été blessé*: a phrase that ends its clause says
/// nothing of the next, one within a clause nothing of those round it.
fn between_semicolons(text: &Text, at: WordId, phrase_end: u32, sentence: WordRange) -> WordRange {
    let mut words = sentence;
    let outside = |w: u32| text.is(w, &[";"]) && text.quotations.holding(WordId(w)).is_none();
    let medial = at.0 > sentence.start && text.is(phrase_end, &[","]);
    if outside(phrase_end) {
        words.end = phrase_end;
    } else if medial {
        words.end = (phrase_end..sentence.end).find(|&w| outside(w)).unwrap_or(words.end);
    }
    // (*Le pont est coupé ; deux hommes sont morts, selon la police.*)
    let closes = phrase_end + 1 >= sentence.end && text.is(at.0.wrapping_sub(1), &[","]);
    if medial || closes {
        let before = (sentence.start..at.0).rev().find(|&w| outside(w)).filter(|&w| {
            let own = |w: u32| text.is_finite_form(WordId(w));
            medial || (w + 1..at.0).any(own)
        });
        words.start = before.map_or(words.start, |w| w + 1);
    }
    words
}

/// *Un massacre, qui fit 90 morts d'après le préfet et jusqu'à 130 selon des élus*: right after a
/// number in a relative clause, the source holds the number.
fn counted(text: &Text, at: WordId, phrase_end: u32, sentence: WordRange) -> Option<WordRange> {
    let analysis = text.analysis;
    let before = at.previous().filter(|&w| sentence.contains(w))?;
    if analysis[before].pos == Pos::Punct
        || !text.is_noun(before) && analysis[before].pos != Pos::Adj
    {
        return None;
    }
    let verb = (sentence.start..at.0)
        .rev()
        .take(10)
        .map(WordId)
        .find(|&w| matches!(analysis[w].pos, Pos::Verb | Pos::Aux))?;
    let number = (verb.0 + 1..at.0).any(|w| text.is_number(WordId(w)));
    let relative =
        (sentence.start..verb.0).rev().take(4).map(WordId).find(|&w| text.is_relative(w))?;
    let set_off = relative.0 > sentence.start && text.is(relative.0 - 1, &[",", ")"]);
    let last = WordId(phrase_end);
    let ends = !sentence.contains(last) || matches!(analysis[last].pos, Pos::Punct | Pos::Cconj);
    // *Qui a tué dix hommes selon X*: what is done is said too.
    let counts = text.lexicon.lemma_has(analysis, verb, Role::Counting);
    let start = if counts { verb.0 + 1 } else { relative.0 + 1 };
    (number && set_off && ends && sentence.contains(verb))
        .then(|| text.trim(WordRange { start, end: at.0 }))
}

/// *Où il avait déjà, selon X, tué dix hommes*: between an auxiliary and its participle, the
/// phrase holds for the clause of both, which a relative or a conjunction opens.
fn round_participle(text: &Text, at: WordId, sentence: WordRange) -> Option<Vec<WordRange>> {
    let analysis = text.analysis;
    let before = at.0.checked_sub(1).filter(|&w| text.is(w, &[",", "–", "—"]))?;
    let comma = (at.0 + 1..sentence.end.min(at.0 + 12))
        .take_while(|&w| !text.is_finite_form(WordId(w)))
        .find(|&w| text.is(w, &[",", "–", "—"]))?;
    let auxiliary = (sentence.start..before)
        .rev()
        .take(3)
        .map(WordId)
        .find(|&w| analysis[w].pos != Pos::Adv)
        .filter(|&w| text.is_finite_form(w) && text.is_auxiliary_of_perfect(w))?;
    (comma + 1..sentence.end.min(comma + 4))
        .map(WordId)
        .find(|&w| analysis[w].pos != Pos::Adv)
        .filter(|&w| {
            let form = analysis[w].morphology;
            form.verb_form == Some(VerbForm::Part)
                || analysis[w].pos == Pos::Verb && form.tense == Some(Tense::Past)
        })?;
    let opener = (sentence.start..auxiliary.0)
        .rev()
        .take(8)
        .map(WordId)
        .take_while(|&w| analysis[w].pos != Pos::Punct)
        .find(|&w| {
            text.is_relative(w)
                || analysis[w].pos == Pos::Sconj
                || analysis[w].morphology.pron_type == Some(PronType::Rel)
                || text.is(w.0, &["où", "dont", "where", "when"])
        })?;
    let end = (comma + 1..sentence.end)
        .find(|&w| text.is(w, &[",", ";", "–", "—"]) || text.is(w, &["-"]) && w > comma + 2);
    let rest = WordRange { start: comma + 1, end: end.unwrap_or(sentence.end) };
    let first = WordRange { start: opener.0 + 1, end: before };
    Some([first, rest].into_iter().map(|part| text.trim(part)).collect())
}

/// *15 000 personnes (6 000 selon la police)*: a number in a bracket is what the source in it
/// says.
fn within_bracket(text: &Text, at: WordId, sentence: WordRange) -> WordRange {
    let open = (sentence.start..at.0)
        .rev()
        .take(12)
        .take_while(|&w| !text.is(w, &[")"]))
        .find(|&w| text.is(w, &["("]));
    let Some(open) = open else { return sentence };
    let number = (open + 1..at.0).any(|w| text.analysis[WordId(w)].pos == Pos::Num);
    let close = (at.0..sentence.end).take(30).find(|&w| text.is(w, &[")"]));
    match close {
        Some(close) if number => WordRange { start: open + 1, end: close },
        _ => sentence,
    }
}

/// What the source of a phrase within a quotation says stands there too.
fn within_quotation(text: &Text, at: WordId, sentence: WordRange) -> WordRange {
    let Some(quotation) = text.quotations.holding(at) else { return sentence };
    let inside = WordRange { start: quotation.words.start + 1, end: quotation.words.end - 1 };
    WordRange {
        start: sentence.start.max(inside.start),
        end: sentence.end.min(inside.end.max(at.0 + 1)),
    }
}

/// Whether what stands after the source is what somebody else says (*selon X, mais des
/// témoins affirment que …*).
fn is_told_by_another(text: &Text, before: WordRange, after: WordRange) -> bool {
    let analysis = text.analysis;
    let mut words = after.iter().skip_while(|&w| text.is(w.0, &[",", ";"]));
    let Some(joint) = words.next() else { return false };
    let contrast = text.has_role(joint, Role::Contrast);
    // *…, according to X, and several said that …*
    if !contrast && analysis[joint].pos != Pos::Cconj {
        return false;
    }
    let finite = |w: WordId| text.is_finite_form(w) && analysis[w].pos != Pos::Aux;
    let mut near = words.take(25).collect::<Vec<_>>();
    if !contrast {
        let first = near.iter().position(|&w| finite(w)).map_or(0, |at| at + 1);
        near.truncate(first);
    }
    let contrast = joint;
    before.iter().any(|w| text.is_finite_form(w))
        && near.into_iter().any(|w| {
            analysis[w].pos == Pos::Verb
                && text.is_finite(w)
                && text.quotations.holding(w).is_none()
                && text.lexicon.verb(analysis, w).is_some_and(|(cue, _)| cue.frames.that)
                && matches!(text.subject(w), Subject::Head(s) if s > contrast && s < w)
        })
}

/// What stands after a relative clause that opens the words, if both have a finite verb.
fn end_of_relative(text: &Text, words: WordRange) -> Option<WordRange> {
    let finite = |from: u32, to: u32| {
        (from..to)
            .map(WordId)
            .any(|w| text.is_finite_form(w) && text.quotations.holding(w).is_none())
    };
    let comma = (words.start + 3..words.end).take(60).find(|&w| {
        w + 1 < words.end
            && text.is(w, &[","])
            && text.quotations.holding(WordId(w)).is_none()
            && finite(words.start, w)
            && !text.is_relative(WordId(w + 1))
            && text.analysis[WordId(w + 1)].pos != Pos::Cconj
    })?;
    finite(comma, words.end).then_some(WordRange { start: comma, end: words.end })
}

/// What is said, without a clause that contrasts with it and that somebody else says (*…, tandis
/// que la mairie n'admet que deux blessés*).
fn before_contrast(text: &Text, after: WordRange) -> WordRange {
    let analysis = text.analysis;
    let other = |contrast: u32| {
        (contrast + 1..after.end.min(contrast + 25)).map(WordId).any(|w| {
            analysis[w].pos == Pos::Verb
                && text.is_finite(w)
                && text.quotations.holding(w).is_none()
                && text.lexicon.verb(analysis, w).is_some_and(|(c, _)| {
                    c.frames.that || c.frames.object || c.frames.predicate
                })
                && matches!(text.subject(w), Subject::Head(s) if s.0 > contrast && s < w && text.can_speak(s))
        })
    };
    let cut = (after.start + 1..after.end).take(200).find(|&w| {
        let roles = [Role::Contrast, Role::TakesUp];
        let opens = || roles.iter().any(|&r| text.has_role(WordId(w), r));
        text.is(w - 1, &[","]) && opens() && other(w)
    });
    cut.map_or(after, |w| WordRange { start: after.start, end: w - 1 })
}

/// Whether what stands after the source tells of the source: a participle without a subject,
/// after a statement that is whole (*selon l'ONG X, basée à Paris*, *selon un élu joint par
/// téléphone*).
fn is_description(text: &Text, before: WordRange, after: WordRange) -> bool {
    let analysis = text.analysis;
    // *(OSDH), basé au Royaume-Uni*
    let bracketed = text.is(after.start, &["("]);
    let close = after.iter().find(|&w| bracketed && text.is(w.0, &[")"]));
    let from = close.map_or(after.start, |c| c.0 + 1);
    let mut words = after
        .iter()
        .filter(|w| w.0 >= from)
        .skip_while(|&w| analysis[w].pos == Pos::Punct && !text.is_mark(w.0));
    let Some(first) = words.next() else { return false };
    let participle = matches!(analysis[first].pos, Pos::Verb | Pos::Adj)
        && !analysis.children(first).iter().any(|&c| analysis[c].relation == Relation::Aux);
    // *Selon X, une ONG basée à Paris*: somebody, without a verb but in a clause about them.
    let apposed = || {
        let noun = analysis[first].head.filter(|&h| h > first && after.contains(h));
        analysis[first].pos == Pos::Det
            && analysis[first].morphology.definite == Some(Definite::Ind)
            && noun.is_some_and(|n| text.can_speak(n) || text.is_part_that_speaks(n))
    };
    (participle || apposed())
        && before.iter().any(|w| text.is_finite_form(w))
        && !after.iter().any(|w| {
            // The tree may hang the description on the verb before it.
            analysis[w].relation == Relation::Nsubj
                && !text.is_relative(w)
                && analysis[w].head.is_none_or(|verb| after.contains(verb))
        })
}

/// *500 personnes selon la police, 900 selon les organisateurs*: without a verb between
/// two sources, each has what stands right before it.
fn between_sources(text: &Text, at: WordId, phrase_end: u32, sentence: WordRange) -> WordRange {
    let analysis = text.analysis;
    let is_cue = |w: u32| text.opens_source(WordId(w));
    let is_number = |w: u32| text.is_number(WordId(w));
    let quiet = |from: u32, to: u32| {
        (from..to).any(is_number)
            && !(from..to).any(|w| text.is_finite_form(WordId(w)) || text.is_mark(w))
    };
    let mut words = sentence;
    let before = (sentence.start..at.0).rev().take(20).find(|&w| is_cue(w));
    if let Some(other) = before
        && quiet(other, at.0)
        && let Some(number) = (other..at.0).find(|&w| is_number(w))
    {
        let joint = (other..number)
            .rev()
            .find(|&w| text.is(w, &[","]) || analysis[WordId(w)].pos == Pos::Cconj);
        words.start = joint.map_or(number, |w| w + 1);
        // *…, et 900, selon les organisateurs, ont défilé*: the verb is that of both.
        words.end = phrase_end;
    }
    // *…, contre 30 000 selon la CGT*: no more than the number, if the one before has said the
    // rest.
    let told = before.is_some_and(|b| (b..at.0).any(|w| text.is_finite_form(WordId(w))));
    if let Some(joint) = joint_of_number(text, at, sentence).filter(|_| told) {
        words = WordRange { start: joint + 1, end: phrase_end };
    }
    let mut after = (phrase_end..sentence.end.min(phrase_end + TOLD)).filter(|&w| is_cue(w));
    if let Some(other) = after.clone().next()
        && quiet(phrase_end, other)
    {
        words.end = phrase_end;
    } else if let Some(joint) = after.find_map(|w| joint_of_number(text, WordId(w), sentence))
        && joint > phrase_end
    {
        words.end = words.end.min(joint);
    }
    words
}

/// Where a number alone before the cue of a source is joined to what stands before it:
/// *contre 30 000 selon la CGT, and 900 according to police*.
fn joint_of_number(text: &Text, cue: WordId, sentence: WordRange) -> Option<u32> {
    let analysis = text.analysis;
    let number = cue.previous().filter(|&w| sentence.contains(w) && analysis[w].pos == Pos::Num)?;
    let joint = number.previous().filter(|&w| sentence.contains(w))?;
    let joins = text.is(joint.0, &[","])
        || analysis[joint].pos == Pos::Cconj
        || text.has_role(joint, Role::Contrast)
        || lexicon(analysis.language).classes(&analysis[joint].lemma).any(Classes::AGAINST);
    joins.then_some(joint.0)
}

/// *Des contrats qui coûtent selon lui « trop cher »*: a phrase with a pronoun that nothing sets
/// off, or that stands right after the verb, holds for the relative clause that it stands in,
/// with the noun before.
fn relative_clause(text: &Text, at: WordId, phrase_end: u32) -> Option<WordRange> {
    let analysis = text.analysis;
    let pronoun = phrase_end == at.0 + 2 && analysis[at.next()].pos == Pos::Pron;
    let before = text.is(at.0.checked_sub(1)?, &[",", "—", "–"]);
    let set_off = before || text.is(phrase_end, &[","]);
    // *…, qui permettrait, selon lui, d'évacuer la ville*: right after the verb of the clause.
    let after_verb = || {
        let word = WordId(at.0.checked_sub(2)?);
        let verb = match analysis[word].pos {
            Pos::Aux => analysis[word].head?,
            _ => word,
        };
        (before && analysis[verb].relation == Relation::Acl && text.is_finite(verb)).then_some(verb)
    };
    if !pronoun {
        return None;
    }
    let verb = match set_off {
        true => after_verb()?,
        false => analysis.ancestors(at).take(6).find(|&w| {
            analysis[w].relation == Relation::Acl && text.is_finite(w) && text.reach(w).contains(at)
        })?,
    };
    let noun = analysis[verb].head.filter(|&n| n < at && text.is_noun(n))?;
    let reach = text.reach(verb);
    // A second clause on the same noun is not the source's.
    let end = (phrase_end + 1..reach.end.min(phrase_end + 200))
        .find(|&w| {
            analysis[WordId(w)].pos == Pos::Cconj
                && (text.is_relative(WordId(w + 1)) || text.has_role(WordId(w + 1), Role::That))
        })
        .unwrap_or(reach.end);
    // The tree may hang on the clause above what the phrase stands before.
    let end = if end <= phrase_end + 1 { text.sentence(at).end } else { end };
    let start = text.noun_phrase(noun).start;
    text.sentence(at).contains(WordId(start)).then_some(WordRange { start, end })
}

/// Whether the phrase opens a clause that a conjunction joins: *…, et, selon X, …*.
fn after_conjunction(text: &Text, at: WordId, sentence: WordRange) -> bool {
    let analysis = text.analysis;
    let comma = at.0 >= sentence.start + 4
        && text.is(at.0 - 1, &[","])
        && analysis[WordId(at.0 - 2)].pos == Pos::Cconj;
    // *Les causes restent inconnues mais selon X, …*: between two clauses.
    let clauses = || {
        analysis[WordId(at.0 - 1)].pos == Pos::Cconj
            && (sentence.start..at.0 - 1).rev().take(60).any(|w| text.is_finite_form(WordId(w)))
            && (at.0 + 1..sentence.end)
                .take(25)
                .find(|&w| text.is(w, &[",", ";"]) || text.is_finite_form(WordId(w)))
                .is_some_and(|w| text.is(w, &[","]))
    };
    comma || at.0 >= sentence.start + 4 && clauses()
}

/// A part that begins with a whole quotation, without what somebody else says after it
/// (*d'après X, « … », d'autres déclarent que …*).
fn before_other_speech(text: &Text, part: WordRange) -> WordRange {
    let start = text.trim(part).start;
    let Some(quotation) = text.quotations.starting(WordId(start)) else { return part };
    let end = quotation.words.end;
    let other = text.is(end, &[",", ";"])
        && (end + 1..part.end).take(30).map(WordId).any(|w| {
            text.quotations.holding(w).is_none()
                && text.is_finite(w)
                && text.lexicon.verb(text.analysis, w).is_some_and(|(cue, _)| cue.frames.speech)
        });
    if other { WordRange { start: part.start, end } } else { part }
}

/// A part that begins with a quotation which goes on in the next sentences, with all of it.
fn with_open_quotation(text: &Text, part: WordRange) -> WordRange {
    let first = part
        .iter()
        .take(4)
        .find(|&w| text.is_mark(w.0) || !matches!(text.analysis[w].pos, Pos::Punct | Pos::Sconj));
    match first.and_then(|w| text.quotations.starting(w)) {
        Some(quotation)
            if quotation.words.end > part.end && part.end > quotation.words.start + 1 =>
        {
            WordRange { start: part.start, end: quotation.words.end }
        }
        _ => part,
    }
}

/// Whether nothing that could be said follows the phrase.
pub(super) fn rest_is_empty(text: &Text, phrase_end: u32, sentence: WordRange) -> bool {
    (phrase_end..sentence.end).all(|w| {
        let word = &text.analysis[WordId(w)];
        word.pos == Pos::Punct || !word.form.chars().any(char::is_alphanumeric)
    })
}

/// Whether the phrase opens its clause: after a mark, a relative pronoun or a conjunction.
fn opening(text: &Text, at: WordId, sentence: WordRange) -> Option<WordId> {
    let mut before = at.0;
    if before > sentence.start && text.is(before - 1, &[","]) {
        before -= 1;
    }
    if before == sentence.start {
        return None;
    }
    let word = WordId(before - 1);
    let opens = matches!(text.analysis[word].pos, Pos::Sconj)
        || text.is_relative(word)
        || text.has_role(word, Role::That);
    opens.then_some(word)
}

/// The clause round the phrase, if it is less than the sentence.
fn inner_clause(
    text: &Text,
    at: WordId,
    head: WordId,
    sentence: WordRange,
    opened: Option<WordId>,
) -> WordRange {
    let analysis = text.analysis;
    // *Said that, according to early reports, …*: the tree may hang the phrase on the verb of
    // saying; the mark tells the clause.
    let marked = opened
        .filter(|&w| analysis[w].relation == Relation::Mark)
        .and_then(|w| analysis[w].head)
        .filter(|&verb| verb > at);
    let Some(governor) = marked.or(analysis[head].head) else { return sentence };
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
    if !inside || !(opened.is_some() || conjunct || words.start + 1 >= at.0) {
        return sentence;
    }
    if opened.is_some() {
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
