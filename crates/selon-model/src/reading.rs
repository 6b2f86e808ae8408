//! All that is read out of one report, in the form that is published as
//! `selon.reading/1`. `docs/CODEBOOK.md` defines every field.

use serde::{Deserialize, Serialize};

use crate::{Language, Span};

/// The name and version of the form.
pub const SCHEMA: &str = "selon.reading/1";

/// Words of the report and their place in it, in code points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Excerpt {
    /// The words, exactly as they stand.
    pub text: String,
    /// Where they stand.
    #[serde(flatten)]
    pub span: Span,
}

/// All that is read out of one report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reading {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The id of the report.
    pub doc: String,
    /// The day of publication, EDTF, if known.
    pub published: Option<String>,
    /// What is known of the report.
    pub report: ReportFacts,
    /// Every statement that the text gives to somebody other than its author.
    pub attributions: Vec<Attribution>,
    /// Each distinct event once.
    pub events: Vec<Event>,
    /// People, groups and organisations as the text names them.
    pub mentions: Vec<Mention>,
    /// Times as the text tells them.
    pub times: Vec<Time>,
    /// Places as the text names them.
    pub places: Vec<Place>,
    /// Every verb in the conditional of hearsay, whether an event is told by it or not.
    pub hedges: Vec<Hedge>,
}

/// What is known of the report that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportFacts {
    /// The id of the report.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The language it was read in.
    pub language: Language,
    /// SHA-256 of the UTF-8 text, in hexadecimal.
    pub text_sha256: String,
    /// Where the day of publication was found, if in the text.
    pub published_text: Option<Excerpt>,
    /// The address of the report that this one says it translates.
    pub translation_of: Option<Link>,
    /// The address of the report that this one says it copies.
    pub copy_of: Option<Link>,
}

/// An address, and the words that declare it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// The address.
    pub url: String,
    /// The words that declare it.
    #[serde(flatten)]
    pub excerpt: Excerpt,
}

/// Who holds a claim: the author or an attribution, by its id.
/// Written as `AUTHOR` or the id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Holder(pub String);

impl Holder {
    /// The author of the report.
    pub fn author() -> Holder {
        Holder("AUTHOR".into())
    }
}

/// A statement that the report gives to somebody (PARC, PolNeAR).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attribution {
    /// `A1`, `A2` … in the order of the text.
    pub id: String,
    /// Who is said to say it; none if it is implicit.
    pub source: Option<Excerpt>,
    /// The words that give it to them.
    pub cue: Option<Excerpt>,
    /// What is said; several pieces if something stands between.
    pub content: Vec<Excerpt>,
    /// What the source is.
    pub source_kind: SourceKind,
    /// Whom the source means, by the id of a mention's entity.
    pub source_entity: Option<String>,
    /// The name of whom the source means, in full.
    pub source_name: Option<String>,
    /// How certain it is that it was said at all, and whether it was denied to be.
    pub certainty: Certainty,
    /// What hedges the saying.
    pub hedge: Option<Hedge>,
    /// The attribution that this one stands in.
    pub inside: Option<String>,
    /// The sentences after it that go on with it without saying so (free indirect speech).
    #[serde(default)]
    pub carried_over: Vec<CarriedOver>,
}

/// A sentence without a source of its own that goes on with what somebody said before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CarriedOver {
    /// The sentence.
    #[serde(flatten)]
    pub excerpt: Excerpt,
    /// Why it is taken for theirs.
    pub reason: CarriedReason,
    /// The words that show it.
    pub by: Excerpt,
}

/// Why a sentence is taken for what somebody said before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CarriedReason {
    /// It is told in the French conditional of hearsay, without a source of its own.
    Conditional,
    /// It adds something in the past perfect (*had also*).
    PastPerfect,
    /// It is told with doubt that somebody else than the author has (*may have*, *allegedly*).
    Hedge,
    /// It goes on with what was to come (*would then*).
    Future,
    /// It is told in the first person, as what was said before.
    FirstPerson,
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A government, its army, police, courts, ministries, and who speaks for them.
    Official,
    /// An armed group that is no government.
    ArmedGroup,
    /// Who watches a conflict: observatories, human-rights organisations.
    Monitor,
    /// An outlet, an agency, a journalist.
    Media,
    /// The United Nations, NATO, the African Union and the like.
    InternationalOrg,
    /// Who was there.
    Witness,
    /// A scholar, an analyst.
    Expert,
    /// Anybody else who is named or described.
    PrivatePerson,
    /// Somebody who is not told.
    Unnamed,
    /// None of these.
    Other,
}

