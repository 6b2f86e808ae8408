//! What others call countries by: `assets/country_codes.tsv`.

use std::sync::LazyLock;

use selon_gazetteer::Gazetteer;

/// What others call a country by.
#[derive(Clone, Copy, Debug)]
pub struct CountryCodes {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// ISO 3166-1 numeric, without zeros before it.
    pub numeric: Option<u16>,
    /// The number in the list of Gleditsch and Ward.
    pub gwno: Option<u16>,
    /// The region that ACLED puts it in.
    pub acled_region: &'static str,
}

static COUNTRIES: LazyLock<Vec<CountryCodes>> = LazyLock::new(|| {
    let table = include_str!("../../../assets/country_codes.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some(CountryCodes {
            code: cells.next()?,
            numeric: cells.next()?.parse().ok(),
            gwno: cells.next()?.parse().ok(),
            acled_region: cells.next()?,
        })
    })
    .collect()
});

/// The country of this ISO 3166-1 alpha-2 code.
pub fn country(code: &str) -> Option<&'static CountryCodes> {
    // The table is sorted by code.
    let at = COUNTRIES.binary_search_by_key(&code, |c| c.code).ok()?;
    COUNTRIES.get(at)
}

/// The code of the country with this number of ISO 3166-1.
pub fn by_numeric(number: u16) -> Option<&'static str> {
    COUNTRIES.iter().find(|c| c.numeric == Some(number)).map(|c| c.code)
}

/// The code of the country with this number of Gleditsch and Ward.
pub fn by_gwno(number: u16) -> Option<&'static str> {
    COUNTRIES.iter().find(|c| c.gwno == Some(number)).map(|c| c.code)
}

/// The name of the country of this code in the gazetteer.
pub fn country_name(code: &str) -> Option<&'static str> {
    Gazetteer::embedded().country(code).map(|place| place.name)
}

/// The region of UCDP for a number of Gleditsch and Ward.
pub fn ucdp_region(gwno: u16) -> Option<&'static str> {
    match gwno {
        2..=199 => Some("Americas"),
        200..=395 => Some("Europe"),
        400..=626 => Some("Africa"),
        630..=699 => Some("Middle East"),
        700..=990 => Some("Asia"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(COUNTRIES.is_sorted_by_key(|c| c.code));
        assert!(COUNTRIES.len() > 240);
        for country in COUNTRIES.iter() {
            assert!(country.numeric.is_some() || country.code == "XK", "{country:?}");
            assert!(!country.acled_region.is_empty());
            assert!(country.gwno.is_none_or(|n| ucdp_region(n).is_some()), "{country:?}");
        }
    }

    #[test]
    fn codes() {
        let of = |code| country(code).map(|c| (c.numeric, c.gwno, c.acled_region));
        assert_eq!(of("SY"), Some((Some(760), Some(652), "Middle East")));
        assert_eq!(of("ML"), Some((Some(466), Some(432), "Western Africa")));
        assert_eq!(of("??"), None);
        assert_eq!(ucdp_region(652), Some("Middle East"));
        assert_eq!(ucdp_region(432), Some("Africa"));
    }
}
