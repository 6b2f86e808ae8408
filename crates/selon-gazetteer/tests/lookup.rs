//! Names that the press uses find their places in the embedded gazetteer.

use selon_gazetteer::{
    AssetError, Gazetteer, Match, NameLanguage, NewPlace, PlaceId, PlaceIndex, PlaceKind, Source,
    compile,
};

/// Whether a name finds a place of this country within 0.3 degrees.
fn finds(name: &str, country: &str, lat: f64, lon: f64) -> bool {
    let gazetteer = Gazetteer::embedded();
    let near = |p: &selon_gazetteer::Place| {
        p.country.unwrap_or("-") == country
            && (p.lat - lat).abs() < 0.3
            && (p.lon - lon).abs() < 0.3
    };
    gazetteer
        .find(name)
        .iter()
        .chain(&gazetteer.find_alike(name, &[country]))
        .any(|c| near(&c.place))
}

#[test]
fn names_in_french_english_and_transliterations() {
    for (name, country, lat, lon) in [
        ("Harem", "SY", 36.21, 36.52),
        ("Harim", "SY", 36.21, 36.52),
        ("Idlib", "SY", 35.93, 36.63),
        ("Idleb", "SY", 35.93, 36.63),
        ("Deir Ezzor", "SY", 35.34, 40.14),
        ("Deir ez-Zor", "SY", 35.34, 40.14),
        ("Dayr az Zawr", "SY", 35.34, 40.14),
        ("Alep", "SY", 36.2, 37.16),
        ("Aleppo", "SY", 36.2, 37.16),
        ("Halab", "SY", 36.2, 37.16),
        ("al-Bab", "SY", 36.37, 37.52),
        ("Raqqah", "SY", 35.95, 39.01),
        ("Khan Cheikhoun", "SY", 35.44, 36.65),
        ("Kobané", "SY", 36.89, 38.35),
        ("Mossoul", "IQ", 36.34, 43.13),
        ("Tel Afar", "IQ", 36.38, 42.45),
        ("Falloujah", "IQ", 33.35, 43.78),
        ("Hodeïda", "YE", 14.8, 42.95),
        ("Kharkiv", "UA", 49.98, 36.25),
        ("Kharkov", "UA", 49.98, 36.25),
        ("Bakhmout", "UA", 48.6, 38.0),
        ("Ménaka", "ML", 15.92, 2.4),
        ("Tombouctou", "ML", 16.77, -3.0),
        ("le Caire", "EG", 30.05, 31.25),
        ("Caire", "EG", 30.05, 31.25),
        ("El-Fasher", "SD", 13.63, 25.35),
        ("Saint-Étienne-du-Rouvray", "FR", 49.38, 1.1),
        ("SYRIE", "SY", 35.0, 38.5),
        ("l’Irak", "IQ", 33.05, 43.77),
        ("plateau du Golan", "SY", 33.0, 35.75),
        ("Kurdistan irakien", "IQ", 36.2, 44.0),
        ("Donbass", "UA", 48.3, 38.2),
        ("Khan Sheikhoun", "SY", 35.44, 36.65),
        ("Kitchanga", "CD", -1.24, 29.06),
        ("Merowe", "SD", 18.48, 31.82),
        ("Tchassiv Iar", "UA", 48.59, 37.83),
        ("Gorlivka", "UA", 48.33, 38.07),
        ("Ra's al-'Ayn", "SY", 36.85, 40.07),
        ("حلب", "SY", 36.2, 37.16),
        ("الحُديدة", "YE", 14.8, 42.95),
        ("Drôme", "FR", 44.7, 5.2),
        ("Texas", "US", 32.3, -100.1),
    ] {
        assert!(finds(name, country, lat, lon), "{name}");
    }
}

#[test]
fn what_is_no_place_finds_none() {
    for name in ["", " ", "-", "’", "Xqzwvk", "\u{301}", "🇸🇾"] {
        assert!(Gazetteer::embedded().find(name).is_empty(), "{name}");
    }
}

#[test]
fn a_name_outranks_an_article_and_a_sound() {
    let found = Gazetteer::embedded().find("Idlib");
    assert_eq!(found[0].matched, Match::Name);
    assert!(found.is_sorted_by_key(|c| c.matched));
}