/// Something that is said to happen at a place and time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// `E1`, `E2` … in the order of the text.
    pub id: String,
    /// What kind of event, one of the codes of `docs/CODEBOOK.md`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it is what the report is about.
    pub headline_event: bool,
    /// All words that tell of it.
    pub mentions: Vec<Excerpt>,
    /// Where it is said to happen.
    pub place: Option<EventPlace>,
    /// When it is said to happen, EDTF.
    pub date: Option<String>,
    /// The words that tell when.
    pub date_text: Option<Excerpt>,
    /// Who is said to do it.
    pub actor: Option<Excerpt>,
    /// Whom or what it is done to.
    pub target: Option<Excerpt>,
    /// What it is done with: a weapon, a vehicle, what is thrown or fired.
    #[serde(default)]
    pub instrument: Option<Excerpt>,
    /// The event that it is a part of.
    #[serde(default)]
    pub part_of: Option<String>,
    /// One for each who holds that it happens, or that it does not.
    pub claims: Vec<Claim>,
    /// Counts of people.
    pub figures: Vec<Figure>,
    /// Counts of things: houses, missiles, aircraft.
    #[serde(default)]
    pub other_figures: Vec<Figure>,
}

/// Where an event is said to happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventPlace {
    /// The words that tell where.
    #[serde(flatten)]
    pub excerpt: Excerpt,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Degrees north, WGS 84; none if the place is not resolved.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    pub lon: Option<f64>,
    /// How large what is named is.
    pub precision: Option<Precision>,
    /// The name in the gazetteer.
    pub name: Option<String>,
    /// Its number in the gazetteer: `wof:` Who's On First, `gn:` GeoNames, `ne:` Natural Earth,
    /// `iso:` a country, `selon:` Selon's own, `user:` the user's. Of an area, that of the place
    /// that it is told by.
    #[serde(default)]
    pub id: Option<String>,
    /// The first-level division that it lies in or is.
    #[serde(default)]
    pub admin1: Option<String>,
    /// The second-level division that it lies in or is.
    #[serde(default)]
    pub admin2: Option<String>,
    /// How far from the point it may lie or reach, in km; none for a point of its own.
    #[serde(default)]
    pub radius_km: Option<u32>,
    /// ACLED's geo_precision: 1 the place, 2 near it or in a district, 3 in a larger division or
    /// area; none for a country or more.
    #[serde(default)]
    pub geo_precision: Option<u8>,
    /// UCDP's where_prec: 1 the place, 2 within 25 km of it, 3 a second-level division, 4 a
    /// first-level one, 5 an area or line, 6 a country, 7 a sea.
    #[serde(default)]
    pub where_prec: Option<u8>,
    /// What else the name may mean, with what is most likely first; empty where nothing else is.
    #[serde(default)]
    pub candidates: Vec<PlaceCandidate>,
}

/// A place that a name may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaceCandidate {
    /// Its name in the gazetteer.
    pub name: String,
    /// Its number there.
    pub id: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// How likely it is the one that is meant, from 0 to 1.
    pub probability: f64,
}

/// How large the place is that is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A town, a village, a camp, a quarter.
    Locality,
    /// A district, a county.
    District,
    /// A first-level division.
    Province,
    /// A part of a country, a coast, a border; no pin.
    Area,
    /// A country.
    Country,
    /// More than one country, a sea.
    Region,
}

impl Precision {
    /// As it stands in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Precision::Locality => "locality",
            Precision::District => "district",
            Precision::Province => "province",
            Precision::Area => "area",
            Precision::Country => "country",
            Precision::Region => "region",
        }
    }
}

/// An event as held by somebody (FactBank).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// Who holds it.
    pub held_by: Holder,
    /// Within what the holder says.
    pub certainty: Certainty,
    /// Whether it is affirmed or denied.
    pub polarity: Polarity,
    /// Whether it is told as happening, as meant to happen, or as a case thought of.
    pub reality: Reality,
    /// The words that decide, if not certain, positive and actual.
    pub cue: Option<Excerpt>,
    /// What hedges it, if it is hedged.
    pub hedge: Option<Hedge>,
    /// Whether it stands in a sentence that is carried over from what the holder said.
    #[serde(default)]
    pub carried_over: bool,
}

/// Words that hedge, and how they do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hedge {
    /// The words.
    #[serde(flatten)]
    pub excerpt: Excerpt,
    /// How they hedge.
    pub kind: HedgeKind,
}

/// How words hedge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HedgeKind {
    /// The French conditional of hearsay.
    Conditional,
    /// *probablement, reportedly*.
    Adverb,
    /// *pourrait, may have*.
    Modal,
    /// *rumeur, suspicion*.
    Noun,
    /// *présumé, alleged*.
    Adjective,
    /// *sembler, appear, is believed to*.
    Verb,
    /// *si, en cas de, unless*: it hangs on a condition.
    Condition,
    /// *selon certaines informations*.
    UnnamedSource,
}

/// Whether the holder is sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Told as a fact.
    Certain,
    /// Told with doubt.
    Hedged,
}

/// Whether it is affirmed or denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// It happened.
    Positive,
    /// It did not.
    Negative,
}

