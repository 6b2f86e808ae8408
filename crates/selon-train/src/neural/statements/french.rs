//! French frames: *« … », a indiqué lundi une source …*, *Selon une source …, …*.

use super::piece::{Builder, Piece};
use super::{ALONE, Stock, chance};
use crate::conllu::UdSentence;
use crate::neural::random::Random;

const PARTICIPLE: &str = "Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part";

/// Adds a French verb of saying and returns where it stands.
fn verb_of_saying(
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
fn that_clause(b: &mut Builder, stock: &Stock, clause: Piece, verb: usize, random: &mut Random) {
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
fn adding_that(b: &mut Builder, stock: &Stock, verb: usize, random: &mut Random) {
    let Some(form) = stock.verb("adding", random).first() else { return };
    let comma = b.sign(",", verb);
    let feats = "Tense=Pres|VerbForm=Part";
    let adding = b.add(Piece::single(form, "VERB", feats, "advcl"), Some(verb), None);
    b.put_under(comma, Some(adding), "punct");
    that_clause(b, stock, stock.clause(random), adding, random);
}

pub(super) fn statement(stock: &Stock, random: &mut Random) -> UdSentence {
    // Nobody is told who says it.
    if chance(random, ALONE) {
        let mut b = Builder::default();
        let root = b.add(stock.clause(random).opening(), None, Some("root"));
        stock.add_outcome(&mut b, root, random);
        b.sign(".", root);
        return b.ud;
    }
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
            let verb = verb_of_saying(b, stock, plural, None, "parataxis:insert", random);
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
        let verb = verb_of_saying(&mut b, stock, plural, Some(root), "parataxis:insert", random);
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
        let verb = verb_of_saying(&mut b, stock, plural, None, "root", random);
        b.put_under(subject, Some(verb), "nsubj");
        adjuncts(&mut b, verb, 0.4, random);
        that_clause(&mut b, stock, clause, verb, random);
        if chance(random, 0.3) {
            // *… et a appelé à …*, *… mais a affirmé que …*
            stock.add_second(&mut b, verb, ["et", "mais"], plural, random, |b, random| {
                let other = verb_of_saying(b, stock, plural, Some(verb), "conj", random);
                that_clause(b, stock, stock.clause(random), other, random);
                other
            });
        } else if chance(random, 0.12) {
            adding_that(&mut b, stock, verb, random);
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
