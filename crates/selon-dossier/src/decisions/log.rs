//! The list of decisions.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use selon_model::Span;
use serde::{Deserialize, Serialize};

use crate::same_event::Constraint;
use crate::store::{DossierError, Result};
use crate::telling::Telling;

/// A telling, by what a re-reading does not change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ref {
    /// The key of its report.
    pub report: String,
    /// Its key, if the report is read as it was.
    pub telling: String,
    /// Where the words are that tell of it.
    pub spans: Vec<Span>,
    /// The first of these words.
    pub word: String,
}

impl Ref {
    /// What names a telling.
    pub fn of(telling: &Telling) -> Ref {
        Ref {
            report: telling.report_key.clone(),
            telling: telling.key.clone(),
            spans: telling.mentions.iter().map(|m| m.span).collect(),
            word: telling.mentions.first().map(|m| m.text.clone()).unwrap_or_default(),
        }
    }

    /// Whether it names this telling: the same key, or a word of it at the same place.
    pub fn names(&self, telling: &Telling) -> bool {
        self.report == telling.report_key
            && (self.telling == telling.key
                || telling.mentions.iter().any(|m| {
                    self.spans.iter().any(|s| s.start < m.span.end && m.span.start < s.end)
                }))
    }
}

/// Whether the user believes a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was checked.
    Confirmed,
    /// It is wrong, or wrongly read: it counts for nothing.
    Rejected,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum DecisionKind {
    /// Two events are one.
    Same {
        /// The tellings of the one.
        a: Vec<Ref>,
        /// The tellings of the other.
        b: Vec<Ref>,
    },
    /// Two events are not one.
    Different {
        /// The tellings of the one.
        a: Vec<Ref>,
        /// The tellings of the other.
        b: Vec<Ref>,
    },
    /// Whether two events are one was looked at and left open.
    Unsure {
        /// The tellings of the one.
        a: Vec<Ref>,
        /// The tellings of the other.
        b: Vec<Ref>,
    },
    /// A field of an event is to be this.
    Field {
        /// The tellings of the event.
        event: Vec<Ref>,
        /// `type`, `date`, `place`, `actor`, `target`.
        field: String,
        /// The value; of a place `NAME` or `NAME@LAT,LON`.
        value: String,
    },
    /// A note on an event.
    Note {
        /// The tellings of the event.
        event: Vec<Ref>,
        /// What was noted.
        text: String,
    },
    /// A claim was confirmed or rejected.
    Claim {
        /// The telling.
        telling: Ref,
        /// The part of the claim's key after that of the telling: `:2`, of a figure `#0`.
        claim: String,
        /// The words that it rests on, to find it again.
        words: String,
        /// Which.
        verdict: Verdict,
    },
}

impl DecisionKind {
    /// The name, as JSON has it.
    pub fn code(&self) -> &'static str {
        match self {
            DecisionKind::Same { .. } => "same",
            DecisionKind::Different { .. } => "different",
            DecisionKind::Unsure { .. } => "unsure",
            DecisionKind::Field { .. } => "field",
            DecisionKind::Note { .. } => "note",
            DecisionKind::Claim { .. } => "claim",
        }
    }

    /// All tellings that it names.
    pub fn refs(&self) -> Vec<&Ref> {
        match self {
            DecisionKind::Same { a, b }
            | DecisionKind::Different { a, b }
            | DecisionKind::Unsure { a, b } => a.iter().chain(b).collect(),
            DecisionKind::Field { event, .. } | DecisionKind::Note { event, .. } => {
                event.iter().collect()
            }
            DecisionKind::Claim { telling, .. } => vec![telling],
        }
    }
}

/// A decision with who made it and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Who.
    pub who: String,
    /// When, RFC 3339.
    pub made: String,
    /// What.
    #[serde(flatten)]
    pub kind: DecisionKind,
}

/// A decision with its number in the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Logged {
    /// Its number.
    pub number: i64,
    /// When it was undone.
    pub undone: Option<String>,
    /// The decision.
    #[serde(flatten)]
    pub decision: Decision,
}

