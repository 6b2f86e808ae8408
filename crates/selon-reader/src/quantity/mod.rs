//! Counted quantities as intervals.
//!
//! *Au moins 12* is 12 or more, *environ 50* is 45 to 55, *des dizaines* is 20 or
//! more: what the words leave open stays open. `lang/*/numbers.tsv` tells the words
//! of a language, [`interval`] what they do, [`scan`] where they stand, [`uncounted`] which of
//! them count nothing.

mod interval;
mod scan;
#[cfg(test)]
mod tests;
mod uncounted;

use selon_language::morphology::PronType;
use selon_language::{Analysis, Pos, Relation, WordId, WordRange};
use selon_model::{ByteSpan, Language};

use crate::scan::number::number_words;
use crate::scan::{atom, words_at};
use crate::time::Expressions;

/// A counted quantity: *au moins 12 morts*, *une centaine de blessés*, *a soldier*.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The words of the number with what makes it an interval (*au moins 12*).
    pub words: WordRange,
    /// Where they stand.
    pub span: ByteSpan,
    /// At least so many; none if open.
    pub low: Option<u64>,
    /// At most so many; none if open.
    pub high: Option<u64>,
    /// The noun that is counted, if one is said (*12* of *12 et 30 blessés* has none of its own).
    pub counted: Option<WordId>,
    /// What it is a quantity of.
    pub kind: QuantityKind,
}

/// What a quantity is a quantity of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityKind {
    /// Things or people that are counted in digits, words or by *plusieurs, dozens*.
    Count,
    /// One, by an article or singular determiner alone: *un soldat*, *a soldier*.
    Article,
    /// A measure: years of age, kilometres, hours, per cent, money; no count.
    Measure,
    /// An ordinal, a model or page number, a year; no count.
    Other,
}

/// Finds the quantities of a text, in order; they do not overlap.
pub fn find(analysis: &Analysis) -> Vec<Quantity> {
    find_in(analysis, &Expressions::of(analysis.text, analysis.language))
}

/// As [`find`], of expressions of time that are found already.
pub(crate) fn find_in(analysis: &Analysis, expressions: &Expressions) -> Vec<Quantity> {
    let atoms = &expressions.atoms;
    let times = expressions.spans(analysis.language);
    let mut found = Vec::new();
    let mut covered = 0;
    for scanned in scan::scan(number_words(analysis.language), atoms, &times) {
        let span = atoms[scanned.atoms.0].span.cover(atoms[scanned.atoms.1 - 1].span);
        let Some(words) = words_at(analysis, span) else { continue };
        // Two numbers of one token, as in a number of telephone, stay one quantity.
        if words.start < covered {
            continue;
        }
        covered = words.end;
        let core = atoms[scanned.core.0].span.cover(atoms[scanned.core.1 - 1].span);
        let core = words_at(analysis, core).unwrap_or(words);
        let counts = matches!(scanned.kind, QuantityKind::Count | QuantityKind::Article);
        let counted = if counts { counted(analysis, core, words.end) } else { None };
        if scanned.kind == QuantityKind::Article && counted.is_none() {
            continue;
        }
        let (low, high) = (scanned.low, scanned.high);
        found.push(Quantity { words, span, low, high, counted, kind: scanned.kind });
    }
    found
}

/// A number or an interval of numbers, whatever it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberInterval {
    /// Where it stands, with the words that make an interval of it.
    pub span: ByteSpan,
    /// At least so many; none if open.
    pub low: Option<f64>,
    /// At most so many; none if open.
    pub high: Option<f64>,
}

/// The numbers of a text in digits or words, each by itself, whatever they count, in order.
pub fn numbers(text: &str, language: Language) -> Vec<(ByteSpan, f64)> {
    let atoms = atom::atoms(text);
    let found = scan::numbers(number_words(language), &atoms).into_iter();
    found.map(|(from, to, value)| (atoms[from].span.cover(atoms[to - 1].span), value)).collect()
}

