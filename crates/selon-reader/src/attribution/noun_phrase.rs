//! The words of a noun phrase that names who speaks: appositions inside, clauses outside.

use selon_language::morphology::{Definite, VerbForm};
use selon_language::{NameKind, Pos, Relation, Subtype, WordId, WordRange};

use super::lexicon::Role;
use super::text::Text;

impl Text<'_> {
    /// The words of a noun phrase, without clauses that depend on it and without
    /// the preposition before it.
    pub(super) fn noun_phrase(&self, head: WordId) -> WordRange {
        let analysis = self.analysis;
        let mut words = WordRange { start: head.0, end: head.0 + 1 };
        if let Some(name) = analysis.name_of(head) {
            words.start = words.start.min(name.words.start);
            words.end = words.end.max(name.words.end);
            // A title that the tree hangs on the verb beside the name (*Col. John Reed*, *the
            // novelist Anna Hill*).
            let beside = WordId(words.start).previous().filter(|&w| {
                let word = &analysis[w];
                word.sentence == analysis[head].sentence
                    && word.head == analysis[head].head
                    && word.relation == analysis[head].relation
                    && matches!(word.pos, Pos::Propn | Pos::Noun)
                    && analysis.name_of(w).is_none_or(|n| n.kind == NameKind::Person)
                    && analysis.children(w).iter().all(|&c| c < w || analysis[c].pos == Pos::Punct)
            });
            words.start = beside.map_or(words.start, |w| self.reach(w).start);
        }
        for &child in analysis.children(head) {
            let reach = self.reach(child);
            match analysis[child].relation {
                Relation::Acl if self.is_office(child) || self.names(child, head) => {
                    words.end = words.end.max(reach.end);
                }
                Relation::Acl
                | Relation::Advcl
                | Relation::Ccomp
                | Relation::Parataxis
                | Relation::Punct
                | Relation::Mark
                | Relation::Nsubj
                | Relation::Cop
                | Relation::Aux
                | Relation::Case
                | Relation::Cc
                | Relation::Advmod => {}
                Relation::Appos | Relation::Conj
                    if analysis[child].pos == Pos::Verb || self.has_verb(child) => {}
                // *…, une ONG basée à Londres*
                Relation::Appos | Relation::Nmod if self.is_description(child, reach) => {}
                _ => {
                    words.start = words.start.min(reach.start);
                    words.end = words.end.max(reach.end);
                }
            }
        }
        // A clause about a complement is none of it either (*l'une des élues du port, qui …*).
        let relative = (head.0 + 1..words.end.min(head.0 + 40))
            .find(|&w| self.is(w, &[","]) && self.is_relative_after(w));
        words.end = relative.map_or(words.end, |w| w.max(head.0 + 1));
        words
    }

    /// *A déclaré à Radio Nord Karim Noor, porte-parole du parti*: with what the name is said to be
    /// after a comma, where the tree gives both to the name of the medium before it.
    pub(super) fn with_stray_apposition(&self, name: WordId, end: u32) -> u32 {
        let analysis = self.analysis;
        let own = analysis.name_of(name).map(|n| n.words);
        let other = analysis[name].head.filter(|&h| {
            analysis[name].relation == Relation::Flat
                && h < name
                && own.is_some_and(|words| !words.contains(h))
        });
        let told = other.filter(|_| self.is(end, &[","])).and_then(|medium| {
            analysis
                .children_by(medium, Relation::Appos)
                .find(|&c| analysis[c].pos == Pos::Noun && self.reach(c).start == end + 1)
        });
        told.map_or(end, |noun| self.reach(noun).end.max(end))
    }

    /// A noun set off by a comma, with an article that says it is new and a participle of its
    /// own: it describes.
    fn is_description(&self, noun: WordId, reach: WordRange) -> bool {
        let analysis = self.analysis;
        let some = analysis
            .children_by(noun, Relation::Det)
            .any(|d| analysis[d].morphology.definite == Some(Definite::Ind));
        let participle = analysis
            .children_by(noun, Relation::Acl)
            .any(|c| analysis[c].subtype != Subtype::Relative);
        reach.start > 0 && self.is(reach.start - 1, &[","]) && some && participle
    }

    /// *The alliance known as the Northern Front*.
    fn names(&self, participle: WordId, noun: WordId) -> bool {
        let analysis = self.analysis;
        let end = self.reach(participle).end;
        participle == noun.next()
            && self.lexicon.lemma_has(analysis, participle, Role::Naming)
            && analysis[participle].morphology.verb_form == Some(VerbForm::Part)
            && (participle.0 + 1..end).any(|w| analysis.name_of(WordId(w)).is_some())
    }

    fn is_relative_after(&self, comma: u32) -> bool {
        let next = WordId(comma + 1);
        self.analysis.words.get(next.index()).is_some() && self.is_relative(next)
    }

    /// *Karim Noor, attaché de presse du maire*: an office that looks like a participle.
    pub(super) fn is_office(&self, word: WordId) -> bool {
        let analysis = self.analysis;
        let form = analysis[word].morphology.verb_form;
        analysis[word].pos == Pos::Verb
            && form == Some(VerbForm::Part)
            && word.0 > 0
            && self.is(word.0 - 1, &[","])
            && self.has_role(word.next(), Role::Of)
            && self.lexicon.office(analysis, word).is_some()
    }

    /// *Aux dires des habitants*: the article in a contraction is none of the phrase.
    pub(super) fn without_contraction(&self, words: WordRange) -> WordRange {
        let analysis = self.analysis;
        let shared = words.len() > 1
            && words.start > 0
            && analysis[WordId(words.start)].token == analysis[WordId(words.start - 1)].token;
        WordRange { start: words.start + u32::from(shared), end: words.end }
    }

    /// *Le gouverneur sur Telegram*: where something is said is no part of who says it.
    pub(super) fn without_medium(&self, words: WordRange, head: WordId) -> WordRange {
        let analysis = self.analysis;
        let medium = (head.0 + 1..words.end.saturating_sub(1)).find(|&w| {
            self.has_role(WordId(w), Role::Medium) && analysis[WordId(w + 1)].pos == Pos::Propn
        });
        WordRange { start: words.start, end: medium.unwrap_or(words.end) }
    }

    fn has_verb(&self, noun: WordId) -> bool {
        let analysis = self.analysis;
        analysis
            .children(noun)
            .iter()
            .any(|&c| matches!(analysis[c].relation, Relation::Nsubj | Relation::Cop))
    }
}
