//! Prepositional sources: *selon X, …*, *…, according to X*.

mod content;

use selon_language::morphology::{Definite, Number};
use selon_language::{NameKind, Pos, Relation, Subtype, WordId, WordRange};

use selon_model::reading::{MentionKind, SourceKind};

use super::Found;
use super::lexicon::{Role, SourceNoun};
use super::text::Text;
use content::{content, rest_is_empty};

/// Finds the attributions by prepositions of a text, in order.
pub(super) fn find(text: &Text, found: &mut Vec<Found>) {
    for at in text.analysis.word_ids() {
        // *Selon ce que rapporte X*: the verb is the cue.
        if text.lexicon.phrase(text.analysis, at, Role::Clause).is_some_and(|words| words > 1) {
            continue;
        }
        if let Some(attribution) = by_account(text, at).or_else(|| by_belief(text, at)) {
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
        // *Une version contestée par X, pour qui …*: that of X, not of the version.
        let noun = if role == Role::Opinion { None } else { by_noun(text, at, head, sentence) };
        return noun.or_else(|| by_antecedent(text, at, head, role, sentence));
    }
    if !is_source(text, at, length, head, role) {
        return None;
    }
    // *Un vaste réseau de sources* is no source of anything.
    let of_noun = text.analysis[head].head.is_some_and(|noun| {
        text.analysis[head].relation == Relation::Nmod
            && noun < at
            && at.0 - noun.0 < 4
            && text.analysis.child_by(noun, Relation::Det).is_some()
    });
    // *N'ont pu être vérifiés de source indépendante*: by whom something was not done.
    let negated = || {
        (sentence.start..at.0).rev().take(10).map(WordId).any(|w| {
            text.lexicon.lemma_has(text.analysis, w, Role::Restrict)
                && text.analysis[w].pos != Pos::Noun
        }) && !text.is(at.0.saturating_sub(1), &[","])
    };
    if role == Role::Bare && (of_noun || negated() || super::learned::is_learned(text, at)) {
        return None;
    }
    let phrase_end = before_other_number(text, phrase_end(text, head, sentence), head);
    let phrase_end = before_person(text, phrase_end, head);
    let plain_end = phrase_end;
    let phrase_end = with_name(text, phrase_end, head, at, sentence);
    let phrase_end = with_titled_name(text, phrase_end, head, at, sentence);
    let phrase_end = with_description(text, phrase_end, head, at, sentence);
    let described_end = phrase_end;
    let phrase_end = with_participle(text, phrase_end, at, sentence);
    let phrase_end = with_own_source(text, phrase_end, at, sentence);
    let phrase_end = with_agent(text, phrase_end, sentence);
    let set_off = at.0 == sentence.start
        || text.is(at.0 - 1, &[",", "(", "—", "–", ":"])
        || text.analysis[WordId(at.0 - 1)].pos == Pos::Cconj;
    // *Are based on reports* goes by them, and says nothing.
    let participle = text.analysis[at].pos == Pos::Verb;
    if role == Role::Source && participle && (!set_off || is_of_source(text, at, sentence)) {
        return None;
    }
    // *Elle a travaillé, pour l'association*: at the end, only persons hold one.
    let closed =
        text.is(phrase_end, &[","]) || text.is(phrase_end, &[".", ")"]) && !is_body(text, head);
    if role == Role::Opinion && !(set_off && closed) {
        return None;
    }
    let mut content = content(text, at, head, phrase_end, sentence);
    content.retain(|c| !opens_opinion(text, c.start, sentence));
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
    if text.is_first_person(source) || is_repeated(text, at, head) {
        return None;
    }
    let source_end = (source == head && described_end > plain_end).then_some(described_end);
    Some(Found { source: Some(source), cue, head: at, content, source_end })
}

/// Whether the participle goes with a source that stands before it (*according to X, citing Y*).
fn is_of_source(text: &Text, at: WordId, sentence: WordRange) -> bool {
    (sentence.start..at.0)
        .rev()
        .take(14)
        .take_while(|&w| !text.is_finite_form(WordId(w)))
        .any(|w| text.opens_source(WordId(w)))
}

/// *A expliqué que, selon lui, …*: who is named by the verb already.
fn is_repeated(text: &Text, at: WordId, head: WordId) -> bool {
    let analysis = text.analysis;
    let Some(mut before) = at.previous() else { return false };
    if text.is(before.0, &[","]) {
        let Some(other) = before.previous() else { return false };
        before = other;
    }
    analysis[head].pos == Pos::Pron
        && analysis[head].morphology.person.is_some()
        && analysis[before].pos == Pos::Sconj
        && text.has_role(before, Role::That)
        && (text.sentence(at).start..before.0)
            .rev()
            .take(14)
            .map(WordId)
            .find(|&w| analysis[w].pos == Pos::Verb)
            .is_some_and(|w| text.lexicon.verb(analysis, w).is_some_and(|(cue, _)| cue.frames.that))
}

/// *Selon la mairie, une centaine selon la police*, *selon la mairie et 200 selon la police*:
/// the end of a source before the number of the next, which the tree may join to it.
pub(super) fn before_other_number(text: &Text, end: u32, head: WordId) -> u32 {
    let joint = (head.0 + 1..end)
        .find(|&w| text.is(w, &[","]) || text.analysis[WordId(w)].pos == Pos::Cconj);
    let number = |w: u32| text.is_number(WordId(w));
    let reach = text.sentence(head).end.min(end + 3);
    let other = |joint: u32| {
        let cue = (joint + 1..reach).find(|&w| text.opens_source(WordId(w)));
        cue.is_some_and(|cue| {
            (joint + 1..cue).any(number)
                && !(joint + 1..cue).any(|w| text.is_finite_form(WordId(w)))
        })
    };
    joint.filter(|&j| other(j)).unwrap_or(end)
}

/// Takes in by whom a document was issued (*un bilan communiqué par les secours*), whatever the
/// tree takes the participle for.
fn with_agent(text: &Text, end: u32, sentence: WordRange) -> u32 {
    let analysis = text.analysis;
    let by = WordId(end);
    let Some(before) = by.previous().filter(|_| sentence.contains(by)) else { return end };
    if !text.has_role(by, Role::Agent)
        || !matches!(analysis[before].pos, Pos::Noun | Pos::Verb | Pos::Adj)
        || text.lexicon.lemma_has(analysis, before, Role::Quoting)
    {
        return end;
    }
    match analysis[by].head {
        Some(noun) if noun > by && sentence.contains(noun) && text.can_speak(noun) => {
            text.noun_phrase(noun).end
        }
        _ => end,
    }
}

/// Takes in whom the source cites (*d'après le site X, citant un officier, …*).
fn with_own_source(text: &Text, end: u32, at: WordId, sentence: WordRange) -> u32 {
    let analysis = text.analysis;
    let cites = WordId(end + 1);
    let participle = text.is(end, &[","])
        && sentence.contains(cites)
        && analysis[cites].pos == Pos::Verb
        && text.has_role(cites, Role::Source)
        && text.analysis[at].pos != Pos::Verb;
    if !participle {
        return end;
    }
    let comma = (cites.0 + 1..sentence.end.min(cites.0 + 20))
        .find(|&w| text.is(w, &[",", ".", ";"]) || text.is_finite_form(WordId(w)));
    comma.filter(|&w| !text.is_finite_form(WordId(w))).unwrap_or(end)
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
        source_end: None,
    })
}

