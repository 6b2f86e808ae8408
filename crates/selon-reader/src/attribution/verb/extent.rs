//! Where a noun phrase that is said begins and ends.

use selon_language::morphology::{Tense, VerbForm};
use selon_language::{Pos, Relation, WordId, WordRange};

use super::super::lexicon::Role;
use super::{Cue, followed_by_that};

impl Cue<'_> {
    /// The noun with all that depends on it, on its side of the verb.
    pub(super) fn noun_range(&self, noun: WordId) -> WordRange {
        let reach = self.text.reach(noun);
        let start = if noun > self.verb { reach.start.max(self.last.0 + 1) } else { reach.start };
        let end = if noun > self.verb { reach.end } else { reach.end.min(self.clause.start) };
        let end = self.before_next_clause(noun, end);
        let end = self.before_participle(noun, self.before_next_cue(noun, end));
        let end = self.before_medium(noun, end);
        // What a colon opens explains, unless it is quoted.
        let colon = (noun.0 + 1..end)
            .find(|&w| self.text.is(w, &[":"]) && !self.text.is_mark(w + 1))
            .filter(|&w| self.text.quotations.holding(WordId(w)).is_none());
        let end = colon.unwrap_or(end);
        let end = self.with_additions(self.before_stray_verb(noun, end));
        let end = end.max(noun.0 + 1);
        let words = self.finish(start, end);
        let mut words = words.unwrap_or(WordRange { start: noun.0, end: noun.0 + 1 });
        let longer = if noun > self.verb { self.with_second_noun(words.end) } else { words.end };
        if longer > words.end {
            words = self.text.trim(WordRange { start: words.start, end: longer });
        }
        words
    }

    /// Where a finite verb begins that no pronoun or conjunction joined to the noun:
    /// it belongs to the clause above.
    pub(super) fn before_stray_verb(&self, noun: WordId, end: u32) -> u32 {
        let text = self.text;
        for at in (noun.0 + 1..end.min(noun.0 + 60)).map(WordId) {
            let pos = text.analysis[at].pos;
            if text.has_role(at, Role::Contrast) && pos != Pos::Cconj {
                return at.0;
            }
            if pos == Pos::Adp && text.has_role(at, Role::Manner) {
                return at.0;
            }
            // *Revendiqué l'opération en réclamant …*: a gerund goes with the verb.
            let gerund = text.analysis[at].relation == Relation::Mark
                && pos == Pos::Adp
                && text.analysis[at].head.is_some_and(|verb| {
                    let form = text.analysis[verb].morphology;
                    form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres)
                });
            if gerund {
                return at.0;
            }
            if matches!(pos, Pos::Sconj | Pos::Cconj)
                || text.is_relative(at)
                || text.has_role(at, Role::That)
                || text.is_mark(at.0)
            {
                return end;
            }
            if matches!(pos, Pos::Verb | Pos::Aux) && text.is_finite_form(at) {
                let start = if pos == Pos::Verb { text.group_start(at) } else { at.0 };
                return start.max(noun.0 + 1);
            }
        }
        end
    }

    /// *Claimed the attack in a statement*: what it is said in is no part of it.
    pub(super) fn before_medium(&self, noun: WordId, end: u32) -> u32 {
        let text = self.text;
        let opens = |w: &WordId| {
            text.quotations.holding(*w).is_none()
                && text.analysis[*w].head.is_some_and(|h| {
                    h > *w
                        && h.0 < end
                        && text.analysis[*w].relation == Relation::Case
                        && text.is_said_within(h)
                })
        };
        (noun.0 + 1..end.min(noun.0 + 40)).map(WordId).find(opens).map_or(end, |w| w.0)
    }

    /// Takes in what is added to a noun phrase after a comma (*…, notamment X*).
    fn with_additions(&self, end: u32) -> u32 {
        let text = self.text;
        if !text.is(end, &[","]) || end + 1 >= self.sentence.end {
            return end;
        }
        if !text.has_role(WordId(end + 1), Role::Addition) {
            return end;
        }
        let mut at = end + 2;
        while at < self.sentence.end {
            let word = WordId(at);
            if text.is_finite_form(word) && matches!(text.analysis[word].pos, Pos::Verb | Pos::Aux)
            {
                return end;
            }
            at += 1;
        }
        at
    }

    /// Takes in a second noun phrase after a conjunction, with which the sentence ends (*their
    /// support for the vote and their concern for the refugees*).
    fn with_second_noun(&self, end: u32) -> u32 {
        let text = self.text;
        let analysis = text.analysis;
        let opens = end + 2 < self.sentence.end
            && analysis[WordId(end)].pos == Pos::Cconj
            && (analysis[WordId(end + 1)].pos == Pos::Det
                || analysis[WordId(end + 1)].morphology.possessive);
        if !opens || self.sentence.end - end > 30 {
            return end;
        }
        let other = (end + 1..self.sentence.end).map(WordId).any(|w| {
            matches!(analysis[w].pos, Pos::Verb | Pos::Aux)
                || text.is_mark(w.0)
                || text.is(w.0, &[";", ":", "("])
        });
        if other { end } else { self.sentence.end }
    }

    /// Where a clause with a subject of its own begins that the tree joins to the noun.
    fn before_next_clause(&self, noun: WordId, end: u32) -> u32 {
        let text = self.text;
        let analysis = text.analysis;
        for at in noun.0 + 1..end.min(noun.0 + 80) {
            let conjunction = WordId(at);
            if analysis[conjunction].pos != Pos::Cconj {
                continue;
            }
            // A noun phrase with its verb follows.
            // An apposition may stand between (*et le maire, M. X, a dit*).
            let mut commas = 0;
            let mut words = (at + 1..self.sentence.end.min(at + 18)).map(WordId);
            let verb = words.find(|&w| {
                commas += u32::from(text.is(w.0, &[","]));
                matches!(analysis[w].pos, Pos::Verb | Pos::Aux | Pos::Cconj)
                    || commas > 2
                    || analysis[w].pos == Pos::Punct && !text.is(w.0, &[","])
                    || text.is_relative(w)
            });
            let Some(verb) = verb.filter(|&v| matches!(analysis[v].pos, Pos::Verb | Pos::Aux))
            else {
                continue;
            };
            let subject = verb.0 > at + 1 && text.is_finite_form(verb);
            if subject {
                return if text.is(at - 1, &[","]) { at - 1 } else { at };
            }
        }
        end
    }

    /// Where the same speaker says something more (*salue la trêve et demande à X de partir*),
    /// which the tree joins to a clause within the noun phrase.
    fn before_next_cue(&self, noun: WordId, end: u32) -> u32 {
        let text = self.text;
        let analysis = text.analysis;
        let own = analysis[self.verb].morphology;
        let cue = (noun.0 + 1..end.min(noun.0 + 60)).map(WordId).find(|&w| {
            let next = w.next();
            analysis[w].pos == Pos::Cconj
                && next.0 < end
                && analysis[next].pos == Pos::Verb
                && text.is_finite_form(next)
                && analysis[next].morphology.tense == own.tense
                && analysis[next].morphology.number == own.number
                && text.quotations.holding(w).is_none()
                && text
                    .lexicon
                    .verb(analysis, next)
                    .is_some_and(|(c, _)| c.frames.asked || followed_by_that(text, next))
        });
        cue.filter(|_| text.is_finite_form(self.verb)).map_or(end, |w| w.0)
    }

    /// *A demandé l'évacuation, entraînant des retards*: a participle after a comma tells what
    /// came of it, and is no part of what was asked.
    fn before_participle(&self, noun: WordId, end: u32) -> u32 {
        if noun < self.verb {
            return end;
        }
        let text = self.text;
        (noun.0 + 1..end.min(noun.0 + 200))
            .find(|&w| {
                text.is(w, &[","])
                    && self.is_gerund(WordId(w + 1))
                    && text.quotations.holding(WordId(w)).is_none()
            })
            .unwrap_or(end)
    }
}
