//! Places that are not named anew: *la ville*, *le pays*, *the capital*; and parts of a
//! country by its adjective: *le territoire syrien*.

use std::collections::BTreeMap;

use selon_gazetteer::fold::fold;
use selon_gazetteer::{Gazetteer, Place, PlaceKind, distance_km};
use selon_language::morphology::{Definite, Gender, Number, PronType};
use selon_language::{Analysis, Pos, Relation, Subtype, WordId, WordRange};
use selon_model::reading::Precision;

use super::lexicon::{Asked, Class, Lexicon};
use super::{Draft, Found, PlaceUsage, area, of_event, usage};
use crate::lower_case::lower_case;

/// A definite noun means one of the last so many places.
const MEMORY: usize = 100;
/// *Le pays* is one named no more than so many sentences before, else the country that
/// the report is about.
const SAME_COUNTRY: u32 = 2;
/// A spot within a town is so near its middle, km.
const WITHIN_TOWN: u32 = 5;

/// Makes an area of a country's adjective beside a noun of extent: *territoire
/// français*, *the Syrian border*, *capitale syrienne*.
pub(super) fn extent(
    analysis: &Analysis,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    draft: &mut Draft,
    noun: WordId,
    country: &Place,
) {
    if !lexicon.is(Class::Extent, analysis, noun) {
        return;
    }
    let asked = lexicon.asked(analysis, noun);
    let place = match asked {
        Some(Asked::Capital) => country.country.and_then(|c| gazetteer.capital(c)),
        // “La ville syrienne d’Idlib” names its town itself.
        Some(Asked::Kind(PlaceKind::Locality | PlaceKind::Region)) => return,
        _ => None,
    };
    draft.words.start = draft.words.start.min(noun.0);
    draft.words.end = draft.words.end.max(noun.0 + 1);
    draft.usage = PlaceUsage::Location;
    draft.found = Some(match place {
        Some(place) => Found::new(gazetteer, &place),
        None => Found::new(gazetteer, country).into_area(),
    });
}

/// Adds the definite nouns that mean a place named before. `main` is the country that
/// the report speaks of most.
pub(super) fn add(
    analysis: &Analysis,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    main: Option<&str>,
    drafts: &mut Vec<Draft>,
) {
    let mut added: Vec<Draft> = Vec::new();
    let mut history: Vec<Draft> = Vec::new();
    let mut named = drafts.iter().peekable();
    for word in analysis.word_ids() {
        while let Some(draft) = named.next_if(|d| d.words.start <= word.0) {
            let told = draft.usage != PlaceUsage::Location
                || !of_event::is_of_somebody(analysis, lexicon, draft.words);
            if draft.found.is_some() && draft.usage != PlaceUsage::PartOfName && told {
                history.push(draft.clone());
            }
        }
        if let Some(words) = conquered(analysis, lexicon, word) {
            let near = |d: &&Draft| {
                analysis[WordId(d.words.start)].sentence + 1 >= analysis[word].sentence
                    && d.usage == PlaceUsage::Location
            };
            let town = |d: &&Draft| d.found.as_ref().is_some_and(|f| f.kind == PlaceKind::Locality);
            if let Some(last) = history.iter().rev().take_while(near).find(town) {
                added.push(Draft { words, likely: Vec::new(), again: None, ..last.clone() });
            }
            continue;
        }
        if history.last().is_some_and(|d| d.words.contains(word))
            || drafts_at(drafts, word)
            || !stands_alone(analysis, lexicon, drafts, word)
        {
            continue;
        }
        let Some(asked) = lexicon.asked(analysis, word) else { continue };
        // *Near the village* after *the village of X*: that one, even if nobody knows it.
        let called = matches!(asked, Asked::Kind(PlaceKind::Locality))
            .then(|| drafts[..drafts.partition_point(|d| d.words.start < word.0)].iter())
            .and_then(|before| before.rev().take(MEMORY).find(|d| is_called(analysis, d, word)));
        if called.is_some_and(|d| d.found.is_none()) {
            continue;
        }
        if let Some(found) = called.and_then(|d| d.found.clone()) {
            let words = WordRange { start: word.0, end: word.0 + 1 };
            let usage = usage::of(analysis, lexicon, words, None);
            let draft = Draft::again(words, usage, found);
            history.push(draft.clone());
            added.push(draft);
            continue;
        }
        let words = WordRange { start: word.0, end: word.0 + 1 };
        let usage = usage::of(analysis, lexicon, words, None);
        // *À Xville, dans la région de Gao … Aux abords du village*: that one.
        if asked == Asked::Kind(PlaceKind::Locality)
            && let Some(unknown) = unknown_before(analysis, lexicon, drafts, &history, word)
        {
            let again = Some(unknown);
            added.push(Draft { words, usage, found: None, likely: Vec::new(), site: false, again });
            continue;
        }
        let Some(place) = meant(analysis, gazetteer, lexicon, word, asked, &history, main) else {
            continue;
        };
        let draft = Draft::again(words, usage, place);
        history.push(draft.clone());
        added.push(draft);
    }
    drafts.extend(added);
    drafts.sort_by_key(|d| d.words);
}

