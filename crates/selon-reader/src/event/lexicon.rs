//! The tables of triggers and word classes: `lang/*/triggers.tsv`,
//! `lang/*/event_classes.tsv`. Their headers explain the columns.

use std::sync::LazyLock;

use selon_language::Pos;
use selon_model::Language;

use super::ontology;
use crate::tables::TableMap;

/// What kind of trigger a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// No event.
    None,
    /// Refers to an event told before.
    Reference,
    /// Tells again of an event of its kind that is told near, and of none else.
    Echo,
    /// Belongs to an event of its kind that is told beside it, if there is one.
    Part,
    /// What an event did: joins the event told beside it, or is one.
    Result,
    /// An event, in a word that any type of its family can be called by.
    Generic,
    /// An event.
    Event,
}

/// The type that a row gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// This type.
    Code(&'static str),
    /// An attack: whom it is on decides.
    Attack,
    /// A killing: who kills whom decides.
    Killing,
    /// A place is taken: non-state unless a state takes it.
    Taken,
    /// A place is taken back: a state unless a non-state actor takes it.
    Retaken,
}

/// Whom an argument means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Who does it.
    Actor,
    /// Whom it is done to.
    Target,
    /// What the words themselves decide.
    Auto,
    /// Neither.
    Neither,
}

/// Where a condition looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum At {
    Object,
    Subject,
    Agent,
    Of,
    Modifier,
    Governor,
    Sentence,
    Actor,
    Target,
}

/// One condition of a row.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Whether it must not hold.
    pub negated: bool,
    /// What is tested.
    pub test: Test,
}

/// What a condition tests.
#[derive(Clone, Debug)]
pub enum Test {
    /// A word of these stands there.
    Word(At, Vec<Alternative>),
    /// One of these phrases follows.
    Then(Vec<String>),
    /// One of these phrases stands before.
    Before(Vec<String>),
    /// The verb has an object.
    Transitive,
    /// The verb is reflexive.
    Reflexive,
    /// The noun has no determiner.
    Bare,
    /// The word is in capitals, and its sentence is not.
    Capitals,
    /// The noun is plural.
    Plural,
    /// The verb is of a clause of its own, no participle on a noun.
    Clause,
    /// The object is a name of one word.
    Name,
    /// The object is told for the first time.
    New,
}

/// One word, or any word of a class.
#[derive(Clone, Debug)]
pub enum Alternative {
    /// This lemma.
    Lemma(&'static str),
    /// A word of this class.
    Class(Classes),
}

/// A row of the table of triggers.
#[derive(Clone, Debug)]
pub struct Row {
    /// What kind of trigger.
    pub role: Role,
    /// The type.
    pub kind: Kind,
    /// Who the subject of a verb is.
    pub subject: Slot,
    /// Who stands after *de* or *of* at a noun.
    pub of: Slot,
    /// All must hold.
    pub conditions: Vec<Condition>,
}

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u128);

macro_rules! classes {
    ($($name:ident = $text:literal $bit:literal),* $(,)?) => {
        #[allow(missing_docs)]
        impl Classes {
            $(pub const $name: Classes = Classes(1 << $bit);)*

            fn from_name(name: &str) -> Option<Classes> {
                match name { $($text => Some(Classes::$name),)* _ => None }
            }
        }
    };
}

