//! Places as the text names them, resolved to the gazetteer.
//!
//! `spot` finds spans that may name a place, `evidence` tells whether they do, `resolve`
//! decides which place is meant (beginning from its `standing`), `usage` whether the
//! place or who governs there, `area` makes areas of sides and distances, `anaphora`
//! finds what *la ville* and *the country* mean, `of_event` where an event happened.
//! `lexicon` holds the tables.

mod anaphora;
mod area;
mod evidence;
mod lexicon;
mod of_event;
mod resolve;
mod spot;
mod standing;
mod usage;

#[cfg(test)]
mod tests;

use selon_gazetteer::{Gazetteer, Place, PlaceKind};
use selon_language::{Analysis, NameKind, WordId, WordRange};
use selon_model::ByteSpan;
use selon_model::reading::Precision;

use lexicon::Lexicon;
pub use of_event::{Asked, Reach, Speaker, is_origin, is_said_where, of_event};
use spot::Spot;

/// A place as the text names it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Its words, without preposition and article.
    pub words: WordRange,
    /// Where it stands.
    pub span: ByteSpan,
    /// What it means; none if the gazetteer has no such place or several as likely.
    pub resolved: Option<ResolvedPlace>,
    /// How it is used.
    pub usage: PlaceUsage,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedPlace {
    /// Its name there.
    pub name: String,
    /// ISO 3166-1 alpha-2, if it lies in one country.
    pub country: Option<String>,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// How large it is.
    pub precision: Precision,
}

/// How the name of a place is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceUsage {
    /// For the place.
    Location,
    /// For who governs there: *Damas a déclaré*.
    Metonymy,
    /// As a people or as an adjective: *syrien*, *the Iraqis*.
    Demonym,
    /// As a part of another name: *Washington Post*, *Observatoire syrien*, *État islamique en Irak*.
    PartOfName,
}

/// What a mention means, with what the later steps need.
#[derive(Clone, Debug)]
struct Found {
    name: String,
    country: Option<String>,
    lat: f64,
    lon: f64,
    precision: Precision,
    kind: PlaceKind,
}

impl Found {
    fn new(place: &Place) -> Found {
        Found {
            name: place.name.to_string(),
            country: place.country.map(str::to_string),
            lat: place.lat,
            lon: place.lon,
            precision: precision(place),
            kind: place.kind,
        }
    }
}

fn precision(place: &Place) -> Precision {
    match place.kind {
        PlaceKind::Country => Precision::Country,
        PlaceKind::Region => Precision::Province,
        PlaceKind::County | PlaceKind::LocalAdmin => Precision::District,
        PlaceKind::Locality | PlaceKind::Neighbourhood | PlaceKind::Campus => Precision::Locality,
        PlaceKind::Area | PlaceKind::Island | PlaceKind::River if place.country.is_some() => {
            Precision::Area
        }
        PlaceKind::Area if place.radius.is_some_and(|r| r < 300) => Precision::Area,
        PlaceKind::Area
        | PlaceKind::Island
        | PlaceKind::River
        | PlaceKind::Sea
        | PlaceKind::Continent => Precision::Region,
    }
}

/// A mention while it is being worked out.
#[derive(Clone, Debug)]
struct Draft {
    words: WordRange,
    usage: PlaceUsage,
    found: Option<Found>,
    /// Whether it is a spot within a place, that the gazetteer does not know.
    site: bool,
}

/// Finds the places of a text, in order; they do not overlap.
pub fn find(analysis: &Analysis) -> Vec<PlaceMention> {
    find_in(analysis, Gazetteer::embedded())
}

/// As [`find`], with a gazetteer of one's own.
pub fn find_in<'g>(analysis: &Analysis, gazetteer: &'g Gazetteer<'g>) -> Vec<PlaceMention> {
    let lexicon = lexicon::of(analysis.language);
    let mut spots = spot::find(analysis, gazetteer, lexicon);
    let (places, countries) = resolve::resolve(analysis, gazetteer, lexicon, &mut spots);
    let mut drafts: Vec<Draft> = spots
        .iter()
        .zip(&places)
        .filter(|(spot, place)| place.is_some() || is_recognised(analysis, spot))
        .map(|(spot, place)| named(analysis, lexicon, spot, place.as_ref()))
        .collect();
    let taken = taken(analysis, &drafts);
    drafts.extend(demonyms(analysis, gazetteer, lexicon, &taken));
    drafts.sort_by_key(|d| d.words);
    let main = countries.main();
    anaphora::add(analysis, gazetteer, lexicon, main.first().copied(), &mut drafts);
    anaphora::enclose(analysis, &mut drafts);
    sides(analysis, gazetteer, lexicon, &mut drafts);
    finish(analysis, drafts)
}

fn named(analysis: &Analysis, lexicon: &Lexicon, spot: &Spot, place: Option<&Place>) -> Draft {
    let usage = if spot.part_of_name {
        PlaceUsage::PartOfName
    } else {
        usage::of(analysis, lexicon, spot.words, place)
    };
    let mut words = spot.words;
    // A division is named with its kind: “gouvernorat d’Idleb”, “Idlib province”.
    if let Some((lexicon::Asked::Kind(kind), word)) = spot.asked
        && !matches!(kind, PlaceKind::Locality | PlaceKind::Country | PlaceKind::Neighbourhood)
        && usage == PlaceUsage::Location
    {
        words.start = words.start.min(word.0);
        words.end = words.end.max(word.0 + 1);
    }
    let site = place.is_none() && usage == PlaceUsage::Location;
    if let Some(noun) = spot.site.filter(|_| site) {
        words.start = words.start.min(noun.0);
        words.end = words.end.max(noun.0 + 1);
    }
    let site = site && spot.site.is_some();
    Draft { words, usage, found: place.map(Found::new), site }
}

