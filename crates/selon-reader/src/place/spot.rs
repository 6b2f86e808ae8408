//! Spans of a text that may name a place, with the places that they may name.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use selon_gazetteer::{Candidate, Gazetteer, Match, Place, PlaceKind};
use selon_language::{Analysis, NameKind, Pos, WordId, WordRange};
use selon_model::ByteSpan;

use super::lexicon::{Asked, Class, Lexicon};
use super::standing::{PART_OF_NAME, standing};
use crate::actor::registry::{Registry, registered};
use crate::lower_case::lower_case;

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
    /// The places that it may name, with how likely it names them, once it is resolved.
    pub likely: Vec<(Place<'g>, f64)>,
    /// What kind of place the words beside it ask for, and the word that does.
    pub asked: Option<(Asked, WordId)>,
    /// The noun beside it that makes it the name of a spot within a place: *l'hôtel
    /// Dayah*.
    pub site: Option<WordId>,
    /// Whether such a spot is called after the place that it lies in: *le poste d'Inata*.
    pub local: bool,
    /// Whether the words before it lead to a town rather than a division: *à Kidal, near Kidal*.
    pub town: bool,
    /// Whether the words about it tell that it is a place, which the recogniser holds for a person:
    /// *le village de Malam Karanti*.
    pub told: bool,
}

/// Names of several words must be so much alike to be one in two transliterations.
const ALIKE: f32 = 0.9;
/// Towns of as much standing give names to stations and airports.
const PART_OF_COMPOUND: f64 = 5.0;
/// A name has no more tokens than this.
const LONGEST: usize = 8;

/// Finds the spots of a text, in order; they do not overlap.
pub(super) fn find<'g>(
    analysis: &Analysis,
    gazetteer: &'g Gazetteer<'g>,
    lexicon: &Lexicon,
    registry: &'static Registry,
) -> Vec<Spot<'g>> {
    let search = Search { analysis, gazetteer, lexicon, found: RefCell::default() };
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
    // An initial is no name, nor is the place of a clock meant: *heure de Paris*.
    spots.retain(|spot| {
        let text = analysis.span_of_name(spot.words).of(analysis.text);
        text.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some()
            && !search.is_of_a_clock(spot.words)
            && !search.is_half_a_name(spot)
    });
    let registered = registered(analysis, registry);
    // *Bombed Douma* is the town, whatever else is called so.
    spots.retain_mut(|spot| {
        let alone = registered.contains(&spot.words) && search.is_conquered(spot.words);
        alone || !is_registered(&registered, spot)
    });
    for spot in &mut spots {
        spot.asked = search.asked(spot.words);
        spot.site = search.site(spot.words);
        spot.local = spot.site.is_some_and(|s| lexicon.is_local(analysis, s));
        spot.told |= search.is_told_as_place(spot.words);
        spot.town = spot.asked.is_none() && search.leads_to_town(spot.words);
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

pub(super) struct Search<'a, 't, 'g> {
    pub analysis: &'a Analysis<'t>,
    gazetteer: &'g Gazetteer<'g>,
    pub lexicon: &'a Lexicon,
    /// What was looked up: a report names the same places again and again.
    found: RefCell<HashMap<&'t str, Vec<Candidate<'g>>>>,
}

