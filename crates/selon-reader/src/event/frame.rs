//! Who stands where round a verb or a noun of action: subjects and objects through
//! passives, participles, relative and infinitive clauses, light verbs and
//! nominalisations.

mod subject;
mod voice;

use selon_language::{Pos, Relation, Subtype, WordId};

use super::label::{LABEL, is_label, label_end};
use super::lexicon::{Classes, Slot};
use super::words::{BREADTH, Words};
use subject::{antecedent, infinitive_predicate, inherited_subject, is_aim, subject_over};
use voice::{has_reflexive, is_reflexive};

pub(super) use subject::is_second_subject;
pub use voice::is_passive;

/// How far up the tree subjects are sought.
const CLIMB: usize = 6;

/// How many words after a verb one stands that shares what is said of it.
const NEXT: u32 = 3;

/// How many words after a comparison what is counted stands.
const COUNTED: u32 = 6;

/// Who stands where round a word.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Whether the word is a verb.
    pub verb: bool,
    /// The subject of an active verb; of a light verb that has the noun as its object.
    pub subject: Option<WordId>,
    /// The object, or the subject of a passive.
    pub object: Option<WordId>,
    /// Who does it, of a passive or a noun: *par, by*.
    pub agent: Option<WordId>,
    /// What stands after *de*, *of*, or as a possessor or compound.
    pub of: Vec<WordId>,
    /// Whom it is against.
    pub against: Option<WordId>,
    /// An adjective or compound that may name who does it: *turque, U.S.*.
    pub adjective: Option<WordId>,
    /// Whether the verb is reflexive.
    pub reflexive: bool,
}

impl Frame {
    /// Looks round a verb or noun.
    pub fn of(words: &Words, word: WordId) -> Frame {
        let mut frame = match words.analysis[word].pos {
            Pos::Noun | Pos::Propn => Frame::of_noun(words, word),
            _ => Frame::of_verb(words, word),
        };
        if frame.of.is_empty() {
            frame.of.extend(beside(words, word));
        }
        frame.name_the_counted(words);
        frame
    }

    /// *Plus de 30 civils ont été tués*: who is counted, not the adverb that counts them.
    fn name_the_counted(&mut self, words: &Words) {
        for slot in [&mut self.subject, &mut self.object, &mut self.agent, &mut self.against] {
            *slot = slot.map(|w| counted_by(words, w).unwrap_or(w));
        }
    }

