//! Anything that holds reports to reports, one after the other.
//!
//! What is taken in may be larger than memory: reports are handed to a sink as they are
//! found, and only one of them is held at a time.

use std::io::{self, BufReader, Cursor, Read};
use std::ops::ControlFlow;

use selon_model::Report;
use thiserror::Error;

use crate::decode::NotText;
use crate::filter::{self, Filter};
use crate::html::{self, NoArticle};
use crate::kind::{self, Kind};
use crate::members::Members;
use crate::plain::{Known, MAX_BYTES, plain_text};
use crate::record::Mapping;
use crate::{address, csv, feed, json, markdown, mhtml, packed, telegram, warc};

/// Where bytes come from.
pub struct Source<'r> {
    /// A file name, an address, *standard input*: what it is called in messages.
    pub name: String,
    /// What the server said that they are, for what was fetched.
    pub content_type: Option<String>,
    /// The bytes.
    pub bytes: Box<dyn Read + 'r>,
}

impl<'r> Source<'r> {
    /// Bytes under a name.
    pub fn new(name: impl Into<String>, bytes: impl Read + 'r) -> Source<'r> {
        Source { name: name.into(), content_type: None, bytes: Box::new(bytes) }
    }
}

/// How reports are taken in.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Today, `YYYY-MM-DD`: days of publication after the next one are not believed.
    pub today: Option<String>,
    /// Which reports are wanted.
    pub filter: Filter,
    /// Which fields of records hold what.
    pub mapping: Mapping,
}

/// A report that was taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The report.
    pub report: Report,
    /// Where it stands: the source, and the place in it.
    pub place: String,
    /// What should be told of how it was decoded.
    pub note: Option<String>,
}

/// Something that is no report, or not a wanted one.
#[derive(Debug)]
pub struct Skipped {
    /// Where it stands.
    pub place: String,
    /// Why it was skipped.
    pub why: Why,
}