/// Keeps a decision; gives its number, or none if it is there already.
pub(crate) fn insert(connection: &Connection, decision: &Decision) -> Result<Option<i64>> {
    let data = serde_json::to_string(&decision.kind)?;
    let known: bool = connection
        .prepare_cached("SELECT 1 FROM decision WHERE who = ?1 AND made = ?2 AND data = ?3")?
        .exists(params![decision.who, decision.made, data])?;
    if known {
        return Ok(None);
    }
    let number = connection
        .prepare_cached("INSERT INTO decision (kind, who, made, data) VALUES (?1, ?2, ?3, ?4)")?
        .insert(params![decision.kind.code(), decision.who, decision.made, data])?;
    let reports: BTreeSet<&str> = decision.kind.refs().iter().map(|r| r.report.as_str()).collect();
    for report in reports {
        connection
            .prepare_cached("INSERT INTO concerns (decision, report) VALUES (?1, ?2)")?
            .execute(params![number, report])?;
    }
    Ok(Some(number))
}

/// Takes a decision back; it stays in the list.
pub(crate) fn undo(connection: &Connection, number: i64, now: &str) -> Result<Logged> {
    let changed = connection
        .prepare_cached("UPDATE decision SET undone = ?2 WHERE number = ?1 AND undone IS NULL")?
        .execute(params![number, now])?;
    if changed == 0 {
        return Err(DossierError::Unknown(format!(
            "there is no decision {number} that is not undone; `selon decide list` shows all"
        )));
    }
    let found = query(connection, "WHERE number = ?1", params![number])?;
    found.into_iter().next().ok_or_else(|| rusqlite::Error::QueryReturnedNoRows.into())
}

/// All decisions, in the order in which they were made.
pub(crate) fn list(connection: &Connection) -> Result<Vec<Logged>> {
    query(connection, "ORDER BY number", params![])
}

/// The decisions in force, in the order in which they were made.
pub(crate) fn in_force(connection: &Connection) -> Result<Vec<Logged>> {
    query(connection, "WHERE undone IS NULL ORDER BY number", params![])
}

/// The decisions in force that concern reports of these keys.
pub(crate) fn active_for(connection: &Connection, reports: &BTreeSet<&str>) -> Result<Vec<Logged>> {
    let mut numbers: BTreeSet<i64> = BTreeSet::new();
    let mut statement = connection.prepare_cached(
        "SELECT c.decision FROM concerns c JOIN decision d ON d.number = c.decision
         WHERE c.report = ?1 AND d.undone IS NULL",
    )?;
    for report in reports {
        let mut rows = statement.query([report])?;
        while let Some(row) = rows.next()? {
            numbers.insert(row.get(0)?);
        }
    }
    let mut found = Vec::new();
    for number in numbers {
        found.extend(query(connection, "WHERE number = ?1", params![number])?);
    }
    Ok(found)
}

fn query(
    connection: &Connection,
    rest: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<Logged>> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT number, who, made, undone, data FROM decision {rest}"))?;
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let data: String = row.get(4)?;
        found.push(Logged {
            number: row.get(0)?,
            undone: row.get(3)?,
            decision: Decision {
                who: row.get(1)?,
                made: row.get(2)?,
                kind: serde_json::from_str(&data)?,
            },
        });
    }
    Ok(found)
}

/// What the decisions say of two tellings; the last word counts.
pub(crate) fn constraint(decisions: &[Logged], x: &Telling, y: &Telling) -> Option<Constraint> {
    decisions.iter().rev().find_map(|logged| {
        let (a, b, constraint) = match &logged.decision.kind {
            DecisionKind::Same { a, b } => (a, b, Constraint::Same),
            DecisionKind::Different { a, b } => (a, b, Constraint::Different),
            _ => return None,
        };
        let names = |refs: &[Ref], t: &Telling| refs.iter().any(|r| r.names(t));
        let between = (names(a, x) && names(b, y)) || (names(a, y) && names(b, x));
        // What is one event stays one within itself too.
        let within = constraint == Constraint::Same
            && ((names(a, x) && names(a, y)) || (names(b, x) && names(b, y)));
        (between || within).then_some(constraint)
    })
}
