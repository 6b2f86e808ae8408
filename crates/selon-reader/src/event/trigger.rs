//! Words that tell of events: found by lemma, typed by what stands round them.

use selon_language::{Pos, Relation, Subtype, WordId, WordRange};
use selon_model::ByteSpan;

use super::frame::Frame;
use super::lexicon::{Alternative, At, Classes, Condition, Kind, Role, Row, Slot, Test};
use super::ontology::family;
use super::words::Words;
use crate::time::TimeExpression;

/// How many words on either side count as near.
const NEAR: u32 = 40;
/// How many bytes of what follows are looked at.
const AHEAD: usize = 48;
/// How many words a predicate has at most.
const PHRASE: u32 = 8;
/// How many words after a predicate its object is looked for.
const OBJECT: u32 = 6;
/// How far above what is threatened the verb stands.
const THREATENED: usize = 3;

/// A word that tells of an event.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// The word.
    pub word: WordId,
    /// Where it stands.
    pub span: ByteSpan,
    /// What kind of trigger it is.
    pub role: Role,
    /// The code of its type.
    pub kind: &'static str,
    /// Who does it.
    pub actor: Option<WordId>,
    /// Whom or what it is done to.
    pub target: Option<WordId>,
    /// The subject of a verb that tells what the subject did: *l'attaque* a visé, *the
    /// offensive* targets. It may be a trigger itself.
    pub told_of: Option<WordId>,
}

/// Finds the triggers of a text, in order. Words of times are none: *in March*.
pub fn find(words: &Words, times: &[TimeExpression]) -> Vec<Trigger> {
    let mut times = times.iter().peekable();
    let mut of_time = |w: WordId| {
        while times.peek().is_some_and(|t| t.words.end <= w.0) {
            times.next();
        }
        times.peek().is_some_and(|t| t.words.contains(w))
    };
    let mut found: Vec<Trigger> = Vec::new();
    // What is part of a predicate of several words tells nothing of its own: *pris d'assaut*.
    let mut phrase = 0;
    for word in words.analysis.word_ids().filter(|&w| !of_time(w)) {
        if word.0 < phrase {
            continue;
        }
        let said = found
            .last()
            .filter(|t| words.analysis[t.word].sentence == words.analysis[word].sentence);
        // What has no subject is done by who did what was told before it.
        let actor = said.and_then(|t| t.actor);
        if let Some((trigger, end)) = trigger(words, word, actor) {
            phrase = end;
            found.extend(trigger);
        }
    }
    drop_threats_told_by_what_is_threatened(words, &mut found);
    found
}

/// *Menacer d'attaquer la ville* tells of one event, which is threatened; *menacer la
/// ville* alone of one that is left open.
fn drop_threats_told_by_what_is_threatened(words: &Words, found: &mut Vec<Trigger>) {
    let above = |w: WordId| words.analysis.ancestors(w).skip(1).take(THREATENED);
    let told: Vec<WordId> = found
        .iter()
        .flat_map(|t| above(t.word))
        .filter(|&w| words.classes(w).any(Classes::THREAT))
        .collect();
    found.retain(|t| !told.contains(&t.word));
}

