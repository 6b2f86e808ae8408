//! What is said in the passive: *est accusé de*, *revendiqué par*, *was said to have*.

use selon_language::morphology::VerbForm;
use selon_language::{NameKind, Pos, Relation, Subtype, WordId, WordRange};

use super::super::lexicon::{Force, Role};
use super::Cue;

impl Cue<'_> {
    /// What is said in the passive, and who says it.
    pub(super) fn passive_content(&self) -> Option<(Vec<WordRange>, Option<WordId>)> {
        let text = self.text;
        let analysis = text.analysis;
        let frames = &self.entry.frames;
        let agent = text.agent(self.verb);
        let subject = analysis
            .children(self.verb)
            .iter()
            .copied()
            .find(|&c| matches!(analysis[c].relation, Relation::Nsubj));
        let reduced = agent
            .filter(|_| subject.is_none() || analysis.child_by(self.verb, Relation::Aux).is_none())
            // (*L'attaque menée contre un poste et revendiquée par X*)
            .filter(|_| !self.joins_participle())
            .and_then(|_| self.noun_before());
        let target = match subject {
            _ if reduced.is_some() => reduced,
            Some(s) if text.is_relative(s) => text.antecedent(self.verb),
            Some(s) => Some(s),
            None => match analysis[self.verb].relation {
                Relation::Acl => analysis[self.verb].head.map(|noun| self.agreeing(noun)),
                Relation::Amod if agent.is_some() => analysis[self.verb].head,
                Relation::Conj => self.target_of_conjunct(),
                _ => None,
            },
        };
        let target_words = target.map(|t| match reduced {
            // (*L'attaque menée mardi contre un poste et revendiquée par X*)
            None if agent.is_some() && t < self.verb && self.joins_participle() => {
                let start = text.noun_phrase(t).start;
                text.trim(self.without_joint(WordRange { start, end: self.clause.start }))
            }
            Some(_) => WordRange { start: text.noun_phrase(t).start, end: self.clause.start },
            None => self.target_words(t),
        });
        if frames.that
            && let Some(clause) = self.marked_clause()
        {
            return Some((vec![clause], agent));
        }
        // *Was told it was an accident*
        if frames.bare
            && frames.addressee
            && agent.is_none()
            && target.is_some()
            && text.is_finite(self.verb)
            && let Some(clause) = self.clause_told()
        {
            return Some((vec![clause], agent));
        }
        if frames.active && agent.is_none() {
            return None;
        }
        if frames.speech
            && (agent.is_some() || subject.is_none())
            && let Some(content) = self.speech_after().filter(|_| text.is(self.clause.end, &[":"]))
        {
            return Some((content, agent));
        }
        let infinitive = analysis.children(self.verb).iter().copied().find(|&c| {
            c > self.verb
                && matches!(
                    analysis[c].relation,
                    Relation::Xcomp | Relation::Ccomp | Relation::Advcl | Relation::Obl
                )
                && (analysis[c].morphology.verb_form == Some(VerbForm::Inf)
                    || self.has_infinitive_auxiliary(c))
                && text.reach(c).start <= self.clause.end + 3
        });
        // *Is believed to hold hostages*: of whom it is believed belongs to what is.
        let raised = frames.that
            && agent.is_none()
            && !frames.asked
            && target_words.is_some()
            && matches!(self.entry.force, Force::Say | Force::Judge | Force::Rumour);
        if (frames.asked || frames.of || frames.infinitive)
            && !raised
            && let Some(to_do) = infinitive
        {
            let start = text.reach(to_do).start.max(self.last.0 + 1);
            let content = self.finish(start, text.reach(to_do).end)?;
            return Some((vec![self.before_agent(content, agent)], agent));
        }
        if frames.that
            && agent.is_none()
            && matches!(self.entry.force, Force::Say | Force::Judge)
            && let Some(to_do) = infinitive
            && let Some(words) = target_words
            && target.is_some_and(|t| analysis[t].pos != Pos::Pron || text.can_speak(t))
        {
            let start = text.reach(to_do).start.max(self.last.0 + 1);
            return Some((vec![words, self.finish(start, text.reach(to_do).end)?], agent));
        }
        if frames.that
            && !frames.shows
            && agent.is_none()
            && let Some(words) = target_words
            && text.is_finite(self.verb)
            && let Some(state) = self.state()
        {
            return Some((vec![words, self.finish(state.start, state.end)?], agent));
        }
        if frames.predicate
            && let Some(predicate) = self.predicate_of(self.verb)
        {
            // *Also called X* names; *described as X* judges.
            let joined = analysis
                .children(predicate)
                .iter()
                .any(|&d| d < predicate && text.has_role(d, Role::Predicate));
            if agent.is_none() && !joined {
                return None;
            }
            let predicate = self.before_agent(self.predicate_words(predicate)?, agent);
            let pronoun =
                target.is_some_and(|t| analysis[t].pos == Pos::Pron && !text.can_speak(t));
            let content =
                if pronoun || analysis[self.verb].relation == Relation::Acl && agent.is_none() {
                    vec![predicate]
                } else {
                    target_words.into_iter().chain([predicate]).collect()
                };
            return Some((content, agent));
        }
        // *Sont décrits comme « … » par X*, whatever the tree makes of the quotation.
        if frames.predicate
            && agent.is_some()
            && text.is_finite(self.verb)
            && let Some(quoted) = self.quoted_predicate()
        {
            let words = subject.map(|s| self.target_words(s));
            return Some((words.into_iter().chain([quoted]).collect(), agent));
        }
        // *Une attaque qualifiée de « lâche »*: whatever the tree hangs it on.
        if frames.predicate
            && frames.of
            && analysis[self.verb].relation == Relation::Acl
            && let Some(predicate) = self.predicate_after_participle()
        {
            return Some((vec![self.before_agent(predicate, agent)], agent));
        }
        if self.entry.force == Force::Accuse
            && let Some(content) = self.by_preposition()
        {
            let mut content: Vec<WordRange> =
                content.into_iter().map(|c| self.before_agent(c, agent)).collect();
            // What stands up to the agent is what they are accused of.
            if let (Some(start), Some(last)) =
                (agent.map(|a| text.agent_start(a)), content.last_mut())
                && last.end < start
                && !(last.end..start).any(|w| {
                    text.is_finite_form(WordId(w))
                        || analysis[WordId(w)].pos == Pos::Punct && text.is(w, &[",", ";", ":"])
                })
            {
                last.end = start;
            }
            return Some((content, agent));
        }
        let told = agent.is_some()
            || self.entry.force == Force::Say && text.is_finite(self.verb) && !frames.active;
        // *Est sollicité par la chaîne*: who is asked is not what is said.
        let person = || target.is_some_and(|t| text.can_speak(t));
        if self.entry.force == Force::Ask && agent.is_some() && person() {
            return None;
        }
        (frames.object && told).then_some(())?;
        Some((vec![target_words?], agent))
    }

    /// A clause without a mark right after a passive: what somebody was told.
    fn clause_told(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let start = self.clause.end.max(self.last.0 + 1);
        let first = WordId(start);
        let opens = self.sentence.contains(first)
            && match analysis[first].pos {
                Pos::Det | Pos::Propn | Pos::Num => true,
                Pos::Pron => !text.is_relative(first) && !text.has_role(first, Role::Of),
                Pos::Noun => true,
                _ => false,
            };
        let verb = (start..self.sentence.end.min(start + 14))
            .map(WordId)
            .take_while(|&w| analysis[w].pos != Pos::Punct)
            .find(|&w| text.is_finite_form(w))?;
        let finite = matches!(analysis[verb].pos, Pos::Verb | Pos::Aux) && verb > first;
        let asked = (start..verb.0).any(|w| text.has_role(WordId(w), Role::Whether));
        (opens && finite && !asked).then(|| self.finish(start, self.sentence.end)).flatten()
    }

    /// *Were reported killed*, *is believed dead*: the words of what somebody is said to be.
    fn state(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        // *Est annoncé en sécurité*
        let phrase = analysis.children_by(self.verb, Relation::Obl).find(|&c| {
            text.reach(c).start == self.last.0 + 1
                && text.has_role(self.last.next(), Role::State)
                && analysis.child_by(c, Relation::Det).is_none()
                && analysis.child_by(c, Relation::Nummod).is_none()
                && analysis[c].pos == Pos::Noun
                && analysis[c].subtype != Subtype::Temporal
        });
        if let Some(phrase) = phrase {
            return Some(text.reach(phrase));
        }
        let state = analysis.children_by(self.verb, Relation::Xcomp).find(|&c| c > self.verb)?;
        let participle = analysis[state].morphology.verb_form == Some(VerbForm::Part);
        let reach = text.reach(state);
        (reach.start == self.last.0 + 1 && (participle || analysis[state].pos == Pos::Adj))
            .then_some(reach)
    }

    /// What follows *de* right after the participle.
    fn predicate_after_participle(&self) -> Option<WordRange> {
        let text = self.text;
        let case = WordId(self.last.0 + 1);
        if !self.sentence.contains(case)
            || !text.has_role(case, Role::Predicate)
            || !text.has_role(case, Role::Of)
        {
            return None;
        }
        if let Some(quotation) = text.quotations.starting(case.next()) {
            return Some(quotation.words);
        }
        let head = text.analysis[case].head.filter(|&h| h > case && self.sentence.contains(h))?;
        self.finish(case.0 + 1, text.reach(head).end)
    }

    /// The content, cut where the agent begins.
    fn before_agent(&self, mut content: WordRange, agent: Option<WordId>) -> WordRange {
        if let Some(start) = agent.map(|a| self.text.agent_start(a))
            && content.start < start
            && start < content.end
        {
            content.end = start;
        }
        content
    }

    /// *The truce in Barzeh announced by both sides*: with somebody who does it named, and no
    /// auxiliary, the noun before it, past places and times, where the tree hangs the
    /// participle elsewhere.
    fn noun_before(&self) -> Option<WordId> {
        let text = self.text;
        let analysis = text.analysis;
        let verb = &analysis[self.verb];
        let participle = verb.morphology.verb_form == Some(VerbForm::Part)
            && matches!(verb.relation, Relation::Root | Relation::Advcl | Relation::Conj)
            && analysis.children_by(self.verb, Relation::Aux).next().is_none()
            && analysis.children_by(self.verb, Relation::Cop).next().is_none();
        let before = self.verb.previous().filter(|&w| participle && self.sentence.contains(w))?;
        (self.sentence.start..=before.0)
            .rev()
            .take(6)
            .map(WordId)
            .take_while(|&w| analysis[w].pos != Pos::Punct && analysis[w].pos != Pos::Verb)
            .find(|&w| {
                let place = analysis.name_of(w).is_some_and(|n| n.kind == NameKind::Location);
                let other = !text.can_speak(w) || analysis[w].pos == Pos::Num;
                text.is_noun(w) && !place && analysis[w].subtype != Subtype::Temporal && other
            })
    }

    /// The noun that a participle agrees with, from where the tree puts it
    /// upwards: *un attentat contre des policiers revendiqué par …*.
    fn agreeing(&self, noun: WordId) -> WordId {
        let analysis = self.text.analysis;
        let number = analysis[self.verb].morphology.number;
        let gender = analysis[self.verb].morphology.gender;
        analysis
            .ancestors(noun)
            .take(4)
            .take_while(|&w| self.text.is_noun(w))
            .find(|&w| {
                let form = analysis[w].morphology;
                let agrees = |a: bool, b: bool, same: bool| !a || !b || same;
                agrees(number.is_some(), form.number.is_some(), form.number == number)
                    && agrees(gender.is_some(), form.gender.is_some(), form.gender == gender)
            })
            // *À l'appui de cette affirmation, démentie par …*: below it, right before.
            .or_else(|| {
                let before = (1..5).filter_map(|back| self.clause.start.checked_sub(back));
                before.map(WordId).find(|&w| {
                    let form = analysis[w].morphology;
                    analysis[w].pos == Pos::Noun
                        && analysis[w].head == Some(noun)
                        && form.gender == gender
                        && form.number == number
                })
            })
            .unwrap_or(noun)
    }

    /// Whether a conjunction joins the participle to another on the same noun.
    fn joins_participle(&self) -> bool {
        let analysis = self.text.analysis;
        analysis[self.verb].relation == Relation::Conj
            && analysis[self.verb].head.is_some_and(|first| {
                analysis[first].relation == Relation::Acl
                    && analysis[first].morphology.verb_form == Some(VerbForm::Part)
            })
    }

    /// What a second passive is about (*a été arrêté, puis accusé*).
    pub(super) fn target_of_conjunct(&self) -> Option<WordId> {
        let analysis = self.text.analysis;
        let first = analysis[self.verb].head?;
        analysis.child_by(first, Relation::Nsubj).or_else(|| {
            (analysis[first].relation == Relation::Acl).then(|| analysis[first].head).flatten()
        })
    }

    /// The words that name what a passive is about, the cue left out.
    pub(super) fn target_words(&self, target: WordId) -> WordRange {
        let mut words = self.text.noun_phrase(target);
        if target < self.verb {
            // An adjective (*the announced meeting*) stands inside.
            if self.verb.0 < words.end {
                words.end = words.end.min(self.clause.start).max(target.0 + 1);
            }
        } else {
            words.start = words.start.max(self.last.0 + 1);
        }
        self.without_joint(words)
    }

    /// Without the conjunction that joins a second participle.
    fn without_joint(&self, mut words: WordRange) -> WordRange {
        if words.len() > 1 && self.text.analysis[WordId(words.end - 1)].pos == Pos::Cconj {
            words.end -= 1;
        }
        words
    }
}
