//! Treebanks as they might stand on a page.
//!
//! A treebank has its sentences one by one; real texts have headlines without a
//! full stop, lines broken to a width or within a sentence by what was cut out of a
//! page, and slips: a space before a full stop, none after it.

use selon_model::Language;

use super::linear::Random;
use crate::conllu::UdSentence;

/// A text whose sentences are known.
pub struct Document {
    /// The text.
    pub text: String,
    /// Where each sentence ends, in bytes, in order.
    pub ends: Vec<usize>,
}

/// Sentences of a document.
const SENTENCES: usize = 24;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// One line a paragraph, blank lines between.
    Plain,
    /// One line a paragraph, no blank lines.
    Lines,
    /// Lines broken to a width.
    Wrapped(usize),
    /// Slips, headlines, date lines, lines broken around a few words.
    News,
}

/// Lays the sentences out in several ways, the same each time.
pub fn documents(sentences: &[UdSentence], language: Language) -> Vec<Document> {
    let mut random = Random::new(5);
    let mut documents = Vec::new();
    for (number, part) in sentences.chunks(SENTENCES).enumerate() {
        documents.push(document(part, Layout::Plain, language, &mut random));
        let second = match number % 6 {
            0 | 1 => Layout::Lines,
            2 => Layout::Wrapped(60 + random.below(40)),
            _ => Layout::News,
        };
        documents.push(document(part, second, language, &mut random));
    }
    documents
}

fn document(
    sentences: &[UdSentence],
    layout: Layout,
    language: Language,
    random: &mut Random,
) -> Document {
    let mut made = Document { text: String::new(), ends: Vec::new() };
    // Where the paragraph begins; lines are broken when it is whole.
    let mut paragraph = 0;
    for (i, sentence) in sentences.iter().enumerate() {
        let mut text = sentence.text.clone();
        if layout == Layout::News {
            text = slips(&text, random);
        }
        let is_last = i + 1 == sentences.len();
        let joined = sentence.joined_to_next && layout == Layout::Plain;
        let ends_paragraph = is_last
            || if layout == Layout::Plain {
                sentences[i + 1].new_paragraph
            } else {
                random.percent(30)
            };
        let mut headline = false;
        if layout == Layout::News && (i == 0 || ends_paragraph && random.percent(20)) {
            if random.percent(25) {
                date_line(&mut made, language, random);
            }
            if let Some(without) = text.strip_suffix('.') {
                text.truncate(without.trim_end().len());
                headline = true;
            }
        }
        made.text.push_str(&text);
        made.ends.push(made.text.len());
        if joined {
            continue;
        }
        if !(ends_paragraph || headline) {
            let glued = layout == Layout::News && text.ends_with('.') && random.percent(4);
            made.text.push_str(if glued { "" } else { " " });
            continue;
        }
        if let Layout::Wrapped(width) = layout {
            wrap(&mut made.text, paragraph, width);
        }
        let single = layout == Layout::Lines || layout == Layout::News && random.percent(60);
        if layout == Layout::News && random.percent(10) {
            made.text.push_str("  ");
        }
        made.text.push_str(if single { "\n" } else { "\n\n" });
        paragraph = made.text.len();
    }
    made
}

/// *3 mars 2016 . –* on a line of its own, as some agencies begin.
fn date_line(document: &mut Document, language: Language, random: &mut Random) {
    let months: [&str; 4] = match language {
        Language::French => ["janvier", "mars", "juillet", "décembre"],
        Language::English => ["January", "March", "July", "December"],
    };
    let day = 1 + random.below(28);
    let month = months[random.below(4)];
    let year = 2012 + random.below(14);
    let date = match language {
        Language::French => format!("{day} {month} {year}"),
        Language::English => format!("{month} {day}, {year}"),
    };
    let dash = ["–", "—", "-"][random.below(3)];
    let form = match random.below(4) {
        0 => format!("{date} . {dash}"),
        1 => format!("{date}. {dash}"),
        2 => format!("{date} {dash}"),
        _ => date,
    };
    document.text.push_str(&form);
    document.ends.push(document.text.len());
    document.text.push('\n');
}

/// Spaces before commas and full stops, line breaks around a few words.
fn slips(text: &str, random: &mut Random) -> String {
    let mut made = String::with_capacity(text.len() + 8);
    let words: Vec<&str> = text.split(' ').collect();
    let broken = (random.percent(10) && words.len() > 6)
        .then(|| 1 + random.below(words.len() - 2))
        // What is cut out is a link, seldom a name.
        .filter(|&at| !words[at].starts_with(char::is_uppercase) || random.percent(20));
    let one_side = random.percent(50);
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            let breaks = broken == Some(i) || broken.map(|b| b + 1) == Some(i) && !one_side;
            made.push_str(if breaks { ["\n", " \n", "\n "][random.below(3)] } else { " " });
        }
        let stem = word.trim_end_matches(['.', ',']);
        let is_stop = stem.len() + 1 == word.len() && stem.chars().count() > 3;
        if is_stop && random.percent(12) {
            made.push_str(stem);
            made.push(' ');
            made.push_str(&word[stem.len()..]);
        } else {
            made.push_str(word);
        }
    }
    made
}

/// Breaks lines at spaces, from `start` on; no byte moves.
fn wrap(text: &mut String, start: usize, width: usize) {
    let mut line = start;
    let mut space = None;
    let mut breaks = Vec::new();
    for (i, byte) in text.bytes().enumerate().skip(start) {
        if byte == b' ' {
            space = Some(i);
        }
        if i - line >= width
            && let Some(at) = space.take()
        {
            breaks.push(at);
            line = at + 1;
        }
    }
    for at in breaks {
        text.replace_range(at..at + 1, "\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_they_are_said_to() {
        let sentences: Vec<UdSentence> = (0..100)
            .map(|i| UdSentence {
                text: format!("La phrase numéro {i} est écrite pour voir, puis lue."),
                ..UdSentence::default()
            })
            .collect();
        let documents = documents(&sentences, Language::French);
        assert_eq!(documents.len(), 10);
        for document in documents {
            let ends: Vec<&usize> = document.ends.iter().collect();
            assert!(ends.windows(2).all(|w| w[0] < w[1]));
            for &end in &document.ends {
                let before = &document.text[..end];
                let rest = &document.text[end..];
                assert!(!before.ends_with(char::is_whitespace));
                assert!(
                    rest.is_empty()
                        || rest.starts_with(char::is_whitespace)
                        || before.ends_with('.')
                );
            }
        }
    }

    #[test]
    fn wrapping_moves_no_byte() {
        let mut text = "one two three four five six".to_string();
        wrap(&mut text, 0, 9);
        assert_eq!(text, "one two\nthree\nfour five\nsix");
    }
}
