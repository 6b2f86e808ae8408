//! Who stands where round a verb or a noun of action: subjects and objects through
//! passives, participles, relative and infinitive clauses, light verbs and
//! nominalisations.

use std::borrow::Cow;

use selon_language::morphology::{PronType, Tense, VerbForm};
use selon_language::{Analysis, NameKind, Pos, Relation, Subtype, WordId};

use super::lexicon::{Classes, Lexicon, Slot};
use crate::actor::{Actors, EntityId};
use crate::place::{PlaceMention, PlaceUsage};
use selon_model::reading::{MentionKind, Precision, SourceKind};

/// How far up the tree subjects are sought.
const CLIMB: usize = 6;
/// How many dependents of a word are looked at.
const BREADTH: usize = 48;

/// The words of a text as the tables know them.
pub struct Words<'a, 't> {
    /// The analysis.
    pub analysis: &'a Analysis<'t>,
    /// The tables.
    pub lexicon: &'static Lexicon,
    lemma: Vec<Cow<'a, str>>,
    form: Vec<Cow<'a, str>>,
    classes: Vec<Classes>,
    entities: Vec<Option<EntityId>>,
}

impl<'a, 't> Words<'a, 't> {
    /// Looks up every word once.
    pub fn new(
        analysis: &'a Analysis<'t>,
        lexicon: &'static Lexicon,
        places: &[PlaceMention],
        actors: &Actors,
    ) -> Words<'a, 't> {
        let lemma: Vec<_> = analysis.words.iter().map(|w| lower(&w.lemma)).collect();
        let form: Vec<_> = analysis.words.iter().map(|w| lower(&w.form)).collect();
        let mut classes: Vec<Classes> = (0..lemma.len())
            .map(|i| lexicon.classes(&lemma[i]).and(lexicon.classes(&form[i])))
            .collect();
        for name in &analysis.names {
            if name.kind == NameKind::Location {
                for word in name.words.iter() {
                    if let Some(c) = classes.get_mut(word.index()) {
                        *c = c.and(Classes::PLACE);
                    }
                }
            }
        }
        let mut entities = vec![None; lemma.len()];
        for place in places {
            let class = match place.usage {
                PlaceUsage::Location => Classes::PLACE,
                PlaceUsage::Metonymy => Classes::STATE.and(Classes::PLACE),
                PlaceUsage::Demonym => match place.resolved.as_ref().map(|r| r.precision) {
                    Some(Precision::Country) => Classes::DEMONYM,
                    _ => continue,
                },
                PlaceUsage::PartOfName => continue,
            };
            for word in place.words.iter() {
                if let Some(c) = classes.get_mut(word.index()) {
                    *c = c.and(class);
                }
            }
        }
        for mention in &actors.mentions {
            let Some(entity) = actors.entities.get(mention.entity.0 as usize) else { continue };
            let side = match entity.source_kind {
                SourceKind::Official => Classes::STATE,
                SourceKind::ArmedGroup => Classes::NONSTATE,
                _ => Classes::NONE,
            };
            let person = match entity.kind {
                MentionKind::Person => Classes::PERSON,
                MentionKind::Group | MentionKind::Organization => Classes::NONE,
            };
            if let Some(c) = classes.get_mut(mention.head.index()) {
                *c = c.and(side).and(person);
                entities[mention.head.index()] = Some(mention.entity);
            }
        }
        Words { analysis, lexicon, lemma, form, classes, entities }
    }

    /// The lemma in lower case.
    pub fn lemma(&self, word: WordId) -> &str {
        &self.lemma[word.index()]
    }

    /// The form in lower case.
    pub fn form(&self, word: WordId) -> &str {
        &self.form[word.index()]
    }

    /// The classes of the word alone.
    pub fn classes(&self, word: WordId) -> Classes {
        self.classes[word.index()]
    }

    /// Whether two words mean the same participant: one entity, or one noun.
    pub fn same_participant(&self, a: WordId, b: WordId) -> bool {
        a == b
            || match (self.entities[a.index()], self.entities[b.index()]) {
                (Some(a), Some(b)) => a == b,
                _ => self.lemma(a) == self.lemma(b) && self.analysis[a].pos != Pos::Pron,
            }
    }