/// A trigger, and the word that its predicate ends before; no trigger where the words of
/// the predicate tell together that there is none.
fn trigger(words: &Words, word: WordId, said: Option<WordId>) -> Option<(Option<Trigger>, u32)> {
    let a = words.analysis;
    let pos = a[word].pos;
    if !matches!(pos, Pos::Verb | Pos::Aux | Pos::Noun | Pos::Propn | Pos::Adj) {
        return None;
    }
    let mut rows = words.lexicon.rows(words.lemma(word), pos).peekable();
    if rows.peek().is_none() {
        // A lemma that the lemmatiser missed is often the form itself.
        rows = words.lexicon.rows(words.form(word), pos).peekable();
    }
    if rows.peek().is_none() {
        // Compounds are rare, and so are often tagged wrong; so are words that are no more
        // than a plural away from one that is known.
        let form = words.form(word);
        if !(form.contains('-') || form.ends_with('s') && pos != Pos::Verb) {
            return None;
        }
        let compound = singular_parts(words.form(word));
        rows = words.lexicon.rows(&compound, Pos::Noun).peekable();
        rows.peek()?;
    }
    if is_part_of_other(words, word) {
        return None;
    }
    let frame = Frame::of(words, word);
    let row = rows.find(|row| row.conditions.iter().all(|c| holds(words, word, &frame, row, c)))?;
    let phrase = phrase(words, word, row);
    if row.role == Role::None {
        return Some((None, phrase.end));
    }
    let actor = frame.actor(words, row.subject, row.of).filter(|&w| !phrase.contains(w));
    let actor = match actor {
        // *Une frappe a tué*: who struck did.
        Some(w) if frame.verb && tells_an_event(words, w) => {
            Frame::of(words, w).actor(words, Slot::Actor, Slot::Auto)
        }
        Some(w) => Some(w),
        None => actor_of_subject(words, &frame, row),
    };
    let mut target = frame.target(words, row.subject, row.of);
    if frame.verb && row.subject == Slot::Actor && target.is_none_or(|w| phrase.contains(w)) {
        target = beyond(words, word, phrase);
    }
    if frame.verb
        && matches!(row.role, Role::Result | Role::Generic)
        && matches!(row.kind, Kind::Attack | Kind::Killing)
        && is_of_things(words, actor, target)
    {
        return None;
    }
    // Nor is a time or what is thrown hit; weapons are what is found or shot down.
    let of_weapons = matches!(
        row.kind,
        Kind::Code(
            "disrupted_weapons" | "air_drone_strike" | "shelling_missile" | "other_strategic"
        )
    );
    let no_target = |w: WordId| {
        let classes = words.classes(w);
        tells_an_event(words, w)
            || classes.any(Classes::TIME)
            || !of_weapons && classes.any(Classes::WEAPON)
    };
    target = target.filter(|&w| !no_target(w));
    let of_ground = matches!(row.kind, Kind::Taken | Kind::Retaken);
    // *Tomber aux mains des rebelles, fall to the army*: who takes it stands behind.
    let falls = of_ground && frame.verb && row.subject == Slot::Neither;
    let taker = if falls { beyond(words, word, phrase) } else { None };
    let actor = actor.or(taker);
    let by = actor.or_else(|| said.filter(|_| of_ground));
    let actor = actor.or(by.filter(|_| frame.verb));
    let kind = match row.kind {
        Kind::Taken | Kind::Retaken => {
            territory(words, word, row.kind == Kind::Retaken, by, target)
        }
        other => kind(words, other, by, target),
    };
    // *Un ouvrier a été blessé*, *aucun habitant n'a été tué*: nobody is said to have done it.
    let hurts_nobody = || target.is_some_and(|t| is_nobody(words, t));
    let untold = row.role == Role::Result
        && (row.kind == Kind::Attack || hurts_nobody())
        && frame.verb
        && frame.subject.is_none()
        && by.is_none()
        && kind == "attack_on_civilians";
    let kind = if untold { "other" } else { kind };
    // *Tués par des obus*: what they are killed with does not act.
    let actor = actor.filter(|&w| !words.classes(w).any(Classes::WEAPON) && target != Some(w));
    let end = if frame.verb { phrase.end } else { word.0 + 1 };
    let told_of = frame.subject.filter(|_| frame.verb && row.role == Role::Result);
    let span = a[word].span;
    Some((Some(Trigger { word, span, role: row.role, kind, actor, target, told_of }), end))
}