#[test]
fn hierarchy_and_capitals() {
    let gazetteer = Gazetteer::embedded();
    let found = gazetteer.find("Harim");
    let town = found
        .iter()
        .find(|c| c.place.country == Some("SY") && c.place.kind == PlaceKind::Locality)
        .expect("Harim is known");
    let above: Vec<&str> = gazetteer.ancestors(&town.place).map(|p| p.name).collect();
    assert_eq!(above.last(), Some(&"Syria"), "{above:?}");
    for (code, capital) in [("SY", "Damascus"), ("FR", "Paris"), ("GB", "London")] {
        assert_eq!(gazetteer.capital(code).map(|p| p.name), Some(capital));
        assert_eq!(gazetteer.country(code).and_then(|p| p.country), Some(code));
    }
    assert!(gazetteer.country("ZZ").is_none());
}

#[test]
fn numbers_of_other_gazetteers() {
    let found = Gazetteer::embedded().find("Mosul");
    let town = found.iter().max_by_key(|c| c.place.population).expect("Mosul is known").place;
    assert_eq!(town.id.to_string(), "wof:421186153");
    assert_eq!((town.geonames, town.wikidata), (Some(99072), Some(83317)));
    let country = Gazetteer::embedded().country("IQ").expect("Iraq is known");
    assert_eq!(country.id.to_string(), "iso:IQ");
}

#[test]
fn every_place_has_a_name_and_lies_in_a_division_of_its_country() {
    let gazetteer = Gazetteer::embedded();
    assert!(gazetteer.len() > 850_000);
    for index in (0..gazetteer.len() as u32).step_by(97).map(PlaceIndex) {
        let place = gazetteer.place(index).expect("a place");
        assert!(!place.name.is_empty(), "{place:?}");
        assert!(place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0, "{place:?}");
        let found = gazetteer.find(place.name);
        assert!(found.iter().any(|c| c.place.index == index), "{place:?}");
        if let Some(country) = place.country.filter(|_| index.0 < 200_000) {
            let top = gazetteer.ancestors(&place).last().unwrap_or(place);
            assert_eq!(top.country, Some(country), "{place:?}");
        }
    }
}

#[test]
fn a_gazetteer_of_the_user_is_asked_too() {
    let mine = |number, name: &str, lat, lon| NewPlace {
        id: PlaceId { source: Source::User, number },
        geonames: None,
        wikidata: None,
        kind: PlaceKind::Locality,
        capital: false,
        lat,
        lon,
        country: Some(*b"SY"),
        parent: None,
        population: None,
        radius: None,
        names: vec![(NameLanguage::Unknown, name.into())],
    };
    let idlib = Gazetteer::embedded().find("Saraqib")[0].place;
    let again = NewPlace { id: idlib.id, ..mine(0, "Saraqib", idlib.lat, idlib.lon) };
    let bytes = compile(vec![mine(7, "Mazraat Xyz", 35.5, 36.5), again]);
    let gazetteer = Gazetteer::embedded().clone().with(&bytes).expect("a gazetteer");
    assert_eq!(gazetteer.len(), Gazetteer::embedded().len() + 2);
    let found = gazetteer.find("Mazraat Xyz");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place.id.to_string(), "user:7");
    let above: Vec<&str> = gazetteer.ancestors(&found[0].place).map(|p| p.name).collect();
    assert_eq!(above, ["Syria"]);
    let known = gazetteer.find("Saraqib").iter().filter(|c| c.place.id == idlib.id).count();
    assert_eq!(known, 1);
}

#[test]
fn damaged_bytes_are_refused_and_never_panic() {
    assert_eq!(Gazetteer::from_bytes(b"").err(), Some(AssetError::NotAGazetteer));
    let bytes = include_bytes!("../../../assets/gazetteer.bin");
    assert!(Gazetteer::from_bytes(&bytes[..100]).is_err());
    let mut changed = bytes[..200].to_vec();
    changed.extend(std::iter::repeat_n(0xff, 4096));
    if let Ok(gazetteer) = Gazetteer::from_bytes(&changed) {
        gazetteer.find("Paris");
    }
}
