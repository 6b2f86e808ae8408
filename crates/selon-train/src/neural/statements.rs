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

mod piece;

use piece::{Builder, Features, Names, Piece, Token, word};

use super::data::Sentence;
use super::random::Random;
use crate::conllu::UdSentence;

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

const PARTICIPLE: &str = "Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part";

fn chance(random: &mut Random, share: f32) -> bool {
    random.unit() < share
}

/// Adds a French verb of saying and returns where it stands.
fn french_verb(
    b: &mut Builder,
    stock: &Stock,
    plural: bool,
    head: Option<usize>,
    deprel: &str,
    random: &mut Random,
) -> usize {
    let number = if plural { "Plur" } else { "Sing" };
    let present = format!("Mood=Ind|Number={number}|Person=3|Tense=Pres|VerbForm=Fin");
    if chance(random, 0.7) {
        let forms = stock.verb("participle", random);
        let auxiliary =
            Piece::single(if plural { "ont" } else { "a" }, "AUX", &present, "aux:tense");
        let aux = b.add(auxiliary, None, None);
        let first = forms.first().map_or("", String::as_str);
        let verb = b.add(Piece::single(first, "VERB", PARTICIPLE, deprel), head, None);
        // *A fait savoir*.
        for second in forms.iter().skip(1) {
            b.add(Piece::single(second, "VERB", "VerbForm=Inf", "xcomp"), Some(verb), None);
        }
        b.ud.words[aux].head = Some(verb);
        verb
    } else {
        let forms = stock.verb("present", random);
        let form = forms.get(usize::from(plural)).map_or("", String::as_str);
        b.add(Piece::single(form, "VERB", &present, deprel), head, None)
    }
}

/// Adds *que* and a clause to a verb of saying.
fn french_that(b: &mut Builder, stock: &Stock, clause: Piece, verb: usize, random: &mut Random) {
    let clause = clause.within();
    let vowel = |c: char| "aàâeéèêiîoôuAÀÂEÉÈÊIÎOÔU".contains(c);
    let elided = clause.words[0].form.starts_with(vowel);
    let que = Piece::single(if elided { "qu'" } else { "que" }, "SCONJ", "", "mark");
    let que = b.add(que, None, None);
    if elided {
        b.cling();
    }
    let content = b.add(clause, Some(verb), Some("ccomp"));
    b.put_under(que, Some(content), "mark");
    stock.add_outcome(b, content, random);
}

/// *…, ajoutant que …*
fn french_adding(b: &mut Builder, stock: &Stock, verb: usize, random: &mut Random) {
    let Some(form) = stock.verb("adding", random).first() else { return };
    let comma = b.sign(",", verb);
    let feats = "Tense=Pres|VerbForm=Part";
    let adding = b.add(Piece::single(form, "VERB", feats, "advcl"), Some(verb), None);
    b.put_under(comma, Some(adding), "punct");
    french_that(b, stock, stock.clause(random), adding, random);
}

