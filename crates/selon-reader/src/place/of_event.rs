//! Where an event happened.

use std::collections::BTreeMap;

use selon_gazetteer::{Gazetteer, distance_km};
use selon_language::morphology::Number;
use selon_language::{Analysis, NameKind, Pos, Relation, Subtype, WordId, WordRange};
use selon_model::reading::Precision;

use super::lexicon::{self, Class, Lexicon};
use super::usage::{head, prepositions};
use super::{PlaceMention, PlaceUsage, ResolvedPlace, extent};

/// A place must score as much to be that of the event.
const LEAST: f64 = 1.5;
/// How much the place counts that somebody comes from.
const ORIGIN: f64 = 0.2;
/// How much a place counts, at most, that is told of who says it (a town), and where it is
/// said.
const OF_SOURCE: f64 = 2.2;
const OF_CUE: f64 = 0.2;
/// How much the place counts that a report is written in.
const OF_DATE_LINE: f64 = 1.6;
/// How much a place counts that a relative clause about it tells the event of.
const OF_RELATIVE: f64 = 13.0;
/// How far below the verb of that clause.
const RELATIVE: usize = 8;
/// How far above a name the noun of its spot stands.
const SITE: usize = 4;
/// So many names are joined to the first one, at most.
const CONJUNCTS: usize = 4;
/// How many words a date line has at most.
const DATE_LINE: u32 = 14;
/// Within how many sentences a release begins.
const RELEASE: u32 = 5;
/// Places farther back than this many sentences are not looked at, but for those that
/// the report opens with.
const BACK: u32 = 6;
/// What a headline calls a country or region is told more exactly within so many
/// sentences and km.
const OPENING: u32 = 5;
const REGION_KM: f64 = 250.0;
/// A district of which no more is known reaches so far.
const DISTRICT_KM: f64 = 60.0;

/// How much less a place counts that hangs on a word that tells of another event, and one that
/// stands outside of a phrase that tells when (*two days after the attack*).
const OF_ANOTHER: f64 = 3.0;
const ELSEWHEN: f64 = 3.0;

/// How much more a place counts that a clause about the trigger tells: *the attacks that multiply
/// in the country*.
const OF_CLAUSE_ABOUT_IT: f64 = 2.8;

/// From where a place may be taken for an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// From all that is told before.
    Any,
    /// From the sentence of the event; from others, if it is a country.
    Wide,
    /// From the sentence of the event.
    Sentence,
}

/// How a place belongs to what somebody says, beside what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// It is told of who says it: *un habitant de Gao a dit*.
    Source,
    /// It is where it is said: *a déclaré le ministre à Paris*.
    Cue,
}

/// An event whose place is asked for.
pub struct Asked<'q> {
    /// A word that tells of it.
    pub trigger: WordId,
    /// From where its place may be taken.
    pub reach: Reach,
    /// Whether it is what the report is about, which is where it was written if nothing
    /// else is told.
    pub main: bool,
    /// Whether a place belongs to who tells of the event.
    pub speaker: &'q dyn Fn(usize) -> Option<Speaker>,
    /// Whether a word tells of another event.
    pub other: &'q dyn Fn(WordId) -> bool,
}

