//! What the language core finds in a text.
//!
//! A *token* is a piece of the text; a *word* is what syntax counts. A token has
//! one word or, where words are contracted, several: *du* is one token and the two
//! words *de* and *le*, which share its span.

use std::borrow::Cow;
use std::ops::{Index, Range};

use selon_model::{ByteSpan, Language};

use crate::{Morphology, Pos, Relation, Subtype};

/// The number of a word in its analysis, in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

impl WordId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The word after, which may not exist.
    pub fn next(self) -> WordId {
        WordId(self.0 + 1)
    }

    /// The word before, if there is one.
    pub fn previous(self) -> Option<WordId> {
        self.0.checked_sub(1).map(WordId)
    }
}

/// Words that follow each other; end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordRange {
    /// The first word.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl WordRange {
    /// The words in order.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = WordId> + ExactSizeIterator + Clone {
        (self.start..self.end).map(WordId)
    }

    /// Whether the word is one of these.
    pub fn contains(self, word: WordId) -> bool {
        (self.start..self.end).contains(&word.0)
    }

    /// How many words.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// A piece of the text: a word, a number, a sign.
#[derive(Clone, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: ByteSpan,
    /// Its words, mostly one.
    pub words: WordRange,
}

/// A syntactic word.
#[derive(Clone, Debug)]
pub struct Word<'t> {
    /// The token that it is, or is a part of.
    pub token: u32,
    /// The sentence that it stands in.
    pub sentence: u32,
    /// Where its token stands.
    pub span: ByteSpan,
    /// As written; for a part of a contraction, as it would be written alone.
    pub form: Cow<'t, str>,
    /// Its lemma.
    pub lemma: Cow<'t, str>,
    /// Its universal part of speech.
    pub pos: Pos,
    /// Its features.
    pub morphology: Morphology,
    /// The number of its tag in the model, for measuring; 0 without a model.
    pub tag: u16,
    /// The word that it depends on; none for the root of a sentence.
    pub head: Option<WordId>,
    /// How it depends on it.
    pub relation: Relation,
    /// The subtype of the relation.
    pub subtype: Subtype,
}

/// A sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where it stands, without the white space around it.
    pub span: ByteSpan,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its words.
    pub words: WordRange,
    /// The paragraph that it stands in (paragraphs end at line breaks).
    pub paragraph: u32,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation, a group, an outlet.
    Organization,
    /// A place.
    Location,
}

/// A named entity.
#[derive(Clone, Debug)]
pub struct Name {
    /// Its words.
    pub words: WordRange,
    /// Where it stands.
    pub span: ByteSpan,
    /// What it names.
    pub kind: NameKind,
}

/// What the language core finds in a text.
#[derive(Clone, Debug)]
pub struct Analysis<'t> {
    /// The text.
    pub text: &'t str,
    /// The language that it was read in.
    pub language: Language,
    /// The sentences in order.
    pub sentences: Vec<Sentence>,
    /// The tokens in order.
    pub tokens: Vec<Token>,
    /// The words in order.
    pub words: Vec<Word<'t>>,
    /// The names in order; they do not overlap.
    pub names: Vec<Name>,
    child_start: Vec<u32>,
    child: Vec<WordId>,
}

impl<'t> Index<WordId> for Analysis<'t> {
    type Output = Word<'t>;

    fn index(&self, word: WordId) -> &Word<'t> {
        &self.words[word.index()]
    }
}