/// *À l'en croire, …*, *if the mayor is to be believed, …*: who is to be believed says the rest.
fn by_belief(text: &Text, at: WordId) -> Option<Found> {
    let analysis = text.analysis;
    let words = text.lexicon.phrase(analysis, at, Role::Belief)? as u32;
    let sentence = text.sentence(at);
    let verb = WordId(at.0 + words - 1);
    let pronoun = WordId(at.0 + 1);
    let (source, start, cue) = if analysis[pronoun].pos == Pos::Pron {
        (pronoun, at, WordRange { start: pronoun.0 + 1, end: verb.0 + 1 })
    } else {
        let start = (sentence.start..at.0)
            .rev()
            .take(12)
            .map(WordId)
            .find(|&w| text.has_role(w, Role::Whether))?;
        let subject = (start.0 + 1..at.0)
            .rev()
            .map(WordId)
            .find(|&w| text.is_noun(w) && text.can_speak(w))?;
        (subject, start, WordRange { start: verb.0, end: verb.0 + 1 })
    };
    let content = content(text, start, source, verb.0 + 1, sentence);
    (!content.is_empty()).then_some(Found {
        source: Some(source),
        cue,
        head: verb,
        content,
        source_end: None,
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
        source_end: None,
    })
}

/// *La mission, pour qui l'accord est mort*: whom the relative pronoun takes up.
fn by_antecedent(
    text: &Text,
    at: WordId,
    relative: WordId,
    role: Role,
    sentence: WordRange,
) -> Option<Found> {
    let analysis = text.analysis;
    let verb = analysis[relative].head.filter(|&v| v > relative && sentence.contains(v))?;
    if role == Role::Opinion && !is_opinion(text, verb) {
        return None;
    }
    let before = at.previous().filter(|&w| text.is(w.0, &[","]))?.previous()?;
    let by_tree = analysis[verb].head.filter(|&h| h < at && text.can_speak(h));
    let source = by_tree.or_else(|| {
        let above = analysis.ancestors(before).take(6);
        above.take_while(|&w| w < at && text.is_noun(w)).find(|&w| text.can_speak(w))
    })?;
    let words = WordRange { start: relative.0 + 1, end: text.reach(verb).end.min(sentence.end) };
    let words = text.trim(text.with_whole_quotations(words));
    (words.len() > 1).then(|| Found {
        source: Some(source),
        cue: WordRange { start: at.0, end: relative.0 + 1 },
        head: at,
        content: vec![words],
        source_end: None,
    })
}

