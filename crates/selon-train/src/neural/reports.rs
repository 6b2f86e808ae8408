//! Names in reports whose annotation marks more than names: re3d (English) and Popcorn
//! (French) mark whatever tells of a person, a place or an organisation.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, Read};
use std::path::Path;

use anyhow::{Context, Result};
use selon_language::NameKind;
use selon_model::Language;

use super::data::{NamedText, form_class};
use crate::conllu;

/// The byte of each character of a text, and its end.
fn places(text: &str) -> Vec<usize> {
    text.char_indices().map(|(i, _)| i).chain([text.len()]).collect()
}

/// Keeps of names that overlap the longest that begins first.
fn outermost(names: &mut Vec<(usize, usize, NameKind)>) {
    names.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
    let mut reached = 0;
    names.retain(|&(start, end, _)| {
        let kept = start >= reached && start < end;
        if kept {
            reached = end;
        }
        kept
    });
}

fn capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

#[derive(serde::Deserialize)]
struct Document {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

#[derive(serde::Deserialize)]
struct Entity {
    begin: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "documentId")]
    document: String,
    confidence: f32,
}

/// Words of office that stand before the name of a person, and those that end what an
/// office is for (*Minister for the Middle East*).
const TITLES: &str = "Admiral Ambassador Capt. Captain Chairman Chief Col. Colonel Commander Coordinator \
    Corporal Cpl. Director Dr Dr. Emir Envoy Gen. General King Leader Lieutenant Lt. Maj. \
    Major Minister Mr Mr. Mrs Mrs. Ms Ms. Officer President Prince Representative Secretary \
    Senator Sergeant Sgt. Sheikh Sir Speaker Spokesman Spokesperson State East Asia Affairs";

/// The part of an entity that is a name: the last run of capitalised words in it, with
/// *of* between them, without the article and words of office; and whether the entity
/// ends with it.
fn name_in(text: &str, start: usize, end: usize, kind: NameKind) -> Option<(usize, usize, bool)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut at = start;
    for part in text.get(start..end)?.split(' ') {
        let word = part.trim_end_matches([',', '.', ';', ':', ')']);
        let whole = if part.len() <= 4 || part.matches('.').count() > 1 { part } else { word };
        let whole = whole.strip_suffix("’s").or(whole.strip_suffix("'s")).unwrap_or(whole);
        words.push((at, at + whole.len()));
        at += part.len() + 1;
    }
    let form = |i: usize| &text[words[i].0..words[i].1];
    let mut last = words.len();
    while last > 0 && !capitalised(form(last - 1)) {
        last -= 1;
    }
    let mut first = last.checked_sub(1)?;
    while first > 0 {
        if capitalised(form(first - 1)) {
            first -= 1;
        } else if first > 1 && form(first - 1) == "of" && capitalised(form(first - 2)) {
            first -= 2;
        } else {
            break;
        }
    }
    if kind == NameKind::Person {
        let title = |&i: &usize| TITLES.split(' ').any(|t| t == form(i));
        first = (first..last).rev().find(title).map_or(first, |i| i + 1);
    } else if matches!(form(first), "The" | "A" | "An" | "This" | "These" | "Our" | "We" | "They") {
        first += 1;
    }
    (first < last).then(|| (words[first].0, words[last - 1].1, last == words.len()))
}

