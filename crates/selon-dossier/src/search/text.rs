//! Reports by their words.

use rusqlite::{Connection, params};
use serde::Serialize;

use crate::store::ReportRow;
use crate::store::{Result, by_number, report_of};

/// A report that has the words, and some of them with what stands round.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// The report.
    #[serde(flatten)]
    pub report: ReportRow,
    /// Words of the report round the first that was searched for.
    pub passage: String,
}

/// What the full-text index is asked for: all of the words, in any order; what stands in
/// quotation marks in that order, `OR` between alternatives, a `*` at the end of a word for
/// all that begin so. None if there is no word.
pub(crate) fn match_expression(words: &str) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let normal = words.replace(['“', '”', '«', '»'], "\"");
    for (n, piece) in normal.split('"').enumerate() {
        if n % 2 == 1 {
            let phrase = piece.split_whitespace().collect::<Vec<_>>().join(" ");
            if phrase.chars().any(char::is_alphanumeric) {
                parts.push(format!("\"{phrase}\""));
            }
            continue;
        }
        for word in piece.split_whitespace() {
            if word == "OR" {
                parts.push(word.to_owned());
                continue;
            }
            let star = word.ends_with('*');
            let bare = word.trim_end_matches('*');
            if bare.chars().any(char::is_alphanumeric) {
                parts.push(format!("\"{bare}\"{}", if star { "*" } else { "" }));
            }
        }
    }
    while parts.last().is_some_and(|p| p == "OR") {
        parts.pop();
    }
    while parts.first().is_some_and(|p| p == "OR") {
        parts.remove(0);
    }
    parts.dedup_by(|a, b| a == "OR" && b == "OR");
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The reports that have the words, those that fit best first.
pub(crate) fn search(connection: &Connection, words: &str, limit: u32) -> Result<Vec<Hit>> {
    let Some(expression) = match_expression(words) else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT rowid FROM report_text WHERE report_text MATCH ?1
         ORDER BY bm25(report_text, 4.0, 1.0), rowid LIMIT ?2",
    )?;
    let numbers: Vec<i64> = statement
        .query_map(params![expression, limit], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut hits = Vec::new();
    for number in numbers {
        let text = report_of(connection, number)?.map(|r| r.text).unwrap_or_default();
        hits.push(Hit { report: by_number(connection, number)?, passage: passage(&text, words) });
    }
    Ok(hits)
}

/// How many characters are shown before and after the word.
const ROUND: usize = 70;

/// Words of a text round the first that was searched for.
fn passage(text: &str, words: &str) -> String {
    use selon_gazetteer::fold::fold;
    let wanted: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .map(fold)
        .filter(|w| w.len() > 1 && w != "or")
        .collect();
    let mut start = None;
    let mut word = String::new();
    let mut at = 0;
    for (byte, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            if word.is_empty() {
                at = byte;
            }
            word.push(c);
        } else if !word.is_empty() {
            let folded = fold(&word);
            if wanted.iter().any(|w| folded.starts_with(w.as_str())) {
                start = Some(at);
                break;
            }
            word.clear();
        }
    }
    let at = start.unwrap_or(0);
    let from = text[..at].char_indices().rev().nth(ROUND).map_or(0, |(byte, _)| byte);
    let to = text[at..].char_indices().nth(ROUND).map_or(text.len(), |(byte, _)| at + byte);
    let mut passage = text[from..to].split_whitespace().collect::<Vec<_>>().join(" ");
    if from > 0 {
        passage.insert(0, '…');
    }
    if to < text.len() {
        passage.push('…');
    }
    passage
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_never_break_the_index() {
        let table = [
            ("trêve Alep", Some("\"trêve\" \"Alep\"")),
            ("« camp français »", Some("\"camp français\"")),
            ("embusc*", Some("\"embusc\"*")),
            ("Harem OR Harim", Some("\"Harem\" OR \"Harim\"")),
            ("OR", None),
            ("\"", None),
            ("- ( ) * :", None),
        ];
        for (words, expression) in table {
            assert_eq!(match_expression(words).as_deref(), expression, "{words}");
        }
    }

    #[test]
    fn passages() {
        let text =
            format!("{} Les miliciens ont pillé l’école. {}", "mot ".repeat(40), "fin ".repeat(40));
        let passage = passage(&text, "ecole");
        assert!(passage.contains("l’école") && passage.starts_with('…') && passage.ends_with('…'));
    }
}
