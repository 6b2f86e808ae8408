//! Areas of borders, and of what lies between two places or near one: *la frontière
//! turco-syrienne*, *entre Gao et Ménaka*, *near Djibo*.

use selon_gazetteer::{Candidate, Gazetteer, Match, PlaceKind, distance_km};
use selon_language::{Analysis, Pos, WordId, WordRange};
use selon_model::reading::Precision;

use super::area::{self, Towns};
use super::lexicon::{self, Class, Lexicon};
use super::standing::standing;
use super::{Draft, Found, PlaceMention, PlaceUsage};

/// What is near a town is so near, km.
const NEAR_TOWN: u32 = 15;
/// An area of a larger radius, km, tells little of where a village in it lies.
const WIDE: u32 = 60;
/// How far what is between two places may lie from the one that is known, km.
const ONE_END: f64 = 50.0;
/// A road between two towns is no longer, km.
const LONGEST_ROAD: f64 = 500.0;
/// Of no more places of a name is asked whether a road joins them.
const MEANINGS: usize = 12;
/// How much likelier towns are of a country that the report speaks of.
const SPOKEN: f64 = 3.0;
/// A noun stands so many words before the name of its place.
const BEFORE: usize = 3;

/// Moves a country's area to its border with another: the second of a compound
/// (*turco-syrienne*), else the country that the report speaks of most and that it touches.
pub(super) fn border_of(towns: &mut Towns, area: &mut Found, countries: &[&str], main: &[&str]) {
    let Some(&first) = countries.first() else { return };
    let others = countries.iter().skip(1).chain(main.iter().filter(|_| countries.len() < 2));
    let meets =
        others.filter(|&&other| other != first).find_map(|other| area::border(towns, first, other));
    if let Some(((lat, lon), radius)) = meets {
        (area.lat, area.lon, area.radius) = (lat, lon, Some(radius));
        area.precision = Precision::Area;
        if countries.len() > 1 {
            area.country = None;
        }
    }
}

/// Makes areas of countries whose border is named: *la frontière avec le Liban*, *the border
/// between Turkey and Syria*.
pub(super) fn borders(
    analysis: &Analysis,
    lexicon: &Lexicon,
    towns: &mut Towns,
    main: &[&str],
    drafts: &mut [Draft],
) {
    for at in 0..drafts.len() {
        let Some(noun) = border_before(analysis, lexicon, &drafts[at]) else { continue };
        let code = |d: &Draft| {
            let found = d.found.as_ref().filter(|f| f.kind == PlaceKind::Country)?;
            found.country.clone()
        };
        let Some(first) = code(&drafts[at]) else { continue };
        let pair = drafts.get(at + 1).filter(|d| is_joined(analysis, &drafts[at], d));
        let second = pair.and_then(|d| Some((code(d)?, d.words.end)));
        let mut countries = vec![first.as_str()];
        countries.extend(second.as_ref().map(|s| s.0.as_str()));
        let draft = &mut drafts[at];
        let Some(found) = &mut draft.found else { continue };
        border_of(towns, found, &countries, main);
        if found.precision == Precision::Area {
            draft.usage = PlaceUsage::Location;
            draft.words.start = noun.0;
            draft.words.end = second.map_or(draft.words.end, |s| s.1);
        }
    }
}

/// The noun of a border right before the name of a place, over prepositions and articles.
fn border_before(analysis: &Analysis, lexicon: &Lexicon, draft: &Draft) -> Option<WordId> {
    let sentence = analysis.sentence_of(WordId(draft.words.start)).words;
    (sentence.start..draft.words.start)
        .rev()
        .take(BEFORE)
        .map(WordId)
        .find(|&w| !matches!(analysis[w].pos, Pos::Adp | Pos::Det))
        .filter(|&w| w.0 + 1 < draft.words.start && lexicon.extent(analysis, w) == Some("border"))
}

/// Whether nothing but *et*, *and* and articles stand between two places.
fn is_joined(analysis: &Analysis, a: &Draft, b: &Draft) -> bool {
    let mut conjunctions = 0;
    let words = (a.words.end..b.words.start).map(WordId);
    let only = words.take(BEFORE + 1).all(|w| {
        conjunctions += usize::from(analysis[w].pos == Pos::Cconj);
        matches!(analysis[w].pos, Pos::Cconj | Pos::Det | Pos::Adp)
    });
    only && conjunctions == 1 && b.words.start.saturating_sub(a.words.end) <= BEFORE as u32
}

/// Whether no more is known of a place than a large area that it lies in.
fn is_wide(found: &Found) -> bool {
    found.precision == Precision::Area && found.radius.is_some_and(|r| r > WIDE)
}

/// Makes one area of two places that something is between: *entre Gao et Ménaka*.
pub(super) fn between(analysis: &Analysis, lexicon: &Lexicon, drafts: &mut [Draft]) {
    let placed = |d: &Draft| {
        d.usage == PlaceUsage::Location
            && d.found.as_ref().is_some_and(|f| {
                matches!(f.precision, Precision::Locality | Precision::Area | Precision::District)
                    && f.kind != PlaceKind::Country
            })
    };
    for at in 1..drafts.len() {
        let [a, b] = &drafts[at - 1..=at] else { continue };
        let start = a.words.start;
        let opens = (start.saturating_sub(2)..start).rev().map(WordId).find(|&w| {
            analysis[w].sentence == analysis[WordId(start)].sentence
                && lexicon.is(Class::Between, analysis, w)
        });
        let Some(opens) = opens.filter(|_| placed(a) && placed(b) && is_joined(analysis, a, b))
        else {
            continue;
        };
        let both = a.found.as_ref().zip(b.found.as_ref());
        let Some(found) = both.and_then(|(a, b)| match (is_wide(a), is_wide(b)) {
            (false, false) => area::between(a, b),
            // *Entre Niono et Xville, dans la région de Ségou*: of one end no more is known.
            (false, true) => Some(area::at_distance(a, ONE_END)),
            (true, false) => Some(area::at_distance(b, ONE_END)),
            (true, true) => None,
        }) else {
            continue;
        };
        let end = b.words.end;
        let draft = &mut drafts[at - 1];
        draft.words.start = opens.0;
        draft.words.end = end;
        draft.found = Some(found);
        draft.likely.clear();
    }
}

