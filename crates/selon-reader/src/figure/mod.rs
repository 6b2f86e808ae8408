//! Counts of people killed, injured, detained, abducted, displaced or taking part, and of
//! things, with the event that they belong to and who holds them.
//!
//! A quantity becomes a figure by what is counted (*12 morts*) or by what happens to
//! whom is counted (*12 personnes ont été tuées*): `lang/*/figures.tsv`. [`predicate`] asks
//! the tree what that is, [`beside`] the words round it, [`toll`] what a number is the sum
//! of, [`anaphora`] what is counted by what was counted before, [`by_place`] counts told place
//! by place, [`of_some`] those who are some of others, [`downed`] weapons that are shot down,
//! [`crowd`] what each side says how many took part, [`shared`] the counts beside it,
//! [`together`] who is counted in one; [`untold`] finds persons told without a number, and
//! nobody; [`who`] the words that tell who is counted.

mod anaphora;
mod beside;
mod by_place;
mod crowd;
mod downed;
mod kind;
pub mod lexicon;
mod of_some;
mod phrases;
mod predicate;
mod shared;
mod single;
mod together;
mod toll;
mod untold;
mod who;

use selon_language::morphology::VerbForm;
use selon_language::{Analysis, Pos, Relation, WordId};
use selon_model::ByteSpan;

use crate::actor::Actors;
use crate::event::lexicon::Classes;
use crate::event::words::Words;
use crate::place::PlaceMention;
use crate::quantity::{Quantity, QuantityKind};
pub use kind::FigureKind;
use lexicon::{Argument, Row};

/// A counted quantity of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureMention {
    /// What is counted.
    pub what: FigureKind,
    /// At least so many; none if open.
    pub low: Option<u64>,
    /// At most so many; none if open.
    pub high: Option<u64>,
    /// The words: number and counted noun (*au moins 12 morts*).
    pub span: ByteSpan,
    /// The counted noun, else the number.
    pub head: WordId,
    /// The word that tells what happened to them: *tuées*, *morts*, *arrested*.
    pub predicate: WordId,
    /// Whether it is one person who is told without a number (*le suspect a été
    /// arrêté*): it counts only if nothing else tells of the same.
    pub implied: bool,
    /// The words that tell who or what is counted, where they tell more than that they
    /// are people: *soldats turcs* of *12 soldats turcs tués*.
    pub who: Option<ByteSpan>,
    /// The words of the total that it is a part of, which counts the same.
    pub part_of: Option<ByteSpan>,
    /// The sum of those killed and injured, which alone is told: *60 killed and wounded*.
    pub joint: Option<Joint>,
}

/// A sum that figures of two kinds, with the same words, have together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joint {
    /// At least so many; none if open.
    pub low: Option<u64>,
    /// At most so many; none if open.
    pub high: Option<u64>,
}

/// Finds the figures of a text, in order.
pub fn find(
    analysis: &Analysis,
    quantities: &[Quantity],
    places: &[PlaceMention],
    actors: &Actors,
) -> Vec<FigureMention> {
    let events = crate::event::lexicon::lexicon(analysis.language);
    let words = Words::new(analysis, events, places, actors);
    let finder = Finder {
        words,
        table: lexicon::lexicon(analysis.language),
        phrases: phrases::phrases(analysis.language),
        quantities,
        places,
    };
    let mut found: Vec<FigureMention> = Vec::new();
    let mut counted = vec![false; analysis.words.len()];
    let mut joined = counted.clone();
    for quantity in quantities {
        if !matches!(quantity.kind, QuantityKind::Count | QuantityKind::Article) {
            continue;
        }
        let quantity = &finder.without_place(quantity);
        let Some(head) = finder.head(quantity) else { continue };
        // *Deux femmes et un garçon*: the boy is counted with the women.
        if joined[head.index()] {
            continue;
        }
        let before = found.last().cloned();
        for figure in finder.figures(quantity, head, before.as_ref()) {
            counted[figure.head.index()] = true;
            counted[finder.top(figure.head).index()] = true;
            for other in finder.joined(&figure) {
                joined[other.index()] = true;
                counted[other.index()] = true;
            }
            found.push(figure);
        }
        counted[head.index()] = true;
    }
    for word in analysis.word_ids() {
        for figure in finder.untold(word, &counted) {
            found.extend(finder.joint(figure));
        }
    }
    found.sort_by_key(|f| f.span.start);
    finder.tell_parts_of_those_before(&mut found);
    let same = finder.as_many(&found);
    found.extend(same);
    found.sort_by_key(|f| (f.span.start, f.span.end, f.what));
    found.dedup_by(|b, a| a.what == b.what && a.span.overlaps(b.span));
    found
}