/// The place where an event happened, as a place in `places`, and how much speaks for it
/// (from about 12, where it depends on the trigger, down to 1.5): by the tree, else in the same sentence, else named before, else what the report
/// opens with. `places` are those that [`super::find`] found, in order.
///
/// Looks at the sentences about the trigger and the first ones only, so the time does
/// not grow with the text.
pub fn of_event(
    analysis: &Analysis,
    places: &[PlaceMention],
    asked: &Asked,
) -> Option<(usize, f64)> {
    let trigger = asked.trigger;
    let lexicon = lexicon::of(analysis.language);
    let sentence = analysis.words.get(trigger.index())?.sentence;
    let asked =
        &if tells_of_others(analysis, lexicon, trigger) && asked.reach == Reach::Any && !asked.main
        {
            Asked { reach: Reach::Wide, ..*asked }
        } else {
            Asked { ..*asked }
        };
    let first = places.partition_point(|p| sentence_of(analysis, p) + BACK < sentence);
    let opening = places.partition_point(|p| sentence_of(analysis, p) < 3);
    let candidates: Vec<usize> = (0..opening.min(first))
        .chain(first..places.len())
        .take_while(|&i| sentence_of(analysis, &places[i]) <= sentence + 1)
        .collect();
    let shares = shares(places, &candidates);
    let mut scores: Vec<(usize, f64)> = candidates
        .iter()
        .zip(shares)
        .filter_map(|(&i, share)| {
            let place = &places[i];
            if sentence_of(analysis, place) != sentence && !reaches(asked.reach, place) {
                return None;
            }
            if is_of_date_line(analysis, place) {
                let last = asked.main && asked.reach == Reach::Any && place.resolved.is_some();
                return last.then_some((i, OF_DATE_LINE));
            }
            if is_said_where(analysis, place, trigger) {
                return Some((i, OF_RELATIVE));
            }
            let speaker = (asked.speaker)(i);
            Some((i, score(analysis, lexicon, place, asked, share, speaker)?))
        })
        .collect();
    give_to_described(analysis, lexicon, places, &mut scores);
    let (found, score) = scores
        .into_iter()
        .filter(|f| f.1 > LEAST)
        // Of equals, the one nearest before.
        .max_by(|a, b| {
            let distance = |i: usize| {
                let at = places[i].words.start;
                (at > trigger.0, at.abs_diff(trigger.0))
            };
            a.1.total_cmp(&b.1).then(distance(b.0).cmp(&distance(a.0)))
        })?;
    if is_headline(analysis, sentence) {
        return Some((more_exact(analysis, places, found).unwrap_or(found), score));
    }
    Some((found, score))
}

/// *Belgorod, where a woman was killed*: whether a relative clause right after the place tells
/// what happened there.
pub fn is_said_where(analysis: &Analysis, place: &PlaceMention, trigger: WordId) -> bool {
    let lexicon = lexicon::of(analysis.language);
    let sentence = analysis.sentence_of(trigger).words;
    let comma = WordId(place.words.end);
    let at = match analysis.words.get(comma.index()) {
        Some(word) if matches!(&*word.form, "," | "(") => comma.next(),
        _ => comma,
    };
    place.words.start >= sentence.start
        && at < trigger
        && sentence.contains(at)
        && lexicon.is(Class::Where, analysis, at)
        && analysis[at].head.is_some_and(|verb| {
            // *Where he said that two had been killed, where they marched against a raid*: these
            // happened elsewhere.
            let elsewhere = |w: WordId| match analysis[w].relation {
                Relation::Ccomp | Relation::Parataxis | Relation::Nmod | Relation::Acl => true,
                Relation::Obl => analysis
                    .children_by(w, Relation::Case)
                    .any(|c| lexicon.is(Class::Party, analysis, c)),
                _ => false,
            };
            let mut path = analysis.ancestors(trigger).take(RELATIVE);
            path.find(|&w| w == verb || elsewhere(w)) == Some(verb)
        })
}

/// Whether a place of another sentence may be that of the event.
fn reaches(reach: Reach, place: &PlaceMention) -> bool {
    match reach {
        Reach::Any => true,
        Reach::Wide => is(place, Precision::Country),
        Reach::Sentence => false,
    }
}

/// Whether a place is where somebody comes from, which is not where something happens to
/// him: *les volontaires venus de France*.
pub fn is_origin(analysis: &Analysis, place: &PlaceMention) -> bool {
    is_origin_at(analysis, lexicon::of(analysis.language), head(analysis, place.words))
}

