//! Fetching and watching, with a server of our own in place of the web.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use selon_fetch::fetch::Had;
use selon_fetch::watch::{Event, State, Watching, round};
use selon_fetch::{Bounds, FetchError, Fetcher};
use selon_intake::Filter;

/// Answers each path with what it is told to; remembers what was asked.
struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<HashMap<String, String>>>,
}

impl Server {
    fn new() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let answers: Arc<Mutex<HashMap<String, String>>> = Arc::default();
        let (log, all) = (asked.clone(), answers.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (log, all) = (log.clone(), all.clone());
                thread::spawn(move || answer(stream.unwrap(), &log, &all));
            }
        });
        Server { address, asked, answers }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn set(&self, path: &str, head: &str, body: &str) {
        let answer = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        self.answers.lock().unwrap().insert(path.into(), answer);
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    fn fetcher(&self) -> Fetcher {
        Fetcher::new(Bounds {
            time: Duration::from_millis(700),
            size: 100_000,
            delay: Duration::ZERO,
            allowed: vec![self.address],
            ..Bounds::default()
        })
    }
}

fn answer(mut stream: TcpStream, log: &Mutex<Vec<String>>, all: &Mutex<HashMap<String, String>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    loop {
        let mut request = String::new();
        while !request.ends_with("\r\n\r\n") {
            if reader.read_line(&mut request).unwrap_or(0) == 0 {
                return;
            }
        }
        let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
        let etag =
            request.lines().find_map(|l| l.strip_prefix("if-none-match: ")).map(str::to_owned);
        log.lock().unwrap().push(path.clone());
        match path.as_str() {
            "/never" => thread::sleep(Duration::from_secs(60)),
            "/slow" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                while stream.write_all(b"x").is_ok() {
                    thread::sleep(Duration::from_millis(20));
                }
            }
            "/endless" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                let piece = format!("1000\r\n{}\r\n", "x".repeat(4096));
                while stream.write_all(piece.as_bytes()).is_ok() {}
            }
            _ => {
                let answer = all.lock().unwrap().get(&path).cloned();
                let answer = answer.unwrap_or_else(|| {
                    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".into()
                });
                let same = etag.filter(|e| {
                    answer.to_lowercase().contains(&format!("etag: {}", e.to_lowercase()))
                });
                let answer = match same {
                    Some(_) => "HTTP/1.1 304 Not Modified\r\n\r\n".into(),
                    None => answer,
                };
                if stream.write_all(answer.as_bytes()).is_err() {
                    return;
                }
            }
        }
    }
}

#[test]
fn an_address_is_fetched_behind_redirects() {
    let server = Server::new();
    server.set("/a", "301 Moved\r\nLocation: /b?x=1#y", "");
    server.set(
        "/b?x=1",
        "200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: \"1\"",
        "<p>é</p>",
    );
    let fetcher = server.fetcher();
    let fetched = fetcher.get(&server.url("/a#z"), Had::default()).unwrap();
    assert_eq!(fetched.url, server.url("/b?x=1"));
    assert!(fetched.moved && !fetched.unchanged);
    assert_eq!(fetched.body, "<p>é</p>".as_bytes());
    assert_eq!(fetched.content_type.as_deref(), Some("text/html; charset=utf-8"));
    let had = Had { etag: fetched.etag.as_deref(), last_modified: None };
    assert!(fetcher.get(&server.url("/b?x=1"), had).unwrap().unchanged);
    let missing = fetcher.get(&server.url("/none"), Had::default());
    assert!(matches!(missing, Err(FetchError::Status { status: 404, .. })));
}

#[test]
fn what_never_ends_is_ended() {
    let server = Server::new();
    server.set("/round", "302 Found\r\nLocation: /round", "");
    let fetcher = server.fetcher();
    let get = |path: &str| fetcher.get(&server.url(path), Had::default());
    let start = Instant::now();
    assert!(matches!(get("/round"), Err(FetchError::Redirects(5))));
    assert!(matches!(get("/never"), Err(FetchError::TooSlow(_))));
    assert!(matches!(get("/slow"), Err(FetchError::TooSlow(_))));
    assert!(matches!(get("/endless"), Err(FetchError::TooLarge(100_000))));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert_eq!(server.asked().iter().filter(|p| *p == "/round").count(), 6);
}

