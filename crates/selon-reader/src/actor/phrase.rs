//! The words of a noun phrase that means somebody: articles, adjectives, appositions,
//! complements and participles that tell who it is inside; prepositions, clauses,
//! circumstances (*à Paris*) and coordinated phrases outside.

use selon_language::morphology::{PronType, VerbForm};
use selon_language::{Analysis, Pos, Relation, Subtype, WordId, WordRange};

use super::lexicon::{Lexicon, PhraseWord};

/// The most words that are looked at; a phrase that is longer is cut.
const MOST: usize = 60;

/// The words of the phrase with this head, which follow each other.
pub(super) fn words(analysis: &Analysis, head: WordId) -> WordRange {
    let inside = dependents(analysis, head);
    let sentence = analysis.sentence_of(head).words;
    let holds = |w: u32| inside.binary_search(&WordId(w)).is_ok();
    let is_sign = |w: u32| analysis.words[w as usize].pos == Pos::Punct;
    let is_comma = |w: u32| analysis.words[w as usize].form == ",";
    let mut start = head.0;
    while start > sentence.start
        && (holds(start - 1)
            || (start - 1 > sentence.start
                && is_sign(start - 1)
                && !is_comma(start - 1)
                && holds(start - 2)))
    {
        start -= 1;
    }
    let mut end = head.0 + 1;
    while end < sentence.end
        && (holds(end) || (end + 1 < sentence.end && is_sign(end) && holds(end + 1)))
    {
        end += 1;
    }
    trim(analysis, head, WordRange { start, end }, sentence)
}

/// Whether a verb below a noun tells what it is to do, not what it is: *urged the regime to stop*.
pub(super) fn is_infinitive(analysis: &Analysis, verb: WordId) -> bool {
    analysis[verb].morphology.verb_form == Some(VerbForm::Inf)
}

/// The words of a phrase that stand at its head without any complement or apposition:
/// what remains of *le chef du groupe, X* is *le chef*.
pub(super) fn is_bare(analysis: &Analysis, head: WordId) -> bool {
    let set_off = |c: WordId| {
        // *Le groupe, affaibli depuis des mois, …*
        analysis[c].relation == Relation::Acl
            && (analysis.words.get(head.next().index()).is_some_and(|w| w.form == ",")
                || is_infinitive(analysis, c))
    };
    !analysis.children(head).iter().any(|&c| {
        !set_off(c)
            && matches!(
                analysis[c].relation,
                Relation::Nmod
                    | Relation::Amod
                    | Relation::Compound
                    | Relation::Acl
                    | Relation::Flat
            )
            && analysis[c].pos != Pos::Det
            && !analysis[c].morphology.possessive
    })
}

fn dependents(analysis: &Analysis, head: WordId) -> Vec<WordId> {
    let lexicon = Lexicon::of(analysis.language);
    let mut found = vec![head];
    let mut next = 0;
    while next < found.len() && found.len() < MOST {
        let at = found[next];
        let is_inside = |&c: &WordId| match at == head {
            true => belongs_to_head(analysis, lexicon, head, c),
            false => belongs_below(analysis, lexicon, at, c),
        };
        found.extend(analysis.children(at).iter().copied().filter(is_inside));
        next += 1;
    }
    found.sort_unstable();
    found
}

fn belongs_to_head(analysis: &Analysis, lexicon: &Lexicon, head: WordId, child: WordId) -> bool {
    let word = &analysis[child];
    match word.relation {
        Relation::Det
        | Relation::Nummod
        | Relation::Compound
        | Relation::Flat
        | Relation::Fixed
        | Relation::Amod => true,
        Relation::Nmod => is_complement(analysis, lexicon, head, child),
        Relation::Appos => child > head && is_noun(word.pos),
        Relation::Advmod => child < head && child.next() == head,
        Relation::Acl => child > head && is_defining(analysis, lexicon, child),
        // The mark of a possessor (*the army's*) is no part of whom it means.
        _ => false,
    }
}