classes! {
    STATE = "state" 0,
    NONSTATE = "nonstate" 1,
    CIVILIAN = "civilian" 2,
    MILITARY = "military" 3,
    ARMED = "armed" 4,
    PERSON = "person" 5,
    PLACE = "place" 6,
    LIGHT = "light" 7,
    AIM = "aim" 8,
    ABSTRACT = "abstract" 9,
    EQUIPMENT = "equipment" 10,
    NUMBER = "number" 11,
    COLLECTIVE = "collective" 12,
    ANOTHER = "another" 13,
    NAMING = "naming" 14,
    BY = "by" 15,
    OF = "of" 16,
    AGAINST = "against" 17,
    SELF = "self" 18,
    RELATIVE = "relative" 19,
    AMONG = "among" 20,
    NOBODY = "nobody" 21,
    INDEFINITE = "indefinite" 22,
    NOT = "not" 23,
    UNIT = "unit" 24,
    TROOPS = "troops" 25,
    VAGUE = "vague" 26,
    WAR = "war" 27,
    THREAT = "threat" 28,
    CIRCUMSTANCE = "circumstance" 29,
    ELSEWHEN = "elsewhen" 110,
    STANCE = "stance" 111,
    STILL = "still" 112,
    CALL = "call" 113,
    PERIOD = "period" 114,
    TO = "to" 30,
    TALKS = "talks" 31,
    SINGLE = "single" 32,
    PART_OF = "part_of" 33,
    DURING = "during" 34,
    TIME = "time" 35,
    VAST = "vast" 36,
    ATTEMPT = "attempt" 37,
    ACCORDING = "according" 38,
    SINCE = "since" 39,
    REFUGE = "refuge" 40,
    UNARMED = "unarmed" 41,
    MEANS = "means" 42,
    WHEN = "when" 43,
    WEAPON = "weapon" 44,
    SIMILAR = "similar" 45,
    DEMONYM = "demonym" 46,
    UNDERGO = "undergo" 47,
    ORDINAL = "ordinal" 48,
    DOUBLE = "double" 49,
    MILITIA = "militia" 50,
    STATELESS = "stateless" 51,
    WITH = "with" 52,
    UNIQUE = "unique" 53,
    HINDER = "hinder" 54,
    INTRANSITIVE = "intransitive" 55,
    RISE = "rise" 56,
    LEVEL = "level" 57,
    START = "start" 58,
    SAME = "same" 59,
    DAY = "day" 60,
    YEAR = "year" 61,
    LAST = "last" 62,
    RANGE = "range" 63,
    STRUGGLE = "struggle" 64,
    CAUSE = "cause" 115,
    COUP = "coup" 116,
    REPEL = "repel" 117,
    NUMBER_TOLD = "number_told" 118,
    ANSWER = "answer" 119,
    DESPITE = "despite" 120,
    WORST = "worst" 121,
    SINGLE_ONE = "single_one" 122,
    INSTRUMENT = "instrument" 65,
    WITHIN = "within" 66,
    CAMPAIGN = "campaign" 67,
    SERIES = "series" 68,
    POLICE = "police" 69,
    AS_OF = "as_of" 70,
    QUALIFYING = "qualifying" 71,
    FROM = "from" 72,
    HOLD = "hold" 73,
    TAKE_PART = "take_part" 74,
    INVOLVES = "involves" 75,
    BLAME = "blame" 76,
    PERPETRATOR = "perpetrator" 77,
    CAPTIVE = "captive" 78,
    BETWEEN = "between" 79,
    PARTY = "party" 80,
    CLASH = "clash" 81,
    OPPOSE = "oppose" 82,
    SITE = "site" 83,
    MORE = "more" 84,
    ASIDE = "aside" 85,
    ERA = "era" 86,
    MAKE = "make" 87,
    FALL = "fall" 88,
    HARM = "harm" 100,
    AT = "at" 101,
    DEPLOY = "deploy" 102,
}

impl Classes {
    /// No class.
    pub const NONE: Classes = Classes(0);

    /// Whether it has no class.
    pub fn is_none(self) -> bool {
        self == Classes::NONE
    }

    /// Both sets together.
    pub const fn and(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    /// Whether the two have a class in common.
    pub fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }
}

/// The tables of one language.
pub struct Lexicon {
    rows: Vec<Row>,
    verbs: TableMap<&'static str, Vec<u32>>,
    nouns: TableMap<&'static str, Vec<u32>>,
    adjectives: TableMap<&'static str, Vec<u32>>,
    classes: TableMap<&'static str, Classes>,
}

static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::parse(
        include_str!("../../../../lang/fr/triggers.tsv"),
        include_str!("../../../../lang/fr/event_classes.tsv"),
    )
});
static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::parse(
        include_str!("../../../../lang/en/triggers.tsv"),
        include_str!("../../../../lang/en/event_classes.tsv"),
    )
});

/// The tables of a language.
pub fn lexicon(language: Language) -> &'static Lexicon {
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

impl Lexicon {
    /// The rows of a lemma, in the order of the table. Participles that are tagged as
    /// adjectives have the rows of their verb too.
    pub fn rows<'l>(&'l self, lemma: &str, pos: Pos) -> impl Iterator<Item = &'l Row> + use<'l> {
        let found = match pos {
            Pos::Verb | Pos::Aux => self.verbs.get(lemma),
            Pos::Noun | Pos::Propn => self.nouns.get(lemma),
            Pos::Adj => self.adjectives.get(lemma),
            _ => None,
        };
        found.into_iter().flatten().map(|&i| &self.rows[i as usize])
    }

    /// The classes of a lemma.
    pub fn classes(&self, lemma: &str) -> Classes {
        self.classes.get(lemma).copied().unwrap_or_default()
    }

    fn parse(triggers: &'static str, classes: &'static str) -> Lexicon {
        let mut lexicon = Lexicon {
            rows: Vec::new(),
            verbs: TableMap::default(),
            nouns: TableMap::default(),
            adjectives: TableMap::default(),
            classes: TableMap::default(),
        };
        for line in content(classes) {
            let Some((name, lemmas)) = line.split_once('\t') else { continue };
            let Some(class) = Classes::from_name(name) else { continue };
            for lemma in lemmas.split_whitespace() {
                let at = lexicon.classes.entry(lemma).or_default();
                *at = at.and(class);
            }
        }
        for line in content(triggers) {
            let Some((lemmas, pos, row)) = parse_row(line) else { continue };
            let index = lexicon.rows.len() as u32;
            lexicon.rows.push(row);
            for lemma in lemmas.split(',') {
                let table = match pos {
                    "verb" => &mut lexicon.verbs,
                    "noun" => &mut lexicon.nouns,
                    _ => &mut lexicon.adjectives,
                };
                table.entry(lemma).or_default().push(index);
            }
        }
        lexicon
    }
}