    fn of_verb(words: &Words, verb: WordId) -> Frame {
        let a = words.analysis;
        let mut frame = Frame { verb: true, ..Frame::default() };
        let passive = is_passive(words, verb);
        let reflexive = has_reflexive(words, verb);
        // Whatever the tree calls their subjects.
        let active = reflexive || words.classes(verb).any(Classes::INTRANSITIVE);
        for child in words.children(verb) {
            match (a[child].relation, a[child].subtype) {
                (Relation::Nsubj | Relation::Csubj, Subtype::Passive) if !active => {
                    frame.object = frame.object.or(Some(child));
                }
                // *Leur objectif était de reprendre la ville*: an aim does nothing.
                (Relation::Nsubj, _) if infinitive_predicate(a, verb) => {}
                (Relation::Nsubj, _) if passive => frame.object = frame.object.or(Some(child)),
                (Relation::Nsubj, _) if is_second_subject(words, child) => {
                    frame.object = frame.object.or(Some(child));
                }
                // *Ce lundi, les milices ont repris la ville*
                (Relation::Nsubj, _) if words.classes(child).any(Classes::TIME) => {}
                (Relation::Nsubj, _) => frame.subject = frame.subject.or(Some(child)),
                (Relation::Obj | Relation::Iobj | Relation::Expl, _)
                    if is_reflexive(words, child) =>
                {
                    frame.reflexive = true;
                }
                (Relation::Obj, _) => frame.object = frame.object.or(Some(child)),
                // One object alone is the direct one.
                (Relation::Iobj, _)
                    if a[child].pos != Pos::Pron
                        && words.child_by(verb, Relation::Obj).is_none() =>
                {
                    frame.object = frame.object.or(Some(child));
                }
                (Relation::Obl, subtype) => {
                    let case = words.case(child).unwrap_or_default();
                    if subtype == Subtype::Agent || (passive && case.any(Classes::BY)) {
                        frame.agent = frame.agent.or(Some(child));
                    } else if case.any(Classes::AGAINST)
                        // *Clashed with the army*
                        || case.any(Classes::WITH) && words.classes(verb).any(Classes::CLASH)
                    {
                        frame.against = frame.against.or(Some(child));
                    } else if case.any(Classes::OF) || subtype == Subtype::Argument {
                        frame.of.push(child);
                    }
                }
                _ => {}
            }
        }
        // *Was bombed and killed by aircraft*: who did the one did the other.
        if passive && frame.agent.is_none() {
            let next = words.children(verb).find(|&c| {
                a[c].relation == Relation::Conj
                    && a[c].pos == Pos::Verb
                    && c > verb
                    && c.0 - verb.0 <= NEXT
                    && words.child_by(c, Relation::Nsubj).is_none()
            });
            frame.agent = next.and_then(|v| agent(words, v));
        }
        let relation = a[verb].relation;
        let head = a[verb].head;
        if let (Relation::Acl, Some(noun)) = (relation, head) {
            if a[verb].subtype == Subtype::Relative {
                frame.object = frame.object.map(|w| antecedent(words, w, noun));
                frame.subject = frame.subject.map(|w| antecedent(words, w, noun));
                if frame.subject.is_none() && !passive {
                    frame.subject = Some(noun);
                }
                if frame.object.is_none() && passive {
                    frame.object = Some(noun);
                }
            } else if passive {
                frame.object = frame.object.or(Some(noun));
            } else if !is_aim(words, verb) {
                frame.subject = frame.subject.or(Some(noun));
            }
        }
        if relation == Relation::Amod {
            frame.object = frame.object.or(head);
            frame.subject = frame.subject.or_else(|| read_as_apposition(words, verb));
        }
        if passive && frame.object.is_none() {
            frame.object = inherited_subject(words, verb, CLIMB);
        } else if !passive && frame.subject.is_none() {
            frame.subject = inherited_subject(words, verb, CLIMB);
        }
        if !passive && !reflexive && frame.object.is_none() && frame.subject.is_some() {
            let object = frame.of.iter().position(|&w| has_cut_article(words, w, verb));
            frame.object = object.map(|at| frame.of.remove(at));
        }
        if !passive && !reflexive && frame.object.is_none() {
            frame.object = shared_object(words, verb);
        }
        frame.subject = frame.subject.and_then(|w| past_label(words, w, verb));
        frame.object = frame.object.and_then(|w| past_label(words, w, verb));
        frame
    }