/// Whether a noun tells of an event, and of nobody.
fn tells_an_event(words: &Words, word: WordId) -> bool {
    let a = words.analysis;
    let of_event = |row: &Row| {
        let violent = match row.kind {
            Kind::Code(code) => family(code).is_violent() || code == "accident_or_disaster",
            _ => true,
        };
        violent && !matches!(row.role, Role::None | Role::Echo)
    };
    let people = Classes::PERSON
        .and(Classes::ARMED)
        .and(Classes::STATE)
        .and(Classes::NONSTATE)
        .and(Classes::MILITARY);
    a[word].pos == Pos::Noun
        && !words.classes(word).any(people)
        && a.name_of(word).is_none()
        && words.lexicon.rows(words.lemma(word), Pos::Noun).any(of_event)
}

/// *L'offensive vise la ville*: who acts is who does what the subject tells of.
fn actor_of_subject(words: &Words, frame: &Frame, row: &Row) -> Option<WordId> {
    let subject = frame.subject.filter(|_| frame.verb && row.subject == Slot::Neither)?;
    let told = words.lexicon.rows(words.lemma(subject), words.analysis[subject].pos).next();
    told?;
    Frame::of(words, subject).actor(words, Slot::Actor, Slot::Auto)
}

/// The words after a trigger that make it what its row tells: *prendre* d'assaut.
fn phrase(words: &Words, word: WordId, row: &Row) -> WordRange {
    let a = words.analysis;
    let mut range = WordRange { start: word.0 + 1, end: word.0 + 1 };
    let phrases = row.conditions.iter().filter(|c| !c.negated).filter_map(|c| match &c.test {
        Test::Then(phrases) => Some(phrases),
        _ => None,
    });
    let after = following(words, word);
    let Some(longest) =
        phrases.flatten().filter(|p| starts_with(&after, p)).map(|p| p.chars().count()).max()
    else {
        return range;
    };
    let start = a[word].span.end as usize;
    let sentence = a.sentence_of(word).words;
    for w in (word.0 + 1..sentence.end.min(word.0 + PHRASE)).map(WordId) {
        let text = a.text.get(start..a[w].span.end as usize).unwrap_or("");
        if normal(text).chars().count() > longest {
            break;
        }
        range.end = w.0 + 1;
    }
    range
}

/// What stands after the words of a predicate: *prendre d'assaut* la caserne, *ouvrir le
/// feu* sur la foule.
fn beyond(words: &Words, verb: WordId, phrase: WordRange) -> Option<WordId> {
    let a = words.analysis;
    let last = WordId(phrase.end.checked_sub(1)?);
    if last <= verb {
        return None;
    }
    let sentence = a.sentence_of(verb).words;
    let noun = (phrase.end..sentence.end.min(phrase.end + OBJECT))
        .map(WordId)
        .take_while(|&w| {
            let quote = a[w].pos == Pos::Punct && !matches!(&*a[w].form, "," | "." | ";" | ":");
            let link = a[w].pos == Pos::Adp
                && words.classes(w).any(Classes::OF.and(Classes::AGAINST).and(Classes::TO))
                && w.0 == phrase.end;
            let open = matches!(a[w].pos, Pos::Det | Pos::Adj | Pos::Num | Pos::Noun | Pos::Propn);
            quote || link || open
        })
        .find(|&w| matches!(a[w].pos, Pos::Noun | Pos::Propn))?;
    // The head of a name or a compound.
    let head = a.ancestors(noun).take(3).take_while(|&w| w.0 >= phrase.end).last();
    head.filter(|&w| matches!(a[w].pos, Pos::Noun | Pos::Propn)).or(Some(noun))
}

/// *attentats-suicides* → *attentat-suicide*
fn singular_parts(compound: &str) -> String {
    let parts: Vec<&str> = compound.split('-').map(|p| p.strip_suffix('s').unwrap_or(p)).collect();
    parts.join("-")
}

/// Whether something kills or wounds something: *the committee killed the plan*.
fn is_of_things(words: &Words, actor: Option<WordId>, target: Option<WordId>) -> bool {
    let thing = |w: WordId| words.analysis[w].pos == Pos::Noun && words.phrase_classes(w).is_none();
    actor.is_some_and(thing) && target.is_some_and(thing)
}