/// The words of the place named last before a noun, in its sentence or the one before, if it is
/// one where something happens and nobody knows it.
fn unknown_before(
    analysis: &Analysis,
    lexicon: &Lexicon,
    drafts: &[Draft],
    history: &[Draft],
    noun: WordId,
) -> Option<WordRange> {
    let before = &drafts[..drafts.partition_point(|d| d.words.start < noun.0)];
    let near = |d: &&Draft| {
        analysis[WordId(d.words.start)].sentence + 1 >= analysis[noun].sentence
            && d.usage == PlaceUsage::Location
    };
    let unknown = before.iter().rev().take(MEMORY).take_while(near).find(|d| {
        let case = usage::prepositions(analysis, usage::head(analysis, d.words));
        d.found.is_none() && !d.site && case.iter().any(|&c| lexicon.is(Class::Within, analysis, c))
    })?;
    let town = |d: &&Draft| d.found.as_ref().is_some_and(|f| f.kind == PlaceKind::Locality);
    let known = history.iter().rev().take(MEMORY).find(town).map_or(0, |d| d.words.end);
    (known <= unknown.words.start).then_some(unknown.words)
}

/// The words of a pronoun that means a town, as it undergoes what only places undergo: *elle a
/// été reprise, cette dernière est occupée, they retook it*.
fn conquered(analysis: &Analysis, lexicon: &Lexicon, word: WordId) -> Option<WordRange> {
    let pronoun = &analysis[word];
    let last = lexicon.is(Class::Last, analysis, word);
    let one = pronoun.morphology.number != Some(Number::Plur)
        && pronoun.morphology.gender != Some(Gender::Masc);
    let undergoes = pronoun.relation == Relation::Obj
        || pronoun.relation == Relation::Nsubj && pronoun.subtype == Subtype::Passive;
    let verb = pronoun.head.filter(|_| undergoes && one)?;
    if !(last || pronoun.pos == Pos::Pron && lexicon.is(Class::It, analysis, word))
        || !lexicon.is(Class::Conquest, analysis, verb)
    {
        return None;
    }
    let start = match word.previous() {
        Some(before) if last && analysis[before].pos == Pos::Det => before.0,
        _ => word.0,
    };
    Some(WordRange { start, end: word.0 + 1 })
}

