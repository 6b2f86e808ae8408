//! Who holds what a verb says: whether its subject can, and who else may where it has none.

use selon_language::morphology::{Gender, Person, Tense, VerbForm};
use selon_language::{Pos, Relation, WordId, WordRange};
use selon_model::reading::{MentionKind, SourceKind};

use super::super::lexicon::{Force, Role, SourceNoun};
use super::{Cue, followed_by_that};

impl Cue<'_> {
    /// *Denied that the post had been hit, attributing the noise to …*: whether the tree gives a
    /// participle of who spoke before it to somebody in what they said.
    pub(super) fn is_of_told(&self, subject: WordId) -> bool {
        self.spoke.is_some_and(|speaker| speaker != subject)
            && self.is_gerund(self.verb)
            && subject.0 < self.floor
            && !self.clause.contains(subject)
    }

    /// Whether this source can have said this: a thing shows, but says nothing; and
    /// what is no clause needs somebody who speaks.
    pub(super) fn is_plausible(&self, source: WordId, content: &[WordRange]) -> bool {
        let text = self.text;
        let form = text.analysis[source].morphology;
        let pronoun = text.analysis[source].pos == Pos::Pron;
        let named = text.lexicon.source_noun(text.analysis, source).is_some();
        if pronoun && form.person == Some(Person::Second) && !named {
            return false;
        }
        // *Cela dit*.
        if pronoun && text.lexicon.lemma_has(text.analysis, source, Role::Thing) {
            return false;
        }
        // *It underscores the need*: even where it means somebody.
        let thing = pronoun
            && form.gender == Some(Gender::Neut)
            && self.entry.frames.shows
            && (matches!(self.entry.force, Force::Say | Force::Judge)
                || text.mention(source).is_none())
            // *It established that …*, of a commission.
            && !(self.entry.frames.that
                && followed_by_that(text, self.verb)
                && text.mention(source).is_some_and(|m| {
                    let entity = &text.actors.entities[m.entity.0 as usize];
                    entity.kind == MentionKind::Organization
                        && entity.source_kind != SourceKind::Other
                }));
        if !thing
            && (text.can_speak(source)
                || text.is_part_that_speaks(source)
                || text.lexicon.noun(text.analysis, source).is_some())
        {
            return true;
        }
        let quoted = content.iter().any(|c| text.is_mark(c.start));
        let clause = self.entry.frames.that
            && content.iter().any(|&c| super::super::quotation::has_finite_verb(text.analysis, c));
        // *Les premières analyses indiquent que …*
        let basis = text.lexicon.source_noun(text.analysis, source) == Some(SourceNoun::Basis);
        quoted || clause && (basis || !self.entry.frames.shows)
    }

    /// Without a subject in the tree, speech may still have its speaker beside the
    /// verb: the nearest noun after it in an inversion, else before it.
    pub(super) fn source_by_position(&self) -> Option<Option<WordId>> {
        let text = self.text;
        let analysis = text.analysis;
        if !text.is_finite(self.verb) && self.text.analysis[self.verb].relation != Relation::Root {
            return None;
        }
        let after = (self.last.0 + 1..self.sentence.end.min(self.last.0 + 6)).map(WordId);
        let before = (self.sentence.start..self.clause.start)
            .rev()
            .take(30)
            .take_while(|&w| !text.is_mark(w))
            .map(WordId);
        let speaker = |w: &WordId| {
            matches!(analysis[*w].pos, Pos::Noun | Pos::Propn)
                && text.can_speak(*w)
                && !analysis[*w].head.is_some_and(|h| h < *w && h > self.verb && text.is_noun(h))
                && analysis.children_by(*w, Relation::Case).all(|c| c > *w)
                // (*Tabled by Britain and France*)
                && !(analysis[*w].relation == Relation::Conj
                    && analysis[*w]
                        .head
                        .is_some_and(|first| analysis.child_by(first, Relation::Case).is_some()))
        };
        let inverted = text.is_mark(self.clause.start.wrapping_sub(1))
            || text.is(self.clause.start.wrapping_sub(1), &[","]);
        // (*…, le directeur, Anna Hill, exige que …*: what follows is said, and says nothing.)
        let mut after = after.take_while(|&w| !text.has_role(w, Role::That));
        let found = if inverted { after.find(speaker) } else { None };
        let found = found.or_else(|| self.phrase_before_comma());
        // Before the verb, the name or noun that the others hang on.
        let name = |w: &WordId| analysis.name_of(*w).is_some() && speaker(w);
        found
            .or_else(|| before.clone().filter(name).last())
            .or_else(|| before.clone().take(6).find(speaker))
            .map(Some)
    }

    /// Whoever stands right before the cue and a comma that does not belong there, and whom the
    /// tree gives to the clause before.
    pub(super) fn phrase_before_comma(&self) -> Option<WordId> {
        let text = self.text;
        let comma = self.clause.start.checked_sub(1).filter(|&w| text.is(w, &[","]))?;
        let last = comma.checked_sub(1).filter(|&w| w >= self.sentence.start)?;
        // *L'un d'eux, joint par téléphone, évoque …*: past what another comma sets off.
        let participle = (self.sentence.start + 2..last)
            .rev()
            .take(10)
            .take_while(|&w| !text.is_finite_form(WordId(w)) && !text.is_mark(w))
            .find(|&w| text.is(w - 1, &[","]))
            .filter(|&w| {
                text.analysis[WordId(w)].morphology.verb_form == Some(VerbForm::Part)
                    && text.analysis[WordId(w)].relation == Relation::Acl
            });
        let last = participle.map_or(last, |w| w - 2);
        text.analysis
            .ancestors(WordId(last))
            .take(8)
            .take_while(|&w| text.is_noun(w) && w.0 < comma && text.reach(w).end <= comma)
            .take_while(|&w| {
                let quoted = |w: WordId| text.quotations.holding(w);
                let start = quoted(WordId(text.reach(w).start));
                start.or_else(|| quoted(w)).is_none_or(|q| q.words.contains(self.verb))
            })
            .filter(|&w| {
                (text.can_speak(w) || text.is_part_that_speaks(w))
                    && (text.analysis[w].relation == Relation::Nsubj
                        || text.is(text.reach(w).start.wrapping_sub(1), &[";"]))
            })
            .last()
    }

    /// *I can confirm that …* in a quotation is a statement of its own; *we condemn*
    /// is what the author, or who is quoted, does by saying it.
    pub(super) fn first_person_is_a_source(&self, content: &[WordRange]) -> bool {
        let quoted = self.text.quotations.holding(self.verb).is_some();
        let clause = followed_by_that(self.text, self.verb);
        let past = self.text.analysis[self.verb].morphology.tense == Some(Tense::Past);
        quoted
            && (clause || past)
            && matches!(self.entry.force, Force::Say | Force::Judge)
            && content.iter().all(|c| c.start > self.verb.0)
    }
}