#[test]
fn what_leads_inside_is_refused() {
    let server = Server::new();
    let inside = Server::new();
    inside.set("/secret", "200 OK", "secret");
    for (n, to) in [
        inside.url("/secret"),
        inside.url("/secret").replace("127.0.0.1", "localhost"),
        inside.url("/secret").replace("127.0.0.1", "[::ffff:127.0.0.1]"),
        "http://169.254.169.254/latest/".into(),
        "http://2130706433/".into(),
        "http://0x7f.1/".into(),
    ]
    .iter()
    .enumerate()
    {
        let path = format!("/to{n}");
        server.set(&path, &format!("302 Found\r\nLocation: {to}"), "");
        let got = server.fetcher().get(&server.url(&path), Had::default());
        assert!(matches!(got, Err(FetchError::Private | FetchError::Failed(_))), "{to}: {got:?}");
    }
    server.set("/file", "302 Found\r\nLocation: file:///etc/passwd", "");
    let file = server.fetcher().get(&server.url("/file"), Had::default());
    assert!(matches!(file, Err(FetchError::NotWeb)));
    let direct = Fetcher::new(Bounds::default()).get(&inside.url("/secret"), Had::default());
    assert!(matches!(direct, Err(FetchError::Private)), "{direct:?}");
    assert_eq!(inside.asked(), Vec::<String>::new(), "nothing was asked of it");
    let bounds = Bounds { allow_private: true, ..Bounds::default() };
    assert_eq!(
        Fetcher::new(bounds).get(&inside.url("/secret"), Had::default()).unwrap().body,
        b"secret"
    );
}

#[test]
fn sites_are_asked_no_more_often_than_they_like() {
    let server = Server::new();
    server.set("/robots.txt", "200 OK", "User-agent: *\nDisallow: /closed\nCrawl-delay: 0.3\n");
    server.set("/open", "200 OK", "a");
    server.set("/to-closed", "302 Found\r\nLocation: /closed", "");
    let fetcher = server.fetcher();
    let get = |path: &str| fetcher.get_as_robot(&server.url(path), Had::default());
    let start = Instant::now();
    assert!(get("/open").is_ok());
    assert!(matches!(get("/closed"), Err(FetchError::Robots)));
    assert!(matches!(get("/to-closed"), Err(FetchError::Robots)));
    assert!(start.elapsed() >= Duration::from_millis(500), "{:?}", start.elapsed());
    assert_eq!(server.asked(), ["/robots.txt", "/open", "/to-closed"]);
    // A site that cannot say what it asks for is not asked.
    let down = Server::new();
    down.set("/robots.txt", "503 Down", "");
    let got = down.fetcher().get_as_robot(&down.url("/x"), Had::default());
    assert!(matches!(got, Err(FetchError::Robots)));
}

fn page(title: &str) -> String {
    format!(
        "<html lang=fr><head><title>{title}</title></head><body><article><h1>{title}</h1><p>Des combats ont éclaté \
         mardi près de la ville, a déclaré le maire dans un communiqué lu à la radio.</p></article></body></html>"
    )
}

fn rss(items: &[(&str, &str)]) -> String {
    let items: String = items
        .iter()
        .map(|(n, extra)| format!("<item><title>Titre {n}</title><link>/p{n}</link><pubDate>Tue, 12 Mar 2024 10:00:00 GMT</pubDate>{extra}</item>"))
        .collect();
    format!("<rss><channel><title>La Gazette</title>{items}</channel></rss>")
}