fn belongs_below(analysis: &Analysis, lexicon: &Lexicon, at: WordId, child: WordId) -> bool {
    let word = &analysis[child];
    match word.relation {
        Relation::Parataxis | Relation::Advcl | Relation::Ccomp | Relation::Discourse => false,
        Relation::Nmod => is_complement(analysis, lexicon, at, child),
        Relation::Acl => is_defining(analysis, lexicon, child),
        _ => word.subtype != Subtype::Relative,
    }
}

/// Whether a noun that depends on another is its complement (*chef de la police*), not a
/// circumstance (*chef à Paris*) or a time.
pub(super) fn is_complement(
    analysis: &Analysis,
    lexicon: &Lexicon,
    noun: WordId,
    child: WordId,
) -> bool {
    if analysis[child].subtype == Subtype::Temporal {
        return false;
    }
    let Some(case) = analysis.child_by(child, Relation::Case) else {
        // *Fait du président un héros*: what has an article of its own stands apart.
        return !analysis[child].form.starts_with(|c: char| c.is_ascii_digit())
            && analysis.child_by(child, Relation::Det).is_none();
    };
    if case > child {
        return true;
    }
    match lexicon.phrase_word(&analysis[case]) {
        Some(PhraseWord::Complement) => true,
        Some(PhraseWord::Adjacent) => noun.next() == case && analysis[noun].pos == Pos::Noun,
        _ => false,
    }
}

/// Whether a participle tells what a body is: *rebelles soutenus par*, *armé de*.
fn is_defining(analysis: &Analysis, lexicon: &Lexicon, participle: WordId) -> bool {
    analysis[participle].subtype != Subtype::Relative
        && matches!(
            lexicon.phrase_word(&analysis[participle]),
            Some(PhraseWord::Leads | PhraseWord::Defines)
        )
}

fn is_noun(pos: Pos) -> bool {
    matches!(pos, Pos::Noun | Pos::Propn | Pos::X | Pos::Num | Pos::Adj)
}

/// Takes signs off the ends, and half contractions off the start (*du maire*), and gives
/// a bracket or quotation mark inside its other half.
fn trim(analysis: &Analysis, head: WordId, range: WordRange, sentence: WordRange) -> WordRange {
    let WordRange { mut start, mut end } = range;
    let form = |w: u32| analysis.words[w as usize].form.as_ref();
    let is_outside = |w: u32| {
        let word = &analysis.words[w as usize];
        // *Au moins sept personnes, at least seven people*: of the number, not of the noun.
        let of_number = word.pos == Pos::Adp
            && word.head.is_some_and(|h| {
                let adverb = matches!(analysis[h].pos, Pos::Adj | Pos::Adv);
                let fixed = || analysis.child_by(WordId(w), Relation::Fixed).is_some();
                h.0 > w && h < head && (adverb || fixed())
            });
        matches!(word.pos, Pos::Punct | Pos::Cconj | Pos::Adp | Pos::Sconj) && !of_number
            || word.morphology.pron_type == Some(PronType::Rel)
    };
    while start < head.0 && is_outside(start) {
        start += 1;
    }
    while end > head.0 + 1 && analysis.words[end as usize - 1].pos == Pos::Punct {
        end -= 1;
    }
    while start < head.0
        && start > sentence.start
        && analysis.words[start as usize].token == analysis.words[start as usize - 1].token
    {
        start += 1;
    }
    let stray = |w: u32| {
        (form(w) == "»" && !(start..w).any(|o| form(o) == "«"))
            || (form(w) == ")" && !(start..w).any(|o| form(o) == "("))
    };
    if let Some(at) = (head.0 + 1..end).find(|&w| stray(w)) {
        end = at;
    }
    for (open, close) in [("(", ")"), ("«", "»"), ("[", "]"), ("“", "”")] {
        let count = |sign: &str| (start..end).filter(|&w| form(w) == sign).count();
        if count(open) > count(close) {
            if end < sentence.end && form(end) == close {
                end += 1;
            } else if let Some(at) = (head.0 + 1..end).rev().find(|&w| form(w) == open) {
                end = at;
            }
        }
    }
    while end > head.0 + 1 && form(end - 1) == "," {
        end -= 1;
    }
    WordRange { start, end }
}
