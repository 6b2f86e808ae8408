//! How near a time stands to what happened.

use super::super::lexicon::Classes;
use super::super::trigger::Trigger;
use super::super::words::Words;
use super::discourse;
use super::{CLIMB, Nearness, clause_of, phrase_head, up_to};
use crate::figure;
use crate::time::{self, TimeExpression, TimeKind};
use selon_language::morphology::{Definite, PronType, Tense, VerbForm};
use selon_language::{Analysis, Pos, Relation, Subtype, WordId, WordRange};

/// How many words between a noun that is said of an event and a time are looked at.
const BETWEEN: usize = 40;
/// Within how many words behind a time the event stands that it is told of.
const NAMED: u32 = 5;

/// How near a time stands to a trigger of the same sentence. Unlike a place, the time of
/// a clause is not that of what is told in a relative clause or participle of one of its
/// nouns, nor that of what its subject had to do with: *the victims of the attack were
/// buried on Monday*. `is_told` is whether a word tells of an event.
pub(super) fn time_nearness(
    words: &Words,
    event: &Trigger,
    told: &TimeExpression,
    is_told: &dyn Fn(WordId) -> bool,
) -> Option<Nearness> {
    let (a, trigger) = (words.analysis, event.word);
    let time = told.words;
    let first = time.iter().next().filter(|w| w.index() < a.words.len())?;
    if a[first].sentence != a[trigger].sentence {
        return None;
    }
    if is_told_by(words, trigger, time)
        || told.value.is_some() && is_named_by_it(words, trigger, time)
    {
        return None;
    }
    if is_of_the_day_when(words, trigger, time) {
        return Some(Nearness::OfTrigger);
    }
    if let Some(named) = is_of_the_one_named(words, told, is_told) {
        return (named == trigger).then_some(Nearness::OfTrigger);
    }
    let head = phrase_head(a, time);
    if is_of_a_rank(words, trigger, time) {
        return None;
    }
    // *Hit Odesa on Monday, despite a truce, in the biggest attack of the war*
    let day = told.value.as_ref().is_none_or(|v| v.len() >= "2024-05-07".len());
    let outlasts = day && words.classes(trigger).any(Classes::WAR)
        || words.case(trigger).is_some_and(|c| c.any(Classes::DESPITE));
    let own = words.classes(trigger).any(Classes::WAR)
        || !a.ancestors(head).take(CLIMB).any(|w| w == trigger);
    if outlasts && own {
        return None;
    }
    if is_of_what_is_said(words, event, head) {
        return None;
    }
    if follows_directly(a, trigger, time) {
        return Some(Nearness::OfTrigger);
    }
    if discourse::is_in_the_course_of(a, head, trigger) {
        return Some(Nearness::OfTrigger);
    }
    if stands_before_the_cue(a, head).is_some_and(|told| told == trigger)
        || is_of_what_is_called(words, trigger, head)
    {
        return Some(Nearness::OfTrigger);
    }
    if is_of_another(words, trigger, time, is_told) {
        return None;
    }
    if is_of_what_it_did_meanwhile(a, trigger, head) {
        return Some(Nearness::OfClause);
    }
    // *Les rebelles, qui ont annoncé lundi …, avancent*: what is told of a noun is told of it.
    let relative = |w: WordId| {
        a[w].relation == Relation::Acl && a[w].subtype == Subtype::Relative && a[w].pos == Pos::Verb
    };
    let clause = a.ancestors(head).take(CLIMB).take_while(|&w| w != trigger).find(|&w| relative(w));
    let of_other =
        |c: WordId| a[c].head != Some(trigger) && !a.ancestors(trigger).take(CLIMB).any(|w| w == c);
    // A noun is often what a relative clause tells of, wherever the tree hangs it.
    if a[trigger].pos == Pos::Verb && clause.is_some_and(of_other) {
        return Some(Nearness::InSentence);
    }
    let is_part = matches!(a[trigger].relation, Relation::Acl | Relation::Amod)
        && a[trigger].pos == Pos::Verb;
    let clause = if is_part { trigger } else { clause_of(a, trigger) };
    let near = up_to(a, head, trigger, clause);
    let of_verb = near == Nearness::OfClause || a[trigger].pos == Pos::Verb;
    match near {
        Nearness::OfTrigger | Nearness::OfClause
            if told.kind == TimeKind::Date && of_verb && is_of_a_noun(words, told) =>
        {
            None
        }
        Nearness::OfClause if stands_by_the_subject(words, trigger) => None,
        // *C'est la troisième fois en un an qu'un attentat frappe la ville*
        Nearness::InSentence if a[clause].head.is_some_and(|h| is_cleft(a, clause, h, head)) => {
            Some(Nearness::OfSequence)
        }
        Nearness::InSentence if head < trigger && !is_part => {
            let goes_on = match a[clause].relation {
                Relation::Conj => true,
                Relation::Advcl => {
                    matches!(a[clause].morphology.verb_form, Some(VerbForm::Part | VerbForm::Ger))
                }
                _ => false,
            };
            let before = a[clause].head.filter(|&h| goes_on && a[h].pos == Pos::Verb);
            let of_it = |h| up_to(a, head, h, h) == Nearness::OfTrigger;
            Some(if before.is_some_and(of_it) {
                Nearness::OfSequence
            } else {
                Nearness::InSentence
            })
        }
        near => Some(near),
    }
}

