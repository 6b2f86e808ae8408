//! Places as the text names them, resolved to the gazetteer.
//!
//! `spot` finds spans that may name a place, `evidence` tells whether they do, `resolve`
//! decides which place is meant (beginning from its `standing`), `usage` whether the
//! place or who governs there, `area` makes areas of sides and distances, `extent` of borders
//! and of what lies between or near places, `anaphora`
//! finds what *la ville* and *the country* mean, `of_event` where an event happened.
//! `lexicon` holds the tables.

mod anaphora;
mod area;
mod evidence;
mod extent;
mod lexicon;
mod of_event;
mod resolve;
mod spot;
mod standing;
mod usage;

#[cfg(test)]
mod tests;

use selon_gazetteer::{Gazetteer, Place, PlaceId, PlaceKind};
use selon_language::{Analysis, NameKind, WordId, WordRange};
use selon_model::ByteSpan;
use selon_model::reading::Precision;

use crate::knowledge::Knowledge;
pub(crate) use extent::is_beside;
use lexicon::Lexicon;
pub use of_event::{Asked, Reach, Speaker, is_origin, is_said_where, of_event, of_report};
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
    /// What it may mean, the likeliest first; empty where nothing else is likely.
    pub likely: Vec<LikelyPlace>,
    /// How it is used.
    pub usage: PlaceUsage,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedPlace {
    /// Its name there.
    pub name: String,
    /// Its number there; of an area, that of the place that it is told by.
    pub id: PlaceId,
    /// ISO 3166-1 alpha-2, if it lies in one country.
    pub country: Option<String>,
    /// The first-level division that it lies in or is.
    pub admin1: Option<String>,
    /// The second-level division that it lies in or is.
    pub admin2: Option<String>,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// How large it is.
    pub precision: Precision,
    /// What kind of place it is.
    pub kind: PlaceKind,
    /// How far from the point it may lie or reach, in km; none for a point of its own.
    pub radius: Option<u32>,
}

/// A place that a name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct LikelyPlace {
    /// Its name in the gazetteer.
    pub name: String,
    /// Its number there.
    pub id: PlaceId,
    /// ISO 3166-1 alpha-2, if it lies in one country.
    pub country: Option<String>,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// How likely it is the one that is meant, from 0 to 1.
    pub probability: f64,
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

/// What a mention means.
type Found = ResolvedPlace;

impl ResolvedPlace {
    fn new(gazetteer: &Gazetteer, place: &Place) -> ResolvedPlace {
        let (mut admin1, mut admin2) = (None, None);
        for division in std::iter::once(*place).chain(gazetteer.ancestors(place)) {
            match division.kind {
                PlaceKind::Region => admin1 = Some(division.name.to_string()),
                PlaceKind::County => admin2 = Some(division.name.to_string()),
                _ => {}
            }
        }
        let precision = precision(place);
        ResolvedPlace {
            name: place.name.to_string(),
            id: place.id,
            country: place.country.map(str::to_string),
            admin1,
            admin2,
            lat: place.lat,
            lon: place.lon,
            precision,
            kind: place.kind,
            radius: place.radius.map(u32::from).filter(|_| precision != Precision::Locality),
        }
    }

    /// The same as a part of it that has no point of its own.
    fn into_area(self) -> ResolvedPlace {
        ResolvedPlace { precision: Precision::Area, ..self }
    }

    /// ACLED's geo_precision: 1 the place, 2 near it or in a district, 3 in a larger division
    /// or area; none for a country or more (ACLED codebook, 2023).
    pub fn geo_precision(&self) -> Option<u8> {
        Some(match self.precision {
            Precision::Locality | Precision::Area if self.radius.is_none_or(|r| r <= WITHIN) => 1,
            Precision::Locality | Precision::District => 2,
            Precision::Area if self.radius.is_some_and(|r| r <= NEAR) => 2,
            Precision::Area | Precision::Province => 3,
            Precision::Country | Precision::Region => return None,
        })
    }

