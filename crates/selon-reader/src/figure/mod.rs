//! Counts of people killed, injured, detained, abducted, displaced or taking part,
//! with the event that they belong to and who holds them.
//!
//! A quantity becomes a figure by what is counted (*12 morts*) or by what happens to
//! whom is counted (*12 personnes ont été tuées*): `lang/*/figures.tsv`.

mod beside;
pub mod lexicon;
mod shared;
mod toll;
mod untold;

use selon_language::morphology::{Number, VerbForm};
use selon_language::{Analysis, NameKind, Pos, Relation, WordId};
use selon_model::ByteSpan;

use crate::actor::Actors;
use crate::event::frame::{Frame, is_passive};
use crate::event::lexicon::{Classes, Kind};
use crate::event::words::Words;
use crate::quantity::{Quantity, QuantityKind};
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
    /// arrêté*): it counts only if nothing else tells how many.
    pub implied: bool,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum FigureKind {
    Killed,
    Injured,
    Detained,
    Abducted,
    Displaced,
    Participants,
}

impl FigureKind {
    /// All, in a fixed order.
    pub const ALL: [FigureKind; 6] = [
        FigureKind::Killed,
        FigureKind::Injured,
        FigureKind::Detained,
        FigureKind::Abducted,
        FigureKind::Displaced,
        FigureKind::Participants,
    ];

    /// As a reading writes it.
    pub fn code(self) -> &'static str {
        match self {
            FigureKind::Killed => "killed",
            FigureKind::Injured => "injured",
            FigureKind::Detained => "detained",
            FigureKind::Abducted => "abducted",
            FigureKind::Displaced => "displaced",
            FigureKind::Participants => "participants",
        }
    }

    /// From what a reading writes.
    pub fn from_code(code: &str) -> Option<FigureKind> {
        FigureKind::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Whether what is told to be among them is a part of them: *dont trois enfants*.
    fn has_parts(self) -> bool {
        !matches!(self, FigureKind::Displaced | FigureKind::Participants)
    }

    /// Whether events of this type are likely to have such figures.
    pub fn fits(self, event: &str) -> bool {
        match self {
            FigureKind::Killed | FigureKind::Injured => {
                !matches!(event, "arrests" | "agreement" | "other_strategic" | "change_to_group")
            }
            FigureKind::Detained => matches!(event, "arrests" | "gov_regains_territory"),
            FigureKind::Abducted => event == "abduction",
            FigureKind::Displaced | FigureKind::Participants => event != "agreement",
        }
    }
}

/// Finds the figures of a text, in order.
pub fn find(analysis: &Analysis, quantities: &[Quantity], actors: &Actors) -> Vec<FigureMention> {
    let words =
        Words::new(analysis, crate::event::lexicon::lexicon(analysis.language), &[], actors);
    let finder = Finder { words, table: lexicon::lexicon(analysis.language) };
    let mut found: Vec<FigureMention> = Vec::new();
    let mut counted = vec![false; analysis.words.len()];
    for quantity in quantities {
        if !matches!(quantity.kind, QuantityKind::Count | QuantityKind::Article) {
            continue;
        }
        let Some(head) = finder.head(quantity) else { continue };
        let before = found.last().cloned();
        for figure in finder.figures(quantity, head, before.as_ref()) {
            counted[figure.head.index()] = true;
            counted[finder.top(figure.head).index()] = true;
            found.push(figure);
        }
        counted[head.index()] = true;
    }
    for word in analysis.word_ids() {
        if let Some(figure) = finder.untold(word, &counted) {
            found.extend(finder.joint(figure));
        }
    }
    found.sort_by_key(|f| (f.span.start, f.span.end, f.what));
    found.dedup_by(|b, a| a.what == b.what && a.span.overlaps(b.span));
    found
}

/// The word that stands for what is counted: the number of *nine of the hostages*, which is
/// what the verb is told of.
fn quantity_head(a: &Analysis, quantity: &Quantity, head: WordId) -> WordId {
    let number = quantity.words.iter().next_back().filter(|w| w.index() < a.words.len());
    number
        .filter(|&n| a[head].head == Some(n) && a[head].relation == Relation::Nmod)
        .unwrap_or(head)
}

struct Finder<'a, 't> {
    words: Words<'a, 't>,
    table: &'static lexicon::Lexicon,
}

/// So many single people are displaced at least.
const FEW: u64 = 20;
/// How many words may stand between a total and its part.
const PART: u32 = 25;

