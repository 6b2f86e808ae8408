//! Text to tokens, sentences and syntactic words.
//!
//! After the conventions of UD French-Sequoia and UD English-EWT. The scanner
//! ([`scan`]) cuts the text into tokens, a classifier ([`boundary`]) decides where
//! sentences end, tables and another classifier ([`contraction`]) tell contractions
//! apart from what looks like them. What is known of a language stands in
//! `lang/*/tokens.tsv`, what was learned from treebanks in `assets/models/`.
//!
//! All of it takes time linear in the length of the text, whatever the text is.

mod boundary;
mod candidate;
mod chars;
mod continuation;
mod contraction;
mod dateline;
mod layout;
#[doc(hidden)]
pub mod learning;
pub(crate) mod linear;
mod marks;
mod scan;
mod tables;

use std::borrow::Cow;
use std::sync::LazyLock;

use selon_model::{ByteSpan, Language};

use crate::analysis::{Sentence, Token, WordRange};

use candidate::CommonWords;
use contraction::Doubtful;
use layout::Layout;
use linear::Linear;
use scan::{Gap, Piece};
use tables::Tables;

/// No sentence has more words; longer ones are cut, at the best place.
pub const LONGEST_SENTENCE: usize = 256;

/// A word as cut from the text, before it is tagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentedWord<'t> {
    /// The number of its token.
    pub token: u32,
    /// As written; for a part of a contraction, as it would be written alone.
    pub form: Cow<'t, str>,
}

/// A text cut into sentences, tokens and words.
#[derive(Clone, Debug)]
pub struct Segments<'t> {
    /// The text.
    pub text: &'t str,
    /// The sentences in order; none is empty.
    pub sentences: Vec<Sentence>,
    /// The tokens in order. All characters that are seen belong to one.
    pub tokens: Vec<Token>,
    /// The words in order.
    pub words: Vec<SegmentedWord<'t>>,
}

/// What was learned for a language.
struct Models {
    /// Whether a sentence ends.
    boundaries: Linear,
    /// Words that capitals tell something of.
    common: CommonWords,
    /// Whether a token is a contraction.
    contractions: Linear,
}

static FRENCH: LazyLock<Models> = LazyLock::new(|| Models {
    boundaries: Linear::parse(include_str!("../../../../assets/models/sentences.fr.tsv")),
    common: CommonWords::parse(include_str!("../../../../assets/models/common-words.fr.txt")),
    contractions: Linear::parse(include_str!("../../../../assets/models/contractions.fr.tsv")),
});
static ENGLISH: LazyLock<Models> = LazyLock::new(|| Models {
    boundaries: Linear::parse(include_str!("../../../../assets/models/sentences.en.tsv")),
    common: CommonWords::parse(include_str!("../../../../assets/models/common-words.en.txt")),
    contractions: Linear::parse(""),
});

impl Models {
    fn of(language: Language) -> &'static Models {
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }
}

/// Cuts a text, at most 4 GiB long, into sentences, tokens and words.
pub fn segment(text: &str, language: Language) -> Segments<'_> {
    let tables = Tables::of(language);
    let models = Models::of(language);
    let scanned = scan::scan(text, tables);
    let layout = Layout::of(text, &scanned.lines);
    let ends = boundary::walk(text, &scanned, &layout, &models.common, tables, |candidate| {
        candidate::is_boundary(&models.boundaries, candidate)
    });
    let mut segments = Segments {
        text,
        sentences: Vec::with_capacity(scanned.pieces.len() / 16 + 1),
        tokens: Vec::with_capacity(scanned.pieces.len()),
        words: Vec::with_capacity(scanned.pieces.len() + scanned.pieces.len() / 8),
    };
    let mut paragraph = 0;
    let mut start = 0;
    for (i, _) in ends.iter().enumerate().filter(|(_, end)| **end) {
        let pieces = &scanned.pieces[start..=i];
        let broken = pieces[0].gap == Gap::Blank || pieces[0].gap == Gap::Line && !layout.wrapped;
        if start > 0 && broken {
            paragraph += 1;
        }
        segments.add_sentence(pieces, tables, models, paragraph);
        start = i + 1;
    }
    segments
}

