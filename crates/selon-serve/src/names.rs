//! Names of places and of whom reports name, in the language of the page: those of the
//! gazetteer and of the registry. What they do not have is shown as it was told.

use std::collections::HashMap;
use std::sync::LazyLock;

use selon_dossier::party::Registry;
use selon_dossier::summary::PlaceView;
use selon_gazetteer::{Gazetteer, Match, NameLanguage, Place, distance_km};
use selon_model::Language;

/// Places whose names the gazetteer has without their languages, or otherwise than the press.
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
        .map(|c| (c.place.name != view.name, distance_km(at, (c.place.lat, c.place.lon)), c.place))
        .filter(|(_, km, _)| *km <= ROUNDED)
        // A town and its province lie at one point: the one whose main name it is.
        .min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.index.cmp(&b.2.index)))?
        .2;
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
        Language::French => own.map(bare).or_else(exonym),
        // The main name is the English one, but for places that it has in another language.
        Language::English => match names.first() {
            Some((NameLanguage::English | NameLanguage::Unknown, name)) => Some(*name),
            _ => own.or(Some(place.name)),
        },
    }
}

/// The name of a division without what kind of division it is: that is told beside it.
fn bare(name: &'static str) -> &'static str {
    const KINDS: [&str; 5] = ["Gouvernorat", "Région", "Province", "District", "Oblast"];
    let rest = KINDS.iter().find_map(|kind| name.strip_prefix(kind));
    let rest = rest.and_then(|r| [" de ", " d'", " d’"].iter().find_map(|of| r.strip_prefix(of)));
    rest.unwrap_or(name)
}

/// English and French names, by each name of a row.
static AREAS: LazyLock<HashMap<&str, [&str; 2]>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for row in rows(PLACES) {
        if let [english, french, ..] = row[..] {
            names.extend(row.iter().map(|name| (*name, [english, french])));
        }
    }
    names
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
            ("Kidal", "Kidal", "Kidal"),
            ("Zaporizhzhia", "Zaporijia", "Zaporizhzhia"),
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
