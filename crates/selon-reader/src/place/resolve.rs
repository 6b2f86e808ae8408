//! Which of the places of a name is meant.
//!
//! Every place of a name has a standing (its kind and population); what the report
//! says adds to it: the countries that it speaks of, the kind of place that is asked
//! for, the division named beside, places near by. The best is taken if it stands out;
//! all mentions of a name in a report mean the same.

use std::collections::{BTreeMap, BTreeSet};

use selon_gazetteer::fold::{fold, key};
use selon_gazetteer::{Candidate, Gazetteer, Place, PlaceKind, Source, distance_km};
use selon_language::{Analysis, Pos, WordId, WordRange};

use super::lexicon::{Asked, Class, Lexicon};
use super::spot::Spot;
use super::standing::standing;

/// Names so much alike may be one in two transliterations.
const ALIKE: f32 = 0.84;
/// The same where the name itself is that of a large town elsewhere.
const NEARLY_SAME: f32 = 0.93;
/// A place must score as much to be meant at all.
const LEAST: f64 = 2.8;
/// The best must score so much more than one elsewhere.
const MARGIN: f64 = 0.25;
/// The same where the report speaks of neither's country.
const MARGIN_ALONE: f64 = 0.6;
/// How much likelier a place is that scores one more, as a power of e.
const PER_POINT: f64 = 2.0;
/// What is less likely is not shown, nor are more candidates than so many, of so many that
/// are compared.
const UNLIKELY: f64 = 0.05;
const SHOWN: usize = 5;
const CANDIDATES: usize = 64;
/// How much less a place counts in a country that the report does not speak of.
const FOREIGN: f64 = 0.6;
/// A town of fewer people is not meant where the report speaks of other countries only.
const SMALL: u32 = 10_000;
/// A town so well known is meant wherever the report is about.
const WORLD_KNOWN: f64 = 5.8;
/// A town of so much less standing than a well-known one of its name is meant only where that is
/// said.
const OUTSHONE: f64 = 2.0;
/// Two candidates no farther apart are no matter of doubt.
const SAME_KM: f64 = 60.0;
/// A large first-level division reaches so far from its middle.
const DIVISION_KM: f64 = 450.0;
/// What a country that the report speaks of most adds.
const COUNTRY: f64 = 3.0;

/// How much a report speaks of the country of its outlet, which it need not name, at least: alone,
/// and beside others.
const HOME_ALONE: f64 = 0.8;
const HOME: f64 = 0.15;

/// How much a report speaks of each country, from 0 to 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Countries {
    named: BTreeMap<String, f64>,
    home: Option<String>,
}

impl Countries {
    fn add(&mut self, country: &str, weight: f64) {
        *self.named.entry(country.to_string()).or_default() += weight;
    }

    fn share(&self, country: Option<&str>) -> f64 {
        let most = self.named.values().copied().fold(0.0, f64::max);
        let home = match country.is_some() && country == self.home.as_deref() {
            true if self.named.is_empty() => HOME_ALONE,
            true => HOME,
            false => 0.0,
        };
        match country.and_then(|c| self.named.get(c)) {
            Some(&weight) if most > 0.0 => (weight / most).max(home),
            _ => home,
        }
    }

    /// The countries that it speaks of most, the first the most; no more than three.
    pub(super) fn main(&self) -> Vec<&str> {
        let mut all: Vec<(&str, f64)> = self.named.iter().map(|(c, &w)| (&**c, w)).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let most = all.first().map_or(0.0, |a| a.1);
        all.into_iter().filter(|a| a.1 >= most * 0.3).take(3).map(|a| a.0).collect()
    }
}