/// Whether a time is that of what is called for, behind it: *appelle à une marche vendredi*; not
/// *a appelé lundi à une marche*.
fn is_of_what_is_called(words: &Words, trigger: WordId, time: WordId) -> bool {
    let a = words.analysis;
    let verb =
        a[trigger].head.filter(|_| matches!(a[trigger].relation, Relation::Obl | Relation::Obj));
    a[trigger].pos == Pos::Noun
        && time > trigger
        && verb.is_some_and(|v| {
            v < trigger && a[time].head == Some(v) && words.classes(v).any(Classes::CALL)
        })
}

/// Whether a time is that of another: of what a participle tells of a noun that does it or
/// undergoes it (*les patrouilles, lancées en mai, n'ont pas empêché les massacres*), or of what
/// was before or after (*depuis le coup d'État de mai, l'armée a tué*).
fn is_of_another(
    words: &Words,
    trigger: WordId,
    told: WordRange,
    is_told: &dyn Fn(WordId) -> bool,
) -> bool {
    let a = words.analysis;
    let time = phrase_head(a, told);
    // *Trois jours après l'attentat*: the time is told by it.
    let elsewhen = |c: WordId| {
        words.classes(c).any(Classes::ELSEWHEN.and(Classes::DESPITE)) && !told.contains(c)
    };
    let above: Vec<WordId> = a.ancestors(trigger).take(CLIMB).collect();
    // *La marche est une réponse au meurtre en août de X*: of what the noun that is said of
    // it has to do with.
    let said = |p: WordId| a[p].pos == Pos::Noun && words.child_by(p, Relation::Cop).is_some();
    let subject = a[trigger].relation == Relation::Nsubj;
    let said_of_it =
        a[trigger].head.filter(|_| subject).into_iter().chain([trigger]).find(|&p| said(p));
    let noun_told = |w: WordId| is_told(w) && a[w].pos == Pos::Noun;
    if said_of_it.is_some_and(|p| (p.0 + 1..time.0).take(BETWEEN).map(WordId).any(noun_told)) {
        return true;
    }
    let path = a.ancestors(time).take(CLIMB).take_while(|w| !above.contains(w));
    path.into_iter().any(|w| {
        let past = a[w].pos == Pos::Verb
            && a[w].morphology.verb_form == Some(VerbForm::Part)
            && a[w].morphology.tense != Some(Tense::Pres)
            && a.child_by(w, Relation::Aux).is_none();
        let noun = a[w].head.filter(|_| a[w].relation == Relation::Acl);
        // *L'attaque menée lundi a tué*: both are one. (*L'attaque de drones menée lundi*: the tree
        // may hang it on the nearer noun.)
        let one = |n: WordId| {
            let event = a[n].head.filter(|_| a[n].relation == Relation::Nmod);
            is_told(n) || event.is_some_and(|e| is_told(e) && a[e].pos == Pos::Noun)
        };
        let of_noun = past && noun.is_some_and(|n| !above.contains(&n) && !one(n));
        let opens = past && a[w].relation == Relation::Advcl && time < trigger && !is_told(w);
        let after =
            is_told(w) && a[w].pos == Pos::Noun && a.children_by(w, Relation::Case).any(elsewhen);
        of_noun || opens || after
    })
}

/// Whether a time is that of what is said of an event, or of a state that it led to: *l'attaque
/// n'avait pas été revendiquée jeudi*, *cinq suspects étaient toujours en garde à vue ce matin*.
fn is_of_what_is_said(words: &Words, event: &Trigger, time: WordId) -> bool {
    let (a, trigger) = (words.analysis, event.word);
    let noun = matches!(a[trigger].pos, Pos::Noun | Pos::Propn);
    let verb = a[trigger].head.filter(|_| noun && a[time].head == a[trigger].head);
    let stance = |v: WordId| {
        let undergoes = a[trigger].relation == Relation::Obj
            || a[trigger].relation == Relation::Nsubj && a[trigger].subtype == Subtype::Passive;
        // *A appelé lundi à une marche*
        let called = time < trigger && words.classes(v).any(Classes::CALL);
        undergoes && words.classes(v).any(Classes::STANCE) || called
    };
    let still = || {
        let clause = clause_of(a, trigger);
        matches!(event.kind, "arrests" | "abduction")
            && words.children(clause).any(|c| words.classes(c).any(Classes::STILL))
            && a.ancestors(time).take(CLIMB).any(|w| w == clause)
    };
    verb.is_some_and(stance) || still()
}