fn is_origin_at(analysis: &Analysis, lexicon: &Lexicon, word: WordId) -> bool {
    // *Venant du Sénégal et de Côte d'Ivoire*: what is joined comes from there too.
    let mut word = word;
    for _ in 0..CONJUNCTS {
        match analysis[word].head {
            Some(first) if analysis[word].relation == Relation::Conj && first < word => {
                word = first
            }
            _ => break,
        }
    }
    let Some(above) = analysis[word].head else { return false };
    // *Un observatoire basé à Londres*, not *l'armée a installé un camp à Gao*.
    let participle = matches!(analysis[above].relation, Relation::Acl | Relation::Amod)
        || analysis[above].pos == Pos::Adj;
    lexicon.is(Class::Origin, analysis, above)
        || participle && lexicon.is(Class::Seat, analysis, above)
        // *En provenance de Gao*
        || prepositions(analysis, word).iter().any(|&c| lexicon.is(Class::Origin, analysis, c))
}

/// Whether a place is told of who says something, or of where somebody comes from or has a seat:
/// *selon l'institut de Varsovie*.
pub(super) fn is_of_somebody(analysis: &Analysis, lexicon: &Lexicon, words: WordRange) -> bool {
    let word = head(analysis, words);
    let says = |w: WordId| {
        analysis.children_by(w, Relation::Case).any(|c| lexicon.is(Class::Voice, analysis, c))
    };
    is_origin_at(analysis, lexicon, word)
        || analysis
            .ancestors(word)
            .take(SITE)
            .take_while(|&w| analysis[w].pos != Pos::Verb || w == word)
            .any(says)
}

/// Whether a place is where the report was written: *KYIV (AP) — A drone hit*.
fn is_of_date_line(analysis: &Analysis, place: &PlaceMention) -> bool {
    let word = WordId(place.words.start);
    let sentence = analysis[word].sentence;
    let words = analysis.sentence_of(word).words;
    let capitals = |w: WordId| analysis[w].form.chars().all(|c| !c.is_lowercase());
    let named = |w: WordId| {
        matches!(analysis[w].pos, Pos::Propn | Pos::Noun | Pos::X | Pos::Adj)
            && analysis[w].form.chars().next().is_some_and(char::is_uppercase)
    };
    let is_dash = |w: &WordId| matches!(&*analysis[*w].form, "-" | "–" | "—" | "--");
    let first = WordId(words.start);
    // *Genève/Nairobi, le 9 juin 2023.*
    let verb = |w: WordId| matches!(analysis[w].pos, Pos::Verb | Pos::Aux);
    let year = |w: WordId| {
        let form = &analysis[w].form;
        form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit())
    };
    let whole = words.len() <= DATE_LINE as usize
        && sentence > 0
        && sentence <= RELEASE
        && named(first)
        && place.words.start <= words.start + 2
        && words.iter().any(year)
        && !words.iter().any(verb);
    if whole {
        return true;
    }
    if sentence > 2 || !named(first) || sentence == 0 && !capitals(first) {
        return false;
    }
    let opening = words.start..words.end.min(words.start + DATE_LINE);
    opening
        .map(WordId)
        .take_while(|&w| !matches!(analysis[w].pos, Pos::Verb | Pos::Aux))
        .find(is_dash)
        .is_some_and(|dash| place.words.end <= dash.0)
}

/// Whether a place is where somebody was taken care of after the event: *transportés à
/// l'hôpital de Gao*, *treated in Nairobi*.
fn is_of_care(analysis: &Analysis, lexicon: &Lexicon, word: WordId) -> bool {
    analysis.ancestors(word).skip(1).take(3).find(|&w| analysis[w].pos == Pos::Verb).is_some_and(
        |w| {
            let refuge = |c: WordId| lexicon.is(Class::Care, analysis, c);
            refuge(w) || analysis.children_by(w, Relation::Obj).any(refuge)
        },
    )
}

