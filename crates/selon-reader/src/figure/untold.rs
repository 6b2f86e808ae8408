//! One person told without a number, or nobody.

use super::lexicon::{Argument, Row};
use super::{FigureKind, FigureMention, Finder};
use crate::event::frame::{Frame, is_passive};
use crate::event::lexicon::Classes;
use crate::quantity::QuantityKind;
use selon_language::morphology::{Number, VerbForm};
use selon_language::{NameKind, Pos, Relation, WordId};
use selon_model::ByteSpan;

/// How many words before a noun *sans*, *without* may stand.
const WITHOUT: u32 = 5;
/// How many words from a noun a time or place stands between it and whom it is told of.
const ASIDE: u32 = 4;

impl Finder<'_, '_> {
    /// One person told without a number, or none: *le suspect a été arrêté, personne
    /// n'a été blessé, pas de blessés*.
    pub(super) fn untold(&self, word: WordId, counted: &[bool]) -> Vec<FigureMention> {
        let a = self.words.analysis;
        match a[word].pos {
            Pos::Noun if !counted[word.index()] => {
                if let Some(not) = self.not_before(word) {
                    let span = a[not].span.cover(a[word].span);
                    return self
                        .denied(word, |what, predicate| figure(what, 0, word, span, predicate));
                }
                let several = self.several(word);
                several.or_else(|| self.of_noun(word, counted)).into_iter().collect()
            }
            Pos::Verb | Pos::Adj => self.of_verb(word, counted).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// What there is none of: *no dead*, *no casualties*.
    pub(super) fn denied(
        &self,
        noun: WordId,
        make: impl Fn(FigureKind, WordId) -> FigureMention,
    ) -> Vec<FigureMention> {
        let arguments = [Argument::Itself, Argument::Each, Argument::Denied];
        let rows = arguments.into_iter().flat_map(|argument| self.rows_of(noun, argument));
        let mut found: Vec<FigureMention> = rows.map(|row| make(row.kind, noun)).collect();
        found.retain(|f| f.what.is_harm() || f.what == FigureKind::Detained);
        found.dedup_by_key(|f| f.what);
        found
    }

    /// *Un double meurtre*: as many as the adjective tells.
    pub(super) fn several(&self, noun: WordId) -> Option<FigureMention> {
        let a = self.words.analysis;
        let row = self.row(noun, Argument::Of)?;
        let adjective = self.words.children(noun).find(|&c| {
            matches!(a[c].relation, Relation::Amod | Relation::Compound)
                && self.phrases.has(&self.words, "times", c)
        })?;
        let count = self.phrases.value(&self.words, "times", adjective)?.parse().ok()?;
        let other = self.words.children(noun).any(|c| {
            a[c].relation == Relation::Nmod
                && self.words.case(c).is_some_and(|k| k.any(Classes::OF))
        });
        let span = a[adjective].span.cover(a[noun].span);
        (!other
            && row.kind == FigureKind::Killed
            && a[noun].morphology.number != Some(Number::Plur))
        .then(|| FigureMention { implied: false, ..figure(row.kind, count, noun, span, noun) })
    }

    /// *La mort de la chanteuse, the assassination of Ahmad Saleh*
    fn of_noun(&self, noun: WordId, counted: &[bool]) -> Option<FigureMention> {
        let a = self.words.analysis;
        let row = self.row(noun, Argument::Of).filter(|row| row.kind == FigureKind::Killed)?;
        let is_event = self.words.lexicon.rows(self.words.lemma(noun), a[noun].pos).next();
        is_event.filter(|_| a[noun].morphology.number != Some(Number::Plur))?;
        // Who died may have died of age, unless something caused it.
        let natural = self.phrases.has(&self.words, "death", noun);
        if natural && a[noun].relation != Relation::Obj {
            return None;
        }
        let of = |c: &WordId| {
            a[*c].relation == Relation::Nmod
                && *c > noun
                && self.words.case(*c).is_some_and(|case| case.any(Classes::OF))
        };
        let after = |w: WordId| self.words.children(w).find(of);
        // *L'assassinat en août de X*: the tree may hang X on the time or place between.
        let between = || {
            let aside = |c: &WordId| *c > noun && !of(c) && c.0 - noun.0 <= ASIDE;
            self.words.children(noun).filter(aside).find_map(after)
        };
        let whom = after(noun).or_else(between)?;
        let span = self.single_person(whom).filter(|_| !counted[whom.index()])?;
        Some(figure(row.kind, 1, whom, span, noun))
    }

    fn of_verb(&self, word: WordId, counted: &[bool]) -> Option<FigureMention> {
        let a = self.words.analysis;
        let (row, by_object) = match self.row(word, Argument::Object) {
            Some(row) => (row, true),
            None => (self.row(word, Argument::Subject)?, false),
        };
        if row.kind == FigureKind::Participants || row.kind == FigureKind::Displaced {
            return None;
        }
        // *The bomber killed six and wounded twenty*, where *wounded* looks like a passive.
        if self.words.child_by(word, Relation::Aux).is_none() && self.is_before_number(word) {
            return None;
        }
        let frame = Frame::of(&self.words, word);
        let whom = if by_object {
            frame.object.or_else(|| self.undergoes_too(word))
        } else {
            self.nearest_subject(word).or(frame.subject)
        }?;
        // *She was shaken by the news*: one person who is shaken is not hurt.
        let shaken = self.phrases.has(&self.words, "shaken", word);
        if shaken
            || counted[whom.index()]
            || self.is_bare_infinitive(word)
            || a[whom].pos != Pos::Pron && self.is_not_done(word, whom)
        {
            return None;
        }
        if a[whom].pos == Pos::Pron {
            // *Did not kill anyone*
            let anyone = self.phrases.has(&self.words, "anyone", whom)
                && crate::modality::negation(a, word).is_some();
            let nobody = anyone || self.words.classes(whom).any(Classes::NOBODY);
            return nobody.then(|| figure(row.kind, 0, whom, a[whom].span, word));
        }
        if row.kind == FigureKind::Abducted {
            return None;
        }
        let mut found = figure(row.kind, 1, whom, a[whom].span, word);
        found.span = self.name_before(whom).or_else(|| self.single_person(whom))?;
        // *Le gouverneur et sa femme*
        self.count_together(&mut found);
        // *Sa mère a aussi été tuée*: beside those told before.
        found.implied = found.high == Some(1) && !self.is_told_as_more(word);
        Some(found)
    }

    /// The last of the subjects before a verb, where the tree gives it several: *Gao :
    /// fusillade au marché, le tireur est mort*.
    fn nearest_subject(&self, verb: WordId) -> Option<WordId> {
        let a = self.words.analysis;
        let before = self.words.children(verb).filter(|&c| c < verb);
        before.filter(|&c| a[c].relation == Relation::Nsubj && a[c].pos != Pos::Pron).last()
    }

    /// The words of a noun that is one person, named or described.
    fn single_person(&self, noun: WordId) -> Option<ByteSpan> {
        let a = self.words.analysis;
        let inside = || self.words.children(noun).find_map(|c| a.name_of(c));
        let named = a
            .name_of(noun)
            .or_else(|| inside().filter(|_| self.is_person(noun)))
            .filter(|n| n.kind == NameKind::Person);
        let person = self.is_person(noun) || named.is_some();
        let others = self.beside_each_other(noun);
        // *The treasurer and financier of the group*: one person by two words.
        let another = self.words.children(noun).any(|c| {
            a[c].relation == Relation::Conj
                && !others.iter().any(|o| o.0 == c)
                && (a[c].pos != Pos::Noun
                    || self.words.child_by(c, Relation::Det).is_some()
                    || self.words.child_by(noun, Relation::Det).is_none())
        });
        let one = a[noun].morphology.number != Some(Number::Plur)
            && self.words.child_by(noun, Relation::Nummod).is_none()
            && !another;
        let collective = self.words.classes(noun).any(Classes::COLLECTIVE.and(Classes::NUMBER));
        if !person || !one || collective {
            return None;
        }
        let determiner = self.words.child_by(noun, Relation::Det);
        let verb = a[noun].head.filter(|_| a[noun].relation != Relation::Nmod);
        if self.is_kin(noun) && !verb.is_some_and(|v| self.is_told_as_more(v)) {
            return None;
        }
        let first = determiner.or_else(|| self.possessive(noun));
        let start = first.map_or(a[noun].span, |d| a[d].span);
        Some(named.map_or(a[noun].span, |n| n.span.cover(a[noun].span)).cover(start))
    }

    /// *A pupil was killed and his mother wounded*: the subject of a participle that shares
    /// its auxiliary with the verb before.
    fn undergoes_too(&self, verb: WordId) -> Option<WordId> {
        let a = self.words.analysis;
        let first = a[verb].head.filter(|_| a[verb].relation == Relation::Conj)?;
        let bare = [Relation::Aux, Relation::Obj]
            .into_iter()
            .all(|r| self.words.child_by(verb, r).is_none());
        let subject = self.words.child_by(verb, Relation::Nsubj)?;
        (bare && is_passive(&self.words, first)).then_some(subject)
    }

    pub(super) fn is_before_number(&self, word: WordId) -> bool {
        let next = word.0 + 1;
        let at = self.quantities.partition_point(|q| q.words.start < next);
        self.quantities.get(at).is_some_and(|q| {
            q.words.start == next && q.kind == QuantityKind::Count && q.high != Some(0)
        })
    }

    /// Whether a verb tells of one more than before: *a également été tuée, was also killed*,
    /// *un enfant a été tué et sa mère blessée*.
    fn is_told_as_more(&self, verb: WordId) -> bool {
        let a = self.words.analysis;
        let beside = a[verb].head.filter(|_| a[verb].relation == Relation::Conj);
        let harm = |w: WordId| self.row(w, Argument::Object).is_some_and(|r| r.kind.is_harm());
        beside.is_some_and(|w| harm(w) && harm(verb))
            || self.words.children(verb).any(|c| self.phrases.has(&self.words, "also", c))
    }

    /// The negation of *pas de blessés*, *pas de morts ou de blessés*, *sans faire de victime*.
    pub(super) fn not_before(&self, noun: WordId) -> Option<WordId> {
        let a = self.words.analysis;
        let direct = |noun: WordId| {
            let of = noun.previous()?;
            let not = of.previous()?;
            let found = self.words.classes(not).any(Classes::NOT)
                && self.words.classes(of).any(Classes::OF);
            found.then_some(not)
        };
        let first = a[noun].head.filter(|_| a[noun].relation == Relation::Conj);
        direct(noun)
            .or_else(|| first.and_then(direct))
            .or_else(|| self.without(noun))
            .or_else(|| first.and_then(|first| self.without(first)))
    }

    /// *Sans faire de victime, without casualties*
    fn without(&self, noun: WordId) -> Option<WordId> {
        let a = self.words.analysis;
        let start = a.sentence_of(noun).words.start;
        for w in (start.max(noun.0.saturating_sub(WITHOUT))..noun.0).map(WordId).rev() {
            if self.phrases.has(&self.words, "without", w) {
                return Some(w);
            }
            let between = matches!(a[w].pos, Pos::Det | Pos::Adj | Pos::Adp | Pos::Verb | Pos::Aux);
            if !between
                || a[w].morphology.definite == Some(selon_language::morphology::Definite::Def)
            {
                return None;
            }
        }
        None
    }

    /// An infinitive without an auxiliary: what is wanted or tried, not what was done.
    pub(super) fn is_bare_infinitive(&self, verb: WordId) -> bool {
        let a = self.words.analysis;
        a[verb].morphology.verb_form == Some(VerbForm::Inf)
            && self.words.child_by(verb, Relation::Aux).is_none()
    }

    fn rows_of(&self, noun: WordId, argument: Argument) -> Vec<&'static Row> {
        let pos = self.words.analysis[noun].pos;
        let mut rows: Vec<&'static Row> = Vec::new();
        for lemma in [self.words.lemma(noun), self.words.form(noun)] {
            let found = self.table.rows(lemma, pos).iter().filter(|r| r.argument == argument);
            let told = |r: &&Row| {
                r.then.is_empty() || r.then.iter().any(|then| self.followed_by(noun, then))
            };
            rows.extend(found.filter(told));
            if !rows.is_empty() {
                break;
            }
        }
        rows
    }
}

fn figure(
    what: FigureKind,
    count: u64,
    head: WordId,
    span: ByteSpan,
    predicate: WordId,
) -> FigureMention {
    FigureMention {
        what,
        low: Some(count),
        high: Some(count),
        span,
        head,
        predicate,
        implied: count == 1,
        who: None,
        part_of: None,
        joint: None,
    }
}
