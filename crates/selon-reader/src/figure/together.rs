//! Victims who are told one beside the other and counted in one: *deux femmes et un garçon*,
//! *a mother and her two children*.

use super::{FigureMention, Finder};
use crate::event::lexicon::Classes;
use crate::quantity::QuantityKind;
use selon_language::morphology::Number;
use selon_language::{Pos, Relation, WordId};

/// How many words after who is counted another may stand who is counted with them.
const NEAR: u32 = 24;

/// How many conjuncts from the first of a list another may stand.
const LISTED: usize = 6;

/// An interval of a count.
type Count = (Option<u64>, Option<u64>);

impl Finder<'_, '_> {
    /// Adds to a figure those who are told beside whom it counts and told apart by no more
    /// than age, sex or kinship: *deux femmes et un garçon*, *un berger et ses trois fils*.
    /// *Un soldat et un berger* are a figure each.
    pub(super) fn count_together(&self, figure: &mut FigureMention) {
        let a = self.words.analysis;
        if figure.high == Some(0) {
            return;
        }
        // *Sa femme et deux enfants*: the first has no number.
        if let Some(first) = self.kin_before(figure.head) {
            figure.low = figure.low.map(|n| n + 1);
            figure.high = figure.high.map(|n| n + 1);
            figure.span = figure.span.cover(self.words.analysis[first].span);
            figure.who = None;
        }
        for (other, (low, high)) in self.beside_each_other(figure.head) {
            figure.low = figure.low.zip(low).map(|(a, b)| a + b);
            figure.high = figure.high.zip(high).map(|(a, b)| a + b);
            figure.span = figure.span.cover(a[other].span);
            figure.who = None;
        }
    }

    /// The one person without a number, first of a list, whom those who are counted belong to
    /// or are told of beside: *le maire et ses deux gardes, sa femme et deux enfants*.
    fn kin_before(&self, head: WordId) -> Option<WordId> {
        let a = self.words.analysis;
        let first = a[head].head.filter(|&f| a[head].relation == Relation::Conj && f < head)?;
        let kin = self.is_kin(head) || self.is_kin(first) && self.is_plain(head);
        let one = self.number_of(first).is_none()
            && self.count_of(first) == Some((Some(1), Some(1)))
            && self.is_person(first);
        let next = self.words.children(first).find(|&c| a[c].relation == Relation::Conj);
        (kin && one && next == Some(head)).then_some(first)
    }

    /// *Deux personnes, un berger et un forgeron*; *dix personnes : six femmes et quatre
    /// enfants*; *sept morts (deux civils et cinq rebelles)*: whether a number is of those who
    /// make up the total before.
    pub(super) fn is_of_sum(&self, total: &FigureMention, head: WordId, low: Option<u64>) -> bool {
        let a = self.words.analysis;
        let bracket = self.in_bracket_after(total.head, head);
        let generic = bracket || self.phrases.has(&self.words, "anybody", total.head);
        let fewer = total.low.is_none_or(|n| low.is_some_and(|l| l < n));
        if !generic || !fewer || a[head].sentence != a[total.head].sentence || head <= total.head {
            return false;
        }
        if bracket {
            return true;
        }
        // The tree may take who makes up the total for more of a list.
        let listed = |w: WordId| matches!(a[w].relation, Relation::Conj | Relation::Appos);
        let above = a.ancestors(head).take(LISTED).take_while(|&w| listed(w) || w == total.head);
        let below = listed(head) && above.into_iter().any(|w| w == total.head);
        let comma = &*a[total.head.next()].form == ",";
        let first = self.words.children(total.head).find(|&c| c > total.head && listed(c));
        let aside = below
            && comma
            && first.is_some_and(|c| {
                (total.head.0 + 1..c.0).all(|w| a[WordId(w)].relation != Relation::Cc)
            });
        let between = || (total.head.0 + 1..head.0.min(total.head.0 + NEAR)).map(WordId);
        let list = between().find(|&w| &*a[w].form == ":").is_some_and(|colon| {
            between().filter(|&w| w > colon).all(|w| !matches!(a[w].pos, Pos::Verb | Pos::Aux))
        });
        aside || list
    }

    /// Whether both words stand in one bracket that the head of the first is told more of in.
    pub(super) fn is_in_bracket(&self, first: WordId, second: WordId) -> bool {
        let total = self.words.analysis[first].head;
        total.is_some_and(|t| self.in_bracket_after(t, first) && self.in_bracket_after(t, second))
    }

    /// Whether a word stands in a bracket that opens right after another and tells nothing but
    /// numbers of people: no verb, nobody whose number it is (*(police)*).
    fn in_bracket_after(&self, total: WordId, word: WordId) -> bool {
        let a = self.words.analysis;
        let open = total.next();
        let end = a.sentence_of(total).words.end.min(open.0 + NEAR);
        if open.0 >= end || &*a[open].form != "(" {
            return false;
        }
        let inside = || (open.0 + 1..end).map(WordId).take_while(|&w| &*a[w].form != ")");
        inside().any(|w| w == word)
            && inside().next().is_some_and(|w| matches!(a[w].pos, Pos::Num | Pos::Det))
            && !inside().any(|w| matches!(a[w].pos, Pos::Verb | Pos::Aux))
    }

