//! Fetching an address, with bounds on redirects, size and time.

use std::collections::HashMap;
use std::io::{self, Read};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use selon_intake::address;
use thiserror::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use crate::range;
use crate::robots::Robots;

/// What fetching is bounded by.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    /// The time that one request may take, with its body.
    pub time: Duration,
    /// How many redirects are followed.
    pub redirects: usize,
    /// The size of what is fetched, in bytes, unpacked.
    pub size: usize,
    /// The time between two requests to one host, if it asks for no longer one.
    pub delay: Duration,
    /// Whether addresses of this computer and of local networks may be asked.
    pub allow_private: bool,
    /// Addresses that may be asked though they are not of the open internet.
    pub allowed: Vec<SocketAddr>,
    /// An address or a page where whoever fetches can be reached, for the user agent.
    pub contact: Option<String>,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds {
            time: Duration::from_secs(30),
            redirects: 5,
            size: 20_000_000,
            delay: Duration::from_secs(1),
            allow_private: false,
            allowed: Vec::new(),
            contact: None,
        }
    }
}

/// Why an address was not fetched.
#[derive(Debug, Error)]
pub enum FetchError {
    /// It is no address of the web.
    #[error("not an address of the web (http or https)")]
    NotWeb,
    /// It leads to this computer or a local network.
    #[error(
        "it leads to this computer or a local network; --allow-private fetches it all the same"
    )]
    Private,
    /// It redirects again and again.
    #[error("it redirects more than {0} times")]
    Redirects(usize),
    /// It is larger than what is fetched.
    #[error("it is larger than {} MB", .0 / 1_000_000)]
    TooLarge(usize),
    /// There was no answer in time.
    #[error("no whole answer within {} seconds", .0.as_secs())]
    TooSlow(Duration),
    /// The server answered with something else than the page.
    #[error("the server answered {status}")]
    Status {
        /// The status of HTTP.
        status: u16,
        /// How many seconds it asks to wait.
        retry_after: Option<u64>,
    },
    /// The site asks robots not to fetch it.
    #[error("the site asks robots not to fetch it (robots.txt)")]
    Robots,
    /// Anything else: no such host, a broken connection.
    #[error("{0}")]
    Failed(String),
}

/// What was fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// The address that it was found at, behind all redirects.
    pub url: String,
    /// Whether it is what the caller has already.
    pub unchanged: bool,
    /// Whether the first redirect was a lasting one.
    pub moved: bool,
    /// What the server says that it is.
    pub content_type: Option<String>,
    /// What tells versions of it apart.
    pub etag: Option<String>,
    /// When it was changed, as the server says it.
    pub last_modified: Option<String>,
    /// The bytes.
    pub body: Vec<u8>,
}

/// What is had of an address already.
#[derive(Clone, Copy, Debug, Default)]
pub struct Had<'h> {
    /// Its [`Fetched::etag`].
    pub etag: Option<&'h str>,
    /// Its [`Fetched::last_modified`].
    pub last_modified: Option<&'h str>,
}

/// The name by which it is known to sites.
pub const ROBOT: &str = "selon";

/// What a site asks of robots is asked anew after so long; sooner where it could not say.
const ROBOTS_HOLD: Duration = Duration::from_secs(24 * 3_600);
const NOTHING_HOLDS: Duration = Duration::from_secs(3_600);

