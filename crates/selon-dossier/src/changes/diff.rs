//! The passages of two texts in bounded time. Short ones are compared word by word (Myers 1986),
//! which takes the square of their length; long ones are first cut where a line, then a sentence,
//! then a run of words stands once in both, and in the same order in both.

use std::collections::HashMap;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::{Fate, Passage};

/// The most steps that two pieces of text may take.
const STEPS_AT_ONCE: usize = 16_000_000;

/// The most steps that two whole texts may take. What is left when they are used up is told as
/// removed and added, but for what stands once in both.
const STEPS_IN_ALL: usize = 64_000_000;

/// How texts are cut, the longest pieces first.
#[derive(Clone, Copy)]
enum Cut {
    Lines,
    Sentences,
    Runs,
}

impl Cut {
    fn pieces(self, text: &str) -> Vec<&str> {
        match self {
            Cut::Lines => text.split_inclusive('\n').collect(),
            Cut::Sentences => text.split_inclusive(['\n', '.', '!', '?', ';']).collect(),
            Cut::Runs => runs(text),
        }
    }

    fn shorter(self) -> Option<Cut> {
        match self {
            Cut::Lines => Some(Cut::Sentences),
            Cut::Sentences => Some(Cut::Runs),
            Cut::Runs => None,
        }
    }
}

/// Words and the white space between them, in turns.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let space = first.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != space).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        words.push(word);
        rest = behind;
    }
    words
}

/// Runs of about sixteen words. A run ends behind a word that ends one wherever it stands, so that
/// behind a change the runs are those of the other text again.
fn runs(text: &str) -> Vec<&str> {
    let (mut runs, mut from, mut at) = (Vec::new(), 0, 0);
    for word in words(text) {
        at += word.len();
        let sum = word.bytes().fold(0u32, |sum, b| sum.wrapping_mul(31).wrapping_add(b.into()));
        if sum % 16 == 1 {
            runs.push(&text[from..at]);
            from = at;
        }
    }
    if from < text.len() {
        runs.push(&text[from..]);
    }
    runs
}

/// Compares two texts.
pub(super) struct Diff {
    passages: Vec<Passage>,
    steps: usize,
}

impl Diff {
    pub(super) fn of(earlier: &str, later: &str) -> Vec<Passage> {
        let mut diff = Diff { passages: Vec::new(), steps: STEPS_IN_ALL };
        diff.compare(earlier, later, Some(Cut::Lines));
        diff.passages
    }

    fn put(&mut self, fate: Fate, text: &str) {
        match self.passages.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.fate == fate => last.text.push_str(text),
            _ => self.passages.push(Passage { fate, text: text.to_string() }),
        }
    }

    fn compare(&mut self, earlier: &str, later: &str, cut: Option<Cut>) {
        if earlier == later {
            return self.put(Fate::Kept, later);
        }
        let (a, b) = (words(earlier), words(later));
        let steps = (a.len() + b.len()).saturating_pow(2);
        if steps <= STEPS_AT_ONCE.min(self.steps) {
            self.steps -= steps;
            return self.word_by_word(&a, &b);
        }
        match cut {
            Some(cut) => self.between_anchors(&cut.pieces(earlier), &cut.pieces(later), cut),
            None => {
                self.put(Fate::Removed, earlier);
                self.put(Fate::Added, later);
            }
        }
    }

    fn word_by_word(&mut self, earlier: &[&str], later: &[&str]) {
        for op in capture_diff_slices(Algorithm::Myers, earlier, later) {
            let (tag, old, new) = op.as_tag_tuple();
            if tag == DiffTag::Equal {
                new.for_each(|n| self.put(Fate::Kept, later[n]));
            } else {
                old.for_each(|n| self.put(Fate::Removed, earlier[n]));
                new.for_each(|n| self.put(Fate::Added, later[n]));
            }
        }
    }

    /// Keeps what both begin and end with and the anchors, and compares what stands between them.
    fn between_anchors(&mut self, earlier: &[&str], later: &[&str], cut: Cut) {
        let same = |(a, b): &(&&str, &&str)| a == b;
        let head = earlier.iter().zip(later).take_while(same).count();
        let (mut a, mut b) = (&earlier[head..], &later[head..]);
        let tail = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
        (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
        later[..head].iter().for_each(|piece| self.put(Fate::Kept, piece));
        let (mut from_a, mut from_b) = (0, 0);
        for (at_a, at_b) in anchors(a, b).into_iter().chain([(a.len(), b.len())]) {
            let (gone, new) = (a[from_a..at_a].concat(), b[from_b..at_b].concat());
            self.compare(&gone, &new, cut.shorter());
            if let Some(piece) = b.get(at_b) {
                self.put(Fate::Kept, piece);
            }
            (from_a, from_b) = (at_a + 1, at_b + 1);
        }
        later[later.len() - tail..].iter().for_each(|piece| self.put(Fate::Kept, piece));
    }
}