/// Whether the word is part of a name, or says what kind of weapon or unit is meant:
/// *fusil d'assaut, attack helicopter*.
fn is_part_of_other(words: &Words, word: WordId) -> bool {
    let a = words.analysis;
    if !matches!(a[word].pos, Pos::Noun | Pos::Propn) {
        return false;
    }
    let named = |w: WordId| a.words.get(w.index()).is_some_and(|w| w.pos == Pos::Propn);
    if a.name_of(word).is_some() || a[word].pos == Pos::Propn && named(word.next()) {
        return true;
    }
    let Some(head) = a[word].head else { return false };
    let attached = match a[word].relation {
        Relation::Compound => true,
        Relation::Nmod => {
            words.child_by(word, Relation::Det).is_none()
                && words.case(word).is_some_and(|c| c.any(Classes::OF))
        }
        _ => false,
    };
    attached && words.classes(head).any(Classes::EQUIPMENT.and(Classes::UNIT))
}

fn kind(words: &Words, kind: Kind, actor: Option<WordId>, target: Option<WordId>) -> &'static str {
    let classes = |w: Option<WordId>| w.map_or(Classes::NONE, |w| words.phrase_classes(w));
    let (by, on) = (classes(actor), classes(target));
    let on_head = target.map_or(Classes::NONE, |w| words.classes(w));
    let state = by.any(Classes::STATE) && !by.any(Classes::NONSTATE);
    match kind {
        Kind::Code(code) => code,
        Kind::Taken => "nonstate_overtakes_territory",
        Kind::Retaken => "gov_regains_territory",
        Kind::Attack => {
            let fighters = Classes::MILITARY.and(Classes::NONSTATE).and(Classes::ARMED);
            // *A camp of displaced people* is no soldiers' camp.
            let refuge = target.is_some_and(|t| is_refuge(words, t) || is_of_unarmed(words, t));
            if refuge {
                "attack_on_civilians"
            } else if on.any(fighters) || state && !on.any(Classes::CIVILIAN) {
                "armed_clash"
            } else {
                "attack_on_civilians"
            }
        }
        Kind::Killing => {
            let civilian = on_head.any(Classes::CIVILIAN) && !on.any(Classes::MILITARY);
            let fighters = Classes::MILITARY.and(Classes::NONSTATE).and(Classes::ARMED);
            if on.any(fighters) || state && !civilian {
                "armed_clash"
            } else if on.any(Classes::CIVILIAN.and(Classes::PERSON)) {
                "attack_on_civilians"
            } else {
                "other"
            }
        }
    }
}

/// The type of a change of control: who takes a place decides; where that is not told,
/// who loses it, else whether it is taken back.
fn territory(
    words: &Words,
    word: WordId,
    back: bool,
    by: Option<WordId>,
    from: Option<WordId>,
) -> &'static str {
    let classes = |w: Option<WordId>| w.map_or(Classes::NONE, |w| words.phrase_classes(w));
    let (own, on) = (classes(by), classes(from));
    let state = own.any(Classes::STATE);
    // Militias fight on either side: beside an army, or taking back, they are its own.
    let militia = own.any(Classes::MILITIA);
    let armed_group = own.any(Classes::NONSTATE) && !militia
        || own.any(Classes::STATELESS) && !state
        // *Turkish soldiers entered the town with rebels*
        || state && beside_a_group(words, word);
    let from_group = on.any(Classes::NONSTATE);
    let from_state = on.any(Classes::STATE) && !from_group;
    let nonstate = if armed_group {
        true
    } else if state || own.any(Classes::DEMONYM) && !militia {
        false
    } else if from_group || from_state {
        from_state
    } else {
        !back
    };
    if nonstate { "nonstate_overtakes_territory" } else { "gov_regains_territory" }
}