/// Fetches addresses; remembers what sites ask of robots and when it last asked them. Several
/// threads may share one: a host has one request at a time all the same.
pub struct Fetcher {
    agent: Agent,
    bounds: Bounds,
    /// What sites ask of robots, and until when that holds.
    robots: Mutex<HashMap<String, (Robots, Instant)>>,
    /// When hosts were last asked; who holds one asks it.
    hosts: Mutex<HashMap<String, Arc<Mutex<Option<Instant>>>>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Fetcher {
    /// One that keeps to these bounds.
    pub fn new(bounds: Bounds) -> Fetcher {
        let contact = bounds.contact.as_ref().map(|c| format!("; {c}")).unwrap_or_default();
        let version = env!("CARGO_PKG_VERSION");
        let config = Agent::config_builder()
            .user_agent(format!("{ROBOT}/{version} (reads news reports of conflict{contact})"))
            .accept("text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5")
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy would look addresses up itself: what they lead to could not be judged.
            .proxy(None)
            .max_response_header_size(64 * 1024)
            .timeout_connect(Some(bounds.time.min(Duration::from_secs(10))))
            .timeout_global(Some(bounds.time))
            .build();
        let resolver = Guarded {
            inner: DefaultResolver::default(),
            allow_private: bounds.allow_private,
            allowed: bounds.allowed.clone(),
        };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Fetcher { agent, bounds, robots: Mutex::default(), hosts: Mutex::default() }
    }

    /// Fetches an address, which the user named.
    ///
    /// # Errors
    ///
    /// [`FetchError`]; any answer but 200 and 304 is one.
    pub fn get(&self, url: &str, had: Had) -> Result<Fetched, FetchError> {
        self.follow(url, had, false)
    }

    /// Fetches an address, if its site does not ask robots not to.
    ///
    /// # Errors
    ///
    /// As [`get`](Fetcher::get), and [`FetchError::Robots`].
    pub fn get_as_robot(&self, url: &str, had: Had) -> Result<Fetched, FetchError> {
        self.follow(url, had, true)
    }

    fn follow(&self, url: &str, had: Had, robot: bool) -> Result<Fetched, FetchError> {
        let mut url = escaped(url.split('#').next().unwrap_or_default().trim());
        let mut moved = false;
        for hop in 0..=self.bounds.redirects {
            let (site, path) = site_and_path(&url).ok_or(FetchError::NotWeb)?;
            if robot {
                self.ask_robots(&site, &path)?;
            }
            let host = self.host(&site);
            let mut asked = locked(&host);
            self.wait(&site, &mut asked);
            let mut request = self.agent.get(&url);
            if let Some(etag) = had.etag {
                request = request.header("If-None-Match", etag);
            }
            if let Some(day) = had.last_modified {
                request = request.header("If-Modified-Since", day);
            }
            let mut response = request.call().map_err(|e| self.error(e))?;
            let header = |name: &str| {
                let value = response.headers().get(name)?.to_str().ok()?.trim();
                (!value.is_empty()).then(|| value.to_owned())
            };
            let status = response.status().as_u16();
            match status {
                301 | 302 | 303 | 307 | 308 => {
                    let to = header("location").and_then(|l| address::resolve(Some(&url), &l));
                    moved |= hop == 0 && matches!(status, 301 | 308);
                    url = escaped(&to.ok_or(FetchError::NotWeb)?);
                }
                200 | 304 => {
                    let (content_type, etag) = (header("content-type"), header("etag"));
                    let last_modified = header("last-modified");
                    let body = if status == 304 { vec![] } else { self.body(&mut response)? };
                    let unchanged = status == 304;
                    return Ok(Fetched {
                        url,
                        unchanged,
                        moved,
                        content_type,
                        etag,
                        last_modified,
                        body,
                    });
                }
                _ => {
                    let retry_after = header("retry-after").and_then(|r| r.parse().ok());
                    return Err(FetchError::Status { status, retry_after });
                }
            }
        }
        Err(FetchError::Redirects(self.bounds.redirects))
    }

    fn body(&self, response: &mut ureq::http::Response<ureq::Body>) -> Result<Vec<u8>, FetchError> {
        let most = self.bounds.size as u64;
        let mut body = Vec::new();
        let reader = response.body_mut().with_config().limit(most.saturating_add(2)).reader();
        let read = reader.take(most + 1).read_to_end(&mut body);
        if body.len() as u64 > most {
            return Err(FetchError::TooLarge(self.bounds.size));
        }
        read.map_err(|e| self.io_error(&e))?;
        Ok(body)
    }

    fn error(&self, error: Error) -> FetchError {
        match error {
            Error::Timeout(_) => FetchError::TooSlow(self.bounds.time),
            Error::Io(error) => self.io_error(&error),
            Error::HostNotFound => FetchError::Failed("there is no such host".into()),
            Error::BadUri(_) => FetchError::NotWeb,
            error => FetchError::Failed(error.to_string()),
        }
    }

    fn io_error(&self, error: &io::Error) -> FetchError {
        let inner = error.get_ref();
        let timeout = inner.and_then(|e| e.downcast_ref::<Error>());
        if inner.is_some_and(|e| e.is::<LeadsInside>()) {
            FetchError::Private
        } else if matches!(timeout, Some(Error::Timeout(_)))
            || error.kind() == io::ErrorKind::TimedOut
        {
            FetchError::TooSlow(self.bounds.time)
        } else {
            FetchError::Failed(error.to_string())
        }
    }

    fn host(&self, site: &str) -> Arc<Mutex<Option<Instant>>> {
        let host = address::host(site).unwrap_or_default();
        locked(&self.hosts).entry(host).or_default().clone()
    }

    /// Waits until the host of a site may be asked again.
    fn wait(&self, site: &str, asked: &mut Option<Instant>) {
        let delay = locked(&self.robots).get(site).and_then(|(r, _)| r.delay);
        let delay = Duration::from_secs_f64(delay.unwrap_or(0.0).clamp(0.0, 60.0));
        if let Some(last) = asked {
            thread::sleep(self.bounds.delay.max(delay).saturating_sub(last.elapsed()));
        }
        *asked = Some(Instant::now());
    }

    fn ask_robots(&self, site: &str, path: &str) -> Result<(), FetchError> {
        let holds = |(_, until): &(Robots, Instant)| *until > Instant::now();
        if !locked(&self.robots).get(site).is_some_and(holds) {
            let robots = match self.follow(&format!("{site}/robots.txt"), Had::default(), false) {
                Ok(fetched) => Robots::parse(&fetched.body, ROBOT),
                // There is none: all is allowed.
                Err(FetchError::Status { status: 400..=499, .. }) => Robots::default(),
                Err(error @ (FetchError::Private | FetchError::NotWeb)) => return Err(error),
                Err(FetchError::Status { .. }) => Robots::nothing(),
                Err(FetchError::Redirects(_) | FetchError::TooLarge(_)) => Robots::default(),
                Err(error) => return Err(error),
            };
            let nothing = robots == Robots::nothing();
            let until = Instant::now() + if nothing { NOTHING_HOLDS } else { ROBOTS_HOLD };
            locked(&self.robots).insert(site.to_owned(), (robots, until));
        }
        let allowed = locked(&self.robots).get(site).is_none_or(|(r, _)| r.allow(path));
        if allowed { Ok(()) } else { Err(FetchError::Robots) }
    }
}

/// `https://host:port` and `/path?query` of an address.
fn site_and_path(url: &str) -> Option<(String, String)> {
    let lower = url.get(..8)?.to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return None;
    }
    let from = url.find("://")? + 3;
    let end = url[from..].find(['/', '?']).map_or(url.len(), |i| from + i);
    // A name and a password before the host would be sent along.
    if url[from..end].contains('@') || end == from {
        return None;
    }
    let path = &url[end..];
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    Some((url[..end].to_ascii_lowercase(), path))
}

