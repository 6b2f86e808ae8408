//! From treebanks and texts with names to what the network learns from.

use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;
use std::path::Path;

use anyhow::{Context, Result, bail};
use selon_language::NameKind;
use selon_language::nn::features::{self, Features};
use selon_language::nn::names;
use selon_language::segment::segment;
use selon_model::Language;

use super::example::{Example, Input, Tree, UNTOLD};
use super::lists::Lists;
use crate::conllu::{self, UdSentence};

/// Stands for the features of a word where they are not known.
pub const UNTOLD_FEATURES: &str = "?";

/// A sentence with what is known of it.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its words, and its tree if `has_tree`.
    pub ud: UdSentence,
    /// The treebank whose ways it follows.
    pub treebank: String,
    /// Whether it has tags and a tree.
    pub has_tree: bool,
    /// Its names by words, if they are known: the first, one past the last, the kind.
    pub names: Option<Vec<(usize, usize, NameKind)>>,
}

/// The sentences of a treebank.
pub fn treebank(path: &Path, name: &str) -> Result<Vec<Sentence>> {
    Ok(conllu::read(path)?
        .into_iter()
        .map(|ud| Sentence { ud, treebank: name.into(), has_tree: true, names: None })
        .collect())
}

fn kind(label: &str) -> Option<NameKind> {
    match label {
        "PER" => Some(NameKind::Person),
        "ORG" => Some(NameKind::Organization),
        "LOC" => Some(NameKind::Location),
        _ => None,
    }
}

/// Names from labels such as `B-PER`, `I-PER`, `O`; a kind that is not known is no name.
pub fn names_of_labels(labels: &[&str]) -> Vec<(usize, usize, NameKind)> {
    let mut names = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    for (i, label) in labels.iter().chain([&"O"]).enumerate() {
        let (prefix, name) = label.split_once('-').unwrap_or(("O", ""));
        if let Some((start, of)) = open
            && (prefix != "I" || name != of)
        {
            names.extend(kind(of).map(|k| (start, i, k)));
            open = None;
        }
        if open.is_none() && prefix != "O" {
            open = Some((i, name));
        }
    }
    names
}

/// Columns of a file of labelled words, sentence by sentence.
fn columns(path: &Path) -> Result<Vec<Vec<Vec<String>>>> {
    let mut sentences = vec![Vec::new()];
    for line in conllu::open(path)?.lines() {
        let line = line.with_context(|| format!("{}", path.display()))?;
        if line.trim().is_empty() {
            sentences.push(Vec::new());
        } else if !line.starts_with("# ") {
            let row = line.split_whitespace().map(String::from).collect();
            sentences.last_mut().context("no sentence")?.push(row);
        }
    }
    sentences.retain(|s| !s.is_empty());
    Ok(sentences)
}

/// Adds the names of Universal NER to the sentences of the same treebank.
pub fn add_universal_ner(sentences: &mut [Sentence], path: &Path) -> Result<()> {
    let mut by_words: HashMap<String, Vec<(usize, usize, NameKind)>> = HashMap::new();
    for rows in columns(path)? {
        let words: Vec<&str> = rows.iter().filter_map(|r| r.get(1)).map(String::as_str).collect();
        let labels: Vec<&str> = rows.iter().filter_map(|r| r.get(2)).map(String::as_str).collect();
        if words.len() == labels.len() {
            by_words.insert(words.join(" "), names_of_labels(&labels));
        }
    }
    let mut found = 0;
    for s in sentences.iter_mut() {
        let words: Vec<&str> = s.ud.words.iter().map(|w| w.form.as_str()).collect();
        if let Some(names) = by_words.get(&words.join(" ")) {
            s.names = Some(names.clone());
            found += 1;
        }
    }
    if found * 10 < sentences.len() * 9 {
        bail!("{}: only {found} of {} sentences found", path.display(), sentences.len());
    }
    Ok(())
}