    /// The classes of a noun phrase: of its head and of what stands directly on it.
    pub fn phrase_classes(&self, head: WordId) -> Classes {
        let mut classes = self.classes(head);
        // *Un village attaqué, l'armée dément*: no village is an army.
        let forces = Classes::STATE.and(Classes::MILITARY);
        let of_other = |c: WordId| {
            self.analysis[c].relation == Relation::Appos
                && self.classes(head).any(Classes::PLACE)
                && self.classes(c).any(forces)
        };
        let part = |&c: &WordId| !is_label(self.analysis, c) && !of_other(c);
        for child in self.children(head).filter(part) {
            match self.analysis[child].relation {
                Relation::Amod
                | Relation::Nmod
                | Relation::Flat
                | Relation::Compound
                | Relation::Conj
                | Relation::Appos => classes = classes.and(self.classes(child)),
                _ => {}
            }
        }
        classes
    }

    /// The classes of the first part of a word with a hyphen: *Hamas-led*.
    pub fn prefix_classes(&self, word: WordId) -> Classes {
        if let Some((first, _)) = self.form(word).split_once('-') {
            return self.lexicon.classes(first);
        }
        // Cut in three: *Hamas*, *-*, *led*.
        let before = |n: u32| word.0.checked_sub(n).map(WordId);
        match (before(1), before(2)) {
            (Some(hyphen), Some(first)) if self.form(hyphen) == "-" => self.classes(first),
            _ => Classes::NONE,
        }
    }

    /// On which side somebody stands.
    pub fn sides(&self, word: WordId) -> Classes {
        let own = self.phrase_classes(word).and(self.prefix_classes(word));
        // *Israeli strikes*: a country acts by its forces.
        if self.classes(word).any(Classes::DEMONYM) { own.and(Classes::STATE) } else { own }
    }

    /// Whether the lemma or the form is this word.
    pub fn is(&self, word: WordId, text: &str) -> bool {
        self.lemma(word) == text || self.form(word) == text
    }

    /// What depends on a word; the first of them only, where a broken tree hangs
    /// hundreds on one.
    pub fn children(&self, word: WordId) -> impl Iterator<Item = WordId> + Clone + '_ {
        self.analysis.children(word).iter().copied().take(BREADTH)
    }

    /// The first dependent by this relation.
    pub fn child_by(&self, word: WordId, relation: Relation) -> Option<WordId> {
        self.children(word).find(|&c| self.analysis[c].relation == relation)
    }

    /// The classes of the preposition of a word, if it has one.
    pub fn case(&self, word: WordId) -> Option<Classes> {
        self.child_by(word, Relation::Case).map(|c| self.classes(c))
    }

    fn has_case(&self, word: WordId, class: Classes) -> bool {
        self.case(word).is_some_and(|c| c.any(class))
    }
}