/// The word that stands for what is counted: the number of *nine of the hostages*, which is
/// what the verb is told of.
fn quantity_head(a: &Analysis, quantity: &Quantity, head: WordId) -> WordId {
    // *A trio of militants*: the number ends in *of*.
    let mut number = quantity.words.iter().rev().take(2).filter(|w| w.index() < a.words.len());
    number.find(|&n| a[head].head == Some(n) && a[head].relation == Relation::Nmod).unwrap_or(head)
}

struct Finder<'a, 't> {
    words: Words<'a, 't>,
    table: &'static lexicon::Lexicon,
    phrases: &'static phrases::Phrases,
    /// All quantities of the text, in order.
    quantities: &'a [Quantity],
    /// All places of the text, in order.
    places: &'a [PlaceMention],
}

/// So many single people are displaced at least.
const FEW: u64 = 20;
/// How many words may stand between a total and its part.
const PART: u32 = 25;

impl Finder<'_, '_> {
    /// The counted word, else the last of the number (*282 000* of *282 000 environ*).
    fn head(&self, quantity: &Quantity) -> Option<WordId> {
        let a = self.words.analysis;
        let inside = || quantity.words.iter().filter(|w| w.index() < a.words.len()).rev();
        let number = || inside().find(|&w| a[w].pos == Pos::Num).or_else(|| inside().next());
        quantity.counted.or_else(number).filter(|w| w.index() < a.words.len())
    }

