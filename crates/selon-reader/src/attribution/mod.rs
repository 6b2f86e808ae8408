//! Statements that the report gives to somebody: source, cue, content (PARC, PolNeAR).
//!
//! Each kind of cue is a module of its own: verbs ([`verb`]), prepositions
//! ([`phrase`]), nouns ([`noun`]), colons ([`colon`]), and quotations that have no cue
//! ([`unmarked`]).
//! Where something begins and ends is told by the tree together with punctuation
//! and quotation marks, because either alone is wrong too often. The words that cue
//! stand in tables ([`lexicon`]).

mod cited;
mod colon;
mod deeds;
mod holders;
mod kind;
mod learned;
mod lexicon;
mod noun;
mod noun_phrase;
mod phrase;
mod quotation;
mod source;
#[cfg(test)]
mod tests;
mod text;
mod transcript;
mod unmarked;
mod verb;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use selon_language::{Analysis, Pos, Relation, WordId, WordRange};
use selon_model::ByteSpan;
use selon_model::reading::SourceKind;

pub use holders::Holders;
pub use lexicon::Force;

use crate::actor::Actors;
use lexicon::{Lexicon, Role};
use text::Text;

/// A statement that the report gives to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributionMention {
    /// Who is said to say it; none if it is implicit.
    pub source: Option<Source>,
    /// The words that give it to them.
    pub cue: Option<ByteSpan>,
    /// The verb or noun of the cue.
    pub cue_head: Option<WordId>,
    /// What is said: spans in the order of the text, not overlapping.
    pub content: Vec<ByteSpan>,
    /// The words of the content, in the same pieces.
    pub content_words: Vec<WordRange>,
    /// What the source is.
    pub source_kind: SourceKind,
    /// The attribution that this one stands in, by its place in the list.
    pub inside: Option<usize>,
}

/// Who is said to say something.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The word that the others depend on.
    pub head: WordId,
    /// Where it stands.
    pub span: ByteSpan,
}

impl AttributionMention {
    /// Whether the word is part of what is said.
    pub fn holds(&self, word: WordId) -> bool {
        self.content_words.iter().any(|r| r.contains(word))
    }

    /// How many words are said.
    fn words(&self) -> usize {
        self.content_words.iter().map(|r| r.len()).sum()
    }
}

/// A statement while it is being looked for.
#[derive(Clone, Debug)]
struct Found {
    /// The head of the noun phrase that names who says it.
    source: Option<WordId>,
    /// Empty if there is no cue.
    cue: WordRange,
    /// The word that the rest of the cue depends on; without a cue, the first word.
    head: WordId,
    /// In the order of the text.
    content: Vec<WordRange>,
    /// Where the words that name the source end, if later than its noun phrase.
    source_end: Option<u32>,
}

impl Found {
    fn words(&self) -> usize {
        self.content.iter().map(|c| c.len()).sum()
    }

    fn start(&self) -> u32 {
        let source = self.source.map_or(u32::MAX, |s| s.0);
        let content = self.content.first().map_or(u32::MAX, |c| c.start);
        source.min(content).min(self.head.0)
    }
}

/// Finds the attributions of a text, in its order.
pub fn find(analysis: &Analysis, actors: &Actors) -> Vec<AttributionMention> {
    let text = Text::new(analysis, actors);
    let mut found = Vec::new();
    verb::find(&text, &mut found);
    learned::find(&text, &mut found);
    phrase::find(&text, &mut found);
    noun::find(&text, &mut found);
    quoted_sources(&text, &mut found);
    colon::find(&text, &mut found);
    transcript::find(&text, &mut found);
    found.sort_by_key(|f| f.head);
    unmarked::find(&text, &mut found);
    let mut mentions: Vec<AttributionMention> =
        settle(&text, found).into_iter().filter_map(|f| mention(&text, f)).collect();
    let cited = cited::add(&text, &mut mentions);
    let mut mentions = mentions.nested();
    for (outer, inner) in cited {
        let place = |head| mentions.iter().position(|m| m.cue_head == Some(head));
        if let (Some(outer), Some(inner)) = (place(outer), place(inner)) {
            mentions[inner].inside = Some(outer);
        }
    }
    deeds::tell_kinds(&text, &mut mentions);
    mentions
}