/// Whether a time is that of a gerund beside the verb, which tells what was at the same time:
/// *ont sauté sur une mine en quittant la ville le mois passé*.
fn is_of_what_it_did_meanwhile(a: &Analysis, trigger: WordId, time: WordId) -> bool {
    a[time].head.is_some_and(|verb| {
        verb > trigger
            && a[verb].head == Some(trigger)
            && a[verb].relation == Relation::Advcl
            && match a[verb].morphology.verb_form {
                Some(VerbForm::Ger) => true,
                Some(VerbForm::Part) => a[verb].morphology.tense == Some(Tense::Pres),
                _ => false,
            }
    })
}

/// The verb of what is said, for a time that the tree hangs on the verb of saying behind
/// it, although a comma ends what is said: *700 people have been killed, since Sunday, the
/// UN said on Friday*.
fn stands_before_the_cue(a: &Analysis, time: WordId) -> Option<WordId> {
    let cue = a[time].head.filter(|&h| time < h && a[h].relation == Relation::Parataxis)?;
    let subject = a.child_by(cue, Relation::Nsubj).filter(|&s| time < s).unwrap_or(cue);
    let comma = (time.0 + 1..subject.min(cue).0).map(WordId).any(|w| &*a[w].form == ",");
    a[cue].head.filter(|_| comma)
}

/// Whether a clause tells what its head, a noun that is what a sentence says, has a time
/// for.
fn is_cleft(a: &Analysis, clause: WordId, noun: WordId, time: WordId) -> bool {
    matches!(a[clause].relation, Relation::Acl | Relation::Csubj | Relation::Ccomp)
        && a[clause].pos == Pos::Verb
        && a[noun].relation == Relation::Root
        && a.child_by(noun, Relation::Cop).is_some()
        && up_to(a, time, noun, noun) == Nearness::OfTrigger
}

/// Whether a time is told by the trigger itself: *le lendemain de l'attaque*.
fn is_told_by(words: &Words, trigger: WordId, time: WordRange) -> bool {
    let a = words.analysis;
    let known = words.child_by(trigger, Relation::Det).is_some_and(|d| {
        let m = a[d].morphology;
        m.definite == Some(Definite::Def) || m.pron_type == Some(PronType::Dem)
    });
    known
        && a[trigger].relation == Relation::Nmod
        && a[trigger].head.is_some_and(|h| time.contains(h))
}

/// *The day after the attack, deux jours avant l'explosion*, wherever the tree hangs it.
fn is_named_by_it(words: &Words, trigger: WordId, time: WordRange) -> bool {
    let a = words.analysis;
    let between = (time.end..trigger.0).map(WordId);
    let direct =
        |w: WordId| matches!(a[w].pos, Pos::Det | Pos::Adj) || words.classes(w).any(Classes::OF);
    matches!(a[trigger].pos, Pos::Noun | Pos::Propn)
        && time.end < trigger.0 + 1
        && between.len() <= 3
        && between.clone().all(direct)
        && between
            .clone()
            .any(|w| a[w].pos == Pos::Det && a[w].morphology.definite == Some(Definite::Def))
        && time
            .iter()
            .filter(|w| w.index() < a.words.len())
            .any(|w| words.classes(w).any(Classes::CIRCUMSTANCE))
}

/// *The seventh coup since 2020, l'attaque la plus meurtrière depuis mai*: whether a time tells
/// among which an event is counted, not when it was.
fn is_of_a_rank(words: &Words, trigger: WordId, time: WordRange) -> bool {
    let a = words.analysis;
    let first = WordId(time.start);
    let since = |w: WordId| words.classes(w).any(Classes::SINCE);
    // *Depuis le 2 mars*
    let opens = (first.0.saturating_sub(2)..=first.0).map(WordId).any(since);
    let ranked = Classes::ORDINAL.and(Classes::WORST);
    matches!(a[trigger].pos, Pos::Noun | Pos::Propn)
        && trigger < first
        && opens
        && words.children(trigger).any(|c| words.classes(c).any(ranked))
}

