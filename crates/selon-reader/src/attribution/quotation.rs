//! Quotations: what stands between quotation marks, over sentences if need be.

use selon_language::morphology::VerbForm;
use selon_language::{Analysis, Pos, WordId, WordRange};

/// What stands between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// With the marks.
    pub(super) words: WordRange,
    /// How many quotations it stands in.
    pub(super) depth: u32,
}

/// The quotations of a text, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Quotations {
    outer: Vec<Quotation>,
    inner: Vec<Quotation>,
    /// Single marks that open or close one, in order: elsewhere they are apostrophes.
    singles: Vec<WordId>,
}

/// How far the mark that closes a single one is looked for, in tokens.
const SINGLE_REACH: usize = 250;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    /// A mark that looks the same on both sides.
    Either,
    /// A single mark, which may be an apostrophe.
    Single,
}

fn mark(form: &str) -> Option<Mark> {
    Some(match form {
        "«" | "“" | "„" | "‟" | "<<" | "``" => Mark::Open,
        "»" | "”" | ">>" | "''" => Mark::Close,
        "\"" | "\"\"" => Mark::Either,
        _ => return None,
    })
}

/// Whether the word is a quotation mark.
pub(super) fn is_mark(analysis: &Analysis, word: WordId) -> bool {
    mark(&analysis[word].form).is_some()
}

impl Quotations {
    /// Finds the quotations of a text in one pass. A quotation that is not closed
    /// ends with its paragraph if the next paragraph opens with a mark again, else
    /// it is none.
    pub(super) fn find(analysis: &Analysis) -> Quotations {
        let mut found = Vec::new();
        let mut open: Vec<(WordId, Mark)> = Vec::new();
        let mut paragraph = 0;
        let mut sentence_of_last = u32::MAX;
        let mut last_mark = None;
        let mut singles = Vec::new();
        for (at, token) in analysis.tokens.iter().enumerate() {
            let word = WordId(token.words.start);
            let Some(first) = analysis.words.get(word.index()) else { continue };
            if first.sentence != sentence_of_last {
                sentence_of_last = first.sentence;
                let sentence = &analysis.sentences[first.sentence as usize];
                if sentence.paragraph != paragraph {
                    paragraph = sentence.paragraph;
                    let goes_on = matches!(mark(&first.form), Some(Mark::Open | Mark::Either));
                    if let (true, Some(&(start, _))) = (goes_on, open.first()) {
                        let words = WordRange { start: start.0, end: word.0 };
                        found.push(Quotation { words, depth: 0 });
                        open.clear();
                    } else if open.iter().any(|(_, m)| *m != Mark::Open) {
                        open.clear();
                    }
                }
            }
            let form = token.span.of(analysis.text);
            if is_single(form) {
                match open.last() {
                    Some(&(start, Mark::Single)) if closes_single(analysis, word) => {
                        open.pop();
                        singles.extend([start, word]);
                        let words = WordRange { start: start.0, end: word.0 + 1 };
                        found.push(Quotation { words, depth: open.len() as u32 });
                    }
                    Some((_, Mark::Single)) => {}
                    _ if opens_single(analysis, word, form) && is_closed(analysis, at) => {
                        open.push((word, Mark::Single));
                    }
                    _ => {}
                }
                continue;
            }
            let Some(mark) = mark(form) else { continue };
            // A mark written twice is one.
            let twice = mark == Mark::Either && last_mark == Some(token.span.start);
            last_mark = Some(token.span.end);
            if twice {
                continue;
            }
            let closes = match mark {
                Mark::Open => false,
                Mark::Close => true,
                Mark::Either => !open.is_empty() && !opens_here(analysis, word),
                Mark::Single => continue,
            };
            if !closes {
                open.push((word, mark));
            } else if let Some((start, _)) = open.pop() {
                let words = WordRange { start: start.0, end: word.0 + 1 };
                found.push(Quotation { words, depth: open.len() as u32 });
            }
        }
        found.sort_by_key(|q| (q.words.start, q.depth));
        // An outer mark that was never closed leaves its inner ones at a depth.
        singles.sort_unstable();
        let mut quotations = Quotations { singles, ..Quotations::default() };
        let mut end = 0;
        for quotation in found {
            if quotation.words.start >= end {
                end = quotation.words.end;
                quotations.outer.push(Quotation { depth: 0, ..quotation });
            } else {
                quotations.inner.push(quotation);
            }
        }
        quotations
    }

