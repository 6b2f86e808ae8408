//! Transcripts: paragraphs that open with who speaks and a colon (*QUESTION: …*, *MR REED: …*).

use selon_language::{Pos, WordId, WordRange};

use super::Found;
use super::lexicon::Role;
use super::text::Text;

/// The most words of a label.
const LABEL: usize = 5;

/// A paragraph that opens with a label.
struct Turn {
    label: WordRange,
    /// What follows the label in its paragraph.
    said: WordRange,
}

/// Finds who speaks in each turn of a transcript. One label alone may be the place of a report
/// or the kind of a paragraph (*UPDATE: …*); two or more, one of which asks, answers or has a
/// title, are speakers. *Question* and *answer* name nobody.
pub(super) fn find(text: &Text, found: &mut Vec<Found>) {
    let turns = turns(text);
    let asks = |t: &Turn| t.label.iter().any(|w| text.has_role(w, Role::Turn));
    let titled = |t: &Turn| {
        t.label.len() > 1
            && t.label.iter().any(|w| text.lexicon.source_noun(text.analysis, w).is_some())
    };
    if turns.len() < 2 || !turns.iter().any(|t| asks(t) || titled(t)) {
        return;
    }
    let named: Vec<Turn> = turns.into_iter().filter(|t| !asks(t)).collect();
    // Who speaks is told by the label, whatever a colon or a verb in it seemed to tell.
    let in_label = |word: WordId| {
        let at = named.partition_point(|t| t.label.end <= word.0);
        named.get(at).is_some_and(|t| t.label.contains(word))
    };
    found.retain(|f| f.source.is_none_or(|s| !in_label(s)));
    for turn in named {
        let words = || turn.label.iter().filter(|&w| text.analysis[w].pos != Pos::Punct);
        let own = |w: &WordId| text.analysis[*w].head.is_none_or(|h| !turn.label.contains(h));
        found.push(Found {
            source: words().find(own).or_else(|| words().next_back()),
            cue: WordRange { start: turn.said.start, end: turn.said.start },
            head: WordId(turn.said.start),
            content: vec![turn.said],
            source_end: None,
        });
    }
}

fn turns(text: &Text) -> Vec<Turn> {
    let analysis = text.analysis;
    let blocks = analysis.sentences.chunk_by(|a, b| a.paragraph == b.paragraph);
    let turn = |(first, end): (u32, u32)| {
        let colon = (first..end).take(LABEL + 1).find(|&w| text.is(w, &[":"]))?;
        let label = WordRange { start: first, end: colon };
        let capitals = label.iter().all(|w| {
            let form = text.form(w);
            analysis[w].pos == Pos::Punct
                || form.chars().any(char::is_alphabetic) && !form.chars().any(char::is_lowercase)
        });
        let named = capitals && label.iter().any(|w| text.form(w).chars().count() > 1);
        let one = label.len() == 1 && text.has_role(WordId(first), Role::Turn);
        let said = text.trim(WordRange { start: colon + 1, end });
        (!label.is_empty() && (named || one) && !said.is_empty()).then_some(Turn { label, said })
    };
    blocks
        .filter_map(|b| Some((b.first()?.words.start, b.last()?.words.end)))
        .filter_map(turn)
        .collect()
}