/// *Selon des responsables cités par X*: X says that they say it.
fn quoted_sources(text: &Text, found: &mut Vec<Found>) {
    let analysis = text.analysis;
    let mut outer = Vec::new();
    for inner in found.iter() {
        let Some(source) = inner.source else { continue };
        // By the tree, or right after the source with a comma between.
        let end = text.sentence(source).end.min(source.0 + 16);
        let near = (source.0 + 1..end.saturating_sub(1))
            .map(WordId)
            .take_while(|&w| !text.is_finite_form(w))
            .filter(|w| text.has_role(w.next(), Role::Agent));
        let participles: BTreeSet<WordId> = analysis
            .children(source)
            .iter()
            .copied()
            .filter(|&c| analysis[c].relation == Relation::Acl)
            .chain(near)
            .collect();
        for participle in participles {
            if !text.lexicon.lemma_has(analysis, participle, Role::Quoting) {
                continue;
            }
            // *Joint par téléphone*: by what is nobody.
            let Some(agent) = text.agent(participle).filter(|&agent| text.can_speak(agent)) else {
                continue;
            };
            let start =
                inner.content.first().map_or(inner.cue.start, |c| c.start).min(inner.cue.start);
            let before = inner.content.last().map_or(0, |c| c.end) <= inner.cue.start;
            let content = if participle < WordId(inner.cue.start) && !before {
                // *Un témoin cité par X a estimé que …*
                inner.content.clone()
            } else if before {
                vec![text.trim(WordRange { start, end: participle.0 })]
            } else {
                // *D'après le maire, cité par une radio, …*: that the mayor says so.
                let whose = text.trim(WordRange { start: inner.cue.start, end: participle.0 });
                std::iter::once(whose).chain(inner.content.iter().copied()).collect()
            };
            outer.push(Found {
                source: Some(agent),
                cue: WordRange { start: participle.0, end: participle.0 + 1 },
                head: participle,
                content,
                source_end: None,
            });
        }
    }
    // The participle may have been taken for a statement about the source itself.
    let participles: BTreeSet<WordId> = outer.iter().map(|o: &Found| o.head).collect();
    found.retain(|f| !participles.contains(&f.head));
    found.extend(outer);
}

/// Puts statements in order and drops those that say the same.
fn settle(text: &Text, mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|f| (f.start(), Reverse(f.words()), f.head));
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    for f in found {
        match kept.iter_mut().rev().take(8).find(|k| k.content == f.content) {
            // Who denies what another says.
            Some(same)
                if same.source != f.source
                    && (force(text.analysis, f.head) == Some(Force::Deny)
                        || force(text.analysis, same.head) == Some(Force::Deny)
                        || passes_on(text.analysis, f.head)
                        || passes_on(text.analysis, same.head)) =>
            {
                kept.push(f);
            }
            Some(same) if same.source.is_none() && f.source.is_some() => *same = f,
            Some(_) => {}
            None => kept.push(f),
        }
    }
    kept
}