/// Whether a name that is not resolved is a place's all the same: the name recogniser
/// holds exactly it for one, or it names a spot within a place.
fn is_recognised(analysis: &Analysis, spot: &Spot) -> bool {
    spot.site.is_some()
        || analysis
            .name_of(WordId(spot.words.start))
            .is_some_and(|n| n.kind == NameKind::Location && n.words == spot.words)
}

/// Which words belong to a mention already.
fn taken(analysis: &Analysis, drafts: &[Draft]) -> Vec<bool> {
    let mut taken = vec![false; analysis.words.len()];
    for word in drafts.iter().flat_map(|d| d.words.iter()) {
        taken[word.index()] = true;
    }
    taken
}

/// Adjectives and names of peoples; with a noun that makes an area, the area: *le
/// territoire syrien*.
fn demonyms(
    analysis: &Analysis,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    taken: &[bool],
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for word in analysis.word_ids().filter(|w| !taken[w.index()]) {
        let form = &analysis[word].form;
        let Some((codes, direction)) = lexicon.demonym(form) else { continue };
        // In English a demonym is written with a capital: “polish” is none.
        let capital = form.chars().next().is_some_and(char::is_uppercase);
        if !capital && analysis.language == selon_model::Language::English {
            continue;
        }
        let country = codes.iter().find(|&&c| c != "-").and_then(|c| homeland(gazetteer, c));
        let inside = analysis.name_of(word).is_some_and(|n| n.words.len() > 1);
        let mut draft = Draft {
            words: WordRange { start: word.0, end: word.0 + 1 },
            usage: if inside { PlaceUsage::PartOfName } else { PlaceUsage::Demonym },
            found: country.as_ref().map(Found::new),
            site: false,
        };
        let noun = [word.previous(), Some(word.next())].into_iter().flatten().find(|&n| {
            analysis.words.get(n.index()).is_some_and(|w| w.sentence == analysis[word].sentence)
                && lexicon.is(lexicon::Class::Extent, analysis, n)
        });
        if let Some(place) = country.filter(|c| c.kind == PlaceKind::Country)
            && let Some(noun) = noun
        {
            anaphora::extent(analysis, gazetteer, lexicon, &mut draft, noun, &place);
        }
        if direction.is_some() && draft.usage == PlaceUsage::Demonym {
            draft.usage = PlaceUsage::Location;
        }
        drafts.push(draft);
    }
    drafts
}

/// The country or town of a demonym, by its code.
fn homeland<'g>(gazetteer: &'g Gazetteer<'g>, code: &str) -> Option<Place<'g>> {
    let Some((country, town)) = code.split_once(':') else { return gazetteer.country(code) };
    let of_country = gazetteer
        .find(town)
        .into_iter()
        .filter(|c| c.place.country == Some(country) && c.place.kind == PlaceKind::Locality);
    of_country
        .max_by(|a, b| standing::standing(a).total_cmp(&standing::standing(b)))
        .map(|c| c.place)
}

/// Makes areas of the places of which a side is named.
fn sides<'g>(
    analysis: &Analysis,
    gazetteer: &'g Gazetteer<'g>,
    lexicon: &Lexicon,
    drafts: &mut [Draft],
) {
    let mut towns = area::Towns::new(gazetteer);
    for draft in drafts.iter_mut() {
        if !matches!(draft.usage, PlaceUsage::Location | PlaceUsage::Metonymy) {
            continue;
        }
        let Some(base) = draft.found.clone() else { continue };
        let own = compass(analysis, lexicon, draft.words);
        let Some(side) = own.or_else(|| area::side(analysis, lexicon, draft.words)) else {
            continue;
        };
        draft.found = Some(area::of_side(&mut towns, &base, side));
        draft.usage = PlaceUsage::Location;
        draft.words.start = draft.words.start.min(side.words.start);
        draft.words.end = draft.words.end.max(side.words.end);
    }
}

/// The side that a compound names itself: *le nord-syrien*.
fn compass(analysis: &Analysis, lexicon: &Lexicon, words: WordRange) -> Option<area::Side> {
    if words.len() != 1 {
        return None;
    }
    let direction = lexicon.demonym(&analysis[WordId(words.start)].form)?.1?;
    Some(area::Side::new(words, direction))
}

fn finish(analysis: &Analysis, mut drafts: Vec<Draft>) -> Vec<PlaceMention> {
    // Of two that overlap, the longer one, then the earlier.
    drafts.sort_by_key(|d| (d.words.start, std::cmp::Reverse(d.words.end)));
    let mut mentions: Vec<PlaceMention> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let span = analysis.span_of_name(draft.words);
        if mentions.last().is_some_and(|m| m.span.overlaps(span)) {
            continue;
        }
        let resolved = draft.found.map(|f| ResolvedPlace {
            name: f.name,
            country: f.country,
            lat: f.lat,
            lon: f.lon,
            precision: f.precision,
        });
        mentions.push(PlaceMention { words: draft.words, span, resolved, usage: draft.usage });
    }
    mentions
}