/// An address with what is not ASCII in it as `%XX`.
fn escaped(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            0x21..=0x7E if !b"\"<>\\^`{|}".contains(&byte) => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

/// A host that leads to this computer or a local network.
#[derive(Debug, Error)]
#[error("it leads to this computer or a local network")]
struct LeadsInside;

/// Looks hosts up, and refuses those that lead inside. The addresses that it gives are
/// those that are connected to: a host cannot lead elsewhere in between.
#[derive(Debug)]
struct Guarded {
    inner: DefaultResolver,
    allow_private: bool,
    allowed: Vec<SocketAddr>,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let may_be_asked = |address: &SocketAddr| {
            self.allow_private || range::is_public(address.ip()) || self.allowed.contains(address)
        };
        if found.iter().all(may_be_asked) {
            Ok(found)
        } else {
            Err(Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, LeadsInside)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_addresses() {
        assert_eq!(
            site_and_path("HTTPS://News.example:8443/a?b"),
            Some(("https://news.example:8443".into(), "/a?b".into()))
        );
        assert_eq!(site_and_path("http://a.example?b").map(|p| p.1).as_deref(), Some("/?b"));
        for url in
            ["ftp://a.example/", "file:///etc/passwd", "http://u:p@a.example/", "http:///x", "x"]
        {
            assert_eq!(site_and_path(url), None, "{url}");
        }
        assert_eq!(escaped("http://a.example/é à"), "http://a.example/%C3%A9%20%C3%A0");
    }
}