/// Why something was skipped.
#[derive(Debug, Error)]
pub enum Why {
    /// It could not be read at all, or breaks off.
    #[error("{0}")]
    Unreadable(io::Error),
    /// It is no text.
    #[error("{0}")]
    NotText(#[from] NotText),
    /// It is a page without an article.
    #[error("{0}")]
    NoArticle(#[from] NoArticle),
    /// It is larger than what is read of its kind.
    #[error("it is larger than {0} MB")]
    TooLarge(usize),
    /// It opens to far more than it is: a bomb.
    #[error("{0}")]
    Bomb(#[from] packed::Bomb),
    /// It is a broken line, record or file of records.
    #[error("{0}")]
    NoRecord(String),
    /// No field of a record is known to hold its text.
    #[error("no text in it; its fields are {0}; tell which with --map text=…")]
    NoText(String),
    /// It is a format that Selon does not read.
    #[error("it is {0}")]
    Format(&'static str),
    /// It is packed in packed files too many times.
    #[error("it is packed in itself more than {0} times")]
    TooDeep(usize),
    /// A filter left it out.
    #[error("not wanted")]
    NotWanted,
}

impl From<io::Error> for Why {
    fn from(error: io::Error) -> Why {
        let bomb = error.get_ref().is_some_and(|e| e.is::<packed::Bomb>());
        match error.kind() {
            _ if bomb => Why::Bomb(packed::Bomb),
            io::ErrorKind::UnexpectedEof => {
                let message = format!("it breaks off ({error})");
                Why::Unreadable(io::Error::new(io::ErrorKind::UnexpectedEof, message))
            }
            _ => Why::Unreadable(error),
        }
    }
}

impl Why {
    /// Whether nothing is wrong with it: a filter left it out.
    pub fn is_by_choice(&self) -> bool {
        matches!(self, Why::NotWanted)
    }
}

/// Takes reports as they are found; `Break` ends the taking in.
pub type Sink<'s> = dyn FnMut(Result<Taken, Skipped>) -> ControlFlow<()> + 's;

/// The largest page, in bytes.
pub const MAX_PAGE: usize = 64_000_000;

/// The largest file that is held whole to be understood: a JSON document, a ZIP archive.
const MAX_WHOLE: usize = 512_000_000;

/// How many times a file may be packed in another.
const MAX_DEPTH: usize = 4;

/// Takes in all reports of a source, whatever its kind. `known` holds for each of them and
/// comes before what they say; its id is that of a report that is alone in its source,
/// others are called after their content and address.
///
/// One broken item never stops the rest: it is handed to the sink as [`Skipped`].
pub fn take_in(
    source: Source,
    known: &Known,
    options: &Options,
    sink: &mut Sink,
) -> ControlFlow<()> {
    Intake { known, options, sink }.take(source, 0)
}

/// What stays the same while a source is taken in.
pub(crate) struct Intake<'a, 's> {
    pub known: &'a Known,
    pub options: &'a Options,
    pub sink: &'a mut Sink<'s>,
}

/// How much of a source is looked at to know its kind.
const HEAD: usize = 8_192;

impl Intake<'_, '_> {
    fn take(&mut self, source: Source, depth: usize) -> ControlFlow<()> {
        let Source { name, content_type, mut bytes } = source;
        let mut head = Vec::with_capacity(HEAD);
        if let Err(error) = bytes.by_ref().take(HEAD as u64).read_to_end(&mut head) {
            return self.skip(name, error.into());
        }
        let kind = kind::recognise(&head, &name, &self.options.mapping);
        let bytes = Cursor::new(head).chain(bytes);
        let packed = matches!(kind, Kind::Gzip | Kind::Zstd | Kind::Zip);
        if packed && depth == MAX_DEPTH {
            return self.skip(name, Why::TooDeep(MAX_DEPTH));
        }
        let open = |ending: &str, bytes| {
            let name = name.strip_suffix(ending).unwrap_or(&name).to_owned();
            Source { name, content_type: content_type.clone(), bytes }
        };
        match kind {
            Kind::Plain => self.plain(name, bytes),
            Kind::Html => self.page(name, bytes, content_type.as_deref()),
            Kind::Mhtml => self.whole(name, bytes, MAX_WHOLE, mhtml::take),
            Kind::Markdown => self.whole(name, bytes, MAX_BYTES, markdown::take),
            Kind::Telegram => telegram::export(self, &name, bytes),
            Kind::JsonLines => json::lines(self, &name, BufReader::new(bytes)),
            Kind::Json => self.whole(name, bytes, MAX_WHOLE, json::document),
            Kind::Csv(separator) => csv::table(self, &name, BufReader::new(bytes), separator),
            Kind::Feed => self.whole(name, bytes, MAX_PAGE, feed::take),
            Kind::Warc => warc::archive(self, &name, warc::Plain(bytes)),
            Kind::PackedWarc => {
                let name = name.strip_suffix(".gz").unwrap_or(&name);
                warc::archive(self, name, Members::new(bytes))
            }
            Kind::Gzip => self.take(open(".gz", packed::gzip(bytes)), depth + 1),
            Kind::Zstd => self.take(open(".zst", packed::zstd(bytes)), depth + 1),
            Kind::Zip => self.archive(name, bytes, depth),
            Kind::Format(format) => self.skip(name, Why::Format(format)),
        }
    }

    /// Reads a source that must be in memory to be understood.
    fn whole(
        &mut self,
        name: String,
        bytes: impl Read,
        most: usize,
        take: impl FnOnce(&mut Self, String, &[u8]) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut whole = Vec::new();
        match bytes.take(most as u64 + 1).read_to_end(&mut whole) {
            Ok(_) if whole.len() > most => self.skip(name, Why::TooLarge(most / 1_000_000)),
            Ok(_) => take(self, name, &whole),
            Err(error) => self.skip(name, error.into()),
        }
    }

    fn archive(&mut self, name: String, bytes: impl Read, depth: usize) -> ControlFlow<()> {
        self.whole(name, bytes, MAX_WHOLE, |intake, name, whole| {
            let mut archive = match zip::ZipArchive::new(Cursor::new(whole)) {
                Ok(archive) => archive,
                Err(error) => {
                    return intake
                        .skip(name, Why::NoRecord(format!("it is a broken ZIP archive: {error}")));
                }
            };
            let office = archive
                .file_names()
                .flatten()
                .any(|n| n == "[Content_Types].xml" || n == "mimetype");
            if office {
                return intake.skip(
                    name,
                    Why::Format("a .docx, .odt or .epub file; save its text as a .txt file"),
                );
            }
            for number in 0..archive.len() {
                let file = match archive.by_index(number) {
                    Ok(file) => file,
                    Err(error) => {
                        let place = format!("{name}, file {}", number + 1);
                        intake.skip(place, Why::NoRecord(error.to_string()))?;
                        continue;
                    }
                };
                let inner = match file.name() {
                    Ok(inner) => inner.into_owned(),
                    Err(_) => format!("file {}", number + 1),
                };
                if file.is_dir() || !kind::may_hold_reports(&inner) {
                    continue;
                }
                let place = format!("{name}/{inner}");
                let bytes = packed::bounded_by(file.compressed_size(), file);
                let known = Known { id: String::new(), ..intake.known.clone() };
                let mut inner =
                    Intake { known: &known, options: intake.options, sink: &mut *intake.sink };
                inner.take(Source { name: place, content_type: None, bytes }, depth + 1)?;
            }
            ControlFlow::Continue(())
        })
    }

    pub(crate) fn skip(&mut self, place: impl Into<String>, why: Why) -> ControlFlow<()> {
        (self.sink)(Err(Skipped { place: place.into(), why }))
    }

    /// Hands a report over, if it is wanted. `language` is the code that it says it is in.
    pub(crate) fn deliver(
        &mut self,
        place: String,
        mut report: Report,
        language: Option<&str>,
        note: Option<String>,
    ) -> ControlFlow<()> {
        if !self.options.filter.wants(&report, language) {
            return self.skip(place, Why::NotWanted);
        }
        if report.language.is_none() && language.is_none() {
            report.language = filter::is_plainly(&report.text);
        }
        if report.id.is_empty() {
            report.id = address::report_id(report.url.as_deref(), &report.text);
        }
        (self.sink)(Ok(Taken { report, place, note }))
    }

    fn plain(&mut self, name: String, bytes: impl Read) -> ControlFlow<()> {
        let mut whole = Vec::new();
        // One more than a report may have: it is refused without being read whole.
        if let Err(error) = bytes.take(MAX_BYTES as u64 + 1).read_to_end(&mut whole) {
            return self.skip(name, error.into());
        }
        match plain_text(&whole, self.known.clone()) {
            Ok(taken) => {
                let note = taken.assumed.then(|| format!("not UTF-8; read as {}", taken.encoding));
                self.deliver(name, taken.report, None, note)
            }
            Err(error) => self.skip(name, error.into()),
        }
    }

    fn page(
        &mut self,
        name: String,
        bytes: impl Read,
        content_type: Option<&str>,
    ) -> ControlFlow<()> {
        let mut whole = Vec::new();
        if let Err(error) = bytes.take(MAX_PAGE as u64 + 1).read_to_end(&mut whole) {
            return self.skip(name, error.into());
        }
        self.page_of(name, &whole, content_type, self.known.clone())
    }

    /// Takes in a page that is in memory.
    pub(crate) fn page_of(
        &mut self,
        place: String,
        bytes: &[u8],
        content_type: Option<&str>,
        known: Known,
    ) -> ControlFlow<()> {
        if bytes.len() > MAX_PAGE {
            return self.skip(place, Why::TooLarge(MAX_PAGE / 1_000_000));
        }
        let decoded = html::charset::decode(bytes, content_type);
        match html::report(&decoded.text, known, self.options.today.as_deref()) {
            Ok(page) if page.report.text.len() > MAX_BYTES => {
                self.skip(place, Why::TooLarge(MAX_BYTES / 1_000_000))
            }
            Ok(page) => self.deliver(place, page.report, page.language.as_deref(), decoded.note),
            Err(error) => self.skip(place, error.into()),
        }
    }
}
