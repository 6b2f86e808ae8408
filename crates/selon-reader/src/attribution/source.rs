//! Who is said to say it: the subject, the agent, and the words that name them.

use selon_language::morphology::{Person, PronType, Tense, VerbForm};
use selon_language::{NameKind, Pos, Relation, Subtype, WordId};
use selon_model::reading::{MentionKind, SourceKind};

use super::lexicon::{Force, Role, SourceNoun};
use super::text::Text;

/// Who is said to say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Somebody, by the head of the noun phrase.
    Head(WordId),
    /// Nobody in particular: *on rapporte*.
    Impersonal,
    /// The tree does not tell.
    Missing,
}

/// How far the subject is looked for above a verb.
const CLIMB: u32 = 4;

impl Text<'_> {
    /// The subject of a verb, its own or that of the verbs above it.
    pub(super) fn subject(&self, verb: WordId) -> Subject {
        self.subject_above(verb, CLIMB)
    }

    fn subject_above(&self, verb: WordId, climb: u32) -> Subject {
        let analysis = self.analysis;
        if let Some(quoted) = self.quoted_as_saying(verb) {
            return Subject::Head(quoted);
        }
        let children = || analysis.children(verb).iter().copied();
        // A pronoun with a hyphen after the verb or its auxiliary is its subject,
        // whatever else the tree says.
        let stray = || {
            let beside = [verb.previous(), Some(verb.next())].into_iter().flatten();
            beside.filter(|&w| self.sentence(verb).contains(w)).find(|&w| {
                let elsewhere = analysis[w].head.is_some_and(|h| {
                    self.quotations.holding(h).is_some_and(|q| !q.words.contains(verb))
                });
                elsewhere && self.is_clitic_of(w, verb)
            })
        };
        if let Some(clitic) = children().find(|&c| self.is_clitic_of(c, verb)).or_else(stray) {
            return self.subject_at(verb, clitic);
        }
        let start = self.group_start(verb);
        if start > self.sentence(verb).start {
            let mut before = WordId(start - 1);
            // *Un communiqué qui « condamne … »*.
            if self.is_mark(before.0) && before.0 > self.sentence(verb).start {
                before = WordId(before.0 - 1);
            }
            // *Une lettre dans laquelle elle avoue …*
            let own = children().any(|c| {
                c > before
                    && c < verb
                    && analysis[c].relation == Relation::Nsubj
                    && analysis[c].pos == Pos::Pron
                    && !self.is_relative(c)
            });
            // *Forty patients, most of whom said …*
            let part = children().find(|&c| {
                analysis[c].relation == Relation::Nsubj
                    && c < before
                    && analysis[before].head == Some(c)
                    && before.0 - c.0 <= 3
                    && self.is_relative(before)
            });
            if let Some(part) = part {
                return Subject::Head(part);
            }
            if !own && self.is_relative(before) && analysis[verb].relation != Relation::Advcl {
                let noun = self
                    .speaker_right_before(before, verb)
                    .or_else(|| self.antecedent(verb))
                    .or_else(|| self.noun_before(before));
                if let Some(noun) = noun {
                    let noun = self.speaking_beside(self.speaking_part(noun), before);
                    return Subject::Head(self.speaker_in(noun, climb));
                }
            }
        }
        let subjects = || children().filter(|&c| analysis[c].relation == Relation::Nsubj);
        // Of two, the nearest before the verb; the other belongs to what is said.
        let nearest = subjects().rfind(|&c| c < verb).or_else(|| subjects().next());
        if let Some(subject) = nearest {
            // *Karim Noor, le candidat du parti, a accusé …*: two subjects where one is told of
            // by the other.
            let named = subjects().find(|&s| {
                s < subject
                    && subject < verb
                    && analysis.name_of(s).is_some_and(|n| n.kind == NameKind::Person)
                    && {
                        let end = self.noun_phrase(s).end;
                        self.is(end, &[","]) && self.noun_phrase(subject).start == end + 1
                    }
            });
            // *La mission a, elle, annoncé …*: a pronoun between commas takes up the subject.
            let set_off = analysis[subject].pos == Pos::Pron
                && self.is(subject.0.wrapping_sub(1), &[","])
                && self.is(subject.0 + 1, &[","]);
            let taken_up = || subjects().find(|&s| set_off && s < subject && subject < verb);
            return self.subject_at(verb, named.or_else(taken_up).unwrap_or(subject));
        }
        if let Some(subject) = self.subject_taken_for_object(verb) {
            return Subject::Head(subject);
        }
        let expletive = children().find(|&c| {
            analysis[c].relation == Relation::Expl
                && c < verb
                && !analysis[c].morphology.reflexive
                && analysis[c].morphology.person == Some(Person::Third)
                && !matches!(&*analysis[c].lemma, "y" | "en" | "se" | "soi")
        });
        if let Some(expletive) = expletive
            && self.is_finite(verb)
        {
            // *Il ajoute* is somebody, *il est dit* nobody.
            return if self.is_passive(verb) {
                Subject::Impersonal
            } else {
                Subject::Head(expletive)
            };
        }
        if self.is_finite(verb)
            && let Some(subject) = self.noun_right_before(verb)
        {
            return Subject::Head(subject);
        }
        // From outside a quotation, the tree may lead into it by mistake.
        let quoted = |w: WordId| self.quotations.holding(w).filter(|q| !q.words.contains(verb));
        let Some(head) = analysis.ancestors(verb).skip(1).take(6).find(|&w| quoted(w).is_none())
        else {
            return Subject::Missing;
        };
        let form = analysis[verb].morphology;
        let active = form.verb_form == Some(VerbForm::Ger)
            || form.verb_form == Some(VerbForm::Part) && form.tense != Some(Tense::Past)
            // *Le groupe ayant revendiqué l'attaque*
            || !self.is_passive(verb)
                && analysis.children_by(verb, Relation::Aux).any(|a| {
                    let form = analysis[a].morphology;
                    form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres)
                });
        if active && let Some(noun) = self.noun_of_saying_before(verb) {
            return Subject::Head(self.speaker_in(noun, climb));
        }
        // *A condamné un acte « lâche » et promis de …*: the participle shares the auxiliary of
        // a verb above, whatever the tree joins it to.
        if analysis[verb].relation == Relation::Conj
            && form.verb_form == Some(VerbForm::Part)
            && form.tense == Some(Tense::Past)
            && !self.is_predicate(head)
            && climb > 0
            && analysis.children_by(verb, Relation::Aux).next().is_none()
            && verb.previous().is_some_and(|w| analysis[w].pos == Pos::Cconj)
            && let Some(above) = analysis.ancestors(head).skip(1).take(4).find(|&w| {
                analysis[w].pos == Pos::Verb
                    && analysis.children_by(w, Relation::Aux).next().is_some()
            })
            && !self.is_passive(above)
        {
            return self.subject_above(above, climb - 1);
        }
        // *A dit que X avait fui, tout en admettant que …*: set off, a gerund is the speaker's.
        if analysis[verb].relation == Relation::Advcl
            && climb > 0
            && let Some(main) = self.verb_over_gerund(verb)
        {
            return self.subject_above(main, climb - 1);
        }
        match analysis[verb].relation {
            // *The draft tabled by Britain calls for …*: the tree takes the participle for the verb.
            Relation::Ccomp
                if climb > 0
                    && head < verb
                    && analysis.child_by(head, Relation::Aux).is_none()
                    && self.agent(head).is_some_and(|agent| agent < verb) =>
            {
                self.subject_above(head, climb - 1)
            }
            Relation::Acl if self.is_noun(head) => {
                if active {
                    Subject::Head(self.speaker_in(head, climb))
                } else {
                    Subject::Missing
                }
            }
            Relation::Conj | Relation::Xcomp | Relation::Advcl | Relation::Acl | Relation::Obl
                if climb > 0 && self.is_predicate(head) =>
            {
                let subject = self.subject_above(head, climb - 1);
                match subject {
                    // *Ces faits ont poussé le maire à démissionner, affirmant que …*: who is
                    // made to do it.
                    Subject::Head(thing)
                        if !self.can_speak(thing)
                            && analysis[verb].relation != Relation::Conj
                            && self.lexicon.lemma_has(analysis, head, Role::Through) =>
                    {
                        let made = (head.0 + 1..verb.0.min(head.0 + 16)).map(WordId).find(|&w| {
                            matches!(analysis[w].pos, Pos::Noun | Pos::Propn) && self.can_speak(w)
                        });
                        made.map_or(subject, Subject::Head)
                    }
                    // *L'alarme a été donnée par un berger, affirmant que …*: who did it.
                    Subject::Head(thing)
                        if !self.can_speak(thing)
                            && analysis[verb].relation == Relation::Advcl
                            && self.is_passive(head) =>
                    {
                        let agent = self.agent(head).filter(|&a| a < verb && self.can_speak(a));
                        agent.map_or(subject, Subject::Head)
                    }
                    _ => subject,
                }
            }
            _ => Subject::Missing,
        }
    }

    /// The verb of the main clause over a gerund with a comma before it, where the tree hangs the
    /// gerund on a clause of that verb.
    fn verb_over_gerund(&self, verb: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        let mark = verb.previous().filter(|&w| self.is(w.0, &["en"]))?;
        let before = mark.previous()?;
        let comma = if analysis[before].pos == Pos::Adv { before.previous()? } else { before };
        if !self.is(comma.0, &[","]) {
            return None;
        }
        let clause = analysis[verb].head.filter(|&h| h < comma)?;
        if !matches!(analysis[clause].relation, Relation::Ccomp | Relation::Acl) {
            return None;
        }
        let main = analysis.ancestors(clause).skip(1).take(6).find(|&w| self.is_predicate(w))?;
        (self.quotations.holding(verb).is_none() && self.sentence(verb).contains(main))
            .then_some(main)
    }

    /// *Quoted the general as saying that*, *the general was quoted as saying that*: who
    /// is quoted says it.
    pub(super) fn quoted_as_saying(&self, verb: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        let marked = analysis.children(verb).iter().any(|&m| {
            m < verb
                && matches!(analysis[m].relation, Relation::Mark | Relation::Case)
                && self.has_role(m, Role::Predicate)
        });
        let quote = analysis[verb].head.filter(|_| marked)?;
        let quote = match analysis[quote].pos {
            Pos::Verb => quote,
            _ => analysis[quote].head?,
        };
        if quote > verb || !self.lexicon.lemma_has(analysis, quote, Role::Quoting) {
            return None;
        }
        if self.is_passive(quote) {
            analysis.child_by(quote, Relation::Nsubj)
        } else {
            analysis.child_by(quote, Relation::Obj).filter(|&o| o > quote && o < verb)
        }
    }

    /// *Une lettre de leur commandant affirmant que …*: a participle right after a noun of
    /// saying goes with it, wherever the tree hangs it.
    fn noun_of_saying_before(&self, verb: WordId) -> Option<WordId> {
        let before = verb.previous()?;
        self.analysis
            .ancestors(before)
            .take(4)
            .take_while(|&w| w < verb && self.is_noun(w))
            .find(|&w| self.lexicon.noun(self.analysis, w).is_some())
    }

    fn subject_at(&self, verb: WordId, subject: WordId) -> Subject {
        // (*One of the relatives* is somebody.)
        let nobody = self.lexicon.lemma_has(self.analysis, subject, Role::Impersonal)
            || self.has_role(subject, Role::Impersonal);
        if nobody && !self.is_part_that_speaks(subject) {
            return Subject::Impersonal;
        }
        if self.is_relative(subject) {
            return match self.speaker_right_before(subject, verb).or_else(|| self.antecedent(verb))
            {
                Some(noun) => {
                    let noun = self.speaking_beside(self.speaking_part(noun), subject);
                    Subject::Head(self.speaker_in(noun, CLIMB / 2))
                }
                None => Subject::Missing,
            };
        }
        if self.analysis[subject].morphology.pron_type == Some(PronType::Int) {
            return Subject::Missing;
        }
        Subject::Head(subject)
    }

    /// The noun that the relative clause of a verb belongs to.
    pub(super) fn antecedent(&self, verb: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        analysis
            .ancestors(verb)
            .take(3)
            .find(|&w| analysis[w].relation == Relation::Acl)
            .and_then(|w| analysis[w].head)
            .filter(|&noun| noun < verb)
    }

    /// Whether the word is a subject with a hyphen at the verb: *dit-il*, *a-t-il dit*.
    pub(super) fn is_clitic_of(&self, word: WordId, verb: WordId) -> bool {
        let form = self.form(word);
        self.analysis[word].pos == Pos::Pron
            && form.starts_with('-')
            && form.len() > 1
            && word.0 >= self.group_start(verb)
            && word.0 <= verb.0 + 2
    }

    /// The noun, or, if it cannot speak, the name right before the relative pronoun that can (*le
    /// mouvement paysan X qui demande*).
    fn speaking_beside(&self, noun: WordId, pronoun: WordId) -> WordId {
        if self.can_speak(noun) || self.lexicon.noun(self.analysis, noun).is_some() {
            return noun;
        }
        let comma = pronoun.previous().filter(|&w| self.is(w.0, &[","]));
        let before = comma.unwrap_or(pronoun).previous();
        let before = before.filter(|&w| w > noun && self.analysis[w].pos == Pos::Propn);
        before.filter(|&w| self.can_speak(w)).unwrap_or(noun)
    }

    /// Who stands right before a relative pronoun, past a comma, where the tree gives the
    /// clause to something within a quotation (*« des gens calmes » selon une voisine, qui*)
    /// or to something that is nobody (*ce n'est pas un attentat selon la police, qui*).
    fn speaker_right_before(&self, pronoun: WordId, verb: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        let by_tree = self.antecedent(verb)?;
        let quoted = self.quotations.holding(by_tree).is_some_and(|q| !q.words.contains(verb));
        let before = pronoun.previous()?;
        let comma = self.is(before.0, &[","]);
        let before = if comma { before.previous()? } else { before };
        let top = analysis
            .ancestors(before)
            .take(4)
            .take_while(|&w| w > by_tree && self.is_noun(w))
            .filter(|&w| self.can_speak(w))
            .last();
        let named = top.is_some_and(|w| {
            // (*L'un des avocats*)
            analysis[w].pos == Pos::Pron
                || self.mention(w).is_some_and(|m| {
                    self.actors.entities[m.entity.0 as usize].kind == MentionKind::Person
                })
        });
        let nobody = (self.mention(by_tree).is_none()
            || self.lexicon.noun(analysis, by_tree).is_some())
            && (self.is_noun(by_tree) || !self.can_speak(by_tree))
            && (named || self.lexicon.noun(analysis, by_tree).is_none());
        if !(quoted || comma && nobody) {
            return None;
        }
        top.filter(|&w| self.sentence(verb).contains(w))
    }

    /// The noun before a relative pronoun.
    fn noun_before(&self, pronoun: WordId) -> Option<WordId> {
        let start = self.sentence(pronoun).start;
        (start..pronoun.0).rev().take(4).map(WordId).find(|&w| self.is_noun(w))
    }

    /// The noun itself if it can speak, else the nearest above it that can: of *une
    /// femme de 40 ans qui*, the woman.
    fn speaking_part(&self, noun: WordId) -> WordId {
        let analysis = self.analysis;
        analysis
            .ancestors(noun)
            .take(5)
            .take_while(|&w| self.is_noun(w))
            .find(|&w| self.can_speak(w))
            .unwrap_or(noun)
    }

    /// A noun phrase that stands right before the verb, after a conjunction, and
    /// that the tree gave to the clause before.
    fn noun_right_before(&self, verb: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        let sentence = self.sentence(verb);
        let mut before = WordId(self.group_start(verb).checked_sub(1)?);
        // *…, et la ministre Anna Hill, a demandé*: with a comma that does not belong there.
        if self.is(before.0, &[","]) {
            before = before.previous()?;
        }
        if before.0 < sentence.start || !(self.is_noun(before) || analysis[before].pos == Pos::Adj)
        {
            return None;
        }
        let mut head = before;
        for _ in 0..6 {
            let Some(above) = analysis[head].head else { break };
            if analysis[head].relation == Relation::Conj || above > head || !self.is_noun(above) {
                break;
            }
            head = above;
        }
        let start = self.noun_phrase(head).start;
        let joined = start > sentence.start && {
            let joint = &analysis[WordId(start - 1)];
            joint.pos == Pos::Cconj || joint.pos == Pos::Punct
        };
        // (*The draft tabled by Britain and France calls for …*)
        let of_phrase = analysis[head].head.is_some_and(|first| {
            analysis.children_by(first, Relation::Case).any(|c| self.has_role(c, Role::Agent))
        });
        (joined && !of_phrase && analysis[head].relation == Relation::Conj && self.can_speak(head))
            .then_some(head)
    }

    /// An inverted subject that the tree calls an object: what was said stands
    /// before the verb, and no subject does.
    fn subject_taken_for_object(&self, verb: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        let object = analysis.child_by(verb, Relation::Obj).filter(|&o| o > verb)?;
        let start = self.group_start(verb);
        let before = start.checked_sub(1)?;
        let sentence = self.sentence(verb);
        let quoted = self.is_mark(before)
            || before > sentence.start && self.is(before, &[","]) && self.is_mark(before - 1);
        (quoted && self.can_speak(object)).then_some(object)
    }

    /// *Army Maj. Gen. Dana Fox, Me Claire Noël*: the name of a person that titles alone lead to.
    pub(super) fn titled(&self, head: WordId) -> WordId {
        let analysis = self.analysis;
        // (*Army* is somebody too, but not here.)
        let capital = self.form(head).starts_with(char::is_uppercase);
        if !capital || self.mention(head).is_some() && analysis[head].pos != Pos::Propn {
            return head;
        }
        let person = |w: WordId| analysis.name_of(w).is_some_and(|n| n.kind == NameKind::Person);
        // (*La ministre des Sports Anne Noël*: what *de* joins is no title.)
        let before = || head.previous().filter(|w| self.sentence(head).contains(*w));
        let of = analysis.children_by(head, Relation::Case).any(|c| self.has_role(c, Role::Of))
            || before().is_some_and(|w| analysis[w].pos == Pos::Det);
        if person(head) || of {
            return head;
        }
        let name = (head.0 + 1..self.sentence(head).end.min(head.0 + 6))
            .map(WordId)
            .take_while(|&w| analysis[w].pos == Pos::Propn)
            .find(|&w| person(w));
        // *Mr Reed*, known by the title, is one phrase with it.
        let whole = |name: &WordId| self.mention(head).is_some_and(|m| m.words.contains(*name));
        name.filter(|name| !whole(name)).map_or(head, |name| self.head_of_name(name))
    }

    pub(super) fn is_noun(&self, word: WordId) -> bool {
        matches!(self.analysis[word].pos, Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num)
    }

    fn is_predicate(&self, word: WordId) -> bool {
        let word_ = &self.analysis[word];
        matches!(word_.pos, Pos::Verb | Pos::Aux)
            || self.analysis.child_by(word, Relation::Cop).is_some()
            || self.analysis.child_by(word, Relation::Nsubj).is_some()
    }

    /// Who speaks in what a noun names: of *une déclaration de leur chef*, the leader.
    pub(super) fn speaker_of(&self, noun: WordId) -> WordId {
        let analysis = self.analysis;
        let known = self.lexicon.source_noun(analysis, noun);
        let of_saying = self.lexicon.noun(analysis, noun).is_some() || self.is_document(noun);
        if !of_saying && known != Some(SourceNoun::Basis) {
            return noun;
        }
        let of_it = |c: WordId| {
            analysis[c].relation == Relation::Nmod
                && (analysis[c].subtype == Subtype::Possessive
                    || analysis.children_by(c, Relation::Case).any(|case| {
                        self.has_role(case, Role::Of) || &*analysis[case].lemma == "de"
                    }))
        };
        // *Les précisions apportées par X*: X.
        let given = analysis.children(noun).iter().copied().find(|&c| {
            c > noun
                && analysis[c].relation == Relation::Acl
                && analysis[c].morphology.verb_form == Some(VerbForm::Part)
        });
        if let Some(by) = given.and_then(|participle| self.agent(participle)) {
            return by;
        }
        if !of_saying {
            return noun;
        }
        // *Les documents que la juge a confiés à l'agence*: the judge.
        let giver = analysis.children_by(noun, Relation::Acl).filter(|&c| c > noun).find_map(|c| {
            let relative = analysis
                .children_by(c, Relation::Obj)
                .any(|o| o > noun && o < c && self.is_relative(o));
            let subject = analysis.child_by(c, Relation::Nsubj).filter(|_| relative)?;
            (!self.is_relative(subject) && self.can_speak(subject)).then_some(subject)
        });
        if let Some(giver) = giver {
            return giver;
        }
        let near = self.reach(noun);
        (near.start.max(noun.0.saturating_sub(6))..near.end.min(noun.0 + 12))
            .map(WordId)
            .filter(|&c| c != noun && of_it(c))
            // What stands in a clause about it is not its author.
            .filter(|&c| {
                analysis.ancestors(c).take(6).take_while(|&w| w != noun).all(|w| self.is_noun(w))
            })
            .find(|&c| self.can_speak(c))
            .unwrap_or(noun)
    }

    /// As [`Text::speaker_of`]; a document that nobody is said to have written speaks
    /// for who publishes it (*X a publié un communiqué affirmant …*).
    fn speaker_in(&self, noun: WordId, climb: u32) -> WordId {
        let analysis = self.analysis;
        let speaker = self.speaker_of(noun);
        let cue = self.lexicon.noun(analysis, noun);
        // (*Les rumeurs qui mettent en cause …* are nobody's.)
        if speaker != noun || cue.is_none_or(|cue| cue.force == Force::Rumour) {
            return speaker;
        }
        let published =
            analysis[noun].head.filter(|_| climb > 0 && analysis[noun].relation == Relation::Obj);
        match published.map(|verb| self.subject_above(verb, climb - 1)) {
            Some(Subject::Head(who)) if self.can_speak(who) && who != noun => who,
            _ => noun,
        }
    }

    /// The document that stands right after the cue and speaks for its author: *selon le
    /// rapport de mai du journal*.
    pub(super) fn document_of(&self, author: WordId, start: u32) -> Option<WordId> {
        let is_start = |w: WordId| self.noun_phrase(w).start == start;
        self.analysis
            .ancestors(author)
            .skip(1)
            .take(3)
            .take_while(|&w| self.is_noun(w) && w.0 >= start)
            .find(|&w| is_start(w) && self.is_document(w))
    }

    pub(super) fn is_document(&self, noun: WordId) -> bool {
        self.lexicon.source_noun(self.analysis, noun)
            == Some(SourceNoun::Speaks(SourceKind::Unnamed))
    }

    /// The agent of a verb in the passive: by the tree, else the first after the verb
    /// that can speak (*démentie peu après par les autorités*).
    pub(super) fn agent(&self, verb: WordId) -> Option<WordId> {
        let analysis = self.analysis;
        let sentence = self.sentence(verb).end;
        let mut end = sentence.min(verb.0 + 28);
        let mut first = None;
        let mut next = verb.0 + 1;
        let mut quotations = 0;
        while next < end {
            let at = WordId(next);
            next += 1;
            // *Décrit comme « … » par X*: past what is quoted.
            if let Some(quotation) = self.quotations.starting(at)
                && quotation.words.end <= sentence
                && quotations < 2
            {
                quotations += 1;
                next = quotation.words.end;
                end = sentence.min(end + quotation.words.len() as u32);
                continue;
            }
            let stop = analysis[at].pos == Pos::Punct && self.is(at.0, &[";", ":", "."])
                || matches!(analysis[at].pos, Pos::Verb | Pos::Aux) && self.is_finite_form(at);
            if stop {
                break;
            }
            if !self.has_role(at, Role::Agent) {
                continue;
            }
            let noun = analysis[at].head.filter(|&h| h > at && self.is_noun(h));
            let noun = noun
                .or_else(|| (at.0 + 1..end.min(at.0 + 4)).map(WordId).find(|&w| self.is_noun(w)));
            let Some(noun) = noun else { continue };
            if self.can_speak(noun) {
                return Some(noun);
            }
            let by_tree = analysis[noun].head == Some(verb);
            first = first.or(by_tree.then_some(noun));
        }
        first
    }

    /// Where the agent begins, its preposition included.
    pub(super) fn agent_start(&self, agent: WordId) -> u32 {
        (0..6)
            .filter_map(|back| agent.0.checked_sub(back))
            .find(|&w| self.has_role(WordId(w), Role::Agent))
            .unwrap_or(agent.0)
    }

    /// The first word of the verb with its auxiliaries, pronouns and adverbs before it.
    pub(super) fn group_start(&self, verb: WordId) -> u32 {
        let analysis = self.analysis;
        let sentence = self.sentence(verb);
        let mut start = verb.0;
        while start > sentence.start {
            let before = WordId(start - 1);
            let word = &analysis[before];
            let of_group = word.head == Some(verb)
                && match word.relation {
                    Relation::Aux | Relation::Expl | Relation::Advmod | Relation::Cop => true,
                    Relation::Nsubj | Relation::Obj | Relation::Iobj | Relation::Obl => {
                        word.pos == Pos::Pron && analysis.children(before).is_empty()
                    }
                    _ => false,
                };
            // *A-t-elle dit*, where the tree gives the pronoun to a verb of what is quoted.
            let clitic = word.pos == Pos::Pron
                && word.form.len() > 1
                && word.form.starts_with('-')
                && before.previous().is_some_and(|a| analysis[a].head == Some(verb));
            if !of_group && !clitic {
                break;
            }
            start -= 1;
        }
        start
    }
}
