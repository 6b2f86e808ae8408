//! Whom a description means: *the group, l'ONG, the city's main hospital*.

use selon_gazetteer::fold::fold;
use selon_model::reading::{MentionKind, Reading, SourceKind};
use selon_model::{Language, Span};

use super::Party;
use super::registry::Registry;
use super::words::{self, bare, singular};

/// Somebody whom the report names, with the words that it has for them.
#[derive(Debug)]
pub(super) struct Named {
    id: String,
    name: String,
    kind: Option<SourceKind>,
    /// Folded words of all that tells of them.
    words: Vec<String>,
    /// Where they are named first, but for the headline.
    at: u32,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Armed,
    Organisation,
    Medium,
    /// A person, a body of a state.
    Other,
}

/// Those whom a report names as sources, and the armed groups that it names at all.
pub(super) fn named(reading: &Reading, parties: &[Party], title: Option<Span>) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::new();
    let in_title = |span: Span| title.is_some_and(|t| t.start <= span.start && span.end <= t.end);
    let mut tell = |id: &str, name: &str, kind, what, text: &str, span: Span| {
        let at = if in_title(span) { u32::MAX } else { span.start };
        let words = fold(text).split(' ').map(|w| singular(w).to_owned()).collect::<Vec<_>>();
        match named.iter_mut().find(|n| n.id == id) {
            Some(known) => {
                known.words.extend(words);
                known.at = known.at.min(at);
                known.kind = known.kind.or(kind);
            }
            None => {
                let (id, name) = (id.to_owned(), name.to_owned());
                named.push(Named { id, name, kind, words, at, what });
            }
        }
    };
    for (party, attribution) in parties.iter().zip(&reading.attributions) {
        let (Some(id), Some(words)) = (&party.id, &party.words) else { continue };
        let entity = attribution.source_entity.as_deref();
        let mentions = || reading.mentions.iter().filter(|m| entity == Some(m.entity.as_str()));
        let organisation = mentions().any(|m| m.kind != MentionKind::Person);
        let what = what(id, organisation);
        tell(id, &party.name, Some(party.kind), what, &words.text, words.span);
        tell(id, &party.name, Some(party.kind), what, &party.name, words.span);
        for mention in mentions() {
            let excerpt = &mention.excerpt;
            tell(id, &party.name, Some(party.kind), what, &excerpt.text, excerpt.span);
        }
    }
    for mention in &reading.mentions {
        let known = mention.registry.as_deref().and_then(|id| Registry::get().by_id(id));
        let armed = known.filter(|e| e.source == "armed_group" && !e.person);
        if let Some(entry) = armed {
            let name = entry.name(reading.report.language);
            let excerpt = &mention.excerpt;
            tell(entry.id, name, None, What::Armed, &excerpt.text, excerpt.span);
        }
    }
    named
}

fn what(id: &str, organisation: bool) -> What {
    match Registry::get().by_id(id) {
        Some(entry) if entry.person || entry.source == "official" => What::Other,
        Some(entry) if entry.source == "armed_group" => What::Armed,
        Some(entry) if entry.source == "media" => What::Medium,
        Some(_) => What::Organisation,
        None if organisation && id.starts_with("name:") => What::Organisation,
        None => What::Other,
    }
}

/// A source that is described.
#[derive(Clone, Copy, Debug)]
pub(super) struct Described<'a> {
    /// Its words.
    pub(super) words: &'a str,
    /// Where they stand.
    pub(super) at: u32,
    /// Whether that is in the headline.
    pub(super) in_title: bool,
    /// What kind of source it is.
    pub(super) kind: SourceKind,
    /// The language of the report.
    pub(super) language: Language,
}

