//! Parts of speech and features of Universal Dependencies.

macro_rules! features {
    ($($(#[$meta:meta])* $name:ident { $($value:ident = $text:literal),* $(,)? })*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum $name { $($value),* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$value),*];

            /// As Universal Dependencies writes it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$value => $text),* }
            }

            /// From what Universal Dependencies writes.
            pub fn from_ud(text: &str) -> Option<$name> {
                match text { $($text => Some($name::$value),)* _ => None }
            }
        }
    )* };
}

features! {
    /// The universal parts of speech.
    Pos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET",
        Intj = "INTJ", Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN",
        Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
    /// Mood.
    Mood { Ind = "Ind", Cnd = "Cnd", Sub = "Sub", Imp = "Imp" }
    /// Tense.
    Tense { Pres = "Pres", Past = "Past", Imp = "Imp", Fut = "Fut", Pqp = "Pqp" }
    /// Form of verb.
    VerbForm { Fin = "Fin", Inf = "Inf", Part = "Part", Ger = "Ger" }
    /// Voice.
    Voice { Act = "Act", Pass = "Pass" }
    /// Number.
    Number { Sing = "Sing", Plur = "Plur", Ptan = "Ptan" }
    /// Gender.
    Gender { Masc = "Masc", Fem = "Fem", Neut = "Neut" }
    /// Person.
    Person { First = "1", Second = "2", Third = "3" }
    /// Definiteness.
    Definite { Def = "Def", Ind = "Ind" }
    /// Type of pronoun or determiner.
    PronType {
        Prs = "Prs", Art = "Art", Dem = "Dem", Int = "Int", Rel = "Rel", Ind = "Ind", Neg = "Neg",
        Tot = "Tot", Exc = "Exc", Rcp = "Rcp", Emp = "Emp",
    }
    /// Type of numeral.
    NumType { Card = "Card", Ord = "Ord", Mult = "Mult", Frac = "Frac" }
    /// Degree.
    Degree { Pos = "Pos", Cmp = "Cmp", Sup = "Sup" }
}

/// The features of a word that Selon uses; the others are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
pub struct Morphology {
    pub mood: Option<Mood>,
    pub tense: Option<Tense>,
    pub verb_form: Option<VerbForm>,
    pub voice: Option<Voice>,
    pub number: Option<Number>,
    pub gender: Option<Gender>,
    pub person: Option<Person>,
    pub definite: Option<Definite>,
    pub pron_type: Option<PronType>,
    pub num_type: Option<NumType>,
    pub degree: Option<Degree>,
    /// `Poss=Yes`.
    pub possessive: bool,
    /// `Reflex=Yes`.
    pub reflexive: bool,
    /// `Polarity=Neg`.
    pub negative: bool,
}

impl Morphology {
    /// From the FEATS column of CoNLL-U; what is not known is passed over.
    pub fn from_ud(feats: &str) -> Morphology {
        let mut m = Morphology::default();
        for (name, value) in feats.split('|').filter_map(|f| f.split_once('=')) {
            match name {
                "Mood" => m.mood = Mood::from_ud(value),
                "Tense" => m.tense = Tense::from_ud(value),
                "VerbForm" => m.verb_form = VerbForm::from_ud(value),
                "Voice" => m.voice = Voice::from_ud(value),
                "Number" => m.number = Number::from_ud(value),
                "Gender" => m.gender = Gender::from_ud(value),
                "Person" => m.person = Person::from_ud(value),
                "Definite" => m.definite = Definite::from_ud(value),
                "PronType" => m.pron_type = PronType::from_ud(value),
                "NumType" => m.num_type = NumType::from_ud(value),
                "Degree" => m.degree = Degree::from_ud(value),
                "Poss" => m.possessive = value == "Yes",
                "Reflex" => m.reflexive = value == "Yes",
                "Polarity" => m.negative = value == "Neg",
                _ => {}
            }
        }
        m
    }
}
