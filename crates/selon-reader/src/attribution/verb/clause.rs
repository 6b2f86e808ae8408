//! Clauses and infinitives as content, and where what is said begins and ends.

use selon_language::morphology::{Mood, Tense, VerbForm};
use selon_language::{Pos, Relation, WordId, WordRange};

use super::super::lexicon::{Force, Role};
use super::super::source::Subject;
use super::{Cue, followed_by_that, is_sign};

/// How many words of a content are searched at most.
const LONG: u32 = 300;

impl Cue<'_> {
    /// *Comme l'a dit X, …*: all of the sentence but the clause.
    pub(super) fn clause_of_comparison(&self) -> Option<Vec<WordRange>> {
        let text = self.text;
        let reach = text.reach(self.verb);
        // With a content of its own, the clause tells when or why something was said.
        let analysis = text.analysis;
        let own = analysis.children(self.verb).iter().any(|&c| {
            c > self.verb
                && matches!(analysis[c].relation, Relation::Ccomp | Relation::Xcomp | Relation::Obj)
                && self.subject != Subject::Head(c)
        });
        if own {
            return None;
        }
        // The conjunction opens the clause by the tree, or stands right before it.
        let places = [reach.start, self.clause.start]
            .into_iter()
            .chain((1..5).filter_map(|back| self.clause.start.checked_sub(back)));
        let start = places.filter(|&at| at >= self.sentence.start).find(|&at| {
            text.lexicon.phrase(analysis, WordId(at), Role::Clause).is_some_and(|words| {
                let end = at + words as u32;
                end <= self.verb.0 && (at == reach.start || end + 1 >= self.clause.start)
            })
        })?;
        let reach = WordRange { start, end: reach.end.max(self.clause.end) };
        let inside = WordRange { start: self.sentence.start, end: reach.start };
        let after = WordRange { start: reach.end, end: self.sentence.end };
        let content: Vec<WordRange> = [inside, after]
            .into_iter()
            .map(|c| text.trim(text.with_whole_quotations(text.trim(c))))
            .filter(|c| c.len() > 1)
            .collect();
        (self.text.analysis[self.verb].relation != Relation::Root && !content.is_empty())
            .then_some(content)
    }

    /// A clause that *que* or *that* opens, by the tree or by its place.
    pub(super) fn marked_clause(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let clause = analysis.children_by(self.verb, Relation::Ccomp).find(|&c| c > self.verb);
        let limit = clause.map_or(self.verb.0 + 30, |c| c.0 + 1).min(self.sentence.end);
        let mut mark = None;
        // Past another verb, only a mark that is set off and opens a quotation is its own.
        let mut past_verb = false;
        for w in (self.last.0 + 1..limit).map(WordId) {
            let is_that = text.has_role(w, Role::That) && analysis[w].pos != Pos::Det;
            // *Demande au maire que la route soit ouverte* is no relative clause.
            let wished =
                analysis[w].head.is_some_and(|h| analysis[h].morphology.mood == Some(Mood::Sub));
            let hidden = w == self.last.next() && text.lexicon.is_hidden_verb(analysis, self.verb);
            let relative = text.is_relative(w)
                && clause.is_none()
                && self.entry.rest.is_empty()
                && !wished
                && !hidden;
            let near = clause.is_some() || w.0 < self.verb.0 + 14;
            let set_off = text.is(w.0 - 1, &[","]) && text.is_mark(w.0 + 1);
            // *Confirmed reports that …*: the clause is that of the noun.
            let before = WordId(w.0 - 1);
            let of_noun = is_that
                && before > self.last
                && analysis[before].pos == Pos::Noun
                && !matches!(analysis[before].relation, Relation::Obl)
                && text.lexicon.noun(analysis, before).is_some()
                && !text.is_said_within(before);
            if of_noun {
                break;
            }
            if is_that && !relative && (near && !past_verb || set_off) {
                mark = Some(w);
                break;
            }
            // What a colon opens is direct speech.
            if text.is(w.0, &[":"]) && text.is_mark(w.0 + 1) {
                break;
            }
            // What is quoted right away is direct speech, with whatever *que* in it.
            if text
                .quotations
                .starting(w)
                .is_some_and(|q| super::super::quotation::says_something(analysis, q))
            {
                break;
            }
            // Only who is spoken to, and when, stand between.
            if clause.is_none() && (text.is(w.0, &[":", ";", "."]) || text.is_mark(w.0)) {
                break;
            }
            past_verb |= clause.is_none() && matches!(analysis[w].pos, Pos::Verb | Pos::Aux);
        }
        let mark = mark?;
        if text.is(
            mark.0.wrapping_sub(1),
            &["plus", "moins", "more", "so", "alors", "tandis", "afin", "bien", "ainsi", "lors"],
        ) {
            return None;
        }
        let end = match clause {
            Some(clause) if clause > mark => text.reach(clause).end,
            _ => self.clause_end(mark),
        };
        // A clause has a verb: without one, the tree has cut it short.
        let words = WordRange { start: mark.0 + 1, end };
        let whole = super::super::quotation::has_finite_verb(analysis, words);
        self.finish(mark.0 + 1, if whole { end } else { self.sentence.end })
    }

    /// The end of the clause that a mark opens, by the word that it marks.
    pub(super) fn clause_end(&self, mark: WordId) -> u32 {
        let analysis = self.text.analysis;
        match analysis[mark].head {
            Some(head) if head > mark && self.sentence.contains(head) => self.text.reach(head).end,
            _ => self.sentence.end,
        }
    }

    /// A clause without a mark: *said the number now totals …*.
    pub(super) fn bare_clause(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let clause = analysis.children_by(self.verb, Relation::Ccomp).find(|&c| c > self.verb)?;
        let reach = text.reach(clause);
        // Whether it is so is asked, not said.
        let open = |w: u32| text.has_role(WordId(w), Role::Whether);
        if self.entry.force != Force::Ask && (open(reach.start) || open(self.last.0 + 1)) {
            return None;
        }
        // What a verb is followed by that wants a clause is the subject of that clause.
        let first = self.after_addressee(self.clause.end);
        let joined = self.entry.frames.bare
            && first < clause.0
            && (first..clause.0).all(|w| {
                // *Said at least 12 people, most of them women, were killed.*
                analysis[WordId(w)].pos != Pos::Punct
                    || text.is(w, &["-"])
                    || w > first && text.is(w, &[","])
            });
        if joined {
            return self.finish(first, reach.end);
        }
        let start = analysis
            .children(clause)
            .iter()
            .filter(|&&c| c > self.verb && analysis[c].relation != Relation::Punct)
            .map(|&c| text.reach(c).start)
            .filter(|&s| s > self.last.0)
            .chain([clause.0])
            .min()?;
        // *Continue de monter si …*: an infinitive is said only by a verb that takes one.
        let bare_infinitive = analysis[clause].morphology.verb_form == Some(VerbForm::Inf)
            && !text.is_finite(clause)
            && !self.entry.frames.infinitive
            && !self.entry.frames.asked;
        if bare_infinitive {
            return None;
        }
        // *Assure l'intérim et, selon X, …*: the tree has joined another clause.
        if analysis[WordId(start.max(first))].pos == Pos::Cconj {
            return None;
        }
        self.finish(start.max(first), reach.end)
    }

    /// Past who is spoken to, if the tree takes them for the subject of what is said
    /// (*told Reed he would help*).
    fn after_addressee(&self, start: u32) -> u32 {
        let text = self.text;
        let analysis = text.analysis;
        if !self.entry.frames.addressee || start >= self.sentence.end {
            return start;
        }
        let mut last_noun = None;
        for at in (start..self.sentence.end.min(start + 9)).map(WordId) {
            let word = &analysis[at];
            // A second subject right after a noun opens the clause.
            if let Some(noun) = last_noun
                && at.0 == noun + 1
                && text.can_speak(WordId(noun))
                && (word.pos == Pos::Det
                    || word.pos == Pos::Pron
                        && word.morphology.person.is_some()
                        && !word.morphology.possessive)
            {
                return at.0;
            }
            match word.pos {
                Pos::Noun | Pos::Propn => last_noun = Some(at.0),
                Pos::Pron if at.0 == start && !word.morphology.possessive => {
                    last_noun = Some(at.0);
                }
                Pos::Det | Pos::Adj | Pos::Num | Pos::Pron => {}
                _ => break,
            }
        }
        start
    }

    /// A clause without a mark that the tree does not see as one: what follows the
    /// cue, if it has a verb of its own.
    pub(super) fn bare_clause_by_place(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let start = self.after_addressee(self.clause.end);
        let subject_before = self.subject_words.is_some_and(|s| s.end <= self.verb.0);
        if !subject_before || start >= self.sentence.end || !text.is_finite(self.verb) {
            return None;
        }
        let first = &analysis[WordId(start)];
        let opens = matches!(
            first.pos,
            Pos::Det | Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::Adj
        );
        let clause = WordRange { start, end: self.sentence.end };
        (opens && super::super::quotation::has_finite_verb(analysis, clause))
            .then(|| self.finish(start, self.sentence.end))
            .flatten()
    }

    /// An infinitive or gerund whose subject is the source: *affirme avoir vu*.
    pub(super) fn infinitive(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let wanted = |c: WordId| {
            let form = analysis[c].morphology.verb_form;
            c > self.verb
                && matches!(
                    analysis[c].relation,
                    Relation::Xcomp
                        | Relation::Ccomp
                        | Relation::Advcl
                        | Relation::Obl
                        | Relation::Obj
                )
                && (form == Some(VerbForm::Inf)
                    || self.entry.frames.gerund
                        && (form == Some(VerbForm::Ger) || self.is_past_gerund(c))
                    || self.has_infinitive_auxiliary(c))
                && text.reach(c).start <= self.clause.end.max(self.last.0 + 2) + 2
        };
        // *Affirme sa volonté de …*: the infinitive is that of the noun.
        let of_noun = |c: WordId| {
            let start = text.reach(c).start;
            (self.last.0 + 1..start).any(|w| analysis[WordId(w)].pos == Pos::Noun)
                && analysis[WordId(start)].pos == Pos::Adp
        };
        if let Some(clause) =
            analysis.children(self.verb).iter().copied().find(|&c| wanted(c) && !of_noun(c))
        {
            let start = text.reach(clause).start.max(self.last.0 + 1);
            // *Affirme n'avoir rien vu*: the negation that the tree hangs on the cue.
            let negated = start > self.last.0 + 1
                && text.lexicon.lemma_has(analysis, WordId(start - 1), Role::Restrict);
            return self.finish(start - u32::from(negated), text.reach(clause).end);
        }
        // A verb that looks like a noun (*vowed to march on the capital*).
        let to = WordId(self.last.0 + 1);
        let bare_noun = self.sentence.contains(to.next())
            && text.has_role(to, Role::To)
            && analysis[to].head == Some(to.next())
            && matches!(analysis[to.next()].pos, Pos::Noun | Pos::Propn)
            && analysis[to.next()].form.chars().all(char::is_lowercase)
            && self.entry.frames.infinitive
            && text.lexicon.has(Role::Gives);
        if bare_noun {
            return self.finish(to.0, self.sentence.end.min(self.end_without_comma(to.0)));
        }
        // It may hang on a noun between (*a affirmé sur un forum détester …*).
        let between = (self.last.0 + 1..self.sentence.end.min(self.last.0 + 7)).map(WordId);
        let infinitive = between
            .take_while(|&w| !text.is(w.0, &[",", ":", ";"]) && !text.is_mark(w.0))
            .find(|&w| matches!(analysis[w].pos, Pos::Verb | Pos::Aux))?;
        let bare = !matches!(
            analysis[WordId(infinitive.0 - 1)].pos,
            Pos::Adp | Pos::Sconj | Pos::Verb | Pos::Aux | Pos::Pron
        );
        (bare
            && analysis[infinitive].morphology.verb_form == Some(VerbForm::Inf)
            && !self.entry.frames.gerund)
            .then(|| self.finish(infinitive.0, text.reach(infinitive).end))
            .flatten()
    }

    fn end_without_comma(&self, start: u32) -> u32 {
        (start..self.sentence.end)
            .find(|&w| self.text.analysis[WordId(w)].pos == Pos::Punct)
            .unwrap_or(self.sentence.end)
    }

    /// *Having shelled*.
    fn is_past_gerund(&self, verb: WordId) -> bool {
        let analysis = self.text.analysis;
        analysis.children_by(verb, Relation::Aux).any(|a| {
            let form = analysis[a].morphology;
            form.verb_form == Some(VerbForm::Ger)
                || form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres)
        })
    }

    pub(super) fn has_infinitive_auxiliary(&self, verb: WordId) -> bool {
        let analysis = self.text.analysis;
        analysis.children(verb).iter().any(|&c| {
            matches!(analysis[c].relation, Relation::Aux | Relation::Cop)
                && analysis[c].morphology.verb_form == Some(VerbForm::Inf)
        })
    }

    /// Who is asked and what they are asked to do.
    pub(super) fn asked(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let to_do = analysis.children(self.verb).iter().copied().find(|&c| {
            c > self.verb
                && matches!(
                    analysis[c].relation,
                    Relation::Xcomp | Relation::Ccomp | Relation::Advcl
                )
                && (analysis[c].morphology.verb_form == Some(VerbForm::Inf)
                    || self.has_infinitive_auxiliary(c))
        });
        let to_do = to_do.or_else(|| {
            // The infinitive may hang on who is asked.
            analysis
                .children(self.verb)
                .iter()
                .copied()
                .filter(|&c| {
                    c > self.verb
                        && matches!(
                            analysis[c].relation,
                            Relation::Obj | Relation::Obl | Relation::Iobj
                        )
                })
                .find_map(|c| {
                    analysis.children(c).iter().copied().find(|&d| {
                        matches!(analysis[d].relation, Relation::Acl | Relation::Xcomp)
                            && analysis[d].morphology.verb_form == Some(VerbForm::Inf)
                    })
                })
        })?;
        let mut start = text.reach(to_do).start.max(self.last.0 + 1);
        let asked = analysis.children(self.verb).iter().copied().find(|&c| {
            c > self.verb
                && c < to_do
                && matches!(analysis[c].relation, Relation::Obj | Relation::Obl | Relation::Iobj)
                && analysis[c].pos != Pos::Pron
        });
        if let Some(asked) = asked {
            let reach = text.reach(asked);
            let first = reach.start.max(self.last.0 + 1);
            if reach.end > self.last.0 + 1 && first < start {
                start = first;
            }
        }
        self.finish(start, text.reach(to_do).end)
    }

    /// *Urges the minister, Karim Noor, to step down*, where the tree loses what is asked in
    /// the commas.
    pub(super) fn asked_by_place(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let start = self.last.0 + 1;
        for at in (start..self.sentence.end.min(start + 18)).map(WordId) {
            let word = &analysis[at];
            if word.pos == Pos::Part
                && text.has_role(at, Role::To)
                && let Some(to_do) = word.head.filter(|&h| h > at)
                && analysis[to_do].morphology.verb_form == Some(VerbForm::Inf)
            {
                let after_comma = text.is(at.0 - 1, &[","]);
                return after_comma.then(|| self.finish(start, text.reach(to_do).end)).flatten();
            }
            if matches!(word.pos, Pos::Verb | Pos::Aux | Pos::Sconj)
                || word.pos == Pos::Punct && !text.is(at.0, &[","])
            {
                return None;
            }
        }
        None
    }

    /// The words from `start` to `end` as content: taken on over what the tree left
    /// out by mistake, cut where another statement begins.
    pub(super) fn finish(&self, start: u32, end: u32) -> Option<WordRange> {
        let text = self.text;
        let mut end = end.min(self.sentence.end);
        if start >= end {
            return None;
        }
        end = self.taken_on(end);
        // What is said within a quotation ends with it.
        // (*A dit « examiner » ces informations* goes on after it.)
        if let Some(quotation) = text.quotations.holding(WordId(start))
            && quotation.words.start < start
            && quotation.words.end < end
            && (quotation.words.contains(self.verb) || quotation.words.start + 1 < start)
        {
            end = quotation.words.end - 1;
        }
        end = self.cut(start, end);
        let mut words = text.with_whole_quotations(WordRange { start, end });
        if words.end > end {
            words.end = self.taken_on(words.end);
        }
        let mut words = text.trim(words);
        // A conjunction at the end joins what comes after.
        while !words.is_empty() && text.analysis[WordId(words.end - 1)].pos == Pos::Cconj {
            words = text.trim(WordRange { start: words.start, end: words.end - 1 });
        }
        (!words.is_empty()).then_some(words)
    }

    /// The end, moved on over a phrase that follows without a comma.
    fn taken_on(&self, mut end: u32) -> u32 {
        let text = self.text;
        let analysis = text.analysis;
        // A phrase that follows without a comma is part of what is said.
        let noun = self.entry.frames.object && !self.entry.frames.that;
        while end < self.sentence.end {
            let next = WordId(end);
            let word = &analysis[next];
            // *…, mais qu'il …*: a second clause with a mark.
            if self.entry.frames.that
                && text.is(end, &[","])
                && end + 2 < self.sentence.end
                && analysis[WordId(end + 1)].pos == Pos::Cconj
                && text.has_role(WordId(end + 2), Role::That)
                && analysis[WordId(end + 2)].pos == Pos::Sconj
            {
                end = self.clause_end(WordId(end + 2)).max(end + 3);
                continue;
            }
            // *… et que le but est de …*: the same without a comma.
            let second = WordId(end + 1);
            if self.entry.frames.that
                && word.pos == Pos::Cconj
                && self.sentence.contains(second)
                && text.has_role(second, Role::That)
                && analysis[second].pos == Pos::Sconj
                && analysis[second].head.is_some_and(|h| h > second && self.sentence.contains(h))
            {
                end = self.clause_end(second).max(end + 2);
                continue;
            }
            // *Plus de moyens en ce qui concerne …*: a relative clause with its verb.
            if text.is_relative(next)
                && let Some(verb) = word.head.filter(|&h| h > next && self.sentence.contains(h))
                && !text.is(end - 1, &[","])
            {
                end = text.reach(verb).end.max(end + 1);
                continue;
            }
            if let Some(quotation) = text.quotations.starting(next)
                && quotation.words.end <= self.sentence.end
            {
                end = quotation.words.end;
                continue;
            }
            let hyphen = &*word.form == "-";
            let that = text.has_role(next, Role::That) && word.pos == Pos::Sconj;
            let goes_on = word.pos == Pos::Cconj && self.shares_clause(next);
            let stops = matches!(word.pos, Pos::Punct | Pos::Cconj | Pos::Sconj)
                && !hyphen
                && !that
                && !goes_on
                || is_sign(&word.form) && !hyphen
                || matches!(word.pos, Pos::Verb | Pos::Aux)
                    && text.is_finite_form(next)
                    && word.relation != Relation::Fixed
                || text.opens_source(next)
                || next == self.verb
                || self.is_gerund_of_saying(next)
                || self.is_gerund_of_saying(next.next())
                || word.pos == Pos::Adv && self.is_gerund_of_saying(next.next().next())
                || noun && !hyphen && !text.is(end - 1, &["-"]);
            if stops {
                break;
            }
            end += 1;
        }
        end
    }

    /// Whether what the conjunction joins is a second clause with a mark, or has no subject of its own and says nothing
    /// new: *killed twelve and took the town*.
    fn shares_clause(&self, conjunction: WordId) -> bool {
        let text = self.text;
        if conjunction.next() < WordId(self.sentence.end)
            && text.has_role(conjunction.next(), Role::That)
            && text.analysis[conjunction.next()].pos != Pos::Det
            && self.entry.frames.that
        {
            return true;
        }
        let next = (conjunction.0 + 1..self.sentence.end.min(conjunction.0 + 4))
            .map(WordId)
            .find(|&w| !matches!(text.analysis[w].pos, Pos::Aux | Pos::Adv | Pos::Part));
        next.is_some_and(|w| {
            text.analysis[w].pos == Pos::Verb && text.lexicon.verb(text.analysis, w).is_none()
        })
    }

    /// *S'est engagé à partir et annoncé que …*: a conjunction with a participle of saying
    /// that has no auxiliary but that of the cue.
    fn shares_auxiliary(&self, conjunction: WordId, end: u32) -> bool {
        let text = self.text;
        let analysis = text.analysis;
        if analysis[conjunction].pos != Pos::Cconj
            || text.quotations.holding(conjunction).is_some()
            || analysis.child_by(self.verb, Relation::Aux).is_none()
        {
            return false;
        }
        (conjunction.0 + 1..end.min(conjunction.0 + 4))
            .map(WordId)
            .find(|&w| analysis[w].pos != Pos::Adv)
            .is_some_and(|w| {
                let form = analysis[w].morphology;
                analysis[w].pos == Pos::Verb
                    && form.verb_form == Some(VerbForm::Part)
                    && form.tense == Some(Tense::Past)
                    && analysis[w].relation == Relation::Conj
                    && text.lexicon.verb(analysis, w).is_some()
            })
    }

    /// *A proposé de travailler ensemble en se félicitant de …*: a gerund of saying that goes
    /// with who speaks, not with what is said: the verb above it is an infinitive, or is said of
    /// a thing.
    fn opens_gerund_of_source(&self, word: WordId, end: u32) -> bool {
        let text = self.text;
        let analysis = text.analysis;
        if !text.is(word.0, &["en"]) || text.quotations.holding(word).is_some() {
            return false;
        }
        let reflexive =
            analysis.words.get(word.index() + 1).is_some_and(|w| w.morphology.reflexive);
        let gerund = WordId(word.0 + 1 + u32::from(reflexive));
        if gerund.0 >= end || !self.is_gerund_of_saying(gerund) {
            return false;
        }
        let Some(above) = analysis[gerund].head.filter(|&h| h < word && h > self.verb) else {
            return false;
        };
        let subject = analysis.child_by(above, Relation::Nsubj);
        match subject {
            Some(subject) => !text.can_speak(subject) && !text.is_relative(subject),
            None => analysis[above].morphology.verb_form == Some(VerbForm::Inf),
        }
    }

    /// *…, alors que sa mère avait qualifié la piste de « légende »*: what somebody else with a
    /// name or title says of something, in a clause that contrasts.
    fn is_judgement_of_another(&self, contrast: WordId, verb: WordId) -> bool {
        let text = self.text;
        let judges = |c: &super::VerbCue| {
            c.frames.predicate && !c.reflexive
                || matches!(c.force, Force::Deny | Force::Accuse | Force::Condemn | Force::Claim)
        };
        let auxiliary = text.split_auxiliary(verb);
        text.analysis[verb].pos == Pos::Verb
            && (text.is_finite(verb) && !text.is_passive(verb) || auxiliary.is_some())
            && text.lexicon.verb(text.analysis, verb).is_some_and(|(c, _)| judges(c))
            && matches!(text.subject(auxiliary.unwrap_or(verb)), Subject::Head(s)
                if s > contrast && s < verb && text.is_noun(s) && text.can_speak(s))
    }

    pub(super) fn is_gerund(&self, word: WordId) -> bool {
        self.sentence.contains(word) && {
            let form = self.text.analysis[word].morphology;
            self.text.analysis[word].pos == Pos::Verb
                && (form.verb_form == Some(VerbForm::Ger)
                    || form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres))
        }
    }

    fn is_gerund_of_saying(&self, word: WordId) -> bool {
        self.is_gerund(word) && self.text.lexicon.verb(self.text.analysis, word).is_some()
    }

    /// Cuts where another statement of the same speaker, or of another, begins.
    pub(super) fn cut(&self, start: u32, end: u32) -> u32 {
        let text = self.text;
        let analysis = text.analysis;
        let mut compound = false;
        for at in start + 1..end.min(start + LONG) {
            compound |= analysis[WordId(at)].pos == Pos::Aux;
            if !compound && self.shares_auxiliary(WordId(at), end) {
                return at;
            }
            if self.opens_gerund_of_source(WordId(at), end) {
                return at;
            }
            if !text.is(at - 1, &[",", ";"]) {
                continue;
            }
            let word = WordId(at);
            // *…, and considered it successful*: the same speaker goes on.
            let next_verb = WordId(at + 1);
            if analysis[word].pos == Pos::Cconj
                && at + 1 < end
                && analysis[next_verb].pos == Pos::Verb
                && text.quotations.holding(word).is_none()
                && text.lexicon.verb(analysis, next_verb).is_some()
            {
                return at - 1;
            }
            if text.has_role(word, Role::Contrast) {
                let other = (at + 1..end.min(at + 25)).map(WordId).any(|w| {
                    analysis[w].pos == Pos::Verb
                        && text
                            .lexicon
                            .verb(analysis, w)
                            .is_some_and(|(c, _)| c.frames.that && followed_by_that(text, w))
                        || self.is_judgement_of_another(WordId(at), w)
                        || text.is_finite_form(w)
                            && text
                                .lexicon
                                .verb(analysis, w)
                                .is_some_and(|(c, _)| c.force == Force::Threat)
                });
                if other {
                    return at - 1;
                }
            }
            let mut gerund = at;
            // *…, tout en expliquant que …*
            if analysis[word].pos == Pos::Adv && text.is(at + 1, &["en"]) {
                gerund += 1;
            }
            let gerund = WordId(gerund + u32::from(text.is(gerund, &["en", "while"])));
            if gerund.0 >= end {
                continue;
            }
            let form = analysis[gerund].morphology;
            let is_gerund = form.verb_form == Some(VerbForm::Ger)
                || form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres);
            // *…, affirmation qu'il a réitérée*: a word about what was said.
            let about = analysis[word].pos == Pos::Noun
                && text.lexicon.noun(analysis, word).is_some()
                && word.0 + 1 < end
                && (text.is_relative(word.next()) || text.has_role(word.next(), Role::That));
            if about {
                return at - 1;
            }
            if is_gerund
                && text.lexicon.verb(analysis, gerund).is_some_and(|(c, last)| {
                    c.frames.object || c.frames.that && followed_by_that(text, last)
                })
                && text.quotations.holding(gerund).is_none_or(|q| q.words.start < start)
            {
                return at - 1;
            }
        }
        end
    }
}
