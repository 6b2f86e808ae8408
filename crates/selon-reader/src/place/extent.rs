//! Areas of borders, and of what lies between two places or near one: *la frontière
//! turco-syrienne*, *entre Gao et Ménaka*, *near Djibo*.

use selon_gazetteer::PlaceKind;
use selon_language::{Analysis, Pos, WordId};
use selon_model::reading::Precision;

use super::area::{self, Towns};
use super::lexicon::{self, Class, Lexicon};
use super::{Draft, Found, PlaceMention, PlaceUsage};

/// What is near a town is so near, km.
const NEAR_TOWN: u32 = 15;
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

/// Makes one area of two places that something is between: *entre Gao et Ménaka*.
pub(super) fn between(analysis: &Analysis, lexicon: &Lexicon, drafts: &mut [Draft]) {
    let placed = |d: &Draft| {
        d.usage == PlaceUsage::Location
            && d.found.as_ref().is_some_and(|f| {
                matches!(f.precision, Precision::Locality | Precision::Area)
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
        let Some(found) = both.and_then(|(a, b)| area::between(a, b)) else { continue };
        let end = b.words.end;
        let draft = &mut drafts[at - 1];
        draft.words.start = opens.0;
        draft.words.end = end;
        draft.found = Some(found);
        draft.likely.clear();
    }
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