    fn figures(
        &self,
        quantity: &Quantity,
        head: WordId,
        before: Option<&FigureMention>,
    ) -> Vec<FigureMention> {
        let a = self.words.analysis;
        // *Un couple et leurs enfants*
        let pair = self.phrases.value(&self.words, "pair", head).and_then(|n| n.parse().ok());
        let of_pair = pair.filter(|_| quantity.low == Some(1)).map(|n| Quantity {
            low: Some(n),
            high: Some(n),
            kind: QuantityKind::Count,
            ..quantity.clone()
        });
        let quantity = of_pair.as_ref().unwrap_or(quantity);
        let one = quantity.kind == QuantityKind::Article;
        let change = self.is_change(quantity) && self.of_toll(quantity, head).is_some();
        let make = |what, predicate| FigureMention {
            what,
            // *Est passé de 12 à 30 morts.*
            low: if change { quantity.high } else { quantity.low },
            high: quantity.high,
            span: quantity.span.cover(a[head].span),
            head,
            predicate,
            implied: false,
            who: self.who(head),
            part_of: None,
            joint: None,
        };
        // *Un meunier et ses fils*: who has kin is somebody, whatever the noun.
        let person = self.is_person(head)
            || self.phrases.has(&self.words, "nth", head)
            || !self.beside_each_other(head).is_empty();
        // *Many*, but not *as many as 40*.
        let vague = quantity.low == Some(2)
            && quantity.high.is_none()
            && quantity
                .words
                .iter()
                .any(|w| w.index() < a.words.len() && self.words.classes(w).any(Classes::VAGUE));
        if vague {
            return Vec::new();
        }
        if let Some(row) = self.row(head, Argument::Thing).filter(|_| !one) {
            if self.is_one_of_such(quantity, head) {
                return Vec::new();
            }
            return vec![make(row.kind, self.governor(head))];
        }
        // *103 drones, dont 28 ont été abattus*
        if let Some(verb) = self.downed(quantity) {
            return vec![make(FigureKind::Other, verb)];
        }
        // *The bombs, 12 in all, fell*
        let of_things = a[head].relation == Relation::Appos
            && a[head].pos == Pos::Num
            && a[head].head.is_some_and(|h| self.row(h, Argument::Thing).is_some())
            // *Bombing in Kano: 12 dead*
            && self.participle_of_number(quantity).is_none();
        if self.is_thing(head)
            || of_things
            || one && self.is_no_single_person(head)
            || self.is_of_share(quantity)
        {
            return Vec::new();
        }
        // *One family* is not one person.
        let single = quantity.low == Some(1) && quantity.high == Some(1);
        if single && self.is_collective(head) {
            return Vec::new();
        }
        if quantity.high == Some(0) {
            let mut none = self.denied(head, make);
            if let [one] = &none[..] {
                none = self.joint(one.clone());
            }
            if !none.is_empty() {
                return none;
            }
        }
        if let Some(row) = self.counted_itself(quantity, head) {
            let mut figure = make(row.kind, head);
            if self.is_corrected(quantity, row.kind, before) {
                return Vec::new();
            }
            figure.part_of =
                before.filter(|b| b.what == row.kind && self.is_part(b, quantity)).map(|b| b.span);
            // *Trois des cinq otages*: the five are told by their own number.
            if let Some(all) = self.all_of_them(quantity, head) {
                return vec![FigureMention { span: quantity.span, part_of: Some(all), ..figure }];
            }
            return self.joint(figure);
        }
        if let Some(figure) = self.several(head).filter(|_| one) {
            return vec![figure];
        }
        // *Among them a journalist*, *dont un enfant*
        if let Some(total) = before.filter(|b| one && person && self.is_part(b, quantity)) {
            if total.part_of.is_some() {
                return Vec::new();
            }
            let figure = make(total.what, total.predicate);
            return vec![FigureMention { part_of: Some(total.span), ..figure }];
        }
        // *Deux personnes, un berger et un forgeron*
        if let Some(total) = before.filter(|b| person && self.is_of_sum(b, head, quantity.low)) {
            let figure = make(total.what, total.predicate);
            return vec![FigureMention { part_of: Some(total.span), ..figure }];
        }
        // *Cinq policiers ont été tués, deux à Kano et trois à Kaduna*
        if let Some(total) = before.filter(|b| self.adds_up(b, quantity)) {
            let figure = make(total.what, total.predicate);
            return vec![FigureMention { part_of: Some(total.span), ..figure }];
        }
        if let Some(part) = before.filter(|b| self.is_next_part(b, quantity)) {
            let figure = make(part.what, part.predicate);
            return vec![FigureMention { part_of: part.part_of, ..figure }];
        }
        // *30, five of them seriously*
        if let Some(total) = before.filter(|b| self.is_some_of_them(b, quantity))
            && self
                .by_predicate(quantity_head(a, quantity, head))
                .is_none_or(|(k, _)| k == total.what)
        {
            let figure = make(total.what, total.predicate);
            return vec![FigureMention { part_of: Some(total.span), ..figure }];
        }
        // *X, a leader of the group, was killed*: X is told, without a number.
        if one && (!person || self.is_set_off(head) || self.speaks(head)) {
            return Vec::new();
        }
        let number = quantity_head(a, quantity, head);
        let by_tree =
            self.participle_of_number(quantity)
                .or_else(|| self.verb_before(quantity.words.start))
                .or_else(|| self.harmed_in_headline(head))
                .or_else(|| self.by_predicate(number))
                .or_else(|| if number == head { None } else { self.by_predicate(head) })
                .or_else(|| self.done_with(head))
                .filter(|&(kind, _)| self.can_be(head, kind))
                .or_else(|| if one { None } else { self.before(quantity.words.start) })
                .or_else(|| {
                    if one { None } else { self.beside(quantity.words.end.max(head.0 + 1), head) }
                })
                .or_else(|| self.after_aside(head).filter(|_| !one))
                .or_else(|| self.of_victims(head).filter(|_| person))
                .or_else(|| self.seen(head))
                .or_else(|| self.lost(head))
                .or_else(|| self.of_family(quantity, head))
                .or_else(|| self.hit(head))
                .or_else(|| self.harmed_together(head))
                .or_else(|| self.crowd(quantity, head, before));
        let toll = if by_tree.is_none() && !one { self.of_toll(quantity, head) } else { None };
        // *22 villageois, dont 15 qui participaient à un baptême, ont été abattus*
        let told = by_tree.or(toll);
        let did = told.is_some_and(|(kind, _)| kind == FigureKind::Participants);
        if let Some(total) = before.filter(|b| did && self.is_part(b, quantity)) {
            let figure = make(total.what, total.predicate);
            return vec![FigureMention { part_of: Some(total.span), ..figure }];
        }
        if let Some((kind, predicate)) = told {
            if one && (kind == FigureKind::Participants || self.is_bare_infinitive(predicate)) {
                return Vec::new();
            }
            let mut figure = make(kind, predicate);
            figure.implied = one && self.is_taken_up(predicate);
            // *Évacuer deux patients*: a few are brought out, not displaced.
            let few = figure.high.or(figure.low).is_some_and(|n| n < FEW);
            if kind == FigureKind::Displaced
                && few
                && !self.words.classes(head).any(Classes::COLLECTIVE)
            {
                return Vec::new();
            }
            // *Le fuyard n'a pas été arrêté.*
            if figure.high != Some(0)
                && (self.is_not_done(predicate, head) && !self.is_bounded_by_no(quantity)
                    || self.number_of(predicate).is_some_and(|n| n.1 == Some(0)))
                || self.is_corrected(quantity, kind, before)
            {
                return Vec::new();
            }
            let same = before.filter(|b| b.what == kind);
            figure.part_of = same
                .filter(|b| self.is_part(b, quantity))
                .map(|b| b.span)
                .or_else(|| same.filter(|b| self.is_further_part(b, head))?.part_of);
            if figure.part_of.is_none() && kind != FigureKind::Participants {
                self.count_together(&mut figure);
            }
            let took_part = self.in_the_end_of(number) == Some(predicate)
                && self.words.classes(head).any(Classes::TROOPS)
                && !one;
            let mut found = self.with_shared_verb(self.joint(figure));
            if took_part {
                found.push(make(FigureKind::Participants, self.governor(head)));
            }
            return found;
        }
        if let Some(total) = before.filter(|b| self.is_besides(b, quantity)) {
            return vec![make(total.what, total.predicate)];
        }
        if let Some(part) = before.filter(|b| self.is_further_part(b, head)) {
            let figure = make(part.what, part.predicate);
            return vec![FigureMention { part_of: part.part_of, ..figure }];
        }
        if one {
            return Vec::new();
        }
        let part = |b: &&FigureMention| {
            self.is_part(b, quantity)
                || self.is_part_of_those_before(b, quantity)
                || self.is_some_gravely(b, quantity)
                || self.is_of_those_first(b, quantity)
        };
        if let Some(total) = before.filter(part) {
            let figure = make(total.what, total.predicate);
            return vec![FigureMention { part_of: Some(total.span), ..figure }];
        }
        if let Some(sum) = before.filter(|b| self.is_new_total(b, quantity)) {
            return vec![make(sum.what, sum.predicate)];
        }
        if let Some(other) =
            before.filter(|b| self.is_other_count(b, quantity) || self.is_elsewhere(b, quantity))
        {
            return vec![make(other.what, other.predicate)];
        }
        if self.words.classes(head).any(Classes::TROOPS)
            && !single
            && quantity.high != Some(0)
            && self.takes_part(quantity, head)
        {
            return vec![make(FigureKind::Participants, self.governor(head))];
        }
        Vec::new()
    }