/// Gives what speaks for a place that only tells where another one lies to that one: *le
/// bourg d'Azaz, au nord d'Alep*. Of a village that is not known, what tells where
/// it lies is the place.
fn give_to_described(
    analysis: &Analysis,
    lexicon: &Lexicon,
    places: &[PlaceMention],
    scores: &mut Vec<(usize, f64)>,
) {
    // From behind, as what describes may be described itself.
    for at in (1..scores.len()).rev() {
        let ((town, own), (side, its)) = (scores[at - 1], scores[at]);
        let (place, around) = (&places[town], &places[side]);
        if town + 1 != side
            || !describes(analysis, lexicon, place, around)
                && !is_told_with_its_region(analysis, lexicon, place, around)
        {
            continue;
        }
        let known = places[town].resolved.is_some();
        scores[at - 1] = (if known { town } else { side }, own.max(its));
        scores.remove(at);
    }
}

/// *La gare de Toulouse en Occitanie; près de Kidal, au Mali*: whether a place is told right before
/// the division or country that it lies in.
fn is_told_with_its_region(
    analysis: &Analysis,
    lexicon: &Lexicon,
    town: &PlaceMention,
    region: &PlaceMention,
) -> bool {
    let between = town.words.end..region.words.start;
    let located = |p: &PlaceMention| p.usage == PlaceUsage::Location;
    let (Some(inner), Some(outer)) = (&town.resolved, &region.resolved) else { return false };
    let reaches = |least: f64| {
        let reach = outer.radius.map_or(least, |r| f64::from(r).max(least));
        distance_km((inner.lat, inner.lon), (outer.lat, outer.lon)) <= reach
    };
    let lies_in = match outer.precision {
        Precision::Country => true,
        Precision::Province => {
            inner.admin1.is_some() && inner.admin1 == outer.admin1 || reaches(0.0)
        }
        Precision::District => reaches(DISTRICT_KM),
        Precision::Area => reaches(REGION_KM),
        _ => false,
    };
    let smaller = size(inner.precision) < size(outer.precision)
        || inner.precision == Precision::Area && outer.precision == Precision::Area;
    let words = || between.clone().map(WordId);
    let sign = |w: WordId| matches!(&*analysis[w].form, "," | "(");
    located(town)
        && located(region)
        && sentence_of(analysis, town) == sentence_of(analysis, region)
        && smaller
        && inner.country.is_some()
        && inner.country == outer.country
        && lies_in
        && (1..=4).contains(&between.len())
        && words().enumerate().all(|(i, w)| {
            matches!(analysis[w].pos, Pos::Adp | Pos::Det | Pos::Adv) || i == 0 && sign(w)
        })
        && !words().any(|w| lexicon.is(Class::Toward, analysis, w))
        // In a list, *Homs, Idlib*, nothing lies in anything.
        && (outer.precision == Precision::Country
            || words().any(|w| analysis[w].pos == Pos::Adp)
            || region.words.len() > 1
            || words().any(|w| &*analysis[w].form == "("))
}

/// Divisions from small to large.
fn size(precision: Precision) -> u8 {
    match precision {
        Precision::Locality => 0,
        Precision::District => 1,
        Precision::Area => 2,
        Precision::Province => 3,
        Precision::Country => 4,
        Precision::Region => 5,
    }
}

/// Whether the place of `side`, a side of another or what the town is near to, stands in
/// apposition to `town`.
fn describes(
    analysis: &Analysis,
    lexicon: &Lexicon,
    town: &PlaceMention,
    side: &PlaceMention,
) -> bool {
    let located = |p: &PlaceMention| p.usage == PlaceUsage::Location;
    let between = town.words.end..side.words.start;
    let words = || between.clone().map(WordId);
    let is_comma = |w: WordId| matches!(&*analysis[w].form, "," | "(");
    located(town)
        && located(side)
        && sentence_of(analysis, town) == sentence_of(analysis, side)
        && (1..=4).contains(&between.len())
        && words().next().is_some_and(is_comma)
        && words().skip(1).all(|w| matches!(analysis[w].pos, Pos::Adp | Pos::Det | Pos::Adv))
        && (is_side(analysis, lexicon, side)
            || words().any(|w| lexicon.is(Class::Near, analysis, w)))
        && town.resolved.as_ref().is_none_or(|r| {
            let division =
                matches!(r.precision, Precision::Area | Precision::Province | Precision::District);
            r.precision == Precision::Locality
                || division && is_of_country(side) && !is_of_country(town)
        })
}

