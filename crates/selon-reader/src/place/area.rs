//! Sides of places and points at a distance: *le nord de la Syrie*, *à 30 km au nord de
//! Mossoul*.

use std::collections::BTreeMap;
use std::f64::consts::{FRAC_PI_3, TAU};

use selon_gazetteer::{Gazetteer, Place, PlaceKind, distance_km};
use selon_language::{Analysis, Pos, WordId, WordRange};

use super::Found;
use super::lexicon::{Asked, Class, Direction, Lexicon};
use crate::lower_case::lower_case;
use selon_model::reading::Precision;

/// How far the side of a town is from its middle, km.
const SIDE_OF_TOWN: f64 = 8.0;
/// What is beside a town lies so near, km.
const BESIDE_TOWN: u32 = 25;
/// How inexact a distance is that is said, as a share of it.
const INEXACT: f64 = 0.3;
/// Towns on both sides of a border are no farther apart, km.
const ACROSS: f64 = 50.0;
/// What lies between two places that are farther apart, km, is no area.
const LONGEST_WAY: f64 = 400.0;
/// The same within one country.
const LONGEST_INLAND: f64 = 600.0;
/// The same for a province.
const SIDE_OF_PROVINCE: f64 = 40.0;
const KM_PER_DEGREE: f64 = 111.2;
/// The north of a country begins so far up from its southernmost town, as a share of its
/// extent.
const FAR: f64 = 0.8;
/// How far off the bearing its towns may lie, radians.
const CONE: f64 = FRAC_PI_3;
/// A town of as many people stands for its side of a country.
const LARGE: u32 = 20_000;
/// A distance in brackets has no more words.
const IN_BRACKETS: usize = 5;
/// How far its middle is shifted if no town lies there, as a share of its extent.
const SHIFT: f64 = 0.25;
/// Towns so many times farther out than half of the towns are none of the country proper.
const OUTLYING: f64 = 3.0;

/// The towns of the countries that are asked for, looked up once.
pub(super) struct Towns<'g> {
    gazetteer: &'g Gazetteer<'g>,
    known: BTreeMap<String, Vec<Place<'g>>>,
}

impl<'g> Towns<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer<'g>) -> Towns<'g> {
        Towns { gazetteer, known: BTreeMap::new() }
    }

    fn of(&mut self, code: &str) -> &[Place<'g>] {
        self.known.entry(code.to_string()).or_insert_with(|| self.gazetteer.towns(code))
    }
}

/// A side or distance that words before (or after) a name tell of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    /// The words of the side, and of the distance if one is said.
    pub words: WordRange,
    direction: Direction,
    /// Kilometres, if said.
    distance: Option<f64>,
    /// Whether it is beside the place, not in it: *au nord de*, *north of*.
    outside: bool,
}

/// Looks for a side of the place whose name stands at `words`.
pub(super) fn side(analysis: &Analysis, lexicon: &Lexicon, words: WordRange) -> Option<Side> {
    before(analysis, lexicon, words).or_else(|| after(analysis, lexicon, words))
}