fn content(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty())
}

fn parse_row(line: &'static str) -> Option<(&'static str, &'static str, Row)> {
    let columns: Vec<&'static str> = line.split('\t').collect();
    let &[lemmas, pos, role, kind, args, conditions] = columns.as_slice() else { return None };
    let role = match role {
        "event" => Role::Event,
        "generic" => Role::Generic,
        "result" => Role::Result,
        "part" => Role::Part,
        "echo" => Role::Echo,
        "reference" => Role::Reference,
        "none" => Role::None,
        _ => return None,
    };
    let kind = match kind {
        "-" => Kind::Code("other"),
        "attack" => Kind::Attack,
        "killing" => Kind::Killing,
        "taken" => Kind::Taken,
        "retaken" => Kind::Retaken,
        code => Kind::Code(ontology::by_code(code)?.code),
    };
    let (mut subject, mut of) = (Slot::Actor, Slot::Auto);
    for arg in args.split(' ').filter(|a| *a != "-") {
        let (name, value) = arg.split_once('=')?;
        let slot = match value {
            "actor" => Slot::Actor,
            "target" => Slot::Target,
            "auto" => Slot::Auto,
            "none" => Slot::Neither,
            _ => return None,
        };
        match name {
            "subj" => subject = slot,
            "of" => of = slot,
            _ => return None,
        }
    }
    let conditions = conditions
        .split(' ')
        .filter(|c| *c != "-")
        .map(parse_condition)
        .collect::<Option<Vec<_>>>()?;
    Some((lemmas, pos, Row { role, kind, subject, of, conditions }))
}

fn parse_condition(text: &'static str) -> Option<Condition> {
    let (negated, text) = match text.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let test = match text.split_once(':') {
        None => match text {
            "refl" => Test::Reflexive,
            "bare" => Test::Bare,
            "caps" => Test::Capitals,
            "plural" => Test::Plural,
            "clause" => Test::Clause,
            "trans" => Test::Transitive,
            "name" => Test::Name,
            "new" => Test::New,
            _ => return None,
        },
        Some(("then", phrases)) => Test::Then(split_phrases(phrases)),
        Some(("prev", phrases)) => Test::Before(split_phrases(phrases)),
        Some((at, words)) => {
            let at = match at {
                "obj" => At::Object,
                "subj" => At::Subject,
                "agent" => At::Agent,
                "of" => At::Of,
                "mod" => At::Modifier,
                "gov" => At::Governor,
                "near" => At::Sentence,
                "actor" => At::Actor,
                "target" => At::Target,
                _ => return None,
            };
            let words = words
                .split('|')
                .map(|w| match w.strip_prefix('@') {
                    Some(class) => Classes::from_name(class).map(Alternative::Class),
                    None => Some(Alternative::Lemma(w)),
                })
                .collect::<Option<Vec<_>>>()?;
            Test::Word(at, words)
        }
    };
    Some(Condition { negated, test })
}

