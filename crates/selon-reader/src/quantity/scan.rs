//! Finds quantities in the atoms of a text.

use super::QuantityKind;
use super::interval::{Interval, whole};
use crate::scan::atom::{Atom, AtomKind};
use crate::scan::lexicon::Lexicon;
use crate::scan::number::{Written, number_at};

/// A quantity in the atoms of a text; ends exclusive.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scanned {
    /// All of it.
    pub atoms: (usize, usize),
    /// The number, without what makes it an interval.
    pub core: (usize, usize),
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub kind: QuantityKind,
    /// What the words tell before they are known to count nothing, and where they stand.
    pub interval: Interval,
    pub told: (usize, usize),
}

/// A number, a range, a collective or indefinite word.
#[derive(Clone, Copy)]
pub(super) struct Core {
    pub start: usize,
    pub end: usize,
    pub interval: Interval,
    pub kind: QuantityKind,
    scale: f64,
    /// Written with decimals that no *million* makes whole.
    decimal: bool,
}

/// The quantities of a text, in order. `times` are the atoms of its dates and hours,
/// in order; a number in them counts nothing.
pub(super) fn scan(lexicon: &Lexicon, text: &[Atom], times: &[(usize, usize)]) -> Vec<Scanned> {
    let scan = Scan { lexicon, text };
    let mut found = Vec::new();
    let mut times = times.iter().copied().peekable();
    let mut at = 0;
    while at < text.len() {
        while times.next_if(|t| t.1 <= at).is_some() {}
        if let Some((start, end)) = times.peek().copied()
            && start <= at
        {
            if text[at..end].iter().any(|a| a.kind == AtomKind::Digits) {
                let (atoms, kind) = ((at, end), QuantityKind::Other);
                let interval = Interval { low: None, high: None, nominal: None };
                let told = (at, at);
                found.push(Scanned {
                    atoms,
                    core: atoms,
                    low: None,
                    high: None,
                    kind,
                    interval,
                    told,
                });
            }
            at = end;
            continue;
        }
        if text[at].kind != AtomKind::Digits
            && !lexicon.begins(&text[at])
            && !begins_address(&text[at])
        {
            at += 1;
            continue;
        }
        let limit = times.peek().map_or(text.len(), |t| t.0);
        if let Some(end) = scan.address(at) {
            at = end;
            continue;
        }
        match scan.quantity(at).filter(|q| q.core.1 <= limit) {
            Some(quantity) => {
                at = quantity.atoms.1;
                found.push(quantity);
            }
            None => at = scan.passed_over(at),
        }
    }
    found
}

/// The numbers of a text by themselves: the atoms from and to, and the value.
pub(super) fn numbers(lexicon: &Lexicon, text: &[Atom]) -> Vec<(usize, usize, f64)> {
    let scan = Scan { lexicon, text };
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let number = scan.counted_number(at).filter(|_| !scan.within_word(at));
        let number = number.and_then(|n| Some((n.start, n.end, n.interval.nominal?)));
        let number = number.map(|n| scan.with_own_decimals(n)).or_else(|| scan.one(at));
        match number {
            Some(number) if scan.ends_word(number.1) => {
                at = number.1;
                found.push(number);
            }
            _ => at = scan.passed_over(at),
        }
    }
    found
}

pub(super) struct Scan<'a, 't> {
    pub lexicon: &'a Lexicon,
    pub text: &'a [Atom<'t>],
}

impl Scan<'_, '_> {
    pub(super) fn class(&self, at: usize, class: &str) -> Option<usize> {
        self.lexicon.class_at(self.text, at, class).map(|h| h.end)
    }

    /// One past an address of the web that begins here.
    fn address(&self, at: usize) -> Option<usize> {
        let atom = self.text.get(at)?;
        if !begins_address(atom) {
            return None;
        }
        let rest =
            self.text[at + 1..].iter().take_while(|a| a.glued() && a.kind != AtomKind::Break);
        Some(at + 1 + rest.count())
    }