fn before(analysis: &Analysis, lexicon: &Lexicon, words: WordRange) -> Option<Side> {
    let start = analysis.sentence_of(WordId(words.start)).words.start;
    let mut at = words.start;
    let mut steps = 0;
    let (found, direction) = loop {
        at = at.checked_sub(1).filter(|&a| a >= start && steps < 5)?;
        steps += 1;
        let word = WordId(at);
        // The verb “est” is not the east.
        let verb = matches!(analysis[word].pos, Pos::Aux | Pos::Verb);
        if let Some(direction) = lexicon.direction(analysis, word).filter(|_| !verb) {
            break (at, direction);
        }
        let passes = matches!(analysis[word].pos, Pos::Adp | Pos::Det)
            && !lexicon.is(Class::Toward, analysis, word)
            || matches!(&*analysis[word].form, "-" | "–")
            || lexicon.asked(analysis, word).is_some_and(|a| a != Asked::Capital)
            || lexicon.demonym(&analysis[word].form).is_some();
        if !passes {
            return None;
        }
    };
    // “au nord de” is beside a town, “dans le nord de” and “northern” are in it.
    let before_it = found.checked_sub(1).filter(|&a| a >= start).map(WordId);
    let follows = WordId(found + 1);
    let outside = match before_it {
        Some(w) if analysis[w].pos == Pos::Det => before_it
            .and_then(WordId::previous)
            .is_some_and(|w| w.0 >= start && lexicon.is(Class::Beside, analysis, w)),
        Some(w) if lexicon.is(Class::Beside, analysis, w) => true,
        _ => {
            analysis[follows].pos == Pos::Adp
                && before_it.is_none_or(|w| !lexicon.is(Class::Within, analysis, w))
        }
    };
    // “à 30 km au nord”, “30 km to the north”
    let mut side = Side {
        words: WordRange { start: found, end: words.start },
        direction,
        distance: None,
        outside,
    };
    let passed = |w: u32| matches!(analysis.words[w as usize].pos, Pos::Adp | Pos::Det | Pos::Adv);
    let mut at = found;
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1).filter(|&a| a >= start) else { break };
        at = before;
        let lower = lower_case(&analysis.words[at as usize].form);
        if let Some(unit) = lexicon.unit(&lower) {
            let number = at
                .checked_sub(1)
                .filter(|&a| a >= start)
                .map(|a| (a, lexicon.number(&lower_case(&analysis.words[a as usize].form))));
            if let Some((number_at, Some(number))) = number {
                side.distance = Some(number * unit);
                side.words.start = number_at;
            }
            break;
        }
        if !passed(at) {
            break;
        }
    }
    Some(side)
}

/// A distance without a side before a name: its first word, and km: *à 20 kilomètres de Djibo, une
/// vingtaine de kilomètres de Djibo, 20 km (12 miles) from Goma*.
pub(super) fn distance(
    analysis: &Analysis,
    lexicon: &Lexicon,
    words: WordRange,
) -> Option<(WordId, f64)> {
    let start = analysis.sentence_of(WordId(words.start)).words.start;
    let before = |at: u32| at.checked_sub(1).filter(|&a| a >= start).map(WordId);
    let lower = |w: WordId| lower_case(&analysis[w].form);
    let mut away = before(words.start)?;
    // *À dix kilomètres de la ville de Djibo*
    if let Some(kind) = before(away.0).filter(|&w| lexicon.asked(analysis, w).is_some()) {
        away = before(kind.0)?;
        if analysis[away].pos == Pos::Det {
            away = before(away.0)?;
        }
    }
    if !lexicon.is(Class::Away, analysis, away) {
        return None;
    }
    let mut unit = before(away.0)?;
    // What stands in brackets says the same in another unit.
    if &*analysis[unit].form == ")" {
        let opens = (start..unit.0).rev().take(IN_BRACKETS).map(WordId);
        let opens = opens.into_iter().find(|&w| &*analysis[w].form == "(")?;
        unit = before(opens.0)?;
    } else if analysis[unit].pos == Pos::Adv && lexicon.unit(&lower(unit)).is_none() {
        // *20 miles away from Goma*
        unit = before(unit.0)?;
    }
    let km = lexicon.unit(&lower(unit))?;
    let mut number = before(unit.0)?;
    if analysis[number].pos == Pos::Adp {
        number = before(number.0)?;
    }
    lexicon.number(&lower(number)).map(|n| (number, n * km))
}

/// What lies so far from a place, on whichever side.
pub(super) fn at_distance(base: &Found, km: f64) -> Found {
    let radius = Some(km.round().clamp(5.0, 1000.0) as u32);
    Found { admin1: None, admin2: None, radius, ..base.clone().into_area() }
}

