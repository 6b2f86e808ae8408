//! What happened to whom is counted, without the tree's help.

use super::lexicon::Argument;
use super::{FigureKind, Finder};
use crate::event::lexicon::Classes;
use crate::quantity::{Quantity, QuantityKind};
use selon_language::morphology::{Tense, VerbForm};
use selon_language::{Pos, Relation, WordId};

/// How many words after a number its predicate may stand without the tree's help.
const AFTER: u32 = 4;
/// How many words from who is counted an aside ends.
const ASIDE: u32 = 20;
/// How many words may stand between somebody and the victims that he is one of.
const VICTIMS: u32 = 9;

impl Finder<'_, '_> {
    /// Without the tree's help: a participle right after (*300 autres blessées*).
    pub(super) fn beside(&self, after: u32, head: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let sentence = a.sentence_of(head).words;
        for w in (after..sentence.end.min(after + AFTER)).map(WordId) {
            match a[w].pos {
                Pos::Verb | Pos::Adj => {
                    let participle =
                        a[w].pos == Pos::Adj || a[w].morphology.verb_form == Some(VerbForm::Part);
                    let row = self.row(w, Argument::Itself).filter(|_| participle);
                    return row.map(|r| (r.kind, w));
                }
                Pos::Aux | Pos::Adv | Pos::Noun
                    if a[w].pos != Pos::Noun || self.words.classes(w).any(Classes::PERSON) => {}
                Pos::Punct if self.words.form(w) == "," => {}
                Pos::Pron if self.words.is(w, "autre") => {}
                _ => return None,
            }
        }
        None
    }

    /// *68 enfants parmi les victimes; la victime est un enfant*
    pub(super) fn of_victims(&self, head: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let victim = |w: WordId| {
            let row = self.row(w, Argument::Itself).or_else(|| self.row(w, Argument::Each))?;
            let participle = a[w].morphology.verb_form == Some(VerbForm::Part);
            (matches!(a[w].pos, Pos::Noun | Pos::Adj) || participle).then_some((row.kind, w))
        };
        // *Les victimes sont deux bergers et un écolier.*
        let top = self.top(head);
        if self.words.child_by(top, Relation::Cop).is_some() {
            let subject = self.words.child_by(top, Relation::Nsubj);
            return subject.and_then(victim).map(|(kind, _)| (kind, top));
        }
        // *The dead included four children.*
        let verb = a[top].head.filter(|&v| self.phrases.has(&self.words, "include", v));
        if let Some(verb) = verb.filter(|_| a[top].relation == Relation::Obj)
            && let Some((kind, _)) = self.words.child_by(verb, Relation::Nsubj).and_then(victim)
        {
            return Some((kind, verb));
        }
        let sentence = a.sentence_of(head).words;
        let start = sentence.start.max(head.0.saturating_sub(VICTIMS));
        let end = sentence.end.min(head.0 + VICTIMS);
        let among = (start..end)
            .map(WordId)
            .find(|&w| a[w].pos == Pos::Adp && self.words.classes(w).any(Classes::PART_OF))?;
        // *Among the 16 people killed*
        let told = |w: WordId| {
            matches!(a[w].pos, Pos::Det | Pos::Adj | Pos::Noun | Pos::Num)
                || a[w].morphology.verb_form == Some(VerbForm::Part)
        };
        (among.0 + 1..end.min(among.0 + 6))
            .map(WordId)
            .take_while(|&w| told(w))
            .filter(|&w| w != head)
            .find_map(victim)
    }

    /// Without the tree's help: the verb after an aside on who is counted (*200 habitants,
    /// dont des enfants, avaient fui*).
    pub(super) fn after_aside(&self, head: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let sentence = a.sentence_of(head).words;
        let within = |n: u32| (head.0 + 1..sentence.end.min(head.0 + n)).map(WordId);
        let is_comma = |w: &WordId| &*a[*w].form == ",";
        let open = within(5)
            .take_while(|&w| matches!(a[w].pos, Pos::Adj | Pos::Propn | Pos::Punct))
            .find(is_comma)?;
        let among = open.next();
        let is_verb = |w: &WordId| matches!(a[*w].pos, Pos::Verb | Pos::Aux);
        let close =
            within(ASIDE).filter(|&w| w > among).take_while(|w| !is_verb(w)).find(is_comma)?;
        let mut passive = false;
        for w in within(ASIDE + 6).filter(|&w| w > close) {
            match a[w].pos {
                Pos::Aux => passive |= a[w].subtype == selon_language::Subtype::Passive,
                Pos::Adv | Pos::Part => {}
                Pos::Pron if self.words.classes(w).any(Classes::SELF) => {}
                Pos::Verb | Pos::Adj => {
                    let by = if passive { Argument::Object } else { Argument::Subject };
                    return self.row(w, by).map(|row| (row.kind, w));
                }
                _ => return None,
            }
        }
        None
    }