/// Whether it is done together with an armed group.
fn beside_a_group(words: &Words, verb: WordId) -> bool {
    let a = words.analysis;
    let together = |c: WordId| {
        a[c].relation == Relation::Obl
            && words.case(c).is_some_and(|case| case.any(Classes::WITH))
            && words.phrase_classes(c).any(Classes::NONSTATE)
            && !words.phrase_classes(c).any(Classes::MILITIA)
    };
    let first = a[verb].head.filter(|_| a[verb].relation == Relation::Conj);
    [Some(verb), first].into_iter().flatten().any(|v| words.children(v).any(together))
}

/// Whether nobody is meant: *personne*, *aucun habitant*, *no one*.
fn is_nobody(words: &Words, word: WordId) -> bool {
    let a = words.analysis;
    let none = |w: WordId| words.classes(w).any(Classes::NOBODY);
    a[word].pos == Pos::Pron && none(word)
        || words.children(word).any(|c| a[c].relation == Relation::Det && none(c))
}

/// Whether soldiers' things are those of people who do not fight: *un convoi humanitaire*.
fn is_of_unarmed(words: &Words, noun: WordId) -> bool {
    let modifies = |c: WordId| {
        matches!(words.analysis[c].relation, Relation::Amod | Relation::Compound | Relation::Nmod)
    };
    !words.classes(noun).any(Classes::TROOPS.and(Classes::ARMED).and(Classes::STATE))
        && words.children(noun).any(|c| modifies(c) && words.classes(c).any(Classes::UNARMED))
}

/// Whether a noun is of people who fled, or of where they live.
fn is_refuge(words: &Words, noun: WordId) -> bool {
    let refuge = |w: WordId| words.classes(w).any(Classes::REFUGE);
    refuge(noun)
        || words.children(noun).any(|c| words.analysis[c].relation != Relation::Acl && refuge(c))
}

fn holds(words: &Words, word: WordId, frame: &Frame, row: &Row, condition: &Condition) -> bool {
    let a = words.analysis;
    let found = match &condition.test {
        Test::Reflexive => frame.reflexive,
        Test::Bare => words.child_by(word, Relation::Det).is_none(),
        Test::Clause => {
            !matches!(a[word].relation, Relation::Acl | Relation::Amod)
                || a[word].subtype == Subtype::Relative
        }
        Test::Plural => a[word].morphology.number == Some(selon_language::morphology::Number::Plur),
        Test::Transitive => frame.object.is_some(),
        Test::Then(phrases) => {
            let after = following(words, word);
            phrases.iter().any(|p| starts_with(&after, p))
        }
        Test::Before(phrases) => {
            let before = preceding(words, word);
            phrases.iter().any(|p| ends_with(&before, p))
        }
        Test::Word(at, any) => {
            let is = |w: WordId| matches_any(words, w, any);
            let phrase = |w: Option<WordId>| w.is_some_and(|w| phrase_matches(words, w, any));
            match at {
                At::Object => phrase(frame.object),
                // The tree may take *sont tombés* for a passive.
                At::Subject => phrase(frame.subject.or(
                    frame.object.filter(|_| row.subject == Slot::Neither && frame.agent.is_none()),
                )),
                At::Agent => phrase(frame.agent),
                At::Actor => phrase(frame.actor(words, row.subject, row.of)),
                At::Target => phrase(frame.target(words, row.subject, row.of)),
                At::Of => {
                    let compound = |w: WordId| a[w].relation == Relation::Compound;
                    frame.of.iter().any(|&w| phrase_matches(words, w, any))
                        || words.children(word).filter(|&w| compound(w)).any(is)
                }
                At::Governor => governors(words, word).any(is),
                At::Modifier => modifiers(words, word).any(is),
                At::Sentence => {
                    let sentence = a.sentence_of(word).words;
                    let start = sentence.start.max(word.0.saturating_sub(NEAR));
                    let end = sentence.end.min(word.0.saturating_add(NEAR));
                    (start..end).map(WordId).filter(|&w| w != word).any(is)
                }
            }
        }
    };
    found != condition.negated
}

