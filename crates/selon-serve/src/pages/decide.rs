//! Decisions: same, different, unsure; confirmed, rejected; corrected; noted; undone.

use axum::extract::{Path, State};
use axum::response::Response;
use selon_dossier::day::days;
use selon_dossier::decisions::{DecisionKind, Ref, Verdict};
use selon_dossier::{Dossier, DossierError, Stamp};
use selon_model::Language;
use serde_json::json;

use crate::guard::{local, see_other};
use crate::problem::{Problem, Result};
use crate::reply::{self, Fields};
use crate::site::Site;
use crate::visit::Visit;
use crate::words::{Words, codes};

/// Carries a decision out and answers: JSON to a script, else a way back.
pub async fn carry_out(
    site: Site,
    visit: Visit,
    fields: Fields,
    back: String,
    work: impl FnOnce(&mut Dossier, &str, Stamp) -> std::result::Result<i64, DossierError>
    + Send
    + 'static,
) -> Result<Response> {
    if !visit.may_change {
        return Err(Problem::Forbidden("forbidden.read_only"));
    }
    let who = visit.user.clone();
    let number = site.write(move |dossier, stamp| Ok(work(dossier, &who, stamp)?)).await;
    // What the dossier does not know was named in the form, not in the address.
    let number = number.map_err(|problem| match problem {
        Problem::Dossier(DossierError::Unknown(why)) => Problem::Refused(why),
        other => other,
    })?;
    if visit.json {
        return reply::json(&json!({ "ok": true, "decision": number }));
    }
    Ok(see_other(&local(fields.get("back").unwrap_or(&back))))
}

/// Makes a decision of two sides.
pub type Make = fn(Vec<Ref>, Vec<Ref>) -> DecisionKind;

/// What makes a decision of two sides, as a form says.
pub fn verdict(fields: &Fields) -> Result<Make> {
    Ok(match fields.need("verdict", "wanted.verdict")? {
        "same" => |a, b| DecisionKind::Same { a, b },
        "different" => |a, b| DecisionKind::Different { a, b },
        "unsure" => |a, b| DecisionKind::Unsure { a, b },
        other => {
            return Err(Problem::parameter("verdict", other, "wanted.verdict"));
        }
    })
}

/// Two events are one, are not, or it is left open.
pub async fn pair(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let other = fields.need("other", "wanted.event")?.to_owned();
    let make = verdict(&fields)?;
    let back = format!("/event/{id}#decide");
    carry_out(site, visit, fields, back, move |dossier, who, stamp| {
        dossier.decide_pair(&id, &other, make, who, stamp)
    })
    .await
}

/// What one report tells is another event.
pub async fn split(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let report = fields.need("report", "wanted.report")?.to_owned();
    let back = format!("/event/{id}#decide");
    carry_out(site, visit, fields, back, move |dossier, who, stamp| {
        let report = dossier.report(&report)?.row.id;
        dossier.decide_split(&id, &report, who, stamp)
    })
    .await
}

/// A claim or a figure was checked, or counts for nothing.
pub async fn claim(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let claim = fields.need("claim", "wanted.claim")?.to_owned();
    let verdict = match fields.need("verdict", "wanted.claim_verdict")? {
        "confirmed" => Verdict::Confirmed,
        "rejected" => Verdict::Rejected,
        other => {
            return Err(Problem::parameter("verdict", other, "wanted.claim_verdict"));
        }
    };
    let back = format!("/event/{id}#{claim}");
    carry_out(site, visit, fields, back, move |dossier, who, stamp| {
        dossier.decide_claim(&id, &claim, verdict, who, stamp)
    })
    .await
}

/// A field of an event is to be something else.
pub async fn field(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let name = fields.need("field", "wanted.field")?.to_owned();
    let value = fields.need("value", "wanted.value")?.to_owned();
    if !codes("field").contains(&name.as_str()) {
        return Err(Problem::parameter("field", &name, "wanted.field"));
    }
    if name == "date" && days(&value).is_none() {
        return Err(Problem::parameter("value", &value, "wanted.date"));
    }
    let value = match name.as_str() {
        "type" => kind(&value).ok_or_else(|| Problem::parameter("value", &value, "wanted.type"))?,
        _ => value,
    };
    let back = format!("/event/{id}#decide");
    carry_out(site, visit, fields, back, move |dossier, who, stamp| {
        dossier.decide_field(&id, &name, &value, who, stamp)
    })
    .await
}

/// The code of a type of event, by itself or as the pages name it in either language.
fn kind(value: &str) -> Option<String> {
    let named = |code: &&str| {
        let names = Language::ALL.map(|language| Words(language).kind(code));
        *code == value || names.iter().any(|name| name.to_lowercase() == value.to_lowercase())
    };
    codes("type").into_iter().find(named).map(str::to_owned)
}

/// A note on an event.
pub async fn note(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let text = fields.need("text", "wanted.value")?.to_owned();
    let back = format!("/event/{id}#decide");
    carry_out(site, visit, fields, back, move |dossier, who, stamp| {
        dossier.decide_note(&id, &text, who, stamp)
    })
    .await
}

/// A decision is taken back.
pub async fn undo(
    State(site): State<Site>,
    visit: Visit,
    Path(number): Path<i64>,
    fields: Fields,
) -> Result<Response> {
    carry_out(site, visit, fields, "/review".into(), move |dossier, _, stamp| {
        dossier.undo(number, stamp).map(|logged| logged.number)
    })
    .await
}
