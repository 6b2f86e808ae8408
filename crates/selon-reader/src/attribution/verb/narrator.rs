//! Who tells by a verb that has no subject of its own, and what was said before it.

use selon_language::morphology::{Tense, VerbForm};
use selon_language::{Pos, Relation, WordId};

use super::super::Found;
use super::super::lexicon::Role;
use super::super::text::Text;

/// Who tells where the tree sees no subject: before a verb that it takes for an adjective;
/// *Et le ministre de conclure : « … »*, *Et d'ajouter que …*: who tells by an infinitive
/// that is the only verb of its sentence up to there.
pub(super) fn narrator(text: &Text, verb: WordId, found: &[Found]) -> Option<WordId> {
    let analysis = text.analysis;
    let sentence = text.sentence(verb);
    if text.lexicon.is_hidden_verb(analysis, verb) {
        if let Some(subject) = subject_of_hidden(text, verb) {
            return Some(subject);
        }
        return match analysis[verb].relation {
            Relation::Amod | Relation::Appos => analysis[verb].head,
            _ => None,
        };
    }
    let mark = verb.previous()?;
    let told = analysis[verb].morphology.verb_form == Some(VerbForm::Inf)
        && mark.0 >= sentence.start
        && text.has_role(mark, Role::Told)
        && !(sentence.start..verb.0)
            .any(|w| matches!(analysis[WordId(w)].pos, Pos::Verb | Pos::Aux | Pos::Sconj));
    if !told {
        return None;
    }
    let head = analysis[verb].head;
    if let Some(head) = head.filter(|&h| h < mark && text.is_noun(h)) {
        return (analysis[head].relation == Relation::Root && text.can_speak(head)).then_some(head);
    }
    // Without a name, who spoke before goes on.
    // *Et d'ajouter : …*, *avant d'ajouter : …*
    let first = WordId(sentence.start);
    let joined = mark.0 == sentence.start + 1
        && (analysis[first].pos == Pos::Cconj
            || text.lexicon.phrase(analysis, first, Role::Told).is_some_and(|words| words > 1));
    found.last().filter(|_| joined).and_then(|f| f.source)
}

/// *The bridge is shut, aid workers report.*: who stands right before a verb that the tree takes
/// for a noun.
fn subject_of_hidden(text: &Text, verb: WordId) -> Option<WordId> {
    let analysis = text.analysis;
    verb.previous().filter(|&w| {
        text.lexicon.ends_clause(analysis, verb)
            && analysis[w].head == Some(verb)
            && text.can_speak(w)
    })
}

/// Where what this verb says may begin: after what was said before in its sentence.
pub(super) fn floor(text: &Text, verb: WordId, found: &[Found]) -> u32 {
    let sentence = text.sentence(verb);
    let before = found.last().filter(|f| sentence.contains(f.head));
    let end = before
        .and_then(|f| f.content.last().map(|c| (f, c.end)))
        .filter(|&(f, end)| end <= verb.0 && f.content.last().is_some_and(|c| c.start > f.head.0));
    end.map_or(sentence.start, |(_, end)| end.max(sentence.start))
}

/// *« … », a-t-elle dit, ajoutant que …*: who said what stands before a participle, in the
/// same sentence.
pub(super) fn spoke_before(text: &Text, verb: WordId, found: &[Found]) -> Option<WordId> {
    let analysis = text.analysis;
    let form = analysis[verb].morphology;
    let participle = form.verb_form == Some(VerbForm::Ger)
        || form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres);
    let last = found.last().filter(|f| participle && text.sentence(verb).contains(f.head))?;
    // Finite verbs between them are those of what is said.
    let quiet = last.head < verb
        && verb.0 - last.head.0 < 200
        && (last.head.0 + 1..verb.0).map(WordId).all(|w| {
            !text.is_finite_form(w)
                || text.quotations.holding(w).is_some()
                || last.content.iter().any(|c| c.contains(w))
        });
    last.source.filter(|_| quiet && text.quotations.holding(verb).is_none())
}
