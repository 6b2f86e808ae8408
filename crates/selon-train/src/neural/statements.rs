//! Statements made up around clauses of a treebank.
//!
//! Treebanks hold few of the ways in which news tells who says what: *« … », a indiqué
//! lundi à l'agence une source militaire*, *“…,” its spokesman, NAME, told reporters*. Clauses
//! of the treebank, with their own trees, are put into such frames, with speakers and
//! adjuncts from `data/statements.*.tsv`, so that the parser learns where the speaker stands.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use selon_language::NameKind;
use selon_model::Language;

mod english;
mod french;
mod piece;

use piece::{Builder, Features, Names, Piece, Token, word};

use super::data::Sentence;
use super::random::Random;

/// Pieces by class: speakers, adjuncts and so on.
type Pieces = BTreeMap<String, Vec<Piece>>;

/// What frames are filled with.
struct Stock {
    clauses: Vec<Piece>,
    pieces: Pieces,
    /// Forms of verbs by class, each row of the table cut at its spaces.
    verbs: BTreeMap<String, Vec<Vec<String>>>,
}

/// The classes of rows that are forms of verbs.
const VERBS: [&str; 4] = ["participle", "present", "past", "adding"];
/// How many clauses are of our own table, not of the treebank.
const OWN_CLAUSES: f32 = 0.35;
/// How many statements are clauses that nobody is told to say.
const ALONE: f32 = 0.12;

impl Stock {
    fn clause(&self, random: &mut Random) -> Piece {
        if chance(random, OWN_CLAUSES) {
            let own = self.piece("clause", random);
            if !own.words.is_empty() {
                return own;
            }
        }
        self.clauses[random.below(self.clauses.len())].clone()
    }

    fn piece(&self, class: &str, random: &mut Random) -> Piece {
        let of_class = self.pieces.get(class).map_or(&[][..], Vec::as_slice);
        of_class.get(random.below(of_class.len().max(1))).cloned().unwrap_or_default()
    }

    fn verb(&self, class: &str, random: &mut Random) -> &[String] {
        let of_class = self.verbs.get(class).map_or(&[][..], Vec::as_slice);
        of_class.get(random.below(of_class.len().max(1))).map_or(&[][..], Vec::as_slice)
    }

    /// Two speakers, if neither is followed by an apposition: *residents and an official*.
    fn joined_speakers(
        &self,
        classes: [&str; 2],
        conjunction: &str,
        random: &mut Random,
    ) -> Option<Piece> {
        let [first, second] = classes.map(|class| self.piece(class, random));
        let plain = |p: &Piece| !p.words.is_empty() && p.words.iter().all(|w| w.form != ",");
        (plain(&first) && plain(&second)).then(|| first.joined(conjunction, second))
    }

    /// *… and denied it*, *… but said that …*: what a speaker said besides, in a piece of the
    /// table or, always if `no_piece`, by a verb of saying that `say` adds.
    fn add_second(
        &self,
        b: &mut Builder,
        verb: usize,
        [and, but]: [&str; 2],
        no_piece: bool,
        random: &mut Random,
        say: impl FnOnce(&mut Builder, &mut Random) -> usize,
    ) {
        let piece = self.piece("second", random);
        if no_piece || piece.words.is_empty() || chance(random, 0.4) {
            let form = if chance(random, 0.3) { but } else { and };
            let joint = b.add(Piece::single(form, "CCONJ", "", "cc"), None, None);
            let other = say(b, random);
            b.put_under(joint, Some(other), "cc");
        } else {
            b.add(piece, Some(verb), None);
        }
    }

    /// *…, killing at least 14 people*: what came of what a clause tells.
    fn add_outcome(&self, b: &mut Builder, root: usize, random: &mut Random) {
        let outcome = self.piece("outcome", random);
        if chance(random, 0.2) && !outcome.words.is_empty() {
            let comma = b.sign(",", root);
            let outcome = b.add(outcome, Some(root), None);
            b.put_under(comma, Some(outcome), "punct");
        }
    }
}

fn chance(random: &mut Random, share: f32) -> bool {
    random.unit() < share
}

/// Names of a kind, of so many words, as the treebank or the corpus of names writes them.
fn names(
    sentences: &[Sentence],
    kind: NameKind,
    length: std::ops::RangeInclusive<usize>,
    flat: &str,
    feats: &str,
) -> Vec<Piece> {
    let mut forms: Vec<Vec<String>> = sentences
        .iter()
        .filter_map(|s| Some((s, s.names.as_ref()?)))
        .flat_map(|(s, names)| {
            names.iter().filter(|n| n.2 == kind).map(|&(start, end, _)| {
                s.ud.words[start..end].iter().map(|w| w.form.clone()).collect::<Vec<_>>()
            })
        })
        .filter(|forms| {
            length.contains(&forms.len())
                && forms.iter().all(|f| {
                    f.chars().next().is_some_and(char::is_uppercase)
                        && f.chars().all(char::is_alphabetic)
                })
        })
        .collect();
    forms.sort();
    forms.dedup();
    let piece = |forms: Vec<String>| {
        let mut piece = Piece::default();
        for (i, form) in forms.iter().enumerate() {
            piece.tokens.push(Token { form: form.clone(), words: 1, spaced: true });
            let head = (i > 0).then_some(0);
            piece.words.push(word(form, "PROPN", feats.into(), head, flat));
        }
        piece
    };
    forms.into_iter().map(piece).collect()
}

