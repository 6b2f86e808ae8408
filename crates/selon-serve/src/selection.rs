//! Which events are asked for, as it stands in the address.

use selon_dossier::day::days;
use selon_dossier::{Bounds, Filter};
use selon_model::Language;
use serde::Serialize;

use crate::problem::{Problem, Result};
use crate::words::codes;

/// So many events are on a page.
pub const PER_PAGE: u32 = 50;

/// Which events, and which page of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Selection {
    /// On this day or later, as given: `2025-10-22`, `2025-10`, `2025`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// On this day or before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Between these degrees: west, south, east, north. West is greater than east across the
    /// line where the date changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bbox: Option<[f64; 4]>,
    /// Of these types.
    #[serde(rename = "type", skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// In which somebody takes part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Behind which somebody stands, by their id: `sohr`, `army:ML`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// In a town, a province, a country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// At most so many km from the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<f64>,
    /// With at least so many independent origins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_origins: Option<u32>,
    /// In dispute.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub disagreeing: bool,
    /// Without a point on the map.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub without_point: bool,
    /// Without a day.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub without_day: bool,
    /// Told by a report in this language.
    #[serde(rename = "lang", skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Told with these words.
    #[serde(rename = "q", skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Which page, from 1.
    #[serde(skip)]
    pub page: u32,
}

/// The longest value that is looked at.
const LONGEST: usize = 500;

impl Selection {
    /// Reads what stands after the `?`. What is not known is passed over.
    ///
    /// # Errors
    ///
    /// [`Problem::Parameter`] for a value that makes no sense.
    pub fn parse(query: &str) -> Result<Selection> {
        let mut selection = Selection { page: 1, ..Selection::default() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let wrong = |wanted| Problem::parameter(name.to_string(), value, wanted);
            if value.len() > LONGEST {
                return Err(wrong("wanted.shorter"));
            }
            match &*name {
                "from" | "to" => {
                    days(value).ok_or_else(|| wrong("wanted.date"))?;
                    let end = if name == "from" { &mut selection.from } else { &mut selection.to };
                    *end = Some(value.to_owned());
                }
                "bbox" => {
                    selection.bbox = Some(bbox(value).ok_or_else(|| wrong("wanted.bbox"))?);
                }
                "type" => {
                    for code in value.split(',').map(str::trim) {
                        if !codes("type").contains(&code) {
                            return Err(wrong("wanted.type"));
                        }
                        if !selection.types.iter().any(|t| t == code) {
                            selection.types.push(code.to_owned());
                        }
                    }
                }
                "actor" => selection.actor = Some(value.to_owned()),
                "source" => selection.source = Some(value.to_owned()),
                "place" => selection.place = Some(value.to_owned()),
                "within" => {
                    let km: f64 = value.parse().map_err(|_| wrong("wanted.within"))?;
                    if !(0.1..=5000.0).contains(&km) {
                        return Err(wrong("wanted.within"));
                    }
                    selection.within = Some(km);
                }
                "min_origins" => {
                    let least: u32 = value.parse().map_err(|_| wrong("wanted.number"))?;
                    selection.min_origins = Some(least).filter(|n| *n > 0);
                }
                "disagreeing" | "without_point" | "without_day" => {
                    let chosen = match value {
                        "1" | "true" | "on" | "yes" => true,
                        "0" | "false" | "off" | "no" => false,
                        _ => return Err(wrong("wanted.yes")),
                    };
                    match &*name {
                        "disagreeing" => selection.disagreeing = chosen,
                        "without_point" => selection.without_point = chosen,
                        _ => selection.without_day = chosen,
                    }
                }
                "lang" => {
                    let language = Language::from_code(value);
                    selection.language = Some(language.ok_or_else(|| wrong("wanted.lang"))?);
                }
                "q" => selection.query = Some(value.to_owned()),
                "page" => {
                    let page: u32 = value.parse().map_err(|_| wrong("wanted.number"))?;
                    if page == 0 || page > MOST_PAGES {
                        return Err(wrong("wanted.number"));
                    }
                    selection.page = page;
                }
                _ => {}
            }
        }
        if let (Some(from), Some(to)) = (&selection.from, &selection.to) {
            let (first, last) = (days(from).and_then(|d| d.from), days(to).and_then(|d| d.to));
            if first.zip(last).is_some_and(|(first, last)| first > last) {
                return Err(Problem::parameter("to", to, "wanted.order"));
            }
        }
        Ok(selection)
    }

