//! `selon intake` and what `selon read` takes, as users run them.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("selon-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn selon(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_selon"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<serde_json::Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

const PAGE: &str = "<!doctype html><html lang=fr><head><title>Trêve à Valmont</title>\
    <meta property=og:site_name content='La Gazette'>\
    <meta property=article:published_time content=2024-03-12T10:00:00+01:00>\
    <link rel=canonical href=https://gazette.example/treve></head><body><nav><a href=/>Accueil</a></nav>\
    <article><h1>Trêve à Valmont</h1><p>Des combats ont éclaté hier près de Valmont, a déclaré le \
    maire, qui a fait état de trois blessés dans les rangs de la milice.</p></article></body></html>";

#[test]
fn a_folder_of_saved_pages() {
    let folder = Folder::new("pages");
    folder.write("a.html", PAGE);
    folder.write("again/a.htm", PAGE);
    folder.write("a_files/logo.png", b"\x89PNG");
    folder.write("b/front.html", "<html><body><ul><li><a href=/x>Un</a></ul>");
    let intake = selon(&["intake", folder.path()], b"");
    assert_eq!(intake.status.code(), Some(1), "{}", err(&intake));
    let reports = lines(&intake);
    assert_eq!(reports.len(), 1);
    let report = &reports[0];
    assert_eq!(report["title"], "Trêve à Valmont");
    assert_eq!(report["outlet"], "La Gazette");
    assert_eq!(report["published"], "2024-03-12");
    assert_eq!(report["published_found"], "meta");
    assert_eq!(report["url"], "https://gazette.example/treve");
    assert_eq!(report["id"].as_str().unwrap().len(), 16);
    assert!(report.get("updated").is_none());
    let message = err(&intake);
    assert!(message.contains("1 taken in, 1 already there, 1 skipped:"), "{message}");
    assert!(message.contains("front.html: no article was found"), "{message}");
}

#[test]
fn what_is_not_wanted_is_left() {
    let lines_in = "{\"text\":\"Des combats ont éclaté mardi près de la ville de Valmont, selon le maire.\",\"url\":\"https://www.gazette.example/1\"}\n\
                    {\"text\":\"Fighting broke out near the town of Valmont on Tuesday, the mayor said.\",\"url\":\"https://paper.example/2\"}\n";
    let count = |args: &[&str]| {
        let intake = selon(&[&["intake"], args].concat(), lines_in.as_bytes());
        assert_eq!(intake.status.code(), Some(0), "{}", err(&intake));
        lines(&intake).len()
    };
    assert_eq!(count(&[]), 2);
    assert_eq!(count(&["--lang", "fr"]), 1);
    assert_eq!(count(&["--domain", "gazette.example"]), 1);
    assert_eq!(count(&["--match", "fighting"]), 1);
    assert_eq!(count(&["--match", "tuesday", "--match", "mardi"]), 2);
    let intake = selon(&["intake", "--map", "texte=x"], b"");
    assert_eq!(intake.status.code(), Some(2));
}

#[test]
fn pages_are_read() {
    let folder = Folder::new("read-pages");
    let page = folder.write("treve.html", PAGE);
    let read = selon(&["read", "--format", "jsonl", &page], b"");
    assert_eq!(read.status.code(), Some(0), "{}", err(&read));
    let reading = &lines(&read)[0];
    assert_eq!(reading["doc"], "treve");
    assert_eq!(reading["published"], "2024-03-12");
    assert_eq!(reading["report"]["title"], "Trêve à Valmont");
    assert!(!reading["attributions"].as_array().unwrap().is_empty());
}

/// A server of our own in place of the web: a feed and a page.
#[cfg(feature = "fetch")]
fn server() -> String {
    use std::io::{BufRead, BufReader};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = String::new();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            while !request.ends_with("\r\n\r\n") && reader.read_line(&mut request).unwrap_or(0) > 0
            {
            }
            let (status, body) = match request.split(' ').nth(1).unwrap_or_default() {
                "/feed" => (
                    "200 OK",
                    "<rss><channel><title>La Gazette</title><item><title>Trêve</title><link>/treve</link></item></channel></rss>",
                ),
                "/treve" => ("200 OK", PAGE),
                _ => ("404 Not Found", ""),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(&[head.as_bytes(), body.as_bytes()].concat());
        }
    });
    address
}

#[cfg(feature = "fetch")]
#[test]
fn addresses_and_feeds() {
    let server = server();
    let refused = selon(&["intake", &format!("{server}/treve")], b"");
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("--allow-private"), "{}", err(&refused));
    let intake = selon(&["intake", "--allow-private", &format!("{server}/treve")], b"");
    assert_eq!(lines(&intake)[0]["title"], "Trêve à Valmont", "{}", err(&intake));
    let folder = Folder::new("watch");
    let list = folder.write(
        "feeds.opml",
        format!("<opml><body><outline xmlUrl=\"{server}/feed\"/></body></opml>"),
    );
    let state = folder.0.join("state.json").to_str().unwrap().to_owned();
    let watch = || selon(&["watch", "--once", "--allow-private", "--state", &state, &list], b"");
    let first = watch();
    assert_eq!(first.status.code(), Some(0), "{}", err(&first));
    assert_eq!(lines(&first).len(), 1);
    assert!(err(&first).contains("La Gazette: 1 new"), "{}", err(&first));
    assert_eq!(lines(&watch()).len(), 0, "nothing is due");
    folder.write("state.json", "{");
    assert!(err(&watch()).contains("move it away"));
}
