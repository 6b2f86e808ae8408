//! Words that tell of events: found by lemma, typed by what stands round them.

use selon_language::morphology::VerbForm;
use selon_language::{Pos, Relation, WordId, WordRange};
use selon_model::{ByteSpan, Language};

use super::condition::{following, holds, normal, starts_with};
use super::frame::Frame;
use super::instrument::{can_have_instrument, instrument};
use super::kind::{is_nobody, is_police, kind};
use super::lexicon::{Classes, Kind, Role, Row, Slot, Test};
use super::ontology::{Family, family};
use super::words::Words;
use crate::time::TimeExpression;

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
    /// Whether the type is that of an attack of which it is not told whom it was on.
    pub untargeted: bool,
    /// Who does it.
    pub actor: Option<WordId>,
    /// Whom or what it is done to.
    pub target: Option<WordId>,
    /// What it is done with.
    pub instrument: Option<WordId>,
    /// The subject of a verb that tells what the subject did: *l'attaque* a visé, *the
    /// offensive* targets. It may be a trigger itself.
    pub told_of: Option<WordId>,
}

impl Trigger {
    /// Whether a weapon is what it was done with, or what was dropped or fired.
    pub(super) fn told_with(&self, weapon: WordId) -> bool {
        self.instrument == Some(weapon) || self.target == Some(weapon)
    }
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
    if rows.peek().is_none() && pos == Pos::Verb && a.language == Language::English {
        // *Gassed, stoned*, whose endings the lemmatiser takes for others.
        let verbs = verbs_of_participle(words.form(word), a.language);
        let known = |v: &&String| words.lexicon.rows(v, Pos::Verb).next().is_some();
        if let Some(verb) = verbs.iter().find(known) {
            rows = words.lexicon.rows(verb, Pos::Verb).peekable();
        }
    }
    if pos == Pos::Verb && (rows.peek().is_none() || opens_headline(words, word)) {
        // *Saisie de munitions*, *Nouveau kidnapping*, which the tagger takes for verbs.
        let subject = || words.child_by(word, Relation::Nsubj).is_some();
        let mut nouns = words.lexicon.rows(words.form(word), Pos::Noun).peekable();
        if nouns.peek().is_some() && !subject() {
            rows = nouns;
        }
    }
    if rows.peek().is_none() && pos == Pos::Adj && a[word].relation == Relation::Amod {
        // *Des civils massacrés*, which the tagger takes for an adjective.
        let verbs = verbs_of_participle(words.form(word), a.language);
        let verb = verbs.iter().find(|v| words.lexicon.rows(v, Pos::Verb).any(kills))?;
        rows = words.lexicon.rows(verb, Pos::Verb).peekable();
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
        // *Ouvert le feu sur des manifestants*: or among the words of the predicate.
        let inside = || {
            let last = phrase.end.checked_sub(1).map(WordId).filter(|&w| w > word)?;
            let people = words.classes(last).any(Classes::PERSON.and(Classes::CIVILIAN));
            (people && words.analysis[last].pos == Pos::Noun).then_some(last)
        };
        target = inside().or_else(|| beyond(words, word, phrase));
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
    let of_finds = matches!(row.kind, Kind::Code("disrupted_weapons"));
    let instrument = match row.kind {
        Kind::Code("disrupted_weapons" | "agreement" | "base_established") => None,
        _ => instrument(words, word, row.role),
    };
    let no_target = |w: WordId| {
        let classes = words.classes(w);
        // *La voiture a été criblée de balles*: a vehicle that is hit is no bomb.
        tells_an_event(words, w) && !classes.any(Classes::INSTRUMENT)
            || classes.any(Classes::TIME)
            || !of_weapons && classes.any(Classes::WEAPON)
            || instrument == Some(w) && !of_finds
    };
    target = target.filter(|&w| !no_target(w));
    let of_ground = matches!(row.kind, Kind::Taken | Kind::Retaken);
    // *Tomber aux mains des rebelles, fall to the army*: who takes it stands behind.
    let falls = of_ground && frame.verb && row.subject == Slot::Neither;
    let taker = if falls { beyond(words, word, phrase) } else { None };
    let actor = actor.or(taker);
    let by = actor.or_else(|| said.filter(|_| of_ground));
    let actor = actor.or(by.filter(|_| frame.verb));
    let kind = kind(words, word, row.kind, by, target);
    // *Abattu dans le dos*: how somebody was killed is told, and nothing says that they fought.
    let how_alone = kind == "other" && row.kind == Kind::Killing && row.role >= Role::Generic;
    let kind = if how_alone { "attack_on_civilians" } else { kind };
    // *Un ouvrier a été blessé*, *aucun habitant n'a été tué*: nobody is said to have done it.
    let hurts_nobody = || target.is_some_and(|t| is_nobody(words, t));
    let untold = row.role == Role::Result
        && (row.kind == Kind::Attack || hurts_nobody())
        && frame.verb
        && frame.subject.is_none()
        && by.is_none()
        && (kind == "attack_on_civilians"
            || row.kind == Kind::Attack && target.is_some_and(|t| is_police(words, t)));
    let kind = if untold { "other" } else { kind };
    // *L'armée a été déployée*: the army does what it is sent to do.
    let sent = frame.verb && actor.is_none() && words.classes(word).any(Classes::DEPLOY);
    let forces = Classes::STATE.and(Classes::NONSTATE).and(Classes::MILITARY);
    let force = target.filter(|&t| sent && words.phrase_classes(t).any(forces));
    let actor = actor.or(force);
    target = target.filter(|_| force.is_none());
    // *Tués par des obus*: what they are killed with does not act, but whose it is.
    let actor = actor.filter(|&w| target != Some(w)).and_then(|w| {
        let told_by = !frame.verb && instrument == Some(w) && family(kind) == Family::Explosive;
        let thing = words.classes(w).any(Classes::WEAPON) || told_by;
        if thing { side_of(words, w) } else { Some(w) }
    });
    let end = if frame.verb { phrase.end } else { word.0 + 1 };
    let told_of = frame.subject.filter(|_| frame.verb && row.role == Role::Result);
    let span = a[word].span;
    let instrument = instrument.filter(|_| can_have_instrument(kind));
    Some((
        Some(Trigger {
            word,
            span,
            role: row.role,
            kind,
            untargeted: row.kind == Kind::Attack && target.is_none(),
            actor,
            target,
            instrument,
            told_of,
        }),
        end,
    ))
}

/// Whose a weapon is: *Russian missiles*, *des hélicoptères du régime*.
fn side_of(words: &Words, weapon: WordId) -> Option<WordId> {
    let frame = Frame::of(words, weapon);
    let sides = Classes::STATE.and(Classes::NONSTATE).and(Classes::MILITARY);
    let of = frame.of.iter().copied().find(|&w| words.classes(w).any(sides));
    of.or_else(|| frame.adjective.filter(|&w| words.classes(w).any(sides.and(Classes::DEMONYM))))
}

/// Whether a noun tells of an event, and of nobody.
pub(super) fn tells_an_event(words: &Words, word: WordId) -> bool {
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
    // *Des missiles russes ont touché la ville*
    if words.classes(subject).any(Classes::WEAPON) {
        return side_of(words, subject);
    }
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

/// The verbs that a form may be the past participle of, by its ending.
fn verbs_of_participle(form: &str, language: Language) -> Vec<String> {
    let endings: &[(&str, &str)] = match language {
        Language::French => &[("é", "er"), ("i", "ir")],
        Language::English => &[("ed", "e"), ("ed", "")],
    };
    let stem = match language {
        Language::French => form.trim_end_matches('s').trim_end_matches('e'),
        Language::English => form,
    };
    let verb = |(end, verb): &(&str, &str)| Some(format!("{}{verb}", stem.strip_suffix(end)?));
    let mut verbs: Vec<String> = endings.iter().filter_map(verb).collect();
    if language == Language::English
        && let Some(verb) = stem.strip_suffix("ed").and_then(without_double)
    {
        verbs.push(verb.to_string());
    }
    verbs
}

/// *gass* (of *gassed*) → *gas*
fn without_double(stem: &str) -> Option<&str> {
    let mut letters = stem.chars().rev();
    let last = letters.next()?;
    let short = &stem[..stem.len() - last.len_utf8()];
    (letters.next() == Some(last) && last.is_ascii_alphabetic()).then_some(short)
}

/// Whether a word is the noun that opens a headline, in capitals without being a name, and before a
/// preposition without being a verb: *Libération de douze écoliers*, *Marche blanche en
/// mémoire d'un lycéen*, *Rafle dans un faubourg*.
fn opens_headline(words: &Words, word: WordId) -> bool {
    let a = words.analysis;
    let sentence = a.sentence_of(word).words;
    if sentence.start != word.0 {
        return false;
    }
    let small = |w: WordId| a[w].form.starts_with(char::is_lowercase);
    let next = match a.name_of(word) {
        Some(name) if name.words.iter().skip(1).all(small) => WordId(name.words.end),
        Some(_) => return false,
        None => word.next(),
    };
    let finite = a[word].morphology.verb_form == Some(VerbForm::Fin);
    next.0 < sentence.end
        && a[next].pos == Pos::Adp
        && (finite || a.name_of(word).is_some() || words.classes(next).any(Classes::OF))
}

fn kills(row: &Row) -> bool {
    row.role >= Role::Result
        && matches!(row.kind, Kind::Killing | Kind::Code("attack_on_civilians" | "mob_violence"))
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
    let name = a.name_of(word).is_some() && !opens_headline(words, word);
    if name || a[word].pos == Pos::Propn && named(word.next()) {
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
