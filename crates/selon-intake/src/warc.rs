//! Web archives (WARC 1.0 and 1.1), as Common Crawl and others write them.
//!
//! An archive is read as a stream: one record is held at a time, so that a file of any
//! size takes constant memory. What no filter wants is passed over before its page is
//! looked at. Of responses those with status 2xx are taken in, whatever the version of
//! HTTP; of conversions (WET) the text.

use std::borrow::Cow;
use std::io::{self, Read};
use std::ops::ControlFlow;

use memchr::memmem;

use crate::filter::Early;
use crate::html;
use crate::kind;
use crate::members::Members;
use crate::plain::{Known, plain_text};
use crate::take::{Intake, MAX_PAGE, Why};
use crate::{date, packed};

/// What every record begins with.
const MARK: &[u8] = b"WARC/1.";

/// Whether bytes begin as an archive does.
pub fn is_archive(head: &[u8]) -> bool {
    head.starts_with(MARK)
}

/// Bytes of which a part may be passed over without being read.
pub(crate) trait Bytes: Read {
    /// Passes over so many bytes and all that is packed with them; `false` if they must
    /// be read.
    fn pass(&mut self, count: u64) -> io::Result<bool>;

    /// Goes on behind what could not be read; `false` if there is nothing to go on at.
    fn recover(&mut self) -> io::Result<bool>;
}

/// Bytes that must be read.
pub(crate) struct Plain<R>(pub R);

impl<R: Read> Read for Plain<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.0.read(to)
    }
}

impl<R: Read> Bytes for Plain<R> {
    fn pass(&mut self, _: u64) -> io::Result<bool> {
        Ok(false)
    }

    fn recover(&mut self) -> io::Result<bool> {
        Ok(false)
    }
}

impl<R: Read> Bytes for Members<R> {
    fn pass(&mut self, count: u64) -> io::Result<bool> {
        Members::pass(self, count)
    }

    fn recover(&mut self) -> io::Result<bool> {
        Members::recover(self)
    }
}

/// Takes in an archive.
pub(crate) fn archive(intake: &mut Intake, name: &str, bytes: impl Bytes) -> ControlFlow<()> {
    let early = intake.options.filter.early();
    let mut stream = Stream::new(bytes);
    let mut number = 0usize;
    loop {
        number += 1;
        let place = || format!("{name}, record {number}");
        let head = match stream.head() {
            Ok(Some(head)) => head,
            Ok(None) => return ControlFlow::Continue(()),
            Err(error) => {
                let goes_on = stream.recover(&error);
                intake.skip(place(), error.into())?;
                if goes_on { continue } else { return ControlFlow::Continue(()) }
            }
        };
        let Some(length) = head.length else {
            intake.skip(place(), Why::NoRecord("it has no Content-Length".into()))?;
            continue;
        };
        let passed_over = !head.holds_text() || !intake.options.filter.wants_address(&head.uri);
        if passed_over || length > MAX_PAGE as u64 {
            if head.holds_text() {
                let why =
                    if passed_over { Why::NotWanted } else { Why::TooLarge(MAX_PAGE / 1_000_000) };
                intake.skip(place(), why)?;
            }
            match stream.pass(length) {
                Ok(true) => continue,
                Ok(false) => {
                    intake.skip(place(), Why::NoRecord(WRONG_LENGTH.into()))?;
                    continue;
                }
                Err(error) => {
                    let goes_on = stream.recover(&error);
                    intake.skip(place(), error.into())?;
                    if goes_on { continue } else { return ControlFlow::Continue(()) }
                }
            }
        }
        match stream.body(length as usize) {
            Ok((body, whole)) => {
                let place = format!("{name}, {}", head.uri);
                if whole {
                    record(intake, place, &head, body, &early)?;
                } else {
                    intake.skip(place, Why::NoRecord(WRONG_LENGTH.into()))?;
                }
            }
            Err(error) => {
                let goes_on = stream.recover(&error);
                intake.skip(format!("{name}, {}", head.uri), error.into())?;
                if !goes_on {
                    return ControlFlow::Continue(());
                }
            }
        }
    }
}