impl Finder<'_, '_> {
    /// The counted word, else the last of the number.
    fn head(&self, quantity: &Quantity) -> Option<WordId> {
        let head = quantity.counted.or_else(|| quantity.words.iter().next_back())?;
        (head.index() < self.words.analysis.words.len()).then_some(head)
    }

    fn figures(
        &self,
        quantity: &Quantity,
        head: WordId,
        before: Option<&FigureMention>,
    ) -> Vec<FigureMention> {
        let one = quantity.kind == QuantityKind::Article;
        let change = self.is_change(quantity) && self.of_toll(quantity, head).is_some();
        let make = |what, predicate| FigureMention {
            what,
            // *Est passé de 12 à 30 morts.*
            low: if change { quantity.high } else { quantity.low },
            high: quantity.high,
            span: quantity.span.cover(self.words.analysis[head].span),
            head,
            predicate,
            implied: false,
        };
        let person = self.words.classes(head).any(Classes::PERSON.and(Classes::ARMED));
        let vague = quantity.words.iter().any(|w| {
            w.index() < self.words.analysis.words.len() && self.words.classes(w).any(Classes::VAGUE)
        });
        if vague || self.is_thing(head) {
            return Vec::new();
        }
        // *One family* is not one person, and *a school housing displaced families* neither.
        let single = quantity.low == Some(1) && quantity.high == Some(1);
        let a = self.words.analysis;
        if single
            && (self.words.classes(head).any(Classes::COLLECTIVE)
                && !self.words.classes(head).any(Classes::ANOTHER)
                && a[head].morphology.number != Some(Number::Plur)
                || one && a[head].morphology.number == Some(Number::Plur)
                || one && self.words.classes(head).any(Classes::NUMBER))
        {
            return Vec::new();
        }
        // *Nine of the hostages were found dead.*
        // *Arrested 100 protesters.*
        let captive = |row: &&Row| {
            !matches!(row.kind, FigureKind::Killed | FigureKind::Injured)
                && self.by_predicate(quantity_head(a, quantity, head)).is_some_and(|(kind, _)| {
                    matches!(kind, FigureKind::Killed | FigureKind::Injured)
                        || row.kind == FigureKind::Participants
                            && matches!(kind, FigureKind::Detained | FigureKind::Abducted)
                })
        };
        let itself = self.row(head, Argument::Itself).filter(|row| !captive(row));
        if let Some(row) = itself.or_else(|| self.row(head, Argument::Each).filter(|_| !one)) {
            return self.joint(make(row.kind, head));
        }
        // *X, a leader of the group, was killed*: X is told, without a number.
        let of_name = a[head].relation == Relation::Appos
            && a[head]
                .head
                .is_some_and(|w| a.name_of(w).is_some_and(|n| n.kind == NameKind::Person));
        if one && (!person || of_name || self.speaks(head)) {
            return Vec::new();
        }
        let by_tree = self
            .participle_of_number(quantity)
            .or_else(|| self.verb_before(quantity.words.start))
            .or_else(|| self.by_predicate(quantity_head(a, quantity, head)))
            .filter(|&(kind, _)| self.can_be(head, kind));
        let by_tree =
            by_tree.or_else(|| if one { None } else { self.before(quantity.words.start) });
        let by_tree = by_tree.or_else(|| {
            if one { None } else { self.beside(quantity.words.end.max(head.0 + 1), head) }
        });
        let by_tree = by_tree.or_else(|| self.after_aside(head).filter(|_| !one));
        let by_tree = by_tree.or_else(|| self.of_victims(head).filter(|_| person));
        let toll = if by_tree.is_none() && !one { self.of_toll(quantity, head) } else { None };
        if let Some((kind, predicate)) = by_tree.or(toll) {
            if one && (kind == FigureKind::Participants || self.is_bare_infinitive(predicate)) {
                return Vec::new();
            }
            let mut figure = make(kind, predicate);
            if one {
                // *Un berger et son fils ont été tués.*
                let together = 1 + self.single_conjuncts(head);
                figure.low = figure.low.map(|_| together);
                figure.high = figure.high.map(|_| together);
            }
            // *Évacuer deux patients*: a few are brought out, not displaced.
            let few = figure.high.is_some_and(|high| high < FEW);
            if kind == FigureKind::Displaced
                && few
                && !self.words.classes(head).any(Classes::COLLECTIVE)
            {
                return Vec::new();
            }
            // *Le fuyard n'a pas été arrêté.*
            if figure.high != Some(0) && self.is_not_done(predicate, head) {
                return Vec::new();
            }
            return self.with_shared_verb(self.joint(figure));
        }
        if one {
            return Vec::new();
        }
        let part = |b: &&FigureMention| {
            self.is_part(b, quantity) || self.is_part_of_those_before(b, quantity)
        };
        if let Some(total) = before.filter(part) {
            return vec![make(total.what, total.predicate)];
        }
        if let Some(other) = before.filter(|b| self.is_other_count(b, quantity)) {
            return vec![make(other.what, other.predicate)];
        }
        if self.words.classes(head).any(Classes::TROOPS) && !single && self.takes_part(head) {
            return vec![make(FigureKind::Participants, self.governor(head))];
        }
        Vec::new()
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

    fn row(&self, word: WordId, argument: Argument) -> Option<&'static Row> {
        let pos = self.words.analysis[word].pos;
        let found = |lemma: &str, pos: Pos| -> Option<&'static Row> {
            self.table.rows(lemma, pos).iter().find(|r| {
                r.argument == argument
                    && r.then.as_deref().is_none_or(|t| self.followed_by(word, t))
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

    fn followed_by(&self, word: WordId, phrase: &str) -> bool {
        let sentence = self.words.analysis.sentence_of(word).words;
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

    /// What happens to whom the noun means, by the tree.
    fn by_predicate(&self, noun: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        // A participle on the noun: *1 300 soldats tués*.
        for child in self.words.children(noun) {
            if matches!(a[child].relation, Relation::Acl | Relation::Amod)
                && let Some(row) = self.row(child, Argument::Object)
                && Frame::of(&self.words, child).object == Some(noun)
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
            self.row(head, argument).map(|r| (r.kind, head)).filter(|_| wanted == top)
        };
        match a[top].relation {
            Relation::Nsubj | Relation::Obj | Relation::Csubj => {
                let of_participle = a[head].pos == Pos::Adj && a[top].relation == Relation::Obj;
                if a[head].pos == Pos::Verb || a[head].pos == Pos::Aux || of_participle {
                    let passive = is_passive(&self.words, head);
                    let as_object = a[top].relation == Relation::Obj || passive;
                    let by_frame = if as_object { self.row(head, Argument::Object) } else { None };
                    let by_frame = by_frame
                        .or_else(|| {
                            let subject = a[top].relation != Relation::Obj;
                            subject.then(|| self.row(head, Argument::Subject)).flatten()
                        })
                        .map(|row| (row.kind, head));
                    by_frame.or_else(|| self.of_coordinated(head, top))
                } else {
                    of_clause(Argument::Subject, top)
                }
            }
            Relation::Nmod if self.words.case(top).is_none_or(|c| c.any(Classes::OF)) => {
                of_clause(Argument::Of, top)
            }
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

    /// *Interpellées, et une centaine de membres des forces de l'ordre blessés*: a participle that
    /// closes the phrase of a second subject, which has no verb of its own.
    fn participle_at_end(&self, noun: WordId, top: WordId) -> Option<(FigureKind, WordId)> {
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
    fn of_coordinated(&self, verb: WordId, noun: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let (relation, subtype) = (a[noun].relation, a[noun].subtype);
        if relation != Relation::Nsubj {
            return None;
        }
        let passive = subtype == selon_language::Subtype::Passive;
        let argument = if passive { Argument::Object } else { Argument::Subject };
        self.words.children(verb).find_map(|c| {
            let clause = matches!(a[c].relation, Relation::Conj | Relation::Xcomp);
            let own = self.words.child_by(c, Relation::Nsubj).is_some();
            if !clause || own {
                return None;
            }
            self.row(c, argument).map(|r| (r.kind, c))
        })
    }

    /// The word that stands for the phrase: *des dizaines de soldats* → *dizaines*; the
    /// first of a coordination.
    fn top(&self, noun: WordId) -> WordId {
        let a = self.words.analysis;
        let mut at = noun;
        for _ in 0..4 {
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
    fn takes_part(&self, noun: WordId) -> bool {
        let a = self.words.analysis;
        let top = self.top(noun);
        let Some(head) = a[top].head else { return true };
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

    fn governor(&self, noun: WordId) -> WordId {
        self.words.analysis[self.top(noun)].head.unwrap_or(noun)
    }
}
