//! Which of the places of a name is meant.
//!
//! Every place of a name has a standing (its kind and population); what the report
//! says adds to it: the countries that it speaks of, the kind of place that is asked
//! for, the division named beside, places near by. The best is taken if it stands out;
//! all mentions of a name in a report mean the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use selon_gazetteer::fold::{fold, key};
use selon_gazetteer::{Candidate, Gazetteer, Match, Place, PlaceKind, Source, distance_km};
use selon_language::{Analysis, Pos, Relation, Subtype, WordId, WordRange};

use super::lexicon::{Asked, Class, Lexicon};
use super::spot::Spot;
use super::standing::standing;
use super::usage::head;

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
/// How much likelier a town is, and less likely a division, where a town is meant.
const TOWN: f64 = 0.8;
/// What lies so many times farther out than a division reaches is not of it.
const REACH: f64 = 1.5;
/// How much of what a demonym of who acts abroad would add is for its own country.
const ACTING: f64 = 0.4;
/// What a country that the report speaks of most adds.
const COUNTRY: f64 = 3.0;

/// How much a report speaks of the country of its outlet, which it need not name, at least: alone,
/// and beside others.
const HOME_ALONE: f64 = 0.8;
const HOME: f64 = 0.15;

/// The countries in which the forces of a country strike without the report naming them.
static ABROAD: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let table = include_str!("../../../../assets/forces_abroad.tsv");
    let rows = table.lines().filter(|row| !row.starts_with('#')).skip(1);
    let cells = rows.filter_map(|row| row.split_once('\t'));
    cells.map(|(actor, countries)| (actor, countries.split('|').collect())).collect()
});

/// How much a report speaks of each country, from 0 to 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Countries {
    named: BTreeMap<String, f64>,
    /// What speaks for a country only as it acts abroad, and for the countries where it does.
    acting: BTreeMap<&'static str, f64>,
    theatre: BTreeMap<&'static str, f64>,
    home: Option<String>,
}

impl Countries {
    fn add(&mut self, country: &str, weight: f64) {
        *self.named.entry(country.to_string()).or_default() += weight;
    }

    /// Adds what speaks for a country that acts: *une frappe israélienne*, which may be told of
    /// Lebanon without naming it.
    fn add_acting(&mut self, country: &str, weight: f64) {
        self.add(country, weight);
        if let Some((&actor, countries)) = ABROAD.get_key_value(country) {
            *self.acting.entry(actor).or_default() += weight;
            for &theatre in countries {
                *self.theatre.entry(theatre).or_default() += weight;
            }
        }
    }

    /// How much speaks for a country as one where something happens.
    fn weight(&self, country: &str) -> f64 {
        let named = self.named.get(country).copied().unwrap_or_default();
        let acting = self.acting.get(country).copied().unwrap_or_default();
        let theatre = self.theatre.get(country).copied().unwrap_or_default();
        (named - acting * (1.0 - ACTING)).max(theatre)
    }

