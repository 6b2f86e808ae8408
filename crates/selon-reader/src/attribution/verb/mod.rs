//! Verbs of saying: *X a déclaré que …*, *« … », a dit X*, *… accused of …*.

mod boundary;
mod clause;
mod complement;
mod cue_clause;
mod denial;
mod extent;
mod holder;
mod narrator;
mod object;
mod passive;
mod predicate;
mod said;
mod speech;
mod subject;

use selon_language::morphology::{Gender, Number, Person};
use selon_language::{NameKind, Pos, Relation, WordId, WordRange};
use selon_model::reading::MentionKind;

use super::Found;
use super::lexicon::{Force, Role, VerbCue};
use super::source::Subject;
use super::text::Text;
use narrator::{floor, narrator, spoke_before};
use said::{is_another_verb, is_exceptive, is_no_speech, is_restricted, is_said};
use subject::{
    inverted_after_conjunction, inverted_by_place, subject_by_mistake, subject_of_absolute,
};

/// The most words of what somebody is called, with the marks.
const NICKNAME: usize = 8;

/// A verb of saying and what stands round it.
struct Cue<'t> {
    text: &'t Text<'t>,
    entry: &'t VerbCue,
    /// The first word of the cue.
    first: WordId,
    verb: WordId,
    /// The last word of the cue.
    last: WordId,
    passive: bool,
    subject: Subject,
    subject_words: Option<WordRange>,
    sentence: WordRange,
    /// The cue with its subject and adverbials, the content left out.
    clause: WordRange,
    /// Where the content may begin: after what was said before in the sentence.
    floor: u32,
    /// Who said what was said before it in the sentence.
    spoke: Option<WordId>,
}

/// Finds the attributions by verbs of a text, in order.
pub(super) fn find(text: &Text, found: &mut Vec<Found>) {
    for verb in text.analysis.word_ids() {
        let is_verb = matches!(text.analysis[verb].pos, Pos::Verb | Pos::Aux)
            || text.lexicon.is_hidden_verb(text.analysis, verb);
        if !is_verb || is_part_of_name(text, verb) || names_somebody(text, verb) {
            continue;
        }
        let Some((entry, last)) = text.lexicon.verb(text.analysis, verb) else { continue };
        if let Some(quoting) = quotes_somebody(text, verb) {
            found.extend(quoting);
            continue;
        }
        let first = verb;
        let verb = head_of_cue(text, verb, last);
        let narrator = narrator(text, verb, found);
        if narrator.is_none() && !is_said(text, verb, entry)
            || is_another_verb(text, verb, last)
            || is_no_speech(text, verb, last, entry)
        {
            continue;
        }
        // *N'exclut pas que* says that it may be; *ne relève que de* says nothing.
        let exceptive = is_exceptive(text, last);
        let negated = !exceptive && text.is_negated(verb);
        if negated && entry.force != Force::Deny
            || !(negated || exceptive) && is_restricted(text, verb)
        {
            continue;
        }
        if let Some(denial) = denial::of_what_was_said(text, verb, entry, found) {
            found.push(denial);
            continue;
        }
        let mut cue = Cue::new(text, entry, first, verb, last, floor(text, verb, found));
        cue.spoke = spoke_before(text, verb, found);
        if let Some(narrator) = narrator {
            cue.tell_by(narrator);
        }
        let attribution =
            cue.attribution().or_else(|| denial::of_sentence_before(text, verb, entry, found));
        found.extend(attribution);
    }
}

/// *Omar Said*: a capital within a sentence, right after a name.
fn is_part_of_name(text: &Text, verb: WordId) -> bool {
    let analysis = text.analysis;
    let capital = |w: WordId| text.form(w).starts_with(char::is_uppercase);
    capital(verb)
        && verb.0 > text.sentence(verb).start
        && verb.previous().is_some_and(|w| {
            analysis[w].pos == Pos::Propn
                && capital(w)
                && text.form(w).chars().any(char::is_lowercase)
        })
        && verb.next().index() < analysis.words.len()
        && !capital(verb.next())
}