const WRONG_LENGTH: &str = "its length is not what it says";

/// What the head of a record says.
#[derive(Default)]
struct Head {
    kind: String,
    uri: String,
    length: Option<u64>,
    content_type: String,
    language: Option<String>,
    /// The day that it was fetched on: nothing on it was published later.
    day: Option<String>,
}

impl Head {
    fn read(lines: &[u8]) -> Head {
        let mut head = Head::default();
        for (name, value) in fields(lines) {
            match name.to_ascii_lowercase().as_slice() {
                b"warc-type" => head.kind = text(value).to_ascii_lowercase(),
                b"warc-target-uri" => {
                    head.uri = text(value).trim_matches(['<', '>']).to_owned();
                }
                b"content-length" => head.length = text(value).parse().ok(),
                b"content-type" => head.content_type = text(value).to_ascii_lowercase(),
                b"warc-identified-content-language" => head.language = Some(text(value)),
                b"warc-date" => head.day = date::parse(&text(value)).map(|m| m.day),
                _ => {}
            }
        }
        head
    }

    fn holds_text(&self) -> bool {
        match self.kind.as_str() {
            "response" => self.content_type.contains("http") && self.uri.starts_with("http"),
            "conversion" => true,
            "resource" => self.content_type.contains("html"),
            _ => false,
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

/// The fields of a head: `Name: value`.
fn fields(lines: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    lines.split(|b| *b == b'\n').filter_map(|line| {
        let colon = memchr::memchr(b':', line)?;
        Some((line[..colon].trim_ascii(), line[colon + 1..].trim_ascii()))
    })
}

fn record(
    intake: &mut Intake,
    place: String,
    head: &Head,
    body: &[u8],
    early: &Early,
) -> ControlFlow<()> {
    let today = intake.options.today.as_deref().unwrap_or("9999-12-31");
    let today = head.day.as_deref().filter(|d| *d < today).unwrap_or(today).to_owned();
    let known = Known {
        id: String::new(),
        url: Some(head.uri.clone()).filter(|u| u.starts_with("http")),
        ..intake.known.clone()
    };
    if head.kind == "conversion" {
        let said = head.language.as_deref();
        if !early.wants_code(said) || !early.wants_bytes(body) {
            return intake.skip(place, Why::NotWanted);
        }
        return match plain_text(body, known) {
            Ok(mut taken) => {
                let future = |d: &String| *d > today;
                if taken.report.published.as_ref().is_some_and(future) {
                    taken.report.published = None;
                    taken.report.published_text = None;
                }
                intake.deliver(place, taken.report, None, None)
            }
            Err(error) => intake.skip(place, error.into()),
        };
    }
    let (content_type, payload) = if head.kind == "resource" {
        (head.content_type.clone(), Cow::Borrowed(body))
    } else {
        match response(body) {
            Ok(Some((content_type, payload))) => (content_type, payload),
            // A redirect, an error, a picture.
            Ok(None) => return intake.skip(place, Why::NotWanted),
            Err(why) => return intake.skip(place, why),
        }
    };
    if !early.wants_bytes(&payload) {
        return intake.skip(place, Why::NotWanted);
    }
    let decoded = html::charset::decode(&payload, Some(&content_type));
    match html::report(&decoded.text, known, Some(&today)) {
        Ok(page) => intake.deliver(place, page.report, page.language.as_deref(), decoded.note),
        Err(error) => intake.skip(place, error.into()),
    }
}

/// What a response holds: its type and its bytes.
type Payload<'b> = (String, Cow<'b, [u8]>);

/// The page of a response, with its type; `None` if it is no page that was found.
fn response(body: &[u8]) -> Result<Option<Payload<'_>>, Why> {
    let end = memmem::find(body, b"\r\n\r\n").map(|i| (i, i + 4));
    let end = end.or_else(|| memmem::find(body, b"\n\n").map(|i| (i, i + 2)));
    let Some((head, payload)) = end.map(|(end, from)| (&body[..end], &body[from..])) else {
        return Ok(None);
    };
    // `HTTP/1.1 200 OK`, `HTTP/2 200`.
    let status = head.split(|b| *b == b' ').nth(1).unwrap_or_default().trim_ascii();
    if !head.starts_with(b"HTTP/") || !status.starts_with(b"2") {
        return Ok(None);
    }
    let mut content_type = String::new();
    let (mut encoding, mut chunked) = (String::new(), false);
    for (name, value) in fields(head) {
        match name.to_ascii_lowercase().as_slice() {
            b"content-type" => content_type = text(value),
            b"content-encoding" => encoding = text(value).to_ascii_lowercase(),
            b"transfer-encoding" => chunked = value.eq_ignore_ascii_case(b"chunked"),
            _ => {}
        }
    }
    let lower = content_type.to_ascii_lowercase();
    if !(lower.is_empty() || lower.contains("html")) {
        return Ok(None);
    }
    let payload = if chunked { unchunked(payload) } else { Cow::Borrowed(payload) };
    let payload = match encoding.as_str() {
        "gzip" | "x-gzip" if payload.starts_with(b"\x1F\x8B") => {
            Cow::Owned(opened(packed::gzip(&*payload))?)
        }
        // What is no page yet is packed.
        "deflate" if !kind::is_html(payload.trim_ascii_start()) => {
            Cow::Owned(opened(packed::deflate(&payload))?)
        }
        "br" if !kind::is_html(payload.trim_ascii_start()) => {
            Cow::Owned(opened(packed::brotli(&*payload))?)
        }
        _ => payload,
    };
    Ok(Some((content_type, payload)))
}

fn opened(bytes: impl Read) -> Result<Vec<u8>, Why> {
    let mut whole = Vec::new();
    bytes.take(MAX_PAGE as u64 + 1).read_to_end(&mut whole)?;
    if whole.len() > MAX_PAGE { Err(Why::TooLarge(MAX_PAGE / 1_000_000)) } else { Ok(whole) }
}

/// The content of a chunked body; one that is none stays as it is.
fn unchunked(body: &[u8]) -> Cow<'_, [u8]> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = memmem::find(rest, b"\r\n").filter(|e| (1..=18).contains(e)) {
        let size = std::str::from_utf8(&rest[..end]).unwrap_or_default();
        let size = usize::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16);
        let Ok(size) = size else { break };
        rest = &rest[end + 2..];
        if size == 0 {
            return Cow::Owned(whole);
        }
        whole.extend_from_slice(&rest[..size.min(rest.len())]);
        rest = rest.get(size + 2..).unwrap_or_default();
    }
    if whole.is_empty() { Cow::Borrowed(body) } else { Cow::Owned(whole) }
}