/// Gives each spot within a place (*l'hôtel Dayah*) the town that it must lie in: one
/// named directly after it, else the last one named before, else the next.
pub(super) fn enclose(analysis: &Analysis, lexicon: &Lexicon, drafts: &mut [Draft]) {
    let town = |d: &Draft| {
        let town = d.found.as_ref().filter(|f| f.kind == PlaceKind::Locality)?;
        matches!(d.usage, PlaceUsage::Location | PlaceUsage::PartOfName).then(|| town.clone())
    };
    let mut before: Option<Found> = None;
    for i in 0..drafts.len() {
        if let Some(division) = division_beside(analysis, lexicon, drafts, i)
            .or_else(|| division_before(analysis, drafts, i))
        {
            drafts[i].found = Some(division.into_area());
            continue;
        }
        if !drafts[i].site {
            before =
                town(&drafts[i]).filter(|_| drafts[i].usage == PlaceUsage::Location).or(before);
            continue;
        }
        let sentence = analysis[WordId(drafts[i].words.start)].sentence;
        let beside = drafts.get(i + 1).filter(|d| {
            d.words.start.saturating_sub(drafts[i].words.end) <= 3
                && analysis[WordId(d.words.start)].sentence == sentence
        });
        let next = || drafts[i + 1..].iter().take(MEMORY).find_map(town);
        let found = beside.and_then(town).or_else(|| before.clone()).or_else(next);
        drafts[i].found = found.map(|f| Found { radius: Some(WITHIN_TOWN), ..f.into_area() });
    }
    beside_town(analysis, lexicon, drafts);
    same_again(analysis, drafts);
    about_one_town(analysis, lexicon, drafts);
    for at in 0..drafts.len() {
        if let Some(words) = drafts[at].again {
            let first = drafts.partition_point(|d| d.words.start < words.start);
            drafts[at].found = drafts.get(first).and_then(|d| d.found.clone());
        }
    }
}

/// How near a town the other places lie of a report that is about it alone, km, and how many.
const ABOUT_KM: f64 = 40.0;
const ABOUT: usize = 2;
/// How far a part of it may lie from its middle.
const PART_KM: u32 = 25;
/// So many words may tell what it is near to.
const NEARBY: usize = 9;

/// Where the headline names a town, and every other town and spot that the report knows lies near
/// it, so do the spots that it does not know: quarters and suburbs.
fn about_one_town(analysis: &Analysis, lexicon: &Lexicon, drafts: &mut [Draft]) {
    let located = |d: &&Draft| d.usage == PlaceUsage::Location;
    let small = |d: &Draft| {
        let found = d.found.as_ref()?;
        let spot = found.radius.is_none_or(|r| r <= PART_KM);
        let town = found.precision == Precision::Locality
            || found.precision == Precision::Area && spot
            || found.precision == Precision::District && spot;
        town.then(|| found.clone())
    };
    let headline = |d: &&Draft| analysis[WordId(d.words.start)].sentence == 0;
    let mut of_headline = drafts.iter().filter(located).filter(headline).filter_map(small);
    let Some(town) = of_headline.next().filter(|t| t.precision == Precision::Locality) else {
        return;
    };
    let elsewhere = |f: &Found| distance_km((f.lat, f.lon), (town.lat, town.lon)) > ABOUT_KM;
    let mut near: Vec<String> = Vec::new();
    for found in drafts.iter().filter(located).filter_map(small) {
        if elsewhere(&found) {
            return;
        }
        if found.name != town.name && !near.contains(&found.name) {
            near.push(found.name);
        }
    }
    if near.len() < ABOUT {
        return;
    }
    for draft in drafts.iter_mut() {
        let unknown = draft.found.is_none() && draft.usage == PlaceUsage::Location;
        let within = usage::prepositions(analysis, usage::head(analysis, draft.words))
            .iter()
            .any(|&c| lexicon.is(Class::Within, analysis, c));
        if unknown && within {
            draft.found = Some(Found { radius: Some(PART_KM), ..town.clone().into_area() });
        }
    }
}