/// The numbers and intervals of numbers of a text, whatever they count, in order. Unlike
/// [`find`] it tells no units, counted nouns or dates apart.
pub fn intervals(text: &str, language: Language) -> Vec<NumberInterval> {
    let atoms = atom::atoms(text);
    let found = scan::scan(number_words(language), &atoms, &[]).into_iter();
    let told = found.filter(|s| s.told.0 < s.told.1);
    told.map(|s| {
        let span = atoms[s.told.0].span.cover(atoms[s.told.1 - 1].span);
        NumberInterval { span, low: s.interval.low, high: s.interval.high }
    })
    .collect()
}

/// How many words behind a number its noun is looked for.
const REACH: u32 = 7;

/// The noun that the number of these words counts: what the number modifies, what
/// stands behind *de, of* under it, else the next noun before the clause goes on.
fn counted(analysis: &Analysis, number: WordRange, after: u32) -> Option<WordId> {
    let is_noun = |w: WordId| matches!(analysis[w].pos, Pos::Noun | Pos::Propn);
    let sentence = analysis[WordId(number.start)].sentence;
    let near = |w: WordId| {
        !number.contains(w)
            && analysis[w].sentence == sentence
            && w.0 < after + REACH
            && !is_in_bracket_behind(analysis, number.end, w)
    };
    for w in number.iter().rev() {
        let word = &analysis[w];
        if matches!(
            word.relation,
            Relation::Nummod | Relation::Det | Relation::Amod | Relation::Compound
        ) && let Some(head) = word.head
            && head.0 >= number.end
            && near(head)
            && (is_noun(head) || analysis[head].pos == Pos::Adj)
        {
            return Some(of_group(analysis, head));
        }
    }
    for w in number.iter().rev() {
        let under = analysis.children_by(w, Relation::Nmod).find(|&c| {
            c.0 >= number.end
                && near(c)
                && is_noun(c)
                && analysis
                    .child_by(c, Relation::Case)
                    .is_some_and(|case| !is_class(analysis, case, "told_by"))
        });
        if under.is_some() {
            return under;
        }
    }
    // The tree is of no help: the next noun, if only words that may stand between
    // a number and its noun come first.
    // *Un autre*, *six others*, *a third* stand for it where no noun does.
    let mut other = None;
    for w in (after..after + REACH).map(WordId) {
        let Some(word) = analysis.words.get(w.index()).filter(|w| w.sentence == sentence) else {
            break;
        };
        let nth = is_class(analysis, w, "ordinal") && !is_class(analysis, WordId(w.0 + 1), "of");
        if is_class(analysis, w, "other") || w.0 == after && nth {
            other = other.or(Some(w));
            continue;
        }
        match word.pos {
            Pos::Noun | Pos::Propn => return Some(w),
            // *60 this month*
            Pos::Det if word.morphology.pron_type == Some(PronType::Dem) => break,
            Pos::Adj | Pos::Det | Pos::Num => {}
            Pos::Adp if w.0 == after && is_class(analysis, w, "of") => {}
            Pos::Verb if word.head.is_some_and(|h| h > w && is_noun(h)) => {}
            _ => break,
        }
    }
    other
}

/// *15 000 (police)*: who counts stands in the bracket, not who is counted.
fn is_in_bracket_behind(analysis: &Analysis, end: u32, word: WordId) -> bool {
    let form = |w: u32| analysis.words.get(w as usize).map(|w| &*w.form);
    form(end) == Some("(") && word.0 > end && (end + 1..word.0).all(|w| form(w) != Some(")"))
}

/// *Members* of *members of the group* counts as itself; *groups of fighters* too.
/// Only a head that is itself a number word gives way to what stands under it.
fn of_group(analysis: &Analysis, head: WordId) -> WordId {
    let lexicon = number_words(analysis.language);
    let cut = atom::atoms(&analysis[head].form);
    let group = lexicon.at(&cut, 0).any(|h| matches!(h.class, "group" | "groups" | "scale"));
    let under = analysis.children_by(head, Relation::Nmod).find(|&c| c > head);
    if group { under.unwrap_or(head) } else { head }
}

/// Whether the word is of this class in the table of numbers.
fn is_class(analysis: &Analysis, word: WordId, class: &str) -> bool {
    let Some(word) = analysis.words.get(word.index()) else { return false };
    let cut = atom::atoms(&word.form);
    let hit = number_words(analysis.language).class_at(&cut, 0, class);
    hit.is_some_and(|h| h.end == cut.len())
}