/// *Pour qui la route est sûre, pour qui l'attaque visait la presse*: whether somebody may hold
/// a clause; *pour qui elle travaillait, pour qui l'armée a ouvert un couloir* tells what is done
/// for him.
fn is_opinion(text: &Text, verb: WordId) -> bool {
    let analysis = text.analysis;
    let has = |relation| analysis.child_by(verb, relation).is_some();
    let impersonal = has(Relation::Expl) && !has(Relation::Nsubj);
    // *Pour qui l'armée « a ouvert la voie »*: words of theirs.
    if text.quotations.holding(verb).is_some_and(|q| q.words.end > verb.0 + 1) {
        return true;
    }
    let complete = has(Relation::Obj) || has(Relation::Ccomp) || has(Relation::Xcomp);
    match analysis.children_by(verb, Relation::Aux).count() {
        0 => has(Relation::Cop) || impersonal || complete,
        1 => has(Relation::Cop) || text.is_passive(verb),
        _ => false,
    }
}

/// Whether a clause opens here that a source of its own holds (*…, pour qui …*).
fn opens_opinion(text: &Text, at: u32, sentence: WordRange) -> bool {
    let roles = [Role::AnySource, Role::Source, Role::Opinion];
    sentence.contains(WordId(at))
        && roles.into_iter().any(|role| {
            text.lexicon.phrase(text.analysis, WordId(at), role).is_some_and(|words| {
                let relative = WordId(at + words as u32);
                sentence.contains(relative) && text.is_relative(relative)
            })
        })
}

/// The head of the noun phrase after the preposition.
pub(super) fn source_head(
    text: &Text,
    at: WordId,
    start: u32,
    sentence: WordRange,
) -> Option<WordId> {
    let analysis = text.analysis;
    let by_tree = (at.0..start).rev().map(WordId).find_map(|w| {
        let head = analysis[w].head?;
        (head.0 >= start
            && text.is_noun(head)
            && matches!(analysis[w].relation, Relation::Case | Relation::Mark | Relation::Fixed))
        .then_some(head)
    });
    // The tree may reach over the comma that ends the phrase (*Selon X, les policiers …*).
    let past_comma = |head: WordId| {
        let comma = (start..head.0).find(|&w| text.is(w, &[","]));
        comma.is_some_and(|c| (start..c).any(|w| text.is_noun(WordId(w))))
    };
    let near = |h: &WordId| sentence.contains(*h) && h.0 < start + 25 && !past_comma(*h);
    let pronoun = (start..sentence.end.min(start + 2)).map(WordId).find(|&w| is_pronoun(text, w));
    if pronoun.is_some() {
        return pronoun;
    }
    by_tree.filter(near).map(|head| text.titled(head)).or_else(|| {
        (start..sentence.end.min(start + 8)).map(WordId).find(|&w| {
            matches!(analysis[w].pos, Pos::Noun | Pos::Propn)
                || analysis[w].pos == Pos::Pron && w.0 == start
        })
    })
}

