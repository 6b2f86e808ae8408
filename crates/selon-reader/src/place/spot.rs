//! Spans of a text that may name a place, with the places that they may name.

use std::collections::HashSet;

use selon_gazetteer::{Candidate, Gazetteer, Match, PlaceKind};
use selon_language::{Analysis, Name, NameKind, Pos, Relation, WordId, WordRange};
use selon_model::ByteSpan;

use super::lexicon::{Asked, Class, Lexicon};
use crate::actor;

/// A span that may name a place.
#[derive(Clone, Debug)]
pub(super) struct Spot<'g> {
    /// The words of the name.
    pub words: WordRange,
    /// The places that it may name, unranked.
    pub candidates: Vec<Candidate<'g>>,
    /// Whether the name recogniser holds it for a place.
    pub recognised: bool,
    /// Whether it is a part of the name of somebody or something else.
    pub part_of_name: bool,
    /// What kind of place the words beside it ask for, and the word that does.
    pub asked: Option<(Asked, WordId)>,
    /// The noun beside it that makes it the name of a spot within a place: *l'hôtel
    /// Dayah*.
    pub site: Option<WordId>,
}

/// Places of less standing are not told as parts of names: surnames and common words are
/// names of towns too.
const PART_OF_NAME: f64 = 5.6;
/// Names of several words must be so much alike to be one in two transliterations.
const ALIKE: f32 = 0.9;
/// A name has no more tokens than this.
const LONGEST: usize = 8;

/// Finds the spots of a text, in order; they do not overlap.
pub(super) fn find<'g>(
    analysis: &Analysis,
    gazetteer: &'g Gazetteer<'g>,
    lexicon: &Lexicon,
) -> Vec<Spot<'g>> {
    let search = Search { analysis, gazetteer, lexicon };
    let mut spots = Vec::new();
    for sentence in &analysis.sentences {
        let (mut at, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let first = at;
        while at < end {
            let found = search.at(at, end, at == first);
            at = match found {
                Some((spot, next)) => {
                    spots.push(spot);
                    next
                }
                None => at + 1,
            };
        }
    }
    let persons: HashSet<&str> = analysis
        .names
        .iter()
        .filter(|n| n.kind == NameKind::Person && n.words.len() > 1)
        .flat_map(|n| n.words.iter())
        .map(|w| &*analysis[w].form)
        .collect();
    spots.retain(|spot| !search.is_surname(spot, &persons));
    let registered = actor::registered(analysis);
    spots.retain_mut(|spot| !is_registered(&registered, spot));
    for spot in &mut spots {
        spot.asked = search.asked(spot.words);
        spot.site = search.site(spot.words);
    }
    spots
}

/// Whether a spot is the name of somebody known, or a part of one that is not worth
/// telling; tells parts of such names apart.
fn is_registered(registered: &[WordRange], spot: &mut Spot) -> bool {
    let after = registered.partition_point(|r| r.end <= spot.words.start);
    let Some(name) = registered.get(after).filter(|r| r.start < spot.words.end) else {
        return false;
    };
    let standing = spot.candidates.iter().map(standing).fold(0.0, f64::max);
    // “Washington Post”, but not what is longer than the name: “Hamas-held Gaza”.
    if name.start <= spot.words.start && spot.words.end <= name.end {
        spot.part_of_name = true;
        return *name == spot.words || standing < PART_OF_NAME;
    }
    false
}

struct Search<'a, 't, 'g> {
    analysis: &'a Analysis<'t>,
    gazetteer: &'g Gazetteer<'g>,
    lexicon: &'a Lexicon,
}

impl<'g> Search<'_, '_, 'g> {
    fn token(&self, token: usize) -> &str {
        self.analysis.tokens[token].span.of(self.analysis.text)
    }

    /// Whether no space stands between a token and the next.
    fn touches_next(&self, token: usize) -> bool {
        let tokens = &self.analysis.tokens;
        tokens.get(token + 1).is_some_and(|n| n.span.start == tokens[token].span.end)
    }