fn matches_any(words: &Words, word: WordId, any: &[Alternative]) -> bool {
    any.iter().any(|alternative| match alternative {
        Alternative::Lemma(lemma) => words.is(word, lemma),
        Alternative::Class(class) => words.classes(word).any(*class),
    })
}

/// The head of a noun phrase, or what stands directly on it: *des dizaines de villages*,
/// *près de 200 villages*.
fn phrase_matches(words: &Words, head: WordId, any: &[Alternative]) -> bool {
    let a = words.analysis;
    matches_any(words, head, any)
        || words.children(head).any(|c| {
            matches!(
                a[c].relation,
                Relation::Nmod
                    | Relation::Amod
                    | Relation::Compound
                    | Relation::Flat
                    | Relation::Conj
                    | Relation::Appos
                    | Relation::Obl
            ) && matches_any(words, c, any)
        })
}

/// The word above and, over *of* and coordination, the ones above that.
fn governors<'w>(words: &'w Words, word: WordId) -> impl Iterator<Item = WordId> + 'w {
    words.analysis.ancestors(word).skip(1).take(2)
}

/// What stands on a word, and on what stands on it; and the two words after it, where
/// the tree has them elsewhere.
fn modifiers<'w>(words: &'w Words, word: WordId) -> impl Iterator<Item = WordId> + 'w {
    let a = words.analysis;
    let direct = words.children(word).filter(move |&c| is_modifier(words, c));
    let deeper =
        direct.clone().flat_map(move |c| words.children(c).filter(move |&d| is_modifier(words, d)));
    let sentence = a.sentence_of(word).words;
    let beside = (word.0 + 1..sentence.end.min(word.0 + 3))
        .map(WordId)
        .take_while(move |&w| !matches!(a[w].pos, Pos::Punct | Pos::Verb | Pos::Aux));
    direct.chain(deeper).chain(beside)
}

fn is_modifier(words: &Words, word: WordId) -> bool {
    matches!(
        words.analysis[word].relation,
        Relation::Amod
            | Relation::Nmod
            | Relation::Compound
            | Relation::Obl
            | Relation::Advmod
            | Relation::Appos
            | Relation::Flat
            | Relation::Fixed
            | Relation::Det
            | Relation::Acl
            | Relation::Dep
            | Relation::Case
    )
}

/// What follows a word, in lower case, as far as phrases are compared.
fn following(words: &Words, word: WordId) -> String {
    let a = words.analysis;
    let start = a[word].span.end as usize;
    let rest = a.text.get(start..).unwrap_or("");
    let end = rest.char_indices().map(|(i, _)| i).take_while(|&i| i <= AHEAD).last().unwrap_or(0);
    normal(if rest.len() <= AHEAD { rest } else { &rest[..end] })
}

/// What stands before a word in its sentence, as [`following`].
fn preceding(words: &Words, word: WordId) -> String {
    let a = words.analysis;
    let first = WordId(a.sentence_of(word).words.start);
    let (start, end) = (a[first].span.start as usize, a[word].span.start as usize);
    let text = a.text.get(start..end).unwrap_or("");
    let from = text.char_indices().map(|(i, _)| i).find(|&i| text.len() - i <= AHEAD).unwrap_or(0);
    normal(&text[from..])
}

/// Whether a text ends in these words, and not in the end of longer ones.
fn ends_with(text: &str, phrase: &str) -> bool {
    text.strip_suffix(phrase).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()))
}

fn normal(text: &str) -> String {
    let lower = text.to_lowercase().replace('’', "'");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text begins with these words, and not with the beginning of longer ones.
fn starts_with(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        phrase.ends_with('\'') || !rest.starts_with(|c: char| c.is_alphanumeric())
    })
}
