//! What the specification tells of a result, and how well a value is that.

use serde_json::Value as Json;

use super::days::{day_number, days, season, week};
use super::{Match, Model, Told};

/// What should be found.
#[derive(Debug)]
pub(super) enum Wanted {
    Date(Vec<Alternative>),
    Number(f64),
    Range(Option<f64>, Option<f64>),
}

/// One of the values that a date may have.
#[derive(Debug)]
pub(super) struct Alternative {
    timex: String,
    part: Option<String>,
    /// The first day, and the one behind the last; of a single day both are told by it.
    start: Option<String>,
    end: Option<String>,
    day: bool,
}

/// What is wanted of a result; none if it is out of scope.
pub(super) fn wanted(
    model: Model,
    result: &Json,
    words: &str,
    reference: Option<&str>,
) -> Option<Wanted> {
    let value = result["Resolution"]["value"].as_str().unwrap_or_default();
    match model {
        Model::Numbers => {
            let kind = result["Resolution"]["subtype"].as_str();
            if !matches!(kind, None | Some("integer" | "decimal")) {
                return None;
            }
            let n: f64 = value.replace(',', ".").parse().ok()?;
            (n >= 0.0 && !n.is_sign_negative()).then_some(Wanted::Number(n))
        }
        Model::Ranges => {
            let inner = value.get(1..value.len().checked_sub(1)?)?;
            let (low, high) = inner.split_once(',')?;
            let bound = |s: &str| -> Option<Option<f64>> {
                if s.is_empty() {
                    return Some(None);
                }
                let n: f64 = s.parse().ok()?;
                (n >= 0.0 && n.fract() == 0.0).then_some(Some(n))
            };
            let (low, high) = (bound(low)?, bound(high)?);
            let low = low.map(|n| if value.starts_with('(') { n + 1.0 } else { n });
            // Of a range with two ends the specification leaves out the upper one, which
            // words such as *between* and *to* do not tell.
            let open = value.ends_with(')') && value.starts_with('(') || low.is_none();
            let high = high.map(|n| if value.ends_with(')') && open { n - 1.0 } else { n });
            Some(Wanted::Range(low, high))
        }
        Model::Dates => {
            let kind = result["TypeName"].as_str()?;
            if !matches!(kind, "datetimeV2.date" | "datetimeV2.daterange") {
                return None;
            }
            let values = result["Resolution"]["values"].as_array()?;
            let alternatives: Vec<Alternative> =
                values.iter().filter_map(|v| alternative(v, words, reference)).collect();
            (!alternatives.is_empty()).then_some(Wanted::Date(alternatives))
        }
    }
}

pub(super) fn alternative(
    value: &Json,
    words: &str,
    reference: Option<&str>,
) -> Option<Alternative> {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let timex = text("timex")?;
    // The specification itself tells that these cannot be known.
    if timex == "PRESENT_REF" || value["Mod"] == "ref_undef" {
        return None;
    }
    let year = timex.get(..4).filter(|y| y.bytes().all(|b| b.is_ascii_digit()));
    let without_year = reference.is_none() && digits_after_year(&timex);
    let told = reference.is_some()
        || without_year
        || timex.starts_with('(') && years(&timex).iter().all(|y| words.contains(y))
        || year.is_some_and(|y| words.contains(y));
    let day = text("value").filter(|v| v != "not resolved");
    let (start, end) = (text("start"), text("end"));
    let season = timex.ends_with(['P', 'U', 'A', 'I']) && season(&timex).is_some();
    let resolved = day.is_some() || start.is_some() || end.is_some() || season;
    if !told || !resolved {
        return None;
    }
    let is_day = day.is_some();
    let part = text("Mod");
    Some(Alternative { timex, part, start: day.clone().or(start), end: day.or(end), day: is_day })
}