    /// Whether the token is written like a name: *Alep*, *al-Bab*, *d’Idlib*.
    fn is_capital(&self, token: usize) -> bool {
        let mut letters = self
            .token(token)
            .split(['-', '’', '\''])
            .filter_map(|part| part.chars().find(|c| c.is_alphanumeric()).map(char::is_uppercase));
        letters.next().is_some_and(|first| first || letters.any(|l| l))
    }

    /// Whether a name may begin here: with a capital, an Arabic article that a hyphen
    /// joins to one (*al - Bab*), or a noun that names are made of (*bande de Gaza*).
    fn may_begin(&self, token: usize, end: usize) -> bool {
        self.is_capital(token)
            || (token + 2 < end
                && self.touches_next(token)
                && self.token(token + 1) == "-"
                && self.touches_next(token + 1)
                && self.is_capital(token + 2))
    }

    fn words(&self, tokens: std::ops::Range<usize>) -> WordRange {
        let all = &self.analysis.tokens;
        WordRange { start: all[tokens.start].words.start, end: all[tokens.end - 1].words.end }
    }

    fn span(&self, tokens: std::ops::Range<usize>) -> ByteSpan {
        let all = &self.analysis.tokens;
        all[tokens.start].span.cover(all[tokens.end - 1].span)
    }

