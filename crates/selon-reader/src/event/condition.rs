//! What rows of the tables of triggers ask of a word: what stands round it, which phrases
//! stand before and after it.

use selon_language::morphology::Number;
use selon_language::{Pos, Relation, Subtype, WordId};

use super::frame::Frame;
use super::kind::is_new;
use super::lexicon::{Alternative, At, Classes, Condition, Role, Row, Slot, Test};
use super::words::Words;

/// How many words on either side count as near.
const NEAR: u32 = 40;
/// How many bytes of what follows are looked at.
const AHEAD: usize = 48;

/// Whether a condition of a row holds for a word.
///
/// What tells that there is no event asks for less than what tells of one: the heads
/// themselves, not what stands on them, so that *une attaque contre un centre commercial*
/// is no *attaque commerciale*.
pub(super) fn holds(
    words: &Words,
    word: WordId,
    frame: &Frame,
    row: &Row,
    condition: &Condition,
) -> bool {
    let strict = row.role == Role::None && !condition.negated;
    let a = words.analysis;
    let found = match &condition.test {
        Test::Reflexive => frame.reflexive,
        Test::Bare => words.child_by(word, Relation::Det).is_none(),
        Test::Capitals => is_abbreviation(words, word),
        Test::Clause => {
            !matches!(a[word].relation, Relation::Acl | Relation::Amod)
                || a[word].subtype == Subtype::Relative
        }
        Test::Plural => a[word].morphology.number == Some(Number::Plur),
        Test::Transitive => frame.object.is_some(),
        Test::New => frame.object.is_some_and(|o| is_new(words, o)),
        Test::Name => frame.object.is_some_and(|o| is_bare_name(words, o)),
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
            let matches = |w: WordId| {
                if strict { head_matches(words, w, any) } else { phrase_matches(words, w, any) }
            };
            let phrase = |w: Option<WordId>| w.is_some_and(matches);
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
                    frame.of.iter().any(|&w| matches(w))
                        || words.children(word).filter(|&w| compound(w)).any(is)
                }
                At::Governor if strict => governor(words, word).is_some_and(is),
                At::Governor => governors(words, word).any(is),
                At::Modifier if strict => own_modifiers(words, word).any(is),
                At::Modifier => {
                    modifiers(words, word).any(|w| is(w) || is_participle(words, w, any))
                }
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

/// Whether a word is in capitals, and its sentence is not: *le RAID*.
fn is_abbreviation(words: &Words, word: WordId) -> bool {
    let a = words.analysis;
    let form = &*a[word].form;
    let capitals = |text: &str| text.chars().all(char::is_uppercase);
    let small = |w: WordId| a[w].form.chars().any(char::is_lowercase);
    form.chars().nth(1).is_some()
        && capitals(form)
        && a.sentence_of(word).words.iter().take(NEAR as usize).any(small)
}

/// Whether a word is a name of one word, without a title: *captured Lubero*, as towns are called.
fn is_bare_name(words: &Words, word: WordId) -> bool {
    let a = words.analysis;
    let of_name =
        |c: WordId| matches!(a[c].relation, Relation::Flat | Relation::Compound | Relation::Appos);
    a[word].pos == Pos::Propn && !words.children(word).any(of_name)
}

fn is_participle(words: &Words, word: WordId, any: &[Alternative]) -> bool {
    any.iter().any(|alternative| match alternative {
        Alternative::Lemma(lemma) => words.is_participle(word, lemma),
        Alternative::Class(_) => false,
    })
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

/// The head of a noun phrase alone, or what a noun of number counts: *des milliers d'emplois*.
fn head_matches(words: &Words, head: WordId, any: &[Alternative]) -> bool {
    let a = words.analysis;
    let counted = |c: WordId| matches!(a[c].relation, Relation::Nmod | Relation::Obl);
    matches_any(words, head, any)
        || words.classes(head).any(Classes::NUMBER)
            && words.children(head).any(|c| counted(c) && matches_any(words, c, any))
}

/// The word above, over coordination.
fn governor(words: &Words, word: WordId) -> Option<WordId> {
    let a = words.analysis;
    let coordinated = |w: &WordId| a[*w].relation == Relation::Conj;
    let first = if coordinated(&word) { a[word].head? } else { word };
    a[first].head
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

/// What stands on a word itself; and the adjective right after it, where the tree has it
/// elsewhere.
fn own_modifiers<'w>(words: &'w Words, word: WordId) -> impl Iterator<Item = WordId> + 'w {
    let a = words.analysis;
    let next = word.next();
    let adjective = next.0 < a.sentence_of(word).words.end && a[next].pos == Pos::Adj;
    let direct = words.children(word).filter(move |&c| is_modifier(words, c));
    direct.chain(adjective.then_some(next))
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
pub(super) fn following(words: &Words, word: WordId) -> String {
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

pub(super) fn normal(text: &str) -> String {
    let lower = text.to_lowercase().replace('’', "'");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text begins with these words, and not with the beginning of longer ones.
pub(super) fn starts_with(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        phrase.ends_with('\'') || !rest.starts_with(|c: char| c.is_alphanumeric())
    })
}
