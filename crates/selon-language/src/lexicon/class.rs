//! What a form can be, as bits.

use crate::morphology::{Degree, Gender, Mood, Number, Person, Tense, VerbForm};
use crate::{Morphology, Pos};

/// The readings that the lexicon allows for a form, one bit a property, all
/// readings together: *fait* has both [`FormClass::NOUN`] and
/// [`FormClass::PAST_PARTICIPLE`]. Zero for a form that the lexicon does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct FormClass(pub u32);

macro_rules! bits {
    ($($(#[$meta:meta])* $name:ident = $bit:literal),* $(,)?) => {
        #[allow(missing_docs)]
        impl FormClass {
            $($(#[$meta])* pub const $name: FormClass = FormClass(1 << $bit);)*
            /// Every bit with its name.
            pub const NAMES: &'static [(&'static str, FormClass)] =
                &[$((stringify!($name), FormClass::$name)),*];
        }
    };
}

bits! {
    NOUN = 0,
    ADJECTIVE = 1,
    ADVERB = 2,
    PRONOUN = 3,
    DETERMINER = 4,
    ADPOSITION = 5,
    COORDINATOR = 6,
    SUBORDINATOR = 7,
    NUMERAL = 8,
    /// Interjections and particles.
    PARTICLE = 9,
    AUXILIARY = 10,
    PROPER_NOUN = 11,
    INDICATIVE_PRESENT = 12,
    INDICATIVE_IMPERFECT = 13,
    INDICATIVE_PAST = 14,
    INDICATIVE_FUTURE = 15,
    CONDITIONAL = 16,
    SUBJUNCTIVE_PRESENT = 17,
    SUBJUNCTIVE_PAST = 18,
    IMPERATIVE = 19,
    INFINITIVE = 20,
    PRESENT_PARTICIPLE = 21,
    PAST_PARTICIPLE = 22,
    MASCULINE = 23,
    FEMININE = 24,
    SINGULAR = 25,
    PLURAL = 26,
    FIRST_PERSON = 27,
    SECOND_PERSON = 28,
    THIRD_PERSON = 29,
    /// A comparative or superlative.
    COMPARED = 30,
    /// The lexicon has the form.
    KNOWN = 31,
}

impl FormClass {
    /// How many bits there are.
    pub const BITS: usize = 32;

    /// Any reading as a verb or auxiliary.
    pub const VERB: FormClass = FormClass(0x7ff << 12);

    /// Any finite reading.
    pub const FINITE: FormClass = FormClass(0xff << 12);

    /// Whether all of these properties are there.
    pub fn contains(self, other: FormClass) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any of these properties is there.
    pub fn intersects(self, other: FormClass) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub fn union(self, other: FormClass) -> FormClass {
        FormClass(self.0 | other.0)
    }

    /// Whether the form is known and can be this and nothing else among the
    /// moods, tenses and forms of verbs, nor any other part of speech.
    pub fn is_only(self, verbal: FormClass) -> bool {
        self.contains(FormClass::KNOWN)
            && self.intersects(verbal)
            && self.0 & 0x007f_ffff & !(FormClass::AUXILIARY.0) & !verbal.0 == 0
    }
}

/// The tense, mood and form of a verb in one: what a conjugation table has a row for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Slot {
    None,
    IndicativePresent,
    IndicativeImperfect,
    IndicativePast,
    IndicativeFuture,
    Conditional,
    SubjunctivePresent,
    SubjunctivePast,
    Imperative,
    Infinitive,
    PresentParticiple,
    PastParticiple,
    Gerund,
    /// Finite, without mood (English modals).
    Finite,
}

const SLOTS: [Slot; 14] = [
    Slot::None,
    Slot::IndicativePresent,
    Slot::IndicativeImperfect,
    Slot::IndicativePast,
    Slot::IndicativeFuture,
    Slot::Conditional,
    Slot::SubjunctivePresent,
    Slot::SubjunctivePast,
    Slot::Imperative,
    Slot::Infinitive,
    Slot::PresentParticiple,
    Slot::PastParticiple,
    Slot::Gerund,
    Slot::Finite,
];

impl Slot {
    /// The slot that these features name.
    pub fn of(m: &Morphology) -> Slot {
        match (m.verb_form, m.mood, m.tense) {
            (Some(VerbForm::Inf), ..) => Slot::Infinitive,
            (Some(VerbForm::Ger), ..) => Slot::Gerund,
            (Some(VerbForm::Part), _, Some(Tense::Pres)) => Slot::PresentParticiple,
            (Some(VerbForm::Part), ..) => Slot::PastParticiple,
            (_, Some(Mood::Cnd), _) => Slot::Conditional,
            (_, Some(Mood::Imp), _) => Slot::Imperative,
            (_, Some(Mood::Sub), Some(Tense::Past | Tense::Imp)) => Slot::SubjunctivePast,
            (_, Some(Mood::Sub), _) => Slot::SubjunctivePresent,
            (_, _, Some(Tense::Imp)) => Slot::IndicativeImperfect,
            (_, _, Some(Tense::Past)) => Slot::IndicativePast,
            (_, _, Some(Tense::Fut)) => Slot::IndicativeFuture,
            (_, _, Some(Tense::Pres)) | (_, Some(Mood::Ind), _) => Slot::IndicativePresent,
            (Some(VerbForm::Fin), None, None) => Slot::Finite,
            _ => Slot::None,
        }
    }

    /// Puts the features of the slot into a morphology.
    pub fn put(self, m: &mut Morphology) {
        use Slot::*;
        let (form, mood, tense) = match self {
            None => return,
            IndicativePresent => (VerbForm::Fin, Some(Mood::Ind), Some(Tense::Pres)),
            IndicativeImperfect => (VerbForm::Fin, Some(Mood::Ind), Some(Tense::Imp)),
            IndicativePast => (VerbForm::Fin, Some(Mood::Ind), Some(Tense::Past)),
            IndicativeFuture => (VerbForm::Fin, Some(Mood::Ind), Some(Tense::Fut)),
            Conditional => (VerbForm::Fin, Some(Mood::Cnd), Some(Tense::Pres)),
            SubjunctivePresent => (VerbForm::Fin, Some(Mood::Sub), Some(Tense::Pres)),
            SubjunctivePast => (VerbForm::Fin, Some(Mood::Sub), Some(Tense::Past)),
            Imperative => (VerbForm::Fin, Some(Mood::Imp), m.tense.and(Some(Tense::Pres))),
            Infinitive => (VerbForm::Inf, Option::None, Option::None),
            PresentParticiple => (VerbForm::Part, Option::None, Some(Tense::Pres)),
            PastParticiple => (VerbForm::Part, Option::None, Some(Tense::Past)),
            Gerund => (VerbForm::Ger, Option::None, Option::None),
            Finite => (VerbForm::Fin, Option::None, Option::None),
        };
        m.verb_form = Some(form);
        m.mood = mood;
        m.tense = tense;
    }

    /// Its bit.
    pub fn class(self) -> FormClass {
        match self {
            Slot::None => FormClass(0),
            Slot::IndicativePresent | Slot::Finite => FormClass::INDICATIVE_PRESENT,
            Slot::IndicativeImperfect => FormClass::INDICATIVE_IMPERFECT,
            Slot::IndicativePast => FormClass::INDICATIVE_PAST,
            Slot::IndicativeFuture => FormClass::INDICATIVE_FUTURE,
            Slot::Conditional => FormClass::CONDITIONAL,
            Slot::SubjunctivePresent => FormClass::SUBJUNCTIVE_PRESENT,
            Slot::SubjunctivePast => FormClass::SUBJUNCTIVE_PAST,
            Slot::Imperative => FormClass::IMPERATIVE,
            Slot::Infinitive => FormClass::INFINITIVE,
            Slot::PresentParticiple | Slot::Gerund => FormClass::PRESENT_PARTICIPLE,
            Slot::PastParticiple => FormClass::PAST_PARTICIPLE,
        }
    }
}

/// One reading of a form: part of speech, slot, person, number, gender, degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormReading(pub u16);

impl FormReading {
    /// Where the person is.
    pub const PERSON: u16 = 9;
    /// Where the number is.
    pub const NUMBER: u16 = 11;
    /// Where the gender is.
    pub const GENDER: u16 = 13;

    /// Person, number or gender as a number; zero if the reading says nothing of it.
    pub fn field(self, at: u16) -> u16 {
        self.0 >> at & 3
    }

    /// The reading that these tags name.
    pub fn new(pos: Pos, m: &Morphology) -> FormReading {
        let slot = if matches!(pos, Pos::Verb | Pos::Aux) { Slot::of(m) } else { Slot::None };
        let person = match m.person {
            None => 0,
            Some(Person::First) => 1,
            Some(Person::Second) => 2,
            Some(Person::Third) => 3,
        };
        let number = match m.number {
            None => 0,
            Some(Number::Sing) => 1,
            Some(Number::Plur | Number::Ptan) => 2,
        };
        let gender = match m.gender {
            None => 0,
            Some(Gender::Masc) => 1,
            Some(Gender::Fem) => 2,
            Some(Gender::Neut) => 3,
        };
        let compared = matches!(m.degree, Some(Degree::Cmp | Degree::Sup));
        FormReading(
            pos as u16
                | (slot as u16) << 5
                | person << 9
                | number << 11
                | gender << 13
                | u16::from(compared) << 15,
        )
    }

    /// Its part of speech.
    pub fn pos(self) -> Pos {
        Pos::ALL.get(usize::from(self.0 & 31)).copied().unwrap_or(Pos::X)
    }

    /// Its slot in a conjugation.
    pub fn slot(self) -> Slot {
        SLOTS.get(usize::from(self.0 >> 5 & 15)).copied().unwrap_or(Slot::None)
    }

    /// Its person.
    pub fn person(self) -> Option<Person> {
        [None, Some(Person::First), Some(Person::Second), Some(Person::Third)]
            [usize::from(self.field(FormReading::PERSON))]
    }

    /// Its number.
    pub fn number(self) -> Option<Number> {
        [None, Some(Number::Sing), Some(Number::Plur), None]
            [usize::from(self.field(FormReading::NUMBER))]
    }

    /// Its gender.
    pub fn gender(self) -> Option<Gender> {
        [None, Some(Gender::Masc), Some(Gender::Fem), Some(Gender::Neut)]
            [usize::from(self.field(FormReading::GENDER))]
    }

    /// Its properties as bits.
    pub fn class(self) -> FormClass {
        let mut class = FormClass::KNOWN.union(self.slot().class());
        let pos = match self.pos() {
            Pos::Noun => FormClass::NOUN,
            Pos::Adj => FormClass::ADJECTIVE,
            Pos::Adv => FormClass::ADVERB,
            Pos::Pron => FormClass::PRONOUN,
            Pos::Det => FormClass::DETERMINER,
            Pos::Adp => FormClass::ADPOSITION,
            Pos::Cconj => FormClass::COORDINATOR,
            Pos::Sconj => FormClass::SUBORDINATOR,
            Pos::Num => FormClass::NUMERAL,
            Pos::Intj | Pos::Part => FormClass::PARTICLE,
            Pos::Aux => FormClass::AUXILIARY,
            Pos::Propn => FormClass::PROPER_NOUN,
            Pos::Verb | Pos::Punct | Pos::Sym | Pos::X => FormClass(0),
        };
        class = class.union(pos);
        class = class.union(match self.gender() {
            Some(Gender::Masc) => FormClass::MASCULINE,
            Some(Gender::Fem) => FormClass::FEMININE,
            _ => FormClass(0),
        });
        class = class.union(match self.number() {
            Some(Number::Sing) => FormClass::SINGULAR,
            Some(_) => FormClass::PLURAL,
            None => FormClass(0),
        });
        class = class.union(match self.person() {
            Some(Person::First) => FormClass::FIRST_PERSON,
            Some(Person::Second) => FormClass::SECOND_PERSON,
            Some(Person::Third) => FormClass::THIRD_PERSON,
            None => FormClass(0),
        });
        if self.0 >> 15 == 1 { class.union(FormClass::COMPARED) } else { class }
    }
}