/// Gives the surroundings of a town to a village that nobody knows and that is told to be near it:
/// *Xville, un village proche de Baga; Xville, à 20 km de Djibo*.
fn beside_town(analysis: &Analysis, lexicon: &Lexicon, drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let [village, town] = [&drafts[at - 1], &drafts[at]];
        let between = village.words.end..town.words.start;
        let words = || between.clone().map(WordId);
        let passes = |w: WordId| {
            matches!(analysis[w].pos, Pos::Adp | Pos::Det | Pos::Adv | Pos::Adj | Pos::Num)
                || lexicon.is(Class::Near, analysis, w)
                || lexicon.unit(&lower_case(&analysis[w].form)).is_some()
                || lexicon.number(&lower_case(&analysis[w].form)).is_some()
                || lexicon.asked(analysis, w) == Some(Asked::Kind(PlaceKind::Locality))
        };
        let far = area::distance(analysis, lexicon, town.words);
        let told = village.found.is_none()
            && [village.usage, town.usage] == [PlaceUsage::Location; 2]
            && between.len() <= NEARBY
            && words().next().is_some_and(|w| matches!(&*analysis[w].form, "," | "("))
            && words().skip(1).all(passes)
            && (far.is_some() || words().any(|w| lexicon.is(Class::Near, analysis, w)));
        let town = town.found.clone().filter(|f| told && f.precision == Precision::Locality);
        if let Some(town) = town {
            let km = far.map_or(f64::from(PART_KM), |(_, km)| km);
            drafts[at - 1].found = Some(area::at_distance(&town, km));
        }
    }
}

/// Gives what a name was found to lie in (*Xville (Yvelines)*) to where it stands alone.
fn same_again(analysis: &Analysis, drafts: &mut [Draft]) {
    let spelling = |d: &Draft| fold(analysis.span_of_name(d.words).of(analysis.text));
    let unknown = |d: &Draft| d.found.is_none() && d.usage == PlaceUsage::Location;
    if !drafts.iter().any(unknown) {
        return;
    }
    let mut known: BTreeMap<String, Found> = BTreeMap::new();
    for draft in drafts.iter().filter(|d| d.usage == PlaceUsage::Location) {
        if let Some(found) = draft.found.as_ref().filter(|f| f.precision == Precision::Area) {
            known.entry(spelling(draft)).or_insert_with(|| found.clone());
        }
    }
    for draft in drafts.iter_mut().filter(|d| unknown(d)) {
        draft.found = known.get(&spelling(draft)).cloned();
    }
}

/// The division named in brackets or after a comma of a town that is not known:
/// *Xville (Yvelines)*.
fn division_beside(
    analysis: &Analysis,
    lexicon: &Lexicon,
    drafts: &[Draft],
    at: usize,
) -> Option<Found> {
    let unknown = drafts[at].found.is_none() && drafts[at].usage == PlaceUsage::Location;
    let next = drafts.get(at + 1).filter(|_| unknown)?;
    let between = drafts[at].words.end..next.words.start;
    let sign = |w: u32| matches!(&*analysis.words[w as usize].form, "(" | ",");
    // *The village of Xville in Timbuktu region*
    let within = |w: u32| lexicon.is(Class::Within, analysis, WordId(w));
    let close = (1..=3).contains(&between.len())
        && between.clone().next().is_some_and(|w| sign(w) || within(w));
    let found = next.found.clone()?;
    (close
        && matches!(found.precision, Precision::Province | Precision::District)
        && next.usage == PlaceUsage::Location)
        .then_some(found)
}

