//! Who the source of an attribution is.

use selon_gazetteer::fold::{fold, key, skeleton};
use selon_model::reading::{Attribution, Mention, MentionKind, Reading, SourceKind};
use selon_model::{Language, Span};

use super::Party;
use super::body::body;
use super::registry::{Entry, Registry};
use super::words::{self, bare};

/// Who the sources of all attributions of a report are, in its order. `country` is where
/// the event is, for bodies that are told without their state, and `town`, for hospitals.
///
/// Who is told of as somebody known (*the group, l'ONG*), or without a name in the headline
/// (`title`), is the one source that the report names and that its words fit, if there is one.
pub fn parties(
    reading: &Reading,
    country: Option<&str>,
    town: Option<&str>,
    title: Option<Span>,
) -> Vec<Party> {
    let list = &reading.attributions;
    let at: At = (country, town);
    let mut parties: Vec<Party> = list.iter().map(|a| identify(a, reading, at)).collect();
    let named = super::described::named(reading, &parties, title);
    for party in &mut parties {
        let Some(words) = party.words.as_ref().filter(|_| party.id.is_none()) else { continue };
        let in_title =
            title.is_some_and(|t| t.start <= words.span.start && words.span.end <= t.end);
        let folded = fold(&words.text);
        let known = words::is_definite(&folded) && !is_indefinite(&words.text);
        if !(in_title || known) || matches!(party.kind, SourceKind::Unnamed | SourceKind::Witness) {
            continue;
        }
        let described = super::described::Described {
            words: &words.text,
            at: words.span.start,
            in_title,
            kind: party.kind,
            language: reading.report.language,
        };
        if let Some((id, name)) = described.meant(&named) {
            (party.id, party.name) = (Some(id), name);
        }
    }
    parties
}

/// Who the source of an attribution is, by its own words and those of whom it means.
fn identify(attribution: &Attribution, reading: &Reading, at: At) -> Party {
    let language = reading.report.language;
    let words = attribution.source.as_ref().map(|s| s.text.as_str());
    let found = who(attribution, reading, at, language);
    let shown = attribution.source_name.as_deref().or(words);
    let (id, name) = match found {
        Some((id, name)) => (Some(id), name.or_else(|| shown.map(str::to_owned))),
        None => (None, plain(attribution, reading).or(words.or(shown)).map(str::to_owned)),
    };
    Party {
        attribution: attribution.id.clone(),
        id,
        name: name.unwrap_or_else(|| "somebody who is not told".into()),
        kind: attribution.source_kind,
        words: attribution.source.clone(),
        cue: attribution.cue.clone(),
    }
}

/// The first words that are no pronoun for a source who is not known: its own, else those that
/// the report has for the same elsewhere (*a hospital official* for *he*).
fn plain<'r>(attribution: &'r Attribution, reading: &'r Reading) -> Option<&'r str> {
    let entity = attribution.source_entity.as_deref();
    let same = |other: Option<&str>| entity.is_some() && other == entity;
    let of = |a: &'r Attribution| a.source.as_ref().map(|s| s.text.as_str());
    let elsewhere = reading.attributions.iter().filter(|a| same(a.source_entity.as_deref()));
    let mentions = reading.mentions.iter().filter(|m| same(Some(m.entity.as_str())));
    of(attribution)
        .into_iter()
        .chain(attribution.source_name.as_deref())
        .chain(elsewhere.filter_map(of))
        .chain(mentions.map(|m| m.excerpt.text.as_str()))
        .find(|words| !words::is_pronoun(words))
}

type Found = (String, Option<String>);

/// The country and the town of an event.
type At<'a> = (Option<&'a str>, Option<&'a str>);

