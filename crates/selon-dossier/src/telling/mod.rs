//! A telling: one event as one report tells it, with all that matching, counting and
//! showing need, so that the whole reading is not asked again.

mod counted;
mod cues;
mod draw;
mod words;

pub(crate) use cues::{are_forces, condemns, denies_any};
pub use draw::{Source, draw};

use selon_model::Language;
use selon_model::reading::{Certainty, EventPlace, Excerpt, Hedge, Polarity, Reality};
use serde::{Deserialize, Serialize};

use crate::party::{Outlet, Party};

/// One event as one report tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// The same whenever the same report is read the same.
    pub key: String,
    /// The id of the report.
    pub report: String,
    /// The key that this id is made of.
    pub report_key: String,
    /// The id of the event in the reading.
    pub event: String,
    /// The type of event.
    pub kind: String,
    /// Whether the words tell of an explosion alone, not of a bomb: the type is the likeliest.
    #[serde(default)]
    pub vague: bool,
    /// Whether it is what the report is about.
    pub headline: bool,
    /// The language of the report.
    pub language: Language,
    /// Who published the report.
    pub outlet: Option<Outlet>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The moment of publication, where the hour is told.
    pub published_time: Option<String>,
    /// The event of the same report that it is told to be a part of.
    #[serde(default)]
    pub part_of: Option<String>,
    /// The words that tell of it.
    pub mentions: Vec<Excerpt>,
    /// Where.
    pub place: Option<EventPlace>,
    /// When, EDTF.
    pub date: Option<String>,
    /// The words that tell when.
    pub date_text: Option<Excerpt>,
    /// Who is said to do it.
    pub actor: Option<Actor>,
    /// To whom.
    pub target: Option<Actor>,
    /// With what.
    #[serde(default)]
    pub instrument: Option<Excerpt>,
    /// The data set whose coders tell it, if it was not read out of a report.
    #[serde(default)]
    pub coded_by: Option<String>,
    /// As whom holds it; one for each holder and way of holding.
    pub claims: Vec<Held>,
    /// What is counted.
    pub figures: Vec<Counted>,
    /// The country that most places of the report lie in: where it is likely to be if it
    /// has no place of its own.
    pub context: Option<String>,
    /// Words of the sentences that tell of it, folded, sorted, each once: what survives
    /// translation (names, numbers) and what does not.
    pub terms: Vec<String>,
}

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// The words.
    #[serde(flatten)]
    pub excerpt: Excerpt,
    /// Who it is, the same in all reports, if that can be told.
    pub entity: Option<String>,
    /// The name in full, if it is known.
    pub name: Option<String>,
    /// Index of the claims whose holder tells of it.
    pub held_by: Vec<usize>,
}

/// An event as somebody in a report holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// The chain of who says it: the deepest source first, the last is whom the author
    /// cites. Empty if the author tells it.
    pub chain: Vec<Party>,
    /// Within what the holder says.
    pub certainty: Certainty,
    /// Whether it is affirmed or denied.
    pub polarity: Polarity,
    /// Whether it is told as happening.
    pub reality: Reality,
    /// What hedges it.
    pub hedge: Option<Hedge>,
    /// The words that it rests on.
    pub words: Excerpt,
    /// Whether the holder is told in an earlier sentence.
    pub carried_over: bool,
    /// Whether the words stand in the headline alone.
    pub in_headline: bool,
}

impl Held {
    /// Whether the author tells it.
    pub fn by_author(&self) -> bool {
        self.chain.is_empty()
    }

    /// Whether it is affirmed as having happened.
    pub fn affirms(&self) -> bool {
        self.polarity == Polarity::Positive && self.reality == Reality::Actual
    }

    /// Whether it is denied to have happened.
    pub fn denies(&self) -> bool {
        self.polarity == Polarity::Negative && self.reality == Reality::Actual
    }
}

/// A figure with its holder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    /// What is counted: `killed`, `injured` …
    pub what: String,
    /// Whom, if the words tell: `civilian`, `state`, `nonstate` …
    pub class: Option<String>,
    /// At least so many.
    pub low: Option<u64>,
    /// At most so many.
    pub high: Option<u64>,
    /// The words.
    #[serde(flatten)]
    pub excerpt: Excerpt,
    /// The chain of who says it, as of a claim.
    pub chain: Vec<Party>,
    /// Within what the holder says.
    pub certainty: Certainty,
    /// Whether it was told before and is retold beside a newer one: *a first toll of three*.
    #[serde(default)]
    pub earlier: bool,
    /// The day on which it was told then, if that is told.
    #[serde(default)]
    pub said: Option<String>,
}

impl Telling {
    /// When it was published, as exactly as is told; sorts by time.
    pub fn moment(&self) -> Option<&str> {
        self.published_time.as_deref().or(self.published.as_deref())
    }
}