/// Whether it is a side of a place: *l'est de Gao*.
fn is_side(analysis: &Analysis, lexicon: &Lexicon, place: &PlaceMention) -> bool {
    is(place, Precision::Area)
        && place.words.len() > 1
        && place.words.iter().any(|w| lexicon.direction(analysis, w).is_some())
}

/// Whether it is a country or a side of one.
fn is_of_country(place: &PlaceMention) -> bool {
    let Some(found) = &place.resolved else { return false };
    let country = found.country.as_deref().and_then(|c| Gazetteer::embedded().country(c));
    country.is_some_and(|c| c.name == found.name)
}

/// Whether a sentence is the report's headline: the first, without a full stop.
fn is_headline(analysis: &Analysis, sentence: u32) -> bool {
    sentence == 0
        && analysis
            .sentences
            .first()
            .is_some_and(|s| !s.span.of(analysis.text).ends_with(['.', '!', '?', '"', '”', '»']))
}

/// The country or region that the headline opens with, which the report is about: *Zandie :
/// les dockers en grève*.
pub fn of_report(analysis: &Analysis, places: &[PlaceMention]) -> Option<usize> {
    places.first().filter(|place| is_label_of_headline(analysis, place)).map(|_| 0)
}

fn is_label_of_headline(analysis: &Analysis, place: &PlaceMention) -> bool {
    let colon = analysis.words.get(place.words.end as usize);
    let wide = place.resolved.as_ref().is_some_and(|r| {
        matches!(r.precision, Precision::Country | Precision::Province | Precision::Area)
    });
    wide && place.words.start == 0
        && sentence_of(analysis, place) == 0
        && place.usage != PlaceUsage::PartOfName
        && colon.is_some_and(|w| &*w.form == ":")
}

fn sentence_of(analysis: &Analysis, place: &PlaceMention) -> u32 {
    analysis[WordId(place.words.start)].sentence
}

/// Whether a word stands in a phrase that tells when something else was: *après l'attaque*, *au
/// lendemain de la fusillade*.
fn is_elsewhen(analysis: &Analysis, lexicon: &Lexicon, word: WordId) -> bool {
    let told = |w: WordId| lexicon.is(Class::Elsewhen, analysis, w);
    let nominal =
        matches!(analysis[word].relation, Relation::Obl | Relation::Nmod | Relation::Advcl);
    nominal
        && (told(word)
            || [Relation::Case, Relation::Mark]
                .iter()
                .any(|&r| analysis.children_by(word, r).any(told)))
}

/// Whether a noun tells of more of its kind beside the one that is told of: *other recent attacks*.
fn tells_of_others(analysis: &Analysis, lexicon: &Lexicon, trigger: WordId) -> bool {
    analysis[trigger].morphology.number == Some(Number::Plur)
        && analysis[trigger].pos == Pos::Noun
        && analysis.children(trigger).iter().any(|&c| {
            matches!(analysis[c].relation, Relation::Amod | Relation::Det)
                && lexicon.is(Class::Others, analysis, c)
        })
}