fn split_phrases(phrases: &str) -> Vec<String> {
    phrases.split('|').map(|p| p.replace('_', " ")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        for table in [
            include_str!("../../../../lang/fr/triggers.tsv"),
            include_str!("../../../../lang/en/triggers.tsv"),
        ] {
            for line in content(table) {
                assert!(parse_row(line).is_some(), "{line}");
            }
        }
        for table in [
            include_str!("../../../../lang/fr/event_classes.tsv"),
            include_str!("../../../../lang/en/event_classes.tsv"),
        ] {
            for line in content(table) {
                let name = line.split('\t').next().unwrap_or("");
                assert!(Classes::from_name(name).is_some(), "{line}");
            }
        }
    }

    /// A condition of a row: whether it is negated, what it asks, and of which words.
    type Asked<'t> = (bool, &'t str, Vec<&'t str>);

    fn asked(conditions: &'static str) -> Vec<Asked<'static>> {
        let each = conditions.split(' ').filter(|c| *c != "-");
        each.map(|c| {
            let (negated, c) = c.strip_prefix('!').map_or((false, c), |c| (true, c));
            let (what, words) = c.split_once(':').unwrap_or((c, ""));
            (negated, what, words.split('|').collect())
        })
        .collect()
    }

    /// Whether the first of two conditions holds wherever the second does.
    fn follows(first: &Asked, second: &Asked) -> bool {
        let (few, many) = if first.0 { (&first.2, &second.2) } else { (&second.2, &first.2) };
        let covers = |of: &str, word: &str| match first.1 {
            "then" => word.strip_prefix(of).is_some_and(|w| w.is_empty() || w.starts_with('_')),
            "prev" => word.strip_suffix(of).is_some_and(|w| w.is_empty() || w.ends_with('_')),
            _ => of == word,
        };
        (first.0, first.1) == (second.0, second.1)
            && few.iter().all(|word| many.iter().any(|of| covers(of, word)))
    }

    #[test]
    fn no_row_stands_behind_one_that_always_holds_before_it() {
        for table in [
            include_str!("../../../../lang/fr/triggers.tsv"),
            include_str!("../../../../lang/en/triggers.tsv"),
        ] {
            let mut before: HashMap<(&str, &str), Vec<Vec<&str>>> = HashMap::new();
            for line in content(table) {
                let columns: Vec<&str> = line.split('\t').collect();
                let own = asked(columns[5]);
                for lemma in columns[0].split(',') {
                    let earlier = before.entry((lemma, columns[1])).or_default();
                    for row in earlier.iter() {
                        // What tells of no event asks heads alone; who acts is as the row reads it.
                        let other = |c: &Asked| {
                            let by_frame = !matches!(c.1, "near" | "then" | "prev");
                            by_frame
                                && !c.2[0].is_empty()
                                && row[2] == "none"
                                && columns[2] != "none"
                                || matches!(c.1, "subj" | "actor" | "target")
                                    && row[4] != columns[4]
                        };
                        let shadows = asked(row[5])
                            .iter()
                            .all(|first| !other(first) && own.iter().any(|c| follows(first, c)));
                        assert!(!shadows, "{lemma}: {line}\nis never reached, after {row:?}");
                    }
                    earlier.push(columns.clone());
                }
            }
        }
    }

    #[test]
    fn a_row_of_no_event_stands_before_one_of_an_event() {
        for table in [
            include_str!("../../../../lang/fr/triggers.tsv"),
            include_str!("../../../../lang/en/triggers.tsv"),
        ] {
            let rows: Vec<Vec<&str>> = content(table).map(|l| l.split('\t').collect()).collect();
            let mut after: HashMap<(&str, &str), usize> = HashMap::new();
            for (i, row) in rows.iter().enumerate().filter(|r| r.1[2] != "none") {
                after.extend(row[0].split(',').map(|lemma| ((lemma, row[1]), i)));
            }
            // Phrases keep the words in them from telling of anything.
            let phrase = |row: &&Vec<&str>| row[5].contains("then:");
            for (i, row) in rows.iter().enumerate().filter(|r| r.1[2] == "none" && !phrase(&r.1)) {
                let needed = |lemma| after.get(&(lemma, row[1])).is_some_and(|&last| last > i);
                assert!(row[0].split(',').all(needed), "{row:?}");
            }
        }
    }

    #[test]
    fn words_of_the_tables_are_words() {
        let lemmas = |text: &'static str| text.split(',').all(|l| !l.contains(['_', '’', ' ']));
        for table in [
            include_str!("../../../../lang/fr/triggers.tsv"),
            include_str!("../../../../lang/en/triggers.tsv"),
        ] {
            for line in content(table) {
                let columns: Vec<&str> = line.split('\t').collect();
                let phrases = asked(columns[5]);
                let of_words = phrases.iter().filter(|c| !matches!(c.1, "then" | "prev"));
                assert!(lemmas(columns[0]) && !line.contains('’'), "{line}");
                assert!(of_words.flat_map(|c| &c.2).all(|w| !w.contains('_')), "{line}");
            }
        }
        for table in [
            include_str!("../../../../lang/fr/event_classes.tsv"),
            include_str!("../../../../lang/en/event_classes.tsv"),
        ] {
            for line in content(table) {
                let words = line.split('\t').nth(1).unwrap_or("");
                let written = |w: &str| !w.contains('_') && !w.contains('’');
                assert!(words.split(' ').all(written), "{line}");
            }
        }
    }

    #[test]
    fn the_first_row_of_a_lemma_comes_first() {
        let french = lexicon(Language::French);
        assert!(french.rows("attentat", Pos::Noun).count() > 1);
        assert_eq!(french.rows("arbre", Pos::Noun).count(), 0);
        assert!(french.classes("soldat").any(Classes::MILITARY));
    }
}