/// Adds the names that the entities of GUM show: those of persons, organisations and
/// places whose head is a proper noun, without what stands before and after the name.
pub fn add_gum_names(sentences: &mut [Sentence]) {
    for s in sentences {
        let words = &s.ud.words;
        // Entities that are open: where they began, the kind, the word that is the head.
        let mut open: Vec<(String, usize, Option<NameKind>, usize)> = Vec::new();
        let mut spans: Vec<(usize, usize, NameKind, usize)> = Vec::new();
        for (i, word) in words.iter().enumerate() {
            let Some(marks) = word.misc.split('|').find_map(|m| m.strip_prefix("Entity=")) else {
                continue;
            };
            let mut rest = marks;
            while !rest.is_empty() {
                if let Some(opening) = rest.strip_prefix('(') {
                    let end = opening.find(['(', ')']).unwrap_or(opening.len());
                    let fields: Vec<&str> = opening[..end].split('-').collect();
                    let kind = match fields.get(1) {
                        Some(&"person") => Some(NameKind::Person),
                        Some(&"organization") => Some(NameKind::Organization),
                        Some(&"place") => Some(NameKind::Location),
                        _ => None,
                    };
                    let head = fields.get(5).and_then(|h| h.split(',').next()?.parse().ok());
                    let head = i + head.unwrap_or(1usize).max(1) - 1;
                    open.push((fields[0].to_string(), i, kind, head));
                    rest = &opening[end..];
                    if let Some(after) = rest.strip_prefix(')') {
                        if let Some((_, start, Some(kind), head)) = open.pop() {
                            spans.push((start, i + 1, kind, head));
                        }
                        rest = after;
                    }
                } else {
                    let end = rest.find(')').unwrap_or(rest.len());
                    if let Some(at) = open.iter().rposition(|o| o.0 == rest[..end]) {
                        let (_, start, kind, head) = open.remove(at);
                        spans.extend(kind.map(|k| (start, i + 1, k, head)));
                    }
                    rest = rest.get(end + 1..).unwrap_or("");
                }
            }
        }
        let proper = |i: usize| words.get(i).is_some_and(|w| w.upos == "PROPN");
        let mut names: Vec<(usize, usize, NameKind)> = spans
            .into_iter()
            .filter(|&(start, end, _, head)| proper(head) && (start..end).contains(&head))
            .map(|(start, end, kind, head)| {
                let mut first = head;
                while first > start && proper(first - 1) {
                    first -= 1;
                }
                // *University of Portsmouth*: a name goes on over a preposition.
                let mut last = head + 1;
                loop {
                    let joint = (last..last + 2)
                        .take_while(|&i| {
                            words.get(i).is_some_and(|w| {
                                matches!(w.form.as_str(), "of" | "the" | "and" | "for" | "-" | "&")
                            })
                        })
                        .count();
                    let goes_on =
                        if joint == 0 || kind != NameKind::Person { last + joint } else { last };
                    if goes_on < end && proper(goes_on) {
                        last = goes_on + 1;
                    } else {
                        break;
                    }
                }
                (first, last.min(end), kind)
            })
            .collect();
        names.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
        let mut reached = 0;
        names.retain(|&(start, end, _)| {
            let outermost = start >= reached;
            reached = reached.max(end);
            outermost
        });
        s.names = Some(names);
    }
}

/// Sentences of words with labels in two columns, such as WikiGold.
pub fn labelled_words(path: &Path, treebank: &str) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    for rows in columns(path)? {
        let words: Vec<&str> = rows.iter().filter_map(|r| r.first()).map(String::as_str).collect();
        let labels: Vec<&str> = rows.iter().filter_map(|r| r.last()).map(String::as_str).collect();
        if words.first() == Some(&"-DOCSTART-") {
            continue;
        }
        let mut ud = UdSentence::default();
        for (i, word) in words.iter().enumerate() {
            if i > 0 && !matches!(*word, "," | "." | ")" | "'s" | ";" | ":" | "?" | "!") {
                ud.text.push(' ');
            }
            let start = ud.text.len();
            ud.text.push_str(word);
            push_word(&mut ud, word, start..start + word.len());
        }
        sentences.push(Sentence {
            ud,
            treebank: treebank.into(),
            has_tree: false,
            names: Some(names_of_labels(&labels)),
        });
    }
    Ok(sentences)
}

/// Adds a token of one word without tags.
pub fn push_word(ud: &mut UdSentence, form: &str, span: std::ops::Range<usize>) {
    let i = ud.words.len();
    ud.tokens.push(conllu::UdToken { form: form.into(), span, words: i..i + 1 });
    ud.words.push(conllu::UdWord {
        form: form.into(),
        lemma: String::new(),
        upos: "X".into(),
        feats: String::new(),
        head: None,
        deprel: "dep".into(),
        misc: String::new(),
    });
}

