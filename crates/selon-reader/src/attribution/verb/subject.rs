//! The subject of a verb of saying where the tree has it wrong, or after the verb.

use selon_language::morphology::{Number, Tense, VerbForm};
use selon_language::{Pos, Relation, WordId, WordRange};
use selon_model::reading::SourceKind;

use super::super::lexicon::{Role, SourceNoun};
use super::super::quotation;
use super::super::source::Subject;
use super::super::text::Text;

/// The verb that leads to one of saying (*a tenu à préciser*), or its auxiliary where that
/// stands apart (*a pour sa part commenté*); else the verb itself.
pub(super) fn leading_verb(text: &Text, verb: WordId) -> WordId {
    let analysis = text.analysis;
    let through = || {
        analysis[verb].head.filter(|&h| {
            h < verb
                && analysis[verb].relation == Relation::Xcomp
                && text.lexicon.lemma_has(analysis, h, Role::Through)
        })
    };
    text.split_auxiliary(verb).or_else(through).unwrap_or(verb)
}

/// *…, a affirmé lundi le bureau de …*: after a clause or quotation that ends right
/// before the verb, the first noun after it that can speak, whatever the tree says.
pub(super) fn inverted_by_place(text: &Text, verb: WordId, last: WordId) -> Option<Subject> {
    let analysis = text.analysis;
    let sentence = text.sentence(verb);
    let top = leading_verb(text, verb);
    let start = text.group_start(top);
    let before = start.checked_sub(1).filter(|&b| b > sentence.start)?;
    let closes = |w: u32| text.is_mark(w) && text.quotations.starting(WordId(w)).is_none();
    let quoted = closes(before) || text.is(before, &[","]) && closes(before - 1);
    let inside = text.quotations.holding(verb).map_or(sentence.start, |q| q.words.start);
    let said = WordRange { start: inside.max(sentence.start), end: before };
    let after_clause =
        quoted || text.is(before, &[",", "—", "–"]) && quotation::has_finite_verb(analysis, said);
    // *Insuffisant, rétorque l'opposition*: a few words at the head of the sentence.
    let retort = || {
        text.is(before, &[","])
            && before - sentence.start <= 4
            && !text.is(start, &["que", "qu'"])
            && text.lexicon.verb(analysis, verb).is_some_and(|(cue, _)| !cue.frames.object)
    };
    if !(after_clause || retort()) || !text.is_finite(top) {
        return None;
    }
    let own = analysis.children(verb).iter().any(|&c| {
        analysis[c].relation == Relation::Nsubj && c.0 >= start && c < verb
            || analysis[c].pos == Pos::Pron && text.form(c).starts_with('-')
    });
    // *“…,” its spokesman, Paul Reed, told reporters*: the subject comes after what is said.
    let follows_comma = |subject: WordId| {
        let first = text.noun_phrase(subject).start;
        first.checked_sub(1).is_some_and(|b| {
            b > sentence.start && (text.is_mark(b) || text.is(b, &[",", "—", "–"]))
        })
    };
    // *The general, Paul Reed, made it clear that*: the commas are those of an apposition.
    let set_off = || {
        analysis.children_by(verb, Relation::Nsubj).any(|s| {
            s < verb
                && text.can_speak(s)
                && text.quotations.holding(s).is_none_or(|q| q.words.contains(verb))
                // (*La mission, qui surveille la trêve, fait état de …*)
                && !(s.0 + 1..start)
                    .any(|w| text.is_finite_form(WordId(w)) && !text.reach(s).contains(WordId(w)))
                && ((sentence.start..s.0).all(|w| !text.is_finite_form(WordId(w)))
                    || follows_comma(s))
        })
    };
    if own || set_off() {
        return None;
    }
    if let Some(subject) = subject_before_relative(text, sentence, before) {
        return Some(Subject::Head(subject));
    }
    for at in (last.0 + 1..sentence.end.min(last.0 + 14)).map(WordId) {
        let word = &analysis[at];
        if matches!(word.pos, Pos::Verb | Pos::Aux | Pos::Sconj)
            || word.pos == Pos::Punct && !text.is(at.0, &[","])
        {
            return None;
        }
        let named = matches!(word.pos, Pos::Noun | Pos::Propn) && text.can_speak(at);
        // *Ont indiqué à l'agence des sources …*: *des* is cut into *de* and *les* as often.
        let several = |c: WordId| {
            (start..=verb.0).map(WordId).any(|v| {
                text.is_finite_form(v) && analysis[v].morphology.number == Some(Number::Plur)
            }) && word.morphology.number == Some(Number::Plur)
                && c.next() < at
                && analysis[c].token == analysis[c.next()].token
                && text.is(c.0, &["de"])
        };
        let bare = analysis.children_by(at, Relation::Case).all(|c| c > at || several(c));
        // *À Radio Okapi*: a word of a name that a preposition stands before.
        let of_medium = matches!(word.relation, Relation::Flat | Relation::Compound)
            && word.head.is_some_and(|h| {
                last < h
                    && h < at
                    && analysis.child_by(h, Relation::Case).is_some_and(|case| case < h)
                    && analysis.name_of(h).is_some_and(|name| name.words.contains(at))
            });
        // *Au journal Le Pays*: a name right after the noun for the medium.
        let of_medium = of_medium
            || analysis.name_of(at).and_then(|n| n.words.start.checked_sub(1)).is_some_and(|w| {
                let noun = WordId(w);
                noun > last
                    && analysis.child_by(noun, Relation::Case).is_some()
                    && text.lexicon.source_noun(analysis, noun)
                        == Some(SourceNoun::Speaks(SourceKind::Media))
            });
        if named && bare && !of_medium {
            // *Said Col. Mark Hill*: the title hangs on the name.
            let of_name = matches!(word.relation, Relation::Nmod | Relation::Compound);
            let name = word.head.filter(|&h| h > at && of_name && analysis.name_of(h).is_some());
            return Some(Subject::Head(name.unwrap_or(at)));
        }
    }
    None
}