/// *Karim Noor, dit « le Vieux », …*: a few words between marks that somebody is called, right
/// after the name.
fn names_somebody(text: &Text, verb: WordId) -> bool {
    let analysis = text.analysis;
    let Some(comma) = verb.previous().filter(|w| text.is(w.0, &[",", "("])) else { return false };
    let person = comma
        .previous()
        .and_then(|w| analysis.name_of(w))
        .is_some_and(|n| n.kind == NameKind::Person && n.words.end == comma.0);
    if !person || !text.lexicon.lemma_has(analysis, verb, Role::Naming) {
        return false;
    }
    let Some(quotation) = text.quotations.starting(verb.next()) else {
        return is_called(text, verb);
    };
    let outlet = |w: WordId| {
        text.mention(w).is_some_and(|m| {
            text.actors.entities[m.entity.0 as usize].kind == MentionKind::Organization
        })
    };
    let closed = text.is(quotation.words.end, &[",", ")", "."]);
    closed
        && quotation.words.len() <= NICKNAME
        && !quotation.words.iter().any(|w| text.is_finite_form(w) || outlet(w))
}

/// *Karim Noor, dit le Vieux, a été tué*: the same without marks, before the first verb of the
/// sentence.
fn is_called(text: &Text, verb: WordId) -> bool {
    let sentence = text.sentence(verb);
    let finite = |w: u32| text.is_finite_form(WordId(w));
    let comma = (verb.0 + 1..sentence.end.min(verb.0 + NICKNAME as u32))
        .take_while(|&w| !finite(w))
        .find(|&w| text.is(w, &[",", ")"]));
    comma.is_some_and(|comma| {
        (sentence.start..verb.0).all(|w| !finite(w) && !text.is_mark(w))
            && (comma + 1..sentence.end).take(30).any(finite)
    })
}

/// *Quoted the general as saying that the road was open*: what he said is inside what they
/// say. `Some(None)` if the verb passes on who says something and says nothing of its own.
fn quotes_somebody(text: &Text, verb: WordId) -> Option<Option<Found>> {
    let analysis = text.analysis;
    if !text.lexicon.lemma_has(analysis, verb, Role::Quoting) {
        return None;
    }
    let end = text.sentence(verb).end.min(verb.0 + 24);
    let saying = (verb.0 + 1..end)
        .map(WordId)
        .filter(|&w| analysis[w].pos == Pos::Verb)
        .find(|&w| text.quoted_as_saying(w).is_some() && text.lexicon.verb(analysis, w).is_some());
    let Some(saying) = saying else {
        // *Citing police*: who is cited, not what is.
        let whom = analysis.child_by(verb, Relation::Obj).filter(|&o| o > verb);
        let cites = super::cited::says_whom(text, verb);
        return (cites && whom.is_some_and(|o| text.can_speak(o))).then_some(None);
    };
    if text.is_passive(verb) || text.is_negated(verb) {
        return Some(None);
    }
    let (Subject::Head(source), Some(quoted)) = (text.subject(verb), text.quoted_as_saying(saying))
    else {
        return Some(None);
    };
    let start = text.noun_phrase(quoted).start.max(verb.0 + 1);
    let end = text.reach(saying).end.min(text.sentence(verb).end);
    let content = text.trim(text.with_whole_quotations(WordRange { start, end }));
    Some((!content.is_empty()).then(|| Found {
        source: Some(source),
        cue: WordRange { start: verb.0, end: verb.0 + 1 },
        head: verb,
        content: vec![content],
        source_end: None,
    }))
}

/// *A fait savoir*: the tree hangs the first verb on the second.
fn head_of_cue(text: &Text, verb: WordId, last: WordId) -> WordId {
    let word = &text.analysis[verb];
    match word.head {
        Some(head) if word.relation == Relation::Aux && verb < head && head <= last => head,
        _ => verb,
    }
}