/// Resolves the spots; for each the place that is meant, if one stands out.
pub(super) fn resolve<'g>(
    analysis: &Analysis,
    gazetteer: &'g Gazetteer<'g>,
    lexicon: &Lexicon,
    home: Option<&str>,
    spots: &mut [Spot<'g>],
) -> (Vec<Option<Place<'g>>>, Countries) {
    let home = home.map(str::to_string);
    let mut countries = Countries { home, ..Countries::default() };
    // What opens a report says what it is about.
    let weight = |word: WordId| if analysis[word].sentence < 2 { 2.0 } else { 1.0 };
    for word in analysis.word_ids() {
        if let Some((codes, _)) = lexicon.demonym(&analysis[word].form) {
            for code in codes.into_iter().filter(|&c| c != "-") {
                let country = code.split(':').next().unwrap_or(code);
                countries.add(country, weight(word) * 0.7);
            }
        }
    }
    for spot in spots.iter() {
        if let Some(place) = certain(spot)
            && let Some(country) = place.country
        {
            let own = if place.kind == PlaceKind::Country { 2.0 } else { 1.0 };
            countries.add(country, own * weight(WordId(spot.words.start)));
        }
    }
    let mut alike = BTreeMap::new();
    let main = countries.main();
    for spot in spots.iter_mut() {
        add_alike(analysis, gazetteer, &main, spot, &mut alike);
    }

    let names: Vec<String> = spots.iter().map(|s| spelling(analysis, s.words)).collect();
    let inside = hierarchy(analysis, gazetteer, lexicon, spots);
    let mut resolved: Vec<Option<Place<'g>>> = vec![None; spots.len()];
    // First without nearness, then with what the first pass found.
    for pass in 0..2 {
        let anchors: Vec<(usize, Place)> = resolved
            .iter()
            .enumerate()
            .filter_map(|(i, p)| p.map(|p| (i, p)))
            .filter(|(_, p)| {
                !matches!(p.kind, PlaceKind::Country | PlaceKind::Continent | PlaceKind::Sea)
            })
            .take(200)
            .collect();
        let is_quarter =
            |spot: &Spot| matches!(spot.asked, Some((Asked::Kind(PlaceKind::Neighbourhood), _)));
        let towns: Vec<Place> = anchors
            .iter()
            .filter(|a| a.1.kind == PlaceKind::Locality && !is_quarter(&spots[a.0]))
            .map(|a| a.1)
            .collect();
        let mut groups: BTreeMap<(&str, Option<u8>, bool), Vec<usize>> = BTreeMap::new();
        for (i, spot) in spots.iter().enumerate() {
            let asked = spot.asked.map(|a| match a.0 {
                Asked::Kind(kind) => kind as u8,
                Asked::Capital => u8::MAX,
            });
            groups.entry((&names[i], asked, spot.site.is_some())).or_default().push(i);
        }
        let mut next = vec![None; spots.len()];
        let mut all_likely = Vec::new();
        for ((name, ..), members) in &groups {
            let near = |place: &Place| nearness(place, &anchors, |i| names[i] == *name);
            let (best, likely) = choose(spots, members, &countries, &inside, &near, &towns);
            for &member in members {
                next[member] = best;
            }
            all_likely.push((members.clone(), likely));
        }
        resolved = next;
        for (members, likely) in all_likely {
            for member in members {
                spots[member].likely.clone_from(&likely);
            }
        }
        if pass == 0 {
            for (i, place) in resolved.iter().enumerate() {
                if let Some(country) = place.as_ref().and_then(|p| p.country)
                    && certain(&spots[i]).is_none()
                {
                    countries.add(country, 0.5 * weight(WordId(spots[i].words.start)));
                }
            }
        }
    }
    (resolved, countries)
}

/// The place of a name that is so well known that the report need not say more.
fn certain<'g>(spot: &Spot<'g>) -> Option<Place<'g>> {
    let mut ranked: Vec<(f64, &Candidate)> =
        spot.candidates.iter().map(|c| (standing(c), c)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let &(score, best) = ranked.first()?;
    let rival = ranked.iter().find(|(_, c)| apart(&c.place, &best.place)).map_or(0.0, |r| r.0);
    (score >= 4.7 && score - rival >= 1.0).then_some(best.place)
}

fn apart(a: &Place, b: &Place) -> bool {
    distance_km((a.lat, a.lon), (b.lat, b.lon)) > SAME_KM
}