/// *quartiers est de la ville* has it before; *Alep-Est*, *Alep est* after.
fn after(analysis: &Analysis, lexicon: &Lexicon, words: WordRange) -> Option<Side> {
    let next = WordId(words.end);
    let word = analysis.words.get(next.index())?;
    let inside = analysis.sentence_of(WordId(words.start)).words.contains(next);
    let joined = word.head.is_some_and(|h| words.contains(h)) && word.pos != Pos::Adp;
    let direction = lexicon.direction(analysis, next).filter(|_| inside && joined)?;
    if matches!(word.pos, Pos::Aux | Pos::Verb) {
        return None;
    }
    Some(Side {
        words: WordRange { start: next.0, end: next.0 + 1 },
        direction,
        distance: None,
        outside: false,
    })
}

/// The side of a place as an area with an approximate middle.
pub(super) fn of_side(towns: &mut Towns, base: &Found, side: Side) -> Found {
    let mut area = Found { admin1: None, admin2: None, ..base.clone().into_area() };
    let bearing = match side.direction {
        Direction::Middle => {
            return match base.precision {
                Precision::Locality => base.clone(),
                _ => base.clone().into_area(),
            };
        }
        Direction::Bearing(bearing) => bearing,
    };
    let distance = match (side.distance, base.kind) {
        (Some(km), _) => km,
        (None, PlaceKind::Country) => return side_of_country(towns, area, bearing),
        (None, PlaceKind::Region | PlaceKind::Area) => SIDE_OF_PROVINCE,
        (None, PlaceKind::Continent | PlaceKind::Sea | PlaceKind::River) => 0.0,
        (None, _) => SIDE_OF_TOWN,
    };
    area.radius = Some(match (side.distance, base.kind) {
        (Some(km), _) => (km * INEXACT).round().clamp(5.0, 1000.0) as u32,
        (None, PlaceKind::Region | PlaceKind::Area) => SIDE_OF_PROVINCE as u32,
        (None, PlaceKind::Continent | PlaceKind::Sea | PlaceKind::River) => {
            base.radius.unwrap_or(500)
        }
        (None, _) if side.outside => BESIDE_TOWN,
        (None, _) => SIDE_OF_TOWN as u32,
    });
    if base.precision == Precision::Locality && !side.outside && side.distance.is_none() {
        // A quarter of a town lies in its divisions.
        area.admin1.clone_from(&base.admin1);
        area.admin2.clone_from(&base.admin2);
    }
    (area.lat, area.lon) = offset((base.lat, base.lon), bearing, distance.min(1000.0));
    area
}

fn offset((lat, lon): (f64, f64), bearing: f64, km: f64) -> (f64, f64) {
    let bearing = bearing.to_radians();
    let north = km * bearing.cos() / KM_PER_DEGREE;
    let east = km * bearing.sin() / (KM_PER_DEGREE * lat.to_radians().cos().max(0.1));
    ((lat + north).clamp(-90.0, 90.0), lon + east)
}

/// The north of a country is where its largest town there is; without one, part of
/// the way from its middle to its northernmost town.
fn side_of_country(towns: &mut Towns, mut area: Found, bearing: f64) -> Found {
    let Some(code) = area.country.as_deref() else { return area };
    let middle = (area.lat, area.lon);
    let towns = inner_towns(towns.of(code), middle);
    let along = |t: &Place| {
        let (distance, angle) = from_middle(middle, (t.lat, t.lon), bearing);
        distance * angle.cos()
    };
    let reach = towns.iter().map(|&t| along(t));
    let (low, high) =
        reach.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
    if !low.is_finite() {
        return area;
    }
    area.radius = Some(((high - low) * SHIFT).round().clamp(10.0, 2000.0) as u32);
    let far = low + (high - low) * FAR;
    let lies_there = |t: &Place| {
        let (distance, angle) = from_middle(middle, (t.lat, t.lon), bearing);
        let large = t.population.is_some_and(|p| p >= LARGE);
        !t.capital && large && angle <= CONE && distance * angle.cos() >= far
    };
    (area.lat, area.lon) = match towns.iter().find(|t| lies_there(t)) {
        Some(town) => (town.lat, town.lon),
        // No farther than its towns reach.
        None => offset(middle, bearing, ((high - low) * SHIFT).min(high * 0.6).max(0.0)),
    };
    area
}