    /// What stands after the `?` for it: nothing that is not set.
    pub fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let mut set = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                query.append_pair(name, &value);
            }
        };
        set("from", self.from.clone());
        set("to", self.to.clone());
        set("bbox", self.bbox.map(|b| b.map(|d| d.to_string()).join(",")));
        for kind in &self.types {
            set("type", Some(kind.clone()));
        }
        set("actor", self.actor.clone());
        set("source", self.source.clone());
        set("place", self.place.clone());
        set("within", self.within.map(|km| km.to_string()));
        set("min_origins", self.min_origins.map(|n| n.to_string()));
        set("disagreeing", self.disagreeing.then(|| "1".into()));
        set("without_point", self.without_point.then(|| "1".into()));
        set("without_day", self.without_day.then(|| "1".into()));
        set("lang", self.language.map(|l| l.code().into()));
        set("q", self.query.clone());
        set("page", Some(self.page).filter(|p| *p > 1).map(|p| p.to_string()));
        query.finish()
    }

    /// An address with it: `/events?…`.
    pub fn address(&self, path: &str) -> String {
        let query = self.query();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The same with something else; the first page of it.
    pub fn but(&self, change: impl FnOnce(&mut Selection)) -> Selection {
        let mut other = Selection { page: 1, ..self.clone() };
        change(&mut other);
        other
    }

    /// Whether all events are asked for.
    pub fn is_all(&self) -> bool {
        Selection { page: 0, ..self.clone() } == Selection::default()
    }

    /// What the dossier is asked for.
    ///
    /// # Errors
    ///
    /// [`Problem::Parameter`] if no place has the name that a distance is told from.
    pub fn filter(&self) -> Result<Filter> {
        let near = match (&self.place, self.within) {
            (Some(place), Some(km)) => {
                let point = selon_dossier::search::point(place);
                let (lat, lon) =
                    point.ok_or_else(|| Problem::parameter("place", place, "wanted.place"))?;
                Some((lat, lon, km))
            }
            (None, Some(km)) => {
                return Err(Problem::parameter("within", km.to_string(), "wanted.within_place"));
            }
            _ => None,
        };
        Ok(Filter {
            from: self.from.as_deref().and_then(days).and_then(|d| d.from),
            to: self.to.as_deref().and_then(days).and_then(|d| d.to),
            place: self.place.clone().filter(|_| near.is_none()),
            near,
            bounds: self.bbox.map(|[west, south, east, north]| Bounds { south, west, north, east }),
            without_point: self.without_point,
            without_day: self.without_day,
            types: self.types.clone(),
            actor: self.actor.clone(),
            source: self.source.clone(),
            min_origins: self.min_origins,
            disagreeing: self.disagreeing,
            language: self.language,
            query: self.query.clone(),
            ..Filter::default()
        })
    }
}

/// So many pages may be asked for.
const MOST_PAGES: u32 = 1_000_000;

/// Degrees west, south, east, north.
fn bbox(text: &str) -> Option<[f64; 4]> {
    let mut degrees = [0.0; 4];
    let mut parts = text.split(',');
    for degree in &mut degrees {
        *degree = parts.next()?.trim().parse().ok().filter(|d: &f64| d.is_finite())?;
    }
    let [west, south, east, north] = degrees;
    let fits = parts.next().is_none()
        && south < north
        && (-90.0..=90.0).contains(&south)
        && (-90.0..=90.0).contains(&north)
        && (-180.0..=180.0).contains(&west)
        && (-180.0..=180.0).contains(&east);
    fits.then_some(degrees)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_is_written() {
        for query in [
            "",
            "from=2025-10&to=2025-10-23&disagreeing=1",
            "bbox=35.5%2C-1%2C37%2C36.75&type=armed_clash&type=arrests&min_origins=2",
            "actor=Arm%C3%A9e+%26+police&source=army%3AML&place=Harem&within=30&lang=fr&q=%22camp+fran%C3%A7ais%22&page=3",
        ] {
            assert_eq!(Selection::parse(query).unwrap().query(), query);
        }
        assert!(Selection::parse("from=&to=&q=+&page=&other=1").unwrap().is_all());
        assert_eq!(Selection::parse("type=arrests,armed_clash,arrests").unwrap().types.len(), 2);
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        for (query, name) in [
            ("from=yesterday", "from"),
            ("to=2025-13", "to"),
            ("from=2025&to=2024", "to"),
            ("bbox=1,2,3", "bbox"),
            ("bbox=1,2,3,NaN", "bbox"),
            ("bbox=1,20,3,10", "bbox"),
            ("type=battle", "type"),
            ("within=-1&place=Gao", "within"),
            ("min_origins=two", "min_origins"),
            ("disagreeing=maybe", "disagreeing"),
            ("lang=de", "lang"),
            ("page=0", "page"),
        ] {
            match Selection::parse(query) {
                Err(Problem::Parameter { name: found, .. }) => assert_eq!(found, name),
                other => panic!("{query}: {other:?}"),
            }
        }
    }
}
