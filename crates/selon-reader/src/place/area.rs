//! Sides of places and points at a distance: *le nord de la Syrie*, *à 30 km au nord de
//! Mossoul*.

use std::collections::BTreeMap;

use selon_gazetteer::{Gazetteer, Place, PlaceKind};
use selon_language::{Analysis, Pos, WordId, WordRange};

use super::Found;
use super::lexicon::{Asked, Class, Direction, Lexicon};
use selon_model::reading::Precision;

/// How far the side of a town is from its middle, km.
const SIDE_OF_TOWN: f64 = 8.0;
/// The same for a province.
const SIDE_OF_PROVINCE: f64 = 40.0;
const KM_PER_DEGREE: f64 = 111.2;

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
    // “à 30 km au nord”, “30 km to the north”
    let mut side =
        Side { words: WordRange { start: found, end: words.start }, direction, distance: None };
    let passed = |w: u32| matches!(analysis.words[w as usize].pos, Pos::Adp | Pos::Det | Pos::Adv);
    let mut at = found;
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1).filter(|&a| a >= start) else { break };
        at = before;
        let lower = analysis.words[at as usize].form.to_lowercase();
        if let Some(unit) = lexicon.unit(&lower) {
            let number = at
                .checked_sub(1)
                .filter(|&a| a >= start)
                .map(|a| (a, lexicon.number(&analysis.words[a as usize].form.to_lowercase())));
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
    Some(Side { words: WordRange { start: next.0, end: next.0 + 1 }, direction, distance: None })
}

/// The side of a place as an area with an approximate middle.
pub(super) fn of_side(towns: &mut Towns, base: &Found, side: Side) -> Found {
    let mut area = Found { precision: Precision::Area, ..base.clone() };
    let bearing = match side.direction {
        Direction::Middle => {
            area.precision = match base.precision {
                Precision::Locality => Precision::Locality,
                _ => Precision::Area,
            };
            return area;
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
    (area.lat, area.lon) = offset((base.lat, base.lon), bearing, distance.min(1000.0));
    area
}

fn offset((lat, lon): (f64, f64), bearing: f64, km: f64) -> (f64, f64) {
    let bearing = bearing.to_radians();
    let north = km * bearing.cos() / KM_PER_DEGREE;
    let east = km * bearing.sin() / (KM_PER_DEGREE * lat.to_radians().cos().max(0.1));
    ((lat + north).clamp(-90.0, 90.0), lon + east)
}

/// The north of a country is where its largest town there is.
fn side_of_country(towns: &mut Towns, mut area: Found, bearing: f64) -> Found {
    let Some(code) = area.country.as_deref() else { return area };
    let towns = towns.of(code);
    let (north, east) = (bearing.to_radians().cos(), bearing.to_radians().sin());
    let along = |lat: f64, lon: f64| lat * north + lon * lat.to_radians().cos().abs() * east;
    let reach = towns.iter().map(|t| along(t.lat, t.lon));
    let (low, high) =
        reach.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
    if !low.is_finite() {
        return area;
    }
    let far = low + (high - low) * 0.8;
    if let Some(town) = towns.iter().find(|t| !t.capital && along(t.lat, t.lon) >= far) {
        (area.lat, area.lon) = (town.lat, town.lon);
    }
    area
}

impl Side {
    /// A side without a distance.
    pub(super) fn new(words: WordRange, direction: Direction) -> Side {
        Side { words, direction, distance: None }
    }
}
