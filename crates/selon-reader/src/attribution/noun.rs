//! Nouns for something said: *reports that …*, *rumeurs de …*, *la déclaration de X : …*.

use selon_language::morphology::VerbForm;
use selon_language::{Pos, Relation, Subtype, WordId, WordRange};

use super::Found;
use super::lexicon::{Force, NounCue, Role};
use super::text::Text;

/// Finds the attributions by nouns of a text, in order.
pub(super) fn find(text: &Text, found: &mut Vec<Found>) {
    for noun in text.analysis.word_ids() {
        if text.analysis[noun].pos != Pos::Noun {
            continue;
        }
        let Some(cue) = text.lexicon.noun(text.analysis, noun) else { continue };
        // *Is in charge of the battery*
        let idiom = noun.previous().is_some_and(|before| text.has_role(before, Role::Idiom));
        if idiom {
            continue;
        }
        // *There were no reports of losses* reports none.
        if crate::modality::negation(text.analysis, noun).is_some() {
            continue;
        }
        let Some((source, content)) = said(text, noun, cue) else { continue };
        let content = text.trim(content);
        if content.is_empty() {
            continue;
        }
        let who = match source {
            Some(source) => Some(source),
            // *Depuis l'annonce de l'attaque*: when, not what.
            None if cue.force == Force::Say
                && text
                    .analysis
                    .children_by(noun, Relation::Case)
                    .any(|case| text.has_role(case, Role::Since)) =>
            {
                continue;
            }
            // What nobody in particular thinks is no statement.
            None if matches!(
                cue.force,
                Force::Judge | Force::Ask | Force::Promise | Force::Threat
            ) =>
            {
                continue;
            }
            None => None,
        };
        if who.is_some_and(|w| text.is_first_person(w)) {
            continue;
        }
        found.push(Found {
            source: who,
            cue: WordRange { start: noun.0, end: noun.0 + 1 },
            head: noun,
            content: vec![content],
            source_end: None,
        });
    }
}

/// Who says it, and what.
fn said(text: &Text, noun: WordId, cue: &NounCue) -> Option<(Option<WordId>, WordRange)> {
    let analysis = text.analysis;
    // (*News from the capital* is nobody's.)
    let told = matches!(cue.force, Force::Say | Force::Judge | Force::Rumour);
    let issuer = issuer(text, noun).filter(|_| !told);
    let source = owner(text, noun).or(issuer.map(|(who, _)| who));
    // What nobody vouches for is nobody's (*rumeur d'enlèvement d'un imam*).
    let source = source.filter(|&s| cue.force != Force::Rumour || s < noun);
    if cue.frames.that
        && let Some((who, _)) = issuer
        && let Some(clause) = clause(text, who).or_else(|| clause_right_after(text, who))
    {
        return Some((source, clause));
    }
    if cue.frames.that
        && let Some(clause) = clause(text, noun)
    {
        return Some((source, clause));
    }
    if cue.frames.that
        && let Some(clause) = said_to_be(text, noun)
    {
        return Some((source, clause));
    }
    if cue.frames.infinitive && source.is_some() {
        // *Le refus du ministère de les recevoir*: the tree may hang it on whose it is.
        let below = source.filter(|&s| s > noun).into_iter();
        let below = below.flat_map(|s| analysis.children(s)).chain(analysis.children(noun));
        let to_do = below.copied().find(|&c| {
            c > noun
                && matches!(analysis[c].relation, Relation::Acl | Relation::Xcomp)
                && analysis[c].morphology.verb_form == Some(VerbForm::Inf)
        });
        if let Some(to_do) = to_do {
            let reach = text.reach(to_do);
            return Some((
                source,
                WordRange { start: reach.start.max(noun.0 + 1), end: reach.end },
            ));
        }
    }
    if let Some(content) = concerning(text, noun, cue) {
        return Some((source, content));
    }
    if !cue.frames.prepositions.is_empty()
        && let Some(content) = complement(text, noun, cue)
    {
        let end = issuer.map_or(content.end, |(_, case)| content.end.min(case.0));
        return Some((source, WordRange { start: content.start, end: end.max(content.start) }));
    }
    if cue.frames.colon
        && let Some(content) = after_colon(text, noun)
    {
        return Some((source.or_else(|| subject_of_light_verb(text, noun)), content));
    }
    None
}

/// A clause that *que* or *that* opens and that depends on the noun.
fn clause(text: &Text, noun: WordId) -> Option<WordRange> {
    let analysis = text.analysis;
    // *Said in a statement that*: the clause is that of the verb.
    let of_verb = text.is_said_within(noun)
        && analysis[noun].head.is_some_and(|verb| {
            text.lexicon.verb(analysis, verb).is_some_and(|(cue, _)| cue.frames.that)
        });
    if of_verb {
        return None;
    }
    let clause = analysis.children(noun).iter().copied().find(|&c| {
        c > noun
            && matches!(analysis[c].relation, Relation::Acl | Relation::Ccomp)
            && text.is_finite(c)
    })?;
    let mark = analysis.children(clause).iter().copied().find(|&m| {
        // A mark, or one that the tree takes for a pronoun where there is no place for it
        // (*reports that they have killed two men*).
        let marks = match analysis[m].relation {
            Relation::Mark => true,
            Relation::Obj => {
                let other = analysis.children_by(clause, Relation::Obj).any(|o| o > clause);
                let intransitive = text.lexicon.has(Role::Gives)
                    && !text.lexicon.lemma_has(analysis, clause, Role::Gives);
                (other || intransitive) && analysis.child_by(clause, Relation::Nsubj).is_some()
            }
            _ => false,
        };
        m > noun && m < clause && marks && text.has_role(m, Role::That)
    })?;
    let words = WordRange { start: mark.0 + 1, end: text.reach(clause).end };
    Some(text.with_whole_quotations(before_gerund(text, words)))
}