/// Adds places that sound alike, of the countries that the report speaks of, to a name
/// that has no well-known place or none in these countries.
fn add_alike<'g, 't>(
    analysis: &Analysis<'t>,
    gazetteer: &'g Gazetteer<'g>,
    main: &[&str],
    spot: &mut Spot<'g>,
    looked_up: &mut BTreeMap<&'t str, Vec<Candidate<'g>>>,
) {
    let known = spot.candidates.iter().any(|c| {
        standing(c) >= WORLD_KNOWN || c.place.country.is_some_and(|country| main.contains(&country))
    });
    let text = analysis.span_of_name(spot.words).of(analysis.text);
    // An acronym has no other spelling.
    let acronym = text.chars().all(|c| !c.is_lowercase());
    if known || acronym || main.is_empty() {
        return;
    }
    // A large town elsewhere is only outweighed by a name that is nearly the same.
    let elsewhere = spot.candidates.iter().any(|c| standing(c) >= 4.7);
    let least = if elsewhere { NEARLY_SAME } else { ALIKE };
    let alike = looked_up.entry(text).or_insert_with(|| gazetteer.find_alike(text, main));
    spot.candidates.extend(alike.iter().filter(|c| c.similarity >= least));
}

/// The divisions named beside each spot: *Paris, Texas*; *Valence (Drôme)*; *Mosul, in
/// Iraq*.
fn hierarchy<'g>(
    analysis: &Analysis,
    gazetteer: &'g Gazetteer<'g>,
    lexicon: &Lexicon,
    spots: &mut [Spot<'g>],
) -> Vec<Vec<Place<'g>>> {
    let mut elsewhere = Vec::new();
    let mut inside = vec![Vec::new(); spots.len()];
    for (i, pair) in spots.windows(2).enumerate() {
        let between = pair[0].words.end..pair[1].words.start;
        let sign = |w: u32| matches!(&*analysis.words[w as usize].form, "," | "(");
        let direction = |w: u32| lexicon.is(Class::Direction, analysis, WordId(w));
        let close = between.clone().filter(|&w| !direction(w)).count() <= 5
            && between.len() <= 7
            && analysis[WordId(pair[0].words.start)].sentence
                == analysis[WordId(pair[1].words.start)].sentence
            && (between.clone().any(sign) || between.len() <= 2)
            && between.clone().all(|w| {
                let word = &analysis.words[w as usize];
                sign(w) || direction(w) || matches!(word.pos, Pos::Adp | Pos::Det)
            });
        if !close || between.is_empty() {
            continue;
        }
        // In a list, “Homs, Idlib”, nothing lies in anything.
        let best = pair[1].candidates.iter().max_by(|a, b| standing(a).total_cmp(&standing(b)));
        let divisions: Vec<Place> = pair[1]
            .candidates
            .iter()
            .filter(|c| c.place.kind.is_division() || c.place.kind == PlaceKind::Area)
            .map(|c| c.place)
            .collect();
        let is_division =
            best.is_some_and(|b| b.place.kind.is_division() || b.place.kind == PlaceKind::Area);
        // *London, Ontario*: a town of California is better known by the second name.
        let beside = between.len() == 1 && between.clone().any(sign);
        if divisions.is_empty() || !is_division && !beside {
            continue;
        }
        let holds = pair[0].candidates.iter().any(|c| lies_in_one(gazetteer, &c.place, &divisions));
        // *From Djibo to Mali* is a way, not where the town lies.
        let way = |w: WordId| lexicon.is(Class::Toward, analysis, w);
        let preposition = between.clone().any(|w| analysis.words[w as usize].pos == Pos::Adp)
            && !between.clone().map(WordId).any(way);
        if holds {
            inside[i] = divisions;
        } else if preposition
            && certain(&pair[0]).is_none()
            && best.is_some_and(|b| b.place.kind == PlaceKind::Country)
        {
            // *Essakane, dans le nord du Burkina Faso*: not the one in Mali, known or not.
            elsewhere.push(i);
        }
    }
    let names: BTreeSet<String> =
        elsewhere.iter().map(|&i| spelling(analysis, spots[i].words)).collect();
    for spot in spots.iter_mut() {
        if !names.is_empty() && names.contains(&spelling(analysis, spot.words)) {
            spot.candidates.clear();
        }
    }
    // Whether a candidate lies in one of them is asked again and again: keep indices of
    // candidates instead of walking up each time.
    inside
        .into_iter()
        .enumerate()
        .map(|(i, divisions)| {
            spots[i]
                .candidates
                .iter()
                .filter(|c| lies_in_one(gazetteer, &c.place, &divisions))
                .map(|c| c.place)
                .collect()
        })
        .collect()
}