    /// What a counted word tells of itself: *12 morts*, *12 arrestations*. Those of whom a
    /// verb tells something else are counted by that: *nine of the hostages were found dead*,
    /// *arrested 100 protesters*, *deux victimes sont dans un état critique*.
    fn counted_itself(&self, quantity: &Quantity, head: WordId) -> Option<&'static Row> {
        let a = self.words.analysis;
        let done = || self.by_predicate(quantity_head(a, quantity, head)).map(|(kind, _)| kind);
        // *Deux des blessés sont morts*
        let died = || {
            let predicate = self.by_predicate(quantity_head(a, quantity, head));
            predicate.is_some_and(|(kind, w)| kind == FigureKind::Killed && w > head)
        };
        let itself = self.row(head, Argument::Itself).filter(|row| {
            row.kind.is_harm() && !(row.kind == FigureKind::Injured && died())
                // *Huit portés disparus*: two words, hardly told by a verb.
                || !row.then.is_empty()
                || done().is_none_or(|kind| {
                    !kind.is_harm()
                        && (row.kind != FigureKind::Participants
                            || !matches!(kind, FigureKind::Detained | FigureKind::Abducted))
                })
        });
        itself.or_else(|| {
            let each = self.row(head, Argument::Each)?;
            let hurt = each.kind == FigureKind::Killed
                && self.words.classes(head).any(Classes::PERSON)
                && done() == Some(FigureKind::Injured);
            Some(each).filter(|_| quantity.kind != QuantityKind::Article && !hurt)
        })
    }

    /// Whether a verb with a subject of its own stands right behind: *abducting dozens, a
    /// local official said*.
    fn speaks(&self, noun: WordId) -> bool {
        let a = self.words.analysis;
        let sentence = a.sentence_of(noun).words;
        let next = noun.next();
        next.0 < sentence.end
            && a[noun].relation == Relation::Conj
            && a[next].pos == Pos::Verb
            && a[next].morphology.verb_form == Some(VerbForm::Fin)
            && self.row(next, Argument::Subject).is_none()
            && self.row(next, Argument::Object).is_none()
    }

    fn is_thing(&self, noun: WordId) -> bool {
        let classes = self.words.classes(noun);
        classes.any(Classes::EQUIPMENT.and(Classes::ABSTRACT)) && !classes.any(Classes::PERSON)
    }

    /// Whether a counted word may be of people: words that the tables do not know may be
    /// killed and wounded, but many things can be captured and charged.
    fn can_be(&self, head: WordId, kind: FigureKind) -> bool {
        let people = Classes::PERSON
            .and(Classes::ARMED)
            .and(Classes::NONSTATE)
            .and(Classes::CIVILIAN)
            .and(Classes::MILITARY)
            .and(Classes::DEMONYM)
            .and(Classes::NUMBER);
        let phrase = if self.words.classes(head).any(Classes::MILITARY) {
            // *14 ISIL tanks captured*
            self.words.classes(head)
        } else {
            self.words.phrase_classes(head)
        };
        self.words.analysis[head].pos != Pos::Noun
            || phrase.any(people) && !self.words.classes(head).any(Classes::EQUIPMENT)
            || matches!(kind, FigureKind::Killed | FigureKind::Injured)
                && self.words.analysis[head].relation != Relation::Conj
    }
}
