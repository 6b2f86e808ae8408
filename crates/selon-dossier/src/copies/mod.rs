//! Reports that repeat others: reprints, light edits, truncations, paragraphs lifted,
//! forwards, translations; and what a report says of where it comes from.

mod credit;
mod fingerprint;
mod overlap;
mod translation;

pub use credit::{Facts, facts};
pub use fingerprint::fingerprints;
pub use overlap::{Compared, Overlap, overlap};
pub use translation::{Anchor, Translated, anchors, translated};

use selon_model::Span;
use serde::{Deserialize, Serialize};

/// How a report repeats another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyKind {
    /// The same words, but for little.
    Reprint,
    /// The beginning of it, or a shorter form.
    Truncation,
    /// All of it, and more.
    Extension,
    /// A passage of it stands in another text.
    Passage,
    /// It says that it translates it.
    DeclaredTranslation,
    /// It says that it repeats it.
    DeclaredCopy,
    /// It seems to be a translation: the same names, numbers and dates in the same order.
    FoundTranslation,
    /// It was forwarded.
    Forward,
}

impl CopyKind {
    /// The name, as JSON has it.
    pub fn code(self) -> &'static str {
        match self {
            CopyKind::Reprint => "reprint",
            CopyKind::Truncation => "truncation",
            CopyKind::Extension => "extension",
            CopyKind::Passage => "passage",
            CopyKind::DeclaredTranslation => "declared_translation",
            CopyKind::DeclaredCopy => "declared_copy",
            CopyKind::FoundTranslation => "found_translation",
            CopyKind::Forward => "forward",
        }
    }

    /// The kind of this name.
    pub fn from_code(code: &str) -> Option<CopyKind> {
        [
            CopyKind::Reprint,
            CopyKind::Truncation,
            CopyKind::Extension,
            CopyKind::Passage,
            CopyKind::DeclaredTranslation,
            CopyKind::DeclaredCopy,
            CopyKind::FoundTranslation,
            CopyKind::Forward,
        ]
        .into_iter()
        .find(|k| k.code() == code)
    }

    /// Whether all that it tells comes from the other; else only what stands in the spans.
    pub fn is_whole(self) -> bool {
        !matches!(self, CopyKind::Passage | CopyKind::Extension | CopyKind::Reprint)
    }
}

/// That a report repeats an earlier one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repeats {
    /// The id of the earlier report.
    pub of: String,
    /// How.
    pub kind: CopyKind,
    /// How much of it, from 0 to 1.
    pub score: f64,
    /// Why it is thought so, in words.
    pub reason: String,
    /// What is repeated, in code points of the copy; all of it if the copy is whole.
    pub spans: Vec<Span>,
}
