//! What the tokenizer knows of a language, from `lang/*/tokens.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use selon_model::Language;

/// What an abbreviated word is, for the full stop after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// A name follows: it never ends a sentence.
    Title,
    /// Only where a number follows.
    BeforeNumber,
    /// A title where a name follows, another word elsewhere.
    BeforeName,
    /// It may end a sentence.
    Other,
}

/// One token of two words.
#[derive(Clone, Debug)]
pub(crate) struct Contraction {
    /// The two words, in lower case.
    pub words: [String; 2],
    /// The one word that the token may be instead.
    pub alone: bool,
}

/// For each ASCII character, whether a form begins with it.
pub(crate) type Initials = [bool; 128];

/// What the tokenizer knows of a language.
pub(crate) struct Tables {
    /// Words that end before their apostrophe, which is part of them.
    pub elisions: HashSet<String>,
    /// Forms that keep their apostrophe or hyphen.
    pub whole: HashSet<String>,
    /// Words that follow a hyphen, or (where `possessive`) an apostrophe.
    pub clitics: HashSet<String>,
    /// Prefixes that keep their hyphen, where hyphens split words.
    pub prefixes: HashSet<String>,
    /// Units that leave their number.
    pub units: HashSet<String>,
    /// Words that end no sentence unless a sign says so.
    pub unfinished: HashSet<String>,
    /// Words that begin a sentence after an abbreviation, where they have a capital.
    pub starters: HashSet<String>,
    /// Words in lower case that may stand in a date line.
    pub dateline: HashSet<String>,
    /// Words after a name that say that it spoke.
    pub said: HashSet<String>,
    /// Abbreviations without their last full stop.
    pub abbreviations: HashMap<String, Abbreviation>,
    /// Contractions in lower case.
    pub contractions: HashMap<String, Contraction>,
    /// The letters that they begin with.
    pub contraction_initials: Initials,
    /// Whether a hyphen between words is a token.
    pub split_hyphens: bool,
    /// Whether words end in clitics after an apostrophe.
    pub possessive: bool,
    /// Whether digits in groups of three may have spaces between them.
    pub spaced_numbers: bool,
    /// The negation that begins before its apostrophe, without it and what follows.
    pub negation: Option<String>,
}

static FRENCH: LazyLock<Tables> =
    LazyLock::new(|| Tables::parse(include_str!("../../../../lang/fr/tokens.tsv")));
static ENGLISH: LazyLock<Tables> =
    LazyLock::new(|| Tables::parse(include_str!("../../../../lang/en/tokens.tsv")));

impl Tables {
    pub fn of(language: Language) -> &'static Tables {
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }

    fn parse(table: &str) -> Tables {
        let mut made = Tables {
            elisions: HashSet::new(),
            whole: HashSet::new(),
            clitics: HashSet::new(),
            prefixes: HashSet::new(),
            units: HashSet::new(),
            unfinished: HashSet::new(),
            starters: HashSet::new(),
            dateline: HashSet::new(),
            said: HashSet::new(),
            abbreviations: HashMap::new(),
            contractions: HashMap::new(),
            contraction_initials: [false; 128],
            split_hyphens: false,
            possessive: false,
            spaced_numbers: false,
            negation: None,
        };
        for line in table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let columns: Vec<&str> = line.split('\t').collect();
            match columns[..] {
                ["split_hyphens", "yes"] => made.split_hyphens = true,
                ["possessive", "yes"] => made.possessive = true,
                ["spaced_numbers", "yes"] => made.spaced_numbers = true,
                ["elision", form] => drop(made.elisions.insert(form.to_string())),
                ["whole", form] => drop(made.whole.insert(form.to_string())),
                ["clitic", form] => drop(made.clitics.insert(form.to_string())),
                ["prefix", form] => drop(made.prefixes.insert(form.to_string())),
                ["unit", form] => drop(made.units.insert(form.to_string())),
                ["unfinished", form] => drop(made.unfinished.insert(form.to_string())),
                ["starter", form] => drop(made.starters.insert(form.to_string())),
                ["dateline", form] => drop(made.dateline.insert(form.to_string())),
                ["said", form] => drop(made.said.insert(form.to_string())),
                ["negation", form] => made.negation = Some(form.to_string()),
                ["title", form] => made.abbreviation(form, Abbreviation::Title),
                ["before_name", form] => made.abbreviation(form, Abbreviation::BeforeName),
                ["before_number", form] => made.abbreviation(form, Abbreviation::BeforeNumber),
                ["abbreviation", form] => made.abbreviation(form, Abbreviation::Other),
                ["contraction", form, first, second] => {
                    made.contraction(form, [first, second], false);
                }
                ["contraction", form, first, second, "or", _] => {
                    made.contraction(form, [first, second], true);
                }
                _ => debug_assert!(false, "not a line of the table: {line}"),
            }
        }
        made
    }

    fn abbreviation(&mut self, form: &str, kind: Abbreviation) {
        self.abbreviations.insert(form.to_string(), kind);
    }

    fn contraction(&mut self, form: &str, words: [&str; 2], alone: bool) {
        let words = words.map(str::to_string);
        if let Some(initial) = self.contraction_initials.get_mut(usize::from(form.as_bytes()[0])) {
            *initial = true;
        }
        self.contractions.insert(form.to_string(), Contraction { words, alone });
    }
}

/// In lower case, with `'` for every apostrophe and `-` for every hyphen, and
/// without the characters that are not seen.
pub(crate) fn folded(form: &str) -> String {
    use super::chars::{Class, class};
    let mut folded = String::with_capacity(form.len());
    for c in form.chars() {
        match class(c) {
            Class::Apostrophe => folded.push('\''),
            Class::Hyphen => folded.push('-'),
            Class::Unseen => {}
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read() {
        for language in Language::ALL {
            let tables = Tables::of(language);
            assert!(!tables.abbreviations.is_empty() && !tables.contractions.is_empty());
        }
        let french = Tables::of(Language::French);
        assert!(french.contractions["des"].alone && !french.contractions["au"].alone);
        assert_eq!(Tables::of(Language::English).negation.as_deref(), Some("n't"));
    }

    #[test]
    fn folding() {
        assert_eq!(folded("L’\u{200b}ÉTAT\u{2011}Uni"), "l'état-uni");
    }
}
