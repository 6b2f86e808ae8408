//! How well a text was read, by the measures of the CoNLL 2018 shared task.
//!
//! A port of its `conll18_ud_eval.py`: gold and system sentences are of the same
//! raw text; what is compared are the characters without white space, so that
//! tokens, sentences and words may be cut differently. Words are aligned by their
//! place and, where tokens of several words are concerned, by the longest common
//! subsequence of their forms. Features are those of the universal list, relations
//! are compared without their subtypes.
//!
//! Beyond the script: the F1 of `Mood=Cnd`; characters that are not seen (Unicode
//! format and control characters) are dropped like white space.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use anyhow::{Result, bail};

use crate::conllu::{UdSentence, UdWord};

/// Counts of what is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// How many there are in the gold sentences.
    pub gold: usize,
    /// How many there are in the system's.
    pub system: usize,
    /// How many are the same.
    pub correct: usize,
    /// For attributes of words: how many words were aligned.
    pub aligned: Option<usize>,
}

impl Score {
    /// The share of the system's that is right, 0 to 1.
    pub fn precision(self) -> f64 {
        ratio(self.correct, self.system)
    }

    /// The share of the gold that was found, 0 to 1.
    pub fn recall(self) -> f64 {
        ratio(self.correct, self.gold)
    }

    /// The harmonic mean of the two, 0 to 1.
    pub fn f1(self) -> f64 {
        ratio(2 * self.correct, self.gold + self.system)
    }

    /// The share of the aligned words that is right, 0 to 1.
    pub fn aligned_accuracy(self) -> Option<f64> {
        self.aligned.map(|aligned| ratio(self.correct, aligned))
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// All measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Tokens of the surface.
    pub tokens: Score,
    /// Sentences.
    pub sentences: Score,
    /// Syntactic words.
    pub words: Score,
    /// Parts of speech.
    pub upos: Score,
    /// Universal features, all of a word.
    pub ufeats: Score,
    /// Words that are `Mood=Cnd`.
    pub conditional: Score,
    /// Lemmas.
    pub lemmas: Score,
    /// Heads.
    pub uas: Score,
    /// Heads with their universal relation.
    pub las: Score,
}

impl Scores {
    /// The measures with their names, in the order of the script.
    pub fn named(&self) -> [(&'static str, Score); 9] {
        [
            ("Tokens", self.tokens),
            ("Sentences", self.sentences),
            ("Words", self.words),
            ("UPOS", self.upos),
            ("UFeats", self.ufeats),
            ("Mood=Cnd", self.conditional),
            ("Lemmas", self.lemmas),
            ("UAS", self.uas),
            ("LAS", self.las),
        ]
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Metric     | Precision |    Recall |  F1 Score | AligndAcc")?;
        writeln!(f, "-----------+-----------+-----------+-----------+-----------")?;
        for (name, score) in self.named() {
            write!(
                f,
                "{name:11}|{:10.2} |{:10.2} |{:10.2} |",
                100.0 * score.precision(),
                100.0 * score.recall(),
                100.0 * score.f1()
            )?;
            match score.aligned_accuracy() {
                Some(accuracy) => writeln!(f, "{:10.2}", 100.0 * accuracy)?,
                None => writeln!(f)?,
            }
        }
        Ok(())
    }
}

/// The raw text of a treebank, and where each sentence stands in it, in bytes.
///
/// A blank line stands before each paragraph and document that the treebank marks,
/// one space between other sentences, or nothing where it says so
/// (`SpaceAfter=No`). A treebank without such marks is one line.
pub fn raw_text(sentences: &[UdSentence]) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(sentences.len());
    let mut joined = true;
    for sentence in sentences {
        if sentence.new_paragraph && !text.is_empty() {
            text.push_str("\n\n");
        } else if !joined {
            text.push(' ');
        }
        joined = sentence.joined_to_next;
        let start = text.len();
        text.push_str(&sentence.text);
        spans.push(start..text.len());
    }
    (text, spans)
}

/// Compares what a system made of a raw text with the gold sentences.
///
/// # Errors
///
/// If the two are not of the same characters.
pub fn evaluate(gold: &[UdSentence], system: &[UdSentence]) -> Result<Scores> {
    let gold = Representation::new(gold);
    let system = Representation::new(system);
    if gold.characters != system.characters {
        let same = gold.characters.iter().zip(&system.characters).take_while(|(a, b)| a == b);
        let at = same.count();
        let next = |c: &[char]| c[at..].iter().take(20).collect::<String>();
        bail!(
            "gold and system are of different texts: “{}” and “{}”",
            next(&gold.characters),
            next(&system.characters)
        );
    }
    let alignment = Alignment::new(&gold.words, &system.words);
    Ok(Scores {
        tokens: spans_score(&gold.tokens, &system.tokens),
        sentences: spans_score(&gold.sentences, &system.sentences),
        words: alignment.score(|_, _| true),
        upos: alignment.attribute(|g, s| g.word.upos == s.word.upos),
        ufeats: alignment.attribute(|g, s| g.feats == s.feats),
        conditional: alignment.conditional(),
        lemmas: alignment.attribute(|g, s| g.word.lemma.is_empty() || g.word.lemma == s.word.lemma),
        uas: alignment.attribute(|g, s| alignment.same_head(g, s)),
        las: alignment.attribute(|g, s| alignment.same_head(g, s) && g.relation() == s.relation()),
    })
}

/// A range of characters other than white space.
type Characters = Range<usize>;

struct Representation<'a> {
    characters: Vec<char>,
    tokens: Vec<Characters>,
    sentences: Vec<Characters>,
    words: Vec<PlacedWord<'a>>,
}

