//! Where what is said ends: taken on over what the tree left out, cut where somebody says
//! something else.

use selon_language::morphology::{Definite, Mood, Tense, VerbForm};
use selon_language::{Pos, Relation, WordId, WordRange};

use super::super::lexicon::{Force, Role};
use super::super::source::Subject;
use super::{Cue, followed_by_that, is_sign};

/// How many words of a content are searched at most.
const LONG: u32 = 300;

impl Cue<'_> {
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
        end = self.cut(start, self.before_statement_of_source(start, end));
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

    /// *D'après X, qui dit n'avoir vu que des badauds, la rue est calme*: the end of what is said
    /// in a clause on a source that a preposition names, before what it names it for.
    fn before_statement_of_source(&self, start: u32, end: u32) -> u32 {
        let text = self.text;
        let analysis = text.analysis;
        let first = WordId(self.sentence.start);
        let named = text.opens_source(first)
            && analysis[self.verb].relation == Relation::Acl
            && (self.sentence.start..self.verb.0).take(20).any(|w| text.is_relative(WordId(w)));
        if !named {
            return end;
        }
        let finite = |from: u32, to: u32| (from..to).map(WordId).any(|w| text.is_finite_form(w));
        (start + 1..end)
            .take(60)
            .find(|&w| {
                text.is(w, &[","])
                    && text.quotations.holding(WordId(w)).is_none()
                    && w + 1 < end
                    && matches!(
                        analysis[WordId(w + 1)].pos,
                        Pos::Det | Pos::Pron | Pos::Noun | Pos::Propn | Pos::Num
                    )
                    && finite(w + 1, self.sentence.end)
            })
            .unwrap_or(end)
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
            if self.entry.frames.that && self.apposes_ranking(end) {
                end = self.sentence.end;
                continue;
            }
            // *Menacent de les tuer si la rançon n'est pas versée*: on what condition.
            if text.has_role(next, Role::Whether)
                && word.pos == Pos::Sconj
                && !text.is(end - 1, &[","])
                && let Some(verb) = word.head.filter(|&h| h > next && self.sentence.contains(h))
            {
                end = text.reach(verb).end.max(end + 1);
                continue;
            }
            // *Moins d'impôts en ce qui concerne …*: a relative clause with its verb.
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
            if let Some(verb) = self.gerund_of_noun(next) {
                end = text.reach(verb).end.max(end + 1);
                continue;
            }
            let hyphen = &*word.form == "-";
            let that = text.has_role(next, Role::That) && word.pos == Pos::Sconj;
            let goes_on = word.pos == Pos::Cconj && self.shares_clause(next);
            if goes_on && let Some(verb) = self.shares_told_auxiliary(next) {
                end = verb.0 + 1;
                continue;
            }
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

    /// *…, the third such attack this year*: what comes last in the sentence and ranks what is
    /// said, with no verb of its own. (*…, the first official confirmation*, of the saying, is the
    /// author's.)
    fn apposes_ranking(&self, comma: u32) -> bool {
        let text = self.text;
        let analysis = text.analysis;
        let article = WordId(comma + 1);
        if !text.is(comma, &[","])
            || self.sentence.end < comma + 5
            || self.sentence.end > comma + 20
            || analysis[article].pos != Pos::Det
            || analysis[article].morphology.definite != Some(Definite::Def)
        {
            return false;
        }
        let words = || (article.0 + 1..self.sentence.end).map(WordId);
        let near = words().take(3).take_while(|&w| analysis[w].pos != Pos::Punct);
        let ranked = near.into_iter().any(|w| text.lexicon.lemma_has(analysis, w, Role::Ranking));
        let noun = words().find(|&w| analysis[w].pos == Pos::Noun);
        let plain = words().all(|w| {
            !text.is_finite_form(w)
                && !text.is_mark(w.0)
                && !text.is(w.0, &[",", ";", ":", "("])
                && !text.opens_source(w)
        });
        ranked && plain && noun.is_some_and(|n| text.lexicon.noun(analysis, n).is_none())
    }

    /// *Their commitment to defeating it, a step towards ending it*: a gerund that completes the
    /// noun before its preposition, wherever the tree hangs it.
    fn gerund_of_noun(&self, mark: WordId) -> Option<WordId> {
        let text = self.text;
        let analysis = text.analysis;
        let verb = analysis[mark].head.filter(|&h| h > mark && self.sentence.contains(h))?;
        // (*Three days of mourning*)
        let of = text.has_role(mark, Role::Of) && self.entry.frames.object && !self.entry.frames.of;
        let completes = of || [Role::To, Role::Inside].into_iter().any(|r| text.has_role(mark, r));
        (analysis[mark].relation == Relation::Mark
            && completes
            && self.is_gerund(verb)
            && text.lexicon.verb(analysis, verb).is_none()
            && mark.previous().is_some_and(|w| analysis[w].pos == Pos::Noun))
        .then_some(verb)
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
        // *A dénoncé une attaque et convoqué l'ambassadeur*: what the speaker did next.
        let of_speaker = |w: WordId| {
            let word = &text.analysis[w];
            word.relation == Relation::Conj
                && word.head == Some(self.verb)
                && word.morphology.verb_form == Some(VerbForm::Part)
                && text.analysis.child_by(self.verb, Relation::Aux).is_some()
        };
        next.is_some_and(|w| {
            text.analysis[w].pos == Pos::Verb
                && text.lexicon.verb(text.analysis, w).is_none()
                && !of_speaker(w)
        })
    }

    /// *Said its men had seized the bridge and destroyed two boats*: a second participle after the
    /// auxiliary of what is said, which looks like the past that the speaker is told in.
    fn shares_told_auxiliary(&self, conjunction: WordId) -> Option<WordId> {
        let text = self.text;
        let analysis = text.analysis;
        let verb = (conjunction.0 + 1..self.sentence.end.min(conjunction.0 + 3))
            .map(WordId)
            .find(|&w| analysis[w].pos != Pos::Adv)
            .filter(|&w| analysis[w].pos == Pos::Verb && text.is_finite_form(w))?;
        // (*Withdrew* is no participle.)
        let participle = analysis[verb].morphology.tense == Some(Tense::Past)
            && text.form(verb).ends_with("ed")
            && analysis.child_by(verb, Relation::Nsubj).is_none_or(|s| s < conjunction);
        let perfect = |aux: WordId| {
            &*analysis[aux].lemma == "have"
                && analysis[aux].pos == Pos::Aux
                && analysis[aux].head.is_some_and(|h| h > aux && h < conjunction)
        };
        let told = (self.last.0 + 1..conjunction.0).rev().take(30).map(WordId);
        (participle && told.into_iter().any(perfect)).then_some(verb)
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

    /// *A proposé de rouvrir l'école en se félicitant de …*: a gerund of saying that goes
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

    /// *…, alors que la comptable avait qualifié ce bruit de « calomnie »*: what somebody else with a
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

    /// *Ont dit que dix hommes étaient morts, mais l'armée a gardé le silence*: a clause with a
    /// subject of its own in the present or perfect, after one that was said in the past and told
    /// in the past: the author goes on.
    fn leaves_the_past(&self, start: u32, joint: WordId, end: u32) -> bool {
        let text = self.text;
        let analysis = text.analysis;
        let contrast = text.has_role(joint, Role::Contrast);
        let quotation = |w: WordId| text.quotations.holding(w).map(|q| q.words.start);
        if !contrast && analysis[joint].pos != Pos::Cconj
            || text.has_role(joint.next(), Role::That)
            || quotation(joint) != quotation(self.verb)
        {
            return false;
        }
        let past = |w: WordId| {
            let form = analysis[w].morphology;
            matches!(form.tense, Some(Tense::Imp | Tense::Past)) || form.mood == Some(Mood::Cnd)
        };
        let said_in_past = {
            let form = analysis[self.verb].morphology;
            matches!(form.tense, Some(Tense::Past | Tense::Imp))
                || analysis.child_by(self.verb, Relation::Aux).is_some()
        };
        let finite =
            |from: u32, to: u32| (from..to).take(30).map(WordId).find(|&w| text.is_finite_form(w));
        let Some(told) = finite(start, joint.0) else { return false };
        let Some(next) = finite(joint.0 + 1, end) else { return false };
        let form = analysis[next].morphology;
        let between = || (joint.0 + 1..next.0).map(WordId);
        // With *et*, only a noun opens a clause of its own.
        let own = between().any(|w| {
            matches!(analysis[w].pos, Pos::Noun | Pos::Propn)
                || contrast
                    && analysis[w].pos == Pos::Pron
                    && analysis[w].relation == Relation::Nsubj
                    && !text.is_relative(w)
        });
        let plain = between().all(|w| {
            !text.is_relative(w) && !text.has_role(w, Role::That) && analysis[w].pos != Pos::Sconj
        });
        said_in_past
            && past(told)
            && form.tense == Some(Tense::Pres)
            && form.mood != Some(Mood::Cnd)
            && own
            && plain
    }

    /// *…, Londres se disant inquiète*: somebody else with a participle of saying.
    fn opens_absolute(&self, noun: WordId) -> bool {
        let text = self.text;
        let mut verb = noun.next();
        if self.sentence.contains(verb) && text.analysis[verb].morphology.reflexive {
            verb = verb.next();
        }
        self.sentence.contains(verb)
            && text.quotations.holding(noun).is_none()
            && text.analysis[noun].pos == Pos::Propn
            && text.can_speak(noun)
            && self.is_gerund_of_saying(verb)
    }

    /// Whether an infinitive of saying, or of taking back what was said, follows *avant de*.
    fn retracts_after(&self, before: u32, end: u32) -> bool {
        let text = self.text;
        let analysis = text.analysis;
        (before + 2..end.min(before + 5))
            .map(WordId)
            .find(|&w| analysis[w].pos == Pos::Verb)
            .is_some_and(|w| {
                analysis[w].morphology.verb_form == Some(VerbForm::Inf)
                    && text.quotations.holding(w).is_none()
                    && (text.lexicon.lemma_has(analysis, w, Role::Retract)
                        || text.lexicon.verb(analysis, w).is_some())
            })
    }

    /// *Ont dit que … ; l'un d'eux évoque …*: what stands after the sign is not said but says
    /// something, of somebody else.
    fn ends_at_semicolon(&self, at: u32) -> bool {
        let text = self.text;
        let analysis = text.analysis;
        text.quotations.holding(WordId(at)).is_none()
            && (at + 1..self.sentence.end.min(at + 25))
                .map(WordId)
                .find(|&w| text.is_finite_form(w))
                .is_some_and(|w| {
                    let verb = match analysis[w].pos {
                        Pos::Aux => analysis[w].head.unwrap_or(w),
                        _ => w,
                    };
                    text.lexicon.verb(analysis, verb).is_some()
                })
    }

    pub(super) fn is_gerund(&self, word: WordId) -> bool {
        self.sentence.contains(word) && {
            let form = self.text.analysis[word].morphology;
            self.text.analysis[word].pos == Pos::Verb
                && (form.verb_form == Some(VerbForm::Ger)
                    || form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres))
        }
    }

    pub(super) fn is_gerund_of_saying(&self, word: WordId) -> bool {
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
            // *…, avant de se rétracter*: the speaker again.
            if text.is(at, &["avant"]) && text.is(at - 1, &[","]) && self.retracts_after(at, end) {
                return at - 1;
            }
            if text.is(at, &[";"]) && self.ends_at_semicolon(at) {
                return at;
            }
            if !text.is(at - 1, &[",", ";"]) {
                continue;
            }
            let word = WordId(at);
            if self.leaves_the_past(start, word, end) {
                return at - 1;
            }
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
            // *Accused of leaking the maps, which she denied*.
            let denied = text.is_relative(word)
                && analysis[word].head.is_some_and(|verb| {
                    verb > word
                        && verb.0 < end
                        && analysis[word].relation == Relation::Obj
                        && text
                            .lexicon
                            .verb(analysis, verb)
                            .is_some_and(|(c, _)| c.force == Force::Deny)
                });
            if denied && text.quotations.holding(word).is_none() {
                return at - 1;
            }
            let mut gerund = at;
            // *…, tout en expliquant que …*
            if analysis[word].pos == Pos::Adv && text.is(at + 1, &["en"]) {
                gerund += 1;
            }
            let gerund = WordId(gerund + u32::from(text.is(gerund, &["en", "while"])));
            if self.opens_absolute(word) {
                return at - 1;
            }
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