/// What the numbers of a model mean.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// The language.
    pub language: Option<Language>,
    /// The treebank whose ways are followed at reading time.
    pub treebank: String,
    /// Parts of speech.
    pub pos: Vec<String>,
    /// Tags: part of speech, a space, features.
    pub tags: Vec<String>,
    /// Relations with their subtypes.
    pub relations: Vec<String>,
    /// The row of each hash of a feature.
    pub rows: BTreeMap<u64, u32>,
    /// The lists that words stand in.
    pub lists: Lists,
    /// Whether the classes of forms are told.
    pub classes: bool,
    /// How often each form stood in the training data, by its hash.
    pub frequency: HashMap<u64, u32>,
}

/// A word's hashes, for each of its features.
fn word_features(
    s: &Sentence,
    treebank: u64,
    language: Language,
    lists: &Lists,
    classes: bool,
) -> Vec<(u64, Features)> {
    let mut all = Vec::with_capacity(s.ud.words.len());
    let mut end = usize::MAX;
    for token in &s.ud.tokens {
        let spaced = end != token.span.start;
        end = token.span.end;
        for (i, word) in s.ud.words[token.words.clone()].iter().enumerate() {
            let form = features::form(&word.form);
            let lists = lists.get(&form).copied().unwrap_or(0);
            let mut f = Features::of(
                &word.form,
                if classes { form_class(&word.form, language) } else { 0 },
                lists,
            );
            f.whole.push(Features::context(
                all.is_empty(),
                spaced && i == 0,
                token.words.len() > 1,
            ));
            f.whole.push(treebank);
            all.push((form, f));
        }
    }
    all
}

/// The class of a form in the table of forms.
pub fn form_class(form: &str, language: Language) -> u32 {
    selon_language::lexicon::form_class(language, form).0
}

/// How often a hash must stand in the training data to have a row of its own.
const LEAST_FORM: u32 = 2;
const LEAST_WHOLE: u32 = 3;
const LEAST_PIECE: u32 = 6;

impl Inventory {
    /// Takes stock of the training data; `treebank` is the one to follow.
    pub fn new(
        language: Language,
        treebank: &str,
        sentences: &[Sentence],
        lists: Lists,
        classes: bool,
    ) -> Inventory {
        let mut whole: BTreeMap<u64, u32> = BTreeMap::new();
        let mut pieces: BTreeMap<u64, u32> = BTreeMap::new();
        let mut frequency: HashMap<u64, u32> = HashMap::new();
        let mut pos: BTreeMap<&str, u32> = BTreeMap::new();
        let mut tags: BTreeMap<String, u32> = BTreeMap::new();
        let mut relations: BTreeMap<&str, u32> = BTreeMap::new();
        let mut main_features: BTreeMap<&str, u32> = BTreeMap::new();
        let main = |s: &&Sentence| s.treebank == treebank && s.has_tree;
        for word in sentences.iter().filter(main).flat_map(|s| &s.ud.words) {
            *relations.entry(&word.deprel).or_default() += 1;
            for (name, _) in word.feats.split('|').filter_map(|f| f.split_once('=')) {
                *main_features.entry(name).or_default() += 1;
            }
        }
        for s in sentences {
            let hash = features::treebank(&s.treebank);
            for (form, f) in word_features(s, hash, language, &lists, classes) {
                *frequency.entry(form).or_default() += 1;
                f.whole.iter().for_each(|&h| *whole.entry(h).or_default() += 1);
                f.pieces.iter().for_each(|&h| *pieces.entry(h).or_default() += 1);
            }
            if s.has_tree {
                for w in &s.ud.words {
                    *pos.entry(&w.upos).or_default() += 1;
                    if w.feats != UNTOLD_FEATURES {
                        *tags.entry(tag(&w.upos, &w.feats, &main_features)).or_default() += 1;
                    }
                    let plain = w.deprel.split(':').next().unwrap_or_default();
                    relations.entry(plain).or_default();
                }
            }
        }
        let mut rows = BTreeMap::new();
        for (&hash, &n) in &whole {
            let least = if frequency.contains_key(&hash) { LEAST_FORM } else { LEAST_WHOLE };
            if n >= least {
                rows.insert(hash, 0);
            }
        }
        rows.extend(pieces.iter().filter(|&(_, &n)| n >= LEAST_PIECE).map(|(&h, _)| (h, 0)));
        rows.values_mut().enumerate().for_each(|(i, row)| *row = i as u32);
        Inventory {
            language: Some(language),
            treebank: treebank.into(),
            pos: pos.into_keys().map(String::from).collect(),
            tags: tags.into_keys().collect(),
            relations: relations.into_keys().map(String::from).collect(),
            rows,
            lists,
            classes,
            frequency,
        }
    }

