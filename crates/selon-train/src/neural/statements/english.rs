//! English frames: *“…,” its spokesman, NAME, told reporters*, *According to NAME, …*.

use super::piece::{Builder, Piece};
use super::{ALONE, Stock, chance};
use crate::conllu::UdSentence;
use crate::neural::random::Random;

/// Adds a clause to a verb of saying, half of the time with *that*.
fn that_clause(b: &mut Builder, stock: &Stock, clause: Piece, verb: usize, random: &mut Random) {
    let that =
        chance(random, 0.5).then(|| b.add(Piece::single("that", "SCONJ", "", "mark"), None, None));
    let content = b.add(clause.within(), Some(verb), Some("ccomp"));
    if let Some(that) = that {
        b.put_under(that, Some(content), "mark");
    }
    stock.add_outcome(b, content, random);
}

/// The features of *adding* as an adverbial.
const ADDING: &str = "Tense=Pres|VerbForm=Part";

/// *…, adding that …*
fn adding_that(b: &mut Builder, stock: &Stock, verb: usize, random: &mut Random) {
    let Some(form) = stock.verb("adding", random).first() else { return };
    let comma = b.sign(",", verb);
    let adding = b.add(Piece::single(form, "VERB", ADDING, "advcl"), Some(verb), None);
    b.put_under(comma, Some(adding), "punct");
    that_clause(b, stock, stock.clause(random), adding, random);
}

pub(super) fn statement(stock: &Stock, random: &mut Random) -> UdSentence {
    let mut b = Builder::default();
    let clause = stock.clause(random);
    // Nobody is told who says it.
    if chance(random, ALONE) {
        let root = b.add(clause.opening(), None, Some("root"));
        stock.add_outcome(&mut b, root, random);
        b.sign(".", root);
        return b.ud;
    }
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
            adding_that(&mut b, stock, verb, random);
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
        that_clause(&mut b, stock, clause, verb, random);
        if chance(random, 0.35) {
            // *… and denied shelling the town*, *… but said that …*
            stock.add_second(&mut b, verb, ["and", "but"], false, random, |b, random| {
                let form = stock.verb("past", random).first().filter(|f| *f != "told");
                let form = form.map_or("said", String::as_str);
                let other = b.add(Piece::single(form, "VERB", past, "conj"), Some(verb), None);
                that_clause(b, stock, stock.clause(random), other, random);
                other
            });
        } else if chance(random, 0.12) {
            adding_that(&mut b, stock, verb, random);
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