fn who(
    attribution: &Attribution,
    reading: &Reading,
    (country, town): At,
    language: Language,
) -> Option<Found> {
    let registry = Registry::get();
    let source = attribution.source.as_ref();
    let entity = attribution.source_entity.as_deref();
    // Who is known beforehand: by the name in full, by names within the words, or by a
    // body that stands beside the person elsewhere in the report.
    let known = reading
        .mentions
        .iter()
        .filter(|m| entity == Some(m.entity.as_str()))
        .find_map(|m| registry.by_id(m.registry.as_deref()?));
    let by_name = || attribution.source_name.as_deref().and_then(|n| registry.by_name(n));
    let within = || source.map(|s| registry.within(&s.text)).unwrap_or_default();
    let indefinite = source.is_none_or(|s| is_indefinite(&s.text));
    if let Some(entry) = known.or_else(by_name) {
        // *The paramilitary force* is taken for no army.
        let armed = source.is_some_and(|s| words::is_definite(&fold(&s.text)) && armed(&s.text));
        return (!armed || entry.source != "official").then(|| of_entry(entry, language));
    }
    let mut entries = within();
    // In *a source of the agency* the agency is who cites, in *a resident told AFP* it asks:
    // only what a definite source is of tells who it is, and a body for whom one speaks.
    // *A count by the agency* is its word.
    let words = source.map_or("", |s| s.text.as_str());
    let counts = counts(words);
    entries.retain(|e| !(indefinite && e.source == "media" && !counts));
    let bodies = entries.iter().find(|e| !e.person).or(entries.first());
    if let Some(entry) = bodies.filter(|_| !indefinite || counts || speaks(words)) {
        return Some(of_entry(entry, language));
    }
    let name = attribution.source_name.as_deref();
    // By its own words, else by those that the report has for the same person elsewhere.
    let same = |a: &&Attribution| entity.is_some() && a.source_entity.as_deref() == entity;
    let elsewhere = || reading.attributions.iter().filter(same).filter_map(|a| a.source.as_ref());
    let mentioned = reading.mentions.iter().filter(|m| entity == Some(m.entity.as_str()));
    // *RSF spokesman Al-Fateh Qurashi*, then *Qurashi* or *he*.
    let spoken_for = elsewhere()
        .filter(|s| speaks(&s.text))
        .find_map(|s| registry.within(&s.text).into_iter().find(|e| !e.person));
    if let Some(entry) = spoken_for {
        return Some(of_entry(entry, language));
    }
    let texts = source
        .map(|s| s.text.as_str())
        .into_iter()
        .chain(name)
        .chain(elsewhere().map(|s| s.text.as_str()))
        .chain(mentioned.map(|m| m.excerpt.text.as_str()));
    for words in texts {
        let folded = fold(words);
        let plain = registry.without_countries(bare(&folded));
        let Some(body) = body(&plain).filter(|_| !is_indefinite(words)) else { continue };
        let Some(state) = registry.country(&folded).or(country.filter(|_| body != FORCES)) else {
            continue;
        };
        let id = format!("{}:{state}", army_of(body));
        // *The civil defence* of Syria are the White Helmets.
        return Some(match registry.called(&id) {
            Some(entry) => (entry.id.to_owned(), Some(entry.name(language).to_owned())),
            None => (id, None),
        });
    }
    if matches!(attribution.source_kind, SourceKind::Unnamed | SourceKind::Witness) && indefinite {
        return None;
    }
    let mentions = || reading.mentions.iter().filter(|m| names(m, attribution, entity));
    let organisation = mentions().find(|m| m.kind != MentionKind::Person && is_name(&m.name));
    let person = mentions().find(|m| m.kind == MentionKind::Person && is_name(&m.name));
    let shown = organisation.or(person).map(|m| m.name.as_str());
    let own = || source.map(|s| s.text.as_str());
    let is_place = |name: &str| {
        let places = reading.places.iter().filter(|p| !p.metonymy);
        places.map(|p| fold(&p.excerpt.text)).any(|place| place == name)
    };
    let hospital = |words: &str| super::hospital::hospital(words, town, is_place);
    if let Some(id) = shown
        .and_then(hospital)
        .or_else(|| own().filter(|words| !is_indefinite(words)).and_then(hospital))
    {
        return Some((id, shown.or(own()).map(str::to_owned)));
    }
    // *Centre for Democracy and Development (CDD)*: who calls it CDD means the same.
    if let Some(acronym) = own().and_then(acronym).filter(|_| person.is_none()) {
        let known = registry.by_name(acronym).map(|entry| of_entry(entry, language));
        let plain = || (format!("name:{}", key(&fold(acronym))), shown.map(str::to_owned));
        return Some(known.unwrap_or_else(plain));
    }
    let shown = shown.or(name.filter(|n| is_name(n)));
    let shown = shown.or(own().filter(|n| is_name(n) && !indefinite))?;
    if let Some(entry) = registry.by_name(shown) {
        return Some(of_entry(entry, language));
    }
    let key = key(&fold(shown));
    let sound = skeleton(&key);
    // A name of few consonants sounds like many others.
    let id = if sound.len() >= 4 && organisation.is_none() { sound } else { key };
    Some((format!("name:{id}"), Some(shown.to_owned())))
}

/// The body of a state that words tell: `army:ML`; none if they describe nobody in
/// particular, or no body.
pub(crate) fn body_of(words: &str, country: Option<&str>) -> Option<String> {
    let folded = fold(words);
    let plain = Registry::get().without_countries(bare(&folded));
    let body = body(&plain).filter(|b| !is_indefinite(words) || *b == FORCES)?;
    let state = Registry::get().country(&folded).or(country.filter(|_| body != FORCES))?;
    Some(format!("{}:{state}", army_of(body)))
}

/// The government that a state stands for as who acts: *Moscow* is none, *Russia* is.
pub(crate) fn state_of(words: &str) -> Option<String> {
    let folded = fold(words);
    let bare = bare(&folded);
    let names = bare.split(' ').count() <= 4;
    let state = Registry::get().country_named(bare).filter(|_| names)?;
    Some(format!("government:{state}"))
}

/// Words for armed forces that may be anybody's: only with an adjective that tells whose.
const FORCES: &str = "forces";

