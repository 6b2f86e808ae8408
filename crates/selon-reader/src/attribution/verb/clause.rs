//! Clauses and infinitives as content.

use selon_language::morphology::{Mood, Tense, VerbForm};
use selon_language::{Pos, Relation, WordId, WordRange};

use super::super::lexicon::{Force, Role};
use super::super::source::Subject;
use super::super::text::Text;
use super::Cue;

impl Cue<'_> {
    /// *Comme l'a dit X, …*: all of the sentence but the clause.
    pub(super) fn clause_of_comparison(&self) -> Option<Vec<WordRange>> {
        let text = self.text;
        let reach = text.reach(self.verb);
        // With a content of its own, the clause tells when or why something was said.
        let analysis = text.analysis;
        let own = analysis.children(self.verb).iter().any(|&c| {
            // (*As they have threatened to do* has none.)
            let takes_up = matches!(&*analysis[c].lemma, "do" | "faire")
                && analysis[c].morphology.verb_form == Some(VerbForm::Inf)
                && text.reach(c).len() <= 3;
            c > self.last
                && matches!(analysis[c].relation, Relation::Ccomp | Relation::Xcomp | Relation::Obj)
                && self.subject != Subject::Head(c)
                && !takes_up
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
            // *Affirme cette voix, que personne n'a reconnue*: a clause on who speaks.
            let of_speaker = text.is(w.0 - 1, &[","])
                && analysis[w].head.is_some_and(|h| {
                    analysis[h].relation == Relation::Acl
                        && analysis[h].head.is_some_and(|s| self.subject == Subject::Head(s))
                });
            if of_speaker {
                break;
            }
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
                && (analysis[before].relation != Relation::Obl
                    || analysis[w].head.is_some_and(|h| analysis[h].head == Some(before)))
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
        // *Jugent probable que …*: how likely they hold it is said too.
        let before = WordId(mark.0 - 1);
        let judged = before == self.last.next() && analysis[before].pos == Pos::Adj;
        let start = if judged { before.0 } else { mark.0 + 1 };
        self.finish(start, if whole { end } else { self.sentence.end })
    }

    /// The end of the clause that a mark opens, by the word that it marks.
    pub(super) fn clause_end(&self, mark: WordId) -> u32 {
        let analysis = self.text.analysis;
        match analysis[mark].head {
            Some(head) if head > mark && self.sentence.contains(head) => self.text.reach(head).end,
            _ => self.sentence.end,
        }
    }

    /// The infinitive of what somebody named right after the cue is blamed for.
    fn blamed_for(&self) -> Option<WordId> {
        let text = self.text;
        let analysis = text.analysis;
        if !text.has_role(self.last.next(), Role::To) {
            return None;
        }
        (self.last.0 + 2..self.sentence.end.min(self.last.0 + 14))
            .map(WordId)
            .take_while(|&w| !text.is_finite_form(w) && analysis[w].pos != Pos::Punct)
            .filter(|&w| analysis[w].relation == Relation::Mark && text.has_role(w, Role::Of))
            .filter_map(|mark| analysis[mark].head.filter(|&h| h > mark))
            .find(|&h| {
                analysis[h].morphology.verb_form == Some(VerbForm::Inf)
                    || self.has_infinitive_auxiliary(h)
            })
    }

    /// A clause without a mark: *said the number now totals …*.
    pub(super) fn bare_clause(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let clause = analysis.children_by(self.verb, Relation::Ccomp).find(|&c| c > self.verb)?;
        let reach = text.reach(clause);
        // *A fait part de sa peine ; l'autre a dit …*: the tree joins what the sign keeps apart.
        let apart = (self.last.0 + 1..clause.0)
            .take(60)
            .any(|w| text.is(w, &[";"]) && text.quotations.holding(WordId(w)).is_none());
        if apart {
            return None;
        }
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
        if start.max(first) >= self.sentence.end {
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
                && (matches!(word.pos, Pos::Det | Pos::Num)
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
            let content = self.finish(start - u32::from(negated), text.reach(clause).end)?;
            return Some(self.with_more_infinitives(content));
        }
        // *Reproche à l'armée d'avoir tardé*: the tree may hang it on who is blamed.
        if self.entry.force == Force::Accuse
            && let Some(blamed) = self.blamed_for()
        {
            return self.finish(self.last.0 + 1, text.reach(blamed).end);
        }
        // A verb that looks like a noun (*vowed on Thursday to march on the capital*).
        let looks_like_a_noun = |to: &WordId| {
            let verb = to.next();
            self.sentence.contains(verb)
                && text.has_role(*to, Role::To)
                && analysis[*to].head == Some(verb)
                && matches!(analysis[verb].pos, Pos::Noun | Pos::Propn)
                && analysis[verb].form.chars().all(char::is_lowercase)
        };
        if self.entry.frames.infinitive
            && text.lexicon.has(Role::Gives)
            && let Some(to) = (self.last.0 + 1..self.last.0 + 4)
                .map(WordId)
                .take_while(|&w| self.sentence.contains(w) && !text.is(w.0, &[","]))
                .find(looks_like_a_noun)
        {
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

    /// *Affirme avoir pris le camp, avoir tué dix hommes, capturé un chef et brûlé un dépôt*: the
    /// infinitives and participles of a list, which the tree joins to what stands before them.
    fn with_more_infinitives(&self, mut content: WordRange) -> WordRange {
        let text = self.text;
        let analysis = text.analysis;
        if !text.is_perfect_infinitive(WordId(content.start)) {
            return content;
        }
        for _ in 0..6 {
            let joint = WordId(content.end);
            let next = joint.next();
            let joins = text.is(joint.0, &[","])
                || self.sentence.contains(joint) && analysis[joint].pos == Pos::Cconj;
            if !joins || !self.sentence.contains(next) {
                break;
            }
            let participle = if text.is_perfect_infinitive(next) { next.next() } else { next };
            if !self.sentence.contains(participle) {
                break;
            }
            let form = analysis[participle].morphology;
            let past = form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Past);
            let own = analysis.child_by(participle, Relation::Nsubj).is_some()
                || text.lexicon.verb(analysis, participle).is_some();
            if !past || own || analysis[participle].pos != Pos::Verb {
                break;
            }
            let end = text.reach(participle).end.max(participle.0 + 1).min(self.sentence.end);
            content.end = end;
        }
        text.trim(content)
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
                && !text.is(c.0 - 1, &["-"])
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
        // *Urges the minister-designate, Karim Noor, to step down*
        if (self.last.0 + 1..to_do.0).any(|w| text.is(w, &["-"])) && asked_apart(text, to_do) {
            return None;
        }
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
            // (*The minister-designate* has no verb.)
            let joined = text.is(at.0 - 1, &["-"]);
            if matches!(word.pos, Pos::Verb | Pos::Aux | Pos::Sconj) && !joined
                || word.pos == Pos::Punct && !text.is(at.0, &[",", "-"])
            {
                return None;
            }
        }
        None
    }
}

/// Whether a comma stands right before the infinitive of what is asked.
fn asked_apart(text: &Text, to_do: WordId) -> bool {
    text.reach(to_do).start.checked_sub(1).is_some_and(|w| text.is(w, &[","]))
}