impl Described<'_> {
    /// The one of those named that the description means: whose words have its noun (*the
    /// minister*, Defence Minister X; *the hospital*, Maputo Central Hospital); for words that
    /// are told of any organisation, or of armed men, the only one that was named before. *The
    /// mayor* is none of the ministers, *the local committee* no army.
    pub(super) fn meant(&self, named: &[Named]) -> Option<(String, String)> {
        let folded = fold(self.words);
        let plain = Registry::get().without_countries(bare(&folded));
        let head = self.head(&plain);
        let said = |n: &&Named| n.kind.is_some();
        let has = |n: &&Named| n.words.iter().any(|w| head.contains(&w.as_str()));
        let words = words::get();
        let before = |n: &&Named| self.in_title || n.at < self.at;
        // *The paramilitary force* is no army, though one is called *forces*.
        if super::identify::armed(&plain) {
            return only(named.iter().filter(|n| n.what == What::Armed).filter(before));
        }
        if let Some(found) = only(named.iter().filter(said).filter(has)) {
            return Some(found);
        }
        if words.generic.iter().any(|g| head.contains(g)) {
            let like = named.iter().filter(said).filter(before);
            let same = |n: &&Named| n.kind == Some(self.kind) && n.what != What::Other;
            let any = |n: &&Named| matches!(n.what, What::Armed | What::Organisation);
            return only(like.clone().filter(same)).or_else(|| only(like.filter(any)));
        }
        // *Un responsable* in a headline, whom the text names.
        if self.in_title && head.iter().any(|h| words.headline.contains(h)) {
            return only(named.iter().filter(|n| n.kind == Some(self.kind)));
        }
        None
    }

    /// The noun that a description is of, in the singular: the last word of an English one
    /// before what belongs to it, the first two of a French one, where an adjective may stand
    /// before it.
    fn head<'w>(&self, plain: &'w str) -> Vec<&'w str> {
        let links = &words::get().links;
        let phrase: Vec<&str> = plain.split(' ').take_while(|w| !links.contains(w)).collect();
        let head = match self.language {
            Language::English => &phrase[phrase.len().saturating_sub(1)..],
            Language::French => &phrase[..phrase.len().min(2)],
        };
        head.iter().map(|w| singular(w)).filter(|w| w.len() >= 3).collect()
    }
}

/// The one of these, if there is just one.
fn only<'n>(mut found: impl Iterator<Item = &'n Named>) -> Option<(String, String)> {
    let first = found.next()?;
    found.all(|other| other.id == first.id).then(|| (first.id.clone(), first.name.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody(id: &str, kind: SourceKind, words: &str, at: u32, what: What) -> Named {
        let words = fold(words).split(' ').map(|w| singular(w).to_owned()).collect();
        Named { id: id.into(), name: id.into(), kind: Some(kind), words, at, what }
    }

    #[test]
    fn a_description_means_whom_its_words_fit() {
        use SourceKind::{ArmedGroup, Monitor, Official};
        let spokesman =
            || somebody("police", Official, "Police spokesman Leo Sitoe", 90, What::Other);
        let minister = || somebody("army", Official, "Defence Minister Awa Keita", 90, What::Other);
        let army = || somebody("army", Official, "the Sudanese Armed Forces", 5, What::Other);
        let before = || somebody("hrw", Monitor, "Human Rights Watch", 5, What::Organisation);
        let after = || somebody("hrw", Monitor, "Human Rights Watch", 90, What::Organisation);
        let rebels = || somebody("m23", ArmedGroup, "M23", 5, What::Armed);
        let hospital =
            || somebody("clinic", Official, "l'hôpital général de Valmont", 90, What::Organisation);
        // (words, language, in the headline, kind, named, meant)
        let table = [
            ("the city's main hospital", "en", false, Official, vec![spokesman()], None),
            ("the mayor", "en", false, Official, vec![minister()], None),
            ("the minister", "en", false, Official, vec![minister()], Some("army")),
            ("the spokesman", "en", false, Official, vec![spokesman()], Some("police")),
            ("the minister", "en", false, Official, vec![spokesman()], None),
            ("le maire", "fr", false, Official, vec![minister()], None),
            ("l'hôpital", "fr", false, Official, vec![hospital()], Some("clinic")),
            ("le comité de résistance de la ville", "fr", false, Monitor, vec![rebels()], None),
            ("the local human rights group", "en", false, Monitor, vec![after()], None),
            ("the group", "en", false, Monitor, vec![before()], Some("hrw")),
            ("The Britain-based monitor", "en", false, Monitor, vec![before()], Some("hrw")),
            ("l'ONG", "fr", false, Monitor, vec![before()], Some("hrw")),
            ("rights group", "en", true, Monitor, vec![after()], Some("hrw")),
            ("les médecins", "fr", true, Monitor, vec![after()], None),
            (
                "The paramilitary force",
                "en",
                false,
                Official,
                vec![rebels(), minister()],
                Some("m23"),
            ),
            ("The paramilitary force", "en", false, Official, vec![rebels(), army()], Some("m23")),
            ("the group", "en", false, Monitor, vec![before(), rebels()], Some("hrw")),
            ("the rebel group", "en", false, Monitor, vec![before(), rebels()], Some("m23")),
            ("un responsable", "fr", true, Official, vec![spokesman()], Some("police")),
        ];
        for (words, language, in_title, kind, named, meant) in table {
            let language = Language::from_code(language).unwrap_or(Language::English);
            let described = Described { words, at: 50, in_title, kind, language };
            let found = described.meant(&named).map(|(id, _)| id);
            assert_eq!(found.as_deref(), meant, "{words}");
        }
    }
}