    /// UCDP's where_prec: 1 the place, 2 within 25 km of it, 3 a second-level division, 4 a
    /// first-level one, 5 an area or line, 6 a country, 7 a sea (UCDP GED codebook, 23.1).
    pub fn where_prec(&self) -> Option<u8> {
        Some(match self.precision {
            Precision::Locality | Precision::Area if self.radius.is_none_or(|r| r <= WITHIN) => 1,
            Precision::Locality => 2,
            Precision::Area if self.radius.is_some_and(|r| r <= NEAR) => 2,
            Precision::Area => 5,
            Precision::District => 3,
            Precision::Province => 4,
            Precision::Country => 6,
            Precision::Region if self.kind == PlaceKind::Sea => 7,
            Precision::Region => return None,
        })
    }
}

/// What lies so near the point of a town, in km, lies in the town.
const WITHIN: u32 = 10;
/// What lies no farther from it, in km, lies near it (UCDP).
const NEAR: u32 = 25;
/// How far the region of a town reaches that is known as a town only, in km.
const ABOUT_TOWN: u32 = 50;

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
    likely: Vec<LikelyPlace>,
    /// Whether it is a spot within a place, that the gazetteer does not know.
    site: bool,
    /// The words of the place that is meant again, if that is not known yet: *le village*.
    again: Option<WordRange>,
}

impl Draft {
    /// A place that is named before.
    fn again(words: WordRange, usage: PlaceUsage, found: Found) -> Draft {
        Draft { words, usage, found: Some(found), likely: Vec::new(), site: false, again: None }
    }
}

/// Finds the places of a text, in order; they do not overlap.
pub fn find(analysis: &Analysis) -> Vec<PlaceMention> {
    find_with(analysis, None, &Knowledge::default())
}

/// As [`find`], with the country of the outlet, of which a report may speak without naming it,
/// and with places and actors of the caller's.
pub fn find_with(
    analysis: &Analysis,
    home: Option<&str>,
    knowledge: &Knowledge,
) -> Vec<PlaceMention> {
    let gazetteer = knowledge.gazetteer;
    let lexicon = lexicon::of(analysis.language);
    let mut spots = spot::find(analysis, gazetteer, lexicon, knowledge.registry);
    let (places, countries) = resolve::resolve(analysis, gazetteer, lexicon, home, &mut spots);
    let mut drafts: Vec<Draft> = spots
        .iter()
        .zip(&places)
        .filter(|(spot, place)| place.is_some() || spot.told || is_recognised(analysis, spot))
        .map(|(spot, place)| named(analysis, gazetteer, lexicon, spot, place.as_ref()))
        .collect();
    let taken = taken(analysis, &drafts);
    let main = countries.main();
    drafts.extend(demonyms(analysis, gazetteer, lexicon, &taken, &main));
    drafts.sort_by_key(|d| d.words);
    anaphora::add(analysis, gazetteer, lexicon, main.first().copied(), &mut drafts);
    anaphora::enclose(analysis, lexicon, &mut drafts);
    drafts.retain(|d| d.again.is_none() || d.found.is_some());
    extent::ways(analysis, gazetteer, lexicon, &main, &mut drafts);
    let mut towns = area::Towns::new(gazetteer);
    extent::borders(analysis, lexicon, &mut towns, &main, &mut drafts);
    sides(analysis, lexicon, &mut towns, &mut drafts);
    extent::between(analysis, lexicon, &mut drafts);
    extent::near(analysis, lexicon, &mut drafts);
    finish(analysis, drafts)
}