/// *Since June 7, when drones killed six*: whether a trigger stands in a clause right behind a
/// time that tells what happened then.
fn is_of_the_day_when(words: &Words, trigger: WordId, time: WordRange) -> bool {
    let a = words.analysis;
    let end = a.sentence_of(trigger).words.end;
    let comma = WordId(time.end);
    let is_comma = comma.0 < end && &*a[comma].form == ",";
    let opens = if is_comma { comma.next() } else { comma };
    opens.0 < end
        && words.classes(opens).any(Classes::WHEN)
        && a[opens]
            .head
            .filter(|&verb| verb > opens && matches!(a[verb].pos, Pos::Verb | Pos::Noun))
            .is_some_and(|verb| a.ancestors(trigger).take(CLIMB).any(|w| w == verb))
}

/// *Two days after a strike, deux jours après une frappe*: the event that is told by how long
/// before the story it was, and whose day that is.
fn is_of_the_one_named(
    words: &Words,
    told: &TimeExpression,
    is_told: &dyn Fn(WordId) -> bool,
) -> Option<WordId> {
    let a = words.analysis;
    told.value.as_ref()?;
    let last = told.words.iter().next_back().filter(|w| w.index() < a.words.len())?;
    let end = a.sentence_of(last).words.end;
    let article = last.next();
    let new = article.0 < end
        && words.classes(last).any(Classes::ELSEWHEN)
        && (a[article].pos == Pos::Num || a[article].morphology.definite == Some(Definite::Ind));
    let within = article.0 + 1..end.min(article.0 + 1 + NAMED);
    within
        .filter(|_| new)
        .map(WordId)
        .take_while(|&w| matches!(a[w].pos, Pos::Det | Pos::Adj | Pos::Noun | Pos::Propn))
        .find(|&w| is_told(w))
}

/// Whether a time stands directly behind the trigger, which makes it its own even where
/// the tree has it otherwise: *tués lundi*, *attacks on Monday*.
fn follows_directly(a: &Analysis, trigger: WordId, time: WordRange) -> bool {
    let between = trigger.0 + 1..time.start.max(trigger.0 + 1);
    time.start > trigger.0
        && between.len() <= 2
        && between.map(WordId).all(|w| matches!(a[w].pos, Pos::Adp | Pos::Det))
}

/// Whether a time is that of a noun: *la crise de 2015*.
fn is_of_a_noun(words: &Words, told: &TimeExpression) -> bool {
    let a = words.analysis;
    let first = a.sentence_of(WordId(told.words.start)).words.start;
    let before = |n| told.words.start.checked_sub(n).filter(|&w| w >= first).map(WordId);
    let of = before(1).is_some_and(|w| words.classes(w).any(Classes::OF));
    of && before(2).is_some_and(|noun| {
        matches!(a[noun].pos, Pos::Noun | Pos::Propn) && !time::is_part_of_time(a, noun)
    })
}

/// Whether the word is a complement of a noun that is the subject, and is not what that
/// noun is one of: *the victims of the attack*, but *a wave of attacks*.
fn stands_by_the_subject(words: &Words, trigger: WordId) -> bool {
    let a = words.analysis;
    let noun = a[trigger].head.filter(|_| a[trigger].relation == Relation::Nmod);
    noun.is_some_and(|n| {
        a[n].relation == Relation::Nsubj
            && words.phrase_classes(n).any(Classes::PERSON.and(Classes::ARMED))
    })
}

/// Whether a verb, or that of the clause of a noun, is in the past perfect: what was over
/// before what is told.
pub(in crate::event) fn pluperfect(a: &Analysis, word: WordId) -> bool {
    let verb = clause_of(a, word);
    a.children(verb).iter().any(|&c| {
        let m = a[c].morphology;
        a[c].relation == Relation::Aux
            && a[c].subtype != Subtype::Passive
            && (m.tense == Some(Tense::Imp) || &*a[c].form == "had")
    })
}

/// Whether a count of victims stands in a toll, whose date is not that of what they are
/// victims of: *le bilan est passé à 84 morts mardi*, *the toll stood at 84 on Tuesday*.
pub(super) fn is_of_a_toll(words: &Words, trigger: WordId) -> bool {
    let a = words.analysis;
    let table = figure::lexicon::lexicon(a.language);
    let toll = |w: WordId| {
        let rows = table.rows(words.lemma(w), a[w].pos);
        rows.iter().any(|r| r.argument == figure::lexicon::Argument::Toll)
    };
    let near = a.ancestors(trigger).skip(1).take(3);
    a[trigger].pos == Pos::Noun
        && (words.child_by(trigger, Relation::Cop).is_some()
            || near
                .into_iter()
                .any(|w| toll(w) || words.children(w).any(|c| c < trigger && toll(c))))
}
