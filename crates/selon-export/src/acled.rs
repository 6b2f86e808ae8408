//! ACLED's 31 columns, then ours.

use selon_dossier::summary::ClaimView;
use selon_model::reading::Precision;

use crate::column::{Body, Column, Rests, Row, column, degrees, list, number, of_reports, ours};
use crate::country::country_name;
use crate::ontology::disorder;
use crate::toll::toll;

/// ACLED's columns in their order, then ours.
pub(crate) fn columns() -> Vec<Column> {
    use Rests::{Claims, Field, Nothing, Reports, Sides, Toll};
    let nothing: fn(&Row) -> Option<String> = |_| None;
    let mut columns = vec![
        column("event_id_cnty", "#event+id", Nothing, |r| Some(r.event.id.clone())),
        column("event_date", "#date+occurred", Field("date"), |r| {
            let when = r.when.filter(|w| w.len() <= MONTH)?;
            Some(when.middle())
        }),
        column("year", "#date+year", Field("date"), |r| r.when?.year()),
        column("time_precision", "#date+precision", Field("date"), |r| {
            let when = r.when?;
            let precision = match when.len() {
                1 if !when.about => 1,
                1..=7 => 2,
                8..=MONTH => 3,
                _ => return None,
            };
            Some(precision.to_string())
        }),
        column("disorder_type", "#event+disorder", Field("type"), |r| {
            r.names.and_then(disorder).map(str::to_owned)
        }),
        column("event_type", "#event+type", Field("type"), |r| r.names?.acled.map(str::to_owned)),
        column("sub_event_type", "#event+subtype", Field("type"), |r| {
            r.names?.acled_sub.map(str::to_owned)
        }),
        column("actor1", "#group+name+one", Field("actor"), |r| r.event.actor.clone()),
        column("assoc_actor_1", "#group+assoc+one", Nothing, nothing),
        column("inter1", "#group+type+one", Field("actor"), |r| {
            actor_type(r).map(|(name, _)| name.to_owned())
        }),
        column("actor2", "#group+name+two", Field("target"), |r| r.event.target.clone()),
        column("assoc_actor_2", "#group+assoc+two", Nothing, nothing),
        column("inter2", "#group+type+two", Field("target"), |r| {
            target_type(r).map(|(name, _)| name.to_owned())
        }),
        column("interaction", "#group+interaction", Sides, interaction),
        column("civilian_targeting", "#event+civilian", Field("type"), |r| {
            let civilians = matches!(r.names?.acled?, "Violence against civilians")
                || r.event.kind == "excessive_force_protesters";
            civilians.then(|| "Civilian targeting".to_owned())
        }),
        column("iso", "#country+code+iso", Field("place"), |r| {
            Some(r.country?.numeric?.to_string())
        }),
        column("region", "#region+name", Field("place"), |r| {
            Some(r.country?.acled_region.to_owned())
        }),
        column("country", "#country+name", Field("place"), |r| {
            country_name(r.country_code()?).map(str::to_owned)
        }),
        column("admin1", "#adm1+name", Field("place"), |r| r.item.divisions.first.clone()),
        column("admin2", "#adm2+name", Field("place"), |r| r.item.divisions.second.clone()),
        column("admin3", "#adm3+name", Field("place"), |r| r.item.divisions.third.clone()),
        column("location", "#loc+name", Field("place"), |r| {
            Some(r.event.place.as_ref()?.name.clone())
        }),
        column("latitude", "#geo+lat", Field("place"), |r| Some(degrees(r.point?.0))),
        column("longitude", "#geo+lon", Field("place"), |r| Some(degrees(r.point?.1))),
        column("geo_precision", "#geo+precision", Field("place"), geo_precision),
        column("source", "#meta+source", Reports, |r| of_reports(r, |f| f.outlet.as_deref())),
        column("source_scale", "#meta+source+scale", Nothing, nothing),
        column("notes", "#description", Claims, notes),
        column("fatalities", "#affected+killed", Toll("killed"), |r| number(r.killed.best)),
        column("tags", "#meta+tags", Toll("participants"), tags),
        column("timestamp", "#date+updated", Reports, |r| {
            let added = r.item.reports.iter().map(|f| f.added.as_str()).max()?;
            Some(added.parse::<jiff::Timestamp>().ok()?.as_second().to_string())
        }),
    ];
    columns.extend(ours());
    columns
}

