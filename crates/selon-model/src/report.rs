//! A report: one article, post or statement, as published.

use serde::{Deserialize, Serialize};

use crate::Language;
use crate::reading::{Excerpt, Link};

/// One article, post or statement, as published.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What the report is called in its collection, for example its file name.
    pub id: String,
    /// The text that was read; all spans of a reading count in it.
    pub text: String,
    /// The headline, if it is known apart from the text.
    #[serde(default)]
    pub title: Option<String>,
    /// Who published it.
    #[serde(default)]
    pub outlet: Option<String>,
    /// Where it was published.
    #[serde(default)]
    pub url: Option<String>,
    /// The language, if it was told or recognised.
    #[serde(default)]
    pub language: Option<Language>,
    /// The day of publication, `YYYY-MM-DD`; never guessed.
    #[serde(default)]
    pub published: Option<String>,
    /// The words of the text that tell the day of publication, if they do.
    #[serde(default)]
    pub published_text: Option<Excerpt>,
    /// The moment of publication, RFC 3339, where the hour is told too.
    #[serde(default)]
    pub published_time: Option<String>,
    /// Where the day of publication was found outside the text: `json-ld`, `feed` …
    #[serde(default)]
    pub published_found: Option<String>,
    /// When it was last changed, RFC 3339 or a day; never the day of publication.
    #[serde(default)]
    pub updated: Option<String>,
    /// Where the day of the change was found.
    #[serde(default)]
    pub updated_found: Option<String>,
    /// Who wrote it, as it says.
    #[serde(default)]
    pub authors: Vec<String>,
    /// The report that this one says it translates.
    #[serde(default)]
    pub translation_of: Option<Link>,
    /// The report that this one says it copies.
    #[serde(default)]
    pub copy_of: Option<Link>,
    /// The addresses of the same report in other languages (`hreflang`).
    #[serde(default)]
    pub translations: Vec<String>,
    /// The addresses that its text links to.
    #[serde(default)]
    pub cites: Vec<String>,
    /// Whom it was forwarded from, by name (Telegram).
    #[serde(default)]
    pub forwarded_from: Option<String>,
    /// The data set whose coders made it of reports that are not here: `acled`, `ged`. None of
    /// what was published as it stands.
    #[serde(default)]
    pub coded_by: Option<String>,
}
