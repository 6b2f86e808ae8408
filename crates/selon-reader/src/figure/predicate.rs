//! What happened to whom is counted, by the tree.

use super::lexicon::{Argument, Row};
use super::{FigureKind, Finder};
use crate::event::frame::{Frame, is_passive};
use crate::event::lexicon::{Classes, Kind};
use crate::quantity::Quantity;
use selon_language::morphology::{Number, Tense, VerbForm};
use selon_language::{Pos, Relation, WordId};

/// How many steps up a list of those who are counted are gone.
const LISTED: usize = 8;
/// How many words behind who is counted the verb of their own may end.
const OWN: u32 = 6;
/// How many words behind who is counted the participle of a headline may stand.
const HEADLINE: u32 = 2;
/// How many words behind those who are seen it is told what happened to them.
const SEEN: u32 = 12;

impl Finder<'_, '_> {
    /// The row of a word for this argument.
    pub(super) fn row(&self, word: WordId, argument: Argument) -> Option<&'static Row> {
        let pos = self.words.analysis[word].pos;
        let found = |lemma: &str, pos: Pos| -> Option<&'static Row> {
            self.table.rows(lemma, pos).iter().find(|r| {
                r.argument == argument
                    && (r.then.is_empty() || r.then.iter().any(|t| self.followed_by(word, t)))
            })
        };
        let either = |pos: Pos| {
            found(self.words.lemma(word), pos).or_else(|| found(self.words.form(word), pos))
        };
        // *Neuf passants sont morts*: the predicate may be taken for a noun.
        let predicate = pos == Pos::Noun
            && argument == Argument::Subject
            && self.words.child_by(word, Relation::Cop).is_some();
        either(pos).or_else(|| either(Pos::Adj).filter(|_| predicate))
    }

    /// Whether the words of a phrase follow in this order; where it begins with `<`, whether
    /// its one word stands right before.
    pub(super) fn followed_by(&self, word: WordId, phrase: &str) -> bool {
        let sentence = self.words.analysis.sentence_of(word).words;
        if let Some(before) = phrase.strip_prefix('<') {
            let previous = word.previous().filter(|w| w.0 >= sentence.start);
            return previous.is_some_and(|w| self.words.is(w, before));
        }
        let mut wanted = phrase.split(' ');
        let Some(mut next) = wanted.next() else { return true };
        for w in (word.0 + 1..sentence.end.min(word.0 + 9)).map(WordId) {
            if self.words.is(w, next) || self.words.form(w).trim_end_matches('s') == next {
                match wanted.next() {
                    Some(following) => next = following,
                    None => return true,
                }
            }
        }
        false
    }

    /// What happens to whom the noun means, by the tree. *Vingt fidèles qui participaient à la
    /// prière ont été tués*: what was done to them, not what they did.
    pub(super) fn by_predicate(&self, noun: WordId) -> Option<(FigureKind, WordId)> {
        let took_part = |found: &(FigureKind, WordId)| found.0 == FigureKind::Participants;
        let own = self.by_own_clause(noun);
        let done = || self.by_clause(noun).filter(|found| !took_part(found));
        match own {
            Some(found) if took_part(&found) => done().or(own),
            Some(_) => own,
            None => self.by_clause(noun),
        }
    }

    /// What the participle or relative clause on a noun tells of it: *1 300 soldats tués*.
    fn by_own_clause(&self, noun: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        for child in self.words.children(noun) {
            if matches!(a[child].relation, Relation::Acl | Relation::Amod)
                && let Some(row) = self.row(child, Argument::Object)
                && (Frame::of(&self.words, child).object == Some(noun)
                    || self.is_done_to(child, noun))
            {
                return Some((row.kind, child));
            }
            if a[child].relation == Relation::Amod
                && let Some(row) = self.row(child, Argument::Subject)
            {
                return Some((row.kind, child));
            }
            if a[child].relation == Relation::Acl
                && let Some(row) = self.row(child, Argument::Subject)
            {
                let frame = Frame::of(&self.words, child);
                // The participle of a verb without an object looks like a passive.
                if frame.subject.or(frame.object) == Some(noun) {
                    return Some((row.kind, child));
                }
            }
        }
        let child = self.verb_after_part(noun)?;
        self.row(child, Argument::Object).map(|row| (row.kind, child))
    }

    /// What the clause that a noun stands in tells of it.
    fn by_clause(&self, noun: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        if let Some(verb) = self.own_verb(noun) {
            let by =
                if is_passive(&self.words, verb) { Argument::Object } else { Argument::Subject };
            return self.row(verb, by).map(|row| (row.kind, verb));
        }
        let top = self.top(noun);
        if let Some(found) = self.participle_at_end(noun, top) {
            return Some(found);
        }
        let head = a[top].head?;
        // *Eight more died*, where the number hangs on an adverb.
        let more = match a[top].relation {
            Relation::Nummod => Some(head),
            Relation::Advmod => Some(top),
            _ => None,
        };
        if let Some(more) = more.filter(|&w| matches!(a[w].pos, Pos::Adv | Pos::Adj))
            && let Some(verb) = a[more].head.filter(|&v| more < v && a[v].pos == Pos::Verb)
            && self.words.child_by(verb, Relation::Nsubj).is_none()
        {
            let passive = is_passive(&self.words, verb);
            // The past of *die* may be taken for a participle.
            let by_object = self.row(verb, Argument::Object).filter(|_| passive);
            let row = by_object.or_else(|| self.row(verb, Argument::Subject));
            return row.map(|row| (row.kind, verb));
        }
        let of_clause = |argument, wanted: WordId| {
            let row = match argument {
                Argument::Of => self.row_of_complement(head),
                _ => self.row(head, argument),
            };
            row.map(|r| (r.kind, head)).filter(|_| wanted == top)
        };
        match a[top].relation {
            Relation::Nsubj | Relation::Obj | Relation::Csubj => {
                let of_participle = a[head].pos == Pos::Adj && a[top].relation == Relation::Obj;
                if self.is_of_clause_before(head, top) {
                    return None;
                }
                if a[head].pos == Pos::Verb || a[head].pos == Pos::Aux || of_participle {
                    let passive = is_passive(&self.words, head) || self.is_absolute(head, top);
                    // *259 mineurs ont perdu la vie*, where the tree takes who stands before
                    // the verb for its object.
                    let first = a[top].relation == Relation::Obj
                        && top < head
                        && a[head].pos == Pos::Verb
                        && self.words.child_by(head, Relation::Nsubj).is_none();
                    if first && let Some(row) = self.row(head, Argument::Subject) {
                        return Some((row.kind, head));
                    }
                    let as_object = a[top].relation == Relation::Obj || passive;
                    let by_frame = if as_object { self.row(head, Argument::Object) } else { None };
                    let by_frame = by_frame
                        .or_else(|| {
                            let subject = a[top].relation != Relation::Obj;
                            subject.then(|| self.row(head, Argument::Subject)).flatten()
                        })
                        .map(|row| (row.kind, head));
                    // *Fled before being shot dead*
                    let end = self.in_the_end(head, top).filter(|(kind, _)| kind.is_harm());
                    if by_frame.is_none_or(|(kind, _)| !kind.is_harm()) && end.is_some() {
                        return end;
                    }
                    by_frame
                        .or_else(|| self.of_coordinated(head, top))
                        .or_else(|| self.in_the_end(head, top))
                } else {
                    of_clause(Argument::Subject, top)
                }
            }
            Relation::Nmod if self.words.case(top).is_none_or(|c| c.any(Classes::OF)) => {
                of_clause(Argument::Of, top)
            }
            // *Injuries to 40 others*
            Relation::Nmod if a[head].pos == Pos::Noun => of_clause(Argument::To, top),
            // *Deux d'entre eux sont blessés*, where the tree takes the number for an adverbial.
            Relation::Obl
                if a[top].pos == Pos::Num
                    && top < head
                    && self.words.child_by(top, Relation::Case).is_none() =>
            {
                of_clause(Argument::Subject, top)
            }
            Relation::Obl | Relation::Iobj => of_clause(Argument::To, top).or_else(|| {
                (a[head].pos != Pos::Verb).then(|| of_clause(Argument::Of, top)).flatten()
            }),
            _ => None,
        }
    }

    /// *Une dizaine de passants dont le gérant ont été tués*: the verb of the whole, which the
    /// tree takes for a clause on them.
    fn verb_after_part(&self, noun: WordId) -> Option<WordId> {
        let a = self.words.analysis;
        let next = noun.next();
        let among =
            next.0 < a.sentence_of(noun).words.end && self.words.classes(next).any(Classes::AMONG);
        self.words.children(noun).find(|&c| {
            among && a[c].relation == Relation::Acl && c > noun && is_passive(&self.words, c)
        })
    }

    /// *Où six gardes ont trouvé la mort et deux civils ont été enlevés*: the verb right
    /// behind a noun that the tree joins to the verb or noun before.
    fn own_verb(&self, noun: WordId) -> Option<WordId> {
        let a = self.words.analysis;
        let before = a[noun].head.is_some_and(|h| h < noun);
        let joined = a[noun].relation == Relation::Conj
            || matches!(a[noun].relation, Relation::Nsubj | Relation::Obj)
                && a[noun].head.is_some_and(|h| a[h].pos == Pos::Verb);
        let sentence = a.sentence_of(noun).words;
        let mut after = (noun.0 + 1..sentence.end.min(noun.0 + 1 + OWN)).map(WordId);
        let auxiliary = after.next().filter(|&w| {
            a[w].pos == Pos::Aux && a[w].morphology.verb_form == Some(VerbForm::Fin)
        })?;
        let verb = after.find(|&w| !matches!(a[w].pos, Pos::Aux | Pos::Adv | Pos::Part))?;
        let own = a[verb].pos == Pos::Verb && a[auxiliary].head == Some(verb);
        (before && joined && own && a[noun].head != Some(verb)).then_some(verb)
    }

    /// *Le maire a été tué avec ses trois gardes*: those with whom it was done to somebody.
    pub(super) fn done_with(&self, noun: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let top = self.top(noun);
        let verb = a[top].head.filter(|&v| v < top && a[v].pos == Pos::Verb)?;
        let with = self
            .words
            .children(top)
            .any(|c| a[c].relation == Relation::Case && self.words.classes(c).any(Classes::WITH));
        let together = a[top].relation == Relation::Obl && with && self.is_person(noun);
        let row = self.row(verb, Argument::Object).filter(|_| is_passive(&self.words, verb));
        row.filter(|_| together).map(|row| (row.kind, verb))
    }

    /// What a noun tells of those behind *de* or *of*: *the bodies of six hostages*, but nothing
    /// where it is *a body of 300 men*.
    pub(super) fn row_of_complement(&self, noun: WordId) -> Option<&'static Row> {
        let unit = self.phrases.has(&self.words, "remains", noun) && !self.is_plural(noun);
        self.row(noun, Argument::Of).filter(|_| !unit)
    }

    /// Whether a noun or its determiner is plural: *les corps*.
    fn is_plural(&self, noun: WordId) -> bool {
        let a = self.words.analysis;
        match self.words.child_by(noun, Relation::Det) {
            Some(det) if a[det].morphology.number.is_some() => {
                a[det].morphology.number == Some(Number::Plur)
            }
            _ => a[noun].morphology.number == Some(Number::Plur),
        }
    }

    /// *Interpellées, et une centaine de membres des forces de l'ordre blessés*: a participle that
    /// closes the phrase of a second subject, which has no verb of its own.
    pub(super) fn participle_at_end(
        &self,
        noun: WordId,
        top: WordId,
    ) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let verb = a[top].head?;
        let second = a[top].relation == Relation::Nsubj
            && top > verb
            && self.words.child_by(verb, Relation::Nsubj).is_some_and(|s| s < verb);
        let last = a.children(noun).iter().copied().rfind(|&c| c > noun)?;
        let mut end = last;
        for _ in 0..6 {
            match a.children(end).iter().copied().rfind(|&c| c > end) {
                Some(next) => end = next,
                None => break,
            }
        }
        let participle = matches!(a[end].pos, Pos::Verb | Pos::Adj)
            && matches!(a[end].relation, Relation::Amod | Relation::Acl)
            && a[end].morphology.number == Some(Number::Plur);
        self.row(end, Argument::Itself).filter(|_| second && participle).map(|row| (row.kind, end))
    }

    /// *a pénétré dans la maison et tué deux personnes*, read with the object on the
    /// wrong verb; *have been found and arrested*.
    pub(super) fn of_coordinated(
        &self,
        verb: WordId,
        noun: WordId,
    ) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let (relation, subtype) = (a[noun].relation, a[noun].subtype);
        if relation != Relation::Nsubj {
            return None;
        }
        let passive = subtype == selon_language::Subtype::Passive;
        // *A dû être hospitalisée, had to be hospitalised*: it was done.
        let past = a[verb].morphology.tense != Some(Tense::Pres);
        let had_to = past && self.phrases.has(&self.words, "had_to", verb);
        self.words.children(verb).find_map(|c| {
            let undergoes =
                passive || had_to && a[c].relation == Relation::Xcomp && is_passive(&self.words, c);
            let argument = if undergoes { Argument::Object } else { Argument::Subject };
            let clause = matches!(a[c].relation, Relation::Conj | Relation::Xcomp);
            let own = self.words.child_by(c, Relation::Nsubj).is_some();
            if !clause || own {
                return None;
            }
            self.row(c, argument).map(|r| (r.kind, c))
        })
    }

    /// *Hundreds gathered, and 35 were detained*: whether a verb has another subject that
    /// stands nearer to it, behind a conjunction.
    fn is_of_clause_before(&self, verb: WordId, subject: WordId) -> bool {
        let a = self.words.analysis;
        let nearer = self.words.children(verb).find(|&c| {
            c > subject && c < verb && a[c].relation == Relation::Nsubj && a[c].pos != Pos::Pron
        });
        a[subject].relation == Relation::Nsubj
            && nearer.is_some_and(|n| {
                self.words
                    .children(verb)
                    .any(|c| a[c].relation == Relation::Cc && subject < c && c < n)
            })
    }

    /// *With ten people killed*: a participle with a subject and no auxiliary.
    fn is_absolute(&self, verb: WordId, subject: WordId) -> bool {
        let a = self.words.analysis;
        let m = a[verb].morphology;
        let with = || {
            let mark = self.words.child_by(verb, Relation::Mark);
            mark.is_some_and(|m| self.words.classes(m).any(Classes::WITH))
        };
        let seen = || a[verb].head.is_some_and(|h| self.phrases.has(&self.words, "see", h));
        let clause = match a[verb].relation {
            Relation::Advcl => m.verb_form == Some(VerbForm::Part) || with(),
            Relation::Ccomp | Relation::Xcomp => seen(),
            // *Raid on Gao: 49 civilians killed*
            Relation::Root | Relation::Parataxis | Relation::Conj => {
                // *Two policemen and a soldier killed in Gao*
                verb.0 <= self.last_listed(subject).0 + HEADLINE
                    && self.row(verb, Argument::Subject).is_none()
                    && self
                        .words
                        .child_by(verb, Relation::Conj)
                        .is_none_or(|c| self.words.child_by(c, Relation::Obj).is_none())
            }
            _ => false,
        };
        a[subject].relation == Relation::Nsubj
            && subject < verb
            && clause
            && m.tense != Some(Tense::Pres)
            && self.words.child_by(verb, Relation::Aux).is_none()
            && self.words.child_by(verb, Relation::Obj).is_none()
    }

    /// The last of those who are told in a list with a noun.
    fn last_listed(&self, first: WordId) -> WordId {
        let a = self.words.analysis;
        let listed = |c: &WordId| *c > first && a[*c].relation == Relation::Conj;
        self.words.children(first).filter(listed).last().unwrap_or(first)
    }

    /// *Deux policiers et un militaire tués à Gao*: the participle behind the last of a list is
    /// told of all.
    pub(super) fn harmed_together(&self, noun: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let first = self.top(noun);
        let last = self.last_listed(first);
        let word = &a[last];
        // *Deux policiers et le tueur d'un berger*: between them stand no verbs.
        let verb = |w: WordId| matches!(a[w].pos, Pos::Verb | Pos::Aux);
        if last == first || word.pos != Pos::Noun || (first.0..last.0).map(WordId).any(verb) {
            return None;
        }
        let below = self.words.children(last).chain(self.words.children(first));
        let participle = below.filter(|&c| {
            c > last
                && matches!(a[c].relation, Relation::Acl | Relation::Amod)
                && matches!(a[c].pos, Pos::Verb | Pos::Adj)
                && a[c].morphology.number != Some(Number::Sing)
                && a[c].morphology.tense != Some(Tense::Pres)
                && self.words.child_by(c, Relation::Aux).is_none()
                && self.words.child_by(c, Relation::Nsubj).is_none()
        });
        participle.into_iter().find_map(|c| {
            let row = self.row(c, Argument::Itself).or_else(|| self.row(c, Argument::Object))?;
            (row.kind != FigureKind::Participants).then_some((row.kind, c))
        })
    }

    /// *Ont pris la fuite avant d'être abattus*: what was done to the subject in the end.
    fn in_the_end(&self, verb: WordId, subject: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let done = |c: WordId| {
            let clause = matches!(a[c].relation, Relation::Advcl | Relation::Xcomp)
                && self
                    .words
                    .child_by(c, Relation::Mark)
                    .is_some_and(|m| self.words.classes(m).any(Classes::CIRCUMSTANCE))
                && self.words.child_by(c, Relation::Nsubj).is_none()
                && is_passive(&self.words, c);
            self.row(c, Argument::Object).filter(|_| clause).map(|row| (row.kind, c))
        };
        if a[subject].relation != Relation::Nsubj {
            return None;
        }
        let below = self.words.children(verb).filter(|&c| c > verb);
        below.clone().find_map(done).or_else(|| {
            let verbs =
                below.filter(|&c| matches!(a[c].relation, Relation::Xcomp | Relation::Conj));
            verbs.flat_map(|c| self.words.children(c)).find_map(done)
        })
    }

    /// The verb that tells what was done in the end to those who did something before.
    pub(super) fn in_the_end_of(&self, noun: WordId) -> Option<WordId> {
        let top = self.top(noun);
        let verb = self.words.analysis[top].head?;
        self.in_the_end(verb, top).map(|(_, verb)| verb)
    }

    /// *The battle saw 40 soldiers and a colonel killed*: what somebody is seen to undergo.
    pub(super) fn seen(&self, noun: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let top = self.top(noun);
        let sees = |w: WordId| w < noun && self.phrases.has(&self.words, "see", w);
        a[top].head.filter(|&h| a[top].relation == Relation::Obj && sees(h))?;
        let sentence = a.sentence_of(noun).words;
        let after = (noun.0 + 1..sentence.end.min(noun.0 + SEEN)).map(WordId);
        let verb = after.clone().find(|&w| {
            matches!(a[w].pos, Pos::Verb | Pos::Aux)
                || a[w].pos == Pos::Adj && self.row(w, Argument::Itself).is_some()
        })?;
        // A past that looks like a participle may be taken for one.
        let participle = self.words.child_by(verb, Relation::Aux).is_none()
            && self.words.child_by(verb, Relation::Nsubj).is_none()
            && a[verb].morphology.verb_form != Some(VerbForm::Inf);
        let row = self.row(verb, Argument::Object).or_else(|| self.row(verb, Argument::Itself));
        row.filter(|_| participle).map(|row| (row.kind, verb))
    }

    /// *The army lost twelve men*
    pub(super) fn lost(&self, noun: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let top = self.top(noun);
        // *The loss of twelve men*
        let of = a[top].relation == Relation::Nmod
            && self.words.case(top).is_some_and(|c| c.any(Classes::OF));
        let verb = a[top].head.filter(|_| a[top].relation == Relation::Obj || of)?;
        let fighters = self.words.classes(noun).any(Classes::TROOPS);
        self.row(verb, Argument::Lost).filter(|_| fighters).map(|row| (row.kind, verb))
    }

    /// *Nine abducted villagers*: a past participle before the noun.
    fn is_done_to(&self, participle: WordId, noun: WordId) -> bool {
        let word = &self.words.analysis[participle];
        participle < noun
            && word.relation == Relation::Amod
            && word.morphology.verb_form == Some(VerbForm::Part)
            && word.morphology.tense != Some(Tense::Pres)
            && !word.form.ends_with("ing")
    }

    /// *Seven soldiers killed, 20 missing*: the participle of a headline right behind.
    pub(super) fn harmed_in_headline(&self, head: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let next = head.next();
        let end = a.sentence_of(head).words.end;
        let close = next.next();
        let closed = close.0 >= end || &*a[close].form == ",";
        let past = next.0 < end
            && a[head].pos == Pos::Noun
            && a[next].pos == Pos::Verb
            && self.words.form(next) != self.words.lemma(next);
        if !past || !closed {
            return None;
        }
        let row = self.row(next, Argument::Itself)?;
        (row.kind.is_harm() && self.words.child_by(next, Relation::Aux).is_none())
            .then_some((row.kind, next))
    }

    /// *A family of seven died*: what happened to those of a kin that is counted.
    pub(super) fn of_family(
        &self,
        quantity: &Quantity,
        head: WordId,
    ) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let of = WordId(quantity.words.start).previous()?;
        let family = of.previous().filter(|&f| {
            a[f].sentence == a[head].sentence && self.phrases.has(&self.words, "family", f)
        })?;
        let bare = quantity.counted.is_none_or(|c| quantity.words.contains(c));
        let found = self.by_predicate(family).filter(|(kind, _)| *kind != FigureKind::Participants);
        found.filter(|_| bare && self.words.classes(of).any(Classes::OF))
    }

    /// *La frappe a touché trois passants, the blast hit two nurses*
    pub(super) fn hit(&self, noun: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let top = self.top(noun);
        let verb = a[top].head.filter(|&v| a[v].pos == Pos::Verb)?;
        let row = self.row(verb, Argument::Hit)?;
        let by = if a[top].relation == Relation::Obj {
            // *Une fusillade a éclaté, touchant vingt personnes*
            let above = a[verb].head;
            let own = self.words.child_by(verb, Relation::Nsubj);
            own.or_else(|| above.and_then(|h| self.words.child_by(h, Relation::Nsubj))).or(above)
        } else if a[top].relation == Relation::Nsubj && is_passive(&self.words, verb) {
            self.words.children(verb).find(|&c| {
                a[c].relation == Relation::Obl
                    && self.words.case(c).is_some_and(|case| case.any(Classes::BY))
            })
        } else {
            None
        };
        let people = self.is_person(noun) && !self.words.classes(noun).any(Classes::COLLECTIVE);
        // *Hit twelve people, killing three of them*: what became of them is told.
        let killing = self
            .words
            .children(verb)
            .any(|c| self.row(c, Argument::Object).is_some_and(|r| r.kind == FigureKind::Killed));
        by.filter(|&b| people && !killing && self.is_attack(b)).map(|_| (row.kind, verb))
    }

    /// Whether a noun is a weapon or an attack, no disaster.
    fn is_attack(&self, noun: WordId) -> bool {
        let a = self.words.analysis;
        let mut rows = self.words.lexicon.rows(self.words.lemma(noun), a[noun].pos);
        let attack = |kind: &Kind| {
            matches!(kind, Kind::Attack)
                || matches!(kind, Kind::Code(code) if FigureKind::Injured.fits(code)
                    && *code != "accident_or_disaster" && *code != "other")
        };
        matches!(a[noun].pos, Pos::Noun | Pos::Propn)
            && (self.words.classes(noun).any(Classes::WEAPON) || rows.any(|r| attack(&r.kind)))
    }

    /// The word that stands for the phrase: *des dizaines de soldats* → *dizaines*; the
    /// first of a coordination.
    pub(super) fn top(&self, noun: WordId) -> WordId {
        let a = self.words.analysis;
        let mut at = noun;
        for _ in 0..LISTED {
            let Some(head) = a[at].head else { break };
            let number = a[at].relation == Relation::Nmod
                && (a[head].pos == Pos::Num || self.words.classes(head).any(Classes::NUMBER));
            // *Près de 200 civils ont fui*: what is counted hangs on the adverb.
            let about = a[at].relation == Relation::Obl && a[head].pos == Pos::Adv;
            let conjunct = matches!(a[at].relation, Relation::Conj | Relation::Appos)
                && matches!(a[head].pos, Pos::Noun | Pos::Propn | Pos::Num | Pos::Pron);
            let numeral = matches!(
                a[at].relation,
                Relation::Nummod | Relation::Det | Relation::Flat | Relation::Fixed
            );
            if number || about || conjunct || numeral && at != noun {
                at = head;
            } else {
                break;
            }
        }
        at
    }

    /// Whether troops that are counted do something: not those that something is done to,
    /// nor those that somebody is one of.
    pub(super) fn takes_part(&self, quantity: &Quantity, noun: WordId) -> bool {
        let a = self.words.analysis;
        let top = self.top(noun);
        let Some(head) = a[top].head else { return true };
        // *Un des deux assaillants*; *il s'agit de quatre hommes*; *saw 40 soldiers flee*
        let start = WordId(quantity.words.start);
        if self.phrases.ends_before(&self.words, "one_of", start)
            || self.words.classes(head).any(Classes::NAMING)
            || self.phrases.has(&self.words, "see", head)
        {
            return false;
        }
        let of_some =
            a[top].relation == Relation::Nmod && { matches!(a[head].pos, Pos::Num | Pos::Pron) };
        let undergoes = a[top].relation == Relation::Obj
            || a[top].relation == Relation::Nsubj && is_passive(&self.words, head);
        let rows = || self.words.lexicon.rows(self.words.lemma(head), a[head].pos);
        let sent = self.words.classes(head).any(Classes::LIGHT)
            || rows().any(|r| r.kind == Kind::Code("other_strategic"));
        let fighters =
            Classes::MILITARY.and(Classes::NONSTATE).and(Classes::ARMED).and(Classes::STATE);
        let of_fighters = self.words.phrase_classes(noun).any(fighters);
        let hit = rows().any(|r| {
            matches!(r.kind, Kind::Attack | Kind::Killing | Kind::Code("attack_on_civilians"))
        });
        !of_some && (!undergoes || !hit && (sent || of_fighters))
    }

    pub(super) fn governor(&self, noun: WordId) -> WordId {
        self.words.analysis[self.top(noun)].head.unwrap_or(noun)
    }
}