impl<'t> Analysis<'t> {
    /// Puts an analysis together and indexes the tree.
    pub fn new(
        text: &'t str,
        language: Language,
        sentences: Vec<Sentence>,
        tokens: Vec<Token>,
        words: Vec<Word<'t>>,
        names: Vec<Name>,
    ) -> Analysis<'t> {
        let mut child_start = vec![0u32; words.len() + 2];
        for word in &words {
            if let Some(head) = word.head {
                child_start[head.index() + 2] += 1;
            }
        }
        for i in 2..child_start.len() {
            child_start[i] += child_start[i - 1];
        }
        let mut child = vec![WordId(0); child_start[words.len() + 1] as usize];
        for (i, word) in words.iter().enumerate() {
            if let Some(head) = word.head {
                let at = &mut child_start[head.index() + 1];
                child[*at as usize] = WordId(i as u32);
                *at += 1;
            }
        }
        child_start.pop();
        Analysis { text, language, sentences, tokens, words, names, child_start, child }
    }

    /// The words that depend on this one, in the order of the text.
    pub fn children(&self, word: WordId) -> &[WordId] {
        &self.child
            [self.child_start[word.index()] as usize..self.child_start[word.index() + 1] as usize]
    }

    /// The words that depend on this one by this relation.
    pub fn children_by(
        &self,
        word: WordId,
        relation: Relation,
    ) -> impl Iterator<Item = WordId> + '_ {
        self.children(word).iter().copied().filter(move |&c| self[c].relation == relation)
    }

    /// The first word that depends on this one by this relation.
    pub fn child_by(&self, word: WordId, relation: Relation) -> Option<WordId> {
        self.children_by(word, relation).next()
    }

    /// All words.
    pub fn word_ids(&self) -> impl DoubleEndedIterator<Item = WordId> + ExactSizeIterator + Clone {
        (0..self.words.len() as u32).map(WordId)
    }

    /// The sentence of a word.
    pub fn sentence_of(&self, word: WordId) -> &Sentence {
        &self.sentences[self[word].sentence as usize]
    }

    /// The root of a sentence.
    pub fn root(&self, sentence: &Sentence) -> Option<WordId> {
        sentence.words.iter().find(|&w| self[w].head.is_none())
    }

    /// The word and all that depends on it, directly or not, in the order of the text.
    pub fn subtree(&self, word: WordId) -> Vec<WordId> {
        self.subtree_without(word, |_| false)
    }

    /// As [`Analysis::subtree`], leaving out each dependent for which `leave_out`
    /// holds, with all that depends on it.
    pub fn subtree_without(&self, word: WordId, leave_out: impl Fn(WordId) -> bool) -> Vec<WordId> {
        let mut found = vec![word];
        let mut next = 0;
        while next < found.len() {
            let at = found[next];
            found.extend(self.children(at).iter().copied().filter(|&c| !leave_out(c)));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// The smallest span that covers these words, if there are any.
    pub fn span_of(&self, words: &[WordId]) -> Option<ByteSpan> {
        words.iter().map(|&w| self[w].span).reduce(ByteSpan::cover)
    }

    /// The span of words that follow each other, without what is contracted with the last
    /// (*Turkey's*: *Turkey*). Panics if there are none.
    pub fn span_of_name(&self, words: WordRange) -> ByteSpan {
        let mut span = self.span_of_range(words);
        if let Some(last) = words.iter().next_back() {
            let token = &self.tokens[self[last].token as usize];
            let form = &self[last].form;
            if token.words.end > words.end && token.span.of(self.text).starts_with(form.as_ref()) {
                span.end = token.span.start + form.len() as u32;
            }
        }
        span
    }

    /// The span of words that follow each other. Panics if there are none.
    pub fn span_of_range(&self, words: WordRange) -> ByteSpan {
        self.words[words.start as usize].span.cover(self.words[words.end as usize - 1].span)
    }

    /// Whether `ancestor` is the word itself or above it in the tree.
    pub fn is_under(&self, word: WordId, ancestor: WordId) -> bool {
        self.ancestors(word).any(|w| w == ancestor)
    }

    /// The word itself, its head, the head of that, up to the root. It ends on heads that
    /// go in a circle too, as no tree is deeper than its sentence is long.
    pub fn ancestors(&self, word: WordId) -> impl Iterator<Item = WordId> + '_ {
        let most = self.sentence_of(word).words.len();
        std::iter::successors(Some(word), |&w| self[w].head).take(most)
    }

    /// The words of a token at or after this byte, by binary search.
    pub fn word_at(&self, byte: u32) -> Option<WordId> {
        let token = self.tokens.partition_point(|t| t.span.end <= byte);
        self.tokens.get(token).map(|t| WordId(t.words.start))
    }

    /// The name that a word is part of.
    pub fn name_of(&self, word: WordId) -> Option<&Name> {
        let after = self.names.partition_point(|n| n.words.end <= word.0);
        self.names.get(after).filter(|n| n.words.contains(word))
    }
}
