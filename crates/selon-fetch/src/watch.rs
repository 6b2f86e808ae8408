//! Feeds watched: what is new in them, again and again, without asking too much.
//!
//! What was seen, and when each feed is to be asked next, is kept in a [`State`], which the
//! caller saves: a watch that was ended goes on where it was.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use selon_intake::feed::{self, Entry, Feed};
use selon_intake::{Filter, Known, address, html};
use selon_model::Report;
use serde::{Deserialize, Serialize};

use crate::fetch::{FetchError, Fetcher, Had};

/// What a watch knows from before.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// What is known of each feed, by its address.
    #[serde(default)]
    pub feeds: BTreeMap<String, Seen>,
    /// Entries that were seen, by a hash, with what tells their version and the last day
    /// that they were seen on.
    #[serde(default)]
    entries: BTreeMap<String, (String, String)>,
}

/// What is known of a feed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// What it is called.
    #[serde(default)]
    pub title: Option<String>,
    /// What tells its versions apart.
    #[serde(default)]
    etag: Option<String>,
    #[serde(default)]
    last_modified: Option<String>,
    /// Where it has moved to for good.
    #[serde(default)]
    moved_to: Option<String>,
    /// When it is to be asked next, in seconds since 1970.
    #[serde(default)]
    pub next: i64,
    /// How many times it failed in a row.
    #[serde(default)]
    failures: u32,
    /// It says that it is gone for good.
    #[serde(default)]
    gone: bool,
}

/// How feeds are watched.
#[derive(Clone, Debug)]
pub struct Watching {
    /// Seconds between two times that a feed is asked.
    pub every: i64,
    /// Whether the pages of entries are fetched that have no full text.
    pub pages: bool,
    /// Which reports are wanted.
    pub filter: Filter,
}

/// What happens in a round.
#[derive(Debug)]
pub enum Event {
    /// Something came in.
    New(Box<Report>),
    /// An entry whose page could not be fetched; its summary came in, if it has one.
    NoPage {
        /// The address of the page.
        url: String,
        /// Why.
        why: String,
    },
    /// A feed was asked.
    Asked {
        /// What it is called, else its address.
        feed: String,
        /// How many came in.
        new: usize,
        /// How many were not wanted.
        left: usize,
    },
    /// A feed could not be asked.
    Failed {
        /// Its address.
        feed: String,
        /// Why.
        why: String,
        /// In how many seconds it is asked again; never, if it is gone.
        again: Option<i64>,
    },
}

/// The longest time until a feed that fails is asked again, in seconds.
const LONGEST: i64 = 24 * 3_600;

/// Entries that no feed has had for so many days are forgotten.
const FORGOTTEN: i64 = 60;

