//! Verbs of saying: *X a déclaré que …*, *« … », a dit X*, *… accused of …*.

mod boundary;
mod clause;
mod complement;
mod denial;
mod extent;
mod object;
mod passive;
mod predicate;
mod said;
mod speech;
mod subject;

use selon_language::morphology::{Gender, Number, Person, Tense, VerbForm};
use selon_language::{Pos, Relation, WordId, WordRange};
use selon_model::reading::{MentionKind, SourceKind};

use super::Found;
use super::lexicon::{Force, Role, SourceNoun, VerbCue};
use super::source::Subject;
use super::text::Text;
use said::{is_another_verb, is_exceptive, is_no_speech, is_restricted, is_said};
use subject::{
    inverted_after_conjunction, inverted_by_place, leading_verb, subject_by_mistake,
    subject_of_absolute,
};

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
        if !is_verb || is_part_of_name(text, verb) {
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

/// Who tells where the tree sees no subject: before a verb that it takes for an adjective;
/// *Et le ministre de conclure : « … »*, *Et d'ajouter que …*: who tells by an infinitive
/// that is the only verb of its sentence up to there.
fn narrator(text: &Text, verb: WordId, found: &[Found]) -> Option<WordId> {
    let analysis = text.analysis;
    let sentence = text.sentence(verb);
    if text.lexicon.is_hidden_verb(analysis, verb) {
        if let Some(subject) = subject_of_hidden(text, verb) {
            return Some(subject);
        }
        return match analysis[verb].relation {
            Relation::Amod | Relation::Appos => analysis[verb].head,
            _ => None,
        };
    }
    let mark = verb.previous()?;
    let told = analysis[verb].morphology.verb_form == Some(VerbForm::Inf)
        && mark.0 >= sentence.start
        && text.has_role(mark, Role::Told)
        && !(sentence.start..verb.0)
            .any(|w| matches!(analysis[WordId(w)].pos, Pos::Verb | Pos::Aux | Pos::Sconj));
    if !told {
        return None;
    }
    let head = analysis[verb].head;
    if let Some(head) = head.filter(|&h| h < mark && text.is_noun(h)) {
        return (analysis[head].relation == Relation::Root && text.can_speak(head)).then_some(head);
    }
    // Without a name, who spoke before goes on.
    // *Et d'ajouter : …*, *avant d'ajouter : …*
    let first = WordId(sentence.start);
    let joined = mark.0 == sentence.start + 1
        && (analysis[first].pos == Pos::Cconj
            || text.lexicon.phrase(analysis, first, Role::Told).is_some_and(|words| words > 1));
    found.last().filter(|_| joined).and_then(|f| f.source)
}

/// *The bridge is shut, aid workers report.*: who stands right before a verb that the tree takes
/// for a noun.
fn subject_of_hidden(text: &Text, verb: WordId) -> Option<WordId> {
    let analysis = text.analysis;
    verb.previous().filter(|&w| {
        text.lexicon.ends_clause(analysis, verb)
            && analysis[w].head == Some(verb)
            && text.can_speak(w)
    })
}

/// Where what this verb says may begin: after what was said before in its sentence.
fn floor(text: &Text, verb: WordId, found: &[Found]) -> u32 {
    let sentence = text.sentence(verb);
    let before = found.last().filter(|f| sentence.contains(f.head));
    let end = before
        .and_then(|f| f.content.last().map(|c| (f, c.end)))
        .filter(|&(f, end)| end <= verb.0 && f.content.last().is_some_and(|c| c.start > f.head.0));
    end.map_or(sentence.start, |(_, end)| end.max(sentence.start))
}

/// *« … », a-t-elle dit, ajoutant que …*: who said what stands before a participle, in the
/// same sentence.
fn spoke_before(text: &Text, verb: WordId, found: &[Found]) -> Option<WordId> {
    let analysis = text.analysis;
    let form = analysis[verb].morphology;
    let participle = form.verb_form == Some(VerbForm::Ger)
        || form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres);
    let last = found.last().filter(|f| participle && text.sentence(verb).contains(f.head))?;
    // Finite verbs between them are those of what is said.
    let quiet = last.head < verb
        && verb.0 - last.head.0 < 200
        && (last.head.0 + 1..verb.0).map(WordId).all(|w| {
            !text.is_finite_form(w)
                || text.quotations.holding(w).is_some()
                || last.content.iter().any(|c| c.contains(w))
        });
    last.source.filter(|_| quiet && text.quotations.holding(verb).is_none())
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

    /// The cue with its subject and adverbials.
    fn find_clause(&self) -> WordRange {
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
    fn is_partitive(&self, child: WordId) -> bool {
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
    fn is_addressee(&self, child: WordId) -> bool {
        matches!(self.text.analysis[child].relation, Relation::Obj | Relation::Iobj)
            && self.entry.frames.addressee
            && self.text.can_speak(child)
    }

    fn is_content_preposition(&self, child: WordId) -> bool {
        let analysis = self.text.analysis;
        analysis.children(child).iter().any(|&c| {
            matches!(analysis[c].relation, Relation::Case | Relation::Mark)
                && self.is_frame_preposition(c)
        })
    }

    /// A preposition of the frames, or the last word of the cue (*call for*).
    fn is_frame_preposition(&self, case: WordId) -> bool {
        if case == self.last && case > self.verb {
            return self.entry.frames.object && self.text.analysis[case].pos == Pos::Adp;
        }
        let word = &self.text.analysis[case];
        self.entry.frames.prepositions.iter().any(|&p| p == &*word.lemma || p == &*word.form)
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

    /// *Denied that the post had been hit, attributing the noise to …*: whether the tree gives a
    /// participle of who spoke before it to somebody in what they said.
    fn is_of_told(&self, subject: WordId) -> bool {
        self.spoke.is_some_and(|speaker| speaker != subject)
            && self.is_gerund(self.verb)
            && subject.0 < self.floor
            && !self.clause.contains(subject)
    }

    /// Whether this source can have said this: a thing shows, but says nothing; and
    /// what is no clause needs somebody who speaks.
    fn is_plausible(&self, source: WordId, content: &[WordRange]) -> bool {
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
            && content.iter().any(|&c| super::quotation::has_finite_verb(text.analysis, c));
        // *Les premières analyses indiquent que …*
        let basis = text.lexicon.source_noun(text.analysis, source) == Some(SourceNoun::Basis);
        quoted || clause && (basis || !self.entry.frames.shows)
    }

    /// Without a subject in the tree, speech may still have its speaker beside the
    /// verb: the nearest noun after it in an inversion, else before it.
    fn source_by_position(&self) -> Option<Option<WordId>> {
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
    fn first_person_is_a_source(&self, content: &[WordRange]) -> bool {
        let quoted = self.text.quotations.holding(self.verb).is_some();
        let clause = followed_by_that(self.text, self.verb);
        let past = self.text.analysis[self.verb].morphology.tense == Some(Tense::Past);
        quoted
            && (clause || past)
            && matches!(self.entry.force, Force::Say | Force::Judge)
            && content.iter().all(|c| c.start > self.verb.0)
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

/// *De la part de X*: from whom.
fn is_part(text: &Text, noun: WordId) -> bool {
    text.lexicon.lemma_has(text.analysis, noun, Role::Part)
}

fn is_sign(form: &str) -> bool {
    !form.is_empty() && form.chars().all(|c| !c.is_alphanumeric())
}