    /// *4,800* in French, *4.800* in English: where nothing stands behind that is counted, the
    /// sign is that of the language before decimals.
    fn with_own_decimals(&self, (start, end, n): (usize, usize, f64)) -> (usize, usize, f64) {
        let mark = end == start + 3 && self.class(start + 1, "decimal_mark").is_some();
        let digits = self.text[end - 1].kind == AtomKind::Digits && n >= 1000.0;
        let counts = self.text.get(end).is_some_and(|a| a.kind == AtomKind::Letters);
        (start, end, if mark && digits && !counts { n / 1000.0 } else { n })
    }

    /// *Un*, *une*, which may be an article: one all the same.
    fn one(&self, at: usize) -> Option<(usize, usize, f64)> {
        let number = number_at(self.lexicon, self.text, at)?;
        let article = number.written == Written::Article && !self.within_word(at);
        let phrase = self.class(at, "not_number").is_some();
        (article && !phrase).then_some((at, number.end, number.value))
    }

    /// *The tenth*, *le quinzième*, as an end of an interval.
    fn ranked(&self, at: usize) -> Option<Core> {
        let determiner = self.class(at, "determiner")?;
        let (end, n) = match self.lexicon.class_at(self.text, determiner, "ordinal") {
            Some(hit) => (hit.end, hit.value.parse::<f64>().ok()?),
            None => {
                let digits = self.text.get(determiner).filter(|a| a.kind == AtomKind::Digits)?;
                let suffix = self.class(determiner + 1, "ordinal_suffix")?;
                let whole = self.text[determiner + 1].glued() && self.ends_word(suffix);
                (suffix, digits.form.parse().ok().filter(|_| whole)?)
            }
        };
        let (interval, kind) = (Interval::exactly(n), QuantityKind::Other);
        let core = Core { start: at, end, interval, kind, scale: 1.0, decimal: false };
        (n > 1.0).then_some(core)
    }

    /// Whether the atom goes on letters or digits before it: *F16*, *SCP-173*.
    fn within_word(&self, at: usize) -> bool {
        at > 0
            && self.text[at].glued()
            && matches!(self.text[at - 1].kind, AtomKind::Letters | AtomKind::Digits)
    }

    /// Whether no letters go on behind these atoms: *180ml* is none.
    fn ends_word(&self, end: usize) -> bool {
        self.text.get(end).is_none_or(|a| a.spaced || a.kind != AtomKind::Letters)
    }

    /// The next atom to try where nothing was found.
    fn passed_over(&self, at: usize) -> usize {
        self.class(at, "not_number").unwrap_or(at + 1)
    }

    /// Words that make an interval of the number behind them, outer ones first, and one
    /// past them.
    fn effects(&self, at: usize) -> (Vec<&'static str>, usize) {
        let (mut effects, mut start) = (vec![], at);
        while effects.len() < 4 {
            let next = self
                .lexicon
                .at(self.text, start)
                .find(|h| h.class == "approx" && self.core_begins(h.end));
            let Some(hit) = next else { break };
            effects.push(hit.value);
            start = hit.end;
        }
        (effects, start)
    }

    /// *and at most 50* behind *at least 20*: the interval between both, and one past it.
    fn other_bound(&self, end: usize, one: Interval) -> Option<(usize, Interval)> {
        let join = self.class(end, "bound")?;
        let (effects, start) = self.effects(join);
        let number = self.counted_number(start).or_else(|| self.ranked(start));
        let number = number.filter(|_| !effects.is_empty())?;
        let other = effects.iter().rev().fold(number.interval, |i, effect| i.with(effect));
        Some((number.end, one.both(other)?))
    }