/// The first town that the report names in the country or region of its headline.
fn more_exact(analysis: &Analysis, places: &[PlaceMention], found: usize) -> Option<usize> {
    let wide = places[found].resolved.as_ref()?;
    let lies_in = |town: &ResolvedPlace| match wide.precision {
        Precision::Country => town.country.is_some() && town.country == wide.country,
        Precision::Province | Precision::Area | Precision::Region => {
            let division = town.admin1.is_some() && town.admin1.as_ref() == Some(&wide.name);
            town.country == wide.country
                && (division || distance_km((town.lat, town.lon), (wide.lat, wide.lon)) < REGION_KM)
        }
        Precision::Locality | Precision::District => false,
    };
    let first = |fits: &dyn Fn(Precision) -> bool| {
        places.iter().take_while(|p| sentence_of(analysis, p) < OPENING).position(|p| {
            p.usage == PlaceUsage::Location
                && p.resolved.as_ref().is_some_and(|r| fits(r.precision) && lies_in(r))
                && !is_of_date_line(analysis, p)
        })
    };
    let wide = wide.precision == Precision::Country;
    first(&|p| matches!(p, Precision::Locality | Precision::District))
        .or_else(|| first(&|p| p == Precision::Province).filter(|_| wide))
        .or_else(|| {
            let side = |p: &usize| is_of_country(&places[*p]);
            first(&|p| p == Precision::Area).filter(|p| wide && side(p))
        })
}

/// How likely the event happened there; none if it cannot have.
fn score(
    analysis: &Analysis,
    lexicon: &Lexicon,
    place: &PlaceMention,
    asked: &Asked,
    share: f64,
    speaker: Option<Speaker>,
) -> Option<f64> {
    let trigger = asked.trigger;
    let word = head(analysis, place.words);
    // *India-backed insurgents*
    let rest = analysis.text.get(place.span.end as usize..).unwrap_or_default();
    if rest.strip_prefix('-').is_some_and(|r| r.starts_with(char::is_alphabetic)) {
        return None;
    }
    let directly =
        prepositions(analysis, word).iter().any(|&c| lexicon.is(Class::Within, analysis, c));
    let within =
        directly || is_at_site(analysis, lexicon, word) || extent::is_beside(analysis, place);
    let usage = match place.usage {
        PlaceUsage::Location => 0.0,
        // “un hôpital syrien”: an adjective of what is hit or where.
        PlaceUsage::Demonym => {
            let noun = analysis[word].head?;
            let spot = lexicon.is(Class::Site, analysis, noun)
                || lexicon.is(Class::Extent, analysis, noun);
            if !spot {
                return None;
            }
            -1.0
        }
        // “backing for Mali in its struggle”: where the country itself is the stake.
        PlaceUsage::Metonymy
            if analysis[word].relation != Relation::Nsubj
                && !is_agent(analysis, lexicon, word)
                && is(place, Precision::Country)
                && !is_between(analysis, lexicon, word) =>
        {
            -2.0
        }
        PlaceUsage::PartOfName if within => -2.0,
        PlaceUsage::Metonymy | PlaceUsage::PartOfName => return None,
    };
    let size = match place.resolved.as_ref().map(|r| r.precision) {
        Some(Precision::Locality) => 1.0,
        Some(Precision::Area | Precision::District | Precision::Province) => 0.5,
        Some(Precision::Country) if within => -1.0,
        Some(Precision::Country) => -2.0,
        Some(Precision::Region) => -2.5,
        None if within => -0.5,
        None => -3.0,
    };
    let here = analysis[trigger].sentence;
    let there = analysis[word].sentence;
    if here != there && is_of_care(analysis, lexicon, word) {
        return None;
    }
    let share = if here == there { 0.0 } else { 1.2 * share };
    let near = if here == there {
        by_tree(analysis, lexicon, word, asked, within) + beside(analysis, place, trigger, within)
    } else if there < here {
        let back = f64::from(here - there);
        let opens = if there < 3 { 1.4 } else { 0.0 };
        let paragraph = if same_paragraph(analysis, here, there) { 0.6 } else { 0.0 };
        (3.0 - 0.5 * back + paragraph).max(opens)
    } else if is_headline(analysis, here) {
        // A headline is told in full by what follows it.
        2.6
    } else {
        0.6
    };
    // Where somebody went or came from is seldom where the next thing happened.
    let way = here != there
        && prepositions(analysis, word).iter().any(|&c| lexicon.is(Class::Toward, analysis, c));
    let near = if way { near - 1.5 } else { near };
    let near = match speaker {
        None => near,
        Some(Speaker::Source) if is(place, Precision::Locality) => near.min(OF_SOURCE),
        Some(Speaker::Source) => near,
        Some(Speaker::Cue) => near.min(OF_CUE),
    };
    Some(near + size + usage + share)
}

