//! A report: one article, post or statement, as published.

use serde::{Deserialize, Serialize};

use crate::Language;

/// One article, post or statement, as published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
}