impl<'t> Segments<'t> {
    fn add_sentence(
        &mut self,
        pieces: &[Piece],
        tables: &'static Tables,
        models: &Models,
        paragraph: u32,
    ) {
        let mut first = 0;
        let mut first_token = self.tokens.len();
        let mut first_word = self.words.len();
        for index in 0..pieces.len() {
            self.add_token(pieces, index, tables, models);
            // A token has two words at most.
            if self.words.len() - first_word >= LONGEST_SENTENCE - 1 && index + 1 < pieces.len() {
                // Cut at the best place and go on with the rest.
                let cut = best_cut(self.text, &pieces[first..=index]);
                let tokens = first_token + cut;
                let words = self.tokens[tokens - 1].words.end as usize;
                self.end_sentence(first_token..tokens, first_word..words, paragraph);
                (first, first_token, first_word) = (first + cut, tokens, words);
            }
        }
        let (tokens, words) = (self.tokens.len(), self.words.len());
        if tokens > first_token {
            self.end_sentence(first_token..tokens, first_word..words, paragraph);
        }
    }

    fn add_token(
        &mut self,
        pieces: &[Piece],
        index: usize,
        tables: &'static Tables,
        models: &Models,
    ) {
        let piece = &pieces[index];
        let form = piece.of(self.text);
        let token = self.tokens.len() as u32;
        let first_word = self.words.len() as u32;
        let mut add = |form| self.words.push(SegmentedWord { token, form });
        let contracted = || {
            contraction::contraction(form, tables).filter(|c| {
                let doubtful = Doubtful { text: self.text, pieces, index };
                !c.alone || contraction::is_contracted(&models.contractions, &doubtful)
            })
        };
        if piece.second > 0 {
            let (a, b) = form.split_at(usize::from(piece.second));
            add(contraction::seen(a, piece.has_unseen));
            add(contraction::seen(b, piece.has_unseen));
        } else if let Some(contraction) = contracted() {
            for word in contraction::words(form, contraction) {
                add(word);
            }
        } else {
            add(contraction::seen(form, piece.has_unseen));
        }
        self.tokens.push(Token {
            span: ByteSpan { start: piece.start, end: piece.end },
            words: WordRange { start: first_word, end: self.words.len() as u32 },
        });
    }

    fn end_sentence(
        &mut self,
        tokens: std::ops::Range<usize>,
        words: std::ops::Range<usize>,
        paragraph: u32,
    ) {
        self.sentences.push(Sentence {
            span: self.tokens[tokens.start].span.cover(self.tokens[tokens.end - 1].span),
            tokens: tokens.start as u32..tokens.end as u32,
            words: WordRange { start: words.start as u32, end: words.end as u32 },
            paragraph,
        });
    }
}

/// How many of these tokens, which are too many for a sentence, are best taken for
/// one: up to the last semicolon, line break, colon or comma of the second half.
fn best_cut(text: &str, pieces: &[Piece]) -> usize {
    let half = pieces.len() / 2;
    let last =
        |is_place: &dyn Fn(usize) -> bool| (half..pieces.len() - 1).rev().find(|&i| is_place(i));
    let sign = |i: usize| pieces[i].of(text);
    last(&|i| matches!(sign(i), "." | "!" | "?" | ";" | "..." | "…"))
        .or_else(|| last(&|i| pieces[i + 1].gap >= Gap::Line))
        .or_else(|| last(&|i| sign(i) == ":"))
        .or_else(|| last(&|i| sign(i) == ","))
        .or_else(|| last(&|i| pieces[i + 1].gap >= Gap::Space))
        .map_or(pieces.len(), |i| i + 1)
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod tests;
