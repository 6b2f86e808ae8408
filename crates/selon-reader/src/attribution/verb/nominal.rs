//! Noun phrases as content: objects, complements with a preposition, predicates.

use selon_language::morphology::VerbForm;
use selon_language::{Pos, Relation, WordId, WordRange};

use super::super::lexicon::{Force, Role};
use super::super::source::Subject;
use super::Cue;

impl Cue<'_> {
    /// *Qualifie X de Y*, *describes X as Y*: X and Y.
    pub(super) fn predicate(&self) -> Option<Vec<WordRange>> {
        let text = self.text;
        let analysis = text.analysis;
        let predicate = self.predicate_of(self.verb)?;
        let object = analysis.child_by(self.verb, Relation::Obj);
        let target = match object {
            Some(o) if text.is_relative(o) => {
                text.antecedent(self.verb).map(|n| text.noun_phrase(n))
            }
            Some(o) if analysis[o].pos == Pos::Pron && o < self.verb => None,
            Some(o) => Some(self.noun_range(o)),
            None => None,
        };
        let quoted = text.quotations.holding(predicate).is_some();
        if target.is_none() && object.is_none() && !quoted {
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
                Relation::Obl | Relation::Advcl => joined,
                Relation::Xcomp => {
                    joined
                        || matches!(analysis[c].pos, Pos::Adj | Pos::Noun | Pos::Propn)
                            && (object.is_some_and(|o| o != c) || self.passive)
                }
                _ => false,
            }
        })
    }

    pub(super) fn predicate_words(&self, predicate: WordId) -> Option<WordRange> {
        let text = self.text;
        let reach = text.reach(predicate);
        let mut start = reach.start.max(self.last.0 + 1);
        if text.has_role(WordId(start), Role::Predicate) && start < predicate.0 {
            start += 1;
        }
        self.finish(start, reach.end)
    }

    /// *Parle de X*, *calls for X*, *accuse Y de X*.
    pub(super) fn by_preposition(&self) -> Option<Vec<WordRange>> {
        let text = self.text;
        let analysis = text.analysis;
        if self.entry.frames.prepositions.is_empty() {
            return None;
        }
        let (complement, case) = analysis
            .children(self.verb)
            .iter()
            .copied()
            .filter(|&c| {
                c > self.verb
                    && matches!(
                        analysis[c].relation,
                        Relation::Obl
                            | Relation::Xcomp
                            | Relation::Advcl
                            | Relation::Ccomp
                            | Relation::Iobj
                            | Relation::Obj
                    )
            })
            .find_map(|c| {
                let case = analysis.children(c).iter().copied().find(|&d| {
                    d < c
                        && d > self.verb
                        && matches!(
                            analysis[d].relation,
                            Relation::Case | Relation::Mark | Relation::Det
                        )
                        && self.is_frame_preposition(d)
                        && !(self.last.0 + 1..d.0).any(|w| text.is(w, &[","]))
                })?;
                Some((c, case))
            })
            .or_else(|| self.preposition_by_place())?;
        let verbal = analysis[complement].morphology.verb_form == Some(VerbForm::Inf);
        let start = if verbal { case.0 } else { case.0 + 1 };
        let end = text.reach(complement).end;
        let content = self.finish(start, end)?;
        let accused = analysis.child_by(self.verb, Relation::Obj).filter(|&o| {
            o > self.verb
                && o != complement
                && o.0 < content.start
                && self.entry.force == Force::Accuse
                && analysis[o].pos != Pos::Pron
        });
        Some(match accused {
            Some(accused) => {
                let words = text.reach(accused);
                vec![WordRange { start: words.start.max(self.last.0 + 1), end: content.end }]
            }
            None => vec![content],
        })
    }

    /// The preposition right after the verb, whatever the tree makes of it.
    pub(super) fn preposition_by_place(&self) -> Option<(WordId, WordId)> {
        let analysis = self.text.analysis;
        let case = WordId(self.last.0 + 1);
        if !self.sentence.contains(case) || !self.is_frame_preposition(case) {
            return None;
        }
        let complement = analysis[case].head.filter(|&h| h > case && self.sentence.contains(h))?;
        Some((complement, case))
    }

    /// *Revendique X*, *condemns X*.
    pub(super) fn object(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let object = analysis
            .children_by(self.verb, Relation::Obj)
            .find(|&o| self.subject != Subject::Head(o))?;
        if object < self.verb {
            if !text.is_relative(object) {
                return None;
            }
            return text.antecedent(self.verb).map(|n| text.noun_phrase(n));
        }
        if self.entry.frames.addressee
            || analysis[object].pos == Pos::Pron && analysis[object].morphology.person.is_some()
        {
            return None;
        }
        Some(self.noun_range(object))
    }

    /// *A publié une déclaration de X affirmant que …*: somebody else's statement as a whole.
    pub(super) fn document(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let object = analysis.children_by(self.verb, Relation::Obj).find(|&o| o > self.verb)?;
        let of_other = text.speaker_of(object) != object;
        let says = text.reach(object).iter().take(60).any(|w| {
            w > object
                && analysis[w].pos == Pos::Verb
                && analysis[w].relation == Relation::Acl
                && text.lexicon.verb(analysis, w).is_some_and(|(c, _)| c.frames.that)
        });
        (of_other && says).then(|| self.noun_range(object))
    }

    /// The noun with all that depends on it, on its side of the verb.
    pub(super) fn noun_range(&self, noun: WordId) -> WordRange {
        let reach = self.text.reach(noun);
        let start = if noun > self.verb { reach.start.max(self.last.0 + 1) } else { reach.start };
        let end = if noun > self.verb { reach.end } else { reach.end.min(self.clause.start) };
        let end = end.max(noun.0 + 1);
        self.finish(start, end).unwrap_or(WordRange { start: noun.0, end: noun.0 + 1 })
    }
}