/// The documents of re3d with their names, but those whose ids end as one of `left_out`
/// does. A name in the midst of an entity (*ISIL fighters*) counts if it is an entity of
/// its own elsewhere.
pub fn re3d(folder: &Path, left_out: &[String]) -> Result<Vec<NamedText>> {
    let mut documents: BTreeMap<String, String> = BTreeMap::new();
    for line in conllu::open(&folder.join("documents.jsonl.gz"))?.lines() {
        let document: Document = serde_json::from_str(&line?).context("re3d documents")?;
        let tail = |id: &String| id.rsplit('_').next().is_some_and(|t| document.id.ends_with(t));
        if !left_out.iter().any(tail) {
            documents.insert(document.id, document.text);
        }
    }
    let mut found: BTreeMap<String, Vec<(usize, usize, NameKind, bool)>> = BTreeMap::new();
    let mut votes: HashMap<&str, BTreeMap<u8, usize>> = HashMap::new();
    const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organization, NameKind::Location];
    for line in conllu::open(&folder.join("entities.jsonl.gz"))?.lines() {
        let entity: Entity = serde_json::from_str(&line?).context("re3d entities")?;
        let kind = match entity.kind.as_str() {
            "Person" => 0,
            "Organisation" => 1,
            "Location" => 2,
            _ => continue,
        };
        let Some((id, text)) = documents.get_key_value(&entity.document) else { continue };
        // Sure readings only: the others are rejected proposals for the most part.
        if entity.confidence < 0.9 {
            continue;
        }
        let bytes = places(text);
        let place = |c: usize| bytes.get(c).copied().unwrap_or(text.len());
        let (begin, end) = (place(entity.begin), place(entity.end));
        let Some((start, end, whole)) = name_in(text, begin, end, KINDS[kind]) else { continue };
        if whole {
            *votes.entry(&text[start..end]).or_default().entry(kind as u8).or_default() += 1;
        }
        found.entry(id.clone()).or_default().push((start, end, KINDS[kind], whole));
    }
    let of_votes = |name: &str| {
        let votes = votes.get(name)?;
        votes.iter().max_by_key(|&(kind, n)| (n, std::cmp::Reverse(kind))).map(|(&k, _)| k)
    };
    let mut texts = Vec::new();
    for (id, text) in &documents {
        let mut names: Vec<(usize, usize, NameKind)> = found
            .get(id)
            .into_iter()
            .flatten()
            .filter_map(|&(start, end, kind, whole)| match whole {
                true => Some((start, end, kind)),
                false => Some((start, end, KINDS[usize::from(of_votes(&text[start..end])?)])),
            })
            .collect();
        outermost(&mut names);
        texts.push(NamedText { text: text.clone(), names });
    }
    Ok(texts)
}

#[derive(serde::Deserialize)]
struct Report {
    text: String,
    entities: Vec<Mentioned>,
}

#[derive(serde::Deserialize)]
struct Mentioned {
    #[serde(rename = "type")]
    kind: String,
    mentions: Vec<Mention>,
}

#[derive(serde::Deserialize)]
struct Mention {
    start: usize,
    end: usize,
}

/// The reports of Popcorn with their names: the mentions that begin with a capital which
/// the beginning of a sentence does not explain.
pub fn popcorn(path: &Path) -> Result<Vec<NamedText>> {
    let mut json = String::new();
    conllu::open(path)?.read_to_string(&mut json)?;
    let reports: BTreeMap<String, Report> =
        serde_json::from_str(&json).with_context(|| path.display().to_string())?;
    let mut texts = Vec::new();
    for report in reports.into_values() {
        let bytes = places(&report.text);
        let place = |c: usize| bytes.get(c).copied().unwrap_or(report.text.len());
        let mut names = Vec::new();
        for entity in &report.entities {
            let kind = match entity.kind.as_str() {
                "CIVILIAN" | "MILITARY" | "TERRORIST_OR_CRIMINAL" => NameKind::Person,
                "PLACE" => NameKind::Location,
                kind if kind.ends_with("_ORGANISATION") => NameKind::Organization,
                _ => continue,
            };
            for mention in &entity.mentions {
                let (start, end) = (place(mention.start), place(mention.end));
                let Some(form) = report.text.get(start..end) else { continue };
                let first = report.text[..start].trim_end().ends_with(['.', '!', '?', '»', ':'])
                    || report.text[..start].trim_end().is_empty();
                let common =
                    form.split(' ').all(|w| form_class(&w.to_lowercase(), Language::French) != 0)
                        || form.split(' ').skip(1).all(|w| !capitalised(w)) && form.contains(' ');
                if capitalised(form) && !(first && common) {
                    names.push((start, end, kind));
                }
            }
        }
        outermost(&mut names);
        texts.push(NamedText { text: report.text, names });
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_within_what_is_marked() {
        let of = |text: &str, kind| {
            name_in(text, 0, text.len(), kind).map(|(a, b, whole)| (text[a..b].to_string(), whole))
        };
        let some = |name: &str, whole| Some((name.to_string(), whole));
        let person = NameKind::Person;
        assert_eq!(of("Foreign Secretary Ann Poe", person), some("Ann Poe", true));
        assert_eq!(of("the President", person), None);
        assert_eq!(of("the heart of East Kessa", NameKind::Location), some("East Kessa", true));
        let body = NameKind::Organization;
        assert_eq!(of("The Ministry of Roads", body), some("Ministry of Roads", true));
        assert_eq!(of("Front fighters", body), some("Front", false));
        assert_eq!(of("they", body), None);
    }
}