fn french(stock: &Stock, random: &mut Random) -> UdSentence {
    let mut plural = chance(random, 0.4);
    let class = if plural { "speakers" } else { "speaker" };
    let mut speaker = stock.piece(class, random);
    if chance(random, 0.12)
        && let Some(joined) = stock.joined_speakers([class, "speaker"], "et", random)
    {
        speaker = joined;
        plural = true;
    }
    let clause = stock.clause(random);
    let mut b = Builder::default();
    let adjuncts = |b: &mut Builder, verb: usize, share: f32, random: &mut Random| {
        if chance(random, share) {
            b.add(stock.piece("adjunct", random), Some(verb), None);
            if chance(random, 0.3) {
                b.add(stock.piece("adjunct", random), Some(verb), None);
            }
        }
    };
    let frame = random.unit();
    let length = clause.subject_length();
    let root = if let Some(length) = length.filter(|_| frame < 0.08) {
        // *L'attaque, a indiqué une source …, a duré une heure*
        b.add_around(clause, length, |b| {
            let comma = b.sign(",", 0);
            let verb = french_verb(b, stock, plural, None, "parataxis:insert", random);
            b.put_under(comma, Some(verb), "punct");
            if chance(random, 0.4) {
                b.add(stock.piece("adjunct", random), Some(verb), None);
            }
            b.add(speaker, Some(verb), Some("nsubj"));
            b.sign(",", verb);
            verb
        })
    } else if frame < 0.55 {
        // *[«] … [»], a indiqué lundi à l'agence une source …*
        let quoted = chance(random, 0.4);
        let (opening, closing) = [("«", "»"), ("“", "”"), ("\"", "\"")][random.below(3)];
        let spaced = opening == "«";
        let open = quoted.then(|| b.sign(opening, 0));
        if quoted && !spaced {
            b.cling();
        }
        let root = b.add(clause, None, Some("root"));
        if !quoted {
            stock.add_outcome(&mut b, root, random);
        }
        if let Some(open) = open {
            b.put_under(open, Some(root), "punct");
            if !spaced {
                b.cling();
            }
            b.sign(closing, root);
        }
        b.sign(",", root);
        let verb = french_verb(&mut b, stock, plural, Some(root), "parataxis:insert", random);
        if chance(random, 0.5) {
            adjuncts(&mut b, verb, 1.0, random);
            b.add(speaker, Some(verb), Some("nsubj"));
        } else {
            b.add(speaker, Some(verb), Some("nsubj"));
            adjuncts(&mut b, verb, 0.4, random);
        }
        root
    } else if frame < 0.75 {
        // *Une source … a indiqué lundi que …*
        // The comma that closes an apposition.
        let comma = speaker.words.iter().rfind(|w| w.form == ",").and_then(|w| w.head);
        let first = b.ud.words.len();
        let subject = b.add(speaker.opening(), None, Some("nsubj"));
        if let Some(apposition) = comma {
            b.sign(",", first + apposition);
        }
        let verb = french_verb(&mut b, stock, plural, None, "root", random);
        b.put_under(subject, Some(verb), "nsubj");
        adjuncts(&mut b, verb, 0.4, random);
        french_that(&mut b, stock, clause, verb, random);
        if chance(random, 0.3) {
            // *… et a appelé à …*, *… mais a affirmé que …*
            let second = stock.piece("second", random);
            if plural || second.words.is_empty() || chance(random, 0.4) {
                let but = chance(random, 0.3);
                let joint = Piece::single(if but { "mais" } else { "et" }, "CCONJ", "", "cc");
                let joint = b.add(joint, None, None);
                let other = french_verb(&mut b, stock, plural, Some(verb), "conj", random);
                b.put_under(joint, Some(other), "cc");
                french_that(&mut b, stock, stock.clause(random), other, random);
            } else {
                b.add(second, Some(verb), None);
            }
        } else if chance(random, 0.12) {
            french_adding(&mut b, stock, verb, random);
        }
        verb
    } else if frame < 0.87 {
        // *Selon une source …, …*
        let case = b.add(Piece::single("Selon", "ADP", "", "case"), None, None);
        let source = b.add(speaker, None, Some("obl:mod"));
        b.put_under(case, Some(source), "case");
        let comma = b.sign(",", source);
        let root = b.add(clause.within(), None, Some("root"));
        stock.add_outcome(&mut b, root, random);
        b.put_under(source, Some(root), "obl:mod");
        b.put_under(comma, Some(source), "punct");
        root
    } else {
        // *…, selon une source …*
        let root = b.add(clause, None, Some("root"));
        stock.add_outcome(&mut b, root, random);
        let comma = b.sign(",", root);
        let case = b.add(Piece::single("selon", "ADP", "", "case"), None, None);
        let source = b.add(speaker, Some(root), Some("obl:mod"));
        b.put_under(case, Some(source), "case");
        b.put_under(comma, Some(source), "punct");
        root
    };
    b.sign(".", root);
    b.ud
}

/// Adds a clause to a verb of saying, half of the time with *that*.
fn english_that(b: &mut Builder, stock: &Stock, clause: Piece, verb: usize, random: &mut Random) {
    let that =
        chance(random, 0.5).then(|| b.add(Piece::single("that", "SCONJ", "", "mark"), None, None));
    let content = b.add(clause.within(), Some(verb), Some("ccomp"));
    if let Some(that) = that {
        b.put_under(that, Some(content), "mark");
    }
    stock.add_outcome(b, content, random);
}

/// *…, adding that …*
fn english_adding(b: &mut Builder, stock: &Stock, verb: usize, random: &mut Random) {
    let Some(form) = stock.verb("adding", random).first() else { return };
    let comma = b.sign(",", verb);
    let adding = b.add(Piece::single(form, "VERB", "VerbForm=Ger", "advcl"), Some(verb), None);
    b.put_under(comma, Some(adding), "punct");
    english_that(b, stock, stock.clause(random), adding, random);
}

