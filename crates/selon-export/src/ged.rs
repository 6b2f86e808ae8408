//! The 49 columns of UCDP GED, then ours.

use selon_model::reading::Precision;

use crate::column::{
    Body, Column, Rests, Row, Side, column, degrees, list, number, of_reports, ours,
};
use crate::country::{country, country_name, ucdp_region};
use crate::place::priogrid;
use crate::toll::toll_of;

/// The columns of GED in their order, then ours.
pub(crate) fn columns() -> Vec<Column> {
    use Rests::{Class, Field, Nothing, Origins, Reports, SideA, SideB, Sides, Toll};
    let nothing: fn(&Row) -> Option<String> = |_| None;
    let mut columns = vec![
        column("id", "#event+id", Nothing, |r| id_number(&r.event.id)),
        column("relid", "#event+id+related", Nothing, |r| Some(r.event.id.clone())),
        column("year", "#date+year", Field("date"), |r| r.when?.year()),
        column("active_year", "", Nothing, nothing),
        column("code_status", "#meta+status", Nothing, |r| Some(status(r).to_owned())),
        column("type_of_violence", "#event+type", Field("type"), |r| {
            violence(r).map(|n| n.to_string())
        }),
        column("conflict_dset_id", "", Nothing, nothing),
        column("conflict_new_id", "", Nothing, nothing),
        column("conflict_name", "", Nothing, nothing),
        column("dyad_dset_id", "", Nothing, nothing),
        column("dyad_new_id", "", Nothing, nothing),
        column("dyad_name", "#group+dyad", Sides, |r| {
            let [a, b] = sides(r);
            Some(format!("{} - {}", a.name.as_ref()?, b.name.as_ref()?))
        }),
        column("side_a_dset_id", "", Nothing, nothing),
        column("side_a_new_id", "", Nothing, nothing),
        column("side_a", "#group+name+one", SideA, |r| sides(r)[0].name.clone()),
        column("side_b_dset_id", "", Nothing, nothing),
        column("side_b_new_id", "", Nothing, nothing),
        column("side_b", "#group+name+two", SideB, |r| sides(r)[1].name.clone()),
        column("number_of_sources", "#meta+origins+num", Origins, |r| {
            Some(r.event.origins.at_least.to_string())
        }),
        column("source_article", "#meta+source+article", Reports, |r| {
            list(r.item.reports.iter().map(|f| {
                let told = |fact: &Option<String>| fact.clone().unwrap_or_default();
                format!("\"{},{},{}\"", told(&f.outlet), told(&f.published), told(&f.title))
            }))
        }),
        column("source_office", "#meta+source+office", Reports, |r| {
            of_reports(r, |f| f.outlet.as_deref())
        }),
        column("source_date", "#meta+source+date", Reports, |r| {
            of_reports(r, |f| f.published.as_deref())
        }),
        column("source_headline", "#meta+source+headline", Reports, |r| {
            of_reports(r, |f| f.title.as_deref())
        }),
        column("source_original", "#meta+source+original", Origins, |r| {
            list(r.event.origins.list.iter().map(|o| &o.name))
        }),
        column("where_prec", "#geo+precision", Field("place"), where_prec),
        column("where_coordinates", "#loc+name", Field("place"), |r| {
            Some(r.event.place.as_ref()?.name.clone())
        }),
        column("where_description", "#loc+description", Field("place"), |r| {
            let rests_on = r.event.summary.rests_on.get("place")?;
            let claims = r.event.claims.iter().filter(|c| rests_on.contains(&c.id));
            list(claims.filter_map(|c| c.place.as_ref()).map(|p| &p.excerpt.text))
        }),
        column("adm_1", "#adm1+name", Field("place"), |r| r.item.divisions.first.clone()),
        column("adm_2", "#adm2+name", Field("place"), |r| r.item.divisions.second.clone()),
        column("latitude", "#geo+lat", Field("place"), |r| Some(degrees(r.point?.0))),
        column("longitude", "#geo+lon", Field("place"), |r| Some(degrees(r.point?.1))),
        column("geom_wkt", "#geo+wkt", Field("place"), |r| {
            let (lat, lon) = r.point?;
            Some(format!("POINT ({} {})", degrees(lon), degrees(lat)))
        }),
        column("priogrid_gid", "#geo+priogrid", Field("place"), |r| {
            let (lat, lon) = r.point?;
            Some(priogrid(lat, lon)?.to_string())
        }),
        column("country", "#country+name", Field("place"), |r| {
            country_name(r.country_code()?).map(str::to_owned)
        }),
        column("country_id", "#country+code+gw", Field("place"), |r| {
            Some(r.country?.gwno?.to_string())
        }),
        column("region", "#region+name", Field("place"), |r| {
            ucdp_region(r.country?.gwno?).map(str::to_owned)
        }),
        column("event_clarity", "#event+clarity", Nothing, |r| {
            Some(if r.event.parts.is_empty() { "1" } else { "2" }.to_owned())
        }),
        column("date_prec", "#date+precision", Field("date"), |r| {
            let when = r.when?;
            let precision = match when.len() {
                1 if !when.about => 1,
                1..=6 => 2,
                7 => 3,
                8..=31 => 4,
                32..=366 => 5,
                _ => return None,
            };
            Some(precision.to_string())
        }),
        column("date_start", "#date+start", Field("date"), |r| Some(r.when?.start())),
        column("date_end", "#date+end", Field("date"), |r| Some(r.when?.end())),
        column("deaths_a", "#affected+killed+one", Class("state"), |r| deaths(r, "state")),
        column("deaths_b", "#affected+killed+two", Class("nonstate"), |r| deaths(r, "nonstate")),
        column("deaths_civilians", "#affected+killed+civilians", Class("civilian"), |r| {
            number(toll_of(r.event, "killed", "civilian").best)
        }),
        column("deaths_unknown", "#affected+killed+unknown", Nothing, nothing),
        column("best", "#affected+killed", Toll("killed"), |r| number(r.killed.best)),
        column("high", "#affected+killed+high", Toll("killed"), |r| number(r.killed.high)),
        column("low", "#affected+killed+low", Toll("killed"), |r| number(r.killed.low)),
        column("gwnoa", "#group+code+one", SideA, |r| gwno(sides(r)[0])),
        column("gwnob", "#group+code+two", SideB, |r| gwno(sides(r)[1])),
    ];
    columns.extend(ours());
    columns
}

