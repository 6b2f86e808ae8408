//! Feeds watched: what is new in them, again and again, without asking too much.
//!
//! What was seen, and when each feed is to be asked next, is kept in a [`State`], which the
//! caller saves: a watch that was ended goes on where it was.

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};
use std::thread;

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
    /// Entries that were seen, by a hash, with what tells their version and what became of
    /// it, and the last day that they were seen on.
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
    /// How many sites are asked at the same time, at most.
    pub sites: usize,
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

/// How many times the page of an entry is asked for before its summary is taken.
const TRIES: u32 = 3;

/// What is called for each event, with the state as it is then, so that it can be saved;
/// `Break` ends the round.
pub type Happens<'h> = dyn FnMut(&State, Event) -> ControlFlow<()> + Send + 'h;

/// Asks the feeds that are due, and hands over what is new. `now` is in seconds since 1970.
/// Several sites are asked at the same time, each by one thread: what comes of one site comes
/// in its order.
pub fn round(
    feeds: &[String],
    state: &mut State,
    fetcher: &Fetcher,
    watching: &Watching,
    now: i64,
    happens: &mut Happens,
) -> ControlFlow<()> {
    let mut sites: Vec<(String, Vec<&str>)> = Vec::new();
    for url in feeds {
        let seen = state.feeds.get(url);
        if seen.is_some_and(|s| s.gone || s.next > now) {
            continue;
        }
        let asked = seen.and_then(|s| s.moved_to.as_deref()).unwrap_or(url);
        let host = address::host(asked).unwrap_or_default();
        match sites.iter_mut().find(|(h, _)| *h == host) {
            Some((_, of_host)) => of_host.push(url),
            None => sites.push((host, vec![url])),
        }
    }
    let threads = watching.sites.clamp(1, sites.len().max(1));
    let round = Round {
        shared: Mutex::new(Shared {
            state: &mut *state,
            happens,
            begun: HashSet::new(),
            ended: false,
        }),
        fetcher,
        watching,
        now,
        today: day(now),
    };
    let sites = Mutex::new(sites.into_iter());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let site = sites.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((_, feeds)) = site else { return };
                    if feeds.iter().any(|url| round.ask(url).is_break()) {
                        return;
                    }
                }
            });
        }
    });
    let ended = round.shared.into_inner().unwrap_or_else(PoisonError::into_inner).ended;
    let forgotten = day(now - FORGOTTEN * 86_400);
    state.entries.retain(|_, (_, seen)| *seen >= forgotten);
    if ended { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// The day of a moment in seconds since 1970.
fn day(at: i64) -> String {
    let at = jiff::Timestamp::from_second(at).unwrap_or_default();
    at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

/// What the threads of a round share.
struct Round<'r, 'h> {
    shared: Mutex<Shared<'r, 'h>>,
    fetcher: &'r Fetcher,
    watching: &'r Watching,
    now: i64,
    today: String,
}

struct Shared<'r, 'h> {
    state: &'r mut State,
    happens: &'r mut Happens<'h>,
    /// The entries that were begun in this round: each is asked for once in it.
    begun: HashSet<String>,
    /// Whether the caller has ended the round.
    ended: bool,
}

impl Round<'_, '_> {
    /// Begins with an entry, unless another feed has it too and is at it. `judge` is given what
    /// is known of it, and tells whether there is something to do.
    fn begin<T>(
        &self,
        key: &str,
        judge: impl FnOnce(&mut State, Option<&str>) -> Option<T>,
    ) -> Option<T> {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.begun.contains(key) {
            return None;
        }
        let before = shared.state.entries.get(key).map(|(before, _)| before.clone());
        let begun = judge(shared.state, before.as_deref());
        if begun.is_some() {
            shared.begun.insert(key.to_owned());
        }
        begun
    }

    fn shared<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(self.shared.lock().unwrap_or_else(PoisonError::into_inner).state)
    }

    /// Changes the state and tells the caller what has happened.
    fn tell(&self, change: impl FnOnce(&mut State) -> Event) -> ControlFlow<()> {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.ended {
            return ControlFlow::Break(());
        }
        let event = change(shared.state);
        let Shared { state, happens, ended, .. } = &mut *shared;
        let flow = happens(state, event);
        *ended = flow.is_break();
        flow
    }

    fn fail(&self, url: &str, error: &FetchError) -> ControlFlow<()> {
        self.tell(|state| {
            let seen = state.feeds.entry(url.to_owned()).or_default();
            failed(seen, url, error, self.watching, self.now)
        })
    }

    /// Asks a feed.
    fn ask(&self, url: &str) -> ControlFlow<()> {
        let seen = self.shared(|state| state.feeds.get(url).cloned()).unwrap_or_default();
        let had = Had { etag: seen.etag.as_deref(), last_modified: seen.last_modified.as_deref() };
        let asked = seen.moved_to.as_deref().unwrap_or(url);
        let fetched = match self.fetcher.get_as_robot(asked, had) {
            Ok(fetched) => fetched,
            Err(error) => return self.fail(url, &error),
        };
        let unchanged = fetched.unchanged;
        let mut next = Seen {
            title: seen.title,
            etag: fetched.etag.or(seen.etag.filter(|_| unchanged)),
            last_modified: fetched.last_modified.or(seen.last_modified.filter(|_| unchanged)),
            moved_to: if fetched.moved { Some(fetched.url.clone()) } else { seen.moved_to },
            next: self.now + self.watching.every,
            failures: 0,
            gone: false,
        };
        let mut counts = Counts::default();
        if !unchanged {
            let base = Some(fetched.url.as_str());
            let content_type = fetched.content_type.as_deref();
            let feed = feed::parse(&fetched.body, content_type, base, Some(&self.today));
            if feed.entries.is_empty() && feed.title.is_none() {
                return self.fail(url, &FetchError::Failed("it is not a feed".into()));
            }
            // The oldest first, as they came.
            for entry in feed.entries.iter().rev() {
                self.entry(url, entry, &feed, &mut counts)?;
            }
            next.title = feed.title.or(next.title);
        }
        if counts.later > 0 {
            // The feed has to be seen again, whether it has changed or not.
            (next.etag, next.last_modified) = (None, None);
        }
        let title = next.title.clone().unwrap_or_else(|| url.to_owned());
        self.tell(|state| {
            state.feeds.insert(url.to_owned(), next);
            Event::Asked { feed: title, new: counts.new, left: counts.left }
        })
    }

    /// Hands an entry over, if it is new.
    fn entry(&self, url: &str, entry: &Entry, feed: &Feed, counts: &mut Counts) -> ControlFlow<()> {
        let (key, version) = key_of(url, entry);
        let set = |state: &mut State, version: &str, note: &str| {
            let value = (format!("{version}{note}"), self.today.clone());
            state.entries.insert(key.clone(), value);
        };
        let begun = self.begin(&key, |state, before| {
            let note = before.and_then(|b| b.strip_prefix(&version));
            let tries: u32 = match note.map(|n| (n, n.strip_prefix(LATER))) {
                None => 0,
                Some((_, Some(tries))) => tries.parse().unwrap_or(0),
                Some((note, None)) => {
                    set(state, &version, note);
                    return None;
                }
            };
            // Until it is handed over it is to come: the state may be saved at any moment.
            set(state, &version, &format!("{LATER}{tries}"));
            Some((tries, before.map(str::to_owned)))
        });
        let Some((tries, before)) = begun else { return ControlFlow::Continue(()) };
        let (report, problem) = taken(entry, feed, self.fetcher, self.watching, &self.today);
        if let Some(NoPage { url, why, later }) = problem {
            if later && tries + 1 < TRIES {
                counts.later += 1;
                return self.tell(|state| {
                    set(state, &version, &format!("{LATER}{}", tries + 1));
                    Event::NoPage { url, why }
                });
            }
            self.tell(|_| Event::NoPage { url, why })?;
        }
        let Some((report, language)) = report else {
            self.shared(|state| set(state, &version, ""));
            return ControlFlow::Continue(());
        };
        // Feeds differ in what they say of an entry, and say that it was updated where its
        // text is as it was.
        let id = format!("{ID}{}", report.id);
        let again = before.is_some_and(|b| b.ends_with(&id));
        if again || !self.watching.filter.wants(&report, language.as_deref()) {
            counts.left += usize::from(!again);
            self.shared(|state| set(state, &version, &id));
            return ControlFlow::Continue(());
        }
        counts.new += 1;
        self.tell(|state| {
            set(state, &version, &id);
            Event::New(Box::new(report))
        })
    }
}

/// What stands between the version of an entry and how many times its page was asked for.
const LATER: &str = " later ";

/// What stands between the version of an entry and the id of its report.
const ID: &str = " id ";

#[derive(Default)]
struct Counts {
    new: usize,
    left: usize,
    /// How many have a page that is asked for again.
    later: usize,
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

/// A page that could not be fetched, and whether it is worth another try.
struct NoPage {
    url: String,
    why: String,
    later: bool,
}

fn is_passing(error: &FetchError) -> bool {
    match error {
        FetchError::TooSlow(_) | FetchError::Failed(_) => true,
        FetchError::Status { status, .. } => *status >= 500 || *status == 429,
        _ => false,
    }
}

/// The report of an entry: of its page, if the feed has no full text, else as it stands.
fn taken(
    entry: &Entry,
    feed: &Feed,
    fetcher: &Fetcher,
    watching: &Watching,
    today: &str,
) -> (Taken, Option<NoPage>) {
    let mut problem = None;
    if let Some(url) = entry.url.as_ref().filter(|_| watching.pages && !entry.is_whole) {
        let page = fetcher.get_as_robot(url, Had::default());
        let page = page.map_err(|e| (e.to_string(), is_passing(&e))).and_then(|fetched| {
            let known = Known { url: Some(fetched.url.clone()), ..Known::default() };
            let decoded = html::charset::decode(&fetched.body, fetched.content_type.as_deref());
            html::report(&decoded.text, known, Some(today)).map_err(|e| (e.to_string(), false))
        });
        match page {
            Ok(mut page) => {
                entry.complete(&mut page.report, feed);
                name(&mut page.report);
                let language = page.language.or_else(|| feed.language.clone());
                return (Some((page.report, language)), None);
            }
            Err((why, later)) => problem = Some(NoPage { url: url.clone(), why, later }),
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