fn english(stock: &Stock, random: &mut Random) -> UdSentence {
    let mut b = Builder::default();
    let clause = stock.clause(random);
    let mut speaker = stock.piece("speaker", random);
    let past = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin";
    let form = stock.verb("past", random).first().map_or("said", String::as_str);
    let frame = random.unit();
    if chance(random, 0.15)
        && let Some(joined) = stock.joined_speakers(["speaker", "speaker"], "and", random)
    {
        speaker = joined;
    }
    let adjunct = |b: &mut Builder, verb: usize, share: f32, random: &mut Random| {
        if chance(random, share) {
            b.add(stock.piece("adjunct", random), Some(verb), None);
        }
    };
    // A comma that closes an apposition stands only where something follows.
    let closed = speaker.words.last().is_some_and(|w| w.form == ",");
    let open_ended = |mut speaker: Piece| {
        if closed {
            speaker.words.pop();
            speaker.tokens.pop();
        }
        speaker
    };
    let length = clause.subject_length();
    let verb = if let Some(length) = length.filter(|_| frame < 0.05) {
        // *The attack, the army said on Monday, lasted an hour*
        b.add_around(clause.opening(), length, |b| {
            let comma = b.sign(",", 0);
            let subject = b.add(open_ended(speaker), None, Some("nsubj"));
            let verb = b.add(Piece::single("said", "VERB", past, "parataxis"), None, None);
            b.put_under(comma, Some(verb), "punct");
            b.put_under(subject, Some(verb), "nsubj");
            adjunct(b, verb, 0.3, random);
            b.sign(",", verb);
            verb
        })
    } else if frame < 0.55 {
        // *“…,” its spokesman, NAME, told reporters on Monday*, *…, said NAME*
        let quoted = chance(random, 0.6);
        let straight = chance(random, 0.4);
        let open = quoted.then(|| {
            let sign = b.sign(if straight { "\"" } else { "“" }, 0);
            b.cling();
            sign
        });
        let content = b.add(clause.opening(), None, Some("ccomp"));
        if !quoted {
            stock.add_outcome(&mut b, content, random);
        }
        b.sign(",", content);
        if let Some(open) = open {
            b.put_under(open, Some(content), "punct");
            b.cling();
            b.sign(if straight { "\"" } else { "”" }, content);
        }
        let verb = if chance(random, 0.4) && form != "told" {
            let verb = b.add(Piece::single(form, "VERB", past, "root"), None, None);
            b.add(open_ended(speaker), Some(verb), Some("nsubj"));
            verb
        } else {
            if chance(random, 0.2) {
                speaker = stock.piece("pronoun", random);
            }
            let subject = b.add(speaker, None, Some("nsubj"));
            let verb = b.add(Piece::single(form, "VERB", past, "root"), None, None);
            b.put_under(subject, Some(verb), "nsubj");
            if form == "told" {
                b.add(stock.piece("addressee", random), Some(verb), None);
            }
            adjunct(&mut b, verb, 0.4, random);
            verb
        };
        b.put_under(content, Some(verb), "ccomp");
        if chance(random, 0.1) {
            english_adding(&mut b, stock, verb, random);
        }
        verb
    } else if frame < 0.78 {
        // *The army said on Monday that …*
        let subject = b.add(speaker.opening(), None, Some("nsubj"));
        let verb = b.add(Piece::single(form, "VERB", past, "root"), None, None);
        b.put_under(subject, Some(verb), "nsubj");
        if form == "told" {
            b.add(stock.piece("addressee", random), Some(verb), None);
        }
        adjunct(&mut b, verb, 0.3, random);
        english_that(&mut b, stock, clause, verb, random);
        if chance(random, 0.35) {
            // *… and denied shelling the town*, *… but said that …*
            let second = stock.piece("second", random);
            if second.words.is_empty() || chance(random, 0.4) {
                let but = chance(random, 0.3);
                let joint = Piece::single(if but { "but" } else { "and" }, "CCONJ", "", "cc");
                let joint = b.add(joint, None, None);
                let form = stock.verb("past", random).first().filter(|f| *f != "told");
                let form = form.map_or("said", String::as_str);
                let other = b.add(Piece::single(form, "VERB", past, "conj"), Some(verb), None);
                b.put_under(joint, Some(other), "cc");
                english_that(&mut b, stock, stock.clause(random), other, random);
            } else {
                b.add(second, Some(verb), None);
            }
        } else if chance(random, 0.12) {
            english_adding(&mut b, stock, verb, random);
        }
        verb
    } else {
        // *According to NAME, …*, *…, according to NAME*
        let before = chance(random, 0.5);
        let according = |b: &mut Builder, capital: bool, speaker: Piece| {
            let form = if capital { "According" } else { "according" };
            let feats = "ExtPos=ADP|Tense=Pres|VerbForm=Part";
            let case = b.add(Piece::single(form, "VERB", feats, "case"), None, None);
            b.add(Piece::single("to", "ADP", "", "fixed"), Some(case), None);
            let source = b.add(speaker, None, Some("obl"));
            b.put_under(case, Some(source), "case");
            source
        };
        if before {
            let source = according(&mut b, true, open_ended(speaker));
            let comma = b.sign(",", source);
            let root = b.add(clause.within(), None, Some("root"));
            stock.add_outcome(&mut b, root, random);
            b.put_under(source, Some(root), "obl");
            b.put_under(comma, Some(root), "punct");
            root
        } else {
            let root = b.add(clause.opening(), None, Some("root"));
            stock.add_outcome(&mut b, root, random);
            let comma = b.sign(",", root);
            let source = according(&mut b, false, open_ended(speaker));
            b.put_under(source, Some(root), "obl");
            b.put_under(comma, Some(source), "punct");
            root
        }
    };
    b.sign(".", verb);
    agree(&mut b.ud, past);
    b.ud
}

