//! The tables of what happens to people who are counted: `lang/*/figures.tsv`.

use std::sync::LazyLock;

use selon_language::Pos;
use selon_model::Language;

use super::FigureKind;
use crate::tables::TableMap;

/// Who is counted at a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// The word itself: *12 morts*.
    Itself,
    /// The word, which is what happens to each: *12 arrestations*.
    Each,
    /// What stands after *de* or *of*.
    Of,
    /// The object, or the subject of a passive.
    Object,
    /// The subject.
    Subject,
    /// What stands after *à*.
    To,
    /// The number that the noun has come to: *the toll rose to 12*.
    Toll,
    /// The word, which tells nothing of people where there are some, but that none were
    /// hurt where there are none: *no casualties*.
    Denied,
    /// The object, if it is of fighters: *lost twelve men*.
    Lost,
    /// The object, if it is of people and the subject is an attack or a weapon: *hit twelve
    /// bystanders*; so many who were hit.
    Hit,
    /// The word, a thing: *40 houses*.
    Thing,
}

/// A row of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is counted.
    pub kind: FigureKind,
    /// Who is.
    pub argument: Argument,
    /// What must follow, one of these; nothing need where there are none.
    pub then: Vec<String>,
}

/// The table of one language.
pub struct Lexicon {
    rows: [TableMap<&'static str, Vec<Row>>; 3],
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Class {
    Noun,
    Verb,
    Adjective,
}

static FRENCH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::parse(include_str!("../../../../lang/fr/figures.tsv")));
static ENGLISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::parse(include_str!("../../../../lang/en/figures.tsv")));

/// The table of a language.
pub fn lexicon(language: Language) -> &'static Lexicon {
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

impl Lexicon {
    /// The rows of a lemma.
    pub fn rows(&self, lemma: &str, pos: Pos) -> &[Row] {
        let class = match pos {
            Pos::Noun | Pos::Propn => Class::Noun,
            Pos::Verb | Pos::Aux => Class::Verb,
            Pos::Adj => Class::Adjective,
            _ => return &[],
        };
        self.rows[class as usize].get(lemma).map_or(&[], |rows| rows.as_slice())
    }

    fn parse(table: &'static str) -> Lexicon {
        let mut rows: [TableMap<&'static str, Vec<Row>>; 3] = Default::default();
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let Some((lemmas, class, row)) = parse_row(line) else { continue };
            for lemma in lemmas.split(',') {
                rows[class as usize].entry(lemma).or_default().push(row.clone());
            }
        }
        Lexicon { rows }
    }
}

fn parse_row(line: &'static str) -> Option<(&'static str, Class, Row)> {
    let columns: Vec<&'static str> = line.split('\t').collect();
    let &[lemmas, pos, kind, argument, then] = columns.as_slice() else { return None };
    let class = match pos {
        "noun" => Class::Noun,
        "verb" => Class::Verb,
        "adj" => Class::Adjective,
        _ => return None,
    };
    let argument = match argument {
        "self" => Argument::Itself,
        "each" => Argument::Each,
        "of" => Argument::Of,
        "obj" => Argument::Object,
        "subj" => Argument::Subject,
        "to" => Argument::To,
        "toll" => Argument::Toll,
        "denied" => Argument::Denied,
        "lost" => Argument::Lost,
        "hit" => Argument::Hit,
        "thing" => Argument::Thing,
        _ => return None,
    };
    let kind = FigureKind::from_code(kind)?;
    let alternatives = then.split('|').filter(|&t| t != "-");
    let then = alternatives.map(|t| t.replace('_', " ")).collect();
    Some((lemmas, class, Row { kind, argument, then }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        for table in [
            include_str!("../../../../lang/fr/figures.tsv"),
            include_str!("../../../../lang/en/figures.tsv"),
        ] {
            for line in table.lines().filter(|l| !l.starts_with('#')) {
                assert!(parse_row(line).is_some(), "{line}");
            }
        }
    }
}