/// What is said, without a gerund by which the speaker goes on (*…, tout en admettant que*).
fn before_gerund(text: &Text, words: WordRange) -> WordRange {
    let analysis = text.analysis;
    let opens = |comma: u32| {
        let at = (comma + 1..words.end.min(comma + 3)).find(|&w| text.is(w, &["en"]));
        at.map(|w| WordId(w + 1)).is_some_and(|w| {
            analysis[w].pos == Pos::Verb
                && analysis[w].morphology.verb_form == Some(VerbForm::Part)
                && text.lexicon.verb(analysis, w).is_some()
        })
    };
    let comma = words.iter().map(|w| w.0).find(|&w| text.is(w, &[","]) && opens(w));
    comma.map_or(words, |end| WordRange { start: words.start, end })
}

/// *Sa thèse est que …*, *the fear was that …*: the clause that the noun is said to be.
fn said_to_be(text: &Text, noun: WordId) -> Option<WordRange> {
    let analysis = text.analysis;
    let sentence = text.sentence(noun);
    let copula = (noun.0 + 1..sentence.end.min(noun.0 + 8)).map(WordId).find(|&w| {
        matches!(analysis[w].pos, Pos::Verb | Pos::Aux | Pos::Sconj) || text.is(w.0, &[","])
    })?;
    let that = copula.next();
    let joined = analysis[copula].relation == Relation::Cop
        && sentence.contains(that)
        && text.has_role(that, Role::That)
        && analysis[that].pos == Pos::Sconj;
    let subject = analysis.ancestors(noun).take(3).any(|w| {
        analysis[w].relation == Relation::Nsubj && analysis[w].head.is_some_and(|h| h > that)
    });
    (joined && subject)
        .then(|| text.with_whole_quotations(WordRange { start: that.0 + 1, end: sentence.end }))
}

/// *Rumeurs de X*, *reports of X*: what is said to be, when X is nobody who speaks.
fn complement(text: &Text, noun: WordId, cue: &NounCue) -> Option<WordRange> {
    let analysis = text.analysis;
    let is_frame = |case: WordId| {
        let word = &analysis[case];
        cue.frames.prepositions.iter().any(|&p| p == &*word.lemma || p == &*word.form)
    };
    let complement = analysis.children(noun).iter().copied().find(|&c| {
        c > noun
            && matches!(analysis[c].relation, Relation::Nmod | Relation::Acl)
            && analysis.children_by(c, Relation::Case).any(is_frame)
    })?;
    let case = analysis.children_by(complement, Relation::Case).find(|&c| is_frame(c))?;
    // *La rumeur sur le tireur* is about him, *la rumeur de la foule* hers.
    // *Balaie ces rumeurs d'un revers de la main*
    if text.has_role(case, Role::Manner) {
        return None;
    }
    let owned = text.lexicon.lemma_has(analysis, case, Role::Of);
    if owned && (text.can_speak(complement) || analysis.name_of(complement).is_some()) {
        return None;
    }
    let mut words = WordRange { start: case.0 + 1, end: text.reach(noun).end };
    // *Reports of X, of Y and Z*: a list goes on over its commas.
    let joined = analysis.ancestors(WordId(words.end - 1)).take(6);
    let list = joined
        .take_while(|&w| w > complement)
        .find(|&w| analysis[w].relation == Relation::Conj && text.is_noun(w))
        .filter(|&w| analysis.ancestors(w).skip(1).take(4).any(|h| h == complement));
    // What hangs on the noun of saying after the complement belongs to what is said.
    let stop = (complement.0 + 1..words.end).find(|&w| {
        text.is(w, &[";", ":", "("])
            || text.is(w, &[","]) && list.is_none_or(|last| last.0 < w)
            || text.is_relative(WordId(w))
            || analysis[WordId(w)].pos == Pos::Verb
                && text.lexicon.verb(analysis, WordId(w)).is_some()
    });
    words.end = stop.unwrap_or(words.end);
    // *Accusations d'abus, de corruption*: what follows with the same preposition.
    for _ in 0..8 {
        let next = WordId(words.end + 1);
        let joined = text.is(words.end, &[","])
            && text.sentence(noun).contains(next)
            && analysis[next].lemma == analysis[case].lemma;
        if !joined {
            break;
        }
        let Some(head) = analysis[next].head.filter(|&h| h > next) else { break };
        words.end = text.reach(head).end.min(text.sentence(noun).end);
    }
    // The article of a contraction (*du déclenchement*) shares its token.
    if analysis[WordId(words.start)].token == analysis[case].token && words.len() > 1 {
        words.start += 1;
    }
    Some(text.with_whole_quotations(words))
}

