//! Counts told place by place: *killed 12 in Gao and four in Kidal*, *six autres mardi à
//! Lubero*, *45 morts : 20 à Beni, 25 à Lubero*.

use super::lexicon::Argument;
use super::{FigureKind, FigureMention, Finder, PART};
use crate::event::lexicon::Classes;
use crate::quantity::{Quantity, QuantityKind};
use selon_language::morphology::Number;
use selon_language::{Pos, Relation, WordId};
use selon_model::reading::Precision;

/// How many words behind a number its place and day may stand.
const BEHIND: u32 = 10;
/// How many numbers a list has at most.
const LISTED: usize = 16;

impl Finder<'_, '_> {
    /// A number as it counts nobody but those told before, where the tree takes the place or day
    /// behind it for what it counts: *four* of *four in Kidal*, *huit* of *huit mardi à Kidal*.
    pub(super) fn without_place(&self, quantity: &Quantity) -> Quantity {
        let a = self.words.analysis;
        let behind = WordId(quantity.words.end);
        let of_place =
            |c: WordId| c > behind && a[c].pos == Pos::Propn && self.is_place_after(behind);
        let of_day = |c: WordId| {
            c == behind && self.is_day(c) && self.is_joined(WordId(quantity.words.start))
        };
        let count = quantity.kind == QuantityKind::Count;
        let counted = quantity.counted.filter(|&c| !(count && (of_place(c) || of_day(c))));
        Quantity { counted, ..quantity.clone() }
    }

    /// Whether a word is a day of the week or another time in the singular.
    fn is_day(&self, word: WordId) -> bool {
        self.words.classes(word).any(Classes::TIME)
            && self.words.analysis[word].morphology.number != Some(Number::Plur)
    }

    /// *Killed 12 in Gao and four in Kidal*, *tués lundi à Beni et six autres mardi à Lubero*:
    /// those of whom the same is told, in another place or on another day.
    pub(super) fn is_elsewhere(&self, before: &FigureMention, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let start = WordId(quantity.words.start);
        let near = self.is_same_sentence(before, start)
            && before.predicate < start
            && start.0 - before.head.0 <= PART;
        if !near || !self.is_told_of_others(before) || quantity.high == Some(0) {
            return false;
        }
        if self.is_behind_place(quantity) {
            return true;
        }
        let Some((after, others)) = self.who_is_counted(quantity) else { return false };
        let first = WordId(a.sentence_of(start).words.start).0.max(before.head.0.saturating_sub(4));
        let told = |w: WordId| self.is_place_after(w) || self.is_day_after(w);
        let had_place = || (first..start.0).map(WordId).any(told);
        self.is_joined(start)
            && self.has_no_verb_behind(after)
            && self.tells_where(after, others)
            && (others || had_place())
    }

    /// *Cinq policiers ont été tués, deux à Kano et trois à Kaduna*, *sept personnes ont été
    /// enlevées, cinq hommes et deux femmes*: whether a number is the first of a list that
    /// makes up the total before. After a colon the list need not tell all.
    pub(super) fn adds_up(&self, total: &FigureMention, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let start = WordId(quantity.words.start);
        let exact = total.low.filter(|_| total.low == total.high);
        let Some(all) = exact.filter(|_| self.is_same_sentence(total, start)) else { return false };
        let opens = start.previous().map(|w| &*a[w].form);
        let colon = opens == Some(":");
        let harm = total.what != FigureKind::Other && total.what != FigureKind::Participants;
        // *Trois soldats, deux bergers et un forgeron ont été tués* is a list of six.
        let told = total.predicate < start;
        if !harm
            || !told
            || total.part_of.is_some()
            || !(colon || matches!(opens, Some("," | "(" | "–" | "—")))
            || start.0 - total.head.0 > PART
        {
            return false;
        }
        // *Tué six personnes à Gao, quatre à Kidal et deux à Mopti* is no total of six.
        let towns = || {
            let between = (total.head.0..start.0).map(WordId).filter(|&w| self.is_place_after(w));
            between.filter(|&w| !self.is_wide_place_after(w)).count()
        };
        if !colon && self.is_bare(quantity) && towns() > 0 {
            return false;
        }
        let (sum, numbers) = self.sum_of_list(quantity);
        sum == all && numbers > 1
            || colon && sum < all && self.tells_where(behind_number(quantity), false)
    }