/// Makes areas of roads that the towns at their ends give the name: *l'axe Sévaré-Mopti, the
/// Goma-Sake road*.
pub(super) fn ways(
    analysis: &Analysis,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    main: &[&str],
    drafts: &mut [Draft],
) {
    for draft in drafts {
        let Some((end, from, to)) = ends(analysis, draft) else { continue };
        let sentence = analysis.sentence_of(WordId(draft.words.start)).words;
        let before = (sentence.start..draft.words.start).rev().take(BEFORE).map(WordId);
        let after = Some(WordId(end)).filter(|&w| sentence.contains(w));
        if !before
            .chain(draft.words.iter())
            .chain(after)
            .any(|w| lexicon.is(Class::Way, analysis, w))
        {
            continue;
        }
        if let Some((a, b)) = towns_of_way(gazetteer, from, to, main)
            && let Some(found) =
                area::between(&Found::new(gazetteer, &a.place), &Found::new(gazetteer, &b.place))
        {
            draft.words.end = end;
            draft.found = Some(found);
            draft.usage = PlaceUsage::Location;
            draft.likely.clear();
        }
    }
}

/// The names of the towns at both ends of a way, and the word after them.
fn ends<'t>(analysis: &Analysis<'t>, draft: &Draft) -> Option<(u32, &'t str, &'t str)> {
    // The noun of the way may be told with it.
    let own = draft.words.iter().find(|&w| analysis[w].form.starts_with(char::is_uppercase))?;
    let name = WordRange { start: own.0, end: draft.words.end };
    let text = analysis.span_of_name(name).of(analysis.text);
    let capital = |name: &str| name.chars().next().is_some_and(char::is_uppercase);
    let split = |text: &'t str| text.split_once(['-', '–']);
    if let Some((from, to)) = split(text) {
        let two = capital(from) && capital(to) && !to.contains(['-', '–']);
        return two.then_some((draft.words.end, from, to));
    }
    // *Goma - Sake* may be three words.
    let (dash, to) = (WordId(draft.words.end), WordId(draft.words.end + 1));
    let sentence = analysis.sentence_of(WordId(draft.words.start)).words;
    let joined = sentence.contains(to) && matches!(&*analysis[dash].form, "-" | "–");
    let name = analysis.words.get(to.index())?.span.of(analysis.text);
    (joined && capital(name)).then_some((to.0 + 1, text, name))
}

/// The best known towns of two names that lie near each other, in the countries that the report
/// speaks of before others.
fn towns_of_way<'g>(
    gazetteer: &'g Gazetteer<'g>,
    from: &str,
    to: &str,
    main: &[&str],
) -> Option<(Candidate<'g>, Candidate<'g>)> {
    let towns = |name: &str| -> Vec<Candidate<'g>> {
        let mut found = gazetteer.find(name);
        found.retain(|c| c.matched != Match::Sound && c.place.kind == PlaceKind::Locality);
        found.truncate(MEANINGS);
        found
    };
    let (from, to) = (towns(from), towns(to));
    let pairs = from.iter().flat_map(|a| to.iter().map(move |b| (*a, *b)));
    let score = |(a, b): &(Candidate, Candidate)| {
        let spoken = a.place.country.is_some_and(|c| main.contains(&c));
        standing(a) + standing(b) + if spoken { SPOKEN } else { 0.0 }
    };
    pairs
        .filter(|(a, b)| {
            let points = ((a.place.lat, a.place.lon), (b.place.lat, b.place.lon));
            a.place.country == b.place.country && distance_km(points.0, points.1) <= LONGEST_ROAD
        })
        .max_by(|x, y| score(x).total_cmp(&score(y)))
}

/// Whether something is told to be close to a place, not in it: *près du Mali*.
pub(crate) fn is_beside(analysis: &Analysis, place: &PlaceMention) -> bool {
    let first = WordId(place.words.start);
    first.index() < analysis.words.len()
        && follows_near(analysis, lexicon::of(analysis.language), first)
}

/// Gives a radius to towns that something is near to, not in.
pub(super) fn near(analysis: &Analysis, lexicon: &Lexicon, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|d| d.usage == PlaceUsage::Location) {
        let Some(found) = draft.found.as_mut().filter(|f| f.precision == Precision::Locality)
        else {
            continue;
        };
        if follows_near(analysis, lexicon, WordId(draft.words.start)) {
            found.radius = Some(NEAR_TOWN);
        }
    }
}

/// Whether a word of what is close to something leads to a word.
fn follows_near(analysis: &Analysis, lexicon: &Lexicon, first: WordId) -> bool {
    let sentence = analysis.sentence_of(first).words;
    let mut before = (sentence.start..first.0).rev().take(BEFORE + 1).map(WordId);
    let close = before.find(|&w| {
        lexicon.is(Class::Near, analysis, w)
            || !matches!(analysis[w].pos, Pos::Adp | Pos::Det)
                && lexicon.asked(analysis, w).is_none()
    });
    close.is_some_and(|w| lexicon.is(Class::Near, analysis, w))
}
