//! Noun phrases as content: *revendique X*, *condemns X*, *put the toll at X*.

use selon_language::morphology::VerbForm;
use selon_language::{NameKind, Pos, Relation, Subtype, WordId, WordRange};

use super::super::lexicon::{Force, Role};
use super::super::source::Subject;
use super::Cue;

impl Cue<'_> {
    /// *Revendique X*, *condemns X*.
    pub(super) fn object(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        // (*Blamed outside agitators*, which the tree may take for an adverbial.)
        let bare = || {
            analysis.children_by(self.verb, Relation::Obl).find(|&o| {
                o > self.last
                    && text.reach(o).start == self.last.0 + 1
                    && analysis[o].pos == Pos::Noun
                    && analysis[o].subtype == Subtype::Plain
                    && analysis.child_by(o, Relation::Case).is_none()
                    && text.can_speak(o)
            })
        };
        let object = analysis
            .children_by(self.verb, Relation::Obj)
            .find(|&o| self.subject != Subject::Head(o))
            .or_else(bare)?;
        if object < self.verb {
            if !text.is_relative(object) {
                // *Les autorités l'imputent aux rebelles.*
                let whom = self.put_down_to()?;
                return self.finish(text.reach(whom).start, text.reach(whom).end);
            }
            let noun = text.antecedent(self.verb)?;
            // *…, ce qu'a confirmé X*: what stands before the comma.
            if analysis[noun].pos == Pos::Pron
                && text.lexicon.lemma_has(analysis, noun, Role::Thing)
            {
                let before = WordRange { start: self.floor.max(self.sentence.start), end: noun.0 };
                let told = super::super::quotation::has_finite_verb(analysis, before);
                return (told && text.is(noun.0.wrapping_sub(1), &[","]))
                    .then(|| text.trim(text.with_whole_quotations(text.trim(before))));
            }
            return Some(text.noun_phrase(noun));
        }
        // *What he called a massacre*, *ce qu'il a appelé un massacre*.
        if analysis[object].pos == Pos::Pron
            && let Some(clause) = analysis.child_by(object, Relation::Acl)
            && text.is_finite(clause)
        {
            return self.finish(object.0, text.reach(object).end);
        }
        let pronoun =
            analysis[object].pos == Pos::Pron && analysis[object].morphology.person.is_some();
        // Who is accused or spoken to is not what is said; *blamed the rebels* says that it was
        // they.
        let blamed = self.entry.force == Force::Accuse && self.entry.frames.object && !self.passive;
        if pronoun || self.entry.frames.addressee && text.can_speak(object) && !blamed {
            return None;
        }
        // Who is thanked or blamed is said something of only with what for.
        let somebody = text.can_speak(object) && !text.is_document(object);
        if somebody && matches!(self.entry.force, Force::Praise | Force::Condemn) {
            let what_for = analysis.children(self.verb).iter().copied().find(|&c| {
                c > object && matches!(analysis[c].relation, Relation::Obl | Relation::Advcl)
            });
            let start = self.noun_range(object).start;
            return match what_for {
                Some(c) => self.finish(start, text.reach(c).end),
                None if self.entry.force == Force::Praise => None,
                None => Some(self.noun_range(object)),
            };
        }
        if let Some(content) = self.level(object) {
            return Some(content);
        }
        if self.entry.frames.topic {
            // *The situation in Kashmir*: the tree may hang on the verb what belongs to it.
            let words = self.noun_range(object);
            let place = analysis.children_by(self.verb, Relation::Obl).map(|c| text.reach(c));
            let end = place.filter(|p| p.start == words.end).map(|p| p.end).next();
            return self.finish(words.start, end.unwrap_or(words.end));
        }
        // *Rejected suggestions that the truce had failed*: with what is suggested.
        let that = WordId(self.noun_range(object).end);
        if text.lexicon.noun(analysis, object).is_some()
            && object.next() == that
            && self.sentence.contains(that)
            && text.has_role(that, Role::That)
            && analysis[that].relation == Relation::Mark
        {
            return self.finish(self.noun_range(object).start, self.clause_end(that));
        }
        // *Criticised the failure to prosecute the guards*: the tree hangs on the verb what the
        // noun is followed by.
        let words = self.noun_range(object);
        if !text.can_speak(object)
            && let Some(to_do) = analysis.children_by(self.verb, Relation::Advcl).find(|&c| {
                text.reach(c).start == words.end
                    && analysis[c].morphology.verb_form == Some(VerbForm::Inf)
                    && text.has_role(WordId(words.end), Role::To)
            })
        {
            return self.finish(words.start, text.reach(to_do).end);
        }
        // *Reported twelve strikes in Kormal and two in Barzeh*: the tree hangs on the verb where.
        if let Some(place) = self.place_after(object) {
            return self.finish(self.noun_range(object).start, place);
        }
        // Of two objects beside each other, one is a part of the other (*today's brutal,
        // senseless attack*).
        let last = analysis
            .children_by(self.verb, Relation::Obj)
            .filter(|&o| o > object && self.subject != Subject::Head(o))
            .find(|&o| text.reach(o).start <= text.reach(object).end + 1);
        if let Some(last) = last {
            let first = self.noun_range(object);
            return self.finish(first.start, self.noun_range(last).end);
        }
        Some(self.noun_range(object))
    }

    /// *Logged 90 arrests in June, against 40 in May*: with the number that the first is compared
    /// with, and the time or place between.
    pub(super) fn with_compared(&self, content: WordRange) -> WordRange {
        let text = self.text;
        let analysis = text.analysis;
        let counts = content.iter().take(6).any(|w| text.is_number(w));
        if !counts || content.start <= self.verb.0 {
            return content;
        }
        let comma = (content.end..self.sentence.end.min(content.end + 8))
            .take_while(|&w| !text.is_finite_form(WordId(w)) && !text.is_mark(w))
            .find(|&w| text.is(w, &[","]));
        let Some(first) = comma.map(|w| WordId(w + 1)).filter(|&w| self.sentence.contains(w))
        else {
            return content;
        };
        let Some(words) = text.lexicon.phrase(analysis, first, Role::Compared) else {
            return content;
        };
        let number = (first.0 + words as u32..self.sentence.end)
            .take(3)
            .map(WordId)
            .find(|&w| text.is_number(w));
        match number {
            Some(number) => {
                let end = text.reach(number).end.max(number.0 + 1).min(self.sentence.end);
                // (*168 in February*, wherever the tree hangs when that was)
                let more = (end..self.sentence.end).take(6).map(WordId).take_while(|&w| {
                    !matches!(analysis[w].pos, Pos::Punct | Pos::Cconj | Pos::Verb | Pos::Aux)
                        && !text.opens_source(w)
                });
                let end = more.last().map_or(end, |w| w.0 + 1);
                text.trim(WordRange { start: content.start, end })
            }
            None => content,
        }
    }

    /// The end of a name of a place that stands right after the object, with what is joined to it.
    fn place_after(&self, object: WordId) -> Option<u32> {
        let text = self.text;
        let analysis = text.analysis;
        let end = self.noun_range(object).end;
        let place = analysis.children_by(self.verb, Relation::Obl).find(|&c| {
            let reach = text.reach(c);
            object < c
                && reach.start <= end
                && end <= reach.end
                && analysis.name_of(c).is_some_and(|n| n.kind == NameKind::Location)
        })?;
        let joined = analysis.child_by(place, Relation::Conj).is_some();
        joined.then(|| text.reach(place).end)
    }

    /// *Put the number of dead at twelve, attribue l'attaque à X*: the object with what it is set
    /// at or put down to.
    fn level(&self, object: WordId) -> Option<WordRange> {
        let text = self.text;
        let what = self.put_down_to().filter(|&c| c > object)?;
        self.finish(self.noun_range(object).start, text.reach(what).end)
    }

    /// Whether a preposition stands in the words after the cue, whatever the tree hangs it on.
    pub(super) fn is_followed_by(&self, preposition: &str) -> bool {
        let near = self.last.0 + 1..self.sentence.end.min(self.last.0 + 14);
        near.map(WordId).any(|w| &*self.text.analysis[w].lemma == preposition)
    }

    /// What something is set at or put down to.
    fn put_down_to(&self) -> Option<WordId> {
        let analysis = self.text.analysis;
        let preposition = self.entry.frames.onto?;
        analysis.children_by(self.verb, Relation::Obl).find(|&c| {
            c > self.verb
                && analysis
                    .children_by(c, Relation::Case)
                    .any(|case| &*analysis[case].lemma == preposition)
        })
    }

    /// What follows the cue where the tree sees no object (*condemns in the strongest
    /// terms both …*): the phrases up to the end of what hangs on the verb.
    pub(super) fn object_by_place(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        if let Some(counted) = self.counted_of_it() {
            return Some(counted);
        }
        let start = self.clause.end.max(self.last.0 + 1);
        if start >= self.sentence.end || self.entry.frames.addressee {
            return None;
        }
        let of_people = |w: WordId| {
            text.can_speak(w)
                && text.reach(w).end == w.0 + 1
                && matches!(self.entry.force, Force::Praise | Force::Condemn)
        };
        let partitive = analysis
            .children(self.verb)
            .iter()
            .any(|&c| text.reach(c).start == start && self.is_partitive(c));
        let opens =
            partitive || matches!(analysis[WordId(start)].pos, Pos::Det | Pos::Num | Pos::Cconj);
        let noun = (start..self.sentence.end.min(start + 8))
            .map(WordId)
            .take_while(|&w| !matches!(analysis[w].pos, Pos::Verb | Pos::Aux | Pos::Punct))
            .find(|&w| matches!(analysis[w].pos, Pos::Noun | Pos::Propn))?;
        let top = analysis
            .ancestors(noun)
            .take(6)
            .take_while(|&w| w > self.verb && text.is_noun(w))
            .last()?;
        let own = analysis.children(self.verb).contains(&top);
        (opens && own && !of_people(top)).then(|| self.finish(start, text.reach(top).end)).flatten()
    }

    /// *Met en cause des « bandits », qui auraient aussi pillé le marché*: a relative clause in the
    /// conditional of hearsay is said too.
    pub(super) fn with_doubted_relative(&self, content: WordRange) -> WordRange {
        let text = self.text;
        let analysis = text.analysis;
        let relative = WordId(content.end + 1);
        if !text.is(content.end, &[","])
            || !self.sentence.contains(relative)
            || !text.is_relative(relative)
        {
            return content;
        }
        let finite = (relative.0 + 1..self.sentence.end.min(relative.0 + 5))
            .map(WordId)
            .find(|&w| text.is_finite_form(w));
        let doubted = finite.is_some_and(|w| text.is_conditional_auxiliary(w));
        let Some(verb) = analysis[relative].head.filter(|&v| doubted && v > relative) else {
            return content;
        };
        let end = text.reach(verb).end.min(self.sentence.end).max(content.end);
        text.trim(WordRange { start: content.start, end })
    }

    /// *En ont dénombré au moins trente*: a number right after a verb of counting.
    fn counted_of_it(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let start = self.last.0 + 1;
        let number = (start..self.sentence.end.min(start + 5))
            .map(WordId)
            .take_while(|&w| {
                matches!(analysis[w].pos, Pos::Adp | Pos::Adv | Pos::Num | Pos::Det | Pos::Adj)
            })
            .find(|&w| analysis[w].pos == Pos::Num)?;
        let after = number.next();
        let ends = !self.sentence.contains(after)
            || matches!(analysis[after].pos, Pos::Punct | Pos::Cconj | Pos::Sconj);
        (self.entry.frames.named && ends).then_some(WordRange { start, end: number.0 + 1 })
    }

    /// A quotation right after the cue, with the article or preposition before it.
    pub(super) fn quotation_as_object(&self) -> Option<WordRange> {
        let text = self.text;
        let mut at = self.clause.end.max(self.last.0 + 1);
        if text.is(at, &[","]) {
            at += 1;
        }
        let quotation = (at..at + 3)
            .take_while(|&w| {
                w == at
                    || matches!(
                        text.analysis.words.get(w as usize - 1).map(|w| w.pos),
                        Some(Pos::Adp | Pos::Det)
                    )
            })
            .find_map(|w| text.quotations.starting(WordId(w)))?;
        (quotation.words.end <= self.sentence.end)
            .then_some(WordRange { start: at, end: quotation.words.end })
    }

    /// *A publié une lettre de X affirmant que …*: somebody else's statement as a whole.
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
        if !of_other {
            return None;
        }
        let range = self.noun_range(object);
        if says {
            return Some(range);
        }
        // A participle right after it, which the tree hangs on the verb.
        let next = WordId(text.reach(object).end);
        let participle = next.0 < self.sentence.end
            && matches!(analysis[next].relation, Relation::Advcl | Relation::Acl)
            && analysis[next].pos == Pos::Verb
            && analysis[next].morphology.verb_form != Some(VerbForm::Fin)
            && text.lexicon.verb(analysis, next).is_some_and(|(c, _)| c.frames.that);
        participle.then(|| WordRange { start: range.start, end: text.reach(next).end })
    }
}