/// *Des révélations de X concernant Y*: what a participle that does the work of a preposition
/// joins.
fn concerning(text: &Text, noun: WordId, cue: &NounCue) -> Option<WordRange> {
    let analysis = text.analysis;
    let participle = analysis
        .children_by(noun, Relation::Acl)
        .find(|&c| c > noun && cue.frames.prepositions.iter().any(|&p| p == &*analysis[c].form))?;
    let object = analysis.child_by(participle, Relation::Obj).filter(|&o| o > participle)?;
    let reach = text.reach(object);
    Some(WordRange { start: reach.start.max(participle.0 + 1), end: reach.end })
}

/// *Les paroles de X sont : …*, *un tweet : …*.
fn after_colon(text: &Text, noun: WordId) -> Option<WordRange> {
    // *A déclaré dans un communiqué : « … »*: the verb is the cue.
    let within = text.analysis[noun].head.is_some_and(|verb| {
        matches!(text.analysis[noun].relation, Relation::Obl | Relation::Obj)
            && verb < noun
            && text.lexicon.verb(text.analysis, verb).is_some_and(|(cue, _)| cue.frames.speech)
    });
    if within {
        return None;
    }
    let sentence = text.sentence(noun);
    let colon = (noun.0 + 1..sentence.end.min(noun.0 + 25)).find(|&w| text.is(w, &[":"]))?;
    let quotation = text.quotations.starting(WordId(colon + 1))?;
    // The verb of saying between them, if there is one, is the cue.
    let verb_between = (noun.0 + 1..colon).map(WordId).any(|w| {
        text.analysis[w].pos == Pos::Verb
            && text.lexicon.verb(text.analysis, w).is_some_and(|(c, _)| c.frames.speech)
    });
    (!verb_between).then_some(quotation.words)
}

/// What *that* opens right after a noun, wherever the tree hangs it.
fn clause_right_after(text: &Text, noun: WordId) -> Option<WordRange> {
    let analysis = text.analysis;
    let that = noun.next();
    if !text.sentence(noun).contains(that) {
        return None;
    }
    let opens = text.has_role(that, Role::That) && analysis[that].pos == Pos::Sconj;
    let verb = analysis[that].head.filter(|&v| opens && v > that)?;
    let words = WordRange { start: that.0 + 1, end: text.reach(verb).end };
    (words.len() > 1).then(|| text.with_whole_quotations(words))
}

/// *Accusations of torture from aid groups*, *des critiques de la part de X*: from whom it comes,
/// and the words that say so.
fn issuer(text: &Text, noun: WordId) -> Option<(WordId, WordId)> {
    let analysis = text.analysis;
    let end = text.sentence(noun).end.min(noun.0 + 9);
    let case = (noun.0 + 1..end)
        .map(WordId)
        .take_while(|&w| !text.is_finite_form(w) && analysis[w].pos != Pos::Punct)
        .find(|&w| text.has_role(w, Role::Issuer))?;
    let words = text.lexicon.phrase(analysis, case, Role::Issuer)? as u32;
    let from = case.0 + words;
    let who = (from..end.max(from + 1).min(text.sentence(noun).end).max(from))
        .take(6)
        .map(WordId)
        .take_while(|&w| {
            !text.is_finite_form(w)
                && !text.has_role(w, Role::That)
                && !matches!(analysis[w].pos, Pos::Punct | Pos::Sconj | Pos::Pron)
        })
        .filter(|&w| text.is_noun(w) && text.can_speak(w))
        .last()?;
    Some((who, case))
}

fn subject_of_light_verb(text: &Text, noun: WordId) -> Option<WordId> {
    let analysis = text.analysis;
    let verb = analysis[noun].head.filter(|&v| v < noun && analysis[v].pos == Pos::Verb)?;
    match text.subject(verb) {
        super::source::Subject::Head(head) => Some(head),
        _ => None,
    }
}

/// Whose word it is: *la déclaration de X*, *X's call*, *leur promesse*; the subject
/// of the verb whose object it is, if that is a verb of giving it.
pub(super) fn owner(text: &Text, noun: WordId) -> Option<WordId> {
    let analysis = text.analysis;
    analysis.children(noun).iter().copied().find(|&c| match analysis[c].relation {
        Relation::Nmod => {
            let of = analysis[c].subtype == Subtype::Possessive
                || c > noun
                    && analysis.children_by(c, Relation::Case).any(|case| {
                        text.lexicon.lemma_has(analysis, case, Role::Of)
                            || text.lexicon.lemma_has(analysis, case, Role::Agent)
                    });
            // *Today's news* is nobody's.
            let pronoun = analysis[c].pos == Pos::Pron;
            of && (text.can_speak(c)
                || analysis[c].subtype == Subtype::Possessive
                    && (pronoun || analysis.name_of(c).is_some()))
        }
        Relation::Det => analysis[c].morphology.possessive,
        _ => false,
    })
}
