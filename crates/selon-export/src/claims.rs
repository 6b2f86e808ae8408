//! One row a claim: an event or a figure of it, as somebody in a report holds it.

use selon_dossier::party::Party;
use selon_dossier::summary::{ClaimView, FigureView};
use selon_model::reading::Certainty;

use crate::column::{code, degrees, list, number};
use crate::country::{country, country_name};
use crate::item::{Item, ReportFacts};

/// A column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClaimColumn {
    pub(crate) name: &'static str,
    pub(crate) hxl: &'static str,
    value: fn(&Held) -> Option<String>,
}

/// A claim or a figure, with its event and its report.
#[derive(Clone, Copy, Debug)]
struct Held<'i> {
    item: &'i Item,
    report: Option<&'i ReportFacts>,
    what: What<'i>,
}

#[derive(Clone, Copy, Debug)]
enum What<'i> {
    Claim(&'i ClaimView),
    Figure(&'i FigureView),
}

impl<'i> Held<'i> {
    fn claim(&self) -> Option<&'i ClaimView> {
        match self.what {
            What::Claim(claim) => Some(claim),
            What::Figure(_) => None,
        }
    }

    fn figure(&self) -> Option<&'i FigureView> {
        match self.what {
            What::Figure(figure) => Some(figure),
            What::Claim(_) => None,
        }
    }

    /// What both have: of a claim by `a`, of a figure by `b`.
    fn both<T>(
        &self,
        a: impl FnOnce(&'i ClaimView) -> T,
        b: impl FnOnce(&'i FigureView) -> T,
    ) -> T {
        match self.what {
            What::Claim(claim) => a(claim),
            What::Figure(figure) => b(figure),
        }
    }
}

macro_rules! columns {
    ($($name:literal $hxl:literal $value:expr;)*) => {
        &[$(ClaimColumn { name: $name, hxl: $hxl, value: $value }),*]
    };
}

/// The columns in their order.
pub(crate) const COLUMNS: &[ClaimColumn] = columns! {
    "event_id" "#event+id" |h| Some(h.item.event.id.clone());
    "row" "#meta+row" |h| Some(h.both(|_| "claim", |_| "figure").to_owned());
    "claim_id" "#meta+claim+id" |h| Some(h.both(|c| &c.id, |f| &f.id).clone());
    "key" "#meta+claim+key" |h| Some(h.both(|c| &c.key, |f| &f.key).clone());
    "report" "#meta+report+id" |h| Some(h.both(|c| &c.report, |f| &f.report).clone());
    "outlet" "#meta+source" |h| h.both(|c| &c.outlet, |f| &f.outlet).clone();
    "url" "#meta+url" |h| h.report?.url.clone();
    "title" "#meta+source+headline" |h| h.report?.title.clone();
    "language" "#meta+language" |h| Some(h.report?.language.clone());
    "told" "#date+reported" |h| h.both(|c| &c.told, |f| &f.told).clone();
    "holder" "#meta+holder" |h| Some(h.both(|c| &c.holder, |f| &f.holder).clone());
    "holder_kind" "#meta+holder+type" |h| Some(code(chain(h).first()?.kind));
    "holder_id" "#meta+holder+id" |h| chain(h).first()?.id.clone();
    "chain" "#meta+chain" |h| list(chain(h).iter().map(|p| &p.name));
    "certainty" "#meta+certainty" |h| Some(h.both(
        |c| code(c.certainty),
        |f| code(if f.hedged { Certainty::Hedged } else { Certainty::Certain }),
    ));
    "polarity" "#meta+polarity" |h| Some(code(h.claim()?.polarity));
    "reality" "#meta+reality" |h| Some(code(h.claim()?.reality));
    "hedge" "#meta+hedge" |h| Some(h.claim()?.hedge.as_ref()?.excerpt.text.clone());
    "hedge_kind" "#meta+hedge+type" |h| Some(code(h.claim()?.hedge.as_ref()?.kind));
    "what" "#affected+type" |h| Some(h.figure()?.what.clone());
    "class" "#affected+class" |h| h.figure()?.class.clone();
    "low" "#affected+min" |h| number(h.figure()?.low);
    "high" "#affected+max" |h| number(h.figure()?.high);
    "words" "#description+quote" |h| Some(h.both(|c| &c.text, |f| &f.text).clone());
    "start" "#meta+quote+start" |h| Some(h.both(|c| c.span.start, |f| f.start).to_string());
    "end" "#meta+quote+end" |h| Some(h.both(|c| c.span.end, |f| f.end).to_string());
    "text_sha256" "#meta+text+hash" |h| Some(h.report?.text_sha256.clone());
    "type" "#event+type" |h| Some(h.claim()?.kind.clone());
    "date" "#date+occurred" |h| h.claim()?.date.clone();
    "date_words" "#date+quote" |h| Some(h.claim()?.date_text.as_ref()?.text.clone());
    "place" "#loc+name" |h| {
        let place = h.claim()?.place.as_ref()?;
        Some(place.name.as_ref().unwrap_or(&place.excerpt.text).clone())
    };
    "place_words" "#loc+quote" |h| Some(h.claim()?.place.as_ref()?.excerpt.text.clone());
    "iso" "#country+code+iso" |h| {
        let code = h.claim()?.place.as_ref()?.country.as_deref()?;
        Some(country(code)?.numeric?.to_string())
    };
    "country" "#country+name" |h| {
        // The name: the code of Namibia is what tools take for a missing value.
        country_name(h.claim()?.place.as_ref()?.country.as_deref()?).map(str::to_owned)
    };
    "latitude" "#geo+lat" |h| Some(degrees(h.claim()?.place.as_ref()?.lat?));
    "longitude" "#geo+lon" |h| Some(degrees(h.claim()?.place.as_ref()?.lon?));
    "precision" "#geo+precision" |h| Some(code(h.claim()?.place.as_ref()?.precision?));
    "radius_km" "#geo+radius" |h| number(h.claim()?.place.as_ref()?.radius_km.map(u64::from));
    "place_id" "#loc+code" |h| h.claim()?.place.as_ref()?.id.clone();
    "blur_km" "#meta+blur" |h| h.item.blur_km.map(|km| km.to_string());
    "actor" "#group+name+one" |h| Some(h.claim()?.actor.as_ref()?.excerpt.text.clone());
    "actor_name" "#group+fullname+one" |h| h.claim()?.actor.as_ref()?.name.clone();
    "actor_id" "#group+id+one" |h| h.claim()?.actor.as_ref()?.entity.clone();
    "target" "#group+name+two" |h| Some(h.claim()?.target.as_ref()?.excerpt.text.clone());
    "target_name" "#group+fullname+two" |h| h.claim()?.target.as_ref()?.name.clone();
    "target_id" "#group+id+two" |h| h.claim()?.target.as_ref()?.entity.clone();
    "instrument" "#event+instrument" |h| Some(h.claim()?.instrument.as_ref()?.text.clone());
    "part_of" "#event+id+whole" |h| list(h.item.event.part_of.iter().map(|p| &p.event));
    "coded_by" "#meta+coded" |h| {
        let of_report = |r: &ReportFacts| r.coded_by.clone();
        h.report.and_then(of_report)
    };
    "origins" "#meta+origins+id" |h| list(h.both(|c| &c.origins, |f| &f.origins));
    "copy_of" "#meta+copy" |h| h.both(|c| &c.copy_of, |f| &f.copy_of).clone();
    "verdict" "#meta+verdict" |h| {
        let confirmed = h.claim().is_some_and(|c| c.confirmed);
        let rejected = h.both(|c| c.rejected, |f| f.rejected);
        let verdict = if rejected { "rejected" } else { "confirmed" };
        (rejected || confirmed).then(|| verdict.to_owned())
    };
};

fn chain<'i>(held: &Held<'i>) -> &'i [Party] {
    held.both(|c| &c.chain[..], |f| &f.chain[..])
}

/// The rows of an event: its claims, then its figures.
pub(crate) fn rows(item: &Item) -> impl Iterator<Item = Vec<String>> + '_ {
    let claims = item.event.claims.iter().map(What::Claim);
    let figures = item.event.figures.iter().map(What::Figure);
    claims.chain(figures).map(move |what| {
        let mut held = Held { item, report: None, what };
        held.report = item.report(held.both(|c| &c.report, |f| &f.report));
        COLUMNS.iter().map(|c| (c.value)(&held).unwrap_or_default()).collect()
    })
}