    /// *Deux à Kano et trois à Kaduna*: the part of a total that goes on with the one before.
    pub(super) fn is_next_part(&self, part: &FigureMention, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let start = WordId(quantity.words.start);
        let verb = |w: WordId| matches!(a[w].pos, Pos::Verb | Pos::Aux);
        part.part_of.is_some()
            && self.is_same_sentence(part, start)
            && start.0 - part.head.0 <= PART
            && self.is_bare(quantity)
            && self.is_joined(start)
            && !(part.head.0..start.0).map(WordId).any(verb)
            && self.tells_where(behind_number(quantity), false)
            && self.has_no_verb_behind(behind_number(quantity))
    }

    /// Whether a comma, a semicolon or a conjunction stands right before a word.
    pub(super) fn is_joined(&self, start: WordId) -> bool {
        let a = self.words.analysis;
        start.previous().is_some_and(|w| {
            a[w].sentence == a[start].sentence
                && (matches!(&*a[w].form, "," | ";") || a[w].relation == Relation::Cc)
        })
    }

    /// The sum of a list of numbers that begins with this one, and how many they are: numbers
    /// of people, each behind a comma or conjunction, no verb between.
    fn sum_of_list(&self, first: &Quantity) -> (u64, usize) {
        let a = self.words.analysis;
        let at = self.quantities.partition_point(|q| q.words.start < first.words.start);
        let (mut sum, mut numbers, mut last) = (0_u64, 0, first.words.start);
        let verb = |w: WordId| matches!(a[w].pos, Pos::Verb | Pos::Aux);
        for q in self.quantities[at..].iter().take(LISTED) {
            let start = WordId(q.words.start);
            let counts = matches!(q.kind, QuantityKind::Count | QuantityKind::Article)
                && q.low == q.high
                && a.words
                    .get(start.index())
                    .is_some_and(|w| w.sentence == a[WordId(last)].sentence);
            let q = self.without_place(q);
            // *12 dead, seven injured and five missing* are no parts.
            let people = match q.counted {
                Some(counted) if !self.is_bare(&q) => self.is_person(counted),
                _ => self.tells_where(behind_number(&q), false),
            };
            let goes_on = numbers == 0 || counts && self.is_joined(start);
            if !counts || !people || !goes_on || (last..start.0).map(WordId).any(verb) {
                break;
            }
            let Some(next) = q.low.and_then(|n| sum.checked_add(n)) else { break };
            (sum, numbers, last) = (next, numbers + 1, start.0);
        }
        (sum, numbers)
    }

    fn is_same_sentence(&self, before: &FigureMention, start: WordId) -> bool {
        let a = self.words.analysis;
        a.words.get(start.index()).is_some_and(|w| w.sentence == a[before.head].sentence)
            && start > before.head
    }

    /// Whether what is told of those before may be told of others: not so of troops that only
    /// took part.
    fn is_told_of_others(&self, before: &FigureMention) -> bool {
        let row = |argument| self.row(before.predicate, argument).map(|row| row.kind);
        let kind = Some(before.what);
        match before.what {
            FigureKind::Other => false,
            FigureKind::Participants => {
                row(Argument::Subject) == kind || row(Argument::Object) == kind
            }
            _ => true,
        }
    }

    /// The word behind a number and those it counts, and whether they are told as others:
    /// behind *six autres*, *four*, *six autres soldats*.
    fn who_is_counted(&self, quantity: &Quantity) -> Option<(WordId, bool)> {
        let behind = WordId(quantity.words.end);
        if quantity.kind != QuantityKind::Count {
            return None;
        }
        if self.is_bare(quantity) {
            return Some((behind, false));
        }
        let counted = quantity.counted?;
        let other = |w: WordId| self.words.classes(w).any(Classes::ANOTHER);
        let others = (quantity.words.start..=counted.0).map(WordId).any(other);
        let close = counted.0 <= behind.0 + 2;
        (close && (other(counted) || self.is_person(counted))).then_some((counted.next(), others))
    }