    /// Whether words that stand behind a number go on to a number of their own: *20 et plus
    /// petit que 30*.
    fn goes_on_to_number(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| {
            self.lexicon
                .at(self.text, i)
                .any(|h| h.class == "approx" && h.end > to && self.core_begins(h.end))
        })
    }

    fn quantity(&self, at: usize) -> Option<Scanned> {
        let (effects, start) = self.effects(at);
        if effects.is_empty() && self.class(at, "not_number").is_some() {
            return None;
        }
        let ranked = || if effects.is_empty() { None } else { self.ranked(start) };
        let mut core = self.core(start).or_else(ranked)?;
        if core.kind == QuantityKind::Article && !effects.is_empty() {
            core.kind = QuantityKind::Count;
        }
        let mut interval = core.interval;
        for effect in effects.iter().rev() {
            interval = interval.with(effect);
        }
        let mut end = core.end;
        if matches!(core.kind, QuantityKind::Count)
            && let Some(hit) = self.lexicon.class_at(self.text, end, "after")
            && !self.core_begins(hit.end)
            && self.class(hit.end, "than").is_none()
            && !self.goes_on_to_number(end, hit.end)
        {
            interval = interval.with(hit.value);
            end = hit.end;
        }
        if !effects.is_empty()
            && let Some((after, both)) = self.other_bound(end, interval)
        {
            (interval, end) = (both, after);
        }
        let told = (at, end);
        let mut kind = core.kind;
        if matches!(kind, QuantityKind::Count | QuantityKind::Article)
            && let Some(other) = self.no_count(&core, end)
        {
            kind = other.0;
            end = end.max(other.1);
        }
        let (low, high) = match kind {
            QuantityKind::Other => (None, None),
            _ => (interval.low.and_then(whole), interval.high.and_then(whole)),
        };
        // A count of 1.3 or 5.0 is none, and none of about 2.5.
        let broken = core.interval.nominal.is_some_and(|n| whole(n).is_none());
        let uncounted = core.decimal || broken || (low.is_none() && high.is_none());
        if kind == QuantityKind::Count && uncounted {
            kind = QuantityKind::Measure;
        }
        let core = (core.start, core.end);
        Some(Scanned { atoms: (at, end), core, low, high, kind, interval, told })
    }

    /// Whether a number or a word that makes an interval of one begins here.
    fn core_begins(&self, at: usize) -> bool {
        self.text.get(at).is_some_and(|a| a.kind == AtomKind::Digits)
            || self.ranked(at).is_some()
            || self.lexicon.at(self.text, at).any(|h| {
                matches!(
                    h.class,
                    "ones"
                        | "tens"
                        | "tens_long"
                        | "hundred"
                        | "scale"
                        | "group"
                        | "groups"
                        | "alone"
                        | "some"
                        | "between"
                        | "currency"
                ) || (h.class == "approx" && h.end < self.text.len() && self.core_after(h.end))
                    || (h.class == "article" && self.text.get(h.end).is_some())
            })
    }

    fn core_after(&self, at: usize) -> bool {
        self.text.get(at).is_some_and(|a| a.kind == AtomKind::Digits)
            || self.lexicon.at(self.text, at).any(|h| {
                matches!(
                    h.class,
                    "ones"
                        | "tens"
                        | "tens_long"
                        | "hundred"
                        | "scale"
                        | "alone"
                        | "article"
                        | "between"
                )
            })
    }

    fn core(&self, at: usize) -> Option<Core> {
        for class in ["between", "from"] {
            let Some(open) = self.lexicon.class_at(self.text, at, class) else { continue };
            let number = |at: usize| self.counted_number(at).or_else(|| self.ranked(at));
            let Some(first) = number(self.approx(open.end)) else { continue };
            let Some(join) = self.class(first.end, open.value) else { continue };
            let Some(second) = number(self.approx(join)) else { continue };
            if let Some(core) = self.range(first, second) {
                return Some(Core { start: at, ..core });
            }
        }
        if let Some(core) = self.counted_number(at) {
            return Some(self.extended(core));
        }
        let entry = self.lexicon.at(self.text, at).find(|h| {
            matches!(h.class, "some" | "none" | "article")
                || (h.class == "nobody" && self.negated(at, h.end))
        })?;
        let (end, interval, kind) = match entry.class {
            "some" => {
                let base = Interval::from(entry.value.parse().ok()?);
                match self.groups(entry.end, 2.0) {
                    Some((end, interval)) => (end, interval, QuantityKind::Count),
                    None => (entry.end, base, QuantityKind::Count),
                }
            }
            "none" | "nobody" => (entry.end, Interval::exactly(0.0), QuantityKind::Count),
            _ => {
                self.text.get(entry.end).filter(|a| a.kind == AtomKind::Letters)?;
                if self.text[at].glued() && at > 0 && !self.text[at - 1].is("'") {
                    return None;
                }
                (entry.end, Interval::exactly(1.0), QuantityKind::Article)
            }
        };
        Some(Core { start: at, end, interval, kind, scale: 1.0, decimal: false })
    }

    /// Past a word such as *about* before the second number of a range.
    fn approx(&self, at: usize) -> usize {
        let hit = self.lexicon.class_at(self.text, at, "approx");
        hit.filter(|h| h.value == "about").map_or(at, |h| h.end)
    }

    /// *Personne n'a été tué*: whether a negation follows close.
    fn negated(&self, at: usize, end: usize) -> bool {
        let bare = at == 0 || !self.text[at - 1].is("une") && !self.text[at - 1].is("la");
        bare && (end..end + 2).any(|i| self.class(i, "negation").is_some())
    }

    /// A number, with a collective noun if there is one, or collective nouns alone.
    fn counted_number(&self, at: usize) -> Option<Core> {
        let atom = self.text.get(at)?;
        let kind = QuantityKind::Count;
        if let Some((end, interval)) = self.groups(at, 2.0) {
            return Some(Core { start: at, end, interval, kind, scale: 1.0, decimal: false });
        }
        if atom.kind == AtomKind::Sign
            && let Some(number) = number_at(self.lexicon, self.text, at)
        {
            let interval = Interval::exactly(number.value);
            let (end, scale) = (number.end, number.scale);
            return Some(Core { start: at, end, interval, kind, scale, decimal: true });
        }
        if atom.kind == AtomKind::Sign {
            let after = self.class(at, "currency")?;
            let core =
                self.counted_number(after).filter(|_| self.text[after].kind == AtomKind::Digits)?;
            return Some(Core { start: at, kind: QuantityKind::Measure, ..core });
        }
        if let Some(alone) = self.lexicon.class_at(self.text, at, "alone") {
            let (value, _) = group_value(alone.value)?;
            let (end, n) = self.of_groups(alone.end, value);
            return Some(Core {
                start: at,
                end,
                interval: Interval::exactly(n),
                kind,
                scale: 1.0,
                decimal: false,
            });
        }
        let article = self.class(at, "article");
        if let Some(end) = article
            && let Some((end, interval)) = self.group(end, 1.0)
        {
            return Some(Core { start: at, end, interval, kind, scale: 1.0, decimal: false });
        }
        let number = number_at(self.lexicon, self.text, at)?;
        if let Some((end, interval)) = self.group(number.end, number.value) {
            return Some(Core { start: at, end, interval, kind, scale: 1.0, decimal: false });
        }
        let interval = Interval::exactly(number.value);
        let (end, scale) = (number.end, number.scale);
        if number.written == Written::Article {
            // *l'un des*, *un des*, *un ou deux*: a number after all.
            let numeral = (at > 0
                && self.text[at - 1].is("'")
                && self.text[at].glued()
                && at > 1
                && self.text[at - 2].is("l"))
                || self
                    .class(end, "or")
                    .is_some_and(|e| number_at(self.lexicon, self.text, e).is_some())
                || self.lexicon.class_at(self.text, end, "of").is_some();
            if !numeral {
                return None;
            }
        }
        let decimal = number.decimal && number.value.fract().abs() < 1e-9 && scale == 1.0;
        Some(Core { start: at, end, interval, kind, scale, decimal })
    }

    /// Collective nouns in the singular after a number: *deux dizaines de milliers*.
    fn group(&self, at: usize, times: f64) -> Option<(usize, Interval)> {
        let at =
            if self.text.get(at).is_some_and(|a| a.is("-") && a.glued()) { at + 1 } else { at };
        let hit = self.lexicon.at(self.text, at).find(|h| matches!(h.class, "group" | "groups"))?;
        let (value, about) = group_value(hit.value)?;
        let (end, product) = self.of_groups(hit.end, times * value);
        let interval = if about { Interval::about(product) } else { Interval::exactly(product) };
        Some((end, interval))
    }

    /// Collective nouns in the plural, or number words of multiplication, alone or
    /// after *plusieurs*: *dizaines de milliers*, *several hundred*.
    fn groups(&self, at: usize, least: f64) -> Option<(usize, Interval)> {
        let after_some = at > 0 && self.lexicon.class_before(self.text, at, "some").is_some();
        let hit = self.lexicon.at(self.text, at).find(|h| match h.class {
            "groups" => true,
            "group" | "hundred" | "scale" => after_some,
            _ => false,
        })?;
        let (value, _) = group_value(hit.value)?;
        let (end, product) = self.of_groups(hit.end, least * value);
        Some((end, Interval::from(product)))
    }

    /// *de milliers*, *of thousands* behind a collective noun.
    fn of_groups(&self, mut end: usize, mut product: f64) -> (usize, f64) {
        while let Some(of) = self.class(end, "of").or(Some(end)) {
            let next = self.lexicon.at(self.text, of).find(|h| match h.class {
                "groups" => true,
                "scale" | "group" | "hundred" => of == end,
                _ => false,
            });
            let Some((hit, value)) = next.and_then(|h| Some((h, group_value(h.value)?.0))) else {
                break;
            };
            product *= value;
            end = hit.end;
        }
        (end, product)
    }

    /// *12 à 15*, *12-15*, *deux ou trois*.
    fn extended(&self, first: Core) -> Core {
        for class in ["range", "or"] {
            let Some(join) = self.class(first.end, class) else { continue };
            let sign = self.text[join - 1].kind == AtomKind::Sign;
            if sign && self.text.get(join).is_none_or(|a| a.kind != AtomKind::Digits) {
                continue;
            }
            let Some(second) = self.counted_number(self.approx(join)) else { continue };
            if let Some(core) = self.range(first, second) {
                return core;
            }
        }
        first
    }

    fn range(&self, first: Core, second: Core) -> Option<Core> {
        if first.kind != second.kind {
            return None;
        }
        let mut first = first;
        // *10 à 20 000*, *5 à 10 millions*: the first is said in the thousands of the second.
        if let (Some(a), Some(b)) = (first.interval.nominal, second.interval.nominal)
            && first.scale == 1.0
            && second.scale > 1.0
            && a * second.scale < b
        {
            first.interval = Interval::exactly(a * second.scale);
        }
        let interval = Interval::between(first.interval, second.interval);
        let ordered = matches!((interval.low, interval.high), (Some(a), Some(b)) if a < b);
        ordered.then_some(Core { start: first.start, end: second.end, interval, ..second })
    }
}

/// Whether an address of the web may begin with this atom.
fn begins_address(atom: &Atom) -> bool {
    atom.is("http") || atom.is("https") || atom.is("www")
}

/// The number of a collective noun, and whether it is about so many.
fn group_value(value: &str) -> Option<(f64, bool)> {
    match value.strip_suffix('~') {
        Some(number) => Some((number.parse().ok()?, true)),
        None => Some((value.parse().ok()?, false)),
    }
}