/// Whether it is who does something: *les drones lancés par la Russie, launched by Russia*.
fn is_agent(analysis: &Analysis, lexicon: &Lexicon, word: WordId) -> bool {
    // *They stand by Iraq* is none.
    let undergone = |verb: WordId| {
        matches!(analysis[verb].relation, Relation::Acl | Relation::Amod)
            || analysis.children(verb).iter().any(|&c| analysis[c].subtype == Subtype::Passive)
    };
    analysis[word].subtype == Subtype::Agent
        || analysis[word].head.is_some_and(undergone)
            && prepositions(analysis, word).iter().any(|&c| lexicon.is(Class::Agent, analysis, c))
}

/// Whether it is one of those between whom something is: *une trêve entre Israël et le Hezbollah*.
fn is_between(analysis: &Analysis, lexicon: &Lexicon, word: WordId) -> bool {
    prepositions(analysis, word).iter().any(|&c| lexicon.is(Class::Between, analysis, c))
}

/// Whether the name tells where a spot is, at which something happens: *devant le parlement de
/// Londres*, *sur le parvis de la cathédrale Notre-Dame de Paris*.
fn is_at_site(analysis: &Analysis, lexicon: &Lexicon, word: WordId) -> bool {
    let mut at = word;
    for _ in 0..SITE {
        let part = matches!(
            analysis[at].relation,
            Relation::Nmod | Relation::Flat | Relation::Appos | Relation::Compound
        );
        let Some(above) = analysis[at].head.filter(|_| part) else { return false };
        at = above;
        if lexicon.is(Class::Site, analysis, at)
            && prepositions(analysis, at).iter().any(|&c| lexicon.is(Class::Within, analysis, c))
        {
            return true;
        }
    }
    false
}

fn is(place: &PlaceMention, precision: Precision) -> bool {
    place.resolved.as_ref().is_some_and(|r| r.precision == precision)
}

/// How often each candidate's place is named among them, from 0 to 1 for the one that is
/// named most.
fn shares(places: &[PlaceMention], candidates: &[usize]) -> Vec<f64> {
    let key = |i: usize| {
        let place = &places[i];
        let found = place.resolved.as_ref().filter(|_| place.usage == PlaceUsage::Location)?;
        (found.precision == Precision::Locality)
            .then(|| ((found.lat * 20.0).round() as i32, (found.lon * 20.0).round() as i32))
    };
    let mut counts: BTreeMap<(i32, i32), u32> = BTreeMap::new();
    for at in candidates.iter().filter_map(|&i| key(i)) {
        *counts.entry(at).or_default() += 1;
    }
    let most = f64::from(counts.values().copied().max().unwrap_or(1));
    let share =
        |&i: &usize| key(i).and_then(|k| counts.get(&k)).map_or(0.0, |&n| f64::from(n) / most);
    candidates.iter().map(share).collect()
}

/// A place that follows directly (*attacks in Diyala*) is the event's own, even if the
/// tree has it otherwise.
fn beside(analysis: &Analysis, place: &PlaceMention, trigger: WordId, within: bool) -> f64 {
    let between = trigger.0 + 1..place.words.start;
    let open = between
        .clone()
        .all(|w| !matches!(analysis.words[w as usize].pos, Pos::Verb | Pos::Punct | Pos::Cconj));
    if within && place.words.start > trigger.0 && between.len() <= 4 && open { 1.2 } else { 0.0 }
}