    /// Whether the word is a single mark that opens or closes a quotation.
    pub(super) fn is_single_mark(&self, word: WordId) -> bool {
        self.singles.binary_search(&word).is_ok()
    }

    /// The outermost quotations in order; they do not overlap.
    pub(super) fn outer(&self) -> &[Quotation] {
        &self.outer
    }

    /// The outermost quotation that holds a word, its marks included.
    pub(super) fn holding(&self, word: WordId) -> Option<Quotation> {
        let after = self.outer.partition_point(|q| q.words.end <= word.0);
        self.outer.get(after).copied().filter(|q| q.words.contains(word))
    }

    /// The innermost quotation that starts with this word.
    pub(super) fn starting(&self, word: WordId) -> Option<Quotation> {
        [&self.outer, &self.inner].into_iter().find_map(|list| {
            let at = list.partition_point(|q| q.words.start < word.0);
            list.get(at).copied().filter(|q| q.words.start == word.0)
        })
    }

    /// The quotation that ends with this word.
    pub(super) fn ending(&self, word: WordId) -> Option<Quotation> {
        let at = self.outer.partition_point(|q| q.words.end <= word.0);
        let outer = self.outer.get(at).filter(|q| q.words.end == word.0 + 1);
        let inner = || {
            let after = self.inner.partition_point(|q| q.words.start < word.0);
            self.inner[after.saturating_sub(8)..after].iter().find(|q| q.words.end == word.0 + 1)
        };
        outer.or_else(inner).copied()
    }
}

pub(super) fn is_single(form: &str) -> bool {
    matches!(form, "'" | "‘" | "’")
}

fn opens_single(analysis: &Analysis, word: WordId, form: &str) -> bool {
    form == "‘" || form == "'" && opens_here(analysis, word)
}

/// After punctuation, or before none of the word that it would be the apostrophe of.
fn closes_single(analysis: &Analysis, word: WordId) -> bool {
    let span = analysis[word].span;
    let before = analysis.text[..span.start as usize].chars().next_back();
    let after = analysis.text[span.end as usize..].chars().next();
    before.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?' | '…'))
        || before.is_some_and(|c| !c.is_whitespace())
            && after.is_none_or(|c| !c.is_alphanumeric())
            && analysis[word].pos != Pos::Part
}

/// Whether a single mark that opens is closed in its paragraph.
fn is_closed(analysis: &Analysis, token: usize) -> bool {
    let paragraph = |w: WordId| analysis.sentence_of(w).paragraph;
    let own = analysis.words.get(analysis.tokens[token].words.start as usize);
    let Some(own) = own.map(|_| paragraph(WordId(analysis.tokens[token].words.start))) else {
        return false;
    };
    analysis.tokens[token + 1..]
        .iter()
        .take(SINGLE_REACH)
        .filter(|t| (t.words.start as usize) < analysis.words.len())
        .take_while(|t| paragraph(WordId(t.words.start)) == own)
        .filter(|t| matches!(t.span.of(analysis.text), "'" | "’"))
        .any(|t| closes_single(analysis, WordId(t.words.start)))
}

/// Whether a mark that looks the same on both sides opens: white space before it
/// and none after.
fn opens_here(analysis: &Analysis, word: WordId) -> bool {
    let span = analysis[word].span;
    let before = analysis.text[..span.start as usize].chars().next_back();
    let after = analysis.text[span.end as usize..].chars().next();
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'))
        && after.is_some_and(|c| !c.is_whitespace())
}

/// Whether what is quoted says something: it has a verb, or several words.
pub(super) fn says_something(analysis: &Analysis, quotation: Quotation) -> bool {
    let words = quotation.words.iter().filter(|&w| analysis[w].pos != Pos::Punct).count();
    words >= 3 && has_finite_verb(analysis, quotation.words) || words >= 7
}

/// Whether there is a finite verb among the words, of which the first hundreds count.
pub(super) fn has_finite_verb(analysis: &Analysis, words: WordRange) -> bool {
    words.iter().take(300).any(|w| {
        let word = &analysis[w];
        matches!(word.pos, Pos::Verb | Pos::Aux)
            && (word.morphology.verb_form == Some(VerbForm::Fin) || word.morphology.mood.is_some())
    })
}