    fn share(&self, country: Option<&str>) -> f64 {
        let all = self.named.keys().map(|c| &**c).chain(self.theatre.keys().copied());
        let most = all.map(|c| self.weight(c)).fold(0.0, f64::max);
        let home = match country.is_some() && country == self.home.as_deref() {
            true if self.named.is_empty() => HOME_ALONE,
            true => HOME,
            false => 0.0,
        };
        match country.map(|c| self.weight(c)) {
            Some(weight) if most > 0.0 => (weight / most).max(home),
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
                if acts(analysis, lexicon, word) {
                    countries.add_acting(country, weight(word) * 0.7);
                } else {
                    countries.add(country, weight(word) * 0.7);
                }
            }
        }
    }
    for spot in spots.iter() {
        if let Some(place) = certain(spot)
            && let Some(country) = place.country
        {
            let own = if place.kind == PlaceKind::Country { 2.0 } else { 1.0 };
            let own = own * weight(WordId(spot.words.start));
            if is_actor(analysis, spot.words) {
                countries.add_acting(country, own);
            } else {
                countries.add(country, own);
            }
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
        let mut groups: BTreeMap<(&str, Option<u8>, bool, bool), Vec<usize>> = BTreeMap::new();
        for (i, spot) in spots.iter().enumerate() {
            let asked = spot.asked.map(|a| match a.0 {
                Asked::Kind(kind) => kind as u8,
                Asked::Capital => u8::MAX,
            });
            groups.entry((&names[i], asked, spot.site.is_some(), spot.town)).or_default().push(i);
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

/// Whether an adjective of a country tells of its forces or what they do: *un drone israélien, the
/// Russian army*.
fn acts(analysis: &Analysis, lexicon: &Lexicon, word: WordId) -> bool {
    analysis[word].head.is_some_and(|noun| {
        [Class::Strike, Class::Rule, Class::Arms].iter().any(|&c| lexicon.is(c, analysis, noun))
    })
}

/// Whether a country is who does something: *Israël a frappé Tyr*.
fn is_actor(analysis: &Analysis, words: WordRange) -> bool {
    let word = head(analysis, words);
    analysis[word].relation == Relation::Nsubj && analysis[word].subtype != Subtype::Passive
        || analysis[word].subtype == Subtype::Agent
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
/// Iraq*; *Léré, dans la région de Tombouctou*.
fn hierarchy<'g>(
    analysis: &Analysis,
    gazetteer: &'g Gazetteer<'g>,
    lexicon: &Lexicon,
    spots: &mut [Spot<'g>],
) -> Vec<Vec<Place<'g>>> {
    let mut elsewhere = Vec::new();
    let mut inside: Vec<Vec<Place>> = vec![Vec::new(); spots.len()];
    for i in 1..spots.len() {
        let [town, next] = [&spots[i - 1], &spots[i]];
        let Some(way) = told_beside(analysis, lexicon, town, next) else { continue };
        let mut divisions = divisions(analysis, lexicon, next, &way);
        let mut explicit = way.preposition && is_asked_division(analysis, lexicon, next);
        // *Léré, cercle de Xville, région de Tombouctou*: the first that is known.
        if divisions.is_empty()
            && let Some(after) = spots.get(i + 1)
            && let Some(on) = told_beside(analysis, lexicon, next, after)
        {
            divisions = self::divisions(analysis, lexicon, after, &on);
            explicit = on.preposition && is_asked_division(analysis, lexicon, after);
        }
        if divisions.is_empty() {
            continue;
        }
        let country = best(next).is_some_and(|b| b.place.kind == PlaceKind::Country);
        let holds = lying_in(gazetteer, &town.candidates, &divisions);
        if !holds.is_empty() {
            inside[i - 1] = holds;
        } else if way.preposition && country && certain(town).is_none()
            || explicit && !town.candidates.iter().any(|c| may_be_of(gazetteer, c, &divisions))
        {
            // *Essakane, dans le nord du Burkina Faso*: not the one in Mali, known or not.
            elsewhere.push(i - 1);
        }
    }
    let names: BTreeSet<String> =
        elsewhere.iter().map(|&i| spelling(analysis, spots[i].words)).collect();
    for spot in spots.iter_mut() {
        if !names.is_empty() && names.contains(&spelling(analysis, spot.words)) {
            spot.candidates.clear();
        }
    }
    // *À Xville et Yville, dans la région de Gao*: of both, if both are known there.
    for i in (1..spots.len()).rev() {
        let between = spots[i - 1].words.end..spots[i].words.start;
        let joined = between.len() == 1
            && between.clone().all(|w| analysis[WordId(w)].pos == Pos::Cconj)
            && inside[i - 1].is_empty();
        let regions: Vec<Place> =
            inside[i].iter().filter_map(|p| region_of(gazetteer, p)).collect();
        if joined && !regions.is_empty() {
            inside[i - 1] = lying_in(gazetteer, &spots[i - 1].candidates, &regions);
        }
    }
    inside
}

/// The first-level division of a place.
fn region_of<'g>(gazetteer: &'g Gazetteer<'g>, place: &Place<'g>) -> Option<Place<'g>> {
    gazetteer.ancestors(place).find(|a| a.kind == PlaceKind::Region)
}

/// The candidates that lie in one of these divisions; if of none that is known, those that may, of
/// which the division is not known.
fn lying_in<'g>(
    gazetteer: &'g Gazetteer<'g>,
    candidates: &[Candidate<'g>],
    divisions: &[Place],
) -> Vec<Place<'g>> {
    // What lies in an area is told by its distance only.
    let areas: Vec<Place> = divisions
        .iter()
        .filter(|d| d.kind == PlaceKind::Area && d.country.is_some())
        .copied()
        .collect();
    let known: Vec<Place> = candidates
        .iter()
        .map(|c| c.place)
        .filter(|p| lies_in_one(gazetteer, p, divisions) || may_lie_in_one(p, &areas, 1.0))
        .collect();
    if !known.is_empty() {
        return known;
    }
    candidates
        .iter()
        .filter(|c| {
            c.matched != Match::Sound
                && !c.place.kind.is_division()
                && region_of(gazetteer, &c.place).is_none()
                && may_lie_in_one(&c.place, divisions, REACH)
        })
        .map(|c| c.place)
        .collect()
}

