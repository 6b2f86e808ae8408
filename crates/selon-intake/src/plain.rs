//! Plain text to a report.

use selon_model::reading::Excerpt;
use selon_model::{CodePoints, Language, Report};

use crate::decode::{Encoding, NotText, decode};
use crate::{dateline, link, title};

/// The largest report that is read, in bytes. The longest novels have about 4 MB.
pub const MAX_BYTES: usize = 10_000_000;

/// What the one who hands a report in knows of it. It comes before what the text says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What the report is called.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The language.
    pub language: Option<Language>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
}

/// A report and how it was encoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Intake {
    /// The report.
    pub report: Report,
    /// How it was encoded.
    pub encoding: Encoding,
    /// Whether the encoding was assumed: it has no mark and is not UTF-8.
    pub assumed: bool,
}

/// Makes a report of the bytes of a plain text file.
///
/// # Errors
///
/// [`NotText`] if the bytes are too many, or no text.
pub fn plain_text(bytes: &[u8], known: Known) -> Result<Intake, NotText> {
    if bytes.len() > MAX_BYTES {
        return Err(NotText::TooLarge);
    }
    let decoded = decode(bytes)?;
    let links = link::find(&decoded.text);
    let title = title::find(&decoded.text, dateline::is_date_line).map(str::to_owned);
    // What the one who hands the report in knows of it comes first.
    let dateline = if known.published.is_none() { dateline::find(&decoded.text) } else { None };
    let published_text = dateline.as_ref().map(|d| Excerpt {
        text: d.span.of(&decoded.text).to_string(),
        span: CodePoints::new(&decoded.text).span(d.span),
    });
    Ok(Intake {
        report: Report {
            id: known.id,
            title,
            outlet: known.outlet,
            url: known.url,
            language: known.language,
            published: known.published.or(dateline.map(|d| d.day)),
            published_text,
            translation_of: links.translation_of,
            copy_of: links.copy_of,
            text: decoded.text,
            ..Report::default()
        },
        encoding: decoded.encoding,
        assumed: decoded.assumed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_comes_first() {
        let known =
            Known { id: "a".into(), published: Some("2024-05-03".into()), ..Known::default() };
        let intake = plain_text("Trêve à Valmont\n\nElle tient.".as_bytes(), known).unwrap();
        assert_eq!(intake.report.title.as_deref(), Some("Trêve à Valmont"));
        assert_eq!(intake.report.published.as_deref(), Some("2024-05-03"));
        assert_eq!(intake.encoding, Encoding::Utf8);
    }

    #[test]
    fn the_date_line_tells_the_day_if_nobody_else_does() {
        let text = "Trêve à Valmont\n3 mai 2024 . –\nElle tient.";
        let report = plain_text(text.as_bytes(), Known::default()).unwrap().report;
        assert_eq!(report.title.as_deref(), Some("Trêve à Valmont"));
        assert_eq!(report.published.as_deref(), Some("2024-05-03"));
        let excerpt = report.published_text.unwrap();
        assert_eq!((excerpt.text.as_str(), excerpt.span.start), ("3 mai 2024", 16));
    }

    #[test]
    fn a_file_of_100_mb_is_refused() {
        assert_eq!(plain_text(&vec![b'a'; 100_000_000], Known::default()), Err(NotText::TooLarge));
    }
}
