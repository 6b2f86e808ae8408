//! Events that have parts: an offensive and its clashes.

use std::sync::LazyLock;

use selon_gazetteer::fold::fold;
use selon_model::reading::Precision;

use super::place::{Agreement, agreement};
use super::types::types_alike;
use crate::day::{Days, days};
use crate::disagreement::same_body;
use crate::party::rows;
use crate::telling::Telling;

static NOUNS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let tables = [
        include_str!("../../../../lang/fr/umbrella.tsv"),
        include_str!("../../../../lang/en/umbrella.tsv"),
    ];
    tables.into_iter().flat_map(rows).filter_map(|row| row.first().copied()).collect()
});

/// Whether a telling is of something that goes on and has parts, by its words.
pub fn is_umbrella(telling: &Telling) -> bool {
    telling.mentions.iter().any(|m| {
        let folded = fold(&m.text);
        NOUNS.iter().any(|noun| folded.starts_with(noun))
    })
}

fn is_wide(telling: &Telling) -> bool {
    telling.place.as_ref().and_then(|p| p.precision).is_some_and(|p| {
        matches!(p, Precision::Province | Precision::Area | Precision::Country | Precision::Region)
    })
}

fn is_long(telling: &Telling) -> bool {
    let days = telling.date.as_deref().and_then(days);
    days.is_some_and(|d| d.len().is_none_or(|n| n > 3))
}

/// How long what is told to begin on a day goes on at least, in days.
const GOES_ON: i32 = 10;

/// The days of something that goes on, of which perhaps the first alone is told.
fn going_on(days: Days) -> Days {
    let first = days.len() == Some(1);
    Days { to: days.to.map(|to| if first { to + GOES_ON } else { to }), ..days }
}

/// Why the event of one telling is a part of that of another; none if it is not.
pub fn part_of(part: &Telling, umbrella: &Telling) -> Option<String> {
    if part.report == umbrella.report && part.part_of.as_ref() == Some(&umbrella.event) {
        return Some("its report tells it as a part".into());
    }
    if !is_umbrella(umbrella) || is_umbrella(part) {
        return None;
    }
    let fighting = |kind: &str| {
        types_alike(kind, &umbrella.kind)
            || matches!(kind, "arrests" | "gov_regains_territory" | "nonstate_overtakes_territory")
    };
    if !fighting(&part.kind) {
        return None;
    }
    let entity = |t: &Telling| -> Vec<String> {
        [&t.actor, &t.target].into_iter().flatten().filter_map(|a| a.entity.clone()).collect()
    };
    let sides = (entity(part), entity(umbrella));
    let shared = sides.0.iter().any(|a| sides.1.iter().any(|b| same_body(a, b)));
    // What is launched at a town on a day goes on round it for some days.
    let local = !is_wide(umbrella) && !is_long(umbrella);
    if local && !(shared && umbrella.date.is_some()) {
        return None;
    }
    let (Some(pp), Some(pu)) = (&part.place, &umbrella.place) else { return None };
    let country = pu.precision == Some(Precision::Country);
    let inside = match agreement(pp, pu) {
        // A province beside another is no part of it.
        Agreement::Within(_) => !is_wide(part),
        Agreement::Country => country && pp.precision != Some(Precision::Country),
        Agreement::Near(_) => local,
        Agreement::Same(_) => local || (is_long(umbrella) && !is_long(part)),
        _ => false,
    };
    if !inside {
        return None;
    }
    if let (Some(dp), Some(du)) =
        (part.date.as_deref().and_then(days), umbrella.date.as_deref().and_then(days))
        && going_on(du).gap(dp) > 1
    {
        return None;
    }
    let same_report = part.report == umbrella.report;
    let word = umbrella.mentions.first().map_or("", |m| m.text.as_str());
    if same_report {
        Some(format!("told with the “{word}” in one report, within its place and time"))
    } else if shared {
        Some(format!("within the place and time of the “{word}”, of the same sides"))
    } else {
        None
    }
}
