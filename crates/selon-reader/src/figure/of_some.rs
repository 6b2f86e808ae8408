//! Those who are some of others that are told: *trois des cinq otages*, *one of the victims*.

use super::{FigureMention, Finder};
use crate::event::lexicon::{Classes, Kind};
use crate::quantity::{Quantity, QuantityKind};
use selon_language::{Pos, WordId};
use selon_model::ByteSpan;

/// How many words behind *of the* the noun may stand.
const NOUN: u32 = 4;
/// How many sentences before those the total may stand that some are of.
const BACK: u32 = 6;

impl Finder<'_, '_> {
    /// The words of the total that a number is some of, where it stands beside: *cinq otages*
    /// of *trois des cinq otages*.
    pub(super) fn all_of_them(&self, quantity: &Quantity, head: WordId) -> Option<ByteSpan> {
        if !self.is_of_the(quantity.words.end) {
            return None;
        }
        let at = self.quantities.partition_point(|q| q.words.start < quantity.words.end);
        let all = self.quantities.get(at)?;
        let same = all.kind == QuantityKind::Count
            && all.counted == Some(head)
            && all.words.start <= quantity.words.end + 2
            && all.low > quantity.low;
        same.then(|| all.span.cover(self.words.analysis[head].span))
    }

    /// *Vingt personnes ont été tuées. Neuf des victimes étaient des enfants*: makes a part of
    /// the latest total of those who are told as some of the known. One of them alone counts
    /// only where nothing else tells of the same.
    pub(super) fn tell_parts_of_those_before(&self, found: &mut [FigureMention]) {
        let a = self.words.analysis;
        let mut totals: Vec<FigureMention> = Vec::new();
        for figure in found.iter_mut() {
            if self.is_some_of_known(figure) {
                figure.implied |= figure.low == Some(1) && figure.high == Some(1);
                let total = totals.iter().find(|t| t.what == figure.what && t.low > figure.low);
                let near = |t: &&FigureMention| {
                    a[figure.head].sentence.abs_diff(a[t.head].sentence) <= BACK
                };
                figure.part_of = total.filter(near).map(|t| t.span);
            } else if figure.part_of.is_none() {
                totals.retain(|t| t.what != figure.what);
                totals.push(figure.clone());
            }
        }
    }

    /// Whether a figure tells by its noun of some of those who are known: *neuf des victimes*.
    fn is_some_of_known(&self, figure: &FigureMention) -> bool {
        let at = self.quantities.partition_point(|q| q.span.start < figure.span.start);
        let quantity = self.quantities.get(at).filter(|q| q.span.end <= figure.span.end);
        figure.predicate == figure.head
            && figure.part_of.is_none()
            && figure.what.has_parts()
            && quantity.is_some_and(|q| {
                q.kind == QuantityKind::Count
                    && q.words.end < figure.head.0
                    && figure.head.0 <= q.words.end + NOUN
                    && self.is_of_the(q.words.end)
            })
    }

    /// *L'une des attaques les plus meurtrières*: one of a kind, which counts nothing.
    pub(super) fn is_one_of_such(&self, quantity: &Quantity, head: WordId) -> bool {
        let a = self.words.analysis;
        let one = quantity.low == Some(1) && quantity.high == Some(1);
        let told = |kind: &Kind| matches!(kind, Kind::Attack | Kind::Code(_));
        let event =
            self.words.lexicon.rows(self.words.lemma(head), a[head].pos).any(|r| told(&r.kind));
        one && event && self.is_of_the(quantity.words.end)
    }

    /// Whether *of the* begins here: *des*, *of these*.
    fn is_of_the(&self, at: u32) -> bool {
        let a = self.words.analysis;
        let (of, next) = (WordId(at), WordId(at + 1));
        let Some(word) = a.words.get(next.index()) else { return false };
        let definite = word.pos == Pos::Det || word.morphology.possessive;
        word.sentence == a[of].sentence
            && (self.phrases.has(&self.words, "of_the", of)
                || self.words.classes(of).any(Classes::OF) && definite)
    }
}
