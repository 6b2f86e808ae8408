//! What a place is.

/// Whose number identifies a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// Who's On First.
    WhosOnFirst,
    /// GeoNames.
    GeoNames,
    /// Natural Earth, by the number in its file of first-level divisions or regions.
    NaturalEarth,
    /// Selon's own tables; the number counts their rows.
    Selon,
    /// A gazetteer of the user's, without a number of one of the others.
    User,
    /// ISO 3166-1; the number is the two letters of the code, the first times 256.
    Iso,
}

impl Source {
    pub(crate) const ALL: [Source; 6] = [
        Source::WhosOnFirst,
        Source::GeoNames,
        Source::NaturalEarth,
        Source::Selon,
        Source::User,
        Source::Iso,
    ];

    /// Short, as in `wof:1310382581`.
    pub fn prefix(self) -> &'static str {
        match self {
            Source::WhosOnFirst => "wof",
            Source::GeoNames => "gn",
            Source::NaturalEarth => "ne",
            Source::Selon => "selon",
            Source::User => "user",
            Source::Iso => "iso",
        }
    }
}

/// Identifies a place in the data that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId {
    /// Whose number.
    pub source: Source,
    /// The number.
    pub number: u32,
}

impl std::fmt::Display for PlaceId {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self.source {
            Source::Iso => {
                let [first, second] = (self.number as u16).to_be_bytes().map(char::from);
                write!(f, "iso:{first}{second}")
            }
            source => write!(f, "{}:{}", source.prefix(), self.number),
        }
    }
}

macro_rules! kinds {
    ($($(#[$meta:meta])* $name:ident = $text:literal,)*) => {
        /// What kind of place.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum PlaceKind { $($(#[$meta])* $name,)* }

        impl PlaceKind {
            pub(crate) const ALL: [PlaceKind; [$($text),*].len()] = [$(PlaceKind::$name),*];

            /// As tables write it.
            pub fn as_str(self) -> &'static str {
                match self { $(PlaceKind::$name => $text),* }
            }

            /// From what tables write.
            pub fn from_name(text: &str) -> Option<PlaceKind> {
                match text { $($text => Some(PlaceKind::$name),)* _ => None }
            }
        }
    };
}

kinds! {
    /// A continent or a part of one (*Middle East*).
    Continent = "continent",
    /// A country or a territory with an ISO code.
    Country = "country",
    /// A first-level division: province, governorate, state, oblast.
    Region = "region",
    /// A second-level division: district, county.
    County = "county",
    /// A third-level division: subdistrict, municipality.
    LocalAdmin = "localadmin",
    /// A populated place.
    Locality = "locality",
    /// A part of a town.
    Neighbourhood = "neighbourhood",
    /// A camp, an airport, a base, a dam.
    Campus = "campus",
    /// A part of a country or of several that is no division: coast, plain, desert.
    Area = "area",
    /// A sea, gulf, strait, ocean.
    Sea = "sea",
    /// A river.
    River = "river",
    /// An island or a group of islands.
    Island = "island",
}

impl PlaceKind {
    /// Whether other places lie in it as in their division.
    pub fn is_division(self) -> bool {
        matches!(self, PlaceKind::Country | PlaceKind::Region | PlaceKind::County)
    }
}

/// The number of a place in a gazetteer; not stable between versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceIndex(pub u32);

/// A place, without its names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'g> {
    /// Its number in the gazetteer.
    pub index: PlaceIndex,
    /// Its number in the data that it comes from.
    pub id: PlaceId,
    /// Its number in GeoNames, if known.
    pub geonames: Option<u32>,
    /// Its number in Wikidata, if known: the 7 of `Q7`.
    pub wikidata: Option<u32>,
    /// Its main name.
    pub name: &'g str,
    /// ISO 3166-1 alpha-2, if it lies in one country.
    pub country: Option<&'g str>,
    /// What kind of place.
    pub kind: PlaceKind,
    /// Whether it is the capital of its country.
    pub capital: bool,
    /// The smallest division that it lies in and that the gazetteer knows.
    pub parent: Option<PlaceIndex>,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// How many people live there, if that is known.
    pub population: Option<u32>,
    /// How far it reaches from its centre, roughly, in km, if that is known.
    pub radius: Option<u16>,
}

/// Kilometres between two points on the sphere.
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let ((lat_a, lon_a), (lat_b, lon_b)) = (a, b);
    let (phi_a, phi_b) = (lat_a.to_radians(), lat_b.to_radians());
    let half = |d: f64| (d / 2.0).sin().powi(2);
    let h = half(phi_b - phi_a) + phi_a.cos() * phi_b.cos() * half((lon_b - lon_a).to_radians());
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}