    /// Those who stand beside somebody in a list of victims who are counted in one, with
    /// their numbers.
    pub(super) fn beside_each_other(&self, first: WordId) -> Vec<(WordId, Count)> {
        let a = self.words.analysis;
        let mut found = Vec::new();
        for c in self.listed_after(first) {
            let verb = |w: u32| matches!(a[WordId(w)].pos, Pos::Verb | Pos::Aux);
            // *Un colonel et le chauffeur*: the second, told as known, is no figure by itself.
            let given = self.number_of(c).is_none();
            let one = given || self.is_kin(c) || self.is_plain(first) && self.is_plain(c);
            let count = self.count_of(c).or_else(|| self.shares_article(first, c));
            let count = count.filter(|_| one && self.is_person(c));
            let Some(count) = count.filter(|_| !(first.0 + 1..c.0).any(verb)) else { break };
            found.push((c, count));
        }
        found
    }

    /// *A mother and daughter*: one, by the article of the first.
    fn shares_article(&self, first: WordId, other: WordId) -> Option<Count> {
        let a = self.words.analysis;
        let plain = self.is_plain(first) && self.is_plain(other);
        let bare = a[other].morphology.number != Some(Number::Plur)
            && self.words.child_by(other, Relation::Det).is_none();
        let article = self.words.child_by(first, Relation::Det);
        let alone = article.is_some() && a[first].morphology.number != Some(Number::Plur);
        (plain && bare && alone && other.0 <= first.0 + 2).then_some((Some(1), Some(1)))
    }

    /// The others of a list. *Un homme, une femme et leur enfant*: the tree may take the second
    /// for an aside on the first.
    fn listed_after(&self, first: WordId) -> Vec<WordId> {
        let a = self.words.analysis;
        let conjuncts = |of: WordId| {
            let children = self.words.children(of);
            children
                .filter(move |&c| c > of && c.0 < of.0 + NEAR && a[c].relation == Relation::Conj)
        };
        let second = self.words.children(first).find(|&c| {
            a[c].relation == Relation::Appos
                && (self.is_plain(first) || self.is_kin(c) && self.is_person(first))
                && !self.phrases.has(&self.words, "anybody", first)
                && self.is_plain(c)
                && (self.number_of(c).is_some() || self.is_kin(c))
                && conjuncts(c).next().is_some()
        });
        let mut found: Vec<WordId> = conjuncts(first).collect();
        found.extend(second.into_iter().flat_map(|c| std::iter::once(c).chain(conjuncts(c))));
        found.sort_unstable();
        found
    }

    /// The others whom a figure counts beside its head.
    pub(super) fn joined(&self, figure: &FigureMention) -> Vec<WordId> {
        let a = self.words.analysis;
        let others = self.beside_each_other(figure.head).into_iter().map(|(other, _)| other);
        others.filter(|&other| figure.span.contains(a[other].span)).collect()
    }

    /// Whether a noun tells of people by no more than age, sex or kinship.
    pub(super) fn is_plain(&self, noun: WordId) -> bool {
        self.phrases.has(&self.words, "plain", noun)
    }

    /// Whether somebody is told of as somebody's: *ses deux enfants, her son*; the officer of
    /// *an officer and a gentleman* is not.
    pub(super) fn is_kin(&self, noun: WordId) -> bool {
        self.possessive(noun).is_some()
    }

    /// The word that tells whose somebody is: *sa*, *her*.
    pub(super) fn possessive(&self, noun: WordId) -> Option<WordId> {
        let a = self.words.analysis;
        self.words.children(noun).find(|&d| {
            let pronoun =
                a[d].pos == Pos::Pron && a[d].subtype == selon_language::Subtype::Possessive;
            d < noun && (pronoun || a[d].relation == Relation::Det && a[d].morphology.possessive)
        })
    }

    /// The number of a noun.
    pub(super) fn number_of(&self, noun: WordId) -> Option<Count> {
        let from = self.quantities.partition_point(|q| q.words.end + NEAR < noun.0);
        let near = self.quantities[from..].iter().take_while(|q| q.words.start <= noun.0);
        let of_noun = near.filter(|q| {
            q.counted == Some(noun) && matches!(q.kind, QuantityKind::Count | QuantityKind::Article)
        });
        of_noun.map(|q| (q.low, q.high)).next()
    }

    /// How many a noun in a list means: its number, else one.
    fn count_of(&self, noun: WordId) -> Option<Count> {
        let a = self.words.analysis;
        if let Some(number) = self.number_of(noun) {
            return Some(number).filter(|n| n.1 != Some(0));
        }
        let determined = self
            .words
            .child_by(noun, Relation::Det)
            .is_some_and(|d| !self.words.classes(d).any(Classes::INDEFINITE))
            || self.is_kin(noun);
        let one = determined && a[noun].morphology.number != Some(Number::Plur);
        let several = self.words.classes(noun).any(Classes::COLLECTIVE);
        (one && !several).then_some((Some(1), Some(1)))
    }
}