/// The division that opens the sentence of a name that is not known: *En Ituri, des hommes armés
/// ont attaqué Xville*.
fn division_before(analysis: &Analysis, drafts: &[Draft], at: usize) -> Option<Found> {
    let unknown = drafts[at].found.is_none() && drafts[at].usage == PlaceUsage::Location;
    let sentence = analysis.sentence_of(WordId(drafts[at].words.start)).words;
    let here = |d: &&Draft| d.words.start >= sentence.start;
    let first =
        drafts[..at].iter().rev().take(MEMORY).take_while(here).last().filter(|_| unknown)?;
    let case = usage::prepositions(analysis, usage::head(analysis, first.words));
    let opens = case.iter().any(|c| c.0 <= sentence.start + 1);
    let found = first.found.as_ref()?;
    let division = match found.precision {
        Precision::Province | Precision::District => true,
        // Some first-level divisions are known as areas; a spot is none.
        Precision::Area => found.kind == PlaceKind::Area,
        _ => false,
    };
    (opens && division && first.usage == PlaceUsage::Location).then(|| first.found.clone())?
}

fn drafts_at(drafts: &[Draft], word: WordId) -> bool {
    let after = drafts.partition_point(|d| d.words.end <= word.0);
    drafts.get(after).is_some_and(|d| d.words.contains(word))
}

/// Whether a noun is definite, singular and not told apart by anything: *la ville*, not
/// *la ville d’Alep*, *une ville*, *la ville voisine*.
fn stands_alone(analysis: &Analysis, lexicon: &Lexicon, drafts: &[Draft], word: WordId) -> bool {
    let noun = &analysis[word];
    if noun.pos != Pos::Noun || noun.morphology.number == Some(Number::Plur) {
        return false;
    }
    let mut definite = false;
    for &child in analysis.children(word) {
        let dependent = &analysis[child];
        match dependent.relation {
            Relation::Det => {
                definite |= dependent.morphology.definite == Some(Definite::Def)
                    || dependent.morphology.pron_type == Some(PronType::Dem)
                    || lexicon.has(Class::Article, &lower_case(&dependent.form));
            }
            Relation::Amod if lexicon.direction(analysis, child).is_none() => return false,
            // Only what “de” and “of” join tells a place apart.
            Relation::Nmod
                if analysis
                    .children_by(child, Relation::Case)
                    .any(|c| !lexicon.is(Class::Join, analysis, c)) => {}
            // “la capitale du pays” is told apart by an anaphor of its own.
            Relation::Nmod | Relation::Compound | Relation::Flat | Relation::Appos => {
                let anaphor = lexicon.asked(analysis, child).is_some()
                    && analysis[child].pos == Pos::Noun
                    && analysis.children_by(child, Relation::Nmod).next().is_none();
                if !anaphor || drafts_at(drafts, child) {
                    return false;
                }
            }
            _ => {}
        }
    }
    definite
}

/// Whether the noun stands before the name of a place: *le village de X*.
fn is_called(analysis: &Analysis, draft: &Draft, noun: WordId) -> bool {
    let sentence = analysis.sentence_of(WordId(draft.words.start)).words;
    (sentence.start.max(draft.words.start.saturating_sub(3))..draft.words.start)
        .rev()
        .map(WordId)
        .find(|&w| !matches!(analysis[w].pos, Pos::Adp | Pos::Det))
        .is_some_and(|w| analysis[w].lemma == analysis[noun].lemma)
        && draft.usage == PlaceUsage::Location
}

/// Whether a demonym is one person's, whose country is not spoken of: *une Américaine, an
/// American woman*.
fn is_of_one_person(analysis: &Analysis, lexicon: &Lexicon, draft: &Draft) -> bool {
    if draft.usage != PlaceUsage::Demonym {
        return false;
    }
    let word = usage::head(analysis, draft.words);
    let noun = match analysis[word].pos {
        Pos::Adj => analysis[word].head.unwrap_or(word),
        _ if matches!(analysis[word].relation, Relation::Compound | Relation::Amod) => {
            analysis[word].head.unwrap_or(word)
        }
        _ => word,
    };
    analysis[noun].morphology.number != Some(Number::Plur)
        && analysis
            .children_by(noun, Relation::Det)
            .any(|d| analysis[d].morphology.definite == Some(Definite::Ind))
        && ![Class::Site, Class::Extent, Class::Strike, Class::Rule, Class::Arms, Class::Kind]
            .iter()
            .any(|&c| lexicon.is(c, analysis, noun))
}