/// Gives verbs with these features the number of their subjects.
fn agree(ud: &mut UdSentence, past: &str) {
    let plural = |subject: usize| {
        ud.words[subject].feats.contains("Number=Plur")
            || ud.words.iter().any(|w| w.head == Some(subject) && w.deprel == "conj")
    };
    let verbs: Vec<usize> = ud
        .words
        .iter()
        .enumerate()
        .filter(|(i, w)| w.deprel.starts_with("nsubj") && plural(*i))
        .filter_map(|(_, w)| w.head.filter(|&h| ud.words[h].feats == past))
        .collect();
    for verb in verbs {
        ud.words[verb].feats = past.replace("Number=Sing", "Number=Plur");
    }
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
        Language::French => french(&stock, random),
        Language::English => english(&stock, random),
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

    const TREEBANK: &str = "# text = Deux obus tombent hier soir.
1\tDeux\tdeux\tNUM\t_\t_\t2\tnummod\t_\t_
2\tobus\tobus\tNOUN\t_\t_\t3\tnsubj\t_\t_
3\ttombent\ttomber\tVERB\t_\tMood=Ind|VerbForm=Fin\t0\troot\t_\t_
4\thier\thier\tADV\t_\t_\t3\tadvmod\t_\t_
5\tsoir\tsoir\tNOUN\t_\t_\t3\tobl:mod\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

";

    fn sentences() -> Vec<Sentence> {
        let ud = crate::conllu::parse(TREEBANK.as_bytes()).unwrap();
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
                let roots = words.iter().filter(|w| w.head.is_none()).count();
                assert_eq!(roots, 1, "{}", s.ud.text);
                let root = words.iter().find(|w| w.head.is_none()).unwrap();
                assert_eq!(root.deprel, "root", "{}", s.ud.text);
                for start in 0..words.len() {
                    let mut at = start;
                    let steps = (0..=words.len())
                        .take_while(|_| words[at].head.map(|h| at = h).is_some())
                        .count();
                    assert!(steps <= words.len(), "a circle in {}", s.ud.text);
                }
                let mut next = 0;
                for t in &s.ud.tokens {
                    assert_eq!(&s.ud.text[t.span.clone()], t.form);
                    assert_eq!(t.words.start, next);
                    next = t.words.end;
                }
                assert_eq!(next, words.len());
                assert!(words.iter().all(|w| w.deprel != "dep" && !w.upos.is_empty()));
            }
        }
    }

    #[test]
    fn the_speaker_is_the_subject_of_the_verb_of_saying() {
        let mut random = Random::new(3);
        let made = statements(Language::French, "t", &sentences(), 400, &mut random).unwrap();
        let inverted = made.iter().find(|s| s.ud.text.contains("soir, a indiqué")).unwrap();
        let words = &inverted.ud.words;
        let verb = words.iter().position(|w| w.form == "indiqué").unwrap();
        assert_eq!(words[verb].deprel, "parataxis:insert");
        assert!(words.iter().any(|w| w.head == Some(verb) && w.deprel == "nsubj"));
    }
}