/// The towns of a country without those so far out that they must be overseas or are
/// told of the wrong country.
fn inner_towns<'t, 'g>(towns: &'t [Place<'g>], middle: (f64, f64)) -> Vec<&'t Place<'g>> {
    let distance = |t: &Place| distance_km(middle, (t.lat, t.lon));
    let mut distances: Vec<f64> = towns.iter().map(distance).collect();
    distances.sort_by(f64::total_cmp);
    let Some(&median) = distances.get(distances.len() / 2) else { return Vec::new() };
    towns.iter().filter(|t| distance(t) <= median * OUTLYING).collect()
}

/// How far a point is from the middle, km, and by what angle (radians, 0 to π) it is off
/// the bearing.
fn from_middle(middle: (f64, f64), point: (f64, f64), bearing: f64) -> (f64, f64) {
    let north = (point.0 - middle.0) * KM_PER_DEGREE;
    let east = (point.1 - middle.1) * KM_PER_DEGREE * middle.0.to_radians().cos();
    let angle = (east.atan2(north) - bearing.to_radians()).rem_euclid(TAU);
    (north.hypot(east), angle.min(TAU - angle))
}

impl Side {
    /// A side without a distance.
    pub(super) fn new(words: WordRange, direction: Direction) -> Side {
        Side { words, direction, distance: None, outside: false }
    }
}

/// Where two countries meet, as far as their towns tell: the middle of all pairs of towns that
/// face each other, and how far they reach from it. None if no towns do.
pub(super) fn border(towns: &mut Towns, a: &str, b: &str) -> Option<((f64, f64), u32)> {
    let mut near: Vec<(f64, f64)> = towns.of(b).iter().map(|t| (t.lat, t.lon)).collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    let reach = ACROSS / KM_PER_DEGREE;
    let mut middles = Vec::new();
    for town in towns.of(a) {
        let from = near.partition_point(|p| p.0 < town.lat - reach);
        let facing = near[from..]
            .iter()
            .take_while(|p| p.0 <= town.lat + reach)
            .map(|&p| (p, distance_km((town.lat, town.lon), p)))
            .filter(|p| p.1 <= ACROSS)
            .min_by(|a, b| a.1.total_cmp(&b.1));
        if let Some(((lat, lon), _)) = facing {
            middles.push((f64::midpoint(lat, town.lat), f64::midpoint(lon, town.lon)));
        }
    }
    if middles.is_empty() {
        return None;
    }
    let count = middles.len() as f64;
    let middle = (
        middles.iter().map(|m| m.0).sum::<f64>() / count,
        middles.iter().map(|m| m.1).sum::<f64>() / count,
    );
    let far = middles.iter().map(|&m| distance_km(middle, m)).fold(ACROSS, f64::max);
    Some((middle, far.round() as u32))
}

/// The area between two places: *entre Gao et Ménaka*.
pub(super) fn between(a: &Found, b: &Found) -> Option<Found> {
    let km = distance_km((a.lat, a.lon), (b.lat, b.lon));
    let inland = a.country.is_some() && a.country == b.country;
    if km > if inland { LONGEST_INLAND } else { LONGEST_WAY } {
        return None;
    }
    let same = |x: &Option<String>, y: &Option<String>| x.clone().filter(|_| x == y);
    Some(Found {
        country: same(&a.country, &b.country),
        admin1: same(&a.admin1, &b.admin1),
        admin2: same(&a.admin2, &b.admin2),
        lat: f64::midpoint(a.lat, b.lat),
        lon: f64::midpoint(a.lon, b.lon),
        radius: Some((km / 2.0).round().max(5.0) as u32),
        ..a.clone().into_area()
    })
}