    fn index(list: &[String], value: &str) -> u16 {
        list.binary_search_by(|x| x.as_str().cmp(value)).unwrap_or(0) as u16
    }

    /// The number of a relation; without its subtype if the subtype is not kept.
    pub fn relation(&self, relation: &str) -> u16 {
        match self.relations.binary_search_by(|x| x.as_str().cmp(relation)) {
            Ok(i) => i as u16,
            Err(_) => Self::index(&self.relations, relation.split(':').next().unwrap_or_default()),
        }
    }

    /// The sentence in numbers.
    pub fn example(&self, s: &Sentence) -> Example {
        let treebank = features::treebank(&s.treebank);
        let language = self.language.unwrap_or(Language::French);
        let words = word_features(s, treebank, language, &self.lists, self.classes)
            .into_iter()
            .map(|(form, f)| {
                let row = |h: &u64| self.rows.get(h).copied();
                Input {
                    has_form: self.rows.contains_key(&form),
                    frequency: self.frequency.get(&form).copied().unwrap_or(0),
                    whole: f.whole.iter().filter_map(row).collect(),
                    pieces: f.pieces.iter().filter_map(row).collect(),
                }
            })
            .collect();
        let known: BTreeMap<&str, u32> = self
            .tags
            .iter()
            .filter_map(|t| t.split_once(' '))
            .flat_map(|(_, feats)| feats.split('|').filter_map(|f| f.split_once('=')))
            .map(|(name, _)| (name, 0))
            .collect();
        let tree = s.has_tree.then(|| {
            let mut tree = Tree::default();
            for w in &s.ud.words {
                tree.pos.push(Self::index(&self.pos, &w.upos));
                tree.tags.push(match w.feats.as_str() {
                    UNTOLD_FEATURES => UNTOLD,
                    feats => Self::index(&self.tags, &tag(&w.upos, feats, &known)),
                });
                tree.heads.push(w.head.map_or(0, |h| h as u16 + 1));
                tree.relations.push(self.relation(&w.deprel));
            }
            tree
        });
        let n = s.ud.words.len();
        let names = s.names.as_ref().map(|found| names::labels(n, found));
        Example { words, tree, names, own: s.treebank == self.treebank }
    }
}

/// A part of speech with those of its features that are in the inventory.
fn tag(upos: &str, feats: &str, known: &BTreeMap<&str, u32>) -> String {
    let kept: Vec<&str> = feats
        .split('|')
        .filter(|f| f.split_once('=').is_some_and(|(name, _)| known.contains_key(name)))
        .collect();
    format!("{upos} {}", kept.join("|"))
}

/// A text with its names.
pub struct NamedText {
    /// The text.
    pub text: String,
    /// The names by place, in order: the first byte, one past the last, the kind.
    pub names: Vec<(usize, usize, NameKind)>,
}

#[derive(serde::Deserialize)]
struct WinerArticle {
    id: String,
    text: String,
    entities: Vec<WinerEntity>,
}

#[derive(serde::Deserialize)]
struct WinerEntity {
    #[serde(rename = "type")]
    kind: String,
    start: usize,
    end: usize,
}

/// The articles of WiNER as sentences; see [`winer_texts`].
pub fn winer(path: &Path, treebank: &str, left_out: &[String]) -> Result<Vec<Sentence>> {
    let texts = winer_texts(path, left_out)?;
    Ok(texts.iter().flat_map(|t| t.sentences(Language::French, treebank)).collect())
}