fn army_of(body: &'static str) -> &'static str {
    if body == FORCES { "army" } else { body }
}

/// The body that an entry speaks for.
fn of_entry(entry: &'static Entry, language: Language) -> Found {
    // A group that belongs to another (JNIM to Al-Qaeda) speaks for itself.
    let own = !entry.person && entry.source == "armed_group";
    let body = if own { entry } else { Registry::get().body(entry) };
    // *Forces armées maliennes* are the army of Mali, however they are told.
    let state_body = Language::ALL.into_iter().find_map(|l| {
        let country = body.country.filter(|_| body.source == "official" && !body.person)?;
        let folded = fold(body.name(l));
        let plain = Registry::get().without_countries(bare(&folded));
        Some(format!("{}:{country}", super::body::body(&plain).filter(|b| *b != FORCES)?))
    });
    if let Some(id) = state_body {
        return (id, Some(body.name(language).to_owned()));
    }
    match (body.person, body.source, body.country) {
        // A president, a minister: their government.
        (true, "official", Some(country)) => {
            (format!("government:{country}"), Some(entry.name(language).to_owned()))
        }
        _ => (body.id.to_owned(), Some(body.name(language).to_owned())),
    }
}

/// Whether a mention is the source, or stands in its words.
fn names(mention: &Mention, attribution: &Attribution, entity: Option<&str>) -> bool {
    let within = attribution.source.as_ref().is_some_and(|s| {
        s.span.start <= mention.excerpt.span.start && mention.excerpt.span.end <= s.span.end
    });
    within || entity == Some(mention.entity.as_str())
}

/// Whether words are a proper name: two words or an acronym with capitals, after the first
/// word that a sentence may begin with.
fn is_name(words: &str) -> bool {
    let folded = fold(words);
    if is_indefinite(words) || words::get().generic.contains(&bare(&folded)) {
        return false;
    }
    let capital = |w: &&&str| w.chars().next().is_some_and(char::is_uppercase);
    // *The Britain-based monitor* has the name of where it is.
    let based = |w: &&str| w.split('-').skip(1).any(|part| part.chars().all(char::is_lowercase));
    let all: Vec<&str> =
        words.split([' ', '\'', '’']).filter(|w| !w.is_empty() && !based(w)).collect();
    let capitals = all.iter().filter(capital).count();
    let acronym = all.iter().any(|w| w.chars().filter(|c| c.is_uppercase()).count() >= 2);
    let alone =
        || capitals == 1 && all.len() == 1 && words.chars().count() > 3 && !words::is_noun(&folded);
    // *Residents and Police*: nouns with the capital of a sentence.
    acronym || (capitals >= 2 && !words::are_nouns(&folded)) || alone()
}

/// The acronym that words have in brackets: *CDD*.
fn acronym(words: &str) -> Option<&str> {
    let (_, rest) = words.split_once('(')?;
    let (acronym, _) = rest.split_once(')')?;
    let letters = acronym.chars().filter(|c| c.is_uppercase()).count();
    (letters >= 3 && !acronym.contains(' ')).then_some(acronym)
}

pub(super) fn is_indefinite(words: &str) -> bool {
    let folded = fold(words);
    starts_with_any(&folded, &words::get().indefinite)
}

/// Whether somebody speaks for whom the words name: *a spokesman of the army*.
fn speaks(words: &str) -> bool {
    let folded = fold(words);
    words::get().speaks.iter().any(|w| folded.contains(w))
}

/// Whether words tell of armed men who are no state's.
pub(super) fn armed(words: &str) -> bool {
    let folded = fold(words);
    folded.split(' ').any(|word| words::get().armed.contains(&words::singular(word)))
}

/// Whether words tell of somebody's count: *un décompte de l'agence*.
fn counts(words: &str) -> bool {
    fold(words).split(' ').any(|word| words::get().counts.contains(&word))
}

fn starts_with_any(folded: &str, beginnings: &[&str]) -> bool {
    let after =
        |w: &&str| folded.strip_prefix(*w).map(|rest| rest.is_empty() || rest.starts_with(' '));
    beginnings.iter().any(|w| after(w) == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_descriptions() {
        assert!(
            is_name("Omar Omsen") && is_name("OSDH") && is_name("Médecins sans frontières du Mali")
        );
        assert!(!is_name("Un élu local") && !is_name("des habitants"));
        assert!(is_indefinite("des habitants et une source sécuritaire"));
        assert!(
            !is_name("Residents") && !is_name("Habitants") && !is_name("Doctors and Witnesses")
        );
        assert!(!is_name("The UK-based monitor") && is_name("Al-Fateh Qurashi"));
        assert_eq!(acronym("the Centre for Democracy (CDD)"), Some("CDD"));
        assert_eq!(acronym("Awa Traoré (44)"), None);
        assert!(is_indefinite("A resident") && !is_indefinite("Amnesty"));
    }
}
