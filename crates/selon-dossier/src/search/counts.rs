//! How many events there are of each type, country, language and dispute.

use std::collections::HashMap;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde::Serialize;

use super::filter::{Filter, Wanted};
use crate::day::{Day, written};
use crate::store::Result;

/// How many events have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The value: a type, a country, a language, a kind of disagreement.
    pub value: String,
    /// How many events.
    pub events: u64,
}

/// What there is among events, to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// How many events.
    pub events: u64,
    /// How many have two certain origins or more.
    pub corroborated: u64,
    /// How many are in dispute.
    pub disagreeing: u64,
    /// By type, most first.
    pub types: Vec<Count>,
    /// By country, ISO 3166-1 alpha-2.
    pub countries: Vec<Count>,
    /// By the languages of reports; an event may be told in several.
    pub languages: Vec<Count>,
    /// By what is disputed; an event may be disputed over several things.
    pub disputes: Vec<Count>,
    /// The first day on which one may have happened.
    pub first_day: Option<String>,
    /// The last.
    pub last_day: Option<String>,
    /// How many have no day.
    pub without_day: u64,
    /// How many have no point on the map.
    pub without_point: u64,
}

/// Values that are counted: few different ones.
#[derive(Default)]
struct Tally(HashMap<String, u64>);

impl Tally {
    fn add(&mut self, value: &str) {
        match self.0.get_mut(value) {
            Some(count) => *count += 1,
            None => drop(self.0.insert(value.to_owned(), 1)),
        }
    }

    fn add_words(&mut self, words: &str) {
        for word in words.split_ascii_whitespace() {
            self.add(word);
        }
    }

    fn sorted(self) -> Vec<Count> {
        let mut counts: Vec<Count> =
            self.0.into_iter().map(|(value, events)| Count { value, events }).collect();
        counts.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.value.cmp(&b.value)));
        counts
    }
}

/// Counts the events that a filter lets through, whatever its limit.
pub(crate) fn counts(c: &Connection, filter: &Filter) -> Result<Counts> {
    let Some(wanted) = Wanted::of(filter) else { return Ok(Counts::default()) };
    let sql = format!(
        "SELECT kind, country, languages, disputes, from_day, to_day, lat, at_least FROM event \
         WHERE {}",
        wanted.sql()
    );
    let mut found = Counts::default();
    let (mut types, mut countries, mut languages, mut disputes) =
        (Tally::default(), Tally::default(), Tally::default(), Tally::default());
    let mut days: Option<(Day, Day)> = None;
    let mut statement = c.prepare_cached(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(wanted.values))?;
    while let Some(row) = rows.next()? {
        let text = |n: usize| match row.get_ref(n) {
            Ok(ValueRef::Text(bytes)) => std::str::from_utf8(bytes).unwrap_or_default(),
            _ => "",
        };
        found.events += 1;
        types.add(text(0));
        if !text(1).is_empty() {
            countries.add(text(1));
        }
        languages.add_words(text(2));
        let disputed = text(3);
        found.disagreeing += u64::from(!disputed.is_empty());
        disputes.add_words(disputed);
        match (row.get::<_, Option<Day>>(4)?, row.get::<_, Option<Day>>(5)?) {
            (Some(from), Some(to)) => {
                let (first, last) = days.unwrap_or((from, to));
                days = Some((first.min(from), last.max(to)));
            }
            _ => found.without_day += 1,
        }
        found.without_point += u64::from(row.get_ref(6)? == ValueRef::Null);
        found.corroborated += u64::from(row.get::<_, u32>(7)? > 1);
    }
    found.types = types.sorted();
    found.countries = countries.sorted();
    found.languages = languages.sorted();
    found.disputes = disputes.sorted();
    found.first_day = days.map(|d| written(d.0));
    found.last_day = days.map(|d| written(d.1));
    Ok(found)
}