fn named(
    analysis: &Analysis,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    spot: &Spot,
    place: Option<&Place>,
) -> Draft {
    let usage = if spot.part_of_name {
        PlaceUsage::PartOfName
    } else {
        usage::of(analysis, lexicon, spot.words, place)
    };
    let mut words = spot.words;
    let mut found = place.map(|p| Found::new(gazetteer, p));
    // A division is named with its kind: “gouvernorat d’Idleb”, “Idlib province”.
    if let Some((lexicon::Asked::Kind(kind), word)) = spot.asked
        && (!matches!(kind, PlaceKind::Locality | PlaceKind::Country | PlaceKind::Neighbourhood)
            // *L'État de Rakhine*
            || kind == PlaceKind::Country && place.is_some_and(|p| p.kind == PlaceKind::Region))
        && usage == PlaceUsage::Location
        && place.is_none_or(|p| p.kind != PlaceKind::Country)
    {
        words.start = words.start.min(word.0);
        words.end = words.end.max(word.0 + 1);
        // *La région de Djibo*, of which only the town is known.
        let about = matches!(kind, PlaceKind::Area | PlaceKind::Region | PlaceKind::County);
        if about && place.is_some_and(|p| p.kind == PlaceKind::Locality) {
            found = found.map(|f| Found { radius: Some(ABOUT_TOWN), ..f.into_area() });
        }
    }
    let site = place.is_none() && usage == PlaceUsage::Location;
    let quarter =
        site && matches!(spot.asked, Some((lexicon::Asked::Kind(PlaceKind::Neighbourhood), _)));
    if let Some(noun) = spot.site.filter(|_| site) {
        words.start = words.start.min(noun.0);
        words.end = words.end.max(noun.0 + 1);
    }
    let site = site && (spot.site.is_some() || quarter);
    let likely = spot.likely.iter().map(|(place, probability)| LikelyPlace {
        name: place.name.to_string(),
        id: place.id,
        country: place.country.map(str::to_string),
        lat: place.lat,
        lon: place.lon,
        probability: *probability,
    });
    Draft { words, usage, found, likely: likely.collect(), site, again: None }
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
    main: &[&str],
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut towns = area::Towns::new(gazetteer);
    for word in analysis.word_ids().filter(|w| !taken[w.index()]) {
        let form = &analysis[word].form;
        let Some((mut codes, direction)) = lexicon.demonym(form) else { continue };
        // *Turkish-Syrian* may be three words.
        let first = (word.0 >= 2 && analysis.words[word.index() - 1].form == "-")
            .then(|| WordId(word.0 - 2))
            .filter(|w| analysis[*w].sentence == analysis[word].sentence && !taken[w.index()]);
        if let Some((before, _)) = first.and_then(|w| lexicon.demonym(&analysis[w].form)) {
            codes.splice(0..0, before);
        }
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
            found: country.as_ref().map(|c| Found::new(gazetteer, c)),
            likely: Vec::new(),
            site: false,
            again: None,
        };
        let noun = [word.previous(), Some(word.next())].into_iter().flatten().find(|&n| {
            analysis.words.get(n.index()).is_some_and(|w| w.sentence == analysis[word].sentence)
                && lexicon.is(lexicon::Class::Extent, analysis, n)
        });
        if let Some(place) = country.filter(|c| c.kind == PlaceKind::Country)
            && let Some(noun) = noun
        {
            anaphora::extent(analysis, gazetteer, lexicon, &mut draft, noun, &place);
            let between: Vec<&str> =
                codes.iter().copied().filter(|c| *c != "-" && !c.contains(':')).collect();
            if lexicon.extent(analysis, noun) == Some("border")
                && let Some(found) = &mut draft.found
            {
                extent::border_of(&mut towns, found, &between, main);
            }
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
fn sides(analysis: &Analysis, lexicon: &Lexicon, towns: &mut area::Towns, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        if !matches!(draft.usage, PlaceUsage::Location | PlaceUsage::Metonymy) {
            continue;
        }
        let Some(base) = draft.found.clone() else { continue };
        let own = compass(analysis, lexicon, draft.words);
        let Some(side) = own.or_else(|| area::side(analysis, lexicon, draft.words)) else {
            if let Some((first, km)) = area::distance(analysis, lexicon, draft.words) {
                draft.found = Some(area::at_distance(&base, km));
                draft.usage = PlaceUsage::Location;
                draft.words.start = first.0;
            }
            continue;
        };
        draft.found = Some(area::of_side(towns, &base, side));
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
        mentions.push(PlaceMention {
            words: draft.words,
            span,
            resolved: draft.found,
            likely: draft.likely,
            usage: draft.usage,
        });
    }
    mentions
}