#[test]
fn feeds_are_watched() {
    let server = Server::new();
    server.set("/p1", "200 OK\r\nContent-Type: text/html", &page("Un"));
    server.set("/p2", "200 OK\r\nContent-Type: text/html", &page("Deux"));
    let whole = format!(
        "<content:encoded><![CDATA[<p>{}</p>]]></content:encoded>",
        "Un texte entier. ".repeat(40)
    );
    server.set(
        "/feed",
        "200 OK\r\nETag: \"1\"",
        &rss(&[("3", &whole), ("2", ""), ("1", "<description>Un résumé.</description>")]),
    );
    let feeds = [server.url("/feed"), server.url("/broken"), server.url("/gone")];
    server.set("/gone", "410 Gone", "");
    let mut state = State::default();
    let fetcher = server.fetcher();
    let watching = Watching { every: 600, pages: true, filter: Filter::default(), sites: 4 };
    let at = |feeds: &[String], state: &mut State, now: i64| {
        let (mut new, mut told) = (vec![], vec![]);
        let _ = round(feeds, state, &fetcher, &watching, now, &mut |_, event| {
            match event {
                Event::New(report) => new.push(*report),
                Event::NoPage { why, .. } => told.push(why),
                Event::Asked { feed, new, left } => told.push(format!("{feed} {new} {left}")),
                Event::Failed { why, again, .. } => told.push(format!("{why} {again:?}")),
            }
            ControlFlow::Continue(())
        });
        (new, told)
    };
    let start = 1_717_000_000;
    let (new, told) = at(&feeds, &mut state, start);
    let titles: Vec<_> = new.iter().map(|r| r.title.clone().unwrap()).collect();
    assert_eq!(titles, ["Un", "Deux", "Titre 3"], "the oldest first");
    assert_eq!(new[0].published.as_deref(), Some("2024-03-12"));
    assert_eq!(new[0].published_found.as_deref(), Some("feed"));
    assert_eq!(new[0].outlet.as_deref(), Some("La Gazette"));
    assert_eq!(new[0].url.as_deref(), Some(&*server.url("/p1")));
    assert!(new[2].text.starts_with("Un texte entier."));
    assert_eq!(
        told,
        ["La Gazette 3 0", "the server answered 404 Some(1200)", "the server answered 410 None"]
    );
    server.asked();

    // Not yet due; then not changed.
    assert_eq!(at(&feeds, &mut state, start + 599), (vec![], vec![]));
    let saved = serde_json::to_string(&state).unwrap();
    let mut state: State = serde_json::from_str(&saved).unwrap();
    let (new, told) = at(&feeds, &mut state, start + 600);
    assert_eq!((new.len(), told), (0, vec!["La Gazette 0 0".to_string()]));
    assert_eq!(server.asked(), ["/feed"]);

    // A new entry, one that was changed, and one whose page is missing.
    let changed = "<a10:updated>2024-03-13T10:00:00Z</a10:updated>";
    server.set(
        "/feed",
        "200 OK\r\nETag: \"2\"",
        &rss(&[("4", "<description>Le résumé seul.</description>"), ("2", changed), ("1", "")]),
    );
    server.set("/p2", "200 OK\r\nContent-Type: text/html", &page("Deux").replace("mardi", "lundi"));
    // That it is said to be changed does not make it so.
    server.set(
        "/other",
        "200 OK",
        &rss(&[("1", "<a10:updated>2024-03-14T10:00:00Z</a10:updated>")]),
    );
    let feeds = [feeds.to_vec(), vec![server.url("/other")]].concat();
    let (new, told) = at(&feeds, &mut state, start + 1_200);
    let titles: Vec<_> = new.iter().map(|r| r.title.clone().unwrap()).collect();
    assert_eq!(titles, ["Deux", "Titre 4"]);
    assert_eq!(new[1].text, "Le résumé seul.");
    assert!(
        told.contains(&"the server answered 404 Some(2400)".to_string()),
        "twice as long: {told:?}"
    );
}