/// How a name is joined to the one before it that it may tell the division of.
struct Way {
    /// Whether only a sign stands between: *Paris, Texas*.
    beside: bool,
    /// Whether a preposition of place does: *Mosul, in Iraq*; not *from Djibo to Mali*.
    preposition: bool,
}

/// Whether a name may tell the division of the one before it, by what stands between them.
fn told_beside(analysis: &Analysis, lexicon: &Lexicon, town: &Spot, next: &Spot) -> Option<Way> {
    let between = town.words.end..next.words.start;
    let words = || between.clone().map(WordId);
    let sign = |w: WordId| matches!(&*analysis[w].form, "," | "(");
    let tells = |w: WordId| {
        lexicon.is(Class::Direction, analysis, w)
            || matches!(lexicon.asked(analysis, w), Some(Asked::Kind(_)))
            || lexicon.demonym(&analysis[w].form).is_some()
    };
    if between.is_empty()
        || between.len() > 8
        || words().filter(|&w| !tells(w)).count() > 5
        || analysis[WordId(town.words.start)].sentence
            != analysis[WordId(next.words.start)].sentence
        || !words().any(sign) && words().filter(|&w| !tells(w)).count() > 2
        || !words().all(|w| sign(w) || tells(w) || matches!(analysis[w].pos, Pos::Adp | Pos::Det))
    {
        return None;
    }
    let toward = words().any(|w| lexicon.is(Class::Toward, analysis, w));
    Some(Way {
        beside: between.len() == 1 && words().any(sign),
        preposition: words().any(|w| analysis[w].pos == Pos::Adp) && !toward,
    })
}

/// The likeliest place of a name, before the report is asked.
fn best<'s, 'g>(spot: &'s Spot<'g>) -> Option<&'s Candidate<'g>> {
    spot.candidates.iter().max_by(|a, b| standing(a).total_cmp(&standing(b)))
}

/// Whether a noun beside the name says that it is a division's: *la région de Tombouctou*.
fn is_asked_division(analysis: &Analysis, lexicon: &Lexicon, spot: &Spot) -> bool {
    // The name may have the noun in it.
    let first = WordId(spot.words.start);
    let own = lexicon.asked(analysis, first).filter(|_| spot.words.len() > 1);
    [spot.asked.map(|a| a.0), own].into_iter().flatten().any(|asked| {
        let Asked::Kind(kind) = asked else { return false };
        // *L'État de Zamfara* is asked for as a country is.
        matches!(kind, PlaceKind::Region | PlaceKind::County | PlaceKind::Area | PlaceKind::Country)
    })
}