/// How a name is looked up.
fn spelling(analysis: &Analysis, words: WordRange) -> String {
    key(&fold(analysis.span_of_name(words).of(analysis.text)))
}

/// Whether a place lies in one of these divisions: by the hierarchy or, as that is known
/// of some cities by nearness only, because the division's middle is near.
fn lies_in_one(gazetteer: &Gazetteer, place: &Place, divisions: &[Place]) -> bool {
    gazetteer.ancestors(place).any(|a| divisions.iter().any(|d| d.index == a.index))
        || divisions.iter().any(|d| {
            d.kind == PlaceKind::Region
                && d.id.source == Source::NaturalEarth
                && d.index != place.index
                && d.country == place.country
                && distance_km((d.lat, d.lon), (place.lat, place.lon)) < DIVISION_KM
        })
        // The user's places may be told without a country.
        || place.country.is_none()
            && place.kind == PlaceKind::Locality
            && divisions.iter().any(|d| {
                let reach = d.radius.map_or(0.0, f64::from);
                distance_km((d.lat, d.lon), (place.lat, place.lon)) <= reach
            })
}

/// From 0 to 1.5: how near other places of the report are. That a division is named
/// does not speak for it elsewhere: beside *la région de Gao*, *Gao* is the town.
fn nearness(place: &Place, anchors: &[(usize, Place)], same: impl Fn(usize) -> bool) -> f64 {
    let itself = |a: &Place| a.kind.is_division() && place.kind.is_division() && !apart(a, place);
    let nearest = anchors
        .iter()
        .filter(|a| !same(a.0) && !itself(&a.1))
        .map(|a| distance_km((a.1.lat, a.1.lon), (place.lat, place.lon)))
        .fold(f64::INFINITY, f64::min);
    1.5 * (-nearest / 100.0).exp()
}