fn followed_by_that(text: &Text, verb: WordId) -> bool {
    text.analysis.children_by(verb, Relation::Ccomp).any(|c| c > verb)
        || (verb.0 + 1..verb.0 + 3).any(|w| {
            (w as usize) < text.analysis.words.len() && text.has_role(WordId(w), Role::That)
        })
}

impl<'t> Cue<'t> {
    fn new(
        text: &'t Text<'t>,
        entry: &'t VerbCue,
        first: WordId,
        verb: WordId,
        last: WordId,
        floor: u32,
    ) -> Cue<'t> {
        let auxiliary = text.split_auxiliary(verb);
        let main = subject_by_mistake(text, verb, last).or_else(|| subject_of_absolute(text, verb));
        let passive = main.is_none() && auxiliary.is_none() && text.is_passive(verb);
        let subject = match main {
            Some(subject) => Subject::Head(subject),
            None if passive => Subject::Missing,
            None => text.subject(auxiliary.unwrap_or(verb)),
        };
        let inverted =
            || (entry.frames.speech && !passive).then(|| inverted_by_place(text, verb, last));
        let subject = inverted_after_conjunction(text, verb)
            .or_else(|| inverted().flatten())
            .unwrap_or(subject);
        // *Il se dit que …*
        let hearsay = |head: WordId| {
            entry.reflexive
                && text.lexicon.lemma_has(text.analysis, verb, Role::Hearsay)
                && text.analysis[head].pos == Pos::Pron
                && text.analysis[head].morphology.gender != Some(Gender::Fem)
                && text.analysis[head].morphology.number != Some(Number::Plur)
                && followed_by_that(text, verb)
        };
        let subject = match subject {
            Subject::Head(head) if hearsay(head) => Subject::Impersonal,
            subject => subject,
        };
        let subject_words = match subject {
            Subject::Head(head) => Some(text.noun_phrase(head)),
            _ => None,
        };
        let mut cue = Cue {
            text,
            entry,
            first,
            verb,
            last,
            passive,
            subject,
            subject_words,
            sentence: text.sentence(verb),
            clause: WordRange { start: verb.0, end: last.0 + 1 },
            floor,
            spoke: None,
        };
        cue.clause = cue.find_clause();
        cue
    }

    /// Sets who tells it.
    fn tell_by(&mut self, narrator: WordId) {
        self.subject = Subject::Head(narrator);
        self.subject_words = Some(self.text.noun_phrase(narrator));
        if self.text.analysis[narrator].head == Some(self.verb) {
            self.clause = self.find_clause();
        }
    }

    /// The attribution, if the verb has both a content and somebody who says it.
    fn attribution(&self) -> Option<Found> {
        let (content, source) = if self.passive {
            self.passive_content()?
        } else {
            let content = self.active_content()?;
            let source = match self.subject {
                Subject::Head(head) if !self.has_borrowed_subject() && !self.is_of_told(head) => {
                    Some(head)
                }
                Subject::Impersonal => None,
                _ => match self.spoke {
                    Some(speaker) => Some(speaker),
                    None => self.source_by_position()?,
                },
            };
            (content, source)
        };
        let mut source = source;
        if let Some(head) = source
            && !self.is_plausible(head, &content)
        {
            // *Déclare que le vote est un coup d'État en accusant …*: not the thing, but who
            // said so of it.
            // (*Les rumeurs mettant en cause la police* say it of nobody.)
            let of_noun = self.text.analysis[self.verb].relation == Relation::Acl
                && self.text.analysis[self.verb].head == Some(head);
            let speaker =
                self.spoke.filter(|&s| s != head && !of_noun && self.is_plausible(s, &content))?;
            source = Some(speaker);
        }
        if source.is_none() && self.entry.frames.named {
            return None;
        }
        // *Rappelons que …*: who speaks is the author, or who is quoted.
        // (*Condemned it and called for …* may be taken for the first person.)
        let form = self.text.analysis[self.verb].morphology;
        let spoken = form.person == Some(Person::First) && form.number == Some(Number::Plur);
        if spoken && source.is_some_and(|head| !self.text.is_first_person(head)) {
            return None;
        }
        if let Some(head) = source
            && self.text.is_first_person(head)
            && !self.first_person_is_a_source(&content)
        {
            return None;
        }
        let source = source.map(|head| self.text.titled(head));
        let content: Vec<WordRange> =
            content.into_iter().map(|c| self.text.trim(c)).filter(|c| !c.is_empty()).collect();
        // *Elle est reconnue par l'ONU*: a pronoun alone is nothing that is said.
        let pronoun =
            |c: &WordRange| c.len() == 1 && self.text.analysis[WordId(c.start)].pos == Pos::Pron;
        if content.iter().all(pronoun) {
            return None;
        }
        Some(Found {
            source,
            cue: WordRange { start: self.first.0, end: self.last.0 + 1 },
            head: self.verb,
            content,
            source_end: None,
        })
    }

    /// What is said in the active, by the first frame that fits.
    fn active_content(&self) -> Option<Vec<WordRange>> {
        let frames = &self.entry.frames;
        if let Some(content) = self.clause_of_comparison() {
            return Some(content);
        }
        // *Le maire se dit que …* thinks.
        let thought = self.entry.reflexive
            && self.subject != Subject::Impersonal
            && self.text.lexicon.lemma_has(self.text.analysis, self.verb, Role::Hearsay);
        if thought && followed_by_that(self.text, self.verb) {
            return None;
        }
        if frames.that
            && let Some(content) = self.marked_clause()
        {
            return Some(vec![content]);
        }
        if frames.speech
            && let Some(content) = self.speech()
        {
            return Some(content);
        }
        if frames.that
            && let Some(content) = self.bare_clause()
        {
            return Some(vec![content]);
        }
        if frames.bare
            && let Some(content) = self.bare_clause_by_place()
        {
            return Some(vec![content]);
        }
        if frames.asked
            && let Some(content) = self.asked().or_else(|| self.asked_by_place())
        {
            return Some(vec![content]);
        }
        // *A accusé Kiev d'avoir visé le port*: with whom it is laid to.
        if self.entry.force == Force::Accuse
            && self.accuses_somebody()
            && let Some(content) = self.by_preposition()
        {
            return Some(content);
        }
        if (frames.infinitive || frames.gerund)
            && let Some(content) = self.infinitive()
        {
            return Some(vec![content]);
        }
        if frames.predicate
            && let Some(content) = self.predicate()
        {
            return Some(content);
        }
        if let Some(content) = self.by_preposition() {
            return Some(content);
        }
        // *Porte un nombre sur son maillot* sets it at nothing.
        if frames.topic && frames.onto.is_some_and(|to| !self.is_followed_by(to)) {
            return None;
        }
        if frames.object
            && let Some(content) = self.object()
        {
            return Some(vec![self.with_doubted_relative(self.with_compared(content))]);
        }
        if frames.object
            && let Some(content) = self.object_by_place()
        {
            return Some(vec![self.with_doubted_relative(content)]);
        }
        if (frames.object || !frames.prepositions.is_empty())
            && let Some(content) = self.quotation_as_object()
        {
            return Some(vec![self.with_doubted_relative(content)]);
        }
        if frames.document {
            return self.document().map(|content| vec![content]);
        }
        None
    }
}

impl Cue<'_> {
    /// Whether a name is the object of a verb of accusing.
    fn accuses_somebody(&self) -> bool {
        let analysis = self.text.analysis;
        let mut objects = analysis.children_by(self.verb, Relation::Obj);
        self.entry.frames.addressee
            && objects.any(|o| o > self.verb && analysis[o].pos == Pos::Propn)
    }
}

fn is_sign(form: &str) -> bool {
    !form.is_empty() && form.chars().all(|c| !c.is_alphanumeric())
}