    /// A number that counts no noun has what follows it directly, not what is told of the
    /// number before: *40 combattants tués, 12 blessés*, *huit personnes ont été tuées et plus de
    /// 400 autres blessées*.
    pub(super) fn participle_of_number(&self, quantity: &Quantity) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let others = quantity.counted.filter(|&c| {
            c.0 <= quantity.words.end + 1 && self.words.classes(c).any(Classes::ANOTHER)
        });
        let next = others.map_or(WordId(quantity.words.end), WordId::next);
        let bare = quantity.kind == QuantityKind::Count
            && (others.is_some() || quantity.counted.is_none_or(|c| quantity.words.contains(c)));
        let word = a.words.get(next.index()).filter(|_| bare)?;
        let participle = word.pos == Pos::Adj
            || word.pos == Pos::Verb
                && (word.morphology.verb_form == Some(VerbForm::Part)
                    || self.words.form(next) != self.words.lemma(next));
        let inside = WordId(quantity.words.start).index() < a.words.len()
            && a[WordId(quantity.words.start)].sentence == word.sentence;
        let undergoes = || others.is_some() || self.is_elliptical(quantity, next);
        self.row(next, Argument::Itself)
            .or_else(|| self.row(next, Argument::Object).filter(|_| undergoes()))
            .filter(|_| participle && inside)
            .map(|row| (row.kind, next))
    }

    /// *40 soldats ont été tués et onze capturés*: a number that a comma or conjunction joins
    /// to what was told, with a participle that has neither auxiliary nor object.
    fn is_elliptical(&self, quantity: &Quantity, participle: WordId) -> bool {
        let a = self.words.analysis;
        let word = &a[participle];
        let next = participle.next();
        let inside = a.words.get(next.index()).is_some_and(|w| w.sentence == word.sentence);
        let object = self.words.child_by(participle, Relation::Obj).is_some()
            || inside && matches!(a[next].pos, Pos::Det | Pos::Num | Pos::Propn);
        let past = word.morphology.verb_form == Some(VerbForm::Part)
            && word.morphology.tense != Some(Tense::Pres);
        self.is_joined(WordId(quantity.words.start))
            && past
            && !object
            && self.words.child_by(participle, Relation::Aux).is_none()
    }

    /// A verb right before, whatever the tree says: *tuant deux civils et blessant trois
    /// autres*, where *blessant* may be taken for an adjective.
    pub(super) fn verb_before(&self, start: u32) -> Option<(FigureKind, WordId)> {
        let first = start.checked_sub(1).map(WordId)?;
        let verbal = matches!(self.words.analysis[first].pos, Pos::Verb | Pos::Adj);
        self.row(first, Argument::Object).filter(|_| verbal).map(|r| (r.kind, first))
    }

    /// Without the tree's help: what stands right before (*tuant jusqu'à 20 soldats, la
    /// mort d'au moins 20 soldats*).
    pub(super) fn before(&self, start: u32) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let first = start.checked_sub(1).map(WordId)?;
        if let Some(found) = self.verb_before(start) {
            return Some(found);
        }
        // *Resulted in injuries to 40 others*
        let to = a[first].pos == Pos::Adp && self.words.classes(first).any(Classes::LEVEL);
        if to && let Some(noun) = first.previous().filter(|&n| a[n].pos == Pos::Noun) {
            return self.row(noun, Argument::To).map(|r| (r.kind, noun));
        }
        if !self.words.classes(first).any(Classes::OF) {
            return None;
        }
        let noun = first.previous()?;
        self.row_of_complement(noun).filter(|_| a[noun].pos == Pos::Noun).map(|r| (r.kind, noun))
    }
}