/// *Ces derniers*, *the latter*, *those present*: an adjective with its article alone, or a
/// determiner without a noun.
fn is_pronoun(text: &Text, word: WordId) -> bool {
    let analysis = text.analysis;
    match analysis[word].pos {
        Pos::Det => analysis[word].relation != Relation::Det,
        Pos::Adj => {
            analysis[word].relation != Relation::Amod
                && analysis.child_by(word, Relation::Det).is_some_and(|d| d.next() == word)
        }
        _ => false,
    }
}

fn is_source(text: &Text, at: WordId, length: u32, head: WordId, role: Role) -> bool {
    if text.lexicon.source_noun(text.analysis, head) == Some(SourceNoun::Mute) {
        return false;
    }
    match role {
        Role::Opinion => {
            // *Pour eux, …*: a pronoun holds an opinion if it means somebody.
            let word = &text.analysis[head];
            let noun = matches!(word.pos, Pos::Propn | Pos::Noun) && text.mention(head).is_some();
            // *Pour de longues missions*: a body that is not named holds none.
            let some = text
                .analysis
                .children_by(head, Relation::Det)
                .any(|d| text.analysis[d].morphology.definite == Some(Definite::Ind));
            // *Côté ami*: a side of a fight.
            let bare = word.pos == Pos::Noun
                && word.morphology.number != Some(Number::Plur)
                && text.analysis.child_by(head, Relation::Det).is_none();
            (text.can_speak(head) && !is_share(text, at, head))
                && (!bare || is_body(text, head))
                && (noun && !(some && is_body(text, head))
                    || word.pos == Pos::Pron && head.0 == at.0 + length)
        }
        Role::AnySource => {
            let analysis = text.analysis;
            let own = analysis
                .children(head)
                .iter()
                .any(|&c| c < head && analysis[c].morphology.possessive);
            let unknown = text.lexicon.source_noun(analysis, head).is_none()
                && text.lexicon.noun(analysis, head).is_none()
                && !text.can_speak(head);
            (text.is_noun(head) || is_pronoun(text, head)) && !(own && unknown)
        }
        // What something goes by (*selon leur orientation*, *selon l'intensité*) is no source.
        _ => {
            let speaker = text.speaker_of(head);
            text.can_speak(speaker)
                || text.lexicon.source_noun(text.analysis, head) == Some(SourceNoun::Basis)
                || text.lexicon.noun(text.analysis, head).is_some()
                || text.analysis[head].pos == Pos::Pron
                || is_pronoun(text, head)
        }
    }
}

/// *Vingt personnes, pour la plupart des civils, …*: what most of them are, not what most hold.
fn is_share(text: &Text, at: WordId, part: WordId) -> bool {
    let expert = |w: WordId| {
        text.lexicon.source_noun(text.analysis, w) == Some(SourceNoun::Speaks(SourceKind::Expert))
    };
    at.0 > text.sentence(at).start
        && text.lexicon.lemma_has(text.analysis, part, Role::Part)
        && text.analysis.children_by(part, Relation::Nmod).any(|w| w > part && !expert(w))
}

/// Whether a noun means an organisation.
fn is_body(text: &Text, noun: WordId) -> bool {
    text.mention(noun).is_some_and(|m| {
        text.actors.entities[m.entity.0 as usize].kind == MentionKind::Organization
    })
}

