//! Who stands behind the events of a dossier.

use std::collections::HashSet;

use rusqlite::{Connection, params_from_iter};

use crate::dossier::SourceRow;
use crate::search::{Filter, Wanted};
use crate::store::Result;

/// Those who stand behind the events that a filter lets through, those behind most first.
pub(crate) fn sources(c: &Connection, filter: &Filter) -> Result<Vec<SourceRow>> {
    let Some(wanted) = Wanted::of(filter) else { return Ok(Vec::new()) };
    let all = *filter == Filter::default();
    let which = if all {
        String::new()
    } else {
        format!("WHERE event IN (SELECT number FROM event WHERE {})", wanted.sql())
    };
    let sql =
        format!("SELECT party, event, report, alone FROM behind {which} ORDER BY party, event");
    let mut found: Vec<(i64, SourceRow)> = Vec::new();
    let mut reports: HashSet<i64> = HashSet::new();
    let mut last: Option<(i64, i64)> = None;
    let mut statement = c.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(wanted.values))?;
    while let Some(row) = rows.next()? {
        let (party, event): (i64, i64) = (row.get(0)?, row.get(1)?);
        if last.is_none_or(|(before, _)| before != party) {
            reports.clear();
            found.push((party, SourceRow::default()));
        }
        if let Some((_, source)) = found.last_mut() {
            source.reports += u32::from(reports.insert(row.get(2)?));
            if last != Some((party, event)) {
                source.events += 1;
                source.alone += u32::from(row.get::<_, bool>(3)?);
            }
        }
        last = Some((party, event));
    }
    let mut statement = c.prepare_cached("SELECT id, name, kind FROM party WHERE number = ?1")?;
    for (party, source) in &mut found {
        (source.id, source.name, source.kind) =
            statement.query_row([*party], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    }
    let mut rows: Vec<SourceRow> = found.into_iter().map(|(_, row)| row).collect();
    rows.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.id.cmp(&b.id)));
    Ok(rows)
}