/// Asks the feeds that are due, and hands over what is new. `now` is in seconds since 1970.
/// `happens` is called for each event with the state as it is then, so that it can be saved;
/// `Break` ends the round.
pub fn round(
    feeds: &[String],
    state: &mut State,
    fetcher: &mut Fetcher,
    watching: &Watching,
    now: i64,
    happens: &mut dyn FnMut(&State, Event) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let day = |at: i64| {
        let at = jiff::Timestamp::from_second(at).unwrap_or_default();
        at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
    };
    let today = day(now);
    for url in feeds {
        let seen = state.feeds.get(url).cloned().unwrap_or_default();
        if seen.gone || seen.next > now {
            continue;
        }
        let had = Had { etag: seen.etag.as_deref(), last_modified: seen.last_modified.as_deref() };
        let asked = seen.moved_to.as_deref().unwrap_or(url);
        let fetched = match fetcher.get_as_robot(asked, had) {
            Ok(fetched) => fetched,
            Err(error) => {
                let event =
                    failed(state.feeds.entry(url.clone()).or_default(), url, &error, watching, now);
                happens(state, event)?;
                continue;
            }
        };
        let mut next = Seen {
            title: seen.title.clone(),
            etag: fetched.etag.clone().or_else(|| seen.etag.clone().filter(|_| fetched.unchanged)),
            last_modified: fetched
                .last_modified
                .clone()
                .or_else(|| seen.last_modified.clone().filter(|_| fetched.unchanged)),
            moved_to: if fetched.moved { Some(fetched.url.clone()) } else { seen.moved_to.clone() },
            next: now + watching.every,
            failures: 0,
            gone: false,
        };
        let (mut new, mut left) = (0, 0);
        if !fetched.unchanged {
            let base = Some(fetched.url.as_str());
            let feed =
                feed::parse(&fetched.body, fetched.content_type.as_deref(), base, Some(&today));
            if feed.entries.is_empty() && feed.title.is_none() {
                let error = FetchError::Failed("it is not a feed".into());
                let event =
                    failed(state.feeds.entry(url.clone()).or_default(), url, &error, watching, now);
                happens(state, event)?;
                continue;
            }
            next.title = feed.title.clone().or(next.title);
            // The oldest first, as they came.
            for entry in feed.entries.iter().rev() {
                let (key, version) = key_of(url, entry);
                let known = state.entries.insert(key, (version.clone(), today.clone()));
                if known.is_some_and(|(before, _)| before == version) {
                    continue;
                }
                let (report, problem) = taken(entry, &feed, fetcher, watching, &today);
                if let Some((url, why)) = problem {
                    happens(state, Event::NoPage { url, why })?;
                }
                match report {
                    Some((report, language))
                        if watching.filter.wants(&report, language.as_deref()) =>
                    {
                        new += 1;
                        happens(state, Event::New(Box::new(report)))?;
                    }
                    Some(_) => left += 1,
                    None => {}
                }
            }
        }
        let title = next.title.clone().unwrap_or_else(|| url.clone());
        state.feeds.insert(url.clone(), next);
        happens(state, Event::Asked { feed: title, new, left })?;
    }
    let forgotten = day(now - FORGOTTEN * 86_400);
    state.entries.retain(|_, (_, seen)| *seen >= forgotten);
    ControlFlow::Continue(())
}

fn failed(seen: &mut Seen, url: &str, error: &FetchError, watching: &Watching, now: i64) -> Event {
    seen.failures = seen.failures.saturating_add(1);
    let asked = match error {
        FetchError::Status { retry_after, .. } => retry_after.and_then(|r| i64::try_from(r).ok()),
        _ => None,
    };
    // Twice as long after each failure in a row.
    let back_off = watching.every.max(60).saturating_mul(1 << seen.failures.min(12));
    let again = back_off.max(asked.unwrap_or(0)).min(LONGEST);
    seen.gone = matches!(error, FetchError::Status { status: 410, .. });
    seen.next = now + again;
    Event::Failed {
        feed: url.to_owned(),
        why: error.to_string(),
        again: (!seen.gone).then_some(again),
    }
}

/// What an entry is known by, and what tells its version.
fn key_of(feed: &str, entry: &Entry) -> (String, String) {
    let key = match &entry.url {
        Some(url) => address::report_id(Some(url), ""),
        None => address::report_id(Some(feed), &entry.id),
    };
    let updated = entry.updated.as_ref().map(|u| u.finest()).unwrap_or_default();
    (key, updated.to_owned())
}

type Taken = Option<(Report, Option<String>)>;

/// The report of an entry: of its page, if the feed has no full text, else as it stands.
fn taken(
    entry: &Entry,
    feed: &Feed,
    fetcher: &mut Fetcher,
    watching: &Watching,
    today: &str,
) -> (Taken, Option<(String, String)>) {
    let mut problem = None;
    if let Some(url) = entry.url.as_ref().filter(|_| watching.pages && !entry.is_whole) {
        let page = fetcher.get_as_robot(url, Had::default()).map_err(|e| e.to_string());
        let page = page.and_then(|fetched| {
            let known = Known { url: Some(fetched.url.clone()), ..Known::default() };
            let decoded = html::charset::decode(&fetched.body, fetched.content_type.as_deref());
            html::report(&decoded.text, known, Some(today)).map_err(|e| e.to_string())
        });
        match page {
            Ok(mut page) => {
                entry.complete(&mut page.report, feed);
                name(&mut page.report);
                let language = page.language.or_else(|| feed.language.clone());
                return (Some((page.report, language)), None);
            }
            Err(why) => problem = Some((url.clone(), why)),
        }
    }
    if entry.text.trim().is_empty() {
        return (None, problem);
    }
    let mut report = entry.report(feed, &Known::default());
    name(&mut report);
    (Some((report, feed.language.clone())), problem)
}

fn name(report: &mut Report) {
    report.id = address::report_id(report.url.as_deref(), &report.text);
}