/// Whether a noun means an organisation or a group.
fn is_no_person(text: &Text, noun: WordId) -> bool {
    text.mention(noun).is_some_and(|m| {
        let kind = text.actors.entities[m.entity.0 as usize].kind;
        matches!(kind, MentionKind::Organization | MentionKind::Group)
    })
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

/// *According to police, Karim Noor, the rebel leader, was killed*: what a body says begins with a
/// name that the tree takes for one of its own.
fn before_person(text: &Text, end: u32, head: WordId) -> u32 {
    let analysis = text.analysis;
    let person = |w: u32| {
        text.sentence(head).contains(WordId(w))
            && analysis.name_of(WordId(w)).is_some_and(|n| n.kind == NameKind::Person)
    };
    (head.0 + 1..end.min(head.0 + 12))
        .find(|&w| text.is(w, &[","]) && person(w + 1))
        .filter(|_| is_no_person(text, head))
        .unwrap_or(end)
}

/// Takes in a name that follows the phrase at the head of a sentence (*Selon le
/// secrétaire général, Ban Ki-moon, …*).
fn with_name(text: &Text, end: u32, head: WordId, at: WordId, sentence: WordRange) -> u32 {
    if at.0 > sentence.start + 2 || !text.is(end, &[","]) || is_no_person(text, head) {
        return end;
    }
    let Some(name) = text.analysis.name_of(WordId(end + 1)).filter(|n| n.kind == NameKind::Person)
    else {
        return end;
    };
    let after = name.words.end;
    if text.is(after, &[","]) && opens_clause(text, after, sentence) { after } else { end }
}

/// Takes in the name and title of who holds the office that the phrase tells, at the head of a
/// sentence (*Selon le préfet du lac, le colonel Karim Noor, les rebelles …*). What a body says
/// may be of somebody (*Selon l'armée, le colonel Karim Noor, …*).
fn with_titled_name(text: &Text, end: u32, head: WordId, at: WordId, sentence: WordRange) -> u32 {
    let analysis = text.analysis;
    let one = analysis[head].pos == Pos::Noun
        && analysis[head].morphology.number != Some(Number::Plur)
        && !is_no_person(text, head);
    if !one || at.0 > sentence.start + 2 || !text.is(end, &[","]) {
        return end;
    }
    let name = (end + 1..sentence.end.min(end + 9))
        .map(WordId)
        .take_while(|&w| {
            matches!(analysis[w].pos, Pos::Det | Pos::Noun | Pos::Propn | Pos::Adj | Pos::Adp)
        })
        .find_map(|w| analysis.name_of(w).filter(|n| n.kind == NameKind::Person));
    let Some(name) = name.map(|n| n.words) else { return end };
    let titled = (end + 1..name.start).map(WordId).any(|w| analysis[w].pos == Pos::Noun);
    if titled && text.is(name.end, &[","]) && opens_clause(text, name.end, sentence) {
        name.end
    } else {
        end
    }
}

/// Whether a clause with a subject of its own begins after a comma: *…, les rebelles ont tué*, not
/// *…, chef des rebelles, a été tué* nor one more of a list (*…, le capitaine Hill et dix soldats
/// ont été tués*).
fn opens_clause(text: &Text, comma: u32, sentence: WordRange) -> bool {
    let analysis = text.analysis;
    let first = WordId(comma + 1);
    let words = || (first.0..sentence.end).take(60).map(WordId);
    let Some(verb) = words().find(|&w| text.is_finite_form(w)) else { return false };
    let relative = words().take_while(|&w| w < verb).any(|w| text.is_relative(w));
    // (*Les rebelles, qui …, ont tué*)
    let start = match relative {
        true => first.0,
        false => (first.0..verb.0).rev().find(|&w| text.is(w, &[","])).map_or(first.0, |w| w + 1),
    };
    let subject = (start..verb.0).map(WordId).any(|w| match analysis[w].pos {
        Pos::Noun | Pos::Propn | Pos::Num => true,
        Pos::Pron => matches!(analysis[w].relation, Relation::Nsubj | Relation::Expl),
        _ => text.is_mark(w.0),
    });
    // (*Chef des rebelles, qui …, a été tué*)
    let bare = relative && analysis[first].pos == Pos::Noun;
    let person = |w: WordId| analysis.name_of(w).is_some_and(|n| n.kind == NameKind::Person);
    let listed = words().take_while(|&w| w < verb).any(|w| analysis[w].pos == Pos::Cconj)
        && words().take(4).take_while(|&w| w < verb).any(person);
    subject && !bare && !listed
}

/// Takes in what a person at the head of a sentence is (*Selon Jean Dupont, le secrétaire
/// du syndicat, l'homme …*): a noun phrase without a verb, after which a clause begins
/// with its own subject.
fn with_description(text: &Text, end: u32, head: WordId, at: WordId, sentence: WordRange) -> u32 {
    let analysis = text.analysis;
    let person = analysis.name_of(head).is_some_and(|n| n.kind == NameKind::Person)
        || text.is_title_of_person(head);
    if !person || !text.is(end, &[","]) {
        return end;
    }
    // *Un récit « inventé », pour Me Anne Noël, l'une des avocates*: to the comma, after what is
    // said.
    if at.0 > sentence.start + 2 {
        let comma = (end + 1..sentence.end.min(end + 14)).find(|&w| text.is(w, &[",", "."]));
        let part = (end + 1..end + 4)
            .map(WordId)
            .find(|&w| sentence.contains(w) && text.is_part_that_speaks(w));
        let whole = rest_is_relative(text, comma, sentence);
        return comma.filter(|_| part.is_some() && whole).unwrap_or(end);
    }
    let comma = (end + 1..sentence.end.min(end + 25)).find(|&w| text.is(w, &[","]));
    let Some(comma) = comma else { return end };
    let between = WordRange { start: end + 1, end: comma };
    let quiet = between
        .iter()
        .all(|w| !text.is_mark(w.0) && !text.is_finite_form(w) && analysis[w].pos != Pos::Sconj);
    // *Jean Dupont, soutien du maire, …*, *Jean Dupont, du parti socialiste, …*
    let bare = matches!(analysis[WordId(end + 1)].pos, Pos::Noun)
        || text.has_role(WordId(end + 1), Role::Of);
    let opens = |w: u32| bare || matches!(analysis[WordId(w)].pos, Pos::Det | Pos::Adj);
    let who = bare
        || between
            .iter()
            .find(|&w| matches!(analysis[w].pos, Pos::Noun | Pos::Propn))
            .is_some_and(|w| analysis[w].pos == Pos::Noun && text.can_speak(w));
    let goes_on = comma + 2 < sentence.end
        && (text.is_mark(comma + 1)
            || matches!(
                analysis[WordId(comma + 1)].pos,
                Pos::Det | Pos::Pron | Pos::Propn | Pos::Num
            ))
        && (comma + 2..sentence.end).take(60).any(|w| text.is_finite_form(WordId(w)));
    if quiet && opens(end + 1) && who && goes_on { comma } else { end }
}

/// Whether nothing but a relative clause follows a comma.
fn rest_is_relative(text: &Text, comma: Option<u32>, sentence: WordRange) -> bool {
    comma.is_some_and(|c| {
        let next = WordId(c + 1);
        text.is(c, &["."]) || sentence.contains(next) && text.is_relative(next)
    })
}

/// Takes in a participle or adjective right after the phrase (*selon l'agence X connue pour
/// sa prudence*) where the statement stands before it.
fn with_participle(text: &Text, end: u32, at: WordId, sentence: WordRange) -> u32 {
    let analysis = text.analysis;
    if at.0 < sentence.start + 3 || end >= sentence.end {
        return end;
    }
    let next = &analysis[WordId(end)];
    let describes = matches!(next.relation, Relation::Acl | Relation::Amod)
        && matches!(next.pos, Pos::Verb | Pos::Adj)
        && !text.is_finite_form(WordId(end));
    let said = (sentence.start..at.0).any(|w| text.is_finite_form(WordId(w)));
    if !describes || !said {
        return end;
    }
    // *Cité par X*: X says it of them.
    let quoting = text.lexicon.lemma_has(analysis, WordId(end), Role::Quoting);
    let stop = (end + 1..sentence.end).find(|&w| {
        matches!(analysis[WordId(w)].pos, Pos::Punct | Pos::Cconj | Pos::Sconj)
            || text.is_finite_form(WordId(w))
            || quoting && text.has_role(WordId(w), Role::Agent)
    });
    let stop = stop.unwrap_or(sentence.end);
    // Between commas, it may belong to what is said.
    let set_off = text.is(at.0 - 1, &[","]);
    if set_off && !rest_is_empty(text, stop, sentence) { end } else { stop }
}
