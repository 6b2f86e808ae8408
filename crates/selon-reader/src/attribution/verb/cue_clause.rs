//! The clause of a cue: the verb with its subject and adverbials, the content left out.

use selon_language::morphology::Number;
use selon_language::{Pos, Relation, WordId, WordRange};

use super::super::lexicon::Role;
use super::super::source::Subject;
use super::super::text::Text;
use super::Cue;
use super::subject::leading_verb;

impl Cue<'_> {
    /// The cue with its subject and adverbials.
    pub(super) fn find_clause(&self) -> WordRange {
        let text = self.text;
        let analysis = text.analysis;
        let inverted = matches!(self.subject, Subject::Head(head) if head > self.verb);
        let top = if inverted { leading_verb(text, self.verb) } else { self.verb };
        let mut start = text.group_start(top);
        let mut end = self.last.0 + 1;
        if let (Subject::Head(head), Some(words)) = (self.subject, self.subject_words) {
            if words.start >= end {
                // Inverted: the subject may stand after adverbials.
                end = text.reach(head).end.max(words.end);
            } else if words.end <= start && analysis[head].head == Some(self.verb) {
                start = self.with_titles(words.start);
            }
        }
        let children = analysis.children(self.verb).iter().copied().filter(|&c| c > self.verb);
        for child in children {
            let mut reach = text.reach(child);
            // *Met en avant X*: the tree joins words of the cue to its object.
            if child > self.last && reach.start <= self.last.0 {
                break;
            }
            // What the tree hangs on who is spoken to may be what is said.
            if self.entry.frames.bare && self.is_addressee(child) {
                reach = text.noun_phrase(child);
            }
            let adverbial = match analysis[child].relation {
                Relation::Obl if self.is_partitive(child) => false,
                Relation::Obl | Relation::Advmod | Relation::Iobj => {
                    !self.is_content_preposition(child)
                }
                Relation::Compound | Relation::Aux | Relation::Expl => true,
                Relation::Nsubj => self.subject == Subject::Head(child),
                Relation::Obj => self.is_addressee(child),
                Relation::Advcl => reach.len() <= 4 && !text.is_finite(child),
                _ => false,
            };
            // *Deplores in a letter both …*: what the tree puts in apposition to the
            // adverbial without a comma is the object.
            if analysis[child].relation == Relation::Obl
                && self.entry.frames.object
                && let Some(other) = analysis.child_by(child, Relation::Appos)
                && text.reach(other).start == child.0 + 1
            {
                reach.end = child.0 + 1;
            }
            let quoted =
                (reach.start..reach.end).take(40).any(|w| text.is_mark(w) || text.is(w, &[":"]));
            let near = reach.start <= end + 1;
            if !adverbial || quoted || !near {
                if reach.start >= end && !matches!(analysis[child].relation, Relation::Punct) {
                    break;
                }
                continue;
            }
            if reach.start == end + 1 && !text.is(end, &[","]) {
                break;
            }
            // Set off by commas on both sides, it belongs to the cue with both.
            let set_off = reach.start == end + 1 && text.is(reach.end, &[","]);
            end = end.max(reach.end + u32::from(set_off));
        }
        WordRange { start: start.max(self.sentence.start), end: end.min(self.sentence.end) }
    }

    /// *Réclame des renforts*: an article that looks like a preposition.
    pub(super) fn is_partitive(&self, child: WordId) -> bool {
        let analysis = self.text.analysis;
        let start = self.text.reach(child).start;
        let [first, second] = [WordId(start), WordId(start + 1)];
        start == self.last.0 + 1
            && second < child
            && self.entry.frames.object
            && !self.entry.frames.of
            && self.text.has_role(first, Role::Of)
            && analysis[second].pos == Pos::Det
            && (analysis[second].token == analysis[first].token
                && analysis[second].morphology.number == Some(Number::Plur)
                // *Réclame du pain, de l'eau*
                || self.entry.frames.asked
                    && analysis[child].pos == Pos::Noun
                    && !is_part(self.text, child))
    }

    /// Where the titles before a name begin that the tree gave to the words before, if
    /// they reach back to a comma or quotation mark (*…, press director Reed said*).
    fn with_titles(&self, name: u32) -> u32 {
        let text = self.text;
        let title = |w: u32| {
            let pos = text.analysis[WordId(w)].pos;
            matches!(pos, Pos::Noun | Pos::Propn | Pos::Adj | Pos::Det)
        };
        let back =
            (self.sentence.start..name).rev().take(9).take_while(|&w| title(w)).count() as u32;
        let start = name - back;
        let set_off =
            start > self.sentence.start && (text.is(start - 1, &[","]) || text.is_mark(start - 1));
        if set_off { start } else { name }
    }

    /// Whether the child is who is spoken to.
    pub(super) fn is_addressee(&self, child: WordId) -> bool {
        matches!(self.text.analysis[child].relation, Relation::Obj | Relation::Iobj)
            && self.entry.frames.addressee
            && self.text.can_speak(child)
    }

    pub(super) fn is_content_preposition(&self, child: WordId) -> bool {
        let analysis = self.text.analysis;
        analysis.children(child).iter().any(|&c| {
            matches!(analysis[c].relation, Relation::Case | Relation::Mark)
                && self.is_frame_preposition(c)
        })
    }

    /// A preposition of the frames, or the last word of the cue (*call for*).
    pub(super) fn is_frame_preposition(&self, case: WordId) -> bool {
        if case == self.last && case > self.verb {
            return self.entry.frames.object && self.text.analysis[case].pos == Pos::Adp;
        }
        let word = &self.text.analysis[case];
        self.entry.frames.prepositions.iter().any(|&p| p == &*word.lemma || p == &*word.form)
    }
}

/// *De la part de X*: from whom.
fn is_part(text: &Text, noun: WordId) -> bool {
    text.lexicon.lemma_has(text.analysis, noun, Role::Part)
}
