//! Which reports a report repeats, or is repeated by.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;
use selon_gazetteer::fold::fold;
use selon_model::Report;

use super::Adding;
use crate::copies::{Compared, CopyKind, Facts, Overlap, Repeats, overlap};
use crate::same_event;
use crate::store::{self, Result, Stored};
use crate::telling::Telling;

impl Adding<'_> {
    /// Finds the reports that a report repeats, or that repeat it, by their words and by what
    /// they declare.
    pub(super) fn copies(
        &mut self,
        number: i64,
        report: &Report,
        facts: &Facts,
        samples: &[i64],
    ) -> Result<BTreeMap<i64, Repeats>> {
        let c = self.connection;
        let mut found: BTreeMap<i64, Repeats> = BTreeMap::new();
        let own = Compared::new(&report.text);
        for other in store::sharing_fingerprints(c, number, samples)? {
            let Some(theirs) = store::report_of(c, other)? else { continue };
            let earlier = self.is_earlier(other, number)?;
            let compared = Compared::new(&theirs.text);
            let found_overlap =
                if earlier { overlap(&own, &compared) } else { overlap(&compared, &own) };
            if let Some(overlap) = found_overlap {
                let (later, first) = if earlier { (report, &theirs) } else { (&theirs, report) };
                let repeats = repeats(&overlap, later, first);
                self.put_copy(number, other, earlier, repeats, &mut found)?;
            }
        }
        for (other, kind, outward) in store::declared(c, number, report, facts)? {
            let (words, kind) = match kind.as_str() {
                "copy_of" => ("it says that it repeats the other", CopyKind::DeclaredCopy),
                "translation" => (
                    "one names the address of the other as its translation",
                    CopyKind::DeclaredTranslation,
                ),
                _ => ("it says that it translates the other", CopyKind::DeclaredTranslation),
            };
            let symmetric = words.starts_with("one");
            let earlier = if symmetric { self.is_earlier(other, number)? } else { outward };
            let repeats = Repeats {
                of: String::new(),
                kind,
                score: 1.0,
                reason: words.to_owned(),
                spans: Vec::new(),
            };
            self.put_copy(number, other, earlier, repeats, &mut found)?;
        }
        Ok(found)
    }

    /// Whether one report is earlier than another: by publication, else by what never changes.
    pub(super) fn is_earlier(&self, a: i64, b: i64) -> Result<bool> {
        let moment = |n: i64| -> Result<(bool, Option<String>, String)> {
            let mut statement = self
                .connection
                .prepare_cached("SELECT moment, key FROM report WHERE number = ?1")?;
            Ok(statement.query_row([n], |row| {
                let moment: Option<String> = row.get(0)?;
                Ok((moment.is_none(), moment, row.get(1)?))
            })?)
        };
        Ok(moment(a)? < moment(b)?)
    }

    pub(super) fn put_copy(
        &mut self,
        number: i64,
        other: i64,
        other_is_earlier: bool,
        repeats: Repeats,
        found: &mut BTreeMap<i64, Repeats>,
    ) -> Result<()> {
        let (later, earlier) = if other_is_earlier { (number, other) } else { (other, number) };
        self.dirty.extend([later, earlier]);
        self.connection
            .prepare_cached(
                "INSERT INTO copy (report, of, kind, score, reason, spans)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (report, of) DO UPDATE SET kind = ?3, score = ?4, reason = ?5, spans = ?6",
            )?
            .execute(params![
                later,
                earlier,
                repeats.kind.code(),
                repeats.score,
                repeats.reason,
                serde_json::to_string(&repeats.spans)?,
            ])?;
        found.insert(other, repeats);
        Ok(())
    }
}

/// How a later text repeats an earlier, in words.
fn repeats(overlap: &Overlap, later: &Report, first: &Report) -> Repeats {
    let percent = |share: f64| (share * 100.0).round();
    let unknown = later.published.is_none() || first.published.is_none();
    let mut reason = match overlap.kind {
        CopyKind::Reprint => {
            format!("{} % of its words stand in the other", percent(overlap.of_later))
        }
        CopyKind::Truncation => {
            format!(
                "a shorter form: {} % of its words stand in the other",
                percent(overlap.of_later)
            )
        }
        CopyKind::Extension => {
            format!("it has {} % of the words of the other, and more", percent(overlap.of_earlier))
        }
        _ => format!("a passage of {} words stands in the other", overlap.words),
    };
    let kind = match (&later.forwarded_from, overlap.kind) {
        (Some(from), CopyKind::Reprint | CopyKind::Truncation) => {
            reason = format!("forwarded from {from}; {reason}");
            CopyKind::Forward
        }
        (_, kind) => kind,
    };
    if unknown {
        reason.push_str("; which is the earlier is not known");
    }
    Repeats {
        of: String::new(),
        kind,
        score: overlap.of_later.max(overlap.jaccard),
        reason,
        spans: overlap.spans.clone(),
    }
}

/// Whether two tellings stand at one place of a text and its copy: the same words, or, in a
/// translation, about the same place and a type that goes with the other.
pub(super) fn aligned(a: &Stored, b: &Stored, repeats: &Repeats) -> bool {
    let (x, y) = (&a.telling, &b.telling);
    if x.language == y.language && !matches!(repeats.kind, CopyKind::DeclaredCopy) {
        let words = |t: &Telling| -> BTreeSet<String> {
            t.mentions.iter().map(|m| fold(&m.text)).collect()
        };
        let shared = x.terms.iter().filter(|t| y.terms.binary_search(t).is_ok()).count();
        let least = x.terms.len().min(y.terms.len());
        return !words(x).is_disjoint(&words(y)) && shared * 10 >= least * 7 && x.kind == y.kind;
    }
    let order = |t: &Telling| t.event.get(1..).and_then(|n| n.parse::<i32>().ok()).unwrap_or(0);
    let near = (order(x) - order(y)).abs() <= 1;
    same_event::types_alike(&x.kind, &y.kind) && (near || (x.headline && y.headline))
}