/// What a definite noun of this kind means: the last place of its kind.
fn meant(
    analysis: &Analysis,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    noun: WordId,
    asked: Asked,
    history: &[Draft],
    main: Option<&str>,
) -> Option<Found> {
    let last = |fits: &dyn Fn(&Found) -> bool, demonyms: bool| {
        history
            .iter()
            .rev()
            .take(MEMORY)
            .filter(|d| demonyms || d.usage != PlaceUsage::Demonym)
            .filter_map(|d| d.found.as_ref())
            .find(|f| fits(f))
            .cloned()
    };
    // A country that was named long ago is the one meant only if the report is about it.
    let country = || {
        let near = history.iter().rev().take(MEMORY).take_while(|d| {
            analysis[WordId(d.words.start)].sentence + SAME_COUNTRY >= analysis[noun].sentence
        });
        let of = |d: &Draft| {
            let country = d.found.as_ref().and_then(|f| f.country.clone())?;
            (!is_of_one_person(analysis, lexicon, d)).then_some(country)
        };
        // “En Syrie, Israël menace de frapper dans le pays”: where, rather than who.
        let located = near.clone().filter(|d| d.usage == PlaceUsage::Location).find_map(of);
        // The country that the report is about, rather than one that acts in it or is accused.
        let about = main.filter(|&main| {
            let here = |d: &&Draft| {
                d.usage == PlaceUsage::Location
                    && d.found.as_ref().is_some_and(|f| f.country.as_deref() == Some(main))
            };
            history.iter().take(MEMORY).any(|d| here(&d))
        });
        let near =
            located.or_else(|| about.map(str::to_string)).or_else(|| near.clone().find_map(of));
        let spoken =
            |main: &&str| history.iter().take(MEMORY).any(|d| of(d).as_deref() == Some(*main));
        near.or_else(|| main.filter(spoken).map(str::to_string))
            .or_else(|| history.iter().rev().take(MEMORY).find_map(of))
    };
    match asked {
        Asked::Kind(PlaceKind::Country) => {
            let code = country()?;
            gazetteer.country(&code).map(|p| Found::new(gazetteer, &p))
        }
        Asked::Capital => {
            // Who is only spoken of has a capital too, but the report is about another.
            let located = history
                .last()
                .filter(|d| d.usage == PlaceUsage::Location)
                .and_then(|d| d.found.as_ref()?.country.clone());
            let code = located.or_else(|| main.map(str::to_string)).or_else(country)?;
            gazetteer.capital(&code).map(|p| Found::new(gazetteer, &p))
        }
        // No capital is a village.
        Asked::Kind(PlaceKind::Locality) if lexicon.is(Class::Hamlet, analysis, noun) => {
            let capital = |f: &Found| {
                let of = f.country.as_deref().and_then(|c| gazetteer.capital(c));
                of.is_some_and(|c| c.id == f.id)
            };
            last(&|f| f.kind == PlaceKind::Locality && !capital(f), false)
        }
        Asked::Kind(PlaceKind::Locality) => last(&|f| f.kind == PlaceKind::Locality, false),
        Asked::Kind(PlaceKind::Region) => last(&|f| f.kind == PlaceKind::Region, false),
        // “Le désert” is what was called a desert, “la zone” any division or area.
        Asked::Kind(PlaceKind::Area) => {
            let same =
                |d: &&Draft| d.words.iter().any(|w| analysis[w].lemma == analysis[noun].lemma);
            let again = history.iter().rev().take(MEMORY).find(same).and_then(|d| d.found.clone());
            again
                .or_else(|| last(&|f| matches!(f.kind, PlaceKind::Region | PlaceKind::Area), false))
        }
        Asked::Kind(kind) => last(&|f| f.kind == kind, false),
    }
}