fn mention(text: &Text, found: Found) -> Option<AttributionMention> {
    let mut words: Vec<WordRange> = Vec::new();
    for piece in &found.content {
        match words.last_mut() {
            Some(last) if piece.start < last.end => last.end = last.end.max(piece.end),
            _ => words.push(*piece),
        }
    }
    let content: Vec<ByteSpan> = words.iter().filter_map(|&w| text.span(w)).collect();
    if content.is_empty() || content.len() != words.len() {
        return None;
    }
    let mut described = None;
    let source = found.source.map(|head| text.head_of_name(head)).and_then(|head| {
        let mut phrase = text.noun_phrase(head);
        if let Some(document) = text.document_of(head, found.cue.end) {
            phrase.start = phrase.start.min(text.noun_phrase(document).start);
        }
        // *Nombre d'officiers estimant que …*: with the noun that counts them.
        if let Some(part) = text.part_of(head) {
            phrase.start = phrase.start.min(text.noun_phrase(part).start);
        }
        // *The relief office estimates*, taken for a noun: its article is that of who speaks.
        if found.head == head.next() && text.lexicon.ends_clause(text.analysis, found.head) {
            let words = text.analysis.children(found.head).iter().filter(|&&c| {
                let relation = text.analysis[c].relation;
                c < head && !matches!(relation, Relation::Punct | Relation::Cc)
            });
            phrase.start = words.map(|w| w.0).fold(phrase.start, u32::min);
        }
        phrase.end = phrase::before_other_number(text, phrase.end, head);
        phrase.end = text.with_stray_apposition(head, phrase.end);
        phrase.end = found.source_end.map_or(phrase.end, |end| end.max(phrase.end));
        phrase = text.without_medium(text.without_contraction(phrase), head);
        // *15 000 (police), 40 000 (syndicats)*: a source in a bracket ends there.
        let bracket = (head.0 + 1..phrase.end).find(|&w| text.is(w, &["(", ")"]));
        if let Some(close) = bracket.filter(|&w| found.cue.is_empty() && text.is(w, &[")"])) {
            phrase.end = close;
        }
        // A phrase that runs into the cue is the tree's mistake.
        if !found.cue.is_empty() && phrase.start <= found.cue.start && found.cue.start < phrase.end
        {
            if head.0 < found.cue.start {
                phrase.end = found.cue.start;
            } else {
                phrase.start = found.cue.end;
            }
        }
        for piece in &words {
            if piece.contains(head) {
                continue;
            }
            if piece.start > head.0 {
                phrase.end = phrase.end.min(piece.start);
            } else if piece.end <= head.0 {
                phrase.start = phrase.start.max(piece.end);
            }
        }
        // *Accused by the union of fraud*: the preposition of what follows.
        while phrase.end > head.0 + 1
            && matches!(text.analysis[WordId(phrase.end - 1)].pos, Pos::Adp | Pos::Cconj)
        {
            phrase.end -= 1;
        }
        // *Le ministre, lui, évoque …*
        if phrase.end >= head.0 + 3
            && text.is(phrase.end - 2, &[","])
            && text.analysis[WordId(phrase.end - 1)].pos == Pos::Pron
        {
            phrase.end -= 2;
        }
        // *The governor, for his part, reported …*
        let aside = (head.0 + 1..phrase.end).take(20).find(|&w| {
            let words = text.lexicon.phrase(text.analysis, WordId(w), Role::Aside);
            words.is_some_and(|words| {
                let end = w + words as u32;
                end == phrase.end || end + 1 == phrase.end && text.is(end, &[","])
            })
        });
        phrase.end = aside.unwrap_or(phrase.end);
        // *…, dont le maire, qui indique que …*
        while phrase.start < head.0 && text.is_relative(WordId(phrase.start)) {
            phrase.start += 1;
        }
        let phrase = text.with_whole_quotations(text.with_brackets(text.trim(phrase)));
        described = text.kind_by_description(head, phrase);
        Some(Source { head, span: without_hyphen(text, text.span(phrase)?) })
    });
    let mut source_kind = source.as_ref().map_or(SourceKind::Unnamed, |s| text.kind_of(s.head));
    if source_kind == SourceKind::PrivatePerson {
        source_kind = described.unwrap_or(source_kind);
    }
    // *« … », témoigne un lycéen*: who bears witness was there.
    if source_kind == SourceKind::PrivatePerson
        && text.lexicon.lemma_has(text.analysis, found.head, Role::Witness)
    {
        source_kind = SourceKind::Witness;
    }
    let cue = text.span(found.cue);
    Some(AttributionMention {
        source,
        cue,
        cue_head: cue.map(|_| found.head),
        content,
        content_words: words,
        source_kind,
        inside: None,
    })
}

/// *A-t-il dit*: the pronoun without what joins it to the verb.
fn without_hyphen(text: &Text, span: ByteSpan) -> ByteSpan {
    let words = span.of(text.analysis.text);
    let joint = ["-t-", "-"].into_iter().find(|j| words.starts_with(j) && words.len() > j.len());
    ByteSpan { start: span.start + joint.map_or(0, |j| j.len() as u32), ..span }
}

trait Nested {
    fn nested(self) -> Self;
}

impl Nested for Vec<AttributionMention> {
    /// Sets for each statement the smallest one whose content holds its cue and its content.
    fn nested(mut self) -> Self {
        for i in 0..self.len() {
            let inner = &self[i];
            let head = inner.cue_head.or(inner.content_words.first().map(|w| WordId(w.start)));
            let Some(head) = head else { continue };
            let first = inner.content_words.first().map(|w| WordId(w.start));
            // Statements are in the order of the text: what holds this one stands near.
            let near = i.saturating_sub(24)..(i + 8).min(self.len());
            let outer = near
                .filter(|&j| j != i)
                .filter(|&j| {
                    self[j].holds(head)
                        && first.is_none_or(|f| self[j].holds(f))
                        && self[j].words() > inner.words()
                })
                .min_by_key(|&j| self[j].words());
            self[i].inside = outer;
        }
        self
    }
}

/// What is done by saying it, if the word is the head of a cue.
pub fn force(analysis: &Analysis, cue_head: WordId) -> Option<Force> {
    let lexicon = Lexicon::of(analysis.language);
    lexicon
        .verb(analysis, cue_head)
        .map(|(cue, _)| cue.force)
        .or_else(|| lexicon.noun(analysis, cue_head).map(|cue| cue.force))
}

/// Whether the word is a quotation mark.
pub fn is_quotation_mark(analysis: &Analysis, word: WordId) -> bool {
    quotation::is_mark(analysis, word)
}

/// Whether who stands with this cue only passes on what another says: *cité par*, *quoted by*.
pub fn passes_on(analysis: &Analysis, cue_head: WordId) -> bool {
    Lexicon::of(analysis.language).lemma_has(analysis, cue_head, Role::Quoting)
}