/// The most pieces that stand once in both lists, in the same order in both, with where they
/// stand.
fn anchors(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let once = |list: &[&str]| {
        let mut at: HashMap<String, Option<usize>> = HashMap::new();
        for (n, piece) in list.iter().enumerate() {
            at.entry((*piece).to_owned()).and_modify(|at| *at = None).or_insert(Some(n));
        }
        at
    };
    let (in_a, in_b) = (once(a), once(b));
    let both: Vec<(usize, usize)> = b
        .iter()
        .enumerate()
        .filter(|(_, piece)| in_b.get(**piece).is_some_and(Option::is_some))
        .filter_map(|(n, piece)| Some((in_a.get(*piece).copied()??, n)))
        .collect();
    longest_rising(&both)
}

/// The longest list of pairs whose first numbers rise, out of one whose second numbers do.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Of the rising lists of each length, the end that is lowest, and what each pair follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut follows: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (n, (first, _)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].0 < *first);
        follows.push(length.checked_sub(1).map(|before| ends[before]));
        if length == ends.len() {
            ends.push(n);
        } else {
            ends[length] = n;
        }
    }
    let mut longest = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(n) = at {
        longest.push(pairs[n]);
        at = follows[n];
    }
    longest.reverse();
    longest
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    /// Some words, in an order that a number gives.
    fn made_up(words: usize, mut number: u64, line: usize) -> String {
        let mut text = String::new();
        for n in 1..=words {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text.push_str(&format!("w{}", (number >> 33) % 5000));
            text.push(if line > 0 && n % line == 0 { '\n' } else { ' ' });
        }
        text
    }

    fn without(passages: &[Passage], fate: Fate) -> String {
        passages.iter().filter(|p| p.fate != fate).map(|p| p.text.as_str()).collect()
    }

    #[test]
    fn long_texts_take_no_long_time() {
        let long = made_up(900_000, 1, 12);
        assert!(long.len() > 5_000_000);
        let elsewhere = made_up(900_000, 2, 12);
        let one_line = made_up(900_000, 3, 0);
        let each_line: String = long.lines().map(|l| l.replacen('w', "v", 1) + "\n").collect();
        let start = Instant::now();
        for (a, b) in [(&long, &elsewhere), (&long, &one_line), (&long, &each_line)] {
            let found = Diff::of(a, b);
            assert_eq!(&without(&found, Fate::Added), a);
            assert_eq!(&without(&found, Fate::Removed), b);
        }
        // Word by word each of them takes hours.
        let took = start.elapsed();
        assert!(took < Duration::from_secs(60), "{took:?}");
    }

    #[test]
    fn a_word_in_a_long_text_is_found() {
        for line in [0, 12] {
            let earlier = made_up(60_000, 1, line);
            let later = format!("{}\nA toll of twelve.", earlier.replacen("w7 ", "nine ", 2));
            let found = Diff::of(&earlier, &later);
            let removed: Vec<&str> =
                found.iter().filter(|p| p.fate == Fate::Removed).map(|p| p.text.as_str()).collect();
            assert!(removed == ["w7", "w7"], "{} removed", removed.len());
        }
    }

    #[test]
    fn a_passage_that_moved_is_removed_and_added() {
        let lines: Vec<String> = (0..900).map(|n| format!("line {n} has words\n")).collect();
        let mut moved = lines.clone();
        let line = moved.remove(3);
        moved.push(line.clone());
        let found = Diff::of(&lines.concat(), &moved.concat());
        let changed: Vec<&Passage> = found.iter().filter(|p| p.fate != Fate::Kept).collect();
        assert_eq!(changed.iter().map(|p| &p.text).collect::<Vec<_>>(), [&line, &line]);
    }
}