    fn of_noun(words: &Words, noun: WordId) -> Frame {
        let a = words.analysis;
        let mut frame = Frame::default();
        for child in words.children(noun).filter(|&c| !is_label(a, c)) {
            match a[child].relation {
                Relation::Nmod if a[child].subtype == Subtype::Possessive => frame.of.push(child),
                Relation::Nmod | Relation::Obl => {
                    let case = words.case(child);
                    let is = |class| case.is_some_and(|c| c.any(class));
                    if is(Classes::BETWEEN) {
                        // *Des combats entre l'armée et les rebelles*: the one and the other.
                        frame.take_sides(words, child);
                    } else if is(Classes::BY) {
                        frame.agent = frame.agent.or(Some(child));
                    } else if is(Classes::AGAINST) {
                        frame.against = frame.against.or(Some(child));
                    } else if is(Classes::OF) {
                        frame.of.push(child);
                    } else if case.is_none() {
                        frame.adjective = frame.adjective.or(Some(child));
                    }
                }
                Relation::Amod | Relation::Compound if names_a_side(words, child, noun) => {
                    frame.adjective = frame.adjective.or(Some(child));
                }
                Relation::Det if a[child].morphology.possessive => frame.of.push(child),
                Relation::Acl => frame.add_clause(words, child),
                _ => {}
            }
        }
        if frame.agent.is_none() {
            // *La prise de la ville par les insurgés*, where the tree hangs who does it on the town.
            let by = |&c: &WordId| {
                a[c].relation == Relation::Nmod
                    && words.case(c).is_some_and(|case| case.any(Classes::BY))
            };
            frame.agent = frame.of.iter().find_map(|&of| words.children(of).find(by));
        }
        frame.share_among_coordinated(words, noun);
        frame.add_sides(words, noun);
        let Some(head) = a[noun].head else { return frame };
        let as_object = match (a[noun].relation, a[noun].subtype) {
            (Relation::Obj, _) => true,
            (Relation::Nsubj, Subtype::Passive) => true,
            (Relation::Nsubj, _) => is_passive(words, head) || is_second_subject(words, noun),
            (Relation::Obl, Subtype::Argument) => true,
            _ => false,
        };
        let classes = words.classes(head);
        if as_object && classes.any(Classes::UNDERGO) && a[head].pos != Pos::Noun {
            // *L'armée a subi une attaque*: who suffers it does not do it.
            frame.object = frame.object.or(Frame::of_verb(words, head).subject);
        } else if matches!(a[noun].relation, Relation::Nmod | Relation::Obl)
            && words.has_case(noun, Classes::OF)
            && classes.any(Classes::UNDERGO)
            && matches!(a[head].pos, Pos::Noun)
        {
            frame.object = frame.object.or_else(|| subject_over(words, head, CLIMB));
            // *La cible d'une attaque sur la route*: where, not whom.
            let ground = |w: &WordId| words.classes(*w).any(Classes::PLACE);
            if frame.object.is_some() {
                frame.against = frame.against.filter(|w| !ground(w));
            }
        } else if as_object
            && (classes.any(Classes::LIGHT)
                // *Ont fait incursion*
                || classes.any(Classes::MAKE) && head.next() == noun)
        {
            let verb = Frame::of_verb(words, head);
            frame.subject = if is_passive(words, head) { verb.agent } else { verb.subject };
            if a[noun].relation == Relation::Obl {
                // *Ces discussions ont conduit à un retrait*: what leads to it does not act.
                frame.subject = frame
                    .subject
                    .filter(|&w| a[w].pos != Pos::Noun || !words.phrase_classes(w).is_none());
            }
            frame.against = frame.against.or(verb.against);
        } else if a[noun].relation == Relation::Nsubj && classes.any(Classes::AIM) {
            frame.object = Frame::of_verb(words, head).object;
        } else if let Some(threat) = threat_above(words, noun) {
            // *Menacer la capitale de représailles*: who threatens would do it.
            let verb = Frame::of_verb(words, threat);
            // *X, who leads the rebels, vowed to march*: a past that looks like a participle.
            let vows = a[threat].head.filter(|_| a[threat].relation == Relation::Acl);
            frame.subject = verb.subject.or(verb.agent).or(vows);
            frame.object = verb.object.filter(|&w| w != noun && Some(w) != vows);
        }
        frame
    }

    /// *Des combats ont éclaté entre l'armée et les rebelles, des heurts ont opposé X à Y*: the
    /// sides of a fight that is the subject of its verb.
    fn add_sides(&mut self, words: &Words, noun: WordId) {
        let a = words.analysis;
        if a[noun].relation != Relation::Nsubj || self.agent.is_some() {
            return;
        }
        let Some(verb) = a[noun].head.filter(|&h| a[h].pos == Pos::Verb) else { return };
        if words.classes(verb).any(Classes::OPPOSE) {
            let one = words.child_by(verb, Relation::Obj).filter(|&o| a[o].pos != Pos::Pron);
            if let Some(one) = one {
                self.agent = Some(one);
                let other = words.complement(verb, Classes::TO.and(Classes::AGAINST));
                self.against = self.against.or(other);
            }
        } else if let Some(first) = words.complement(verb, Classes::BETWEEN) {
            self.take_sides(words, first);
        }
    }

