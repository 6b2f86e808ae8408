//! Who stands behind the events of a dossier.

use std::collections::{BTreeMap, BTreeSet};

use crate::dossier::{Dossier, SourceRow};
use crate::origins::OriginKind;
use crate::search::Filter;
use crate::store::Result;

pub(crate) fn sources(dossier: &Dossier, filter: &Filter) -> Result<Vec<SourceRow>> {
    struct Known {
        row: SourceRow,
        reports: BTreeSet<String>,
    }
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    dossier.each_event(filter, |event| {
        let certain = event.origins.list.iter().filter(|o| o.certain).count();
        for origin in &event.origins.list {
            // Somebody who is not told is nobody that can be listed.
            let kind = match origin.kind {
                OriginKind::Source => "source",
                OriginKind::Cited => "cited outlet",
                OriginKind::Outlet | OriginKind::OutletBeside => "outlet",
                OriginKind::Forwarded => "channel",
                _ => continue,
            };
            let entry = known.entry(origin.id.clone()).or_insert_with(|| Known {
                row: SourceRow {
                    id: origin.id.clone(),
                    name: origin.name.clone(),
                    kind: kind.to_owned(),
                    reports: 0,
                    events: 0,
                    alone: 0,
                },
                reports: BTreeSet::new(),
            });
            entry.row.events += 1;
            entry.row.alone += u32::from(origin.certain && certain == 1);
            entry.reports.extend(origin.ways.iter().map(|w| w.report.clone()));
        }
        Ok(())
    })?;
    let mut rows: Vec<SourceRow> = known
        .into_values()
        .map(|k| SourceRow { reports: k.reports.len() as u32, ..k.row })
        .collect();
    rows.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.id.cmp(&b.id)));
    Ok(rows)
}