/// *La junte, qui dit enquêter, a déploré …*: who stands at the head of the sentence, where nothing
/// but a clause about them comes before the verb.
fn subject_before_relative(text: &Text, sentence: WordRange, before: u32) -> Option<WordId> {
    let analysis = text.analysis;
    let comma = (sentence.start + 1..before).take(12).find(|&w| text.is(w, &[","]))?;
    let relative = WordId(comma + 1);
    let other = (relative.0..before).any(|w| text.is(w, &[",", ";", ":"]));
    let verb = |w: u32| matches!(analysis[WordId(w)].pos, Pos::Verb | Pos::Aux | Pos::Sconj);
    if other
        || !text.is(before, &[","])
        || !text.is_relative(relative)
        || (sentence.start..comma).any(|w| verb(w) || text.is_mark(w))
    {
        return None;
    }
    analysis
        .ancestors(WordId(comma - 1))
        .take(6)
        .take_while(|&w| sentence.start <= w.0 && w.0 < comma && text.is_noun(w))
        .filter(|&w| text.can_speak(w))
        .last()
}

/// *…, Londres se disant inquiète*: a name right before a participle that opens what a comma
/// sets off.
pub(super) fn subject_of_absolute(text: &Text, verb: WordId) -> Option<WordId> {
    let analysis = text.analysis;
    let form = analysis[verb].morphology;
    let participle = form.verb_form == Some(VerbForm::Ger)
        || form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres);
    let mut name = verb.previous()?;
    if analysis[name].morphology.reflexive {
        name = name.previous()?;
    }
    let comma = name.previous()?;
    (participle
        && analysis[name].pos == Pos::Propn
        && text.can_speak(name)
        && text.is(comma.0, &[","])
        && text.sentence(verb).contains(comma))
    .then_some(name)
}

/// *Opposition parties called for a protest*: the subject, where the tree takes the verb
/// for a participle of it and sees no other verb.
pub(super) fn subject_by_mistake(text: &Text, verb: WordId, last: WordId) -> Option<WordId> {
    let analysis = text.analysis;
    if last == verb || analysis[verb].relation != Relation::Acl {
        return None;
    }
    let noun = analysis[verb]
        .head
        .filter(|&n| n < verb && analysis[n].relation == Relation::Root && text.can_speak(n))?;
    let sentence = text.sentence(verb);
    let other = sentence.iter().take(80).any(|w| text.is_finite_form(w));
    (!other && text.agent(verb).is_none()).then_some(noun)
}

/// *Selon ce que rapportent des témoins, …*: the subject follows the verb.
pub(super) fn inverted_after_conjunction(text: &Text, verb: WordId) -> Option<Subject> {
    let start = text.group_start(verb);
    let has_subject = text.analysis.children_by(verb, Relation::Nsubj).any(|s| s < verb);
    if has_subject || !text.is_finite(verb) {
        return None;
    }
    let opens = (1..5).filter_map(|back| start.checked_sub(back)).any(|at| {
        let words = text.lexicon.phrase(text.analysis, WordId(at), Role::Clause);
        words.is_some_and(|words| at + words as u32 == start)
    });
    let end = text.sentence(verb).end.min(verb.0 + 7);
    let noun = (verb.0 + 1..end)
        .map(WordId)
        .take_while(|&w| !text.is(w.0, &[","]))
        .find(|&w| matches!(text.analysis[w].pos, Pos::Noun | Pos::Propn));
    // *Comme l'a dit l'un de ses chefs*
    let part = |noun: WordId| {
        text.analysis[noun].head.filter(|&h| verb < h && h < noun && text.is_part_that_speaks(h))
    };
    noun.filter(|_| opens).map(|noun| Subject::Head(part(noun).unwrap_or(noun)))
}