/// The place that the members of a name mean, if one stands out, and what they may mean,
/// if it may be several.
fn choose<'g>(
    spots: &[Spot<'g>],
    members: &[usize],
    countries: &Countries,
    inside: &[Vec<Place<'g>>],
    near: &dyn Fn(&Place) -> f64,
    towns: &[Place],
) -> (Option<Place<'g>>, Vec<(Place<'g>, f64)>) {
    let Some(first) = members.first().map(|&m| &spots[m]) else { return (None, Vec::new()) };
    let asked = first.asked.map(|a| a.0);
    // *Talks in Doha*, in a report on the West Bank: not the small town of that name there.
    let most = first.candidates.iter().map(standing).fold(0.0, f64::max);
    let outshone = |c: &Candidate| most >= WORLD_KNOWN && standing(c) < most - OUTSHONE;
    // Members differ at most in what sounds alike; the first has all.
    let mut ranked: Vec<(f64, Place, bool)> = first
        .candidates
        .iter()
        .map(|c| {
            let place = c.place;
            let said = members.iter().any(|&m| inside[m].iter().any(|p| p.index == place.index));
            let share = countries.share(place.country);
            // A town of a country that the report does not speak of, be it large.
            let foreign = share == 0.0
                && !countries.named.is_empty()
                && place.country.is_some()
                && standing(c) < WORLD_KNOWN;
            let score = standing(c) - if foreign { FOREIGN } else { 0.0 }
                + COUNTRY * share
                + fits(asked, &place)
                + near(&place);
            (score, place, said)
        })
        .collect();
    // What is said outweighs all else.
    if ranked.iter().any(|r| r.2) {
        ranked.retain(|r| r.2);
    }
    let dim: BTreeSet<_> =
        first.candidates.iter().filter(|c| outshone(c)).map(|c| c.place.index.0).collect();
    ranked.retain(|(_, p, said)| *said || !dim.contains(&p.index.0));
    // A village or small town of a country that the report does not speak of is another place of
    // the name, however well the name fits.
    if !countries.named.is_empty() {
        let small = |p: &Place| {
            matches!(p.kind, PlaceKind::Locality | PlaceKind::LocalAdmin | PlaceKind::Neighbourhood)
                && p.population.is_none_or(|n| n < SMALL)
                && p.radius.is_none()
        };
        ranked.retain(|(_, p, said)| {
            *said || p.country.is_none() || countries.share(p.country) > 0.0 || !small(p)
        });
    }
    // A hotel or station is mostly called after something far away.
    if first.site.is_some() {
        ranked.retain(|(_, place, _)| {
            let known = place.population.is_some_and(|p| p >= 20_000)
                || place.kind.is_division()
                || place.radius.is_some();
            (known || first.local) && countries.share(place.country) >= 0.4
        });
    }
    // A quarter lies in a town that is spoken of, not far away.
    if matches!(asked, Some(Asked::Kind(PlaceKind::Neighbourhood))) && !towns.is_empty() {
        ranked.retain(|(_, place, _)| towns.iter().any(|t| !apart(t, place)));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.index.0.cmp(&b.1.index.0)));
    let Some(&(score, best, _)) = ranked.first() else { return (None, Vec::new()) };
    let rival = ranked.iter().find(|(_, p, _)| apart(p, &best)).map_or(f64::MIN, |r| r.0);
    let alone = countries.share(best.country) == 0.0;
    let margin = if alone { MARGIN_ALONE } else { MARGIN };
    let stands_out = (score >= LEAST && score - rival >= margin).then_some(best);
    (stands_out, likely(&ranked))
}

/// What a name may mean, with how likely each is; places side by side are one. Empty where
/// nothing beside the first is likely.
fn likely<'g>(ranked: &[(f64, Place<'g>, bool)]) -> Vec<(Place<'g>, f64)> {
    let Some(&(best, ..)) = ranked.first() else { return Vec::new() };
    let mut likely: Vec<(Place<'g>, f64)> = Vec::new();
    for (score, place, _) in ranked.iter().take(CANDIDATES) {
        let weight = ((score - best) * PER_POINT).exp();
        match likely.iter_mut().find(|(other, _)| !apart(other, place)) {
            Some(known) => known.1 += weight,
            None => likely.push((*place, weight)),
        }
    }
    let sum: f64 = likely.iter().map(|l| l.1).sum();
    likely.retain_mut(|l| {
        l.1 = (l.1 / sum * 100.0).round() / 100.0;
        l.1 >= UNLIKELY
    });
    likely.truncate(SHOWN);
    if likely.len() < 2 { Vec::new() } else { likely }
}

/// How a place fits the kind that is asked for.
fn fits(asked: Option<Asked>, place: &Place) -> f64 {
    use PlaceKind as K;
    match asked {
        None => 0.0,
        Some(Asked::Capital) if place.capital => 3.0,
        Some(Asked::Capital) => 0.0,
        Some(Asked::Kind(kind)) => match (kind, place.kind) {
            (a, b) if a == b => 2.5,
            (K::Region | K::Area, K::County | K::LocalAdmin | K::Region | K::Area) => 1.0,
            (K::County, K::Region | K::LocalAdmin) => 1.0,
            (K::Locality, K::LocalAdmin | K::Neighbourhood) => 1.0,
            (K::Neighbourhood | K::Campus | K::Area, K::Locality | K::Neighbourhood) => 0.5,
            (K::Locality, K::Region | K::Country | K::County) => -1.5,
            (K::Country, _) => -1.0,
            (K::Region | K::County, K::Locality) => -1.5,
            _ => 0.0,
        },
    }
}
