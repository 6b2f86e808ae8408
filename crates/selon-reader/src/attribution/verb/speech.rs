//! Direct speech before, after or round its cue, and its like without marks.

use selon_language::morphology::VerbForm;
use selon_language::{Pos, Relation, Subtype, WordId, WordRange};

use super::super::lexicon::{Force, Role};
use super::super::quotation::{Quotation, has_finite_verb, says_something};
use super::super::source::Subject;
use super::Cue;

/// How many sentences in the first person are looked at.
const FIRST_PERSON: usize = 40;

impl Cue<'_> {
    /// Direct speech before, after or round the cue, and its like without marks.
    pub(super) fn speech(&self) -> Option<Vec<WordRange>> {
        let mut content = Vec::new();
        // A colon after the cue points forward.
        if self.text.is(self.clause.end, &[":"]) {
            return self.speech_after();
        }
        // *Commente les déclarations du président : « … »*: the object is what it is about.
        // *Denied this: “…”*
        if matches!(self.entry.force, Force::Say | Force::Deny)
            && let Some(quotation) = self.quotation_after_object()
        {
            return Some(vec![quotation.words]);
        }
        if let Some(told) = self.told_after_object() {
            return Some(vec![told]);
        }
        // *Continues to fight* says nothing.
        let analysis = self.text.analysis;
        let infinitive = analysis.children_by(self.verb, Relation::Xcomp).any(|c| {
            // (*Croit savoir* is one cue, *tient à préciser* is that of the second verb.)
            let own = c > self.last || self.text.lexicon.verb(analysis, c).is_some();
            own && c > self.verb && analysis[c].morphology.verb_form == Some(VerbForm::Inf)
        });
        if infinitive && !self.entry.frames.infinitive && !self.entry.frames.asked {
            return None;
        }
        let before = self.speech_before();
        if before.is_some()
            && self.parts_conjuncts()
            && let Some(rest) = self.rest_of_speech()
        {
            return Some(vec![rest]);
        }
        if let Some(before) = before {
            content.push(before);
            content.extend(self.rest_of_speech());
            return Some(content);
        }
        self.speech_after()
    }

    /// *Soldiers entered the camp and, survivors say, shot people*: right after a conjunction,
    /// the cue holds for what it joins.
    fn parts_conjuncts(&self) -> bool {
        let text = self.text;
        let comma = self.clause.start.wrapping_sub(1);
        comma > self.sentence.start + 1
            && text.is(comma, &[","])
            && text.is(self.clause.end, &[","])
            && text.analysis[WordId(comma - 1)].pos == Pos::Cconj
            && text.quotations.holding(self.verb).is_none()
            && text.quotations.ending(WordId(comma - 2)).is_none()
    }

    /// A quotation that a colon opens after the object, with no other verb between.
    fn quotation_after_object(&self) -> Option<Quotation> {
        let text = self.text;
        let object = text
            .analysis
            .child_by(self.verb, Relation::Obj)
            .filter(|&o| o > self.last && text.is_noun(o))?;
        let colon = (object.0 + 1..self.sentence.end.min(object.0 + 14))
            .take_while(|&w| !text.is_finite_form(WordId(w)) && !text.is_mark(w))
            .find(|&w| text.is(w, &[":"]))?;
        text.quotations.starting(WordId(colon + 1))
    }

    /// *A osé une hypothèse : les rebelles …*: what a colon opens right after a noun of saying
    /// that is the object.
    fn told_after_object(&self) -> Option<WordRange> {
        let text = self.text;
        let object = text
            .analysis
            .child_by(self.verb, Relation::Obj)
            .filter(|&o| o > self.last && text.lexicon.noun(text.analysis, o).is_some())?;
        let colon = text.noun_phrase(object).end;
        let start = colon + 1;
        (text.is(colon, &[":"]) && start < self.sentence.end)
            .then_some(WordRange { start, end: self.sentence.end })
    }

    /// What stands after a colon, or quoted right after the cue.
    pub(super) fn speech_after(&self) -> Option<Vec<WordRange>> {
        let text = self.text;
        let mut at = self.clause.end;
        if text.is(at, &[","]) && (text.is_mark(at + 1) || text.is(at + 1, &[":"])) {
            at += 1;
        }
        let colon = text.is(at, &[":"]);
        if colon {
            at += 1;
        }
        let quotation = text.quotations.starting(WordId(at));
        if let Some(quotation) = quotation {
            let part = self.is_quoted_infinitive(quotation)
                || self.is_quoted_subject(quotation)
                || self.is_quoted_predicate(quotation);
            if !colon && part {
                return None;
            }
            let words = if colon { quotation.words } else { self.with_noun_after(quotation) };
            return Some(vec![words]);
        }
        if !colon {
            return None;
        }
        if at < self.sentence.end {
            return Some(vec![WordRange { start: at, end: self.end_of_first_person() }]);
        }
        self.block_after()
    }

    /// *Évoque « des dizaines » de tués*: a few quoted words with the noun that they count.
    pub(super) fn with_noun_after(&self, quotation: Quotation) -> WordRange {
        let text = self.text;
        let analysis = text.analysis;
        let of = WordId(quotation.words.end);
        let counts = quotation.words.len() <= 7
            && self.sentence.contains(of)
            && text.has_role(of, Role::Of)
            && quotation.words.iter().any(|w| text.is_number(w));
        let noun = counts.then(|| analysis[of].head).flatten().filter(|&h| h > of);
        match noun.and_then(|noun| self.finish(quotation.words.start, text.reach(noun).end)) {
            Some(words) if words.end > quotation.words.end => words,
            _ => quotation.words,
        }
    }

    /// *Said "terrorists" had been hit*: the quotation is the subject of what is said.
    fn is_quoted_subject(&self, quotation: Quotation) -> bool {
        let text = self.text;
        let next = WordId(quotation.words.end);
        self.entry.frames.bare
            && self.sentence.contains(next)
            && matches!(text.analysis[next].pos, Pos::Aux | Pos::Verb)
            && text.is_finite_form(next)
            && !says_something(text.analysis, quotation)
            && text.analysis.children_by(self.verb, Relation::Ccomp).any(|c| c >= next)
    }

    /// *A jugé « absurdes » ces rumeurs*: the quotation is what is said of an object after it.
    fn is_quoted_predicate(&self, quotation: Quotation) -> bool {
        let analysis = self.text.analysis;
        self.entry.frames.predicate
            && analysis
                .children_by(self.verb, Relation::Xcomp)
                .any(|c| quotation.words.contains(c) && analysis[c].pos == Pos::Adj)
            && analysis.children_by(self.verb, Relation::Obj).any(|o| o.0 >= quotation.words.end)
    }

    /// *A dit « examiner » ces informations*: an infinitive of which only some words are quoted.
    fn is_quoted_infinitive(&self, quotation: Quotation) -> bool {
        let text = self.text;
        let analysis = text.analysis;
        self.entry.frames.infinitive
            && analysis.children(self.verb).iter().any(|&c| {
                quotation.words.contains(c)
                    && matches!(analysis[c].relation, Relation::Xcomp | Relation::Ccomp)
                    && analysis[c].morphology.verb_form == Some(VerbForm::Inf)
                    && text.reach(c).end > quotation.words.end
            })
    }

    /// The end of the sentence; if its paragraph opens with the cue and goes on in the first
    /// person (*Karim Noor said: The truce holds. We will keep it.*), that of the paragraph, or
    /// of the last one after it that is in the first person and has no speaker of its own.
    fn end_of_first_person(&self) -> u32 {
        let text = self.text;
        let analysis = text.analysis;
        let own = analysis[self.verb].sentence as usize;
        let paragraph = analysis.sentences[own].paragraph;
        let opens = self.clause.start == self.sentence.start
            && own.checked_sub(1).is_none_or(|b| analysis.sentences[b].paragraph != paragraph);
        if !opens {
            return self.sentence.end;
        }
        let mut end = self.sentence.end;
        let rest = &analysis.sentences[own + 1..];
        let rest = &rest[..rest.len().min(FIRST_PERSON)];
        for block in rest.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let (Some(first), Some(last)) = (block.first(), block.last()) else { break };
            let words = WordRange { start: first.words.start, end: last.words.end };
            let quoted = |w: WordId| text.quotations.holding(w).is_some();
            let speaks = words.iter().any(|w| text.is_first_person(w) && !quoted(w));
            let another =
                first.paragraph != paragraph && words.iter().any(|w| text.is(w.0, &[":"]));
            if !speaks || another {
                break;
            }
            end = last.words.end;
        }
        end
    }

    /// What follows a sentence that ends in a colon: a quotation, else all that
    /// follows, if the cue stands in a paragraph of its own.
    pub(super) fn block_after(&self) -> Option<Vec<WordRange>> {
        let text = self.text;
        let analysis = text.analysis;
        let next = WordId(self.sentence.end);
        let first = analysis.words.get(next.index())?.sentence as usize;
        if let Some(quotation) = text.quotations.starting(next) {
            return Some(vec![quotation.words]);
        }
        let own = analysis.sentence_of(self.verb).paragraph;
        let same_paragraph = analysis.sentences[first].paragraph == own;
        let mut content: Vec<WordRange> = Vec::new();
        let mut paragraph = own;
        for sentence in &analysis.sentences[first..] {
            if same_paragraph && sentence.paragraph != own {
                break;
            }
            // Somebody else has the word from here on.
            let ends_in_colon = text.is(sentence.words.end.wrapping_sub(1), &[":"]);
            if ends_in_colon && sentence.paragraph != paragraph && !content.is_empty() {
                break;
            }
            let goes_on = sentence.paragraph == paragraph;
            paragraph = sentence.paragraph;
            if let Some(last) = content.last_mut().filter(|_| goes_on) {
                last.end = sentence.words.end;
            } else {
                content.push(sentence.words);
            }
        }
        Some(content)
    }

    /// What was said before the cue: a quotation, or the sentence up to a comma.
    pub(super) fn speech_before(&self) -> Option<WordRange> {
        let text = self.text;
        let before = self.clause.start.checked_sub(1)?;
        if before < self.sentence.start {
            return None;
        }
        // *Asked whether he would go, the minister said …*
        let first = WordId(self.sentence.start);
        let asked = text.lexicon.verb(text.analysis, first).is_some_and(|(cue, last)| {
            cue.force == Force::Ask && text.has_role(last.next(), Role::Whether)
        });
        if asked {
            return None;
        }
        let comma = text.is(before, &[",", "—", "–", "-", "--"]);
        let quotation = text.quotations.ending(WordId(before)).or_else(|| {
            (comma && before > self.sentence.start)
                .then(|| text.quotations.ending(WordId(before - 1)))
                .flatten()
        });
        let quotation = quotation.or_else(|| self.quotation_before_speaker());
        if let Some(quotation) = quotation {
            if !self.speaks_after_it() {
                return None;
            }
            // What leads to the quotation in its sentence is said too, unless another
            // statement or a colon stands before it.
            let from_the_start = quotation.words.start > self.floor
                && self.floor == self.sentence.start
                && !text.is(quotation.words.start - 1, &[":"])
                && !self.is_sentence_of_its_own(quotation);
            let start = if from_the_start { self.floor } else { quotation.words.start };
            return Some(WordRange { start, end: quotation.words.end });
        }
        // A closing mark whose opening one is missing ends what is said all the same.
        let closing = text.is_mark(before);
        if !comma && !closing || !self.speaks_after_it() {
            return None;
        }
        // A relative clause, and what a bracket sets off (*BARZEH (Agency) - The army …*),
        // follow nothing that is said.
        let relative = text.analysis[self.verb].relation == Relation::Acl
            && text.analysis[self.verb].subtype == Subtype::Relative;
        // (*…, most of whom said*)
        let relative =
            relative || matches!(self.subject, Subject::Head(s) if text.is_relative_part(s));
        if relative || !text.is(before, &[","]) && text.is(before.wrapping_sub(1), &[")"]) {
            return None;
        }
        // *De son côté, X réclame …*: a few words without a verb are no speech, unless the
        // inversion tells.
        let semicolon = (self.sentence.start..before).rev().find(|&w| text.is(w, &[";"]));
        let words = WordRange { start: self.sentence.start, end: before };
        // *…, disent-ils ; l'un d'eux, joint par téléphone, évoque …*: who speaks stands there.
        if semicolon.is_some_and(|w| self.phrase_before_comma().is_some_and(|s| s.0 > w)) {
            return None;
        }
        let medial = self.text.is(self.clause.end, &[",", "—", "–"]);
        // *Eight more died in the strike, they added*, whatever form the verb is taken for.
        let told = self.clause.end + 1 >= self.sentence.end
            && text
                .analysis
                .children_by(self.verb, Relation::Ccomp)
                .any(|c| c < self.verb && text.analysis[c].pos == Pos::Verb);
        let retort = self.is_retort(words);
        if !closing
            && !medial
            && !told
            && !retort
            && !self.is_inverted()
            && !has_finite_verb(self.text.analysis, words)
        {
            return None;
        }
        let said = self.said_before();
        let right =
            self.text.analysis.children_by(self.verb, Relation::Ccomp).any(|c| c > self.verb);
        if !said && !closing && !retort && (right || !self.is_inverted()) {
            return None;
        }
        let quoted = text.quotations.holding(self.verb).map_or(0, |q| q.words.start + 1);
        // *They burned the mill; two men were taken away, a neighbour says.*
        let clause = semicolon
            .map(|w| w + 1)
            .filter(|&w| {
                let rest = WordRange { start: w, end: before };
                text.quotations.holding(WordId(w)).is_none() && has_finite_verb(text.analysis, rest)
            })
            .unwrap_or(0);
        let start = self.sentence.start.max(quoted).max(clause);
        if start >= before {
            return None;
        }
        let content = text.trim(WordRange { start, end: before });
        (content.len() > 1 || retort).then_some(content)
    }

    /// *About 60 nations joined in “The group remains a threat,” he said*: a quotation that is a
    /// sentence, with another before it whose full stop is missing.
    fn is_sentence_of_its_own(&self, quotation: Quotation) -> bool {
        let text = self.text;
        let before = WordRange { start: self.floor, end: quotation.words.start };
        let first = WordId(quotation.words.start + 1);
        let joint = WordId(quotation.words.start - 1);
        quotation.words.contains(first)
            && text.form(first).starts_with(char::is_uppercase)
            && !matches!(
                text.analysis[joint].pos,
                Pos::Punct | Pos::Sconj | Pos::Cconj | Pos::Adp | Pos::Verb | Pos::Aux
            )
            && has_finite_verb(text.analysis, quotation.words)
            && has_finite_verb(text.analysis, before)
    }

    /// *Faux, rétorque le maire*, *A lie, the ministry replied*: a few words before a cue that ends
    /// the sentence, which are no adverbial.
    fn is_retort(&self, words: WordRange) -> bool {
        let text = self.text;
        let analysis = text.analysis;
        let first = WordId(words.start);
        let ends = self.clause.end + 1 >= self.sentence.end;
        let adverbial = matches!(analysis[first].pos, Pos::Adp | Pos::Sconj | Pos::Adv | Pos::Num)
            || words
                .iter()
                .any(|w| analysis[w].subtype == Subtype::Temporal || analysis[w].pos == Pos::Verb);
        // (*La veille, le maire a souri*: without an inversion, only a verb of replying tells.)
        let replies =
            self.is_inverted() || text.lexicon.lemma_has(analysis, self.verb, Role::Reply);
        ends && replies
            && words.len() <= 4
            && words.start == self.sentence.start
            && !adverbial
            && !self.entry.frames.object
            && self.entry.force == Force::Say
    }

    /// A quotation with nothing but its speaker between it and the cue: *“…,” Reed,
    /// the head of the mission, said*.
    fn quotation_before_speaker(&self) -> Option<Quotation> {
        let text = self.text;
        let analysis = text.analysis;
        let start = self.clause.start;
        let mark = (self.sentence.start..start).rev().take(30).find(|&w| text.is_mark(w))?;
        let quotation = text.quotations.ending(WordId(mark))?;
        let between = WordRange { start: mark + 1, end: start };
        let speaker = between.iter().any(|w| text.can_speak(w));
        let verbs = between.iter().any(|w| {
            analysis[w].pos == Pos::Sconj
                || matches!(analysis[w].pos, Pos::Verb | Pos::Aux) && text.is_finite_form(w)
        });
        let borrowed = match self.subject {
            Subject::Missing => true,
            // The subject of a verb within the quotation is none of this one.
            Subject::Head(head) => quotation.words.contains(head),
            Subject::Impersonal => false,
        };
        (speaker && !verbs && borrowed).then_some(quotation)
    }

    /// Whether the cue can follow what is said: it has its subject with it, or after it.
    pub(super) fn speaks_after_it(&self) -> bool {
        self.is_inverted()
            || self
                .subject_words
                .is_some_and(|s| s.start >= self.clause.start && s.end <= self.clause.end)
            || self.subject == Subject::Missing
            || self.has_borrowed_subject()
    }

    /// Whether the subject stands within a quotation before the cue: then it is that
    /// of another verb.
    pub(super) fn has_borrowed_subject(&self) -> bool {
        let Subject::Head(head) = self.subject else { return false };
        self.text.quotations.holding(head).is_some_and(|q| q.words.end <= self.verb.0)
    }

    /// Whether the subject stands after the verb or its auxiliary.
    pub(super) fn is_inverted(&self) -> bool {
        self.subject_words.is_some_and(|s| s.start > self.clause.start)
            || self.subject == Subject::Impersonal
                && self.clause.start < self.verb.0
                && self
                    .text
                    .analysis
                    .children_by(self.verb, Relation::Nsubj)
                    .any(|s| s.0 > self.clause.start)
    }

    /// Whether the tree, or the place of the cue, says that what is said stands before it.
    pub(super) fn said_before(&self) -> bool {
        let analysis = self.text.analysis;
        let by_tree = analysis[self.verb].relation == Relation::Parataxis
            && analysis[self.verb].head.is_some_and(|h| h < self.verb || h.0 >= self.clause.end)
            || analysis.children_by(self.verb, Relation::Ccomp).any(|c| c < self.verb)
            || analysis.children_by(self.verb, Relation::Parataxis).any(|c| c < self.verb);
        let medial = self.text.is(self.clause.end, &[","])
            && self.clause.end + 2 < self.sentence.end
            && analysis
                .children_by(self.verb, Relation::Ccomp)
                .any(|c| c.0 > self.clause.end && !self.text.is_mark(self.clause.end + 1));
        let last = self.clause.end + 1 >= self.sentence.end
            && self.clause.start > self.sentence.start + 3
            && self.subject_words.is_some();
        let hidden = self.text.lexicon.is_hidden_verb(analysis, self.verb);
        by_tree
            || medial
            || last
            || self.subject_words.is_some() && (hidden || self.parts_conjuncts())
    }

    /// What goes on after a cue in the middle of what is said.
    pub(super) fn rest_of_speech(&self) -> Option<WordRange> {
        let text = self.text;
        let analysis = text.analysis;
        let at = self.clause.end;
        let next = WordId(if text.is(at, &[",", ".", ":", "—", "–"]) { at + 1 } else { at });
        if let Some(quotation) = text.quotations.starting(next) {
            let own = analysis[next].sentence == analysis[self.verb].sentence;
            let alone = own || super::super::unmarked::is_alone(text, quotation);
            let near =
                analysis.sentence_of(next).paragraph == analysis.sentence_of(self.verb).paragraph;
            return (alone && near && says_something(analysis, quotation))
                .then_some(quotation.words);
        }
        if !text.is(at, &[",", "—", "–"]) || at + 2 >= self.sentence.end {
            return None;
        }
        let goes_on = match analysis[self.verb].relation {
            _ if text.lexicon.ends_clause(analysis, self.verb) || self.parts_conjuncts() => true,
            Relation::Parataxis => {
                analysis[self.verb].head.is_some_and(|h| text.reach(h).end > at + 1)
            }
            _ => {
                analysis.children_by(self.verb, Relation::Ccomp).any(|c| text.reach(c).end > at + 1)
            }
        };
        let under_verb = text.reach(self.verb).contains(next)
            && analysis.ancestors(next).take(12).skip(1).any(|a| a == self.verb)
            && analysis[self.verb].relation == Relation::Parataxis;
        if !goes_on
            || under_verb
            || text.is_relative(next)
            || self.is_gerund(next)
            || self.is_gerund_of_saying(next.next()) && text.is(next.0, &["en"])
            || text.has_role(next, Role::Contrast)
            || text.quotations.holding(next).is_some()
        {
            return None;
        }
        self.finish(next.0, self.sentence.end)
    }
}
