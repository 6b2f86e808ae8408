//! Names of places and of whom reports name, in the language of the page: those of the
//! gazetteer and of the registry. What they do not have is shown as it was told.

use std::collections::HashMap;
use std::sync::LazyLock;

use selon_dossier::party::Registry;
use selon_dossier::summary::PlaceView;
use selon_gazetteer::{Gazetteer, Match, NameLanguage, Place, distance_km};
use selon_model::Language;

/// Places whose names the gazetteer has without their languages: English, French.
const PLACES: &str = include_str!("../words/places.tsv");
/// French names that the press has for places of another name.
const EXONYMS: &str = include_str!("../../../lang/fr/exonyms.tsv");
/// Adjectives and names of states.
const STATES: &str = include_str!("../../../assets/registry/countries.tsv");

/// What is told as the point of a place may be rounded by so many km.
const ROUNDED: f64 = 3.0;

/// The name of a place in a language, if it is known; the place is the one of its name at its
/// point.
pub fn place(view: &PlaceView, language: Language) -> Option<&'static str> {
    if let Some(name) = AREAS.get(view.name.as_str()) {
        return Some(name[usize::from(language == Language::French)]);
    }
    let at = (view.lat?, view.lon?);
    let found = Gazetteer::embedded().find(&view.name).into_iter();
    let place = found
        .filter(|c| c.matched == Match::Name && c.place.country == view.country.as_deref())
        .map(|c| (distance_km(at, (c.place.lat, c.place.lon)), c.place))
        .filter(|(km, _)| *km <= ROUNDED)
        .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.index.cmp(&b.1.index)))?
        .1;
    in_language(&place, language)
}

fn in_language(place: &Place<'static>, language: Language) -> Option<&'static str> {
    let wanted = match language {
        Language::French => NameLanguage::French,
        Language::English => NameLanguage::English,
    };
    let names = Gazetteer::embedded().names_with_language(place.index);
    let own = names.iter().find(|(language, _)| *language == wanted).map(|(_, name)| *name);
    let exonym = || place.country.and_then(|c| FRENCH.get(&(c, place.name)).copied());
    match language {
        Language::French => own.or_else(exonym),
        // A main name without a language is the one that English has too.
        Language::English => own.or(Some(place.name)),
    }
}

/// Names of areas, by each of them.
static AREAS: LazyLock<HashMap<&str, [&str; 2]>> = LazyLock::new(|| {
    let pairs = rows(PLACES).filter_map(|row| Some([*row.first()?, *row.get(1)?]));
    pairs.flat_map(|pair| pair.map(|name| (name, pair))).collect()
});

/// The first French name of a place by its country and main name.
static FRENCH: LazyLock<HashMap<(&str, &str), &str>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for row in rows(EXONYMS) {
        if let [name, country, stands_for, ..] = row[..] {
            names.entry((country, stands_for)).or_insert(name);
        }
    }
    names
});

/// Who it is, in a language: somebody of the registry by their full name, a state or its
/// government; the same words otherwise.
pub fn party(name: &str, language: Language) -> &str {
    let known = Registry::get().by_name(name);
    let state = || GOVERNMENTS.get(name).map(|n| &*n[usize::from(language == Language::French)]);
    known.map(|entry| entry.name(language)).or_else(state).unwrap_or(name)
}

/// States and their governments, by the English and the French name.
static GOVERNMENTS: LazyLock<HashMap<String, [String; 2]>> = LazyLock::new(|| {
    let pairs = rows(STATES).filter_map(|row| match row[..] {
        [_, masculine, _, adjective, fr, en, ..] => Some([
            [en.to_owned(), fr.to_owned()],
            [format!("{adjective} government"), format!("gouvernement {masculine}")],
        ]),
        _ => None,
    });
    let named = |pair: [String; 2]| pair.clone().map(|name| (name, pair.clone()));
    pairs.flatten().flat_map(named).collect()
});

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.map(|l| l.split('\t').map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(name: &str, country: &str, lat: f64, lon: f64) -> PlaceView {
        PlaceView {
            name: name.into(),
            country: Some(country.into()),
            lat: Some(lat),
            lon: Some(lon),
            precision: None,
        }
    }

    fn of(name: &str) -> PlaceView {
        let found = Gazetteer::embedded().find(name);
        let best = found.iter().max_by(|a, b| a.standing().total_cmp(&b.standing())).unwrap();
        let place = best.place;
        at(place.name, place.country.unwrap(), place.lat, place.lon)
    }

    #[test]
    fn places_have_the_name_of_the_page() {
        for (name, french, english) in [
            ("Aleppo", "Alep", "Aleppo"),
            ("Damascus", "Damas", "Damascus"),
            ("Kyiv", "Kiev", "Kyiv"),
            ("Moscow", "Moscou", "Moscow"),
            ("Mogadishu", "Mogadiscio", "Mogadishu"),
        ] {
            let view = of(name);
            assert_eq!(place(&view, Language::French), Some(french), "{view:?}");
            assert_eq!(place(&view, Language::English), Some(english), "{view:?}");
        }
        let mut view = at("Middle East", "", 31.0, 44.0);
        view.country = None;
        assert_eq!(place(&view, Language::French), Some("Moyen-Orient"));
    }

    #[test]
    fn a_place_that_is_elsewhere_keeps_its_name() {
        let mut view = of("Aleppo");
        view.lat = Some(10.0);
        assert_eq!(place(&view, Language::French), None);
        view.lat = None;
        assert_eq!(place(&view, Language::French), None);
    }

    #[test]
    fn parties_have_the_name_of_the_page() {
        for (english, french) in [
            ("Islamic State", "État islamique"),
            ("Syrian Observatory for Human Rights", "Observatoire syrien des droits de l'homme"),
            ("Syria", "Syrie"),
            ("Malian government", "gouvernement malien"),
        ] {
            assert_eq!(party(english, Language::French), french);
            assert_eq!(party(french, Language::English), english);
            assert_eq!(party(english, Language::English), english);
        }
        assert_eq!(party("gunmen", Language::French), "gunmen");
    }
}