/// The bytes of an archive, of which a part is held.
struct Stream<R> {
    bytes: R,
    held: Vec<u8>,
    /// What of it is used.
    used: usize,
    ended: bool,
}

/// How much is read at once.
const PIECE: usize = 1 << 17;

/// How much is read to see the head of a record: what is read is opened, and most of a
/// record that is not wanted need not be.
const HEAD_PIECE: usize = 1 << 11;

/// The longest head of a record.
const LONGEST_HEAD: usize = 1 << 16;

impl<R: Bytes> Stream<R> {
    fn new(bytes: R) -> Stream<R> {
        Stream { bytes, held: Vec::new(), used: 0, ended: false }
    }

    fn left(&self) -> &[u8] {
        &self.held[self.used..]
    }

    /// Goes on behind a part that is packed wrongly; whether there is something to go on at.
    fn recover(&mut self, error: &io::Error) -> bool {
        let goes_on = error.kind() == io::ErrorKind::InvalidData
            && self.bytes.recover().is_ok_and(|found| found);
        self.held.clear();
        self.used = 0;
        self.ended = !goes_on;
        goes_on
    }

    /// Reads on, up to so many bytes; whether there was more.
    fn more(&mut self, most: usize) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        if self.used > 0 {
            self.held.drain(..self.used);
            self.used = 0;
        }
        let from = self.held.len();
        self.held.resize(from + most, 0);
        let read = loop {
            match self.bytes.read(&mut self.held[from..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.held.truncate(from + *read.as_ref().unwrap_or(&0));
        self.ended = matches!(read, Ok(0));
        read.map(|read| read > 0)
    }

    /// Makes sure that so many bytes are held.
    fn hold(&mut self, count: usize) -> io::Result<bool> {
        while self.left().len() < count {
            let missing = count - self.left().len();
            if !self.more(missing.clamp(HEAD_PIECE, PIECE))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The head of the next record; what stands before it is passed over.
    fn head(&mut self) -> io::Result<Option<Head>> {
        loop {
            self.hold(MARK.len())?;
            let blank = self.left().iter().take_while(|b| b.is_ascii_whitespace()).count();
            self.used += blank;
            if self.left().is_empty() {
                if !self.more(HEAD_PIECE)? {
                    return Ok(None);
                }
                continue;
            }
            self.hold(MARK.len())?;
            if self.left().starts_with(MARK) {
                break;
            }
            // A record was longer than it says: the next one begins at a line.
            match memmem::find(self.left(), b"\nWARC/1.") {
                Some(at) => self.used += at + 1,
                None => {
                    // Its first bytes may be the last ones held.
                    self.used = self.held.len() - self.left().len().min(MARK.len());
                    if !self.more(HEAD_PIECE)? {
                        return Ok(None);
                    }
                }
            }
        }
        let mut from = 0;
        loop {
            if let Some(end) = memmem::find(&self.left()[from..], b"\r\n\r\n") {
                let end = from + end;
                let head = Head::read(&self.left()[..end]);
                self.used += end + 4;
                return Ok(Some(head));
            }
            from = self.left().len().saturating_sub(3);
            if from > LONGEST_HEAD {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "a record has no end of its head",
                ));
            }
            if !self.more(HEAD_PIECE)? {
                return Err(io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    "in the head of a record",
                ));
            }
        }
    }

    /// The body of a record, and whether it ends where it should.
    fn body(&mut self, length: usize) -> io::Result<(&[u8], bool)> {
        if !self.hold(length)? {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "in a record"));
        }
        let whole = self.ends_here(length)?;
        let from = self.used;
        if whole {
            self.used += length;
        } else {
            // The next record may stand in what was taken for this one.
            let body = &self.held[from..from + length];
            self.used += memmem::find(body, b"\nWARC/1.").map_or(length, |at| at + 1);
        }
        Ok((&self.held[from..from + length], whole))
    }

    /// Whether a record ends behind so many bytes: two line ends and a record, or the end.
    fn ends_here(&mut self, length: usize) -> io::Result<bool> {
        // What is wrong with the next record is told there.
        self.hold(length + 4)?;
        let _ = self.hold(length + 4 + MARK.len());
        let after = &self.left()[length..];
        let bare = after.trim_ascii_start();
        Ok(bare.is_empty() && after.len() <= 8
            || bare.starts_with(MARK) && after.len() - bare.len() <= 8)
    }

    /// Passes over the body of a record; whether it ends where it should.
    fn pass(&mut self, length: u64) -> io::Result<bool> {
        let mut left = length;
        let held = self.left().len() as u64;
        // A packed record ends with two line ends.
        if held < left && self.bytes.pass(left - held + 4)? {
            self.used = self.held.len();
            return Ok(true);
        }
        loop {
            let held = self.left().len() as u64;
            if held >= left {
                self.used += left as usize;
                return self.ends_here(0);
            }
            left -= held;
            self.used = self.held.len();
            if !self.more(PIECE)? {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "in a record"));
            }
        }
    }
}