/// The sentences of Universal NER as texts of one sentence each.
pub fn universal_ner_texts(path: &Path) -> Result<Vec<NamedText>> {
    let mut texts = Vec::new();
    let mut text = String::new();
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    for line in conllu::open(path)?.lines().chain([Ok(String::new())]) {
        let line = line.with_context(|| format!("{}", path.display()))?;
        if let Some(t) = line.strip_prefix("# text = ") {
            text = t.to_string();
        } else if line.trim().is_empty() {
            let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
            let names = names_of_labels(&labels)
                .into_iter()
                .map(|(start, end, kind)| (words[start].0, words[end - 1].1, kind))
                .collect();
            if !words.is_empty() {
                texts.push(NamedText { text: std::mem::take(&mut text), names });
            }
            words.clear();
        } else if !line.starts_with('#') {
            let mut columns = line.split('\t');
            let (form, label) = (columns.nth(1).unwrap_or_default(), columns.next().unwrap_or("O"));
            let from = words.last().map_or(0, |w| w.1);
            if let Some(at) = text.get(from..).and_then(|rest| rest.find(form)) {
                words.push((from + at, from + at + form.len()));
                if words.len() == 1 {
                    labels.clear();
                }
                labels.push(label.to_string());
            }
        }
        if line.trim().is_empty() {
            labels.clear();
        }
    }
    Ok(texts)
}

/// The articles of WiNER (names of persons, organisations and places, the outermost
/// where they are nested); those whose ids end in one of `left_out` are
/// left out.
pub fn winer_texts(path: &Path, left_out: &[String]) -> Result<Vec<NamedText>> {
    let mut texts = Vec::new();
    for (number, line) in conllu::open(path)?.lines().enumerate() {
        let article: WinerArticle = serde_json::from_str(&line?)
            .with_context(|| format!("{}, line {}", path.display(), number + 1))?;
        if left_out.iter().any(|id| article.id.ends_with(id.as_str())) {
            continue;
        }
        let bytes: Vec<usize> =
            article.text.char_indices().map(|(i, _)| i).chain([article.text.len()]).collect();
        let place = |c: usize| bytes.get(c).copied().unwrap_or(article.text.len());
        let mut names: Vec<(usize, usize, NameKind)> = article
            .entities
            .iter()
            .filter_map(|e| {
                let kind = match e.kind.as_str() {
                    "Person" => NameKind::Person,
                    "Organization" => NameKind::Organization,
                    "Location" => NameKind::Location,
                    _ => return None,
                };
                Some((place(e.start), place(e.end), kind))
            })
            .collect();
        names.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
        let mut reached = 0;
        names.retain(|&(start, end, _)| {
            let outermost = start >= reached;
            reached = reached.max(end);
            outermost
        });
        texts.push(NamedText { text: article.text, names });
    }
    Ok(texts)
}

impl NamedText {
    /// The sentences of the text; a name covers all words that it touches.
    pub fn sentences(&self, language: Language, treebank: &str) -> Vec<Sentence> {
        let segments = segment(&self.text, language);
        let mut names = self.names.iter().peekable();
        segments
            .sentences
            .iter()
            .map(|s| {
                let mut ud = UdSentence::default();
                let (start, end) = (s.span.start as usize, s.span.end as usize);
                ud.text = self.text[start..end].to_string();
                let mut found: Vec<(usize, usize, NameKind)> = Vec::new();
                while names.next_if(|n| n.1 <= start).is_some() {}
                let mut inside = names.clone();
                for t in &segments.tokens[s.tokens.start as usize..s.tokens.end as usize] {
                    let (a, b) = (t.span.start as usize, t.span.end as usize);
                    let first = ud.words.len();
                    for w in t.words.iter() {
                        push_word(&mut ud, &segments.words[w.index()].form, a - start..b - start);
                    }
                    while ud.tokens.len() > 1
                        && ud.tokens[ud.tokens.len() - 2].span.start + start == a
                    {
                        // The words of a contraction are one token.
                        ud.tokens.pop();
                        if let Some(token) = ud.tokens.last_mut() {
                            token.words.end = ud.words.len();
                        }
                    }
                    while inside.next_if(|n| n.1 <= a).is_some() {}
                    if let Some(&&(from, to, kind)) = inside.peek()
                        && from < b
                        && a < to
                    {
                        match found.last_mut() {
                            Some(last) if from < a && last.1 == first => last.1 = ud.words.len(),
                            _ => found.push((first, ud.words.len(), kind)),
                        }
                    }
                }
                Sentence { ud, treebank: treebank.into(), has_tree: false, names: Some(found) }
            })
            .filter(|s| !s.ud.words.is_empty())
            .collect()
    }
}