impl<'t, 'g> Search<'_, 't, 'g> {
    /// The places that are called so.
    fn find(&self, name: &'t str) -> Vec<Candidate<'g>> {
        let mut found = self.found.borrow_mut();
        found.entry(name).or_insert_with(|| self.gazetteer.find(name)).clone()
    }

    pub(super) fn token(&self, token: usize) -> &'t str {
        self.analysis.tokens[token].span.of(self.analysis.text)
    }

    /// Whether no space stands between a token and the next.
    fn touches_next(&self, token: usize) -> bool {
        let tokens = &self.analysis.tokens;
        tokens.get(token + 1).is_some_and(|n| n.span.start == tokens[token].span.end)
    }

    /// Whether the token is written like a name: *Alep*, *al-Bab*, *d’Idlib*.
    pub(super) fn is_capital(&self, token: usize) -> bool {
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

    /// The words of the tokens, without the sign of a possessor at the end (*Turkey's*).
    fn words(&self, tokens: std::ops::Range<usize>) -> WordRange {
        let all = &self.analysis.tokens;
        let last = all[tokens.end - 1].words;
        let possessive = last.len() > 1
            && matches!(&*self.analysis[WordId(last.end - 1)].form, "'s" | "’s" | "'" | "’");
        WordRange { start: all[tokens.start].words.start, end: last.end - u32::from(possessive) }
    }

    fn span(&self, tokens: std::ops::Range<usize>) -> ByteSpan {
        self.analysis.span_of_name(self.words(tokens))
    }

    /// The longest name of a place that begins at a token, and the token after it.
    fn at(&self, start: usize, end: usize, opens: bool) -> Option<(Spot<'g>, usize)> {
        if !self.may_begin(start, end) {
            return self.feature(start, end);
        }
        // *Syrian coast*
        if self.lexicon.demonym(self.token(start)).is_some()
            && let Some(found) = self.feature(start, end)
        {
            return Some(found);
        }
        // *En Ituri, …*: the preposition that opens a sentence is no part of the name.
        let first = WordId(self.analysis.tokens[start].words.start);
        let glued = self.touches_next(start) && start + 1 < end && self.token(start + 1) == "-";
        let within = || self.lexicon.has(Class::Within, &lower_case(self.token(start)));
        if opens && self.analysis[first].pos == Pos::Adp && !glued && within() {
            return None;
        }
        let name = self.analysis.name_of(first);
        let location = name.filter(|n| n.kind == NameKind::Location);
        let article = self.lexicon.has(Class::Article, &lower_case(self.token(start)));
        let mut best: Option<(usize, Vec<Candidate<'g>>)> = None;
        for stop in self.ends(start, end) {
            let text = self.span(start..stop).of(self.analysis.text);
            let mut found = self.find(text);
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
                let rest = self.find(rest);
                let own = |f: &[Candidate]| {
                    f.iter().filter(|c| c.matched == Match::Name).map(standing).fold(0.0, f64::max)
                };
                if own(&rest) + 1.0 > own(&found) {
                    found.clear();
                }
            }
            if found.is_empty() && stop == start + 1 {
                found = self.part_of_town(text);
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
            // *Suruç, Turquie* are two.
            let comma = (start + 1..stop).find(|&t| matches!(self.token(t), "," | "("));
            let stop = comma.unwrap_or(stop);
            let known = best.as_ref().map_or(start, |b| b.0);
            let stop = self.without_adjectives(known, stop);
            let rest_is_kind = (known..stop).all(|t| self.is_kind(t));
            // “East Mosul”, “City of Homs”: the name comes after.
            let opens_with_kind = stop > start + 1
                && best.as_ref().is_none_or(|b| b.0 == start + 1)
                && self.is_opening(start);
            if opens_with_kind {
                return None;
            }
            let common = (article && best.is_none()) || (start..stop).any(|t| self.is_never(t));
            let part = best.as_ref().is_some_and(|b| self.is_part_of_town(b, stop));
            if part {
                // “Bruxelles-Central” is in Brussels.
                let candidates = best.map(|b| b.1).unwrap_or_default();
                return Some((self.spot(start..stop, candidates), stop));
            }
            if known < stop && (best.is_none() || !rest_is_kind) && !common {
                let mut candidates = self.find(self.span(start..stop).of(self.analysis.text));
                if candidates.is_empty() && self.is_kind(start) {
                    candidates = self.town_at_end(start, stop);
                }
                let mut spot = self.spot(start..stop, candidates);
                spot.recognised = true;
                return Some((spot, stop));
            }
        }
        if let Some(spot) = self.told_as_place(start, end, best.as_ref().map_or(start, |b| b.0)) {
            return Some(spot);
        }
        let (stop, candidates) = best?;
        let mut spot = self.spot(start..stop, candidates);
        if !self.is_name(&mut spot, start..stop, opens) {
            return None;
        }
        Some((spot, stop))
    }

    /// The name of a person, as the recogniser has it, that goes on after what is known of it and
    /// that the words about it tell to be a place.
    fn told_as_place(&self, start: usize, end: usize, known: usize) -> Option<(Spot<'g>, usize)> {
        let first = WordId(self.analysis.tokens[start].words.start);
        let name = self.analysis.name_of(first)?;
        let words = name.words;
        if name.kind != NameKind::Person || words.start != first.0 || !self.is_told_as_place(words)
        {
            return None;
        }
        let stop = (start..end).find(|&t| self.analysis.tokens[t].words.end >= words.end)? + 1;
        if known >= stop {
            return None;
        }
        let candidates = self.find(self.span(start..stop).of(self.analysis.text));
        let told = true;
        Some((Spot { told, recognised: true, ..self.spot(start..stop, candidates) }, stop))
    }

    /// Where a name that is known up to some token ends, without adjectives that only tell of it:
    /// *le Mali voisin*.
    fn without_adjectives(&self, known: usize, stop: usize) -> usize {
        let adjective = |t: usize| {
            let word = WordId(self.analysis.tokens[t].words.start);
            self.analysis[word].pos == Pos::Adj && self.token(t).starts_with(char::is_lowercase)
        };
        if (known..stop).all(adjective) { known } else { stop }
    }

    /// The large town that the first part of a compound of one token names.
    fn part_of_town(&self, compound: &'t str) -> Vec<Candidate<'g>> {
        let Some((town, part)) = compound.rsplit_once('-') else { return Vec::new() };
        let capital = part.starts_with(char::is_uppercase);
        if !capital || self.lexicon.direction_of(&lower_case(part)).is_some() {
            return Vec::new();
        }
        let mut found = self.find(town);
        found.retain(|c| {
            c.place.kind == PlaceKind::Locality
                && c.matched == Match::Name
                && standing(c) >= PART_OF_COMPOUND
        });
        found
    }

    /// The large town that a name ends with: *Quartier Nord de Bruxelles*.
    fn town_at_end(&self, start: usize, stop: usize) -> Vec<Candidate<'g>> {
        let join = |&t: &usize| self.lexicon.has(Class::Join, &lower_case(self.token(t)));
        let Some(join) = (start + 1..stop.saturating_sub(1)).rev().find(join) else {
            return Vec::new();
        };
        let mut found = self.find(self.span(join + 1..stop).of(self.analysis.text));
        found.retain(|c| {
            c.place.kind == PlaceKind::Locality
                && c.matched == Match::Name
                && standing(c) >= PART_OF_COMPOUND
        });
        found
    }

    /// Whether a name that is known up to some token is that of a large town, to which a
    /// hyphen joins the rest.
    fn is_part_of_town(&self, known: &(usize, Vec<Candidate<'g>>), stop: usize) -> bool {
        let (end, candidates) = known;
        *end + 1 < stop
            && self.token(*end) == "-"
            && self.touches_next(*end - 1)
            && self.touches_next(*end)
            && candidates.iter().any(|c| {
                c.place.kind == PlaceKind::Locality
                    && c.matched == Match::Name
                    && standing(c) >= PART_OF_COMPOUND
            })
    }

    /// Whether several words may be one name in another transliteration: proper nouns
    /// that name no person or organisation.
    fn may_be_alike(&self, start: usize, stop: usize) -> bool {
        let words = self.words(start..stop);
        let capitals = (start..stop).filter(|&t| self.is_capital(t)).count();
        let article = self.lexicon.has(Class::Article, &lower_case(self.token(start)));
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
                    || self.lexicon.has(Class::Join, &lower_case(text))
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
        let lower = lower_case(self.token(start));
        let begins = [Class::Kind, Class::Extent].iter().any(|&c| self.lexicon.has(c, &lower))
            || self.lexicon.direction_of(&lower).is_some()
            || matches!(self.analysis[first].pos, Pos::Noun);
        let demonym = self.lexicon.demonym(&lower).is_some();
        let begins = begins || demonym;
        if !begins || !self.token(start).starts_with(char::is_alphabetic) {
            return None;
        }
        let longest = (start + 2..=end.min(start + LONGEST - 2)).rev();
        for stop in longest {
            let last = self.token(stop - 1);
            let area = || [Class::Kind, Class::Extent].iter().any(|&c| self.lexicon.has(c, last));
            let closes = self.is_capital(stop - 1)
                || self.lexicon.demonym(last).is_some()
                || demonym && area();
            if !closes {
                continue;
            }
            let text = self.span(start..stop).of(self.analysis.text);
            let mut found = self.find(text);
            found.retain(|c| {
                c.matched == Match::Name && (c.exonym || c.place.kind != PlaceKind::Locality)
            });
            if !found.is_empty() {
                if self.lexicon.has(Class::Kind, &lower) {
                    self.add_divisions_by_name(start, stop, &mut found);
                }
                return Some((self.spot(start..stop, found), stop));
            }
        }
        None
    }

    /// *La région de l'Est*: a division of one country has the noun in its name, that of another
    /// has not.
    fn add_divisions_by_name(&self, start: usize, stop: usize, found: &mut Vec<Candidate<'g>>) {
        let Some(name) = (start + 1..stop).find(|&t| self.is_capital(t)) else { return };
        let known: Vec<_> = found.iter().map(|c| c.place.index).collect();
        let mut more = self.gazetteer.find(self.span(name..stop).of(self.analysis.text));
        more.retain(|c| {
            c.matched == Match::Name
                && c.place.kind.is_division()
                && !known.contains(&c.place.index)
        });
        found.extend(more);
    }

    fn spot(&self, tokens: std::ops::Range<usize>, candidates: Vec<Candidate<'g>>) -> Spot<'g> {
        let words = self.words(tokens);
        let recognised = words
            .iter()
            .filter_map(|w| self.analysis.name_of(w))
            .any(|n| n.kind == NameKind::Location);
        Spot {
            words,
            candidates,
            recognised,
            part_of_name: false,
            likely: Vec::new(),
            asked: None,
            site: None,
            local: false,
            town: false,
            told: false,
        }
    }
}
