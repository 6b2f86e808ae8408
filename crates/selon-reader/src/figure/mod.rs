//! Counts of people killed, injured, detained, abducted, displaced or taking part,
//! with the event that they belong to and who holds them.
//!
//! A quantity becomes a figure by what is counted (*12 morts*) or by what happens to
//! whom is counted (*12 personnes ont été tuées*): `lang/*/figures.tsv`.

pub mod lexicon;

use selon_language::morphology::{Number, VerbForm};
use selon_language::{Analysis, NameKind, Pos, Relation, WordId};
use selon_model::ByteSpan;

use crate::actor::Actors;
use crate::event::frame::{Frame, Words, is_passive};
use crate::event::lexicon::{Classes, Kind};
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
            found.push(figure);
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

/// How many words after a number its predicate may stand without the tree's help.
const AFTER: u32 = 4;
/// How many words from who is counted an aside ends.
const ASIDE: u32 = 20;
/// How many words may stand between somebody and the victims that he is one of.
const VICTIMS: u32 = 9;
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
        let make = |what, predicate| FigureMention {
            what,
            low: quantity.low,
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
        let captive = |row: &&Row| {
            !matches!(row.kind, FigureKind::Killed | FigureKind::Injured)
                && self.by_predicate(quantity_head(a, quantity, head)).is_some_and(|(kind, _)| {
                    matches!(kind, FigureKind::Killed | FigureKind::Injured)
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
        if let Some((kind, predicate)) = by_tree {
            if one && (kind == FigureKind::Participants || self.is_bare_infinitive(predicate)) {
                return Vec::new();
            }
            let mut figure = make(kind, predicate);
            if one {
                // *Un capitaine et sa femme ont été tués.*
                let together = 1 + self.single_conjuncts(head);
                figure.low = figure.low.map(|_| together);
                figure.high = figure.high.map(|_| together);
            }
            return self.joint(figure);
        }
        if one {
            return Vec::new();
        }
        if let Some(total) = before.filter(|b| self.is_part(b, quantity)) {
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
        let found = |lemma: &str| -> Option<&'static Row> {
            self.table.rows(lemma, pos).iter().find(|r| {
                r.argument == argument
                    && r.then.as_deref().is_none_or(|t| self.followed_by(word, t))
            })
        };
        found(self.words.lemma(word)).or_else(|| found(self.words.form(word)))
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
        let head = a[top].head?;
        // *Eight more died*, where the number hangs on an adverb.
        let more = match a[top].relation {
            Relation::Nummod => Some(head),
            Relation::Advmod => Some(top),
            _ => None,
        };
        if let Some(more) = more.filter(|&w| a[w].pos == Pos::Adv)
            && let Some(verb) = a[more].head.filter(|&v| more < v && a[v].pos == Pos::Verb)
            && self.words.child_by(verb, Relation::Nsubj).is_none()
        {
            let passive = is_passive(&self.words, verb);
            let by = if passive { Argument::Object } else { Argument::Subject };
            return self.row(verb, by).map(|row| (row.kind, verb));
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

    /// Without the tree's help: a participle right after (*300 autres blessées*).
    fn beside(&self, after: u32, head: WordId) -> Option<(FigureKind, WordId)> {
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

    /// How many single persons stand beside the first.
    fn single_conjuncts(&self, head: WordId) -> u64 {
        let a = self.words.analysis;
        let subject = matches!(a[head].relation, Relation::Nsubj | Relation::Obj);
        let conjuncts = self.words.children(head).filter(|&c| {
            a[c].relation == Relation::Conj
                && a[c].pos == Pos::Noun
                && a[c].morphology.number != Some(Number::Plur)
                && self.words.classes(c).any(Classes::PERSON)
                && !self.words.classes(c).any(Classes::COLLECTIVE)
                && self.words.children(c).any(|d| {
                    a[d].relation == Relation::Det
                        || a[d].subtype == selon_language::Subtype::Possessive
                })
                && self.words.child_by(c, Relation::Nummod).is_none()
        });
        if subject { conjuncts.count() as u64 } else { 0 }
    }

    /// *68 enfants parmi les victimes; la victime est un enfant*
    fn of_victims(&self, head: WordId) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let victim = |w: WordId| {
            let row = self.row(w, Argument::Itself).or_else(|| self.row(w, Argument::Each))?;
            matches!(a[w].pos, Pos::Noun | Pos::Adj).then_some((row.kind, w))
        };
        if self.words.child_by(head, Relation::Cop).is_some() {
            return self.words.child_by(head, Relation::Nsubj).and_then(victim);
        }
        let sentence = a.sentence_of(head).words;
        let start = sentence.start.max(head.0.saturating_sub(VICTIMS));
        let end = sentence.end.min(head.0 + VICTIMS);
        let among = (start..end)
            .map(WordId)
            .find(|&w| a[w].pos == Pos::Adp && self.words.classes(w).any(Classes::PART_OF))?;
        (among.0 + 1..end.min(among.0 + 4))
            .map(WordId)
            .take_while(|&w| matches!(a[w].pos, Pos::Det | Pos::Adj | Pos::Noun))
            .filter(|&w| w != head)
            .find_map(victim)
    }

    /// Without the tree's help: the verb after an aside on who is counted (*200 habitants,
    /// dont des enfants, avaient fui*).
    fn after_aside(&self, head: WordId) -> Option<(FigureKind, WordId)> {
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
                Pos::Verb => {
                    let by = if passive { Argument::Object } else { Argument::Subject };
                    return self.row(w, by).map(|row| (row.kind, w));
                }
                _ => return None,
            }
        }
        None
    }

    /// A number that counts no noun has what follows it directly, not what is told of the
    /// number before: *40 combattants tués, 12 blessés*.
    fn participle_of_number(&self, quantity: &Quantity) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let next = WordId(quantity.words.end);
        let bare = quantity.kind == QuantityKind::Count
            && quantity.counted.is_none_or(|c| quantity.words.contains(c));
        let word = a.words.get(next.index()).filter(|_| bare)?;
        let participle = word.pos == Pos::Adj
            || word.pos == Pos::Verb
                && (word.morphology.verb_form == Some(VerbForm::Part)
                    || self.words.form(next) != self.words.lemma(next));
        let inside = WordId(quantity.words.start).index() < a.words.len()
            && a[WordId(quantity.words.start)].sentence == word.sentence;
        self.row(next, Argument::Itself)
            .filter(|_| participle && inside)
            .map(|row| (row.kind, next))
    }

    /// A verb right before, whatever the tree says: *tuant deux civils et blessant trois
    /// autres*, where *blessant* may be taken for an adjective.
    fn verb_before(&self, start: u32) -> Option<(FigureKind, WordId)> {
        let first = start.checked_sub(1).map(WordId)?;
        let verbal = matches!(self.words.analysis[first].pos, Pos::Verb | Pos::Adj);
        self.row(first, Argument::Object).filter(|_| verbal).map(|r| (r.kind, first))
    }

    /// Without the tree's help: what stands right before (*tuant jusqu'à 20 soldats, la
    /// mort d'au moins 20 soldats*).
    fn before(&self, start: u32) -> Option<(FigureKind, WordId)> {
        let a = self.words.analysis;
        let first = start.checked_sub(1).map(WordId)?;
        if let Some(found) = self.verb_before(start) {
            return Some(found);
        }
        if !self.words.classes(first).any(Classes::OF) {
            return None;
        }
        let noun = first.previous()?;
        self.row(noun, Argument::Of).filter(|_| a[noun].pos == Pos::Noun).map(|r| (r.kind, noun))
    }

    /// Another holder's count of the same: *20 000 personnes selon la police, 60 000 selon
    /// les organisateurs*.
    fn is_other_count(&self, other: &FigureMention, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let next = WordId(quantity.words.end);
        let bare = quantity.counted.is_none_or(|c| quantity.words.contains(c));
        let inside = |w: WordId| {
            a.words.get(w.index()).is_some() && { a[w].sentence == a[other.head].sentence }
        };
        let according = |w: WordId| self.words.classes(w).any(Classes::ACCORDING);
        let between = (other.head.0 + 1..quantity.words.start).map(WordId);
        bare && inside(next)
            && according(next)
            && between.len() <= PART as usize
            && between.clone().any(according)
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

    /// *dont trois enfants*
    fn is_part(&self, total: &FigureMention, quantity: &Quantity) -> bool {
        let start = quantity.words.start;
        let a = self.words.analysis;
        let Some(before) = start.checked_sub(1).map(WordId) else { return false };
        a[before].sentence == a[total.head].sentence
            && start.saturating_sub(total.head.0) <= PART
            && matches!(
                total.what,
                FigureKind::Killed
                    | FigureKind::Injured
                    | FigureKind::Detained
                    | FigureKind::Abducted
            )
            && self.words.classes(before).any(Classes::AMONG)
    }

    /// Killed and injured told as one total: at least one of either.
    fn joint(&self, figure: FigureMention) -> Vec<FigureMention> {
        let a = self.words.analysis;
        let other = match figure.what {
            FigureKind::Killed => FigureKind::Injured,
            FigureKind::Injured => FigureKind::Killed,
            _ => return vec![figure],
        };
        let argument =
            if figure.predicate == figure.head { Argument::Itself } else { Argument::Object };
        let partner = self.words.children(figure.predicate).find(|&c| {
            if a[c].relation != Relation::Conj {
                return false;
            }
            let own = [Relation::Nsubj, Relation::Obj, Relation::Nummod, Relation::Det]
                .into_iter()
                .any(|r| self.words.child_by(c, r).is_some());
            // A number of its own between: *tuées et 12 blessées*, whatever the tree says.
            let counted = (figure.predicate.0 + 1..c.0).any(|w| {
                let w = WordId(w);
                a[w].pos == Pos::Num || self.words.classes(w).any(Classes::NUMBER)
            });
            !own && !counted
                && c.0 <= figure.predicate.0 + 3
                && self.row(c, argument).is_some_and(|r| r.kind == other)
        });
        if figure.low == Some(1) && figure.high == Some(1) {
            return vec![figure];
        }
        match partner {
            // *No dead or injured.*
            Some(predicate) if figure.high == Some(0) => {
                let second = FigureMention { what: other, predicate, ..figure.clone() };
                vec![figure, second]
            }
            Some(predicate) => {
                let open = FigureMention { low: Some(1), high: None, ..figure };
                let second = FigureMention { what: other, predicate, ..open.clone() };
                vec![open, second]
            }
            None => vec![figure],
        }
    }

    /// An infinitive without an auxiliary: what is wanted or tried, not what was done.
    fn is_bare_infinitive(&self, verb: WordId) -> bool {
        let a = self.words.analysis;
        a[verb].morphology.verb_form == Some(VerbForm::Inf)
            && self.words.child_by(verb, Relation::Aux).is_none()
    }

    fn governor(&self, noun: WordId) -> WordId {
        self.words.analysis[self.top(noun)].head.unwrap_or(noun)
    }

    /// One person told without a number, or none: *le suspect a été arrêté, personne
    /// n'a été blessé, pas de blessés*.
    fn untold(&self, word: WordId, counted: &[bool]) -> Option<FigureMention> {
        let a = self.words.analysis;
        let make = |what, count, head: WordId, span, predicate| FigureMention {
            what,
            low: Some(count),
            high: Some(count),
            span,
            head,
            predicate,
            implied: count == 1,
        };
        if let Some(row) = self.row(word, Argument::Itself).filter(|_| a[word].pos == Pos::Noun)
            && !counted[word.index()]
            && let Some(not) = self.not_before(word)
        {
            let span = a[not].span.cover(a[word].span);
            return Some(make(row.kind, 0, word, span, word));
        }
        if !matches!(a[word].pos, Pos::Verb | Pos::Adj) {
            return None;
        }
        let (row, by_object) = match self.row(word, Argument::Object) {
            Some(row) => (row, true),
            None => (self.row(word, Argument::Subject)?, false),
        };
        if row.kind == FigureKind::Participants || row.kind == FigureKind::Displaced {
            return None;
        }
        let frame = Frame::of(&self.words, word);
        let whom = if by_object {
            frame.object
        } else {
            frame.subject.or(self.words.child_by(word, Relation::Nsubj))
        }?;
        if counted[whom.index()] || self.is_bare_infinitive(word) {
            return None;
        }
        if a[whom].pos == Pos::Pron {
            let nobody = self.words.classes(whom).any(Classes::NOBODY);
            return nobody.then(|| make(row.kind, 0, whom, a[whom].span, word));
        }
        let named = a.name_of(whom).filter(|n| n.kind == NameKind::Person);
        let person =
            self.words.classes(whom).any(Classes::PERSON.and(Classes::ARMED)) || named.is_some();
        let one = a[whom].morphology.number != Some(Number::Plur)
            && self.words.child_by(whom, Relation::Nummod).is_none()
            && self.words.child_by(whom, Relation::Conj).is_none();
        let collective = self.words.classes(whom).any(Classes::COLLECTIVE.and(Classes::NUMBER));
        if !person || !one || collective || row.kind == FigureKind::Abducted {
            return None;
        }
        let determiner = self.words.child_by(whom, Relation::Det);
        let start = determiner.map_or(a[whom].span, |d| a[d].span);
        let span = named.map_or(a[whom].span, |n| n.span).cover(start);
        Some(make(row.kind, 1, whom, span, word))
    }

    /// The negation of *pas de blessés*.
    fn not_before(&self, noun: WordId) -> Option<WordId> {
        let of = noun.previous()?;
        let not = of.previous()?;
        let found =
            self.words.classes(not).any(Classes::NOT) && self.words.classes(of).any(Classes::OF);
        found.then_some(not)
    }
}