/// The most days that ACLED has a code for.
const MONTH: i32 = 31;

/// A type of actor, with ACLED's number of it, by which pairs are ordered.
type ActorType = (&'static str, u8);

const RIOTERS: ActorType = ("Rioters", 5);
const PROTESTERS: ActorType = ("Protesters", 6);
const CIVILIANS: ActorType = ("Civilians", 7);

fn actor_type(row: &Row) -> Option<ActorType> {
    row.actor.name.as_ref()?;
    match row.event.kind.as_str() {
        "peaceful_protest" => Some(PROTESTERS),
        "violent_demonstration" | "mob_violence" => Some(RIOTERS),
        _ => body_type(row, row.actor.body()?),
    }
}

fn target_type(row: &Row) -> Option<ActorType> {
    row.target.name.as_ref()?;
    match row.event.kind.as_str() {
        "excessive_force_protesters" => Some(PROTESTERS),
        "attack_on_civilians" | "sexual_violence" | "abduction" => Some(CIVILIANS),
        _ => body_type(row, row.target.body()?),
    }
}

/// Which of ACLED's kinds an armed group is (rebels, a militia) is not told by a report.
fn body_type(row: &Row, body: Body) -> Option<ActorType> {
    match body {
        Body::State(state) if Some(state) == row.country_code() => Some(("State forces", 1)),
        Body::State(_) if row.country_code().is_some() => Some(("External/Other forces", 8)),
        _ => None,
    }
}

fn interaction(row: &Row) -> Option<String> {
    let mut pair = [actor_type(row)?, target_type(row)?];
    pair.sort_by_key(|(_, number)| *number);
    Some(format!("{}-{}", pair[0].0, pair[1].0))
}

fn geo_precision(row: &Row) -> Option<String> {
    row.point?;
    let of_precision = match row.event.place.as_ref()?.precision? {
        Precision::Locality => 1,
        Precision::District => 2,
        Precision::Province | Precision::Area => 3,
        Precision::Country | Precision::Region => return None,
    };
    let told = row.told.and_then(|t| t.geo_precision).unwrap_or(of_precision);
    let blurred = match row.item.blur_km {
        None => 1,
        Some(km) if km <= 25.0 => 2,
        Some(_) => 3,
    };
    Some(told.max(blurred).to_string())
}

/// So many claims are quoted in the notes; all are in `selon_quotes`.
const QUOTED: usize = 3;

/// The words of the first claims, each with its holder: those that affirm the event before
/// others, none that only repeats another report.
fn notes(row: &Row) -> Option<String> {
    let claims = || row.event.claims.iter().filter(|c| !c.rejected && c.copy_of.is_none());
    let affirm = claims().filter(|c| c.affirms());
    let others = claims().filter(|c| !c.affirms());
    let told = |claim: &ClaimView| {
        let day = claim.told.as_deref().map(|t| t.get(..10).unwrap_or(t));
        // Of the author, the holder names the outlet already.
        let outlet = claim.outlet.as_deref().filter(|_| !claim.chain.is_empty());
        let about = [Some(claim.holder.as_str()), outlet, day];
        let about: Vec<&str> = about.into_iter().flatten().collect();
        format!("“{}” ({})", claim.text, about.join(", "))
    };
    list(affirm.chain(others).take(QUOTED).map(told))
}

fn tags(row: &Row) -> Option<String> {
    let crowd = toll(row.event, "participants");
    let size = match (crowd.best.or(crowd.low), crowd.high) {
        (Some(low), Some(high)) if low == high => format!("crowd size={low}"),
        (Some(low), Some(high)) => format!("crowd size={low}-{high}"),
        (Some(low), None) => format!("crowd size=at least {low}"),
        (None, _) => return None,
    };
    Some(size)
}