    /// *Entre l'armée et les rebelles*: the one and the other.
    fn take_sides(&mut self, words: &Words, first: WordId) {
        self.agent = self.agent.or(Some(first));
        self.against = self.against.or(words.child_by(first, Relation::Conj));
    }

    /// *Shelling and airstrikes by the army*: who does the last of them does all.
    fn share_among_coordinated(&mut self, words: &Words, noun: WordId) {
        let a = words.analysis;
        if self.agent.is_some() && self.against.is_some() {
            return;
        }
        let last = words
            .children(noun)
            .filter(|&c| a[c].relation == Relation::Conj && a[c].pos == Pos::Noun && c > noun);
        let Some(last) = last.last() else { return };
        self.agent = self.agent.or_else(|| words.complement(last, Classes::BY));
        self.against = self.against.or_else(|| words.complement(last, Classes::AGAINST));
    }

    /// *une attaque menée par X, visant Y*
    fn add_clause(&mut self, words: &Words, verb: WordId) {
        let a = words.analysis;
        let classes = words.classes(verb);
        if classes.any(Classes::AIM) && !is_passive(words, verb) {
            self.object = self.object.or_else(|| words.child_by(verb, Relation::Obj));
        } else if classes.any(Classes::LIGHT) {
            // *Les atrocités que le groupe a commises*
            if a[verb].subtype == Subtype::Relative && !is_passive(words, verb) {
                let relative = |c: WordId| words.classes(c).any(Classes::RELATIVE);
                let subject = words.child_by(verb, Relation::Nsubj);
                self.agent = self.agent.or(subject.filter(|&c| !relative(c)));
            }
            let agent = a
                .children_by(verb, Relation::Obl)
                .find(|&c| a[c].subtype == Subtype::Agent || words.has_case(c, Classes::BY));
            self.agent = self.agent.or(agent);
            let against =
                a.children_by(verb, Relation::Obl).find(|&c| words.has_case(c, Classes::AGAINST));
            self.against = self.against.or(against);
        }
    }

    /// Who does it, if the subject of the verb and *de* are read so.
    pub fn actor(&self, words: &Words, subject: Slot, of: Slot) -> Option<WordId> {
        if self.verb {
            return self.agent.or(if subject == Slot::Actor { self.subject } else { None });
        }
        if self.agent.is_some() || self.subject.is_some() {
            return self.agent.or(self.subject);
        }
        // *Their capture of the town*
        if of == Slot::Target
            && let Some(owner) = self.owner(words)
        {
            return Some(owner);
        }
        let sides = Classes::STATE.and(Classes::NONSTATE).and(Classes::MILITARY);
        let by_of = self.of.iter().copied().find(|&w| match of {
            Slot::Actor => {
                !is_weapon_or_place(words, w)
                    && !is_civilian(words, w)
                    && !words.classes(w).any(Classes::SITE.and(Classes::INSTRUMENT))
            }
            Slot::Auto => {
                words.phrase_classes(w).any(sides)
                    && !words
                        .classes(w)
                        .any(Classes::CIVILIAN.and(Classes::SITE).and(Classes::INSTRUMENT))
            }
            _ => false,
        });
        by_of.or(self.adjective.filter(|&w| {
            of != Slot::Neither
                && (words.classes(w).any(sides.and(Classes::DEMONYM))
                    || words.prefix_classes(w).any(sides)
                    || words.analysis.name_of(w).is_some())
        }))
    }

    /// Whose a noun is, where what it is done to stands after *of* too.
    fn owner(&self, words: &Words) -> Option<WordId> {
        let a = words.analysis;
        let owns =
            |w: WordId| a[w].relation == Relation::Det || a[w].subtype == Subtype::Possessive;
        let other = self.of.iter().any(|&w| !owns(w) && !words.classes(w).any(Classes::TIME));
        self.of.iter().copied().find(|&w| owns(w)).filter(|_| other)
    }

