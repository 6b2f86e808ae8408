//! How likely a place is meant, before the report is asked.

use selon_gazetteer::{Candidate, Match, PlaceKind};

/// Places of less standing are not told as parts of names: surnames and common words are
/// names of towns too.
pub(super) const PART_OF_NAME: f64 = 5.6;

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