fn same_paragraph(analysis: &Analysis, a: u32, b: u32) -> bool {
    analysis.sentences[a as usize].paragraph == analysis.sentences[b as usize].paragraph
}

/// How closely the tree joins a place to a trigger of the same sentence: from about 12
/// (its own adverbial) down to 2.
fn by_tree(
    analysis: &Analysis,
    lexicon: &Lexicon,
    word: WordId,
    asked: &Asked,
    within: bool,
) -> f64 {
    let trigger = asked.trigger;
    let up: Vec<WordId> = analysis.ancestors(trigger).take(32).collect();
    let down: Vec<WordId> =
        analysis.ancestors(word).take_while(|w| !up.contains(w)).take(32).collect();
    let Some(meet) = down.last().map_or(Some(word), |&w| analysis[w].head) else { return 2.0 };
    let Some(steps) = up.iter().position(|&w| w == meet) else { return 2.0 };

    let mut score: f64 = 10.0;
    if up[..steps].iter().any(|&t| is_elsewhen(analysis, lexicon, t)) {
        score -= ELSEWHEN;
    }
    if down.iter().any(|&d| d != word && (asked.other)(d)) {
        score -= OF_ANOTHER;
    }
    // *The attacks that multiply in the country*: what is told of the trigger itself.
    let told = steps == 0
        && down.last().is_some_and(|&d| {
            analysis[d].relation == Relation::Acl && !(asked.other)(d) && down.len() <= 2
        });
    if told {
        score += OF_CLAUSE_ABOUT_IT;
    }
    // Up from the trigger to what it has in common with the place.
    for &w in &up[..steps] {
        score -= match analysis[w].relation {
            Relation::Acl if analysis[w].subtype == Subtype::Relative => 2.0,
            Relation::Acl | Relation::Advcl | Relation::Ccomp | Relation::Parataxis => 1.6,
            Relation::Conj => 1.4,
            Relation::Obj | Relation::Nsubj | Relation::Xcomp => 0.8,
            _ => 1.0,
        };
    }
    // Down to the place.
    for &w in &down {
        score -= match analysis[w].relation {
            Relation::Obl | Relation::Nmod | Relation::Obj => 0.6,
            Relation::Nsubj if analysis[w].subtype == Subtype::Passive => 0.6,
            Relation::Nsubj => 1.2,
            Relation::Conj | Relation::Appos => 1.0,
            Relation::Acl | Relation::Advcl | Relation::Ccomp | Relation::Parataxis => 2.4,
            _ => 0.9,
        };
        if w != word && analysis[w].pos == Pos::Verb {
            score -= 1.0;
        }
    }
    // What is taken, struck or fought for: “reprendre Mossoul”, “the battle of Raqqa”.
    let undergoes = down.last().is_some_and(|&w| {
        matches!(analysis[w].relation, Relation::Obj | Relation::Nmod)
            || analysis[w].subtype == Subtype::Passive
    });
    if steps == 0 && undergoes && lexicon.is(Class::Strike, analysis, trigger) {
        score += 1.2;
    }
    let of_person = |h: WordId| {
        analysis[word].relation == Relation::Nmod
            && analysis.name_of(h).is_some_and(|n| {
                n.kind == NameKind::Person || n.kind == NameKind::Organization && steps == 0
            })
    };
    if is_origin_at(analysis, lexicon, word)
        || is_of_care(analysis, lexicon, word)
        || analysis[word].head.is_some_and(of_person)
    {
        return ORIGIN;
    }
    let toward =
        prepositions(analysis, word).iter().any(|&c| lexicon.is(Class::Toward, analysis, c));
    if within {
        score += 1.2;
    } else if toward {
        score -= 1.5;
    }
    score.max(2.0)
}