    /// Whom or what it is done to.
    pub fn target(&self, words: &Words, subject: Slot, of: Slot) -> Option<WordId> {
        if self.verb {
            return match subject {
                Slot::Target => self.subject.or(self.object),
                // *Fuir vers Gao*: where to is not whom.
                _ if of == Slot::Neither => self.object,
                _ => self.object.or(self.against).or(self.of.first().copied()),
            };
        }
        if self.against.is_some() || self.object.is_some() {
            return self.against.or(self.object);
        }
        let owner = self.owner(words).filter(|_| of == Slot::Target);
        self.of.iter().copied().filter(|&w| Some(w) != owner).find(|&w| match of {
            Slot::Target => !words.classes(w).any(Classes::TIME),
            Slot::Actor => is_civilian(words, w) || words.classes(w).any(Classes::SITE),
            Slot::Auto => {
                words.phrase_classes(w).any(Classes::CIVILIAN.and(Classes::PLACE))
                    || words.classes(w).any(Classes::SITE)
            }
            _ => false,
        })
    }
}

/// The verb that threatens with a noun, also where the tree hangs the noun on who is
/// threatened.
fn threat_above(words: &Words, noun: WordId) -> Option<WordId> {
    let a = words.analysis;
    let complement = |w: WordId| {
        matches!(a[w].relation, Relation::Obj | Relation::Obl | Relation::Nmod | Relation::Xcomp)
    };
    let is_threat = |w: &WordId| words.classes(*w).any(Classes::THREAT);
    let head = a[noun].head.filter(|_| complement(noun))?;
    let above = || a[head].head.filter(|_| a[head].relation == Relation::Obj);
    Some(head).filter(is_threat).or_else(|| above().filter(is_threat))
}

/// The complement of a passive that tells who does it.
pub(super) fn agent(words: &Words, verb: WordId) -> Option<WordId> {
    let a = words.analysis;
    words.children(verb).find(|&c| {
        a[c].relation == Relation::Obl
            && (a[c].subtype == Subtype::Agent || words.has_case(c, Classes::BY))
            && !words.classes(c).any(Classes::TIME)
    })
}

/// The object that a verb shares with one that is coordinated with it right behind it: *ont
/// enlevé et tué onze villageois*.
fn shared_object(words: &Words, verb: WordId) -> Option<WordId> {
    let a = words.analysis;
    let next = words.children(verb).find(|&c| {
        a[c].relation == Relation::Conj && a[c].pos == Pos::Verb && c > verb && c.0 - verb.0 <= NEXT
    })?;
    let between = (verb.0 + 1..next.0).map(WordId);
    let own = |c: WordId| matches!(a[c].relation, Relation::Aux | Relation::Nsubj | Relation::Obj);
    let alone = words.child_by(verb, Relation::Obl).is_none()
        && !words.children(next).any(|c| own(c) && c < next)
        && between.clone().all(|w| matches!(a[w].pos, Pos::Cconj | Pos::Adv));
    words.child_by(next, Relation::Obj).filter(|_| alone)
}

/// Whether the tree takes the article of an object for a preposition and an article: *ont
/// exécuté des civils*.
fn has_cut_article(words: &Words, noun: WordId, verb: WordId) -> bool {
    let a = words.analysis;
    let case = words.child_by(noun, Relation::Case).filter(|c| c.previous() == Some(verb));
    let article = words.child_by(noun, Relation::Det);
    case.zip(article).is_some_and(|(c, d)| a[c].token == a[d].token)
}

/// Who acts, where the tree takes a verb and its object for an apposition: *bandits ambushed
/// soldiers*.
fn read_as_apposition(words: &Words, verb: WordId) -> Option<WordId> {
    let a = words.analysis;
    let object = a[verb].head.filter(|&h| h > verb && a[h].relation == Relation::Appos)?;
    a[object]
        .head
        .filter(|&who| who.next() == verb && words.child_by(object, Relation::Det).is_none())
}