#[test]
fn a_page_that_is_away_for_a_while_comes_later() {
    let server = Server::new();
    server.set(
        "/feed",
        "200 OK\r\nETag: \"1\"",
        &rss(&[("1", "<description>Un résumé.</description>")]),
    );
    server.set("/p1", "503 Busy", "");
    let feeds = [server.url("/feed")];
    let watching = Watching { every: 600, pages: true, filter: Filter::default(), sites: 1 };
    let mut state = State::default();
    let mut at = |now: i64| {
        let mut new = vec![];
        let _ = round(&feeds, &mut state, &server.fetcher(), &watching, now, &mut |_, event| {
            if let Event::New(report) = event {
                new.push(report.text.clone());
            }
            ControlFlow::Continue(())
        });
        // What is kept between two rounds is kept in the file too.
        state = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        new
    };
    let start = 1_717_000_000;
    assert_eq!(at(start), Vec::<String>::new());
    assert_eq!(at(start + 600), Vec::<String>::new());
    server.set("/p1", "200 OK\r\nContent-Type: text/html", &page("Un"));
    assert!(at(start + 1_200)[0].starts_with("Des combats ont éclaté"));
    assert_eq!(at(start + 1_800), Vec::<String>::new());

    // One that stays away: what the feed has of it comes at last.
    server.set("/feed", "200 OK", &rss(&[("2", "<description>Un autre résumé.</description>")]));
    server.set("/p2", "503 Busy", "");
    let came: Vec<_> = (4..8).map(|n| at(start + 600 * n)).collect();
    assert_eq!(came, [vec![], vec![], vec!["Un autre résumé.".to_string()], vec![]]);
}

#[test]
fn sites_are_asked_side_by_side() {
    // Each of them answers slowly: one after the other would take their sum. The whole of
    // 127.0.0.0/8 is this computer on Linux; where it is not, there is one site to ask.
    let slow = |n: u8| {
        let listener = TcpListener::bind((Ipv4Addr::new(127, 0, 0, n), 0)).ok()?;
        let feed = format!("http://{}/feed", listener.local_addr().ok()?);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = String::new();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                while !request.ends_with("\r\n\r\n") {
                    if reader.read_line(&mut request).unwrap_or(0) == 0 {
                        break;
                    }
                }
                thread::sleep(Duration::from_millis(300));
                let body = if request.contains("/robots.txt") { String::new() } else { rss(&[]) };
                let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length:";
                let _ = write!(stream, "{head} {}\r\n\r\n{body}", body.len());
            }
        });
        Some(feed)
    };
    let feeds: Vec<String> = (1..=6).filter_map(slow).collect();
    let bounds = Bounds { allow_private: true, delay: Duration::ZERO, ..Bounds::default() };
    let watching = Watching { every: 600, pages: true, filter: Filter::default(), sites: 6 };
    let mut asked = 0;
    let start = Instant::now();
    let fetcher = Fetcher::new(bounds);
    let _ = round(&feeds, &mut State::default(), &fetcher, &watching, 0, &mut |_, event| {
        asked += usize::from(matches!(event, Event::Asked { .. }));
        ControlFlow::Continue(())
    });
    assert_eq!(asked, feeds.len());
    assert!(start.elapsed() < Duration::from_millis(2_400), "{:?}", start.elapsed());
}

#[test]
fn a_round_may_be_ended_at_any_moment() {
    let server = Server::new();
    let entries: Vec<String> = (1..=9).map(|n| n.to_string()).collect();
    let whole = format!("<content:encoded>{}</content:encoded>", "Un texte entier. ".repeat(40));
    let items: Vec<(&str, &str)> = entries.iter().map(|n| (n.as_str(), whole.as_str())).collect();
    server.set("/feed", "200 OK", &rss(&items));
    let feeds = [server.url("/feed")];
    let watching = Watching { every: 600, pages: true, filter: Filter::default(), sites: 1 };
    let (mut saved, mut came) = (State::default(), vec![]);
    // Each time it is ended at the second report; what was saved then is what goes on.
    for _ in 0..8 {
        let mut state = saved.clone();
        let mut count = 0;
        let _ = round(&feeds, &mut state, &server.fetcher(), &watching, 0, &mut |state, event| {
            if let Event::New(report) = event {
                came.push(report.title.clone().unwrap());
                count += 1;
            }
            saved = state.clone();
            if count == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
    }
    let wanted: Vec<String> = (1..=9).rev().map(|n| format!("Titre {n}")).collect();
    assert_eq!(came, wanted, "each of them once");
}

#[test]
fn an_answer_that_is_packed_wrongly() {
    let server = Server::new();
    server.set("/x", "200 OK\r\nContent-Encoding: br", "not brotli");
    let got = server.fetcher().get(&server.url("/x"), Had::default());
    assert!(matches!(got, Err(FetchError::Failed(_))), "{got:?}");
}