/// Whether it is told as happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reality {
    /// It happened or happens.
    Actual,
    /// It is meant, threatened, tried in vain, to come.
    Planned,
    /// A case that is thought of.
    Hypothetical,
}

/// A counted quantity as an interval, with its holder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// `F1`, `F2` … in the order of the text.
    #[serde(default)]
    pub id: String,
    /// What is counted: killed, injured, detained, abducted, displaced, participants;
    /// other for things.
    pub what: String,
    /// At least so many; none if open.
    pub low: Option<u64>,
    /// At most so many; none if open.
    pub high: Option<u64>,
    /// The words.
    #[serde(flatten)]
    pub excerpt: Excerpt,
    /// Who holds it.
    pub held_by: Holder,
    /// Within what the holder says.
    pub certainty: Certainty,
    /// Whether it stands in a sentence that is carried over from what the holder said.
    #[serde(default)]
    pub carried_over: bool,
    /// The words that tell who or what is counted, where they tell more than that they are
    /// people: *Turkish soldiers*, *children*, *houses*.
    #[serde(default)]
    pub who: Option<Excerpt>,
    /// The id of the total that it is a part of; not to be added to it.
    #[serde(default)]
    pub part_of: Option<String>,
    /// Where killed and injured are told as one total: the figure of the others, and the
    /// total.
    #[serde(default)]
    pub joint: Option<JointTotal>,
}

/// A total of people killed and injured, of whom the report does not tell how many were
/// which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JointTotal {
    /// The id of the figure of the others.
    pub with: String,
    /// At least so many; none if open.
    pub low: Option<u64>,
    /// At most so many; none if open.
    pub high: Option<u64>,
}

/// A name, description or pronoun that means a person, group or organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mention {
    /// The words.
    #[serde(flatten)]
    pub excerpt: Excerpt,
    /// What it names.
    pub kind: MentionKind,
    /// Whom it means; the same for all mentions of one.
    pub entity: String,
    /// The name of whom it means, in full.
    pub name: String,
    /// Whom it means in the registry of actors, by its id there, if they stand there.
    #[serde(default)]
    pub registry: Option<String>,
}

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// A person.
    Person,
    /// A group of people: fighters, a people, an armed group.
    Group,
    /// An organisation, a body of state, an outlet.
    Organization,
}

/// A time as the text tells it (TIMEX3).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Time {
    /// The words.
    #[serde(flatten)]
    pub excerpt: Excerpt,
    /// EDTF; none if it cannot be resolved. Digits that are not told are `X`: `XXXX-05` is
    /// May of a year that is not known.
    pub value: Option<String>,
    /// How exact the value is; none if there is none.
    #[serde(default)]
    pub granularity: Option<Granularity>,
    /// Which part of the time is meant, or that it is meant roughly, where the words tell.
    #[serde(default)]
    pub modifier: Option<TimeModifier>,
}

/// How exact a time is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Granularity {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A season.
    Season,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// From a time to another, or open at an end.
    Interval,
}

/// What words make of a time (`mod` of TIMEX3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TimeModifier {
    /// *début mars*, *early March*.
    Start,
    /// *mi-mars*, *mid-March*.
    Middle,
    /// *fin mars*, *late March*.
    End,
    /// *vers 2010*, *about two weeks ago*.
    About,
}

/// A place as the text names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The words.
    #[serde(flatten)]
    pub excerpt: Excerpt,
    /// The name in the gazetteer; none if it is not resolved.
    pub name: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Degrees north, WGS 84.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    pub lon: Option<f64>,
    /// How large what is named is.
    pub precision: Option<Precision>,
    /// Its number in the gazetteer: `wof:` Who's On First, `gn:` GeoNames, `ne:` Natural Earth,
    /// `iso:` a country, `selon:` Selon's own, `user:` the user's. Of an area, that of the place
    /// that it is told by.
    #[serde(default)]
    pub id: Option<String>,
    /// The first-level division that it lies in or is.
    #[serde(default)]
    pub admin1: Option<String>,
    /// The second-level division that it lies in or is.
    #[serde(default)]
    pub admin2: Option<String>,
    /// How far from the point it may lie or reach, in km; none for a point of its own.
    #[serde(default)]
    pub radius_km: Option<u32>,
    /// ACLED's geo_precision: 1 the place, 2 near it or in a district, 3 in a larger division or
    /// area; none for a country or more.
    #[serde(default)]
    pub geo_precision: Option<u8>,
    /// UCDP's where_prec: 1 the place, 2 within 25 km of it, 3 a second-level division, 4 a
    /// first-level one, 5 an area or line, 6 a country, 7 a sea.
    #[serde(default)]
    pub where_prec: Option<u8>,
    /// What else the name may mean, with what is most likely first; empty where nothing else is.
    #[serde(default)]
    pub candidates: Vec<PlaceCandidate>,
    /// Whether the name stands for who governs there: *Damas a déclaré*.
    pub metonymy: bool,
}