/// The noun that an adverb of quantity counts (*plus de 30 civils, près d'une centaine*), or that
/// stands behind a participle which the tree takes for it (*quatre présumés bandits*).
fn counted_by(words: &Words, word: WordId) -> Option<WordId> {
    let a = words.analysis;
    match a[word].pos {
        Pos::Adv => words.children(word).find(|&c| {
            c > word
                && matches!(a[c].pos, Pos::Noun | Pos::Propn | Pos::Num | Pos::Pron)
                && words.has_case(c, Classes::OF)
        }),
        // *No fewer than 100 people*, where the tree gives the verb both.
        Pos::Adj if words.child_by(word, Relation::Fixed).is_some() => (word.0 + 1
            ..a.sentence_of(word).words.end.min(word.0 + COUNTED))
            .map(WordId)
            .find(|&w| a[w].head == a[word].head && a[w].pos == Pos::Noun),
        Pos::Verb => {
            let next = word.next();
            let argument = matches!(a[word].relation, Relation::Nsubj | Relation::Obj);
            let noun = |&c: &WordId| c == next && a[c].pos == Pos::Noun;
            words.children(word).find(noun).filter(|_| argument)
        }
        _ => None,
    }
}

/// The noun of *de* or *of* right after a word, where the tree hangs it elsewhere.
fn beside(words: &Words, word: WordId) -> Option<WordId> {
    let a = words.analysis;
    let end = a.sentence_of(word).words.end;
    let of = word.next();
    if of.0 >= end || !words.classes(of).any(Classes::OF) {
        return None;
    }
    (of.0 + 1..end.min(of.0 + 5))
        .map(WordId)
        .take_while(|&w| !matches!(a[w].pos, Pos::Verb | Pos::Punct | Pos::Adp))
        .find(|&w| matches!(a[w].pos, Pos::Noun | Pos::Propn))
}

/// Whether an adjective or compound before a noun of action may name who does it.
fn names_a_side(words: &Words, word: WordId, noun: WordId) -> bool {
    let pos = words.analysis[word].pos;
    let classes = words.classes(word);
    // *Opération militaire*: of any army.
    if pos == Pos::Adj && classes.any(Classes::MILITARY) && !classes.any(Classes::NONSTATE) {
        return false;
    }
    word < noun && (pos == Pos::Noun || words.prefix_classes(word).any(SIDES))
        || pos == Pos::Propn
        || words.classes(word).any(SIDES)
}

/// Words that may say who acts as an adjective.
const SIDES: Classes = Classes::STATE.and(Classes::NONSTATE).and(Classes::DEMONYM);

fn is_weapon_or_place(words: &Words, word: WordId) -> bool {
    let classes = words.classes(word);
    classes.any(Classes::EQUIPMENT.and(Classes::TIME))
        || classes.any(Classes::PLACE) && !classes.any(Classes::STATE.and(Classes::NONSTATE))
}

/// Whether a noun is of people or a place that are hit, not of who hits.
fn is_civilian(words: &Words, word: WordId) -> bool {
    let classes = words.phrase_classes(word);
    let sides = Classes::STATE.and(Classes::NONSTATE).and(Classes::MILITARY).and(Classes::ARMED);
    classes.any(Classes::CIVILIAN) && !classes.any(sides)
}

/// For a label that the tree takes for an argument of a verb the noun behind the colon
/// that is one; else the word itself.
fn past_label(words: &Words, word: WordId, verb: WordId) -> Option<WordId> {
    let a = words.analysis;
    if word.0 >= a.sentence_of(word).words.start + LABEL {
        return Some(word);
    }
    let Some(colon) = label_end(a, word) else { return Some(word) };
    let inside = |w: WordId| a[w].head.is_some_and(|h| h > colon && h < verb);
    (colon.0 + 1..verb.0)
        .map(WordId)
        .take(BREADTH)
        .filter(|&w| matches!(a[w].pos, Pos::Noun | Pos::Propn | Pos::Num | Pos::Pron))
        .find(|&w| !inside(w) && words.child_by(w, Relation::Case).is_none())
}