struct PlacedWord<'a> {
    word: &'a UdWord,
    form: String,
    feats: Vec<&'a str>,
    /// By index in the whole representation.
    head: Option<usize>,
    /// The characters of its token.
    span: Characters,
    /// Whether its token has several words.
    multiword: bool,
}

impl PlacedWord<'_> {
    fn relation(&self) -> &str {
        self.word.deprel.split(':').next().unwrap_or_default()
    }
}

const UNIVERSAL_FEATURES: [&str; 21] = [
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number",
    "Case", "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident",
    "Polarity", "Person", "Polite",
];

/// Characters that no token is judged by.
pub fn unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

impl<'a> Representation<'a> {
    fn new(sentences: &'a [UdSentence]) -> Representation<'a> {
        let mut made = Representation {
            characters: Vec::new(),
            tokens: Vec::new(),
            sentences: Vec::new(),
            words: Vec::new(),
        };
        for sentence in sentences {
            made.sentence(sentence);
        }
        made
    }

    fn sentence(&mut self, sentence: &'a UdSentence) {
        let sentence_start = self.characters.len();
        let first_word = self.words.len();
        for token in &sentence.tokens {
            let start = self.characters.len();
            self.characters.extend(token.form.chars().filter(|&c| !unseen(c)));
            let span = start..self.characters.len();
            for word in &sentence.words[token.words.clone()] {
                let form: String = word.form.chars().filter(|&c| !unseen(c)).collect();
                let mut feats: Vec<&str> = word
                    .feats
                    .split('|')
                    .filter(|f| UNIVERSAL_FEATURES.contains(&f.split('=').next().unwrap_or("")))
                    .collect();
                feats.sort_unstable();
                self.words.push(PlacedWord {
                    word,
                    form: form.to_lowercase(),
                    feats,
                    head: word.head.map(|h| first_word + h),
                    span: span.clone(),
                    multiword: token.words.len() > 1,
                });
            }
            self.tokens.push(span);
        }
        self.sentences.push(sentence_start..self.characters.len());
    }
}

fn spans_score(gold: &[Characters], system: &[Characters]) -> Score {
    let (mut g, mut s, mut correct) = (0, 0, 0);
    while g < gold.len() && s < system.len() {
        if system[s].start < gold[g].start {
            s += 1;
        } else if gold[g].start < system[s].start {
            g += 1;
        } else {
            correct += usize::from(gold[g].end == system[s].end);
            g += 1;
            s += 1;
        }
    }
    Score { gold: gold.len(), system: system.len(), correct, aligned: None }
}

struct Alignment<'a> {
    gold: &'a [PlacedWord<'a>],
    system: &'a [PlacedWord<'a>],
    /// Indices of gold and system words that are the same.
    pairs: Vec<(usize, usize)>,
    gold_of_system: HashMap<usize, usize>,
}