/// `XXXX-05` and `XXXX-05-29`: what is known without a day of reference.
pub(super) fn digits_after_year(timex: &str) -> bool {
    let rest = timex.strip_prefix("XXXX-").unwrap_or_default();
    matches!(rest.len(), 2 | 5) && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

/// The years of a range in brackets, which must all be told in digits.
pub(super) fn years(timex: &str) -> Vec<&str> {
    let inner = timex.trim_matches(['(', ')']);
    inner.split(',').filter(|part| !part.starts_with('P')).filter_map(|p| p.get(..4)).collect()
}

impl Wanted {
    pub(super) fn compared(&self, found: &Told, words: &str, reference: Option<&str>) -> Match {
        let right = |same: bool| if same { Match::Strict } else { Match::Words };
        match (self, found) {
            (Wanted::Number(n), Told::Number(m)) => right((n - m).abs() <= 1e-9 * n.abs()),
            (Wanted::Range(low, high), Told::Range(a, b)) => right(low == a && high == b),
            (Wanted::Date(alternatives), Told::Date(Some(value), part)) => alternatives
                .iter()
                .map(|a| a.compared(value, *part, words, reference))
                .max()
                .unwrap_or(Match::Words),
            _ => Match::Words,
        }
    }
}

impl Alternative {
    fn compared(
        &self,
        value: &str,
        part: Option<&str>,
        words: &str,
        reference: Option<&str>,
    ) -> Match {
        // One of two days, of which one is told there.
        if let Some(both) = value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
            let best = both.split(',').map(|v| self.compared(v, part, words, reference)).max();
            return best.map_or(Match::Words, |m| m.min(Match::AsExact));
        }
        if self.within_a_day(value) {
            return Match::AsExact;
        }
        let value = value.replace('~', "");
        let wanted = self.part.as_deref().filter(|p| matches!(*p, "start" | "mid" | "end"));
        let written =
            season(&self.timex).or_else(|| week(&self.timex)).unwrap_or_else(|| self.timex.clone());
        let open = matches!(
            self.part.as_deref(),
            Some("since" | "until" | "before" | "after" | "more" | "less")
        );
        if !open && written == value && (wanted.is_none() || wanted == part) {
            return Match::Strict;
        }
        if reference.is_none() && self.open_without_year(&value) {
            return Match::Strict;
        }
        let Some((first, last, last_begins)) = days(&value) else { return Match::Words };
        let at = |day: &Option<String>| day.as_deref().and_then(day_number);
        let (start, end) = (at(&self.start), at(&self.end));
        let same = if self.day {
            (first, last) == (start, start)
        } else {
            let start_same = start == first
                || self.part.as_deref() == Some("after") && start == first.map(|d| d - 1);
            // The day behind the last, or where the last year, month or day begins.
            let end_same = end == last.map(|d| d + 1)
                || end.is_some() && end == last_begins
                || self.part.as_deref() == Some("until") && end == last;
            start_same && end_same
        };
        if same {
            return Match::Strict;
        }
        // As exact as the words: *three months ago* tells a month, the past two years are
        // years; and this week, month or year goes on until the day of reference.
        let lower = words.to_lowercase();
        let long = LONG_UNITS
            .iter()
            .any(|u| lower.split(|c: char| !c.is_alphabetic()).any(|word| word == *u));
        let within = |day: Option<i64>, value: &str| {
            days(value).is_some_and(|(f, l, _)| f <= day && day <= l && day.is_some())
        };
        let (from, to) = value.split_once('/').unwrap_or((&value, &value));
        // A part of a month or year is told beside the value.
        let named = self.part.as_deref().map_or("", |p| p.rsplit('-').next().unwrap_or(p));
        if part == Some(named) && named != "approx" {
            let bounds = (start.is_none() || within(start, from))
                && (end.is_none() || within(end.map(|e| e - 1), to));
            if bounds && (start.is_some() || end.is_some()) {
                return Match::AsExact;
            }
        }
        let in_unit = long && from.len() < "2014-05-01".len();
        if in_unit && self.day && within(start, &value) {
            return Match::AsExact;
        }
        if in_unit && !self.day && within(start, from) && within(end, to) {
            return Match::AsExact;
        }
        let published = reference.and_then(|r| r.get(..10)).and_then(day_number);
        let whole = start.zip(end).is_some_and(|(s, e)| {
            (Some(s), Some(e - 1)) == (first, published.max(last))
                || (Some(s), last) == (first, published)
                || (first, Some(e - 1)) == (published, last)
        });
        if whole && !self.day && published.is_some_and(|p| Some(p) == first || Some(p) == last) {
            return Match::AsExact;
        }
        Match::Words
    }
}

impl Alternative {
    /// Whether the value tells that it may be a day off, as one by the moon, and it is that day
    /// or the one beside it.
    fn within_a_day(&self, value: &str) -> bool {
        let told = value.strip_suffix('~').filter(|v| v.len() == "2024-07-17".len());
        let days = told.and_then(day_number).zip(self.start.as_deref().and_then(day_number));
        self.day && days.is_some_and(|(a, b)| (a - b).abs() <= 1)
    }

    /// Whether it is open and the value the same, where neither tells a year: both are put
    /// into one year.
    fn open_without_year(&self, value: &str) -> bool {
        let known = |text: &str| text.replacen("XXXX", "2001", 1);
        let Some((first, last, _)) = days(&known(value)) else { return false };
        let Some((from, to, _)) = days(&known(&self.timex)) else { return false };
        let part = self.part.as_deref().unwrap_or_default();
        let open = value.contains("XXXX") && value.contains("..");
        let (word, _) = part.split_once('-').unwrap_or((part, ""));
        // *À partir du 7* is told there as *after the 7th*.
        open && match word {
            "since" => first == from,
            "after" => first == from || first == to.map(|d| d + 1),
            "until" => last == to,
            "before" => last == from.map(|d| d - 1) || last == to,
            _ => false,
        }
    }
}

/// Units whose numbers tell no day.
const LONG_UNITS: [&str; 15] = [
    "month",
    "months",
    "year",
    "years",
    "decade",
    "decades",
    "quarter",
    "quarters",
    "century",
    "mois",
    "an",
    "ans",
    "année",
    "années",
    "décennies",
];
