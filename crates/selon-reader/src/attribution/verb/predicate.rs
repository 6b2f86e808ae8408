//! What is said of something: *qualifie X de Y*, *describes X as Y*, *se dit sans nouvelles*.

use selon_language::morphology::{Definite, PronType, VerbForm};
use selon_language::{Pos, Relation, WordId, WordRange};

use super::super::lexicon::Role;
use super::Cue;

impl Cue<'_> {
    /// *Qualifie X de Y*, *describes X as Y*: X and Y.
    pub(super) fn predicate(&self) -> Option<Vec<WordRange>> {
        let text = self.text;
        let analysis = text.analysis;
        let frames = &self.entry.frames;
        let object = analysis.child_by(self.verb, Relation::Obj);
        let predicate = self.predicate_of(self.verb).or_else(|| self.predicate_in(object?));
        let predicate = predicate.filter(|&p| !frames.names || analysis[p].pos == Pos::Propn);
        let Some(predicate) = predicate else {
            if let Some(words) = self.adjective_by_place() {
                return Some(vec![words]);
            }
            // *Qualifie la décision de « … »*, where the tree does not see what is said of it.
            if let (Some(object), Some(quoted)) = (object, self.quoted_predicate()) {
                let words = self.target_up_to(object, quoted.start);
                return Some(words.into_iter().chain([quoted]).collect());
            }
            // *Londres se disant « inquiète »*, whatever the tree hangs the quotation on.
            let said = text
                .quotations
                .starting(self.last.next())
                .filter(|q| self.entry.reflexive && q.words.end <= self.sentence.end);
            let place = || self.predicate_by_place().map(|words| vec![words]);
            return said.map(|q| vec![q.words]).or_else(place);
        };
        let target = match object {
            Some(o)
                if analysis[o].pos == Pos::Pron
                    && analysis[o].morphology.pron_type == Some(PronType::Dem) =>
            {
                None
            }
            Some(o) if text.is_relative(o) => text
                .antecedent(self.verb)
                .filter(|&n| !text.lexicon.lemma_has(analysis, n, Role::Thing))
                .map(|n| text.noun_phrase(n)),
            Some(o) if analysis[o].pos == Pos::Pron && o < self.verb => None,
            Some(o) => Some(self.target_before(o, predicate)),
            // *La justice, qu'il considère comme « politisée »*, with *que* taken for a mark.
            None => {
                let before = self.clause.start.checked_sub(1).map(WordId);
                let joined = analysis[self.verb].relation == Relation::Acl
                    && before
                        .is_some_and(|w| self.sentence.contains(w) && text.has_role(w, Role::That));
                let noun = analysis[self.verb].head.filter(|&n| joined && text.is_noun(n));
                noun.map(|n| text.noun_phrase(n))
            }
        };
        let quoted = text.quotations.holding(predicate).is_some();
        if target.is_none() && object.is_none() && !quoted && !self.entry.reflexive {
            return None;
        }
        let predicate = self.predicate_words(predicate)?;
        let mut content: Vec<WordRange> = target.into_iter().chain([predicate]).collect();
        content.sort_by_key(|c| c.start);
        if let [first, second] = content[..]
            && first.end >= second.start
        {
            content = vec![WordRange { start: first.start, end: first.end.max(second.end) }];
        }
        Some(content)
    }

    /// A quotation after *de* or *comme*, wherever the tree puts it.
    pub(super) fn quoted_predicate(&self) -> Option<WordRange> {
        let text = self.text;
        (self.last.0 + 1..self.sentence.end.min(self.last.0 + 9))
            .take_while(|&w| !text.is(w, &[",", ";", ":"]))
            .find_map(|w| {
                // *De « … »* or « *de …* ».
                let predicate = |w: u32| text.has_role(WordId(w), Role::Predicate);
                let opens = |w: u32| text.quotations.starting(WordId(w));
                if predicate(w) { opens(w + 1) } else { opens(w).filter(|_| predicate(w + 1)) }
            })
            .filter(|q| q.words.end <= self.sentence.end)
            .map(|q| WordRange { start: q.words.start, end: self.after_joined(q.words.end) })
    }

    /// Past a second quotation that a conjunction joins (*comme « lâche » et « barbare »*).
    fn after_joined(&self, end: u32) -> u32 {
        let text = self.text;
        let joint = WordId(end);
        if !self.sentence.contains(joint.next()) || text.analysis[joint].pos != Pos::Cconj {
            return end;
        }
        let second = text.quotations.starting(joint.next());
        second.map_or(end, |q| if q.words.end <= self.sentence.end { q.words.end } else { end })
    }

    /// The noun phrase of an object that stands between the cue and where a predicate begins.
    fn target_up_to(&self, object: WordId, predicate: u32) -> Option<WordRange> {
        let text = self.text;
        let named = object > self.last
            && object.0 < predicate
            && matches!(text.analysis[object].pos, Pos::Noun | Pos::Propn);
        let start = text.reach(object).start.max(self.last.0 + 1);
        // Its preposition goes with the predicate.
        let joint = predicate.saturating_sub(1);
        let end = if text.has_role(WordId(joint), Role::Predicate) { joint } else { predicate };
        let words = text.trim(WordRange { start, end });
        (named && words.contains(object)).then_some(words)
    }

    /// *Calls the raid a crime*, *called the vote "unfair"*: two noun phrases beside each
    /// other, or one and a quotation, which the tree takes for one or cannot place.
    fn predicate_by_place(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        if !self.entry.frames.pair {
            return None;
        }
        let start = self.last.0 + 1;
        if self.sentence.contains(WordId(start)) && analysis[WordId(start)].morphology.reflexive {
            return None;
        }
        let mut nouns = 0;
        for at in (start..self.sentence.end.min(start + 14)).map(WordId) {
            let word = &analysis[at];
            if nouns > 0 && text.is_mark(at.0) {
                let mut quotation = text.quotations.starting(at)?;
                // *"Cowardly" and "barbaric"*.
                let joined = WordId(quotation.words.end);
                if self.sentence.contains(joined)
                    && analysis[joined].pos == Pos::Cconj
                    && let Some(second) = text.quotations.starting(joined.next())
                {
                    quotation = second;
                }
                return (quotation.words.end <= self.sentence.end)
                    .then(|| self.finish(start, quotation.words.end))
                    .flatten();
            }
            // An article right after a noun opens a second phrase.
            if nouns > 0
                && word.pos == Pos::Det
                && word.morphology.definite == Some(Definite::Ind)
                && text.is_noun(WordId(at.0 - 1))
            {
                let head = analysis[at].head.filter(|&h| h > at)?;
                return self.finish(start, text.reach(head).end);
            }
            if matches!(word.pos, Pos::Verb | Pos::Aux | Pos::Sconj | Pos::Punct)
                || text.is_relative(at)
            {
                return None;
            }
            nouns += u32::from(text.is_noun(at));
        }
        None
    }

    /// *Juge illégal le référendum*, *ruled the vote illegal*: an adjective beside a noun phrase
    /// that it is no part of, which the tree cannot place.
    fn adjective_by_place(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let start = self.last.0 + 1;
        let in_sentence = |w: WordId| self.sentence.contains(w);
        let adjective = |w: WordId| {
            in_sentence(w)
                && (analysis[w].pos == Pos::Adj
                    || analysis[w].morphology.verb_form == Some(VerbForm::Part))
        };
        let article =
            |w: WordId| in_sentence(w) && analysis[w].pos == Pos::Det && !text.is_mark(w.0);
        let first = WordId(start);
        if !in_sentence(first) {
            return None;
        }
        // Past an adverb (*juge trop risqué le plan*).
        let at = if analysis[first].pos == Pos::Adv { first.next() } else { first };
        if adjective(at) && article(at.next()) {
            let noun = analysis[at.next()].head.filter(|&h| h > at.next() && in_sentence(h))?;
            return self.finish(start, text.reach(noun).end.max(noun.0 + 1));
        }
        if !self.entry.frames.pair || !article(first) {
            return None;
        }
        let last = (start + 1..self.sentence.end.min(start + 10))
            .map(WordId)
            .take_while(|&w| {
                matches!(
                    analysis[w].pos,
                    Pos::Adj | Pos::Noun | Pos::Propn | Pos::Det | Pos::Adv | Pos::Adp | Pos::Num
                )
            })
            .last()?;
        let noun_before = (start + 1..last.0).map(WordId).any(|w| text.is_noun(w));
        (adjective(last) && noun_before).then(|| self.finish(start, last.0 + 1)).flatten()
    }

    /// The object, without the predicate if that stands in its subtree.
    fn target_before(&self, object: WordId, predicate: WordId) -> WordRange {
        let mut words = self.noun_range(object);
        let start = self.text.reach(predicate).start;
        if object.0 < start && start < words.end {
            words.end = start;
        }
        words
    }

    /// A predicate that the tree gives to the object (*qualifie les frappes d'« agression »*).
    fn predicate_in(&self, object: WordId) -> Option<WordId> {
        let text = self.text;
        let analysis = text.analysis;
        if object < self.verb || !self.entry.frames.of {
            return None;
        }
        analysis.children_by(object, Relation::Nmod).filter(|&c| c > object).last().filter(|&c| {
            analysis.children_by(c, Relation::Case).any(|d| text.has_role(d, Role::Of))
                && (text.quotations.holding(c).is_some()
                    || analysis.child_by(c, Relation::Det).is_none())
        })
    }

    /// The word that is said of the object: the Y of *qualifie X de Y*.
    pub(super) fn predicate_of(&self, verb: WordId) -> Option<WordId> {
        let text = self.text;
        let analysis = text.analysis;
        let object = analysis.child_by(verb, Relation::Obj);
        analysis.children(verb).iter().copied().filter(|&c| c > verb).find(|&c| {
            let joined = analysis.children(c).iter().any(|&d| {
                matches!(analysis[d].relation, Relation::Case | Relation::Mark | Relation::Advmod)
                    && text.has_role(d, Role::Predicate)
                    && (!text.has_role(d, Role::Of) || self.entry.frames.of)
                    && d < c
            });
            match analysis[c].relation {
                // *S'est dite « préoccupée » par …*
                Relation::Advcl
                    if self.entry.reflexive
                        && analysis[c].morphology.verb_form == Some(VerbForm::Part)
                        && text.reach(c).start <= self.last.0 + 2 =>
                {
                    true
                }
                // *Se dit sans nouvelles*: the state that somebody says to be in.
                Relation::Obl if self.entry.reflexive && self.is_state(c) => true,
                Relation::Obl | Relation::Advcl => joined,
                Relation::Xcomp => {
                    joined
                        || matches!(analysis[c].pos, Pos::Adj | Pos::Noun | Pos::Propn)
                            && (object.is_some_and(|o| o != c)
                                || self.passive
                                || self.entry.reflexive)
                        // *Se dit attaché à …*
                        || self.entry.reflexive
                            && analysis[c].morphology.verb_form == Some(VerbForm::Part)
                }
                _ => false,
            }
        })
    }

    /// Whether a complement right after the cue tells a state: a preposition of states with a noun
    /// that has no article.
    fn is_state(&self, complement: WordId) -> bool {
        let analysis = self.text.analysis;
        self.text.reach(complement).start == self.last.0 + 1
            && self.text.has_role(self.last.next(), Role::State)
            && analysis.child_by(complement, Relation::Det).is_none()
            && analysis.child_by(complement, Relation::Nummod).is_none()
    }

    pub(super) fn predicate_words(&self, predicate: WordId) -> Option<WordRange> {
        let text = self.text;
        let reach = text.reach(predicate);
        let mut start = reach.start.max(self.last.0 + 1);
        if text.has_role(WordId(start), Role::Predicate) && start < predicate.0 {
            start += 1;
        }
        let words = self.finish(start, reach.end)?;
        let quoted = text.quotations.ending(WordId(words.end - 1)).is_some();
        let end = if quoted { self.after_joined(words.end) } else { words.end };
        Some(WordRange { start: words.start, end })
    }
}