impl<'a> Alignment<'a> {
    fn new(gold: &'a [PlacedWord<'a>], system: &'a [PlacedWord<'a>]) -> Alignment<'a> {
        let mut pairs = Vec::new();
        let (mut g, mut s) = (0, 0);
        while g < gold.len() && s < system.len() {
            if gold[g].multiword || system[s].multiword {
                let (in_gold, in_system) = multiword_span(gold, system, g, s);
                (g, s) = (in_gold.end, in_system.end);
                align_by_form(gold, system, in_gold, in_system, &mut pairs);
            } else if gold[g].span == system[s].span {
                pairs.push((g, s));
                g += 1;
                s += 1;
            } else if gold[g].span.start <= system[s].span.start {
                g += 1;
            } else {
                s += 1;
            }
        }
        let gold_of_system = pairs.iter().map(|&(g, s)| (s, g)).collect();
        Alignment { gold, system, pairs, gold_of_system }
    }

    fn score(&self, same: impl Fn(&PlacedWord<'_>, &PlacedWord<'_>) -> bool) -> Score {
        let same = self.pairs.iter().filter(|&&(g, s)| same(&self.gold[g], &self.system[s]));
        Score {
            gold: self.gold.len(),
            system: self.system.len(),
            correct: same.count(),
            aligned: None,
        }
    }

    fn attribute(&self, same: impl Fn(&PlacedWord<'_>, &PlacedWord<'_>) -> bool) -> Score {
        Score { aligned: Some(self.pairs.len()), ..self.score(same) }
    }

    fn conditional(&self) -> Score {
        let is = |w: &PlacedWord<'_>| w.feats.contains(&"Mood=Cnd");
        let aligned = self.pairs.iter().filter(|&&(g, _)| is(&self.gold[g]));
        Score {
            gold: self.gold.iter().filter(|w| is(w)).count(),
            system: self.system.iter().filter(|w| is(w)).count(),
            aligned: Some(aligned.count()),
            ..self.score(|g, s| is(g) && is(s))
        }
    }

    fn same_head(&self, gold: &PlacedWord<'_>, system: &PlacedWord<'_>) -> bool {
        match (gold.head, system.head) {
            (None, None) => true,
            (Some(g), Some(s)) => self.gold_of_system.get(&s) == Some(&g),
            _ => false,
        }
    }
}