    /// The longest name of a place that begins at a token, and the token after it.
    fn at(&self, start: usize, end: usize, opens: bool) -> Option<(Spot<'g>, usize)> {
        if !self.may_begin(start, end) {
            return self.feature(start, end);
        }
        let name = self.analysis.name_of(WordId(self.analysis.tokens[start].words.start));
        let location = name.filter(|n| n.kind == NameKind::Location);
        let article = self.lexicon.has(Class::Article, &self.token(start).to_lowercase());
        let mut best: Option<(usize, Vec<Candidate<'g>>)> = None;
        for stop in self.ends(start, end) {
            let text = self.span(start..stop).of(self.analysis.text);
            let mut found = self.gazetteer.find(text);
            let common = article
                || self.is_kind(start)
                || self.is_never(start)
                || (self.lexicon.demonym(text).is_some()
                    && found.iter().all(|c| c.place.kind != PlaceKind::Country));
            if stop == start + 1 && (common || text.chars().count() < 2) {
                found.clear();
            }
            if article {
                // “La Syrie” is Syria with an article, “La Haye” has it in its name.
                let rest = self.span((start + 1).min(stop - 1)..stop).of(self.analysis.text);
                let rest = self.gazetteer.find(rest);
                let own = |f: &[Candidate]| {
                    f.iter().filter(|c| c.matched == Match::Name).map(standing).fold(0.0, f64::max)
                };
                if own(&rest) + 1.0 > own(&found) {
                    found.clear();
                }
            }
            if found.is_empty() && self.may_be_alike(start, stop) {
                found = self.gazetteer.find_alike(text, &[]);
                found.retain(|c| c.similarity >= ALIKE);
            }
            if !found.is_empty() {
                best = Some((stop, found));
                break;
            }
        }
        // A name that is recognised in full and only half known is another place.
        if let Some(location) =
            location.filter(|l| l.words.start == self.words(start..start + 1).start)
        {
            let stop = (start..end)
                .find(|&t| self.analysis.tokens[t].words.end >= location.words.end)
                .map_or(start + 1, |t| t + 1);
            let known = best.as_ref().map_or(start, |b| b.0);
            let rest_is_kind = (known..stop).all(|t| self.is_kind(t));
            // “East Mosul”, “City of Homs”: the name comes after.
            let opens_with_kind = stop > start + 1
                && best.as_ref().is_none_or(|b| b.0 == start + 1)
                && self.is_opening(start);
            if opens_with_kind {
                return None;
            }
            let common = (article && best.is_none()) || (start..stop).any(|t| self.is_never(t));
            if known < stop && (best.is_none() || !rest_is_kind) && !common {
                let mut spot = self.spot(
                    start..stop,
                    self.gazetteer.find(self.span(start..stop).of(self.analysis.text)),
                );
                spot.recognised = true;
                return Some((spot, stop));
            }
        }
        let (stop, candidates) = best?;
        let mut spot = self.spot(start..stop, candidates);
        if !self.is_name(&mut spot, start..stop, opens) {
            return None;
        }
        Some((spot, stop))
    }

    /// Whether several words may be one name in another transliteration: proper nouns
    /// that name no person or organisation.
    fn may_be_alike(&self, start: usize, stop: usize) -> bool {
        let words = self.words(start..stop);
        let capitals = (start..stop).filter(|&t| self.is_capital(t)).count();
        let article = self.lexicon.has(Class::Article, &self.token(start).to_lowercase());
        let proper =
            |w: WordId| matches!(self.analysis[w].pos, Pos::Propn | Pos::X | Pos::Punct | Pos::Det);
        capitals > 1
            && !article
            && words.iter().all(proper)
            && (self.is_placed(words)
                || words
                    .iter()
                    .filter_map(|w| self.analysis.name_of(w))
                    .all(|n| n.kind == NameKind::Location))
    }

    /// Where names that begin here may end, the longest first.
    fn ends(&self, start: usize, end: usize) -> impl Iterator<Item = usize> + use<> {
        let mut ends = Vec::new();
        for token in start..end.min(start + LONGEST) {
            let text = self.token(token);
            if self.is_capital(token) {
                ends.push(token + 1);
            } else {
                let joins = matches!(text, "-" | "–" | "'" | "’")
                    || self.lexicon.has(Class::Join, &text.to_lowercase())
                    || (token > start
                        && self.token(token - 1) == "-"
                        && self.touches_next(token - 1));
                if !joins && token > start {
                    // “Kurdistan irakien”: a last word in lower case.
                    if self.lexicon.demonym(text).is_some() {
                        ends.push(token + 1);
                    }
                    break;
                }
            }
        }
        ends.into_iter().rev()
    }

    /// A name that begins with a common noun: *bande de Gaza*, *mer Rouge*, *côte
    /// syrienne*. Only what the gazetteer knows by that very name.
    fn feature(&self, start: usize, end: usize) -> Option<(Spot<'g>, usize)> {
        let first = WordId(self.analysis.tokens[start].words.start);
        let lower = self.token(start).to_lowercase();
        let begins = [Class::Kind, Class::Extent].iter().any(|&c| self.lexicon.has(c, &lower))
            || self.lexicon.direction_of(&lower).is_some()
            || matches!(self.analysis[first].pos, Pos::Noun);
        if !begins || !self.token(start).starts_with(char::is_alphabetic) {
            return None;
        }
        let longest = (start + 2..=end.min(start + LONGEST - 2)).rev();
        for stop in longest {
            let last = self.token(stop - 1);
            let closes = self.is_capital(stop - 1) || self.lexicon.demonym(last).is_some();
            if !closes {
                continue;
            }
            let text = self.span(start..stop).of(self.analysis.text);
            let mut found = self.gazetteer.find(text);
            found.retain(|c| c.matched == Match::Name && c.place.kind != PlaceKind::Locality);
            if !found.is_empty() {
                return Some((self.spot(start..stop, found), stop));
            }
        }
        None
    }

    fn spot(&self, tokens: std::ops::Range<usize>, candidates: Vec<Candidate<'g>>) -> Spot<'g> {
        let words = self.words(tokens);
        let recognised = words
            .iter()
            .filter_map(|w| self.analysis.name_of(w))
            .any(|n| n.kind == NameKind::Location);
        Spot { words, candidates, recognised, part_of_name: false, asked: None, site: None }
    }

    /// Decides whether a known name is used as a name, and whether of something else.
    fn is_name(&self, spot: &mut Spot, tokens: std::ops::Range<usize>, opens: bool) -> bool {
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
        if names.iter().any(|n| n.kind == NameKind::Person) {
            return placed || standing >= 5.0;
        }
        let proper = spot.words.iter().any(|w| self.analysis[w].pos == Pos::Propn);
        let several = tokens.clone().filter(|&t| self.is_capital(t)).count() > 1;
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
    fn is_surname(&self, spot: &Spot, persons: &HashSet<&str>) -> bool {
        let analysis = self.analysis;
        let form = &analysis[WordId(spot.words.start)].form;
        spot.words.len() == 1
            && !spot.part_of_name
            && !self.is_placed(spot.words)
            && spot.candidates.iter().all(|c| c.place.kind != PlaceKind::Country || c.exonym)
            && persons.contains(&**form)
    }

    fn is_never(&self, token: usize) -> bool {
        self.lexicon.has(Class::Never, &self.token(token).to_lowercase())
    }

    /// Whether the token says a side or kind of the name after it.
    fn is_opening(&self, token: usize) -> bool {
        let word = WordId(self.analysis.tokens[token].words.start);
        self.lexicon.is(Class::Direction, self.analysis, word) || self.is_kind(token)
    }

    /// Whether a preposition of place or a noun that asks for a place stands before: a
    /// name there is a place, whatever else it could be.
    fn is_placed(&self, words: WordRange) -> bool {
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
        }) || before.is_some_and(|w| self.is_complement(w, words))
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

    fn is_kind(&self, token: usize) -> bool {
        let word = WordId(self.analysis.tokens[token].words.start);
        self.lexicon.asked(self.analysis, word).is_some()
            || self.lexicon.is(Class::Site, self.analysis, word)
            || self.lexicon.has(Class::Join, &self.token(token).to_lowercase())
    }

    /// The noun beside a name that says what kind of place it is: *la ville de Harem*,
    /// *la province syrienne d'Idlib*, *Idlib province*.
    fn asked(&self, words: WordRange) -> Option<(Asked, WordId)> {
        let analysis = self.analysis;
        let sentence = analysis.sentence_of(WordId(words.start)).words;
        let mut before = words.start;
        for _ in 0..4 {
            before = before.checked_sub(1).filter(|&w| w >= sentence.start)?;
            let word = WordId(before);
            if let Some(asked) = self.lexicon.asked(analysis, word) {
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
    fn site(&self, words: WordRange) -> Option<WordId> {
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

/// How widely known a place is, from 0 to about 8, by its kind and population.
pub(super) fn standing(candidate: &Candidate) -> f64 {
    let place = &candidate.place;
    let people = place.population.map(|p| f64::from(p.max(1)).log10());
    let own = match place.kind {
        PlaceKind::Country => 6.5,
        PlaceKind::Continent => 6.0,
        PlaceKind::Sea | PlaceKind::Area if place.radius.is_some() => 5.2,
        PlaceKind::River | PlaceKind::Island => 4.5,
        PlaceKind::Sea | PlaceKind::Area => 3.0,
        PlaceKind::Region => 4.0,
        PlaceKind::County => 2.2,
        PlaceKind::LocalAdmin => people.unwrap_or(1.8).clamp(1.8, 5.0) - 0.3,
        PlaceKind::Locality if place.capital => people.unwrap_or(6.0).max(5.8),
        PlaceKind::Locality => people.unwrap_or(1.2).max(1.2),
        PlaceKind::Campus | PlaceKind::Neighbourhood if place.radius.is_some() => 4.6,
        PlaceKind::Neighbourhood => 0.6,
        PlaceKind::Campus => 0.8,
    };
    let own = if candidate.exonym { own.max(4.6) } else { own };
    match candidate.matched {
        Match::Name => own,
        Match::Article => own - 0.5,
        Match::Sound => own - 0.6 - 4.0 * f64::from(1.0 - candidate.similarity),
    }
}
