//! The sections of bulletins and digests: what stands under one heading tells nothing of what
//! stands under another, unless it names the same place or people.

use super::{Group, Grouping};
use selon_language::morphology::Number;
use selon_language::{Analysis, Pos, Relation, WordId};

use super::super::placed::{Nearness, far_apart};
use crate::time::{TimeExpression, TimeKind};
use selon_model::reading::Precision;

/// How many words a heading has at most.
const HEADING: usize = 12;

/// The section of each sentence: a new one begins with each heading.
pub(super) fn sections(analysis: &Analysis, times: &[TimeExpression]) -> Vec<u32> {
    let mut section = 0;
    let mut sections = Vec::with_capacity(analysis.sentences.len());
    for (i, sentence) in analysis.sentences.iter().enumerate() {
        let alone = |other: Option<usize>| {
            let other = other.and_then(|o| analysis.sentences.get(o));
            other.is_none_or(|o| o.paragraph != sentence.paragraph)
        };
        let opens = alone(i.checked_sub(1));
        if i > 1 && opens && is_heading(analysis, times, i, alone(Some(i + 1))) {
            section += 1;
        }
        sections.push(section);
    }
    sections
}

/// A short line in capitals, or one that a time of day opens (*18 h 20 – …*, *7.45pm: …*).
fn is_heading(analysis: &Analysis, times: &[TimeExpression], sentence: usize, alone: bool) -> bool {
    let found = &analysis.sentences[sentence];
    let text = found.span.of(analysis.text);
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let short = found.words.len() <= HEADING;
    let capitals = letters().count() > 3 && letters().all(|c| !c.is_lowercase());
    alone && short && capitals && !text.ends_with('.')
        || hour_of(analysis, times, sentence).is_some()
}

/// The hour that a sentence consists of or opens with, before a dash or colon: *18 h 20 – …*.
fn hour_of(analysis: &Analysis, times: &[TimeExpression], sentence: usize) -> Option<usize> {
    let words = analysis.sentences[sentence].words;
    let first = times.partition_point(|t| t.words.start < words.start);
    let hour = times.get(first).filter(|t| {
        t.kind == TimeKind::Hour && t.words.start <= words.start + 1 && t.words.end <= words.end
    })?;
    let sign = |w: u32| analysis[WordId(w)].pos == Pos::Punct;
    let alone = (words.start..hour.words.start).chain(hour.words.end..words.end).all(sign);
    let dash = hour.words.start == words.start
        && hour.words.end < words.end
        && matches!(&*analysis[WordId(hour.words.end)].form, "-" | "–" | "—" | ":" | "|");
    (alone || dash).then_some(first)
}

/// For each sentence the hour of a live report that it stands under.
pub fn hours(analysis: &Analysis, times: &[TimeExpression]) -> Vec<Option<usize>> {
    let mut hour = None;
    let mut paragraph = None;
    let under = |(i, sentence): (usize, &selon_language::Sentence)| {
        if paragraph != Some(sentence.paragraph) {
            hour = hour_of(analysis, times, i).or(hour);
        }
        paragraph = Some(sentence.paragraph);
        hour
    };
    analysis.sentences.iter().enumerate().map(under).collect()
}

impl Grouping<'_, '_, '_> {
    /// Whether an event was told of under another heading alone, and the telling names neither
    /// its place nor its people.
    pub(super) fn under_other_heading(&self, group: &Group, i: usize) -> bool {
        let section = |sentence: u32| self.sections.get(sentence as usize).copied();
        let own = section(self.sentence(i));
        if group.compared().any(|m| section(self.sentence(m)) == own) {
            return false;
        }
        let trigger = &self.triggers[i];
        let near = |n: Nearness| n <= Nearness::OfClause;
        let town = |place: Option<(usize, Nearness)>| {
            let place = place.filter(|p| near(p.1)).and_then(|p| self.resolved(p.0))?;
            (place.precision == Precision::Locality).then_some(place)
        };
        let here = town(trigger.place);
        let named = |w| {
            let word = &self.words.analysis[w];
            word.pos == Pos::Propn
                || self.words.child_by(w, Relation::Nummod).is_some()
                || word.morphology.number != Some(Number::Plur) && word.pos == Pos::Noun
        };
        !group.compared().any(|m| {
            let other = &self.triggers[m];
            let same = |a: Option<_>, b: Option<_>| {
                a.zip(b).is_some_and(|(a, b)| named(a) && self.words.same_participant(a, b))
            };
            here.zip(town(other.place)).is_some_and(|(a, b)| !far_apart(a, b))
                || same(trigger.trigger.target, other.trigger.target)
        })
    }
}
