//! What changed between the texts of a report, word by word: editors often change a toll or drop
//! a source without saying so.

mod diff;

use serde::Serialize;

use crate::Version;

/// What became of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It stands in both texts.
    Kept,
    /// It stands in the earlier text alone.
    Removed,
    /// It stands in the later text alone.
    Added,
}

/// A passage that was kept, removed or added as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// What became of it.
    pub fate: Fate,
    /// Its words, white space included.
    pub text: String,
}

/// How many kept words stand on each side of a change.
const CONTEXT: usize = 8;

/// What changed when a text of a report took the place of the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Which text came, from 2.
    pub version: u32,
    /// When it was taken in.
    pub added: String,
    /// The passages of both texts.
    pub passages: Vec<Passage>,
}

impl Change {
    /// The same with [`shortened`] passages.
    pub fn shortened(mut self) -> Change {
        self.passages = shortened(&self.passages);
        self
    }
}

/// Each change of the text of a report, the oldest first.
pub fn history(versions: &[Version]) -> Vec<Change> {
    let pairs = versions.iter().zip(versions.iter().skip(1));
    let change = |(earlier, later): (&Version, &Version)| Change {
        version: later.version,
        added: later.added.clone(),
        passages: passages(&earlier.report.text, &later.report.text),
    };
    pairs.map(change).collect()
}

/// The passages of two texts, in order. Put together, those that were kept or removed are
/// the earlier text, those that were kept or added the later one. Of very long texts that have
/// little in common, whole passages are told as removed and added.
pub fn passages(earlier: &str, later: &str) -> Vec<Passage> {
    diff::Diff::of(earlier, later)
}

/// The passages with what was kept cut down to a few words beside each change; an ellipsis
/// stands for what was left out. Nothing if nothing changed.
pub fn shortened(passages: &[Passage]) -> Vec<Passage> {
    if passages.iter().all(|p| p.fate == Fate::Kept) {
        return Vec::new();
    }
    let last = passages.len() - 1;
    let cut = |(i, passage): (usize, &Passage)| match passage.fate {
        Fate::Kept => Passage { text: beside(&passage.text, i > 0, i < last), ..*passage },
        _ => passage.clone(),
    };
    passages.iter().enumerate().map(cut).collect()
}

/// The first words of a text, if a change stands before it, and the last, if one stands behind.
fn beside(text: &str, before: bool, behind: bool) -> String {
    let starts: Vec<usize> = words(text).map(|(at, _)| at).collect();
    let ends: Vec<usize> = words(text).map(|(at, word)| at + word.len()).collect();
    let kept = CONTEXT * (usize::from(before) + usize::from(behind));
    if starts.len() <= kept {
        return text.to_string();
    }
    let head = if before { &text[..ends[CONTEXT - 1]] } else { "" };
    let tail = if behind { &text[starts[starts.len() - CONTEXT]..] } else { "" };
    match (before, behind) {
        (true, true) => format!("{head} … {tail}"),
        (true, false) => format!("{head} …"),
        _ => format!("… {tail}"),
    }
}

/// The words of a text and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(char::is_whitespace).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let word = piece.trim_end();
        (!word.is_empty()).then_some((start, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(passages: &[Passage]) -> String {
        passages
            .iter()
            .map(|p| match p.fate {
                Fate::Kept => p.text.clone(),
                Fate::Removed => format!("[-{}-]", p.text),
                Fate::Added => format!("{{+{}+}}", p.text),
            })
            .collect()
    }

    #[test]
    fn changed_words() {
        let found =
            passages("Nine people died on Monday.", "Twelve people died on Monday. Two fled.");
        assert_eq!(marked(&found), "[-Nine-]{+Twelve+} people died on Monday.{+ Two fled.+}");
        assert!(shortened(&passages("Same text.", "Same text.")).is_empty());
    }

    #[test]
    fn both_texts_come_out_again() {
        let (earlier, later) =
            ("Élus tués.\n\nUn bilan : 9.", "Élus blessés.\n\nLe bilan : 12, dit-on.");
        let found = passages(earlier, later);
        let without = |fate: Fate| -> String {
            found.iter().filter(|p| p.fate != fate).map(|p| p.text.as_str()).collect()
        };
        assert_eq!(
            (without(Fate::Added).as_str(), without(Fate::Removed).as_str()),
            (earlier, later)
        );
    }

    #[test]
    fn what_was_kept_is_cut_down() {
        let long: String = (0..40).map(|i| format!(" w{i}")).collect();
        let found = passages(&format!("one{long} end"), &format!("two{long} end"));
        let short = marked(&shortened(&found));
        assert_eq!(short, "[-one-]{+two+} w0 w1 w2 w3 w4 w5 w6 w7 …");
        let middle = passages(&format!("one{long} end"), &format!("two{long} stop"));
        assert_eq!(
            marked(&shortened(&middle)),
            "[-one-]{+two+} w0 w1 w2 w3 w4 w5 w6 w7 … w32 w33 w34 w35 w36 w37 w38 w39 [-end-]{+stop+}"
        );
    }
}