/// The smallest ranges of words that cover the same tokens, one of which, at `g` or
/// `s`, has several words.
fn multiword_span(
    gold: &[PlacedWord<'_>],
    system: &[PlacedWord<'_>],
    mut g: usize,
    mut s: usize,
) -> (Range<usize>, Range<usize>) {
    let mut end;
    if gold[g].multiword {
        end = gold[g].span.end;
        if !system[s].multiword && system[s].span.start < gold[g].span.start {
            s += 1;
        }
    } else {
        end = system[s].span.end;
        if !gold[g].multiword && gold[g].span.start < system[s].span.start {
            g += 1;
        }
    }
    let (first_gold, first_system) = (g, s);
    let is_beyond = |words: &[PlacedWord<'_>], i: usize, end: usize| match words.get(i) {
        None => true,
        Some(word) if word.multiword => word.span.start >= end,
        Some(word) => word.span.end > end,
    };
    while !is_beyond(gold, g, end) || !is_beyond(system, s, end) {
        let gold_is_next =
            g < gold.len() && (s >= system.len() || gold[g].span.start <= system[s].span.start);
        let word = if gold_is_next { &gold[g] } else { &system[s] };
        if word.multiword {
            end = end.max(word.span.end);
        }
        if gold_is_next {
            g += 1;
        } else {
            s += 1;
        }
    }
    (first_gold..g, first_system..s)
}

/// Aligns by the longest common subsequence of forms.
fn align_by_form(
    gold: &[PlacedWord<'_>],
    system: &[PlacedWord<'_>],
    in_gold: Range<usize>,
    in_system: Range<usize>,
    pairs: &mut Vec<(usize, usize)>,
) {
    let (first_gold, first_system) = (in_gold.start, in_system.start);
    let (rows, columns) = (in_gold.len(), in_system.len());
    let same = |g: usize, s: usize| gold[first_gold + g].form == system[first_system + s].form;
    // One more row and column of zeros, for what lies beyond.
    let mut common = vec![vec![0u32; columns + 1]; rows + 1];
    for g in (0..rows).rev() {
        for s in (0..columns).rev() {
            let with = if same(g, s) { 1 + common[g + 1][s + 1] } else { 0 };
            common[g][s] = with.max(common[g + 1][s]).max(common[g][s + 1]);
        }
    }
    let (mut g, mut s) = (0, 0);
    while g < rows && s < columns {
        if same(g, s) {
            pairs.push((first_gold + g, first_system + s));
            g += 1;
            s += 1;
        } else if common[g][s] == common[g + 1][s] {
            g += 1;
        } else {
            s += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::parse;

    fn sentences(rows: &str) -> Vec<UdSentence> {
        let rows: Vec<String> = rows
            .lines()
            .map(|row| row.split_whitespace().collect::<Vec<_>>())
            .map(|row| match row[..] {
                [] => String::new(),
                [id, form] => format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_"),
                [id, form, lemma, upos, feats, head, deprel] => {
                    format!("{id}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\t_")
                }
                _ => panic!("{row:?}"),
            })
            .collect();
        parse(rows.join("\n").as_bytes()).expect("rows of a treebank")
    }

    const GOLD: &str = "1 Il lui PRON Person=3 3 nsubj
        2 aurait avoir AUX Mood=Cnd|Number=Sing 3 aux:tense
        3 parlé parler VERB _ 0 root
        4-5 du
        4 de de ADP _ 6 case
        5 le le DET _ 6 det
        6 port port NOUN _ 3 obl:mod
        7 . . PUNCT _ 3 punct

        1 Fini finir VERB _ 0 root
        2 ! ! PUNCT _ 1 punct";

    #[test]
    fn the_same_is_perfect() {
        let gold = sentences(GOLD);
        let scores = evaluate(&gold, &gold).expect("the same text");
        for (name, score) in scores.named() {
            assert_eq!(score.f1(), 1.0, "{name}");
        }
        assert_eq!((scores.tokens.gold, scores.words.gold, scores.sentences.gold), (8, 9, 2));
        assert_eq!(scores.conditional.gold, 1);
    }

    #[test]
    fn other_cuts_and_tags() {
        // One sentence; “du” is one word; the subtype of `obl` and a feature differ.
        let system = sentences(
            "1 Il lui PRON Person=3 3 nsubj
             2 aurait avoir AUX Mood=Ind|Number=Sing 3 aux:pass
             3 parlé parler VERB _ 0 root
             4 du un DET _ 5 det
             5 port port NOUN _ 3 obl:arg
             6 . . PUNCT _ 3 punct
             7 Fini finir VERB _ 3 parataxis
             8 ! ! PUNCT _ 7 punct",
        );
        let scores = evaluate(&sentences(GOLD), &system).expect("the same text");
        let counts = |s: Score| (s.gold, s.system, s.correct);
        assert_eq!(counts(scores.tokens), (8, 8, 8));
        assert_eq!(counts(scores.sentences), (2, 1, 0));
        assert_eq!(counts(scores.words), (9, 8, 7));
        assert_eq!(counts(scores.upos), (9, 8, 7));
        assert_eq!(counts(scores.ufeats), (9, 8, 6));
        assert_eq!(counts(scores.conditional), (1, 0, 0));
        assert_eq!(counts(scores.uas), (9, 8, 6));
        assert_eq!(counts(scores.las), (9, 8, 6));
        assert_eq!(scores.las.aligned, Some(7));
    }

    #[test]
    fn other_texts_are_an_error() {
        let system = sentences("1 Elle lui PRON _ 0 root");
        let error = evaluate(&sentences(GOLD), &system).expect_err("another text");
        assert!(error.to_string().contains("Ilauraitparlédu"), "{error}");
    }

    #[test]
    fn raw_text_is_joined_as_the_treebank_says() {
        let mut gold = sentences(GOLD);
        let (text, spans) = raw_text(&gold);
        assert_eq!(text, "Il aurait parlé du port . Fini !");
        assert_eq!(&text[spans[1].clone()], "Fini !");
        gold[1].new_paragraph = true;
        assert_eq!(raw_text(&gold).0, "Il aurait parlé du port .\n\nFini !");
        gold[1].new_paragraph = false;
        gold[0].joined_to_next = true;
        assert_eq!(raw_text(&gold).0, "Il aurait parlé du port .Fini !");
    }
}