fn lower<'a>(text: &'a str) -> Cow<'a, str> {
    if text.chars().any(|c| c.is_uppercase() || c == '’') {
        Cow::Owned(text.to_lowercase().replace('’', "'"))
    } else {
        Cow::Borrowed(text)
    }
}

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
        frame
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
                (Relation::Nsubj, _) => frame.subject = frame.subject.or(Some(child)),
                (Relation::Obj | Relation::Iobj | Relation::Expl, _)
                    if is_reflexive(words, child) =>
                {
                    frame.reflexive = true;
                }
                (Relation::Obj, _) => frame.object = frame.object.or(Some(child)),
                (Relation::Obl, subtype) => {
                    let case = words.case(child).unwrap_or_default();
                    if subtype == Subtype::Agent || (passive && case.any(Classes::BY)) {
                        frame.agent = frame.agent.or(Some(child));
                    } else if case.any(Classes::AGAINST) {
                        frame.against = frame.against.or(Some(child));
                    } else if case.any(Classes::OF)
                        || subtype == Subtype::Argument
                        // *S'attaquer à une patrouille*
                        || reflexive && case.any(Classes::TO)
                    {
                        frame.of.push(child);
                    }
                }
                _ => {}
            }
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
        }
        if passive && frame.object.is_none() {
            frame.object = inherited_subject(words, verb, CLIMB);
        } else if !passive && frame.subject.is_none() {
            frame.subject = inherited_subject(words, verb, CLIMB);
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
                    if is(Classes::BY) {
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
            frame.object = frame.object.or_else(|| sufferer(words, head));
        } else if as_object && classes.any(Classes::LIGHT) {
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

    /// *une attaque menée par X, visant Y*
    fn add_clause(&mut self, words: &Words, verb: WordId) {
        let a = words.analysis;
        let classes = words.classes(verb);
        if classes.any(Classes::AIM) && !is_passive(words, verb) {
            self.object = self.object.or_else(|| words.child_by(verb, Relation::Obj));
        } else if classes.any(Classes::LIGHT) {
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
            Slot::Actor => !is_weapon_or_place(words, w) && !is_civilian(words, w),
            Slot::Auto => {
                words.phrase_classes(w).any(sides) && !words.classes(w).any(Classes::CIVILIAN)
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
            Slot::Actor => is_civilian(words, w),
            Slot::Auto => words.phrase_classes(w).any(Classes::CIVILIAN.and(Classes::PLACE)),
            _ => false,
        })
    }
}

/// How many words what a headline is about has at most.
const LABEL: u32 = 5;

/// Whether a word only says what a headline is about, and is nobody who acts: *Mali : un
/// village attaqué*, *Nigeria: gunmen kidnap 30 pupils*.
pub fn is_label(a: &Analysis, word: WordId) -> bool {
    let sentence = a.sentence_of(word).words;
    word.0 < sentence.start + LABEL && label_end(a, word).is_some()
}

/// The colon after a label.
fn label_end(a: &Analysis, word: WordId) -> Option<WordId> {
    let sentence = a.sentence_of(word).words;
    let named = |w: WordId| matches!(a[w].pos, Pos::Noun | Pos::Propn | Pos::Adj);
    let after = (word.0 + 1..sentence.end.min(sentence.start + LABEL + 1)).map(WordId);
    let colon = after.clone().find(|&w| !named(w) && !matches!(a[w].pos, Pos::Adp | Pos::Det));
    let all_named = (sentence.start..=word.0)
        .map(WordId)
        .all(|w| named(w) || matches!(a[w].pos, Pos::Adp | Pos::Det) || &*a[w].form == "-");
    colon.filter(|&c| named(word) && all_named && &*a[c].form == ":")
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

/// Whether the tree gives a verb two subjects, of which this one stands behind it: *les
/// rebelles ont lancé en mai l'offensive*. It is the object.
fn is_second_subject(words: &Words, noun: WordId) -> bool {
    let a = words.analysis;
    let Some(verb) = a[noun].head.filter(|&h| h < noun) else { return false };
    let first = words.child_by(verb, Relation::Nsubj);
    a[noun].relation == Relation::Nsubj
        && first.is_some_and(|s| s < verb)
        && words.child_by(verb, Relation::Obj).is_none()
}

/// *Il a été victime d'une agression, the convoy was the target of an attack*: who suffers
/// it is the subject of the noun, or of the verb that it hangs on.
fn sufferer(words: &Words, noun: WordId) -> Option<WordId> {
    let a = words.analysis;
    words.child_by(noun, Relation::Nsubj).or_else(|| {
        let complement =
            matches!(a[noun].relation, Relation::Obj | Relation::Xcomp | Relation::Obl);
        let verb = a[noun].head.filter(|&h| complement && a[h].pos == Pos::Verb)?;
        words.child_by(verb, Relation::Nsubj).or_else(|| inherited_subject(words, verb, CLIMB))
    })
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

/// Whether a verb is in the passive, or a past participle without an auxiliary.
pub fn is_passive(words: &Words, verb: WordId) -> bool {
    let a = words.analysis;
    let mut auxiliary = false;
    // The auxiliary of a reflexive verb is no passive: *s'est formé*.
    let reflexive = has_reflexive(words, verb);
    if reflexive || words.classes(verb).any(Classes::INTRANSITIVE) {
        return false;
    }
    for child in words.children(verb) {
        match (a[child].relation, a[child].subtype) {
            (Relation::Aux | Relation::Nsubj | Relation::Csubj, Subtype::Passive) => return true,
            (Relation::Aux, _) => auxiliary = true,
            _ => {}
        }
    }
    let m = a[verb].morphology;
    // *Ils ont enlevé deux enseignants et incendié le marché*: the auxiliary is shared.
    let shared = a[verb].relation == Relation::Conj
        && words.child_by(verb, Relation::Obj).is_some()
        && a[verb].head.is_some_and(|h| {
            let active =
                |c: WordId| a[c].relation == Relation::Aux && a[c].subtype != Subtype::Passive;
            a[h].pos == Pos::Verb
                && words.children(h).any(active)
                && !words.children(h).any(|c| a[c].subtype == Subtype::Passive)
        });
    // *The leader vowed to march*: a past that looks like a participle.
    let has = |r: Relation| words.child_by(verb, r).is_some();
    let past = a[verb].relation == Relation::Root
        && has(Relation::Nsubj)
        && (has(Relation::Obj) || has(Relation::Xcomp));
    !auxiliary
        && !shared
        && !past
        && m.verb_form == Some(VerbForm::Part)
        && m.tense != Some(Tense::Pres)
        && (matches!(a[verb].relation, Relation::Acl | Relation::Amod | Relation::Root)
            || m.voice == Some(selon_language::morphology::Voice::Pass)
            || a[verb].relation == Relation::Conj
                && a[verb]
                    .head
                    .is_some_and(|h| words.children(h).any(|c| a[c].subtype == Subtype::Passive)))
}

fn has_reflexive(words: &Words, verb: WordId) -> bool {
    words.children(verb).any(|c| {
        let relation = words.analysis[c].relation;
        matches!(relation, Relation::Obj | Relation::Iobj | Relation::Expl)
            && is_reflexive(words, c)
    })
}

fn is_reflexive(words: &Words, word: WordId) -> bool {
    words.analysis[word].morphology.reflexive || words.classes(word).any(Classes::SELF)
}

/// For a relative pronoun the noun that it stands for, else the word itself.
fn antecedent(words: &Words, word: WordId, noun: WordId) -> WordId {
    let w = &words.analysis[word];
    let relative = w.morphology.pron_type == Some(PronType::Rel)
        || w.pos == Pos::Pron && words.classes(word).any(Classes::RELATIVE);
    if relative { noun } else { word }
}

/// The subject that an infinitive, participle or coordinated verb shares with the
/// verb above it.
fn inherited_subject(words: &Words, verb: WordId, climb: usize) -> Option<WordId> {
    let a = words.analysis;
    let head = a[verb].head?;
    if climb == 0 {
        return None;
    }
    if a[verb].relation == Relation::Acl && is_aim(words, verb) && a[head].pos == Pos::Noun {
        return subject_of_aim(words, head, climb - 1);
    }
    let shares = match a[verb].relation {
        Relation::Xcomp | Relation::Conj => true,
        Relation::Advcl | Relation::Ccomp => {
            matches!(
                a[verb].morphology.verb_form,
                Some(VerbForm::Inf | VerbForm::Part | VerbForm::Ger)
            )
        }
        _ => false,
    };
    if !shares || !matches!(a[head].pos, Pos::Verb | Pos::Aux | Pos::Adj | Pos::Noun) {
        return None;
    }
    if matches!(a[head].pos, Pos::Noun) && a[verb].relation == Relation::Conj {
        return None;
    }
    if a[verb].relation == Relation::Xcomp
        && !words.classes(head).any(Classes::THREAT)
        && let Some(object) = words.child_by(head, Relation::Obj)
        && !is_reflexive(words, object)
    {
        return Some(object);
    }
    // *They kept the army from retaking the town*
    if a[verb].relation == Relation::Advcl
        && words.classes(head).any(Classes::HINDER)
        && let Some(object) = words.child_by(head, Relation::Obj)
    {
        return Some(object);
    }
    let own = words.child_by(head, Relation::Nsubj);
    match own {
        Some(subject) if a[head].relation == Relation::Acl => {
            a[head].head.map(|noun| antecedent(words, subject, noun))
        }
        Some(subject) => Some(subject),
        None if a[head].relation == Relation::Acl => a[head].head,
        None => inherited_subject(words, head, climb - 1),
    }
}

/// Whether a verb on a noun tells what the noun is about, not what it does: an infinitive,
/// *on the verge of retaking*.
fn is_aim(words: &Words, verb: WordId) -> bool {
    let gerund =
        || words.child_by(verb, Relation::Mark).is_some_and(|m| words.classes(m).any(Classes::OF));
    words.analysis[verb].morphology.verb_form == Some(VerbForm::Inf) || gerund()
}

/// Who would do what a noun is about: *les rebelles sont en passe de reprendre la ville*,
/// *l'armée a fait une tentative pour l'encercler*.
fn subject_of_aim(words: &Words, noun: WordId, climb: usize) -> Option<WordId> {
    let a = words.analysis;
    if let Some(subject) = words.child_by(noun, Relation::Nsubj) {
        return Some(subject);
    }
    let complement = matches!(a[noun].relation, Relation::Obj | Relation::Obl | Relation::Xcomp);
    let verb = a[noun].head.filter(|&h| complement && a[h].pos == Pos::Verb)?;
    if is_passive(words, verb) {
        return None;
    }
    words.child_by(verb, Relation::Nsubj).or_else(|| inherited_subject(words, verb, climb))
}

/// Whether an infinitive is what its subject is said to be.
fn infinitive_predicate(a: &Analysis, verb: WordId) -> bool {
    a[verb].morphology.verb_form == Some(VerbForm::Inf) && a.child_by(verb, Relation::Cop).is_some()
}