/// Makes `count` statements around the clauses of those of `sentences` that are of
/// `treebank`.
///
/// # Errors
///
/// If the table of pieces cannot be read.
pub fn statements(
    language: Language,
    treebank: &str,
    sentences: &[Sentence],
    count: usize,
    random: &mut Random,
) -> Result<Vec<Sentence>> {
    let main: Vec<Sentence> =
        sentences.iter().filter(|s| s.treebank == treebank && s.has_tree).cloned().collect();
    let (table, flat, feats) = match language {
        Language::French => (include_str!("../../data/statements.fr.tsv"), "flat:name", ""),
        Language::English => (include_str!("../../data/statements.en.tsv"), "flat", "Number=Sing"),
    };
    let features = Features::of(&main);
    let names = Names {
        persons: names(sentences, NameKind::Person, 2..=3, flat, feats),
        places: names(sentences, NameKind::Location, 1..=1, flat, feats),
    };
    let clauses: Vec<Piece> = main.iter().filter_map(|s| Piece::clause(&s.ud)).collect();
    if names.persons.is_empty() || names.places.is_empty() || clauses.is_empty() {
        return Ok(Vec::new());
    }
    let mut pieces = Pieces::new();
    let mut verbs: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for row in table.lines().filter(|l| !l.starts_with('#')) {
        let (class, text) = row.split_once('\t').context("a row has two columns")?;
        if VERBS.contains(&class) {
            let forms = text.split(' ').map(String::from).collect();
            verbs.entry(class.into()).or_default().push(forms);
            continue;
        }
        // Several times where a name stands, so that many are seen.
        let slots = ["NAME", "PLACE", "NUM"].iter().any(|slot| text.contains(slot));
        for _ in 0..if slots { 40 } else { 10 } {
            let piece = Piece::parse(text, &names, &features, random)
                .with_context(|| format!("row “{row}”"))?;
            pieces.entry(class.into()).or_default().push(piece);
        }
    }
    let stock = Stock { clauses, pieces, verbs };
    let make = |random: &mut Random| match language {
        Language::French => french::statement(&stock, random),
        Language::English => english::statement(&stock, random),
    };
    Ok((0..count)
        .map(|_| Sentence {
            ud: make(random),
            treebank: treebank.into(),
            has_tree: true,
            names: None,
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::{self, UdSentence};

    const TREEBANK: &str = "# text = Deux obus tombent hier soir.
1\tDeux\tdeux\tNUM\t_\t_\t2\tnummod\t_\t_
2\tobus\tobus\tNOUN\t_\t_\t3\tnsubj\t_\t_
3\ttombent\ttomber\tVERB\t_\tMood=Ind|VerbForm=Fin\t0\troot\t_\t_
4\thier\thier\tADV\t_\t_\t3\tadvmod\t_\t_
5\tsoir\tsoir\tNOUN\t_\t_\t3\tobl:mod\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

";

    fn sentences() -> Vec<Sentence> {
        let ud = conllu::parse(TREEBANK.as_bytes()).unwrap();
        let mut with_name = Sentence {
            ud: UdSentence::default(),
            treebank: "names".into(),
            has_tree: false,
            names: Some(vec![(0, 2, NameKind::Person), (2, 3, NameKind::Location)]),
        };
        super::super::data::push_word(&mut with_name.ud, "Jeanne", 0..6);
        super::super::data::push_word(&mut with_name.ud, "Martin", 7..13);
        super::super::data::push_word(&mut with_name.ud, "Lyon", 14..18);
        let tree = |ud| Sentence { ud, treebank: "t".into(), has_tree: true, names: None };
        ud.into_iter().map(tree).chain([with_name]).collect()
    }

    #[test]
    fn each_statement_is_a_tree_over_its_text() {
        for language in [Language::French, Language::English] {
            let mut random = Random::new(1);
            let made = statements(language, "t", &sentences(), 400, &mut random).unwrap();
            assert_eq!(made.len(), 400);
            for s in made {
                let words = &s.ud.words;
                assert_eq!(conllu::flaw(&s.ud), None);
                assert!(words.iter().all(|w| w.deprel != "dep" && !w.upos.is_empty()));
            }
        }
    }

    /// The form of a verb does not tell its voice: *killed* may be finite.
    #[test]
    fn the_features_of_verbs_in_pieces_are_not_told() {
        let mut random = Random::new(2);
        let made = statements(Language::English, "t", &sentences(), 400, &mut random).unwrap();
        let words = || made.iter().flat_map(|s| &s.ud.words);
        let killing: Vec<_> = words().filter(|w| w.form == "killing").collect();
        assert!(!killing.is_empty());
        assert!(killing.iter().all(|w| w.feats == super::super::data::UNTOLD_FEATURES));
        assert!(words().any(|w| w.form == "said" && w.feats.contains("VerbForm=Fin")));
    }

    #[test]
    fn the_speaker_is_the_subject_of_the_verb_of_saying() {
        let mut random = Random::new(3);
        let made = statements(Language::French, "t", &sentences(), 4000, &mut random).unwrap();
        let inverted = made.iter().find(|s| s.ud.text.contains("soir, a indiqué")).unwrap();
        let words = &inverted.ud.words;
        let verb = words.iter().position(|w| w.form == "indiqué").unwrap();
        assert_eq!(words[verb].deprel, "parataxis:insert");
        assert!(words.iter().any(|w| w.head == Some(verb) && w.deprel == "nsubj"));
    }
}