/// Who coded it.
fn status(row: &Row) -> &'static str {
    let coded = row.event.claims.iter().filter(|c| c.coded_by.is_some()).count();
    match coded {
        0 => "Machine-coded",
        n if n == row.event.claims.len() => "Human-coded",
        _ => "Machine- and human-coded",
    }
}

/// The letters of the ids of events.
const LETTERS: &[u8] = b"23456789bcdfghjkmnpqrstvwxyz";

/// A number for an id, another one for each: its letters as digits from 1.
fn id_number(id: &str) -> Option<String> {
    let mut number: u64 = 0;
    for letter in id.strip_prefix("e-")?.bytes() {
        let digit = LETTERS.iter().position(|l| *l == letter)? as u64 + 1;
        number = number.checked_mul(LETTERS.len() as u64)?.checked_add(digit)?;
    }
    Some(number.to_string())
}

/// UCDP's type of violence: 1 state-based, 2 between groups, 3 one-sided; none if the type
/// of event is none of theirs or who took part is not known well enough.
fn violence(row: &Row) -> Option<u8> {
    let ucdp = row.names?.ucdp?;
    if ucdp == "one-sided" {
        return Some(3);
    }
    if ucdp == "state-based" {
        return Some(1);
    }
    match (row.actor.body()?, row.target.body()?) {
        (Body::Group, Body::Group) => Some(2),
        _ => Some(1),
    }
}

/// Side a and side b. Where a state fights a group, the state is side a, as GED has it;
/// `selon_direction` tells who acted.
fn sides<'r>(row: &'r Row) -> [&'r Side; 2] {
    if turned(row) { [&row.target, &row.actor] } else { [&row.actor, &row.target] }
}

/// Whether side a is the target.
pub(crate) fn turned(row: &Row) -> bool {
    let bodies = (row.actor.body(), row.target.body());
    violence(row) == Some(1) && matches!(bodies, (Some(Body::Group), Some(Body::State(_))))
}

/// The number of a state in the list of Gleditsch and Ward.
fn gwno(side: &Side) -> Option<String> {
    match side.body()? {
        Body::State(state) => Some(country(state)?.gwno?.to_string()),
        Body::Group => None,
    }
}

/// How many of a class were killed. Told for a side only where a state fights a group:
/// *soldiers* and *fighters* may be on either side otherwise.
fn deaths(row: &Row, class: &str) -> Option<String> {
    let [a, b] = sides(row);
    match (a.body()?, b.body()?) {
        (Body::State(_), Body::Group) => number(toll_of(row.event, "killed", class).best),
        _ => None,
    }
}

fn where_prec(row: &Row) -> Option<String> {
    let of_precision = match row.event.place.as_ref()?.precision? {
        Precision::Locality => 1,
        Precision::District => 3,
        Precision::Province => 4,
        Precision::Area => 5,
        Precision::Country => 6,
        Precision::Region => 7,
    };
    let told = row.told.and_then(|t| t.where_prec).unwrap_or(of_precision);
    let blurred = match row.item.blur_km {
        None => 1,
        Some(km) if km <= 25.0 => 2,
        Some(_) => 5,
    };
    Some(told.max(blurred).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_id_has_its_number() {
        assert_eq!(id_number("e-2"), Some("1".into()));
        assert_eq!(id_number("e-22"), Some("29".into()));
        assert_eq!(id_number("e-z"), Some("28".into()));
        assert_ne!(id_number("e-b38cd"), id_number("e-b38cf"));
        assert_eq!(id_number("e-0"), None);
        assert_eq!(id_number("r-2"), None);
        assert_eq!(id_number("e-zzzzzzzzzzzzzzzzzzzz"), None);
    }
}
