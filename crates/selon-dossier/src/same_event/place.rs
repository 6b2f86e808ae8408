//! How two places agree.

use selon_gazetteer::distance_km;
use selon_gazetteer::fold::{fold, key, skeleton};
use selon_model::reading::{EventPlace, Precision};

/// How far a place of a precision reaches from its point, in km; none if it is no point.
pub fn place_reach(precision: Precision) -> Option<f64> {
    match precision {
        Precision::Locality => Some(12.0),
        Precision::District => Some(35.0),
        Precision::Province => Some(130.0),
        Precision::Area => Some(160.0),
        Precision::Country | Precision::Region => None,
    }
}

/// How two places agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Agreement {
    /// They are one place, at this precision.
    Same(Precision),
    /// Two exact places, so many km apart.
    Near(f64),
    /// The one may lie in the other.
    Within(Precision),
    /// Both are only known to be in one country.
    Country,
    /// They exclude each other.
    Apart(f64),
    /// One of them is not known, and is called otherwise.
    OtherName,
    /// Nothing can be told.
    Unknown,
}

/// How two places agree.
pub(super) fn agreement(a: &EventPlace, b: &EventPlace) -> Agreement {
    let (Some(pa), Some(pb)) = (a.precision, b.precision) else {
        // A name that is not resolved is still a name.
        let (x, y) = (sound(a), sound(b));
        let exact = |p: &EventPlace| {
            matches!(p.precision, None | Some(Precision::Locality | Precision::District))
        };
        return match x.len() >= 3 && y.len() >= 3 {
            true if x == y => Agreement::Same(Precision::Locality),
            true if exact(a) && exact(b) && !x.contains(&y) && !y.contains(&x) => {
                Agreement::OtherName
            }
            _ => Agreement::Unknown,
        };
    };
    if let (Some(ca), Some(cb)) = (&a.country, &b.country)
        && ca != cb
    {
        let coarse = |p| matches!(p, Precision::Area | Precision::Region);
        if !coarse(pa) && !coarse(pb) {
            return Agreement::Apart(f64::INFINITY);
        }
    }
    let (Some(la), Some(na), Some(lb), Some(nb)) = (a.lat, a.lon, b.lat, b.lon) else {
        return Agreement::Unknown;
    };
    let far = distance_km((la, na), (lb, nb));
    if a.id.is_some() && a.id == b.id && pa == pb {
        return Agreement::Same(pa);
    }
    if far < 1.0 && pa == pb {
        return Agreement::Same(pa);
    }
    match (place_reach(pa), place_reach(pb)) {
        (Some(ra), Some(rb)) => {
            let exact = |p| matches!(p, Precision::Locality | Precision::District);
            if exact(pa) && exact(pb) {
                return if far <= ra + rb + 40.0 {
                    Agreement::Near(far)
                } else {
                    Agreement::Apart(far)
                };
            }
            if far <= ra + rb { Agreement::Within(coarser(pa, pb)) } else { Agreement::Apart(far) }
        }
        _ if a.country.is_some() && a.country == b.country => Agreement::Country,
        _ => Agreement::Unknown,
    }
}

fn coarser(a: Precision, b: Precision) -> Precision {
    let rank = |p| match p {
        Precision::Locality => 0,
        Precision::District => 1,
        Precision::Province => 2,
        Precision::Area => 3,
        Precision::Country => 4,
        Precision::Region => 5,
    };
    if rank(a) >= rank(b) { a } else { b }
}

/// How a place is called, by its sound.
pub(super) fn sound(place: &EventPlace) -> String {
    skeleton(&key(&fold(&place.excerpt.text)))
}
