//! Numbers that count nothing: measures, ages, numbers of pages, models and telephones.

use super::QuantityKind;
use super::scan::{Core, Scan};
use crate::scan::atom::AtomKind;

impl Scan<'_, '_> {
    /// Why the number counts nothing, if it does not, and where that ends.
    pub(super) fn no_count(&self, core: &Core, end: usize) -> Option<(QuantityKind, usize)> {
        let text = self.text;
        let after = text.get(end);
        let digits = text[core.end - 1].kind == AtomKind::Digits;
        let first = &text[core.start];
        // Glued to what stands before: F-16, G7, C4.
        if first.kind == AtomKind::Digits && first.glued() && core.start > 0 {
            let before = &text[core.start - 1];
            let model = before.kind == AtomKind::Letters
                || before.is(".")
                || before.is("/")
                || before.is("_")
                || before.is("#")
                || before.is(":")
                || before.is("+")
                || before.is("[")
                || (before.is("-") && before.glued() && core.start > 1);
            if model {
                return Some((QuantityKind::Other, self.glued_end(end)));
            }
        }
        if digits {
            // Glued to what stands behind: an ordinal, a measure (155mm), a model.
            if let Some(next) = after.filter(|a| a.glued() && a.kind == AtomKind::Letters) {
                if self.class(end, "ordinal_suffix").is_some_and(|e| self.word_ends(e)) {
                    return Some((QuantityKind::Other, self.glued_end(end)));
                }
                if let Some(e) = self.class(end, "measure") {
                    return Some((QuantityKind::Measure, e));
                }
                let _ = next;
                return Some((QuantityKind::Other, self.glued_end(end)));
            }
            if let Some(next) = after.filter(|a| a.glued() && (a.is("/") || a.is(":"))) {
                let goes_on = text.get(end + 1).is_some_and(|a| a.glued());
                if goes_on && !next.spaced {
                    return Some((QuantityKind::Other, self.glued_end(end)));
                }
            }
            // Digits that go on after a sign: telephone numbers, versions, scores.
            let sign = after.filter(|a| a.glued() && (a.is("-") || a.is(".") || a.is("–")));
            if sign.is_some()
                && text.get(end + 1).is_some_and(|a| a.glued() && a.kind == AtomKind::Digits)
            {
                return Some((QuantityKind::Other, self.glued_end(end)));
            }
            // More groups of digits: telephone numbers.
            if after.is_some_and(|a| a.spaced && a.kind == AtomKind::Digits) {
                let mut e = end;
                while text.get(e).is_some_and(|a| a.kind == AtomKind::Digits) {
                    e += 1;
                }
                if e - core.start >= 4 {
                    return Some((QuantityKind::Other, e));
                }
            }
        }
        // *résolution 2254*, *Camp 22*; not *dans le camp, 22 personnes*, *In the camp 22 people*.
        let spaced_or_hyphen = first.spaced || text[core.start.saturating_sub(1)].is("-");
        if spaced_or_hyphen
            && core.kind != QuantityKind::Article
            && core.interval.nominal.is_some()
            && core.interval.low == core.interval.high
            && self.lexicon.class_before(text, core.start, "label").is_some()
            && self.class(end, "people").is_none()
        {
            return Some((QuantityKind::Other, end));
        }
        if after.is_some_and(|a| a.glued() && a.is("'")) && self.class(end, "currency").is_none() {
            let minutes =
                text.get(end + 1).is_some_and(|a| a.glued() && a.kind == AtomKind::Digits);
            if minutes {
                return Some((QuantityKind::Measure, end + 2));
            }
        }
        if let Some(e) = self.class(end, "currency") {
            return Some((QuantityKind::Measure, e));
        }
        if let Some(e) = self.measure(end) {
            return Some((QuantityKind::Measure, e));
        }
        if core.kind == QuantityKind::Article {
            return None;
        }
        if self.lexicon.class_before(text, core.start, "age").is_some() {
            return Some((QuantityKind::Measure, self.further_age(end).unwrap_or(end)));
        }
        // *Jean Martin, 42,*: an age.
        if core.start >= 2
            && text[core.start - 1].is(",")
            && text[core.start - 2].capital
            && after.is_some_and(|a| a.is(","))
            && core.interval.nominal.is_some_and(|n| n < 120.0)
            && text.get(end + 1).is_none_or(|a| a.kind == AtomKind::Letters)
        {
            return Some((QuantityKind::Measure, end));
        }
        None
    }

    /// *Aged 19 and 24*: one past the second age.
    fn further_age(&self, end: usize) -> Option<usize> {
        let join = self.class(end, "bound").or_else(|| self.class(end, "range_and"))?;
        let digits = self.text.get(join).filter(|a| a.kind == AtomKind::Digits)?;
        let ends = self.text.get(join + 1).is_none_or(|a| {
            !matches!(a.kind, AtomKind::Letters) || self.class(join + 1, "people").is_none()
        });
        (digits.form.len() <= 2 && ends).then_some(join + 1)
    }

    /// A noun of measure, with what may stand before it: *de dollars*, *square miles*.
    fn measure(&self, at: usize) -> Option<usize> {
        let mut end = at;
        for _ in 0..3 {
            if let Some(e) = self.class(end, "measure").filter(|&e| self.word_ends(e)) {
                return Some(e);
            }
            end = self.class(end, "measure_mid")?;
        }
        None
    }

    /// Whether a word does not go on at this atom.
    fn word_ends(&self, at: usize) -> bool {
        self.text.get(at).is_none_or(|a| {
            a.spaced || (a.kind == AtomKind::Sign && !a.is("'")) || a.kind == AtomKind::Break
        }) || self.text[at - 1].kind != AtomKind::Letters
    }

    /// One past the atoms that touch each other from here, signs of a sentence left out.
    fn glued_end(&self, at: usize) -> usize {
        let mut end = at;
        while let Some(atom) = self.text.get(end).filter(|a| a.glued()) {
            let goes_on = match atom.kind {
                AtomKind::Letters | AtomKind::Digits => true,
                AtomKind::Break => false,
                AtomKind::Sign => {
                    (atom.is("-") || atom.is("/") || atom.is(".") || atom.is(":") || atom.is("_"))
                        && self.text.get(end + 1).is_some_and(|a| {
                            a.glued() && matches!(a.kind, AtomKind::Letters | AtomKind::Digits)
                        })
                }
            };
            if !goes_on {
                break;
            }
            end += 1;
        }
        end
    }
}
