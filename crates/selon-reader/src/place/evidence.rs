//! What stands about a name tells whether it is a place's: who else is called so, which
//! nouns and prepositions stand beside it.

use std::collections::HashSet;

use selon_gazetteer::{Match, PlaceKind};
use selon_language::{Name, NameKind, Pos, Relation, Subtype, WordId, WordRange};

use super::area;
use super::lexicon::{Asked, Class};
use super::spot::{Search, Spot};
use super::standing::{PART_OF_NAME, standing};
use crate::actor::gender_of_first_name;
use crate::lower_case::lower_case;

/// A town of as much standing with a name of several words is not taken for a person.
const TOWN: f64 = 4.0;
/// Places of less standing are not what one word of a longer name means.
const LITTLE_KNOWN: f64 = 4.0;

impl Search<'_, '_, '_> {
    /// Decides whether a known name is used as a name, and whether of something else.
    pub(super) fn is_name(
        &self,
        spot: &mut Spot,
        tokens: std::ops::Range<usize>,
        opens: bool,
    ) -> bool {
        let names: Vec<&Name> =
            spot.words.iter().filter_map(|w| self.analysis.name_of(w)).collect();
        let inside = |n: &&Name| n.words.start < spot.words.start || n.words.end > spot.words.end;
        let placed = self.is_placed(spot.words);
        let other = |n: &&&Name| {
            n.kind != NameKind::Location && !(placed && n.words.start == spot.words.start)
        };
        spot.part_of_name = names.iter().filter(other).any(inside);
        let standing = spot.candidates.iter().map(standing).fold(0.0, f64::max);
        if spot.recognised || spot.part_of_name {
            return spot.recognised || standing >= PART_OF_NAME;
        }
        let several = tokens.clone().filter(|&t| self.is_capital(t)).count() > 1;
        if names.iter().any(|n| n.kind == NameKind::Person) {
            // *Khan Cheikhoun* is a town, whatever it looks like.
            let called = || spot.candidates.iter().filter(|c| c.matched == Match::Name);
            let town = called().any(|c| c.standing() >= TOWN);
            let first = &self.analysis[WordId(spot.words.start)].form;
            let alone = names.iter().all(|n| n.words == spot.words);
            return placed
                || standing >= 5.0
                || alone && called().next().is_some() && self.is_of_site(spot.words)
                || several && town && gender_of_first_name(first).is_none();
        }
        let proper = spot.words.iter().any(|w| self.analysis[w].pos == Pos::Propn);
        let written_so = !opens && (several || standing >= 5.0);
        if !(proper || written_so || standing >= 6.4) {
            return false;
        }
        spot.part_of_name = self.is_joined(spot.words);
        true
    }

    /// Whether another proper name stands directly before or after and belongs to it:
    /// *Jordan Henderson*, *Washington Post*.
    fn is_joined(&self, words: WordRange) -> bool {
        let outer = |w: WordId| {
            self.analysis.words.get(w.index()).is_some_and(|word| {
                word.pos == Pos::Propn
                    && self.lexicon.asked(self.analysis, w).is_none()
                    && !self.lexicon.is(Class::Site, self.analysis, w)
                    && !self.lexicon.is(Class::Direction, self.analysis, w)
            }) && words.iter().any(|inner| self.is_flat(inner, w) || self.is_flat(w, inner))
        };
        outer(WordId(words.end)) || words.start.checked_sub(1).is_some_and(|w| outer(WordId(w)))
    }

    fn is_flat(&self, word: WordId, head: WordId) -> bool {
        self.analysis[word].head == Some(head)
            && matches!(
                self.analysis[word].relation,
                Relation::Flat | Relation::Compound | Relation::Fixed | Relation::Goeswith
            )
    }

    /// Whether a name of one word is a person's elsewhere in the text: *Hollande* beside
    /// *François Hollande*.
    pub(super) fn is_surname(&self, spot: &Spot, persons: &HashSet<&str>) -> bool {
        let analysis = self.analysis;
        let form = &analysis[WordId(spot.words.start)].form;
        spot.words.len() == 1
            && !spot.part_of_name
            && !self.is_placed(spot.words)
            && spot.candidates.iter().all(|c| c.place.kind != PlaceKind::Country || c.exonym)
            && persons.contains(&**form)
    }

    /// Whether the name tells whose time a clock shows: *heure de Paris, Damascus time*.
    pub(super) fn is_of_a_clock(&self, words: WordRange) -> bool {
        let analysis = self.analysis;
        let clock = |w: WordId| {
            analysis.words.get(w.index()).is_some() && self.lexicon.is(Class::Clock, analysis, w)
        };
        let before = |n: u32| words.start.checked_sub(n).map(WordId);
        let preposition = before(1).is_some_and(|w| analysis[w].pos == Pos::Adp);
        if preposition { before(2).is_some_and(clock) } else { clock(WordId(words.end)) }
    }

    /// Whether a little known place of one word stands before or after a capitalised word
    /// that goes on with the name: *le col du Petit Argentier*.
    pub(super) fn is_half_a_name(&self, spot: &Spot) -> bool {
        let analysis = self.analysis;
        let WordRange { start, end } = spot.words;
        if spot.words.len() > 1 || spot.part_of_name || self.is_placed(spot.words) {
            return false;
        }
        let known = spot.candidates.iter().map(standing).fold(0.0, f64::max);
        let sentence = analysis.sentence_of(WordId(start)).words;
        let next = WordId(end);
        // “Minsk II” is an agreement.
        let roman = |form: &str| form.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        if sentence.contains(next) && analysis[next].form.len() <= 4 && roman(&analysis[next].form)
        {
            return true;
        }
        let goes_on = sentence.contains(next)
            && analysis[next].pos == Pos::Propn
            && analysis[next].form.starts_with(char::is_uppercase)
            && !self.is_opening_word(next);
        goes_on && !spot.candidates.is_empty() && known < LITTLE_KNOWN
    }

    fn is_opening_word(&self, word: WordId) -> bool {
        self.lexicon.asked(self.analysis, word).is_some()
            || self.lexicon.is(Class::Direction, self.analysis, word)
            || self.lexicon.is(Class::Site, self.analysis, word)
    }

    pub(super) fn is_never(&self, token: usize) -> bool {
        self.lexicon.has(Class::Never, &lower_case(self.token(token)))
    }

    /// Whether the token says a side or kind of the name after it.
    pub(super) fn is_opening(&self, token: usize) -> bool {
        let word = WordId(self.analysis.tokens[token].words.start);
        self.lexicon.is(Class::Direction, self.analysis, word) || self.is_kind(token)
    }

    /// Whether a preposition of place or a noun that asks for a place stands before: a
    /// name there is a place, whatever else it could be.
    pub(super) fn is_placed(&self, words: WordRange) -> bool {
        let before = words.start.checked_sub(1).map(WordId);
        before.is_some_and(|w| {
            self.lexicon.is(Class::Within, self.analysis, w)
                && self.analysis[w].sentence == self.analysis[WordId(words.start)].sentence
        }) || self.asked(words).is_some_and(|(asked, _)| {
            matches!(
                asked,
                Asked::Kind(
                    PlaceKind::Locality | PlaceKind::Region | PlaceKind::County | PlaceKind::Campus
                )
            )
        }) || before.is_some_and(|w| self.is_complement(w, words) || self.is_near(w))
            || self.is_conquered(words)
            || area::distance(self.analysis, self.lexicon, words).is_some()
    }

    /// Whether what stands about a name tells that it is a place: *le village de Malam Karanti; à
    /// Malam Karanti, un village de l'État de Borno; à Malam Karanti, dans l'État de Borno*.
    pub(super) fn is_told_as_place(&self, words: WordRange) -> bool {
        let analysis = self.analysis;
        let sentence = analysis.sentence_of(WordId(words.start)).words;
        let Some(before) = words.start.checked_sub(1).map(WordId) else { return false };
        if !sentence.contains(before) || analysis[before].pos != Pos::Adp {
            return false;
        }
        let kind = |w: WordId| {
            sentence.contains(w)
                && matches!(
                    self.lexicon.asked(analysis, w),
                    Some(Asked::Kind(
                        PlaceKind::Locality
                            | PlaceKind::County
                            | PlaceKind::Region
                            | PlaceKind::Country
                            | PlaceKind::Area
                    ))
                )
        };
        let within = |w: WordId| self.lexicon.is(Class::Within, analysis, w);
        let country =
            |w: WordId| self.lexicon.asked(analysis, w) == Some(Asked::Kind(PlaceKind::Country));
        if !within(before) && before.previous().is_some_and(|w| kind(w) && !country(w)) {
            return true;
        }
        // What follows the comma: a noun of a place, or where it lies.
        let mut after = (words.end..sentence.end).map(WordId);
        let comma = after.next().is_some_and(|w| matches!(&*analysis[w].form, "," | "("));
        let passes = |w: &WordId| matches!(analysis[*w].pos, Pos::Adp | Pos::Det | Pos::Adj);
        let noun = after.find(|w| !passes(w));
        within(before) && comma && noun.is_some_and(kind)
    }

    /// Whether a town is meant rather than the division that is called after it: *à Kidal, près de
    /// Niono, entre Niono et Diabaly*. *Au Darfour, in Kidal* may be either.
    pub(super) fn leads_to_town(&self, words: WordRange) -> bool {
        let analysis = self.analysis;
        let before = |n: u32| {
            let word = words.start.checked_sub(n).map(WordId)?;
            (analysis[word].sentence == analysis[WordId(words.start)].sentence).then_some(word)
        };
        let Some(last) = before(1).filter(|&w| analysis[w].pos == Pos::Adp) else { return false };
        let is = |class, word| self.lexicon.is(class, analysis, word);
        is(Class::Town, last)
            || is(Class::Between, last)
            || before(2).is_some_and(|w| is(Class::Near, w))
            || area::distance(analysis, self.lexicon, words).is_some()
    }

    /// *Près de Djibo, au nord de Gao*: whether the preposition goes on from a word of place.
    fn is_near(&self, preposition: WordId) -> bool {
        let analysis = self.analysis;
        analysis[preposition].pos == Pos::Adp
            && preposition.previous().is_some_and(|w| {
                analysis[w].sentence == analysis[preposition].sentence
                    && [Class::Within, Class::Direction, Class::Around, Class::Near]
                        .iter()
                        .any(|&c| self.lexicon.is(c, analysis, w))
            })
    }

    /// *Ont repris Saraqeb, shelled Douma*: whether a verb that only places undergo has the
    /// name as its object.
    pub(super) fn is_conquered(&self, words: WordRange) -> bool {
        let analysis = self.analysis;
        words.iter().any(|w| {
            let top = analysis
                .ancestors(w)
                .take(4)
                .find(|&t| !matches!(analysis[t].relation, Relation::Conj | Relation::Flat))
                .unwrap_or(w);
            let passive = analysis[top].relation == Relation::Nsubj
                && analysis[top].subtype == Subtype::Passive;
            (analysis[top].relation == Relation::Obj || passive)
                && analysis[top]
                    .head
                    .is_some_and(|verb| self.lexicon.is(Class::Conquest, analysis, verb))
        })
    }

    /// Whether the preposition makes the name the complement of a noun that has places:
    /// *the outskirts of*, *les abords de*.
    fn is_complement(&self, preposition: WordId, words: WordRange) -> bool {
        let analysis = self.analysis;
        analysis[preposition].pos == Pos::Adp
            && words.iter().filter_map(|w| analysis[w].head).filter(|h| !words.contains(*h)).any(
                |h| {
                    [Class::Around, Class::Kind, Class::Strike]
                        .iter()
                        .any(|&c| self.lexicon.is(c, analysis, h))
                },
            )
    }

    /// *Le marché de Djibo, the barracks of Kati*: a spot that is called after the place that it
    /// lies in.
    fn is_of_site(&self, words: WordRange) -> bool {
        let analysis = self.analysis;
        let before = words.start.checked_sub(1).map(WordId);
        before.is_some_and(|w| analysis[w].pos == Pos::Adp)
            && self.site(words).is_some_and(|s| self.lexicon.is_local(analysis, s))
    }

    pub(super) fn is_kind(&self, token: usize) -> bool {
        let word = WordId(self.analysis.tokens[token].words.start);
        self.lexicon.asked(self.analysis, word).is_some()
            || self.lexicon.is(Class::Site, self.analysis, word)
            || self.lexicon.has(Class::Join, &lower_case(self.token(token)))
    }

    /// The noun beside a name that says what kind of place it is: *la ville de Harem*,
    /// *la province syrienne d'Idlib*, *Idlib province*.
    pub(super) fn asked(&self, words: WordRange) -> Option<(Asked, WordId)> {
        let analysis = self.analysis;
        let sentence = analysis.sentence_of(WordId(words.start)).words;
        let mut before = words.start;
        for _ in 0..4 {
            before = before.checked_sub(1).filter(|&w| w >= sentence.start)?;
            let word = WordId(before);
            if let Some(asked) = self.lexicon.asked(analysis, word) {
                // *The Wadi Barada area of Damascus*: the noun is of the name before it.
                let of_another = before + 1 < words.start
                    && word
                        .previous()
                        .is_some_and(|w| sentence.contains(w) && analysis[w].pos == Pos::Propn);
                if of_another {
                    break;
                }
                return Some((asked, word));
            }
            let passes = matches!(analysis[word].pos, Pos::Adp | Pos::Det)
                && !self.lexicon.has(Class::Within, &analysis[word].lemma)
                || self.lexicon.demonym(&analysis[word].form).is_some();
            if !passes {
                break;
            }
        }
        let after = WordId(words.end);
        let follows = sentence.contains(after)
            && words.iter().any(|w| analysis[w].head == Some(after))
            || analysis.words.get(after.index()).is_some_and(|w| {
                sentence.contains(after)
                    && w.head.is_some_and(|h| words.contains(h))
                    && w.pos != Pos::Verb
            });
        if follows {
            return self.lexicon.asked(analysis, after).map(|asked| (asked, after));
        }
        None
    }

    /// The noun of a site directly beside a name.
    pub(super) fn site(&self, words: WordRange) -> Option<WordId> {
        let analysis = self.analysis;
        let sentence = analysis.sentence_of(WordId(words.start)).words;
        let is_site = |w: WordId| {
            sentence.contains(w)
                && matches!(analysis[w].pos, Pos::Noun | Pos::Propn)
                && self.lexicon.is(Class::Site, analysis, w)
                && matches!(
                    self.lexicon.asked(analysis, w),
                    None | Some(Asked::Kind(PlaceKind::Campus))
                )
        };
        if let Some(own) = words.iter().find(|&w| words.len() > 1 && is_site(w)) {
            return Some(own);
        }
        let mut before = words.start;
        for _ in 0..3 {
            let Some(word) = before.checked_sub(1).map(WordId).filter(|&w| sentence.contains(w))
            else {
                break;
            };
            before = word.0;
            if is_site(word) {
                return Some(word);
            }
            let passes = matches!(analysis[word].pos, Pos::Adp | Pos::Det)
                && !self.lexicon.has(Class::Within, &analysis[word].lemma);
            if !passes {
                break;
            }
        }
        Some(WordId(words.end)).filter(|&w| is_site(w))
    }
}