/// The divisions that a name may mean. In a list, “Homs, Idlib”, nothing lies in anything; but in
/// *London, Ontario* it does, although a town of California is better known by the second name.
fn divisions<'g>(
    analysis: &Analysis,
    lexicon: &Lexicon,
    spot: &Spot<'g>,
    way: &Way,
) -> Vec<Place<'g>> {
    let is_division = |p: &Place| p.kind.is_division() || p.kind == PlaceKind::Area;
    let asked = || way.preposition && is_asked_division(analysis, lexicon, spot);
    let known = || best(spot).is_some_and(|b| is_division(&b.place));
    if !(way.beside || asked() || known()) {
        return Vec::new();
    }
    spot.candidates.iter().map(|c| c.place).filter(is_division).collect()
}

/// Whether a place may lie in one of these divisions, as far as is known.
fn may_lie_in_one(place: &Place, divisions: &[Place], reach: f64) -> bool {
    divisions.iter().any(|d| {
        let reach = d.radius.map_or(DIVISION_KM, |r| f64::from(r) * reach);
        (d.country.is_none() || place.country.is_none() || d.country == place.country)
            && distance_km((d.lat, d.lon), (place.lat, place.lon)) <= reach
    })
}

/// Whether a candidate may lie in one of these divisions; one that only sounds alike does not where
/// it is known to be of another.
fn may_be_of<'g>(
    gazetteer: &'g Gazetteer<'g>,
    candidate: &Candidate<'g>,
    divisions: &[Place],
) -> bool {
    let regions = || divisions.iter().filter(|d| d.kind == PlaceKind::Region);
    let own = region_of(gazetteer, &candidate.place);
    let other = own
        .is_some_and(|own| regions().next().is_some() && regions().all(|d| d.index != own.index));
    may_lie_in_one(&candidate.place, divisions, REACH)
        && !(other && candidate.matched == Match::Sound)
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

/// Whether one of two places of a name is a division that the other lies in: the department of
/// Tillabéri in the region of Tillabéri.
fn is_nested(a: &Place, b: &Place) -> bool {
    let km = distance_km((a.lat, a.lon), (b.lat, b.lon));
    let holds = |p: &Place| p.kind.is_division() && p.radius.is_some_and(|r| km <= f64::from(r));
    a.country.is_some() && a.country == b.country && (holds(a) || holds(b))
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
                + if first.town { fits_town(&place) } else { 0.0 }
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
    let other = |p: &Place| apart(p, &best) && !is_nested(p, &best);
    let rival = ranked.iter().find(|(_, p, _)| other(p)).map_or(f64::MIN, |r| r.0);
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

/// How a place fits where a town is meant rather than the division of the same name: *near Kidal*.
fn fits_town(place: &Place) -> f64 {
    match place.kind {
        PlaceKind::Locality | PlaceKind::LocalAdmin => TOWN,
        PlaceKind::Region | PlaceKind::County => -TOWN,
        _ => 0.0,
    }
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
            (K::Area, K::Region) => 1.5,
            (K::Region | K::Area, K::County | K::LocalAdmin | K::Area) => 1.0,
            (K::County, K::Region | K::LocalAdmin) => 1.0,
            (K::Locality, K::LocalAdmin | K::Neighbourhood) => 1.0,
            (K::Neighbourhood | K::Campus, K::Locality | K::Neighbourhood) => 0.5,
            (K::Area, K::Neighbourhood) => 0.5,
            (K::Locality, K::Region | K::Country | K::County) => -1.5,
            // *L'État de Zamfara*
            (K::Country, K::Region) => 0.5,
            (K::Country, _) => -1.0,
            (K::Region, K::Locality) => -1.5,
            // Some districts are known by their towns only.
            (K::County, K::Locality) => -1.0,
            (K::Area, K::Locality) => -1.2,
            _ => 0.0,
        },
    }
}