    /// *À Lubero, six*: a number alone behind its place.
    fn is_behind_place(&self, quantity: &Quantity) -> bool {
        let a = self.words.analysis;
        let (start, end) = (WordId(quantity.words.start), WordId(quantity.words.end));
        let sentence = a.sentence_of(start).words;
        let comma = start.previous().filter(|&w| w.0 > sentence.start && &*a[w].form == ",");
        let Some(adposition) = comma.and_then(|w| w.previous()?.previous()) else { return false };
        let opens = adposition.previous().is_some_and(|w| {
            w.0 >= sentence.start && (&*a[w].form == ";" || a[w].relation == Relation::Cc)
        });
        let alone = end.0 >= sentence.end || a[end].pos == Pos::Punct || a[end].pos == Pos::Cconj;
        self.is_bare(quantity) && opens && alone && self.is_place_after(adposition)
    }

    /// Whether a word is a preposition with a place behind it: *à Beni*, *dans le Sinaï*.
    fn is_place_after(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        let Some(sentence) = a.words.get(word.index()).map(|w| w.sentence) else { return false };
        let preposition = a[word].pos == Pos::Adp && !self.words.classes(word).any(Classes::OF);
        let within = |w: WordId| a.words.get(w.index()).is_some_and(|x| x.sentence == sentence);
        let next = word.next();
        let article = within(next) && a[next].pos == Pos::Det;
        let noun = if article { next.next() } else { next };
        preposition
            && within(noun)
            && (a[noun].pos == Pos::Propn || self.words.classes(noun).any(Classes::PLACE))
            && !self.words.classes(noun).any(Classes::TIME)
    }

    /// Whether a country or a part of one stands behind a preposition: *au Niger*, which may
    /// have the towns in it that follow.
    fn is_wide_place_after(&self, preposition: WordId) -> bool {
        let at = self.places.partition_point(|p| p.words.end <= preposition.0 + 1);
        let place = self.places.get(at).filter(|p| p.words.start <= preposition.0 + 2);
        let precision = place.and_then(|p| p.resolved.as_ref()).map(|r| r.precision);
        precision.is_some_and(|p| !matches!(p, Precision::Locality | Precision::District))
    }

    /// Whether the words right behind a number tell a place or a day; of `others` also what else
    /// stands behind a preposition: *quatre autres dans le camp*.
    fn tells_where(&self, after: WordId, others: bool) -> bool {
        let a = self.words.analysis;
        let mut behind = self.clause_behind(after);
        let first = behind.next();
        first.is_some_and(|w| {
            self.is_place_after(w) || self.is_day_after(w) || others && a[w].pos == Pos::Adp
        })
    }

    /// Whether a word is a day, alone or behind a preposition: *mardi*, *on Tuesday*, *en avril*.
    fn is_day_after(&self, word: WordId) -> bool {
        let a = self.words.analysis;
        let next = word.next();
        let inside = a.words.get(next.index()).is_some_and(|n| n.sentence == a[word].sentence);
        self.is_day(word) || a[word].pos == Pos::Adp && inside && self.is_day(next)
    }

    /// Whether no verb stands between here and the end of the clause.
    fn has_no_verb_behind(&self, after: WordId) -> bool {
        let a = self.words.analysis;
        !self.clause_behind(after).any(|w| matches!(a[w].pos, Pos::Verb | Pos::Aux))
    }

    /// The words from here to the next comma, conjunction or end of the sentence.
    fn clause_behind(&self, after: WordId) -> impl Iterator<Item = WordId> + '_ {
        let a = self.words.analysis;
        let previous = after.previous().unwrap_or(after);
        let end = a.sentence_of(previous).words.end.min(after.0 + BEHIND);
        let closes = |w: &WordId| a[*w].pos == Pos::Punct || a[*w].pos == Pos::Cconj;
        (after.0..end).map(WordId).take_while(move |w| !closes(w))
    }
}

fn behind_number(quantity: &Quantity) -> WordId {
    WordId(quantity.words.end)
}
